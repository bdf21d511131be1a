/* candles.c: the contract of engine/candles.h, by hand and against a slow twin.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include <math.h>

#include "base/day.h"
#include "engine/candles.h"
#include "made_series.h"

static struct made_series made;
static struct candle out[MADE_MAX], other[MADE_MAX];

static struct price_series made_prices(size_t n, uint64_t seed)
{
    made_series_fill(&made, n, seed, 0.03);
    return made_series_input(&made).prices;
}

static void a_month_is_first_open_highest_lowest_last_close(void **state)
{
    (void)state;
    const int32_t jan = day_from_civil(2024, 1, 30), day[] = {jan, jan + 1, jan + 2, jan + 3};
    const double open[] = {10, 11, 12, 13}, high[] = {12, 15, 13, 14}, low[] = {9, 10, 11, 8},
                 close[] = {11, 14, 12, 9};
    const double volume[] = {100, 200, 300, NAN};
    const struct price_series s = {.n = 4, .day = day, .open = open, .high = high, .low = low, .close = close};
    assert_int_equal(candles_make(&s, volume, CANDLE_MONTH, out), 2);
    assert_true(out[0].open == 10 && out[0].high == 15 && out[0].low == 9 && out[0].close == 14);
    assert_true(out[0].volume == 300 && isnan(out[1].volume));
    assert_int_equal(out[0].stamp, day_from_civil(2024, 1, 31));
    assert_int_equal(out[1].stamp, day_from_civil(2024, 2, 29));
    assert_true(!out[0].is_partial && out[1].is_partial);
}

static void a_month_that_ends_on_its_last_weekday_is_whole(void **state)
{
    (void)state;
    const int32_t day[] = {day_from_civil(2024, 3, 29)}; /* a Friday, before a weekend that ends the month */
    const double close[] = {1};
    const struct price_series s = {.n = 1, .day = day, .close = close};
    assert_int_equal(candles_make(&s, NULL, CANDLE_MONTH, out), 1);
    assert_false(out[0].is_partial);
    assert_true(out[0].open == 1 && out[0].high == 1 && out[0].low == 1 && isnan(out[0].volume));
}

static void a_week_goes_from_monday_to_friday_over_the_new_year(void **state)
{
    (void)state;
    const int32_t monday = day_from_civil(2024, 12, 30);
    const int32_t day[] = {monday - 3, monday, monday + 1, monday + 3, monday + 7};
    const double close[] = {1, 2, 3, 4, 5};
    const struct price_series s = {.n = 5, .day = day, .close = close};
    assert_int_equal(candles_make(&s, NULL, CANDLE_WEEK, out), 3);
    assert_int_equal(out[1].sessions, 3);
    assert_int_equal(out[1].stamp, monday + 4);
    assert_true(out[1].open == 2 && out[1].close == 4);
}

static void of_days_every_session_is_one_and_of_nothing_none(void **state)
{
    (void)state;
    struct price_series s = made_prices(500, 3);
    assert_int_equal(candles_make(&s, NULL, CANDLE_DAY, out), 500);
    for (size_t i = 0; i < 500; i++)
        assert_true(out[i].stamp == s.day[i] && out[i].open == s.open[i] && out[i].close == s.close[i]);
    assert_false(out[499].is_partial);
    s.n = 0;
    assert_int_equal(candles_make(&s, NULL, CANDLE_DAY, out), 0);
}

/* The month of a day and all sessions of it, searched from the beginning each time. */
static void slow_months_agree(void **state)
{
    (void)state;
    struct price_series s = made_prices(2000, 11);
    size_t n = candles_make(&s, NULL, CANDLE_MONTH, out), sessions = 0;
    for (size_t c = 0; c < n; c++) {
        double high = -1, low = 1e300, first = NAN, last = NAN;
        for (size_t i = 0; i < s.n; i++) {
            if (day_month(s.day[i]) != day_month(out[c].stamp))
                continue;
            first = isnan(first) ? s.open[i] : first;
            high = s.high[i] > high ? s.high[i] : high;
            low = s.low[i] < low ? s.low[i] : low;
            last = s.close[i];
        }
        assert_true(out[c].open == first && out[c].high == high && out[c].low == low && out[c].close == last);
        sessions += out[c].sessions;
    }
    assert_int_equal(sessions, s.n);
}

static void a_shorter_series_has_the_same_first_candles(void **state)
{
    (void)state;
    struct price_series s = made_prices(1500, 5);
    for (int period = 0; period < CANDLE_PERIODS; period++) {
        s.n = 1500;
        candles_make(&s, NULL, (enum candle_period)period, out);
        for (s.n = 1; s.n < 1500; s.n += 97) {
            size_t n = candles_make(&s, NULL, (enum candle_period)period, other);
            for (size_t c = 0; c + 1 < n; c++)
                assert_true(other[c].close == out[c].close && other[c].high == out[c].high);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_month_is_first_open_highest_lowest_last_close),
        cmocka_unit_test(a_month_that_ends_on_its_last_weekday_is_whole),
        cmocka_unit_test(a_week_goes_from_monday_to_friday_over_the_new_year),
        cmocka_unit_test(of_days_every_session_is_one_and_of_nothing_none),
        cmocka_unit_test(slow_months_agree),
        cmocka_unit_test(a_shorter_series_has_the_same_first_candles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
