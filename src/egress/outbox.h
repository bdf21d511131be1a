/* outbox.h: sends the mails that stand in ops.outbox, one after another, to the mail server of the settings.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef EGRESS_OUTBOX_H
#define EGRESS_OUTBOX_H

#include "daemon/daemon.h"

/* The three of struct daemon_kind. */
void outbox_start(struct daemon *);
enum err outbox_work(struct daemon *, int64_t *again_ms);
void outbox_stop(struct daemon *);

#endif
