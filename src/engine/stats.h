/* stats.h: statistics that every section shares. Pure functions of arrays: nothing is allocated, read or logged.
 * A figure that does not exist is NaN; the caller says why.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_STATS_H
#define ENGINE_STATS_H

#include <stddef.h>
#include <stdint.h>

enum { STATS_SESSIONS_PER_YEAR = 252 };

/* Mean and deviation of values that come in batches, in one pass: sums of x - first and of its square, in long double.
 * Equal values give a deviation of exactly 0; the relative error stays near n * 1e-19 * (1 + (mean - first)^2 / variance).
 * Start from {0}. */
struct stats_moments {
    size_t n;
    double first;
    long double sum, squares;
};
void stats_add(struct stats_moments *, const double *x, size_t n);
/* NaN when nothing was added. */
double stats_mean(const struct stats_moments *);
/* Sample deviation (divisor n - 1); NaN for fewer than 2 values or when one was not finite. */
double stats_deviation(const struct stats_moments *);

/* Sum of x squared, in long double. */
long double stats_sum_squares(const double *x, size_t n);

/* Falls from the highest level so far. A run is a stretch of consecutive levels below the peak, counted in levels; one
 * that is unfinished at the end counts. Levels before the first positive one have no drawdown. */
struct stats_drawdown {
    double worst;            /* fraction, 0 or negative: (level - peak) / peak at the lowest point */
    size_t peak, trough;     /* where the worst one began and where it was deepest */
    size_t longest;          /* the longest run */
    size_t runs, run_levels; /* how many runs, and their levels together */
};
void stats_drawdown_find(const double *level, size_t n, struct stats_drawdown *);
/* The same with a level before the first, which counts as a peak: a fall from it has the peak STATS_BEFORE. */
#define STATS_BEFORE SIZE_MAX
void stats_drawdown_from(double before, const double *level, size_t n, struct stats_drawdown *);

/* Yearly growth (0.05 is 5 %) that leads from `first` to `last` in `years`; NaN unless first > 0, last >= 0, years > 0. */
double stats_growth(double first, double last, double years);

#endif
