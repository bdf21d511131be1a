/* market_dividends.c: what an instrument paid: every payment, by quarter and by year, its growth and its yield, and what is
 * left of the yield when the position stands on a loan.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/csv_write.h"
#include "base/day.h"
#include "base/num.h"
#include "engine/backtest.h"
#include "engine/market.h"
#include "margin/market_form.h"
#include "market/recent.h"
#include "web/chart_files.h"

enum { QUARTER_DAYS = 91, LEVERAGES = 6, RATES = 5 };

struct dividends_form {
    struct market_form window;
    double leverage, rate_pct; /* NaN: the rate of the data */
};
static const struct field own_fields[] = {
    {.name = "leverage",
     .label = "Leverage",
     .kind = FIELD_NUMBER,
     .min = 1,
     .max = 10,
     .unit = "×",
     .hint = "Position divided by equity.",
     .offset = offsetof(struct dividends_form, leverage)},
    {.name = "rate_pct",
     .label = "Margin rate",
     .kind = FIELD_NUMBER,
     .min = 0,
     .max = 30,
     .unit = "%",
     .hint = "A year. Blank: fed funds as known on the last day, and 1.5 points.",
     .offset = offsetof(struct dividends_form, rate_pct)},
};
enum { OWN_FIELDS = sizeof own_fields / sizeof *own_fields };

/* What a request asks for, with all that is computed of it. */
struct asked {
    struct market_asked in;
    struct dividends_form form;
    struct dividend_payments all, payments; /* of the instrument; those of the window */
    struct dividend_growth *growth;         /* of the window's payments, against all of them */
    struct market_figures figures;          /* at the end of the window */
    double rate_pct;
    bool rate_is_known;
};

/* ---- computing ---- */

/* The growth of each payment is found among all of them, so that the first year of a window has its year before. */
static void cut_payments(struct arena *arena, struct asked *q)
{
    struct dividend_growth *growth = ARENA_ARRAY(arena, q->all.n, struct dividend_growth);
    size_t from = 0, to;
    dividend_growth_find(&q->all, growth);
    while (from < q->all.n && q->all.ex_day[from] < q->form.window.start_day)
        from++;
    for (to = from; to < q->all.n && q->all.ex_day[to] <= q->form.window.end_day;)
        to++;
    q->payments = (struct dividend_payments){to - from, q->all.ex_day + from, q->all.amount + from};
    q->growth = growth + from;
}

/* What a loan cost on the last session of the window, unless a rate was typed. */
static void find_rate(struct asked *q)
{
    double fed_funds, rate;
    int32_t last = q->in.window.n ? q->in.window.day[q->in.window.n - 1] : 0;
    bool known = bt_join_rates(&last, 1, &q->in.series->rates, true, &fed_funds, &rate) == 0;
    q->rate_is_known = known || !isnan(q->form.rate_pct);
    q->rate_pct = !isnan(q->form.rate_pct) ? q->form.rate_pct : known ? rate : 0;
}

static enum err ask(struct req *req, struct asked *q)
{
    *q = (struct asked){.form = {.leverage = 2, .rate_pct = NAN}};
    enum err e = market_ask(req, &q->form.window, own_fields, OWN_FIELDS, &q->in);
    if (e || q->in.menu.n == 0)
        return e;
    if ((e = market_payments_get(req->db, req->arena, q->in.series->symbol, &q->all))) {
        req->detail = "could not load the payments";
        return e;
    }
    const struct price_series to_end = market_window_cut(q->in.series, 0, q->in.from + q->in.window.n);
    market_figures_find(&to_end, NULL, &q->all, &q->figures);
    cut_payments(req->arena, q);
    find_rate(q);
    return OK;
}

static const char *query_of(struct arena *arena, const struct asked *q)
{
    struct buf out;
    buf_init(&out, arena, 128);
    market_query_write(&out, &q->in);
    buf_printf(&out, "&leverage=%.15g", q->form.leverage);
    if (!isnan(q->form.rate_pct))
        buf_printf(&out, "&rate_pct=%.15g", q->form.rate_pct);
    return out.s;
}

/* ---- figures ---- */

static void show_yield(struct view *v, struct arena *a, const struct asked *q)
{
    const struct market_figures *f = &q->figures;
    const char *sum = num_usd(a, f->dividends, 3), *close = num_usd(a, f->close, 2);
    market_figure_second(
        market_figure(v, "Dividends of twelve months", sum,
                      "Sum of the payments per share with an ex-date in the 365 days that end on the last session",
                      arena_printf(a, "After %s and up to %s: %s", market_day(a, f->day - MARKET_YEAR_DAYS),
                                   market_day(a, f->day), sum)),
        "Until", market_day(a, f->day));
    market_figure_second(market_figure(v, "Yield", num_percent(a, f->yield_pct, 2),
                                       "Dividends of twelve months / last close × 100",
                                       arena_printf(a, "%s / %s × 100", sum, close)),
                         "Close", close);
}

/* The rate up to which the dividends pay for the loan; NaN without one. */
static double even_rate(const struct asked *q, double leverage)
{
    return leverage > 1 ? leverage * q->figures.yield_pct / (leverage - 1) : NAN;
}

static void show_net(struct view *v, struct arena *a, const struct asked *q)
{
    double leverage = q->form.leverage, yield = q->figures.yield_pct, rate = q->rate_pct;
    double net = dividend_net_yield_pct(leverage, yield, rate);
    struct view *f = market_figure(v, arena_printf(a, "Net yield at %.15g×", leverage), num_percent(a, net, 2),
                                   "leverage × yield − (leverage − 1) × margin rate, a year, of the equity",
                                   arena_printf(a, "%.15g × %s − %.15g × %s", leverage, num_percent(a, yield, 2),
                                                leverage - 1, num_percent(a, rate, 2)));
    view_show_if(f, "FIGURE_GAIN", net > 0);
    view_show_if(f, "FIGURE_LOSS", net < 0);
    market_figure_second(f, "Dividends pay the loan up to",
                         leverage > 1 ? num_percent(a, even_rate(q, leverage), 2) : "any rate");
}

static void show_total(struct view *v, struct arena *a, const struct asked *q)
{
    const struct dividend_payments *p = &q->payments;
    double total = dividend_sum(p, INT32_MIN, INT32_MAX);
    market_figure_second(
        market_figure(v, "Paid in the window", num_usd(a, total, 3), "Sum of the payments per share of the window",
                      p->n ? arena_printf(a, "%s payments from %s to %s, %s on average", num_group(a, (double)p->n, 0),
                                          market_day(a, p->ex_day[0]), market_day(a, p->ex_day[p->n - 1]),
                                          num_usd(a, total / (double)p->n, 4))
                           : "No payment has its ex-date in the window"),
        "Payments", num_group(a, (double)p->n, 0));
}

/* The whole years of the window: *n of them, in order. Their totals may have payments out of the usual order in them. */
static const struct dividend_period *whole_years(struct arena *a, const struct asked *q, size_t *n)
{
    struct dividend_period *year = ARENA_ARRAY(a, dividend_periods_max(&q->payments), struct dividend_period);
    const struct price_series *s = &q->in.window;
    size_t all = dividend_years(&q->payments, q->growth, s->day[0], s->day[s->n - 1], year);
    *n = 0;
    for (size_t i = 0; i < all; i++)
        if (!year[i].is_partial)
            year[(*n)++] = year[i];
    return year;
}

static void show_last_year(struct view *v, struct arena *a, const struct dividend_period *year, size_t n)
{
    const struct dividend_period *last = &year[n - 1];
    double growth = n > 1 ? last->usual_growth_pct : NAN, before = n > 1 ? year[n - 2].total - year[n - 2].extra : NAN;
    const char *sum = num_usd(a, last->total - last->extra, 3);
    market_figure_second(
        market_figure(v, arena_printf(a, "Paid in %d", last->year), num_usd(a, last->total, 3),
                      "Sum of the payments per share of the last whole year; its growth is (year / year before − 1) × "
                      "100, both without extra payments",
                      n > 1 ? arena_printf(a, "(%s / %s − 1) × 100", sum, num_usd(a, before, 3))
                            : "The window has no whole year before it"),
        "Growth", num_percent(a, growth, 1));
}

/* Steady growth through the whole years, as the prices have their trend. */
static void show_steady_growth(struct view *v, struct arena *a, const struct dividend_period *year, size_t n)
{
    int32_t *day = ARENA_ARRAY(a, n, int32_t);
    double *paid = ARENA_ARRAY(a, n, double), *x = ARENA_ARRAY(a, n, double), *line = ARENA_ARRAY(a, n, double);
    struct market_trend t;
    for (size_t i = 0; i < n; i++) {
        day[i] = day_from_civil(year[i].year, 7, 1);
        paid[i] = year[i].total - year[i].extra;
    }
    market_trend_find(day, paid, n, x, line, &t);
    if (!isfinite(t.rate_pct))
        return;
    market_figure_second(
        market_figure(
            v, "Growth of the dividends a year", num_percent(a, t.rate_pct, 2),
            "exp(slope) − 1, of the straight line through the logarithms of the whole years’ payments without "
            "extra ones, by least squares",
            arena_printf(a, "exp(%s) − 1, of %d to %d; R² = %s", num_group(a, log1p(t.rate_pct / 100), 4), year[0].year,
                         year[n - 1].year, num_group(a, t.r_squared, 3))),
        "Whole years", num_group(a, (double)n, 0));
}

static void show_growth(struct view *v, struct arena *a, const struct asked *q)
{
    size_t n;
    const struct dividend_period *year = whole_years(a, q, &n);
    if (n > 0)
        show_last_year(v, a, year, n);
    if (n > 2)
        show_steady_growth(v, a, year, n);
}

/* ---- net yield by leverage and rate ---- */

static const double leverages[LEVERAGES] = {1, 1.25, 1.5, 2, 3, 4};

/* The rate, and two points to either side of it. */
static double rate_of(const struct asked *q, int column)
{
    return fmax(0, q->rate_pct + column - 2);
}

static void show_net_table(struct view *v, struct arena *a, const struct asked *q)
{
    for (int r = 0; r < RATES; r++)
        view_text(view_add(v, "NET_RATE"), "NET_RATE_TEXT", num_percent(a, rate_of(q, r), 2));
    for (int l = 0; l < LEVERAGES; l++) {
        struct view *row = view_add(v, "NET_ROW");
        view_printf(row, "NET_LEVERAGE", "%.15g×", leverages[l]);
        for (int r = 0; r < RATES; r++) {
            double net = dividend_net_yield_pct(leverages[l], q->figures.yield_pct, rate_of(q, r));
            struct view *cell = view_add(row, "NET_CELL");
            view_text(cell, "NET_TEXT", num_percent(a, net, 2));
            view_show_if(cell, "NET_LOSS", net < 0);
        }
        view_text(row, "NET_EVEN", num_percent(a, even_rate(q, leverages[l]), 2));
    }
}

/* ---- by year, by quarter, one by one ---- */

static const char *growth_text(struct arena *a, const struct dividend_period *p, double growth)
{
    return p->is_partial ? "\u2013" : num_percent(a, growth, 1);
}

/* The four quarters of a year; `n` periods from `at` on, in order. */
static void show_quarters(struct view *row, struct arena *a, int year, const struct dividend_period *at, size_t n)
{
    for (int quarter = 1; quarter <= 4; quarter++) {
        const char *text = "\u2013";
        for (size_t i = 0; i < n; i++)
            if (at[i].year == year && at[i].quarter == quarter && at[i].payments)
                text = num_group(a, at[i].total, 3);
        view_text(view_add(row, "YEAR_QUARTER"), "QUARTER_TOTAL", text);
    }
}

/* Growth of a year, or of one before which the data begin in its middle, would say little. */
static void show_years(struct view *v, struct arena *a, const struct asked *q)
{
    size_t most = dividend_periods_max(&q->payments);
    struct dividend_period *year = ARENA_ARRAY(a, most, struct dividend_period);
    struct dividend_period *quarter = ARENA_ARRAY(a, most, struct dividend_period);
    int32_t first = q->in.window.day[0], last = q->in.window.day[q->in.window.n - 1];
    size_t n = dividend_years(&q->payments, q->growth, first, last, year);
    size_t quarters = dividend_quarters(&q->payments, q->growth, first, last, quarter);
    bool any_extra = false;
    for (size_t i = n; i-- > 0;) {
        struct view *row = view_add(v, "YEAR");
        bool after_part = i > 0 && year[i - 1].is_partial;
        view_int(row, "YEAR_NUMBER", year[i].year);
        view_show_if(row, "YEAR_PART", year[i].is_partial);
        view_int(row, "YEAR_PAYMENTS", year[i].payments);
        view_text(row, "YEAR_TOTAL", num_group(a, year[i].total, 3));
        view_text(row, "YEAR_EXTRA", year[i].extra > 0 ? num_group(a, year[i].extra, 3) : "\u2013");
        view_text(row, "YEAR_GROWTH", after_part ? "\u2013" : growth_text(a, &year[i], year[i].growth_pct));
        view_text(row, "YEAR_USUAL", after_part ? "\u2013" : growth_text(a, &year[i], year[i].usual_growth_pct));
        show_quarters(row, a, year[i].year, quarter, quarters);
        any_extra = any_extra || year[i].extra > 0;
    }
    view_show_if(v, "HAS_EXTRA", any_extra);
}

static void show_chart(struct view *v, struct chart_files *files, const struct asked *q)
{
    struct arena *a = view_arena(v);
    size_t most = dividend_periods_max(&q->payments);
    struct dividend_period *quarter = ARENA_ARRAY(a, most, struct dividend_period);
    size_t n =
        dividend_quarters(&q->payments, q->growth, q->in.window.day[0], q->in.window.day[q->in.window.n - 1], quarter);
    int32_t *day = ARENA_ARRAY(a, n, int32_t);
    double *usual = ARENA_ARRAY(a, n, double), *extra = ARENA_ARRAY(a, n, double);
    bool any_extra = false;
    for (size_t i = 0; i < n; i++) {
        day[i] = day_from_civil(quarter[i].year, quarter[i].quarter * 3 - 2, 1);
        usual[i] = quarter[i].total - quarter[i].extra;
        extra[i] = quarter[i].extra;
        any_extra = any_extra || extra[i] > 0;
    }
    const struct chart_line bars[] = {{"Paid in the quarter", usual}, {"of it extra", extra}};
    const struct chart chart = {.title = arena_printf(a, "Dividends of %s by quarter", q->in.series->symbol),
                                .description = "Dollars per share by the quarter of their ex-dates.",
                                .width = 960,
                                .height = 300,
                                .prefix = "$",
                                .day = day,
                                .n = (int)n,
                                .lines = bars,
                                .n_lines = any_extra ? 2 : 1,
                                .bars = true,
                                .bar_days = QUARTER_DAYS,
                                .bar_decimals = 3};
    chart_show(files, v, "QUARTERS", "quarters", &chart, "Dollars per share paid in each quarter, by ex-date.");
}

static void show_payments(struct view *v, struct arena *a, const struct asked *q)
{
    const struct dividend_payments *p = &q->payments;
    for (size_t i = p->n; i-- > 0;) {
        const struct dividend_growth *g = &q->growth[i];
        struct view *row = view_add(v, "PAYMENT");
        view_text(row, "PAYMENT_DAY", market_day(a, p->ex_day[i]));
        view_printf(row, "PAYMENT_QUARTER", "Q%d", dividend_quarter_of(p->ex_day[i]));
        view_text(row, "PAYMENT_AMOUNT", num_group(a, p->amount[i], 4));
        view_text(row, "PAYMENT_GROWTH", num_percent(a, g->growth_pct, 1));
        view_text(row, "PAYMENT_AGAINST", g->has_twin ? market_day(a, q->all.ex_day[g->twin]) : "\u2013");
        view_show_if(row, "PAYMENT_EXTRA", g->is_extra);
    }
}

/* ---- the page ---- */

static void show_answer(struct view *v, struct arena *a, struct chart_files *files, const struct asked *q)
{
    bool paid = q->payments.n > 0;
    market_series_show(v, &q->in);
    view_text(v, "QUERY", query_of(a, q));
    view_show_if(v, "HAS_PAYMENTS", paid);
    view_show_if(v, "NO_PAYMENTS", !paid);
    view_show_if(v, "NEVER_PAID", q->all.n == 0);
    view_show_if(v, "PAID_OUTSIDE", q->all.n > 0);
    view_show_if(v, "NO_RATE", !q->rate_is_known);
    view_text(v, "YIELD_TEXT", num_percent(a, q->figures.yield_pct, 2));
    if (!paid)
        return;
    show_yield(v, a, q);
    show_net(v, a, q);
    show_total(v, a, q);
    show_growth(v, a, q);
    show_net_table(v, a, q);
    show_chart(v, files, q);
    show_years(v, a, q);
    show_payments(v, a, q);
}

static struct chart_files files_of(struct arena *arena, const struct asked *q)
{
    if (!market_is_answered(&q->in))
        return (struct chart_files){0};
    return (struct chart_files){.base = "/margin/dividends",
                                .query = query_of(arena, q),
                                .name = arena_printf(arena, "dividends-%s", q->in.series->symbol)};
}

static enum err chart_get(struct req *req, struct res *res)
{
    struct asked q;
    enum err e = ask(req, &q);
    if (e || !market_is_answered(&q.in))
        return e ? e : market_refuse(req, res, &q.in.problem);
    struct chart_files files = files_of(req->arena, &q);
    if (!chart_files_ask(&files, req->arg[0], res))
        return ERR_NOTFOUND;
    if (q.payments.n > 0)
        show_chart(view_new(req->arena), &files, &q);
    return chart_files_found(&files);
}

static enum err dividends_get(struct req *req, struct res *res)
{
    struct view *v = view_new(req->arena);
    struct asked q;
    enum err e = ask(req, &q);
    if (e)
        return e;
    struct chart_files files = files_of(req->arena, &q);
    if (market_page_show(v, req, res, &q.in, q.in.n, "dividends"))
        show_answer(v, req->arena, &files, &q);
    return view_page(req, res, v, "margin/dividends.tpl", "Dividends");
}

static enum err dividends_csv(struct req *req, struct res *res)
{
    struct asked q;
    enum err e = ask(req, &q);
    if (e || !market_is_answered(&q.in))
        return e ? e : market_refuse(req, res, &q.in.problem);
    struct buf *b = &res->body;
    buf_puts(b, "ex_date,quarter,dividend,growth_pct,against_ex_date,is_extra" CSV_END);
    for (size_t i = 0; i < q.payments.n; i++) {
        const struct dividend_growth *g = &q.growth[i];
        buf_printf(b, "%s,%d,", market_day(req->arena, q.payments.ex_day[i]),
                   dividend_quarter_of(q.payments.ex_day[i]));
        csv_number(b, q.payments.amount[i], CSV_NEXT);
        csv_number(b, g->growth_pct, CSV_NEXT);
        buf_printf(b, "%s,%s" CSV_END, g->has_twin ? market_day(req->arena, q.all.ex_day[g->twin]) : "",
                   g->is_extra ? "true" : "false");
    }
    res_csv(res, arena_printf(req->arena, "dividends-%s.csv", q.in.series->symbol));
    return OK;
}

static void put_periods(struct buf *b, const struct dividend_period *at, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct dividend_period *p = &at[i];
        buf_printf(b, "%d,", p->year);
        csv_number(b, p->quarter ? p->quarter : NAN, CSV_NEXT);
        csv_number(b, p->payments, CSV_NEXT);
        csv_number(b, p->total, CSV_NEXT);
        csv_number(b, p->extra, CSV_NEXT);
        csv_number(b, p->growth_pct, CSV_NEXT);
        csv_number(b, p->usual_growth_pct, CSV_NEXT);
        buf_puts(b, p->is_partial ? "true" CSV_END : "false" CSV_END);
    }
}

static enum err years_csv(struct req *req, struct res *res)
{
    struct asked q;
    enum err e = ask(req, &q);
    if (e || !market_is_answered(&q.in))
        return e ? e : market_refuse(req, res, &q.in.problem);
    int32_t first = q.in.window.day[0], last = q.in.window.day[q.in.window.n - 1];
    struct dividend_period *at = ARENA_ARRAY(req->arena, dividend_periods_max(&q.payments), struct dividend_period);
    buf_puts(&res->body, "year,quarter,payments,total,extra,growth_pct,growth_without_extra_pct,is_partial" CSV_END);
    put_periods(&res->body, at, dividend_years(&q.payments, q.growth, first, last, at));
    put_periods(&res->body, at, dividend_quarters(&q.payments, q.growth, first, last, at));
    res_csv(res, arena_printf(req->arena, "dividends-%s-years.csv", q.in.series->symbol));
    return OK;
}

/* The same table, a line for each of its figures. */
static enum err net_csv(struct req *req, struct res *res)
{
    struct asked q;
    struct buf *b = &res->body;
    enum err e = ask(req, &q);
    if (e || !market_is_answered(&q.in))
        return e ? e : market_refuse(req, res, &q.in.problem);
    buf_puts(b, "leverage,margin_rate_pct,yield_pct,net_yield_pct,even_rate_pct" CSV_END);
    for (int l = 0; l < LEVERAGES; l++)
        for (int r = 0; r < RATES; r++) {
            csv_number(b, leverages[l], CSV_NEXT);
            csv_number(b, rate_of(&q, r), CSV_NEXT);
            csv_number(b, q.figures.yield_pct, CSV_NEXT);
            csv_number(b, dividend_net_yield_pct(leverages[l], q.figures.yield_pct, rate_of(&q, r)), CSV_NEXT);
            csv_number(b, even_rate(&q, leverages[l]), CSV_END);
        }
    res_csv(res, arena_printf(req->arena, "net-yield-%s.csv", q.in.series->symbol));
    return OK;
}

static const struct route table[] = {
    ROUTE(GET, "/margin/dividends", NONE, PAGE, NULL, dividends_get),
    ROUTE(GET, "/margin/dividends.csv", NONE, PAGE, NULL, dividends_csv),
    ROUTE(GET, "/margin/dividends/net.csv", NONE, PAGE, NULL, net_csv),
    ROUTE(GET, "/margin/dividends/years.csv", NONE, PAGE, NULL, years_csv),
    ROUTE(GET, "/margin/dividends/charts/:name", NONE, PAGE, NULL, chart_get),
};
const struct routes dividends_routes = {table, sizeof table / sizeof *table};
