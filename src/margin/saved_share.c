/* saved_share.c: showing a saved backtest to others: to the team, or by a link; and the list of one's links.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/saved.h"

const struct sharing_kind saved_sharing = {.thing = "backtest",
                                           .things = "backtests",
                                           .section = "/margin",
                                           .own = "/margin/saved",
                                           .open = "/share",
                                           .with = "with its note and tags",
                                           .files = "",
                                           .share = saved_share,
                                           .link_add = saved_link_add,
                                           .link_revoke = saved_link_revoke};

static enum err share_post(struct req *req, struct res *res)
{
    return sharing_team_post(req, res, &saved_sharing, true);
}

static enum err unshare_post(struct req *req, struct res *res)
{
    return sharing_team_post(req, res, &saved_sharing, false);
}

static enum err link_post(struct req *req, struct res *res)
{
    struct saved_page p;
    const char *url;
    enum err e = sharing_link_post(req, res, &saved_sharing, &url);
    if (e || !url || (e = req_ask_again(req, saved_page_ask)) || (e = saved_page_take(req, &p)))
        return e;
    p.sharing.new_link = url;
    return saved_page_reply(req, res, view_new(req->arena), &p);
}

static enum err revoke_post(struct req *req, struct res *res)
{
    return sharing_revoke_post(req, res, &saved_sharing);
}

static enum err links_load(struct req *req)
{
    return saved_links_ask(req->db, STR(""));
}

static enum err links_get(struct req *req, struct res *res)
{
    return sharing_links_page(req, res, &saved_sharing);
}

static const struct route table[] = {
    ROUTE(POST, "/margin/saved/:id/share", FORM, SAVE, NULL, share_post),
    ROUTE(POST, "/margin/saved/:id/unshare", FORM, SAVE, NULL, unshare_post),
    ROUTE(POST, "/margin/saved/:id/links", FORM, SAVE, NULL, link_post),
    ROUTE(GET, "/margin/links", NONE, PAGE, links_load, links_get),
    ROUTE(POST, "/margin/links/:id/revoke", FORM, SAVE, NULL, revoke_post),
};
const struct routes saved_share_routes = ROUTES(table);
