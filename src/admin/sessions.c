/* sessions.c: all live sessions: who is signed in, from where, since when; end one, all of a person, or all.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/console.h"
#include "admin/routes.h"
#include "admin/watch_store.h"
#include "base/num.h"

static const struct listing_column columns[SESSION_SHOWN] = {
    [SESSION_EMAIL] = LISTING_TEXT("person", "Person"),
    [SESSION_NAME] = {.name = "name"},
    [SESSION_ADDRESS] = LISTING_TEXT("address", "Address"),
    [SESSION_AGENT] = {.name = "device", .title = "Device"},
    [SESSION_CREATED] = {.name = "signed_in_utc", .title = "Signed in", .is_sortable = true, .falls = true},
    [SESSION_LAST] = {.name = "last_seen_utc", .title = "Last seen", .is_sortable = true, .falls = true},
    [SESSION_ENDS] = LISTING_TEXT("ends_utc", "Ends"),
    [SESSION_FACTOR] = {.name = "second_factor", .title = "Second factor"},
};
static const struct listing_kind sessions = {.columns = columns,
                                             .n_columns = SESSION_SHOWN,
                                             .sort = SESSION_LAST,
                                             .descending = true,
                                             .csv_path = "/admin/sessions.csv"};
static const char *const names[SESSION_COLUMNS] = {
    "SESSION_EMAIL", "SESSION_NAME",   "SESSION_ADDRESS", "SESSION_AGENT",  "SESSION_CREATED", "SESSION_LAST",
    "SESSION_ENDS",  "SESSION_FACTOR", "SESSION_ID",      "SESSION_PERSON", "SESSION_OWN",     "SESSION_OTHER"};

static struct session_filter read_filter(struct req *req, struct problem *p)
{
    struct session_filter f = {0};
    f.pattern = console_search(req, "q", p);
    f.network = console_network(req, "address", p);
    if (req_query(req, "person").n && !console_id(req_query(req, "person"), &f.person))
        problem_add(p, "person", "Of the person in the address only the number may stand there.");
    return f;
}

static enum err ask(struct req *req, struct listing l)
{
    struct problem p = {.arena = req->arena};
    struct session_filter f = read_filter(req, &p);
    return p.n ? OK : session_list_ask(req->db, &l, &f);
}

static enum err list_load(struct req *req)
{
    return ask(req, listing_read(req, &sessions));
}

static enum err csv_load(struct req *req)
{
    return ask(req, listing_read_all(req, &sessions));
}

static bool has_other(const struct db_result *r)
{
    for (int i = 0; i < r->rows; i++)
        if (*db_text(r, i, SESSION_OTHER))
            return true;
    return false;
}

static enum err list_get(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct session_filter f = read_filter(req, &p);
    struct listing l = listing_read(req, &sessions);
    struct view *v = view_new(req->arena);
    struct console_list list = {0};
    enum err e = p.n ? OK : console_list_take(req->db, req->arena, &list);
    if (e)
        return console_unread(req, e, "could not read the sessions");
    if (listing_is_past(&l, res, list.total))
        return OK;
    struct console_devices shown = {req->arena, &list.rows, SESSION_AGENT};
    view_rows(v, "SESSION", list.rows.rows, names, SESSION_COLUMNS, console_device_cell, &shown);
    listing_show(v, &l, list.rows.rows, list.total);
    console_filter_show(v, &p);
    view_str(v, "Q", req_query(req, "q"));
    view_str(v, "ADDRESS", req_query(req, "address"));
    console_back_show(v, req);
    view_show_if(v, "ONE_PERSON", f.person != 0 && has_other(&list.rows));
    view_int(v, "PERSON_ID", f.person);
    view_show_if(v, "CAN_END_ALL", req->session.person.is_superuser);
    res->status = p.n ? 422 : 200;
    return console_page(req, res, v, "admin/sessions.tpl", "Sessions");
}

static enum err list_csv(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct listing l = listing_read_all(req, &sessions);
    read_filter(req, &p);
    return console_csv(req, res, &l, "sessions", &p);
}

/* ---- ending them ---- */

static enum err end_some(struct req *req, struct res *res, int64_t session, int64_t person)
{
    const char *back = console_back(req, "/admin/sessions");
    int64_t n;
    enum err e = session_end_some(req->db, req->arena, req->session.sid, session, person, &n);
    if (e)
        return console_failed(req, res, e, "could not end sessions", back);
    if (n == 0)
        return console_note(req, res, back, "Nothing was left to end. Your own session stays: sign out to end it.");
    return console_done(req, res, back, n == 1 ? "The session has ended." : "%s sessions have ended.",
                        num_group(req->arena, (double)n, 0));
}

static enum err end_one_post(struct req *req, struct res *res)
{
    int64_t session;
    return console_id(req->arg[0], &session) ? end_some(req, res, session, 0) : ERR_NOTFOUND;
}

static enum err end_of_person_post(struct req *req, struct res *res)
{
    int64_t person;
    return console_id(req->arg[0], &person) ? end_some(req, res, 0, person) : ERR_NOTFOUND;
}

static enum err end_all_post(struct req *req, struct res *res)
{
    return end_some(req, res, 0, 0);
}

static const struct route rows[] = {
    ROUTE(GET, "/admin/sessions", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/admin/sessions.csv", NONE, PAGE, csv_load, list_csv),
    ROUTE(POST, "/admin/sessions/:id/end", FORM, SAVE, NULL, end_one_post),
    ROUTE(POST, "/admin/people/:id/sessions/end", FORM, SAVE, NULL, end_of_person_post),
    ROUTE(POST, "/admin/sessions/end", FORM, SAVE, NULL, end_all_post),
};
const struct routes admin_sessions_routes = ROUTES(rows);
