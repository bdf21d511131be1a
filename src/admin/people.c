/* people.c: the list of everybody who has an account, and what is done to several of them at once.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/console.h"
#include "admin/people_store.h"
#include "admin/person.h"
#include "admin/routes.h"

/* Told one by one; the rest is counted. A flash message is short. */
enum { BULK_TOLD = 5 };

static const struct listing_column columns[PEOPLE_SHOWN] = {
    [PEOPLE_EMAIL] = LISTING_TEXT("email", "E-mail"),
    [PEOPLE_NAME] = LISTING_TEXT("name", "Name"),
    [PEOPLE_STATUS] = LISTING_TEXT("status", "Status"),
    [PEOPLE_ROLE] = LISTING_TEXT("role", "Role"),
    [PEOPLE_RIGHTS] = {.name = "console", .title = "Console", .is_sortable = true, .falls = true},
    [PEOPLE_SEEN] = {.name = "last_sign_in_utc", .title = "Last sign-in", .is_sortable = true, .falls = true},
    [PEOPLE_LOGINS] = LISTING_NUMBER("sign_ins", "Sign-ins"),
    [PEOPLE_CREATED] = {.name = "created_utc", .title = "Created", .is_sortable = true, .falls = true},
    [PEOPLE_FACTOR] = {.name = "second_factor"},
};
static const struct listing_kind people = {.columns = columns,
                                           .n_columns = PEOPLE_SHOWN,
                                           .sort = PEOPLE_CREATED,
                                           .descending = true,
                                           .csv_path = "/admin/people.csv"};
static const char *const names[PEOPLE_COLUMNS] = {"PERSON_EMAIL",  "PERSON_NAME",  "PERSON_STATUS", "PERSON_ROLE",
                                                  "PERSON_RIGHTS", "PERSON_SEEN",  "PERSON_LOGINS", "PERSON_CREATED",
                                                  "PERSON_FACTOR", "PERSON_NUMBER"};

static const char *const statuses[] = {"pending",  "Waiting for approval",
                                       "active",   "Active",
                                       "disabled", "Disabled",
                                       "rejected", "Rejected",
                                       "deleted",  "Deleted",
                                       NULL};
static const char *const rights[] = {"staff", "May enter the console", "superuser", "Superuser",
                                     "none",  "May not enter",         NULL};
static const char *const seen[] = {"never", "Never",          "7",      "Within 7 days", "30", "Within 30 days",
                                   "90",    "Within 90 days", "longer", "Longer ago",    NULL};

static struct people_filter read_filter(struct req *req, struct problem *p)
{
    return (struct people_filter){.pattern = console_search(req, "q", p),
                                  .status = console_choice(req, "status", statuses),
                                  .role = console_choice(req, "role", person_roles),
                                  .rights = console_choice(req, "rights", rights),
                                  .seen = console_choice(req, "seen", seen),
                                  .network = console_network(req, "address", p)};
}

static enum err ask(struct req *req, struct listing l)
{
    struct problem p = {.arena = req->arena};
    struct people_filter f = read_filter(req, &p);
    return p.n ? OK : people_list_ask(req->db, &l, &f);
}

static enum err list_load(struct req *req)
{
    return ask(req, listing_read(req, &people));
}

static enum err csv_load(struct req *req)
{
    return ask(req, listing_read_all(req, &people));
}

static void show_filter(struct view *v, struct req *req, const struct people_filter *f, const struct problem *p)
{
    view_str(v, "Q", req_query(req, "q"));
    view_str(v, "ADDRESS", req_query(req, "address"));
    console_options(v, "STATUS_CHOICE", statuses, f->status);
    console_options(v, "ROLE_CHOICE", person_roles, f->role);
    console_options(v, "RIGHTS_CHOICE", rights, f->rights);
    console_options(v, "SEEN_CHOICE", seen, f->seen);
    console_filter_show(v, p);
}

static enum err list_get(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct people_filter f = read_filter(req, &p);
    struct listing l = listing_read(req, &people);
    struct view *v = view_new(req->arena);
    struct console_list *list = ARENA_NEW(req->arena, struct console_list);
    enum err e = p.n ? OK : console_list_take(req->db, req->arena, list);
    if (e)
        return console_unread(req, e, "could not read the people");
    if (listing_is_past(&l, res, list->total))
        return OK;
    view_rows(v, "ONE", list->rows.rows, names, PEOPLE_COLUMNS, console_cell, &list->rows);
    listing_show(v, &l, list->rows.rows, list->total);
    show_filter(v, req, &f, &p);
    console_back_show(v, req);
    res->status = p.n ? 422 : 200;
    return console_page(req, res, v, "admin/people.tpl", "People");
}

static enum err list_csv(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct listing l = listing_read_all(req, &people);
    read_filter(req, &p);
    return console_csv(req, res, &l, "people", &p);
}

/* ---- several at once ---- */

/* The boxes that are ticked are fields p<number>. */
static const char *chosen(const struct req *req)
{
    struct buf b;
    buf_init(&b, req->arena, 256);
    for (int i = 0; i < req->form.n; i++) {
        struct str name = req->form.at[i].name;
        int64_t id;
        if (!str_starts(name, "p") || !console_id((struct str){name.s + 1, name.n - 1}, &id))
            continue;
        buf_printf(&b, "%c%lld", b.n ? ',' : '{', (long long)id);
    }
    if (b.n)
        buf_putc(&b, '}');
    return b.n ? b.s : NULL;
}

/* What became of each of those that were chosen. */
struct bulk {
    struct buf told;
    int done, others;
};

static void tell(struct bulk *b, const char *email, const char *why)
{
    if (b->others++ < BULK_TOLD)
        buf_printf(&b->told, " %s: %s", email, why);
}

static const char *approve_one(struct req *req, const struct person_brief *one, enum err *e)
{
    struct decision d;
    *e = person_approve(req, one, &d);
    return *e ? console_guard_words(req->db) : person_decision_words(req, &d);
}

static const char *disable_one(struct req *req, const struct person_brief *one, enum err *e)
{
    const char *outcome;
    *e = person_switch(req->db, req->arena, req->session.sid, one->id, false, req_form(req, "reason"), &outcome);
    return *e ? console_guard_words(req->db) : person_switch_words(outcome, false);
}

static enum err finish_bulk(struct req *req, struct res *res, const struct bulk *b, const char *done)
{
    const char *back = console_back(req, "/admin/people");
    const char *rest = b->others > BULK_TOLD ? arena_printf(req->arena, " And %d more.", b->others - BULK_TOLD) : "";
    return (b->others ? console_note : console_done)(req, res, back, "%d %s.%s%s", b->done, done, b->told.s, rest);
}

/* Each is decided for itself, in its own transaction. A fault ends it; those before it are done, and said so. */
static enum err bulk_post(struct req *req, struct res *res)
{
    bool approve = str_eq(req_form(req, "action"), "approve");
    const char *back = console_back(req, "/admin/people"), *numbers = chosen(req);
    struct person_brief *those;
    struct bulk b = {.done = 0};
    int n;
    if (!approve && !str_eq(req_form(req, "action"), "disable"))
        return ERR_INPUT;
    if (!numbers)
        return console_refuse(req, res, 422, "Nobody was chosen. Tick the people in the list first.", back);
    if (utf8_length(req_form(req, "reason")) > PERSON_REASON_MAX)
        return console_refuse(req, res, 422, PERSON_REASON_TOO_LONG, back);
    enum err e = person_briefs_get(req->db, req->arena, numbers, &those, &n);
    if (e)
        return console_failed(req, res, e, "could not read who was chosen", back);
    buf_init(&b.told, req->arena, 256);
    for (int i = 0; i < n; i++) {
        const char *why = (approve ? approve_one : disable_one)(req, &those[i], &e);
        if (e && !why)
            return console_failed(req, res, e,
                                  arena_printf(req->arena, "could not decide about several, after %d", b.done), back);
        if (why)
            tell(&b, those[i].email, why);
        else
            b.done++;
    }
    return finish_bulk(req, res, &b, approve ? "approved" : "disabled");
}

static const struct route rows[] = {
    ROUTE(GET, "/admin/people", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/admin/people.csv", NONE, PAGE, csv_load, list_csv),
    ROUTE(POST, "/admin/people/several", FORM, SAVE, NULL, bulk_post),
};
const struct routes admin_people_routes = ROUTES(rows);
