# SPDX-License-Identifier: Apache-2.0
pkglibexec_PROGRAMS += hub-margin
noinst_LIBRARIES += libmargin.a
libmargin_a_SOURCES = %D%/backtest.c %D%/backtest.h %D%/backtest_form.c %D%/backtest_form.h %D%/calculation_store.c %D%/calculation_store.h %D%/calculations.c %D%/calculator.c %D%/calculator.h %D%/calculator_form.c %D%/calculator_form.h %D%/calculator_view.c %D%/calculator_view.h \
  %D%/cushion_view.c %D%/cushion_view.h \
  %D%/instruments.c %D%/instruments.h %D%/margin_store.c %D%/margin_store.h %D%/kelly_page.c %D%/market_dividends.c %D%/market_form.c %D%/market_form.h %D%/market_overview.c %D%/market_prices.c %D%/market_trend.c %D%/result_chart.c %D%/result_chart.h %D%/result_view.c %D%/result_view.h
libmargin_a_SOURCES += %D%/backtest_fields.c %D%/backtest_fields.h %D%/backtest_query.c
libmargin_a_SOURCES += %D%/result_assumptions.c %D%/result_cards.c %D%/result_day.c %D%/result_near.c %D%/result_parts.h %D%/result_periods.c %D%/result_tables.c %D%/result_timeline.c
libmargin_a_SOURCES += %D%/saved.c %D%/saved.h %D%/saved_again.c %D%/saved_compare.c %D%/saved_old.c %D%/saved_one.c %D%/saved_share.c \
  %D%/saved_shared.c %D%/saved_store.c %D%/saved_store.h
libmargin_a_SOURCES += %D%/sweep.c %D%/sweep.h %D%/sweep_form.c %D%/sweep_form.h %D%/sweep_store.c %D%/sweep_store.h %D%/sweep_view.c %D%/sweep_view.h %D%/warnings_view.c %D%/warnings_view.h
hub_margin_SOURCES = %D%/main.c
nodist_EXTRA_hub_margin_SOURCES = force-the-c++-linker.cc
hub_margin_LDADD = libmargin.a libweb.a libmarket.a libcompute.a libengine.a libidentity.a libdb.a libbase.a \
  $(FCGI_LIBS) $(CTEMPLATE_LIBS) $(PQ_LIBS) $(JSON_LIBS) $(SODIUM_LIBS) $(CONFUSE_LIBS) $(ZLIB_LIBS) $(ZSTD_LIBS) -lm
