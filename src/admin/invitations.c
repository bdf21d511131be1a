/* invitations.c: all invitations and how far each came; one of them; renewed, revoked, its link shown to be handed over.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/audit_words.h"
#include "admin/console.h"
#include "admin/invitations_store.h"
#include "admin/mail_store.h"
#include "admin/routes.h"
#include "base/num.h"
#include "identity/invitation.h"

static const struct listing_column columns[INVITES_COLUMNS] = {
    [INVITES_EMAIL] = LISTING_TEXT("email", "Invited"),
    [INVITES_TYPE] = LISTING_TEXT("role", "Role"),
    [INVITES_STATE] = {.name = "state", .title = "State"},
    [INVITES_BY] = {.name = "invited_by"},
    [INVITES_CREATED] = {.name = "created_utc", .title = "Created", .is_sortable = true, .falls = true},
    [INVITES_MAILED] = {.name = "mailed_utc", .title = "Mailed", .is_sortable = true, .falls = true},
    [INVITES_OPENED] = {.name = "opened_utc", .title = "Opened", .is_sortable = true, .falls = true},
    [INVITES_REGISTERED] = {.name = "registered_utc", .title = "Registered", .is_sortable = true, .falls = true},
    [INVITES_APPROVED] = {.name = "approved_utc"},
    [INVITES_SIGNED_IN] = {.name = "first_sign_in_utc"},
    [INVITES_EXPIRES] = LISTING_TEXT("expires_utc", "Expires"),
    [INVITES_REVOKED] = {.name = "revoked_utc"},
    [INVITES_BOUNCE] = {.name = "bounce_reason"},
};
static const struct listing_kind invitations = {.columns = columns,
                                                .n_columns = INVITES_COLUMNS,
                                                .sort = INVITES_CREATED,
                                                .descending = true,
                                                .csv_path = "/admin/invitations.csv"};
static const char *const names[] = {"INVITE_EMAIL",    "INVITE_TYPE",      "INVITE_STATE",   "INVITE_BY",
                                    "INVITE_CREATED",  "INVITE_MAILED",    "INVITE_OPENED",  "INVITE_REGISTERED",
                                    "INVITE_APPROVED", "INVITE_SIGNED_IN", "INVITE_EXPIRES", "INVITE_REVOKED",
                                    "INVITE_BOUNCE",   "INVITE_ID",        "INVITE_USER",    "INVITE_UNUSED"};
static const char *const states[] = {"",         "Any state", "created",   "Created",   "mailed",     "Mailed",
                                     "bounced",  "Came back", "opened",    "Opened",    "registered", "Registered",
                                     "approved", "Approved",  "signed in", "Signed in", "expired",    "Expired",
                                     "revoked",  "Revoked",   "rejected",  "Rejected",  NULL};
static const char *const types[] = {"",        "Any role", "viewer", "Viewer",        "analyst", "Analyst",
                                    "manager", "Manager",  "admin",  "Administrator", NULL};

static struct invites_filter read_filter(struct req *req, struct problem *p)
{
    return (struct invites_filter){console_choice(req, "state", states), console_choice(req, "type", types),
                                   console_search(req, "inviter", p), console_search(req, "q", p)};
}

/* ---- the list ---- */

static enum err ask(struct req *req, struct listing l)
{
    struct problem p = {.arena = req->arena};
    struct invites_filter f = read_filter(req, &p);
    return p.n ? OK : invites_list_ask(req->db, &l, &f);
}

static enum err list_load(struct req *req)
{
    struct problem p = {.arena = req->arena};
    struct invites_filter f = read_filter(req, &p);
    enum err e = ask(req, listing_read(req, &invitations));
    if (e || p.n || (e = invites_funnel_ask(req->db, &f)))
        return e;
    return mail_server_ask(req->db);
}

static enum err csv_load(struct req *req)
{
    return ask(req, listing_read_all(req, &invitations));
}

/* Each step is a link to those that stand there now. */
static void show_funnel(struct view *v, const struct listing *l, const struct db_result *r)
{
    static const struct {
        const char *label, *state;
    } steps[] = {{"created", NULL},         {"mailed", "mailed"},         {"came back", "bounced"},
                 {"opened", "opened"},      {"registered", "registered"}, {"approved", "approved"},
                 {"signed in", "signed in"}};
    for (int i = 0; r->rows && i < (int)(sizeof steps / sizeof *steps); i++) {
        struct view *step = view_add(v, "STEP");
        view_text(step, "STEP_LABEL", steps[i].label);
        view_text(step, "STEP_COUNT", num_group(l->req->arena, (double)db_int(r, 0, i), 0));
        view_text(step, "STEP_HREF", listing_link(l, "state", steps[i].state));
    }
}

static enum err list_get(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct invites_filter f = read_filter(req, &p);
    struct listing l = listing_read(req, &invitations);
    struct view *v = view_new(req->arena);
    struct console_list list = {0};
    struct db_result funnel = {0}, server = {0};
    enum err e = p.n ? OK : console_list_take(req->db, req->arena, &list);
    if (e || (!p.n && ((e = db_pipeline_next(req->db, req->arena, &funnel)) ||
                       (e = db_pipeline_next(req->db, req->arena, &server)))))
        return console_unread(req, e, "could not read the invitations");
    if (listing_is_past(&l, res, list.total))
        return OK;
    view_rows(v, "INVITE", list.rows.rows, names, sizeof names / sizeof *names, console_cell, &list.rows);
    listing_show(v, &l, list.rows.rows, list.total);
    show_funnel(v, &l, &funnel);
    console_filter_show(v, &p);
    console_options(v, "STATE_OPTION", states, f.state);
    console_options(v, "TYPE_OPTION", types, f.type);
    console_back_show(v, req);
    view_show_if(v, "NO_SERVER", !p.n && !db_bool(&server, 0, 0));
    view_str(v, "Q", req_query(req, "q"));
    view_str(v, "FILTER_INVITER", req_query(req, "inviter"));
    res->status = p.n ? 422 : 200;
    return console_page(req, res, v, "admin/invitations.tpl", "Invitations");
}

static enum err list_csv(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct listing l = listing_read_all(req, &invitations);
    read_filter(req, &p);
    return console_csv(req, res, &l, "invitations", &p);
}

/* ---- one invitation ---- */

static enum err one_load(struct req *req)
{
    int64_t id;
    return invites_one_ask(req->db, console_id(req->arg[0], &id) ? id : 0);
}

enum { EVENT_CELL_AT, EVENT_CELL_ACTOR, EVENT_CELL_ACTION, EVENT_CELLS };

static struct str event_cell(void *context, int row, int col)
{
    const struct db_result *events = context;
    return col == EVENT_CELL_ACTION ? str_of(audit_action_words(db_text(events, row, col)))
                                    : console_cell(context, row, col);
}

static enum err show_one(struct req *req, struct res *res, const char *link)
{
    static const char *const shown[INVITE_CELLS] = {
        "INVITE_ID",     "INVITE_EMAIL",    "INVITE_TYPE",      "INVITE_STATE",   "INVITE_BY",
        "INVITE_BY_ID",  "INVITE_CREATED",  "INVITE_MAILED",    "INVITE_OPENED",  "INVITE_REGISTERED",
        "INVITE_USER",   "INVITE_APPROVED", "INVITE_SIGNED_IN", "INVITE_EXPIRES", "INVITE_REVOKED",
        "INVITE_BOUNCE", "INVITE_MESSAGE",  "INVITE_UNUSED",    "INVITE_LIVE"};
    static const char *const event_names[EVENT_CELLS] = {"EVENT_AT", "EVENT_ACTOR", "EVENT_ACTION"};
    static const char *const mail_names[] = {"MAIL_ID", "MAIL_STATUS", "MAIL_CREATED", "MAIL_ERROR"};
    struct db_result one, events, mails;
    enum err e = db_pipeline_next(req->db, req->arena, &one);
    if (e || (e = db_pipeline_next(req->db, req->arena, &events)) ||
        (e = db_pipeline_next(req->db, req->arena, &mails)))
        return console_unread(req, e, "could not read an invitation");
    if (!one.rows)
        return ERR_NOTFOUND;
    struct view *v = view_new(req->arena);
    view_rows(v, "INVITE", 1, shown, INVITE_CELLS, console_cell, &one);
    view_rows(v, "EVENT", events.rows, event_names, EVENT_CELLS, event_cell, &events);
    view_rows(v, "MAIL", mails.rows, mail_names, 4, console_cell, &mails);
    view_show_if(v, "HAS_MAILS", mails.rows > 0);
    view_text_if(v, "HAS_LINK", "LINK", link);
    view_show_if(v, "NO_SERVER", *db_text(&one, 0, INVITE_LIVE) && !db_bool(&one, 0, INVITE_HAS_SERVER));
    return console_page(req, res, v, "admin/invitation.tpl", db_text(&one, 0, INVITE_EMAIL));
}

static enum err one_get(struct req *req, struct res *res)
{
    return show_one(req, res, NULL);
}

static const char *path_of(struct req *req, int64_t id)
{
    return arena_printf(req->arena, "/admin/invitations/%lld", (long long)id);
}

static enum err renew(struct req *req, int64_t id, const char **link, enum invitation_outcome *outcome)
{
    const struct invitation what = {.inviter = req->session.person.name};
    return invitation_resend(req->db, req->arena, req->settings, req->session.sid, id, &what, link, outcome);
}

/* Whoever has the link can make the account, so it takes the right to invite for that role. */
static enum err refuse_role(struct req *req, struct res *res, int64_t id)
{
    return console_refuse(req, res, 403,
                          "Only a superuser renews the invitation of an administrator. Nothing was sent.",
                          path_of(req, id));
}

static enum err resend_post(struct req *req, struct res *res)
{
    enum invitation_outcome outcome;
    bool has_server;
    int64_t id;
    if (!console_id(req->arg[0], &id))
        return ERR_NOTFOUND;
    enum err e = mail_server_find(req->db, req->arena, &has_server);
    if (e || (e = renew(req, id, NULL, &outcome)))
        return console_failed(req, res, e, "could not send an invitation again", path_of(req, id));
    if (outcome == INVITATION_ROLE)
        return refuse_role(req, res, id);
    if (outcome == INVITATION_USED)
        return console_refuse(req, res, 409, "This invitation was used already: there is an account. Nothing was sent.",
                              path_of(req, id));
    if (outcome != INVITATION_DONE)
        return ERR_NOTFOUND;
    if (!has_server)
        return console_note(req, res, path_of(req, id),
                            "A new mail with a new link waits until a mail server is set; the old link has ended.");
    return console_done(req, res, path_of(req, id),
                        "A new mail with a new link is on its way; the old link has ended.");
}

static enum err revoke_post(struct req *req, struct res *res)
{
    enum invitation_outcome outcome;
    int64_t id;
    if (!console_id(req->arg[0], &id))
        return ERR_NOTFOUND;
    enum err e = invitation_revoke(req->db, req->arena, req->session.sid, id, &outcome);
    if (e)
        return console_failed(req, res, e, "could not revoke an invitation", path_of(req, id));
    if (outcome == INVITATION_USED)
        return console_refuse(req, res, 409, "This invitation was used or revoked already. Nothing was changed.",
                              path_of(req, id));
    return outcome == INVITATION_DONE
               ? console_done(req, res, path_of(req, id), "The invitation is revoked: its link has ended.")
               : ERR_NOTFOUND;
}

/* The link is shown by this very answer and nowhere else: only its hash is kept. */
static enum err link_post(struct req *req, struct res *res)
{
    enum invitation_outcome outcome;
    const char *link;
    int64_t id;
    if (!console_id(req->arg[0], &id))
        return ERR_NOTFOUND;
    enum err e = renew(req, id, &link, &outcome);
    if (e)
        return console_failed(req, res, e, "could not make a new link", path_of(req, id));
    if (outcome == INVITATION_ROLE)
        return refuse_role(req, res, id);
    if (outcome == INVITATION_USED)
        return console_refuse(req, res, 409, "This invitation was used already: there is an account. No link was made.",
                              path_of(req, id));
    if (outcome != INVITATION_DONE)
        return ERR_NOTFOUND;
    if ((e = db_pipeline_begin(req->db)) || (e = invites_one_ask(req->db, id)) || (e = db_pipeline_sync(req->db)))
        return console_unread(req, e, "could not read an invitation");
    e = show_one(req, res, link);
    db_pipeline_end(req->db);
    return e;
}

/* ---- several at once ---- */

static enum err handle(struct req *req, bool is_revoking, int64_t id, enum invitation_outcome *outcome)
{
    return is_revoking ? invitation_revoke(req->db, req->arena, req->session.sid, id, outcome)
                       : renew(req, id, NULL, outcome);
}

/* The boxes that were ticked are fields "i-" and the invitation's number. */
static enum err bulk_post(struct req *req, struct res *res)
{
    const char *back = console_back(req, "/admin/invitations");
    bool is_revoking = params_has(&req->form, "revoke"), has_server;
    int done = 0, left = 0;
    enum err e = mail_server_find(req->db, req->arena, &has_server);
    if (e)
        return console_unread(req, e, "could not read the mail server");
    for (int i = 0; i < req->form.n; i++) {
        struct str name = req->form.at[i].name;
        enum invitation_outcome outcome;
        int64_t id;
        if (!str_starts(name, "i-") || !console_id((struct str){name.s + 2, name.n - 2}, &id))
            continue;
        if ((e = handle(req, is_revoking, id, &outcome)))
            return console_failed(req, res, e, "could not handle all the invitations", back);
        done += outcome == INVITATION_DONE;
        left += outcome != INVITATION_DONE;
    }
    if (!done && !left)
        return console_note(req, res, back,
                            "None was ticked. Tick the invitations that are meant, then press the button again.");
    const char *did = is_revoking  ? "revoked"
                      : has_server ? "sent again, each with a new link"
                                   : "made anew, each with a new link; their mails wait until a mail server is set";
    if (left)
        return console_note(req, res, back,
                            "%d %s. %d left as they were: used or revoked already, or of a role that only a superuser "
                            "gives.",
                            done, did, left);
    return console_done(req, res, back, "%d %s.", done, did);
}

static const struct route rows[] = {
    ROUTE(GET, "/admin/invitations", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/admin/invitations.csv", NONE, PAGE, csv_load, list_csv),
    ROUTE(POST, "/admin/invitations/bulk", FORM, SAVE, NULL, bulk_post),
    ROUTE(GET, "/admin/invitations/:id", NONE, PAGE, one_load, one_get),
    ROUTE(POST, "/admin/invitations/:id/resend", FORM, SAVE, NULL, resend_post),
    ROUTE(POST, "/admin/invitations/:id/revoke", FORM, SAVE, NULL, revoke_post),
    ROUTE(POST, "/admin/invitations/:id/link", FORM, SAVE, NULL, link_post),
};
const struct routes admin_invitations_routes = ROUTES(rows);
