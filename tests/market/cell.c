/* cell.c: tests of src/market/cell.c: numbers and dates as people write them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/market/files.h"

#include "market/cell.h"

static void numbers_are_read_under_their_decimal_sign(void **state)
{
    static const struct {
        const char *text;
        char decimal;
        double x;
    } cases[] = {
        {"463.89", '.', 463.89},
        {"-1", '.', -1},
        {"+2.5", '.', 2.5},
        {"1e3", '.', 1000},
        {"4,638.93", '.', 4638.93},
        {"1,234,567", '.', 1234567},
        {"4.638,93", ',', 4638.93},
        {"1.234.567", ',', 1234567},
        {"1'234.5", '.', 1234.5},
        {"1 234,5", ',', 1234.5},
        {"1\xc2\xa0"
         "234,5",
         ',', 1234.5},
        {"$12.50", '.', 12.5},
        {"12,50 \xe2\x82\xac", ',', 12.5},
        {"USD 7", '.', 7},
        {"7 EUR", '.', 7},
        {"R$ 1.234,5", ',', 1234.5},
        {"12.5 z\xc5\x82", '.', 12.5},
        {"\xe2\x82\xb9 7", '.', 7},
        {"HKD 460.00", '.', 460},
        {"472.65p", '.', 472.65},
        {"(3.5)", '.', -3.5},
        {"\xe2\x88\x92"
         "4",
         '.', -4},
        {"\xe2\x80\x93"
         "4",
         '.', -4}, /* an en dash */
        {"12,50-", ',', -12.5},
        {"0.30-%", '.', -0.003},
        {"0,123", ',', 0.123},
        {"-0.25%", '.', -0.0025},
        {"70.5M", '.', 70.5e6},
        {"1.5K", '.', 1500},
        {"2B", '.', 2e9},
        {"12.", '.', 12},
        {".5", '.', 0.5},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double x;
        print_message("# %s\n", cases[i].text);
        assert_int_equal(cell_number_read(str_of(cases[i].text), cases[i].decimal, &x), CELL_NUMBER);
        assert_true(x == cases[i].x);
    }
}

static void what_is_not_a_number_is_not_read_as_one(void **state)
{
    static const char *const texts[] = {"abc", "1.2.3.4",  "1,23,456", "0x10", "inf",        "1_000",    "--1",
                                        "1e",  "e5",       "1-2",      "=1+1", "2024-01-02", "1,2345.5", "+",
                                        "%",   "$",        "12abc",    "AAA1", "1 23",       "(1",       "1e5e5",
                                        "'1",  "1234,567", "1e-",      "-1-",  "(1-)"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double x;
        print_message("# %s\n", texts[i]);
        assert_int_equal(cell_number_read(str_of(texts[i]), '.', &x), CELL_OTHER);
    }
}

static void missing_marks_are_missing(void **state)
{
    static const char *const texts[] = {"",  "  ", "NaN",  "n/a",      "#N/A",         "NULL",
                                        "-", ".",  "None", "\xc2\xa0", "\xe2\x80\x93", "\xe2\x80\x94"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double x;
        int marks;
        assert_int_equal(cell_number_read(str_of(texts[i]), '.', &x), CELL_MISSING);
        assert_int_equal(cell_number_look(str_of(texts[i]), &marks), CELL_MISSING);
    }
}

static void overflow_is_a_number_for_the_bounds_to_refuse(void **state)
{
    double x;
    (void)state;
    assert_int_equal(cell_number_read(STR("1e309"), '.', &x), CELL_NUMBER);
    assert_true(isinf(x));
    assert_int_equal(cell_number_read(STR("1e-320"), '.', &x), CELL_NUMBER);
    assert_true(x < 1e-300);
}

static void marks_tell_what_the_decimal_sign_must_be(void **state)
{
    static const struct {
        const char *text;
        int marks;
    } cases[] = {
        {"463.89", CELL_POINT},       {"463,89", CELL_COMMA},
        {"4,638.93", CELL_POINT},     {"4.638,93", CELL_COMMA},
        {"1,234,567", CELL_POINT},    {"1.234.567", CELL_COMMA},
        {"1,234", CELL_COMMA_EITHER}, {"1.234", CELL_POINT_EITHER},
        {"0,123", CELL_COMMA}, /* no group of thousands begins with 0 */
        {"-0.123", CELL_POINT},       {"12", 0},
        {"5%", CELL_PERCENT},         {"0.5%", CELL_POINT | CELL_PERCENT},
        {"1234,567", CELL_COMMA},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int marks;
        print_message("# %s\n", cases[i].text);
        assert_int_equal(cell_number_look(str_of(cases[i].text), &marks), CELL_NUMBER);
        assert_int_equal(marks, cases[i].marks);
    }
}

static void every_way_to_write_a_date_is_read(void **state)
{
    static const char *const texts[] = {"2024-01-02",
                                        "2024/01/02",
                                        "2024/1/2",
                                        "2024.01.02",
                                        "02.01.2024",
                                        "2.1.2024",
                                        "Jan 02, 2024",
                                        "January 2, 2024",
                                        "2 Jan 2024",
                                        "02-Jan-2024",
                                        "Tue, Jan 2 2024",
                                        "20240102",
                                        "2024-01-02T16:00:00Z",
                                        "2024-01-02 00:00:00-05:00",
                                        "2024-01-02 23:30:00+09:00",
                                        "45293",
                                        "1704153600",
                                        "1704229200000"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct cell_date d = cell_date_read(str_of(texts[i]), true);
        print_message("# %s\n", texts[i]);
        assert_int_equal(d.kind, CELL_DAY);
        assert_int_equal(d.day, day_from_civil(2024, 1, 2));
    }
}

static void unix_time_before_september_2001_has_a_digit_less(void **state)
{
    (void)state;
    const int32_t last = day_from_civil(2001, 9, 8);
    assert_int_equal(cell_date_read(STR("999907200"), true).day, last);
    assert_int_equal(cell_date_read(STR("999907200000"), true).day, last);
    assert_int_equal(cell_date_read(STR("999907200"), false).kind, CELL_NO_DATE);
}

static void a_month_or_year_is_its_last_day(void **state)
{
    (void)state;
    assert_int_equal(cell_date_read(STR("2024-02"), false).day, day_from_civil(2024, 2, 29));
    assert_int_equal(cell_date_read(STR("Feb 2023"), false).day, day_from_civil(2023, 2, 28));
    assert_int_equal(cell_date_read(STR("2023"), true).day, day_from_civil(2023, 12, 31));
}

static void months_quarters_and_short_years_are_read(void **state)
{
    static const struct {
        const char *text;
        int year, month, day, marks;
    } cases[] = {
        {"02/2024", 2024, 2, 29, CELL_DATE_MONTH},
        {"Q1 2024", 2024, 3, 31, CELL_DATE_MONTH},
        {"2024-Q4", 2024, 12, 31, CELL_DATE_MONTH},
        {"2024Q2", 2024, 6, 30, CELL_DATE_MONTH},
        {"202402", 2024, 2, 29, CELL_DATE_MONTH},
        {"Jan-15", 2015, 1, 31, CELL_DATE_MONTH | CELL_DATE_SHORT_YEAR},
        {"31.01.24", 2024, 1, 31, CELL_DATE_DOTS | CELL_DATE_SHORT_YEAR},
        {"31.01.98", 1998, 1, 31, CELL_DATE_DOTS | CELL_DATE_SHORT_YEAR},
        {"02-Jan-24", 2024, 1, 2, CELL_DATE_SHORT_YEAR},
        {"45293", 2024, 1, 2, CELL_DATE_SERIAL},
        {"45293.6666667", 2024, 1, 2, CELL_DATE_SERIAL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cell_date d = cell_date_read(str_of(cases[i].text), true);
        print_message("# %s\n", cases[i].text);
        assert_int_equal(d.kind, CELL_DAY);
        assert_int_equal(d.day, day_from_civil(cases[i].year, cases[i].month, cases[i].day));
        assert_int_equal(d.marks, cases[i].marks);
    }
}

static void months_go_by_their_names_in_seven_languages(void **state)
{
    static const char *const texts[] = {"2. M\xc3\xa4rz 2024", "2 M\xc3\xa4r 2024", "2 mars 2024", "2 marzo 2024",
                                        "2 mar\xc3\xa7o 2024", "2 maart 2024",      "2-mrt-2024",  "MAR 2, 2024"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        print_message("# %s\n", texts[i]);
        assert_int_equal(cell_date_read(str_of(texts[i]), false).day, day_from_civil(2024, 3, 2));
    }
    assert_int_equal(cell_date_read(STR("15 d\xc3\xa9"
                                        "c. 2024"),
                                    false)
                         .day,
                     day_from_civil(2024, 12, 15));
    assert_int_equal(cell_date_read(STR("3 jui 2024"), false).kind, CELL_NO_DATE); /* juin or juillet */
}

static void numbers_are_no_dates_in_other_columns(void **state)
{
    static const char *const texts[] = {"1.2024", "45293.5", "202402", "12.05", "1/2", "24-01-02", "999999", "Q5 2024"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        print_message("# %s\n", texts[i]);
        assert_int_equal(cell_date_read(str_of(texts[i]), false).kind, CELL_NO_DATE);
    }
}

static void day_or_month_is_left_open(void **state)
{
    int32_t day;
    (void)state;
    struct cell_date d = cell_date_read(STR("03/04/2024"), false);
    assert_int_equal(d.kind, CELL_DAY_OR_MONTH);
    assert_true(cell_date_settle(&d, true, &day));
    assert_int_equal(day, day_from_civil(2024, 4, 3));
    assert_true(cell_date_settle(&d, false, &day));
    assert_int_equal(day, day_from_civil(2024, 3, 4));
    d = cell_date_read(STR("13/04/2024"), false);
    assert_false(cell_date_settle(&d, false, &day));
}

static void dates_that_do_not_exist_are_told_from_what_is_no_date(void **state)
{
    static const char *const bad[] = {"2024-02-30", "0000-00-00", "2024-13-01",
                                      "31.02.2024", "32/13/2024", "Feb 30, 2024"};
    static const char *const none[] = {"Total",   "463.89",        "4,638.93",     "-2.5", "",
                                       "H1 2024", "2024-01-02-03", "12:30",        "May",  "Average 2024-01-02",
                                       "1-2-3",   "20240102x",     "Jan 2024 2024"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(cell_date_read(str_of(bad[i]), true).kind, CELL_BAD_DATE);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        print_message("# %s\n", none[i]);
        assert_int_equal(cell_date_read(str_of(none[i]), true).kind, CELL_NO_DATE);
    }
}

static void plain_numbers_are_dates_only_where_dates_are_expected(void **state)
{
    static const char *const texts[] = {"20240102", "45293", "1704153600", "2023"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(cell_date_read(str_of(texts[i]), false).kind, CELL_NO_DATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_under_their_decimal_sign),
        cmocka_unit_test(what_is_not_a_number_is_not_read_as_one),
        cmocka_unit_test(missing_marks_are_missing),
        cmocka_unit_test(overflow_is_a_number_for_the_bounds_to_refuse),
        cmocka_unit_test(marks_tell_what_the_decimal_sign_must_be),
        cmocka_unit_test(every_way_to_write_a_date_is_read),
        cmocka_unit_test(unix_time_before_september_2001_has_a_digit_less),
        cmocka_unit_test(a_month_or_year_is_its_last_day),
        cmocka_unit_test(months_quarters_and_short_years_are_read),
        cmocka_unit_test(months_go_by_their_names_in_seven_languages),
        cmocka_unit_test(numbers_are_no_dates_in_other_columns),
        cmocka_unit_test(day_or_month_is_left_open),
        cmocka_unit_test(dates_that_do_not_exist_are_told_from_what_is_no_date),
        cmocka_unit_test(plain_numbers_are_dates_only_where_dates_are_expected),
    };
    return cmocka_run_group_tests_name("cell", tests, NULL, NULL);
}
