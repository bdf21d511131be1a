/* newcomer.h: what the forms share in which somebody gives a name and an address and chooses a password, and the words for
 * who sends too many of them.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef AUTH_NEWCOMER_H
#define AUTH_NEWCOMER_H

#include "web/form.h"
#include "web/res.h"

/* A chosen password, from the fields `password` and `again`. */
struct new_password {
    struct str text;
    const char *fault, *again_fault; /* what is wrong with the first, with the second field; or NULL */
};

/* email and name are what the password may not be. True when there is no fault. */
bool new_password_read(struct req *, struct str email, struct str name, struct new_password *);
/* Fill {{>AUTH_NEW_PASSWORD}}; NULL: not typed yet. What was typed is never shown. */
void new_password_show(struct view *, const struct new_password *);

struct newcomer {
    struct str first_name, last_name, email;
    struct new_password password;
    struct problem problem;
};

/* email: of an invitation, which has no such field; empty: it is typed. True when there is no fault. */
bool newcomer_read(struct req *, struct str email, struct newcomer *);
/* Fill {{#FIELD}} and {{>AUTH_NEW_PASSWORD}}; typed NULL: an empty form. */
void newcomer_show(struct req *, struct view *, bool has_email, const struct newcomer *typed);

/* The one field of the forms that ask only for an address: the own one, or a new one. */
bool address_read(struct req *, bool is_new, struct str *email, struct problem *);
void address_show(struct req *, struct view *, bool is_new, const struct problem *);

/* This address has used up its tickets: 429 with Retry-After, and {{REGISTER_MESSAGE}} says so. */
void show_hurry(struct req *, struct res *, struct view *, int wait_s);

#endif
