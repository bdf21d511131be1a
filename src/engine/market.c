/* market.c (engine): see market.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/market.h"

#include <math.h>

static void add_session(struct market_figures *f, const struct price_series *s, const double *volume, size_t i)
{
    double high = s->high ? s->high[i] : s->close[i], low = s->low ? s->low[i] : s->close[i];
    if (!(f->high >= high)) {
        f->high = high;
        f->high_day = s->day[i];
    }
    if (!(f->low <= low)) {
        f->low = low;
        f->low_day = s->day[i];
    }
    f->sessions++;
    f->mean_volume += volume ? volume[i] : NAN;
}

void market_figures_find(const struct price_series *s, const double *volume, const struct dividend_payments *p,
                         struct market_figures *f)
{
    *f = (struct market_figures){.close = NAN, .previous = NAN, .change_pct = NAN, .high = NAN, .low = NAN};
    f->dividends = f->yield_pct = f->year_change_pct = NAN;
    if (s->n == 0) {
        f->mean_volume = NAN;
        return;
    }
    size_t last = s->n - 1, first = last;
    f->day = s->day[last];
    f->close = s->close[last];
    while (first > 0 && s->day[first - 1] > f->day - MARKET_YEAR_DAYS)
        first--;
    for (size_t i = first; i <= last; i++)
        add_session(f, s, volume, i);
    f->mean_volume /= (double)f->sessions;
    if (last > 0) {
        f->previous = s->close[last - 1];
        f->change_pct = (f->close / f->previous - 1) * 100;
    }
    if (first > 0)
        f->year_change_pct = (f->close / s->close[first - 1] - 1) * 100;
    f->dividends = dividend_sum(p, f->day - MARKET_YEAR_DAYS, f->day);
    f->yield_pct = f->dividends / f->close * 100;
}
