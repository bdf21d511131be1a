/* analysis_form.c: tests of src/returns/analysis_form.c: an address and the request it stands for say the same, both ways.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"

#include "returns/analysis_form.h"

#define OWN "0190b5f0-1111-7abc-8def-0123456789ab"

static const struct instrument_row instruments[] = {
    {"SPX", "S&P 500 index", "embedded", 10000, 20000, 5000},
    {"SPY", "SPY", "file", 10000, 20000, 5000},
};
static const struct series_row own[] = {{.id = OWN, .name = "A fund, of mine", .n_rows = 10}};
static const struct analysis_menu menu = {{instruments, 2}, own, 1};

static bool read(const char *query, struct returns_request *r, struct problem *problem)
{
    struct params p;
    *problem = (struct problem){.arena = a};
    assert_null(params_read(a, str_of(query), &p));
    return analysis_form_read(a, &p, &menu, r, problem);
}

static const char *canonical(const struct returns_request *r)
{
    struct buf b;
    buf_init(&b, a, 512);
    returns_request_write(&b, r);
    return b.s;
}

static void an_address_written_from_a_request_asks_for_the_same(void **state)
{
    static const char *const queries[] = {
        "series=SPX",
        "series=SPX,SPY," OWN,
        "series=" OWN "@3&benchmark=SPX",
        "series=SPX&benchmark=rate&benchmark.rate=-0.35&risk_free_annual=0&fee=1.25",
        "series=SPX&benchmark=blend&benchmark.blend=60+SPX,+40+SPY&benchmark.rebalance=never",
        "series=SPX&window=calendar&window.first_year=2001&window.last_year=2010&years_method=periods",
        "series=SPX&window=years&window.years=7.5&to=2015-06-30&basis=price",
        "series=SPX&from=2001-01-01&to=2010-12-31&as_of=2009-12-31&ppy=260&frequency=monthly&matrix_step=quarterly",
        "series=SPX&window=ytd&risk_free_series=FEDFUNDS&target=-3&drawdown_threshold=12.5",
        "series=SPX&rolling_years=0.5,+2,30&stress=2008-09-12+2008-11-20+Lehman,+and+after%0A2020-02-19+2020-03-23+"
        "COVID",
        "series=SPX&currency=SPY&inflation=" OWN "&own_windows=1&partial_years=1&intervals=1",
        "series=SPX&futures=1",
        "series=SPX&futures=1&futures.years=30&futures.paths=500&futures.block=5&futures.seed=9007199254740991",
        "series=SPX&benchmark=SPY&force=1",
    };
    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct returns_request first, again;
        struct problem problem;
        assert_true(read(queries[i], &first, &problem));
        const char *query = analysis_form_query(a, &first);
        assert_true(read(query, &again, &problem));
        assert_string_equal(canonical(&again), canonical(&first));
        assert_string_equal(analysis_form_query(a, &again), query);
    }
}

static void what_is_as_usual_does_not_stand_in_the_address(void **state)
{
    struct returns_request r;
    struct problem problem;
    (void)state;
    assert_true(read("pick0=SPX&pick7=SPY&window=dates&from=&basis=total&risk_free_annual=2&benchmark=&fee=&target=7",
                     &r, &problem));
    assert_string_equal(analysis_form_query(a, &r), "series=SPX%2CSPY");
}

static void percent_of_an_address_are_fractions_of_the_request(void **state)
{
    struct returns_request r;
    struct problem problem;
    (void)state;
    assert_true(
        read("series=SPX&risk_free_annual=3.5&benchmark=rate&benchmark.rate=5&drawdown_threshold=10", &r, &problem));
    assert_true(r.risk_free == 0.035 && r.benchmark_rate == 0.05 && r.drawdown_threshold == 0.1);
}

static void a_fault_is_named_with_its_field(void **state)
{
    static const struct {
        const char *query, *field;
    } cases[] = {
        {"series=SPX&risk_free_annual=much", "risk_free_annual"},
        {"series=SPX,AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDDEEEEEEEEEE", "series"},
        {"series=SPX&benchmark=rate", "benchmark.rate"},
        {"series=SPX&benchmark=blend&benchmark.blend=SPX", "benchmark.blend"},
        {"series=SPX&benchmark=blend&benchmark.blend=", "benchmark.blend"},
        {"series=SPX&window=years", "window.years"},
        {"series=SPX&from=2001-02-30", "from"},
        {"series=SPX&benchmark=NOSUCH", "benchmark"},
        {"series=SPX&rolling_years=1,+2.01", "rolling_years"},
        {"series=SPX&rolling_years=1,2,3,4,5,6,7,8,9,10,11", "rolling_years"},
        {"series=SPX&stress=2008-09-12+Lehman", "stress"},
        {"series=SPX&stress=2008-09-12+2008-09-12+Lehman", "stress"},
        {"series=SPX&stress=2008-09-12+2008-10-12", "stress.1.name"},
        {"series=SPX&futures=1&futures.years=51", "futures.years"},
        {"series=SPX&futures=1&futures.years=50&futures.paths=10000.5", "futures.paths"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct returns_request r;
        struct problem problem;
        assert_false(read(cases[i].query, &r, &problem));
        assert_non_null(problem_message(&problem, cases[i].field));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_address_written_from_a_request_asks_for_the_same),
        TEST(what_is_as_usual_does_not_stand_in_the_address),
        TEST(percent_of_an_address_are_fractions_of_the_request),
        TEST(a_fault_is_named_with_its_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
