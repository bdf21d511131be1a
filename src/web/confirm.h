/* confirm.h: the page "Confirm that it is you", which asks for the password or, of whoever has one, the second factor.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_CONFIRM_H
#define WEB_CONFIRM_H

#include "web/req.h"
#include "web/res.h"

/* Show it. The guard does so in place of a form that was posted without a fresh proof (403): its address and its fields, but
 * for secrets, are kept in `path` and `fields` (url-encoded), so that nothing typed is lost. At /login/confirm itself they, or
 * `next`, are taken from the request: 200, or 422 with `problem`, a sentence saying what was wrong with the proof. Its form
 * posts `csrf`, `proof`, and those to /login/confirm. */
enum err page_confirm(struct req *, struct res *, const char *problem);
/* After the proof: what was held back, shown and sent by one press. ERR_INPUT where path or fields are none of ours. */
enum err page_resume(struct req *, struct res *, struct str path, struct str fields);
/* A form that was opened in a session that ended, posted by whoever signed in again: the same page, 403, with what was typed
 * into it but for secrets. False: nothing of it can be kept on a page. */
bool page_resume_stale(struct req *, struct res *, enum err *);

#endif
