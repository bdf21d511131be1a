/* second_step.c: what follows a right password: the code of a second factor, or the restoring of a deleted account; see
 * signin.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/attempt.h"
#include "identity/token.h"

enum err signin_half_look(struct db *db, struct arena *a, struct str half, const char *purpose, struct signin_half *out)
{
    unsigned char hash[TOKEN_HASH];
    struct db_result r;
    *out = (struct signin_half){0};
    if (!token_hash(half, hash))
        return ERR_NOTFOUND;
    enum err e = db_query(db, a, &r,
                          "select u.email, to_char(u.deleted_at at time zone 'UTC', 'FMDD FMMonth YYYY'),"
                          " to_char((u.deleted_at + interval '30 days') at time zone 'UTC', 'FMDD FMMonth YYYY')"
                          " from umbrella.half_signin h join umbrella.authentication_user u on u.id = h.user_id"
                          " where h.token_hash = $1 and h.purpose = $2 and h.used_at is null and now() < h.expires_at",
                          "bs", token_bytes(hash), purpose);
    if (e || !r.rows)
        return e ? e : ERR_NOTFOUND;
    *out = (struct signin_half){.email = db_text(&r, 0, 0), .deleted = db_text(&r, 0, 1), .final = db_text(&r, 0, 2)};
    return OK;
}

/* ---- the code ---- */

/* Whose half it is (below, `half` is the hash of the cookie's token). *is_void: nobody's any more. */
static enum err find_half(struct attempt *t, struct str half, const struct signin_client *from, bool *is_void)
{
    struct db_result r;
    enum err e = db_query(t->db, t->arena, &r,
                          "select " ATTEMPT_COLUMNS
                          " from umbrella.half_signin h join umbrella.authentication_user u on u.id = h.user_id"
                          " where h.token_hash = $1 and h.purpose = 'factor' and h.used_at is null"
                          " and now() < h.expires_at and u.status = 'active' and u.has_second_factor",
                          "bs", half, session_address(from->ip));
    *is_void = e || !r.rows;
    if (*is_void)
        return e;
    if ((e = attempt_begin(t, t->db, t->arena, t->settings, from, db_str(&r, 0, 1))))
        return e;
    attempt_read(t, &r);
    return OK;
}

static enum err end_half(struct attempt *t, struct str half)
{
    return db_query(t->db, t->arena, NULL,
                    "update umbrella.half_signin set used_at = now() where token_hash = $1 and used_at is null", "b",
                    half);
}

/* Use up the code and the half, both or neither. */
static enum err spend(struct attempt *t, struct str half, struct str code, struct factor_answer *got, bool *is_won)
{
    struct db_result r;
    /* The audit names the person, who has no session yet. */
    enum err e = db_query(t->db, t->arena, NULL, "select set_config('hub.actor', $1, true)", "s", t->address);
    *is_won = false;
    if (e || (e = factor_spend(t->db, t->arena, t->person, code, got)) || !got->is_right)
        return e;
    if ((e = db_query(t->db, t->arena, &r, "select umbrella.half_signin_use($1)", "b", half)))
        return e;
    *is_won = db_bool(&r, 0, 0);
    return *is_won && got->is_recovery ? attempt_tell(t, MAIL_CODE_USED, "/account/security/second-factor",
                                                      arena_printf(t->arena, "%lld", (long long)got->codes_left))
                                       : OK;
}

static enum err try_code(struct attempt *t, struct str half, struct str code, struct factor_answer *got, bool *is_won)
{
    enum err e = db_begin(t->db, NULL);
    if (e)
        return e;
    e = spend(t, half, code, got, is_won);
    if (!e && (*is_won || !got->is_right))
        return db_commit(t->db);
    db_rollback(t->db);
    return e;
}

static enum err let_in(struct attempt *t, struct str half, struct signin_result *out)
{
    enum err e = attempt_code_give_back(t, "code of half", half);
    if (e)
        return e;
    e = attempt_let_in(t, 2, out);
    if (e != ERR_FORBIDDEN && (e || out->outcome == SIGNIN_OK))
        return e;
    *out = (struct signin_result){.outcome = SIGNIN_VOID}; /* switched off, or given a new password, meanwhile */
    return OK;
}

enum err signin_code(struct db *db, struct arena *a, const struct hub_settings *settings,
                     const struct signin_client *from, struct str half, struct str code, struct signin_result *out)
{
    struct attempt t = {.db = db, .arena = a, .settings = settings};
    unsigned char hash[TOKEN_HASH];
    struct factor_answer got;
    bool is_void = true, is_won;
    enum err e = OK;
    *out = (struct signin_result){.outcome = SIGNIN_VOID};
    if (!token_hash(half, hash) || (e = find_half(&t, token_bytes(hash), from, &is_void)) || is_void)
        return e;
    if ((e = attempt_code_tickets(&t, "code of half", token_bytes(hash), &out->retry_s)))
        return e;
    if (out->retry_s) {
        out->outcome = SIGNIN_THROTTLED;
        return (e = end_half(&t, token_bytes(hash))) ? e : attempt_record(&t, "code throttled");
    }
    if ((e = try_code(&t, token_bytes(hash), code, &got, &is_won)))
        return e;
    if (is_won)
        return let_in(&t, token_bytes(hash), out);
    if (got.is_right) /* somebody else was faster with the same half */
        return OK;
    out->outcome = SIGNIN_WRONG;
    return attempt_record_wrong_code(&t);
}

/* ---- restoring ---- */

static enum err restore(struct db *db, struct arena *a, const struct hub_settings *settings, struct str half)
{
    struct db_result r;
    enum err e = db_query(db, a, &r, "select umbrella.account_restore($1)", "b", half);
    if (e)
        return e;
    if (db_is_null(&r, 0, 0))
        return ERR_NOTFOUND;
    e = db_query(db, a, &r,
                 "select email, id, btrim(first_name || ' ' || last_name) from umbrella.authentication_user"
                 " where lower(email) = lower($1)",
                 "s", db_text(&r, 0, 0));
    if (e || !r.rows)
        return e ? e : ERR_INTERNAL;
    const struct mail_words words = {.name = db_text(&r, 0, 2)};
    return mail_tell(db, a, settings, MAIL_ACCOUNT_RESTORED, db_text(&r, 0, 0), db_int(&r, 0, 1), &words);
}

enum err signin_restore(struct db *db, struct arena *a, const struct hub_settings *settings, struct str half)
{
    unsigned char hash[TOKEN_HASH];
    enum err e;
    if (!token_hash(half, hash))
        return ERR_NOTFOUND;
    if ((e = db_begin(db, NULL)))
        return e;
    return db_end(db, restore(db, a, settings, token_bytes(hash)));
}
