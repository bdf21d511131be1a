/* mail.c: the outbox: which mails wait, were sent, failed or came back, and each of them whole.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/console.h"
#include "admin/mail_store.h"
#include "admin/routes.h"

static const struct listing_column columns[MAILS_COLUMNS] = {
    [MAILS_TO] = LISTING_TEXT("to", "To"),
    [MAILS_KIND] = LISTING_TEXT("kind", "Kind"),
    [MAILS_SUBJECT] = {.name = "subject"},
    [MAILS_STATUS] = LISTING_TEXT("status", "State"),
    [MAILS_TRIES] = LISTING_NUMBER("tries", "Tries"),
    [MAILS_CREATED] = {.name = "written_utc", .title = "Written", .is_sortable = true, .falls = true},
    [MAILS_NEXT] = {.name = "next_try_utc", .title = "Next try"},
    [MAILS_SENT] = {.name = "sent_utc", .title = "Sent", .is_sortable = true, .falls = true},
    [MAILS_BOUNCED] = {.name = "came_back_utc"},
    [MAILS_ERROR] = {.name = "last_error"},
};
static const struct listing_kind mails = {.columns = columns,
                                          .n_columns = MAILS_COLUMNS,
                                          .sort = MAILS_CREATED,
                                          .descending = true,
                                          .csv_path = "/admin/mail.csv"};

static const char *const names[] = {"MAIL_TO",      "MAIL_KIND",     "MAIL_SUBJECT",   "MAIL_STATUS",  "MAIL_TRIES",
                                    "MAIL_CREATED", "MAIL_NEXT",     "MAIL_SENT",      "MAIL_BOUNCED", "MAIL_ERROR",
                                    "MAIL_ID",      "MAIL_CAN_SEND", "MAIL_CAN_CANCEL"};

static const char *const states[] = {"",           "Any state", "waiting",   "Waiting",   "sending",
                                     "Being sent", "sent",      "Sent",      "failed",    "Failed",
                                     "bounced",    "Came back", "cancelled", "Cancelled", NULL};

static struct mail_filter read_filter(struct req *req, struct problem *p)
{
    struct mail_filter f = {.status = console_choice(req, "status", states), .to = console_search(req, "to", p)};
    struct str kind = req_query(req, "kind");
    f.kind = kind.n <= CONSOLE_SEARCH_MAX ? str_dup(req->arena, kind) : "";
    return f;
}

/* ---- the outbox ---- */

static enum err ask(struct req *req, struct listing l)
{
    struct problem p = {.arena = req->arena};
    struct mail_filter f = read_filter(req, &p);
    return p.n ? OK : mail_list_ask(req->db, &l, &f);
}

static enum err list_load(struct req *req)
{
    enum err e = ask(req, listing_read(req, &mails));
    return e ? e : mail_server_ask(req->db);
}

static enum err csv_load(struct req *req)
{
    return ask(req, listing_read_all(req, &mails));
}

static enum err list_get(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct mail_filter f = read_filter(req, &p);
    struct listing l = listing_read(req, &mails);
    struct view *v = view_new(req->arena);
    struct console_list list = {0};
    struct db_result server;
    enum err e = p.n ? OK : console_list_take(req->db, req->arena, &list);
    if (e || (e = db_pipeline_next(req->db, req->arena, &server)))
        return console_unread(req, e, "could not read the outbox");
    if (listing_is_past(&l, res, list.total))
        return OK;
    view_rows(v, "MAIL", list.rows.rows, names, sizeof names / sizeof *names, console_cell, &list.rows);
    listing_show(v, &l, list.rows.rows, list.total);
    console_filter_show(v, &p);
    console_options(v, "STATUS_OPTION", states, f.status);
    console_back_show(v, req);
    view_str(v, "FILTER_TO", req_query(req, "to"));
    view_show_if(v, "NO_SERVER", !db_bool(&server, 0, 0));
    res->status = p.n ? 422 : 200;
    return console_page(req, res, v, "admin/mail.tpl", "Mail");
}

static enum err list_csv(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct listing l = listing_read_all(req, &mails);
    read_filter(req, &p);
    return console_csv(req, res, &l, "mail", &p);
}

/* ---- one mail ---- */

static enum err one_load(struct req *req)
{
    int64_t id;
    return mail_one_ask(req->db, console_id(req->arg[0], &id) ? id : 0);
}

static enum err show_one(struct req *req, struct res *res, struct db_result *r)
{
    static const char *const shown[OUTBOX_CELLS] = {
        "MAIL_ID",      "MAIL_KIND",          "MAIL_TO",         "MAIL_SUBJECT",   "MAIL_STATUS",
        "MAIL_TRIES",   "MAIL_NEXT",          "MAIL_ERROR",      "MAIL_CREATED",   "MAIL_SENT",
        "MAIL_BOUNCED", "MAIL_BOUNCE_REASON", "MAIL_MESSAGE_ID", "MAIL_USER",      "MAIL_INVITATION",
        "MAIL_TEXT",    "MAIL_HTML",          "MAIL_CAN_SEND",   "MAIL_CAN_CANCEL"};
    struct view *v = view_new(req->arena);
    bool waits = strcmp(db_text(r, 0, OUTBOX_STATUS), "waiting") == 0;
    view_rows(v, "MAIL", 1, shown, OUTBOX_CELLS, console_cell, r);
    view_show_if(v, "LINKS_CUT",
                 waits && !req->session.person.is_superuser && strstr(db_text(r, 0, OUTBOX_TEXT), "/..."));
    view_show_if(v, "CAN_SEE_LINKS",
                 waits && req->session.person.is_superuser && strstr(db_text(r, 0, OUTBOX_TEXT), "/..."));
    view_show_if(v, "NO_SERVER", !db_bool(r, 0, OUTBOX_HAS_SERVER) && waits);
    return console_page(req, res, v, "admin/mail-one.tpl",
                        arena_printf(req->arena, "Mail %s", db_text(r, 0, OUTBOX_ID)));
}

static enum err one_get(struct req *req, struct res *res)
{
    struct db_result r;
    enum err e = db_pipeline_next(req->db, req->arena, &r);
    if (e)
        return console_unread(req, e, "could not read a mail");
    return r.rows ? show_one(req, res, &r) : ERR_NOTFOUND;
}

static const char *path_of(struct req *req, int64_t id)
{
    return console_back(req, arena_printf(req->arena, "/admin/mail/%lld", (long long)id));
}

/* With the links that still work: superusers only, and on record. By a button, so that no address shows them again. */
static enum err links_post(struct req *req, struct res *res)
{
    struct db_result r;
    int64_t id;
    if (!console_id(req->arg[0], &id))
        return ERR_NOTFOUND;
    enum err e = mail_links(req->db, req->arena, req->session.sid, id, &r);
    if (e)
        return console_failed(req, res, e, "could not read a mail with its links", path_of(req, id));
    return r.rows ? show_one(req, res, &r) : ERR_NOTFOUND;
}

/* ---- again, or not ---- */

static enum err again_post(struct req *req, struct res *res)
{
    int64_t id;
    bool done, has_server;
    if (!console_id(req->arg[0], &id))
        return ERR_NOTFOUND;
    enum err e = mail_server_find(req->db, req->arena, &has_server);
    if (e || (e = mail_send_again(req->db, req->arena, req->session.sid, id, &done)))
        return console_failed(req, res, e, "could not put a mail back into the outbox", path_of(req, id));
    if (!done)
        return console_refuse(req, res, 409,
                              "This mail is being sent, was sent already, or is of an invitation that has ended or has "
                              "a newer mail. Nothing was changed.",
                              path_of(req, id));
    if (!has_server)
        return console_note(req, res, path_of(req, id), "The mail waits until a mail server is set.");
    return console_done(req, res, path_of(req, id), "The mail is next in line.");
}

static enum err cancel_post(struct req *req, struct res *res)
{
    int64_t id;
    bool done;
    if (!console_id(req->arg[0], &id))
        return ERR_NOTFOUND;
    enum err e = mail_cancel(req->db, req->arena, req->session.sid, id, &done);
    if (e)
        return console_failed(req, res, e, "could not cancel a mail", path_of(req, id));
    if (!done)
        return console_refuse(req, res, 409, "This mail does not wait any more. Nothing was changed.",
                              path_of(req, id));
    return console_done(req, res, path_of(req, id), "The mail will not be sent.");
}

static enum err test_post(struct req *req, struct res *res)
{
    struct mail m;
    int64_t id;
    bool has_server;
    mail_compose(req->arena, req->settings, MAIL_TEST, &(struct mail_words){.name = req->session.person.name}, &m);
    enum err e = mail_server_find(req->db, req->arena, &has_server);
    if (e || (e = mail_send_test(req->db, req->arena, req->session.sid, &m, &id)))
        return console_failed(req, res, e, "could not write a test mail", "/admin/settings#mail");
    if (!has_server)
        return console_note(req, res, path_of(req, id), "The test mail to %s waits until a mail server is set.",
                            req->session.person.email);
    return console_done(req, res, path_of(req, id),
                        "A test mail to %s is in the outbox. Look again in a moment to see what became of it.",
                        req->session.person.email);
}

static const struct route rows[] = {
    ROUTE(GET, "/admin/mail", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/admin/mail.csv", NONE, PAGE, csv_load, list_csv),
    ROUTE(POST, "/admin/mail/test", FORM, SAVE, NULL, test_post),
    ROUTE(GET, "/admin/mail/:id", NONE, PAGE, one_load, one_get),
    ROUTE(POST, "/admin/mail/:id/links", FORM, SAVE, NULL, links_post),
    ROUTE(POST, "/admin/mail/:id/send", FORM, SAVE, NULL, again_post),
    ROUTE(POST, "/admin/mail/:id/cancel", FORM, SAVE, NULL, cancel_post),
};
const struct routes admin_mail_routes = ROUTES(rows);
