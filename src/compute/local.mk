# SPDX-License-Identifier: Apache-2.0
noinst_LIBRARIES += libcompute.a
libcompute_a_SOURCES = %D%/backtest.c %D%/backtest.h %D%/backtest_answer.c %D%/backtest_csv.c %D%/backtest_request.c \
  %D%/backtest_text.c %D%/calculate.c %D%/calculate.h %D%/calculate_text.c %D%/files.c %D%/files.h %D%/kelly.c %D%/kelly.h %D%/members.c %D%/members.h
libcompute_a_SOURCES += %D%/answer.c %D%/answer.h %D%/answer_pack.c %D%/answer_pack.h
libcompute_a_SOURCES += %D%/backtest_periods.c %D%/backtest_periods.h %D%/backtest_tell.h %D%/backtest_text_account.c \
  %D%/backtest_variants.c %D%/backtest_variants.h
libcompute_a_SOURCES += %D%/sweep.c %D%/sweep.h %D%/sweep_answer.c %D%/sweep_insights.c %D%/sweep_request.c %D%/sweep_text.c
libcompute_a_SOURCES += %D%/returns.c %D%/returns.h %D%/returns_answer.c %D%/returns_fill.c %D%/returns_hash.c \
  %D%/returns_request.c %D%/returns_run.h %D%/returns_sheet.c
libcompute_a_CFLAGS = $(AM_CFLAGS) -Wconversion -ffp-contract=off
