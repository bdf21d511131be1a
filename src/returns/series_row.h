/* series_row.h: a series as a line of a list.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_SERIES_ROW_H
#define RETURNS_SERIES_ROW_H

#include "returns/series_store.h"
#include "web/view.h"

/* The SERIES_… names of a list's section. */
void series_row_show(struct view *, const struct series_row *);

#endif
