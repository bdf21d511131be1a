/* series_store.h: the series that a person keeps, and how much room they have. Row-level security answers only for the person whose
 * session asks, so "not yours" is "not found".
 *
 * Reading goes in two halves, so that it rides in the page's one round trip: *_ask sends the statement from the route's load
 * function, *_take reads its result in the handler, in the order sent.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_SERIES_STORE_H
#define RETURNS_SERIES_STORE_H

#include "db/db.h"

/* A series as lists show it. Texts that are not there are ""; times are in UTC. */
struct series_row {
    const char *id, *name, *note, *origin, *source, *symbol, *created, *updated;
    int64_t version;
    const char *kind, *unit, *frequency; /* of the newest version, as are the following */
    int64_t n_rows, bytes;
    int32_t first_day, last_day;
    bool has_both_bases; /* prices and total return */
};

/* The person's newest, at most `limit`. */
enum err series_newest_ask(struct db *, int limit);
enum err series_newest_take(struct db *, struct arena *, struct series_row **rows, int *n);

/* What is used and what there may be at most. */
struct room {
    int64_t series, series_most, analyses, analyses_most, bytes, bytes_most;
};
enum err room_ask(struct db *);
enum err room_take(struct db *, struct arena *, struct room *);

#endif
