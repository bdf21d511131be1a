/* backtest.c (compute): from a checked request and whole series to an answer. See backtest.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/backtest.h"

#include <math.h>

#include "base/day.h"
#include "base/num.h"
#include "engine/rules.h"

enum {
    CLOSING_DAYS_MAX = 7, /* from one session to the next: 2001-09-10 to 17, the longest in New York since 1933 */
    RATE_AGE_MAX = 62, /* days: a month's average, which is known when the month is over and stands for the next one */
    CLOSED_DAYS_MAX = 4, /* a long weekend: the window may start or end in one without missing a session */
    DAY_2000 = 10957,    /* 2000-01-01: the first day with rates in the files the original used */
    SESSIONS_MIN = 10,
};

/* ---- the window ---- */

static struct price_series series_cut(const struct price_series *s, size_t from, size_t to)
{
    return (struct price_series){
        .n = to - from,
        .day = s->day + from,
        .open = s->open ? s->open + from : NULL,
        .high = s->high ? s->high + from : NULL,
        .low = s->low ? s->low + from : NULL,
        .close = s->close + from,
        .dividend = s->dividend ? s->dividend + from : NULL,
    };
}

static void outside(struct problem *p, const char *field, int32_t day, const char *first, const char *last)
{
    char text[DAY_TEXT];
    problem_add(p, field, "%s lies outside the data, which run from %s to %s", day_text(day, text), first, last);
}

/* The rows of the window. Accurate: refused when it reaches outside the data; the original takes what there is. Days that
 * were refused before are not judged again. */
static bool window_find(const struct backtest_request *r, const struct price_series *all, struct price_series *cut,
                        struct problem *p)
{
    char first[DAY_TEXT], last[DAY_TEXT], from_day[DAY_TEXT], to_day[DAY_TEXT];
    if (all->n == 0) {
        problem_add(p, "ticker", "there are no prices for it");
        return false;
    }
    day_text(all->day[0], first);
    day_text(all->day[all->n - 1], last);
    if (r->config.profile == BT_ACCURATE) {
        if (r->start_day < all->day[0] - CLOSED_DAYS_MAX || r->start_day > all->day[all->n - 1])
            outside(p, "start_date", r->start_day, first, last);
        if (r->end_day > all->day[all->n - 1] + CLOSED_DAYS_MAX || r->end_day < all->day[0])
            outside(p, "end_date", r->end_day, first, last);
    }
    if (problem_message(p, "start_date") || problem_message(p, "end_date"))
        return false;
    size_t from = day_find(all->day, all->n, r->start_day);
    size_t to = r->end_day == INT32_MAX ? all->n : day_find(all->day, all->n, r->end_day + 1);
    *cut = series_cut(all, from, to);
    if (cut->n >= SESSIONS_MIN)
        return true;
    problem_add(p, "end_date",
                "%zu session%s between %s and %s, and at least %d are needed; the data run from %s to %s", cut->n,
                cut->n == 1 ? " lies" : "s lie", day_text(r->start_day, from_day), day_text(r->end_day, to_day),
                SESSIONS_MIN, first, last);
    return false;
}

/* Rates that begin behind the window are no rates of it (E43): the accurate profile does not make up any. Without a series of rates
 * at all, and in the original, 0 % and 1.5 % stand in, and a warning says so. */
static void check_rates(const struct bt_config *c, const struct price_series *window, const struct rate_series *rates,
                        struct problem *p)
{
    char first[DAY_TEXT], last[DAY_TEXT];
    if (c->profile == BT_ORIGINAL || c->options.financing == BT_FINANCING_FLAT || rates->n == 0 ||
        rates->day[0] <= window->day[window->n - 1])
        return;
    problem_add(
        p, "end_date",
        "no interest rate is known for these days: the rates run from %s to %s. Choose a window that reaches into "
        "them%s, or have the rates of these days imported",
        day_text(rates->day[0], first), day_text(rates->day[rates->n - 1], last),
        c->options.is_short ? ""
                            : ", or flat financing with a spread of your own, which then is the whole rate of the "
                              "loan");
}

/* ---- warnings ---- */

static void warn_of_window(struct arena *a, struct backtest_answer *ans, const struct price_series *all)
{
    char first[DAY_TEXT], last[DAY_TEXT];
    if (ans->request.start_day < all->day[0] - CLOSED_DAYS_MAX ||
        ans->request.end_day > all->day[all->n - 1] + CLOSED_DAYS_MAX)
        warnings_add(a, &ans->warnings, "window_cut", "The window reaches outside the data, which run from %s to %s.",
                     day_text(all->day[0], first), day_text(all->day[all->n - 1], last));
}

/* Sessions that are further apart than any closing of the exchange are missing. */
static void warn_of_gaps(struct arena *a, struct backtest_answer *ans)
{
    size_t gaps = 0, widest = 0;
    char from[DAY_TEXT], to[DAY_TEXT];
    for (size_t i = 1; i < ans->result.n; i++) {
        int32_t days = ans->day[i] - ans->day[i - 1];
        if (days <= CLOSING_DAYS_MAX)
            continue;
        gaps++;
        if (!widest || days > ans->day[widest] - ans->day[widest - 1])
            widest = i;
    }
    if (!gaps)
        return;
    const char *many = gaps == 1 ? "" : arena_printf(a, ", the widest of %s gaps", num_group(a, (double)gaps, 0));
    warnings_add(
        a, &ans->warnings, "gaps",
        "There are no prices between %s and %s (%d days)%s: no margin call is seen in a gap, and the price moves "
        "across it as in one session.",
        day_text(ans->day[widest - 1], from), day_text(ans->day[widest], to),
        (int)(ans->day[widest] - ans->day[widest - 1]), many);
}

/* What fed funds of 0 do to the account, as the end of a sentence. */
static const char *without_rates(struct arena *a, const struct bt_options *o, const char *where)
{
    if (o->is_short)
        return arena_printf(a,
                            "0 %% fed funds were used%s, so the short earned no interest on its proceeds and paid its "
                            "borrow fee of %g %% in full.",
                            where, o->borrow_fee_pct);
    return arena_printf(a, "0 %% fed funds and a margin rate of %g %% were used%s.",
                        o->financing == BT_FINANCING_FLAT ? o->spread_pct : 1.5, where);
}

static void warn_of_rates(struct arena *a, struct backtest_answer *ans, const struct rate_series *rates, size_t without)
{
    size_t n = ans->result.n;
    const struct bt_options *o = &ans->request.config.options;
    if (without == n)
        warnings_add(a, &ans->warnings, "rates_missing", "No rate is known for this window: %s",
                     without_rates(a, o, ""));
    else if (without)
        warnings_add(a, &ans->warnings, "rates_missing", "The first %s of %s sessions have no known rate: %s",
                     num_group(a, (double)without, 0), num_group(a, (double)n, 0), without_rates(a, o, " there"));
    if (without && ans->day[0] < DAY_2000)
        warnings_add(a, &ans->warnings, "before_2000", "Before 2000 the true rates were 3 to 6 %%: %s",
                     o->is_short ? "a short earned far more on its proceeds than is counted there."
                                 : "interest is far too low there.");
    char last[DAY_TEXT];
    if (rates->n && ans->day[n - 1] - rates->day[rates->n - 1] > RATE_AGE_MAX)
        warnings_add(a, &ans->warnings, "rates_end",
                     "The rates end on %s: the last of them stands for all sessions since.",
                     day_text(rates->day[rates->n - 1], last));
    if (without == n || !rates->monthly)
        return;
    if (ans->request.config.options.rate_asof)
        warnings_add(
            a, &ans->warnings, "monthly_rates",
            "Rates are monthly averages: each session uses the average of the month before, the last one known then.");
    else
        warnings_add(
            a, &ans->warnings, "monthly_rates",
            "Rates are monthly averages, taken on where the first day of a month is a session: they look ahead.");
}

static bool pays_dividends(const struct price_series *s)
{
    for (size_t i = 0; s->dividend && i < s->n; i++)
        if (s->dividend[i] > 0)
            return true;
    return false;
}

/* Counted where they are told: the original profile has a figure of it in two of its modes only. */
static size_t entries(const struct bt_result *r)
{
    size_t count = 0;
    for (size_t i = 0; i < r->n_events; i++)
        count += r->events[i].kind == BT_EVENT_ENTRY;
    return count;
}

/* Entries whose position did not last the day: possible only above 1 / m. */
static size_t entries_called_at_once(const struct bt_result *r)
{
    size_t count = 0;
    for (size_t i = 1; i < r->n_events; i++)
        count += r->events[i].kind == BT_EVENT_LIQUIDATION && r->events[i - 1].kind == BT_EVENT_ENTRY &&
                 r->events[i].row == r->events[i - 1].row;
    return count;
}

static void warn_of_account(struct arena *a, struct backtest_answer *ans)
{
    const struct bt_config *c = &ans->request.config;
    double allowed = rules_accounts[c->account].leverage_max;
    if (c->account == BT_PORTFOLIO && ans->day[0] < rules_accounts[BT_PORTFOLIO].since_day)
        warnings_add(a, &ans->warnings, "portfolio_margin_before_2007",
                     "Portfolio margin for customers exists since 2007: earlier years are hypothetical.");
    if (c->leverage > allowed)
        warnings_add(a, &ans->warnings, "leverage_over_cap",
                     "Leverage %g is above the %g that this account could borrow to.", c->leverage, allowed);
    size_t at_once = entries_called_at_once(&ans->result);
    if (at_once)
        warnings_add(
            a, &ans->warnings, "liquidated_at_entry",
            "%s of %s entries were liquidated on their own day: at this leverage the account is in call when it "
            "enters.",
            num_group(a, (double)at_once, 0), num_group(a, (double)entries(&ans->result), 0));
    if (c->mode != BT_PASSIVE_HOLD && !entries(&ans->result))
        warnings_add(a, &ans->warnings, "never_entered",
                     "The equity is below the minimum of $%s: the account never entered.",
                     num_group(a, c->options.minimum_equity_usd, 0));
    if (ans->result.metric[BT_M_OWED_TO_BROKER] > 0)
        warnings_add(a, &ans->warnings, "owes_broker",
                     "A liquidation did not cover the loan: the account ended owing its broker.");
}

/* The time-weighted index cannot come back from 0, an account that nobody closes can. */
static void warn_of_index(struct arena *a, struct backtest_answer *ans)
{
    const struct bt_result *r = &ans->result;
    char day[DAY_TEXT];
    size_t row = 0;
    if (!r->index || r->index[r->n - 1] > 0)
        return;
    while (r->index[row] > 0)
        row++;
    warnings_add(
        a, &ans->warnings, "index_ended",
        "On %s the account was worth nothing or less. Growth a year, ratios and drawdowns, which leave out money put "
        "in and "
        "taken out, end there at −100 %%; what came later is in the amounts of money alone.",
        day_text(ans->day[row], day));
}

/* An account that nobody closes has days from which no return leads on, and huge ones beside them. */
static void warn_of_ruin(struct arena *a, struct backtest_answer *ans)
{
    const struct bt_result *r = &ans->result;
    size_t gone = 0, first = 0;
    char day[DAY_TEXT];
    if (ans->request.config.mode != BT_PASSIVE_HOLD || r->index)
        return;
    for (size_t i = r->n; i-- > 0;)
        if (r->equity[i] <= 0) {
            gone++;
            first = i;
        }
    if (gone)
        warnings_add(
            a, &ans->warnings, "equity_gone",
            "On %s of %s sessions, first on %s, nothing was left of the equity. No return leads on from there, and "
            "those beside are huge: volatility and the ratios say little of this account.",
            num_group(a, (double)gone, 0), num_group(a, (double)r->n, 0), day_text(ans->day[first], day));
}

/* ---- the run ---- */

static void allot(struct arena *a, const struct backtest_request *r, size_t n, struct bt_result *out)
{
    /* Not zeroed: the bounds of events and rounds are large, and pages that stay untouched cost nothing. */
    out->events = arena_bytes(a, bt_events_max(n) * sizeof *out->events);
    out->rounds = arena_bytes(a, bt_rounds_max(n) * sizeof *out->rounds);
    out->rebalances =
        bt_may_rebalance(&r->config) ? arena_bytes(a, bt_rebalances_max(n) * sizeof *out->rebalances) : NULL;
    out->equity = arena_bytes(a, n * sizeof *out->equity);
    out->index = bt_has_flows(&r->config) ? arena_bytes(a, n * sizeof *out->index) : NULL;
    for (int c = 0; c < BT_COLUMNS; c++) {
        bool wanted = r->column_wanted[c] && bt_column_applies(&r->config, (enum bt_column)c);
        out->column[c] = wanted ? arena_bytes(a, n * sizeof(double)) : NULL;
    }
}

static bool is_price_column(const double *x, size_t n)
{
    for (size_t i = 0; x && i < n; i++)
        if (!(isfinite(x[i]) && x[i] > 0))
            return false;
    return x;
}

bool backtest_prepare(struct arena *a, const struct backtest_request *request, const struct price_series *prices,
                      const struct rate_series *rates, const char *data_version, struct backtest_answer *ans,
                      struct bt_input *in, struct problem *p)
{
    *ans = (struct backtest_answer){
        .request = *request, .engine_version = BT_ENGINE_VERSION, .data_version = data_version};
    *in = (struct bt_input){0};
    bool good = backtest_request_check(request, p), found = window_find(request, prices, &in->prices, p);
    if (found)
        check_rates(&request->config, &in->prices, rates, p);
    if (!good || !found || p->n) /* all were asked, so that everything is said at once */
        return false;
    size_t n = in->prices.n;
    struct bt_config *config = &ans->request.config;
    if (config->mode != BT_PROFIT_THRESHOLD) /* what the canonical form leaves out has no part in the run */
        config->options.trigger_equity = false;
    bool closes_only =
        config->options.call_intraday && !(is_price_column(in->prices.open, n) && is_price_column(in->prices.low, n));
    if (closes_only)
        config->options.call_intraday = false;

    double *fed_funds = arena_bytes(a, n * sizeof *fed_funds), *margin_rate = arena_bytes(a, n * sizeof *margin_rate);
    size_t without = bt_join_rates(in->prices.day, n, rates, config->options.rate_asof, fed_funds, margin_rate);
    in->fed_funds_pct = fed_funds;
    in->margin_rate_pct = margin_rate;
    ans->day = in->prices.day;
    ans->result.n = n;
    warn_of_window(a, ans, prices);
    warn_of_gaps(a, ans);
    warn_of_rates(a, ans, rates, without);
    if (!pays_dividends(&in->prices))
        warnings_add(a, &ans->warnings, "no_dividends",
                     "There are no dividends in this window: for a price index, returns leave the dividends out.");
    if (closes_only)
        warnings_add(a, &ans->warnings, "closes_only",
                     "The series has no open and low for every session: margin calls are tested at the close.");
    return true;
}

bool backtest_compute(struct arena *a, const struct backtest_request *request, const struct price_series *prices,
                      const struct rate_series *rates, const char *data_version, struct backtest_answer *ans,
                      struct problem *p)
{
    struct bt_input in;
    if (!backtest_prepare(a, request, prices, rates, data_version, ans, &in, p))
        return false;
    struct bt_config *config = &ans->request.config;
    allot(a, request, in.prices.n, &ans->result);
    enum bt_error e = bt_run(config, &in, &ans->result);
    if (e) {
        problem_add(p, "request", "the run was refused: %s", bt_strerror(e));
        return false;
    }
    if (config->profile == BT_ORIGINAL && ans->result.metric[BT_M_CYCLES] == 0)
        ans->result.column[BT_COL_MARGIN_CALL_PRICE] = NULL; /* B.10: an account that never enters has no such column */
    warn_of_account(a, ans);
    warn_of_index(a, ans);
    warn_of_ruin(a, ans);
    backtest_unused_warn(a, request, &ans->warnings);
    return true;
}
