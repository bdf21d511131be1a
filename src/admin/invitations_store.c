/* invitations_store.c: see invitations_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/invitations_store.h"

#include "admin/console.h"

/* How far it came, in one word. */
#define STATE                                                                                                          \
    "case when i.used_at is not null then case when u.login_count > 0 then 'signed in' when u.status = 'active' then " \
    "'approved'"                                                                                                       \
    " when u.status in ('rejected', 'disabled', 'deleted') then u.status else 'registered' end"                        \
    " when i.revoked_at is not null then 'revoked' when i.expires_at <= now() then 'expired'"                          \
    " when i.email_bounced then 'bounced' when i.opened_at is not null then 'opened'"                                  \
    " when i.email_sent_at is not null then 'mailed' else 'created' end"
#define INVITATIONS                                                                                                    \
    "  from umbrella.authentication_invitetoken i"                                                                     \
    "  left join umbrella.authentication_user u on u.id = i.registered_user_id"                                        \
    "  left join umbrella.authentication_user b on b.id = i.created_by_id"
#define WHERE                                                                                                          \
    " where ($1 = '' or i.email ilike $1) and ($2 = '' or i.invite_type = $2) and ($3 = '' or b.email ilike $3)"
#define IN_STATE " and ($4 = '' or (" STATE ") = $4)"
#define FIRST_SIGN_IN                                                                                                  \
    "(select umbrella.minute(min(a.attempted_at)) from umbrella.authentication_loginattempt a where a.user_id = u.id " \
    "and a.success)"

#define ROWS                                                                                                           \
    "select i.email, i.invite_type, " STATE ", b.email, umbrella.minute(i.created_at),"                                \
    " umbrella.minute(i.email_sent_at), umbrella.minute(i.opened_at), umbrella.minute(i.used_at),"                     \
    " umbrella.minute(u.approval_date), case when u.login_count > 0 then " FIRST_SIGN_IN " end,"                       \
    " umbrella.minute(i.expires_at), umbrella.minute(i.revoked_at), i.bounce_reason, i.id, u.id,"                      \
    " case when i.used_at is null then 't' end" INVITATIONS WHERE IN_STATE " order by "
#define ORDER(up, down)                                                                                                \
    {                                                                                                                  \
        ROWS up " limit $5 offset $6", ROWS down " limit $5 offset $6"                                                 \
    }

static const char *const list_sql[INVITES_COLUMNS][2] = {
    [INVITES_EMAIL] = ORDER("lower(i.email), i.id", "lower(i.email) desc, i.id desc"),
    [INVITES_TYPE] =
        ORDER("umbrella.role_rank(i.invite_type), i.id", "umbrella.role_rank(i.invite_type) desc, i.id desc"),
    [INVITES_BY] = ORDER("lower(b.email) nulls last, i.id", "lower(b.email) desc nulls last, i.id desc"),
    [INVITES_CREATED] = ORDER("i.created_at, i.id", "i.created_at desc, i.id desc"),
    [INVITES_MAILED] = ORDER("i.email_sent_at nulls last, i.id", "i.email_sent_at desc nulls last, i.id desc"),
    [INVITES_OPENED] = ORDER("i.opened_at nulls last, i.id", "i.opened_at desc nulls last, i.id desc"),
    [INVITES_REGISTERED] = ORDER("i.used_at nulls last, i.id", "i.used_at desc nulls last, i.id desc"),
    [INVITES_EXPIRES] = ORDER("i.expires_at, i.id", "i.expires_at desc, i.id desc"),
};
static const char count_sql[] = "select count(*) from (select 1" INVITATIONS WHERE IN_STATE " limit 10001) n";

enum err invites_list_ask(struct db *db, const struct listing *l, const struct invites_filter *f)
{
    enum err e = console_list_begin(db);
    if (!e)
        e = db_pipeline_send(db, list_sql[l->sort][l->descending], "ssssii", f->pattern, f->type, f->inviter, f->state,
                             l->limit, l->offset);
    return e ? e : db_pipeline_send(db, count_sql, "ssss", f->pattern, f->type, f->inviter, f->state);
}

enum err invites_funnel_ask(struct db *db, const struct invites_filter *f)
{
    return db_pipeline_send(
        db,
        "select count(*), count(*) filter (where i.email_sent_at is not null), count(*) filter (where i.email_bounced),"
        " count(*) filter (where i.opened_at is not null), count(*) filter (where i.used_at is not null),"
        " count(*) filter (where u.approval_date is not null and u.status <> 'rejected'),"
        " count(*) filter (where u.login_count > 0)" INVITATIONS WHERE,
        "sss", f->pattern, f->type, f->inviter);
}

enum err invites_one_ask(struct db *db, int64_t id)
{
    enum err e = db_pipeline_send(
        db,
        "select i.id, i.email, i.invite_type, " STATE
        ", b.email, b.id, umbrella.minute(i.created_at), umbrella.minute(i.email_sent_at),"
        " umbrella.minute(i.opened_at), umbrella.minute(i.used_at), u.id, umbrella.minute(u.approval_date),"
        " case when u.login_count > 0 then " FIRST_SIGN_IN
        " end, umbrella.minute(i.expires_at), umbrella.minute(i.revoked_at),"
        " i.bounce_reason, i.custom_message, case when i.used_at is null then 't' end,"
        " case when i.used_at is null and i.revoked_at is null then 't' end,"
        " umbrella.setting_text('mail_server') <> ''" INVITATIONS " where i.id = $1",
        "i", id);
    if (!e)
        e = db_pipeline_send(
            db,
            "select umbrella.minute(at), actor, action from umbrella.audit_event"
            " where object_kind = 'invitation' and object_id = $1::bigint::text order by seq limit 100",
            "i", id);
    return e ? e
             : db_pipeline_send(
                   db,
                   "select id, status, umbrella.minute(created_at), coalesce(bounce_reason, last_error) from ops.outbox"
                   " where invitation_id = $1 order by id limit 100",
                   "i", id);
}

enum err invites_known(struct db *db, struct arena *a, const char *emails, struct db_result *r)
{
    return db_query(
        db, a, r,
        "with wanted as (select lower(value) as email from jsonb_array_elements_text($1::jsonb))"
        " select w.email, 't' from wanted w join umbrella.authentication_user u on lower(u.email) = w.email"
        " union all select w.email, null from wanted w where exists"
        " (select from umbrella.authentication_invitetoken i where lower(i.email) = w.email and i.used_at is null"
        "   and i.revoked_at is null and i.expires_at > now())"
        " and not exists (select from umbrella.authentication_user u where lower(u.email) = w.email)",
        "s", emails);
}

enum err invites_settings_ask(struct db *db)
{
    return db_pipeline_send(
        db,
        "select umbrella.setting_integer('invitation_hours'), umbrella.setting_text('registration_mode') = 'closed'",
        "");
}

enum err invites_queue(struct db *db, struct arena *a, struct str payload, struct str dedupe, int64_t *job)
{
    struct db_result r;
    enum err e =
        db_query(db, a, &r, "select umbrella.console_job_add('invite-many', $1::jsonb, $2)", "SS", payload, dedupe);
    *job = e || db_is_null(&r, 0, 0) ? 0 : db_int(&r, 0, 0);
    return e;
}
