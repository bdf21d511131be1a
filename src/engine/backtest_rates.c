/* backtest_rates.c: a rate for each session, from a series with dates of its own. See backtest.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"
#include "engine/backtest.h"

/* The first day on which the rate at index `at` may be used: its own (exact), the one after it (as of), or the first of
 * the next month (as of, monthly averages). Behind the last rate: never. */
static int32_t known_from(const struct rate_series *rates, size_t at, bool asof)
{
    int year, month, mday;
    if (!rates || at >= rates->n)
        return INT32_MAX;
    if (!asof || !rates->monthly)
        return rates->day[at] + asof;
    day_to_civil(rates->day[at], &year, &month, &mday);
    return day_from_civil(year + month / 12, month % 12 + 1, 1);
}

size_t bt_join_rates(const int32_t *day, size_t n, const struct rate_series *rates, bool asof, double *fed_funds_pct,
                     double *margin_rate_pct)
{
    double fed_funds = 0, margin = 1.5; /* B.2: what stands where no rate has been seen */
    bool seen = false;
    size_t without = 0, at = 0;
    int32_t known = known_from(rates, at, asof);
    for (size_t i = 0; i < n; i++) {
        for (; known <= day[i]; known = known_from(rates, ++at, asof)) {
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
