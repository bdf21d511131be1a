# SPDX-License-Identifier: Apache-2.0
base_tests = %D%/arena.test %D%/csv.test %D%/str.test %D%/day.test %D%/num.test %D%/json.test %D%/settings.test
check_PROGRAMS += $(base_tests)
EXTRA_DIST += %D%/check.h %D%/fixture.h
%C%_arena_test_SOURCES = %D%/arena.c
%C%_arena_test_LDADD = libbase.a $(CMOCKA_LIBS)
%C%_csv_test_SOURCES = %D%/csv.c
%C%_csv_test_LDADD = libbase.a $(CMOCKA_LIBS) -lcsv
%C%_str_test_SOURCES = %D%/str.c
%C%_str_test_LDADD = libbase.a $(CMOCKA_LIBS)
%C%_day_test_SOURCES = %D%/day.c
%C%_day_test_LDADD = libbase.a $(CMOCKA_LIBS)
%C%_num_test_SOURCES = %D%/num.c
%C%_num_test_LDADD = libbase.a $(CMOCKA_LIBS) -lm
%C%_json_test_SOURCES = %D%/json.c
%C%_json_test_LDADD = libbase.a $(CMOCKA_LIBS) $(JSON_LIBS) -lm
%C%_settings_test_SOURCES = %D%/settings.c
%C%_settings_test_LDADD = libbase.a $(CMOCKA_LIBS) $(CONFUSE_LIBS)
