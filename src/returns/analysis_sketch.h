/* analysis_sketch.h: what the files share that describe the charts of an analysis: analysis_sketch_days.c those over days,
 * analysis_sketch_spread.c those of distributions and of points. Private to analysis_chart.c and them.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_ANALYSIS_SKETCH_H
#define RETURNS_ANALYSIS_SKETCH_H

#include "returns/analysis_chart.h"
#include "web/chart_svg.h"

enum { SKETCH_LINES_MAX = 10, SKETCH_NAME_MOST = 28, SKETCH_GROWN = 10000 };

/* What is being described. */
struct sketch {
    struct arena *arena;
    const struct returns_analysis *analysis;
    const struct returns_result *one; /* of a chart of one series */
    const struct analysis_drawing *as;
    struct analysis_memo *memo;
    struct chart *chart;
    struct chart_line *lines;         /* room for SKETCH_LINES_MAX */
};

struct analysis_memo {
    const struct returns_rolling_risk **risk; /* of each series, NULL until it is asked for */
};

/* ---- parts ---- */

/* As many as the chart has places on its x axis. */
double *sketch_values(struct sketch *);
/* One without any value is left out. */
void sketch_line(struct sketch *, const char *label, const double *y);
const double *sketch_percent(struct sketch *, const double *fraction);
/* The days of the x axis: those of a series, or every day that one of the series has. */
void sketch_days(struct sketch *, const struct level_series *);
void sketch_all_days(struct sketch *);
/* A series' values on the days of the chart: straight from one of its own days to the next; before and after it, and where it
 * has a gap, there is none. */
const double *sketch_on_days(struct sketch *, const struct level_series *, const double *y);
const double *sketch_rebased(struct sketch *, const double *level, size_t n, double base);
/* Against a fixed rate there is nothing to depend on. */
bool sketch_benchmark_varies(const struct returns_result *);
/* Whether one of several series is the benchmark itself: it stands there once. */
bool sketch_benchmark_is_there(const struct returns_analysis *);
/* How many of several series are drawn in one chart, beside the benchmark. */
int sketch_shown(const struct returns_analysis *);
/* The window of rolling risk: a year of rows, or the half of a short series. */
size_t sketch_risk_rows(const struct returns_result *);

/* ---- charts: each false where there is nothing to draw ---- */

bool sketch_growth(struct sketch *);
bool sketch_drawdown(struct sketch *);
bool sketch_relative(struct sketch *);
bool sketch_dividends(struct sketch *);
bool sketch_rolling(struct sketch *);
bool sketch_volatility(struct sketch *);
bool sketch_sharpe(struct sketch *);
bool sketch_beta(struct sketch *);
bool sketch_returns(struct sketch *);

bool sketch_years(struct sketch *);
bool sketch_histogram(struct sketch *);
bool sketch_boxes(struct sketch *);
bool sketch_quantiles(struct sketch *);
bool sketch_held(struct sketch *);
bool sketch_holdings(struct sketch *);
bool sketch_futures(struct sketch *);
bool sketch_scatter(struct sketch *);
bool sketch_risk_return(struct sketch *);
bool sketch_capture(struct sketch *);

#endif
