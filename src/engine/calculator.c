/* calculator.c: see calculator.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/calculator.h"

#include <math.h>

#include "engine/rules.h"

void calculator_input_init(struct calculator_input *in)
{
    *in = (struct calculator_input){.profile = BT_ACCURATE,
                                    .account = BT_REG_T,
                                    .rate_pct = 5.5,
                                    .months = 24,
                                    .day_count = 365,
                                    .maintenance_pct = NAN};
}

/* ---- what every figure starts from ---- */

struct position {
    const struct calculator_input *in;
    double value, cash, loan, shares;        /* at the opening; a short has no loan */
    double years, m;                         /* m: the requirement as a fraction */
    double interest, dividends, fee, credit; /* of a year, dollars */
};

static double maintenance_share(const struct calculator_input *in)
{
    const struct rules_account *a = &rules_accounts[in->account];
    double own = in->is_short ? a->maintenance_short_pct : a->maintenance_long_pct;
    return (isnan(in->maintenance_pct) ? own : in->maintenance_pct) / 100;
}

static struct position position_open(const struct calculator_input *in)
{
    struct position p = {.in = in, .years = in->months / 12, .m = maintenance_share(in)};
    double days = 365.0 / in->day_count;
    p.value = in->amount_is_equity ? in->amount_usd * in->leverage : in->amount_usd;
    p.cash = in->amount_is_equity ? in->amount_usd : in->amount_usd / in->leverage;
    p.loan = in->is_short ? 0 : p.value - p.cash;
    p.shares = p.value / in->price;
    p.interest = p.loan * in->rate_pct / 100 * days;
    p.dividends = p.value * in->dividend_yield_pct / 100;
    p.fee = in->is_short ? p.value * in->borrow_fee_pct / 100 * days : 0;
    p.credit = in->is_short ? p.value * in->credit_rate_pct / 100 * days : 0;
    return p;
}

/* Dollars a year that holding costs; negative where it pays. */
static double carry_of(const struct position *p)
{
    return p->in->is_short ? p->fee + p->dividends - p->credit : p->interest - p->dividends;
}

static double costs_of(const struct position *p)
{
    return 2 * p->value * p->in->cost_bps / 10000;
}

/* ---- equity and requirement at a price ---- */

static bool has_share_minimum(const struct calculator_input *in)
{
    return in->share_minimum && in->is_short && in->account == BT_REG_T;
}

/* Of one share. Rises with the price, without a step. */
static double required_a_share(const struct position *p, double price)
{
    if (!has_share_minimum(p->in))
        return p->m * price;
    return price < rules_short_share.low_below ? fmax(price, rules_short_share.low_usd)
                                               : fmax(p->m * price, rules_short_share.usd);
}

static double required_at(const struct position *p, double price)
{
    return price == p->in->price && !has_share_minimum(p->in) ? p->m * p->value
                                                              : p->shares * required_a_share(p, price);
}

static double equity_at(const struct position *p, double price)
{
    double move = p->shares * (price - p->in->price);
    return p->cash + (p->in->is_short ? -move : move);
}

double calculator_equity_at(const struct calculator_input *in, double price)
{
    struct position p = position_open(in);
    return equity_at(&p, price);
}

double calculator_requirement_at(const struct calculator_input *in, double price)
{
    struct position p = position_open(in);
    return required_at(&p, price);
}

/* The price of a short at which what the account holds for a share, proceeds and margin, is price + requirement. */
static double short_call_price(const struct position *p, double held)
{
    double by_share = held / (1 + p->m);
    if (!has_share_minimum(p->in) || p->m * by_share >= rules_short_share.usd)
        return by_share;
    if (held - rules_short_share.usd >= rules_short_share.low_below)
        return held - rules_short_share.usd;
    return held / 2 >= rules_short_share.low_usd ? held / 2 : held - rules_short_share.low_usd;
}

static double long_call_price(const struct position *p, double loan)
{
    return loan / (p->shares * (1 - p->m));
}

/* ---- the accurate profile ---- */

static void missing(struct calculator_result *r, enum calculator_metric m, const char *reason)
{
    r->metric[m] = NAN;
    r->reason[m] = reason;
}

static void find_position(const struct position *p, struct calculator_result *r)
{
    double *x = r->metric;
    x[CALC_CASH] = p->cash;
    x[CALC_LOAN] = p->loan;
    x[CALC_POSITION] = p->value;
    x[CALC_SHARES] = p->shares;
    x[CALC_INITIAL] = 100 / p->in->leverage;
    x[CALC_BORROWED] = (p->in->leverage - 1) / p->in->leverage * 100;
    if (p->in->is_short)
        missing(r, CALC_BORROWED, "a short position borrows shares, not money");
    x[CALC_REQUIRED] = required_at(p, p->in->price);
    x[CALC_MAINTENANCE] = has_share_minimum(p->in) ? x[CALC_REQUIRED] / p->value * 100 : p->m * 100;
    x[CALC_EXCESS] = p->cash - x[CALC_REQUIRED];
    x[CALC_LEVERAGE_MAX_MAINTENANCE] = 100 / x[CALC_MAINTENANCE];
    x[CALC_LEVERAGE_MAX_INITIAL] = rules_accounts[p->in->account].leverage_max;
}

/* The loan grows by its unpaid interest, month by month; a short's account pays its carry. */
static double call_price_end(const struct position *p)
{
    double grown = p->loan * pow(1 + p->in->rate_pct / 100 * (365.0 / p->in->day_count) / 12, p->in->months);
    if (!p->in->is_short)
        return long_call_price(p, grown);
    return short_call_price(p, p->in->price + (p->cash - carry_of(p) * p->years) / p->shares);
}

static void find_call(const struct position *p, struct calculator_result *r)
{
    static const enum calculator_metric of_a_call[] = {CALC_CALL_PRICE,    CALC_CALL_DISTANCE,  CALC_CALL_MOVE,
                                                       CALC_VALUE_AT_CALL, CALC_EQUITY_AT_CALL, CALC_LOSS_AT_CALL,
                                                       CALC_CALL_PRICE_END};
    double *x = r->metric, price = p->in->price;
    double call = p->in->is_short ? short_call_price(p, price * (1 + p->cash / p->value)) : long_call_price(p, p->loan);
    r->in_call = has_share_minimum(p->in) ? x[CALC_EXCESS] < 0 : 1 / p->in->leverage < p->m;
    if (!(call > 0)) {
        for (size_t i = 0; i < sizeof of_a_call / sizeof *of_a_call; i++)
            missing(r, of_a_call[i],
                    p->in->is_short ? "the least dollars a share are above what the account holds, at any price"
                                    : "nothing is borrowed, so no fall brings a call");
        return;
    }
    x[CALC_CALL_PRICE] = call;
    x[CALC_CALL_MOVE] = (call / price - 1) * 100;
    x[CALC_CALL_DISTANCE] = p->in->is_short ? x[CALC_CALL_MOVE] : (price - call) / price * 100;
    x[CALC_VALUE_AT_CALL] = p->shares * call;
    x[CALC_EQUITY_AT_CALL] = equity_at(p, call);
    x[CALC_LOSS_AT_CALL] = p->cash - x[CALC_EQUITY_AT_CALL];
    x[CALC_CALL_PRICE_END] = call_price_end(p);
    if (!(x[CALC_CALL_PRICE_END] > 0))
        missing(r, CALC_CALL_PRICE_END, "the carry takes more than the account holds before the time is over");
}

static void find_carry(const struct position *p, struct calculator_result *r)
{
    double *x = r->metric, carry = carry_of(p);
    x[CALC_INTEREST_DAY] = p->interest / 365;
    missing(r, CALC_INTEREST_DAY_X30, "one interest of a month is shown: a year's / 12");
    x[CALC_INTEREST_MONTH] = p->interest / 12;
    x[CALC_INTEREST_YEAR] = p->interest;
    x[CALC_INTEREST_PERIOD] = p->interest * p->years;
    x[CALC_DIVIDENDS_PERIOD] = p->dividends * p->years;
    x[CALC_FEE_PERIOD] = p->fee * p->years;
    x[CALC_CREDIT_PERIOD] = p->credit * p->years;
    x[CALC_COSTS] = costs_of(p);
    x[CALC_CARRY_DAY] = carry / 365;
    x[CALC_CARRY_MONTH] = carry / 12;
    x[CALC_CARRY_YEAR] = carry;
    x[CALC_CARRY_PERIOD] = carry * p->years;
}

static void find_breakeven(const struct position *p, struct calculator_result *r)
{
    double *x = r->metric, price = p->in->price, cost = x[CALC_CARRY_PERIOD] + x[CALC_COSTS];
    x[CALC_BREAKEVEN] = p->in->is_short ? price - cost / p->shares : price + cost / p->shares;
    x[CALC_BREAKEVEN_CHANGE] = (x[CALC_BREAKEVEN] - price) / price * 100;
    if (x[CALC_BREAKEVEN] < 0) {
        const char *why = p->in->is_short ? "the carry is more than the proceeds: no price makes up for it"
                                          : "the dividends are more than the position: no fall takes them all";
        missing(r, CALC_BREAKEVEN, why);
        missing(r, CALC_BREAKEVEN_CHANGE, why);
    }
    if (p->in->is_short) {
        missing(r, CALC_BREAKEVEN_COMPOUNDED, "a short position has no loan that interest could be added to");
        return;
    }
    double grown = p->loan * pow(1 + p->in->rate_pct / 100 * (365.0 / p->in->day_count) / 12, p->in->months);
    x[CALC_BREAKEVEN_COMPOUNDED] = (grown + p->cash - x[CALC_DIVIDENDS_PERIOD] + x[CALC_COSTS]) / p->shares;
    if (x[CALC_BREAKEVEN_COMPOUNDED] < 0)
        missing(r, CALC_BREAKEVEN_COMPOUNDED, "the dividends are more than the position: no fall takes them all");
}

static enum calculator_risk risk_of_distance(double pct)
{
    return pct < 15 ? CALC_RISK_HIGH : pct < 25 ? CALC_RISK_MEDIUM : CALC_RISK_LOWER;
}

static void run_accurate(const struct calculator_input *in, struct calculator_result *r)
{
    struct position p = position_open(in);
    find_position(&p, r);
    find_call(&p, r);
    find_carry(&p, r);
    find_breakeven(&p, r);
    if (r->in_call)
        r->risk = CALC_RISK_IN_CALL;
    else if (isnan(r->metric[CALC_CALL_PRICE]))
        r->risk = CALC_RISK_NONE;
    else
        r->risk = risk_of_distance(r->metric[CALC_CALL_DISTANCE]);
}

/* ---- the original profile: A.2, in its order of arithmetic, its flaws included ---- */

static void original_interest(const struct calculator_input *in, double *x)
{
    double annual = x[CALC_LOAN] * in->rate_pct / 100, years = in->months / 12;
    x[CALC_INTEREST_YEAR] = annual;
    x[CALC_INTEREST_DAY] = annual / 365;
    x[CALC_INTEREST_DAY_X30] = annual / 365 * 30;
    x[CALC_INTEREST_MONTH] = annual / 12;
    x[CALC_INTEREST_PERIOD] = annual * years;
    x[CALC_BREAKEVEN] = in->price + annual / x[CALC_SHARES] / years;
    x[CALC_BREAKEVEN_CHANGE] = (x[CALC_BREAKEVEN] - in->price) / in->price * 100;
}

static void run_original(const struct calculator_input *in, struct calculator_result *r)
{
    const struct rules_account *account = &rules_accounts[in->account];
    double *x = r->metric, amount = in->amount_is_equity ? in->amount_usd * in->leverage : in->amount_usd;
    double m = in->is_short ? account->maintenance_short_pct : account->maintenance_long_pct;
    x[CALC_CASH] = amount / in->leverage;
    x[CALC_LOAN] = amount - x[CALC_CASH];
    x[CALC_POSITION] = amount;
    x[CALC_SHARES] = amount / in->price;
    x[CALC_INITIAL] = 100 / in->leverage;
    x[CALC_BORROWED] = (in->leverage - 1) / in->leverage * 100;
    x[CALC_MAINTENANCE] = m;
    x[CALC_REQUIRED] = m / 100 * amount;
    double call = in->leverage > 1 ? x[CALC_LOAN] / x[CALC_SHARES] / ((100 - m) / 100) : 0;
    bool below = 0 < call && call < in->price;
    x[CALC_CALL_PRICE] = call;
    x[CALC_CALL_DISTANCE] = below ? (in->price - call) / in->price * 100 : 0;
    x[CALC_VALUE_AT_CALL] = x[CALC_SHARES] * call;
    x[CALC_LOSS_AT_CALL] = amount - x[CALC_VALUE_AT_CALL];
    original_interest(in, x);
    r->risk = in->leverage > 1 && below ? risk_of_distance(x[CALC_CALL_DISTANCE]) : CALC_RISK_NONE;
    static const enum calculator_metric none[] = {CALC_EXCESS,
                                                  CALC_CALL_MOVE,
                                                  CALC_EQUITY_AT_CALL,
                                                  CALC_CALL_PRICE_END,
                                                  CALC_DIVIDENDS_PERIOD,
                                                  CALC_FEE_PERIOD,
                                                  CALC_CREDIT_PERIOD,
                                                  CALC_COSTS,
                                                  CALC_CARRY_DAY,
                                                  CALC_CARRY_MONTH,
                                                  CALC_CARRY_YEAR,
                                                  CALC_CARRY_PERIOD,
                                                  CALC_BREAKEVEN_COMPOUNDED,
                                                  CALC_LEVERAGE_MAX_MAINTENANCE,
                                                  CALC_LEVERAGE_MAX_INITIAL};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        missing(r, none[i], "the original has no such figure");
}

/* ---- */

static bool is_above_0(double x)
{
    return isfinite(x) && x > 0;
}

static bool is_amount(double x)
{
    return isfinite(x) && x >= 0;
}

static bool in_domain(const struct calculator_input *in)
{
    double own = in->maintenance_pct;
    return is_above_0(in->amount_usd) && is_above_0(in->leverage) && is_above_0(in->price) && is_amount(in->rate_pct) &&
           is_above_0(in->months) && is_amount(in->dividend_yield_pct) && is_amount(in->borrow_fee_pct) &&
           is_amount(in->credit_rate_pct) && is_amount(in->cost_bps) && (isnan(own) || (own > 0 && own < 100)) &&
           (in->day_count == 360 || in->day_count == 365);
}

enum calculator_error calculator_run(const struct calculator_input *in, struct calculator_result *r)
{
    *r = (struct calculator_result){0};
    if (!in_domain(in))
        return CALC_EDOMAIN;
    (in->profile == BT_ORIGINAL ? run_original : run_accurate)(in, r);
    return CALC_OK;
}

void calculator_scenario_find(const struct calculator_input *in, double move_pct, struct calculator_scenario *s)
{
    struct position p = position_open(in);
    double move = p.value * move_pct / 100;
    s->move_pct = move_pct;
    s->price = in->price * (1 + move_pct / 100);
    s->position = p.value + move;
    s->net = (in->is_short ? -move : move) - carry_of(&p) * p.years - costs_of(&p);
    s->roi_pct = s->net / p.cash * 100;
    s->annual_pct = s->roi_pct < -100 ? NAN : (pow(1 + s->roi_pct / 100, 1 / p.years) - 1) * 100;
    s->equity = p.cash + s->net;
    s->required = required_at(&p, s->price);
    s->called = s->equity < s->required;
}
