/* returns_bootstrap.h: how far a metric could have been another one by chance: 95 % intervals by a circular block bootstrap.
 * Pure. Source: D. N. Politis and J. P. Romano, "A circular block-resampling procedure for stationary data" (1992);
 * B. Efron, "Bootstrap methods" (1979), percentile interval.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_RETURNS_BOOTSTRAP_H
#define ENGINE_RETURNS_BOOTSTRAP_H

#include "engine/returns.h"

/* Each draw takes the returns anew, in stretches of `block` consecutive ones that begin anywhere and go on at the beginning behind
 * the end, until there are as many as there were; a benchmark's are taken on the same rows. The beginnings come from splitmix64
 * from `seed` on, one number x a block: floor(x n / 2^64), as in engine/kelly.h. */
struct returns_bootstrap {
    size_t draws, block;
    uint64_t seed;
};
/* 1,000 draws from seed 1; a block of about a month: 21 rows of daily data, 4 of weekly, else the cube root of n (at least 2),
 * and never more than a tenth of n (at least 1). n: returns. */
struct returns_bootstrap returns_bootstrap_default(size_t n, enum frequency);

/* The 2.5 and 97.5 percentiles (type 7) of the draws in which the metric exists; NaN where it is not flagged
 * `interval` in returns_metric_info, where it does not exist in the sample, or in fewer than nine of ten draws. */
struct returns_interval {
    double low, high;
};
size_t returns_bootstrap_scratch(size_t n, const struct returns_bootstrap *); /* values; n levels */
/* The series, its benchmark (on the same days: another one is left out, or NULL) and the terms are those of returns_metrics_find; the
 * years in the CAGR are those of the sample, which all draws have. false, and all NaN: fewer than 30 returns, no draws, a block
 * that is 0 or longer than the sample, or everything lost. 1,000 draws of 8,160 returns with a benchmark take some 60 ms. */
bool returns_bootstrap_find(const struct level_series *, const struct level_series *benchmark, const struct returns_terms *,
                            const struct returns_bootstrap *, double *scratch, struct returns_interval out[RETURNS_METRICS]);

#endif
