/* backtest_record.c: the daily columns of a run, for those who want them. See backtest.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/backtest_run.h"

#include <math.h>

#include "engine/financing.h"

#define PUT(name, value)                                                                                               \
    do {                                                                                                               \
        if (column[BT_COL_##name])                                                                                     \
            column[BT_COL_##name][i] = (value);                                                                        \
    } while (0)

void bt_record_state(const struct bt_running *r, size_t i)
{
    double *const *column = r->out->column;
    const struct bt_state *s = &r->now;
    PUT(CURRENT_EQUITY, bt_is_original(r, BT_FRESH_CAPITAL) ? r->tally.start_equity : s->equity);
    PUT(IN_POSITION, s->in_position);
    PUT(WAIT_DAYS_REMAINING, s->wait);
    PUT(CYCLE_NUMBER, s->cycle);
    PUT(DAYS_IN_POSITION, s->days);
}

/* Percent a year that this row's loan pays: the file's rate, fed funds plus spread, or the tiers blended over the loan; of
 * a short its fee less what its value earns. */
static double rate_charged(const struct bt_running *r, size_t row)
{
    double fed_funds = r->fed_funds[row];
    if (r->options.is_short)
        return r->options.borrow_fee_pct - fmax(fed_funds - r->options.short_credit_pct, 0);
    switch (r->options.financing) {
    case BT_FINANCING_FLAT:
        return fed_funds + r->options.spread_pct;
    case BT_FINANCING_TIERS: {
        double loan = r->loan > 1 ? r->loan : 1; /* without a loan: what the first dollar would pay */
        return financing_annual_cost(&financing_tiers, loan, fed_funds) / loan * 100;
    }
    case BT_FINANCING_FILE:
        break;
    }
    return r->charged_rate[row] / 100.0 * 100 + 0.0;
}

/* The price at which equity is the maintenance share of the position; 0 where no price is. What its formula gives below a
 * leverage of 1, which is below 0, the original shows as it comes, but for profit_threshold, where it asks for a loan (B.10). */
static double call_price(const struct bt_running *r)
{
    double price = r->shares != 0 ? bt_net_debt(r) / (r->shares * r->free_share) : 0;
    bool as_it_comes = r->original && r->mode != BT_PROFIT_THRESHOLD && !r->options.is_short && r->loan < 0;
    return price > 0 || as_it_comes ? price : 0;
}

/* What the original shows of a day in its own way (B.8, B.10): a called position stays on its row in profit_threshold, and
 * passive_hold shows dividends per share. */
static void record_position(const struct bt_running *r, const struct bt_today *d)
{
    double *const *column = r->out->column;
    size_t i = d->row;
    bool in = r->now.in_position, held = in || d->called; /* held: at any time of the day */
    bool threshold = bt_is_original(r, BT_PROFIT_THRESHOLD), shown = in || !r->original;
    PUT(PORTFOLIO_VALUE, in || threshold ? d->value : 0);
    PUT(MAINTENANCE_MARGIN_REQUIRED, in ? d->need : 0);
    PUT(IS_MARGIN_CALL, d->called && !threshold);
    PUT(DAILY_INTEREST_COST, shown ? d->interest : 0);
    PUT(DIVIDEND_PAYMENT, shown || !threshold ? d->dividend : 0);
    PUT(CUMULATIVE_DIVIDENDS, bt_is_original(r, BT_PASSIVE_HOLD) ? r->aside.dividends_shown : r->tally.dividends);
    PUT(MARGIN_CALL_PRICE, threshold || (r->original ? held : in) ? call_price(r) : NAN);
    PUT(TRANSACTION_COST_TODAY, shown ? d->cost : 0);
    PUT(REBALANCED_TODAY, shown && d->rebalanced);
}

/* Owed to a broker and lent by one: a loan below 0 is the cash of a short. */
static void record_balance(const struct bt_running *r, size_t i)
{
    double *const *column = r->out->column;
    bool is_short = r->options.is_short;
    double cash = is_short ? r->cash - r->loan : r->cash;
    PUT(MARGIN_LOAN, (is_short ? 0 : r->loan) + r->accrued);
    PUT(ACCRUED_INTEREST, r->accrued);
    PUT(RECEIVABLE_DIVIDENDS, r->receivable);
    PUT(CASH, r->now.in_position ? cash : r->now.equity - r->receivable);
}

static void record_leverage(const struct bt_running *r, const struct bt_today *d)
{
    double *const *column = r->out->column;
    size_t i = d->row;
    bool shown = r->now.in_position || bt_is_original(r, BT_PROFIT_THRESHOLD);
    double target = r->config->leverage, first = r->tally.first_position;
    double value = shown ? fabs(d->value) : 0, leverage = shown ? r->aside.leverage : 0;
    double threshold = r->config->profit_threshold_pct;
    bool by_equity = r->options.trigger_equity || r->options.is_short;
    double seen = by_equity ? r->now.equity : value;
    PUT(TARGET_LEVERAGE, target);
    PUT(ACTUAL_LEVERAGE, leverage);
    PUT(LEVERAGE_DRIFT, leverage > 0 ? fabs(leverage - target) : 0);
    PUT(DAYS_SINCE_REBALANCE, r->days_since_rebalance);
    PUT(TOTAL_GROWTH_PCT, first > 0 && value > 0 ? (value - first) / first * 100 : 0);
    PUT(GROWTH_SINCE_LAST_REBALANCE_PCT, r->base > 0 && value > 0 ? (seen - r->base) / r->base * 100 : 0);
    PUT(PROFIT_THRESHOLD_PCT, threshold);
    PUT(NEXT_REBALANCE_TARGET, r->base > 0 ? r->base * (1 + threshold / 100) : 0);
}

static void record_flows(const struct bt_running *r, const struct bt_today *d)
{
    double *const *column = r->out->column;
    size_t i = d->row;
    PUT(CONTRIBUTION, r->aside.flow_before + r->aside.flow_after);
    PUT(SET_ASIDE_CASH, r->tally.set_aside);
    PUT(TOTAL_WEALTH, r->now.equity + r->tally.set_aside - r->put_in);
    PUT(TIME_WEIGHTED_INDEX, r->index);
}

void bt_record_day(const struct bt_running *r, const struct bt_today *d)
{
    double *const *column = r->out->column;
    size_t i = d->row;
    PUT(ETF_PRICE, d->price);
    PUT(FED_FUNDS_RATE, r->fed_funds[i] / 100.0 * 100 + 0.0);
    PUT(MARGIN_RATE, rate_charged(r, i));
    PUT(POSITION_STATUS, d->status);
    PUT(SHARES_HELD, r->shares);
    PUT(EQUITY, r->now.equity);
    PUT(CUMULATIVE_INTEREST_COST, r->tally.interest);
    PUT(CUMULATIVE_TRANSACTION_COSTS, r->tally.trading_costs);
    PUT(CALL_DAYS_LEFT, r->call_open ? (double)(r->call_due - i) : NAN);
    record_position(r, d);
    record_balance(r, i);
    record_leverage(r, d);
    record_flows(r, d);
}
