/* price_read.h: what the parts of the price file reader share while a file is read: price_columns.c finds out which column
 * holds what, price_file.c what the numbers are and which series they make, price_preview.c shows the first rows.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_PRICE_READ_H
#define MARKET_PRICE_READ_H

#include "market/price_file.h"

struct price_reading {
    struct file_answer *f;
    struct arena *arena;
    const struct price_file_options *options;
    struct table table;
    enum price_role *role;      /* of each column */
    bool *value;                /* columns that carry the values of a series */
    size_t column[PRICE_ROLES]; /* the first column of each role; table.columns: none */
    size_t n_values;
    bool several;               /* series side by side: each is called by its column */
    bool is_long;               /* one row per day and ticker */
    enum price_kind kind;
    char decimal;               /* 0: not yet known */
    bool divide;                /* returns in percent without the sign */
};

bool price_has(const struct price_reading *, enum price_role);
/* Find the role of every column and the columns of values: one close, or returns or numbers side by side. */
bool price_columns_find(struct price_reading *);
/* Ask which of the columns of values to take. Always false. */
bool price_columns_offer(struct price_reading *);
/* The column goes into a series. */
bool price_column_used(const struct price_reading *, size_t column);

/* What the values of that column are, by its header. */
enum price_meaning price_column_meaning(const struct price_reading *, size_t column);

const struct price_preview *price_preview_make(const struct price_reading *);

#endif
