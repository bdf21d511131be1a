# SPDX-License-Identifier: Apache-2.0
returns_tests = %D%/analysis_chart.test %D%/analysis_form.test %D%/export.test %D%/more.test %D%/upload.test
check_PROGRAMS += $(returns_tests)
%C%_analysis_chart_test_SOURCES = %D%/analysis_chart.c
nodist_EXTRA_%C%_analysis_chart_test_SOURCES = force-the-c++-linker.cc
%C%_analysis_chart_test_LDADD = $(hub_returns_LDADD) $(CMOCKA_LIBS)
%C%_analysis_form_test_SOURCES = %D%/analysis_form.c
nodist_EXTRA_%C%_analysis_form_test_SOURCES = force-the-c++-linker.cc
%C%_analysis_form_test_LDADD = $(hub_returns_LDADD) $(CMOCKA_LIBS)
%C%_export_test_SOURCES = %D%/export.c
nodist_EXTRA_%C%_export_test_SOURCES = force-the-c++-linker.cc
%C%_export_test_LDADD = $(hub_returns_LDADD) $(CMOCKA_LIBS)
%C%_more_test_SOURCES = %D%/more.c
nodist_EXTRA_%C%_more_test_SOURCES = force-the-c++-linker.cc
%C%_more_test_LDADD = $(hub_returns_LDADD) $(CMOCKA_LIBS)
%C%_upload_test_SOURCES = %D%/upload.c
nodist_EXTRA_%C%_upload_test_SOURCES = force-the-c++-linker.cc
%C%_upload_test_LDADD = $(hub_returns_LDADD) $(CMOCKA_LIBS)
