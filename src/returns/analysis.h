/* analysis.h: the page of an analysis and its files, for whichever address it stands under.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_ANALYSIS_H
#define RETURNS_ANALYSIS_H

#include "returns/analysis_view.h"
#include "web/res.h"

/* Reply with the page; the view has what belongs to its address (EYEBROW, actions). */
enum err analysis_page(struct req *, struct res *, struct view *, const struct returns_analysis *, struct analysis_place *);
/* ?part= and ?of= as CSV. ERR_NOTFOUND: the analysis has no such part. */
enum err analysis_csv_reply(struct req *, struct res *, const struct returns_analysis *);
/* "growth.svg", ?of=, ?scale=linear, ?width=. ERR_NOTFOUND: there is no such picture of it. */
enum err analysis_svg_reply(struct req *, struct res *, const struct returns_analysis *, struct str file);

#endif
