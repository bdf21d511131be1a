/* pager.c: see pager.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/pager.h"

void pager_show(struct view *v, struct arena *arena, int64_t page, int64_t last, const char *before, const char *after)
{
    view_int(v, "PAGE_NUMBER", page);
    view_int(v, "PAGE_LAST", last);
    view_show_if(v, "PAGE_PREVIOUS", page > 1);
    view_show_if(v, "PAGE_NEXT", page < last);
    view_text(v, "PAGE_PREVIOUS_HREF", arena_printf(arena, "%s%lld%s", before, (long long)page - 1, after));
    view_text(v, "PAGE_NEXT_HREF", arena_printf(arena, "%s%lld%s", before, (long long)page + 1, after));
}
