/* perm.c: see perm.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/perm.h"

enum { ANY_ROLE = 1 << ROLE_VIEWER | 1 << ROLE_ANALYST | 1 << ROLE_MANAGER | 1 << ROLE_ADMIN };

const struct perm *perm_find(const char *section, enum method method, const char *path)
{
    for (const struct perm *p = perm_rows; p < perm_rows + perm_rows_n; p++)
        if (p->method == method && strcmp(p->path, path) == 0 &&
            (*p->section == '-' || strcmp(p->section, section) == 0))
            return p;
    return NULL;
}

bool perm_allows(const struct perm *p, const struct person *who)
{
    if (!who->id)
        return p->may & PERM_ANONYMOUS;
    return p->may & 1u << who->role || (who->is_staff && p->may & PERM_STAFF) ||
           (who->is_superuser && p->may & PERM_SUPERUSER);
}

bool perm_is_console(const struct perm *p)
{
    return !(p->may & (ANY_ROLE | PERM_ANONYMOUS));
}

const char *perm_who(struct arena *a, const struct perm *p)
{
    static const char *const column[] = {"", "viewer", "analyst", "manager", "admin", "staff", "superuser"};
    struct buf b;
    if (p->may & PERM_ANONYMOUS)
        return "anyone";
    if ((p->may & ANY_ROLE) == ANY_ROLE)
        return "signed in";
    buf_init(&b, a, 64);
    for (size_t bit = ROLE_VIEWER; bit < sizeof column / sizeof *column; bit++) {
        if (!(p->may & 1u << bit))
            continue;
        if (b.n)
            buf_putc(&b, ' ');
        buf_puts(&b, column[bit]);
    }
    return b.s;
}
