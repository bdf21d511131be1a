/* analyses_api.c: analyses for programs: computed, saved, listed, renamed, run again, compared, taken apart into tables and drawings,
 * exported, shared.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/day.h"
#include "base/json.h"
#include "base/num.h"
#include "base/rng.h"
#include "compute/members.h"
#include "returns/analysis.h"
#include "returns/analysis_load.h"
#include "returns/api.h"
#include "returns/routes.h"
#include "returns/saved.h"
#include "returns/saved_compare.h"
#include "web/error.h"

/* ---- writing ---- */

/* Its members; the object is the caller's. */
static void put_saved(struct json_writer *w, const struct saved *s)
{
    json_put_text(w, "id", s->id);
    json_put_text(w, "title", s->title);
    json_put_text(w, "series", s->series);
    api_put_text(w, "benchmark", s->benchmark);
    json_put_text(w, "basis", s->basis);
    member_day_write(w, "first_day", s->first_day);
    member_day_write(w, "last_day", s->last_day);
    json_put_int(w, "run", s->run);
    json_put_bool(w, "is_own", s->is_own);
    json_put_bool(w, "is_pinned", s->is_pinned);
    json_put_num(w, "total_return", s->total);
    json_put_num(w, "cagr", s->cagr);
    json_put_num(w, "volatility", s->volatility);
    json_put_num(w, "sharpe", s->sharpe);
    json_put_num(w, "max_drawdown", s->max_drawdown);
    json_put_text(w, "engine_version", s->engine_version);
    json_put_text(w, "inputs_hash", s->inputs_hash);
    json_put_text(w, "result_hash", s->result_hash);
    api_put_time(w, "created_at_utc", s->created);
    api_put_time(w, "run_at_utc", s->run_at);
    api_put_time(w, "shared_at_utc", s->shared);
}

/* What is to be saved, if it is. */
struct wish {
    bool save;
    struct str title, note, key;
};

/* The members that are not of the analysis are taken out. */
static void read_wish(struct req *req, struct json_object *json, struct wish *w, struct problem *problem)
{
    static const char *const ours[] = {"save", "title", "note", "key"};
    if (json_member(json, "save") && !json_get_bool(json, "save", &w->save))
        problem_add(problem, "save", "must be true or false");
    w->title = api_text(json, "title", STR(""), SAVED_TITLE_MAX, false, problem);
    w->note = api_text(json, "note", STR(""), SAVED_NOTE_MAX, true, problem);
    w->key = api_text(json, "key", STR(""), UUID_TEXT, false, problem);
    if (w->key.n && !str_is_uuid(w->key))
        problem_add(problem, "key", "must be a UUID: the same one does not save twice");
    if (!w->save && (w->title.n || w->note.n || w->key.n))
        problem_add(problem, "save", "must be true where there is a title, a note or a key");
    /* what is kept of them lives as long as the request: json_object_object_del frees it */
    w->title = str_of(str_dup(req->arena, w->title));
    w->note = str_of(str_dup(req->arena, w->note));
    w->key = w->key.n ? str_of(str_dup(req->arena, w->key)) : str_of(rng_uuid(arena_bytes(req->arena, UUID_TEXT)));
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        json_object_object_del(json, ours[i]);
}

/* "rf" is the short name of risk_free_annual. */
static void read_short_names(struct json_object *json, struct problem *problem)
{
    struct json_object *rf = json_member(json, "rf");
    if (rf && json_member(json, "risk_free_annual"))
        problem_add(problem, "rf", "is risk_free_annual by another name: give one of them");
    else if (rf)
        json_object_object_add(json, "risk_free_annual", json_object_get(rf));
    json_object_object_del(json, "rf");
}

/* The column of a file says which basis is meant, of what is stored too, and is then no part of the request. */
static void read_column(struct json_object *json, struct returns_request *r, struct problem *problem)
{
    enum returns_basis meant;
    if (!r->column)
        return;
    if (!strcmp(r->column, "adj_close"))
        meant = RETURNS_TOTAL;
    else if (!strcmp(r->column, "close"))
        meant = RETURNS_PRICE;
    else {
        problem_add(problem, "column", "adj_close (total return) or close (price return) is expected");
        return;
    }
    if (json_member(json, "basis") && r->basis != meant)
        problem_add(problem, "column", "is of another basis than %s: give one of the two", returns_basis_key[r->basis]);
    r->basis = meant;
    r->column = NULL;
}

static void read_request(struct json_object *json, struct returns_request *r, struct problem *problem)
{
    static const char *const of_files[] = {"files", "kind", "unit", "base_date"};
    for (size_t i = 0; i < sizeof of_files / sizeof *of_files; i++) {
        struct json_object *given = json_member(json, of_files[i]);
        if (given && strcmp(json_object_get_string(given), "auto") != 0)
            problem_add(problem, of_files[i],
                        "is for files on a command line: send the series first, then name it in series");
    }
    read_short_names(json, problem);
    if (problem->n == 0 && returns_request_read(json, r, problem))
        read_column(json, r, problem);
}

/* ---- POST /analyses ---- */

static enum err own_ask(struct req *req)
{
    return saved_ask(req->db, SAVED_OWN, req->arg[0], 0);
}

/* One's own that the address names, as it is after a change. */
static enum err saved_reply(struct req *req, struct res *res, int status)
{
    struct saved saved;
    struct json_writer w;
    struct str json, request;
    enum err e = req_ask_again(req, own_ask);
    if (e || (e = saved_take(req->db, req->arena, SAVED_OWN, &saved, &json, &request, NULL)) ||
        (e = db_pipeline_end(req->db)))
        return e;
    res_header(res, "Location", arena_printf(req->arena, "/api/v1/returns/analyses/%s", saved.id));
    api_begin(&w, res, status);
    put_saved(&w, &saved);
    json_put_raw(&w, "answer", json);
    json_close(&w, '}');
    return OK;
}

static enum err save(struct req *req, struct res *res, const struct returns_request *r, const struct wish *wish,
                     struct problem *problem)
{
    struct saved_run *run = ARENA_NEW(req->arena, struct saved_run);
    const char *id;
    enum err e = saved_run_make(req, r, false, run, problem);
    if (e)
        return e;
    if (problem->n)
        return error_status(req, res, 422, NULL, problem);
    struct str title = wish->title;
    if (!title.n)
        title = str_of(utf8_shorten(req->arena, analysis_heading(req->arena, run->analysis), SAVED_TITLE_MAX - 1));
    e = saved_add(req->db, req->arena, req->session.sid, run, title, wish->note, wish->key, &id);
    if (e == ERR_LIMIT)
        return error_status(req, res, 409, saved_room_words(req->db), NULL);
    if (e)
        return e;
    req->arg[0] = str_of(id); /* from here on as if its own address had been asked */
    return saved_reply(req, res, 201);
}

static enum err analyses_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct returns_request *r = ARENA_NEW(req->arena, struct returns_request);
    struct returns_analysis *a = ARENA_NEW(req->arena, struct returns_analysis);
    struct wish wish = {.save = false};
    struct json_object *json = api_body(req, &problem);
    if (json)
        read_wish(req, json, &wish, &problem);
    if (json && problem.n == 0)
        read_request(json, r, &problem);
    if (problem.n)
        return error_status(req, res, 422, NULL, &problem);
    if (wish.save && req->session.person.role < ROLE_ANALYST)
        return error_status(req, res, 403, "Your account may look at analyses here, but not save them.", NULL);
    if (wish.save)
        return save(req, res, r, &wish, &problem);
    enum err e = analysis_get(req, r, RETURNS_TABLE_ALL, a, &problem);
    if (e)
        return e;
    if (problem.n)
        return error_status(req, res, 422, NULL, &problem);
    res_type(res, "application/json");
    returns_answer_write(&res->body, a);
    return OK;
}

/* ---- reading ---- */

static enum err list_load(struct req *req)
{
    return saved_newest_ask(req->db, SAVED_LISTED_MAX);
}

static enum err list_get(struct req *req, struct res *res)
{
    struct json_writer w;
    struct saved *rows;
    int n;
    enum err e = saved_newest_take(req->db, req->arena, &rows, &n);
    if (e)
        return e;
    api_begin(&w, res, 200);
    json_open(&w, "analyses", '[');
    for (int i = 0; i < n; i++) {
        json_open(&w, NULL, '{');
        put_saved(&w, &rows[i]);
        json_close(&w, '}');
    }
    json_close(&w, ']');
    json_close(&w, '}');
    return OK;
}

static enum err stored_load(struct req *req)
{
    return saved_ask(req->db, SAVED_ANY, req->arg[0], 0);
}

static enum err one_get(struct req *req, struct res *res)
{
    struct saved s;
    struct str json, request;
    struct json_writer w;
    enum err e = saved_take(req->db, req->arena, SAVED_ANY, &s, &json, &request, NULL);
    if (e)
        return e;
    api_begin(&w, res, 200);
    put_saved(&w, &s);
    json_put_raw(&w, "answer", json);
    json_close(&w, '}');
    return OK;
}

/* The analysis computed again from its pinned series, with these tables; false: the reply says why there is none. */
static bool open_live(struct req *req, struct res *res, unsigned tables, struct saved_page *p, enum err *e)
{
    *e = saved_page_take(req, SAVED_ANY, p, NULL, NULL, NULL);
    if (!*e)
        *e = saved_compute(req, tables, p);
    if (!*e && !p->is_live)
        *e = error_status(
            req, res, 409,
            "The stored figures cannot be computed again: there is only the answer. Run the analysis again for its "
            "tables and files.",
            NULL);
    return !*e && p->is_live;
}

static enum err open_load(struct req *req)
{
    return saved_page_ask(req, SAVED_ANY);
}

static int series_wanted(const struct req *req, const struct returns_analysis *a)
{
    int64_t of;
    return num_parse_int(req_query(req, "of"), &of) && of >= 1 && of <= a->n ? (int)of - 1 : 0;
}

static void put_cell(struct json_writer *w, enum returns_column_kind kind, const struct returns_cell *cell)
{
    if (kind == RETURNS_COLUMN_TEXT)
        json_put_text(w, NULL, cell->text && *cell->text ? cell->text : NULL);
    else if (kind == RETURNS_COLUMN_DAY && isfinite(cell->number))
        member_day_write(w, NULL, (int32_t)cell->number);
    else
        json_put_num(w, NULL, cell->number);
}

/* A program is told what it could have asked for. */
static enum err no_triangle(struct req *req, struct res *res, const struct returns_triangle *t)
{
    struct buf b;
    buf_init(&b, req->arena, 128);
    for (int k = 0; k < RETURNS_MATRICES; k++)
        if (t->cell[k])
            buf_printf(&b, "%s%s", b.n ? ", " : "", returns_matrix_key[k]);
    return error_status(req, res, 404,
                        arena_printf(req->arena, "This analysis has no such triangle. It has: %s.", b.n ? b.s : "none"),
                        NULL);
}

static enum err sheet_reply(struct req *req, struct res *res, const struct returns_analysis *a, enum returns_part part)
{
    static const char *const kinds[] = {[RETURNS_COLUMN_TEXT] = "text",
                                        [RETURNS_COLUMN_DAY] = "date",
                                        [RETURNS_COLUMN_FRACTION] = "fraction",
                                        [RETURNS_COLUMN_NUMBER] = "number",
                                        [RETURNS_COLUMN_COUNT] = "count"};
    struct returns_sheet s;
    struct json_writer w;
    int series = series_wanted(req, a);
    if (!returns_sheet_make(req->arena, a, part, series, &s))
        return ERR_NOTFOUND;
    api_begin(&w, res, 200);
    json_put_text(&w, "table", returns_part_info[part].key);
    json_put_text(&w, "series", returns_part_info[part].of_all ? NULL : a->series[series].name);
    json_open(&w, "columns", '[');
    for (size_t c = 0; c < s.columns; c++) {
        json_open(&w, NULL, '{');
        json_put_text(&w, "key", s.column[c].key);
        json_put_text(&w, "label", s.column[c].label);
        json_put_text(&w, "kind", kinds[s.column[c].kind]);
        json_close(&w, '}');
    }
    json_close(&w, ']');
    json_open(&w, "rows", '[');
    for (size_t i = 0; i < s.rows; i++) {
        json_open(&w, NULL, '[');
        for (size_t c = 0; c < s.columns; c++)
            put_cell(&w, s.column[c].kind, &s.cell[i * s.columns + c]);
        json_close(&w, ']');
    }
    json_close(&w, ']');
    json_close(&w, '}');
    return OK;
}

static enum err table_get(struct req *req, struct res *res)
{
    struct saved_page *p = ARENA_NEW(req->arena, struct saved_page);
    enum returns_part part = returns_part_named(str_dup(req->arena, req->arg[1]));
    enum err e;
    if (part == RETURNS_PARTS)
        return analysis_no_table(req, res);
    if (!open_live(req, res, returns_part_info[part].tables, p, &e))
        return e;
    e = sheet_reply(req, res, &p->analysis, part);
    return e == ERR_NOTFOUND ? analysis_no_table(req, res) : e;
}

/* ?kind=cagr, total, simple, diff, ratio, dividend … */
static enum err matrix_get(struct req *req, struct res *res)
{
    struct saved_page *p = ARENA_NEW(req->arena, struct saved_page);
    struct str kind = req_query(req, "kind");
    int k = 0;
    enum err e;
    if (!open_live(req, res, RETURNS_TABLE_MATRIX, p, &e))
        return e;
    while (kind.n && k < RETURNS_MATRICES && !str_eq(kind, returns_matrix_key[k]))
        k++;
    const struct returns_triangle *t = &p->analysis.series[series_wanted(req, &p->analysis)].shown;
    return k == RETURNS_MATRICES || !t->cell[k]
               ? no_triangle(req, res, t)
               : sheet_reply(req, res, &p->analysis, (enum returns_part)(RETURNS_PART_MATRIX + k));
}

static enum err chart_get(struct req *req, struct res *res)
{
    struct saved_page *p = ARENA_NEW(req->arena, struct saved_page);
    enum err e = saved_page_take(req, SAVED_ANY, p, NULL, NULL, NULL);
    return e ? e : saved_chart_reply(req, res, p, req->arg[1]);
}

static enum err file_get(struct req *req, struct res *res)
{
    struct saved_page *p = ARENA_NEW(req->arena, struct saved_page);
    enum err e = saved_page_take(req, SAVED_ANY, p, NULL, NULL, NULL);
    return e ? e : saved_file_reply(req, res, p, req->arg[1]);
}

/* ---- comparing ---- */

static void put_alone(struct json_writer *w, struct arena *arena, const char *key, const struct saved_pair *p,
                      int which)
{
    json_open(w, key, '[');
    for (const char *const *name = saved_pair_alone(arena, p, which); *name; name++)
        json_put_text(w, NULL, *name);
    json_close(w, ']');
}

static void put_differences(struct json_writer *w, struct arena *arena, const struct saved_pair *p)
{
    json_open(w, "inputs", '[');
    for (int i = 0; i < p->n_inputs; i++) {
        if (!saved_inputs_differ(&p->input[i]))
            continue;
        json_open(w, NULL, '{');
        json_put_text(w, "input", p->input[i].key);
        json_put_text(w, "first", p->input[i].value[0]);
        json_put_text(w, "second", p->input[i].value[1]);
        json_close(w, '}');
    }
    json_close(w, ']');
    json_open(w, "figures", '[');
    for (int i = 0; i < p->n; i++)
        for (int m = 0; m < RETURNS_METRICS; m++) {
            double first = saved_pair_value(p, i, 0, (enum returns_metric)m);
            double second = saved_pair_value(p, i, 1, (enum returns_metric)m);
            if (!saved_pair_differs(p, i, (enum returns_metric)m))
                continue;
            json_open(w, NULL, '{');
            json_put_int(w, "series", p->match[i].first + 1);
            json_put_int(w, "series_of_second", p->match[i].second + 1);
            json_put_text(w, "figure", returns_metric_info[m].key);
            json_put_num(w, "first", first);
            json_put_num(w, "second", second);
            json_put_num(w, "difference", second - first);
            json_close(w, '}');
        }
    json_close(w, ']');
    put_alone(w, arena, "only_first", p, 0);
    put_alone(w, arena, "only_second", p, 1);
}

static enum err compare_get(struct req *req, struct res *res)
{
    struct saved_pair *p = ARENA_NEW(req->arena, struct saved_pair);
    struct json_writer w;
    enum err e = saved_pair_take(req, p);
    if (e)
        return e;
    api_begin(&w, res, 200);
    for (int i = 0; i < 2; i++) {
        json_open(&w, i ? "second" : "first", '{');
        put_saved(&w, &p->saved[i]);
        json_close(&w, '}');
    }
    put_differences(&w, req->arena, p);
    json_close(&w, '}');
    return OK;
}

/* ---- changes ---- */

static enum err one_patch(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct json_object *json = api_body(req, &problem);
    struct str title = {"", 0};
    if (json) {
        members_refuse_unknown(json, NULL, (const char *const[]){"title", NULL}, "this address", &problem);
        title = api_text(json, "title", STR(""), SAVED_TITLE_MAX, false, &problem);
        if (!title.n)
            problem_add(&problem, "title", "must have at least one letter");
    }
    if (problem.n)
        return error_status(req, res, 422, NULL, &problem);
    enum err e = saved_rename(req->db, req->arena, req->session.sid, req->arg[0], title);
    return e ? e : saved_reply(req, res, 200);
}

static enum err one_delete(struct req *req, struct res *res)
{
    const char *title;
    enum err e = saved_delete(req->db, req->arena, req->session.sid, req->arg[0], &title);
    if (!e)
        res->status = 204;
    return e;
}

static enum err rerun_load(struct req *req)
{
    return saved_page_ask(req, SAVED_OWN);
}

static enum err rerun_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct saved_page *p = ARENA_NEW(req->arena, struct saved_page);
    struct saved_run *run = ARENA_NEW(req->arena, struct saved_run);
    enum err e = saved_rerun(req, p, run, &problem);
    if (e == ERR_LIMIT)
        return error_status(req, res, 409, saved_room_words(req->db), NULL);
    if (e)
        return e;
    return problem.n ? error_status(req, res, 422, NULL, &problem) : saved_reply(req, res, 200);
}

/* ---- sharing ---- */

static enum err team_reply(struct req *req, struct res *res, bool on)
{
    const char *title;
    enum err e = saved_share(req->db, req->arena, req->session.sid, req->arg[0], on, &title);
    if (!e)
        res->status = 204;
    return e;
}

static enum err link_reply(struct req *req, struct res *res, int hours)
{
    unsigned char hash[TOKEN_HASH];
    char token[TOKEN_TEXT];
    enum saved_link_outcome outcome;
    struct json_writer w;
    token_make(token, hash);
    enum err e = saved_link_add(req->db, req->arena, req->session.sid, req->arg[0], hash, hours, &outcome);
    if (e)
        return e;
    if (outcome != SAVED_LINK_DONE)
        return error_status(req, res, 409,
                            outcome == SAVED_LINK_FULL
                                ? "Ten links to this analysis are open: take one back first."
                                : "The administrators of this hub allow no link that is open for so long.",
                            NULL);
    api_begin(&w, res, 201);
    json_put_text(&w, "token", token);
    json_put_text(&w, "url", arena_printf(req->arena, "%s/s/%s", req->settings->origin, token));
    json_put_int(&w, "hours", hours);
    json_close(&w, '}');
    return OK;
}

/* {"team": true} or {"hours": 24} */
static enum err share_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct json_object *json = api_body(req, &problem);
    bool team = false;
    double hours = 0;
    if (json && json_get_bool(json, "team", &team) && team && !json_member(json, "hours"))
        return team_reply(req, res, true);
    if (json && (!json_get_num(json, "hours", &hours) || hours < 1 || hours > SHARING_HOURS_MAX ||
                 hours != floor(hours) || team))
        problem_add(&problem, "hours", "must be a whole number from 1 to 720, or team must be true");
    return problem.n ? error_status(req, res, 422, NULL, &problem) : link_reply(req, res, (int)hours);
}

static enum err share_delete(struct req *req, struct res *res)
{
    return team_reply(req, res, false);
}

static enum err token_delete(struct req *req, struct res *res)
{
    enum err e = saved_token_revoke(req->db, req->arena, req->session.sid, req->arg[0]);
    if (!e)
        res->status = 204;
    return e;
}

static const struct route rows[] = {
    ROUTE(POST, "/api/v1/returns/analyses", JSON, CALC, NULL, analyses_post),
    ROUTE(GET, "/api/v1/returns/analyses", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/api/v1/returns/analyses/:id", NONE, PAGE, stored_load, one_get),
    ROUTE(PATCH, "/api/v1/returns/analyses/:id", JSON, SAVE, NULL, one_patch),
    ROUTE(DELETE, "/api/v1/returns/analyses/:id", NONE, SAVE, NULL, one_delete),
    ROUTE(POST, "/api/v1/returns/analyses/:id/rerun", JSON, CALC, rerun_load, rerun_post),
    ROUTE(GET, "/api/v1/returns/analyses/:id/compare/:other", NONE, PAGE, saved_pair_ask, compare_get),
    ROUTE(GET, "/api/v1/returns/analyses/:id/matrix", NONE, CALC, open_load, matrix_get),
    ROUTE(GET, "/api/v1/returns/analyses/:id/table/:name", NONE, CALC, open_load, table_get),
    ROUTE(GET, "/api/v1/returns/analyses/:id/chart/:name", NONE, CALC, open_load, chart_get),
    ROUTE(GET, "/api/v1/returns/analyses/:id/:file", NONE, CALC, open_load, file_get),
    ROUTE(POST, "/api/v1/returns/analyses/:id/share", JSON, SAVE, NULL, share_post),
    ROUTE(DELETE, "/api/v1/returns/analyses/:id/share", NONE, SAVE, NULL, share_delete),
    ROUTE(DELETE, "/api/v1/returns/shares/:token", NONE, SAVE, NULL, token_delete),
};
const struct routes returns_analyses_api_routes = ROUTES(rows);
