/* export.h: an analysis as files: each table as CSV, all of them in a ZIP, a workbook, JSON, and a sheet of its own to print.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_EXPORT_H
#define RETURNS_EXPORT_H

#include "compute/returns.h"
#include "web/res.h"
#include "web/view.h"

/* Reply with one of "export.csv" (?part=, ?of=), "export.zip", "export.xlsx", "export.json", "export.html". `title`: what the analysis is
 * called. ERR_NOTFOUND: there is no such file of it. */
enum err export_reply(struct req *, struct res *, const struct returns_analysis *, const char *title, struct str file);
/* What of the analysis such a file is made of: enum returns_table. */
unsigned export_tables(const struct req *, struct str file);
/* The links to these files below `base`, for the page. */
void export_links_show(struct view *, const char *base, const char *query);

/* All its tables as CSV in one ZIP. The same analysis gives the same bytes. ERR_INTERNAL. */
enum err export_zip(struct arena *, const struct returns_analysis *, struct str *out);
/* The workbook: the original's sheets first (returns by row, years, the triangle of the window), then our tables. Its temporary files are
 * in memory. ERR_INTERNAL. */
enum err export_xlsx(struct arena *, const struct returns_analysis *, struct str *out);

#endif
