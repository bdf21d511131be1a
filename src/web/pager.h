/* pager.h: fills templates/shared/pager.tpl.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_PAGER_H
#define WEB_PAGER_H

#include "web/view.h"

/* Page `page` of `last`; another page's address is `before`, its number, `after`. */
void pager_show(struct view *, struct arena *, int64_t page, int64_t last, const char *before, const char *after);

#endif
