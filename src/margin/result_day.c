/* result_day.c: the ledger of one day: what the account was in the evening before, what happened, what it was then, each figure
 * with its formula and its numbers. See result_parts.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/num.h"
#include "compute/backtest_periods.h"
#include "engine/financing.h"
#include "margin/result_parts.h"

/* One day, and the evening before it. */
struct ledger {
    struct view *v;
    struct arena *arena;
    const struct backtest_answer *a;
    const struct bt_options *o;
    size_t row;
    double price, shares, position, loan, equity, interest, dividend, cash, coming, need;
};

static double at(const struct ledger *l, enum bt_column column, size_t row)
{
    const double *x = l->a->result.column[column];
    return x && isfinite(x[row]) ? x[row] : 0;
}

static double today(const struct ledger *l, enum bt_column column)
{
    return at(l, column, l->row);
}

static double before(const struct ledger *l, enum bt_column column)
{
    return l->row ? at(l, column, l->row - 1) : 0;
}

static const char *usd(const struct ledger *l, double x)
{
    return num_usd(l->arena, x, 2);
}

static const char *number(const struct ledger *l, double x, int decimals)
{
    return num_group(l->arena, x, decimals);
}

static const char *percent(const struct ledger *l, double x)
{
    return num_percent(l->arena, x, 2);
}

/* "+ $5.00" or "− $5.00", for a sum. */
static const char *plus(const struct ledger *l, double x)
{
    return arena_printf(l->arena, "%s %s", x < 0 ? "−" : "+", usd(l, fabs(x)));
}

static void line(const struct ledger *l, const char *label, const char *value, const char *formula, const char *numbers)
{
    struct view *row = view_add(l->v, "LEDGER");
    view_text(row, "LEDGER_LABEL", label);
    view_text(row, "LEDGER_VALUE", value);
    view_text(row, "LEDGER_FORMULA", formula);
    view_text(row, "LEDGER_NUMBERS", numbers);
}

/* ---- what the loan costs and the shares bring ---- */

/* Dollars of the loan without what has accrued, this evening. */
static double settled(const struct ledger *l)
{
    return l->loan - today(l, BT_COL_ACCRUED_INTEREST);
}

static const char *rate_formula(const struct ledger *l)
{
    if (l->o->is_short)
        return "Borrow fee − max(0, fed funds − what the broker keeps); below 0 the short earns";
    switch (l->o->financing) {
    case BT_FINANCING_FLAT:
        return "Fed funds + the flat spread";
    case BT_FINANCING_TIERS:
        return "max(0, fed funds) + the spreads of the loan’s slices, in dollars a year / loan × 100";
    case BT_FINANCING_FILE:
        break;
    }
    return "The margin rate of the rate series";
}

static const char *rate_numbers(const struct ledger *l)
{
    double fed_funds = today(l, BT_COL_FED_FUNDS_RATE), rate = today(l, BT_COL_MARGIN_RATE), loan = settled(l);
    const char *benchmark = percent(l, l->o->financing == BT_FINANCING_TIERS ? fmax(fed_funds, 0) : fed_funds);
    if (l->o->is_short)
        return arena_printf(l->arena, "%s − max(0, %s − %s) = %s", percent(l, l->o->borrow_fee_pct),
                            percent(l, fed_funds), percent(l, l->o->short_credit_pct), percent(l, rate));
    if (l->o->financing == BT_FINANCING_FLAT)
        return arena_printf(l->arena, "%s + %s = %s", benchmark, percent(l, l->o->spread_pct), percent(l, rate));
    if (l->o->financing == BT_FINANCING_FILE)
        return arena_printf(l->arena, "%s, as it stands there", percent(l, rate));
    if (!(loan > 1))
        return arena_printf(l->arena, "%s + %s = %s, what the first dollar would pay", benchmark,
                            percent(l, financing_tiers.tier[0].spread_pct), percent(l, rate));
    return arena_printf(l->arena, "%s + %s / %s × 100 = %s", benchmark,
                        usd(l, financing_spread_cost(&financing_tiers, loan)), usd(l, loan), percent(l, rate));
}

static const char *interest_numbers(const struct ledger *l)
{
    int days = l->o->interest_calendar && l->row ? l->a->day[l->row] - l->a->day[l->row - 1] : 1;
    double owed = before(l, BT_COL_MARGIN_LOAN) - before(l, BT_COL_ACCRUED_INTEREST);
    if (l->o->is_short)
        owed = fabs(before(l, BT_COL_SHARES_HELD)) * before(l, BT_COL_ETF_PRICE);
    double rate = l->interest / owed / days * l->o->day_count * 100;
    if (l->interest == 0)
        return "Nothing was charged: nothing was owed, it is the first day, or the day of an entry.";
    if (!(owed > 0) || !isfinite(rate))
        return arena_printf(l->arena, "%s for %d day%s", usd(l, l->interest), days, days == 1 ? "" : "s");
    return arena_printf(l->arena, "%s × %s %% × %d / %d = %s", usd(l, owed), number(l, rate, 4), days, l->o->day_count,
                        usd(l, l->interest));
}

static const char *dividend_numbers(const struct ledger *l)
{
    double shares = before(l, BT_COL_SHARES_HELD);
    if (l->dividend == 0)
        return "Not an ex-date, or nothing was held.";
    if (shares == 0)
        return arena_printf(l->arena, "on shares bought on this day: %s", usd(l, l->dividend));
    return arena_printf(l->arena, "%s × %s = %s", number(l, shares, 4), number(l, l->dividend / shares, 4),
                        usd(l, l->dividend));
}

static void show_flows(const struct ledger *l)
{
    line(l, "Fed funds", percent(l, today(l, BT_COL_FED_FUNDS_RATE)), "The rate series, as it applies to this day",
         l->o->rate_asof ? "the last one known before the day" : "copied on its own date, then carried forward");
    line(l, l->o->is_short ? "Net rate of the short" : "Rate of the loan", percent(l, today(l, BT_COL_MARGIN_RATE)),
         rate_formula(l), rate_numbers(l));
    line(l, "Interest of this day", usd(l, l->interest),
         l->o->is_short ? "Value of the short the evening before × net rate × days / day count"
                        : "Loan of the evening before, without what is accrued × rate × days / day count",
         interest_numbers(l));
    line(l, "Dividend of this day", usd(l, l->dividend), "Shares of the evening before × dividend per share",
         dividend_numbers(l));
}

/* ---- what is held and owed ---- */

static const char *shares_numbers(const struct ledger *l)
{
    double then = before(l, BT_COL_SHARES_HELD), change = l->shares - then;
    if (fabs(change) <= 1e-12 * fabs(then))
        return arena_printf(l->arena, "%s, as the evening before", number(l, l->shares, 4));
    return arena_printf(l->arena, "%s %s %s", number(l, then, 4), change < 0 ? "−" : "+", number(l, fabs(change), 4));
}

static const char *loan_numbers(const struct ledger *l)
{
    double then = before(l, BT_COL_MARGIN_LOAN), rest = l->loan - then - l->interest;
    const char *sum = arena_printf(l->arena, "%s %s interest", usd(l, then), plus(l, l->interest));
    if (fabs(rest) < 0.005)
        return sum;
    return arena_printf(l->arena, "%s %s %s", sum, plus(l, rest),
                        l->o->is_short ? "settled"
                        : rest < 0     ? "paid back"
                                       : "borrowed");
}

/* passive_hold of the original shows a loan that already has this day's interest, and an equity that has not. */
static bool is_late(const struct ledger *l)
{
    return l->a->request.config.profile == BT_ORIGINAL && l->a->request.config.mode == BT_PASSIVE_HOLD;
}

static const char *equity_numbers(const struct ledger *l)
{
    struct buf b;
    if (l->position == 0)
        return arena_printf(l->arena, "%s of cash, out of the market", usd(l, l->equity));
    buf_init(&b, l->arena, 128);
    buf_printf(&b, "%s %s", usd(l, l->position), plus(l, 0 - l->loan));
    if (l->cash != 0)
        buf_printf(&b, " %s cash", plus(l, l->cash));
    if (l->coming != 0)
        buf_printf(&b, " %s of dividends on their way", plus(l, l->coming));
    if (is_late(l))
        buf_printf(&b, " %s of interest that counts from tomorrow on", plus(l, l->interest));
    double rest = l->equity - (l->position - l->loan + l->cash + l->coming + (is_late(l) ? l->interest : 0));
    if (fabs(rest) >= 0.005)
        buf_printf(&b, " %s of cash that this profile does not show", plus(l, rest));
    return b.s;
}

static void show_holding(const struct ledger *l)
{
    const char *price = number(l, l->price, 2);
    line(l, "Price", arena_printf(l->arena, "$%s", price), "Close of the session, adjusted for splits",
         l->row ? arena_printf(l->arena, "%s on the session before: %s", number(l, before(l, BT_COL_ETF_PRICE), 2),
                               percent(l, (l->price / before(l, BT_COL_ETF_PRICE) - 1) * 100))
                : "the first session");
    line(l, "Shares", number(l, l->shares, 4), "Shares of the evening before, and what was bought or sold",
         shares_numbers(l));
    line(l, "Position", usd(l, l->position), "Shares × price",
         arena_printf(l->arena, "%s × %s = %s", number(l, l->shares, 4), price, usd(l, l->position)));
    line(l, l->o->is_short ? "Interest accrued" : "Loan", usd(l, l->loan),
         l->o->is_short ? "That of the evening before + this day’s, and what was settled; below 0 the broker owes it"
                        : "Loan of the evening before + interest, and what was borrowed or paid back",
         loan_numbers(l));
    line(l, "Equity", usd(l, l->equity),
         l->o->is_short ? "Position − interest accrued + cash + dividends on their way"
                        : "Position − loan + cash + dividends on their way",
         equity_numbers(l));
}

/* ---- how near the call is ---- */

static double maintenance(const struct ledger *l)
{
    return bt_maintenance(&l->a->request.config);
}

static const char *call_price_numbers(const struct ledger *l, double call)
{
    double debt = l->loan - l->cash - l->coming - (is_late(l) ? l->interest : 0);
    if (l->o->is_short)
        return arena_printf(l->arena, "%s / (%s × (1 + %s)) = %s", usd(l, -debt), number(l, -l->shares, 4),
                            percent(l, maintenance(l) * 100), number(l, call, 2));
    return arena_printf(l->arena, "%s / (%s × (1 − %s)) = %s", usd(l, debt), number(l, l->shares, 4),
                        percent(l, maintenance(l) * 100), number(l, call, 2));
}

static void show_call(const struct ledger *l)
{
    double call = today(l, BT_COL_MARGIN_CALL_PRICE), way = l->o->is_short ? call - l->price : l->price - call;
    if (l->position == 0)
        return;
    line(l, "Requirement", usd(l, l->need), "Position × maintenance share m",
         arena_printf(l->arena, "%s × %s = %s", usd(l, fabs(l->position)), percent(l, maintenance(l) * 100),
                      usd(l, l->need)));
    line(l, "Above the requirement", usd(l, l->equity - l->need), "Equity − requirement; below 0 is a margin call",
         arena_printf(l->arena, "%s − %s = %s", usd(l, l->equity), usd(l, l->need), usd(l, l->equity - l->need)));
    line(l, "Leverage", arena_printf(l->arena, "%s×", number(l, fabs(l->position) / l->equity, 3)), "Position / equity",
         arena_printf(l->arena, "%s / %s", usd(l, fabs(l->position)), usd(l, l->equity)));
    if (!(call > 0)) {
        line(l, "Trigger of a margin call", "None", bt_columns[BT_COL_MARGIN_CALL_PRICE].meaning,
             "nothing is owed, so no price brings a call");
        return;
    }
    line(l, "Trigger of a margin call", arena_printf(l->arena, "$%s", number(l, call, 2)),
         l->o->is_short ? "What the owner has and the proceeds / (shares × (1 + m))" : "Net debt / (shares × (1 − m))",
         call_price_numbers(l, call));
    line(l, l->o->is_short ? "Rise to the call" : "Fall to the call", percent(l, way / l->price * 100),
         l->o->is_short ? "(Trigger − price) / price × 100; below 0 the price is past it"
                        : "(Price − trigger) / price × 100; below 0 the price is past it",
         arena_printf(l->arena, "(%s − %s) / %s × 100%s", number(l, l->o->is_short ? call : l->price, 2),
                      number(l, l->o->is_short ? l->price : call, 2), number(l, l->price, 2),
                      way < 0 ? ": a margin call" : ""));
}

/* ---- what came of the day ---- */

static void show_return(const struct ledger *l)
{
    double start;
    const double *level = backtest_levels(l->a, &start);
    bool flows = bt_has_flows(&l->a->request.config);
    if (!level)
        return;
    double from = l->row ? level[l->row - 1] : start, to = level[l->row], top = start;
    for (size_t i = 0; i <= l->row; i++)
        top = fmax(top, level[i]);
    const char *(*const text)(const struct ledger *, double) = usd;
    const char *a = flows ? number(l, from, 6) : text(l, from), *b = flows ? number(l, to, 6) : text(l, to);
    const char *peak = flows ? number(l, top, 6) : text(l, top);
    if (from > 0)
        line(l, "Return of the day", percent(l, (to / from - 1) * 100),
             flows ? "Time-weighted index / that of the evening before − 1" : "Equity / that of the evening before − 1",
             arena_printf(l->arena, "%s / %s − 1", b, a));
    if (top > 0)
        line(l, "Below the highest so far", percent(l, (to / top - 1) * 100),
             "(Level − highest so far) / highest so far",
             arena_printf(l->arena, "(%s − %s) / %s × 100", b, peak, peak));
}

static void show_events(const struct ledger *l)
{
    const struct bt_result *r = &l->a->result;
    bool any = false;
    for (size_t i = 0; i < r->n_events; i++) {
        const struct bt_event *e = &r->events[i];
        const struct result_event_words *w = result_event_words(l->a->request.config.options.is_short, e->kind);
        if (e->row != l->row)
            continue;
        bool shares = e->kind == BT_EVENT_ENTRY || e->kind == BT_EVENT_SALE;
        struct view *row = view_add(l->v, "HAPPENED");
        view_printf(
            row, "HAPPENED_TEXT", "%s at $%s%s%s%s%s%s%s", w->label, number(l, e->price, 2), w->equity ? ". " : "",
            w->equity ? w->equity : "", w->equity ? arena_printf(l->arena, ": %s", usd(l, e->equity)) : "",
            w->amount ? ". " : "", w->amount ? w->amount : "",
            w->amount ? arena_printf(l->arena, ": %s", shares ? number(l, e->detail, 4) : usd(l, e->detail)) : "");
        any = true;
    }
    for (size_t i = 0; i < r->n_rebalances; i++) {
        const struct bt_rebalance *b = &r->rebalances[i];
        if (b->row != l->row)
            continue;
        view_printf(view_add(l->v, "HAPPENED"), "HAPPENED_TEXT",
                    "Rebalance. Growth since the last: %s. Shares traded: %s. Cost: %s. Leverage: %s to %s",
                    percent(l, b->growth_trigger_pct), number(l, b->shares_change, 4), usd(l, b->transaction_cost),
                    number(l, b->leverage_before, 3), number(l, b->leverage_after, 3));
        any = true;
    }
    view_show_if(l->v, "HAS_HAPPENED", any);
}

static const char *with_unit(const struct ledger *l, enum bt_kind kind, double x)
{
    const char *text = result_value_text(l->arena, kind, x), *unit = backtest_unit(kind, "$");
    if (kind == BT_KIND_USD)
        return usd(l, x);
    return unit[0] && isfinite(x) ? arena_printf(l->arena, "%s %s", text, unit) : text;
}

static void show_columns(const struct ledger *l)
{
    for (int c = 0; c < BT_COLUMNS; c++) {
        const double *x = l->a->result.column[c];
        if (!x)
            continue;
        struct view *row = view_add(l->v, "COLUMN");
        view_text(row, "COLUMN_LABEL", bt_columns[c].label);
        view_text(row, "COLUMN_VALUE", with_unit(l, bt_columns[c].kind, x[l->row]));
        view_text(row, "COLUMN_MEANING", bt_columns[c].meaning);
    }
}

static void show_neighbours(const struct ledger *l)
{
    const struct backtest_answer *a = l->a;
    size_t last = a->result.n - 1;
    view_show_if(l->v, "HAS_PREVIOUS", l->row > 0);
    view_show_if(l->v, "HAS_NEXT", l->row < last);
    view_text(l->v, "PREVIOUS_DAY", result_day_text(l->arena, a->day[l->row ? l->row - 1 : 0]));
    view_text(l->v, "NEXT_DAY", result_day_text(l->arena, a->day[l->row < last ? l->row + 1 : last]));
    view_text(l->v, "FIRST_SESSION", result_day_text(l->arena, a->day[0]));
    view_text(l->v, "LAST_SESSION", result_day_text(l->arena, a->day[last]));
    view_text(l->v, "DAY_NUMBER", number(l, (double)l->row + 1, 0));
    view_text(l->v, "DAYS_ALL", number(l, (double)a->result.n, 0));
}

void result_day_show(struct view *v, struct arena *arena, const struct backtest_answer *a, size_t row, const char *base)
{
    struct ledger l = {.v = v, .arena = arena, .a = a, .o = &a->request.config.options, .row = row};
    l.price = today(&l, BT_COL_ETF_PRICE);
    l.shares = today(&l, BT_COL_SHARES_HELD);
    l.position = l.shares != 0 ? today(&l, BT_COL_PORTFOLIO_VALUE) : 0;
    l.loan = today(&l, BT_COL_MARGIN_LOAN);
    l.equity = a->result.equity[row];
    l.interest = today(&l, BT_COL_DAILY_INTEREST_COST);
    l.dividend = today(&l, is_late(&l) ? BT_COL_CUMULATIVE_DIVIDENDS : BT_COL_DIVIDEND_PAYMENT);
    l.cash = today(&l, BT_COL_CASH);
    l.coming = today(&l, BT_COL_RECEIVABLE_DIVIDENDS);
    l.need = today(&l, BT_COL_MAINTENANCE_MARGIN_REQUIRED);
    view_text(v, "BASE", base);
    view_text(v, "DAY_DATE", result_day_text(arena, a->day[row]));
    view_text(v, "DAY_STATUS",
              a->result.column[BT_COL_POSITION_STATUS]
                  ? result_status_word((enum bt_status)today(&l, BT_COL_POSITION_STATUS))
                  : "Held");
    show_neighbours(&l);
    show_events(&l);
    show_flows(&l);
    show_holding(&l);
    show_call(&l);
    show_return(&l);
    show_columns(&l);
}
