/* registration.h: how people get an account and an address: registering, accepting an invitation, asking for a new password,
 * confirming or changing an address. Each is one transaction with its audit event and its mail.
 * Nobody learns from an answer, nor from its time, whether an address has an account: only its mailbox does.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_REGISTRATION_H
#define IDENTITY_REGISTRATION_H

#include "base/settings.h"
#include "db/db.h"

enum registration_mode { REGISTRATION_BY_NOBODY, REGISTRATION_BY_INVITATION, REGISTRATION_BY_ALL };
enum err registration_mode(struct db *, struct arena *, enum registration_mode *);

/* Who wants an account; all has been checked. An invitation says the e-mail itself: here it is then empty. */
struct registration {
    struct str email, first_name, last_name, password;
    const char *ip;
};

/* In what follows *wait_s is 0, or the seconds until this address may try again: then nothing was done, and nothing hashed
 * (register_address_cap; registering, accepting, asking for a link and changing an address are counted apart). */

/* A pending account and MAIL_REGISTERED; MAIL_MEMBER_ALREADY where the address is known. Exactly one hash call in both cases.
 * ERR_FORBIDDEN: registration is not open. */
enum err registration_try(struct db *, struct arena *, const struct hub_settings *, const struct registration *, int *wait_s);

enum invited_state {
    INVITED_VALID,
    INVITED_UNKNOWN,
    INVITED_USED,
    INVITED_EXPIRED,
    INVITED_REVOKED,
    INVITED_CLOSED, /* nobody may register at present */
    INVITED_BUSY,   /* somebody is accepting it at this moment */
    INVITED_MEMBER  /* the address has an account already; the invitation stays unused */
};

/* What the page behind an invitation's link shows. */
struct invited {
    enum invited_state state;
    const char *email, *role, *inviter, *message, *expires; /* inviter may be "" */
};

/* Uses nothing up; that somebody looked is remembered. */
enum err invited_look(struct db *, struct arena *, struct str token, struct invited *);
/* The invitation is claimed before the password is hashed: of a hundred at once one hashes and makes the account. *state is
 * INVITED_VALID when the account is made; *is_approved: it is active at once. */
enum err invited_accept(struct db *, struct arena *, const struct hub_settings *, struct str token,
                        const struct registration *, enum invited_state *state, bool *is_approved, int *wait_s);

/* Ask for a new password: puts the job 'password-reset' {"email": …} into the queue, whoever has the address. */
enum err registration_ask_reset(struct db *, struct arena *, const struct hub_settings *, struct str email, const char *ip,
                                int *wait_s);
/* What that job does (hub-jobs): a one-time link for an hour in place of an older one, by MAIL_RESET, for an active or pending
 * account; everybody else gets MAIL_RESET_UNKNOWN. At most one of them to one address in a minute and three in an hour; else
 * nothing is done, and the link of before stays good.
 * In the transaction that is open, or each statement for itself. */
enum err registration_reset_mail(struct db *, struct arena *, const struct hub_settings *, const char *email);

/* Change the address of who asks (`sid`): a link goes to the new one. Where that has an account, MAIL_MEMBER_ALREADY does
 * instead. */
enum err registration_change_email(struct db *, struct arena *, const struct hub_settings *, const char *sid, struct str email,
                                   const char *ip, int *wait_s);

struct email_link {
    bool is_change; /* else it confirms the address of a registration */
    const char *email, *old_email;
};

/* ERR_NOTFOUND: unknown, used or expired. */
enum err email_link_look(struct db *, struct arena *, struct str token, struct email_link *);
/* The address is the account's from now on; the old one is told. ERR_NOTFOUND as above; ERR_CONFLICT: another account has the
 * address by now. sid: of who asks, or NULL. */
enum err email_link_use(struct db *, struct arena *, const struct hub_settings *, const char *sid, struct str token);

#endif
