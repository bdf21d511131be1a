/* watch_store.c: see watch_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/watch_store.h"

#include "admin/console.h"

#define TIME(column) "to_char(" column " at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
#define PERSON_MATCHES(pattern)                                                                                        \
    "(" pattern " = '' or (u.first_name || ' ' || u.last_name || ' ' || u.email) ilike " pattern ")"

/* ---- sessions ---- */

#define SESSION_FROM                                                                                                   \
    "  from umbrella.authentication_usersession s join umbrella.authentication_user u on u.id = s.user_id"             \
    " where s.revoked_at is null and now() < s.abs_expires and now() < s.last_activity + s.idle_ttl "                  \
    "and " PERSON_MATCHES(                                                                                             \
        "$1") "   and ($2 = '' or s.ip_address <<= nullif($2, '')::inet) and ($3 = 0 or s.user_id = $3)"
#define SESSION_SELECT                                                                                                 \
    "select u.email, trim(u.first_name || ' ' || u.last_name), host(s.ip_address), s.user_agent, " TIME(               \
        "s.created_at") ","                                                                                            \
                        "       " TIME("s.last_activity") ", " TIME(                                                   \
                            "least(s.abs_expires, s.last_activity + s.idle_ttl)") ","                                  \
                                                                                  "       case when s.aal = 2 then "   \
                                                                                  "'yes' end, s.id, s.user_id, case "  \
                                                                                  "when s.id = "                       \
                                                                                  "umbrella.session_number() then "    \
                                                                                  "'yes' end,"                         \
                                                                                  "       case when s.id is distinct " \
                                                                                  "from umbrella.session_number() "    \
                                                                                  "then 'yes' end" SESSION_FROM        \
                                                                                  " order by "
#define SESSION_LIMITS " limit $4 offset $5"

static const char *const session_sql[SESSION_SHOWN][2] = {
    [SESSION_EMAIL] = {SESSION_SELECT "lower(u.email), s.id" SESSION_LIMITS,
                       SESSION_SELECT "lower(u.email) desc, s.id desc" SESSION_LIMITS},
    [SESSION_ADDRESS] = {SESSION_SELECT "s.ip_address, s.id" SESSION_LIMITS,
                         SESSION_SELECT "s.ip_address desc, s.id desc" SESSION_LIMITS},
    [SESSION_CREATED] = {SESSION_SELECT "s.created_at, s.id" SESSION_LIMITS,
                         SESSION_SELECT "s.created_at desc, s.id desc" SESSION_LIMITS},
    [SESSION_LAST] = {SESSION_SELECT "s.last_activity, s.id" SESSION_LIMITS,
                      SESSION_SELECT "s.last_activity desc, s.id desc" SESSION_LIMITS},
    [SESSION_ENDS] = {SESSION_SELECT "least(s.abs_expires, s.last_activity + s.idle_ttl), s.id" SESSION_LIMITS,
                      SESSION_SELECT
                      "least(s.abs_expires, s.last_activity + s.idle_ttl) desc, s.id desc" SESSION_LIMITS},
};
static const char session_count_sql[] = "select count(*) from (select 1" SESSION_FROM " limit 10001) n";

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
    enum err e = db_begin(db, sid);
    *ended = 0;
    if (e)
        return e;
    e = db_query(db, a, &r, "select umbrella.console_sessions_end(nullif($1, 0), nullif($2, 0))", "ii", session,
                 person);
    if (!e)
        *ended = db_int(&r, 0, 0);
    return console_end(db, e);
}
