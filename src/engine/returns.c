/* returns.c: the figures of a series by itself; see returns.h. Drawdowns are in returns_drawdown.c, what is measured
 * against a benchmark in returns_relative.c.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "engine/returns_run.h"

double returns_per_period(double a_year, double ppy)
{
    return expm1(log1p(a_year) / ppy);
}

/* ---- putting figures down ---- */

static bool is_asked(const struct returns_terms *terms, enum returns_group group)
{
    return !terms->groups || terms->groups >> group & 1;
}

enum returns_note returns_lack(const struct returns_run *run)
{
    if (run->n < 3)
        return RETURNS_NOTE_FEW_RETURNS;
    return run->terms->ppy > 0 ? RETURNS_NOTE_NONE : RETURNS_NOTE_IRREGULAR;
}

void returns_put(struct returns_run *run, enum returns_metric m, double value, enum returns_note why)
{
    struct returns_metrics *out = run->out;
    bool exists = isfinite(value);
    if (exists)
        why = why >= RETURNS_NOTE_REMARKS ? why : RETURNS_NOTE_NONE;
    else if (why == RETURNS_NOTE_NONE || why >= RETURNS_NOTE_REMARKS)
        why = RETURNS_NOTE_OUT_OF_RANGE;
    out->value[m] = exists ? value + 0.0 : NAN; /* never -0 */
    out->note[m] = (unsigned char)why;
}

/* One that is made of a yearly growth: marked when that is extrapolated from less than a year. */
static void put_yearly(struct returns_run *run, enum returns_metric m, double value, enum returns_note why)
{
    bool extrapolated = run->years < 1 && isfinite(value);
    returns_put(run, m, value, extrapolated ? RETURNS_NOTE_EXTRAPOLATED : why);
}

void returns_put_none(struct returns_run *run, enum returns_group group, enum returns_note why)
{
    for (enum returns_metric m = 0; m < RETURNS_METRICS; m++) {
        if (returns_metric_info[m].group == group)
            returns_put(run, m, NAN, why);
    }
}

/* A quotient that does not exist without a divisor. */
static double over(double a, double b)
{
    return b != 0 ? a / b : NAN;
}

/* ---- return ---- */

double returns_years_between(const struct returns_terms *terms, int32_t from, int32_t to, size_t n)
{
    if (terms->years == RETURNS_YEARS_CALENDAR && terms->calendar_years > 0)
        return terms->calendar_years;
    if (terms->years == RETURNS_YEARS_PERIODS && terms->ppy > 0)
        return (double)n / terms->ppy;
    return series_years(from, to);
}

static void put_return(struct returns_run *run)
{
    const struct level_series *s = run->series;
    const struct returns_terms *terms = run->terms;
    double wealth = s->level[run->n] / s->level[0], total = wealth - 1;
    enum returns_note few = run->n < 3 ? RETURNS_NOTE_FEW_RETURNS : RETURNS_NOTE_NONE, lack = returns_lack(run);
    int nominal = terms->calendar_years;
    returns_put(run, RETURNS_N_RETURNS, (double)run->n, RETURNS_NOTE_NONE);
    returns_put(run, RETURNS_TOTAL_RETURN, total, RETURNS_NOTE_NONE);
    returns_put(run, RETURNS_YEARS_ACTUAL, series_years(s->day[0], s->day[run->n]), RETURNS_NOTE_NONE);
    put_yearly(run, RETURNS_CAGR, few ? NAN : run->growth, few);
    returns_put(run, RETURNS_CAGR_EXTRAPOLATED, run->years < 1, RETURNS_NOTE_NONE);
    put_yearly(run, RETURNS_CAGR_PERIODS_METHOD, lack ? NAN : stats_growth(1, wealth, (double)run->n / terms->ppy),
               lack);
    returns_put(run, RETURNS_YEARS_NOMINAL, nominal > 0 ? (double)nominal : (double)NAN,
                RETURNS_NOTE_NOT_CALENDAR_YEARS);
    returns_put(run, RETURNS_CAGR_NOMINAL, stats_growth(1, few ? NAN : wealth, nominal),
                few ? few : RETURNS_NOTE_NOT_CALENDAR_YEARS);
    put_yearly(run, RETURNS_SIMPLE_ANNUALIZED, few ? NAN : total / run->years, few);
    returns_put(run, RETURNS_MEAN_RETURN_ANNUALIZED_ARITHMETIC, lack ? NAN : run->shape.mean * terms->ppy, lack);
}

/* ---- risk ---- */

/* sqrt of the mean of min(x, 0)^2; 0 when nothing fell short. */
static double downside(const double *x, size_t n)
{
    struct stats_total squares = {0};
    for (size_t i = 0; i < n; i++) {
        if (x[i] < 0)
            stats_total_add(&squares, x[i] * x[i]);
    }
    return sqrt(stats_total(&squares) / (double)n);
}

/* The mean of the sorted values up to the limit. */
static double mean_up_to(const double *sorted, size_t n, double limit)
{
    size_t count = 0;
    while (count < n && sorted[count] <= limit)
        count++;
    return stats_average(sorted, count);
}

double returns_modified_quantile(double z, double g1, double g2)
{
    double z3 = z * z * z;
    return z + (z * z - 1) * g1 / 6 + (z3 - 3 * z) * g2 / 24 - (2 * z3 - 5 * z) * g1 * g1 / 36;
}

bool returns_modified_holds(double g1, double g2)
{
    const double far = 4;
    double square = g2 / 8 - g1 * g1 / 6, straight = g1 / 3, fixed = 1 - g2 / 8 + 5 * g1 * g1 / 36; /* of its slope */
    double turn = square > 0 ? -straight / (2 * square) : far;
    double ends = square * far * far + fixed - fabs(straight) * far;
    return ends >= 0 && (fabs(turn) >= far || fixed + straight * turn / 2 >= 0);
}

double returns_modified_tail(double h, double share, double g1, double g2)
{
    double h2 = h * h, h4 = h2 * h2;
    double third = h2 * h, fourth = h4 - 2 * h2 - 1, sixth = h4 * h2 - 9 * h4 + 9 * h2 + 3;
    double edgeworth = 1 + g1 / 6 * third + g2 / 24 * fourth + g1 * g1 / 72 * sixth;
    return fmin(-stats_normal_density(h) / share * edgeworth, h);
}

/* The six figures of a level, in the order of the table from `first` on. */
static void put_tail(struct returns_run *run, enum returns_metric first, double share)
{
    const struct stats_shape *s = &run->shape;
    double g1 = s->skew_population, g2 = s->kurtosis_population, n = (double)run->n;
    double population = s->deviation * sqrt((n - 1) / n), z = stats_normal_quantile(share);
    double historical = stats_percentile(run->sorted, run->n, share), h = returns_modified_quantile(z, g1, g2);
    returns_put(run, first, historical, RETURNS_NOTE_NONE);
    returns_put(run, first + 1, mean_up_to(run->sorted, run->n, historical), RETURNS_NOTE_NONE);
    returns_put(run, first + 2, s->mean + z * s->deviation, RETURNS_NOTE_NONE);
    returns_put(run, first + 3, s->mean - s->deviation * stats_normal_density(z) / share, RETURNS_NOTE_NONE);
    double tail = returns_modified_tail(h, share, g1, g2);
    enum returns_note why = !(s->deviation > 0)               ? RETURNS_NOTE_NO_VARIATION
                            : !returns_modified_holds(g1, g2) ? RETURNS_NOTE_OUTSIDE_DOMAIN
                                                              : RETURNS_NOTE_NONE;
    returns_put(run, first + 4, s->mean + h * population, why);
    returns_put(run, first + 5, s->mean + tail * population,
                s->deviation > 0 && tail == h ? RETURNS_NOTE_TAIL_CAPPED : why);
}

static void put_risk(struct returns_run *run)
{
    returns_put(run, RETURNS_VOLATILITY, run->shape.deviation * run->root, RETURNS_NOTE_NONE);
    returns_put(run, RETURNS_DOWNSIDE_DEVIATION, downside(run->x, run->n) * run->root, RETURNS_NOTE_NONE);
    put_tail(run, RETURNS_VAR95_HISTORICAL, 0.05);
    put_tail(run, RETURNS_VAR99_HISTORICAL, 0.01);
}

/* ---- return for risk ---- */

struct gains {
    double up, down; /* sums, both positive */
};

static struct gains gains_of(const double *x, size_t n)
{
    struct stats_total up = {0}, down = {0};
    for (size_t i = 0; i < n; i++) {
        stats_total_add(&up, fmax(x[i], 0));
        stats_total_add(&down, fmax(-x[i], 0));
    }
    return (struct gains){stats_total(&up), stats_total(&down)};
}

/* D. H. Bailey, M. Lopez de Prado, "The Sharpe Ratio Efficient Frontier" (2012), against a true ratio of 0. */
static double probabilistic_sharpe(const struct stats_shape *x)
{
    double s = x->mean / x->deviation;
    double variance = 1 - x->skew_population * s + (x->kurtosis_population + 2) / 4 * s * s;
    return variance > 0 ? stats_normal_cdf(s * sqrt((double)(x->n - 1)) / sqrt(variance)) : NAN;
}

static double gain_to_pain_of_months(struct returns_run *run)
{
    const struct level_series *s = run->series;
    struct stats_total all = {0}, down = {0};
    for (struct series_period p = {0}; series_period_next(s, run->terms->frequency, FREQUENCY_MONTHLY, &p);) {
        double r = s->level[p.to] / s->level[p.from] - 1;
        stats_total_add(&all, r);
        stats_total_add(&down, fmax(-r, 0));
    }
    return over(stats_total(&all), stats_total(&down));
}

static void put_ratios(struct returns_run *run)
{
    const struct stats_shape *x = &run->excess;
    bool varies = run->shape.deviation > 0 && x->deviation > 0;
    double depth = fabs(run->out->worst.depth), above = run->growth - run->out->risk_free;
    struct gains r = gains_of(run->r, run->n), over_free = gains_of(run->x, run->n);
    returns_put(run, RETURNS_SHARPE, varies ? x->mean / x->deviation * run->root : NAN, RETURNS_NOTE_NO_VARIATION);
    put_yearly(run, RETURNS_SHARPE_GEOMETRIC, varies ? above / (run->shape.deviation * run->root) : NAN,
               RETURNS_NOTE_NO_VARIATION);
    returns_put(run, RETURNS_PROBABILISTIC_SHARPE_0, varies ? probabilistic_sharpe(x) : NAN, RETURNS_NOTE_NO_VARIATION);
    returns_put(run, RETURNS_SORTINO, varies ? over(x->mean, downside(run->x, run->n)) * run->root : NAN,
                varies ? RETURNS_NOTE_NO_LOSS : RETURNS_NOTE_NO_VARIATION);
    put_yearly(run, RETURNS_CALMAR, over(run->growth, depth), RETURNS_NOTE_NO_DRAWDOWN);
    put_yearly(run, RETURNS_STERLING, run->growth / (depth + 0.1), RETURNS_NOTE_NONE);
    put_yearly(run, RETURNS_MARTIN_RATIO, over(above, run->ulcer), RETURNS_NOTE_NO_DRAWDOWN);
    put_yearly(run, RETURNS_PAIN_RATIO, over(above, run->pain), RETURNS_NOTE_NO_DRAWDOWN);
    returns_put(run, RETURNS_OMEGA_0, over(r.up, r.down), RETURNS_NOTE_NO_LOSS);
    returns_put(run, RETURNS_OMEGA_RF, over(over_free.up, over_free.down), RETURNS_NOTE_NO_LOSS);
    returns_put(run, RETURNS_GAIN_TO_PAIN, over(run->shape.mean * (double)run->n, r.down), RETURNS_NOTE_NO_LOSS);
    returns_put(run, RETURNS_GAIN_TO_PAIN_MONTHLY, gain_to_pain_of_months(run), RETURNS_NOTE_NO_LOSS);
}

/* ---- distribution ---- */

/* How straight the logarithm of wealth rises: r squared against 1, 2, ... */
static double stability(struct returns_run *run)
{
    const double *level = run->series->level;
    double *log_wealth = run->scratch, *number = run->scratch + run->n;
    for (size_t i = 0; i < run->n; i++) {
        log_wealth[i] = log(level[i + 1] / level[0]);
        number[i] = (double)i;
    }
    struct stats_line line;
    stats_line_find(number, log_wealth, run->n, &line);
    return line.r_squared;
}

static void put_distribution(struct returns_run *run)
{
    const struct stats_shape *s = &run->shape;
    bool varies = s->deviation > 0;
    double low = stats_percentile(run->sorted, run->n, 0.05), high = stats_percentile(run->sorted, run->n, 0.95);
    returns_put(run, RETURNS_SKEW, s->skew, RETURNS_NOTE_NO_VARIATION);
    returns_put(run, RETURNS_KURTOSIS_EXCESS, s->kurtosis,
                varies ? RETURNS_NOTE_FEW_FOR_KURTOSIS : RETURNS_NOTE_NO_VARIATION);
    returns_put(run, RETURNS_TAIL_RATIO, over(fabs(high), fabs(low)), RETURNS_NOTE_NO_TAIL);
    if (run->series->level[run->n] > 0)
        returns_put(run, RETURNS_STABILITY_R2, varies ? stability(run) : NAN, RETURNS_NOTE_NO_VARIATION);
    else
        returns_put(run, RETURNS_STABILITY_R2, NAN, RETURNS_NOTE_TOTAL_LOSS);
    returns_put(run, RETURNS_AUTOCORRELATION_LAG1, varies ? stats_autocorrelation(run->r, run->n, 1) : NAN,
                RETURNS_NOTE_NO_VARIATION);
}

/* ---- periods: rows, months, quarters, years ---- */

/* Returns of one kind of period, counted. */
struct tally {
    size_t n, zero, gained, lost;
    struct stats_total up, down;
    double best, worst;
    int32_t best_day, worst_day;
};

static void tally_add(struct tally *t, double r, int32_t day)
{
    if (!t->n || r > t->best) {
        t->best = r;
        t->best_day = day;
    }
    if (!t->n || r < t->worst) {
        t->worst = r;
        t->worst_day = day;
    }
    t->n++;
    t->zero += r == 0;
    t->gained += r > 0;
    t->lost += r < 0;
    stats_total_add(&t->up, fmax(r, 0));
    stats_total_add(&t->down, fmin(r, 0));
}

static void put_extreme(struct returns_run *run, enum returns_metric m, const struct tally *t, double value,
                        int32_t day)
{
    returns_put(run, m, t->n ? value : NAN, RETURNS_NOTE_NO_WHOLE);
    if (t->n)
        run->out->at[m] = day;
}

/* The figures of a tally; the average of gains and that of losses. */
static double average_gain(const struct tally *t)
{
    return t->gained ? stats_total(&t->up) / (double)t->gained : NAN;
}

static double average_loss(const struct tally *t)
{
    return t->lost ? stats_total(&t->down) / (double)t->lost : NAN;
}

/* The seven figures in the order of the table from `count` on. */
static void put_tally(struct returns_run *run, enum returns_metric count, const struct tally *t)
{
    enum returns_note none = t->n ? RETURNS_NOTE_NONE : RETURNS_NOTE_NO_WHOLE;
    returns_put(run, count, (double)t->n, RETURNS_NOTE_NONE);
    put_extreme(run, count + 1, t, t->best, t->best_day);
    put_extreme(run, count + 2, t, t->worst, t->worst_day);
    returns_put(run, count + 3, t->n ? (double)t->gained / (double)t->n : NAN, none);
    returns_put(run, count + 4, (double)t->zero, RETURNS_NOTE_NONE);
    returns_put(run, count + 5, average_gain(t), none ? none : RETURNS_NOTE_NO_GAIN);
    returns_put(run, count + 6, average_loss(t), none ? none : RETURNS_NOTE_NO_LOSS);
}

static void put_calendar(struct returns_run *run, enum frequency period, enum returns_metric all,
                         enum returns_metric whole)
{
    const struct level_series *s = run->series;
    struct tally of_all = {0}, of_whole = {0};
    for (struct series_period p = {0}; series_period_next(s, run->terms->frequency, period, &p);) {
        double r = s->level[p.to] / s->level[p.from] - 1;
        tally_add(&of_all, r, s->day[p.to]);
        if (p.whole)
            tally_add(&of_whole, r, s->day[p.to]);
    }
    put_tally(run, all, &of_all);
    put_tally(run, whole, &of_whole);
}

static void put_months(struct returns_run *run)
{
    put_calendar(run, FREQUENCY_MONTHLY, RETURNS_MONTHS, RETURNS_WHOLE_MONTHS);
}

static void put_quarters(struct returns_run *run)
{
    put_calendar(run, FREQUENCY_QUARTERLY, RETURNS_QUARTERS, RETURNS_WHOLE_QUARTERS);
}

static void put_years(struct returns_run *run)
{
    put_calendar(run, FREQUENCY_YEARLY, RETURNS_YEARS, RETURNS_WHOLE_YEARS);
}

/* The longest run of returns above 0 when the sign is 1, below 0 when it is -1. */
static size_t longest_run(const double *r, size_t n, double sign)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < n; i++) {
        run = r[i] * sign > 0 ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static void put_periods(struct returns_run *run)
{
    struct tally t = {0};
    for (size_t i = 0; i < run->n; i++)
        tally_add(&t, run->r[i], run->series->day[i + 1]);
    put_extreme(run, RETURNS_BEST_PERIOD, &t, t.best, t.best_day);
    put_extreme(run, RETURNS_WORST_PERIOD, &t, t.worst, t.worst_day);
    returns_put(run, RETURNS_POSITIVE_PERIODS_PCT, (double)t.gained / (double)t.n, RETURNS_NOTE_NONE);
    returns_put(run, RETURNS_ZERO_PERIODS, (double)t.zero, RETURNS_NOTE_NONE);
    returns_put(run, RETURNS_AVERAGE_GAIN, average_gain(&t), RETURNS_NOTE_NO_GAIN);
    returns_put(run, RETURNS_AVERAGE_LOSS, average_loss(&t), RETURNS_NOTE_NO_LOSS);
    returns_put(run, RETURNS_MAX_CONSECUTIVE_GAINS, (double)longest_run(run->r, run->n, 1), RETURNS_NOTE_NONE);
    returns_put(run, RETURNS_MAX_CONSECUTIVE_LOSSES, (double)longest_run(run->r, run->n, -1), RETURNS_NOTE_NONE);
}

/* ---- all of it ---- */

static size_t shorter(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Of the series: r, f, x, sorted, and twice as much scratch; of what is common: two levels, four arrays of returns, and days. */
enum { OWN_ARRAYS = 6, COMMON_ARRAYS = 8 };

size_t returns_work_size(size_t n, size_t benchmark_n)
{
    size_t common = shorter(n, benchmark_n);
    return (OWN_ARRAYS * n + COMMON_ARRAYS * common) * sizeof(double) + common * sizeof(int32_t);
}

static bool terms_hold(const struct returns_terms *t, size_t n)
{
    bool fine = t->risk_free > -1 && isfinite(t->risk_free) && t->ppy >= 0 && isfinite(t->ppy) &&
                t->calendar_years >= 0 && t->years < RETURNS_YEARS_METHODS && t->frequency < FREQUENCIES;
    for (size_t i = 0; fine && t->risk_free_rates && i < n; i++)
        fine = t->risk_free_rates[i] > -1 && isfinite(t->risk_free_rates[i]);
    return fine;
}

static bool is_series(const struct level_series *s)
{
    size_t row;
    return s->n >= 2 && series_check(s, &row) == SERIES_FINE;
}

/* The risk-free return of every period, and the one rate a year that they are together. */
static void find_risk_free(struct returns_run *run)
{
    const double *rates = run->terms->risk_free_rates;
    double rate = run->terms->risk_free, f = run->terms->ppy > 0 ? returns_per_period(rate, run->terms->ppy) : 0;
    struct stats_total logs = {0};
    for (size_t i = 0; i < run->n; i++) {
        if (rates && (i == 0 || rates[i] != rate)) {
            rate = rates[i];
            f = run->terms->ppy > 0 ? returns_per_period(rate, run->terms->ppy) : 0;
        }
        if (rates)
            stats_total_add(&logs, log1p(rate));
        run->f[i] = f;
        run->x[i] = run->r[i] - f;
    }
    run->out->risk_free = rates ? expm1(stats_total(&logs) / (double)run->n) : rate;
}

static bool asked(const struct returns_run *run, unsigned groups)
{
    return !run->terms->groups || (run->terms->groups & groups);
}

enum { BIT_OF_RATIO = 1u << RETURNS_GROUP_RATIO, BIT_OF_DISTRIBUTION = 1u << RETURNS_GROUP_DISTRIBUTION };

/* One risk-free return moves the mean of all and nothing else. */
static void find_excess(struct returns_run *run)
{
    if (run->terms->risk_free_rates) {
        stats_shape_find(run->x, run->n, &run->excess);
    } else {
        run->excess = run->shape;
        run->excess.mean -= run->f[0];
    }
}

/* What several groups are made of. */
static void find_basics(struct returns_run *run)
{
    const struct level_series *s = run->series;
    series_returns(s->level, run->n + 1, run->r);
    find_risk_free(run);
    run->years = returns_years_between(run->terms, s->day[0], s->day[run->n], run->n);
    run->growth = stats_growth(s->level[0], s->level[run->n], run->years);
    if (asked(run, BIT_OF_RATIO | BIT_OF_DISTRIBUTION | 1u << RETURNS_GROUP_RETURN | 1u << RETURNS_GROUP_RISK))
        stats_shape_find(run->r, run->n, &run->shape);
    if (asked(run, BIT_OF_RATIO))
        find_excess(run);
    if (asked(run, BIT_OF_RATIO | 1u << RETURNS_GROUP_DRAWDOWN))
        returns_find_drawdowns(run);
    if (asked(run, BIT_OF_DISTRIBUTION | 1u << RETURNS_GROUP_RISK)) {
        memcpy(run->sorted, run->r, run->n * sizeof *run->r);
        stats_sort(run->sorted, run->n, run->scratch);
    }
}

/* Groups that are statistics: there are none of too few returns, or of irregular ones. */
static void put_statistics(struct returns_run *run)
{
    static const struct {
        enum returns_group group;
        void (*put)(struct returns_run *);
    } part[] = {
        {RETURNS_GROUP_RISK, put_risk},
        {RETURNS_GROUP_RATIO, put_ratios},
        {RETURNS_GROUP_DISTRIBUTION, put_distribution},
        {RETURNS_GROUP_PERIODS, put_periods},
        {RETURNS_GROUP_MONTHS, put_months},
        {RETURNS_GROUP_QUARTERS, put_quarters},
        {RETURNS_GROUP_YEARS, put_years},
    };
    enum returns_note lack = returns_lack(run);
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (!is_asked(run->terms, part[i].group))
            continue;
        if (lack)
            returns_put_none(run, part[i].group, lack);
        else
            part[i].put(run);
    }
}

static void begin(struct returns_metrics *out)
{
    *out = (struct returns_metrics){0};
    for (enum returns_metric m = 0; m < RETURNS_METRICS; m++) {
        out->value[m] = NAN;
        out->note[m] = RETURNS_NOTE_NOT_ASKED;
        out->at[m] = RETURNS_NO_DAY;
    }
}

bool returns_metrics_find(const struct level_series *s, const struct level_series *benchmark,
                          const struct returns_terms *terms, void *work, struct returns_metrics *out)
{
    if (!is_series(s) || (benchmark && !is_series(benchmark)) || !terms_hold(terms, s->n - 1))
        return false;
    begin(out);
    double *room = work;
    struct returns_run run = {.series = s, .terms = terms, .out = out, .n = s->n - 1, .root = sqrt(terms->ppy)};
    double **array[] = {&run.r, &run.f, &run.x, &run.sorted, &run.scratch};
    for (size_t i = 0; i < sizeof array / sizeof *array; i++)
        *array[i] = room + i * s->n;
    find_basics(&run);
    if (is_asked(terms, RETURNS_GROUP_RETURN))
        put_return(&run);
    if (is_asked(terms, RETURNS_GROUP_DRAWDOWN))
        returns_put_drawdowns(&run);
    put_statistics(&run);
    if (!is_asked(terms, RETURNS_GROUP_BENCHMARK))
        return true;
    if (benchmark) {
        size_t common = shorter(s->n, benchmark->n);
        double *levels = room + OWN_ARRAYS * s->n;
        returns_put_relative(&run, benchmark, levels, (int32_t *)(void *)(levels + COMMON_ARRAYS * common));
    } else {
        returns_put_none(&run, RETURNS_GROUP_BENCHMARK, RETURNS_NOTE_NO_BENCHMARK);
    }
    return true;
}
