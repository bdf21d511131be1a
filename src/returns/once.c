/* once.c: a file analysed without being kept: read, computed, shown, forgotten. Nothing of it is stored, not for a moment, so its page
 * has no files and no other views to lead to; where the file asks a question, the form does, and takes the file once more.
 * SPDX-License-Identifier: Apache-2.0 */
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

static enum err once_page(struct req *req, struct res *res, const struct submission *u,
                          const struct returns_analysis *analysis)
{
    struct view *v = view_new(req->arena);
    struct analysis_place place = {.base = NULL, .query = ""};
    view_text(v, "EYEBROW", *u->source ? u->source : "Pasted text");
    view_show(v, "NOT_KEPT");
    return analysis_page(req, res, v, analysis, &place);
}

enum err once_reply(struct req *req, struct res *res, struct submission *u)
{
    struct problem problem = {.arena = req->arena};
    struct returns_request *request = ARENA_NEW(req->arena, struct returns_request);
    struct returns_sources *sources = ARENA_NEW(req->arena, struct returns_sources);
    struct returns_analysis *analysis = ARENA_NEW(req->arena, struct returns_analysis);
    char version[INPUTS_HASH];
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
