# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += %D%/calendar.test %D%/cell.test %D%/dated_file.test %D%/price_file.test %D%/price_upload.test %D%/series_pack.test %D%/store.test
EXTRA_DIST += %D%/files.h
market_cppflags = $(AM_CPPFLAGS) -DHUB_TOP_SRCDIR='"$(abs_top_srcdir)"'
market_libs = libmarket.a libdb.a libbase.a $(PQ_LIBS) $(CMOCKA_LIBS) -lcsv -lm
%C%_calendar_test_SOURCES = %D%/calendar.c
%C%_calendar_test_CPPFLAGS = $(market_cppflags)
%C%_calendar_test_LDADD = $(market_libs)
%C%_cell_test_SOURCES = %D%/cell.c
%C%_cell_test_CPPFLAGS = $(market_cppflags)
%C%_cell_test_LDADD = $(market_libs)
%C%_dated_file_test_SOURCES = %D%/dated_file.c
%C%_dated_file_test_CPPFLAGS = $(market_cppflags)
%C%_dated_file_test_LDADD = $(market_libs)
%C%_price_file_test_SOURCES = %D%/price_file.c
%C%_price_file_test_CPPFLAGS = $(market_cppflags)
%C%_price_file_test_LDADD = $(market_libs)
%C%_price_upload_test_SOURCES = %D%/price_upload.c
%C%_price_upload_test_CPPFLAGS = $(market_cppflags)
%C%_price_upload_test_LDADD = libmarket.a libengine.a libdb.a libbase.a $(PQ_LIBS) $(JSON_LIBS) $(CMOCKA_LIBS) -lcsv -lm
%C%_store_test_SOURCES = %D%/store.c
%C%_store_test_CPPFLAGS = $(market_cppflags)
%C%_store_test_LDADD = $(market_libs)
%C%_series_pack_test_SOURCES = %D%/series_pack.c
%C%_series_pack_test_CPPFLAGS = $(market_cppflags)
%C%_series_pack_test_LDADD = $(market_libs) $(ZSTD_LIBS)
