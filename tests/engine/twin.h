/* twin.h: the same backtest written a second time, slow and plain, from the specification alone: one struct per day,
 * nothing remembered that can be worked out again. Tests compare the engine with it.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_ENGINE_TWIN_H
#define TESTS_ENGINE_TWIN_H

#include "engine/backtest.h"

struct twin_day {
    double column[BT_COLUMNS];
};

struct twin_round {
    double interest, last_interest, put_in, start_equity, end_equity, start_price, end_price, loss_pct, profit_pct, days;
    bool called;
};

/* metric holds all figures but the money-weighted return, which has a test of its own. */
struct twin {
    size_t n, n_rounds, n_rebalances;
    struct twin_day *day;
    struct twin_round *round;
    double metric[BT_METRICS];
};

struct twin *twin_new(const struct bt_config *, const struct bt_input *);
void twin_free(struct twin *);

#endif
