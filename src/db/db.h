/* db.h: one libpq connection: prepared statements, transactions, and one round trip per page.
 * The only module that knows libpq. SQL is static text with $n; never built by printf.
 *
 * Types, one letter per parameter: s const char * (NULL is NULL), S struct str, i int64_t, d double, t bool (as int),
 * D int32_t day, b struct str as bytea, u const char * uuid, U struct str uuid (what is none is NULL, which finds
 * nothing). Results come as text (db_bytes decodes bytea); types that begin with '*' ask for binary results, which is
 * right for large bytea: then only db_bytes and db_str of text are read.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct db;

/* A result; its memory belongs to the arena it was asked with. rows is 0 for statements that return none. */
struct db_result {
    void *pg;
    int rows;
    int64_t affected; /* of INSERT, UPDATE, DELETE */
};

/* Remember where to connect: a libpq conninfo string, and the role to be (NULL: as the conninfo says). Statement, lock and
 * idle time-outs are added. Connects at the first use, and again with a bounded back-off (20 ms to 200 ms, 3 s in all)
 * when the connection was lost. A server that does not answer within 3 s is given up (ERR_DB) and the connection dropped;
 * for the next half second the answer is ERR_DB at once, and then one attempt is made at each use until it is back. */
struct db *db_new(const char *conninfo, const char *role);
void db_free(struct db *);
/* The database `postgres` of the same server instead, to look after databases; *name is the one that conninfo names.
 * NULL when the conninfo cannot be understood. */
struct db *db_new_maintenance(struct arena *, const char *conninfo, const char *role, const char **name);
/* Another database of the same server. Before the first use; `name` must outlive the connection. */
void db_set_database(struct db *, const char *name);
/* Tell programs that this process starts (pg_dump) where the database is: libpq's environment variables, a password among them,
 * which would be seen on a command line. False when the conninfo cannot be understood. */
bool db_export(const char *conninfo, const char *role, const char *database);
/* For commands: one attempt to connect, and statements may take as long as they need. Before the first use. */
void db_set_unhurried(struct db *);

/* Hear of notifications: `listen_sql` ("listen hub_job") is said now and at every later connection. Before the first use. */
void db_listen(struct db *, const char *listen_sql);
/* Wait until there is a notification, the connection breaks, wake_fd can be read (-1: none), or `ms` have passed; which of
 * them is not said: the caller looks what there is to do. Without a connection it only waits. Not in a transaction. */
void db_wait_notify(struct db *, int wake_fd, int64_t ms);

/* One statement, prepared once per connection and known by the address of its text (so: a literal or a static).
 * `out` may be NULL. A statement outside a transaction is retried once on a fresh connection only when it starts
 * with SELECT; anything else that was interrupted is ERR_DB. So: a SELECT outside a transaction changes nothing that
 * may not happen twice. What the server refuses: ERR_CONFLICT for a unique key, a serialization fault or a deadlock,
 * ERR_DB where it is short of time or means, else ERR_INTERNAL. */
enum err db_query(struct db *, struct arena *, struct db_result *out, const char *sql, const char *types, ...);

/* An array as one parameter: its elements as text, begun, added one after the other and ended, which gives what goes as 'S'. The
 * statement says of which type they are ("$1::bigint[]"). */
void db_array_begin(struct buf *, struct arena *);
void db_array_add(struct buf *, struct str);
struct str db_array_end(struct buf *);

/* In a statement, behind "to_char(" and a moment: its date and minute in UTC, as tables show them. */
#define DB_MINUTE " at time zone 'UTC', 'YYYY-MM-DD HH24:MI')"

/* Transactions. `sid` is the SHA-256 of the session cookie in hex, or NULL: it is set for the transaction
 * (set_config('hub.sid', sid, true)) so that row-level security knows who asks. db_rollback is harmless when none is open. */
enum err db_begin(struct db *, const char *sid);
enum err db_commit(struct db *);
void db_rollback(struct db *);
/* The end of a transaction whose last statement had the outcome e: commit when that is OK, else roll back and give e again, which
 * db_sqlstate and db_message still tell about. */
enum err db_end(struct db *, enum err e);
/* db_query in a transaction of its own. */
enum err db_query_as(struct db *, const char *sid, struct arena *, struct db_result *out, const char *sql, const char *types, ...);
bool db_in_transaction(const struct db *);
/* There is no connection and asking makes one: it broke when it was last used, and the server was not given up. */
bool db_is_lost(const struct db *);

/* One round trip: send several statements, then read their results in the same order. Between db_pipeline_begin and
 * db_pipeline_end nothing else may be asked. All of it is one transaction. After the first error the rest answer that
 * error too. `sync` sends the end mark and flushes; read the results after it. */
enum err db_pipeline_begin(struct db *);
enum err db_pipeline_send(struct db *, const char *sql, const char *types, ...);
enum err db_pipeline_sync(struct db *);
enum err db_pipeline_next(struct db *, struct arena *, struct db_result *out);
/* Drain what was not read, leave pipeline mode, and make sure the connection is idle. */
enum err db_pipeline_end(struct db *);

/* After an error: SQLSTATE ("23505") and the name of the constraint, or "". Valid until the next call. */
const char *db_sqlstate(const struct db *);
const char *db_constraint(const struct db *);
/* The outcome e of a statement; ERR_LIMIT where it is the constraint of this name that refused it. */
enum err db_limit(const struct db *, enum err e, const char *constraint);
/* What the server said, for the log only. */
const char *db_message(const struct db *);

const char *db_text(const struct db_result *, int row, int col); /* "" for NULL */
struct str db_str(const struct db_result *, int row, int col);
int64_t db_int(const struct db_result *, int row, int col);
double db_double(const struct db_result *, int row, int col);
bool db_bool(const struct db_result *, int row, int col);
int32_t db_day(const struct db_result *, int row, int col);
struct str db_bytes(const struct db_result *, int row, int col, struct arena *); /* bytea, decoded */
bool db_is_null(const struct db_result *, int row, int col);
double db_double_or_nan(const struct db_result *, int row, int col); /* NaN for NULL */
/* The outcome e of a statement that gives the rows it found or changed; ERR_NOTFOUND where there was none. */
enum err db_found(const struct db_result *, enum err e);
/* The same of one row, and the text in its first column (text may be NULL), which is null where a function found nothing. */
enum err db_found_text(const struct db_result *, enum err e, const char **text);

/* A whole script (a migration), several statements in one simple query. hubctl only. */
enum err db_script(struct db *, const char *script);

#endif
