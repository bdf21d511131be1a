/* rng.h: random bytes from the kernel (getrandom), for tokens and identifiers.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_RNG_H
#define BASE_RNG_H

#include <stddef.h>

enum { UUID_TEXT = 37 };

void rng_bytes(void *out, size_t n);
/* A version 4 UUID (RFC 9562) in lower case. */
char *rng_uuid(char out[UUID_TEXT]);

#endif
