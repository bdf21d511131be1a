/* signin.c: see signin.h. Whatever the account's state, a wrong password costs exactly one hash call and gets one and
 * the same answer; only the right password learns more. An account that is shut for a while, or until its password is
 * new, gives that answer to every password.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/signin.h"

#include <sodium.h>
#include <time.h>

#include "identity/password.h"

enum { LONGEST_WINDOW_MINUTES = 60, PAUSE_MS = 200 };

struct attempt {
    struct db *db;
    struct arena *arena;
    const struct hub_settings *settings;
    struct str email, password, agent;
    const char *ip;
    struct throttle_keys keys;
    int64_t person; /* 0: nobody has this e-mail */
    const char *stored, *status, *rejection;
    bool is_shut; /* too many failures in a row */
};

static enum err record(const struct attempt *t, const char *reason)
{
    return db_query(t->db, t->arena, NULL, "select umbrella.loginattempt_add($1, $2::inet, $3, $4, nullif($5, 0))",
                    "SsSsi", t->email, t->ip, t->agent, reason, t->person);
}

/* The worker is busy for as long as with a hash, without a hash's work. */
static void pause_a_little(void)
{
    nanosleep(&(struct timespec){.tv_nsec = PAUSE_MS * 1000000L}, NULL);
}

/* Address first: an address that is shut out must not use up the tickets of the account it tries. *is_refused: no ticket,
 * and the answer is complete. */
static enum err take_tickets(struct attempt *t, struct signin_result *out, bool *is_refused)
{
    const struct hub_settings *s = t->settings;
    int window = s->signin_window_minutes, wait = 0;
    *is_refused = true;
    enum err e = throttle_take(t->db, t->arena, t->keys.address, s->signin_address_cap, window, window, &out->retry_s);
    if (!e && out->retry_s) {
        out->outcome = SIGNIN_THROTTLED;
        return record(t, "address throttled");
    }
    if (e || (e = throttle_take(t->db, t->arena, t->keys.account, s->signin_account_cap, window, LONGEST_WINDOW_MINUTES,
                                &wait)))
        return e;
    *is_refused = wait > 0;
    if (!wait)
        return OK;
    pause_a_little();
    return record(t, "account throttled");
}

/* Counts the attempt as one more failure, before it is known to be none: of many at once none is overlooked. */
static enum err find_person(struct attempt *t)
{
    struct db_result r;
    enum err e =
        db_query(t->db, t->arena, &r,
                 "update umbrella.authentication_user set failed_signins = failed_signins + (failed_signins <= $2)::int"
                 " where lower(email) = lower($1)"
                 " returning id, password, status, rejection_reason, failed_signins > $2",
                 "Si", t->email, (int64_t)(t->keys.is_known_device ? 2 : 1) * SIGNIN_FAILURES);
    if (e || !r.rows)
        return e;
    t->person = db_int(&r, 0, 0);
    t->stored = db_text(&r, 0, 1);
    t->status = db_text(&r, 0, 2);
    t->rejection = db_text(&r, 0, 3);
    t->is_shut = db_bool(&r, 0, 4);
    return OK;
}

static bool is_right(const struct attempt *t)
{
    return t->person ? password_check(t->password, t->stored) : password_check_nobody(t->password);
}

static enum err forget_failures(const struct attempt *t)
{
    return db_query(t->db, t->arena, NULL, "update umbrella.authentication_user set failed_signins = 0 where id = $1",
                    "i", t->person);
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
static enum err rehash(struct attempt *t)
{
    char fresh[PASSWORD_HASH_TEXT];
    if (!password_hash(t->password, fresh))
        return ERR_INTERNAL;
    enum err e = db_query(t->db, t->arena, NULL,
                          "update umbrella.authentication_user set password = $3 where id = $1 and password = $2",
                          "iss", t->person, t->stored, fresh);
    t->stored = arena_strdup(t->arena, fresh);
    sodium_memzero(fresh, sizeof fresh);
    return e;
}

/* A new password ends every session, but not one that begins after it: so whoever was let in with the old one meanwhile is
 * shown out again, before the cookie is given. */
static enum err check_again(const struct attempt *t, struct signin_result *out)
{
    struct db_result r;
    enum err e =
        db_query(t->db, t->arena, &r, "select from umbrella.authentication_user where id = $1 and password = $2", "is",
                 t->person, t->stored);
    if (e || r.rows)
        return e;
    e = session_end(t->db, t->arena, &out->session, "password changed");
    *out = (struct signin_result){.outcome = SIGNIN_WRONG};
    return e;
}

static enum err let_in(struct attempt *t, struct signin_result *out)
{
    enum err e;
    if ((e = throttle_give_back(t->db, t->arena, t->keys.account)) ||
        (e = throttle_give_back(t->db, t->arena, t->keys.address)) || (e = record(t, NULL)) ||
        (password_is_stale(t->stored) && (e = rehash(t))))
        return e;
    out->outcome = SIGNIN_OK;
    memcpy(out->device, t->keys.device, sizeof out->device);
    e = session_start(t->db, t->arena, t->settings, t->person, 1, t->ip, t->agent, &out->session, out->token);
    return e ? e : check_again(t, out);
}

enum err signin_try(struct db *db, struct arena *a, const struct hub_settings *settings,
                    const struct signin_attempt *from, struct signin_result *out)
{
    struct attempt t = {.db = db,
                        .arena = a,
                        .settings = settings,
                        .email = str_trim(from->email),
                        .password = from->password,
                        .agent = session_agent(from->agent),
                        .ip = session_address(from->ip)};
    bool is_refused;
    enum err e;
    *out = (struct signin_result){.outcome = SIGNIN_WRONG};
    if ((e = throttle_keys(db, a, t.email, t.ip, from->device, &t.keys)) || (e = take_tickets(&t, out, &is_refused)) ||
        is_refused || (e = find_person(&t)))
        return e;
    if (!is_right(&t) || t.is_shut) /* the hash call in any case */
        return record(&t, t.is_shut ? "too many failures" : t.person ? "wrong password" : "unknown");
    if ((e = forget_failures(&t)))
        return e;
    return strcmp(t.status, "active") ? turn_away(&t, out) : let_in(&t, out);
}
