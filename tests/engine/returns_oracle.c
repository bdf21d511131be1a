/* returns_oracle.c: the engine against ../shared/oracle/returns: every figure of every adopted case and edge case to 1e-9
 * relative, its drawdowns, and the tables of drawdowns deeper than 5 %. Skipped where those are not.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "engine/returns.h"
#include "returns_data.h"

enum { CASES_AT_LEAST = 30, DRAWDOWNS_MAX = 8000, TOP = 10 };

static bool is_close(double got, double want)
{
    return fabs(got - want) <= fmax(1e-12, 1e-9 * fabs(want));
}

/* ---- drawdowns ---- */

static const char *day_or_null(int32_t day, bool exists)
{
    return exists ? day_text(day, arena_bytes(a, DAY_TEXT)) : "null";
}

static const char *drawdown_text(const struct returns_drawdown *d)
{
    const char *legs = arena_printf(a, "%d %s %d, %zu %zu", d->days_peak_to_trough,
                                    d->open ? "null" : arena_printf(a, "%d", d->days_trough_to_recovery),
                                    d->days_peak_to_end, d->periods_peak_to_trough, d->periods_peak_to_end);
    return arena_printf(a, "%s %s %s, %s, %s", day_or_null(d->peak_day, true), day_or_null(d->trough_day, true),
                        day_or_null(d->end_day, !d->open), legs, d->open ? "true" : "false");
}

static const char *member_text(struct json_object *o, const char *key)
{
    struct json_object *m = json_member(o, key);
    return m ? json_object_get_string(m) : "null";
}

static const char *reference_text(struct json_object *o)
{
    const char *legs = arena_printf(a, "%s %s %s, %s %s", member_text(o, "days_peak_to_trough"),
                                    member_text(o, "days_trough_to_recovery"), member_text(o, "days_peak_to_end"),
                                    member_text(o, "periods_peak_to_trough"), member_text(o, "periods_peak_to_end"));
    return arena_printf(a, "%s %s %s, %s, %s", member_text(o, "peak"), member_text(o, "trough"),
                        member_text(o, "recovery"), legs, member_text(o, "open"));
}

static void check_drawdown(const char *id, const struct returns_drawdown *got, struct json_object *want)
{
    double depth;
    assert_true(json_get_num(want, "depth", &depth));
    if (!is_close(got->depth, depth) || strcmp(drawdown_text(got), reference_text(want)) != 0)
        fail_msg("%s: %.17g %s where %.17g %s is expected", id, got->depth, drawdown_text(got), depth,
                 reference_text(want));
}

/* ---- figures ---- */

static double calendar_year(const struct level_series *s, enum frequency own, const char *year)
{
    for (struct series_period p = {0}; series_period_next(s, own, FREQUENCY_YEARLY, &p);) {
        if (day_month(p.end) / 12 == atoi(year))
            return s->level[p.to] / s->level[p.from] - 1;
    }
    return NAN;
}

static void check_calendar_years(const struct returns_case *c, const struct returns_metrics *m,
                                 struct json_object *years)
{
    assert_int_equal(m->value[RETURNS_YEARS], json_object_object_length(years));
    json_object_object_foreach(years, year, value)
    {
        double want = json_object_get_double(value), got = calendar_year(&c->s, c->frequency, year);
        if (!is_close(got, want))
            fail_msg("%s %s: %.17g where %.17g is expected", c->id, year, got, want);
    }
}

static double wanted(struct json_object *value)
{
    if (!value)
        return NAN;
    return json_object_is_type(value, json_type_boolean) ? json_object_get_boolean(value)
                                                         : json_object_get_double(value);
}

static void check_figure(const char *id, const struct returns_metrics *m, const char *key, struct json_object *value)
{
    enum returns_metric k = returns_metric_named(key);
    if (k == RETURNS_METRICS)
        fail_msg("%s: %s is no figure", id, key);
    double got = m->value[k], want = wanted(value);
    if (isnan(got) != isnan(want) || (!isnan(want) && !is_close(got, want)))
        fail_msg("%s %s: %.17g where %.17g is expected", id, key, got, want);
    if (isnan(got))
        assert_in_range(m->note[k], RETURNS_NOTE_FEW_RETURNS, RETURNS_NOTE_NOT_ASKED - 1);
}

static void check_block(const struct returns_case *c, const struct returns_metrics *m, struct json_object *block)
{
    json_object_object_foreach(block, key, value)
    {
        if (strcmp(key, "max_drawdown_detail") == 0)
            check_drawdown(c->id, &m->worst, value);
        else if (strcmp(key, "calendar_years") == 0)
            check_calendar_years(c, m, value);
        else if (strcmp(key, "note") != 0)
            check_figure(c->id, m, key, value);
    }
}

/* whole: the daily rows that the case was cut from. */
static struct returns_metrics find(const struct returns_case *c, const struct level_series *whole, double risk_free)
{
    const struct level_series *s = &c->s;
    struct returns_terms terms = {.risk_free = risk_free, .frequency = c->frequency, .ppy = c->ppy};
    struct returns_metrics m;
    terms.calendar_years = series_calendar_years(whole, FREQUENCY_DAILY, s->day[0], s->day[s->n - 1]);
    void *work = arena_bytes(a, returns_work_size(s->n, c->benchmark.n));
    assert_true(returns_metrics_find(s, c->benchmark.n ? &c->benchmark : NULL, &terms, work, &m));
    /* What the reference does not have must not exist here either. */
    assert_int_equal(isnan(m.value[RETURNS_BETA]), c->benchmark.n == 0);
    return m;
}

static void check_top(const struct returns_case *c, struct json_object *file)
{
    struct json_object *top = json_member(file, "drawdowns_top10");
    struct returns_drawdown found[TOP];
    size_t n = returns_drawdowns_find(&c->s, 0, found, TOP);
    assert_int_equal(n < TOP ? n : TOP, json_object_array_length(top));
    for (size_t i = 0; i < TOP && i < n; i++)
        check_drawdown(c->id, &found[i], json_object_array_get_idx(top, i));
}

static void check_nominal(const struct returns_metrics *m, struct json_object *block)
{
    assert_int_equal(isnan(m->value[RETURNS_YEARS_NOMINAL]), json_member(block, "years_nominal") == NULL);
    assert_int_equal(isnan(m->value[RETURNS_CAGR_NOMINAL]), json_member(block, "cagr_nominal") == NULL);
}

/* The file that a case was cut from; ids begin with the ticker. */
static struct level_series whole_of(const char *id, struct json_object *file)
{
    struct str column, ticker = str_of(id);
    assert_true(json_get_str(json_member(file, "case"), "column", &column));
    return prices_read(str_dup(a, str_cut(&ticker, '_')), str_dup(a, column));
}

static void every_figure_of_every_case_is_that_of_the_reference(void **state)
{
    (void)state;
    size_t cases = 0;
    for (const char **id = case_ids(); *id; id++, cases++) {
        struct json_object *file = shared_json(arena_printf(a, "oracle/returns/adopted/%s.json", *id));
        struct returns_case c = case_read(file);
        struct level_series whole = whole_of(*id, file);
        struct returns_metrics at_0 = find(&c, &whole, 0), at_2 = find(&c, &whole, 0.02);
        check_block(&c, &at_0, json_member(file, "rf_0"));
        check_block(&c, &at_2, json_member(file, "rf_2pct"));
        check_top(&c, file);
        check_nominal(&at_0, json_member(file, "rf_0"));
    }
    assert_true(cases >= CASES_AT_LEAST);
}

/* ---- what the cases do not have: against PerformanceAnalytics, whose formulas these are ---- */

static void check_peer(const char *id, double got, struct json_object *block, const char *key)
{
    double want;
    assert_true(json_get_num(block, key, &want));
    if (!is_close(got, want))
        fail_msg("%s %s: %.17g where %.17g is expected", id, key, got, want);
}

static void betas_of_one_side_and_the_modified_shortfall_are_those_of_performanceanalytics(void **state)
{
    (void)state;
    for (const char **id = case_ids(); *id; id++) {
        struct returns_case c = case_read(shared_json(arena_printf(a, "oracle/returns/adopted/%s.json", *id)));
        struct returns_metrics m = find(&c, &c.s, 0.02);
        struct json_object *block =
            json_member(shared_json(arena_printf(a, "oracle/returns/performanceanalytics/%s.json", *id)), "rf_2pct");
        check_peer(*id, m.value[RETURNS_CVAR95_MODIFIED], block, "ES95_modified");
        check_peer(*id, m.value[RETURNS_CAGR_PERIODS_METHOD] / (0.1 - m.value[RETURNS_MAX_DRAWDOWN]), block,
                   "SterlingRatio_excess10pct");
        if (!c.benchmark.n)
            continue;
        check_peer(*id, m.value[RETURNS_UP_MARKET_BETA], block, "CAPM.beta.bull");
        check_peer(*id, m.value[RETURNS_DOWN_MARKET_BETA], block, "CAPM.beta.bear");
    }
}

/* ---- edge cases ---- */

/* Returns on weekdays from 2024-01-01; one that is not a number has no row. */
static size_t edge_returns(struct json_object *returns, int32_t *day, double *r)
{
    int32_t d = day_from_civil(2024, 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < json_object_array_length(returns); i++, d++) {
        struct json_object *value = json_object_array_get_idx(returns, i);
        while (day_weekday(d) > 4)
            d++;
        if (json_object_is_type(value, json_type_string))
            continue;
        day[n] = d;
        r[n++] = json_object_get_double(value);
    }
    return n;
}

static void check_edge(const char *name, struct json_object *edge)
{
    int32_t day[64], days[65], base;
    double r[64], level[65];
    struct str base_date;
    struct json_object *adopted = json_member(edge, "adopted");
    size_t n = edge_returns(json_member(edge, "returns"), day, r), row;
    assert_true(json_get_str(edge, "base_date", &base_date) && day_parse(base_date, &base));
    enum series_fault fault = series_from_returns(day, r, n, base, 1, days, level, &row);
    if (json_member(adopted, "refused")) {
        assert_true(fault == SERIES_NOT_POSITIVE || fault == SERIES_AFTER_LOSS);
        return;
    }
    assert_int_equal(fault, SERIES_FINE);
    struct returns_case c = {.id = name, .frequency = FREQUENCY_DAILY, .ppy = 252};
    c.s = (struct level_series){n + 1, days, level};
    struct returns_metrics m = find(&c, &c.s, 0);
    if (n < 3) {
        json_object_object_del(adopted, "statistics");
        for (enum returns_metric k = RETURNS_VOLATILITY; k < RETURNS_MAX_DRAWDOWN; k++)
            assert_true(isnan(m.value[k]) && m.note[k] == RETURNS_NOTE_FEW_RETURNS);
    }
    check_block(&c, &m, adopted);
}

static void edge_cases_are_answered_as_in_the_reference(void **state)
{
    (void)state;
    struct json_object *all = shared_json("oracle/returns/edge_cases.json");
    assert_true(json_object_object_length(all) >= 13);
    json_object_object_foreach(all, name, edge) check_edge(name, edge);
}

/* ---- tables ---- */

static const char *drawdown_row(const struct returns_drawdown *d)
{
    const char *recovered = d->open ? "" : day_or_null(d->end_day, true);
    const char *back = d->open ? "" : arena_printf(a, "%d", d->days_trough_to_recovery);
    return arena_printf(a, "%s,%s,%s,%d,%s,%d,%zu,%zu,%s", day_or_null(d->peak_day, true),
                        day_or_null(d->trough_day, true), recovered, d->days_peak_to_trough, back, d->days_peak_to_end,
                        d->periods_peak_to_trough, d->periods_peak_to_end, d->open ? "True" : "False");
}

static void drawdowns_deeper_than_5_per_cent_are_those_of_the_tables(void **state)
{
    (void)state;
    static struct returns_drawdown found[DRAWDOWNS_MAX];
    for (size_t k = 0; k < 3; k++) {
        const char *ticker = (const char *[]){"spy", "qqq", "vti"}[k];
        struct level_series s = prices_read(ticker, "adj_close");
        struct str text = shared_read(arena_printf(a, "oracle/returns/tables/drawdowns_gt5pct_%s_full.csv", ticker));
        size_t n = returns_drawdowns_find(&s, 0.05, found, DRAWDOWNS_MAX), row = 0;
        for (str_cut(&text, '\n'); text.n; row++) {
            struct str line = str_trim(str_cut(&text, '\n')), depth = str_cut(&line, ',');
            assert_true(row < n && is_close(found[row].depth, strtod(str_dup(a, depth), NULL)));
            assert_string_equal(drawdown_row(&found[row]), str_dup(a, line));
        }
        assert_true(row > 20);
        assert_int_equal(row, n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_figure_of_every_case_is_that_of_the_reference),
        cmocka_unit_test(betas_of_one_side_and_the_modified_shortfall_are_those_of_performanceanalytics),
        cmocka_unit_test(edge_cases_are_answered_as_in_the_reference),
        cmocka_unit_test(drawdowns_deeper_than_5_per_cent_are_those_of_the_tables),
    };
    return cmocka_run_group_tests(tests, returns_data_begin, returns_data_end);
}
