/* calculator_view.c: see calculator_view.h. The only place of the calculator where numbers become text for a page.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/calculator_view.h"

#include <math.h>

#include "base/num.h"
#include "engine/rules.h"
#include "margin/calculator_form.h"
#include "margin/warnings_view.h"
#include "web/chart_files.h"

/* ---- inputs ---- */

const char *calculation_title(struct arena *arena, const struct calculate_request *r)
{
    return arena_printf(arena, "%s %s, %.15g×, %s", r->input.is_short ? "Short" : "Long",
                        r->ticker ? r->ticker : "position", r->input.leverage,
                        calculator_account_label(r->input.account));
}

const char *calculator_input_label(int i)
{
    static const char *const labels[CALCULATOR_INPUTS] = {"Account",
                                                          "Ticker",
                                                          "Price",
                                                          "Position",
                                                          "Amount",
                                                          "The amount is",
                                                          "Leverage",
                                                          "Initial margin",
                                                          "Loan interest a year",
                                                          "Held for",
                                                          "Dividends a year",
                                                          "A year of interest has",
                                                          "Maintenance of the broker",
                                                          "Cost of a trade",
                                                          "Borrow fee and interest on proceeds",
                                                          "FINRA’s least dollars a share"};
    return labels[i];
}

const char *calculator_input_text(struct arena *a, const struct calculate_request *r, int i)
{
    const struct calculator_input *in = &r->input;
    switch (i) {
    case 0:
        return calculator_account_label(in->account);
    case 1:
        return r->ticker ? r->ticker : "";
    case 2:
        return arena_printf(a, "$%s", num_group(a, in->price, in->price * 100 == floor(in->price * 100) ? 2 : 4));
    case 3:
        return in->is_short ? "Short" : "Long";
    case 4:
        return num_usd(a, in->amount_usd, in->amount_usd == floor(in->amount_usd) ? 0 : 2);
    case 5:
        return in->amount_is_equity ? "the equity" : "the whole position";
    case 6:
        return arena_printf(a, "%.15g×", in->leverage);
    case 7:
        return num_percent(a, 100 / in->leverage, 2);
    case 8:
        return arena_printf(a, "%.15g %%", in->rate_pct);
    case 9:
        return arena_printf(a, "%.15g %s", in->months, in->months == 1 ? "month" : "months");
    case 10:
        return arena_printf(a, "%.15g %%", in->dividend_yield_pct);
    case 11:
        return arena_printf(a, "%d days", in->day_count);
    case 12:
        return isnan(in->maintenance_pct) ? "as the account" : arena_printf(a, "%.15g %%", in->maintenance_pct);
    case 13:
        return arena_printf(a, "%.15g bps", in->cost_bps);
    case 14:
        return arena_printf(a, "%.15g %% and %.15g %%", in->borrow_fee_pct, in->credit_rate_pct);
    default:
        return in->share_minimum ? "applied" : "not applied";
    }
}

/* ---- figures ---- */

static const enum calculator_metric in_lead[] = {CALC_CALL_PRICE, CALC_CALL_DISTANCE, CALC_BREAKEVEN,
                                                 CALC_BREAKEVEN_CHANGE};
static const enum calculator_metric in_position[] = {CALC_POSITION, CALC_CASH,    CALC_LOAN,
                                                     CALC_SHARES,   CALC_INITIAL, CALC_BORROWED};
static const enum calculator_metric in_call[] = {
    CALC_MAINTENANCE,         CALC_REQUIRED,     CALC_EXCESS,         CALC_VALUE_AT_CALL,
    CALC_EQUITY_AT_CALL,      CALC_LOSS_AT_CALL, CALC_CALL_PRICE_END, CALC_LEVERAGE_MAX_MAINTENANCE,
    CALC_LEVERAGE_MAX_INITIAL};
static const enum calculator_metric in_holding[] = {
    CALC_INTEREST_DAY,     CALC_INTEREST_MONTH, CALC_INTEREST_YEAR,       CALC_INTEREST_PERIOD, CALC_FEE_PERIOD,
    CALC_DIVIDENDS_PERIOD, CALC_CREDIT_PERIOD,  CALC_CARRY_DAY,           CALC_CARRY_MONTH,     CALC_CARRY_YEAR,
    CALC_CARRY_PERIOD,     CALC_COSTS,          CALC_BREAKEVEN_COMPOUNDED};

static bool is_of_loan(enum calculator_metric m)
{
    return m == CALC_LOAN || m == CALC_BORROWED || m == CALC_BREAKEVEN_COMPOUNDED ||
           (m >= CALC_INTEREST_DAY && m <= CALC_INTEREST_PERIOD);
}

static bool is_of_carry(enum calculator_metric m)
{
    return m >= CALC_CARRY_DAY && m <= CALC_CARRY_PERIOD;
}

/* What a short has not, and what is nothing because nobody asked for it, would only be in the way. */
static bool is_worth_showing(const struct calculate_answer *ans, enum calculator_metric m)
{
    const struct calculator_input *in = &ans->request.input;
    if (is_of_loan(m))
        return !in->is_short;
    if (is_of_carry(m))
        return in->is_short || in->dividend_yield_pct > 0;
    if (m == CALC_DIVIDENDS_PERIOD || m == CALC_FEE_PERIOD || m == CALC_CREDIT_PERIOD || m == CALC_COSTS)
        return ans->result.metric[m] > 0;
    return true;
}

static void show_line(struct view *group, struct arena *arena, const struct calculate_answer *ans,
                      enum calculator_metric m)
{
    struct view *line = view_add(group, "LINE");
    view_text(line, "LINE_LABEL", calculate_label(&ans->request, m));
    view_text(line, "LINE_VALUE", calculate_text(arena, m, ans->result.metric[m]));
    view_text(line, "LINE_FORMULA", calculate_formula(&ans->request, m));
    view_text(line, "LINE_NUMBERS", calculate_numbers(arena, ans, m));
}

static void show_group(struct view *v, const char *title, const struct calculate_answer *ans,
                       const enum calculator_metric *of, size_t n)
{
    struct view *group = view_add(v, "GROUP");
    view_text(group, "GROUP_TITLE", title);
    for (size_t i = 0; i < n; i++)
        if (is_worth_showing(ans, of[i]))
            show_line(group, view_arena(v), ans, of[i]);
}

#define GROUP(v, title, ans, of) show_group(v, title, ans, of, sizeof(of) / sizeof *(of))

/* The first four, large. */
static void show_lead(struct view *v, struct arena *arena, const struct calculate_answer *ans)
{
    for (size_t i = 0; i < sizeof in_lead / sizeof *in_lead; i++)
        show_line(view_add(v, "LEAD"), arena, ans, in_lead[i]);
}

/* ---- scenarios ---- */

static void show_scenarios(struct view *v, struct arena *a, const struct calculate_answer *ans)
{
    for (int i = 0; i < CALCULATE_SCENARIOS; i++) {
        const struct calculator_scenario *s = &ans->scenario[i];
        struct view *row = view_add(v, "SCENARIO");
        view_text(row, "MOVE",
                  s->move_pct > 0 ? arena_printf(a, "+%s", num_percent(a, s->move_pct, 0))
                                  : num_percent(a, s->move_pct, 0));
        view_text(row, "MOVE_PRICE", num_usd(a, s->price, 2));
        view_text(row, "MOVE_NET", num_usd(a, s->net, 0));
        view_text(row, "MOVE_ROI", num_percent(a, s->roi_pct, 1));
        view_text(row, "MOVE_ANNUAL", num_percent(a, s->annual_pct, 1));
        view_text(row, "MOVE_EQUITY", num_usd(a, s->equity, 0));
        view_text(row, "MOVE_REQUIRED", num_usd(a, s->required, 0));
        view_show_if(row, "MOVE_CALLED", s->called);
        view_show_if(row, "MOVE_HELD", !s->called);
        view_show_if(row, "MOVE_NONE", s->move_pct == 0);
        view_show_if(row, "MOVE_GAIN", s->net > 0);
        view_show_if(row, "MOVE_LOSS", s->net < 0);
    }
}

/* ---- payoff ---- */

enum { PAYOFF_POINTS = 121, PAYOFF_RULES = 4 };

struct payoff {
    double price[PAYOFF_POINTS], now[PAYOFF_POINTS], end[PAYOFF_POINTS], required[PAYOFF_POINTS];
};

/* From half to one and a half of the price, and as far as the call and the breakeven lie, within reason. */
static void payoff_range(const struct calculate_answer *ans, double *low, double *high)
{
    const double price = ans->request.input.price;
    const double named[] = {ans->result.metric[CALC_CALL_PRICE], ans->result.metric[CALC_BREAKEVEN]};
    *low = price / 2;
    *high = price * 1.5;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (named[i] > 0 && named[i] < *low)
            *low = named[i] * 0.9;
        if (named[i] > *high && named[i] < price * 4)
            *high = named[i] * 1.1;
    }
}

static void payoff_fill(struct payoff *p, const struct calculate_answer *ans)
{
    const struct calculator_input *in = &ans->request.input;
    double low, high;
    payoff_range(ans, &low, &high);
    for (int i = 0; i < PAYOFF_POINTS; i++) {
        struct calculator_scenario s;
        p->price[i] = low + (high - low) * i / (PAYOFF_POINTS - 1);
        calculator_scenario_find(in, (p->price[i] / in->price - 1) * 100, &s);
        p->now[i] = calculator_equity_at(in, p->price[i]);
        p->end[i] = s.equity;
        p->required[i] = s.required;
    }
}

static void add_rule(struct chart *chart, struct chart_rule *rules, struct arena *arena, const char *name, double price)
{
    if (isfinite(price))
        rules[chart->n_rules++] =
            (struct chart_rule){price, arena_printf(arena, "%s %s", name, num_usd(arena, price, 2))};
}

static void show_payoff(struct view *v, struct chart_files *files, const struct calculate_answer *ans)
{
    struct arena *arena = view_arena(v);
    struct payoff *p = ARENA_NEW(arena, struct payoff);
    struct chart_rule rules[PAYOFF_RULES];
    const struct calculator_input *in = &ans->request.input;
    payoff_fill(p, ans);
    const struct chart_line lines[] = {
        {"Equity today", p->now}, {"Equity at the end", p->end}, {"Required", p->required}};
    struct chart chart = {
        .title = "Equity against price",
        .description = "Your equity at each price, today and after the carry of the whole period, beside what the "
                       "account requires there; below that line the account is in call.",
        .width = 760,
        .height = 340,
        .prefix = "$",
        .x = p->price,
        .x_name = "Price",
        .x_prefix = "$",
        .n = PAYOFF_POINTS,
        .lines = lines,
        .n_lines = 3,
        .rules = rules};
    add_rule(&chart, rules, arena, "Call", ans->result.metric[CALC_CALL_PRICE]);
    add_rule(&chart, rules, arena, "Price", in->price);
    add_rule(&chart, rules, arena, "Breakeven", ans->result.metric[CALC_BREAKEVEN]);
    chart_show(files, v, "PAYOFF", "payoff", &chart, "Below the line “Required” the account is in call.");
}

/* ---- the original beside it ---- */

static bool differs(double here, double there)
{
    if (isnan(here) || isnan(there))
        return isnan(here) != isnan(there);
    return fabs(here - there) > 1e-9 * fmax(fabs(here), fabs(there));
}

static void show_difference(struct view *original, struct arena *a, const struct calculate_answer *ans,
                            const struct calculator_result *there, enum calculator_metric m)
{
    struct view *row = view_add(original, "DIFFERENCE");
    const char *why;
    double here = ans->result.metric[m];
    view_text(row, "DIFFERENCE_LABEL", calculate_label(&ans->request, m));
    view_text(row, "DIFFERENCE_HERE", calculate_text(a, m, here));
    view_text(row, "DIFFERENCE_THERE", calculate_text(a, m, there->metric[m]));
    view_text(row, "DIFFERENCE_BY", isnan(here) ? "\u2013" : calculate_text(a, m, there->metric[m] - here));
    view_text(row, "DIFFERENCE_FLAW", calculate_flaw(&ans->request, m, &why));
}

/* Each reason once, in the order of the figures it explains. */
static void show_reasons(struct view *original, const struct calculate_answer *ans, const bool differ[CALC_METRICS])
{
    const char *said[CALC_METRICS] = {NULL};
    int n = 0;
    for (int m = 0; m < CALC_METRICS; m++) {
        const char *why, *flaw = calculate_flaw(&ans->request, m, &why);
        bool is_new = differ[m];
        for (int i = 0; i < n; i++)
            is_new = is_new && strcmp(said[i], why) != 0;
        if (!is_new)
            continue;
        struct view *row = view_add(original, "REASON");
        said[n++] = why;
        view_text(row, "REASON_FLAW", flaw);
        view_text(row, "REASON_WHY", why);
    }
}

static void show_original(struct view *v, struct arena *a, const struct calculate_answer *ans)
{
    struct view *original = view_add(v, "ORIGINAL");
    struct calculate_answer there = {.request = ans->request};
    bool differ[CALC_METRICS];
    int n = 0;
    there.request.input.profile = BT_ORIGINAL;
    if (calculator_run(&there.request.input, &there.result))
        return;
    for (int m = 0; m < CALC_METRICS; m++) {
        bool both = calculate_has(&there.request, m) && (calculate_has(&ans->request, m) || m == CALC_INTEREST_DAY_X30);
        differ[m] = both && differs(ans->result.metric[m], there.result.metric[m]);
        if (differ[m])
            show_difference(original, a, ans, &there.result, m);
        n += differ[m];
    }
    show_reasons(original, ans, differ);
    view_text(original, "RISK_HERE", calculate_risk_word(ans));
    view_text(original, "RISK_THERE", calculate_risk_word(&there));
    view_show_if(original, "SAME_RISK", ans->result.risk == there.result.risk);
    view_show_if(original, "OTHER_RISK", ans->result.risk != there.result.risk);
    view_int(original, "DIFFERENCES", n);
}

/* ---- the whole ---- */

static const char *alert_of(enum calculator_risk risk)
{
    static const char *const alerts[] = {[CALC_RISK_NONE] = "success",
                                         [CALC_RISK_LOWER] = "success",
                                         [CALC_RISK_MEDIUM] = "warning",
                                         [CALC_RISK_HIGH] = "danger",
                                         [CALC_RISK_IN_CALL] = "danger"};
    return alerts[risk];
}

static const char *called_text(struct arena *arena, const struct calculate_answer *ans)
{
    return arena_printf(
        arena,
        "After %.15g months: net = position × move − carry − costs, of a short the opposite move. “Called”: "
        "the equity there is below what is required, so the broker would have sold before; the figures "
        "are those of an account that meets its call.",
        ans->request.input.months);
}

static struct chart_files files_of(struct arena *arena, const struct calculate_answer *ans, const char *base,
                                   const char *query)
{
    const char *ticker = ans->request.ticker;
    return (struct chart_files){.base = base,
                                .query = *query ? arena_printf(arena, "?%s", query) : "",
                                .name = arena_printf(arena, "margin-%s", ticker ? ticker : "position")};
}

enum err calculator_chart_reply(struct res *res, struct arena *arena, const struct calculate_answer *ans,
                                struct str file)
{
    struct chart_files files = files_of(arena, ans, "", "");
    if (!chart_files_ask(&files, file, res))
        return ERR_NOTFOUND;
    show_payoff(view_new(arena), &files, ans);
    return chart_files_found(&files);
}

void calculator_answer_show(struct view *page, struct arena *arena, const struct calculate_answer *ans,
                            const char *files, const char *query, bool with_original)
{
    struct view *v = view_add(page, "ANSWER");
    view_text(v, "RISK_ALERT", alert_of(ans->result.risk));
    view_text(v, "RISK_TEXT", calculate_risk_text(arena, ans));
    warnings_show(v, &ans->warnings);
    show_lead(v, arena, ans);
    GROUP(v, "The position", ans, in_position);
    GROUP(v, "The margin call", ans, in_call);
    GROUP(v, "What holding it costs", ans, in_holding);
    show_scenarios(v, arena, ans);
    struct chart_files payoff = files_of(arena, ans, files, query);
    show_payoff(v, &payoff, ans);
    view_text(v, "SCENARIO_NOTE", called_text(arena, ans));
    view_text(v, "RULES_SOURCE", rules_accounts[ans->request.input.account].source);
    view_text(v, "FILES", files);
    view_text(v, "FILES_QUERY", payoff.query);
    if (with_original)
        show_original(v, arena, ans);
}
