/* market.h (engine): the figures of an instrument in the market overview, at its last session. Pure.
 * Source: the margin specification, C.4, corrected as its E35 says: 52 weeks are the last 365 days, and the change is against the
 * close of the session before.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_MARKET_H
#define ENGINE_MARKET_H

#include "engine/dividend_stats.h"
#include "engine/series.h"

enum { MARKET_YEAR_DAYS = 365 };

/* Dollars, percent and shares; NaN where a figure does not exist. The year is (last session - 365 days, last session]. */
struct market_figures {
    int32_t day;               /* of the last session */
    double close, previous;    /* previous: of the session before; NaN of a single session */
    double change_pct;
    double high, low;          /* of the year, of each session's high and low (its close where only that is known) */
    int32_t high_day, low_day; /* the first session that reached it */
    double mean_volume;        /* NaN unless it is known of each session of the year */
    double dividends;          /* with an ex-date in the year */
    double yield_pct;          /* dividends / close */
    size_t sessions;           /* of the year */
    double year_change_pct;    /* close against the last close before the year; NaN where the data begin later */
};
/* The series may reach further back than the year, and should: `previous` and the year's change come from there.
 * volume: shares
 * of each session, or NULL. Zero sessions: all NaN and zero. */
void market_figures_find(const struct price_series *, const double *volume, const struct dividend_payments *,
                         struct market_figures *);

#endif
