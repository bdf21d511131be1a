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

/* Sums over the sixty sessions that move along, of changes and of the rate above the first known one. */
struct moving {
    double x, y, xx, yy, xy;
    size_t unknown; /* sessions whose change or rate is not finite */
};

static void moving_put(struct moving *m, double x, double y, int way)
{
    bool known = isfinite(x) && isfinite(y);
    double dx = known ? x : 0, dy = known ? y : 0;
    m->unknown += (size_t)(known ? 0 : way);
    m->x += way * dx;
    m->y += way * dy;
    m->xx += way * dx * dx;
    m->yy += way * dy * dy;
    m->xy += way * dx * dy;
}

static double moving_correlation(const struct moving *m)
{
    const double n = MARKET_CORRELATION_SESSIONS;
    double xx = m->xx - m->x * m->x / n, yy = m->yy - m->y * m->y / n, xy = m->xy - m->x * m->y / n;
    if (m->unknown || !(xx > 0 && yy > 0))
        return NAN;
    return fmax(-1, fmin(1, xy / sqrt(xx) / sqrt(yy)));
}

static double first_known(const double *x, size_t n)
{
    size_t i = 0;
    while (i + 1 < n && !isfinite(x[i]))
        i++;
    return n ? x[i] : 0;
}

/* How many values up to here are equal to the one at i; of what stands still the sums keep only what rounding left. */
static size_t standing(const double *x, size_t i, size_t before)
{
    return i && x[i] == x[i - 1] ? before + 1 : 1;
}

void market_correlate_changes(const double *change, const double *rate_pct, size_t n, double *out)
{
    enum { WINDOW = MARKET_CORRELATION_SESSIONS };
    struct moving m = {0};
    size_t same_rate = 0, same_change = 0;
    double base = first_known(rate_pct, n);
    for (size_t i = 0; i < n; i++) {
        same_rate = standing(rate_pct, i, same_rate);
        same_change = standing(change, i, same_change);
        if (i % WINDOW == 0) { /* added up anew, so that what rounding left is not carried on */
            m = (struct moving){0};
            for (size_t j = i < WINDOW ? 0 : i - WINDOW + 1; j < i; j++)
                moving_put(&m, change[j], rate_pct[j] - base, 1);
        } else if (i > WINDOW) {
            moving_put(&m, change[i - WINDOW], rate_pct[i - WINDOW] - base, -1);
        }
        moving_put(&m, change[i], rate_pct[i] - base, 1);
        bool moves = i >= WINDOW && same_rate < WINDOW && same_change < WINDOW;
        out[i] = moves ? moving_correlation(&m) : NAN;
    }
}

void market_correlate_rate(const double *close, const double *rate_pct, size_t n, double *change, double *out)
{
    for (size_t i = 0; i < n; i++)
        change[i] = i ? close[i] / close[i - 1] - 1 : NAN;
    market_correlate_changes(change, rate_pct, n, out);
}
