/* register.c: open registration, and the page for who waits for approval. What one reads afterwards does not depend on whether
 * the address is known.
 * SPDX-License-Identifier: Apache-2.0 */
#include "auth/newcomer.h"
#include "auth/routes.h"
#include "identity/registration.h"

static enum err show_closed(struct req *r, struct res *res, enum registration_mode mode)
{
    struct view *v = view_new(r->arena);
    view_show_if(v, "BY_INVITATION", mode == REGISTRATION_BY_INVITATION);
    view_show_if(v, "BY_NOBODY", mode == REGISTRATION_BY_NOBODY);
    return view_page(r, res, v, "auth/register_closed.tpl", "Register");
}

static enum err show_form(struct req *r, struct res *res, const struct newcomer *typed, int wait_s)
{
    struct view *v = view_new(r->arena);
    newcomer_show(r, v, true, typed);
    if (wait_s)
        show_hurry(r, res, v, wait_s);
    return view_page(r, res, v, "auth/register.tpl", "Register");
}

static enum err register_get(struct req *r, struct res *res)
{
    enum registration_mode mode;
    if (r->session.person.id)
        return res_see_other(res, "/");
    enum err e = registration_mode(r->db, r->arena, &mode);
    if (e)
        return e;
    return mode == REGISTRATION_BY_ALL ? show_form(r, res, NULL, 0) : show_closed(r, res, mode);
}

static enum err register_post(struct req *r, struct res *res)
{
    enum registration_mode mode;
    struct newcomer typed;
    int wait_s;
    enum err e = registration_mode(r->db, r->arena, &mode);
    if (e)
        return e;
    if (mode != REGISTRATION_BY_ALL) {
        res->status = 403;
        return show_closed(r, res, mode);
    }
    if (!newcomer_read(r, (struct str){"", 0}, &typed)) {
        res->status = 422;
        return show_form(r, res, &typed, 0);
    }
    const struct registration who = {.email = typed.email,
                                     .first_name = typed.first_name,
                                     .last_name = typed.last_name,
                                     .password = typed.password.text,
                                     .ip = r->remote_addr};
    if ((e = registration_try(r->db, r->arena, r->settings, &who, &wait_s)))
        return e;
    return wait_s ? show_form(r, res, &typed, wait_s) : res_see_other(res, "/register/waiting");
}

static enum err waiting_get(struct req *r, struct res *res)
{
    return view_page(r, res, view_new(r->arena), "auth/waiting.tpl", "Waiting for approval");
}

static const struct route rows[] = {
    ROUTE(GET, "/register", NONE, PAGE, NULL, register_get),
    ROUTE(POST, "/register", FORM, SIGNIN, NULL, register_post),
    ROUTE(GET, "/register/waiting", NONE, PAGE, NULL, waiting_get),
};
const struct routes auth_register_routes = ROUTES(rows);
