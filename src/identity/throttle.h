/* throttle.h: so many attempts in a window for one account and for one address (security.md 2.4).
 * A ticket is taken, and committed, before the work that it guards; it is given back when the attempt was good.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_THROTTLE_H
#define IDENTITY_THROTTLE_H

#include "db/db.h"

enum { THROTTLE_KEY = 32 };

/* Keyed hashes, so that the table lists nobody: of the e-mail as typed, whatever its case, known or not; of an address,
 * or of the /64 of an IPv6 one. `ip` may be NULL. */
enum err throttle_keys(struct db *, struct arena *, struct str email, const char *ip, unsigned char account[THROTTLE_KEY],
                       unsigned char address[THROTTLE_KEY]);

/* *wait_s is 0 when the ticket is granted, else the seconds until the window ends. cap 0: no limit. */
enum err throttle_take(struct db *, struct arena *, const unsigned char key[THROTTLE_KEY], int cap, int window_minutes,
                       int *wait_s);
enum err throttle_give_back(struct db *, struct arena *, const unsigned char key[THROTTLE_KEY]);

#endif
