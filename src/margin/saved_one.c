/* saved_one.c: one of one's own saved backtests: open it, its files, change its words, delete and bring back, run again.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/answer_pack.h"
#include "margin/backtest.h"
#include "margin/saved.h"
#include "web/error.h"

static const char *path_of(struct req *req, const char *id)
{
    return arena_printf(req->arena, "/margin/saved/%s", id);
}

/* ---- what all doors show ---- */

static enum err unreadable(struct req *req, const char *why)
{
    req->detail = arena_printf(req->arena, "a stored answer cannot be read: %s", why);
    return ERR_INTERNAL;
}

enum err saved_answer(struct req *req, const struct saved *s, struct str data, struct backtest_answer *answer)
{
    const char *why;
    *answer = (struct backtest_answer){.engine_version = NULL};
    if (saved_is_old(s) || backtest_answer_unpack(req->arena, data, answer, &why))
        return OK;
    return unreadable(req, why);
}

struct view *saved_about_show(struct view *v, struct req *req, const struct saved *s, const char *eyebrow)
{
    struct view *saved = view_add(v, "SAVED");
    saved_row_show(saved, req->arena, s);
    view_text(saved, "SAVED_EYEBROW", eyebrow);
    view_text_if(saved, "HAS_NOTE", "SAVED_NOTE", s->note);
    view_text_if(saved, "HAS_TAGS", "SAVED_TAGS", s->tags);
    view_text(saved, "SAVED_ENGINE", s->engine_version);
    view_text(saved, "ENGINE_HERE", BT_ENGINE_VERSION);
    view_show_if(saved, "IS_OLDER", !saved_is_old(s) && strcmp(s->engine_version, BT_ENGINE_VERSION) != 0);
    return saved;
}

/* ---- files ---- */

/* What is stored never changes, so a browser may keep it. */
static enum err json_reply(struct req *req, struct res *res, const struct saved *s, struct str data)
{
    struct str json;
    const char *why;
    if (res_etag(res, req, s->result_hash, true))
        return OK;
    if (!backtest_answer_unpack_json(req->arena, data, &json, &why))
        return unreadable(req, why);
    res_type(res, "application/json");
    res_download(res,
                 str_of(result_file_name(req->arena, s->ticker, s->start_day, s->end_day, s->leverage, RESULT_JSON)));
    buf_str(&res->body, json);
    return OK;
}

enum err saved_file_reply(struct req *req, struct res *res, const struct saved *s, struct str data, struct str file)
{
    struct backtest_answer answer;
    enum result_file which;
    if (!result_file_find(file, &which))
        return ERR_NOTFOUND;
    if (which == RESULT_JSON)
        return json_reply(req, res, s, data);
    if (saved_is_old(s))
        return error_status(req, res, 404, "This result comes from the old system; there is only its JSON.", NULL);
    enum err e = saved_answer(req, s, data, &answer);
    return e ? e : result_file_reply(req, res, &answer, which);
}

enum err saved_day_reply(struct req *req, struct res *res, const struct saved *s, struct str data, const char *base,
                         struct str date)
{
    struct backtest_answer answer;
    if (saved_is_old(s))
        return ERR_NOTFOUND;
    enum err e = saved_answer(req, s, data, &answer);
    return e ? e : result_day_reply(req, res, &answer, base, s->name, date);
}

static enum err file_load(struct req *req)
{
    return saved_ask(req->db, SAVED_OWN, req->arg[0]);
}

static enum err file_get(struct req *req, struct res *res)
{
    struct saved s;
    struct str data;
    enum err e = saved_take(req->db, req->arena, SAVED_OWN, &s, &data, NULL);
    if (e || (e = db_pipeline_end(req->db)))
        return e;
    return saved_file_reply(req, res, &s, data, req->arg[1]);
}

static enum err day_get(struct req *req, struct res *res)
{
    struct saved s;
    struct str data;
    enum err e = saved_take(req->db, req->arena, SAVED_OWN, &s, &data, NULL);
    if (e || (e = db_pipeline_end(req->db)))
        return e;
    return saved_day_reply(req, res, &s, data, path_of(req, s.id), req->arg[1]);
}

/* ---- the page ---- */

enum err saved_page_ask(struct req *req)
{
    enum err e = saved_ask(req->db, SAVED_OWN, req->arg[0]);
    return e ? e : saved_links_ask(req->db, req->arg[0]);
}

enum err saved_page_take(struct req *req, struct saved_page *p)
{
    *p = (struct saved_page){0};
    enum err e = saved_take(req->db, req->arena, SAVED_OWN, &p->saved, &p->data, NULL);
    if (e || (e = sharing_links_take(req->db, req->arena, &p->sharing)) || (e = db_pipeline_end(req->db)))
        return e;
    p->sharing.id = p->saved.id;
    p->sharing.shared = p->saved.shared;
    return saved_answer(req, &p->saved, p->data, &p->answer);
}

enum err saved_page_reply(struct req *req, struct res *res, struct view *v, const struct saved_page *p)
{
    const struct saved *s = &p->saved;
    struct view *saved = saved_about_show(v, req, s,
                                          arena_printf(req->arena, "Saved backtest%s, %s UTC",
                                                       saved_is_old(s) ? " from the old system" : "", s->created));
    view_text(saved, "SAVED_LIST_NAME", "All saved backtests");
    view_text_if(saved, "IN_LIST", "SAVED_LIST", "/margin/saved");
    view_show_if(saved, "CAN_RUN", req->session.person.role >= ROLE_ANALYST);
    view_show_if(saved, "CAN_RERUN", !saved_is_old(s));
    view_text(saved, "SAVED_PATH", path_of(req, s->id));
    view_show_if(saved, "WORDS_OPEN", p->problem != NULL);
    if (p->was_run_again) /* the difference says it */
        view_show_if(saved, "IS_OLDER", false);
    saved_words_show(saved, req, s, s->name, p->problem);
    sharing_show(saved, &saved_sharing, &p->sharing);
    if (saved_is_old(s))
        return saved_old_page(req, res, v, saved, s);
    result_show(v, req, &p->answer, path_of(req, s->id));
    view_text(v, "HEADING", s->name);
    view_show_if(v, "CAN_CHANGE", req->session.person.role >= ROLE_ANALYST);
    return view_page(req, res, v, "margin/result.tpl", s->name);
}

static enum err one_get(struct req *req, struct res *res)
{
    struct saved_page p;
    enum err e = saved_page_take(req, &p);
    return e ? e : saved_page_reply(req, res, view_new(req->arena), &p);
}

/* ---- changes ---- */

static enum err words_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct saved_page p;
    struct saved_words words;
    enum err e = saved_page_take(req, &p);
    if (e)
        return e;
    if (!saved_words_read(req, &words, &problem)) {
        res->status = 422;
        p.problem = &problem;
        return saved_page_reply(req, res, view_new(req->arena), &p);
    }
    if ((e = saved_change(req->db, req->arena, req->session.sid, req->arg[0], &words)))
        return e;
    res_flash(res, req, "success", "Changed.", NULL);
    return res_see_other(res, path_of(req, p.saved.id));
}

static const char *restore_path(struct req *req)
{
    return arena_printf(req->arena, "/margin/saved/%.*s/restore", (int)req->arg[0].n, req->arg[0].s);
}

static enum err delete_post(struct req *req, struct res *res)
{
    const char *name;
    enum err e = saved_delete(req->db, req->arena, req->session.sid, req->arg[0], &name);
    if (e)
        return e;
    res_flash(res, req, "success",
              arena_printf(req->arena, "Deleted “%s”.", utf8_shorten(req->arena, name, VIEW_NAME_MOST)),
              restore_path(req));
    return res_see_other(res, "/margin/saved");
}

static int places_of(struct req *req)
{
    int places;
    return saved_places_get(req->db, req->arena, &places) ? saved_quota(req) : saved_quota_with(req, places);
}

static enum err restore_post(struct req *req, struct res *res)
{
    const char *name;
    enum err e = saved_restore(req->db, req->arena, req->session.sid, req->arg[0], saved_quota(req), &name);
    if (e == ERR_LIMIT)
        res_flash(res, req, "warning",
                  arena_printf(req->arena,
                               "It was not brought back: all %d places are used. Delete another one in a second tab, "
                               "then press Undo here.",
                               places_of(req)),
                  restore_path(req));
    else if (e)
        return e;
    else
        res_flash(res, req, "success",
                  arena_printf(req->arena, "“%s” is back.", utf8_shorten(req->arena, name, VIEW_NAME_MOST)), NULL);
    return res_see_other(res, "/margin/saved");
}

/* ---- run again ---- */

/* The new result is recorded as a run, which has a page of its own and can be saved there. */
static enum err rerun_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct view *v = view_new(req->arena);
    struct saved_page p;
    struct backtest_answer fresh;
    const char *id;
    enum err e = saved_page_take(req, &p);
    if (!e && saved_is_old(&p.saved))
        return res_see_other(res, saved_old_form(req->arena, &p.saved));
    if (e || (e = backtest_run_recorded(req, &p.answer.request, &fresh, &problem, &id)))
        return e;
    if (problem.n) {
        saved_again_refused(v, problem.at[0].message);
        return saved_page_reply(req, res, v, &p);
    }
    p.was_run_again = true;
    saved_again_show(v, req->arena, &p.saved, &p.answer, &fresh, arena_printf(req->arena, "/margin/backtests/%s", id));
    return saved_page_reply(req, res, v, &p);
}

static const struct route table[] = {
    ROUTE(GET, "/margin/saved/:id", NONE, PAGE, saved_page_ask, one_get),
    ROUTE(GET, "/margin/saved/:id/:file", NONE, PAGE, file_load, file_get),
    ROUTE(GET, "/margin/saved/:id/days/:date", NONE, PAGE, file_load, day_get),
    ROUTE(POST, "/margin/saved/:id/words", FORM, SAVE, saved_page_ask, words_post),
    ROUTE(POST, "/margin/saved/:id/delete", FORM, SAVE, NULL, delete_post),
    ROUTE(POST, "/margin/saved/:id/restore", FORM, SAVE, NULL, restore_post),
    ROUTE(POST, "/margin/saved/:id/rerun", FORM, CALC, saved_page_ask, rerun_post),
};
const struct routes saved_one_routes = ROUTES(table);
