/* analysis_parts.h: what the files share that show an analysis: analysis_view.c the page, analysis_figures.c its figures,
 * analysis_tables.c its tables.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_ANALYSIS_PARTS_H
#define RETURNS_ANALYSIS_PARTS_H

#include "returns/analysis_view.h"
#include "returns/sheet_view.h"

/* What all parts of the page need. */
struct analysis_page_of {
    struct view *view;
    struct arena *arena;
    const struct returns_analysis *analysis;
    const struct returns_result *one; /* the series that has the stage */
    const struct analysis_place *place;
    const char *query;                /* the address that asks for the same analysis: of the page "why two tools disagree" */
    size_t most;                      /* of the triangle's periods and the calendar's years the newest; 0: all */
};

/* ---- addresses ---- */

/* Whether whoever reads it may ask for another analysis of its series: not of what somebody else shows them, nor of a file that was not
 * kept. */
bool analysis_can_ask(const struct analysis_page_of *);
/* Where a part is downloaded. */
const char *analysis_part_href(const struct analysis_page_of *, enum returns_part);
/* The same page with other choices. */
const char *analysis_choice_href(const struct analysis_page_of *, const struct analysis_place *, const char *anchor);
/* One link of a row of choices: CHOICE_NAME, CHOICE_HREF, CHOICE_IS or CHOICE_OTHER. */
struct view *analysis_choice_show(struct view *, const char *section, const char *name, const char *href, bool is_current);

/* ---- tables ---- */

struct analysis_table {
    enum returns_part part;
    bool is_heat, folded;
    const char *caption, *hidden; /* may be NULL; keys of columns, " open rows " */
    double scale;                 /* of the colours; 0: found */
    size_t rows_most;             /* 0: all */
    size_t needed;                /* the column without whose number a row is left out; 0: none is */
};
/* Each adds a SHEET; false: there is nothing to show. */
bool analysis_table_show(const struct analysis_page_of *, struct view *, const struct analysis_table *);
/* As far back as the series reaches. */
bool analysis_trailing_show(const struct analysis_page_of *, struct view *);
bool analysis_triangle_show(const struct analysis_page_of *, struct view *);
bool analysis_months_show(const struct analysis_page_of *, struct view *);
bool analysis_quarters_show(const struct analysis_page_of *, struct view *);
bool analysis_ranking_show(const struct analysis_page_of *, struct view *);

/* ---- figures ---- */

void analysis_cards_show(const struct analysis_page_of *);
void analysis_groups_show(const struct analysis_page_of *);
void analysis_beside_show(const struct analysis_page_of *);
/* `n` of the series from the `first` on, in the order of the page, with their figures: SHOW_CHOICE, BESIDE. */
void analysis_beside_part_show(const struct analysis_page_of *, struct view *, int first, int n);
/* FACTs beside or below a section's charts: of the benchmark, of dividends, of losses. False: none. */
bool analysis_benchmark_show(const struct analysis_page_of *, struct view *);
bool analysis_dividends_show(const struct analysis_page_of *, struct view *);
bool analysis_tails_show(const struct analysis_page_of *, struct view *);
/* What futures drawn from the past come to, and the links that draw them; the note says why there are none. */
bool analysis_futures_show(const struct analysis_page_of *, struct view *);
bool analysis_futures_choices(const struct analysis_page_of *, struct view *);
const char *analysis_futures_note(const struct analysis_page_of *);

#endif
