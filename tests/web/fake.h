/* fake.h: a database and sessions that live in this program, so that the guard can be tested request by request, and
 * so that "the database was not asked" is something a test can see. Link fake.c instead of libdb and libidentity.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_WEB_FAKE_H
#define TESTS_WEB_FAKE_H

#include "db/db.h"
#include "web/dispatch.h"

/* A session cookie is 64 equal digits: 'a' is a viewer (id 7), 'b' an analyst (8), 'c' staff (9) with all proofs, '1' staff
 * without a second factor, '2' staff who confirmed long ago, '3' staff who has not given the second factor, '4' a superuser (10);
 * the others are none. "Bearer a" is an API token of the viewer. */
enum { VIEWER = 7, ANALYST = 8, STAFF = 9, SUPERUSER = 10 };

struct fake {
    int begun, synced, ended, sent, queries, rolled_back;
    enum err begin_fault;  /* the database is away */
    int lost;              /* so many pipelines break after they were sent */
    bool is_lost;          /* the connection broke, until the next pipeline makes another */
    bool slow;             /* a pipeline takes more than a second */
    const char *banner;    /* of every session */
    double number;         /* what every query answers, where a double is asked for */
};
extern struct fake fake;
void fake_reset(void);

/* Settings, templates and statics of tests/web. */
const struct hub_settings *fake_settings(void);

/* One request: "POST", "/path?query", a body or NULL, then parameters "NAME=value", ended by NULL. A body is a form
 * unless a CONTENT_TYPE is given. The reply lives until the next one. */
struct res *fake_ask(struct web *, const char *method, const char *target, const char *body, ...)
    __attribute__((sentinel));
/* Bytes of the last body that the dispatcher read. */
size_t fake_bytes_read(void);

bool reply_has(const struct res *, const char *fragment);
bool reply_head_has(const struct res *, const char *fragment);

#endif
