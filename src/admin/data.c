/* data.c: market data: which instruments there are, from when to when, which sessions are missing; a page of each.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/console.h"
#include "admin/data_store.h"
#include "admin/routes.h"
#include "base/day.h"
#include "base/num.h"
#include "market/calendar.h"
#include "web/error.h"

enum { GAPS_SHOWN = 100 };

static const struct listing_column columns[DATA_COLUMNS] = {
    [DATA_SYMBOL] = LISTING_TEXT("symbol", "Symbol"),
    [DATA_NAME] = {.name = "name"},
    [DATA_KIND] = LISTING_TEXT("kind", "Kind"),
    [DATA_FIRST] = LISTING_TEXT("first", "From"),
    [DATA_LAST] = {.name = "last", .title = "To", .is_sortable = true, .falls = true},
    [DATA_SESSIONS] = LISTING_NUMBER("days", "Days"),
    [DATA_MISSING] = {.name = "missing", .title = "Missing", .is_number = true},
    [DATA_DIVIDENDS] = {.name = "dividends", .title = "Dividends", .is_number = true},
    [DATA_UPDATED] = {.name = "updated_utc", .title = "Last update", .is_sortable = true, .falls = true},
    [DATA_SOURCE] = {.name = "source"},
};
static const struct listing_kind instruments = {
    .columns = columns, .n_columns = DATA_COLUMNS, .sort = DATA_SYMBOL, .csv_path = "/admin/data.csv"};
static const char *const names[DATA_COLUMNS] = {"DATA_SYMBOL",  "DATA_NAME",     "DATA_KIND",    "DATA_FIRST",
                                                "DATA_LAST",    "DATA_SESSIONS", "DATA_MISSING", "DATA_DIVIDENDS",
                                                "DATA_UPDATED", "DATA_SOURCE"};
static const char *const kinds[] = {"",      "Any kind", "index", "Index", "fund", "Fund",
                                    "stock", "Stock",    "other", "Other", NULL};

/* ---- what is missing ---- */

/* Days of the exchange that the series has not; -1: it is no daily series (or has none at all). */
static int64_t missing_of(int32_t first, int32_t last, int64_t sessions)
{
    int64_t expected = nyse_sessions_between(first - 1, last + 1);
    if (sessions * 2 < expected)
        return -1;
    return expected > sessions ? expected - sessions : 0;
}

struct shown {
    struct arena *arena;
    struct db_result rows;
};

static struct str cell(void *context, int row, int col)
{
    struct shown *s = context;
    if (col != DATA_MISSING || db_is_null(&s->rows, row, DATA_SESSIONS))
        return db_str(&s->rows, row, col);
    int64_t n = missing_of(db_day(&s->rows, row, DATA_FIRST), db_day(&s->rows, row, DATA_LAST),
                           db_int(&s->rows, row, DATA_SESSIONS));
    return n < 0 ? STR("not daily") : str_of(arena_printf(s->arena, "%lld", (long long)n));
}

/* ---- the list ---- */

/* The same for people: with separators. */
static struct str page_cell(void *context, int row, int col)
{
    struct shown *s = context;
    bool is_count = col == DATA_SESSIONS || col == DATA_DIVIDENDS;
    return is_count && !db_is_null(&s->rows, row, col)
               ? str_of(num_group(s->arena, (double)db_int(&s->rows, row, col), 0))
               : cell(context, row, col);
}

static struct data_filter read_filter(struct req *req, struct problem *p)
{
    return (struct data_filter){console_search(req, "q", p), console_choice(req, "kind", kinds)};
}

static enum err ask(struct req *req, struct listing l)
{
    struct problem p = {.arena = req->arena};
    struct data_filter f = read_filter(req, &p);
    return p.n ? OK : data_list_ask(req->db, &l, &f);
}

static enum err list_load(struct req *req)
{
    enum err e = ask(req, listing_read(req, &instruments));
    return e ? e : data_rates_ask(req->db);
}

static enum err csv_load(struct req *req)
{
    return ask(req, listing_read_all(req, &instruments));
}

static enum err list_get(struct req *req, struct res *res)
{
    static const char *const rate_names[] = {"RATE_NAME",  "RATE_TITLE", "RATE_EVERY",
                                             "RATE_FIRST", "RATE_LAST",  "RATE_COUNT"};
    struct problem p = {.arena = req->arena};
    struct data_filter f = read_filter(req, &p);
    struct listing l = listing_read(req, &instruments);
    struct view *v = view_new(req->arena);
    struct console_list list = {0};
    struct db_result rates;
    enum err e = p.n ? OK : console_list_take(req->db, req->arena, &list);
    if (e || (e = db_pipeline_next(req->db, req->arena, &rates)))
        return console_unread(req, e, "could not read what market data there is");
    if (listing_is_past(&l, res, list.total))
        return OK;
    struct shown shown = {req->arena, list.rows};
    view_rows(v, "INSTRUMENT", list.rows.rows, names, DATA_COLUMNS, page_cell, &shown);
    view_rows(v, "RATE", rates.rows, rate_names, 6, console_cell, &rates);
    view_show_if(v, "HAS_RATES", rates.rows > 0);
    listing_show(v, &l, list.rows.rows, list.total);
    console_filter_show(v, &p);
    console_options(v, "KIND_OPTION", kinds, f.kind);
    view_str(v, "Q", req_query(req, "q"));
    res->status = p.n ? 422 : 200;
    return console_page(req, res, v, "admin/data.tpl", "Data");
}

static enum err list_csv(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct listing l = listing_read_all(req, &instruments);
    struct console_list list = {0};
    read_filter(req, &p);
    if (p.n)
        return error_status(req, res, 422, p.at[0].message, NULL);
    enum err e = console_list_take(req->db, req->arena, &list);
    if (e)
        return console_unread(req, e, "could not read what market data there is");
    struct shown shown = {req->arena, list.rows};
    return listing_csv(res, &l, "instruments", list.rows.rows, cell, &shown);
}

/* ---- one instrument ---- */

static enum err one_load(struct req *req)
{
    return data_one_ask(req->db, req->arg[0]);
}

static void show_gaps(struct view *v, struct arena *a, const struct data_instrument *i, const struct data_step *steps,
                      int n)
{
    char from[DAY_TEXT], to[DAY_TEXT];
    int gaps = 0;
    bool is_daily = i->sessions && missing_of(i->first_day, i->last_day, i->sessions) >= 0;
    for (int k = 0; k < n && is_daily; k++) {
        int missing = nyse_sessions_between(steps[k].from, steps[k].to);
        if (!missing || ++gaps > GAPS_SHOWN)
            continue;
        struct view *gap = view_add(v, "GAP");
        view_printf(gap, "GAP_FROM", "%s", day_text(steps[k].from, from));
        view_printf(gap, "GAP_TO", "%s", day_text(steps[k].to, to));
        view_text(gap, "GAP_MISSING", num_group(a, missing, 0));
    }
    view_show_if(v, "HAS_GAPS", gaps > 0);
    view_show_if(v, "NO_GAPS", gaps == 0 && is_daily);
    view_show_if(v, "NOT_DAILY", !is_daily);
    view_show_if(v, "MORE_GAPS", gaps > GAPS_SHOWN);
    view_text(v, "GAPS_LEFT", num_group(a, gaps - GAPS_SHOWN, 0));
}

static enum err one_get(struct req *req, struct res *res)
{
    char first[DAY_TEXT], last[DAY_TEXT];
    struct data_instrument i;
    struct data_step *steps;
    int n;
    enum err e = data_one_take(req->db, req->arena, &i, &steps, &n);
    if (e)
        return e == ERR_NOTFOUND ? e : console_unread(req, e, "could not read an instrument");
    struct view *v = view_new(req->arena);
    view_text(v, "SYMBOL", i.symbol);
    view_text(v, "NAME", i.name);
    view_text(v, "KIND", i.kind);
    view_text(v, "CURRENCY", i.currency);
    view_text(v, "SOURCE", i.source);
    view_text(v, "VERSION", i.version);
    view_text(v, "UPDATED", i.updated);
    view_show_if(v, "HAS_DAYS", i.sessions > 0);
    view_printf(v, "FIRST", "%s", day_text(i.first_day, first));
    view_printf(v, "LAST", "%s", day_text(i.last_day, last));
    view_text(v, "DAYS", num_group(req->arena, (double)i.sessions, 0));
    view_text(v, "DIVIDENDS", num_group(req->arena, (double)i.dividends, 0));
    view_show_if(v, "HAS_ORPHANS", i.orphans > 0);
    view_text(v, "ORPHANS", num_group(req->arena, (double)i.orphans, 0));
    view_show_if(v, "CAN_DELETE", req->session.person.is_superuser);
    show_gaps(v, req->arena, &i, steps, n);
    return console_page(req, res, v, "admin/data-one.tpl", i.symbol);
}

static enum err delete_post(struct req *req, struct res *res)
{
    const char *outcome, *symbol = str_dup(req->arena, req->arg[0]);
    enum err e = data_delete(req->db, req->arena, req->session.sid, req->arg[0], &outcome);
    if (e)
        return console_failed(req, res, e, "could not delete an instrument", "/admin/data");
    if (strcmp(outcome, "unknown") == 0)
        return ERR_NOTFOUND;
    if (strcmp(outcome, "used") == 0)
        return console_refuse(
            req, res, 409,
            arena_printf(req->arena,
                         "Somebody has saved a backtest of %s, which could not be run again without its prices. "
                         "Nothing was deleted.",
                         symbol),
            "/admin/data");
    return console_done(req, res, "/admin/data", "%s is deleted, with its prices and dividends.", symbol);
}

static const struct route rows[] = {
    ROUTE(GET, "/admin/data", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/admin/data.csv", NONE, PAGE, csv_load, list_csv),
    ROUTE(GET, "/admin/data/:symbol", NONE, PAGE, one_load, one_get),
    ROUTE(POST, "/admin/data/:symbol/delete", FORM, SAVE, NULL, delete_post),
};
const struct routes admin_data_routes = ROUTES(rows);
