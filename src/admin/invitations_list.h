/* invitations_list.h: a list of people to invite, as somebody pasted it or exported it from somewhere: plain addresses, or a
 * table with first name, role and message. Pure: text in, people and faults out, each with its line.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_INVITATIONS_LIST_H
#define ADMIN_INVITATIONS_LIST_H

#include "base/str.h"
#include "identity/person.h"

enum { INVITE_LIST_MAX = 10000 };

struct invite_entry {
    size_t line;
    const char *email;
    struct str name, message; /* may be empty */
    enum role type;           /* as the line says, else ROLE_NONE */
};
struct invite_fault {
    size_t line;
    const char *what, *why; /* the piece of the line, to be escaped; what is wrong and how to mend it */
};

struct invite_list {
    struct invite_entry *good;
    struct invite_fault *bad;
    size_t n_good, n_bad;
    const char *refused; /* nothing of it can be used, and why; else NULL */
};

/* Separators are comma, semicolon, tab and line ends; "Ann <ann@example.org>" is understood. A first line that names columns
 * (e-mail, first name, role, message, in any order) rules the rest; without one, the columns after an address are first name,
 * role and message. Addresses that come twice are faults. `most` is the highest role that may be given. */
void invite_list_read(struct arena *, struct str text, enum role most, struct invite_list *);

#endif
