/* home_store.h: what the dashboard reads. Row-level security answers only for the person whose session asks.
 *
 * Reading goes in two halves, so that it rides in the page's one round trip: *_ask sends the statement from the route's
 * load function, *_take reads its result in the handler, in the order sent.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef HOME_STORE_H
#define HOME_STORE_H

#include "db/db.h"

/* A saved backtest as the dashboard shows it. Figures that could not be computed are NaN. */
struct home_saved {
    const char *id, *name, *ticker, *from, *to, *saved_on; /* days as YYYY-MM-DD, UTC */
    double leverage, final_equity, total_return_pct, cagr_pct, max_drawdown_pct;
};

/* A series of returns that the person keeps. */
struct home_series {
    const char *id, *name, *kind, *frequency, *from, *to, *kept_on;
    int64_t rows;
};

/* A saved analysis with its newest run. Figures are fractions; those that could not be computed are NaN. */
struct home_analysis {
    const char *id, *title, *series, *from, *to, *run_on;
    double total, cagr, max_drawdown;
};

/* The dashboard: the newest saved backtests, and whether the person has run one. */
enum { HOME_NEWEST = 5 };
struct home_overview {
    bool has_run;
    int n_saved; /* rows in saved, at most HOME_NEWEST */
    struct home_saved *saved;
    int n_series; /* rows in series, at most HOME_NEWEST */
    struct home_series *series;
    int n_analyses; /* rows in analyses, at most HOME_NEWEST */
    struct home_analysis *analyses;
};
enum err home_overview_ask(struct db *);
enum err home_overview_take(struct db *, struct arena *, struct home_overview *);

/* How many people wait for approval, asked by somebody with console rights; 0 for everybody else. */
enum err home_approvals(struct db *, struct arena *, const char *sid, int64_t *n);

#endif
