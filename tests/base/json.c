/* Tests of base/json and base/problem.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <math.h>
#include <string.h>

#include "base/json.h"
#include "base/problem.h"
#include "tests/base/fixture.h"

static void what_is_not_rfc_8259_is_refused_with_the_place(void **state)
{
    (void)state;
    const char *wrong[] = {
        "",
        "{",
        "{\"a\":1,}",
        "[1,]",
        "{'a':1}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":1e400}",
        "{\"a\":01}",
        "{\"a\":1} x",
        "{\"a\":1,\"a\":2}",
        "/* c */{}",
        "{\"a\" 1}",
        "\"\x01\"",
        "nul",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "\"a",
        "\"\xff\"",
        "{\"\\u0061\":1}",
        "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const char *why = NULL;
        assert_null(json_read(a, str_of(wrong[i]), &why));
        assert_non_null(why);
    }
    const char *why;
    assert_null(json_read(a, STR("{\n \"a\":1,\n \"a\":2}"), &why));
    assert_non_null(strstr(why, "line 3"));
    assert_null(json_read(a, (struct str){"{\"a\":\"x\0y\"}", 11}, &why));
}

static void members_are_read_with_their_type(void **state)
{
    (void)state;
    const char *why;
    struct json_object *o =
        json_read(a, STR(" {\"s\":\"x\\u00e9\", \"n\":1.5, \"i\":-3, \"b\":true, \"z\":null, \"l\":[1,2]} "), &why);
    assert_non_null(o);
    struct str s;
    double x;
    bool b;
    assert_true(json_get_str(o, "s", &s));
    assert_true(str_eq(s, "x\xc3\xa9"));
    assert_true(json_get_num(o, "n", &x) && x == 1.5);
    assert_true(json_get_num(o, "i", &x) && x == -3);
    assert_true(json_get_bool(o, "b", &b) && b);
    assert_false(json_get_num(o, "s", &x));
    assert_false(json_get_str(o, "n", &s));
    assert_false(json_get_bool(o, "n", &b));
    assert_null(json_member(o, "z"));
    assert_null(json_member(o, "absent"));
    assert_non_null(json_member(o, "l"));
}

static void too_many_values_are_refused(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, a, 1 << 20);
    buf_putc(&b, '[');
    for (int i = 0; i < 200001; i++)
        buf_puts(&b, i ? ",1" : "1");
    buf_putc(&b, ']');
    const char *why;
    assert_null(json_read(a, buf_view(&b), &why));
    assert_non_null(strstr(why, "200,000"));
}

static void what_is_written_reads_back(void **state)
{
    (void)state;
    struct buf b;
    struct json_writer w;
    double column[] = {1, 1, NAN, 0.1, -2.5, -2.5};
    buf_init(&b, a, 0);
    json_begin(&w, &b);
    json_open(&w, NULL, '{');
    json_put_text(&w, "text", "\"</script>\n\t\\ \xe2\x82\xac &");
    json_put_text(&w, "none", NULL);
    json_put_num(&w, "num", 0.1);
    json_put_num(&w, "inf", INFINITY);
    json_put_int(&w, "int", -5);
    json_put_bool(&w, "yes", true);
    json_open(&w, "list", '[');
    json_open(&w, NULL, '{');
    json_close(&w, '}');
    json_put_null(&w, NULL);
    json_put_raw(&w, NULL, STR("[1]"));
    json_close(&w, ']');
    json_put_column(&w, "column", column, 6);
    json_close(&w, '}');
    assert_string_equal(
        b.s, "{\"text\":\"\\\"\\u003c/script\\u003e\\u000a\\u0009\\\\ \xe2\x82\xac \\u0026\",\"none\":null,\"num\":0.1,"
             "\"inf\":null,\"int\":-5,\"yes\":true,\"list\":[{},null,[1]],\"column\":[1,1,null,0.1,-2.5,-2.5]}");
    const char *why;
    assert_non_null(json_read(a, buf_view(&b), &why));
}

static void a_problem_names_each_field_once(void **state)
{
    (void)state;
    struct problem p = {.arena = a};
    problem_add(&p, "leverage", "must be at most %d", 2);
    problem_add(&p, "leverage", "second thoughts");
    assert_string_equal(problem_message(&p, "leverage"), "must be at most 2");
    assert_null(problem_message(&p, "equity"));
    struct buf b;
    buf_init(&b, a, 0);
    problem_write(&b, 422, "Not computed", "See the errors.", &p);
    assert_string_equal(b.s, "{\"status\":422,\"title\":\"Not computed\",\"detail\":\"See the errors.\","
                             "\"errors\":[{\"field\":\"leverage\",\"message\":\"must be at most 2\"}]}");
    for (int i = 0; i < 2 * PROBLEM_FIELDS_MAX; i++)
        problem_add(&p, arena_printf(a, "f%d", i), "x");
    assert_int_equal(p.n, PROBLEM_FIELDS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_rfc_8259_is_refused_with_the_place),
        cmocka_unit_test(members_are_read_with_their_type),
        cmocka_unit_test(too_many_values_are_refused),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(a_problem_names_each_field_once),
    };
    return cmocka_run_group_tests_name("base/json", tests, set_up, tear_down);
}
