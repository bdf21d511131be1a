/* jobs.c: what hub-jobs does: the queue, the schedule, and a page of each job.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/console.h"
#include "admin/jobs_store.h"
#include "admin/routes.h"

static const struct listing_column columns[JOBS_COLUMNS] = {
    [JOBS_KIND] = LISTING_TEXT("kind", "Job"),
    [JOBS_STATUS] = LISTING_TEXT("status", "State"),
    [JOBS_CREATED] = {.name = "asked_for_utc", .title = "Asked for", .is_sortable = true, .falls = true},
    [JOBS_STARTED] = {.name = "started_utc", .title = "Started", .is_sortable = true, .falls = true},
    [JOBS_FINISHED] = {.name = "finished_utc", .title = "Finished", .is_sortable = true, .falls = true},
    [JOBS_TRIES] = LISTING_NUMBER("tries", "Tries"),
    [JOBS_RUNNER] = {.name = "runner"},
    [JOBS_ERROR] = {.name = "error"},
    [JOBS_BY] = {.name = "asked_by"},
};
static const struct listing_kind jobs = {.columns = columns,
                                         .n_columns = JOBS_COLUMNS,
                                         .sort = JOBS_CREATED,
                                         .descending = true,
                                         .csv_path = "/admin/jobs.csv"};

static const char *const names[] = {
    "JOB_KIND",  "JOB_STATUS", "JOB_CREATED", "JOB_STARTED",  "JOB_FINISHED",       "JOB_TRIES",     "JOB_RUNNER",
    "JOB_ERROR", "JOB_BY",     "JOB_ID",      "JOB_PROGRESS", "JOB_PROGRESS_WORDS", "JOB_CAN_RETRY", "JOB_CAN_CANCEL"};
enum { NAMES = sizeof names / sizeof *names };

static const char *const states[] = {"",       "Any state", "waiting", "Waiting",   "running",   "Running", "failed",
                                     "Failed", "done",      "Done",    "cancelled", "Cancelled", NULL};

static struct jobs_filter read_filter(struct req *req, struct problem *p)
{
    return (struct jobs_filter){console_choice(req, "status", states), console_search(req, "kind", p)};
}

/* ---- the queue ---- */

static enum err ask(struct req *req, struct listing l)
{
    struct problem p = {.arena = req->arena};
    struct jobs_filter f = read_filter(req, &p);
    return p.n ? OK : jobs_list_ask(req->db, &l, &f);
}

static enum err list_load(struct req *req)
{
    enum err e = ask(req, listing_read(req, &jobs));
    return e ? e : jobs_schedule_ask(req->db);
}

static enum err csv_load(struct req *req)
{
    return ask(req, listing_read_all(req, &jobs));
}

static enum err list_get(struct req *req, struct res *res)
{
    static const char *const schedule_names[] = {"SCHEDULE_KIND", "SCHEDULE_EVERY", "SCHEDULE_NEXT", "SCHEDULE_LAST"};
    struct problem p = {.arena = req->arena};
    struct jobs_filter f = read_filter(req, &p);
    struct listing l = listing_read(req, &jobs);
    struct view *v = view_new(req->arena);
    struct console_list list = {0};
    struct db_result schedule;
    enum err e = p.n ? OK : console_list_take(req->db, req->arena, &list);
    if (e || (e = db_pipeline_next(req->db, req->arena, &schedule)))
        return console_unread(req, e, "could not read the jobs");
    if (listing_is_past(&l, res, list.total))
        return OK;
    view_rows(v, "JOB", list.rows.rows, names, NAMES, console_cell, &list.rows);
    view_rows(v, "SCHEDULE", schedule.rows, schedule_names, 4, console_cell, &schedule);
    listing_show(v, &l, list.rows.rows, list.total);
    console_filter_show(v, &p);
    console_options(v, "STATUS_OPTION", states, f.status);
    view_str(v, "FILTER_KIND", req_query(req, "kind"));
    res->status = p.n ? 422 : 200;
    return console_page(req, res, v, "admin/jobs.tpl", "Jobs");
}

static enum err list_csv(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct listing l = listing_read_all(req, &jobs);
    read_filter(req, &p);
    return console_csv(req, res, &l, "jobs", &p);
}

/* ---- one job ---- */

static enum err one_load(struct req *req)
{
    int64_t id;
    return jobs_one_ask(req->db, console_id(req->arg[0], &id) ? id : 0);
}

static enum err one_get(struct req *req, struct res *res)
{
    static const char *const shown[] = {"JOB_ID",
                                        "JOB_KIND",
                                        "JOB_STATUS",
                                        "JOB_CREATED",
                                        "JOB_RUN_AT",
                                        "JOB_STARTED",
                                        "JOB_FINISHED",
                                        "JOB_TRIES",
                                        "JOB_TRIES_MOST",
                                        "JOB_LOST",
                                        "JOB_RUNNER",
                                        "JOB_PROGRESS",
                                        "JOB_PROGRESS_WORDS",
                                        "JOB_CANCEL_REQUESTED",
                                        "JOB_ERROR",
                                        "JOB_PAYLOAD",
                                        "JOB_RESULT",
                                        "JOB_BY",
                                        "JOB_CAN_RETRY",
                                        "JOB_CAN_CANCEL"};
    struct db_result r;
    struct view *v = view_new(req->arena);
    enum err e = db_pipeline_next(req->db, req->arena, &r);
    if (e)
        return console_unread(req, e, "could not read a job");
    if (!r.rows)
        return ERR_NOTFOUND;
    view_rows(v, "JOB", 1, shown, sizeof shown / sizeof *shown, console_cell, &r);
    view_show_if(v, "IS_MOVING",
                 strcmp(db_text(&r, 0, JOB_STATUS), "waiting") == 0 ||
                     strcmp(db_text(&r, 0, JOB_STATUS), "running") == 0);
    return console_page(req, res, v, "admin/job.tpl", arena_printf(req->arena, "Job %s", db_text(&r, 0, JOB_ID)));
}

static const char *path_of(struct req *req, int64_t id)
{
    return arena_printf(req->arena, "/admin/jobs/%lld", (long long)id);
}

static enum err retry_post(struct req *req, struct res *res)
{
    int64_t id;
    bool done;
    if (!console_id(req->arg[0], &id))
        return ERR_NOTFOUND;
    enum err e = jobs_retry(req->db, req->arena, req->session.sid, id, &done);
    if (e)
        return console_failed(req, res, e, "could not put a job back into the queue", path_of(req, id));
    if (!done)
        return console_refuse(req, res, 409,
                              "This job runs, is done, or the same work waits already. Nothing was changed.",
                              path_of(req, id));
    return console_done(req, res, path_of(req, id), "The job waits for its turn again.");
}

static enum err cancel_post(struct req *req, struct res *res)
{
    int64_t id;
    bool done;
    if (!console_id(req->arg[0], &id))
        return ERR_NOTFOUND;
    enum err e = jobs_cancel(req->db, req->arena, req->session.sid, id, &done);
    if (e)
        return console_failed(req, res, e, "could not cancel a job", path_of(req, id));
    if (!done)
        return console_refuse(req, res, 409, "This job has ended already. Nothing was changed.", path_of(req, id));
    return console_done(req, res, path_of(req, id), "Cancelled. A job that runs stops at its next step.");
}

static const struct route rows[] = {
    ROUTE(GET, "/admin/jobs", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/admin/jobs.csv", NONE, PAGE, csv_load, list_csv),
    ROUTE(GET, "/admin/jobs/:id", NONE, PAGE, one_load, one_get),
    ROUTE(POST, "/admin/jobs/:id/retry", FORM, SAVE, NULL, retry_post),
    ROUTE(POST, "/admin/jobs/:id/cancel", FORM, SAVE, NULL, cancel_post),
};
const struct routes admin_jobs_routes = ROUTES(rows);
