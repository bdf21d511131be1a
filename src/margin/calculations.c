/* calculations.c: kept calculations: keep one, list them, open, name and note, delete and bring back, compare up to four.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/csv_write.h"
#include "base/num.h"
#include "margin/calculation_store.h"
#include "margin/calculator.h"
#include "web/error.h"
#include "web/form.h"
#include "web/listing.h"

/* ---- name and note ---- */

struct words {
    struct str name, note;
};
static const struct field word_fields[] = {
    {TEXT_OF(struct words, name, "Name", 0, CALCULATION_NAME_MAX)},
    {LINES_OF(struct words, note, "Note", 0, CALCULATION_NOTE_MAX)},
};

static bool words_read(const struct req *req, struct words *w, struct problem *problem)
{
    *w = (struct words){{"", 0}, {"", 0}};
    return form_read(&req->form, word_fields, sizeof word_fields / sizeof *word_fields, w, problem);
}

static const char *path_of(struct req *req, const char *id)
{
    return arena_printf(req->arena, "/margin/calculations/%s", id);
}

static const char *title_of(struct arena *arena, const struct calculation *c)
{
    return *c->name ? c->name : calculation_title(arena, &c->request);
}

/* ---- POST /margin/calculations ---- */

static const char *all_used(struct arena *arena)
{
    return arena_printf(
        arena, "Not saved: all %d places are used. Delete a calculation that you no longer need, then save this one.",
        CALCULATIONS_MAX);
}

/* The form to keep it, with what is wrong with it, on the page of the same calculation. */
static enum err keep_again(struct req *req, struct res *res, const struct calculate_request *r,
                           const struct problem *faults)
{
    const struct params nothing = {0};
    struct problem problem = {.arena = req->arena};
    struct calculator_form form;
    calculator_form_fill(&form, r);
    return calculator_page(req, res, &form, &nothing, &problem, faults);
}

/* The request rides in a hidden field: what is wrong with it was not typed there. */
static bool request_of_form(struct req *req, struct calculate_request *r, struct calculate_answer *answer,
                            struct problem *p)
{
    const char *why;
    struct json_object *json = json_read(req->arena, req_form(req, "request"), &why);
    if (!json)
        problem_add(p, "request", "is not the JSON of a calculation: %s", why);
    else if (calculate_request_read(json, r, p) && !r->ticker)
        problem_add(p, "ticker", "is missing");
    else if (r->input.leverage > CALCULATION_LEVERAGE_MAX) /* which the original's profile has no cap for */
        problem_add(p, "leverage", "%.15g is above %d, the most that is kept", r->input.leverage,
                    CALCULATION_LEVERAGE_MAX);
    return p->n == 0 && calculate_compute(req->arena, r, answer, p);
}

static enum err keep_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena}, faults = {.arena = req->arena};
    struct calculate_request request;
    struct calculate_answer answer;
    struct words words;
    const char *id;
    if (!request_of_form(req, &request, &answer, &problem))
        return error_status(req, res, 422, "The calculation cannot be kept as it was sent.", &problem);
    if (!words_read(req, &words, &faults)) {
        res->status = 422;
        return keep_again(req, res, &request, &faults);
    }
    enum err e = calculation_add(
        req->db, req->arena, req->session.sid,
        &(struct calculation_new){
            .name = words.name, .note = words.note, .idem_key = req_form(req, "idem_key"), .answer = &answer},
        &id);
    if (e == ERR_LIMIT) {
        problem_add(&faults, "name", "%s", all_used(req->arena));
        res->status = 409;
        return keep_again(req, res, &request, &faults);
    }
    if (e)
        return e;
    res_flash(res, req, "success", "Saved.", NULL);
    return res_see_other(res, path_of(req, id));
}

/* ---- GET /margin/calculations ---- */

static const struct listing_column columns[CALCULATION_COLUMNS] = {
    [CALCULATION_NAME] = LISTING_TEXT("name", "Calculation"),
    [CALCULATION_TICKER] = {.name = "ticker"},
    [CALCULATION_ACCOUNT] = {.name = "account_type"},
    [CALCULATION_POSITION] = {.name = "position_type"},
    [CALCULATION_AMOUNT] = LISTING_NUMBER("position_usd", "Position"),
    [CALCULATION_LEVERAGE] = LISTING_NUMBER("leverage", "Leverage"),
    [CALCULATION_PRICE] = LISTING_NUMBER("current_price", "Price"),
    [CALCULATION_RATE] = {.name = "interest_rate"},
    [CALCULATION_MONTHS] = {.name = "holding_period"},
    [CALCULATION_CALL] = LISTING_NUMBER("margin_call_price", "Call price"),
    [CALCULATION_BREAKEVEN] = LISTING_NUMBER("breakeven_price", "Breakeven"),
    [CALCULATION_RISK] = {.name = "risk", .title = "Risk"},
    [CALCULATION_CREATED] = LISTING_NUMBER("saved_at_utc", "Saved"),
    [CALCULATION_ID] = {.name = "calculation_id"},
    [CALCULATION_NOTE] = {.name = "note"},
};
static const struct listing_kind kind = {.columns = columns,
                                         .n_columns = CALCULATION_COLUMNS,
                                         .sort = CALCULATION_CREATED,
                                         .descending = true,
                                         .csv_path = "/margin/calculations.csv"};

static struct calculation_filter filter_of(const struct req *req)
{
    return (struct calculation_filter){str_trim(req_query(req, "q")), req_query(req, "account"),
                                       req_query(req, "position")};
}

static enum err list_load(struct req *req)
{
    struct listing l = listing_read(req, &kind);
    struct calculation_filter f = filter_of(req);
    return calculations_ask(req->db, &l, &f);
}

/* A word in capitals as a word in a sentence: "HIGH" is "High". */
static const char *risk_text(struct arena *arena, const char *risk)
{
    char *out = arena_strdup(arena, risk);
    for (char *p = out; *p && p[1]; p++)
        if (p[1] >= 'A' && p[1] <= 'Z')
            p[1] = (char)(p[1] + 'a' - 'A');
    return *out ? out : "\u2013";
}

static void show_row(struct view *v, struct arena *a, const struct calculation *c)
{
    view_text(v, "CALCULATION_ID", c->id);
    view_text(v, "CALCULATION_NAME", title_of(a, c));
    view_text(v, "CALCULATION_WHAT", *c->name ? calculation_title(a, &c->request) : "");
    view_text(v, "CALCULATION_AMOUNT", num_usd(a, c->amount, 0));
    view_printf(v, "CALCULATION_LEVERAGE", "%.15g×", c->request.input.leverage);
    view_text(v, "CALCULATION_PRICE", num_usd(a, c->request.input.price, 2));
    view_text(v, "CALCULATION_CALL", num_usd(a, c->call_price, 2));
    view_text(v, "CALCULATION_BREAKEVEN", num_usd(a, c->breakeven, 2));
    view_text(v, "CALCULATION_RISK", risk_text(a, c->risk));
    view_text(v, "CALCULATION_CREATED", c->created);
    view_str(v, "CALCULATION_ON", (struct str){c->created, 10});
}

static void show_filter(struct view *v, const struct calculation_filter *f)
{
    view_str(v, "FILTER_WORDS", f->words);
    view_show_if(v, "FILTER_REG_T", str_eq(f->account, "reg_t"));
    view_show_if(v, "FILTER_PORTFOLIO", str_eq(f->account, "portfolio"));
    view_show_if(v, "FILTER_LONG", str_eq(f->position, "Long"));
    view_show_if(v, "FILTER_SHORT", str_eq(f->position, "Short"));
}

static void show_role(struct view *v, const struct req *req)
{
    view_show_if(v, "CAN_RUN", req->session.person.role >= ROLE_ANALYST);
    view_show_if(v, "CANNOT_RUN", req->session.person.role < ROLE_ANALYST);
}

static enum err list_get(struct req *req, struct res *res)
{
    struct view *v = view_new(req->arena);
    struct listing l = listing_read(req, &kind);
    struct calculation_filter f = filter_of(req);
    struct calculation *rows;
    int64_t total;
    int n;
    enum err e = calculations_take(req->db, req->arena, &rows, &n, &total);
    if (e || listing_is_past(&l, res, total))
        return e;
    for (int i = 0; i < n; i++)
        show_row(view_add(v, "CALCULATION"), req->arena, &rows[i]);
    listing_show(v, &l, n, total);
    show_filter(v, &f);
    show_role(v, req);
    view_show_if(v, "CAN_COMPARE", total > 1);
    return view_page(req, res, v, "margin/calculations.tpl", "Saved calculations");
}

static enum err csv_load(struct req *req)
{
    struct listing l = listing_read_all(req, &kind);
    struct calculation_filter f = filter_of(req);
    return calculations_ask(req->db, &l, &f);
}

struct cells {
    struct arena *arena;
    const struct calculation *rows;
};

static struct str csv_text(void *context, int row, int col)
{
    const struct cells *cells = context;
    const struct calculation *c = &cells->rows[row];
    const struct calculator_input *in = &c->request.input;
    const double numbers[CALCULATION_COLUMNS] = {
        [CALCULATION_AMOUNT] = c->amount,      [CALCULATION_LEVERAGE] = in->leverage,
        [CALCULATION_PRICE] = in->price,       [CALCULATION_RATE] = in->rate_pct,
        [CALCULATION_MONTHS] = in->months,     [CALCULATION_CALL] = c->call_price,
        [CALCULATION_BREAKEVEN] = c->breakeven};
    switch (col) {
    case CALCULATION_NAME:
        return str_of(c->name);
    case CALCULATION_TICKER:
        return str_of(c->request.ticker);
    case CALCULATION_ACCOUNT:
        return in->account == BT_PORTFOLIO ? STR("portfolio") : STR("reg_t");
    case CALCULATION_POSITION:
        return in->is_short ? STR("Short") : STR("Long");
    case CALCULATION_RISK:
        return str_of(c->risk);
    case CALCULATION_CREATED:
        return str_of(c->created);
    case CALCULATION_ID:
        return str_of(c->id);
    case CALCULATION_NOTE:
        return str_of(c->note);
    default:
        return str_of(num_text(cells->arena, numbers[col]));
    }
}

static enum err list_csv(struct req *req, struct res *res)
{
    struct listing l = listing_read_all(req, &kind);
    struct cells cells = {.arena = req->arena};
    struct calculation *rows;
    int64_t total;
    int n;
    enum err e = calculations_take(req->db, req->arena, &rows, &n, &total);
    if (e)
        return e;
    cells.rows = rows;
    return listing_csv(res, &l, "margin-calculations", n, csv_text, &cells);
}

/* ---- one ---- */

static enum err one_load(struct req *req)
{
    return calculation_ask(req->db, req->arg[0]);
}

static enum err one_take(struct req *req, struct calculation *c)
{
    enum err e = calculation_take(req->db, req->arena, c);
    return e ? e : db_pipeline_end(req->db);
}

static void show_inputs(struct view *v, struct arena *arena, const struct calculate_request *r)
{
    for (int i = 0; i < CALCULATOR_INPUTS; i++) {
        struct view *row = view_add(v, "INPUT");
        view_text(row, "INPUT_LABEL", calculator_input_label(i));
        view_text(row, "INPUT_VALUE", calculator_input_text(arena, r, i));
    }
}

static const char *form_address(struct arena *arena, const struct calculate_request *r)
{
    struct calculator_form form;
    calculator_form_fill(&form, r);
    return arena_printf(arena, "/margin/calculator?%s", calculator_form_query(arena, &form));
}

static void show_words(struct view *v, struct req *req, const struct calculation *c, const struct problem *faults)
{
    view_str(v, "NAME", faults ? req_form(req, "name") : str_of(c->name));
    view_str(v, "NOTE_EDITED", faults ? req_form(req, "note") : str_of(c->note));
    view_text_if(v, "HAS_NOTE", "NOTE", c->note);
    view_show_if(v, "HAS_WORD_FAULT", faults != NULL);
    view_text(v, "WORD_FAULT", faults ? faults->at[0].message : NULL);
}

static enum err one_page(struct req *req, struct res *res, const struct calculation *c, const struct problem *faults)
{
    struct view *v = view_new(req->arena);
    struct problem problem = {.arena = req->arena};
    struct calculate_answer answer;
    const char *title = title_of(req->arena, c);
    if (calculate_compute(req->arena, &c->request, &answer, &problem))
        calculator_answer_show(v, req->arena, &answer, path_of(req, c->id), "", str_eq(req_query(req, "compare"), "1"));
    view_show_if(v, "REFUSED", problem.n > 0);
    view_text(v, "REFUSED_WHY", problem.n ? problem.at[0].message : NULL);
    view_show_if(v, "IS_OLD", c->is_old);
    view_show_if(v, "OTHER_ENGINE", !c->is_old && strcmp(c->engine_version, CALCULATOR_ENGINE_VERSION) != 0);
    view_text(v, "ENGINE_THEN", c->engine_version);
    view_text(v, "ENGINE_NOW", CALCULATOR_ENGINE_VERSION);
    view_text(v, "HEADING", title);
    view_text(v, "ID", c->id);
    view_text(v, "CREATED", c->created);
    view_text(v, "FORM_ADDRESS", form_address(req->arena, &c->request));
    show_inputs(v, req->arena, &c->request);
    show_words(v, req, c, faults);
    show_role(v, req);
    return view_page(req, res, v, "margin/calculation.tpl", title);
}

static enum err one_get(struct req *req, struct res *res)
{
    struct calculation c;
    enum err e = one_take(req, &c);
    return e ? e : one_page(req, res, &c, NULL);
}

static enum err one_file(struct req *req, struct res *res, enum calculator_file file)
{
    struct problem problem = {.arena = req->arena};
    struct calculation c;
    struct calculate_answer answer;
    enum err e = one_take(req, &c);
    if (e)
        return e;
    if (calculate_compute(req->arena, &c.request, &answer, &problem))
        return calculator_file_reply(req, res, &answer, file);
    return error_status(req, res, 409,
                        "These inputs from the old system are not accepted here; there is only the JSON.", &problem);
}

static enum err one_figures(struct req *req, struct res *res)
{
    return one_file(req, res, CALCULATOR_FIGURES_CSV);
}

static enum err one_scenarios(struct req *req, struct res *res)
{
    return one_file(req, res, CALCULATOR_SCENARIOS_CSV);
}

static enum err one_chart(struct req *req, struct res *res)
{
    return one_file(req, res, CALCULATOR_CHART);
}

/* What was stored, as it was stored. */
static enum err one_json(struct req *req, struct res *res)
{
    struct calculation c;
    enum err e = one_take(req, &c);
    if (e)
        return e;
    buf_str(&res->body, c.answer);
    res_type(res, "application/json");
    res_download(res, str_of(arena_printf(req->arena, "margin-%s-calculation.json", c.request.ticker)));
    return OK;
}

/* ---- changes ---- */

static enum err change_post(struct req *req, struct res *res)
{
    struct problem faults = {.arena = req->arena};
    struct calculation c;
    struct words words;
    enum err e = one_take(req, &c);
    if (e)
        return e;
    if (!words_read(req, &words, &faults)) {
        res->status = 422;
        return one_page(req, res, &c, &faults);
    }
    if ((e = calculation_change(req->db, req->arena, req->session.sid, req->arg[0], words.name, words.note)))
        return e;
    res_flash(res, req, "success", "Changed.", NULL);
    return res_see_other(res, path_of(req, c.id));
}

static const char *restore_path(struct req *req)
{
    return arena_printf(req->arena, "/margin/calculations/%.*s/restore", (int)req->arg[0].n, req->arg[0].s);
}

static enum err delete_post(struct req *req, struct res *res)
{
    enum err e = calculation_delete(req->db, req->arena, req->session.sid, req->arg[0]);
    if (e)
        return e;
    res_flash(res, req, "success", "The calculation was deleted.", restore_path(req));
    return res_see_other(res, "/margin/calculations");
}

static enum err restore_post(struct req *req, struct res *res)
{
    enum err e = calculation_restore(req->db, req->arena, req->session.sid, req->arg[0]);
    if (e == ERR_LIMIT)
        res_flash(res, req, "warning",
                  arena_printf(
                      req->arena,
                      "It was not brought back: all %d places are used. Delete another one in a second tab, then press "
                      "Undo here.",
                      CALCULATIONS_MAX),
                  restore_path(req));
    else if (e)
        return e;
    else
        res_flash(res, req, "success", "The calculation is back.", NULL);
    return res_see_other(res, "/margin/calculations");
}

/* ---- GET /margin/calculations/compare ---- */

/* Each chosen one is a parameter of its own, ?ID=1&ID=1: a name may not come twice. */
static int chosen(const struct req *req, struct str ids[CALCULATIONS_COMPARED])
{
    int n = 0;
    for (int i = 0; i < req->query.n; i++) {
        if (!str_eq(req->query.at[i].value, "1"))
            continue;
        if (n < CALCULATIONS_COMPARED)
            ids[n] = req->query.at[i].name;
        n++;
    }
    return n;
}

static enum err compare_load(struct req *req)
{
    struct str ids[CALCULATIONS_COMPARED];
    int n = chosen(req, ids);
    enum err e = OK;
    for (int i = 0; i < n && i < CALCULATIONS_COMPARED && !e; i++)
        e = calculation_ask(req->db, ids[i]);
    return e;
}

struct compared {
    int n;
    struct calculation row[CALCULATIONS_COMPARED];
    struct calculate_answer answer[CALCULATIONS_COMPARED];
};

static enum err compared_take(struct req *req, struct compared *c)
{
    struct problem ignored = {.arena = req->arena};
    struct str ids[CALCULATIONS_COMPARED];
    int n = chosen(req, ids);
    for (c->n = 0; c->n < n && c->n < CALCULATIONS_COMPARED; c->n++) {
        enum err e = calculation_take(req->db, req->arena, &c->row[c->n]);
        if (e)
            return e;
        calculate_compute(req->arena, &c->row[c->n].request, &c->answer[c->n], &ignored);
    }
    return n < 2 || n > CALCULATIONS_COMPARED ? ERR_INPUT : OK;
}

static struct view *add_line(struct view *v, const char *section, const char *label, const char *const *text, int n)
{
    struct view *line = view_add(v, section);
    view_text(line, "LINE_LABEL", label);
    for (int i = 0; i < n; i++)
        view_text(view_add(line, "CELL"), "CELL_TEXT", text[i]);
    return line;
}

static bool all_same(const char *const *text, int n)
{
    for (int i = 1; i < n; i++)
        if (strcmp(text[i], text[0]) != 0)
            return false;
    return true;
}

/* Inputs that differ, and those that do not. */
static void show_compared_inputs(struct view *v, struct arena *arena, const struct compared *c)
{
    int differing = 0;
    for (int i = 0; i < CALCULATOR_INPUTS; i++) {
        const char *text[CALCULATIONS_COMPARED];
        for (int k = 0; k < c->n; k++)
            text[k] = calculator_input_text(arena, &c->row[k].request, i);
        bool same = all_same(text, c->n);
        add_line(v, same ? "SAME_INPUT" : "OTHER_INPUT", calculator_input_label(i), text, c->n);
        differing += !same;
    }
    view_show_if(v, "INPUTS_DIFFER", differing > 0);
    view_show_if(v, "INPUTS_SAME", differing == 0);
    view_show_if(v, "INPUTS_SHARED", differing < CALCULATOR_INPUTS);
}

static const char *label_for_all(const struct compared *c, enum calculator_metric m)
{
    const char *first = calculate_label(&c->row[0].request, m);
    for (int i = 1; i < c->n; i++)
        if (c->row[i].request.input.is_short != c->row[0].request.input.is_short)
            return m == CALC_SHARES ? "Shares" : m == CALC_DIVIDENDS_PERIOD ? "Dividends received or owed" : first;
    return first;
}

/* The distance is the move without its sign; and what is nothing for all of them says nothing. */
static bool is_worth_comparing(const struct compared *c, enum calculator_metric m)
{
    bool any = false;
    for (int k = 0; k < c->n; k++)
        any = any || c->answer[k].result.metric[m] != 0;
    return any && m != CALC_CALL_DISTANCE && calculate_has(&c->row[0].request, m);
}

static void show_compared_line(struct view *v, const char *label, const char *const *text, int n)
{
    struct view *line = add_line(v, "COMPARED_FIGURE", label, text, n);
    view_show_if(line, "CELLS_DIFFER", !all_same(text, n));
}

static void show_compared_figures(struct view *v, struct arena *arena, const struct compared *c)
{
    const char *text[CALCULATIONS_COMPARED] = {NULL};
    for (int k = 0; k < c->n; k++)
        text[k] = risk_text(arena, calculate_risk_word(&c->answer[k]));
    show_compared_line(v, "Risk", text, c->n);
    for (int m = 0; m < CALC_METRICS; m++) {
        if (!is_worth_comparing(c, m))
            continue;
        for (int k = 0; k < c->n; k++)
            text[k] = calculate_text(arena, m, c->answer[k].result.metric[m]);
        show_compared_line(v, label_for_all(c, m), text, c->n);
    }
}

static enum err compare_get(struct req *req, struct res *res)
{
    struct view *v = view_new(req->arena);
    struct compared *c = ARENA_NEW(req->arena, struct compared);
    enum err e = compared_take(req, c);
    if (e == ERR_INPUT) {
        res_flash(res, req, "warning", "Choose two to four calculations to compare.", NULL);
        return res_see_other(res, "/margin/calculations");
    }
    if (e)
        return e;
    for (int i = 0; i < c->n; i++) {
        struct view *head = view_add(v, "COMPARED");
        view_text(head, "COMPARED_NAME", title_of(req->arena, &c->row[i]));
        view_text(head, "COMPARED_ID", c->row[i].id);
    }
    view_str(v, "COMPARED_QUERY", req->query_string);
    show_compared_inputs(v, req->arena, c);
    show_compared_figures(v, req->arena, c);
    return view_page(req, res, v, "margin/calculations_compare.tpl", "Calculations compared");
}

static void csv_cells(struct buf *out, const char *const *text, int n)
{
    for (int i = 0; i < n; i++) {
        csv_cell(out, str_of(text[i]));
        buf_puts(out, i + 1 < n ? CSV_NEXT : CSV_END);
    }
}

/* The same table: a line for each input and figure, a column for each calculation. */
static enum err compare_csv(struct req *req, struct res *res)
{
    struct compared *c = ARENA_NEW(req->arena, struct compared);
    struct arena *a = req->arena;
    const char *text[1 + CALCULATIONS_COMPARED] = {"what"};
    enum err e = compared_take(req, c);
    if (e)
        return e;
    for (int k = 0; k < c->n; k++)
        text[k + 1] = title_of(a, &c->row[k]);
    csv_cells(&res->body, text, c->n + 1);
    for (int i = 0; i < CALCULATOR_INPUTS; i++) {
        text[0] = calculator_input_label(i);
        for (int k = 0; k < c->n; k++)
            text[k + 1] = calculator_input_text(a, &c->row[k].request, i);
        csv_cells(&res->body, text, c->n + 1);
    }
    for (int m = 0; m < CALC_METRICS; m++) {
        text[0] = calculate_key(m);
        for (int k = 0; k < c->n; k++)
            text[k + 1] = num_text(a, c->answer[k].result.metric[m]);
        if (calculate_has(&c->row[0].request, m))
            csv_cells(&res->body, text, c->n + 1);
    }
    res_csv(res, "margin-calculations-compared.csv");
    return OK;
}

static const struct route table[] = {
    ROUTE(GET, "/margin/calculations", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/margin/calculations.csv", NONE, PAGE, csv_load, list_csv),
    ROUTE(GET, "/margin/calculations/compare", NONE, PAGE, compare_load, compare_get),
    ROUTE(GET, "/margin/calculations/compare.csv", NONE, PAGE, compare_load, compare_csv),
    ROUTE(POST, "/margin/calculations", FORM, SAVE, NULL, keep_post),
    ROUTE(GET, "/margin/calculations/:id", NONE, PAGE, one_load, one_get),
    ROUTE(GET, "/margin/calculations/:id/figures.csv", NONE, PAGE, one_load, one_figures),
    ROUTE(GET, "/margin/calculations/:id/scenarios.csv", NONE, PAGE, one_load, one_scenarios),
    ROUTE(GET, "/margin/calculations/:id/answer.json", NONE, PAGE, one_load, one_json),
    ROUTE(GET, "/margin/calculations/:id/charts/:name", NONE, PAGE, one_load, one_chart),
    ROUTE(POST, "/margin/calculations/:id/change", FORM, SAVE, one_load, change_post),
    ROUTE(POST, "/margin/calculations/:id/delete", FORM, SAVE, NULL, delete_post),
    ROUTE(POST, "/margin/calculations/:id/restore", FORM, SAVE, NULL, restore_post),
};
const struct routes calculations_routes = ROUTES(table);
