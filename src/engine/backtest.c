/* backtest.c: the day-by-day loop of a leveraged account, mode liquidation_reentry. See backtest.h.
 * One loop serves both profiles: every option is a condition at the one place where it matters, and with the options of
 * BT_ORIGINAL the arithmetic is that of the specification's part B, operation by operation, so that its daily figures
 * come out to the bit. Multiplications by 1 and additions of 0 leave bits alone, which is what makes this possible.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/backtest.h"

#include <math.h>
#include <string.h>

#include "base/day.h"
#include "engine/backtest_tally.h"
#include "engine/financing.h"

/* What the account is between two sessions. */
struct state {
    double equity;
    bool in_position;
    uint32_t wait, cycle, days;
};

struct run {
    const struct bt_config *config;
    struct bt_options options; /* copies: the compiler then knows that no column overlaps them */
    struct price_series prices;
    const double *fed_funds, *charged_rate; /* percent a year; charged_rate is without flat spread and tiers */
    struct bt_result *out;
    bool wants_columns;

    double maintenance, free_share; /* m and 1 - m */
    double slippage, trade_cost;    /* fractions */
    double rate_seen, day_rate;     /* a row's rate, and what it is as a fraction per day */
    double loan_seen, day_interest; /* a loan, and its interest of one day at that rate */
    int32_t next_month;             /* first day of the month after the row's */

    struct state now;
    double shares, loan, accrued; /* accrued: interest not yet posted to the loan */
    struct bt_round round;        /* the open one */
    double round_interest, last_interest;
    struct bt_tally tally;
};

/* What happens on one row. */
struct today {
    size_t row;
    double price;
    double interest, dividend, value, need;
    enum bt_status status;
    bool entered, month_begins; /* month_begins: interest is posted today */
};

/* Whether the rate at index `at` may be used on `day`: its own date has come (exact), it lies before (as of), or its
 * month is over (as of, monthly averages). */
static bool rate_is_known(const struct rate_series *rates, size_t at, int32_t day, bool asof)
{
    if (!asof)
        return rates->day[at] <= day;
    return rates->monthly ? day_month(rates->day[at]) < day_month(day) : rates->day[at] < day;
}

size_t bt_join_rates(const int32_t *day, size_t n, const struct rate_series *rates, bool asof, double *fed_funds_pct,
                     double *margin_rate_pct)
{
    double fed_funds = 0, margin = 1.5; /* B.2: what stands where no rate has been seen */
    bool seen = false;
    size_t without = 0, at = 0, count = rates ? rates->n : 0;
    for (size_t i = 0; i < n; i++) {
        for (; at < count && rate_is_known(rates, at, day[i], asof); at++) {
            if (!asof && rates->day[at] != day[i])
                continue; /* exact: a date that is no session is lost */
            fed_funds = rates->fed_funds_pct[at];
            margin = rates->margin_rate_pct[at];
            seen = true;
        }
        without += !seen;
        fed_funds_pct[i] = fed_funds;
        margin_rate_pct[i] = margin;
    }
    return without;
}

/* ---- one day ---- */

static double debt(const struct run *r)
{
    return r->loan + r->accrued;
}

static struct bt_event *add_event(struct run *r, const struct today *d, enum bt_event_kind kind, double price)
{
    struct bt_event *e = &r->out->events[r->out->n_events++];
    *e = (struct bt_event){.kind = kind, .row = (uint32_t)d->row, .day = r->prices.day[d->row], .price = price};
    return e;
}

/* Buy at the close: position = leverage * (equity less the cost of buying it), so that leverage is exact after costs
 * and leverage 1 never borrows. */
static void enter(struct run *r, struct today *d)
{
    double own = r->now.equity / (1 + r->config->leverage * r->trade_cost);
    double value = own * r->config->leverage;
    r->shares = value / d->price;
    r->loan = value - own;
    r->tally.trading_costs += r->now.equity - own;
    r->tally.entries++;
    r->now.in_position = d->entered = true;
    r->now.cycle++;
    r->now.days = 0;
    r->round_interest = 0;
    r->round = (struct bt_round){.number = r->now.cycle,
                                 .start_day = r->prices.day[d->row],
                                 .start_price = d->price,
                                 .start_portfolio_value = value,
                                 .start_equity = r->now.equity};
    add_event(r, d, BT_EVENT_ENTRY, d->price)->equity = r->now.equity;
}

static void stay_out_or_enter(struct run *r, struct today *d)
{
    if (r->now.wait > 0) {
        r->now.wait--;
        d->status = BT_WAITING;
        r->tally.waiting_days++;
    } else if (r->now.equity < 0) {
        d->status = BT_OWES_BROKER;
    } else if (r->now.equity >= r->options.minimum_equity_usd) {
        enter(r, d);
    } else {
        d->status = BT_INSUFFICIENT_EQUITY;
    }
}

/* The rate of a row per day: without the spreads of the tiers, which depend on the loan. */
static double rate_per_day(const struct run *r, double rate)
{
    if (r->options.financing == BT_FINANCING_FLAT)
        rate += r->options.spread_pct;
    else if (r->options.financing == BT_FINANCING_TIERS && rate < 0)
        rate = 0;
    return rate / 100.0 / r->options.day_count;
}

/* Interest of one day on the settled loan: annual cost / day count. */
static double interest_per_day(const struct run *r)
{
    double interest = r->loan * r->day_rate;
    if (r->options.financing == BT_FINANCING_TIERS)
        interest += financing_spread_cost(&financing_tiers, r->loan) / r->options.day_count;
    return interest + 0.0; /* no negative zero */
}

/* Interest of this row: per day, times the days since the last session. Rates stand still for weeks, and so does a loan
 * whose interest is posted by the month: the work is done again only when one of them moves. */
static double row_interest(struct run *r, size_t row)
{
    double rate = r->charged_rate[row];
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

static void charge_interest(struct run *r, struct today *d)
{
    d->interest = row_interest(r, d->row);
    r->tally.interest += d->interest;
    r->round_interest += d->interest;
    if (r->options.posting_month)
        r->accrued += d->interest;
    else
        r->loan += d->interest;
}

/* Paid on the ex-date and put into shares at that close, without borrowing more. */
static void receive_dividend(struct run *r, struct today *d)
{
    double per_share = r->prices.dividend ? r->prices.dividend[d->row] : 0;
    if (!(per_share > 0))
        return;
    d->dividend = r->shares * per_share;
    r->tally.dividends += d->dividend;
    double bought = d->dividend / (1 + r->trade_cost);
    r->tally.trading_costs += d->dividend - bought;
    r->shares += bought / d->price;
}

/* Whether this is the first session of a month. */
static bool month_begins(struct run *r, size_t row)
{
    int32_t day = r->prices.day[row];
    if (day < r->next_month)
        return false;
    int year, month, mday;
    day_to_civil(day, &year, &month, &mday);
    r->next_month = day_from_civil(year + month / 12, month % 12 + 1, 1);
    return true;
}

static void post_interest(struct run *r)
{
    r->loan += r->accrued;
    r->accrued = 0;
}

/* True when the low touched the call price K = debt / (shares * (1 - m)); *price is then what a sale got: the open when
 * the session opened below K. The product is tested first, because a division per row is what costs here. */
static bool call_in_session(const struct run *r, const struct today *d, double *price)
{
    double low = r->prices.low[d->row], per_price = r->shares * r->free_share;
    if (low * per_price > debt(r) * (1 + 1e-12))
        return false;
    double open = r->prices.open[d->row], call = debt(r) / per_price;
    if (!(low <= call))
        return false;
    *price = open < call ? open : call;
    return true;
}

static void close_round(struct run *r, const struct today *d, double price, double value, double equity)
{
    struct bt_round *round = &r->round;
    round->days = r->now.days;
    round->end_day = r->prices.day[d->row];
    round->end_price = price;
    round->price_change_pct = (price - round->start_price) / round->start_price * 100;
    round->end_portfolio_value = value;
    round->end_equity = equity;
    round->interest_paid = r->options.metrics_corrected ? r->round_interest : r->last_interest * (double)r->now.days;
    r->out->rounds[r->out->n_rounds++] = *round;
}

/* The loss of a called round: since its start, or as the original has it: since yesterday, shown against the start in
 * the rounds and against yesterday in the summary (r->now.equity is still yesterday's). */
static void measure_loss(struct run *r, double recovered)
{
    double start = r->round.start_equity, from = r->options.metrics_corrected ? start : r->now.equity;
    double loss = from - recovered, loss_pct = from > 0 ? loss / from * 100 : 0;
    r->round.loss_pct = start > 0 ? loss / start * 100 : 0;
    r->tally.loss_pct_sum += loss_pct;
    if (r->tally.liquidations == 0 || loss_pct > r->tally.loss_pct_worst)
        r->tally.loss_pct_worst = loss_pct;
}

/* Sell everything at `price`, pay slippage, cost and debt; what is left is the equity. */
static void liquidate(struct run *r, struct today *d, double price)
{
    double value = r->shares * price;
    double slipped = value * r->slippage, cost = (value - slipped) * r->trade_cost;
    double left = value - slipped - cost - debt(r);
    double recovered = left > 0 ? left : 0;
    r->tally.trading_costs += slipped + cost;
    if (!r->options.carry_deficit)
        left = recovered;
    else if (left < 0)
        r->tally.owed = -left;

    r->round.margin_call = true;
    measure_loss(r, left);
    close_round(r, d, price, value, left);
    r->tally.liquidations++;
    r->tally.called_days += r->now.days;
    struct bt_event *e = add_event(r, d, BT_EVENT_LIQUIDATION, price);
    e->equity = left;
    e->detail = recovered;

    r->now.equity = left;
    r->now.in_position = false;
    r->now.wait = (uint32_t)r->options.wait_sessions;
    r->now.days = 0;
    r->shares = r->loan = r->accrued = 0;
    d->status = BT_LIQUIDATED;
}

static void hold(struct run *r, struct today *d)
{
    r->now.days++;
    if (d->row > 0 && (!d->entered || r->options.entry_day_flows)) {
        charge_interest(r, d);
        receive_dividend(r, d);
    }
    r->last_interest = d->interest;
    if (d->month_begins)
        post_interest(r);

    double price = d->price;
    if (r->options.call_intraday && !d->entered && call_in_session(r, d, &price)) {
        liquidate(r, d, price);
        return;
    }
    d->value = r->shares * d->price;
    d->need = d->value * r->maintenance;
    double equity = d->value - debt(r);
    if (equity < d->need) {
        liquidate(r, d, d->price);
        return;
    }
    r->now.equity = equity;
    d->status = d->entered && r->options.metrics_corrected ? BT_ENTERED : BT_ACTIVE;
}

/* ---- recording ---- */

/* Percent a year that this row's loan pays: the file's rate, fed funds plus spread, or the tiers blended over the loan. */
static double rate_charged(const struct run *r, size_t row)
{
    double fed_funds = r->fed_funds[row];
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

static double call_price(const struct run *r)
{
    return r->shares > 0 ? debt(r) / (r->shares * r->free_share) : 0;
}

#define PUT(name, value)                                                                                               \
    do {                                                                                                               \
        if (column[BT_COL_##name])                                                                                     \
            column[BT_COL_##name][i] = (value);                                                                        \
    } while (0)

/* The five columns of the state between sessions. The original shows them as they are before the day, corrected they
 * stand at its end: note_state is called at the one or the other time. */
static void record_state(const struct run *r, size_t i)
{
    double *const *column = r->out->column;
    const struct state *s = &r->now;
    PUT(CURRENT_EQUITY, s->equity);
    PUT(IN_POSITION, s->in_position);
    PUT(WAIT_DAYS_REMAINING, s->wait);
    PUT(CYCLE_NUMBER, s->cycle);
    PUT(DAYS_IN_POSITION, s->days);
}

static void record_day(const struct run *r, const struct today *d)
{
    double *const *column = r->out->column;
    bool corrected = r->options.metrics_corrected, in = r->now.in_position;
    bool held = in || d->status == BT_LIQUIDATED; /* at any time of the day */
    size_t i = d->row;
    PUT(ETF_PRICE, d->price);
    PUT(FED_FUNDS_RATE, r->fed_funds[i] / 100.0 * 100 + 0.0);
    PUT(MARGIN_RATE, rate_charged(r, i));
    PUT(POSITION_STATUS, d->status);
    PUT(SHARES_HELD, r->shares);
    PUT(PORTFOLIO_VALUE, in ? d->value : 0);
    PUT(MARGIN_LOAN, debt(r));
    PUT(EQUITY, r->now.equity);
    PUT(MAINTENANCE_MARGIN_REQUIRED, in ? d->need : 0);
    PUT(IS_MARGIN_CALL, d->status == BT_LIQUIDATED);
    PUT(DAILY_INTEREST_COST, in || corrected ? d->interest : 0);
    PUT(CUMULATIVE_INTEREST_COST, r->tally.interest);
    PUT(DIVIDEND_PAYMENT, d->dividend);
    PUT(CUMULATIVE_DIVIDENDS, r->tally.dividends);
    PUT(MARGIN_CALL_PRICE, (corrected ? in : held) ? call_price(r) : NAN);
}
#undef PUT

static void note_state(struct run *r, size_t row)
{
    r->tally.active_days += r->now.in_position;
    if (r->wants_columns)
        record_state(r, row);
}

static void run_day(struct run *r, size_t row)
{
    struct today d = {.row = row, .price = r->prices.close[row]};
    size_t first_event = r->out->n_events;
    d.month_begins = r->options.posting_month && month_begins(r, row);
    if (!r->options.metrics_corrected)
        note_state(r, row);
    if (!r->now.in_position)
        stay_out_or_enter(r, &d);
    if (r->now.in_position)
        hold(r, &d);
    if (d.entered)
        r->out->events[first_event].detail = r->shares;
    /* A maximum, not an if: whether a day is a new high cannot be foretold by the processor. */
    r->tally.max_equity = r->now.equity > r->tally.max_equity ? r->now.equity : r->tally.max_equity;
    r->out->equity[row] = r->now.equity;
    if (r->options.metrics_corrected)
        note_state(r, row);
    if (r->wants_columns)
        record_day(r, &d);
}

/* A position that is still held on the last row ends there, unsold. */
static void close_open_round(struct run *r)
{
    size_t last = r->prices.n - 1;
    struct today d = {.row = last};
    double start = r->round.start_equity, price = r->prices.close[last];
    r->round.profit_pct = start > 0 ? (r->now.equity - start) / start * 100 : 0;
    close_round(r, &d, price, r->shares * price, r->now.equity);
}

/* ---- the whole run ---- */

static bool any_column(const struct bt_result *out)
{
    for (int c = 0; c < BT_COLUMNS; c++)
        if (out->column[c])
            return true;
    return false;
}

enum bt_error bt_run(const struct bt_config *c, const struct bt_input *in, struct bt_result *out)
{
    enum bt_error e = bt_check(c, in, out);
    if (e)
        return e;
    const struct bt_options *o = &c->options;
    /* B.1: the original is handed equity * leverage and divides again, which may move the last bit. */
    double start = c->profile == BT_ORIGINAL ? c->equity * c->leverage / c->leverage : c->equity;
    struct run r = {.config = c,
                    .options = *o,
                    .prices = in->prices,
                    .fed_funds = in->fed_funds_pct,
                    .charged_rate = o->financing == BT_FINANCING_FILE ? in->margin_rate_pct : in->fed_funds_pct,
                    .out = out,
                    .wants_columns = any_column(out),
                    .maintenance = bt_maintenance(c),
                    .free_share = 1 - bt_maintenance(c),
                    .slippage = o->slippage_bps / 10000.0,
                    .trade_cost = o->trade_cost_bps / 10000.0,
                    .rate_seen = NAN,
                    .next_month = INT32_MIN,
                    .now = {.equity = start},
                    .tally = {.start_equity = start, .max_equity = start}};
    out->n = in->prices.n;
    out->n_events = out->n_rounds = out->n_rebalances = 0;
    for (size_t i = 0; i < out->n; i++)
        run_day(&r, i);
    if (!isfinite(r.now.equity))
        return BT_EDOMAIN;
    if (r.now.in_position)
        close_open_round(&r);
    bt_fill_metrics(c, in, &r.tally, out);
    return BT_OK;
}
