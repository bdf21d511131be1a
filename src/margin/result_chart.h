/* result_chart.h: the charts of a result, described once: drawn on the server for the page and for print, and sent
 * as JSON to static/js/chart.js for what moves.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_RESULT_CHART_H
#define MARGIN_RESULT_CHART_H

#include "compute/backtest.h"
#include "web/chart_svg.h"
#include "web/view.h"

enum { RESULT_CHART_POINTS = 2000 };

/* One CHART section for each, with its drawing, its caption and its identifier; one STILL section for each histogram, which no
 * script draws again: daily returns, forced sales by month, lengths of rounds. `dividend`:
 * dollars a share on each row, for the purchase without a loan; NULL where they are not known. */
void result_charts_show(struct view *, struct arena *, const struct backtest_answer *, const double *dividend);

/* One of these charts, by its identifier, or false; what it is made of lives on the arena. */
bool result_chart_find(struct arena *, const struct backtest_answer *, const double *dividend, struct str id, struct chart *);

/* {"time":[…],"bucket":1,"charts":[{"id","log","unit","series":[{"label","values"}],"marks":[…]}]}: at most
 * RESULT_CHART_POINTS days. Of longer results the first and the last day, and of every `bucket` days between those with
 * the least and the greatest equity. Times are seconds since 1970. */
void result_chart_write(struct buf *, const struct backtest_answer *, const double *dividend);

#endif
