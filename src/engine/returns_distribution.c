/* returns_distribution.c: see returns_distribution.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/returns_distribution.h"

#include <math.h>
#include <stdlib.h>

#include "engine/stats.h"

#define FENCE 1.5
#define NARROWEST 1e-9 /* of a bin */

size_t returns_distribution_returns(const struct level_series *s, enum frequency own, enum frequency period,
                                    double *out, int32_t *end)
{
    size_t n = 0;
    for (struct series_period p = {0}; series_period_next(s, own, period, &p);) {
        if (!p.whole)
            continue;
        if (end)
            end[n] = s->day[p.to];
        out[n++] = s->level[p.to] / s->level[p.from] - 1;
    }
    return n;
}

/* Of the sorted values, one of which lies within the fences: the highest is not below the lower quartile, nor the lowest above
 * the upper one. */
static void find_whiskers(const double *sorted, size_t n, struct returns_distribution *d)
{
    size_t low = 0, high = n;
    while (sorted[low] < d->low_fence)
        low++;
    while (sorted[high - 1] > d->high_fence)
        high--;
    d->low_whisker = fmin(sorted[low], d->of.p25);
    d->high_whisker = fmax(sorted[high - 1], d->of.p75);
    d->low_outliers = low;
    d->high_outliers = n - high;
    for (size_t i = 0; i < RETURNS_OUTLIERS_KEPT; i++) {
        d->low_outlier[i] = i < low ? sorted[i] : NAN;
        d->high_outlier[i] = i < n - high ? sorted[n - 1 - i] : NAN;
    }
}

void returns_distribution_find(const double *returns, size_t n, double *scratch, struct returns_distribution *d)
{
    *d = (struct returns_distribution){.low_whisker = NAN, .high_whisker = NAN};
    returns_summary_find(returns, n, scratch, &d->of); /* leaves the finite ones sorted */
    struct stats_shape shape;
    stats_shape_find(returns, n, &shape);
    d->skew = shape.skew;
    d->kurtosis = shape.kurtosis;
    d->low_fence = d->of.p25 - FENCE * (d->of.p75 - d->of.p25);
    d->high_fence = d->of.p75 + FENCE * (d->of.p75 - d->of.p25);
    if (d->of.n)
        find_whiskers(scratch, d->of.n, d);
}

/* ---- the histogram ---- */

static double bins_of(const struct returns_distribution *d, double width)
{
    return floor(d->of.best / width) - floor(d->of.worst / width) + 1;
}

/* The next of 1, 2, 5, 10, 20 … at or above the width. */
static double rounder(double width)
{
    static const double of_ten[] = {1, 2, 5, 10};
    double ten = pow(10, floor(log10(width) + 1e-12));
    size_t k = 0;
    while (of_ten[k] * ten < width * (1 - 1e-12))
        k++;
    return of_ten[k] * ten;
}

static double width_of(const struct returns_distribution *d, size_t most)
{
    double spread = d->of.p75 - d->of.p25, range = d->of.best - d->of.worst;
    double width = rounder(fmax(NARROWEST, fmax(2 * spread / cbrt((double)d->of.n), range / (double)most)));
    while (bins_of(d, width) > (double)most)
        width = rounder(width * 1.1);
    return width;
}

/* Bins are numbered from 0 on the axis, so that 0 is always an edge. */
void returns_histogram_find(const double *returns, size_t n, const struct returns_distribution *d, size_t most,
                            struct returns_histogram *h)
{
    *h = (struct returns_histogram){0};
    if (d->of.n == 0)
        return;
    h->width = width_of(d, most);
    double first = floor(d->of.worst / h->width);
    h->bins = (size_t)bins_of(d, h->width);
    h->from = first * h->width;
    for (size_t i = 0; i < n; i++)
        h->count[(size_t)(floor(returns[i] / h->width) - first)]++;
}

/* ---- beside the normal ---- */

static int by_value(const void *a, const void *b)
{
    const struct returns_quantile *x = a, *y = b;
    return x->value != y->value ? (x->value > y->value) - (x->value < y->value) : (x->end > y->end) - (x->end < y->end);
}

void returns_quantiles_find(const double *returns, const int32_t *end, size_t n, struct returns_quantile *out)
{
    double off = n <= 10 ? 3.0 / 8 : 1.0 / 2;
    for (size_t i = 0; i < n; i++)
        out[i] = (struct returns_quantile){.value = returns[i], .end = end[i]};
    qsort(out, n, sizeof *out, by_value);
    for (size_t i = 0; i < n; i++) {
        out[i].share = ((double)i + 1 - off) / ((double)n + 1 - 2 * off);
        out[i].normal = stats_normal_quantile(out[i].share);
    }
}

double returns_quantile_line(const struct returns_distribution *d, double normal)
{
    double quartile = stats_normal_quantile(0.75);
    return (d->of.p25 + d->of.p75) / 2 + (d->of.p75 - d->of.p25) / (2 * quartile) * normal;
}
