/* warnings_view.c: see warnings_view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/warnings_view.h"

#include "margin/backtest_fields.h"

/* An option is told by its name in the request; who filled in a form knows it by its label. */
static const char *message_of(struct arena *arena, const struct warning *w)
{
    const char *end = strchr(w->message, ' ');
    if (strcmp(w->code, "option_unused") != 0 || !end)
        return w->message;
    const struct field *field = backtest_field_find(arena_printf(arena, "%.*s", (int)(end - w->message), w->message));
    return field ? arena_printf(arena, "%s: %s", field->label, w->message) : w->message;
}

void warnings_show(struct view *v, const struct warnings *w)
{
    view_show_if(v, "HAS_WARNINGS", w->n > 0);
    for (int i = 0; i < w->n; i++)
        view_text(view_add(v, "WARNING"), "WARNING_MESSAGE", message_of(view_arena(v), &w->at[i]));
}
