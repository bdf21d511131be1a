/* chart_put.c: writes the elements of a drawing; see chart_draw.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/chart_draw.h"

#include "base/num.h"

void chart_put_text(struct buf *b, const char *s)
{
    for (; s && *s; s++) {
        const char *as = *s == '<' ? "&lt;" : *s == '>' ? "&gt;" : *s == '&' ? "&amp;" : *s == '"' ? "&quot;" : NULL;
        if (as)
            buf_puts(b, as);
        else if ((unsigned char)*s >= 0x20)
            buf_putc(b, *s);
    }
}

char *chart_write_tenths(char *to, long tenths)
{
    if (tenths < 0) {
        *to++ = '-';
        tenths = -tenths;
    }
    if (tenths >= 10 || tenths == 0)
        to += num_write_int(tenths / 10, to);
    if (tenths % 10) {
        *to++ = '.';
        *to++ = (char)('0' + tenths % 10);
    }
    return to;
}

void chart_put_tenths(struct buf *b, long tenths)
{
    char *to = buf_room(b, NUM_TEXT);
    b->n += (size_t)(chart_write_tenths(to, tenths) - to);
}

void chart_put_point(struct buf *b, char command, double x, double y)
{
    buf_putc(b, command);
    chart_put_tenths(b, chart_tenths(x));
    buf_putc(b, ' ');
    chart_put_tenths(b, chart_tenths(y));
}

void chart_put_line(struct buf *b, const char *class, double x1, double y1, double x2, double y2)
{
    buf_puts(b, "<path class=\"");
    buf_puts(b, class);
    buf_puts(b, "\" d=\"");
    chart_put_point(b, 'M', x1, y1);
    chart_put_point(b, 'L', x2, y2);
    buf_puts(b, "\"/>");
}

void chart_put_label(struct buf *b, const char *anchor, double x, double y, const char *before, const char *text,
                     const char *after)
{
    buf_puts(b, "<text text-anchor=\"");
    buf_puts(b, anchor);
    buf_puts(b, "\" x=\"");
    chart_put_tenths(b, chart_tenths(x));
    buf_puts(b, "\" y=\"");
    chart_put_tenths(b, chart_tenths(y));
    buf_puts(b, "\">");
    chart_put_text(b, before);
    chart_put_text(b, text);
    chart_put_text(b, after);
    buf_puts(b, "</text>");
}

/* With its tooltip, or without one. */
void chart_put_circle(struct buf *out, double x, double y, const char *radius, const char *label)
{
    buf_puts(out, "<circle class=\"chart-point\" cx=\"");
    chart_put_tenths(out, lround(x * 10));
    buf_puts(out, "\" cy=\"");
    chart_put_tenths(out, lround(y * 10));
    buf_puts(out, "\" r=\"");
    buf_puts(out, radius);
    buf_puts(out, label ? "\"><title>" : "\"/>");
    if (!label)
        return;
    chart_put_text(out, label);
    buf_puts(out, "</title></circle>");
}
