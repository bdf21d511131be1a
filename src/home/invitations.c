/* invitations.c: whom a manager has invited, and what became of it; invite somebody, send the link again, take it back.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/invitation.h"

#include "base/problem.h"
#include "home/account.h"
#include "home/account_store.h"
#include "home/routes.h"
#include "web/form.h"
#include "web/listing.h"

static const struct listing_column columns[] = {
    [OWN_INVITATION_EMAIL] = LISTING_TEXT("email", "Invited"),
    [OWN_INVITATION_TYPE] = LISTING_TEXT("role", "As"),
    [OWN_INVITATION_STATE] = {.name = "state", .title = "State"},
    [OWN_INVITATION_CREATED] = {.name = "created", .title = "Created", .is_sortable = true, .falls = true},
    [OWN_INVITATION_EXPIRES] = {.name = "expires", .title = "Expires", .is_sortable = true, .falls = true},
};
static const struct listing_kind invitations = {.columns = columns,
                                                .n_columns = sizeof columns / sizeof *columns,
                                                .sort = OWN_INVITATION_CREATED,
                                                .descending = true};
static const char *const names[OWN_INVITATION_COLUMNS] = {
    "INVITED_EMAIL",      "INVITED_ROLE",   "INVITED_STATE", "INVITED_CREATED", "INVITED_EXPIRES",
    "INVITED_MAILED",     "INVITED_OPENED", "INVITED_USED",  "INVITED_DECIDED", "INVITED_FIRST",
    "INVITED_BOUNCE_WHY", "INVITED_ID",     "INVITED_OPEN",  "INVITED_UNUSED"};

struct invite_form {
    struct str email, message;
    int type, template;
    int64_t hours;
};
enum { EMAIL, TYPE, HOURS, MESSAGE, TEMPLATE, FIELDS };
static const struct field invite_fields[FIELDS] = {
    [EMAIL] = {.name = "email",
               .label = "E-mail",
               .kind = FIELD_EMAIL,
               .required = true,
               .offset = offsetof(struct invite_form, email),
               .hint = "The invitation is good for this address only."},
    [TYPE] = {.name = "role",
              .label = "Role",
              .kind = FIELD_CHOICE,
              .required = true,
              .offset = offsetof(struct invite_form, type),
              .hint = "Viewers look at results; analysts also run and save computations."},
    [HOURS] = {.name = "hours",
               .label = "Valid for",
               .kind = FIELD_INTEGER,
               .required = true,
               .min = 1,
               .max = INVITATION_HOURS_MAX,
               .unit = "hours",
               .offset = offsetof(struct invite_form, hours),
               .hint = "72 hours are three days, 720 are thirty."},
    [MESSAGE] = {.name = "message",
                 .label = "Your message",
                 .kind = FIELD_LINES,
                 .max = INVITATION_MESSAGE_MAX,
                 .offset = offsetof(struct invite_form, message),
                 .hint = "Stands in the mail and on the page behind the link. May stay empty."},
    [TEMPLATE] = {.name = "template",
                  .label = "Words of the mail",
                  .kind = FIELD_CHOICE,
                  .offset = offsetof(struct invite_form, template)},
};

/* What the page shows: the list, and the form made for this person. */
struct invitations_page {
    struct listing listing;
    struct account_rows list;
    int64_t total;
    struct account_invite_form form;
    enum role types[4];
    struct field fields[FIELDS];
    int n_fields; /* without templates there is nothing to choose */
};

/* ---- the form for this person ---- */

static enum role highest_to_give(const struct person *p)
{
    return p->is_superuser ? ROLE_ADMIN : p->is_staff ? ROLE_MANAGER : ROLE_ANALYST;
}

static void fields_make(struct arena *a, struct invitations_page *page, const struct person *p)
{
    const char **types = ARENA_ARRAY(a, ROLE_ADMIN + 1, const char *),
               **labels = ARENA_ARRAY(a, ROLE_ADMIN + 1, const char *);
    const int n = page->form.n_templates;
    const char **words = ARENA_ARRAY(a, (size_t)n + 2, const char *),
               **word_labels = ARENA_ARRAY(a, (size_t)n + 2, const char *);
    for (enum role r = ROLE_VIEWER; r <= highest_to_give(p); r++) {
        types[r - ROLE_VIEWER] = role_text(r);
        labels[r - ROLE_VIEWER] = account_role_label(r);
        page->types[r - ROLE_VIEWER] = r;
    }
    words[0] = "";
    word_labels[0] = "The usual ones";
    for (int i = 0; i < n; i++) {
        const struct account_template *t = &page->form.templates[i];
        words[i + 1] = t->name;
        word_labels[i + 1] = arena_printf(a, "%s (%s)", t->name, account_role_label(role_from_text(t->type)));
    }
    memcpy(page->fields, invite_fields, sizeof invite_fields);
    page->n_fields = n ? FIELDS : TEMPLATE;
    page->fields[TYPE].choices = types;
    page->fields[TYPE].choice_labels = labels;
    page->fields[TEMPLATE].choices = words;
    page->fields[TEMPLATE].choice_labels = word_labels;
}

/* ---- the page ---- */

static enum err invitations_load(struct req *r)
{
    struct listing l = listing_read(r, &invitations);
    return account_invitations_ask(r->db, l.sort, l.descending, l.limit, l.offset);
}

static enum err invitations_take(struct req *r, struct invitations_page *page)
{
    enum err e;
    page->listing = listing_read(r, &invitations);
    if ((e = account_rows_take(r->db, r->arena, &page->list)) ||
        (e = account_count_take(r->db, r->arena, &page->total)) ||
        (e = account_invite_form_take(r->db, r->arena, &page->form)))
        return account_failed(r, e, "read the invitations");
    fields_make(r->arena, page, &r->session.person);
    return OK;
}

static struct str cell(void *context, int row, int col)
{
    const struct invitations_page *page = context;
    if (col == OWN_INVITATION_TYPE)
        return str_of(account_role_label(role_from_text(db_text(&page->list.rows, row, col))));
    return db_str(&page->list.rows, row, col);
}

static enum err show_invitations(struct req *r, struct res *res, struct invitations_page *page,
                                 const struct problem *problem)
{
    const struct invite_form fresh = {.type = 0, .hours = page->form.hours};
    struct view *v = view_new(r->arena);
    view_rows(v, "INVITED", page->list.rows.rows, names, OWN_INVITATION_COLUMNS, cell, page);
    listing_show(v, &page->listing, page->list.rows.rows, page->total);
    view_show_if(v, "IS_CLOSED", page->form.is_closed);
    view_show_if(v, "NO_MAIL", !page->form.has_mail_server);
    form_show(v, page->fields, page->n_fields, &fresh, problem ? &r->form : NULL, problem);
    view_text(v, "ZONE", page->list.zone);
    if (problem)
        res->status = 422;
    return account_page(r, res, v, "home/invitations.tpl", "Invitations");
}

static enum err invitations_get(struct req *r, struct res *res)
{
    struct invitations_page *page = ARENA_NEW(r->arena, struct invitations_page);
    enum err e = invitations_take(r, page);
    if (e)
        return e;
    return listing_is_past(&page->listing, res, page->total) ? OK : show_invitations(r, res, page, NULL);
}

/* The link, the only time it is shown: the database knows no more than its hash. email: of a new invitation. */
static enum err show_made(struct req *r, struct res *res, const char *email, const char *link, bool is_mailed)
{
    struct view *v = view_new(r->arena);
    view_text_if(v, "IS_NEW", "INVITED_EMAIL", email);
    view_show_if(v, "IS_AGAIN", email == NULL);
    view_text(v, "INVITED_LINK", link);
    view_show(v, is_mailed ? "HAS_MAIL" : "NO_MAIL");
    return account_page(r, res, v, "home/invitation_made.tpl", "The invitation is made");
}

/* ---- inviting ---- */

static bool form_read_all(struct req *r, const struct invitations_page *page, struct invite_form *f,
                          struct invitation *i, struct problem *problem)
{
    form_read(&r->form, page->fields, page->n_fields, f, problem);
    const struct account_template *t = f->template ? &page->form.templates[f->template - 1] : NULL;
    *i = (struct invitation){
        .email = str_dup(r->arena, f->email),
        .type = page->types[f->type],
        .message = str_dup(r->arena, f->message),
        .hours = (int)f->hours,
        .subject = t ? t->subject : NULL,
        .text = t ? t->text : NULL,
        .inviter = r->session.person.name,
    };
    if (t && role_from_text(t->type) != i->type)
        problem_add(problem, "template", "These words are for another role: %s.",
                    account_role_label(role_from_text(t->type)));
    if (page->form.is_closed)
        problem_add(problem, "email",
                    "Nobody can register at present, so an invitation would lead nowhere. An administrator can open "
                    "registration in the console’s settings.");
    return problem->n == 0;
}

static void add_outcome(struct problem *problem, enum invitation_outcome outcome)
{
    if (outcome == INVITATION_EXISTS)
        problem_add(problem, "email", "Somebody with this address has an account here already.");
    else if (outcome == INVITATION_OPEN)
        problem_add(problem, "email",
                    "This address has a valid invitation already. If it is yours, it stands below: send it again, or "
                    "take it back first.");
    else
        problem_add(problem, "role", "You may not give this role. Ask an administrator to invite this person.");
}

static enum err invitations_post(struct req *r, struct res *res)
{
    struct invitations_page *page = ARENA_NEW(r->arena, struct invitations_page);
    struct problem problem = {.arena = r->arena};
    struct invite_form f = {0};
    struct invitation wanted;
    enum invitation_outcome outcome;
    const char *link;
    enum err e;
    if ((e = invitations_take(r, page)) || (e = db_pipeline_end(r->db)))
        return e;
    if (!form_read_all(r, page, &f, &wanted, &problem))
        return show_invitations(r, res, page, &problem);
    e = invitation_send(r->db, r->arena, r->settings, r->session.sid, 0, &wanted, &link, &outcome, NULL);
    if (e)
        return account_failed(r, e, "make an invitation");
    if (outcome == INVITATION_DONE)
        return show_made(r, res, wanted.email, link, page->form.has_mail_server);
    add_outcome(&problem, outcome);
    return show_invitations(r, res, page, &problem);
}

/* ---- again, and back ---- */

static enum err used_up(struct req *r, struct res *res)
{
    res_flash(res, r, "info", "Nothing was changed: the invitation was used or taken back in the meantime.", NULL);
    return res_see_other(res, "/account/invitations");
}

static enum err resend_post(struct req *r, struct res *res)
{
    struct invitations_page *page = ARENA_NEW(r->arena, struct invitations_page);
    const struct invitation what = {.inviter = r->session.person.name};
    enum invitation_outcome outcome;
    const char *link;
    int64_t id;
    enum err e;
    if (!account_id(r->arg[0], &id))
        return ERR_NOTFOUND;
    if ((e = invitations_take(r, page)) || (e = db_pipeline_end(r->db)))
        return e;
    e = invitation_resend(r->db, r->arena, r->settings, r->session.sid, id, &what, &link, &outcome);
    if (e)
        return account_failed(r, e, "send an invitation again");
    if (outcome == INVITATION_ROLE) {
        res_flash(res, r, "warning", "Nothing was sent: you may not give this role any more. Ask an administrator.",
                  NULL);
        return res_see_other(res, "/account/invitations");
    }
    if (outcome != INVITATION_DONE)
        return outcome == INVITATION_UNKNOWN ? ERR_NOTFOUND : used_up(r, res);
    return show_made(r, res, NULL, link, page->form.has_mail_server);
}

static enum err revoke_post(struct req *r, struct res *res)
{
    enum invitation_outcome outcome;
    int64_t id;
    if (!account_id(r->arg[0], &id))
        return ERR_NOTFOUND;
    enum err e = invitation_revoke(r->db, r->arena, r->session.sid, id, &outcome);
    if (e)
        return account_failed(r, e, "take an invitation back");
    if (outcome != INVITATION_DONE)
        return outcome == INVITATION_UNKNOWN ? ERR_NOTFOUND : used_up(r, res);
    res_flash(res, r, "success", "The invitation is taken back. Its link no longer works.", NULL);
    return res_see_other(res, "/account/invitations");
}

static const struct route rows[] = {
    ROUTE(GET, "/account/invitations", NONE, PAGE, invitations_load, invitations_get),
    ROUTE(POST, "/account/invitations", FORM, SAVE, invitations_load, invitations_post),
    ROUTE(POST, "/account/invitations/:id/resend", FORM, SAVE, invitations_load, resend_post),
    ROUTE(POST, "/account/invitations/:id/revoke", FORM, SAVE, NULL, revoke_post),
};
const struct routes home_invitations_routes = ROUTES(rows);
