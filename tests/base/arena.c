/* Tests of base/arena.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

static void memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (size_t size = 1; size < 300000; size = size * 3 + 1) {
        unsigned char *p = arena_alloc(a, size);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xff, size);
    }
    arena_reset(a);
    unsigned char *again = arena_alloc(a, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(again[i], 0);
    arena_free(a);
}

static int order[3], calls;

static void remember(void *p)
{
    order[calls++] = *(int *)p;
}

static void deferred_calls_run_once_newest_first(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    int values[] = {1, 2, 3};
    calls = 0;
    for (int i = 0; i < 3; i++)
        arena_defer(a, remember, &values[i]);
    arena_reset(a);
    assert_int_equal(calls, 3);
    assert_int_equal(order[0], 3);
    assert_int_equal(order[2], 1);
    arena_free(a);
    assert_int_equal(calls, 3);
}

static void a_reset_gives_large_blocks_back(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    size_t before = arena_held(a);
    for (int i = 0; i < 100; i++)
        arena_bytes(a, 1 << 20);
    assert_true(arena_held(a) >= before + (100u << 20));
    arena_reset(a);
    assert_int_equal(arena_held(a), before);
    arena_free(a);
}

/* However much was taken: what is kept is bounded, used before anything new is asked for, and nothing of a small use. */
static void a_reset_keeps_a_few_megabytes_for_later(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    arena_bytes(a, 100000);
    arena_reset(a);
    assert_int_equal(arena_spare(a), 0);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 400; i++)
            arena_bytes(a, 100000);
        assert_int_equal(arena_spare(a), 0);
        arena_reset(a);
        assert_true(arena_spare(a) > 7u << 20 && arena_spare(a) <= 8u << 20);
    }
    size_t spare = arena_spare(a);
    arena_bytes(a, 1 << 20);
    assert_true(arena_spare(a) < spare);
    arena_reset(a);
    assert_int_equal(arena_spare(a), spare);
    arena_free(a);
}

/* Small pieces after much, and big ones between them, overlap nowhere and are all given back. */
static void pieces_of_every_size_keep_out_of_each_other(void **state)
{
    (void)state;
    enum { PIECES = 400 };
    struct arena *a = arena_new();
    size_t before = arena_held(a);
    for (int round = 0; round < 2; round++) {
        struct piece {
            unsigned char *at;
            size_t size;
        } piece[PIECES];
        for (int i = 0; i < PIECES; i++) {
            piece[i].size = (size_t)(i % 50 == 49 ? 700000 : 1 + i * 7919 % 60000);
            piece[i].at = arena_bytes(a, piece[i].size);
            memset(piece[i].at, i % 251, piece[i].size);
        }
        for (int i = 0; i < PIECES; i++)
            for (size_t k = 0; k < piece[i].size; k++)
                if (piece[i].at[k] != i % 251)
                    fail_msg("byte %zu of piece %d is another's", k, i);
        arena_reset(a);
        assert_int_equal(arena_held(a), before);
    }
    arena_free(a);
}

static void text_is_copied_with_its_end(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_string_equal(arena_dup(a, "abcdef", 3), "abc");
    assert_string_equal(arena_dup(a, NULL, 0), "");
    char *long_text = arena_printf(a, "%0*d|%s", 100000, 7, "end");
    assert_int_equal(strlen(long_text), 100004);
    assert_string_equal(long_text + 99999, "7|end");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(deferred_calls_run_once_newest_first),
        cmocka_unit_test(a_reset_gives_large_blocks_back),
        cmocka_unit_test(a_reset_keeps_a_few_megabytes_for_later),
        cmocka_unit_test(pieces_of_every_size_keep_out_of_each_other),
        cmocka_unit_test(text_is_copied_with_its_end),
    };
    return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}
