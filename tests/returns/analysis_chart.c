/* analysis_chart.c: tests of src/returns/analysis_chart.c: what can be drawn is drawn with numbers that exist, and names are text.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"

#include <math.h>

#include "returns/analysis_chart.h"
#include "web/chart_svg.h"

enum { DAYS = 1600 };
static const struct analysis_drawing half = {.width = 400, .height = 250, .line = {RETURNS_MATRIX_CAGR, 1, 0}};

/* Weekdays from 2000 on; a jagged rise with falls. */
static struct returns_source a_source(const char *name, size_t n, int kind)
{
    int32_t *day = ARENA_ARRAY(a, n, int32_t);
    double *level = ARENA_ARRAY(a, n, double), *price = ARENA_ARRAY(a, n, double);
    for (size_t i = 0; i < n; i++) {
        day[i] = (int32_t)(10959 + i + i / 5 * 2);
        level[i] =
            100 * exp(0.0003 * (double)i + 0.1 * sin((double)i / (30 + 9 * kind))) + (double)(i * 7919 % 13) / 10;
        price[i] = level[i] * exp(-0.0001 * (double)i);
    }
    return (struct returns_source){.name = name, .n = n, .day = day, .total = level, .price = price};
}

static const struct returns_analysis *analysis_of(int series, size_t n, bool against, unsigned tables)
{
    struct returns_request r;
    struct problem problem = {.arena = a};
    struct returns_analysis *out = ARENA_NEW(a, struct returns_analysis);
    struct returns_sources *s = ARENA_NEW(a, struct returns_sources);
    *s = (struct returns_sources){.n_series = series};
    returns_request_init(&r);
    r.future_paths = 40;
    for (int k = 0; k < series; k++) {
        s->series[k] = a_source(k ? "<b>&\"two\"" : "One", n - (size_t)k, k);
        r.series[r.n_series++] = "A";
    }
    if (against) {
        s->n_benchmarks = r.n_benchmarks = 1;
        s->benchmark[0] = a_source("Market", n, 5);
        r.benchmark = RETURNS_BENCHMARK_SERIES;
        r.benchmark_series[0] = "B";
        r.force = true;
    }
    assert_true(returns_analyze(a, &r, s, tables, "", out, &problem));
    return out;
}

static const struct returns_analysis *an_analysis(int series, size_t n, bool against)
{
    return analysis_of(series, n, against, RETURNS_TABLE_ALL);
}

static const char *drawn(const struct returns_analysis *x, enum analysis_chart chart, int series,
                         const struct analysis_drawing *as)
{
    struct buf b;
    buf_init(&b, a, 1 << 14);
    return analysis_chart_draw(&b, x, chart, series, as) ? b.s : NULL;
}

static void is_sound(const char *svg)
{
    assert_null(strstr(svg, "nan"));
    assert_null(strstr(svg, "inf"));
    assert_null(strstr(svg, "(null)"));
    assert_null(strstr(svg, "<b>"));
    assert_memory_equal(svg, "<svg ", 5);
    assert_string_equal(svg + strlen(svg) - 6, "</svg>");
}

static int drawn_all(const struct returns_analysis *x)
{
    int n = 0;
    for (int c = 0; c < ANALYSIS_CHARTS; c++)
        for (int k = 0; k < x->n; k++) {
            const char *svg = drawn(x, (enum analysis_chart)c, k, &half);
            if (svg)
                is_sound(svg);
            n += k == 0 && svg;
        }
    return n;
}

static void every_chart_is_drawn_where_there_is_something_to_draw(void **state)
{
    (void)state;
    assert_int_equal(drawn_all(an_analysis(2, DAYS, true)), ANALYSIS_CHARTS);
}

static void a_chart_needs_the_tables_that_it_names_and_no_others(void **state)
{
    (void)state;
    const struct returns_analysis *all = an_analysis(2, DAYS, true);
    for (int c = 0; c < ANALYSIS_CHARTS; c++) {
        enum analysis_chart chart = (enum analysis_chart)c;
        const struct returns_analysis *few = analysis_of(2, DAYS, true, analysis_chart_info[c].tables);
        const char *svg = drawn(few, chart, 1, &half);
        assert_non_null(svg);
        assert_string_equal(svg, drawn(all, chart, 1, &half));
    }
}

static void a_file_has_its_colours_in_it(void **state)
{
    (void)state;
    const struct returns_analysis *x = an_analysis(1, DAYS, false);
    struct buf b;
    buf_init(&b, a, 1 << 14);
    const struct chart *chart = analysis_chart_of(a, x, ANALYSIS_CHART_GROWTH, 0, &half);
    chart_svg_write_file(&b, chart);
    is_sound(b.s);
    const char *style = strstr(b.s, "<style>"), *drawing = drawn(x, ANALYSIS_CHART_GROWTH, 0, &half);
    assert_non_null(strstr(style, ".chart-line-1,.chart-line-6{stroke:#"));
    assert_non_null(strstr(style, ">Growth of 10,000</text>"));
    const char *own = strchr(drawing, '>'), *within = strchr(strstr(style, "<svg class=\"chart\""), '>');
    assert_memory_equal(within, own, strlen(own));
    assert_string_equal(within + strlen(own), "</svg>");
    assert_null(analysis_chart_of(a, x, ANALYSIS_CHART_CAPTURE, 0, &half));
}

static void one_series_without_a_benchmark_has_none_of_several_and_none_against_it(void **state)
{
    (void)state;
    const struct returns_analysis *x = an_analysis(1, DAYS, false);
    assert_int_equal(drawn_all(x), ANALYSIS_CHARTS - 5);
    static const enum analysis_chart gone[] = {ANALYSIS_CHART_RELATIVE, ANALYSIS_CHART_BETA, ANALYSIS_CHART_SCATTER,
                                               ANALYSIS_CHART_RISK_RETURN, ANALYSIS_CHART_CAPTURE};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        assert_null(drawn(x, gone[i], 0, &half));
}

static void a_handful_of_rows_makes_no_number_that_does_not_exist(void **state)
{
    (void)state;
    for (size_t n = 3; n < 12; n++)
        assert_true(drawn_all(an_analysis(2, n, true)) > 0);
}

static void pictures_are_found_by_name_and_have_words(void **state)
{
    (void)state;
    const struct returns_analysis *x = an_analysis(1, DAYS, true);
    for (int c = 0; c < ANALYSIS_CHARTS; c++) {
        assert_int_equal(analysis_chart_named(str_of(analysis_chart_info[c].id)), c);
        assert_true(strlen(analysis_chart_info[c].title) > 4);
        assert_true(strlen(analysis_chart_caption(a, x, (enum analysis_chart)c, 0, &half)) > 10);
    }
    assert_int_equal(analysis_chart_named(str_of("growth2")), ANALYSIS_CHARTS);
}

static void a_chart_is_drawn_for_a_telephone_as_well_and_growth_on_either_scale(void **state)
{
    (void)state;
    const struct returns_analysis *x = an_analysis(1, DAYS, false);
    const char *both = drawn(x, ANALYSIS_CHART_GROWTH, 0, &(struct analysis_drawing){.width = 0});
    assert_non_null(strstr(both, "chart-wide"));
    assert_non_null(strstr(both, "chart-narrow"));
    assert_string_not_equal(
        drawn(x, ANALYSIS_CHART_GROWTH, 0, &half),
        drawn(x, ANALYSIS_CHART_GROWTH, 0, &(struct analysis_drawing){.linear = true, .width = 400, .height = 250}));
}

static void a_benchmark_begins_where_the_series_stands(void **state)
{
    (void)state;
    const struct returns_analysis *x = an_analysis(1, DAYS, true);
    const struct returns_result *r = &x->series[0];
    assert_true(r->common.n > 1);
    assert_true(r->common.level[0] == r->level.level[0]); /* the same days: it begins at 10,000 as well */
    const char *svg = drawn(x, ANALYSIS_CHART_GROWTH, 0, &half), *one = strstr(svg, "chart-line-1\" fill"),
               *two = strstr(svg, "chart-line-2\" fill");
    one = strchr(strstr(one, " d=\"") + 4, 'l');
    two = strstr(two, " d=\"") + 4;
    const char *start = strstr(strstr(svg, "chart-line-1\" fill"), " d=\"") + 4;
    assert_memory_equal(start, two, (size_t)(one - start));
}

static int count(const char *s, const char *what)
{
    int n = 0;
    for (; (s = strstr(s, what)); s += strlen(what))
        n++;
    return n;
}

static void growth_at_the_volatility_of_the_benchmark_says_the_factor(void **state)
{
    (void)state;
    static const struct analysis_drawing matched = {.width = 400, .height = 250, .matched = true};
    double factor;
    const struct returns_analysis *x = an_analysis(1, DAYS, true), *alone = an_analysis(1, DAYS, false);
    assert_true(analysis_chart_matches(a, x));
    assert_non_null(returns_matched_column(a, &x->series[0], &factor));
    const char *svg = drawn(x, ANALYSIS_CHART_GROWTH, 0, &matched);
    assert_non_null(strstr(svg, arena_printf(a, ">One × %.2f</text>", factor)));
    assert_non_null(strstr(svg, "as volatile as Market"));
    assert_null(strstr(drawn(x, ANALYSIS_CHART_GROWTH, 0, &half), "as volatile as"));
    assert_false(analysis_chart_matches(a, alone));
    assert_null(drawn(alone, ANALYSIS_CHART_GROWTH, 0, &matched));
    assert_int_equal(count(drawn(an_analysis(2, DAYS, true), ANALYSIS_CHART_GROWTH, 0, &matched), " × "), 2);
}

static void boxes_are_of_every_length_that_has_a_few(void **state)
{
    (void)state;
    const struct returns_analysis *x = an_analysis(1, DAYS, false);
    const struct returns_distribution *d = &x->series[0].distribution[0];
    const char *svg = drawn(x, ANALYSIS_CHART_BOXES, 0, &half);
    assert_int_equal(count(svg, "<g><title>"), 5);
    assert_non_null(
        strstr(svg, arena_printf(a, "beyond them %zu below and %zu above", d->low_outliers, d->high_outliers)));
    assert_int_equal(count(drawn(an_analysis(1, 200, false), ANALYSIS_CHART_BOXES, 0, &half), "<g><title>"), 3);
}

static void every_whole_month_is_a_point_beside_the_normal(void **state)
{
    (void)state;
    const struct returns_analysis *x = an_analysis(1, DAYS, false);
    const char *svg = drawn(x, ANALYSIS_CHART_QUANTILES, 0, &half);
    assert_int_equal(count(svg, "<circle"), x->series[0].n_quantiles);
    assert_non_null(strstr(svg, "Whole months"));
    assert_non_null(
        strstr(drawn(an_analysis(1, 200, false), ANALYSIS_CHART_QUANTILES, 0, &half), "<desc>Returns from"));
}

static void futures_say_how_they_were_drawn(void **state)
{
    (void)state;
    const struct returns_analysis *x = an_analysis(1, DAYS, false);
    const char *svg = drawn(x, ANALYSIS_CHART_FUTURES, 0, &half);
    assert_non_null(strstr(
        svg, "no forecast: 40 paths of 10 years, made of blocks of 21 returns that follow each other, from seed 1"));
    assert_int_equal(count(svg, "chart-edge"), 4);
    assert_null(drawn(an_analysis(1, 25, false), ANALYSIS_CHART_FUTURES, 0, &half));
}

static void the_drawdown_of_the_last_row_is_told(void **state)
{
    (void)state;
    const struct returns_analysis *x = an_analysis(2, DAYS, false);
    const char *words = analysis_chart_caption(a, x, ANALYSIS_CHART_DRAWDOWN, 0, &half);
    assert_non_null(strstr(words, "On the last row: One "));
    assert_non_null(strstr(words, ", <b>&\"two\" "));
}

static void of_many_series_it_is_said_which_are_drawn(void **state)
{
    (void)state;
    const struct returns_analysis *x = an_analysis(12, 300, true);
    const char *svg = drawn(x, ANALYSIS_CHART_GROWTH, 0, &half);
    assert_non_null(strstr(svg, "Of the 12 series the first 9 are drawn."));
    assert_non_null(strstr(svg, ">Market</text>"));
    assert_non_null(strstr(svg, "class=\"chart-line-10\""));
    assert_null(
        strstr(analysis_chart_caption(a, an_analysis(2, 300, true), ANALYSIS_CHART_GROWTH, 0, &half), "are drawn"));
}

static void returns_are_sticks_and_price_alone_is_a_line_of_growth(void **state)
{
    (void)state;
    const struct returns_analysis *x = an_analysis(1, DAYS, false);
    assert_int_equal(count(drawn(x, ANALYSIS_CHART_RETURNS, 0, &half), "class=\"chart-stick\""), 1);
    assert_non_null(strstr(drawn(x, ANALYSIS_CHART_GROWTH, 0, &half), ">Price alone</text>"));
    assert_null(strstr(drawn(an_analysis(2, DAYS, false), ANALYSIS_CHART_GROWTH, 0, &half), "Price alone"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_chart_is_drawn_where_there_is_something_to_draw),
        TEST(a_chart_needs_the_tables_that_it_names_and_no_others),
        TEST(a_file_has_its_colours_in_it),
        TEST(one_series_without_a_benchmark_has_none_of_several_and_none_against_it),
        TEST(a_handful_of_rows_makes_no_number_that_does_not_exist),
        TEST(pictures_are_found_by_name_and_have_words),
        TEST(a_chart_is_drawn_for_a_telephone_as_well_and_growth_on_either_scale),
        TEST(a_benchmark_begins_where_the_series_stands),
        TEST(growth_at_the_volatility_of_the_benchmark_says_the_factor),
        TEST(boxes_are_of_every_length_that_has_a_few),
        TEST(every_whole_month_is_a_point_beside_the_normal),
        TEST(futures_say_how_they_were_drawn),
        TEST(the_drawdown_of_the_last_row_is_told),
        TEST(of_many_series_it_is_said_which_are_drawn),
        TEST(returns_are_sticks_and_price_alone_is_a_line_of_growth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
