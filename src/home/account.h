/* account.h: what the pages of a person's own account share.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef HOME_ACCOUNT_H
#define HOME_ACCOUNT_H

#include "web/req.h"
#include "web/res.h"
#include "web/view.h"

/* view_page with the way through the account beside it. */
enum err account_page(struct req *, struct res *, struct view *, const char *page, const char *title);
/* Note what could not be done ("read the sessions") and what the database said, for the log; returns the error. */
enum err account_failed(struct req *, enum err, const char *what);
/* A number in an address: whole and above 0. */
bool account_id(struct str, int64_t *id);
/* A role in words: "Analyst". */
const char *account_role_label(enum role);

#endif
