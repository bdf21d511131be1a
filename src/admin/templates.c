/* templates.c: the words of invitations: made, changed with a preview of what will arrive, switched on and off, deleted.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/console.h"
#include "admin/routes.h"
#include "admin/templates_store.h"
#include "base/json.h"
#include "identity/mail.h"
#include "web/form.h"

enum { NAME_MAX_LETTERS = 100, SUBJECT_MAX = 200, TEXT_MAX = 20000 };

static const struct listing_column columns[TEMPLATES_COLUMNS] = {
    [TEMPLATES_NAME] = LISTING_TEXT("name", "Name"),
    [TEMPLATES_TYPE] = LISTING_TEXT("role", "Role"),
    [TEMPLATES_SUBJECT] = {.name = "subject", .title = "Subject"},
    [TEMPLATES_ACTIVE] = {.name = "in_use", .title = "In use", .is_sortable = true, .falls = true},
    [TEMPLATES_CREATED] = {.name = "made_utc", .title = "Made", .is_sortable = true, .falls = true},
    [TEMPLATES_UPDATED] = {.name = "changed_utc", .title = "Changed", .is_sortable = true, .falls = true},
    [TEMPLATES_BY] = {.name = "made_by"},
};
static const struct listing_kind templates = {
    .columns = columns, .n_columns = TEMPLATES_COLUMNS, .sort = TEMPLATES_NAME, .csv_path = "/admin/templates.csv"};
static const char *const names[] = {"TEMPLATE_NAME",   "TEMPLATE_TYPE",    "TEMPLATE_SUBJECT",
                                    "TEMPLATE_ACTIVE", "TEMPLATE_CREATED", "TEMPLATE_UPDATED",
                                    "TEMPLATE_BY",     "TEMPLATE_ID",      "TEMPLATE_IDLE"};

static const char *const types[] = {"",        "Any role", "viewer", "Viewer",        "analyst", "Analyst",
                                    "manager", "Manager",  "admin",  "Administrator", NULL};
static const char *const actives[] = {"", "In use or not", "yes", "In use", "no", "Not in use", NULL};

static struct templates_filter read_filter(struct req *req, struct problem *p)
{
    return (struct templates_filter){console_search(req, "q", p), console_choice(req, "type", types),
                                     console_choice(req, "active", actives)};
}

/* ---- the list ---- */

static enum err ask(struct req *req, struct listing l)
{
    struct problem p = {.arena = req->arena};
    struct templates_filter f = read_filter(req, &p);
    return p.n ? OK : templates_list_ask(req->db, &l, &f);
}

static enum err list_load(struct req *req)
{
    return ask(req, listing_read(req, &templates));
}

static enum err csv_load(struct req *req)
{
    return ask(req, listing_read_all(req, &templates));
}

static enum err list_get(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct templates_filter f = read_filter(req, &p);
    struct listing l = listing_read(req, &templates);
    struct view *v = view_new(req->arena);
    struct console_list list = {0};
    enum err e = p.n ? OK : console_list_take(req->db, req->arena, &list);
    if (e)
        return console_unread(req, e, "could not read the templates");
    if (listing_is_past(&l, res, list.total))
        return OK;
    view_rows(v, "TEMPLATE", list.rows.rows, names, sizeof names / sizeof *names, console_cell, &list.rows);
    listing_show(v, &l, list.rows.rows, list.total);
    console_filter_show(v, &p);
    console_options(v, "TYPE_OPTION", types, f.type);
    console_options(v, "ACTIVE_OPTION", actives, f.active);
    view_str(v, "Q", req_query(req, "q"));
    res->status = p.n ? 422 : 200;
    return console_page(req, res, v, "admin/templates.tpl", "Templates");
}

static enum err list_csv(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct listing l = listing_read_all(req, &templates);
    read_filter(req, &p);
    return console_csv(req, res, &l, "templates", &p);
}

/* ---- the form ---- */

struct template_form {
    struct str name, subject, text;
    int type;
    bool is_active;
};
static const char *const type_values[] = {"viewer", "analyst", "manager", "admin", NULL};
static const char *const type_labels[] = {"Viewer", "Analyst", "Manager", "Administrator", NULL};
static const struct field fields[] = {
    {TEXT_OF(struct template_form, name, "Name", 1, NAME_MAX_LETTERS), .hint = "Only seen here, where one is chosen."},
    {.name = "type",
     .label = "For the role",
     .kind = FIELD_CHOICE,
     .required = true,
     .choices = type_values,
     .choice_labels = type_labels,
     .offset = offsetof(struct template_form, type)},
    {TEXT_OF(struct template_form, subject, "Subject", 1, SUBJECT_MAX), .hint = "Placeholders may stand here, too."},
    {LINES_OF(struct template_form, text, "Text", 1, TEXT_MAX), .hint = "Paragraphs stand apart by an empty line."},
    {.name = "is_active",
     .label = "In use: can be chosen for invitations",
     .kind = FIELD_FLAG,
     .offset = offsetof(struct template_form, is_active)},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static const char first_text[] =
    "Hello {name},\n\n{inviter} invites you to work with us, in the role of {role}.\n\n{message}\n\n"
    "Open this link and choose a password:\n\n{link}\n\nIt works until {expires}.";

static struct template_form form_of(const struct invite_template *t)
{
    struct template_form f = {
        .name = str_of(t->name), .subject = str_of(t->subject), .text = str_of(t->text), .is_active = t->is_active};
    for (int i = 0; type_values[i]; i++)
        if (strcmp(type_values[i], t->type) == 0)
            f.type = i;
    return f;
}

/* What somebody who is invited today would get. The words are examples; the link leads nowhere. */
static struct mail preview_of(struct req *req, const struct template_form *f)
{
    struct mail m;
    const struct mail_words words = {
        .name = "Robin Example",
        .link = arena_printf(req->arena, "%s/invite/…", req->settings->origin),
        .role = type_labels[f->type],
        .expires = "the hour when it expires",
        .inviter = req->session.person.name,
        .message = "Here stands what is written for this invitation in particular.",
    };
    mail_from_template(req->arena, req->settings, str_dup(req->arena, f->subject), str_dup(req->arena, f->text), &words,
                       &m);
    return m;
}

static enum err show_form(struct req *req, struct res *res, int64_t id, const struct template_form *f,
                          const struct params *typed, const struct problem *p)
{
    struct view *v = view_new(req->arena);
    form_show(v, fields, FIELDS, f, typed, p);
    view_show_if(v, "IS_NEW", id == 0);
    view_show_if(v, "IS_KEPT", id != 0);
    view_int(v, "TEMPLATE_ID", id);
    view_text(v, "FORM_PATH",
              id ? arena_printf(req->arena, "/admin/templates/%lld", (long long)id) : "/admin/templates");
    struct mail m = preview_of(req, f);
    view_text(v, "PREVIEW_SUBJECT", m.subject);
    view_text(v, "PREVIEW_TEXT", m.text);
    view_text(v, "PREVIEW_HTML", m.html);
    return console_page(req, res, v, "admin/template.tpl", id ? "A template" : "New template");
}

static enum err new_get(struct req *req, struct res *res)
{
    const struct template_form first = {
        .subject = STR("You are invited"), .text = STR(first_text), .type = 1, .is_active = true};
    return show_form(req, res, 0, &first, NULL, NULL);
}

static enum err one_load(struct req *req)
{
    int64_t id;
    return templates_one_ask(req->db, console_id(req->arg[0], &id) ? id : 0);
}

static enum err one_get(struct req *req, struct res *res)
{
    struct invite_template t;
    enum err e = templates_one_take(req->db, req->arena, &t);
    if (e)
        return e == ERR_NOTFOUND ? e : console_unread(req, e, "could not read a template");
    const struct template_form f = form_of(&t);
    return show_form(req, res, t.id, &f, NULL, NULL);
}

/* Both of the form's buttons come here: one looks, one keeps. */
static enum err save(struct req *req, struct res *res, int64_t id)
{
    struct problem p = {.arena = req->arena};
    struct template_form f = {0};
    const char *outcome;
    bool is_good = form_read(&req->form, fields, FIELDS, &f, &p);
    struct invite_template t = {id,
                                str_dup(req->arena, f.name),
                                type_values[f.type],
                                str_dup(req->arena, f.subject),
                                str_dup(req->arena, f.text),
                                f.is_active};
    if (is_good && !req_form(req, "look").n) {
        enum err e = templates_save(req->db, req->arena, req->session.sid, &t, &outcome, &id);
        if (e)
            return console_failed(req, res, e, "could not keep a template", "/admin/templates");
        if (strcmp(outcome, "unknown") == 0)
            return ERR_NOTFOUND;
        if (strcmp(outcome, "done") == 0)
            return console_done(req, res, arena_printf(req->arena, "/admin/templates/%lld", (long long)id),
                                "The template is kept.");
        problem_add(&p, "name", "There is a template of this name already. Choose another name.");
        id = t.id;
    }
    res->status = p.n ? 422 : 200;
    return show_form(req, res, id, &f, &req->form, &p);
}

static enum err new_post(struct req *req, struct res *res)
{
    return save(req, res, 0);
}

static enum err one_post(struct req *req, struct res *res)
{
    int64_t id;
    return console_id(req->arg[0], &id) ? save(req, res, id) : ERR_NOTFOUND;
}

/* For the script that shows the preview while one types; nothing is kept. */
static enum err preview_post(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct template_form f = {0};
    struct json_writer w;
    form_read(&req->form, fields, FIELDS, &f, &p);
    struct mail m = preview_of(req, &f);
    json_begin(&w, &res->body);
    json_open(&w, NULL, '{');
    json_put_text(&w, "subject", m.subject);
    json_put_text(&w, "text", m.text);
    json_put_text(&w, "html", m.html);
    json_close(&w, '}');
    res_type(res, "application/json");
    return OK;
}

static enum err switch_to(struct req *req, struct res *res, bool is_active)
{
    struct invite_template t;
    const char *outcome;
    int64_t id;
    enum err e = templates_one_take(req->db, req->arena, &t);
    if (e || (e = db_pipeline_end(req->db)))
        return e == ERR_NOTFOUND ? e : console_unread(req, e, "could not read a template");
    t.is_active = is_active;
    if ((e = templates_save(req->db, req->arena, req->session.sid, &t, &outcome, &id)))
        return console_failed(req, res, e, "could not switch a template", "/admin/templates");
    return console_done(req, res, "/admin/templates",
                        is_active ? "“%s” can be chosen again." : "“%s” is not offered any more.", t.name);
}

static enum err on_post(struct req *req, struct res *res)
{
    return switch_to(req, res, true);
}

static enum err off_post(struct req *req, struct res *res)
{
    return switch_to(req, res, false);
}

static enum err delete_post(struct req *req, struct res *res)
{
    int64_t id;
    bool done;
    if (!console_id(req->arg[0], &id))
        return ERR_NOTFOUND;
    enum err e = templates_delete(req->db, req->arena, req->session.sid, id, &done);
    if (e)
        return console_failed(req, res, e, "could not delete a template", "/admin/templates");
    return done ? console_done(req, res, "/admin/templates",
                               "The template is deleted. Invitations that were made with it stay as they are.")
                : ERR_NOTFOUND;
}

static const struct route rows[] = {
    ROUTE(GET, "/admin/templates", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/admin/templates.csv", NONE, PAGE, csv_load, list_csv),
    ROUTE(GET, "/admin/templates/new", NONE, PAGE, NULL, new_get),
    ROUTE(POST, "/admin/templates", FORM, SAVE, NULL, new_post),
    ROUTE(POST, "/admin/templates/preview", FORM, PAGE, NULL, preview_post),
    ROUTE(GET, "/admin/templates/:id", NONE, PAGE, one_load, one_get),
    ROUTE(POST, "/admin/templates/:id", FORM, SAVE, NULL, one_post),
    ROUTE(POST, "/admin/templates/:id/on", FORM, SAVE, one_load, on_post),
    ROUTE(POST, "/admin/templates/:id/off", FORM, SAVE, one_load, off_post),
    ROUTE(POST, "/admin/templates/:id/delete", FORM, SAVE, NULL, delete_post),
};
const struct routes admin_templates_routes = ROUTES(rows);
