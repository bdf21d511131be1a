/* throttle.h: so many attempts in a window for one account and for one address.
 * A ticket is taken, and committed, before the work that it guards; it is given back when the attempt was good.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_THROTTLE_H
#define IDENTITY_THROTTLE_H

#include "db/db.h"

enum { THROTTLE_KEY = 32, DEVICE_ID = 16, DEVICE_TEXT = 2 * (DEVICE_ID + THROTTLE_KEY) + 1 };

/* Whose tickets an attempt uses: keyed hashes, so that the table lists nobody. */
struct throttle_keys {
    unsigned char account[THROTTLE_KEY]; /* of the e-mail as typed, whatever its case, known or not; or, from a device that
                                          * signed in to this account before, of both: nobody else can use those up */
    unsigned char address[THROTTLE_KEY]; /* of an address, or of the /64 of an IPv6 one */
    bool is_known_device;
    char device[DEVICE_TEXT]; /* the cookie that makes the device known, for who has signed in: the one it has, or a new one */
};

/* `ip` may be NULL; `device` is the cookie that came, or empty. */
enum err throttle_keys(struct db *, struct arena *, struct str email, const char *ip, struct str device,
                       struct throttle_keys *);

/* The key of anything else that is guarded: `kind` says what it is, a literal ("code"). */
enum err throttle_key(struct db *, struct arena *, const char *kind, struct str what, unsigned char out[THROTTLE_KEY]);

/* `cap` tickets in a window, which doubles up to `longest_minutes` while it is used up again and again. *wait_s is 0 when
 * the ticket is granted, else the seconds until the window ends. cap 0: no limit. */
enum err throttle_take(struct db *, struct arena *, const unsigned char key[THROTTLE_KEY], int cap, int window_minutes,
                       int longest_minutes, int *wait_s);
enum err throttle_give_back(struct db *, struct arena *, const unsigned char key[THROTTLE_KEY]);
/* Begin anew. */
enum err throttle_clear(struct db *, struct arena *, const unsigned char key[THROTTLE_KEY]);

#endif
