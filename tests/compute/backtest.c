/* backtest.c (compute): windows, refusals and warnings.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"
#include <math.h>

#include "base/day.h"
#include "sample.h"

enum { ROWS = 500 };

/* The message for a field, when the request is refused; NULL when it is answered. */
static const char *refusal(const struct backtest_request *r, const struct price_series *prices, const char *field)
{
    static struct problem p;
    struct backtest_answer ans;
    struct rate_series rates = sample_rates();
    p = (struct problem){.arena = a};
    if (backtest_compute(a, r, prices, &rates, "x", &ans, &p))
        return NULL;
    const char *message = problem_message(&p, field);
    return message ? message : "another field";
}

/* What the warning says; NULL: it is not there. */
static const char *warning_of(const struct backtest_answer *ans, const char *code)
{
    for (int i = 0; i < ans->warnings.n; i++)
        if (!strcmp(ans->warnings.at[i].code, code))
            return ans->warnings.at[i].message;
    return NULL;
}

static bool warned(const struct backtest_answer *ans, const char *code)
{
    return warning_of(ans, code) != NULL;
}

static void the_window_holds_the_days_from_start_to_end(void **state)
{
    (void)state;
    struct price_series all = sample_prices(ROWS, 1);
    struct backtest_request r = sample_request(BT_ORIGINAL);
    r.start_day = all.day[100] - 1;
    r.end_day = all.day[199];
    struct backtest_answer ans;
    sample_answer(a, &r, &ans);
    bool day_before_is_a_session = all.day[99] == all.day[100] - 1;
    assert_int_equal(ans.result.n, day_before_is_a_session ? 101 : 100);
    assert_int_equal(ans.day[ans.result.n - 1], all.day[199]);
}

static void a_window_outside_the_data_is_told_their_range(void **state)
{
    (void)state;
    struct price_series all = sample_prices(ROWS, 1);
    struct backtest_request r = sample_request(BT_ACCURATE);
    char first[DAY_TEXT], last[DAY_TEXT];
    day_text(all.day[0], first);
    day_text(all.day[ROWS - 1], last);
    r.start_day = all.day[0] - 5;
    const char *message = refusal(&r, &all, "start_date");
    assert_non_null(strstr(message, first));
    assert_non_null(strstr(message, last));
    r.start_day = all.day[0] - 4; /* a long weekend */
    assert_null(refusal(&r, &all, "start_date"));
    r.end_day = all.day[ROWS - 1] + 5;
    assert_non_null(strstr(refusal(&r, &all, "end_date"), last));
    r.config.profile = BT_ORIGINAL; /* takes what there is, and says so */
    struct backtest_answer ans;
    sample_answer(a, &r, &ans);
    assert_true(warned(&ans, "window_cut"));
    assert_int_equal(ans.result.n, ROWS);
}

static void everything_that_is_wrong_is_said_at_once(void **state)
{
    (void)state;
    struct price_series all = sample_prices(ROWS, 1);
    struct backtest_request r = sample_request(BT_ACCURATE);
    char last[DAY_TEXT];
    r.start_day = all.day[0] - 50;
    r.end_day = all.day[ROWS - 1] + 50;
    r.config.leverage = 9;
    assert_string_equal(refusal(&r, &all, "leverage"),
                        "9 is above 2, the most that a Reg T (50 % initial margin) account may borrow to; the largest "
                        "allowed is 2");
    assert_non_null(strstr(refusal(&r, &all, "start_date"), "lies outside the data"));
    assert_non_null(strstr(refusal(&r, &all, "end_date"), day_text(all.day[ROWS - 1], last)));
}

static void too_few_sessions_are_counted(void **state)
{
    (void)state;
    struct price_series all = sample_prices(ROWS, 1);
    struct backtest_request r = sample_request(BT_ORIGINAL);
    r.end_day = all.day[8];
    assert_non_null(strstr(refusal(&r, &all, "end_date"), "9 sessions"));
    r.end_day = all.day[9];
    assert_null(refusal(&r, &all, "end_date"));
    r.start_day = r.end_day = all.day[0] - 100;
    assert_non_null(strstr(refusal(&r, &all, "end_date"), "0 sessions"));
    all.n = 0;
    assert_non_null(refusal(&r, &all, "ticker"));
}

static void missing_rates_are_warned_of(void **state)
{
    (void)state;
    struct price_series all = sample_prices(ROWS, 1);
    struct backtest_request r = sample_request(BT_ACCURATE);
    struct backtest_answer ans;
    struct problem p = {.arena = a};
    struct rate_series none = {0}, rates = sample_rates();
    assert_true(backtest_compute(a, &r, &all, &none, "x", &ans, &p));
    assert_true(warned(&ans, "rates_missing"));
    assert_false(warned(&ans, "before_2000"));
    r.config.options.financing = BT_FINANCING_FLAT;
    r.config.options.spread_pct = 4.25;
    assert_true(backtest_compute(a, &r, &all, &none, "x", &ans, &p));
    assert_non_null(strstr(ans.warnings.at[0].message, "a margin rate of 4.25 %"));
    r.config.options.is_short = true; /* has no loan */
    assert_true(backtest_compute(a, &r, &all, &none, "x", &ans, &p));
    assert_string_equal(
        ans.warnings.at[0].message,
        "No rate is known for this window: 0 % fed funds were used, so the short earned no interest on its "
        "proceeds and paid its borrow fee of 0.5 % in full.");
    r.config.options.is_short = false;
    sample_answer(a, &r, &ans);
    assert_true(warned(&ans, "rates_missing")); /* as of: the first session knows no earlier rate */
    rates.monthly = 1;
    rates.n = 1;
    assert_true(backtest_compute(a, &r, &all, &rates, "x", &ans, &p));
    assert_true(warned(&ans, "monthly_rates"));
    r.config.options.rate_asof = false;
    sample_answer(a, &r, &ans);
    assert_false(warned(&ans, "rates_missing"));
    assert_false(warned(&ans, "monthly_rates"));
}

/* E43: a series of rates that begins behind the window has nothing to say about it. */
static void a_window_before_all_rates_is_refused(void **state)
{
    (void)state;
    struct price_series all = sample_prices(ROWS, 1);
    struct backtest_request r = sample_request(BT_ACCURATE);
    struct rate_series rates = sample_rates();
    int32_t day = all.day[ROWS - 1];
    struct backtest_answer ans;
    struct problem p = {.arena = a}, none = {.arena = a};
    rates.day = &day;
    rates.n = 1;
    assert_true(backtest_compute(a, &r, &all, &rates, "x", &ans, &none)); /* the last day is within them */
    assert_true(warned(&ans, "rates_missing"));
    day++;
    assert_false(backtest_compute(a, &r, &all, &rates, "x", &ans, &p));
    assert_non_null(
        strstr(problem_message(&p, "end_date"), "no interest rate is known for these days: the rates run from "));
    assert_non_null(strstr(problem_message(&p, "end_date"), "flat financing with a spread of your own"));
    r.config.options.financing = BT_FINANCING_FLAT;
    r.config.options.spread_pct = 5;
    assert_true(backtest_compute(a, &r, &all, &rates, "x", &ans, &none));
    assert_non_null(strstr(ans.warnings.at[0].message, "a margin rate of 5 %"));
    r.config.options.financing = BT_FINANCING_TIERS;
    r.config.options.is_short = true;
    p = (struct problem){.arena = a};
    assert_false(backtest_compute(a, &r, &all, &rates, "x", &ans, &p));
    assert_null(strstr(problem_message(&p, "end_date"), "spread"));
    r = sample_request(BT_ORIGINAL);
    assert_true(backtest_compute(a, &r, &all, &rates, "x", &ans, &none));
    assert_int_equal(none.n, 0);
}

static void years_before_the_rules_are_warned_of(void **state)
{
    (void)state;
    static int32_t early[ROWS];
    struct price_series all = sample_prices(ROWS, 1);
    for (size_t i = 0; i < ROWS; i++)
        early[i] = all.day[i] - 4000;
    all.day = early;
    struct backtest_request r = sample_request(BT_ACCURATE);
    r.start_day = early[0];
    r.end_day = early[ROWS - 1];
    r.config.account = BT_PORTFOLIO;
    bt_options_default(&r.config.options, BT_ACCURATE, BT_PORTFOLIO, BT_LIQUIDATION_REENTRY);
    struct backtest_answer ans;
    struct problem p = {.arena = a};
    struct rate_series none = {0};
    assert_true(backtest_compute(a, &r, &all, &none, "x", &ans, &p));
    assert_true(warned(&ans, "before_2000"));
    assert_true(warned(&ans, "portfolio_margin_before_2007"));
}

static void a_series_of_closes_is_tested_at_the_close(void **state)
{
    (void)state;
    struct price_series all = sample_prices(ROWS, 1);
    all.low = NULL;
    all.dividend = NULL;
    struct backtest_request r = sample_request(BT_ACCURATE);
    struct backtest_answer ans;
    struct problem p = {.arena = a};
    struct rate_series rates = sample_rates();
    assert_true(backtest_compute(a, &r, &all, &rates, "x", &ans, &p));
    assert_true(warned(&ans, "closes_only"));
    assert_true(warned(&ans, "no_dividends"));
    assert_false(ans.request.config.options.call_intraday); /* the inputs say what was done */
}

static void an_account_that_cannot_hold_is_warned_of(void **state)
{
    (void)state;
    sample_prices(ROWS, 1);
    struct backtest_request r = sample_request(BT_ORIGINAL);
    struct backtest_answer ans;
    r.config.leverage = 4.5;
    sample_answer(a, &r, &ans);
    assert_true(warned(&ans, "leverage_over_cap"));
    assert_true(warned(&ans, "liquidated_at_entry"));
    r.config.leverage = 2;
    r.config.equity = 999;
    sample_answer(a, &r, &ans);
    assert_true(warned(&ans, "never_entered"));
    assert_null(ans.result.column[BT_COL_MARGIN_CALL_PRICE]); /* B.10 */
    assert_false(warned(&ans, "leverage_over_cap"));
    r.config.mode = BT_PROFIT_THRESHOLD; /* which has no count of its entries among its figures */
    sample_answer(a, &r, &ans);
    assert_true(warned(&ans, "never_entered"));
    r.config.leverage = 4.5;
    r.config.equity = 1e6;
    sample_answer(a, &r, &ans);
    assert_non_null(strstr(warning_of(&ans, "liquidated_at_entry"), "167 of 167 entries"));
}

static void missing_sessions_and_rates_are_warned_of(void **state)
{
    (void)state;
    static int32_t day[ROWS];
    struct price_series all = sample_prices(ROWS, 1);
    struct backtest_request r = sample_request(BT_ACCURATE);
    struct backtest_answer ans;
    struct problem p = {.arena = a};
    struct rate_series rates = sample_rates();
    assert_true(backtest_compute(a, &r, &all, &rates, "x", &ans, &p));
    assert_false(warned(&ans, "gaps"));
    assert_false(warned(&ans, "rates_end"));
    for (size_t i = 0; i < ROWS; i++)
        day[i] = all.day[i] + (i >= 20 ? 40 : 0) + (i >= 30 ? 50 : 0);
    all.day = day;
    r.end_day = day[ROWS - 1];
    rates.n = 1;
    assert_true(backtest_compute(a, &r, &all, &rates, "x", &ans, &p));
    assert_true(warned(&ans, "gaps"));
    assert_true(warned(&ans, "rates_end"));
    for (int i = 0; i < ans.warnings.n; i++)
        if (strcmp(ans.warnings.at[i].code, "gaps") == 0)
            assert_non_null(strstr(ans.warnings.at[i].message, "the widest of 2 gaps"));
}

static void days_without_equity_are_warned_of(void **state)
{
    (void)state;
    static double fallen[ROWS];
    struct price_series all = sample_prices(ROWS, 1);
    for (size_t i = 0; i < ROWS; i++)
        fallen[i] = i < 20 || i > 30 ? all.close[i] : all.close[i] * 0.2;
    all.close = fallen;
    struct backtest_request r = sample_request(BT_ACCURATE);
    r.config.options.call_intraday = false;
    r.config.mode = BT_PASSIVE_HOLD;
    struct backtest_answer ans;
    struct problem p = {.arena = a};
    struct rate_series rates = sample_rates();
    assert_true(backtest_compute(a, &r, &all, &rates, "x", &ans, &p));
    assert_true(warned(&ans, "equity_gone"));
    r.config.leverage = 1;
    assert_true(backtest_compute(a, &r, &all, &rates, "x", &ans, &p));
    assert_false(warned(&ans, "equity_gone"));
}

static void a_debt_that_remains_is_warned_of(void **state)
{
    (void)state;
    static double fallen[ROWS];
    struct price_series all = sample_prices(ROWS, 1);
    for (size_t i = 0; i < ROWS; i++)
        fallen[i] = i < 20 ? all.close[i] : all.close[i] * 0.2;
    all.close = fallen;
    struct backtest_request r = sample_request(BT_ACCURATE);
    r.config.options.call_intraday = false;
    struct backtest_answer ans;
    struct problem p = {.arena = a};
    struct rate_series rates = sample_rates();
    assert_true(backtest_compute(a, &r, &all, &rates, "x", &ans, &p));
    assert_true(warned(&ans, "owes_broker"));
    assert_true(ans.result.metric[BT_M_OWED_TO_BROKER] > 0);
}

static void an_index_that_ended_is_warned_of_though_the_account_went_on(void **state)
{
    (void)state;
    static double dipped[ROWS];
    struct price_series all = sample_prices(ROWS, 1);
    for (size_t i = 0; i < ROWS; i++)
        dipped[i] = i == 20 ? all.close[i] * 0.2 : all.close[i];
    all.close = dipped;
    struct backtest_request r = sample_request(BT_ACCURATE);
    r.config.mode = BT_PASSIVE_HOLD;
    r.config.options.call_intraday = false;
    r.config.options.contribution_usd = 100;
    r.config.options.contribution_every = BT_MONTH;
    struct backtest_answer ans;
    struct problem p = {.arena = a};
    struct rate_series rates = sample_rates();
    assert_true(backtest_compute(a, &r, &all, &rates, "x", &ans, &p));
    assert_true(ans.result.metric[BT_M_FINAL_EQUITY] > 0);
    assert_true(ans.result.metric[BT_M_CAGR] == -100);
    assert_true(warned(&ans, "index_ended"));
    all.close = sample_prices(ROWS, 1).close;
    assert_true(backtest_compute(a, &r, &all, &rates, "x", &ans, &p));
    assert_false(warned(&ans, "index_ended"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_window_holds_the_days_from_start_to_end),
        TEST(a_window_outside_the_data_is_told_their_range),
        TEST(everything_that_is_wrong_is_said_at_once),
        TEST(too_few_sessions_are_counted),
        TEST(missing_rates_are_warned_of),
        TEST(a_window_before_all_rates_is_refused),
        TEST(years_before_the_rules_are_warned_of),
        TEST(a_series_of_closes_is_tested_at_the_close),
        TEST(an_account_that_cannot_hold_is_warned_of),
        TEST(missing_sessions_and_rates_are_warned_of),
        TEST(days_without_equity_are_warned_of),
        TEST(a_debt_that_remains_is_warned_of),
        TEST(an_index_that_ended_is_warned_of_though_the_account_went_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
