/* saved_share.c: showing a saved backtest to others: to the team, or by a link; and the list of one's links.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/num.h"
#include "margin/saved.h"
#include "web/error.h"

static const char *path_of(struct req *req, const char *id)
{
    return arena_printf(req->arena, "/margin/saved/%s#share", id);
}

static const char *own_path(struct req *req)
{
    return path_of(req, str_dup(req->arena, req->arg[0]));
}

/* ---- with the team ---- */

static enum err team(struct req *req, struct res *res, bool on)
{
    const char *name;
    enum err e = saved_share(req->db, req->arena, req->session.sid, req->arg[0], on, &name);
    if (e)
        return e;
    res_flash(res, req, "success",
              on ? "Everybody who can sign in here sees this result now, under Shared."
                 : "Only you see this result now.",
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

/* The page answers the form itself: the link is shown this once. */
static enum err show_new_link(struct req *req, struct res *res, struct saved_page *p, const char *token)
{
    p->new_link = arena_printf(req->arena, "%s/share/%s", req->settings->origin, token);
    return saved_page_reply(req, res, view_new(req->arena), p);
}

static enum err refuse_link(struct req *req, struct res *res, enum saved_link_outcome outcome)
{
    res_flash(res, req, "warning",
              outcome == SAVED_LINK_FULL
                  ? "No link was made: ten links to this result are open. Take one back, then make another."
                  : "No link was made: the administrators of this hub allow none that is open for so long.",
              NULL);
    return res_see_other(res, own_path(req));
}

/* The page as it is after the change. */
static enum err look_again(struct req *req, struct saved_page *p)
{
    struct db_result sid;
    enum err e = db_pipeline_begin(req->db);
    if (e || (e = saved_session_ask(req->db, req->session.sid)) || (e = saved_page_ask(req)) ||
        (e = db_pipeline_sync(req->db)) || (e = db_pipeline_next(req->db, req->arena, &sid)))
        return e;
    return saved_page_take(req, p);
}

static enum err link_post(struct req *req, struct res *res)
{
    unsigned char hash[TOKEN_HASH];
    char token[TOKEN_TEXT];
    enum saved_link_outcome outcome;
    struct saved_page p;
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
    if ((e = look_again(req, &p)))
        return e;
    return show_new_link(req, res, &p, arena_strdup(req->arena, token));
}

static enum err revoke_post(struct req *req, struct res *res)
{
    const char *saved;
    enum err e = saved_link_revoke(req->db, req->arena, req->session.sid, req->arg[0], &saved);
    if (e)
        return e;
    res_flash(res, req, "success", "The link is taken back: it opens nothing any more.", NULL);
    return res_see_other(res, str_eq(req_form(req, "from"), "list") ? "/margin/links" : path_of(req, saved));
}

/* ---- all of them ---- */

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
    return view_page(req, res, v, "margin/saved_links.tpl", "Links to saved backtests");
}

static const struct route table[] = {
    ROUTE(POST, "/margin/saved/:id/share", FORM, SAVE, NULL, share_post),
    ROUTE(POST, "/margin/saved/:id/unshare", FORM, SAVE, NULL, unshare_post),
    ROUTE(POST, "/margin/saved/:id/links", FORM, SAVE, NULL, link_post),
    ROUTE(GET, "/margin/links", NONE, PAGE, links_load, links_get),
    ROUTE(POST, "/margin/links/:id/revoke", FORM, SAVE, NULL, revoke_post),
};
const struct routes saved_share_routes = ROUTES(table);
