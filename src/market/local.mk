# SPDX-License-Identifier: Apache-2.0
noinst_LIBRARIES += libmarket.a
libmarket_a_SOURCES = \
  %D%/calendar.c %D%/calendar.h %D%/cell.c %D%/cell.h %D%/dated_file.c %D%/dated_file.h %D%/embedded.c %D%/embedded.h \
  %D%/file.c %D%/file.h %D%/file_json.c %D%/file_json.h %D%/instrument_menu.c %D%/instrument_menu.h %D%/own.c %D%/own.h %D%/price_clean.c %D%/price_clean.h %D%/price_columns.c %D%/price_file.c %D%/price_file.h %D%/price_preview.c %D%/price_read.h %D%/price_source.c %D%/price_source.h %D%/price_total.c %D%/recent.c %D%/recent.h %D%/series_pack.c %D%/series_pack.h %D%/store.c %D%/store.h \
  %D%/store_write.c %D%/store_write.h %D%/table.c %D%/table.h
