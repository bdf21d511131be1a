/* token.h: secrets that people carry (cookies, links): 32 random bytes as 64 hex digits. Only their SHA-256 is stored.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_TOKEN_H
#define IDENTITY_TOKEN_H

#include <stdbool.h>

#include "base/str.h"

enum { TOKEN_TEXT = 65, TOKEN_HASH = 32 };

/* A new one, and its hash. */
void token_make(char text[TOKEN_TEXT], unsigned char hash[TOKEN_HASH]);
/* False when the text has not the form of a token. */
bool token_hash(struct str text, unsigned char hash[TOKEN_HASH]);
/* The hash as the database takes it; borrowed. */
static inline struct str token_bytes(const unsigned char hash[TOKEN_HASH])
{
    return (struct str){(const char *)hash, TOKEN_HASH};
}
/* Whether two secrets are the same; how long it takes says only whether they are of the same length. */
bool token_same(struct str, struct str);

#endif
