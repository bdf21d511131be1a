/* migrate.c: see migrate.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "db/migrate.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "base/file.h"

enum { FILE_MAX = 4 << 20 };

/* ---- the files ---- */

static int is_migration(const struct dirent *d)
{
    const char *s = d->d_name;
    size_t n = strlen(s);
    return n > 9 && isdigit((unsigned char)s[0]) && isdigit((unsigned char)s[1]) && isdigit((unsigned char)s[2]) &&
           isdigit((unsigned char)s[3]) && s[4] == '-' && !strcmp(s + n - 4, ".sql");
}

static void release_names(struct dirent **names, int n)
{
    while (n-- > 0)
        free(names[n]);
    free(names);
}

/* Names and numbers in order; texts are read only where they are needed. */
static enum err list_files(struct arena *a, const char *dir, struct migrations *m, const char **why)
{
    struct dirent **names = NULL;
    int n = scandir(dir, &names, is_migration, alphasort);
    *m = (struct migrations){0};
    if (n < 0) {
        *why = arena_printf(a, "%s: %s", dir, strerror(errno));
        return ERR_INPUT;
    }
    m->at = ARENA_ARRAY(a, (size_t)n, struct migration);
    for (; m->n < n; m->n++)
        m->at[m->n] =
            (struct migration){.number = atoi(names[m->n]->d_name), .name = arena_strdup(a, names[m->n]->d_name)};
    release_names(names, n);
    for (int i = 0; i < n; i++)
        if (m->at[i].number != i + 1) {
            *why =
                arena_printf(a, "%s: migration %04d is missing or there twice (found %s)", dir, i + 1, m->at[i].name);
            return ERR_INPUT;
        }
    return OK;
}

static enum err read_texts(struct db *db, struct arena *a, const char *dir, struct migrations *m, const char **why)
{
    for (int i = 0; i < m->n; i++) {
        struct db_result r;
        struct str text;
        if (!file_read(a, arena_printf(a, "%s/%s", dir, m->at[i].name), FILE_MAX, &text, why))
            return ERR_INPUT;
        m->at[i].text = text.s;
        enum err e = db_query(db, a, &r, "select encode(sha256($1), 'hex')", "b", text);
        if (e)
            return e;
        m->at[i].checksum = db_text(&r, 0, 0);
    }
    return OK;
}

/* ---- the ledger ---- */

static enum err read_ledger(struct db *db, struct arena *a, struct db_result *ledger)
{
    struct db_result r;
    *ledger = (struct db_result){0};
    enum err e = db_query(db, a, &r, "select to_regclass('ops.schema_version') is not null", "");
    if (e || !db_bool(&r, 0, 0))
        return e;
    return db_query(db, a, ledger, "select number, name, checksum from ops.schema_version order by number", "");
}

static enum err compare(struct arena *a, struct migrations *m, const struct db_result *ledger, const char **why)
{
    for (int i = 0; i < ledger->rows && !*why; i++) {
        const char *name = db_text(ledger, i, 1);
        if (db_int(ledger, i, 0) != i + 1)
            *why = arena_printf(a, "the database misses migration %04d but has %s", i + 1, name);
        else if (i >= m->n)
            *why = arena_printf(a, "the database is newer than this program: it has %s", name);
        else if (strcmp(db_text(ledger, i, 2), m->at[i].checksum))
            *why = arena_printf(a, "%s was applied and has been edited since; put it back, and write a new one instead",
                                m->at[i].name);
        else
            m->at[m->n_applied++].is_applied = true;
    }
    return *why ? ERR_CONFLICT : OK;
}

static enum err explain(struct db *db, struct arena *a, enum err e, const char **why)
{
    if (e && !*why)
        *why = arena_printf(a, "the database: %s", db_message(db));
    return e;
}

enum err migrations_plan(struct db *db, struct arena *a, const char *dir, struct migrations *m, const char **why)
{
    struct db_result ledger;
    enum err e;
    *why = NULL;
    if ((e = list_files(a, dir, m, why)) || (e = read_texts(db, a, dir, m, why)) || (e = read_ledger(db, a, &ledger)))
        return explain(db, a, e, why);
    return compare(a, m, &ledger, why);
}

/* ---- applying ---- */

static enum err apply_one(struct db *db, struct arena *a, const struct migration *m)
{
    enum err e = db_begin(db, NULL);
    if (e)
        return e;
    if ((e = db_query(db, a, NULL, "set local role hub_owner", "")) || (e = db_script(db, m->text)) ||
        (e = db_query(db, a, NULL, "insert into ops.schema_version (number, name, checksum) values ($1, $2, $3)", "iss",
                      (int64_t)m->number, m->name, m->checksum))) {
        db_rollback(db);
        return e;
    }
    return db_commit(db);
}

enum err migrations_apply(struct db *db, struct arena *a, const char *dir, void (*applied)(const struct migration *),
                          const char **why)
{
    struct migrations m;
    enum err e;
    *why = NULL;
    /* One connection at a time; given back with the connection when we fail. The number is ours alone: "hub" in ASCII. */
    if ((e = db_query(db, a, NULL, "select pg_advisory_lock(6845794)", "")))
        return explain(db, a, e, why);
    if ((e = migrations_plan(db, a, dir, &m, why)))
        return e;
    for (int i = m.n_applied; i < m.n; i++) {
        if ((e = apply_one(db, a, &m.at[i]))) {
            *why = arena_printf(a, "%s: %s", m.at[i].name, db_message(db));
            return e;
        }
        applied(&m.at[i]);
    }
    return explain(db, a, db_query(db, a, NULL, "select pg_advisory_unlock(6845794)", ""), why);
}
