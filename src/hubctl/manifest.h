/* manifest.h: what a backup says about the database it was made of, so that a restored one can be compared with it: a JSON object
 * {"hub", "made_at", "database", "server", "schema": {"number", "name"}, "audit": {"seq", "hash"}, "rights", "tables": {name: rows}}.
 * "rights" is the SHA-256 of every owner, grant, policy and trigger. What is UNLOGGED is not in a backup, and not counted.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef HUBCTL_MANIFEST_H
#define HUBCTL_MANIFEST_H

#include "db/db.h"

/* Of the database as the open transaction sees it; text on the arena. */
enum err manifest_make(struct db *, struct arena *, const char **text);

/* How the database differs from the manifest, a line each in `out` ("umbrella.authentication_user: 12 rows, 13 in the backup");
 * empty where it does not. */
enum err manifest_compare(struct db *, struct arena *, const char *manifest, struct buf *out);

#endif
