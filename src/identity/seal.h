/* seal.h: small secrets that the database keeps sealed (XChaCha20-Poly1305): a stolen database opens none of them, and a row
 * that was moved to another person, or to another purpose, does not open either.
 *
 * What is authenticated besides: "v1|<what>|user=<id>|kid=<key>". The keys are those of the credential seal-key, else of the
 * setting seal_key_file (key_ring.h).
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_SEAL_H
#define IDENTITY_SEAL_H

#include "base/settings.h"
#include "base/str.h"

/* Read the keys of this process; as key_ring_load. */
bool seal_keys_load(struct arena *, const struct hub_settings *, const char **why);
/* The id of the key that secrets are sealed with, or NULL: there is none, and nothing can be sealed. */
const char *seal_key_id(void);

/* Seal with that key: a nonce, then the secret with its tag (40 bytes more). */
struct str seal_close(struct arena *, const char *what, int64_t user, struct str secret);
/* Open n bytes. False, and logged, when the key is not here or it is not what seal_close made for this purpose and person. */
bool seal_open(const char *what, int64_t user, const char *key_id, struct str sealed, unsigned char *secret, size_t n);

#endif
