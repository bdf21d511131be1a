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

#define BT_ENGINE_VERSION "1"

enum bt_mode { BT_LIQUIDATION_REENTRY };
enum bt_profile { BT_ACCURATE, BT_ORIGINAL };
enum bt_account { BT_REG_T, BT_PORTFOLIO };
enum bt_financing { BT_FINANCING_TIERS, BT_FINANCING_FLAT, BT_FINANCING_FILE }; /* FILE: the rate file's margin rate */

/* The switches of part E, each on its own. bt_options_default gives a profile's settings. */
struct bt_options {
    bool interest_calendar;      /* days since the last session, else one per session (E1) */
    int day_count;               /* 360 or 365 */
    bool rate_asof;              /* last rate known before the day, else exact-date copy (E2, E3) */
    bool posting_month;          /* interest accrued, posted on the first session of the next month, else at once (F.4) */
    enum bt_financing financing;
    double spread_pct;           /* of BT_FINANCING_FLAT */
    bool cap_leverage;           /* refuse above min(account cap, 1/(m + buffer)) (E5, E6) */
    double buffer_pct;
    bool call_intraday;          /* test at open and low, else at the close (E7) */
    double slippage_bps, trade_cost_bps;
    int wait_sessions;
    bool entry_day_flows;        /* interest and dividend on the row of an entry (E10) */
    bool carry_deficit;          /* a debt stays owed, else it is forgiven (E25) */
    double minimum_equity_usd;
    double house_addon_pct;      /* added to the maintenance share */
    bool metrics_corrected;      /* E12 to E21, else as the original */
};
void bt_options_default(struct bt_options *, enum bt_profile, enum bt_account);

struct bt_config {
    enum bt_mode mode;
    enum bt_profile profile;
    enum bt_account account;
    double equity;               /* dollars at the start */
    double leverage;             /* position / equity at each entry */
    struct bt_options options;
};

/* The rows of one run: a window of a price series with the rates of each row joined (bt_join_rates). */
struct bt_input {
    struct price_series prices;
    const double *fed_funds_pct, *margin_rate_pct;
};

enum bt_column {
    BT_COL_ETF_PRICE, BT_COL_CURRENT_EQUITY, BT_COL_IN_POSITION, BT_COL_WAIT_DAYS_REMAINING, BT_COL_CYCLE_NUMBER,
    BT_COL_DAYS_IN_POSITION, BT_COL_FED_FUNDS_RATE, BT_COL_MARGIN_RATE, BT_COL_POSITION_STATUS, BT_COL_SHARES_HELD,
    BT_COL_PORTFOLIO_VALUE, BT_COL_MARGIN_LOAN, BT_COL_EQUITY, BT_COL_MAINTENANCE_MARGIN_REQUIRED, BT_COL_IS_MARGIN_CALL,
    BT_COL_DAILY_INTEREST_COST, BT_COL_CUMULATIVE_INTEREST_COST, BT_COL_DIVIDEND_PAYMENT, BT_COL_CUMULATIVE_DIVIDENDS,
    BT_COL_MARGIN_CALL_PRICE, BT_COLUMNS
};
enum bt_kind { BT_KIND_USD, BT_KIND_PCT, BT_KIND_RATIO, BT_KIND_NUMBER, BT_KIND_COUNT, BT_KIND_DAYS, BT_KIND_FLAG, BT_KIND_STATUS };
struct bt_column_info {
    const char *name;            /* of the JSON and CSV: "etf_price" */
    const char *label;           /* for people: "Price" */
    enum bt_kind kind;
    const char *meaning;         /* one sentence, with the formula where there is one */
};
extern const struct bt_column_info bt_columns[BT_COLUMNS];

enum bt_status { BT_ACTIVE, BT_ENTERED, BT_LIQUIDATED, BT_WAITING, BT_INSUFFICIENT_EQUITY, BT_OWES_BROKER, BT_STATUSES };
extern const char *const bt_status_text[BT_STATUSES];

struct bt_event {
    bool liquidation;            /* else an entry */
    uint32_t row;
    int32_t day;
    double price;
    double equity;               /* entry: deployed; liquidation: shown */
    double detail;               /* entry: shares at the end of that day; liquidation: recovered */
};

struct bt_round {
    uint32_t number, days;
    int32_t start_day, end_day;
    double start_price, end_price, price_change_pct;
    double start_portfolio_value, end_portfolio_value, start_equity, end_equity;
    double loss_pct, profit_pct, interest_paid;
    bool margin_call;
};

/* Every summary figure; NaN is "cannot be computed" and has a reason. */
enum bt_metric {
    BT_M_EQUITY, BT_M_FINAL_EQUITY, BT_M_TOTAL_RETURN, BT_M_CAGR, BT_M_MAX_EQUITY, BT_M_MAX_DRAWDOWN, BT_M_VOLATILITY,
    BT_M_DOWNSIDE_VOLATILITY, BT_M_SHARPE, BT_M_SORTINO, BT_M_MAX_DRAWDOWN_DURATION, BT_M_AVG_DRAWDOWN_DURATION,
    BT_M_LIQUIDATIONS, BT_M_CYCLES, BT_M_TIME_IN_MARKET, BT_M_ACTIVE_DAYS, BT_M_WAITING_DAYS, BT_M_AVG_DAYS_BETWEEN,
    BT_M_AVG_LOSS, BT_M_WORST_LOSS, BT_M_INTEREST, BT_M_DIVIDENDS, BT_M_NET_INTEREST, BT_M_LEVERAGE, BT_M_DAYS, BT_M_YEARS,
    BT_M_TRADING_COSTS, BT_M_OWED_TO_BROKER, BT_METRICS
};
struct bt_metric_info {
    const char *key;             /* "total_return_pct" */
    const char *label;           /* "Total return" */
    enum bt_kind kind;
    const char *formula;         /* in words and symbols, for the page and the methods page */
};
extern const struct bt_metric_info bt_metrics[BT_METRICS];

/* What a run fills. The caller provides the arrays: events and rounds of bt_events_max(n) and bt_rounds_max(n);
 * column[c] of n values, or NULL where column c is not wanted; equity of n values always (the metrics need it).
 * Flags are 0 or 1, a status is its enum value, an empty cell is NaN. */
struct bt_result {
    size_t n;
    double metric[BT_METRICS];
    const char *reason[BT_METRICS];   /* why a metric is NaN, else NULL */
    size_t n_events, n_rounds;
    struct bt_event *events;
    struct bt_round *rounds;
    double *column[BT_COLUMNS];
    double *equity;
};
size_t bt_events_max(size_t n);
size_t bt_rounds_max(size_t n);

enum bt_error { BT_OK, BT_ETOOSHORT, BT_EDOMAIN, BT_ELEVERAGE, BT_EMINIMUM, BT_ECOLUMNS };
const char *bt_strerror(enum bt_error);

/* The largest leverage that the options allow for an account, and the maintenance share m with the house add-on. */
double bt_leverage_max(const struct bt_config *);
double bt_maintenance(const struct bt_config *);

/* Join rates to days, part B.2 (exact) or E2 (as of): fills n values of each output. Returns how many rows had no
 * rate behind them (they get 0 % and 1.5 %). */
size_t bt_join_rates(const int32_t *day, size_t n, const struct rate_series *, bool asof, double *fed_funds_pct, double *margin_rate_pct);

enum bt_error bt_run(const struct bt_config *, const struct bt_input *, struct bt_result *);

#endif
