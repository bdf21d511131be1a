/* margin_pages.c: the margin section as the console sees it: who ran what, who has how many places left, kept answers.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "admin/console.h"
#include "admin/margin_pages_store.h"
#include "admin/routes.h"
#include "base/num.h"

static const struct listing_column run_columns[RUNS_COLUMNS] = {
    [RUNS_PERSON] = LISTING_TEXT("person", "Person"),
    [RUNS_TICKER] = LISTING_TEXT("instrument", "Backtest of"),
    [RUNS_FROM] = {.name = "from"},
    [RUNS_TO] = {.name = "to"},
    [RUNS_MODE] = {.name = "mode", .title = "Mode"},
    [RUNS_STATUS] = {.name = "status", .title = "State"},
    [RUNS_CREATED] = {.name = "run_utc", .title = "Run", .is_sortable = true, .falls = true},
    [RUNS_TIME] = LISTING_NUMBER("time_ms", "Time"),
};
static const struct listing_kind runs = {.columns = run_columns,
                                         .n_columns = RUNS_COLUMNS,
                                         .sort = RUNS_CREATED,
                                         .descending = true,
                                         .csv_path = "/admin/margin.csv"};
static const char *const run_names[] = {"RUN_PERSON", "RUN_TICKER",  "RUN_FROM", "RUN_TO",  "RUN_MODE",
                                        "RUN_STATUS", "RUN_CREATED", "RUN_TIME", "RUN_USER"};

static const struct listing_column place_columns[PLACES_COLUMNS] = {
    [PLACES_PERSON] = LISTING_TEXT("person", "Person"),
    [PLACES_USED] = LISTING_NUMBER("saved", "Saved"),
    [PLACES_MOST] = {.name = "places", .title = "Places", .is_number = true},
};
static const struct listing_kind places = {.columns = place_columns,
                                           .n_columns = PLACES_COLUMNS,
                                           .sort = PLACES_USED,
                                           .descending = true,
                                           .csv_path = "/admin/margin/saved.csv"};
static const char *const place_names[] = {"PLACE_PERSON", "PLACE_USED", "PLACE_MOST", "PLACE_USER", "PLACE_FULL"};

static const char *const states[] = {"",        "Any state", "completed", "Completed", "error", "Error",
                                     "pending", "Pending",   "running",   "Running",   NULL};

static struct runs_filter read_filter(struct req *req, struct problem *p)
{
    return (struct runs_filter){console_search(req, "q", p), console_search(req, "instrument", p),
                                console_choice(req, "status", states)};
}

/* ---- runs, and how the section is doing ---- */

static enum err ask(struct req *req, struct listing l)
{
    struct problem p = {.arena = req->arena};
    struct runs_filter f = read_filter(req, &p);
    return p.n ? OK : runs_list_ask(req->db, &l, &f);
}

static enum err runs_load(struct req *req)
{
    enum err e = ask(req, listing_read(req, &runs));
    return e ? e : margin_figures_ask(req->db);
}

static enum err runs_csv_load(struct req *req)
{
    return ask(req, listing_read_all(req, &runs));
}

static const char *count(struct arena *a, const struct db_result *r, enum margin_figure f)
{
    return num_group(a, (double)db_int(r, 0, f), 0);
}

static const char *milliseconds(struct arena *a, const struct db_result *r, enum margin_figure f)
{
    return db_is_null(r, 0, f) ? "–" : arena_printf(a, "%s ms", num_group(a, db_double(r, 0, f), 1));
}

static void show_figures(struct view *v, struct arena *a, const struct db_result *r)
{
    view_text(v, "CACHE_ROWS", count(a, r, MARGIN_CACHE_ROWS));
    view_text(v, "CACHE_EXPIRED", count(a, r, MARGIN_CACHE_EXPIRED));
    view_printf(v, "CACHE_SIZE", "%s MB", num_group(a, (double)db_int(r, 0, MARGIN_CACHE_BYTES) / 1e6, 1));
    view_show_if(v, "CAN_PURGE", db_int(r, 0, MARGIN_CACHE_ROWS) > 0);
    view_text(v, "RUNS_DAY", count(a, r, MARGIN_RUNS_DAY));
    view_text(v, "RUNS_WEEK", count(a, r, MARGIN_RUNS_WEEK));
    view_text(v, "RUNS_FAILED", count(a, r, MARGIN_RUNS_FAILED));
    view_text(v, "RUN_MEDIAN", milliseconds(a, r, MARGIN_TIME_MEDIAN));
    view_text(v, "RUN_LONGEST", milliseconds(a, r, MARGIN_TIME_MOST));
    view_text(v, "SAVED_ALL", count(a, r, MARGIN_SAVED_ALL));
}

/* As the form of a backtest calls it. */
static struct str run_cell(void *context, int row, int col)
{
    struct str text = console_cell(context, row, col);
    return col == RUNS_MODE && str_eq(text, "liquidation_reentry") ? STR("liquidation and re-entry") : text;
}

static enum err runs_get(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct runs_filter f = read_filter(req, &p);
    struct listing l = listing_read(req, &runs);
    struct view *v = view_new(req->arena);
    struct console_list list = {0};
    struct db_result figures;
    enum err e = p.n ? OK : console_list_take(req->db, req->arena, &list);
    if (e || (e = db_pipeline_next(req->db, req->arena, &figures)))
        return console_unread(req, e, "could not read the runs");
    if (listing_is_past(&l, res, list.total))
        return OK;
    view_rows(v, "RUN", list.rows.rows, run_names, sizeof run_names / sizeof *run_names, run_cell, &list.rows);
    listing_show(v, &l, list.rows.rows, list.total);
    show_figures(v, req->arena, &figures);
    console_filter_show(v, &p);
    console_options(v, "STATUS_OPTION", states, f.status);
    view_str(v, "Q", req_query(req, "q"));
    view_str(v, "FILTER_INSTRUMENT", req_query(req, "instrument"));
    res->status = p.n ? 422 : 200;
    return console_page(req, res, v, "admin/margin.tpl", "Margin");
}

static enum err runs_csv(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct listing l = listing_read_all(req, &runs);
    read_filter(req, &p);
    return console_csv(req, res, &l, "backtest-runs", &p);
}

static enum err purge_post(struct req *req, struct res *res)
{
    int64_t rows = 0;
    enum err e = margin_cache_purge(req->db, req->arena, req->session.sid, &rows);
    if (e)
        return console_failed(req, res, e, "could not clear the cache", "/admin/margin");
    return console_done(req, res, "/admin/margin",
                        rows == 1 ? "One kept answer was deleted." : "%s kept answers were deleted.",
                        num_group(req->arena, (double)rows, 0));
}

/* ---- who has saved how many ---- */

static enum err ask_places(struct req *req, struct listing l)
{
    struct problem p = {.arena = req->arena};
    const char *pattern = console_search(req, "q", &p);
    return p.n ? OK : places_list_ask(req->db, &l, pattern);
}

static enum err places_load(struct req *req)
{
    return ask_places(req, listing_read(req, &places));
}

static enum err places_csv_load(struct req *req)
{
    return ask_places(req, listing_read_all(req, &places));
}

static enum err places_get(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct listing l = listing_read(req, &places);
    struct view *v = view_new(req->arena);
    struct console_list list = {0};
    console_search(req, "q", &p);
    enum err e = p.n ? OK : console_list_take(req->db, req->arena, &list);
    if (e)
        return console_unread(req, e, "could not read who saved how much");
    if (listing_is_past(&l, res, list.total))
        return OK;
    view_rows(v, "PLACE", list.rows.rows, place_names, sizeof place_names / sizeof *place_names, console_cell,
              &list.rows);
    listing_show(v, &l, list.rows.rows, list.total);
    console_filter_show(v, &p);
    view_str(v, "Q", req_query(req, "q"));
    res->status = p.n ? 422 : 200;
    return console_page(req, res, v, "admin/margin-saved.tpl", "Saved backtests");
}

static enum err places_csv(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct listing l = listing_read_all(req, &places);
    console_search(req, "q", &p);
    return console_csv(req, res, &l, "saved-backtests-per-person", &p);
}

static const struct route rows[] = {
    ROUTE(GET, "/admin/margin", NONE, PAGE, runs_load, runs_get),
    ROUTE(GET, "/admin/margin.csv", NONE, PAGE, runs_csv_load, runs_csv),
    ROUTE(GET, "/admin/margin/saved", NONE, PAGE, places_load, places_get),
    ROUTE(GET, "/admin/margin/saved.csv", NONE, PAGE, places_csv_load, places_csv),
    ROUTE(POST, "/admin/margin/cache/purge", FORM, SAVE, NULL, purge_post),
};
const struct routes admin_margin_routes = ROUTES(rows);
