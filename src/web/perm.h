/* perm.h: who may ask which route. The rows are those of perm.tsv, made into C by perm.awk at build.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_PERM_H
#define WEB_PERM_H

#include "identity/person.h"
#include "web/req.h"

/* Bits of perm.may: 1 << role, and these. */
enum { PERM_ANONYMOUS = 1 << ROLE_NONE, PERM_STAFF = 1 << (ROLE_ADMIN + 1), PERM_SUPERUSER = 1 << (ROLE_ADMIN + 2) };

/* What a person has to have shown besides the password at sign-in. */
enum proof {
    PROOF_NONE,
    PROOF_FACTOR, /* the second factor */
    PROOF_FRESH   /* who they are, once more within the last ten minutes; in the console the second factor too */
};

struct perm {
    const char *section; /* "-": every section */
    enum method method;
    const char *path;    /* the route's pattern */
    unsigned may;
    const char *scope;   /* of an API token that may ask; NULL: none may */
    enum proof proof;
};
extern const struct perm perm_rows[];
extern const int perm_rows_n;

/* The row of a section's route; NULL: there is none, and nobody may. */
const struct perm *perm_find(const char *section, enum method, const char *path);
/* By role or flag; of somebody who is not signed in, whether anyone may. Proof and scope are judged apart. */
bool perm_allows(const struct perm *, const struct person *);
/* Only for the console: no role opens it, a flag does. */
bool perm_is_console(const struct perm *);
/* "anyone", "signed in", or who exactly: "analyst manager admin". */
const char *perm_who(struct arena *, const struct perm *);

#endif
