/* stats.c: see stats.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/stats.h"

#include <math.h>

void stats_add(struct stats_moments *m, const double *x, size_t n)
{
    if (m->n == 0 && n)
        m->first = x[0];
    double first = m->first;
    long double sum = m->sum, squares = m->squares, sum2 = 0, squares2 = 0; /* two of each: an addition is slow */
    size_t i = 0;
    for (; i + 1 < n; i += 2) {
        long double d = (long double)x[i] - first, d2 = (long double)x[i + 1] - first;
        sum += d;
        squares += d * d;
        sum2 += d2;
        squares2 += d2 * d2;
    }
    if (i < n) {
        long double d = (long double)x[i] - first;
        sum += d;
        squares += d * d;
    }
    m->sum = sum + sum2;
    m->squares = squares + squares2;
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
    long double even = 0, odd = 0;
    size_t i = 0;
    for (; i + 1 < n; i += 2) {
        even += (long double)x[i] * x[i];
        odd += (long double)x[i + 1] * x[i + 1];
    }
    if (i < n)
        even += (long double)x[i] * x[i];
    return even + odd;
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
    while (peak < n) {
        double high = level[peak], low = high;
        size_t trough = peak, i = peak + 1;
        for (; i < n && !(level[i] >= high); i++) {
            if (level[i] < low) {
                low = level[i];
                trough = i;
            }
        }
        size_t run = i - peak - 1;
        d->runs += run > 0;
        d->run_levels += run;
        d->longest = run > d->longest ? run : d->longest;
        settle_peak(d, level, peak, trough);
        peak = i;
    }
}

double stats_growth(double first, double last, double years)
{
    if (!(first > 0 && last >= 0 && years > 0))
        return NAN;
    return pow(last / first, 1 / years) - 1;
}
