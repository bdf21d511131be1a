/* share.c: showing a saved analysis to others: to the team, under /returns/shared, or by a link, under /s, to whoever has it, who needs no
 * account. They read and take files away; nothing else.
 *
 * The pages of a link are kept out of search engines, and its token out of referrers and logs (nginx/hub.conf.in). A link that opens
 * nothing has its own page: 404 unknown; 410 expired, or ended by its owner or the administrators.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/num.h"
#include "returns/routes.h"
#include "returns/saved.h"
#include "web/error.h"

static const char *path_of(struct req *req, const char *id)
{
    return arena_printf(req->arena, "/returns/analyses/%s#share", id);
}

static const char *own_path(struct req *req)
{
    return path_of(req, str_dup(req->arena, req->arg[0]));
}

/* ---- the owner's forms ---- */

/* ---- with the team ---- */

static enum err team(struct req *req, struct res *res, bool on)
{
    const char *title;
    enum err e = saved_share(req->db, req->arena, req->session.sid, req->arg[0], on, &title);
    if (e)
        return e;
    res_flash(res, req, "success",
              on ? "Everybody who can sign in here sees this analysis now, under Shared."
                 : "Only you see this analysis now.",
              NULL);
    return res_see_other(res, own_path(req));
}

static enum err share_post(struct req *req, struct res *res)
{
    return team(req, res, true);
}

static enum err unshare_post(struct req *req, struct res *res)
{
    return team(req, res, false);
}

/* ---- by a link ---- */

enum { HOURS_MAX = 30 * 24 };

static enum err refuse_link(struct req *req, struct res *res, enum saved_link_outcome outcome)
{
    res_flash(res, req, "warning",
              outcome == SAVED_LINK_FULL
                  ? "No link was made: ten links to this analysis are open. Take one back, then make another."
                  : "No link was made: the administrators of this hub allow none that is open for so long.",
              NULL);
    return res_see_other(res, own_path(req));
}

/* The page answers the form itself: the link is shown this once. */
static enum err link_post(struct req *req, struct res *res)
{
    unsigned char hash[TOKEN_HASH];
    char token[TOKEN_TEXT];
    enum saved_link_outcome outcome;
    int64_t hours;
    if (!num_parse_int(req_form(req, "hours"), &hours) || hours < 1 || hours > HOURS_MAX) {
        error_status(req, res, 400, "A link is open for 1 to 720 hours.", NULL);
        return OK;
    }
    token_make(token, hash);
    enum err e = saved_link_add(req->db, req->arena, req->session.sid, req->arg[0], hash, (int)hours, &outcome);
    if (e)
        return e;
    if (outcome != SAVED_LINK_DONE)
        return refuse_link(req, res, outcome);
    return saved_own_again(req, res, arena_printf(req->arena, "%s/s/%s", req->settings->origin, token));
}

static enum err revoke_post(struct req *req, struct res *res)
{
    const char *saved;
    enum err e = saved_link_revoke(req->db, req->arena, req->session.sid, req->arg[0], &saved);
    if (e)
        return e;
    res_flash(res, req, "success", "The link is taken back: it opens nothing any more.", NULL);
    return res_see_other(res, str_eq(req_form(req, "from"), "list") ? "/returns/links" : path_of(req, saved));
}

static enum err links_load(struct req *req)
{
    return saved_links_ask(req->db, STR(""));
}

static enum err links_get(struct req *req, struct res *res)
{
    struct view *v = view_new(req->arena);
    struct db_result links;
    int days;
    enum err e = sharing_links_take(req->db, req->arena, &links, &days);
    if (e)
        return e;
    sharing_links_show(v, &links, days);
    return view_page(req, res, v, "returns/saved_links.tpl", "Links to saved analyses");
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

static enum err over_page(struct req *req, struct res *res, enum saved_link_state state)
{
    struct view *v = view_new(req->arena);
    view_show_if(v, "LINK_EXPIRED", state == SAVED_LINK_EXPIRED);
    view_show_if(v, "LINK_ENDED", state == SAVED_LINK_ENDED);
    view_show_if(v, "LINK_UNKNOWN", state == SAVED_LINK_UNKNOWN);
    res->status = state == SAVED_LINK_UNKNOWN ? 404 : 410;
    return view_page(req, res, v, "returns/saved_link_over.tpl", "Shared analysis");
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
        *e = over_page(req, res, state);
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
