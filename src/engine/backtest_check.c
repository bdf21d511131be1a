/* backtest_check.c: a profile's settings, what an account allows, and what a run refuses before it begins.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "engine/backtest_run.h"
#include "engine/rules.h"

enum { MIN_ROWS = 10, DIVIDEND_DAYS_MAX = 366 };

/* ---- settings ---- */

static double minimum_equity(enum bt_profile profile, enum bt_account account, enum bt_mode mode)
{
    if (profile == BT_ORIGINAL)
        return mode == BT_FRESH_CAPITAL || mode == BT_PASSIVE_HOLD ? 0 : 1000;
    return rules_accounts[account].equity_min_usd;
}

void bt_options_default(struct bt_options *o, enum bt_profile profile, enum bt_account account, enum bt_mode mode)
{
    *o = (struct bt_options){.day_count = 365,
                             .financing = BT_FINANCING_FILE,
                             .spread_pct = 1.5,
                             .cure_days = 3,
                             .wait_sessions = 2,
                             .entry_day_flows = true,
                             .dividend_lag_days = 30,
                             .minimum_equity_usd = minimum_equity(profile, account, mode),
                             .borrow_fee_pct = 0.5,
                             .short_credit_pct = 0.5,
                             .rebalance_band_pct = 10};
    if (profile == BT_ORIGINAL)
        return;
    o->interest_calendar = true;
    o->day_count = 360;
    o->rate_asof = true;
    o->posting_month = true;
    o->financing = BT_FINANCING_TIERS;
    o->cap_leverage = true;
    o->buffer_pct = 0.5;
    o->call_intraday = true;
    o->slippage_bps = 25;
    o->trade_cost_bps = 5;
    o->entry_day_flows = false;
    o->carry_deficit = true;
    o->metrics_corrected = true;
}

/* ---- what an account allows ---- */

double bt_maintenance(const struct bt_config *c)
{
    const struct bt_options *o = &c->options;
    const struct rules_account *account = &rules_accounts[c->account];
    const struct rules_moves *moves = &rules_moves[o->price_moves];
    double held = account->maintenance_long_pct, owed = account->maintenance_short_pct;
    if (c->account == BT_PORTFOLIO) {
        held = moves->fall_pct;
        owed = moves->rise_pct;
    }
    return (o->is_short ? owed : held) / 100 + o->house_addon_pct / 100;
}

/* What the account may borrow to at a purchase: its cap, and what maintenance with the buffer leaves. */
static double purchase_leverage(const struct bt_config *c)
{
    double account = rules_accounts[c->account].leverage_max;
    double held = 1 / (bt_maintenance(c) + c->options.buffer_pct / 100);
    return held < account ? held : account;
}

double bt_leverage_max(const struct bt_config *c)
{
    return c->options.cap_leverage ? purchase_leverage(c) : INFINITY;
}

double bt_initial_share(const struct bt_config *c)
{
    return 1 / purchase_leverage(c);
}

double bt_rebalance_bps(const struct bt_config *c)
{
    double every_trade = c->options.trade_cost_bps;
    return c->profile == BT_ACCURATE || every_trade > 0 ? every_trade : c->transaction_cost_bps;
}

bool bt_may_rebalance(const struct bt_config *c)
{
    return c->mode == BT_PROFIT_THRESHOLD || c->mode == BT_CONSTANT_LEVERAGE;
}

bool bt_contributes(const struct bt_options *o)
{
    return o->contribution_every != BT_NEVER && o->contribution_usd != 0;
}

bool bt_has_flows(const struct bt_config *c)
{
    return c->options.metrics_corrected && (c->mode == BT_FRESH_CAPITAL || bt_contributes(&c->options));
}

bool bt_is_plain(const struct bt_config *c)
{
    const struct bt_options *o = &c->options;
    return o->liquidation == BT_SELL_ALL && !o->dividend_pay && o->dividend_use == BT_REINVEST && !o->is_short &&
           !bt_contributes(o);
}

/* The fullest row: a contribution, what is set aside and put in for a new round, its entry, a call with no days to meet it,
 * and what that sells. */
size_t bt_events_max(size_t n)
{
    return 6 * n;
}

size_t bt_rounds_max(size_t n)
{
    return n;
}

size_t bt_rebalances_max(size_t n)
{
    return n;
}

/* ---- refusals ---- */

/* Two doubles as their bits. */
typedef uint64_t pair __attribute__((vector_size(16)));

static pair pair_of(double a, double b)
{
    double x[2] = {a, b};
    pair bits;
    memcpy(&bits, x, sizeof bits);
    return bits;
}

/* Six columns are looked through before every run, so the tests add and join bits, two values at a time, instead of
 * comparing: the highest bit of the sums is set by infinities and NaN (exponent all ones + 1), and by what is not above 0. */
static const uint64_t one_exponent = 0x0010000000000000, all_but_sign = 0x7fffffffffffffff;

static pair not_finite(pair bits)
{
    return (bits & all_but_sign) + one_exponent;
}

static pair not_positive(pair bits)
{
    return (bits - 1) | (bits + one_exponent);
}

static bool highest_bit_is_clear(pair bad)
{
    return (bad[0] | bad[1]) >> 63 == 0;
}

static bool all_finite(const double *x, size_t n)
{
    pair bad = not_finite(pair_of(x[0], x[n - 1])); /* of an odd number the last has no neighbour */
#pragma GCC unroll 4
    for (size_t i = 0; i + 1 < n; i += 2)
        bad |= not_finite(pair_of(x[i], x[i + 1]));
    return highest_bit_is_clear(bad);
}

static bool all_positive(const double *x, size_t n)
{
    pair bad = not_positive(pair_of(x[0], x[n - 1]));
#pragma GCC unroll 4
    for (size_t i = 0; i + 1 < n; i += 2)
        bad |= not_positive(pair_of(x[i], x[i + 1]));
    return highest_bit_is_clear(bad);
}

static bool days_ascend(const int32_t *day, size_t n)
{
    bool ok = true;
#pragma GCC unroll 8
    for (size_t i = 1; i < n; i++)
        ok &= day[i] > day[i - 1];
    return ok;
}

/* Dividends are paid on or after their ex-date, and within the year that the engine keeps them in mind for. */
static bool pay_days_fit(const int32_t *pay_day, const int32_t *day, size_t n)
{
    for (size_t i = 0; pay_day && i < n; i++)
        if (pay_day[i] != BT_NO_DAY && (pay_day[i] < day[i] || pay_day[i] - day[i] > DIVIDEND_DAYS_MAX))
            return false;
    return true;
}

static const double *worst_prices(const struct bt_config *c, const struct price_series *p)
{
    return c->options.is_short ? p->high : p->low;
}

static bool has_arrays(const struct bt_config *c, const struct bt_input *in, const struct bt_result *out)
{
    const struct price_series *p = &in->prices;
    return p->day && p->close && in->fed_funds_pct && in->margin_rate_pct && out->equity && out->events &&
           out->rounds && (out->rebalances || !bt_may_rebalance(c)) && (out->index || !bt_has_flows(c)) &&
           (!c->options.call_intraday || (p->open && worst_prices(c, p)));
}

static enum bt_error check_input(const struct bt_config *c, const struct bt_input *in, const struct bt_result *out)
{
    const struct price_series *p = &in->prices;
    if (p->n < MIN_ROWS)
        return BT_ETOOSHORT;
    if (!has_arrays(c, in, out))
        return BT_ECOLUMNS;
    if (!days_ascend(p->day, p->n) || !all_positive(p->close, p->n) || !all_finite(in->fed_funds_pct, p->n) ||
        !all_finite(in->margin_rate_pct, p->n) || (p->dividend && !all_finite(p->dividend, p->n)))
        return BT_EDOMAIN;
    if (c->options.call_intraday && (!all_positive(p->open, p->n) || !all_positive(worst_prices(c, p), p->n)))
        return BT_EDOMAIN;
    if (c->options.dividend_pay && !pay_days_fit(in->pay_day, p->day, p->n))
        return BT_EDOMAIN;
    return BT_OK;
}

static bool is_between(double x, double low, double high)
{
    return x >= low && x <= high; /* false for NaN */
}

static bool options_fit(const struct bt_options *o)
{
    return (o->day_count == 360 || o->day_count == 365) && is_between(o->spread_pct, 0, 10) &&
           is_between(o->buffer_pct, 0, 20) && is_between(o->slippage_bps, 0, 500) &&
           is_between(o->trade_cost_bps, 0, 100) && is_between(o->cure_days, 0, 15) &&
           is_between(o->wait_sessions, 0, 60) && is_between(o->dividend_lag_days, 0, DIVIDEND_DAYS_MAX) &&
           is_between(o->minimum_equity_usd, 0, 1e300) && is_between(o->house_addon_pct, -5, 50) &&
           is_between(o->borrow_fee_pct, 0, 200) && is_between(o->short_credit_pct, 0, 20) &&
           is_between(o->contribution_usd, -1e300, 1e300) && is_between(o->rebalance_band_pct, 0, 100);
}

static enum bt_error check_config(const struct bt_config *c)
{
    const struct bt_options *o = &c->options;
    if (!(c->equity > 0) || !isfinite(c->equity) || !(c->leverage > 0) || !isfinite(c->leverage) ||
        !is_between(c->profit_threshold_pct, 0, 1e6) || !is_between(c->transaction_cost_bps, 0, 1000) ||
        (unsigned)c->mode >= BT_MODES || (unsigned)o->price_moves >= BT_MOVES || !options_fit(o))
        return BT_EDOMAIN;
    if (c->mode == BT_FRESH_CAPITAL && bt_contributes(o) && !o->metrics_corrected)
        return BT_EDOMAIN; /* the original's figures know of no money but that of the rounds */
    if (c->leverage > bt_leverage_max(c) || (c->profile == BT_ACCURATE && c->leverage < 1))
        return BT_ELEVERAGE;
    if (c->profile == BT_ACCURATE && c->equity < o->minimum_equity_usd)
        return BT_EMINIMUM;
    return BT_OK;
}

enum bt_error bt_check(const struct bt_config *c, const struct bt_input *in, const struct bt_result *out)
{
    enum bt_error e = check_config(c);
    return e ? e : check_input(c, in, out);
}
