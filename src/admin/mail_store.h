/* mail_store.h: the outbox as the console shows it.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_MAIL_STORE_H
#define ADMIN_MAIL_STORE_H

#include "db/db.h"
#include "identity/mail.h"
#include "web/listing.h"

/* The listing's columns; behind them stand for the page: number, whether it can be sent again, be cancelled ("" or "t"). */
enum mail_column {
    MAILS_TO, MAILS_KIND, MAILS_SUBJECT, MAILS_STATUS, MAILS_TRIES, MAILS_CREATED, MAILS_NEXT, MAILS_SENT, MAILS_BOUNCED, MAILS_ERROR,
    MAILS_COLUMNS
};

struct mail_filter {
    const char *status, *to, *kind; /* "" for all; status also "bounced"; the others as patterns */
};
/* Taken with console_list_take. */
enum err mail_list_ask(struct db *, const struct listing *, const struct mail_filter *);
/* One row: whether a mail server is set. */
enum err mail_server_ask(struct db *);
/* The same, asked at once. */
enum err mail_server_find(struct db *, struct arena *, bool *is_set);

enum mail_cell {
    OUTBOX_ID, OUTBOX_KIND_NAME, OUTBOX_TO, OUTBOX_SUBJECT, OUTBOX_STATUS, OUTBOX_TRIES, OUTBOX_NEXT, OUTBOX_ERROR,
    OUTBOX_CREATED, OUTBOX_SENT, OUTBOX_BOUNCED,
    OUTBOX_BOUNCE_REASON, OUTBOX_MESSAGE_ID, OUTBOX_USER, OUTBOX_INVITATION, OUTBOX_TEXT, OUTBOX_HTML, OUTBOX_CAN_SEND,
    OUTBOX_CAN_CANCEL, OUTBOX_CELLS,
    OUTBOX_HAS_SERVER = OUTBOX_CELLS /* whether a mail server is set */
};
/* No row: there is no such mail. The links in it are cut. */
enum err mail_one_ask(struct db *, int64_t id);
/* The same with its links; that they were looked at is recorded. */
enum err mail_links(struct db *, struct arena *, const char *sid, int64_t id, struct db_result *);

/* *done false: the mail is in no such state, or its invitation has ended. */
enum err mail_send_again(struct db *, struct arena *, const char *sid, int64_t id, bool *done);
enum err mail_cancel(struct db *, struct arena *, const char *sid, int64_t id, bool *done);
/* To whoever asks; *id is its number. */
enum err mail_send_test(struct db *, struct arena *, const char *sid, const struct mail *, int64_t *id);

#endif
