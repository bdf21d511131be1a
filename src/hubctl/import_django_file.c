/* import_django_file.c: the old application's SQLite file: opened for reading, checked whole before anything is believed.
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "hubctl/import_django.h"

static void close_file(void *old)
{
    sqlite3_close_v2(old);
}

static void finalize(void *st)
{
    sqlite3_finalize(st);
}

struct str old_column(sqlite3_stmt *st, int i)
{
    const char *s = (const char *)sqlite3_column_text(st, i);
    return (struct str){s, s ? (size_t)sqlite3_column_bytes(st, i) : 0};
}

sqlite3_stmt *old_file_query(struct arena *a, sqlite3 *old, const char *sql, const char **why)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(old, sql, -1, &st, NULL) != SQLITE_OK) {
        *why = arena_strdup(a, sqlite3_errmsg(old));
        return NULL;
    }
    arena_defer(a, finalize, st);
    return st;
}

bool old_file_has(sqlite3 *old, const char *table)
{
    sqlite3_stmt *st = NULL;
    bool is_there = sqlite3_prepare_v2(old, "select 1 from sqlite_master where type = 'table' and name = ?1", -1, &st,
                                       NULL) == SQLITE_OK &&
                    sqlite3_bind_text(st, 1, table, -1, SQLITE_STATIC) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW;
    sqlite3_finalize(st);
    return is_there;
}

const char *old_file_tables(struct arena *a, sqlite3 *old)
{
    const char *why;
    struct buf names;
    buf_init(&names, a, 512);
    buf_putc(&names, ' ');
    sqlite3_stmt *st = old_file_query(
        a, old,
        "select name from sqlite_master where type = 'table' and name not like 'sqlite~_%' escape '~' order by 1",
        &why);
    while (st && sqlite3_step(st) == SQLITE_ROW) {
        buf_str(&names, old_column(st, 0));
        buf_putc(&names, ' ');
    }
    return names.s;
}

/* A file that cannot be one, told before SQLite would make a new database of it or wait for it. */
static bool is_file(struct arena *a, const char *path, const char **why)
{
    struct stat st;
    if (stat(path, &st) != 0)
        *why = arena_printf(a, "%s: %s", path, strerror(errno));
    else if (!S_ISREG(st.st_mode))
        *why = arena_printf(a, "%s is no file", path);
    else if (st.st_size == 0)
        *why = arena_printf(a, "%s is empty: copy the old application's database again, whole", path);
    else
        return true;
    return false;
}

/* The same file as a URI that promises that nobody writes it: then a directory may be read-only, too. */
static const char *unchanging(struct arena *a, const char *path)
{
    struct buf uri;
    buf_init(&uri, a, 3 * strlen(path) + 32);
    buf_puts(&uri, "file:");
    for (const unsigned char *p = (const unsigned char *)path; *p; p++)
        if (isalnum(*p) || strchr("/._-", *p))
            buf_putc(&uri, (char)*p);
        else
            buf_printf(&uri, "%%%02x", *p);
    buf_puts(&uri, "?immutable=1");
    return uri.s;
}

static bool has_journal(struct arena *a, const char *path)
{
    struct stat st;
    return (stat(arena_printf(a, "%s-wal", path), &st) == 0 && st.st_size > 0) ||
           (stat(arena_printf(a, "%s-journal", path), &st) == 0 && st.st_size > 0);
}

/* What stands in the file is a stranger's: nothing of it may run, and nothing may be written. */
static int calm(sqlite3 *old)
{
    sqlite3_db_config(old, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(old, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(old, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_busy_timeout(old, 5000);
    return sqlite3_exec(old, "pragma query_only = on; pragma cell_size_check = on; begin; select 1 from sqlite_master",
                        NULL, NULL, NULL);
}

static int open_as(const char *name, int flags, sqlite3 **old)
{
    int rc = sqlite3_open_v2(name, old, SQLITE_OPEN_READONLY | flags, NULL);
    return rc == SQLITE_OK ? calm(*old) : rc;
}

static const char *open_fault(struct arena *a, const char *path, int rc, const char *said)
{
    switch (rc & 0xff) {
    case SQLITE_NOTADB:
        return arena_printf(a,
                            "%s is no SQLite database: give the old application's database file (often db.sqlite3), "
                            "not an export of it",
                            path);
    case SQLITE_CORRUPT:
        return arena_printf(a,
                            "%s is damaged (%s): copy it again while the old application is stopped, or save what can "
                            "be saved with: sqlite3 %s .recover | sqlite3 mended.sqlite3",
                            path, said, path);
    case SQLITE_BUSY:
        return arena_printf(a, "%s is being written: stop the old application, or give a copy of its database", path);
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
        return arena_printf(a,
                            "%s cannot be read (%s): copy it, with the files %s-wal and %s-journal if they are there, "
                            "to a directory where this account may write",
                            path, said, path, path);
    default:
        return arena_printf(a, "%s cannot be read: %s", path, said);
    }
}

/* Every page and index. What bytes inside a value say nobody can check. */
static bool is_whole(struct arena *a, sqlite3 *old, const char *path, const char **why)
{
    sqlite3_stmt *st = old_file_query(a, old, "pragma integrity_check(1)", why);
    int rc = st ? sqlite3_step(st) : sqlite3_errcode(old);
    if (rc == SQLITE_ROW && str_eq(old_column(st, 0), "ok"))
        return true;
    *why = rc == SQLITE_ROW ? open_fault(a, path, SQLITE_CORRUPT, str_dup(a, old_column(st, 0)))
                            : open_fault(a, path, rc, sqlite3_errmsg(old));
    return false;
}

sqlite3 *old_file_open(struct arena *a, const char *path, const char **why)
{
    sqlite3 *old = NULL;
    if (!is_file(a, path, why))
        return NULL;
    int rc = open_as(path, 0, &old);
    if (((rc & 0xff) == SQLITE_CANTOPEN || (rc & 0xff) == SQLITE_READONLY) && !has_journal(a, path)) {
        sqlite3_close(old);
        rc = open_as(unchanging(a, path), SQLITE_OPEN_URI, &old);
    }
    arena_defer(a, close_file, old);
    if (rc == SQLITE_OK)
        return is_whole(a, old, path, why) ? old : NULL;
    *why = open_fault(a, path, rc, sqlite3_errmsg(old));
    return NULL;
}
