/* res.h: the reply being built. Headers first, body into one buffer, all sent when the handler has returned.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_RES_H
#define WEB_RES_H

#include "base/str.h"
#include "web/req.h"

struct res {
    struct arena *arena;
    int status;
    bool cache_set;  /* a Cache-Control was given; otherwise no-store is */
    struct buf head; /* "Name: value\r\n" lines */
    struct buf body;
};

void res_init(struct res *, struct arena *);
/* "Not Found" for 404. */
const char *res_reason(int status);
/* Refuses (and logs) a name or value with bytes below 0x20 or 0x7f: nothing can split the reply. */
void res_header(struct res *, const char *name, const char *value);
void res_type(struct res *, const char *content_type);
/* A pinned Set-Cookie: __Host-, Secure, HttpOnly, SameSite=Lax, Path=/. value NULL clears it; max_age 0: until the
 * browser closes. */
void res_cookie(struct res *, const char *name, const char *value, int max_age);
/* 303 See Other to a path of this site (starting with one '/', else "/"). */
enum err res_see_other(struct res *, const char *path);
/* A message that the next page shows once (a short-lived signed-in cookie); kind: "success", "info", "warning".
 * undo_path may be NULL: a POST form beside the message. */
void res_flash(struct res *, const struct req *, const char *kind, const char *text, const char *undo_path);
/* Offer the body for download under this name (quoted and RFC 8187 encoded). */
void res_download(struct res *, struct str filename);
/* The body is CSV, offered for download under this name. */
void res_csv(struct res *, const char *filename);
/* The body is this gzip stream, borrowed and sent as it is; nginx unpacks it for a client that cannot. */
void res_gzip_body(struct res *, struct str);
/* Strong ETag; true when the request has it already: then 304 is set and the handler returns OK at once. */
bool res_etag(struct res *, const struct req *, const char *tag, bool immutable);

#endif
