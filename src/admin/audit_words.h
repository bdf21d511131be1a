/* audit_words.h: an event of the audit as people read it: the action in words, and only what changed.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_AUDIT_WORDS_H
#define ADMIN_AUDIT_WORDS_H

#include "base/str.h"
#include "web/view.h"

/* "Approved"; an action that has no words here stands for itself ("person.approve"). */
const char *audit_action_words(const char *action);
/* All actions that have words, as value, label, …, NULL. */
extern const char *const audit_actions[];

/* One CHANGE section for each key that differs between the JSON objects `before` and `after` ("" where there is none):
 * CHANGE_KEY, CHANGE_FROM and CHANGE_TO, both also sections, shown where there is such a value. */
void audit_changes_show(struct view *, struct str before, struct str after);

/* The page of the object, "" where it has none. */
const char *audit_object_path(struct arena *, const char *kind, const char *id);

#endif
