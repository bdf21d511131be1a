/* form.c: tests of src/web/form.c: what people type, what is made of it, and what they read when it cannot be used.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <math.h>

#include "base/day.h"
#include "fake.h"
#include "web/form.h"

struct input {
    double equity, rate, open;
    int64_t count;
    int32_t day;
    int choice;
    bool flag;
    struct str name, words, email;
};

static const char *const values[] = {"reg_t", "portfolio", NULL}, *const labels[] = {"Reg T", "Portfolio <margin>"};
#define AT(member) offsetof(struct input, member)
static const struct field fields[] = {
    {"equity", "Equity", FIELD_NUMBER, true, 1, 1e12, 0, "$", NULL, NULL, AT(equity), NULL, NULL, NULL},
    {"rate", "Rate", FIELD_NUMBER, false, -5, 100, 0, "%", NULL, NULL, AT(rate), NULL, NULL, NULL},
    {"open", "Open", FIELD_NUMBER, false, 0, INFINITY, 0, "", NULL, NULL, AT(open), NULL, NULL, NULL},
    {"count", "Count", FIELD_INTEGER, false, 1, 1000000, 0, "sessions", NULL, NULL, AT(count), NULL, NULL, NULL},
    {"day", "Start", FIELD_DATE, false, 10959, 18369, 0, NULL, NULL, NULL, AT(day), NULL, NULL, NULL},
    {"choice", "Account", FIELD_CHOICE, false, 0, 0, 0, NULL, values, labels, AT(choice), NULL, NULL, NULL},
    {"flag", "Flag", FIELD_FLAG, false, 0, 0, 0, NULL, NULL, NULL, AT(flag), NULL, NULL, NULL},
    {"name", "Name", FIELD_TEXT, false, 1, 5, 0, NULL, NULL, NULL, AT(name), NULL, NULL, NULL},
    {"words", "Message", FIELD_LINES, false, 1, 9, 0, NULL, NULL, NULL, AT(words), NULL, NULL, NULL},
    {"email", "E-mail", FIELD_EMAIL, false, 0, 0, 0, NULL, NULL, NULL, AT(email), NULL, NULL, NULL},
};
enum { N = sizeof fields / sizeof *fields };

static struct arena *a;
static struct input in;
static struct problem problem;

static bool read(const char *text)
{
    struct params p;
    in = (struct input){.rate = 3, .count = 7, .choice = 1};
    problem = (struct problem){.arena = a};
    assert_null(params_read(a, str_of(text), &p));
    return form_read(&p, fields, N, &in, &problem);
}

static const char *message(const char *text, const char *field)
{
    assert_false(read(text));
    const char *m = problem_message(&problem, field);
    assert_non_null(m);
    return m;
}

static void numbers_are_read_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        double value;
    } good[] = {{"1000", 1000}, {"$1,000.50", 1000.5}, {"%20%24+1,234,567+", 1234567}, {"12,345", 12345},
                {"1e6", 1e6},   {"1.5E3", 1500},       {"1000000000000", 1e12},        {"123,456,789.25", 123456789.25},
                {"%2B5", 5}};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(read(arena_printf(a, "equity=%s", good[i].typed)));
        assert_true(in.equity == good[i].value);
    }
}

static void what_is_no_number_is_refused(void **state)
{
    (void)state;
    const char *const bad[] = {"abc",      "1,5",   "1,00",     "1,0000", ",100",  "1,,000", "12,34,567",
                               "1.000,5",  "1.2.3", "nan",      "inf",    "1e309", "0x10",   "-",
                               "5+apples", "1000,", "1234,567", "$",      "%25",   "5%25"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_string_equal(message(arena_printf(a, "equity=%s", bad[i]), "equity"),
                            "Equity must be a number, written like 1234.5 or 1,234.5.");
}

static void percent_sign_goes_with_percent_fields(void **state)
{
    (void)state;
    assert_true(read("equity=5&rate=4.5+%25"));
    assert_true(in.rate == 4.5);
}

static void ranges_are_said_with_their_unit(void **state)
{
    (void)state;
    assert_string_equal(message("equity=0", "equity"), "Equity must lie between $1 and $1,000,000,000,000.");
    assert_string_equal(message("equity=1&rate=101", "rate"), "Rate must lie between -5 % and 100 %.");
    assert_string_equal(message("equity=1&open=-1", "open"), "Open must be at least 0.");
    assert_string_equal(message("equity=1&count=0", "count"), "Count must lie between 1 and 1,000,000 sessions.");
    assert_string_equal(message("equity=1&day=1999-12-31", "day"), "Start must lie between 2000-01-03 and 2020-04-17.");
    assert_true(read("equity=1&rate=-5&day=2020-04-17&count=1,000,000"));
}

static void empty_optional_fields_keep_their_default(void **state)
{
    (void)state;
    assert_true(read("equity=5&rate=&count=+"));
    assert_true(in.rate == 3);
    assert_int_equal(in.count, 7);
    assert_int_equal(in.choice, 1);
    assert_false(in.flag);
    assert_string_equal(message("rate=1", "equity"), "Equity is needed.");
}

static void whole_numbers_have_no_fraction(void **state)
{
    (void)state;
    assert_string_equal(message("equity=1&count=1.5", "count"), "Count must be a whole number.");
    assert_string_equal(message("equity=1&count=99999999999999999999", "count"), "Count must be a whole number.");
}

static void dates_must_exist(void **state)
{
    (void)state;
    assert_true(read("equity=1&day=2020-02-29"));
    assert_int_equal(in.day, day_from_civil(2020, 2, 29));
    assert_string_equal(message("equity=1&day=2019-02-29", "day"),
                        "Start must be a date that exists, written as 2020-04-17.");
    message("equity=1&day=17.04.2020", "day");
}

static void choices_are_those_offered(void **state)
{
    (void)state;
    assert_true(read("equity=1&choice=reg_t&flag=1"));
    assert_int_equal(in.choice, 0);
    assert_true(in.flag);
    assert_string_equal(message("equity=1&choice=other", "choice"), "Account must be one of the choices offered.");
}

static void text_is_one_line_of_so_many_characters(void **state)
{
    (void)state;
    assert_true(read("equity=1&name=+%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4+"));
    assert_true(str_eq(in.name, "äääää"));
    assert_string_equal(message("equity=1&name=123456", "name"), "Name may have at most 5 characters; this has 6.");
    assert_string_equal(message("equity=1&name=a%0Ab", "name"), "Name must be one line of text.");
}

static void lines_end_in_a_line_feed(void **state)
{
    (void)state;
    assert_true(read("equity=1&words=a%0D%0Ab%0D%09c%0A%0Ad%0D%0A"));
    assert_true(str_eq(in.words, "a\nb\n c\n\nd"));
    assert_string_equal(message("equity=1&words=a%0D%0Ab%1Bc", "words"),
                        "Message has a character in it that is no text.");
    assert_string_equal(message("equity=1&words=12345%0D%0A7890", "words"),
                        "Message may have at most 9 characters; this has 10.");
}

static void an_address_has_the_form_of_one(void **state)
{
    (void)state;
    assert_true(read("equity=1&email=+pat%40example.org+"));
    assert_true(str_eq(in.email, "pat@example.org"));
    assert_string_equal(message("equity=1&email=pat", "email"),
                        "E-mail must be an e-mail address, like name@example.org.");
}

static void all_faults_are_told_at_once(void **state)
{
    (void)state;
    assert_false(read("equity=x&rate=x&day=x"));
    assert_int_equal(problem.n, 3);
}

static const char *render(const struct params *typed)
{
    struct buf b;
    struct view *v = view_new(a);
    buf_init(&b, a, 1000);
    form_show(v, fields, N, &in, typed, &problem);
    assert_int_equal(view_part(a, "test/form.tpl", v, &b), OK);
    return b.s;
}

static void shown_values_read_back_the_same(void **state)
{
    (void)state;
    const double odd[] = {1234567.25, 1e12, 1.1, 123.456789012345, 1000, 999999.999, 1e6, 1.0 / 3 + 1};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        char text[100] = "equity=";
        read("equity=1");
        in.equity = odd[i];
        const char *html = render(NULL), *from = strstr(html, "name=\"equity\" value=\"");
        from += strlen("name=\"equity\" value=\"");
        strncat(text, from, strcspn(from, "\""));
        assert_true(read(text));
        assert_true(in.equity == odd[i]);
    }
}

static void fields_show_bounds_choices_and_values(void **state)
{
    (void)state;
    assert_true(read("equity=1234567&day=2020-01-02&choice=portfolio&flag=on&name=%3Cb%3E"));
    const char *html = render(NULL);
    assert_non_null(
        strstr(html, "<input name=\"equity\" value=\"1,234,567\" min=\"1\" max=\"1000000000000\" required>"));
    assert_non_null(strstr(html, "<input name=\"day\" value=\"2020-01-02\" min=\"2000-01-03\" max=\"2020-04-17\">"));
    assert_non_null(strstr(html, "<option value=\"portfolio\" selected>Portfolio &lt;margin&gt;</option>"));
    assert_non_null(strstr(html, "<input name=\"flag\" value=\"1\" min=\"\" max=\"\" checked>"));
    assert_non_null(strstr(html, "<input name=\"name\" value=\"&lt;b&gt;\""));
}

static void what_was_typed_is_kept_beside_its_message(void **state)
{
    (void)state;
    struct params typed;
    assert_false(read("equity=%22%3E1,5&rate=2"));
    params_read(a, STR("equity=%22%3E1,5&rate=2"), &typed);
    const char *html = render(&typed);
    assert_non_null(strstr(html, "name=\"equity\" value=\"&quot;&gt;1,5\""));
    assert_non_null(strstr(html, "<em>Equity must be a number"));
    assert_non_null(strstr(html, "name=\"rate\" value=\"2\""));
}

int main(void)
{
    a = arena_new();
    fake_settings();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_people_write_them),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(percent_sign_goes_with_percent_fields),
        cmocka_unit_test(ranges_are_said_with_their_unit),
        cmocka_unit_test(empty_optional_fields_keep_their_default),
        cmocka_unit_test(whole_numbers_have_no_fraction),
        cmocka_unit_test(dates_must_exist),
        cmocka_unit_test(choices_are_those_offered),
        cmocka_unit_test(text_is_one_line_of_so_many_characters),
        cmocka_unit_test(lines_end_in_a_line_feed),
        cmocka_unit_test(an_address_has_the_form_of_one),
        cmocka_unit_test(all_faults_are_told_at_once),
        cmocka_unit_test(shown_values_read_back_the_same),
        cmocka_unit_test(fields_show_bounds_choices_and_values),
        cmocka_unit_test(what_was_typed_is_kept_beside_its_message),
    };
    int rc = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(a);
    return rc;
}
