/* sweep_store.h: the sweeps that a person ran: requests, how they ended, and the answers that jobs computed. As in
 * margin_store.h, row-level security answers only for the person whose session asks.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_SWEEP_STORE_H
#define MARGIN_SWEEP_STORE_H

#include "compute/sweep.h"
#include "margin/margin_store.h"
#include "web/listing.h"

/* One that was run. status: pending, running, completed, error. */
struct sweep_run_row {
    const char *id, *created, *status;
    struct str parameters;      /* the canonical request */
    double execution_ms;        /* NaN: not over */
    struct str answer;          /* of a job: the zstd frame; empty where there is none. Not in lists */
};
enum err sweep_session_ask(struct db *, struct str id);
/* ERR_NOTFOUND: no such sweep, deleted, or not the person's. */
enum err sweep_session_take(struct db *, struct arena *, struct sweep_run_row *);

/* A file of what every start came to, of a surface that a job computed: a zstd frame. ERR_NOTFOUND: it was not kept. */
enum err sweep_starts_get(struct db *, struct arena *, const char *sid, struct str id, enum sweep_figure, struct str *packed);

/* Sorted as the columns of the list in sweep.c are named. */
enum sweep_order { SWEEP_BY_CREATED, SWEEP_BY_TICKER, SWEEP_BY_STATUS, SWEEP_ORDERS };
/* Words that are searched, and the mode; empty: any. A sweep has no words of its own: it is found by those that stand on the
 * page for its instrument and for what `keys` name, its mode, parameters and kind. Both are arrays (db_array_begin). */
struct sweep_filter {
    struct str search, mode, keys, labels;
};
enum err sweep_list_ask(struct db *, const struct listing *, const struct sweep_filter *);
enum err sweep_list_take(struct db *, struct arena *, struct sweep_run_row **rows, int *n, int64_t *total);

/* *done: false when there is no such sweep, or it is not over (delete) or was deleted more than a day ago (restore). */
enum err sweep_session_delete(struct db *, struct arena *, const char *sid, struct str id, bool *done);
enum err sweep_session_restore(struct db *, struct arena *, const char *sid, struct str id, bool *done);

#endif
