/* sessions.c: where a person is signed in; end one of these sessions, or all others.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/num.h"
#include "home/account.h"
#include "home/account_store.h"
#include "home/routes.h"
#include "web/device.h"

static enum err sessions_load(struct req *r)
{
    return account_sessions_ask(r->db);
}

static void show_session(struct view *row, struct arena *a, const struct db_result *s, int i)
{
    bool is_this = db_bool(s, i, OWN_SESSION_THIS);
    view_text(row, "SESSION_ID", db_text(s, i, OWN_SESSION_ID));
    view_text(row, "SESSION_DEVICE", device_words(a, db_text(s, i, OWN_SESSION_AGENT)));
    view_text(row, "SESSION_ADDRESS", db_text(s, i, OWN_SESSION_ADDRESS));
    view_text(row, "SESSION_SINCE", db_text(s, i, OWN_SESSION_SINCE));
    view_text(row, "SESSION_LAST", db_text(s, i, OWN_SESSION_LAST));
    view_text(row, "SESSION_FACTOR", db_bool(s, i, OWN_SESSION_FACTOR) ? "Given" : "Not given");
    view_show_if(row, "SESSION_THIS", is_this);
    view_show_if(row, "SESSION_OTHER", !is_this);
}

static enum err sessions_get(struct req *r, struct res *res)
{
    struct account_rows s;
    enum err e = account_rows_take(r->db, r->arena, &s);
    if (e)
        return account_failed(r, e, "read the sessions");
    struct view *v = view_new(r->arena);
    for (int i = 0; i < s.rows.rows; i++)
        show_session(view_add(v, "SESSION"), r->arena, &s.rows, i);
    view_show_if(v, "HAS_OTHERS", s.rows.rows > 1);
    view_text(v, "ZONE", s.zone);
    return account_page(r, res, v, "home/sessions.tpl", "Sessions");
}

static enum err end_one_post(struct req *r, struct res *res)
{
    int64_t session, n;
    if (!account_id(r->arg[0], &session))
        return ERR_NOTFOUND;
    enum err e = account_sessions_end(r->db, r->arena, r->session.sid, session, &n);
    if (e)
        return account_failed(r, e, "end a session");
    if (n == 0)
        return ERR_NOTFOUND;
    res_flash(res, r, "success", "The session has ended. That device has to sign in again.", NULL);
    return res_see_other(res, "/account/sessions");
}

static enum err end_others_post(struct req *r, struct res *res)
{
    int64_t n;
    enum err e = account_sessions_end(r->db, r->arena, r->session.sid, 0, &n);
    if (e)
        return account_failed(r, e, "end the other sessions");
    if (n == 0)
        res_flash(res, r, "info", "There was no other session to end.", NULL);
    else
        res_flash(res, r, "success",
                  n == 1 ? "One other session has ended. You stay signed in here."
                         : arena_printf(r->arena, "%s other sessions have ended. You stay signed in here.",
                                        num_group(r->arena, (double)n, 0)),
                  NULL);
    return res_see_other(res, "/account/sessions");
}

static const struct route rows[] = {
    ROUTE(GET, "/account/sessions", NONE, PAGE, sessions_load, sessions_get),
    ROUTE(POST, "/account/sessions/end", FORM, SAVE, NULL, end_others_post),
    ROUTE(POST, "/account/sessions/:id/end", FORM, SAVE, NULL, end_one_post),
};
const struct routes home_sessions_routes = ROUTES(rows);
