/* account.c: the first page of a person's own account, and what its other pages share.
 * SPDX-License-Identifier: Apache-2.0 */
#include "home/account.h"

#include "base/num.h"
#include "home/account_store.h"
#include "home/routes.h"
#include "web/account_nav.h"
#include "web/device.h"

enum err account_page(struct req *r, struct res *res, struct view *v, const char *page, const char *title)
{
    account_nav_show(v, r);
    return view_page(r, res, v, page, title);
}

enum err account_failed(struct req *r, enum err e, const char *what)
{
    r->detail = arena_printf(r->arena, "could not %s: %s", what, db_message(r->db));
    return e;
}

bool account_id(struct str text, int64_t *id)
{
    return num_parse_int(text, id) && *id > 0;
}

static const struct {
    const char *label, *meaning;
} roles[] = {
    [ROLE_NONE] = {"None", "May look at results."},
    [ROLE_VIEWER] = {"Viewer", "May look at results."},
    [ROLE_ANALYST] = {"Analyst", "May run and save computations."},
    [ROLE_MANAGER] = {"Manager", "May run and save computations, and invite viewers and analysts."},
    [ROLE_ADMIN] = {"Administrator", "May do everything there is in the sections, and invite viewers and analysts."},
};

const char *account_role_label(enum role role)
{
    return roles[role].label;
}

static const char *role_meaning(enum role role)
{
    return roles[role].meaning;
}

/* ---- the overview ---- */

static enum err account_load(struct req *r)
{
    return account_overview_ask(r->db);
}

static void show_person(struct view *v, const struct person *p, const struct account_overview *o)
{
    view_text(v, "NAME", p->name);
    view_text(v, "EMAIL", p->email);
    view_show_if(v, "EMAIL_UNCONFIRMED", !o->is_email_verified);
    view_text_if(v, "HAS_PHONE", "PHONE", o->phone);
    view_text(v, "ROLE", account_role_label(p->role));
    view_text(v, "ROLE_MEANING", role_meaning(p->role));
    view_show_if(v, "IS_STAFF", p->is_staff);
    view_text(v, "SINCE", o->since);
    view_text(v, "ZONE", o->zone);
}

static void show_safety(struct view *v, struct arena *a, const struct person *p, const struct account_overview *o)
{
    view_show(v, p->has_factor ? "FACTOR_ON" : "FACTOR_OFF");
    view_printf(v, "SESSION_COUNT", "%s", num_group(a, (double)o->n_sessions, 0));
    view_show(v, o->n_sessions == 1 ? "ONE_SESSION" : "MORE_SESSIONS");
    view_show(v, *o->last_at ? "HAS_LAST" : "NO_LAST");
    view_text(v, "LAST_AT", o->last_at);
    view_text(v, "LAST_ADDRESS", o->last_address);
    view_text(v, "LAST_DEVICE", device_words(a, o->last_agent));
    view_text(v, "REFUSED_COUNT", num_group(a, (double)o->n_refused, 0));
    view_show_if(v, "HAS_REFUSED", o->n_refused);
    view_show(v, o->n_tokens ? "HAS_TOKENS" : "NO_TOKENS");
    view_text(v, "TOKEN_COUNT", num_group(a, (double)o->n_tokens, 0));
}

static enum err account_get(struct req *r, struct res *res)
{
    struct account_overview o;
    enum err e = account_overview_take(r->db, r->arena, &o);
    if (e)
        return account_failed(r, e, "read the account");
    struct view *v = view_new(r->arena);
    show_person(v, &r->session.person, &o);
    show_safety(v, r->arena, &r->session.person, &o);
    return account_page(r, res, v, "home/account.tpl", "Your account");
}

static const struct route rows[] = {
    ROUTE(GET, "/account", NONE, PAGE, account_load, account_get),
};
const struct routes home_account_routes = ROUTES(rows);
