/* price_total.c: levels of total return out of closes, adjusted closes and dividends. See price_file.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/day.h"
#include "engine/series.h"
#include "market/price_file.h"

/* Vendors round adjusted closes to cents or to six decimals: ratios of neighbours agree no better than this. */
static double noise_of(const double *adjusted, size_t i)
{
    return 2e-4 + 0.01 / adjusted[i];
}

/* What begins a message; a series that was kept has no such words. */
static const char *about(const struct price_file_series *s)
{
    return s->about ? s->about : "";
}

/* How adjusted closes go with closes and dividends. */
struct agreement {
    size_t ex_dates, follow_price, follow_total; /* on ex-dates: like the close alone; like close and dividend */
    size_t quiet, quiet_off;                     /* other days, and those on which the two part */
};

static struct agreement compare(const struct price_file_series *s)
{
    const double *close = s->value[PRICE_CLOSE], *adjusted = s->value[PRICE_ADJ_CLOSE];
    const double *dividend = s->value[PRICE_DIVIDEND];
    struct agreement g = {.ex_dates = 0};
    for (size_t i = 1; i < s->n; i++) {
        if (isnan(adjusted[i]) || isnan(adjusted[i - 1]))
            continue;
        double got = adjusted[i] / adjusted[i - 1], price = close[i] / close[i - 1], noise = noise_of(adjusted, i);
        if (dividend[i] > 0) {
            /* Vendors divide by close - dividend on the day before: close / (before - dividend). */
            double total = (close[i] + dividend[i]) / close[i - 1];
            g.ex_dates++;
            if (fabs(got - price) < fabs(got - total))
                g.follow_price++;
            else
                g.follow_total++;
        } else {
            g.quiet++;
            g.quiet_off += fabs(got / price - 1) > noise;
        }
    }
    return g;
}

static const double *with_dividends(struct file_answer *f, const struct price_file_series *s)
{
    double *total = ARENA_ARRAY(f->arena, s->n, double);
    series_total(
        &(struct price_series){.n = s->n, .close = s->value[PRICE_CLOSE], .dividend = s->value[PRICE_DIVIDEND]}, total);
    return total;
}

static const double *adjusted_of(struct file_answer *f, const struct price_file_series *s)
{
    const double *adjusted = s->value[PRICE_ADJ_CLOSE];
    size_t blank = 0;
    char day[DAY_TEXT];
    const char *first = NULL;
    for (size_t i = 0; i < s->n; i++)
        if (isnan(adjusted[i]) && !blank++)
            first = arena_strdup(f->arena, day_text(s->day[i], day));
    if (blank)
        file_warn(f, 0, "%s%zu row%s without an adjusted close, the first on %s: total return is not shown", about(s),
                  blank, blank == 1 ? "" : "s", first);
    return blank ? NULL : adjusted;
}

static enum price_total settle_both(struct file_answer *f, const struct price_file_series *s, const double **total)
{
    struct agreement g = compare(s);
    if (g.ex_dates && g.follow_price > g.follow_total) {
        file_note(
            f, 0,
            "%sthe adjusted closes follow the closes over the ex-dates: they are not adjusted for dividends, which "
            "were put back instead",
            about(s));
        *total = with_dividends(f, s);
        return PRICE_TOTAL_DIVIDENDS;
    }
    if (g.quiet_off * 50 > g.quiet)
        file_warn(f, 0,
                  "%scloses and adjusted closes part on %zu days without a dividend (splits that only one of them is "
                  "adjusted for, or dividends that are missing): total return is that of the adjusted closes",
                  about(s), g.quiet_off);
    if (g.ex_dates)
        file_note(f, 0,
                  "%stotal return is that of the adjusted closes; the dividends are in them and are not added again",
                  about(s));
    *total = adjusted_of(f, s);
    return *total ? PRICE_TOTAL_ADJUSTED : PRICE_TOTAL_NONE;
}

enum price_total price_total_find(struct file_answer *f, const struct price_file_series *s, const double **total)
{
    *total = NULL;
    if (s->value[PRICE_ADJ_CLOSE] && s->value[PRICE_DIVIDEND])
        return settle_both(f, s, total);
    if (s->value[PRICE_ADJ_CLOSE] && (*total = adjusted_of(f, s)))
        return PRICE_TOTAL_ADJUSTED;
    if (!s->value[PRICE_DIVIDEND] || s->value[PRICE_ADJ_CLOSE])
        return PRICE_TOTAL_NONE;
    file_note(
        f, 0,
        "%sdividends are put back on their ex-dates; if the closes are adjusted for them already, say that there is "
        "no column of dividends",
        about(s));
    *total = with_dividends(f, s);
    return PRICE_TOTAL_DIVIDENDS;
}
