/* job.h: what a job is to the function that does it. The kinds of jobs are the table in kinds.c.
 *
 * A job may be done twice: its runner can die after the work and before the record of it. So each kind is written so that
 * the second time finds the first time's work and adds nothing; or it is one transaction, which the runner begins and ends,
 * with the record inside: then it is done once.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef JOBS_JOB_H
#define JOBS_JOB_H

#include "base/json.h"
#include "base/settings.h"
#include "db/db.h"

struct runner;

enum job_stop {
    JOB_GOES_ON,
    JOB_CANCELLED, /* somebody asked for it */
    JOB_ENDING,    /* hub-jobs ends: the job is given back */
    JOB_LOST       /* it is not this runner's any more; whatever is not committed must not be */
};

struct job_context {
    struct arena *arena;         /* until the job is over */
    struct db *db;               /* as hub_jobs, for the job's work; the queue has another connection */
    const struct hub_settings *settings;
    int64_t id;
    const char *created_at;      /* as PostgreSQL writes it */
    struct json_object *payload; /* an object */
    const char *result;          /* JSON that the function leaves, or NULL: {} */
    const char *error;           /* what went wrong, in words for the console; NULL: what the database said */
    enum job_stop stop;
    struct runner *runner;
    int64_t next_progress_ms;
};

/* OK: done. ERR_INPUT, ERR_NOTFOUND and ERR_FORBIDDEN will not go away and are final; after other errors the job is tried again,
 * three times in all. A function that was told to stop returns OK. */
typedef enum err (*job_function)(struct job_context *);

struct job_kind {
    const char *name;
    job_function run;
    bool is_transaction; /* the runner begins it before and commits it after, together with the job's end */
    const char *what;
};
extern const struct job_kind job_kinds[];
extern const int job_kinds_n;

/* Say how far the job is, in [0, 1], and what it is doing; true: stop now, as soon as what is in hand is in order. Cheap enough
 * to be called often: it asks the database at most three times a second. */
bool job_progress(struct job_context *, double done, const char *words);
/* For a function's return: note why, and hand the error on. */
enum err job_error(struct job_context *, enum err, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* The functions. */
enum err job_account_deletion(struct job_context *);
enum err job_audit_anchor(struct job_context *);
enum err job_audit_verify(struct job_context *);
enum err job_invite_many(struct job_context *);
enum err job_margin_sweep(struct job_context *);
enum err job_password_reset(struct job_context *);
enum err job_retention(struct job_context *);
enum err job_token_reminders(struct job_context *);

#endif
