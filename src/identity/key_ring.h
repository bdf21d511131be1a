/* key_ring.h: keys kept outside the database, so that a stolen database alone opens nothing: those that password hashes pass
 * through, that seal second factors, that open what is sealed for hub-egress, that sign the audit's anchors.
 *
 * A key file holds 64 hexadecimal digits a line: the key in use first, those before it below, so that what was made with them
 * still opens and is made anew. It is $CREDENTIALS_DIRECTORY/<name>, else the path of a setting.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_KEY_RING_H
#define IDENTITY_KEY_RING_H

#include <stdbool.h>

#include "base/settings.h"

enum { KEY_BYTES = 32, KEY_ID = 8, KEYS_MAX = 8 };

struct key {
    unsigned char bytes[KEY_BYTES];
    char id[KEY_ID + 1]; /* the beginning of its SHA-256, in hex */
};

struct key_ring {
    int n; /* 0: no keys */
    struct key at[KEYS_MAX];
};

/* Read the keys of the file: name is the credential ("password-key"), path the setting. Neither: no keys. False with *why when
 * a file that is named cannot be used; the keys of before then stay. */
bool key_ring_load(struct arena *, struct key_ring *, const char *name, const char *path, const char **why);
/* The key that is in use, or NULL. */
const struct key *key_ring_current(const struct key_ring *);
/* NULL when there is no such key. */
const struct key *key_ring_find(const struct key_ring *, const char *id);
/* Make the file for its owner only, unless it is there or path is "". */
bool key_file_make(struct arena *, const char *name, const char *path, const char **why);

/* The keys of password hashes of this process: the credential password-key, else password_key_file. */
extern struct key_ring password_keys;
bool password_keys_load(struct arena *, const struct hub_settings *, const char **why);

#endif
