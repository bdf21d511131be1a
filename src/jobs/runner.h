/* runner.h: takes jobs out of the queue and has them done. Two connections: the queue's, which holds the lock of the job in
 * hand and hears of new ones, and the job's, whose transactions are the job's own.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef JOBS_RUNNER_H
#define JOBS_RUNNER_H

#include "daemon/daemon.h"

/* The three of struct daemon_kind. */
void runner_start(struct daemon *);
enum err runner_work(struct daemon *, int64_t *again_ms);
void runner_stop(struct daemon *);

#endif
