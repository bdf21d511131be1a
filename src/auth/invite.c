/* invite.c: the page behind an invitation's link. Looking at it uses nothing up, so that mail scanners and previews do no harm.
 *
 * A link that cannot be used has its own page: 404 unknown; 403 while nobody may register; 410 used, expired or withdrawn; 409 when
 * the address has an account, or somebody is accepting the same invitation at this moment.
 * SPDX-License-Identifier: Apache-2.0 */
#include "auth/newcomer.h"
#include "auth/routes.h"
#include "identity/registration.h"

static enum err show_over(struct req *r, struct res *res, enum invited_state state)
{
    struct view *v = view_new(r->arena);
    view_show_if(v, "INVITE_UNKNOWN", state == INVITED_UNKNOWN);
    view_show_if(v, "INVITE_USED", state == INVITED_USED);
    view_show_if(v, "INVITE_EXPIRED", state == INVITED_EXPIRED);
    view_show_if(v, "INVITE_REVOKED", state == INVITED_REVOKED);
    view_show_if(v, "INVITE_CLOSED", state == INVITED_CLOSED);
    view_show_if(v, "INVITE_BUSY", state == INVITED_BUSY);
    view_show_if(v, "INVITE_MEMBER", state == INVITED_MEMBER);
    res->status = state == INVITED_UNKNOWN                           ? 404
                  : state == INVITED_CLOSED                          ? 403
                  : state == INVITED_BUSY || state == INVITED_MEMBER ? 409
                                                                     : 410;
    return view_page(r, res, v, "auth/invite_over.tpl", "Invitation");
}

static enum err show_other(struct req *r, struct res *res, const struct invited *i)
{
    struct view *v = view_new(r->arena);
    view_text(v, "EMAIL", i->email);
    view_text(v, "SIGNED_IN_AS", r->session.person.email);
    if (r->method == METHOD_POST)
        res->status = 409;
    return view_page(r, res, v, "auth/invite_other.tpl", "Invitation");
}

static enum err show_form(struct req *r, struct res *res, const struct invited *i, const struct newcomer *typed,
                          int wait_s)
{
    struct view *v = view_new(r->arena);
    view_text(v, "EMAIL", i->email);
    view_text(v, "ROLE", i->role);
    view_text(v, "EXPIRES", i->expires);
    view_show_if(v, "HAS_INVITER", *i->inviter);
    view_show_if(v, "NO_INVITER", !*i->inviter);
    view_text(v, "INVITER", i->inviter);
    view_text_if(v, "HAS_MESSAGE", "INVITE_MESSAGE", i->message);
    newcomer_show(r, v, false, typed);
    if (wait_s)
        show_hurry(r, res, v, wait_s);
    return view_page(r, res, v, "auth/invite.tpl", "Invitation");
}

/* The invitation, or the page that stands in for its form: then *is_done. */
static enum err open_invitation(struct req *r, struct res *res, struct invited *i, bool *is_done)
{
    enum err e = invited_look(r->db, r->arena, r->arg[0], i);
    *is_done = !e && (i->state != INVITED_VALID || r->session.person.id);
    if (e || !*is_done)
        return e;
    return i->state != INVITED_VALID ? show_over(r, res, i->state) : show_other(r, res, i);
}

static enum err invite_get(struct req *r, struct res *res)
{
    struct invited i;
    bool is_done;
    enum err e = open_invitation(r, res, &i, &is_done);
    return e || is_done ? e : show_form(r, res, &i, NULL, 0);
}

static enum err invite_post(struct req *r, struct res *res)
{
    struct invited i;
    struct newcomer typed;
    enum invited_state state;
    bool is_done, is_approved;
    int wait_s;
    enum err e = open_invitation(r, res, &i, &is_done);
    if (e || is_done)
        return e;
    if (!newcomer_read(r, str_of(i.email), &typed)) {
        res->status = 422;
        return show_form(r, res, &i, &typed, 0);
    }
    const struct registration who = {.first_name = typed.first_name,
                                     .last_name = typed.last_name,
                                     .password = typed.password.text,
                                     .ip = r->remote_addr};
    if ((e = invited_accept(r->db, r->arena, r->settings, r->arg[0], &who, &state, &is_approved, &wait_s)))
        return e;
    if (wait_s)
        return show_form(r, res, &i, &typed, wait_s);
    if (state != INVITED_VALID)
        return show_over(r, res, state);
    if (!is_approved)
        return res_see_other(res, "/register/waiting");
    res_flash(res, r, "success", "Your account is made and approved. Sign in with your e-mail and your password.",
              NULL);
    return res_see_other(res, "/login");
}

static const struct route rows[] = {
    ROUTE(GET, "/invite/:token", NONE, PAGE, NULL, invite_get),
    ROUTE(POST, "/invite/:token", FORM, SIGNIN, NULL, invite_post),
};
const struct routes auth_invite_routes = ROUTES(rows);
