/* uuid.h: identifiers as they stand in addresses and forms.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_UUID_H
#define MARGIN_UUID_H

#include "base/str.h"

enum { UUID_ROOM = 37 };

/* The identifier with a NUL behind it. What is none becomes NULL, which as a parameter of a statement finds nothing. */
const char *uuid_or_null(struct str, char out[UUID_ROOM]);

#endif
