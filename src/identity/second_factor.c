/* second_factor.c: see second_factor.h. Time is the database's, so that no worker's clock decides.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/second_factor.h"

#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>

#include "base/rng.h"
#include "identity/mail.h"
#include "identity/seal.h"

enum { STEP_S = 30, WINDOW = 1, DIGITS = 6 };
enum { CODE_BYTES = 16, CODE_LETTERS = 26, CODE_HASH = crypto_hash_sha256_BYTES };

/* ---- codes ---- */

int64_t factor_counter(const unsigned char seed[FACTOR_SEED], int64_t now_s, const char *code)
{
    int drift = 0;
    /* Anything from 0 is success, negative is an error or a wrong code: never a truth value. */
    if (oath_init() != OATH_OK || strlen(code) != DIGITS ||
        oath_totp_validate4((const char *)seed, FACTOR_SEED, (time_t)now_s, STEP_S, 0, WINDOW, &drift, NULL, 0, code) <
            0)
        return -1;
    return now_s / STEP_S + drift;
}

/* Base32 without its padding. */
static void base32(const unsigned char *bytes, size_t n, char *out, size_t letters)
{
    char *text = NULL;
    size_t length;
    if (oath_base32_encode((const char *)bytes, n, &text, &length) != OATH_OK || length < letters)
        abort(); /* for want of memory only */
    memcpy(out, text, letters);
    out[letters] = '\0';
    sodium_memzero(text, length);
    free(text);
}

void factor_seed_text(const unsigned char seed[FACTOR_SEED], char out[FACTOR_SEED_TEXT])
{
    base32(seed, FACTOR_SEED, out, FACTOR_SEED_TEXT - 1);
}

static void make_code(char text[RECOVERY_CODE_TEXT], unsigned char hash[CODE_HASH])
{
    static const int groups[] = {4, 4, 5, 4, 4, 5};
    unsigned char bytes[CODE_BYTES];
    char letters[CODE_LETTERS + 1];
    const char *from = letters;
    rng_bytes(bytes, sizeof bytes);
    crypto_hash_sha256(hash, bytes, sizeof bytes);
    base32(bytes, sizeof bytes, letters, CODE_LETTERS);
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if (i)
            *text++ = '-';
        memcpy(text, from, (size_t)groups[i]);
        text += groups[i];
        from += groups[i];
    }
    *text = '\0';
    sodium_memzero(bytes, sizeof bytes);
    sodium_memzero(letters, sizeof letters);
}

/* All ten, and their hashes one behind the other. */
static void make_codes(struct recovery_codes *codes, unsigned char hashes[RECOVERY_CODES * CODE_HASH])
{
    for (int i = 0; i < RECOVERY_CODES; i++)
        make_code(codes->text[i], hashes + i * CODE_HASH);
}

/* Letters and digits of what was typed, in capitals, and with those that base32 has not read as those they look like. The
 * number of them, or -1 when they are too many. */
static int plain(struct str typed, char out[CODE_LETTERS + 1])
{
    int n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.s[i];
        if (c == ' ' || c == '-' || c == '\t')
            continue;
        if (n == CODE_LETTERS)
            return -1;
        out[n++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    out[n] = '\0';
    return n;
}

static bool code_hash(const char *letters, unsigned char hash[CODE_HASH])
{
    char text[CODE_LETTERS + 1], *bytes = NULL;
    size_t n = 0;
    for (int i = 0; i <= CODE_LETTERS; i++)
        text[i] = letters[i] == '0' ? 'O' : letters[i] == '1' ? 'I' : letters[i] == '8' ? 'B' : letters[i];
    bool is_one = oath_base32_decode(text, CODE_LETTERS, &bytes, &n) == OATH_OK && n == CODE_BYTES;
    if (is_one)
        crypto_hash_sha256(hash, (const unsigned char *)bytes, n);
    free(bytes);
    return is_one;
}

/* ---- checking ---- */

/* The sealed seed, when it opens, and the time. A seed under an older key is sealed anew. */
static enum err open_seed(struct db *db, struct arena *a, int64_t person, const struct db_result *r,
                          unsigned char seed[FACTOR_SEED])
{
    struct str sealed = db_bytes(r, 0, 0, a);
    const char *key = db_text(r, 0, 1), *current = seal_key_id();
    if (!seal_open(factor_purpose, person, key, sealed, seed, FACTOR_SEED))
        return ERR_INTERNAL;
    if (!strcmp(key, current))
        return OK;
    return db_query(db, a, NULL, "select umbrella.factor_reseal($1, $2, $3, $4)", "ibbs", person, sealed,
                    seal_close(a, factor_purpose, person, (struct str){(const char *)seed, FACTOR_SEED}), current);
}

static enum err spend_app_code(struct db *db, struct arena *a, int64_t person, const char *code, bool *is_right)
{
    unsigned char seed[FACTOR_SEED];
    struct db_result r;
    enum err e = db_query(db, a, &r,
                          "select sealed_seed, key_id, extract(epoch from now())::bigint from umbrella.second_factor"
                          " where user_id = $1",
                          "i", person);
    if (e || !r.rows || (e = open_seed(db, a, person, &r, seed)))
        return e;
    int64_t counter = factor_counter(seed, db_int(&r, 0, 2), code);
    sodium_memzero(seed, sizeof seed);
    if (counter < 0)
        return OK;
    e = db_query(db, a, &r, "select umbrella.factor_spend($1, $2)", "ii", person, counter);
    *is_right = !e && db_bool(&r, 0, 0);
    return e;
}

static enum err spend_recovery_code(struct db *db, struct arena *a, int64_t person, const char *letters,
                                    struct factor_answer *out)
{
    unsigned char hash[CODE_HASH];
    struct db_result r;
    if (!code_hash(letters, hash))
        return OK;
    enum err e = db_query(db, a, &r, "select umbrella.recovery_code_spend($1, $2)", "ib", person,
                          ((struct str){(const char *)hash, sizeof hash}));
    if (e || !db_bool(&r, 0, 0))
        return e;
    out->is_right = out->is_recovery = true;
    e = db_query(db, a, &r, "select umbrella.recovery_codes_left($1)", "i", person);
    out->codes_left = e ? 0 : db_int(&r, 0, 0);
    return e;
}

enum err factor_spend(struct db *db, struct arena *a, int64_t person, struct str typed, struct factor_answer *out)
{
    char text[CODE_LETTERS + 1];
    *out = (struct factor_answer){0};
    int n = plain(typed, text);
    return n == DIGITS         ? spend_app_code(db, a, person, text, &out->is_right)
           : n == CODE_LETTERS ? spend_recovery_code(db, a, person, text, out)
                               : OK;
}

/* ---- one's own ---- */

enum err factor_state(struct db *db, struct arena *a, const struct session *s, struct factor_state *out)
{
    struct db_result r;
    *out = (struct factor_state){0};
    enum err e = db_query(db, a, &r,
                          "select to_char(confirmed_at at time zone 'UTC', 'YYYY-MM-DD'),"
                          " umbrella.recovery_codes_left(user_id) from umbrella.second_factor"
                          " where user_id = $1",
                          "i", s->person.id);
    if (e || !r.rows)
        return e;
    out->is_on = true;
    out->since = db_text(&r, 0, 0);
    out->codes_left = db_int(&r, 0, 1);
    return OK;
}

/* A function that answers whether it was done. */
static enum err done_or_conflict(enum err e, const struct db_result *done)
{
    return e ? e : db_bool(done, 0, 0) ? OK : ERR_CONFLICT;
}

enum err factor_enrol(struct db *db, struct arena *a, const struct session *s)
{
    unsigned char seed[FACTOR_SEED];
    struct db_result done;
    enum err e;
    if (!seal_key_id())
        return ERR_INTERNAL;
    rng_bytes(seed, sizeof seed);
    struct str sealed = seal_close(a, factor_purpose, s->person.id, (struct str){(const char *)seed, sizeof seed});
    sodium_memzero(seed, sizeof seed);
    if ((e = db_begin(db, s->sid)))
        return e;
    e = db_query(db, a, &done, "select umbrella.factor_enrol($1, $2)", "bs", sealed, seal_key_id());
    return db_end(db, done_or_conflict(e, &done));
}

static enum err read_pending(struct db *db, struct arena *a, int64_t person, unsigned char seed[FACTOR_SEED],
                             int64_t *now_s)
{
    struct db_result r;
    enum err e = db_query(db, a, &r,
                          "select sealed_seed, key_id, extract(epoch from now())::bigint from umbrella.factor_enrolment"
                          " where user_id = $1 and created_at > now() - interval '1 hour'",
                          "i", person);
    if (e || !r.rows)
        return e ? e : ERR_NOTFOUND;
    *now_s = db_int(&r, 0, 2);
    return open_seed(db, a, person, &r, seed);
}

enum err factor_pending(struct db *db, struct arena *a, const struct session *s, unsigned char seed[FACTOR_SEED])
{
    int64_t now_s;
    return read_pending(db, a, s->person.id, seed, &now_s);
}

/* The hashes travel as one text of bytes: the driver knows no arrays. */
static const char confirm_sql[] =
    "select umbrella.factor_confirm($1, (select array_agg(substring($2::bytea from 32 * i + 1 for 32))"
    " from generate_series(0, 9) i))";
static const char renew_sql[] =
    "select umbrella.factor_renew_codes((select array_agg(substring($1::bytea from 32 * i + 1 for 32))"
    " from generate_series(0, 9) i))";

static enum err tell(struct db *db, struct arena *a, const struct hub_settings *set, const struct person *p,
                     enum mail_kind kind, const char *path)
{
    const struct mail_words words = {.name = p->name, .link = arena_printf(a, "%s%s", set->origin, path)};
    return mail_tell(db, a, set, kind, p->email, p->id, &words);
}

static enum err turn_on(struct db *db, struct arena *a, const struct hub_settings *set, struct session *s,
                        int64_t counter, const char *ip, struct recovery_codes *codes, char token[SESSION_TOKEN_TEXT])
{
    unsigned char hashes[RECOVERY_CODES * CODE_HASH];
    struct db_result done;
    make_codes(codes, hashes);
    enum err e =
        db_query(db, a, &done, confirm_sql, "ib", counter, ((struct str){(const char *)hashes, sizeof hashes}));
    if ((e = done_or_conflict(e, &done)) ||
        (e = tell(db, a, set, &s->person, MAIL_FACTOR_ON, "/account/security/second-factor")))
        return e;
    s->person.has_factor = true;
    return session_prove(db, a, s, 2, ip, token);
}

enum err factor_confirm(struct db *db, struct arena *a, const struct hub_settings *set, struct session *s,
                        struct str typed, const char *ip, bool *is_right, struct recovery_codes *codes,
                        char token[SESSION_TOKEN_TEXT])
{
    unsigned char seed[FACTOR_SEED];
    char text[CODE_LETTERS + 1];
    int64_t now_s, counter = -1;
    *is_right = false;
    enum err e = db_begin(db, s->sid);
    if (e)
        return e;
    if ((e = read_pending(db, a, s->person.id, seed, &now_s)))
        return db_end(db, e);
    if (plain(typed, text) == DIGITS)
        counter = factor_counter(seed, now_s, text);
    sodium_memzero(seed, sizeof seed);
    if (counter >= 0)
        e = turn_on(db, a, set, s, counter, ip, codes, token);
    *is_right = counter >= 0;
    return db_end(db, e);
}

enum err factor_renew_codes(struct db *db, struct arena *a, const struct session *s, struct recovery_codes *codes)
{
    unsigned char hashes[RECOVERY_CODES * CODE_HASH];
    struct db_result done;
    enum err e = db_begin(db, s->sid);
    if (e)
        return e;
    make_codes(codes, hashes);
    e = db_query(db, a, &done, renew_sql, "b", ((struct str){(const char *)hashes, sizeof hashes}));
    e = done_or_conflict(e, &done);
    return db_end(db, e == ERR_CONFLICT ? ERR_NOTFOUND : e);
}

enum err factor_remove(struct db *db, struct arena *a, const struct hub_settings *set, const struct session *s)
{
    struct db_result done;
    enum err e;
    if (s->person.is_staff)
        return ERR_FORBIDDEN;
    if ((e = db_begin(db, s->sid)))
        return e;
    e = db_query(db, a, &done, "select umbrella.factor_remove()", "");
    if (!(e = done_or_conflict(e, &done)))
        e = tell(db, a, set, &s->person, MAIL_FACTOR_OFF, "/account/security/password");
    return db_end(db, e == ERR_CONFLICT ? ERR_NOTFOUND : e);
}
