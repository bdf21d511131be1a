/* returns_calendar.c: the contract of engine/returns_calendar.h: by hand, against the reference's tables of months, and as properties
 * of made series.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "returns_data.h"

#include <math.h>
#include <stdlib.h>

#include "base/day.h"
#include "engine/returns_calendar.h"
#include "made_series.h"

enum { YEARS_MAX = 60 };

static struct made_series made;

static struct level_series made_levels(size_t n, uint64_t seed)
{
    made_series_fill(&made, n, seed, 0.03);
    return (struct level_series){n, made.day, made.close};
}

/* ---- by hand ---- */

static void a_month_counts_from_the_last_row_of_the_month_before(void **state)
{
    (void)state;
    const int32_t day[] = {day_of("2023-11-30"), day_of("2023-12-15"), day_of("2023-12-29"), day_of("2024-01-31"),
                           day_of("2024-03-12")};
    const double level[] = {100, 105, 110, 121, 60.5};
    struct returns_calendar_year y[2];
    struct level_series s = {5, day, level};
    assert_int_equal(returns_calendar_years(&s), 2);
    assert_int_equal(returns_calendar_fill(&s, FREQUENCY_DAILY, FREQUENCY_MONTHLY, y), 2);
    assert_true(y[0].year == 2023 && y[1].year == 2024);
    assert_close(y[0].cell[11], 0.1, 1e-14, "December");
    assert_close(y[1].cell[0], 0.1, 1e-14, "January");
    assert_true(isnan(y[0].cell[10]) && isnan(y[1].cell[1]) && isnan(y[1].cell[11]));
    assert_close(y[1].cell[2], -0.5, 1e-14, "what was lost since January");
    assert_int_equal(y[0].partial, 0);
    assert_int_equal(y[1].partial, 1 << 2);
    assert_close(y[0].total, 0.1, 1e-14, "2023");
    assert_close(y[1].total, 0.55 - 1, 1e-14, "2024");
    assert_true(y[0].total_is_partial && y[1].total_is_partial);
}

static void years_without_rows_stand_empty(void **state)
{
    (void)state;
    const int32_t day[] = {day_of("2019-12-31"), day_of("2020-03-31"), day_of("2022-06-30")};
    const double level[] = {100, 110, 121};
    struct returns_calendar_year y[3];
    assert_int_equal(
        returns_calendar_fill(&(struct level_series){3, day, level}, FREQUENCY_QUARTERLY, FREQUENCY_QUARTERLY, y), 3);
    assert_close(y[0].cell[0], 0.1, 1e-14, "first quarter of 2020");
    assert_true(isnan(y[1].total) && isnan(y[1].cell[0]) && y[1].year == 2021);
    assert_close(y[2].cell[1], 0.1, 1e-14, "since March 2020");
    assert_int_equal(y[2].partial, 1 << 1);
    assert_int_equal(returns_calendar_years(&(struct level_series){1, day, level}), 0);
}

static void the_season_leaves_partial_months_out(void **state)
{
    (void)state;
    struct returns_calendar_year y[3] = {
        {.year = 2020}, {.year = 2021}, {.year = 2022, .partial = 1, .total_is_partial = true}};
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < 12; k++)
            y[i].cell[k] = (double)i * 0.01 - 0.01 * (double)(k == 1);
        y[i].total = -1;
    }
    y[0].cell[5] = NAN;
    double scratch[9];
    struct returns_summary out[RETURNS_SEASON_COLUMNS];
    returns_calendar_season(y, 3, scratch, out);
    assert_int_equal(out[0].n, 2);
    assert_close(out[0].mean, 0.005, 1e-14, "January");
    assert_int_equal(out[1].n, 3);
    assert_close(out[1].positive, 1 / 3.0, 1e-14, "February");
    assert_true(out[1].worst_at == 0 && out[1].best_at == 2);
    assert_true(out[5].n == 2 && out[5].worst_at == 1);
    assert_int_equal(out[RETURNS_SEASON_TOTAL].n, 2);
}

static void a_difference_needs_both(void **state)
{
    (void)state;
    struct level_series s = made_levels(800, 4), later = series_window(&s, day_of("2008-02-12"), INT32_MAX);
    struct returns_calendar_year own[5], other[5], out[5];
    size_t n = returns_calendar_fill(&s, FREQUENCY_DAILY, FREQUENCY_MONTHLY, own);
    size_t others = returns_calendar_fill(&later, FREQUENCY_DAILY, FREQUENCY_MONTHLY, other);
    returns_calendar_subtract(own, n, other, others, out);
    assert_true(isnan(out[0].total) && out[0].year == 2007 && isnan(out[1].cell[0]));
    assert_true(out[1].partial & 1 << 1 && !(out[1].partial & 1 << 2) && out[1].cell[2] == 0 &&
                out[1].total_is_partial);
    returns_calendar_subtract(own, n, other, 0, out);
    assert_true(isnan(out[1].cell[2]));
}

static void a_year_is_won_by_whoever_gained_more(void **state)
{
    (void)state;
    const int32_t day[] = {day_of("2020-12-31"), day_of("2021-12-31"), day_of("2022-12-30"), day_of("2023-06-30")};
    const double one[] = {100, 110, 99, 99}, two[] = {100, 120, 90, 90};
    struct level_series s = {4, day, one}, b = {3, day, two};
    struct returns_year y[3];
    assert_int_equal(returns_years_find(&s, &b, FREQUENCY_DAILY, y), 3);
    assert_true(y[0].year == 2021 && !y[0].won && !y[0].is_partial && y[0].level == 110);
    assert_close(y[0].difference, -0.1, 1e-13, "2021");
    assert_true(y[1].won && y[1].end == day[2]);
    assert_true(y[2].is_partial && isnan(y[2].other) && !y[2].won && y[2].own == 0);
    assert_int_equal(returns_years_find(&s, NULL, FREQUENCY_DAILY, y), 3);
    assert_true(isnan(y[0].difference) && !y[0].won);
    struct level_series late = {3, day + 1, two + 1};
    returns_years_find(&late, &s, FREQUENCY_DAILY, y);
    assert_true(y[0].year == 2022 && !y[0].won);
    assert_close(y[0].other, -0.1, 1e-13, "2022");
}

/* ---- against the reference ---- */

static const char *const tickers[] = {"spy", "qqq", "vti"};

static void tables_of_months_are_those_of_the_reference(void **state)
{
    (void)state;
    for (size_t i = 0; i < 6; i++) {
        struct csv csv = csv_read(
            arena_printf(a, "oracle/returns/tables/calendar_months_%s%s.csv", tickers[i / 2], i % 2 ? "_price" : ""));
        struct level_series s = prices_read(tickers[i / 2], i % 2 ? "close" : "adj_close");
        struct returns_calendar_year y[YEARS_MAX];
        size_t n = returns_calendar_fill(&s, FREQUENCY_DAILY, FREQUENCY_MONTHLY, y);
        assert_int_equal(n, csv.rows);
        for (size_t r = 0; r < n; r++) {
            assert_int_equal(y[r].year, strtol(csv_text(&csv, r, 0).s, NULL, 10));
            for (size_t k = 0; k < 12; k++)
                assert_close(y[r].cell[k], csv_number(&csv, r, k + 1), 1e-9, tickers[i / 2]);
            assert_close(y[r].total, csv_number(&csv, r, 13), 1e-9, "year");
            assert_int_equal(y[r].total_is_partial, r == 0 || r + 1 == n);
        }
        assert_int_equal(y[n - 1].partial, 1 << 6); /* the file ends on 1 July 2025 */
    }
}

/* ---- properties ---- */

static void months_and_quarters_multiply_to_the_year(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct level_series s = made_levels(300 + 97 * seed, seed);
        struct returns_calendar_year months[YEARS_MAX], quarters[YEARS_MAX];
        size_t n = returns_calendar_fill(&s, FREQUENCY_DAILY, FREQUENCY_MONTHLY, months);
        assert_int_equal(returns_calendar_fill(&s, FREQUENCY_DAILY, FREQUENCY_QUARTERLY, quarters), n);
        for (size_t i = 0; i < n; i++) {
            double of_months = 1, of_quarters = 1;
            for (size_t k = 0; k < 12; k++) {
                of_months *= isnan(months[i].cell[k]) ? 1 : 1 + months[i].cell[k];
                of_quarters *= isnan(quarters[i].cell[k]) ? 1 : 1 + quarters[i].cell[k];
            }
            assert_close(of_months - 1, months[i].total, 1e-9, "months");
            assert_close(of_quarters - 1, quarters[i].total, 1e-9, "quarters");
        }
    }
}

static void weekdays_multiply_to_the_whole(void **state)
{
    (void)state;
    struct level_series s = made_levels(2500, 3);
    double *scratch = ARENA_ARRAY(a, 3 * s.n, double), wealth = 1;
    struct returns_weekday w[7];
    returns_weekdays_find(&s, scratch, w);
    size_t n = 0;
    for (int i = 0; i < 7; i++) {
        wealth *= 1 + w[i].compounded;
        n += w[i].of.n;
        assert_true(w[i].of.n == 0 || day_weekday(s.day[w[i].of.worst_at]) == i);
    }
    assert_int_equal(n, s.n - 1);
    assert_close(wealth, s.level[s.n - 1] / s.level[0], 1e-10, "all");
    assert_true(w[5].of.n == 0 && isnan(w[5].of.mean) && w[5].compounded == 0);
}

static void years_are_those_of_the_calendar(void **state)
{
    (void)state;
    struct level_series s = made_levels(3000, 8);
    struct returns_calendar_year y[YEARS_MAX];
    struct returns_year row[YEARS_MAX];
    size_t n = returns_calendar_fill(&s, FREQUENCY_DAILY, FREQUENCY_MONTHLY, y);
    assert_int_equal(returns_years_find(&s, &s, FREQUENCY_DAILY, row), n);
    for (size_t i = 0; i < n; i++)
        assert_true(row[i].year == y[i].year && row[i].own == y[i].total && row[i].difference == 0 &&
                    row[i].is_partial == y[i].total_is_partial && !row[i].won);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_month_counts_from_the_last_row_of_the_month_before),
        cmocka_unit_test(years_without_rows_stand_empty),
        cmocka_unit_test(the_season_leaves_partial_months_out),
        cmocka_unit_test(a_difference_needs_both),
        cmocka_unit_test(a_year_is_won_by_whoever_gained_more),
        cmocka_unit_test(tables_of_months_are_those_of_the_reference),
        cmocka_unit_test(months_and_quarters_multiply_to_the_year),
        cmocka_unit_test(weekdays_multiply_to_the_whole),
        cmocka_unit_test(years_are_those_of_the_calendar),
    };
    return cmocka_run_group_tests(tests, returns_data_begin, returns_data_end);
}
