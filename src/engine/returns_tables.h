/* returns_tables.h: what the tables of the returns section share: a summary of many figures, and days so many months back.
 * Pure, as all tables: arrays and scratch are the caller's, nothing is allocated, read or logged. Figures are fractions (0.12 is
 * 12 %), days are as in base/day.h, what does not exist is NaN. The tables: engine/returns_matrix.h, returns_calendar.h,
 * returns_trailing.h, returns_rolling.h, returns_distribution.h, returns_stress.h.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_RETURNS_TABLES_H
#define ENGINE_RETURNS_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/series.h"

/* Of the finite ones among n figures. worst_at and best_at are indexes of the first of the lowest and the highest. Percentiles
 * are linear between ranks (type 7). With n == 0 all figures are NaN and the indexes 0; the deviation (divisor n - 1) is NaN
 * below 2. */
struct returns_summary {
    size_t n, worst_at, best_at;
    double worst, p5, p25, median, p75, p95, best;
    double mean, deviation;
    double positive; /* the share above 0 */
};
/* scratch: 2 n values; the finite figures stand there sorted afterwards. Linear. */
void returns_summary_find(const double *x, size_t n, double *scratch, struct returns_summary *);
/* The share of the finite x[i] that are above y[i]; pairs with one that is not finite are left out. NaN when none are left. */
double returns_share_above(const double *x, const double *y, size_t n);
/* The same against one figure; NaN when it is not finite. */
double returns_share_above_level(const double *x, size_t n, double y);

/* The same day of the month so many months earlier; where that month is shorter its last day (31 March - 1 is 28 or 29 February,
 * 29 February - 12 is the 28th). */
int32_t returns_months_back(int32_t day, int months);
/* The last day of the week, month, quarter or year before the one that the day belongs to. */
int32_t returns_period_before(int32_t day, enum frequency period);
/* Whether a period of rows of frequency `own` is over with a row of that day, as series_period_next has it for the last one. */
bool returns_is_ended(int32_t day, enum frequency own, enum frequency period);

#endif
