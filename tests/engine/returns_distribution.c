/* returns_distribution.c: the contracts of engine/returns_tables.h, returns_distribution.h and returns_stress.h: by hand, against slow
 * twins, and what is known of bad times.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "returns_data.h"

#include <math.h>
#include <stdlib.h>

#include "base/day.h"
#include "engine/returns_calendar.h"
#include "engine/returns_distribution.h"
#include "engine/returns_matrix.h"
#include "engine/returns_rolling.h"
#include "engine/returns_stress.h"
#include "engine/returns_trailing.h"
#include "engine/stats.h"
#include "made_series.h"

static struct made_series made;

static struct level_series made_levels(size_t n, uint64_t seed)
{
    made_series_fill(&made, n, seed, 0.03);
    return (struct level_series){n, made.day, made.close};
}

/* ---- what all tables share ---- */

static void a_summary_leaves_out_what_is_not_there(void **state)
{
    (void)state;
    const double x[] = {NAN, 0.03, -0.02, INFINITY, 0.01, -0.02, 0};
    double scratch[14];
    struct returns_summary s;
    returns_summary_find(x, 7, scratch, &s);
    assert_true(s.n == 5 && s.worst_at == 2 && s.best_at == 1 && s.worst == -0.02 && s.best == 0.03);
    assert_true(s.median == 0 && s.p25 == -0.02 && s.p75 == 0.01 && s.positive == 0.4);
    assert_close(s.p5, -0.02, 1e-15, "p5");
    assert_close(s.p95, 0.026, 1e-13, "p95");
    assert_close(s.mean, 0, 1e-15, "mean");
    assert_close(s.deviation, sqrt((0.0009 + 0.0004 * 2 + 0.0001) / 4), 1e-13, "deviation");
    returns_summary_find(x, 2, scratch, &s);
    assert_true(s.n == 1 && s.worst_at == 1 && s.median == 0.03 && isnan(s.deviation));
    returns_summary_find(x, 1, scratch, &s);
    assert_true(s.n == 0 && isnan(s.mean) && isnan(s.worst) && isnan(s.positive));
}

static void months_back_end_where_the_month_ends(void **state)
{
    (void)state;
    assert_int_equal(returns_months_back(day_of("2024-03-31"), 1), day_of("2024-02-29"));
    assert_int_equal(returns_months_back(day_of("2023-03-31"), 1), day_of("2023-02-28"));
    assert_int_equal(returns_months_back(day_of("2024-02-29"), 12), day_of("2023-02-28"));
    assert_int_equal(returns_months_back(day_of("2024-02-29"), 48), day_of("2020-02-29"));
    assert_int_equal(returns_months_back(day_of("2024-01-15"), 1), day_of("2023-12-15"));
    assert_int_equal(returns_months_back(day_of("2024-01-15"), 0), day_of("2024-01-15"));
    assert_int_equal(returns_months_back(day_of("2000-12-31"), 360), day_of("1970-12-31"));
}

static void the_period_before_ends_a_day_before_the_period(void **state)
{
    (void)state;
    for (int32_t day = 19000; day < 20000; day++) {
        for (enum frequency f = FREQUENCY_WEEKLY; f <= FREQUENCY_YEARLY; f++) {
            int32_t before = returns_period_before(day, f);
            assert_true(before < day && series_period_end(before, f) == before);
            assert_true(series_period_end(before + 1, f) == series_period_end(day, f));
        }
    }
    assert_true(returns_is_ended(day_of("2024-12-27"), FREQUENCY_DAILY, FREQUENCY_YEARLY));
    assert_false(returns_is_ended(day_of("2024-12-24"), FREQUENCY_DAILY, FREQUENCY_YEARLY));
}

/* ---- distribution ---- */

static void partial_periods_are_not_counted(void **state)
{
    (void)state;
    const int32_t day[] = {day_of("2024-01-10"), day_of("2024-01-31"), day_of("2024-02-29"), day_of("2024-03-28"),
                           day_of("2024-04-02")};
    const double level[] = {100, 110, 121, 60.5, 70};
    double out[4];
    int32_t end[4];
    struct level_series s = {5, day, level};
    assert_int_equal(returns_distribution_returns(&s, FREQUENCY_DAILY, FREQUENCY_MONTHLY, out, end), 2);
    assert_close(out[0], 0.1, 1e-13, "February");
    assert_close(out[1], -0.5, 1e-13, "March");
    assert_true(end[0] == day[2] && end[1] == day[3]);
    assert_int_equal(returns_distribution_returns(&s, FREQUENCY_DAILY, FREQUENCY_IRREGULAR, out, NULL), 4);
    assert_int_equal(returns_distribution_returns(&s, FREQUENCY_DAILY, FREQUENCY_DAILY, out, NULL), 4);
    assert_int_equal(returns_distribution_returns(&s, FREQUENCY_DAILY, FREQUENCY_YEARLY, out, NULL), 0);
}

static void outliers_lie_beyond_the_fences(void **state)
{
    (void)state;
    const double x[] = {-0.10, -0.01, 0, 0, 0.01, 0.01, 0.02, 0.09, 0.2};
    double scratch[18];
    struct returns_distribution d;
    returns_distribution_find(x, 9, scratch, &d);
    assert_close(d.low_fence, -0.03, 1e-13, "low");
    assert_close(d.high_fence, 0.05, 1e-13, "high");
    assert_true(d.low_outliers == 1 && d.high_outliers == 2 && d.of.n == 9);
    returns_distribution_find(x, 2, scratch, &d);
    assert_true(isnan(d.skew) && isnan(d.kurtosis));
    returns_distribution_find(x, 0, scratch, &d);
    assert_true(d.of.n == 0 && isnan(d.low_fence) && d.low_outliers == 0);
}

static int ascending(const void *x, const void *y)
{
    double one = *(const double *)x, two = *(const double *)y;
    return (one > two) - (one < two);
}

/* Counted one by one from the definition. */
static void check_whiskers(const double *x, size_t n, const struct returns_distribution *d)
{
    double low = INFINITY, high = -INFINITY;
    size_t below = 0, above = 0;
    for (size_t i = 0; i < n; i++) {
        bool inside = x[i] >= d->low_fence && x[i] <= d->high_fence;
        below += x[i] < d->low_fence;
        above += x[i] > d->high_fence;
        low = inside && x[i] < low ? x[i] : low;
        high = inside && x[i] > high ? x[i] : high;
    }
    assert_true(d->low_whisker == fmin(low, d->of.p25) && d->high_whisker == fmax(high, d->of.p75));
    assert_true(d->low_outliers == below && d->high_outliers == above);
    double *sorted = ARENA_ARRAY(a, n, double);
    memcpy(sorted, x, n * sizeof *x);
    qsort(sorted, n, sizeof *sorted, ascending);
    for (size_t i = 0; i < RETURNS_OUTLIERS_KEPT; i++) {
        assert_true(i < below ? d->low_outlier[i] == sorted[i] : isnan(d->low_outlier[i]));
        assert_true(i < above ? d->high_outlier[i] == sorted[n - 1 - i] : isnan(d->high_outlier[i]));
    }
}

static void whiskers_end_at_the_last_return_within_the_fences(void **state)
{
    (void)state;
    double *x = ARENA_ARRAY(a, 5000, double), *scratch = ARENA_ARRAY(a, 10000, double);
    for (uint64_t seed = 1; seed <= 30; seed++) {
        struct level_series s = made_levels(4 + 90 * seed, seed);
        size_t n = returns_distribution_returns(&s, FREQUENCY_DAILY, FREQUENCY_IRREGULAR, x, NULL);
        for (size_t i = 0; seed % 2 && i < n; i += 7)
            x[i] *= 9;
        struct returns_distribution d;
        returns_distribution_find(x, n, scratch, &d);
        check_whiskers(x, n, &d);
    }
    const double one[] = {0.01}, alike[] = {0.02, 0.02, 0.02, 0.5};
    struct returns_distribution d;
    returns_distribution_find(one, 1, scratch, &d);
    assert_true(d.low_whisker == 0.01 && d.high_whisker == 0.01);
    returns_distribution_find(alike, 4, scratch, &d);
    check_whiskers(alike, 4, &d);
    returns_distribution_find(one, 0, scratch, &d);
    assert_true(isnan(d.low_whisker) && isnan(d.high_whisker));
}

/* ---- beside the normal ---- */

static void quantiles_are_sorted_and_stand_where_the_normal_has_its_own(void **state)
{
    (void)state;
    enum { MOST = 2000 };
    static const size_t counts[] = {1, 2, 10, 11, 240, MOST};
    double *x = ARENA_ARRAY(a, MOST, double), *scratch = ARENA_ARRAY(a, 2 * MOST, double);
    int32_t *end = ARENA_ARRAY(a, MOST, int32_t);
    uint64_t seed = 3;
    for (size_t k = 0; k < 6; k++) {
        size_t n = counts[k], below;
        struct returns_quantile *q = ARENA_ARRAY(a, n, struct returns_quantile);
        for (size_t i = 0; i < n; i++) {
            x[i] = made_random(&seed) - 0.4;
            end[i] = (int32_t)(1000 + i);
        }
        returns_quantiles_find(x, end, n, q);
        for (size_t i = 0; i < n; i++) {
            double off = n <= 10 ? 0.375 : 0.5;
            below = 0;
            for (size_t j = 0; j < n; j++)
                below += x[j] < q[i].value;
            assert_true(below == i && x[q[i].end - 1000] == q[i].value); /* none alike, each with its own day */
            assert_close(q[i].share, ((double)i + 1 - off) / ((double)n + 1 - 2 * off), 1e-15, "share");
            assert_close(stats_normal_cdf(q[i].normal), q[i].share, 1e-14, "normal");
            assert_close(q[i].normal, -q[n - 1 - i].normal, 1e-12, "alike on both sides");
        }
        struct returns_distribution d;
        returns_distribution_find(x, n, scratch, &d);
        assert_close(returns_quantile_line(&d, stats_normal_quantile(0.25)), d.of.p25, 1e-13, "lower quartile");
        assert_close(returns_quantile_line(&d, stats_normal_quantile(0.75)), d.of.p75, 1e-13, "upper quartile");
    }
}

/* Returns that are those of a normal distribution lie on the line. */
static void a_normal_sample_lies_on_the_line(void **state)
{
    (void)state;
    enum { COUNT = 999 };
    static double x[COUNT], scratch[2 * COUNT];
    static int32_t end[COUNT];
    static struct returns_quantile q[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        x[i] = 0.01 + 0.04 * stats_normal_quantile(((double)(i * 500 % COUNT) + 0.5) / COUNT);
    struct returns_distribution d;
    returns_distribution_find(x, COUNT, scratch, &d);
    returns_quantiles_find(x, end, COUNT, q);
    for (size_t i = 0; i < COUNT; i++)
        assert_true(fabs(q[i].value - returns_quantile_line(&d, q[i].normal)) < 2e-4);
}

/* G1 and G2 of the whole file as the reference has them. */
static void the_shape_is_that_of_the_reference(void **state)
{
    (void)state;
    struct json_object *json = shared_json("oracle/returns/adopted/qqq_cal2013_2024.json");
    struct returns_case c = case_read(json);
    double *out = ARENA_ARRAY(a, c.s.n, double), *scratch = ARENA_ARRAY(a, 2 * c.s.n, double), want;
    size_t n = returns_distribution_returns(&c.s, c.frequency, FREQUENCY_IRREGULAR, out, NULL);
    struct returns_distribution d;
    returns_distribution_find(out, n, scratch, &d);
    assert_true(json_get_num(json_member(json, "rf_0"), "skew", &want));
    assert_close(d.skew, want, 1e-9, "skew");
    assert_true(json_get_num(json_member(json, "rf_0"), "kurtosis_excess", &want));
    assert_close(d.kurtosis, want, 1e-9, "kurtosis");
    assert_true(json_get_num(json_member(json, "rf_0"), "worst_period", &want));
    assert_close(d.of.worst, want, 1e-9, "worst");
    n = returns_distribution_returns(&c.s, c.frequency, FREQUENCY_MONTHLY, out, NULL);
    returns_distribution_find(out, n, scratch, &d);
    assert_int_equal(n, 144);
    assert_true(json_get_num(json_member(json, "rf_0"), "worst_month", &want));
    assert_close(d.of.worst, want, 1e-9, "worst month");
}

static void check_histogram(const double *x, size_t n, const struct returns_histogram *h, size_t most)
{
    size_t all = 0;
    double digit = h->width / pow(10, floor(log10(h->width) + 1e-9));
    assert_true(h->bins >= 1 && h->bins <= most);
    assert_true(fabs(digit - 1) < 1e-9 || fabs(digit - 2) < 1e-9 || fabs(digit - 5) < 1e-9);
    for (size_t k = 0; k < h->bins; k++) {
        size_t count = 0;
        double low = h->from + (double)k * h->width, high = low + h->width;
        assert_true(low >= -1e-9 * h->width || high <= 1e-9 * h->width); /* not across 0 */
        for (size_t i = 0; i < n; i++)
            count += floor(x[i] / h->width) == round(low / h->width);
        assert_int_equal(count, h->count[k]);
        all += count;
    }
    assert_int_equal(all, n);
    assert_true(h->count[0] && h->count[h->bins - 1]);
}

static void bins_hold_every_return_and_none_reaches_across_0(void **state)
{
    (void)state;
    double *x = ARENA_ARRAY(a, 5000, double), *scratch = ARENA_ARRAY(a, 10000, double);
    for (uint64_t seed = 1; seed <= 30; seed++) {
        struct level_series s = made_levels(30 + 90 * seed, seed);
        size_t n = returns_distribution_returns(&s, FREQUENCY_DAILY, seed % 2 ? FREQUENCY_IRREGULAR : FREQUENCY_MONTHLY,
                                                x, NULL);
        struct returns_distribution d;
        struct returns_histogram h;
        returns_distribution_find(x, n, scratch, &d);
        size_t most = seed % 3 ? 40 : 5;
        returns_histogram_find(x, n, &d, most, &h);
        check_histogram(x, n, &h, most);
    }
}

static void equal_returns_fill_one_bin(void **state)
{
    (void)state;
    const double x[] = {0.01, 0.01, 0.01}, zero[] = {0, 0};
    double scratch[6];
    struct returns_distribution d;
    struct returns_histogram h;
    returns_distribution_find(x, 3, scratch, &d);
    returns_histogram_find(x, 3, &d, 40, &h);
    assert_true(h.bins == 1 && h.count[0] == 3 && h.from <= 0.01 && h.from + h.width > 0.01);
    returns_distribution_find(zero, 2, scratch, &d);
    returns_histogram_find(zero, 2, &d, 40, &h);
    assert_true(h.bins == 1 && h.count[0] == 2);
    returns_distribution_find(x, 0, scratch, &d);
    returns_histogram_find(x, 0, &d, 40, &h);
    assert_int_equal(h.bins, 0);
}

/* ---- stress ---- */

static void a_bad_time_counts_from_the_close_before_it(void **state)
{
    (void)state;
    const int32_t day[] = {100, 103, 104, 105, 108, 110};
    const double one[] = {50, 100, 120, 60, 90, 200}, two[] = {9, 10, 9, 8, 9, 1};
    struct level_series s = {6, day, one}, b = {6, day, two};
    struct returns_stress out;
    returns_stress_find(&s, &b, &(struct returns_stress_period){"it", 103, 109}, &out);
    assert_true(out.own.base == 1 && out.own.last == 4 && out.own.peak == 2 && out.own.trough == 3);
    assert_close(out.own.value, -0.1, 1e-13, "return");
    assert_close(out.own.drawdown, -0.5, 1e-13, "drawdown");
    assert_close(out.benchmark.value, -0.1, 1e-13, "benchmark");
    assert_close(out.benchmark.drawdown, -0.2, 1e-13, "its drawdown");
    assert_close(out.difference, 0, 1e-13, "difference");
    returns_stress_find(&s, NULL, &(struct returns_stress_period){"it", 102, 104}, &out);
    assert_true(out.own.base == 0 && isnan(out.benchmark.value) && isnan(out.difference));
    returns_stress_find(&s, NULL, &(struct returns_stress_period){"before", 99, 105}, &out);
    assert_true(isnan(out.own.value) && isnan(out.own.drawdown));
    returns_stress_find(&s, NULL, &(struct returns_stress_period){"within a gap", 105, 107}, &out);
    assert_true(isnan(out.own.value));
}

/* Closing highs and lows: nothing falls further than from the first to the last day of them. */
static void the_bad_times_of_the_list_are_those_of_the_index(void **state)
{
    (void)state;
    static const double fall[RETURNS_STRESS_PERIODS] = {-0.49, -0.116, -0.568, -0.16, -0.19,
                                                        -0.14, -0.20,  -0.34,  -0.25};
    struct level_series s = prices_read("spy", "close");
    for (size_t i = 0; i < RETURNS_STRESS_PERIODS; i++) {
        struct returns_stress out;
        returns_stress_find(&s, &s, &returns_stress_periods[i], &out);
        assert_true(out.difference == 0 && s.day[out.own.base] == returns_stress_periods[i].from);
        assert_true(s.day[out.own.last] == returns_stress_periods[i].to);
        assert_true(fabs(out.own.value - fall[i]) < 0.02 && out.own.drawdown >= out.own.value - 0.02);
    }
}

/* ---- all tables: hardly any rows, and rows far apart ---- */

static void fill_everything(const struct level_series *s, enum frequency own)
{
    double *scratch = ARENA_ARRAY(a, 6 * s->n + 20000, double), *out = ARENA_ARRAY(a, s->n + 1, double);
    struct returns_matrix_period *period = ARENA_ARRAY(a, s->n + 1, struct returns_matrix_period);
    struct returns_calendar_year *year = ARENA_ARRAY(a, returns_calendar_years(s) + 1, struct returns_calendar_year);
    struct returns_year *end = ARENA_ARRAY(a, returns_calendar_years(s) + 1, struct returns_year);
    struct returns_summary season[RETURNS_SEASON_COLUMNS];
    struct returns_weekday weekday[7];
    struct returns_trailing_table trailing;
    struct returns_rolling rolling;
    struct returns_stress stress;
    size_t m = returns_matrix_periods(s, own, FREQUENCY_YEARLY, period);
    double *cell[RETURNS_MATRIX_KINDS];
    for (size_t k = 0; k < RETURNS_MATRIX_KINDS; k++)
        cell[k] = ARENA_ARRAY(a, returns_matrix_cells(m) + 1, double);
    returns_matrix_fill(s, period, m, cell);
    for (size_t e = 0; e < m; e++) {
        for (size_t b = 0; b <= e; b++) {
            double years = returns_matrix_years(period, b, e),
                   total = cell[RETURNS_MATRIX_TOTAL][returns_matrix_at(b, e)];
            assert_true(years > 0 && isfinite(total) && isfinite(cell[RETURNS_MATRIX_CAGR][returns_matrix_at(b, e)]));
            assert_true(years >= 1 || cell[RETURNS_MATRIX_CAGR][returns_matrix_at(b, e)] == total);
        }
    }
    size_t n = returns_calendar_fill(s, own, FREQUENCY_MONTHLY, year);
    assert_int_equal(n, returns_calendar_years(s));
    returns_calendar_season(year, n, scratch, season);
    assert_int_equal(returns_years_find(s, s, own, end), m);
    returns_weekdays_find(s, scratch, weekday);
    returns_trailing_find(s, own, s->n ? s->day[s->n - 1] : 0, &trailing);
    assert_int_equal(trailing.row, s->n ? s->n - 1 : SERIES_NONE);
    returns_rolling_fill(s, own, 12, out, NULL);
    returns_rolling_find(12, out, out, s->n, 0.02, 0.07, scratch, &rolling);
    assert_true(rolling.of.n == 0 || rolling.above_benchmark == 0);
    struct returns_rolling_risk_input in = {.rows = 63, .ppy = 252, .benchmark = s->level};
    assert_true(returns_rolling_risk_scratch(63) < 20000);
    returns_rolling_risk_fill(s, &in, scratch, &(struct returns_rolling_risk){.sharpe = out});
    for (size_t i = 0; i < s->n; i++)
        assert_true(i >= 63 ? isfinite(out[i]) : isnan(out[i]));
    returns_stress_find(s, s, &returns_stress_periods[2], &stress);
}

static void nothing_comes_of_nothing(void **state)
{
    (void)state;
    const int32_t day[] = {day_of("2020-02-29"), day_of("2021-01-04")};
    const double level[] = {100, 110};
    for (size_t n = 0; n <= 2; n++)
        fill_everything(&(struct level_series){n, day, level}, FREQUENCY_DAILY);
}

/* Rows up to some years apart, in every frequency that they might be taken for. */
static void rows_may_lie_as_they_like(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (int k = 0; k < 60; k++) {
        struct level_series s = made_levels(150, 7);
        double apart = k % 3 == 0 ? 3 : k % 3 == 1 ? 60 : 900;
        for (size_t i = 1; i < s.n; i++)
            made.day[i] = made.day[i - 1] + 1 + (int32_t)(made_random(&seed) * apart);
        fill_everything(&s, (enum frequency)(k % FREQUENCIES));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_summary_leaves_out_what_is_not_there),
        cmocka_unit_test(months_back_end_where_the_month_ends),
        cmocka_unit_test(the_period_before_ends_a_day_before_the_period),
        cmocka_unit_test(partial_periods_are_not_counted),
        cmocka_unit_test(outliers_lie_beyond_the_fences),
        cmocka_unit_test(whiskers_end_at_the_last_return_within_the_fences),
        cmocka_unit_test(quantiles_are_sorted_and_stand_where_the_normal_has_its_own),
        cmocka_unit_test(a_normal_sample_lies_on_the_line),
        cmocka_unit_test(the_shape_is_that_of_the_reference),
        cmocka_unit_test(bins_hold_every_return_and_none_reaches_across_0),
        cmocka_unit_test(equal_returns_fill_one_bin),
        cmocka_unit_test(nothing_comes_of_nothing),
        cmocka_unit_test(rows_may_lie_as_they_like),
        cmocka_unit_test(a_bad_time_counts_from_the_close_before_it),
        cmocka_unit_test(the_bad_times_of_the_list_are_those_of_the_index),
    };
    return cmocka_run_group_tests(tests, returns_data_begin, returns_data_end);
}
