/* message.h: the header lines of a mail (RFC 5322, RFC 2047). Nothing with a control character inside becomes part of one.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef EGRESS_MESSAGE_H
#define EGRESS_MESSAGE_H

#include "base/str.h"

/* "Ada <ada@example.org>" or "ada@example.org". */
struct mailbox {
    const char *name; /* "" when it has none */
    const char *address;
};
/* False: it is neither. */
bool mailbox_read(struct arena *, const char *text, struct mailbox *);

/* An address that may stand in a header and in an envelope: something, @, something; no control characters, spaces, <>,;"\ */
bool address_is_plain(const char *);

/* A header line without its end. `text` as it is where it is short printable ASCII, else as encoded words, folded. NULL: it has a
 * control character, or is not UTF-8. */
char *header_text(struct arena *, const char *name, const char *text);
/* The same for a mailbox. */
char *header_mailbox(struct arena *, const char *name, const struct mailbox *);
/* "Date: Sat, 21 Nov 2026 14:03:00 +0000"; seconds since 1970. */
char *header_date(struct arena *, int64_t at);

/* Lines that end in LF, as lines that end in CRLF. */
char *lines_with_cr(struct arena *, struct str text);

#endif
