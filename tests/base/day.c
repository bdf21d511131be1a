/* Tests of base/day.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <time.h>

#include "base/day.h"

static void every_day_of_400_years_agrees_with_the_c_library(void **state)
{
    (void)state;
    for (int32_t day = -73000; day < 73100; day++) {
        time_t t = (time_t)day * 86400;
        struct tm tm;
        int y, m, d;
        gmtime_r(&t, &tm);
        day_to_civil(day, &y, &m, &d);
        assert_int_equal(y, tm.tm_year + 1900);
        assert_int_equal(m, tm.tm_mon + 1);
        assert_int_equal(d, tm.tm_mday);
        assert_int_equal(day_from_civil(y, m, d), day);
        assert_int_equal(day_weekday(day), (tm.tm_wday + 6) % 7);
        assert_int_equal(day_month(day), y * 12 + m - 1);
    }
}

static void only_dates_that_exist_are_read(void **state)
{
    (void)state;
    char text[DAY_TEXT];
    int32_t day = 7;
    assert_true(day_parse(STR("2020-04-17"), &day));
    assert_string_equal(day_text(day, text), "2020-04-17");
    assert_true(day_parse(STR("2000-02-29"), &day));
    assert_true(day_parse(STR("0001-01-01"), &day));
    assert_string_equal(day_text(day, text), "0001-01-01");
    const char *wrong[] = {"",           "2020-4-17",  "2020-04-31", "1900-02-29",  "2020-13-01",  "2020-00-01",
                           "2020-01-00", "0000-01-01", "2020/04/17", "2020-04-17 ", " 2020-04-17", "20200417",
                           "2020-04-1x", "-020-04-17"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(day_parse(str_of(wrong[i]), &day));
}

static void the_first_day_that_is_not_before_is_found(void **state)
{
    static const int32_t days[] = {-3, 0, 5, 9};
    static const size_t found[] = {0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4}; /* of -4 to 10 */
    (void)state;
    for (int32_t day = -4; day <= 10; day++)
        assert_int_equal(day_find(days, 4, day), found[day + 4]);
    assert_int_equal(day_find(days, 0, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_day_that_is_not_before_is_found),
        cmocka_unit_test(every_day_of_400_years_agrees_with_the_c_library),
        cmocka_unit_test(only_dates_that_exist_are_read),
    };
    return cmocka_run_group_tests_name("base/day", tests, NULL, NULL);
}
