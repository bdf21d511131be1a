/* zstd.h: answers as they are kept: RFC 8878, by libzstd. Smaller than gzip and several times as fast to read.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_ZSTD_H
#define BASE_ZSTD_H

#include "base/str.h"

/* One frame that says how large its content is. */
struct str zstd_pack(struct arena *, struct str plain);
/* False when it is not one whole frame of that kind, or has more than `most` bytes. */
bool zstd_unpack(struct arena *, struct str packed, size_t most, struct str *plain);

#endif
