/* sheet_view.h: a sheet of an analysis as a table of a page: templates/returns/sheet.tpl.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_SHEET_VIEW_H
#define RETURNS_SHEET_VIEW_H

#include "compute/returns.h"
#include "web/view.h"

struct sheet_look {
    const char *id, *caption; /* caption may be NULL */
    const char *csv;          /* where it is downloaded; NULL: nowhere */
    bool is_heat;             /* fractions are coloured: the sign by hue, the size by strength; 0 has none */
};
/* One SHEET section more. The first column names the rows. Fractions are shown in percent; a dash where there is none. */
void sheet_show(struct view *, const struct returns_sheet *, const struct sheet_look *);

/* A figure as people read it, with its unit: "12.34 %", "0.78", "709 days". An en dash where there is none. */
const char *returns_metric_text(struct arena *, enum returns_metric, double);

#endif
