/* kelly_page.c: how much leverage makes wealth grow fastest, by the data of an instrument or by what a person expects, what
 * the account allows of it, and how little such data tell. The figures come from engine/kelly.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/csv_write.h"
#include "base/num.h"
#include "engine/backtest.h"
#include "engine/kelly.h"
#include "engine/stats.h"
#include "margin/market_form.h"
#include "web/chart_svg.h"

#define ROUNDING 1e-12 /* at the call price itself nothing is called yet */
enum { PATHS = 10000, MONTH_SESSIONS = 21, CURVE_POINTS = 241, BET_POINTS = 200, SESSIONS_LEAST = 60 };

struct kelly_form {
    struct market_form window;
    int account;
    double mean_pct, volatility_pct, cash_pct, borrow_pct; /* NaN: as the data have it */
    int64_t block, seed;
    double win_pct, odds;
};

static const char *const account_values[] = {"reg_t", "portfolio", NULL};
static const char *const account_labels[] = {"Reg T margin account", "Portfolio margin account", NULL};
#define AT(member) offsetof(struct kelly_form, member)
#define EXPECTED(key, says, least, about)                                                                              \
    {                                                                                                                  \
        .name = #key, .label = (says), .kind = FIELD_NUMBER, .min = (least), .max = 100, .unit = "%", .hint = (about), \
        .offset = AT(key)                                                                                              \
    }

enum { INVESTMENT_FIELDS = MARKET_FIELDS + 7, BET_FIELDS = 2 };
static const struct field own_fields[INVESTMENT_FIELDS - MARKET_FIELDS] = {
    {.name = "account_type",
     .label = "Account",
     .kind = FIELD_CHOICE,
     .choices = account_values,
     .choice_labels = account_labels,
     .hint = "Its largest leverage and its maintenance requirement.",
     .offset = AT(account)},
    EXPECTED(mean_pct, "Expected return", -100, "A year, with dividends. Blank: the mean of the window."),
    EXPECTED(volatility_pct, "Expected volatility", 0.1, "A year. Blank: that of the window."),
    EXPECTED(cash_pct, "Cash earns", -5, "A year. Blank: the mean fed funds rate of the window."),
    EXPECTED(borrow_pct, "The loan costs", -5, "A year. Blank: cash and 1.5 points."),
    {.name = "block",
     .label = "Block of the bootstrap",
     .kind = FIELD_INTEGER,
     .min = 1,
     .max = 252,
     .unit = "sessions",
     .hint = "Days that stay together when paths are drawn.",
     .offset = AT(block)},
    {.name = "seed",
     .label = "Seed",
     .kind = FIELD_INTEGER,
     .min = 0,
     .max = 999999999,
     .hint = "The same seed draws the same paths.",
     .offset = AT(seed)},
};
static const struct field bet_fields[BET_FIELDS] = {
    {.name = "win_pct",
     .label = "Chance to win",
     .kind = FIELD_NUMBER,
     .min = 0,
     .max = 100,
     .unit = "%",
     .offset = AT(win_pct)},
    {.name = "odds",
     .label = "Net odds",
     .kind = FIELD_NUMBER,
     .min = 0.01,
     .max = 1000,
     .unit = "× stake",
     .hint = "What a won bet pays besides the stake itself.",
     .offset = AT(odds)},
};

/* What a request asks for, with all that is computed of it. */
struct asked {
    struct market_menu menu;
    struct field *fields;
    struct kelly_form form;
    struct problem problem;
    const struct instrument *series;
    struct price_series window;
    size_t n; /* of the returns */
    const double *returns;
    double mean, variance, cash;   /* of the data */
    struct kelly_market market;    /* with what the person expects instead */
    bool own_moments, rates_known; /* own: the person's mean or volatility */
    double best, cap, maintenance;
    struct kelly_fall day, month;
    struct kelly_interval interval;
};

/* ---- computing ---- */

static double mean_of(const double *x, size_t n)
{
    struct stats_moments m = {0};
    stats_add(&m, x, n);
    return stats_mean(&m);
}

static void find_cash(struct arena *arena, struct asked *q)
{
    double *fed_funds = ARENA_ARRAY(arena, q->window.n, double), *margin = ARENA_ARRAY(arena, q->window.n, double);
    size_t without = bt_join_rates(q->window.day, q->window.n, &q->series->rates, true, fed_funds, margin);
    q->rates_known = without < q->window.n;
    q->cash = q->rates_known ? mean_of(fed_funds + without, q->window.n - without) / 100 : 0;
}

static double or_else(double own_pct, double data)
{
    return isnan(own_pct) ? data : own_pct / 100;
}

static void find_account(struct asked *q)
{
    struct bt_config c = {.mode = BT_LIQUIDATION_REENTRY,
                          .profile = BT_ACCURATE,
                          .account = q->form.account == 0 ? BT_REG_T : BT_PORTFOLIO};
    bt_options_default(&c.options, c.profile, c.account, c.mode);
    q->cap = bt_leverage_max(&c);
    q->maintenance = bt_maintenance(&c);
}

static void find_interval(struct arena *arena, struct asked *q)
{
    const struct kelly_bootstrap b = {PATHS, (size_t)q->form.block, (uint64_t)q->form.seed};
    double *room = ARENA_ARRAY(arena, 2 * (q->n + 1) + PATHS, double);
    kelly_interval_find(q->returns, q->n, &q->market, &b, room, &q->interval);
}

static void compute(struct arena *arena, struct asked *q)
{
    const struct kelly_form *f = &q->form;
    double *returns = ARENA_ARRAY(arena, q->window.n, double);
    q->n = kelly_returns(&q->window, returns);
    q->returns = returns;
    kelly_moments(returns, q->n, &q->mean, &q->variance);
    find_cash(arena, q);
    double volatility = or_else(f->volatility_pct, sqrt(q->variance));
    q->own_moments = !isnan(f->mean_pct) || !isnan(f->volatility_pct);
    q->market = (struct kelly_market){.mean = or_else(f->mean_pct, q->mean),
                                      .variance = isnan(f->volatility_pct) ? q->variance : volatility * volatility,
                                      .cash_rate = or_else(f->cash_pct, q->cash)};
    q->market.borrow_rate = or_else(f->borrow_pct, q->market.cash_rate + 0.015);
    if (q->market.borrow_rate < q->market.cash_rate)
        problem_add(&q->problem, "borrow_pct",
                    "The loan costs: a loan that is cheaper than cash earns (%s) has no best "
                    "size; it must cost at least as much.",
                    num_percent(arena, q->market.cash_rate * 100, 2));
    if (!(q->market.variance > 0))
        problem_add(&q->problem, "start_date",
                    "First day: the price does not move in this window, so no fraction of it "
                    "can be said.");
    if (q->problem.n)
        return;
    q->best = kelly_fraction(&q->market);
    kelly_worst_fall(q->window.close, q->window.n, 1, &q->day);
    kelly_worst_fall(q->window.close, q->window.n, MONTH_SESSIONS, &q->month);
    find_interval(arena, q);
}

static enum err ask(struct req *req, struct asked *q)
{
    *q = (struct asked){.problem.arena = req->arena};
    q->form = (struct kelly_form){.mean_pct = NAN,
                                  .volatility_pct = NAN,
                                  .cash_pct = NAN,
                                  .borrow_pct = NAN,
                                  .block = MONTH_SESSIONS,
                                  .seed = 1,
                                  .win_pct = 60,
                                  .odds = 1};
    enum err e = market_menu_get(req, &q->menu);
    if (e || q->menu.n == 0)
        return e;
    q->fields = market_fields(req->arena, &q->menu, own_fields, INVESTMENT_FIELDS);
    market_form_read(req, &q->menu, q->fields, INVESTMENT_FIELDS, &q->form.window, &q->problem);
    form_read(&req->query, bet_fields, BET_FIELDS, &q->form, &q->problem);
    e = market_instrument_get(req->db, req->arena, q->menu.rows[q->form.window.ticker].symbol, &q->series);
    if (e) {
        req->detail = "could not load the price series";
        return e;
    }
    size_t from, to;
    market_window_find(q->series, &q->form.window, &from, &to);
    if (to - from <= SESSIONS_LEAST)
        problem_add(&q->problem, "start_date",
                    "First day: there are only %zu sessions between these days; an estimate takes more than %d.",
                    to - from, SESSIONS_LEAST);
    q->window = market_window_cut(q->series, from, to);
    find_account(q);
    if (q->problem.n == 0)
        compute(req->arena, q);
    return OK;
}

/* The query as it came, for the file of the same figures. */
static const char *query_of(const struct req *req)
{
    return req->query_string.n ? arena_printf(req->arena, "?%.*s", (int)req->query_string.n, req->query_string.s) : "";
}

/* ---- figures ---- */

static const char *pct(struct arena *a, double fraction, int decimals)
{
    return num_percent(a, fraction * 100, decimals);
}

static const char *times(struct arena *a, double f)
{
    return isfinite(f) ? arena_printf(a, "%s×", num_group(a, f, 2)) : "\u2013";
}

/* The three cases of C.3 with their numbers: cash is enough, all of it without a loan, with a loan. */
static const char *fraction_numbers(struct arena *a, const struct kelly_market *m)
{
    double f1 = (m->mean - m->cash_rate) / m->variance, f2 = (m->mean - m->borrow_rate) / m->variance;
    const char *mean = pct(a, m->mean, 2), *first, *second;
    first = arena_printf(a, "f₁ = (%s − %s) / %s = %s", mean, pct(a, m->cash_rate, 2), num_group(a, m->variance, 5),
                         num_group(a, f1, 3));
    if (f1 <= 1)
        return arena_printf(a, "%s, not above 1%s", first, f1 < 0 ? ", and below 0: nothing" : "");
    second = arena_printf(a, "f₂ = (%s − %s) / %s = %s", mean, pct(a, m->borrow_rate, 2), num_group(a, m->variance, 5),
                          num_group(a, f2, 3));
    return arena_printf(a, "%s, above 1, so the loan’s rate counts: %s%s", first, second,
                        f2 < 1 ? ", below 1: all of it, and no loan" : "");
}

static void show_best(struct view *v, struct arena *a, const struct asked *q)
{
    const struct kelly_market *m = &q->market;
    struct view *f = market_figure(
        v, "Full Kelly f*", times(a, q->best),
        "f₁ = (mean − cash) / variance; up to 1 that is f*, else the larger of 1 and f₂ = (mean − loan) / "
        "variance",
        fraction_numbers(a, m));
    market_figure_second(f, "Half", times(a, q->best / 2));
    double growth = kelly_growth(m, q->best), risk = q->best * q->best * m->variance / 2;
    const char *numbers =
        q->best <= 1 ? arena_printf(a, "%s + %s × (%s − %s) − %s", pct(a, m->cash_rate, 2), num_group(a, q->best, 3),
                                    pct(a, m->mean, 2), pct(a, m->cash_rate, 2), pct(a, risk, 2))
                     : arena_printf(a, "%s × %s − %s × %s − %s", num_group(a, q->best, 3), pct(a, m->mean, 2),
                                    pct(a, m->borrow_rate, 2), num_group(a, q->best - 1, 3), pct(a, risk, 2));
    f = market_figure(
        v, "Growth at f*", pct(a, growth, 2),
        "Up to 1: cash + f (mean − cash) − f² variance / 2; above: f mean − loan (f − 1) − f² variance / 2", numbers);
    market_figure_second(f, "Without leverage", pct(a, kelly_growth(m, 1), 2));
}

static void show_inputs(struct view *v, struct arena *a, const struct asked *q)
{
    const struct kelly_market *m = &q->market;
    struct view *f =
        market_figure(v, "Mean return a year", pct(a, m->mean, 2), "Mean of the sessions’ total returns × 252",
                      isnan(q->form.mean_pct)
                          ? arena_printf(a, "%s × 252, of %s sessions", pct(a, m->mean / STATS_SESSIONS_PER_YEAR, 4),
                                         num_group(a, (double)q->n, 0))
                          : arena_printf(a, "As you expect it; the window has %s", pct(a, q->mean, 2)));
    market_figure_second(f, "Standard error", pct(a, sqrt(q->variance * STATS_SESSIONS_PER_YEAR / (double)q->n), 2));
    f = market_figure(v, "Volatility a year", pct(a, sqrt(m->variance), 2),
                      "Sample deviation of the sessions’ total returns × √252",
                      isnan(q->form.volatility_pct)
                          ? arena_printf(a, "%s × √252", pct(a, sqrt(m->variance / STATS_SESSIONS_PER_YEAR), 4))
                          : arena_printf(a, "As you expect it; the window has %s", pct(a, sqrt(q->variance), 2)));
    market_figure_second(f, "Variance", num_group(a, m->variance, 5));
    f = market_figure(
        v, "95 % interval of f*",
        arena_printf(a, "%s–%s", num_group(a, q->interval.low, 2), times(a, q->interval.high)),
        "The 2.5 and 97.5 percentiles of f* over paths of the window’s own length, drawn in blocks of its "
        "sessions (circular block bootstrap)",
        arena_printf(a, "%s paths, blocks of %lld sessions, seed %lld", num_group(a, PATHS, 0),
                     (long long)q->form.block, (long long)q->form.seed));
    market_figure_second(f, "Median", times(a, q->interval.median));
    f = market_figure(v, "Largest leverage of the account", times(a, q->cap),
                      "The smaller of the account’s cap (2 for Reg T, 7 for portfolio margin) and 1 / (m + buffer)",
                      arena_printf(a, "m = %s, buffer 0.5 %%: 1 / %s = %s", pct(a, q->maintenance, 0),
                                   num_group(a, q->maintenance + 0.005, 3), times(a, 1 / (q->maintenance + 0.005))));
    market_figure_second(f, "f* within it", times(a, fmin(q->best, q->cap)));
}

/* ---- the table of leverages ---- */

static void add_level(struct view *v, struct arena *a, const struct asked *q, const char *name, double f)
{
    const struct kelly_market *m = &q->market;
    struct view *row = view_add(v, "LEVEL");
    double fall = kelly_fall_to_call(f, q->maintenance), growth = kelly_growth(m, f);
    bool called = f > 1, bears_day = !called || fall >= q->day.fall - ROUNDING;
    bool bears_month = !called || fall >= q->month.fall - ROUNDING;
    view_text(row, "LEVEL_NAME", name);
    view_text(row, "LEVEL_F", times(a, f));
    view_text(row, "LEVEL_GROWTH", pct(a, growth, 2));
    view_show_if(row, "LEVEL_SHRINKS", growth < 0);
    view_text(row, "LEVEL_VOLATILITY", pct(a, f * sqrt(m->variance), 1));
    view_text(row, "LEVEL_HALVED", pct(a, kelly_chance_to_fall(m, f, 0.5), 1));
    view_text(row, "LEVEL_FALL", !called ? "no loan" : fall > 0 ? pct(a, fall, 1) : "at once");
    view_text(row, "LEVEL_DAY", bears_day ? "yes" : "no");
    view_text(row, "LEVEL_MONTH", bears_month ? "yes" : "no");
    view_show_if(row, "LEVEL_DAY_BAD", !bears_day);
    view_show_if(row, "LEVEL_MONTH_BAD", !bears_month);
    view_show_if(row, "LEVEL_OVER", f > q->cap);
}

static void show_levels(struct view *v, struct arena *a, const struct asked *q)
{
    add_level(v, a, q, "Quarter Kelly", q->best / 4);
    add_level(v, a, q, "Half Kelly", q->best / 2);
    add_level(v, a, q, "Full Kelly", q->best);
    add_level(v, a, q, "No leverage", 1);
    add_level(v, a, q, "The account’s cap", q->cap);
    add_level(v, a, q, "Just bears the worst day", kelly_bearing(q->day.fall, q->maintenance));
    add_level(v, a, q, "Just bears the worst month", kelly_bearing(q->month.fall, q->maintenance));
    view_text(v, "DAY_FALL", pct(a, q->day.fall, 1));
    view_text(v, "DAY_FALL_ON", market_day(a, q->window.day[q->day.to]));
    view_text(v, "MONTH_FALL", pct(a, q->month.fall, 1));
    view_text(v, "MONTH_FALL_FROM", market_day(a, q->window.day[q->month.from]));
    view_text(v, "MONTH_FALL_TO", market_day(a, q->window.day[q->month.to]));
    view_text(v, "MAINTENANCE", pct(a, q->maintenance, 0));
}

/* ---- curves ---- */

static void show_curve(struct view *v, struct arena *a, const struct asked *q)
{
    double last = fmin(10, fmax(fmax(2 * q->best, q->cap), 2)) * 1.05, *x = ARENA_ARRAY(a, CURVE_POINTS, double);
    double *y = ARENA_ARRAY(a, CURVE_POINTS, double);
    for (int i = 0; i < CURVE_POINTS; i++) {
        x[i] = last * i / (CURVE_POINTS - 1);
        y[i] = kelly_growth(&q->market, x[i]) * 100;
    }
    const struct chart_line line[] = {{"Growth a year", y}};
    const struct chart_rule rules[] = {{q->best / 4, arena_printf(a, "quarter %s", times(a, q->best / 4))},
                                       {q->best / 2, arena_printf(a, "half %s", times(a, q->best / 2))},
                                       {q->best, arena_printf(a, "f* %s", times(a, q->best))},
                                       {q->cap, arena_printf(a, "account %s", times(a, q->cap))}};
    const struct chart chart = {.title = "Growth by leverage",
                                .description = "Expected growth of wealth a year at each leverage, with full, half and "
                                               "quarter Kelly and the account’s cap.",
                                .width = 960,
                                .height = 320,
                                .suffix = " %",
                                .x = x,
                                .x_suffix = "×",
                                .n = CURVE_POINTS,
                                .lines = line,
                                .n_lines = 1,
                                .rules = rules,
                                .n_rules = 4};
    view_svg(v, "GROWTH_SVG", market_draw(a, &chart));
}

static void show_bet_curve(struct view *v, struct arena *a, double p, double b, double best)
{
    double *x = ARENA_ARRAY(a, BET_POINTS, double), *y = ARENA_ARRAY(a, BET_POINTS, double);
    double last = best > 0 ? fmin(0.999, 3 * best) : 0.5; /* further on the fall would press all else flat */
    for (int i = 0; i < BET_POINTS; i++) {
        x[i] = last * i / (BET_POINTS - 1) * 100;
        y[i] = kelly_bet_growth(p, b, x[i] / 100) * 100;
    }
    const struct chart_line line[] = {{"Growth a bet", y}};
    const struct chart_rule rules[] = {{best * 25, "quarter"}, {best * 50, "half"}, {best * 100, "f*"}};
    const struct chart chart = {.title = "Growth by stake",
                                .description = "Expected growth of wealth a bet at each stake.",
                                .width = 960,
                                .height = 260,
                                .suffix = " %",
                                .x = x,
                                .x_suffix = " %",
                                .n = BET_POINTS,
                                .lines = line,
                                .n_lines = 1,
                                .rules = rules,
                                .n_rules = best > 0 ? 3 : 0};
    view_svg(v, "BET_SVG", market_draw(a, &chart));
}

static void show_bet(struct view *v, struct arena *a, const struct kelly_form *f)
{
    struct view *bet = view_add(v, "BET");
    double p = f->win_pct / 100, best = kelly_bet(p, f->odds), raw = p - (1 - p) / f->odds;
    market_figure_second(
        market_figure(bet, "Stake f*", pct(a, best, 2), "p − (1 − p) / b, not below 0",
                      arena_printf(a, "%s − %s / %.15g = %s%s", num_group(a, p, 4), num_group(a, 1 - p, 4), f->odds,
                                   pct(a, raw, 2), raw < 0 ? ", below 0: do not bet" : "")),
        "Half", pct(a, best / 2, 2));
    market_figure_second(
        market_figure(bet, "Growth a bet", pct(a, kelly_bet_growth(p, f->odds, best), 3),
                      "p ln(1 + b f) + (1 − p) ln(1 − f)",
                      arena_printf(a, "%s × ln(1 + %.15g × %s) + %s × ln(1 − %s)", num_group(a, p, 4), f->odds,
                                   num_group(a, best, 4), num_group(a, 1 - p, 4), num_group(a, best, 4))),
        "At half the stake", pct(a, kelly_bet_growth(p, f->odds, best / 2), 3));
    market_figure(bet, "Mean gain of a bet", pct(a, p * f->odds - (1 - p), 2), "p b − (1 − p), of the stake",
                  arena_printf(a, "%s × %.15g − %s", num_group(a, p, 4), f->odds, num_group(a, 1 - p, 4)));
    show_bet_curve(bet, a, p, f->odds, best);
}

/* ---- the page ---- */

static const char *verdict(struct arena *a, const struct asked *q)
{
    if (q->best == 0)
        return "On these figures cash grows faster than any position in it.";
    if (q->best > q->cap)
        return arena_printf(a, "Full Kelly, %s, is more than this account may hold; %s is its largest.",
                            times(a, q->best), times(a, q->cap));
    if (q->best > 1)
        return arena_printf(a, "Wealth would have grown fastest at %s. More than that grows slower and falls deeper.",
                            times(a, q->best));
    return arena_printf(a, "No loan: on these figures wealth grows fastest with %s of it in the position.",
                        pct(a, q->best, 0));
}

static void show_answer(struct view *v, const struct req *req, const struct asked *q)
{
    struct arena *a = req->arena;
    view_text(v, "QUERY", query_of(req));
    view_text(v, "SYMBOL", q->series->symbol);
    view_text(v, "NAME", q->series->name);
    view_text(v, "FIRST_SESSION", market_day(a, q->window.day[0]));
    view_text(v, "LAST_SESSION", market_day(a, q->window.day[q->window.n - 1]));
    view_text(v, "DATA_VERSION", q->series->data_version);
    view_text(v, "VERDICT", verdict(a, q));
    view_show_if(v, "OWN_MOMENTS", q->own_moments);
    view_show_if(v, "NO_RATE", !q->rates_known && isnan(q->form.cash_pct));
    view_text(v, "INTERVAL_LOW", times(a, q->interval.low));
    view_text(v, "INTERVAL_HIGH", times(a, q->interval.high));
    view_text(v, "SHARE_OF_ZERO", pct(a, q->interval.share_of_zero, 1));
    view_text(v, "SHARE_WITH_LOAN", pct(a, q->interval.share_with_loan, 1));
    view_text(v, "CASH_TEXT", pct(a, q->market.cash_rate, 2));
    view_text(v, "LOAN_TEXT", pct(a, q->market.borrow_rate, 2));
    view_text(v, "YEARS", num_group(a, (double)q->n / STATS_SESSIONS_PER_YEAR, 1));
    show_best(v, a, q);
    show_inputs(v, a, q);
    show_curve(v, a, q);
    show_levels(v, a, q);
    show_bet(v, a, &q->form);
}

static enum err kelly_get(struct req *req, struct res *res)
{
    struct view *v = view_new(req->arena);
    struct asked q;
    enum err e = ask(req, &q);
    if (e)
        return e;
    bool good = q.menu.n > 0 && q.problem.n == 0;
    market_form_show(v, &q.menu, q.fields, INVESTMENT_FIELDS, &q.form.window, &req->query, &q.problem, "kelly");
    form_show(view_add(v, "BET_FORM"), bet_fields, BET_FIELDS, &q.form, good ? NULL : &req->query, &q.problem);
    view_show_if(v, "HAS_ANSWER", good);
    if (good)
        show_answer(v, req, &q);
    else if (q.problem.n)
        res->status = 422;
    return view_page(req, res, v, "margin/kelly.tpl", "Kelly criterion");
}

static enum err kelly_csv(struct req *req, struct res *res)
{
    struct asked q;
    enum err e = ask(req, &q);
    if (e || q.menu.n == 0 || q.problem.n)
        return e ? e : market_refuse(req, res, &q.problem);
    struct buf *b = &res->body;
    buf_puts(b, "leverage,growth_pct,volatility_pct,chance_to_halve_pct,fall_to_call_pct" CSV_END);
    for (int i = 0; i <= 100; i++) {
        double f = i / 10.0;
        market_csv_number(b, f, CSV_NEXT);
        market_csv_number(b, kelly_growth(&q.market, f) * 100, CSV_NEXT);
        market_csv_number(b, f * sqrt(q.market.variance) * 100, CSV_NEXT);
        market_csv_number(b, kelly_chance_to_fall(&q.market, f, 0.5) * 100, CSV_NEXT);
        market_csv_number(b, f > 1 ? kelly_fall_to_call(f, q.maintenance) * 100 : NAN, CSV_END);
    }
    res_type(res, "text/csv; charset=utf-8");
    res_download(res, str_of(arena_printf(req->arena, "kelly-%s.csv", q.series->symbol)));
    return OK;
}

static const struct route table[] = {
    ROUTE(GET, "/margin/kelly", NONE, CALC, NULL, kelly_get),
    ROUTE(GET, "/margin/kelly.csv", NONE, CALC, NULL, kelly_csv),
};
const struct routes kelly_routes = {table, sizeof table / sizeof *table};
