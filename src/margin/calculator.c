/* calculator.c: the margin calculator: one page with its form and its answer, all of it in the address; its tables as files; the
 * same for programs. Nothing is stored here: calculations.c keeps what a person wants to keep.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/calculator.h"

#include <math.h>

#include "base/day.h"
#include "base/num.h"
#include "base/rng.h"
#include "margin/instruments.h"
#include "web/error.h"

/* ---- the instruments that the hub has ---- */

static const char *first_ticker(const struct instrument_menu *menu)
{
    return menu->n ? menu->rows[instrument_menu_first(menu)].symbol : "SPY";
}

/* Of the year up to the latest close, in percent of it. */
static double dividend_yield(const struct price_series *s)
{
    double paid = 0, close = s->close[s->n - 1];
    for (size_t i = s->n; s->dividend && i > 0 && s->day[i - 1] > s->day[s->n - 1] - 365; i--)
        paid += s->dividend[i - 1];
    return paid / close * 100;
}

/* Of a ticker that the hub does not have, and of one without a price of a cent or more, there is none. */
static enum err latest_close(struct req *req, struct str ticker, struct latest_close *close)
{
    const struct instrument *it;
    const char *symbol = str_dup(req->arena, ticker);
    struct problem unknown = {.arena = req->arena};
    *close = (struct latest_close){.price = NAN, .dividend_yield_pct = NAN};
    enum err e = margin_series_get(req, &symbol, &it, &unknown);
    if (e || !it || it->prices.n == 0 || it->prices.close[it->prices.n - 1] < 0.01)
        return e;
    *close = (struct latest_close){.name = arena_strdup(req->arena, it->name),
                                   .source = arena_strdup(req->arena, it->source),
                                   .price = round(it->prices.close[it->prices.n - 1] * 100) / 100,
                                   .day = it->prices.day[it->prices.n - 1],
                                   .dividend_yield_pct = dividend_yield(&it->prices)};
    return OK;
}

/* ---- the page ---- */

static void show_proposals(struct view *v, const struct instrument_menu *menu)
{
    for (int i = 0; i < menu->n; i++) {
        struct view *row = view_add(v, "PROPOSAL");
        view_text(row, "PROPOSAL_SYMBOL", menu->rows[i].symbol);
        view_text(row, "PROPOSAL_NAME", menu->rows[i].name);
    }
}

/* Where the price comes from, and that it is another one where it is. */
static void show_close(struct view *v, const struct calculator_form *f, const struct latest_close *close)
{
    char day[DAY_TEXT];
    struct arena *a = view_arena(v);
    view_show_if(v, "HAS_CLOSE", !isnan(close->price));
    view_show_if(v, "NO_CLOSE", isnan(close->price));
    view_str(v, "CLOSE_TICKER", f->ticker);
    if (isnan(close->price))
        return;
    view_text(v, "CLOSE_NAME", close->name);
    view_text(v, "CLOSE_SOURCE", close->source);
    view_text(v, "CLOSE_PRICE", num_usd(a, close->price, 2));
    view_printf(v, "CLOSE_DAY", "%s", day_text(close->day, day));
    view_show_if(v, "CLOSE_USED", fabs(f->price - close->price) < 0.01);
    view_show_if(v, "CLOSE_NOT_USED", !(fabs(f->price - close->price) < 0.01));
    view_show_if(v, "PAYS", close->dividend_yield_pct > 0);
    view_text(v, "PAYS_PCT", num_percent(a, close->dividend_yield_pct, 2));
}

static void show_save(struct view *v, struct req *req, const struct calculate_request *r, const struct problem *faults)
{
    struct buf request;
    const char *fault = faults ? faults->at[0].message : NULL;
    buf_init(&request, req->arena, 512);
    calculate_request_write(&request, r);
    view_str(v, "REQUEST", buf_view(&request));
    view_text(v, "IDEM_KEY", rng_uuid(arena_bytes(req->arena, UUID_TEXT)));
    view_str(v, "SAVE_NAME", req_form(req, "name"));
    view_str(v, "SAVE_NOTE", req_form(req, "note"));
    view_text_if(v, "HAS_SAVE_FAULT", "SAVE_FAULT", fault);
}

/* What the amount means, beside it: the position, and how much of it is one's own. */
static const char *meaning(struct arena *a, const struct calculate_answer *ans)
{
    const double *x = ans->result.metric;
    const char *position = num_usd(a, x[CALC_POSITION], 0), *own = num_usd(a, x[CALC_CASH], 0);
    if (ans->request.input.is_short)
        return arena_printf(a, "Shares sold short for %s, against %s of your own.", position, own);
    return arena_printf(a, "A position of %s: %s of your own and a loan of %s.", position, own,
                        num_usd(a, x[CALC_LOAN], 0));
}

static void show_answer(struct view *v, struct req *req, const struct calculator_form *form,
                        const struct calculate_request *r, struct problem *problem, const struct problem *save_faults)
{
    struct calculate_answer answer;
    const char *query = calculator_form_query(req->arena, form);
    bool good = problem->n == 0 && calculate_compute(req->arena, r, &answer, problem);
    view_show_if(v, "NO_ANSWER", !good);
    if (!good)
        return;
    calculator_answer_show(v, req->arena, &answer, "/margin/calculator", query, form->compare);
    view_text(v, "MEANING", meaning(req->arena, &answer));
    view_text(v, "ADDRESS", arena_printf(req->arena, "/margin/calculator?%s", query));
    show_save(v, req, r, save_faults);
}

enum err calculator_page(struct req *req, struct res *res, struct calculator_form *form, const struct params *typed,
                         struct problem *problem, const struct problem *save_faults)
{
    struct view *v = view_new(req->arena);
    struct instrument_menu menu;
    struct latest_close close;
    struct calculate_request request;
    enum err e = margin_menu_get(req, &menu);
    if (!e && !form->ticker.n)
        form->ticker = str_of(first_ticker(&menu));
    if (e || (e = latest_close(req, form->ticker, &close)))
        return e;
    calculator_form_settle(form, typed, &close, problem);
    calculator_form_request(req->arena, form, &request, problem);
    if (problem->n)
        res->status = 422;
    show_proposals(v, &menu);
    show_close(v, form, &close);
    calculator_form_show(v, form, problem->n ? typed : NULL, problem);
    show_answer(v, req, form, &request, problem, save_faults);
    return view_page(req, res, v, "margin/calculator.tpl", "Margin calculator");
}

static void form_of_query(struct req *req, struct calculator_form *form, struct problem *problem)
{
    calculator_form_defaults(form, "");
    if (req->query.n)
        calculator_form_read(form, &req->query, problem);
}

static enum err calculator_get(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct calculator_form form;
    form_of_query(req, &form, &problem);
    return calculator_page(req, res, &form, &req->query, &problem, NULL);
}

/* ---- its tables as files ---- */

enum err calculator_file_reply(struct req *req, struct res *res, const struct calculate_answer *answer,
                               enum calculator_file file)
{
    static const struct {
        void (*write)(struct buf *, const struct calculate_answer *);
        const char *type, *name;
    } files[] = {
        [CALCULATOR_FIGURES_CSV] = {calculate_figures_csv, "text/csv; charset=utf-8", "figures.csv"},
        [CALCULATOR_SCENARIOS_CSV] = {calculate_scenarios_csv, "text/csv; charset=utf-8", "scenarios.csv"},
        [CALCULATOR_JSON] = {calculate_answer_write, "application/json", "calculation.json"},
    };
    if (file == CALCULATOR_CHART)
        return calculator_chart_reply(res, req->arena, answer, req->arg[req->arg[1].n ? 1 : 0]);
    files[file].write(&res->body, answer);
    res_type(res, files[file].type);
    res_download(res,
                 str_of(arena_printf(req->arena, "margin-%s-%s",
                                     answer->request.ticker ? answer->request.ticker : "position", files[file].name)));
    return OK;
}

/* The same address as the page's, so the same reading of it. */
static enum err query_file(struct req *req, struct res *res, enum calculator_file file)
{
    struct problem problem = {.arena = req->arena};
    struct calculator_form form;
    struct latest_close close;
    struct calculate_request request;
    struct calculate_answer answer;
    form_of_query(req, &form, &problem);
    enum err e = latest_close(req, form.ticker, &close);
    if (e)
        return e;
    calculator_form_settle(&form, &req->query, &close, &problem);
    if (calculator_form_request(req->arena, &form, &request, &problem) &&
        calculate_compute(req->arena, &request, &answer, &problem))
        return calculator_file_reply(req, res, &answer, file);
    return error_status(req, res, 422, "These inputs cannot be computed as they are; see errors.", &problem);
}

static enum err figures_csv(struct req *req, struct res *res)
{
    return query_file(req, res, CALCULATOR_FIGURES_CSV);
}

static enum err scenarios_csv(struct req *req, struct res *res)
{
    return query_file(req, res, CALCULATOR_SCENARIOS_CSV);
}

static enum err answer_json(struct req *req, struct res *res)
{
    return query_file(req, res, CALCULATOR_JSON);
}

static enum err chart_get(struct req *req, struct res *res)
{
    return query_file(req, res, CALCULATOR_CHART);
}

/* ---- POST /api/v1/margin/calculations ---- */

static enum err api_post(struct req *req, struct res *res)
{
    const char *why;
    struct problem problem = {.arena = req->arena};
    struct calculate_request request;
    struct calculate_answer answer;
    struct json_object *json = json_read(req->arena, req->body, &why);
    if (!json)
        problem_add(&problem, "body", "is not the JSON of a request: %s", why);
    if (!json || !calculate_request_read(json, &request, &problem) ||
        !calculate_compute(req->arena, &request, &answer, &problem))
        return error_status(req, res, 422, "The request cannot be computed as it is; see errors.", &problem);
    calculate_answer_write(&res->body, &answer);
    res_type(res, "application/json");
    return OK;
}

static const struct route table[] = {
    ROUTE(GET, "/margin/calculator", NONE, PAGE, NULL, calculator_get),
    ROUTE(GET, "/margin/calculator/figures.csv", NONE, PAGE, NULL, figures_csv),
    ROUTE(GET, "/margin/calculator/scenarios.csv", NONE, PAGE, NULL, scenarios_csv),
    ROUTE(GET, "/margin/calculator/answer.json", NONE, PAGE, NULL, answer_json),
    ROUTE(GET, "/margin/calculator/charts/:name", NONE, PAGE, NULL, chart_get),
    ROUTE(POST, "/api/v1/margin/calculations", JSON, CALC, NULL, api_post),
};
const struct routes calculator_routes = ROUTES(table);
