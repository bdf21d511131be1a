/* returns_stress.h: how a series came through bad times that have a name. Source: the returns specification, 7.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_RETURNS_STRESS_H
#define ENGINE_RETURNS_STRESS_H

#include <stdbool.h>

#include "engine/returns_tables.h"

/* From the close of one day to the close of another. */
struct returns_stress_period {
    const char *name;
    int32_t from, to;
};
enum { RETURNS_STRESS_PERIODS = 9 };
/* The list of the product; a caller may bring another one. The days are closing highs and lows of the S&P 500, or the closes that
 * frame the event. */
extern const struct returns_stress_period returns_stress_periods[RETURNS_STRESS_PERIODS];

/* One series in one period. */
struct returns_stress_part {
    size_t base, last;  /* rows: the last on or before from, and the last on or before to */
    double value;       /* the return between them; NaN where the series has no row on or before from, or none after it up to to */
    double drawdown;    /* the deepest between them, 0 or negative */
    size_t peak, trough;
};
struct returns_stress {
    struct returns_stress_part own, benchmark; /* the benchmark's figures are NaN without one */
    double difference;
};
/* benchmark: NULL for none. Linear in the rows between. */
void returns_stress_find(const struct level_series *, const struct level_series *benchmark,
                         const struct returns_stress_period *, struct returns_stress *);

#endif
