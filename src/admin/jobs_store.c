/* jobs_store.c: see jobs_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/jobs_store.h"

#include "admin/console.h"

#define CAN_RETRY "case when j.status in ('failed', 'cancelled') then 't' end"
#define CAN_CANCEL "case when j.status in ('waiting', 'running') and not j.cancel_requested then 't' end"
#define WHERE " where ($1 = '' or j.status = $1) and ($2 = '' or j.kind ilike $2)"
#define JOBS                                                                                                           \
    "select j.kind, j.status, umbrella.minute(j.created_at), umbrella.minute(j.started_at),"                           \
    " umbrella.minute(j.finished_at), j.tries, j.runner, j.error, u.email, j.id, case when j.status = 'running' then " \
    "round(100 * j.progress) end,"                                                                                     \
    " j.progress_text, " CAN_RETRY ", " CAN_CANCEL                                                                     \
    "  from ops.job j left join umbrella.authentication_user u on u.id = j.created_by_id" WHERE " order by "
#define ORDER(up, down)                                                                                                \
    {                                                                                                                  \
        JOBS up " limit $3 offset $4", JOBS down " limit $3 offset $4"                                                 \
    }

static const char *const list_sql[JOBS_COLUMNS][2] = {
    [JOBS_KIND] = ORDER("j.kind, j.id", "j.kind desc, j.id desc"),
    [JOBS_STATUS] = ORDER("j.status, j.id", "j.status desc, j.id desc"),
    [JOBS_CREATED] = ORDER("j.created_at, j.id", "j.created_at desc, j.id desc"),
    [JOBS_STARTED] = ORDER("j.started_at nulls last, j.id", "j.started_at desc nulls last, j.id desc"),
    [JOBS_FINISHED] = ORDER("j.finished_at nulls last, j.id", "j.finished_at desc nulls last, j.id desc"),
    [JOBS_TRIES] = ORDER("j.tries, j.id", "j.tries desc, j.id desc"),
};
static const char count_sql[] = "select count(*) from (select from ops.job j" WHERE " limit 10001) n";

enum err jobs_list_ask(struct db *db, const struct listing *l, const struct jobs_filter *f)
{
    enum err e = console_list_begin(db);
    if (e ||
        (e = db_pipeline_send(db, list_sql[l->sort][l->descending], "ssii", f->status, f->kind, l->limit, l->offset)))
        return e;
    return db_pipeline_send(db, count_sql, "ss", f->status, f->kind);
}

enum err jobs_schedule_ask(struct db *db)
{
    return db_pipeline_send(
        db,
        "select kind, case when every < interval '1 hour' then extract(epoch from every)::int / 60 || ' min'"
        " else extract(epoch from every)::int / 3600 || ' h' end,"
        " umbrella.minute(next_at), umbrella.minute(last_at) from ops.schedule order by kind",
        "");
}

enum err jobs_one_ask(struct db *db, int64_t id)
{
    return db_pipeline_send(
        db,
        "select j.id, j.kind, j.status, umbrella.minute(j.created_at), umbrella.minute(j.run_at),"
        " umbrella.minute(j.started_at), umbrella.minute(j.finished_at), j.tries, j.tries_most,"
        " case j.runners_lost when 0 then null when 1 then 'once' else j.runners_lost || ' times' end, j.runner,"
        " case when j.status = 'running' then round(100 * j.progress) end, j.progress_text, case when "
        "j.cancel_requested then 't' end, j.error,"
        " jsonb_pretty(j.payload), jsonb_pretty(j.result), u.email, " CAN_RETRY ", " CAN_CANCEL
        "  from ops.job j left join umbrella.authentication_user u on u.id = j.created_by_id where j.id = $1",
        "i", id);
}

enum err jobs_retry(struct db *db, struct arena *a, const char *sid, int64_t id, bool *done)
{
    return console_change(db, a, sid, "select umbrella.console_job_retry($1)", id, done);
}

enum err jobs_cancel(struct db *db, struct arena *a, const char *sid, int64_t id, bool *done)
{
    return console_change(db, a, sid, "select umbrella.console_job_cancel($1)", id, done);
}
