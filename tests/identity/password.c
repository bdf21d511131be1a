/* password.c: tests of src/identity/password.c.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <libscrypt.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "identity/password.h"

static struct arena *arena;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* RFC 7914, section 12: what the library below computes is scrypt. */
static void scrypt_matches_the_rfc(void **state)
{
    (void)state;
    uint8_t out[64];
    char hex[129];
    assert_int_equal(libscrypt_scrypt((const uint8_t *)"pleaseletmein", 13, (const uint8_t *)"SodiumChloride", 14,
                                      16384, 8, 1, out, sizeof out),
                     0);
    hex_encode(out, sizeof out, hex);
    assert_string_equal(hex, "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                             "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
}

static void only_the_right_password_passes(void **state)
{
    (void)state;
    char stored[PASSWORD_HASH_TEXT], other[PASSWORD_HASH_TEXT];
    struct str right = STR("right\0horse battery");
    assert_true(password_hash(right, stored));
    assert_true(strlen(stored) < 100);
    assert_int_equal(strncmp(stored, "scrypt$15$8$3$", 14), 0);
    assert_true(password_check(right, stored));
    assert_false(password_check(STR("right"), stored)); /* a NUL does not end it */
    assert_false(password_check(STR("right\0horse batterY"), stored));
    assert_false(password_check(STR(""), stored));
    assert_true(password_hash(right, other));
    assert_string_not_equal(stored, other);
    assert_false(password_is_stale(stored));
}

static void malformed_and_over_priced_forms_are_false_and_cost_one_call(void **state)
{
    (void)state;
    char stored[PASSWORD_HASH_TEXT], bad[PASSWORD_HASH_TEXT + 8];
    assert_true(password_hash(STR("x"), stored));
    static const char *const forms[] = {
        "",
        "!",
        "scrypt",
        "scrypt$15$8$3$",
        "scrypt$30$8$1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "scrypt$15$9$3$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "scrypt$15$8$11$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "scrypt$0$8$3$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "scrypt$15$8$3$AAAA$AAAA"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        unsigned long before = password_hash_calls();
        assert_false(password_check(STR("x"), forms[i]));
        assert_int_equal(password_hash_calls() - before, 1);
        assert_true(password_is_stale(forms[i]));
    }
    snprintf(bad, sizeof bad, "%s$", stored);
    assert_false(password_check(STR("x"), bad));
    snprintf(bad, sizeof bad, "%.*s", (int)strlen(stored) - 1, stored);
    assert_false(password_check(STR("x"), bad));
}

/* N=16, r=8, p=1 of "x" with a zero salt: an older policy still signs in, and is to be made anew. */
static void an_older_policy_passes_and_is_stale(void **state)
{
    (void)state;
    uint8_t salt[16] = {0}, hash[32];
    char stored[PASSWORD_HASH_TEXT];
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    assert_int_equal(libscrypt_scrypt((const uint8_t *)"x", 1, salt, sizeof salt, 16, 8, 1, hash, sizeof hash), 0);
    int n = snprintf(stored, sizeof stored, "scrypt$4$8$1$AAAAAAAAAAAAAAAAAAAAAA$");
    for (int bit = 0; bit < 256; bit += 6) {
        unsigned two = (unsigned)hash[bit / 8] << 8 | (bit / 8 < 31 ? hash[bit / 8 + 1] : 0u);
        stored[n++] = digits[two >> (10 - bit % 8) & 63];
    }
    stored[n] = '\0';
    assert_true(password_check(STR("x"), stored));
    assert_false(password_check(STR("y"), stored));
    assert_true(password_is_stale(stored));
}

static void nobody_costs_one_call_and_is_false(void **state)
{
    (void)state;
    unsigned long before = password_hash_calls();
    assert_false(password_check_nobody(STR("anything")));
    assert_int_equal(password_hash_calls() - before, 1);
}

static const char *fault(struct str password)
{
    return password_fault(arena, password, STR("grace.hopper@navy.example"), STR("Grace Hopper"));
}

static void weak_passwords_are_refused_with_a_reason(void **state)
{
    (void)state;
    assert_non_null(strstr(fault(STR("short")), "12 characters"));
    assert_non_null(strstr(fault(STR("elevenchars")), "it has 11"));
    assert_non_null(fault(STR("password1234")));
    assert_non_null(fault(STR("aaaaaaaaaaaaaaaa")));
    assert_non_null(fault(STR("qwertyuiop[]")));
    assert_non_null(fault(STR("123456789012")));
    assert_non_null(fault(STR("GraceHopper1")));
    assert_non_null(fault(STR("grace.hopper@navy")));
    assert_non_null(fault(STR("UmbrellaHubUmbrella")));
    assert_non_null(strstr(fault(STR("bad\xff\xfe bytes in it")), "cannot be read"));
    assert_non_null(strstr(fault(STR("with a \0 nul inside")), "cannot be read"));
}

static void good_passwords_pass(void **state)
{
    (void)state;
    assert_null(fault(STR("violet tractor lemon 42")));
    assert_null(fault(STR("k7#Qz!m2Wp9x")));
    assert_null(fault(STR("пароль слон зонтик"))); /* characters are counted, not bytes */
    char many[4 * PASSWORD_MAX + 8];
    for (int i = 0; i < 4 * PASSWORD_MAX; i++)
        many[i] = (char)('!' + i * i % 89);
    assert_null(fault((struct str){many, PASSWORD_MAX}));
    assert_non_null(strstr(fault((struct str){many, PASSWORD_MAX + 1}), "at most 256"));
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, start, stop)
    const struct CMUnitTest tests[] = {
        T(scrypt_matches_the_rfc),
        T(only_the_right_password_passes),
        T(malformed_and_over_priced_forms_are_false_and_cost_one_call),
        T(an_older_policy_passes_and_is_stale),
        T(nobody_costs_one_call_and_is_false),
        T(weak_passwords_are_refused_with_a_reason),
        T(good_passwords_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
