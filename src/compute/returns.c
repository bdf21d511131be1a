/* returns.c: from what a request asks and what its series are to levels that can be computed with: the basis, the window, the
 * frequency, the benchmark on the same days, the terms. The figures come from returns_fill.c. See returns.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/returns.h"

#include <math.h>

#include "base/day.h"
#include "base/num.h"
#include "compute/returns_run.h"

enum { FEW_RETURNS = 60, CLIPPED_DAYS = 7, IRREGULAR_LAG = 7 };
#define RATE_LEAST (-0.5) /* a year, as in market/dated_file.h */
#define RATE_MOST 2

/* A series on its way: a source in the basis asked for. */
struct track {
    const struct returns_source *source;
    const char *name;
    enum returns_basis basis;
    struct level_series level;
    const double *price; /* besides the total return, or NULL */
    struct series_spacing spacing;
    enum frequency frequency;  /* of the rows as they are now */
    struct level_series daily; /* the rows before they became weekly or monthly */
};

struct run {
    struct arena *arena;
    const struct returns_request *request;
    const struct returns_sources *sources;
    struct returns_analysis *out;
    struct problem *problem;
    int32_t from, to; /* of all series together; RETURNS_NO_DAY: each its own */
    struct track series[RETURNS_SERIES_MAX], benchmark[RETURNS_BLEND_MAX];
};

/* ---- sources ---- */

static bool check_source(struct run *u, const char *field, const struct track *t)
{
    char day[DAY_TEXT];
    size_t row = 0;
    if (t->level.n < 2) {
        problem_add(u->problem, field, "%s: at least 2 rows (1 return) are needed", t->name);
        return false;
    }
    enum series_fault fault = series_check(&t->level, &row);
    if (fault != SERIES_FINE)
        problem_add(u->problem, field, "%s: %s on %s", t->name, series_fault_text[fault],
                    day_text(t->level.day[row], day));
    return fault == SERIES_FINE;
}

/* The levels times those of another series: another currency; or divided by them: money of constant value. */
static bool revalue(struct run *u, const char *field, const struct level_series *by, bool divide,
                    struct level_series *s)
{
    double *level = ARENA_ARRAY(u->arena, s->n, double);
    char day[DAY_TEXT];
    if (!by->n)
        return true;
    if (!series_revalue(s, by, divide, level)) {
        problem_add(
            u->problem, field,
            "the series of %s begins later than the one it is applied to, which begins on %s, or is not positive",
            field, day_text(s->day[0], day));
        return false;
    }
    s->level = level;
    return true;
}

static bool open_track(struct run *u, const char *field, const struct returns_source *s, struct track *t)
{
    bool price = !s->total || (u->request->basis == RETURNS_PRICE && s->price);
    *t = (struct track){.source = s, .name = s->name};
    t->level = (struct level_series){s->n, s->day, price ? s->price : s->total};
    t->basis = s->as_given ? RETURNS_GIVEN : price ? RETURNS_PRICE : RETURNS_TOTAL;
    struct level_series prices = {s->n, s->day, s->price};
    bool both = !price && s->price;
    if (!check_source(u, field, t))
        return false;
    if (t->basis != RETURNS_GIVEN && t->basis != u->request->basis)
        warnings_add(u->arena, &u->out->warnings, "basis",
                     price ? "%s: no dividends are known, so that this is its price return"
                           : "%s: only its total return is known",
                     t->name);
    const struct returns_sources *all = u->sources;
    if (!revalue(u, "currency", &all->currency, false, &t->level) ||
        !revalue(u, "inflation", &all->inflation, true, &t->level) ||
        (both && (!revalue(u, "currency", &all->currency, false, &prices) ||
                  !revalue(u, "inflation", &all->inflation, true, &prices))))
        return false;
    t->price = both ? prices.level : NULL;
    series_spacing_find(s->day, s->n, &t->spacing);
    t->frequency = t->spacing.frequency;
    return true;
}

/* ---- frequency ---- */

/* Of the analysis: what is asked for, else the coarsest of all. */
static bool find_frequency(struct run *u)
{
    const struct returns_request *r = u->request;
    enum frequency coarsest = FREQUENCY_IRREGULAR;
    const char *who = "";
    bool mixed = false;
    for (int i = 0; i < u->sources->n_series + u->sources->n_benchmarks; i++) {
        int b = i - u->sources->n_series;
        const struct track *t = b < 0 ? &u->series[i] : &u->benchmark[b];
        mixed = mixed ||
                (coarsest != FREQUENCY_IRREGULAR && t->frequency != FREQUENCY_IRREGULAR && t->frequency != coarsest);
        if (t->frequency > coarsest) {
            coarsest = t->frequency;
            who = t->name;
        }
    }
    if (mixed && r->frequency == RETURNS_FREQUENCY_OWN)
        warnings_add(u->arena, &u->out->warnings, "frequency",
                     "%s has %s rows only, so that everything is computed from %s rows", who, frequency_key[coarsest],
                     frequency_key[coarsest]);
    u->out->frequency = r->frequency == RETURNS_FREQUENCY_OWN ? coarsest : (enum frequency)r->frequency;
    if (u->out->frequency >= coarsest)
        return true;
    problem_add(u->problem, "frequency", "%s has %s rows only; available: %s or coarser", who, frequency_key[coarsest],
                frequency_key[coarsest]);
    return false;
}

/* Keep the last row of every period. */
static void convert(struct run *u, struct track *t)
{
    enum frequency to = u->out->frequency;
    bool wanted = u->request->frequency != RETURNS_FREQUENCY_OWN;
    t->daily = t->level;
    if (t->frequency >= to || (t->frequency == FREQUENCY_IRREGULAR && !wanted))
        return;
    size_t n = t->level.n;
    int32_t *day = ARENA_ARRAY(u->arena, n, int32_t);
    double *level = ARENA_ARRAY(u->arena, n, double), *price = ARENA_ARRAY(u->arena, n, double);
    if (t->price) {
        const struct level_series prices = {n, t->level.day, t->price};
        series_last_of_each(&prices, to, day, price);
        t->price = price;
    }
    t->level.n = series_last_of_each(&t->level, to, day, level);
    t->level.day = day;
    t->level.level = level;
    t->frequency = to;
}

static double periods_per_year(const struct run *u, const struct track *t)
{
    static const double fixed[FREQUENCIES] = {0, 252, 52, 12, 4, 1};
    if (!isnan(u->request->ppy))
        return u->request->ppy;
    return t->frequency == t->spacing.frequency ? t->spacing.ppy : fixed[t->frequency];
}

/* ---- the window ---- */

static void cut(struct track *t, size_t from, size_t to)
{
    t->level.day += from;
    t->level.level += from;
    t->level.n = to - from;
    if (t->price)
        t->price += from;
}

static int32_t last_of_year(int year)
{
    return day_from_civil(year, 12, 31);
}

static int year_of(int32_t day)
{
    int year, month, mday;
    day_to_civil(day, &year, &month, &mday);
    return year;
}

static int32_t end_asked(const struct returns_request *r)
{
    if (r->window == RETURNS_WINDOW_CALENDAR && r->last_year)
        return last_of_year(r->last_year);
    return r->to == RETURNS_NO_DAY ? INT32_MAX : r->to;
}

/* The day whose last row is the base, of a window that ends with `last`. */
static int32_t base_asked(const struct returns_request *r, int32_t last)
{
    switch (r->window) {
    case RETURNS_WINDOW_YTD:
        return last_of_year(year_of(last) - 1);
    case RETURNS_WINDOW_YEARS:
        return returns_months_back(last, (int)lround(r->window_years * 12));
    case RETURNS_WINDOW_CALENDAR:
        return r->first_year ? last_of_year(r->first_year - 1) : RETURNS_NO_DAY;
    default:
        return r->from;
    }
}

/* Who begins last and who ends first shorten the window of the others. */
static void warn_common(struct run *u)
{
    int32_t first = INT32_MAX, last = RETURNS_NO_DAY;
    char from[DAY_TEXT], to[DAY_TEXT];
    const char *late = "", *early = "";
    for (int i = 0; i < u->sources->n_series; i++) {
        const struct level_series *s = &u->series[i].level;
        first = s->day[0] < first ? s->day[0] : first;
        last = s->day[s->n - 1] > last ? s->day[s->n - 1] : last;
        late = s->day[0] == u->from ? u->series[i].name : late;
        early = s->day[s->n - 1] == u->to ? u->series[i].name : early;
    }
    if (u->from - first > CLIPPED_DAYS || last - u->to > CLIPPED_DAYS)
        warnings_add(u->arena, &u->out->warnings, "window",
                     "the series are compared on the days from %s to %s, which all have: %s begins last, %s ends first",
                     day_text(u->from, from), day_text(u->to, to), late, early);
}

/* The first and last day that all series have. */
static void find_common_window(struct run *u)
{
    u->from = RETURNS_NO_DAY;
    u->to = INT32_MAX;
    for (int i = 0; i < u->sources->n_series && !u->request->own_windows; i++) {
        const struct level_series *s = &u->series[i].level;
        u->from = s->day[0] > u->from ? s->day[0] : u->from;
        u->to = s->day[s->n - 1] < u->to ? s->day[s->n - 1] : u->to;
    }
    if (!u->request->own_windows && u->from <= u->to)
        warn_common(u);
}

static bool no_return(struct run *u, const struct track *t)
{
    char first[DAY_TEXT], last[DAY_TEXT];
    const struct level_series *s = &t->daily;
    const char *field = u->request->window == RETURNS_WINDOW_DATES ? "from" : "window";
    problem_add(u->problem, field, "%s has no return in this window; its data run from %s to %s", t->name,
                day_text(s->day[0], first), day_text(s->day[s->n - 1], last));
    return false;
}

static void warn_clipped(struct run *u, const struct track *t, int32_t from)
{
    char first[DAY_TEXT];
    if (from != RETURNS_NO_DAY && t->daily.day[0] - from > CLIPPED_DAYS)
        warnings_add(u->arena, &u->out->warnings, "window",
                     "%s begins on %s, later than the window: its figures are of the days from there on", t->name,
                     day_text(t->daily.day[0], first));
}

/* End the rows with the window; rows are those of the file. */
static bool cut_end(struct run *u, struct track *t)
{
    int32_t end = end_asked(u->request);
    size_t row = series_row_at(&t->level, end < u->to ? end : u->to);
    t->daily = t->level;
    if (row == SERIES_NONE)
        return no_return(u, t);
    cut(t, 0, row + 1);
    char last[DAY_TEXT];
    if (end != INT32_MAX && end - t->level.day[row] > CLIPPED_DAYS)
        warnings_add(u->arena, &u->out->warnings, "window", "%s ends on %s, earlier than the window", t->name,
                     day_text(t->level.day[row], last));
    return true;
}

static bool cut_base(struct run *u, struct track *t)
{
    if (!t->level.n)
        return no_return(u, t);
    int32_t from = base_asked(u->request, t->level.day[t->level.n - 1]);
    int32_t base = from > u->from ? from : u->from;
    size_t row = base == RETURNS_NO_DAY ? 0 : series_row_at(&t->level, base);
    if (row == SERIES_NONE)
        row = 0;
    warn_clipped(u, t, from);
    if (t->level.n - row < 2)
        return no_return(u, t);
    cut(t, row, t->level.n);
    return true;
}

/* ---- the benchmark ---- */

static void align_days(const struct level_series *to, const struct level_series *other, int32_t lag, double *out)
{
    size_t k = 0;
    for (size_t i = 0; i < to->n; i++) {
        while (k < other->n && other->day[k] <= to->day[i])
            k++;
        out[i] = k && to->day[i] - other->day[k - 1] <= lag ? other->level[k - 1] : NAN;
    }
}

void returns_align(const struct level_series *to, enum frequency f, const struct level_series *other, double *out)
{
    size_t k = 0;
    if (f == FREQUENCY_DAILY || f == FREQUENCY_IRREGULAR) {
        align_days(to, other, f == FREQUENCY_DAILY ? 0 : IRREGULAR_LAG, out);
        return;
    }
    for (size_t i = 0; i < to->n; i++) {
        int32_t end = series_period_end(to->day[i], f);
        while (k < other->n && other->day[k] <= end)
            k++;
        out[i] = k && series_period_end(other->day[k - 1], f) == end ? other->level[k - 1] : NAN;
    }
}

/* The rows in which `at` is a number, of a series and of it. */
static size_t take_common(struct arena *a, const struct level_series *s, const double *at, struct level_series *own,
                          struct level_series *other)
{
    int32_t *day = ARENA_ARRAY(a, s->n, int32_t);
    double *mine = ARENA_ARRAY(a, s->n, double), *theirs = ARENA_ARRAY(a, s->n, double);
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (isnan(at[i]))
            continue;
        day[n] = s->day[i];
        mine[n] = s->level[i];
        theirs[n++] = at[i];
    }
    *own = (struct level_series){n, day, mine};
    *other = (struct level_series){n, day, theirs};
    return n;
}

/* Wealth in the parts of the blend, on the days that all of them have; NaN on others. */
static void blend(struct run *u, const struct returns_result *res, double *out)
{
    const struct returns_request *r = u->request;
    size_t n = res->level.n, m = 0, count = (size_t)u->sources->n_benchmarks;
    double *part[RETURNS_BLEND_MAX], hold[RETURNS_BLEND_MAX], *wealth = ARENA_ARRAY(u->arena, n, double);
    int32_t *day = ARENA_ARRAY(u->arena, n, int32_t);
    size_t *row = ARENA_ARRAY(u->arena, n, size_t);
    for (size_t k = 0; k < count; k++) {
        part[k] = ARENA_ARRAY(u->arena, n, double);
        returns_align(&res->level, res->terms.frequency, &u->benchmark[k].level, part[k]);
    }
    for (size_t i = 0; i < n; i++) {
        bool all = true;
        for (size_t k = 0; k < count; k++)
            all = all && !isnan(part[k][i]);
        out[i] = NAN;
        if (!all)
            continue;
        for (size_t k = 0; k < count; k++)
            part[k][m] = part[k][i];
        day[m] = res->level.day[i];
        row[m++] = i;
    }
    const double *parts[RETURNS_BLEND_MAX];
    memcpy(parts, part, sizeof parts);
    if (m)
        series_blend(day, m, parts, r->weight, count, r->rebalance, hold, wealth);
    for (size_t i = 0; i < m; i++)
        out[row[i]] = wealth[i];
}

static const char *benchmark_name(struct run *u)
{
    static const char *const again[FREQUENCIES] = {
        ", never rebalanced", "", "", ", rebalanced monthly", ", rebalanced quarterly", ", rebalanced yearly"};
    const struct returns_request *r = u->request;
    struct buf b;
    if (r->benchmark == RETURNS_BENCHMARK_RATE)
        return arena_printf(u->arena, "%s a year", num_percent(u->arena, r->benchmark_rate * 100, 2));
    if (r->benchmark == RETURNS_BENCHMARK_SERIES)
        return u->benchmark[0].name;
    buf_init(&b, u->arena, 64);
    for (int i = 0; i < u->sources->n_benchmarks; i++)
        buf_printf(&b, "%s%s %s", i ? " + " : "", num_percent(u->arena, r->weight[i] * 100, 0), u->benchmark[i].name);
    buf_puts(&b, again[r->rebalance]);
    return b.s;
}

/* Few common days where the series has more: the figures would be of something else than the window says. */
static bool check_common(struct run *u, const struct returns_result *res)
{
    size_t common = res->common.n ? res->common.n - 1 : 0, lost = res->level.n - res->common.n;
    const char *what = u->request->force ? NULL : "add force to compute with them";
    if (lost && common < RETURNS_COMMON_LEAST && (what || common < 1)) {
        problem_add(u->problem, "benchmark",
                    "%s and %s have only %zu returns on common days; at least %d are needed%s%s", res->name,
                    u->out->benchmark_name, common, common ? RETURNS_COMMON_LEAST : 1, common ? ": " : "",
                    common ? what : "");
        return false;
    }
    char from[DAY_TEXT], to[DAY_TEXT];
    if (lost && common)
        warnings_add(u->arena, &u->out->warnings, "benchmark_days",
                     "%s: %s of %s rows are on days that %s does not have; figures against it are of %s returns from "
                     "%s to %s",
                     res->name, num_group(u->arena, (double)lost, 0), num_group(u->arena, (double)res->level.n, 0),
                     u->out->benchmark_name, num_group(u->arena, (double)common, 0), day_text(res->common.day[0], from),
                     day_text(res->common.day[common], to));
    return true;
}

static bool set_benchmark(struct run *u, struct returns_result *res)
{
    const struct returns_request *r = u->request;
    if (r->benchmark == RETURNS_NO_BENCHMARK)
        return true;
    double *at = ARENA_ARRAY(u->arena, res->level.n, double);
    if (r->benchmark == RETURNS_BENCHMARK_RATE)
        series_fixed_rate(res->level.day, res->level.n, r->benchmark_rate, at);
    else if (r->benchmark == RETURNS_BENCHMARK_BLEND)
        blend(u, res, at);
    else
        returns_align(&res->level, res->terms.frequency, &u->benchmark[0].level, at);
    res->benchmark = at;
    take_common(u->arena, &res->level, at, &res->common, &res->common_benchmark);
    return check_common(u, res);
}

/* ---- results ---- */

static bool take_fee(struct run *u, struct returns_result *res)
{
    double fee = u->request->fee;
    if (fee == 0)
        return true;
    double *level = ARENA_ARRAY(u->arena, res->level.n, double), *price = ARENA_ARRAY(u->arena, res->level.n, double);
    const struct level_series prices = {res->level.n, res->level.day, res->price};
    if (!(res->terms.ppy > 0) || !series_less_fee(&res->level, fee, res->terms.ppy, level) ||
        (res->price && !series_less_fee(&prices, fee, res->terms.ppy, price))) {
        problem_add(u->problem, "fee", "%s: %s", res->name,
                    res->terms.ppy > 0 ? "nothing would be left of it before the last row"
                                       : "rows of no regular pace take no yearly fee");
        return false;
    }
    res->level.level = level;
    res->price = res->price ? price : NULL;
    return true;
}

static bool set_rates(struct run *u, struct returns_result *res)
{
    const struct level_series *rates = &u->sources->risk_free;
    char first[DAY_TEXT];
    if (!rates->n)
        return true;
    for (size_t i = 0; i < rates->n; i++)
        if (!(rates->level[i] >= RATE_LEAST && rates->level[i] <= RATE_MOST)) {
            problem_add(u->problem, "risk_free_series",
                        "%s a year on %s is no interest rate: per cents a year are expected",
                        num_percent(u->arena, rates->level[i] * 100, 2), day_text(rates->day[i], first));
            return false;
        }
    double *rate = ARENA_ARRAY(u->arena, res->level.n, double);
    if (!series_rates_at(&res->level, rates, rate)) {
        problem_add(u->problem, "risk_free_series", "the rates begin on %s, later than the first return of %s",
                    day_text(rates->day[0], first), res->name);
        return false;
    }
    res->terms.risk_free_rates = rate;
    return true;
}

static void warn_of_result(struct run *u, const struct returns_result *res)
{
    struct warnings *w = &u->out->warnings;
    size_t n = res->level.n - 1;
    char day[DAY_TEXT];
    if (n < FEW_RETURNS)
        warnings_add(u->arena, w, "few_returns", "%s has %zu returns: with fewer than %d statistics say little",
                     res->name, n, FEW_RETURNS);
    if (res->terms.ppy == 0)
        warnings_add(u->arena, w, "irregular",
                     "%s: the dates come at no regular pace: only total return, growth and drawdowns are computed",
                     res->name);
    if (res->base_assumed)
        warnings_add(u->arena, w, "base_assumed", "%s: the first return is assumed to begin on %s", res->name,
                     day_text(res->level.day[0], day));
    if (u->request->as_of != RETURNS_NO_DAY && u->request->as_of < res->level.day[0])
        warnings_add(u->arena, w, "as_of", "%s begins on %s: there are no trailing returns up to an earlier day",
                     res->name, day_text(res->level.day[0], day));
    if (res->level.level[n] == 0)
        warnings_add(u->arena, w, "total_loss", "%s ends with a total loss", res->name);
}

static bool set_result(struct run *u, struct track *t, struct returns_result *res)
{
    const struct returns_request *r = u->request;
    *res = (struct returns_result){.name = t->name, .basis = t->basis, .spacing = t->spacing};
    res->source_rows = t->source->n - t->source->base_assumed;
    res->level = t->level;
    res->price = t->price;
    res->base_assumed = t->source->base_assumed && t->level.day[0] == t->source->day[0];
    int32_t first = t->level.day[0], last = t->level.day[t->level.n - 1];
    res->terms =
        (struct returns_terms){.risk_free = r->risk_free,
                               .frequency = t->frequency,
                               .ppy = periods_per_year(u, t),
                               .years = r->years_method,
                               .calendar_years = series_calendar_years(&t->daily, t->spacing.frequency, first, last)};
    if (r->window == RETURNS_WINDOW_CALENDAR && r->years_method == RETURNS_YEARS_ANNIVERSARY)
        res->terms.years = RETURNS_YEARS_CALENDAR;
    if (!take_fee(u, res) || !set_rates(u, res) || !set_benchmark(u, res))
        return false;
    warn_of_result(u, res);
    return true;
}

static bool prepare(struct run *u)
{
    const struct returns_sources *s = u->sources;
    bool good = true;
    for (int i = 0; i < s->n_series; i++)
        good = open_track(u, "series", &s->series[i], &u->series[i]) && good;
    for (int i = 0; i < s->n_benchmarks; i++)
        good = open_track(u, "benchmark", &s->benchmark[i], &u->benchmark[i]) && good;
    if (!good || !find_frequency(u))
        return false;
    find_common_window(u);
    for (int i = 0; i < s->n_benchmarks; i++)
        convert(u, &u->benchmark[i]);
    for (int i = 0; i < s->n_series && good; i++) {
        struct track *t = &u->series[i];
        good = cut_end(u, t);
        struct level_series source = t->daily; /* with the rows behind the window: they tell whose year is over */
        if (good)
            convert(u, t);
        t->daily = source;
        good = good && cut_base(u, t);
    }
    return good;
}

bool returns_analyze(struct arena *a, const struct returns_request *r, const struct returns_sources *s, unsigned tables,
                     const char *data_version, struct returns_analysis *out, struct problem *p)
{
    struct run *u = ARENA_NEW(a, struct run);
    *u = (struct run){.arena = a, .request = r, .sources = s, .out = out, .problem = p};
    *out = (struct returns_analysis){.request = *r, .data_version = data_version, .tables = tables, .n = s->n_series};
    if (!returns_request_check(r, p))
        return false;
    if (!s->n_series) {
        problem_add(p, "series", "is missing");
        return false;
    }
    if (!prepare(u))
        return false;
    out->benchmark_name = r->benchmark == RETURNS_NO_BENCHMARK ? NULL : benchmark_name(u);
    out->risk_free_name = s->risk_free_name ? s->risk_free_name : r->risk_free_series;
    out->currency_name = s->currency_name ? s->currency_name : r->currency_series;
    out->inflation_name = s->inflation_name ? s->inflation_name : r->inflation_series;
    out->series = ARENA_ARRAY(a, (size_t)out->n, struct returns_result);
    for (int i = 0; i < out->n; i++)
        if (!set_result(u, &u->series[i], &out->series[i]))
            return false;
    for (int i = 0; i < out->n; i++)
        returns_result_fill(a, r, tables, &out->series[i]);
    if (out->n > 1 && tables & RETURNS_TABLE_SIDE_BY_SIDE)
        returns_side_fill(a, out);
    return true;
}
