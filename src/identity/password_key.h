/* password_key.h: the keys that every password hash passes through (HMAC-SHA-256), kept outside the database, so that a
 * stolen table alone cannot be guessed against (security.md 2.1).
 *
 * A key file holds 64 hexadecimal digits a line: the key in use first, those before it below, so that their hashes still
 * sign in and are made anew. It is $CREDENTIALS_DIRECTORY/password-key, else the setting password_key_file.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_PASSWORD_KEY_H
#define IDENTITY_PASSWORD_KEY_H

#include <stdbool.h>

#include "base/settings.h"

enum { PASSWORD_KEY = 32, PASSWORD_KEY_ID = 8 };

struct password_key {
    unsigned char bytes[PASSWORD_KEY];
    char id[PASSWORD_KEY_ID + 1]; /* the beginning of its SHA-256, in hex */
};

/* Read the keys of this process. Neither credential nor setting: no keys, and hashes are plain. False with *why when a
 * file that is named cannot be used; the keys of before then stay. */
bool password_keys_load(struct arena *, const struct hub_settings *, const char **why);
/* Make the file that password_key_file names, for its owner only, unless it is there or none is named. */
bool password_key_make(struct arena *, const struct hub_settings *, const char **why);

/* The key that hashes are made with, or NULL. */
const struct password_key *password_key_current(void);
/* NULL when this process has not the key. */
const struct password_key *password_key_find(const char *id);

#endif
