/* backtest_text.c: figures as people read them, and every figure with its numbers filled in.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/num.h"
#include "sample.h"

static void figures_have_their_signs_and_units(void **state)
{
    (void)state;
    struct backtest_answer ans = {0};
    ans.result.metric[BT_M_FINAL_EQUITY] = 133667715.91416186;
    ans.result.metric[BT_M_NET_INTEREST] = -57576525.9;
    ans.result.metric[BT_M_TRADING_COSTS] = 12.345;
    ans.result.metric[BT_M_MAX_DRAWDOWN] = -89.1680620236814;
    ans.result.metric[BT_M_SHARPE] = 0.7299;
    ans.result.metric[BT_M_YEARS] = 25.3625;
    ans.result.metric[BT_M_DAYS] = 6381;
    ans.result.metric[BT_M_AVG_DRAWDOWN_DURATION] = 12.5076;
    ans.result.metric[BT_M_SORTINO] = NAN;
    assert_string_equal(backtest_metric_text(a, &ans, BT_M_FINAL_EQUITY), "$133,667,716");
    assert_string_equal(backtest_metric_text(a, &ans, BT_M_NET_INTEREST), "−$57,576,526");
    assert_string_equal(backtest_metric_text(a, &ans, BT_M_TRADING_COSTS), "$12.35");
    assert_string_equal(backtest_metric_text(a, &ans, BT_M_MAX_DRAWDOWN), "−89.17 %");
    assert_string_equal(backtest_metric_text(a, &ans, BT_M_SHARPE), "0.730");
    assert_string_equal(backtest_metric_text(a, &ans, BT_M_YEARS), "25.36");
    assert_string_equal(backtest_metric_text(a, &ans, BT_M_DAYS), "6,381");
    assert_string_equal(backtest_metric_text(a, &ans, BT_M_AVG_DRAWDOWN_DURATION), "12.5");
    assert_string_equal(backtest_metric_text(a, &ans, BT_M_SORTINO), "–");
}

static void the_formula_of_a_return_shows_its_numbers(void **state)
{
    (void)state;
    struct backtest_answer ans = {.result.metric = {[BT_M_EQUITY] = 5e7, [BT_M_FINAL_EQUITY] = 133667715.9}};
    assert_string_equal(backtest_explain(a, &ans, BT_M_TOTAL_RETURN), "(133,667,716 − 50,000,000) / 50,000,000 × 100");
}

/* A sentence without holes; `answer` for the message. */
static void check_sentence(const struct backtest_answer *ans, int m)
{
    const char *text = backtest_explain(a, ans, m);
    if (!text || strlen(text) < 5 || strstr(text, " nan") || strstr(text, "(nan") || strstr(text, "inf)") ||
        strstr(text, "–"))
        fail_msg("%s, %s: \"%s\"", bt_mode_text[ans->request.config.mode], bt_metrics[m].key, text ? text : "NULL");
    if (ans->result.reason[m])
        assert_string_equal(text, ans->result.reason[m]);
}

/* The same answer as it is when it was read back without its days. */
static struct backtest_answer without_days(const struct backtest_answer *ans)
{
    struct backtest_answer bare = *ans;
    bare.day = NULL;
    bare.result.equity = bare.result.index = NULL;
    memset(bare.result.column, 0, sizeof bare.result.column);
    return bare;
}

static void check_answer(const struct backtest_answer *ans)
{
    struct backtest_answer bare = without_days(ans);
    for (int m = 0; m < BT_METRICS; m++) {
        if (!bt_metric_applies(&ans->request.config, m))
            continue;
        check_sentence(ans, m);
        check_sentence(&bare, m);
        if (strcmp(backtest_explain(a, ans, m), bt_metrics[m].formula) == 0)
            fail_msg("%s, %s: only the general formula", bt_mode_text[ans->request.config.mode], bt_metrics[m].key);
    }
}

static void every_metric_is_explained_in_every_answer(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 24; seed++) {
        struct backtest_answer ans;
        sample_prices(700, seed);
        struct backtest_request r = sample_request(seed % 2 ? BT_ORIGINAL : BT_ACCURATE);
        r.config.leverage = seed % 3 == 0 ? 1 : r.config.leverage;
        if (seed % 4 == 1)
            r.config.leverage = 5;
        if (seed % 8 == 3)
            r.config.equity = 500;
        sample_answer(a, &r, &ans);
        check_answer(&ans);
    }
}

static void every_metric_is_explained_in_every_mode_and_with_every_option(void **state)
{
    (void)state;
    size_t sales = 0, rebalances = 0, calls = 0, moves = 0;
    for (uint64_t seed = 0; seed < 120; seed++) {
        struct backtest_answer ans;
        sample_prices(700, seed);
        struct backtest_request r = sample_variant(seed);
        sample_answer(a, &r, &ans);
        check_answer(&ans);
        rebalances += ans.result.n_rebalances;
        for (size_t i = 0; i < ans.result.n_events; i++) {
            sales += ans.result.events[i].kind == BT_EVENT_SALE;
            calls += ans.result.events[i].kind == BT_EVENT_CALL;
            moves +=
                ans.result.events[i].kind == BT_EVENT_WITHDRAWAL || ans.result.events[i].kind == BT_EVENT_INJECTION;
        }
    }
    assert_true(sales > 0 && rebalances > 0 && calls > 0 && moves > 0); /* the sentences about these were among them */
}

/* What stands before " / " and behind it in a sentence of the form "a / b × 100", without their commas. */
static double quotient(const char *text)
{
    char top[64] = "", bottom[64] = "";
    assert_int_equal(sscanf(text, "%63[0-9.,] / %63[0-9.,]", top, bottom), 2);
    for (char *side = top;; side = bottom) {
        char *to = side;
        for (const char *p = side; *p; p++)
            if (*p != ',')
                *to++ = *p;
        *to = '\0';
        if (side == bottom)
            return strtod(top, NULL) / strtod(bottom, NULL);
    }
}

static void the_numbers_in_a_sentence_give_its_figure(void **state)
{
    (void)state;
    struct backtest_answer ans;
    sample_prices(900, 5);
    struct backtest_request r = sample_request(BT_ACCURATE);
    r.config.mode = BT_CONSTANT_LEVERAGE;
    sample_answer(a, &r, &ans);
    const double *m = ans.result.metric;
    assert_true(ans.result.n_rebalances > 4);
    assert_true(fabs(quotient(backtest_explain(a, &ans, BT_M_TRANSACTION_COST_PCT)) * 100 -
                     m[BT_M_TRANSACTION_COST_PCT]) < 1e-3);
    assert_true(fabs(quotient(backtest_explain(a, &ans, BT_M_TIME_IN_MARKET)) * 100 - m[BT_M_TIME_IN_MARKET]) < 1e-9);
    r.config.mode = BT_FRESH_CAPITAL;
    sample_answer(a, &r, &ans);
    char wealth[64];
    snprintf(wealth, sizeof wealth, "%s total wealth", num_group(a, m[BT_M_TOTAL_WEALTH], 0));
    assert_non_null(strstr(backtest_explain(a, &ans, BT_M_TOTAL_RETURN), wealth));
}

static void the_explained_drawdown_is_the_metric(void **state)
{
    (void)state;
    struct backtest_answer ans;
    sample_prices(700, 2);
    struct backtest_request r = sample_request(BT_ACCURATE);
    sample_answer(a, &r, &ans);
    size_t peak = 0, trough = 0;
    double worst = 0;
    for (size_t i = 0, top = 0; i < 700; i++) {
        top = ans.result.equity[i] > ans.result.equity[top] ? i : top;
        double fall = ans.result.equity[i] / ans.result.equity[top] - 1;
        if (fall < worst) {
            worst = fall;
            peak = top;
            trough = i;
        }
    }
    const char *text = backtest_explain(a, &ans, BT_M_MAX_DRAWDOWN);
    char days[64];
    char from[11], to[11];
    day_text(ans.day[peak], from);
    day_text(ans.day[trough], to);
    snprintf(days, sizeof days, "from %s to %s", from, to);
    assert_non_null(strstr(text, days));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(figures_have_their_signs_and_units),
        TEST(the_formula_of_a_return_shows_its_numbers),
        TEST(every_metric_is_explained_in_every_answer),
        TEST(every_metric_is_explained_in_every_mode_and_with_every_option),
        TEST(the_numbers_in_a_sentence_give_its_figure),
        TEST(the_explained_drawdown_is_the_metric),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
