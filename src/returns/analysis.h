/* analysis.h: the page of an analysis and its files, for whichever address it stands under.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_ANALYSIS_H
#define RETURNS_ANALYSIS_H

#include "returns/analysis_form.h"
#include "returns/analysis_view.h"
#include "web/res.h"

/* What an address asks for, and the answer where there is no problem. */
struct analysis_asked {
    struct analysis_menu menu;
    struct returns_request request;
    struct returns_analysis analysis;
    struct problem problem;
};
/* Read it from the query, and compute it; after analysis_menu_ask. */
enum err analysis_ask(struct req *, struct analysis_asked *);
/* The page of one that is not saved, or its form where it cannot be made. save: what is wrong with the form that saves it, or NULL. */
enum err analysis_asked_page(struct req *, struct res *, struct analysis_asked *, const struct problem *save);
/* The same for a file, which has no form: 422. */
enum err analysis_asked_refuse(struct req *, struct res *, const struct analysis_asked *);
/* "SPX-drawdowns.csv": letters, digits, "-", "." and "_". */
const char *analysis_file_name(struct arena *, const char *of, const char *what, const char *ending);

/* Reply with the page; the view has what belongs to its address (EYEBROW, actions). */
enum err analysis_page(struct req *, struct res *, struct view *, const struct returns_analysis *, struct analysis_place *);
/* 404, with the names of the tables that there can be. */
enum err analysis_no_table(struct req *, struct res *);
/* ?part= (else the figures) and ?of= as CSV. */
enum err analysis_csv_reply(struct req *, struct res *, const struct returns_analysis *);
/* What of the analysis the part of ?part= is made of, or a chart's file: enum returns_table; 0 where there is no such one. */
unsigned analysis_csv_tables(const struct req *);
unsigned analysis_chart_tables(struct str file);
/* "growth.svg", "growth.csv" or "growth.json", ?of=, ?scale=linear (or ?log=0), ?volatility=matched, ?matrix= with ?start=
 * or ?end=, ?width=. ERR_NOTFOUND: there is no such chart of it. */
enum err analysis_chart_reply(struct req *, struct res *, const struct returns_analysis *, struct str file);

#endif
