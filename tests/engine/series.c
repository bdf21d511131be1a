/* series.c: the contract of engine/series.h: what is a series of levels, its windows, calendars, years and common days, and
 * what is made of returns, dividends, fees, rates and several series. By hand, and by counting days one by one.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"

#include <math.h>
#include <string.h>

#include "base/day.h"
#include "engine/series.h"
#include "engine/stats.h"
#include "made_series.h"

static int32_t on(int year, int month, int mday)
{
    return day_from_civil(year, month, mday);
}

/* ---- levels ---- */

static void what_is_no_series_is_named_with_its_row(void **state)
{
    (void)state;
    const int32_t day[] = {1, 2, 3}, doubled[] = {1, 2, 2};
    static const struct {
        double level[3];
        enum series_fault fault;
        size_t row;
    } bad[] = {{{1, NAN, 2}, SERIES_NOT_FINITE, 1},
               {{1, 2, INFINITY}, SERIES_NOT_FINITE, 2},
               {{-1, 2, 3}, SERIES_NOT_POSITIVE, 0},
               {{1, 0, 3}, SERIES_AFTER_LOSS, 1}};
    size_t row = 9;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(series_check(&(struct level_series){3, day, bad[i].level}, &row), bad[i].fault);
        assert_int_equal(row, bad[i].row);
        assert_true(*series_fault_text[bad[i].fault]);
    }
    const double lost_at_last[] = {1, 2, 0};
    assert_int_equal(series_check(&(struct level_series){3, doubled, lost_at_last}, &row), SERIES_ORDER);
    assert_int_equal(row, 2);
    row = 7;
    assert_int_equal(series_check(&(struct level_series){3, day, lost_at_last}, &row), SERIES_FINE);
    assert_int_equal(row, 7);
}

static void a_window_has_the_rows_between_its_days(void **state)
{
    (void)state;
    const int32_t day[] = {10, 20, 30, 40};
    const double level[] = {1, 2, 3, 4};
    const struct level_series s = {4, day, level};
    struct level_series w = series_window(&s, 11, 40);
    assert_true(w.n == 3 && w.day[0] == 20 && w.level[2] == 4);
    w = series_window(&s, INT32_MIN, INT32_MAX);
    assert_true(w.n == 4 && w.day == day);
    assert_int_equal(series_window(&s, 31, 39).n, 0);
    assert_int_equal(series_window(&s, 40, 10).n, 0);
    assert_int_equal(series_window(&(struct level_series){0}, 1, 2).n, 0);
    assert_true(series_row_at(&s, 9) == SERIES_NONE && series_row_at(&s, 10) == 0);
    assert_true(series_row_at(&s, 29) == 1 && series_row_at(&s, INT32_MAX) == 3);
}

static void returns_become_levels_and_levels_returns(void **state)
{
    (void)state;
    const int32_t day[] = {5, 6, 9};
    const double r[] = {0.5, -0.25, -1};
    int32_t days[4];
    double level[4], back[3];
    size_t row;
    assert_int_equal(series_from_returns(day, r, 3, 4, 80, days, level, &row), SERIES_FINE);
    assert_true(days[0] == 4 && days[3] == 9 && level[0] == 80 && level[1] == 120 && level[2] == 90 && level[3] == 0);
    series_returns(level, 4, back);
    assert_memory_equal(back, r, sizeof r);
}

static void returns_that_cannot_be_compounded_are_refused(void **state)
{
    (void)state;
    const int32_t day[] = {5, 6, 9};
    static const struct {
        double r[3];
        int32_t base;
        enum series_fault fault;
        size_t row;
    } bad[] = {{{0.1, -1, 0}, 4, SERIES_AFTER_LOSS, 1},
               {{0.1, -1.5, 0}, 4, SERIES_NOT_POSITIVE, 1},
               {{0.1, 0.2, NAN}, 4, SERIES_NOT_FINITE, 2},
               {{0.1, 0.2, 0.3}, 5, SERIES_ORDER, 0}};
    int32_t days[4];
    double level[4];
    size_t row = 9;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(series_from_returns(day, bad[i].r, 3, bad[i].base, 1, days, level, &row), bad[i].fault);
        assert_int_equal(row, bad[i].row);
    }
}

static void dividends_are_taken_up_on_their_ex_date(void **state)
{
    (void)state;
    const double close[] = {100, 98, 99, 110}, dividend[] = {7, 2, 0, 1.1};
    double level[4];
    series_total(&(struct price_series){.n = 4, .close = close, .dividend = dividend}, level);
    assert_true(level[0] == 100 && level[1] == 100);
    assert_true(fabs(level[2] - 100.0 * 99 / 98) < 1e-12 && fabs(level[3] - level[2] * 111.1 / 99) < 1e-12);
    series_total(&(struct price_series){.n = 4, .close = close}, level);
    assert_true(fabs(level[3] - 110) < 1e-12);
}

static void a_fee_is_taken_off_every_return(void **state)
{
    (void)state;
    const int32_t day[] = {1, 2, 3};
    double level[] = {100, 110, 99};
    const struct level_series s = {3, day, level};
    double less[3];
    assert_true(series_less_fee(&s, 0.12, 12, less));
    assert_true(less[0] == 100 && fabs(less[1] - 109) < 1e-12 && fabs(less[2] - 109 * 0.89) < 1e-12);
    assert_true(series_less_fee(&s, 0.12, 12, level));
    assert_memory_equal(level, less, sizeof less);
    assert_false(series_less_fee(&s, 24, 12, less));
}

static void a_multiple_of_every_return_is_compounded(void **state)
{
    (void)state;
    const int32_t day[] = {1, 2, 3, 4, 5};
    const double level[] = {100, 110, 99, 148.5, 150};
    const struct level_series s = {5, day, level};
    double geared[5];
    series_geared(&s, 0.5, geared);
    assert_true(geared[0] == 100 && fabs(geared[1] - 105) < 1e-12 && fabs(geared[2] - 105 * 0.95) < 1e-12);
    series_geared(&s, 1, geared);
    for (size_t i = 0; i < 5; i++)
        assert_true(fabs(geared[i] - level[i]) < 1e-12 * level[i]);
    series_geared(&s, 10, geared); /* the second return takes all, and nothing comes back */
    assert_true(fabs(geared[1] - 200) < 1e-12 && fabs(geared[2]) < 1e-12);
    series_geared(&s, 11, geared);
    assert_true(geared[2] == 0 && geared[3] == 0 && geared[4] == 0);
    series_geared(&s, 0, geared);
    assert_true(geared[4] == 100);
    /* returns of twice the size deviate twice as far */
    double one[4], two[4];
    struct stats_shape plain, doubled;
    series_geared(&s, 2, geared);
    series_returns(level, 5, one);
    series_returns(geared, 5, two);
    stats_shape_find(one, 4, &plain);
    stats_shape_find(two, 4, &doubled);
    assert_true(fabs(doubled.deviation - 2 * plain.deviation) < 1e-12);
}

static void another_currency_takes_the_last_rate_known(void **state)
{
    (void)state;
    const int32_t day[] = {10, 11, 12}, rate_day[] = {9, 11, 13};
    const double level[] = {100, 100, 100}, rate[] = {2, 4, 5}, none[] = {2, 0, 5};
    const struct level_series s = {3, day, level};
    double out[3], rates[2];
    assert_true(series_revalue(&s, &(struct level_series){3, rate_day, rate}, false, out));
    assert_true(out[0] == 200 && out[1] == 400 && out[2] == 400);
    assert_true(series_revalue(&s, &(struct level_series){3, rate_day, rate}, true, out));
    assert_true(out[0] == 50 && out[1] == 25);
    assert_false(series_revalue(&s, &(struct level_series){3, rate_day, none}, false, out));
    assert_false(series_revalue(&s, &(struct level_series){2, rate_day + 1, rate}, false, out));
    assert_false(series_revalue(&s, &(struct level_series){0}, false, out));
    assert_true(series_rates_at(&s, &(struct level_series){2, rate_day + 1, none}, rates));
    assert_true(rates[0] == 2 && rates[1] == 2);
    assert_false(series_rates_at(&s, &(struct level_series){1, rate_day + 2, rate}, rates));
}

/* ---- more than one ---- */

static void common_days_are_those_that_all_have(void **state)
{
    (void)state;
    const int32_t a[] = {1, 2, 3, 5, 8}, b[] = {2, 3, 4, 5, 6, 8}, c[] = {3, 5, 7, 8, 9};
    const double level[] = {10, 20, 30, 40, 50, 60};
    const struct level_series s[] = {{5, a, level}, {6, b, level}, {5, c, level}};
    int32_t day[5];
    double picked[5];
    assert_int_equal(series_common_days(s, 3, day), 3);
    assert_true(day[0] == 3 && day[1] == 5 && day[2] == 8);
    series_pick(&s[1], day, 3, picked);
    assert_true(picked[0] == 20 && picked[1] == 40 && picked[2] == 60);
    assert_int_equal(series_common_days(s, 1, day), 5);
    assert_int_equal(series_common_days(s, 0, day), 0);
    const struct level_series apart[] = {{2, a, level}, {2, c, level}};
    assert_int_equal(series_common_days(apart, 2, day), 0);
}

/* ---- frequency ---- */

static struct series_spacing spaced(int days, size_t n)
{
    static int32_t day[1000];
    struct series_spacing s;
    for (size_t i = 0; i < n; i++)
        day[i] = on(2020, 1, 1) + (int32_t)i * days;
    series_spacing_find(day, n, &s);
    return s;
}

static void the_spacing_tells_the_frequency(void **state)
{
    (void)state;
    static const struct {
        int days;
        enum frequency frequency;
        double ppy;
    } expected[] = {{1, FREQUENCY_DAILY, 365},     {2, FREQUENCY_IRREGULAR, 0},  {4, FREQUENCY_IRREGULAR, 0},
                    {5, FREQUENCY_WEEKLY, 52},     {9, FREQUENCY_WEEKLY, 52},    {10, FREQUENCY_IRREGULAR, 0},
                    {26, FREQUENCY_MONTHLY, 12},   {35, FREQUENCY_MONTHLY, 12},  {80, FREQUENCY_QUARTERLY, 4},
                    {100, FREQUENCY_QUARTERLY, 4}, {350, FREQUENCY_YEARLY, 1},   {380, FREQUENCY_YEARLY, 1},
                    {381, FREQUENCY_IRREGULAR, 0}, {900, FREQUENCY_IRREGULAR, 0}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        struct series_spacing s = spaced(expected[i].days, 60);
        assert_int_equal(s.frequency, expected[i].frequency);
        assert_true(s.ppy == expected[i].ppy);
        assert_true(s.median_days == (expected[i].days > 400 ? 400 : expected[i].days));
    }
    assert_int_equal(spaced(1, 1).frequency, FREQUENCY_IRREGULAR);
}

static void the_median_of_two_in_the_middle_is_between_them(void **state)
{
    (void)state;
    const int32_t day[] = {0, 1, 2, 4, 6}, three[] = {0, 1, 3, 400};
    struct series_spacing s;
    series_spacing_find(day, 5, &s);
    assert_true(s.median_days == 1.5 && s.frequency == FREQUENCY_DAILY);
    series_spacing_find(three, 4, &s);
    assert_true(s.median_days == 2);
}

static void a_few_weekend_rows_do_not_make_a_year_of_365_days(void **state)
{
    (void)state;
    static int32_t day[400];
    size_t n = 0;
    for (int32_t d = on(2024, 1, 1); n < 400; d++) {
        if (day_weekday(d) < 5 || (day_weekday(d) == 5 && n < 20))
            day[n++] = d;
    }
    struct series_spacing s;
    series_spacing_find(day, 400, &s);
    assert_true(s.ppy == 252 && s.weekend_share > 0 && s.weekend_share <= 0.05);
}

/* ---- periods ---- */

/* The last day on which nothing has changed, one day after the other. */
static int32_t end_by_counting(int32_t day, enum frequency period)
{
    for (;; day++) {
        int y, m, d, ny, nm, nd;
        day_to_civil(day, &y, &m, &d);
        day_to_civil(day + 1, &ny, &nm, &nd);
        if ((period == FREQUENCY_WEEKLY && day_weekday(day) == 6) || (period == FREQUENCY_MONTHLY && nm != m) ||
            (period == FREQUENCY_QUARTERLY && (nm - 1) / 3 != (m - 1) / 3) || (period == FREQUENCY_YEARLY && ny != y) ||
            period <= FREQUENCY_DAILY)
            return day;
    }
}

static void the_end_of_a_period_is_where_the_next_begins(void **state)
{
    (void)state;
    for (int32_t day = on(1899, 12, 1); day < on(1905, 2, 1); day++) {
        for (enum frequency f = 0; f < FREQUENCIES; f++)
            assert_int_equal(series_period_end(day, f), end_by_counting(day, f));
    }
}

static void the_last_row_of_every_period_is_kept(void **state)
{
    (void)state;
    int32_t day[] = {on(2024, 1, 30), on(2024, 2, 1), on(2024, 2, 28), on(2024, 4, 1), on(2024, 4, 2)};
    double level[] = {1, 2, 3, 4, 5};
    const struct level_series s = {5, day, level};
    int32_t out_day[5];
    double out[5];
    assert_int_equal(series_last_of_each(&s, FREQUENCY_MONTHLY, out_day, out), 3);
    assert_true(out[0] == 1 && out[1] == 3 && out[2] == 5 && out_day[1] == on(2024, 2, 28));
    assert_int_equal(series_last_of_each(&s, FREQUENCY_WEEKLY, out_day, out), 3);
    assert_true(out[0] == 2 && out[1] == 3 && out[2] == 5);
    assert_int_equal(series_last_of_each(&s, FREQUENCY_DAILY, out_day, out), 5);
    assert_int_equal(series_last_of_each(&s, FREQUENCY_YEARLY, day, level), 1); /* in place */
    assert_true(level[0] == 5 && day[0] == on(2024, 4, 2));
}

static void periods_cover_every_return_once(void **state)
{
    (void)state;
    static struct made_series made;
    made_series_fill(&made, 900, 3, 0.02);
    const struct level_series s = {made.n, made.day, made.close};
    for (enum frequency f = FREQUENCY_DAILY; f < FREQUENCIES; f++) {
        size_t row = 0;
        for (struct series_period p = {0}; series_period_next(&s, FREQUENCY_DAILY, f, &p);) {
            assert_int_equal(p.from, row);
            assert_true(p.to > p.from && s.day[p.to] <= p.end && s.day[p.from + 1] > p.end - 366);
            assert_true(series_period_end(s.day[p.from + 1], f) == p.end);
            assert_true(p.to + 1 == s.n || s.day[p.to + 1] > p.end);
            row = p.to;
        }
        assert_int_equal(row, s.n - 1);
    }
}

/* Whether the last period of these days is whole. */
static bool last_is_whole(const int32_t *day, size_t n, enum frequency own, enum frequency period)
{
    double level[4] = {1, 1, 1, 1};
    struct series_period p = {0};
    while (series_period_next(&(struct level_series){n, day, level}, own, period, &p))
        ;
    return p.whole;
}

/* Rows of a later year do not make up for the weeks that are missing before it; a month may end with a week of holidays. */
static void a_year_without_its_last_week_is_not_whole_whatever_follows(void **state)
{
    (void)state;
    int32_t day[] = {on(2022, 12, 30), on(2023, 12, 22), on(2024, 1, 2), on(2024, 12, 27)};
    const double level[] = {1, 1, 1, 1};
    struct series_period p = {0};
    const struct level_series s = {4, day, level};
    assert_true(series_period_next(&s, FREQUENCY_DAILY, FREQUENCY_YEARLY, &p));
    assert_false(p.ended || p.whole);
    assert_true(series_period_next(&s, FREQUENCY_DAILY, FREQUENCY_YEARLY, &p));
    assert_true(p.ended && p.whole); /* there is a row in the year before */
    p = (struct series_period){0};
    while (series_period_next(&s, FREQUENCY_DAILY, FREQUENCY_MONTHLY, &p) && p.to < 2)
        assert_true(p.ended);
}

static void a_period_is_whole_when_it_begins_behind_a_row_and_reaches_its_end(void **state)
{
    (void)state;
    const enum frequency d = FREQUENCY_DAILY, w = FREQUENCY_WEEKLY, m = FREQUENCY_MONTHLY, y = FREQUENCY_YEARLY;
    const int32_t before = on(2022, 12, 30);
    assert_true(last_is_whole((int32_t[]){before, on(2023, 12, 25)}, 2, d, y));
    assert_false(last_is_whole((int32_t[]){before, on(2023, 12, 24)}, 2, d, y));
    assert_false(last_is_whole((int32_t[]){on(2023, 1, 2), on(2023, 12, 29)}, 2, d, y));   /* no row in 2022 */
    assert_false(last_is_whole((int32_t[]){on(2021, 12, 31), on(2023, 12, 29)}, 2, d, y)); /* nor here */
    assert_true(last_is_whole((int32_t[]){before, on(2023, 12, 26)}, 2, w, y));
    assert_false(last_is_whole((int32_t[]){before, on(2023, 12, 24)}, 2, w, y));
    assert_true(last_is_whole((int32_t[]){before, on(2023, 12, 1)}, 2, m, y));
    assert_false(last_is_whole((int32_t[]){before, on(2023, 11, 30)}, 2, m, y));
    /* March 2024 ends on a Sunday; Friday the 29th was a holiday. */
    assert_true(last_is_whole((int32_t[]){on(2024, 2, 29), on(2024, 3, 28)}, 2, d, m));
    assert_false(last_is_whole((int32_t[]){on(2024, 2, 29), on(2024, 3, 27)}, 2, d, m));
    assert_true(last_is_whole((int32_t[]){on(2023, 12, 29), on(2024, 3, 28)}, 2, d, FREQUENCY_QUARTERLY));
    assert_true(last_is_whole((int32_t[]){on(2024, 3, 5), on(2024, 3, 6)}, 2, d, d));
}

/* ---- years ---- */

static void a_year_is_one_from_a_day_to_the_same_day(void **state)
{
    (void)state;
    for (int32_t day = on(1999, 1, 1); day < on(2001, 6, 1); day++) {
        int y, m, d;
        day_to_civil(day, &y, &m, &d);
        for (int years = 1; years < 9; years++) {
            bool leap_day = m == 2 && d == 29 && !day_exists(y + years, 2, 29);
            assert_true(series_years(day, on(y + years, m, leap_day ? 28 : d)) == years);
        }
        assert_true(series_years(day, day) == 0 && series_years(day, day - 1) == 0);
    }
}

static void years_grow_with_every_day(void **state)
{
    (void)state;
    for (int month = 1; month <= 12; month++) {
        int32_t from = on(2004, month, 29);
        double before = 0;
        for (int32_t to = from + 1; to < from + 2000; to++) {
            double years = series_years(from, to);
            assert_true(years > before && fabs(years - (to - from) / 365.25) < 0.01);
            before = years;
        }
    }
    assert_true(fabs(series_years(on(2022, 1, 3), on(2022, 12, 30)) - 361 / 365.0) < 1e-15);
}

static void calendar_years_run_from_last_session_to_last_session(void **state)
{
    (void)state;
    const int32_t all[] = {on(2011, 12, 30), on(2012, 12, 28), on(2012, 12, 31), on(2013, 12, 30),
                           on(2014, 1, 2),   on(2014, 12, 30), on(2014, 12, 31)};
    const double level[7] = {1, 1, 1, 1, 1, 1, 1};
    const struct level_series source = {7, all, level}, cut = {6, all, level};
    const enum frequency d = FREQUENCY_DAILY, w = FREQUENCY_WEEKLY;
    assert_int_equal(series_calendar_years(&source, d, on(2011, 12, 30), on(2012, 12, 31)), 1);
    assert_int_equal(series_calendar_years(&source, d, on(2012, 12, 28), on(2014, 12, 31)), 0);
    assert_int_equal(series_calendar_years(&source, d, on(2011, 12, 30), on(2014, 12, 31)), 3);
    assert_int_equal(series_calendar_years(&source, d, on(2013, 12, 30), on(2014, 12, 31)), 1); /* closed on the 31st */
    assert_int_equal(series_calendar_years(&source, w, on(2013, 12, 30), on(2014, 12, 31)), 0); /* who knows */
    assert_int_equal(series_calendar_years(&cut, d, on(2012, 12, 31), on(2014, 12, 30)), 0);    /* nothing behind it */
    assert_int_equal(series_calendar_years(&source, d, on(2014, 12, 31), on(2011, 12, 30)), 0);
    assert_int_equal(series_calendar_years(&source, d, on(2012, 12, 31), on(2012, 12, 31)), 0);
}

/* ---- made benchmarks ---- */

static void a_blend_is_held_until_it_is_rebalanced(void **state)
{
    (void)state;
    const int32_t day[] = {on(2024, 1, 30), on(2024, 1, 31), on(2024, 2, 15), on(2024, 2, 29)};
    const double a[] = {10, 20, 20, 40}, b[] = {5, 5, 10, 10}, weight[] = {0.5, 0.5};
    const double *const level[] = {a, b};
    double hold[2], out[4];
    series_blend(day, 4, level, weight, 2, FREQUENCY_IRREGULAR, hold, out);
    assert_true(out[0] == 1 && out[1] == 1.5 && out[2] == 2 && out[3] == 3);
    series_blend(day, 4, level, weight, 2, FREQUENCY_MONTHLY, hold, out);
    assert_true(out[0] == 1 && out[1] == 1.5 && out[2] == 2.25 && out[3] == 3);
    series_blend(day, 4, level, weight, 2, FREQUENCY_DAILY, hold, out);
    assert_true(out[1] == 1.5 && out[2] == 1.5 * 1.5 && out[3] == 1.5 * 1.5 * 1.5);
}

static void a_fixed_rate_is_itself_after_every_year(void **state)
{
    (void)state;
    const int32_t day[] = {on(2020, 2, 3), on(2020, 8, 3), on(2021, 2, 3), on(2024, 2, 3)};
    double out[4];
    series_fixed_rate(day, 4, 0.07, out);
    assert_true(out[0] == 1 && out[1] > 1 && out[1] < 1.07);
    assert_true(fabs(out[2] - 1.07) < 1e-15 && fabs(out[3] - 1.07 * 1.07 * 1.07 * 1.07) < 1e-14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_series_is_named_with_its_row),
        cmocka_unit_test(a_window_has_the_rows_between_its_days),
        cmocka_unit_test(returns_become_levels_and_levels_returns),
        cmocka_unit_test(returns_that_cannot_be_compounded_are_refused),
        cmocka_unit_test(dividends_are_taken_up_on_their_ex_date),
        cmocka_unit_test(a_fee_is_taken_off_every_return),
        cmocka_unit_test(a_multiple_of_every_return_is_compounded),
        cmocka_unit_test(another_currency_takes_the_last_rate_known),
        cmocka_unit_test(common_days_are_those_that_all_have),
        cmocka_unit_test(the_spacing_tells_the_frequency),
        cmocka_unit_test(the_median_of_two_in_the_middle_is_between_them),
        cmocka_unit_test(a_few_weekend_rows_do_not_make_a_year_of_365_days),
        cmocka_unit_test(the_end_of_a_period_is_where_the_next_begins),
        cmocka_unit_test(the_last_row_of_every_period_is_kept),
        cmocka_unit_test(periods_cover_every_return_once),
        cmocka_unit_test(a_year_without_its_last_week_is_not_whole_whatever_follows),
        cmocka_unit_test(a_period_is_whole_when_it_begins_behind_a_row_and_reaches_its_end),
        cmocka_unit_test(a_year_is_one_from_a_day_to_the_same_day),
        cmocka_unit_test(years_grow_with_every_day),
        cmocka_unit_test(calendar_years_run_from_last_session_to_last_session),
        cmocka_unit_test(a_blend_is_held_until_it_is_rebalanced),
        cmocka_unit_test(a_fixed_rate_is_itself_after_every_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
