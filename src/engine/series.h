/* series.h: a price series as columns, oldest first. Borrowed by every engine, owned by the caller.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_SERIES_H
#define ENGINE_SERIES_H

#include <stddef.h>
#include <stdint.h>

/* n sessions. Prices are dollars per share, split-adjusted, not dividend-adjusted; dividend is dollars per share with that
 * ex-date, 0 on other days. open, high, low may be NULL where only closes are known. */
struct price_series {
    size_t n;
    const int32_t *day;
    const double *open, *high, *low, *close;
    const double *dividend;
};

/* Rates by date, oldest first, in percent a year: fed funds, and the broker's margin rate that goes with it.
 * monthly: each row is the average of the month that begins on that day, so known only once the month is over. */
struct rate_series {
    size_t n;
    const int32_t *day;
    const double *fed_funds_pct, *margin_rate_pct;
    int monthly;
};

#endif
