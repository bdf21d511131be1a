/* backtest_text.c: figures as people read them, and every figure with its numbers filled in.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"
#include <math.h>
#include <stdio.h>

#include "base/day.h"
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

/* Every metric of every kind of answer is explained, in a sentence without holes. */
static void every_metric_is_explained_in_every_answer(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 24; seed++) {
        struct backtest_answer ans, bare;
        sample_prices(700, seed);
        struct backtest_request r = sample_request(seed % 2 ? BT_ORIGINAL : BT_ACCURATE);
        r.config.leverage = seed % 3 == 0 ? 1 : r.config.leverage;
        if (seed % 4 == 1)
            r.config.leverage = 5;
        if (seed % 8 == 3)
            r.config.equity = 500;
        sample_answer(a, &r, &ans);
        bare = ans;
        bare.day = NULL;
        bare.result.equity = NULL;
        memset(bare.result.column, 0, sizeof bare.result.column);
        for (int m = 0; m < BT_METRICS; m++) {
            if (!bt_metric_applies(&ans.request.config, m))
                continue;
            const char *full = backtest_explain(a, &ans, m), *without = backtest_explain(a, &bare, m);
            if (strlen(full) < 5 || strstr(full, " nan") || strstr(full, " inf") || strstr(full, "–"))
                fail_msg("%s: \"%s\"", bt_metrics[m].key, full);
            assert_true(strlen(without) >= 5);
            if (ans.result.reason[m])
                assert_string_equal(full, ans.result.reason[m]);
        }
    }
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

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(figures_have_their_signs_and_units),
        TEST(the_formula_of_a_return_shows_its_numbers),
        TEST(every_metric_is_explained_in_every_answer),
        TEST(the_explained_drawdown_is_the_metric),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
