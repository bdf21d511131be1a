/* kelly.c: see kelly.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/kelly.h"

#include <math.h>
#include <stdlib.h>

#include "engine/splitmix.h"
#include "engine/stats.h"

/* ---- a bet ---- */

static int is_bet(double p, double b)
{
    return p >= 0 && p <= 1 && b > 0 && isfinite(b);
}

double kelly_bet(double p, double b)
{
    return is_bet(p, b) ? fmax(0, p - (1 - p) / b) : NAN;
}

/* 0 times an infinite logarithm is nothing: what cannot happen does not count. */
static double weighed(double p, double logarithm)
{
    return p > 0 ? p * logarithm : 0;
}

double kelly_bet_growth(double p, double b, double f)
{
    if (!is_bet(p, b) || !(f >= 0 && f <= 1))
        return NAN;
    return weighed(p, log1p(b * f)) + weighed(1 - p, log1p(-f));
}

/* ---- an investment ---- */

double kelly_fraction(const struct kelly_market *m)
{
    double f1 = (m->mean - m->cash_rate) / m->variance, f2 = (m->mean - m->borrow_rate) / m->variance;
    if (!(m->variance > 0) || !isfinite(f1) || !isfinite(f2))
        return NAN;
    return f1 <= 1 ? fmax(0, f1) : fmax(1, f2);
}

double kelly_growth(const struct kelly_market *m, double f)
{
    double risk = f * f * m->variance / 2;
    return f <= 1 ? m->cash_rate + f * (m->mean - m->cash_rate) - risk : f * m->mean - m->borrow_rate * (f - 1) - risk;
}

double kelly_chance_to_fall(const struct kelly_market *m, double f, double left)
{
    double growth = kelly_growth(m, f), risk = f * f * m->variance;
    if (growth <= 0)
        return 1;
    return risk > 0 ? pow(left, 2 * growth / risk) : 0;
}

/* ---- from data ---- */

size_t kelly_returns(const struct price_series *s, double *out)
{
    for (size_t i = 1; i < s->n; i++) {
        double dividend = s->dividend ? s->dividend[i] : 0;
        out[i - 1] = (s->close[i] + dividend) / s->close[i - 1] - 1;
    }
    return s->n ? s->n - 1 : 0;
}

void kelly_moments(const double *returns, size_t n, double *mean, double *variance)
{
    struct stats_moments m = {0};
    stats_add(&m, returns, n);
    double deviation = stats_deviation(&m);
    *mean = n < 2 ? NAN : stats_mean(&m) * STATS_SESSIONS_PER_YEAR;
    *variance = deviation * deviation * STATS_SESSIONS_PER_YEAR;
}

/* ---- the interval ---- */

/* Sums of the first i returns about their mean, and of the squares: a block's are a difference. */
struct sums {
    const double *plain, *squares;
    size_t n;
    double mean;
};

static void sums_make(const double *returns, size_t n, double *room, struct sums *s)
{
    struct stats_moments m = {0};
    stats_add(&m, returns, n);
    *s = (struct sums){room, room + n + 1, n, stats_mean(&m)};
    room[0] = room[n + 1] = 0;
    for (size_t i = 0; i < n; i++) {
        double d = returns[i] - s->mean;
        room[i + 1] = room[i] + d;
        room[n + 1 + i + 1] = room[n + 1 + i] + d * d;
    }
}

static double around(const double *sums, size_t n, size_t start, size_t length)
{
    size_t end = start + length;
    return end <= n ? sums[end] - sums[start] : sums[n] - sums[start] + sums[end - n];
}

static double path_fraction(const struct sums *s, const struct kelly_market *rates, size_t block, uint64_t *state)
{
    double plain = 0, squares = 0, n = (double)s->n;
    for (size_t left = s->n; left;) {
        size_t length = block < left ? block : left;
        size_t start = splitmix_below(state, s->n);
        plain += around(s->plain, s->n, start, length);
        squares += around(s->squares, s->n, start, length);
        left -= length;
    }
    struct kelly_market m = *rates;
    m.mean = (s->mean + plain / n) * STATS_SESSIONS_PER_YEAR;
    m.variance = fmax(0, (squares - plain * plain / n) / (n - 1)) * STATS_SESSIONS_PER_YEAR;
    return kelly_fraction(&m);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void kelly_interval_find(const double *returns, size_t n, const struct kelly_market *rates,
                         const struct kelly_bootstrap *b, double *room, struct kelly_interval *out)
{
    double *fraction = room + 2 * (n + 1);
    uint64_t state = b->seed;
    size_t zero = 0, loan = 0;
    struct sums s;
    *out = (struct kelly_interval){NAN, NAN, NAN, NAN, NAN};
    if (n < 2 || b->paths == 0 || b->block < 1 || b->block > n)
        return;
    sums_make(returns, n, room, &s);
    for (size_t k = 0; k < b->paths; k++) {
        fraction[k] = path_fraction(&s, rates, b->block, &state);
        if (isnan(fraction[k])) /* all returns of a path were equal: nothing can be said */
            return;
        zero += fraction[k] <= 0;
        loan += fraction[k] > 1;
    }
    qsort(fraction, b->paths, sizeof *fraction, ascending);
    out->low = stats_percentile(fraction, b->paths, 0.025);
    out->median = stats_percentile(fraction, b->paths, 0.5);
    out->high = stats_percentile(fraction, b->paths, 0.975);
    out->share_of_zero = (double)zero / (double)b->paths;
    out->share_with_loan = (double)loan / (double)b->paths;
}

/* ---- what an account bears ---- */

double kelly_fall_to_call(double f, double maintenance)
{
    return f <= 1 ? 1 : 1 - (f - 1) / (f * (1 - maintenance));
}

double kelly_bearing(double fall, double maintenance)
{
    return 1 / (1 - (1 - maintenance) * (1 - fall));
}

void kelly_worst_fall(const double *close, size_t n, size_t sessions, struct kelly_fall *out)
{
    *out = (struct kelly_fall){0};
    for (size_t i = 0; i < n; i++) {
        size_t end = n - i > sessions ? i + sessions + 1 : n;
        for (size_t k = i + 1; k < end; k++) {
            double fall = 1 - close[k] / close[i];
            if (fall > out->fall)
                *out = (struct kelly_fall){fall, i, k};
        }
    }
}
