/* returns_conventions.c: see returns_conventions.h. Every metric is a short function of the returns, levels and rates that the answers
 * to the general questions make (returns_view.h), and asks the special questions itself.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/returns_conventions.h"

#include <string.h>

#include "engine/returns_run.h"
#include "engine/returns_view.h"

#define STERLING_ADDS 0.1
#define TAIL 0.05

/* ---- return ---- */

static double total_return(const struct returns_view *v)
{
    return v->total;
}

static double years(const struct returns_view *v)
{
    return v->years;
}

static double simple(const struct returns_view *v)
{
    return v->total / v->years;
}

static double mean_of_year(const struct returns_view *v)
{
    return stats_average(v->r, v->n) * v->k;
}

/* ---- risk ---- */

static double volatility(const struct returns_view *v)
{
    return returns_view_deviation(v, v->r, v->n) * returns_view_root(v);
}

/* What falls short of the risk-free return, of a period. */
static double downside(const struct returns_view *v)
{
    struct stats_total squares = {0};
    size_t count = 0;
    for (size_t i = 0; i < v->n; i++) {
        if (v->x[i] < 0) {
            v->scratch[count++] = v->r[i];
            stats_total_add(&squares, v->x[i] * v->x[i]);
        }
    }
    if (returns_answer_is(v, RETURNS_BY_DOWNSIDE, 2))
        return count < 2 ? NAN : returns_view_deviation(v, v->scratch, count);
    return sqrt(stats_total(&squares) / (double)(returns_answer_is(v, RETURNS_BY_DOWNSIDE, 1) ? count : v->n));
}

static double downside_deviation(const struct returns_view *v)
{
    return downside(v) * returns_view_root(v);
}

static const double *sorted_of(const struct returns_view *v)
{
    memcpy(v->scratch, v->r, v->n * sizeof *v->r);
    stats_sort(v->scratch, v->n, v->scratch + v->s.n);
    return v->scratch;
}

static double value_at_risk(const struct returns_view *v, double share)
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

static double value_at_risk_95(const struct returns_view *v)
{
    return value_at_risk(v, TAIL);
}

static double value_at_risk_99(const struct returns_view *v)
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

static double modified_shortfall(const struct returns_view *v)
{
    struct stats_shape s;
    stats_shape_find(v->r, v->n, &s);
    double g1 = s.skew_population, g2 = s.kurtosis_population, h;
    h = returns_modified_quantile(stats_normal_quantile(TAIL), g1, g2);
    return s.mean + returns_modified_tail(h, TAIL, g1, g2) * s.deviation * sqrt((double)(v->n - 1) / (double)v->n);
}

static double shortfall(const struct returns_view *v)
{
    double z = stats_normal_quantile(TAIL), mean = stats_average(v->r, v->n);
    double normal = mean + z * returns_view_deviation(v, v->r, v->n);
    const double *sorted = sorted_of(v);
    switch (v->answer[RETURNS_BY_SHORTFALL]) {
    case 1:
        return mean_below(sorted, v->n, normal, false);
    case 2:
        return stats_average(sorted, (size_t)((double)(v->n - 1) * TAIL) + 1);
    case 3:
        return mean - returns_view_deviation(v, v->r, v->n) * stats_normal_density(z) / TAIL;
    case 4:
        return modified_shortfall(v);
    default:
        return mean_below(sorted, v->n, stats_percentile(sorted, v->n, TAIL), true);
    }
}

/* ---- drawdown ---- */

/* Drawdown of each of the n rows behind the first. */
static const double *falls_of(const struct returns_view *v)
{
    bool missing = returns_answer_is(v, RETURNS_BY_BASE_ROW, 1);
    returns_underwater(v->s.level + missing, v->s.n - missing, v->scratch + missing);
    return v->scratch + 1;
}

static double deepest_of(const struct returns_view *v)
{
    const double *fall = falls_of(v);
    double deepest = 0;
    for (size_t i = 0; i < v->n; i++)
        deepest = fmin(deepest, fall[i]);
    return deepest;
}

static double max_drawdown(const struct returns_view *v)
{
    return returns_answer_is(v, RETURNS_BY_SIGN, 1) ? -deepest_of(v) : deepest_of(v);
}

/* Every level below the product so far makes an episode, also one by the last digit. Products in long double, each rounded to a
 * double, as cumprod of R has them. */
static double mean_of_raw_episodes(const struct returns_view *v)
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

static double mean_of_episodes(const struct returns_view *v)
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

static double average_drawdown(const struct returns_view *v)
{
    double mean = returns_answer_is(v, RETURNS_BY_EPISODES, 1) ? mean_of_raw_episodes(v) : mean_of_episodes(v);
    return returns_answer_is(v, RETURNS_BY_SIGN, 1) ? -mean : mean;
}

/* A first price that cannot be a high still has a row of its own in the divisor. */
static double ulcer(const struct returns_view *v)
{
    static const int more[] = {0, -1, 1};
    const double *fall = falls_of(v);
    struct stats_total squares = {0};
    for (size_t i = 0; i < v->n; i++)
        stats_total_add(&squares, fall[i] * fall[i]);
    return sqrt(stats_total(&squares) / ((double)v->n + more[v->answer[RETURNS_BY_ULCER_DIVISOR]]));
}

static double ulcer_index(const struct returns_view *v)
{
    return ulcer(v) * (returns_answer_is(v, RETURNS_BY_UNIT, 1) ? 100 : 1);
}

static double pain(const struct returns_view *v)
{
    return -stats_average(falls_of(v), v->n);
}

/* ---- return for risk ---- */

/* sqrt(1 + 2 sum_j (n - j) / n rho^j), rho the absolute correlation of each return with the one before. */
static double penalty_of(const struct returns_view *v)
{
    double n = (double)v->n, power = 1, sum = 0, rho;
    if (returns_answer_is(v, RETURNS_BY_PENALTY, 0))
        return 1;
    if (returns_answer_is(v, RETURNS_BY_PENALTY, 2))
        return sqrt(2);
    rho = fabs(stats_correlation(v->r, v->r + 1, v->n - 1));
    for (size_t j = 1; j < v->n; j++) {
        power *= rho;
        sum += (n - (double)j) / n * power;
    }
    return sqrt(1 + 2 * sum);
}

static double sharpe(const struct returns_view *v)
{
    return returns_view_ratio(v, returns_view_deviation(v, v->x, v->n)) / penalty_of(v);
}

static double sortino(const struct returns_view *v)
{
    return returns_view_deviation(v, v->x, v->n) > 0 ? returns_view_ratio(v, downside(v)) / penalty_of(v) : NAN;
}

static double probabilistic_sharpe(const struct returns_view *v)
{
    struct stats_shape x;
    stats_shape_find(v->x, v->n, &x);
    double s = returns_over(x.mean, x.deviation), skew = x.skew_population, kurtosis = x.kurtosis_population;
    if (returns_answer_is(v, RETURNS_BY_PROBABILITY, 1))
        kurtosis = 0;
    if (returns_answer_is(v, RETURNS_BY_PROBABILITY, 2)) {
        skew = x.skew;
        kurtosis = x.kurtosis - 3;
    }
    double variance = 1 - skew * s + (kurtosis + 2) / 4 * s * s;
    return variance > 0 ? stats_normal_cdf(s * sqrt((double)(v->n - 1)) / sqrt(variance)) : NAN;
}

static double calmar(const struct returns_view *v)
{
    return returns_over(returns_view_growth(v), -deepest_of(v));
}

static double sterling(const struct returns_view *v)
{
    return returns_view_growth(v) / (STERLING_ADDS - deepest_of(v));
}

static double martin(const struct returns_view *v)
{
    return returns_over(returns_view_numerator(v), ulcer(v));
}

static double pain_ratio(const struct returns_view *v)
{
    return returns_over(returns_view_numerator(v), pain(v));
}

/* ---- distribution ---- */

static double skew(const struct returns_view *v)
{
    struct stats_shape s;
    double n = (double)v->n;
    stats_shape_find(v->r, v->n, &s);
    if (returns_answer_is(v, RETURNS_BY_MOMENTS, 1))
        return s.skew_population;
    return returns_answer_is(v, RETURNS_BY_MOMENTS, 2) ? s.skew_population * n * n / ((n - 1) * (n - 2)) : s.skew;
}

static double kurtosis(const struct returns_view *v)
{
    struct stats_shape s;
    stats_shape_find(v->r, v->n, &s);
    return returns_answer_is(v, RETURNS_BY_MOMENTS, 1) ? s.kurtosis_population : s.kurtosis;
}

static double tail_ratio(const struct returns_view *v)
{
    const double *sorted = sorted_of(v);
    return returns_over(fabs(stats_percentile(sorted, v->n, 1 - TAIL)), fabs(stats_percentile(sorted, v->n, TAIL)));
}

static double stability(const struct returns_view *v)
{
    struct stats_line line;
    for (size_t i = 0; i < v->n; i++) {
        v->scratch[i] = log(v->s.level[i + 1] / v->s.level[0]);
        v->scratch[v->n + i] = (double)i;
    }
    stats_line_find(v->scratch + v->n, v->scratch, v->n, &line);
    return line.r_squared;
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
    returns_view_metric *value;
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
    [RETURNS_CAGR] = {returns_view_growth, {BASIS, YEARS, ROUNDING}},
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
    [RETURNS_OMEGA_0] = {returns_view_omega_0, {BASIS}},
    [RETURNS_OMEGA_RF] = {returns_view_omega_rf, {BASIS, PPY, RISK_FREE}},
    [RETURNS_GAIN_TO_PAIN] = {returns_view_gain_to_pain, {BASIS}},
    [RETURNS_GAIN_TO_PAIN_MONTHLY] = {returns_view_gain_to_pain_monthly, {BASIS, [RETURNS_BY_MONTHS] = SECOND,
        [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_SKEW] = {skew, {BASIS, SPACING, MOMENTS = TWO}},
    [RETURNS_KURTOSIS_EXCESS] = {kurtosis, {BASIS, SPACING, MOMENTS = SECOND}},
    [RETURNS_TAIL_RATIO] = {tail_ratio, {BASIS}},
    [RETURNS_STABILITY_R2] = {stability, {BASIS}},
    [RETURNS_BEST_PERIOD] = {returns_view_best_period, {BASIS}},
    [RETURNS_WORST_PERIOD] = {returns_view_worst_period, {BASIS}},
    [RETURNS_POSITIVE_PERIODS_PCT] = {returns_view_positive_periods, {BASIS, [RETURNS_BY_ZEROS] = SECOND}},
    [RETURNS_AVERAGE_GAIN] = {returns_view_average_gain, {BASIS}},
    [RETURNS_AVERAGE_LOSS] = {returns_view_average_loss, {BASIS}},
    [RETURNS_BEST_MONTH] = {returns_view_best_month, {BASIS, [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_WORST_MONTH] = {returns_view_worst_month, {BASIS, [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_POSITIVE_MONTHS_PCT] = {returns_view_positive_months, {BASIS, [RETURNS_BY_ZEROS] = SECOND,
        [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_AVERAGE_UP_MONTH] = {returns_view_average_up_month, {BASIS, [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_AVERAGE_DOWN_MONTH] = {returns_view_average_down_month, {BASIS, [RETURNS_BY_ZEROS] = THIRD,
        [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_BEST_YEAR] = {returns_view_best_year, {BASIS, [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_WORST_YEAR] = {returns_view_worst_year, {BASIS, [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_POSITIVE_YEARS_PCT] = {returns_view_positive_years, {BASIS, [RETURNS_BY_ZEROS] = SECOND,
        [RETURNS_BY_PARTIAL] = SECOND}},
    [RETURNS_ACTIVE_PREMIUM_CAGR] = {returns_view_active_premium, {BASIS, YEARS}},
    [RETURNS_CORRELATION] = {returns_view_correlation, {BASIS, SPACING}},
    [RETURNS_R_SQUARED] = {returns_view_r_squared, {BASIS, SPACING}},
    [RETURNS_BETA] = {returns_view_beta, {BASIS, SPACING}},
    [RETURNS_UP_MARKET_BETA] = {returns_view_up_market_beta, {BASIS, SPACING, PPY, RISK_FREE}},
    [RETURNS_DOWN_MARKET_BETA] = {returns_view_down_market_beta, {BASIS, SPACING, PPY, RISK_FREE}},
    [RETURNS_ALPHA_ANNUALIZED_REGRESSION] = {returns_view_alpha, {BASIS, SPACING, YEARS, RISK_FREE, [RETURNS_BY_ALPHA] = TWO,
        SCALE}},
    [RETURNS_JENSEN_ALPHA_CAGR] = {returns_view_jensen, {BASIS, SPACING, YEARS, RISK_FREE}},
    [RETURNS_TRACKING_ERROR] = {returns_view_tracking_error, {BASIS, SPACING, PPY, DIVISOR, SCALE}},
    [RETURNS_INFORMATION_RATIO] = {returns_view_information_ratio, {BASIS, SPACING, YEARS, [RETURNS_BY_ACTIVE] = SECOND, DIVISOR,
        SCALE}},
    [RETURNS_TREYNOR] = {returns_view_treynor, {BASIS, YEARS, RISK_FREE, [RETURNS_BY_NUMERATOR] = TWO}},
    [RETURNS_M_SQUARED] = {returns_view_m_squared, {BASIS, SPACING, YEARS, RISK_FREE, [RETURNS_BY_EXCESS] = THREE}},
    [RETURNS_UP_CAPTURE_MONTHLY] = {returns_view_up_capture, {BASIS, [RETURNS_BY_CAPTURE] = THREE}},
    [RETURNS_DOWN_CAPTURE_MONTHLY] = {returns_view_down_capture, {BASIS, [RETURNS_BY_CAPTURE] = THREE}},
    [RETURNS_BATTING_AVERAGE_MONTHLY] = {returns_view_batting_average, {BASIS, [RETURNS_BY_MONTHS] = THIRD}},
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
    struct returns_view v;
    bool relative = returns_metric_info[m].group == RETURNS_GROUP_BENCHMARK;
    if (!compared[m].value || !returns_view_make(in, choice, relative, scratch, &v))
        return NAN;
    double value = compared[m].value(&v);
    return isfinite(value) ? value + 0.0 : NAN; /* never -0 */
}
