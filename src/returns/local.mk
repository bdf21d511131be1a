# SPDX-License-Identifier: Apache-2.0
pkglibexec_PROGRAMS += hub-returns
noinst_LIBRARIES += libreturns.a
libreturns_a_SOURCES = %D%/routes.h %D%/start.c %D%/analysis_chart.c %D%/analysis_chart.h %D%/mapping.c %D%/mapping.h %D%/more.c %D%/more.h \
  %D%/new.c %D%/series_list.c %D%/series_page.c %D%/series_store.c %D%/series_store.h %D%/upload.c %D%/upload.h
hub_returns_SOURCES = %D%/main.c
nodist_EXTRA_hub_returns_SOURCES = force-the-c++-linker.cc
hub_returns_LDADD = libreturns.a libweb.a libmarket.a libcompute.a libengine.a libidentity.a libdb.a libbase.a \
  $(FCGI_LIBS) $(CTEMPLATE_LIBS) $(PQ_LIBS) $(JSON_LIBS) $(SODIUM_LIBS) $(CONFUSE_LIBS) $(ZLIB_LIBS) $(ZSTD_LIBS) -lcsv -lm
