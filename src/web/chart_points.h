/* chart_points.h: what a chart shows, as figures: a CSV for who wants all digits of them, and JSON for static/js/chart.js, which tells
 * them where a pointer or the keys are.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_CHART_POINTS_H
#define WEB_CHART_POINTS_H

#include "web/chart_svg.h"
#include "web/res.h"

enum { CHART_POINTS_WITHIN = 300 }; /* as many as stand in a page */

/* A row for each day (or number) with a column for each line; of a chart of points a row for each, with its name; of
 * one of boxes a row for each, with where its whiskers and quartiles are and what lies beyond. */
void chart_points_csv(struct buf *, const struct chart *);

/* {"at":[…],"x":"","names":[…],"unit":["$",""],"lines":[{"label","look","bar","decimals","values"}]}, and of points
 * {"names":[…],"axes":[{"label","unit","values"},{…}]}: figures rounded as people read them. "at" is where the rows stand on the x axis,
 * "names" what they are called; without names they are days since 1970. At most `most` rows, if it is above 0: the first and
 * the last, and those between them where the first line is lowest and highest. */
void chart_points_json(struct buf *, const struct chart *, int most);

/* Its drawing, as chart_svg_draw makes it, with the points within: few enough to stand in a page. */
const struct buf *chart_points_draw(struct arena *, const struct chart *);

/* A chart as a file: the drawing, or its points. */
enum chart_form { CHART_SVG, CHART_CSV, CHART_JSON, CHART_FORMS };
extern const char *const chart_form_ending[CHART_FORMS]; /* "svg", … */
/* "growth.svg": the form by its ending, and what stands before that; false: it has no such ending. */
bool chart_file_read(struct str file, struct str *id, enum chart_form *);
/* Reply with it; all but JSON is offered for download. */
void chart_file_reply(struct res *, const struct chart *, enum chart_form, const char *file_name);

#endif
