/* market_prices.c: the prices of one instrument as candles by day, week or month: drawn, as a table, as CSV, and as the
 * data of the moving chart.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/csv_write.h"
#include "base/day.h"
#include "base/json.h"
#include "base/num.h"
#include "engine/candles.h"
#include "engine/stats.h"
#include "margin/market_form.h"
#include "web/chart_files.h"
#include "web/pager.h"

enum { CANDLES_DRAWN = 800, CANDLES_SENT = 2000, ROWS_A_PAGE = 50, SECONDS_A_DAY = 86400 };

struct prices_form {
    struct market_form window;
    int period, scale; /* period: counted from the month down, as people choose it */
};
static const char *const period_values[] = {"month", "week", "day", NULL};
static const char *const period_labels[] = {"Months", "Weeks", "Days", NULL};
static const enum candle_period periods[] = {CANDLE_MONTH, CANDLE_WEEK, CANDLE_DAY};
static const char *const period_words[] = {"day", "week", "month"}; /* by enum candle_period */
static const char *const scale_values[] = {"log", "linear", NULL};
static const char *const scale_labels[] = {"Logarithmic", "Linear", NULL};

static const struct field own_fields[] = {
    {.name = "period",
     .label = "Candles by",
     .kind = FIELD_CHOICE,
     .choices = period_values,
     .choice_labels = period_labels,
     .offset = offsetof(struct prices_form, period)},
    {.name = "scale",
     .label = "Scale",
     .kind = FIELD_CHOICE,
     .choices = scale_values,
     .choice_labels = scale_labels,
     .offset = offsetof(struct prices_form, scale)},
};
enum { OWN_FIELDS = sizeof own_fields / sizeof *own_fields };

struct asked {
    struct market_asked in;
    struct prices_form form;
};

struct candle_list {
    enum candle_period period;
    struct candle *at;
    size_t n;
};

static enum err ask(struct req *req, struct asked *q)
{
    q->form = (struct prices_form){0};
    return market_ask(req, &q->form.window, own_fields, OWN_FIELDS, &q->in);
}

static struct candle_list candles_of(struct arena *arena, const struct asked *q, enum candle_period period)
{
    const double *volume = q->in.series->volume;
    struct candle_list out = {period, ARENA_ARRAY(arena, q->in.window.n, struct candle), 0};
    out.n = candles_make(&q->in.window, volume ? volume + q->in.from : NULL, period, out.at);
    return out;
}

/* The finest candles, from the period asked for on, of which there are at most `most`; months where even those are more. */
static struct candle_list candles_within(struct arena *arena, const struct asked *q, size_t most)
{
    struct candle_list out = candles_of(arena, q, periods[q->form.period]);
    while (out.n > most && out.period < CANDLE_MONTH)
        out = candles_of(arena, q, out.period + 1);
    return out;
}

/* This page again, to which more can be added. */
static const char *query_of(struct arena *arena, const struct asked *q)
{
    struct buf out;
    buf_init(&out, arena, 128);
    market_query_write(&out, &q->in);
    buf_printf(&out, "&period=%s&scale=%s", period_values[q->form.period], scale_values[q->form.scale]);
    return out.s;
}

/* ---- figures ---- */

static void show_change(struct view *v, struct arena *a, const struct price_series *s)
{
    double first = s->close[0], last = s->close[s->n - 1], years = (s->day[s->n - 1] - s->day[0]) / 365.25;
    double growth = stats_growth(first, last, years) * 100;
    struct view *f =
        market_figure(v, "Change of the price", num_percent(a, (last / first - 1) * 100, 2),
                      "(last close / first close − 1) × 100, without dividends",
                      arena_printf(a, "(%s / %s − 1) × 100, %s to %s", num_usd(a, last, 2), num_usd(a, first, 2),
                                   market_day(a, s->day[0]), market_day(a, s->day[s->n - 1])));
    market_figure_second(f, "A year", num_percent(a, growth, 2));
}

static void show_extremes(struct view *v, struct arena *a, const struct price_series *s)
{
    const double *highs = s->high ? s->high : s->close, *lows = s->low ? s->low : s->close;
    size_t high = 0, low = 0;
    for (size_t i = 1; i < s->n; i++) {
        high = highs[i] > highs[high] ? i : high;
        low = lows[i] < lows[low] ? i : low;
    }
    market_figure_second(
        market_figure(v, "Highest", num_usd(a, highs[high], 2), "The highest high of the window",
                      arena_printf(a, "%s on %s", num_usd(a, highs[high], 2), market_day(a, s->day[high]))),
        "On", market_day(a, s->day[high]));
    market_figure_second(
        market_figure(v, "Lowest", num_usd(a, lows[low], 2), "The lowest low of the window",
                      arena_printf(a, "%s on %s", num_usd(a, lows[low], 2), market_day(a, s->day[low]))),
        "On", market_day(a, s->day[low]));
}

static void show_fall(struct view *v, struct arena *a, const struct price_series *s)
{
    struct stats_drawdown d;
    stats_drawdown_find(s->close, s->n, &d);
    struct view *f = market_figure(
        v, "Deepest fall", num_percent(a, d.worst * 100, 2), "(close / highest close so far − 1) × 100, at its lowest",
        d.worst < 0 ? arena_printf(a, "(%s / %s − 1) × 100, from %s to %s", num_usd(a, s->close[d.trough], 2),
                                   num_usd(a, s->close[d.peak], 2), market_day(a, s->day[d.peak]),
                                   market_day(a, s->day[d.trough]))
                    : "The close never fell below an earlier one");
    market_figure_second(f, "Longest time below a high",
                         arena_printf(a, "%s sessions", num_group(a, (double)d.longest, 0)));
}

/* ---- the drawing ---- */

/* Columns of a list of candles: time of the last session, then open, high, low, close. */
struct columns {
    int32_t *day;
    double *time, *value[4];
};

static struct columns columns_of(struct arena *a, const struct candle_list *c)
{
    struct columns out = {ARENA_ARRAY(a, c->n, int32_t), ARENA_ARRAY(a, c->n, double), {NULL}};
    for (int k = 0; k < 4; k++)
        out.value[k] = ARENA_ARRAY(a, c->n, double);
    for (size_t i = 0; i < c->n; i++) {
        const struct candle *one = &c->at[i];
        out.day[i] = one->last_day;
        out.time[i] = (double)one->last_day * SECONDS_A_DAY;
        out.value[0][i] = one->open;
        out.value[1][i] = one->high;
        out.value[2][i] = one->low;
        out.value[3][i] = one->close;
    }
    return out;
}

static void show_candles(struct view *v, struct chart_files *files, const struct asked *q)
{
    struct arena *a = view_arena(v);
    struct candle_list list = candles_within(a, q, CANDLES_DRAWN);
    struct columns c = columns_of(a, &list);
    const struct chart_candles candles = {c.value[0], c.value[1], c.value[2], c.value[3]};
    const char *title = arena_printf(a, "%s by the %s", q->in.series->symbol, period_words[list.period]);
    const struct chart chart = {.title = title,
                                .description = "A candle goes from the open to the close of its period, its wick from "
                                               "the low to the high; hollow where the close is not below the open.",
                                .width = 960,
                                .height = 400,
                                .log_y = q->form.scale == 0,
                                .prefix = "$",
                                .day = c.day,
                                .n = (int)list.n,
                                .candles = &candles};
    chart_show(
        files, v, "CANDLES", "prices", &chart,
        "A candle goes from the open to the close of its period, its wick from the low to the high. It is hollow "
        "where the close is not below the open.");
    view_show_if(v, "CANDLES_COARSER", list.period != periods[q->form.period]);
    view_text(v, "CANDLES_ASKED", period_words[periods[q->form.period]]);
    view_text(v, "CANDLES_DRAWN", period_words[list.period]);
}

static void show_charts(struct view *v, struct chart_files *files, const struct asked *q)
{
    market_trend_show(v, files, &q->in);
    show_candles(v, files, q);
}

/* ---- the table ---- */

enum { CELL_DAY, CELL_OPEN, CELL_HIGH, CELL_LOW, CELL_CLOSE, CELL_CHANGE, CELL_VOLUME, CELL_SESSIONS, CELLS };
static const char *const cell_names[CELLS] = {"CANDLE_DAY",   "CANDLE_OPEN",   "CANDLE_HIGH",   "CANDLE_LOW",
                                              "CANDLE_CLOSE", "CANDLE_CHANGE", "CANDLE_VOLUME", "CANDLE_SESSIONS"};

struct cells {
    struct arena *arena;
    const struct candle_list *list;
    size_t last; /* the candle of the first line: newest first */
};

static double change_of(const struct candle_list *c, size_t i)
{
    return i ? (c->at[i].close / c->at[i - 1].close - 1) * 100 : NAN;
}

static const char *cell_text(struct arena *a, const struct candle_list *list, size_t i, int col)
{
    const struct candle *c = &list->at[i];
    switch (col) {
    case CELL_DAY:
        return arena_printf(a, "%s%s", market_day(a, c->last_day), c->is_partial ? ", not over" : "");
    case CELL_OPEN:
        return num_group(a, c->open, 2);
    case CELL_HIGH:
        return num_group(a, c->high, 2);
    case CELL_LOW:
        return num_group(a, c->low, 2);
    case CELL_CLOSE:
        return num_group(a, c->close, 2);
    case CELL_CHANGE:
        return num_group(a, change_of(list, i), 2);
    case CELL_VOLUME:
        return num_group(a, c->volume, 0);
    }
    return num_group(a, (double)c->sessions, 0);
}

static struct str cell(void *context, int row, int col)
{
    const struct cells *c = context;
    return str_of(cell_text(c->arena, c->list, c->last - (size_t)row, col));
}

static void show_table(struct view *v, const struct req *req, const struct asked *q)
{
    struct candle_list *list = ARENA_NEW(req->arena, struct candle_list);
    struct cells *cells = ARENA_NEW(req->arena, struct cells);
    *list = candles_of(req->arena, q, periods[q->form.period]);
    int64_t last = (int64_t)((list->n + ROWS_A_PAGE - 1) / ROWS_A_PAGE), page = req_page(req, last);
    size_t skipped = (size_t)(page - 1) * ROWS_A_PAGE, shown = list->n - skipped;
    *cells = (struct cells){req->arena, list, list->n - 1 - skipped};
    shown = shown < ROWS_A_PAGE ? shown : ROWS_A_PAGE;
    view_rows(v, "CANDLE", (int)shown, cell_names, CELLS, cell, cells);
    view_text(v, "CANDLES_ALL", num_group(req->arena, (double)list->n, 0));
    view_show_if(v, "HAS_PAGES", last > 1);
    pager_show(v, req->arena, page, last, arena_printf(req->arena, "/margin/prices%s&page=", query_of(req->arena, q)),
               "#candles");
}

/* ---- the page ---- */

static void show_answer(struct view *v, const struct req *req, struct chart_files *files, const struct asked *q)
{
    struct arena *a = req->arena;
    const struct price_series *s = &q->in.window;
    market_series_show(v, &q->in);
    view_show_if(v, "CAN_RUN", req->session.person.role >= ROLE_ANALYST);
    view_text(v, "SESSIONS", num_group(a, (double)s->n, 0));
    view_text(v, "QUERY", query_of(a, q));
    view_show_if(v, "CLOSES_ONLY", !s->open || !s->high || !s->low);
    show_change(v, a, s);
    show_extremes(v, a, s);
    show_fall(v, a, s);
    show_charts(v, files, q);
    show_table(v, req, q);
}

static struct chart_files files_of(struct arena *arena, const struct asked *q)
{
    if (!market_is_answered(&q->in))
        return (struct chart_files){0};
    return (struct chart_files){.base = "/margin/prices", .query = query_of(arena, q), .name = q->in.series->symbol};
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
    show_charts(view_new(req->arena), &files, &q);
    return chart_files_found(&files);
}

static enum err prices_get(struct req *req, struct res *res)
{
    struct view *v = view_new(req->arena);
    struct asked q;
    enum err e = ask(req, &q);
    if (e)
        return e;
    struct chart_files files = files_of(req->arena, &q);
    if (market_page_show(v, req, res, &q.in, q.in.n, "prices"))
        show_answer(v, req, &files, &q);
    return view_page(req, res, v, "margin/prices.tpl", "Prices");
}

static enum err prices_csv(struct req *req, struct res *res)
{
    struct asked q;
    char day[DAY_TEXT];
    enum err e = ask(req, &q);
    if (e || !market_is_answered(&q.in))
        return e ? e : market_refuse(req, res, &q.in.problem);
    struct candle_list list = candles_of(req->arena, &q, periods[q.form.period]);
    struct buf *b = &res->body;
    buf_puts(b,
             "first_session,last_session,period_end,sessions,open,high,low,close,change_pct,volume,is_partial" CSV_END);
    for (size_t i = 0; i < list.n; i++) {
        const struct candle *c = &list.at[i];
        buf_printf(b, "%s,", day_text(c->first_day, day));
        buf_printf(b, "%s,", day_text(c->last_day, day));
        buf_printf(b, "%s,", day_text(c->stamp, day));
        csv_number(b, (double)c->sessions, CSV_NEXT);
        csv_number(b, c->open, CSV_NEXT);
        csv_number(b, c->high, CSV_NEXT);
        csv_number(b, c->low, CSV_NEXT);
        csv_number(b, c->close, CSV_NEXT);
        csv_number(b, change_of(&list, i), CSV_NEXT);
        csv_number(b, c->volume, CSV_NEXT);
        buf_puts(b, c->is_partial ? "true" CSV_END : "false" CSV_END);
    }
    res_csv(res, arena_printf(req->arena, "prices-%s-by-%s-%s-%s.csv", q.in.series->symbol, period_words[list.period],
                              market_day(req->arena, q.in.window.day[0]),
                              market_day(req->arena, q.in.window.day[q.in.window.n - 1])));
    return OK;
}

static enum err prices_chart(struct req *req, struct res *res)
{
    static const char *const labels[] = {"Open", "High", "Low", "Close"};
    struct asked q;
    struct json_writer w;
    enum err e = ask(req, &q);
    if (e || !market_is_answered(&q.in))
        return e ? e : market_refuse(req, res, &q.in.problem);
    struct candle_list list = candles_within(req->arena, &q, CANDLES_SENT);
    struct columns c = columns_of(req->arena, &list);
    json_begin(&w, &res->body);
    json_open(&w, NULL, '{');
    json_put_column(&w, "time", c.time, list.n);
    json_put_int(&w, "bucket", 1);
    json_open(&w, "charts", '[');
    json_open(&w, NULL, '{');
    json_put_text(&w, "id", "prices");
    json_put_bool(&w, "log", q.form.scale == 0);
    json_put_text(&w, "unit", "$");
    json_put_bool(&w, "candles", true);
    json_open(&w, "series", '[');
    for (int k = 0; k < 4; k++) {
        json_open(&w, NULL, '{');
        json_put_text(&w, "label", labels[k]);
        json_put_column(&w, "values", c.value[k], list.n);
        json_close(&w, '}');
    }
    json_close(&w, ']');
    json_close(&w, '}');
    json_close(&w, ']');
    json_close(&w, '}');
    res_type(res, "application/json");
    return OK;
}

static const struct route table[] = {
    ROUTE(GET, "/margin/prices", NONE, PAGE, NULL, prices_get),
    ROUTE(GET, "/margin/prices.csv", NONE, PAGE, NULL, prices_csv),
    ROUTE(GET, "/margin/prices/trend.csv", NONE, PAGE, NULL, market_trend_csv),
    ROUTE(GET, "/margin/prices/chart.json", NONE, PAGE, NULL, prices_chart),
    ROUTE(GET, "/margin/prices/charts/:name", NONE, PAGE, NULL, chart_get),
};
const struct routes prices_routes = {table, sizeof table / sizeof *table};
