/* backtest_rates.c: a rate for each session, from a series with dates of its own. See backtest.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"
#include "engine/backtest.h"

/* Whether the rate at index `at` may be used on `day`: its own date has come (exact), it lies before (as of), or its
 * month is over (as of, monthly averages). */
static bool rate_is_known(const struct rate_series *rates, size_t at, int32_t day, bool asof)
{
    if (!asof)
        return rates->day[at] <= day;
    return rates->monthly ? day_month(rates->day[at]) < day_month(day) : rates->day[at] < day;
}

size_t bt_join_rates(const int32_t *day, size_t n, const struct rate_series *rates, bool asof, double *fed_funds_pct,
                     double *margin_rate_pct)
{
    double fed_funds = 0, margin = 1.5; /* B.2: what stands where no rate has been seen */
    bool seen = false;
    size_t without = 0, at = 0, count = rates ? rates->n : 0;
    for (size_t i = 0; i < n; i++) {
        for (; at < count && rate_is_known(rates, at, day[i], asof); at++) {
            if (!asof && rates->day[at] != day[i])
                continue; /* exact: a date that is no session is lost */
            fed_funds = rates->fed_funds_pct[at];
            margin = rates->margin_rate_pct[at];
            seen = true;
        }
        without += !seen;
        fed_funds_pct[i] = fed_funds;
        margin_rate_pct[i] = margin;
    }
    return without;
}
