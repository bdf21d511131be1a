/* invitations_store.h: invitations as the console shows them: how far each came.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_INVITATIONS_STORE_H
#define ADMIN_INVITATIONS_STORE_H

#include "db/db.h"
#include "web/listing.h"

/* The listing's columns; behind them: number, the registered person's number, "t" where it can still be used or renewed. */
enum invites_column {
    INVITES_EMAIL, INVITES_TYPE, INVITES_STATE, INVITES_BY, INVITES_CREATED, INVITES_MAILED, INVITES_OPENED, INVITES_REGISTERED,
    INVITES_APPROVED, INVITES_SIGNED_IN, INVITES_EXPIRES, INVITES_REVOKED, INVITES_BOUNCE, INVITES_COLUMNS
};

struct invites_filter {
    const char *state, *type, *inviter, *pattern; /* "" for all; inviter and pattern (of the address) for ILIKE */
};
/* Taken with console_list_take. */
enum err invites_list_ask(struct db *, const struct listing *, const struct invites_filter *);
/* One row: how many were created, mailed, bounced, opened, registered, approved, signed in; of the filter but for its state. */
enum err invites_funnel_ask(struct db *, const struct invites_filter *);

enum invite_cell {
    INVITE_ID, INVITE_EMAIL, INVITE_TYPE, INVITE_STATE, INVITE_BY, INVITE_BY_ID, INVITE_CREATED, INVITE_MAILED,
    INVITE_OPENED, INVITE_REGISTERED,
    INVITE_USER, INVITE_APPROVED, INVITE_SIGNED_IN, INVITE_EXPIRES, INVITE_REVOKED, INVITE_BOUNCE, INVITE_MESSAGE,
    INVITE_UNUSED, INVITE_LIVE, INVITE_CELLS,
    INVITE_HAS_SERVER = INVITE_CELLS /* whether a mail server is set */
};
/* Three results: the invitation (or no row); its audit events (at, who, what); its mails (number, status, written, error). */
enum err invites_one_ask(struct db *, int64_t id);

/* Which of these addresses (a JSON array) have an account, or an invitation that is open: rows of the address in lower case
 * and "t" for an account. */
enum err invites_known(struct db *, struct arena *, const char *emails, struct db_result *);
/* One row: how many hours an invitation is valid, as the settings say; whether registration is closed. */
enum err invites_settings_ask(struct db *);
/* A job that invites them all, in the transaction that is open. *job 0: it is in the queue already. */
enum err invites_queue(struct db *, struct arena *, struct str payload, struct str dedupe, int64_t *job);

#endif
