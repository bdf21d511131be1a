/* backtest.h (margin): what the page of a run and the pages of saved results share.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_BACKTEST_H
#define MARGIN_BACKTEST_H

#include "compute/backtest.h"
#include "margin/margin_store.h"
#include "web/route.h"
#include "web/view.h"

extern const struct routes backtest_routes;

/* Compute with the series that the database holds now. OK with faults in the problem: refused, and why. */
enum err backtest_run(struct req *, const struct backtest_request *, struct backtest_answer *, struct problem *);
/* The same for what a person orders: it is recorded that the run begins, and how it ended. OK with faults in the problem, those of
 * before and those of the run: refused; *id is set only where there are none. */
enum err backtest_run_recorded(struct req *, const struct backtest_request *, struct backtest_answer *, struct problem *,
                               const char **id);

/* Take the run that the route's load function asked for and compute it again, with every column. */
enum err backtest_again(struct req *, struct margin_session *, struct backtest_answer *, struct problem *);

/* The page of a run with its form to save it. `problem` names what is wrong with the form that was sent, or is NULL. */
enum err backtest_page(struct req *, struct res *, const struct margin_session *, const struct backtest_answer *,
                       const struct problem *);

#endif
