/* route.h: a section's routes are rows of a table; the guard works from the row before the handler is called.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "web/req.h"
#include "web/res.h"

enum body {
    BODY_IGNORED, /* not for tables: the dispatcher's own rows */
    BODY_NONE,
    BODY_FORM,    /* these two: 64 KiB */
    BODY_JSON,
    BODY_UPLOAD   /* a form with a file or a long paste, below /api/ also the file alone, 11 MiB; read when it is clear that the
                   * person may: `load` has no form yet */
};
/* Per person, or per address when nobody is signed in. */
enum rate { RATE_FREE = 1, RATE_PAGE, RATE_CALC, RATE_SAVE, RATE_SIGNIN };

/* What the page asks of the database, sent in the same round trip as the session; the handler reads the results with
 * db_pipeline_next in the order sent. Row-level security answers only for the person signed in. NULL: nothing. */
typedef enum err (*route_load)(struct req *);
typedef enum err (*route_handler)(struct req *, struct res *);

struct route {
    enum method method;
    const char *pattern; /* "/margin/backtests/:id" ; a :name matches one segment */
    enum body body;
    enum rate rate;
    route_load load;
    route_handler handler;
    const char *handler_name;
};

/* The fixed arity makes a forgotten column a compile error. Who may ask stands in perm.tsv: a row without its route, or a
 * route without its row, and the program does not start. */
#define ROUTE(method, pattern, body, rate, load, handler) \
    {METHOD_##method, pattern, BODY_##body, RATE_##rate, load, handler, #handler}

struct routes {
    const struct route *at;
    int n;
};
#define ROUTES(table) ((struct routes){(table), (int)(sizeof(table) / sizeof *(table))})

/* main() of a section's worker: options, settings, templates, parent and children, or --routes. */
struct section {
    const char *name; /* "margin": the program is hub-margin */
    const struct routes *tables;
    int n_tables;
    int niceness; /* above 0: a small pool (auth_workers) at lower priority, for what costs processor time on purpose */
    /* What else is to be read at start and on reload, before workers are forked, or NULL. False: *why says what is wrong. */
    bool (*load)(struct arena *, const struct hub_settings *, const char **why);
};
int web_run(int argc, char **argv, const struct section *);

#endif
