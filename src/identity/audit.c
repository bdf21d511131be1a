/* audit.c: see audit.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/audit.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/num.h"
#include "identity/key_ring.h"

enum {
    BATCH = 2000,  /* events in one statement */
    ANCHORS = 500, /* lines in one statement */
    HASH_HEX = 64,
    LINE_MOST = 20 + 2 * HASH_HEX + 3
};

struct anchor {
    int64_t seq;
    char hash[HASH_HEX + 1], hmac[HASH_HEX + 1];
};

/* ---- anchors ---- */

static void sign(const struct key *key, const struct anchor *anchor, unsigned char hmac[crypto_auth_hmacsha256_BYTES])
{
    char text[LINE_MOST];
    int n = snprintf(text, sizeof text, "%lld %s", (long long)anchor->seq, anchor->hash);
    crypto_auth_hmacsha256(hmac, (const unsigned char *)text, (unsigned long long)n, key->bytes);
}

static bool is_signed(const struct key_ring *keys, const struct anchor *anchor)
{
    unsigned char given[crypto_auth_hmacsha256_BYTES], right[sizeof given];
    if (!hex_decode(str_of(anchor->hmac), given, sizeof given))
        return false;
    for (int i = 0; i < keys->n; i++) {
        sign(&keys->at[i], anchor, right);
        if (sodium_memcmp(given, right, sizeof right) == 0)
            return true;
    }
    return false;
}

static bool read_hex(struct str text, char out[HASH_HEX + 1])
{
    unsigned char bytes[HASH_HEX / 2];
    if (!hex_decode(text, bytes, sizeof bytes))
        return false;
    hex_encode(bytes, sizeof bytes, out);
    return true;
}

static bool anchor_read(struct str line, struct anchor *out)
{
    struct str seq = str_cut(&line, ' '), hash = str_cut(&line, ' ');
    return num_parse_int(seq, &out->seq) && out->seq > 0 && read_hex(hash, out->hash) &&
           read_hex(str_trim(line), out->hmac);
}

/* The key and the file are both there, or *why says what is not. */
static enum err find_means(struct arena *a, const struct hub_settings *settings, struct key_ring *keys,
                           const char **why)
{
    if (!*settings->audit_anchor_file) {
        *why = "audit_anchor_file is not set";
        return ERR_NOTFOUND;
    }
    if (!key_ring_load(a, keys, "audit-key", settings->audit_key_file, why))
        return ERR_UPSTREAM;
    *why = "audit_key_file is not set";
    return keys->n ? OK : ERR_NOTFOUND;
}

/* The number of the file's last anchor; 0: there is none. */
static int64_t last_anchor(int fd, off_t size)
{
    char tail[2 * LINE_MOST];
    struct anchor anchor;
    size_t n = size > (off_t)sizeof tail ? sizeof tail : (size_t)size;
    if (pread(fd, tail, n, size - (off_t)n) != (ssize_t)n || n == 0)
        return 0;
    struct str line = {tail, n - (tail[n - 1] == '\n')};
    for (size_t i = line.n; i > 0; i--)
        if (line.s[i - 1] == '\n') {
            line = (struct str){line.s + i, line.n - i};
            break;
        }
    return anchor_read(line, &anchor) ? anchor.seq : 0;
}

static bool sync_directory(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *dir = !slash ? "." : slash == path ? "/" : arena_dup(a, path, (size_t)(slash - path));
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_well = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return is_well;
}

/* One write, so that a line is whole or not there, and on the disk before it counts. */
static bool append(struct arena *a, const char *path, const struct anchor *anchor, bool *is_new)
{
    char line[LINE_MOST + 2];
    struct stat st;
    int fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool is_well = fd >= 0 && fstat(fd, &st) == 0;
    *is_new = is_well && last_anchor(fd, st.st_size) != anchor->seq;
    if (*is_new) {
        int n = snprintf(line, sizeof line, "%lld %s %s\n", (long long)anchor->seq, anchor->hash, anchor->hmac);
        is_well = write(fd, line, (size_t)n) == n && fsync(fd) == 0 && (st.st_size || sync_directory(a, path));
    }
    if (fd >= 0)
        close(fd);
    return is_well;
}

enum err audit_anchor(struct db *db, struct arena *a, const struct hub_settings *settings, int64_t *seq, bool *is_new,
                      const char **why)
{
    static struct key_ring keys;
    struct anchor anchor;
    unsigned char hmac[crypto_auth_hmacsha256_BYTES];
    struct db_result r;
    *is_new = false;
    *seq = 0;
    enum err e = find_means(a, settings, &keys, why);
    if (e || (e = db_query(db, a, &r, "select seq, encode(hash, 'hex') from umbrella.audit_head", "")))
        return e;
    if (!r.rows || !(*seq = anchor.seq = db_int(&r, 0, 0)))
        return OK; /* nothing was recorded yet */
    if (!read_hex(db_str(&r, 0, 1), anchor.hash))
        return ERR_INTERNAL;
    sign(&keys.at[0], &anchor, hmac);
    hex_encode(hmac, sizeof hmac, anchor.hmac);
    if (append(a, settings->audit_anchor_file, &anchor, is_new))
        return OK;
    *why = arena_printf(a, "the anchors %s: %s", settings->audit_anchor_file, strerror(errno));
    return ERR_UPSTREAM;
}

enum err audit_anchor_last(const struct hub_settings *settings, int64_t *seq)
{
    struct stat st;
    *seq = 0;
    if (!*settings->audit_anchor_file)
        return ERR_NOTFOUND;
    int fd = open(settings->audit_anchor_file, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st)) {
        if (fd >= 0)
            close(fd);
        return ERR_UPSTREAM;
    }
    *seq = last_anchor(fd, st.st_size);
    close(fd);
    return OK;
}

/* ---- verifying ---- */

static void add_fault(struct audit_report *report, int64_t seq, const char *what)
{
    if (report->n_faults < AUDIT_FAULTS_MAX)
        report->faults[report->n_faults++] = (struct audit_fault){seq, what};
}

static bool should_stop(const struct audit_report *report, audit_progress progress, void *own, double done)
{
    return report->n_faults == AUDIT_FAULTS_MAX || (progress && progress(own, done));
}

static enum err verify_chain(struct db *db, struct arena *a, audit_progress progress, void *own,
                             struct audit_report *report)
{
    for (int64_t first = 1; first <= report->upto || first == 1; first += BATCH) {
        struct db_result r;
        int64_t last = first + BATCH - 1 < report->upto ? first + BATCH - 1 : report->upto;
        enum err e = db_query(db, a, &r, "select seq, fault from umbrella.audit_verify($1, $2)", "ii", first, last);
        if (e)
            return e;
        for (int i = 0; i < r.rows; i++)
            add_fault(report, db_int(&r, i, 0), db_text(&r, i, 1));
        report->checked = last;
        if (should_stop(report, progress, own, 0.9 * (double)last / (double)(report->upto + 1)))
            break;
    }
    return OK;
}

/* Lines of the file, as two arrays for the database to compare. */
struct batch {
    struct buf seqs, hashes;
    int n;
};

static void batch_begin(struct batch *b, struct arena *a)
{
    db_array_begin(&b->seqs, a);
    db_array_begin(&b->hashes, a);
    b->n = 0;
}

static void batch_add(struct batch *b, struct arena *a, const struct anchor *anchor)
{
    db_array_add(&b->seqs, str_of(arena_printf(a, "%lld", (long long)anchor->seq)));
    db_array_add(&b->hashes, str_of(arena_printf(a, "\\x%s", anchor->hash)));
    b->n++;
}

static enum err batch_compare(struct batch *b, struct db *db, struct arena *a, struct audit_report *report)
{
    struct db_result r;
    if (!b->n)
        return OK;
    enum err e = db_query(db, a, &r,
                          "select a.seq, e.seq is null from unnest($1::bigint[], $2::bytea[]) as a (seq, hash)"
                          " left join umbrella.audit_event e on e.seq = a.seq"
                          " where e.hash is distinct from a.hash order by a.seq",
                          "SS", db_array_end(&b->seqs), db_array_end(&b->hashes));
    for (int i = 0; !e && i < r.rows; i++)
        add_fault(report, db_int(&r, i, 0),
                  db_bool(&r, i, 1) ? "it is missing: an anchor was written for it"
                                    : "it is not the one an anchor was written for");
    report->anchors += b->n;
    batch_begin(b, a);
    return e;
}

static enum err compare_lines(FILE *in, const struct key_ring *keys, struct db *db, struct arena *a,
                              struct audit_report *report)
{
    char line[LINE_MOST + 2];
    struct batch batch;
    struct anchor anchor;
    enum err e = OK;
    batch_begin(&batch, a);
    for (int number = 1; !e && report->n_faults < AUDIT_FAULTS_MAX && fgets(line, sizeof line, in); number++) {
        if (!anchor_read(str_of(line), &anchor))
            add_fault(report, 0, arena_printf(a, "line %d of the anchors is not one", number));
        else if (!is_signed(keys, &anchor))
            add_fault(report, anchor.seq,
                      arena_printf(a, "line %d of the anchors was not written with our key", number));
        else
            batch_add(&batch, a, &anchor);
        if (batch.n == ANCHORS)
            e = batch_compare(&batch, db, a, report);
    }
    return e ? e : batch_compare(&batch, db, a, report);
}

static enum err verify_anchors(struct db *db, struct arena *a, const struct hub_settings *settings,
                               struct audit_report *report)
{
    static struct key_ring keys;
    if (find_means(a, settings, &keys, &report->unanchored))
        return OK; /* the report says why */
    FILE *in = fopen(settings->audit_anchor_file, "re");
    if (!in) {
        report->unanchored = arena_printf(a, "%s: %s", settings->audit_anchor_file, strerror(errno));
        return OK;
    }
    report->unanchored = NULL;
    enum err e = compare_lines(in, &keys, db, a, report);
    fclose(in);
    return e;
}

enum err audit_verify(struct db *db, struct arena *a, const struct hub_settings *settings, audit_progress progress,
                      void *own, struct audit_report *report)
{
    struct db_result r;
    *report = (struct audit_report){0};
    enum err e = db_query(db, a, &r, "select seq from umbrella.audit_head", "");
    if (e)
        return e;
    if (!r.rows)
        add_fault(report, 0, "the head of the chain is missing");
    else
        report->upto = db_int(&r, 0, 0);
    if ((e = verify_chain(db, a, progress, own, report)))
        return e;
    if (report->checked < report->upto) {
        report->unanchored = "the check was stopped before";
        return OK;
    }
    return verify_anchors(db, a, settings, report);
}

void audit_report_json(struct json_writer *w, const struct audit_report *report)
{
    json_open(w, NULL, '{');
    json_put_int(w, "checked", report->checked);
    json_put_int(w, "upto", report->upto);
    json_put_int(w, "anchors", report->anchors);
    json_put_text(w, "unanchored", report->unanchored);
    json_open(w, "faults", '[');
    for (int i = 0; i < report->n_faults; i++) {
        json_open(w, NULL, '{');
        json_put_int(w, "seq", report->faults[i].seq);
        json_put_text(w, "fault", report->faults[i].what);
        json_close(w, '}');
    }
    json_close(w, ']');
    json_close(w, '}');
}
