/* signin.c: the first step of signing in; see signin.h. Whatever the account's state, a wrong password costs exactly one hash
 * call and gets one and the same answer; only the right password learns more. An account that is shut for a while, or until its
 * password is new, gives that answer to every password.
 * SPDX-License-Identifier: Apache-2.0 */
#include <sodium.h>

#include "identity/attempt.h"
#include "identity/password.h"
#include "identity/token.h"

/* The right password of an account that may not sign in. */
static enum err turn_away(const struct attempt *t, struct signin_result *out)
{
    static const struct {
        const char *status;
        enum signin_outcome outcome;
    } states[] = {
        {"pending", SIGNIN_PENDING},
        {"rejected", SIGNIN_REJECTED},
        {"disabled", SIGNIN_DISABLED},
        {"deleted", SIGNIN_DISABLED},
    };
    enum err e = attempt_forget_failures(t);
    if (e)
        return e;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (!strcmp(t->status, states[i].status)) {
            out->outcome = states[i].outcome;
            out->reason = t->rejection;
            return attempt_record(t, states[i].status);
        }
    return ERR_INTERNAL;
}

/* Replace a hash of an older policy. Somebody changing the password meanwhile wins. */
static enum err rehash(struct attempt *t, struct str password)
{
    char fresh[PASSWORD_HASH_TEXT];
    if (!password_hash(password, fresh))
        return ERR_INTERNAL;
    enum err e = db_query(t->db, t->arena, NULL,
                          "update umbrella.authentication_user set password = $3 where id = $1 and password = $2",
                          "iss", t->person, t->stored, fresh);
    t->stored = arena_strdup(t->arena, fresh);
    sodium_memzero(fresh, sizeof fresh);
    return e;
}

/* Failures are not forgotten yet: who knows only the password has not signed in. */
static enum err begin_half(const struct attempt *t, struct signin_result *out)
{
    unsigned char hash[TOKEN_HASH];
    struct db_result r;
    token_make(out->token, hash);
    enum err e =
        db_query(t->db, t->arena, &r, "select umbrella.half_signin_start($1, $2, $3, $4, $5, $6::inet, $7, $8)",
                 "bissSsSs", token_bytes(hash), t->person, t->is_restorable ? "restore" : "factor", t->stored, t->email,
                 t->ip, t->agent, t->is_restorable ? "deleted" : "second factor due");
    if (e)
        return e;
    if (db_bool(&r, 0, 0))
        out->outcome = t->is_restorable ? SIGNIN_RESTORE : SIGNIN_CODE;
    else
        *out = (struct signin_result){.outcome = SIGNIN_WRONG};
    return OK;
}

static enum err go_on(struct attempt *t, struct str password, struct signin_result *out)
{
    enum err e;
    if ((e = attempt_give_back(t)) || (password_is_stale(t->stored) && (e = rehash(t, password))))
        return e;
    if (t->has_factor)
        return begin_half(t, out);
    return (e = attempt_record(t, NULL)) ? e : attempt_let_in(t, 1, out);
}

enum err signin_try(struct db *db, struct arena *a, const struct hub_settings *settings,
                    const struct signin_client *from, struct str email, struct str password, struct signin_result *out)
{
    struct attempt t;
    bool is_right;
    enum err e;
    *out = (struct signin_result){.outcome = SIGNIN_WRONG};
    if ((e = attempt_begin(&t, db, a, settings, from, email)) || (e = attempt_password(&t, password, out, &is_right)) ||
        !is_right)
        return e;
    if (!strcmp(t.status, "active"))
        return go_on(&t, password, out);
    return t.is_restorable ? begin_half(&t, out) : turn_away(&t, out);
}
