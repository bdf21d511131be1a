/* dispatch.h: from a call to a reply: route, guard, handler, log line. Knows no socket, so that tests call it directly.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_DISPATCH_H
#define WEB_DISPATCH_H

#include "web/call.h"
#include "web/rate.h"
#include "web/route.h"

enum { WEB_BODY_MAX = 64 * 1024, WEB_UPLOAD_MAX = 11 * 1024 * 1024 };

/* A worker: what all its requests share. */
struct web {
    const struct section *section;
    const struct hub_settings *settings;
    struct rate_table *rate;
    struct db *db;
};

/* Answer one request. The reply is complete in res (status, headers without Content-Length, body; the body is empty for
 * HEAD); it lives on the arena. One line goes to the log. Always returns with the connection idle. */
void web_dispatch(struct web *, struct arena *, const struct web_call *, struct res *);

#endif
