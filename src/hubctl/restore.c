/* restore.c: hubctl restore: a backup into an empty database, and whether what came out is what went in. Only a database that
 * passed every check is said to be restored.
 * SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>

#include "base/file.h"
#include "db/migrate.h"
#include "hubctl/archive.h"
#include "hubctl/hubctl.h"
#include "hubctl/manifest.h"
#include "identity/audit.h"
#include "identity/key_ring.h"
#include "identity/seal.h"
#include "identity/second_factor.h"

enum { READ_MOST = 16 << 20 };

struct restore {
    struct arena *arena;
    const struct hub_settings *settings;
    struct db *db;
    const char *path, *name; /* of the archive, of the database */
    const char *manifest, *made_at;
    double schema; /* the number of the newest migration in it */
    char hash[ARCHIVE_HASH];
    int64_t bytes;
    int faults;
};

/* ---- the files ---- */

static int read_manifest(struct restore *r)
{
    const char *path = arena_printf(r->arena, "%s.json", r->path), *why;
    struct str manifest, made_at;
    if (!file_read(r->arena, path, READ_MOST, &manifest, &why))
        return hubctl_say(ERR_INPUT, "%s; a backup is three files, made by hubctl backup", why);
    r->manifest = manifest.s;
    struct json_object *o = json_read(r->arena, manifest, &why);
    if (!o || !json_get_num(json_member(o, "schema"), "number", &r->schema) || !json_get_str(o, "made_at", &made_at))
        return hubctl_say(ERR_INPUT, "%s is not the manifest of a backup", path);
    r->made_at = str_dup(r->arena, made_at);
    return HUBCTL_OK;
}

/* The lines of the file of hashes stand for the archive and its manifest, whatever they are called now. */
static int check_hashes(struct restore *r)
{
    char hex[ARCHIVE_HASH];
    int64_t bytes;
    const char *paths[] = {r->path, arena_printf(r->arena, "%s.json", r->path)};
    const char *list = arena_printf(r->arena, "%s.sha256", r->path), *why;
    struct str rest;
    if (!file_read(r->arena, list, READ_MOST, &rest, &why))
        return hubctl_say(ERR_INPUT, "%s; a backup is three files, made by hubctl backup", why);
    for (int i = 0; i < 2; i++) {
        struct str line = str_cut(&rest, '\n'), wanted = str_cut(&line, ' ');
        if (!archive_hash(paths[i], hex, &bytes))
            return hubctl_say(ERR_INPUT, "%s: %s", paths[i], strerror(errno));
        if (!str_eq(wanted, hex))
            return hubctl_say(ERR_INPUT, "%s was changed since the backup: its SHA-256 is not that of %s", paths[i],
                              list);
        if (i == 0) {
            memcpy(r->hash, hex, sizeof hex);
            r->bytes = bytes;
        }
    }
    return HUBCTL_OK;
}

/* ---- the database ---- */

static int check_is_empty(struct restore *r)
{
    struct db_result n;
    enum err e =
        db_query(r->db, r->arena, &n,
                 "select (select count(*) from pg_class c where c.relnamespace in (select s.oid from pg_namespace s"
                 "   where s.nspname !~ '^pg_' and s.nspname <> 'information_schema'))"
                 " + (select count(*) from pg_proc p where p.pronamespace in (select s.oid from pg_namespace s"
                 "   where s.nspname !~ '^pg_' and s.nspname <> 'information_schema'))"
                 " + (select count(*) from pg_namespace s where s.nspname !~ '^pg_'"
                 "   and s.nspname not in ('information_schema', 'public'))",
                 "");
    if (e)
        return hubctl_say_db(e, r->db);
    if (db_int(&n, 0, 0))
        return hubctl_say(ERR_CONFLICT,
                          "the database %s is not empty, and nothing is overwritten; into another: hubctl restore %s "
                          "--database NAME",
                          r->name, r->path);
    return HUBCTL_OK;
}

static int check_release(struct restore *r)
{
    struct migrations m;
    const char *why;
    enum err e = migrations_plan(r->db, r->arena, r->settings->sql, &m, &why);
    if (e)
        return hubctl_say(e, "%s", why);
    if (r->schema > m.n)
        return hubctl_say(ERR_CONFLICT,
                          "the backup is of a newer release (migration %.0f; this one has %d): install that", r->schema,
                          m.n);
    return HUBCTL_OK;
}

/* All of it or nothing. */
static int run_restore(struct restore *r)
{
    const char *why;
    const char *const words[] = {"pg_restore",
                                 "--exit-on-error",
                                 "--single-transaction",
                                 "--no-password",
                                 arena_printf(r->arena, "--dbname=%s", r->name),
                                 r->path,
                                 NULL};
    if (!db_export(r->settings->database, hubctl_role(), r->name))
        return hubctl_say(ERR_INPUT, "the setting database is not understood: %s", r->settings->database);
    if (!archive_run(r->arena, words, -1, &why))
        return hubctl_say(ERR_DB, "%s; the database %s is as empty as before", why, r->name);
    return HUBCTL_OK;
}

/* ---- what came out ---- */

static void tell(struct restore *r, bool is_well, const char *what, const char *found)
{
    printf("%-5s %-14s %s\n", is_well ? "ok" : "FAULT", what, found);
    r->faults += !is_well;
}

static enum err check_owner(struct restore *r)
{
    struct db_result n;
    enum err e = db_query(r->db, r->arena, &n,
                          "select pg_get_userbyid(d.datdba) = 'hub_owner' and not exists (select from pg_class c"
                          "  join pg_namespace s on s.oid = c.relnamespace where s.nspname in"
                          "  ('umbrella', 'market', 'margin', 'returns', 'ops') and c.relowner <> 'hub_owner'::regrole)"
                          " from pg_database d where d.datname = current_database()",
                          "");
    if (!e)
        tell(r, db_bool(&n, 0, 0), "owner", "hub_owner owns the database and all in it");
    return e;
}

static enum err check_schema(struct restore *r)
{
    struct migrations m;
    const char *why;
    enum err e = migrations_plan(r->db, r->arena, r->settings->sql, &m, &why);
    tell(r, !e, "schema",
         e ? why
         : m.n_applied < m.n
             ? arena_printf(r->arena, "%d of this release's %d migrations; then: hubctl migrate", m.n_applied, m.n)
             : arena_printf(r->arena, "all %d migrations of this release, unchanged", m.n));
    return OK;
}

static enum err check_rows(struct restore *r)
{
    struct buf differences;
    buf_init(&differences, r->arena, 256);
    enum err e = manifest_compare(r->db, r->arena, r->manifest, &differences);
    if (!e)
        tell(r, !differences.n, "rows and rights",
             differences.n ? differences.s : "every table's count, every grant, policy and trigger as in the backup");
    return e;
}

/* Anchors younger than the backup are no fault of the audit: they tell how many events the backup came too early for. */
static enum err check_audit(struct restore *r)
{
    struct audit_report report;
    int faults = 0;
    int64_t lost = 0;
    enum err e = audit_verify(r->db, r->arena, r->settings, NULL, NULL, &report);
    if (e)
        return e;
    for (int i = 0; i < report.n_faults; i++)
        if (report.faults[i].seq <= report.upto)
            tell(r, false, faults++ ? "" : "audit",
                 arena_printf(r->arena, "event %lld: %s", (long long)report.faults[i].seq, report.faults[i].what));
        else
            lost = report.faults[i].seq > lost ? report.faults[i].seq : lost;
    if (!faults)
        tell(r, true, "audit",
             arena_printf(r->arena, "%lld events, the chain is whole; %s", (long long)report.checked,
                          report.unanchored
                              ? arena_printf(r->arena, "anchors not checked: %s", report.unanchored)
                              : arena_printf(r->arena, "%lld anchors looked at", (long long)report.anchors)));
    if (lost)
        printf("note  %-14s %s has anchors up to event %lld at least, younger than the backup: put it away before this "
               "database is used\n",
               "anchors", r->settings->audit_anchor_file, (long long)lost);
    return OK;
}

/* Hashes name the key they passed through. */
static enum err check_password_keys(struct restore *r)
{
    struct db_result ids;
    struct buf missing;
    const char *why;
    buf_init(&missing, r->arena, 64);
    enum err e = db_query(r->db, r->arena, &ids,
                          "select split_part(u.password, '$', 7) as id, count(*) from umbrella.authentication_user u"
                          " where split_part(u.password, '$', 7) <> '' group by 1 order by 1",
                          "");
    if (e)
        return e;
    if (!password_keys_load(r->arena, r->settings, &why)) {
        tell(r, false, "password key", why);
        return OK;
    }
    for (int i = 0; i < ids.rows; i++)
        if (!key_ring_find(&password_keys, db_text(&ids, i, 0)))
            buf_printf(&missing, "%s%s for the passwords of %s people", missing.n ? ", " : "", db_text(&ids, i, 0),
                       db_text(&ids, i, 1));
    tell(r, !missing.n, "password key",
         missing.n ? arena_printf(r->arena, "bring along the file with the key %s", missing.s)
                   : arena_printf(r->arena, "passwords name %d key(s), all here", ids.rows));
    return OK;
}

static enum err check_seal_key(struct restore *r)
{
    const char *why;
    int64_t tried, opened;
    bool is_loaded = seal_keys_load(r->arena, r->settings, &why);
    enum err e = factor_try_keys(r->db, r->arena, &tried, &opened);
    if (e)
        return e;
    if (tried == 0)
        tell(r, true, "seal key", "nobody has a second factor");
    else
        tell(r, opened == tried, "seal key",
             opened == tried ? "opens a second factor"
             : is_loaded     ? "does not open the second factors: bring along the seal key of then (seal_key_file)"
                             : why);
    return OK;
}

static int verify(struct restore *r)
{
    static enum err (*const checks[])(struct restore *) = {check_owner, check_schema,        check_rows,
                                                           check_audit, check_password_keys, check_seal_key};
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        enum err e = checks[i](r);
        if (e)
            return hubctl_say_db(e, r->db);
    }
    return HUBCTL_OK;
}

/* ---- and then ---- */

/* Sessions of then are ended: some of them had ended since. The backup notes itself: it could not, in itself. */
static enum err note(struct restore *r)
{
    enum err e = db_begin(r->db, NULL);
    if (e)
        return e;
    if (!(e = db_query(r->db, r->arena, NULL,
                       "update umbrella.authentication_usersession set revoked_at = now(),"
                       " revoked_why = 'restored from a backup' where revoked_at is null",
                       "")) &&
        !(e = db_query(r->db, r->arena, NULL, "delete from umbrella.half_signin", "")) &&
        !(e = db_query(r->db, r->arena, NULL,
                       "insert into ops.backup (at, file, bytes, sha256, verified_at)"
                       " select $4::timestamptz, left($1, 1000), $2, $3, now()",
                       "siss", r->path, r->bytes, r->hash, r->made_at)))
        e = db_query(r->db, r->arena, NULL,
                     "select umbrella.audit_append('backup.restore', 'backup', '', $1, null,"
                     " jsonb_build_object('made_at', $2::text, 'sha256', $3::text))",
                     "sss", archive_name(r->path), r->made_at, r->hash);
    return db_end(r->db, e);
}

/* Restored as a trial, beside the hub's own database: that one learns that its backup was tried. */
static void note_trial(struct restore *r)
{
    struct db_result n;
    struct db *db = hubctl_database(r->arena, r->settings);
    if (!db_query(db, r->arena, &n,
                  "update ops.backup set verified_at = now() where sha256 = $1 and current_database() <> $2", "ss",
                  r->hash, r->name) &&
        n.affected)
        puts("note  the hub's own database now says that this backup was tried");
}

static void tell_what_else(struct restore *r)
{
    struct db_result n;
    printf("Keys are in no backup. To be brought along, when this is another machine: the files of password_key_file,\n"
           "seal_key_file, egress_key_file and audit_key_file, or /etc/umbrella-hub/*.key; and hub.conf.\n");
    if (!db_query(r->db, r->arena, &n,
                  "select (select count(*) from ops.outbox where status in ('waiting', 'sending')),"
                  " (select count(*) from ops.job where status in ('waiting', 'running'))",
                  "") &&
        (db_int(&n, 0, 0) || db_int(&n, 0, 1)))
        printf("%s mail(s) and %s job(s) waited at the time of the backup and go on when hub-egress and hub-jobs "
               "start: hubctl "
               "mail list, hubctl job list\n",
               db_text(&n, 0, 0), db_text(&n, 0, 1));
}

static int restore(struct restore *r)
{
    int status = check_hashes(r);
    if (status || (status = read_manifest(r)) || (status = hubctl_make_database(r->arena, r->settings, &r->name)))
        return status;
    r->db = hubctl_database_named(r->arena, r->settings, r->name);
    if ((status = check_is_empty(r)) || (status = check_release(r)) ||
        (status = hubctl_make_roles(r->arena, r->db, r->settings)) || (status = run_restore(r)) || (status = verify(r)))
        return status;
    if (r->faults) {
        printf("%d fault(s): do not use the database %s\n", r->faults, r->name);
        return HUBCTL_WRONG;
    }
    enum err e = note(r);
    if (e)
        return hubctl_say_db(e, r->db);
    note_trial(r);
    tell_what_else(r);
    printf("Restored %s, made %s, into the database %s\n", archive_name(r->path), r->made_at, r->name);
    return HUBCTL_OK;
}

int hubctl_restore(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    static const struct option options[] = {{"database", required_argument, NULL, 'd'}, {0}};
    struct restore r = {.arena = a, .settings = settings};
    for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (o != 'd' || !*optarg)
            return hubctl_misuse("restore takes --database NAME");
        r.name = optarg;
    }
    if (optind + 1 != argc)
        return hubctl_misuse("restore takes one file of hubctl backup");
    r.path = argv[optind];
    return restore(&r);
}
