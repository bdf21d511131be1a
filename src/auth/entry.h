/* entry.h: what the pages of signing in share.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef AUTH_ENTRY_H
#define AUTH_ENTRY_H

#include "identity/signin.h"
#include "web/req.h"
#include "web/res.h"

/* Where to go afterwards: a page of this site, never one of those that lead back here; else "/". */
const char *entry_next(struct arena *, struct str wanted);
/* `path`, with `next` in its query unless that is only "/". */
const char *entry_path_with_next(struct arena *, const char *path, const char *next);
struct signin_client entry_client(const struct req *);
/* "40 seconds", "15 minutes" */
const char *entry_wait_words(struct arena *, int seconds);
/* Too many attempts: 429, with Retry-After. */
void entry_hurry(const struct req *, struct res *, int seconds);
/* Signed in: the cookies, and on to `next`. */
enum err entry_finish(struct req *, struct res *, const struct signin_result *, const char *next);

#endif
