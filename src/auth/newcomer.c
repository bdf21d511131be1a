/* newcomer.c: see newcomer.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "auth/newcomer.h"

#include "auth/entry.h"
#include "identity/password.h"

/* ---- passwords ---- */

bool new_password_read(struct req *r, struct str email, struct str name, struct new_password *out)
{
    out->text = req_form(r, "password");
    out->fault = password_fault(r->arena, out->text, email, name, str_of(r->settings->site_name));
    out->again_fault = str_same(out->text, req_form(r, "again"))
                           ? NULL
                           : "The two passwords differ. Type the same one in both fields.";
    return !out->fault && !out->again_fault;
}

void new_password_show(struct view *v, const struct new_password *typed)
{
    view_int(v, "PASSWORD_LEAST", PASSWORD_MIN);
    if (typed && typed->fault) {
        view_show(v, "PASSWORD_BAD");
        view_text(v, "PASSWORD_MESSAGE", typed->fault);
    }
    if (typed && typed->again_fault) {
        view_show(v, "AGAIN_BAD");
        view_text(v, "AGAIN_MESSAGE", typed->again_fault);
    }
}

/* ---- names and addresses ---- */

#define AT(member) offsetof(struct newcomer, member)
static const struct field newcomer_fields[] = {
    {TEXT_OF(struct newcomer, first_name, "First name", 1, 150), .autocomplete = "given-name"},
    {TEXT_OF(struct newcomer, last_name, "Last name", 1, 150), .autocomplete = "family-name"},
    {.name = "email",
     .label = "E-mail",
     .kind = FIELD_EMAIL,
     .required = true,
     .offset = AT(email),
     .hint = "You will sign in with it.",
     .autocomplete = "username"},
};
#undef AT
enum { NAMES = 2, NAMES_AND_EMAIL = 3 };

bool newcomer_read(struct req *r, struct str email, struct newcomer *out)
{
    *out = (struct newcomer){.email = email, .problem = {.arena = r->arena}};
    bool is_good = form_read(&r->form, newcomer_fields, email.n ? NAMES : NAMES_AND_EMAIL, out, &out->problem);
    const char *name =
        arena_printf(r->arena, "%.*s %.*s", (int)out->first_name.n, out->first_name.n ? out->first_name.s : "",
                     (int)out->last_name.n, out->last_name.n ? out->last_name.s : "");
    return new_password_read(r, out->email, str_of(name), &out->password) && is_good;
}

void newcomer_show(struct req *r, struct view *v, bool has_email, const struct newcomer *typed)
{
    static const struct newcomer nobody;
    form_show(v, newcomer_fields, has_email ? NAMES_AND_EMAIL : NAMES, typed ? typed : &nobody, typed ? &r->form : NULL,
              typed ? &typed->problem : NULL);
    new_password_show(v, typed ? &typed->password : NULL);
}

static const struct field address_fields[] = {
    {.name = "email", .label = "E-mail", .kind = FIELD_EMAIL, .required = true, .autocomplete = "username"},
    {.name = "email", .label = "New e-mail", .kind = FIELD_EMAIL, .required = true, .autocomplete = "email"},
};

bool address_read(struct req *r, bool is_new, struct str *email, struct problem *problem)
{
    *email = (struct str){"", 0};
    *problem = (struct problem){.arena = r->arena};
    return form_read(&r->form, &address_fields[is_new], 1, email, problem);
}

void address_show(struct req *r, struct view *v, bool is_new, const struct problem *problem)
{
    static const struct str nothing = {"", 0};
    form_show(v, &address_fields[is_new], 1, &nothing, problem ? &r->form : NULL, problem);
}

/* ---- too many ---- */

void show_hurry(struct req *r, struct res *res, struct view *v, int wait_s)
{
    int minutes = (wait_s + 59) / 60;
    entry_hurry(r, res, wait_s);
    view_show(v, "REGISTER_PROBLEM");
    view_printf(
        v, "REGISTER_MESSAGE",
        "There were too many requests of this kind from your network within an hour, so nothing was done. Please "
        "wait %d minute%s, then send it again.",
        minutes, minutes == 1 ? "" : "s");
}
