/* backtest.h: leveraged daily backtests on a margin account. Pure: the caller gives columns and arrays, nothing is
 * allocated, read or logged. Source of every rule: the margin specification, parts B (original) and E, F, G (accurate).
 * Compiled with -ffp-contract=off, so the same inputs give the same bits on every machine.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_BACKTEST_H
#define ENGINE_BACKTEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/series.h"

#define BT_ENGINE_VERSION "3"

enum bt_mode {
    BT_LIQUIDATION_REENTRY, /* sold out on a margin call, wait, back in with what is left */
    BT_FRESH_CAPITAL,       /* the same, but each round begins with the full starting equity, put in anew */
    BT_PROFIT_THRESHOLD,    /* the first, and borrowing up to the target again after a growth of the position */
    BT_PASSIVE_HOLD,        /* held through every margin call, whose days are only marked */
    BT_CONSTANT_LEVERAGE,   /* the first, and bought and sold back to the target, at a band or by the calendar */
    BT_MODES
};
extern const char *const bt_mode_text[BT_MODES]; /* "liquidation_reentry" */

enum bt_profile { BT_ACCURATE, BT_ORIGINAL };
enum bt_account { BT_REG_T, BT_PORTFOLIO };
enum bt_financing { BT_FINANCING_TIERS, BT_FINANCING_FLAT, BT_FINANCING_FILE }; /* FILE: the rate file's margin rate */
enum bt_liquidation { BT_SELL_ALL, BT_SELL_MINIMUM, BT_CALL }; /* CALL: days to cure, then what is needed is sold */
enum bt_dividend_use { BT_REINVEST, BT_PAY_DOWN, BT_KEEP };
/* The fall and the rise of the price, in percent, whose loss portfolio margin asks for (rule 4210(g), F.3): a stand-in without a
 * rule behind it, a broad index of high capitalisation, and what one broker asks for that. */
enum bt_moves { BT_MOVES_15_20, BT_MOVES_8_6, BT_MOVES_12_10, BT_MOVES };
enum bt_every { BT_NEVER, BT_MONTH, BT_QUARTER, BT_YEAR };    /* on the first session of each */

/* The switches of part E, each on its own. bt_options_default gives a profile's settings. */
struct bt_options {
    bool interest_calendar;      /* days since the last session, else one per session (E1) */
    int day_count;               /* 360 or 365 */
    bool rate_asof;              /* last rate known before the day, else exact-date copy (E2, E3) */
    bool posting_month;          /* interest accrued, posted on the first session of the next month, else at once (F.4) */
    enum bt_financing financing;
    double spread_pct;           /* of BT_FINANCING_FLAT */
    bool cap_leverage;           /* refuse above min(account cap, 1/(m + buffer)) (E5, E6) */
    double buffer_pct;           /* also: a sale of the minimum leaves an equity of m + buffer of the position */
    bool call_intraday;          /* test at open and low (short: high), else at the close (E7) */
    double slippage_bps, trade_cost_bps;
    enum bt_liquidation liquidation; /* what a margin call sells (E8) */
    int cure_days;               /* of BT_CALL: sessions to meet it, 0 to 15 */
    int wait_sessions;
    bool entry_day_flows;        /* interest and dividend on the row of an entry (E10) */
    bool dividend_pay;           /* cash on the pay date, a receivable from the ex-date on; else all on the ex-date (E11) */
    int dividend_lag_days;       /* of dividend_pay: calendar days from ex-date to pay date where the data have none; 0 to 366 */
    enum bt_dividend_use dividend_use; /* contributions are used alike; a short pays and receives on its balance */
    bool carry_deficit;          /* a debt stays owed, else it is forgiven (E25) */
    double minimum_equity_usd;
    enum bt_moves price_moves;   /* of portfolio margin: what the maintenance share is, of a long position and of a short */
    double house_addon_pct;      /* added to the maintenance share; below 0 to see what a lower one would have done */
    bool metrics_corrected;      /* E12 to E21, else as the original */
    bool is_short;               /* shares sold short; the proceeds stay with the broker (E28) */
    double borrow_fee_pct;       /* of a short: percent a year of its value */
    double short_credit_pct;     /* of a short: its value earns fed funds less this, never below 0 */
    double contribution_usd;     /* put in (negative: taken out) at the close of each period's first session, not on row 0 */
    enum bt_every contribution_every;
    double rebalance_band_pct;   /* constant_leverage: to the target when leverage is off by more than this share of it; 0: never */
    enum bt_every rebalance_every; /* constant_leverage: and on the first session of each */
    bool trigger_equity;         /* profit_threshold: the growth of the equity counts, else that of the position (E21) */
};
void bt_options_default(struct bt_options *, enum bt_profile, enum bt_account, enum bt_mode);

struct bt_config {
    enum bt_mode mode;
    enum bt_profile profile;
    enum bt_account account;
    double equity;               /* dollars at the start */
    double leverage;             /* position / equity at each entry */
    double profit_threshold_pct; /* profit_threshold: growth that makes it borrow again */
    double transaction_cost_bps; /* what a rebalance pays where trade_cost_bps does not say it: bt_rebalance_bps */
    struct bt_options options;
};

#define BT_NO_DAY INT32_MIN

/* The rows of one run: a window of a price series with the rates of each row joined (bt_join_rates). */
struct bt_input {
    struct price_series prices;
    const double *fed_funds_pct, *margin_rate_pct;
    const int32_t *pay_day;      /* dividend_pay: the day on which the row's dividend is paid, at most 366 days later. NULL, and
                                    BT_NO_DAY for a row: dividend_lag_days after the ex-date */
};

/* A short has negative shares and a negative position. On every row: equity = position - loan + cash + receivable. */
enum bt_column {
    BT_COL_ETF_PRICE, BT_COL_CURRENT_EQUITY, BT_COL_IN_POSITION, BT_COL_WAIT_DAYS_REMAINING, BT_COL_CYCLE_NUMBER,
    BT_COL_DAYS_IN_POSITION, BT_COL_FED_FUNDS_RATE, BT_COL_MARGIN_RATE, BT_COL_POSITION_STATUS, BT_COL_SHARES_HELD,
    BT_COL_PORTFOLIO_VALUE, BT_COL_MARGIN_LOAN, BT_COL_EQUITY, BT_COL_MAINTENANCE_MARGIN_REQUIRED, BT_COL_IS_MARGIN_CALL,
    BT_COL_DAILY_INTEREST_COST, BT_COL_CUMULATIVE_INTEREST_COST, BT_COL_DIVIDEND_PAYMENT, BT_COL_CUMULATIVE_DIVIDENDS,
    BT_COL_MARGIN_CALL_PRICE,
    /* profit_threshold and constant_leverage */
    BT_COL_TARGET_LEVERAGE, BT_COL_ACTUAL_LEVERAGE, BT_COL_LEVERAGE_DRIFT, BT_COL_TRANSACTION_COST_TODAY,
    BT_COL_CUMULATIVE_TRANSACTION_COSTS, BT_COL_DAYS_SINCE_REBALANCE, BT_COL_REBALANCED_TODAY, BT_COL_TOTAL_GROWTH_PCT,
    BT_COL_GROWTH_SINCE_LAST_REBALANCE_PCT, BT_COL_PROFIT_THRESHOLD_PCT, BT_COL_NEXT_REBALANCE_TARGET,
    /* accurate: what else the ledger needs, where the options use it */
    BT_COL_ACCRUED_INTEREST, BT_COL_RECEIVABLE_DIVIDENDS, BT_COL_CASH, BT_COL_CALL_DAYS_LEFT, BT_COL_CONTRIBUTION,
    BT_COL_SET_ASIDE_CASH, BT_COL_TOTAL_WEALTH, BT_COL_TIME_WEIGHTED_INDEX, BT_COLUMNS
};
enum bt_kind { BT_KIND_USD, BT_KIND_PCT, BT_KIND_RATIO, BT_KIND_NUMBER, BT_KIND_COUNT, BT_KIND_DAYS, BT_KIND_FLAG, BT_KIND_STATUS };
struct bt_column_info {
    const char *name;            /* of the JSON and CSV: "etf_price" */
    const char *label;           /* for people: "Price" */
    enum bt_kind kind;
    const char *meaning;         /* one sentence, with the formula where there is one */
};
extern const struct bt_column_info bt_columns[BT_COLUMNS];
/* Whether a run of this configuration has the column (B.10; the extra ones in the accurate profile only). A column that
 * does not apply may be asked for all the same: it holds what it means, mostly 0. */
bool bt_column_applies(const struct bt_config *, enum bt_column);

enum bt_status {
    BT_ACTIVE, BT_ENTERED, BT_LIQUIDATED, BT_WAITING, BT_INSUFFICIENT_EQUITY, BT_OWES_BROKER,
    BT_SOLD_PART,                /* a margin call was met by selling what was needed */
    BT_MARGIN_CALL,              /* a call stands at the end of the day (passive_hold: was touched) and nothing was sold */
    BT_LIQUIDATED_FRESH, BT_WAITING_FRESH, /* fresh_capital as the original names them (B.6) */
    BT_STATUSES
};
extern const char *const bt_status_text[BT_STATUSES];

/* What happened, and what the members `equity` and `detail` of its event are. */
enum bt_event_kind {
    BT_EVENT_ENTRY,              /* equity deployed; shares at the end of that day */
    BT_EVENT_LIQUIDATION,        /* equity shown that day; dollars recovered */
    BT_EVENT_SALE,               /* part sold on a call: equity after it; shares sold */
    BT_EVENT_CALL,               /* a call with days to cure: equity; dollars that it lacks */
    BT_EVENT_CURED,              /* the call is met: equity; 0 */
    BT_EVENT_CONTRIBUTION,       /* equity after it; dollars put in */
    BT_EVENT_WITHDRAWAL,         /* equity after it; dollars taken out */
    BT_EVENT_WITHDRAWAL_SKIPPED, /* equity; dollars that could not be taken out */
    BT_EVENT_SET_ASIDE,          /* fresh_capital: 0; dollars recovered, set aside as the next round begins */
    BT_EVENT_INJECTION,          /* fresh_capital: equity after it; dollars put in for the next round, what is owed included */
    BT_EVENTS
};
extern const char *const bt_event_text[BT_EVENTS]; /* "entry", "liquidation" */

struct bt_event {
    enum bt_event_kind kind;
    uint32_t row;
    int32_t day;
    double price;
    double equity, detail;
};

struct bt_round {
    uint32_t number, days;
    int32_t start_day, end_day;
    double start_price, end_price, price_change_pct;
    double start_portfolio_value, end_portfolio_value, start_equity, end_equity;
    double loss_pct, profit_pct, interest_paid;
    bool margin_call;
};

enum bt_rebalance_kind { BT_REBALANCE_PROFIT, BT_REBALANCE_BAND, BT_REBALANCE_CALENDAR, BT_REBALANCES };
extern const char *const bt_rebalance_text[BT_REBALANCES]; /* "PROFIT_THRESHOLD_REBALANCE" */

struct bt_rebalance {
    enum bt_rebalance_kind kind;
    uint32_t row;
    int32_t day;
    double growth_trigger_pct;   /* growth since the last entry or rebalance */
    double shares_change;        /* before the cost made it smaller; negative: sold */
    double transaction_cost, equity_before, equity_after, leverage_before, leverage_after;
    double portfolio_value_before, portfolio_value_after;
};

/* Every summary figure; NaN is "cannot be computed" and has a reason. */
enum bt_metric {
    BT_M_EQUITY, BT_M_FINAL_EQUITY, BT_M_TOTAL_RETURN, BT_M_CAGR, BT_M_MAX_EQUITY, BT_M_MAX_DRAWDOWN, BT_M_VOLATILITY,
    BT_M_DOWNSIDE_VOLATILITY, BT_M_SHARPE, BT_M_SORTINO, BT_M_MAX_DRAWDOWN_DURATION, BT_M_AVG_DRAWDOWN_DURATION,
    BT_M_LIQUIDATIONS, BT_M_CYCLES, BT_M_TIME_IN_MARKET, BT_M_ACTIVE_DAYS, BT_M_WAITING_DAYS, BT_M_AVG_DAYS_BETWEEN,
    BT_M_AVG_LOSS, BT_M_WORST_LOSS, BT_M_INTEREST, BT_M_DIVIDENDS, BT_M_NET_INTEREST, BT_M_LEVERAGE, BT_M_DAYS, BT_M_YEARS,
    BT_M_TRADING_COSTS, BT_M_OWED_TO_BROKER,
    /* fresh_capital */
    BT_M_TOTAL_DEPLOYED, BT_M_LIQUIDATION_RATE, BT_M_FRESH_CAPITAL,
    /* profit_threshold and constant_leverage */
    BT_M_TARGET_LEVERAGE, BT_M_AVG_LEVERAGE, BT_M_MAX_LEVERAGE, BT_M_MIN_LEVERAGE, BT_M_LEVERAGE_VOLATILITY, BT_M_AVG_DRIFT,
    BT_M_PROFIT_THRESHOLD, BT_M_REBALANCES, BT_M_AVG_DAYS_REBALANCES, BT_M_MAX_GROWTH, BT_M_FINAL_GROWTH,
    BT_M_TRANSACTION_COSTS, BT_M_TRANSACTION_COST_PCT, BT_M_ALL_IN_COST, BT_M_INITIAL_POSITION,
    /* passive_hold */
    BT_M_MARGIN_CALLS, BT_M_FINAL_POSITION,
    /* accurate, where the options use it */
    BT_M_TIME_WEIGHTED_RETURN, BT_M_MONEY_WEIGHTED_RETURN, BT_M_CONTRIBUTIONS, BT_M_WITHDRAWALS, BT_M_WITHDRAWALS_SKIPPED,
    BT_M_INJECTIONS, BT_M_SET_ASIDE, BT_M_TOTAL_WEALTH, BT_M_PARTIAL_SALES, BT_M_CALLS_ISSUED, BT_M_CALLS_CURED,
    BT_M_BORROW_FEES, BT_M_SHORT_CREDIT, BT_METRICS
};
struct bt_metric_info {
    const char *key;             /* "total_return_pct" */
    const char *label;           /* "Total return" */
    enum bt_kind kind;
    const char *formula;         /* in words and symbols, for the page and the methods page */
};
extern const struct bt_metric_info bt_metrics[BT_METRICS];
/* Whether a run of this configuration has the metric (B.11); one that does not apply is NaN without a reason. */
bool bt_metric_applies(const struct bt_config *, enum bt_metric);

/* What a run fills. The caller provides the arrays: events and rounds of bt_events_max(n) and bt_rounds_max(n); rebalances
 * of bt_rebalances_max(n), where bt_may_rebalance; column[c] of n values, or NULL where column c is not wanted; equity of n
 * values always, and index of n values where bt_has_flows (the metrics need them); NULL elsewhere.
 * Flags are 0 or 1, a status is its enum value, an empty cell is NaN. */
struct bt_result {
    size_t n;
    double metric[BT_METRICS];
    const char *reason[BT_METRICS];   /* why a metric is NaN, else NULL */
    size_t n_events, n_rounds, n_rebalances;
    struct bt_event *events;
    struct bt_round *rounds;
    struct bt_rebalance *rebalances;
    double *column[BT_COLUMNS];
    double *equity;
    double *index;               /* time-weighted: 1 before the first row, times each day's return */
};
size_t bt_events_max(size_t n);
size_t bt_rounds_max(size_t n);
size_t bt_rebalances_max(size_t n);
/* profit_threshold and constant_leverage. */
bool bt_may_rebalance(const struct bt_config *);
/* Whether money goes in or out after the start and the metrics keep it apart (E16): contributions, and fresh_capital. */
bool bt_has_flows(const struct bt_config *);
/* Whether nothing beyond the first engine's options is used: long, sold whole on a call, dividends reinvested on their
 * ex-date, no contributions. */
bool bt_is_plain(const struct bt_config *);

/* Fewer than 10 rows; a price, rate, amount or option outside its domain, or a result that is not finite; a leverage above
 * bt_leverage_max (accurate: or below 1); accurate: less equity than minimum_equity_usd; a column or array that is not there. */
enum bt_error { BT_OK, BT_ETOOSHORT, BT_EDOMAIN, BT_ELEVERAGE, BT_EMINIMUM, BT_ECOLUMNS };
const char *bt_strerror(enum bt_error);

/* The largest leverage that the options allow for an account (infinite unless capped); the maintenance share m with the
 * house add-on; and the share of a position that must be the owner's own before money may be taken out. */
double bt_leverage_max(const struct bt_config *);
double bt_maintenance(const struct bt_config *);
double bt_initial_share(const struct bt_config *);

/* Basis points of what a rebalance trades: trade_cost_bps, which every trade pays; in the original profile, where that is 0
 * unless it was asked for, transaction_cost_bps, which nothing but rebalances paid there (E22). */
double bt_rebalance_bps(const struct bt_config *);

/* Join rates to days, part B.2 (exact) or E2 (as of): fills n values of each output. Returns how many rows had no
 * rate behind them (they get 0 % and 1.5 %). */
size_t bt_join_rates(const int32_t *day, size_t n, const struct rate_series *, bool asof, double *fed_funds_pct, double *margin_rate_pct);

/* Run it: the days in order, each decided by what was known on it; the first k rows of a run are those of a run on k rows.
 * Linear. Of an error *out says nothing. */
enum bt_error bt_run(const struct bt_config *, const struct bt_input *, struct bt_result *);

#endif
