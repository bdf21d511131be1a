/* sweep_paths.h: what might have come: paths drawn from the days of a series in blocks, and an account run along each.
 * Pure: the caller gives all memory. The same seed gives the same paths on every machine, however they are split.
 *
 * A path is made of blocks of consecutive days that begin anywhere, each day as likely as another, and go on at the first
 * day behind the last one (circular block bootstrap: D. N. Politis and J. P. Romano, "A circular block-resampling procedure
 * for stationary data", 1992). What happens on days that follow each other stays together within a block: falls that go on,
 * rates that stand still. It says what the past could have been in another order, not what the future can be.
 * Path number p has its own splitmix64 generator (G. L. Steele, D. Lea, C. H. Flood, 2014), whose state is the p-th number
 * (from 0) that the seed's generator gives; each block takes one number x and begins at day floor(x days / 2^64).
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_SWEEP_PATHS_H
#define ENGINE_SWEEP_PATHS_H

#include "engine/sweep.h"

/* One session seen from the close before it: prices and dividend as multiples of that, days since, and its rates. */
struct sweep_day {
    double open, high, low, close, dividend;
    double fed_funds_pct, margin_rate_pct;
    int32_t days;
};
/* The days of a series, all but the first of its rows, which has no close before: returns how many, n - 1. Where it has no
 * open, high or low, the close stands for it. */
size_t sweep_days(const struct bt_input *, struct sweep_day *);

struct sweep_paths {
    const struct sweep_day *day;
    size_t days;            /* 1 or more */
    size_t sessions, block; /* sessions of a path after its start, 9 or more; days of a block, 1 or more */
    uint64_t seed;
    int32_t start_day;      /* calendar day of the start, from which the days of the path count on */
};

/* A path of 1 + sessions rows that starts at a price of 100, into arrays of that length. */
struct sweep_path {
    int32_t *day;
    double *open, *high, *low, *close, *dividend, *fed_funds_pct, *margin_rate_pct;
};
void sweep_path_draw(const struct sweep_paths *, uint64_t path, struct sweep_path *);

/* What is wanted of the way along the paths: multiple[m * paths + p] is what the account has come to on row row[m] (0 is
 * the start) of path number p, as a multiple of its start; of the time-weighted index where money goes in or out
 * (bt_has_flows). */
struct sweep_levels {
    const size_t *row;
    size_t rows, paths;
    double *multiple;
};

/* Bytes of room that sweep_paths_run needs. */
size_t sweep_paths_room(const struct sweep_paths *);

/* Run an account along `count` paths from number `first` on. Every configuration may be asked for, those of sweep_supports
 * are fast. cell[i] is how path first + i ends; its first_call counts rows from the start, and its multiple is of the index
 * as above. levels may be NULL. Errors as bt_run's. */
enum bt_error sweep_paths_run(const struct sweep_paths *, const struct bt_config *, size_t first, size_t count, void *room,
                              const struct sweep_levels *levels, struct sweep_cell *cell);

/* ---- what the paths say ---- */

/* The share of the paths whose first call came on row `row` or before. */
double sweep_called_share(const struct sweep_cell *, size_t paths, size_t row);

#endif
