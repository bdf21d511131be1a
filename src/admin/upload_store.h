/* upload_store.h: files that were checked and wait for the button that stores or sends what is in them.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_UPLOAD_STORE_H
#define ADMIN_UPLOAD_STORE_H

#include "db/db.h"

struct upload_kept {
    const char *name;   /* as the browser called the file */
    struct str fields;  /* JSON: what else the form had */
    struct str bytes;
};

/* Keep it for whoever asks, for a day; of one person and purpose ("invitations", "market") the newest five are kept. */
enum err upload_keep(struct db *, struct arena *, const char *sid, const char *purpose, const struct upload_kept *, const char **id);

enum err upload_ask(struct db *, const char *purpose, struct str id);
/* ERR_NOTFOUND: not one's own, used already, or too old. */
enum err upload_take(struct db *, struct arena *, struct upload_kept *);
/* In the transaction that is open, which then does the work: the row goes, so nobody else does it. ERR_NOTFOUND. */
enum err upload_use(struct db *, struct arena *, const char *purpose, struct str id, struct upload_kept *);

#endif
