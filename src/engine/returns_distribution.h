/* returns_distribution.h: how the returns of rows, weeks, months, quarters and years are spread. Source: the returns
 * specification, 7.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_RETURNS_DISTRIBUTION_H
#define ENGINE_RETURNS_DISTRIBUTION_H

#include "engine/returns_tables.h"

enum { RETURNS_OUTLIERS_KEPT = 20 };
struct returns_distribution {
    struct returns_summary of;  /* worst_at and best_at are indexes into the returns that the caller gave or got */
    double skew, kurtosis;      /* corrected for bias, kurtosis in excess of the normal */
    double low_fence, high_fence; /* 1.5 times the distance of the quartiles below the lower and above the upper one */
    double low_whisker, high_whisker; /* the lowest and the highest return within them; the quartile where that is beyond */
    size_t low_outliers, high_outliers;
    /* Of those the ones that lie furthest out, the furthest first: as many as there are, at most RETURNS_OUTLIERS_KEPT. */
    double low_outlier[RETURNS_OUTLIERS_KEPT], high_outlier[RETURNS_OUTLIERS_KEPT];
};
/* The returns of the whole periods of a series into out (n - 1 values at most) and the day each ends on into end (NULL: not wanted);
 * how many. period FREQUENCY_IRREGULAR: every row, as it is. own: the frequency of the rows. Linear. */
size_t returns_distribution_returns(const struct level_series *, enum frequency own, enum frequency period, double *out,
                                    int32_t *end);
/* scratch: 2 n values. */
void returns_distribution_find(const double *returns, size_t n, double *scratch, struct returns_distribution *);

enum { RETURNS_BINS_MAX = 80 };
/* Bins of one round width (1, 2 or 5 times a power of ten), none of which reaches across 0: bin k holds from + k width <= x
 * < from + (k + 1) width, and the last one its upper end too. */
struct returns_histogram {
    double from, width;
    size_t bins;
    size_t count[RETURNS_BINS_MAX];
};
/* The width is the rule of Freedman and Diaconis, 2 (p75 - p25) / cube root of n, rounded to a round one that needs at most `most` bins
 * (2 to RETURNS_BINS_MAX). bins is 0 for n == 0. The distribution is that of the same returns. */
void returns_histogram_find(const double *returns, size_t n, const struct returns_distribution *, size_t most,
                            struct returns_histogram *);

/* One of n returns, counted from the lowest, beside what a normal distribution has there. */
struct returns_quantile {
    double value;
    int32_t end;   /* the day its period ends on */
    double share;  /* of the returns that lie below, about: (i - 1/2) / n for i = 1 to n; (i - 3/8) / (n + 1/4) up to n = 10 */
    double normal; /* the quantile of the standard normal distribution at the share */
};
/* n of them, ascending. `end` as of returns_distribution_returns. O(n log n). Source: M. B. Wilk and R. Gnanadesikan,
 * "Probability plotting methods for the analysis of data" (1968); the shares are those of R's ppoints. */
void returns_quantiles_find(const double *returns, const int32_t *end, size_t n, struct returns_quantile *);
/* What a normal distribution with the same quartiles has at `normal`: the line of a quantile-quantile plot (R's qqline). NaN
 * without returns. */
double returns_quantile_line(const struct returns_distribution *, double normal);

#endif
