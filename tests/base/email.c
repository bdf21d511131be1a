/* email.c: tests of src/base/email.c.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <stdio.h>

#include "base/email.h"

#define TEN "aaaaaaaaaa"
#define SIXTY TEN TEN TEN TEN TEN TEN

static bool is(const char *text)
{
    return email_is_plausible(str_of(text));
}

static void addresses_are_taken(void **state)
{
    (void)state;
    static const char *const good[] = {
        "a@b",   "pat@example.org",           "Pat.Analyst+hub@mail.example.org", "o'neil!#$%&*/=?^_`{|}~-@example.org",
        "1@2.3", "pat@xn--bcher-kva.example", SIXTY "aaaa@example.org",           "pat@" SIXTY "aaa.org",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(is(good[i]));
}

static void what_is_none_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "pat",
        "@example.org",
        "pat@",
        "pat@example.org.",
        "pat@.example.org",
        "pat@a..b",
        "pat@-a.org",
        "pat@a-.org",
        "pat@a@b.org",
        "p at@example.org",
        "pat@exa mple.org",
        "pat@example.org\n",
        "pat\r\nBcc: x@example.org",
        "<pat@example.org>",
        "\"pat\"@example.org",
        "pat@[192.0.2.1]",
        "p\xc3\xa4t@example.org",
        "pat@b\xc3\xbc"
        "cher.example",
        "pat,jo@example.org",
        "pat;@example.org",
        "pat\\@example.org",
        "pat@example_a.org",
        SIXTY "aaaaa@example.org",
        "pat@" SIXTY "aaaa.org",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(is(bad[i]));
    assert_false(email_is_plausible((struct str){"a\0b@example.org", 15}));
}

static void an_address_has_at_most_254_characters(void **state)
{
    (void)state;
    static const char most[] = "aa@" SIXTY "." SIXTY "." SIXTY "." SIXTY ".aaaaaa.";
    char text[sizeof most + 2];
    snprintf(text, sizeof text, "%sa", most);
    assert_int_equal(strlen(text), 255);
    assert_false(is(text));
    assert_true(is(text + 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_taken),
        cmocka_unit_test(what_is_none_is_refused),
        cmocka_unit_test(an_address_has_at_most_254_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
