/* migrate.h: the ordered SQL files in sql/ and the ledger ops.schema_version. An applied file that was edited, a gap, and
 * a schema newer than these files are refused.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

struct migration {
    int number;       /* 3 of 0003-market-prices.sql */
    const char *name; /* the file's name */
    const char *text;
    const char *checksum; /* SHA-256 of the text, in hex */
    bool is_applied;
};

struct migrations {
    struct migration *at;
    int n, n_applied;
};

/* The files of `dir`, and which of them the database has. ERR_CONFLICT: refused; ERR_INPUT: the directory is not in
 * order or cannot be read. *why says it in words. */
enum err migrations_plan(struct db *, struct arena *, const char *dir, struct migrations *, const char **why);

/* Apply what is missing, each file in a transaction as hub_owner, under an advisory lock; `applied` is told of each.
 * Needs an unhurried connection. */
enum err migrations_apply(struct db *, struct arena *, const char *dir, void (*applied)(const struct migration *),
                          const char **why);

#endif
