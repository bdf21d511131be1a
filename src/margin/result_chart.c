/* result_chart.c: see result_chart.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/result_chart.h"

#include <math.h>

#include "base/day.h"
#include "base/json.h"
#include "base/num.h"
#include "web/chart_svg.h"

enum { CHARTS = 4, SERIES_MAX = 3, SECONDS_A_DAY = 86400 };

struct picture {
    const char *id, *title, *caption, *unit;
    bool logarithmic, marked;
    int n;
    struct {
        const char *label;
        const double *values;
    } series[SERIES_MAX];
};

/* What the starting equity would be, had it moved as the price: the yardstick beside the equity. */
static const double *price_scaled(struct arena *arena, const struct backtest_answer *a)
{
    size_t n = a->result.n;
    const double *price = a->result.column[BT_COL_ETF_PRICE];
    double *out = arena_array(arena, n, sizeof *out);
    for (size_t i = 0; i < n; i++)
        out[i] = a->request.config.equity * price[i] / price[0];
    return out;
}

static const double *drawdown_pct(struct arena *arena, const struct backtest_answer *a)
{
    size_t n = a->result.n;
    const double *equity = a->result.equity;
    double *out = arena_array(arena, n, sizeof *out), peak = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        peak = fmax(peak, equity[i]);
        out[i] = peak > 0 ? (equity[i] - peak) / peak * 100 : NAN;
    }
    return out;
}

static void charts_make(struct arena *arena, const struct backtest_answer *a, struct picture out[CHARTS])
{
    double *const *column = a->result.column;
    out[0] = (struct picture){
        .id = "equity",
        .title = "Equity",
        .caption = "Equity at the end of each session, on a logarithmic scale, beside the price scaled to the same "
                   "start (without dividends). Triangles: forced sales point down, entries point up.",
        .unit = "$",
        .logarithmic = true,
        .marked = true,
        .n = 2,
        .series = {{"Equity", a->result.equity}, {"Price, scaled", price_scaled(arena, a)}}};
    out[1] = (struct picture){.id = "drawdown",
                              .title = "Drawdown",
                              .caption = "How far the equity stands below its highest value so far.",
                              .unit = "%",
                              .n = 1,
                              .series = {{"Drawdown", drawdown_pct(arena, a)}}};
    out[2] = (struct picture){
        .id = "loan",
        .title = "Position, loan and maintenance",
        .caption = "Value of the position, the loan behind it, and the equity that the broker requires; all 0 while "
                   "nothing is held.",
        .unit = "$",
        .n = 3,
        .series = {{"Position", column[BT_COL_PORTFOLIO_VALUE]},
                   {"Loan", column[BT_COL_MARGIN_LOAN]},
                   {"Maintenance", column[BT_COL_MAINTENANCE_MARGIN_REQUIRED]}}};
    out[3] = (struct picture){
        .id = "rates",
        .title = "Interest rates",
        .caption = "Fed funds and the rate charged on the loan, percent a year, as they applied to each session.",
        .unit = "%",
        .n = 2,
        .series = {{"Fed funds", column[BT_COL_FED_FUNDS_RATE]}, {"Margin rate", column[BT_COL_MARGIN_RATE]}}};
}

/* ---- thinning: whole rows, so that every value that is read off a chart is that day's own ---- */

struct thinning {
    size_t bucket, points; /* bucket 1: every row */
    size_t *row;
};

static size_t bucket_size(size_t n)
{
    size_t most = RESULT_CHART_POINTS / 2 - 1;
    return n <= RESULT_CHART_POINTS ? 1 : (n - 2 + most - 1) / most;
}

/* The rows of the least and of the greatest value from `start` to before `end`, in their order; how many they are. */
static size_t extremes_pick(const double *values, size_t start, size_t end, size_t *out)
{
    size_t least = start, greatest = start;
    for (size_t i = start + 1; i < end; i++) {
        least = values[i] < values[least] ? i : least;
        greatest = values[i] > values[greatest] ? i : greatest;
    }
    out[0] = least < greatest ? least : greatest;
    out[1] = least < greatest ? greatest : least;
    return least == greatest ? 1 : 2;
}

/* The first row, the last one, and of each bucket between the extremes of the equity; of the price where it rests. */
static struct thinning thinning_of(struct arena *arena, const struct backtest_answer *a)
{
    size_t n = a->result.n;
    struct thinning t = {.bucket = bucket_size(n), .row = arena_array(arena, n + 2, sizeof *t.row)};
    if (n)
        t.row[t.points++] = 0;
    for (size_t start = 1; start + 1 < n; start += t.bucket) {
        size_t end = start + t.bucket < n - 1 ? start + t.bucket : n - 1;
        size_t picked = extremes_pick(a->result.equity, start, end, t.row + t.points);
        if (picked == 1)
            picked = extremes_pick(a->result.column[BT_COL_ETF_PRICE], start, end, t.row + t.points);
        t.points += picked;
    }
    if (n > 1)
        t.row[t.points++] = n - 1;
    return t;
}

static void thin_times(const struct thinning *t, const int32_t *day, double *out)
{
    for (size_t i = 0; i < t->points; i++)
        out[i] = (double)day[t->row[i]] * SECONDS_A_DAY;
}

static void thin_values(const struct thinning *t, const double *values, double *out)
{
    for (size_t i = 0; i < t->points; i++)
        out[i] = values[t->row[i]];
}

/* ---- drawings ---- */

static const struct chart_marker *markers_of(struct arena *arena, const struct backtest_answer *a)
{
    struct chart_marker *out = ARENA_ARRAY(arena, a->result.n_events, struct chart_marker);
    for (size_t i = 0; i < a->result.n_events; i++) {
        const struct bt_event *e = &a->result.events[i];
        char day[DAY_TEXT];
        out[i] = (struct chart_marker){.day = e->day, .y = a->result.equity[e->row], .up = e->kind == BT_EVENT_ENTRY};
        out[i].label = arena_printf(arena, "%s, %s: $%s", e->kind == BT_EVENT_LIQUIDATION ? "Forced sale" : "Entry",
                                    day_text(e->day, day), num_group(arena, out[i].y, 2));
    }
    return out;
}

static const struct buf *draw(struct arena *arena, const struct picture *p, const struct backtest_answer *a)
{
    struct chart_line lines[SERIES_MAX];
    struct buf *out = ARENA_NEW(arena, struct buf);
    for (int i = 0; i < p->n; i++)
        lines[i] = (struct chart_line){p->series[i].label, p->series[i].values};
    struct chart chart = {.title = p->title,
                          .description = p->caption,
                          .width = 960,
                          .height = p->marked ? 360 : 240,
                          .log_y = p->logarithmic,
                          .prefix = strcmp(p->unit, "$") == 0 ? "$" : NULL,
                          .suffix = strcmp(p->unit, "%") == 0 ? " %" : NULL,
                          .day = a->day,
                          .n = (int)a->result.n,
                          .lines = lines,
                          .n_lines = p->n};
    if (p->marked) {
        chart.markers = markers_of(arena, a);
        chart.n_markers = (int)a->result.n_events;
    }
    buf_init(out, arena, 64 * 1024);
    chart_svg_write(out, &chart);
    return out;
}

void result_charts_show(struct view *v, struct arena *arena, const struct backtest_answer *a)
{
    struct picture charts[CHARTS];
    charts_make(arena, a, charts);
    for (int i = 0; i < CHARTS; i++) {
        struct view *row = view_add(v, "CHART");
        view_text(row, "CHART_ID", charts[i].id);
        view_text(row, "CHART_TITLE", charts[i].title);
        view_text(row, "CHART_CAPTION", charts[i].caption);
        view_svg(row, "CHART_SVG", draw(arena, &charts[i], a));
    }
}

/* ---- JSON ---- */

static void write_marks(struct json_writer *w, const struct backtest_answer *a)
{
    json_open(w, "marks", '[');
    for (size_t i = 0; i < a->result.n_events; i++) {
        const struct bt_event *e = &a->result.events[i];
        json_open(w, NULL, '{');
        json_put_text(w, "kind", e->kind == BT_EVENT_LIQUIDATION ? "sale" : "entry");
        json_put_num(w, "time", (double)e->day * SECONDS_A_DAY);
        json_put_num(w, "value", a->result.equity[e->row]);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void write_chart(struct json_writer *w, const struct picture *c, const struct thinning *t, double *room,
                        const struct backtest_answer *a)
{
    json_open(w, NULL, '{');
    json_put_text(w, "id", c->id);
    json_put_bool(w, "log", c->logarithmic);
    json_put_text(w, "unit", c->unit);
    json_open(w, "series", '[');
    for (int s = 0; s < c->n; s++) {
        json_open(w, NULL, '{');
        json_put_text(w, "label", c->series[s].label);
        thin_values(t, c->series[s].values, room);
        json_put_column(w, "values", room, t->points);
        json_close(w, '}');
    }
    json_close(w, ']');
    if (c->marked)
        write_marks(w, a);
    json_close(w, '}');
}

void result_chart_write(struct buf *out, const struct backtest_answer *a)
{
    struct arena *arena = out->arena;
    struct thinning t = thinning_of(arena, a);
    double *room = arena_array(arena, t.points, sizeof *room);
    struct picture charts[CHARTS];
    struct json_writer w;

    charts_make(arena, a, charts);
    json_begin(&w, out);
    json_open(&w, NULL, '{');
    thin_times(&t, a->day, room);
    json_put_column(&w, "time", room, t.points);
    json_put_int(&w, "bucket", (int64_t)t.bucket);
    json_open(&w, "charts", '[');
    for (int c = 0; c < CHARTS; c++)
        write_chart(&w, &charts[c], &t, room, a);
    json_close(&w, ']');
    json_close(&w, '}');
}
