# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += %D%/phone.test
%C%_phone_test_SOURCES = %D%/phone.c src/home/phone.c
%C%_phone_test_LDADD = libbase.a $(CMOCKA_LIBS)
