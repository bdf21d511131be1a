/* mail.h: the mails that people get about their accounts: words, and the outbox they go to (hub-egress sends it). Each has a
 * plain text and the same as HTML. Nothing a person typed can become a header, a paragraph of ours or markup.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_MAIL_H
#define IDENTITY_MAIL_H

#include "base/settings.h"
#include "db/db.h"

enum mail_kind {
    MAIL_INVITATION,       /* link, role, expires, inviter, message */
    MAIL_REGISTERED,       /* link (confirm the address): the account waits for approval */
    MAIL_ACCEPTED,         /* an invitation was used: waits for approval */
    MAIL_MEMBER_ALREADY,   /* somebody registered with the address of an account */
    MAIL_APPROVED,         /* link (sign in) */
    MAIL_REJECTED,         /* message: the reason */
    MAIL_RESET,            /* link, expires */
    MAIL_RESET_UNKNOWN,    /* a reset was asked for an address without an account */
    MAIL_ADDRESS_CONFIRM,  /* link, expires: to the new address */
    MAIL_ADDRESS_CHANGED,  /* message: the new address; to the old one */
    MAIL_PASSWORD_CHANGED,
    MAIL_FACTOR_ON,
    MAIL_FACTOR_OFF,
    MAIL_CODE_USED,        /* message: how many recovery codes are left */
    MAIL_TOKEN_MADE,       /* message: the token's name */
    MAIL_TOKEN_EXPIRES,    /* message: the token's name; expires */
    MAIL_SIGNIN_UNUSUAL,   /* message: when, from where */
    MAIL_ACCOUNT_DELETED,  /* expires: until when it can be undone */
    MAIL_ACCOUNT_RESTORED,
    MAIL_TEST,
    MAIL_KINDS
};

/* What fills the placeholders {name} {link} {role} {expires} {inviter} {message}. NULL and "" are empty, and take a space
 * before the placeholder along ("Hello {name}," is then "Hello,"); but link is then the sign-in page, inviter "An
 * administrator". Anything else in braces is literal text, and values are not looked into for placeholders. A {message} that
 * has a line to itself keeps its line breaks and is marked as a quotation; elsewhere line breaks become spaces. */
struct mail_words {
    const char *name, *link, *role, *expires, *inviter, *message;
};

struct mail {
    const char *kind; /* of ops.outbox: "invitation" */
    const char *subject, *text, *html;
};

/* The mails to addresses that nobody has proved to be theirs (registered, member already, reset unknown, address confirm)
 * hold no word that a stranger could have chosen. */
void mail_compose(struct arena *, const struct hub_settings *, enum mail_kind, const struct mail_words *, struct mail *);
/* An invitation in the words of a template (umbrella.authentication_invitetemplate), whose paragraphs stand apart by empty
 * lines. Where the template has no {link}, the link stands in a line of its own at the end. */
void mail_from_template(struct arena *, const struct hub_settings *, const char *subject, const char *text,
                        const struct mail_words *, struct mail *);

/* An address that the outbox takes: 3 to 254 characters, none of them a control character, a space or <>,;"\ */
bool mail_address_fits(struct str);
/* Into the outbox, in the transaction that is open. user: whom it concerns, or 0. ERR_INPUT, with nothing asked of the
 * database, for an address that does not fit. */
enum err mail_queue(struct db *, struct arena *, const char *to, int64_t user, const struct mail *);
/* Both at once, to a person about their account. An address that the outbox does not take is no fault: what the mail would tell
 * has happened all the same. */
enum err mail_tell(struct db *, struct arena *, const struct hub_settings *, enum mail_kind, const char *to, int64_t user,
                   const struct mail_words *);
/* Whether another mail of a kind (ops.outbox) may go to an address which anybody can name: not too often. In the transaction that
 * queues it. */
enum err mail_is_due(struct db *, struct arena *, const char *kind, const char *to, bool *is_due);
/* Compose and queue one if it is; ERR_INPUT as for mail_queue. */
enum err mail_tell_if_due(struct db *, struct arena *, const struct hub_settings *, enum mail_kind, const char *to,
                          int64_t user, const struct mail_words *);

#endif
