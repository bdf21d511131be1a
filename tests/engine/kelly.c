/* kelly.c: the contract of engine/kelly.h: by hand, against slow twins, and as properties.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include <math.h>
#include <stdlib.h>

#include "engine/kelly.h"
#include "made_series.h"

static struct made_series made;
static double returns[MADE_MAX], room[2 * (MADE_MAX + 1) + 20000];

static bool near(double x, double y)
{
    return fabs(x - y) <= 1e-12 * fmax(1, fabs(y));
}

static void a_coin_that_falls_right_six_times_of_ten_deserves_a_fifth(void **state)
{
    (void)state;
    assert_true(near(kelly_bet(0.6, 1), 0.2));
    assert_true(near(kelly_bet(0.5, 2), 0.25));
    assert_true(kelly_bet(0.5, 1) == 0 && kelly_bet(0.2, 1) == 0); /* never against oneself */
    assert_true(kelly_bet(1, 0.01) == 1 && kelly_bet(0, 5) == 0);
    assert_true(near(kelly_bet_growth(0.6, 1, 0.2), 0.6 * log(1.2) + 0.4 * log(0.8)));
}

static void what_is_no_bet_has_no_answer(void **state)
{
    (void)state;
    assert_true(isnan(kelly_bet(1.01, 1)) && isnan(kelly_bet(-0.1, 1)) && isnan(kelly_bet(0.5, 0)));
    assert_true(isnan(kelly_bet(0.5, INFINITY)) && isnan(kelly_bet(NAN, 1)));
    assert_true(isnan(kelly_bet_growth(0.6, 1, 1.5)) && isnan(kelly_bet_growth(0.6, 1, -0.1)));
    assert_true(kelly_bet_growth(0.6, 1, 1) == -INFINITY);
    assert_true(near(kelly_bet_growth(1, 2, 1), log(3)));
}

static void no_other_stake_grows_faster(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int i = 0; i < 2000; i++) {
        double p = made_random(&seed), b = 0.05 + made_random(&seed) * 10, best = kelly_bet(p, b);
        double most = kelly_bet_growth(p, b, best);
        for (double f = 0; f < 1; f += 0.05)
            assert_true(kelly_bet_growth(p, b, f) <= most + 1e-12);
    }
}

static void a_loan_is_taken_only_where_it_pays_for_itself(void **state)
{
    (void)state;
    /* (0.08 - 0.03) / 0.04 = 1.25 at the cash rate, (0.08 - 0.05) / 0.04 = 0.75 at the loan's: all of it, and no loan. */
    assert_true(kelly_fraction(&(struct kelly_market){0.08, 0.04, 0.03, 0.05}) == 1);
    assert_true(near(kelly_fraction(&(struct kelly_market){0.11, 0.04, 0.03, 0.05}), 1.5));
    assert_true(near(kelly_fraction(&(struct kelly_market){0.05, 0.04, 0.03, 0.05}), 0.5));
    assert_true(kelly_fraction(&(struct kelly_market){0.02, 0.04, 0.03, 0.05}) == 0);
    assert_true(isnan(kelly_fraction(&(struct kelly_market){0.02, 0, 0.03, 0.05})));
    assert_true(isnan(kelly_fraction(&(struct kelly_market){NAN, 0.04, 0.03, 0.05})));
}

static void growth_is_whole_at_one_and_greatest_at_the_fraction(void **state)
{
    (void)state;
    uint64_t seed = 9;
    for (int i = 0; i < 2000; i++) {
        struct kelly_market m = {made_random(&seed) * 0.3 - 0.05, 0.01 + made_random(&seed) * 0.1,
                                 made_random(&seed) * 0.05, 0};
        m.borrow_rate = m.cash_rate + made_random(&seed) * 0.03;
        double best = kelly_fraction(&m), most = kelly_growth(&m, best);
        assert_true(fabs(kelly_growth(&m, 1) - kelly_growth(&m, 1 + 1e-9)) < 1e-8);
        for (double f = 0; f < 12; f += 0.1)
            assert_true(kelly_growth(&m, f) <= most + 1e-12);
    }
}

/* Thorp: at full Kelly without rates the chance of ever falling to a share is that share; at half its cube. */
static void the_chance_of_a_loss_is_that_of_the_literature(void **state)
{
    (void)state;
    const struct kelly_market m = {0.08, 0.04, 0, 0};
    double best = kelly_fraction(&m);
    assert_true(near(best, 2));
    assert_true(near(kelly_chance_to_fall(&m, best, 0.5), 0.5));
    assert_true(near(kelly_chance_to_fall(&m, best / 2, 0.5), 0.125));
    assert_true(kelly_chance_to_fall(&m, best * 2, 0.5) == 1);
    assert_true(kelly_chance_to_fall(&(struct kelly_market){0.08, 0.04, 0.02, 0.02}, 0, 0.5) == 0);
}

static void returns_count_the_dividend_of_their_day(void **state)
{
    (void)state;
    const int32_t day[] = {1, 2, 3};
    const double close[] = {100, 99, 110}, dividend[] = {5, 2, 0};
    double out[2], mean, variance;
    struct price_series s = {.n = 3, .day = day, .close = close, .dividend = dividend};
    assert_int_equal(kelly_returns(&s, out), 2);
    assert_true(near(out[0], 0.01) && near(out[1], 110 / 99.0 - 1));
    kelly_moments((const double[]){0.01, 0.03}, 2, &mean, &variance);
    assert_true(near(mean, 0.02 * 252) && near(variance, 0.0002 * 252));
    kelly_moments(out, 1, &mean, &variance);
    assert_true(isnan(mean) && isnan(variance));
    s.n = 0;
    assert_int_equal(kelly_returns(&s, out), 0);
}

/* ---- the interval ---- */

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* Every return of a path copied, and its mean and variance taken in two passes. */
static double slow_path(const double *r, size_t n, struct kelly_market m, size_t block, uint64_t *state)
{
    static double drawn[MADE_MAX];
    long double sum = 0, about = 0;
    for (size_t i = 0, start = 0; i < n; i++) {
        if (i % block == 0)
            start = (size_t)(((unsigned __int128)splitmix(state) * n) >> 64);
        drawn[i] = r[(start + i % block) % n];
        sum += drawn[i];
    }
    for (size_t i = 0; i < n; i++)
        about += (drawn[i] - sum / n) * (drawn[i] - sum / n);
    m.mean = (double)(sum / n) * 252;
    m.variance = (double)(about / (n - 1)) * 252;
    return kelly_fraction(&m);
}

static size_t some_returns(size_t n, uint64_t seed)
{
    made_series_fill(&made, n, seed, 0.03);
    struct price_series s = made_series_input(&made).prices;
    return kelly_returns(&s, returns);
}

static void the_interval_is_that_of_paths_drawn_slowly(void **state)
{
    (void)state;
    enum { PATHS = 201 };
    double slow[PATHS];
    size_t n = some_returns(1000, 5), loans = 0;
    const struct kelly_market rates = {.cash_rate = 0.01, .borrow_rate = 0.02};
    struct kelly_interval got;
    uint64_t seed = 42;
    for (int k = 0; k < PATHS; k++) {
        slow[k] = slow_path(returns, n, rates, 21, &seed);
        loans += slow[k] > 1;
    }
    qsort(slow, PATHS, sizeof *slow, ascending);
    kelly_interval_find(returns, n, &rates, &(struct kelly_bootstrap){PATHS, 21, 42}, room, &got);
    assert_true(fabs(got.low - slow[5]) < 1e-9 && fabs(got.median - slow[100]) < 1e-9);
    assert_true(fabs(got.high - slow[195]) < 1e-9);
    assert_true(near(got.share_with_loan, (double)loans / PATHS));
}

static void the_same_seed_gives_the_same_bits_and_another_one_others(void **state)
{
    (void)state;
    size_t n = some_returns(800, 6);
    const struct kelly_market rates = {.cash_rate = 0.01, .borrow_rate = 0.02};
    struct kelly_interval one, two, three;
    kelly_interval_find(returns, n, &rates, &(struct kelly_bootstrap){500, 21, 1}, room, &one);
    kelly_interval_find(returns, n, &rates, &(struct kelly_bootstrap){500, 21, 1}, room, &two);
    kelly_interval_find(returns, n, &rates, &(struct kelly_bootstrap){500, 21, 2}, room, &three);
    assert_memory_equal(&one, &two, sizeof one);
    assert_true(one.low <= one.median && one.median <= one.high && one.high != three.high);
}

static void longer_data_make_the_interval_narrower(void **state)
{
    (void)state;
    const struct kelly_market rates = {.cash_rate = 0, .borrow_rate = 0};
    struct kelly_interval few, many;
    size_t n = some_returns(MADE_MAX, 8);
    kelly_interval_find(returns, 250, &rates, &(struct kelly_bootstrap){2000, 10, 1}, room, &few);
    kelly_interval_find(returns, n, &rates, &(struct kelly_bootstrap){2000, 10, 1}, room, &many);
    assert_true(many.high - many.low < few.high - few.low);
}

static void an_interval_of_nothing_is_not_made_up(void **state)
{
    (void)state;
    static const double same[] = {0.01, 0.01, 0.01};
    const struct kelly_market rates = {0};
    struct kelly_interval got;
    kelly_interval_find(same, 3, &rates, &(struct kelly_bootstrap){10, 1, 1}, room, &got);
    assert_true(isnan(got.low) && isnan(got.median) && isnan(got.share_of_zero));
    kelly_interval_find(same, 3, &rates, &(struct kelly_bootstrap){10, 4, 1}, room, &got);
    assert_true(isnan(got.high));
    kelly_interval_find(same, 1, &rates, &(struct kelly_bootstrap){10, 1, 1}, room, &got);
    assert_true(isnan(got.high));
}

/* ---- what an account bears ---- */

static void a_fall_of_a_third_calls_twice_the_equity_at_a_quarter(void **state)
{
    (void)state;
    assert_true(near(kelly_fall_to_call(2, 0.25), 1 / 3.0));
    assert_true(kelly_fall_to_call(1, 0.25) == 1 && kelly_fall_to_call(0.5, 0.25) == 1);
    assert_true(near(kelly_fall_to_call(4, 0.25), 0) && kelly_fall_to_call(5, 0.25) < 0);
    for (double f = 1.01; f < 6; f += 0.01)
        assert_true(near(kelly_bearing(kelly_fall_to_call(f, 0.15), 0.15), f));
}

static void the_worst_fall_is_found_within_its_sessions_only(void **state)
{
    (void)state;
    static const double close[] = {100, 95, 96, 80, 90, 70, 100};
    struct kelly_fall day, three, all, none;
    kelly_worst_fall(close, 7, 1, &day);
    assert_true(near(day.fall, 20 / 90.0) && day.from == 4 && day.to == 5);
    kelly_worst_fall(close, 7, 3, &three);
    assert_true(near(three.fall, 26 / 96.0) && three.from == 2 && three.to == 5);
    kelly_worst_fall(close, 7, 100, &all);
    assert_true(near(all.fall, 0.3) && all.from == 0 && all.to == 5);
    kelly_worst_fall((const double[]){1, 2, 3}, 3, 2, &none);
    assert_true(none.fall == 0);
    kelly_worst_fall(NULL, 0, 1, &none);
    assert_true(none.fall == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_coin_that_falls_right_six_times_of_ten_deserves_a_fifth),
        cmocka_unit_test(what_is_no_bet_has_no_answer),
        cmocka_unit_test(no_other_stake_grows_faster),
        cmocka_unit_test(a_loan_is_taken_only_where_it_pays_for_itself),
        cmocka_unit_test(growth_is_whole_at_one_and_greatest_at_the_fraction),
        cmocka_unit_test(the_chance_of_a_loss_is_that_of_the_literature),
        cmocka_unit_test(returns_count_the_dividend_of_their_day),
        cmocka_unit_test(the_interval_is_that_of_paths_drawn_slowly),
        cmocka_unit_test(the_same_seed_gives_the_same_bits_and_another_one_others),
        cmocka_unit_test(longer_data_make_the_interval_narrower),
        cmocka_unit_test(an_interval_of_nothing_is_not_made_up),
        cmocka_unit_test(a_fall_of_a_third_calls_twice_the_equity_at_a_quarter),
        cmocka_unit_test(the_worst_fall_is_found_within_its_sessions_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
