/* chart_svg.c: see chart_svg.h. Only numbers and literals of this file go out as they are; every text of the
 * caller's is escaped here, because the template shows the result raw.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/chart_svg.h"

#include <math.h>

#include "base/day.h"
#include "base/num.h"

enum {
    SPANS_NARROW = 160,
    SPANS_MAX = 3 * SPANS_NARROW, /* so that the narrow drawing's are made from them */
    LEFT = 72,
    RIGHT = 16,
    TOP = 28,
    BOTTOM = 28,
    TICKS = 6,
    MARK = 6,
    LEAST_BAR = 2, /* wide, so that it is seen */
    LABEL_ROOM = 56,
    LETTER = 7, /* wide at most, mostly */
    LEGEND_ROW = 16,
    NARROW = 400,
    NARROW_HEIGHT = 280,
    FAN_MIDDLE = 2,
    POINTS_TOLD = 100,
    GAP = 20,
    BOX_ROW = 56,
    BOX_HALF = 9
};

/* The rows of the least and the greatest value of a stretch of a line; -1: none of its values has a place. */
struct extremes {
    int low, high;
};

/* What is looked for once for all drawings of a chart. */
struct outline {
    double longest; /* days between two rows; more is a gap (put_path) */
    bool has_gaps;
    const struct extremes (*of)[SPANS_MAX]; /* of each line, where it has more rows than are drawn; else NULL */
};

struct frame {
    struct buf *out;
    const struct chart *c;
    const struct outline *outline;
    double width, height, top; /* top: below the names of the lines */
    double low, high;          /* of y, as drawn: logarithms on a log scale */
    double first, last;        /* of x: days, or the numbers of the axis */
    double unit_x,
        unit_y;  /* how far apart values of x, and of y as drawn, are that differ by 1; 0: there is but one x */
    double left; /* where the first value of x is */
    bool empty;
};

/* ---- writing ---- */

static void put_text(struct buf *b, const char *s)
{
    for (; s && *s; s++) {
        const char *as = *s == '<' ? "&lt;" : *s == '>' ? "&gt;" : *s == '&' ? "&amp;" : *s == '"' ? "&quot;" : NULL;
        if (as)
            buf_puts(b, as);
        else if ((unsigned char)*s >= 0x20)
            buf_putc(b, *s);
    }
}

/* One decimal is a tenth of a unit of the view box: finer than any screen. */
static long tenths_of(double x)
{
    return (long)(x * 10 + (x < 0 ? -0.5 : 0.5)); /* lround, without a call for each of a thousand points a line */
}

static char *write_tenths(char *to, long tenths)
{
    if (tenths < 0) {
        *to++ = '-';
        tenths = -tenths;
    }
    if (tenths >= 10 || tenths == 0)
        to += num_write_int(tenths / 10, to);
    if (tenths % 10) {
        *to++ = '.';
        *to++ = (char)('0' + tenths % 10);
    }
    return to;
}

static void put_tenths(struct buf *b, long tenths)
{
    char *to = buf_room(b, NUM_TEXT);
    b->n += (size_t)(write_tenths(to, tenths) - to);
}

static void put_point(struct buf *b, char command, double x, double y)
{
    buf_putc(b, command);
    put_tenths(b, tenths_of(x));
    buf_putc(b, ' ');
    put_tenths(b, tenths_of(y));
}

static void put_line(struct buf *b, const char *class, double x1, double y1, double x2, double y2)
{
    buf_puts(b, "<path class=\"");
    buf_puts(b, class);
    buf_puts(b, "\" d=\"");
    put_point(b, 'M', x1, y1);
    put_point(b, 'L', x2, y2);
    buf_puts(b, "\"/>");
}

static void put_label(struct buf *b, const char *anchor, double x, double y, const char *before, const char *text,
                      const char *after)
{
    buf_puts(b, "<text text-anchor=\"");
    buf_puts(b, anchor);
    buf_puts(b, "\" x=\"");
    put_tenths(b, tenths_of(x));
    buf_puts(b, "\" y=\"");
    put_tenths(b, tenths_of(y));
    buf_puts(b, "\">");
    put_text(b, before);
    put_text(b, text);
    put_text(b, after);
    buf_puts(b, "</text>");
}

/* ---- scales ---- */

/* What a value must be above to have a place. */
static double floor_of(const struct chart *c)
{
    return c->log_y ? 0 : -INFINITY;
}

static bool has_place(double y, double floor)
{
    return y > floor && y < INFINITY; /* NaN is neither */
}

/* The value on the scale, or NaN where there is none. */
static double on_scale(const struct chart *c, double y)
{
    if (!has_place(y, floor_of(c)))
        return NAN;
    return c->log_y ? log10(y) : y;
}

static double x_at(const struct chart *c, int i)
{
    return c->x ? c->x[i] : c->day[i];
}

/* Bars and candles have a place of their own on both sides of their day. */
static double place_of(const struct frame *f)
{
    const struct chart *c = f->c;
    if (c->bars && !c->x)
        return c->bar_days ? c->bar_days : 1;
    return c->candles || c->bars ? (f->last - f->first) / (c->n > 1 ? c->n - 1 : 1) : 0;
}

/* How many of the first lines are bars. */
static int bars_of(const struct chart *c)
{
    return !c->bars ? 0 : c->n_bars ? c->n_bars : c->n_lines;
}

static double x_of(const struct frame *f, double x)
{
    return f->left + f->unit_x * (x - f->first);
}

static double y_of(const struct frame *f, double scaled)
{
    return f->height - BOTTOM - f->unit_y * (scaled - f->low);
}

/* Once the ranges are known. */
static void find_units(struct frame *f)
{
    double inside = f->width - LEFT - RIGHT, place = place_of(f), range = f->last - f->first + place;
    f->unit_x = range > 0 ? inside / range : 0;
    f->left = LEFT + (range > 0 ? f->unit_x * place / 2 : inside / 2);
    f->unit_y = (f->height - f->top - BOTTOM) / (f->high - f->low);
}

/* Boxes take the room that they need. */
static int height_of(const struct chart *c)
{
    return c->n_boxes ? c->n_boxes * BOX_ROW : c->height ? c->height : 320;
}

static void widen(struct frame *f, double scaled)
{
    if (isnan(scaled))
        return;
    if (f->empty || scaled < f->low)
        f->low = scaled;
    if (f->empty || scaled > f->high)
        f->high = scaled;
    f->empty = false;
}

/* Of the rows [from, to). */
static struct extremes extremes_find(const struct chart *c, const double *y, int from, int to)
{
    struct extremes e = {-1, -1};
    double floor = floor_of(c), least = INFINITY, most = floor;
    for (int i = from; i < to; i++) { /* without branches: prices cannot be foretold */
        double value = y[i];
        bool is_least = (value > floor) & (value < least), is_most = (value > most) & (value < INFINITY);
        least = is_least ? value : least;
        e.low = is_least ? i : e.low;
        most = is_most ? value : most;
        e.high = is_most ? i : e.high;
    }
    return e;
}

/* Of two stretches, the first before the other. */
static struct extremes extremes_join(const double *y, struct extremes a, struct extremes b)
{
    if (a.low < 0 || b.low < 0)
        return a.low < 0 ? b : a;
    return (struct extremes){y[b.low] < y[a.low] ? b.low : a.low, y[b.high] > y[a.high] ? b.high : a.high};
}

/* Where a stretch of the rows begins, of so many. */
static int span_start(const struct chart *c, int s, int spans)
{
    return (int)((int64_t)c->n * s / spans);
}

static struct extremes extremes_of_span(const struct frame *f, int l, int s, int spans)
{
    const struct chart *c = f->c;
    const double *y = c->lines[l].y;
    if (!f->outline->of)
        return extremes_find(c, y, span_start(c, s, spans), span_start(c, s + 1, spans));
    int each = SPANS_MAX / spans;
    struct extremes e = f->outline->of[l][s * each];
    for (int k = 1; k < each; k++)
        e = extremes_join(y, e, f->outline->of[l][s * each + k]);
    return e;
}

static void widen_by_values(struct frame *f, const double *y, struct extremes e)
{
    if (e.low < 0)
        return;
    widen(f, on_scale(f->c, y[e.low]));
    widen(f, on_scale(f->c, y[e.high]));
}

/* Of a line the extremes alone are put on the scale: it keeps their order. */
static void widen_by_line(struct frame *f, int l)
{
    widen_by_values(f, f->c->lines[l].y, extremes_of_span(f, l, 0, 1));
}

/* From 0 to the highest bar, and to the lowest; a chart without any bar has room for one. */
static void find_bar_range(struct frame *f)
{
    const struct chart *c = f->c;
    widen(f, 0);
    for (int i = 0; i < c->n && !c->beside; i++) {
        double sum = 0;
        for (int l = 0; l < bars_of(c); l++)
            sum += c->lines[l].y[i];
        widen(f, sum);
    }
    for (int l = c->beside ? 0 : bars_of(c); l < c->n_lines; l++)
        widen_by_line(f, l);
    if (f->high <= f->low)
        f->high = f->low + 1;
}

/* Points may lie beyond the lines. */
static void widen_by_points(struct frame *f)
{
    for (int i = 0; i < f->c->n_points; i++) {
        const struct chart_point *p = &f->c->points[i];
        widen(f, on_scale(f->c, p->y));
        f->first = f->c->n == 0 && i == 0 ? p->x : fmin(f->first, p->x);
        f->last = f->c->n == 0 && i == 0 ? p->x : fmax(f->last, p->x);
    }
}

/* Names of rules stand above the bars. */
static void leave_head(struct frame *f)
{
    if (f->c->n_rules)
        f->high += 0.2 * (f->high - f->low);
}

static void find_range(struct frame *f)
{
    const struct chart *c = f->c;
    f->empty = true;
    f->first = c->n ? x_at(c, 0) : 0;
    f->last = c->n ? x_at(c, c->n - 1) : 0;
    if (c->bars) {
        find_bar_range(f);
        leave_head(f);
        return;
    }
    for (int l = 0; l < c->n_lines; l++)
        widen_by_line(f, l);
    if (c->candles) {
        widen_by_values(f, c->candles->high, extremes_find(c, c->candles->high, 0, c->n));
        widen_by_values(f, c->candles->low, extremes_find(c, c->candles->low, 0, c->n));
    }
    widen_by_points(f);
    if (c->area || c->sticks)
        widen(f, on_scale(c, 0));
    if (c->even)
        widen(f, on_scale(c, *c->even));
    if (!f->empty && f->high - f->low < 1e-9 * (fabs(f->high) + 1e-9)) { /* flat: in the middle */
        double room = c->log_y ? 0.1 : fabs(f->high) * 0.1 + 1e-9;
        f->low -= room;
        f->high += room;
    }
    if (c->n_points && !f->empty) { /* whole circles, off the axes, and names around them */
        double away = c->points[0].named ? 4 * MARK : MARK;
        double room = (f->high - f->low) * away / (f->height - f->top - BOTTOM);
        double aside = (f->last - f->first) * away / (f->width - LEFT - RIGHT);
        f->low -= room;
        f->high += room;
        f->first -= aside;
        f->last += aside;
    }
    if (c->n_markers) { /* triangles hang below and stand above the line: they stay off the axis labels */
        double room = (f->high - f->low) * 2 * MARK / (f->height - f->top - BOTTOM - 4 * MARK);
        f->low -= room;
        f->high += room;
    }
}

/* ---- axes ---- */

static double nice_step(double range)
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

static void draw_y_tick(struct frame *f, double value, int decimals)
{
    const struct chart *c = f->c;
    double y = y_of(f, c->log_y ? log10(value) : value);
    put_line(f->out, "chart-grid", LEFT, y, f->width - RIGHT, y);
    const char *before = c->prefix ? c->prefix : "";
    if (value < 0) /* the sign stands before the unit: −$50 */
        before = arena_printf(f->out->arena, "−%s", before);
    put_label(f->out, "end", LEFT - 6, y + 4, before, tick_text(f->out->arena, fabs(value), decimals), c->suffix);
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

static void draw_linear_ticks(struct frame *f)
{
    double step = nice_step(f->high - f->low);
    if (step < 1 && is_counted(f->c))
        step = 1;
    int decimals = step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0;
    for (double k = ceil(f->low / step - 1e-9); k * step <= f->high + 1e-9 * step; k++)
        draw_y_tick(f, k == 0 ? 0 : k * step, decimals);
}

/* 1, 2 and 5 of each power of ten; over many powers only the 1; over less than one power they are spaced evenly. */
static void draw_log_ticks(struct frame *f)
{
    static const double digits[] = {1, 2, 5};
    double decades = f->high - f->low;
    if (decades < 1) {
        double low = pow(10, f->low), high = pow(10, f->high), step = nice_step(high - low);
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
static void draw_days(struct frame *f)
{
    int year, month, mday, last_year, last_month;
    day_to_civil((int32_t)f->first, &year, &month, &mday);
    day_to_civil((int32_t)f->last, &last_year, &last_month, &mday);
    int months = 12 * (last_year - year) + last_month - month, most = (int)((f->width - LEFT - RIGHT) / LABEL_ROOM);
    bool years = months > 24;
    int count = years ? last_year - year : months, stride = (count + most - 1) / (most > 0 ? most : 1);
    for (int i = years || stride < 1 ? 1 : stride; i <= count; i += stride > 1 ? stride : 1) {
        int m = years ? 0 : month - 1 + i;
        int32_t day = years ? day_from_civil(year + i, 1, 1) : day_from_civil(year + m / 12, m % 12 + 1, 1);
        char text[DAY_TEXT];
        if (day < f->first || day > f->last)
            continue;
        put_line(f->out, "chart-grid", x_of(f, day), f->top, x_of(f, day), f->height - BOTTOM);
        day_text(day, text)[years ? 4 : 7] = '\0';
        put_label(f->out, "middle", x_of(f, day), f->height - BOTTOM + 16, NULL, text, NULL);
    }
}

static double label_width(const struct frame *f, const char *number)
{
    const char *prefix = f->c->x_prefix ? f->c->x_prefix : "", *suffix = f->c->x_suffix ? f->c->x_suffix : "";
    return LETTER * (double)(utf8_length(str_of(prefix)) + utf8_length(str_of(number)) + utf8_length(str_of(suffix)));
}

/* How many steps of the axis a label takes. */
static double label_stride(const struct frame *f, double step, int decimals)
{
    double room = x_of(f, f->first + step) - x_of(f, f->first);
    return room > 0 ? fmax(1, ceil(label_width(f, num_group(f->out->arena, f->last, decimals)) / room)) : 1;
}

static void draw_numbers(struct frame *f)
{
    double step = nice_step(f->last - f->first);
    int decimals = step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0;
    double stride = label_stride(f, step, decimals);
    for (double k = ceil(f->first / step / stride - 1e-9) * stride; k * step <= f->last + 1e-9 * step; k += stride) {
        double x = x_of(f, k * step);
        put_line(f->out, "chart-grid", x, f->top, x, f->height - BOTTOM);
        const char *number = num_group(f->out->arena, k == 0 ? 0 : k * step, decimals);
        bool is_outside = x + label_width(f, number) / 2 > f->width;
        put_label(f->out, is_outside ? "end" : "middle", is_outside ? f->width : x, f->height - BOTTOM + 16,
                  f->c->x_prefix, number, f->c->x_suffix);
    }
}

/* ---- lines, candles and markers ---- */

/* A level stretch is one step: its last point waits until the line leaves its height. */
struct pen {
    struct frame *f;
    long x, y;    /* where it is, in tenths */
    long level_x; /* how far the level stretch goes that waits; x: none waits */
    enum { UP, SET, DRAWING } state;
};

/* Steps instead of places, which halves the text; from rounded to rounded, so that nothing adds up. */
static void put_step(struct pen *p, long to_x, long to_y)
{
    struct buf *b = p->f->out;
    char *start = buf_room(b, 2 * NUM_TEXT), *to = start;
    *to++ = p->state == SET ? 'l' : ' ';
    to = write_tenths(to, to_x - p->x);
    if (to_y >= p->y)
        *to++ = ' ';
    to = write_tenths(to, to_y - p->y);
    b->n += (size_t)(to - start);
    p->state = DRAWING;
    p->x = p->level_x = to_x;
    p->y = to_y;
}

static void end_level(struct pen *p)
{
    if (p->state != UP && p->level_x != p->x)
        put_step(p, p->level_x, p->y);
}

static void pen_up(struct pen *p)
{
    end_level(p);
    p->state = UP;
}

static void pen_to(struct pen *p, int i, double scaled)
{
    double x = x_of(p->f, x_at(p->f->c, i)), y = y_of(p->f, scaled);
    long to_x = tenths_of(x), to_y = tenths_of(y);
    if (p->state == UP) {
        put_point(p->f->out, 'M', x, y);
        *p = (struct pen){.f = p->f, .x = to_x, .y = to_y, .level_x = to_x, .state = SET};
    } else if (to_y == p->y) {
        p->level_x = to_x;
    } else {
        end_level(p);
        put_step(p, to_x, to_y);
    }
}

/* The least and the greatest point of a span, in their order; a span without any lifts the pen. */
static void draw_extremes(struct pen *p, const double *y, struct extremes e)
{
    const struct chart *c = p->f->c;
    if (e.low < 0) {
        pen_up(p);
        return;
    }
    int one = e.low < e.high ? e.low : e.high, two = e.low < e.high ? e.high : e.low;
    pen_to(p, one, on_scale(c, y[one]));
    if (two != one)
        pen_to(p, two, on_scale(c, y[two]));
}

/* A drawing of 480 spans keeps what an eye can see of 8,000 days. */
static int spans_of(const struct frame *f)
{
    int most = f->width <= NARROW ? SPANS_NARROW : SPANS_MAX;
    return f->c->n < 2 * most ? f->c->n : most;
}

/* Where days are missing for long, a line ends and begins anew. */
static bool is_gap(const struct chart *c, int i, double longest)
{
    return i > 0 && c->day[i] - c->day[i - 1] > longest;
}

double chart_longest_step(const int32_t *day, int n)
{
    return n > 1 ? (double)GAP * (day[n - 1] - day[0]) / (n - 1) : INFINITY;
}

static bool has_gaps(const struct chart *c, double longest)
{
    for (int i = 1; i < c->n; i++)
        if (is_gap(c, i, longest))
            return true;
    return false;
}

/* The span in pieces between gaps. */
static void draw_pieces(struct pen *p, const double *y, int from, int to, double longest)
{
    for (int i = from; i < to; i++)
        if (is_gap(p->f->c, i, longest)) {
            if (i > from)
                draw_extremes(p, y, extremes_find(p->f->c, y, from, i));
            pen_up(p);
            from = i;
        }
    draw_extremes(p, y, extremes_find(p->f->c, y, from, to));
}

static void put_path(struct frame *f, int l, bool across_gaps)
{
    struct pen pen = {.f = f, .state = UP};
    const double *y = f->c->lines[l].y;
    int spans = spans_of(f);
    for (int s = 0; s < spans; s++)
        if (f->outline->has_gaps && !across_gaps)
            draw_pieces(&pen, y, span_start(f->c, s, spans), span_start(f->c, s + 1, spans), f->outline->longest);
        else
            draw_extremes(&pen, y, extremes_of_span(f, l, s, spans));
    pen_up(&pen);
}

static void draw_line(struct frame *f, int l)
{
    if (f->c->fan && l != FAN_MIDDLE)
        buf_puts(f->out, "<path class=\"chart-edge\" fill=\"none\" d=\"");
    else
        buf_printf(f->out, "<path class=\"chart-line-%d\" fill=\"none\" d=\"", f->c->fan ? 1 : l + 1);
    put_path(f, l, false);
    buf_puts(f->out, "\"/>");
}

/* Between two lines of a fan, the first on the way there and the second on the way back. Where one has no place both end. */
static void draw_band(struct frame *f, const double *high, const double *low)
{
    const struct chart *c = f->c;
    buf_puts(f->out, "<path class=\"chart-area-1\" d=\"");
    int n = 0;
    while (n < c->n && has_place(high[n], floor_of(c)) && has_place(low[n], floor_of(c)))
        n++;
    for (int i = 0; i < n; i++)
        put_point(f->out, i ? 'L' : 'M', x_of(f, x_at(c, i)), y_of(f, on_scale(c, high[i])));
    for (int i = n - 1; i >= 0; i--)
        put_point(f->out, 'L', x_of(f, x_at(c, i)), y_of(f, on_scale(c, low[i])));
    buf_puts(f->out, n ? "Z\"/>" : "\"/>");
}

static void draw_fan(struct frame *f)
{
    const struct chart_line *l = f->c->lines;
    draw_band(f, l[0].y, l[4].y);
    draw_band(f, l[1].y, l[3].y);
}

/* From 0 to the extremes of each span; as wide as there is room. */
static void draw_sticks(struct frame *f)
{
    const struct chart *c = f->c;
    const double *y = c->lines[0].y;
    int spans = spans_of(f);
    double apart = (f->width - LEFT - RIGHT) / (spans > 1 ? spans - 1 : 1);
    buf_printf(f->out, "<path class=\"chart-stick\" stroke-width=\"%.1f\" d=\"", fmin(fmax(0.75 * apart, 1), 24));
    for (int s = 0; s < spans; s++) {
        struct extremes e = extremes_of_span(f, 0, s, spans);
        double low = e.low < 0 ? 0 : fmin(y[e.low], 0), high = e.low < 0 ? 0 : fmax(y[e.high], 0);
        if (low == high)
            continue;
        double x = x_of(f, x_at(c, (span_start(c, s, spans) + span_start(c, s + 1, spans) - 1) / 2));
        put_point(f->out, 'M', x, y_of(f, low));
        put_point(f->out, 'L', x, y_of(f, high));
    }
    buf_puts(f->out, "\"/>");
}

/* Between the first line and 0. A line with gaps has none: its pieces would be closed across them. */
static void draw_area(struct frame *f)
{
    const struct chart *c = f->c;
    for (int i = 0; i < c->n; i++)
        if (!has_place(c->lines[0].y[i], floor_of(c)))
            return;
    buf_puts(f->out, "<path class=\"chart-area-1\" d=\"");
    put_path(f, 0, true);
    put_point(f->out, 'L', x_of(f, f->last), y_of(f, 0));
    put_point(f->out, 'L', x_of(f, f->first), y_of(f, 0));
    buf_puts(f->out, "Z\"/>");
}

static const char *period_text(struct arena *arena, int32_t day, int days)
{
    enum { YEAR = 365, QUARTER = 89, MONTH = 28 };
    int year, month, mday;
    char text[DAY_TEXT];
    day_to_civil(day, &year, &month, &mday);
    return days >= YEAR      ? arena_printf(arena, "%d", year)
           : days >= QUARTER ? arena_printf(arena, "%d Q%d", year, (month + 2) / 3)
           : days >= MONTH   ? arena_printf(arena, "%d-%02d", year, month)
                             : arena_strdup(arena, day_text(day, text));
}

/* Four digits, or all before the point. */
static const char *x_number(struct arena *arena, double x)
{
    int decimals = fabs(x) >= 1000 ? 0 : fabs(x) >= 100 ? 1 : fabs(x) >= 10 ? 2 : 3;
    const char *digits = num_group(arena, x, decimals);
    size_t n = strlen(digits);
    while (decimals && digits[n - 1] == '0')
        n--;
    return arena_printf(arena, "%.*s", (int)(n - (digits[n - 1] == '.')), digits);
}

const char *chart_x_text(struct arena *arena, const struct chart *c, int i)
{
    if (!c->x)
        return period_text(arena, c->day[i], c->bar_days);
    return arena_printf(arena, "%s%s%s", c->x_prefix ? c->x_prefix : "", x_number(arena, c->x[i]),
                        c->x_suffix ? c->x_suffix : "");
}

static void draw_bar(struct frame *f, int i, int l, double from, double to)
{
    int beside = f->c->beside ? bars_of(f->c) : 1;
    double width = fmax(0.8 * f->unit_x * place_of(f) / beside, LEAST_BAR);
    double left = x_of(f, x_at(f->c, i)) - width * beside / 2 + (f->c->beside ? l * width : 0), right = left + width;
    buf_printf(f->out, "<path class=\"chart-bar-%d\" d=\"", l + 1);
    put_point(f->out, 'M', left, y_of(f, from));
    put_point(f->out, 'L', left, y_of(f, to));
    put_point(f->out, 'L', right, y_of(f, to));
    put_point(f->out, 'L', right, y_of(f, from));
    buf_puts(f->out, "Z\"><title>");
    put_text(f->out, chart_x_text(f->out->arena, f->c, i));
    buf_puts(f->out, ", ");
    put_text(f->out, f->c->lines[l].label);
    buf_puts(f->out, ": ");
    put_text(f->out, f->c->prefix);
    buf_puts(f->out, num_group(f->out->arena, to - from, f->c->bar_decimals));
    put_text(f->out, f->c->suffix);
    buf_puts(f->out, "</title></path>");
}

static void draw_bars(struct frame *f)
{
    const struct chart *c = f->c;
    for (int i = 0; i < c->n; i++) {
        double top = 0;
        for (int l = 0; l < bars_of(c); l++) {
            if (c->beside) {
                if (isfinite(c->lines[l].y[i]))
                    draw_bar(f, i, l, 0, c->lines[l].y[i]);
                continue;
            }
            if (c->lines[l].y[i] > 0)
                draw_bar(f, i, l, top, top + c->lines[l].y[i]);
            top += c->lines[l].y[i];
        }
    }
}

/* The wick and then the body of each candle that rose, or of each that did not. A flat body is a stroke still. */
static void draw_candles(struct frame *f, bool rising)
{
    const struct chart_candles *k = f->c->candles;
    double half = 0.35 * (f->width - LEFT - RIGHT) / (f->c->n > 0 ? f->c->n : 1);
    half = half > 8 ? 8 : half;
    buf_printf(f->out, "<path class=\"chart-candle-%s\" d=\"", rising ? "up" : "down");
    for (int i = 0; i < f->c->n; i++) {
        double open = on_scale(f->c, k->open[i]), close = on_scale(f->c, k->close[i]), low = on_scale(f->c, k->low[i]);
        double high = on_scale(f->c, k->high[i]), x = x_of(f, x_at(f->c, i));
        if (isnan(open) || isnan(close) || isnan(low) || isnan(high) || (close >= open) != rising)
            continue;
        put_point(f->out, 'M', x, y_of(f, low));
        put_point(f->out, 'L', x, y_of(f, high));
        put_point(f->out, 'M', x - half, y_of(f, open));
        put_point(f->out, 'L', x + half, y_of(f, open));
        put_point(f->out, 'L', x + half, y_of(f, close));
        put_point(f->out, 'L', x - half, y_of(f, close));
        buf_putc(f->out, 'Z');
    }
    buf_puts(f->out, "\"/>");
}

/* Whether a label of this width right of the rule would run into the frame or into another rule. */
static bool is_cramped(const struct frame *f, const struct chart_rule *rule, double room)
{
    double x = x_of(f, rule->x);
    for (int r = 0; r < f->c->n_rules; r++) {
        double other = x_of(f, f->c->rules[r].x);
        if (other > x && other < x + room)
            return true;
    }
    return x + room > f->width - RIGHT;
}

/* Labels of neighbours stand on lines of their own, and on the side where there is room. */
static void draw_rules(struct frame *f)
{
    for (int r = 0; r < f->c->n_rules; r++) {
        const struct chart_rule *rule = &f->c->rules[r];
        double x = x_of(f, rule->x);
        if (rule->x < f->first || rule->x > f->last)
            continue;
        put_line(f->out, "chart-rule", x, f->top, x, f->height - BOTTOM);
        double room = 8 + 7.0 * (double)utf8_length(str_of(rule->label));
        bool right = x - room < LEFT || !is_cramped(f, rule, room);
        double y = f->c->bars ? f->top + 11 + r % 3 * 14 : f->height - BOTTOM - 8 - r % 4 * 15;
        put_label(f->out, right ? "start" : "end", x + (right ? 4 : -4), y, NULL, rule->label, NULL);
    }
}

static void draw_levels(struct frame *f)
{
    enum { LETTERS = 14 };
    double last = -INFINITY;
    for (int l = 0; l < f->c->n_levels; l++) {
        double scaled = on_scale(f->c, f->c->levels[l].y), y = y_of(f, scaled);
        if (!(scaled >= f->low && scaled <= f->high))
            continue;
        put_line(f->out, "chart-rule", LEFT, y, f->width - RIGHT, y);
        if (y - last < LETTERS)
            continue;
        put_label(f->out, "end", f->width - RIGHT - 4, y - 4, NULL, f->c->levels[l].label, NULL);
        last = y;
    }
}

static void draw_spans(struct frame *f)
{
    for (int s = 0; s < f->c->n_spans; s++) {
        double from = x_of(f, fmax(f->c->spans[s].from, f->first)), to = x_of(f, fmin(f->c->spans[s].to, f->last));
        if (from >= to)
            continue;
        buf_puts(f->out, "<path class=\"chart-span\" d=\"");
        put_point(f->out, 'M', from, f->top);
        put_point(f->out, 'L', to, f->top);
        put_point(f->out, 'L', to, f->height - BOTTOM);
        put_point(f->out, 'L', from, f->height - BOTTOM);
        buf_puts(f->out, "Z\"/>");
    }
}

/* With its tooltip, or without one. */
static void put_circle(struct buf *out, double x, double y, const char *radius, const char *label)
{
    buf_puts(out, "<circle class=\"chart-point\" cx=\"");
    put_tenths(out, lround(x * 10));
    buf_puts(out, "\" cy=\"");
    put_tenths(out, lround(y * 10));
    buf_puts(out, "\" r=\"");
    buf_puts(out, radius);
    buf_puts(out, label ? "\"><title>" : "\"/>");
    if (!label)
        return;
    put_text(out, label);
    buf_puts(out, "</title></circle>");
}

/* Where a name stands. */
struct place {
    double from, to, y;
};

/* The height nearest to its own at which the n-th name is on none of those before it. */
static double free_height(const struct frame *f, const struct place *taken, int n)
{
    enum { ROW = 13 };
    const struct place *wanted = &taken[n];
    for (int k = 0; k <= 2 * n; k++) {
        double y = wanted->y + (k % 2 ? -1 : 1) * ((k + 1) / 2) * ROW;
        bool is_free = y > f->top && y < f->height - BOTTOM;
        for (int i = 0; i < n; i++)
            is_free = is_free &&
                      (fabs(taken[i].y - y) >= ROW - 1 || taken[i].to < wanted->from || taken[i].from > wanted->to);
        if (is_free)
            return y;
    }
    return wanted->y;
}

/* Of a cloud of points only the script tells which is which: the words of all would be most of the page. */
static void draw_points(struct frame *f)
{
    struct place *taken = arena_array(f->out->arena, (size_t)f->c->n_points, sizeof *taken);
    int n = 0;
    for (int i = 0; i < f->c->n_points; i++) {
        const struct chart_point *p = &f->c->points[i];
        double scaled = on_scale(f->c, p->y);
        if (isnan(scaled))
            continue;
        double x = x_of(f, p->x), y = y_of(f, scaled);
        put_circle(f->out, x, y, p->named ? "4" : "2.2", p->named || f->c->n_points <= POINTS_TOLD ? p->label : NULL);
        bool left = x > f->width - RIGHT - 120;
        if (!p->named)
            continue;
        double wide = LETTER * (double)utf8_length(str_of(p->label)), at = x + (left ? -7 : 7);
        taken[n] = (struct place){left ? at - wide : at, left ? at : at + wide, y + 4};
        taken[n].y = free_height(f, taken, n);
        put_label(f->out, left ? "end" : "start", at, taken[n++].y, NULL, p->label, NULL);
    }
}

/* The outline of a marker at x, whose point on the line is y. */
static void put_marker(struct buf *out, const struct chart_marker *m, double x, double y)
{
    double base = m->up ? y + 2 * MARK : y - 2 * MARK;
    if (m->diamond) {
        put_point(out, 'M', x, y - MARK);
        put_point(out, 'L', x + MARK, y);
        put_point(out, 'L', x, y + MARK);
        put_point(out, 'L', x - MARK, y);
        return;
    }
    put_point(out, 'M', x, y);
    put_point(out, 'L', x - MARK, base);
    put_point(out, 'L', x + MARK, base);
}

static void draw_marker(struct frame *f, const struct chart_marker *m)
{
    double scaled = on_scale(f->c, m->y), x = x_of(f, m->day);
    if (isnan(scaled) || scaled < f->low || scaled > f->high || m->day < f->first || m->day > f->last)
        return;
    buf_printf(f->out, "<path class=\"chart-marker-%s\" d=\"", m->diamond ? "diamond" : m->up ? "up" : "down");
    put_marker(f->out, m, x, y_of(f, scaled));
    buf_puts(f->out, "Z\"><title>");
    put_text(f->out, m->label);
    buf_puts(f->out, "</title></path>");
}

/* Of a fan its two areas and the line in the middle have a name. */
static int legend_names(const struct chart *c)
{
    return c->fan ? FAN_MIDDLE + 1 : c->n_lines;
}

static const char *legend_name(const struct frame *f, int l)
{
    const struct chart_line *line = f->c->lines;
    return f->c->fan && l != FAN_MIDDLE
               ? arena_printf(f->out->arena, "%s to %s", line[2 * FAN_MIDDLE - l].label, line[l].label)
               : line[l].label;
}

/* Where the name of a line stands: beside the one before, at *x; in a row of its own where it would leave the picture. */
static double legend_place(const struct frame *f, int l, double *x, int *row)
{
    double room = 23 + LETTER * (double)utf8_length(str_of(legend_name(f, l)));
    if (l && *x + room > f->width) {
        *x = LEFT;
        ++*row;
    }
    double at = *x;
    *x += room + 18;
    return at;
}

static int legend_rows_more(const struct frame *f)
{
    double x = LEFT;
    int row = 0;
    for (int l = 0; l < legend_names(f->c); l++)
        legend_place(f, l, &x, &row);
    return row;
}

/* What stands beside the name: a piece of the line, the bar, or the area, of which the inner one lies on the outer. */
static void draw_legend_mark(struct frame *f, int l, double x, int y)
{
    bool is_area = f->c->fan && l != FAN_MIDDLE, is_bar = l < bars_of(f->c) || (f->c->sticks && l == 0);
    if (!is_area && !is_bar) {
        buf_printf(f->out, "<path class=\"chart-line-%d\" d=\"M%.1f %dH%.1f\"/>", f->c->fan ? 1 : l + 1, x, y, x + 18);
        return;
    }
    for (int again = is_area ? l : 0; again >= 0; again--)
        buf_printf(f->out, "<path class=\"chart-%s-%d\" d=\"M%.1f %dH%.1fV%dH%.1fZ\"/>", is_area ? "area" : "bar",
                   is_area ? 1 : l + 1, x, y - 5, x + 18, y + 5, x);
}

static void draw_legend(struct frame *f)
{
    double next = LEFT;
    int row = 0;
    for (int l = 0; l < legend_names(f->c); l++) {
        double x = legend_place(f, l, &next, &row);
        int y = 12 + LEGEND_ROW * row;
        draw_legend_mark(f, l, x, y);
        put_label(f->out, "start", x + 23, y + 4, NULL, legend_name(f, l), NULL);
    }
}

/* Where x and y are, for static/js/chart.js: the first x, its place, and the length of 1; the same of y, as it is drawn; and
 * whether that are logarithms. */
static void put_scales(struct frame *f)
{
    const double scale[] = {f->first, f->left, f->unit_x, f->low, f->height - BOTTOM, f->unit_y, f->top, f->c->log_y};
    buf_puts(f->out, " data-scale=\"");
    for (size_t i = 0; i < sizeof scale / sizeof *scale; i++) {
        if (i)
            buf_putc(f->out, ' ');
        f->out->n += (size_t)num_write(round(scale[i] * 1e12) / 1e12, buf_room(f->out, NUM_TEXT)); /* short is fast */
    }
    buf_putc(f->out, '"');
}

/* ---- boxes ---- */

/* One of them: its values are x = zero + unit * value, its middle is at y. */
struct box_row {
    struct buf *out;
    const struct chart *c;
    const struct chart_box *box;
    double y, zero, unit, width;
};

static double reach_below(const struct chart_box *b)
{
    double low = fmin(b->low, 0);
    for (int i = 0; i < b->n_points; i++)
        low = fmin(low, b->points[i]);
    return -low;
}

static double reach_above(const struct chart_box *b)
{
    double high = fmax(b->high, 0);
    for (int i = 0; i < b->n_points; i++)
        high = fmax(high, b->points[i]);
    return high;
}

/* 0 stands where the boxes have their room on both sides, on the average. */
static double share_below(const struct chart *c)
{
    double sum = 0;
    for (int i = 0; i < c->n_boxes; i++) {
        double below = reach_below(&c->boxes[i]), above = reach_above(&c->boxes[i]);
        sum += below + above > 0 ? below / (below + above) : 0.5;
    }
    return fmin(fmax(sum / c->n_boxes, 0.1), 0.9);
}

static void draw_box_axis(const struct box_row *r, double step)
{
    int decimals = step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0;
    double left = (LEFT - r->zero) / r->unit, right = (r->width - RIGHT - r->zero) / r->unit;
    for (double k = ceil(left / step); k * step <= right; k++) {
        double x = r->zero + r->unit * k * step;
        put_line(r->out, "chart-grid", x, r->y - BOX_ROW / 2 + 6, x, r->y + BOX_HALF + 6);
        put_label(r->out, "middle", x, r->y + BOX_HALF + 19, k * step < -step / 2 ? "−" : "",
                  num_group(r->out->arena, fabs(k * step), decimals), r->c->suffix);
    }
}

static void draw_box(const struct box_row *r)
{
    const struct chart_box *box = r->box;
    double low = r->zero + r->unit * box->low, high = r->zero + r->unit * box->high;
    double from = r->zero + r->unit * box->p25, to = r->zero + r->unit * box->p75;
    double middle = r->zero + r->unit * box->median, top = r->y - BOX_HALF, bottom = r->y + BOX_HALF;
    buf_puts(r->out, "<g><title>");
    put_text(r->out, box->about);
    buf_puts(r->out, "</title>");
    for (int i = 0; i < box->n_points; i++)
        put_circle(r->out, r->zero + r->unit * box->points[i], r->y, "2.2", NULL);
    put_line(r->out, "chart-edge", low, r->y, from, r->y);
    put_line(r->out, "chart-edge", to, r->y, high, r->y);
    put_line(r->out, "chart-edge", low, r->y - 4, low, r->y + 4);
    put_line(r->out, "chart-edge", high, r->y - 4, high, r->y + 4);
    for (int filled = 1; filled >= 0; filled--) {
        buf_printf(r->out, "<path class=\"%s\" d=\"", filled ? "chart-area-1" : "chart-edge");
        put_point(r->out, 'M', from, top);
        put_point(r->out, 'L', to, top);
        put_point(r->out, 'L', to, bottom);
        put_point(r->out, 'L', from, bottom);
        buf_puts(r->out, "Z\"/>");
    }
    put_line(r->out, "chart-line-1", middle, top, middle, bottom);
    buf_puts(r->out, "</g>");
}

static void draw_boxes(struct buf *out, const struct chart *c, double width)
{
    double inside = width - LEFT - RIGHT, below = share_below(c), zero = LEFT + below * inside;
    put_line(out, "chart-zero", zero, 6, zero, c->n_boxes * BOX_ROW - 6);
    for (int i = 0; i < c->n_boxes; i++) {
        const struct chart_box *box = &c->boxes[i];
        struct box_row r = {.out = out, .c = c, .box = box, .y = (i + 0.5) * BOX_ROW - 6, .zero = zero, .width = width};
        r.unit =
            fmin(below * inside / fmax(reach_below(box), 1e-12), (1 - below) * inside / fmax(reach_above(box), 1e-12)) *
            0.98;
        put_label(out, "end", LEFT - 10, r.y + 1, NULL, box->label, NULL);
        put_label(out, "end", LEFT - 10, r.y + 15, NULL, box->sub, NULL);
        draw_box_axis(&r, nice_step(inside / r.unit));
        draw_box(&r);
    }
}

static void put_words(struct buf *b, const struct chart *c)
{
    if (c->told) {
        buf_puts(b, " data-points=\"");
        put_text(b, c->told);
        buf_putc(b, '"');
    }
    buf_puts(b, "><title>");
    put_text(b, c->title);
    buf_puts(b, "</title><desc>");
    put_text(b, c->description);
    buf_puts(b, "</desc>");
}

static void write_boxes(struct buf *b, const struct chart *c, const char *class, const char *more)
{
    int width = c->width ? c->width : 800;
    buf_printf(b, "<svg class=\"%s\" role=\"img\" viewBox=\"0 0 %d %d\" xmlns=\"http://www.w3.org/2000/svg\"%s", class,
               width, height_of(c), more);
    put_words(b, c);
    draw_boxes(b, c, width);
    buf_puts(b, "</svg>");
}

static struct outline outline_find(struct arena *arena, const struct chart *c)
{
    struct outline o = {.longest = c->day ? chart_longest_step(c->day, c->n) : INFINITY};
    struct extremes(*of)[SPANS_MAX];
    o.has_gaps = c->day && has_gaps(c, o.longest);
    if (c->n < 2 * SPANS_MAX || !c->n_lines)
        return o;
    o.of = of = arena_bytes(arena, (size_t)c->n_lines * sizeof *of);
    for (int l = 0; l < c->n_lines; l++)
        for (int s = 0; s < SPANS_MAX; s++)
            of[l][s] = extremes_find(c, c->lines[l].y, span_start(c, s, SPANS_MAX), span_start(c, s + 1, SPANS_MAX));
    return o;
}

/* `more`: attributes of the element. */
static void write_as(struct buf *b, const struct chart *c, const struct outline *outline, const char *class,
                     const char *more)
{
    if (c->n_boxes) {
        write_boxes(b, c, class, more);
        return;
    }
    struct frame f = {.out = b, .c = c, .outline = outline, .width = c->width ? c->width : 800, .height = height_of(c)};
    f.top = TOP + LEGEND_ROW * legend_rows_more(&f);
    find_range(&f);
    find_units(&f);
    buf_printf(b, "<svg class=\"%s\" role=\"img\" viewBox=\"0 0 %.0f %.0f\" xmlns=\"http://www.w3.org/2000/svg\"%s",
               class, f.width, f.height, more);
    if (!f.empty)
        put_scales(&f);
    put_words(b, c);
    if (!f.empty) {
        draw_spans(&f);
        (c->log_y ? draw_log_ticks : draw_linear_ticks)(&f);
        (c->x || c->n_points ? draw_numbers : draw_days)(&f);
        draw_legend(&f);
    }
    if (!f.empty && !c->log_y && f.low < 0 && f.high > 0)
        put_line(b, "chart-zero", LEFT, y_of(&f, 0), f.width - RIGHT, y_of(&f, 0));
    if (!f.empty && c->even)
        put_line(b, "chart-zero", LEFT, y_of(&f, on_scale(c, *c->even)), f.width - RIGHT,
                 y_of(&f, on_scale(c, *c->even)));
    put_line(b, "chart-axis", LEFT, f.height - BOTTOM, f.width - RIGHT, f.height - BOTTOM);
    put_line(b, "chart-axis", LEFT, f.top, LEFT, f.height - BOTTOM);
    if (c->bars)
        draw_bars(&f);
    if (c->candles && !f.empty) {
        draw_candles(&f, true);
        draw_candles(&f, false);
    }
    if (c->area && c->n_lines && !f.empty)
        draw_area(&f);
    if (c->fan && !f.empty)
        draw_fan(&f);
    if (c->sticks && !f.empty)
        draw_sticks(&f);
    for (int l = c->sticks ? 1 : bars_of(c); l < c->n_lines && !f.empty; l++)
        draw_line(&f, l);
    draw_points(&f);
    if (!f.empty) {
        draw_levels(&f);
        draw_rules(&f);
    }
    for (int m = 0; m < c->n_markers && !f.empty; m++)
        draw_marker(&f, &c->markers[m]);
    buf_puts(b, "</svg>");
}

void chart_svg_write(struct buf *b, const struct chart *c)
{
    struct outline outline = outline_find(b->arena, c);
    write_as(b, c, &outline, "chart", "");
}

void chart_svg_write_both(struct buf *b, const struct chart *c)
{
    struct chart narrow = *c;
    narrow.told = NULL;
    narrow.width = NARROW;
    narrow.height = NARROW_HEIGHT;
    struct outline outline = outline_find(b->arena, c);
    write_as(b, c, &outline, "chart chart-wide", "");
    write_as(b, &narrow, &outline, "chart chart-narrow", "");
}

/* As in hub.css, by light. */
static const char file_style[] =
    "<style>svg{background:#fff}text{font:12px sans-serif;fill:#55626b}.chart-title{font-size:16px;fill:#182026}"
    "[class^=chart-line]{fill:none;stroke-width:1.6;stroke-linejoin:round}"
    ".chart-line-1,.chart-line-6{stroke:#0f6578}.chart-line-2,.chart-line-7{stroke:#b4610a}"
    ".chart-line-3,.chart-line-8{stroke:#6d4bb0}.chart-line-4,.chart-line-9{stroke:#59666f}"
    ".chart-line-5,.chart-line-10{stroke:#a03a6e}"
    ".chart-line-6,.chart-line-7,.chart-line-8,.chart-line-9,.chart-line-10{stroke-dasharray:5 3}"
    ".chart-bar-1{fill:#0f6578}.chart-bar-2{fill:#b4610a}.chart-area-1{fill:#0f6578;fill-opacity:.15}"
    ".chart-edge{stroke:#0f6578;stroke-opacity:.6;fill:none}.chart-stick{stroke:#0f6578;fill:none}"
    ".chart-span{fill:#55626b;fill-opacity:.12}.chart-point{fill:#0f6578;fill-opacity:.45}"
    ".chart-grid{stroke:#e2e7ea;fill:none}.chart-axis,.chart-zero{stroke:#55626b;fill:none}"
    ".chart-rule{stroke:#55626b;stroke-dasharray:4 3;fill:none}.chart-candle-up{fill:#fff;stroke:#17703f}"
    ".chart-candle-down{fill:#b3311d;stroke:#b3311d}.chart-marker-up{fill:#17703f}.chart-marker-down{fill:#b3311d}"
    ".chart-marker-diamond{fill:#6d4bb0}</style>";

/* The drawing stands in a larger one, below its title. */
void chart_svg_write_file(struct buf *b, const struct chart *c)
{
    enum { HEAD = 28 };
    double width = c->width ? c->width : 800, height = height_of(c);
    buf_printf(b,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\">%s"
               "<text class=\"chart-title\" x=\"8\" y=\"20\">",
               width, height + HEAD, width, height + HEAD, file_style);
    put_text(b, c->title);
    buf_puts(b, "</text>");
    struct outline outline = outline_find(b->arena, c);
    write_as(b, c, &outline, "chart",
             arena_printf(b->arena, " y=\"%d\" width=\"%.0f\" height=\"%.0f\"", HEAD, width, height));
    buf_puts(b, "</svg>");
}

const struct buf *chart_svg_draw(struct arena *arena, const struct chart *chart)
{
    struct buf *out = ARENA_NEW(arena, struct buf);
    buf_init(out, arena, 32 * 1024);
    chart_svg_write_both(out, chart);
    return out;
}

void chart_spark_write(struct buf *b, const char *title, const double *y, int n)
{
    enum { WIDTH = 120, HEIGHT = 32, EDGE = 2 };
    double low = INFINITY, high = -INFINITY;
    bool drawing = false;
    for (int i = 0; i < n; i++) {
        low = fmin(low, y[i]);
        high = fmax(high, y[i]);
    }
    buf_printf(
        b, "<svg class=\"chart-spark\" role=\"img\" viewBox=\"0 0 %d %d\" xmlns=\"http://www.w3.org/2000/svg\"><title>",
        WIDTH, HEIGHT);
    put_text(b, title);
    buf_puts(b, "</title><path class=\"chart-line-1\" fill=\"none\" d=\"");
    for (int i = 0; i < n; i++) {
        double x = n > 1 ? EDGE + (WIDTH - 2.0 * EDGE) * i / (n - 1) : WIDTH / 2.0;
        double share = high > low ? (y[i] - low) / (high - low) : 0.5;
        if (isfinite(y[i]))
            put_point(b, drawing ? 'L' : 'M', x, HEIGHT - EDGE - (HEIGHT - 2.0 * EDGE) * share);
        drawing = isfinite(y[i]);
    }
    buf_puts(b, "\"/></svg>");
}
