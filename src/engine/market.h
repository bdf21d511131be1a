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
 * volume: shares of each session, or NULL. Zero sessions: all NaN and zero. */
void market_figures_find(const struct price_series *, const double *volume, const struct dividend_payments *,
                         struct market_figures *);

/* The straight line through the logarithms of n closes over time, by least squares: steady growth. x, line: n values each, x for
 * use on the way; line[i] becomes the line's price on day[i]. Closes are above 0. Of fewer than two sessions all is NaN.
 * Source: the margin specification, D.3, over calendar days instead of rows, so that a gap in the data bends nothing. */
struct market_trend {
    double rate_pct;           /* growth of the line a year of 365.25 days */
    double r_squared;          /* of the logarithms; NaN where they do not vary */
    double away_pct;           /* the last close against the line */
};
void market_trend_find(const int32_t *day, const double *close, size_t n, double *x, double *line, struct market_trend *);

/* Pearson's correlation, over the last MARKET_CORRELATION_SESSIONS sessions, of each session's change of the price with the rate of
 * that session: for each of n sessions; NaN before there are as many changes, and while price or rate stand still. change: n values
 * for use on the way. Source: the margin specification, D.3. */
enum { MARKET_CORRELATION_SESSIONS = 60 };
void market_correlate_rate(const double *close, const double *rate_pct, size_t n, double *change, double *out);
/* The same of n changes, in any unit; what is not finite, of them or of the rates, leaves no correlation
 * wherever it is one of the sixty. */
void market_correlate_changes(const double *change, const double *rate_pct, size_t n, double *out);

#endif
