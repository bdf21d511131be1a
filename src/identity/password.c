/* password.c: see password.h. libscrypt_scrypt is called directly, because libscrypt_check reads past short strings,
 * destroys its argument, stops at a NUL and answers errors with what looks like truth.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/password.h"

#include <libscrypt.h>
#include <math.h>
#include <sodium.h>
#include <stdio.h>
#include <zxcvbn.h>

#include "base/rng.h"

enum { LOG_N = 15, R = 8, P = 3, SALT = 16, HASH = 32 };
enum { LOG_N_MAX = 17, P_MAX = 10 }; /* what a stored form may ask of us */
enum { BASE64 = sodium_base64_VARIANT_ORIGINAL_NO_PADDING };
enum { SALT_TEXT = 22, HASH_TEXT = 43 };
enum { WORDS_MAX = 32, WORD_TEXT = 64, JUDGED_MAX = 100 }; /* zxcvbn's work grows with the square of the length */

struct stored {
    unsigned log_n, r, p;
    unsigned char salt[SALT], hash[HASH];
};

static unsigned long calls;

unsigned long password_hash_calls(void)
{
    return calls;
}

static bool stretch(struct str password, struct stored *st)
{
    calls++;
    return libscrypt_scrypt((const uint8_t *)password.s, password.n, st->salt, SALT, (uint64_t)1 << st->log_n, st->r,
                            st->p, st->hash, HASH) == 0;
}

bool password_hash(struct str password, char out[PASSWORD_HASH_TEXT])
{
    struct stored st = {LOG_N, R, P, {0}, {0}};
    char salt[SALT_TEXT + 1], hash[HASH_TEXT + 1];
    rng_bytes(st.salt, SALT);
    if (!stretch(password, &st))
        return false;
    sodium_bin2base64(salt, sizeof salt, st.salt, SALT, BASE64);
    sodium_bin2base64(hash, sizeof hash, st.hash, HASH, BASE64);
    snprintf(out, PASSWORD_HASH_TEXT, "scrypt$%u$%u$%u$%s$%s", st.log_n, st.r, st.p, salt, hash);
    sodium_memzero(&st, sizeof st);
    return true;
}

static bool decode(const char *text, unsigned char *out, size_t n)
{
    size_t got;
    return sodium_base642bin(out, n, text, strlen(text), NULL, &got, NULL, BASE64) == 0 && got == n;
}

static bool stored_read(const char *text, struct stored *st)
{
    char salt[SALT_TEXT + 1], hash[HASH_TEXT + 1];
    int end = 0;
    return sscanf(text, "scrypt$%2u$%2u$%2u$%22[A-Za-z0-9+/]$%43[A-Za-z0-9+/]%n", &st->log_n, &st->r, &st->p, salt,
                  hash, &end) == 5 &&
           end && !text[end] && decode(salt, st->salt, SALT) && decode(hash, st->hash, HASH) && st->log_n >= 1 &&
           st->log_n <= LOG_N_MAX && st->r == R && st->p >= 1 && st->p <= P_MAX;
}

bool password_check(struct str password, const char *stored)
{
    struct stored want, got;
    if (!stored_read(stored, &want))
        return password_check_nobody(password);
    got = want;
    bool right = stretch(password, &got) && sodium_memcmp(got.hash, want.hash, HASH) == 0;
    sodium_memzero(&got, sizeof got);
    return right;
}

bool password_check_nobody(struct str password)
{
    struct stored nobody = {LOG_N, R, P, {0}, {0}};
    stretch(password, &nobody);
    sodium_memzero(&nobody, sizeof nobody);
    return false;
}

bool password_is_stale(const char *stored)
{
    struct stored st;
    return !stored_read(stored, &st) || st.log_n != LOG_N || st.r != R || st.p != P;
}

static int add_word(struct arena *a, struct str text, const char **words, int n)
{
    if (text.n < 3 || text.n >= WORD_TEXT || n == WORDS_MAX)
        return n;
    char *word = arena_dup(a, text.s, text.n);
    for (char *c = word; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c + 'a' - 'A');
    words[n] = word;
    return n + 1;
}

/* The words that stand for this person or this place, in lower case: what zxcvbn is to hold for guessable. The whole text
 * too, because its parts with dots and an @ between them would look like a find. */
static int own_words(struct arena *a, struct str text, const char **words, int n)
{
    static const char parting[] = " .,@_+-'\t";
    n = add_word(a, text, words, n);
    while (text.n) {
        size_t i = 0;
        while (i < text.n && !memchr(parting, text.s[i], sizeof parting - 1))
            i++;
        n = add_word(a, (struct str){text.s, i}, words, n);
        i += i < text.n;
        text.s += i;
        text.n -= i;
    }
    return n;
}

static bool is_guessable(struct arena *a, struct str password, struct str email, struct str name)
{
    const char *words[WORDS_MAX + 1] = {"umbrella", "umbrellahub"};
    int n = own_words(a, name, words, own_words(a, email, words, 2));
    words[n] = NULL;
    char judged[JUDGED_MAX + 1];
    snprintf(judged, sizeof judged, "%.*s", (int)password.n, password.s);
    double bits = ZxcvbnMatch(judged, words, NULL);
    sodium_memzero(judged, sizeof judged);
    return bits < log2(1e8); /* score 3 of zxcvbn: 1e8 guesses at least */
}

const char *password_fault(struct arena *a, struct str password, struct str email, struct str name)
{
    if (!utf8_valid(password))
        return "The password has characters that cannot be read; type it again.";
    size_t length = utf8_length(password);
    if (length < PASSWORD_MIN)
        return arena_printf(a, "The password must have at least %d characters; it has %zu.", PASSWORD_MIN, length);
    if (length > PASSWORD_MAX)
        return arena_printf(a, "The password may have at most %d characters; it has %zu.", PASSWORD_MAX, length);
    if (is_guessable(a, password, email, name))
        return "This password is too easy to guess. Avoid your name, dates, keyboard rows and common words; "
               "several unrelated words make a good one.";
    return NULL;
}
