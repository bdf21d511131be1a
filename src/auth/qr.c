/* qr.c: see qr.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "auth/qr.h"

#include <qrencode.h>

enum { QUIET = 4 }; /* modules of white around it, as the standard has it */

/* One stroke for each run of dark modules of a row. */
static void write_row(struct buf *b, const unsigned char *row, int width, int y)
{
    for (int x = 0; x < width; x++) {
        int from = x;
        while (x < width && row[x] & 1)
            x++;
        if (x > from)
            buf_printf(b, "M%d %dh%dv1h-%dz", from + QUIET, y + QUIET, x - from, x - from);
    }
}

bool qr_write_svg(struct buf *b, const char *text, const char *title)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return false;
    int side = code->width + 2 * QUIET;
    buf_printf(b,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"hub-qr\" viewBox=\"0 0 %d %d\" role=\"img\""
               " aria-label=\"%s\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h%dv%dh-%dz\"/>"
               "<path fill=\"#000\" d=\"",
               side, side, title, side, side, side);
    for (int y = 0; y < code->width; y++)
        write_row(b, code->data + y * code->width, code->width, y);
    buf_puts(b, "\"/></svg>");
    QRcode_free(code);
    return true;
}
