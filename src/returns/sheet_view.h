/* sheet_view.h: a sheet of an analysis as a table of a page: templates/returns/sheet.tpl.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_SHEET_VIEW_H
#define RETURNS_SHEET_VIEW_H

#include "compute/returns.h"
#include "web/view.h"

struct sheet_look {
    const char *id, *caption;   /* caption may be NULL */
    const char *title;          /* NULL: the sheet's */
    const char *csv;            /* where it is downloaded; NULL: nowhere */
    bool folded;                /* one has to open it */
    const char *hidden;         /* keys of columns that the page leaves out, " annualised open "; NULL: none */
    const char *const *names;   /* of the rows instead of the first column; NULL: that */
    int decimals;               /* of fractions, in percent, and of numbers */
    size_t rows_most;           /* 0: all */
    bool newest_first;          /* the last row on top */
    enum {
        SHEET_PLAIN,
        SHEET_HEAT,             /* figures are coloured: the sign by hue, the size by strength; 0 has none */
        SHEET_TRIANGLE          /* the same; cells end with the last figure of their row, and say from when to when */
    } kind;
    const char *measure;        /* of a triangle: what its cells are, "CAGR" */
    int start, end;             /* of a triangle: the column, or the row, that is drawn as a line, counted from 1; 0: none */
    double scale;               /* of the colours; 0: found in the sheet */
    double neutral;             /* the figure without colour: 1 of a quotient */
    size_t foot;                /* the first of the rows below the line, which have no colours; 0: none */
    bool (*is_partial)(const void *context, size_t row, size_t column); /* or NULL: what is hatched */
    const void *context;
    const char *partial;        /* what is hatched, in words; NULL: a part of the year or month */
    enum {
        SHEET_EVERYWHERE,
        SHEET_ON_SCREEN,        /* too wide for paper */
        SHEET_ON_PAPER          /* a part of one that is: a pointer learns nothing from it */
    } where;
};
/* The strength of its colours, so that parts of a sheet have those of the whole. */
double sheet_scale(struct arena *, const struct returns_sheet *, double neutral);
/* One SHEET section more. The first column names the rows. Fractions are shown in percent; a dash where there is none, but in
 * coloured tables. Sheet and look are read while the page is written: they and what they name live as long as the view. */
void sheet_show(struct view *, const struct returns_sheet *, const struct sheet_look *);

/* A figure as people read it, with its unit: "12.34 %", "0.78", "709 days". An en dash where there is none. */
const char *returns_metric_text(struct arena *, enum returns_metric, double);

#endif
