# SPDX-License-Identifier: Apache-2.0
# Linked with the engine, the base and -lm only: anything else that an engine calls is an error here.
engine_made = %D%/made_series.c %D%/made_series.h
check_PROGRAMS += %D%/backtest.test %D%/backtest_modes.test %D%/calculator.test %D%/candles.test %D%/cushion.test %D%/dividend_stats.test %D%/kelly.test %D%/market.test %D%/financing.test %D%/stats.test
%C%_backtest_test_SOURCES = %D%/backtest.c %D%/twin.c %D%/twin.h %D%/whole.c %D%/whole.h $(engine_made)
%C%_backtest_test_CFLAGS = $(AM_CFLAGS) -ffp-contract=off
%C%_backtest_test_LDADD = libengine.a libbase.a $(CMOCKA_LIBS) -lm
%C%_backtest_modes_test_SOURCES = %D%/backtest_modes.c %D%/whole.c %D%/whole.h $(engine_made)
%C%_backtest_modes_test_LDADD = libengine.a libbase.a $(CMOCKA_LIBS) -lm
%C%_financing_test_SOURCES = %D%/financing.c
%C%_financing_test_LDADD = libengine.a libbase.a $(CMOCKA_LIBS) -lm
%C%_stats_test_SOURCES = %D%/stats.c $(engine_made)
%C%_stats_test_LDADD = libengine.a libbase.a $(CMOCKA_LIBS) -lm
%C%_cushion_test_SOURCES = %D%/cushion.c $(engine_made)
%C%_cushion_test_LDADD = libengine.a libbase.a $(CMOCKA_LIBS) -lm
%C%_candles_test_SOURCES = %D%/candles.c $(engine_made)
%C%_candles_test_LDADD = libengine.a libbase.a $(CMOCKA_LIBS) -lm
%C%_dividend_stats_test_SOURCES = %D%/dividend_stats.c
%C%_dividend_stats_test_LDADD = libengine.a libbase.a $(CMOCKA_LIBS) -lm
%C%_market_test_SOURCES = %D%/market.c
%C%_market_test_LDADD = libengine.a libbase.a $(JSON_LIBS) $(CMOCKA_LIBS) -lm
%C%_kelly_test_SOURCES = %D%/kelly.c $(engine_made)
%C%_kelly_test_LDADD = libengine.a libbase.a $(CMOCKA_LIBS) -lm
%C%_calculator_test_SOURCES = %D%/calculator.c
%C%_calculator_test_LDADD = libengine.a libbase.a $(CMOCKA_LIBS) -lm
check_PROGRAMS += %D%/sweep.test %D%/sweep_paths.test
%C%_sweep_test_SOURCES = %D%/sweep.c $(engine_made)
%C%_sweep_test_LDADD = libengine.a libbase.a $(CMOCKA_LIBS) -lm
%C%_sweep_paths_test_SOURCES = %D%/sweep_paths.c $(engine_made)
%C%_sweep_paths_test_LDADD = libengine.a libbase.a $(CMOCKA_LIBS) -lm
# The tables of the returns section, most of them against the reference of oracle/returns.
engine_returns_data = %D%/returns_data.c %D%/returns_data.h $(engine_made)
engine_returns_libs = libengine.a libbase.a $(JSON_LIBS) $(CMOCKA_LIBS) -lm
check_PROGRAMS += %D%/returns_matrix.test %D%/returns_calendar.test %D%/returns_trailing.test %D%/returns_rolling.test %D%/returns_distribution.test %D%/returns_bootstrap.test %D%/returns_conventions.test
%C%_returns_matrix_test_SOURCES = %D%/returns_matrix.c $(engine_returns_data)
%C%_returns_matrix_test_LDADD = $(engine_returns_libs)
%C%_returns_calendar_test_SOURCES = %D%/returns_calendar.c $(engine_returns_data)
%C%_returns_calendar_test_LDADD = $(engine_returns_libs)
%C%_returns_trailing_test_SOURCES = %D%/returns_trailing.c $(engine_returns_data)
%C%_returns_trailing_test_LDADD = $(engine_returns_libs)
%C%_returns_rolling_test_SOURCES = %D%/returns_rolling.c $(engine_returns_data)
%C%_returns_rolling_test_LDADD = $(engine_returns_libs)
%C%_returns_distribution_test_SOURCES = %D%/returns_distribution.c $(engine_returns_data)
%C%_returns_distribution_test_LDADD = $(engine_returns_libs)
%C%_returns_bootstrap_test_SOURCES = %D%/returns_bootstrap.c $(engine_returns_data)
%C%_returns_bootstrap_test_LDADD = $(engine_returns_libs)
%C%_returns_conventions_test_SOURCES = %D%/returns_conventions.c $(engine_returns_data)
%C%_returns_conventions_test_LDADD = $(engine_returns_libs)
check_PROGRAMS += %D%/returns_oracle.test
%C%_returns_oracle_test_SOURCES = %D%/returns_oracle.c $(engine_returns_data)
%C%_returns_oracle_test_LDADD = $(engine_returns_libs)
# The figures of returns: beside a slow twin, and against the reference.
check_PROGRAMS += %D%/returns.test
%C%_returns_test_SOURCES = %D%/returns.c %D%/returns_twin.c %D%/returns_twin.h $(engine_made)
%C%_returns_test_LDADD = libengine.a libbase.a $(CMOCKA_LIBS) -lm
check_PROGRAMS += %D%/series.test
%C%_series_test_SOURCES = %D%/series.c $(engine_made)
%C%_series_test_LDADD = libengine.a libbase.a $(CMOCKA_LIBS) -lm
