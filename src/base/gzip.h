/* gzip.h: answers as they are stored and sent: RFC 1952, by zlib.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_GZIP_H
#define BASE_GZIP_H

#include "base/str.h"

/* Fast rather than small (level 1): a 2 MB answer takes about 10 ms. */
struct str gzip_pack(struct arena *, struct str plain);
/* False when it is not one whole gzip stream, or more than `most` bytes come out. */
bool gzip_unpack(struct arena *, struct str packed, size_t most, struct str *plain);

/* The same piece by piece, where the whole is too large to be held: what is written goes packed to the end of `out`. The writer
 * lives on the arena. */
struct gzip_writer;
struct gzip_writer *gzip_open(struct arena *, struct buf *out);
void gzip_write(struct gzip_writer *, struct str plain);
void gzip_close(struct gzip_writer *);

#endif
