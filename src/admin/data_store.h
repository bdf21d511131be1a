/* data_store.h: market data as the console looks after it: what is there, from when to when, what is missing.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_DATA_STORE_H
#define ADMIN_DATA_STORE_H

#include "db/db.h"
#include "web/listing.h"

/* DATA_MISSING is left empty by the statement: the calendar is not in the database. */
enum data_column {
    DATA_SYMBOL, DATA_NAME, DATA_KIND, DATA_FIRST, DATA_LAST, DATA_SESSIONS, DATA_MISSING, DATA_DIVIDENDS, DATA_UPDATED,
    DATA_SOURCE, DATA_COLUMNS
};

struct data_filter {
    const char *pattern, *kind; /* "" for all; pattern: of symbol and name */
};
/* Taken with console_list_take. */
enum err data_list_ask(struct db *, const struct listing *, const struct data_filter *);
/* Rates: name, title, daily or monthly, first and last day, how many. */
enum err data_rates_ask(struct db *);

struct data_instrument {
    const char *symbol, *name, *kind, *currency, *source, *version, *updated;
    int32_t first_day, last_day;
    int64_t sessions, dividends, orphans; /* orphans: ex-dates without a price */
};
/* Neighbouring days further apart than a day, oldest first. */
struct data_step {
    int32_t from, to;
};

enum err data_one_ask(struct db *, struct str symbol);
/* ERR_NOTFOUND. */
enum err data_one_take(struct db *, struct arena *, struct data_instrument *, struct data_step **steps, int *n);

/* outcome: "done", "unknown", "used". */
enum err data_delete(struct db *, struct arena *, const char *sid, struct str symbol, const char **outcome);
/* The audit's record of an import, in the transaction that is open. */
enum err data_note(struct db *, struct arena *, const char *symbol, struct str report);

#endif
