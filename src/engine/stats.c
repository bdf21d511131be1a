/* stats.c: see stats.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/stats.h"

#include <math.h>

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

/* Close the stretch under one peak: only its lowest level can be the worst, so one division per peak is enough. */
static void settle_peak(struct stats_drawdown *d, const double *level, size_t peak, size_t trough)
{
    double fall = (level[trough] - level[peak]) / level[peak];
    if (fall < d->worst) {
        d->worst = fall;
        d->peak = peak;
        d->trough = trough;
    }
}

void stats_drawdown_find(const double *level, size_t n, struct stats_drawdown *d)
{
    *d = (struct stats_drawdown){0};
    size_t peak = 0;
    while (peak < n && !(level[peak] > 0))
        peak++;
    size_t trough = peak, run = 0;
    for (size_t i = peak; i < n; i++) {
        if (level[i] >= level[peak]) {
            settle_peak(d, level, peak, trough);
            peak = trough = i;
            run = 0;
            continue;
        }
        if (level[i] < level[trough])
            trough = i;
        d->runs += run == 0;
        d->run_levels++;
        if (++run > d->longest)
            d->longest = run;
    }
    if (peak < n)
        settle_peak(d, level, peak, trough);
}

double stats_growth(double first, double last, double years)
{
    if (!(first > 0 && last >= 0 && years > 0))
        return NAN;
    return pow(last / first, 1 / years) - 1;
}
