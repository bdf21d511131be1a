# SPDX-License-Identifier: Apache-2.0
margin_tests = %D%/backtest_form.test %D%/calculator_form.test %D%/result_chart.test
check_PROGRAMS += $(margin_tests)
%C%_backtest_form_test_SOURCES = %D%/backtest_form.c
nodist_EXTRA_%C%_backtest_form_test_SOURCES = force-the-c++-linker.cc
%C%_backtest_form_test_LDADD = $(hub_margin_LDADD) $(CMOCKA_LIBS)
%C%_result_chart_test_SOURCES = %D%/result_chart.c
nodist_EXTRA_%C%_result_chart_test_SOURCES = force-the-c++-linker.cc
%C%_result_chart_test_LDADD = $(hub_margin_LDADD) $(CMOCKA_LIBS)
%C%_calculator_form_test_SOURCES = %D%/calculator_form.c
nodist_EXTRA_%C%_calculator_form_test_SOURCES = force-the-c++-linker.cc
%C%_calculator_form_test_LDADD = $(hub_margin_LDADD) $(CMOCKA_LIBS)
