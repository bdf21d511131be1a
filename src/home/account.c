/* account.c: a person's own account: profile, how pages look, live sessions, latest sign-ins.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/problem.h"
#include "home/home_store.h"
#include "home/routes.h"
#include "web/device.h"
#include "web/error.h"
#include "web/view.h"

static const struct {
    const char *value, *label;
} themes[] = {{"auto", "As my device is set"}, {"light", "Light"}, {"dark", "Dark"}};
enum { THEMES = sizeof themes / sizeof *themes };

static enum err account_load(struct req *r)
{
    enum err e = home_sessions_ask(r->db);
    return e ? e : home_attempts_ask(r->db);
}

static const struct {
    const char *label, *meaning;
} roles[] = {
    [ROLE_NONE] = {"None", "May look at results."},
    [ROLE_VIEWER] = {"Viewer", "May look at results."},
    [ROLE_ANALYST] = {"Analyst", "May run and save computations."},
    [ROLE_MANAGER] = {"Manager", "May run and save computations, and look after a team."},
    [ROLE_ADMIN] = {"Administrator", "May do everything, and look after the installation."},
};

static void show_profile(struct view *v, const struct person *p)
{
    view_text(v, "NAME", p->name);
    view_text(v, "EMAIL", p->email);
    view_text(v, "ROLE", roles[p->role].label);
    view_text(v, "ROLE_MEANING", roles[p->role].meaning);
    for (int i = 0; i < THEMES; i++) {
        struct view *row = view_add(v, "CHOICE");
        view_text(row, "CHOICE_VALUE", themes[i].value);
        view_text(row, "CHOICE_LABEL", themes[i].label);
        view_show_if(row, "CHOICE_SELECTED", strcmp(p->theme, themes[i].value) == 0);
    }
}

static void show_sessions(struct view *v, struct arena *a, const struct home_session *rows, int n)
{
    for (int i = 0; i < n; i++) {
        struct view *row = view_add(v, "SESSION");
        view_text(row, "SESSION_DEVICE", device_words(a, rows[i].agent));
        view_text(row, "SESSION_ADDRESS", rows[i].address);
        view_text(row, "SESSION_SINCE", rows[i].since);
        view_text(row, "SESSION_LAST", rows[i].last);
        view_show_if(row, "SESSION_THIS", rows[i].is_this);
    }
}

static void show_attempts(struct view *v, struct arena *a, const struct home_attempt *rows, int n)
{
    view_show(v, n ? "HAS_ATTEMPTS" : "NO_ATTEMPTS");
    for (int i = 0; i < n; i++) {
        struct view *row = view_add(v, "ATTEMPT");
        view_text(row, "ATTEMPT_AT", rows[i].at);
        view_text(row, "ATTEMPT_DEVICE", device_words(a, rows[i].agent));
        view_text(row, "ATTEMPT_ADDRESS", rows[i].address);
        view_text(row, "ATTEMPT_RESULT",
                  *rows[i].failure ? arena_printf(a, "Refused: %s", rows[i].failure) : "Signed in");
    }
}

static enum err account_get(struct req *r, struct res *res)
{
    struct home_session *sessions;
    struct home_attempt *attempts;
    int n_sessions, n_attempts;
    enum err e;
    if ((e = home_sessions_take(r->db, r->arena, &sessions, &n_sessions)) ||
        (e = home_attempts_take(r->db, r->arena, &attempts, &n_attempts))) {
        r->detail = arena_printf(r->arena, "could not read sessions and sign-ins: %s", db_message(r->db));
        return e;
    }
    struct view *v = view_new(r->arena);
    show_profile(v, &r->session.person);
    show_sessions(v, r->arena, sessions, n_sessions);
    show_attempts(v, r->arena, attempts, n_attempts);
    return view_page(r, res, v, "home/account.tpl", "Your account");
}

static enum err theme_post(struct req *r, struct res *res)
{
    struct str wanted = req_form(r, "theme");
    for (int i = 0; i < THEMES; i++) {
        if (!str_eq(wanted, themes[i].value))
            continue;
        enum err e = home_theme_set(r->db, r->arena, r->session.sid, themes[i].value);
        if (e) {
            r->detail = arena_printf(r->arena, "could not keep the theme: %s", db_message(r->db));
            return e;
        }
        res_flash(res, r, "success", "Your choice of appearance is kept.", NULL);
        return res_see_other(res, "/account");
    }
    struct problem p = {.arena = r->arena};
    problem_add(&p, "theme", "must be auto, light or dark");
    error_status(r, res, 422, "That appearance is not known.", &p);
    return OK;
}

static const struct route rows[] = {
    ROUTE(GET, "/account", NONE, PAGE, account_load, account_get),
    ROUTE(POST, "/account/theme", FORM, SAVE, NULL, theme_post),
};
const struct routes home_account_routes = ROUTES(rows);
