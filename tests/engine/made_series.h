/* made_series.h: prices, dividends and rates made from a seed, the same on every machine.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_ENGINE_MADE_SERIES_H
#define TESTS_ENGINE_MADE_SERIES_H

#include "engine/backtest.h"

enum { MADE_MAX = 6400 };

struct made_series {
    size_t n;
    int32_t day[MADE_MAX];
    double open[MADE_MAX], high[MADE_MAX], low[MADE_MAX], close[MADE_MAX], dividend[MADE_MAX];
    double fed_funds[MADE_MAX], margin_rate[MADE_MAX];
};

/* A number from 0 to 1 and the next state. */
double made_random(uint64_t *state);
/* Weekdays from 2007-01-02 with some holidays; daily moves of the given size, now and then a crash of up to a fifth. */
void made_series_fill(struct made_series *, size_t n, uint64_t seed, double daily_move);
struct bt_input made_series_input(const struct made_series *);

#endif
