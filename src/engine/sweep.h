/* sweep.h: many backtests of one kind over the same rows at once, side by side in the processor's vector registers:
 * lanes that differ in equity, leverage or profit threshold. Every figure has the bits that bt_run gives for that lane
 * alone; there are no daily columns, events or rounds. Pure: the caller gives all memory, nothing is allocated, read or
 * logged, and a prepared sweep may be used by several threads at once.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_SWEEP_H
#define ENGINE_SWEEP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/backtest.h"

enum { SWEEP_NEVER = UINT32_MAX }; /* the row of what did not happen */

/* Whether sweep_prepare takes this configuration; every other one is computed with bt_run. */
bool sweep_supports(const struct bt_config *);

/* What the lanes are computed with on this machine, chosen once: "AVX-512", "AVX2" or "baseline". */
const char *sweep_instruction_set(void);

/* What all lanes have in common on a row, worked out once. A stretch is of rows without dividend and posting of interest;
 * `least` to `grown` say how far the rest of it, from the row to the one before stretch_end, can lead. */
struct sweep_row {
    double close, worst;  /* worst: the lower of close and, when the call is tested in the session, low */
    double rate, days;    /* fraction per day without the tiers' spreads; days of interest */
    double least, most;   /* least `worst` and highest close */
    double grown;         /* more than the share by which interest can move a debt */
    uint32_t stretch_end;
    bool is_special;      /* has a dividend or posts interest: a stretch of its own */
    bool posts;           /* interest is posted */
};

/* A configuration and its rows. equity, leverage and profit_threshold_pct of the configuration are each lane's own. */
struct sweep {
    struct bt_config config;
    struct bt_input input; /* borrowed */
    const struct sweep_row *row;
    double maintenance, slippage, trade_cost, rebalance_cost;
    struct sweep_tier {
        double above, share, below_usd; /* share: spread_pct / 100 */
    } tier[5];              /* financing_tiers */
};

/* Prepare a sweep over `in`; `row` has room for in->prices.n rows and is filled. Errors of the input as bt_run's, BT_EDOMAIN
 * also for a configuration that is not supported. */
enum bt_error sweep_prepare(const struct bt_config *, const struct bt_input *, struct sweep_row *row, struct sweep *);

struct sweep_lane {
    double equity, leverage, profit_threshold_pct;
};
struct sweep_result {
    enum bt_error error; /* bt_run's answer for this lane; unless BT_OK nothing else is set */
    double start_equity, final_equity, lowest_equity, highest_equity;
    double worst_drawdown; /* fraction of the highest equity before, 0 or negative */
    double interest, dividends, trading_costs, owed;
    uint32_t entries, liquidations, rebalances;
    uint32_t first_call; /* row of the first liquidation, from the window's first row; SWEEP_NEVER */
    double first_position; /* value of the first entry */
    uint32_t active_days, waiting_days, called_days; /* called_days: sessions that the liquidated rounds lasted */
    long double loss_pct_sum; /* this and the next only where the equity of the rows was asked for */
    double loss_pct_worst;
};

/* Run the lanes over the n rows (10 or more) from row `first`, as bt_run would over that window with the same joined
 * rates. Where `equity` is not NULL, equity[lane] has room for n values, the equity of each row. */
void sweep_run(const struct sweep *, size_t first, size_t n, const struct sweep_lane *, size_t lanes, double *const *equity,
               struct sweep_result *);

/* Fill `metric` and `reason` of `out`, and its n and equity, as bt_run does for that lane: from its result and the equity of
 * its rows. All else in it is cleared. What profit_threshold knows of each row's leverage and growth is not kept: NaN, with
 * that reason. Only where the lane's error is BT_OK. */
void sweep_fill_metrics(const struct sweep *, size_t first, size_t n, const struct sweep_lane *, const struct sweep_result *,
                        double *equity, struct bt_result *out);

/* ---- every start ---- */

/* How a run over `horizon` rows ends. */
struct sweep_cell {
    double multiple;       /* of the equity at the start; NaN where bt_run refuses the lane */
    double worst_drawdown; /* as in sweep_result */
    uint32_t first_call, liquidations;
};
void sweep_cell_fill(const struct sweep_result *, struct sweep_cell *);

/* How many rows have a whole horizon (10 rows or more, the first included) before them. */
size_t sweep_starts(const struct sweep *, size_t horizon);

/* Begin on each of the `starts` rows from row `first`, with each leverage and the equity of the configuration:
 * cell[i * leverages + l] is the run from row first + i with leverage l. Any split of the rows among threads gives the same. */
void sweep_surface(const struct sweep *, size_t horizon, size_t first, size_t starts, const double *leverage, size_t leverages,
                   struct sweep_cell *cell);

#endif
