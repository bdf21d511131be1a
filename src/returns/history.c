/* history.c: the lists of saved analyses, one's own and the team's: found, sorted, a page at a time, and as CSV.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"
#include "base/num.h"
#include "returns/routes.h"
#include "returns/saved.h"
#include "returns/series_store.h"

static const struct listing_column columns[SAVED_COLUMNS] = {
    [SAVED_BY_TITLE] = LISTING_TEXT("title", "Title"),
    [SAVED_ID] = LISTING_TEXT("analysis_id", NULL),
    [SAVED_BY_SERIES] = LISTING_TEXT("series", "Series"),
    [SAVED_BENCHMARK] = LISTING_TEXT("benchmark", NULL),
    [SAVED_BASIS] = LISTING_TEXT("basis", NULL),
    [SAVED_BY_FIRST] = LISTING_NUMBER("first_day", "Window"),
    [SAVED_LAST] = LISTING_TEXT("last_day", NULL),
    [SAVED_BY_TOTAL] = LISTING_NUMBER("total_return", "Total return"),
    [SAVED_BY_CAGR] = LISTING_NUMBER("cagr", "CAGR"),
    [SAVED_BY_VOLATILITY] = LISTING_NUMBER("volatility", "Volatility"),
    [SAVED_BY_SHARPE] = LISTING_NUMBER("sharpe", "Sharpe"),
    [SAVED_BY_DRAWDOWN] = LISTING_NUMBER("max_drawdown", "Drawdown"),
    [SAVED_BY_RUN] = LISTING_NUMBER("run_at_utc", "Run"),
    [SAVED_BY_CREATED] = LISTING_NUMBER("created_at_utc", NULL),
    [SAVED_BY_SHARED] = LISTING_NUMBER("shared_at_utc", "Shared"),
    [SAVED_OWNER] = LISTING_TEXT("shared_by", NULL),
    [SAVED_ENGINE] = LISTING_TEXT("engine_version", NULL),
    [SAVED_RESULT_HASH] = LISTING_TEXT("result_hash", NULL),
};
static const struct listing_kind own_list = {.columns = columns,
                                             .n_columns = SAVED_COLUMNS,
                                             .sort = SAVED_BY_RUN,
                                             .descending = true,
                                             .only_csv = SAVED_BY_SHARED,
                                             .csv_path = "/returns/analyses.csv"};
static const struct listing_kind team_list = {.columns = columns,
                                              .n_columns = SAVED_COLUMNS,
                                              .sort = SAVED_BY_SHARED,
                                              .descending = true,
                                              .only_csv = SAVED_BY_RUN,
                                              .csv_path = "/returns/shared.csv"};

static bool is_team(const struct req *req)
{
    return str_starts(req->path, "/returns/shared");
}

static const struct listing_kind *kind_of(const struct req *req)
{
    return is_team(req) ? &team_list : &own_list;
}

static struct saved_filter filter_of(const struct req *req)
{
    return (struct saved_filter){is_team(req), str_trim(req_query(req, "q")), req_query(req, "basis")};
}

static enum err list_load(struct req *req)
{
    struct listing l = listing_read(req, kind_of(req));
    struct saved_filter f = filter_of(req);
    enum err e = saved_list_ask(req->db, &l, &f);
    return e ? e : room_ask(req->db);
}

static void row_show(struct view *v, struct arena *arena, const struct saved *s, bool team, int i)
{
    const char *when = team ? s->shared : s->run_at;
    saved_row_show(v, arena, s);
    view_int(v, "ROW_NUMBER", i);
    view_printf(v, "ROW_PATH", "/returns/%s/%s", team ? "shared" : "analyses", s->id);
    view_text(v, "ROW_OWNER", s->shared_by);
    view_show_if(v, "ROW_IS_SHARED", !team && *s->shared);
    view_show_if(v, "ROW_HAS_NEWER", !team && s->has_newer);
    view_str(v, "ROW_WHEN", (struct str){when, DAY_TEXT - 1});
    view_text(v, "ROW_TIME", strlen(when) > DAY_TEXT ? when + DAY_TEXT : "");
    view_text(v, "ROW_WHEN_EXACTLY", when);
}

static enum err list_get(struct req *req, struct res *res)
{
    struct listing l = listing_read(req, kind_of(req));
    struct saved_filter f = filter_of(req);
    struct view *v = view_new(req->arena);
    struct saved *rows;
    struct room room;
    int64_t total;
    int n;
    enum err e = saved_list_take(req->db, req->arena, &rows, &n, &total);
    if (e || (e = room_take(req->db, req->arena, &room)))
        return e;
    if (listing_is_past(&l, res, total))
        return OK;
    view_show_if(v, "OWN", !f.team);
    view_show_if(v, "TEAM", f.team);
    view_text(v, "QUOTA_USED", num_group(req->arena, (double)room.analyses, 0));
    view_text(v, "QUOTA", num_group(req->arena, (double)room.analyses_most, 0));
    view_show_if(v, "CAN_SAVE", req->session.person.role >= ROLE_ANALYST);
    view_show_if(v, "CANNOT_SAVE", req->session.person.role < ROLE_ANALYST);
    view_show_if(v, "CAN_COMPARE", n > 1);
    view_text(v, "LIST_PATH", f.team ? "/returns/shared" : "/returns/analyses");
    view_show_if(v, "NO_FILTER", !f.words.n && !f.basis.n);
    view_str(v, "Q", req_query(req, "q"));
    view_show_if(v, "BASIS_TOTAL", str_eq(f.basis, "total"));
    view_show_if(v, "BASIS_PRICE", str_eq(f.basis, "price"));
    view_show_if(v, "BASIS_GIVEN", str_eq(f.basis, "given"));
    listing_show(v, &l, n, total);
    for (int i = 0; i < n; i++)
        row_show(view_add(v, "ROW"), req->arena, &rows[i], f.team, i);
    return view_page(req, res, v, "returns/history.tpl", f.team ? "Shared analyses" : "Saved analyses");
}

/* ---- the same as CSV ---- */

struct cells {
    struct arena *arena;
    const struct saved *rows;
};

static struct str cell(void *context, int row, int col)
{
    const struct cells *c = context;
    const struct saved *s = &c->rows[row];
    const char *const texts[SAVED_COLUMNS] = {[SAVED_BY_TITLE] = s->title,
                                              [SAVED_ID] = s->id,
                                              [SAVED_BY_SERIES] = s->series,
                                              [SAVED_BENCHMARK] = s->benchmark,
                                              [SAVED_BASIS] = s->basis,
                                              [SAVED_BY_RUN] = s->run_at,
                                              [SAVED_BY_CREATED] = s->created,
                                              [SAVED_BY_SHARED] = s->shared,
                                              [SAVED_OWNER] = s->shared_by,
                                              [SAVED_ENGINE] = s->engine_version,
                                              [SAVED_RESULT_HASH] = s->result_hash};
    const double figures[SAVED_COLUMNS] = {[SAVED_BY_TOTAL] = s->total,
                                           [SAVED_BY_CAGR] = s->cagr,
                                           [SAVED_BY_VOLATILITY] = s->volatility,
                                           [SAVED_BY_SHARPE] = s->sharpe,
                                           [SAVED_BY_DRAWDOWN] = s->max_drawdown};
    if (texts[col])
        return str_of(texts[col]);
    if (col == SAVED_BY_FIRST || col == SAVED_LAST)
        return str_of(day_text(col == SAVED_LAST ? s->last_day : s->first_day, arena_bytes(c->arena, DAY_TEXT)));
    return str_of(num_text(c->arena, figures[col]));
}

static enum err csv_load(struct req *req)
{
    struct listing l = listing_read_all(req, kind_of(req));
    struct saved_filter f = filter_of(req);
    return saved_list_ask(req->db, &l, &f);
}

static enum err csv_get(struct req *req, struct res *res)
{
    struct listing l = listing_read_all(req, kind_of(req));
    struct cells c = {.arena = req->arena};
    struct saved *rows;
    int64_t total;
    int n;
    enum err e = saved_list_take(req->db, req->arena, &rows, &n, &total);
    if (e)
        return e;
    c.rows = rows;
    return listing_csv(res, &l, is_team(req) ? "shared-analyses" : "saved-analyses", n, cell, &c);
}

static const struct route rows_of_lists[] = {
    ROUTE(GET, "/returns/analyses", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/returns/analyses.csv", NONE, CALC, csv_load, csv_get),
    ROUTE(GET, "/returns/shared", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/returns/shared.csv", NONE, CALC, csv_load, csv_get),
};
const struct routes returns_history_routes = ROUTES(rows_of_lists);
