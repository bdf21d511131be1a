/* person.c: one person's page, and everything the console decides about a person.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/person.h"

#include "admin/audit_words.h"
#include "admin/console.h"
#include "admin/routes.h"
#include "base/num.h"
#include "web/device.h"

const char *const person_roles[] = {"viewer",  "Viewer", "analyst",       "Analyst", "manager",
                                    "Manager", "admin",  "Administrator", NULL};
static const char *const rights[] = {
    "none", "May not enter the console", "staff", "May enter the console", "superuser", "Superuser", NULL};
static const struct {
    const char *status, *words;
} statuses[] = {{"pending", "Waiting for approval"},
                {"active", "Active"},
                {"disabled", "Disabled"},
                {"rejected", "Rejected"},
                {"deleted", "Deleted"}};

/* ---- the page ---- */

static enum err page_load(struct req *req)
{
    int64_t id;
    return console_id(req->arg[0], &id) ? person_page_ask(req->db, id) : OK;
}

static const char *status_words(const char *status)
{
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (strcmp(statuses[i].status, status) == 0)
            return statuses[i].words;
    return status;
}

static void show_facts(struct view *v, const struct person_page *p)
{
    view_int(v, "PERSON_NUMBER", p->id);
    view_text(v, "PERSON_NAME", *p->name ? p->name : p->email);
    view_text(v, "PERSON_EMAIL", p->email);
    view_text(v, "PERSON_STATUS", status_words(p->status));
    view_text(v, "PERSON_CREATED", p->created);
    view_int(v, "PERSON_LOGINS", p->logins);
    view_int(v, "PERSON_FAILURES", p->failures);
    view_int(v, "PERSON_SAVED", p->saved);
    view_text(v, "PERSON_LANGUAGE", p->language);
    view_text(v, "PERSON_TIMEZONE", p->timezone);
    view_show_if(v, "IS_CONFIRMED", p->is_confirmed);
    view_show_if(v, "NOT_CONFIRMED", !p->is_confirmed);
    view_show_if(v, "HAS_FACTOR", p->has_factor);
    view_show_if(v, "NO_FACTOR", !p->has_factor);
    view_show_if(v, "NEVER_SEEN", !*p->seen);
    view_show_if(v, "HAS_FAILURES", p->failures > 0);
    view_show_if(v, "IS_STAFF", p->is_staff && !p->is_superuser);
    view_show_if(v, "IS_SUPERUSER", p->is_superuser);
}

/* What is only there for some: a section with its value. */
static void show_optional(struct view *v, const char *section, const char *name, const char *value)
{
    if (*value)
        view_text(view_add(v, section), name, value);
}

static void show_origin(struct view *v, const struct person_page *p)
{
    show_optional(v, "FROM_ADDRESS", "PERSON_CREATED_IP", p->created_ip);
    show_optional(v, "HAS_PHONE", "PERSON_PHONE", p->phone);
    show_optional(v, "HAS_REASON", "PERSON_REASON", p->reason);
    show_optional(v, "IS_DELETED", "PERSON_DELETED", p->deleted);
    if (*p->seen) {
        struct view *s = view_add(v, "WAS_SEEN");
        view_text(s, "PERSON_SEEN", p->seen);
        show_optional(s, "SEEN_FROM", "PERSON_SEEN_IP", p->seen_ip);
    }
    if (*p->decided) {
        struct view *d = view_add(v, "WAS_DECIDED");
        view_text(d, "PERSON_DECIDED", p->decided);
        view_show_if(d, "BY_SOMEBODY", p->decided_by_id != 0);
        view_int(d, "DECIDER_NUMBER", p->decided_by_id);
        view_text(d, "DECIDER_EMAIL", p->decided_by);
    }
    if (*p->invited) {
        struct view *i = view_add(v, "WAS_INVITED");
        view_text(i, "PERSON_INVITED", p->invited);
        view_show_if(i, "BY_SOMEBODY", p->inviter_id != 0);
        view_int(i, "INVITER_NUMBER", p->inviter_id);
        view_text(i, "INVITER_EMAIL", p->inviter);
    }
}

static void show_history(struct view *v, const struct db_result *r)
{
    view_show_if(v, "NO_HISTORY", r->rows == 0);
    for (int i = 0; i < r->rows; i++) {
        struct view *row = view_add(v, "EVENT");
        view_text(row, "EVENT_AT", db_text(r, i, 0));
        view_text(row, "EVENT_ACTION", audit_action_words(db_text(r, i, 1)));
        view_text(row, "EVENT_ACTOR", db_text(r, i, 2));
        view_text(row, "EVENT_NUMBER", db_text(r, i, 6));
        audit_changes_show(row, db_str(r, i, 4), db_str(r, i, 5));
    }
}

static void show_sessions(struct view *v, struct arena *a, const struct db_result *r)
{
    view_show_if(v, "HAS_SESSIONS", r->rows > 0);
    view_show_if(v, "NO_SESSIONS", r->rows == 0);
    bool has_other = false;
    for (int i = 0; i < r->rows; i++) {
        struct view *row = view_add(v, "SESSION");
        view_text(row, "SESSION_ID", db_text(r, i, 0));
        view_text(row, "SESSION_ADDRESS", db_text(r, i, 1));
        view_text(row, "SESSION_DEVICE", device_words(a, db_text(r, i, 2)));
        view_text(row, "SESSION_CREATED", db_text(r, i, 3));
        view_text(row, "SESSION_LAST", db_text(r, i, 4));
        view_show_if(row, "SESSION_OWN", *db_text(r, i, 5));
        view_show_if(row, "SESSION_OTHER", *db_text(r, i, 6));
        has_other |= *db_text(r, i, 6);
    }
    view_show_if(v, "CAN_END_SESSIONS", has_other);
}

static void show_signins(struct view *v, struct arena *a, const struct db_result *r)
{
    view_show_if(v, "HAS_SIGNINS", r->rows > 0);
    view_show_if(v, "NO_SIGNINS", r->rows == 0);
    for (int i = 0; i < r->rows; i++) {
        struct view *row = view_add(v, "SIGNIN");
        const char *failure = db_text(r, i, 1);
        view_text(row, "SIGNIN_AT", db_text(r, i, 0));
        view_text(row, "SIGNIN_RESULT", *failure ? arena_printf(a, "Refused: %s", failure) : "Signed in");
        view_text(row, "SIGNIN_ADDRESS", db_text(r, i, 2));
        view_text(row, "SIGNIN_DEVICE", device_words(a, db_text(r, i, 3)));
    }
}

static void show_tokens(struct view *v, const struct db_result *r)
{
    static const char *const names[] = {"TOKEN_NAME",    "TOKEN_HINT", "TOKEN_SCOPES", "TOKEN_CREATED",
                                        "TOKEN_EXPIRES", "TOKEN_USED", "TOKEN_STATE"};
    view_show_if(v, "HAS_TOKENS", r->rows > 0);
    view_show_if(v, "NO_TOKENS", r->rows == 0);
    for (int i = 0; i < r->rows; i++) {
        struct view *row = view_add(v, "TOKEN");
        for (int c = 0; c < 7; c++)
            view_text(row, names[c], db_text(r, i, c));
        view_show_if(row, "TOKEN_UNUSED", !*db_text(r, i, 5));
    }
}

/* What may be done depends on the status, on who looks, and on whether it is oneself. */
static void show_actions(struct view *v, const struct req *req, const struct person_page *p)
{
    const struct person *me = &req->session.person;
    bool is_own = me->id == p->id, may_touch = me->is_superuser || !p->is_staff;
    bool can = !is_own && may_touch && strcmp(p->status, "deleted") != 0;
    view_show_if(v, "IS_OWN", is_own);
    view_show_if(v, "IS_ABOVE", !is_own && !may_touch);
    view_show_if(v, "CAN_APPROVE", can && strcmp(p->status, "pending") == 0);
    view_show_if(v, "CAN_RECONSIDER", can && strcmp(p->status, "rejected") == 0);
    view_show_if(v, "CAN_DISABLE", can && strcmp(p->status, "active") == 0);
    view_show_if(v, "CAN_ENABLE", can && strcmp(p->status, "disabled") == 0);
    view_show_if(v, "CAN_SET_ROLE", can);
    view_show_if(v, "CAN_RESET", can && strcmp(p->status, "active") == 0);
    view_show_if(v, "CAN_SET_RIGHTS", can && me->is_superuser && !p->proposal.rows);
    view_show_if(v, "CAN_DROP_FACTOR", can && me->is_superuser && p->has_factor);
    console_options(v, "ROLE_CHOICE", person_roles, p->role);
    console_options(v, "RIGHTS_CHOICE", rights, p->is_superuser ? "superuser" : p->is_staff ? "staff" : "none");
}

static void show_proposal(struct view *v, const struct req *req, const struct db_result *r)
{
    if (!r->rows)
        return;
    struct view *p = view_add(v, "PROPOSAL");
    bool is_own = db_bool(r, 0, 4), decides = req->session.person.is_superuser;
    view_text(p, "PROPOSAL_ID", db_text(r, 0, 0));
    view_text(p, "PROPOSAL_RIGHTS", db_text(r, 0, 1));
    view_text(p, "PROPOSAL_BY", db_text(r, 0, 2));
    view_text(p, "PROPOSAL_AT", db_text(r, 0, 3));
    view_show_if(p, "CAN_GRANT", decides && !is_own);
    view_show_if(p, "CAN_WITHDRAW", decides && is_own);
}

static enum err page_get(struct req *req, struct res *res)
{
    struct person_page p;
    int64_t id;
    if (!console_id(req->arg[0], &id))
        return ERR_NOTFOUND;
    enum err e = person_page_take(req->db, req->arena, id, &p);
    if (e)
        return e == ERR_NOTFOUND ? e : console_unread(req, e, "could not read the person");
    struct view *v = view_new(req->arena);
    show_facts(v, &p);
    show_origin(v, &p);
    show_history(v, &p.history);
    show_sessions(v, req->arena, &p.sessions);
    show_signins(v, req->arena, &p.signins);
    show_tokens(v, &p.tokens);
    show_actions(v, req, &p);
    show_proposal(v, req, &p.proposal);
    console_back_show(v, req);
    return console_page(req, res, v, "admin/person.tpl", *p.name ? p.name : p.email);
}

/* ---- approving and rejecting ---- */

static const char *signin_link(struct req *req)
{
    return arena_printf(req->arena, "%s/login", req->settings->origin);
}

enum err person_approve(struct req *req, const struct person_brief *who, struct decision *d)
{
    struct mail_words words = {.name = who->name, .link = signin_link(req)};
    struct mail mail;
    mail_compose(req->arena, req->settings, MAIL_APPROVED, &words, &mail);
    return person_decide(req->db, req->arena, req->session.sid, who->id, true, STR(""), &mail, d);
}

enum err person_reject(struct req *req, const struct person_brief *who, struct str reason, struct decision *d)
{
    struct mail_words words = {.name = who->name, .message = str_dup(req->arena, reason)};
    struct mail mail;
    mail_compose(req->arena, req->settings, MAIL_REJECTED, &words, &mail);
    return person_decide(req->db, req->arena, req->session.sid, who->id, false, reason, &mail, d);
}

const char *person_decision_words(struct req *req, const struct decision *d)
{
    const char *by = *d->by ? d->by : "somebody", *what;
    if (strcmp(d->outcome, "done") == 0)
        return NULL;
    if (strcmp(d->outcome, "own_invitee") == 0)
        return "You invited this person, so somebody else decides about the account.";
    if (strcmp(d->outcome, "decided") != 0)
        return "There is no such person any more.";
    what = strcmp(d->status, "rejected") == 0  ? "rejected"
           : strcmp(d->status, "deleted") == 0 ? "approved (and deleted since)"
                                               : "approved";
    return arena_printf(req->arena, "%s has %s this account already.", by, what);
}

const char *person_switch_words(const char *outcome, bool is_on)
{
    if (strcmp(outcome, "done") == 0)
        return NULL;
    if (strcmp(outcome, "same") == 0)
        return is_on ? "This account is active already." : "This account is disabled already.";
    if (strcmp(outcome, "state") == 0)
        return "Only an account that was approved can be switched off and on.";
    return "There is no such person any more.";
}

/* The person of the path, for a form about them; and where the form came from. */
struct subject {
    struct person_brief who;
    const char *back;
};

static enum err subject_read(struct req *req, struct subject *s)
{
    int64_t id;
    if (!console_id(req->arg[0], &id))
        return ERR_NOTFOUND;
    s->back = console_back(req, arena_printf(req->arena, "/admin/people/%lld", (long long)id));
    return person_brief_get(req->db, req->arena, id, &s->who);
}

/* The lost race is told: who decided, and what. */
static enum err decision_answer(struct req *req, struct res *res, const struct subject *s, const struct decision *d,
                                const char *done)
{
    const char *why = person_decision_words(req, d);
    if (!why)
        return console_done(req, res, s->back, "%s is %s; a mail says so.", s->who.email, done);
    int status = strcmp(d->outcome, "own_invitee") == 0 ? 403 : strcmp(d->outcome, "decided") == 0 ? 409 : 404;
    return console_refuse(req, res, status, arena_printf(req->arena, "%s: %s Nothing was changed.", s->who.email, why),
                          s->back);
}

static enum err approve_post(struct req *req, struct res *res)
{
    struct subject s;
    struct decision d;
    enum err e = subject_read(req, &s);
    if (e)
        return e;
    e = person_approve(req, &s.who, &d);
    return e ? console_failed(req, res, e, "could not approve", s.back) : decision_answer(req, res, &s, &d, "approved");
}

/* The form with the reason again, because something is wrong with it. */
static enum err reason_again(struct req *req, struct res *res, const struct subject *s, const char *wrong,
                             const char *verb)
{
    struct view *v = view_new(req->arena);
    view_text(v, "REASON_VERB", verb);
    view_text(v, "REASON_EMAIL", s->who.email);
    view_str(v, "REASON_PATH", req->path);
    view_str(v, "REASON_TEXT", req_form(req, "reason"));
    view_text(v, "REASON_WRONG", wrong);
    view_text(v, "BACK", s->back);
    res->status = 422;
    return console_page(req, res, v, "admin/reason.tpl", verb);
}

static const char *reason_wrong(struct str reason, bool is_needed)
{
    if (utf8_length(reason) > PERSON_REASON_MAX)
        return PERSON_REASON_TOO_LONG;
    return is_needed && !reason.n ? "Say why: the applicant reads it in the mail." : NULL;
}

static enum err reject_post(struct req *req, struct res *res)
{
    struct str reason = str_trim(req_form(req, "reason"));
    const char *wrong = reason_wrong(reason, true);
    struct subject s;
    struct decision d;
    enum err e = subject_read(req, &s);
    if (e)
        return e;
    if (wrong)
        return reason_again(req, res, &s, wrong, "Reject");
    e = person_reject(req, &s.who, reason, &d);
    return e ? console_failed(req, res, e, "could not reject", s.back) : decision_answer(req, res, &s, &d, "rejected");
}

static enum err reconsider_post(struct req *req, struct res *res)
{
    const char *outcome;
    struct subject s;
    enum err e = subject_read(req, &s);
    if (e)
        return e;
    e = person_reconsider(req->db, req->arena, req->session.sid, s.who.id, &outcome);
    if (e)
        return console_failed(req, res, e, "could not take back the rejection", s.back);
    if (strcmp(outcome, "done") != 0)
        return console_refuse(req, res, 409,
                              "Only an account that is rejected can be reconsidered. Nothing was changed.", s.back);
    return console_done(req, res, s.back, "%s waits for approval again.", s.who.email);
}

/* ---- switching off and on ---- */

static enum err switch_to(struct req *req, struct res *res, bool is_on)
{
    struct str reason = str_trim(req_form(req, "reason"));
    const char *wrong = reason_wrong(reason, false), *outcome;
    struct subject s;
    enum err e = subject_read(req, &s);
    if (e)
        return e;
    if (wrong)
        return reason_again(req, res, &s, wrong, is_on ? "Enable" : "Disable");
    e = person_switch(req->db, req->arena, req->session.sid, s.who.id, is_on, reason, &outcome);
    if (e)
        return console_failed(req, res, e, "could not switch the account", s.back);
    const char *why = person_switch_words(outcome, is_on);
    if (why)
        return console_refuse(req, res, 409, arena_printf(req->arena, "%s Nothing was changed.", why), s.back);
    return console_done(req, res, s.back,
                        is_on ? "%s can sign in again." : "%s is disabled; open sessions and API tokens have ended.",
                        s.who.email);
}

static enum err disable_post(struct req *req, struct res *res)
{
    return switch_to(req, res, false);
}

static enum err enable_post(struct req *req, struct res *res)
{
    return switch_to(req, res, true);
}

/* ---- role and rights ---- */

static enum err role_post(struct req *req, struct res *res)
{
    const char *role = str_dup(req->arena, req_form(req, "role")), *outcome;
    struct subject s;
    enum err e = subject_read(req, &s);
    if (e)
        return e;
    if (role_from_text(role) == ROLE_NONE)
        return console_refuse(req, res, 422, "There is no such role. Nothing was changed.", s.back);
    e = person_set_role(req->db, req->arena, req->session.sid, s.who.id, role, &outcome);
    if (e)
        return console_failed(req, res, e, "could not change the role", s.back);
    if (strcmp(outcome, "same") == 0)
        return console_note(req, res, s.back, "%s has the role %s already.", s.who.email, role);
    return console_done(req, res, s.back, "%s has the role %s now, and signs in anew.", s.who.email, role);
}

static enum err rights_answer(struct req *req, struct res *res, const struct subject *s, const char *outcome)
{
    if (strcmp(outcome, "same") == 0)
        return console_note(req, res, s->back, "Nothing was changed: %s has these rights, or a proposal waits already.",
                            s->who.email);
    if (strcmp(outcome, "proposed") == 0)
        return console_done(req, res, s->back, "Proposed. A second superuser has to grant it, under Approvals.");
    return console_done(req, res, s->back, "The console rights of %s are changed.", s->who.email);
}

static enum err rights_post(struct req *req, struct res *res)
{
    struct str wanted = req_form(req, "rights");
    bool superuser = str_eq(wanted, "superuser"), staff = superuser || str_eq(wanted, "staff");
    const char *outcome;
    struct subject s;
    enum err e = subject_read(req, &s);
    if (e)
        return e;
    if (!staff && !str_eq(wanted, "none"))
        return console_refuse(req, res, 422, "These rights are not known. Nothing was changed.", s.back);
    e = person_set_rights(req->db, req->arena, req->session.sid, s.who.id, staff, superuser, &outcome);
    return e ? console_failed(req, res, e, "could not change the console rights", s.back)
             : rights_answer(req, res, &s, outcome);
}

static enum err proposal_post(struct req *req, struct res *res, bool granted)
{
    const char *back = console_back(req, "/admin/approvals"), *outcome;
    int64_t id;
    if (!console_id(req->arg[0], &id))
        return ERR_NOTFOUND;
    enum err e = proposal_decide(req->db, req->arena, req->session.sid, id, granted, &outcome);
    if (e)
        return console_failed(req, res, e, "could not decide about the proposal", back);
    if (strcmp(outcome, "same_person") == 0)
        return console_refuse(req, res, 403, "You proposed this, so another superuser grants it. You can withdraw it.",
                              back);
    if (strcmp(outcome, "lost") == 0)
        return console_refuse(req, res, 409, "This proposal was decided or withdrawn already. Nothing was changed.",
                              back);
    return console_done(req, res, back,
                        granted ? "Granted. The person signs in anew, with the new rights." : "The proposal is off.");
}

static enum err grant_post(struct req *req, struct res *res)
{
    return proposal_post(req, res, true);
}

static enum err refuse_post(struct req *req, struct res *res)
{
    return proposal_post(req, res, false);
}

/* ---- password and second factor ---- */

/* The link goes to the person alone: who looks after accounts does not learn a way into them. */
static enum err reset_post(struct req *req, struct res *res)
{
    const char *outcome;
    struct subject s;
    enum err e = subject_read(req, &s);
    if (e)
        return e;
    if (strcmp(s.who.status, "active") != 0)
        return console_refuse(req, res, 409, "Only who may sign in can get a link to a new password. Nothing was sent.",
                              s.back);
    e = person_start_reset(req->db, req->arena, req->session.sid, s.who.email, &outcome);
    if (e)
        return console_failed(req, res, e, "could not start the reset", s.back);
    if (strcmp(outcome, "same") == 0)
        return console_note(req, res, s.back, "A mail with a link is on its way to %s already.", s.who.email);
    return console_done(req, res, s.back,
                        "A mail with a link to a new password goes to %s. The password of now works until then.",
                        s.who.email);
}

static enum err factor_post(struct req *req, struct res *res)
{
    const char *outcome;
    struct mail mail;
    struct subject s;
    enum err e = subject_read(req, &s);
    if (e)
        return e;
    struct mail_words words = {.name = s.who.name, .link = signin_link(req)};
    mail_compose(req->arena, req->settings, MAIL_FACTOR_OFF, &words, &mail);
    e = person_drop_factor(req->db, req->arena, req->session.sid, s.who.id, &mail, &outcome);
    if (e)
        return console_failed(req, res, e, "could not drop the second factor", s.back);
    if (strcmp(outcome, "same") == 0)
        return console_note(req, res, s.back, "%s has no second factor.", s.who.email);
    return console_done(req, res, s.back,
                        "The second factor of %s is dropped, sessions have ended, and a mail says so.", s.who.email);
}

static const struct route rows[] = {
    ROUTE(GET, "/admin/people/:id", NONE, PAGE, page_load, page_get),
    ROUTE(POST, "/admin/people/:id/approve", FORM, SAVE, NULL, approve_post),
    ROUTE(POST, "/admin/people/:id/reject", FORM, SAVE, NULL, reject_post),
    ROUTE(POST, "/admin/people/:id/reconsider", FORM, SAVE, NULL, reconsider_post),
    ROUTE(POST, "/admin/people/:id/disable", FORM, SAVE, NULL, disable_post),
    ROUTE(POST, "/admin/people/:id/enable", FORM, SAVE, NULL, enable_post),
    ROUTE(POST, "/admin/people/:id/role", FORM, SAVE, NULL, role_post),
    ROUTE(POST, "/admin/people/:id/rights", FORM, SAVE, NULL, rights_post),
    ROUTE(POST, "/admin/people/:id/reset", FORM, SAVE, NULL, reset_post),
    ROUTE(POST, "/admin/people/:id/factor", FORM, SAVE, NULL, factor_post),
    ROUTE(POST, "/admin/proposals/:id/grant", FORM, SAVE, NULL, grant_post),
    ROUTE(POST, "/admin/proposals/:id/refuse", FORM, SAVE, NULL, refuse_post),
};
const struct routes admin_person_routes = ROUTES(rows);
