/* reset.c: the page behind a one-time link, where a person sets a password. Looking at it uses nothing up, so that mail
 * scanners and previews do no harm. nginx keeps the address out of its log and out of the Referer header.
 * SPDX-License-Identifier: Apache-2.0 */
#include "auth/routes.h"
#include "identity/password.h"
#include "identity/signin.h"
#include "web/view.h"

static enum err show_dead_link(struct req *r, struct res *res)
{
    res->status = 404;
    return view_page(r, res, view_new(r->arena), "auth/link.tpl", "Link no longer valid");
}

static enum err show_form(struct req *r, struct res *res, const char *email, const char *name, const char *fault,
                          const char *again_fault)
{
    struct view *v = view_new(r->arena);
    view_text(v, "EMAIL", email);
    view_text(v, "NAME", name);
    view_show_if(v, "HAS_NAME", *name);
    view_int(v, "PASSWORD_LEAST", PASSWORD_MIN);
    if (fault) {
        view_show(v, "PASSWORD_BAD");
        view_text(v, "PASSWORD_MESSAGE", fault);
    }
    if (again_fault) {
        view_show(v, "AGAIN_BAD");
        view_text(v, "AGAIN_MESSAGE", again_fault);
    }
    if (fault || again_fault)
        res->status = 422;
    return view_page(r, res, v, "auth/reset.tpl", "Set your password");
}

static enum err reset_get(struct req *r, struct res *res)
{
    const char *email, *name;
    enum err e = password_link_peek(r->db, r->arena, r->arg[0], &email, &name);
    if (e)
        return e == ERR_NOTFOUND ? show_dead_link(r, res) : e;
    return show_form(r, res, email, name, NULL, NULL);
}

static bool is_same(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

static enum err reset_post(struct req *r, struct res *res)
{
    const char *email, *name;
    struct str password = req_form(r, "password");
    enum err e = password_link_peek(r->db, r->arena, r->arg[0], &email, &name);
    if (e)
        return e == ERR_NOTFOUND ? show_dead_link(r, res) : e;
    const char *fault = password_fault(r->arena, password, str_of(email), str_of(name), str_of(r->settings->site_name));
    const char *again_fault =
        is_same(password, req_form(r, "again")) ? NULL : "The two passwords differ. Type the same one in both fields.";
    if (fault || again_fault)
        return show_form(r, res, email, name, fault, again_fault);
    e = password_link_use(r->db, r->arena, r->arg[0], password);
    if (e)
        return e == ERR_NOTFOUND ? show_dead_link(r, res) : e;
    res_cookie(res, "__Host-hub", NULL, 0); /* every session of the person has ended */
    res_flash(res, r, "success", "Your password is set. Sign in with it.", NULL);
    return res_see_other(res, "/login");
}

static const struct route rows[] = {
    ROUTE(GET, "/reset/:token", NONE, PAGE, NULL, reset_get),
    ROUTE(POST, "/reset/:token", FORM, SIGNIN, NULL, reset_post),
};
const struct routes auth_reset_routes = ROUTES(rows);
