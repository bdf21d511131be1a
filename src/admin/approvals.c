/* approvals.c: who waits for approval, the longest first, with what helps to decide; and proposals of console rights that wait
 * for a second superuser. The decisions themselves are in person.c.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/console.h"
#include "admin/people_store.h"
#include "admin/routes.h"

enum { DAY_HOURS = 24, LATE_DAYS = 3 };

static const struct listing_column columns[APPROVAL_SHOWN] = {
    [APPROVAL_EMAIL] = LISTING_TEXT("email", "Person"),
    [APPROVAL_NAME] = {.name = "name"},
    [APPROVAL_CREATED] = LISTING_TEXT("registered_utc", "Waiting since"),
    [APPROVAL_WAITS] = {.name = "waiting_hours"},
    [APPROVAL_ROLE] = {.name = "role"},
    [APPROVAL_INVITER] = {.name = "invited_by"},
    [APPROVAL_INVITED] = {.name = "invited"},
    [APPROVAL_CONFIRMED] = {.name = "address_confirmed"},
    [APPROVAL_DOMAIN] = {.name = "domain"},
    [APPROVAL_SAME_DOMAIN] = {.name = "others_of_domain"},
    [APPROVAL_ADDRESS] = {.name = "from_address"},
    [APPROVAL_SAME_ADDRESS] = {.name = "others_from_address"},
};
static const struct listing_kind approvals = {
    .columns = columns, .n_columns = APPROVAL_SHOWN, .sort = APPROVAL_CREATED, .csv_path = "/admin/approvals.csv"};

static enum err ask(struct req *req, struct listing l)
{
    struct problem p = {.arena = req->arena};
    const char *pattern = console_search(req, "q", &p);
    return p.n ? OK : approval_list_ask(req->db, &l, pattern);
}

static enum err list_load(struct req *req)
{
    enum err e = proposal_list_ask(req->db);
    return e ? e : ask(req, listing_read(req, &approvals));
}

static enum err csv_load(struct req *req)
{
    return ask(req, listing_read_all(req, &approvals));
}

/* "3 hours", "12 days" */
static const char *age(struct arena *a, int64_t hours)
{
    int64_t n = hours < 2 * DAY_HOURS ? hours : hours / DAY_HOURS;
    if (n == 0)
        return "less than an hour";
    return arena_printf(a, "%lld %s%s", (long long)n, hours < 2 * DAY_HOURS ? "hour" : "day", n == 1 ? "" : "s");
}

/* How many accounts besides: "2 others", "20 others or more"; the list of them is one click away. */
static void show_others(struct view *row, const char *section, const char *name, int64_t n)
{
    if (n)
        view_printf(view_add(row, section), name,
                    n < 20 ? n == 1 ? "%lld other" : "%lld others" : "%lld others or more", (long long)n);
}

static void show_applicant(struct view *row, struct arena *a, const struct db_result *r, int i)
{
    int64_t hours = db_int(r, i, APPROVAL_WAITS);
    bool is_invited = *db_text(r, i, APPROVAL_INVITED);
    view_text(row, "WAITING_ID", db_text(r, i, APPROVAL_ID));
    view_text(row, "WAITING_EMAIL", db_text(r, i, APPROVAL_EMAIL));
    view_text(row, "WAITING_NAME", db_text(r, i, APPROVAL_NAME));
    view_text(row, "WAITING_SINCE", db_text(r, i, APPROVAL_CREATED));
    view_text(row, "WAITING_ROLE", db_text(r, i, APPROVAL_ROLE));
    view_text(row, "WAITING_AGE", age(a, hours));
    view_show_if(row, "WAITING_LATE", hours >= LATE_DAYS * DAY_HOURS);
    view_show_if(row, "CAME_OPEN", !is_invited);
    if (is_invited) {
        struct view *by = view_add(row, "CAME_INVITED");
        view_text(by, "WAITING_INVITER", db_text(r, i, APPROVAL_INVITER));
        view_text(by, "WAITING_INVITER_ID", db_text(r, i, APPROVAL_INVITER_ID));
        view_show_if(by, "INVITER_KNOWN", *db_text(r, i, APPROVAL_INVITER));
    }
    view_show_if(row, "IS_CONFIRMED", *db_text(r, i, APPROVAL_CONFIRMED));
    view_show_if(row, "NOT_CONFIRMED", !*db_text(r, i, APPROVAL_CONFIRMED));
    view_text(row, "WAITING_DOMAIN", db_text(r, i, APPROVAL_DOMAIN));
    view_text(row, "WAITING_ADDRESS", db_text(r, i, APPROVAL_ADDRESS));
    show_others(row, "DOMAIN_SHARED", "DOMAIN_OTHERS", db_int(r, i, APPROVAL_SAME_DOMAIN));
    show_others(row, "ADDRESS_SHARED", "ADDRESS_OTHERS", db_int(r, i, APPROVAL_SAME_ADDRESS));
}

static void show_proposals(struct view *v, const struct req *req, const struct db_result *r)
{
    static const char *const names[] = {"PROPOSAL_ID",     "PROPOSAL_PERSON", "PROPOSAL_EMAIL",
                                        "PROPOSAL_RIGHTS", "PROPOSAL_BY",     "PROPOSAL_AT"};
    view_show_if(v, "HAS_PROPOSALS", r->rows > 0);
    for (int i = 0; i < r->rows; i++) {
        struct view *row = view_add(v, "PROPOSAL");
        for (int c = 0; c < 6; c++)
            view_text(row, names[c], db_text(r, i, c));
        view_show_if(row, "CAN_WITHDRAW", req->session.person.is_superuser && *db_text(r, i, 6));
        view_show_if(row, "CAN_GRANT", req->session.person.is_superuser && *db_text(r, i, 7));
    }
}

static enum err list_get(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct listing l = listing_read(req, &approvals);
    struct view *v = view_new(req->arena);
    struct db_result proposals;
    struct console_list list = {0};
    console_search(req, "q", &p);
    enum err e = db_pipeline_next(req->db, req->arena, &proposals);
    if (e || (!p.n && (e = console_list_take(req->db, req->arena, &list))))
        return console_unread(req, e, "could not read who waits");
    if (listing_is_past(&l, res, list.total))
        return OK;
    for (int i = 0; i < list.rows.rows; i++)
        show_applicant(view_add(v, "WAITING"), req->arena, &list.rows, i);
    show_proposals(v, req, &proposals);
    listing_show(v, &l, list.rows.rows, list.total);
    console_filter_show(v, &p);
    console_back_show(v, req);
    view_str(v, "Q", req_query(req, "q"));
    res->status = p.n ? 422 : 200;
    return console_page(req, res, v, "admin/approvals.tpl", "Approvals");
}

static enum err list_csv(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct listing l = listing_read_all(req, &approvals);
    console_search(req, "q", &p);
    return console_csv(req, res, &l, "approvals", &p);
}

static const struct route rows[] = {
    ROUTE(GET, "/admin/approvals", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/admin/approvals.csv", NONE, PAGE, csv_load, list_csv),
};
const struct routes admin_approvals_routes = ROUTES(rows);
