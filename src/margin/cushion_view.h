/* cushion_view.h: the cushion of a backtest on its page: how far the account stood above its margin call.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_CUSHION_VIEW_H
#define MARGIN_CUSHION_VIEW_H

#include "compute/backtest.h"
#include "web/chart_svg.h"
#include "web/view.h"

/* Fill the section CUSHION of templates/margin/cushion.tpl ({{>MARGIN_CUSHION}}). Nothing is shown of an answer that was
 * read back without the columns it needs. */
void cushion_show(struct view *, struct arena *, const struct backtest_answer *);

/* One of its charts, "cushion-distance", or false; what it is made of lives on the arena. */
bool cushion_chart_find(struct arena *, const struct backtest_answer *, struct str id, struct chart *);

/* What the page shows as CSV: a line for each session that ended with a position, and one for each zone. */
void cushion_days_csv(struct buf *, const struct backtest_answer *);
void cushion_zones_csv(struct buf *, const struct backtest_answer *);

#endif
