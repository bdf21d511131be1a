/* export.c: tests of src/returns/export.c, export_xlsx.c and saved_answer.c: the same analysis is the same bytes, whatever its series are
 * called; and a stored answer says the figures that were computed.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"

#include <math.h>

#include "returns/export.h"
#include "returns/saved_answer.h"

enum { DAYS = 900 };

static struct returns_source a_source(const char *name, int kind)
{
    int32_t *day = ARENA_ARRAY(a, DAYS, int32_t);
    double *level = ARENA_ARRAY(a, DAYS, double);
    for (int i = 0; i < DAYS; i++) {
        day[i] = 18262 + i + i / 5 * 2; /* weekdays from 2020 on */
        level[i] = 100 * exp(0.0003 * i + 0.1 * sin((double)i / (30 + 9 * kind)));
    }
    return (struct returns_source){.name = name, .n = DAYS, .day = day, .total = level};
}

static const char formula[] = "=1+1 [of] '/a very long name of a series, ends in \xc3\xa4\xc3\xa4\xc3\xa4";

static const struct returns_analysis *analysis_of(int series, double risk_free)
{
    struct returns_request r;
    struct problem problem = {.arena = a};
    struct returns_analysis *out = ARENA_NEW(a, struct returns_analysis);
    struct returns_sources *s = ARENA_NEW(a, struct returns_sources);
    *s = (struct returns_sources){.n_series = series};
    returns_request_init(&r);
    r.risk_free = risk_free;
    for (int k = 0; k < series; k++) {
        s->series[k] = a_source(k ? formula : "One", k);
        r.series[r.n_series++] = "A";
    }
    assert_true(returns_analyze(a, &r, s, RETURNS_TABLE_ALL, "", out, &problem));
    return out;
}

static void same_bytes(enum err (*make)(struct arena *, const struct returns_analysis *, struct str *), int series)
{
    struct str first, second;
    assert_int_equal(make(a, analysis_of(series, 0.02), &first), OK);
    assert_int_equal(make(a, analysis_of(series, 0.02), &second), OK);
    assert_int_equal(first.n, second.n);
    assert_memory_equal(first.s, second.s, first.n);
    assert_memory_equal(first.s, "PK\3\4", 4);
}

static void a_zip_of_the_same_tables_is_the_same_bytes(void **state)
{
    (void)state;
    same_bytes(export_zip, 1);
    same_bytes(export_zip, 3);
}

static void a_workbook_of_the_same_tables_is_the_same_bytes(void **state)
{
    (void)state;
    same_bytes(export_xlsx, 1);
    same_bytes(export_xlsx, RETURNS_SERIES_MAX);
}

static struct saved_answer stored(const struct returns_analysis *x)
{
    struct saved_answer out;
    struct buf json;
    const char *why;
    buf_init(&json, a, 1 << 16);
    returns_answer_write(&json, x);
    assert_true(saved_answer_read(a, buf_view(&json), &out, &why));
    return out;
}

static void a_stored_answer_has_the_figures_that_were_computed(void **state)
{
    (void)state;
    for (int n = 1; n <= 3; n++) {
        const struct returns_analysis *x = analysis_of(n, 0.02);
        struct saved_answer s = stored(x);
        assert_int_equal(s.n, n);
        assert_string_equal(s.engine_version, RETURNS_ENGINE_VERSION);
        for (int i = 0; i < n; i++) {
            assert_string_equal(s.series[i].name, x->series[i].name);
            for (int m = 0; m < RETURNS_METRICS; m++)
                assert_true(saved_figure_same(s.series[i].value[m], x->series[i].metrics.value[m]));
        }
    }
}

static void what_was_asked_differently_is_told_by_name(void **state)
{
    (void)state;
    struct saved_answer x = stored(analysis_of(1, 0.02)), y = stored(analysis_of(1, 0.03));
    struct saved_input_pair *pair;
    int n = saved_inputs_pair(a, &x, &y, &pair), different = 0;
    for (int i = 0; i < n; i++) {
        if (!saved_inputs_differ(&pair[i]))
            continue;
        assert_string_equal(saved_input_label(a, pair[i].key), "Risk free annual");
        assert_string_equal(pair[i].value[1], "0.03");
        different++;
    }
    assert_int_equal(different, 1);
    assert_true(x.series[0].value[RETURNS_SHARPE] > y.series[0].value[RETURNS_SHARPE]);
}

static void the_same_series_stand_beside_each_other_wherever_they_are(void **state)
{
    (void)state;
    struct saved_match m[RETURNS_SERIES_MAX];
    struct saved_figures of_x[] = {
        {.key = "SPX", .name = "SPX"}, {.key = "b", .name = "Fund"}, {.key = "c", .name = "Gold"}};
    struct saved_figures of_y[] = {
        {.key = "d", .name = "Gold"}, {.key = "b", .name = "Renamed"}, {.key = "SPX", .name = "SPX"}};
    struct saved_answer x = {.n = 3, .series = of_x}, y = {.n = 3, .series = of_y};
    assert_int_equal(saved_series_match(&x, &y, m), 3); /* by key, and what is left by name */
    assert_true(m[0].second == 2 && m[1].second == 1 && m[2].first == 2 && m[2].second == 0);
    x.n = 1;
    assert_int_equal(saved_series_match(&x, &y, m), 1);
    assert_true(m[0].first == 0 && m[0].second == 2);
    x.n = 2;
    y.n = 1;
    assert_int_equal(saved_series_match(&x, &y, m), 0);
    x.n = 1; /* one beside one, whichever they are */
    assert_int_equal(saved_series_match(&x, &y, m), 1);
    assert_true(m[0].first == 0 && m[0].second == 0);
    struct saved_answer read = stored(analysis_of(2, 0.02));
    assert_int_equal(saved_series_match(&read, &read, m), 2);
    assert_true(m[0].second == 0 && m[1].second == 1 && *read.series[1].key);
}

static void what_is_no_answer_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "[]", "{}", "{\"series\":[{}]}", "{\"series\":[]}", "{\"about\":{},\"metrics\":{}}", "{\"about\":1"};
    struct saved_answer out;
    const char *why;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(saved_answer_read(a, str_of(texts[i]), &out, &why));
}

static void differences_have_signs_and_units(void **state)
{
    (void)state;
    assert_string_equal(saved_change_text(a, RETURNS_CAGR, 0.05, 0.0625), "+1.2500 points");
    assert_string_equal(saved_change_text(a, RETURNS_DRAWDOWN_COUNT, 5, 3), "−2");
    assert_string_equal(saved_change_text(a, RETURNS_SHARPE, 0.5, 0.75), "+0.250000");
    assert_string_equal(saved_change_text(a, RETURNS_SHARPE, NAN, 0.75), "–");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_zip_of_the_same_tables_is_the_same_bytes),
        TEST(a_workbook_of_the_same_tables_is_the_same_bytes),
        TEST(a_stored_answer_has_the_figures_that_were_computed),
        TEST(what_was_asked_differently_is_told_by_name),
        TEST(the_same_series_stand_beside_each_other_wherever_they_are),
        TEST(what_is_no_answer_is_refused),
        TEST(differences_have_signs_and_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
