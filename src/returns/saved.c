/* saved.c: saving an analysis: every series of one's own at the version that it has, so that the figures can be computed again.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/saved.h"

#include "base/rng.h"
#include "returns/analysis.h"
#include "returns/analysis_load.h"
#include "returns/routes.h"
#include "returns/series_store.h"
#include "web/error.h"
#include "web/form.h"

/* ---- what it is made of ---- */

/* Each name of a request, and what it is there. */
struct named {
    const char **name;
    const char *role, *field;
};

static int names_of(struct returns_request *r, struct named *out)
{
    int n = 0;
    for (int k = 0; k < r->n_series; k++)
        out[n++] = (struct named){&r->series[k], "series", "series"};
    for (int k = 0; k < r->n_benchmarks; k++)
        out[n++] = (struct named){&r->benchmark_series[k], "benchmark", "benchmark"};
    struct named single[] = {{&r->risk_free_series, "risk_free", "risk_free_series"},
                             {&r->currency_series, "currency", "currency"},
                             {&r->inflation_series, "inflation", "inflation"}};
    for (size_t k = 0; k < sizeof single / sizeof *single; k++)
        if (*single[k].name)
            out[n++] = single[k];
    return n;
}

void saved_unpin(struct arena *arena, struct returns_request *r)
{
    struct named names[SAVED_INPUTS_MAX];
    struct analysis_name name;
    int n = names_of(r, names);
    for (int i = 0; i < n; i++)
        if (analysis_name_read(str_of(*names[i].name), &name))
            *names[i].name = str_dup(arena, name.what);
}

static enum err pin_own(struct req *req, const struct named *at, const struct analysis_name *name, bool newest,
                        struct saved_input *in, struct problem *problem)
{
    struct series_row row;
    enum err e = series_find(req->db, req->arena, req->session.sid, name->what, &row);
    if (e == ERR_NOTFOUND) {
        problem_add(problem, at->field, "one of your series is not there any more: choose again");
        return OK;
    }
    if (e)
        return e;
    *in = (struct saved_input){.role = at->role,
                               .series = row.id,
                               .name = row.name,
                               .version = name->version && !newest ? name->version : row.version};
    *at->name = arena_printf(req->arena, "%s@%lld", row.id, (long long)in->version);
    return OK;
}

/* A symbol is written as the hub writes it, so that the same question is the same request. */
static enum err pin(struct req *req, const struct named *at, bool newest, struct saved_input *in,
                    struct problem *problem)
{
    struct analysis_name name;
    if (!analysis_name_read(str_of(*at->name), &name)) {
        problem_add(problem, at->field, "is neither a symbol nor one of your series");
        return OK;
    }
    if (name.is_own)
        return pin_own(req, at, &name, newest, in, problem);
    *at->name = str_upper(req->arena, name.what);
    *in = (struct saved_input){.role = at->role, .symbol = *at->name, .name = *at->name};
    return OK;
}

void saved_answer_bytes(struct arena *arena, const struct returns_analysis *a, struct str *json, char hash[INPUTS_HASH])
{
    struct buf out;
    buf_init(&out, arena, 1 << 18);
    returns_answer_write(&out, a);
    *json = buf_view(&out);
    inputs_hash_of(*json, hash);
}

enum err saved_run_make(struct req *req, const struct returns_request *asked, bool newest, struct saved_run *run,
                        struct problem *problem)
{
    struct returns_request r = *asked;
    struct returns_analysis *a = ARENA_NEW(req->arena, struct returns_analysis);
    struct named names[SAVED_INPUTS_MAX];
    struct buf request;
    enum err e = OK;
    *run = (struct saved_run){.n_inputs = names_of(&r, names), .analysis = a};
    for (int i = 0; !e && i < run->n_inputs; i++)
        e = pin(req, &names[i], newest, &run->input[i], problem);
    if (!e && problem->n == 0)
        e = analysis_get(req, &r, RETURNS_TABLE_ALL, a, problem);
    if (e || problem->n)
        return e;
    buf_init(&request, req->arena, 2048);
    returns_request_write(&request, &r);
    run->request = buf_view(&request);
    returns_inputs_hash(&r, run->inputs_hash);
    saved_answer_bytes(req->arena, a, &run->json, run->result_hash);
    return OK;
}

/* ---- POST /returns/analyses ---- */

struct words {
    struct str title, note;
};
static const struct field word_fields[] = {
    {TEXT_OF(struct words, title, "Title", 1, SAVED_TITLE_MAX)},
    {LINES_OF(struct words, note, "Note", 0, SAVED_NOTE_MAX)},
};
enum { WORDS = sizeof word_fields / sizeof *word_fields };

void saved_form_show(struct view *v, const struct req *req, const char *title, const char *query,
                     const struct problem *problem)
{
    struct view *save = view_add(v, "SAVE");
    const char *title_fault = problem ? problem_message(problem, "title") : NULL;
    const char *note_fault = problem ? problem_message(problem, "note") : NULL;
    char *key = rng_uuid(arena_bytes(req->arena, UUID_TEXT));
    view_printf(save, "SAVE_HREF", "/returns/analyses?%s", query);
    view_str(save, "IDEM_KEY", problem ? req_form(req, "idem_key") : str_of(key));
    view_str(save, "TITLE", problem ? req_form(req, "title") : str_of(title));
    view_str(save, "NOTE", problem ? req_form(req, "note") : STR(""));
    view_text_if(save, "HAS_TITLE_FAULT", "TITLE_FAULT", title_fault);
    view_text_if(save, "HAS_NOTE_FAULT", "NOTE_FAULT", note_fault);
    view_show_if(save, "NOTE_OPEN", note_fault != NULL || (problem && req_form(req, "note").n > 0));
    view_show_if(v, "CAN_SAVE", req->session.person.role >= ROLE_ANALYST);
}

static enum err save_load(struct req *req)
{
    return analysis_menu_ask(req->db);
}

/* ERR_LIMIT: a fault of the title says what is full. */
static enum err save(struct req *req, const struct words *words, const struct returns_request *r, const char **id,
                     struct problem *problem)
{
    struct saved_run *run = ARENA_NEW(req->arena, struct saved_run);
    enum err e = saved_run_make(req, r, false, run, problem);
    if (e || problem->n)
        return e;
    e = saved_add(req->db, req->arena, req->session.sid, run, words->title, words->note, req_form(req, "idem_key"), id);
    if (e == ERR_LIMIT)
        problem_add(problem, "title", "%s", saved_room_words(req->db));
    return e;
}

static enum err save_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct analysis_asked *q = ARENA_NEW(req->arena, struct analysis_asked);
    struct words words = {{0}, {0}};
    const char *id;
    enum err e = analysis_ask(req, q);
    if (e)
        return e;
    if (q->problem.n)
        return analysis_asked_page(req, res, q, NULL);
    e = form_read(&req->form, word_fields, WORDS, &words, &problem) ? save(req, &words, &q->request, &id, &problem)
                                                                    : OK;
    if (problem.n) {
        res->status = e == ERR_LIMIT ? 409 : 422;
        return analysis_asked_page(req, res, q, &problem);
    }
    if (e)
        return e;
    res_flash(res, req, "success",
              arena_printf(req->arena, "Saved as “%s”.",
                           utf8_shorten(req->arena, str_dup(req->arena, words.title), VIEW_NAME_MOST)),
              NULL);
    return res_see_other(res, arena_printf(req->arena, "/returns/analyses/%s", id));
}

static const struct route rows[] = {
    ROUTE(POST, "/returns/analyses", FORM, SAVE, save_load, save_post),
};
const struct routes returns_saved_routes = ROUTES(rows);
