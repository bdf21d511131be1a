/* answer.c: what all answers have in common: the order of their head, the hash of their inputs, and warnings read back.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"

#include "compute/answer.h"

static struct json_object *written(const struct warnings *warnings)
{
    struct buf b;
    struct json_writer w;
    const char *why;
    buf_init(&b, a, 256);
    json_begin(&w, &b);
    json_open(&w, NULL, '{');
    warnings_write(&w, warnings);
    json_close(&w, '}');
    return json_read(a, buf_view(&b), &why);
}

static void a_head_has_its_members_in_one_order_and_null_without_data(void **state)
{
    (void)state;
    struct buf b;
    struct json_writer w;
    buf_init(&b, a, 256);
    json_begin(&w, &b);
    json_open(&w, NULL, '{');
    answer_head_write(&w, &(struct answer_head){"any.engine", "7", NULL, STR("{\"x\":1}"), "beef"});
    json_put_int(&w, "next", 1);
    json_close(&w, '}');
    assert_string_equal(b.s, "{\"engine\":\"any.engine\",\"engine_version\":\"7\",\"data_version\":null,"
                             "\"inputs\":{\"x\":1},\"inputs_hash\":\"beef\",\"next\":1}");
}

static void inputs_have_the_sha_256_of_their_text(void **state)
{
    (void)state;
    char hex[INPUTS_HASH];
    inputs_hash_of(STR("abc"), hex); /* FIPS 180-4, the first example */
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void warnings_are_read_back_as_they_were_written(void **state)
{
    (void)state;
    struct warnings some = {0}, again;
    warnings_add(a, &some, "first", "%d %% of \"it\"", 5);
    warnings_add(a, &some, "second", "plain");
    assert_true(warnings_read(a, written(&some), &again));
    assert_int_equal(again.n, 2);
    assert_string_equal(again.at[0].code, "first");
    assert_string_equal(again.at[0].message, "5 % of \"it\"");
    assert_string_equal(again.at[1].code, "second");
    assert_true(warnings_read(a, written(&(struct warnings){0}), &again));
    assert_int_equal(again.n, 0);
}

static void there_are_at_most_as_many_as_fit(void **state)
{
    (void)state;
    struct warnings many = {0}, again;
    for (int i = 0; i < WARNINGS_MAX + 3; i++)
        warnings_add(a, &many, arena_printf(a, "w%d", i), "%d", i);
    assert_true(warnings_read(a, written(&many), &again));
    assert_int_equal(again.n, WARNINGS_MAX);
    assert_string_equal(again.at[0].code, "w0");
}

static void what_is_not_a_list_of_warnings_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "{}",
        "[]",
        "{\"warnings\":null}",
        "{\"warnings\":{}}",
        "{\"warnings\":[1]}",
        "{\"warnings\":[{\"code\":\"x\"}]}",
        "{\"warnings\":[{\"code\":\"x\",\"message\":5}]}",
        "{\"warnings\":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct warnings w;
        const char *why;
        assert_false(warnings_read(a, json_read(a, str_of(bad[i]), &why), &w));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_head_has_its_members_in_one_order_and_null_without_data),
        TEST(inputs_have_the_sha_256_of_their_text),
        TEST(warnings_are_read_back_as_they_were_written),
        TEST(there_are_at_most_as_many_as_fit),
        TEST(what_is_not_a_list_of_warnings_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
