/* rules.h: the regulation and the brokers' terms that the margin section computes with: every figure once, with its source and
 * its dates. docs/methods/margin-rules.md tells them in words, with what is not computed. Source: the margin specification, F.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_RULES_H
#define ENGINE_RULES_H

#include <stdint.h>

#include "engine/backtest.h"

/* What an account asks for: shares in percent of the position, the largest leverage, the least equity in dollars. */
struct rules_account {
    double initial_pct, maintenance_long_pct, maintenance_short_pct;
    double leverage_max, equity_min_usd;
    int32_t since_day;           /* the first day on which customers could have such an account */
    const char *source;          /* the rules, since when, and when they were looked at */
};
extern const struct rules_account rules_accounts[2]; /* by enum bt_account */

/* The fall and the rise of the price whose loss portfolio margin asks for, in percent. */
struct rules_moves {
    double fall_pct, rise_pct;
    const char *source;
};
extern const struct rules_moves rules_moves[BT_MOVES];

/* FINRA Rule 4210(c)(2) and (3): a short share below `low_below` dollars asks for its whole price and at least `low_usd`, another
 * one for at least `usd`. */
struct rules_short_share {
    double low_below, low_usd, usd;
};
extern const struct rules_short_share rules_short_share;

#endif
