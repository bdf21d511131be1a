/* heartbeat.h: a worker's sign of life, for the console.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_HEARTBEAT_H
#define WEB_HEARTBEAT_H

#include "db/db.h"
#include "web/fcgi.h"

/* Tell the database that hub-<section> lives, and what it has done. A database that is away is told later; the log says so
 * once. Between requests only. */
void heartbeat_send(struct db *, const char *section, const struct fcgi_tally *);

#endif
