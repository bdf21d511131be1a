/* tear_sheet.h: an analysis as one HTML file that stands on its own: drawings and style inside, no script, printed on two to four pages.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_TEAR_SHEET_H
#define RETURNS_TEAR_SHEET_H

#include "compute/returns.h"
#include "web/view.h"

enum err tear_sheet_write(struct arena *, const struct returns_analysis *, const char *title, struct buf *out);

#endif
