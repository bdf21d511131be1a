/* chart_files.c: see chart_files.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/chart_files.h"

bool chart_files_ask(struct chart_files *files, struct str file, struct res *res)
{
    files->res = res;
    return chart_file_read(file, &files->wanted, &files->form);
}

enum err chart_files_found(const struct chart_files *files)
{
    return files->is_found ? OK : ERR_NOTFOUND;
}

static const char *address(struct arena *arena, const struct chart_files *files, const char *id, enum chart_form form)
{
    return arena_printf(arena, "%s/charts/%s.%s%s", files->base, id, chart_form_ending[form], files->query);
}

static void reply(struct chart_files *files, struct arena *arena, const char *id, const struct chart *c)
{
    if (files->is_found || !str_eq(files->wanted, id))
        return;
    files->is_found = true;
    chart_file_reply(files->res, c, files->form,
                     arena_printf(arena, "%s-%s.%s", files->name, id, chart_form_ending[files->form]));
}

void chart_show(struct chart_files *files, struct view *v, const char *section, const char *id, const struct chart *c,
                const char *caption)
{
    struct arena *arena = view_arena(v);
    if (files->res) {
        reply(files, arena, id, c);
        return;
    }
    struct view *one = view_add(v, section);
    view_text(one, "CHART_ID", id);
    view_text(one, "CHART_TITLE", c->title);
    view_svg(one, "CHART_SVG", c->candles ? chart_svg_draw(arena, c) : chart_points_draw(arena, c));
    view_text(one, "CHART_CAPTION", caption);
    view_text(one, "CHART_FILE", address(arena, files, id, CHART_SVG));
    view_text(one, "CHART_CSV", address(arena, files, id, CHART_CSV));
}
