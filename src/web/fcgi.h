/* fcgi.h: the worker's loop over libfcgi. The only file that knows libfcgi is fcgi.c.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_FCGI_H
#define WEB_FCGI_H

#include <stdatomic.h>
#include <stdint.h>

#include "db/heartbeat.h"
#include "web/call.h"
#include "web/res.h"

/* Answer one call; the reply lives on the arena, which is reset when it has been sent. */
typedef void (*fcgi_answer)(void *context, struct arena *, const struct web_call *, struct res *);

/* Called between two requests, first after a second or two, then about every 30 s, also while there is much to do. NULL: nothing to
 * be done. */
typedef void (*fcgi_beat)(void *context, const struct tally *);

/* Serve until SIGTERM or until `most` requests were answered. SIGTERM, SIGHUP, SIGINT and SIGUSR1 must be blocked by
 * the caller: they are let in only while the worker waits for a connection, so a request is never cut short.
 * *busy_since holds the second (CLOCK_MONOTONIC) at which the request (or beat) in hand began, 0 between requests; a parent
 * may watch it. */
void fcgi_serve(int listen_fd, uint64_t most, fcgi_answer, fcgi_beat, void *context, _Atomic int64_t *busy_since);

#endif
