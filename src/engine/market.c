/* market.c (engine): see market.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/market.h"

#include <math.h>

#include "engine/stats.h"

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

void market_trend_find(const int32_t *day, const double *close, size_t n, double *x, double *line,
                       struct market_trend *t)
{
    struct stats_line fit;
    for (size_t i = 0; i < n; i++) {
        x[i] = (day[i] - day[0]) / 365.25;
        line[i] = log(close[i]);
    }
    stats_line_find(x, line, n, &fit);
    for (size_t i = 0; i < n; i++)
        line[i] = exp(fit.intercept + fit.slope * x[i]);
    *t = (struct market_trend){.rate_pct = expm1(fit.slope) * 100,
                               .r_squared = fit.r_squared,
                               .away_pct = n ? (close[n - 1] / line[n - 1] - 1) * 100 : NAN};
}

void market_correlate_rate(const double *close, const double *rate_pct, size_t n, double *change, double *out)
{
    for (size_t i = 0; i < n; i++) {
        size_t first = i + 1 - MARKET_CORRELATION_SESSIONS; /* of the changes, which begin with the second session */
        change[i] = i ? close[i] / close[i - 1] - 1 : NAN;
        out[i] = i < MARKET_CORRELATION_SESSIONS
                     ? NAN
                     : stats_correlation(change + first, rate_pct + first, MARKET_CORRELATION_SESSIONS);
    }
}
