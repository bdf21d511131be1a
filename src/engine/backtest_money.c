/* backtest_money.c: money that moves without a trade: contributions and withdrawals, the fresh capital of a round, dividends
 * between their ex-date and their pay date, and the index that leaves money from outside out. See backtest_run.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/backtest_run.h"

#include <math.h>

/* ---- from outside ---- */

static double equity_now(const struct bt_running *r, const struct bt_today *d)
{
    return r->now.in_position ? r->shares * d->price - bt_net_debt(r) : r->now.equity;
}

/* Money taken out of a position is cash, then lent by the broker, as long as what is left of the equity is what a purchase
 * of the position would ask for. */
static bool may_withdraw(const struct bt_running *r, const struct bt_today *d, double amount)
{
    double left = equity_now(r, d) - amount;
    return r->now.in_position ? left >= fabs(r->shares * d->price) * r->owner_share : left >= bt_on_its_way(r);
}

/* Money moves at the close: behind what a position made of the day, also one that was sold in the session, whose loss it
 * must not hide. An account that was out all day made nothing of it, and may go in with the money at that close. */
static void move_money(struct bt_running *r, struct bt_today *d, double amount)
{
    bool held = r->now.in_position || d->called;
    *(held ? &r->aside.flow_after : &r->aside.flow_before) += amount;
    r->put_in += amount;
    r->round_flow += amount;
    if (!r->now.in_position)
        r->now.equity += amount;
    else if (amount > 0)
        bt_use_cash(r, d, amount);
    else
        bt_settle(r, amount);
}

void bt_contribute(struct bt_running *r, struct bt_today *d)
{
    double amount = r->options.contribution_usd;
    enum bt_event_kind kind = BT_EVENT_CONTRIBUTION;
    if (amount < 0)
        kind = may_withdraw(r, d, -amount) ? BT_EVENT_WITHDRAWAL : BT_EVENT_WITHDRAWAL_SKIPPED;
    if (kind != BT_EVENT_WITHDRAWAL_SKIPPED)
        move_money(r, d, amount);
    r->tally.contributions += kind == BT_EVENT_CONTRIBUTION ? amount : 0;
    r->tally.withdrawals += kind == BT_EVENT_WITHDRAWAL ? -amount : 0;
    r->tally.withdrawals_skipped += kind == BT_EVENT_WITHDRAWAL_SKIPPED;
    struct bt_event *e = bt_event_add(r, d, kind, d->price);
    e->equity = equity_now(r, d);
    e->detail = fabs(amount);
    d->flow_due = false;
}

/* What was left is set aside, dividends on their way with it; what is owed is paid by the new money. */
void bt_begin_fresh(struct bt_running *r, struct bt_today *d)
{
    double start = r->tally.start_equity, left = r->now.equity > 0 ? r->now.equity : 0;
    double injected = start - r->now.equity + left;
    if (left > 0)
        bt_event_add(r, d, BT_EVENT_SET_ASIDE, d->price)->detail = left;
    struct bt_event *e = bt_event_add(r, d, BT_EVENT_INJECTION, d->price);
    e->equity = start;
    e->detail = injected;
    r->aside.flow_before += start - r->now.equity;
    r->tally.set_aside += left;
    r->tally.injections += injected;
    r->put_in += injected;
    r->now.equity = start;
    r->receivable = 0;
    r->payments.n = 0;
}

/* ---- dividends on their way ---- */

void bt_expect_dividend(struct bt_running *r, const struct bt_today *d)
{
    struct bt_payments *p = &r->payments;
    int32_t ex_day = r->prices.day[d->row], day = r->pay_day ? r->pay_day[d->row] : BT_NO_DAY;
    if (day == BT_NO_DAY)
        day = ex_day + r->options.dividend_lag_days;
    size_t last = (p->first + p->n - 1) % BT_PAYMENTS_MAX, next = (p->first + p->n) % BT_PAYMENTS_MAX;
    if (p->n && p->at[last].day > day) /* paid in the order of the ex-dates */
        day = p->at[last].day;
    p->at[next].day = day;
    p->at[next].amount = d->dividend;
    p->n++;
    r->receivable += d->dividend;
}

void bt_collect_dividends(struct bt_running *r, struct bt_today *d)
{
    struct bt_payments *p = &r->payments;
    while (p->n && p->at[p->first].day <= r->prices.day[d->row]) {
        double amount = p->at[p->first].amount;
        p->first = (p->first + 1) % BT_PAYMENTS_MAX;
        r->receivable = --p->n ? r->receivable - amount : 0; /* nothing on its way is nothing, not what rounding left */
        if (r->now.in_position)
            bt_use_cash(r, d, amount);
    }
}

/* ---- the index ---- */

/* The return of a day: equity without today's later money, over yesterday's with today's earlier money. An index at or
 * below 0 stays at 0: from there no return leads anywhere. */
void bt_move_index(struct bt_running *r, const struct bt_today *d)
{
    double from = r->aside.equity_before + r->aside.flow_before, to = r->now.equity - r->aside.flow_after;
    if (from > 0)
        r->index *= to > 0 ? to / from : 0;
    r->out->index[d->row] = r->index;
}
