/* returns_conventions.c: see returns_conventions.h. Every metric is a short function of the returns, levels and rates that the answers
 * to the general questions make (struct view), and asks the special questions itself.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/returns_conventions.h"

#include <math.h>
#include <string.h>

#include "engine/returns_run.h"
#include "engine/returns_tables.h"

enum { DAY_SIZE = sizeof(int32_t), ARRAYS = 9 };
#define STERLING_ADDS 0.1
#define ROUNDED_TO 1e4 /* a hundredth of a percent */
#define TAIL 0.05

/* The series as the general questions have it. n returns of n + 1 levels. */
struct view {
    const struct returns_compared *in;
    const unsigned char *answer;
    size_t n;
    struct level_series s;   /* rows, month ends or year ends */
    const double *benchmark; /* levels of them, or NULL */
    double *r, *x;           /* returns, and above risk-free */
    double *b, *xb;          /* the benchmark's */
    double *scratch;         /* 2 (n + 1) values */
    double k, f, rf, years, total;
};

static bool is(const struct view *v, enum returns_convention c, unsigned answer)
{
    return v->answer[c] == answer;
}

/* A quotient that does not exist without a divisor. */
static double over(double a, double b)
{
    return b != 0 ? a / b : NAN;
}

/* ---- the series under the general answers ---- */

size_t returns_compared_scratch(size_t n)
{
    return ARRAYS * n + n * DAY_SIZE / sizeof(double) + 1;
}

/* Levels of the last row of each month or year; the days go behind the arrays. */
static void thin_out(struct view *v, double *level, double *benchmark, int32_t *day)
{
    enum frequency period = is(v, RETURNS_BY_SPACING, 1) ? FREQUENCY_MONTHLY : FREQUENCY_YEARLY;
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

static double periods_per_year(const struct view *v)
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

static double years_of(const struct view *v)
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

static double of_a_period(const struct view *v)
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

static double total_of(const struct view *v, const double *level)
{
    if (!is(v, RETURNS_BY_ROUNDING, 1))
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
static bool view_make(const struct returns_compared *in, const struct returns_choice *choice, bool relative,
                      double *scratch, struct view *v)
{
    size_t rows = in->series.n;
    bool price = choice->answer[RETURNS_BY_BASIS];
    double *array[ARRAYS];
    for (size_t i = 0; i < ARRAYS; i++)
        array[i] = scratch + i * rows;
    *v = (struct view){
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
    v->rf = is(v, RETURNS_BY_RISK_FREE, 3) ? 0 : in->risk_free;
    v->f = of_a_period(v);
    v->years = years_of(v);
    v->total = total_of(v, v->s.level);
    series_returns(v->s.level, v->s.n, v->r);
    take_off(v->r, v->f, v->n, v->x);
    if (v->benchmark) {
        series_returns(v->benchmark, v->s.n, v->b);
        take_off(v->b, v->f, v->n, v->xb);
    }
    return true;
}

/* ---- what several metrics are made of ---- */

static double growth_of(const struct view *v)
{
    return stats_growth(1, 1 + v->total, v->years);
}

static double growth_of_benchmark(const struct view *v)
{
    return stats_growth(1, 1 + total_of(v, v->benchmark), v->years);
}

/* 0 where there is no variation. */
static double deviation_of(const struct view *v, const double *x, size_t n)
{
    struct stats_shape s;
    stats_shape_find(x, n, &s);
    return is(v, RETURNS_BY_DIVISOR, 1) ? s.deviation * sqrt((double)(n - 1) / (double)n) : s.deviation;
}

static double root_of_year(const struct view *v)
{
    return is(v, RETURNS_BY_SCALE, 1) ? 1 : sqrt(v->k);
}

/* Growth of some returns together: as logarithms, for those of all days that fell multiply to next to nothing. */
static double log_growth(const double *x, size_t n)
{
    struct stats_total logs = {0};
    for (size_t i = 0; i < n; i++)
        stats_total_add(&logs, log1p(x[i]));
    return stats_total(&logs);
}

static double compounded_over(const double *x, size_t n, double years)
{
    return expm1(log_growth(x, n) / years);
}

static double compounded_to_year(const struct view *v, const double *x, size_t n)
{
    return compounded_over(x, n, (double)n / v->k);
}

static double numerator_of(const struct view *v)
{
    switch (v->answer[RETURNS_BY_NUMERATOR]) {
    case 1:
        return v->total - v->rf;
    case 2:
        return compounded_to_year(v, v->x, v->n);
    case 3:
        return stats_average(v->x, v->n);
    default:
        return growth_of(v) - v->rf;
    }
}

/* Drawdown of each of the n rows behind the first. */
static const double *falls_of(const struct view *v)
{
    bool missing = is(v, RETURNS_BY_BASE_ROW, 1);
    returns_underwater(v->s.level + missing, v->s.n - missing, v->scratch + missing);
    return v->scratch + 1;
}

static double deepest_of(const struct view *v)
{
    const double *fall = falls_of(v);
    double deepest = 0;
    for (size_t i = 0; i < v->n; i++)
        deepest = fmin(deepest, fall[i]);
    return deepest;
}

static struct stats_line line_of(const struct view *v)
{
    struct stats_line line;
    stats_line_find(v->xb, v->x, v->n, &line);
    return line;
}

static const double *active_of(const struct view *v)
{
    for (size_t i = 0; i < v->n; i++)
        v->scratch[i] = v->r[i] - v->b[i];
    return v->scratch;
}

static const double *sorted_of(const struct view *v)
{
    memcpy(v->scratch, v->r, v->n * sizeof *v->r);
    stats_sort(v->scratch, v->n, v->scratch + v->s.n);
    return v->scratch;
}

/* ---- return ---- */

static double total_return(const struct view *v)
{
    return v->total;
}

static double years(const struct view *v)
{
    return v->years;
}

static double simple(const struct view *v)
{
    return v->total / v->years;
}

static double mean_of_year(const struct view *v)
{
    return stats_average(v->r, v->n) * v->k;
}

/* ---- risk ---- */

static double volatility(const struct view *v)
{
    return deviation_of(v, v->r, v->n) * root_of_year(v);
}

/* What falls short of the risk-free return, of a period. */
static double downside(const struct view *v)
{
    struct stats_total squares = {0};
    size_t count = 0;
    for (size_t i = 0; i < v->n; i++) {
        if (v->x[i] < 0) {
            v->scratch[count++] = v->r[i];
            stats_total_add(&squares, v->x[i] * v->x[i]);
        }
    }
    if (is(v, RETURNS_BY_DOWNSIDE, 2))
        return count < 2 ? NAN : deviation_of(v, v->scratch, count);
    return sqrt(stats_total(&squares) / (double)(is(v, RETURNS_BY_DOWNSIDE, 1) ? count : v->n));
}

static double downside_deviation(const struct view *v)
{
    return downside(v) * root_of_year(v);
}

static double value_at_risk(const struct view *v, double share)
{
    struct stats_shape s;
    double z = stats_normal_quantile(share), population;
    stats_shape_find(v->r, v->n, &s);
    population = s.deviation * sqrt((double)(v->n - 1) / (double)v->n);
    switch (v->answer[RETURNS_BY_QUANTILE]) {
    case 1:
        return s.mean + z * s.deviation;
    case 2:
        return s.mean + z * population;
    case 3:
        return s.mean + returns_modified_quantile(z, s.skew_population, s.kurtosis_population) * population;
    case 4:
        return s.mean - 2 * s.deviation;
    default:
        return stats_percentile(sorted_of(v), v->n, share);
    }
}

static double value_at_risk_95(const struct view *v)
{
    return value_at_risk(v, TAIL);
}

static double value_at_risk_99(const struct view *v)
{
    return value_at_risk(v, 0.01);
}

/* The mean of the sorted returns up to a limit, with it or without. */
static double mean_below(const double *sorted, size_t n, double limit, bool with_it)
{
    size_t count = 0;
    while (count < n && (sorted[count] < limit || (with_it && sorted[count] == limit)))
        count++;
    return stats_average(sorted, count);
}

static double modified_shortfall(const struct view *v)
{
    struct stats_shape s;
    stats_shape_find(v->r, v->n, &s);
    double g1 = s.skew_population, g2 = s.kurtosis_population, h;
    h = returns_modified_quantile(stats_normal_quantile(TAIL), g1, g2);
    return s.mean + returns_modified_tail(h, TAIL, g1, g2) * s.deviation * sqrt((double)(v->n - 1) / (double)v->n);
}

static double shortfall(const struct view *v)
{
    double z = stats_normal_quantile(TAIL), mean = stats_average(v->r, v->n);
    double normal = mean + z * deviation_of(v, v->r, v->n);
    const double *sorted = sorted_of(v);
    switch (v->answer[RETURNS_BY_SHORTFALL]) {
    case 1:
        return mean_below(sorted, v->n, normal, false);
    case 2:
        return stats_average(sorted, (size_t)((double)(v->n - 1) * TAIL) + 1);
    case 3:
        return mean - deviation_of(v, v->r, v->n) * stats_normal_density(z) / TAIL;
    case 4:
        return modified_shortfall(v);
    default:
        return mean_below(sorted, v->n, stats_percentile(sorted, v->n, TAIL), true);
    }
}

/* ---- drawdown ---- */

static double max_drawdown(const struct view *v)
{
    return is(v, RETURNS_BY_SIGN, 1) ? -deepest_of(v) : deepest_of(v);
}

/* Every level below the product so far makes an episode, also one by the last digit. Products in long double, each rounded to a
 * double, as cumprod of R has them. */
static double mean_of_raw_episodes(const struct view *v)
{
    long double product = 1;
    double high = 1, lowest = 0, sum = 0, count = 0;
    for (size_t i = 0; i <= v->n; i++) {
        if (i < v->n)
            product *= 1 + v->r[i];
        double fall = i < v->n ? (double)product / fmax(high, (double)product) - 1 : 0;
        if (fall == 0 && lowest < 0) {
            sum += lowest;
            count++;
        }
        lowest = fall == 0 ? 0 : fmin(lowest, fall);
        high = fmax(high, (double)product);
    }
    return count > 0 ? sum / count : 0;
}

static double mean_of_episodes(const struct view *v)
{
    const double *fall = falls_of(v);
    double lowest = 0, sum = 0, count = 0;
    for (size_t i = 0; i < v->n; i++) {
        bool is_end = fall[i] == 0 || i + 1 == v->n;
        lowest = fmin(lowest, fall[i]);
        if (is_end && lowest < 0) {
            sum += lowest;
            count++;
            lowest = 0;
        }
    }
    return count > 0 ? sum / count : 0;
}

static double average_drawdown(const struct view *v)
{
    double mean = is(v, RETURNS_BY_EPISODES, 1) ? mean_of_raw_episodes(v) : mean_of_episodes(v);
    return is(v, RETURNS_BY_SIGN, 1) ? -mean : mean;
}

/* A first price that cannot be a high still has a row of its own in the divisor. */
static double ulcer(const struct view *v)
{
    static const int more[] = {0, -1, 1};
    const double *fall = falls_of(v);
    struct stats_total squares = {0};
    for (size_t i = 0; i < v->n; i++)
        stats_total_add(&squares, fall[i] * fall[i]);
    return sqrt(stats_total(&squares) / ((double)v->n + more[v->answer[RETURNS_BY_ULCER_DIVISOR]]));
}

static double ulcer_index(const struct view *v)
{
    return ulcer(v) * (is(v, RETURNS_BY_UNIT, 1) ? 100 : 1);
}

static double pain(const struct view *v)
{
    return -stats_average(falls_of(v), v->n);
}

/* ---- return for risk ---- */

/* For a year or a period, of what the ratio divides and of the risk of a period. */
static double ratio_of(const struct view *v, double risk)
{
    double year = risk * sqrt(v->k);
    switch (v->answer[RETURNS_BY_EXCESS]) {
    case 1:
        return over(growth_of(v) - v->rf, year);
    case 2:
        return over(compounded_to_year(v, v->x, v->n), year);
    case 3:
        return over(growth_of(v) - v->f, year);
    default:
        return over(stats_average(v->x, v->n), risk) * root_of_year(v);
    }
}

/* sqrt(1 + 2 sum_j (n - j) / n rho^j), rho the absolute correlation of each return with the one before. */
static double penalty_of(const struct view *v)
{
    double n = (double)v->n, power = 1, sum = 0, rho;
    if (is(v, RETURNS_BY_PENALTY, 0))
        return 1;
    if (is(v, RETURNS_BY_PENALTY, 2))
        return sqrt(2);
    rho = fabs(stats_correlation(v->r, v->r + 1, v->n - 1));
    for (size_t j = 1; j < v->n; j++) {
        power *= rho;
        sum += (n - (double)j) / n * power;
    }
    return sqrt(1 + 2 * sum);
}

static double sharpe(const struct view *v)
{
    return ratio_of(v, deviation_of(v, v->x, v->n)) / penalty_of(v);
}

static double sortino(const struct view *v)
{
    return deviation_of(v, v->x, v->n) > 0 ? ratio_of(v, downside(v)) / penalty_of(v) : NAN;
}

static double probabilistic_sharpe(const struct view *v)
{
    struct stats_shape x;
    stats_shape_find(v->x, v->n, &x);
    double s = over(x.mean, x.deviation), skew = x.skew_population, kurtosis = x.kurtosis_population;
    if (is(v, RETURNS_BY_PROBABILITY, 1))
        kurtosis = 0;
    if (is(v, RETURNS_BY_PROBABILITY, 2)) {
        skew = x.skew;
        kurtosis = x.kurtosis - 3;
    }
    double variance = 1 - skew * s + (kurtosis + 2) / 4 * s * s;
    return variance > 0 ? stats_normal_cdf(s * sqrt((double)(v->n - 1)) / sqrt(variance)) : NAN;
}

static double calmar(const struct view *v)
{
    return over(growth_of(v), -deepest_of(v));
}

static double sterling(const struct view *v)
{
    return growth_of(v) / (STERLING_ADDS - deepest_of(v));
}

static double martin(const struct view *v)
{
    return over(numerator_of(v), ulcer(v));
}

static double pain_ratio(const struct view *v)
{
    return over(numerator_of(v), pain(v));
}

/* ---- sums of gains and losses ---- */

struct gains {
    double up, down; /* sums, both positive */
    size_t gained, lost, zero, n;
    double best, worst; /* NaN where there is none */
};
static const struct gains no_gains = {.best = NAN, .worst = NAN};

static void gains_add(struct gains *g, double r)
{
    g->best = fmax(g->best, r);
    g->worst = fmin(g->worst, r);
    g->up += fmax(r, 0);
    g->down += fmax(-r, 0);
    g->gained += r > 0;
    g->lost += r < 0;
    g->zero += r == 0;
    g->n++;
}

static struct gains gains_of(const double *x, size_t n)
{
    struct gains g = no_gains;
    for (size_t i = 0; i < n; i++)
        gains_add(&g, x[i]);
    return g;
}

static double sum_of_rows(const struct view *v, const struct series_period *p)
{
    double sum = 0;
    for (size_t i = p->from; i < p->to; i++)
        sum += v->r[i];
    return sum;
}

static struct gains gains_of_periods(const struct view *v, enum frequency period)
{
    struct gains g = no_gains;
    bool added_up = is(v, RETURNS_BY_MONTHS, 1), is_first = true;
    for (struct series_period p = {0}; series_period_next(&v->s, v->in->frequency, period, &p); is_first = false) {
        bool begins_within = is_first && series_period_end(v->s.day[0], period) == p.end;
        if (begins_within && is(v, RETURNS_BY_PARTIAL, 1))
            continue;
        gains_add(&g, added_up ? sum_of_rows(v, &p) : v->s.level[p.to] / v->s.level[p.from] - 1);
    }
    return g;
}

static double share_that_gained(const struct view *v, struct gains g)
{
    size_t n = is(v, RETURNS_BY_ZEROS, 1) ? g.n - g.zero : g.n;
    return over((double)g.gained, (double)n);
}

static double omega_of(struct gains g)
{
    return over(g.up, g.down);
}

static double omega_0(const struct view *v)
{
    return omega_of(gains_of(v->r, v->n));
}

static double omega_rf(const struct view *v)
{
    return omega_of(gains_of(v->x, v->n));
}

static double gain_to_pain_of(struct gains g)
{
    return over(g.up - g.down, g.down);
}

static double gain_to_pain(const struct view *v)
{
    return gain_to_pain_of(gains_of(v->r, v->n));
}

static double gain_to_pain_monthly(const struct view *v)
{
    return gain_to_pain_of(gains_of_periods(v, FREQUENCY_MONTHLY));
}

static double best_period(const struct view *v)
{
    return gains_of(v->r, v->n).best;
}

static double worst_period(const struct view *v)
{
    return gains_of(v->r, v->n).worst;
}

static double positive_periods(const struct view *v)
{
    return share_that_gained(v, gains_of(v->r, v->n));
}

static double average_up(struct gains g)
{
    return over(g.up, (double)g.gained);
}

static double average_down(struct gains g)
{
    return -over(g.down, (double)g.lost);
}

static double average_gain(const struct view *v)
{
    return average_up(gains_of(v->r, v->n));
}

static double average_loss(const struct view *v)
{
    return average_down(gains_of(v->r, v->n));
}

static struct gains months_of(const struct view *v)
{
    return gains_of_periods(v, FREQUENCY_MONTHLY);
}

static struct gains years_in(const struct view *v)
{
    return gains_of_periods(v, FREQUENCY_YEARLY);
}

static double best_month(const struct view *v)
{
    return months_of(v).best;
}

static double worst_month(const struct view *v)
{
    return months_of(v).worst;
}

static double positive_months(const struct view *v)
{
    return share_that_gained(v, months_of(v));
}

static double average_up_month(const struct view *v)
{
    return average_up(months_of(v));
}

static double average_down_month(const struct view *v)
{
    struct gains g = months_of(v);
    g.lost += is(v, RETURNS_BY_ZEROS, 2) ? g.zero : 0;
    return average_down(g);
}

static double best_year(const struct view *v)
{
    return years_in(v).best;
}

static double worst_year(const struct view *v)
{
    return years_in(v).worst;
}

static double positive_years(const struct view *v)
{
    return share_that_gained(v, years_in(v));
}

/* ---- distribution ---- */

static double skew(const struct view *v)
{
    struct stats_shape s;
    double n = (double)v->n;
    stats_shape_find(v->r, v->n, &s);
    if (is(v, RETURNS_BY_MOMENTS, 1))
        return s.skew_population;
    return is(v, RETURNS_BY_MOMENTS, 2) ? s.skew_population * n * n / ((n - 1) * (n - 2)) : s.skew;
}

static double kurtosis(const struct view *v)
{
    struct stats_shape s;
    stats_shape_find(v->r, v->n, &s);
    return is(v, RETURNS_BY_MOMENTS, 1) ? s.kurtosis_population : s.kurtosis;
}

static double tail_ratio(const struct view *v)
{
    const double *sorted = sorted_of(v);
    return over(fabs(stats_percentile(sorted, v->n, 1 - TAIL)), fabs(stats_percentile(sorted, v->n, TAIL)));
}

static double stability(const struct view *v)
{
    struct stats_line line;
    for (size_t i = 0; i < v->n; i++) {
        v->scratch[i] = log(v->s.level[i + 1] / v->s.level[0]);
        v->scratch[v->n + i] = (double)i;
    }
    stats_line_find(v->scratch + v->n, v->scratch, v->n, &line);
    return line.r_squared;
}

/* ---- against the benchmark ---- */

static double beta(const struct view *v)
{
    return line_of(v).slope;
}

static double beta_of_side(const struct view *v, double sign)
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

static double up_market_beta(const struct view *v)
{
    return beta_of_side(v, 1);
}

static double down_market_beta(const struct view *v)
{
    return beta_of_side(v, -1);
}

static double r_squared(const struct view *v)
{
    return line_of(v).r_squared;
}

static double correlation(const struct view *v)
{
    return line_of(v).correlation;
}

static double jensen(const struct view *v)
{
    return growth_of(v) - (v->rf + beta(v) * (growth_of_benchmark(v) - v->rf));
}

static double alpha(const struct view *v)
{
    double intercept = line_of(v).intercept;
    if (is(v, RETURNS_BY_ALPHA, 2))
        return jensen(v);
    if (is(v, RETURNS_BY_ALPHA, 1))
        return stats_growth(1, 1 + intercept, 1 / v->k);
    return intercept * (is(v, RETURNS_BY_SCALE, 1) ? 1 : v->k);
}

static double tracking_error(const struct view *v)
{
    return deviation_of(v, active_of(v), v->n) * root_of_year(v);
}

static double active_premium(const struct view *v)
{
    return growth_of(v) - growth_of_benchmark(v);
}

static double information_ratio(const struct view *v)
{
    const double *active = active_of(v);
    double error = deviation_of(v, active, v->n);
    if (is(v, RETURNS_BY_ACTIVE, 1))
        return over(active_premium(v), error * sqrt(v->k));
    return over(stats_average(active, v->n), error) * root_of_year(v);
}

static double treynor(const struct view *v)
{
    return over(numerator_of(v), beta(v));
}

/* The rate that is taken off above is put back on. */
static double m_squared(const struct view *v)
{
    double rate = is(v, RETURNS_BY_EXCESS, 3) ? v->f : v->rf;
    return rate + ratio_of(v, deviation_of(v, v->x, v->n)) * deviation_of(v, v->b, v->n) * sqrt(v->k);
}

/* Returns of the rows in which the benchmark rose (fell), its own behind them. */
struct side {
    double *own, *benchmark;
    size_t n;
};

/* What is 0 belongs to the falls for those who compound or add up rows as they are. */
static struct side side_of(const struct view *v, bool up)
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

static struct side months_of_side(const struct view *v, bool up)
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

static double capture_of(const struct view *v, bool up)
{
    unsigned how = v->answer[RETURNS_BY_CAPTURE];
    struct side s = how ? side_of(v, up) : months_of_side(v, up);
    if (!s.n)
        return NAN;
    switch (how) {
    case 1:
        return over(compounded_to_year(v, s.own, s.n), compounded_to_year(v, s.benchmark, s.n));
    case 2:
        return over(compounded_over(s.own, s.n, 1), compounded_over(s.benchmark, s.n, 1));
    case 3:
        return over(stats_average(s.own, s.n), stats_average(s.benchmark, s.n));
    default:
        return over(compounded_over(s.own, s.n, (double)s.n), compounded_over(s.benchmark, s.n, (double)s.n));
    }
}

static double up_capture(const struct view *v)
{
    return capture_of(v, true);
}

static double down_capture(const struct view *v)
{
    return capture_of(v, false);
}

static double batting_average(const struct view *v)
{
    double won = 0, n = 0;
    if (is(v, RETURNS_BY_MONTHS, 2))
        return returns_share_above(v->r, v->b, v->n);
    for (struct series_period p = {0}; series_period_next(&v->s, v->in->frequency, FREQUENCY_MONTHLY, &p); n++)
        won += v->s.level[p.to] / v->s.level[p.from] > v->benchmark[p.to] / v->benchmark[p.from];
    return won / n;
}

/* ---- the metrics, and the answers that mean something to them ---- */

/* Bits of the answers besides 0. */
enum {
    SECOND = 1 << 1,
    THIRD = 1 << 2,
    FOURTH = 1 << 3,
    TWO = SECOND | THIRD,
    THREE = TWO | FOURTH,
    FOUR = THREE | 1 << 4,
    FIVE = FOUR | 1 << 5,
};

static const struct compared {
    double (*value)(const struct view *);
    unsigned char takes[RETURNS_CONVENTIONS];
} compared[RETURNS_METRICS] = {
/* clang-format off */
#define BASIS [RETURNS_BY_BASIS] = SECOND
#define YEARS [RETURNS_BY_PPY] = FOUR, [RETURNS_BY_YEARS] = FIVE
#define ROUNDING [RETURNS_BY_ROUNDING] = SECOND
#define SPACING [RETURNS_BY_SPACING] = TWO
#define PPY [RETURNS_BY_PPY] = FOUR
#define RISK_FREE [RETURNS_BY_RISK_FREE] = THREE
#define DIVISOR [RETURNS_BY_DIVISOR] = SECOND
#define SCALE [RETURNS_BY_SCALE] = SECOND
#define BASE_ROW [RETURNS_BY_BASE_ROW] = SECOND
#define MOMENTS [RETURNS_BY_MOMENTS]
    [RETURNS_TOTAL_RETURN] = {total_return, {BASIS, ROUNDING}},
    [RETURNS_YEARS_ACTUAL] = {years, {YEARS}},
    [RETURNS_CAGR] = {growth_of, {BASIS, YEARS, ROUNDING}},
    [RETURNS_SIMPLE_ANNUALIZED] = {simple, {BASIS, YEARS, ROUNDING}},
    [RETURNS_MEAN_RETURN_ANNUALIZED_ARITHMETIC] = {mean_of_year, {BASIS, SPACING, PPY}},
    [RETURNS_VOLATILITY] = {volatility, {BASIS, SPACING, PPY, DIVISOR, SCALE}},
    [RETURNS_DOWNSIDE_DEVIATION] = {downside_deviation, {BASIS, SPACING, PPY, RISK_FREE, [RETURNS_BY_DOWNSIDE] = TWO,
        SCALE}},
    [RETURNS_VAR95_HISTORICAL] = {value_at_risk_95, {BASIS, [RETURNS_BY_QUANTILE] = FOUR}},
    [RETURNS_CVAR95_HISTORICAL] = {shortfall, {BASIS, DIVISOR, [RETURNS_BY_SHORTFALL] = FOUR}},
    [RETURNS_VAR99_HISTORICAL] = {value_at_risk_99, {BASIS, [RETURNS_BY_QUANTILE] = THREE}},
    [RETURNS_MAX_DRAWDOWN] = {max_drawdown, {BASIS, SPACING, BASE_ROW, [RETURNS_BY_SIGN] = SECOND}},
    [RETURNS_AVERAGE_DRAWDOWN] = {average_drawdown, {BASIS, [RETURNS_BY_EPISODES] = SECOND,
        [RETURNS_BY_SIGN] = SECOND}},
    [RETURNS_ULCER_INDEX] = {ulcer_index, {BASIS, BASE_ROW, [RETURNS_BY_ULCER_DIVISOR] = TWO,
        [RETURNS_BY_UNIT] = SECOND}},
    [RETURNS_PAIN_INDEX] = {pain, {BASIS, BASE_ROW}},
    [RETURNS_SHARPE] = {sharpe, {BASIS, SPACING, YEARS, RISK_FREE, [RETURNS_BY_EXCESS] = TWO, DIVISOR,
        [RETURNS_BY_PENALTY] = SECOND, SCALE}},
    [RETURNS_PROBABILISTIC_SHARPE_0] = {probabilistic_sharpe, {BASIS, RISK_FREE, [RETURNS_BY_PROBABILITY] = TWO}},
    [RETURNS_SORTINO] = {sortino, {BASIS, SPACING, YEARS, RISK_FREE, [RETURNS_BY_EXCESS] = SECOND,
        [RETURNS_BY_DOWNSIDE] = TWO, [RETURNS_BY_PENALTY] = TWO, SCALE}},
    [RETURNS_CALMAR] = {calmar, {BASIS, YEARS, BASE_ROW}},
    [RETURNS_STERLING] = {sterling, {BASIS, YEARS, BASE_ROW}},
    [RETURNS_MARTIN_RATIO] = {martin, {BASIS, YEARS, RISK_FREE, [RETURNS_BY_NUMERATOR] = THREE, BASE_ROW,
        [RETURNS_BY_ULCER_DIVISOR] = TWO}},
    [RETURNS_PAIN_RATIO] = {pain_ratio, {BASIS, YEARS, RISK_FREE, [RETURNS_BY_NUMERATOR] = THREE, BASE_ROW}},
    [RETURNS_OMEGA_0] = {omega_0, {BASIS}},
    [RETURNS_OMEGA_RF] = {omega_rf, {BASIS, PPY, RISK_FREE}},
    [RETURNS_GAIN_TO_PAIN] = {gain_to_pain, {BASIS}},
    [RETURNS_GAIN_TO_PAIN_MONTHLY] = {gain_to_pain_monthly, {BASIS, [RETURNS_BY_MONTHS] = SECOND,
        [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_SKEW] = {skew, {BASIS, SPACING, MOMENTS = TWO}},
    [RETURNS_KURTOSIS_EXCESS] = {kurtosis, {BASIS, SPACING, MOMENTS = SECOND}},
    [RETURNS_TAIL_RATIO] = {tail_ratio, {BASIS}},
    [RETURNS_STABILITY_R2] = {stability, {BASIS}},
    [RETURNS_BEST_PERIOD] = {best_period, {BASIS}},
    [RETURNS_WORST_PERIOD] = {worst_period, {BASIS}},
    [RETURNS_POSITIVE_PERIODS_PCT] = {positive_periods, {BASIS, [RETURNS_BY_ZEROS] = SECOND}},
    [RETURNS_AVERAGE_GAIN] = {average_gain, {BASIS}},
    [RETURNS_AVERAGE_LOSS] = {average_loss, {BASIS}},
    [RETURNS_BEST_MONTH] = {best_month, {BASIS, [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_WORST_MONTH] = {worst_month, {BASIS, [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_POSITIVE_MONTHS_PCT] = {positive_months, {BASIS, [RETURNS_BY_ZEROS] = SECOND,
        [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_AVERAGE_UP_MONTH] = {average_up_month, {BASIS, [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_AVERAGE_DOWN_MONTH] = {average_down_month, {BASIS, [RETURNS_BY_ZEROS] = THIRD,
        [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_BEST_YEAR] = {best_year, {BASIS, [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_WORST_YEAR] = {worst_year, {BASIS, [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_POSITIVE_YEARS_PCT] = {positive_years, {BASIS, [RETURNS_BY_ZEROS] = SECOND,
        [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_ACTIVE_PREMIUM_CAGR] = {active_premium, {BASIS, YEARS}},
    [RETURNS_CORRELATION] = {correlation, {BASIS, SPACING}},
    [RETURNS_R_SQUARED] = {r_squared, {BASIS, SPACING}},
    [RETURNS_BETA] = {beta, {BASIS, SPACING}},
    [RETURNS_UP_MARKET_BETA] = {up_market_beta, {BASIS, SPACING, PPY, RISK_FREE}},
    [RETURNS_DOWN_MARKET_BETA] = {down_market_beta, {BASIS, SPACING, PPY, RISK_FREE}},
    [RETURNS_ALPHA_ANNUALIZED_REGRESSION] = {alpha, {BASIS, SPACING, YEARS, RISK_FREE, [RETURNS_BY_ALPHA] = TWO,
        SCALE}},
    [RETURNS_JENSEN_ALPHA_CAGR] = {jensen, {BASIS, SPACING, YEARS, RISK_FREE}},
    [RETURNS_TRACKING_ERROR] = {tracking_error, {BASIS, SPACING, PPY, DIVISOR, SCALE}},
    [RETURNS_INFORMATION_RATIO] = {information_ratio, {BASIS, SPACING, YEARS, [RETURNS_BY_ACTIVE] = SECOND, DIVISOR,
        SCALE}},
    [RETURNS_TREYNOR] = {treynor, {BASIS, YEARS, RISK_FREE, [RETURNS_BY_NUMERATOR] = TWO}},
    [RETURNS_M_SQUARED] = {m_squared, {BASIS, SPACING, YEARS, RISK_FREE, [RETURNS_BY_EXCESS] = THREE}},
    [RETURNS_UP_CAPTURE_MONTHLY] = {up_capture, {BASIS, [RETURNS_BY_CAPTURE] = THREE}},
    [RETURNS_DOWN_CAPTURE_MONTHLY] = {down_capture, {BASIS, [RETURNS_BY_CAPTURE] = THREE}},
    [RETURNS_BATTING_AVERAGE_MONTHLY] = {batting_average, {BASIS, [RETURNS_BY_MONTHS] = THIRD}},
    /* clang-format on */
};

bool returns_is_compared(enum returns_metric m)
{
    return compared[m].value != NULL;
}

bool returns_convention_takes(enum returns_metric m, enum returns_convention c, unsigned answer)
{
    if (answer == 0)
        return returns_is_compared(m);
    return answer < RETURNS_ANSWERS_MAX && compared[m].takes[c] >> answer & 1;
}

double returns_compared_value(const struct returns_compared *in, enum returns_metric m,
                              const struct returns_choice *choice, double *scratch)
{
    struct view v;
    bool relative = returns_metric_info[m].group == RETURNS_GROUP_BENCHMARK;
    if (!compared[m].value || !view_make(in, choice, relative, scratch, &v))
        return NAN;
    double value = compared[m].value(&v);
    return isfinite(value) ? value + 0.0 : NAN; /* never -0 */
}
