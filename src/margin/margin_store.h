/* margin_store.h: what the margin section keeps of its runs: one row for each, the jobs of those that take long, and for a day
 * the answers that took long. What people save is in saved_store.h. Row-level security answers only for the person whose session
 * asks, so "not yours" is "not found".
 *
 * Reading goes in two halves, so that it rides in the page's one round trip: *_ask sends the statement from the
 * route's load function, *_take reads its result in the handler, in the order sent.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_STORE_H
#define MARGIN_STORE_H

#include "compute/backtest.h"
#include "db/db.h"

/* ---- runs ---- */

/* A backtest that was run. parameters is the canonical request (JSON); status is pending, running, completed or error. */
struct margin_session {
    const char *id, *created, *status;
    struct str parameters;
};
/* What was run, or is to be. */
struct margin_run {
    enum bt_mode mode;
    const char *ticker;
    int32_t start_day, end_day;
    struct str parameters;           /* the canonical request */
};
/* Record that a page computes one, before it does, and then that it is over: completed, or an error. One whose process dies in
 * between is an error ten minutes later (margin.retain). */
enum err margin_run_begin(struct db *, struct arena *, const char *sid, const struct margin_run *, const char **id);
enum err margin_run_end(struct db *, struct arena *, const char *sid, const char *id, bool is_good, double execution_ms);
enum err margin_session_ask(struct db *, struct str id);
/* ERR_NOTFOUND: no such row, or not the person's. */
enum err margin_session_take(struct db *, struct arena *, struct margin_session *);

/* ---- runs that take longer than a page waits ---- */

enum { MARGIN_ORDERS_MAX = 3 };
/* Record the run and order its job. kind is one of job_kinds whose name begins with "margin-"; it finds in its payload, a JSON object,
 * the members "session" and "person" besides those given here. There is nothing to begin or to end afterwards: the run follows its job,
 * whatever becomes of it (sql/0016): pending, running, completed, or error when it failed, was cancelled, or its runner died twice; its
 * execution_time_ms is the time the job took. ERR_LIMIT: the person has MARGIN_ORDERS_MAX that are not over. */
enum err margin_session_queue(struct db *, struct arena *, const char *sid, const struct margin_run *, const char *kind,
                              struct str payload, const char **id);

/* How far the job of a run is. */
struct margin_job {
    const char *status;              /* waiting, running, done, failed, cancelled */
    double progress;                 /* in [0, 1]; NaN: not known */
    const char *words, *error;       /* "" where there are none */
    struct str result;               /* JSON that the job left; empty before it is done */
    double seconds;                  /* since it began to run, or that it ran */
    int64_t ahead;                   /* jobs before it */
};
enum err margin_job_ask(struct db *, struct str session);
/* ERR_NOTFOUND: no such run, it had no job, or that was forgotten (30 days after its end). */
enum err margin_job_take(struct db *, struct arena *, struct margin_job *);
/* *is_cancelled: false when it was over already. */
enum err margin_session_cancel(struct db *, struct arena *, const char *sid, struct str session, bool *is_cancelled);

/* ---- the cache of answers that take long ---- */

/* What an answer depends on; `request` is the canonical request, whose ticker and mode stand beside it for the console. The key is
 * the MD5 of the four others. */
struct margin_cached {
    const char *engine, *engine_version, *data_version;
    struct str request;
    const char *ticker, *mode;
};
/* ERR_NOTFOUND: not there, older than a day, or the setting backtest_cache is off. Also for hub-jobs, without a session. */
enum err margin_cache_get(struct db *, struct arena *, const struct margin_cached *, struct str *results);
/* Keep an answer for a day; nothing happens while the setting is off. Not an error: a cache that is full forgets the oldest. */
enum err margin_cache_put(struct db *, struct arena *, const struct margin_cached *, struct str results);

#endif
