/* signin.h: the steps of signing in, each with its own committed statements: throttle, check, audit, session.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_SIGNIN_H
#define IDENTITY_SIGNIN_H

#include "db/db.h"
#include "identity/session.h"
#include "identity/throttle.h"

enum signin_outcome {
    SIGNIN_OK,
    SIGNIN_WRONG,      /* unknown, wrong password, too many attempts for this account: one and the same answer */
    SIGNIN_PENDING,    /* right password, not approved yet */
    SIGNIN_REJECTED,   /* right password, rejected: reason says why */
    SIGNIN_DISABLED,   /* right password, account disabled or deleted */
    SIGNIN_THROTTLED   /* too many attempts from this address; retry_s says when */
};

struct signin_attempt {
    struct str email, password;
    struct str device; /* the cookie __Host-device, or empty */
    const char *ip;
    struct str agent;
};

struct signin_result {
    enum signin_outcome outcome;
    const char *reason;      /* of SIGNIN_REJECTED */
    int retry_s;             /* of SIGNIN_THROTTLED */
    struct session session;  /* of SIGNIN_OK */
    char token[SESSION_TOKEN_TEXT];
    char device[DEVICE_TEXT]; /* for __Host-device: this browser's attempts are then counted apart from strangers' */
};

/* Take a ticket from both throttles (address, account), check the password with exactly one hash call, record the attempt,
 * re-hash a stale hash, start a session. Without a ticket there is no hash call. After SIGNIN_FAILURES in a row no password
 * is right until a new one is set, except for known devices, which have as many more that strangers cannot use up. */
enum { SIGNIN_FAILURES = 100 };
enum err signin_try(struct db *, struct arena *, const struct hub_settings *, const struct signin_attempt *,
                    struct signin_result *);

/* One-time links to set a password: made by hubctl, used on the page /reset. */
enum err password_link_make(struct db *, struct arena *, const char *email, int hours, char token[SESSION_TOKEN_TEXT]);
/* Whose link this is, without using it up. ERR_NOTFOUND: unknown, used or expired. */
enum err password_link_peek(struct db *, struct arena *, struct str token, const char **email, const char **name);
/* Use the link up and set the password in one transaction; all the person's sessions end, failures are forgotten, and a mail
 * says so. Of many at once one hashes (ERR_CONFLICT for the others while it does). */
enum err password_link_use(struct db *, struct arena *, const struct hub_settings *, struct str token, struct str password);

#endif
