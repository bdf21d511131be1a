# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += %D%/db.test
%C%_db_test_SOURCES = %D%/db.c
%C%_db_test_LDADD = libdb.a libbase.a $(PQ_LIBS) $(CMOCKA_LIBS) -lm
