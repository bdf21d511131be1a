/* reset.c: asking for a new password, and the page behind the one-time link that then comes, where it is set. Looking at that
 * uses nothing up, so that mail scanners and previews do no harm. nginx keeps the address out of its log and out of the
 * Referer header. Whether an address has an account is not told: a job looks and writes the mail, so time does not tell either.
 * SPDX-License-Identifier: Apache-2.0 */
#include "auth/newcomer.h"
#include "auth/routes.h"
#include "identity/registration.h"
#include "identity/signin.h"

/* ---- asking for a link ---- */

static enum err show_forgot(struct req *r, struct res *res, const struct problem *problem, int wait_s)
{
    struct view *v = view_new(r->arena);
    address_show(r, v, false, problem);
    if (wait_s)
        show_hurry(r, res, v, wait_s);
    return view_page(r, res, v, "auth/forgot.tpl", "Forgot your password?");
}

static enum err forgot_get(struct req *r, struct res *res)
{
    return show_forgot(r, res, NULL, 0);
}

static enum err forgot_post(struct req *r, struct res *res)
{
    struct problem problem;
    struct str email;
    int wait_s;
    if (!address_read(r, false, &email, &problem)) {
        res->status = 422;
        return show_forgot(r, res, &problem, 0);
    }
    enum err e = registration_ask_reset(r->db, r->arena, r->settings, email, r->remote_addr, &wait_s);
    if (e)
        return e;
    if (wait_s)
        return show_forgot(r, res, &problem, wait_s);
    res->status = 202;
    return view_page(r, res, view_new(r->arena), "auth/forgot_sent.tpl", "A mail is on its way");
}

/* ---- the link ---- */

static enum err show_no_form(struct req *r, struct res *res, enum err why)
{
    struct view *v = view_new(r->arena);
    if (why != ERR_NOTFOUND && why != ERR_CONFLICT)
        return why;
    view_show_if(v, "LINK_OVER", why == ERR_NOTFOUND);
    view_show_if(v, "LINK_BUSY", why == ERR_CONFLICT);
    res->status = why == ERR_NOTFOUND ? 404 : 409;
    return view_page(r, res, v, "auth/link.tpl",
                     why == ERR_NOTFOUND ? "Link no longer valid" : "Link in use at this moment");
}

static enum err show_form(struct req *r, struct res *res, const char *email, const char *name,
                          const struct new_password *typed)
{
    struct view *v = view_new(r->arena);
    view_text(v, "EMAIL", email);
    view_text_if(v, "HAS_NAME", "NAME", name);
    new_password_show(v, typed);
    if (typed)
        res->status = 422;
    return view_page(r, res, v, "auth/reset.tpl", "Set your password");
}

static enum err reset_get(struct req *r, struct res *res)
{
    const char *email, *name;
    enum err e = password_link_peek(r->db, r->arena, r->arg[0], &email, &name);
    return e ? show_no_form(r, res, e) : show_form(r, res, email, name, NULL);
}

static enum err reset_post(struct req *r, struct res *res)
{
    const char *email, *name;
    struct new_password typed;
    enum err e = password_link_peek(r->db, r->arena, r->arg[0], &email, &name);
    if (e)
        return show_no_form(r, res, e);
    if (!new_password_read(r, str_of(email), str_of(name), &typed))
        return show_form(r, res, email, name, &typed);
    e = password_link_use(r->db, r->arena, r->settings, r->arg[0], typed.text);
    if (e)
        return show_no_form(r, res, e);
    res_cookie(res, "__Host-hub", NULL, 0); /* every session of the person has ended */
    res_flash(res, r, "success", "Your password is set. Sign in with it.", NULL);
    return res_see_other(res, "/login");
}

static const struct route rows[] = {
    ROUTE(GET, "/reset", NONE, PAGE, NULL, forgot_get),
    ROUTE(POST, "/reset", FORM, SIGNIN, NULL, forgot_post),
    ROUTE(GET, "/reset/:token", NONE, PAGE, NULL, reset_get),
    ROUTE(POST, "/reset/:token", FORM, SIGNIN, NULL, reset_post),
};
const struct routes auth_reset_routes = ROUTES(rows);
