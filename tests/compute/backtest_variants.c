/* backtest_variants.c: what is run beside a run is what the same request would have given when it was asked for on its own.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"
#include <math.h>
#include <string.h>

#include "compute/backtest_variants.h"
#include "engine/sweep.h"
#include "sample.h"

enum { SESSIONS = 700, MARGIN = 40 };

/* A request for a window inside the series, so that there are starts on both sides. */
static struct backtest_request inner(uint64_t seed, struct price_series *prices)
{
    *prices = sample_prices(SESSIONS, seed);
    struct backtest_request r = sample_variant(seed);
    r.start_day = prices->day[MARGIN];
    return r;
}

static void same(double x, double y)
{
    assert_true(x == y || (isnan(x) && isnan(y)));
}

static void same_end(const struct backtest_variant *v, const struct backtest_answer *ans)
{
    struct backtest_variant want = backtest_variant_of(ans);
    if (v->refused)
        fail_msg("%s: %s", v->label, v->refused);
    same(v->end, want.end);
    same(v->cagr_pct, want.cagr_pct);
    same(v->drawdown_pct, want.drawdown_pct);
    same(v->liquidations, want.liquidations);
}

static const struct backtest_beside *beside_of(const struct backtest_answer *ans, const struct price_series *prices)
{
    struct backtest_beside *b = ARENA_NEW(a, struct backtest_beside);
    struct rate_series rates = sample_rates();
    assert_true(backtest_beside_find(a, ans, prices, &rates, b));
    return b;
}

static const struct backtest_variant *labelled(const struct backtest_beside *b, const char *label)
{
    for (size_t i = 0; i < b->n_near; i++)
        if (strcmp(b->near[i].label, label) == 0)
            return &b->near[i];
    for (size_t i = 0; i < b->n_fixes; i++)
        if (strcmp(b->fixes[i].label, label) == 0)
            return &b->fixes[i];
    fail_msg("there is no variant \"%s\"", label);
    return NULL;
}

static void neighbours_are_the_runs_they_say_they_are(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 30; seed++) {
        struct price_series prices;
        struct backtest_request r = inner(seed, &prices), moved = r;
        struct backtest_answer ans, other;
        sample_answer(a, &r, &ans);
        const struct backtest_beside *b = beside_of(&ans, &prices);
        assert_int_equal(b->starts, 2 * BACKTEST_START_MOVES);
        assert_int_equal(b->n_near, b->starts + 4);
        moved.start_day = prices.day[MARGIN - 3];
        sample_answer(a, &moved, &other);
        same_end(labelled(b, "Start 3 sessions earlier"), &other);
        moved.start_day = prices.day[MARGIN + 1];
        sample_answer(a, &moved, &other);
        same_end(labelled(b, "Start 1 session later"), &other);
        moved = r;
        moved.config.options.house_addon_pct = 1;
        sample_answer(a, &moved, &other);
        same_end(labelled(b, "Maintenance 1 point higher"), &other);
    }
}

/* Those that the lanes of sweeps compute, to the bit, in both profiles and on both sides of the start. */
static void a_swept_start_is_the_run_from_that_day(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        struct price_series prices = sample_prices(SESSIONS, 11 + (uint64_t)i);
        struct backtest_request r = sample_request(i % 2 ? BT_ORIGINAL : BT_ACCURATE);
        struct backtest_answer ans, other;
        r.start_day = prices.day[MARGIN];
        r.config.mode = i < 2 ? BT_LIQUIDATION_REENTRY : BT_PROFIT_THRESHOLD;
        r.config.profit_threshold_pct = 20;
        assert_true(sweep_supports(&r.config));
        sample_answer(a, &r, &ans);
        const struct backtest_beside *b = beside_of(&ans, &prices);
        for (size_t k = 0; k < b->starts; k++) {
            int move = (int)k - BACKTEST_START_MOVES;
            r.start_day = prices.day[MARGIN + move + (move >= 0)];
            sample_answer(a, &r, &other);
            same_end(&b->near[k], &other);
        }
    }
}

/* A flat spread half a point higher is the same as rates half a point higher, as far as the money goes. */
static void a_rate_is_moved_by_half_a_point(void **state)
{
    (void)state;
    struct price_series prices = sample_prices(SESSIONS, 4);
    struct backtest_request r = sample_request(BT_ACCURATE);
    struct backtest_answer ans, other;
    r.config.options.financing = BT_FINANCING_FLAT;
    sample_answer(a, &r, &ans);
    const struct backtest_beside *b = beside_of(&ans, &prices);
    r.config.options.spread_pct += 0.5;
    sample_answer(a, &r, &other);
    const struct backtest_variant *higher = labelled(b, "Interest rates half a point higher");
    assert_true(fabs(higher->end - other.result.metric[BT_M_FINAL_EQUITY]) < 1e-6 * fabs(higher->end));
    assert_true(higher->end < ans.result.metric[BT_M_FINAL_EQUITY]);
}

static void starts_outside_the_series_are_left_out(void **state)
{
    (void)state;
    struct price_series prices = sample_prices(SESSIONS, 1);
    struct backtest_request r = sample_request(BT_ACCURATE);
    struct backtest_answer ans;
    sample_answer(a, &r, &ans);
    const struct backtest_beside *b = beside_of(&ans, &prices);
    assert_int_equal(b->starts, BACKTEST_START_MOVES);
}

/* Of an answer that came from another series nothing is known. */
static void other_series_have_nothing_to_say(void **state)
{
    (void)state;
    struct price_series prices = sample_prices(SESSIONS, 1);
    struct backtest_request r = sample_request(BT_ACCURATE);
    struct rate_series rates = sample_rates();
    struct backtest_beside b;
    struct backtest_answer ans;
    sample_answer(a, &r, &ans);
    prices.n -= 1;
    assert_false(backtest_beside_find(a, &ans, &prices, &rates, &b));
}

static void each_correction_is_one_option_put_back(void **state)
{
    (void)state;
    struct price_series prices = sample_prices(SESSIONS, 7);
    struct backtest_request r = sample_request(BT_ACCURATE), moved = r;
    struct backtest_answer ans, other;
    sample_answer(a, &r, &ans);
    const struct backtest_beside *b = beside_of(&ans, &prices);
    moved.config.options.interest_calendar = false;
    sample_answer(a, &moved, &other);
    same_end(labelled(b, "Interest once a session"), &other);
    assert_string_equal(labelled(b, "Interest once a session")->mark, "E1");
    moved = r;
    moved.config.options.metrics_corrected = false;
    sample_answer(a, &moved, &other);
    same_end(labelled(b, "Summary figures as the original's"), &other);
    assert_true(labelled(b, "Summary figures as the original's")->cagr_pct != ans.result.metric[BT_M_CAGR]);
    moved = sample_request(BT_ORIGINAL);
    sample_answer(a, &moved, &other);
    same_end(labelled(b, "All of them: the original profile"), &other);
}

static void an_original_run_is_corrected_one_by_one(void **state)
{
    (void)state;
    struct price_series prices = sample_prices(SESSIONS, 7);
    struct backtest_request r = sample_request(BT_ORIGINAL), moved = r;
    struct backtest_answer ans, other;
    sample_answer(a, &r, &ans);
    const struct backtest_beside *b = beside_of(&ans, &prices);
    moved.config.options.call_intraday = true;
    sample_answer(a, &moved, &other);
    same_end(labelled(b, "Margin calls tested within the session, too"), &other);
    moved = sample_request(BT_ACCURATE);
    sample_answer(a, &moved, &other);
    same_end(labelled(b, "All of them: the accurate profile"), &other);
}

/* Above the cap an accurate run is refused, and the line says so. */
static void a_variant_that_is_refused_says_why(void **state)
{
    (void)state;
    struct price_series prices = sample_prices(SESSIONS, 2);
    struct backtest_request r = sample_request(BT_ORIGINAL);
    struct backtest_answer ans;
    r.config.leverage = 3;
    sample_answer(a, &r, &ans);
    const struct backtest_beside *b = beside_of(&ans, &prices);
    const struct backtest_variant *whole = labelled(b, "All of them: the accurate profile");
    assert_non_null(whole->refused);
    assert_non_null(strstr(whole->refused, "leverage"));
    assert_true(isnan(whole->end));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(neighbours_are_the_runs_they_say_they_are), TEST(a_swept_start_is_the_run_from_that_day),
        TEST(a_rate_is_moved_by_half_a_point),           TEST(starts_outside_the_series_are_left_out),
        TEST(other_series_have_nothing_to_say),          TEST(each_correction_is_one_option_put_back),
        TEST(an_original_run_is_corrected_one_by_one),   TEST(a_variant_that_is_refused_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
