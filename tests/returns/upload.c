/* upload.c: what a person says about a file is kept and read again, what an answer adds to it, and what series are called.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"

#include "returns/upload.h"

static struct params params(const char *query)
{
    struct params p;
    assert_null(params_read(a, str_of(query), &p));
    return p;
}

static struct mapping mapping(const char *query)
{
    struct problem problem = {.arena = a};
    struct params p = params(query);
    struct mapping m;
    assert_true(mapping_read(&p, &m, &problem));
    return m;
}

static const char *written(const struct mapping *m)
{
    return str_dup(a, mapping_write(a, m));
}

static void what_was_said_is_read_again_as_it_was_written(void **state)
{
    (void)state;
    struct mapping
        said = mapping(
            "name=A+%22fund%22&dates=mdy&kind=returns&unit=percent&decimal=comma&duplicates=last&keep_original=1"
            "&date_column=Day&total_column=none&columns=One%0ATwo&symbols=X"),
        again, nothing = mapping("");
    assert_string_equal(written(&nothing), "{}");
    assert_true(mapping_parse(a, mapping_write(a, &said), &again));
    assert_string_equal(written(&again), written(&said));
    struct price_file_options o;
    mapping_options(a, &again, &o);
    assert_int_equal(o.dates, TABLE_MONTH_FIRST);
    assert_int_equal(o.unit, PRICE_UNIT_PERCENT);
    assert_int_equal(o.decimal, ',');
    assert_string_equal(o.total_column, "");
    assert_null(o.dividend_column);
    assert_int_equal(o.columns.n, 2);
    assert_string_equal(o.columns.at[1], "Two");
}

static void an_answer_adds_to_what_was_said(void **state)
{
    (void)state;
    struct mapping said = mapping("kind=prices&unit=fraction"), answer = mapping("answer_to=unit&answer=percent&unit=");
    mapping_add(&said, &answer);
    assert_string_equal(written(&said), "{\"kind\":\"prices\",\"unit\":\"percent\"}");
}

static void what_is_ticked_becomes_lines(void **state)
{
    (void)state;
    struct mapping columns = mapping("pick0=One&pick7=Two&picks=columns"), tickers = mapping("pick1=SPY&picks=symbols");
    assert_string_equal(written(&columns), "{\"columns\":\"One\\u000aTwo\"}");
    assert_string_equal(written(&tickers), "{\"symbols\":\"SPY\"}");
}

static void too_many_series_are_refused(void **state)
{
    (void)state;
    struct problem problem = {.arena = a};
    struct params p =
        params("columns=1%0A2%0A3%0A4%0A5%0A6%0A7%0A8%0A9%0A10%0A11%0A12%0A13%0A14%0A15%0A16%0A17%0A18%0A19%0A20%0A21");
    struct mapping m;
    assert_false(mapping_read(&p, &m, &problem));
    assert_non_null(problem_message(&problem, "columns"));
}

static void every_question_of_the_reader_has_a_field(void **state)
{
    (void)state;
    static const char *const options[] = {"dates",           "duplicates",  "kind",          "unit",
                                          "decimal",         "date_column", "symbol_column", "total_column",
                                          "dividend_column", "column",      "symbol"};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        assert_non_null(mapping_field_of(options[i]));
    assert_null(mapping_field_of("colour"));
    assert_null(mapping_field_of(NULL));
}

static const char *name_of(const char *source, const char *typed, const char *column, int n)
{
    struct submission u = {.arena = a, .source = source, .mapping = {.name = str_of(typed)}, .file = {.n = n}};
    u.file.series[0].name = column;
    return upload_name(&u, 0);
}

static void series_are_called_by_what_is_known(void **state)
{
    (void)state;
    assert_string_equal(name_of("my fund.csv", "", "Close", 1), "my fund");
    assert_string_equal(name_of("my fund.csv", " Typed ", "Close", 1), "Typed");
    assert_string_equal(name_of(".csv", "", "Close", 1), ".csv");
    assert_string_equal(name_of("", "", "Close", 1), "Close");
    assert_string_equal(name_of("", "", "", 1), "Pasted series");
    assert_string_equal(name_of("wide.csv", "Typed", "One\nline", 2), "One line");
    assert_string_equal(name_of("wide.csv", "", " ", 2), "Series 1");
    char long_name[601];
    memset(long_name, 'x', 600);
    long_name[600] = '\0';
    assert_int_equal(strlen(name_of(long_name, "", "Close", 1)), SERIES_NAME_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_said_is_read_again_as_it_was_written),
        TEST(an_answer_adds_to_what_was_said),
        TEST(what_is_ticked_becomes_lines),
        TEST(too_many_series_are_refused),
        TEST(every_question_of_the_reader_has_a_field),
        TEST(series_are_called_by_what_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
