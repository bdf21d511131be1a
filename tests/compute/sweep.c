/* sweep.c: every fault of a request of margin.sweep is named by its field, the canonical form is read back the same, each cell is the
 * backtest of that cell, an answer is read back as it was, insights keep gaps apart, and a run stops when it is told to.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"
#include "request.h"
#include <math.h>

#include "base/day.h"
#include "compute/sweep.h"
#include "sample.h"

enum { SESSIONS = 900 };
#define WINDOW "\"ticker\":\"wave\",\"start_date\":\"%s\",\"end_date\":\"%s\",\"account_type\":\"portfolio\""

/* The text with the window of the sample in it. */
static const char *with_window(const char *rest)
{
    char start[DAY_TEXT], end[DAY_TEXT];
    sample_prices(SESSIONS, 7);
    struct backtest_request r = sample_request(BT_ACCURATE);
    return arena_printf(a, "{" WINDOW ",%s}", day_text(r.start_day, start), day_text(r.end_day, end), rest);
}

static bool read(const char *json, struct sweep_request *r)
{
    return sweep_request_read(object_of(json), r, &p);
}

static void refused(const char *rest, const char *field, const char *word)
{
    struct sweep_request r;
    const char *json = with_window(rest);
    assert_refused(read(json, &r), json, field, word);
}

static struct sweep_answer answer_of(const char *rest)
{
    struct price_series prices = sample_prices(SESSIONS, 7);
    struct rate_series rates = sample_rates();
    struct sweep_request r;
    struct sweep_answer ans;
    if (!read(with_window(rest), &r) || !sweep_compute(a, &r, &prices, &rates, "made", NULL, &ans, &p))
        fail_msg("%s: %s: %s", rest, p.at[0].field, p.at[0].message);
    return ans;
}

static const char *json_of(const struct sweep_answer *ans)
{
    struct buf b;
    buf_init(&b, a, 4096);
    sweep_answer_write(&b, a, ans, false);
    return b.s;
}

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    refused("\"equity\":1e6,\"leverage\":2", "parameter", "say what is swept");
    refused("\"equity\":1e6,\"values\":[1]", "parameter", "which parameter");
    refused("\"equity\":1e6,\"parameter\":\"luck\",\"values\":[1]", "parameter", "available: leverage");
    refused("\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[]", "values", "at least one");
    refused("\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[1,\"2\"]", "values", "item 2 is not a number");
    refused("\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[1,2,1]", "values", "items 1 and 3 are the same");
    refused("\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[0.5]", "values", "outside the limits");
    refused("\"equity\":1e6,\"leverage\":2,\"parameter\":\"leverage\",\"values\":[1]", "leverage", "is swept");
    refused("\"equity\":1e6,\"leverage\":2,\"parameter\":\"profit_threshold\",\"values\":[5]", "parameter",
            "profit_threshold");
    refused("\"equity\":1e6,\"leverage\":2,\"mode\":\"profit_threshold\",\"parameter\":\"profit_threshold\",\"values\":"
            "[2000]",
            "values", "1 % to 1000 %");
    refused("\"equity\":1e6,\"leverage\":2,\"parameter\":\"wait_sessions\",\"values\":[1.5]", "values", "whole number");
    refused("\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[1],\"parameter2\":\"leverage\",\"values2\":[2]",
            "parameter2", "the same");
    refused("\"leverage\":2,\"parameter\":\"initial_investment\",\"values\":[1e300]", "values",
            "item 1, $1e+300, is outside the limits of initial_investment, $1,000 to $1,000,000,000,000");
    refused("\"equity\":1e6,\"leverage\":2,\"bootstrap\":{\"paths\":99}", "bootstrap.paths", "from 100 to 10,000");
    refused("\"equity\":1e6,\"leverage\":2,\"bootstrap\":{\"dice\":1}", "bootstrap.dice", "not known to margin.sweep");
    refused("\"equity\":1e6,\"leverage\":2,\"horizon_years\":3", "horizon_years", "every_session");
    refused("\"equity\":1e6,\"start_dates\":\"every_session\",\"horizon_years\":0", "horizon_years", "from 0.25 to 30");
    refused("\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[1],\"columns\":[\"equity\"]", "columns",
            "no daily columns");
    refused("\"equity\":1e6,\"leverage\":2,\"start_dates\":\"every_session\"", "parameter", "list of leverages");
    refused("\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[1],\"dice\":1", "dice", "not known to margin.sweep");
    refused("\"profile\":\"original\",\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[1]", "equity",
            "base_investment");
    refused("\"profile\":\"original\",\"leverage\":3,\"parameter\":\"initial_investment\",\"values\":[5e4]", "leverage",
            "always takes 2");
    refused("\"equity\":1e6,\"leverage\":2,\"mode\":\"profit_threshold\",\"profit_threshold_pct\":50,"
            "\"parameter\":\"profit_threshold\",\"values\":[25]",
            "profit_threshold_pct", "is swept");
    refused("\"profile\":\"original\",\"parameter\":\"spread_pct\",\"values\":[1]", "parameter", "the original sweeps");
}

static void cells_are_bounded(void **state)
{
    (void)state;
    struct buf values;
    buf_init(&values, a, 9000);
    for (int i = 0; i < 1000; i++)
        buf_printf(&values, "%s%.3f", i ? "," : "", 1 + i / 1000.0);
    refused(
        arena_printf(
            a,
            "\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[%s],\"parameter2\":\"spread_pct\",\"values2\":[%s]",
            values.s, values.s),
        "values", "1,000,000 backtests are more than the 5,000");
    refused(arena_printf(a, "\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[%s,2]", values.s), "values",
            "1,000 values are the most");
}

static void an_empty_list_of_columns_is_what_a_sweep_has_anyhow(void **state)
{
    (void)state;
    struct sweep_request r;
    assert_true(read(with_window("\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[1],\"columns\":[]"), &r));
    assert_true(read(with_window("\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[1],\"columns\":null"), &r));
}

/* The reference sweeps name their fixed threshold, leverage and cost also where these have no part or no other value. */
static void a_sweep_of_the_original_may_carry_what_it_fixes(void **state)
{
    (void)state;
    struct sweep_request r;
    struct buf canonical, whole;
    struct warnings given = {0}, again = {0}, without = {0};
    buf_init(&canonical, a, 2000);
    buf_init(&whole, a, 2000);
    assert_true(read(with_window("\"profile\":\"original\",\"mode\":\"profit_threshold\",\"base_investment\":2e8,"
                                 "\"leverage\":2.0,\"transaction_cost_bps\":5,\"profit_threshold_pct\":100,"
                                 "\"parameter\":\"profit_threshold\",\"values\":[25,50]"),
                     &r));
    sweep_unused_warn(a, &r, &given);
    assert_int_equal(given.n, 1);
    assert_string_equal(given.at[0].message,
                        "profit_threshold_pct has no part in this run and changes nothing: it is what is swept.");
    sweep_request_write(&canonical, a, &r);
    assert_null(strstr(canonical.s, "profit_threshold_pct"));
    sweep_request_write_whole(&whole, a, &r);
    assert_true(read(whole.s, &r));
    sweep_unused_warn(a, &r, &again);
    assert_int_equal(again.n, 1);
    assert_true(read(canonical.s, &r));
    sweep_unused_warn(a, &r, &without);
    assert_int_equal(without.n, 0);
}

/* Given and swept: the sweep's values are taken, and that is said, again where the request was kept whole. */
static void an_option_that_is_swept_and_given_is_warned_of(void **state)
{
    (void)state;
    struct sweep_request r;
    struct buf canonical, bare, whole;
    struct warnings given = {0}, again = {0}, without = {0};
    buf_init(&canonical, a, 2000);
    buf_init(&bare, a, 2000);
    buf_init(&whole, a, 2000);
    assert_true(read(with_window("\"equity\":1e6,\"leverage\":1,\"parameter\":\"house_addon_pct\",\"values\":[1,2],"
                                 "\"options\":{\"house_addon_pct\":7,\"cure_days\":1}"),
                     &r));
    sweep_unused_warn(a, &r, &given);
    assert_int_equal(given.n, 2);
    assert_string_equal(given.at[1].code, "option_unused");
    assert_string_equal(given.at[1].message,
                        "options.house_addon_pct has no part in this run and changes nothing: it is what is swept.");
    sweep_request_write(&canonical, a, &r);
    sweep_request_write_whole(&whole, a, &r);
    assert_true(read(whole.s, &r));
    sweep_unused_warn(a, &r, &again);
    assert_int_equal(again.n, 2);
    assert_true(read(canonical.s, &r));
    sweep_unused_warn(a, &r, &without);
    assert_int_equal(without.n, 0);
    assert_true(
        read(with_window("\"equity\":1e6,\"leverage\":1,\"parameter\":\"house_addon_pct\",\"values\":[1,2]"), &r));
    sweep_request_write(&bare, a, &r);
    assert_string_equal(bare.s, canonical.s);
}

static void the_canonical_form_is_read_back_the_same(void **state)
{
    (void)state;
    const char *const rests[] = {
        "\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[1,2.5],\"parameter2\":\"start_date\",\"values2\":["
        "\"2008-01-02\",\"2009-01-02\"]",
        "\"leverage\":2,\"parameter\":\"initial_investment\",\"values\":[150000,1e6],\"options\":{\"house_addon_pct\":"
        "3}",
        "\"profile\":\"original\",\"base_investment\":5e5,\"mode\":\"profit_threshold\",\"parameter\":\"profit_"
        "threshold\",\"values\":[10,20]",
        "\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[1,2],\"start_dates\":\"every_session\",\"horizon_"
        "years\":1.5",
        "\"equity\":1e6,\"leverage\":3,\"bootstrap\":{\"paths\":200,\"seed\":9007199254740991}",
    };
    for (size_t i = 0; i < sizeof rests / sizeof *rests; i++) {
        struct sweep_request r;
        struct buf once, twice;
        char first[65], second[65];
        const char *json = with_window(rests[i]);
        if (i == 0) { /* a swept start takes the place of the window's */
            const char *cut = strstr(json, "\"start_date\"");
            json = arena_printf(a, "%.*s%s", (int)(cut - json), json, strchr(cut, ',') + 1);
        }
        if (!read(json, &r))
            fail_msg("%s: %s: %s", json, p.at[0].field, p.at[0].message);
        buf_init(&once, a, 2000);
        buf_init(&twice, a, 2000);
        sweep_request_write(&once, a, &r);
        sweep_inputs_hash(&r, first);
        if (!read(once.s, &r))
            fail_msg("%s: %s: %s", once.s, p.at[0].field, p.at[0].message);
        sweep_request_write(&twice, a, &r);
        sweep_inputs_hash(&r, second);
        assert_string_equal(once.s, twice.s);
        assert_string_equal(first, second);
    }
}

static void a_cell_is_its_backtest(void **state)
{
    (void)state;
    struct price_series prices = sample_prices(SESSIONS, 7);
    struct rate_series rates = sample_rates();
    struct sweep_answer ans = answer_of("\"equity\":1e6,\"parameter\":\"wait_sessions\",\"values\":[0,5],"
                                        "\"parameter2\":\"leverage\",\"values2\":[1,3,6.9]");
    size_t ran = 0;
    for (size_t cell = 0; cell < sweep_cells(&ans.request); cell++) {
        struct backtest_request one;
        struct backtest_answer alone;
        struct problem none = {.arena = a};
        sweep_cell_request(&ans.request, cell, &one);
        bool runs = backtest_compute(a, &one, &prices, &rates, "made", &alone, &none);
        assert_true(runs == (ans.refused[cell] == NULL));
        for (int i = 0; i < ans.n_columns; i++) {
            double got = ans.value[cell * (size_t)ans.n_columns + (size_t)i];
            double want = runs ? alone.result.metric[ans.column[i].metric] : (double)NAN;
            if (!(got == want || (isnan(got) && isnan(want))))
                fail_msg("cell %zu, %s: %.17g, alone %.17g", cell, ans.column[i].name, got, want);
        }
        ran += runs;
    }
    assert_int_equal(ran, 4); /* 6.9 leaves less than the maintenance and its buffer */
}

static void an_answer_is_read_back(void **state)
{
    (void)state;
    const char *const rests[] = {
        "\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[1,2,6.9]",
        "\"profile\":\"original\",\"parameter\":\"leverage\",\"values\":[1,2,3]",
        "\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[1,2,6.9],\"start_dates\":\"every_session\",\"horizon_"
        "years\":1",
        "\"equity\":1e6,\"leverage\":3,\"bootstrap\":{\"paths\":100,\"years\":1}",
    };
    for (size_t i = 0; i < sizeof rests / sizeof *rests; i++) {
        struct sweep_answer ans = answer_of(rests[i]), back;
        const char *json = json_of(&ans), *why = NULL;
        if (!sweep_answer_read(a, str_of(json), &back, &why))
            fail_msg("%s", why);
        assert_string_equal(json, json_of(&back));
    }
    struct sweep_answer back;
    const char *why;
    assert_false(sweep_answer_read(a, STR("{}"), &back, &why));
    assert_false(sweep_answer_read(a, STR("[1"), &back, &why));
}

/* Values whose Sharpe ratios are given: what they say of the ranges. */
static void ranges_keep_gaps_apart(void **state)
{
    (void)state;
    struct sweep_answer ans = answer_of("\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[1,1.5,2,2.5,3,3.5]");
    const double sharpe[] = {0.9, 0.8, 0.1, 0.2, 0.7, 0.3};
    for (size_t cell = 0; cell < 6; cell++)
        for (int i = 0; i < ans.n_columns; i++)
            if (ans.column[i].metric == BT_M_SHARPE)
                ans.value[cell * (size_t)ans.n_columns + (size_t)i] = sharpe[cell];
    sweep_insights_set(a, &ans);
    assert_int_equal(ans.insights.n_ranges, 2);
    assert_true(ans.insights.range[0].from == 1 && ans.insights.range[0].to == 1.5);
    assert_true(ans.insights.range[1].from == 3 && ans.insights.range[1].to == 3);
    ans.request.base.config.profile = BT_ORIGINAL; /* which spans them */
    sweep_insights_set(a, &ans);
    assert_int_equal(ans.insights.n_ranges, 1);
    assert_true(ans.insights.range[0].from == 1 && ans.insights.range[0].to == 3);
}

static void the_lowest_risk_is_the_least_drawdown(void **state)
{
    (void)state;
    struct sweep_answer ans = answer_of("\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[3,1,2]");
    assert_int_equal(ans.insights.lowest_risk, 1);
    assert_int_equal(ans.insights.lowest_risk_shown, 0);
    assert_true(ans.insights.with_drawdown[0] < 0);
}

struct stopper {
    int asked, most;
};
static bool stop(void *context, double done)
{
    struct stopper *s = context;
    assert_true(done >= 0 && done <= 1);
    return ++s->asked > s->most;
}

static void a_run_stops_when_it_is_told(void **state)
{
    (void)state;
    const char *const rests[] = {
        "\"equity\":1e6,\"mode\":\"passive_hold\",\"parameter\":\"leverage\",\"values\":[1,2,3]",
        "\"equity\":1e6,\"parameter\":\"leverage\",\"values\":[1,2],\"start_dates\":\"every_session\",\"horizon_"
        "years\":1",
        "\"equity\":1e6,\"leverage\":3,\"bootstrap\":{\"paths\":300,\"years\":1}",
    };
    struct price_series prices = sample_prices(SESSIONS, 7);
    struct rate_series rates = sample_rates();
    for (size_t i = 0; i < sizeof rests / sizeof *rests; i++) {
        struct stopper s = {0, 1};
        const struct sweep_progress progress = {stop, &s};
        struct sweep_request r;
        struct sweep_answer ans;
        assert_true(read(with_window(rests[i]), &r));
        assert_false(sweep_compute(a, &r, &prices, &rates, "made", &progress, &ans, &p));
        assert_int_equal(p.n, 0);
        assert_int_equal(s.asked, 2);
    }
}

static void the_original_csv_has_its_names_and_roundings(void **state)
{
    (void)state;
    struct sweep_answer ans = answer_of("\"profile\":\"original\",\"parameter\":\"leverage\",\"values\":[2]");
    struct buf b;
    buf_init(&b, a, 1000);
    sweep_rounded_csv(&b, a, &ans, "2026-11-22 05:00:00");
    assert_non_null(
        strstr(b.s, "Parameter_Name,Backtest_Mode,Export_Date,leverage,Total_Return_Pct,CAGR_Pct,Final_Equity,"));
    const char *row = strstr(b.s, "\r\nleverage,liquidation_reentry,2026-11-22 05:00:00,2,");
    assert_non_null(row);
    const char *cell = row + strlen("\r\nleverage,liquidation_reentry,2026-11-22 05:00:00,2,");
    assert_int_equal(strcspn(strchr(cell, '.') + 1, ","), 3);    /* Total_Return_Pct: three decimals */
    const char *equity = strchr(strchr(cell, ',') + 1, ',') + 1; /* Final_Equity: none */
    assert_null(memchr(equity, '.', strcspn(equity, ",")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_wrong_is_named),
        TEST(cells_are_bounded),
        TEST(an_empty_list_of_columns_is_what_a_sweep_has_anyhow),
        TEST(a_sweep_of_the_original_may_carry_what_it_fixes),
        TEST(an_option_that_is_swept_and_given_is_warned_of),
        TEST(the_canonical_form_is_read_back_the_same),
        TEST(a_cell_is_its_backtest),
        TEST(an_answer_is_read_back),
        TEST(ranges_keep_gaps_apart),
        TEST(the_lowest_risk_is_the_least_drawdown),
        TEST(a_run_stops_when_it_is_told),
        TEST(the_original_csv_has_its_names_and_roundings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
