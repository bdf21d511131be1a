/* Tests of base/str.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <stdbool.h>
#include <string.h>

#include "base/str.h"

static void utf8_is_judged_as_rfc_3629_says(void **state)
{
    (void)state;
    const struct {
        const char *bytes;
        size_t n;
        bool valid;
    } cases[] = {
        {"", 0, true},
        {"plain", 5, true},
        {"Cl\xc3\xb4ture \xe2\x82\xac \xf0\x9f\x98\x80", 17, true},
        {"a\0b", 3, false},             /* NUL */
        {"\xc0\xaf", 2, false},         /* overlong */
        {"\xe0\x9f\xbf", 3, false},     /* overlong */
        {"\xed\xa0\x80", 3, false},     /* surrogate */
        {"\xf4\x90\x80\x80", 4, false}, /* above U+10FFFF */
        {"\xf5\x80\x80\x80", 4, false},
        {"\x80", 1, false},
        {"\xc3", 1, false}, /* cut short */
        {"\xe2\x82", 2, false},
        {"\xff", 1, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(utf8_valid((struct str){cases[i].bytes, cases[i].n}), cases[i].valid);
    assert_int_equal(utf8_length(STR("Cl\xc3\xb4ture \xe2\x82\xac")), 9);
    /* The same among letters, at every place: what is plain is looked at by eights. */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t at = 0; at < 20; at++) {
            char text[40];
            memset(text, 'a', sizeof text);
            memcpy(text + at, cases[i].bytes, cases[i].n);
            assert_int_equal(utf8_valid((struct str){text, sizeof text}), cases[i].valid);
        }
    }
}

static void a_cut_never_goes_through_a_character(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    assert_true(str_eq(utf8_cut(STR("a€b"), 5), "a€b"));
    assert_true(str_eq(utf8_cut(STR("a€b"), 4), "a€"));
    assert_true(str_eq(utf8_cut(STR("a€b"), 3), "a"));
    assert_true(str_eq(utf8_cut(STR("€"), 2), ""));
    assert_string_equal(utf8_shorten(a, "a€b", 3), "a€b");
    assert_string_equal(utf8_shorten(a, "a€b", 2), "a€…");
    assert_string_equal(utf8_shorten(a, "€€", 1), "€…");
    assert_string_equal(utf8_shorten(a, "", 1), "");
    arena_free(a);
}

static void cutting_takes_each_part_once(void **state)
{
    (void)state;
    struct str rest = STR("a,,b");
    assert_true(str_eq(str_cut(&rest, ','), "a"));
    assert_true(str_eq(str_cut(&rest, ','), ""));
    assert_true(str_eq(str_cut(&rest, ','), "b"));
    assert_int_equal(rest.n, 0);
    assert_true(str_eq(str_trim(STR(" \t x y\r\n")), "x y"));
    assert_int_equal(str_trim(STR("  ")).n, 0);
}

static void comparing_respects_length_and_case(void **state)
{
    (void)state;
    assert_true(str_eq(STR("abc"), "abc"));
    assert_false(str_eq(STR("abc"), "ab"));
    assert_false(str_eq(STR("abc"), "Abc"));
    assert_true(str_eq_nocase(STR("aBc"), "AbC"));
    assert_true(str_starts(STR("abc"), "ab"));
    assert_false(str_starts(STR("a"), "ab"));
}

static void only_the_form_of_a_uuid_is_one(void **state)
{
    (void)state;
    assert_true(str_is_uuid(STR("0123abCD-0123-4567-89ab-0123456789ab")));
    assert_false(str_is_uuid(STR("0123abcd-0123-4567-89ab-0123456789a")));
    assert_false(str_is_uuid(STR("0123abcd-0123-4567-89ab-0123456789abc")));
    assert_false(str_is_uuid(STR("0123abcd-0123-4567-89ab-0123456789ag")));
    assert_false(str_is_uuid(STR("0123abcd00123-4567-89ab-0123456789ab")));
    assert_false(str_is_uuid(STR("0123abcd-0123-4567-89ab--123456789ab")));
}

static void upper_case_is_of_ascii_letters_alone(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_string_equal(str_upper(a, STR("brk.b-1z")), "BRK.B-1Z");
    assert_string_equal(str_upper(a, STR("straße é")), "STRAßE é");
    assert_string_equal(str_upper(a, (struct str){NULL, 0}), "");
    arena_free(a);
}

static void control_characters_are_found(void **state)
{
    (void)state;
    assert_false(str_has_control(STR("a line, “€” and all")));
    assert_false(str_has_control(STR("")));
    assert_true(str_has_control(STR("two\nlines")));
    assert_true(str_has_control(STR("a\x7f")));
    assert_true(str_has_control(STR("a\0b")));
}

static void hex_goes_there_and_back(void **state)
{
    (void)state;
    unsigned char in[] = {0, 1, 0x7f, 0x80, 0xff}, out[5];
    char text[11];
    hex_encode(in, 5, text);
    assert_string_equal(text, "00017f80ff");
    assert_true(hex_decode(STR("00017F80fF"), out, 5));
    assert_memory_equal(in, out, 5);
    assert_false(hex_decode(STR("00017f80f"), out, 5));
    assert_false(hex_decode(STR("00017f80fg"), out, 5));
}

static void a_buffer_grows_and_stays_a_string(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buf b;
    buf_init(&b, a, 0);
    for (int i = 0; i < 100000; i++)
        buf_putc(&b, (char)('a' + i % 26));
    buf_printf(&b, "-%d", 42);
    assert_int_equal(b.n, 100003);
    assert_int_equal(strlen(b.s), b.n);
    assert_string_equal(b.s + 100000, "-42");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_judged_as_rfc_3629_says),   cmocka_unit_test(a_cut_never_goes_through_a_character),
        cmocka_unit_test(cutting_takes_each_part_once),      cmocka_unit_test(comparing_respects_length_and_case),
        cmocka_unit_test(only_the_form_of_a_uuid_is_one),    cmocka_unit_test(upper_case_is_of_ascii_letters_alone),
        cmocka_unit_test(control_characters_are_found),      cmocka_unit_test(hex_goes_there_and_back),
        cmocka_unit_test(a_buffer_grows_and_stays_a_string),
    };
    return cmocka_run_group_tests_name("base/str", tests, NULL, NULL);
}
