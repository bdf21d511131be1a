/* person.h: deciding about a person, as the pages People, Approvals and that of one person do it, and the words for it.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_PERSON_H
#define ADMIN_PERSON_H

#include "admin/people_store.h"
#include "web/req.h"

enum { PERSON_REASON_MAX = 1000 };
#define PERSON_REASON_TOO_LONG "A reason takes at most 1,000 characters."

/* Value, label, …, NULL. */
extern const char *const person_roles[];

/* With the mail that says so. */
enum err person_approve(struct req *, const struct person_brief *, struct decision *);
enum err person_reject(struct req *, const struct person_brief *, struct str reason, struct decision *);

/* Why it was not done, as a sentence; NULL: it was. */
const char *person_decision_words(struct req *, const struct decision *);
const char *person_switch_words(const char *outcome, bool is_on);

#endif
