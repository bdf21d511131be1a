/* uuid.c: see uuid.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/uuid.h"

#include <ctype.h>

const char *uuid_or_null(struct str s, char out[UUID_ROOM])
{
    if (s.n != UUID_ROOM - 1)
        return NULL;
    for (size_t i = 0; i < s.n; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? s.s[i] != '-' : !isxdigit((unsigned char)s.s[i]))
            return NULL;
        out[i] = s.s[i];
    }
    out[s.n] = '\0';
    return out;
}
