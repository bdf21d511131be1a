/* invitation.c: see invitation.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/invitation.h"

#include "identity/mail.h"

/* ---- one transaction, its words and its statement ---- */

/* What a new link needs: the link, the hash that is stored of its token, how long it lasts, and the mail. */
struct made {
    const char *link;
    unsigned char hash[TOKEN_HASH];
    int64_t hours;
    struct mail mail;
};

static const char hours_sql[] =
    "select h, to_char((now() + make_interval(hours => h)) at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC'"
    " from (select coalesce(nullif($1::int, 0), umbrella.setting_integer('invitation_hours'))) s(h)";

static enum err make(struct db *db, struct arena *a, const struct hub_settings *settings, const struct invitation *what,
                     struct made *m)
{
    char token[TOKEN_TEXT];
    struct db_result r;
    enum err e = db_query(db, a, &r, hours_sql, "i", (int64_t)what->hours);
    if (e)
        return e;
    token_make(token, m->hash);
    m->hours = db_int(&r, 0, 0);
    m->link = arena_printf(a, "%s/invite/%s", settings->origin, token);
    const struct mail_words words = {
        .name = what->name ? what->name : what->email,
        .link = m->link,
        .role = role_text(what->type),
        .expires = db_text(&r, 0, 1),
        .inviter = what->inviter,
        .message = what->message,
    };
    if (what->text)
        mail_from_template(a, settings, what->subject, what->text, &words, &m->mail);
    else
        mail_compose(a, settings, MAIL_INVITATION, &words, &m->mail);
    return OK;
}

static enum invitation_outcome outcome_of(const char *word)
{
    static const char *const words[] = {"done", "exists", "open", "role", "used"};
    for (int i = INVITATION_DONE; i <= INVITATION_USED; i++)
        if (strcmp(word, words[i]) == 0)
            return (enum invitation_outcome)i;
    return INVITATION_UNKNOWN;
}

static bool fits(const struct invitation *i)
{
    return i->hours >= 0 && i->hours <= INVITATION_HOURS_MAX && i->type != ROLE_NONE &&
           email_is_plausible(str_of(i->email)) &&
           (!i->message || utf8_length(str_of(i->message)) <= INVITATION_MESSAGE_MAX);
}

enum err invitation_hold(struct db *db, struct arena *a, const char *emails)
{
    return db_query(db, a, NULL, "select umbrella.invitation_hold($1::jsonb)", "s", emails);
}

enum err invitation_add(struct db *db, struct arena *a, const struct hub_settings *settings, int64_t inviter,
                        const struct invitation *what, const char **link, enum invitation_outcome *outcome, int64_t *id)
{
    struct made m;
    struct db_result r;
    if (!fits(what))
        return ERR_INPUT;
    enum err e = make(db, a, settings, what, &m);
    if (e)
        return e;
    e = db_query(db, a, &r,
                 "select outcome, invitation_id from umbrella.invitation_add(nullif($1::bigint, 0), $2, $3, $4,"
                 " $5, $6::int, $7, $8, $9)",
                 "isbssisss", inviter, what->email, token_bytes(m.hash), role_text(what->type),
                 what->message ? what->message : "", m.hours, m.mail.subject, m.mail.text, m.mail.html);
    if (e)
        return e;
    *outcome = outcome_of(db_text(&r, 0, 0));
    if (link)
        *link = *outcome == INVITATION_DONE ? m.link : NULL;
    if (id)
        *id = *outcome == INVITATION_DONE ? db_int(&r, 0, 1) : 0;
    return OK;
}

enum err invitation_send(struct db *db, struct arena *a, const struct hub_settings *settings, const char *sid,
                         int64_t inviter, const struct invitation *what, const char **link,
                         enum invitation_outcome *outcome, int64_t *id)
{
    if (!fits(what))
        return ERR_INPUT;
    enum err e = db_begin(db, sid);
    return e ? e : db_end(db, invitation_add(db, a, settings, inviter, what, link, outcome, id));
}

/* The outcome stays UNKNOWN where row-level security shows no such invitation. */
static enum err renew(struct db *db, struct arena *a, const struct hub_settings *settings, int64_t id,
                      struct invitation what, struct made *m, enum invitation_outcome *outcome)
{
    struct db_result r;
    enum err e = db_query(db, a, &r,
                          "select email, invite_type, custom_message from umbrella.authentication_invitetoken"
                          " where id = $1::bigint",
                          "i", id);
    if (e || !r.rows)
        return e;
    what.email = db_text(&r, 0, 0);
    what.type = role_from_text(db_text(&r, 0, 1));
    what.message = db_text(&r, 0, 2);
    if ((e = make(db, a, settings, &what, m)) ||
        (e = db_query(db, a, &r, "select umbrella.invitation_resend($1::bigint, $2, $3::int, $4, $5, $6)", "ibisss", id,
                      token_bytes(m->hash), m->hours, m->mail.subject, m->mail.text, m->mail.html)))
        return e;
    *outcome = outcome_of(db_text(&r, 0, 0));
    return OK;
}

enum err invitation_resend(struct db *db, struct arena *a, const struct hub_settings *settings, const char *sid,
                           int64_t id, const struct invitation *what, const char **link,
                           enum invitation_outcome *outcome)
{
    struct made m;
    *outcome = INVITATION_UNKNOWN;
    if (what->hours < 0 || what->hours > INVITATION_HOURS_MAX)
        return ERR_INPUT;
    enum err e = db_begin(db, sid);
    if (e)
        return e;
    e = db_end(db, renew(db, a, settings, id, *what, &m, outcome));
    if (link)
        *link = !e && *outcome == INVITATION_DONE ? m.link : NULL;
    return e;
}

enum err invitation_revoke(struct db *db, struct arena *a, const char *sid, int64_t id,
                           enum invitation_outcome *outcome)
{
    struct db_result r;
    enum err e = db_query_as(db, sid, a, &r, "select umbrella.invitation_revoke($1::bigint)", "i", id);
    *outcome = e ? INVITATION_UNKNOWN : outcome_of(db_text(&r, 0, 0));
    return e;
}
