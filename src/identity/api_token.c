/* api_token.c: see api_token.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/api_token.h"

#include <sodium.h>
#include <stdio.h>
#include <zlib.h>

#include "base/rng.h"

#define PREFIX "hub_pat_"
enum { PREFIX_N = sizeof PREFIX - 1, RANDOM_N = 43, CRC_N = 6 };
_Static_assert(API_TOKEN_TEXT == PREFIX_N + RANDOM_N + CRC_N + 1, "the parts of a token");

static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/* Uniform: what does not fit a multiple of 62 is thrown again. */
static void put_random(char *out)
{
    for (int n = 0; n < RANDOM_N;) {
        unsigned char bytes[64];
        rng_bytes(bytes, sizeof bytes);
        for (size_t i = 0; i < sizeof bytes && n < RANDOM_N; i++)
            if (bytes[i] < 4 * 62)
                out[n++] = digits[bytes[i] % 62];
        sodium_memzero(bytes, sizeof bytes);
    }
}

static void put_crc(const char *random, char out[CRC_N])
{
    unsigned long crc = crc32(0, (const unsigned char *)random, RANDOM_N);
    for (int i = CRC_N; i--; crc /= 62)
        out[i] = digits[crc % 62];
}

void api_token_make(char text[API_TOKEN_TEXT], unsigned char hash[TOKEN_HASH], char hint[API_TOKEN_HINT])
{
    memcpy(text, PREFIX, PREFIX_N);
    put_random(text + PREFIX_N);
    put_crc(text + PREFIX_N, text + PREFIX_N + RANDOM_N);
    text[API_TOKEN_TEXT - 1] = '\0';
    crypto_hash_sha256(hash, (const unsigned char *)text, API_TOKEN_TEXT - 1);
    snprintf(hint, API_TOKEN_HINT, "%s", text + API_TOKEN_TEXT - API_TOKEN_HINT);
}

static bool is_token(struct str text)
{
    char crc[CRC_N];
    if (text.n != API_TOKEN_TEXT - 1 || memcmp(text.s, PREFIX, PREFIX_N) != 0)
        return false;
    for (size_t i = PREFIX_N; i < text.n; i++)
        if (!text.s[i] || !strchr(digits, text.s[i]))
            return false;
    put_crc(text.s + PREFIX_N, crc);
    return memcmp(crc, text.s + PREFIX_N + RANDOM_N, CRC_N) == 0;
}

bool api_token_from_header(struct session *s, struct str header)
{
    unsigned char hash[TOKEN_HASH];
    struct str scheme = str_cut(&header, ' '), text = str_trim(header);
    memset(s, 0, sizeof *s);
    s->is_token = true;
    if (!str_eq_nocase(scheme, "Bearer") || !is_token(text))
        return false;
    crypto_hash_sha256(hash, (const unsigned char *)text.s, text.n);
    s->sid[0] = 't';
    hex_encode(hash, sizeof hash, s->sid + 1);
    return true;
}

bool api_token_allows(const struct session *s, const char *scope)
{
    struct str rest = str_of(s->scopes ? s->scopes : "");
    while (rest.n)
        if (str_eq(str_cut(&rest, ' '), scope))
            return true;
    return false;
}
