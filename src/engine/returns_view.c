/* returns_view.c: the series under the answers to the general questions, and what several metrics are made of; see
 * returns_view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/returns_view.h"

#include "engine/stats.h"

enum { DAY_SIZE = sizeof(int32_t), ARRAYS = 9 };
#define ROUNDED_TO 1e4 /* a hundredth of a percent */

size_t returns_compared_scratch(size_t n)
{
    return ARRAYS * n + n * DAY_SIZE / sizeof(double) + 1;
}

/* Levels of the last row of each month or year; the days go behind the arrays. */
static void thin_out(struct returns_view *v, double *level, double *benchmark, int32_t *day)
{
    enum frequency period = returns_answer_is(v, RETURNS_BY_SPACING, 1) ? FREQUENCY_MONTHLY : FREQUENCY_YEARLY;
    struct level_series all = v->s;
    size_t n = series_last_of_each(&all, period, day, level);
    if (v->benchmark) {
        struct level_series theirs = {all.n, all.day, v->benchmark};
        series_last_of_each(&theirs, period, day, benchmark);
        v->benchmark = benchmark;
    }
    v->s = (struct level_series){n, day, level};
    v->k = period == FREQUENCY_MONTHLY ? 12 : 1;
}

static double periods_per_year(const struct returns_view *v)
{
    static const double years[] = {0, 252, 365, 260, 250};
    unsigned answer = v->answer[RETURNS_BY_PPY];
    return answer ? years[answer] : v->in->ppy;
}

static double calendar_years(const struct level_series *s)
{
    double years = 0;
    for (struct series_period p = {0}; series_period_next(s, FREQUENCY_DAILY, FREQUENCY_YEARLY, &p);)
        years++;
    return years;
}

static double years_of(const struct returns_view *v)
{
    int32_t from = v->s.day[0], to = v->s.day[v->n];
    switch (v->answer[RETURNS_BY_YEARS]) {
    case 1:
        return (double)v->n / v->k;
    case 2:
        return (to - from) / 365.25;
    case 3:
        return (to - from) / 365.0;
    case 4:
        return (to - from) / 360.0;
    case 5:
        return calendar_years(&v->s);
    default:
        return series_years(from, to);
    }
}

static double of_a_period(const struct returns_view *v)
{
    switch (v->answer[RETURNS_BY_RISK_FREE]) {
    case 1:
        return v->rf / v->k;
    case 2:
        return v->rf;
    case 3:
        return 0;
    default:
        return returns_per_period(v->rf, v->k);
    }
}

double returns_view_total(const struct returns_view *v, const double *level)
{
    if (!returns_answer_is(v, RETURNS_BY_ROUNDING, 1))
        return level[v->n] / level[0] - 1;
    double wealth = 1;
    for (struct series_period p = {0}; series_period_next(&v->s, FREQUENCY_DAILY, FREQUENCY_YEARLY, &p);)
        wealth *= 1 + nearbyint((level[p.to] / level[p.from] - 1) * ROUNDED_TO) / ROUNDED_TO;
    return wealth - 1;
}

static void take_off(const double *from, double rate, size_t n, double *out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = from[i] - rate;
}

/* false when the data for the answers are not there. */
bool returns_view_make(const struct returns_compared *in, const struct returns_choice *choice, bool relative,
                       double *scratch, struct returns_view *v)
{
    size_t rows = in->series.n;
    bool price = choice->answer[RETURNS_BY_BASIS];
    double *array[ARRAYS];
    for (size_t i = 0; i < ARRAYS; i++)
        array[i] = scratch + i * rows;
    *v = (struct returns_view){
        .in = in, .answer = choice->answer, .s = in->series, .benchmark = relative ? in->benchmark : NULL};
    v->r = array[0], v->x = array[1], v->b = array[2], v->xb = array[3], v->scratch = array[4];
    if (price) {
        v->s.level = in->price;
        v->benchmark = relative ? in->benchmark_price : NULL;
    }
    if (!v->s.level || (relative && !v->benchmark))
        return false;
    v->k = periods_per_year(v);
    if (v->answer[RETURNS_BY_SPACING])
        thin_out(v, array[6], array[7], (int32_t *)(void *)(scratch + ARRAYS * rows));
    if (v->s.n < 2)
        return false;
    v->n = v->s.n - 1;
    v->rf = returns_answer_is(v, RETURNS_BY_RISK_FREE, 3) ? 0 : in->risk_free;
    v->f = of_a_period(v);
    v->years = years_of(v);
    v->total = returns_view_total(v, v->s.level);
    series_returns(v->s.level, v->s.n, v->r);
    take_off(v->r, v->f, v->n, v->x);
    if (v->benchmark) {
        series_returns(v->benchmark, v->s.n, v->b);
        take_off(v->b, v->f, v->n, v->xb);
    }
    return true;
}

double returns_view_growth(const struct returns_view *v)
{
    return stats_growth(1, 1 + v->total, v->years);
}

/* 0 where there is no variation. */
double returns_view_deviation(const struct returns_view *v, const double *x, size_t n)
{
    struct stats_shape s;
    stats_shape_find(x, n, &s);
    return returns_answer_is(v, RETURNS_BY_DIVISOR, 1) ? s.deviation * sqrt((double)(n - 1) / (double)n) : s.deviation;
}

double returns_view_root(const struct returns_view *v)
{
    return returns_answer_is(v, RETURNS_BY_SCALE, 1) ? 1 : sqrt(v->k);
}

/* Growth of some returns together: as logarithms, for those of all days that fell multiply to next to nothing. */
static double log_growth(const double *x, size_t n)
{
    struct stats_total logs = {0};
    for (size_t i = 0; i < n; i++)
        stats_total_add(&logs, log1p(x[i]));
    return stats_total(&logs);
}

double returns_compounded(const double *x, size_t n, double years)
{
    return expm1(log_growth(x, n) / years);
}

double returns_view_compounded(const struct returns_view *v, const double *x, size_t n)
{
    return returns_compounded(x, n, (double)n / v->k);
}

double returns_view_numerator(const struct returns_view *v)
{
    switch (v->answer[RETURNS_BY_NUMERATOR]) {
    case 1:
        return v->total - v->rf;
    case 2:
        return returns_view_compounded(v, v->x, v->n);
    case 3:
        return stats_average(v->x, v->n);
    default:
        return returns_view_growth(v) - v->rf;
    }
}

/* For a year or a period, of what the ratio divides and of the risk of a period. */
double returns_view_ratio(const struct returns_view *v, double risk)
{
    double year = risk * sqrt(v->k);
    switch (v->answer[RETURNS_BY_EXCESS]) {
    case 1:
        return returns_over(returns_view_growth(v) - v->rf, year);
    case 2:
        return returns_over(returns_view_compounded(v, v->x, v->n), year);
    case 3:
        return returns_over(returns_view_growth(v) - v->f, year);
    default:
        return returns_over(stats_average(v->x, v->n), risk) * returns_view_root(v);
    }
}
