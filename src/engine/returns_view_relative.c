/* returns_view_relative.c: figures against the benchmark; see returns_view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/returns_view.h"

#include "engine/returns_tables.h"
#include "engine/stats.h"

static double growth_of_benchmark(const struct returns_view *v)
{
    return stats_growth(1, 1 + returns_view_total(v, v->benchmark), v->years);
}

static struct stats_line line_of(const struct returns_view *v)
{
    struct stats_line line;
    stats_line_find(v->xb, v->x, v->n, &line);
    return line;
}

static const double *active_of(const struct returns_view *v)
{
    for (size_t i = 0; i < v->n; i++)
        v->scratch[i] = v->r[i] - v->b[i];
    return v->scratch;
}

double returns_view_beta(const struct returns_view *v)
{
    return line_of(v).slope;
}

static double beta_of_side(const struct returns_view *v, double sign)
{
    double *x = v->scratch, *y = v->scratch + v->s.n;
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++) {
        if (v->xb[i] * sign > 0) {
            x[n] = v->xb[i];
            y[n++] = v->x[i];
        }
    }
    struct stats_line line;
    return n >= 3 && stats_line_find(x, y, n, &line) ? line.slope : NAN;
}

double returns_view_up_market_beta(const struct returns_view *v)
{
    return beta_of_side(v, 1);
}

double returns_view_down_market_beta(const struct returns_view *v)
{
    return beta_of_side(v, -1);
}

double returns_view_r_squared(const struct returns_view *v)
{
    return line_of(v).r_squared;
}

double returns_view_correlation(const struct returns_view *v)
{
    return line_of(v).correlation;
}

double returns_view_jensen(const struct returns_view *v)
{
    return returns_view_growth(v) - (v->rf + returns_view_beta(v) * (growth_of_benchmark(v) - v->rf));
}

double returns_view_alpha(const struct returns_view *v)
{
    double intercept = line_of(v).intercept;
    if (returns_answer_is(v, RETURNS_BY_ALPHA, 2))
        return returns_view_jensen(v);
    if (returns_answer_is(v, RETURNS_BY_ALPHA, 1))
        return stats_growth(1, 1 + intercept, 1 / v->k);
    return intercept * (returns_answer_is(v, RETURNS_BY_SCALE, 1) ? 1 : v->k);
}

double returns_view_tracking_error(const struct returns_view *v)
{
    return returns_view_deviation(v, active_of(v), v->n) * returns_view_root(v);
}

double returns_view_active_premium(const struct returns_view *v)
{
    return returns_view_growth(v) - growth_of_benchmark(v);
}

double returns_view_information_ratio(const struct returns_view *v)
{
    const double *active = active_of(v);
    double error = returns_view_deviation(v, active, v->n);
    if (returns_answer_is(v, RETURNS_BY_ACTIVE, 1))
        return returns_over(returns_view_active_premium(v), error * sqrt(v->k));
    return returns_over(stats_average(active, v->n), error) * returns_view_root(v);
}

double returns_view_treynor(const struct returns_view *v)
{
    return returns_over(returns_view_numerator(v), returns_view_beta(v));
}

/* The rate that is taken off above is put back on. */
double returns_view_m_squared(const struct returns_view *v)
{
    double rate = returns_answer_is(v, RETURNS_BY_EXCESS, 3) ? v->f : v->rf;
    return rate + returns_view_ratio(v, returns_view_deviation(v, v->x, v->n)) * returns_view_deviation(v, v->b, v->n) *
                      sqrt(v->k);
}

/* Returns of the rows in which the benchmark rose (fell), its own behind them. */
struct side {
    double *own, *benchmark;
    size_t n;
};

/* What is 0 belongs to the falls for those who compound or add up rows as they are. */
static struct side side_of(const struct returns_view *v, bool up)
{
    struct side s = {v->scratch, v->scratch + v->s.n, 0};
    bool with_zero = v->answer[RETURNS_BY_CAPTURE] >= 2;
    for (size_t i = 0; i < v->n; i++) {
        bool falls = v->b[i] < 0 || (v->b[i] == 0 && with_zero);
        if (up ? v->b[i] > 0 : falls) {
            s.own[s.n] = v->r[i];
            s.benchmark[s.n++] = v->b[i];
        }
    }
    return s;
}

static struct side months_of_side(const struct returns_view *v, bool up)
{
    struct side s = {v->scratch, v->scratch + v->s.n, 0};
    for (struct series_period p = {0}; series_period_next(&v->s, v->in->frequency, FREQUENCY_MONTHLY, &p);) {
        double b = v->benchmark[p.to] / v->benchmark[p.from] - 1;
        if (up ? b > 0 : b < 0) {
            s.own[s.n] = v->s.level[p.to] / v->s.level[p.from] - 1;
            s.benchmark[s.n++] = b;
        }
    }
    return s;
}

static double capture_of(const struct returns_view *v, bool up)
{
    unsigned how = v->answer[RETURNS_BY_CAPTURE];
    struct side s = how ? side_of(v, up) : months_of_side(v, up);
    if (!s.n)
        return NAN;
    switch (how) {
    case 1:
        return returns_over(returns_view_compounded(v, s.own, s.n), returns_view_compounded(v, s.benchmark, s.n));
    case 2:
        return returns_over(returns_compounded(s.own, s.n, 1), returns_compounded(s.benchmark, s.n, 1));
    case 3:
        return returns_over(stats_average(s.own, s.n), stats_average(s.benchmark, s.n));
    default:
        return returns_over(returns_compounded(s.own, s.n, (double)s.n),
                            returns_compounded(s.benchmark, s.n, (double)s.n));
    }
}

double returns_view_up_capture(const struct returns_view *v)
{
    return capture_of(v, true);
}

double returns_view_down_capture(const struct returns_view *v)
{
    return capture_of(v, false);
}

double returns_view_batting_average(const struct returns_view *v)
{
    double won = 0, n = 0;
    if (returns_answer_is(v, RETURNS_BY_MONTHS, 2))
        return returns_share_above(v->r, v->b, v->n);
    for (struct series_period p = {0}; series_period_next(&v->s, v->in->frequency, FREQUENCY_MONTHLY, &p); n++)
        won += v->s.level[p.to] / v->s.level[p.from] > v->benchmark[p.to] / v->benchmark[p.from];
    return won / n;
}
