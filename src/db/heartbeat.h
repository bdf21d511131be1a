/* heartbeat.h: a process's sign of life, for the console and /metrics.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DB_HEARTBEAT_H
#define DB_HEARTBEAT_H

#include "db/db.h"

/* Since the process started (UTC, in seconds): requests (or jobs, or mails) done with, those of them that failed, and the time
 * they took. */
struct tally {
    int64_t started, requests, failures, busy_us;
};

/* Tell the database that `program` ("hub-jobs") lives, and what it has done. A database that is away is told later; the log
 * says so once. In no transaction. */
void heartbeat_send(struct db *, const char *program, const struct tally *);

#endif
