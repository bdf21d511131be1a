/* price_clean.h: from the rows of one series as they stood in the file to a series in order, within bounds, without
 * doubles; and the warnings about what looks wrong in it. Part of the price file reader.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_PRICE_CLEAN_H
#define MARKET_PRICE_CLEAN_H

#include "market/price_file.h"

/* One series in file order: every row has its close (or return); blanks of the other fields are NaN. */
struct price_rows {
    const char *name;
    size_t n;
    int32_t *day;
    size_t *line;
    double *value[PRICE_FIELDS];
};

/* Sort by day and drop repeated rows; different rows for one day as the choice says. */
bool price_order(struct file_answer *, enum price_duplicates, struct price_rows *);
bool price_clean(struct file_answer *, const struct price_file_options *, enum price_kind, struct price_rows *,
                 struct price_file_series *);
/* Median of the days between rows, at most 400; 0 for fewer than two rows. */
int32_t price_spacing(const int32_t *day, size_t n);

#endif
