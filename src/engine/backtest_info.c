/* backtest_info.c: names, labels and meanings of what a backtest shows. The keys follow the reference cases; the
 * sentences stand on the result page; docs/methods/margin-backtest.md says the same at length.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/backtest.h"

const struct bt_column_info bt_columns[BT_COLUMNS] = {
    [BT_COL_ETF_PRICE] = {"etf_price", "Price", BT_KIND_USD,
                          "Close of the session, adjusted for splits, not for dividends."},
    [BT_COL_CURRENT_EQUITY] = {"current_equity", "Current equity", BT_KIND_USD,
                               "Equity at the end of the day (original: before the day)."},
    [BT_COL_IN_POSITION] = {"in_position", "In position", BT_KIND_FLAG,
                            "Whether shares are held at the end of the day (original: before it)."},
    [BT_COL_WAIT_DAYS_REMAINING] =
        {"wait_days_remaining", "Wait left", BT_KIND_DAYS,
         "Sessions still to wait before going back in, at the end of the day (original: before it)."},
    [BT_COL_CYCLE_NUMBER] = {"cycle_number", "Round", BT_KIND_COUNT,
                             "Which round this is, counted from the first entry (original: before the day)."},
    [BT_COL_DAYS_IN_POSITION] = {"days_in_position", "Days held", BT_KIND_DAYS,
                                 "Sessions in the open position, the entry day counts 1 (original: before the day)."},
    [BT_COL_FED_FUNDS_RATE] = {"fed_funds_rate", "Fed funds", BT_KIND_PCT,
                               "Effective federal funds rate of the row, percent a year."},
    [BT_COL_MARGIN_RATE] = {"margin_rate", "Margin rate", BT_KIND_PCT,
                            "Percent a year that the loan pays: the file's rate, fed funds plus spread, or the tiers "
                            "blended over the loan."},
    [BT_COL_POSITION_STATUS] = {"position_status", "Status", BT_KIND_STATUS,
                                "Entered, Active, Liquidated, Waiting, Insufficient_Equity or Owes_Broker."},
    [BT_COL_SHARES_HELD] = {"shares_held", "Shares", BT_KIND_NUMBER,
                            "Shares at the end of the day, fractions included."},
    [BT_COL_PORTFOLIO_VALUE] = {"portfolio_value", "Position", BT_KIND_USD, "Shares × price at the end of the day."},
    [BT_COL_MARGIN_LOAN] = {"margin_loan", "Loan", BT_KIND_USD,
                            "What is owed at the end of the day, accrued interest included."},
    [BT_COL_EQUITY] = {"equity", "Equity", BT_KIND_USD,
                       "Position − loan, or the cash that is left while out of the market."},
    [BT_COL_MAINTENANCE_MARGIN_REQUIRED] = {"maintenance_margin_required", "Maintenance", BT_KIND_USD,
                                            "Position × maintenance share m: equity below this is a margin call."},
    [BT_COL_IS_MARGIN_CALL] = {"is_margin_call", "Margin call", BT_KIND_FLAG,
                               "Whether the position was liquidated on this day."},
    [BT_COL_DAILY_INTEREST_COST] =
        {"daily_interest_cost", "Interest", BT_KIND_USD,
         "Interest of this row: loan × rate × days / day count (original: shown as 0 on a liquidation)."},
    [BT_COL_CUMULATIVE_INTEREST_COST] = {"cumulative_interest_cost", "Interest so far", BT_KIND_USD,
                                         "Sum of all interest to this row."},
    [BT_COL_DIVIDEND_PAYMENT] = {"dividend_payment", "Dividend", BT_KIND_USD,
                                 "Shares × dividend per share on its ex-date, put into shares at the close."},
    [BT_COL_CUMULATIVE_DIVIDENDS] = {"cumulative_dividends", "Dividends so far", BT_KIND_USD,
                                     "Sum of all dividends to this row."},
    [BT_COL_MARGIN_CALL_PRICE] = {"margin_call_price", "Call price", BT_KIND_USD,
                                  "Loan / (shares × (1 − m)): at or under this price the position is called."},
};

const char *const bt_status_text[BT_STATUSES] = {
    [BT_ACTIVE] = "Active",
    [BT_ENTERED] = "Entered",
    [BT_LIQUIDATED] = "Liquidated",
    [BT_WAITING] = "Waiting",
    [BT_INSUFFICIENT_EQUITY] = "Insufficient_Equity",
    [BT_OWES_BROKER] = "Owes_Broker",
};

const struct bt_metric_info bt_metrics[BT_METRICS] = {
    [BT_M_EQUITY] = {"equity_usd", "Starting equity", BT_KIND_USD, "The money put in on the first session."},
    [BT_M_FINAL_EQUITY] = {"final_equity_usd", "Final equity", BT_KIND_USD, "Position − loan on the last session."},
    [BT_M_TOTAL_RETURN] = {"total_return_pct", "Total return", BT_KIND_PCT,
                           "(final equity − starting equity) / starting equity × 100"},
    [BT_M_CAGR] = {"cagr_pct", "Growth a year (CAGR)", BT_KIND_PCT,
                   "((final equity / starting equity)^(1 / years) − 1) × 100"},
    [BT_M_MAX_EQUITY] = {"max_equity_achieved_usd", "Highest equity", BT_KIND_USD,
                         "The highest equity at the end of any day, the start included."},
    [BT_M_MAX_DRAWDOWN] = {"max_drawdown_pct", "Deepest drawdown", BT_KIND_PCT,
                           "Lowest (equity − highest equity so far) / highest equity so far × 100"},
    [BT_M_VOLATILITY] = {"annual_volatility_pct", "Volatility a year", BT_KIND_PCT,
                         "Sample deviation of the daily returns of equity × √252 × 100"},
    [BT_M_DOWNSIDE_VOLATILITY] = {"downside_volatility_pct", "Downside volatility", BT_KIND_PCT,
                                  "√(mean(min(0, daily return − fed funds)^2)) × √252 × 100; original: "
                                  "deviation of the negative returns about their own mean"},
    [BT_M_SHARPE] = {"sharpe_ratio", "Sharpe ratio", BT_KIND_RATIO,
                     "mean / deviation of the daily returns above fed funds × √252; original: CAGR / volatility"},
    [BT_M_SORTINO] =
        {"sortino_ratio", "Sortino ratio", BT_KIND_RATIO,
         "mean daily return above fed funds × 252 / downside volatility; original: CAGR / downside volatility"},
    [BT_M_MAX_DRAWDOWN_DURATION] = {"max_drawdown_duration_days", "Longest drawdown", BT_KIND_DAYS,
                                    "The longest run of sessions below the peak; an unfinished one counts."},
    [BT_M_AVG_DRAWDOWN_DURATION] = {"avg_drawdown_duration_days", "Average drawdown length", BT_KIND_DAYS,
                                    "Sessions below the peak / number of runs below it"},
    [BT_M_LIQUIDATIONS] = {"total_liquidations", "Liquidations", BT_KIND_COUNT,
                           "How often the position was sold on a margin call."},
    [BT_M_CYCLES] = {"total_cycles", "Rounds", BT_KIND_COUNT, "How often the account went in."},
    [BT_M_TIME_IN_MARKET] = {"time_in_market_pct", "Time in market", BT_KIND_PCT, "Active days / sessions × 100"},
    [BT_M_ACTIVE_DAYS] = {"active_position_days", "Active days", BT_KIND_DAYS,
                          "Sessions that end with a position (original: that begin with one)."},
    [BT_M_WAITING_DAYS] = {"waiting_days", "Waiting days", BT_KIND_DAYS, "Sessions spent waiting after a liquidation."},
    [BT_M_AVG_DAYS_BETWEEN] = {"avg_days_between_liquidations", "Average days to liquidation", BT_KIND_DAYS,
                               "Mean sessions of the liquidated rounds (original: all sessions when there is none)."},
    [BT_M_AVG_LOSS] =
        {"avg_loss_per_liquidation_pct", "Average loss of a liquidation", BT_KIND_PCT,
         "Mean of (start of round − recovered) / start of round × 100; original: measured from the day before"},
    [BT_M_WORST_LOSS] =
        {"worst_single_loss_pct", "Worst loss of a liquidation", BT_KIND_PCT,
         "Largest of (start of round − recovered) / start of round × 100; original: measured from the day before"},
    [BT_M_INTEREST] = {"total_interest_paid_usd", "Interest paid", BT_KIND_USD, "Sum of the interest of all rows."},
    [BT_M_DIVIDENDS] = {"total_dividends_received_usd", "Dividends received", BT_KIND_USD,
                        "Sum of the dividends of all rows."},
    [BT_M_NET_INTEREST] = {"net_interest_cost_usd", "Interest less dividends", BT_KIND_USD,
                           "interest paid − dividends received"},
    [BT_M_LEVERAGE] = {"leverage_used", "Leverage", BT_KIND_RATIO, "Position / equity at each entry."},
    [BT_M_DAYS] = {"backtest_days", "Sessions", BT_KIND_DAYS, "Sessions in the window."},
    [BT_M_YEARS] = {"backtest_years", "Years", BT_KIND_NUMBER,
                    "Days from the first to the last session / 365.25; original: sessions / 252"},
    [BT_M_TRADING_COSTS] = {"total_trading_costs_usd", "Trading costs", BT_KIND_USD,
                            "Costs of entries, liquidations and dividend purchases, and the slippage of liquidations."},
    [BT_M_OWED_TO_BROKER] = {"owed_to_broker_usd", "Owed to the broker", BT_KIND_USD,
                             "The debt that the last liquidation left, where a deficit is carried."},
};

const char *bt_strerror(enum bt_error e)
{
    switch (e) {
    case BT_OK:
        return "no error";
    case BT_ETOOSHORT:
        return "fewer than 10 sessions";
    case BT_EDOMAIN:
        return "a price, rate, amount or option is outside its domain, or a result is not finite";
    case BT_ELEVERAGE:
        return "leverage is outside what the account allows";
    case BT_EMINIMUM:
        return "equity is below the account's minimum";
    case BT_ECOLUMNS:
        return "a column that the options need is missing";
    }
    return "unknown error";
}
