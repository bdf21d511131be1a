/* whole.c: see whole.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include <math.h>
#include <stdlib.h>

#include "whole.h"

struct made_series made;

struct whole *whole_new(void)
{
    struct whole *w = calloc(1, sizeof *w);
    w->r = (struct bt_result){
        .events = w->event, .rounds = w->round, .rebalances = w->rebalance, .equity = w->equity, .index = w->index};
    for (int c = 0; c < BT_COLUMNS; c++)
        w->r.column[c] = w->column[c];
    return w;
}

struct whole *run(const struct bt_config *c, const struct bt_input *in)
{
    struct whole *w = whole_new();
    assert_int_equal(bt_run(c, in, &w->r), BT_OK);
    return w;
}

struct bt_config config_of(enum bt_profile profile, enum bt_account account, double equity, double leverage)
{
    struct bt_config c = {.profile = profile, .account = account, .equity = equity, .leverage = leverage};
    bt_options_default(&c.options, profile, account, c.mode);
    return c;
}

struct bt_config config_of_mode(enum bt_mode mode, enum bt_profile profile, double equity, double leverage)
{
    struct bt_config c = {.mode = mode,
                          .profile = profile,
                          .equity = equity,
                          .leverage = leverage,
                          .profit_threshold_pct = 20,
                          .transaction_cost_bps = 5};
    bt_options_default(&c.options, profile, c.account, mode);
    return c;
}

static bool maybe(uint64_t *state)
{
    return made_random(state) < 0.5;
}

static int one_of(uint64_t *state, int n)
{
    return (int)(made_random(state) * n);
}

static void mix_costs(struct bt_options *o, uint64_t *state)
{
    o->interest_calendar = maybe(state);
    o->day_count = maybe(state) ? 360 : 365;
    o->posting_month = maybe(state);
    o->financing = (enum bt_financing)one_of(state, 3);
    o->spread_pct = made_random(state) * 3;
    o->call_intraday = maybe(state);
    o->slippage_bps = made_random(state) * 100;
    o->trade_cost_bps = made_random(state) * 20;
    o->wait_sessions = one_of(state, 6);
    o->entry_day_flows = maybe(state);
    o->carry_deficit = maybe(state);
    o->minimum_equity_usd = made_random(state) * 20000;
    o->house_addon_pct = made_random(state) * 10;
    o->metrics_corrected = maybe(state);
    o->price_moves = (enum bt_moves)one_of(state, BT_MOVES);
}

static void mix_policies(struct bt_config *c, uint64_t *state)
{
    struct bt_options *o = &c->options;
    o->buffer_pct = 0.1 + made_random(state) * 5;
    o->liquidation = (enum bt_liquidation)one_of(state, 3);
    o->cure_days = one_of(state, 16);
    o->dividend_pay = maybe(state);
    o->dividend_lag_days = one_of(state, 120);
    o->dividend_use = (enum bt_dividend_use)one_of(state, 3);
    o->is_short = made_random(state) < 0.25;
    o->borrow_fee_pct = made_random(state) * 5;
    o->short_credit_pct = made_random(state) * 2;
    o->rebalance_band_pct = made_random(state) * 20;
    o->rebalance_every = (enum bt_every)one_of(state, 4);
    o->trigger_equity = maybe(state);
    if (c->mode == BT_FRESH_CAPITAL && !o->metrics_corrected)
        return;
    o->contribution_every = (enum bt_every)one_of(state, 4);
    o->contribution_usd = c->equity * (made_random(state) - 0.5) * 0.1;
}

struct bt_config random_config(uint64_t *state)
{
    enum bt_profile profile = maybe(state) ? BT_ORIGINAL : BT_ACCURATE;
    enum bt_mode mode = (enum bt_mode)one_of(state, BT_MODES);
    struct bt_config c = config_of_mode(mode, profile, 100000 + 1e8 * made_random(state) * made_random(state), 1);
    c.account = maybe(state) ? BT_REG_T : BT_PORTFOLIO;
    bt_options_default(&c.options, profile, c.account, mode);
    c.profit_threshold_pct = made_random(state) * 30;
    c.transaction_cost_bps = made_random(state) * 20;
    if (made_random(state) < 0.7)
        mix_costs(&c.options, state);
    if (made_random(state) < 0.7)
        mix_policies(&c, state);
    double most = bt_leverage_max(&c);
    c.leverage = 1 + made_random(state) * ((isfinite(most) ? most : 8) - 1);
    return c;
}

struct bt_input flat_series(size_t n)
{
    made_series_fill(&made, n, 3, 0.02);
    for (size_t i = 0; i < n; i++) {
        made.open[i] = made.high[i] = made.low[i] = made.close[i] = 100;
        made.dividend[i] = made.fed_funds[i] = made.margin_rate[i] = 0;
    }
    return made_series_input(&made);
}

void set_day(size_t i, double open, double low, double close)
{
    made.open[i] = open;
    made.low[i] = low;
    made.close[i] = close;
    made.high[i] = fmax(open, close);
}

void set_days(size_t from, double price)
{
    for (size_t i = from; i < made.n; i++)
        set_day(i, price, price, price);
}

bool near(double a, double b, double tolerance)
{
    if (isnan(a) || isnan(b))
        return isnan(a) && isnan(b);
    return fabs(a - b) <= tolerance * fmax(fmax(fabs(a), fabs(b)), 1);
}
