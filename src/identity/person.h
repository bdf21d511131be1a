/* person.h: who is asking. Filled from the session, read by the guard and by the pages.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_PERSON_H
#define IDENTITY_PERSON_H

#include <stdbool.h>
#include <stdint.h>

enum role { ROLE_NONE, ROLE_VIEWER, ROLE_ANALYST, ROLE_MANAGER, ROLE_ADMIN };

struct person {
    int64_t id;                  /* 0: nobody is signed in */
    const char *email, *name;    /* name: first and last, or the e-mail where both are empty */
    enum role role;
    bool is_staff, is_superuser;
    bool has_factor;             /* a second factor is enrolled */
    int aal;                     /* 1 password, 2 second factor too */
    const char *theme;           /* "auto", "light" or "dark" */
};

/* "viewer", "analyst", "manager", "admin"; ROLE_NONE for another word. */
enum role role_from_text(const char *);
const char *role_text(enum role);

#endif
