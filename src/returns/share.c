/* share.c: showing a saved analysis to others: to the team, under /returns/shared, or by a link, under /s, to whoever has it, who needs no
 * account. They read and take files away; nothing else.
 *
 * The pages of a link are kept out of search engines, and its token out of referrers and logs (nginx/hub.conf.in). A link that opens
 * nothing has its own page: 404 unknown; 410 expired, or ended by its owner or the administrators.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/routes.h"
#include "returns/saved.h"

static const struct sharing_kind kind = {.thing = "analysis",
                                         .things = "analyses",
                                         .section = "/returns",
                                         .own = "/returns/analyses",
                                         .open = "/s",
                                         .with = "without your notes",
                                         .files = ", levels of its series among them",
                                         .share = saved_share,
                                         .link_add = saved_link_add,
                                         .link_revoke = saved_link_revoke};

void saved_sharing_show(struct view *v, const struct sharing *s)
{
    sharing_show(v, &kind, s);
}

/* ---- the owner's forms ---- */

static enum err share_post(struct req *req, struct res *res)
{
    return sharing_team_post(req, res, &kind, true);
}

static enum err unshare_post(struct req *req, struct res *res)
{
    return sharing_team_post(req, res, &kind, false);
}

static enum err link_post(struct req *req, struct res *res)
{
    const char *url;
    enum err e = sharing_link_post(req, res, &kind, &url);
    return e || !url ? e : saved_own_again(req, res, url);
}

static enum err revoke_post(struct req *req, struct res *res)
{
    return sharing_revoke_post(req, res, &kind);
}

static enum err links_load(struct req *req)
{
    return saved_links_ask(req->db, STR(""));
}

static enum err links_get(struct req *req, struct res *res)
{
    return sharing_links_page(req, res, &kind);
}

/* ---- the team's ---- */

static enum err team_load(struct req *req)
{
    return saved_page_ask(req, SAVED_TEAM);
}

static enum err team_take(struct req *req, struct saved_page *p)
{
    enum err e = saved_page_take(req, SAVED_TEAM, p, NULL, NULL, NULL);
    if (!e)
        p->base = arena_printf(req->arena, "/returns/shared/%s", p->saved.id);
    return e;
}

static enum err team_get(struct req *req, struct res *res)
{
    struct saved_page *p = ARENA_NEW(req->arena, struct saved_page);
    enum err e = team_take(req, p);
    return e ? e
             : saved_page_reply(
                   req, res, view_new(req->arena), NULL, p,
                   arena_printf(req->arena, "Shared by %s, saved %s UTC", p->saved.shared_by, p->saved.created));
}

static enum err team_file(struct req *req, struct res *res)
{
    struct saved_page *p = ARENA_NEW(req->arena, struct saved_page);
    enum err e = team_take(req, p);
    return e ? e : saved_file_reply(req, res, p, req->arg[1]);
}

static enum err team_chart(struct req *req, struct res *res)
{
    struct saved_page *p = ARENA_NEW(req->arena, struct saved_page);
    enum err e = team_take(req, p);
    return e ? e : saved_chart_reply(req, res, p, req->arg[1]);
}

/* ---- whoever has a link ---- */

static enum err link_load(struct req *req)
{
    return saved_page_ask(req, SAVED_LINK);
}

/* True: it is open, and here it is. Else *e, or the reply, says why not. */
static bool link_take(struct req *req, struct res *res, struct saved_page *p, enum err *e)
{
    enum saved_link_state state = SAVED_LINK_OPEN;
    res_header(res, "X-Robots-Tag", "noindex, nofollow");
    *e = saved_page_take(req, SAVED_LINK, p, &state, NULL, NULL);
    if (*e != ERR_NOTFOUND) {
        p->base = arena_printf(req->arena, "/s/%.*s", (int)req->arg[0].n, req->arg[0].s);
        return !*e;
    }
    if (!(*e = db_pipeline_end(req->db)))
        *e = sharing_over_page(req, res, &kind, state);
    return false;
}

static enum err link_get(struct req *req, struct res *res)
{
    struct saved_page *p = ARENA_NEW(req->arena, struct saved_page);
    enum err e;
    if (!link_take(req, res, p, &e))
        return e;
    return saved_page_reply(req, res, view_new(req->arena), NULL, p,
                            arena_printf(req->arena, "Shared by a link, saved %s UTC", p->saved.created));
}

static enum err link_file(struct req *req, struct res *res)
{
    struct saved_page *p = ARENA_NEW(req->arena, struct saved_page);
    enum err e;
    return link_take(req, res, p, &e) ? saved_file_reply(req, res, p, req->arg[1]) : e;
}

static enum err link_chart(struct req *req, struct res *res)
{
    struct saved_page *p = ARENA_NEW(req->arena, struct saved_page);
    enum err e;
    return link_take(req, res, p, &e) ? saved_chart_reply(req, res, p, req->arg[1]) : e;
}

static const struct route rows[] = {
    ROUTE(POST, "/returns/analyses/:id/share", FORM, SAVE, NULL, share_post),
    ROUTE(POST, "/returns/analyses/:id/unshare", FORM, SAVE, NULL, unshare_post),
    ROUTE(POST, "/returns/analyses/:id/links", FORM, CALC, NULL, link_post),
    ROUTE(GET, "/returns/links", NONE, PAGE, links_load, links_get),
    ROUTE(POST, "/returns/links/:id/revoke", FORM, SAVE, NULL, revoke_post),
    ROUTE(GET, "/returns/shared/:id", NONE, CALC, team_load, team_get),
    ROUTE(GET, "/returns/shared/:id/:file", NONE, CALC, team_load, team_file),
    ROUTE(GET, "/returns/shared/:id/charts/:name", NONE, CALC, team_load, team_chart),
    ROUTE(GET, "/s/:token", NONE, CALC, link_load, link_get),
    ROUTE(GET, "/s/:token/:file", NONE, CALC, link_load, link_file),
    ROUTE(GET, "/s/:token/charts/:name", NONE, CALC, link_load, link_chart),
};
const struct routes returns_share_routes = ROUTES(rows);
