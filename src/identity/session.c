/* session.c: see session.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/session.h"

#include <arpa/inet.h>
#include <sodium.h>
#include <stdio.h>

#include "base/rng.h"
#include "identity/token.h"

enum { AGENT_MAX = 400, CSRF_BYTES = 24 };

_Static_assert((int)SESSION_TOKEN_TEXT == (int)TOKEN_TEXT && (int)SESSION_SID_TEXT == 2 * (int)TOKEN_HASH + 2,
               "tokens and their hashes");
_Static_assert(CSRF_TEXT == 2 * 2 * CSRF_BYTES + 1, "a pad and the masked token");

bool session_from_cookie(struct session *s, struct str token)
{
    unsigned char hash[TOKEN_HASH];
    memset(s, 0, sizeof *s);
    s->had_cookie = token.n > 0;
    if (!token_hash(token, hash))
        return false;
    hex_encode(hash, sizeof hash, s->sid);
    return true;
}

const char session_open_sql[] =
    "select person_id, email, coalesce(nullif(btrim(first_name || ' ' || last_name), ''), email), role, is_staff,"
    " is_superuser, aal, theme, encode(csrf_key, 'hex'), has_second_factor, is_fresh, effective_sid, scopes, banner"
    " from umbrella.session_open($1, $2, $3::inet)";

void session_fill(struct session *s, const struct db_result *r)
{
    s->person = (struct person){0};
    if (!r->rows || (!s->is_token && !hex_decode(db_str(r, 0, 8), s->csrf_key, sizeof s->csrf_key)))
        return;
    s->had_cookie = false;
    s->is_fresh = db_bool(r, 0, 10);
    snprintf(s->sid, sizeof s->sid, "%s", db_text(r, 0, 11));
    s->scopes = db_text(r, 0, 12);
    s->banner = db_text(r, 0, 13);
    s->person = (struct person){
        .id = db_int(r, 0, 0),
        .email = db_text(r, 0, 1),
        .name = db_text(r, 0, 2),
        .role = role_from_text(db_text(r, 0, 3)),
        .is_staff = db_bool(r, 0, 4),
        .is_superuser = db_bool(r, 0, 5),
        .has_factor = db_bool(r, 0, 9),
        .aal = (int)db_int(r, 0, 6),
        .theme = db_text(r, 0, 7),
    };
}

struct str session_agent(struct str agent)
{
    return utf8_valid(agent) ? utf8_cut(agent, AGENT_MAX) : STR("");
}

const char *session_address(const char *ip)
{
    unsigned char b[16];
    return ip && (inet_pton(AF_INET, ip, b) == 1 || inet_pton(AF_INET6, ip, b) == 1) ? ip : NULL;
}

/* The person's row is written first and so locked: two sign-ins at once cannot both count ten sessions. */
enum err session_start(struct db *db, struct arena *a, const struct hub_settings *set, int64_t person, int aal,
                       const char *ip, struct str agent, struct session *s, char token[SESSION_TOKEN_TEXT])
{
    unsigned char hash[TOKEN_HASH], key[32];
    struct db_result opened;
    memset(s, 0, sizeof *s);
    token_make(token, hash);
    hex_encode(hash, sizeof hash, s->sid);
    rng_bytes(key, sizeof key);
    ip = session_address(ip);
    agent = session_agent(agent);

    enum err e = db_pipeline_begin(db);
    if (e)
        return e;
    db_pipeline_send(db,
                     "update umbrella.authentication_user set last_login = now(), last_login_ip = $2::inet,"
                     " last_login_device = $3, login_count = login_count + 1, failed_signins = 0"
                     " where id = $1 and status = 'active'",
                     "isS", person, ip, agent);
    db_pipeline_send(db,
                     "update umbrella.authentication_usersession set revoked_at = now(), revoked_why = 'more than ten'"
                     " where id in (select id from umbrella.authentication_usersession where user_id = $1"
                     "  and revoked_at is null and now() < abs_expires and now() < last_activity + idle_ttl"
                     "  order by created_at desc, id desc offset 9)",
                     "i", person);
    db_pipeline_send(db,
                     "insert into umbrella.authentication_usersession"
                     " (user_id, session_key, csrf_key, ip_address, user_agent, aal, stepup_at, idle_ttl, abs_expires)"
                     " select id, $2::bytea, $3::bytea, $4::inet, $5, $10::int, now(),"
                     "  make_interval(mins => case when is_staff then $8::int else $6::int end),"
                     "  now() + make_interval(hours => case when is_staff then $9::int else $7::int end)"
                     " from umbrella.authentication_user where id = $1 and status = 'active'",
                     "ibbsSiiiii", person, token_bytes(hash), ((struct str){(char *)key, sizeof key}), ip, agent,
                     (int64_t)set->session_idle_minutes, (int64_t)set->session_hours, (int64_t)set->staff_idle_minutes,
                     (int64_t)set->staff_session_hours, (int64_t)aal);
    db_pipeline_send(db, session_open_sql, "sts", s->sid, false, ip);
    db_pipeline_sync(db);
    for (int i = 0; i < 3; i++)
        db_pipeline_next(db, a, NULL);
    db_pipeline_next(db, a, &opened);
    if ((e = db_pipeline_end(db)))
        return e;
    session_fill(s, &opened);
    return s->person.id ? OK : ERR_FORBIDDEN;
}

enum err session_prove(struct db *db, struct arena *a, struct session *s, int aal, const char *ip,
                       char token[SESSION_TOKEN_TEXT])
{
    unsigned char hash[TOKEN_HASH];
    struct db_result rotated;
    token_make(token, hash);
    enum err e = db_query(db, a, &rotated, "select umbrella.session_rotate($1, $2::bytea, $3::int, true, $4::inet)",
                          "sbis", s->sid, token_bytes(hash), (int64_t)aal, session_address(ip));
    if (e)
        return e;
    if (!rotated.rows || !db_bool(&rotated, 0, 0))
        return ERR_LOGIN;
    hex_encode(hash, sizeof hash, s->sid);
    s->person.aal = aal > s->person.aal ? aal : s->person.aal;
    s->is_fresh |= aal >= 2 || !s->person.has_factor;
    return OK;
}

enum err session_end(struct db *db, struct arena *a, const struct session *s, const char *why)
{
    return db_query(db, a, NULL,
                    "update umbrella.authentication_usersession set revoked_at = now(), revoked_why = $2"
                    " where session_key = decode($1, 'hex') and revoked_at is null",
                    "ss", s->sid, why);
}

static void csrf_plain(const struct session *s, unsigned char out[crypto_auth_hmacsha256_BYTES])
{
    static const unsigned char purpose[] = "form";
    crypto_auth_hmacsha256(out, purpose, sizeof purpose - 1, s->csrf_key);
}

char *csrf_token(const struct session *s, char out[CSRF_TEXT])
{
    unsigned char plain[crypto_auth_hmacsha256_BYTES], masked[2 * CSRF_BYTES];
    csrf_plain(s, plain);
    rng_bytes(masked, CSRF_BYTES);
    for (int i = 0; i < CSRF_BYTES; i++)
        masked[CSRF_BYTES + i] = masked[i] ^ plain[i];
    hex_encode(masked, sizeof masked, out);
    return out;
}

bool csrf_check(const struct session *s, struct str token)
{
    unsigned char plain[crypto_auth_hmacsha256_BYTES], masked[2 * CSRF_BYTES];
    /* Without a live session the key is zero, and everybody could compute the token. */
    if (sodium_is_zero(s->csrf_key, sizeof s->csrf_key) || !hex_decode(token, masked, sizeof masked))
        return false;
    csrf_plain(s, plain);
    for (int i = 0; i < CSRF_BYTES; i++)
        masked[i] ^= masked[CSRF_BYTES + i];
    return sodium_memcmp(masked, plain, CSRF_BYTES) == 0;
}

void session_anonymous(struct session *s, struct str token)
{
    if (session_from_cookie(s, token))
        crypto_hash_sha256(s->csrf_key, (const unsigned char *)s->sid, strlen(s->sid));
    s->had_cookie = false;
}
