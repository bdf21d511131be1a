/* reset_mail.c: the mail to who asked for a new password; see registration.h. Apart from registration.c, so that hub-jobs, which
 * sends it, has no part of what hashes passwords.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/mail.h"
#include "identity/registration.h"
#include "identity/token.h"

/* An older link goes in the same breath. Two of these at once: one is refused (ERR_CONFLICT), for one link is enough. */
static enum err make_reset_link(struct db *db, struct arena *a, int64_t person, const unsigned char hash[TOKEN_HASH],
                                const char **expires)
{
    struct db_result r;
    enum err e =
        db_query(db, a, NULL, "delete from umbrella.password_link where user_id = $1 and used_at is null", "i", person);
    if (e)
        return e;
    e = db_query(db, a, NULL,
                 "insert into umbrella.password_link (token_hash, user_id, purpose, expires_at)"
                 " values ($1, $2, 'reset', now() + interval '60 minutes')",
                 "bi", token_bytes(hash), person);
    if (e || (e = db_query(db, a, &r,
                           "select to_char((now() + interval '60 minutes') at time zone 'UTC', 'YYYY-MM-DD HH24:MI')"
                           " || ' UTC'",
                           "")))
        return e;
    *expires = db_text(&r, 0, 0);
    return OK;
}

enum err registration_reset_mail(struct db *db, struct arena *a, const struct hub_settings *s, const char *email)
{
    char token[TOKEN_TEXT];
    unsigned char hash[TOKEN_HASH];
    struct mail_words words = {0};
    struct db_result r;
    bool is_due;
    enum err e = db_query(db, a, &r,
                          "select id, email, btrim(first_name || ' ' || last_name) from umbrella.authentication_user"
                          " where lower(email) = lower($1) and status in ('active', 'pending')",
                          "s", email);
    if (e)
        return e;
    if (!r.rows)
        return mail_tell_if_due(db, a, s, MAIL_RESET_UNKNOWN, email, 0, &words);
    if ((e = mail_is_due(db, a, "reset", db_text(&r, 0, 1), &is_due)) || !is_due)
        return e;
    token_make(token, hash);
    if ((e = make_reset_link(db, a, db_int(&r, 0, 0), hash, &words.expires)))
        return e;
    words.name = db_text(&r, 0, 2);
    words.link = arena_printf(a, "%s/reset/%s", s->origin, token);
    return mail_tell(db, a, s, MAIL_RESET, db_text(&r, 0, 1), db_int(&r, 0, 0), &words);
}
