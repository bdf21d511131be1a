/* prove.c: proving anew who one is, before something important, and changing the password; see signin.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <sodium.h>

#include "identity/attempt.h"
#include "identity/password.h"

/* ---- by a code ---- */

static enum err spend(struct attempt *t, struct session *s, struct str code, struct factor_answer *got,
                      char token[SESSION_TOKEN_TEXT])
{
    enum err e = factor_spend(t->db, t->arena, t->person, code, got);
    if (e || !got->is_right || (e = session_prove(t->db, t->arena, s, 2, t->ip, token)) || !got->is_recovery)
        return e;
    return attempt_tell(t, MAIL_CODE_USED, "/account/security/second-factor",
                        arena_printf(t->arena, "%lld", (long long)got->codes_left));
}

static enum err take_back(struct attempt *t, const char *sid)
{
    enum err e = db_query(t->db, t->arena, NULL, "select umbrella.session_lower($1)", "s", sid);
    return e ? e : attempt_record(t, "code throttled");
}

static enum err prove_by_code(struct attempt *t, struct session *s, struct str code, struct signin_result *out)
{
    const struct str sid = str_of(arena_strdup(t->arena, s->sid)); /* it is another afterwards */
    struct factor_answer got;
    enum err e;
    if ((e = attempt_code_tickets(t, "code of session", sid, &out->retry_s)))
        return e;
    if (out->retry_s) {
        out->outcome = SIGNIN_THROTTLED;
        return take_back(t, sid.s);
    }
    if ((e = db_begin(t->db, s->sid)) || (e = db_end(t->db, spend(t, s, code, &got, out->token))))
        return e;
    if (!got.is_right)
        return attempt_record_wrong_code(t);
    out->outcome = SIGNIN_OK;
    return (e = attempt_forget_failures(t)) ? e : attempt_code_give_back(t, "code of session", sid);
}

/* ---- by the password ---- */

/* *is_right: and so nothing is held against anybody. */
static enum err check_password(struct attempt *t, struct str password, struct signin_result *out, bool *is_right)
{
    enum err e = attempt_password(t, password, out, is_right);
    if (e || !*is_right || (e = attempt_forget_failures(t)))
        return e;
    return attempt_give_back(t);
}

static enum err prove_by_password(struct attempt *t, struct session *s, struct str password, struct signin_result *out)
{
    bool is_right;
    enum err e = check_password(t, password, out, &is_right);
    if (e || !is_right || (e = session_prove(t->db, t->arena, s, 1, t->ip, out->token)))
        return e;
    out->outcome = SIGNIN_OK;
    return OK;
}

/* The attempt of whoever is signed in. */
static enum err begin(struct attempt *t, struct db *db, struct arena *a, const struct hub_settings *settings,
                      const struct signin_client *from, const struct session *s)
{
    enum err e = attempt_begin(t, db, a, settings, from, str_of(s->person.email));
    t->person = s->person.id;
    t->address = s->person.email;
    t->name = s->person.name;
    return e;
}

enum err signin_prove(struct db *db, struct arena *a, const struct hub_settings *settings,
                      const struct signin_client *from, struct session *s, struct str proof, struct signin_result *out)
{
    struct attempt t;
    *out = (struct signin_result){.outcome = SIGNIN_WRONG};
    enum err e = begin(&t, db, a, settings, from, s);
    if (e)
        return e;
    return s->person.has_factor ? prove_by_code(&t, s, proof, out) : prove_by_password(&t, s, proof, out);
}

/* ---- a new password ---- */

/* In one transaction. ERR_CONFLICT: the password is not the old one any more. */
static enum err replace(struct attempt *t, struct session *s, const char *stored, char token[SESSION_TOKEN_TEXT])
{
    struct db_result r;
    enum err e = db_query(t->db, t->arena, NULL, "select umbrella.person_hold($1)", "i", t->person);
    if (e)
        return e;
    e = db_query(t->db, t->arena, &r,
                 "update umbrella.authentication_user set password = $3, failed_signins = 0"
                 " where id = $1 and password = $2",
                 "iss", t->person, t->stored, stored);
    if (e || !r.affected)
        return e ? e : ERR_CONFLICT;
    if ((e = db_query(
             t->db, t->arena, NULL,
             "update umbrella.authentication_usersession set revoked_at = now(), revoked_why = 'password changed'"
             " where user_id = $1 and revoked_at is null and session_key <> decode($2, 'hex')",
             "is", t->person, s->sid)) ||
        (e = db_query(t->db, t->arena, NULL,
                      "update umbrella.password_link set used_at = now() where user_id = $1 and used_at is null", "i",
                      t->person)) ||
        (e = attempt_tell(t, MAIL_PASSWORD_CHANGED, "/login", NULL)) ||
        (e = db_query(
             t->db, t->arena, NULL,
             "select umbrella.audit_append('person.change_password', 'person', $1::bigint::text, $2, null, null)", "is",
             t->person, t->address)))
        return e;
    return session_prove(t->db, t->arena, s, 1, t->ip, token);
}

enum err signin_change_password(struct db *db, struct arena *a, const struct hub_settings *settings,
                                const struct signin_client *from, struct session *s, struct str old, struct str new_one,
                                struct signin_result *out)
{
    struct attempt t;
    char stored[PASSWORD_HASH_TEXT];
    bool is_right;
    enum err e;
    *out = (struct signin_result){.outcome = SIGNIN_WRONG};
    if ((e = begin(&t, db, a, settings, from, s)) || (e = check_password(&t, old, out, &is_right)) || !is_right)
        return e;
    if (!password_hash(new_one, stored))
        return ERR_INTERNAL;
    if (!(e = db_begin(db, s->sid)))
        e = db_end(db, replace(&t, s, stored, out->token));
    sodium_memzero(stored, sizeof stored);
    if (!e)
        out->outcome = SIGNIN_OK;
    return e == ERR_CONFLICT ? OK : e;
}
