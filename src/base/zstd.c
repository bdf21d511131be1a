/* zstd.c: see zstd.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/zstd.h"

#include <zstd.h>

#include "base/log.h"

enum { LEVEL = 3 };

struct str zstd_pack(struct arena *arena, struct str plain)
{
    size_t most = ZSTD_compressBound(plain.n);
    char *out = arena_bytes(arena, most);
    size_t n = ZSTD_compress(out, most, plain.s, plain.n, LEVEL);
    if (ZSTD_isError(n)) /* there is room, so it has no memory */
        log_die("libzstd: %s", ZSTD_getErrorName(n));
    return (struct str){out, n};
}

bool zstd_unpack(struct arena *arena, struct str packed, size_t most, struct str *plain)
{
    unsigned long long n =
        ZSTD_getFrameContentSize(packed.s, packed.n); /* unknown and wrong are the two largest numbers */
    if (n > most)
        return false;
    char *out = arena_bytes(arena, (size_t)n + 1);
    *plain = (struct str){out, (size_t)n};
    return ZSTD_decompress(out, (size_t)n, packed.s, packed.n) == n;
}
