/* account_store.c: see account_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "home/account_store.h"

#include "identity/mail.h"

/* The person's time zone, asked once for a statement, however many rows it has. */
#define ZONE " cross join (select umbrella.own_zone() as zone offset 0) z"
#define AT(moment) "coalesce(to_char(" moment " at time zone z.zone, 'YYYY-MM-DD HH24:MI'), '')"

static const char zone_sql[] = "select umbrella.own_zone()";

static enum err ask_rows(struct db *db, const char *sql)
{
    enum err e = db_pipeline_send(db, sql, "");
    return e ? e : db_pipeline_send(db, zone_sql, "");
}

enum err account_rows_take(struct db *db, struct arena *a, struct account_rows *out)
{
    struct db_result zone;
    enum err e;
    if ((e = db_pipeline_next(db, a, &out->rows)) || (e = db_pipeline_next(db, a, &zone)))
        return e;
    out->zone = db_text(&zone, 0, 0);
    return OK;
}

enum err account_count_take(struct db *db, struct arena *a, int64_t *n)
{
    struct db_result r;
    enum err e = db_pipeline_next(db, a, &r);
    *n = e ? 0 : db_int(&r, 0, 0);
    return e;
}

/* ---- overview ---- */

static const char overview_sql[] =
    "select to_char(u.date_joined at time zone z.zone, 'YYYY-MM-DD'), coalesce(u.phone_number, ''), z.zone,"
    "       coalesce(to_char(s.attempted_at at time zone z.zone, 'YYYY-MM-DD HH24:MI'), ''),"
    "       coalesce(host(s.ip_address), ''), coalesce(s.user_agent, ''), u.email_verified,"
    "       (select count(*) from umbrella.authentication_usersession"
    "         where is_active and now() < abs_expires and now() < last_activity + idle_ttl),"
    "       (select count(*) from umbrella.api_token where revoked_at is null and now() < expires_at),"
    "       (select count(*) from umbrella.authentication_loginattempt"
    "         where not success and attempted_at > now() - interval '7 days')"
    "  from umbrella.authentication_user u" ZONE
    "  left join lateral (select attempted_at, ip_address, user_agent from umbrella.authentication_loginattempt"
    "                      where success order by attempted_at desc offset 1 limit 1) s on true";

enum err account_overview_ask(struct db *db)
{
    return db_pipeline_send(db, overview_sql, "");
}

enum err account_overview_take(struct db *db, struct arena *a, struct account_overview *out)
{
    struct db_result r;
    enum err e = db_pipeline_next(db, a, &r);
    if (e)
        return e;
    *out = (struct account_overview){
        .since = db_text(&r, 0, 0),
        .phone = db_text(&r, 0, 1),
        .zone = db_text(&r, 0, 2),
        .last_at = db_text(&r, 0, 3),
        .last_address = db_text(&r, 0, 4),
        .last_agent = db_text(&r, 0, 5),
        .is_email_verified = db_bool(&r, 0, 6),
        .n_sessions = db_int(&r, 0, 7),
        .n_tokens = db_int(&r, 0, 8),
        .n_refused = db_int(&r, 0, 9),
    };
    return OK;
}

/* ---- profile ---- */

static const char profile_sql[] =
    "select first_name, last_name, coalesce(phone_number, ''), umbrella.own_zone(), language"
    "  from umbrella.authentication_user";
static const char zones_sql[] = "select name from umbrella.time_zone order by name <> 'UTC', name";

enum err account_profile_ask(struct db *db)
{
    enum err e = db_pipeline_send(db, profile_sql, "");
    return e ? e : db_pipeline_send(db, zones_sql, "");
}

enum err account_profile_take(struct db *db, struct arena *a, struct account_profile *out)
{
    struct db_result r, zones;
    enum err e;
    if ((e = db_pipeline_next(db, a, &r)) || (e = db_pipeline_next(db, a, &zones)))
        return e;
    const char **names = ARENA_ARRAY(a, (size_t)zones.rows + 1, const char *);
    for (int i = 0; i < zones.rows; i++)
        names[i] = db_text(&zones, i, 0);
    *out = (struct account_profile){
        .first_name = db_str(&r, 0, 0),
        .last_name = db_str(&r, 0, 1),
        .phone = db_str(&r, 0, 2),
        .zone = db_text(&r, 0, 3),
        .language = db_text(&r, 0, 4),
        .zones = names,
    };
    return OK;
}

static const char profile_save_sql[] =
    "update umbrella.authentication_user"
    "   set first_name = $1, last_name = $2, phone_number = nullif($3, ''), timezone = $4, language = $5, updated_at = "
    "now(),"
    "       phone_number_verified = phone_number_verified and phone_number is not distinct from nullif($3, '')"
    " where id = umbrella.uid()";

enum err account_profile_save(struct db *db, struct arena *a, const char *sid, const struct account_profile *p)
{
    return db_query_as(db, sid, a, NULL, profile_save_sql, "SSSss", p->first_name, p->last_name, p->phone, p->zone,
                       p->language);
}

enum err account_theme_set(struct db *db, struct arena *a, const char *sid, const char *theme)
{
    return db_query_as(db, sid, a, NULL,
                       "update umbrella.authentication_user set theme = $1, updated_at = now()"
                       " where id = umbrella.uid()",
                       "s", theme);
}

/* ---- sessions ---- */

static const char sessions_sql[] =
    "select s.id = umbrella.session_number() as is_this, s.id, s.user_agent, coalesce(host(s.ip_address), ''),"
    "       " AT("s.created_at") ", " AT(
        "s.last_activity") ", s.aal = 2"
                           "  from umbrella.authentication_usersession s" ZONE
                           " where s.is_active and now() < s.abs_expires and now() < s.last_activity + s.idle_ttl"
                           " order by is_this desc, s.last_activity desc, s.id";

enum err account_sessions_ask(struct db *db)
{
    return ask_rows(db, sessions_sql);
}

enum err account_sessions_end(struct db *db, struct arena *a, const char *sid, int64_t session, int64_t *n)
{
    struct db_result r;
    enum err e = db_query_as(db, sid, a, &r, "select umbrella.own_sessions_end(nullif($1::bigint, 0))", "i", session);
    *n = e ? 0 : db_int(&r, 0, 0);
    return e;
}

/* ---- sign-ins ---- */

#define SIGNINS                                                                                                        \
    "select to_char(a.attempted_at at time zone z.zone, 'YYYY-MM-DD HH24:MI:SS'), coalesce(a.failure_reason, ''),"     \
    "       a.user_agent, coalesce(host(a.ip_address), '')"                                                            \
    "  from umbrella.authentication_loginattempt a"                                                                    \
    "  cross join (select case when $4 then 'UTC' else umbrella.own_zone() end as zone offset 0) z"                    \
    " where " SIGNINS_WANTED " order by "
#define SIGNINS_WANTED "($1 not in ('good', 'bad') or a.success = ($1 = 'good'))"
#define LIMITS " limit $2 offset $3"

static const char *const signins_sql[OWN_SIGNIN_COLUMNS][2] = {
    [OWN_SIGNIN_AT] = {SIGNINS "a.attempted_at, a.id" LIMITS, SIGNINS "a.attempted_at desc, a.id desc" LIMITS},
    [OWN_SIGNIN_FAILURE] = {SIGNINS "a.failure_reason nulls first, a.attempted_at, a.id" LIMITS,
                            SIGNINS "a.failure_reason desc nulls last, a.attempted_at desc, a.id desc" LIMITS},
    [OWN_SIGNIN_ADDRESS] = {SIGNINS "a.ip_address, a.attempted_at, a.id" LIMITS,
                            SIGNINS "a.ip_address desc, a.attempted_at desc, a.id desc" LIMITS},
};
static const char signins_count_sql[] =
    "select count(*) from (select from umbrella.authentication_loginattempt a where " SIGNINS_WANTED " limit 10001) n";

enum err account_signins_ask(struct db *db, const struct account_signins *s)
{
    enum err e;
    if ((e = db_pipeline_send(db, signins_sql[s->sort][s->descending], "Siit", s->result, s->limit, s->offset,
                              s->is_utc)) ||
        (e = db_pipeline_send(db, zone_sql, "")))
        return e;
    return db_pipeline_send(db, signins_count_sql, "S", s->result);
}

/* ---- API tokens ---- */

static const char tokens_sql[] =
    "select t.id, t.name, t.hint, array_to_string(t.scopes, ', '), " AT("t.created_at") ", " AT(
        "t.expires_at") ","
                        "       " AT(
                            "t.last_used_at") ", case when t.revoked_at is not null then 'revoked'"
                                              "                                      when t.expires_at <= now() then "
                                              "'expired' else 'live' end as state"
                                              "  from umbrella.api_token t" ZONE
                                              " where least(t.revoked_at, t.expires_at) > now() - interval '90 days'"
                                              " order by t.revoked_at is null and t.expires_at > now() desc, "
                                              "t.created_at desc, t.id limit 200";
static const char quota_sql[] = "select count(*), umbrella.setting_integer('api_tokens_quota') from umbrella.api_token"
                                " where revoked_at is null and now() < expires_at";

enum err account_tokens_ask(struct db *db)
{
    enum err e = ask_rows(db, tokens_sql);
    return e ? e : db_pipeline_send(db, quota_sql, "");
}

enum err account_quota_take(struct db *db, struct arena *a, int64_t *used, int64_t *quota)
{
    struct db_result r;
    enum err e = db_pipeline_next(db, a, &r);
    *used = e ? 0 : db_int(&r, 0, 0);
    *quota = e ? 0 : db_int(&r, 0, 1);
    return e;
}

static enum token_outcome token_outcome_of(const char *word)
{
    static const char *const words[] = {"done", "stale", "quota", "name"};
    for (int i = TOKEN_DONE; i < TOKEN_NAME; i++)
        if (strcmp(word, words[i]) == 0)
            return (enum token_outcome)i;
    return TOKEN_NAME;
}

static enum err token_add(struct db *db, struct arena *a, const struct hub_settings *settings,
                          const struct person *person, const struct new_token *t, enum token_outcome *outcome)
{
    struct db_result r;
    enum err e = db_query(db, a, &r, "select umbrella.api_token_add($1, $2, $3, string_to_array($4, ','), $5::int)",
                          "SbsSi", t->name, t->hash, t->hint, t->scopes, t->days);
    if (e)
        return e;
    *outcome = token_outcome_of(db_text(&r, 0, 0));
    if (*outcome != TOKEN_DONE)
        return OK;
    const struct mail_words words = {.name = person->name,
                                     .message = str_dup(a, t->name),
                                     .link = arena_printf(a, "%s/account/tokens", settings->origin)};
    return mail_tell(db, a, settings, MAIL_TOKEN_MADE, person->email, person->id, &words);
}

enum err account_token_add(struct db *db, struct arena *a, const struct hub_settings *settings, const char *sid,
                           const struct person *person, const struct new_token *t, enum token_outcome *outcome)
{
    enum err e = db_begin(db, sid);
    return e ? e : db_end(db, token_add(db, a, settings, person, t, outcome));
}

static const char token_revoke_sql[] =
    "select t.name from (select id, name from umbrella.api_token where id = $1::bigint offset 0) t"
    " where umbrella.api_token_revoke(t.id)";

enum err account_token_revoke(struct db *db, struct arena *a, const char *sid, int64_t token, const char **name)
{
    struct db_result r;
    enum err e = db_query_as(db, sid, a, &r, token_revoke_sql, "i", token);
    *name = !e && r.rows ? db_text(&r, 0, 0) : NULL;
    return e;
}

/* ---- invitations ---- */

#define INVITATIONS                                                                                                    \
    "select i.email, i.invite_type,"                                                                                   \
    "       case when g.status = 'rejected' then 'Rejected' when g.status = 'pending' then 'Waits for approval'"       \
    "            when g.status = 'active' then 'Member' when i.used_at is not null then 'No longer a member'"          \
    "            when i.revoked_at is not null then 'Taken back' when i.expires_at <= now() then 'Expired'"            \
    "            when i.email_bounced then 'Mail came back' when i.opened_at is not null then 'Link opened'"           \
    "            when i.email_sent_at is not null then 'Mailed' else 'Not mailed yet' end,"                            \
    "       " AT("i.created_at") ", " AT("i.expires_at") ", " AT("i.email_sent_at") ", " AT(                           \
        "i.opened_at") ","                                                                                             \
                       "       " AT("i.used_at") ", " AT("g.approved_at") ", " AT(                                     \
                           "g.first_signin_at") ", i.bounce_reason, i.id,"                                             \
                                                "       case when i.used_at is null and i.revoked_at is null and "     \
                                                "i.expires_at > now() then 'y' else '' end,"                           \
                                                "       case when i.used_at is null then 'y' else '' end"              \
                                                "  from umbrella.authentication_invitetoken i" ZONE                    \
                                                "  left join umbrella.own_guests() g on g.invitation_id = i.id"        \
                                                " where i.created_by_id = (select umbrella.uid()) order by "
#define SHORT_LIMITS " limit $1 offset $2"

static const char *const invitations_sql[OWN_INVITATION_COLUMNS][2] = {
    [OWN_INVITATION_EMAIL] = {INVITATIONS "lower(i.email), i.id" SHORT_LIMITS,
                              INVITATIONS "lower(i.email) desc, i.id desc" SHORT_LIMITS},
    [OWN_INVITATION_TYPE] = {INVITATIONS "umbrella.role_rank(i.invite_type), i.id" SHORT_LIMITS,
                             INVITATIONS "umbrella.role_rank(i.invite_type) desc, i.id desc" SHORT_LIMITS},
    [OWN_INVITATION_CREATED] = {INVITATIONS "i.created_at, i.id" SHORT_LIMITS,
                                INVITATIONS "i.created_at desc, i.id desc" SHORT_LIMITS},
    [OWN_INVITATION_EXPIRES] = {INVITATIONS "i.expires_at, i.id" SHORT_LIMITS,
                                INVITATIONS "i.expires_at desc, i.id desc" SHORT_LIMITS},
};
static const char invitations_count_sql[] = "select count(*) from (select from umbrella.authentication_invitetoken i"
                                            " where i.created_by_id = (select umbrella.uid()) limit 10001) n";
static const char invite_settings_sql[] =
    "select umbrella.setting_text('registration_mode') = 'closed', umbrella.setting_text('mail_server') <> '',"
    "       umbrella.setting_integer('invitation_hours')";
static const char templates_sql[] =
    "select name, invite_type, subject, message_template from umbrella.authentication_invitetemplate"
    " where is_active order by lower(name)";

static enum err invite_form_ask(struct db *db)
{
    enum err e = db_pipeline_send(db, invite_settings_sql, "");
    return e ? e : db_pipeline_send(db, templates_sql, "");
}

enum err account_invitations_ask(struct db *db, int sort, bool descending, int64_t limit, int64_t offset)
{
    enum err e;
    if ((e = db_pipeline_send(db, invitations_sql[sort][descending], "ii", limit, offset)) ||
        (e = db_pipeline_send(db, zone_sql, "")) || (e = db_pipeline_send(db, invitations_count_sql, "")))
        return e;
    return invite_form_ask(db);
}

enum err account_invite_form_take(struct db *db, struct arena *a, struct account_invite_form *out)
{
    struct db_result s, t;
    enum err e;
    if ((e = db_pipeline_next(db, a, &s)) || (e = db_pipeline_next(db, a, &t)))
        return e;
    *out = (struct account_invite_form){
        .is_closed = db_bool(&s, 0, 0),
        .has_mail_server = db_bool(&s, 0, 1),
        .hours = db_int(&s, 0, 2),
        .templates = ARENA_ARRAY(a, (size_t)t.rows, struct account_template),
        .n_templates = t.rows,
    };
    for (int i = 0; i < t.rows; i++)
        out->templates[i] =
            (struct account_template){db_text(&t, i, 0), db_text(&t, i, 1), db_text(&t, i, 2), db_text(&t, i, 3)};
    return OK;
}

/* ---- leaving ---- */

static const char delete_sql[] =
    "select umbrella.own_account_delete(), to_char((now() + interval '30 days') at time zone 'UTC', 'YYYY-MM-DD')";

static enum err mark_deleted(struct db *db, struct arena *a, const struct hub_settings *settings,
                             const struct person *person, const char **until)
{
    struct db_result r;
    enum err e = db_query(db, a, &r, delete_sql, "");
    if (e)
        return strcmp(db_constraint(db), "last_superuser") == 0 ? ERR_CONFLICT : e;
    if (!db_bool(&r, 0, 0))
        return ERR_LOGIN;
    *until = db_text(&r, 0, 1);
    const struct mail_words words = {.name = person->name, .expires = *until};
    return mail_tell(db, a, settings, MAIL_ACCOUNT_DELETED, person->email, person->id, &words);
}

enum err account_delete(struct db *db, struct arena *a, const struct hub_settings *settings, const char *sid,
                        const struct person *person, const char **until)
{
    enum err e = db_begin(db, sid);
    return e ? e : db_end(db, mark_deleted(db, a, settings, person, until));
}
