/* password_link.c: one-time links to set a password; see signin.h. The database knows only the SHA-256 of a link's token.
 * SPDX-License-Identifier: Apache-2.0 */
#include <sodium.h>

#include "identity/mail.h"
#include "identity/password.h"
#include "identity/signin.h"
#include "identity/token.h"

enum err password_link_make(struct db *db, struct arena *a, const char *email, int hours,
                            char token[SESSION_TOKEN_TEXT])
{
    unsigned char hash[TOKEN_HASH];
    struct db_result made;
    enum err e = db_pipeline_begin(db);
    if (e)
        return e;
    token_make(token, hash);
    db_pipeline_send(db,
                     "delete from umbrella.password_link l using umbrella.authentication_user u"
                     " where u.id = l.user_id and l.used_at is null and lower(u.email) = lower($1)",
                     "s", email);
    db_pipeline_send(
        db,
        "insert into umbrella.password_link (token_hash, user_id, purpose, expires_at)"
        " select $2::bytea, id, case password when '!' then 'first' else 'reset' end,"
        "  now() + make_interval(hours => $3::int)"
        " from umbrella.authentication_user where lower(email) = lower($1) and status in ('pending', 'active')",
        "sbi", email, token_bytes(hash), (int64_t)hours);
    db_pipeline_sync(db);
    db_pipeline_next(db, a, NULL);
    db_pipeline_next(db, a, &made);
    if ((e = db_pipeline_end(db)))
        return e;
    return made.affected ? OK : ERR_NOTFOUND;
}

enum err password_link_peek(struct db *db, struct arena *a, struct str token, const char **email, const char **name)
{
    unsigned char hash[TOKEN_HASH];
    struct db_result r;
    *email = *name = NULL;
    if (!token_hash(token, hash))
        return ERR_NOTFOUND;
    enum err e = db_query(db, a, &r,
                          "select u.email, btrim(u.first_name || ' ' || u.last_name) from umbrella.password_link l"
                          " join umbrella.authentication_user u on u.id = l.user_id where l.token_hash = $1"
                          " and l.used_at is null and now() < l.expires_at and u.status in ('pending', 'active')",
                          "b", token_bytes(hash));
    if (e || !r.rows)
        return e ? e : ERR_NOTFOUND;
    *email = db_text(&r, 0, 0);
    *name = db_text(&r, 0, 1);
    return OK;
}

static enum err end_signins(struct db *db, struct arena *a, int64_t person)
{
    enum err e = db_query(db, a, NULL,
                          "update umbrella.authentication_usersession set revoked_at = now(),"
                          " revoked_why = 'password changed' where user_id = $1 and revoked_at is null",
                          "i", person);
    return e ? e
             : db_query(db, a, NULL,
                        "update umbrella.half_signin set used_at = now() where user_id = $1 and used_at is null", "i",
                        person);
}

/* One statement uses up the link, so that of a hundred uses at once exactly one sets the password. Sessions are ended by
 * the next: it sees those of a sign-in that the first had to wait for. Half sign-ins end too: they began with the old one. */
static enum err use(struct db *db, struct arena *a, const struct hub_settings *s, const unsigned char hash[TOKEN_HASH],
                    const char *stored)
{
    struct db_result r;
    enum err e =
        db_query(db, a, &r,
                 "with link as (update umbrella.password_link set used_at = now()"
                 "  where token_hash = $1 and used_at is null and now() < expires_at returning user_id, purpose)"
                 " update umbrella.authentication_user u set password = $2, failed_signins = 0 from link"
                 " where u.id = link.user_id and u.status in ('pending', 'active')"
                 " returning u.id, u.email, btrim(u.first_name || ' ' || u.last_name), link.purpose = 'first'",
                 "bs", token_bytes(hash), stored);
    if (e || !r.rows)
        return e ? e : ERR_NOTFOUND;
    int64_t person = db_int(&r, 0, 0);
    if ((e = end_signins(db, a, person)) || (!db_bool(&r, 0, 3) && /* of a first password nobody need be told */
                                             (e = mail_tell(db, a, s, MAIL_PASSWORD_CHANGED, db_text(&r, 0, 1), person,
                                                            &(struct mail_words){.name = db_text(&r, 0, 2)}))))
        return e;
    return db_query(db, a, NULL,
                    "select set_config('hub.actor', $2, true),"
                    " umbrella.audit_append('person.reset_password', 'person', $1::bigint::text, $2, null, null)",
                    "is", person, db_text(&r, 0, 1));
}

static enum err use_at_once(struct db *db, struct arena *a, const struct hub_settings *s,
                            const unsigned char hash[TOKEN_HASH], const char *stored)
{
    enum err e = db_begin(db, NULL);
    return e ? e : db_end(db, use(db, a, s, hash, stored));
}

/* Who has just set the password must not wait because of what was tried before. */
static enum err forget_attempts(struct db *db, struct arena *a, const char *email)
{
    struct throttle_keys keys;
    enum err e = throttle_keys(db, a, str_of(email), NULL, (struct str){"", 0}, &keys);
    return e ? e : throttle_clear(db, a, keys.account);
}

/* Before the password is hashed: of a hundred at once one gets the ticket. It lapses within a minute if nothing came of it. */
static enum err take_ticket(struct db *db, struct arena *a, const unsigned char hash[TOKEN_HASH])
{
    static const char kind[] = "password link";
    unsigned char key[THROTTLE_KEY];
    int wait_s;
    crypto_auth_hmacsha256(key, (const unsigned char *)kind, sizeof kind, hash);
    enum err e = throttle_take(db, a, key, 1, 1, 1, &wait_s);
    return e ? e : wait_s ? ERR_CONFLICT : OK;
}

enum err password_link_use(struct db *db, struct arena *a, const struct hub_settings *s, struct str token,
                           struct str password)
{
    unsigned char hash[TOKEN_HASH];
    char stored[PASSWORD_HASH_TEXT];
    const char *email, *name;
    enum err e = password_link_peek(db, a, token, &email, &name); /* no hash call for a guessed link */
    if (e || !token_hash(token, hash) || (e = take_ticket(db, a, hash)))
        return e ? e : ERR_NOTFOUND;
    if (!password_hash(password, stored))
        return ERR_INTERNAL;
    e = use_at_once(db, a, s, hash, stored);
    sodium_memzero(stored, sizeof stored);
    return e ? e : forget_attempts(db, a, email);
}
