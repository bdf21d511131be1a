/* api_token.h: tokens by which programs ask the API: "hub_pat_", 43 random characters of base 62 (256 bits), and 6 that are
 * their CRC-32, so that scanners of source code recognise them. Only the SHA-256 is stored.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_API_TOKEN_H
#define IDENTITY_API_TOKEN_H

#include "identity/session.h"
#include "identity/token.h"

enum { API_TOKEN_TEXT = 8 + 43 + 6 + 1, API_TOKEN_HINT = 5 };

/* A new one; hint: its last four characters, by which its owner tells it from others. */
void api_token_make(char text[API_TOKEN_TEXT], unsigned char hash[TOKEN_HASH], char hint[API_TOKEN_HINT]);

/* Read the value of an Authorization header ("Bearer hub_pat_…") into sid and is_token, to be asked with session_open_sql.
 * False when it has not that form (a wrong CRC included): then nothing need be asked. */
bool api_token_from_header(struct session *, struct str header);

/* Whether the session's token has this scope ("margin:read"). */
bool api_token_allows(const struct session *, const char *scope);

#endif
