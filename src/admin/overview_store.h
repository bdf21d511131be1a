/* overview_store.h: what the console's first page asks of the database: counts, ages and sizes, in three statements.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_OVERVIEW_STORE_H
#define ADMIN_OVERVIEW_STORE_H

#include "db/db.h"

/* Times as text are "YYYY-MM-DD HH:MM", UTC, "" for never; ages are seconds, NaN for never. */
struct overview {
    int64_t pending, proposals;
    int64_t signins_good, signins_bad;                     /* in the last 24 hours; bad: counted up to 10,001 */
    int64_t mail_waiting, mail_failed, mail_bounced;       /* failed, bounced: in the last 7 days */
    double mail_waiting_age;                               /* of the oldest that is due */
    int64_t jobs_waiting, jobs_running, jobs_failed;       /* failed: in the last 7 days */
    double job_waiting_age;                                /* of the oldest that is due */
    int64_t database_bytes, schema_number;
    const char *schema_name, *schema_at;
    bool has_mail_server, has_egress_key;
    double backup_age;
    const char *backup_at, *backup_file, *backup_verified;
    int64_t backup_bytes;
    const char *rate_name, *rate_day;                      /* the newest rate */
};

/* The workers of a program, or a daemon. */
struct overview_program {
    const char *program; /* "hub-margin" */
    int64_t alive, requests, failures, rss_kb; /* processes that beat within 90 s, and theirs added up */
    double age; /* since the last beat */
};

/* The newest day of an instrument. */
struct overview_instrument {
    const char *symbol, *last_day;
    int64_t age_days;
};

enum { OVERVIEW_PROGRAMS = 7, OVERVIEW_INSTRUMENTS = 8 };

enum err overview_ask(struct db *);
/* Programs: those that should run, in a fixed order. Instruments: the oldest ones first, at most OVERVIEW_INSTRUMENTS. */
enum err overview_take(struct db *, struct arena *, struct overview *, struct overview_program programs[OVERVIEW_PROGRAMS],
                       struct overview_instrument instruments[OVERVIEW_INSTRUMENTS], int *n_instruments);

#endif
