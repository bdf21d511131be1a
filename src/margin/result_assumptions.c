/* result_assumptions.c: what a run assumed, every setting in words. See result_parts.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/num.h"
#include "margin/result_parts.h"

const char *result_account_word(enum bt_account account)
{
    return account == BT_REG_T ? "Reg T" : "portfolio margin";
}

static const char *number_word(struct arena *arena, double x, const char *unit)
{
    return arena_printf(arena, "%.15g %s", x, unit);
}

static void add_assumption(struct view *v, const char *name, const char *setting)
{
    struct view *row = view_add(v, "ASSUMPTION");
    view_text(row, "ASSUMPTION_NAME", name);
    view_text(row, "ASSUMPTION_SETTING", setting);
}

static const char *financing_word(struct arena *arena, const struct bt_options *o)
{
    switch (o->financing) {
    case BT_FINANCING_TIERS:
        return "Fed funds (not below 0) and a spread by size of the loan: 1.5 points up to $100,000, 1.0 up to $1 "
               "million, 0.75 up "
               "to $50 million, 0.5 above";
    case BT_FINANCING_FLAT:
        return arena_printf(arena, "Fed funds and %.15g points", o->spread_pct);
    case BT_FINANCING_FILE:
        break;
    }
    return "The margin rate of the rate series";
}

static void show_financing(struct view *v, struct arena *arena, const struct bt_options *o)
{
    add_assumption(v, "Loan interest", financing_word(arena, o));
    add_assumption(
        v, "Days of interest",
        arena_printf(arena, "%s, year of %d days",
                     o->interest_calendar ? "Every calendar day since the session before" : "One for each session",
                     o->day_count));
    add_assumption(v, "Posting",
                   o->posting_month ? "Accrued daily, added to the loan on the first session of the next month"
                                    : "Added to the loan at once");
    add_assumption(v, "Rate of a day",
                   o->rate_asof
                       ? "The last rate known before the day (a month's average is known when the month is over)"
                       : "Copied where the rate series has that very date, then carried forward");
}

static const char *closed(const struct bt_options *o)
{
    return o->is_short ? "bought back" : "sold";
}

static const char *liquidation_word(struct arena *arena, const struct bt_options *o)
{
    switch (o->liquidation) {
    case BT_SELL_MINIMUM:
        return arena_printf(arena, "What restores maintenance and a buffer of %.15g %%", o->buffer_pct);
    case BT_CALL:
        return arena_printf(arena,
                            "A call with %d session%s to meet it; then what restores maintenance and a buffer of "
                            "%.15g %% is %s",
                            o->cure_days, o->cure_days == 1 ? "" : "s", o->buffer_pct, closed(o));
    case BT_SELL_ALL:
        break;
    }
    return arena_printf(arena, "The whole position is %s", closed(o));
}

static void show_sales(struct view *v, struct arena *arena, const struct bt_config *c)
{
    const struct bt_options *o = &c->options;
    if (c->mode == BT_PASSIVE_HOLD) {
        add_assumption(v, "On a margin call", "Nothing: the position is held, and the day is marked");
        return;
    }
    add_assumption(v, "On a margin call",
                   arena_printf(arena, "%s, with slippage of %.15g bps", liquidation_word(arena, o), o->slippage_bps));
    add_assumption(v, "Re-entry",
                   arena_printf(arena, "After a wait of %d %s, with %s, if it is at least $%s", o->wait_sessions,
                                o->wait_sessions == 1 ? "session" : "sessions",
                                c->mode == BT_FRESH_CAPITAL ? "the full starting equity put in anew" : "what is left",
                                num_group(arena, o->minimum_equity_usd, 0)));
    add_assumption(v, o->is_short ? "A debt after a purchase" : "A debt after a sale",
                   !o->carry_deficit             ? "Is forgiven"
                   : c->mode == BT_FRESH_CAPITAL ? "Is paid by the money of the next round"
                                                 : "Stays owed to the broker; no re-entry");
}

/* What the maintenance of portfolio margin is the loss of. */
static const char *moves_word(const struct bt_options *o)
{
    static const char *const words[BT_MOVES][2] = {
        [BT_MOVES_15_20] = {", a stand-in for a fall of the price by 15 %",
                            ", a stand-in for a rise of the price by 20 %"},
        [BT_MOVES_8_6] = {", for a fall of the price by 8 %", ", for a rise of the price by 6 %"},
        [BT_MOVES_12_10] = {", for a fall of the price by 12 %", ", for a rise of the price by 10 %"}};
    return words[o->price_moves][o->is_short];
}

static void show_calls(struct view *v, struct arena *arena, const struct bt_config *c)
{
    const struct bt_options *o = &c->options;
    add_assumption(v, "Maintenance requirement",
                   arena_printf(arena, "%.15g %% of the position%s%s", bt_maintenance(c) * 100,
                                c->account == BT_PORTFOLIO ? moves_word(o) : "",
                                o->house_addon_pct > 0 ? ", house add-on included" : ""));
    add_assumption(v, "Margin call test",
                   !o->call_intraday ? "At the close only"
                   : o->is_short     ? "At the open and the high of each day, then at the close"
                                     : "At the open and the low of each day, then at the close");
    show_sales(v, arena, c);
}

static void show_dividends(struct view *v, struct arena *arena, const struct bt_options *o)
{
    static const char *const uses[] = {
        [BT_REINVEST] = "Reinvested at the close", [BT_PAY_DOWN] = "Pay down the loan", [BT_KEEP] = "Kept as cash"};
    const char *use = o->is_short ? "Paid by the short" : uses[o->dividend_use];
    add_assumption(v, "Dividends",
                   o->dividend_pay
                       ? arena_printf(arena, "%s %d days after the ex-date; until then they are a receivable", use,
                                      o->dividend_lag_days)
                       : arena_printf(arena, "%s on the ex-date", use));
}

static const char *every_word(enum bt_every every)
{
    static const char *const words[] = {
        [BT_NEVER] = "never", [BT_MONTH] = "month", [BT_QUARTER] = "quarter", [BT_YEAR] = "year"};
    return words[every];
}

/* What the mode does besides. */
static void show_mode(struct view *v, struct arena *arena, const struct bt_config *c)
{
    const struct bt_options *o = &c->options;
    double cost = bt_rebalance_bps(c);
    if (c->mode == BT_PROFIT_THRESHOLD)
        add_assumption(v, "Borrowing again",
                       arena_printf(arena, "When the %s has grown by %.15g %%, at a cost of %.15g bps",
                                    o->trigger_equity || o->is_short ? "equity" : "position", c->profit_threshold_pct,
                                    cost));
    if (c->mode != BT_CONSTANT_LEVERAGE)
        return;
    add_assumption(v, "Rebalances",
                   arena_printf(arena, "%s%s%s, at a cost of %.15g bps",
                                o->rebalance_band_pct > 0
                                    ? arena_printf(arena, "When leverage is off by more than %.15g %% of its target",
                                                   o->rebalance_band_pct)
                                    : "At no band",
                                o->rebalance_every ? ", and on the first session of each " : "",
                                o->rebalance_every ? every_word(o->rebalance_every) : "", cost));
}

static void show_flows(struct view *v, struct arena *arena, const struct bt_options *o)
{
    if (o->contribution_every == BT_NEVER || o->contribution_usd == 0)
        return;
    add_assumption(v, o->contribution_usd > 0 ? "Contributions" : "Withdrawals",
                   arena_printf(arena, "$%s at the close of the first session of each %s",
                                num_group(arena, fabs(o->contribution_usd), 2), every_word(o->contribution_every)));
}

static void show_short(struct view *v, struct arena *arena, const struct bt_options *o)
{
    if (!o->is_short)
        return;
    add_assumption(v, "Position", "Short: shares are borrowed and sold, the proceeds stay with the broker");
    add_assumption(v, "Cost of a short",
                   arena_printf(arena, "A fee of %.15g %% a year of its value, less fed funds minus %.15g points on it",
                                o->borrow_fee_pct, o->short_credit_pct));
}

void result_assumptions_show(struct view *v, struct arena *arena, const struct bt_config *c)
{
    const struct bt_options *o = &c->options;
    show_financing(v, arena, o);
    show_calls(v, arena, c);
    add_assumption(
        v, "Cost of a trade",
        number_word(arena, o->trade_cost_bps,
                    o->is_short ? "bps on entries and purchases" : "bps on entries, sales and dividend purchases"));
    add_assumption(v, "Entry day",
                   o->entry_day_flows ? "Interest and dividend count on the day of a re-entry"
                                      : "Neither interest nor dividend on the day of an entry");
    show_dividends(v, arena, o);
    show_mode(v, arena, c);
    show_flows(v, arena, o);
    show_short(v, arena, o);
    add_assumption(v, "Leverage cap",
                   o->cap_leverage
                       ? arena_printf(arena,
                                      "At most %.2f× for this account, a buffer of %.15g %% over maintenance included",
                                      floor(bt_leverage_max(c) * 100) / 100, o->buffer_pct)
                       : "Not enforced");
    add_assumption(v, "Summary figures", o->metrics_corrected ? "Corrected formulas" : "As the original computed them");
}
