/* analysis_chart.h: the charts of an analysis, drawn on the server: for the page, for the tear sheet, and each as a picture of its own.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_ANALYSIS_CHART_H
#define RETURNS_ANALYSIS_CHART_H

#include "compute/returns.h"
#include "web/chart_svg.h"
#include "web/req.h"

/* In the order of the page. */
enum analysis_chart {
    ANALYSIS_CHART_GROWTH, ANALYSIS_CHART_LINE, ANALYSIS_CHART_DRAWDOWN, ANALYSIS_CHART_RELATIVE,
    ANALYSIS_CHART_DIVIDENDS, ANALYSIS_CHART_YEARS, ANALYSIS_CHART_HOLDINGS,
    ANALYSIS_CHART_ROLLING, ANALYSIS_CHART_VOLATILITY, ANALYSIS_CHART_SHARPE, ANALYSIS_CHART_BETA, ANALYSIS_CHART_RETURNS,
    ANALYSIS_CHART_HISTOGRAM, ANALYSIS_CHART_QUANTILES, ANALYSIS_CHART_BOXES, ANALYSIS_CHART_SCATTER,
    ANALYSIS_CHART_RISK_RETURN, ANALYSIS_CHART_CAPTURE,
    ANALYSIS_CHART_FUTURES, ANALYSIS_CHARTS
};

struct analysis_chart_info {
    const char *id, *title, *caption; /* "growth", of addresses; a sentence, or NULL: analysis_chart_caption */
    bool of_all;                      /* of all series of the analysis at once; else one for each */
    unsigned tables;                  /* enum returns_table: what of the analysis it is drawn from besides the metrics */
};
extern const struct analysis_chart_info analysis_chart_info[ANALYSIS_CHARTS];
/* By its identifier; ANALYSIS_CHARTS when there is none. */
enum analysis_chart analysis_chart_named(struct str id);

extern const char *const analysis_matrix_name[RETURNS_MATRICES]; /* "CAGR", "Total", … */

/* How it is to be drawn. */
struct analysis_drawing {
    bool linear;         /* growth, futures: not on a log scale */
    int width, height;   /* of the view box; 0: as wide as the page and, for a telephone, a second time */
    bool matched;        /* growth: every return times the quotient of the benchmark's volatility and the series' */
    struct analysis_line {
        int matrix, start, end; /* which triangle; the column, or else the row, counted from 1; both 0: none */
    } line;              /* of the triangle, which is drawn by itself */
};
/* ?matrix=, ?start= and ?end= of an address, where this series has such a triangle and such a period. */
void analysis_line_read(const struct req *, const struct returns_result *, struct analysis_line *);
/* What is drawn, in which unit, over which window. */
const char *analysis_chart_caption(struct arena *, const struct returns_analysis *, enum analysis_chart, int series,
                                   const struct analysis_drawing *);
/* Whether growth can be drawn so. */
bool analysis_chart_matches(struct arena *, const struct returns_analysis *);

/* Append the drawing; false: the analysis has nothing to draw there (no benchmark, one series, too short), and nothing is
 * written. `series` is its index, ignored where one chart is of all. */
bool analysis_chart_draw(struct buf *, const struct returns_analysis *, enum analysis_chart, int series,
                         const struct analysis_drawing *);

/* What the chart is made of, for its files; NULL as above. It lives on the arena. */
const struct chart *analysis_chart_of(struct arena *, const struct returns_analysis *, enum analysis_chart, int series,
                                      const struct analysis_drawing *);

/* What several charts of one analysis are drawn from is computed once: hand the same memo to each. */
struct analysis_memo;
struct analysis_memo *analysis_memo_new(struct arena *, const struct returns_analysis *);
bool analysis_chart_draw_with(struct analysis_memo *, struct buf *, const struct returns_analysis *, enum analysis_chart, int series,
                              const struct analysis_drawing *);
/* Its points for a script, few enough to stand in the page; NULL as above. */
const char *analysis_chart_points(struct analysis_memo *, struct arena *, const struct returns_analysis *, enum analysis_chart,
                                  int series, const struct analysis_drawing *);

#endif
