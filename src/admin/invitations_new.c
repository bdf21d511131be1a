/* invitations_new.c: inviting one person or ten thousand: the list is checked first, line by line; then one button sends the
 * good ones: up to a hundred in one transaction, all or none; more of them by a job.
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdlib.h>

#include "admin/console.h"
#include "admin/invitations_list.h"
#include "admin/invitations_store.h"
#include "admin/mail_store.h"
#include "admin/routes.h"
#include "admin/templates_store.h"
#include "admin/upload_store.h"
#include "base/json.h"
#include "base/num.h"
#include "identity/invitation.h"
#include "identity/mail.h"
#include "market/file.h"
#include "web/error.h"
#include "web/form.h"

static const char purpose[] = "invitations", new_path[] = "/admin/invitations/new";
enum { DIRECT_MAX = 100, FAULTS_SHOWN = 1000, TEXTAREA_MAX = 1 << 20 };

/* ---- the form ---- */

struct wish {
    int type;
    int64_t hours, template;
    struct str message;
};
static const char *const type_values[] = {"viewer", "analyst", "manager", "admin", NULL};
static const char *const type_labels[] = {"Viewer: looks at results", "Analyst: runs and saves computations",
                                          "Manager: also invites viewers and analysts", "Administrator", NULL};
static const struct field fields[] = {
    {.name = "type",
     .label = "Role",
     .kind = FIELD_CHOICE,
     .required = true,
     .choices = type_values,
     .choice_labels = type_labels,
     .offset = offsetof(struct wish, type),
     .hint = "Where the list has a role in a line, that one counts."},
    {.name = "hours",
     .label = "Valid for",
     .kind = FIELD_INTEGER,
     .required = true,
     .min = 1,
     .max = INVITATION_HOURS_MAX,
     .unit = "hours",
     .offset = offsetof(struct wish, hours),
     .hint = "From the moment it is sent."},
    {.name = "message",
     .label = "Your own words",
     .kind = FIELD_LINES,
     .min = 0,
     .max = INVITATION_MESSAGE_MAX,
     .offset = offsetof(struct wish, message),
     .hint = "They stand in the mail as a quotation. Where the list has a message in a line, that one counts."},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static enum err new_load(struct req *req)
{
    enum err e = templates_choices_ask(req->db);
    if (e || (e = invites_settings_ask(req->db)))
        return e;
    return upload_ask(req->db, purpose, req_query(req, "list"));
}

static void show_templates(struct view *v, struct db_result *choices, struct str chosen)
{
    for (int i = 0; i < choices->rows; i++) {
        struct view *option = view_add(v, "TEMPLATE_OPTION");
        view_text(option, "OPTION_VALUE", db_text(choices, i, 0));
        view_text(option, "OPTION_LABEL", db_text(choices, i, 1));
        view_show_if(option, "OPTION_CHOSEN", str_eq(chosen, db_text(choices, i, 0)));
    }
    view_show_if(v, "HAS_TEMPLATES", choices->rows > 0);
}

/* `settings` of invites_settings_ask: whoever is invited while registration is closed gets no account. */
static void show_closed(struct view *v, const struct db_result *settings)
{
    view_show_if(v, "IS_CLOSED", db_bool(settings, 0, 1));
}

static enum err show_form(struct req *req, struct res *res, struct db_result *choices, const struct db_result *settings,
                          const struct wish *wish, const struct params *typed, struct str list, const struct problem *p)
{
    struct view *v = view_new(req->arena);
    show_closed(v, settings);
    const char *fault = p ? problem_message(p, "list") : NULL;
    form_show(v, fields, FIELDS, wish, typed, p);
    show_templates(v, choices,
                   typed ? params_get(typed, "template")
                         : str_of(arena_printf(req->arena, "%lld", (long long)wish->template)));
    view_str(v, "LIST", list);
    view_text_if(v, "HAS_LIST_FAULT", "LIST_FAULT", fault);
    return console_page(req, res, v, "admin/invitation-new.tpl", "Invite");
}

/* ---- what was kept of it ---- */

static struct str wish_write(struct arena *a, const struct wish *w)
{
    struct json_writer j;
    struct buf b;
    buf_init(&b, a, 256);
    json_begin(&j, &b);
    json_open(&j, NULL, '{');
    json_put_int(&j, "type", w->type);
    json_put_int(&j, "hours", w->hours);
    json_put_int(&j, "template", w->template);
    json_put_str(&j, "message", w->message);
    json_close(&j, '}');
    return buf_view(&b);
}

static void wish_read(struct arena *a, struct str json, struct wish *w)
{
    const char *why;
    struct json_object *o = json_read(a, json, &why);
    double type = 0, hours = 0, template = 0;
    *w = (struct wish){.message = {"", 0}};
    if (!o)
        return;
    json_get_num(o, "type", &type);
    json_get_num(o, "hours", &hours);
    json_get_num(o, "template", &template);
    json_get_str(o, "message", &w->message);
    w->type = (int)type;
    w->hours = (int64_t)hours;
    w->template = (int64_t) template;
}

/* A list that was checked before is there again, to be mended. */
static enum err new_get(struct req *req, struct res *res)
{
    struct wish wish = {.type = 1};
    struct db_result choices, settings;
    struct upload_kept kept = {.bytes = {"", 0}};
    enum err e = db_pipeline_next(req->db, req->arena, &choices);
    if (e || (e = db_pipeline_next(req->db, req->arena, &settings)))
        return console_unread(req, e, "could not read the templates");
    wish.hours = db_int(&settings, 0, 0);
    e = upload_take(req->db, req->arena, &kept);
    if (e && e != ERR_NOTFOUND)
        return console_unread(req, e, "could not read a kept list");
    if (!e)
        wish_read(req->arena, kept.fields, &wish);
    return show_form(req, res, &choices, &settings, &wish, NULL, kept.bytes.n <= TEXTAREA_MAX ? kept.bytes : STR(""),
                     NULL);
}

static enum role highest_role(const struct person *p)
{
    return p->is_superuser ? ROLE_ADMIN : ROLE_MANAGER;
}

/* The pasted text, or the file's as UTF-8. A file wins. */
static struct str list_of(struct req *req, const char **filename, struct problem *p)
{
    struct str name = {"", 0}, text, bytes = req_file(req, "file", &name);
    struct file_answer answer;
    *filename = "";
    if (!bytes.n)
        return req_form(req, "list");
    file_answer_init(&answer, req->arena);
    *filename = file_quote(req->arena, name);
    if (file_text(&answer, bytes, &text))
        return text;
    problem_add(p, "list", "%s", file_fault(&answer));
    return STR("");
}

static enum err back_to_form(struct req *req, struct res *res, const struct wish *wish, struct problem *p)
{
    struct db_result choices, settings;
    struct str list = req_form(req, "list");
    enum err e = db_pipeline_begin(req->db);
    if (e || (e = templates_choices_ask(req->db)) || (e = invites_settings_ask(req->db)) ||
        (e = db_pipeline_sync(req->db)) || (e = db_pipeline_next(req->db, req->arena, &choices)) ||
        (e = db_pipeline_next(req->db, req->arena, &settings)) || (e = db_pipeline_end(req->db)))
        return console_unread(req, e, "could not read the templates");
    res->status = 422;
    return show_form(req, res, &choices, &settings, wish, &req->form, list.n <= TEXTAREA_MAX ? list : STR(""), p);
}

static enum err check_post(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct wish wish = {0};
    struct invite_list list;
    const char *filename, *id;
    form_read(&req->form, fields, FIELDS, &wish, &p);
    if (!console_id(req_form(req, "template"), &wish.template))
        wish.template = 0;
    if (wish.type + ROLE_VIEWER > (int)highest_role(&req->session.person))
        problem_add(&p, "type", "Only a superuser invites administrators. Choose another role.");
    struct str text = list_of(req, &filename, &p);
    if (!problem_message(&p, "list")) {
        invite_list_read(req->arena, text, highest_role(&req->session.person), &list);
        if (list.refused)
            problem_add(&p, "list", "%s", list.refused);
    }
    if (p.n)
        return back_to_form(req, res, &wish, &p);
    enum err e = upload_keep(req->db, req->arena, req->session.sid, purpose,
                             &(struct upload_kept){filename, wish_write(req->arena, &wish), text}, &id);
    return e ? console_failed(req, res, e, "could not keep a list", new_path)
             : res_see_other(res, arena_printf(req->arena, "/admin/invitations/check/%s", id));
}

/* ---- the report ---- */

struct plan {
    struct wish wish;
    struct invite_list list;
    const char *subject, *text;   /* of the template, or NULL */
    struct invite_entry **send;   /* the good ones that are not known */
    struct invite_fault *skipped; /* those that are */
    size_t n_send, n_skipped;
};

static int known_order(const void *key, const void *row)
{
    return strcmp(key, *(const char *const *)row);
}

static int text_order(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *lower(struct arena *a, const char *s)
{
    char *out = arena_strdup(a, s);
    for (char *p = out; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    return out;
}

static const char *emails_json(struct arena *a, const struct invite_list *l)
{
    struct json_writer w;
    struct buf b;
    buf_init(&b, a, 32 * l->n_good + 16);
    json_begin(&w, &b);
    json_open(&w, NULL, '[');
    for (size_t i = 0; i < l->n_good; i++)
        json_put_text(&w, NULL, l->good[i].email);
    json_close(&w, ']');
    return b.s;
}

static void divide(struct arena *a, struct plan *plan, const char **accounts, size_t n_accounts, const char **open,
                   size_t n_open)
{
    const struct invite_list *l = &plan->list;
    plan->send = ARENA_ARRAY(a, l->n_good + 1, struct invite_entry *);
    plan->skipped = ARENA_ARRAY(a, l->n_good + 1, struct invite_fault);
    for (size_t i = 0; i < l->n_good; i++) {
        const char *email = lower(a, l->good[i].email), *why = NULL;
        if (bsearch(email, accounts, n_accounts, sizeof *accounts, known_order))
            why = "has an account already";
        else if (bsearch(email, open, n_open, sizeof *open, known_order))
            why = "has an invitation that is still valid: send that one again from the list if it got lost";
        if (why)
            plan->skipped[plan->n_skipped++] = (struct invite_fault){l->good[i].line, l->good[i].email, why};
        else
            plan->send[plan->n_send++] = &l->good[i];
    }
}

static enum err find_known(struct req *req, struct plan *plan)
{
    struct db_result r;
    enum err e = invites_known(req->db, req->arena, emails_json(req->arena, &plan->list), &r);
    if (e)
        return e;
    const char **accounts = ARENA_ARRAY(req->arena, (size_t)r.rows + 1, const char *),
               **open = ARENA_ARRAY(req->arena, (size_t)r.rows + 1, const char *);
    size_t n_accounts = 0, n_open = 0;
    for (int i = 0; i < r.rows; i++)
        if (db_is_null(&r, i, 1))
            open[n_open++] = db_text(&r, i, 0);
        else
            accounts[n_accounts++] = db_text(&r, i, 0);
    qsort(accounts, n_accounts, sizeof *accounts, text_order);
    qsort(open, n_open, sizeof *open, text_order);
    divide(req->arena, plan, accounts, n_accounts, open, n_open);
    return OK;
}

static enum err find_template(struct req *req, struct plan *plan)
{
    struct db_result r;
    if (!plan->wish.template)
        return OK;
    enum err e = templates_text(req->db, req->arena, plan->wish.template, &r);
    if (e || !r.rows)
        return e;
    plan->subject = db_text(&r, 0, 0);
    plan->text = db_text(&r, 0, 1);
    return OK;
}

/* From the kept list to what will be done about it. */
static enum err make_plan(struct req *req, const struct upload_kept *kept, struct plan *plan)
{
    *plan = (struct plan){.n_send = 0};
    wish_read(req->arena, kept->fields, &plan->wish);
    invite_list_read(req->arena, kept->bytes, highest_role(&req->session.person), &plan->list);
    enum err e = find_template(req, plan);
    return e ? e : find_known(req, plan);
}

static void show_faults(struct view *v, const char *section, const struct invite_fault *faults, size_t n)
{
    for (size_t i = 0; i < n && i < FAULTS_SHOWN; i++) {
        struct view *one = view_add(v, section);
        view_int(one, "FAULT_LINE", (int64_t)faults[i].line);
        view_text(one, "FAULT_WHAT", faults[i].what);
        view_text(one, "FAULT_WHY", faults[i].why);
    }
}

static enum role type_of(const struct plan *plan, const struct invite_entry *one)
{
    return one->type ? one->type : (enum role)(plan->wish.type + ROLE_VIEWER);
}

static const char *message_of(struct arena *a, const struct plan *plan, const struct invite_entry *one)
{
    return str_dup(a, one->message.n ? one->message : plan->wish.message);
}

static void show_mail(struct view *v, struct req *req, const struct plan *plan)
{
    const struct invite_entry *one = plan->send[0];
    const struct mail_words words = {
        .name = one->name.n ? str_dup(req->arena, one->name) : one->email,
        .link = arena_printf(req->arena, "%s/invite/…", req->settings->origin),
        .role = role_text(type_of(plan, one)),
        .expires = plan->wish.hours
                       ? arena_printf(req->arena, "%lld hours after it is sent", (long long)plan->wish.hours)
                       : "the hour when it expires",
        .inviter = req->session.person.name,
        .message = message_of(req->arena, plan, one)};
    struct mail m;
    if (plan->subject)
        mail_from_template(req->arena, req->settings, plan->subject, plan->text, &words, &m);
    else
        mail_compose(req->arena, req->settings, MAIL_INVITATION, &words, &m);
    view_text(v, "MAIL_TO", one->email);
    view_text(v, "MAIL_SUBJECT", m.subject);
    view_text(v, "MAIL_TEXT", m.text);
}

static void show_counts(struct view *v, struct arena *a, const struct plan *plan)
{
    view_text(v, "GOOD", num_group(a, (double)plan->n_send, 0));
    view_text(v, "BAD", num_group(a, (double)plan->list.n_bad, 0));
    view_text(v, "SKIPPED", num_group(a, (double)plan->n_skipped, 0));
    view_show_if(v, "HAS_GOOD", plan->n_send > 0);
    view_show_if(v, "NO_GOOD", plan->n_send == 0);
    view_show_if(v, "ONE_GOOD", plan->n_send == 1);
    view_show_if(v, "MANY_GOOD", plan->n_send > 1);
    view_show_if(v, "BY_JOB", plan->n_send > DIRECT_MAX);
    view_show_if(v, "HAS_BAD", plan->list.n_bad > 0);
    view_show_if(v, "HAS_SKIPPED", plan->n_skipped > 0);
    view_show_if(v, "MORE_BAD", plan->list.n_bad > FAULTS_SHOWN);
    view_show_if(v, "MORE_SKIPPED", plan->n_skipped > FAULTS_SHOWN);
}

static enum err gone(struct req *req, struct res *res)
{
    return console_refuse(req, res, 409,
                          "This list was sent already, or it waited for more than a day. Who was invited stands under "
                          "Invitations; enter the list again "
                          "if somebody is missing there.",
                          "/admin/invitations");
}

static enum err report_load(struct req *req)
{
    enum err e = invites_settings_ask(req->db);
    return e ? e : upload_ask(req->db, purpose, req->arg[0]);
}

static enum err report_get(struct req *req, struct res *res)
{
    struct upload_kept kept;
    struct plan plan;
    struct db_result settings;
    enum err e = db_pipeline_next(req->db, req->arena, &settings);
    if (e || (e = upload_take(req->db, req->arena, &kept)))
        return e == ERR_NOTFOUND ? gone(req, res) : console_unread(req, e, "could not read a kept list");
    if ((e = db_pipeline_end(req->db)) || (e = make_plan(req, &kept, &plan)))
        return console_unread(req, e, "could not compare a list with who is known");
    struct view *v = view_new(req->arena);
    show_closed(v, &settings);
    show_counts(v, req->arena, &plan);
    show_faults(v, "FAULT", plan.list.bad, plan.list.n_bad);
    show_faults(v, "KNOWN", plan.skipped, plan.n_skipped);
    view_str(v, "UPLOAD_ID", req->arg[0]);
    if (plan.n_send)
        show_mail(v, req, &plan);
    return console_page(req, res, v, "admin/invitation-check.tpl", "Check the invitations");
}

/* ---- sending ---- */

static struct str payload_of(struct req *req, const struct plan *plan)
{
    struct json_writer w;
    struct buf b;
    buf_init(&b, req->arena, 64 * plan->n_send);
    json_begin(&w, &b);
    json_open(&w, NULL, '{');
    json_put_int(&w, "inviter", req->session.person.id);
    json_put_text(&w, "type", type_values[plan->wish.type]);
    json_put_int(&w, "hours", plan->wish.hours);
    json_put_str(&w, "message", plan->wish.message);
    if (plan->wish.template)
        json_put_int(&w, "template", plan->wish.template);
    else
        json_put_null(&w, "template");
    json_open(&w, "emails", '[');
    for (size_t i = 0; i < plan->n_send; i++) {
        const struct invite_entry *one = plan->send[i];
        json_open(&w, NULL, '{');
        json_put_text(&w, "email", one->email);
        if (one->name.n)
            json_put_str(&w, "name", one->name);
        if (one->message.n)
            json_put_str(&w, "message", one->message);
        if (one->type)
            json_put_text(&w, "type", role_text(one->type));
        json_close(&w, '}');
    }
    json_close(&w, ']');
    json_close(&w, '}');
    return buf_view(&b);
}

static const char *emails_to_send(struct arena *a, const struct plan *plan)
{
    struct json_writer w;
    struct buf b;
    buf_init(&b, a, 32 * plan->n_send + 16);
    json_begin(&w, &b);
    json_open(&w, NULL, '[');
    for (size_t i = 0; i < plan->n_send; i++)
        json_put_text(&w, NULL, plan->send[i]->email);
    json_close(&w, ']');
    return b.s;
}

static enum err send_one(struct req *req, const struct plan *plan, const struct invite_entry *one,
                         enum invitation_outcome *outcome, int64_t *id)
{
    const struct invitation what = {.email = one->email,
                                    .name = one->name.n ? str_dup(req->arena, one->name) : NULL,
                                    .type = type_of(plan, one),
                                    .message = message_of(req->arena, plan, one),
                                    .hours = (int)plan->wish.hours,
                                    .subject = plan->subject,
                                    .text = plan->text,
                                    .inviter = req->session.person.name};
    return invitation_add(req->db, req->arena, req->settings, 0, &what, NULL, outcome, id);
}

struct sending {
    struct plan plan;
    int64_t job; /* that sends them, or 0: */
    size_t sent; /* so many are invited, */
    int64_t id;  /* the last of them is this one */
};

static enum err send_all(struct req *req, struct sending *s)
{
    enum err e = invitation_hold(req->db, req->arena, emails_to_send(req->arena, &s->plan));
    for (size_t i = 0; i < s->plan.n_send && !e; i++) {
        enum invitation_outcome outcome;
        e = send_one(req, &s->plan, s->plan.send[i], &outcome, &s->id);
        s->sent += !e && outcome == INVITATION_DONE;
    }
    return e;
}

/* In the transaction that is open: the list is used up, and all in it are invited, or a job that does it is in the queue. */
static enum err use_list(struct req *req, struct sending *s)
{
    struct upload_kept kept;
    *s = (struct sending){.job = 0};
    enum err e = upload_use(req->db, req->arena, purpose, req->arg[0], &kept);
    if (e || (e = make_plan(req, &kept, &s->plan)))
        return e;
    return s->plan.n_send > DIRECT_MAX
               ? invites_queue(req->db, req->arena, payload_of(req, &s->plan), req->arg[0], &s->job)
               : send_all(req, s);
}

static enum err not_sent(struct req *req, struct res *res, enum err e)
{
    const char *list = arena_printf(req->arena, "/admin/invitations/check/%.*s", (int)req->arg[0].n, req->arg[0].s);
    if ((e = console_failed(req, res, e, "could not invite", list)))
        error_status(req, res, e == ERR_DB ? 503 : 500,
                     "Something went wrong on the way, so nobody was invited. The list is kept: go back, and send it "
                     "once more.",
                     NULL);
    return OK;
}

static enum err say_sent(struct req *req, struct res *res, const struct sending *s, bool has_server)
{
    const char *waits = has_server ? "" : " The mails wait until a mail server is set; links can be copied.";
    if (s->job)
        return console_done(req, res, arena_printf(req->arena, "/admin/jobs/%lld", (long long)s->job),
                            "%s people are being invited, one after the other. Look again to see how far it is.%s",
                            num_group(req->arena, (double)s->plan.n_send, 0), waits);
    if (!s->plan.n_send)
        return console_refuse(req, res, 409, "Nobody is left in this list who could be invited. Nothing was sent.",
                              "/admin/invitations");
    if (s->sent < s->plan.n_send)
        return console_note(req, res, "/admin/invitations",
                            "%zu of %zu are invited; the others were invited by somebody else meanwhile.%s", s->sent,
                            s->plan.n_send, waits);
    if (s->sent > 1)
        return console_done(req, res, "/admin/invitations", "%zu people are invited.%s", s->sent, waits);
    return console_done(req, res, arena_printf(req->arena, "/admin/invitations/%lld", (long long)s->id),
                        "%s is invited.%s", s->plan.send[0]->email,
                        has_server ? "" : " The mail waits until a mail server is set; the link can be copied.");
}

static enum err send_post(struct req *req, struct res *res)
{
    struct sending s;
    bool has_server;
    enum err e = mail_server_find(req->db, req->arena, &has_server);
    if (e || (e = db_begin(req->db, req->session.sid)))
        return e;
    if ((e = db_end(req->db, use_list(req, &s))))
        return e == ERR_NOTFOUND ? gone(req, res) : not_sent(req, res, e);
    return say_sent(req, res, &s, has_server);
}

static const struct route rows[] = {
    ROUTE(GET, "/admin/invitations/new", NONE, PAGE, new_load, new_get),
    ROUTE(POST, "/admin/invitations/check", UPLOAD, SAVE, NULL, check_post),
    ROUTE(GET, "/admin/invitations/check/:id", NONE, PAGE, report_load, report_get),
    ROUTE(POST, "/admin/invitations/send/:id", FORM, SAVE, NULL, send_post),
};
const struct routes admin_invitations_new_routes = ROUTES(rows);
