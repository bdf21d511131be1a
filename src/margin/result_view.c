/* result_view.c: see result_view.h. The only place of the section where a result's numbers become text.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/result_view.h"

#include <math.h>

#include "base/day.h"
#include "base/num.h"
#include "margin/backtest_form.h"
#include "margin/cushion_view.h"
#include "web/pager.h"
#include "margin/result_chart.h"

/* ---- words ---- */

static const char *account_word(enum bt_account account)
{
    return account == BT_REG_T ? "Reg T" : "portfolio margin";
}

static const char *profile_word(enum bt_profile profile)
{
    return profile == BT_ACCURATE ? "accurate" : "original";
}

const char *result_title(struct arena *arena, const struct backtest_request *r)
{
    char start[DAY_TEXT], end[DAY_TEXT];
    return arena_printf(arena, "%s %s to %s, %.15g×, %s", r->ticker, day_text(r->start_day, start),
                        day_text(r->end_day, end), r->config.leverage, account_word(r->config.account));
}

static const char *cell_day(struct arena *arena, int32_t day)
{
    return day_text(day, arena_bytes(arena, DAY_TEXT));
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

static void show_calls(struct view *v, struct arena *arena, const struct bt_config *c)
{
    const struct bt_options *o = &c->options;
    add_assumption(v, "Maintenance requirement",
                   arena_printf(arena, "%.15g %% of the position%s", bt_maintenance(c) * 100,
                                o->house_addon_pct > 0 ? ", house add-on included" : ""));
    add_assumption(v, "Margin call test",
                   o->call_intraday ? "At the open and the low of each day, then at the close" : "At the close only");
    add_assumption(v, "Forced sale",
                   arena_printf(arena, "The whole position, with slippage of %.15g bps", o->slippage_bps));
    add_assumption(v, "Re-entry",
                   arena_printf(arena, "After a wait of %d %s, with what is left, if it is at least $%s",
                                o->wait_sessions, o->wait_sessions == 1 ? "session" : "sessions",
                                num_group(arena, o->minimum_equity_usd, 0)));
    add_assumption(v, "A debt after a sale",
                   o->carry_deficit ? "Stays owed to the broker; no re-entry" : "Is forgiven");
}

static void show_assumptions(struct view *v, struct arena *arena, const struct bt_config *c)
{
    const struct bt_options *o = &c->options;
    show_financing(v, arena, o);
    show_calls(v, arena, c);
    add_assumption(v, "Cost of a trade",
                   number_word(arena, o->trade_cost_bps, "bps on entries, sales and dividend purchases"));
    add_assumption(v, "Entry day",
                   o->entry_day_flows ? "Interest and dividend count on the day of a re-entry"
                                      : "Neither interest nor dividend on the day of an entry");
    add_assumption(v, "Dividends", "Reinvested at the close of the ex-date");
    add_assumption(v, "Leverage cap",
                   o->cap_leverage
                       ? arena_printf(arena,
                                      "At most %.2f× for this account, a buffer of %.15g %% over maintenance included",
                                      floor(bt_leverage_max(c) * 100) / 100, o->buffer_pct)
                       : "Not enforced");
    add_assumption(v, "Summary figures", o->metrics_corrected ? "Corrected formulas" : "As the original computed them");
}

/* ---- figures ---- */

/* The cards, in reading order; most carry a second figure below the first. */
static const struct {
    enum bt_metric metric, second; /* the same: none */
} cards[] = {
    {BT_M_TOTAL_RETURN, BT_M_TOTAL_RETURN},
    {BT_M_CAGR, BT_M_YEARS},
    {BT_M_FINAL_EQUITY, BT_M_MAX_EQUITY},
    {BT_M_MAX_DRAWDOWN, BT_M_MAX_DRAWDOWN_DURATION},
    {BT_M_VOLATILITY, BT_M_DOWNSIDE_VOLATILITY},
    {BT_M_SHARPE, BT_M_SHARPE},
    {BT_M_SORTINO, BT_M_SORTINO},
    {BT_M_LIQUIDATIONS, BT_M_CYCLES},
    {BT_M_TIME_IN_MARKET, BT_M_ACTIVE_DAYS},
    {BT_M_AVG_LOSS, BT_M_WORST_LOSS},
    {BT_M_INTEREST, BT_M_TRADING_COSTS},
    {BT_M_NET_INTEREST, BT_M_DIVIDENDS},
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
    view_text(row, "FIGURE_LABEL", bt_metrics[m].label);
    view_text(row, "FIGURE_VALUE", metric_text(arena, a, m));
    view_text(row, "FIGURE_FORMULA", bt_metrics[m].formula);
    view_text(row, "FIGURE_NUMBERS", backtest_explain(arena, a, m));
    view_show_if(row, "FIGURE_GAIN", judged && x > 0);
    view_show_if(row, "FIGURE_LOSS", judged && x < 0);
    view_show_if(row, "FIGURE_UNKNOWN", a->result.reason[m] != NULL);
    view_text(row, "FIGURE_REASON", a->result.reason[m]);
}

static void show_figures(struct view *v, struct arena *arena, const struct backtest_answer *a)
{
    for (size_t i = 0; i < sizeof cards / sizeof *cards; i++) {
        struct view *row = view_add(v, "FIGURE");
        show_metric(row, arena, a, cards[i].metric);
        view_show_if(row, "FIGURE_SECOND", cards[i].second != cards[i].metric);
        view_text(row, "FIGURE_SECOND_LABEL", bt_metrics[cards[i].second].label);
        view_text(row, "FIGURE_SECOND_VALUE", metric_text(arena, a, cards[i].second));
    }
    for (int m = 0; m < BT_METRICS; m++)
        if (bt_metric_applies(&a->request.config, (enum bt_metric)m))
            show_metric(view_add(v, "METRIC"), arena, a, (enum bt_metric)m);
}

/* Why the curve is flat at its end, where it is: too little was left to enter again. Empty where it is not. */
static const char *staying_out(struct arena *arena, const struct backtest_answer *a)
{
    if (a->result.n_rounds == 0)
        return "";
    const struct bt_round *last = &a->result.rounds[a->result.n_rounds - 1];
    double left = a->result.metric[BT_M_FINAL_EQUITY], least = a->request.config.options.minimum_equity_usd;
    if (!last->margin_call || left >= least)
        return "";
    return arena_printf(arena, " After %s it stayed out: the $%s that were left are less than the $%s needed to enter.",
                        cell_day(arena, last->end_day), num_group(arena, left, 0), num_group(arena, least, 0));
}

/* The facts in a sentence or two: how often the account was sold out, and what then. */
static const char *judgement(struct arena *arena, const struct backtest_answer *a)
{
    double sold = a->result.metric[BT_M_LIQUIDATIONS], rounds = a->result.metric[BT_M_CYCLES];
    double owed = a->result.metric[BT_M_OWED_TO_BROKER];
    if (a->request.config.mode == BT_PASSIVE_HOLD)
        return "Nothing was sold: the position was held through every margin call.";
    if (rounds == 0)
        return "The account never entered the market: its equity was below the minimum to enter.";
    if (owed > 0)
        return arena_printf(arena, "The last forced sale did not cover the loan: $%s is owed to the broker.",
                            num_group(arena, owed, 2));
    if (sold == 0)
        return "No margin call in this window: nothing was sold by force.";
    return arena_printf(arena, "%s of %s position%s ended in a forced sale (%.0f %%).%s", num_group(arena, sold, 0),
                        num_group(arena, rounds, 0), rounds == 1 ? "" : "s", sold / rounds * 100,
                        staying_out(arena, a));
}

/* ---- rounds ---- */

enum { ROUND_COLUMNS = 14 };
static const char *const round_names[ROUND_COLUMNS] = {
    "ROUND_NUMBER",        "ROUND_START",  "ROUND_END",     "ROUND_DAYS",     "ROUND_START_PRICE",
    "ROUND_END_PRICE",     "ROUND_CHANGE", "ROUND_CAPITAL", "ROUND_FINAL",    "ROUND_PORTFOLIO",
    "ROUND_PORTFOLIO_END", "ROUND_CALLED", "ROUND_RESULT",  "ROUND_INTEREST",
};

struct cells {
    struct arena *arena;
    const struct backtest_answer *answer;
    size_t first; /* row of the answer that the first line shows */
};

/* A called round shows its loss as a negative result, an open one its profit. */
static const char *round_text(struct arena *arena, const struct bt_round *r, int col)
{
    switch (col) {
    case 0:
        return arena_printf(arena, "%u", r->number);
    case 1:
        return cell_day(arena, r->start_day);
    case 2:
        return cell_day(arena, r->end_day);
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

static struct cells *cells_new(struct arena *arena, const struct backtest_answer *a, size_t first)
{
    struct cells *c = ARENA_NEW(arena, struct cells);
    *c = (struct cells){arena, a, first};
    return c;
}

static void show_rounds(struct view *v, const struct req *req, const struct backtest_answer *a)
{
    int n = (int)a->result.n_rounds;
    bool all = str_eq(req_query(req, "rounds"), "all");
    int shown = n > RESULT_ROUNDS_SHOWN && !all ? RESULT_ROUNDS_SHOWN : n;

    view_text(v, "ROUNDS_ALL", num_group(req->arena, n, 0));
    view_int(v, "ROUNDS_COUNT", shown);
    view_show_if(v, "HAS_ROUNDS", n > 0);
    view_show_if(v, "NO_ROUNDS", n == 0);
    view_show_if(v, "MORE_ROUNDS", shown < n);
    view_rows(v, "ROUND", shown, round_names, ROUND_COLUMNS, round_cell, cells_new(req->arena, a, 0));
}

/* ---- days ---- */

/* The date and then the columns, in the order of enum bt_column. */
enum { DAY_COLUMNS = BT_COL_MARGIN_CALL_PRICE + 1 };
static const char *const day_names[DAY_COLUMNS + 1] = {
    "DAY_DATE",     "DAY_PRICE",        "DAY_EQUITY_BEFORE", "DAY_IN_POSITION", "DAY_WAIT",     "DAY_CYCLE",
    "DAY_DAYS_IN",  "DAY_FED",          "DAY_MARGIN_RATE",   "DAY_STATUS",      "DAY_SHARES",   "DAY_PORTFOLIO",
    "DAY_LOAN",     "DAY_EQUITY",       "DAY_MAINTENANCE",   "DAY_CALL",        "DAY_INTEREST", "DAY_INTEREST_SUM",
    "DAY_DIVIDEND", "DAY_DIVIDEND_SUM", "DAY_CALL_PRICE",
};

static const char *value_text(struct arena *arena, enum bt_kind kind, double x)
{
    switch (kind) {
    case BT_KIND_STATUS:
        return bt_status_text[(int)x];
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

static struct str day_cell(void *context, int line, int col)
{
    const struct cells *c = context;
    size_t row = c->first + (size_t)line;
    if (col == 0)
        return str_of(cell_day(c->arena, c->answer->day[row]));
    const double *column = c->answer->result.column[col - 1];
    if (!column || isnan(column[row]))
        return STR("\u2013");
    return str_of(value_text(c->arena, bt_columns[col - 1].kind, column[row]));
}

static const char *kind_unit(enum bt_kind kind)
{
    switch (kind) {
    case BT_KIND_USD:
        return "$";
    case BT_KIND_PCT:
        return "%";
    case BT_KIND_DAYS:
        return "sessions";
    case BT_KIND_RATIO:
    case BT_KIND_NUMBER:
    case BT_KIND_COUNT:
    case BT_KIND_FLAG:
    case BT_KIND_STATUS:
        break;
    }
    return "";
}

static void show_day_headings(struct view *v)
{
    for (int c = 0; c < DAY_COLUMNS; c++) {
        struct view *h = view_add(v, "DAY_HEADING");
        const char *unit = kind_unit(bt_columns[c].kind);
        view_text(h, "HEADING_LABEL", bt_columns[c].label);
        view_text(h, "HEADING_UNIT", unit);
        view_text(h, "HEADING_MEANING", bt_columns[c].meaning);
        view_show_if(h, "HAS_UNIT", unit[0] != '\0');
        view_show_if(h, "IS_FIGURE", bt_columns[c].kind != BT_KIND_STATUS && bt_columns[c].kind != BT_KIND_FLAG);
    }
}

/* The first session on or after the day; the last one when there is none. */
static size_t row_of_day(const struct backtest_answer *a, int32_t day)
{
    size_t low = 0, high = a->result.n - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (a->day[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void show_days(struct view *v, const struct req *req, const struct backtest_answer *a, const char *base)
{
    size_t n = a->result.n;
    int64_t last = (int64_t)((n + RESULT_DAYS_A_PAGE - 1) / RESULT_DAYS_A_PAGE);
    int64_t page = req_page(req, last);
    int32_t day;
    struct str wanted = req_query(req, "date");
    bool dated = day_parse(wanted, &day);

    if (dated)
        page = (int64_t)(row_of_day(a, day) / RESULT_DAYS_A_PAGE) + 1;
    size_t first = (size_t)(page - 1) * RESULT_DAYS_A_PAGE;
    size_t shown = n - first < RESULT_DAYS_A_PAGE ? n - first : RESULT_DAYS_A_PAGE;
    view_str(v, "DAY_WANTED", dated ? wanted : str_of(cell_day(req->arena, a->day[first])));
    view_text(v, "DAYS_ALL", num_group(req->arena, (double)n, 0));
    view_int(v, "DAYS_FIRST", (int64_t)first + 1);
    view_int(v, "DAYS_LAST", (int64_t)(first + shown));
    show_day_headings(v);
    pager_show(v, req->arena, page, last, arena_printf(req->arena, "%s?page=", base), "#days");
    view_rows(v, "DAY", (int)shown, day_names, DAY_COLUMNS + 1, day_cell, cells_new(req->arena, a, first));
}

/* ---- the page ---- */

static void show_heading(struct view *v, struct arena *arena, const struct backtest_answer *a, const char *base)
{
    const struct backtest_request *r = &a->request;
    view_text(v, "BASE", base);
    view_text(v, "TICKER", r->ticker);
    view_text(v, "FIRST_SESSION", cell_day(arena, a->day[0]));
    view_text(v, "LAST_SESSION", cell_day(arena, a->day[a->result.n - 1]));
    view_text(v, "EQUITY", num_group(arena, r->config.equity, 2));
    view_printf(v, "LEVERAGE", "%.15g", r->config.leverage);
    view_text(v, "ACCOUNT", account_word(r->config.account));
    view_text(v, "PROFILE", profile_word(r->config.profile));
    view_text(v, "CHANGE_QUERY", backtest_form_query(arena, r));
    view_text(v, "JUDGEMENT", judgement(arena, a));
}

static void show_bits(struct view *v, struct arena *arena, const struct backtest_answer *a)
{
    char *inputs = arena_bytes(arena, 65), *result = arena_bytes(arena, 65);
    struct buf canonical;
    backtest_inputs_hash(&a->request, inputs);
    backtest_result_hash(a, result);
    buf_init(&canonical, arena, 1024);
    backtest_request_write(&canonical, &a->request);
    view_text(v, "ENGINE_VERSION", a->engine_version);
    view_text(v, "DATA_VERSION", a->data_version);
    view_text(v, "INPUTS_HASH", inputs);
    view_text(v, "RESULT_HASH", result);
    view_str(v, "CANONICAL", buf_view(&canonical));
}

void result_show(struct view *v, struct req *req, const struct backtest_answer *a, const char *base)
{
    show_heading(v, req->arena, a, base);
    show_figures(v, req->arena, a);
    view_show_if(v, "HAS_WARNINGS", a->n_warnings > 0);
    for (int i = 0; i < a->n_warnings; i++)
        view_text(view_add(v, "WARNING"), "WARNING_MESSAGE", a->warnings[i].message);
    result_charts_show(v, req->arena, a);
    cushion_show(v, req->arena, a);
    show_rounds(v, req, a);
    show_days(v, req, a, base);
    show_assumptions(v, req->arena, &a->request.config);
    show_bits(v, req->arena, a);
}

/* ---- files ---- */

static void write_whole(struct buf *out, const struct backtest_answer *a)
{
    backtest_answer_write(out, a, true);
}

static const struct {
    const char *ending, *type;
    void (*write)(struct buf *, const struct backtest_answer *);
} files[] = {
    [RESULT_DAYS_CSV] = {"days.csv", "text/csv; charset=utf-8", backtest_days_csv},
    [RESULT_ROUNDS_CSV] = {"rounds.csv", "text/csv; charset=utf-8", backtest_rounds_csv},
    [RESULT_METRICS_CSV] = {"metrics.csv", "text/csv; charset=utf-8", backtest_metrics_csv},
    [RESULT_JSON] = {"result.json", "application/json", write_whole},
    [RESULT_CHART_JSON] = {"chart.json", "application/json", result_chart_write},
};

const char *result_file_name(struct arena *arena, const char *ticker, int32_t start_day, int32_t end_day,
                             double leverage, enum result_file file)
{
    char start[DAY_TEXT], end[DAY_TEXT];
    return arena_printf(arena, "backtest-%s-%s-%s-%.15gx-%s", ticker, day_text(start_day, start),
                        day_text(end_day, end), leverage, files[file].ending);
}

enum err result_file_reply(struct req *req, struct res *res, const struct backtest_answer *a, enum result_file file)
{
    const struct backtest_request *r = &a->request;
    files[file].write(&res->body, a);
    res_type(res, files[file].type);
    if (file != RESULT_CHART_JSON)
        res_download(
            res, str_of(result_file_name(req->arena, r->ticker, r->start_day, r->end_day, r->config.leverage, file)));
    return OK;
}
