/* token.c: see token.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/token.h"

#include <sodium.h>

#include "base/rng.h"

void token_make(char text[TOKEN_TEXT], unsigned char hash[TOKEN_HASH])
{
    unsigned char token[32];
    rng_bytes(token, sizeof token);
    hex_encode(token, sizeof token, text);
    crypto_hash_sha256(hash, token, sizeof token);
    sodium_memzero(token, sizeof token);
}

bool token_hash(struct str text, unsigned char hash[TOKEN_HASH])
{
    unsigned char token[32];
    if (!hex_decode(text, token, sizeof token))
        return false;
    crypto_hash_sha256(hash, token, sizeof token);
    sodium_memzero(token, sizeof token);
    return true;
}

bool token_same(struct str a, struct str b)
{
    return a.n == b.n && sodium_memcmp(a.s, b.s, a.n) == 0;
}
