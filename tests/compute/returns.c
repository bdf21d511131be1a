/* returns.c: what an analysis of returns does with its series before and after the engine: windows, frequencies, benchmarks on
 * other days, several series, sheets. The figures themselves are tested in tests/engine and tests/oracle.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../engine/made_series.h"
#include "base/day.h"
#include "compute/returns.h"
#include "engine/stats.h"

enum { ROWS = 3000 };

static struct made_series made[3];
static struct problem p;
static struct returns_analysis an;

/* Wealth with its dividends beside the closes of a made series, all of them on the days of the first. */
static struct returns_source source_of(int k, const char *name)
{
    struct made_series *m = &made[k];
    double *total = ARENA_ARRAY(a, ROWS, double);
    for (int i = 0; i <= k; i++)
        if (!made[i].n)
            made_series_fill(&made[i], ROWS, (uint64_t)i + 1, 0.01);
    const struct price_series prices = {.n = ROWS, .day = m->day, .close = m->close, .dividend = m->dividend};
    series_total(&prices, total);
    return (struct returns_source){.name = name, .n = ROWS, .day = made[0].day, .total = total, .price = m->close};
}

static struct returns_sources one(void)
{
    return (struct returns_sources){.n_series = 1, .series = {source_of(0, "One")}};
}

static struct returns_request request(void)
{
    struct returns_request r;
    returns_request_init(&r);
    return r;
}

static bool analyze(const struct returns_request *r, const struct returns_sources *s)
{
    p = (struct problem){.arena = a};
    return returns_analyze(a, r, s, RETURNS_TABLE_ALL, "data", &an, &p);
}

static void analyzed(const struct returns_request *r, const struct returns_sources *s)
{
    if (!analyze(r, s))
        fail_msg("%s: %s", p.at[0].field, p.at[0].message);
}

static void refused(const struct returns_request *r, const struct returns_sources *s, const char *field)
{
    assert_false(analyze(r, s));
    if (!problem_message(&p, field))
        fail_msg("refused for %s: %s", p.at[0].field, p.at[0].message);
}

static double metric(int series, enum returns_metric m)
{
    return an.series[series].metrics.value[m];
}

static bool warned(const char *code)
{
    for (int i = 0; i < an.warnings.n; i++)
        if (!strcmp(an.warnings.at[i].code, code))
            return true;
    return false;
}

static int32_t first_day(int series)
{
    return an.series[series].level.day[0];
}

static int32_t last_day(int series)
{
    return an.series[series].level.day[an.series[series].level.n - 1];
}

/* ---- the window ---- */

static void the_base_is_the_last_row_up_to_the_first_day(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    r.from = day_from_civil(2012, 1, 1); /* a Sunday */
    r.to = day_from_civil(2014, 1, 5);
    analyzed(&r, &s);
    assert_true(first_day(0) < r.from && r.from - first_day(0) <= 4);
    assert_true(last_day(0) <= r.to && r.to - last_day(0) <= 4);
    double total = an.series[0].level.level[an.series[0].level.n - 1] / an.series[0].level.level[0] - 1;
    assert_true(fabs(metric(0, RETURNS_TOTAL_RETURN) - total) < 1e-12);
}

static void calendar_years_count_as_whole_ones(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    r.window = RETURNS_WINDOW_CALENDAR;
    r.first_year = 2010;
    r.last_year = 2012;
    analyzed(&r, &s);
    int year, month, mday;
    day_to_civil(first_day(0), &year, &month, &mday);
    assert_true(year == 2009 && month == 12);
    assert_int_equal(an.series[0].all.m, 3);
    assert_true(fabs(metric(0, RETURNS_CAGR) - (pow(1 + metric(0, RETURNS_TOTAL_RETURN), 1.0 / 3) - 1)) < 1e-12);
    r.first_year = 1950;
    r.last_year = 2100;
    analyzed(&r, &s);
    assert_true(warned("window"));
    assert_int_equal(an.series[0].level.n, ROWS);
}

static bool warned_of(const char *part)
{
    for (int i = 0; i < an.warnings.n; i++)
        if (strstr(an.warnings.at[i].message, part))
            return true;
    return false;
}

static void a_series_that_begins_within_the_window_is_pointed_out(void **state)
{
    (void)state;
    struct returns_sources s = {.n_series = 2, .series = {source_of(0, "One"), source_of(0, "Late")}};
    struct returns_request r = request();
    char day[DAY_TEXT];
    s.series[1].day += 100;
    s.series[1].total += 100;
    s.series[1].price += 100;
    s.series[1].n -= 100;
    r.n_series = 2;
    r.series[1] = "Late";
    analyzed(&r, &s);
    assert_int_equal(first_day(0), s.series[1].day[0]);
    assert_true(warned_of(arena_printf(a, "from %s to", day_text(s.series[1].day[0], day))) &&
                warned_of("Late begins last"));
    r.own_windows = true;
    analyzed(&r, &s);
    assert_false(warned("window"));
    r.own_windows = false;
    r.n_series = s.n_series = 1;
    r.from = day_from_civil(1950, 1, 1);
    analyzed(&r, &s);
    assert_true(warned_of("One begins on"));
}

static void years_and_the_year_to_date_end_with_the_data(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    r.window = RETURNS_WINDOW_YEARS;
    r.window_years = 3;
    analyzed(&r, &s);
    int32_t last = made[0].day[ROWS - 1];
    assert_int_equal(last_day(0), last);
    assert_true(first_day(0) <= returns_months_back(last, 36) && first_day(0) > returns_months_back(last, 36) - 5);
    r.window = RETURNS_WINDOW_YTD;
    analyzed(&r, &s);
    assert_int_equal(an.series[0].all.m, 1);
}

static void a_window_without_a_return_is_refused(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    r.from = made[0].day[ROWS - 1];
    refused(&r, &s, "from");
    r.from = RETURNS_NO_DAY;
    r.to = made[0].day[0] - 1;
    refused(&r, &s, "from");
}

/* ---- basis, fee, frequency ---- */

static void dividends_are_what_total_return_has_more(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    analyzed(&r, &s);
    const struct returns_dividends *d = an.series[0].dividends;
    assert_non_null(d);
    assert_true(d->contribution > 0 && fabs(d->contribution - (d->total_cagr - d->price_cagr)) < 1e-15);
    r.basis = RETURNS_PRICE;
    analyzed(&r, &s);
    assert_int_equal(an.series[0].basis, RETURNS_PRICE);
    assert_true(metric(0, RETURNS_CAGR) == d->price_cagr);
    assert_null(an.series[0].dividends);
    s.series[0].total = NULL;
    r.basis = RETURNS_TOTAL;
    analyzed(&r, &s);
    assert_int_equal(an.series[0].basis, RETURNS_PRICE);
    assert_true(warned("basis"));
}

static void a_fee_is_taken_off_every_return(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    analyzed(&r, &s);
    double before = metric(0, RETURNS_MEAN_RETURN_ANNUALIZED_ARITHMETIC);
    r.fee = 0.01;
    analyzed(&r, &s);
    assert_true(fabs(before - metric(0, RETURNS_MEAN_RETURN_ANNUALIZED_ARITHMETIC) - 0.01) < 1e-9);
}

static void a_coarser_frequency_takes_the_last_rows(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    r.frequency = FREQUENCY_MONTHLY;
    analyzed(&r, &s);
    assert_true(an.series[0].terms.ppy == 12 && an.series[0].level.n < ROWS / 20);
    struct returns_sources monthly = {.n_series = 1, .series = {{.name = "M", .n = an.series[0].level.n}}};
    monthly.series[0].day = an.series[0].level.day;
    monthly.series[0].total = an.series[0].level.level;
    r.frequency = FREQUENCY_DAILY;
    refused(&r, &monthly, "frequency");
    /* Beside monthly rows daily ones become monthly, and the months are met whatever day they end on. */
    int32_t *shifted = ARENA_ARRAY(a, monthly.series[0].n, int32_t);
    for (size_t i = 0; i < monthly.series[0].n; i++)
        shifted[i] = series_period_end(monthly.series[0].day[i], FREQUENCY_MONTHLY) - 2;
    monthly.series[0].day = shifted;
    s.n_benchmarks = 1;
    s.benchmark[0] = monthly.series[0];
    r = request();
    r.benchmark = RETURNS_BENCHMARK_SERIES;
    r.benchmark_series[0] = "M";
    analyzed(&r, &s);
    assert_true(warned("frequency") && an.frequency == FREQUENCY_MONTHLY);
    assert_int_equal(an.series[0].common.n, an.series[0].level.n);
    assert_true(fabs(metric(0, RETURNS_BETA) - 1) < 1e-9);
}

/* ---- benchmarks ---- */

static struct returns_sources with_benchmark(struct returns_request *r)
{
    struct returns_sources s = one();
    s.n_benchmarks = 1;
    s.benchmark[0] = source_of(1, "Two");
    *r = request();
    r->benchmark = RETURNS_BENCHMARK_SERIES;
    r->benchmark_series[0] = "Two";
    return s;
}

static void a_benchmark_on_other_days_compares_equal_stretches(void **state)
{
    (void)state;
    struct returns_request r;
    struct returns_sources s = with_benchmark(&r);
    size_t n = 0;
    int32_t *day = ARENA_ARRAY(a, ROWS, int32_t);
    double *level = ARENA_ARRAY(a, ROWS, double);
    for (size_t i = 0; i < ROWS; i++)
        if (i % 7) { /* the same series with holes */
            day[n] = s.series[0].day[i];
            level[n++] = s.series[0].total[i];
        }
    s.benchmark[0] = (struct returns_source){.name = "Holes", .n = n, .day = day, .total = level};
    analyzed(&r, &s);
    assert_int_equal(an.series[0].common.n, n);
    assert_true(fabs(metric(0, RETURNS_BETA) - 1) < 1e-12 && fabs(metric(0, RETURNS_TRACKING_ERROR)) < 1e-12);
    assert_true(isnan(an.series[0].benchmark[0]) && !isnan(an.series[0].benchmark[1]));
    assert_true(warned("benchmark_days"));
    assert_string_equal(an.benchmark_name, "Holes");
}

static void few_common_days_are_refused_unless_forced(void **state)
{
    (void)state;
    struct returns_request r;
    struct returns_sources s = with_benchmark(&r);
    s.benchmark[0].n = 20;
    refused(&r, &s, "benchmark");
    r.force = true;
    analyzed(&r, &s);
    assert_int_equal(an.series[0].common.n, 20);
    s.benchmark[0].day = (const int32_t[]){0, 1, 2, 3};
    s.benchmark[0].n = 4;
    refused(&r, &s, "benchmark"); /* none at all */
    r.force = false;
    s = with_benchmark(&r);
    r.from = made[0].day[ROWS - 21]; /* a short window is what was asked for */
    analyzed(&r, &s);
    assert_true(warned("few_returns"));
}

static void a_fixed_rate_is_a_benchmark_without_a_market(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    r.benchmark = RETURNS_BENCHMARK_RATE;
    r.benchmark_rate = 0.03;
    analyzed(&r, &s);
    assert_true(fabs(metric(0, RETURNS_BENCHMARK_CAGR) - 0.03) < 1e-9);
    assert_true(isnan(metric(0, RETURNS_BETA)) && isnan(metric(0, RETURNS_TREYNOR)));
    assert_true(metric(0, RETURNS_TRACKING_ERROR) > 0);
    assert_string_equal(an.benchmark_name, "3.00 % a year");
}

static void a_blend_is_rebalanced_or_left_alone(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    s.n_benchmarks = 2;
    s.benchmark[0] = source_of(1, "Two");
    s.benchmark[1] = source_of(2, "Three");
    r.benchmark = RETURNS_BENCHMARK_BLEND;
    r.n_benchmarks = 2;
    r.benchmark_series[0] = "Two";
    r.benchmark_series[1] = "Three";
    r.weight[0] = 0.6;
    r.weight[1] = 0.4;
    r.rebalance = FREQUENCY_IRREGULAR;
    analyzed(&r, &s);
    double two = s.benchmark[0].total[ROWS - 1] / s.benchmark[0].total[0];
    double three = s.benchmark[1].total[ROWS - 1] / s.benchmark[1].total[0];
    assert_true(fabs(metric(0, RETURNS_BENCHMARK_TOTAL_RETURN) - (0.6 * two + 0.4 * three - 1)) < 1e-9);
    assert_string_equal(an.benchmark_name, "60 % Two + 40 % Three, never rebalanced");
    double never = metric(0, RETURNS_BENCHMARK_TOTAL_RETURN);
    r.rebalance = FREQUENCY_MONTHLY;
    analyzed(&r, &s);
    assert_true(fabs(metric(0, RETURNS_BENCHMARK_TOTAL_RETURN) - never) > 1e-6);
}

static void rates_by_day_take_the_place_of_one_rate(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    const int32_t day[] = {made[0].day[0] - 10};
    const double rate[] = {0.02}, late[] = {0.02};
    analyzed(&r, &s);
    double sharpe = metric(0, RETURNS_SHARPE);
    s.risk_free = (struct level_series){1, day, rate};
    r.risk_free = 0.5;
    analyzed(&r, &s);
    assert_true(fabs(metric(0, RETURNS_SHARPE) - sharpe) < 1e-9);
    const int32_t later[] = {made[0].day[10]};
    s.risk_free = (struct level_series){1, later, late};
    refused(&r, &s, "risk_free_series");
    const double below[] = {-0.005}, prices[] = {41.5};
    s.risk_free = (struct level_series){1, day, below};
    analyzed(&r, &s);
    assert_true(metric(0, RETURNS_SHARPE) > sharpe);
    s.risk_free = (struct level_series){1, day, prices}; /* no interest rates */
    refused(&r, &s, "risk_free_series");
}

static void levels_can_be_turned_into_another_currency(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    const int32_t day[] = {made[0].day[0], made[0].day[ROWS - 1]};
    const double rate[] = {1, 1.5};
    analyzed(&r, &s);
    double before = 1 + metric(0, RETURNS_TOTAL_RETURN);
    s.currency = (struct level_series){2, day, rate};
    analyzed(&r, &s);
    assert_true(fabs((1 + metric(0, RETURNS_TOTAL_RETURN)) / before - 1.5) < 1e-12);
    s.inflation = s.currency;
    analyzed(&r, &s);
    assert_true(fabs((1 + metric(0, RETURNS_TOTAL_RETURN)) / before - 1) < 1e-12);
}

/* ---- several series ---- */

static void several_series_share_a_window_unless_each_has_its_own(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    s.n_series = 2;
    s.series[1] = source_of(1, "Two");
    s.series[1].day += 500;
    s.series[1].total += 500;
    s.series[1].price += 500;
    s.series[1].n = ROWS - 600;
    analyzed(&r, &s);
    assert_int_equal(last_day(0), last_day(1));
    assert_true(first_day(1) - first_day(0) <= 4 && first_day(0) <= first_day(1));
    double shared = metric(0, RETURNS_TOTAL_RETURN);
    r.own_windows = true;
    analyzed(&r, &s);
    assert_int_equal(first_day(0), made[0].day[0]);
    assert_true(metric(0, RETURNS_TOTAL_RETURN) != shared);
}

static void correlations_are_symmetric_and_ranks_count_from_one(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    s.n_series = 3;
    s.series[1] = source_of(1, "Two");
    s.series[2] = source_of(0, "One again");
    analyzed(&r, &s);
    const struct returns_side_by_side *side = &an.side;
    for (int i = 0; i < 3; i++)
        assert_true(side->correlation[i * 3 + i] == 1);
    assert_true(side->correlation[1] == side->correlation[3] && fabs(side->correlation[1]) < 0.2);
    assert_true(fabs(side->correlation[2] - 1) < 1e-12 && fabs(side->tracking[2]) < 1e-12);
    assert_true(side->n_years > 5);
    for (size_t y = 0; y < side->n_years; y++) {
        const int *rank = side->year_rank + y * 3;
        assert_int_equal(rank[0], rank[2]); /* equal returns share a rank */
        assert_true((rank[0] == 1 && rank[1] == 3) || (rank[0] == 2 && rank[1] == 1));
    }
    int best = side->best[RETURNS_CAGR];
    assert_true(best == 1 || best == -1); /* two share the other place */
    assert_int_equal(side->best[RETURNS_N_RETURNS], -1);
}

/* ---- the answer and the sheets ---- */

static struct returns_sources everything(struct returns_request *r)
{
    struct returns_sources s = with_benchmark(r);
    s.n_series = 2;
    s.series[1] = source_of(2, "=cmd|\"Three\"");
    r->draws = 50;
    r->future_paths = 40;
    r->n_series = 2;
    r->series[0] = "One";
    r->series[1] = "=cmd|\"Three\"";
    return s;
}

static struct json_object *answer(void)
{
    struct buf b;
    const char *why;
    buf_init(&b, a, 1 << 16);
    returns_answer_write(&b, &an);
    struct json_object *o = json_read(a, buf_view(&b), &why);
    if (!o)
        fail_msg("%s", why);
    return o;
}

static void the_answer_is_json_and_the_same_every_time(void **state)
{
    (void)state;
    struct returns_request r;
    struct returns_sources s = everything(&r);
    struct buf first, second;
    const char *why;
    buf_init(&first, a, 1 << 16);
    buf_init(&second, a, 1 << 16);
    analyzed(&r, &s);
    returns_answer_write(&first, &an);
    analyzed(&r, &s);
    returns_answer_write(&second, &an);
    assert_string_equal(first.s, second.s);
    struct buf head;
    buf_init(&head, a, 1 << 10);
    returns_head_write(&head, &an);
    assert_true(str_starts(buf_view(&first), head.s) && strstr(head.s, "\"inputs_hash\":\""));
    struct json_object *o = json_read(a, buf_view(&first), &why);
    if (!o)
        fail_msg("%s", why);
    assert_int_equal(json_object_array_length(json_member(o, "series")), 2);
    assert_non_null(json_member(json_member(o, "side_by_side"), "correlation"));
}

static void metrics_as_objects_say_their_basis_and_number(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    struct buf b;
    const char *why;
    double n;
    struct str basis;
    buf_init(&b, a, 1 << 16);
    r.objects = true;
    analyzed(&r, &s);
    returns_answer_write(&b, &an);
    struct json_object *o = json_read(a, buf_view(&b), &why);
    struct json_object *sharpe = json_member(json_member(o, "metrics"), "sharpe");
    assert_true(json_get_num(sharpe, "n", &n) && n == ROWS - 1);
    assert_true(json_get_str(sharpe, "basis", &basis) && str_eq(basis, "total"));
    assert_null(json_member(sharpe, "note"));
    assert_non_null(json_member(json_member(json_member(o, "metrics"), "beta"), "note"));
}

static void every_part_is_a_sheet_and_a_csv_without_formulas(void **state)
{
    (void)state;
    struct returns_request r;
    struct returns_sources s = everything(&r);
    analyzed(&r, &s);
    for (int part = 0; part < RETURNS_PARTS; part++) {
        struct returns_sheet sheet;
        struct buf b;
        assert_int_equal(returns_part_named(returns_part_info[part].key), part);
        buf_init(&b, a, 4096);
        if (!returns_sheet_make(a, &an, (enum returns_part)part, 0, &sheet))
            fail_msg("no sheet %s", returns_part_info[part].key);
        assert_true(sheet.columns > 1 && sheet.rows > 0);
        returns_sheet_csv(&b, &sheet);
        size_t lines = 0;
        for (size_t i = 0; i < b.n; i++)
            lines += b.s[i] == '\n';
        assert_int_equal(lines, sheet.rows + 1);
        for (size_t c = 0; c < sheet.columns; c++)
            assert_non_null(sheet.column[c].key);
        assert_null(strstr(b.s, ",nan"));
        assert_null(strstr(b.s, ",inf"));
        assert_null(strstr(b.s, "\"=cmd"));
    }
    assert_int_equal(returns_part_named("nonsense"), RETURNS_PARTS);
}

static void the_original_layout_has_the_newest_end_first(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    struct returns_sheet sheet;
    r.window = RETURNS_WINDOW_CALENDAR;
    r.first_year = 2010;
    r.last_year = 2012;
    analyzed(&r, &s);
    assert_true(returns_sheet_make(a, &an, RETURNS_PART_MATRIX_ORIGINAL, 0, &sheet));
    assert_string_equal(sheet.column[0].key, "");
    assert_string_equal(sheet.column[1].key, "2010");
    assert_string_equal(sheet.cell[0].text, "2012");
    assert_true(isnan(sheet.cell[2 * 4 + 3].number)); /* 2010 cannot end before 2012 begins */
    double x = sheet.cell[1].number;
    assert_true(fabs(x * 100 - round(x * 100)) < 1e-6);
}

static void tables_that_were_not_asked_for_are_not_there(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    struct returns_sheet sheet;
    struct buf b;
    p = (struct problem){.arena = a};
    assert_true(returns_analyze(a, &r, &s, 0, "data", &an, &p));
    for (int part = RETURNS_PART_MATRIX; part < RETURNS_PARTS; part++)
        if (part != RETURNS_PART_DRAWDOWNS && part != RETURNS_PART_ROLLING_SERIES && part != RETURNS_PART_RISK_SERIES)
            assert_false(returns_sheet_make(a, &an, (enum returns_part)part, 0, &sheet));
    buf_init(&b, a, 4096);
    returns_answer_write(&b, &an);
    assert_null(strstr(b.s, "\"trailing\""));
    assert_non_null(strstr(b.s, "\"sharpe\""));
}

/* The same bytes as among all tables. */
static void a_part_needs_the_tables_that_it_names_and_no_others(void **state)
{
    (void)state;
    struct returns_request r;
    struct returns_sources s = everything(&r);
    static struct returns_analysis all;
    analyzed(&r, &s);
    all = an;
    for (int part = 0; part < RETURNS_PARTS; part++)
        for (int i = 0; i < 2; i++) {
            struct returns_sheet whole, alone;
            struct buf of_all, of_one;
            buf_init(&of_all, a, 4096);
            buf_init(&of_one, a, 4096);
            p = (struct problem){.arena = a};
            assert_true(returns_analyze(a, &r, &s, returns_part_info[part].tables, "data", &an, &p));
            assert_true(returns_sheet_make(a, &all, (enum returns_part)part, i, &whole));
            assert_true(returns_sheet_make(a, &an, (enum returns_part)part, i, &alone));
            returns_sheet_csv(&of_all, &whole);
            returns_sheet_csv(&of_one, &alone);
            if (strcmp(of_all.s, of_one.s) != 0)
                fail_msg("%s", returns_part_info[part].key);
        }
}

static void value_at_risk_is_tested_over_the_window_of_the_frequency(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    struct returns_sheet sheet;
    analyzed(&r, &s);
    const struct returns_result *res = &an.series[0];
    assert_true(res->var_window == 252 && res->var_test[0].tested == res->level.n - 1 - 252);
    assert_true(returns_sheet_make(a, &an, RETURNS_PART_VAR, 0, &sheet) && sheet.rows == RETURNS_VAR_TESTS);
    struct json_object *json = answer(), *tests = json_member(json_member(json, "var_backtest"), "tests"), *last;
    assert_int_equal(json_object_array_length(tests), RETURNS_VAR_TESTS);
    double confidence, expected;
    last = json_object_array_get_idx(tests, RETURNS_VAR_TESTS - 1);
    assert_true(json_get_num(last, "confidence", &confidence) && confidence == 0.99);
    assert_true(json_get_num(last, "expected", &expected) && fabs(expected - (double)(ROWS - 253) * 0.01) < 1e-9);
    r.frequency = FREQUENCY_MONTHLY;
    analyzed(&r, &s);
    assert_int_equal(an.series[0].var_window, 60);
    r = request();
    r.window = RETURNS_WINDOW_YEARS;
    r.window_years = 1;
    analyzed(&r, &s); /* not one return more than an estimate takes */
    assert_false(returns_sheet_make(a, &an, RETURNS_PART_VAR, 0, &sheet));
    assert_int_equal(json_object_array_length(json_member(json_member(answer(), "var_backtest"), "tests")), 0);
}

static void rolling_risk_begins_with_a_full_window(void **state)
{
    (void)state;
    struct returns_request r;
    struct returns_sources s = with_benchmark(&r);
    struct returns_rolling_risk k;
    analyzed(&r, &s);
    returns_risk_columns(a, &an.series[0], 63, &k);
    assert_true(isnan(k.volatility[62]) && k.volatility[63] > 0);
    assert_true(isnan(k.beta[62]) && isfinite(k.beta[63]));
    const double *rolling = returns_rolling_column(a, &an.series[0], 12, false);
    assert_true(isnan(rolling[0]) && isfinite(rolling[ROWS - 1]));
    s = one();
    r = request();
    analyzed(&r, &s);
    returns_risk_columns(a, &an.series[0], 63, &k);
    assert_null(k.beta);
    assert_null(returns_rolling_column(a, &an.series[0], 12, true));
}

static void the_matched_levels_are_as_volatile_as_the_benchmark(void **state)
{
    (void)state;
    struct returns_request r;
    struct returns_sources s = with_benchmark(&r);
    double factor, *x = ARENA_ARRAY(a, ROWS, double);
    struct stats_shape matched, other;
    analyzed(&r, &s);
    const struct returns_result *res = &an.series[0];
    const double *level = returns_matched_column(a, res, &factor);
    series_returns(level, res->common.n, x);
    stats_shape_find(x, res->common.n - 1, &matched);
    assert_true(fabs(x[5] - factor * (res->common.level[6] / res->common.level[5] - 1)) < 1e-14);
    series_returns(res->common_benchmark.level, res->common.n, x);
    stats_shape_find(x, res->common.n - 1, &other);
    assert_true(fabs(matched.deviation / other.deviation - 1) < 1e-12);
    r.benchmark = RETURNS_BENCHMARK_RATE;
    r.benchmark_rate = 0.03;
    s.n_benchmarks = 0;
    analyzed(&r, &s);
    assert_null(returns_matched_column(a, &an.series[0], &factor));
    s = one();
    r = request();
    analyzed(&r, &s);
    assert_null(returns_matched_column(a, &an.series[0], &factor));
}

static void months_stand_beside_the_normal_and_rows_where_there_are_few(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    analyzed(&r, &s);
    const struct returns_result *res = &an.series[0];
    assert_int_equal(returns_distribution_period[res->quantiles_of], FREQUENCY_MONTHLY);
    assert_int_equal(res->n_quantiles, res->distribution[res->quantiles_of].of.n);
    assert_true(res->quantile[0].value == res->distribution[res->quantiles_of].of.worst);
    r.window = RETURNS_WINDOW_YEARS;
    r.window_years = 0.5;
    analyzed(&r, &s);
    assert_int_equal(an.series[0].quantiles_of, 0);
    assert_int_equal(an.series[0].n_quantiles, an.series[0].level.n - 1);
}

/* Beside what the engine says for the same draws. */
static void futures_begin_now_and_reach_as_far_as_asked_for(void **state)
{
    (void)state;
    static const struct {
        int years, frequency, steps;
    } cases[] = {
        {1, FREQUENCY_DAILY, 12}, {10, FREQUENCY_MONTHLY, 12}, {20, FREQUENCY_DAILY, 4}, {3, FREQUENCY_QUARTERLY, 4}};
    struct returns_sources s = one();
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct returns_request r = request();
        struct returns_future last;
        r.future_paths = 60;
        r.future_years = cases[k].years;
        r.frequency = cases[k].frequency;
        r.future_seed = 11;
        analyzed(&r, &s);
        const struct returns_fan *fan = &an.series[0].fan;
        assert_true(fan->how.paths == 60 && fan->how.seed == 11 && fan->steps == cases[k].steps);
        assert_int_equal(fan->n, 1 + cases[k].years * cases[k].steps);
        assert_int_equal(fan->point[0].period, 0);
        assert_int_equal(fan->point[fan->n - 1].period, fan->how.periods);
        assert_int_equal(fan->how.periods, lround(cases[k].years * an.series[0].terms.ppy));
        double *scratch = ARENA_ARRAY(a, returns_futures_scratch(an.series[0].level.n, &fan->how, 1), double);
        assert_true(returns_futures_find(&an.series[0].level, &fan->how, &fan->how.periods, 1, scratch, &last));
        assert_memory_equal(&last, &fan->point[fan->n - 1], sizeof last);
    }
}

static void the_answer_has_futures_only_when_they_were_asked_for(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    struct buf b;
    const char *why;
    double x, y;
    buf_init(&b, a, 1 << 16);
    analyzed(&r, &s);
    returns_answer_write(&b, &an);
    assert_null(strstr(b.s, "\"futures\""));
    r.future_paths = 30;
    r.future_years = 2;
    analyzed(&r, &s);
    buf_init(&b, a, 1 << 16);
    returns_answer_write(&b, &an);
    struct json_object *o = json_read(a, buf_view(&b), &why), *futures = json_member(o, "futures");
    assert_true(json_get_num(futures, "paths", &x) && x == 30 && json_get_num(futures, "block", &y) && y == 21);
    struct json_object *points = json_member(futures, "points");
    assert_int_equal(json_object_array_length(points), 25);
    struct json_object *last = json_object_array_get_idx(points, 24);
    assert_true(json_get_num(last, "years", &x) && x == 2);
    assert_true(json_get_num(last, "median", &x) && x == an.series[0].fan.point[24].level[2]);
    assert_true(json_get_num(last, "loss_probability", &x) && x == an.series[0].fan.point[24].loss);
    struct json_object *quantiles = json_member(o, "quantiles");
    assert_int_equal(json_object_array_length(json_member(quantiles, "returns")), an.series[0].n_quantiles);
    assert_true(json_get_num(json_member(json_member(o, "distribution"), "rows"), "low_whisker", &x));
    assert_true(x == an.series[0].distribution[0].low_whisker);
}

static void the_sheet_of_futures_marks_whole_years(void **state)
{
    (void)state;
    struct returns_sources s = one();
    struct returns_request r = request();
    struct returns_sheet sheet;
    r.future_paths = 30;
    r.future_years = 2;
    analyzed(&r, &s);
    assert_true(returns_sheet_make(a, &an, RETURNS_PART_FUTURES, 0, &sheet));
    assert_int_equal(sheet.rows, 25);
    size_t last = sheet.columns - 1;
    assert_string_equal(sheet.column[last].key, "whole_years");
    assert_string_equal(sheet.cell[0].text, "now");
    assert_string_equal(sheet.cell[sheet.columns].text, "1 month");
    assert_string_equal(sheet.cell[13 * sheet.columns].text, "1 year, 1 month");
    assert_string_equal(sheet.cell[24 * sheet.columns].text, "2 years");
    assert_true(isnan(sheet.cell[last].number) && sheet.cell[12 * sheet.columns + last].number == 1);
}

static void short_and_lost_series_have_answers(void **state)
{
    (void)state;
    static const int32_t day[] = {19723, 19724, 19725, 19726};
    static const double level[] = {1, 1.5, 0.5, 0};
    for (size_t n = 2; n <= 4; n++) {
        struct returns_sources s = {.n_series = 1, .series = {{.name = "S", .n = n, .day = day, .total = level}}};
        struct returns_request r = request();
        struct buf b;
        const char *why;
        s.series[0].as_given = true;
        r.draws = 10;
        r.future_paths = 10;
        analyzed(&r, &s);
        buf_init(&b, a, 4096);
        returns_answer_write(&b, &an);
        assert_non_null(json_read(a, buf_view(&b), &why));
        assert_int_equal(an.series[0].basis, RETURNS_GIVEN);
        assert_true(n < 4 || warned("total_loss"));
    }
    struct returns_sources s = {.n_series = 1, .series = {{.name = "S", .n = 1, .day = day, .total = level}}};
    struct returns_request r = request();
    refused(&r, &s, "series");
    s.n_series = 0;
    refused(&r, &s, "series");
}

/* ---- what it was made of ---- */

static void the_data_version_tells_every_figure_and_day_but_no_name(void **state)
{
    (void)state;
    static double level[ROWS];
    static int32_t day[ROWS];
    struct returns_sources s = one(), t = s;
    char first[INPUTS_HASH], other[INPUTS_HASH];
    returns_sources_hash(&s, first);
    t.series[0].name = "Another";
    returns_sources_hash(&t, other);
    assert_string_equal(other, first);

    memcpy(level, s.series[0].total, sizeof level);
    memcpy(day, s.series[0].day, sizeof day);
    level[ROWS - 1] = nextafter(level[ROWS - 1], INFINITY);
    t.series[0].total = level;
    returns_sources_hash(&t, other);
    assert_string_not_equal(other, first);
    day[ROWS - 1]++;
    t = s;
    t.series[0].day = day;
    returns_sources_hash(&t, other);
    assert_string_not_equal(other, first);
}

static void the_data_version_tells_what_a_series_is_used_for(void **state)
{
    (void)state;
    enum { USES = 6 };
    struct returns_source one_more = source_of(1, "Two");
    struct level_series levels = {ROWS, made[0].day, one_more.total};
    struct returns_sources s[USES];
    char hex[USES][INPUTS_HASH];
    for (int k = 0; k < USES; k++)
        s[k] = one();
    s[1].series[0].total = NULL; /* its price alone */
    s[2].n_benchmarks = 1;
    s[2].benchmark[0] = one_more;
    s[3].risk_free = levels;
    s[4].currency = levels;
    s[5].inflation = levels;
    for (int k = 0; k < USES; k++) {
        returns_sources_hash(&s[k], hex[k]);
        for (int i = 0; i < k; i++)
            assert_string_not_equal(hex[i], hex[k]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_base_is_the_last_row_up_to_the_first_day),
        TEST(calendar_years_count_as_whole_ones),
        TEST(a_series_that_begins_within_the_window_is_pointed_out),
        TEST(years_and_the_year_to_date_end_with_the_data),
        TEST(a_window_without_a_return_is_refused),
        TEST(dividends_are_what_total_return_has_more),
        TEST(a_fee_is_taken_off_every_return),
        TEST(a_coarser_frequency_takes_the_last_rows),
        TEST(a_benchmark_on_other_days_compares_equal_stretches),
        TEST(few_common_days_are_refused_unless_forced),
        TEST(a_fixed_rate_is_a_benchmark_without_a_market),
        TEST(a_blend_is_rebalanced_or_left_alone),
        TEST(rates_by_day_take_the_place_of_one_rate),
        TEST(levels_can_be_turned_into_another_currency),
        TEST(several_series_share_a_window_unless_each_has_its_own),
        TEST(correlations_are_symmetric_and_ranks_count_from_one),
        TEST(the_answer_is_json_and_the_same_every_time),
        TEST(metrics_as_objects_say_their_basis_and_number),
        TEST(every_part_is_a_sheet_and_a_csv_without_formulas),
        TEST(the_original_layout_has_the_newest_end_first),
        TEST(tables_that_were_not_asked_for_are_not_there),
        TEST(a_part_needs_the_tables_that_it_names_and_no_others),
        TEST(value_at_risk_is_tested_over_the_window_of_the_frequency),
        TEST(rolling_risk_begins_with_a_full_window),
        TEST(the_matched_levels_are_as_volatile_as_the_benchmark),
        TEST(months_stand_beside_the_normal_and_rows_where_there_are_few),
        TEST(futures_begin_now_and_reach_as_far_as_asked_for),
        TEST(the_answer_has_futures_only_when_they_were_asked_for),
        TEST(the_sheet_of_futures_marks_whole_years),
        TEST(short_and_lost_series_have_answers),
        TEST(the_data_version_tells_every_figure_and_day_but_no_name),
        TEST(the_data_version_tells_what_a_series_is_used_for),
    };
    return cmocka_run_group_tests_name("returns", tests, NULL, NULL);
}
