/* backtest_text_account.c: the sentences about what happened in the account: sales, rounds, rebalances, money. See
 * backtest_tell.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/backtest_tell.h"

#include <math.h>

#include "base/day.h"

enum { LISTED_MAX = 4 };

/* ---- events ---- */

static size_t events_count(const struct teller *t, enum bt_event_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < t->r->n_events; i++)
        n += t->r->events[i].kind == kind;
    return n;
}

/* The first few of a kind, "2008-10-07 at 996.23, … and 3 more"; `none` where there is none. */
static const char *events_listed(const struct teller *t, enum bt_event_kind kind, const char *none)
{
    struct buf b;
    size_t found = 0;
    buf_init(&b, t->a, 128);
    for (size_t i = 0; i < t->r->n_events; i++) {
        const struct bt_event *e = &t->r->events[i];
        char day[DAY_TEXT];
        if (e->kind != kind || found++ >= LISTED_MAX)
            continue;
        buf_printf(&b, "%s%s at %s", found == 1 ? "" : ", ", day_text(e->day, day), tell_number(t, e->price, 2));
    }
    if (found > LISTED_MAX)
        buf_printf(&b, " and %zu more", found - LISTED_MAX);
    return found ? b.s : none;
}

/* "1 liquidation", "2,203 liquidations" */
static const char *liquidations(const struct teller *t)
{
    double count = tell_sum(t, BT_M_LIQUIDATIONS);
    return arena_printf(t->a, "%s liquidation%s", tell_number(t, count, 0), count == 1 ? "" : "s");
}

/* What a broker does to a position by force. */
static const char *closing(const struct teller *t)
{
    return t->c->options.is_short ? "purchase" : "sale";
}

static const char *explain_cured(const struct teller *t)
{
    return arena_printf(t->a, "%s of %s call%s; the others ended in a %s, or stand at the end",
                        tell_number(t, t->m[BT_M_CALLS_CURED], 0), tell_number(t, t->m[BT_M_CALLS_ISSUED], 0),
                        t->m[BT_M_CALLS_ISSUED] == 1 ? "" : "s", closing(t));
}

/* ---- rounds ---- */

/* The original means all rounds of fresh_capital, called or not. */
static const char *explain_avg_days(const struct teller *t)
{
    bool all = !t->corrected && t->c->mode == BT_FRESH_CAPITAL;
    double days = 0, count = 0;
    for (size_t i = 0; i < t->r->n_rounds; i++) {
        bool counts = all || t->r->rounds[i].margin_call;
        days += counts ? t->r->rounds[i].days : 0;
        count += counts;
    }
    if (count == 0)
        return "all sessions, for nothing was liquidated";
    return arena_printf(t->a, "%s sessions held / %s", tell_number(t, days, 0),
                        all ? arena_printf(t->a, "%s rounds", tell_number(t, count, 0)) : liquidations(t));
}

/* The original measures each loss from the day before, but for fresh_capital. */
static bool loss_is_of_round(const struct teller *t)
{
    return t->corrected || t->c->mode == BT_FRESH_CAPITAL;
}

static const char *explain_avg_loss(const struct teller *t)
{
    double count = t->m[BT_M_LIQUIDATIONS];
    if (count == 0)
        return "0, for nothing was liquidated";
    return arena_printf(t->a, "%s %% of losses / %s, each loss measured from %s",
                        tell_number(t, t->m[BT_M_AVG_LOSS] * count, 2), liquidations(t),
                        loss_is_of_round(t) ? "the start of its round" : "the day before");
}

/* What the loss is measured from: the start of the round, and what was put in since. */
static const char *loss_of_round(const struct teller *t, const struct bt_round *round)
{
    double from = round->end_equity / (1 - round->loss_pct / 100);
    bool added = isfinite(from) && fabs(from - round->start_equity) > 1e-6 * fabs(from) && round->end_equity > 0;
    const char *base = tell_usd(t, added ? from : round->start_equity);
    return arena_printf(t->a, "(%s − %s) / %s × 100 in round %u%s", base, tell_usd(t, round->end_equity), base,
                        round->number, added ? ", with what was put in since its start" : "");
}

static const char *explain_worst_loss(const struct teller *t)
{
    if (t->m[BT_M_LIQUIDATIONS] == 0)
        return "0, for nothing was liquidated";
    for (size_t i = 0; loss_is_of_round(t) && i < t->r->n_rounds; i++)
        if (t->r->rounds[i].margin_call && t->r->rounds[i].loss_pct == t->m[BT_M_WORST_LOSS])
            return loss_of_round(t, &t->r->rounds[i]);
    return arena_printf(t->a, "%s: the largest (equity of the day before − recovered) / equity of the day before × 100",
                        tell_number(t, t->m[BT_M_WORST_LOSS], 2));
}

static const char *explain_waiting(const struct teller *t)
{
    int wait = t->c->options.wait_sessions;
    return arena_printf(t->a, "%s × %d session%s, fewer where the window ends first", liquidations(t), wait,
                        wait == 1 ? "" : "s");
}

static const char *explain_leverage(const struct teller *t)
{
    if (!t->r->n_rounds)
        return "asked for; the account never entered";
    const struct bt_round *first = &t->r->rounds[0];
    double value = fabs(first->start_portfolio_value);
    return arena_printf(t->a, "%s / %s at the first entry%s", tell_usd(t, value),
                        tell_usd(t, value / t->m[BT_M_LEVERAGE]),
                        t->m[BT_M_TRADING_COSTS] > 0 ? ", after the cost of buying" : "");
}

/* ---- money ---- */

static const char *explain_interest(const struct teller *t)
{
    struct buf b;
    size_t n = t->r->n_rounds;
    if (t->c->options.is_short)
        return arena_printf(t->a, "%s of borrow fees − %s of interest on the proceeds",
                            tell_usd(t, t->m[BT_M_BORROW_FEES]), tell_usd(t, t->m[BT_M_SHORT_CREDIT]));
    if (!t->corrected || n == 0 || n > LISTED_MAX)
        return arena_printf(t->a, "sum of the interest of %s sessions", tell_number(t, t->m[BT_M_DAYS], 0));
    buf_init(&b, t->a, 128);
    for (size_t i = 0; i < n; i++)
        buf_printf(&b, i ? " + %s" : "%s", tell_usd(t, t->r->rounds[i].interest_paid));
    buf_puts(&b, n == 1 ? " in the one round" : ", one figure for each round");
    return b.s;
}

static const char *explain_dividends(const struct teller *t)
{
    const double *paid = t->r->column[BT_COL_DIVIDEND_PAYMENT];
    size_t days = 0;
    for (size_t i = 0; paid && i < t->r->n; i++)
        days += paid[i] != 0;
    return paid ? arena_printf(t->a, "shares × dividend per share, summed over %zu ex-dates in the market", days)
                : "shares × dividend per share, summed over the ex-dates in the market";
}

static const char *rebalances_word(const struct teller *t)
{
    return arena_printf(t->a, "%zu rebalance%s", t->r->n_rebalances, t->r->n_rebalances == 1 ? "" : "s");
}

/* What trades cost, according to what is traded. */
static const char *explain_costs(const struct teller *t)
{
    const struct bt_options *o = &t->c->options;
    if (bt_may_rebalance(t->c) && bt_rebalance_bps(t->c) != o->trade_cost_bps)
        return arena_printf(t->a, "%g bps of what %s traded, %g bps of other trades, and %g bps slippage of %s",
                            bt_rebalance_bps(t->c), rebalances_word(t), o->trade_cost_bps, o->slippage_bps,
                            liquidations(t));
    if (t->c->mode == BT_PASSIVE_HOLD)
        return arena_printf(t->a, "%g bps of the entry and of what was bought later", o->trade_cost_bps);
    return arena_printf(t->a, "%g bps of what was bought and sold, and %g bps slippage of forced %ss",
                        o->trade_cost_bps, o->slippage_bps, closing(t));
}

static const char *explain_owed(const struct teller *t)
{
    if (t->m[BT_M_OWED_TO_BROKER] > 0)
        return arena_printf(t->a,
                            t->c->options.is_short
                                ? "what the last purchase cost − what the account had; equity ended at %s"
                                : "loan and costs − proceeds of the last sale; equity ended at %s",
                            tell_usd(t, t->m[BT_M_FINAL_EQUITY]));
    return !t->c->options.carry_deficit ? "a deficit is forgiven"
           : t->c->options.is_short     ? "the account could pay for every purchase"
                                        : "every sale covered its loan";
}

/* Of contributions, withdrawals and rounds begun anew: how many, and how much. */
static const char *explain_flow(const struct teller *t, enum bt_event_kind kind)
{
    size_t n = events_count(t, kind);
    bool fixed = kind == BT_EVENT_CONTRIBUTION || kind == BT_EVENT_WITHDRAWAL;
    if (fixed)
        return arena_printf(t->a, "%zu × %s", n, tell_usd(t, fabs(t->c->options.contribution_usd)));
    return arena_printf(t->a, "sum of %zu amount%s, listed under events", n, n == 1 ? "" : "s");
}

static const char *explain_skipped(const struct teller *t)
{
    if (t->m[BT_M_WITHDRAWALS_SKIPPED] == 0)
        return "every withdrawal left the initial requirement covered";
    return arena_printf(t->a, "each would have left less than %s %% of the position",
                        tell_number(t, bt_initial_share(t->c) * 100, 2));
}

static const char *explain_short_interest(const struct teller *t, enum bt_metric m)
{
    const struct bt_options *o = &t->c->options;
    if (m == BT_M_BORROW_FEES)
        return arena_printf(t->a, "value of the short × %g %% × days / %d, summed over %s sessions held",
                            o->borrow_fee_pct, o->day_count, tell_number(t, t->m[BT_M_DAYS], 0));
    return arena_printf(t->a, "value of the short × (fed funds − %g %%) × days / %d, summed where that is above 0",
                        o->short_credit_pct, o->day_count);
}

/* ---- leverage and rebalances ---- */

/* The first day on which a column has this value; NULL where the column is not there. */
static const char *day_of(const struct teller *t, enum bt_column column, double value)
{
    const double *x = t->r->column[column];
    for (size_t i = 0; x && t->ans->day && i < t->r->n; i++)
        if (x[i] == value)
            return tell_date(t, i);
    return NULL;
}

static const char *sessions_held(const struct teller *t)
{
    const double *leverage = t->r->column[BT_COL_ACTUAL_LEVERAGE];
    size_t n = 0;
    for (size_t i = 0; leverage && i < t->r->n; i++)
        n += leverage[i] > 0;
    return leverage ? arena_printf(t->a, "%s sessions", tell_number(t, (double)n, 0)) : "the sessions held";
}

static const char *explain_leverage_figure(const struct teller *t, enum bt_metric m)
{
    const char *day;
    switch (m) {
    case BT_M_AVG_LEVERAGE:
        return arena_printf(t->a, "mean of position / equity at the end of %s", sessions_held(t));
    case BT_M_LEVERAGE_VOLATILITY:
        return arena_printf(t->a, "deviation from the mean of %s over %s", tell_number(t, t->m[BT_M_AVG_LEVERAGE], 3),
                            sessions_held(t));
    case BT_M_AVG_DRIFT:
        return arena_printf(t->a, "mean distance from %s over %s", tell_number(t, t->m[BT_M_TARGET_LEVERAGE], 3),
                            t->corrected ? sessions_held(t) : "all sessions, 0 where nothing is held");
    default:
        day = day_of(t, BT_COL_ACTUAL_LEVERAGE, t->m[m]);
        return day ? arena_printf(t->a, "position / equity at the end of %s", day)
                   : arena_printf(t->a, "position / equity at the end of one of %s", sessions_held(t));
    }
}

static const char *explain_growth(const struct teller *t, enum bt_metric m)
{
    double first = t->m[BT_M_INITIAL_POSITION];
    const char *start = tell_usd(t, first), *day = m == BT_M_FINAL_GROWTH ? tell_date(t, t->r->n - 1) : NULL;
    if (m == BT_M_MAX_GROWTH)
        day = day_of(t, BT_COL_TOTAL_GROWTH_PCT, t->m[m]);
    if (first == 0 || t->m[m] == 0)
        return first == 0 ? "0, for there was no position" : "0, for nothing was held then";
    return arena_printf(t->a, "(%s − %s) / %s × 100%s%s", tell_usd(t, first * (1 + t->m[m] / 100)), start, start,
                        day ? ", on " : "", day ? day : "");
}

static const char *explain_rebalances(const struct teller *t)
{
    struct buf b;
    size_t n = t->r->n_rebalances;
    if (n == 0)
        return t->c->mode == BT_PROFIT_THRESHOLD
                   ? "the growth never reached the threshold with leverage below its target"
                   : "leverage never left its band on a session that asked for it";
    buf_init(&b, t->a, 128);
    for (size_t i = 0; i < n && i < LISTED_MAX; i++) {
        char day[DAY_TEXT];
        buf_printf(&b, "%s%s", i ? ", " : "", day_text(t->r->rebalances[i].day, day));
    }
    if (n > LISTED_MAX)
        buf_printf(&b, " and %zu more", n - LISTED_MAX);
    return b.s;
}

static const char *explain_days_to_rebalance(const struct teller *t)
{
    double n = (double)t->r->n_rebalances, mean = t->m[BT_M_AVG_DAYS_REBALANCES];
    if (n == 0)
        return "all sessions, for nothing was rebalanced";
    if (!t->corrected)
        return arena_printf(t->a, "%s, the sum of the counter of days / %s sessions",
                            tell_number(t, mean * t->m[BT_M_DAYS], 0), tell_number(t, t->m[BT_M_DAYS], 0));
    return arena_printf(t->a, "%s sessions / %s", tell_number(t, mean * n, 0), rebalances_word(t));
}

static const char *explain_threshold(const struct teller *t)
{
    return arena_printf(t->a, "asked for: it borrows again when the %s has grown by %s %%",
                        t->c->options.trigger_equity || t->c->options.is_short ? "equity" : "position",
                        tell_number(t, t->m[BT_M_PROFIT_THRESHOLD], 2));
}

static const char *tell_rebalancing(const struct teller *t, enum bt_metric m)
{
    switch (m) {
    case BT_M_TARGET_LEVERAGE:
        return arena_printf(t->a, "asked for: %s dollars of position for each of equity", tell_number(t, t->m[m], 3));
    case BT_M_PROFIT_THRESHOLD:
        return explain_threshold(t);
    case BT_M_REBALANCES:
        return explain_rebalances(t);
    case BT_M_AVG_DAYS_REBALANCES:
        return explain_days_to_rebalance(t);
    case BT_M_MAX_GROWTH:
    case BT_M_FINAL_GROWTH:
        return explain_growth(t, m);
    case BT_M_TRANSACTION_COSTS:
        return explain_costs(t);
    case BT_M_TRANSACTION_COST_PCT:
        return arena_printf(t->a, "%s / %s × 100", tell_usd(t, t->m[BT_M_TRANSACTION_COSTS]),
                            tell_usd(t, t->m[BT_M_EQUITY]));
    case BT_M_ALL_IN_COST:
        return arena_printf(t->a, "%s + %s − %s", tell_usd(t, t->m[BT_M_INTEREST]),
                            tell_usd(t, t->m[BT_M_TRANSACTION_COSTS]), tell_term(t, t->m[BT_M_DIVIDENDS]));
    case BT_M_INITIAL_POSITION:
        return t->r->n_rounds
                   ? arena_printf(t->a, "%s shares × %s", tell_number(t, t->m[m] / t->r->rounds[0].start_price, 4),
                                  tell_number(t, t->r->rounds[0].start_price, 2))
                   : "0, for the account never entered";
    default:
        return explain_leverage_figure(t, m);
    }
}

/* ---- passive_hold ---- */

static const char *explain_call_days(const struct teller *t)
{
    const char *first = day_of(t, BT_COL_IS_MARGIN_CALL, 1);
    if (t->m[BT_M_MARGIN_CALLS] == 0)
        return "equity never fell below the maintenance requirement";
    return arena_printf(t->a, "%s of %s sessions%s%s", tell_number(t, t->m[BT_M_MARGIN_CALLS], 0),
                        tell_number(t, t->m[BT_M_DAYS], 0), first ? ", the first on " : "", first ? first : "");
}

static const char *explain_final_position(const struct teller *t)
{
    const double *shares = t->r->column[BT_COL_SHARES_HELD], *price = t->r->column[BT_COL_ETF_PRICE];
    size_t last = t->r->n - 1;
    if (!shares || !price)
        return arena_printf(t->a, "shares × price on %s", tell_date(t, last));
    return arena_printf(t->a, "%s × %s on %s", tell_number(t, shares[last], 4), tell_number(t, price[last], 2),
                        tell_date(t, last));
}

/* ---- all of them ---- */

static const char *tell_flows(const struct teller *t, enum bt_metric m)
{
    switch (m) {
    case BT_M_CONTRIBUTIONS:
        return explain_flow(t, BT_EVENT_CONTRIBUTION);
    case BT_M_WITHDRAWALS:
        return explain_flow(t, BT_EVENT_WITHDRAWAL);
    case BT_M_WITHDRAWALS_SKIPPED:
        return explain_skipped(t);
    case BT_M_INJECTIONS:
        return explain_flow(t, BT_EVENT_INJECTION);
    case BT_M_SET_ASIDE:
        return explain_flow(t, BT_EVENT_SET_ASIDE);
    case BT_M_BORROW_FEES:
    case BT_M_SHORT_CREDIT:
        return explain_short_interest(t, m);
    default:
        return NULL;
    }
}

static const char *tell_calls(const struct teller *t, enum bt_metric m)
{
    switch (m) {
    case BT_M_PARTIAL_SALES:
        return events_listed(t, BT_EVENT_SALE,
                             t->c->options.is_short ? "no call was met by a purchase in part"
                                                    : "no call was met by a sale in part");
    case BT_M_CALLS_ISSUED:
        return events_listed(t, BT_EVENT_CALL, "equity never ended a day below the maintenance requirement");
    case BT_M_CALLS_CURED:
        return explain_cured(t);
    case BT_M_MARGIN_CALLS:
        return explain_call_days(t);
    case BT_M_FINAL_POSITION:
        return explain_final_position(t);
    default:
        return tell_flows(t, m);
    }
}

static const char *tell_fresh(const struct teller *t, enum bt_metric m)
{
    switch (m) {
    case BT_M_TOTAL_DEPLOYED:
        return arena_printf(t->a, "%s × %s entries", tell_usd(t, t->m[BT_M_EQUITY]),
                            tell_number(t, t->m[BT_M_CYCLES], 0));
    case BT_M_LIQUIDATION_RATE:
        return arena_printf(t->a, "%s / %s rounds × 100", liquidations(t), tell_number(t, t->m[BT_M_CYCLES], 0));
    case BT_M_FRESH_CAPITAL:
        return arena_printf(t->a, "the starting equity, %s", tell_usd(t, t->m[BT_M_EQUITY]));
    default:
        return tell_calls(t, m);
    }
}

static const char *tell_sales(const struct teller *t, enum bt_metric m)
{
    switch (m) {
    case BT_M_LIQUIDATIONS:
        return events_listed(t, BT_EVENT_LIQUIDATION, "no position was closed whole on a margin call");
    case BT_M_CYCLES:
        return arena_printf(t->a, "%s entries, %s of them ended in a liquidation", tell_number(t, t->m[m], 0),
                            tell_number(t, t->m[BT_M_LIQUIDATIONS], 0));
    case BT_M_TIME_IN_MARKET:
        return arena_printf(t->a, "%s / %s × 100", tell_number(t, t->m[BT_M_ACTIVE_DAYS], 0),
                            tell_number(t, t->m[BT_M_DAYS], 0));
    case BT_M_ACTIVE_DAYS:
        return arena_printf(t->a, "%s of %s sessions %s with a position", tell_number(t, t->m[m], 0),
                            tell_number(t, t->m[BT_M_DAYS], 0), t->corrected ? "end" : "begin");
    case BT_M_WAITING_DAYS:
        return explain_waiting(t);
    case BT_M_AVG_DAYS_BETWEEN:
        return explain_avg_days(t);
    case BT_M_AVG_LOSS:
        return explain_avg_loss(t);
    case BT_M_WORST_LOSS:
        return explain_worst_loss(t);
    default:
        return tell_fresh(t, m);
    }
}

const char *tell_account(const struct teller *t, enum bt_metric m)
{
    if (m >= BT_M_TARGET_LEVERAGE && m <= BT_M_INITIAL_POSITION)
        return tell_rebalancing(t, m);
    switch (m) {
    case BT_M_INTEREST:
        return explain_interest(t);
    case BT_M_DIVIDENDS:
        return explain_dividends(t);
    case BT_M_NET_INTEREST:
        return arena_printf(t->a, "%s − %s", tell_usd(t, t->m[BT_M_INTEREST]), tell_term(t, t->m[BT_M_DIVIDENDS]));
    case BT_M_LEVERAGE:
        return explain_leverage(t);
    case BT_M_DAYS:
        return arena_printf(t->a, "sessions from %s to %s", tell_date(t, 0), tell_date(t, t->r->n - 1));
    case BT_M_TRADING_COSTS:
        return explain_costs(t);
    case BT_M_OWED_TO_BROKER:
        return explain_owed(t);
    default:
        return tell_sales(t, m);
    }
}
