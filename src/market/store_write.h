/* store_write.h: how market data gets into the database: imports, each one transaction that also renews the data
 * versions, so that workers see all of it or nothing; or a part of the transaction that is open, with what else belongs into
 * it (the console's audit event). For hubctl, which writes as the owner of the tables, and for the console.
 * Days that are stored already are replaced by those of the import; other days stay.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_STORE_WRITE_H
#define MARKET_STORE_WRITE_H

#include "db/db.h"
#include "market/price_file.h"

/* What an import did. replaced: rates of another spacing that it took the place of. */
struct market_stored {
    int64_t added, changed, same, replaced;
};

/* NULL leaves what is stored; of something new, the name is the symbol, the kind "other", the currency USD. */
struct market_label {
    const char *symbol; /* upper case */
    const char *name, *kind, *currency, *source;
};

/* Upper case, 1 to 32 of A-Z 0-9 ^ . = _ -, beginning with a letter, digit or ^, but not with MY., which people's own series do; NULL
 * when `text` cannot be one. */
const char *market_symbol(struct arena *, struct str text);

/* Prices of the series (not returns). */
enum err market_prices_store(struct db *, struct arena *, const struct market_label *, const struct price_file_series *,
                             struct market_stored *);
/* Several series, one for each label, in one transaction. */
enum err market_prices_store_all(struct db *, struct arena *, const struct market_label *,
                                 const struct price_file_series *, int n, struct market_stored *);

/* ERR_NOTFOUND: no such instrument. orphans: stored ex-dates that are no session of it, so count nowhere. */
enum err market_dividends_store(struct db *, struct arena *, const char *symbol, const int32_t *ex_date,
                                const double *amount, size_t n, struct market_stored *, const int32_t **orphans,
                                size_t *n_orphans);

/* A rate series ("FEDFUNDS"). Monthly averages and daily rates do not stand in one series: daily ones that reach over all
 * months that are stored take their place, and so does, with `replace`, whatever is given; else ERR_CONFLICT. */
enum err market_rates_store(struct db *, struct arena *, const struct market_label *, bool monthly, bool replace,
                            const int32_t *day, const double *percent, size_t n, struct market_stored *);

#endif
