/* sample.c: see sample.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "sample.h"

#include "../base/check.h"

static struct made_series made;

struct price_series sample_prices(size_t n, uint64_t seed)
{
    made_series_fill(&made, n, seed, 0.05);
    return made_series_input(&made).prices;
}

struct rate_series sample_rates(void)
{
    return (struct rate_series){made.n, made.day, made.fed_funds, made.margin_rate, 0};
}

struct backtest_request sample_request(enum bt_profile profile)
{
    struct backtest_request r;
    backtest_request_init(&r);
    r.ticker = "TEST";
    r.start_day = made.day[0];
    r.end_day = made.day[made.n - 1];
    r.config.profile = profile;
    r.config.equity = 1e6;
    r.config.leverage = 2;
    bt_options_default(&r.config.options, profile, BT_REG_T, BT_LIQUIDATION_REENTRY);
    return r;
}

struct backtest_request sample_variant(uint64_t seed)
{
    enum bt_profile profile = seed / BT_MODES % 3 == 2 ? BT_ORIGINAL : BT_ACCURATE;
    struct backtest_request r = sample_request(profile);
    struct bt_options *o = &r.config.options;
    uint64_t state = seed * 7919 + 17;
    r.config.mode = (enum bt_mode)(seed % BT_MODES);
    bt_options_default(o, profile, BT_REG_T, r.config.mode);
    r.config.profit_threshold_pct = 5 + 40 * made_random(&state);
    o->liquidation = (enum bt_liquidation)(3 * made_random(&state));
    o->cure_days = (int)(6 * made_random(&state));
    o->dividend_use = (enum bt_dividend_use)(3 * made_random(&state));
    o->dividend_pay = made_random(&state) < 0.5;
    o->trigger_equity = made_random(&state) < 0.5;
    o->is_short = made_random(&state) < 0.3;
    o->rebalance_band_pct = made_random(&state) < 0.5 ? 0 : 10;
    o->rebalance_every = (enum bt_every)(4 * made_random(&state));
    bool may_flow = profile == BT_ACCURATE || r.config.mode != BT_FRESH_CAPITAL;
    if (may_flow && made_random(&state) < 0.6) {
        o->contribution_every = (enum bt_every)(1 + 3 * made_random(&state));
        o->contribution_usd = made_random(&state) < 0.5 ? 20000 : -20000;
    }
    if (o->is_short) /* 1 / (m + buffer) of a short in a Reg T account is above 2 */
        r.config.leverage = 1.5;
    return r;
}

void sample_answer(struct arena *a, const struct backtest_request *r, struct backtest_answer *ans)
{
    struct problem p = {.arena = a};
    struct price_series prices = made_series_input(&made).prices;
    struct rate_series rates = sample_rates();
    if (!backtest_compute(a, r, &prices, &rates, "0123", ans, &p))
        fail_msg("%s: %s", p.at[0].field, p.at[0].message);
}
