/* params.c: tests of src/web/params.c: fields, cookies and paths, as browsers and attackers write them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include "web/params.h"

static struct arena *a;

static struct params read_good(const char *text)
{
    struct params p;
    assert_null(params_read(a, str_of(text), &p));
    return p;
}

static const char *read_bad(const char *text)
{
    struct params p;
    const char *why = params_read(a, str_of(text), &p);
    assert_non_null(why);
    assert_int_equal(p.n, 0);
    return why;
}

static void fields_are_decoded(void **state)
{
    (void)state;
    struct params p = read_good("name=Big+crash+%26+after&empty=&alone&%C3%A4=%E2%82%AC&x=a=b");
    assert_int_equal(p.n, 5);
    assert_true(str_eq(params_get(&p, "name"), "Big crash & after"));
    assert_true(params_has(&p, "empty"));
    assert_int_equal(params_get(&p, "empty").n, 0);
    assert_true(params_has(&p, "alone"));
    assert_true(str_eq(params_get(&p, "ä"), "€"));
    assert_true(str_eq(params_get(&p, "x"), "a=b"));
    assert_int_equal(params_get(&p, "absent").n, 0);
    assert_false(params_has(&p, "absent"));
    p = read_good("a=%2527&b=%252e%252e%252f&c=1%2B%2B1"); /* once, and no more */
    assert_true(str_eq(params_get(&p, "a"), "%27"));
    assert_true(str_eq(params_get(&p, "b"), "%2e%2e%2f"));
    assert_true(str_eq(params_get(&p, "c"), "1++1"));
}

static void empty_pieces_are_nothing(void **state)
{
    (void)state;
    assert_int_equal(read_good("").n, 0);
    assert_int_equal(read_good("&&").n, 0);
    assert_int_equal(read_good("&a=1&&b=2&").n, 2);
}

static void broken_percent_is_refused(void **state)
{
    (void)state;
    assert_string_equal(read_bad("a=%4"),
                        "The field \"a\" is badly encoded: % must be followed by two hexadecimal digits.");
    read_bad("a=%zz");
    read_bad("a=%");
    read_bad("%=1");
}

static void invalid_text_is_refused(void **state)
{
    (void)state;
    assert_string_equal(read_bad("q=%C3%28"), "The field \"q\" is not valid UTF-8 text.");
    assert_string_equal(read_bad("q=a%00"), "The field \"q\" is not valid UTF-8 text.");
    assert_string_equal(read_bad("%00=a"), "The name of a field is not valid UTF-8 text.");
    read_bad("q=%ED%A0%80"); /* a surrogate */
    read_bad("q=%C0%AF");    /* an overlong slash */
}

static void same_name_twice_is_refused_by_name(void **state)
{
    (void)state;
    assert_string_equal(read_bad("a=1&b=2&%61=3"), "The field \"a\" was sent more than once.");
}

static void two_hundred_and_fifty_fields_are_the_most(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, a, 4096);
    for (int i = 0; i < PARAMS_MAX; i++)
        buf_printf(&b, "%sf%d=%d", i ? "&" : "", i, i);
    assert_int_equal(read_good(b.s).n, PARAMS_MAX);
    buf_puts(&b, "&one=more");
    assert_string_equal(read_bad(b.s), "There are more than 250 fields.");
}

static void long_names_are_cut_in_messages(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, a, 30000);
    for (int i = 0; i < 10000; i++)
        buf_puts(&b, "ä");
    buf_puts(&b, "=%");
    const char *why = read_bad(b.s);
    assert_true(strlen(why) < 200);
    assert_true(utf8_valid(str_of(why)));
}

static void cookies_are_found_and_counted(void **state)
{
    (void)state;
    struct str value;
    assert_int_equal(cookie_find(STR("a=1; __Host-hub=xyz; b=2"), "__Host-hub", &value), 1);
    assert_true(str_eq(value, "xyz"));
    assert_int_equal(cookie_find(STR("__Host-hub=1;__Host-hub=2"), "__Host-hub", &value), 2);
    assert_true(str_eq(value, "1"));
    assert_int_equal(cookie_find(STR("x__Host-hub=1; __Host-hubx=2; =; ;;"), "__Host-hub", &value), 0);
    assert_int_equal(cookie_find(STR(""), "a", &value), 0);
    assert_int_equal(cookie_find(STR("a"), "a", &value), 1);
    assert_int_equal(value.n, 0);
}

static void only_plain_paths_are_normal(void **state)
{
    (void)state;
    const char *const good[] = {"/", "/a", "/a/b-c_d.e", "/a/", "/a/..b", "/ä/€", "/a b", "/..."};
    const char *const bad[] = {"",      "a",     "//",   "/a//b", "/.",     "/..",  "/a/./b",
                               "/a/..", "/a\\b", "/a;b", "/a\nb", "/a\x7f", "/\xff"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(path_is_normal(str_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(path_is_normal(str_of(bad[i])));
}

static void only_places_of_this_site_are_local(void **state)
{
    (void)state;
    const char *const good[] = {"/", "/margin/backtests?page=2#top", "/a//b", "/%2f%2fevil"};
    const char *const bad[] = {
        "",   "//evil.example", "/\\evil.example", "https://evil.example", "evil", "/a b", "/a\r\nX: y",
        "/ä", "javascript:x"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(path_is_local(str_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(path_is_local(str_of(bad[i])));
}

static void encoding_is_undone_by_reading(void **state)
{
    (void)state;
    char all[256];
    struct buf b;
    for (int i = 1; i < 128; i++)
        all[i - 1] = (char)i;
    all[127] = '\0';
    buf_init(&b, a, 64);
    buf_puts(&b, "x=");
    path_encode(&b, str_of(all));
    struct params p = read_good(b.s);
    assert_true(str_eq(params_get(&p, "x"), all));
}

static int reset(void **state)
{
    (void)state;
    arena_reset(a);
    return 0;
}

int main(void)
{
    a = arena_new();
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup(f, reset)
        T(fields_are_decoded),
        T(empty_pieces_are_nothing),
        T(broken_percent_is_refused),
        T(invalid_text_is_refused),
        T(same_name_twice_is_refused_by_name),
        T(two_hundred_and_fifty_fields_are_the_most),
        T(long_names_are_cut_in_messages),
        T(cookies_are_found_and_counted),
        T(only_plain_paths_are_normal),
        T(only_places_of_this_site_are_local),
        T(encoding_is_undone_by_reading),
#undef T
    };
    int rc = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(a);
    return rc;
}
