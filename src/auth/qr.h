/* qr.h: a text as a QR code, drawn as SVG on the server: no script, no image file, and nobody else is asked.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef AUTH_QR_H
#define AUTH_QR_H

#include "base/str.h"

/* Append the <svg> element, black on white with its quiet zone whatever the page's colours are. False: the text is too long. */
bool qr_write_svg(struct buf *, const char *text, const char *title);

#endif
