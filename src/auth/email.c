/* email.c: changing one's address. The answer is the same whether or not somebody else has the new one.
 * SPDX-License-Identifier: Apache-2.0 */
#include "auth/newcomer.h"
#include "auth/routes.h"
#include "identity/registration.h"

static enum err show_form(struct req *r, struct res *res, const struct problem *problem, int wait_s)
{
    struct view *v = view_new(r->arena);
    view_text(v, "EMAIL", r->session.person.email);
    address_show(r, v, true, problem);
    if (problem && problem->n)
        res->status = 422;
    if (wait_s)
        show_hurry(r, res, v, wait_s);
    return view_page(r, res, v, "auth/email.tpl", "Change your e-mail");
}

static enum err email_get(struct req *r, struct res *res)
{
    return show_form(r, res, NULL, 0);
}

static enum err email_post(struct req *r, struct res *res)
{
    struct problem problem;
    struct str email;
    int wait_s;
    if (address_read(r, true, &email, &problem) && str_eq_nocase(email, r->session.person.email))
        problem_add(&problem, "email", "This is your address already.");
    if (problem.n)
        return show_form(r, res, &problem, 0);
    enum err e =
        registration_change_email(r->db, r->arena, r->settings, r->session.sid, email, r->remote_addr, &wait_s);
    if (e)
        return e;
    if (wait_s)
        return show_form(r, res, &problem, wait_s);
    res_flash(res, r, "success",
              arena_printf(r->arena,
                           "A mail with a link is on its way to %.*s. Your address changes when you open the link and "
                           "confirm it; the link works for an hour.",
                           (int)email.n, email.s),
              NULL);
    return res_see_other(res, "/account/security/email");
}

static const struct route rows[] = {
    ROUTE(GET, "/account/security/email", NONE, PAGE, NULL, email_get),
    ROUTE(POST, "/account/security/email", FORM, SIGNIN, NULL, email_post),
};
const struct routes auth_email_routes = ROUTES(rows);
