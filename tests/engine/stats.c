/* stats.c: the contract of engine/stats.h, with figures worked out by hand.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* ---- compensated sums, moments, order ---- */

static void a_sum_keeps_what_an_addition_loses(void **state)
{
    (void)state;
    const double x[] = {1, 1e100, 1, -1e100}, y[] = {1e16, 1, 0.5, 1, 0.5, -1e16, 1};
    assert_true(stats_sum(x, 4) == 2 && stats_sum(y, 7) == 4);
    assert_true(stats_sum(x, 0) == 0 && isnan(stats_average(x, 0)));
    static double tenths[100001];
    for (int i = 0; i < 100001; i++)
        tenths[i] = 0.1;
    assert_true(stats_sum(tenths, 100000) == 10000 && stats_average(tenths, 100001) == 0.1);
    struct stats_total t = {0};
    for (int i = 0; i < 7; i++)
        stats_total_add(&t, y[i]);
    assert_true(stats_total(&t) == 4);
}

/* The example of the spreadsheets' SKEW and KURT. */
static void the_shape_is_that_of_a_spreadsheet(void **state)
{
    (void)state;
    const double x[] = {3, 4, 5, 2, 3, 4, 5, 6, 4, 7};
    struct stats_shape s;
    stats_shape_find(x, 10, &s);
    assert_true(s.n == 10 && fabs(s.mean - 4.3) < 1e-15);
    assert_true(fabs(s.deviation - 1.4944341180973264) < 1e-14);
    assert_true(fabs(s.skew - 0.3595430714067974) < 1e-14 && fabs(s.kurtosis - -0.1517996372084151) < 1e-14);
    assert_true(fabs(s.skew_population - s.skew * 8 / sqrt(90)) < 1e-14);
}

static void the_shape_of_few_or_equal_values_is_not_made_up(void **state)
{
    (void)state;
    const double x[] = {1, 2, 4, 8}, same[] = {0.1, 0.1 + 1e-14, 0.1, 0.1};
    struct stats_shape s;
    stats_shape_find(x, 0, &s);
    assert_true(isnan(s.mean) && isnan(s.deviation));
    stats_shape_find(x, 1, &s);
    assert_true(s.mean == 1 && isnan(s.deviation) && isnan(s.skew));
    stats_shape_find(x, 2, &s);
    assert_true(!isnan(s.deviation) && !isnan(s.skew_population) && isnan(s.skew));
    stats_shape_find(x, 3, &s);
    assert_true(!isnan(s.skew) && isnan(s.kurtosis));
    stats_shape_find(x, 4, &s);
    assert_true(!isnan(s.kurtosis));
    stats_shape_find(same, 4, &s);
    assert_true(s.deviation == 0 && isnan(s.skew) && isnan(s.skew_population) && isnan(s.kurtosis));
}

/* Values far from 0 lose nothing: both passes are about the mean. */
static void the_shape_does_not_depend_on_where_the_values_lie(void **state)
{
    (void)state;
    enum { N = 4099 };
    static double x[N], far_away[N];
    uint64_t seed = 5;
    for (int i = 0; i < N; i++) {
        x[i] = floor(made_random(&seed) * made_random(&seed) * 1024) / 1024;
        far_away[i] = x[i] + 1048576;
    }
    struct stats_shape s, t;
    stats_shape_find(x, N, &s);
    stats_shape_find(far_away, N, &t);
    assert_true(fabs(s.deviation / t.deviation - 1) < 1e-11 && fabs(s.skew - t.skew) < 1e-9);
    assert_true(fabs(s.kurtosis - t.kurtosis) < 1e-9 && fabs(t.mean - s.mean - 1048576) < 1e-9);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void values_are_sorted_whatever_their_size(void **state)
{
    (void)state;
    enum { N = 3001 };
    static double x[N], y[N], scratch[N];
    uint64_t seed = 11;
    for (size_t n = 0; n < N; n += n < 20 ? 1 : 331) {
        for (size_t i = 0; i < n; i++)
            x[i] = y[i] = (made_random(&seed) - 0.5) * pow(10, floor(made_random(&seed) * 600 - 300)) * (i % 7 != 0);
        stats_sort(x, n, scratch);
        qsort(y, n, sizeof *y, ascending);
        for (size_t i = 0; i < n; i++)
            assert_true(x[i] == y[i]);
    }
    double few[] = {INFINITY, 0.0, -INFINITY, -0.0, 5e-324, -5e-324};
    stats_sort(few, 6, scratch);
    assert_true(few[0] == -INFINITY && few[1] == -5e-324 && signbit(few[2]) && !signbit(few[3]) && few[5] == INFINITY);
}

static void a_percentile_lies_between_ranks(void **state)
{
    (void)state;
    const double x[] = {10, 20, 40, 80, 160};
    assert_true(stats_percentile(x, 5, 0) == 10 && stats_percentile(x, 5, 1) == 160);
    assert_true(stats_percentile(x, 5, 0.5) == 40 && stats_percentile(x, 5, 0.375) == 30);
    assert_true(fabs(stats_percentile(x, 5, 0.05) - 12) < 1e-14);
    assert_true(stats_percentile(x, 1, 0.3) == 10 && isnan(stats_percentile(x, 0, 0.5)));
}

static void the_fan_is_what_sorting_says(void **state)
{
    (void)state;
    enum { MOST = 1000 };
    static double level[MOST], sorted[MOST];
    uint64_t dice = 5;
    static const size_t counts[] = {1, 2, 3, 20, 21, 999, MOST};
    for (size_t t = 0; t < 7; t++)
        for (int kind = 0; kind < 3; kind++) { /* all alike, many alike, none alike */
            size_t n = counts[t];
            double out[STATS_FAN];
            for (size_t i = 0; i < n; i++)
                level[i] = kind == 0 ? 1 : kind == 1 ? floor(made_random(&dice) * 8) : made_random(&dice);
            memcpy(sorted, level, sizeof sorted);
            qsort(sorted, n, sizeof *sorted, ascending);
            stats_fan(level, n, out);
            for (int f = 0; f < STATS_FAN; f++) {
                double rank = stats_fan_shares[f] * (double)(n - 1);
                size_t below = (size_t)floor(rank), above = (size_t)ceil(rank);
                double wanted = sorted[below] + (rank - floor(rank)) * (sorted[above] - sorted[below]);
                assert_true(fabs(out[f] - wanted) < 1e-15);
            }
        }
}

/* ---- two at a time, the normal distribution ---- */

/* Anscombe's first quartet. */
static void a_line_goes_through_anscombes_quartet(void **state)
{
    (void)state;
    const double x[] = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
    const double y[] = {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};
    struct stats_line l;
    assert_true(stats_line_find(x, y, 11, &l));
    assert_true(fabs(l.slope - 0.5000909090909091) < 1e-14 && fabs(l.intercept - 3.0000909090909091) < 1e-13);
    assert_true(fabs(l.correlation - 0.81642051634484) < 1e-13 && fabs(l.r_squared - 0.666542459508775) < 1e-13);
    assert_true(fabs(l.slope_error - 0.1179055005956341) < 1e-12 &&
                fabs(l.intercept_error - 1.124746790808644) < 1e-11);
    assert_true(stats_correlation(x, y, 11) == l.correlation);
}

static void a_line_needs_x_to_vary_and_a_correlation_both(void **state)
{
    (void)state;
    const double x[] = {1, 2, 3}, flat[] = {5, 5, 5}, y[] = {2, 4, 6};
    struct stats_line l;
    assert_false(stats_line_find(flat, x, 3, &l));
    assert_true(isnan(l.slope) && isnan(l.intercept_error));
    assert_true(stats_line_find(x, flat, 3, &l));
    assert_true(l.slope == 0 && l.intercept == 5 && isnan(l.correlation) && isnan(l.r_squared));
    assert_true(stats_line_find(x, y, 3, &l) && l.slope == 2 && l.slope_error == 0 && l.correlation == 1);
    assert_true(stats_line_find(x, y, 2, &l) && l.slope == 2 && isnan(l.slope_error));
    assert_false(stats_line_find(x, y, 1, &l));
    assert_true(isnan(stats_correlation(x, flat, 3)) && isnan(stats_correlation(flat, x, 3)));
}

static void autocorrelation_is_that_with_the_values_before(void **state)
{
    (void)state;
    const double x[] = {1, -1, 1, -1, 1, -1, 1}, y[] = {1, 5, 2, 8, 3};
    assert_true(fabs(stats_autocorrelation(x, 7, 1) + 1) < 1e-15 && fabs(stats_autocorrelation(x, 7, 2) - 1) < 1e-15);
    assert_true(stats_autocorrelation(y, 5, 1) == stats_correlation(y + 1, y, 4));
    assert_true(isnan(stats_autocorrelation(y, 5, 4)) && !isnan(stats_autocorrelation(y, 5, 3)));
}

static void the_quantile_undoes_the_normal_distribution(void **state)
{
    (void)state;
    assert_true(stats_normal_cdf(0) == 0.5 && fabs(stats_normal_cdf(1.959963984540054) - 0.975) < 1e-15);
    assert_true(fabs(stats_normal_quantile(0.05) - -1.6448536269514722) < 1e-15);
    assert_true(fabs(stats_normal_quantile(0.01) - -2.3263478740408408) < 1e-15);
    assert_true(fabs(stats_normal_density(1) - 0.24197072451914337) < 1e-16);
    for (double p = 1e-300; p < 0.5; p *= 1.7) {
        double z = stats_normal_quantile(p);
        assert_true(fabs(stats_normal_cdf(z) / p - 1) < 1e-12);
        if (p > 1e-10)
            assert_true(fabs(stats_normal_quantile(1 - p) + z) < 1e-5);
    }
    assert_true(stats_normal_quantile(0.5) == 0);
    assert_true(isnan(stats_normal_quantile(0)) && isnan(stats_normal_quantile(1)) &&
                isnan(stats_normal_quantile(NAN)));
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
        cmocka_unit_test(a_sum_keeps_what_an_addition_loses),
        cmocka_unit_test(the_shape_is_that_of_a_spreadsheet),
        cmocka_unit_test(the_shape_of_few_or_equal_values_is_not_made_up),
        cmocka_unit_test(the_shape_does_not_depend_on_where_the_values_lie),
        cmocka_unit_test(values_are_sorted_whatever_their_size),
        cmocka_unit_test(a_percentile_lies_between_ranks),
        cmocka_unit_test(the_fan_is_what_sorting_says),
        cmocka_unit_test(a_line_goes_through_anscombes_quartet),
        cmocka_unit_test(a_line_needs_x_to_vary_and_a_correlation_both),
        cmocka_unit_test(autocorrelation_is_that_with_the_values_before),
        cmocka_unit_test(the_quantile_undoes_the_normal_distribution),
        cmocka_unit_test(growth_is_by_the_year_and_undefined_below_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
