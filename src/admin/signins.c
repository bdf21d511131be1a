/* signins.c: every attempt to sign in: who, from where, with what result; and how many a day.
 * SPDX-License-Identifier: Apache-2.0 */
#include <time.h>

#include "admin/console.h"
#include "admin/routes.h"
#include "admin/watch_store.h"
#include "base/csv_write.h"
#include "base/day.h"
#include "web/chart_svg.h"
#include "web/error.h"

enum { CHART_DAYS = 90, CHART_DAYS_MAX = 366, DAY_SECONDS = 86400 };

static const struct listing_column columns[SIGNIN_SHOWN] = {
    [SIGNIN_AT] = {.name = "at_utc", .title = "When", .is_sortable = true, .falls = true},
    [SIGNIN_EMAIL] = {.name = "email", .title = "E-mail"},
    [SIGNIN_RESULT] = {.name = "result", .title = "Result"},
    [SIGNIN_ADDRESS] = {.name = "address", .title = "Address"},
    [SIGNIN_AGENT] = {.name = "device", .title = "Device"},
};
static const struct listing_kind signins = {.columns = columns,
                                            .n_columns = SIGNIN_SHOWN,
                                            .sort = SIGNIN_AT,
                                            .descending = true,
                                            .csv_path = "/admin/signins.csv"};
static const char *const names[SIGNIN_COLUMNS] = {"SIGNIN_AT",    "SIGNIN_EMAIL",  "SIGNIN_RESULT", "SIGNIN_ADDRESS",
                                                  "SIGNIN_AGENT", "SIGNIN_PERSON", "SIGNIN_FAILED"};

/* The reasons are those of the table's constraint. */
static const char *const results[] = {"good",
                                      "Signed in",
                                      "failed",
                                      "Refused",
                                      "unknown",
                                      "Refused: unknown e-mail",
                                      "wrong password",
                                      "Refused: wrong password",
                                      "second factor due",
                                      "Password right, code not given",
                                      "wrong code",
                                      "Refused: wrong code",
                                      "pending",
                                      "Refused: waits for approval",
                                      "rejected",
                                      "Refused: rejected",
                                      "disabled",
                                      "Refused: disabled",
                                      "deleted",
                                      "Refused: deleted",
                                      "account throttled",
                                      "Refused: account throttled",
                                      "address throttled",
                                      "Refused: address throttled",
                                      "code throttled",
                                      "Refused: too many codes",
                                      "too many failures",
                                      "Refused: too many failures",
                                      NULL};

static struct signin_filter read_filter(struct req *req, struct problem *p)
{
    const char *email = console_search(req, "email", p);
    struct signin_filter f = {.email = *email ? email + 1
                                              : email, /* the beginning: two million rows have no index for more */
                              .network = console_network(req, "address", p),
                              .result = console_choice(req, "result", results),
                              .from = console_day(req, "from", CONSOLE_DAY_FIRST, p),
                              .to = console_day(req, "to", CONSOLE_DAY_LAST, p)};
    if (!p->n && f.from > f.to)
        problem_add(p, "from", "The first day stands behind the last one.");
    return f;
}

/* ---- days ---- */

struct span {
    int32_t from, to;
};

/* The days of the chart: those of the filter, at most a year of them; else the latest ninety. */
static struct span chart_span(const struct signin_filter *f)
{
    int32_t today = (int32_t)(time(NULL) / DAY_SECONDS);
    struct span s = {.to = f->to < today ? f->to : today};
    s.from = f->from == CONSOLE_DAY_FIRST ? s.to - CHART_DAYS + 1 : f->from;
    if (s.from < s.to - CHART_DAYS_MAX + 1)
        s.from = s.to - CHART_DAYS_MAX + 1;
    if (s.from > s.to)
        s.from = s.to;
    return s;
}

/* A day a place, those without attempts too. */
struct days {
    int n;
    int32_t *day;
    double *good, *bad;
};

static struct days days_read(struct arena *a, struct span s, const struct db_result *r)
{
    struct days d = {.n = s.to - s.from + 1};
    d.day = ARENA_ARRAY(a, (size_t)d.n, int32_t);
    d.good = ARENA_ARRAY(a, (size_t)d.n, double);
    d.bad = ARENA_ARRAY(a, (size_t)d.n, double);
    for (int i = 0; i < d.n; i++)
        d.day[i] = s.from + i;
    for (int i = 0; i < r->rows; i++) {
        int at = db_day(r, i, 0) - s.from;
        d.good[at] = (double)db_int(r, i, 1);
        d.bad[at] = (double)db_int(r, i, 2);
    }
    return d;
}

static void show_chart(struct view *v, struct arena *a, const struct days *d)
{
    struct buf *svg = ARENA_NEW(a, struct buf);
    struct chart_line bars[] = {{"Signed in", d->good}, {"Refused", d->bad}};
    char first[DAY_TEXT], last[DAY_TEXT];
    double good = 0, bad = 0;
    for (int i = 0; i < d->n; i++) {
        good += d->good[i];
        bad += d->bad[i];
    }
    const char *about = arena_printf(a, "%s to %s: %.0f signed in, %.0f refused", day_text(d->day[0], first),
                                     day_text(d->day[d->n - 1], last), good, bad);
    buf_init(svg, a, 32768);
    chart_svg_write_both(svg, &(struct chart){.title = "Attempts to sign in per day",
                                              .description = about,
                                              .height = 220,
                                              .bars = true,
                                              .day = d->day,
                                              .n = d->n,
                                              .lines = bars,
                                              .n_lines = 2});
    view_svg(v, "SIGNIN_CHART", svg);
    view_text(v, "SIGNIN_CHART_ABOUT", about);
    for (int i = d->n - 1; i >= 0; i--) {
        char text[DAY_TEXT];
        if (d->good[i] + d->bad[i] == 0)
            continue;
        struct view *row = view_add(v, "DAY");
        view_printf(row, "DAY_DATE", "%s", day_text(d->day[i], text));
        view_int(row, "DAY_GOOD", (int64_t)d->good[i]);
        view_int(row, "DAY_BAD", (int64_t)d->bad[i]);
    }
}

/* ---- the list ---- */

static enum err list_load(struct req *req)
{
    struct problem p = {.arena = req->arena};
    struct signin_filter f = read_filter(req, &p);
    struct listing l = listing_read(req, &signins);
    struct span s = chart_span(&f);
    if (p.n)
        return OK;
    enum err e = signin_days_ask(req->db, s.from, s.to);
    return e ? e : signin_list_ask(req->db, &l, &f);
}

static void show_filter(struct view *v, const struct req *req, const struct signin_filter *f, const struct problem *p)
{
    view_str(v, "EMAIL", req_query(req, "email"));
    view_str(v, "ADDRESS", req_query(req, "address"));
    view_str(v, "FROM", req_query(req, "from"));
    view_str(v, "TO", req_query(req, "to"));
    console_options(v, "RESULT_CHOICE", results, f->result);
    console_filter_show(v, p);
}

static enum err list_get(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct signin_filter f = read_filter(req, &p);
    struct listing l = listing_read(req, &signins);
    struct view *v = view_new(req->arena);
    struct console_list list = {0};
    struct db_result days = {0};
    enum err e = p.n ? OK : db_pipeline_next(req->db, req->arena, &days);
    if (e || (!p.n && (e = console_list_take(req->db, req->arena, &list))))
        return console_unread(req, e, "could not read the sign-ins");
    if (listing_is_past(&l, res, list.total))
        return OK;
    struct console_devices shown = {req->arena, &list.rows, SIGNIN_AGENT};
    struct days chart = days_read(req->arena, chart_span(&f), &days);
    view_rows(v, "SIGNIN", list.rows.rows, names, SIGNIN_COLUMNS, console_device_cell, &shown);
    listing_show(v, &l, list.rows.rows, list.total);
    show_filter(v, req, &f, &p);
    show_chart(v, req->arena, &chart);
    view_text(v, "DAYS_CSV", listing_link_to(&l, "/admin/signins/days.csv"));
    res->status = p.n ? 422 : 200;
    return console_page(req, res, v, "admin/signins.tpl", "Sign-ins");
}

/* ---- as files ---- */

static enum err csv_load(struct req *req)
{
    struct problem p = {.arena = req->arena};
    struct signin_filter f = read_filter(req, &p);
    struct listing l = listing_read_all(req, &signins);
    return p.n ? OK : signin_list_ask(req->db, &l, &f);
}

static enum err list_csv(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct listing l = listing_read_all(req, &signins);
    read_filter(req, &p);
    return console_csv(req, res, &l, "sign-ins", &p);
}

static enum err days_load(struct req *req)
{
    struct problem p = {.arena = req->arena};
    struct signin_filter f = read_filter(req, &p);
    struct span s = chart_span(&f);
    return p.n ? OK : signin_days_ask(req->db, s.from, s.to);
}

static enum err days_csv(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct signin_filter f = read_filter(req, &p);
    struct db_result r;
    if (p.n)
        return error_status(req, res, 422, p.at[0].message, NULL);
    enum err e = db_pipeline_next(req->db, req->arena, &r);
    if (e)
        return console_unread(req, e, "could not read the sign-ins per day");
    struct days d = days_read(req->arena, chart_span(&f), &r);
    buf_puts(&res->body, "day_utc,signed_in,refused" CSV_END);
    for (int i = 0; i < d.n; i++) {
        char text[DAY_TEXT];
        buf_printf(&res->body, "%s,%.0f,%.0f" CSV_END, day_text(d.day[i], text), d.good[i], d.bad[i]);
    }
    res_type(res, "text/csv; charset=utf-8");
    res_download(res, STR("sign-ins-per-day.csv"));
    return OK;
}

static const struct route rows[] = {
    ROUTE(GET, "/admin/signins", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/admin/signins.csv", NONE, PAGE, csv_load, list_csv),
    ROUTE(GET, "/admin/signins/days.csv", NONE, PAGE, days_load, days_csv),
};
const struct routes admin_signins_routes = ROUTES(rows);
