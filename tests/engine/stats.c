/* stats.c: the contract of engine/stats.h, with figures worked out by hand.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include <math.h>

#include "engine/stats.h"
#include "made_series.h"

static void deviation_is_that_of_the_sample(void **state)
{
    (void)state;
    static const double x[] = {2, 4, 4, 4, 5, 5, 7, 9}; /* squares about the mean 5 sum to 32 */
    struct stats_moments m = {0};
    assert_true(isnan(stats_mean(&m)) && isnan(stats_deviation(&m)));
    stats_add(&m, x, 1);
    assert_true(stats_mean(&m) == 2 && isnan(stats_deviation(&m)));
    stats_add(&m, x + 1, 4);
    stats_add(&m, x + 5, 3);
    assert_true(stats_mean(&m) == 5);
    assert_true(stats_deviation(&m) == sqrt(32.0 / 7));
}

static void equal_values_deviate_by_exactly_nothing(void **state)
{
    (void)state;
    double x[1001];
    for (int i = 0; i < 1001; i++)
        x[i] = 0.1;
    struct stats_moments m = {0};
    stats_add(&m, x, 1001);
    assert_true(stats_deviation(&m) == 0 && stats_mean(&m) == 0.1);
}

static void one_pass_agrees_with_two(void **state)
{
    (void)state;
    enum { N = 5001 };
    static double x[N];
    uint64_t seed = 1;
    long double sum = 0, about = 0;
    for (int i = 0; i < N; i++)
        sum += x[i] = 1000 + made_random(&seed);
    for (int i = 0; i < N; i++)
        about += (x[i] - sum / N) * (x[i] - sum / N);
    struct stats_moments m = {0};
    stats_add(&m, x, N);
    assert_true(fabs(stats_mean(&m) - (double)(sum / N)) < 1e-12);
    assert_true(fabs(stats_deviation(&m) / (double)sqrtl(about / (N - 1)) - 1) < 1e-14);
}

static void what_is_not_finite_has_no_deviation(void **state)
{
    (void)state;
    static const double x[] = {1, INFINITY, 2};
    struct stats_moments m = {0};
    stats_add(&m, x, 3);
    assert_true(isnan(stats_deviation(&m)));
}

static void squares_are_summed(void **state)
{
    (void)state;
    static const double x[] = {3, -4, 12};
    assert_true(stats_sum_squares(x, 3) == 169 && stats_sum_squares(x, 2) == 25 && stats_sum_squares(x, 0) == 0);
}

static void drawdown_finds_the_deepest_and_counts_the_runs(void **state)
{
    (void)state;
    static const double level[] = {100, 90, 95, 100, 120, 60, 90, 119, 130, 129};
    struct stats_drawdown d;
    stats_drawdown_find(level, 10, &d);
    assert_true(d.worst == -0.5);
    assert_int_equal(d.peak, 4);
    assert_int_equal(d.trough, 5);
    assert_int_equal(d.longest, 3);
    assert_int_equal(d.runs, 3); /* the last one is unfinished and counts */
    assert_int_equal(d.run_levels, 6);
}

static void drawdown_of_nothing_and_of_no_fall_is_zero(void **state)
{
    (void)state;
    static const double rising[] = {1, 2, 2, 3}, poor[] = {0, -1, 2, 1};
    struct stats_drawdown d;
    stats_drawdown_find(rising, 0, &d);
    assert_true(d.worst == 0 && d.runs == 0);
    stats_drawdown_find(rising, 4, &d);
    assert_true(d.worst == 0 && d.runs == 0 && d.longest == 0);
    stats_drawdown_find(poor, 4, &d); /* nothing before the first positive level */
    assert_true(d.worst == -0.5 && d.peak == 2 && d.run_levels == 1);
}

static void a_level_before_the_first_is_a_peak(void **state)
{
    (void)state;
    static const double level[] = {80, 90, 100, 95};
    struct stats_drawdown d;
    stats_drawdown_from(100, level, 4, &d);
    assert_true(d.worst == -0.2 && d.peak == STATS_BEFORE);
    assert_true(d.trough == 0 && d.longest == 2 && d.runs == 2 && d.run_levels == 3);
    stats_drawdown_from(70, level, 4, &d);
    assert_true(d.worst == -0.05 && d.peak == 2 && d.runs == 1);
}

static void growth_is_by_the_year_and_undefined_below_zero(void **state)
{
    (void)state;
    assert_true(fabs(stats_growth(100, 121, 2) - 0.1) < 1e-15);
    assert_true(stats_growth(100, 0, 2) == -1);
    assert_true(isnan(stats_growth(100, -1, 2)) && isnan(stats_growth(0, 1, 2)) && isnan(stats_growth(1, 2, 0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deviation_is_that_of_the_sample),
        cmocka_unit_test(equal_values_deviate_by_exactly_nothing),
        cmocka_unit_test(one_pass_agrees_with_two),
        cmocka_unit_test(what_is_not_finite_has_no_deviation),
        cmocka_unit_test(squares_are_summed),
        cmocka_unit_test(drawdown_finds_the_deepest_and_counts_the_runs),
        cmocka_unit_test(drawdown_of_nothing_and_of_no_fall_is_zero),
        cmocka_unit_test(a_level_before_the_first_is_a_peak),
        cmocka_unit_test(growth_is_by_the_year_and_undefined_below_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
