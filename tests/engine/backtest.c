/* backtest.c: the contract of engine/backtest.h, its edges and properties, and the engine against its slow twin.
 * Figures of the reference cases are compared in tests/oracle.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "engine/backtest.h"
#include "twin.h"
#include "whole.h"

/* ---- refusals ---- */

static void refuses_what_is_outside_its_domain(void **state)
{
    (void)state;
    struct whole *w = whole_new();
    const struct bt_config good = config_of(BT_ORIGINAL, BT_REG_T, 100000, 2);
    struct bt_config c;
    made_series_fill(&made, 50, 1, 0.02);
    struct bt_input in = made_series_input(&made);
    static const double bad[] = {0, -1, NAN, INFINITY, -INFINITY};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        c = good;
        c.leverage = bad[i];
        assert_int_equal(bt_run(&c, &in, &w->r), BT_EDOMAIN);
        c = good;
        c.equity = bad[i];
        assert_int_equal(bt_run(&c, &in, &w->r), BT_EDOMAIN);
        made.close[20] = bad[i];
        assert_int_equal(bt_run(&good, &in, &w->r), BT_EDOMAIN);
        made_series_fill(&made, 50, 1, 0.02);
        if (isfinite(bad[i]))
            continue;
        made.margin_rate[49] = bad[i];
        assert_int_equal(bt_run(&good, &in, &w->r), BT_EDOMAIN);
        made_series_fill(&made, 50, 1, 0.02);
        made.dividend[3] = bad[i];
        assert_int_equal(bt_run(&good, &in, &w->r), BT_EDOMAIN);
        made_series_fill(&made, 50, 1, 0.02);
    }
    made.day[7] = made.day[6];
    assert_int_equal(bt_run(&good, &in, &w->r), BT_EDOMAIN);
    made_series_fill(&made, 50, 1, 0.02);
    assert_int_equal(bt_run(&good, &in, &w->r), BT_OK);
    free(w);
}

static void refuses_options_outside_their_limits(void **state)
{
    (void)state;
    struct whole *w = whole_new();
    made_series_fill(&made, 50, 1, 0.02);
    struct bt_input in = made_series_input(&made);
    struct bt_config good = config_of(BT_ACCURATE, BT_REG_T, 100000, 1.5), c;
#define REFUSES(member, value)                                                                                         \
    do {                                                                                                               \
        c = good;                                                                                                      \
        c.options.member = (value);                                                                                    \
        assert_int_equal(bt_run(&c, &in, &w->r), BT_EDOMAIN);                                                          \
    } while (0)
    REFUSES(day_count, 364);
    REFUSES(spread_pct, 10.1);
    REFUSES(spread_pct, NAN);
    REFUSES(buffer_pct, -0.1);
    REFUSES(slippage_bps, 501);
    REFUSES(trade_cost_bps, 101);
    REFUSES(wait_sessions, -1);
    REFUSES(wait_sessions, 61);
    REFUSES(minimum_equity_usd, -1);
    REFUSES(house_addon_pct, 51);
#undef REFUSES
    assert_int_equal(bt_run(&good, &in, &w->r), BT_OK);
    free(w);
}

static void needs_ten_rows_and_the_columns_of_its_options(void **state)
{
    (void)state;
    struct whole *w = whole_new();
    made_series_fill(&made, 50, 1, 0.02);
    struct bt_input in = made_series_input(&made);
    struct bt_config c = config_of(BT_ACCURATE, BT_REG_T, 100000, 1.5);
    in.prices.n = 9;
    assert_int_equal(bt_run(&c, &in, &w->r), BT_ETOOSHORT);
    in.prices.n = 10;
    assert_int_equal(bt_run(&c, &in, &w->r), BT_OK);
    in.prices.low = NULL;
    assert_int_equal(bt_run(&c, &in, &w->r), BT_ECOLUMNS);
    c.options.call_intraday = false;
    assert_int_equal(bt_run(&c, &in, &w->r), BT_OK);
    in.prices.dividend = NULL; /* a price index */
    assert_int_equal(bt_run(&c, &in, &w->r), BT_OK);
    assert_true(w->r.metric[BT_M_DIVIDENDS] == 0);
    in.fed_funds_pct = NULL;
    assert_int_equal(bt_run(&c, &in, &w->r), BT_ECOLUMNS);
    free(w);
}

static void accurate_keeps_the_accounts_caps_and_minimum(void **state)
{
    (void)state;
    struct whole *w = whole_new();
    made_series_fill(&made, 50, 1, 0.02);
    struct bt_input in = made_series_input(&made);
    struct bt_config c = config_of(BT_ACCURATE, BT_REG_T, 100000, 2);
    assert_true(bt_leverage_max(&c) == 2);
    assert_int_equal(bt_run(&c, &in, &w->r), BT_OK);
    c.leverage = 2.0001;
    assert_int_equal(bt_run(&c, &in, &w->r), BT_ELEVERAGE);
    c.leverage = 0.99;
    assert_int_equal(bt_run(&c, &in, &w->r), BT_ELEVERAGE);
    c = config_of(BT_ACCURATE, BT_PORTFOLIO, 100000, 7);
    assert_true(near(bt_leverage_max(&c), 1 / 0.155, 1e-15));
    assert_int_equal(bt_run(&c, &in, &w->r), BT_ELEVERAGE);
    c.options.house_addon_pct = 15;
    assert_true(near(bt_maintenance(&c), 0.30, 1e-15));
    assert_true(near(bt_leverage_max(&c), 1 / 0.305, 1e-15));
    c.options.price_moves = BT_MOVES_12_10;
    assert_true(near(bt_maintenance(&c), 0.27, 1e-15));
    c.options.is_short = true;
    assert_true(near(bt_maintenance(&c), 0.25, 1e-15));
    c.options.price_moves = BT_MOVES_8_6;
    c.options.house_addon_pct = 0;
    assert_true(near(bt_maintenance(&c), 0.06, 1e-15));
    c.options.is_short = false;
    assert_true(near(bt_maintenance(&c), 0.08, 1e-15));
    assert_true(bt_leverage_max(&c) == 7); /* the account's cap, for 1 / 0.085 is above it */
    c.account = BT_REG_T;
    assert_true(bt_maintenance(&c) == 0.25);
    c.account = BT_PORTFOLIO;
    c.options.price_moves = BT_MOVES_15_20;
    c.options.house_addon_pct = 15;
    c.leverage = 3;
    c.equity = 99999;
    assert_int_equal(bt_run(&c, &in, &w->r), BT_EMINIMUM);
    c.equity = 100000;
    assert_int_equal(bt_run(&c, &in, &w->r), BT_OK);
    free(w);
}

/* ---- edges ---- */

static void original_below_the_floor_never_enters(void **state)
{
    (void)state;
    made_series_fill(&made, 60, 2, 0.02);
    struct bt_input in = made_series_input(&made);
    struct bt_config c = config_of(BT_ORIGINAL, BT_REG_T, 999.99, 2);
    struct whole *w = run(&c, &in);
    assert_int_equal(w->r.n_events, 0);
    assert_int_equal(w->r.n_rounds, 0);
    assert_true(w->r.metric[BT_M_FINAL_EQUITY] == 999.99);
    assert_true(w->r.metric[BT_M_VOLATILITY] == 0 && w->r.metric[BT_M_SHARPE] == 0);
    assert_true(w->r.metric[BT_M_AVG_DAYS_BETWEEN] == 60);
    for (size_t i = 0; i < 60; i++) {
        assert_true(w->column[BT_COL_POSITION_STATUS][i] == BT_INSUFFICIENT_EQUITY);
        assert_true(isnan(w->column[BT_COL_MARGIN_CALL_PRICE][i]));
    }
    free(w);
}

static void one_negative_return_has_no_downside_deviation(void **state)
{
    (void)state;
    struct bt_input in = flat_series(20);
    set_day(10, 100, 95, 95);
    for (size_t i = 11; i < 20; i++)
        set_day(i, 95, 95, 95);
    struct bt_config c = config_of(BT_ORIGINAL, BT_REG_T, 100000, 1);
    struct whole *w = run(&c, &in);
    assert_true(isnan(w->r.metric[BT_M_DOWNSIDE_VOLATILITY]));
    assert_non_null(w->r.reason[BT_M_DOWNSIDE_VOLATILITY]);
    assert_true(w->r.metric[BT_M_SORTINO] == 0);
    assert_null(w->r.reason[BT_M_SORTINO]);
    free(w);
}

static void equal_equities_have_no_risk_and_say_why(void **state)
{
    (void)state;
    struct bt_input in = flat_series(20);
    struct bt_config c = config_of(BT_ORIGINAL, BT_REG_T, 100000, 1);
    struct whole *w = run(&c, &in);
    assert_true(w->r.metric[BT_M_VOLATILITY] == 0 && w->r.metric[BT_M_SHARPE] == 0 && w->r.metric[BT_M_SORTINO] == 0);
    free(w);
    c.options.metrics_corrected = true;
    w = run(&c, &in);
    assert_true(isnan(w->r.metric[BT_M_SHARPE]) && w->r.reason[BT_M_SHARPE]);
    assert_true(isnan(w->r.metric[BT_M_SORTINO]) && w->r.reason[BT_M_SORTINO]);
    assert_true(isnan(w->r.metric[BT_M_AVG_LOSS]) && w->r.reason[BT_M_AVG_LOSS]);
    free(w);
}

static void a_call_waits_two_sessions_and_goes_in_on_the_third(void **state)
{
    (void)state;
    static const enum bt_status want[] = {BT_ACTIVE, BT_LIQUIDATED, BT_WAITING, BT_WAITING, BT_ACTIVE};
    struct bt_input in = flat_series(20);
    for (size_t i = 10; i < 20; i++)
        set_day(i, 60, 60, 60);
    struct bt_config c = config_of(BT_ORIGINAL, BT_REG_T, 100000, 2);
    struct whole *w = run(&c, &in);
    for (size_t i = 0; i < 5; i++)
        assert_true(w->column[BT_COL_POSITION_STATUS][9 + i] == want[i]);
    assert_true(w->column[BT_COL_WAIT_DAYS_REMAINING][11] == 2 && w->column[BT_COL_WAIT_DAYS_REMAINING][12] == 1);
    assert_true(w->column[BT_COL_EQUITY][10] == 2000 * 60 - 100000.0);
    free(w);
    c.options.wait_sessions = 0;
    w = run(&c, &in);
    assert_true(w->column[BT_COL_POSITION_STATUS][11] == BT_ACTIVE);
    free(w);
}

/* 2x at 100: loan 100,000 on 2,000 shares, so K = 100000 / (2000 * 0.75) = 66.67. */
static void intraday_sells_at_the_call_price_or_at_an_open_below_it(void **state)
{
    (void)state;
    struct bt_config c = config_of(BT_ORIGINAL, BT_REG_T, 100000, 2);
    c.options.call_intraday = true;
    struct bt_input in = flat_series(20);
    double call = 100000 / (2000 * 0.75);
    set_day(10, 90, 60, 95);
    struct whole *w = run(&c, &in);
    assert_true(w->event[1].kind == BT_EVENT_LIQUIDATION && w->event[1].row == 10);
    assert_true(near(w->event[1].price, call, 1e-15));
    assert_true(near(w->event[1].detail, 2000 * call - 100000, 1e-12));
    free(w);
    set_day(10, 64, 60, 95);
    w = run(&c, &in);
    assert_true(w->event[1].price == 64);
    free(w);
    set_day(10, 90, call * 1.000001, 95); /* just above: held */
    w = run(&c, &in);
    assert_int_equal(w->r.metric[BT_M_LIQUIDATIONS], 0);
    free(w);
    c.options.slippage_bps = 100;
    set_day(10, 64, 60, 95);
    w = run(&c, &in);
    assert_true(near(w->event[1].detail, 2000 * 64 * 0.99 - 100000, 1e-12));
    assert_true(near(w->r.metric[BT_M_TRADING_COSTS], 2000 * 64 * 0.01, 1e-12));
    free(w);
}

static void a_deficit_is_forgiven_or_carried(void **state)
{
    (void)state;
    struct bt_input in = flat_series(20);
    for (size_t i = 10; i < 20; i++)
        set_day(i, 40, 40, 40);
    struct bt_config c = config_of(BT_ORIGINAL, BT_REG_T, 100000, 2);
    struct whole *w = run(&c, &in);
    assert_true(w->r.metric[BT_M_FINAL_EQUITY] == 0 && w->r.metric[BT_M_OWED_TO_BROKER] == 0);
    assert_true(w->r.metric[BT_M_CAGR] == 0);
    free(w);
    c = config_of(BT_ACCURATE, BT_REG_T, 100000, 2);
    c.options.trade_cost_bps = c.options.slippage_bps = 0;
    c.options.financing = BT_FINANCING_FILE;
    w = run(&c, &in);
    assert_true(w->r.metric[BT_M_FINAL_EQUITY] == -20000 && w->r.metric[BT_M_OWED_TO_BROKER] == 20000);
    assert_true(isnan(w->r.metric[BT_M_CAGR]) && w->r.reason[BT_M_CAGR]);
    assert_true(w->column[BT_COL_POSITION_STATUS][19] == BT_OWES_BROKER);
    assert_int_equal(w->r.metric[BT_M_CYCLES], 1);
    free(w);
}

static void costs_are_paid_on_what_is_traded(void **state)
{
    (void)state;
    struct bt_input in = flat_series(20);
    made.dividend[5] = 1;
    struct bt_config c = config_of(BT_ORIGINAL, BT_REG_T, 100000, 2);
    c.options.trade_cost_bps = 10;
    struct whole *w = run(&c, &in);
    double own = 100000 / 1.002, shares = 2 * own / 100, bought = shares / 1.001;
    assert_true(near(w->column[BT_COL_EQUITY][0], own, 1e-14));
    assert_true(near(w->column[BT_COL_PORTFOLIO_VALUE][0] / w->column[BT_COL_EQUITY][0], 2, 1e-14));
    assert_true(near(w->column[BT_COL_SHARES_HELD][5], shares + bought / 100, 1e-14));
    assert_true(near(w->r.metric[BT_M_TRADING_COSTS], 100000 - own + shares - bought, 1e-9));
    free(w);
}

static void monthly_posting_compounds_once_a_month(void **state)
{
    (void)state;
    struct bt_input in = flat_series(60);
    for (size_t i = 0; i < 60; i++)
        made.margin_rate[i] = 36.5;
    struct bt_config c = config_of(BT_ORIGINAL, BT_REG_T, 100000, 2);
    c.options.posting_month = c.options.interest_calendar = true;
    struct whole *w = run(&c, &in);
    int32_t month = day_month(made.day[0]);
    double loan = 100000, accrued = 0;
    for (size_t i = 1; i < 60; i++) {
        accrued += loan * 0.001 * (made.day[i] - made.day[i - 1]);
        assert_true(near(w->column[BT_COL_MARGIN_LOAN][i], loan + accrued, 1e-12));
        if (day_month(made.day[i]) != month) {
            month = day_month(made.day[i]);
            loan += accrued;
            accrued = 0;
        }
    }
    free(w);
}

static void corrected_shows_entries_and_the_end_of_the_day(void **state)
{
    (void)state;
    struct bt_input in = flat_series(20);
    for (size_t i = 10; i < 20; i++)
        set_day(i, 60, 60, 60);
    struct bt_config c = config_of(BT_ORIGINAL, BT_REG_T, 100000, 2);
    c.options.metrics_corrected = true;
    struct whole *w = run(&c, &in);
    assert_true(w->column[BT_COL_POSITION_STATUS][0] == BT_ENTERED && w->column[BT_COL_IN_POSITION][0] == 1);
    assert_true(w->column[BT_COL_IN_POSITION][10] == 0 && w->column[BT_COL_WAIT_DAYS_REMAINING][10] == 2);
    assert_true(w->column[BT_COL_POSITION_STATUS][13] == BT_ENTERED);
    assert_int_equal(w->r.metric[BT_M_ACTIVE_DAYS], 17); /* all but the liquidation and two waits */
    assert_int_equal(w->r.metric[BT_M_WAITING_DAYS], 2);
    assert_true(near(w->round[0].loss_pct, 80, 1e-12)); /* 100,000 to 20,000 */
    assert_true(near(w->r.metric[BT_M_AVG_LOSS], 80, 1e-12) && near(w->r.metric[BT_M_WORST_LOSS], 80, 1e-12));
    assert_true(near(w->r.metric[BT_M_YEARS], (made.day[19] - made.day[0]) / 365.25, 1e-15));
    free(w);
}

static void too_large_numbers_are_refused_not_shown(void **state)
{
    (void)state;
    struct whole *w = whole_new();
    struct bt_input in = flat_series(20);
    struct bt_config c = config_of(BT_ORIGINAL, BT_REG_T, 1e308, 100);
    assert_int_equal(bt_run(&c, &in, &w->r), BT_EDOMAIN);
    free(w);
}

/* ---- rates ---- */

static void exact_rates_are_copied_on_their_own_date_only(void **state)
{
    (void)state;
    static const int32_t day[] = {100, 101, 104, 105}, rate_day[] = {98, 101, 103};
    static const double ff[] = {1, 2, 3}, mr[] = {2.5, 3.5, 4.5};
    double got_ff[4], got_mr[4];
    struct rate_series rates = {3, rate_day, ff, mr, 0};
    assert_int_equal(bt_join_rates(day, 4, &rates, false, got_ff, got_mr), 1);
    static const double want[] = {0, 2, 2, 2};
    assert_memory_equal(got_ff, want, sizeof want);
    assert_true(got_mr[0] == 1.5 && got_mr[3] == 3.5);
}

static void as_of_rates_are_those_known_before_the_day(void **state)
{
    (void)state;
    static const int32_t day[] = {98, 99, 101, 104}, rate_day[] = {98, 101, 103};
    static const double ff[] = {1, 2, 3}, mr[] = {2.5, 3.5, 4.5};
    double got_ff[4], got_mr[4];
    struct rate_series rates = {3, rate_day, ff, mr, 0};
    assert_int_equal(bt_join_rates(day, 4, &rates, true, got_ff, got_mr), 1);
    static const double want[] = {0, 1, 1, 3};
    assert_memory_equal(got_ff, want, sizeof want);
}

static void monthly_averages_are_known_when_their_month_is_over(void **state)
{
    (void)state;
    int32_t rate_day[] = {day_from_civil(2020, 1, 1), day_from_civil(2020, 2, 1), day_from_civil(2020, 3, 1)};
    int32_t day[] = {day_from_civil(2020, 1, 31), day_from_civil(2020, 2, 3), day_from_civil(2020, 2, 28),
                     day_from_civil(2020, 3, 2), day_from_civil(2020, 9, 1)};
    static const double ff[] = {1, 2, 3}, mr[] = {2.5, 3.5, 4.5};
    double got_ff[5], got_mr[5];
    struct rate_series rates = {3, rate_day, ff, mr, 1};
    assert_int_equal(bt_join_rates(day, 5, &rates, true, got_ff, got_mr), 1);
    static const double want[] = {0, 1, 1, 2, 3};
    assert_memory_equal(got_ff, want, sizeof want);
}

static void without_rates_every_row_has_the_defaults(void **state)
{
    (void)state;
    static const int32_t day[] = {1, 2};
    double ff[2], mr[2];
    assert_int_equal(bt_join_rates(day, 2, NULL, true, ff, mr), 2);
    assert_true(ff[1] == 0 && mr[1] == 1.5);
}

/* ---- properties ---- */

static void the_first_days_do_not_know_the_later_ones(void **state)
{
    (void)state;
    uint64_t seed = 11;
    for (int round = 0; round < 200; round++) {
        made_series_fill(&made, 600, (uint64_t)round, 0.06);
        struct bt_input in = made_series_input(&made);
        struct bt_config c = random_config(&seed);
        struct whole *full = run(&c, &in);
        in.prices.n = 10 + (size_t)(made_random(&seed) * 580);
        struct whole *part = run(&c, &in);
        for (int col = 0; col < BT_COLUMNS; col++)
            assert_memory_equal(part->column[col], full->column[col], in.prices.n * sizeof(double));
        for (size_t i = 0; i < part->r.n_events; i++)
            assert_memory_equal(&part->event[i], &full->event[i], sizeof part->event[i]);
        for (size_t i = 0; i < part->r.n_rebalances; i++)
            assert_memory_equal(&part->rebalance[i], &full->rebalance[i], sizeof part->rebalance[i]);
        free(full);
        free(part);
    }
}

static void position_less_loan_with_cash_is_equity(void **state)
{
    (void)state;
    uint64_t seed = 12;
    for (int round = 0; round < 200; round++) {
        made_series_fill(&made, 600, (uint64_t)round, 0.06);
        struct bt_input in = made_series_input(&made);
        struct bt_config c = random_config(&seed);
        if (c.mode == BT_PASSIVE_HOLD && c.profile == BT_ORIGINAL)
            continue; /* shows the loan with an interest that its equity leaves out (B.8) */
        struct whole *w = run(&c, &in);
        for (size_t i = 0; i < 600; i++) {
            double value = w->column[BT_COL_SHARES_HELD][i] * made.close[i], loan = w->column[BT_COL_MARGIN_LOAN][i];
            double beside = w->column[BT_COL_CASH][i] + w->column[BT_COL_RECEIVABLE_DIVIDENDS][i];
            double scale = fabs(value) + fabs(loan) + fabs(beside);
            assert_true(fabs(value - loan + beside - w->column[BT_COL_EQUITY][i]) <= 1e-14 * scale);
            assert_true(value != 0 || loan == 0);
            if (bt_is_plain(&c) && value != 0)
                assert_true(beside == 0 && value - loan == w->column[BT_COL_EQUITY][i]);
        }
        free(w);
    }
}

/* What a day brings: the move of what is held, less interest and costs, with dividends and money put in. Shares sold in the
 * session got another price than the close, so such days are left out. */
static void a_day_is_explained_by_its_ledger(void **state)
{
    (void)state;
    uint64_t seed = 16;
    size_t explained = 0;
    for (int round = 0; round < 200; round++) {
        made_series_fill(&made, 600, (uint64_t)round, 0.06);
        struct bt_input in = made_series_input(&made);
        struct bt_config c = random_config(&seed);
        c.profile = BT_ACCURATE;
        c.options.metrics_corrected = true;
        c.options.minimum_equity_usd = 0;
        c.leverage = fmin(c.leverage, bt_leverage_max(&c));
        struct whole *w = run(&c, &in);
        double(*col)[MADE_MAX] = w->column;
        for (size_t i = 1; i < 600; i++) {
            if (col[BT_COL_IS_MARGIN_CALL][i] != 0)
                continue;
            double move = col[BT_COL_SHARES_HELD][i - 1] * (made.close[i] - made.close[i - 1]);
            double flow = bt_has_flows(&c) ? col[BT_COL_CONTRIBUTION][i] : 0;
            double want = col[BT_COL_EQUITY][i - 1] + move - col[BT_COL_DAILY_INTEREST_COST][i] +
                          col[BT_COL_DIVIDEND_PAYMENT][i] - col[BT_COL_TRANSACTION_COST_TODAY][i] + flow;
            double scale = fabs(col[BT_COL_PORTFOLIO_VALUE][i]) + fabs(col[BT_COL_EQUITY][i]) + fabs(flow) + 1;
            if (fabs(want - col[BT_COL_EQUITY][i]) > 1e-11 * scale)
                fail_msg("%s, row %zu: the ledger says %.17g, equity is %.17g", bt_mode_text[c.mode], i, want,
                         col[BT_COL_EQUITY][i]);
            explained++;
        }
        free(w);
    }
    assert_true(explained > 100 * 600);
}

/* Twice the dollars are twice the dollars, to the bit, where nothing in the options is an amount. */
static void an_account_of_another_size_does_the_same(void **state)
{
    (void)state;
    uint64_t seed = 17;
    for (int round = 0; round < 100; round++) {
        made_series_fill(&made, 600, (uint64_t)round, 0.06);
        struct bt_input in = made_series_input(&made);
        struct bt_config c = random_config(&seed);
        if (c.mode == BT_PASSIVE_HOLD && !c.options.metrics_corrected)
            continue; /* shows dividends per share */
        c.options.minimum_equity_usd = 0;
        c.options.financing = c.options.financing == BT_FINANCING_TIERS ? BT_FINANCING_FILE : c.options.financing;
        struct whole *one = run(&c, &in);
        c.equity *= 1024;
        c.options.contribution_usd *= 1024;
        struct whole *other = run(&c, &in);
        for (int col = 0; col < BT_COLUMNS; col++) {
            bool grows = (bt_columns[col].kind == BT_KIND_USD || col == BT_COL_SHARES_HELD) &&
                         col != BT_COL_ETF_PRICE && col != BT_COL_MARGIN_CALL_PRICE;
            for (size_t i = 0; i < 600; i++) {
                double want = one->column[col][i] * (grows ? 1024 : 1);
                if (other->column[col][i] != want && !isnan(want))
                    fail_msg("%s: row %zu %s: %.17g, not %.17g", bt_mode_text[c.mode], i, bt_columns[col].name,
                             other->column[col][i], want);
            }
        }
        free(one);
        free(other);
    }
}

/* A ratio to a deviation that is nothing but rounding is rounding too. */
static bool is_noise(const double *metric, int m)
{
    return (m == BT_M_SORTINO && metric[BT_M_DOWNSIDE_VOLATILITY] < 1e-9) ||
           (m == BT_M_SHARPE && metric[BT_M_VOLATILITY] < 1e-9);
}

static void a_price_in_other_units_changes_no_ratio(void **state)
{
    (void)state;
    static const enum bt_metric ratios[] = {BT_M_TOTAL_RETURN, BT_M_CAGR,    BT_M_MAX_DRAWDOWN, BT_M_VOLATILITY,
                                            BT_M_SHARPE,       BT_M_SORTINO, BT_M_LIQUIDATIONS, BT_M_TIME_IN_MARKET};
    uint64_t seed = 13;
    for (int round = 0; round < 40; round++) {
        made_series_fill(&made, 600, (uint64_t)round, 0.06);
        struct bt_input in = made_series_input(&made);
        struct bt_config c = random_config(&seed);
        struct whole *one = run(&c, &in);
        double factor = round % 2 ? 1.37 : 64;
        for (size_t i = 0; i < made.n; i++) {
            made.open[i] *= factor;
            made.low[i] *= factor;
            made.high[i] *= factor;
            made.close[i] *= factor;
            made.dividend[i] *= factor;
        }
        struct whole *other = run(&c, &in);
        for (size_t m = 0; m < sizeof ratios / sizeof *ratios; m++)
            if (!is_noise(one->r.metric, ratios[m]) &&
                !near(one->r.metric[ratios[m]], other->r.metric[ratios[m]], 1e-9))
                fail_msg("%s: %s: %.17g, not %.17g", bt_mode_text[c.mode], bt_metrics[ratios[m]].key,
                         other->r.metric[ratios[m]], one->r.metric[ratios[m]]);
        free(one);
        free(other);
    }
}

static void leverage_one_never_borrows(void **state)
{
    (void)state;
    uint64_t seed = 14;
    for (int round = 0; round < 100; round++) {
        made_series_fill(&made, 600, (uint64_t)round, 0.06);
        struct bt_input in = made_series_input(&made);
        struct bt_config c = random_config(&seed);
        c.leverage = 1;
        c.options.is_short = false;
        c.options.contribution_usd = fabs(c.options.contribution_usd); /* what is taken out may be lent */
        struct whole *w = run(&c, &in);
        assert_true(w->r.metric[BT_M_INTEREST] == 0);
        assert_true(w->r.metric[c.mode == BT_PASSIVE_HOLD ? BT_M_MARGIN_CALLS : BT_M_LIQUIDATIONS] == 0);
        for (size_t i = 0; i < 600; i++)
            assert_true(w->column[BT_COL_MARGIN_LOAN][i] == 0);
        free(w);
    }
}

static void no_figure_is_a_negative_zero(void **state)
{
    (void)state;
    uint64_t seed = 15;
    for (int round = 0; round < 40; round++) {
        made_series_fill(&made, 400, (uint64_t)round, 0.06);
        struct bt_input in = made_series_input(&made);
        struct bt_config c = random_config(&seed);
        c.leverage = round % 2 ? 1 : c.leverage; /* a loan of 0 at a negative rate */
        struct whole *w = run(&c, &in);
        for (int m = 0; m < BT_METRICS; m++)
            assert_false(w->r.metric[m] == 0 && signbit(w->r.metric[m]));
        for (int col = 0; col < BT_COLUMNS; col++)
            for (size_t i = 0; i < 400; i++)
                assert_false(w->column[col][i] == 0 && signbit(w->column[col][i]));
        free(w);
    }
}

static void a_run_without_columns_has_the_same_summary(void **state)
{
    (void)state;
    made_series_fill(&made, 600, 5, 0.06);
    struct bt_input in = made_series_input(&made);
    struct bt_config c = config_of(BT_ACCURATE, BT_PORTFOLIO, 1e6, 5);
    struct whole *with = run(&c, &in), *bare = whole_new();
    memset(bare->r.column, 0, sizeof bare->r.column);
    assert_int_equal(bt_run(&c, &in, &bare->r), BT_OK);
    assert_memory_equal(with->r.metric, bare->r.metric, sizeof with->r.metric);
    assert_memory_equal(with->equity, bare->equity, 600 * sizeof(double));
    free(with);
    free(bare);
}

/* ---- the twin ---- */

static void compare_figures(const struct bt_config *c, const struct whole *w, const struct twin *t)
{
    for (int m = 0; m < BT_METRICS; m++) {
        if (!bt_metric_applies(c, (enum bt_metric)m) || is_noise(t->metric, m) || m == BT_M_MONEY_WEIGHTED_RETURN)
            continue;
        if (!near(w->r.metric[m], t->metric[m], 1e-9))
            fail_msg("%s: %s: %.17g, the twin has %.17g", bt_mode_text[c->mode], bt_metrics[m].key, w->r.metric[m],
                     t->metric[m]);
    }
}

static void compare_rounds(const struct bt_config *c, const struct whole *w, const struct twin *t)
{
    if (w->r.n_rounds == 0 && c->profile == BT_ORIGINAL) /* left out in some of its modes */
        return;
    assert_int_equal(w->r.n_rounds, t->n_rounds);
    for (size_t i = 0; i < t->n_rounds; i++) {
        const struct bt_round *r = &w->round[i];
        const struct twin_round *q = &t->round[i];
        double interest = c->options.metrics_corrected ? q->interest : q->last_interest * q->days;
        assert_int_equal(r->days, q->days);
        assert_int_equal(r->margin_call, q->called);
        assert_true(near(r->start_equity, q->start_equity, 1e-9) && near(r->end_equity, q->end_equity, 1e-9));
        assert_true(near(r->start_price, q->start_price, 1e-9) && near(r->end_price, q->end_price, 1e-9));
        assert_true(near(r->loss_pct, q->loss_pct, 1e-9) && near(r->profit_pct, q->profit_pct, 1e-9));
        assert_true(near(r->interest_paid, interest, 1e-9));
    }
}

static void compare_with_twin(const struct bt_config *c, const struct whole *w, const struct twin *t, double tolerance)
{
    for (size_t i = 0; i < t->n; i++)
        for (int col = 0; col < BT_COLUMNS; col++)
            if (bt_column_applies(c, (enum bt_column)col) && !near(w->column[col][i], t->day[i].column[col], tolerance))
                fail_msg("%s: row %zu %s: %.17g, the twin has %.17g", bt_mode_text[c->mode], i, bt_columns[col].name,
                         w->column[col][i], t->day[i].column[col]);
    assert_int_equal(w->r.n_rebalances, t->n_rebalances);
    compare_figures(c, w, t);
    compare_rounds(c, w, t);
}

static void original_is_the_twin_to_the_bit(void **state)
{
    (void)state;
    uint64_t seed = 21;
    for (int round = 0; round < 240; round++) {
        made_series_fill(&made, 1500, (uint64_t)round, 0.05);
        struct bt_input in = made_series_input(&made);
        struct bt_config c = config_of_mode((enum bt_mode)(round % 4), BT_ORIGINAL, 5e7 * made_random(&seed),
                                            1 + 7 * made_random(&seed));
        c.account = round % 8 < 4 ? BT_REG_T : BT_PORTFOLIO;
        c.profit_threshold_pct = made_random(&seed) * 50;
        struct whole *w = run(&c, &in);
        struct twin *t = twin_new(&c, &in);
        compare_with_twin(&c, w, t, 0);
        twin_free(t);
        free(w);
    }
}

/* How often the mixtures met what they are about, so that agreement means something. */
struct met {
    size_t event[BT_EVENTS], rebalance[BT_REBALANCES];
};

static void note_met(struct met *met, const struct whole *w)
{
    for (size_t i = 0; i < w->r.n_events; i++)
        met->event[w->event[i].kind]++;
    for (size_t i = 0; i < w->r.n_rebalances; i++)
        met->rebalance[w->rebalance[i].kind]++;
}

static void every_mixture_of_options_agrees_with_the_twin(void **state)
{
    (void)state;
    uint64_t seed = 22;
    struct met met = {0};
    for (int round = 0; round < 1500; round++) {
        made_series_fill(&made, 800, (uint64_t)round, 0.05);
        struct bt_input in = made_series_input(&made);
        struct bt_config c = random_config(&seed);
        struct whole *w = run(&c, &in);
        struct twin *t = twin_new(&c, &in);
        compare_with_twin(&c, w, t, 1e-9);
        note_met(&met, w);
        twin_free(t);
        free(w);
    }
    for (int k = 0; k < BT_EVENTS; k++)
        assert_true(met.event[k] > 100);
    for (int k = 0; k < BT_REBALANCES; k++)
        assert_true(met.rebalance[k] > 100);
}

/* ---- names ---- */

static void every_column_metric_and_error_has_its_words(void **state)
{
    (void)state;
    for (int c = 0; c < BT_COLUMNS; c++)
        assert_true(bt_columns[c].name && bt_columns[c].label && strlen(bt_columns[c].meaning) > 10);
    for (int m = 0; m < BT_METRICS; m++) {
        assert_true(bt_metrics[m].key && strlen(bt_metrics[m].formula) > 10);
        assert_null(strpbrk(bt_metrics[m].label, ",\"\n")); /* stands bare in CSV */
        for (int k = 0; k < m; k++)
            assert_string_not_equal(bt_metrics[m].key, bt_metrics[k].key);
    }
    for (int s = 0; s < BT_STATUSES; s++)
        assert_non_null(bt_status_text[s]);
    for (int m = 0; m < BT_MODES; m++)
        assert_non_null(bt_mode_text[m]);
    for (int k = 0; k < BT_EVENTS; k++)
        assert_non_null(bt_event_text[k]);
    for (int k = 0; k < BT_REBALANCES; k++)
        assert_non_null(bt_rebalance_text[k]);
    for (enum bt_error e = BT_OK; e <= BT_ECOLUMNS; e++)
        assert_string_not_equal(bt_strerror(e), "unknown error");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_is_outside_its_domain),
        cmocka_unit_test(refuses_options_outside_their_limits),
        cmocka_unit_test(needs_ten_rows_and_the_columns_of_its_options),
        cmocka_unit_test(accurate_keeps_the_accounts_caps_and_minimum),
        cmocka_unit_test(original_below_the_floor_never_enters),
        cmocka_unit_test(one_negative_return_has_no_downside_deviation),
        cmocka_unit_test(equal_equities_have_no_risk_and_say_why),
        cmocka_unit_test(a_call_waits_two_sessions_and_goes_in_on_the_third),
        cmocka_unit_test(intraday_sells_at_the_call_price_or_at_an_open_below_it),
        cmocka_unit_test(a_deficit_is_forgiven_or_carried),
        cmocka_unit_test(costs_are_paid_on_what_is_traded),
        cmocka_unit_test(monthly_posting_compounds_once_a_month),
        cmocka_unit_test(corrected_shows_entries_and_the_end_of_the_day),
        cmocka_unit_test(too_large_numbers_are_refused_not_shown),
        cmocka_unit_test(exact_rates_are_copied_on_their_own_date_only),
        cmocka_unit_test(as_of_rates_are_those_known_before_the_day),
        cmocka_unit_test(monthly_averages_are_known_when_their_month_is_over),
        cmocka_unit_test(without_rates_every_row_has_the_defaults),
        cmocka_unit_test(the_first_days_do_not_know_the_later_ones),
        cmocka_unit_test(position_less_loan_with_cash_is_equity),
        cmocka_unit_test(a_day_is_explained_by_its_ledger),
        cmocka_unit_test(an_account_of_another_size_does_the_same),
        cmocka_unit_test(a_price_in_other_units_changes_no_ratio),
        cmocka_unit_test(leverage_one_never_borrows),
        cmocka_unit_test(no_figure_is_a_negative_zero),
        cmocka_unit_test(a_run_without_columns_has_the_same_summary),
        cmocka_unit_test(original_is_the_twin_to_the_bit),
        cmocka_unit_test(every_mixture_of_options_agrees_with_the_twin),
        cmocka_unit_test(every_column_metric_and_error_has_its_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
