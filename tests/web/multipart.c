/* multipart.c: tests of src/web/multipart.c.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"
#include "tests/base/fixture.h"

#include <stdlib.h>
#include <string.h>

#include "web/multipart.h"

#define TYPE "multipart/form-data; boundary=xyz"
#define PART(head) "--xyz\r\nContent-Disposition: form-data; " head "\r\n"
#define FIELD(name, value) PART("name=\"" name "\"") "\r\n" value "\r\n"
#define END "--xyz--\r\n"

static struct params fields;
static struct uploads files;

static const char *read_as(const char *type, struct str body)
{
    /* a copy of exactly this size, so that the sanitizer sees a byte too far */
    char *exact = malloc(body.n ? body.n : 1);
    arena_defer(a, free, exact);
    memcpy(exact, body.s, body.n);
    return multipart_read(a, str_of(type), (struct str){exact, body.n}, &fields, &files);
}

static const char *read_text(const char *body)
{
    return read_as(TYPE, str_of(body));
}

static void fields_and_files_are_told_apart(void **state)
{
    (void)state;
    const char body[] = FIELD("kind", "prices") PART(
        "name=\"file\"; filename=\"spy.csv\"") "Content-Type: text/csv\r\n\r\nday,close\r\n\0\xff--xy\r\n--xyz--\r\n";
    assert_null(read_as(TYPE, (struct str){body, sizeof body - 1}));
    assert_int_equal(fields.n, 1);
    assert_string_equal(params_get(&fields, "kind").s, "prices");
    assert_int_equal(files.n, 1);
    assert_true(str_eq(files.at[0].name, "file"));
    assert_true(str_eq(files.at[0].filename, "spy.csv"));
    assert_int_equal(files.at[0].bytes.n, 17);
    assert_memory_equal(files.at[0].bytes.s, "day,close\r\n\0\xff--xy", 17);
}

static void what_browsers_and_curl_send_is_understood(void **state)
{
    (void)state;
    assert_null(read_as("Multipart/Form-Data; charset=utf-8; Boundary=\"----Web Kit'9\"",
                        STR("------Web Kit'9\r\ncontent-disposition: form-data; name=a\r\nX-Other: 1\r\n\r\n1\r\n"
                            "------Web Kit'9--")));
    assert_string_equal(params_get(&fields, "a").s, "1");
    assert_null(read_text(FIELD("text", "two\r\nlines\r\n") FIELD("empty", "") END));
    assert_string_equal(params_get(&fields, "text").s, "two\r\nlines\r\n");
    assert_true(params_has(&fields, "empty"));
    assert_null(read_text(END));
    assert_int_equal(fields.n + files.n, 0);
}

static void a_file_that_was_not_chosen_is_none(void **state)
{
    (void)state;
    assert_null(
        read_text(PART("name=\"file\"; filename=\"\"") "Content-Type: application/octet-stream\r\n\r\n\r\n" END));
    assert_int_equal(files.n, 0);
    assert_null(read_text(PART("name=\"file\"; filename=\"empty.csv\"") "\r\n\r\n" END));
    assert_int_equal(files.n, 1);
    assert_int_equal(files.at[0].bytes.n, 0);
}

static void filenames_are_only_names(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"a.csv", "a.csv"},
                                           {"../../etc/passwd", "passwd"},
                                           {"C:\\\\Users\\\\x\\\\b.csv", "b.csv"},
                                           {"say \\\"hi\\\".csv", "say \"hi\".csv"},
                                           {"tab\there.csv", ""},
                                           {"\xff.csv", ""}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_null(read_text(arena_printf(a, PART("name=\"f\"; filename=\"%s\"") "\r\nx\r\n" END, pairs[i][0])));
        assert_true(str_eq(files.at[0].filename, pairs[i][1]));
    }
}

static void broken_forms_are_refused_with_a_reason(void **state)
{
    (void)state;
    static const char *const bad[][2] = {
        {"", "does not begin"},
        {"preamble\r\n" END, "does not begin"},
        {"--xy", "does not begin"},
        {"--xyz", "something else than a line end"},
        {"--xyzz--", "something else than a line end"},
        {"--xyz\r\n", "no head"},
        {PART("name=\"a\""), "no head"},
        {PART("name=\"a\"") "\r\nvalue", "not ended"},
        {FIELD("a", "1"), "not ended"},
        {FIELD("a", "1") "--xyz", "something else than a line end"},
        {FIELD("a", "1") END "more", "follows the last"},
        {"--xyz\r\nContent-Type: text/plain\r\n\r\n1\r\n" END, "no name"},
        {"--xyz\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n" END, "no name"},
        {PART("name=\"\"") "\r\n1\r\n" END, "no name"},
        {PART("name=\"open") "\r\n1\r\n" END, "no name"},
        {PART("name") "\r\n1\r\n" END, "no name"},
        {PART("name=") "\r\n1\r\n" END, "no name"},
        {PART("filename=\"a\"") "\r\n1\r\n" END, "no name"},
        {FIELD("\xff", "1") END, "name of a field is not valid"},
        {FIELD("a", "\xc3(") END, "\"a\" is not valid UTF-8"},
        {FIELD("a", "1") FIELD("a", "2") END, "\"a\" was sent more than once"},
        {FIELD("a", "1") PART("name=\"a\"; filename=\"f\"") "\r\n1\r\n" END, "more than once"},
        {PART("name=\"a\"; filename=\"f\"") "\r\n1\r\n" PART("name=\"a\"; filename=\"g\"") "\r\n1\r\n" END,
         "more than once"},
        {PART("name=\"a\"") "Content-Type: Multipart/mixed; boundary=q\r\n\r\n1\r\n" END, "holds parts itself"},
        {PART("name=\"a\"") "Content-Transfer-Encoding: base64\r\n\r\nMQ==\r\n" END, "transfer encoding"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *why = read_text(bad[i][0]);
        if (!why || !strstr(why, bad[i][1]))
            print_error("%s: %s\n", bad[i][0], why ? why : "accepted");
        assert_non_null(why);
        assert_non_null(strstr(why, bad[i][1]));
        assert_int_equal(fields.n + files.n, 0);
    }
}

static void text_with_nul_is_refused_but_not_a_file(void **state)
{
    (void)state;
    const char text[] = FIELD("a", "1\0"
                                   "2") END;
    const char *why = read_as(TYPE, (struct str){text, sizeof text - 1});
    assert_non_null(why);
    assert_non_null(strstr(why, "not valid UTF-8"));
}

static void boundaries_must_be_ones(void **state)
{
    (void)state;
    static const char *const types[] = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"a",
        "multipart/form-data; boundary=\"a \"",
        "multipart/form-data; boundary=a@b",
        "multipart/form-data; x=boundary=xyz",
        "multipart/form-data; boundary=0123456789012345678901234567890123456789012345678901234567890123456789x"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        assert_non_null(read_as(types[i], STR(END)));
}

static void names_and_parts_have_a_limit(void **state)
{
    (void)state;
    char name[MULTIPART_NAME_MAX + 2];
    memset(name, 'n', sizeof name);
    name[MULTIPART_NAME_MAX + 1] = '\0';
    assert_non_null(read_text(arena_printf(a, FIELD("%s", "1") END, name)));
    name[MULTIPART_NAME_MAX] = '\0';
    assert_null(read_text(arena_printf(a, FIELD("%s", "1") END, name)));
    struct buf b;
    buf_init(&b, a, 32768);
    for (int i = 0; i < PARAMS_MAX; i++)
        buf_printf(&b, FIELD("n%d", "1"), i);
    size_t full = b.n;
    buf_puts(&b, END);
    assert_null(read_as(TYPE, buf_view(&b)));
    assert_int_equal(fields.n, PARAMS_MAX);
    b.n = full;
    buf_puts(&b, FIELD("more", "1") END);
    assert_string_equal(read_as(TYPE, buf_view(&b)), "There are more than 250 fields.");
    memset(buf_room(&b, 4000), ' ', 4000);
    assert_non_null(read_text(arena_printf(a, PART("name=\"a\"") "X: %.*s\r\n\r\n1\r\n" END, 3000, b.s + b.n)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        T(fields_and_files_are_told_apart),
        T(what_browsers_and_curl_send_is_understood),
        T(a_file_that_was_not_chosen_is_none),
        T(filenames_are_only_names),
        T(broken_forms_are_refused_with_a_reason),
        T(text_with_nul_is_refused_but_not_a_file),
        T(boundaries_must_be_ones),
        T(names_and_parts_have_a_limit),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
