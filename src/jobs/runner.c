/* runner.c: see runner.h. A statement that takes or changes a job begins with "with", so that db_query never asks it twice.
 * SPDX-License-Identifier: Apache-2.0 */
#include "jobs/runner.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "jobs/job.h"

enum { TIDY_MS = 60000, PROGRESS_MS = 300, AGAIN_MOST_MS = 60000 };

struct runner {
    struct daemon *daemon;
    struct db *db; /* the job's connection */
    char name[96]; /* host:pid */
    int64_t next_tidy_ms;
};

struct job {
    int64_t id;
    const char *kind, *created_at;
    struct str payload;
};

void runner_start(struct daemon *d)
{
    static struct runner r;
    char host[65] = "";
    gethostname(host, sizeof host - 1);
    snprintf(r.name, sizeof r.name, "%s:%d", host, (int)getpid());
    r.daemon = d;
    r.db = db_new(d->settings->database, "hub_jobs");
    db_set_unhurried(r.db);
    d->own = &r;
}

void runner_stop(struct daemon *d)
{
    struct runner *r = d->own;
    db_free(r->db);
}

/* ---- what a job's function calls ---- */

bool job_progress(struct job_context *c, double done, const char *words)
{
    struct daemon *d = c->runner->daemon;
    struct db_result r;
    int64_t now = clock_ms();
    if (c->stop || now < c->next_progress_ms)
        return c->stop != JOB_GOES_ON;
    c->next_progress_ms = now + PROGRESS_MS;
    enum err e = db_query(d->db, c->arena, &r,
                          "with told as (select ops.job_progress($1, $2, $3, $4) as stop) select stop from told",
                          "isds", c->id, c->runner->name, done, words);
    if (e || db_is_null(&r, 0, 0))
        c->stop = JOB_LOST; /* the lock went with the connection */
    else if (db_bool(&r, 0, 0))
        c->stop = JOB_CANCELLED;
    else if (daemon_is_ending(d))
        c->stop = JOB_ENDING;
    daemon_beat(d);
    return c->stop != JOB_GOES_ON;
}

enum err job_error(struct job_context *c, enum err e, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    c->error = arena_vprintf(c->arena, fmt, ap);
    va_end(ap);
    return e;
}

/* ---- how a job ends ---- */

/* Did the queue take down what it was told? ERR_CONFLICT: the job is not this runner's any more. */
static enum err taken_down(enum err e, const struct db_result *r)
{
    return e ? e : r->rows && db_bool(r, 0, 0) ? OK : ERR_CONFLICT;
}

static enum err record_fault(struct job_context *c, const char *why, bool is_final)
{
    struct db_result r;
    enum err e = db_query(c->runner->daemon->db, c->arena, &r,
                          "with told as (select ops.job_fail($1, $2, $3, $4) as ok) select ok from told", "isst", c->id,
                          c->runner->name, why, is_final);
    return taken_down(e, &r);
}

static enum err record_return(struct job_context *c)
{
    struct db_result r;
    enum err e = db_query(c->runner->daemon->db, c->arena, &r,
                          "with told as (select ops.job_give_back($1, $2) as ok) select ok from told", "is", c->id,
                          c->runner->name);
    return taken_down(e, &r);
}

/* On the job's connection, so that it is part of the transaction that may be open there. */
static enum err record_end(struct job_context *c)
{
    struct db_result r;
    enum err e = db_query(c->db, c->arena, &r,
                          "with told as (select ops.job_done($1, $2, $3::jsonb, $4) as ok) select ok from told", "isst",
                          c->id, c->runner->name, c->result ? c->result : "{}", c->stop == JOB_CANCELLED);
    return taken_down(e, &r);
}

/* The work, and where all went well its record. */
static enum err perform(const struct job_kind *kind, struct job_context *c)
{
    enum err e = kind->is_transaction ? db_begin(c->db, NULL) : OK;
    if (!e)
        e = kind->run(c);
    if (e || c->stop)
        return e;
    if ((e = record_end(c)) == ERR_CONFLICT)
        c->stop = JOB_LOST;
    return !e && kind->is_transaction ? db_commit(c->db) : e;
}

/* Whatever else may have come of it; returns what became of the job, for the log. */
static const char *settle(struct job_context *c, enum err e)
{
    const char *why = c->error ? c->error : arena_strdup(c->arena, db_message(c->db));
    const char *is_told = "";
    enum err told = OK;
    db_rollback(c->db); /* what is still open is not to be */
    if (c->stop == JOB_LOST)
        return "lost to another runner";
    if (e) {
        told = record_fault(c, why, e == ERR_INPUT || e == ERR_NOTFOUND || e == ERR_FORBIDDEN);
        is_told = arena_printf(c->arena, "failed: %s", why);
    } else if (c->stop == JOB_CANCELLED) {
        told = record_end(c);
        is_told = "cancelled";
    } else if (c->stop == JOB_ENDING) {
        told = record_return(c);
        is_told = "given back";
    } else
        is_told = "done";
    return told ? arena_printf(c->arena, "%s, but the queue could not be told: it will be run again", is_told)
                : is_told;
}

/* ---- one job ---- */

static const struct job_kind *find(const char *name)
{
    for (int i = 0; i < job_kinds_n; i++)
        if (!strcmp(job_kinds[i].name, name))
            return &job_kinds[i];
    return NULL;
}

static enum err prepare(const struct job *job, const struct job_kind *kind, struct job_context *c)
{
    const char *why;
    if (!kind)
        return job_error(c, ERR_INPUT, "hub-jobs %s does not know the kind %s", HUB_VERSION, job->kind);
    if (!(c->payload = json_read(c->arena, job->payload, &why)))
        return job_error(c, ERR_INPUT, "the payload: %s", why);
    if (!json_object_is_type(c->payload, json_type_object))
        return job_error(c, ERR_INPUT, "the payload is not an object");
    return OK;
}

static void do_job(struct runner *r, const struct job *job)
{
    struct daemon *d = r->daemon;
    struct job_context c = {.arena = d->arena,
                            .db = r->db,
                            .settings = d->settings,
                            .id = job->id,
                            .created_at = job->created_at,
                            .runner = r};
    const struct job_kind *kind = find(job->kind);
    int64_t started_us = clock_us();
    enum err e = prepare(job, kind, &c);
    if (!e)
        e = perform(kind, &c);
    const char *outcome = settle(&c, e);
    int64_t took_us = clock_us() - started_us;
    db_query(d->db, d->arena, NULL, "select pg_advisory_unlock(ops.job_lock($1))", "i", job->id);
    d->tally.requests++;
    d->tally.failures += e != OK;
    d->tally.busy_us += took_us;
    log_line(e ? LOG_WARN : LOG_INFO, "job %lld %s %.1f ms: %s", (long long)job->id, job->kind, (double)took_us / 1000,
             outcome);
}

static enum err take(struct runner *r, struct job *job, bool *any)
{
    struct daemon *d = r->daemon;
    struct db_result found;
    enum err e = db_query(d->db, d->arena, &found,
                          "with taken as (select * from ops.job_take($1))"
                          " select id, kind, created_at, payload from taken",
                          "s", r->name);
    *any = !e && found.rows;
    if (*any) {
        job->id = db_int(&found, 0, 0);
        job->kind = db_text(&found, 0, 1);
        job->created_at = db_text(&found, 0, 2);
        job->payload = db_str(&found, 0, 3);
    }
    return e;
}

/* ---- what is due ---- */

/* What other runners left behind when they died. */
static enum err tidy(struct runner *r)
{
    struct db_result found;
    struct daemon *d = r->daemon;
    if (clock_ms() < r->next_tidy_ms)
        return OK;
    enum err e = db_query(d->db, d->arena, &found, "select ops.job_reclaim()", "");
    if (e)
        return e;
    if (db_int(&found, 0, 0))
        log_line(LOG_WARN, "%s job(s) had lost their runner", db_text(&found, 0, 0));
    r->next_tidy_ms = clock_ms() + TIDY_MS;
    return OK;
}

/* Milliseconds until there is something to do, whatever else comes. */
static enum err schedule(struct runner *r, int64_t *again_ms)
{
    struct db_result found;
    struct daemon *d = r->daemon;
    enum err e = db_query(d->db, d->arena, &found, "select ceil(1000 * least(ops.schedule_run(), ops.job_due()))", "");
    if (e)
        return e;
    *again_ms = db_is_null(&found, 0, 0) ? AGAIN_MOST_MS : db_int(&found, 0, 0);
    if (*again_ms > AGAIN_MOST_MS)
        *again_ms = AGAIN_MOST_MS;
    return OK;
}

enum err runner_work(struct daemon *d, int64_t *again_ms)
{
    struct runner *r = d->own;
    struct job job;
    bool any = false;
    enum err e = tidy(r);
    if (!e)
        e = schedule(r, again_ms);
    if (!e)
        e = take(r, &job, &any);
    if (any) {
        do_job(r, &job);
        *again_ms = 0; /* there may be more */
    }
    return e;
}
