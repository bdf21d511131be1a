/* phone.c: see phone.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "home/phone.h"

enum { DIGITS_MIN = 8, DIGITS_MAX = 15 };

bool phone_read(struct arena *a, struct str typed, struct str *number)
{
    struct buf b;
    buf_init(&b, a, typed.n + 1);
    for (size_t i = 0; i < typed.n; i++)
        if (!typed.s[i] || !strchr(" -./()", typed.s[i]))
            buf_putc(&b, typed.s[i]);
    *number = buf_view(&b);
    if (b.n < 1 + DIGITS_MIN || b.n > 1 + DIGITS_MAX || b.s[0] != '+' || b.s[1] == '0')
        return false;
    for (size_t i = 1; i < b.n; i++)
        if (b.s[i] < '0' || b.s[i] > '9')
            return false;
    return true;
}
