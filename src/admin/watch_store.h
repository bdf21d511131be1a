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
    SESSION_OWN, /* "yes": the one that asks; any other one has it in SESSION_OTHER */
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

#endif
