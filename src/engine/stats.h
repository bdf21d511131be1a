/* stats.h: statistics that every section shares. Pure functions of arrays: nothing is allocated, read or logged.
 * A figure that does not exist is NaN; the caller says why.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_STATS_H
#define ENGINE_STATS_H

#include <stdbool.h>
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
/* A batch of one, for who has no more: a third of the time. */
static inline void stats_add_one(struct stats_moments *m, double x)
{
    if (m->n++ == 0)
        m->first = x;
    double d = x - m->first;
    m->sum += d;
    m->squares += d * d;
}
/* NaN when nothing was added. */
double stats_mean(const struct stats_moments *);
/* Sample deviation (divisor n - 1); NaN for fewer than 2 values or when one was not finite. */
double stats_deviation(const struct stats_moments *);

/* How many of n ascending values are below x. */
static inline size_t stats_rank(const double *sorted, size_t n, double x)
{
    size_t from = 0, to = n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (sorted[middle] < x)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

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

/* ---- moments and order, with compensated sums ---- */

/* A sum that keeps what every addition loses (Neumaier's compensation, found without a branch by Knuth's two-sum): the error
 * does not grow with the number of additions. Start from {0}. */
struct stats_total {
    double sum, lost;
};
static inline void stats_total_add(struct stats_total *t, double x)
{
    double next = t->sum + x, of_x = next - t->sum;
    t->lost += (t->sum - (next - of_x)) + (x - of_x);
    t->sum = next;
}
static inline double stats_total(const struct stats_total *t)
{
    return t->sum + t->lost;
}
/* The same of an array. */
double stats_sum(const double *x, size_t n);
double stats_average(const double *x, size_t n); /* NaN for none */

/* A deviation up to this is no variation: what is left of equal values by rounding. */
#define STATS_NO_VARIATION 1e-12

/* Mean, then moments about it: two passes, compensated. What needs more values or variation than there is, is NaN. */
struct stats_shape {
    size_t n;
    double mean;
    double deviation;       /* divisor n - 1; exactly 0 when not above STATS_NO_VARIATION; NaN for n < 2 */
    double skew_population, kurtosis_population; /* m3 / m2^1.5 and m4 / m2^2 - 3 */
    double skew, kurtosis;  /* corrected for bias: G1 (n >= 3) and G2, in excess of the normal (n >= 4), as spreadsheets */
};
void stats_shape_find(const double *x, size_t n, struct stats_shape *);

/* Ascending; -0 before 0, no NaN. scratch: n values. Linear (radix sort by the bits). */
void stats_sort(double *x, size_t n, double *scratch);
/* Percentile p (0 to 1) of sorted values, linear between ranks: h = (n - 1) p ("type 7"). NaN for none. */
double stats_percentile(const double *sorted, size_t n, double p);

/* Rearrange x[from..n-1] (rank at least from and below n, none NaN) so that x[rank] is what it would be if they were sorted, none
 * before it is greater and none behind it less, and return it. (C. A. R. Hoare, "Algorithm 65: find", 1961.) */
double stats_select(double *x, size_t from, size_t n, size_t rank);
/* Percentiles of n values (1 or more, none NaN) as stats_percentile has them, without sorting all. Rearranges them. */
enum { STATS_FAN = 5 };
extern const double stats_fan_shares[STATS_FAN]; /* 0.05, 0.25, 0.5, 0.75, 0.95 */
void stats_fan(double *x, size_t n, double out[STATS_FAN]);

/* ---- two at a time ---- */

/* y = intercept + slope x by least squares; errors are standard errors of the coefficients with n - 2 degrees of freedom (NaN for
 * n < 3). false, and all NaN, for n < 2 or when x does not vary; correlation and r_squared are NaN when y does not. */
struct stats_line {
    double slope, intercept, correlation, r_squared;
    double slope_error, intercept_error;
};
bool stats_line_find(const double *x, const double *y, size_t n, struct stats_line *);
/* Pearson's correlation; NaN when one of them does not vary. */
double stats_correlation(const double *x, const double *y, size_t n);
/* Correlation of the values with those `lag` before them; NaN as above, or when n < lag + 2. */
double stats_autocorrelation(const double *x, size_t n, size_t lag);

/* ---- the normal distribution ---- */

double stats_normal_cdf(double z);      /* by erfc */
double stats_normal_density(double z);
/* The inverse of the cdf, about 1e-16 relative: M. J. Wichura, algorithm AS 241 (1988). NaN outside (0, 1). */
double stats_normal_quantile(double p);

/* Yearly growth (0.05 is 5 %) that leads from `first` to `last` in `years`; NaN unless first > 0, last >= 0, years > 0. */
double stats_growth(double first, double last, double years);

#endif
