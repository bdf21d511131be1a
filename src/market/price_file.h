/* price_file.h: a person's file of prices or returns, in whatever shape programs export them, as clean series: one
 * column of closes, open-high-low-close tables, one column per fund, or one row per day and ticker.
 * Pure: bytes in, series and messages out. Nothing is guessed silently: what was inferred is a note, what was left out
 * a warning with its lines, what can be read two ways a question (FILE_ASK) that one of the options settles.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_PRICE_FILE_H
#define MARKET_PRICE_FILE_H

#include "market/file.h"
#include "market/table.h"

enum { PRICE_FILE_SERIES_MAX = 20 };

enum price_kind { PRICE_KIND_ASK, PRICE_KIND_PRICES, PRICE_KIND_RETURNS };
enum price_unit { PRICE_UNIT_ASK, PRICE_UNIT_PERCENT, PRICE_UNIT_FRACTION };
enum price_duplicates { PRICE_DUPLICATES_REFUSE, PRICE_DUPLICATES_FIRST, PRICE_DUPLICATES_LAST };

/* All zero but today: decide by content, ask where it does not decide. */
struct price_file_options {
    int32_t today;           /* rows dated after tomorrow are refused */
    enum table_dates dates;
    enum price_duplicates duplicates;
    enum price_kind kind;
    enum price_unit unit;    /* of returns without a per cent sign */
    char decimal;            /* '.' or ',' */
    const char *column;      /* take the values from the column of this name only; NULL: by content */
    const char *symbol;      /* of a file with a ticker column: take this one only; NULL: all */
};

enum price_field { PRICE_OPEN, PRICE_HIGH, PRICE_LOW, PRICE_CLOSE, PRICE_ADJ_CLOSE, PRICE_VOLUME, PRICE_FIELDS };

/* At least two closes (or one return), days ascending without doubles. Every close is there; the other fields are NULL
 * where the file has no such column and NaN where a cell is blank. Closes lie in [1e-9, 1e12] and not outside low and
 * high; returns are fractions (0.05 is 5 %) above -1, the last may be -1. */
struct price_file_series {
    const char *name; /* header or ticker, the person's words: escape it */
    size_t n;
    int32_t *day;
    double *value[PRICE_FIELDS];
};

struct price_file {
    enum price_kind kind;
    char decimal;
    bool long_format; /* one row per day and ticker: the names of the series are tickers */
    int32_t base_day; /* of returns: the day before the first, assumed from the spacing */
    size_t rows_read;
    int n;
    struct price_file_series series[PRICE_FILE_SERIES_MAX];
};

/* Linear in the bytes. false: refused or asked, see the answer; then `out` holds nothing. */
bool price_file_read(struct file_answer *, struct str bytes, const struct price_file_options *, struct price_file *out);

/* Turn a series of returns into closes that begin at 100 on base_day. false when they leave [1e-9, 1e12]. */
bool price_file_index(struct arena *, struct price_file_series *, int32_t base_day);

#endif
