/* margin_store.h: what the margin section keeps: one row for each backtest that was run, and the saved answers.
 * The only file of the section with SQL. Row-level security answers only for the person whose session asks, so
 * "not yours" is "not found".
 *
 * Reading goes in two halves, so that it rides in the page's one round trip: *_ask sends the statement from the
 * route's load function, *_take reads its result in the handler, in the order sent.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_STORE_H
#define MARGIN_STORE_H

#include "compute/backtest.h"
#include "db/db.h"

enum { MARGIN_SAVED_MAX = 50, MARGIN_NAME_MAX = 200 };

/* A backtest that was run. parameters is the canonical request (JSON). */
struct margin_session {
    const char *id, *created;
    struct str parameters;
};
enum err margin_session_add(struct db *, struct arena *, const char *sid, const struct backtest_answer *,
                            double execution_ms, const char **id);
enum err margin_session_ask(struct db *, struct str id);
/* ERR_NOTFOUND: no such row, or not the person's. */
enum err margin_session_take(struct db *, struct arena *, struct margin_session *);

/* The engine of what hubctl import-django brought over: the stored answer is the old system's JSON, which nothing here reads. */
#define MARGIN_OLD_SYSTEM "django"

/* A saved answer as lists show it. Figures that could not be computed are NaN, and so is a threshold where there is none. */
struct margin_saved {
    const char *id, *name, *ticker, *mode, *account_type, *created, *updated;
    int32_t start_day, end_day;
    double leverage, equity, final_equity, total_return_pct, cagr_pct, max_drawdown_pct, total_liquidations;
    double profit_threshold;
    const char *description;
    const char *engine_version, *data_version, *inputs_hash, *result_hash;
};

enum margin_sort {
    MARGIN_SORT_CREATED, MARGIN_SORT_NAME, MARGIN_SORT_LEVERAGE, MARGIN_SORT_FINAL, MARGIN_SORT_RETURN,
    MARGIN_SORT_CAGR, MARGIN_SORT_DRAWDOWN, MARGIN_SORT_LIQUIDATIONS, MARGIN_SORTS
};
extern const char *const margin_sort_names[MARGIN_SORTS]; /* as in ?sort= */
/* The person's saved answers that are not deleted, at most `limit`. */
enum err margin_saved_list_ask(struct db *, enum margin_sort, bool descending, int limit);
enum err margin_saved_list_take(struct db *, struct arena *, struct margin_saved **rows, int *n);
/* How many places the person has used, and how many the console's setting allows everybody. */
enum err margin_saved_count_ask(struct db *);
enum err margin_saved_count_take(struct db *, struct arena *, int64_t *used, int *places);
/* The latter alone. */
enum err margin_places_get(struct db *, struct arena *, int *places);

/* One of them; with_data: its stored answer too, and then `data` is given to take. */
enum err margin_saved_ask(struct db *, struct str id, bool with_data);
enum err margin_saved_take(struct db *, struct arena *, struct margin_saved *, struct str *data);

struct margin_saved_new {
    struct str name;
    const char *email;
    struct str idem_key;                 /* a form sent twice saves once */
    const struct backtest_answer *answer;
    struct str data;                     /* as backtest_answer_pack makes it */
    const char *inputs_hash, *result_hash;
    int quota;                           /* places of this installation, at most MARGIN_SAVED_MAX */
};
/* ERR_LIMIT: every place is used. */
enum err margin_saved_add(struct db *, struct arena *, const char *sid, const struct margin_saved_new *,
                          const char **id);
enum err margin_saved_rename(struct db *, struct arena *, const char *sid, struct str id, struct str name);
/* Deleting gives the place back; restoring takes one again (ERR_LIMIT) and works for a day. */
enum err margin_saved_delete(struct db *, struct arena *, const char *sid, struct str id, const char **name);
enum err margin_saved_restore(struct db *, struct arena *, const char *sid, struct str id, int quota,
                              const char **name);

#endif
