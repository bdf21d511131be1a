/* signin.c: see signin.h. Whatever the account's state, a wrong password costs exactly one hash call and gets one and
 * the same answer; only the right password learns more.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/signin.h"

#include <sodium.h>

#include "identity/password.h"
#include "identity/throttle.h"

struct attempt {
    struct db *db;
    struct arena *arena;
    const struct hub_settings *settings;
    struct str email, password, agent;
    const char *ip;
    unsigned char account[THROTTLE_KEY], address[THROTTLE_KEY];
    int64_t person; /* 0: nobody has this e-mail */
    const char *stored, *status, *rejection;
};

static enum err record(const struct attempt *t, const char *reason)
{
    return db_query(t->db, t->arena, NULL, "select umbrella.loginattempt_add($1, $2::inet, $3, $4, nullif($5, 0))",
                    "SsSsi", t->email, t->ip, t->agent, reason, t->person);
}

/* Address first: an address that is shut out must not use up the tickets of the account it tries. */
static enum err take_tickets(struct attempt *t, struct signin_result *out)
{
    const struct hub_settings *s = t->settings;
    const char *reason = "address throttled";
    enum err e =
        throttle_take(t->db, t->arena, t->address, s->signin_address_cap, s->signin_window_minutes, &out->retry_s);
    if (!e && !out->retry_s) {
        reason = "account throttled";
        e = throttle_take(t->db, t->arena, t->account, s->signin_account_cap, s->signin_window_minutes, &out->retry_s);
    }
    if (e || !out->retry_s)
        return e;
    out->outcome = SIGNIN_THROTTLED;
    return record(t, reason);
}

static enum err find_person(struct attempt *t)
{
    struct db_result r;
    enum err e = db_query(t->db, t->arena, &r,
                          "select id, password, status, rejection_reason from umbrella.authentication_user"
                          " where lower(email) = lower($1)",
                          "S", t->email);
    if (e || !r.rows)
        return e;
    t->person = db_int(&r, 0, 0);
    t->stored = db_text(&r, 0, 1);
    t->status = db_text(&r, 0, 2);
    t->rejection = db_text(&r, 0, 3);
    return OK;
}

static bool is_right(const struct attempt *t)
{
    return t->person ? password_check(t->password, t->stored) : password_check_nobody(t->password);
}

/* The right password of an account that may not sign in. */
static enum err turn_away(const struct attempt *t, struct signin_result *out)
{
    static const struct {
        const char *status;
        enum signin_outcome outcome;
        const char *reason;
    } states[] = {
        {"pending", SIGNIN_PENDING, "pending"},
        {"rejected", SIGNIN_REJECTED, "rejected"},
        {"disabled", SIGNIN_DISABLED, "disabled"},
        {"deleted", SIGNIN_DISABLED, "disabled"},
    };
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (!strcmp(t->status, states[i].status)) {
            out->outcome = states[i].outcome;
            out->reason = t->rejection;
            return record(t, states[i].reason);
        }
    return ERR_INTERNAL;
}

/* Replace a hash of an older policy. Somebody changing the password meanwhile wins. */
static enum err rehash(const struct attempt *t)
{
    char fresh[PASSWORD_HASH_TEXT];
    if (!password_hash(t->password, fresh))
        return ERR_INTERNAL;
    enum err e = db_query(t->db, t->arena, NULL,
                          "update umbrella.authentication_user set password = $3 where id = $1 and password = $2",
                          "iss", t->person, t->stored, fresh);
    sodium_memzero(fresh, sizeof fresh);
    return e;
}

static enum err let_in(const struct attempt *t, struct signin_result *out)
{
    enum err e;
    if ((e = throttle_give_back(t->db, t->arena, t->account)) ||
        (e = throttle_give_back(t->db, t->arena, t->address)) || (e = record(t, NULL)) ||
        (password_is_stale(t->stored) && (e = rehash(t))))
        return e;
    out->outcome = SIGNIN_OK;
    return session_start(t->db, t->arena, t->settings, t->person, t->ip, t->agent, &out->session, out->token);
}

enum err signin_try(struct db *db, struct arena *a, const struct hub_settings *settings, struct str email,
                    struct str password, const char *ip, struct str agent, struct signin_result *out)
{
    struct attempt t = {.db = db,
                        .arena = a,
                        .settings = settings,
                        .email = str_trim(email),
                        .password = password,
                        .agent = session_agent(agent),
                        .ip = session_address(ip)};
    enum err e;
    *out = (struct signin_result){.outcome = SIGNIN_WRONG};
    if ((e = throttle_keys(db, a, t.email, t.ip, t.account, t.address)) || (e = take_tickets(&t, out)) ||
        out->retry_s || (e = find_person(&t)))
        return e;
    if (!is_right(&t))
        return record(&t, t.person ? "wrong password" : "unknown");
    return strcmp(t.status, "active") ? turn_away(&t, out) : let_in(&t, out);
}
