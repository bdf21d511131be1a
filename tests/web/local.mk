# SPDX-License-Identifier: Apache-2.0
# The guard is tested with a database and sessions of its own (fake.c), so these programs link neither libdb nor libidentity.
web_tests = %D%/chart_points.test %D%/chart_svg.test %D%/device.test %D%/dispatch.test %D%/form.test %D%/listing.test %D%/multipart.test %D%/params.test %D%/parent.test %D%/rate.test %D%/view.test
check_PROGRAMS += $(web_tests) %D%/cases.test
EXTRA_DIST += %D%/templates %D%/static %D%/perm.tsv
web_test_libs = libweb.a libbase.a $(FCGI_LIBS) $(CTEMPLATE_LIBS) $(CONFUSE_LIBS) $(JSON_LIBS) $(CMOCKA_LIBS) -lm
web_fake = %D%/fake.c %D%/fake.h
# Routes of the tests' own sections have a table of their own, in place of the library's.
%D%/perm_rows.c: %D%/perm.tsv src/web/perm.awk
	$(AM_V_GEN)$(MKDIR_P) %D% && awk -f $(top_srcdir)/src/web/perm.awk $(top_srcdir)/%D%/perm.tsv >$@.new && mv $@.new $@
CLEANFILES += %D%/perm_rows.c %D%/perm_rows.c.new
%C%_chart_points_test_SOURCES = %D%/chart_points.c
%C%_chart_points_test_LDADD = libweb.a libbase.a $(JSON_LIBS) $(CMOCKA_LIBS) -lm
%C%_chart_svg_test_SOURCES = %D%/chart_svg.c
%C%_chart_svg_test_LDADD = libweb.a libbase.a $(CMOCKA_LIBS) -lm
%C%_device_test_SOURCES = %D%/device.c
%C%_device_test_LDADD = libweb.a libbase.a $(CMOCKA_LIBS)
%C%_dispatch_test_SOURCES = %D%/dispatch.c $(web_fake)
nodist_%C%_dispatch_test_SOURCES = %D%/perm_rows.c
nodist_EXTRA_%C%_dispatch_test_SOURCES = force-the-c++-linker.cc
%C%_dispatch_test_LDADD = $(web_test_libs)
%C%_form_test_SOURCES = %D%/form.c $(web_fake)
nodist_EXTRA_%C%_form_test_SOURCES = force-the-c++-linker.cc
%C%_form_test_LDADD = $(web_test_libs)
%C%_listing_test_SOURCES = %D%/listing.c $(web_fake)
nodist_EXTRA_%C%_listing_test_SOURCES = force-the-c++-linker.cc
%C%_listing_test_LDADD = $(web_test_libs)
%C%_multipart_test_SOURCES = %D%/multipart.c
%C%_multipart_test_LDADD = libweb.a libbase.a $(CMOCKA_LIBS)
%C%_params_test_SOURCES = %D%/params.c
%C%_params_test_LDADD = libweb.a libbase.a $(CMOCKA_LIBS)
%C%_parent_test_SOURCES = %D%/parent.c $(web_fake)
nodist_%C%_parent_test_SOURCES = %D%/perm_rows.c
nodist_EXTRA_%C%_parent_test_SOURCES = force-the-c++-linker.cc
%C%_parent_test_LDADD = $(web_test_libs)
%C%_rate_test_SOURCES = %D%/rate.c
%C%_rate_test_LDADD = libweb.a libbase.a $(CMOCKA_LIBS)
%C%_view_test_SOURCES = %D%/view.c $(web_fake)
nodist_EXTRA_%C%_view_test_SOURCES = force-the-c++-linker.cc
%C%_view_test_LDADD = $(web_test_libs)
# All sections' pages in one process.
%C%_cases_test_SOURCES = %D%/cases.c $(auth_pages) $(home_pages)
nodist_%C%_cases_test_SOURCES = $(nodist_hub_home_SOURCES)
nodist_EXTRA_%C%_cases_test_SOURCES = force-the-c++-linker.cc
%C%_cases_test_LDADD = libadmin.a $(hub_margin_LDADD) $(CRYPTO_LIBS) $(OATH_LIBS) $(QRENCODE_LIBS) -lscrypt -lzxcvbn -lunistring -lcsv
