/* Tests of admin/invitations_list.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include "tests/base/fixture.h"

#include <string.h>

#include "admin/invitations_list.h"

static struct invite_list list;

static void read_list(const char *text)
{
    invite_list_read(a, str_of(text), ROLE_MANAGER, &list);
}

/* Everybody as "line address name role message;" in one text. */
static const char *people(void)
{
    struct buf b;
    buf_init(&b, a, 256);
    for (size_t i = 0; i < list.n_good; i++) {
        const struct invite_entry *e = &list.good[i];
        buf_printf(&b, "%zu %s %.*s %d %.*s;", e->line, e->email, (int)e->name.n, e->name.n ? e->name.s : "",
                   (int)e->type, (int)e->message.n, e->message.n ? e->message.s : "");
    }
    return b.s;
}

static void plain_addresses_are_read_whatever_stands_between_them(void **state)
{
    (void)state;
    const char *const texts[] = {"a@x.org,b@x.org", "a@x.org; b@x.org", "a@x.org\tb@x.org", "a@x.org b@x.org",
                                 "a@x.org;b@x.org,"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        read_list(texts[i]);
        assert_null(list.refused);
        assert_string_equal(people(), "1 a@x.org  0 ;1 b@x.org  0 ;");
        assert_int_equal(list.n_bad, 0);
    }
    read_list("a@x.org\r\n\r\nb@x.org\r\n");
    assert_string_equal(people(), "1 a@x.org  0 ;3 b@x.org  0 ;");
}

static void a_name_before_the_address_is_understood(void **state)
{
    (void)state;
    read_list("Ann Example <ann@x.org>\n<bo@x.org>");
    assert_string_equal(people(), "1 ann@x.org Ann 0 ;2 bo@x.org  0 ;");
}

static void columns_follow_the_address_without_a_heading(void **state)
{
    (void)state;
    read_list("a@x.org,Ann,analyst,\"Hello, you\"\nb@x.org\nc@x.org,,Viewer");
    assert_string_equal(people(), "1 a@x.org Ann 2 Hello, you;2 b@x.org  0 ;3 c@x.org  1 ;");
}

static void a_heading_rules_the_columns(void **state)
{
    (void)state;
    read_list("Role;Message;First Name;E-Mail;Shoe size\nmanager;Hi;Ann;a@x.org;41\n;;;b@x.org;");
    assert_string_equal(people(), "2 a@x.org Ann 3 Hi;3 b@x.org  0 ;");
}

static void each_fault_is_named_with_its_line(void **state)
{
    (void)state;
    static const struct {
        size_t line;
        const char *words;
    } faults[] = {{2, "has no @"},
                  {3, "is no e-mail address"},
                  {4, "a role that there is not"},
                  {5, "above what you may give"},
                  {7, "stands in line 6 already"}};
    read_list("email,name,role\nnobody,,\na@@x,,\nb@x.org,,king\nc@x.org,,admin\nd@x.org,,\nD@X.ORG,,\n");
    assert_int_equal(list.n_good, 1);
    assert_int_equal(list.n_bad, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(list.bad[i].line, faults[i].line);
        assert_non_null(strstr(list.bad[i].why, faults[i].words));
    }
}

static void a_list_that_is_none_is_refused_as_a_whole(void **state)
{
    (void)state;
    struct buf b;
    read_list("");
    assert_non_null(strstr(list.refused, "no address"));
    read_list(" \n\n");
    assert_non_null(strstr(list.refused, "no address"));
    read_list("email,name\n");
    assert_non_null(strstr(list.refused, "no address"));
    read_list("a@x.org\n\"b@x.org\n");
    assert_non_null(strstr(list.refused, "line 2"));
    buf_init(&b, a, 1 << 20);
    for (int i = 0; i < INVITE_LIST_MAX; i++)
        buf_printf(&b, "p%d@x.org\n", i);
    read_list(b.s);
    assert_null(list.refused);
    assert_int_equal(list.n_good, INVITE_LIST_MAX);
    buf_puts(&b, "one@more.org");
    read_list(b.s);
    assert_non_null(strstr(list.refused, "10,000"));
}

/* Every beginning of a text with all of it. */
static void no_text_cut_anywhere_does_harm(void **state)
{
    (void)state;
    static const char text[] = "\"Q\" <q@x.org>; a@x.org,\tb@x.org <\nc@x.org,Bo,,\"m\"\"x\n\xc3\xa4@x.org,>,<,@@,@";
    for (size_t n = 0; n < sizeof text; n++)
        invite_list_read(a, (struct str){text, n}, ROLE_ADMIN, &list);
    assert_true(list.refused || list.n_good + list.n_bad > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_addresses_are_read_whatever_stands_between_them),
        cmocka_unit_test(a_name_before_the_address_is_understood),
        cmocka_unit_test(columns_follow_the_address_without_a_heading),
        cmocka_unit_test(a_heading_rules_the_columns),
        cmocka_unit_test(each_fault_is_named_with_its_line),
        cmocka_unit_test(a_list_that_is_none_is_refused_as_a_whole),
        cmocka_unit_test(no_text_cut_anywhere_does_harm),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
