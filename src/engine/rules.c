/* rules.c: see rules.h. What a broker lends money for is in financing.c.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/rules.h"

enum { DAY_1974 = 1461, DAY_2007 = 13514 }; /* January 1st */

const struct rules_account rules_accounts[2] = {
    [BT_REG_T] = {.initial_pct = 50,
                  .maintenance_long_pct = 25,
                  .maintenance_short_pct = 30,
                  .leverage_max = 2,
                  .equity_min_usd = 2000,
                  .since_day = DAY_1974,
                  .source = "Regulation T, 12 CFR 220.12 (50 % at purchase, since 1974); FINRA Rule 4210(b) and (c) "
                            "(25 % long, 30 % short, $2,000), as looked up in 2025"},
    [BT_PORTFOLIO] = {.initial_pct = 100.0 / 7,
                      .maintenance_long_pct = 15,
                      .maintenance_short_pct = 20,
                      .leverage_max = 7,
                      .equity_min_usd = 100000,
                      .since_day = DAY_2007,
                      .source = "FINRA Rule 4210(g) ($100,000; customers since 2007), as looked up in 2025; 15 % and "
                                "20 % are prudent stand-ins for the broker's model, 7× is a usual cap and no rule"},
};

const struct rules_moves rules_moves[BT_MOVES] = {
    [BT_MOVES_15_20] = {15, 20,
                        "Prudent stand-ins: 15 % is the range of single equities and narrow indexes in FINRA Rule "
                        "4210(g), 20 % has no source; as looked up in 2025"},
    [BT_MOVES_8_6] = {8, 6,
                      "FINRA Rule 4210(g), broad index of high capitalisation, from FINRA's portfolio margin FAQ; as "
                      "looked up in 2025"},
    [BT_MOVES_12_10] = {12, 10, "thinkorswim manual, for the same products; as looked up in 2025"},
};

const struct rules_short_share rules_short_share = {.low_below = 5, .low_usd = 2.5, .usd = 5};
