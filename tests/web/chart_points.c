/* chart_points.c: tests of src/web/chart_points.c: every digit for the file, rounded figures for the script, few rows with all extremes.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <math.h>

#include "base/json.h"
#include "web/chart_points.h"

enum { MANY = 5000 };
static struct arena *a;

static const char *csv(const struct chart *c)
{
    struct buf b;
    buf_init(&b, a, 100);
    chart_points_csv(&b, c);
    return b.s;
}

static const char *json(const struct chart *c, int most)
{
    struct buf b;
    buf_init(&b, a, 100);
    chart_points_json(&b, c, most);
    return b.s;
}

static void lines_are_columns_with_every_digit_and_their_unit(void **state)
{
    (void)state;
    const int32_t day[] = {0, 1};
    const double one[] = {1.0 / 3, -2.005}, two[] = {NAN, 12345.678};
    const struct chart_line lines[] = {{"=One", one}, {"Two", two}};
    struct chart c = {.day = day, .n = 2, .lines = lines, .n_lines = 2, .suffix = " %"};
    assert_string_equal(csv(&c), "\"Date\",\"'=One (%)\",\"Two (%)\"\r\n1970-01-01,0.33333333333333331,\r\n"
                                 "1970-01-02,-2.005,12345.678\r\n");
    assert_string_equal(json(&c, 0),
                        "{\"at\":[0,1],\"x\":\"\",\"unit\":[\"\",\" %\"],\"lines\":["
                        "{\"label\":\"=One\",\"look\":1,\"bar\":false,\"decimals\":2,\"values\":[0.33,-2]},"
                        "{\"label\":\"Two\",\"look\":2,\"bar\":false,\"decimals\":2,\"values\":[null,12345.68]}]}");
}

static void bars_are_called_by_their_period_or_number(void **state)
{
    (void)state;
    const int32_t day[] = {17713, 18078};
    const double x[] = {-2.5, 7}, count[] = {3, 0};
    const struct chart_line lines[] = {{"Months", count}};
    struct chart c = {.day = day, .n = 2, .lines = lines, .n_lines = 1, .bars = true, .bar_days = 365};
    assert_non_null(strstr(csv(&c), "\r\n2018,3\r\n2019,0\r\n"));
    c.bar_days = 91;
    assert_non_null(strstr(json(&c, 0), "\"names\":[\"2018 Q3\",\"2019 Q3\"]"));
    c.bar_days = 30;
    assert_non_null(strstr(json(&c, 0), "\"names\":[\"2018-07\",\"2019-07\"]"));
    c = (struct chart){.x = x, .n = 2, .x_suffix = " %", .lines = lines, .n_lines = 1, .bars = true};
    assert_string_equal(csv(&c), "\"x (%)\",\"Months\"\r\n-2.5,3\r\n7,0\r\n");
    assert_non_null(strstr(json(&c, 0), "\"names\":[\"\u22122.5 %\",\"7 %\"]"));
    assert_non_null(strstr(json(&c, 0), "\"bar\":true,\"decimals\":0,\"values\":[3,0]"));
}

static void points_have_names_and_two_axes(void **state)
{
    (void)state;
    const struct chart_point points[] = {{1.234, 10, "A \"b\"", true}, {3, -30.005, "B", false}};
    struct chart c = {.points = points, .n_points = 2, .x_name = "Volatility", .x_suffix = " %", .y_name = "CAGR"};
    assert_string_equal(csv(&c),
                        "\"Name\",\"Volatility (%)\",\"CAGR\"\r\n\"A \"\"b\"\"\",1.234,10\r\n\"B\",3,-30.005\r\n");
    assert_string_equal(json(&c, 0), "{\"names\":[\"A \\\"b\\\"\",\"B\"],\"axes\":["
                                     "{\"label\":\"Volatility\",\"unit\":[\"\",\" %\"],\"values\":[1.23,3]},"
                                     "{\"label\":\"CAGR\",\"unit\":[\"\",\"\"],\"values\":[10,-30]}]}");
}

static void few_rows_keep_the_ends_and_the_extremes(void **state)
{
    (void)state;
    static int32_t day[MANY];
    static double y[MANY];
    const struct chart_line line = {"Level", y};
    for (int i = 0; i < MANY; i++) {
        day[i] = i;
        y[i] = i < 100 ? NAN : sin(i / 70.0);
    }
    y[3333] = 99;
    y[4444] = -99;
    struct chart c = {.day = day, .n = MANY, .lines = &line, .n_lines = 1};
    const char *why, *few = json(&c, 300);
    struct json_object *read = json_read(a, str_of(few), &why), *at = json_member(read, "at");
    assert_true(json_object_array_length(at) <= 300 && json_object_array_length(at) > 250);
    assert_int_equal(json_object_get_int(json_object_array_get_idx(at, 0)), 0);
    assert_int_equal(json_object_get_int(json_object_array_get_idx(at, json_object_array_length(at) - 1)), MANY - 1);
    assert_non_null(strstr(few, ",3333,"));
    assert_non_null(strstr(few, ",4444,"));
    assert_non_null(strstr(few, ",-99,"));
    struct chart none = {.day = day, .n = 0, .lines = &line, .n_lines = 1};
    assert_non_null(strstr(json(&none, 300), "\"at\":[]"));
}

static void boxes_are_rows_of_their_figures(void **state)
{
    (void)state;
    static const double beyond[] = {-9.5, 7};
    const struct chart_box boxes[] = {{"Days", "n 9", "", -2, -1, 0.25, 1, 2, beyond, 2},
                                      {"Years", "n 3", "", -20, -10, 5, 10, 20, NULL, 0}};
    const struct chart c = {.suffix = " %", .boxes = boxes, .n_boxes = 2};
    assert_string_equal(csv(&c),
                        "\"Name\",\"Low whisker (%)\",\"Lower quartile (%)\",\"Median (%)\",\"Upper quartile (%)\","
                        "\"High whisker (%)\",\"Beyond, point 1 (%)\",\"Beyond, point 2 (%)\"\r\n"
                        "\"Days\",-2,-1,0.25,1,2,-9.5,7\r\n\"Years\",-20,-10,5,10,20,,\r\n");
    const char *of = json(&c, 0);
    assert_non_null(strstr(of, "{\"at\":[0,1],\"names\":[\"Days\",\"Years\"],\"unit\":[\"\",\" %\"],\"lines\":["));
    assert_non_null(strstr(of, "{\"label\":\"High whisker\",\"bar\":false,\"decimals\":2,\"values\":[2,20]}"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_columns_with_every_digit_and_their_unit),
        cmocka_unit_test(bars_are_called_by_their_period_or_number),
        cmocka_unit_test(points_have_names_and_two_axes),
        cmocka_unit_test(few_rows_keep_the_ends_and_the_extremes),
        cmocka_unit_test(boxes_are_rows_of_their_figures),
    };
    a = arena_new();
    int rc = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(a);
    return rc;
}
