/* candles.h: the sessions of a price series gathered by day, week or month. Pure.
 * Source: the margin specification, C.5: first open, highest high, lowest low, last close of each period.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_CANDLES_H
#define ENGINE_CANDLES_H

#include <stdbool.h>

#include "engine/series.h"

enum candle_period { CANDLE_DAY, CANDLE_WEEK, CANDLE_MONTH, CANDLE_PERIODS }; /* weeks begin on Monday, as in ISO 8601 */

struct candle {
    int32_t first_day, last_day; /* sessions */
    int32_t stamp;               /* where the period ends: the day itself, its Friday, the last day of the month */
    size_t sessions;
    double open, high, low, close, volume; /* volume: of all sessions together; NaN where it is not known of each */
    bool is_partial;             /* the last candle, with weekdays of its period still to come */
};

/* volume: shares of each session, or NULL. Fills at most prices.n candles, oldest first, and returns how many. Where only
 * closes are known the close stands for open, high and low. No look-ahead: the candles of a shorter series are the first
 * ones of the longer, but for its last. */
size_t candles_make(const struct price_series *, const double *volume, enum candle_period, struct candle *out);

#endif
