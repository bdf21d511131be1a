/* whole.h: what the tests of a backtest share: a result with all its arrays, and configurations and prices to run.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_ENGINE_WHOLE_H
#define TESTS_ENGINE_WHOLE_H

#include "made_series.h"

struct whole {
    struct bt_result r;
    double column[BT_COLUMNS][MADE_MAX], equity[MADE_MAX], index[MADE_MAX];
    struct bt_event event[6 * MADE_MAX];
    struct bt_round round[MADE_MAX];
    struct bt_rebalance rebalance[MADE_MAX];
};

/* The prices that the tests fill and change. */
extern struct made_series made;

/* To be freed. */
struct whole *whole_new(void);
/* Runs, and fails the test when the run is refused; to be freed. */
struct whole *run(const struct bt_config *, const struct bt_input *);

struct bt_config config_of(enum bt_profile, enum bt_account, double equity, double leverage);
struct bt_config config_of_mode(enum bt_mode, enum bt_profile, double equity, double leverage);
/* Any mode, any mixture of options that a run takes. */
struct bt_config random_config(uint64_t *state);

/* Prices that stand still at 100 without dividends and rates, except where a test moves them with set_day. */
struct bt_input flat_series(size_t n);
void set_day(size_t i, double open, double low, double close);
/* From a row to the end. */
void set_days(size_t from, double price);

/* Relative where it can be; two NaN are near. */
bool near(double a, double b, double tolerance);

#endif
