/* signin.c: the sign-in form, signing in and signing out.
 * SPDX-License-Identifier: Apache-2.0 */
#include "auth/entry.h"
#include "auth/routes.h"
#include "web/view.h"

enum { EMAIL_MAX = 254 };

static enum err show_form(struct req *r, struct res *res, struct str email, const char *next, const char *problem)
{
    struct view *v = view_new(r->arena);
    view_text(v, "NEXT", next);
    view_str(v, "EMAIL", email.n <= EMAIL_MAX ? email : STR(""));
    if (problem) {
        view_show(v, "PROBLEM");
        view_text(v, "PROBLEM_TEXT", problem);
    }
    return view_page(r, res, v, "auth/login.tpl", "Sign in");
}

static enum err login_get(struct req *r, struct res *res)
{
    const char *next = entry_next(r->arena, req_query(r, "next"));
    if (r->session.person.id)
        return res_see_other(res, next);
    return show_form(r, res, STR(""), next, NULL);
}

/* What the person reads when it did not work. An unknown e-mail, a wrong password and an
 * account shut after too many attempts read alike. */
static const char *refusal(const struct req *r, struct res *res, const struct signin_result *got)
{
    res->status = 403;
    switch (got->outcome) {
    case SIGNIN_PENDING:
        return "Your account is waiting for approval. You can sign in as soon as an administrator has approved it.";
    case SIGNIN_REJECTED:
        return got->reason && *got->reason
                   ? arena_printf(r->arena, "Your account was not approved. The reason given: %s", got->reason)
                   : "Your account was not approved. Your administrator can tell you why.";
    case SIGNIN_DISABLED:
        return "Your account is switched off. Ask your administrator to switch it on again.";
    case SIGNIN_THROTTLED:
        entry_hurry(r, res, got->retry_s);
        return arena_printf(r->arena, "There were too many attempts to sign in. Please wait %s, then try again.",
                            entry_wait_words(r->arena, got->retry_s));
    default:
        res->status = 422;
        return "This e-mail and password do not belong together. Check both and try again. After many attempts "
               "signing in to an account pauses for up to an hour; setting a new password ends that.";
    }
}

/* The password was right, and another page asks for what is still missing. */
static enum err go_on(struct res *res, const struct signin_result *got, const char *path)
{
    res_cookie(res, "__Host-half", got->token, SIGNIN_HALF_SECONDS);
    return res_see_other(res, path);
}

static enum err login_post(struct req *r, struct res *res)
{
    struct str email = str_trim(req_form(r, "email")), password = req_form(r, "password");
    const char *next = entry_next(r->arena, req_form(r, "next"));
    const struct signin_client client = entry_client(r);
    struct signin_result got;
    enum err e;
    if (!email.n || !password.n) {
        res->status = 422;
        return show_form(r, res, email, next, "Fill in your e-mail and your password.");
    }
    if ((e = signin_try(r->db, r->arena, r->settings, &client, email, password, &got)))
        return e;
    switch (got.outcome) {
    case SIGNIN_OK:
        return entry_finish(r, res, &got, next);
    case SIGNIN_CODE:
        return go_on(res, &got, entry_path_with_next(r->arena, "/login/code", next));
    case SIGNIN_RESTORE:
        return go_on(res, &got, "/login/restore");
    default:
        return show_form(r, res, email, next, refusal(r, res, &got));
    }
}

static enum err logout_post(struct req *r, struct res *res)
{
    enum err e;
    if ((e = session_end(r->db, r->arena, &r->session, "signed out")))
        return e;
    res_cookie(res, "__Host-hub", NULL, 0);
    res_header(res, "Clear-Site-Data", "\"cache\"");
    res_flash(res, r, "success", "You are signed out.", NULL);
    return res_see_other(res, "/login");
}

static const struct route rows[] = {
    ROUTE(GET, "/login", NONE, PAGE, NULL, login_get),
    ROUTE(POST, "/login", FORM, SIGNIN, NULL, login_post),
    ROUTE(POST, "/logout", FORM, PAGE, NULL, logout_post),
};
const struct routes auth_signin_routes = ROUTES(rows);
