/* signin.c: the sign-in form, signing in and signing out.
 * SPDX-License-Identifier: Apache-2.0 */
#include "auth/routes.h"
#include "base/num.h"
#include "identity/signin.h"
#include "web/view.h"

enum { EMAIL_MAX = 254, DEVICE_SECONDS = 365 * 24 * 60 * 60 };

/* Where to go after signing in: a page of this site, never one of those that lead back here. */
static const char *next_path(struct arena *a, struct str wanted)
{
    static const char *const back_here[] = {"/login", "/logout", "/reset"};
    for (size_t i = 0; i < sizeof back_here / sizeof *back_here; i++)
        if (str_starts(wanted, back_here[i]))
            return "/";
    return path_is_local(wanted) ? str_dup(a, wanted) : "/";
}

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
    const char *next = next_path(r->arena, req_query(r, "next"));
    if (r->session.person.id)
        return res_see_other(res, next);
    return show_form(r, res, STR(""), next, NULL);
}

static const char *wait_words(struct arena *a, int seconds)
{
    if (seconds <= 90)
        return arena_printf(a, "%d seconds", seconds > 1 ? seconds : 2);
    return arena_printf(a, "%d minutes", (seconds + 59) / 60);
}

/* What the person reads when it did not work. An unknown e-mail, a wrong password and an
 * account shut after too many attempts read alike. */
static const char *refusal(struct res *res, struct arena *a, const struct signin_result *got)
{
    res->status = 403;
    switch (got->outcome) {
    case SIGNIN_PENDING:
        return "Your account is waiting for approval. You can sign in as soon as an administrator has approved it.";
    case SIGNIN_REJECTED:
        return got->reason && *got->reason
                   ? arena_printf(a, "Your account was not approved. The reason given: %s", got->reason)
                   : "Your account was not approved. Your administrator can tell you why.";
    case SIGNIN_DISABLED:
        return "Your account is switched off. Ask your administrator to switch it on again.";
    case SIGNIN_THROTTLED:
        res->status = 429;
        res_header(res, "Retry-After", arena_printf(a, "%d", got->retry_s));
        return arena_printf(a, "There were too many attempts to sign in. Please wait %s, then try again.",
                            wait_words(a, got->retry_s));
    default:
        res->status = 422;
        return "This e-mail and password do not belong together. Check both and try again. After many attempts "
               "signing in to an account pauses for up to an hour; a new link from your administrator ends that.";
    }
}

static enum err login_post(struct req *r, struct res *res)
{
    struct str email = str_trim(req_form(r, "email")), password = req_form(r, "password");
    const char *next = next_path(r->arena, req_form(r, "next"));
    struct signin_result got;
    enum err e;
    if (!email.n || !password.n) {
        res->status = 422;
        return show_form(r, res, email, next, "Fill in your e-mail and your password.");
    }
    const struct signin_attempt attempt = {.email = email,
                                           .password = password,
                                           .device = req_cookie(r, "__Host-device"),
                                           .ip = r->remote_addr,
                                           .agent = r->user_agent};
    if ((e = signin_try(r->db, r->arena, r->settings, &attempt, &got)))
        return e;
    if (got.outcome != SIGNIN_OK)
        return show_form(r, res, email, next, refusal(res, r->arena, &got));
    /* Whoever was signed in in this browser before is so no longer. */
    if (r->session.person.id && (e = session_end(r->db, r->arena, &r->session, "signed in anew")))
        return e;
    res_cookie(res, "__Host-hub", got.token, 0);
    res_cookie(res, "__Host-device", got.device, DEVICE_SECONDS);
    return res_see_other(res, next);
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
