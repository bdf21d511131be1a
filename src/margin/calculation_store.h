/* calculation_store.h: the calculator's kept answers. Row-level security answers only for the person whose session asks, so "not
 * yours" is "not found". Reading goes in two halves, as in margin_store.h: *_ask in a route's load function, *_take in the handler.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_CALCULATION_STORE_H
#define MARGIN_CALCULATION_STORE_H

#include "compute/calculate.h"
#include "db/db.h"
#include "web/listing.h"

enum { CALCULATIONS_MAX = 500, CALCULATION_NAME_MAX = 200, CALCULATION_NOTE_MAX = 2000, CALCULATIONS_COMPARED = 4,
       CALCULATION_LEVERAGE_MAX = 7 };

/* A row. answer is the stored JSON; of a row from the old system it has no inputs that are known here, and is_old is set: then
 * the request comes from the columns. */
struct calculation {
    const char *id, *name, *note, *created, *updated; /* name and note "" where there is none; times in UTC, to the minute */
    struct calculate_request request;
    struct str answer;
    const char *engine_version;
    const char *risk;             /* "HIGH"; "" in an old row */
    double amount, call_price, breakeven; /* amount: the whole position; the others NaN where there is none */
    bool is_old;
};

/* The columns of the list, in the order of its CSV. */
enum calculation_column {
    CALCULATION_NAME, CALCULATION_TICKER, CALCULATION_ACCOUNT, CALCULATION_POSITION, CALCULATION_AMOUNT, CALCULATION_LEVERAGE,
    CALCULATION_PRICE, CALCULATION_RATE, CALCULATION_MONTHS, CALCULATION_CALL, CALCULATION_BREAKEVEN, CALCULATION_RISK,
    CALCULATION_CREATED, CALCULATION_ID, CALCULATION_NOTE, CALCULATION_COLUMNS
};
/* Those whose name, ticker or note has these letters, of this account and position ("" is any). */
struct calculation_filter {
    struct str words, account, position;
};
enum err calculations_ask(struct db *, const struct listing *, const struct calculation_filter *);
enum err calculations_take(struct db *, struct arena *, struct calculation **rows, int *n, int64_t *total);

enum err calculation_ask(struct db *, struct str id);
enum err calculation_take(struct db *, struct arena *, struct calculation *);

struct calculation_new {
    struct str name, note;        /* "" for none */
    struct str idem_key;          /* a form sent twice keeps one row */
    const struct calculate_answer *answer;
};
/* ERR_LIMIT: every place is used. ERR_CONFLICT: the same form was sent before, and what it kept was deleted. */
enum err calculation_add(struct db *, struct arena *, const char *sid, const struct calculation_new *, const char **id);
enum err calculation_change(struct db *, struct arena *, const char *sid, struct str id, struct str name, struct str note);
/* Restoring works for a day; ERR_LIMIT as above. */
enum err calculation_delete(struct db *, struct arena *, const char *sid, struct str id);
enum err calculation_restore(struct db *, struct arena *, const char *sid, struct str id);

#endif
