/* backtest_trade.c: what an account buys and sells: entries, forced sales, dividends put to use, rebalances, and the round
 * that a position is. All of it is rare beside the days on which nothing is traded. See backtest_run.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/backtest_run.h"

#include <math.h>

struct bt_event *bt_event_add(struct bt_running *r, const struct bt_today *d, enum bt_event_kind kind, double price)
{
    struct bt_event *e = &r->out->events[r->out->n_events++];
    *e = (struct bt_event){.kind = kind, .row = (uint32_t)d->row, .day = r->prices.day[d->row], .price = price};
    return e;
}

static void pay_cost(struct bt_running *r, struct bt_today *d, double cost)
{
    d->cost += cost;
    r->tally.trading_costs += cost;
}

/* ---- entries ---- */

/* What the trigger of a rebalance watches (E21). The position of a short grows as it loses, so there it is the equity. */
static double watched(const struct bt_running *r, double value, double equity)
{
    return r->options.trigger_equity || r->options.is_short ? equity : value;
}

static double owed_dividends(const struct bt_running *r)
{
    return bt_on_its_way(r) - r->receivable;
}

static void open_round(struct bt_running *r, const struct bt_today *d, double value)
{
    r->round_interest = r->round_flow = 0;
    r->round = (struct bt_round){.number = r->now.cycle,
                                 .start_day = r->prices.day[d->row],
                                 .start_price = d->price,
                                 .start_portfolio_value = value,
                                 .start_equity = r->now.equity};
}

void bt_enter(struct bt_running *r, struct bt_today *d)
{
    double leverage = r->config->leverage, deployed = r->now.equity - bt_on_its_way(r);
    double own = deployed / (1 + leverage * r->trade_cost), value = own * leverage;
    if (bt_is_original(r, BT_PASSIVE_HOLD)) /* B.8 keeps the position that it was handed, and works out the loan */
        value = r->config->equity * leverage / (1 + leverage * r->trade_cost);
    value *= r->side;
    r->shares = value / d->price;
    r->loan = value - own - owed_dividends(r);
    r->cash = 0;
    pay_cost(r, d, deployed - own);
    if (r->tally.entries++ == 0)
        r->tally.first_position = fabs(value);
    r->base = watched(r, fabs(value), own + bt_on_its_way(r));
    r->days_since_rebalance = 1; /* the entry day counts */
    r->now.in_position = d->entered = true;
    r->now.cycle += !bt_is_original(r, BT_FRESH_CAPITAL); /* which counts on at the end of a round (B.6) */
    r->now.days = 0;
    open_round(r, d, value);
    r->entry_event = r->out->n_events;
    bt_event_add(r, d, BT_EVENT_ENTRY, d->price)->equity = r->now.equity;
}

/* ---- the end of a round ---- */

static void close_round(struct bt_running *r, int32_t day, double price, double value, double equity)
{
    struct bt_round *round = &r->round;
    round->days = r->now.days;
    round->end_day = day;
    round->end_price = price;
    round->price_change_pct = (price - round->start_price) / round->start_price * 100;
    round->end_portfolio_value = value;
    round->end_equity = equity;
    round->interest_paid = r->original ? r->last_interest * (double)r->now.days : r->round_interest;
    r->out->rounds[r->out->n_rounds++] = *round;
}

/* The loss of a called round: since its start, with what was put in meanwhile, or as the original has it: since yesterday,
 * shown against the start in the rounds and against yesterday in the summary (r->now.equity is still yesterday's). Only
 * fresh_capital measures from the start there too. */
static void measure_loss(struct bt_running *r, double recovered)
{
    double start = r->round.start_equity + r->round_flow;
    double from = r->original && r->mode != BT_FRESH_CAPITAL ? r->now.equity : start;
    double loss = from - recovered, loss_pct = from > 0 ? loss / from * 100 : 0;
    r->round.loss_pct = start > 0 ? loss / start * 100 : 0;
    r->tally.loss_pct_sum += loss_pct;
    if (r->tally.liquidations == 0 || loss_pct > r->tally.loss_pct_worst)
        r->tally.loss_pct_worst = loss_pct;
}

void bt_close_open_round(struct bt_running *r)
{
    size_t last = r->prices.n - 1;
    double start = r->round.start_equity + r->round_flow, price = r->prices.close[last];
    r->round.profit_pct = start > 0 ? (r->now.equity - start) / start * 100 : 0;
    close_round(r, r->prices.day[last], price, r->shares * price, r->now.equity);
}

/* ---- forced sales ---- */

/* What a forced sale of shares worth `value` (below 0: bought back) brings after slippage and cost, which are paid. */
static double force_sale(struct bt_running *r, struct bt_today *d, double value)
{
    double slipped = fabs(value) * r->slippage, cost = fabs(value - slipped) * r->trade_cost;
    pay_cost(r, d, slipped + cost);
    return value - slipped - cost;
}

void bt_liquidate(struct bt_running *r, struct bt_today *d, double price)
{
    double value = r->shares * price;
    double left = force_sale(r, d, value) - bt_net_debt(r), recovered = left > 0 ? left : 0;
    if (!r->options.carry_deficit)
        left = recovered;

    r->round.margin_call = true;
    measure_loss(r, left);
    close_round(r, r->prices.day[d->row], price, value, left);
    r->tally.liquidations++;
    r->tally.called_days += r->now.days;
    if (bt_is_original(r, BT_FRESH_CAPITAL)) { /* B.6: what was lost is there again */
        left = r->tally.start_equity;
        r->now.cycle++;
    }
    struct bt_event *e = bt_event_add(r, d, BT_EVENT_LIQUIDATION, price);
    e->equity = left;
    e->detail = recovered;

    r->now.equity = left;
    r->now.in_position = r->call_open = false;
    r->now.wait = (uint32_t)r->options.wait_sessions;
    r->now.days = r->days_since_rebalance = 0;
    r->shares = r->loan = r->accrued = r->cash = r->base = 0;
    d->called = true;
    d->status = bt_is_original(r, BT_FRESH_CAPITAL) ? BT_LIQUIDATED_FRESH : BT_LIQUIDATED;
}

/* The sale S after which equity is the share t of the position: e - kS = t(V - S), where k is what selling costs. */
static double sale_needed(const struct bt_running *r, double value, double equity)
{
    double lost = r->side * (1 - (1 - r->side * r->slippage) * (1 - r->side * r->trade_cost));
    if (!(r->sale_share > lost))
        return INFINITY;
    return (r->sale_share * value - equity) / (r->sale_share - lost);
}

void bt_sell_needed(struct bt_running *r, struct bt_today *d, double price)
{
    double value = fabs(r->shares * price), equity = r->shares * price - bt_net_debt(r);
    double sale = sale_needed(r, value, equity);
    if (!(sale < value)) {
        bt_liquidate(r, d, price);
        return;
    }
    if (!(sale > value * 1e-9)) /* without a buffer nothing but rounding is lacking at the call price itself */
        return;
    d->called = true;
    d->status = BT_SOLD_PART;
    r->call_open = false;
    double sold = sale / price;
    r->shares -= r->side * sold;
    bt_settle(r, force_sale(r, d, r->side * sale));
    r->tally.partial_sales++;
    equity = r->shares * price - bt_net_debt(r);
    r->base = watched(r, fabs(r->shares * price), equity);
    struct bt_event *e = bt_event_add(r, d, BT_EVENT_SALE, price);
    e->equity = equity;
    e->detail = sold;
}

/* ---- money in and out of a position ---- */

void bt_settle(struct bt_running *r, double amount)
{
    if (r->options.is_short) {
        r->loan -= amount;
        return;
    }
    double repaid = amount < r->loan ? amount : r->loan, taken = -amount < r->cash ? -amount : r->cash;
    if (amount >= 0) {
        r->loan -= repaid;
        r->cash += amount - repaid;
    } else {
        r->cash -= taken;
        r->loan -= amount + taken;
    }
}

void bt_use_cash(struct bt_running *r, struct bt_today *d, double amount)
{
    if (r->options.is_short || r->options.dividend_use == BT_PAY_DOWN) {
        bt_settle(r, amount);
    } else if (r->options.dividend_use == BT_KEEP) {
        r->cash += amount;
    } else {
        double bought = amount / (1 + r->trade_cost);
        pay_cost(r, d, amount - bought);
        r->shares += bought / d->price;
    }
}

/* ---- rebalances ---- */

/* The growth since the last entry or rebalance has reached the threshold, and leverage has fallen (B.7). */
static bool profit_is_due(const struct bt_running *r, double leverage, double growth_pct)
{
    return growth_pct >= r->config->profit_threshold_pct && leverage < r->config->leverage * 0.95;
}

static bool band_is_left(const struct bt_running *r, double leverage)
{
    double band = r->options.rebalance_band_pct / 100;
    return band > 0 && fabs(leverage - r->config->leverage) > band * r->config->leverage;
}

static bool rebalance_is_due(const struct bt_running *r, const struct bt_today *d, double equity, double leverage,
                             double growth_pct, enum bt_rebalance_kind *kind)
{
    *kind = BT_REBALANCE_PROFIT;
    if (r->mode == BT_PROFIT_THRESHOLD)
        return profit_is_due(r, leverage, growth_pct);
    if (!(equity >= d->need) || !(equity > 0) || r->call_open) /* the call comes first */
        return false;
    bool band = band_is_left(r, leverage), calendar = bt_begins(d, r->options.rebalance_every);
    *kind = band ? BT_REBALANCE_BAND : BT_REBALANCE_CALENDAR;
    return band || calendar;
}

/* Buying takes on more risk, for which the accurate profile wants the account's minimum (E26). */
static bool may_buy(const struct bt_running *r, double equity)
{
    return r->config->profile == BT_ORIGINAL || equity >= r->options.minimum_equity_usd;
}

/* The order of arithmetic is that of B.7: the cost is paid on the trade as it was planned, and the position is then the
 * target of what is left. What a dividend will bring is not traded on before it is there. */
bool bt_rebalance(struct bt_running *r, struct bt_today *d, double equity)
{
    double value = fabs(d->value), target = r->config->leverage, own = equity - bt_on_its_way(r);
    double leverage = equity > 0 ? value / equity : 0, seen = watched(r, value, equity);
    double growth_pct = r->base > 0 ? (seen - r->base) / r->base * 100 : 0;
    enum bt_rebalance_kind kind;
    if (!rebalance_is_due(r, d, equity, leverage, growth_pct, &kind))
        return false;
    double change = own * target / d->price - fabs(r->shares);
    if (!(fabs(change) > 0.01) || !(change > 0 ? may_buy(r, equity) : kind != BT_REBALANCE_PROFIT))
        return false;
    double cost = fabs(change) * d->price * r->rebalance_cost;
    if (!(own > cost))
        return false;
    own -= cost;
    pay_cost(r, d, cost);
    double traded = own * target;
    r->shares = r->side * traded / d->price;
    r->loan = r->side * traded - own - owed_dividends(r);
    r->accrued = r->cash = 0;
    r->base = watched(r, traded, own + bt_on_its_way(r));
    r->tally.rebalance_days += r->original ? 0 : r->days_since_rebalance;
    r->days_since_rebalance = 0;
    d->rebalanced = true;
    r->out->rebalances[r->out->n_rebalances++] = (struct bt_rebalance){.kind = kind,
                                                                       .row = (uint32_t)d->row,
                                                                       .day = r->prices.day[d->row],
                                                                       .growth_trigger_pct = growth_pct,
                                                                       .shares_change = r->side * change,
                                                                       .transaction_cost = cost,
                                                                       .equity_before = equity,
                                                                       .equity_after = equity - cost,
                                                                       .leverage_before = leverage,
                                                                       .leverage_after = target,
                                                                       .portfolio_value_before = d->value,
                                                                       .portfolio_value_after = r->side * traded};
    return true;
}
