/* db.c: see db.h. The connection is non-blocking: every wait is a poll(2) with a deadline, because a stopped server
 * behind a unix socket would otherwise hang its worker for ever.
 * SPDX-License-Identifier: Apache-2.0 */
#include "db/db.h"

#include <ctype.h>
#include <errno.h>
#include <libpq-fe.h>
#include <limits.h>
#include <math.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>

#include "base/clock.h"
#include "base/day.h"
#include "base/log.h"
#include "base/num.h"

enum {
    PARAMS_MAX = 64,
    STATEMENTS_MAX = 1024, /* slots; a program has some dozens of statements */
    PENDING_MAX = 128,     /* answers awaited in one pipeline */
    PATIENCE_MS = 2900,    /* longer than the statement time-out, so that a slow statement is told from a dead server */
    CONNECT_MS = 3000,
    BACKOFF_FIRST_MS = 20,
    BACKOFF_LAST_MS = 200,
    REST_MS = 500 /* after a server was given up: those who waited behind us shall not wait for it again */
};
#define HURRIED "-c statement_timeout=2500 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000"
#define UNHURRIED "-c lock_timeout=10000"

struct statement {
    const char *sql; /* the key is the address */
    bool prepared;   /* or its preparation is under way in this pipeline */
    char name[12];
};

struct pending {
    struct statement *st;
    bool is_prepare;
};

struct db {
    char *conninfo, *role;
    const char *database; /* instead of the one in conninfo, or NULL */
    bool unhurried;
    const char *listen; /* said after connecting, or NULL */
    PGconn *pg;
    bool must_reconnect;   /* the server's plans no longer fit our prepared statements */
    int64_t rest_until_ms; /* the server was given up and is not asked before; 0: it was well */
    bool in_transaction;
    bool in_pipeline, synced, sync_read;
    enum err pipeline_fault; /* the first error of this pipeline */
    struct pending pending[PENDING_MAX];
    int pending_at, pending_n;
    struct statement statements[STATEMENTS_MAX];
    int n_statements;
    struct arena *scratch; /* parameters, until they are sent */
    char sqlstate[6], constraint[64], message[512];
};

struct params {
    int n;
    int result_format;
    const char *value[PARAMS_MAX];
    int length[PARAMS_MAX], format[PARAMS_MAX];
};

/* ---- time and errors ---- */

static void sleep_ms(long ms)
{
    struct timespec t = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&t, NULL);
}

static void note(char *out, size_t size, const char *text)
{
    snprintf(out, size, "%s", text ? text : "");
}

static void clear_fault(struct db *db)
{
    db->sqlstate[0] = db->constraint[0] = db->message[0] = '\0';
}

static void drop(struct db *db)
{
    PQfinish(db->pg);
    db->pg = NULL;
    db->in_pipeline = false;
}

/* The connection is of no use any more. */
static enum err lost(struct db *db, const char *what)
{
    note(db->sqlstate, sizeof db->sqlstate, "08006");
    note(db->message, sizeof db->message, what);
    log_line(LOG_WARN, "database connection dropped: %s", what);
    drop(db);
    return ERR_DB;
}

static enum err given_up(struct db *db, const char *what)
{
    db->rest_until_ms = clock_ms() + REST_MS;
    return lost(db, what);
}

static enum err fault_class(const char *sqlstate)
{
    static const struct {
        const char *prefix;
        enum err e;
    } classes[] = {
        {"23505", ERR_CONFLICT}, {"40001", ERR_CONFLICT}, {"40P01", ERR_CONFLICT}, {"55P03", ERR_DB},
        {"57014", ERR_DB},       {"57P", ERR_DB},         {"53", ERR_DB},          {"08", ERR_DB},
    };
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (!strncmp(sqlstate, classes[i].prefix, strlen(classes[i].prefix)))
            return classes[i].e;
    return ERR_INTERNAL;
}

/* Remember what the server refused. The detail, which may hold people's values, is left out except for scripts. */
static enum err refused(struct db *db, const PGresult *r, bool whole_message)
{
    const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
    const char *text = whole_message ? PQresultErrorMessage(r) : PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
    if (PQstatus(db->pg) == CONNECTION_BAD)
        return lost(db, text ? text : PQerrorMessage(db->pg));
    note(db->sqlstate, sizeof db->sqlstate, state ? state : "XX000");
    note(db->constraint, sizeof db->constraint, PQresultErrorField(r, PG_DIAG_CONSTRAINT_NAME));
    note(db->message, sizeof db->message, text);
    if (!strcmp(db->sqlstate, "0A000") || !strcmp(db->sqlstate, "26000"))
        db->must_reconnect = true; /* a migration changed a result's type, or a pooler swapped the session */
    return fault_class(db->sqlstate);
}

const char *db_sqlstate(const struct db *db)
{
    return db->sqlstate;
}

const char *db_constraint(const struct db *db)
{
    return db->constraint;
}

enum err db_limit(const struct db *db, enum err e, const char *constraint)
{
    return e && strcmp(db->constraint, constraint) == 0 ? ERR_LIMIT : e;
}

const char *db_message(const struct db *db)
{
    return db->message;
}

/* ---- connecting ---- */

struct db *db_new(const char *conninfo, const char *role)
{
    struct db *db = calloc(1, sizeof *db);
    if (!db || !(db->conninfo = strdup(conninfo)) || (role && !(db->role = strdup(role))))
        log_die("out of memory");
    db->scratch = arena_new();
    return db;
}

struct db *db_new_maintenance(struct arena *a, const char *conninfo, const char *role, const char **name)
{
    PQconninfoOption *options = PQconninfoParse(conninfo, NULL);
    *name = NULL;
    for (PQconninfoOption *o = options; o && o->keyword; o++)
        if (!strcmp(o->keyword, "dbname") && o->val)
            *name = arena_strdup(a, o->val);
    PQconninfoFree(options);
    if (!*name)
        return NULL;
    struct db *db = db_new(conninfo, role);
    db->database = "postgres";
    return db;
}

void db_set_database(struct db *db, const char *name)
{
    db->database = name;
}

bool db_export(const char *conninfo, const char *role, const char *database)
{
    PQconninfoOption *options = PQconninfoParse(conninfo, NULL);
    bool is_set = options;
    for (PQconninfoOption *o = options; is_set && o->keyword; o++)
        if (o->envvar && o->val && setenv(o->envvar, o->val, 1))
            is_set = false;
    PQconninfoFree(options);
    return is_set && !setenv("PGUSER", role, 1) && !setenv("PGDATABASE", database, 1);
}

void db_free(struct db *db)
{
    if (!db)
        return;
    drop(db);
    arena_free(db->scratch);
    free(db->conninfo);
    free(db->role);
    free(db);
}

void db_set_unhurried(struct db *db)
{
    db->unhurried = true;
}

static void log_notice(void *unused, const PGresult *r)
{
    (void)unused;
    log_line(LOG_DEBUG, "database: %s", PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY));
}

static bool connect_once(struct db *db)
{
    /* What stands before dbname may be overruled by the conninfo in it; the role may not. */
    const char *const keys[] = {"fallback_application_name",
                                "connect_timeout",
                                "tcp_user_timeout",
                                "options",
                                "dbname",
                                "client_encoding",
                                "user",
                                db->database ? "dbname" : NULL,
                                NULL};
    const char *const values[] = {
        "umbrella-hub", "2",          "3000", db->unhurried ? UNHURRIED : HURRIED, db->conninfo, "UTF8",
        db->role,       db->database, NULL};
    db->pg = PQconnectdbParams(keys, values, 1);
    if (PQstatus(db->pg) == CONNECTION_OK && PQsetnonblocking(db->pg, 1) == 0) {
        PQsetNoticeReceiver(db->pg, log_notice, NULL);
        memset(db->statements, 0, sizeof db->statements);
        db->n_statements = 0;
        db->must_reconnect = false;
        return true;
    }
    note(db->message, sizeof db->message, PQerrorMessage(db->pg));
    note(db->sqlstate, sizeof db->sqlstate, "08001");
    drop(db);
    return false;
}

static enum err command(struct db *db, const char *text, bool whole_message, PGresult **r);

static bool connect_and_listen(struct db *db)
{
    PGresult *r = NULL;
    if (!connect_once(db))
        return false;
    bool is_well = !db->listen || command(db, db->listen, false, &r) == OK;
    PQclear(r);
    if (!is_well && db->pg)
        drop(db);
    return is_well;
}

/* A server that was well is worth waiting for, it may only be started anew. One that was given up is asked once. */
static enum err reconnect(struct db *db)
{
    int64_t start = clock_ms();
    bool once = db->unhurried || db->rest_until_ms;
    if (start < db->rest_until_ms) {
        note(db->sqlstate, sizeof db->sqlstate, "08001");
        note(db->message, sizeof db->message, "the server was given up a moment ago");
        return ERR_DB;
    }
    for (long pause = BACKOFF_FIRST_MS;; pause = pause * 2 > BACKOFF_LAST_MS ? BACKOFF_LAST_MS : pause * 2) {
        int64_t attempt = clock_ms();
        if (connect_and_listen(db)) {
            clear_fault(db);
            db->rest_until_ms = 0;
            return OK;
        }
        /* An attempt that ran into its own time-out met a server that hangs: asking again would only add to the wait. */
        if (once || clock_ms() - attempt >= 1000 || clock_ms() - start + pause >= CONNECT_MS)
            break;
        sleep_ms(pause);
    }
    log_line(LOG_WARN, "no database connection: %s", db->message);
    db->rest_until_ms = db->unhurried ? 0 : clock_ms() + REST_MS;
    return ERR_DB;
}

/* Did the server say anything while we were idle? It has nothing to say but goodbye (or a changed setting, rarely):
 * one poll(2), so that a restart in between costs no request. Who listens is told other things, too. */
static bool hung_up(struct db *db)
{
    struct pollfd p = {PQsocket(db->pg), POLLIN, 0};
    while (poll(&p, 1, 0) != 0)
        if (!db->listen || !PQconsumeInput(db->pg))
            return true;
    return false;
}

static enum err ready(struct db *db)
{
    if (db->in_transaction)
        return db->pg ? OK : ERR_DB; /* what was begun is gone: only a rollback ends this */
    clear_fault(db);
    if (db->pg && (db->must_reconnect || PQtransactionStatus(db->pg) != PQTRANS_IDLE || hung_up(db)))
        drop(db);
    return db->pg ? OK : reconnect(db);
}

/* ---- waiting ---- */

static int64_t deadline(const struct db *db)
{
    return db->unhurried ? INT64_MAX : clock_ms() + PATIENCE_MS;
}

/* Wait until the socket can be read, or written when `writing`; false when the deadline has passed. */
static bool wait_socket(struct db *db, bool writing, int64_t until)
{
    struct pollfd p = {PQsocket(db->pg), (short)(POLLIN | (writing ? POLLOUT : 0)), 0};
    for (;;) {
        int64_t left = until == INT64_MAX ? -1 : until - clock_ms();
        if (until != INT64_MAX && left <= 0)
            return false;
        int n = poll(&p, 1, (int)left);
        if (n > 0)
            return true;
        if (n < 0 && errno != EINTR)
            return false;
    }
}

/* Send what is buffered, reading meanwhile so that neither side waits for the other. */
static enum err flush(struct db *db, int64_t until)
{
    int rc;
    while ((rc = PQflush(db->pg)) == 1) {
        if (!wait_socket(db, true, until))
            return given_up(db, "the server takes no data");
        if (!PQconsumeInput(db->pg))
            return lost(db, PQerrorMessage(db->pg));
    }
    return rc == 0 ? OK : lost(db, PQerrorMessage(db->pg));
}

/* The next result, or NULL where libpq says NULL. */
static enum err receive(struct db *db, int64_t until, PGresult **r)
{
    *r = NULL;
    while (PQisBusy(db->pg)) {
        if (!wait_socket(db, false, until))
            return given_up(db, "the server does not answer");
        if (!PQconsumeInput(db->pg))
            return lost(db, PQerrorMessage(db->pg));
    }
    *r = PQgetResult(db->pg);
    return OK;
}

static bool is_fault(const PGresult *r)
{
    ExecStatusType s = PQresultStatus(r);
    return s != PGRES_TUPLES_OK && s != PGRES_COMMAND_OK && s != PGRES_COPY_IN && s != PGRES_PIPELINE_SYNC;
}

/* All results of what was sent outside a pipeline: the last one, or the first that is a fault. */
static enum err finish(struct db *db, PGresult **last, bool whole_message)
{
    int64_t until = deadline(db);
    PGresult *r;
    enum err e, fault = OK;
    *last = NULL;
    if ((e = flush(db, until)))
        return e;
    while (!(e = receive(db, until, &r)) && r) {
        if (is_fault(r) && !fault)
            fault = refused(db, r, whole_message);
        PQclear(*last);
        *last = r;
        if (!db->pg || PQresultStatus(r) == PGRES_COPY_IN)
            break;
    }
    if (e || fault) {
        PQclear(*last);
        *last = NULL;
    }
    return e ? e : fault;
}

/* ---- parameters and statements ---- */

static const char *number_text(struct db *db, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static const char *number_text(struct db *db, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *s = arena_vprintf(db->scratch, fmt, ap);
    va_end(ap);
    return s;
}

static const char *double_text(struct db *db, double x)
{
    if (!isfinite(x))
        return isnan(x) ? "NaN" : x > 0 ? "Infinity" : "-Infinity";
    char *s = arena_bytes(db->scratch, NUM_TEXT);
    s[num_write(x, s)] = '\0';
    return s;
}

/* Lay out the arguments as libpq wants them; ERR_INPUT for text with a NUL inside, which the server could not hold. */
static enum err params_read(struct db *db, struct params *p, const char *types, va_list ap)
{
    memset(p, 0, sizeof *p);
    if (*types == '*') {
        p->result_format = 1;
        types++;
    }
    for (; *types; types++, p->n++) {
        if (p->n == PARAMS_MAX)
            log_die("a statement has more than %d parameters", PARAMS_MAX);
        const char **v = &p->value[p->n];
        struct str s;
        switch (*types) {
        case 's':
        case 'u':
            *v = va_arg(ap, const char *);
            break;
        case 'S':
            s = va_arg(ap, struct str);
            if (s.n && memchr(s.s, '\0', s.n))
                return ERR_INPUT;
            *v = str_dup(db->scratch, s);
            break;
        case 'U':
            s = va_arg(ap, struct str);
            *v = str_is_uuid(s) ? str_dup(db->scratch, s) : NULL;
            break;
        case 'b':
            s = va_arg(ap, struct str);
            *v = s.n ? s.s : "";
            p->length[p->n] = (int)s.n;
            p->format[p->n] = 1;
            break;
        case 'i':
            *v = number_text(db, "%lld", (long long)va_arg(ap, int64_t));
            break;
        case 'd':
            *v = double_text(db, va_arg(ap, double));
            break;
        case 't':
            *v = va_arg(ap, int) ? "t" : "f";
            break;
        case 'D':
            *v = day_text(va_arg(ap, int32_t), arena_bytes(db->scratch, DAY_TEXT));
            break;
        default:
            log_die("a statement has a parameter of the unknown type %c", *types);
        }
    }
    return OK;
}

void db_array_begin(struct buf *b, struct arena *a)
{
    buf_init(b, a, 256);
    buf_putc(b, '{');
}

/* In quotes, so that no element is taken for two, for an array or for NULL. */
void db_array_add(struct buf *b, struct str element)
{
    buf_puts(b, b->n > 1 ? ",\"" : "\"");
    for (size_t i = 0; i < element.n; i++) {
        if (element.s[i] == '"' || element.s[i] == '\\')
            buf_putc(b, '\\');
        buf_putc(b, element.s[i]);
    }
    buf_putc(b, '"');
}

struct str db_array_end(struct buf *b)
{
    buf_putc(b, '}');
    return buf_view(b);
}

static struct statement *statement_find(struct db *db, const char *sql)
{
    size_t i = ((uintptr_t)sql >> 3) * 2654435761u % STATEMENTS_MAX;
    while (db->statements[i].sql && db->statements[i].sql != sql)
        i = (i + 1) % STATEMENTS_MAX;
    struct statement *st = &db->statements[i];
    if (!st->sql) {
        if (db->n_statements == STATEMENTS_MAX / 2)
            log_die("more than %d statements: is one built at run time?", STATEMENTS_MAX / 2);
        st->sql = sql;
        snprintf(st->name, sizeof st->name, "s%d", db->n_statements++);
    }
    return st;
}

static bool send_prepared(struct db *db, const struct statement *st, const struct params *p)
{
    return PQsendQueryPrepared(db->pg, st->name, p->n, p->value, p->length, p->format, p->result_format);
}

static void clear_result(void *r)
{
    PQclear(r);
}

/* Hand a result to the caller, whose arena clears it. */
static void give(struct arena *a, struct db_result *out, PGresult *r)
{
    if (!out) {
        PQclear(r);
        return;
    }
    arena_defer(a, clear_result, r);
    out->pg = r;
    out->rows = PQntuples(r);
    out->affected = strtoll(PQcmdTuples(r), NULL, 10);
}

static enum err run(struct db *db, const char *sql, const struct params *p, PGresult **r)
{
    struct statement *st = statement_find(db, sql);
    enum err e;
    if (!st->prepared) {
        if (!PQsendPrepare(db->pg, st->name, sql, 0, NULL))
            return lost(db, PQerrorMessage(db->pg));
        if ((e = finish(db, r, false)))
            return e;
        PQclear(*r);
        st->prepared = true;
    }
    if (!send_prepared(db, st, p))
        return lost(db, PQerrorMessage(db->pg));
    return finish(db, r, false);
}

static bool is_select(const char *sql)
{
    while (isspace((unsigned char)*sql))
        sql++;
    return !strncasecmp(sql, "select", 6);
}

static enum err query(struct db *db, struct arena *a, struct db_result *out, const char *sql, const char *types,
                      va_list ap)
{
    struct params p;
    PGresult *r = NULL;
    enum err e = params_read(db, &p, types, ap);
    if (out)
        *out = (struct db_result){0};
    if (!e && db->in_pipeline)
        log_die("a statement was asked outside of the open pipeline");
    if (!e && !(e = ready(db))) {
        int64_t start = clock_ms();
        e = run(db, sql, &p, &r);
        /* The connection broke at once (a restart, not a server that hangs): a reading may be asked again. */
        if (e && !db->pg && !db->in_transaction && is_select(sql) && clock_ms() - start < 1000 && !ready(db))
            e = run(db, sql, &p, &r);
    }
    arena_reset(db->scratch);
    if (!e)
        give(a, out, r);
    return e;
}

enum err db_query(struct db *db, struct arena *a, struct db_result *out, const char *sql, const char *types, ...)
{
    va_list ap;
    va_start(ap, types);
    enum err e = query(db, a, out, sql, types, ap);
    va_end(ap);
    return e;
}

/* ---- transactions ---- */

static enum err command(struct db *db, const char *text, bool whole_message, PGresult **r)
{
    if (!PQsendQuery(db->pg, text))
        return lost(db, PQerrorMessage(db->pg));
    return finish(db, r, whole_message);
}

enum err db_begin(struct db *db, const char *sid)
{
    enum err e = db->in_transaction ? ERR_INTERNAL : db_pipeline_begin(db);
    if (e)
        return e;
    db_pipeline_send(db, "begin", "");
    if (sid)
        db_pipeline_send(db, "select set_config('hub.sid', $1, true)", "s", sid);
    db_pipeline_sync(db);
    e = db_pipeline_end(db);
    db->in_transaction = true;
    if (e)
        db_rollback(db);
    return e;
}

enum err db_commit(struct db *db)
{
    PGresult *r = NULL;
    enum err e = db->pg ? command(db, "commit", false, &r) : ERR_DB;
    db->in_transaction = false;
    /* A transaction that had failed is answered with ROLLBACK, which is no error to the server but is one to us. */
    if (!e && strcmp(PQcmdStatus(r), "COMMIT"))
        e = ERR_INTERNAL;
    PQclear(r);
    return e;
}

bool db_in_transaction(const struct db *db)
{
    return db->in_transaction;
}

bool db_is_lost(const struct db *db)
{
    return !db->pg && !db->rest_until_ms;
}

void db_rollback(struct db *db)
{
    if (db->in_pipeline)
        db_pipeline_end(db);
    if (db->pg && PQtransactionStatus(db->pg) != PQTRANS_IDLE) {
        PGresult *r = NULL;
        if (command(db, "rollback", false, &r) && db->pg)
            drop(db);
        PQclear(r);
    }
    db->in_transaction = false;
}

enum err db_end(struct db *db, enum err e)
{
    if (!e)
        return db_commit(db);
    db_rollback(db);
    return e;
}

enum err db_query_as(struct db *db, const char *sid, struct arena *a, struct db_result *out, const char *sql,
                     const char *types, ...)
{
    if (out)
        *out = (struct db_result){0};
    enum err e = db_begin(db, sid);
    if (e)
        return e;
    va_list ap;
    va_start(ap, types);
    e = query(db, a, out, sql, types, ap);
    va_end(ap);
    return db_end(db, e);
}

/* ---- notifications ---- */

void db_listen(struct db *db, const char *listen_sql)
{
    db->listen = listen_sql;
}

static bool take_notifications(struct db *db)
{
    bool any = false;
    for (PGnotify *n; db->pg && (n = PQnotifies(db->pg)); any = true)
        PQfreemem(n);
    return any;
}

void db_wait_notify(struct db *db, int wake_fd, int64_t ms)
{
    for (int64_t until = clock_ms() + ms; !take_notifications(db);) {
        struct pollfd p[] = {{wake_fd, POLLIN, 0}, {db->pg ? PQsocket(db->pg) : -1, POLLIN, 0}};
        int64_t left = until - clock_ms();
        if (left <= 0 || poll(p, 2, left > INT_MAX ? INT_MAX : (int)left) < 0 || p[0].revents)
            break;
        if (p[1].revents && !PQconsumeInput(db->pg)) {
            lost(db, PQerrorMessage(db->pg));
            break;
        }
    }
}

/* ---- pipeline ---- */

enum err db_pipeline_begin(struct db *db)
{
    enum err e = ready(db);
    if (!e && !PQenterPipelineMode(db->pg))
        e = lost(db, PQerrorMessage(db->pg));
    db->in_pipeline = !e;
    db->synced = db->sync_read = false;
    db->pipeline_fault = e;
    db->pending_at = db->pending_n = 0;
    return e;
}

static enum err pipeline_fail(struct db *db, enum err e)
{
    if (!db->pipeline_fault)
        db->pipeline_fault = e;
    return db->pipeline_fault;
}

static void expect(struct db *db, struct statement *st, bool is_prepare)
{
    db->pending[db->pending_n++] = (struct pending){st, is_prepare};
}

enum err db_pipeline_send(struct db *db, const char *sql, const char *types, ...)
{
    struct params p;
    if (!db->in_pipeline || db->pipeline_fault)
        return db->pipeline_fault ? db->pipeline_fault : ERR_DB;
    if (db->pending_n + 2 > PENDING_MAX)
        log_die("more than %d statements in one pipeline", PENDING_MAX / 2);
    struct statement *st = statement_find(db, sql);
    va_list ap;
    va_start(ap, types);
    enum err e = params_read(db, &p, types, ap);
    va_end(ap);
    if (!e && !st->prepared) {
        if (PQsendPrepare(db->pg, st->name, sql, 0, NULL)) {
            st->prepared = true;
            expect(db, st, true);
        } else
            e = lost(db, PQerrorMessage(db->pg));
    }
    if (!e && !send_prepared(db, st, &p))
        e = lost(db, PQerrorMessage(db->pg));
    if (!e)
        expect(db, st, false);
    arena_reset(db->scratch);
    return e ? pipeline_fail(db, e) : OK;
}

enum err db_pipeline_sync(struct db *db)
{
    if (!db->in_pipeline)
        return ERR_DB;
    if (db->pipeline_fault) {
        lost(db, "a pipeline was broken off"); /* without its end mark the server undoes what was sent before */
        return db->pipeline_fault;
    }
    if (!PQpipelineSync(db->pg))
        return pipeline_fail(db, lost(db, PQerrorMessage(db->pg)));
    db->synced = true;
    enum err e = flush(db, deadline(db));
    return e ? pipeline_fail(db, e) : OK;
}

/* The answer to the oldest awaited message, its end mark read too. */
static enum err pipeline_receive(struct db *db, PGresult **r)
{
    int64_t until = deadline(db);
    struct pending *p = &db->pending[db->pending_at++];
    PGresult *end;
    enum err e = receive(db, until, r);
    if (e)
        return pipeline_fail(db, e);
    if (!*r)
        return pipeline_fail(db, lost(db, "an answer is missing from the pipeline"));
    if (is_fault(*r)) {
        if (p->is_prepare)
            p->st->prepared = false;
        /* What follows the first error is skipped by the server and says nothing new. */
        if (PQresultStatus(*r) != PGRES_PIPELINE_ABORTED)
            e = pipeline_fail(db, refused(db, *r, false));
        else
            e = db->pipeline_fault ? db->pipeline_fault : ERR_INTERNAL;
        PQclear(*r);
        *r = NULL;
    }
    if (db->pg && receive(db, until, &end)) {
        PQclear(*r);
        *r = NULL;
        return pipeline_fail(db, ERR_DB);
    }
    return e;
}

enum err db_pipeline_next(struct db *db, struct arena *a, struct db_result *out)
{
    PGresult *r = NULL;
    if (out)
        *out = (struct db_result){0};
    if (!db->in_pipeline)
        return db->pipeline_fault ? db->pipeline_fault : ERR_DB;
    if (!db->synced)
        log_die("a pipeline's results were asked for before its end was sent");
    if (db->pending_at < db->pending_n && db->pending[db->pending_at].is_prepare) {
        enum err e = pipeline_receive(db, &r);
        PQclear(r);
        r = NULL;
        if (!db->in_pipeline)
            return e;
    }
    if (db->pending_at >= db->pending_n)
        return db->pipeline_fault ? db->pipeline_fault : ERR_INTERNAL;
    enum err e = pipeline_receive(db, &r);
    if (!e)
        give(a, out, r);
    return e;
}

enum err db_pipeline_end(struct db *db)
{
    PGresult *r;
    if (db->in_pipeline && !db->synced && db->pending_n)
        db_pipeline_sync(db);
    while (db->in_pipeline && db->pending_at < db->pending_n) {
        pipeline_receive(db, &r);
        PQclear(r);
    }
    while (db->in_pipeline && db->synced && !db->sync_read) {
        if (receive(db, deadline(db), &r)) {
            pipeline_fail(db, ERR_DB);
            break;
        }
        db->sync_read = PQresultStatus(r) == PGRES_PIPELINE_SYNC;
        if (r && is_fault(r)) /* the commit itself was refused: a deferred constraint */
            pipeline_fail(db, refused(db, r, false));
        else if (!r && PQstatus(db->pg) == CONNECTION_BAD)
            pipeline_fail(db, lost(db, PQerrorMessage(db->pg)));
        PQclear(r);
    }
    if (db->in_pipeline && !PQexitPipelineMode(db->pg))
        pipeline_fail(db, lost(db, PQerrorMessage(db->pg)));
    db->in_pipeline = false;
    return db->pipeline_fault;
}

/* ---- scripts ---- */

enum err db_script(struct db *db, const char *script)
{
    PGresult *r = NULL;
    enum err e = ready(db);
    if (!e)
        e = command(db, script, true, &r);
    PQclear(r);
    return e;
}
