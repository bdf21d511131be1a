/* backtest.c: a new backtest: its form, its run, the page of a run with its files, and the same for programs.
 * A run takes microseconds, so only what was asked is stored and the answer is computed again when the page is opened.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/backtest.h"

#include "base/clock.h"
#include "base/rng.h"
#include "margin/backtest_form.h"
#include "margin/instruments.h"
#include "margin/result_view.h"
#include "margin/saved.h"
#include "web/error.h"

enum { NEWEST_SHOWN = 5 };

/* ---- computing ---- */

enum err backtest_run(struct req *req, const struct backtest_request *request, struct backtest_answer *answer,
                      struct problem *problem)
{
    const struct instrument *series;
    struct backtest_request r = *request;
    enum err e = margin_series_get(req, &r.ticker, &series, problem);
    if (!e && series)
        backtest_compute(req->arena, &r, &series->prices, &series->rates, series->data_version, answer, problem);
    return e;
}

/* What could be read is in the request even where the problem says that something else could not. */
static void request_from_text(struct req *req, struct str text, struct backtest_request *request,
                              struct problem *problem)
{
    const char *why;
    struct json_object *json = json_read(req->arena, text, &why);
    backtest_request_init(request);
    if (json)
        backtest_request_read(json, request, problem);
    else
        problem_add(problem, "body", "is not the JSON of a request: %s", why);
}

/* A stored request was good when it was stored; that it no longer is, is our fault. */
static enum err stored_request(struct req *req, struct margin_session *s, struct backtest_request *request,
                               struct problem *problem)
{
    enum err e = margin_session_take(req->db, req->arena, s);
    if (e || (e = db_pipeline_end(req->db)))
        return e;
    request_from_text(req, s->parameters, request, problem);
    if (problem->n) {
        req->detail = "a stored request is not understood any more";
        return ERR_INTERNAL;
    }
    return OK;
}

enum err backtest_again(struct req *req, struct margin_session *s, struct backtest_answer *answer,
                        struct problem *problem)
{
    struct backtest_request request;
    enum err e = stored_request(req, s, &request, problem);
    if (e)
        return e;
    for (int c = 0; c < BT_COLUMNS; c++)
        request.column_wanted[c] = true;
    return backtest_run(req, &request, answer, problem);
}

static struct margin_run run_of(struct arena *arena, const struct backtest_request *r)
{
    struct buf parameters;
    buf_init(&parameters, arena, 1024);
    backtest_request_write_whole(&parameters, r);
    return (struct margin_run){r->config.mode, r->ticker, r->start_day, r->end_day, buf_view(&parameters)};
}

enum err backtest_run_recorded(struct req *req, const struct backtest_request *request, struct backtest_answer *answer,
                               struct problem *problem, const char **id)
{
    int64_t start = clock_us();
    const struct instrument *series;
    struct backtest_request r = *request;
    struct bt_input unused;
    enum err e = margin_series_get(req, &r.ticker, &series, problem);
    if (e || !series)
        return e;
    bool good = backtest_prepare(req->arena, &r, &series->prices, &series->rates, series->data_version, answer, &unused,
                                 problem);
    if (!good || problem->n) /* refused: that is no run */
        return OK;
    const struct margin_run run = run_of(req->arena, &answer->request);
    if ((e = margin_run_begin(req->db, req->arena, req->session.sid, &run, id)))
        return e;
    backtest_compute(req->arena, &r, &series->prices, &series->rates, series->data_version, answer, problem);
    return margin_run_end(req->db, req->arena, req->session.sid, *id, problem->n == 0,
                          (double)(clock_us() - start) / 1000);
}

/* ---- GET /margin ---- */

static enum err start_load(struct req *req)
{
    return saved_newest_ask(req->db, NEWEST_SHOWN);
}

static enum err start_get(struct req *req, struct res *res)
{
    struct view *v = view_new(req->arena);
    struct saved *rows;
    int n;
    enum err e = saved_newest_take(req->db, req->arena, &rows, &n);
    if (e)
        return e;
    view_show_if(v, "CAN_RUN", req->session.person.role >= ROLE_ANALYST);
    view_show_if(v, "CANNOT_RUN", req->session.person.role < ROLE_ANALYST);
    view_show_if(v, "HAS_SAVED", n > 0);
    view_show_if(v, "NO_SAVED", n == 0);
    for (int i = 0; i < n; i++)
        saved_row_show(view_add(v, "SAVED"), req->arena, &rows[i]);
    return view_page(req, res, v, "margin/start.tpl", "Margin");
}

/* ---- GET /margin/backtest, POST /margin/backtests ---- */

static enum err form_page(struct req *req, struct res *res, const struct instrument_menu *menu,
                          const struct backtest_form *form, const struct params *typed, const struct problem *problem)
{
    struct view *v = view_new(req->arena);
    backtest_form_show(v, req->arena, menu, form, typed, problem);
    return view_page(req, res, v, "margin/backtest.tpl", "New backtest");
}

/* With a query string ("change these inputs") the form shows what it names. */
static enum err form_get(struct req *req, struct res *res)
{
    struct problem ignored = {.arena = req->arena};
    struct instrument_menu menu;
    struct backtest_form form;
    struct backtest_request unused;
    enum err e = margin_menu_get(req, &menu);
    if (e)
        return e;
    backtest_form_defaults(&form, &menu);
    backtest_form_instrument(&form, &menu, req_query(req, "ticker"));
    if (str_eq(req_query(req, "profile"), "original")) {
        form.account = str_eq(req_query(req, "account_type"), "portfolio");
        backtest_form_original(&form, &menu, req_query(req, "ticker"));
    }
    backtest_form_read(req->arena, &req->query, &menu, NULL, &form, &unused, &ignored);
    return form_page(req, res, &menu, &form, NULL, NULL);
}

static enum err backtests_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct instrument_menu menu;
    struct backtest_form form;
    struct backtest_request request;
    struct backtest_answer answer;
    const char *id;
    enum err e = margin_menu_get(req, &menu);
    if (e)
        return e;
    backtest_form_defaults(&form, &menu);
    backtest_form_read(req->arena, &req->form, &menu, NULL, &form, &request, &problem);
    if (request.ticker && (e = backtest_run_recorded(req, &request, &answer, &problem, &id)))
        return e;
    if (problem.n == 0)
        return res_see_other(res, arena_printf(req->arena, "/margin/backtests/%s", id));
    res->status = 422;
    return form_page(req, res, &menu, &form, &req->form, &problem);
}

static enum err backtests_get(struct req *req, struct res *res)
{
    (void)req;
    return res_see_other(res, "/margin");
}

/* ---- GET /margin/backtests/:id and its files ---- */

static enum err run_load(struct req *req)
{
    return margin_session_ask(req->db, req->arg[0]);
}

enum err backtest_page(struct req *req, struct res *res, const struct margin_session *s,
                       const struct backtest_answer *answer, const struct problem *problem)
{
    struct view *v = view_new(req->arena), *save = view_add(v, "SAVE");
    const char *title = result_title(req->arena, &answer->request);
    char *key = rng_uuid(arena_bytes(req->arena, UUID_TEXT));

    result_show(v, req, answer, arena_printf(req->arena, "/margin/backtests/%s", s->id));
    view_text(v, "HEADING", title);
    view_text(save, "SESSION", s->id);
    view_str(save, "IDEM_KEY", problem ? req_form(req, "idem_key") : str_of(key));
    saved_words_show(save, req, NULL, title, problem);
    view_show_if(save, "WORDS_OPEN", problem && !problem_message(problem, "name"));
    view_show_if(save, "ALL_USED", res->status == 409);
    view_show_if(v, "CAN_CHANGE", req->session.person.role >= ROLE_ANALYST);
    return view_page(req, res, v, "margin/result.tpl", title);
}

/* What was computed once and is refused now: the prices changed underneath. */
static enum err no_longer(struct req *req, struct res *res, const struct problem *problem)
{
    return error_status(
        req, res, 409,
        "This backtest cannot be computed any more, because the market data have changed since it was run.", problem);
}

/* The run of the address, computed again. Where that is refused the reply says so, and *is_told is true. */
static enum err run_again(struct req *req, struct res *res, struct margin_session *s, struct backtest_answer *answer,
                          bool *is_told)
{
    struct problem problem = {.arena = req->arena};
    enum err e = backtest_again(req, s, answer, &problem);
    *is_told = !e && problem.n > 0;
    return *is_told ? no_longer(req, res, &problem) : e;
}

static enum err run_get(struct req *req, struct res *res)
{
    struct margin_session s;
    struct backtest_answer answer;
    bool is_told;
    enum err e = run_again(req, res, &s, &answer, &is_told);
    return e || is_told ? e : backtest_page(req, res, &s, &answer, NULL);
}

static enum err run_file(struct req *req, struct res *res)
{
    struct margin_session s;
    struct backtest_answer answer;
    enum result_file file;
    bool is_told;
    enum err e = run_again(req, res, &s, &answer, &is_told);
    if (e || is_told)
        return e;
    return result_file_find(req->arg[1], &file) ? result_file_reply(req, res, &answer, file) : ERR_NOTFOUND;
}

static enum err run_day(struct req *req, struct res *res)
{
    struct margin_session s;
    struct backtest_answer answer;
    bool is_told;
    enum err e = run_again(req, res, &s, &answer, &is_told);
    if (e || is_told)
        return e;
    return result_day_reply(req, res, &answer, arena_printf(req->arena, "/margin/backtests/%s", s.id),
                            result_title(req->arena, &answer.request), req->arg[1]);
}

/* ---- /api/v1/margin/backtests ---- */

static enum err api_answer(struct res *res, const struct backtest_answer *answer)
{
    backtest_answer_write(&res->body, answer, true);
    res_type(res, "application/json");
    return OK;
}

static enum err api_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct backtest_request request;
    struct backtest_answer answer;
    const char *id;
    enum err e;

    request_from_text(req, req->body, &request, &problem);
    if (request.prices_file || request.dividends_file || request.rates_file)
        problem_add(&problem, "files", "are only for hubctl compute; name a ticker");
    if (request.ticker && (e = backtest_run_recorded(req, &request, &answer, &problem, &id)))
        return e;
    if (problem.n)
        return error_status(req, res, 422, "The request cannot be computed as it is; see errors.", &problem);
    res_header(res, "Content-Location", arena_printf(req->arena, "/api/v1/margin/backtests/%s", id));
    return api_answer(res, &answer);
}

static enum err api_get(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct margin_session s;
    struct backtest_request request;
    struct backtest_answer answer;
    enum err e = stored_request(req, &s, &request, &problem);
    if (e || (e = backtest_run(req, &request, &answer, &problem)))
        return e;
    return problem.n ? no_longer(req, res, &problem) : api_answer(res, &answer);
}

static const struct route table[] = {
    ROUTE(GET, "/margin", NONE, PAGE, start_load, start_get),
    ROUTE(GET, "/margin/backtest", NONE, PAGE, NULL, form_get),
    ROUTE(GET, "/margin/backtests", NONE, PAGE, NULL, backtests_get),
    ROUTE(POST, "/margin/backtests", FORM, CALC, NULL, backtests_post),
    ROUTE(GET, "/margin/backtests/:id", NONE, PAGE, run_load, run_get),
    ROUTE(GET, "/margin/backtests/:id/:file", NONE, PAGE, run_load, run_file),
    ROUTE(GET, "/margin/backtests/:id/days/:date", NONE, PAGE, run_load, run_day),
    ROUTE(POST, "/api/v1/margin/backtests", JSON, CALC, NULL, api_post),
    ROUTE(GET, "/api/v1/margin/backtests/:id", NONE, PAGE, run_load, api_get),
};
const struct routes backtest_routes = {table, sizeof table / sizeof *table};
