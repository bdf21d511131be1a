/* kelly_page.c: how much leverage makes wealth grow fastest, by the data of an instrument or by what a person expects, what
 * the account allows of it, and how little such data tell. The figures come from engine/kelly.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/num.h"
#include "compute/kelly.h"
#include "engine/stats.h"
#include "margin/market_form.h"
#include "margin/warnings_view.h"
#include "web/chart_files.h"

#define ROUNDING 1e-12 /* at the call price itself nothing is called yet */
enum { CURVE_POINTS = 241, BET_POINTS = 200 };

/* Of the request the page sets the instrument, the window and the account from its other members. */
struct kelly_form {
    struct market_form window;
    int account;
    struct kelly_request request;
};

static const char *const account_values[] = {"reg_t", "portfolio", NULL};
static const char *const account_labels[] = {"Reg T margin account", "Portfolio margin account", NULL};
#define AT(member) offsetof(struct kelly_form, member)
#define EXPECTED(key, says, least, about)                                                                              \
    {                                                                                                                  \
        .name = #key, .label = (says), .kind = FIELD_NUMBER, .min = (least), .max = 100, .unit = "%", .hint = (about), \
        .offset = AT(request.key)                                                                                      \
    }

enum { BET_FIELDS = 2, OWN_FIELDS = 7 + BET_FIELDS };
static const struct field own_fields[OWN_FIELDS] = {
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
    {.name = "bootstrap.block_days",
     .label = "Block of the bootstrap",
     .kind = FIELD_NUMBER,
     .min = 1,
     .max = 252,
     .unit = "sessions",
     .hint = "Days that stay together when paths are drawn.",
     .offset = AT(request.block_days)},
    {.name = "bootstrap.seed",
     .label = "Seed",
     .kind = FIELD_NUMBER,
     .min = 0,
     .max = 999999999,
     .hint = "The same seed draws the same paths.",
     .offset = AT(request.seed)},
    {.name = "bet.win_pct",
     .label = "Chance to win",
     .kind = FIELD_NUMBER,
     .min = 0,
     .max = 100,
     .unit = "%",
     .offset = AT(request.win_pct)},
    {.name = "bet.odds",
     .label = "Net odds",
     .kind = FIELD_NUMBER,
     .min = 0.01,
     .max = 1000,
     .unit = "× stake",
     .hint = "What a won bet pays besides the stake itself.",
     .offset = AT(request.odds)},
};

/* What a request asks for, and the answer where there is no problem. */
struct asked {
    struct market_asked in;
    struct kelly_form form;
    struct kelly_answer answer;
};

static enum err ask(struct req *req, struct asked *q)
{
    struct kelly_request *r = &q->form.request;
    q->form = (struct kelly_form){0};
    kelly_request_init(r);
    enum err e = market_ask(req, &q->form.window, own_fields, OWN_FIELDS, &q->in);
    if (e || !market_is_answered(&q->in))
        return e;
    const struct instrument *series = q->in.series;
    r->ticker = series->symbol;
    r->start_day = q->form.window.start_day;
    r->end_day = q->form.window.end_day;
    r->account = q->form.account == 0 ? BT_REG_T : BT_PORTFOLIO;
    kelly_compute(req->arena, r, &series->prices, &series->rates, series->data_version, &q->answer, &q->in.problem);
    market_problem_speak(q->in.fields, q->in.n, &q->in.problem);
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

static void show_best(struct view *v, struct arena *a, const struct kelly_answer *q)
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

static void show_inputs(struct view *v, struct arena *a, const struct kelly_answer *q)
{
    const struct kelly_market *m = &q->market;
    struct view *f =
        market_figure(v, "Mean return a year", pct(a, m->mean, 2), "Mean of the sessions’ total returns × 252",
                      isnan(q->request.mean_pct)
                          ? arena_printf(a, "%s × 252, of %s sessions", pct(a, m->mean / STATS_SESSIONS_PER_YEAR, 4),
                                         num_group(a, (double)q->n, 0))
                          : arena_printf(a, "As you expect it; the window has %s", pct(a, q->data_mean, 2)));
    market_figure_second(f, "Standard error",
                         pct(a, sqrt(q->data_variance * STATS_SESSIONS_PER_YEAR / (double)q->n), 2));
    f = market_figure(v, "Volatility a year", pct(a, sqrt(m->variance), 2),
                      "Sample deviation of the sessions’ total returns × √252",
                      isnan(q->request.volatility_pct)
                          ? arena_printf(a, "%s × √252", pct(a, sqrt(m->variance / STATS_SESSIONS_PER_YEAR), 4))
                          : arena_printf(a, "As you expect it; the window has %s", pct(a, sqrt(q->data_variance), 2)));
    market_figure_second(f, "Variance", num_group(a, m->variance, 5));
    f = market_figure(
        v, "95 % interval of f*",
        arena_printf(a, "%s–%s", num_group(a, q->interval.low, 2), times(a, q->interval.high)),
        "The 2.5 and 97.5 percentiles of f* over paths of the window’s own length, drawn in blocks of its "
        "sessions (circular block bootstrap)",
        arena_printf(a, "%s paths, blocks of %.15g sessions, seed %.15g", num_group(a, q->request.paths, 0),
                     q->request.block_days, q->request.seed));
    market_figure_second(f, "Median", times(a, q->interval.median));
    f = market_figure(v, "Largest leverage of the account", times(a, q->leverage_max),
                      "The smaller of the account’s cap (2 for Reg T, 7 for portfolio margin) and 1 / (m + buffer)",
                      arena_printf(a, "m = %s, buffer 0.5 %%: 1 / %s = %s", pct(a, q->maintenance, 0),
                                   num_group(a, q->maintenance + 0.005, 3), times(a, 1 / (q->maintenance + 0.005))));
    market_figure_second(f, "f* within it", times(a, fmin(q->best, q->leverage_max)));
}

/* ---- the table of leverages ---- */

static void add_level(struct view *v, struct arena *a, const struct kelly_answer *q, const char *name, double f)
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
    view_show_if(row, "LEVEL_OVER", f > q->leverage_max);
}

static void show_levels(struct view *v, struct arena *a, const struct kelly_answer *q)
{
    add_level(v, a, q, "Quarter Kelly", q->best / 4);
    add_level(v, a, q, "Half Kelly", q->best / 2);
    add_level(v, a, q, "Full Kelly", q->best);
    add_level(v, a, q, "No leverage", 1);
    add_level(v, a, q, "The account’s cap", q->leverage_max);
    add_level(v, a, q, "Just bears the worst day", kelly_bearing(q->day.fall, q->maintenance));
    add_level(v, a, q, "Just bears the worst month", kelly_bearing(q->month.fall, q->maintenance));
    view_text(v, "DAY_FALL", pct(a, q->day.fall, 1));
    view_text(v, "DAY_FALL_ON", market_day(a, q->day_to));
    view_text(v, "MONTH_FALL", pct(a, q->month.fall, 1));
    view_text(v, "MONTH_FALL_FROM", market_day(a, q->month_from));
    view_text(v, "MONTH_FALL_TO", market_day(a, q->month_to));
    view_text(v, "MAINTENANCE", pct(a, q->maintenance, 0));
}

/* ---- curves ---- */

static void show_curve(struct view *v, struct chart_files *files, const struct kelly_answer *q)
{
    struct arena *a = view_arena(v);
    double last = fmin(10, fmax(fmax(2 * q->best, q->leverage_max), 2)) * 1.05,
           *x = ARENA_ARRAY(a, CURVE_POINTS, double);
    double *y = ARENA_ARRAY(a, CURVE_POINTS, double);
    for (int i = 0; i < CURVE_POINTS; i++) {
        x[i] = last * i / (CURVE_POINTS - 1);
        y[i] = kelly_growth(&q->market, x[i]) * 100;
    }
    const struct chart_line line[] = {{"Growth a year", y}};
    const struct chart_rule rules[] = {{q->best / 4, arena_printf(a, "quarter %s", times(a, q->best / 4))},
                                       {q->best / 2, arena_printf(a, "half %s", times(a, q->best / 2))},
                                       {q->best, arena_printf(a, "f* %s", times(a, q->best))},
                                       {q->leverage_max, arena_printf(a, "account %s", times(a, q->leverage_max))}};
    const struct chart chart = {.title = "Growth by leverage",
                                .description = "Expected growth of wealth a year at each leverage, with full, half and "
                                               "quarter Kelly and the account’s cap.",
                                .width = 960,
                                .height = 320,
                                .suffix = " %",
                                .x = x,
                                .x_name = "Leverage",
                                .x_suffix = "×",
                                .n = CURVE_POINTS,
                                .lines = line,
                                .n_lines = 1,
                                .rules = rules,
                                .n_rules = 4};
    chart_show(
        files, v, "GROWTH", "growth", &chart,
        "Expected growth of wealth a year. The bend at 1 is where the loan begins to cost more than cash earns.");
}

static void show_bet_curve(struct view *v, struct chart_files *files, double p, double b, double best)
{
    struct arena *a = view_arena(v);
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
                                .x_name = "Stake",
                                .x_suffix = " %",
                                .n = BET_POINTS,
                                .lines = line,
                                .n_lines = 1,
                                .rules = rules,
                                .n_rules = best > 0 ? 3 : 0};
    chart_show(files, v, "STAKE", "stake", &chart,
               "Expected growth of wealth a bet, by the stake as a share of wealth. Past the point where the curve "
               "crosses 0, even a bet with a gain on average ruins who repeats it.");
}

static void show_bet(struct view *v, struct chart_files *files, const struct kelly_request *f)
{
    struct arena *a = view_arena(v);
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
    show_bet_curve(bet, files, p, f->odds, best);
}

/* ---- the page ---- */

static const char *verdict(struct arena *a, const struct kelly_answer *q)
{
    if (q->best == 0)
        return "On these figures cash grows faster than any position in it.";
    if (q->best > q->leverage_max)
        return arena_printf(a, "Full Kelly, %s, is more than this account may hold; %s is its largest.",
                            times(a, q->best), times(a, q->leverage_max));
    if (q->best > 1)
        return arena_printf(a, "Wealth would have grown fastest at %s. More than that grows slower and falls deeper.",
                            times(a, q->best));
    return arena_printf(a, "No loan: on these figures wealth grows fastest with %s of it in the position.",
                        pct(a, q->best, 0));
}

static void show_answer(struct view *v, const struct req *req, struct chart_files *files,
                        const struct instrument *series, const struct kelly_answer *q)
{
    struct arena *a = req->arena;
    view_text(v, "QUERY", query_of(req));
    view_text(v, "SYMBOL", series->symbol);
    view_text(v, "FIRST_SESSION", market_day(a, q->request.start_day));
    view_text(v, "LAST_SESSION", market_day(a, q->request.end_day));
    view_text(v, "DATA_VERSION", q->data_version);
    view_text(v, "VERDICT", verdict(a, q));
    view_text(v, "INTERVAL_LOW", times(a, q->interval.low));
    view_text(v, "INTERVAL_HIGH", times(a, q->interval.high));
    view_text(v, "SHARE_OF_ZERO", pct(a, q->interval.share_of_zero, 1));
    view_text(v, "SHARE_WITH_LOAN", pct(a, q->interval.share_with_loan, 1));
    view_text(v, "CASH_TEXT", pct(a, q->market.cash_rate, 2));
    view_text(v, "LOAN_TEXT", pct(a, q->market.borrow_rate, 2));
    view_text(v, "YEARS", num_group(a, (double)q->n / STATS_SESSIONS_PER_YEAR, 1));
    warnings_show(v, &q->warnings);
    show_best(v, a, q);
    show_inputs(v, a, q);
    show_curve(v, files, q);
    show_levels(v, a, q);
    show_bet(v, files, &q->request);
}

static struct chart_files files_of(struct req *req, const struct asked *q)
{
    const char *symbol = q->in.series ? q->in.series->symbol : "";
    return (struct chart_files){
        .base = "/margin/kelly", .query = query_of(req), .name = arena_printf(req->arena, "kelly-%s", symbol)};
}

static enum err kelly_chart(struct req *req, struct res *res)
{
    struct asked q;
    enum err e = ask(req, &q);
    if (e || !market_is_answered(&q.in))
        return e ? e : market_refuse(req, res, &q.in.problem);
    struct chart_files files = files_of(req, &q);
    if (!chart_files_ask(&files, req->arg[0], res))
        return ERR_NOTFOUND;
    show_answer(view_new(req->arena), req, &files, q.in.series, &q.answer);
    return chart_files_found(&files);
}

static enum err kelly_get(struct req *req, struct res *res)
{
    struct view *v = view_new(req->arena);
    struct asked q;
    enum err e = ask(req, &q);
    if (e)
        return e;
    int shown = q.in.n - BET_FIELDS;
    bool answered = market_page_show(v, req, res, &q.in, shown, "kelly");
    if (q.in.menu.n)
        form_show(view_add(v, "BET_FORM"), q.in.fields + shown, BET_FIELDS, &q.form, answered ? NULL : &req->query,
                  &q.in.problem);
    struct chart_files files = files_of(req, &q);
    if (answered)
        show_answer(v, req, &files, q.in.series, &q.answer);
    return view_page(req, res, v, "margin/kelly.tpl", "Kelly criterion");
}

static enum err kelly_csv(struct req *req, struct res *res)
{
    struct asked q;
    enum err e = ask(req, &q);
    if (e || !market_is_answered(&q.in))
        return e ? e : market_refuse(req, res, &q.in.problem);
    kelly_curve_csv(&res->body, &q.answer);
    res_csv(res, arena_printf(req->arena, "kelly-%s.csv", q.in.series->symbol));
    return OK;
}

/* ---- for programs ---- */

static enum err api_compute(struct req *req, struct kelly_request *r, struct kelly_answer *answer,
                            struct problem *problem)
{
    const struct instrument *series;
    enum err e = margin_series_get(req, &r->ticker, &series, problem);
    if (!e && series)
        kelly_compute(req->arena, r, &series->prices, &series->rates, series->data_version, answer, problem);
    return e;
}

static enum err api_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct kelly_request r;
    struct kelly_answer answer;
    const char *why;
    struct json_object *json = json_read(req->arena, req->body, &why);
    enum err e = OK;
    kelly_request_init(&r);
    if (json)
        kelly_request_read(json, &r, &problem);
    else
        problem_add(&problem, "body", "is not the JSON of a request: %s", why);
    if (r.prices_file || r.dividends_file || r.rates_file)
        problem_add(&problem, "files", "are only for hubctl compute; name a ticker");
    if (r.ticker && *r.ticker)
        e = api_compute(req, &r, &answer, &problem);
    if (e || problem.n)
        return e ? e : market_refuse(req, res, &problem);
    kelly_answer_write(&res->body, &answer);
    res_type(res, "application/json");
    return OK;
}

static const struct route table[] = {
    ROUTE(GET, "/margin/kelly", NONE, CALC, NULL, kelly_get),
    ROUTE(GET, "/margin/kelly.csv", NONE, CALC, NULL, kelly_csv),
    ROUTE(GET, "/margin/kelly/charts/:name", NONE, CALC, NULL, kelly_chart),
    ROUTE(POST, "/api/v1/margin/kelly", JSON, CALC, NULL, api_post),
};
const struct routes kelly_routes = {table, sizeof table / sizeof *table};
