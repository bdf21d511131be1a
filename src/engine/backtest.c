/* backtest.c: the day-by-day loop of a leveraged account, for every mode. See backtest.h; its other parts are listed in
 * backtest_run.h.
 * One loop serves both profiles: every option is a condition at the one place where it matters, and with the options of
 * BT_ORIGINAL the arithmetic is that of the specification's part B, operation by operation, so that its daily figures
 * come out to the bit. Multiplications by 1 and additions of 0 leave bits alone, which is what makes this possible.
 * The loop is compiled twice: `special` is false where no option is used that most accounts do without (run_begin says
 * which), and what only such options need then costs nothing.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/backtest.h"

#include <math.h>
#include <string.h>

#include "base/day.h"
#include "engine/backtest_run.h"
#include "engine/financing.h"

#define HOT static inline __attribute__((always_inline))

HOT double net_debt(const struct bt_running *r, bool special)
{
    return special ? bt_net_debt(r) : r->loan + r->accrued; /* the same: no cash, nothing receivable */
}

/* ---- out of the market ---- */

static void stay_out_or_enter(struct bt_running *r, struct bt_today *d)
{
    bool fresh = r->mode == BT_FRESH_CAPITAL;
    double equity = fresh ? r->tally.start_equity : r->now.equity;
    if (r->now.wait > 0) {
        r->now.wait--;
        d->status = bt_is_original(r, BT_FRESH_CAPITAL) ? BT_WAITING_FRESH : BT_WAITING;
        r->tally.waiting_days++;
    } else if (equity < 0) {
        d->status = BT_OWES_BROKER;
    } else if (equity < r->options.minimum_equity_usd || (!fresh && equity < r->receivable)) {
        d->status = BT_INSUFFICIENT_EQUITY;
    } else {
        if (fresh && r->has_flows && r->tally.entries > 0)
            bt_begin_fresh(r, d);
        bt_enter(r, d);
    }
}

/* ---- what a day costs and brings ---- */

/* The rate of a row per day: without the spreads of the tiers, which depend on the loan. */
HOT double rate_per_day(const struct bt_running *r, double rate)
{
    if (r->options.financing == BT_FINANCING_FLAT)
        rate += r->options.spread_pct;
    else if (r->options.financing == BT_FINANCING_TIERS && rate < 0)
        rate = 0;
    return rate / 100.0 / r->options.day_count;
}

/* Interest of one day on the settled loan: annual cost / day count. */
HOT double interest_per_day(const struct bt_running *r)
{
    double interest = r->loan * r->day_rate;
    if (r->options.financing == BT_FINANCING_TIERS)
        interest += financing_spread_cost(&financing_tiers, r->loan) / r->options.day_count;
    return interest + 0.0; /* no negative zero */
}

/* Of a short: the borrow fee less what the proceeds earn, both on its value since the last session (E28). */
static double carry(struct bt_running *r, size_t row)
{
    double days = r->options.interest_calendar ? r->prices.day[row] - r->prices.day[row - 1] : 1;
    double share = fabs(r->shares) * r->prices.close[row - 1] * days / (100.0 * r->options.day_count);
    double fee = share * r->options.borrow_fee_pct;
    double credit = share * fmax(r->fed_funds[row] - r->options.short_credit_pct, 0);
    r->tally.borrow_fees += fee;
    r->tally.short_credit += credit;
    return fee - credit;
}

/* Interest of this row: per day, times the days since the last session. Rates stand still for weeks, and so does a loan
 * whose interest is posted by the month: the work is done again only when one of them moves. */
HOT double row_interest(struct bt_running *r, size_t row, bool special)
{
    double rate = r->charged_rate[row];
    if (special && r->options.is_short)
        return carry(r, row);
    if (rate != r->rate_seen) {
        r->rate_seen = rate;
        r->day_rate = rate_per_day(r, rate);
        r->loan_seen = NAN;
    }
    if (r->loan != r->loan_seen) {
        r->loan_seen = r->loan;
        r->day_interest = interest_per_day(r);
    }
    if (!r->options.interest_calendar)
        return r->day_interest;
    return r->day_interest * (r->prices.day[row] - r->prices.day[row - 1]);
}

HOT void owe_interest(struct bt_running *r, const struct bt_today *d)
{
    if (r->options.posting_month)
        r->accrued += d->interest;
    else
        r->loan += d->interest;
}

HOT void charge_interest(struct bt_running *r, struct bt_today *d, bool special)
{
    d->interest = row_interest(r, d->row, special);
    r->tally.interest += d->interest;
    r->round_interest += d->interest;
    if (!special || !r->late_interest)
        owe_interest(r, d);
}

/* Due on the ex-date; put to use at that close, without borrowing more, or on the pay date. A short owes it. */
HOT void receive_dividend(struct bt_running *r, struct bt_today *d)
{
    double per_share = r->prices.dividend ? r->prices.dividend[d->row] : 0;
    if (!(per_share > 0))
        return;
    d->dividend = r->shares * per_share;
    r->tally.dividends += d->dividend;
    if (r->options.dividend_pay)
        bt_expect_dividend(r, d);
    else
        bt_use_cash(r, d, d->dividend);
}

static void post_interest(struct bt_running *r)
{
    r->loan += r->accrued;
    r->accrued = 0;
}

/* ---- margin calls ---- */

/* Whether the session touched the call price K = net debt / (shares * (1 - m)), or nearly: a division per row is what costs
 * here, so the product is tested first and call_in_session has the last word. */
HOT bool call_is_near(const struct bt_running *r, const struct bt_today *d, bool special)
{
    double debt = net_debt(r, special);
    return r->worst[d->row] * (r->shares * r->free_share) <= debt * (1 + r->side * 1e-12);
}

/* True when K was touched; *price is then what a sale got: the open when the session opened beyond K. */
static bool call_in_session(const struct bt_running *r, const struct bt_today *d, double *price)
{
    double open = r->prices.open[d->row], call = bt_net_debt(r) / (r->shares * r->free_share);
    if (!call_is_near(r, d, true) || !(r->side * r->worst[d->row] <= r->side * call))
        return false;
    *price = r->side * open < r->side * call ? open : call;
    return true;
}

/* What the broker does in the session, at the call price or an open beyond it. When the minimum was sold and the session
 * went on to the new call price, the rest is sold at its worst price. A call with days to meet it is made at the close. */
static void meet_call_in_session(struct bt_running *r, struct bt_today *d)
{
    double price;
    if (r->options.liquidation == BT_CALL || !call_in_session(r, d, &price))
        return;
    if (r->options.liquidation == BT_SELL_ALL) {
        bt_liquidate(r, d, price);
        return;
    }
    bt_sell_needed(r, d, price);
    if (r->now.in_position && call_in_session(r, d, &price))
        bt_sell_needed(r, d, r->worst[d->row]);
}

static void wait_for_cure(struct bt_running *r, struct bt_today *d, double equity)
{
    if (!r->call_open) {
        r->call_open = true;
        r->call_due = d->row + (size_t)r->options.cure_days;
        r->tally.calls_issued++;
        struct bt_event *e = bt_event_add(r, d, BT_EVENT_CALL, d->price);
        e->equity = equity;
        e->detail = d->need - equity;
    }
    d->called = true;
    d->status = BT_MARGIN_CALL;
    if (d->row >= r->call_due)
        bt_sell_needed(r, d, d->price);
}

static void meet_call_at_close(struct bt_running *r, struct bt_today *d, double equity)
{
    switch (r->options.liquidation) {
    case BT_SELL_ALL:
        bt_liquidate(r, d, d->price);
        break;
    case BT_SELL_MINIMUM:
        bt_sell_needed(r, d, d->price);
        break;
    case BT_CALL:
        wait_for_cure(r, d, equity);
        break;
    }
}

static void note_cured(struct bt_running *r, struct bt_today *d, double equity)
{
    r->call_open = false;
    r->tally.calls_cured++;
    bt_event_add(r, d, BT_EVENT_CURED, d->price)->equity = equity;
}

/* ---- a day with a position ---- */

/* Value, requirement and equity at the close. */
HOT double mark(struct bt_running *r, struct bt_today *d, bool special)
{
    d->value = r->shares * d->price;
    d->need = d->value * r->maintenance;
    double equity = d->value - net_debt(r, special);
    if (special && r->may_rebalance)
        r->aside.leverage = equity > 0 ? fabs(d->value) / equity : 0;
    return equity;
}

/* passive_hold: nothing is sold, a day that touches the call price is marked. */
static void hold_through(struct bt_running *r, struct bt_today *d)
{
    double price;
    bool touched = r->options.call_intraday && !d->entered && call_in_session(r, d, &price);
    if (d->flow_due)
        bt_contribute(r, d);
    r->now.equity = mark(r, d, true);
    d->called = touched || r->now.equity < d->need;
    r->tally.margin_call_days += d->called;
    if (d->called)
        d->status = BT_MARGIN_CALL;
}

HOT void hold_or_be_called(struct bt_running *r, struct bt_today *d, bool special)
{
    if (r->options.call_intraday && !d->entered && call_is_near(r, d, special))
        meet_call_in_session(r, d);
    if (!r->now.in_position)
        return;
    if (special && d->flow_due)
        bt_contribute(r, d);
    double equity = mark(r, d, special);
    if (special && r->may_rebalance && d->row > 0 && bt_rebalance(r, d, equity))
        equity = mark(r, d, special);
    if (equity < d->need) {
        meet_call_at_close(r, d, equity);
        if (!r->now.in_position)
            return;
        equity = mark(r, d, special);
    } else if (special && r->call_open) {
        note_cured(r, d, equity);
    }
    r->now.equity = equity;
}

HOT void hold(struct bt_running *r, struct bt_today *d, bool special)
{
    r->now.days++;
    d->status = d->entered && !r->original ? BT_ENTERED : BT_ACTIVE;
    if (d->row > 0 && (!d->entered || r->options.entry_day_flows)) {
        charge_interest(r, d, special);
        receive_dividend(r, d);
    }
    r->last_interest = d->interest;
    if (r->options.posting_month && d->begins)
        post_interest(r);
    if (special && r->receivable != 0)
        bt_collect_dividends(r, d);
    if (special && r->mode == BT_PASSIVE_HOLD)
        hold_through(r, d);
    else
        hold_or_be_called(r, d, special);
}

/* ---- days ---- */

/* Of which period this is the first session, where it is that of a month. */
static enum bt_every period_begins(struct bt_running *r, size_t row)
{
    int year, month, mday, last_quarter = r->quarter, last_year = r->year;
    day_to_civil(r->prices.day[row], &year, &month, &mday);
    r->next_month = day_from_civil(year + month / 12, month % 12 + 1, 1);
    r->year = year;
    r->quarter = (month - 1) / 3;
    if (year != last_year)
        return BT_YEAR;
    return r->quarter != last_quarter ? BT_QUARTER : BT_MONTH;
}

static void note_state(struct bt_running *r, size_t row)
{
    r->tally.active_days += r->now.in_position;
    if (r->wants_columns)
        bt_record_state(r, row);
}

/* passive_hold in the original shows dividends per share, and counts them on the shares that they have already bought. */
static void count_passive_dividend(struct bt_running *r, struct bt_today *d)
{
    double per_share = r->prices.dividend ? r->prices.dividend[d->row] : 0;
    r->aside.dividends_shown = per_share > 0 ? per_share * r->shares : 0;
    r->tally.dividends += r->aside.dividends_shown - d->dividend;
    d->dividend = per_share;
}

/* The row's leverage and growth for the averages; the original counts rows without a position too (E20). */
static void note_leverage(struct bt_running *r, const struct bt_today *d)
{
    struct bt_tally *t = &r->tally;
    bool shown = r->now.in_position || bt_is_original(r, BT_PROFIT_THRESHOLD);
    double leverage = shown ? r->aside.leverage : 0, value = shown ? fabs(d->value) : 0;
    double growth = t->first_position > 0 && value > 0 ? (value - t->first_position) / t->first_position * 100 : 0;
    if (leverage > 0) {
        bool first = t->leverage.n == 0;
        stats_add_one(&t->leverage, leverage);
        t->leverage_max = first || leverage > t->leverage_max ? leverage : t->leverage_max;
        t->leverage_min = first || leverage < t->leverage_min ? leverage : t->leverage_min;
        t->drift_sum += fabs(leverage - r->config->leverage);
    }
    t->rebalance_days += r->original ? r->days_since_rebalance : 0;
    t->growth_last = growth;
    t->growth_max = d->row == 0 || growth > t->growth_max ? growth : t->growth_max;
}

static void begin_special(struct bt_running *r, struct bt_today *d)
{
    r->aside = (struct bt_aside){.equity_before = r->now.equity};
    r->days_since_rebalance += r->now.in_position;
    d->flow_due = r->contributes && d->row > 0 && bt_begins(d, r->options.contribution_every);
    if (r->now.in_position)
        return;
    if (r->receivable != 0)
        bt_collect_dividends(r, d);
    if (d->flow_due)
        bt_contribute(r, d);
}

static void end_special(struct bt_running *r, struct bt_today *d)
{
    if (d->flow_due) /* the position was sold in the session */
        bt_contribute(r, d);
    if (r->late_interest)
        owe_interest(r, d);
    if (bt_is_original(r, BT_PASSIVE_HOLD))
        count_passive_dividend(r, d);
    if (r->may_rebalance)
        note_leverage(r, d);
    if (r->has_flows)
        bt_move_index(r, d);
}

HOT void run_day(struct bt_running *r, size_t row, bool special)
{
    struct bt_today d = {.row = row, .price = r->prices.close[row]};
    if (r->uses_calendar && r->prices.day[row] >= r->next_month)
        d.begins = period_begins(r, row);
    if (r->original)
        note_state(r, row);
    if (special)
        begin_special(r, &d);
    if (!r->now.in_position)
        stay_out_or_enter(r, &d);
    if (r->now.in_position)
        hold(r, &d, special);
    if (d.entered)
        r->out->events[r->entry_event].detail = r->shares;
    if (special)
        end_special(r, &d);
    /* A maximum, not an if: whether a day is a new high cannot be foretold by the processor. */
    r->tally.max_equity = r->now.equity > r->tally.max_equity ? r->now.equity : r->tally.max_equity;
    r->out->equity[row] = r->now.equity;
    if (!r->original)
        note_state(r, row);
    if (r->wants_columns)
        bt_record_day(r, &d);
}

static void run_days(struct bt_running *r)
{
    size_t n = r->prices.n;
    if (r->is_special)
        for (size_t i = 0; i < n; i++)
            run_day(r, i, true);
    else
        for (size_t i = 0; i < n; i++)
            run_day(r, i, false);
}

/* ---- the whole run ---- */

static bool any_column(const struct bt_result *out)
{
    for (int c = 0; c < BT_COLUMNS; c++)
        if (out->column[c])
            return true;
    return false;
}

static void run_begin(struct bt_running *r, const struct bt_config *c, const struct bt_input *in, struct bt_result *out)
{
    const struct bt_options *o = &c->options;
    /* B.1: the original is handed equity * leverage and divides again, which may move the last bit. */
    double start = c->profile == BT_ORIGINAL ? c->equity * c->leverage / c->leverage : c->equity;
    double m = bt_maintenance(c), side = o->is_short ? -1 : 1;
    bool original = !o->metrics_corrected, contributes = bt_contributes(o);
    *r =
        (struct bt_running){.config = c,
                            .options = *o,
                            .prices = in->prices,
                            .fed_funds = in->fed_funds_pct,
                            .charged_rate = o->financing == BT_FINANCING_FILE ? in->margin_rate_pct : in->fed_funds_pct,
                            .worst = o->is_short ? in->prices.high : in->prices.low,
                            .pay_day = in->pay_day,
                            .out = out,
                            .wants_columns = any_column(out),
                            .mode = c->mode,
                            .original = original,
                            .may_rebalance = bt_may_rebalance(c),
                            .has_flows = bt_has_flows(c),
                            .contributes = contributes,
                            .late_interest = c->mode == BT_PASSIVE_HOLD && c->profile == BT_ORIGINAL,
                            .side = side,
                            .maintenance = side * m,
                            .free_share = 1 - side * m,
                            .sale_share = m + o->buffer_pct / 100,
                            .owner_share = bt_initial_share(c),
                            .slippage = o->slippage_bps / 10000.0,
                            .trade_cost = o->trade_cost_bps / 10000.0,
                            .rebalance_cost = bt_rebalance_bps(c) / 10000.0,
                            .rate_seen = NAN,
                            .next_month = INT32_MIN,
                            .now = {.equity = start},
                            .index = 1,
                            .tally = {.start_equity = start, .max_equity = start}};
    r->now.cycle = bt_is_original(r, BT_FRESH_CAPITAL);
    r->uses_calendar = o->posting_month || contributes || r->may_rebalance;
    r->is_special = !bt_is_plain(c) || r->has_flows || r->may_rebalance || c->mode == BT_PASSIVE_HOLD;
    out->n = in->prices.n;
    out->n_events = out->n_rounds = out->n_rebalances = 0;
}

/* The original noted no rounds in profit_threshold and passive_hold (B.9), and in the latter no entry. */
static void leave_out(enum bt_mode mode, struct bt_result *out)
{
    if (mode == BT_PROFIT_THRESHOLD || mode == BT_PASSIVE_HOLD)
        out->n_rounds = 0;
    if (mode == BT_PASSIVE_HOLD && out->n_events > 0 && out->events[0].kind == BT_EVENT_ENTRY)
        memmove(out->events, out->events + 1, --out->n_events * sizeof *out->events);
}

enum bt_error bt_run(const struct bt_config *c, const struct bt_input *in, struct bt_result *out)
{
    enum bt_error e = bt_check(c, in, out);
    if (e)
        return e;
    struct bt_running r;
    run_begin(&r, c, in, out);
    run_days(&r);
    if (!isfinite(r.now.equity))
        return BT_EDOMAIN;
    if (r.now.in_position)
        bt_close_open_round(&r);
    else if (r.now.equity < 0)
        r.tally.owed = -r.now.equity;
    bt_fill_metrics(c, in, &r.tally, out);
    if (c->profile == BT_ORIGINAL)
        leave_out(c->mode, out);
    return BT_OK;
}
