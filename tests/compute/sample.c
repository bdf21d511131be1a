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

void sample_answer(struct arena *a, const struct backtest_request *r, struct backtest_answer *ans)
{
    struct problem p = {.arena = a};
    struct price_series prices = made_series_input(&made).prices;
    struct rate_series rates = sample_rates();
    if (!backtest_compute(a, r, &prices, &rates, "0123", ans, &p))
        fail_msg("%s: %s", p.at[0].field, p.at[0].message);
}
