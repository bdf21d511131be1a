/* gzip.c: tests of src/base/gzip.c.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include "base/gzip.h"

static struct str some_text(struct arena *a, size_t n)
{
    char *s = arena_bytes(a, n + 1);
    for (size_t i = 0; i < n; i++)
        s[i] = (char)('0' + i * i % 67);
    return (struct str){s, n};
}

static void what_is_packed_comes_back(void **state)
{
    static const size_t sizes[] = {0, 1, 1000, 3000000};
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct str plain = some_text(a, sizes[i]), back;
        assert_true(gzip_unpack(a, gzip_pack(a, plain), 1 << 22, &back));
        assert_int_equal(back.n, plain.n);
        assert_memory_equal(back.s, plain.s, plain.n);
    }
    arena_free(a);
}

static void what_is_cut_changed_or_followed_by_more_is_refused(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct str packed = gzip_pack(a, some_text(a, 10000)), back;
    assert_false(gzip_unpack(a, (struct str){packed.s, packed.n - 1}, 1 << 22, &back));
    assert_false(gzip_unpack(a, STR("no gzip at all"), 1 << 22, &back));
    assert_false(gzip_unpack(a, (struct str){packed.s, 0}, 1 << 22, &back));

    char *more = arena_alloc(a, packed.n + 1);
    memcpy(more, packed.s, packed.n);
    assert_false(gzip_unpack(a, (struct str){more, packed.n + 1}, 1 << 22, &back));
    more[packed.n - 6] = (char)(more[packed.n - 6] ^ 1); /* in the checksum */
    assert_false(gzip_unpack(a, (struct str){more, packed.n}, 1 << 22, &back));
    arena_free(a);
}

static void a_bomb_is_stopped(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    size_t n = 32 << 20;
    struct str zeros = {arena_alloc(a, n), n}, back;
    struct str packed = gzip_pack(a, zeros);
    assert_true(packed.n < n / 100);
    assert_false(gzip_unpack(a, packed, 1 << 20, &back));
    assert_true(back.n < 2 << 20);
    arena_free(a);
}

static void pieces_come_back_as_one(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct str whole = some_text(a, 3000000), back;
    struct buf packed;
    buf_init(&packed, a, 1);
    buf_puts(&packed, "before");
    struct gzip_writer *w = gzip_open(a, &packed);
    for (size_t at = 0, n = 1; at < whole.n; at += n, n = n * 3 % 100003 + 1)
        gzip_write(w, (struct str){whole.s + at, at + n < whole.n ? n : whole.n - at});
    gzip_write(w, STR(""));
    gzip_close(w);
    assert_memory_equal(packed.s, "before", 6);
    assert_true(gzip_unpack(a, (struct str){packed.s + 6, packed.n - 6}, 1 << 22, &back));
    assert_int_equal(back.n, whole.n);
    assert_memory_equal(back.s, whole.s, whole.n);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_packed_comes_back),
        cmocka_unit_test(what_is_cut_changed_or_followed_by_more_is_refused),
        cmocka_unit_test(a_bomb_is_stopped),
        cmocka_unit_test(pieces_come_back_as_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
