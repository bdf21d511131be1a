/* jobs_store.h: the queue of jobs and its schedule, as the console shows them.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_JOBS_STORE_H
#define ADMIN_JOBS_STORE_H

#include "db/db.h"
#include "web/listing.h"

enum jobs_column { JOBS_KIND, JOBS_STATUS, JOBS_CREATED, JOBS_STARTED, JOBS_FINISHED, JOBS_TRIES, JOBS_RUNNER,
    JOBS_ERROR, JOBS_BY, JOBS_COLUMNS };
/* Behind the listing's columns: number, progress in percent, its words, whether it can be retried, be cancelled ("" or "t"). */

struct jobs_filter {
    const char *status, *kind; /* "" for all; kind as a pattern */
};
/* Taken with console_list_take. */
enum err jobs_list_ask(struct db *, const struct listing *, const struct jobs_filter *);

/* kind, every, next, last; times as "YYYY-MM-DD HH:MM" UTC. */
enum err jobs_schedule_ask(struct db *);

/* One job, or no row; see the columns at the statement. */
enum job_cell {
    JOB_ID, JOB_KIND, JOB_STATUS, JOB_CREATED, JOB_RUN_AT, JOB_STARTED, JOB_FINISHED, JOB_TRIES, JOB_TRIES_MOST, JOB_LOST, JOB_RUNNER,
    JOB_PROGRESS, JOB_PROGRESS_TEXT, JOB_CANCEL_REQUESTED, JOB_ERROR, JOB_PAYLOAD, JOB_RESULT, JOB_BY, JOB_CAN_RETRY, JOB_CAN_CANCEL
};
enum err jobs_one_ask(struct db *, int64_t id);

/* Again, or not any more. *done false: the job is in no such state. */
enum err jobs_retry(struct db *, struct arena *, const char *sid, int64_t id, bool *done);
enum err jobs_cancel(struct db *, struct arena *, const char *sid, int64_t id, bool *done);

#endif
