/* export_store.h: everything held about the person who asks, part by part, as JSON. What works as a key (hashes, seeds, links)
 * is left out.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef HOME_EXPORT_STORE_H
#define HOME_EXPORT_STORE_H

#include "db/db.h"

/* What is kept packed, as JSON. False: *why says what is wrong with it. */
typedef bool (*export_unpack)(struct arena *, struct str packed, struct str *json, const char **why);

/* A part is read a page at a time, so that little of it is in memory at once: rows after the place $1, each with its place, its
 * JSON object, and, where the part has one, what is kept packed (or NULL), which becomes the object's member of that name. */
struct export_part {
    const char *name, *sql;
    bool is_list; /* else one object, or null */
    export_unpack unpack;
    const char *member;
};
extern const struct export_part export_parts[];
extern const int export_parts_n;

enum export_column { EXPORT_PLACE, EXPORT_JSON, EXPORT_PACKED };

/* In the transaction that is open: note in the audit that the person took their data. */
enum err export_note(struct db *, struct arena *);

#endif
