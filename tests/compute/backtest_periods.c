/* backtest_periods.c: falls, months and windows, from levels that can be counted on fingers, and from made runs.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"
#include <math.h>

#include "base/day.h"
#include "compute/backtest_periods.h"
#include "sample.h"

/* An answer whose equity is this, on consecutive days from `first`. */
static struct backtest_answer answer_of(const double *equity, size_t n, int32_t first)
{
    struct backtest_answer ans = {.request.config.equity = 100};
    int32_t *day = ARENA_ARRAY(a, n, int32_t);
    double *copy = ARENA_ARRAY(a, n, double);
    for (size_t i = 0; i < n; i++) {
        day[i] = first + (int32_t)i;
        copy[i] = equity[i];
    }
    ans.day = day;
    ans.result.n = n;
    ans.result.equity = copy;
    return ans;
}

static void falls_are_found_with_their_ends(void **state)
{
    (void)state;
    static const double equity[] = {90, 80, 100, 120, 60, 90, 120, 130, 117};
    struct backtest_answer ans = answer_of(equity, 9, 18000);
    struct backtest_episode *e;
    assert_int_equal(backtest_episodes(a, &ans, &e), 3);
    assert_true(e[0].depth_pct == -50 && e[0].peak == 3 && e[0].trough == 4 && e[0].end == 6 && e[0].is_over);
    assert_int_equal(e[0].sessions, 2);
    assert_true(fabs(e[1].depth_pct + 20) < 1e-12);
    assert_true(e[1].peak == BACKTEST_BEFORE && e[1].trough == 1 && e[1].end == 2 && e[1].is_over);
    assert_true(fabs(e[2].depth_pct + 10) < 1e-12 && e[2].peak == 7 && e[2].end == 8 && !e[2].is_over);
}

static void a_fall_from_the_start_has_its_date_in_the_file(void **state)
{
    (void)state;
    static const double equity[] = {90, 75, 100, 120, 60};
    struct backtest_answer ans = answer_of(equity, 5, 18000); /* 2019-04-14 */
    struct buf out;
    buf_init(&out, a, 256);
    backtest_episodes_csv(&out, &ans);
    assert_string_equal(out.s, "peak_date,trough_date,recovery_date,depth_pct,sessions_below_peak\r\n"
                               "2019-04-17,2019-04-18,,-50,1\r\n2019-04-14,2019-04-15,2019-04-16,-25,2\r\n");
}

static void the_deepest_fall_is_the_summary(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct backtest_answer ans;
        struct backtest_episode *e;
        sample_prices(700, seed);
        struct backtest_request r = sample_variant(seed);
        if (!r.config.options.metrics_corrected)
            continue; /* there the start is no peak */
        sample_answer(a, &r, &ans);
        size_t n = backtest_episodes(a, &ans, &e), sessions = 0, longest = 0;
        for (size_t i = 0; i < n; i++) {
            sessions += e[i].sessions;
            longest = e[i].sessions > longest ? e[i].sessions : longest;
            assert_true(i == 0 || e[i].depth_pct >= e[i - 1].depth_pct);
        }
        assert_true(n == 0 || fabs(e[0].depth_pct - ans.result.metric[BT_M_MAX_DRAWDOWN]) < 1e-9);
        assert_true((double)longest == ans.result.metric[BT_M_MAX_DRAWDOWN_DURATION]);
        assert_true(n == 0 ||
                    fabs((double)sessions / (double)n - ans.result.metric[BT_M_AVG_DRAWDOWN_DURATION]) < 1e-9);
    }
}

static void months_multiply_to_years_and_years_to_the_run(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct backtest_answer ans;
        struct backtest_year *y;
        double before, whole = 1;
        sample_prices(900, seed);
        struct backtest_request r = sample_request(BT_ACCURATE);
        r.config.leverage = 1.2;
        sample_answer(a, &r, &ans);
        const double *level = backtest_levels(&ans, &before);
        size_t n = backtest_years(a, &ans, &y);
        for (size_t i = 0; i < n; i++) {
            double year = 1;
            for (int m = 0; m < 12; m++)
                year *= isnan(y[i].month_pct[m]) ? 1 : 1 + y[i].month_pct[m] / 100;
            assert_true(fabs((year - 1) * 100 - y[i].year_pct) < 1e-9);
            assert_true(i == 0 || y[i].year == y[i - 1].year + 1);
            whole *= year;
        }
        assert_true(fabs(whole - level[899] / before) < 1e-9);
    }
}

static void a_month_without_a_session_is_empty(void **state)
{
    (void)state;
    static const double equity[] = {110, 121, 121};
    struct backtest_answer ans = answer_of(equity, 3, day_from_civil(2020, 3, 30));
    struct backtest_year *y;
    assert_int_equal(backtest_years(a, &ans, &y), 1);
    assert_int_equal(y[0].year, 2020);
    assert_true(isnan(y[0].month_pct[1]) && isnan(y[0].month_pct[4]));
    assert_true(fabs(y[0].month_pct[2] - 21) < 1e-9 && fabs(y[0].month_pct[3]) < 1e-9);
    assert_true(fabs(y[0].year_pct - 21) < 1e-9);
}

/* A level that doubles every year of 365.25 days: every window of any length grows by 100 % a year, to the day it ends on. */
static void windows_of_a_steady_growth_all_grow_alike(void **state)
{
    (void)state;
    enum { DAYS = 2200 };
    double *equity = ARENA_ARRAY(a, DAYS, double);
    for (int i = 0; i < DAYS; i++)
        equity[i] = 100 * pow(2, i / 365.25);
    struct backtest_answer ans = answer_of(equity, DAYS, 10000);
    struct backtest_rolling r[BACKTEST_ROLLINGS];
    backtest_rolling_find(a, &ans, r);
    static const int lengths[] = {365, 1095, 1826};
    for (int k = 0; k < BACKTEST_ROLLINGS; k++) {
        assert_int_equal(r[k].windows, DAYS - lengths[k]);
        assert_int_equal(r[k].losses, 0);
        assert_true(fabs(r[k].worst_pct - 100) < 0.2 && fabs(r[k].best_pct - 100) < 0.2);
        assert_true(fabs(r[k].median_pct - 100) < 0.2);
    }
}

static void a_short_run_has_no_windows(void **state)
{
    (void)state;
    static const double equity[] = {100, 99};
    struct backtest_answer ans = answer_of(equity, 2, 10000);
    struct backtest_rolling r[BACKTEST_ROLLINGS];
    backtest_rolling_find(a, &ans, r);
    assert_true(r[0].windows == 0 && isnan(r[0].worst_pct) && isnan(r[0].median_pct));
}

static size_t lines_of(void (*write)(struct buf *, const struct backtest_answer *), const struct backtest_answer *ans)
{
    struct buf out;
    size_t n = 0;
    buf_init(&out, a, 1024);
    write(&out, ans);
    assert_null(strstr(out.s, "nan"));
    for (const char *p = out.s; (p = strstr(p, "\r\n")); p += 2)
        n++;
    return n;
}

static void the_files_have_a_line_for_each(void **state)
{
    (void)state;
    struct backtest_answer ans;
    struct backtest_episode *e;
    struct backtest_year *y;
    sample_prices(900, 3);
    struct backtest_request r = sample_request(BT_ACCURATE);
    sample_answer(a, &r, &ans);
    assert_int_equal(lines_of(backtest_episodes_csv, &ans), backtest_episodes(a, &ans, &e) + 1);
    assert_int_equal(lines_of(backtest_months_csv, &ans), backtest_years(a, &ans, &y) + 1);
    assert_int_equal(lines_of(backtest_rolling_csv, &ans), BACKTEST_ROLLINGS + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(falls_are_found_with_their_ends),    TEST(a_fall_from_the_start_has_its_date_in_the_file),
        TEST(the_deepest_fall_is_the_summary),    TEST(months_multiply_to_years_and_years_to_the_run),
        TEST(a_month_without_a_session_is_empty), TEST(windows_of_a_steady_growth_all_grow_alike),
        TEST(a_short_run_has_no_windows),         TEST(the_files_have_a_line_for_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
