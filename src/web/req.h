/* req.h: one request as a handler sees it: parsed, checked, its person known.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_REQ_H
#define WEB_REQ_H

#include "base/arena.h"
#include "base/err.h"
#include "base/settings.h"
#include "base/str.h"
#include "db/db.h"
#include "identity/session.h"
#include "web/multipart.h"

enum method { METHOD_GET = 1, METHOD_HEAD, METHOD_POST, METHOD_PATCH, METHOD_DELETE, METHOD_OTHER };
/* The name of one, "" for METHOD_OTHER; and whether it asks for a change. */
extern const char *const method_name[METHOD_OTHER + 1];
static inline bool method_changes(enum method m)
{
    return m == METHOD_POST || m == METHOD_PATCH || m == METHOD_DELETE;
}

enum { REQ_ARGS_MAX = 4 };

struct route;
struct perm;

struct req {
    struct arena *arena;        /* everything here and everything a handler makes lives until the reply is out */
    struct db *db;
    const struct hub_settings *settings;
    enum method method;
    struct str path;            /* decoded, normalised: "/margin/backtests" */
    struct params query, form;  /* refused beforehand: a name twice, invalid UTF-8, more than 250 */
    struct uploads files;       /* of BODY_UPLOAD routes */
    struct str body;            /* of BODY_JSON routes, whole; of BODY_UPLOAD a file that came alone */
    struct str content_type, user_agent, if_none_match, accept, host;
    struct str cookie, query_string, authorization; /* as sent */
    const char *remote_addr;
    bool wants_json;            /* an /api path, or Accept prefers JSON: errors become problem documents */
    const struct route *route;
    unsigned methods;           /* of a path that does not take this one: those that it takes, as bits 1 << enum method */
    const struct perm *perm;    /* who may ask this route */
    struct str arg[REQ_ARGS_MAX]; /* the route's :names, in order */
    struct session session;     /* person.id is 0 when nobody is signed in */
    bool person_asked;          /* the question who asks has been answered; before, nobody knows */
    char id[17];                /* request id, in the log and on the error page */
    struct session anonymous;   /* of a page that nobody signed in asks for: the sid and key behind its CSRF token */
    char anonymous_token[SESSION_TOKEN_TEXT]; /* of the cookie __Host-pre; "" when this request had none */
    const char *detail;         /* what was attempted and why it failed, for the log line */
};

/* The value, or an empty str when absent; NULL-safe. */
struct str req_query(const struct req *, const char *name);
struct str req_form(const struct req *, const char *name);
/* The bytes of a file field, and what the browser calls the file (may be NULL); empty when none was chosen. */
struct str req_file(const struct req *, const char *name, struct str *filename);
/* ?page=: 1 when absent; ERR_INPUT-free: out of range numbers are clamped to [1, last]. */
int64_t req_page(const struct req *, int64_t last);
struct str req_cookie(const struct req *, const char *name);
/* After a change: ask what a route's `load` asks, for the person signed in. The answers are taken as those of the page's own. */
enum err req_ask_again(struct req *, enum err (*load)(struct req *));

#endif
