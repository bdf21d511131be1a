/* new.c: a new series: its file or text is read, shown with all that was found out, asked about where it can be read two ways, and
 * kept by a second button. A file that is refused is not stored; its page keeps what was said about the columns, so that the mended
 * file needs nothing but to be chosen. Rows for a series that is kept already come the same way (more.c compares them).
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"
#include "base/num.h"
#include "market/instrument_menu.h"
#include "returns/more.h"
#include "returns/new.h"
#include "returns/routes.h"
#include "returns/series_store.h"
#include "returns/upload.h"
#include "web/error.h"

static const char new_path[] = "/returns/series/new";

/* ---- GET /returns/series/new ---- */

static enum err new_load(struct req *req)
{
    return series_ask(req->db, req_query(req, "series"), 0);
}

enum err new_form_page(struct req *req, struct res *res, const struct submission *u, const struct series_row *of,
                       const struct problem *problem)
{
    struct view *v = view_new(req->arena);
    const char *missing = problem ? problem_message(problem, "file") : NULL;
    const char *both = problem ? problem_message(problem, "text") : NULL;
    bool is_read = u->answer.arena != NULL;
    if (is_read)
        upload_show(v, u, problem);
    else
        mapping_show(v, &u->mapping, problem);
    view_show_if(v, "REFUSED", is_read && !upload_has_question(u));
    view_show_if(v, "ASKED", is_read && upload_has_question(u));
    view_show_if(v, "WAS_READ", is_read);
    view_text(v, "REFUSED_WHY", is_read ? upload_sentence(req->arena, file_fault(&u->answer)) : NULL);
    view_text_if(v, "FILE_MISSING", "FILE_FAULT", missing);
    view_text_if(v, "HAS_TEXT_FAULT", "TEXT_FAULT", both);
    upload_text_show(v, u);
    view_show_if(v, "READING_OPEN", is_read || (problem && problem->n > (missing != NULL) + (both != NULL)));
    view_show_if(v, "IS_MORE", of != NULL);
    view_show_if(v, "IS_NEW", of == NULL);
    view_text(v, "MORE_ID", of ? of->id : NULL);
    view_text(v, "MORE_NAME", of ? of->name : NULL);
    return view_page(req, res, v, "returns/new.tpl", of ? "Add rows" : "New series");
}

static enum err new_get(struct req *req, struct res *res)
{
    struct submission nothing = {.arena = req->arena};
    struct series_row of;
    bool is_more = req_query(req, "series").n > 0;
    enum err e = series_take(req->db, req->arena, &of);
    if (e && (is_more || e != ERR_NOTFOUND))
        return e;
    return new_form_page(req, res, &nothing, is_more ? &of : NULL, NULL);
}

/* ---- POST /returns/series/new ---- */

static enum err wait_for_answer(struct req *req, struct res *res, const struct submission *u,
                                const struct series_row *of)
{
    const char *id;
    const struct draft draft = {.origin = u->origin,
                                .source = u->source,
                                .mapping = mapping_write(req->arena, &u->mapping),
                                .bytes = u->bytes,
                                .series = of ? of->id : NULL};
    enum err e = draft_add(req->db, req->arena, req->session.sid, &draft, &id);
    if (e) {
        req->detail = arena_printf(req->arena, "could not keep a file for its questions: %s", db_message(req->db));
        return e;
    }
    return res_see_other(res, arena_printf(req->arena, "%s/%s", new_path, id));
}

static enum err new_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct submission *u = ARENA_NEW(req->arena, struct submission);
    struct series_row row, *of = NULL;
    struct str more = req_form(req, "series");
    enum err e = more.n ? series_find(req->db, req->arena, req->session.sid, more, &row) : OK;
    if (e)
        return e;
    if (more.n)
        of = &row;
    if (!upload_take(req, u, &problem)) {
        res->status = 422;
        return new_form_page(req, res, u, of, &problem);
    }
    if (req_form(req, "once").n && !of)
        return once_reply(req, res, u);
    upload_read(u);
    if (u->is_good || upload_is_asked(u))
        return wait_for_answer(req, res, u, of);
    res->status = u->answer.status;
    return new_form_page(req, res, u, of, NULL);
}

/* ---- GET /returns/series/new/:id ---- */

static enum err check_load(struct req *req)
{
    return draft_ask(req->db, req->arg[0]);
}

static void show_series(struct view *v, const struct submission *u, int i)
{
    const struct returns_source *level = &u->level[i];
    const double *drawn = source_level(level);
    const struct price_file_series *s = &u->file.series[i];
    struct series_spacing spacing;
    char day[DAY_TEXT];
    series_spacing_find(s->day, s->n, &spacing);
    view_int(v, "SERIES_PLACE", i);
    view_text(v, "SERIES_NAME", upload_name(u, i));
    view_text(v, "SERIES_ROWS", num_group(u->arena, (double)s->n, 0));
    view_text(v, "SERIES_FREQUENCY", frequency_key[spacing.frequency]);
    view_printf(v, "SERIES_FIRST", "%s", day_text(level->day[0], day));
    view_printf(v, "SERIES_LAST", "%s", day_text(level->day[level->n - 1], day));
    view_text(v, "SERIES_TOTAL", num_percent(u->arena, (drawn[level->n - 1] / drawn[0] - 1) * 100, 2));
    view_show_if(v, "SERIES_BOTH", level->price && level->total);
    view_show_if(v, "SERIES_ASSUMED", level->base_assumed);
}

static enum err show_check(struct req *req, struct res *res, const struct draft *d, const struct submission *u,
                           const struct problem *problem, const char *refusal)
{
    struct view *v = view_new(req->arena);
    bool is_more = *d->series != '\0';
    upload_show(v, u, problem);
    mapping_show_hidden(v, &u->mapping);
    upload_text_show(v, u);
    view_str(v, "DRAFT_ID", req->arg[0]);
    view_text(v, "FILE_NAME", *d->source ? d->source : "Pasted text");
    view_text(v, "ROWS_READ", num_group(req->arena, (double)u->file.rows_read, 0));
    view_text(v, "FILE_KIND", u->file.kind == PRICE_KIND_RETURNS ? "returns" : "prices");
    view_show_if(v, "IS_GOOD", u->is_good && !is_more);
    view_show_if(v, "IS_ASKED", upload_has_question(u));
    view_show_if(v, "IS_WRONG", !u->is_good && !upload_has_question(u));
    view_text(v, "WRONG_WHY", u->is_good ? NULL : upload_sentence(req->arena, file_fault(&u->answer)));
    view_show_if(v, "IS_MORE", is_more);
    view_show_if(v, "IS_NEW", !is_more);
    view_text(v, "MORE_ID", d->series);
    view_text(v, "MORE_NAME", d->series_name);
    view_show_if(v, "READING_OPEN", problem || (!u->is_good && !u->answer.n_choices));
    view_text_if(v, "HAS_REFUSAL", "REFUSAL", refusal);
    for (int i = 0; u->is_good && !is_more && i < u->file.n; i++)
        show_series(view_add(v, "FOUND"), u, i);
    view_show(v, u->file.n > 1 ? "SEVERAL" : "ONLY_ONE");
    enum err e = is_more && u->is_good ? more_show(req, v, d, u) : OK;
    return e ? e
             : view_page(req, res, v, "returns/check.tpl", u->is_good ? "Check a series" : "A question about a file");
}

/* A file that does not wait any more, which going back in a browser leads to, or another's. */
static enum err gone(struct req *req, struct res *res, enum err e)
{
    if (e != ERR_NOTFOUND)
        return e;
    return error_status(
        req, res, 404,
        "This file does not wait here any more: it was kept, or its hour is over. What was kept is among your "
        "series; otherwise choose the file again.",
        NULL);
}

static enum err check_get(struct req *req, struct res *res)
{
    struct submission *u = ARENA_NEW(req->arena, struct submission);
    struct draft d;
    enum err e = upload_of_draft(req, &d, u);
    return e ? gone(req, res, e) : show_check(req, res, &d, u, NULL, NULL);
}

/* ---- POST /returns/series/new/:id: read it as it is answered now ---- */

/* An answer alone leaves the rest as it was said before. */
static bool read_answers(struct req *req, const struct draft *d, struct mapping *m, struct problem *problem)
{
    if (!str_eq(req_form(req, "only"), "answer"))
        return mapping_read(&req->form, m, problem);
    struct mapping answer;
    struct str picks = req_form(req, "picks");
    mapping_read(&req->form, &answer, problem);
    if (picks.n && !answer.columns.n && !answer.symbols.n)
        problem_add(problem, str_eq(picks, "symbols") ? "symbols" : "columns", "Choose at least one.");
    if (!mapping_parse(req->arena, d->mapping, m))
        return false;
    mapping_add(m, &answer);
    return problem->n == 0;
}

static enum err answers_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct submission *u = ARENA_NEW(req->arena, struct submission);
    struct mapping m;
    struct draft d;
    enum err e = upload_of_draft(req, &d, u);
    if (e)
        return gone(req, res, e);
    if (!read_answers(req, &d, &m, &problem)) {
        res->status = 422;
        u->mapping = m;
        return show_check(req, res, &d, u, &problem, NULL);
    }
    e = draft_change(req->db, req->arena, req->session.sid, req->arg[0], mapping_write(req->arena, &m));
    return e ? e : res_see_other(res, arena_printf(req->arena, "%s/%s", new_path, str_dup(req->arena, req->arg[0])));
}

/* ---- POST /returns/series/new/:id/keep ---- */

/* Those whose box is ticked, under the names that were typed. */
static int chosen(struct req *req, const struct submission *u, struct series_new *out, struct problem *problem)
{
    int n = 0;
    for (int i = 0; i < u->file.n; i++) {
        struct str name = str_trim(req_form(req, arena_printf(req->arena, "name%d", i)));
        if (u->file.n > 1 && !req_form(req, arena_printf(req->arena, "keep%d", i)).n)
            continue;
        if (!name.n || utf8_length(name) > SERIES_NAME_MAX)
            problem_add(problem, arena_printf(req->arena, "name%d", i), "A name takes 1 to %d letters.",
                        SERIES_NAME_MAX);
        out[n++] = (struct series_new){
            .name = str_dup(req->arena, name), .origin = u->origin, .first = upload_version(u, i, "new")};
    }
    if (!n)
        problem_add(problem, "keep0", "Choose at least one series.");
    return n;
}

static enum err kept(struct req *req, struct res *res, const struct series_new *s, int n, const char *const *ids)
{
    if (n > 1) {
        res_flash(res, req, "success", arena_printf(req->arena, "%d series are kept.", n), NULL);
        return res_see_other(res, "/returns/series");
    }
    res_flash(res, req, "success", arena_printf(req->arena, "“%s” is kept.", s->name), NULL);
    return res_see_other(res, arena_printf(req->arena, "/returns/series/%s", ids[0]));
}

static enum err keep_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct submission *u = ARENA_NEW(req->arena, struct submission);
    struct series_new s[PRICE_FILE_SERIES_MAX];
    const char *ids[PRICE_FILE_SERIES_MAX];
    struct draft d;
    enum err e = upload_of_draft(req, &d, u);
    if (e)
        return gone(req, res, e);
    int n = u->is_good ? chosen(req, u, s, &problem) : 0;
    if (!u->is_good || problem.n || *d.series) {
        res->status = 422;
        return show_check(req, res, &d, u, NULL, problem.n ? problem.at[0].message : NULL);
    }
    e = series_add(req->db, req->arena, req->session.sid, str_dup(req->arena, req->arg[0]), s, n, ids);
    if (e == ERR_LIMIT) {
        res->status = 409;
        return show_check(req, res, &d, u, NULL, series_room_words(req->db));
    }
    return e ? e : kept(req, res, s, n, ids);
}

static const struct route rows[] = {
    ROUTE(GET, "/returns/series/new", NONE, PAGE, new_load, new_get),
    ROUTE(POST, "/returns/series/new", UPLOAD, SAVE, NULL, new_post),
    ROUTE(GET, "/returns/series/new/:id", NONE, CALC, check_load, check_get),
    ROUTE(POST, "/returns/series/new/:id", FORM, SAVE, check_load, answers_post),
    ROUTE(POST, "/returns/series/new/:id/keep", FORM, SAVE, check_load, keep_post),
};
const struct routes returns_new_routes = ROUTES(rows);
