/* result_tables.c: the tables of a result: rounds, rebalances, events, days. See result_parts.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/day.h"
#include "base/num.h"
#include "margin/result_parts.h"
#include "margin/result_view.h"
#include "web/pager.h"

struct cells {
    struct arena *arena;
    const struct backtest_answer *answer;
    size_t first; /* row of the answer that the first line shows */
};

static struct cells *cells_new(struct arena *arena, const struct backtest_answer *a, size_t first)
{
    struct cells *c = ARENA_NEW(arena, struct cells);
    *c = (struct cells){arena, a, first};
    return c;
}

const char *result_day_text(struct arena *arena, int32_t day)
{
    return day_text(day, arena_bytes(arena, DAY_TEXT));
}

const char *result_status_word(enum bt_status status)
{
    static const char *const words[BT_STATUSES] = {
        [BT_ACTIVE] = "Active",
        [BT_ENTERED] = "Entered",
        [BT_LIQUIDATED] = "Liquidated",
        [BT_WAITING] = "Waiting",
        [BT_INSUFFICIENT_EQUITY] = "Too little equity",
        [BT_OWES_BROKER] = "Owes the broker",
        [BT_SOLD_PART] = "Closed in part",
        [BT_MARGIN_CALL] = "Margin call",
        [BT_LIQUIDATED_FRESH] = "Liquidated",
        [BT_WAITING_FRESH] = "Waiting",
    };
    return words[status];
}

const char *result_value_text(struct arena *arena, enum bt_kind kind, double x)
{
    if (isnan(x))
        return "\u2013";
    switch (kind) {
    case BT_KIND_STATUS:
        return result_status_word((enum bt_status)x);
    case BT_KIND_FLAG:
        return x != 0 ? "yes" : "no";
    case BT_KIND_COUNT:
    case BT_KIND_DAYS:
        return num_group(arena, x, 0);
    case BT_KIND_RATIO:
        return num_group(arena, x, 3);
    case BT_KIND_NUMBER:
        return num_group(arena, x, 4);
    case BT_KIND_USD:
    case BT_KIND_PCT:
        break;
    }
    return num_group(arena, x, 2);
}

/* How many of n lines a page shows: all with ?<what>=all. */
static int lines_shown(const struct req *req, const char *what, int n)
{
    return n > RESULT_ROUNDS_SHOWN && !str_eq(req_query(req, what), "all") ? RESULT_ROUNDS_SHOWN : n;
}

/* ---- rounds ---- */

enum { ROUND_COLUMNS = 14 };
static const char *const round_names[ROUND_COLUMNS] = {
    "ROUND_NUMBER",        "ROUND_START",  "ROUND_END",     "ROUND_DAYS",     "ROUND_START_PRICE",
    "ROUND_END_PRICE",     "ROUND_CHANGE", "ROUND_CAPITAL", "ROUND_FINAL",    "ROUND_PORTFOLIO",
    "ROUND_PORTFOLIO_END", "ROUND_CALLED", "ROUND_RESULT",  "ROUND_INTEREST",
};

/* A called round shows its loss as a negative result, an open one its profit. */
static const char *round_text(struct arena *arena, const struct bt_round *r, int col)
{
    switch (col) {
    case 0:
        return arena_printf(arena, "%u", r->number);
    case 1:
        return result_day_text(arena, r->start_day);
    case 2:
        return result_day_text(arena, r->end_day);
    case 3:
        return num_group(arena, r->days, 0);
    case 4:
        return num_group(arena, r->start_price, 2);
    case 5:
        return num_group(arena, r->end_price, 2);
    case 6:
        return num_group(arena, r->price_change_pct, 2);
    case 7:
        return num_group(arena, r->start_equity, 2);
    case 8:
        return num_group(arena, r->end_equity, 2);
    case 9:
        return num_group(arena, r->start_portfolio_value, 2);
    case 10:
        return num_group(arena, r->end_portfolio_value, 2);
    case 11:
        return r->margin_call ? "Margin call" : "Still open";
    case 12:
        return num_group(arena, r->margin_call ? -r->loss_pct : r->profit_pct, 2);
    }
    return num_group(arena, r->interest_paid, 2);
}

static struct str round_cell(void *context, int row, int col)
{
    const struct cells *c = context;
    return str_of(round_text(c->arena, &c->answer->result.rounds[row], col));
}

/* "4 rounds, 3 of them ended by a margin call (75 %), after 812 sessions on average and with a mean loss of 66.10 %." */
static const char *rounds_summary(struct arena *arena, const struct backtest_answer *a)
{
    size_t n = a->result.n_rounds, called = 0;
    double days = 0, loss = 0;
    for (size_t i = 0; i < n; i++) {
        const struct bt_round *r = &a->result.rounds[i];
        called += r->margin_call;
        days += r->margin_call ? r->days : 0;
        loss += r->margin_call ? r->loss_pct : 0;
    }
    const char *rounds = arena_printf(arena, "%s round%s", num_group(arena, (double)n, 0), n == 1 ? "" : "s");
    if (called == 0)
        return arena_printf(arena, "%s, none of them ended by a margin call.", rounds);
    return arena_printf(arena, "%s, %s of them ended by a margin call (%s), after %s sessions and with a loss of %s%s.",
                        rounds, num_group(arena, (double)called, 0),
                        num_percent(arena, (double)called / (double)n * 100, 1),
                        num_group(arena, days / (double)called, 0), num_percent(arena, loss / (double)called, 2),
                        called == 1 ? "" : " on average");
}

void result_rounds_show(struct view *v, const struct req *req, const struct backtest_answer *a)
{
    int n = (int)a->result.n_rounds, shown = lines_shown(req, "rounds", n);

    view_text(v, "ROUNDS_SUMMARY", rounds_summary(req->arena, a));
    view_text(v, "ROUNDS_ALL", num_group(req->arena, n, 0));
    view_int(v, "ROUNDS_COUNT", shown);
    view_show_if(v, "HAS_ROUNDS", n > 0);
    view_show_if(v, "NO_ROUNDS", n == 0);
    view_show_if(v, "MORE_ROUNDS", shown < n);
    view_rows(v, "ROUND", shown, round_names, ROUND_COLUMNS, round_cell, cells_new(req->arena, a, 0));
}

/* ---- rebalances ---- */

enum { REBALANCE_COLUMNS = 11 };
static const char *const rebalance_names[REBALANCE_COLUMNS] = {
    "REBALANCE_DATE",           "REBALANCE_KIND",     "REBALANCE_GROWTH",         "REBALANCE_SHARES",
    "REBALANCE_COST",           "REBALANCE_EQUITY",   "REBALANCE_EQUITY_AFTER",   "REBALANCE_LEVERAGE",
    "REBALANCE_LEVERAGE_AFTER", "REBALANCE_POSITION", "REBALANCE_POSITION_AFTER",
};

static const char *rebalance_text(struct arena *arena, const struct bt_rebalance *r, int col)
{
    static const char *const kinds[BT_REBALANCES] = {
        [BT_REBALANCE_PROFIT] = "Growth", [BT_REBALANCE_BAND] = "Band", [BT_REBALANCE_CALENDAR] = "Calendar"};
    const double number[] = {r->growth_trigger_pct, r->shares_change,          r->transaction_cost,
                             r->equity_before,      r->equity_after,           r->leverage_before,
                             r->leverage_after,     r->portfolio_value_before, r->portfolio_value_after};
    if (col == 0)
        return result_day_text(arena, r->day);
    if (col == 1)
        return kinds[r->kind];
    return num_group(arena, number[col - 2], col == 3 ? 4 : col == 7 || col == 8 ? 3 : 2);
}

static struct str rebalance_cell(void *context, int row, int col)
{
    const struct cells *c = context;
    return str_of(rebalance_text(c->arena, &c->answer->result.rebalances[row], col));
}

/* "12 rebalances; mean growth 104.2 %, costs $1,234 together" */
static const char *rebalances_summary(struct arena *arena, const struct backtest_answer *a)
{
    size_t n = a->result.n_rebalances;
    double growth = 0, cost = 0;
    for (size_t i = 0; i < n; i++) {
        growth += a->result.rebalances[i].growth_trigger_pct;
        cost += a->result.rebalances[i].transaction_cost;
    }
    return n ? arena_printf(arena, "%s in all, after a mean growth of %s, at a cost of %s together.",
                            num_group(arena, (double)n, 0), num_percent(arena, growth / (double)n, 2),
                            num_usd(arena, cost, 2))
             : "";
}

void result_rebalances_show(struct view *v, const struct req *req, const struct backtest_answer *a)
{
    int n = (int)a->result.n_rebalances, shown = lines_shown(req, "rebalances", n);
    if (!bt_may_rebalance(&a->request.config))
        return;
    struct view *part = view_add(v, "REBALANCES");
    view_text(part, "REBALANCES_SUMMARY", rebalances_summary(req->arena, a));
    view_text(part, "REBALANCES_ALL", num_group(req->arena, n, 0));
    view_int(part, "REBALANCES_COUNT", shown);
    view_show_if(part, "HAS_REBALANCES", n > 0);
    view_show_if(part, "NO_REBALANCES", n == 0);
    view_show_if(part, "MORE_REBALANCES", shown < n);
    view_rows(part, "REBALANCE", shown, rebalance_names, REBALANCE_COLUMNS, rebalance_cell,
              cells_new(req->arena, a, 0));
}

/* ---- events ---- */

const struct result_event_words *result_event_words(bool is_short, enum bt_event_kind kind)
{
    static const struct result_event_words bought_whole = {"Forced purchase of everything", "Equity left", "Recovered"},
                                           bought_part = {"Forced purchase in part", "Equity after it",
                                                          "Shares bought back"};
    static const struct result_event_words words[BT_EVENTS] = {
        [BT_EVENT_ENTRY] = {"Entry", "Equity put to work", "Shares at the end of the day"},
        [BT_EVENT_LIQUIDATION] = {"Forced sale of everything", "Equity left", "Recovered"},
        [BT_EVENT_SALE] = {"Forced sale in part", "Equity after it", "Shares sold"},
        [BT_EVENT_CALL] = {"Margin call", "Equity", "Missing"},
        [BT_EVENT_CURED] = {"Margin call met", "Equity", NULL},
        [BT_EVENT_CONTRIBUTION] = {"Contribution", "Equity after it", "Put in"},
        [BT_EVENT_WITHDRAWAL] = {"Withdrawal", "Equity after it", "Taken out"},
        [BT_EVENT_WITHDRAWAL_SKIPPED] = {"Withdrawal skipped", "Equity", "Asked for"},
        [BT_EVENT_SET_ASIDE] = {"Set aside", NULL, "Recovered"},
        [BT_EVENT_INJECTION] = {"Fresh capital", "Equity after it", "Put in"},
    };
    return is_short && kind == BT_EVENT_LIQUIDATION ? &bought_whole
           : is_short && kind == BT_EVENT_SALE      ? &bought_part
                                                    : &words[kind];
}

enum { EVENT_COLUMNS = 6 };
static const char *const event_names[EVENT_COLUMNS] = {"EVENT_DATE",   "EVENT_LABEL",  "EVENT_PRICE",
                                                       "EVENT_EQUITY", "EVENT_AMOUNT", "EVENT_AMOUNT_LABEL"};

static bool is_shares(enum bt_event_kind kind)
{
    return kind == BT_EVENT_ENTRY || kind == BT_EVENT_SALE;
}

static struct str event_cell(void *context, int row, int col)
{
    const struct cells *c = context;
    const struct bt_event *e = &c->answer->result.events[row];
    const struct result_event_words *w = result_event_words(c->answer->request.config.options.is_short, e->kind);
    switch (col) {
    case 0:
        return str_of(result_day_text(c->arena, e->day));
    case 1:
        return str_of(w->label);
    case 2:
        return str_of(num_group(c->arena, e->price, 2));
    case 3:
        return w->equity ? str_of(num_group(c->arena, e->equity, 2)) : STR("\u2013");
    case 4:
        return w->amount ? str_of(num_group(c->arena, e->detail, is_shares(e->kind) ? 4 : 2)) : STR("\u2013");
    }
    return str_of(w->amount ? w->amount : "");
}

void result_events_show(struct view *v, const struct req *req, const struct backtest_answer *a)
{
    int n = (int)a->result.n_events, shown = lines_shown(req, "events", n);
    view_text(v, "EVENTS_ALL", num_group(req->arena, n, 0));
    view_int(v, "EVENTS_COUNT", shown);
    view_show_if(v, "HAS_EVENTS", n > 0);
    view_show_if(v, "MORE_EVENTS", shown < n);
    view_rows(v, "EVENT", shown, event_names, EVENT_COLUMNS, event_cell, cells_new(req->arena, a, 0));
}

/* ---- days ---- */

/* The date and then the columns, in the order of enum bt_column. A column that the answer lacks has empty cells, which the
 * template leaves out. */
static const char *const day_names[BT_COLUMNS + 1] = {
    "DAY_DATE",      "DAY_PRICE",        "DAY_EQUITY_BEFORE", "DAY_IN_POSITION", "DAY_WAIT",     "DAY_CYCLE",
    "DAY_DAYS_IN",   "DAY_FED",          "DAY_MARGIN_RATE",   "DAY_STATUS",      "DAY_SHARES",   "DAY_PORTFOLIO",
    "DAY_LOAN",      "DAY_EQUITY",       "DAY_MAINTENANCE",   "DAY_CALL",        "DAY_INTEREST", "DAY_INTEREST_SUM",
    "DAY_DIVIDEND",  "DAY_DIVIDEND_SUM", "DAY_CALL_PRICE",    "DAY_TARGET",      "DAY_LEVERAGE", "DAY_DRIFT",
    "DAY_COST",      "DAY_COST_SUM",     "DAY_SINCE",         "DAY_REBALANCED",  "DAY_GROWTH",   "DAY_GROWTH_SINCE",
    "DAY_THRESHOLD", "DAY_NEXT",         "DAY_ACCRUED",       "DAY_RECEIVABLE",  "DAY_CASH",     "DAY_DUE",
    "DAY_PAID_IN",   "DAY_SET_ASIDE",    "DAY_WEALTH",        "DAY_INDEX",
};

static struct str day_cell(void *context, int line, int col)
{
    const struct cells *c = context;
    size_t row = c->first + (size_t)line;
    if (col == 0)
        return str_of(result_day_text(c->arena, c->answer->day[row]));
    const double *column = c->answer->result.column[col - 1];
    return str_of(column ? result_value_text(c->arena, bt_columns[col - 1].kind, column[row]) : "");
}

/* What a sheet of paper has room for; the template marks the cells of the others alike. The file has them all. */
static const bool is_on_paper[BT_COLUMNS] = {[BT_COL_ETF_PRICE] = true,
                                             [BT_COL_MARGIN_RATE] = true,
                                             [BT_COL_POSITION_STATUS] = true,
                                             [BT_COL_SHARES_HELD] = true,
                                             [BT_COL_PORTFOLIO_VALUE] = true,
                                             [BT_COL_MARGIN_LOAN] = true,
                                             [BT_COL_EQUITY] = true,
                                             [BT_COL_MAINTENANCE_MARGIN_REQUIRED] = true,
                                             [BT_COL_DAILY_INTEREST_COST] = true,
                                             [BT_COL_DIVIDEND_PAYMENT] = true,
                                             [BT_COL_MARGIN_CALL_PRICE] = true,
                                             [BT_COL_ACTUAL_LEVERAGE] = true,
                                             [BT_COL_TRANSACTION_COST_TODAY] = true,
                                             [BT_COL_NEXT_REBALANCE_TARGET] = true,
                                             [BT_COL_CONTRIBUTION] = true,
                                             [BT_COL_TOTAL_WEALTH] = true};

static void show_day_headings(struct view *v, const struct backtest_answer *a)
{
    for (int c = 0; c < BT_COLUMNS; c++) {
        if (!a->result.column[c])
            continue;
        struct view *h = view_add(v, "DAY_HEADING");
        const char *unit = backtest_unit(bt_columns[c].kind, "$");
        view_text(h, "HEADING_LABEL", bt_columns[c].label);
        view_text(h, "HEADING_UNIT", unit);
        view_text(h, "HEADING_MEANING", bt_columns[c].meaning);
        view_show_if(h, "IS_ASIDE", !is_on_paper[c]);
        view_show_if(h, "HAS_UNIT", unit[0] != '\0');
        view_show_if(h, "IS_FIGURE", bt_columns[c].kind != BT_KIND_STATUS && bt_columns[c].kind != BT_KIND_FLAG);
    }
}

size_t result_row_of_day(const struct backtest_answer *a, int32_t day)
{
    return day_find(a->day, a->result.n - 1, day);
}

void result_days_show(struct view *v, const struct req *req, const struct backtest_answer *a, const char *base)
{
    size_t n = a->result.n;
    int64_t last = (int64_t)((n + RESULT_DAYS_A_PAGE - 1) / RESULT_DAYS_A_PAGE);
    int64_t page = req_page(req, last);
    int32_t day;
    struct str wanted = req_query(req, "date");
    bool dated = day_parse(wanted, &day);

    if (dated)
        page = (int64_t)(result_row_of_day(a, day) / RESULT_DAYS_A_PAGE) + 1;
    size_t first = (size_t)(page - 1) * RESULT_DAYS_A_PAGE;
    size_t shown = n - first < RESULT_DAYS_A_PAGE ? n - first : RESULT_DAYS_A_PAGE;
    view_str(v, "DAY_WANTED", dated ? wanted : str_of(result_day_text(req->arena, a->day[first])));
    view_text(v, "DAYS_ALL", num_group(req->arena, (double)n, 0));
    view_int(v, "DAYS_FIRST", (int64_t)first + 1);
    view_int(v, "DAYS_LAST", (int64_t)(first + shown));
    show_day_headings(v, a);
    pager_show(v, req->arena, page, last, arena_printf(req->arena, "%s?page=", base), "#days");
    view_rows(v, "DAY", (int)shown, day_names, BT_COLUMNS + 1, day_cell, cells_new(req->arena, a, first));
}
