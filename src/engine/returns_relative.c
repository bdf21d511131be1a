/* returns_relative.c: a series against a benchmark, on the days that both have; see returns.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "engine/returns_run.h"

/* n returns between n + 1 common days: of the series, of the benchmark, both above risk-free. */
struct common {
    size_t n;
    int32_t *day;
    double *level, *benchmark;
    double *r, *b, *x, *xb, *active, *scratch;
    struct level_series series; /* of its own levels, to find months in */
    double years, growth, benchmark_growth;
    struct stats_shape of_x, of_b, of_active;
    struct stats_line line; /* x on xb */
    bool weak;
};

/* ---- the common days ---- */

/* Days of s from `from` to `to`, both included. */
static size_t days_between(const struct level_series *s, int32_t from, int32_t to)
{
    return series_window(s, from, to).n;
}

static void count_dropped(struct returns_run *run, const struct level_series *benchmark, size_t common)
{
    const struct level_series *s = run->series;
    int32_t from = s->day[0] > benchmark->day[0] ? s->day[0] : benchmark->day[0];
    int32_t last = s->day[s->n - 1], benchmark_last = benchmark->day[benchmark->n - 1];
    int32_t to = last < benchmark_last ? last : benchmark_last;
    run->out->dropped = days_between(s, from, to) - common;
    run->out->benchmark_dropped = days_between(benchmark, from, to) - common;
}

/* Returns on the common days less the risk-free return of the row on which each ends. */
static void find_returns(const struct returns_run *run, struct common *c)
{
    const int32_t *own = run->series->day;
    size_t row = 0;
    for (size_t i = 0; i <= c->n; i++) {
        while (own[row] < c->day[i])
            row++;
        if (!i)
            continue;
        double f = run->f[row - 1];
        c->r[i - 1] = c->level[i] / c->level[i - 1] - 1;
        c->b[i - 1] = c->benchmark[i] / c->benchmark[i - 1] - 1;
        c->x[i - 1] = c->r[i - 1] - f;
        c->xb[i - 1] = c->b[i - 1] - f;
        c->active[i - 1] = c->r[i - 1] - c->b[i - 1];
    }
}

static void find_common(struct returns_run *run, const struct level_series *benchmark, double *room, int32_t *days,
                        struct common *c)
{
    const struct level_series both[] = {*run->series, *benchmark};
    size_t most = both[0].n < both[1].n ? both[0].n : both[1].n, n = series_common_days(both, 2, days);
    *c = (struct common){.n = n ? n - 1 : 0, .day = days};
    double **array[] = {&c->level, &c->benchmark, &c->r, &c->b, &c->x, &c->xb, &c->active, &c->scratch};
    for (size_t i = 0; i < sizeof array / sizeof *array; i++)
        *array[i] = room + i * most;
    count_dropped(run, benchmark, n);
    run->out->common = c->n;
    if (c->n < 3)
        return;
    series_pick(run->series, days, n, c->level);
    series_pick(benchmark, days, n, c->benchmark);
    c->series = (struct level_series){n, days, c->level};
    find_returns(run, c);
    c->years = returns_years_between(run->terms, days[0], days[c->n], c->n);
    c->growth = stats_growth(c->level[0], c->level[c->n], c->years);
    c->benchmark_growth = stats_growth(c->benchmark[0], c->benchmark[c->n], c->years);
    c->weak = c->n < 30;
}

/* ---- figures ---- */

static void put(struct returns_run *run, const struct common *c, enum returns_metric m, double value,
                enum returns_note why)
{
    returns_put(run, m, value, c->weak && isfinite(value) ? RETURNS_NOTE_WEAK_COMMON : why);
}

/* One made of a yearly growth over the common days. */
static void put_yearly(struct returns_run *run, const struct common *c, enum returns_metric m, double value,
                       enum returns_note why)
{
    bool extrapolated = c->years < 1 && isfinite(value);
    put(run, c, m, value, extrapolated ? RETURNS_NOTE_EXTRAPOLATED : why);
}

static void put_growth(struct returns_run *run, const struct common *c)
{
    put(run, c, RETURNS_BENCHMARK_TOTAL_RETURN, c->benchmark[c->n] / c->benchmark[0] - 1, RETURNS_NOTE_NONE);
    put_yearly(run, c, RETURNS_BENCHMARK_CAGR, c->benchmark_growth, RETURNS_NOTE_NONE);
    put_yearly(run, c, RETURNS_ACTIVE_PREMIUM_CAGR, c->growth - c->benchmark_growth, RETURNS_NOTE_NONE);
}

/* Beta of the periods in which the benchmark was above (sign 1) or below (sign -1) risk-free. */
static double beta_of_side(const struct common *c, double sign)
{
    double *x = c->scratch, *y = c->active; /* the active returns are done with */
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (c->xb[i] * sign > 0) {
            x[n] = c->xb[i];
            y[n++] = c->x[i];
        }
    }
    struct stats_line line;
    return n >= 3 && stats_line_find(x, y, n, &line) ? line.slope : NAN;
}

static void put_regression(struct returns_run *run, const struct common *c)
{
    const struct stats_line *l = &c->line;
    /* What rounding leaves of a series that does not vary is no beta. */
    double rf = run->out->risk_free, beta = c->of_x.deviation > 0 ? l->slope : 0, ppy = run->terms->ppy;
    /* A series that follows its benchmark exactly leaves no residuals to judge the intercept by. */
    bool judged = l->intercept_error * sqrt((double)c->n) > STATS_NO_VARIATION;
    put(run, c, RETURNS_CORRELATION, l->correlation, RETURNS_NOTE_NO_VARIATION);
    put(run, c, RETURNS_R_SQUARED, l->r_squared, RETURNS_NOTE_NO_VARIATION);
    put(run, c, RETURNS_BETA, beta, RETURNS_NOTE_NONE);
    put(run, c, RETURNS_BETA_STDERR, l->slope_error, RETURNS_NOTE_NONE);
    put(run, c, RETURNS_ALPHA_ANNUALIZED_REGRESSION, l->intercept * ppy, RETURNS_NOTE_NONE);
    put(run, c, RETURNS_ALPHA_T_STAT, judged ? l->intercept / l->intercept_error : NAN, RETURNS_NOTE_NO_VARIATION);
    put_yearly(run, c, RETURNS_JENSEN_ALPHA_CAGR, c->growth - (rf + beta * (c->benchmark_growth - rf)),
               RETURNS_NOTE_NONE);
    put_yearly(run, c, RETURNS_TREYNOR, beta != 0 ? (c->growth - rf) / beta : NAN, RETURNS_NOTE_NO_BETA);
    put(run, c, RETURNS_UP_MARKET_BETA, beta_of_side(c, 1), RETURNS_NOTE_FEW_COMMON_RETURNS);
    put(run, c, RETURNS_DOWN_MARKET_BETA, beta_of_side(c, -1), RETURNS_NOTE_FEW_COMMON_RETURNS);
}

static void put_risk(struct returns_run *run, const struct common *c)
{
    double volatility = c->of_b.deviation * run->root, error = c->of_active.deviation;
    double sharpe = c->of_x.deviation > 0 ? c->of_x.mean / c->of_x.deviation * run->root : NAN;
    put(run, c, RETURNS_BENCHMARK_VOLATILITY, volatility, RETURNS_NOTE_NONE);
    put(run, c, RETURNS_TRACKING_ERROR, error * run->root, RETURNS_NOTE_NONE);
    put(run, c, RETURNS_INFORMATION_RATIO, error > 0 ? c->of_active.mean / error * run->root : NAN,
        RETURNS_NOTE_NO_VARIATION);
    put(run, c, RETURNS_M_SQUARED, run->out->risk_free + sharpe * volatility, RETURNS_NOTE_NO_VARIATION);
}

/* Growth in the months of one kind, as sums of logarithms: plain ones, for that of a total loss is minus infinity. */
struct capture {
    double own, benchmark;
    size_t months;
};

static void capture_add(struct capture *side, double r, double b)
{
    side->own += log1p(r);
    side->benchmark += log1p(b);
    side->months++;
}

/* Of the geometric means. */
static double capture_ratio(const struct capture *side)
{
    double months = (double)side->months;
    return side->months ? expm1(side->own / months) / expm1(side->benchmark / months) : NAN;
}

static void put_capture(struct returns_run *run, const struct common *c)
{
    struct capture up = {0}, down = {0};
    size_t months = 0, won = 0;
    for (struct series_period p = {0}; series_period_next(&c->series, run->terms->frequency, FREQUENCY_MONTHLY, &p);) {
        double r = c->level[p.to] / c->level[p.from] - 1, b = c->benchmark[p.to] / c->benchmark[p.from] - 1;
        if (b != 0)
            capture_add(b > 0 ? &up : &down, r, b);
        won += r > b;
        months++;
    }
    enum returns_note weak = months < 12 ? RETURNS_NOTE_WEAK_MONTHS : RETURNS_NOTE_NONE;
    double up_ratio = capture_ratio(&up), down_ratio = capture_ratio(&down);
    returns_put(run, RETURNS_UP_CAPTURE_MONTHLY, up_ratio, up.months ? weak : RETURNS_NOTE_NO_BENCHMARK_MONTH);
    returns_put(run, RETURNS_DOWN_CAPTURE_MONTHLY, down_ratio, down.months ? weak : RETURNS_NOTE_NO_BENCHMARK_MONTH);
    returns_put(run, RETURNS_BATTING_AVERAGE_MONTHLY, (double)won / (double)months, weak);
}

/* Whether figures of a period make sense, and if not, why. */
static enum returns_note lack(const struct returns_run *run, const struct common *c)
{
    if (!(run->terms->ppy > 0))
        return RETURNS_NOTE_IRREGULAR;
    return c->of_b.deviation > 0 ? RETURNS_NOTE_NONE : RETURNS_NOTE_BENCHMARK_NO_VARIATION;
}

void returns_put_relative(struct returns_run *run, const struct level_series *benchmark, double *room, int32_t *days)
{
    struct common c;
    find_common(run, benchmark, room, days, &c);
    if (c.n < 3) {
        returns_put_none(run, RETURNS_GROUP_BENCHMARK, RETURNS_NOTE_FEW_COMMON_RETURNS);
        return;
    }
    stats_shape_find(c.b, c.n, &c.of_b);
    enum returns_note why = lack(run, &c);
    returns_put_none(run, RETURNS_GROUP_BENCHMARK, why);
    put_growth(run, &c);
    if (why)
        return;
    stats_shape_find(c.x, c.n, &c.of_x);
    stats_shape_find(c.active, c.n, &c.of_active);
    stats_line_find(c.xb, c.x, c.n, &c.line);
    put_risk(run, &c);
    put_regression(run, &c);
    put_capture(run, &c);
}
