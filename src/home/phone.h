/* phone.h: telephone numbers as they are kept: E.164, "+4930123456".
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef HOME_PHONE_H
#define HOME_PHONE_H

#include "base/str.h"

/* The number without the spaces, hyphens, dots, slashes and brackets that people write into it. False when it is none: "+", a
 * digit that is not 0, and 7 to 14 more. */
bool phone_read(struct arena *, struct str typed, struct str *number);

#endif
