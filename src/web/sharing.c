/* sharing.c: see sharing.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/sharing.h"

#include <string.h>

enum err sharing_days_ask(struct db *db)
{
    return db_pipeline_send(db, "select umbrella.setting_integer('share_link_days')", "");
}

enum err sharing_links_take(struct db *db, struct arena *arena, struct db_result *links, int *days)
{
    struct db_result setting;
    enum err e = db_pipeline_next(db, arena, links);
    if (!e && !(e = db_pipeline_next(db, arena, &setting)))
        *days = (int)db_int(&setting, 0, 0);
    return e;
}

static struct view *link_show(struct view *list, const struct db_result *links, int row)
{
    struct view *v = view_add(list, "LINK");
    bool is_open = strcmp(db_text(links, row, LINK_STATE), "open") == 0;
    view_text(v, "LINK_ID", db_text(links, row, LINK_ID));
    view_text(v, "LINK_CREATED", db_text(links, row, LINK_CREATED));
    view_text(v, "LINK_EXPIRES", db_text(links, row, LINK_EXPIRES));
    view_text(v, "LINK_USED", db_is_null(links, row, LINK_USED) ? "never" : db_text(links, row, LINK_USED));
    view_text(v, "LINK_STATE", db_text(links, row, LINK_STATE));
    view_show_if(v, "LINK_IS_OPEN", is_open);
    view_show_if(v, "LINK_IS_OVER", !is_open);
    return v;
}

void sharing_show(struct view *v, const struct sharing *s)
{
    static const struct {
        int hours;
        const char *label;
    } spans[] = {{1, "an hour"}, {24, "a day"}, {7 * 24, "a week"}, {30 * 24, "30 days"}};
    for (size_t i = 0; i < sizeof spans / sizeof *spans && spans[i].hours <= s->days * 24; i++) {
        struct view *o = view_add(v, "SPAN");
        view_int(o, "SPAN_HOURS", spans[i].hours);
        view_text(o, "SPAN_LABEL", spans[i].label);
    }
    for (int i = 0; i < s->links->rows; i++)
        link_show(v, s->links, i);
    view_show_if(v, "HAS_LINKS", s->links->rows > 0);
    view_show_if(v, "LINKS_ALLOWED", s->days > 0);
    view_show_if(v, "LINKS_OFF", s->days == 0);
    view_show_if(v, "TEAM_ON", *s->shared);
    view_show_if(v, "TEAM_OFF", !*s->shared);
    view_text(v, "TEAM_SINCE", s->shared);
    view_show_if(v, "HAS_NEW_LINK", s->new_link != NULL);
    view_text(v, "NEW_LINK", s->new_link);
}

void sharing_links_show(struct view *v, const struct db_result *links, int days)
{
    for (int i = 0; i < links->rows; i++) {
        struct view *row = link_show(v, links, i);
        view_text(row, "LINK_NAME", db_text(links, i, LINK_NAME));
        view_text(row, "LINK_SAVED", db_text(links, i, LINK_SAVED));
    }
    view_show_if(v, "HAS_LINKS", links->rows > 0);
    view_show_if(v, "NO_LINKS", links->rows == 0);
    view_show_if(v, "LINKS_OFF", days == 0);
}
