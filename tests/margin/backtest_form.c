/* backtest_form.c: tests of src/margin/backtest_form.c: from fields to a request and back.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"
#include "tests/base/fixture.h"

#include <math.h>

#include "base/day.h"
#include "margin/backtest_form.h"
#include "web/params.h"

#define GOOD "ticker=SPX&start_date=2008-01-02&end_date=2009-12-31&equity=100000&leverage=1.5&mode=liquidation_reentry"

#define OF(mode)                                                                                                       \
    "ticker=SPX&start_date=2008-01-02&end_date=2009-12-31&equity=100000&leverage=1.5&account_type=reg_t&mode=" mode

static struct problem problem;
static struct backtest_request request;
static const struct instrument_row rows[] = {
    {"ABC", "Another", "", 13000, 14000, 700},
    {"SPX", "S&P 500 index", "", 10959, 18369, 5105},
};
static const struct instrument_menu menu = {rows, 2};

static bool read(const char *text)
{
    struct params params;
    struct backtest_form form;
    problem = (struct problem){.arena = a};
    assert_null(params_read(a, str_of(text), &params));
    backtest_form_defaults(&form, &menu);
    return backtest_form_read(a, &params, &menu, NULL, &form, &request, &problem);
}

static const char *canonical(void)
{
    struct buf out;
    buf_init(&out, a, 1024);
    backtest_request_write(&out, &request);
    return out.s;
}

static void blank_options_are_the_profiles_own(void **state)
{
    struct bt_options usual;
    (void)state;
    assert_true(read(GOOD "&account_type=reg_t&profile=accurate&options.financing=&options.wait_sessions="));
    bt_options_default(&usual, BT_ACCURATE, BT_REG_T, BT_LIQUIDATION_REENTRY);
    assert_memory_equal(&request.config.options, &usual, sizeof usual);
    assert_true(read(GOOD "&account_type=portfolio&profile=original"));
    bt_options_default(&usual, BT_ORIGINAL, BT_PORTFOLIO, BT_LIQUIDATION_REENTRY);
    assert_memory_equal(&request.config.options, &usual, sizeof usual);
    assert_string_equal(request.ticker, "SPX");
}

static void every_option_reaches_the_engine(void **state)
{
    (void)state;
    assert_true(read(GOOD
                     "&account_type=reg_t&profile=accurate&options.interest_days=session&options.day_count=365"
                     "&options.rate_join=exact&options.posting=session&options.financing=flat&options.spread_pct=2.5"
                     "&options.cap_leverage=false&options.buffer_pct=3&options.call_test=close&options.slippage_bps=7"
                     "&options.trade_cost_bps=11&options.wait_sessions=13&options.entry_day_flows=true"
                     "&options.carry_deficit=false&options.minimum_equity_usd=17&options.house_addon_pct=19"
                     "&options.metrics=original"));
    const struct bt_options *o = &request.config.options;
    assert_false(o->interest_calendar || o->rate_asof || o->posting_month || o->cap_leverage || o->call_intraday);
    assert_false(o->carry_deficit || o->metrics_corrected);
    assert_true(o->entry_day_flows);
    assert_int_equal(o->day_count, 365);
    assert_int_equal(o->financing, BT_FINANCING_FLAT);
    assert_int_equal(o->wait_sessions, 13);
    assert_true(o->spread_pct == 2.5 && o->buffer_pct == 3 && o->slippage_bps == 7 && o->trade_cost_bps == 11);
    assert_true(o->minimum_equity_usd == 17 && o->house_addon_pct == 19);
}

static void a_request_becomes_a_query_that_makes_the_same_request(void **state)
{
    static const char *const queries[] = {
        GOOD "&account_type=reg_t&profile=accurate",
        GOOD "&account_type=reg_t&profile=original",
        GOOD "&account_type=portfolio&profile=accurate&options.price_moves_pct=12%2F10",
        GOOD "&account_type=portfolio&profile=original&options.price_moves_pct=8%2F6&options.position=short",
        GOOD "&account_type=reg_t&profile=original&options.financing=tiers&options.metrics=corrected",
        GOOD "&account_type=reg_t&profile=original&options.spread_pct=1.25&options.call_test=intraday",
        GOOD
        "&account_type=reg_t&profile=accurate&options.financing=flat&options.house_addon_pct=5&options.day_count=365",
        "ticker=ABC&start_date=2006-01-02&end_date=2007-12-31&equity=123456.789&leverage=1.3333333333333333&mode="
        "liquidation_reentry"
        "&account_type=portfolio&profile=accurate&options.wait_sessions=0&options.interest_days=session"
        "&options.rate_join=exact&options.posting=session&options.cap_leverage=false&options.buffer_pct=0"
        "&options.slippage_bps=0&options.trade_cost_bps=0&options.entry_day_flows=true&options.carry_deficit=false"
        "&options.minimum_equity_usd=0",
        OF("profit_threshold") "&profile=accurate&profit_threshold_pct=25&options.profit_trigger=equity",
        OF("profit_threshold") "&profile=original&transaction_cost_bps=7.5",
        OF("constant_leverage") "&profile=accurate&options.rebalance.band_pct=0&options.rebalance.calendar=quarter",
        OF("fresh_capital") "&profile=original&options.dividend_use=pay_down",
        OF("passive_hold") "&profile=accurate&options.dividend_timing=pay&options.dividend_lag_days=40"
                           "&options.dividend_use=keep",
        OF("liquidation_reentry") "&profile=accurate&options.liquidation=call&options.cure_days=5"
                                  "&options.contribution.amount=-250.5&options.contribution.every=quarter"
                                  "&options.position=short&options.borrow_fee_pct=1.5&options.short_credit_pct=0.25",
    };
    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        assert_true(read(queries[i]));
        const char *before = canonical();
        assert_true(read(backtest_form_query(a, &request)));
        assert_string_equal(canonical(), before);
    }
}

static void the_fields_of_a_mode_reach_the_engine_in_that_mode_alone(void **state)
{
    static const char fields[] = "&profile=accurate&profit_threshold_pct=25&options.profit_trigger=equity"
                                 "&options.rebalance.band_pct=4&options.rebalance.calendar=year";
    struct bt_config *c = &request.config;
    (void)state;
    assert_true(read(arena_printf(a, "%s%s", OF("profit_threshold"), fields)));
    assert_true(c->profit_threshold_pct == 25 && c->options.trigger_equity);
    assert_true(c->options.rebalance_band_pct == 10 && c->options.rebalance_every == BT_NEVER);
    assert_true(read(arena_printf(a, "%s%s", OF("constant_leverage"), fields)));
    assert_true(c->options.rebalance_band_pct == 4 && c->options.rebalance_every == BT_YEAR);
    assert_true(c->profit_threshold_pct == 100 && !c->options.trigger_equity);
}

static void money_and_calls_reach_the_engine(void **state)
{
    (void)state;
    assert_true(read(OF("liquidation_reentry") "&profile=accurate&options.liquidation=minimum&options.cure_days=7"
                                               "&options.contribution.amount=-500&options.contribution.every=year"
                                               "&options.dividend_timing=pay&options.dividend_lag_days=12"
                                               "&options.dividend_use=pay_down&options.position=short"
                                               "&options.borrow_fee_pct=3&options.short_credit_pct=0.75"));
    const struct bt_options *o = &request.config.options;
    assert_true(o->liquidation == BT_SELL_MINIMUM && o->cure_days == 7);
    assert_true(o->contribution_every == BT_YEAR && o->contribution_usd == -500);
    assert_true(o->dividend_pay && o->dividend_lag_days == 12 && o->dividend_use == BT_PAY_DOWN);
    assert_true(o->is_short && o->borrow_fee_pct == 3 && o->short_credit_pct == 0.75);
}

static void faults_stand_at_their_fields(void **state)
{
    (void)state;
    assert_false(read(GOOD "&account_type=reg_t&profile=accurate&options.wait_sessions=1.5"));
    assert_non_null(problem_message(&problem, "options.wait_sessions"));
    assert_false(read("ticker=SPX&start_date=2009-01-02&end_date=2008-12-31&equity=1&leverage=9&account_type=reg_t"
                      "&mode=liquidation_reentry&profile=accurate"));
    assert_non_null(problem_message(&problem, "end_date"));
    assert_non_null(problem_message(&problem, "equity"));
    assert_non_null(problem_message(&problem, "leverage"));
    assert_false(read("ticker=XYZ"));
    assert_non_null(problem_message(&problem, "ticker"));
}

/* The API takes it and warns; the page does the same. */
static void what_has_no_part_in_the_run_is_taken_and_told(void **state)
{
    struct warnings w = {0};
    (void)state;
    assert_true(
        read(GOOD "&account_type=reg_t&profile=accurate&options.spread_pct=1&options.cure_days=&options.wait_sessions=4"
                  "&options.position="));
    assert_int_equal(request.config.options.financing, BT_FINANCING_TIERS);
    backtest_unused_warn(a, &request, &w);
    assert_int_equal(w.n, 1);
    assert_string_equal(w.at[0].code, "option_unused");
    assert_non_null(strstr(w.at[0].message, "options.spread_pct"));
    assert_true(read(GOOD "&account_type=reg_t&profile=accurate&options.price_moves_pct=8%2F6&options.financing=flat&"
                          "options.spread_pct=1"));
    backtest_unused_warn(a, &request, &w);
    assert_int_equal(w.n, 2);
    assert_non_null(strstr(w.at[1].message, "\"account_type\": \"portfolio\""));
}

static void the_first_visit_is_a_request_that_is_accepted(void **state)
{
    struct backtest_form form;
    (void)state;
    backtest_form_defaults(&form, &menu);
    assert_string_equal(rows[form.ticker].symbol, "SPX");
    assert_int_equal(form.start_day, rows[1].first_day);
    assert_int_equal(form.end_day, rows[1].last_day);
    struct bt_config c = {.profile = BT_ACCURATE, .account = BT_REG_T};
    bt_options_default(&c.options, c.profile, c.account, c.mode);
    assert_true(form.leverage <= bt_leverage_max(&c) && form.equity >= c.options.minimum_equity_usd);
}

static void a_visit_from_an_instrument_begins_with_its_whole_range(void **state)
{
    struct backtest_form form;
    (void)state;
    backtest_form_defaults(&form, &menu);
    backtest_form_instrument(&form, &menu, STR("ABC"));
    assert_int_equal(form.ticker, 0);
    assert_int_equal(form.start_day, rows[0].first_day);
    assert_int_equal(form.end_day, rows[0].last_day);
    backtest_form_instrument(&form, &menu, STR("NONE"));
    assert_int_equal(form.ticker, 0);
    assert_int_equal(form.end_day, rows[0].last_day);
}

static void the_original_begins_with_fifty_million_at_two_or_four_times(void **state)
{
    struct backtest_form form;
    (void)state;
    backtest_form_defaults(&form, &menu);
    backtest_form_original(&form, &menu, STR("SPX"));
    assert_true(form.profile == 1 && form.equity == 5e7 && form.leverage == 2);
    assert_int_equal(form.start_day, day_from_civil(2010, 1, 1));
    assert_int_equal(form.end_day, rows[1].last_day);
    form.account = 1;
    backtest_form_original(&form, &menu, STR(""));
    assert_true(form.leverage == 4);
    assert_string_equal(rows[form.ticker].symbol, "SPX"); /* there is no SPY */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blank_options_are_the_profiles_own),
        cmocka_unit_test(every_option_reaches_the_engine),
        cmocka_unit_test(a_request_becomes_a_query_that_makes_the_same_request),
        cmocka_unit_test(the_fields_of_a_mode_reach_the_engine_in_that_mode_alone),
        cmocka_unit_test(money_and_calls_reach_the_engine),
        cmocka_unit_test(faults_stand_at_their_fields),
        cmocka_unit_test(what_has_no_part_in_the_run_is_taken_and_told),
        cmocka_unit_test(the_first_visit_is_a_request_that_is_accepted),
        cmocka_unit_test(a_visit_from_an_instrument_begins_with_its_whole_range),
        cmocka_unit_test(the_original_begins_with_fifty_million_at_two_or_four_times),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
