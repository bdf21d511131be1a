/* series_list.c: the series that a person keeps: found, sorted, a page at a time, and as CSV.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"
#include "base/num.h"
#include "returns/routes.h"
#include "returns/series_row.h"

static const struct listing_column columns[SERIES_COLUMNS] = {
    [SERIES_BY_NAME] = LISTING_TEXT("name", "Series"),
    [SERIES_ID] = {.name = "series_id"},
    [SERIES_SOURCE] = {.name = "source"},
    [SERIES_BY_KIND] = LISTING_TEXT("kind", "Kind"),
    [SERIES_BY_FREQUENCY] = LISTING_TEXT("frequency", "Spacing"),
    [SERIES_BY_ROWS] = LISTING_NUMBER("rows", "Rows"),
    [SERIES_BY_FIRST] = {.name = "first_day", .title = "First", .is_sortable = true, .is_number = true},
    [SERIES_BY_LAST] = LISTING_NUMBER("last_day", "Last"),
    [SERIES_BY_BYTES] = LISTING_NUMBER("bytes", "Room"),
    [SERIES_VERSION] = {.name = "version"},
    [SERIES_SYMBOL] = {.name = "symbol"},
    [SERIES_BY_CREATED] = LISTING_NUMBER("kept_at_utc", "Kept"),
    [SERIES_NOTE] = {.name = "note"},
};
static const struct listing_kind kind = {.columns = columns,
                                         .n_columns = SERIES_COLUMNS,
                                         .sort = SERIES_BY_CREATED,
                                         .descending = true,
                                         .csv_path = "/returns/series.csv"};

static struct series_filter filter_of(const struct req *req)
{
    return (struct series_filter){str_trim(req_query(req, "q")), req_query(req, "kind"), req_query(req, "frequency")};
}

static enum err list_load(struct req *req)
{
    struct listing l = listing_read(req, &kind);
    struct series_filter f = filter_of(req);
    enum err e = series_list_ask(req->db, &l, &f);
    return e ? e : room_ask(req->db);
}

void series_row_show(struct view *v, const struct series_row *s)
{
    struct arena *a = view_arena(v);
    char day[DAY_TEXT];
    view_text(v, "SERIES_ID", s->id);
    view_text(v, "SERIES_NAME", s->name);
    view_text(v, "SERIES_SOURCE", *s->source ? s->source : "pasted text");
    view_text_if(v, "SERIES_HAS_SYMBOL", "SERIES_SYMBOL", s->symbol);
    view_text(v, "SERIES_KIND", s->kind);
    view_text(v, "SERIES_FREQUENCY", s->frequency);
    view_text(v, "SERIES_ROWS", num_group(a, (double)s->n_rows, 0));
    view_printf(v, "SERIES_FIRST", "%s", day_text(s->first_day, day));
    view_printf(v, "SERIES_LAST", "%s", day_text(s->last_day, day));
    view_printf(v, "SERIES_BYTES", "%s kB", num_group(a, (double)s->bytes / 1000, 1));
    view_text(v, "SERIES_CREATED", s->created);
    view_str(v, "SERIES_ON", (struct str){s->created, 10});
}

static void show_filter(struct view *v, const struct series_filter *f)
{
    static const char *const frequencies[] = {"daily", "weekly", "monthly", "quarterly", "yearly", "irregular"};
    view_str(v, "FILTER_WORDS", f->words);
    view_show_if(v, "FILTER_PRICES", str_eq(f->kind, "prices"));
    view_show_if(v, "FILTER_RETURNS", str_eq(f->kind, "returns"));
    for (size_t i = 0; i < sizeof frequencies / sizeof *frequencies; i++) {
        struct view *one = view_add(v, "FREQUENCY");
        view_text(one, "FREQUENCY_NAME", frequencies[i]);
        view_show_if(one, "FREQUENCY_CHOSEN", str_eq(f->frequency, frequencies[i]));
    }
}

static void show_room(struct view *v, struct arena *a, const struct room *room)
{
    view_text(v, "ROOM_SERIES", num_group(a, (double)room->series, 0));
    view_text(v, "ROOM_SERIES_MOST", num_group(a, (double)room->series_most, 0));
    view_text(v, "ROOM_BYTES", num_group(a, (double)room->bytes / 1e6, 1));
    view_text(v, "ROOM_BYTES_MOST", num_group(a, (double)room->bytes_most / 1e6, 0));
}

static enum err list_get(struct req *req, struct res *res)
{
    struct view *v = view_new(req->arena);
    struct listing l = listing_read(req, &kind);
    struct series_filter f = filter_of(req);
    struct series_row *rows;
    struct room room;
    int64_t total;
    int n;
    enum err e = series_list_take(req->db, req->arena, &rows, &n, &total);
    if (e || (e = room_take(req->db, req->arena, &room))) {
        req->detail = "could not list the series";
        return e;
    }
    if (listing_is_past(&l, res, total))
        return OK;
    for (int i = 0; i < n; i++)
        series_row_show(view_add(v, "SERIES"), &rows[i]);
    listing_show(v, &l, n, total);
    show_filter(v, &f);
    show_room(v, req->arena, &room);
    view_show_if(v, "CAN_UPLOAD", req->session.person.role >= ROLE_ANALYST);
    view_show_if(v, "CANNOT_UPLOAD", req->session.person.role < ROLE_ANALYST);
    return view_page(req, res, v, "returns/series_list.tpl", "Series");
}

/* ---- CSV ---- */

static enum err csv_load(struct req *req)
{
    struct listing l = listing_read_all(req, &kind);
    struct series_filter f = filter_of(req);
    return series_list_ask(req->db, &l, &f);
}

struct cells {
    struct arena *arena;
    const struct series_row *rows;
};

static struct str day_cell(struct arena *a, int32_t day)
{
    return str_of(day_text(day, arena_bytes(a, DAY_TEXT)));
}

static struct str count_cell(struct arena *a, int64_t n)
{
    return str_of(arena_printf(a, "%lld", (long long)n));
}

static struct str cell(void *context, int row, int col)
{
    const struct cells *c = context;
    const struct series_row *s = &c->rows[row];
    const char *const texts[SERIES_COLUMNS] = {
        [SERIES_BY_NAME] = s->name,           [SERIES_ID] = s->id,         [SERIES_SOURCE] = s->source,
        [SERIES_BY_KIND] = s->kind,           [SERIES_SYMBOL] = s->symbol, [SERIES_BY_CREATED] = s->created,
        [SERIES_BY_FREQUENCY] = s->frequency, [SERIES_NOTE] = s->note};
    if (texts[col])
        return str_of(texts[col]);
    if (col == SERIES_BY_FIRST || col == SERIES_BY_LAST)
        return day_cell(c->arena, col == SERIES_BY_FIRST ? s->first_day : s->last_day);
    return count_cell(c->arena, col == SERIES_BY_ROWS ? s->n_rows : col == SERIES_BY_BYTES ? s->bytes : s->version);
}

static enum err csv_get(struct req *req, struct res *res)
{
    struct listing l = listing_read_all(req, &kind);
    struct cells c = {.arena = req->arena};
    struct series_row *rows;
    int64_t total;
    int n;
    enum err e = series_list_take(req->db, req->arena, &rows, &n, &total);
    if (e) {
        req->detail = "could not list the series";
        return e;
    }
    c.rows = rows;
    return listing_csv(res, &l, "series", n, cell, &c);
}

static const struct route rows[] = {
    ROUTE(GET, "/returns/series", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/returns/series.csv", NONE, CALC, csv_load, csv_get),
};
const struct routes returns_series_list_routes = ROUTES(rows);
