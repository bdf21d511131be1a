/* backtest_run.h: one run while it goes on, shared by the parts of the engine: the loop (backtest.c), what is traded
 * (backtest_trade.c), money from outside (backtest_money.c), the columns (backtest_record.c) and the summary
 * (backtest_metrics.c). Private to the engine.
 *
 * The account, long: shares, a loan, interest accrued on it, cash and receivable dividends. Short: shares below 0, and a
 * loan below 0, which is the broker's debt to the owner: proceeds and own money. In both
 *     equity = shares x price - net debt,     net debt = loan + accrued - cash - receivable,
 * so one arithmetic serves both. Out of the market `now.equity` is all there is, receivable dividends included.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_BACKTEST_RUN_H
#define ENGINE_BACKTEST_RUN_H

#include "engine/backtest.h"
#include "engine/stats.h"

/* What a run counts besides its rows. */
struct bt_tally {
    double start_equity, max_equity;
    double interest, dividends, trading_costs;
    size_t entries, liquidations, active_days, waiting_days;
    size_t called_days;        /* sessions that the called rounds lasted, together */
    long double loss_pct_sum;  /* per liquidation: of yesterday's equity, or (corrected) of the round's start */
    double loss_pct_worst;
    double owed;               /* debt left after the last liquidation, when it is carried */

    double first_position;     /* value of the first entry */
    struct stats_moments leverage; /* position / equity of the rows that have one */
    double leverage_max, leverage_min;
    long double drift_sum;
    size_t rebalance_days;     /* sessions before each rebalance; original: the counter of every row; together */
    double growth_max, growth_last;

    size_t partial_sales, calls_issued, calls_cured, margin_call_days, withdrawals_skipped;
    double borrow_fees, short_credit;
    double contributions, withdrawals, injections, set_aside;
};

/* What the account is between two sessions. */
struct bt_state {
    double equity;
    bool in_position;
    uint32_t wait, cycle, days;
};

/* Dividends on their way, in the order in which they are paid. There is at most one for each session of 366 days. */
enum { BT_PAYMENTS_MAX = 512 };
struct bt_payments {
    size_t first, n;
    struct {
        int32_t day;
        double amount;
    } at[BT_PAYMENTS_MAX];
};

/* What happens on a row of a special run: cleared at its beginning. */
struct bt_aside {
    double equity_before;           /* of the day before */
    double flow_before, flow_after; /* money from outside before the day's return is earned, and after it */
    double leverage;
    double dividends_shown;         /* passive_hold in the original */
};

struct bt_running {
    const struct bt_config *config;
    struct bt_options options; /* copies: the compiler then knows that no column overlaps them */
    struct price_series prices;
    const double *fed_funds, *charged_rate; /* percent a year; charged_rate is without flat spread and tiers */
    const double *worst;                    /* the price that hurts most in a session: low, of a short high */
    const int32_t *pay_day;
    struct bt_result *out;
    bool wants_columns;

    enum bt_mode mode;
    bool original;                  /* !metrics_corrected: columns and figures as the original shows them */
    bool may_rebalance, has_flows, contributes, uses_calendar, is_special;
    bool late_interest;             /* passive_hold in the original: the day's interest counts from tomorrow on (B.8) */
    double side;                    /* 1 long, -1 short */
    double maintenance, free_share; /* m and 1 - m; of a short -m and 1 + m */
    double sale_share, owner_share; /* equity of a position after a forced sale in part; after a withdrawal */
    double slippage, trade_cost, rebalance_cost; /* fractions */
    double rate_seen, day_rate;     /* a row's rate, and what it is as a fraction per day */
    double loan_seen, day_interest; /* a loan, and its interest of one day at that rate */
    int32_t next_month;             /* first day of the month after the row's */
    int quarter, year;              /* of the last row */

    struct bt_state now;
    double shares, loan, accrued; /* accrued: interest not yet posted to the loan */
    double cash, receivable;
    bool call_open;               /* a margin call waits to be met ... */
    size_t call_due;              /* ... until this row */
    double base;                  /* what the trigger watches, at the last entry or rebalance; 0 when out */
    uint32_t days_since_rebalance;
    double put_in;                /* money from outside after the start, less what was taken out */
    double index;
    struct bt_round round;        /* the open one */
    double round_interest, last_interest, round_flow;
    size_t entry_event;
    struct bt_aside aside;
    struct bt_tally tally;
    struct bt_payments payments;
};

/* What happens on one row. Cleared every day, so what only special runs have is in bt_aside. */
struct bt_today {
    size_t row;
    double price;
    double value, interest, dividend, need, cost; /* value and need apart: as neighbours they make the compiler read
                                                     shares and loan as a pair, for which the processor waits */
    enum bt_status status;
    enum bt_every begins : 8;       /* the longest period of which this is the first session */
    bool entered : 1, called : 1, rebalanced : 1, flow_due : 1;
};

/* Whether this run shows its mode in the ways that only the original did (B.6 to B.8, B.10). */
static inline bool bt_is_original(const struct bt_running *r, enum bt_mode mode)
{
    return r->original && r->mode == mode;
}

static inline bool bt_begins(const struct bt_today *d, enum bt_every period)
{
    return period != BT_NEVER && d->begins >= period;
}

static inline double bt_net_debt(const struct bt_running *r)
{
    return r->loan + r->accrued - (r->cash + r->receivable);
}

/* The part of the equity that is no money yet: dividends to come. Those that a short owes are at hand until they are paid,
 * but not to be traded on. */
static inline double bt_on_its_way(const struct bt_running *r)
{
    return r->receivable > 0 ? r->receivable : 0;
}

/* ---- backtest_trade.c: all at d->price unless a price is given ---- */

struct bt_event *bt_event_add(struct bt_running *, const struct bt_today *, enum bt_event_kind, double price);
/* Buy (short: sell) at the close: the position is leverage x (equity less the cost of it). */
void bt_enter(struct bt_running *, struct bt_today *);
/* Sell everything at `price`, pay slippage, cost and debt; what is left is the equity. */
void bt_liquidate(struct bt_running *, struct bt_today *, double price);
/* Sell what a margin call needs, at `price`; everything where that is not enough. */
void bt_sell_needed(struct bt_running *, struct bt_today *, double price);
/* Put money that came in to the use that the options want; below 0: what a short owes. */
void bt_use_cash(struct bt_running *, struct bt_today *, double amount);
/* Settle with the balance: money in repays the loan, then is cash; money out is cash, then loan. */
void bt_settle(struct bt_running *, double amount);
/* Trade back to the target where the mode says so; `equity` is that of the close. Returns whether it did. */
bool bt_rebalance(struct bt_running *, struct bt_today *, double equity);
/* A position that is still held on the last row ends there, unsold. */
void bt_close_open_round(struct bt_running *);

/* ---- backtest_money.c ---- */

/* The contribution or withdrawal that is due today, at the close. */
void bt_contribute(struct bt_running *, struct bt_today *);
/* fresh_capital: set aside what the last round left, put in the starting equity. */
void bt_begin_fresh(struct bt_running *, struct bt_today *);
/* A dividend on its ex-date that is paid later; and those that are paid today. */
void bt_expect_dividend(struct bt_running *, const struct bt_today *);
void bt_collect_dividends(struct bt_running *, struct bt_today *);
/* The time-weighted index at the end of the day. */
void bt_move_index(struct bt_running *, const struct bt_today *);

/* ---- backtest_record.c ---- */

/* The five columns of the state between sessions, as it is now. */
void bt_record_state(const struct bt_running *, size_t row);
void bt_record_day(const struct bt_running *, const struct bt_today *);

/* ---- backtest_metrics.c ---- */

/* Fill result->metric and result->reason. */
void bt_fill_metrics(const struct bt_config *, const struct bt_input *, const struct bt_tally *, struct bt_result *);

/* ---- backtest_check.c ---- */

/* What a run refuses before it begins: see backtest.h. */
enum bt_error bt_check(const struct bt_config *, const struct bt_input *, const struct bt_result *);
bool bt_contributes(const struct bt_options *);

#endif
