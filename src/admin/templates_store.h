/* templates_store.h: templates of invitations.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_TEMPLATES_STORE_H
#define ADMIN_TEMPLATES_STORE_H

#include "db/db.h"
#include "web/listing.h"

/* The listing's columns; behind them: number, and "t" for one that is not used. */
enum templates_column {
    TEMPLATES_NAME, TEMPLATES_TYPE, TEMPLATES_SUBJECT, TEMPLATES_ACTIVE, TEMPLATES_CREATED, TEMPLATES_UPDATED,
    TEMPLATES_BY, TEMPLATES_COLUMNS
};

struct templates_filter {
    const char *pattern, *type, *active; /* "" for all; active: "yes" or "no" */
};
/* Taken with console_list_take. */
enum err templates_list_ask(struct db *, const struct listing *, const struct templates_filter *);

/* Those that may be chosen for an invitation: number, name, type; by name. */
enum err templates_choices_ask(struct db *);

struct invite_template {
    int64_t id; /* 0: a new one */
    const char *name, *type, *subject, *text;
    bool is_active;
};
enum err templates_one_ask(struct db *, int64_t id);
/* ERR_NOTFOUND. */
enum err templates_one_take(struct db *, struct arena *, struct invite_template *);

/* Subject and text of one that is in use, or no row. */
enum err templates_text(struct db *, struct arena *, int64_t id, struct db_result *);

/* outcome: "done", "name" (taken) or "unknown"; *id is the number of what was kept. */
enum err templates_save(struct db *, struct arena *, const char *sid, const struct invite_template *, const char **outcome, int64_t *id);
enum err templates_delete(struct db *, struct arena *, const char *sid, int64_t id, bool *done);

#endif
