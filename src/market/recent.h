/* recent.h: what the market pages ask: which instruments there are, the last year of many at once, and every payment of one.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_RECENT_H
#define MARKET_RECENT_H

#include "db/db.h"
#include "engine/dividend_stats.h"
#include "engine/series.h"

enum { MARKET_RECENT_DAYS = 380 }; /* a year and the sessions before it that its figures are compared with */

/* One instrument, its bars and its payments of the last MARKET_RECENT_DAYS days before its own last session. */
struct market_recent {
    int64_t id;
    const char *symbol, *name, *kind, *currency, *source;
    int32_t first_day, last_day;          /* of all its data */
    int64_t sessions, payments_known;
    struct price_series bars;             /* without dividends: those are payments, be their day a session or not */
    const double *volume;                 /* NaN where it is not known */
    struct dividend_payments payments;
};
/* The numbers of all instruments that have prices, by symbol. */
enum err market_ids_list(struct db *, struct arena *, int64_t **ids, int *n);
/* Those of these numbers, in this order; one that is gone meanwhile is left out. */
enum err market_recent_list(struct db *, struct arena *, const int64_t *ids, int n, struct market_recent **rows, int *found);

/* Every stored payment of a symbol, by ex-date; none where there is no such symbol. */
enum err market_payments_get(struct db *, struct arena *, const char *symbol, struct dividend_payments *);

#endif
