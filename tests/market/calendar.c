/* calendar.c: tests of src/market/calendar.c.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/market/files.h"

#include "market/calendar.h"

static void holidays_are_no_sessions(void **state)
{
    static const int days[][3] = {{2024, 1, 1},   {2024, 1, 15}, {2024, 2, 19}, {2024, 3, 29},  {2024, 5, 27},
                                  {2024, 6, 19},  {2024, 7, 4},  {2024, 9, 2},  {2024, 11, 28}, {2024, 12, 25},
                                  {2021, 7, 5},   {2020, 7, 3},  {2001, 9, 11}, {2012, 10, 29}, {2023, 1, 2},
                                  {2021, 12, 24}, {2024, 1, 6}};
    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        assert_false(nyse_session(day_from_civil(days[i][0], days[i][1], days[i][2])));
    assert_true(nyse_session(day_from_civil(2021, 12, 31))); /* New Year on a Saturday is not kept on Friday */
    assert_true(nyse_session(day_from_civil(2021, 6, 18)));
    assert_true(nyse_session(day_from_civil(1997, 1, 20)));
}

static void a_week_with_a_holiday_has_four_sessions(void **state)
{
    (void)state;
    assert_int_equal(nyse_sessions_between(day_from_civil(2024, 1, 12), day_from_civil(2024, 1, 20)), 4);
    assert_int_equal(nyse_sessions_between(day_from_civil(2024, 1, 12), day_from_civil(2024, 1, 13)), 0);
}

static void the_rule_gives_exactly_the_days_on_which_spy_traded(void **state)
{
    struct arena *a = arena_new();
    struct str bytes = shared_file(a, "data/prices/spy_daily.csv");
    const struct price_file_options options = {.today = test_today()};
    struct file_answer answer;
    struct price_file file;
    (void)state;
    file_answer_init(&answer, a);
    assert_true(price_file_read(&answer, bytes, &options, &file));
    const struct price_file_series *s = &file.series[0];
    assert_int_equal(s->n, 8130);
    size_t at = 0;
    for (int32_t day = s->day[0]; day <= s->day[s->n - 1]; day++)
        if (nyse_session(day))
            assert_int_equal(s->day[at++], day);
    assert_int_equal(at, s->n);
    assert_int_equal(file_count(&answer, FILE_WARNING), 0);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holidays_are_no_sessions),
        cmocka_unit_test(a_week_with_a_holiday_has_four_sessions),
        cmocka_unit_test(the_rule_gives_exactly_the_days_on_which_spy_traded),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
