/* signin.h: the steps of signing in, each with its own committed statements: throttle, check, audit, session. And proving
 * anew who one is.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_SIGNIN_H
#define IDENTITY_SIGNIN_H

#include "db/db.h"
#include "identity/session.h"
#include "identity/throttle.h"

enum signin_outcome {
    SIGNIN_OK,
    SIGNIN_WRONG,      /* unknown, wrong password, too many attempts for this account: one and the same answer; or a wrong code */
    SIGNIN_PENDING,    /* right password, not approved yet */
    SIGNIN_REJECTED,   /* right password, rejected: reason says why */
    SIGNIN_DISABLED,   /* right password, account disabled or deleted for good */
    SIGNIN_THROTTLED,  /* too many attempts: retry_s says when */
    SIGNIN_CODE,       /* right password, and the second factor is still to come: token is for __Host-half */
    SIGNIN_RESTORE,    /* right password of a deleted account that may be restored: token is for __Host-half */
    SIGNIN_VOID        /* the half sign-in has been used, took too long, or was none */
};

/* Who tries, as the browser shows itself. */
struct signin_client {
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

/* The first step. Take a ticket from both throttles (address, account), check the password with exactly one hash call, record
 * the attempt, re-hash a stale hash, start a session, or half a sign-in where a second factor is enrolled. Without a ticket
 * there is no hash call. After SIGNIN_FAILURES in a row (wrong codes among them) no password is right until a new one is
 * set, except for known devices, which have as many more that strangers cannot use up. */
enum { SIGNIN_FAILURES = 100, SIGNIN_HALF_SECONDS = 5 * 60 };
enum err signin_try(struct db *, struct arena *, const struct hub_settings *, const struct signin_client *,
                    struct str email, struct str password, struct signin_result *);

/* The second step: a code of the app or a recovery code, and a session of aal 2. Tickets come before any check; beyond them
 * (SIGNIN_THROTTLED) the half sign-in is void. Of many at once with one half, or with one code, one is SIGNIN_OK. */
enum err signin_code(struct db *, struct arena *, const struct hub_settings *, const struct signin_client *,
                     struct str half, struct str code, struct signin_result *);

/* A half sign-in as its page shows it, without using it up. ERR_NOTFOUND: it is void. */
struct signin_half {
    const char *email;
    const char *deleted, *final; /* of one to restore: days, "22 November 2026" (UTC) */
};
enum err signin_half_look(struct db *, struct arena *, struct str half, const char *purpose, struct signin_half *);
/* Restore the deleted account; then one signs in anew. ERR_NOTFOUND: void, or too late. */
enum err signin_restore(struct db *, struct arena *, const struct hub_settings *, struct str half);

/* Prove anew who one is, by a code where a second factor is enrolled, else by the password; tickets and records as above.
 * SIGNIN_OK: the session goes on under token, and is fresh. SIGNIN_THROTTLED by codes takes the session back to aal 1.
 * ERR_LOGIN: it has ended meanwhile. */
enum err signin_prove(struct db *, struct arena *, const struct hub_settings *, const struct signin_client *,
                      struct session *, struct str proof, struct signin_result *);
/* Set a new password, the old one being the proof: the other sessions and open links end, a mail says so, and the session goes
 * on under token. SIGNIN_WRONG: the old one is not right. */
enum err signin_change_password(struct db *, struct arena *, const struct hub_settings *, const struct signin_client *,
                                struct session *, struct str old, struct str new_one, struct signin_result *);

/* One-time links to set a password: made by hubctl, used on the page /reset. */
enum err password_link_make(struct db *, struct arena *, const char *email, int hours, char token[SESSION_TOKEN_TEXT]);
/* Whose link this is, without using it up. ERR_NOTFOUND: unknown, used or expired. */
enum err password_link_peek(struct db *, struct arena *, struct str token, const char **email, const char **name);
/* Use the link up and set the password in one transaction; all the person's sessions end, failures are forgotten, and a mail
 * says so. Of many at once one hashes. */
enum err password_link_use(struct db *, struct arena *, const struct hub_settings *, struct str token, struct str password);

#endif
