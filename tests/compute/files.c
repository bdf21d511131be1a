/* files.c: the strict CSV reader of hubctl compute: the plain form is read, anything else names its file and line.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/day.h"
#include "compute/files.h"

static struct arena *a;
static struct problem p;

static int set_up(void **state)
{
    (void)state;
    a = arena_new();
    p = (struct problem){.arena = a};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static void prices_are_read_by_the_names_of_their_columns(void **state)
{
    (void)state;
    struct price_series s;
    assert_true(files_prices_parse(a, "p.csv",
                                   STR("date,open,high,low,close,adj_close,volume\n"
                                       "2020-01-02,1.5,3,1,2,9,1000\n2020-01-03,2,3,1,2.25,9,1000\n"),
                                   &s, &p));
    assert_int_equal(s.n, 2);
    assert_int_equal(s.day[1], day_from_civil(2020, 1, 3));
    assert_true(s.open[0] == 1.5 && s.high[0] == 3 && s.low[0] == 1 && s.close[1] == 2.25);
    assert_null(s.dividend);
    assert_true(files_prices_parse(a, "p.csv", STR("close,date\r\n7,2020-01-02\r\n"), &s, &p));
    assert_true(s.n == 1 && s.close[0] == 7 && !s.open && !s.low);
}

static void refused_prices(const char *text, const char *word)
{
    struct price_series s;
    p = (struct problem){.arena = a};
    assert_false(files_prices_parse(a, "p.csv", str_of(text), &s, &p));
    const char *message = problem_message(&p, "files.prices");
    assert_non_null(message);
    if (!strstr(message, "p.csv") || !strstr(message, word))
        fail_msg("%s: %s", text, message);
}

static void malformed_prices_name_file_and_line(void **state)
{
    (void)state;
    refused_prices("", "empty");
    refused_prices("date,open\n2020-01-02,1\n", "\"close\" is missing");
    refused_prices("day,close\n", "\"date\" is missing");
    refused_prices("date,close\n2020-01-02,1\n\n", "line 3");
    refused_prices("date,close\n2020-01-02,1,2\n", "line 2: 3 cells where the header has 2");
    refused_prices("date,close\n2020-01-02\n", "line 2: 1 cells");
    refused_prices("date,close\n2020-01-02,\n", "line 2");
    refused_prices("date,close\n2020-01-02,nan\n", "line 2: \"nan\"");
    refused_prices("date,close\n2020-01-02,1e309\n", "line 2: \"1e309\"");
    refused_prices("date,close\n2020-01-02,0\n", "above 0");
    refused_prices("date,close\n2020-01-02,-1\n", "above 0");
    refused_prices("date,close\n2020-02-30,1\n", "line 2: a date");
    refused_prices("date,close\n2020-01-03,1\n2020-01-02,1\n", "line 3: dates must ascend");
    refused_prices("date,close\n2020-01-03,1\n2020-01-03,1\n", "line 3: dates must ascend");
    refused_prices("date,close\n\"2020-01-03\",1\n", "quotes");
    refused_prices("\xEF\xBB\xBF"
                   "date,close\n2020-01-03,1\n",
                   "\"date\" is missing");
    char wide[200];
    memset(wide, ',', sizeof wide);
    wide[sizeof wide - 1] = '\0';
    refused_prices(wide, "more than 32 columns");
}

static void nul_bytes_are_refused(void **state)
{
    (void)state;
    struct price_series s;
    static const char text[] = "date,close\n2020-01-02,4\0007\n";
    assert_false(files_prices_parse(a, "p.csv", (struct str){text, sizeof text - 1}, &s, &p));
    assert_non_null(strstr(p.at[0].message, "NUL"));
}

static void dividends_fall_on_their_sessions_and_lost_ones_are_counted(void **state)
{
    (void)state;
    struct price_series s;
    size_t lost;
    assert_true(files_prices_parse(a, "p", STR("date,close\n2020-01-02,1\n2020-01-03,1\n2020-01-06,1\n"), &s, &p));
    assert_true(files_dividends_parse(a, "d",
                                      STR("ex_date,dividend\n2019-12-31,9\n2020-01-03,0.5\n2020-01-04,7\n"
                                          "2020-01-07,8\n"),
                                      &s, &lost, &p));
    assert_true(s.dividend[0] == 0 && s.dividend[1] == 0.5 && s.dividend[2] == 0);
    assert_int_equal(lost, 1); /* the Saturday; what lies outside the prices is not missed */
    assert_false(files_dividends_parse(a, "d", STR("ex_date,dividend\n2020-01-03,-0.5\n"), &s, &lost, &p));
    assert_non_null(strstr(problem_message(&p, "files.dividends"), "line 2"));
}

static void rates_are_daily_or_monthly_by_their_first_column(void **state)
{
    (void)state;
    struct rate_series r;
    assert_true(
        files_rates_parse(a, "r", STR("date,fed_funds_pct,margin_rate_pct,source\n2020-01-02,1,2.5,x\n"), &r, &p));
    assert_true(r.n == 1 && !r.monthly && r.fed_funds_pct[0] == 1 && r.margin_rate_pct[0] == 2.5);
    assert_true(files_rates_parse(
        a, "r", STR("month,fed_funds_pct,margin_rate_pct\n2020-01-01,1,2.5\n2020-02-01,-1,0.5\n"), &r, &p));
    assert_true(r.n == 2 && r.monthly && r.fed_funds_pct[1] == -1);
    static const char *const bad[] = {"when,fed_funds_pct,margin_rate_pct\n", "date,fed_funds_pct\n",
                                      "month,fed_funds_pct,margin_rate_pct\n2020-01-01,1,2\n2020-01-02,1,2\n"};
    for (size_t i = 0; i < 3; i++) {
        p = (struct problem){.arena = a};
        assert_false(files_rates_parse(a, "r", str_of(bad[i]), &r, &p));
        assert_non_null(problem_message(&p, "files.rates"));
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(prices_are_read_by_the_names_of_their_columns),
        TEST(malformed_prices_name_file_and_line),
        TEST(nul_bytes_are_refused),
        TEST(dividends_fall_on_their_sessions_and_lost_ones_are_counted),
        TEST(rates_are_daily_or_monthly_by_their_first_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
