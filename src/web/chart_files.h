/* chart_files.h: the charts of a page, each with its files: the drawing, and its points. A page shows its charts with chart_show; where
 * a file is asked for, the same code runs with chart_files_ask before it, and the one chart that is wanted is the reply.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_CHART_FILES_H
#define WEB_CHART_FILES_H

#include "web/chart_points.h"
#include "web/view.h"

struct chart_files {
    const char *base, *query; /* a chart's files are BASE/charts/ID.svg and so on, with the query behind: "?ticker=SPX", or "" */
    const char *name;         /* what a download is called: NAME-ID.svg */
    struct res *res;          /* of a page that asks for a file; NULL: the page itself */
    struct str wanted;
    enum chart_form form;
    bool is_found;
};

/* "growth.svg" is asked for: what is shown from now on goes into the reply, if it is that, and nowhere else. False: no such form. */
bool chart_files_ask(struct chart_files *, struct str file, struct res *);
/* OK, or ERR_NOTFOUND: no chart of that name was shown. */
enum err chart_files_found(const struct chart_files *);

/* One more section with CHART_ID, CHART_TITLE, CHART_SVG (its points within, unless they are candles), CHART_CAPTION, and for
 * templates/shared/chart_files.tpl CHART_FILE and CHART_CSV. */
void chart_show(struct chart_files *, struct view *, const char *section, const char *id, const struct chart *, const char *caption);

#endif
