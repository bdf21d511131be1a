/* analysis_view.h: an analysis as people see it: the page of one that was just computed and of one that was saved.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_ANALYSIS_VIEW_H
#define RETURNS_ANALYSIS_VIEW_H

#include "compute/returns.h"
#include "web/req.h"
#include "web/view.h"

/* What of it is shown, and where its links lead. All zero: as the page is usually. */
struct analysis_place {
    const char *base;    /* the page's path: downloads and pictures hang below it; NULL: it has none, nor other views */
    const char *query;   /* what the page's own address asks for besides the members below: "series=…&rf=2", or "" */
    int show;            /* which series has the stage, where there are several */
    int matrix;          /* which triangle: enum returns_matrix_kind or _extra */
    int start, end;      /* its column, or its row, that is drawn as a line, counted from 1; 0: none */
    bool linear;         /* growth and futures not on a log scale */
    bool matched;        /* growth at the benchmark's volatility */
    bool oldest_first;   /* the triangle's oldest end on top */
    bool less_benchmark; /* months less the benchmark's */
    bool red_green;      /* colours of tables: red and green, not orange and blue */
    int sort;            /* of several series the best first, by this figure: 1 + enum returns_metric; 0: as they were asked for */
    bool is_own;         /* a saved analysis of whoever reads it, who may open its series */
};
/* Which series ?show= names, counted from 0; the first where it names none. */
int analysis_show_read(const struct req *, const struct returns_analysis *);
/* ?show=, ?matrix=, ?start=, ?end=, ?scale=, ?volatility=, ?ends=, ?months=, ?colours=, ?sort= of a page's address, where
 * they make sense for this analysis. */
void analysis_place_read(const struct req *, const struct returns_analysis *, struct analysis_place *);

/* Fill templates/returns/analysis.tpl. */
void analysis_show(struct view *, const struct returns_analysis *, const struct analysis_place *);

/* "SPY, QQQ": the names of its series, cut after the third. */
const char *analysis_title(struct arena *, const struct returns_analysis *);
/* "SPY against QQQ, 2013-01-02 to 2024-12-31": a heading, and the name that saving proposes. */
const char *analysis_heading(struct arena *, const struct returns_analysis *);

#endif
