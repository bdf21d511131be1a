/* saved_shared.c: a saved backtest as others see it: the team under /margin/shared, and under /share whoever has a link, who needs
 * no account. They read and take files away; nothing else.
 *
 * The pages of a link are kept out of search engines, and its token out of referrers and logs (nginx/hub.conf.in). A link that opens
 * nothing has its own page: 404 unknown; 410 expired, or ended by its owner or the administrators.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/saved.h"

/* list: where the team finds it among others; NULL for those who came by a link. */
static enum err show(struct req *req, struct res *res, const struct saved *s, struct str data, const char *eyebrow,
                     const char *base, const char *list)
{
    struct view *v = view_new(req->arena);
    struct backtest_answer answer;
    enum err e = saved_answer(req, s, data, &answer);
    if (e)
        return e;
    struct view *saved = saved_about_show(v, req, s, eyebrow);
    view_text(saved, "SAVED_PATH", base);
    view_text(saved, "SAVED_LIST_NAME", "All that is shared");
    view_text_if(saved, "IN_LIST", "SAVED_LIST", list);
    if (saved_is_old(s))
        return saved_old_page(req, res, v, saved, s);
    result_show(v, req, &answer, base);
    view_text(v, "HEADING", s->name);
    view_show_if(v, "CAN_CHANGE", req->session.person.role >= ROLE_ANALYST);
    return view_page(req, res, v, "margin/result.tpl", s->name);
}

/* ---- the team's ---- */

static enum err team_load(struct req *req)
{
    return saved_ask(req->db, SAVED_TEAM, req->arg[0]);
}

static enum err team_take(struct req *req, struct saved *s, struct str *data)
{
    enum err e = saved_take(req->db, req->arena, SAVED_TEAM, s, data, NULL);
    return e ? e : db_pipeline_end(req->db);
}

static const char *team_path(struct req *req, const struct saved *s)
{
    return arena_printf(req->arena, "/margin/shared/%s", s->id);
}

static enum err team_get(struct req *req, struct res *res)
{
    struct saved s;
    struct str data;
    enum err e = team_take(req, &s, &data);
    if (e)
        return e;
    return show(req, res, &s, data, arena_printf(req->arena, "Shared by %s, saved %s UTC", s.shared_by, s.created),
                team_path(req, &s), "/margin/shared");
}

static enum err team_file(struct req *req, struct res *res)
{
    struct saved s;
    struct str data;
    enum err e = team_take(req, &s, &data);
    return e ? e : saved_file_reply(req, res, &s, data, req->arg[1]);
}

static enum err team_day(struct req *req, struct res *res)
{
    struct saved s;
    struct str data;
    enum err e = team_take(req, &s, &data);
    return e ? e : saved_day_reply(req, res, &s, data, team_path(req, &s), req->arg[1]);
}

/* ---- by a link ---- */

static enum err link_load(struct req *req)
{
    return saved_ask(req->db, SAVED_LINK, req->arg[0]);
}

/* True: it is open, and here it is. Else *e, or the reply, says why not. */
static bool link_take(struct req *req, struct res *res, struct saved *s, struct str *data, enum err *e)
{
    enum saved_link_state state;
    res_header(res, "X-Robots-Tag", "noindex, nofollow");
    *e = saved_take(req->db, req->arena, SAVED_LINK, s, data, &state);
    if (*e && *e != ERR_NOTFOUND)
        return false;
    bool is_open = !*e;
    if ((*e = db_pipeline_end(req->db)))
        return false;
    if (!is_open)
        *e = sharing_over_page(req, res, &saved_sharing, state);
    return is_open;
}

static const char *link_path(struct req *req)
{
    return arena_printf(req->arena, "/share/%.*s", (int)req->arg[0].n, req->arg[0].s);
}

static enum err link_get(struct req *req, struct res *res)
{
    struct saved s;
    struct str data;
    enum err e;
    if (!link_take(req, res, &s, &data, &e))
        return e;
    return show(req, res, &s, data, arena_printf(req->arena, "Shared by a link, saved %s UTC", s.created),
                link_path(req), NULL);
}

static enum err link_file(struct req *req, struct res *res)
{
    struct saved s;
    struct str data;
    enum err e;
    return link_take(req, res, &s, &data, &e) ? saved_file_reply(req, res, &s, data, req->arg[1]) : e;
}

static enum err link_day(struct req *req, struct res *res)
{
    struct saved s;
    struct str data;
    enum err e;
    return link_take(req, res, &s, &data, &e) ? saved_day_reply(req, res, &s, data, link_path(req), req->arg[1]) : e;
}

static const struct route table[] = {
    ROUTE(GET, "/margin/shared/:id", NONE, PAGE, team_load, team_get),
    ROUTE(GET, "/margin/shared/:id/:file", NONE, PAGE, team_load, team_file),
    ROUTE(GET, "/margin/shared/:id/days/:date", NONE, PAGE, team_load, team_day),
    ROUTE(GET, "/share/:token", NONE, CALC, link_load, link_get),
    ROUTE(GET, "/share/:token/:file", NONE, CALC, link_load, link_file),
    ROUTE(GET, "/share/:token/days/:date", NONE, CALC, link_load, link_day),
};
const struct routes saved_shared_routes = ROUTES(table);
