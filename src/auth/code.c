/* code.c: the second step of signing in: a code where a second factor is enrolled, or a button that restores a deleted account.
 * What the first step left behind is the cookie __Host-half.
 * SPDX-License-Identifier: Apache-2.0 */
#include "auth/entry.h"
#include "auth/routes.h"
#include "web/view.h"

static struct str half_of(const struct req *r)
{
    return req_cookie(r, "__Host-half");
}

/* There is no half sign-in any more. */
static enum err begin_anew(struct req *r, struct res *res, const char *next, const char *why)
{
    res_cookie(res, "__Host-half", NULL, 0);
    res_flash(res, r, "warning", why, NULL);
    return res_see_other(res, entry_path_with_next(r->arena, "/login", next));
}

static const char over[] = "This sign-in took longer than five minutes, or was finished already. Please begin again.";

/* ---- the code ---- */

static enum err show_form(struct req *r, struct res *res, const struct signin_half *half, const char *next,
                          bool is_recovery, const char *problem)
{
    struct view *v = view_new(r->arena);
    view_text(v, "EMAIL", half->email);
    view_text(v, "NEXT", next);
    view_text(v, "CODE_PATH", entry_path_with_next(r->arena, "/login/code", next));
    view_text(v, "RECOVERY_PATH",
              arena_printf(r->arena, "%s%crecovery=1", entry_path_with_next(r->arena, "/login/code", next),
                           strcmp(next, "/") ? '&' : '?'));
    view_show(v, is_recovery ? "BY_RECOVERY" : "BY_APP");
    if (problem) {
        view_show(v, "PROBLEM");
        view_text(v, "PROBLEM_TEXT", problem);
        res->status = 422;
    }
    return view_page(r, res, v, "auth/code.tpl", is_recovery ? "Recovery code" : "Code");
}

static enum err code_get(struct req *r, struct res *res)
{
    struct signin_half half;
    const char *next = entry_next(r->arena, req_query(r, "next"));
    enum err e = signin_half_look(r->db, r->arena, half_of(r), "factor", &half);
    if (e == ERR_NOTFOUND)
        return half_of(r).n ? begin_anew(r, res, next, over)
                            : res_see_other(res, entry_path_with_next(r->arena, "/login", next));
    return e ? e : show_form(r, res, &half, next, req_query(r, "recovery").n, NULL);
}

static enum err show_wrong(struct req *r, struct res *res, const char *next, bool is_recovery)
{
    struct signin_half half;
    enum err e = signin_half_look(r->db, r->arena, half_of(r), "factor", &half);
    if (e)
        return e == ERR_NOTFOUND ? begin_anew(r, res, next, over) : e;
    return show_form(r, res, &half, next, is_recovery,
                     is_recovery
                         ? "This is not one of your recovery codes, or it has been used. Each works once; check "
                           "the letters, or take the next one."
                         : "This code is not right. It changes every 30 seconds and works once: type the one that "
                           "your app shows now. If that does not help, see whether the clock of your device is "
                           "right.");
}

static enum err code_post(struct req *r, struct res *res)
{
    const char *next = entry_next(r->arena, req_form(r, "next"));
    const struct signin_client client = entry_client(r);
    struct signin_result got;
    enum err e = signin_code(r->db, r->arena, r->settings, &client, half_of(r), req_form(r, "code"), &got);
    if (e)
        return e;
    switch (got.outcome) {
    case SIGNIN_OK:
        res_cookie(res, "__Host-half", NULL, 0);
        return entry_finish(r, res, &got, next);
    case SIGNIN_WRONG:
        return show_wrong(r, res, next, req_form(r, "recovery").n);
    case SIGNIN_THROTTLED:
        return begin_anew(
            r, res, next,
            arena_printf(r->arena,
                         "Too many codes were wrong, so this sign-in has ended. Please wait %s, then begin "
                         "again with your password.",
                         entry_wait_words(r->arena, got.retry_s)));
    default:
        return begin_anew(r, res, next, over);
    }
}

/* ---- restoring ---- */

static enum err restore_get(struct req *r, struct res *res)
{
    struct signin_half half;
    enum err e = signin_half_look(r->db, r->arena, half_of(r), "restore", &half);
    if (e)
        return e != ERR_NOTFOUND ? e : half_of(r).n ? begin_anew(r, res, "/", over) : res_see_other(res, "/login");
    struct view *v = view_new(r->arena);
    view_text(v, "EMAIL", half.email);
    view_text(v, "DELETED_ON", half.deleted);
    view_text(v, "FINAL_ON", half.final);
    return view_page(r, res, v, "auth/restore.tpl", "Restore your account");
}

static enum err restore_post(struct req *r, struct res *res)
{
    enum err e = signin_restore(r->db, r->arena, r->settings, half_of(r));
    if (e)
        return e == ERR_NOTFOUND ? begin_anew(r, res, "/", over) : e;
    res_cookie(res, "__Host-half", NULL, 0);
    res_flash(res, r, "success", "Your account is open again, with everything that was in it. Please sign in.", NULL);
    return res_see_other(res, "/login");
}

static const struct route rows[] = {
    ROUTE(GET, "/login/code", NONE, PAGE, NULL, code_get),
    ROUTE(POST, "/login/code", FORM, SIGNIN, NULL, code_post),
    ROUTE(GET, "/login/restore", NONE, PAGE, NULL, restore_get),
    ROUTE(POST, "/login/restore", FORM, SIGNIN, NULL, restore_post),
};
const struct routes auth_code_routes = ROUTES(rows);
