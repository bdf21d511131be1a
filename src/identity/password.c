/* password.c: see password.h. libscrypt_scrypt is called directly, because libscrypt_check reads past short strings,
 * destroys its argument, stops at a NUL and answers errors with what looks like truth.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/password.h"

#include <libscrypt.h>
#include <math.h>
#include <openssl/evp.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <uninorm.h>
#include <zxcvbn.h>

#include "base/log.h"
#include "base/rng.h"
#include "identity/key_ring.h"

enum { LOG_N = 15, R = 8, P = 3, SALT = 16, HASH = 32 };
enum { LOG_N_MAX = 17, P_MAX = 10, ITERATIONS_MAX = 2000000 }; /* what a stored form may ask of us */
enum { BASE64 = sodium_base64_VARIANT_ORIGINAL_NO_PADDING };
enum { SALT_TEXT = 22, HASH_TEXT = 43, OLD_SALT_TEXT = 64 };
enum { WORDS_MAX = 32, WORD_TEXT = 64, JUDGED_MAX = 100 }; /* zxcvbn's work grows with the square of the length */

struct stored {
    unsigned log_n, r, p;
    unsigned char salt[SALT], hash[HASH];
    char key_id[KEY_ID + 1]; /* "": no key */
};

/* What the old system stored. */
struct old {
    unsigned iterations;
    char salt[OLD_SALT_TEXT + 1];
    unsigned char hash[HASH];
};

static unsigned long calls;

unsigned long password_hash_calls(void)
{
    return calls;
}

/* To be released with forget. What is no UTF-8 has no such form and is empty; password_fault lets nobody choose it. */
static struct str nfc(struct str text)
{
    size_t n = 0;
    char *s = (char *)u8_normalize(UNINORM_NFC, (const uint8_t *)text.s, text.n, NULL, &n);
    return (struct str){s, s ? n : 0};
}

static void forget(struct str text)
{
    if (text.n)
        sodium_memzero((char *)text.s, text.n);
    free((char *)text.s);
}

static bool scrypt(struct str password, struct stored *st)
{
    struct str text = nfc(password);
    calls++;
    bool is_done = libscrypt_scrypt((const uint8_t *)text.s, text.n, st->salt, SALT, (uint64_t)1 << st->log_n, st->r,
                                    st->p, st->hash, HASH) == 0;
    forget(text);
    return is_done && (text.n || !password.n);
}

/* Fill in the hash. */
static bool stretch(struct str password, struct stored *st)
{
    unsigned char plain[HASH];
    if (!scrypt(password, st))
        return false;
    if (!*st->key_id)
        return true;
    const struct key *key = key_ring_find(&password_keys, st->key_id);
    if (!key) {
        log_line(LOG_ERROR, "a password hash needs the key %s, which is not among the password keys", st->key_id);
        return false;
    }
    memcpy(plain, st->hash, HASH);
    crypto_auth_hmacsha256(st->hash, plain, HASH, key->bytes);
    sodium_memzero(plain, sizeof plain);
    return true;
}

/* What password_hash makes today, but for salt and hash. */
static struct stored current_form(void)
{
    struct stored st = {.log_n = LOG_N, .r = R, .p = P};
    const struct key *key = key_ring_current(&password_keys);
    if (key)
        memcpy(st.key_id, key->id, sizeof st.key_id);
    return st;
}

bool password_hash(struct str password, char out[PASSWORD_HASH_TEXT])
{
    struct stored st = current_form();
    char salt[SALT_TEXT + 1], hash[HASH_TEXT + 1];
    rng_bytes(st.salt, SALT);
    if (!stretch(password, &st))
        return false;
    sodium_bin2base64(salt, sizeof salt, st.salt, SALT, BASE64);
    sodium_bin2base64(hash, sizeof hash, st.hash, HASH, BASE64);
    snprintf(out, PASSWORD_HASH_TEXT, "scrypt$%u$%u$%u$%s$%s%s%s", st.log_n, st.r, st.p, salt, hash,
             *st.key_id ? "$" : "", st.key_id);
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
    memset(st, 0, sizeof *st);
    return sscanf(text, "scrypt$%2u$%2u$%2u$%22[A-Za-z0-9+/]$%43[A-Za-z0-9+/]%n$%8[0-9a-f]%n", &st->log_n, &st->r,
                  &st->p, salt, hash, &end, st->key_id, &end) >= 5 &&
           end && !text[end] && strlen(st->key_id) % KEY_ID == 0 && decode(salt, st->salt, SALT) &&
           decode(hash, st->hash, HASH) && st->log_n >= 1 && st->log_n <= LOG_N_MAX && st->r == R && st->p >= 1 &&
           st->p <= P_MAX;
}

static bool old_read(const char *text, struct old *old)
{
    char hash[HASH_TEXT + 1];
    int end = 0;
    return sscanf(text, "pbkdf2_sha256$%7u$%64[!-#%-~]$%43[A-Za-z0-9+/]=%n", &old->iterations, old->salt, hash, &end) ==
               3 &&
           end && !text[end] && old->iterations >= 1 && old->iterations <= ITERATIONS_MAX &&
           decode(hash, old->hash, HASH);
}

bool password_is_old(const char *stored)
{
    struct old old;
    return old_read(stored, &old);
}

/* The bytes as they were typed: the old system did not normalise them. */
static bool old_check(struct str password, const struct old *want)
{
    unsigned char got[HASH];
    calls++;
    bool right = PKCS5_PBKDF2_HMAC(password.s, (int)password.n, (const unsigned char *)want->salt,
                                   (int)strlen(want->salt), (int)want->iterations, EVP_sha256(), HASH, got) == 1 &&
                 sodium_memcmp(got, want->hash, HASH) == 0;
    sodium_memzero(got, sizeof got);
    return right;
}

bool password_check(struct str password, const char *stored)
{
    struct stored want, got;
    struct old old;
    if (old_read(stored, &old))
        return old_check(password, &old);
    if (!stored_read(stored, &want))
        return password_check_nobody(password);
    got = want;
    bool right = stretch(password, &got) && sodium_memcmp(got.hash, want.hash, HASH) == 0;
    sodium_memzero(&got, sizeof got);
    return right;
}

bool password_check_nobody(struct str password)
{
    struct stored nobody = current_form();
    stretch(password, &nobody);
    sodium_memzero(&nobody, sizeof nobody);
    return false;
}

bool password_is_stale(const char *stored)
{
    struct stored st, now = current_form();
    return !stored_read(stored, &st) || st.log_n != now.log_n || st.r != now.r || st.p != now.p ||
           strcmp(st.key_id, now.key_id) != 0;
}

static int lower(int c)
{
    return c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c;
}

static int add_word(struct arena *a, struct str text, const char **words, int n)
{
    if (text.n < 3 || text.n >= WORD_TEXT || n == WORDS_MAX)
        return n;
    char *word = arena_dup(a, text.s, text.n);
    for (char *c = word; *c; c++)
        *c = (char)lower(*c);
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

/* zxcvbn knows some 100 thousand words, names and common passwords, with their usual disguises, but few as long as ours
 * must be: of the 44,150 leaked passwords of twelve characters and more it lets 36,216 pass. Those are refused as such. */
static bool is_common(struct arena *a, struct str password)
{
    char *line = arena_printf(a, "\n%.*s\n", (int)password.n, password.s);
    for (char *c = line; *c; c++)
        *c = (char)lower(*c);
    bool is_found = strstr(common_passwords, line) != NULL;
    sodium_memzero(line, strlen(line));
    return is_found;
}

static bool is_guessable(struct arena *a, struct str password, const struct str *about, int n_about)
{
    const char *words[WORDS_MAX + 1];
    int n = 0;
    for (int i = 0; i < n_about; i++)
        n = own_words(a, about[i], words, n);
    words[n] = NULL;
    char judged[JUDGED_MAX + 1];
    snprintf(judged, sizeof judged, "%.*s", (int)password.n, password.s);
    double bits = ZxcvbnMatch(judged, words, NULL);
    sodium_memzero(judged, sizeof judged);
    return bits < log2(1e8); /* score 3 of zxcvbn: 1e8 guesses at least */
}

static const char *fault_of(struct arena *a, struct str password, const struct str *about, int n_about)
{
    size_t length = utf8_length(password);
    if (length < PASSWORD_MIN)
        return arena_printf(a, "The password must have at least %d characters; it has %zu.", PASSWORD_MIN, length);
    if (length > PASSWORD_MAX)
        return arena_printf(a, "The password may have at most %d characters; it has %zu.", PASSWORD_MAX, length);
    if (is_common(a, password))
        return "This password is one of those that many people use, and that are tried first. Choose another; "
               "several unrelated words make a good one.";
    if (is_guessable(a, password, about, n_about))
        return "This password is too easy to guess. Avoid your name, dates, keyboard rows and common words; "
               "several unrelated words make a good one.";
    return NULL;
}

const char *password_fault(struct arena *a, struct str password, struct str email, struct str name, struct str site)
{
    if (!utf8_valid(password))
        return "The password has characters that cannot be read; type it again.";
    struct str text = nfc(password);
    const char *fault = fault_of(a, text, (const struct str[]){email, name, site}, 3);
    forget(text);
    return fault;
}
