/* series_pack.c: a series that was packed comes back to the bit with the columns that it had; bytes that are cut, changed or
 * something else are refused.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"

#include <math.h>

#include "base/zstd.h"
#include "market/series_pack.h"

enum { ROWS = 500 };

static struct price_file_series made(bool with_more)
{
    struct price_file_series s = {.name = "made", .n = ROWS, .base_day = -400, .meaning = PRICE_CLOSES};
    s.day = ARENA_ARRAY(a, ROWS, int32_t);
    s.value[PRICE_CLOSE] = ARENA_ARRAY(a, ROWS, double);
    if (with_more) {
        s.value[PRICE_ADJ_CLOSE] = ARENA_ARRAY(a, ROWS, double);
        s.value[PRICE_DIVIDEND] = ARENA_ARRAY(a, ROWS, double);
    }
    for (int i = 0; i < ROWS; i++) {
        s.day[i] = -300 + i + i / 5 * 2;
        s.value[PRICE_CLOSE][i] = 100 * exp(0.0003 * i + 0.02 * sin(i * 0.7));
        if (with_more) {
            s.value[PRICE_ADJ_CLOSE][i] = i % 7 ? s.value[PRICE_CLOSE][i] * 0.9 : NAN;
            s.value[PRICE_DIVIDEND][i] = i % 63 ? 0 : 0.4;
        }
    }
    return s;
}

static void comes_back(const struct price_file_series *s)
{
    struct price_file_series again = {.name = "mine"};
    const char *why = NULL;
    assert_true(series_unpack(a, series_pack(a, s, NULL), &again, &why));
    assert_string_equal(again.name, "mine");
    assert_int_equal(again.n, s->n);
    assert_int_equal(again.base_day, s->base_day);
    assert_int_equal(again.meaning, s->meaning);
    assert_memory_equal(again.day, s->day, s->n * sizeof *s->day);
    for (int field = 0; field < PRICE_FIELDS; field++) {
        assert_true((again.value[field] != NULL) == (s->value[field] != NULL));
        if (s->value[field])
            assert_memory_equal(again.value[field], s->value[field], s->n * sizeof(double));
    }
}

static void a_series_comes_back_to_the_bit(void **state)
{
    (void)state;
    struct price_file_series few = made(false), more = made(true);
    comes_back(&few);
    comes_back(&more);
}

static void equal_series_have_equal_bytes(void **state)
{
    (void)state;
    struct price_file_series one = made(true), same = made(true), other = made(true);
    struct str x, y, z;
    other.value[PRICE_CLOSE][ROWS - 1] = nextafter(other.value[PRICE_CLOSE][ROWS - 1], 0);
    series_pack(a, &one, &x);
    series_pack(a, &same, &y);
    series_pack(a, &other, &z);
    assert_true(str_same(x, y));
    assert_false(str_same(x, z));
}

static void what_is_cut_or_something_else_is_refused(void **state)
{
    (void)state;
    struct price_file_series s = made(true), out = {.name = ""};
    const char *why = NULL;
    struct str plain;
    struct str packed = series_pack(a, &s, &plain);
    assert_false(series_unpack(a, (struct str){packed.s, packed.n - 1}, &out, &why));
    assert_false(series_unpack(a, STR("2024-01-02,1"), &out, &why));
    assert_false(series_unpack(a, zstd_pack(a, STR("2024-01-02,1")), &out, &why));
    assert_string_equal(why, "it is not a packed series");
    for (size_t n = 8; n < plain.n; n += plain.n / 97)
        assert_false(series_unpack(a, zstd_pack(a, (struct str){plain.s, n}), &out, &why));
    char *changed = str_dup(a, plain);
    changed[11] = 0x7f; /* rows without end */
    assert_false(series_unpack(a, zstd_pack(a, (struct str){changed, plain.n}), &out, &why));
    assert_string_equal(why, "its columns are not as they were packed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_series_comes_back_to_the_bit),
        TEST(equal_series_have_equal_bytes),
        TEST(what_is_cut_or_something_else_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
