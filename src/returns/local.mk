# SPDX-License-Identifier: Apache-2.0
pkglibexec_PROGRAMS += hub-returns
noinst_LIBRARIES += libreturns.a
libreturns_a_SOURCES = %D%/routes.h %D%/analysis.c %D%/analysis.h %D%/analysis_chart.c %D%/analysis_chart.h %D%/analysis_figures.c \
  %D%/analysis_form.c %D%/analysis_form.h %D%/analysis_futures.c %D%/analysis_load.c %D%/analysis_load.h %D%/analysis_parts.h %D%/analysis_sketch.c %D%/analysis_sketch.h %D%/analysis_sketch_days.c %D%/analysis_sketch_spread.c %D%/analysis_tables.c %D%/analysis_view.c %D%/analysis_view.h %D%/api.c %D%/api.h \
  %D%/disagree.c %D%/mapping.c %D%/mapping.h %D%/more.c %D%/more.h %D%/new.c %D%/new.h %D%/once.c %D%/series_api.c %D%/series_list.c %D%/series_page.c %D%/series_row.h %D%/series_store.c %D%/series_store.h %D%/sheet_view.c %D%/sheet_view.h \
  %D%/start.c %D%/upload.c %D%/upload.h
libreturns_a_SOURCES += %D%/analyses_api.c %D%/export.c %D%/export.h %D%/export_xlsx.c %D%/history.c %D%/saved.c %D%/saved.h %D%/saved_answer.c %D%/saved_answer.h \
  %D%/saved_compare.c %D%/saved_compare.h %D%/saved_old.c %D%/saved_one.c %D%/saved_store.c %D%/saved_store.h %D%/share.c %D%/tear_sheet.c %D%/tear_sheet.h
hub_returns_SOURCES = %D%/main.c
nodist_EXTRA_hub_returns_SOURCES = force-the-c++-linker.cc
hub_returns_LDADD = libreturns.a libweb.a libmarket.a libcompute.a libengine.a libidentity.a libdb.a libbase.a \
  $(FCGI_LIBS) $(CTEMPLATE_LIBS) $(PQ_LIBS) $(JSON_LIBS) $(SODIUM_LIBS) $(CONFUSE_LIBS) $(ZLIB_LIBS) $(ZSTD_LIBS) $(ZIP_LIBS) $(XLSX_LIBS) -lcsv -lm
