/* confirm.c: see confirm.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/confirm.h"

#include "web/view.h"

enum { KEPT_MAX = 48 * 1024 }; /* with its own encoding it has to fit a form again */

static bool contains(struct str hay, const char *needle)
{
    return hay.n && memmem(hay.s, hay.n, needle, strlen(needle));
}

static bool is_secret(struct str name)
{
    return str_eq(name, "csrf") || contains(name, "password") || contains(name, "code");
}

/* The form that was posted, in the encoding it came in, without what must not stand on a page. A secret that was left empty is
 * none: one that is missing was typed, so whoever gets the form can ask for it again. */
static struct str kept_fields(struct req *req)
{
    struct buf b;
    buf_init(&b, req->arena, 1024);
    for (int i = 0; i < req->form.n; i++) {
        const struct param *p = &req->form.at[i];
        if (is_secret(p->name) && (p->value.n || str_eq(p->name, "csrf")))
            continue;
        if (b.n)
            buf_putc(&b, '&');
        path_encode(&b, p->name);
        buf_putc(&b, '=');
        path_encode(&b, p->value);
    }
    return buf_view(&b);
}

static size_t encoded_size(struct req *req, struct str s)
{
    struct buf b;
    buf_init(&b, req->arena, s.n);
    path_encode(&b, s);
    return b.n;
}

static struct str asked(const struct req *req, const char *name)
{
    struct str posted = req_form(req, name);
    return posted.n ? posted : req_query(req, name);
}

static void show_kept(struct req *req, struct view *v, bool is_own)
{
    struct str path = is_own ? req_form(req, "path") : req->path;
    struct str fields = is_own ? req_form(req, "fields") : kept_fields(req), next = asked(req, "next");
    bool is_kept = path.n && !req->files.n && encoded_size(req, fields) <= KEPT_MAX;
    if (is_kept) {
        struct view *kept = view_add(v, "CONFIRM_KEPT");
        view_str(kept, "CONFIRM_PATH", path);
        view_str(kept, "CONFIRM_FIELDS", fields);
    }
    view_show_if(v, "CONFIRM_LOST", path.n && !is_kept);
    if (is_own && path_is_local(next))
        view_str(view_add(v, "CONFIRM_NEXT"), "CONFIRM_NEXT_PATH", next);
}

enum err page_confirm(struct req *req, struct res *res, const char *problem)
{
    struct view *v = view_new(req->arena);
    bool is_own = str_eq(req->path, "/login/confirm");
    bool has_factor = req->session.person.has_factor;
    show_kept(req, v, is_own);
    view_text(v, "CONFIRM_EMAIL", req->session.person.email);
    view_show_if(v, "CONFIRM_CODE", has_factor);
    view_show_if(v, "CONFIRM_PASSWORD", !has_factor);
    if (problem)
        view_text(view_add(v, "CONFIRM_PROBLEM"), "CONFIRM_MESSAGE", problem);
    res->status = problem ? 422 : is_own ? 200 : 403;
    return view_page(req, res, v, "shared/confirm.tpl", "Confirm that it is you");
}
