/* registration.c: see registration.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/registration.h"

#include <sodium.h>

#include "identity/mail.h"
#include "identity/password.h"
#include "identity/session.h"
#include "identity/throttle.h"
#include "identity/token.h"

enum { WINDOW_MINUTES = 60 };

/* ---- tickets ---- */

/* The address's key for this kind of request, apart from the one of its sign-ins. */
static enum err ticket_key(struct db *db, struct arena *a, const char *kind, const char *ip,
                           unsigned char key[THROTTLE_KEY])
{
    struct throttle_keys keys;
    enum err e = throttle_keys(db, a, STR(""), session_address(ip), STR(""), &keys);
    if (!e)
        crypto_auth_hmacsha256(key, (const unsigned char *)kind, strlen(kind), keys.address);
    return e;
}

static enum err take_ticket(struct db *db, struct arena *a, const struct hub_settings *s, const char *kind,
                            const char *ip, int *wait_s)
{
    unsigned char key[THROTTLE_KEY];
    *wait_s = 0;
    enum err e = ticket_key(db, a, kind, ip, key);
    return e ? e : throttle_take(db, a, key, s->register_address_cap, WINDOW_MINUTES, WINDOW_MINUTES, wait_s);
}

static enum err give_ticket_back(struct db *db, struct arena *a, const char *kind, const char *ip)
{
    unsigned char key[THROTTLE_KEY];
    enum err e = ticket_key(db, a, kind, ip, key);
    return e ? e : throttle_give_back(db, a, key);
}

/* ---- registering ---- */

enum err registration_mode(struct db *db, struct arena *a, enum registration_mode *mode)
{
    struct db_result r;
    *mode = REGISTRATION_BY_NOBODY;
    enum err e = db_query(db, a, &r, "select umbrella.setting_text('registration_mode')", "");
    if (e)
        return e;
    struct str word = db_str(&r, 0, 0);
    *mode = str_eq(word, "open")         ? REGISTRATION_BY_ALL
            : str_eq(word, "invitation") ? REGISTRATION_BY_INVITATION
                                         : REGISTRATION_BY_NOBODY;
    return OK;
}

static enum err register_hashed(struct db *db, struct arena *a, const struct hub_settings *s,
                                const struct registration *who, const char *stored)
{
    char token[TOKEN_TEXT];
    unsigned char hash[TOKEN_HASH];
    const char *to = str_dup(a, who->email);
    struct db_result r;
    token_make(token, hash);
    enum err e =
        db_query(db, a, &r,
                 "select outcome, coalesce(person_id, 0) from"
                 " umbrella.person_register($1, $2, $3, $4, $5::inet, $6)",
                 "ssSSsb", to, stored, who->first_name, who->last_name, session_address(who->ip), token_bytes(hash));
    if (e)
        return e;
    struct str outcome = r.rows ? db_str(&r, 0, 0) : STR("known"); /* its user name is somebody's, its e-mail is not */
    int64_t person = r.rows ? db_int(&r, 0, 1) : 0;
    if (str_eq(outcome, "closed"))
        return ERR_FORBIDDEN;
    if (str_eq(outcome, "known"))
        return mail_tell_if_due(db, a, s, MAIL_MEMBER_ALREADY, to, person, &(struct mail_words){0});
    const struct mail_words words = {.link = arena_printf(a, "%s/verify/%s", s->origin, token)};
    return mail_tell(db, a, s, MAIL_REGISTERED, to, person, &words);
}

enum err registration_try(struct db *db, struct arena *a, const struct hub_settings *s, const struct registration *who,
                          int *wait_s)
{
    enum registration_mode mode;
    char stored[PASSWORD_HASH_TEXT];
    *wait_s = 0;
    enum err e = registration_mode(db, a, &mode);
    if (!e && mode != REGISTRATION_BY_ALL)
        e = ERR_FORBIDDEN;
    if (e || (e = take_ticket(db, a, s, "register", who->ip, wait_s)) || *wait_s)
        return e;
    if (!password_hash(who->password, stored))
        return ERR_INTERNAL;
    if (!(e = db_begin(db, NULL)))
        e = db_end(db, register_hashed(db, a, s, who, stored));
    sodium_memzero(stored, sizeof stored);
    return e;
}

/* ---- invitations ---- */

static enum invited_state invited_state_of(struct str word)
{
    return str_eq(word, "valid")     ? INVITED_VALID
           : str_eq(word, "used")    ? INVITED_USED
           : str_eq(word, "expired") ? INVITED_EXPIRED
           : str_eq(word, "closed")  ? INVITED_CLOSED
                                     : INVITED_REVOKED;
}

static enum err look(struct db *db, struct arena *a, const unsigned char hash[TOKEN_HASH], struct invited *out)
{
    struct db_result r;
    enum err e = db_query(db, a, &r,
                          "select email, invite_type, inviter, message,"
                          " to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC', state"
                          " from umbrella.invitation_look($1)",
                          "b", token_bytes(hash));
    if (e || !r.rows)
        return e;
    *out = (struct invited){.state = invited_state_of(db_str(&r, 0, 5)),
                            .email = db_text(&r, 0, 0),
                            .role = db_text(&r, 0, 1),
                            .inviter = db_text(&r, 0, 2),
                            .message = db_text(&r, 0, 3),
                            .expires = db_text(&r, 0, 4)};
    return OK;
}

enum err invited_look(struct db *db, struct arena *a, struct str token, struct invited *out)
{
    unsigned char hash[TOKEN_HASH];
    *out = (struct invited){.state = INVITED_UNKNOWN};
    if (!token_hash(token, hash))
        return OK;
    enum err e = look(db, a, hash, out);
    if (e || out->state == INVITED_UNKNOWN)
        return e;
    return db_query(db, a, NULL, "select umbrella.invitation_opened($1)", "b", token_bytes(hash));
}

/* Why there is no claim: it is over, or somebody else has it. */
static enum err say_why(struct db *db, struct arena *a, const unsigned char hash[TOKEN_HASH], enum invited_state *state)
{
    struct invited now = {.state = INVITED_UNKNOWN};
    enum err e = look(db, a, hash, &now);
    *state = now.state == INVITED_VALID ? INVITED_BUSY : now.state;
    return e;
}

static enum err accept_hashed(struct db *db, struct arena *a, const struct hub_settings *s,
                              const struct registration *who, const char *claim, const char *stored,
                              struct str *outcome, bool *is_approved)
{
    struct db_result r;
    enum err e = db_query(db, a, &r,
                          "select outcome, coalesce(person_id, 0), person_email, person_status"
                          " from umbrella.invitation_accept($1, $2, $3, $4, $5::inet)",
                          "usSSs", claim, stored, who->first_name, who->last_name, session_address(who->ip));
    if (e)
        return e;
    *outcome = db_str(&r, 0, 0);
    *is_approved = str_eq(db_str(&r, 0, 3), "active");
    if (!str_eq(*outcome, "done") || *is_approved)
        return OK;
    const struct mail_words words = {.name = str_dup(a, who->first_name)};
    return mail_tell(db, a, s, MAIL_ACCEPTED, db_text(&r, 0, 2), db_int(&r, 0, 1), &words);
}

static enum err accept_claimed(struct db *db, struct arena *a, const struct hub_settings *s,
                               const struct registration *who, const char *claim, struct str *outcome,
                               bool *is_approved)
{
    char stored[PASSWORD_HASH_TEXT];
    enum err e;
    if (!password_hash(who->password, stored)) {
        e = db_query(db, a, NULL, "select umbrella.invitation_unclaim($1)", "u", claim);
        return e ? e : ERR_INTERNAL;
    }
    if (!(e = db_begin(db, NULL)))
        e = db_end(db, accept_hashed(db, a, s, who, claim, stored, outcome, is_approved));
    sodium_memzero(stored, sizeof stored);
    return e;
}

enum err invited_accept(struct db *db, struct arena *a, const struct hub_settings *s, struct str token,
                        const struct registration *who, enum invited_state *state, bool *is_approved, int *wait_s)
{
    unsigned char hash[TOKEN_HASH];
    struct db_result r;
    struct str outcome;
    *state = INVITED_UNKNOWN;
    *is_approved = false;
    *wait_s = 0;
    if (!token_hash(token, hash))
        return OK;
    enum err e = take_ticket(db, a, s, "invite", who->ip, wait_s);
    if (e || *wait_s)
        return e;
    if ((e = db_query(db, a, &r, "select umbrella.invitation_claim($1)", "b", token_bytes(hash))))
        return e;
    if (!r.rows || db_is_null(&r, 0, 0))
        return say_why(db, a, hash, state);
    if ((e = accept_claimed(db, a, s, who, db_text(&r, 0, 0), &outcome, is_approved)))
        return e;
    if (str_eq(outcome, "lost"))
        return say_why(db, a, hash, state);
    *state = str_eq(outcome, "done") ? INVITED_VALID : INVITED_MEMBER;
    return *state == INVITED_VALID ? give_ticket_back(db, a, "invite", who->ip) : OK; /* colleagues share an address */
}

/* ---- a new password ---- */

enum err registration_ask_reset(struct db *db, struct arena *a, const struct hub_settings *s, struct str email,
                                const char *ip, int *wait_s)
{
    enum err e = take_ticket(db, a, s, "reset", ip, wait_s);
    if (e || *wait_s)
        return e;
    return db_query(
        db, a, NULL,
        "select ops.job_add('password-reset', jsonb_build_object('email', $1::text), lower($1::text), now())", "S",
        email);
}

/* ---- addresses ---- */

static enum err start_change(struct db *db, struct arena *a, const struct hub_settings *s, const char *to)
{
    char token[TOKEN_TEXT];
    unsigned char hash[TOKEN_HASH];
    struct db_result r;
    bool is_due;
    enum err e = mail_is_due(db, a, "address-confirm", to, &is_due);
    if (e || !is_due)
        return e;
    token_make(token, hash);
    e = db_query(db, a, &r,
                 "select umbrella.email_change_start($1, $2), coalesce(umbrella.uid(), 0),"
                 " to_char((now() + interval '1 hour') at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC'",
                 "sb", to, token_bytes(hash));
    if (e)
        return e;
    struct str outcome = db_str(&r, 0, 0);
    if (str_eq(outcome, "nobody"))
        return ERR_LOGIN;
    if (str_eq(outcome, "taken"))
        return mail_tell_if_due(db, a, s, MAIL_MEMBER_ALREADY, to, 0, &(struct mail_words){0});
    const struct mail_words words = {.link = arena_printf(a, "%s/verify/%s", s->origin, token),
                                     .expires = db_text(&r, 0, 2)};
    return mail_tell(db, a, s, MAIL_ADDRESS_CONFIRM, to, db_int(&r, 0, 1), &words);
}

enum err registration_change_email(struct db *db, struct arena *a, const struct hub_settings *s, const char *sid,
                                   struct str email, const char *ip, int *wait_s)
{
    enum err e = take_ticket(db, a, s, "change e-mail", ip, wait_s);
    if (e || *wait_s || (e = db_begin(db, sid)))
        return e;
    return db_end(db, start_change(db, a, s, str_dup(a, email)));
}

enum err email_link_look(struct db *db, struct arena *a, struct str token, struct email_link *out)
{
    unsigned char hash[TOKEN_HASH];
    struct db_result r;
    *out = (struct email_link){0};
    if (!token_hash(token, hash))
        return ERR_NOTFOUND;
    enum err e = db_query(db, a, &r, "select email, old_email, purpose = 'change' from umbrella.email_link_look($1)",
                          "b", token_bytes(hash));
    if (e || !r.rows)
        return e ? e : ERR_NOTFOUND;
    *out =
        (struct email_link){.email = db_text(&r, 0, 0), .old_email = db_text(&r, 0, 1), .is_change = db_bool(&r, 0, 2)};
    return OK;
}

static enum err use_link(struct db *db, struct arena *a, const struct hub_settings *s,
                         const unsigned char hash[TOKEN_HASH])
{
    struct db_result r;
    enum err e = db_query(db, a, &r,
                          "select l.outcome, l.person_id, l.new_email, l.old_email, l.purpose = 'change',"
                          " btrim(u.first_name || ' ' || u.last_name) from umbrella.email_link_use($1) l"
                          " left join umbrella.authentication_user u on u.id = l.person_id",
                          "b", token_bytes(hash));
    if (e)
        return e;
    if (!str_eq(db_str(&r, 0, 0), "done"))
        return str_eq(db_str(&r, 0, 0), "taken") ? ERR_CONFLICT : ERR_NOTFOUND;
    if (!db_bool(&r, 0, 4))
        return OK;
    const struct mail_words words = {.name = db_text(&r, 0, 5), .message = db_text(&r, 0, 2)};
    return mail_tell(db, a, s, MAIL_ADDRESS_CHANGED, db_text(&r, 0, 3), db_int(&r, 0, 1), &words);
}

enum err email_link_use(struct db *db, struct arena *a, const struct hub_settings *s, const char *sid, struct str token)
{
    unsigned char hash[TOKEN_HASH];
    if (!token_hash(token, hash))
        return ERR_NOTFOUND;
    enum err e = db_begin(db, sid);
    return e ? e : db_end(db, use_link(db, a, s, hash));
}
