/* verify.c: the page behind the link that proves an address: that of a registration, or a new one. Looking at it uses nothing
 * up. A new address is confirmed by who asked for it, signed in: so a mistyped one gives nobody else the account.
 * SPDX-License-Identifier: Apache-2.0 */
#include "auth/routes.h"
#include "identity/registration.h"
#include "web/view.h"

static enum err show_over(struct req *r, struct res *res, int status, const char *section, const char *email)
{
    struct view *v = view_new(r->arena);
    view_show(v, section);
    view_text(v, "EMAIL", email);
    view_str(v, "VERIFY_PATH", r->path);
    view_text(v, "SIGNED_IN_AS", r->session.person.id ? r->session.person.email : "");
    res->status = status;
    return view_page(r, res, v, "auth/verify_over.tpl", "Confirm your address");
}

/* Where the link cannot be used by who asks, the page that says so: then *is_done. */
static enum err open_link(struct req *r, struct res *res, struct email_link *link, bool *is_done)
{
    const struct person *p = &r->session.person;
    enum err e = email_link_look(r->db, r->arena, r->arg[0], link);
    *is_done = true;
    if (e)
        return e == ERR_NOTFOUND ? show_over(r, res, 404, "VERIFY_OVER", "") : e;
    if (link->is_change && !p->id)
        return show_over(r, res, 403, "VERIFY_SIGNED_OUT", "");
    if (link->is_change && strcmp(p->email, link->old_email) != 0)
        return show_over(r, res, 403, "VERIFY_OTHER", "");
    *is_done = false;
    return OK;
}

static enum err verify_get(struct req *r, struct res *res)
{
    struct email_link link;
    bool is_done;
    enum err e = open_link(r, res, &link, &is_done);
    if (e || is_done)
        return e;
    struct view *v = view_new(r->arena);
    view_show_if(v, "VERIFY_CHANGE", link.is_change);
    view_show_if(v, "VERIFY_REGISTER", !link.is_change);
    view_text(v, "EMAIL", link.email);
    view_text(v, "OLD_EMAIL", link.old_email);
    return view_page(r, res, v, "auth/verify.tpl", "Confirm your address");
}

static enum err verify_post(struct req *r, struct res *res)
{
    const struct session *s = &r->session;
    struct email_link link;
    bool is_done;
    enum err e = open_link(r, res, &link, &is_done);
    if (e || is_done)
        return e;
    e = email_link_use(r->db, r->arena, r->settings, s->person.id ? s->sid : NULL, r->arg[0]);
    if (e == ERR_NOTFOUND)
        return show_over(r, res, 404, "VERIFY_OVER", "");
    if (e == ERR_CONFLICT)
        return show_over(r, res, 409, "VERIFY_TAKEN", link.email);
    if (e)
        return e;
    res_flash(res, r, "success",
              link.is_change ? "Your address is changed. You sign in with the new one from now on."
                             : "Thank you, your address is confirmed.",
              NULL);
    return res_see_other(res, s->person.id ? "/account" : "/login");
}

static const struct route rows[] = {
    ROUTE(GET, "/verify/:token", NONE, PAGE, NULL, verify_get),
    ROUTE(POST, "/verify/:token", FORM, SIGNIN, NULL, verify_post),
};
const struct routes auth_verify_routes = ROUTES(rows);
