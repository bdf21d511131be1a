/* start.c: where the returns section begins: one's newest series and analyses, and what can be done here.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"
#include "base/num.h"
#include "returns/routes.h"
#include "returns/saved.h"
#include "returns/series_store.h"
#include "web/view.h"

enum { NEWEST = 5 };

static enum err start_load(struct req *req)
{
    enum err e = series_newest_ask(req->db, NEWEST);
    if (e || (e = saved_newest_ask(req->db, NEWEST)))
        return e;
    return room_ask(req->db);
}

static void show_series(struct view *v, struct arena *a, const struct series_row *s)
{
    char day[DAY_TEXT];
    view_text(v, "SERIES_ID", s->id);
    view_text(v, "SERIES_NAME", s->name);
    view_text(v, "SERIES_FREQUENCY", s->frequency);
    view_text(v, "SERIES_KIND", s->kind);
    view_text(v, "SERIES_ROWS", num_group(a, (double)s->n_rows, 0));
    view_printf(v, "SERIES_FIRST", "%s", day_text(s->first_day, day));
    view_printf(v, "SERIES_LAST", "%s", day_text(s->last_day, day));
}

static enum err start_get(struct req *req, struct res *res)
{
    struct view *v = view_new(req->arena);
    struct series_row *rows;
    struct saved *analyses;
    struct room room;
    int n, n_analyses;
    enum err e = series_newest_take(req->db, req->arena, &rows, &n);
    if (e || (e = saved_newest_take(req->db, req->arena, &analyses, &n_analyses)) ||
        (e = room_take(req->db, req->arena, &room))) {
        req->detail = "could not read the newest series and analyses";
        return e;
    }
    for (int i = 0; i < n; i++)
        show_series(view_add(v, "SERIES"), req->arena, &rows[i]);
    view_show(v, n ? "HAS_SERIES" : "NO_SERIES");
    for (int i = 0; i < n_analyses; i++)
        saved_row_show(view_add(v, "ANALYSIS"), req->arena, &analyses[i]);
    view_show_if(v, "HAS_ANALYSES", n_analyses > 0);
    view_show_if(v, "CAN_UPLOAD", req->session.person.role >= ROLE_ANALYST);
    view_show_if(v, "CANNOT_UPLOAD", req->session.person.role < ROLE_ANALYST);
    view_text(v, "ROOM_SERIES", num_group(req->arena, (double)room.series, 0));
    view_text(v, "ROOM_SERIES_MOST", num_group(req->arena, (double)room.series_most, 0));
    return view_page(req, res, v, "returns/start.tpl", "Returns");
}

static const struct route rows[] = {
    ROUTE(GET, "/returns", NONE, PAGE, start_load, start_get),
};
const struct routes returns_start_routes = ROUTES(rows);
