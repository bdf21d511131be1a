/* analysis.c: an analysis of series as an address asks for it: its form, its page, its tables and pictures as files. Nothing is
 * stored: the address is all there is, and saving it is another page's matter (saved.c).
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/analysis.h"

#include "base/num.h"
#include "returns/analysis_chart.h"
#include "returns/analysis_form.h"
#include "returns/analysis_load.h"
#include "returns/export.h"
#include "returns/routes.h"
#include "returns/saved.h"
#include "web/chart_points.h"
#include "web/error.h"
#include "web/form.h"

static const char path[] = "/returns/analysis";

static enum err ask_load(struct req *req)
{
    return analysis_menu_ask(req->db);
}

static enum err ask(struct req *req, unsigned tables, struct analysis_asked *q)
{
    q->problem = (struct problem){.arena = req->arena};
    enum err e = analysis_menu_take(req, &q->menu);
    if (!e && analysis_form_read(req->arena, &req->query, &q->menu, &q->request, &q->problem))
        e = analysis_get(req, &q->request, tables, &q->analysis, &q->problem);
    return e;
}

enum err analysis_ask(struct req *req, struct analysis_asked *q)
{
    return ask(req, RETURNS_TABLE_ALL, q);
}

/* ---- GET /returns/analysis/new ---- */

static enum err form_page(struct req *req, struct res *res, const struct analysis_menu *menu,
                          const struct problem *problem)
{
    struct view *v = view_new(req->arena);
    if (problem)
        form_faults_show(v, problem);
    analysis_form_show(v, &req->query, menu, problem);
    view_show_if(v, "CAN_UPLOAD", req->session.person.role >= ROLE_ANALYST);
    return view_page(req, res, v, "returns/analysis_new.tpl", "New analysis");
}

static enum err new_get(struct req *req, struct res *res)
{
    struct analysis_menu menu;
    enum err e = analysis_menu_take(req, &menu);
    return e ? e : form_page(req, res, &menu, NULL);
}

/* ---- GET /returns/analysis ---- */

enum err analysis_page(struct req *req, struct res *res, struct view *v, const struct returns_analysis *a,
                       struct analysis_place *place)
{
    analysis_place_read(req, a, place);
    analysis_show(v, a, place);
    return view_page(req, res, v, "returns/analysis.tpl", analysis_heading(req->arena, a));
}

enum err analysis_asked_page(struct req *req, struct res *res, struct analysis_asked *q, const struct problem *save)
{
    if (q->problem.n) {
        res->status = 422;
        return form_page(req, res, &q->menu, &q->problem);
    }
    struct view *v = view_new(req->arena);
    struct analysis_place place = {.base = path, .query = analysis_form_query(req->arena, &q->request)};
    view_text(v, "EYEBROW", "Analysis, not saved");
    view_show(v, "NOT_SAVED");
    view_text(v, "CHANGE_HREF", arena_printf(req->arena, "%s/new?%s", path, place.query));
    view_text(v, "INTERVALS_HREF", arena_printf(req->arena, "%s?%s&intervals=1#metrics", path, place.query));
    view_text(v, "DISAGREE_HREF", arena_printf(req->arena, "/returns/disagree?%s", place.query));
    view_show_if(v, "NO_INTERVALS", q->request.draws == 0);
    saved_form_show(v, req, analysis_heading(req->arena, &q->analysis), place.query, save);
    export_links_show(v, path, place.query);
    return analysis_page(req, res, v, &q->analysis, &place);
}

static enum err page_get(struct req *req, struct res *res)
{
    struct analysis_asked *q = ARENA_NEW(req->arena, struct analysis_asked);
    enum err e = analysis_ask(req, q);
    return e ? e : analysis_asked_page(req, res, q, NULL);
}

/* ---- its files ---- */

static int series_wanted(const struct req *req, const struct returns_analysis *a)
{
    double of;
    return num_parse(req_query(req, "of"), &of) && of >= 1 && of <= a->n ? (int)of - 1 : 0;
}

const char *analysis_file_name(struct arena *arena, const char *of, const char *what, const char *ending)
{
    char *name = arena_printf(arena, "%.60s-%s.%s", of, what, ending);
    for (char *c = name; *c; c++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._", *c))
            *c = '_';
    return name;
}

static enum returns_part part_wanted(const struct req *req)
{
    struct str part = req_query(req, "part");
    return part.n ? returns_part_named(str_dup(req->arena, part)) : RETURNS_PART_METRICS;
}

enum err analysis_no_table(struct req *req, struct res *res)
{
    struct buf b;
    buf_init(&b, req->arena, 512);
    for (int part = 0; part < RETURNS_PARTS; part++)
        buf_printf(&b, "%s%s", part ? ", " : "", returns_part_info[part].key);
    return error_status(
        req, res, 404,
        arena_printf(req->arena,
                     "This analysis has no such table. The tables are %s; some only with a benchmark, with "
                     "dividends or of several series.",
                     b.s),
        NULL);
}

unsigned analysis_csv_tables(const struct req *req)
{
    enum returns_part part = part_wanted(req);
    return part == RETURNS_PARTS ? 0 : returns_part_info[part].tables;
}

enum err analysis_csv_reply(struct req *req, struct res *res, const struct returns_analysis *a)
{
    struct returns_sheet sheet;
    int series = series_wanted(req, a);
    enum returns_part part = part_wanted(req);
    if (part == RETURNS_PARTS || !returns_sheet_make(req->arena, a, part, series, &sheet))
        return analysis_no_table(req, res);
    returns_sheet_csv(&res->body, &sheet);
    res_csv(res, analysis_file_name(req->arena, a->series[series].name, returns_part_info[part].key, "csv"));
    return OK;
}

/* ANALYSIS_CHARTS where it is no such name. */
static enum analysis_chart chart_wanted(struct str file, enum chart_form *form)
{
    struct str id;
    return chart_file_read(file, &id, form) ? analysis_chart_named(id) : ANALYSIS_CHARTS;
}

unsigned analysis_chart_tables(struct str file)
{
    enum chart_form form;
    enum analysis_chart chart = chart_wanted(file, &form);
    return chart == ANALYSIS_CHARTS ? 0 : analysis_chart_info[chart].tables;
}

enum err analysis_chart_reply(struct req *req, struct res *res, const struct returns_analysis *a, struct str file)
{
    enum { WIDTH = 1000, HEIGHT = 420, NARROWEST = 200, WIDEST = 4000 };
    enum chart_form form;
    enum analysis_chart which = chart_wanted(file, &form);
    bool linear = str_eq(req_query(req, "scale"), "linear") || str_eq(req_query(req, "log"), "0");
    struct analysis_drawing as = {
        .linear = linear, .width = WIDTH, .height = HEIGHT, .matched = str_eq(req_query(req, "volatility"), "matched")};
    double width;
    int series = series_wanted(req, a);
    analysis_line_read(req, &a->series[series], &as.line);
    if (num_parse(req_query(req, "width"), &width) && width >= NARROWEST && width <= WIDEST) {
        as.width = (int)width;
        as.height = (int)(width * HEIGHT / WIDTH);
    }
    const struct chart *chart = which == ANALYSIS_CHARTS ? NULL : analysis_chart_of(req->arena, a, which, series, &as);
    if (!chart)
        return ERR_NOTFOUND;
    chart_file_reply(
        res, chart, form,
        analysis_file_name(req->arena, a->series[series].name, analysis_chart_info[which].id, chart_form_ending[form]));
    return OK;
}

enum err analysis_asked_refuse(struct req *req, struct res *res, const struct analysis_asked *q)
{
    return error_status(req, res, 422, "The analysis cannot be made as it is asked for.", &q->problem);
}

static enum err csv_get(struct req *req, struct res *res)
{
    struct analysis_asked *q = ARENA_NEW(req->arena, struct analysis_asked);
    if (part_wanted(req) == RETURNS_PARTS)
        return analysis_no_table(req, res);
    enum err e = ask(req, analysis_csv_tables(req), q);
    if (e)
        return e;
    return q->problem.n ? analysis_asked_refuse(req, res, q) : analysis_csv_reply(req, res, &q->analysis);
}

static enum err chart_get(struct req *req, struct res *res)
{
    struct analysis_asked *q = ARENA_NEW(req->arena, struct analysis_asked);
    enum chart_form form;
    if (chart_wanted(req->arg[0], &form) == ANALYSIS_CHARTS)
        return ERR_NOTFOUND;
    enum err e = ask(req, analysis_chart_tables(req->arg[0]), q);
    if (e)
        return e;
    return q->problem.n ? analysis_asked_refuse(req, res, q)
                        : analysis_chart_reply(req, res, &q->analysis, req->arg[0]);
}

static const struct route rows[] = {
    ROUTE(GET, "/returns/analysis/new", NONE, PAGE, ask_load, new_get),
    ROUTE(GET, "/returns/analysis", NONE, CALC, ask_load, page_get),
    ROUTE(GET, "/returns/analysis/export.csv", NONE, CALC, ask_load, csv_get),
    ROUTE(GET, "/returns/analysis/charts/:name", NONE, CALC, ask_load, chart_get),
};
const struct routes returns_analysis_routes = ROUTES(rows);
