/* password.h: hashing, checking and judging passwords. scrypt N=2^15 r=8 p=3 by libscrypt, behind a prefix
 * that names the scheme. A password is the text that a person sees: it is brought into Unicode's form NFC first, so that
 * every keyboard types the same one. The old system's PBKDF2 is checked, never made.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_PASSWORD_H
#define IDENTITY_PASSWORD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

enum { PASSWORD_HASH_TEXT = 200, PASSWORD_MIN = 12, PASSWORD_MAX = 256 };

/* Make the stored form of a password: "scrypt$15$8$3$<salt base64>$<hash base64>", and "$<key id>" behind it when there
 * is a key (key_ring.h): the hash has passed through it. False only when memory is short. */
bool password_hash(struct str password, char out[PASSWORD_HASH_TEXT]);
/* Exactly true when the password matches. A malformed or over-priced stored form is false, and so is one whose key is
 * missing, which is logged. Constant time in the hash. */
bool password_check(struct str password, const char *stored);
/* The stored form is not what password_hash would make today. */
bool password_is_stale(const char *stored);
/* It is one of the old system's that password_check can read: "pbkdf2_sha256$<iterations>$<salt>$<hash base64>" with 1 to
 * 2,000,000 iterations, a salt of 1 to 64 printable characters and a hash of 32 bytes. */
bool password_is_old(const char *stored);
/* For people who do not exist: the same work as a check, always false. */
bool password_check_nobody(struct str password);
/* Hash calls made by this process, for the tests of throttle and timing. */
unsigned long password_hash_calls(void);

/* Why a new password is refused, in words for the person, or NULL when it is good: length in characters, UTF-8, NUL, not
 * among the common ones, zxcvbn score >= 3, and none of the words of the person and the site (name, e-mail) as its
 * substance. */
const char *password_fault(struct arena *, struct str password, struct str email, struct str name,
                           struct str site);

/* Leaked passwords of twelve characters and more in lower case, each between two line ends; made when building. */
extern const char common_passwords[];

#endif
