# SPDX-License-Identifier: Apache-2.0
# The guard is tested with a database and sessions of its own (fake.c), so these programs link neither libdb nor libidentity.
web_tests = %D%/chart_svg.test %D%/dispatch.test %D%/form.test %D%/params.test %D%/parent.test %D%/rate.test %D%/view.test
check_PROGRAMS += $(web_tests)
EXTRA_DIST += %D%/templates %D%/static
web_test_libs = libweb.a libbase.a $(FCGI_LIBS) $(CTEMPLATE_LIBS) $(CONFUSE_LIBS) $(JSON_LIBS) $(CMOCKA_LIBS) -lm
web_fake = %D%/fake.c %D%/fake.h
%C%_chart_svg_test_SOURCES = %D%/chart_svg.c
%C%_chart_svg_test_LDADD = libweb.a libbase.a $(CMOCKA_LIBS) -lm
%C%_dispatch_test_SOURCES = %D%/dispatch.c $(web_fake)
nodist_EXTRA_%C%_dispatch_test_SOURCES = force-the-c++-linker.cc
%C%_dispatch_test_LDADD = $(web_test_libs)
%C%_form_test_SOURCES = %D%/form.c $(web_fake)
nodist_EXTRA_%C%_form_test_SOURCES = force-the-c++-linker.cc
%C%_form_test_LDADD = $(web_test_libs)
%C%_params_test_SOURCES = %D%/params.c
%C%_params_test_LDADD = libweb.a libbase.a $(CMOCKA_LIBS)
%C%_parent_test_SOURCES = %D%/parent.c $(web_fake)
nodist_EXTRA_%C%_parent_test_SOURCES = force-the-c++-linker.cc
%C%_parent_test_LDADD = $(web_test_libs)
%C%_rate_test_SOURCES = %D%/rate.c
%C%_rate_test_LDADD = libweb.a libbase.a $(CMOCKA_LIBS)
%C%_view_test_SOURCES = %D%/view.c $(web_fake)
nodist_EXTRA_%C%_view_test_SOURCES = force-the-c++-linker.cc
%C%_view_test_LDADD = $(web_test_libs)
