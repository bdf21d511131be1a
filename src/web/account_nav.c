/* account_nav.c: see account_nav.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/account_nav.h"

static const struct part {
    const char *label, *href;
    const char *besides; /* another page of this part, or NULL */
    bool is_inviters;
} parts[] = {
    {"Overview", "/account", NULL, false},
    {"Profile", "/account/profile", NULL, false},
    {"Password", "/account/security/password", NULL, false},
    {"Second factor", "/account/security/second-factor", "/account/security/recovery-codes", false},
    {"E-mail", "/account/security/email", NULL, false},
    {"Sessions", "/account/sessions", NULL, false},
    {"Sign-ins", "/account/signins", NULL, false},
    {"API tokens", "/account/tokens", NULL, false},
    {"Invitations", "/account/invitations", NULL, true},
    {"Your data", "/account/export", "/account/delete", false},
};

static bool is_within(struct str path, const char *href)
{
    size_t n = strlen(href);
    return str_starts(path, href) && (path.n == n || path.s[n] == '/');
}

static bool is_current(const struct part *p, struct str path)
{
    if (p == parts)
        return str_eq(path, p->href); /* every other one lies below it */
    return is_within(path, p->href) || (p->besides && is_within(path, p->besides));
}

/* As perm.tsv says it of /account/invitations. */
static bool may_invite(const struct person *p)
{
    return p->role >= ROLE_MANAGER || p->is_staff || p->is_superuser;
}

void account_nav_show(struct view *v, const struct req *r)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].is_inviters && !may_invite(&r->session.person))
            continue;
        struct view *item = view_add(v, "ACCOUNT_PART");
        view_text(item, "ACCOUNT_PART_LABEL", parts[i].label);
        view_text(item, "ACCOUNT_PART_HREF", parts[i].href);
        view_show_if(item, "ACCOUNT_PART_CURRENT", is_current(&parts[i], r->path));
    }
}
