/* once.c: a file analysed without being kept: read, computed, shown, forgotten. Nothing of it is stored, not for a moment, so its page
 * has no files and no addresses to lead to; where the file asks a question, the form does, and takes the file once more. Of several
 * series each can have the stage: the page then holds the text itself, and a button that sends it again.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/num.h"
#include "compute/answer.h"
#include "returns/analysis.h"
#include "returns/new.h"

/* What is analysed goes by these names, which are no one's identifiers. */
static void request_of(const struct submission *u, struct returns_request *r, struct returns_sources *sources)
{
    returns_request_init(r);
    r->n_series = sources->n_series = u->file.n;
    for (int i = 0; i < u->file.n; i++) {
        r->series[i] = arena_printf(u->arena, "FILE%d", i + 1);
        sources->series[i] = u->level[i];
        sources->series[i].name = upload_name(u, i);
    }
}

enum { AGAIN_MAX = 2 << 20 /* bytes of a text that a page still carries */ };

/* The buttons that show another of the series. */
static void again_show(struct view *v, const struct submission *u)
{
    struct str text;
    struct file_answer said;
    file_answer_init(&said, u->arena);
    if (u->file.n < 2 || !file_text(&said, u->bytes, &text))
        return;
    view_show(v, text.n <= AGAIN_MAX ? "AGAIN" : "TOO_LARGE_AGAIN");
    if (text.n > AGAIN_MAX)
        return;
    mapping_show_hidden(v, &u->mapping);
    view_text(v, "AGAIN_SOURCE", u->source);
    view_str(v, "AGAIN_TEXT", text);
}

/* Which series was asked for by its button, counted from 0. */
static int show_wanted(const struct req *req, const struct returns_analysis *a)
{
    int64_t show;
    return num_parse_int(req_form(req, "show"), &show) && show >= 1 && show <= a->n ? (int)show - 1 : 0;
}

static enum err once_page(struct req *req, struct res *res, const struct submission *u,
                          const struct returns_analysis *analysis)
{
    struct view *v = view_new(req->arena);
    struct analysis_place place = {.base = NULL, .query = "", .show = show_wanted(req, analysis)};
    view_text(v, "EYEBROW", *u->source ? u->source : "Pasted text");
    view_show(v, "NOT_KEPT");
    again_show(v, u);
    upload_report_show(v, u);
    analysis_show(v, analysis, &place);
    return view_page(req, res, v, "returns/analysis.tpl", analysis_heading(req->arena, analysis));
}

enum err once_reply(struct req *req, struct res *res, struct submission *u)
{
    struct problem problem = {.arena = req->arena};
    struct returns_request *request = ARENA_NEW(req->arena, struct returns_request);
    struct returns_sources *sources = ARENA_NEW(req->arena, struct returns_sources);
    struct returns_analysis *analysis = ARENA_NEW(req->arena, struct returns_analysis);
    char version[INPUTS_HASH];
    if (!*u->source)
        u->source = str_dup(req->arena, req_form(req, "source"));
    upload_read(u);
    if (!u->is_good) {
        res->status = u->answer.status;
        return new_form_page(req, res, u, NULL, NULL);
    }
    request_of(u, request, sources);
    inputs_hash_of(u->bytes, version);
    if (!returns_analyze(req->arena, request, sources, RETURNS_TABLE_ALL, arena_strdup(req->arena, version), analysis,
                         &problem)) {
        file_refuse(&u->answer, FILE_WRONG, 0, "%s", problem.at[0].message);
        res->status = 422;
        return new_form_page(req, res, u, NULL, NULL);
    }
    return once_page(req, res, u, analysis);
}
