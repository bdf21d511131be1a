/* password.c: changing one's own password. The old one is asked for besides the fresh proof that the guard asks for.
 * SPDX-License-Identifier: Apache-2.0 */
#include "auth/entry.h"
#include "auth/newcomer.h"
#include "auth/routes.h"
#include "web/account_nav.h"
#include "web/view.h"

static enum err show_form(struct req *r, struct res *res, const struct new_password *typed, const char *old_fault)
{
    struct view *v = view_new(r->arena);
    account_nav_show(v, r);
    view_text(v, "EMAIL", r->session.person.email);
    new_password_show(v, typed);
    if (old_fault)
        view_text(view_add(v, "OLD_BAD"), "OLD_MESSAGE", old_fault);
    if (typed)
        res->status = 422;
    return view_page(r, res, v, "auth/password.tpl", "Password");
}

static enum err password_get(struct req *r, struct res *res)
{
    return show_form(r, res, NULL, NULL);
}

/* What is wrong with the new one is told before the old one costs an attempt. */
static bool read_form(struct req *r, struct new_password *typed, const char **old_fault)
{
    const struct person *p = &r->session.person;
    struct str old = req_form(r, "old");
    bool is_good = new_password_read(r, str_of(p->email), str_of(p->name), typed);
    *old_fault = old.n ? NULL : "Type the password that you have now.";
    if (is_good && old.n && str_same(old, typed->text)) {
        typed->fault = "This is the password that you have now. Choose another one.";
        is_good = false;
    }
    return is_good && !*old_fault;
}

static enum err password_post(struct req *r, struct res *res)
{
    const struct signin_client client = entry_client(r);
    struct new_password typed;
    struct signin_result got;
    const char *old_fault;
    if (!read_form(r, &typed, &old_fault))
        return show_form(r, res, &typed, old_fault);
    enum err e = signin_change_password(r->db, r->arena, r->settings, &client, &r->session, req_form(r, "old"),
                                        typed.text, &got);
    if (e)
        return e;
    if (got.outcome == SIGNIN_THROTTLED) {
        e = show_form(r, res, &typed,
                      arena_printf(r->arena, "There were too many attempts. Please wait %s, then try again.",
                                   entry_wait_words(r->arena, got.retry_s)));
        entry_hurry(r, res, got.retry_s);
        return e;
    }
    if (got.outcome != SIGNIN_OK)
        return show_form(r, res, &typed, "This is not your password. Check it and try again.");
    res_cookie(res, "__Host-hub", got.token, 0);
    res_flash(res, r, "success", "Your password is changed. You are signed out everywhere else.", NULL);
    return res_see_other(res, "/account/security/password");
}

static const struct route rows[] = {
    ROUTE(GET, "/account/security/password", NONE, PAGE, NULL, password_get),
    ROUTE(POST, "/account/security/password", FORM, SIGNIN, NULL, password_post),
};
const struct routes auth_password_routes = ROUTES(rows);
