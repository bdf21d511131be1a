/* returns_fill.c: the figures and tables of a result whose levels are ready, and those of several results side by side. All
 * numbers come from the engine; this is which series goes into which table. See returns_run.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/day.h"
#include "compute/returns_run.h"
#include "engine/stats.h"

enum { TRIANGLE_MAX = 160 /* periods: more are shown in coarser ones */, BINS = 40 };
#define FALL 0.2 /* that futures are asked for: where people begin to speak of a bear market */

const enum frequency returns_distribution_period[RETURNS_DISTRIBUTIONS] = {
    FREQUENCY_IRREGULAR, FREQUENCY_WEEKLY, FREQUENCY_MONTHLY, FREQUENCY_QUARTERLY, FREQUENCY_YEARLY};
const char *const returns_matrix_key[RETURNS_MATRICES] = {"cagr",        "total",  "simple", "diff",    "diff_total",
                                                          "diff_simple", "wealth", "ratio",  "dividend"};

struct fill {
    struct arena *arena;
    const struct returns_request *request;
    struct returns_result *res;
    struct level_series prices; /* n 0: none besides the total return */
};

static double *values(struct arena *a, size_t n)
{
    return ARENA_ARRAY(a, n, double);
}

/* Figures of the common rows back on all rows of the result, NaN elsewhere. */
static double *spread(struct arena *a, const struct returns_result *res, const double *common)
{
    double *out = values(a, res->level.n);
    size_t k = 0;
    for (size_t i = 0; i < res->level.n; i++)
        out[i] = isnan(res->benchmark[i]) ? NAN : common[k++];
    return out;
}

/* ---- figures ---- */

/* A fixed rate is no market: what varies in it are weekends. */
static void forget_market(struct returns_metrics *m)
{
    static const enum returns_metric of_market[] = {RETURNS_BENCHMARK_VOLATILITY,
                                                    RETURNS_CORRELATION,
                                                    RETURNS_R_SQUARED,
                                                    RETURNS_BETA,
                                                    RETURNS_BETA_STDERR,
                                                    RETURNS_UP_MARKET_BETA,
                                                    RETURNS_DOWN_MARKET_BETA,
                                                    RETURNS_ALPHA_T_STAT,
                                                    RETURNS_ALPHA_ANNUALIZED_REGRESSION,
                                                    RETURNS_JENSEN_ALPHA_CAGR,
                                                    RETURNS_TREYNOR,
                                                    RETURNS_M_SQUARED,
                                                    RETURNS_UP_CAPTURE_MONTHLY,
                                                    RETURNS_DOWN_CAPTURE_MONTHLY};
    for (size_t i = 0; i < sizeof of_market / sizeof *of_market; i++) {
        m->value[of_market[i]] = NAN;
        m->note[of_market[i]] = RETURNS_NOTE_BENCHMARK_NO_VARIATION;
    }
}

static void fill_metrics(struct fill *f)
{
    struct returns_result *res = f->res;
    const struct level_series *b = res->common_benchmark.n ? &res->common_benchmark : NULL;
    void *work = arena_bytes(f->arena, returns_work_size(res->level.n, res->common_benchmark.n));
    returns_metrics_find(&res->level, b, &res->terms, work, &res->metrics);
    if (f->request->benchmark == RETURNS_BENCHMARK_RATE)
        forget_market(&res->metrics);
}

static void fill_intervals(struct fill *f)
{
    struct returns_result *res = f->res;
    const struct returns_request *r = f->request;
    size_t n = res->level.n - 1;
    struct returns_bootstrap how = returns_bootstrap_default(n, res->terms.frequency);
    how.draws = r->draws;
    how.block = r->block ? r->block : how.block;
    how.seed = (uint64_t)r->seed;
    bool varies = f->request->benchmark != RETURNS_BENCHMARK_RATE && res->common.n == res->level.n;
    const struct level_series *b = varies ? &res->common_benchmark : NULL;
    double *scratch = how.draws ? values(f->arena, returns_bootstrap_scratch(n, &how)) : NULL;
    if (how.draws && returns_bootstrap_find(&res->level, b, &res->terms, &how, scratch, res->interval))
        res->bootstrap = how;
}

/* Twelve points a year, or four of a long time; no more than there are returns. */
static int steps_of(const struct returns_request *r, double ppy)
{
    enum { SHORT = 10 };
    int steps = r->future_years <= SHORT ? 12 : 4;
    return ppy >= steps ? steps : ppy >= 4 ? 4 : 1;
}

static void fill_futures(struct fill *f)
{
    struct returns_result *res = f->res;
    const struct returns_request *r = f->request;
    double ppy = res->terms.ppy;
    struct returns_fan fan = {.years = r->future_years, .steps = steps_of(r, ppy)};
    fan.n = 1 + (size_t)(fan.years * fan.steps);
    if (!r->future_paths || !(ppy > 0))
        return;
    fan.how = (struct returns_futures){.paths = r->future_paths,
                                       .block = r->future_block,
                                       .periods = (size_t)lround(ppy * fan.years),
                                       .seed = (uint64_t)r->future_seed,
                                       .fall = FALL};
    if (!fan.how.block)
        fan.how.block = returns_bootstrap_default(res->level.n - 1, res->terms.frequency).block;
    size_t *period = ARENA_ARRAY(f->arena, fan.n, size_t);
    struct returns_future *point = ARENA_ARRAY(f->arena, fan.n, struct returns_future);
    for (size_t k = 0; k < fan.n; k++)
        period[k] = (size_t)lround(ppy * (double)k / fan.steps);
    double *scratch = values(f->arena, returns_futures_scratch(res->level.n, &fan.how, fan.n));
    fan.point = point;
    if (returns_futures_find(&res->level, &fan.how, period, fan.n, scratch, point))
        res->fan = fan;
}

/* ---- drawdowns ---- */

static double benchmark_depth(const struct returns_result *res, const struct returns_drawdown *d)
{
    const struct returns_stress_period dates = {"", d->peak_day, d->end_day};
    struct returns_stress s;
    if (!res->common_benchmark.n)
        return NAN;
    returns_stress_find(&res->common_benchmark, NULL, &dates, &s);
    return s.own.drawdown;
}

static void fill_drawdowns(struct fill *f)
{
    struct returns_result *res = f->res;
    size_t room = res->level.n / 2 + 1;
    struct returns_drawdown *all = ARENA_ARRAY(f->arena, room, struct returns_drawdown);
    size_t n = returns_drawdowns_find(&res->level, 0, all, room), deep = 0;
    res->n_top = n < RETURNS_DRAWDOWNS_TOP ? n : RETURNS_DRAWDOWNS_TOP;
    memcpy(res->top, all, res->n_top * sizeof *all);
    while (deep < n && all[deep].depth <= -f->request->drawdown_threshold)
        deep++;
    struct returns_drawdown_row *rows = ARENA_ARRAY(f->arena, deep, struct returns_drawdown_row);
    for (size_t i = 0; i < deep; i++)
        rows[i] =
            (struct returns_drawdown_row){all[i], returns_gain_to_recover(all[i].depth), benchmark_depth(res, &all[i])};
    res->n_drawdowns = deep;
    res->drawdown = rows;
}

/* ---- the triangle ---- */

static const double **cells_of(struct arena *a, const struct level_series *s,
                               const struct returns_matrix_period *period, size_t m)
{
    double *cell[RETURNS_MATRIX_KINDS];
    const double **out = ARENA_ARRAY(a, RETURNS_MATRIX_KINDS, const double *);
    for (int k = 0; k < RETURNS_MATRIX_KINDS; k++)
        out[k] = cell[k] = values(a, returns_matrix_cells(m));
    returns_matrix_fill(s, period, m, cell);
    return out;
}

/* Cells of some periods on the triangle of all of them, NaN where a period has none. */
static double *place_cells(struct arena *a, const struct returns_triangle *t, const struct returns_matrix_period *some,
                           size_t n, const double *cell)
{
    double *out = values(a, returns_matrix_cells(t->m));
    size_t *at = ARENA_ARRAY(a, n, size_t), p = 0;
    for (size_t i = 0; i < returns_matrix_cells(t->m); i++)
        out[i] = NAN;
    for (size_t i = 0; i < n; i++) {
        while (t->period[p].index != some[i].index)
            p++;
        at[i] = p;
    }
    for (size_t end = 0; end < n; end++)
        for (size_t start = 0; start <= end; start++)
            out[returns_matrix_at(at[start], at[end])] = cell[returns_matrix_at(start, end)];
    return out;
}

static const double *compare(struct fill *f, const struct returns_triangle *t, enum returns_matrix_against how,
                             const double *own, const double *other)
{
    double *out = values(f->arena, returns_matrix_cells(t->m));
    returns_matrix_compare(how, own, other, returns_matrix_cells(t->m), out);
    return out;
}

/* The benchmark's cells on the triangle; false when it shares no period. */
static bool benchmark_cells(struct fill *f, const struct returns_triangle *t, enum frequency step,
                            const double *out[RETURNS_MATRIX_KINDS])
{
    const struct returns_result *res = f->res;
    struct arena *a = f->arena;
    if (res->common_benchmark.n < 2)
        return false;
    struct returns_matrix_period *own = ARENA_ARRAY(a, t->m, struct returns_matrix_period);
    struct returns_matrix_period *other = ARENA_ARRAY(a, res->common.n, struct returns_matrix_period);
    memcpy(own, t->period, t->m * sizeof *own);
    size_t n = returns_matrix_periods(&res->common_benchmark, res->terms.frequency, step, other);
    n = returns_matrix_common(&res->level, own, t->m, &res->common_benchmark, other, n);
    if (!n)
        return false;
    const double **cell = cells_of(a, &res->common_benchmark, other, n);
    for (int k = 0; k < RETURNS_MATRIX_KINDS; k++)
        out[k] = place_cells(a, t, own, n, cell[k]);
    return true;
}

static void fill_triangle(struct fill *f, enum frequency step, struct returns_triangle *t)
{
    const struct returns_result *res = f->res;
    const double **own = cells_of(f->arena, &res->level, t->period, t->m), *other[RETURNS_MATRIX_KINDS] = {NULL};
    for (int k = 0; k < RETURNS_MATRIX_KINDS; k++)
        t->cell[k] = own[k];
    if (f->prices.n)
        t->cell[RETURNS_MATRIX_DIVIDEND] =
            compare(f, t, RETURNS_AGAINST_DIFFERENCE, own[0], cells_of(f->arena, &f->prices, t->period, t->m)[0]);
    if (benchmark_cells(f, t, step, other)) {
        for (int k = 0; k < RETURNS_MATRIX_KINDS; k++)
            t->cell[RETURNS_MATRIX_DIFFERENCE + k] = compare(f, t, RETURNS_AGAINST_DIFFERENCE, own[k], other[k]);
        t->cell[RETURNS_MATRIX_WEALTH] =
            compare(f, t, RETURNS_AGAINST_WEALTH, own[RETURNS_MATRIX_TOTAL], other[RETURNS_MATRIX_TOTAL]);
        t->cell[RETURNS_MATRIX_RATIO] =
            compare(f, t, RETURNS_AGAINST_QUOTIENT, own[RETURNS_MATRIX_CAGR], other[RETURNS_MATRIX_CAGR]);
    }
    struct returns_matrix_holding *h = ARENA_ARRAY(f->arena, t->m, struct returns_matrix_holding);
    t->n_holdings = returns_matrix_holdings(t->period, t->m, own[0], other[0], values(f->arena, 4 * t->m), h);
    t->holding = h;
}

static void fill_matrix(struct fill *f)
{
    static const enum frequency coarser[FREQUENCIES] = {
        [FREQUENCY_MONTHLY] = FREQUENCY_QUARTERLY, [FREQUENCY_QUARTERLY] = FREQUENCY_YEARLY};
    struct returns_result *res = f->res;
    enum frequency step = f->request->matrix_step;
    while (step < res->terms.frequency)
        step++;
    struct returns_matrix_period *all = ARENA_ARRAY(f->arena, res->level.n, struct returns_matrix_period);
    size_t m = returns_matrix_periods(&res->level, res->terms.frequency, step, all);
    while (m > TRIANGLE_MAX && coarser[step]) {
        step = coarser[step];
        m = returns_matrix_periods(&res->level, res->terms.frequency, step, all);
    }
    struct returns_matrix_period *whole = ARENA_ARRAY(f->arena, m, struct returns_matrix_period);
    memcpy(whole, all, m * sizeof *all);
    res->matrix_step = step;
    res->all = (struct returns_triangle){.m = m, .period = all};
    res->shown = (struct returns_triangle){.m = returns_matrix_whole(whole, m), .period = whole};
    fill_triangle(f, step, &res->all);
    if (f->request->partial || res->shown.m == m)
        res->shown = res->all;
    else
        fill_triangle(f, step, &res->shown);
}

/* ---- the calendar ---- */

static const struct returns_calendar_year *calendar_of(struct arena *a, const struct level_series *s,
                                                       enum frequency own, enum frequency columns, size_t *n)
{
    struct returns_calendar_year *out = ARENA_ARRAY(a, returns_calendar_years(s), struct returns_calendar_year);
    *n = returns_calendar_fill(s, own, columns, out);
    return out;
}

static void fill_calendar(struct fill *f)
{
    struct returns_result *res = f->res;
    enum frequency own = res->terms.frequency;
    const struct level_series *b = res->common_benchmark.n > 1 ? &res->common_benchmark : NULL;
    struct returns_year *ends = ARENA_ARRAY(f->arena, returns_calendar_years(&res->level), struct returns_year);
    res->n_year_ends = returns_years_find(&res->level, b, own, ends);
    res->year_end = ends;
    if (own > FREQUENCY_QUARTERLY)
        return;
    res->quarter = calendar_of(f->arena, &res->level, own, FREQUENCY_QUARTERLY, &res->n_years);
    if (own > FREQUENCY_MONTHLY)
        return;
    res->month = calendar_of(f->arena, &res->level, own, FREQUENCY_MONTHLY, &res->n_years);
    returns_calendar_season(res->month, res->n_years, values(f->arena, 3 * res->n_years), res->season);
    if (b) {
        size_t n;
        const struct returns_calendar_year *other = calendar_of(f->arena, b, own, FREQUENCY_MONTHLY, &n);
        struct returns_calendar_year *less = ARENA_ARRAY(f->arena, res->n_years, struct returns_calendar_year);
        returns_calendar_subtract(res->month, res->n_years, other, n, less);
        res->month_difference = less;
    }
    if (own == FREQUENCY_DAILY)
        returns_weekdays_find(&res->level, values(f->arena, 3 * res->level.n), res->weekday);
}

/* ---- trailing, rolling ---- */

static void fill_trailing(struct fill *f)
{
    struct returns_result *res = f->res;
    const struct level_series *b = &res->common_benchmark;
    int32_t last = res->level.day[res->level.n - 1], as_of = f->request->as_of;
    as_of = as_of == RETURNS_NO_DAY || as_of > last ? last : as_of;
    returns_trailing_find(&res->level, res->terms.frequency, as_of, &res->trailing);
    res->trailing_benchmark.row = SERIES_NONE;
    if (b->n > 1)
        returns_trailing_find(b, res->terms.frequency, as_of, &res->trailing_benchmark);
}

const double *returns_rolling_column(struct arena *a, const struct returns_result *res, int months, bool of_benchmark)
{
    const struct level_series *s = of_benchmark ? &res->common_benchmark : &res->level;
    if (s->n < 2)
        return NULL;
    double *out = values(a, s->n);
    returns_rolling_fill(s, res->terms.frequency, months, out, NULL);
    return of_benchmark ? spread(a, res, out) : out;
}

static void fill_rolling(struct fill *f)
{
    struct returns_result *res = f->res;
    double *scratch = values(f->arena, 2 * res->level.n);
    res->n_rolling = f->request->n_rolling;
    for (int i = 0; i < res->n_rolling; i++) {
        int months = f->request->rolling_months[i];
        const double *own = returns_rolling_column(f->arena, res, months, false);
        const double *other = returns_rolling_column(f->arena, res, months, true);
        double rf = res->metrics.risk_free, target = f->request->target;
        returns_rolling_find(months, own, other, res->level.n, rf, target, scratch, &res->rolling[i].own);
        res->rolling[i].benchmark = (struct returns_rolling){.months = months};
        if (other)
            returns_rolling_find(months, other, NULL, res->level.n, rf, target, scratch, &res->rolling[i].benchmark);
    }
}

/* NULL: one rate for all. */
static const double *rates_per_period(struct arena *a, const struct returns_result *res)
{
    if (!res->terms.risk_free_rates || !(res->terms.ppy > 0))
        return NULL;
    double *out = values(a, res->level.n);
    for (size_t i = 0; i + 1 < res->level.n; i++)
        out[i] = returns_per_period(res->terms.risk_free_rates[i], res->terms.ppy);
    return out;
}

static void risk_of(struct arena *a, const struct returns_result *res, const struct level_series *s,
                    const double *benchmark, size_t rows, const struct returns_rolling_risk *out)
{
    double per_period = res->terms.ppy > 0 ? returns_per_period(res->metrics.risk_free, res->terms.ppy) : 0;
    const struct returns_rolling_risk_input in = {.rows = rows,
                                                  .ppy = res->terms.ppy,
                                                  .risk_free = per_period,
                                                  .risk_free_rows = s == &res->level ? rates_per_period(a, res) : NULL,
                                                  .benchmark = benchmark};
    returns_rolling_risk_fill(s, &in, values(a, returns_rolling_risk_scratch(rows)), out);
}

void returns_risk_columns(struct arena *a, const struct returns_result *res, size_t rows,
                          struct returns_rolling_risk *out)
{
    size_t n = res->level.n, m = res->common.n;
    bool same = m == n; /* every row has its benchmark */
    *out = (struct returns_rolling_risk){values(a, n), values(a, n), values(a, n), values(a, n), NULL, NULL, NULL};
    struct returns_rolling_risk own = *out;
    struct returns_rolling_risk relative = {
        .beta = values(a, m), .correlation = values(a, m), .tracking_error = values(a, m)};
    risk_of(a, res, &res->level, NULL, rows, &own);
    if (m < 2)
        return;
    risk_of(a, res, &res->common, res->common_benchmark.level, rows, &relative);
    if (res->metrics.note[RETURNS_BETA] == RETURNS_NOTE_BENCHMARK_NO_VARIATION)
        for (size_t i = 0; i < m; i++)
            relative.beta[i] = relative.correlation[i] = NAN;
    out->beta = same ? relative.beta : spread(a, res, relative.beta);
    out->correlation = same ? relative.correlation : spread(a, res, relative.correlation);
    out->tracking_error = same ? relative.tracking_error : spread(a, res, relative.tracking_error);
}

const double *returns_matched_column(struct arena *a, const struct returns_result *res, double *factor)
{
    size_t n = res->common.n;
    struct stats_shape own, other;
    if (n < 3 || res->metrics.note[RETURNS_BETA] == RETURNS_NOTE_BENCHMARK_NO_VARIATION)
        return NULL;
    double *level = values(a, n);
    series_returns(res->common.level, n, level);
    stats_shape_find(level, n - 1, &own);
    series_returns(res->common_benchmark.level, n, level);
    stats_shape_find(level, n - 1, &other);
    if (!(own.deviation > 0 && other.deviation > 0))
        return NULL;
    *factor = other.deviation / own.deviation;
    series_geared(&res->common, *factor, level);
    return level;
}

/* ---- the rest ---- */

/* Months beside the normal, or rows where there are few whole months. */
static void fill_quantiles(struct fill *f, double *x)
{
    enum { FEWEST_MONTHS = 12 };
    struct returns_result *res = f->res;
    int months = 0;
    while (returns_distribution_period[months] != FREQUENCY_MONTHLY)
        months++;
    res->quantiles_of = res->distribution[months].of.n >= FEWEST_MONTHS ? months : 0;
    int32_t *end = ARENA_ARRAY(f->arena, res->level.n, int32_t);
    size_t n = returns_distribution_returns(&res->level, res->terms.frequency,
                                            returns_distribution_period[res->quantiles_of], x, end);
    struct returns_quantile *quantile = ARENA_ARRAY(f->arena, n, struct returns_quantile);
    returns_quantiles_find(x, end, n, quantile);
    res->n_quantiles = n;
    res->quantile = quantile;
}

static void fill_distribution(struct fill *f)
{
    struct returns_result *res = f->res;
    double *x = values(f->arena, res->level.n), *scratch = values(f->arena, 2 * res->level.n);
    for (int i = 0; i < RETURNS_DISTRIBUTIONS; i++) {
        enum frequency period = returns_distribution_period[i];
        size_t n = period != FREQUENCY_IRREGULAR && period < res->terms.frequency
                       ? 0
                       : returns_distribution_returns(&res->level, res->terms.frequency, period, x, NULL);
        returns_distribution_find(x, n, scratch, &res->distribution[i]);
        returns_histogram_find(x, n, &res->distribution[i], BINS, &res->histogram[i]);
    }
    fill_quantiles(f, x);
}

static void fill_var(struct fill *f)
{
    struct returns_result *res = f->res;
    size_t window = res->terms.ppy > 0 ? returns_var_window(res->terms.frequency) : 0;
    res->var_window = window;
    returns_var_find(&res->level, window, values(f->arena, res->level.n + 2 * window), res->var_test);
}

static void fill_stress(struct fill *f)
{
    struct returns_result *res = f->res;
    const struct level_series *b = res->common_benchmark.n > 1 ? &res->common_benchmark : NULL;
    struct returns_stress_period *period = ARENA_ARRAY(f->arena, RETURNS_STRESS_MAX, struct returns_stress_period);
    memcpy(period, f->request->stress, sizeof f->request->stress); /* the request need not live as long */
    res->n_stress = f->request->n_stress;
    res->stress_period = period;
    for (int i = 0; i < res->n_stress; i++)
        returns_stress_find(&res->level, b, &res->stress_period[i], &res->stress[i]);
}

static void fill_dividends(struct fill *f)
{
    struct returns_result *res = f->res;
    if (!f->prices.n)
        return;
    struct returns_dividends *d = ARENA_NEW(f->arena, struct returns_dividends);
    void *work = arena_bytes(f->arena, returns_work_size(res->level.n, 0));
    struct returns_year *year = ARENA_ARRAY(f->arena, returns_calendar_years(&res->level), struct returns_year);
    returns_metrics_find(&f->prices, NULL, &res->terms, work, &d->price);
    double gain = res->metrics.value[RETURNS_TOTAL_RETURN], price_gain = d->price.value[RETURNS_TOTAL_RETURN];
    d->total_cagr = res->metrics.value[RETURNS_CAGR];
    d->price_cagr = d->price.value[RETURNS_CAGR];
    d->contribution = d->total_cagr - d->price_cagr;
    d->share_of_gain = gain > 0 ? 1 - price_gain / gain : NAN;
    d->n_years = returns_years_find(&res->level, &f->prices, res->terms.frequency, year);
    d->year = year;
    res->dividends = d;
}

void returns_result_fill(struct arena *a, const struct returns_request *r, unsigned tables, struct returns_result *res)
{
    static const struct {
        unsigned table;
        void (*fill)(struct fill *);
    } steps[] = {
        {RETURNS_TABLE_INTERVALS, fill_intervals}, {RETURNS_TABLE_MATRIX, fill_matrix},
        {RETURNS_TABLE_CALENDAR, fill_calendar},   {RETURNS_TABLE_TRAILING, fill_trailing},
        {RETURNS_TABLE_ROLLING, fill_rolling},     {RETURNS_TABLE_DISTRIBUTION, fill_distribution},
        {RETURNS_TABLE_STRESS, fill_stress},       {RETURNS_TABLE_DIVIDENDS, fill_dividends},
        {RETURNS_TABLE_FUTURES, fill_futures},     {RETURNS_TABLE_VAR, fill_var},
    };
    struct fill f = {.arena = a, .request = r, .res = res};
    if (res->price)
        f.prices = (struct level_series){res->level.n, res->level.day, res->price};
    for (int i = 0; i < RETURNS_METRICS; i++)
        res->interval[i] = (struct returns_interval){NAN, NAN};
    fill_metrics(&f);
    fill_drawdowns(&f);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (tables & steps[i].table)
            steps[i].fill(&f);
}

/* ---- several next to each other ---- */

/* Room for the common rows of two results, used again for every pair. */
struct pair {
    double *at, *own, *other, *own_returns, *other_returns;
};

static struct pair pair_new(struct arena *a, const struct returns_analysis *an)
{
    size_t n = 0;
    for (int i = 0; i < an->n; i++)
        n = an->series[i].level.n > n ? an->series[i].level.n : n;
    return (struct pair){values(a, n), values(a, n), values(a, n), values(a, n), values(a, n)};
}

/* Correlation of the returns of two results on the days that both have, and the yearly deviation of their difference. */
static void relate(const struct pair *p, const struct returns_result *x, const struct returns_result *y,
                   double *correlation, double *tracking)
{
    size_t m = 0;
    struct stats_shape shape;
    returns_align(&x->level, x->terms.frequency, &y->level, p->at);
    for (size_t i = 0; i < x->level.n; i++)
        if (!isnan(p->at[i])) {
            p->own[m] = x->level.level[i];
            p->other[m++] = p->at[i];
        }
    *correlation = *tracking = NAN;
    if (m < 4)
        return;
    series_returns(p->own, m, p->own_returns);
    series_returns(p->other, m, p->other_returns);
    *correlation = stats_correlation(p->own_returns, p->other_returns, m - 1);
    for (size_t i = 0; i + 1 < m; i++)
        p->own_returns[i] -= p->other_returns[i];
    stats_shape_find(p->own_returns, m - 1, &shape);
    if (x->terms.ppy > 0)
        *tracking = shape.deviation * sqrt(x->terms.ppy);
}

static void fill_relations(struct arena *a, struct returns_analysis *an)
{
    size_t n = (size_t)an->n;
    double *correlation = values(a, n * n), *tracking = values(a, n * n);
    const struct pair pair = pair_new(a, an);
    for (size_t i = 0; i < n; i++) {
        correlation[i * n + i] = 1;
        for (size_t k = i + 1; k < n; k++) {
            size_t at = i * n + k, mirror = k * n + i;
            relate(&pair, &an->series[i], &an->series[k], &correlation[at], &tracking[at]);
            correlation[mirror] = correlation[at];
            tracking[mirror] = tracking[at];
        }
    }
    an->side.correlation = correlation;
    an->side.tracking = tracking;
}

/* 1 for the highest of a year; equal ones share a rank. */
static void rank_year(const double *x, size_t n, int *rank)
{
    for (size_t i = 0; i < n; i++) {
        rank[i] = isnan(x[i]) ? 0 : 1;
        for (size_t k = 0; k < n && rank[i]; k++)
            rank[i] += x[k] > x[i];
    }
}

static void fill_ranking(struct arena *a, struct returns_analysis *an)
{
    size_t n = (size_t)an->n, years = 0;
    int32_t low = INT32_MAX, high = INT32_MIN;
    struct returns_year **end = ARENA_ARRAY(a, n, struct returns_year *);
    size_t *count = ARENA_ARRAY(a, n, size_t);
    for (size_t i = 0; i < n; i++) {
        const struct returns_result *res = &an->series[i];
        end[i] = ARENA_ARRAY(a, returns_calendar_years(&res->level), struct returns_year);
        count[i] = returns_years_find(&res->level, NULL, res->terms.frequency, end[i]);
        for (size_t k = 0; k < count[i]; k++)
            if (!end[i][k].is_partial) {
                low = end[i][k].year < low ? end[i][k].year : low;
                high = end[i][k].year > high ? end[i][k].year : high;
            }
    }
    years = high >= low ? (size_t)(high - low + 1) : 0;
    int32_t *year = ARENA_ARRAY(a, years, int32_t);
    double *x = values(a, years * n);
    int *rank = ARENA_ARRAY(a, years * n, int);
    for (size_t i = 0; i < years * n; i++)
        x[i] = NAN;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < count[i]; k++)
            if (!end[i][k].is_partial)
                x[(size_t)(end[i][k].year - low) * n + i] = end[i][k].own;
    for (size_t y = 0; y < years; y++) {
        year[y] = low + (int32_t)y;
        rank_year(x + y * n, n, rank + y * n);
    }
    an->side.n_years = years;
    an->side.year = year;
    an->side.year_return = x;
    an->side.year_rank = rank;
}

/* The one series whose figure is the highest (sign 1) or the lowest (-1); -1 when several share it or fewer than two have one. */
static signed char extreme(const struct returns_analysis *an, int metric, int sign)
{
    int at = -1, have = 0;
    bool shared = false;
    for (int i = 0; i < an->n; i++) {
        double x = an->series[i].metrics.value[metric];
        if (isnan(x))
            continue;
        have++;
        double ahead = at < 0 ? 1 : sign * (x - an->series[at].metrics.value[metric]);
        shared = ahead > 0 ? false : shared || ahead == 0;
        at = ahead > 0 ? i : at;
    }
    return (signed char)(have < 2 || shared ? -1 : at);
}

void returns_side_fill(struct arena *a, struct returns_analysis *an)
{
    fill_relations(a, an);
    fill_ranking(a, an);
    an->side.best = arena_alloc(a, RETURNS_METRICS);
    an->side.worst = arena_alloc(a, RETURNS_METRICS);
    for (int m = 0; m < RETURNS_METRICS; m++) {
        int sign = returns_metric_info[m].better;
        an->side.best[m] = sign ? extreme(an, m, sign) : -1;
        an->side.worst[m] = sign ? extreme(an, m, -sign) : -1;
    }
}
