/* email.h: what may be an e-mail address.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_EMAIL_H
#define BASE_EMAIL_H

#include "base/str.h"

enum { EMAIL_MAX = 254 };

/* Whether a text has the form of an e-mail address: the grammar that browsers use for <input type=email> (WHATWG HTML, "valid
 * e-mail address", all ASCII) within the lengths of RFC 5321. Whether mail arrives there, only a mail can tell. */
bool email_is_plausible(struct str);

#endif
