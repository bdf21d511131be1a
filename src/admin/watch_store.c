/* watch_store.c: see watch_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/watch_store.h"

#include "admin/console.h"

#define UTC " at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')" /* behind to_char(column */

/* ---- sessions ---- */

#define SESSION_WHERE                                                                                                  \
    "  from umbrella.authentication_usersession s"                                                                     \
    " where s.revoked_at is null and now() < s.abs_expires and now() < s.last_activity + s.idle_ttl"                   \
    "   and ($1 = '' or s.user_id in (select u.id from umbrella.authentication_user u"                                 \
    "                                  where (u.first_name || ' ' || u.last_name || ' ' || u.email) ilike $1))"        \
    "   and ($2 = '' or s.ip_address <<= nullif($2, '')::inet) and ($3 = 0 or s.user_id = $3)"
#define SESSION_END "least(s.abs_expires, s.last_activity + s.idle_ttl)"
#define SESSION_WHOSE "(select lower(o.email) from umbrella.authentication_user o where o.id = s.user_id)"
/* The person is looked up only for the sessions on the page. */
#define SESSIONS                                                                                                       \
    "select u.email, trim(u.first_name || ' ' || u.last_name), host(s.ip_address), s.user_agent,"                      \
    "       to_char(s.created_at" UTC ", to_char(s.last_activity" UTC ", to_char(" SESSION_END UTC ","                 \
    "       case when s.aal = 2 then 'yes' end, s.id, s.user_id,"                                                      \
    "       case when s.id = umbrella.session_number() then 'yes' end,"                                                \
    "       case when s.id is distinct from umbrella.session_number() and not umbrella.console_is_above(s.user_id)"    \
    "            then 'yes' end"                                                                                       \
    "  from (select s.id, s.user_id, s.ip_address, s.user_agent, s.created_at, s.last_activity, s.abs_expires,"        \
    "               s.idle_ttl, s.aal" SESSION_WHERE " order by "
#define LIVE(order)                                                                                                    \
    SESSIONS order " limit $4 offset $5) s join umbrella.authentication_user u on u.id = s.user_id order by " order
#define BY(expression)                                                                                                 \
    {                                                                                                                  \
        LIVE(expression ", s.id"), LIVE(expression " desc, s.id desc")                                                 \
    }

static const char *const session_sql[SESSION_SHOWN][2] = {
    [SESSION_EMAIL] = BY(SESSION_WHOSE),    [SESSION_ADDRESS] = BY("s.ip_address"),
    [SESSION_CREATED] = BY("s.created_at"), [SESSION_LAST] = BY("s.last_activity"),
    [SESSION_ENDS] = BY(SESSION_END),
};
static const char session_count_sql[] = "select count(*) from (select 1" SESSION_WHERE " limit 10001) n";

enum err session_list_ask(struct db *db, const struct listing *l, const struct session_filter *f)
{
    enum err e = console_list_begin(db);
    if (!e)
        e = db_pipeline_send(db, session_sql[l->sort][l->descending], "ssiii", f->pattern, f->network, f->person,
                             l->limit, l->offset);
    return e ? e : db_pipeline_send(db, session_count_sql, "ssi", f->pattern, f->network, f->person);
}

enum err session_end_some(struct db *db, struct arena *a, const char *sid, int64_t session, int64_t person,
                          int64_t *ended)
{
    struct db_result r;
    enum err e = db_query_as(db, sid, a, &r, "select umbrella.console_sessions_end(nullif($1, 0), nullif($2, 0))", "ii",
                             session, person);
    *ended = 0;
    if (!e)
        *ended = db_int(&r, 0, 0);
    return e;
}

/* ---- sign-ins ---- */

/* Days are whole days in UTC. */
#define SIGNIN_FROM                                                                                                    \
    "  from umbrella.authentication_loginattempt a where ($1 = '' or lower(a.email) like lower($1))"                   \
    "   and ($2 = '' or a.ip_address <<= nullif($2, '')::inet)"                                                        \
    "   and ($3 = '' or ($3 = 'good' and a.success) or ($3 = 'failed' and not a.success) or a.failure_reason = $3)"    \
    "   and a.attempted_at >= $4::date::timestamp at time zone 'UTC'"                                                  \
    "   and a.attempted_at < ($5::date + 1)::timestamp at time zone 'UTC'"
#define SIGNINS                                                                                                        \
    "select to_char(a.attempted_at" UTC ", a.email, coalesce(a.failure_reason, 'signed in'), host(a.ip_address),"      \
    "       a.user_agent, a.user_id, case when not a.success then 'yes' end" SIGNIN_FROM " order by "
static const char *const signin_sql[2] = {SIGNINS "a.attempted_at, a.id limit $6 offset $7",
                                          SIGNINS "a.attempted_at desc, a.id desc limit $6 offset $7"};
static const char signin_count_sql[] = "select count(*) from (select 1" SIGNIN_FROM " limit 10001) n";

enum err signin_list_ask(struct db *db, const struct listing *l, const struct signin_filter *f)
{
    enum err e = console_list_begin(db);
    if (!e)
        e = db_pipeline_send(db, signin_sql[l->descending], "sssDDii", f->email, f->network, f->result, f->from, f->to,
                             l->limit, l->offset);
    return e ? e : db_pipeline_send(db, signin_count_sql, "sssDD", f->email, f->network, f->result, f->from, f->to);
}

enum err signin_days_ask(struct db *db, int32_t from, int32_t to)
{
    return db_pipeline_send(
        db, "select day, good, bad from umbrella.loginattempt_day where day between $1 and $2 order by day", "DD", from,
        to);
}

/* ---- the audit ---- */

#define EVENT_FROM                                                                                                     \
    "  from umbrella.audit_event e where ($1 = '' or e.actor ilike $1) and ($2 = '' or e.object_name ilike $2)"        \
    "   and ($3 = '' or e.action = $3) and ($4 = '' or e.object_kind = $4) and ($5 = '' or e.object_id = $5)"          \
    "   and ($6 = 0 or e.actor_id = $6) and e.at >= $7::date::timestamp at time zone 'UTC'"                            \
    "   and e.at < ($8::date + 1)::timestamp at time zone 'UTC'"
#define EVENTS                                                                                                         \
    "select e.seq, to_char(e.at" UTC ", e.actor, host(e.ip_address), e.action, e.object_kind, e.object_name,"          \
    "       e.object_id, e.before::text, e.after::text, e.actor_id" EVENT_FROM " order by "
static const char *const event_sql[2] = {EVENTS "e.seq limit $9 offset $10", EVENTS "e.seq desc limit $9 offset $10"};
static const char event_count_sql[] = "select count(*) from (select 1" EVENT_FROM " limit 10001) n";

enum err event_list_ask(struct db *db, const struct listing *l, const struct event_filter *f)
{
    enum err e = console_list_begin(db);
    if (!e)
        e = db_pipeline_send(db, event_sql[l->descending], "sssssiDDii", f->actor, f->object, f->action, f->kind, f->id,
                             f->by, f->from, f->to, l->limit, l->offset);
    return e ? e
             : db_pipeline_send(db, event_count_sql, "sssssiDD", f->actor, f->object, f->action, f->kind, f->id, f->by,
                                f->from, f->to);
}

enum err event_list_export(struct db *db, struct arena *a, const char *sid, const struct event_filter *f,
                           const char *words, struct db_result *r)
{
    enum err e = db_begin(db, sid);
    if (e)
        return e;
    e = db_query(db, a, r, event_sql[0], "sssssiDDii", f->actor, f->object, f->action, f->kind, f->id, f->by, f->from,
                 f->to, (int64_t)LISTING_CSV_MAX, (int64_t)0);
    if (!e)
        e = db_query(db, a, NULL, "select umbrella.console_audit_export($1, $2)", "si", words, (int64_t)r->rows);
    return db_end(db, e);
}

static const char chain_sql[] =
    "select h.seq, j.status, to_char(j.finished_at" UTC ", j.result::text, j.error from umbrella.audit_head h"
    "  left join lateral (select k.status, k.finished_at, k.result, k.error from ops.job k"
    "                      where k.kind = 'audit-verify' order by k.id desc limit 1) j on true";

static void read_chain(const struct db_result *r, struct chain_state *out)
{
    *out = (struct chain_state){0, "", "", "", ""};
    if (r->rows)
        *out = (struct chain_state){db_int(r, 0, 0), db_text(r, 0, 1), db_text(r, 0, 2), db_text(r, 0, 3),
                                    db_text(r, 0, 4)};
}

enum err chain_state_ask(struct db *db)
{
    return db_pipeline_send(db, chain_sql, "");
}

enum err chain_state_take(struct db *db, struct arena *a, struct chain_state *out)
{
    struct db_result r;
    enum err e = db_pipeline_next(db, a, &r);
    if (!e)
        read_chain(&r, out);
    return e;
}

enum err chain_state_get(struct db *db, struct arena *a, struct chain_state *out)
{
    struct db_result r;
    enum err e = db_query(db, a, &r, chain_sql, "");
    if (!e)
        read_chain(&r, out);
    return e;
}

enum err chain_check_start(struct db *db, struct arena *a, const char *sid, bool *started)
{
    struct db_result r;
    enum err e =
        db_query_as(db, sid, a, &r, "select umbrella.console_job_add('audit-verify', '{}', 'audit-verify')", "");
    *started = false;
    if (!e)
        *started = !db_is_null(&r, 0, 0);
    return e;
}
