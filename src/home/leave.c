/* leave.c: delete one's own account: what happens is said first, the e-mail is typed to confirm it, and it can be undone for
 * thirty days.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/problem.h"
#include "home/account.h"
#include "home/account_store.h"
#include "home/routes.h"
#include "web/form.h"

enum { EMAIL_MAX_CHARS = 254 };

struct leave_form {
    struct str email;
};
static const struct field leave_fields[] = {
    {.name = "email",
     .label = "To confirm, type your e-mail address",
     .kind = FIELD_TEXT,
     .required = true,
     .max = EMAIL_MAX_CHARS,
     .offset = offsetof(struct leave_form, email)},
};

static enum err show_leave(struct req *r, struct res *res, const struct problem *problem)
{
    const struct leave_form empty = {0};
    struct view *v = view_new(r->arena);
    const char *refused = problem ? problem_message(problem, "account") : NULL;
    view_text(v, "EMAIL", r->session.person.email);
    view_text_if(v, "IS_REFUSED", "REFUSED_WHY", refused);
    form_show(v, leave_fields, 1, &empty, problem ? &r->form : NULL, problem);
    if (problem)
        res->status = 422;
    return account_page(r, res, v, "home/leave.tpl", "Delete your account");
}

static enum err leave_get(struct req *r, struct res *res)
{
    return show_leave(r, res, NULL);
}

static enum err leave_post(struct req *r, struct res *res)
{
    struct problem problem = {.arena = r->arena};
    struct leave_form form = {0};
    const char *until;
    if (!form_read(&r->form, leave_fields, 1, &form, &problem))
        return show_leave(r, res, &problem);
    if (!str_eq_nocase(form.email, r->session.person.email)) {
        problem_add(&problem, "email", "This is not the address of this account, %s.", r->session.person.email);
        return show_leave(r, res, &problem);
    }
    enum err e = account_delete(r->db, r->arena, r->settings, r->session.sid, &r->session.person, &until);
    if (e == ERR_CONFLICT) {
        problem_add(&problem, "account",
                    "You are the only superuser, and without one nobody could look after this installation. Make "
                    "somebody else a superuser in the console first; then you can go.");
        return show_leave(r, res, &problem);
    }
    if (e)
        return account_failed(r, e, "delete the account");
    res_cookie(res, "__Host-hub", NULL, 0);
    res_flash(res, r, "success",
              arena_printf(r->arena,
                           "Your account is closed. Until %s you can undo that: sign in, and choose to restore it.",
                           until),
              NULL);
    return res_see_other(res, "/login");
}

static const struct route rows[] = {
    ROUTE(GET, "/account/delete", NONE, PAGE, NULL, leave_get),
    ROUTE(POST, "/account/delete", FORM, SAVE, NULL, leave_post),
};
const struct routes home_leave_routes = ROUTES(rows);
