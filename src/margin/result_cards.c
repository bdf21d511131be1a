/* result_cards.c: what came out, at a glance: the cards of each mode, the judgement, and the table of all figures. See
 * result_parts.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/num.h"
#include "margin/result_parts.h"

/* ---- cards ---- */

/* In reading order; most carry a second figure below the first. A figure that a run does not have is left out. */
struct card {
    enum bt_metric metric, second; /* the same: none */
};
enum { CARDS = 8 };
static const struct card cards[BT_MODES][CARDS] = {
    [BT_LIQUIDATION_REENTRY] = {{BT_M_TOTAL_RETURN, BT_M_CAGR},
                                {BT_M_FINAL_EQUITY, BT_M_MAX_EQUITY},
                                {BT_M_SHARPE, BT_M_SORTINO},
                                {BT_M_MAX_DRAWDOWN, BT_M_MAX_DRAWDOWN_DURATION},
                                {BT_M_LIQUIDATIONS, BT_M_AVG_DAYS_BETWEEN},
                                {BT_M_TIME_IN_MARKET, BT_M_ACTIVE_DAYS},
                                {BT_M_AVG_LOSS, BT_M_WORST_LOSS},
                                {BT_M_NET_INTEREST, BT_M_INTEREST}},
    [BT_FRESH_CAPITAL] = {{BT_M_TOTAL_RETURN, BT_M_CAGR},
                          {BT_M_FINAL_EQUITY, BT_M_MAX_EQUITY},
                          {BT_M_SHARPE, BT_M_SORTINO},
                          {BT_M_MAX_DRAWDOWN, BT_M_MAX_DRAWDOWN_DURATION},
                          {BT_M_LIQUIDATIONS, BT_M_LIQUIDATION_RATE},
                          {BT_M_TOTAL_DEPLOYED, BT_M_FRESH_CAPITAL},
                          {BT_M_AVG_DAYS_BETWEEN, BT_M_TIME_IN_MARKET},
                          {BT_M_NET_INTEREST, BT_M_INTEREST}},
    [BT_PROFIT_THRESHOLD] = {{BT_M_TOTAL_RETURN, BT_M_CAGR},
                             {BT_M_FINAL_EQUITY, BT_M_MAX_EQUITY},
                             {BT_M_FINAL_GROWTH, BT_M_MAX_GROWTH},
                             {BT_M_SHARPE, BT_M_MAX_DRAWDOWN},
                             {BT_M_PROFIT_THRESHOLD, BT_M_REBALANCES},
                             {BT_M_AVG_LEVERAGE, BT_M_TARGET_LEVERAGE},
                             {BT_M_TRANSACTION_COSTS, BT_M_TRANSACTION_COST_PCT},
                             {BT_M_ALL_IN_COST, BT_M_LIQUIDATIONS}},
    [BT_PASSIVE_HOLD] = {{BT_M_TOTAL_RETURN, BT_M_CAGR},
                         {BT_M_FINAL_EQUITY, BT_M_FINAL_POSITION},
                         {BT_M_SHARPE, BT_M_SORTINO},
                         {BT_M_MAX_DRAWDOWN, BT_M_MAX_DRAWDOWN_DURATION},
                         {BT_M_MARGIN_CALLS, BT_M_DAYS},
                         {BT_M_VOLATILITY, BT_M_DOWNSIDE_VOLATILITY},
                         {BT_M_INTEREST, BT_M_NET_INTEREST},
                         {BT_M_DIVIDENDS, BT_M_TRADING_COSTS}},
    [BT_CONSTANT_LEVERAGE] = {{BT_M_TOTAL_RETURN, BT_M_CAGR},
                              {BT_M_FINAL_EQUITY, BT_M_MAX_EQUITY},
                              {BT_M_SHARPE, BT_M_SORTINO},
                              {BT_M_MAX_DRAWDOWN, BT_M_MAX_DRAWDOWN_DURATION},
                              {BT_M_REBALANCES, BT_M_AVG_DAYS_REBALANCES},
                              {BT_M_AVG_LEVERAGE, BT_M_TARGET_LEVERAGE},
                              {BT_M_TRANSACTION_COSTS, BT_M_TRANSACTION_COST_PCT},
                              {BT_M_ALL_IN_COST, BT_M_LIQUIDATIONS}},
};

/* Of the runs that have them, whatever the mode. */
static const struct card more_cards[] = {
    {BT_M_TOTAL_WEALTH, BT_M_SET_ASIDE},      {BT_M_MONEY_WEIGHTED_RETURN, BT_M_TIME_WEIGHTED_RETURN},
    {BT_M_CONTRIBUTIONS, BT_M_CONTRIBUTIONS}, {BT_M_WITHDRAWALS, BT_M_WITHDRAWALS_SKIPPED},
    {BT_M_CALLS_ISSUED, BT_M_CALLS_CURED},    {BT_M_PARTIAL_SALES, BT_M_PARTIAL_SALES},
    {BT_M_BORROW_FEES, BT_M_SHORT_CREDIT},
};

/* Lengths of time are sessions, not calendar days. */
static const char *metric_text(struct arena *arena, const struct backtest_answer *a, enum bt_metric m)
{
    const char *text = backtest_metric_text(arena, a, m);
    bool length = bt_metrics[m].kind == BT_KIND_DAYS && m != BT_M_DAYS && !isnan(a->result.metric[m]);
    return length ? arena_printf(arena, "%s sessions", text) : text;
}

static void show_metric(struct view *row, struct arena *arena, const struct backtest_answer *a, enum bt_metric m)
{
    double x = a->result.metric[m];
    bool judged = m == BT_M_TOTAL_RETURN || m == BT_M_CAGR;
    bool bought = m == BT_M_PARTIAL_SALES && a->request.config.options.is_short;
    view_text(row, "FIGURE_LABEL", bought ? "Forced purchases in part" : bt_metrics[m].label);
    view_text(row, "FIGURE_VALUE", metric_text(arena, a, m));
    view_text(row, "FIGURE_FORMULA", bt_metrics[m].formula);
    view_text(row, "FIGURE_NUMBERS", backtest_explain(arena, a, m));
    view_show_if(row, "FIGURE_GAIN", judged && x > 0);
    view_show_if(row, "FIGURE_LOSS", judged && x < 0);
    view_text_if(row, "FIGURE_UNKNOWN", "FIGURE_REASON", a->result.reason[m]);
}

static void show_card(struct view *v, struct arena *arena, const struct backtest_answer *a, const struct card *card)
{
    const struct bt_config *c = &a->request.config;
    if (!bt_metric_applies(c, card->metric))
        return;
    struct view *row = view_add(v, "FIGURE");
    bool second = card->second != card->metric && bt_metric_applies(c, card->second);
    show_metric(row, arena, a, card->metric);
    view_show_if(row, "FIGURE_SECOND", second);
    view_text(row, "FIGURE_SECOND_LABEL", second ? bt_metrics[card->second].label : NULL);
    view_text(row, "FIGURE_SECOND_VALUE", second ? metric_text(arena, a, card->second) : NULL);
}

/* ---- the judgement: the facts in a sentence or two, and how they look ---- */

enum look { LOOK_SUCCESS, LOOK_SECONDARY, LOOK_WARNING, LOOK_DANGER };                /* from good to bad */
static const char *const look_text[] = {"success", "secondary", "warning", "danger"}; /* as alerts are called */

struct judgement {
    enum look look;
    const char *text;
};

static const char *plural(double count)
{
    return count == 1 ? "" : "s";
}

/* Why the curve is flat at its end, where it is: too little was left to enter again. Empty where it is not. */
static const char *staying_out(struct arena *arena, const struct backtest_answer *a)
{
    if (a->result.n_rounds == 0 || bt_has_flows(&a->request.config) || a->request.config.mode == BT_FRESH_CAPITAL)
        return "";
    const struct bt_round *last = &a->result.rounds[a->result.n_rounds - 1];
    double left = a->result.metric[BT_M_FINAL_EQUITY], least = a->request.config.options.minimum_equity_usd;
    if (!last->margin_call || left >= least)
        return "";
    return arena_printf(arena, " After %s it stayed out: the $%s that were left are less than the $%s needed to enter.",
                        result_day_text(arena, last->end_day), num_group(arena, left, 0), num_group(arena, least, 0));
}

/* What a broker does to a position by force. */
static const char *closing(const struct backtest_answer *a)
{
    return a->request.config.options.is_short ? "purchase" : "sale";
}

/* A call that sells only what is needed, or that can be met, ends no round. */
static const char *softer_calls(struct arena *arena, const struct backtest_answer *a)
{
    double parts = a->result.metric[BT_M_PARTIAL_SALES], calls = a->result.metric[BT_M_CALLS_ISSUED];
    const char *sold = parts > 0 ? arena_printf(arena, " %s forced %s%s in part.", num_group(arena, parts, 0),
                                                closing(a), plural(parts))
                                 : "";
    if (!(calls > 0))
        return sold;
    return arena_printf(arena, " %s margin call%s with days to meet, of which %s %s met.%s", num_group(arena, calls, 0),
                        plural(calls), num_group(arena, a->result.metric[BT_M_CALLS_CURED], 0),
                        a->result.metric[BT_M_CALLS_CURED] == 1 ? "was" : "were", sold);
}

/* The sessions on which the account might not add to its position, however far its leverage was from the target. */
static const char *below_minimum(struct arena *arena, const struct backtest_answer *a)
{
    const struct bt_config *c = &a->request.config;
    const double *equity = a->result.column[BT_COL_EQUITY], *shares = a->result.column[BT_COL_SHARES_HELD];
    size_t below = 0;
    for (size_t i = 0; c->profile == BT_ACCURATE && i < a->result.n; i++)
        below += shares[i] != 0 && equity[i] < c->options.minimum_equity_usd;
    return below ? arena_printf(arena,
                                " On %s session%s it had less than the account’s minimum of $%s: nothing may be "
                                "added to a position then.",
                                num_group(arena, (double)below, 0), plural((double)below),
                                num_group(arena, c->options.minimum_equity_usd, 0))
                 : "";
}

static struct judgement judge_rebalances(struct arena *arena, const struct backtest_answer *a)
{
    double sold = a->result.metric[BT_M_LIQUIDATIONS];
    size_t n = a->result.n_rebalances;
    const char *sales = sold > 0 ? arena_printf(arena, " %s position%s ended in a forced %s.",
                                                num_group(arena, sold, 0), plural(sold), closing(a))
                                 : " Nothing was closed whole by force.";
    const char *tail = arena_printf(arena, "%s%s%s", sales, softer_calls(arena, a), below_minimum(arena, a));
    enum look look = sold > 0 ? LOOK_WARNING : n ? LOOK_SUCCESS : LOOK_SECONDARY;
    if (n == 0)
        return (struct judgement){look, arena_printf(arena, "%s%s",
                                                     a->request.config.mode == BT_PROFIT_THRESHOLD
                                                         ? "The threshold was never reached: nothing was borrowed anew."
                                                         : "The leverage was never brought back to its target.",
                                                     tail)};
    return (struct judgement){look, arena_printf(arena, "Brought back to its leverage %s time%s.%s",
                                                 num_group(arena, (double)n, 0), plural((double)n), tail)};
}

static struct judgement judge_passive(struct arena *arena, const struct backtest_answer *a)
{
    double calls = a->result.metric[BT_M_MARGIN_CALLS], days = a->result.metric[BT_M_DAYS];
    if (a->result.metric[BT_M_FINAL_EQUITY] < 0)
        return (struct judgement){LOOK_DANGER,
                                  "The position was held through every margin call, and at the end the account "
                                  "owes more than it has."};
    if (calls == 0)
        return (struct judgement){LOOK_SUCCESS, "No margin call in this window: a broker would have let it be."};
    return (struct judgement){
        LOOK_WARNING, arena_printf(arena, "In margin call on %s of %s sessions: a broker would not have waited.",
                                   num_group(arena, calls, 0), num_group(arena, days, 0))};
}

/* Of all rounds, the share that ended in a call: above 80 % high, above 50 % moderate. */
static struct judgement judge_rounds(struct arena *arena, const struct backtest_answer *a)
{
    double sold = a->result.metric[BT_M_LIQUIDATIONS], rounds = a->result.metric[BT_M_CYCLES];
    double share = sold / rounds * 100;
    if (sold == 0)
        return (struct judgement){
            LOOK_SUCCESS, arena_printf(arena, "No position was closed whole by force.%s", softer_calls(arena, a))};
    return (struct judgement){share > 80   ? LOOK_DANGER
                              : share > 50 ? LOOK_WARNING
                                           : LOOK_SECONDARY,
                              arena_printf(arena, "%s of %s position%s ended in a forced %s (%.0f %%)%s.%s%s",
                                           num_group(arena, sold, 0), num_group(arena, rounds, 0), plural(rounds),
                                           closing(a), share,
                                           share > 80   ? ": high risk"
                                           : share > 50 ? ": moderate risk"
                                                        : "",
                                           staying_out(arena, a), softer_calls(arena, a))};
}

static struct judgement judge_mode(struct arena *arena, const struct backtest_answer *a)
{
    double owed = a->result.metric[BT_M_OWED_TO_BROKER];
    if (a->result.metric[BT_M_CYCLES] == 0 || a->result.metric[BT_M_INITIAL_POSITION] == 0)
        return (struct judgement){LOOK_WARNING,
                                  "The account never entered the market: its equity was below the minimum to enter."};
    if (owed > 0)
        return (struct judgement){LOOK_DANGER, arena_printf(arena,
                                                            "The last forced %s did not cover the debt: $%s is owed to "
                                                            "the broker.",
                                                            closing(a), num_group(arena, owed, 2))};
    if (a->request.config.mode == BT_PASSIVE_HOLD)
        return judge_passive(arena, a);
    return bt_may_rebalance(&a->request.config) ? judge_rebalances(arena, a) : judge_rounds(arena, a);
}

/* How bad it was, whatever the mode: calls and forced sales, a half of the money lost, four fifths of it gone at the worst. */
static enum look look_of(const struct bt_result *r)
{
    const double *m = r->metric;
    if (m[BT_M_MAX_DRAWDOWN] <= -80 || m[BT_M_TOTAL_RETURN] <= -50)
        return LOOK_DANGER;
    bool forced = m[BT_M_PARTIAL_SALES] > 0 || m[BT_M_CALLS_ISSUED] > 0;
    return forced || m[BT_M_MAX_DRAWDOWN] <= -50 ? LOOK_WARNING : LOOK_SUCCESS;
}

static struct judgement judge(struct arena *arena, const struct backtest_answer *a)
{
    struct judgement j = judge_mode(arena, a);
    enum look least = look_of(&a->result);
    double fall = a->result.metric[BT_M_MAX_DRAWDOWN];
    if (fall <= -50)
        j.text = arena_printf(arena, "%s At its worst the account stood %s below its highest.", j.text,
                              num_percent(arena, -fall, 2));
    j.look = least > j.look ? least : j.look;
    return j;
}

/* The Sharpe ratio on its scale: below 0 the loan cost more than it brought, above 1 the risk was paid well. */
static void show_gauge(struct view *v, const struct backtest_answer *a)
{
    double x = a->result.metric[BT_M_SHARPE];
    if (isnan(x))
        return;
    struct view *gauge = view_add(v, "GAUGE");
    view_printf(gauge, "GAUGE_AT", "%.3f", fmin(fmax(x, -2), 3));
    view_text(gauge, "GAUGE_VALUE", num_group(view_arena(v), x, 3));
    view_text(gauge, "GAUGE_WORD",
              x < 0     ? "poor, below 0"
              : x < 0.5 ? "weak, between 0 and 0.5"
              : x < 1   ? "fair, between 0.5 and 1"
              : x < 2   ? "good, above 1"
                        : "very good, above 2");
}

void result_cards_show(struct view *v, struct arena *arena, const struct backtest_answer *a)
{
    struct judgement j = judge(arena, a);
    view_text(v, "JUDGEMENT", j.text);
    view_text(v, "JUDGEMENT_LOOK", look_text[j.look]);
    for (int i = 0; i < CARDS; i++)
        show_card(v, arena, a, &cards[a->request.config.mode][i]);
    for (size_t i = 0; i < sizeof more_cards / sizeof *more_cards; i++)
        show_card(v, arena, a, &more_cards[i]);
    show_gauge(v, a);
    for (int m = 0; m < BT_METRICS; m++)
        if (bt_metric_applies(&a->request.config, (enum bt_metric)m))
            show_metric(view_add(v, "METRIC"), arena, a, (enum bt_metric)m);
}
