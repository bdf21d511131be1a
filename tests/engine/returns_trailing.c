/* returns_trailing.c: the contract of engine/returns_trailing.h: by hand, and against the reference at all its days.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "returns_data.h"

#include <math.h>
#include <string.h>

#include "base/day.h"
#include "engine/returns_trailing.h"
#include "made_series.h"

static size_t span_of(const char *key)
{
    size_t k = 0;
    while (strcmp(returns_trailing_key[k], key) != 0)
        k++;
    return k;
}

static struct made_series made;

/* Every weekday from 2020-01-01, growing by a ten-thousandth. */
static struct level_series weekdays(size_t n)
{
    int32_t day = day_from_civil(2020, 1, 1);
    for (size_t i = 0; i < n; i++, day += day_weekday(day) == 4 ? 3 : 1) {
        made.day[i] = day;
        made.close[i] = i ? made.close[i - 1] * 1.0001 : 100;
    }
    return (struct level_series){n, made.day, made.close};
}

static int32_t base_day(const struct level_series *s, const struct returns_trailing_table *t, const char *key)
{
    size_t base = t->span[span_of(key)].base;
    return base == SERIES_NONE ? 0 : s->day[base];
}

static struct returns_trailing_table at(const struct level_series *s, enum frequency own, const char *day)
{
    struct returns_trailing_table t;
    returns_trailing_find(s, own, day_of(day), &t);
    return t;
}

static void at_the_end_of_a_month_spans_reach_to_ends_of_months(void **state)
{
    (void)state;
    struct level_series s = weekdays(1200);
    struct returns_trailing_table t = at(&s, FREQUENCY_DAILY, "2022-02-28");
    assert_true(t.is_month_end && s.day[t.row] == day_of("2022-02-28"));
    assert_int_equal(base_day(&s, &t, "1M"), day_of("2022-01-31"));
    assert_int_equal(base_day(&s, &t, "3M"), day_of("2021-11-30"));
    assert_int_equal(base_day(&s, &t, "2Y"), day_of("2020-02-28")); /* the 29th was a Saturday */
    assert_int_equal(base_day(&s, &t, "1W"), day_of("2022-02-21"));
    t = at(&s, FREQUENCY_DAILY, "2022-02-27"); /* a Sunday: Friday's row counts, which is not the last of the month */
    assert_true(!t.is_month_end && s.day[t.row] == day_of("2022-02-25"));
    assert_int_equal(base_day(&s, &t, "1M"), day_of("2022-01-25"));
    assert_int_equal(base_day(&s, &t, "MTD"), day_of("2022-01-31"));
    assert_int_equal(base_day(&s, &t, "QTD"), day_of("2021-12-31"));
    assert_int_equal(base_day(&s, &t, "YTD"), day_of("2021-12-31"));
    t = at(&s, FREQUENCY_DAILY, "2022-05-31");
    assert_int_equal(base_day(&s, &t, "3M"), day_of("2022-02-28"));
    assert_int_equal(base_day(&s, &t, "6M"), day_of("2021-11-30"));
}

static void daily_rows_of_which_some_are_missing_have_a_last_day_all_the_same(void **state)
{
    (void)state;
    struct level_series s = weekdays(40);
    const size_t missing[] = {5, 6, 7, 17, 18, 30};
    size_t n = 0, skip = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (skip < 6 && i == missing[skip])
            skip++;
        else
            made.day[n++] = made.day[i];
    }
    s.n = n;
    struct returns_trailing_table t = at(&s, FREQUENCY_DAILY, "2020-12-31");
    assert_int_equal(base_day(&s, &t, "1D"), s.day[n - 2]);
    assert_int_equal(base_day(&s, &t, "1W"), s.day[n - 1] - 7);
}

/* Without a row behind it the calendar tells. */
static void the_last_row_ends_its_month_when_no_weekday_is_left(void **state)
{
    (void)state;
    struct level_series s = weekdays(1200);
    struct level_series friday = series_window(&s, 0, day_of("2021-04-30")),
                        before = series_window(&s, 0, day_of("2021-04-29"));
    assert_true(at(&friday, FREQUENCY_DAILY, "2021-05-15").is_month_end);
    assert_false(at(&before, FREQUENCY_DAILY, "2021-05-15").is_month_end);
    const int32_t day[] = {day_of("2021-03-01"), day_of("2021-04-01")};
    struct level_series monthly = {2, day, s.level};
    assert_true(at(&monthly, FREQUENCY_MONTHLY, "2021-04-30").is_month_end);
}

static void two_years_and_more_are_annualised_and_no_less(void **state)
{
    (void)state;
    struct level_series s = weekdays(1200);
    struct returns_trailing_table t = at(&s, FREQUENCY_DAILY, "2023-05-31");
    const struct returns_trailing *one = &t.span[span_of("1Y")], *two = &t.span[span_of("2Y")],
                                  *all = &t.span[span_of("SI")];
    assert_true(!one->is_annualised && one->value == one->total && one->years == 1);
    assert_true(two->is_annualised && two->years == 2);
    assert_close(two->value, sqrt(1 + two->total) - 1, 1e-14, "2Y");
    assert_true(all->is_annualised && all->base == 0);
    assert_close(all->years, 3 + 150 / 365.0, 1e-12, "years since 2020-01-01"); /* 2023-01-01 to 2023-05-31 */
    assert_close(all->value, pow(1 + all->total, 1 / all->years) - 1, 1e-14, "SI");
    t = at(&s, FREQUENCY_DAILY, "2020-12-30");
    assert_true(!t.span[span_of("SI")].is_annualised);
}

static void before_the_first_row_nothing_is_known(void **state)
{
    (void)state;
    struct level_series s = weekdays(300);
    struct returns_trailing_table t = at(&s, FREQUENCY_DAILY, "2020-12-31");
    assert_true(isnan(t.span[span_of("YTD")].value) && isnan(t.span[span_of("1Y")].total)); /* it begins on 1 January */
    assert_true(t.span[span_of("2Y")].base == SERIES_NONE && isfinite(t.span[span_of("9M")].value));
    t = at(&s, FREQUENCY_DAILY, "2020-01-01");
    assert_true(t.row == 0 && isnan(t.span[span_of("1D")].value) && isnan(t.span[span_of("SI")].value));
    t = at(&s, FREQUENCY_DAILY, "2019-12-31");
    assert_true(t.row == SERIES_NONE);
}

static void rows_a_month_apart_say_nothing_of_a_day(void **state)
{
    (void)state;
    int32_t day[40];
    double level[40];
    for (int i = 0; i < 40; i++) {
        day[i] = returns_months_back(day_of("2024-12-31"), 39 - i);
        level[i] = 100 + i;
    }
    struct level_series s = {40, day, level};
    struct returns_trailing_table t = at(&s, FREQUENCY_MONTHLY, "2024-12-31");
    assert_true(isnan(t.span[span_of("1D")].value) && isnan(t.span[span_of("1W")].value));
    assert_close(t.span[span_of("MTD")].value, 139 / 138.0 - 1, 1e-14, "MTD");
    assert_close(t.span[span_of("1M")].value, 139 / 138.0 - 1, 1e-14, "1M");
    for (int i = 0; i < 10; i++)
        day[i] = returns_months_back(day_of("2024-12-31"), 12 * (9 - i));
    s.n = 10;
    t = at(&s, FREQUENCY_YEARLY, "2024-12-31");
    assert_true(isnan(t.span[span_of("9M")].value) && isnan(t.span[span_of("QTD")].value));
    assert_close(t.span[span_of("1Y")].value, 109 / 108.0 - 1, 1e-14, "1Y");
}

/* The markets were closed for four sessions: the day before is seven days ago. */
static void a_week_without_sessions_is_bridged(void **state)
{
    (void)state;
    struct level_series s = prices_read("spy", "adj_close");
    struct returns_trailing_table t = at(&s, FREQUENCY_DAILY, "2001-09-17");
    assert_int_equal(base_day(&s, &t, "1D"), day_of("2001-09-10"));
    assert_int_equal(base_day(&s, &t, "1W"), day_of("2001-09-10"));
}

/* ---- against the reference ---- */

static void check_span(const struct level_series *s, const struct returns_trailing *t, struct json_object *want,
                       const char *key)
{
    struct str base;
    double value;
    bool is_annualised;
    if (!want) {
        assert_true(isnan(t->value) && t->base == SERIES_NONE);
        return;
    }
    assert_true(json_get_num(want, "value", &value) && json_get_str(want, "base_date", &base));
    assert_true(json_get_bool(want, "annualised", &is_annualised));
    assert_close(t->value, value, 1e-9, key);
    assert_int_equal(s->day[t->base], day_of(str_dup(a, base)));
    assert_int_equal(t->is_annualised, is_annualised);
    if (json_get_num(want, "years", &value))
        assert_close(t->years, value, 1e-12, "years");
    if (json_get_num(want, "total", &value))
        assert_close(t->total, value, 1e-9, "total");
}

static void trailing_returns_are_those_of_the_reference(void **state)
{
    (void)state;
    struct json_object *json = shared_json("oracle/returns/tables/trailing_returns_adopted.json");
    size_t checked = 0;
    json_object_object_foreach(json, name, days)
    {
        char ticker[4] = {name[0], name[1], name[2], 0};
        struct level_series s = prices_read(ticker, name[3] ? "close" : "adj_close");
        json_object_object_foreach(days, day, spans)
        {
            struct returns_trailing_table t = at(&s, FREQUENCY_DAILY, day);
            bool is_month_end;
            assert_true(json_get_bool(spans, "month_end_rule", &is_month_end) && is_month_end == t.is_month_end);
            for (size_t k = 0; k < RETURNS_TRAILINGS; k++, checked++)
                check_span(&s, &t.span[k], json_member(spans, returns_trailing_key[k]), returns_trailing_key[k]);
        }
    }
    assert_true(checked >= 15 * RETURNS_TRAILINGS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_the_end_of_a_month_spans_reach_to_ends_of_months),
        cmocka_unit_test(daily_rows_of_which_some_are_missing_have_a_last_day_all_the_same),
        cmocka_unit_test(the_last_row_ends_its_month_when_no_weekday_is_left),
        cmocka_unit_test(two_years_and_more_are_annualised_and_no_less),
        cmocka_unit_test(before_the_first_row_nothing_is_known),
        cmocka_unit_test(rows_a_month_apart_say_nothing_of_a_day),
        cmocka_unit_test(a_week_without_sessions_is_bridged),
        cmocka_unit_test(trailing_returns_are_those_of_the_reference),
    };
    return cmocka_run_group_tests(tests, returns_data_begin, returns_data_end);
}
