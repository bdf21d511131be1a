/* confirm.c: proving anew who one is before something important (web/confirm.h asks), and sending then what was held back.
 * SPDX-License-Identifier: Apache-2.0 */
#include "auth/entry.h"
#include "auth/routes.h"
#include "web/confirm.h"

static bool is_proved(const struct session *s)
{
    return s->is_fresh && (!s->person.has_factor || s->person.aal >= 2);
}

static enum err confirm_get(struct req *r, struct res *res)
{
    if (is_proved(&r->session))
        return res_see_other(res, entry_next(r->arena, req_query(r, "next")));
    return page_confirm(r, res, NULL);
}

/* ---- the proof ---- */

static enum err show_throttled(struct req *r, struct res *res, const struct signin_result *got)
{
    enum err e = page_confirm(r, res,
                              arena_printf(r->arena, "There were too many attempts. Please wait %s, then try again.",
                                           entry_wait_words(r->arena, got->retry_s)));
    entry_hurry(r, res, got->retry_s);
    return e;
}

static enum err confirm_post(struct req *r, struct res *res)
{
    const struct signin_client client = entry_client(r);
    struct str path = req_form(r, "path");
    struct signin_result got;
    enum err e = signin_prove(r->db, r->arena, r->settings, &client, &r->session, req_form(r, "proof"), &got);
    if (e)
        return e;
    if (got.outcome == SIGNIN_THROTTLED)
        return show_throttled(r, res, &got);
    if (got.outcome != SIGNIN_OK)
        return page_confirm(
            r, res,
            r->session.person.has_factor
                ? "This code is not right, or it was used already. Type the one that your app shows now."
                : "This is not your password. Check it and try again.");
    res_cookie(res, "__Host-hub", got.token, 0);
    return path.n ? page_resume(r, res, path, req_form(r, "fields"))
                  : res_see_other(res, entry_next(r->arena, req_form(r, "next")));
}

static const struct route rows[] = {
    ROUTE(GET, "/login/confirm", NONE, PAGE, NULL, confirm_get),
    ROUTE(POST, "/login/confirm", FORM, SIGNIN, NULL, confirm_post),
};
const struct routes auth_confirm_routes = ROUTES(rows);
