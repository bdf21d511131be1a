/* returns_trailing.h: the return up to a day over 1 day, 1 week, … 30 years, and since inception.
 * Source: the returns specification, 7.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_RETURNS_TRAILING_H
#define ENGINE_RETURNS_TRAILING_H

#include <stdbool.h>

#include "engine/returns_tables.h"

enum { RETURNS_TRAILINGS = 20 };
/* "1D", "1W", "MTD", "QTD", "1M", "3M", "6M", "YTD", "9M", "1Y", … "30Y", "SI". */
extern const char *const returns_trailing_key[RETURNS_TRAILINGS];

struct returns_trailing {
    double value;       /* annualised from 2 years on, and since inception from 1 year on; NaN: the series does not reach back */
    double total;       /* never annualised */
    double years;       /* the exponent's denominator: 5 for 5Y, the anniversary count since inception; NaN for the short ones */
    size_t base;        /* the row it counts from; SERIES_NONE where there is none */
    bool is_annualised;
};
struct returns_trailing_table {
    size_t row;         /* the last row on or before the day asked for; SERIES_NONE: the series begins later, and nothing is set */
    bool is_month_end;  /* it is the last of its month, so anchors are month ends */
    struct returns_trailing span[RETURNS_TRAILINGS];
};
/* The base is the last row on or before the anchor: the day of the row less the span; ends of months where the row is the last of
 * its month (so 3M on 30 June is QTD). Nothing is said over a span shorter than the rows are apart, nor where the base lies
 * more than a quarter of the span (at least 10 days) before the anchor. own: the frequency of the rows, which tells whether the
 * series' very last row ends its month. */
void returns_trailing_find(const struct level_series *, enum frequency own, int32_t as_of, struct returns_trailing_table *);

#endif
