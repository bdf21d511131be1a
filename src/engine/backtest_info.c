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
    [BT_COL_POSITION_STATUS] =
        {"position_status", "Status", BT_KIND_STATUS,
         "Entered, Active, Liquidated, Waiting, Insufficient_Equity, Owes_Broker; Sold_Part where a call sold what "
         "was needed, Margin_Call where one stands."},
    [BT_COL_SHARES_HELD] = {"shares_held", "Shares", BT_KIND_NUMBER,
                            "Shares at the end of the day, fractions included; negative: sold short."},
    [BT_COL_PORTFOLIO_VALUE] = {"portfolio_value", "Position", BT_KIND_USD, "Shares × price at the end of the day."},
    [BT_COL_MARGIN_LOAN] = {"margin_loan", "Loan", BT_KIND_USD,
                            "What is owed at the end of the day, accrued interest included."},
    [BT_COL_EQUITY] = {"equity", "Equity", BT_KIND_USD,
                       "Position − loan + cash + receivable dividends; the cash that is left while out of the market."},
    [BT_COL_MAINTENANCE_MARGIN_REQUIRED] = {"maintenance_margin_required", "Maintenance", BT_KIND_USD,
                                            "Position × maintenance share m: equity below this is a margin call."},
    [BT_COL_IS_MARGIN_CALL] = {"is_margin_call", "Margin call", BT_KIND_FLAG,
                               "Whether there was a margin call on this day: sold, sold in part, or called."},
    [BT_COL_DAILY_INTEREST_COST] = {"daily_interest_cost", "Interest", BT_KIND_USD,
                                    "Interest of this row: loan × rate × days / day count (original: shown as 0 on a "
                                    "liquidation). Short: borrow fee "
                                    "less the interest on its value."},
    [BT_COL_CUMULATIVE_INTEREST_COST] = {"cumulative_interest_cost", "Interest so far", BT_KIND_USD,
                                         "Sum of all interest to this row."},
    [BT_COL_DIVIDEND_PAYMENT] =
        {"dividend_payment", "Dividend", BT_KIND_USD,
         "Shares × dividend per share on its ex-date; negative: owed by a short (original passive_hold: per share)."},
    [BT_COL_CUMULATIVE_DIVIDENDS] = {"cumulative_dividends", "Dividends so far", BT_KIND_USD,
                                     "Sum of all dividends to this row."},
    [BT_COL_MARGIN_CALL_PRICE] =
        {"margin_call_price", "Call price", BT_KIND_USD,
         "Net debt / (shares × (1 − m)), short (1 + m): at this price or beyond it the position is called."},
    [BT_COL_TARGET_LEVERAGE] = {"target_leverage", "Target leverage", BT_KIND_RATIO, "The leverage asked for."},
    [BT_COL_ACTUAL_LEVERAGE] =
        {"actual_leverage", "Leverage", BT_KIND_RATIO,
         "Position / equity at the end of the day, 0 when out (original: kept on a liquidation)."},
    [BT_COL_LEVERAGE_DRIFT] = {"leverage_drift", "Drift", BT_KIND_RATIO,
                               "Distance between leverage and target, 0 when out."},
    [BT_COL_TRANSACTION_COST_TODAY] = {"transaction_cost_today", "Costs", BT_KIND_USD,
                                       "Costs of this day's trades, slippage of forced trades included."},
    [BT_COL_CUMULATIVE_TRANSACTION_COSTS] = {"cumulative_transaction_costs", "Costs so far", BT_KIND_USD,
                                             "Sum of the costs to this row."},
    [BT_COL_DAYS_SINCE_REBALANCE] = {"days_since_rebalance", "Since rebalance", BT_KIND_DAYS,
                                     "Sessions since the entry or the last rebalance."},
    [BT_COL_REBALANCED_TODAY] = {"rebalanced_today", "Rebalanced", BT_KIND_FLAG,
                                 "Whether the position was brought back to its target on this day."},
    [BT_COL_TOTAL_GROWTH_PCT] = {"total_growth_pct", "Growth", BT_KIND_PCT,
                                 "(position − position of the first entry) / position of the first entry × 100, 0 "
                                 "when out."},
    [BT_COL_GROWTH_SINCE_LAST_REBALANCE_PCT] =
        {"growth_since_last_rebalance_pct", "Growth since rebalance", BT_KIND_PCT,
         "Growth of what the trigger watches since the entry or the last rebalance, in percent."},
    [BT_COL_PROFIT_THRESHOLD_PCT] = {"profit_threshold_pct", "Threshold", BT_KIND_PCT,
                                     "The growth at which the account borrows again."},
    [BT_COL_NEXT_REBALANCE_TARGET] =
        {"next_rebalance_target", "Next rebalance at", BT_KIND_USD,
         "What the trigger watches must reach this: its last base × (1 + threshold / 100)."},
    [BT_COL_ACCRUED_INTEREST] = {"accrued_interest", "Accrued", BT_KIND_USD,
                                 "Interest that is charged but not yet posted; it is part of the loan shown."},
    [BT_COL_RECEIVABLE_DIVIDENDS] = {"receivable_dividends", "Receivable", BT_KIND_USD,
                                     "Dividends past their ex-date and before their pay date; negative: owed."},
    [BT_COL_CASH] = {"cash", "Cash", BT_KIND_USD,
                     "Money in the account that is not in the position; of a short its proceeds too."},
    [BT_COL_CALL_DAYS_LEFT] = {"call_days_left", "Call due in", BT_KIND_DAYS,
                               "Sessions left to meet an open margin call; empty when there is none."},
    [BT_COL_CONTRIBUTION] = {"contribution", "Paid in", BT_KIND_USD,
                             "Money put in on this day, from outside or for a new round; negative: taken out."},
    [BT_COL_SET_ASIDE_CASH] = {"set_aside_cash", "Set aside", BT_KIND_USD,
                               "What earlier rounds left over: it is kept outside the account and earns nothing."},
    [BT_COL_TOTAL_WEALTH] = {"total_wealth", "Total wealth", BT_KIND_USD,
                             "Equity + set aside − all money put in after the start + all taken out."},
    [BT_COL_TIME_WEIGHTED_INDEX] = {"time_weighted_index", "Index", BT_KIND_NUMBER,
                                    "Growth of one dollar that stayed in the account: money put in or taken out "
                                    "does not move it."},
};

const char *const bt_mode_text[BT_MODES] = {
    [BT_LIQUIDATION_REENTRY] = "liquidation_reentry", [BT_FRESH_CAPITAL] = "fresh_capital",
    [BT_PROFIT_THRESHOLD] = "profit_threshold",       [BT_PASSIVE_HOLD] = "passive_hold",
    [BT_CONSTANT_LEVERAGE] = "constant_leverage",
};

const char *const bt_event_text[BT_EVENTS] = {
    [BT_EVENT_ENTRY] = "entry",           [BT_EVENT_LIQUIDATION] = "liquidation",
    [BT_EVENT_SALE] = "partial_sale",     [BT_EVENT_CALL] = "margin_call",
    [BT_EVENT_CURED] = "margin_call_met", [BT_EVENT_CONTRIBUTION] = "contribution",
    [BT_EVENT_WITHDRAWAL] = "withdrawal", [BT_EVENT_WITHDRAWAL_SKIPPED] = "withdrawal_skipped",
    [BT_EVENT_SET_ASIDE] = "set_aside",   [BT_EVENT_INJECTION] = "injection",
};

const char *const bt_rebalance_text[BT_REBALANCES] = {
    [BT_REBALANCE_PROFIT] = "PROFIT_THRESHOLD_REBALANCE",
    [BT_REBALANCE_BAND] = "BAND_REBALANCE",
    [BT_REBALANCE_CALENDAR] = "CALENDAR_REBALANCE",
};

const char *const bt_status_text[BT_STATUSES] = {
    [BT_ACTIVE] = "Active",
    [BT_ENTERED] = "Entered",
    [BT_LIQUIDATED] = "Liquidated",
    [BT_WAITING] = "Waiting",
    [BT_INSUFFICIENT_EQUITY] = "Insufficient_Equity",
    [BT_OWES_BROKER] = "Owes_Broker",
    [BT_SOLD_PART] = "Sold_Part",
    [BT_MARGIN_CALL] = "Margin_Call",
    [BT_LIQUIDATED_FRESH] = "Liquidated_Fresh_Capital_Wait",
    [BT_WAITING_FRESH] = "Waiting_After_Liquidation_Fresh_Capital",
};

const struct bt_metric_info bt_metrics[BT_METRICS] = {
    [BT_M_EQUITY] = {"equity_usd", "Starting equity", BT_KIND_USD, "The money put in on the first session."},
    [BT_M_FINAL_EQUITY] = {"final_equity_usd", "Final equity", BT_KIND_USD,
                           "Position − loan + cash + receivable dividends on the last session."},
    [BT_M_TOTAL_RETURN] =
        {"total_return_pct", "Total return", BT_KIND_PCT,
         "(final equity − starting equity) / starting equity × 100; with money put in later: what was gained "
         "/ all money put in × 100; fresh capital in the original profile: profits less losses of the rounds / all "
         "deployed"},
    [BT_M_CAGR] =
        {"cagr_pct", "Growth a year (CAGR)", BT_KIND_PCT,
         "((final equity / starting equity)^(1 / years) − 1) × 100; with money put in later: of the time-weighted "
         "index"},
    [BT_M_MAX_EQUITY] = {"max_equity_achieved_usd", "Highest equity", BT_KIND_USD,
                         "The highest equity at the end of any day, the start included."},
    [BT_M_MAX_DRAWDOWN] =
        {"max_drawdown_pct", "Deepest drawdown", BT_KIND_PCT,
         "Lowest (equity − highest equity so far) / highest equity so far × 100, the start included; original: "
         "from the first day's equity on"},
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
                           "How often the position was closed whole on a margin call."},
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
                            "Costs of all trades, and the slippage of forced trades."},
    [BT_M_OWED_TO_BROKER] = {"owed_to_broker_usd", "Owed to the broker", BT_KIND_USD,
                             "The debt that the last liquidation left, where a deficit is carried."},
    [BT_M_TOTAL_DEPLOYED] = {"total_capital_deployed_usd", "Capital deployed", BT_KIND_USD,
                             "Starting equity × number of entries"},
    [BT_M_LIQUIDATION_RATE] = {"liquidation_rate_pct", "Liquidation rate", BT_KIND_PCT, "liquidations / rounds × 100"},
    [BT_M_FRESH_CAPITAL] = {"fresh_capital_per_round_usd", "Capital per round", BT_KIND_USD,
                            "The starting equity, put in anew for each round."},
    [BT_M_TARGET_LEVERAGE] = {"target_leverage", "Target leverage", BT_KIND_RATIO,
                              "Position / equity at each entry and after each rebalance."},
    [BT_M_AVG_LEVERAGE] = {"average_actual_leverage", "Average leverage", BT_KIND_RATIO,
                           "Mean of position / equity over the sessions that end with a position."},
    [BT_M_MAX_LEVERAGE] = {"max_leverage", "Highest leverage", BT_KIND_RATIO,
                           "Highest position / equity at the end of a day with a position."},
    [BT_M_MIN_LEVERAGE] = {"min_leverage", "Lowest leverage", BT_KIND_RATIO,
                           "Lowest position / equity at the end of a day with a position."},
    [BT_M_LEVERAGE_VOLATILITY] = {"leverage_volatility", "Deviation of leverage", BT_KIND_RATIO,
                                  "Sample deviation of position / equity over the sessions that end with a position."},
    [BT_M_AVG_DRIFT] = {"average_leverage_drift", "Average drift", BT_KIND_RATIO,
                        "Mean distance between leverage and target over the sessions that end with a position; "
                        "original: over all sessions, those without a position as 0"},
    [BT_M_PROFIT_THRESHOLD] = {"profit_threshold_pct", "Profit threshold", BT_KIND_PCT,
                               "The growth at which the account borrows again."},
    [BT_M_REBALANCES] = {"total_rebalances", "Rebalances", BT_KIND_COUNT,
                         "How often the position was brought back to its target."},
    [BT_M_AVG_DAYS_REBALANCES] =
        {"average_days_between_rebalances", "Average days to a rebalance", BT_KIND_DAYS,
         "Mean sessions from an entry or a rebalance to the rebalance after it; original: mean of the counter over all "
         "sessions, or all sessions when there is none"},
    [BT_M_MAX_GROWTH] = {"max_portfolio_growth_pct", "Highest growth of the position", BT_KIND_PCT,
                         "Highest (position − position of the first entry) / position of the first entry × 100"},
    [BT_M_FINAL_GROWTH] = {"final_portfolio_growth_pct", "Growth of the position", BT_KIND_PCT,
                           "(last position − position of the first entry) / position of the first entry × 100"},
    [BT_M_TRANSACTION_COSTS] = {"total_transaction_costs_usd", "Transaction costs", BT_KIND_USD,
                                "Costs of all trades, and the slippage of forced trades."},
    [BT_M_TRANSACTION_COST_PCT] = {"transaction_cost_pct_of_equity", "Transaction costs of equity", BT_KIND_PCT,
                                   "transaction costs / starting equity × 100"},
    [BT_M_ALL_IN_COST] = {"all_in_cost_usd", "All-in cost", BT_KIND_USD,
                          "interest paid + transaction costs − dividends received"},
    [BT_M_INITIAL_POSITION] = {"initial_position_value", "First position", BT_KIND_USD,
                               "Value of the position at the first entry, 0 if there is none."},
    [BT_M_MARGIN_CALLS] = {"number_of_margin_calls", "Days in margin call", BT_KIND_COUNT,
                           "Sessions on which equity was below the maintenance requirement."},
    [BT_M_FINAL_POSITION] = {"final_portfolio_value_usd", "Final position", BT_KIND_USD,
                             "Shares × price on the last session."},
    [BT_M_TIME_WEIGHTED_RETURN] = {"time_weighted_return_pct", "Time-weighted return", BT_KIND_PCT,
                                   "(last value of the time-weighted index − 1) × 100"},
    [BT_M_MONEY_WEIGHTED_RETURN] = {"money_weighted_return_pct", "Money-weighted return a year (XIRR)", BT_KIND_PCT,
                                    "The yearly rate at which all money put in and taken out and the final equity are "
                                    "worth 0 together: sum of amount / (1 + rate)^(days / 365)"},
    [BT_M_CONTRIBUTIONS] = {"total_contributions_usd", "Contributions", BT_KIND_USD,
                            "Sum of the money put in after the start."},
    [BT_M_WITHDRAWALS] = {"total_withdrawals_usd", "Withdrawals", BT_KIND_USD, "Sum of the money taken out."},
    [BT_M_WITHDRAWALS_SKIPPED] = {"withdrawals_skipped", "Withdrawals skipped", BT_KIND_COUNT,
                                  "Withdrawals that would have left less than the initial requirement."},
    [BT_M_INJECTIONS] = {"total_injections_usd", "Put in for new rounds", BT_KIND_USD,
                         "Sum of the money put in for the rounds after the first."},
    [BT_M_SET_ASIDE] = {"recovered_cash_usd", "Recovered and set aside", BT_KIND_USD,
                        "Sum of what liquidated rounds left over."},
    [BT_M_TOTAL_WEALTH] = {"total_wealth_usd", "Total wealth", BT_KIND_USD,
                           "final equity + set aside − money put in after the start + money taken out"},
    [BT_M_PARTIAL_SALES] = {"partial_sales", "Forced sales in part", BT_KIND_COUNT,
                            "How often a margin call closed what was needed and no more."},
    [BT_M_CALLS_ISSUED] = {"margin_calls_issued", "Margin calls", BT_KIND_COUNT, "Calls with days to meet them."},
    [BT_M_CALLS_CURED] = {"margin_calls_met", "Margin calls met", BT_KIND_COUNT,
                          "Calls that a rise or money put in met in time."},
    [BT_M_BORROW_FEES] = {"total_borrow_fees_usd", "Borrow fees", BT_KIND_USD,
                          "Sum of value of the short × fee × days / day count"},
    [BT_M_SHORT_CREDIT] = {"total_short_credit_usd", "Interest on the proceeds", BT_KIND_USD,
                           "Sum of value of the short × (fed funds − deduction, never below 0) × days / day count"},
};

/* ---- what applies to which run ---- */

/* The columns of passive_hold in the original (B.10): what never changes there is left out. */
static bool original_passive_has(enum bt_column column)
{
    switch (column) {
    case BT_COL_ETF_PRICE:
    case BT_COL_SHARES_HELD:
    case BT_COL_PORTFOLIO_VALUE:
    case BT_COL_MARGIN_LOAN:
    case BT_COL_EQUITY:
    case BT_COL_MAINTENANCE_MARGIN_REQUIRED:
    case BT_COL_IS_MARGIN_CALL:
    case BT_COL_MARGIN_CALL_PRICE:
    case BT_COL_DAILY_INTEREST_COST:
    case BT_COL_FED_FUNDS_RATE:
    case BT_COL_MARGIN_RATE:
    case BT_COL_DIVIDEND_PAYMENT:
    case BT_COL_CUMULATIVE_DIVIDENDS:
        return true;
    default:
        return false;
    }
}

bool bt_column_applies(const struct bt_config *c, enum bt_column column)
{
    bool accurate = c->profile == BT_ACCURATE;
    if (column <= BT_COL_MARGIN_CALL_PRICE)
        return accurate || c->mode != BT_PASSIVE_HOLD || original_passive_has(column);
    switch (column) {
    case BT_COL_TRANSACTION_COST_TODAY:
    case BT_COL_CUMULATIVE_TRANSACTION_COSTS:
        return accurate || bt_may_rebalance(c);
    case BT_COL_PROFIT_THRESHOLD_PCT:
    case BT_COL_NEXT_REBALANCE_TARGET:
        return c->mode == BT_PROFIT_THRESHOLD;
    case BT_COL_ACCRUED_INTEREST:
        return accurate && c->options.posting_month;
    case BT_COL_RECEIVABLE_DIVIDENDS:
        return accurate && c->options.dividend_pay;
    case BT_COL_CASH:
        return accurate;
    case BT_COL_CALL_DAYS_LEFT:
        return accurate && c->options.liquidation == BT_CALL && c->mode != BT_PASSIVE_HOLD;
    case BT_COL_SET_ASIDE_CASH:
        return accurate && bt_has_flows(c) && c->mode == BT_FRESH_CAPITAL;
    case BT_COL_CONTRIBUTION:
    case BT_COL_TOTAL_WEALTH:
    case BT_COL_TIME_WEIGHTED_INDEX:
        return accurate && bt_has_flows(c);
    default:
        return bt_may_rebalance(c);
    }
}

/* What only a position that can be sold and bought again has. */
static bool is_of_rounds(enum bt_metric m)
{
    return (m >= BT_M_LIQUIDATIONS && m <= BT_M_WORST_LOSS) || m == BT_M_OWED_TO_BROKER;
}

/* B.11: what the original leaves out in profit_threshold and passive_hold (E20). */
static bool original_has(enum bt_mode mode, enum bt_metric m)
{
    if (mode == BT_LIQUIDATION_REENTRY || mode == BT_FRESH_CAPITAL)
        return true;
    if (mode == BT_PASSIVE_HOLD && (m == BT_M_MAX_EQUITY || m == BT_M_NET_INTEREST))
        return false;
    return m != BT_M_DOWNSIDE_VOLATILITY && m != BT_M_SORTINO && m != BT_M_MAX_DRAWDOWN_DURATION &&
           m != BT_M_AVG_DRAWDOWN_DURATION && !(m >= BT_M_CYCLES && m <= BT_M_WORST_LOSS);
}

bool bt_metric_applies(const struct bt_config *c, enum bt_metric m)
{
    const struct bt_options *o = &c->options;
    bool passive = c->mode == BT_PASSIVE_HOLD, fresh = c->mode == BT_FRESH_CAPITAL;
    switch (m) {
    case BT_M_LEVERAGE:
        return !bt_may_rebalance(c);
    case BT_M_TOTAL_DEPLOYED:
    case BT_M_LIQUIDATION_RATE:
    case BT_M_FRESH_CAPITAL:
        return fresh;
    case BT_M_PROFIT_THRESHOLD:
        return c->mode == BT_PROFIT_THRESHOLD;
    case BT_M_MARGIN_CALLS:
    case BT_M_FINAL_POSITION:
        return passive;
    case BT_M_TIME_WEIGHTED_RETURN:
    case BT_M_MONEY_WEIGHTED_RETURN:
    case BT_M_TOTAL_WEALTH:
        return bt_has_flows(c);
    case BT_M_CONTRIBUTIONS:
        return o->contribution_every != BT_NEVER && o->contribution_usd > 0;
    case BT_M_WITHDRAWALS:
    case BT_M_WITHDRAWALS_SKIPPED:
        return o->contribution_every != BT_NEVER && o->contribution_usd < 0;
    case BT_M_INJECTIONS:
    case BT_M_SET_ASIDE:
        return fresh && bt_has_flows(c);
    case BT_M_PARTIAL_SALES:
        return o->liquidation != BT_SELL_ALL && !passive;
    case BT_M_CALLS_ISSUED:
    case BT_M_CALLS_CURED:
        return o->liquidation == BT_CALL && !passive;
    case BT_M_BORROW_FEES:
    case BT_M_SHORT_CREDIT:
        return o->is_short;
    default:
        break;
    }
    if (m >= BT_M_TARGET_LEVERAGE && m <= BT_M_INITIAL_POSITION)
        return bt_may_rebalance(c);
    if (passive && is_of_rounds(m))
        return false;
    return o->metrics_corrected || original_has(c->mode, m);
}

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
