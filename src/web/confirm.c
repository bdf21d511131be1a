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

static bool can_keep(struct req *req, struct str fields)
{
    return !req->files.n && encoded_size(req, fields) <= KEPT_MAX;
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
    bool is_kept = path.n && can_keep(req, fields);
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

/* ---- what was held back, to be sent by one press ---- */

/* Of use to programs only. */
static bool is_for_reading(const struct param *p)
{
    return p->value.n && !str_eq(p->name, "idem_key") && !str_eq(p->name, "next");
}

static const char *label_of(struct arena *a, struct str name)
{
    char *label = str_dup(a, name);
    for (char *c = label; *c; c++)
        if (*c == '_' || *c == '.')
            *c = ' ';
    if (*label >= 'a' && *label <= 'z')
        *label = (char)(*label - 'a' + 'A');
    return label;
}

static enum err show_resume(struct req *req, struct res *res, struct str path, const struct params *fields,
                            const char *why)
{
    struct view *v = view_new(req->arena);
    view_show(v, why);
    view_str(v, "RESUME_PATH", path);
    for (int i = 0; i < fields->n; i++) {
        const struct param *p = &fields->at[i];
        struct view *hidden = view_add(v, "RESUME_FIELD");
        view_str(hidden, "RESUME_NAME", p->name);
        view_str(hidden, "RESUME_VALUE", p->value);
        if (!is_for_reading(p))
            continue;
        struct view *shown = view_add(v, "RESUME_SHOWN");
        view_text(shown, "RESUME_LABEL", label_of(req->arena, p->name));
        view_str(shown, "RESUME_VALUE", p->value);
    }
    return view_page(req, res, v, "shared/resume.tpl", "One more press");
}

enum err page_resume(struct req *req, struct res *res, struct str path, struct str fields)
{
    struct params kept;
    if (!path_is_local(path) || params_read(req->arena, fields, &kept))
        return ERR_INPUT;
    return show_resume(req, res, path, &kept, "RESUME_PROVED");
}

bool page_resume_stale(struct req *req, struct res *res, enum err *e)
{
    struct str fields = kept_fields(req);
    struct params kept;
    struct buf path;
    if (!fields.n || !can_keep(req, fields) || params_read(req->arena, fields, &kept))
        return false;
    buf_init(&path, req->arena, 128);
    path_encode(&path, req->path);
    if (req->query_string.n) {
        buf_putc(&path, '?');
        buf_str(&path, req->query_string);
    }
    res->status = 403;
    *e = show_resume(req, res, buf_view(&path), &kept, "RESUME_STALE");
    return true;
}
