/* result_view.h: an answer as people see it: the result page, its downloads, the data of its charts. The same for a
 * backtest that was just run and for one that was saved.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_RESULT_VIEW_H
#define MARGIN_RESULT_VIEW_H

#include "compute/backtest_variants.h"
#include "web/req.h"
#include "web/res.h"
#include "web/view.h"

enum { RESULT_DAYS_A_PAGE = 50, RESULT_ROUNDS_SHOWN = 50 };

/* What pages show beside it: kept with it, or found in the series of now, which takes about 3 ms. NULL where neither can be had
 * or the series are others by now, which leaves parts of the page out and no more. */
const struct backtest_beside *result_beside(struct req *, const struct backtest_answer *);

/* Fill templates/margin/result.tpl. `base` is the page's path: downloads and paging hang below it. */
void result_show(struct view *, struct req *, const struct backtest_answer *, const char *base);

/* "SPX 2000-01-03 to 2020-04-17, 1.5×, Reg T": a heading, and the name that saving proposes. */
const char *result_title(struct arena *, const struct backtest_request *);

/* The page of one day below `base`: of a session within the result, else ERR_NOTFOUND; a day between two sessions leads to the
 * later one. */
enum err result_day_reply(struct req *, struct res *, const struct backtest_answer *, const char *base, const char *heading,
                          struct str date);

enum result_file {
    RESULT_DAYS_CSV, RESULT_ROUNDS_CSV, RESULT_METRICS_CSV, RESULT_REBALANCES_CSV, RESULT_EVENTS_CSV, RESULT_DRAWDOWNS_CSV,
    RESULT_MONTHS_CSV, RESULT_ROLLING_CSV, RESULT_VARIANTS_CSV, RESULT_CUSHION_CSV, RESULT_ZONES_CSV, RESULT_JSON, RESULT_CHART_JSON,
    RESULT_CHART /* "chart-equity.svg", .csv, .json: one chart */
};
/* Which file "days.csv" is; false: none. */
bool result_file_find(struct str name, enum result_file *);
/* Reply with the file that the route's second part names; all but the charts' data are offered for download. */
enum err result_file_reply(struct req *, struct res *, const struct backtest_answer *, enum result_file);
/* "backtest-SPX-2000-01-03-2020-04-17-1.5x-days.csv" */
const char *result_file_name(struct arena *, const char *ticker, int32_t start_day, int32_t end_day, double leverage,
                             enum result_file);

#endif
