# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += %D%/message.test
%C%_message_test_SOURCES = %D%/message.c
%C%_message_test_LDADD = libegress.a libbase.a $(SODIUM_LIBS) $(CMOCKA_LIBS) -lm
