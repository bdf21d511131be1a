/* twin.c: see twin.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "twin.h"

#include <math.h>
#include <stdlib.h>

#include "base/day.h"

/* The account on one evening. Short: shares and loan are below 0. */
struct evening {
    double equity, shares, loan, accrued, cash, total_interest, total_dividends, total_costs;
    double wait, cycle, days, since, base, aside, put_in, index;
    double call_due; /* the row until which an open call waits; -1: none is open */
    bool in;
};

/* A dividend that is paid some time after its ex-date. */
struct payment {
    int32_t day;
    double amount;
    bool over;
};

struct book {
    const struct bt_config *c;
    const struct bt_options *o;
    const struct bt_input *in;
    struct twin *t;
    struct evening *evening; /* evening[0] is before the first session */
    struct payment *payment;
    size_t payments;
    double loss_sum, loss_worst, losses, called_days, first_position;
    double drift, leverage_rows, growth_max, growth_last, rebalance_days;
    double *leverage; /* of the rows that have one */
    double contributions, withdrawals, skipped, injections, partial, issued, cured, marked, fees, credit;
};

/* One day while it goes on. */
struct morning {
    size_t row;
    double price, before, interest, dividend, shown_dividends, cost, value, leverage, flow_before, flow_after;
    bool entered, sold, called, rebalanced, due;
    enum bt_status status;
};

static double maintenance(const struct book *b)
{
    static const double shares[2][1 + BT_MOVES] = {{0.25, 0.15, 0.08, 0.12}, {0.30, 0.20, 0.06, 0.10}};
    int column = b->c->account == BT_PORTFOLIO ? 1 + (int)b->o->price_moves : 0;
    return shares[b->o->is_short][column] + b->o->house_addon_pct / 100;
}

static double sign(const struct book *b)
{
    return b->o->is_short ? -1 : 1;
}

static bool shows_original(const struct book *b, enum bt_mode mode)
{
    return !b->o->metrics_corrected && b->c->mode == mode;
}

static bool rebalances(const struct book *b)
{
    return b->c->mode == BT_PROFIT_THRESHOLD || b->c->mode == BT_CONSTANT_LEVERAGE;
}

static double receivable(const struct book *b)
{
    double sum = 0;
    for (size_t i = 0; i < b->payments; i++)
        sum += b->payment[i].over ? 0 : b->payment[i].amount;
    return sum;
}

/* Money that is not there yet: what a short owes is there until it is paid, but is not traded on. */
static double to_come(const struct book *b)
{
    return fmax(receivable(b), 0);
}

static double net_debt(const struct book *b, const struct evening *e)
{
    return e->loan + e->accrued - (e->cash + receivable(b));
}

static double equity_at(const struct book *b, const struct evening *e, double price)
{
    return e->shares * price - net_debt(b, e);
}

/* The price at which equity is the maintenance share of the position. */
static double call_at(const struct book *b, const struct evening *e)
{
    return net_debt(b, e) / (e->shares * (1 - sign(b) * maintenance(b)));
}

/* ---- interest ---- */

static double tiered(double loan, double fed_funds)
{
    static const double upto[] = {100e3, 1e6, 50e6, 200e6, INFINITY}, spread[] = {1.5, 1.0, 0.75, 0.5, 0.5};
    double from = 0, cost = 0, base = fed_funds > 0 ? fed_funds : 0;
    for (int i = 0; i < 5 && loan > from; i++) {
        double slice = (loan < upto[i] ? loan : upto[i]) - from;
        cost += slice * (base + spread[i]) / 100;
        from = upto[i];
    }
    return cost;
}

static double annual_interest(const struct book *b, double loan, size_t row)
{
    double fed_funds = b->in->fed_funds_pct[row];
    if (b->o->financing == BT_FINANCING_TIERS)
        return tiered(loan, fed_funds);
    return loan * (b->o->financing == BT_FINANCING_FLAT ? fed_funds + b->o->spread_pct : b->in->margin_rate_pct[row]) /
           100;
}

static double interest_of(struct book *b, const struct evening *e, size_t row)
{
    double k = b->o->interest_calendar ? b->in->prices.day[row] - b->in->prices.day[row - 1] : 1;
    if (b->o->is_short) {
        double years = k / b->o->day_count, value = -e->shares * b->in->prices.close[row - 1];
        double fee = value * b->o->borrow_fee_pct / 100 * years,
               rate = b->in->fed_funds_pct[row] - b->o->short_credit_pct;
        double credit = rate > 0 ? value * rate / 100 * years : 0;
        b->fees += fee;
        b->credit += credit;
        return fee - credit;
    }
    if (b->o->financing == BT_FINANCING_FILE && !b->o->interest_calendar)
        return e->loan * (b->in->margin_rate_pct[row] / 100.0 / b->o->day_count); /* the order of part B */
    return annual_interest(b, e->loan, row) * k / b->o->day_count;
}

/* The longest period that begins on a row. */
static enum bt_every begins(const struct book *b, size_t row)
{
    int y[2], m[2], d;
    if (row == 0)
        return BT_YEAR;
    day_to_civil(b->in->prices.day[row - 1], &y[0], &m[0], &d);
    day_to_civil(b->in->prices.day[row], &y[1], &m[1], &d);
    if (y[0] != y[1])
        return BT_YEAR;
    if ((m[0] - 1) / 3 != (m[1] - 1) / 3)
        return BT_QUARTER;
    return m[0] != m[1] ? BT_MONTH : BT_NEVER;
}

static bool begins_period(const struct book *b, size_t row, enum bt_every period)
{
    return period != BT_NEVER && begins(b, row) >= period;
}

/* ---- trades ---- */

static struct twin_round *open_round(struct book *b)
{
    return &b->t->round[b->t->n_rounds - 1];
}

static void pay(struct evening *e, struct morning *w, double cost)
{
    w->cost += cost;
    e->total_costs += cost;
}

static double watched(const struct book *b, double value, double equity)
{
    return b->o->is_short || b->o->trigger_equity ? equity : value;
}

static void buy(struct book *b, struct evening *e, struct morning *w)
{
    double bps = b->o->trade_cost_bps / 10000, leverage = b->c->leverage, all = e->equity - to_come(b);
    double own = all / (1 + leverage * bps), value = own * leverage;
    if (shows_original(b, BT_PASSIVE_HOLD))
        value = b->c->equity * leverage / (1 + leverage * bps); /* B.8: the position is given, the loan worked out */
    pay(e, w, all - own);
    e->shares = sign(b) * value / w->price;
    e->loan = sign(b) * value - own - (to_come(b) - receivable(b));
    e->cash = 0;
    e->in = w->entered = true;
    e->cycle += !shows_original(b, BT_FRESH_CAPITAL);
    e->days = 0;
    e->since = 1;
    e->base = watched(b, value, e->equity - (all - own));
    if (b->t->n_rounds == 0)
        b->first_position = value;
    b->t->round[b->t->n_rounds++] = (struct twin_round){.start_equity = e->equity, .start_price = w->price};
}

/* What a forced sale of shares worth `value` brings; a short buys back, and pays more. */
static double forced(const struct book *b, struct evening *e, struct morning *w, double value)
{
    double slipped = fabs(value) * (b->o->slippage_bps / 10000);
    double cost = fabs(value - slipped) * (b->o->trade_cost_bps / 10000);
    pay(e, w, slipped + cost);
    return value - slipped - cost;
}

static void sell(struct book *b, struct evening *e, struct morning *w, double price)
{
    bool fresh = shows_original(b, BT_FRESH_CAPITAL);
    double left = forced(b, e, w, e->shares * price) - net_debt(b, e);
    if (!b->o->carry_deficit && left < 0)
        left = 0;
    struct twin_round *r = open_round(b);
    double start = r->start_equity + r->put_in;
    double from = b->o->metrics_corrected || b->c->mode == BT_FRESH_CAPITAL ? start : w->before + w->flow_before;
    double loss = from > 0 ? (from - left) / from * 100 : 0;
    b->loss_worst = b->losses == 0 || loss > b->loss_worst ? loss : b->loss_worst;
    b->loss_sum += loss;
    b->losses++;
    b->called_days += e->days;
    r->called = true;
    r->days = e->days;
    r->end_price = price;
    r->end_equity = left;
    r->loss_pct = start > 0 ? (from - left) / start * 100 : 0;
    e->equity = fresh ? b->evening[0].equity : left;
    e->cycle += fresh;
    e->in = false;
    e->wait = b->o->wait_sessions;
    e->call_due = -1;
    e->days = e->shares = e->loan = e->accrued = e->cash = e->since = e->base = 0;
    w->sold = w->called = true;
    w->status = fresh ? BT_LIQUIDATED_FRESH : BT_LIQUIDATED;
}

static void settle(const struct book *b, struct evening *e, double amount)
{
    if (b->o->is_short) {
        e->loan -= amount;
    } else if (amount < 0) {
        double from_cash = fmin(e->cash, -amount);
        e->cash -= from_cash;
        e->loan += -amount - from_cash;
    } else {
        double repaid = fmin(e->loan, amount);
        e->loan -= repaid;
        e->cash += amount - repaid;
    }
}

static void use(struct book *b, struct evening *e, struct morning *w, double amount)
{
    if (b->o->is_short || b->o->dividend_use == BT_PAY_DOWN) {
        settle(b, e, amount);
        return;
    }
    if (b->o->dividend_use == BT_KEEP) {
        e->cash += amount;
        return;
    }
    double bought = amount / (1 + b->o->trade_cost_bps / 10000);
    pay(e, w, amount - bought);
    e->shares += bought / w->price;
}

/* What equity lacks to be the share `t` of the position after a sale of S: looked for by halving. */
static double lacking(const struct book *b, double value, double equity, double t, double sale)
{
    double s = b->o->slippage_bps / 10000, c = b->o->trade_cost_bps / 10000;
    double lost = b->o->is_short ? sale * (1 + s) * (1 + c) - sale : sale - sale * (1 - s) * (1 - c);
    return t * (value - sale) - (equity - lost);
}

static void sell_needed(struct book *b, struct evening *e, struct morning *w, double price)
{
    double value = fabs(e->shares) * price, equity = equity_at(b, e, price), low = 0, high = value;
    double t = maintenance(b) + b->o->buffer_pct / 100;
    if (!(lacking(b, value, equity, t, value) < 0)) {
        sell(b, e, w, price);
        return;
    }
    if (!(lacking(b, value, equity, t, value * 1e-9) > 0))
        return;
    w->called = true;
    w->status = BT_SOLD_PART;
    e->call_due = -1;
    for (int i = 0; i < 200; i++) {
        double middle = (low + high) / 2;
        *(lacking(b, value, equity, t, middle) > 0 ? &low : &high) = middle;
    }
    e->shares -= sign(b) * high / price;
    settle(b, e, forced(b, e, w, sign(b) * high));
    b->partial++;
    e->base = watched(b, fabs(e->shares) * price, equity_at(b, e, price));
}

static void rebalance(struct book *b, struct evening *e, struct morning *w)
{
    double target = b->c->leverage, p = w->price, value = fabs(e->shares * p), equity = equity_at(b, e, p);
    double leverage = equity > 0 ? value / equity : 0, own = equity - to_come(b), need = value * maintenance(b);
    double seen = watched(b, value, equity), growth = e->base > 0 ? (seen - e->base) / e->base * 100 : 0;
    double change = own * target / p - fabs(e->shares);
    bool accurate = b->c->profile == BT_ACCURATE;
    bool may_buy = change > 0.01 && (!accurate || equity >= b->o->minimum_equity_usd);
    double band = b->o->rebalance_band_pct / 100 * target;
    if (b->c->mode == BT_PROFIT_THRESHOLD) {
        if (growth < b->c->profit_threshold_pct || leverage >= 0.95 * target || !may_buy)
            return;
    } else {
        if (equity < need || equity <= 0 || e->call_due >= 0 || !(may_buy || change < -0.01))
            return;
        if (!(band > 0 && fabs(leverage - target) > band) && !begins_period(b, w->row, b->o->rebalance_every))
            return;
    }
    double bps = accurate || b->o->trade_cost_bps > 0 ? b->o->trade_cost_bps : b->c->transaction_cost_bps,
           cost = fabs(change) * p * (bps / 10000.0);
    if (own <= cost) /* dividends on their way are no money yet */
        return;
    own -= cost;
    pay(e, w, cost);
    e->shares = sign(b) * (own * target) / p;
    e->loan = sign(b) * (own * target) - own - (to_come(b) - receivable(b));
    e->accrued = e->cash = 0;
    e->base = watched(b, own * target, own + to_come(b));
    b->rebalance_days += b->o->metrics_corrected ? e->since : 0;
    e->since = 0;
    w->rebalanced = true;
    b->t->n_rebalances++;
}

/* ---- money ---- */

static void contribute(struct book *b, struct evening *e, struct morning *w)
{
    double amount = b->o->contribution_usd;
    double left = (e->in ? equity_at(b, e, w->price) : e->equity) + amount;
    double least = e->in ? fabs(e->shares) * w->price * bt_initial_share(b->c) : to_come(b);
    w->due = false;
    if (amount < 0 && left < least) {
        b->skipped++;
        return;
    }
    *(amount > 0 ? &b->contributions : &b->withdrawals) += fabs(amount);
    e->put_in += amount;
    if (b->t->n_rounds)
        open_round(b)->put_in += open_round(b)->called ? 0 : amount;
    *(e->in || w->sold ? &w->flow_after : &w->flow_before) += amount;
    if (!e->in)
        e->equity += amount;
    else if (amount > 0)
        use(b, e, w, amount);
    else
        settle(b, e, amount);
}

static void collect(struct book *b, struct evening *e, struct morning *w)
{
    for (size_t i = 0; i < b->payments; i++) {
        if (b->payment[i].over || b->payment[i].day > b->in->prices.day[w->row])
            continue;
        b->payment[i].over = true;
        if (e->in)
            use(b, e, w, b->payment[i].amount);
    }
}

static void receive(struct book *b, struct evening *e, struct morning *w)
{
    w->dividend = e->shares * b->in->prices.dividend[w->row];
    e->total_dividends += w->dividend;
    if (!b->o->dividend_pay) {
        use(b, e, w, w->dividend);
        return;
    }
    int32_t day = b->in->prices.day[w->row] + b->o->dividend_lag_days;
    if (b->in->pay_day && b->in->pay_day[w->row] != BT_NO_DAY)
        day = b->in->pay_day[w->row];
    for (size_t i = 0; i < b->payments; i++) /* never before an earlier one */
        day = !b->payment[i].over && b->payment[i].day > day ? b->payment[i].day : day;
    if (w->dividend != 0)
        b->payment[b->payments++] = (struct payment){day, w->dividend, false};
}

static void begin_fresh(struct book *b, struct evening *e, struct morning *w)
{
    double start = b->evening[0].equity, left = fmax(e->equity, 0), injected = start - fmin(e->equity, 0);
    w->flow_before += injected - left;
    e->aside += left;
    e->put_in += injected;
    b->injections += injected;
    e->equity = start;
    for (size_t i = 0; i < b->payments; i++)
        b->payment[i].over = true;
}

/* ---- a day ---- */

static void stay_out(struct book *b, struct evening *e, struct morning *w)
{
    bool fresh = b->c->mode == BT_FRESH_CAPITAL;
    double has = fresh ? b->evening[0].equity : e->equity;
    collect(b, e, w);
    if (w->due)
        contribute(b, e, w);
    has = fresh ? has : e->equity;
    if (e->wait > 0) {
        e->wait--;
        w->status = shows_original(b, BT_FRESH_CAPITAL) ? BT_WAITING_FRESH : BT_WAITING;
    } else if (has < 0) {
        w->status = BT_OWES_BROKER;
    } else if (has < b->o->minimum_equity_usd || (!fresh && has < receivable(b))) {
        w->status = BT_INSUFFICIENT_EQUITY;
    } else {
        if (fresh && b->o->metrics_corrected && b->t->n_rounds)
            begin_fresh(b, e, w);
        buy(b, e, w);
    }
}

/* Whether the session reached the call price, and what was got there. */
static bool reached(const struct book *b, const struct evening *e, size_t row, double *price)
{
    const struct price_series *p = &b->in->prices;
    double call = call_at(b, e), open = p->open[row];
    if (b->o->is_short ? p->high[row] < call : p->low[row] > call)
        return false;
    *price = b->o->is_short ? fmax(open, call) : fmin(open, call);
    return true;
}

static void test_in_session(struct book *b, struct evening *e, struct morning *w)
{
    double price;
    if (b->o->liquidation == BT_CALL || !reached(b, e, w->row, &price))
        return;
    if (b->o->liquidation == BT_SELL_ALL) {
        sell(b, e, w, price);
        return;
    }
    sell_needed(b, e, w, price);
    if (e->in && reached(b, e, w->row, &price))
        sell_needed(b, e, w, (b->o->is_short ? b->in->prices.high : b->in->prices.low)[w->row]);
}

static void test_at_close(struct book *b, struct evening *e, struct morning *w)
{
    double equity = equity_at(b, e, w->price), need = fabs(e->shares * w->price) * maintenance(b);
    if (equity >= need) {
        b->cured += e->call_due >= 0;
        e->call_due = -1;
    } else if (b->o->liquidation == BT_SELL_ALL) {
        sell(b, e, w, w->price);
    } else if (b->o->liquidation == BT_SELL_MINIMUM) {
        sell_needed(b, e, w, w->price);
    } else {
        b->issued += e->call_due < 0;
        e->call_due = e->call_due < 0 ? (double)w->row + b->o->cure_days : e->call_due;
        w->called = true;
        w->status = BT_MARGIN_CALL;
        if ((double)w->row >= e->call_due)
            sell_needed(b, e, w, w->price);
    }
}

static void hold_passively(struct book *b, struct evening *e, struct morning *w)
{
    double price;
    bool late = b->c->profile == BT_ORIGINAL;
    bool touched = b->o->call_intraday && !w->entered && reached(b, e, w->row, &price);
    if (w->due)
        contribute(b, e, w);
    e->equity = equity_at(b, e, w->price);
    w->called = touched || e->equity < fabs(e->shares * w->price) * maintenance(b);
    b->marked += w->called;
    w->status = w->called ? BT_MARGIN_CALL : w->status;
    if (late)
        *(b->o->posting_month ? &e->accrued : &e->loan) += w->interest;
    if (!b->o->metrics_corrected) {
        e->total_dividends -= w->dividend;
        w->dividend = b->in->prices.dividend[w->row];
        w->shown_dividends = w->dividend * e->shares;
        e->total_dividends += w->shown_dividends;
    }
}

static void hold(struct book *b, struct evening *e, struct morning *w)
{
    bool passive = b->c->mode == BT_PASSIVE_HOLD;
    e->days++;
    w->status = w->entered && b->o->metrics_corrected ? BT_ENTERED : BT_ACTIVE;
    if (w->row > 0 && !(w->entered && !b->o->entry_day_flows)) {
        w->interest = interest_of(b, e, w->row);
        e->total_interest += w->interest;
        if (!passive || b->c->profile == BT_ACCURATE)
            *(b->o->posting_month ? &e->accrued : &e->loan) += w->interest;
        receive(b, e, w);
    }
    if (begins(b, w->row) != BT_NEVER) {
        e->loan += e->accrued;
        e->accrued = 0;
    }
    collect(b, e, w);
    open_round(b)->interest += w->interest;
    open_round(b)->last_interest = w->interest;
    if (passive) {
        hold_passively(b, e, w);
        return;
    }
    if (b->o->call_intraday && !w->entered)
        test_in_session(b, e, w);
    if (!e->in)
        return;
    if (w->due)
        contribute(b, e, w);
    if (rebalances(b) && w->row > 0)
        rebalance(b, e, w);
    w->value = e->shares * w->price;
    double equity = equity_at(b, e, w->price);
    w->leverage = equity > 0 ? fabs(w->value) / equity : 0;
    test_at_close(b, e, w);
    if (!e->in)
        return;
    e->equity = equity_at(b, e, w->price);
    w->value = e->shares * w->price;
    w->leverage = e->equity > 0 ? fabs(w->value) / e->equity : 0;
}

static double rate_shown(const struct book *b, const struct evening *e, size_t row)
{
    double fed_funds = b->in->fed_funds_pct[row], earned = fed_funds - b->o->short_credit_pct;
    if (b->o->is_short)
        return b->o->borrow_fee_pct - (earned > 0 ? earned : 0);
    if (b->o->financing == BT_FINANCING_TIERS)
        return e->loan > 1 ? tiered(e->loan, fed_funds) / e->loan * 100 : tiered(1, fed_funds) * 100;
    if (b->o->financing == BT_FINANCING_FLAT)
        return fed_funds + b->o->spread_pct;
    return b->in->margin_rate_pct[row] / 100.0 * 100;
}

static void show_state(const struct book *b, double *c, const struct evening *e)
{
    const struct evening *state = b->o->metrics_corrected ? e : e - 1;
    c[BT_COL_CURRENT_EQUITY] = shows_original(b, BT_FRESH_CAPITAL) ? b->evening[0].equity : state->equity;
    c[BT_COL_IN_POSITION] = state->in;
    c[BT_COL_WAIT_DAYS_REMAINING] = state->wait;
    c[BT_COL_CYCLE_NUMBER] = state->cycle;
    c[BT_COL_DAYS_IN_POSITION] = state->days;
}

/* What a rebalancing account shows of a day, and its averages. */
static void show_leverage(struct book *b, double *c, const struct evening *e, const struct morning *w)
{
    bool kept = e->in || shows_original(b, BT_PROFIT_THRESHOLD); /* the original keeps a sold position on its row */
    double value = kept ? fabs(w->value) : 0, leverage = kept ? w->leverage : 0, first = b->first_position;
    double seen = watched(b, value, e->equity), growth = value > 0 ? (value - first) / first * 100 : 0;
    double drift = leverage > 0 ? fabs(leverage - b->c->leverage) : 0;
    c[BT_COL_TARGET_LEVERAGE] = b->c->leverage;
    c[BT_COL_ACTUAL_LEVERAGE] = leverage;
    c[BT_COL_LEVERAGE_DRIFT] = drift;
    c[BT_COL_DAYS_SINCE_REBALANCE] = e->since;
    c[BT_COL_TOTAL_GROWTH_PCT] = growth;
    c[BT_COL_GROWTH_SINCE_LAST_REBALANCE_PCT] = e->base > 0 && value > 0 ? (seen - e->base) / e->base * 100 : 0;
    c[BT_COL_PROFIT_THRESHOLD_PCT] = b->c->profit_threshold_pct;
    c[BT_COL_NEXT_REBALANCE_TARGET] = e->base * (1 + b->c->profit_threshold_pct / 100);
    b->drift += drift;
    if (leverage > 0)
        b->leverage[(size_t)b->leverage_rows++] = leverage;
    b->growth_max = w->row == 0 ? growth : fmax(b->growth_max, growth);
    b->growth_last = growth;
    b->rebalance_days += b->o->metrics_corrected ? 0 : e->since;
}

static void show(struct book *b, const struct evening *e, const struct morning *w)
{
    double *c = b->t->day[w->row].column, m = maintenance(b), value = e->in ? e->shares * w->price : 0;
    bool corrected = b->o->metrics_corrected, threshold = shows_original(b, BT_PROFIT_THRESHOLD);
    bool shown = e->in || corrected, held = e->in || w->sold;
    bool as_it_comes = !corrected && !threshold && !b->o->is_short && e->loan < 0;
    double call = !e->in ? 0 : as_it_comes ? call_at(b, e) : fmax(call_at(b, e), 0);
    c[BT_COL_ETF_PRICE] = w->price;
    show_state(b, c, e);
    c[BT_COL_FED_FUNDS_RATE] = b->in->fed_funds_pct[w->row] / 100.0 * 100;
    c[BT_COL_MARGIN_RATE] = rate_shown(b, e, w->row);
    c[BT_COL_POSITION_STATUS] = w->status;
    c[BT_COL_SHARES_HELD] = e->shares;
    c[BT_COL_PORTFOLIO_VALUE] = threshold ? w->value : value;
    c[BT_COL_MARGIN_LOAN] = (b->o->is_short ? 0 : e->loan) + e->accrued;
    c[BT_COL_EQUITY] = e->equity;
    c[BT_COL_MAINTENANCE_MARGIN_REQUIRED] = fabs(value) * m;
    c[BT_COL_IS_MARGIN_CALL] = w->called && !threshold;
    c[BT_COL_DAILY_INTEREST_COST] = shown ? w->interest : 0;
    c[BT_COL_CUMULATIVE_INTEREST_COST] = e->total_interest;
    c[BT_COL_DIVIDEND_PAYMENT] = shown || !threshold ? w->dividend : 0;
    c[BT_COL_CUMULATIVE_DIVIDENDS] = shows_original(b, BT_PASSIVE_HOLD) ? w->shown_dividends : e->total_dividends;
    c[BT_COL_MARGIN_CALL_PRICE] = e->in || threshold || (held && !corrected) ? call : NAN;
    c[BT_COL_TRANSACTION_COST_TODAY] = shown ? w->cost : 0;
    c[BT_COL_CUMULATIVE_TRANSACTION_COSTS] = e->total_costs;
    c[BT_COL_REBALANCED_TODAY] = shown && w->rebalanced;
    c[BT_COL_ACCRUED_INTEREST] = e->accrued;
    c[BT_COL_RECEIVABLE_DIVIDENDS] = receivable(b);
    c[BT_COL_CASH] = e->in ? e->cash - (b->o->is_short ? e->loan : 0) : e->equity - receivable(b);
    c[BT_COL_CALL_DAYS_LEFT] = e->call_due >= 0 ? e->call_due - (double)w->row : NAN;
    c[BT_COL_CONTRIBUTION] = w->flow_before + w->flow_after;
    c[BT_COL_SET_ASIDE_CASH] = e->aside;
    c[BT_COL_TOTAL_WEALTH] = e->equity + e->aside - e->put_in;
    c[BT_COL_TIME_WEIGHTED_INDEX] = e->index;
    if (rebalances(b))
        show_leverage(b, c, e, w);
}

static void live_one_day(struct book *b, size_t row)
{
    struct evening *e = &b->evening[row + 1];
    *e = b->evening[row];
    struct morning w = {.row = row, .price = b->in->prices.close[row], .before = e->equity};
    w.due = row > 0 && b->o->contribution_usd != 0 && begins_period(b, row, b->o->contribution_every);
    e->since += e->in;
    if (!e->in)
        stay_out(b, e, &w);
    if (e->in)
        hold(b, e, &w);
    if (w.due)
        contribute(b, e, &w);
    double from = w.before + w.flow_before, to = e->equity - w.flow_after;
    if (from > 0)
        e->index *= fmax(to, 0) / from;
    show(b, e, &w);
}

/* ---- the summary ---- */

static long double mean_of(const double *x, size_t n)
{
    long double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum / (long double)n;
}

static double deviation_of(const double *x, size_t n)
{
    if (n < 2)
        return NAN;
    long double mean = mean_of(x, n), sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (x[i] - mean) * (x[i] - mean);
    return (double)sqrtl(sum / (long double)(n - 1));
}

/* What returns and drawdowns are measured on after t sessions. */
static double level(const struct book *b, size_t t)
{
    return bt_has_flows(b->c) ? b->evening[t].index : b->evening[t].equity;
}

static void sum_up_returns(const struct book *b, double *m)
{
    size_t n = b->t->n, all = 0, negative = 0;
    double *x = calloc(n, sizeof *x), *below = calloc(n, sizeof *x), *excess = calloc(n, sizeof *x);
    long double squares = 0;
    for (size_t t = 1; t < n; t++) {
        double from = level(b, t), to = level(b, t + 1);
        if (b->o->metrics_corrected ? from <= 0 : from == 0 && to == 0)
            continue;
        x[all] = to / from - 1;
        excess[all] = x[all] - b->in->fed_funds_pct[t] / 100 / 252;
        if (excess[all] < 0)
            squares += (long double)excess[all] * excess[all];
        if (x[all] < 0)
            below[negative++] = x[all];
        all++;
    }
    m[BT_M_VOLATILITY] = deviation_of(x, all) * sqrt(252) * 100;
    if (b->o->metrics_corrected) {
        double mean = (double)mean_of(excess, all), root = sqrt((double)squares / (double)all);
        m[BT_M_DOWNSIDE_VOLATILITY] = root * sqrt(252) * 100;
        m[BT_M_SHARPE] = mean / deviation_of(excess, all) * sqrt(252);
        m[BT_M_SORTINO] = mean * 252 / (root * sqrt(252));
    } else {
        double v = m[BT_M_VOLATILITY], d = negative ? deviation_of(below, negative) * sqrt(252) * 100 : 0;
        m[BT_M_DOWNSIDE_VOLATILITY] = d;
        m[BT_M_SHARPE] = v > 0 ? m[BT_M_CAGR] / v : 0;
        m[BT_M_SORTINO] = d > 0 ? m[BT_M_CAGR] / d : 0;
    }
    free(x);
    free(below);
    free(excess);
}

static void sum_up_drawdown(const struct book *b, double *m)
{
    double peak = b->o->metrics_corrected ? level(b, 0) : -INFINITY, worst = 0, longest = 0, run = 0, runs = 0,
           rows = 0;
    for (size_t t = 1; t <= b->t->n; t++) {
        double now = level(b, t);
        peak = now > peak ? now : peak;
        worst = fmin(worst, (now - peak) / peak);
        runs += now < peak && run == 0;
        run = now < peak ? run + 1 : 0;
        rows += now < peak;
        longest = run > longest ? run : longest;
    }
    m[BT_M_MAX_DRAWDOWN] = worst * 100;
    m[BT_M_MAX_DRAWDOWN_DURATION] = longest;
    m[BT_M_AVG_DRAWDOWN_DURATION] = runs > 0 ? rows / runs : b->o->metrics_corrected ? NAN : 0;
}

static double growth(double from, double to, double years, bool corrected)
{
    if (to <= 0)
        return !corrected ? 0 : to == 0 ? -100 : NAN;
    return (pow(to / from, 1 / years) - 1) * 100;
}

static void sum_up_growth(const struct book *b, double *m)
{
    const struct evening *last = &b->evening[b->t->n];
    double start = b->evening[0].equity, end = last->equity, n = (double)b->t->n, put_in = start, gained = 0;
    bool corrected = b->o->metrics_corrected;
    const int32_t *day = b->in->prices.day;
    m[BT_M_EQUITY] = start;
    m[BT_M_FINAL_EQUITY] = end;
    m[BT_M_YEARS] = corrected ? (day[b->t->n - 1] - day[0]) / 365.25 : n / 252;
    m[BT_M_TOTAL_RETURN] = (end - start) / start * 100;
    m[BT_M_CAGR] = growth(start, end, m[BT_M_YEARS], corrected);
    m[BT_M_TOTAL_WEALTH] = end + last->aside - last->put_in;
    m[BT_M_TIME_WEIGHTED_RETURN] = (last->index - 1) * 100;
    if (bt_has_flows(b->c)) {
        put_in += b->injections + b->contributions;
        m[BT_M_TOTAL_RETURN] = (m[BT_M_TOTAL_WEALTH] - start) / put_in * 100;
        m[BT_M_CAGR] = growth(1, last->index, m[BT_M_YEARS], corrected);
    } else if (shows_original(b, BT_FRESH_CAPITAL)) {
        for (size_t i = 0; i < b->t->n_rounds; i++)
            gained += b->t->round[i].end_equity - start;
        m[BT_M_TOTAL_RETURN] = gained / (start * (double)b->t->n_rounds) * 100;
        m[BT_M_CAGR] = growth(1, 1 + m[BT_M_TOTAL_RETURN] / 100, m[BT_M_YEARS], corrected);
    }
}

static void sum_up_rounds(const struct book *b, double *m)
{
    double n = (double)b->t->n, rounds = (double)b->t->n_rounds, days = b->called_days, counted = b->losses;
    bool corrected = b->o->metrics_corrected;
    double none = corrected ? NAN : 0, end = b->evening[b->t->n].equity;
    if (shows_original(b, BT_FRESH_CAPITAL)) {
        days = 0;
        counted = rounds;
        for (size_t i = 0; i < b->t->n_rounds; i++)
            days += b->t->round[i].days;
    }
    m[BT_M_LIQUIDATIONS] = b->losses;
    m[BT_M_CYCLES] = rounds;
    m[BT_M_AVG_DAYS_BETWEEN] = counted > 0 ? days / counted : corrected ? NAN : n;
    m[BT_M_AVG_LOSS] = b->losses > 0 ? b->loss_sum / b->losses : none;
    m[BT_M_WORST_LOSS] = b->losses > 0 ? b->loss_worst : none;
    m[BT_M_OWED_TO_BROKER] = !b->evening[b->t->n].in && end < 0 ? -end : 0;
    m[BT_M_TOTAL_DEPLOYED] = b->evening[0].equity * rounds;
    m[BT_M_LIQUIDATION_RATE] = rounds > 0 ? b->losses / rounds * 100 : none;
    m[BT_M_FRESH_CAPITAL] = b->evening[0].equity;
}

static void sum_up_leverage(const struct book *b, double *m)
{
    size_t rows = (size_t)b->leverage_rows;
    double high = -INFINITY, low = INFINITY, count = (double)b->t->n_rebalances, n = (double)b->t->n;
    bool corrected = b->o->metrics_corrected;
    for (size_t i = 0; i < rows; i++) {
        high = fmax(high, b->leverage[i]);
        low = fmin(low, b->leverage[i]);
    }
    double none = corrected ? NAN : b->c->leverage;
    m[BT_M_TARGET_LEVERAGE] = b->c->leverage;
    m[BT_M_AVG_LEVERAGE] = rows ? (double)mean_of(b->leverage, rows) : none;
    m[BT_M_MAX_LEVERAGE] = rows ? high : none;
    m[BT_M_MIN_LEVERAGE] = rows ? low : none;
    m[BT_M_LEVERAGE_VOLATILITY] = rows ? deviation_of(b->leverage, rows) : corrected ? NAN : 0;
    m[BT_M_AVG_DRIFT] = b->drift / (corrected ? (double)rows : n);
    m[BT_M_PROFIT_THRESHOLD] = b->c->profit_threshold_pct;
    m[BT_M_REBALANCES] = count;
    m[BT_M_AVG_DAYS_REBALANCES] = count > 0 ? b->rebalance_days / (corrected ? count : n) : corrected ? NAN : n;
    m[BT_M_MAX_GROWTH] = b->growth_max;
    m[BT_M_FINAL_GROWTH] = b->growth_last;
    m[BT_M_INITIAL_POSITION] = b->first_position;
}

static void sum_up_money(const struct book *b, double *m)
{
    const struct evening *last = &b->evening[b->t->n];
    double costs = last->total_costs;
    m[BT_M_INTEREST] = last->total_interest;
    m[BT_M_DIVIDENDS] = last->total_dividends;
    m[BT_M_NET_INTEREST] = last->total_interest - last->total_dividends;
    m[BT_M_TRADING_COSTS] = m[BT_M_TRANSACTION_COSTS] = costs;
    m[BT_M_TRANSACTION_COST_PCT] = costs / b->evening[0].equity * 100;
    m[BT_M_ALL_IN_COST] = last->total_interest + costs - last->total_dividends;
    m[BT_M_CONTRIBUTIONS] = b->contributions;
    m[BT_M_WITHDRAWALS] = b->withdrawals;
    m[BT_M_WITHDRAWALS_SKIPPED] = b->skipped;
    m[BT_M_INJECTIONS] = b->injections;
    m[BT_M_SET_ASIDE] = last->aside;
    m[BT_M_PARTIAL_SALES] = b->partial;
    m[BT_M_CALLS_ISSUED] = b->issued;
    m[BT_M_CALLS_CURED] = b->cured;
    m[BT_M_MARGIN_CALLS] = b->marked;
    m[BT_M_BORROW_FEES] = b->fees;
    m[BT_M_SHORT_CREDIT] = b->credit;
    m[BT_M_FINAL_POSITION] = last->shares * b->in->prices.close[b->t->n - 1];
}

static void sum_up(const struct book *b)
{
    double *m = b->t->metric, n = (double)b->t->n;
    m[BT_M_MAX_EQUITY] = b->evening[0].equity;
    for (size_t t = 1; t <= b->t->n; t++) {
        const struct evening *seen = &b->evening[b->o->metrics_corrected ? t : t - 1];
        m[BT_M_MAX_EQUITY] = fmax(m[BT_M_MAX_EQUITY], b->evening[t].equity);
        m[BT_M_ACTIVE_DAYS] += seen->in;
        m[BT_M_WAITING_DAYS] += b->evening[t - 1].wait > 0;
    }
    m[BT_M_TIME_IN_MARKET] = m[BT_M_ACTIVE_DAYS] / n * 100;
    m[BT_M_LEVERAGE] = b->c->leverage;
    m[BT_M_DAYS] = n;
    sum_up_growth(b, m);
    sum_up_rounds(b, m);
    sum_up_leverage(b, m);
    sum_up_money(b, m);
    sum_up_drawdown(b, m);
    sum_up_returns(b, m);
}

struct twin *twin_new(const struct bt_config *c, const struct bt_input *in)
{
    struct twin *t = calloc(1, sizeof *t);
    t->n = in->prices.n;
    t->day = calloc(t->n, sizeof *t->day);
    t->round = calloc(t->n, sizeof *t->round);
    struct book b = {.c = c, .o = &c->options, .in = in, .t = t, .evening = calloc(t->n + 1, sizeof *b.evening)};
    b.payment = calloc(t->n, sizeof *b.payment);
    b.leverage = calloc(t->n, sizeof *b.leverage);
    b.evening[0].equity = c->profile == BT_ORIGINAL ? c->equity * c->leverage / c->leverage : c->equity;
    b.evening[0].cycle = shows_original(&b, BT_FRESH_CAPITAL);
    b.evening[0].index = 1;
    b.evening[0].call_due = -1;
    for (size_t row = 0; row < t->n; row++)
        live_one_day(&b, row);
    const struct evening *last = &b.evening[t->n];
    if (last->in) {
        struct twin_round *r = open_round(&b);
        double start = r->start_equity + r->put_in;
        r->days = last->days;
        r->end_price = in->prices.close[t->n - 1];
        r->end_equity = last->equity;
        r->profit_pct = start > 0 ? (last->equity - start) / start * 100 : 0;
    }
    sum_up(&b);
    free(b.evening);
    free(b.payment);
    free(b.leverage);
    return t;
}

void twin_free(struct twin *t)
{
    free(t->day);
    free(t->round);
    free(t);
}
