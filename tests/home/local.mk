# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += %D%/device.test
%C%_device_test_SOURCES = %D%/device.c src/home/device.c
%C%_device_test_LDADD = libbase.a $(CMOCKA_LIBS)
