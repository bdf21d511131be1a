/* job.c: hubctl job list | show | retry | cancel | run: the queue that hub-jobs works off.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <time.h>

#include "base/clock.h"
#include "base/json.h"
#include "hubctl/queue.h"

enum { TAKEN_WITHIN_MS = 10000, LOOK_MS = 100 };

static const struct hubctl_column listed[] = {
    {.heading = "JOB", .kind = HUBCTL_NUMBER},   {.heading = "KIND"},       {.heading = "STATUS"},
    {.heading = "TRIES", .kind = HUBCTL_NUMBER}, {.heading = "TIME (UTC)"}, {.heading = "SAYS"},
};

static const char *const labels[] = {"kind",  "status",       "made",   "by",       "due",   "started", "finished",
                                     "tries", "runners lost", "runner", "progress", "error", "payload"};

static const struct queue jobs = {
    .noun = "job",
    .takes = "list, run KIND, or show, retry or cancel with a job's number",
    .list_sql = "select id, kind, status, tries, to_char(coalesce(finished_at, started_at, run_at) at time zone 'UTC',"
                " 'YYYY-MM-DD HH24:MI:SS'), coalesce(error, progress_text)"
                " from (select * from ops.job where $1 = '' or status = $1 order by id desc limit $2) j order by id",
    .listed = listed,
    .n_listed = sizeof listed / sizeof *listed,
    .show_sql = "select j.kind, j.status || case when j.cancel_requested and j.status = 'running' then ', is to stop'"
                " else '' end, j.created_at::timestamp(0), u.email, j.run_at::timestamp(0),"
                " j.started_at::timestamp(0), j.finished_at::timestamp(0), j.tries || ' of ' || j.tries_most,"
                " nullif(j.runners_lost, 0), j.runner, round(100 * j.progress) || ' % ' ||"
                " coalesce(j.progress_text, ''), j.error, j.payload, jsonb_pretty(j.result)"
                " from ops.job j left join umbrella.authentication_user u on u.id = j.created_by_id where j.id = $1",
    .labels = labels,
    .n_labels = sizeof labels / sizeof *labels,
    .changes = {{"retry", "with r as (select ops.job_retry($1) as ok) select ok from r",
                 "is not failed, cancelled or waiting, or the same work waits already"},
                {"cancel", "with r as (select ops.job_cancel($1) as ok) select ok from r", "neither waits nor runs"}},
};

/* Say what the job does until it is over. */
static int follow(struct arena *a, struct db *db, int64_t id)
{
    const char *before = "";
    for (int64_t start = clock_ms();;) {
        const struct timespec pause = {0, LOOK_MS * 1000000L};
        struct db_result r;
        enum err e =
            db_query(db, a, &r,
                     "select status, coalesce(progress_text, ''), coalesce(error, ''), coalesce(result::text, '')"
                     " from ops.job where id = $1",
                     "i", id);
        if (e)
            return hubctl_say_db(e, db);
        if (!r.rows)
            return hubctl_say(ERR_NOTFOUND, "job %lld is gone", (long long)id);
        const char *status = db_text(&r, 0, 0), *progress = db_text(&r, 0, 1);
        if (!strcmp(status, "done") || !strcmp(status, "cancelled"))
            return printf("%s: %s\n", status, db_text(&r, 0, 3)), HUBCTL_OK;
        if (!strcmp(status, "failed"))
            return hubctl_say(ERR_INPUT, "job %lld failed: %s", (long long)id, db_text(&r, 0, 2));
        if (!strcmp(status, "waiting") && clock_ms() - start > TAKEN_WITHIN_MS)
            return hubctl_say(ERR_UPSTREAM, "job %lld waits: %s", (long long)id,
                              *db_text(&r, 0, 2) ? db_text(&r, 0, 2) : "does hub-jobs run?");
        if (*progress && strcmp(progress, before))
            puts(before = progress);
        nanosleep(&pause, NULL);
    }
}

static int run(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    struct db_result r;
    const char *why, *payload = argc == 3 ? argv[2] : "{}";
    if (argc != 2 && argc != 3)
        return hubctl_misuse("job run takes a kind, and perhaps its payload");
    if (!json_read(a, str_of(payload), &why))
        return hubctl_say(ERR_INPUT, "the payload is not JSON: %s", why);
    struct db *db = hubctl_database(a, settings);
    enum err e =
        db_query(db, a, &r,
                 "with made as (select ops.job_order($1, $2::jsonb, case when $2::jsonb = '{}' then $1 end) as id)"
                 " select id from made",
                 "ss", argv[1], payload);
    if (e && !strcmp(db_sqlstate(db), "23514"))
        return hubctl_say(ERR_INPUT, "%s is not the name of a kind", argv[1]);
    if (e)
        return hubctl_say_db(e, db);
    if (db_is_null(&r, 0, 0))
        return hubctl_say(ERR_CONFLICT, "a job %s waits or runs already: hubctl job list", argv[1]);
    return follow(a, db, db_int(&r, 0, 0));
}

int hubctl_job(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    if (argc > 1 && !strcmp(argv[1], "run"))
        return run(a, settings, argc - 1, argv + 1);
    return queue_command(a, settings, &jobs, argc, argv);
}
