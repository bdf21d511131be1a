/* mail.c: tests of src/identity/mail.c: the words of mails, placeholders, and what may enter the outbox. Those of the outbox
 * need a scratch database (HUB_TEST_DB), with the rights of hub_auth.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include "identity/mail.h"
#include "tests/base/fixture.h"
#include "tests/identity/people.h"

static const struct hub_settings settings = {.site_name = "Hub & Co", .origin = "https://hub.test"};
static const char link_text[] =
    "https://hub.test/invite/00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

static struct mail composed(enum mail_kind kind, const struct mail_words *words)
{
    struct mail m;
    mail_compose(a, &settings, kind, words, &m);
    return m;
}

static struct mail templated(const char *subject, const char *text, const struct mail_words *words)
{
    struct mail m;
    mail_from_template(a, &settings, subject, text, words, &m);
    return m;
}

static bool has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

static int times(const char *text, const char *part)
{
    int n = 0;
    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        n++;
    return n;
}

static bool has_control(const char *text, const char *but)
{
    for (; *text; text++)
        if (((unsigned char)*text < 0x20 && !strchr(but, *text)) || *text == 0x7f)
            return true;
    return false;
}

static void every_kind_has_its_words_and_leaves_no_placeholder(void **state)
{
    (void)state;
    const struct mail_words words = {.name = "Ada",
                                     .link = link_text,
                                     .role = "analyst",
                                     .expires = "2026-08-03 14:00 UTC",
                                     .inviter = "Grace",
                                     .message = "why"};
    for (int k = 0; k < MAIL_KINDS; k++) {
        struct mail m = composed((enum mail_kind)k, &words);
        assert_true(*m.kind && *m.subject && has(m.subject, "Hub & Co"));
        assert_true(has(m.text, "Hello") && has(m.text, "https://hub.test"));
        assert_false(has(m.text, "{") || has(m.html, "{") || has(m.subject, "{"));
        assert_false(has_control(m.subject, "") || has_control(m.text, "\n") || has_control(m.html, "\n"));
        assert_true(has(m.html, "<p>") && has(m.html, "Hub &amp; Co") && !has(m.html, "Hub & Co"));
        for (int other = 0; other < k; other++)
            assert_string_not_equal(m.kind, composed((enum mail_kind)other, &words).kind);
    }
}

static void lines_are_at_most_72_characters_but_a_link_is_never_broken(void **state)
{
    (void)state;
    const struct mail_words words = {.name = "Ada", .link = link_text, .message = "\xc3\xa9\xc3\xa9 \xc3\xa9\xc3\xa9"};
    for (int k = 0; k < MAIL_KINDS; k++) {
        struct str rest = str_of(composed((enum mail_kind)k, &words).text);
        while (rest.n) {
            struct str line = str_cut(&rest, '\n');
            assert_true(utf8_length(line) <= 72 || str_eq(line, link_text));
        }
    }
}

static void a_link_is_a_link_and_its_own_text(void **state)
{
    (void)state;
    struct mail m = composed(MAIL_RESET, &(struct mail_words){.link = link_text});
    assert_true(has(m.html, arena_printf(a, "<a href=\"%s\">%s</a>", link_text, link_text)));
    assert_true(has(m.text, arena_printf(a, "\n%s\n", link_text)));
    assert_true(has(composed(MAIL_APPROVED, &(struct mail_words){0}).text, "https://hub.test/login"));
}

static void nothing_typed_becomes_a_line_a_header_or_markup(void **state)
{
    (void)state;
    const struct mail_words words = {.name = "Ada\r\nBcc: victim@example.org\n\n<b>\x1b\x7f",
                                     .inviter = "<script>alert(1)</script>\nSubject: x",
                                     .message = "<img src=x>\r\n\r\nYour link:\nhttps://evil.example",
                                     .role = "an\nalyst",
                                     .link = link_text};
    struct mail m = composed(MAIL_INVITATION, &words);
    assert_true(has(m.text, "Hello Ada  Bcc: victim@example.org  <b>,\n"));
    assert_false(has(m.text, "\nBcc") || has(m.text, "\nSubject"));
    assert_true(has(m.text, "\n> <img src=x>\n>\n> Your link:\n> https://evil.example\n"));
    assert_false(has(m.html, "<b>") || has(m.html, "<script") || has(m.html, "<img") ||
                 has(m.html, "href=\"https://evil"));
    assert_true(has(m.html, "<blockquote>&lt;img src=x&gt;<br>"));
    m = templated("Hi {name}{message}", "{name}", &words);
    assert_false(has_control(m.subject, ""));
}

static void characters_that_hide_or_turn_text_are_gone(void **state)
{
    (void)state;
    struct mail m = templated("{name}", "x",
                              &(struct mail_words){.name = "a\xe2\x80\xae"
                                                           "b\xc2\x85"
                                                           "c\xe2\x80\xa8"
                                                           "d\xff"
                                                           "e"});
    assert_string_equal(m.subject, "a b c d e");
}

static void only_the_six_placeholders_are_filled(void **state)
{
    (void)state;
    const struct mail_words words = {.name = "Ada", .link = link_text, .message = "{link} {name} %s"};
    struct mail m =
        templated("{name} {site} %n", "{{name}} {unknown} {Name} { name } {} { %s\n\n%n {message}|$1 {", &words);
    assert_string_equal(m.subject, "Ada {site} %n");
    assert_true(has(m.text, "{Ada} {unknown} {Name} { name } {} { %s\n\n%n {link} {name} %s|$1 {\n"));
    assert_int_equal(times(m.text, link_text), 1);
}

static void an_empty_placeholder_takes_its_space_along(void **state)
{
    (void)state;
    struct mail m = composed(MAIL_INVITATION, &(struct mail_words){.link = link_text, .name = "", .role = "viewer"});
    assert_true(has(m.text, "Hello,\n\nAn administrator invites you"));
    assert_false(has(m.text, "\n\n\n"));
}

static void a_template_without_a_link_gets_one_in_a_line_of_its_own(void **state)
{
    (void)state;
    const struct mail_words words = {.link = link_text};
    assert_true(has(templated("s", "Come in.", &words).text, arena_printf(a, "Come in.\n\n%s\n\n", link_text)));
    assert_int_equal(times(templated("s", "Come in: {link}", &words).text, link_text), 1);
}

static void a_message_inside_a_line_stays_in_it(void **state)
{
    (void)state;
    struct mail m = composed(MAIL_TOKEN_MADE, &(struct mail_words){.message = "one\ntwo"});
    assert_true(has(m.text, "Its name: one two."));
}

static void however_large_it_fits_into_the_outbox(void **state)
{
    (void)state;
    char *text = arena_bytes(a, 20001), *message = arena_bytes(a, 2001);
    for (size_t i = 0; i < 20000; i++)
        text[i] = "{message}\n"[i % 10];
    memset(message, '&', 2000);
    text[20000] = message[2000] = '\0';
    struct mail m = templated(text, text, &(struct mail_words){.message = message, .link = link_text});
    assert_true(strlen(m.subject) <= 250 && strlen(m.text) <= 100000 && strlen(m.html) <= 200000);
    assert_true(has(m.text, link_text));
}

static void a_subject_is_never_empty(void **state)
{
    (void)state;
    assert_true(*templated(" ", "x", &(struct mail_words){0}).subject);
    assert_true(*templated("{name}", "x", &(struct mail_words){0}).subject);
}

static void the_outbox_refuses_what_is_no_address(void **state)
{
    (void)state;
    assert_true(mail_address_fits(STR("ada@example.org")));
    static const char *const wrong[] = {"",
                                        "ab",
                                        "a@b.example\r\nBcc: c@d.example",
                                        "a b@c.example",
                                        "<a@b.example>",
                                        "a@b.example,c",
                                        "\"a\"@b.example",
                                        "a\x7f@b.example",
                                        "a@\xff.example"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(mail_address_fits(str_of(wrong[i])));
}

static void a_mail_goes_into_the_outbox_as_composed(void **state)
{
    struct people *p = people_of(state);
    struct mail m;
    struct db_result r;
    int64_t id = people_add(p, "ada@test.example", "active", NULL);
    assert_int_equal(db_query(p->owner, p->arena, NULL, "delete from ops.outbox", ""), OK);
    mail_compose(p->arena, &p->settings, MAIL_APPROVED, &(struct mail_words){.name = "Ada"}, &m);
    assert_int_equal(mail_queue(p->db, p->arena, "ada@test.example", id, &m), OK);
    assert_int_equal(mail_queue(p->db, p->arena, "nobody@test.example", 0, &m), OK);
    assert_int_equal(mail_queue(p->db, p->arena, "a@b.example\nBcc: x@y.example", 0, &m), ERR_INPUT);
    assert_int_equal(db_query(p->owner, p->arena, &r,
                              "select kind, subject, body_text, body_html, user_id, status from ops.outbox"
                              " where to_address like '%@test.example' order by id",
                              ""),
                     OK);
    assert_int_equal(r.rows, 2);
    assert_string_equal(db_text(&r, 0, 0), "approved");
    assert_string_equal(db_text(&r, 0, 1), m.subject);
    assert_string_equal(db_text(&r, 0, 2), m.text);
    assert_string_equal(db_text(&r, 0, 3), m.html);
    assert_int_equal(db_int(&r, 0, 4), id);
    assert_true(db_is_null(&r, 1, 4));
    assert_string_equal(db_text(&r, 0, 5), "waiting");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_its_words_and_leaves_no_placeholder),
        cmocka_unit_test(lines_are_at_most_72_characters_but_a_link_is_never_broken),
        cmocka_unit_test(a_link_is_a_link_and_its_own_text),
        cmocka_unit_test(nothing_typed_becomes_a_line_a_header_or_markup),
        cmocka_unit_test(characters_that_hide_or_turn_text_are_gone),
        cmocka_unit_test(only_the_six_placeholders_are_filled),
        cmocka_unit_test(an_empty_placeholder_takes_its_space_along),
        cmocka_unit_test(a_template_without_a_link_gets_one_in_a_line_of_its_own),
        cmocka_unit_test(a_message_inside_a_line_stays_in_it),
        cmocka_unit_test(however_large_it_fits_into_the_outbox),
        cmocka_unit_test(a_subject_is_never_empty),
        cmocka_unit_test(the_outbox_refuses_what_is_no_address),
        cmocka_unit_test_setup_teardown(a_mail_goes_into_the_outbox_as_composed, people_open, people_close),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
