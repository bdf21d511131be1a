/* page.c: view_page, what stands around every page: title, navigation, person, flash, CSRF token.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/dictionary.h"
#include "web/perm.h"
#include "web/req.h"
#include "web/res.h"
#include "web/route.h"
#include "web/view.h"

#include "base/rng.h"

enum { ANONYMOUS_SECONDS = 600 };

static const struct nav_item {
    const char *label, *href, *prefix; /* current when the path is the href, or below the prefix */
    bool is_console;
} nav[] = {
    {"Dashboard", "/", NULL, false},
    {"Margin", "/margin", "/margin/", false},
    {"Returns", "/returns", "/returns/", false},
    {"Console", "/admin", "/admin/", true},
};

static void fill_nav(struct view *v, const struct req *req)
{
    const struct person *p = &req->session.person;
    for (size_t i = 0; i < sizeof nav / sizeof *nav; i++) {
        if (nav[i].is_console && !p->is_staff && !p->is_superuser)
            continue;
        struct view *item = view_add(v, "NAV_ITEM");
        view_text(item, "NAV_LABEL", nav[i].label);
        view_text(item, "NAV_HREF", nav[i].href);
        view_show_if(item, "NAV_CURRENT",
                     str_eq(req->path, nav[i].href) || (nav[i].prefix && str_starts(req->path, nav[i].prefix)));
    }
}

static void fill_person(struct view *v, const struct req *req)
{
    const struct person *p = &req->session.person;
    view_text(v, "THEME", p->id && p->theme ? p->theme : "auto");
    view_show_if(v, "SIGNED_OUT", p->id == 0 && (req->person_asked || !req_cookie(req, "__Host-hub").n));
    if (!p->id)
        return;
    if (*req->session.banner)
        view_text(view_add(v, "BANNER"), "BANNER_TEXT", req->session.banner);
    struct view *shown = view_add(v, "PERSON");
    view_text(shown, "PERSON_NAME", p->name);
    view_text(shown, "PERSON_EMAIL", p->email);
    fill_nav(v, req);
}

/* A form needs a token even before anyone is signed in; then it is bound to a cookie of its own. */
static void fill_csrf(struct view *v, struct req *req, struct res *res)
{
    char *token = arena_bytes(req->arena, CSRF_TEXT);
    const struct session *s = &req->session;
    if (!s->person.id) {
        if (!req->perm || !(req->perm->may & PERM_ANONYMOUS) || req->route->body == BODY_IGNORED)
            return;
        if (!*req->anonymous_token) {
            unsigned char bytes[32];
            rng_bytes(bytes, sizeof bytes);
            hex_encode(bytes, sizeof bytes, req->anonymous_token);
            session_anonymous(&req->anonymous, str_of(req->anonymous_token));
        }
        res_cookie(res, "__Host-pre", req->anonymous_token, ANONYMOUS_SECONDS);
        s = &req->anonymous;
    }
    view_text(v, "CSRF", csrf_token(s, token));
}

/* Shown once: the cookie is cleared by the same reply. The three parts were encoded by res_flash. */
static void fill_flash(struct view *v, const struct req *req, struct res *res)
{
    struct str rest = req_cookie(req, "__Host-flash");
    if (!rest.n)
        return;
    res_cookie(res, "__Host-flash", NULL, 0);
    struct str kind = str_cut(&rest, '|'), text = str_cut(&rest, '|');
    struct params parts;
    if (params_read(req->arena,
                    str_of(arena_printf(req->arena, "k=%.*s&t=%.*s&u=%.*s", (int)kind.n, kind.s, (int)text.n, text.s,
                                        (int)rest.n, rest.s)),
                    &parts))
        return;
    struct view *flash = view_add(v, "FLASH");
    struct str undo = params_get(&parts, "u");
    view_str(flash, "FLASH_KIND", params_get(&parts, "k"));
    view_str(flash, "FLASH_TEXT", params_get(&parts, "t"));
    view_show_if(flash, "FLASH_UNDO", path_is_local(undo));
    view_str(flash, "FLASH_UNDO_PATH", undo);
}

enum err view_page(struct req *req, struct res *res, struct view *v, const char *page, const char *title)
{
    view_entry(v, ENTRY_INCLUDE, "CONTENT")->text = str_of(page);
    view_text(v, "TITLE", title);
    fill_person(v, req);
    fill_csrf(v, req, res);
    fill_flash(v, req, res);
    enum err e = view_part(req->arena, "shared/layout.tpl", v, &res->body);
    if (e)
        return e;
    if (!res->status)
        res->status = 200;
    res_type(res, "text/html; charset=utf-8");
    return OK;
}
