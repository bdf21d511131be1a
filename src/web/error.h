/* error.h: the one table from enum err to status, words and log level; pages for people, problem documents for
 * programs.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_ERROR_H
#define WEB_ERROR_H

#include "base/problem.h"
#include "web/req.h"
#include "web/res.h"

/* Replace the reply by the error's page or problem document. */
void error_reply(struct req *, struct res *, enum err);
/* The same for a bare status (405, 413, 415, 422, 429 …) with a sentence for the person. OK, for the handler to return. */
enum err error_status(struct req *, struct res *, int status, const char *detail, const struct problem *);

#endif
