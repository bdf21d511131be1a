/* audit.h: proving that the audit is as it was written. Each event holds the hash of the one before, which shows a change or a
 * gap; who owns the database could rebuild the whole chain, and for that there are anchors: the newest event's number and hash
 * with an HMAC whose key is not in the database, appended to a file that is not in the database either.
 *
 * A line of the file audit_anchor_file: number, hash, HMAC-SHA-256 of "number hash" under audit_key_file; spaces between.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_AUDIT_H
#define IDENTITY_AUDIT_H

#include "base/json.h"
#include "base/settings.h"
#include "db/db.h"

enum { AUDIT_FAULTS_MAX = 100 };

struct audit_report {
    int64_t upto;         /* the newest event's number */
    int64_t checked;      /* events */
    int64_t anchors;      /* checked against the events */
    const char *unanchored; /* why anchors were not checked, or NULL */
    int n_faults;
    struct audit_fault {
        int64_t seq; /* the event, or 0 */
        const char *what;
    } faults[AUDIT_FAULTS_MAX];
};

/* Called after each batch with how far it is, in [0, 1]; true: stop, the report then covers what was checked. */
typedef bool (*audit_progress)(void *own, double done);

/* Check the whole chain, then the anchors. Faults beyond AUDIT_FAULTS_MAX are not counted. progress may be NULL. */
enum err audit_verify(struct db *, struct arena *, const struct hub_settings *, audit_progress, void *own,
                      struct audit_report *);
/* The report as an object. */
void audit_report_json(struct json_writer *, const struct audit_report *);

/* Append an anchor of the newest event unless the last one is of it. *seq: the event, *is_new: a line was added (and is on the
 * disk). ERR_NOTFOUND: file or key are not set; ERR_UPSTREAM: they cannot be used; *why says it. */
enum err audit_anchor(struct db *, struct arena *, const struct hub_settings *, int64_t *seq, bool *is_new,
                      const char **why);

/* The number of the last anchor in the file; 0: it has none. ERR_NOTFOUND: no file is set; ERR_UPSTREAM: it cannot be read; see
 * errno. */
enum err audit_anchor_last(const struct hub_settings *, int64_t *seq);

#endif
