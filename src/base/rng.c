/* rng.c: see rng.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/rng.h"

#include <errno.h>
#include <sys/random.h>

#include "base/log.h"
#include "base/str.h"

void rng_bytes(void *out, size_t n)
{
    unsigned char *p = out;
    while (n) {
        ssize_t got = getrandom(p, n, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            log_die("the kernel gives no random bytes");
        p += got;
        n -= (size_t)got;
    }
}

char *rng_uuid(char out[UUID_TEXT])
{
    unsigned char b[16];
    char hex[33];
    rng_bytes(b, sizeof b);
    b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
    b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
    hex_encode(b, sizeof b, hex);
    for (int i = 0, j = 0; i < 32; i++) {
        if (i == 8 || i == 12 || i == 16 || i == 20)
            out[j++] = '-';
        out[j++] = hex[i];
    }
    out[36] = '\0';
    return out;
}
