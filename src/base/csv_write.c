/* csv_write.c: see csv_write.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/csv_write.h"

#include <math.h>

#include "base/num.h"

static bool is_formula(struct str s)
{
    static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
    double number;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts(s, starts[i]))
            return !num_parse(s, &number);
    return false;
}

void csv_cell(struct buf *out, struct str s)
{
    buf_putc(out, '"');
    if (is_formula(s))
        buf_putc(out, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.s[i] == '"')
            buf_putc(out, '"');
        buf_putc(out, s.s[i]);
    }
    buf_putc(out, '"');
}

void csv_number(struct buf *b, double x, const char *then)
{
    if (isfinite(x))
        b->n += (size_t)num_write(x, buf_room(b, NUM_TEXT));
    buf_puts(b, then);
}
