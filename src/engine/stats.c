/* stats.c: see stats.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/stats.h"

#include <math.h>

/* Sum and sum of squares of x - shift: four lanes of doubles, because an addition waits for the one before it. */
static void add_lanes(const double *x, size_t n, double shift, long double *sum, long double *squares)
{
    double s[4] = {0}, q[4] = {0};
    size_t i = 0;
    for (; i + 3 < n; i += 4) {
        for (size_t k = 0; k < 4; k++) {
            double d = x[i + k] - shift;
            s[k] += d;
            q[k] += d * d;
        }
    }
    for (; i < n; i++) {
        double d = x[i] - shift;
        s[0] += d;
        q[0] += d * d;
    }
    *sum += (long double)s[0] + s[1] + s[2] + s[3];
    *squares += (long double)q[0] + q[1] + q[2] + q[3];
}

void stats_add(struct stats_moments *m, const double *x, size_t n)
{
    if (m->n == 0 && n)
        m->first = x[0];
    add_lanes(x, n, m->first, &m->sum, &m->squares);
    m->n += n;
}

double stats_mean(const struct stats_moments *m)
{
    return m->n ? (double)(m->first + m->sum / (long double)m->n) : NAN;
}

double stats_deviation(const struct stats_moments *m)
{
    if (m->n < 2)
        return NAN;
    long double n = (long double)m->n;
    long double about_mean = m->squares - m->sum * m->sum / n;
    if (about_mean < 0) /* rounding, when all values are almost equal */
        about_mean = 0;
    return (double)sqrtl(about_mean / (n - 1));
}

long double stats_sum_squares(const double *x, size_t n)
{
    long double sum = 0, squares = 0;
    add_lanes(x, n, 0, &sum, &squares);
    return squares;
}

/* The stretch under one peak, from level i on: where it ends. Only its lowest level can be the worst, so one division per
 * peak is enough. */
static size_t follow_fall(struct stats_drawdown *d, const double *level, size_t n, size_t i, size_t peak, double high)
{
    size_t begun = i, trough = i;
    double low = high;
    for (; i < n && !(level[i] >= high); i++) {
        if (level[i] < low) {
            low = level[i];
            trough = i;
        }
    }
    size_t run = i - begun;
    d->runs += run > 0;
    d->run_levels += run;
    d->longest = run > d->longest ? run : d->longest;
    double fall = (low - high) / high;
    if (fall < d->worst) {
        d->worst = fall;
        d->peak = peak;
        d->trough = trough;
    }
    return i;
}

static void follow_peaks(struct stats_drawdown *d, const double *level, size_t n, size_t peak)
{
    while (peak < n && !(level[peak] > 0))
        peak++;
    while (peak < n)
        peak = follow_fall(d, level, n, peak + 1, peak, level[peak]);
}

void stats_drawdown_find(const double *level, size_t n, struct stats_drawdown *d)
{
    *d = (struct stats_drawdown){0};
    follow_peaks(d, level, n, 0);
}

void stats_drawdown_from(double before, const double *level, size_t n, struct stats_drawdown *d)
{
    *d = (struct stats_drawdown){0};
    follow_peaks(d, level, n, before > 0 ? follow_fall(d, level, n, 0, STATS_BEFORE, before) : 0);
}

double stats_growth(double first, double last, double years)
{
    if (!(first > 0 && last >= 0 && years > 0))
        return NAN;
    return pow(last / first, 1 / years) - 1;
}
