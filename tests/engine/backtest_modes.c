/* backtest_modes.c: what each mode and each option of a backtest does, in cases small enough for a pocket calculator.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "whole.h"

/* The profile original with corrected figures: no costs, nothing between the closes, every column at the end of its day. */
static struct bt_config plain(enum bt_mode mode, double leverage)
{
    struct bt_config c = config_of_mode(mode, BT_ORIGINAL, 100000, leverage);
    c.options.metrics_corrected = true;
    c.options.entry_day_flows = false;
    c.options.borrow_fee_pct = 0;
    c.transaction_cost_bps = 0;
    return c;
}

static const struct bt_event *event_of(const struct whole *w, enum bt_event_kind kind)
{
    for (size_t i = 0; i < w->r.n_events; i++)
        if (w->event[i].kind == kind)
            return &w->event[i];
    return NULL;
}

static double shown(const struct whole *w, enum bt_column column, size_t row)
{
    return w->column[column][row];
}

/* ---- fresh_capital ---- */

/* 2x at 100: 2,000 shares, 100,000 lent. At 60 20,000 is left; the next round begins at 60 with 3,333 shares and ends at 90. */
static void fresh_capital_sets_aside_what_is_left_and_puts_in_anew(void **state)
{
    (void)state;
    struct bt_input in = flat_series(40);
    set_days(10, 60);
    set_days(20, 90);
    struct bt_config c = plain(BT_FRESH_CAPITAL, 2);
    struct whole *w = run(&c, &in);
    assert_true(event_of(w, BT_EVENT_LIQUIDATION)->detail == 20000);
    assert_true(shown(w, BT_COL_EQUITY, 11) == 20000 && shown(w, BT_COL_SET_ASIDE_CASH, 11) == 0);
    assert_true(event_of(w, BT_EVENT_SET_ASIDE)->row == 13 && event_of(w, BT_EVENT_SET_ASIDE)->detail == 20000);
    assert_true(event_of(w, BT_EVENT_INJECTION)->row == 13 && event_of(w, BT_EVENT_INJECTION)->detail == 100000);
    assert_true(shown(w, BT_COL_EQUITY, 13) == 100000 && shown(w, BT_COL_CONTRIBUTION, 13) == 80000);
    assert_true(shown(w, BT_COL_TOTAL_WEALTH, 13) == 20000); /* a new round is no gain */
    assert_true(near(w->r.metric[BT_M_FINAL_EQUITY], 200000, 1e-12));
    assert_true(near(w->r.metric[BT_M_TOTAL_WEALTH], 200000 + 20000 - 100000, 1e-12));
    assert_true(near(w->r.metric[BT_M_TOTAL_RETURN], 20000.0 / 200000 * 100, 1e-12));
    assert_true(near(w->r.metric[BT_M_TIME_WEIGHTED_RETURN], (0.2 * 2 - 1) * 100, 1e-12));
    assert_true(near(w->r.metric[BT_M_MAX_DRAWDOWN], -80, 1e-12));
    assert_true(w->r.metric[BT_M_TOTAL_DEPLOYED] == 200000 && w->r.metric[BT_M_LIQUIDATION_RATE] == 50);
    free(w);
}

static void fresh_capital_pays_what_is_owed_before_it_begins_again(void **state)
{
    (void)state;
    struct bt_input in = flat_series(40);
    set_days(10, 40);
    struct bt_config c = plain(BT_FRESH_CAPITAL, 2);
    c.options.carry_deficit = true;
    struct whole *w = run(&c, &in);
    assert_true(shown(w, BT_COL_EQUITY, 10) == -20000);
    assert_null(event_of(w, BT_EVENT_SET_ASIDE));
    assert_true(event_of(w, BT_EVENT_INJECTION)->detail == 120000);
    assert_true(w->r.metric[BT_M_OWED_TO_BROKER] == 0 && w->r.metric[BT_M_TOTAL_WEALTH] == -20000);
    assert_true(w->r.metric[BT_M_TIME_WEIGHTED_RETURN] == -100);
    free(w);
}

static void fresh_capital_of_the_original_forgets_its_losses(void **state)
{
    (void)state;
    struct bt_input in = flat_series(40);
    set_days(10, 60);
    struct bt_config c = config_of_mode(BT_FRESH_CAPITAL, BT_ORIGINAL, 100000, 2);
    struct whole *w = run(&c, &in);
    assert_true(shown(w, BT_COL_POSITION_STATUS, 10) == BT_LIQUIDATED_FRESH);
    assert_true(shown(w, BT_COL_POSITION_STATUS, 11) == BT_WAITING_FRESH);
    assert_true(shown(w, BT_COL_EQUITY, 10) == 100000 && w->r.metric[BT_M_MAX_DRAWDOWN] == 0);
    assert_true(near(w->r.metric[BT_M_TOTAL_RETURN], -40, 1e-12)); /* 80,000 of 200,000 deployed */
    assert_true(shown(w, BT_COL_CYCLE_NUMBER, 0) == 1 && shown(w, BT_COL_CYCLE_NUMBER, 11) == 2);
    free(w);
}

/* ---- profit_threshold ---- */

/* 2x at 100, at 121: 242,000 less 100,000 is 142,000 and 1.70x; 42,000 more are bought for 21 dollars at 5 basis points. */
static void a_grown_position_borrows_again(void **state)
{
    (void)state;
    struct bt_input in = flat_series(20);
    set_days(5, 119);
    set_days(8, 121);
    struct bt_config c = plain(BT_PROFIT_THRESHOLD, 2);
    c.transaction_cost_bps = 5;
    struct whole *w = run(&c, &in);
    assert_int_equal(w->r.n_rebalances, 1);
    const struct bt_rebalance *r = &w->rebalance[0];
    assert_int_equal(r->row, 8);
    assert_int_equal(r->kind, BT_REBALANCE_PROFIT);
    assert_true(near(r->growth_trigger_pct, 21, 1e-12) && near(r->leverage_before, 242.0 / 142, 1e-12));
    assert_true(near(r->transaction_cost, 42000 * 0.0005, 1e-12) && near(r->shares_change, 42000.0 / 121, 1e-12));
    assert_true(near(r->equity_after, 142000 - 21, 1e-12) && r->leverage_after == 2);
    assert_true(near(shown(w, BT_COL_ACTUAL_LEVERAGE, 8), 2, 1e-12));
    assert_true(shown(w, BT_COL_DAYS_SINCE_REBALANCE, 7) == 8 && shown(w, BT_COL_DAYS_SINCE_REBALANCE, 8) == 0);
    assert_true(near(shown(w, BT_COL_NEXT_REBALANCE_TARGET, 8), 2 * (142000 - 21) * 1.2, 1e-12));
    assert_true(w->r.metric[BT_M_AVG_DAYS_REBALANCES] == 9);
    free(w);
}

/* What every trade pays is paid by rebalances too, in both profiles; without it the original's own cost of a rebalance holds. */
static void the_cost_of_every_trade_is_that_of_a_rebalance(void **state)
{
    (void)state;
    struct bt_config c = plain(BT_PROFIT_THRESHOLD, 2);
    c.transaction_cost_bps = 5;
    assert_true(bt_rebalance_bps(&c) == 5);
    c.options.trade_cost_bps = 20;
    assert_true(bt_rebalance_bps(&c) == 20);
    c.profile = BT_ACCURATE;
    c.options.trade_cost_bps = 0;
    assert_true(bt_rebalance_bps(&c) == 0);
}

static void the_trigger_may_watch_the_equity(void **state)
{
    (void)state;
    struct bt_input in = flat_series(20);
    set_days(5, 111); /* the position grew 11 %, the equity 22 % */
    struct bt_config c = plain(BT_PROFIT_THRESHOLD, 2);
    struct whole *w = run(&c, &in);
    assert_int_equal(w->r.n_rebalances, 0);
    free(w);
    c.options.trigger_equity = true;
    w = run(&c, &in);
    assert_int_equal(w->r.n_rebalances, 1);
    assert_true(near(w->rebalance[0].growth_trigger_pct, 22, 1e-12));
    free(w);
}

/* ---- passive_hold ---- */

static void passive_hold_marks_calls_and_sells_nothing(void **state)
{
    (void)state;
    struct bt_input in = flat_series(30);
    set_days(10, 60); /* 20,000 of 120,000: below a quarter */
    set_days(13, 45); /* 90,000 owes 10,000 more */
    set_days(15, 100);
    struct bt_config c = plain(BT_PASSIVE_HOLD, 2);
    struct whole *w = run(&c, &in);
    assert_int_equal(w->r.metric[BT_M_MARGIN_CALLS], 5);
    assert_true(shown(w, BT_COL_POSITION_STATUS, 12) == BT_MARGIN_CALL && shown(w, BT_COL_EQUITY, 14) == -10000);
    assert_true(w->r.metric[BT_M_FINAL_EQUITY] == 100000 && w->r.metric[BT_M_FINAL_POSITION] == 200000);
    assert_null(event_of(w, BT_EVENT_LIQUIDATION));
    free(w);
}

/* ---- constant_leverage ---- */

/* 2x with a band of 10 %: at 125 leverage is 1.67, at 90 after that 2.5. */
static void a_band_brings_leverage_back_from_both_sides(void **state)
{
    (void)state;
    struct bt_input in = flat_series(30);
    set_days(5, 111); /* 1.82: within */
    set_days(10, 125);
    set_days(15, 112.5);
    struct bt_config c = plain(BT_CONSTANT_LEVERAGE, 2);
    struct whole *w = run(&c, &in);
    assert_int_equal(w->r.n_rebalances, 2);
    assert_true(w->rebalance[0].row == 10 && near(w->rebalance[0].leverage_before, 250.0 / 150, 1e-12));
    assert_true(w->rebalance[0].shares_change > 0 && w->rebalance[1].shares_change < 0);
    assert_true(w->rebalance[1].row == 15 && near(w->rebalance[1].leverage_before, 270.0 / 120, 1e-12));
    assert_true(near(shown(w, BT_COL_ACTUAL_LEVERAGE, 29), 2, 1e-12));
    assert_true(near(shown(w, BT_COL_EQUITY, 15), 120000, 1e-12));
    assert_int_equal(w->rebalance[1].kind, BT_REBALANCE_BAND);
    c.options.rebalance_band_pct = 0;
    free(w);
    w = run(&c, &in);
    assert_int_equal(w->r.n_rebalances, 0);
    free(w);
}

static void the_calendar_rebalances_on_first_sessions_only(void **state)
{
    (void)state;
    static const enum bt_every every[] = {BT_MONTH, BT_QUARTER, BT_YEAR};
    made_series_fill(&made, 900, 4, 0.01);
    struct bt_input in = made_series_input(&made);
    for (int k = 0; k < 3; k++) {
        struct bt_config c = plain(BT_CONSTANT_LEVERAGE, 1.5);
        c.options.rebalance_band_pct = 0;
        c.options.rebalance_every = every[k];
        struct whole *w = run(&c, &in);
        size_t found = 0;
        for (size_t i = 1; i < made.n; i++) {
            int y[2], m[2], d, months[] = {1, 3, 12};
            day_to_civil(made.day[i - 1], &y[0], &m[0], &d);
            day_to_civil(made.day[i], &y[1], &m[1], &d);
            bool first = (y[0] * 12 + m[0] - 1) / months[k] != (y[1] * 12 + m[1] - 1) / months[k];
            assert_int_equal(shown(w, BT_COL_REBALANCED_TODAY, i), first);
            found += first;
        }
        assert_true(found > 2 && w->r.n_rebalances == found);
        free(w);
    }
}

static void below_the_minimum_no_more_is_bought(void **state)
{
    (void)state;
    struct bt_input in = flat_series(30);
    set_days(10, 125);
    struct bt_config c = config_of_mode(BT_CONSTANT_LEVERAGE, BT_ACCURATE, 100000, 1.5);
    struct whole *w = run(&c, &in);
    assert_int_equal(w->r.n_rebalances, 0); /* 1.36 is in the band */
    free(w);
    c.options.rebalance_band_pct = 5;
    w = run(&c, &in);
    assert_int_equal(w->r.n_rebalances, 1);
    free(w);
    set_days(5, 70);
    set_days(10, 80);
    c.options.minimum_equity_usd = 99000;
    w = run(&c, &in);
    for (size_t i = 0; i < w->r.n_rebalances; i++)
        assert_true(w->rebalance[i].shares_change < 0);
    assert_true(w->r.n_rebalances > 0);
    free(w);
}

/* ---- forced sales ---- */

/* 2x at 100: 2,000 shares, K = 66.67. A sale in part leaves an equity of 25.5 % of the position, costs paid. */
static void the_minimum_sale_restores_the_requirement_with_its_buffer(void **state)
{
    (void)state;
    struct bt_input in = flat_series(20);
    set_days(10, 66);
    struct bt_config c = plain(BT_LIQUIDATION_REENTRY, 2);
    c.options.liquidation = BT_SELL_MINIMUM;
    c.options.buffer_pct = 0.5;
    struct whole *w = run(&c, &in);
    double value = 132000, equity = 32000;
    const struct bt_event *sale = event_of(w, BT_EVENT_SALE);
    assert_true(sale && sale->row == 10 && near(sale->detail * 66, value - equity / 0.255, 1e-12)); /* S = V - e / mt */
    assert_true(near(shown(w, BT_COL_EQUITY, 10), equity, 1e-12));
    assert_true(near(shown(w, BT_COL_EQUITY, 10) / shown(w, BT_COL_PORTFOLIO_VALUE, 10), 0.255, 1e-12));
    assert_true(shown(w, BT_COL_POSITION_STATUS, 10) == BT_SOLD_PART && shown(w, BT_COL_IS_MARGIN_CALL, 10) == 1);
    assert_int_equal(w->r.metric[BT_M_PARTIAL_SALES], 1);
    free(w);
    c.options.slippage_bps = 100;
    c.options.trade_cost_bps = 20;
    w = run(&c, &in);
    assert_true(near(shown(w, BT_COL_EQUITY, 10) / shown(w, BT_COL_PORTFOLIO_VALUE, 10), 0.255, 1e-12));
    assert_true(shown(w, BT_COL_EQUITY, 10) < equity);
    free(w);
    set_days(10, 49); /* nothing left to stand on: all of it */
    w = run(&c, &in);
    assert_non_null(event_of(w, BT_EVENT_LIQUIDATION));
    assert_null(event_of(w, BT_EVENT_SALE));
    free(w);
}

static void without_a_buffer_nothing_is_sold_at_the_call_price_itself(void **state)
{
    (void)state;
    struct bt_input in = flat_series(20);
    struct bt_config c = plain(BT_LIQUIDATION_REENTRY, 4);
    c.account = BT_PORTFOLIO;
    c.options.liquidation = BT_SELL_MINIMUM;
    c.options.call_intraday = true;
    set_day(10, 100, 88, 95); /* K = 75 / 0.85 = 88.24 */
    struct whole *w = run(&c, &in);
    assert_true(w->r.n_events == 2 && w->event[1].price == 88);
    double value = shown(w, BT_COL_SHARES_HELD, 10) * 88;
    assert_true(near((value - shown(w, BT_COL_MARGIN_LOAN, 10)) / value, 0.15, 1e-12));
    free(w);
}

static void a_session_that_goes_on_falling_is_sold_again_at_its_low(void **state)
{
    (void)state;
    struct bt_input in = flat_series(20);
    struct bt_config c = plain(BT_LIQUIDATION_REENTRY, 2);
    c.options.liquidation = BT_SELL_MINIMUM;
    c.options.call_intraday = true;
    c.options.buffer_pct = 0.5;
    double call = 100000 / (2000 * 0.75);
    set_day(10, 90, 66.5, 95); /* just past K: the buffer holds */
    struct whole *w = run(&c, &in);
    assert_true(w->r.n_events == 2 && near(w->event[1].price, call, 1e-14));
    free(w);
    set_day(10, 90, 60, 95);
    w = run(&c, &in);
    assert_true(w->r.n_events == 3 && near(w->event[1].price, call, 1e-14) && w->event[2].price == 60);
    double value = shown(w, BT_COL_SHARES_HELD, 10) * 60;
    assert_true(near((value - shown(w, BT_COL_MARGIN_LOAN, 10)) / value, 0.255, 1e-12));
    free(w);
    set_day(10, 64, 60, 95); /* opened beyond K */
    w = run(&c, &in);
    assert_true(w->event[1].price == 64);
    free(w);
}

static void a_call_waits_for_its_days_and_then_sells_what_is_needed(void **state)
{
    (void)state;
    struct bt_input in = flat_series(30);
    set_days(10, 66);
    struct bt_config c = plain(BT_LIQUIDATION_REENTRY, 2);
    c.options.liquidation = BT_CALL;
    c.options.call_intraday = true; /* calls are made at the close all the same */
    c.options.buffer_pct = 0.5;
    struct whole *w = run(&c, &in);
    assert_true(event_of(w, BT_EVENT_CALL)->row == 10 && near(event_of(w, BT_EVENT_CALL)->detail, 1000, 1e-12));
    for (size_t i = 10; i < 13; i++) {
        assert_true(shown(w, BT_COL_POSITION_STATUS, i) == BT_MARGIN_CALL);
        assert_true(shown(w, BT_COL_CALL_DAYS_LEFT, i) == (double)(13 - i));
    }
    assert_true(event_of(w, BT_EVENT_SALE)->row == 13 && isnan(shown(w, BT_COL_CALL_DAYS_LEFT, 13)));
    assert_true(w->r.metric[BT_M_CALLS_ISSUED] == 1 && w->r.metric[BT_M_CALLS_CURED] == 0);
    free(w);
    c.options.cure_days = 0;
    w = run(&c, &in);
    assert_true(event_of(w, BT_EVENT_SALE)->row == 10);
    free(w);
}

static void a_rise_or_a_contribution_meets_a_call(void **state)
{
    (void)state;
    struct bt_input in = flat_series(60);
    set_days(10, 66);
    set_days(12, 67);
    struct bt_config c = plain(BT_LIQUIDATION_REENTRY, 2);
    c.options.liquidation = BT_CALL;
    struct whole *w = run(&c, &in);
    assert_true(event_of(w, BT_EVENT_CURED)->row == 12 && !event_of(w, BT_EVENT_SALE));
    assert_int_equal(w->r.metric[BT_M_CALLS_CURED], 1);
    free(w);
    size_t first = 1; /* of a month */
    while (day_month(made.day[first]) == day_month(made.day[first - 1]) || first < 15)
        first++;
    set_days(10, 100);
    set_days(first - 1, 66);
    c.options.contribution_every = BT_MONTH;
    c.options.contribution_usd = 2000;
    c.options.dividend_use = BT_PAY_DOWN;
    w = run(&c, &in);
    const struct bt_event *cured = event_of(w, BT_EVENT_CURED);
    assert_true(cured && cured->row == first && near(shown(w, BT_COL_CONTRIBUTION, first), 2000, 1e-12));
    free(w);
}

/* ---- dividends ---- */

static void a_dividend_is_receivable_until_its_pay_date(void **state)
{
    (void)state;
    struct bt_input in = flat_series(60);
    int32_t pay_day[60];
    for (size_t i = 0; i < 60; i++)
        pay_day[i] = BT_NO_DAY;
    made.dividend[10] = 2;
    struct bt_config c = plain(BT_LIQUIDATION_REENTRY, 2);
    c.options.dividend_pay = true;
    c.options.dividend_use = BT_KEEP;
    in.pay_day = pay_day;
    pay_day[10] = made.day[20];
    struct whole *w = run(&c, &in);
    for (size_t i = 10; i < 60; i++) {
        assert_true(shown(w, BT_COL_EQUITY, i) == 104000);
        assert_true(shown(w, BT_COL_RECEIVABLE_DIVIDENDS, i) == (i < 20 ? 4000 : 0));
        assert_true(shown(w, BT_COL_CASH, i) == (i < 20 ? 0 : 4000));
    }
    free(w);
    pay_day[10] = BT_NO_DAY; /* then the lag decides */
    c.options.dividend_lag_days = made.day[31] - made.day[10];
    c.options.dividend_use = BT_REINVEST;
    w = run(&c, &in);
    assert_true(shown(w, BT_COL_SHARES_HELD, 30) == 2000 && shown(w, BT_COL_SHARES_HELD, 31) == 2040);
    free(w);
    c.options.dividend_use = BT_PAY_DOWN;
    w = run(&c, &in);
    assert_true(shown(w, BT_COL_MARGIN_LOAN, 30) == 100000 && shown(w, BT_COL_MARGIN_LOAN, 31) == 96000);
    free(w);
    pay_day[10] = made.day[10] - 1;
    w = whole_new();
    assert_int_equal(bt_run(&c, &in, &w->r), BT_EDOMAIN);
    free(w);
}

static void a_dividend_on_its_way_outlives_the_position(void **state)
{
    (void)state;
    struct bt_input in = flat_series(60);
    made.dividend[9] = 2;
    set_days(10, 63);
    struct bt_config c = plain(BT_LIQUIDATION_REENTRY, 2);
    c.options.dividend_pay = true;
    c.options.dividend_lag_days = made.day[30] - made.day[9];
    c.options.minimum_equity_usd = 200000; /* stays out */
    c.equity = 200000;
    struct whole *w = run(&c, &in);
    assert_true(event_of(w, BT_EVENT_LIQUIDATION)->detail == 4000 * 63 - 200000 + 8000);
    assert_true(shown(w, BT_COL_RECEIVABLE_DIVIDENDS, 29) == 8000 && shown(w, BT_COL_RECEIVABLE_DIVIDENDS, 30) == 0);
    assert_true(shown(w, BT_COL_EQUITY, 29) == 60000 && shown(w, BT_COL_EQUITY, 30) == 60000);
    assert_true(shown(w, BT_COL_CASH, 29) == 52000 && shown(w, BT_COL_CASH, 30) == 60000);
    free(w);
}

/* ---- money from outside ---- */

static void money_put_in_is_no_return(void **state)
{
    (void)state;
    struct bt_input in = flat_series(300);
    struct bt_config c = plain(BT_LIQUIDATION_REENTRY, 1.5);
    c.options.contribution_every = BT_MONTH;
    c.options.contribution_usd = 1000;
    struct whole *w = run(&c, &in);
    size_t months = 0;
    for (size_t i = 1; i < 300; i++)
        months += day_month(made.day[i]) != day_month(made.day[i - 1]);
    assert_true(months > 10 && w->r.metric[BT_M_CONTRIBUTIONS] == 1000.0 * (double)months);
    assert_true(near(w->r.metric[BT_M_FINAL_EQUITY], 100000 + 1000.0 * (double)months, 1e-12));
    assert_true(fabs(w->r.metric[BT_M_TIME_WEIGHTED_RETURN]) < 1e-9 && fabs(w->r.metric[BT_M_TOTAL_RETURN]) < 1e-9);
    assert_true(fabs(w->r.metric[BT_M_MONEY_WEIGHTED_RETURN]) < 1e-6);
    assert_true(near(w->r.metric[BT_M_TOTAL_WEALTH], 100000, 1e-12));
    free(w);
}

/* 2x at 100, sold at the open of 60: 20,000 of 100,000 are left, whatever comes in or goes out at that close. */
static void money_at_the_close_hides_no_loss_of_the_session(void **state)
{
    (void)state;
    const double amounts[] = {100000, -20000, -1000};
    struct bt_input in = flat_series(60);
    size_t first = 1;
    while (day_month(made.day[first]) == day_month(made.day[first - 1]))
        first++;
    set_day(first, 60, 60, 60);
    for (size_t i = 0; i < 3; i++) {
        struct bt_config c = plain(BT_LIQUIDATION_REENTRY, 2);
        c.options.call_intraday = true;
        c.options.contribution_every = BT_MONTH;
        c.options.contribution_usd = amounts[i];
        struct whole *w = run(&c, &in);
        assert_int_equal(event_of(w, BT_EVENT_LIQUIDATION)->row, first);
        assert_true(shown(w, BT_COL_EQUITY, first) == 20000 + amounts[i]);
        assert_true(near(shown(w, BT_COL_TIME_WEIGHTED_INDEX, first), 0.2, 1e-12));
        assert_true(near(w->r.metric[BT_M_MAX_DRAWDOWN], -80, 1e-12));
        free(w);
    }
}

/* At 2x nothing may be taken out; after a rise to 150 the equity is 200,000, of which 150,000 must stay. */
static void a_withdrawal_leaves_the_initial_requirement(void **state)
{
    (void)state;
    struct bt_input in = flat_series(60);
    size_t first = 1;
    while (day_month(made.day[first]) == day_month(made.day[first - 1]))
        first++;
    struct bt_config c = plain(BT_LIQUIDATION_REENTRY, 2);
    c.options.contribution_every = BT_MONTH;
    c.options.contribution_usd = -50000;
    struct whole *w = run(&c, &in);
    assert_non_null(event_of(w, BT_EVENT_WITHDRAWAL_SKIPPED));
    assert_null(event_of(w, BT_EVENT_WITHDRAWAL));
    assert_true(w->r.metric[BT_M_FINAL_EQUITY] == 100000 && w->r.metric[BT_M_WITHDRAWALS] == 0);
    free(w);
    set_days(first, 150);
    w = run(&c, &in);
    assert_true(event_of(w, BT_EVENT_WITHDRAWAL)->row == first && shown(w, BT_COL_EQUITY, first) == 150000);
    assert_true(shown(w, BT_COL_MARGIN_LOAN, first) == 150000 && shown(w, BT_COL_SHARES_HELD, first) == 2000);
    assert_true(w->r.metric[BT_M_WITHDRAWALS] == 50000 && w->r.metric[BT_M_WITHDRAWALS_SKIPPED] > 0);
    free(w);
}

/* The rate is proved, not computed again: at it everything put in and taken out and the end are worth nothing together. */
static void the_money_weighted_rate_makes_all_money_worth_nothing(void **state)
{
    (void)state;
    uint64_t seed = 31;
    size_t proved = 0;
    for (int round = 0; round < 300; round++) {
        made_series_fill(&made, 800, (uint64_t)round, 0.04);
        struct bt_input in = made_series_input(&made);
        struct bt_config c = random_config(&seed);
        c.options.metrics_corrected = true;
        if (!bt_has_flows(&c))
            continue;
        struct whole *w = run(&c, &in);
        double rate = w->r.metric[BT_M_MONEY_WEIGHTED_RETURN] / 100, start = w->r.metric[BT_M_EQUITY];
        double years = (made.day[799] - made.day[0]) / 365.0, end = w->r.metric[BT_M_FINAL_EQUITY];
        long double worth = end * pow(1 + rate, -years) - start, size = fabs(end) * pow(1 + rate, -years) + start;
        for (size_t i = 0; i < w->r.n_events; i++) {
            const struct bt_event *e = &w->event[i];
            double now = e->detail * pow(1 + rate, -(e->day - made.day[0]) / 365.0);
            bool in_kind = e->kind == BT_EVENT_CONTRIBUTION || e->kind == BT_EVENT_INJECTION;
            bool out_kind = e->kind == BT_EVENT_WITHDRAWAL || e->kind == BT_EVENT_SET_ASIDE;
            worth += out_kind ? now : in_kind ? -now : 0;
            size += in_kind || out_kind ? now : 0;
        }
        if (isnan(rate))
            assert_non_null(w->r.reason[BT_M_MONEY_WEIGHTED_RETURN]);
        else if (fabsl(worth) > 1e-9 * size)
            fail_msg("%s: at %g all money is worth %Lg of %Lg", bt_mode_text[c.mode], rate, worth, size);
        proved += !isnan(rate);
        free(w);
    }
    assert_true(proved > 100);
}

/* ---- shorts ---- */

/* E28: with half its value of own money a short is called at P (1 + 0.5) / (1 + 0.3). */
static void a_short_is_called_by_a_rise(void **state)
{
    (void)state;
    struct bt_input in = flat_series(20);
    for (size_t i = 0; i < 20; i++)
        made.open[i] = made.high[i] = made.low[i] = made.close[i] = 400;
    struct bt_config c = plain(BT_LIQUIDATION_REENTRY, 2);
    c.options.is_short = c.options.call_intraday = true;
    assert_true(bt_maintenance(&c) == 0.30);
    struct whole *w = run(&c, &in);
    double call = 400 * 1.5 / 1.3;
    assert_true(near(shown(w, BT_COL_MARGIN_CALL_PRICE, 0), call, 1e-14));
    assert_true(shown(w, BT_COL_SHARES_HELD, 0) == -500 && shown(w, BT_COL_PORTFOLIO_VALUE, 0) == -200000);
    assert_true(shown(w, BT_COL_CASH, 0) == 300000 && shown(w, BT_COL_MARGIN_LOAN, 0) == 0);
    assert_true(w->r.metric[BT_M_LIQUIDATIONS] == 0);
    free(w);
    made.high[10] = 470;
    w = run(&c, &in);
    assert_true(near(w->event[1].price, call, 1e-14) && near(w->event[1].detail, 300000 - 500 * call, 1e-12));
    free(w);
    made.open[10] = 465;
    c.options.slippage_bps = 100;
    w = run(&c, &in);
    assert_true(w->event[1].price == 465 && near(w->event[1].detail, 300000 - 500 * 465 * 1.01, 1e-12));
    free(w);
}

/* 200,000 short for the days of the window at a fee of 3 % and 5 % less 1 % earned; one dollar of dividend is owed on each of
 * 2,000 shares. */
static void a_short_pays_its_fee_and_the_dividends_and_earns_on_its_proceeds(void **state)
{
    (void)state;
    struct bt_input in = flat_series(40);
    for (size_t i = 0; i < 40; i++)
        made.fed_funds[i] = 5;
    made.dividend[10] = 1;
    struct bt_config c = plain(BT_LIQUIDATION_REENTRY, 2);
    c.options.is_short = c.options.interest_calendar = true;
    c.options.borrow_fee_pct = 3;
    c.options.short_credit_pct = 1;
    struct whole *w = run(&c, &in);
    double years = (made.day[39] - made.day[0]) / 365.0;
    assert_true(near(w->r.metric[BT_M_BORROW_FEES], 200000 * 0.03 * years, 1e-12));
    assert_true(near(w->r.metric[BT_M_SHORT_CREDIT], 200000 * 0.04 * years, 1e-12));
    assert_true(near(w->r.metric[BT_M_INTEREST], -200000 * 0.01 * years, 1e-12));
    assert_true(w->r.metric[BT_M_DIVIDENDS] == -2000);
    assert_true(near(w->r.metric[BT_M_FINAL_EQUITY], 100000 - 2000 + 200000 * 0.01 * years, 1e-12));
    free(w);
}

static void a_short_covers_no_more_than_it_needs(void **state)
{
    (void)state;
    struct bt_input in = flat_series(20);
    set_days(10, 117); /* K = 115.38 */
    struct bt_config c = plain(BT_LIQUIDATION_REENTRY, 2);
    c.options.is_short = true;
    c.options.liquidation = BT_SELL_MINIMUM;
    c.options.buffer_pct = 1;
    c.options.slippage_bps = 50;
    struct whole *w = run(&c, &in);
    assert_non_null(event_of(w, BT_EVENT_SALE));
    assert_true(near(shown(w, BT_COL_EQUITY, 10) / -shown(w, BT_COL_PORTFOLIO_VALUE, 10), 0.31, 1e-12));
    assert_true(shown(w, BT_COL_SHARES_HELD, 10) > -2000 && shown(w, BT_COL_SHARES_HELD, 10) < 0);
    free(w);
}

static void a_short_keeps_to_its_own_caps(void **state)
{
    (void)state;
    struct bt_config c = config_of_mode(BT_LIQUIDATION_REENTRY, BT_ACCURATE, 200000, 2);
    c.options.is_short = true;
    assert_true(bt_leverage_max(&c) == 2);
    c.account = BT_PORTFOLIO;
    assert_true(near(bt_leverage_max(&c), 1 / 0.205, 1e-15) && near(bt_initial_share(&c), 0.205, 1e-15));
    c.options.is_short = false;
    assert_true(near(bt_initial_share(&c), 0.155, 1e-15));
}

/* ---- figures ---- */

static void the_start_is_the_first_peak(void **state)
{
    (void)state;
    struct bt_input in = flat_series(20);
    struct bt_config c = plain(BT_LIQUIDATION_REENTRY, 2);
    c.options.trade_cost_bps = 50;
    struct whole *w = run(&c, &in);
    assert_true(near(w->r.metric[BT_M_MAX_DRAWDOWN], (1 / 1.01 - 1) * 100, 1e-9));
    assert_true(w->r.metric[BT_M_MAX_EQUITY] == 100000 && w->r.metric[BT_M_MAX_DRAWDOWN_DURATION] == 20);
    c.options.metrics_corrected = false;
    free(w);
    w = run(&c, &in);
    assert_true(w->r.metric[BT_M_MAX_DRAWDOWN] == 0);
    free(w);
}

static int columns_of(const struct bt_config *c)
{
    int count = 0;
    for (int column = 0; column < BT_COLUMNS; column++)
        count += bt_column_applies(c, (enum bt_column)column);
    return count;
}

static void each_mode_has_the_columns_of_the_original(void **state)
{
    (void)state;
    static const int want[] = {20, 20, 31, 13};
    for (int mode = 0; mode < 4; mode++) {
        struct bt_config c = config_of_mode((enum bt_mode)mode, BT_ORIGINAL, 100000, 2);
        assert_int_equal(columns_of(&c), want[mode]);
        c = config_of_mode((enum bt_mode)mode, BT_ACCURATE, 100000, 2);
        assert_true(columns_of(&c) > want[mode]);
    }
}

/* B.10: below a leverage of 1 the formula gives a price below 0, which only profit_threshold leaves out. */
static void the_original_shows_its_call_price_as_it_comes(void **state)
{
    (void)state;
    const double price[] = {[BT_LIQUIDATION_REENTRY] = -100 / 0.75,
                            [BT_FRESH_CAPITAL] = -100 / 0.75,
                            [BT_PROFIT_THRESHOLD] = 0,
                            [BT_PASSIVE_HOLD] = -100 / 0.75};
    struct bt_input in = flat_series(20);
    for (size_t mode = 0; mode <= BT_PASSIVE_HOLD; mode++) {
        struct bt_config c = config_of_mode((enum bt_mode)mode, BT_ORIGINAL, 100000, 0.5);
        struct whole *w = run(&c, &in);
        assert_true(near(shown(w, BT_COL_MARGIN_CALL_PRICE, 0), price[mode], 1e-12));
        free(w);
        c.options.metrics_corrected = true;
        w = run(&c, &in);
        assert_true(shown(w, BT_COL_MARGIN_CALL_PRICE, 0) == 0);
        free(w);
    }
}

static void a_figure_of_another_mode_is_no_figure(void **state)
{
    (void)state;
    uint64_t seed = 32;
    for (int round = 0; round < 200; round++) {
        made_series_fill(&made, 300, (uint64_t)round, 0.04);
        struct bt_input in = made_series_input(&made);
        struct bt_config c = random_config(&seed);
        struct whole *w = run(&c, &in);
        for (int m = 0; m < BT_METRICS; m++) {
            bool applies = bt_metric_applies(&c, (enum bt_metric)m), exists = !isnan(w->r.metric[m]);
            assert_true(applies ? exists || w->r.reason[m] : !exists && !w->r.reason[m]);
        }
        free(w);
    }
}

static void needs_the_arrays_of_its_mode(void **state)
{
    (void)state;
    struct bt_input in = flat_series(20);
    struct whole *w = whole_new();
    struct bt_config c = plain(BT_CONSTANT_LEVERAGE, 2);
    w->r.rebalances = NULL;
    assert_int_equal(bt_run(&c, &in, &w->r), BT_ECOLUMNS);
    c = plain(BT_FRESH_CAPITAL, 2);
    assert_int_equal(bt_run(&c, &in, &w->r), BT_OK);
    w->r.index = NULL;
    assert_int_equal(bt_run(&c, &in, &w->r), BT_ECOLUMNS);
    c = plain(BT_LIQUIDATION_REENTRY, 2);
    assert_int_equal(bt_run(&c, &in, &w->r), BT_OK);
    c.options.is_short = c.options.call_intraday = true;
    in.prices.high = NULL;
    assert_int_equal(bt_run(&c, &in, &w->r), BT_ECOLUMNS);
    c = config_of_mode(BT_FRESH_CAPITAL, BT_ORIGINAL, 100000, 2);
    c.options.contribution_every = BT_YEAR;
    c.options.contribution_usd = 1;
    assert_int_equal(bt_run(&c, &in, &w->r), BT_EDOMAIN);
    free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fresh_capital_sets_aside_what_is_left_and_puts_in_anew),
        cmocka_unit_test(fresh_capital_pays_what_is_owed_before_it_begins_again),
        cmocka_unit_test(fresh_capital_of_the_original_forgets_its_losses),
        cmocka_unit_test(a_grown_position_borrows_again),
        cmocka_unit_test(the_cost_of_every_trade_is_that_of_a_rebalance),
        cmocka_unit_test(the_trigger_may_watch_the_equity),
        cmocka_unit_test(passive_hold_marks_calls_and_sells_nothing),
        cmocka_unit_test(a_band_brings_leverage_back_from_both_sides),
        cmocka_unit_test(the_calendar_rebalances_on_first_sessions_only),
        cmocka_unit_test(below_the_minimum_no_more_is_bought),
        cmocka_unit_test(the_minimum_sale_restores_the_requirement_with_its_buffer),
        cmocka_unit_test(without_a_buffer_nothing_is_sold_at_the_call_price_itself),
        cmocka_unit_test(a_session_that_goes_on_falling_is_sold_again_at_its_low),
        cmocka_unit_test(a_call_waits_for_its_days_and_then_sells_what_is_needed),
        cmocka_unit_test(a_rise_or_a_contribution_meets_a_call),
        cmocka_unit_test(a_dividend_is_receivable_until_its_pay_date),
        cmocka_unit_test(a_dividend_on_its_way_outlives_the_position),
        cmocka_unit_test(money_put_in_is_no_return),
        cmocka_unit_test(money_at_the_close_hides_no_loss_of_the_session),
        cmocka_unit_test(a_withdrawal_leaves_the_initial_requirement),
        cmocka_unit_test(the_money_weighted_rate_makes_all_money_worth_nothing),
        cmocka_unit_test(a_short_is_called_by_a_rise),
        cmocka_unit_test(a_short_pays_its_fee_and_the_dividends_and_earns_on_its_proceeds),
        cmocka_unit_test(a_short_covers_no_more_than_it_needs),
        cmocka_unit_test(a_short_keeps_to_its_own_caps),
        cmocka_unit_test(the_start_is_the_first_peak),
        cmocka_unit_test(each_mode_has_the_columns_of_the_original),
        cmocka_unit_test(the_original_shows_its_call_price_as_it_comes),
        cmocka_unit_test(a_figure_of_another_mode_is_no_figure),
        cmocka_unit_test(needs_the_arrays_of_its_mode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
