/* csv_write.c: see csv_write.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/csv_write.h"

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
