/* api.h: what the addresses for programs of this section share: how an answer begins, what a body may be, the texts in it.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_API_H
#define RETURNS_API_H

#include "base/json.h"
#include "base/problem.h"
#include "web/req.h"
#include "web/res.h"

/* Begin an answer, an object that the caller closes: of 400 and more a problem document, which begins with its status. */
void api_begin(struct json_writer *, struct res *, int status);
/* Null where there is no text. */
void api_put_text(struct json_writer *, const char *key, const char *text);
/* "2026-11-22 17:34", which is in UTC, as "2026-11-22T17:34Z"; null where there is no text. */
void api_put_time(struct json_writer *, const char *key, const char *text);

/* The body, an object; NULL: the problem says what it is instead. */
struct json_object *api_body(const struct req *, struct problem *);
/* A text of at most so many letters, on one line or (lines) on several, trimmed; empty where the member is null, and `otherwise` where
 * there is none. */
struct str api_text(struct json_object *, const char *key, struct str otherwise, size_t most, bool lines, struct problem *);

#endif
