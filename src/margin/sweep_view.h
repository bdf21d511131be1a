/* sweep_view.h: the page of a sweep: cards, insights, charts, heat map and table.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_SWEEP_VIEW_H
#define MARGIN_SWEEP_VIEW_H

#include "compute/sweep.h"
#include "web/req.h"
#include "web/view.h"

/* "SPX, leverage from 1× to 2×", and the like. */
const char *sweep_title(struct arena *, const struct sweep_request *);
/* Fill templates/margin/sweep.tpl; `path` is the page's own. False: the page of the table that was asked for lies behind the last,
 * and the reply leads there. */
bool sweep_show(struct view *, const struct req *, struct res *, const struct sweep_answer *, const char *path);
/* One of its charts as a file: "return.svg". ERR_NOTFOUND. */
enum err sweep_chart_reply(struct res *, struct arena *, const struct sweep_answer *, struct str file);

#endif
