/* returns_request.c: every fault of a request of returns.analyze is named by its field, and the canonical form is read back the
 * same.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"
#include "request.h"
#include <math.h>

#include "base/day.h"
#include "compute/returns.h"

static bool read(const char *json, struct returns_request *r)
{
    return returns_request_read(object_of(json), r, &p);
}

static void refused(const char *json, const char *field, const char *word)
{
    struct returns_request r;
    assert_refused(read(json, &r), json, field, word);
}

static void defaults_are_those_of_the_product(void **state)
{
    (void)state;
    struct returns_request r;
    assert_true(read("{\"series\":\"SPY\"}", &r));
    assert_int_equal(r.n_series, 1);
    assert_string_equal(r.series[0], "SPY");
    assert_true(r.basis == RETURNS_TOTAL && r.risk_free == 0.02 && isnan(r.ppy));
    assert_true(r.frequency == RETURNS_FREQUENCY_OWN && r.years_method == RETURNS_YEARS_ANNIVERSARY && !r.partial);
    assert_int_equal(r.n_rolling, 7);
    assert_int_equal(r.rolling_months[6], 240);
    assert_int_equal(r.n_stress, RETURNS_STRESS_PERIODS);
    assert_int_equal(r.draws, 0);
    assert_int_equal(r.future_paths, 0);
}

static void every_member_is_read(void **state)
{
    (void)state;
    struct returns_request r;
    assert_true(
        read("{\"series\":[\"A\",\"B\"],\"basis\":\"price\",\"from\":\"2012-12-31\",\"to\":\"2024-12-31\","
             "\"frequency\":\"weekly\",\"ppy\":52,\"risk_free_annual\":0,\"risk_free_series\":\"DTB3\","
             "\"years_method\":\"periods\",\"partial_years\":true,\"matrix_step\":\"quarterly\",\"fee\":0.01,"
             "\"own_windows\":true,\"target\":0.05,\"drawdown_threshold\":0.1,\"rolling_years\":[0.5,3],"
             "\"risk_rows\":[26],\"stress\":[{\"name\":\"x\",\"from\":\"2020-01-01\",\"to\":\"2020-02-01\"}],"
             "\"bootstrap\":{\"draws\":500,\"block\":10,\"seed\":7},\"as_of\":\"2020-06-30\",\"force\":true,"
             "\"form\":\"objects\",\"currency\":\"EURUSD\",\"inflation\":\"CPI\",\"benchmark\":{\"blend\":["
             "{\"series\":\"C\",\"weight\":0.25},{\"series\":\"D\",\"weight\":0.75}],\"rebalance\":\"monthly\"}}",
             &r));
    assert_true(r.n_series == 2 && r.basis == RETURNS_PRICE && r.frequency == FREQUENCY_WEEKLY && r.ppy == 52);
    assert_int_equal(r.to, day_from_civil(2024, 12, 31));
    assert_true(r.years_method == RETURNS_YEARS_PERIODS && r.partial && r.matrix_step == FREQUENCY_QUARTERLY);
    assert_true(r.fee == 0.01 && r.own_windows && r.target == 0.05 && r.drawdown_threshold == 0.1);
    assert_true(r.n_rolling == 2 && r.rolling_months[0] == 6 && r.n_risk == 1 && r.risk_rows[0] == 26);
    assert_true(r.n_stress == 1 && r.draws == 500 && r.block == 10 && r.seed == 7 && r.force && r.objects);
    assert_true(r.benchmark == RETURNS_BENCHMARK_BLEND && r.n_benchmarks == 2 && r.weight[1] == 0.75);
    assert_int_equal(r.rebalance, FREQUENCY_MONTHLY);
    assert_string_equal(r.inflation_series, "CPI");
}

static void a_benchmark_is_a_series_a_rate_or_a_blend(void **state)
{
    (void)state;
    struct returns_request r;
    assert_true(read("{\"benchmark\":\"SPY\"}", &r));
    assert_true(r.benchmark == RETURNS_BENCHMARK_SERIES && r.n_benchmarks == 1);
    assert_true(read("{\"benchmark\":{\"rate\":0.03}}", &r));
    assert_true(r.benchmark == RETURNS_BENCHMARK_RATE && r.benchmark_rate == 0.03);
    refused("{\"benchmark\":{\"rate\":0.03,\"series\":\"SPY\"}}", "benchmark", "exactly one");
    refused("{\"benchmark\":{}}", "benchmark", "exactly one");
    refused("{\"benchmark\":7}", "benchmark", "object");
    refused("{\"benchmark\":{\"blend\":[]}}", "benchmark.blend", "1 to 10");
    refused("{\"benchmark\":{\"blend\":[{\"series\":\"A\",\"weight\":0.5}]}}", "benchmark.blend", "sum to 0.5");
    refused("{\"benchmark\":{\"blend\":[{\"weight\":1}]}}", "benchmark.blend.1.series", "missing");
    refused("{\"benchmark\":{\"blend\":[{\"series\":\"A\",\"weight\":1}],\"rebalance\":\"daily\"}}",
            "benchmark.rebalance", "never, monthly");
}

static void a_window_is_dates_years_or_a_preset(void **state)
{
    (void)state;
    struct returns_request r;
    assert_true(read("{\"window\":{\"from\":\"2020-01-01\",\"to\":\"2021-01-01\"}}", &r));
    assert_true(r.window == RETURNS_WINDOW_DATES && r.from == day_from_civil(2020, 1, 1));
    assert_true(read("{\"window\":{\"years\":5}}", &r) && r.window == RETURNS_WINDOW_YEARS && r.window_years == 5);
    assert_true(read("{\"window\":{\"preset\":\"ytd\"}}", &r) && r.window == RETURNS_WINDOW_YTD);
    assert_true(read("{\"window\":{\"preset\":\"10y\"}}", &r) && r.window == RETURNS_WINDOW_YEARS);
    assert_true(r.window_years == 10);
    assert_true(read("{\"window\":{\"first_year\":2014,\"last_year\":2025}}", &r));
    assert_true(r.window == RETURNS_WINDOW_CALENDAR && r.first_year == 2014 && r.last_year == 2025);
    refused("{\"window\":{\"years\":0}}", "window.years", "0.0833");
    refused("{\"window\":{\"first_year\":2015,\"last_year\":2014}}", "window.last_year", "before the first");
    refused("{\"window\":{\"first_year\":0}}", "window", "first or a last");
    refused("{\"window\":{\"first_year\":1.5}}", "window.first_year", "whole number");
    refused("{\"from\":\"2020-01-01\",\"window\":{\"years\":5}}", "from", "not both");
    refused("{\"from\":\"2020-01-02\",\"to\":\"2020-01-02\"}", "to", "after the base");
    refused("{\"from\":\"2020-02-30\"}", "from", "exists");
}

static void faults_are_named(void **state)
{
    (void)state;
    refused("[]", "request", "object");
    refused("{\"surprise\":1}", "surprise", "not known");
    refused("{\"series\":[1]}", "series", "text");
    refused("{\"basis\":\"given\"}", "basis", "total, price");
    refused("{\"ppy\":0}", "ppy", "0.1");
    refused("{\"risk_free_annual\":2}", "risk_free_annual", "1");
    refused("{\"fee\":-0.1}", "fee", "0");
    refused("{\"rolling_years\":[0]}", "rolling_years", "item 1");
    refused("{\"rolling_years\":[1.3]}", "rolling_years", "whole months");
    refused("{\"risk_rows\":[1]}", "risk_rows", "2 to");
    refused("{\"risk_rows\":[1,2,3,4,5,6,7]}", "risk_rows", "at most 6");
    refused("{\"stress\":[{\"name\":\"x\",\"from\":\"2020-01-02\",\"to\":\"2020-01-01\"}]}", "stress.1",
            "later last day");
    refused("{\"stress\":[{\"from\":\"2020-01-01\",\"to\":\"2020-01-02\"}]}", "stress.1.name", "name");
    refused("{\"bootstrap\":{\"draws\":1000000}}", "bootstrap.draws", "10000");
    refused("{\"futures\":{\"paths\":10001}}", "futures.paths", "10000");
    refused("{\"futures\":{\"years\":0}}", "futures.years", "1 to 50");
    refused("{\"futures\":{\"years\":2.5}}", "futures.years", "whole number");
    refused("{\"futures\":{\"draws\":10}}", "futures.draws", "not known");
    refused("{\"series\":[\"A\",\"B\"],\"futures\":{\"paths\":10000,\"years\":30}}", "futures", "500000");
    refused("{\"files\":{\"prices\":\"a\",\"returns\":\"b\"}}", "files", "either");
    refused("{\"files\":{\"returns\":\"b\"},\"kind\":\"prices\"}", "kind", "returns");
}

static void futures_are_drawn_when_they_are_asked_for(void **state)
{
    (void)state;
    struct returns_request r;
    assert_true(read("{\"futures\":{}}", &r));
    assert_true(r.future_paths == 1000 && r.future_years == 10 && r.future_block == 0 && r.future_seed == 1);
    assert_true(read("{\"futures\":{\"paths\":50,\"years\":30,\"block\":5,\"seed\":7}}", &r));
    assert_true(r.future_paths == 50 && r.future_years == 30 && r.future_block == 5 && r.future_seed == 7);
    assert_true(read("{\"futures\":{\"paths\":0}}", &r) && r.future_paths == 0);
}

static const char *canonical(const struct returns_request *r)
{
    struct buf b;
    buf_init(&b, a, 1024);
    returns_request_write(&b, r);
    return b.s;
}

static void the_canonical_form_is_read_back_the_same(void **state)
{
    static const char *const requests[] = {
        "{}",
        "{\"series\":[\"A\",\"B\"],\"window\":{\"first_year\":2014}}",
        "{\"benchmark\":{\"rate\":0.03},\"window\":{\"years\":2.5},\"rolling_years\":[0.25],\"stress\":[]}",
        "{\"benchmark\":{\"blend\":[{\"series\":\"A\",\"weight\":1}],\"rebalance\":\"never\"},\"ppy\":365}",
        "{\"files\":{\"returns\":[\"a.csv\",\"b.csv\"],\"benchmark\":\"c.csv\",\"risk_free\":\"d.csv\"},\"unit\":"
        "\"percent\"}",
        "{\"futures\":{\"years\":20,\"seed\":3}}",
        "{\"from\":\"2020-01-01\",\"frequency\":\"yearly\",\"window\":{\"preset\":\"full\"},\"column\":\"Überschuss\"}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        struct returns_request r;
        assert_true(read(requests[i], &r));
        const char *first = canonical(&r);
        assert_true(read(first, &r));
        assert_string_equal(canonical(&r), first);
    }
}

static void the_hash_leaves_files_out_and_nothing_else(void **state)
{
    (void)state;
    struct returns_request r;
    char bare[INPUTS_HASH], files[INPUTS_HASH], other[INPUTS_HASH];
    assert_true(read("{\"series\":\"A\"}", &r));
    returns_inputs_hash(&r, bare);
    assert_true(read("{\"series\":\"A\",\"files\":{\"prices\":\"a.csv\"}}", &r));
    returns_inputs_hash(&r, files);
    assert_string_equal(bare, files);
    assert_true(read("{\"series\":\"A\",\"target\":0.08}", &r));
    returns_inputs_hash(&r, other);
    assert_string_not_equal(bare, other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(defaults_are_those_of_the_product),
        TEST(every_member_is_read),
        TEST(a_benchmark_is_a_series_a_rate_or_a_blend),
        TEST(a_window_is_dates_years_or_a_preset),
        TEST(faults_are_named),
        TEST(futures_are_drawn_when_they_are_asked_for),
        TEST(the_canonical_form_is_read_back_the_same),
        TEST(the_hash_leaves_files_out_and_nothing_else),
    };
    return cmocka_run_group_tests_name("returns_request", tests, NULL, NULL);
}
