/* import_django.h: what the files of hubctl import-django share: the old SQLite file, and its tables as data.
 * A table is one statement that reads it there and one that stores a row here; import_django.c does the rest.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef HUBCTL_IMPORT_DJANGO_H
#define HUBCTL_IMPORT_DJANGO_H

#include <sqlite3.h>

#include "base/json.h"
#include "hubctl/hubctl.h"

struct import_django {
    struct arena *arena; /* of the command */
    struct arena *row;   /* of one row; emptied after it */
    struct db *db;
    sqlite3 *old;
    const char *path;    /* of the old file */
    sqlite3 *people;     /* the umbrella's file beside another application's, or NULL */
    bool is_dry;
    struct json_writer tally; /* what came of each table, for the audit */
    int64_t inserted;
};

struct old_table {
    const char *name;   /* in the old file */
    /* From the old file. The first column is the row's number, for messages; one whose name begins with _ is the second,
     * and only for complete(). */
    const char *select;
    /* Store a row: $1 is a JSON object of its columns. Answers one row: how many were inserted (none and no reason: it is there
     * already), why it was left out, and what is to be told of a row that was inserted. A value that the hub's rules refuse
     * leaves out the row alone. */
    const char *insert;
    /* Add to the JSON what SQL cannot make; NULL, or why the row is left out. */
    const char *(*complete)(struct import_django *, sqlite3_stmt *, struct json_writer *);
    /* After the last row: rows of a number and what is to be told of it. Or NULL. */
    const char *after;
    /* Or: why nothing of it is brought over. Then `select` counts its rows. */
    const char *left;
    bool is_optional; /* it may be missing from the file */
};

struct old_app {
    const char *name;
    const char *mark;   /* the table by which its file is known; NULL: it has none of its own */
    const char *remark; /* said after the tables; or NULL */
    const struct old_table *tables;
    int n;
    /* Before the transaction, and then in it before the first table; HUBCTL_OK or the status. NULL: nothing. */
    int (*before)(struct import_django *);
    int (*prepare)(struct import_django *);
};
extern const struct old_app old_umbrella, old_margin, old_returns, old_credit;

/* Open a file for reading, in whatever journal mode, and check every page of it. NULL: *why names the file, says what is wrong
 * and what mends it. Closed with the arena. */
sqlite3 *old_file_open(struct arena *, const char *path, const char **why);
bool old_file_has(sqlite3 *, const char *table);
/* The names of the tables in the file, separated by blanks and with one at both ends. */
const char *old_file_tables(struct arena *, sqlite3 *);
/* A static statement. NULL when the file has not the table or column; *why says which. Finalised with the arena. */
sqlite3_stmt *old_file_query(struct arena *, sqlite3 *, const char *sql, const char **why);
/* A column's text; {NULL, 0} where it is NULL. Valid until the next step. */
struct str old_column(sqlite3_stmt *, int i);

#endif
