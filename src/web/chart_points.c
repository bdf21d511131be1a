/* chart_points.c: see chart_points.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/chart_points.h"

#include <math.h>

#include "base/csv_write.h"
#include "base/json.h"
#include "base/num.h"

enum { DECIMALS = 2 };

/* What an axis is called, "Return (%)", where it has a unit. */
static const char *with_unit(struct arena *arena, const char *label, const char *prefix, const char *suffix)
{
    struct str before = str_trim(str_of(prefix)), behind = str_trim(str_of(suffix));
    return before.n + behind.n == 0
               ? label
               : arena_printf(arena, "%s (%.*s%.*s)", label, (int)before.n, before.s, (int)behind.n, behind.s);
}

static const char *x_label(struct arena *arena, const struct chart *c)
{
    const char *label = c->x_name ? c->x_name : c->day ? "Date" : "x";
    return c->day ? label : with_unit(arena, label, c->x_prefix, c->x_suffix);
}

static const char *y_label(struct arena *arena, const struct chart *c, const char *label)
{
    return with_unit(arena, label, c->prefix, c->suffix);
}

/* Candles are told as four lines. */
enum { CANDLE_LINES = 4 };
static const struct chart *with_lines(const struct chart *c, struct chart *copy, struct chart_line line[CANDLE_LINES])
{
    const struct chart_candles *k = c->candles;
    if (!k || c->n_lines)
        return c;
    line[0] = (struct chart_line){"Open", k->open};
    line[1] = (struct chart_line){"High", k->high};
    line[2] = (struct chart_line){"Low", k->low};
    line[3] = (struct chart_line){"Close", k->close};
    *copy = *c;
    copy->lines = line;
    copy->n_lines = CANDLE_LINES;
    return copy;
}

/* ---- CSV ---- */

static void points_csv(struct buf *b, const struct chart *c)
{
    csv_cell(b, STR("Name"));
    buf_puts(b, CSV_NEXT);
    csv_cell(b, str_of(x_label(b->arena, c)));
    buf_puts(b, CSV_NEXT);
    csv_cell(b, str_of(y_label(b->arena, c, c->y_name ? c->y_name : "y")));
    buf_puts(b, CSV_END);
    for (int i = 0; i < c->n_points; i++) {
        csv_cell(b, str_of(c->points[i].label));
        buf_puts(b, CSV_NEXT);
        csv_number(b, c->points[i].x, CSV_NEXT);
        csv_number(b, c->points[i].y, CSV_END);
    }
}

enum { BOX_FIGURES = 5 };
static const char *const box_figures[BOX_FIGURES] = {"Low whisker", "Lower quartile", "Median", "Upper quartile",
                                                     "High whisker"};

static double box_figure(const struct chart_box *box, int k)
{
    const double figures[BOX_FIGURES] = {box->low, box->p25, box->median, box->p75, box->high};
    return figures[k];
}

/* The points beyond the whiskers stand in columns of their own, as many as the box with the most has. */
static void boxes_csv(struct buf *b, const struct chart *c)
{
    int most = 0;
    for (int i = 0; i < c->n_boxes; i++)
        most = c->boxes[i].n_points > most ? c->boxes[i].n_points : most;
    csv_cell(b, STR("Name"));
    for (int k = 0; k < BOX_FIGURES + most; k++) {
        const char *label =
            k < BOX_FIGURES ? box_figures[k] : arena_printf(b->arena, "Beyond, point %d", k - BOX_FIGURES + 1);
        buf_puts(b, CSV_NEXT);
        csv_cell(b, str_of(y_label(b->arena, c, label)));
    }
    buf_puts(b, CSV_END);
    for (int i = 0; i < c->n_boxes; i++) {
        const struct chart_box *box = &c->boxes[i];
        csv_cell(b, str_of(box->label));
        for (int k = 0; k < BOX_FIGURES + most; k++) {
            buf_puts(b, CSV_NEXT);
            if (k < BOX_FIGURES + box->n_points)
                csv_number(b, k < BOX_FIGURES ? box_figure(box, k) : box->points[k - BOX_FIGURES], "");
        }
        buf_puts(b, CSV_END);
    }
}

void chart_points_csv(struct buf *b, const struct chart *c)
{
    if (c->n_boxes) {
        boxes_csv(b, c);
        return;
    }
    if (c->n_points) {
        points_csv(b, c);
        return;
    }
    struct chart copy;
    struct chart_line line[CANDLE_LINES];
    c = with_lines(c, &copy, line);
    csv_cell(b, str_of(x_label(b->arena, c)));
    for (int l = 0; l < c->n_lines; l++) {
        buf_puts(b, CSV_NEXT);
        csv_cell(b, str_of(y_label(b->arena, c, c->lines[l].label)));
    }
    buf_puts(b, CSV_END);
    for (int i = 0; i < c->n; i++) {
        if (c->x)
            csv_number(b, c->x[i], "");
        else
            buf_puts(b, chart_x_text(b->arena, c, i));
        for (int l = 0; l < c->n_lines; l++) {
            buf_puts(b, CSV_NEXT);
            csv_number(b, c->lines[l].y[i], "");
        }
        buf_puts(b, CSV_END);
    }
}

/* ---- JSON ---- */

/* The rows that are told. */
struct rows {
    int n;
    int *at;
};

/* Of [from, to) the rows where the line is lowest and highest, in their order; the first one where it has no value. */
static void add_extremes(struct rows *rows, const double *y, int from, int to)
{
    int low = from, high = from;
    for (int i = from + 1; i < to; i++) {
        low = y[i] < y[low] || isnan(y[low]) ? i : low;
        high = y[i] > y[high] || isnan(y[high]) ? i : high;
    }
    rows->at[rows->n++] = low < high ? low : high;
    if (low != high)
        rows->at[rows->n++] = low < high ? high : low;
}

static struct rows rows_of(struct arena *arena, const struct chart *c, int most)
{
    struct rows rows = {.at = arena_array(arena, (size_t)c->n + 1, sizeof(int))};
    int spans = most > 0 && c->n > most && c->n_lines ? most / 2 - 1 : 0;
    if (spans == 0) {
        while (rows.n < c->n) {
            rows.at[rows.n] = rows.n;
            rows.n++;
        }
        return rows;
    }
    rows.at[rows.n++] = 0;
    for (int s = 0; s < spans; s++)
        add_extremes(&rows, c->lines[0].y, 1 + (int)((int64_t)(c->n - 2) * s / spans),
                     1 + (int)((int64_t)(c->n - 2) * (s + 1) / spans));
    rows.at[rows.n++] = c->n - 1;
    return rows;
}

static const char *or_nothing(const char *text)
{
    return text ? text : "";
}

static void put_axis(struct json_writer *w, const char *key, const char *prefix, const char *suffix)
{
    json_open(w, key, '[');
    json_put_text(w, NULL, or_nothing(prefix));
    json_put_text(w, NULL, or_nothing(suffix));
    json_close(w, ']');
}

static void put_point_axis(struct json_writer *w, const char *label, const char *prefix, const char *suffix,
                           double *values, int n)
{
    for (int i = 0; i < n; i++)
        values[i] = num_round(values[i], DECIMALS);
    json_open(w, NULL, '{');
    json_put_text(w, "label", label);
    put_axis(w, "unit", prefix, suffix);
    json_put_column(w, "values", values, (size_t)n);
    json_close(w, '}');
}

static void points_json(struct json_writer *w, const struct chart *c)
{
    size_t n = (size_t)c->n_points;
    double *x = arena_array(w->out->arena, n, sizeof *x), *y = arena_array(w->out->arena, n, sizeof *y);
    json_open(w, "names", '[');
    for (size_t i = 0; i < n; i++) {
        x[i] = c->points[i].x;
        y[i] = c->points[i].y;
        json_put_text(w, NULL, c->points[i].label);
    }
    json_close(w, ']');
    json_open(w, "axes", '[');
    put_point_axis(w, c->x_name ? c->x_name : "x", c->x_prefix, c->x_suffix, x, c->n_points);
    put_point_axis(w, c->y_name ? c->y_name : "y", c->prefix, c->suffix, y, c->n_points);
    json_close(w, ']');
}

static void put_rows(struct json_writer *w, const struct chart *c, const struct rows *rows, double *room)
{
    bool is_days = c->day && !c->bar_days;
    for (int i = 0; i < rows->n; i++)
        room[i] = c->x ? c->x[rows->at[i]] : c->day[rows->at[i]];
    json_put_column(w, "at", room, (size_t)rows->n);
    json_put_text(w, "x", or_nothing(c->x_name));
    if (is_days)
        return;
    json_open(w, "names", '[');
    for (int i = 0; i < rows->n; i++)
        json_put_text(w, NULL, chart_x_text(w->out->arena, c, rows->at[i]));
    json_close(w, ']');
}

/* What is counted has no decimals. */
static int decimals_of(const struct chart *c, bool is_bar)
{
    bool is_count = is_bar && c->bar_decimals == 0 && !c->prefix && !c->suffix;
    return is_count ? 0 : is_bar && c->bar_decimals > DECIMALS ? c->bar_decimals : DECIMALS;
}

static void put_line(struct json_writer *w, const struct chart *c, int l, const struct rows *rows, double *room)
{
    bool is_bar = c->bars && (c->n_bars == 0 || l < c->n_bars);
    int decimals = decimals_of(c, is_bar);
    for (int i = 0; i < rows->n; i++)
        room[i] = num_round(c->lines[l].y[rows->at[i]], decimals);
    json_open(w, NULL, '{');
    json_put_text(w, "label", c->lines[l].label);
    json_put_int(w, "look", c->fan ? 1 : l + 1);
    json_put_bool(w, "bar", is_bar);
    json_put_int(w, "decimals", decimals);
    json_put_column(w, "values", room, (size_t)rows->n);
    json_close(w, '}');
}

/* As lines over the names of the boxes. */
static void boxes_json(struct json_writer *w, const struct chart *c)
{
    json_open(w, "at", '[');
    for (int i = 0; i < c->n_boxes; i++)
        json_put_int(w, NULL, i);
    json_close(w, ']');
    json_open(w, "names", '[');
    for (int i = 0; i < c->n_boxes; i++)
        json_put_text(w, NULL, c->boxes[i].label);
    json_close(w, ']');
    put_axis(w, "unit", c->prefix, c->suffix);
    json_open(w, "lines", '[');
    for (int k = 0; k < BOX_FIGURES; k++) {
        json_open(w, NULL, '{');
        json_put_text(w, "label", box_figures[k]);
        json_put_bool(w, "bar", false);
        json_put_int(w, "decimals", DECIMALS);
        json_open(w, "values", '[');
        for (int i = 0; i < c->n_boxes; i++)
            json_put_num(w, NULL, num_round(box_figure(&c->boxes[i], k), DECIMALS));
        json_close(w, ']');
        json_close(w, '}');
    }
    json_close(w, ']');
}

void chart_points_json(struct buf *b, const struct chart *c, int most)
{
    struct json_writer w;
    struct chart copy;
    struct chart_line line[CANDLE_LINES];
    c = with_lines(c, &copy, line);
    json_begin(&w, b);
    json_open(&w, NULL, '{');
    if (c->n_boxes) {
        boxes_json(&w, c);
    } else if (c->n_points) {
        points_json(&w, c);
    } else {
        struct rows rows = rows_of(b->arena, c, most);
        double *room = arena_array(b->arena, (size_t)rows.n, sizeof *room);
        put_rows(&w, c, &rows, room);
        put_axis(&w, "unit", c->prefix, c->suffix);
        json_open(&w, "lines", '[');
        for (int l = 0; l < c->n_lines; l++)
            put_line(&w, c, l, &rows, room);
        json_close(&w, ']');
    }
    json_close(&w, '}');
}

const struct buf *chart_points_draw(struct arena *arena, const struct chart *chart)
{
    struct chart copy = *chart;
    struct buf points;
    buf_init(&points, arena, 4096);
    chart_points_json(&points, chart, CHART_POINTS_WITHIN);
    copy.told = points.s;
    return chart_svg_draw(arena, &copy);
}

/* ---- files ---- */

const char *const chart_form_ending[CHART_FORMS] = {"svg", "csv", "json"};

bool chart_file_read(struct str file, struct str *id, enum chart_form *form)
{
    *id = str_cut(&file, '.');
    for (int f = 0; f < CHART_FORMS; f++) {
        *form = (enum chart_form)f;
        if (str_eq(file, chart_form_ending[f]))
            return true;
    }
    return false;
}

void chart_file_reply(struct res *res, const struct chart *c, enum chart_form form, const char *file_name)
{
    static const char *const types[CHART_FORMS] = {"image/svg+xml", "text/csv; charset=utf-8", "application/json"};
    if (form == CHART_SVG)
        chart_svg_write_file(&res->body, c);
    else if (form == CHART_CSV)
        chart_points_csv(&res->body, c);
    else
        chart_points_json(&res->body, c, 0);
    res_type(res, types[form]);
    if (form != CHART_JSON)
        res_download(res, str_of(file_name));
}
