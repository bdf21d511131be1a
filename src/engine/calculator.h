/* calculator.h: what a margin position costs, when its broker calls it, and what it earns, at one price and at others. Pure.
 * Source of every formula: the margin specification, A.2 (profile original, in its order of arithmetic) and E28 to E34 with
 * part F (profile accurate, the default). docs/methods/margin-calculator.md says each in words.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_CALCULATOR_H
#define ENGINE_CALCULATOR_H

#include <stdbool.h>

#include "engine/backtest.h"

#define CALCULATOR_ENGINE_VERSION "1"

struct calculator_input {
    enum bt_profile profile;
    enum bt_account account;
    bool is_short;
    bool amount_is_equity;       /* else the whole position, as in the original */
    double amount_usd;
    double leverage;             /* position / equity */
    double price;
    double rate_pct;             /* of the loan, a year; a short pays none */
    double months;
    /* The accurate profile's own; the original has none of them. */
    int day_count;               /* 360 or 365: a year's interest is rate × 365 / day_count */
    double dividend_yield_pct;   /* a year, of the position at its opening: kept by a long, owed by a short */
    double borrow_fee_pct;       /* what a short pays a year for the shares */
    double credit_rate_pct;      /* what the broker pays a year on the proceeds of a short */
    double maintenance_pct;      /* the broker's own; NaN: the account's */
    double cost_bps;             /* of the opening position, once when it is opened and once when it is closed */
    bool share_minimum;          /* FINRA's least dollars a share, for Reg T shorts (4210(c)) */
};
/* Everything but amount, leverage and price: Reg T, long, amount is the position, 5.5 %, 24 months, 365, nothing else. */
void calculator_input_init(struct calculator_input *);

/* Dollars, percent, shares or multiples. Of the original only what it has. */
enum calculator_metric {
    CALC_CASH, CALC_LOAN, CALC_POSITION, CALC_SHARES, CALC_INITIAL, CALC_BORROWED, CALC_MAINTENANCE, CALC_REQUIRED, CALC_EXCESS,
    CALC_CALL_PRICE, CALC_CALL_DISTANCE, CALC_CALL_MOVE, CALC_VALUE_AT_CALL, CALC_EQUITY_AT_CALL, CALC_LOSS_AT_CALL,
    CALC_CALL_PRICE_END, CALC_INTEREST_DAY, CALC_INTEREST_DAY_X30, CALC_INTEREST_MONTH, CALC_INTEREST_YEAR, CALC_INTEREST_PERIOD,
    CALC_DIVIDENDS_PERIOD, CALC_FEE_PERIOD, CALC_CREDIT_PERIOD, CALC_COSTS, CALC_CARRY_DAY, CALC_CARRY_MONTH, CALC_CARRY_YEAR,
    CALC_CARRY_PERIOD, CALC_BREAKEVEN, CALC_BREAKEVEN_CHANGE, CALC_BREAKEVEN_COMPOUNDED, CALC_LEVERAGE_MAX_MAINTENANCE,
    CALC_LEVERAGE_MAX_INITIAL, CALC_METRICS
};
enum calculator_risk { CALC_RISK_NONE, CALC_RISK_LOWER, CALC_RISK_MEDIUM, CALC_RISK_HIGH, CALC_RISK_IN_CALL };

struct calculator_result {
    double metric[CALC_METRICS];         /* NaN: there is none, and why: */
    const char *reason[CALC_METRICS];
    enum calculator_risk risk;           /* HIGH below a distance of 15 %, MEDIUM below 25 % */
    bool in_call;                        /* the equity is below the requirement already; never in the original (E34) */
};

enum calculator_error { CALC_OK, CALC_EDOMAIN };
/* Compute every figure. CALC_EDOMAIN: an amount, leverage, price, rate, time or option is not finite or out of its sense
 * (not above 0; below 0; a maintenance of 100 % or more; a day count that is neither 360 nor 365). No account's cap is
 * enforced here: that is the caller's, who can explain it. A call price solves equity = requirement exactly:
 * long K = B / (N (1 − m)), short K = P (1 + a) / (1 + m) with a = 1 / leverage (E28). */
enum calculator_error calculator_run(const struct calculator_input *, struct calculator_result *);

/* The accurate profile at the end of the holding period, after a move of the price by move_pct percent:
 * net = position × move (short: the opposite) − carry − costs. annual_pct is NaN where more than the equity is lost. */
struct calculator_scenario {
    double move_pct, price, position, net, roi_pct, annual_pct, equity, required;
    bool called;                         /* the equity is below the requirement there */
};
void calculator_scenario_find(const struct calculator_input *, double move_pct, struct calculator_scenario *);

/* The accurate profile at a price: the equity today, and the requirement in dollars. */
double calculator_equity_at(const struct calculator_input *, double price);
double calculator_requirement_at(const struct calculator_input *, double price);

#endif
