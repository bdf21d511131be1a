/* start.c: where the returns section begins: one's newest series and analyses, and what can be done here.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"
#include "base/num.h"
#include "market/instrument_menu.h"
#include "returns/routes.h"
#include "returns/saved.h"
#include "returns/series_row.h"
#include "web/view.h"

enum { NEWEST = 5, INSTRUMENTS = 12 };

static enum err start_load(struct req *req)
{
    enum err e = series_newest_ask(req->db, NEWEST);
    if (e || (e = saved_newest_ask(req->db, NEWEST)) || (e = room_ask(req->db)))
        return e;
    return instrument_menu_ask(req->db);
}

/* Who has nothing yet begins here: an analysis of an instrument is one click away. */
static void show_instruments(struct view *v, const struct instrument_menu *menu)
{
    char first[DAY_TEXT], last[DAY_TEXT];
    for (int i = 0; i < menu->n && i < INSTRUMENTS; i++) {
        const struct instrument_row *row = &menu->rows[i];
        struct view *shown = view_add(v, "INSTRUMENT");
        view_text(shown, "INSTRUMENT_SYMBOL", row->symbol);
        view_text(shown, "INSTRUMENT_LABEL", instrument_label(view_arena(v), row));
        view_printf(shown, "INSTRUMENT_DAYS", "%s to %s", day_text(row->first_day, first),
                    day_text(row->last_day, last));
    }
    view_show_if(v, "HAS_INSTRUMENTS", menu->n > 0);
    view_show_if(v, "MORE_INSTRUMENTS", menu->n > INSTRUMENTS);
}

static enum err start_get(struct req *req, struct res *res)
{
    struct view *v = view_new(req->arena);
    struct series_row *rows;
    struct saved *analyses;
    struct room room;
    struct instrument_menu menu;
    int n, n_analyses;
    enum err e = series_newest_take(req->db, req->arena, &rows, &n);
    if (e || (e = saved_newest_take(req->db, req->arena, &analyses, &n_analyses)) ||
        (e = room_take(req->db, req->arena, &room)) || (e = instrument_menu_take(req->db, req->arena, &menu))) {
        req->detail = "could not read the newest series, analyses and instruments";
        return e;
    }
    for (int i = 0; i < n; i++)
        series_row_show(view_add(v, "SERIES"), &rows[i]);
    view_show(v, n ? "HAS_SERIES" : "NO_SERIES");
    for (int i = 0; i < n_analyses; i++)
        saved_row_show(view_add(v, "ANALYSIS"), req->arena, &analyses[i]);
    view_show_if(v, "HAS_ANALYSES", n_analyses > 0);
    show_instruments(v, &menu);
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
