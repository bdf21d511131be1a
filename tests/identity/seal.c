/* seal.c: tests of src/identity/seal.c.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/identity/keys.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>

static struct arena *arena;
static const struct str secret = {"the seed of ada's app", 21};

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    use_seal_keys(arena, KEY_A);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static bool opens(const char *what, int64_t user, const char *key, struct str sealed)
{
    unsigned char got[64];
    return seal_open(what, user, key, sealed, got, secret.n) && !memcmp(got, secret.s, secret.n);
}

/* What the log says while it is tried. */
static const char *said_while_opening(const char *what, int64_t user, const char *key, struct str sealed)
{
    char *said = arena_alloc(arena, 2000), path[64];
    int before = dup(STDERR_FILENO);
    snprintf(path, sizeof path, "/tmp/hub-seal-log-%d", (int)getpid());
    int log = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    dup2(log, STDERR_FILENO);
    assert_false(opens(what, user, key, sealed));
    dup2(before, STDERR_FILENO);
    close(before);
    assert_true(pread(log, said, 1999, 0) > 0);
    close(log);
    unlink(path);
    return said;
}

static void a_secret_opens_for_its_purpose_and_person_only(void **state)
{
    (void)state;
    struct str sealed = seal_close(arena, "second_factor", 7, secret);
    assert_int_equal(sealed.n, secret.n + 40);
    assert_null(memmem(sealed.s, sealed.n, secret.s, 8));
    assert_true(opens("second_factor", 7, seal_key_id(), sealed));
    assert_false(opens("second_factor", 8, seal_key_id(), sealed)); /* moved to another person's row */
    assert_false(opens("second_factor", 70, seal_key_id(), sealed));
    assert_false(opens("mail_password", 7, seal_key_id(), sealed));
    assert_memory_not_equal(seal_close(arena, "second_factor", 7, secret).s, sealed.s, 24); /* a nonce of its own */
}

static void every_flipped_bit_and_every_missing_byte_is_noticed(void **state)
{
    (void)state;
    struct str sealed = seal_close(arena, "second_factor", 7, secret);
    char *bytes = arena_dup(arena, sealed.s, sealed.n);
    for (size_t i = 0; i < sealed.n; i++) {
        for (int bit = 0; bit < 8; bit++) {
            bytes[i] = (char)(bytes[i] ^ 1 << bit);
            assert_false(opens("second_factor", 7, seal_key_id(), (struct str){bytes, sealed.n}));
            bytes[i] = (char)(bytes[i] ^ 1 << bit);
        }
        assert_false(opens("second_factor", 7, seal_key_id(), (struct str){bytes, i}));
    }
    assert_true(opens("second_factor", 7, seal_key_id(), (struct str){bytes, sealed.n}));
}

static void the_log_says_which_key_is_missing_and_what_was_changed(void **state)
{
    (void)state;
    struct str sealed = seal_close(arena, "second_factor", 7, secret);
    assert_non_null(
        strstr(said_while_opening("second_factor", 7, "01234567", sealed),
               "a sealed second_factor of person 7 needs the key 01234567, which is not among the seal keys"));
    assert_non_null(strstr(said_while_opening("second_factor", 8, seal_key_id(), sealed),
                           "a sealed second_factor of person 8 does not open: it was changed, or moved"));
}

static void a_new_key_above_the_old_one_seals_and_the_old_one_still_opens(void **state)
{
    (void)state;
    struct str old = seal_close(arena, "second_factor", 7, secret);
    assert_string_equal(seal_key_id(), "4773d12e");
    use_seal_keys(arena, KEY_B KEY_A);
    struct str newer = seal_close(arena, "second_factor", 7, secret);
    assert_string_equal(seal_key_id(), "5df404c2");
    assert_true(opens("second_factor", 7, "4773d12e", old));
    assert_true(opens("second_factor", 7, "5df404c2", newer));
    assert_false(opens("second_factor", 7, "4773d12e", newer)); /* the key's id is sealed in, too */
    use_seal_keys(arena, KEY_B);
    assert_false(opens("second_factor", 7, "4773d12e", old));
}

static void without_a_key_nothing_is_sealed(void **state)
{
    (void)state;
    use_seal_keys(arena, "");
    assert_null(seal_key_id());
    assert_int_equal(seal_close(arena, "second_factor", 7, secret).n, 0);
}

/* What is authenticated is written down, so that another program can open it: the same by libsodium itself. */
static void it_is_xchacha20_poly1305_with_the_words_of_the_header(void **state)
{
    (void)state;
    static const char words[] = "v1|second_factor|user=7|kid=4773d12e";
    unsigned char key[32], got[64];
    struct str sealed = seal_close(arena, "second_factor", 7, secret);
    const unsigned char *in = (const unsigned char *)sealed.s;
    assert_true(hex_decode((struct str){KEY_A, 64}, key, sizeof key));
    assert_int_equal(crypto_aead_xchacha20poly1305_ietf_decrypt(got, NULL, NULL, in + 24, sealed.n - 24,
                                                                (const unsigned char *)words, sizeof words - 1, in,
                                                                key),
                     0);
    assert_memory_equal(got, secret.s, secret.n);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, start, stop)
    const struct CMUnitTest tests[] = {
        T(a_secret_opens_for_its_purpose_and_person_only),
        T(every_flipped_bit_and_every_missing_byte_is_noticed),
        T(the_log_says_which_key_is_missing_and_what_was_changed),
        T(a_new_key_above_the_old_one_seals_and_the_old_one_still_opens),
        T(without_a_key_nothing_is_sealed),
        T(it_is_xchacha20_poly1305_with_the_words_of_the_header),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
