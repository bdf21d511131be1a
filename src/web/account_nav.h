/* account_nav.h: the way through the parts of a person's own account, the same beside each of them, whichever worker answers.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_ACCOUNT_NAV_H
#define WEB_ACCOUNT_NAV_H

#include "web/req.h"
#include "web/view.h"

/* Fill templates/shared/account_nav.tpl. A page of the account is
 *   <div class="hub-account">{{>ACCOUNT_NAV}}<div class="hub-account-part">…</div></div>
 * The part that the request's path lies in is marked. */
void account_nav_show(struct view *, const struct req *);

#endif
