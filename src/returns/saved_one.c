/* saved_one.c: opening a saved analysis, its page, and what its owner changes: title, notes, runs, copies, deleting and bringing back.
 *
 * What is stored is each run's answer. Its page needs more (charts, tables by day), so the analysis is computed once more from the pinned
 * versions of its series, and shown when the very same bytes come out. Else the stored figures are shown, and it can be run again.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"
#include "base/num.h"
#include "returns/analysis.h"
#include "returns/analysis_load.h"
#include "returns/export.h"
#include "returns/routes.h"
#include "returns/saved.h"
#include "web/error.h"

static const char *path_of(struct req *req, const char *id)
{
    return arena_printf(req->arena, "/returns/analyses/%s", id);
}

static const char *own_path(struct req *req)
{
    return path_of(req, str_dup(req->arena, req->arg[0]));
}

/* ---- opening ---- */

enum err saved_page_ask(struct req *req, enum saved_door door)
{
    enum err e = saved_ask(req->db, door, req->arg[0], 0);
    return e ? e : saved_series_ask(req->db, door, req->arg[0]);
}

static enum err unreadable(struct req *req, const char *why)
{
    req->detail = arena_printf(req->arena, "a stored analysis cannot be read: %s", why);
    return ERR_INTERNAL;
}

/* Whether the figures of today are those that were stored. The data may have grown outside the window: then the version of the data is
 * another one, and nothing else. */
static enum err judge(struct req *req, struct saved_page *p)
{
    struct saved_answer stored;
    struct str json;
    char hash[INPUTS_HASH];
    const char *why, *now = p->analysis.data_version;
    saved_answer_bytes(req->arena, &p->analysis, &json, hash);
    p->is_live = strcmp(hash, p->saved.result_hash) == 0;
    if (p->is_live)
        return OK;
    if (!saved_answer_read(req->arena, p->json, &stored, &why))
        return unreadable(req, why);
    p->data_changed = strcmp(stored.data_version, now) != 0;
    p->analysis.data_version = stored.data_version;
    saved_answer_bytes(req->arena, &p->analysis, &json, hash);
    p->is_live = strcmp(hash, p->saved.result_hash) == 0;
    return OK;
}

/* The same engine, asked the same of the same data: what it answers need not be compared. */
static bool begins_alike(struct req *req, const struct saved_page *p)
{
    struct buf head;
    buf_init(&head, req->arena, 2048);
    returns_head_write(&head, &p->analysis);
    return str_starts(p->json, head.s);
}

static enum err compute(struct req *req, unsigned tables, struct saved_page *p)
{
    struct problem problem = {.arena = req->arena};
    enum err e = analysis_get_lent(req, &p->request, p->lent, tables, &p->analysis, &problem);
    if (!e && problem.n)
        p->gone = problem.at[0].message;
    return e;
}

/* Where all days were asked for and others have come since: over the days that there were. */
static enum err compute_until_then(struct req *req, struct saved_page *p)
{
    const char *gone = p->gone;
    p->request.to = p->saved.last_day;
    enum err e = compute(req, RETURNS_TABLE_ALL, p);
    p->request.to = RETURNS_NO_DAY;
    p->analysis.request.to = RETURNS_NO_DAY;
    if (!e && !p->gone)
        e = judge(req, p);
    p->gone = gone;
    p->has_grown = p->is_live;
    return e;
}

enum err saved_compute(struct req *req, unsigned tables, struct saved_page *p)
{
    p->engine_changed = strcmp(p->saved.engine_version, RETURNS_ENGINE_VERSION) != 0;
    enum err e = compute(req, tables, p);
    if (e || p->gone)
        return e;
    p->is_live = tables != RETURNS_TABLE_ALL && !p->engine_changed && begins_alike(req, p);
    if (p->is_live)
        return OK;
    if (tables != RETURNS_TABLE_ALL && (e = compute(req, RETURNS_TABLE_ALL, p)))
        return e;
    e = judge(req, p);
    if (e || p->is_live || p->engine_changed || !p->data_changed || p->request.to != RETURNS_NO_DAY)
        return e;
    return compute_until_then(req, p);
}

enum err saved_page_take(struct req *req, enum saved_door door, struct saved_page *p, enum saved_link_state *link,
                         enum err (*more)(struct req *, void *), void *context)
{
    struct problem problem = {.arena = req->arena};
    struct analysis_lent *lent = ARENA_NEW(req->arena, struct analysis_lent);
    struct str request;
    const char *why;
    *p = (struct saved_page){.door = door, .lent = lent};
    enum err e = saved_take(req->db, req->arena, door, &p->saved, &p->json, &request, link);
    if (e || (e = saved_series_take(req->db, req->arena, lent)) || (more && (e = more(req, context))) ||
        (e = db_pipeline_end(req->db)))
        return e;
    struct json_object *json = json_read(req->arena, request, &why);
    if (!json || !returns_request_read(json, &p->request, &problem))
        return unreadable(req, json ? problem.at[0].message : why);
    return OK;
}

/* ---- its page ---- */

void saved_row_show(struct view *v, struct arena *arena, const struct saved *s)
{
    char first[DAY_TEXT], last[DAY_TEXT];
    view_text(v, "SAVED_TITLE", s->title);
    view_text(v, "SAVED_ID", s->id);
    view_text(v, "SAVED_SERIES", s->series);
    view_text_if(v, "SAVED_HAS_BENCHMARK", "SAVED_BENCHMARK", s->benchmark);
    view_text(v, "SAVED_BASIS",
              strcmp(s->basis, "price") == 0   ? "price"
              : strcmp(s->basis, "total") == 0 ? "total return"
                                               : "as given");
    view_printf(v, "SAVED_FIRST", "%s", day_text(s->first_day, first));
    view_printf(v, "SAVED_LAST", "%s", day_text(s->last_day, last));
    view_text(v, "SAVED_TOTAL", num_percent(arena, s->total * 100, 2));
    view_text(v, "SAVED_CAGR", num_percent(arena, s->cagr * 100, 2));
    view_text(v, "SAVED_VOLATILITY", num_percent(arena, s->volatility * 100, 2));
    view_text(v, "SAVED_SHARPE", num_group(arena, s->sharpe, 2));
    view_text(v, "SAVED_DRAWDOWN", num_percent(arena, s->max_drawdown * 100, 2));
    view_text(v, "SAVED_RUN_AT", s->run_at);
    view_int(v, "SAVED_RUN", s->run);
    view_text(v, "SAVED_ENGINE", s->engine_version);
}

struct view *saved_about_show(struct view *v, struct req *req, const struct saved_page *p, const char *eyebrow)
{
    struct view *about = view_add(v, "SAVED");
    saved_row_show(about, req->arena, &p->saved);
    view_text(v, "EYEBROW", eyebrow);
    view_text(v, "SAVED_LIST_NAME", p->door == SAVED_OWN ? "All saved analyses" : "All that is shared");
    view_text_if(v, "IN_LIST", "SAVED_LIST",
                 p->door == SAVED_OWN    ? "/returns/analyses"
                 : p->door == SAVED_TEAM ? "/returns/shared"
                                         : NULL);
    view_text(about, "ENGINE_HERE", RETURNS_ENGINE_VERSION);
    view_text(about, "RESULT_HASH", p->saved.result_hash);
    view_printf(about, "RESULT_SHORT", "%.12s…", p->saved.result_hash);
    view_show_if(about, "SAME_BITS", p->is_live && !p->data_changed);
    view_show_if(about, "SAME_FIGURES", p->is_live && p->data_changed && !p->has_grown);
    view_show_if(about, "SAME_UNTIL_THEN", p->has_grown);
    view_show_if(about, "OTHER_FIGURES", !p->is_live);
    view_show_if(about, "ENGINE_CHANGED", !p->is_live && p->engine_changed);
    view_show_if(about, "DATA_CHANGED", !p->is_live && p->data_changed);
    view_text_if(about, "GONE", "GONE_WHY", p->gone);
    return about;
}

enum err saved_page_reply(struct req *req, struct res *res, struct view *v, struct view *about, struct saved_page *p,
                          const char *eyebrow)
{
    enum err e = about ? OK : saved_compute(req, RETURNS_TABLE_ALL, p);
    if (e)
        return e;
    if (!about)
        saved_about_show(v, req, p, eyebrow);
    if (!p->is_live)
        return saved_old_page(req, res, v, p);
    struct analysis_place place = {.base = p->base, .query = "", .is_own = p->door == SAVED_OWN};
    analysis_place_read(req, &p->analysis, &place);
    analysis_show(v, &p->analysis, &place);
    export_links_show(v, p->base, "");
    view_text(v, "HEADING", p->saved.title);
    return view_page(req, res, v, "returns/analysis.tpl", p->saved.title);
}

/* ---- one's own ---- */

struct own {
    struct saved_page page;
    struct sharing sharing;
    struct db_result notes, newer;
    struct saved *runs;
    int n_runs;
};

static enum err own_load(struct req *req)
{
    enum err e = saved_page_ask(req, SAVED_OWN);
    if (e || (e = saved_links_ask(req->db, req->arg[0])) || (e = saved_notes_ask(req->db, req->arg[0])) ||
        (e = saved_newer_ask(req->db, req->arg[0])))
        return e;
    return saved_runs_ask(req->db, req->arg[0]);
}

static enum err own_more(struct req *req, void *context)
{
    struct own *o = context;
    enum err e = sharing_links_take(req->db, req->arena, &o->sharing);
    if (e || (e = db_pipeline_next(req->db, req->arena, &o->notes)) ||
        (e = db_pipeline_next(req->db, req->arena, &o->newer)))
        return e;
    return saved_runs_take(req->db, req->arena, &o->runs, &o->n_runs);
}

static void run_show(struct view *v, struct arena *arena, const struct saved *run)
{
    saved_row_show(v, arena, run);
    view_show_if(v, "RUN_IS_NEWEST", run->run == run->newest);
    view_show_if(v, "RUN_IS_EARLIER", run->run != run->newest);
    view_show_if(v, "RUN_PINNED", run->is_pinned);
    view_show_if(v, "RUN_NOT_PINNED", !run->is_pinned);
    view_printf(v, "RUN_BYTES", "%s kB", num_group(arena, (double)run->bytes / 1000, 1));
}

/* What there is now that its newest run did not have. */
static void newer_show(struct view *about, const struct db_result *newer)
{
    if (!newer->rows)
        return;
    struct view *v = view_add(about, "NEWER");
    for (int i = 0; i < newer->rows; i++) {
        bool is_own = !db_is_null(newer, i, NEWER_NOW);
        struct view *row = view_add(v, "NEWER_INPUT"), *how = view_add(row, is_own ? "NEWER_VERSION" : "NEWER_PRICES");
        view_text(row, "NEWER_NAME", db_text(newer, i, NEWER_NAME));
        if (is_own) {
            view_int(how, "NEWER_NOW", db_int(newer, i, NEWER_NOW));
            view_int(how, "NEWER_THEN", db_int(newer, i, NEWER_THEN));
        } else {
            char last[DAY_TEXT];
            view_printf(how, "NEWER_LAST", "%s", day_text(db_day(newer, i, NEWER_LAST), last));
        }
    }
}

static void own_show(struct view *about, struct req *req, const struct own *o)
{
    struct returns_request newest = o->page.request;
    saved_unpin(req->arena, &newest);
    view_show_if(about, "CAN_RUN", req->session.person.role >= ROLE_ANALYST);
    view_text(about, "CHANGE_HREF",
              arena_printf(req->arena, "/returns/analysis/new?%s", analysis_form_query(req->arena, &newest)));
    for (int i = 0; i < o->notes.rows; i++) {
        struct view *note = view_add(about, "NOTE");
        view_text(note, "NOTE_ID", db_text(&o->notes, i, NOTE_ID));
        view_text(note, "NOTE_TEXT", db_text(&o->notes, i, NOTE_TEXT));
        view_text(note, "NOTE_CREATED", db_text(&o->notes, i, NOTE_CREATED));
    }
    view_show_if(about, "HAS_NOTES", o->notes.rows > 0);
    for (int i = 0; i < o->n_runs; i++)
        run_show(view_add(about, "RUN"), req->arena, &o->runs[i]);
    newer_show(about, &o->newer);
    saved_sharing_show(about, &o->sharing);
}

static enum err own_reply(struct req *req, struct res *res, const char *new_link)
{
    struct own *o = ARENA_NEW(req->arena, struct own);
    struct view *v = view_new(req->arena);
    enum err e = saved_page_take(req, SAVED_OWN, &o->page, NULL, own_more, o);
    if (e || (e = saved_compute(req, RETURNS_TABLE_ALL, &o->page)))
        return e;
    o->page.base = path_of(req, o->page.saved.id);
    o->sharing.id = o->page.saved.id;
    o->sharing.shared = o->page.saved.shared;
    o->sharing.new_link = new_link;
    struct view *about =
        saved_about_show(v, req, &o->page, arena_printf(req->arena, "Saved analysis, %s UTC", o->page.saved.created));
    own_show(about, req, o);
    return saved_page_reply(req, res, v, about, &o->page, NULL);
}

static enum err one_get(struct req *req, struct res *res)
{
    return own_reply(req, res, NULL);
}

enum err saved_own_again(struct req *req, struct res *res, const char *new_link)
{
    enum err e = req_ask_again(req, own_load);
    return e ? e : own_reply(req, res, new_link);
}

/* ---- its files ---- */

/* A browser may keep it, and asks whether there has been another run. */
static enum err json_reply(struct req *req, struct res *res, const struct saved_page *p)
{
    if (res_etag(res, req, p->saved.result_hash, false))
        return OK;
    res_type(res, "application/json");
    res_download(res, str_of(analysis_file_name(req->arena, p->saved.title, "analysis", "json")));
    buf_str(&res->body, p->json);
    return OK;
}

static enum err no_file(struct req *req, struct res *res)
{
    return error_status(
        req, res, 409,
        "The stored figures cannot be computed again, so there is only their JSON. Run the analysis again for "
        "the other files.",
        NULL);
}

enum err saved_file_reply(struct req *req, struct res *res, struct saved_page *p, struct str file)
{
    if (str_eq(file, "export.json"))
        return json_reply(req, res, p);
    enum err e = saved_compute(req, export_tables(req, file), p);
    if (e)
        return e;
    return p->is_live ? export_reply(req, res, &p->analysis, p->saved.title, file) : no_file(req, res);
}

enum err saved_chart_reply(struct req *req, struct res *res, struct saved_page *p, struct str chart)
{
    enum err e = saved_compute(req, analysis_chart_tables(chart), p);
    if (e)
        return e;
    return p->is_live ? analysis_chart_reply(req, res, &p->analysis, chart) : no_file(req, res);
}

static enum err open_load(struct req *req)
{
    return saved_page_ask(req, SAVED_OWN);
}

static enum err one_file(struct req *req, struct res *res)
{
    struct saved_page *p = ARENA_NEW(req->arena, struct saved_page);
    enum err e = saved_page_take(req, SAVED_OWN, p, NULL, NULL, NULL);
    return e ? e : saved_file_reply(req, res, p, req->arg[1]);
}

static enum err chart_get(struct req *req, struct res *res)
{
    struct saved_page *p = ARENA_NEW(req->arena, struct saved_page);
    enum err e = saved_page_take(req, SAVED_OWN, p, NULL, NULL, NULL);
    return e ? e : saved_chart_reply(req, res, p, req->arg[1]);
}

/* ---- changes ---- */

static enum err back(struct req *req, struct res *res, const char *kind, const char *said)
{
    res_flash(res, req, kind, said, NULL);
    return res_see_other(res, own_path(req));
}

static enum err title_post(struct req *req, struct res *res)
{
    struct str title = str_trim(req_form(req, "title"));
    if (!title.n || str_has_control(title) || utf8_length(title) > SAVED_TITLE_MAX)
        return back(req, res, "warning", "Not renamed: a title is one line of 1 to 200 letters.");
    enum err e = saved_rename(req->db, req->arena, req->session.sid, req->arg[0], title);
    return e ? e : back(req, res, "success", "Renamed.");
}

static enum err note_post(struct req *req, struct res *res)
{
    struct str text = str_trim(req_form(req, "text")), note = req_form(req, "note");
    if (utf8_length(text) > SAVED_NOTE_MAX || (!text.n && !note.n))
        return back(req, res, "warning", "Not kept: a note has 1 to 4,000 letters.");
    enum err e = note.n ? saved_note_change(req->db, req->arena, req->session.sid, req->arg[0], note, text)
                        : saved_note_add(req->db, req->arena, req->session.sid, req->arg[0], text);
    return e ? e : back(req, res, "success", !note.n ? "Note kept." : text.n ? "Note changed." : "Note removed.");
}

static enum err pin_post(struct req *req, struct res *res)
{
    int64_t run;
    bool on = str_eq(req_form(req, "pin"), "yes");
    if (!num_parse_int(req_form(req, "run"), &run))
        return ERR_INPUT;
    enum err e = saved_pin(req->db, req->arena, req->session.sid, req->arg[0], run, on);
    return e ? e
             : back(req, res, "success",
                    on ? "This run is kept, however short room gets." : "When room is short, this run may go.");
}

static enum err duplicate_post(struct req *req, struct res *res)
{
    const char *copy;
    enum err e = saved_duplicate(req->db, req->arena, req->session.sid, req->arg[0], &copy);
    if (e == ERR_LIMIT)
        return back(req, res, "warning", saved_room_words(req->db));
    if (e)
        return e;
    res_flash(res, req, "success", "This is the copy.", NULL);
    return res_see_other(res, path_of(req, copy));
}

static const char *restore_path(struct req *req)
{
    return arena_printf(req->arena, "%s/restore", own_path(req));
}

static enum err delete_post(struct req *req, struct res *res)
{
    const char *title;
    enum err e = saved_delete(req->db, req->arena, req->session.sid, req->arg[0], &title);
    if (e)
        return e;
    res_flash(res, req, "success",
              arena_printf(req->arena, "Deleted “%s”.", utf8_shorten(req->arena, title, VIEW_NAME_MOST)),
              restore_path(req));
    return res_see_other(res, "/returns/analyses");
}

static enum err restore_post(struct req *req, struct res *res)
{
    const char *title;
    enum err e = saved_restore(req->db, req->arena, req->session.sid, req->arg[0], &title);
    if (e && e != ERR_LIMIT)
        return e;
    if (e)
        res_flash(
            res, req, "warning",
            "It was not brought back: there is no room. Delete another one in a second tab, then press Undo here.",
            restore_path(req));
    else
        res_flash(res, req, "success",
                  arena_printf(req->arena, "“%s” is back.", utf8_shorten(req->arena, title, VIEW_NAME_MOST)), NULL);
    return res_see_other(res, "/returns/analyses");
}

/* ---- run again ---- */

enum err saved_rerun(struct req *req, struct saved_page *p, struct saved_run *run, struct problem *problem)
{
    enum err e = saved_page_take(req, SAVED_OWN, p, NULL, NULL, NULL);
    if (e || (e = saved_run_make(req, &p->request, true, run, problem)) || problem->n ||
        strcmp(run->result_hash, p->saved.result_hash) == 0)
        return e;
    return saved_run_add(req->db, req->arena, req->session.sid, str_of(p->saved.id), p->saved.run, run);
}

static enum err rerun_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct saved_page *p = ARENA_NEW(req->arena, struct saved_page);
    struct saved_run *run = ARENA_NEW(req->arena, struct saved_run);
    enum err e = saved_rerun(req, p, run, &problem);
    if (e == ERR_LIMIT)
        return back(req, res, "warning", saved_room_words(req->db));
    if (e)
        return e;
    if (problem.n)
        return back(req, res, "warning",
                    arena_printf(req->arena, "It cannot be run again: %s.", problem.at[0].message));
    if (strcmp(run->result_hash, p->saved.result_hash) == 0)
        return back(req, res, "success", "Run again: the same bits came out, so there is no new run.");
    res_flash(res, req, "success", "Run again. This is what is different now.", NULL);
    return res_see_other(res, arena_printf(req->arena, "%s/runs/%lld", own_path(req), (long long)p->saved.run));
}

static const struct route rows[] = {
    ROUTE(GET, "/returns/analyses/:id", NONE, CALC, own_load, one_get),
    ROUTE(GET, "/returns/analyses/:id/:file", NONE, CALC, open_load, one_file),
    ROUTE(GET, "/returns/analyses/:id/charts/:name", NONE, CALC, open_load, chart_get),
    ROUTE(POST, "/returns/analyses/:id/title", FORM, SAVE, NULL, title_post),
    ROUTE(POST, "/returns/analyses/:id/notes", FORM, SAVE, NULL, note_post),
    ROUTE(POST, "/returns/analyses/:id/pin", FORM, SAVE, NULL, pin_post),
    ROUTE(POST, "/returns/analyses/:id/duplicate", FORM, SAVE, NULL, duplicate_post),
    ROUTE(POST, "/returns/analyses/:id/delete", FORM, SAVE, NULL, delete_post),
    ROUTE(POST, "/returns/analyses/:id/restore", FORM, SAVE, NULL, restore_post),
    ROUTE(POST, "/returns/analyses/:id/rerun", FORM, CALC, open_load, rerun_post),
};
const struct routes returns_saved_one_routes = ROUTES(rows);
