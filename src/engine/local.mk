# SPDX-License-Identifier: Apache-2.0
noinst_LIBRARIES += libengine.a
libengine_a_SOURCES = %D%/backtest.c %D%/backtest.h %D%/backtest_check.c %D%/backtest_info.c %D%/backtest_metrics.c %D%/backtest_money.c %D%/backtest_rates.c \
  %D%/backtest_record.c %D%/backtest_run.h %D%/backtest_trade.c \
  %D%/calculator.c %D%/calculator.h %D%/candles.c %D%/candles.h %D%/cushion.c %D%/cushion.h %D%/dividend_stats.c %D%/dividend_stats.h %D%/financing.c %D%/financing.h %D%/kelly.c %D%/kelly.h %D%/market.c %D%/market.h %D%/returns.c %D%/returns.h %D%/returns_drawdown.c %D%/returns_info.c %D%/returns_relative.c %D%/returns_run.h %D%/rules.c %D%/rules.h %D%/series.c %D%/series.h %D%/splitmix.h %D%/stats.c %D%/stats.h
# The tables of the returns section.
libengine_a_SOURCES += %D%/returns_bootstrap.c %D%/returns_bootstrap.h %D%/returns_calendar.c %D%/returns_calendar.h %D%/returns_conventions.c %D%/returns_conventions.h %D%/returns_conventions_info.c %D%/returns_conventions_search.c %D%/returns_distribution.c %D%/returns_distribution.h \
  %D%/returns_futures.c %D%/returns_futures.h \
  %D%/returns_matrix.c %D%/returns_matrix.h %D%/returns_rolling.c %D%/returns_rolling.h %D%/returns_stress.c %D%/returns_stress.h \
  %D%/returns_tables.c %D%/returns_tables.h %D%/returns_trailing.c %D%/returns_trailing.h %D%/returns_var.c %D%/returns_var.h \
  %D%/returns_view.c %D%/returns_view.h %D%/returns_view_gains.c %D%/returns_view_relative.c
libengine_a_CFLAGS = $(AM_CFLAGS) -Wconversion -ffp-contract=off

# The lanes of a sweep, once more for each further instruction set; engine/sweep.c chooses at run time.
libengine_a_SOURCES += %D%/sweep.c %D%/sweep.h %D%/sweep_kernel.c %D%/sweep_kernel.h %D%/sweep_paths.c %D%/sweep_paths.h %D%/sweep_vector.h
if X86_64
noinst_LIBRARIES += libsweep_avx2.a libsweep_avx512.a libsweep_few.a
# What is not cleared on every call is written before it is read.
libsweep_avx2_a_SOURCES = %D%/sweep_kernel.c
libsweep_avx2_a_CPPFLAGS = $(AM_CPPFLAGS) -DSWEEP_KERNEL=sweep_kernel_avx2
libsweep_avx2_a_CFLAGS = $(libengine_a_CFLAGS) -mavx2 -ftrivial-auto-var-init=uninitialized
libsweep_avx512_a_SOURCES = %D%/sweep_kernel.c
libsweep_avx512_a_CPPFLAGS = $(AM_CPPFLAGS) -DSWEEP_KERNEL=sweep_kernel_avx512
libsweep_avx512_a_CFLAGS = $(libengine_a_CFLAGS) -mavx512f -ftrivial-auto-var-init=uninitialized
libsweep_few_a_SOURCES = %D%/sweep_kernel.c
libsweep_few_a_CPPFLAGS = $(AM_CPPFLAGS) -DSWEEP_KERNEL=sweep_kernel_few -DSWEEP_VECTORS=1
libsweep_few_a_CFLAGS = $(libsweep_avx2_a_CFLAGS)
libengine_a_LIBADD = $(libsweep_avx2_a_OBJECTS) $(libsweep_avx512_a_OBJECTS) $(libsweep_few_a_OBJECTS)
EXTRA_libengine_a_DEPENDENCIES = $(libengine_a_LIBADD)
endif
