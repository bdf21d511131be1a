# SPDX-License-Identifier: Apache-2.0
compute_sample = %D%/sample.c %D%/sample.h tests/engine/made_series.c tests/engine/made_series.h
compute_libs = libcompute.a libengine.a libbase.a $(CMOCKA_LIBS) $(JSON_LIBS) $(SODIUM_LIBS) -lm
check_PROGRAMS += %D%/answer.test %D%/backtest.test %D%/backtest_answer.test %D%/backtest_csv.test %D%/backtest_request.test \
  %D%/backtest_text.test %D%/calculate.test %D%/files.test
EXTRA_DIST += tests/golden/backtest-answer-1.json
check_PROGRAMS += %D%/answer_pack.test
%C%_answer_pack_test_SOURCES = %D%/answer_pack.c $(compute_sample)
%C%_answer_pack_test_CPPFLAGS = $(AM_CPPFLAGS) -DHUB_TOP_SRCDIR='"$(abs_top_srcdir)"'
%C%_answer_pack_test_LDADD = $(compute_libs) $(ZLIB_LIBS) $(ZSTD_LIBS)
%C%_answer_test_SOURCES = %D%/answer.c
%C%_answer_test_LDADD = $(compute_libs)
%C%_backtest_test_SOURCES = %D%/backtest.c $(compute_sample)
%C%_backtest_test_LDADD = $(compute_libs)
%C%_backtest_answer_test_SOURCES = %D%/backtest_answer.c $(compute_sample)
%C%_backtest_answer_test_LDADD = $(compute_libs)
%C%_backtest_csv_test_SOURCES = %D%/backtest_csv.c $(compute_sample)
%C%_backtest_csv_test_LDADD = $(compute_libs)
%C%_backtest_request_test_SOURCES = %D%/backtest_request.c %D%/request.h
%C%_backtest_request_test_LDADD = $(compute_libs)
%C%_backtest_text_test_SOURCES = %D%/backtest_text.c $(compute_sample)
%C%_backtest_text_test_LDADD = $(compute_libs)
%C%_files_test_SOURCES = %D%/files.c
%C%_files_test_LDADD = $(compute_libs)
%C%_calculate_test_SOURCES = %D%/calculate.c %D%/request.h
%C%_calculate_test_LDADD = $(compute_libs)
check_PROGRAMS += %D%/sweep.test
%C%_sweep_test_SOURCES = %D%/sweep.c %D%/request.h $(compute_sample)
%C%_sweep_test_LDADD = $(compute_libs)
check_PROGRAMS += %D%/backtest_periods.test %D%/backtest_variants.test
%C%_backtest_periods_test_SOURCES = %D%/backtest_periods.c $(compute_sample)
%C%_backtest_periods_test_LDADD = $(compute_libs)
%C%_backtest_variants_test_SOURCES = %D%/backtest_variants.c $(compute_sample)
%C%_backtest_variants_test_LDADD = $(compute_libs)
