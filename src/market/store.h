/* store.h (market): instruments, their daily bars, dividends and rates; loaded series stay in this process's memory,
 * keyed by their data version, so that a backtest asks the database only for the version.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_STORE_H
#define MARKET_STORE_H

#include "db/db.h"
#include "engine/series.h"

struct instrument {
    int64_t id;
    const char *symbol, *name, *source; /* "SPX", "S&P 500 index", where the figures come from */
    int32_t first_day, last_day;
    size_t sessions;
    struct price_series prices;         /* with the dividends joined to their ex-dates; see below */
    const double *volume;               /* shares of each session, NaN where not known; NULL: of none */
    const double *adj_close;            /* adjusted closes as the file had them: NULL when a session has none */
    struct rate_series rates;           /* FEDFUNDS, with margin_rate = fed funds + 1.5 in exact decimals */
    char data_version[65];              /* SHA-256 of the bars, dividends and rates */
};

/* The whole series of a symbol (upper case). Borrowed from the process's cache: valid until the next call. ERR_NOTFOUND.
 * One query when the cached series is still the newest. open, high and low are NULL where only closes are known; single
 * sessions without them have their close there. A dividend whose ex-date is no session is in no row (hubctl said so). */
enum err market_instrument_get(struct db *, struct arena *, const char *symbol, const struct instrument **);

/* FEDFUNDS as an instrument has it; none where it was not imported. */
enum err market_rates_get(struct db *, struct arena *, struct rate_series *);

#endif
