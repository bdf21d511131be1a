/* invitation.h: inviting somebody: the link, the mail's words, and the row, in one transaction. The console, a manager's own
 * page and long lists (hub-jobs) come here; who may invite whom is judged by the database.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_INVITATION_H
#define IDENTITY_INVITATION_H

#include "base/email.h"
#include "base/settings.h"
#include "db/db.h"
#include "identity/person.h"
#include "identity/token.h"

enum { INVITATION_HOURS_MAX = 720, INVITATION_MESSAGE_MAX = 2000 };

struct invitation {
    const char *email;
    const char *name;                       /* for {name} in a template; NULL: the address */
    enum role type;                         /* what the invited person becomes */
    const char *message;                    /* the inviter's own words, or NULL */
    int hours;                              /* until it expires; 0: as the setting invitation_hours says */
    const char *subject, *text;             /* of a template; NULL: the hub's own words */
    const char *inviter;                    /* the inviter's name, as the mail says it */
};

enum invitation_outcome {
    INVITATION_DONE,
    INVITATION_EXISTS,  /* the address has an account */
    INVITATION_OPEN,    /* a valid invitation for it is on its way */
    INVITATION_ROLE,    /* above what the inviter may give */
    INVITATION_USED,    /* used, or (revoking) revoked already: nothing was changed */
    INVITATION_UNKNOWN, /* no such invitation, or somebody else's */
};

/* Make an invitation and its mail. `sid` is the session that asks (inviter 0), or NULL in hub-jobs, on behalf of `inviter`,
 * and in hubctl (0: the administrator at the machine). Where it is done, `link` is the whole link, on the arena, and *id its
 * number (both may be NULL). Its own transaction: none may be open. ERR_INPUT: the address is none (email_is_plausible of
 * base/email.h), or a text is too long. */
enum err invitation_send(struct db *, struct arena *, const struct hub_settings *, const char *sid, int64_t inviter,
                         const struct invitation *, const char **link, enum invitation_outcome *, int64_t *id);

/* The same in the transaction that is open, which the caller ends: several invitations that go out all or none. Hold their
 * addresses first (a JSON array), all in one call: two lists that share two addresses would else wait for each other. */
enum err invitation_hold(struct db *, struct arena *, const char *emails);
enum err invitation_add(struct db *, struct arena *, const struct hub_settings *, int64_t inviter, const struct invitation *,
                        const char **link, enum invitation_outcome *, int64_t *id);

/* A new link in place of the old one, valid anew, and a new mail; the old link ends. Of `what` only name, hours, subject, text
 * and inviter are read; the rest is as it was. DONE, USED or UNKNOWN. */
enum err invitation_resend(struct db *, struct arena *, const struct hub_settings *, const char *sid, int64_t id,
                           const struct invitation *what, const char **link, enum invitation_outcome *);

/* DONE, USED or UNKNOWN. */
enum err invitation_revoke(struct db *, struct arena *, const char *sid, int64_t id, enum invitation_outcome *);

#endif
