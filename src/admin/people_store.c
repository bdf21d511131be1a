/* people_store.c: see people_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/people_store.h"

#include "admin/console.h"

#define UTC " at time zone 'UTC', 'YYYY-MM-DD HH24:MI')" /* behind to_char(column */
#define NAME "trim(u.first_name || ' ' || u.last_name)"
#define WORDS "(u.first_name || ' ' || u.last_name || ' ' || u.email)" /* as in the index */
#define SEEN "coalesce(u.last_login, '-infinity')"                     /* who never signed in has done so longest ago */

/* ---- the list ---- */

#define PEOPLE_WHERE                                                                                                   \
    "  from umbrella.authentication_user u"                                                                            \
    " where ($1 = '' or " WORDS " ilike $1) and ($2 = '' or u.status = $2) and ($3 = '' or u.role = $3)"               \
    "   and case $4 when 'staff' then u.is_staff when 'superuser' then u.is_superuser"                                 \
    "               when 'none' then not u.is_staff else true end"                                                     \
    "   and ($5 = '' or " SEEN " between"                                                                              \
    "        case $5 when '7' then now() - interval '7 days' when '30' then now() - interval '30 days'"                \
    "                when '90' then now() - interval '90 days' when 'longer' then '1970-01-01' else '-infinity' end"   \
    "        and case $5 when 'never' then '-infinity' when 'longer' then now() - interval '90 days'"                  \
    "                    else 'infinity' end)"                                                                         \
    "   and ($6 = '' or u.created_ip <<= nullif($6, '')::inet)"
#define PEOPLE                                                                                                         \
    "select u.email, " NAME ", u.status, u.role,"                                                                      \
    "       case when u.is_superuser then 'superuser' when u.is_staff then 'staff' end,"                               \
    "       to_char(u.last_login" UTC ", u.login_count, to_char(u.created_at" UTC ","                                  \
    "       case when u.has_second_factor then 'yes' end, u.id" PEOPLE_WHERE " order by "
#define BY(expression)                                                                                                 \
    {                                                                                                                  \
        PEOPLE expression ", u.id limit $7 offset $8", PEOPLE expression " desc, u.id desc limit $7 offset $8"         \
    }

static const char *const people_sql[PEOPLE_SHOWN][2] = {
    [PEOPLE_NAME] = BY("lower(u.last_name || ' ' || u.first_name)"),
    [PEOPLE_EMAIL] = BY("lower(u.email)"),
    [PEOPLE_STATUS] = BY("u.status"),
    [PEOPLE_ROLE] = BY("u.role"),
    [PEOPLE_RIGHTS] = BY("u.is_staff::integer + u.is_superuser::integer"),
    [PEOPLE_SEEN] = BY(SEEN),
    [PEOPLE_LOGINS] = BY("u.login_count"),
    [PEOPLE_CREATED] = BY("u.created_at"),
};
static const char people_count_sql[] = "select count(*) from (select 1" PEOPLE_WHERE " limit 10001) n";

enum err people_list_ask(struct db *db, const struct listing *l, const struct people_filter *f)
{
    enum err e = console_list_begin(db);
    if (!e)
        e = db_pipeline_send(db, people_sql[l->sort][l->descending], "ssssssii", f->pattern, f->status, f->role,
                             f->rights, f->seen, f->network, l->limit, l->offset);
    return e ? e
             : db_pipeline_send(db, people_count_sql, "ssssss", f->pattern, f->status, f->role, f->rights, f->seen,
                                f->network);
}

/* ---- one person ---- */

static const char person_sql[] =
    "select u.email, " NAME ", u.status, u.role, to_char(u.created_at" UTC ", host(u.created_ip),"
    "       to_char(u.last_login" UTC ", host(u.last_login_ip), to_char(u.approval_date" UTC ", coalesce(d.email, ''),"
    "       u.rejection_reason, u.language, u.timezone, coalesce(u.phone_number, ''), to_char(u.deleted_at" UTC ","
    "       coalesce(inviter.email, ''), to_char(i.created_at" UTC ", u.login_count, u.failed_signins,"
    "       coalesce(d.id, 0), coalesce(inviter.id, 0), coalesce(q.n, 0), u.is_staff, u.is_superuser,"
    "       u.has_second_factor, u.email_verified"
    "  from umbrella.authentication_user u"
    "  left join umbrella.authentication_user d on d.id = u.approved_by_id"
    "  left join lateral (select t.created_by_id, t.created_at from umbrella.authentication_invitetoken t"
    "                      where t.registered_user_id = u.id order by t.id limit 1) i on true"
    "  left join umbrella.authentication_user inviter on inviter.id = i.created_by_id"
    "  left join margin.quota q on q.user_id = u.id"
    " where u.id = $1";

/* What was done to the account; sessions that were ended, tokens and the like stand in the whole audit. */
static const char history_sql[] =
    "select to_char(e.at" UTC ", e.action, e.actor, e.actor_id, e.before::text, e.after::text, e.seq"
    "  from umbrella.audit_event e where e.object_kind = 'person' and e.object_id = $1::text order by e.seq desc limit "
    "20";

static const char sessions_sql[] =
    "select s.id, host(s.ip_address), s.user_agent, to_char(s.created_at" UTC ", to_char(s.last_activity" UTC ","
    "       case when s.id = umbrella.session_number() then 'yes' end,"
    "       case when s.id is distinct from umbrella.session_number() and not umbrella.console_is_above(s.user_id)"
    "            then 'yes' end"
    "  from umbrella.authentication_usersession s where s.user_id = $1 and s.revoked_at is null and now() < "
    "s.abs_expires"
    "   and now() < s.last_activity + s.idle_ttl order by s.last_activity desc, s.id desc limit 20";

static const char signins_sql[] =
    "select to_char(a.attempted_at" UTC ", coalesce(a.failure_reason, ''), host(a.ip_address), a.user_agent"
    "  from umbrella.authentication_loginattempt a where a.user_id = $1 order by a.attempted_at desc limit 10";

static const char tokens_sql[] =
    "select t.name, t.hint, array_to_string(t.scopes, ' '), to_char(t.created_at" UTC ", to_char(t.expires_at" UTC ","
    "       to_char(t.last_used_at" UTC ","
    "       case when t.revoked_at is not null then 'revoked' when t.expires_at <= now() then 'expired' else 'works' "
    "end"
    "  from umbrella.api_token t where t.user_id = $1 order by t.revoked_at is not null, t.id desc limit 50";

#define WANTED "case when p.is_superuser then 'superuser' when p.is_staff then 'staff' else 'none' end"
static const char proposal_sql[] =
    "select p.id, " WANTED ", by_whom.email, to_char(p.proposed_at" UTC ", p.proposed_by_id = umbrella.uid()"
    "  from umbrella.proposal p join umbrella.authentication_user by_whom on by_whom.id = p.proposed_by_id"
    " where p.user_id = $1 and p.decided_at is null";

enum err person_page_ask(struct db *db, int64_t person)
{
    static const char *const questions[] = {person_sql,  history_sql, sessions_sql,
                                            signins_sql, tokens_sql,  proposal_sql};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        enum err e = db_pipeline_send(db, questions[i], "i", person);
        if (e)
            return e;
    }
    return OK;
}

static void read_person(const struct db_result *r, struct person_page *p)
{
    const char **const texts[] = {&p->email,    &p->name,    &p->status,  &p->role,       &p->created, &p->created_ip,
                                  &p->seen,     &p->seen_ip, &p->decided, &p->decided_by, &p->reason,  &p->language,
                                  &p->timezone, &p->phone,   &p->deleted, &p->inviter,    &p->invited};
    int col = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = db_text(r, 0, col++);
    p->logins = db_int(r, 0, col++);
    p->failures = db_int(r, 0, col++);
    p->decided_by_id = db_int(r, 0, col++);
    p->inviter_id = db_int(r, 0, col++);
    p->saved = db_int(r, 0, col++);
    p->is_staff = db_bool(r, 0, col++);
    p->is_superuser = db_bool(r, 0, col++);
    p->has_factor = db_bool(r, 0, col++);
    p->is_confirmed = db_bool(r, 0, col++);
}

enum err person_page_take(struct db *db, struct arena *a, int64_t person, struct person_page *out)
{
    struct db_result found;
    *out = (struct person_page){.id = person};
    struct db_result *const results[] = {&found,        &out->history, &out->sessions,
                                         &out->signins, &out->tokens,  &out->proposal};
    for (size_t i = 0; i < sizeof results / sizeof *results; i++) {
        enum err e = db_pipeline_next(db, a, results[i]);
        if (e)
            return e;
    }
    if (!found.rows)
        return ERR_NOTFOUND;
    read_person(&found, out);
    return OK;
}

static void read_brief(const struct db_result *r, int row, struct person_brief *p)
{
    *p = (struct person_brief){db_int(r, row, 0), db_text(r, row, 1), db_text(r, row, 2), db_text(r, row, 3)};
}

enum err person_briefs_get(struct db *db, struct arena *a, const char *numbers, struct person_brief **people, int *n)
{
    struct db_result r;
    *people = NULL;
    *n = 0;
    enum err e = db_query(db, a, &r,
                          "select u.id, u.email, coalesce(nullif(" NAME ", ''), u.email), u.status"
                          "  from unnest($1::bigint[]) with ordinality wanted(id, place)"
                          "  join umbrella.authentication_user u on u.id = wanted.id order by wanted.place",
                          "s", numbers);
    if (e)
        return e;
    *people = ARENA_ARRAY(a, (size_t)r.rows, struct person_brief);
    for (*n = 0; *n < r.rows; ++*n)
        read_brief(&r, *n, &(*people)[*n]);
    return OK;
}

enum err person_brief_get(struct db *db, struct arena *a, int64_t person, struct person_brief *out)
{
    struct person_brief *found;
    int n;
    enum err e = person_briefs_get(db, a, arena_printf(a, "{%lld}", (long long)person), &found, &n);
    if (e || n == 0)
        return e ? e : ERR_NOTFOUND;
    *out = found[0];
    return OK;
}

/* ---- writes ---- */

enum err person_decide(struct db *db, struct arena *a, const char *sid, int64_t person, bool approve, struct str reason,
                       const struct mail *mail, struct decision *out)
{
    struct db_result r;
    enum err e =
        db_query_as(db, sid, a, &r,
                    "select outcome, coalesce(by_email, ''), coalesce(by_status, '')"
                    "  from umbrella.person_decide($1, $2, $3, $4, $5, $6, $7)",
                    "itSssss", person, (int)approve, reason, mail->kind, mail->subject, mail->text, mail->html);
    if (!e)
        *out = (struct decision){db_text(&r, 0, 0), db_text(&r, 0, 1), db_text(&r, 0, 2)};
    return e;
}

/* What the statement answered that ended with e. */
static enum err outcome_of(enum err e, const struct db_result *r, const char **outcome)
{
    *outcome = e ? "" : db_text(r, 0, 0);
    return e;
}

enum err person_switch(struct db *db, struct arena *a, const char *sid, int64_t person, bool is_on, struct str reason,
                       const char **outcome)
{
    struct db_result r;
    enum err e =
        db_query_as(db, sid, a, &r, "select umbrella.person_switch($1, $2, $3)", "itS", person, (int)is_on, reason);
    return outcome_of(e, &r, outcome);
}

enum err person_reconsider(struct db *db, struct arena *a, const char *sid, int64_t person, const char **outcome)
{
    struct db_result r;
    enum err e = db_query_as(db, sid, a, &r, "select umbrella.person_reconsider($1)", "i", person);
    return outcome_of(e, &r, outcome);
}

enum err person_set_role(struct db *db, struct arena *a, const char *sid, int64_t person, const char *role,
                         const char **outcome)
{
    struct db_result r;
    enum err e = db_query_as(db, sid, a, &r, "select umbrella.person_set_role($1, $2)", "is", person, role);
    return outcome_of(e, &r, outcome);
}

enum err person_set_rights(struct db *db, struct arena *a, const char *sid, int64_t person, bool staff, bool superuser,
                           const char **outcome)
{
    struct db_result r;
    enum err e = db_query_as(db, sid, a, &r, "select umbrella.person_set_rights($1, $2, $3)", "itt", person, (int)staff,
                             (int)superuser);
    return outcome_of(e, &r, outcome);
}

enum err person_drop_factor(struct db *db, struct arena *a, const char *sid, int64_t person, const struct mail *mail,
                            const char **outcome)
{
    struct db_result r;
    enum err e = db_query_as(db, sid, a, &r, "select umbrella.person_drop_factor($1, $2, $3, $4)", "isss", person,
                             mail->subject, mail->text, mail->html);
    return outcome_of(e, &r, outcome);
}

/* The job is the one that the page "Forgot your password?" asks for. */
enum err person_start_reset(struct db *db, struct arena *a, const char *sid, const char *email, const char **outcome)
{
    struct db_result r;
    enum err e = db_query_as(
        db, sid, a, &r,
        "select case when umbrella.console_job_add('password-reset', jsonb_build_object('email', $1::text), "
        "lower($1::text))"
        "  is null then 'same' else 'done' end",
        "s", email);
    return outcome_of(e, &r, outcome);
}

enum err proposal_decide(struct db *db, struct arena *a, const char *sid, int64_t proposal, bool granted,
                         const char **outcome)
{
    struct db_result r;
    enum err e = db_query_as(db, sid, a, &r, "select umbrella.proposal_decide($1, $2)", "it", proposal, (int)granted);
    return outcome_of(e, &r, outcome);
}

/* ---- approvals ---- */

#define APPROVAL_WHERE                                                                                                 \
    "  from umbrella.authentication_user u where u.status = 'pending' and ($1 = '' or " WORDS " ilike $1)"
/* What is asked of each row is asked of those on the page alone. */
#define APPROVALS                                                                                                      \
    "select u.email, " NAME ", to_char(u.created_at" UTC ", floor(extract(epoch from now() - u.created_at) / 3600),"   \
    "       u.role, inviter.email, case when i.id is not null then 'yes' end,"                                         \
    "       case when u.email_verified then 'yes' end, split_part(u.email, '@', 2), greatest(same_domain.n - 1, 0),"   \
    "       host(u.created_ip), greatest(same_address.n - 1, 0), u.id, inviter.id"                                     \
    "  from (select u.id, u.email, u.first_name, u.last_name, u.created_at, u.role, u.email_verified,"                 \
    "               u.created_ip" APPROVAL_WHERE " order by "
/* The applicant is one of those who are counted. A range of one value, in the order of the index: asked for equality, the
 * planner would collect all of a large domain before it takes the first twenty. */
#define APPROVAL_ROWS                                                                                                  \
    " limit $2 offset $3) u"                                                                                           \
    "  left join lateral (select t.id, t.created_by_id from umbrella.authentication_invitetoken t"                     \
    "                      where t.registered_user_id = u.id order by t.id limit 1) i on true"                         \
    "  left join umbrella.authentication_user inviter on inviter.id = i.created_by_id"                                 \
    " cross join lateral (select count(*) from (select from umbrella.authentication_user o"                            \
    "    where lower(split_part(o.email, '@', 2)) >= lower(split_part(u.email, '@', 2))"                               \
    "      and lower(split_part(o.email, '@', 2)) <= lower(split_part(u.email, '@', 2))"                               \
    "    order by lower(split_part(o.email, '@', 2)), o.id limit 21) x) same_domain(n)"                                \
    " cross join lateral (select count(*) from (select from umbrella.authentication_user o"                            \
    "    where o.created_ip >= u.created_ip and o.created_ip <= u.created_ip"                                          \
    "    order by o.created_ip, o.id limit 21) x) same_address(n) order by "
#define WAITING(order) APPROVALS order APPROVAL_ROWS order
static const char *const approval_sql[APPROVAL_SHOWN][2] = {
    [APPROVAL_EMAIL] = {WAITING("lower(u.email), u.id"), WAITING("lower(u.email) desc, u.id desc")},
    [APPROVAL_CREATED] = {WAITING("u.created_at, u.id"), WAITING("u.created_at desc, u.id desc")},
};
static const char approval_count_sql[] = "select count(*) from (select 1" APPROVAL_WHERE " limit 10001) n";

enum err approval_list_ask(struct db *db, const struct listing *l, const char *pattern)
{
    enum err e = console_list_begin(db);
    if (!e)
        e = db_pipeline_send(db, approval_sql[l->sort][l->descending], "sii", pattern, l->limit, l->offset);
    return e ? e : db_pipeline_send(db, approval_count_sql, "s", pattern);
}

static const char proposals_sql[] =
    "select p.id, u.id, u.email, " WANTED ", by_whom.email, to_char(p.proposed_at" UTC ","
    "       case when p.proposed_by_id = umbrella.uid() then 'yes' end,"
    "       case when p.proposed_by_id <> umbrella.uid() then 'yes' end"
    "  from umbrella.proposal p join umbrella.authentication_user u on u.id = p.user_id"
    "  join umbrella.authentication_user by_whom on by_whom.id = p.proposed_by_id"
    " where p.decided_at is null order by p.id limit 100";

enum err proposal_list_ask(struct db *db)
{
    return db_pipeline_send(db, proposals_sql, "");
}
