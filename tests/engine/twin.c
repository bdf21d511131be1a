/* twin.c: see twin.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "twin.h"

#include <math.h>
#include <stdlib.h>

#include "base/day.h"

/* The account on one evening. */
struct evening {
    double equity, shares, loan, accrued, total_interest, total_dividends;
    double wait, cycle, days;
    bool in;
};

struct book {
    const struct bt_config *c;
    const struct bt_options *o;
    const struct bt_input *in;
    struct twin *t;
    struct evening *evening; /* evening[0] is before the first session */
    double costs, owed, loss_sum, loss_worst, losses, called_days;
};

static double maintenance(const struct book *b)
{
    double m = b->c->account == BT_PORTFOLIO ? 0.15 : 0.25;
    return m + b->o->house_addon_pct / 100;
}

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

static double interest_of(const struct book *b, double loan, size_t row)
{
    double k = b->o->interest_calendar ? b->in->prices.day[row] - b->in->prices.day[row - 1] : 1;
    if (b->o->financing == BT_FINANCING_FILE && !b->o->interest_calendar)
        return loan * (b->in->margin_rate_pct[row] / 100.0 / b->o->day_count); /* the order of part B */
    return annual_interest(b, loan, row) * k / b->o->day_count;
}

static bool new_month(const struct book *b, size_t row)
{
    int y[2], m[2], d;
    if (row == 0)
        return true;
    day_to_civil(b->in->prices.day[row - 1], &y[0], &m[0], &d);
    day_to_civil(b->in->prices.day[row], &y[1], &m[1], &d);
    return y[0] != y[1] || m[0] != m[1];
}

static struct twin_round *open_round(struct book *b)
{
    return &b->t->round[b->t->n_rounds - 1];
}

static void buy(struct book *b, struct evening *e, double price)
{
    double bps = b->o->trade_cost_bps / 10000, own = e->equity / (1 + b->c->leverage * bps);
    b->costs += e->equity - own;
    e->shares = own * b->c->leverage / price;
    e->loan = own * b->c->leverage - own;
    e->in = true;
    e->cycle++;
    e->days = 0;
    b->t->round[b->t->n_rounds++] = (struct twin_round){.start_equity = e->equity, .start_price = price};
}

static void sell(struct book *b, struct evening *e, double before, double price)
{
    double value = e->shares * price, slipped = value * b->o->slippage_bps / 10000;
    double cost = (value - slipped) * b->o->trade_cost_bps / 10000;
    double left = value - slipped - cost - (e->loan + e->accrued);
    if (!b->o->carry_deficit && left < 0)
        left = 0;
    struct twin_round *r = open_round(b);
    double from = b->o->metrics_corrected ? r->start_equity : before, loss = (from - left) / from * 100;
    if (!(from > 0))
        loss = 0;
    b->loss_worst = b->losses == 0 || loss > b->loss_worst ? loss : b->loss_worst;
    b->loss_sum += loss;
    b->losses++;
    b->called_days += e->days;
    b->costs += slipped + cost;
    b->owed = left < 0 ? -left : b->owed;
    r->called = true;
    r->days = e->days;
    r->end_price = price;
    r->end_equity = left;
    r->loss_pct = r->start_equity > 0 ? (from - left) / r->start_equity * 100 : 0;
    e->equity = left;
    e->in = false;
    e->wait = b->o->wait_sessions;
    e->days = e->shares = e->loan = e->accrued = 0;
}

static void show(const struct book *b, size_t row, const struct evening *e, const double *was_interest, double dividend,
                 bool entered, bool sold, enum bt_status status)
{
    double *c = b->t->day[row].column, price = b->in->prices.close[row], m = maintenance(b);
    const struct evening *state = b->o->metrics_corrected ? e : e - 1;
    double debt = e->loan + e->accrued, fed_funds = b->in->fed_funds_pct[row];
    c[BT_COL_ETF_PRICE] = price;
    c[BT_COL_CURRENT_EQUITY] = state->equity;
    c[BT_COL_IN_POSITION] = state->in;
    c[BT_COL_WAIT_DAYS_REMAINING] = state->wait;
    c[BT_COL_CYCLE_NUMBER] = state->cycle;
    c[BT_COL_DAYS_IN_POSITION] = state->days;
    c[BT_COL_FED_FUNDS_RATE] = fed_funds / 100.0 * 100;
    if (b->o->financing == BT_FINANCING_TIERS)
        c[BT_COL_MARGIN_RATE] = e->loan > 1 ? tiered(e->loan, fed_funds) / e->loan * 100 : tiered(1, fed_funds) * 100;
    else if (b->o->financing == BT_FINANCING_FLAT)
        c[BT_COL_MARGIN_RATE] = fed_funds + b->o->spread_pct;
    else
        c[BT_COL_MARGIN_RATE] = b->in->margin_rate_pct[row] / 100.0 * 100;
    c[BT_COL_POSITION_STATUS] = status;
    c[BT_COL_SHARES_HELD] = e->shares;
    c[BT_COL_PORTFOLIO_VALUE] = e->shares * price;
    c[BT_COL_MARGIN_LOAN] = debt;
    c[BT_COL_EQUITY] = e->equity;
    c[BT_COL_MAINTENANCE_MARGIN_REQUIRED] = e->shares * price * m;
    c[BT_COL_IS_MARGIN_CALL] = sold;
    c[BT_COL_DAILY_INTEREST_COST] = e->in || b->o->metrics_corrected ? *was_interest : 0;
    c[BT_COL_CUMULATIVE_INTEREST_COST] = e->total_interest;
    c[BT_COL_DIVIDEND_PAYMENT] = dividend;
    c[BT_COL_CUMULATIVE_DIVIDENDS] = e->total_dividends;
    bool held = (e - 1)->in || entered;
    if (e->in)
        c[BT_COL_MARGIN_CALL_PRICE] = debt / (e->shares * (1 - m));
    else
        c[BT_COL_MARGIN_CALL_PRICE] = held && !b->o->metrics_corrected ? 0 : NAN;
}

static void live_one_day(struct book *b, size_t row)
{
    const struct price_series *p = &b->in->prices;
    struct evening *e = &b->evening[row + 1];
    *e = b->evening[row];
    double before = e->equity, price = p->close[row], interest = 0, dividend = 0;
    bool entered = false, sold = false;
    enum bt_status status = BT_ACTIVE;
    if (!e->in) {
        if (e->wait > 0) {
            e->wait--;
            status = BT_WAITING;
        } else if (e->equity < 0) {
            status = BT_OWES_BROKER;
        } else if (e->equity < b->o->minimum_equity_usd) {
            status = BT_INSUFFICIENT_EQUITY;
        } else {
            buy(b, e, price);
            entered = true;
        }
    }
    if (e->in) {
        e->days++;
        if (row > 0 && !(entered && !b->o->entry_day_flows)) {
            interest = interest_of(b, e->loan, row);
            *(b->o->posting_month ? &e->accrued : &e->loan) += interest;
            e->total_interest += interest;
            dividend = e->shares * p->dividend[row];
            e->total_dividends += dividend;
            double bought = dividend / (1 + b->o->trade_cost_bps / 10000);
            b->costs += dividend - bought;
            e->shares += bought / price;
        }
        if (new_month(b, row)) {
            e->loan += e->accrued;
            e->accrued = 0;
        }
        open_round(b)->interest += interest;
        open_round(b)->last_interest = interest;
        double m = maintenance(b), call = (e->loan + e->accrued) / (e->shares * (1 - m));
        double equity = e->shares * price - (e->loan + e->accrued);
        if (b->o->call_intraday && !entered && p->low[row] <= call) {
            sell(b, e, before, p->open[row] < call ? p->open[row] : call);
            sold = true;
        } else if (equity < e->shares * price * m) {
            sell(b, e, before, price);
            sold = true;
        } else {
            e->equity = equity;
            status = entered && b->o->metrics_corrected ? BT_ENTERED : BT_ACTIVE;
        }
        if (sold)
            status = BT_LIQUIDATED;
    }
    show(b, row, e, &interest, dividend, entered, sold, status);
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

static void sum_up_returns(const struct book *b, double *m)
{
    size_t n = b->t->n, all = 0, negative = 0;
    double *x = calloc(n, sizeof *x), *below = calloc(n, sizeof *x), *excess = calloc(n, sizeof *x);
    long double squares = 0;
    for (size_t t = 1; t < n; t++) {
        double from = b->evening[t].equity, to = b->evening[t + 1].equity;
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
    double peak = b->o->metrics_corrected ? b->evening[0].equity : -INFINITY, worst = 0, longest = 0, run = 0, runs = 0,
           rows = 0;
    for (size_t t = 0; t < b->t->n; t++) {
        double equity = b->evening[t + 1].equity;
        peak = equity > peak ? equity : peak;
        worst = fmin(worst, (equity - peak) / peak);
        runs += equity < peak && run == 0;
        run = equity < peak ? run + 1 : 0;
        rows += equity < peak;
        longest = run > longest ? run : longest;
    }
    m[BT_M_MAX_DRAWDOWN] = worst * 100;
    m[BT_M_MAX_DRAWDOWN_DURATION] = longest;
    m[BT_M_AVG_DRAWDOWN_DURATION] = runs > 0 ? rows / runs : b->o->metrics_corrected ? NAN : 0;
}

static void sum_up(const struct book *b)
{
    double *m = b->t->metric, n = (double)b->t->n, none = b->o->metrics_corrected ? NAN : 0;
    const struct evening *last = &b->evening[b->t->n];
    double start = b->evening[0].equity, end = last->equity;
    const int32_t *day = b->in->prices.day;
    m[BT_M_EQUITY] = start;
    m[BT_M_FINAL_EQUITY] = end;
    m[BT_M_TOTAL_RETURN] = (end - start) / start * 100;
    m[BT_M_YEARS] = b->o->metrics_corrected ? (day[b->t->n - 1] - day[0]) / 365.25 : n / 252;
    m[BT_M_CAGR] = end > 0 ? (pow(end / start, 1 / m[BT_M_YEARS]) - 1) * 100 : 0;
    if (b->o->metrics_corrected && end <= 0)
        m[BT_M_CAGR] = end == 0 ? -100 : NAN;
    m[BT_M_MAX_EQUITY] = start;
    for (size_t t = 1; t <= b->t->n; t++) {
        const struct evening *seen = &b->evening[b->o->metrics_corrected ? t : t - 1];
        m[BT_M_MAX_EQUITY] = fmax(m[BT_M_MAX_EQUITY], b->evening[t].equity);
        m[BT_M_ACTIVE_DAYS] += seen->in;
        m[BT_M_WAITING_DAYS] += b->evening[t - 1].wait > 0;
    }
    m[BT_M_TIME_IN_MARKET] = m[BT_M_ACTIVE_DAYS] / n * 100;
    m[BT_M_LIQUIDATIONS] = b->losses;
    m[BT_M_CYCLES] = last->cycle;
    m[BT_M_AVG_DAYS_BETWEEN] = b->losses > 0 ? b->called_days / b->losses : b->o->metrics_corrected ? NAN : n;
    m[BT_M_AVG_LOSS] = b->losses > 0 ? b->loss_sum / b->losses : none;
    m[BT_M_WORST_LOSS] = b->losses > 0 ? b->loss_worst : none;
    m[BT_M_INTEREST] = last->total_interest;
    m[BT_M_DIVIDENDS] = last->total_dividends;
    m[BT_M_NET_INTEREST] = last->total_interest - last->total_dividends;
    m[BT_M_LEVERAGE] = b->c->leverage;
    m[BT_M_DAYS] = n;
    m[BT_M_TRADING_COSTS] = b->costs;
    m[BT_M_OWED_TO_BROKER] = b->owed;
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
    b.evening[0].equity = c->profile == BT_ORIGINAL ? c->equity * c->leverage / c->leverage : c->equity;
    for (size_t row = 0; row < t->n; row++)
        live_one_day(&b, row);
    const struct evening *last = &b.evening[t->n];
    if (last->in) {
        open_round(&b)->days = last->days;
        open_round(&b)->end_price = in->prices.close[t->n - 1];
        open_round(&b)->end_equity = last->equity;
    }
    sum_up(&b);
    free(b.evening);
    return t;
}

void twin_free(struct twin *t)
{
    free(t->day);
    free(t->round);
    free(t);
}
