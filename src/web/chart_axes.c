/* chart_axes.c: what stands around a drawing: the grid with its numbers and days, and the names of the lines; see
 * chart_draw.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/chart_draw.h"

#include "base/day.h"
#include "base/num.h"

enum { TICKS = 6, LABEL_ROOM = 56 };

double chart_nice_step(double range)
{
    double raw = range / TICKS, power = pow(10, floor(log10(raw))), digit = raw / power;
    return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
}

/* "2,500", "12.5M": from a million on there is no room for all digits beside the axis. */
static const char *tick_text(struct arena *a, double value, int decimals)
{
    static const struct {
        double from;
        const char *letter;
    } units[] = {{1e12, "T"}, {1e9, "B"}, {1e6, "M"}};
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        double scaled = value / units[u].from;
        int digits = 0;
        if (fabs(scaled) < 1)
            continue;
        while (digits < 6 && fabs(scaled * pow(10, digits) - round(scaled * pow(10, digits))) > 1e-6)
            digits++;
        return arena_printf(a, "%s%s", num_group(a, scaled, digits), units[u].letter);
    }
    return num_group(a, value, decimals);
}

static void draw_y_tick(struct chart_frame *f, double value, int decimals)
{
    const struct chart *c = f->c;
    double y = chart_y_of(f, c->log_y ? log10(value) : value);
    chart_put_line(f->out, "chart-grid", CHART_LEFT, y, f->width - CHART_RIGHT, y);
    const char *before = c->prefix ? c->prefix : "";
    if (value < 0) /* the sign stands before the unit: −$50 */
        before = arena_printf(f->out->arena, "−%s", before);
    chart_put_label(f->out, "end", CHART_LEFT - 6, y + 4, before, tick_text(f->out->arena, fabs(value), decimals),
                    c->suffix);
}

/* Of what is counted no half is marked: neither where bars say so, nor where every value is whole and without a unit. */
static bool is_counted(const struct chart *c)
{
    if (c->suffix && *c->suffix)
        return false;
    if (c->bars)
        return c->bar_decimals == 0;
    for (int l = 0; l < c->n_lines; l++)
        for (int i = 0; i < c->n; i++)
            if (isfinite(c->lines[l].y[i]) && c->lines[l].y[i] != floor(c->lines[l].y[i]))
                return false;
    return c->n_lines > 0 && !c->n_points && !c->candles;
}

static void draw_linear_ticks(struct chart_frame *f)
{
    double step = chart_nice_step(f->high - f->low);
    if (step < 1 && is_counted(f->c))
        step = 1;
    int decimals = step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0;
    for (double k = ceil(f->low / step - 1e-9); k * step <= f->high + 1e-9 * step; k++)
        draw_y_tick(f, k == 0 ? 0 : k * step, decimals);
}

/* 1, 2 and 5 of each power of ten; over many powers only the 1; over less than one power they are spaced evenly. */
static void draw_log_ticks(struct chart_frame *f)
{
    static const double digits[] = {1, 2, 5};
    double decades = f->high - f->low;
    if (decades < 1) {
        double low = pow(10, f->low), high = pow(10, f->high), step = chart_nice_step(high - low);
        int decimals = step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0;
        for (double k = ceil(low / step); k * step <= high; k++)
            draw_y_tick(f, k * step, decimals);
        return;
    }
    int stride = (int)ceil(decades / TICKS);
    for (int p = (int)floor(f->low); p <= (int)ceil(f->high); p += stride)
        for (int d = 0; d < (decades > 3 ? 1 : 3); d++) {
            double value = digits[d] * pow(10, p), at = log10(value);
            if (at >= f->low - 1e-9 && at <= f->high + 1e-9)
                draw_y_tick(f, value, p < 0 ? -p : 0);
        }
}

/* Years where the window is longer than two, else months. */
static void draw_days(struct chart_frame *f)
{
    int year, month, mday, last_year, last_month;
    day_to_civil((int32_t)f->first, &year, &month, &mday);
    day_to_civil((int32_t)f->last, &last_year, &last_month, &mday);
    int months = 12 * (last_year - year) + last_month - month,
        most = (int)((f->width - CHART_LEFT - CHART_RIGHT) / LABEL_ROOM);
    bool years = months > 24;
    int count = years ? last_year - year : months, stride = (count + most - 1) / (most > 0 ? most : 1);
    for (int i = years || stride < 1 ? 1 : stride; i <= count; i += stride > 1 ? stride : 1) {
        int m = years ? 0 : month - 1 + i;
        int32_t day = years ? day_from_civil(year + i, 1, 1) : day_from_civil(year + m / 12, m % 12 + 1, 1);
        char text[DAY_TEXT];
        if (day < f->first || day > f->last)
            continue;
        chart_put_line(f->out, "chart-grid", chart_x_of(f, day), f->top, chart_x_of(f, day), f->height - CHART_BOTTOM);
        day_text(day, text)[years ? 4 : 7] = '\0';
        chart_put_label(f->out, "middle", chart_x_of(f, day), f->height - CHART_BOTTOM + 16, NULL, text, NULL);
    }
}

static double label_width(const struct chart_frame *f, const char *number)
{
    const char *prefix = f->c->x_prefix ? f->c->x_prefix : "", *suffix = f->c->x_suffix ? f->c->x_suffix : "";
    return CHART_LETTER *
           (double)(utf8_length(str_of(prefix)) + utf8_length(str_of(number)) + utf8_length(str_of(suffix)));
}

/* How many steps of the axis a label takes. */
static double label_stride(const struct chart_frame *f, double step, int decimals)
{
    double room = chart_x_of(f, f->first + step) - chart_x_of(f, f->first);
    return room > 0 ? fmax(1, ceil(label_width(f, num_group(f->out->arena, f->last, decimals)) / room)) : 1;
}

static void draw_numbers(struct chart_frame *f)
{
    double step = chart_nice_step(f->last - f->first);
    int decimals = step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0;
    double stride = label_stride(f, step, decimals);
    for (double k = ceil(f->first / step / stride - 1e-9) * stride; k * step <= f->last + 1e-9 * step; k += stride) {
        double x = chart_x_of(f, k * step);
        chart_put_line(f->out, "chart-grid", x, f->top, x, f->height - CHART_BOTTOM);
        const char *number = num_group(f->out->arena, k == 0 ? 0 : k * step, decimals);
        bool is_outside = x + label_width(f, number) / 2 > f->width;
        chart_put_label(f->out, is_outside ? "end" : "middle", is_outside ? f->width : x, f->height - CHART_BOTTOM + 16,
                        f->c->x_prefix, number, f->c->x_suffix);
    }
}

/* Of a fan its two areas and the line in the middle have a name. */
static int legend_names(const struct chart *c)
{
    return c->fan ? CHART_FAN_MIDDLE + 1 : c->n_lines;
}

static const char *legend_name(const struct chart_frame *f, int l)
{
    const struct chart_line *line = f->c->lines;
    return f->c->fan && l != CHART_FAN_MIDDLE
               ? arena_printf(f->out->arena, "%s to %s", line[2 * CHART_FAN_MIDDLE - l].label, line[l].label)
               : line[l].label;
}

/* Where the name of a line stands: beside the one before, at *x; in a row of its own where it would leave the picture. */
static double legend_place(const struct chart_frame *f, int l, double *x, int *row)
{
    double room = 23 + CHART_LETTER * (double)utf8_length(str_of(legend_name(f, l)));
    if (l && *x + room > f->width) {
        *x = CHART_LEFT;
        ++*row;
    }
    double at = *x;
    *x += room + 18;
    return at;
}

int chart_legend_rows_more(const struct chart_frame *f)
{
    double x = CHART_LEFT;
    int row = 0;
    for (int l = 0; l < legend_names(f->c); l++)
        legend_place(f, l, &x, &row);
    return row;
}

/* What stands beside the name: a piece of the line, the bar, or the area, of which the inner one lies on the outer. */
static void draw_legend_mark(struct chart_frame *f, int l, double x, int y)
{
    bool is_area = f->c->fan && l != CHART_FAN_MIDDLE, is_bar = l < chart_bars_of(f->c) || (f->c->sticks && l == 0);
    if (!is_area && !is_bar) {
        buf_printf(f->out, "<path class=\"chart-line-%d\" d=\"M%.1f %dH%.1f\"/>", f->c->fan ? 1 : l + 1, x, y, x + 18);
        return;
    }
    for (int again = is_area ? l : 0; again >= 0; again--)
        buf_printf(f->out, "<path class=\"chart-%s-%d\" d=\"M%.1f %dH%.1fV%dH%.1fZ\"/>", is_area ? "area" : "bar",
                   is_area ? 1 : l + 1, x, y - 5, x + 18, y + 5, x);
}

static void draw_legend(struct chart_frame *f)
{
    double next = CHART_LEFT;
    int row = 0;
    for (int l = 0; l < legend_names(f->c); l++) {
        double x = legend_place(f, l, &next, &row);
        int y = 12 + CHART_LEGEND_ROW * row;
        draw_legend_mark(f, l, x, y);
        chart_put_label(f->out, "start", x + 23, y + 4, NULL, legend_name(f, l), NULL);
    }
}

void chart_draw_axes(struct chart_frame *f)
{
    (f->c->log_y ? draw_log_ticks : draw_linear_ticks)(f);
    (f->c->x || f->c->n_points ? draw_numbers : draw_days)(f);
    draw_legend(f);
}
