/* returns_futures.h: what the returns of a series could have come to in another order: paths drawn from them in blocks, and what
 * those come to. Pure: the caller gives all memory. Source: D. N. Politis and J. P. Romano, "A circular block-resampling procedure
 * for stationary data" (1992).
 *
 * A path is made of blocks of consecutive returns that begin anywhere and go on at the first return behind the last, as in
 * engine/returns_bootstrap.h and engine/sweep_paths.h; each path has a generator of its own (splitmix_path). It is the past,
 * drawn anew, and no forecast: it knows of nothing that is not in the series.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_RETURNS_FUTURES_H
#define ENGINE_RETURNS_FUTURES_H

#include "engine/series.h"
#include "engine/stats.h"

struct returns_futures {
    size_t paths, block, periods; /* how many; returns of a block, and of a path: all 1 or more */
    uint64_t seed;
    double fall;                  /* from the highest value of the path so far that counts as one: 0.2 */
};

/* The paths where they have so many returns behind them. All levels are multiples of where the paths begin. */
struct returns_future {
    size_t period;
    double level[STATS_FAN]; /* the percentiles of stats_fan_shares */
    double loss;             /* the share of paths that stand below their beginning */
    double fallen;           /* the share that has fallen by `fall` or more at some row until there */
};

size_t returns_futures_scratch(size_t n, const struct returns_futures *, size_t points); /* values; n levels */
/* At `points` places: period[m] counts returns from the beginning (0) and ascends, at most `periods`. false, and nothing
 * promised: fewer than 30 returns, a block longer than the series has returns, nothing to draw, or everything lost. Some 6
 * ns for each of paths times periods. */
bool returns_futures_find(const struct level_series *, const struct returns_futures *, const size_t *period, size_t points,
                          double *scratch, struct returns_future *);

#endif
