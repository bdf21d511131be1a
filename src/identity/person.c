/* person.c: see person.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/person.h"

#include <string.h>

static const char *const names[] = {"none", "viewer", "analyst", "manager", "admin"};

enum role role_from_text(const char *text)
{
    for (enum role r = ROLE_VIEWER; r <= ROLE_ADMIN; r++)
        if (!strcmp(text, names[r]))
            return r;
    return ROLE_NONE;
}

const char *role_text(enum role r)
{
    return names[r];
}
