/* returns_tables.c: see returns_tables.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/returns_tables.h"

#include <math.h>

#include "base/day.h"
#include "engine/stats.h"

/* The finite values into `kept`, and where the lowest and the highest of all are. */
static size_t keep_finite(const double *x, size_t n, double *kept, struct returns_summary *s)
{
    size_t m = 0, above = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i]))
            continue;
        if (m == 0 || x[i] < x[s->worst_at])
            s->worst_at = i;
        if (m == 0 || x[i] > x[s->best_at])
            s->best_at = i;
        above += x[i] > 0;
        kept[m++] = x[i];
    }
    s->positive = m ? (double)above / (double)m : NAN;
    return m;
}

/* Two passes: the mean, and what is left about it. */
static double deviation_of(const double *x, size_t n, double mean)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (x[i] - mean) * (x[i] - mean);
    return n < 2 ? NAN : sqrt(sum / (double)(n - 1));
}

void returns_summary_find(const double *x, size_t n, double *scratch, struct returns_summary *s)
{
    *s = (struct returns_summary){0};
    size_t m = s->n = keep_finite(x, n, scratch, s);
    s->mean = stats_average(scratch, m);
    s->deviation = deviation_of(scratch, m, s->mean);
    stats_sort(scratch, m, scratch + n);
    s->worst = stats_percentile(scratch, m, 0);
    s->p5 = stats_percentile(scratch, m, 0.05);
    s->p25 = stats_percentile(scratch, m, 0.25);
    s->median = stats_percentile(scratch, m, 0.5);
    s->p75 = stats_percentile(scratch, m, 0.75);
    s->p95 = stats_percentile(scratch, m, 0.95);
    s->best = stats_percentile(scratch, m, 1);
}

double returns_share_above(const double *x, const double *y, size_t n)
{
    size_t pairs = 0, above = 0;
    for (size_t i = 0; i < n; i++) {
        bool both = isfinite(x[i]) && isfinite(y[i]);
        pairs += both;
        above += both && x[i] > y[i];
    }
    return pairs ? (double)above / (double)pairs : NAN;
}

double returns_share_above_level(const double *x, size_t n, double y)
{
    size_t count = 0, above = 0;
    for (size_t i = 0; i < n; i++) {
        count += isfinite(x[i]);
        above += x[i] > y;
    }
    return count && isfinite(y) ? (double)above / (double)count : NAN;
}

int32_t returns_months_back(int32_t day, int months)
{
    int year, month, mday;
    day_to_civil(day, &year, &month, &mday);
    int32_t count = year * 12 + month - 1 - months;
    int to_year = count / 12, to_month = count % 12 + 1;
    while (!day_exists(to_year, to_month, mday))
        mday--;
    return day_from_civil(to_year, to_month, mday);
}

int32_t returns_period_before(int32_t day, enum frequency period)
{
    static const int months[FREQUENCIES] = {
        [FREQUENCY_MONTHLY] = 1, [FREQUENCY_QUARTERLY] = 3, [FREQUENCY_YEARLY] = 12};
    int32_t end = series_period_end(day, period);
    if (period == FREQUENCY_WEEKLY)
        return end - 7;
    return series_period_end(returns_months_back(end, months[period]), period);
}

/* Asked of a series that has this one row in the period. */
bool returns_is_ended(int32_t day, enum frequency own, enum frequency period)
{
    const int32_t days[] = {returns_period_before(day, period), day};
    const double levels[] = {1, 1};
    struct series_period p = {0};
    return series_period_next(&(struct level_series){2, days, levels}, own, period, &p) && p.whole;
}
