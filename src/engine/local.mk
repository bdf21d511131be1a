# SPDX-License-Identifier: Apache-2.0
noinst_LIBRARIES += libengine.a
libengine_a_SOURCES = %D%/backtest.c %D%/backtest.h %D%/backtest_check.c %D%/backtest_info.c %D%/backtest_metrics.c %D%/backtest_tally.h \
  %D%/calculator.c %D%/calculator.h %D%/candles.c %D%/candles.h %D%/cushion.c %D%/cushion.h %D%/dividend_stats.c %D%/dividend_stats.h %D%/financing.c %D%/financing.h %D%/kelly.c %D%/kelly.h %D%/market.c %D%/market.h %D%/series.h %D%/stats.c %D%/stats.h
libengine_a_CFLAGS = $(AM_CFLAGS) -Wconversion -ffp-contract=off
