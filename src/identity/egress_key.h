/* egress_key.h: secrets that only hub-egress may read, such as the mail server's password: who stores one seals it with
 * egress's public key, which stands in the database; the secret half is in a file that only hub-egress reads.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_EGRESS_KEY_H
#define IDENTITY_EGRESS_KEY_H

#include "base/settings.h"
#include "base/str.h"
#include "db/db.h"

enum { EGRESS_SECRET_MAX = 500 };

/* Seal `secret` for hub-egress: text without spaces, on the arena, for umbrella.setting.value. ERR_NOTFOUND: hub-egress has
 * never run with a key (credential egress-key, setting egress_key_file); ERR_INPUT: longer than EGRESS_SECRET_MAX. */
enum err egress_seal(struct db *, struct arena *, struct str secret, const char **sealed);

/* For hub-egress: read the key file and tell the database the public half. ERR_NOTFOUND: there is no key, or *why says what
 * is wrong with it. */
enum err egress_key_publish(struct db *, struct arena *, const struct hub_settings *, const char **why);
/* Open what was sealed. NULL: with another key, or not sealed at all. On the arena: to be wiped by the caller. */
char *egress_open(struct arena *, const char *sealed);

#endif
