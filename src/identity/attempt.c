/* attempt.c: see attempt.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/attempt.h"

#include <time.h>

#include "identity/password.h"

enum { LONGEST_WINDOW_MINUTES = 60, PAUSE_MS = 200, UNUSUAL_FAILURES = 5 };
enum { CODE_MINUTES = 10, CODE_ACCOUNT_MINUTES = 60 };

enum err attempt_begin(struct attempt *t, struct db *db, struct arena *a, const struct hub_settings *settings,
                       const struct signin_client *from, struct str email)
{
    *t = (struct attempt){.db = db,
                          .arena = a,
                          .settings = settings,
                          .email = str_trim(email),
                          .agent = session_agent(from->agent),
                          .ip = session_address(from->ip)};
    return throttle_keys(db, a, t->email, t->ip, from->device, &t->keys);
}

enum err attempt_record(const struct attempt *t, const char *reason)
{
    return db_query(t->db, t->arena, NULL, "select umbrella.loginattempt_add($1, $2::inet, $3, $4, nullif($5, 0))",
                    "SsSsi", t->email, t->ip, t->agent, reason, t->person);
}

/* ---- passwords ---- */

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
        return attempt_record(t, "address throttled");
    }
    if (e || (e = throttle_take(t->db, t->arena, t->keys.account, s->signin_account_cap, window, LONGEST_WINDOW_MINUTES,
                                &wait)))
        return e;
    *is_refused = wait > 0;
    if (!wait)
        return OK;
    pause_a_little();
    return attempt_record(t, "account throttled");
}

enum err attempt_give_back(const struct attempt *t)
{
    enum err e = throttle_give_back(t->db, t->arena, t->keys.account);
    return e ? e : throttle_give_back(t->db, t->arena, t->keys.address);
}

void attempt_read(struct attempt *t, const struct db_result *r)
{
    t->person = db_int(r, 0, 0);
    t->address = db_text(r, 0, 1);
    t->name = db_text(r, 0, 2);
    t->stored = db_text(r, 0, 3);
    t->status = db_text(r, 0, 4);
    t->rejection = db_text(r, 0, 5);
    t->has_factor = db_bool(r, 0, 6);
    t->is_restorable = db_bool(r, 0, 7);
    t->is_far = db_bool(r, 0, 8);
    t->failures = db_int(r, 0, 9);
}

/* Counts the attempt as one more failure, before it is known to be none: of many at once none is overlooked. */
static enum err find_person(struct attempt *t)
{
    struct db_result r;
    enum err e = db_query(t->db, t->arena, &r,
                          "update umbrella.authentication_user u"
                          " set failed_signins = u.failed_signins + (u.failed_signins <= $3)::int"
                          " where lower(u.email) = lower($1) returning " ATTEMPT_COLUMNS ", u.failed_signins > $3",
                          "Ssi", t->email, t->ip, (int64_t)(t->keys.is_known_device ? 2 : 1) * SIGNIN_FAILURES);
    if (e || !r.rows)
        return e;
    attempt_read(t, &r);
    t->is_shut = db_bool(&r, 0, ATTEMPT_N_COLUMNS);
    return OK;
}

enum err attempt_password(struct attempt *t, struct str password, struct signin_result *out, bool *is_right)
{
    bool is_refused;
    enum err e;
    *is_right = false;
    *out = (struct signin_result){.outcome = SIGNIN_WRONG};
    if ((e = take_tickets(t, out, &is_refused)) || is_refused || (e = find_person(t)))
        return e;
    bool matches = t->person ? password_check(password, t->stored) : password_check_nobody(password);
    *is_right = matches && !t->is_shut; /* the hash call in any case */
    return *is_right ? OK
                     : attempt_record(t, t->is_shut  ? "too many failures"
                                         : t->person ? "wrong password"
                                                     : "unknown");
}

enum err attempt_forget_failures(const struct attempt *t)
{
    return db_query(t->db, t->arena, NULL, "update umbrella.authentication_user set failed_signins = 0 where id = $1",
                    "i", t->person);
}

/* ---- codes ---- */

struct code_keys {
    unsigned char one[THROTTLE_KEY], account[THROTTLE_KEY];
};

static enum err code_keys(struct attempt *t, const char *kind, struct str what, struct code_keys *out)
{
    enum err e = throttle_key(t->db, t->arena, kind, what, out->one);
    return e ? e
             : throttle_key(t->db, t->arena, "code of account",
                            (struct str){(const char *)&t->person, sizeof t->person}, out->account);
}

enum err attempt_code_tickets(struct attempt *t, const char *kind, struct str what, int *wait_s)
{
    const struct hub_settings *s = t->settings;
    struct code_keys k;
    enum err e = code_keys(t, kind, what, &k);
    *wait_s = 0;
    if (e || (e = throttle_take(t->db, t->arena, k.one, s->code_cap, CODE_MINUTES, CODE_MINUTES, wait_s)) || *wait_s)
        return e;
    return throttle_take(t->db, t->arena, k.account, s->code_account_cap, CODE_ACCOUNT_MINUTES, CODE_ACCOUNT_MINUTES,
                         wait_s);
}

enum err attempt_code_give_back(struct attempt *t, const char *kind, struct str what)
{
    struct code_keys k;
    enum err e = code_keys(t, kind, what, &k);
    if (e || (e = throttle_give_back(t->db, t->arena, k.one)))
        return e;
    return throttle_give_back(t->db, t->arena, k.account);
}

enum err attempt_record_wrong_code(const struct attempt *t)
{
    enum err e = db_query(t->db, t->arena, NULL,
                          "update umbrella.authentication_user set failed_signins = failed_signins + 1 where id = $1",
                          "i", t->person);
    return e ? e : attempt_record(t, "wrong code");
}

/* ---- in ---- */

enum err attempt_tell(const struct attempt *t, enum mail_kind kind, const char *path, const char *message)
{
    const struct mail_words words = {
        .name = t->name, .link = arena_printf(t->arena, "%s%s", t->settings->origin, path), .message = message};
    return mail_tell(t->db, t->arena, t->settings, kind, t->address, t->person, &words);
}

/* ASVS 6.3.5: after a row of failures, or from where the account was not used before, on a device that it does not know. */
static enum err tell_if_unusual(const struct attempt *t)
{
    struct db_result r;
    if (t->keys.is_known_device || (t->failures < UNUSUAL_FAILURES && !t->is_far))
        return OK;
    enum err e = db_query(t->db, t->arena, &r,
                          "select to_char(now() at time zone 'UTC', 'FMDD FMMonth YYYY, HH24:MI \"UTC\"')"
                          " || coalesce(', from the address ' || host($1::inet), '')"
                          " || coalesce(E'\\n' || nullif($2, ''), '')",
                          "sS", t->ip, t->agent);
    return e ? e : attempt_tell(t, MAIL_SIGNIN_UNUSUAL, "/login", db_text(&r, 0, 0));
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
        return e ? e : tell_if_unusual(t);
    e = session_end(t->db, t->arena, &out->session, "password changed");
    *out = (struct signin_result){.outcome = SIGNIN_WRONG};
    return e;
}

enum err attempt_let_in(struct attempt *t, int aal, struct signin_result *out)
{
    enum err e =
        session_start(t->db, t->arena, t->settings, t->person, aal, t->ip, t->agent, &out->session, out->token);
    if (e)
        return e;
    out->outcome = SIGNIN_OK;
    memcpy(out->device, t->keys.device, sizeof out->device);
    return check_again(t, out);
}
