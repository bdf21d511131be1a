/* export_store.h: everything held about the person who asks, part by part, as JSON. What works as a key (hashes, seeds, links)
 * is left out.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef HOME_EXPORT_STORE_H
#define HOME_EXPORT_STORE_H

#include "db/db.h"

/* A part is read a page at a time, so that little of it is in memory at once: rows after the place $1, each with its place, its
 * JSON object, and (of answers, else NULL) a gzip of the JSON of its member "answer". */
struct export_part {
    const char *name, *sql;
    bool is_list; /* else one object, or null */
};
extern const struct export_part export_parts[];
extern const int export_parts_n;

enum export_column { EXPORT_PLACE, EXPORT_JSON, EXPORT_ANSWER };

/* In the transaction that is open: note in the audit that the person took their data. */
enum err export_note(struct db *, struct arena *);

#endif
