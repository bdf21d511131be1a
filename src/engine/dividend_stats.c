/* dividend_stats.c: see dividend_stats.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/dividend_stats.h"

#include <math.h>

#include "base/day.h"

enum { LONG_WEEKEND = 4 };

double dividend_sum(const struct dividend_payments *p, int32_t after, int32_t to)
{
    double sum = 0;
    for (size_t i = 0; i < p->n; i++)
        if (p->ex_day[i] > after && p->ex_day[i] <= to)
            sum += p->amount[i];
    return sum;
}

/* ---- growth of single payments ---- */

/* The same date `years` later or earlier; 29 February becomes 1 March. */
static int32_t anniversary(int32_t day, int years)
{
    int year, month, mday;
    day_to_civil(day, &year, &month, &mday);
    return day_from_civil(year + years, month, 1) + mday - 1;
}

static int32_t distance(int32_t a, int32_t b)
{
    return a > b ? a - b : b - a;
}

/* The payment nearest to a day; n when none is near enough. */
static size_t nearest_to(const struct dividend_payments *p, int32_t day)
{
    size_t best = p->n;
    int32_t least = DIVIDEND_TWIN_DAYS + 1;
    for (size_t i = 0; i < p->n; i++) {
        int32_t d = distance(p->ex_day[i], day);
        if (d < least) {
            least = d;
            best = i;
        }
    }
    return best;
}

/* A payment that looks back on one whose own nearest, looking forward, is another one is not of its line. */
static size_t twin_of(const struct dividend_payments *p, size_t i)
{
    size_t twin = nearest_to(p, anniversary(p->ex_day[i], -1));
    return twin < p->n && nearest_to(p, anniversary(p->ex_day[twin], 1)) == i ? twin : p->n;
}

void dividend_growth_find(const struct dividend_payments *p, struct dividend_growth *out)
{
    for (size_t i = 0; i < p->n; i++) {
        size_t twin = twin_of(p, i);
        out[i] = (struct dividend_growth){.has_twin = twin < p->n, .twin = twin, .growth_pct = NAN, .is_extra = true};
        if (out[i].has_twin)
            out[i].growth_pct = (p->amount[i] / p->amount[twin] - 1) * 100;
    }
    for (size_t i = 0; i < p->n; i++) {
        int32_t before = anniversary(p->ex_day[i], -1), after = anniversary(p->ex_day[i], 1);
        bool reaches = p->ex_day[0] <= before + DIVIDEND_TWIN_DAYS && p->ex_day[p->n - 1] >= after - DIVIDEND_TWIN_DAYS;
        if (out[i].has_twin)
            out[out[i].twin].is_extra = false;
        out[i].is_extra = out[i].is_extra && reaches && !out[i].has_twin;
    }
}

/* ---- by year and by quarter ---- */

int dividend_quarter_of(int32_t day)
{
    int year, month, mday;
    day_to_civil(day, &year, &month, &mday);
    return (month - 1) / 3 + 1;
}

/* Periods counted from the year 0, `a_year` of them a year. */
static int period_of(int32_t day, int a_year)
{
    return day_month(day) / (12 / a_year);
}

static int32_t period_start(int period, int a_year)
{
    int month = period * (12 / a_year);
    return day_from_civil(month / 12, month % 12 + 1, 1);
}

static void add_payments(const struct dividend_payments *p, const struct dividend_growth *growth, int first, int a_year,
                         struct dividend_period *out)
{
    for (size_t i = 0; i < p->n; i++) {
        struct dividend_period *at = &out[period_of(p->ex_day[i], a_year) - first];
        at->payments++;
        at->total += p->amount[i];
        at->extra += growth[i].is_extra ? p->amount[i] : 0;
    }
}

static double growth_of(double now, double then)
{
    return then > 0 ? (now / then - 1) * 100 : NAN;
}

static size_t periods_find(const struct dividend_payments *p, const struct dividend_growth *growth, int a_year,
                           int32_t first_day, int32_t last_day, struct dividend_period *out)
{
    if (p->n == 0)
        return 0;
    int first = period_of(p->ex_day[0], a_year), last = period_of(p->ex_day[p->n - 1], a_year);
    size_t n = (size_t)(last - first) + 1;
    for (size_t k = 0; k < n; k++) {
        int period = first + (int)k;
        out[k] = (struct dividend_period){.year = period / a_year,
                                          .quarter = a_year == 4 ? period % 4 + 1 : 0,
                                          .growth_pct = NAN,
                                          .usual_growth_pct = NAN};
        out[k].is_partial = period_start(period, a_year) + LONG_WEEKEND < first_day ||
                            period_start(period + 1, a_year) - 1 - LONG_WEEKEND > last_day;
    }
    add_payments(p, growth, first, a_year, out);
    for (size_t k = a_year == 4 ? 4 : 1; k < n; k++) {
        const struct dividend_period *then = &out[k - (a_year == 4 ? 4 : 1)];
        out[k].growth_pct = growth_of(out[k].total, then->total);
        out[k].usual_growth_pct = growth_of(out[k].total - out[k].extra, then->total - then->extra);
    }
    return n;
}

size_t dividend_years(const struct dividend_payments *p, const struct dividend_growth *growth, int32_t first_day,
                      int32_t last_day, struct dividend_period *out)
{
    return periods_find(p, growth, 1, first_day, last_day, out);
}

size_t dividend_quarters(const struct dividend_payments *p, const struct dividend_growth *growth, int32_t first_day,
                         int32_t last_day, struct dividend_period *out)
{
    return periods_find(p, growth, 4, first_day, last_day, out);
}

size_t dividend_periods_max(const struct dividend_payments *p)
{
    return p->n ? (size_t)(period_of(p->ex_day[p->n - 1], 4) - period_of(p->ex_day[0], 4)) + 1 : 0;
}

double dividend_net_yield_pct(double leverage, double yield_pct, double rate_pct)
{
    return leverage * yield_pct - (leverage - 1) * rate_pct;
}
