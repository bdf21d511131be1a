/* chart_scale.c: the extremes of the lines, and the ranges of both axes from them; see chart_draw.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/chart_draw.h"

enum { GAP = 20 }; /* times the average step between rows */

/* Of the rows [from, to). */
struct chart_extremes chart_extremes_find(const struct chart *c, const double *y, int from, int to)
{
    struct chart_extremes e = {-1, -1};
    double floor = chart_floor(c), least = INFINITY, most = floor;
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
static struct chart_extremes extremes_join(const double *y, struct chart_extremes a, struct chart_extremes b)
{
    if (a.low < 0 || b.low < 0)
        return a.low < 0 ? b : a;
    return (struct chart_extremes){y[b.low] < y[a.low] ? b.low : a.low, y[b.high] > y[a.high] ? b.high : a.high};
}

struct chart_extremes chart_extremes_of_span(const struct chart_frame *f, int l, int s, int spans)
{
    const struct chart *c = f->c;
    const double *y = c->lines[l].y;
    if (!f->outline->of)
        return chart_extremes_find(c, y, chart_span_start(c, s, spans), chart_span_start(c, s + 1, spans));
    int each = CHART_SPANS_MAX / spans;
    struct chart_extremes e = f->outline->of[l][s * each];
    for (int k = 1; k < each; k++)
        e = extremes_join(y, e, f->outline->of[l][s * each + k]);
    return e;
}

static bool has_gaps(const struct chart *c, double longest)
{
    for (int i = 1; i < c->n; i++)
        if (chart_is_gap(c, i, longest))
            return true;
    return false;
}

struct chart_outline chart_outline_find(struct arena *arena, const struct chart *c)
{
    struct chart_outline o = {.longest = c->day ? chart_longest_step(c->day, c->n) : INFINITY};
    struct chart_extremes(*of)[CHART_SPANS_MAX];
    o.has_gaps = c->day && has_gaps(c, o.longest);
    if (c->n < 2 * CHART_SPANS_MAX || !c->n_lines)
        return o;
    o.of = of = arena_bytes(arena, (size_t)c->n_lines * sizeof *of);
    for (int l = 0; l < c->n_lines; l++)
        for (int s = 0; s < CHART_SPANS_MAX; s++)
            of[l][s] = chart_extremes_find(c, c->lines[l].y, chart_span_start(c, s, CHART_SPANS_MAX),
                                           chart_span_start(c, s + 1, CHART_SPANS_MAX));
    return o;
}

/* How many of the first lines are bars. */
int chart_bars_of(const struct chart *c)
{
    return !c->bars ? 0 : c->n_bars ? c->n_bars : c->n_lines;
}

/* Bars and candles have a place of their own on both sides of their day. */
double chart_place_of(const struct chart_frame *f)
{
    const struct chart *c = f->c;
    if (c->bars && !c->x)
        return c->bar_days ? c->bar_days : 1;
    return c->candles || c->bars ? (f->last - f->first) / (c->n > 1 ? c->n - 1 : 1) : 0;
}

static void widen(struct chart_frame *f, double scaled)
{
    if (isnan(scaled))
        return;
    if (f->empty || scaled < f->low)
        f->low = scaled;
    if (f->empty || scaled > f->high)
        f->high = scaled;
    f->empty = false;
}

static void widen_by_values(struct chart_frame *f, const double *y, struct chart_extremes e)
{
    if (e.low < 0)
        return;
    widen(f, chart_on_scale(f->c, y[e.low]));
    widen(f, chart_on_scale(f->c, y[e.high]));
}

/* Of a line the extremes alone are put on the scale: it keeps their order. */
static void widen_by_line(struct chart_frame *f, int l)
{
    widen_by_values(f, f->c->lines[l].y, chart_extremes_of_span(f, l, 0, 1));
}

/* From 0 to the highest bar, and to the lowest; a chart without any bar has room for one. */
static void find_bar_range(struct chart_frame *f)
{
    const struct chart *c = f->c;
    widen(f, 0);
    for (int i = 0; i < c->n && !c->beside; i++) {
        double sum = 0;
        for (int l = 0; l < chart_bars_of(c); l++)
            sum += c->lines[l].y[i];
        widen(f, sum);
    }
    for (int l = c->beside ? 0 : chart_bars_of(c); l < c->n_lines; l++)
        widen_by_line(f, l);
    if (f->high <= f->low)
        f->high = f->low + 1;
}

/* Points may lie beyond the lines. */
static void widen_by_points(struct chart_frame *f)
{
    for (int i = 0; i < f->c->n_points; i++) {
        const struct chart_point *p = &f->c->points[i];
        widen(f, chart_on_scale(f->c, p->y));
        f->first = f->c->n == 0 && i == 0 ? p->x : fmin(f->first, p->x);
        f->last = f->c->n == 0 && i == 0 ? p->x : fmax(f->last, p->x);
    }
}

/* Names of rules stand above the bars. */
static void leave_head(struct chart_frame *f)
{
    if (f->c->n_rules)
        f->high += 0.2 * (f->high - f->low);
}

static void find_range(struct chart_frame *f)
{
    const struct chart *c = f->c;
    f->empty = true;
    f->first = c->n ? chart_x_at(c, 0) : 0;
    f->last = c->n ? chart_x_at(c, c->n - 1) : 0;
    if (c->bars) {
        find_bar_range(f);
        leave_head(f);
        return;
    }
    for (int l = 0; l < c->n_lines; l++)
        widen_by_line(f, l);
    if (c->candles) {
        widen_by_values(f, c->candles->high, chart_extremes_find(c, c->candles->high, 0, c->n));
        widen_by_values(f, c->candles->low, chart_extremes_find(c, c->candles->low, 0, c->n));
    }
    widen_by_points(f);
    if (c->area || c->sticks)
        widen(f, chart_on_scale(c, 0));
    if (c->even)
        widen(f, chart_on_scale(c, *c->even));
    if (!f->empty && f->high - f->low < 1e-9 * (fabs(f->high) + 1e-9)) { /* flat: in the middle */
        double room = c->log_y ? 0.1 : fabs(f->high) * 0.1 + 1e-9;
        f->low -= room;
        f->high += room;
    }
    if (c->n_points && !f->empty) { /* whole circles, off the axes, and names around them */
        double away = c->points[0].named ? 4 * CHART_MARK : CHART_MARK;
        double room = (f->high - f->low) * away / (f->height - f->top - CHART_BOTTOM);
        double aside = (f->last - f->first) * away / (f->width - CHART_LEFT - CHART_RIGHT);
        f->low -= room;
        f->high += room;
        f->first -= aside;
        f->last += aside;
    }
    if (c->n_markers) { /* triangles hang below and stand above the line: they stay off the axis labels */
        double room = (f->high - f->low) * 2 * CHART_MARK / (f->height - f->top - CHART_BOTTOM - 4 * CHART_MARK);
        f->low -= room;
        f->high += room;
    }
}

/* Once the ranges are known. */
static void find_units(struct chart_frame *f)
{
    double inside = f->width - CHART_LEFT - CHART_RIGHT, place = chart_place_of(f), range = f->last - f->first + place;
    f->unit_x = range > 0 ? inside / range : 0;
    f->left = CHART_LEFT + (range > 0 ? f->unit_x * place / 2 : inside / 2);
    f->unit_y = (f->height - f->top - CHART_BOTTOM) / (f->high - f->low);
}

void chart_find_scale(struct chart_frame *f)
{
    find_range(f);
    find_units(f);
}

double chart_longest_step(const int32_t *day, int n)
{
    return n > 1 ? (double)GAP * (day[n - 1] - day[0]) / (n - 1) : INFINITY;
}
