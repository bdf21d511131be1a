/* message.c: tests of src/egress/message.c: header lines and addresses. That whole mails arrive as they were written is tested
 * against a real server (tests/daemons/mail.mjs).
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include "egress/message.h"
#include "tests/base/fixture.h"

static void a_mailbox_is_an_address_with_or_without_a_name(void **state)
{
    (void)state;
    struct mailbox m;
    assert_true(mailbox_read(a, "ada@example.org", &m));
    assert_string_equal(m.name, "");
    assert_string_equal(m.address, "ada@example.org");
    assert_true(mailbox_read(a, "  Ada L. <ada@example.org>", &m));
    assert_string_equal(m.name, "Ada L.");
    assert_true(mailbox_read(a, "\"Lovelace, Ada\" <ada@example.org>", &m));
    assert_string_equal(m.name, "Lovelace, Ada");
    assert_string_equal(m.address, "ada@example.org");
    assert_true(mailbox_read(a, "<ada@example.org>", &m));
    assert_string_equal(m.name, "");
}

static void what_is_no_mailbox_is_refused(void **state)
{
    (void)state;
    static const char *const none[] = {"",
                                       "ada",
                                       "@example.org",
                                       "ada@",
                                       "<>",
                                       "Ada <",
                                       "Ada <ada@example.org",
                                       "Ada <ada@example.org> x",
                                       "Ada <ada@example.org>, Eve <eve@example.org",
                                       "ada@example.org, eve@example.org",
                                       "Ada\r\nBcc: eve@example.org <ada@example.org>",
                                       "Ada <ada@example.org\r\nBcc:eve@example.org>",
                                       "Ada\x7f <ada@example.org>",
                                       "\xff <ada@example.org>",
                                       NULL};
    struct mailbox m;
    for (const char *const *text = none; *text; text++)
        assert_false(mailbox_read(a, *text, &m));
}

static void an_address_has_no_character_that_ends_it(void **state)
{
    (void)state;
    static const char *const bad[] = {"a b@c", "a@b>",  "<a@b",  "a@b,c@d", "a@b;c",
                                      "a\"@b", "a\\@b", "a@b\n", "\ta@b",   NULL};
    char longest[300] = "";
    assert_true(address_is_plain("bounce+0123-4567@example.org"));
    for (const char *const *text = bad; *text; text++)
        assert_false(address_is_plain(*text));
    memset(longest, 'a', sizeof longest - 1);
    memcpy(longest + 250, "@b.c", 5);
    assert_true(address_is_plain(longest));
    memcpy(longest + 250, "@b.cd", 6);
    assert_false(address_is_plain(longest));
}

static void short_ascii_stands_as_it_is(void **state)
{
    (void)state;
    assert_string_equal(header_text(a, "Subject", "You are invited"), "Subject: You are invited");
    assert_string_equal(header_text(a, "Subject", ""), "Subject: ");
}

static void other_text_becomes_encoded_words(void **state)
{
    (void)state;
    assert_string_equal(header_text(a, "Subject", "Größe"), "Subject: =?UTF-8?B?R3LDtsOfZQ==?=");
    assert_string_equal(header_text(a, "Subject", "=?x"), "Subject: =?UTF-8?B?PT94?=");
}

/* Each line at most 76 characters (RFC 2047, 2), no character cut in two, every other line beginning with a space. */
static void long_text_is_folded_between_characters(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, a, 2000);
    for (int i = 0; i < 120; i++)
        buf_puts(&text, i % 3 ? "\xe6\xbc\xa2" : "a");
    struct str rest = str_of(header_text(a, "Subject", text.s));
    for (int line = 0; rest.n; line++) {
        struct str one = str_cut(&rest, '\n');
        if (rest.n)
            assert_int_equal(one.s[--one.n], '\r');
        assert_in_range(one.n, 10, 76);
        assert_true(line == 0 || one.s[0] == ' ');
        assert_true(one.s[one.n - 1] == '=' && one.s[one.n - 2] == '?');
    }
}

static void a_control_character_makes_no_header(void **state)
{
    (void)state;
    const struct mailbox name = {"Ada\nBcc: x", "ada@example.org"}, address = {"Ada", "ada@example.org\r\nBcc: x"};
    assert_null(header_text(a, "Subject", "Hello\r\nBcc: eve@example.org"));
    assert_null(header_text(a, "Subject", "Hello\n"));
    assert_null(header_text(a, "Subject", "\x7f"));
    assert_null(header_text(a, "Subject", "\xc3"));
    assert_null(header_mailbox(a, "From", &name));
    assert_null(header_mailbox(a, "To", &address));
}

static void names_are_quoted(void **state)
{
    (void)state;
    const struct mailbox plain = {"", "ada@example.org"}, quoted = {"A \"B\" \\ C, D", "ada@example.org"},
                         encoded = {"Ünï", "ada@example.org"}, looks_so = {"=?x", "ada@example.org"};
    assert_string_equal(header_mailbox(a, "To", &plain), "To: ada@example.org");
    assert_string_equal(header_mailbox(a, "From", &quoted), "From: \"A \\\"B\\\" \\\\ C, D\"\r\n <ada@example.org>");
    assert_string_equal(header_mailbox(a, "From", &looks_so), "From: =?UTF-8?B?PT94?=\r\n <ada@example.org>");
    assert_string_equal(header_mailbox(a, "From", &encoded), "From: =?UTF-8?B?w5xuw68=?=\r\n <ada@example.org>");
}

static void the_date_is_in_utc_and_english(void **state)
{
    (void)state;
    assert_string_equal(header_date(a, 0), "Date: Thu, 01 Jan 1970 00:00:00 +0000");
    assert_string_equal(header_date(a, 1795269780), "Date: Sat, 21 Nov 2026 14:03:00 +0000");
}

static void lines_end_in_crlf_once(void **state)
{
    (void)state;
    assert_string_equal(lines_with_cr(a, STR("a\nb\r\n\n\nc")), "a\r\nb\r\n\r\n\r\nc");
    assert_string_equal(lines_with_cr(a, STR("")), "");
    assert_string_equal(lines_with_cr(a, STR("\n")), "\r\n");
}

int main(void)
{
#define T(test) cmocka_unit_test(test)
    const struct CMUnitTest tests[] = {
        T(a_mailbox_is_an_address_with_or_without_a_name),
        T(what_is_no_mailbox_is_refused),
        T(an_address_has_no_character_that_ends_it),
        T(short_ascii_stands_as_it_is),
        T(other_text_becomes_encoded_words),
        T(long_text_is_folded_between_characters),
        T(a_control_character_makes_no_header),
        T(names_are_quoted),
        T(the_date_is_in_utc_and_english),
        T(lines_end_in_crlf_once),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
