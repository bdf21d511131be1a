/* margin_pages_store.h: what the console shows of the margin section: runs, places for saved results, kept answers.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_MARGIN_PAGES_STORE_H
#define ADMIN_MARGIN_PAGES_STORE_H

#include "db/db.h"
#include "web/listing.h"

/* The runs' columns; behind them: the person's number. */
enum runs_column { RUNS_PERSON, RUNS_TICKER, RUNS_FROM, RUNS_TO, RUNS_MODE, RUNS_STATUS, RUNS_CREATED, RUNS_TIME, RUNS_COLUMNS };

struct runs_filter {
    const char *pattern, *ticker, *status; /* "" for all; pattern: of the person */
};
/* Taken with console_list_take. */
enum err runs_list_ask(struct db *, const struct listing *, const struct runs_filter *);

/* The places' columns; behind them: the person's number, and "t" where all are used. */
enum places_column { PLACES_PERSON, PLACES_USED, PLACES_MOST, PLACES_COLUMNS };
enum err places_list_ask(struct db *, const struct listing *, const char *pattern);

/* One row: kept answers, those that have expired, bytes of their table; runs in the last 24 hours and 7 days, failed ones in 7
 * days, the median and the longest time of the last 24 hours in ms (NULL: none); saved results of all. */
enum margin_figure {
    MARGIN_CACHE_ROWS, MARGIN_CACHE_EXPIRED, MARGIN_CACHE_BYTES, MARGIN_RUNS_DAY, MARGIN_RUNS_WEEK, MARGIN_RUNS_FAILED,
    MARGIN_TIME_MEDIAN,
    MARGIN_TIME_MOST, MARGIN_SAVED_ALL
};
enum err margin_figures_ask(struct db *);

enum err margin_cache_purge(struct db *, struct arena *, const char *sid, int64_t *rows);

#endif
