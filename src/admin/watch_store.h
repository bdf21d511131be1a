/* watch_store.h: what the console reads of sessions, sign-ins and the audit, and ends or checks. With people_store.h the only
 * SQL of its pages.
 *
 * A list is asked with its order (a column of the page's listing, and whether it falls), and taken with console_list_take.
 * Times are "YYYY-MM-DD HH:MM:SS", UTC. A pattern is console_search's, a network console_network's; "" is no restriction.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_WATCH_STORE_H
#define ADMIN_WATCH_STORE_H

#include "db/db.h"
#include "web/listing.h"

/* Live sessions. The columns of the result, in this order; the first are those of the list and of its CSV. */
enum session_column {
    SESSION_EMAIL,
    SESSION_NAME,
    SESSION_ADDRESS,
    SESSION_AGENT,
    SESSION_CREATED,
    SESSION_LAST,
    SESSION_ENDS,
    SESSION_FACTOR, /* "yes" or "" */
    SESSION_SHOWN,
    SESSION_ID = SESSION_SHOWN,
    SESSION_PERSON,
    SESSION_OWN, /* "yes": the one that asks; another one that may be ended has it in SESSION_OTHER */
    SESSION_OTHER,
    SESSION_COLUMNS
};
struct session_filter {
    const char *pattern, *network;
    int64_t person; /* 0: everybody's */
};
enum err session_list_ask(struct db *, const struct listing *, const struct session_filter *);
/* End one, all of a person (session 0), or everybody's (both 0), but never the one that asks. */
enum err session_end_some(struct db *, struct arena *, const char *sid, int64_t session, int64_t person, int64_t *ended);


/* ---- sign-ins ---- */

enum signin_column {
    SIGNIN_AT,
    SIGNIN_EMAIL,  /* as typed */
    SIGNIN_RESULT, /* "signed in", or why not */
    SIGNIN_ADDRESS,
    SIGNIN_AGENT,
    SIGNIN_SHOWN,
    SIGNIN_PERSON = SIGNIN_SHOWN, /* number, or "" where no account has the address */
    SIGNIN_FAILED,                /* "yes" or "" */
    SIGNIN_COLUMNS
};
struct signin_filter {
    const char *email;  /* pattern of its beginning */
    const char *network;
    const char *result; /* good, failed, or a reason */
    int32_t from, to;   /* days, UTC, both included */
};
enum err signin_list_ask(struct db *, const struct listing *, const struct signin_filter *);
/* All attempts of the days from..to, whatever else the filter says: day, good, bad; days without any are left out. */
enum err signin_days_ask(struct db *, int32_t from, int32_t to);

/* ---- the audit ---- */

enum event_column {
    EVENT_SEQ,
    EVENT_AT,
    EVENT_ACTOR,
    EVENT_ADDRESS,
    EVENT_ACTION,
    EVENT_KIND,
    EVENT_OBJECT, /* its name */
    EVENT_OBJECT_ID,
    EVENT_BEFORE, /* JSON, or "" */
    EVENT_AFTER,
    EVENT_SHOWN,
    EVENT_ACTOR_ID = EVENT_SHOWN,
    EVENT_COLUMNS
};
struct event_filter {
    const char *actor, *object; /* patterns */
    const char *action, *kind, *id;
    int64_t by;                 /* the actor's number, or 0 */
    int32_t from, to;
};
enum err event_list_ask(struct db *, const struct listing *, const struct event_filter *);
/* All that the filter finds, at most LISTING_CSV_MAX; that it was taken out is an event itself. Only for superusers. */
enum err event_list_export(struct db *, struct arena *, const char *sid, const struct event_filter *, const char *words,
                           struct db_result *);

/* The latest check of the whole chain by hub-jobs, and how many events there are. */
struct chain_state {
    int64_t newest;
    const char *status, *finished, *result, *error; /* of the job; status "" when there was none */
};
enum err chain_state_ask(struct db *);
enum err chain_state_take(struct db *, struct arena *, struct chain_state *);
enum err chain_state_get(struct db *, struct arena *, struct chain_state *);
/* Let hub-jobs check it. started is false where it is at work already. */
enum err chain_check_start(struct db *, struct arena *, const char *sid, bool *started);

#endif
