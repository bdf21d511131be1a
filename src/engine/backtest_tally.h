/* backtest_tally.h: what one run counts besides its rows, handed from the loop (backtest.c) to the summary
 * (backtest_metrics.c). Private to the engine.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_BACKTEST_TALLY_H
#define ENGINE_BACKTEST_TALLY_H

#include "engine/backtest.h"

struct bt_tally {
    double start_equity, max_equity;
    double interest, dividends, trading_costs;
    size_t entries, liquidations, active_days, waiting_days;
    size_t called_days;        /* sessions that the called rounds lasted, together */
    long double loss_pct_sum;  /* per liquidation: of yesterday's equity, or (corrected) of the round's start */
    double loss_pct_worst;
    double owed;               /* debt left after the last liquidation, when it is carried */
};

/* Fill result->metric and result->reason from the tally, the equity of each row, the rates and the rounds. */
void bt_fill_metrics(const struct bt_config *, const struct bt_input *, const struct bt_tally *, struct bt_result *);

/* What a run refuses before it begins: see backtest.h. */
enum bt_error bt_check(const struct bt_config *, const struct bt_input *, const struct bt_result *);

#endif
