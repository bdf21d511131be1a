/* warnings_view.h: the warnings of an answer, at the head of whichever page shows it.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_WARNINGS_VIEW_H
#define MARGIN_WARNINGS_VIEW_H

#include "compute/answer.h"
#include "web/view.h"

/* The section HAS_WARNINGS with a WARNING for each; the section is closed where there are none. */
void warnings_show(struct view *, const struct warnings *);

#endif
