/* invite_many.c: the job that invites a whole list. Each invitation is a transaction of its own; when the runner dies in the
 * middle the next one finds those of before open, and invites nobody twice.
 * Payload: {"inviter": id, "type": "analyst", "hours": 72, "message": "…", "template": id or null, "emails": ["…", …]}; in place
 * of an address may stand {"email": "…", "name": "…", "type": "…", "message": "…"}, whose members go before those of all.
 * Result: {"sent": n, "skipped": [{"email": "…", "why": "…"}, …]}.
 * SPDX-License-Identifier: Apache-2.0 */
#include <strings.h>

#include "base/email.h"
#include "identity/invitation.h"
#include "jobs/job.h"

struct invitees {
    struct job_context *c;
    int64_t inviter;
    struct invitation what; /* all but the address */
    struct json_object *emails;
    int64_t sent;
    struct json_writer skipped;
};

static const char *text_member(struct job_context *c, const char *key)
{
    struct str s;
    return json_get_str(c->payload, key, &s) && s.n ? str_dup(c->arena, s) : NULL;
}

static const char *email_at(const struct invitees *all, size_t i)
{
    struct json_object *o = json_object_array_get_idx(all->emails, i);
    if (json_object_is_type(o, json_type_object))
        o = json_member(o, "email");
    return json_object_is_type(o, json_type_string) ? json_object_get_string(o) : "";
}

/* What holds for all, and what is said about this one. */
static struct invitation invitation_at(const struct invitees *all, size_t i, struct arena *a)
{
    struct json_object *o = json_object_array_get_idx(all->emails, i);
    struct invitation one = all->what;
    struct str s;
    one.email = email_at(all, i);
    if (!json_object_is_type(o, json_type_object))
        return one;
    if (json_get_str(o, "name", &s) && s.n)
        one.name = str_dup(a, s);
    if (json_get_str(o, "message", &s) && s.n)
        one.message = str_dup(a, s);
    if (json_get_str(o, "type", &s) && s.n)
        one.type = role_from_text(str_dup(a, s));
    return one;
}

/* ---- what the list says ---- */

static enum err read_template(struct invitees *all)
{
    struct job_context *c = all->c;
    struct db_result r;
    double id;
    if (!json_get_num(c->payload, "template", &id))
        return OK;
    enum err e = db_query(c->db, c->arena, &r,
                          "select subject, message_template from umbrella.authentication_invitetemplate where id = $1",
                          "i", (int64_t)id);
    if (e || !r.rows)
        return e ? e : job_error(c, ERR_NOTFOUND, "the template is not there any more");
    all->what.subject = db_text(&r, 0, 0);
    all->what.text = db_text(&r, 0, 1);
    return OK;
}

/* The inviter's name stands in the mails, and the address in the audit, where this program's role would say little. */
static enum err read_inviter(struct invitees *all)
{
    struct job_context *c = all->c;
    struct db_result r;
    double id;
    if (!json_get_num(c->payload, "inviter", &id))
        return job_error(c, ERR_INPUT, "the payload has no inviter");
    all->inviter = (int64_t)id;
    enum err e = db_query(c->db, c->arena, &r,
                          "select coalesce(nullif(btrim(first_name || ' ' || last_name), ''), email),"
                          " set_config('hub.actor', email, false) from umbrella.authentication_user"
                          " where id = $1 and status = 'active'",
                          "i", all->inviter);
    if (e || !r.rows)
        return e ? e : job_error(c, ERR_FORBIDDEN, "who asked for it is not an active person any more");
    all->what.inviter = db_text(&r, 0, 0);
    return OK;
}

static enum err read_list(struct invitees *all)
{
    struct job_context *c = all->c;
    const char *type = text_member(c, "type");
    double hours = 0;
    json_get_num(c->payload, "hours", &hours);
    all->what.type = type ? role_from_text(type) : ROLE_NONE;
    all->what.hours = (int)hours;
    all->what.message = text_member(c, "message");
    all->emails = json_member(c->payload, "emails");
    if (all->what.type == ROLE_NONE)
        return job_error(c, ERR_INPUT, "the payload has no type");
    if (!json_object_is_type(all->emails, json_type_array))
        return job_error(c, ERR_INPUT, "the payload has no emails");
    if (hours < 0 || hours > INVITATION_HOURS_MAX)
        return job_error(c, ERR_INPUT, "hours must lie between 0 and %d", INVITATION_HOURS_MAX);
    if (all->what.message && utf8_length(str_of(all->what.message)) > INVITATION_MESSAGE_MAX)
        return job_error(c, ERR_INPUT, "the message has more than %d characters", INVITATION_MESSAGE_MAX);
    enum err e = read_inviter(all);
    return e ? e : read_template(all);
}

/* ---- one of them ---- */

static void skip(struct invitees *all, const char *email, const char *why)
{
    json_open(&all->skipped, NULL, '{');
    json_put_text(&all->skipped, "email", email);
    json_put_text(&all->skipped, "why", why);
    json_close(&all->skipped, '}');
}

static bool stands_before(const struct invitees *all, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (!strcasecmp(email_at(all, j), email_at(all, i)))
            return true;
    return false;
}

/* Whether the open invitation is this job's own, from before its runner died. */
static enum err is_ours(struct invitees *all, const char *email, struct arena *a, bool *ours)
{
    struct db_result r;
    enum err e =
        db_query(all->c->db, a, &r,
                 "select exists (select from umbrella.authentication_invitetoken where lower(email) = lower($1)"
                 " and created_by_id = $2 and created_at >= $3::timestamptz)",
                 "sis", email, all->inviter, all->c->created_at);
    *ours = !e && db_bool(&r, 0, 0);
    return e;
}

static enum err invite(struct invitees *all, size_t i, struct arena *a)
{
    static const char *const reasons[] = {[INVITATION_EXISTS] = "the address has an account already",
                                          [INVITATION_OPEN] = "an invitation for it is on its way already",
                                          [INVITATION_ROLE] = "the role is above what the inviter may give",
                                          [INVITATION_USED] = "it was not possible",
                                          [INVITATION_UNKNOWN] = "it was not possible"};
    struct job_context *c = all->c;
    struct invitation one = invitation_at(all, i, a);
    enum invitation_outcome outcome = INVITATION_UNKNOWN;
    bool ours = false;
    if (!email_is_plausible(str_of(one.email))) {
        skip(all, one.email, "it is not an e-mail address");
        return OK;
    }
    enum err e = invitation_send(c->db, a, c->settings, NULL, all->inviter, &one, NULL, &outcome, NULL);
    if (!e && outcome == INVITATION_OPEN && stands_before(all, i)) {
        skip(all, one.email, "it stands in the list twice");
        return OK;
    }
    if (!e && outcome == INVITATION_OPEN)
        e = is_ours(all, one.email, a, &ours);
    if (e)
        return e;
    if (outcome == INVITATION_DONE || ours)
        all->sent++;
    else
        skip(all, one.email, reasons[outcome]);
    return OK;
}

static enum err invite_all(struct invitees *all)
{
    struct arena *a = arena_new(); /* of one invitation: the list may be long */
    size_t n = json_object_array_length(all->emails);
    enum err e = OK;
    for (size_t i = 0; i < n && !e; i++) {
        if (job_progress(all->c, (double)i / (double)n, arena_printf(a, "%zu of %zu addresses", i, n)))
            break;
        e = invite(all, i, a);
        arena_reset(a);
    }
    arena_free(a);
    return e;
}

/* However it ended: what the next job does is not put on record under this inviter's name. */
static enum err forget_actor(struct job_context *c, enum err e)
{
    if (e && !c->error)
        c->error = arena_strdup(c->arena, db_message(c->db));
    enum err forgotten = db_query(c->db, c->arena, NULL, "select set_config('hub.actor', '', false)", "");
    return e ? e : forgotten;
}

enum err job_invite_many(struct job_context *c)
{
    struct invitees all = {.c = c};
    struct buf skipped;
    buf_init(&skipped, c->arena, 500);
    json_begin(&all.skipped, &skipped);
    json_open(&all.skipped, NULL, '[');
    enum err e = read_list(&all);
    if (!e)
        e = invite_all(&all);
    e = forget_actor(c, e);
    json_close(&all.skipped, ']');
    c->result = arena_printf(c->arena, "{\"sent\": %lld, \"skipped\": %s}", (long long)all.sent, skipped.s);
    return e;
}
