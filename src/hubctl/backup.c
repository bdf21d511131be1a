/* backup.c: hubctl backup: the database as one archive of pg_dump, with a manifest to compare a restored one with. A file has its
 * final name only when it is whole, was read back, and is on the disk.
 * SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/num.h"
#include "hubctl/archive.h"
#include "hubctl/hubctl.h"
#include "hubctl/manifest.h"

enum { PARTS = 3, STAMP = 16, KEEP_MOST = 10000 };

/* In the order in which they get their names: the archive is last, so that where it is, the others are. */
enum { MANIFEST, HASHES, ARCHIVE };
static const char *const endings[PARTS] = {".json", ".sha256", ""};
static const char prefix[] = "umbrella-hub-", suffix[] = ".dump";

struct backup {
    struct arena *arena;
    struct db *db;
    const char *names[PARTS], *partial[PARTS];
    const char *manifest, *snapshot;
    char hash[ARCHIVE_HASH];
    int64_t bytes;
};

static int say_errno(const char *path)
{
    return hubctl_say(ERR_INPUT, "%s: %s", path, strerror(errno));
}

/* ---- names ---- */

static bool is_directory(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* DIRECTORY/umbrella-hub-20261122T012345Z.dump; or the file as it was given. */
static int choose_names(struct backup *b, const char *given)
{
    char stamp[STAMP + 1];
    time_t now = time(NULL);
    struct tm utc;
    strftime(stamp, sizeof stamp, "%Y%m%dT%H%M%SZ", gmtime_r(&now, &utc));
    const char *path = is_directory(given) ? arena_printf(b->arena, "%s/%s%s%s", given, prefix, stamp, suffix) : given;
    for (int i = 0; i < PARTS; i++) {
        b->names[i] = arena_printf(b->arena, "%s%s", path, endings[i]);
        b->partial[i] = arena_printf(b->arena, "%s.partial-%ld", b->names[i], (long)getpid());
        if (access(b->names[i], F_OK) == 0)
            return hubctl_say(ERR_CONFLICT, "%s is there already; nothing is overwritten", b->names[i]);
    }
    return HUBCTL_OK;
}

/* ---- writing ---- */

static int create(struct backup *b, int part)
{
    return open(b->partial[part], O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
}

static int write_text(struct backup *b, int part, const char *text)
{
    size_t n = strlen(text);
    int fd = create(b, part);
    bool is_well = fd >= 0 && write(fd, text, n) == (ssize_t)n && fsync(fd) == 0;
    int status = is_well ? HUBCTL_OK : say_errno(b->partial[part]);
    if (fd >= 0)
        close(fd);
    return status;
}

/* The manifest and the archive show the database at one moment: that of this transaction's snapshot. */
static enum err look(struct backup *b)
{
    struct db_result r;
    enum err e = db_begin(b->db, NULL);
    if (e || (e = db_query(b->db, b->arena, NULL, "set transaction isolation level repeatable read, read only", "")) ||
        (e = db_query(b->db, b->arena, &r, "select pg_export_snapshot()", "")))
        return e;
    b->snapshot = db_text(&r, 0, 0);
    return manifest_make(b->db, b->arena, &b->manifest);
}

static int dump(struct backup *b)
{
    const char *why = "";
    const char *const words[] = {"pg_dump",
                                 "--format=custom",
                                 "--no-password",
                                 "--no-unlogged-table-data",
                                 arena_printf(b->arena, "--snapshot=%s", b->snapshot),
                                 NULL};
    int fd = create(b, ARCHIVE);
    if (fd < 0)
        return say_errno(b->partial[ARCHIVE]);
    int status = archive_run(b->arena, words, fd, &why) ? HUBCTL_OK : hubctl_say(ERR_DB, "%s", why);
    if (!status && fsync(fd))
        status = say_errno(b->partial[ARCHIVE]);
    close(fd);
    return status;
}

/* Reads every block of it, so that what a full disk or a bad one left out is noticed now. */
static int read_back(struct backup *b)
{
    const char *why;
    const char *const words[] = {"pg_restore", "--file=/dev/null", b->partial[ARCHIVE], NULL};
    if (!archive_run(b->arena, words, -1, &why))
        return hubctl_say(ERR_DB, "the backup cannot be read back: %s", why);
    return archive_hash(b->partial[ARCHIVE], b->hash, &b->bytes) ? HUBCTL_OK : say_errno(b->partial[ARCHIVE]);
}

static int write_hashes(struct backup *b)
{
    char of_manifest[ARCHIVE_HASH];
    int64_t bytes;
    if (!archive_hash(b->partial[MANIFEST], of_manifest, &bytes))
        return say_errno(b->partial[MANIFEST]);
    return write_text(b, HASHES,
                      arena_printf(b->arena, "%s  %s\n%s  %s\n", b->hash, archive_name(b->names[ARCHIVE]), of_manifest,
                                   archive_name(b->names[MANIFEST])));
}

/* A file that came to be meanwhile is not overwritten. */
static int give_names(struct backup *b)
{
    for (int i = 0; i < PARTS; i++)
        if (renameat2(AT_FDCWD, b->partial[i], AT_FDCWD, b->names[i], RENAME_NOREPLACE)) {
            int status = say_errno(b->names[i]);
            while (i-- > 0)
                unlink(b->names[i]);
            return status;
        }
    int fd = open(archive_directory(b->arena, b->names[ARCHIVE]), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_well = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return is_well ? HUBCTL_OK : say_errno(b->names[ARCHIVE]);
}

static int make(struct backup *b)
{
    int status;
    enum err e = look(b);
    if (e)
        return hubctl_say_db(e, b->db);
    if ((status = write_text(b, MANIFEST, b->manifest)) || (status = dump(b)) || (status = read_back(b)) ||
        (status = write_hashes(b)))
        return status;
    db_rollback(b->db); /* it only read */
    return give_names(b);
}

/* For the console and hubctl doctor, and in the audit: it is a copy of everything. */
static int note(struct backup *b)
{
    char *path = realpath(b->names[ARCHIVE], NULL);
    enum err e =
        db_query(b->db, b->arena, NULL,
                 "with b as (insert into ops.backup (file, bytes, sha256) values (left($1, 1000), $2, $3) returning *)"
                 " select umbrella.audit_append('backup.make', 'backup', b.id::text, b.file, null,"
                 " jsonb_build_object('bytes', b.bytes, 'sha256', b.sha256)) from b",
                 "sis", path ? path : b->names[ARCHIVE], b->bytes, b->hash);
    free(path);
    if (e)
        return hubctl_say(e, "%s is whole, but could not be noted in the database: %s", b->names[ARCHIVE],
                          db_message(b->db));
    printf("%s\n", b->names[ARCHIVE]);
    return HUBCTL_OK;
}

/* ---- old ones ---- */

static int is_backup(const struct dirent *d)
{
    size_t n = strlen(d->d_name);
    return n == sizeof prefix - 1 + STAMP + sizeof suffix - 1 && !strncmp(d->d_name, prefix, sizeof prefix - 1) &&
           !strcmp(d->d_name + n - (sizeof suffix - 1), suffix);
}

/* The archive goes first: without it the others are no backup. */
static int remove_one(struct arena *a, const char *directory, const char *name)
{
    int status = HUBCTL_OK;
    for (int i = PARTS; i-- > 0;) {
        const char *path = arena_printf(a, "%s/%s%s", directory, name, endings[i]);
        if (unlink(path) && errno != ENOENT)
            status = say_errno(path);
    }
    return status;
}

/* Names sort by time. */
static int keep_newest(struct arena *a, const char *directory, int64_t keep)
{
    struct dirent **names = NULL;
    int status = HUBCTL_OK, n = scandir(directory, &names, is_backup, alphasort);
    if (n < 0)
        return say_errno(directory);
    for (int i = 0; i < n; i++) {
        if (i < n - keep && !status)
            status = remove_one(a, directory, names[i]->d_name);
        free(names[i]);
    }
    free(names);
    return status;
}

static int backup(struct arena *a, const struct hub_settings *settings, const char *given)
{
    const char *name;
    struct db_result r;
    struct backup b = {.arena = a, .db = hubctl_database(a, settings)};
    int status = choose_names(&b, given);
    if (status)
        return status;
    enum err e = db_query(b.db, a, &r, "select current_database()", "");
    if (e)
        return hubctl_say_db(e, b.db);
    name = db_text(&r, 0, 0);
    if (!db_export(settings->database, hubctl_role(), name))
        return hubctl_say(ERR_INPUT, "the setting database is not understood: %s", settings->database);
    status = make(&b);
    for (int i = 0; i < PARTS; i++)
        unlink(b.partial[i]); /* not there any more when all went well */
    return status ? status : note(&b);
}

int hubctl_backup(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    static const struct option options[] = {{"keep", required_argument, NULL, 'k'}, {0}};
    int64_t keep = 0;
    while (getopt_long(argc, argv, "", options, NULL) != -1)
        if (!optarg || !num_parse_int(str_of(optarg), &keep) || keep < 1 || keep > KEEP_MOST)
            return hubctl_misuse("--keep takes a whole number from 1 to %d", KEEP_MOST);
    if (optind + 1 != argc)
        return hubctl_misuse("backup takes a directory, or the name of a new file");
    if (keep && !is_directory(argv[optind]))
        return hubctl_misuse("--keep goes with a directory, and %s is none", argv[optind]);
    umask(077);
    int status = backup(a, settings, argv[optind]);
    return status || !keep ? status : keep_newest(a, argv[optind], keep);
}
