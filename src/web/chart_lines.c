/* chart_lines.c: draws lines, and what is made of them: areas, fans and sticks; see chart_draw.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/chart_draw.h"

#include "base/num.h"

/* A level stretch is one step: its last point waits until the line leaves its height. */
struct pen {
    struct chart_frame *f;
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
    to = chart_write_tenths(to, to_x - p->x);
    if (to_y >= p->y)
        *to++ = ' ';
    to = chart_write_tenths(to, to_y - p->y);
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
    double x = chart_x_of(p->f, chart_x_at(p->f->c, i)), y = chart_y_of(p->f, scaled);
    long to_x = chart_tenths(x), to_y = chart_tenths(y);
    if (p->state == UP) {
        chart_put_point(p->f->out, 'M', x, y);
        *p = (struct pen){.f = p->f, .x = to_x, .y = to_y, .level_x = to_x, .state = SET};
    } else if (to_y == p->y) {
        p->level_x = to_x;
    } else {
        end_level(p);
        put_step(p, to_x, to_y);
    }
}

/* The least and the greatest point of a span, in their order; a span without any lifts the pen. */
static void draw_extremes(struct pen *p, const double *y, struct chart_extremes e)
{
    const struct chart *c = p->f->c;
    if (e.low < 0) {
        pen_up(p);
        return;
    }
    int one = e.low < e.high ? e.low : e.high, two = e.low < e.high ? e.high : e.low;
    pen_to(p, one, chart_on_scale(c, y[one]));
    if (two != one)
        pen_to(p, two, chart_on_scale(c, y[two]));
}

/* A drawing of 480 spans keeps what an eye can see of 8,000 days. */
static int spans_of(const struct chart_frame *f)
{
    int most = f->width <= CHART_NARROW ? CHART_SPANS_NARROW : CHART_SPANS_MAX;
    return f->c->n < 2 * most ? f->c->n : most;
}

/* The span in pieces between gaps. */
static void draw_pieces(struct pen *p, const double *y, int from, int to, double longest)
{
    for (int i = from; i < to; i++)
        if (chart_is_gap(p->f->c, i, longest)) {
            if (i > from)
                draw_extremes(p, y, chart_extremes_find(p->f->c, y, from, i));
            pen_up(p);
            from = i;
        }
    draw_extremes(p, y, chart_extremes_find(p->f->c, y, from, to));
}

static void put_path(struct chart_frame *f, int l, bool across_gaps)
{
    struct pen pen = {.f = f, .state = UP};
    const double *y = f->c->lines[l].y;
    int spans = spans_of(f);
    for (int s = 0; s < spans; s++)
        if (f->outline->has_gaps && !across_gaps)
            draw_pieces(&pen, y, chart_span_start(f->c, s, spans), chart_span_start(f->c, s + 1, spans),
                        f->outline->longest);
        else
            draw_extremes(&pen, y, chart_extremes_of_span(f, l, s, spans));
    pen_up(&pen);
}

void chart_draw_line(struct chart_frame *f, int l)
{
    if (f->c->fan && l != CHART_FAN_MIDDLE)
        buf_puts(f->out, "<path class=\"chart-edge\" fill=\"none\" d=\"");
    else
        buf_printf(f->out, "<path class=\"chart-line-%d\" fill=\"none\" d=\"", f->c->fan ? 1 : l + 1);
    put_path(f, l, false);
    buf_puts(f->out, "\"/>");
}

/* Between two lines of a fan, the first on the way there and the second on the way back. Where one has no place both end. */
static void draw_band(struct chart_frame *f, const double *high, const double *low)
{
    const struct chart *c = f->c;
    buf_puts(f->out, "<path class=\"chart-area-1\" d=\"");
    int n = 0;
    while (n < c->n && chart_has_place(high[n], chart_floor(c)) && chart_has_place(low[n], chart_floor(c)))
        n++;
    for (int i = 0; i < n; i++)
        chart_put_point(f->out, i ? 'L' : 'M', chart_x_of(f, chart_x_at(c, i)),
                        chart_y_of(f, chart_on_scale(c, high[i])));
    for (int i = n - 1; i >= 0; i--)
        chart_put_point(f->out, 'L', chart_x_of(f, chart_x_at(c, i)), chart_y_of(f, chart_on_scale(c, low[i])));
    buf_puts(f->out, n ? "Z\"/>" : "\"/>");
}

void chart_draw_fan(struct chart_frame *f)
{
    const struct chart_line *l = f->c->lines;
    draw_band(f, l[0].y, l[4].y);
    draw_band(f, l[1].y, l[3].y);
}

/* From 0 to the extremes of each span; as wide as there is room. */
void chart_draw_sticks(struct chart_frame *f)
{
    const struct chart *c = f->c;
    const double *y = c->lines[0].y;
    int spans = spans_of(f);
    double apart = (f->width - CHART_LEFT - CHART_RIGHT) / (spans > 1 ? spans - 1 : 1);
    buf_printf(f->out, "<path class=\"chart-stick\" stroke-width=\"%.1f\" d=\"", fmin(fmax(0.75 * apart, 1), 24));
    for (int s = 0; s < spans; s++) {
        struct chart_extremes e = chart_extremes_of_span(f, 0, s, spans);
        double low = e.low < 0 ? 0 : fmin(y[e.low], 0), high = e.low < 0 ? 0 : fmax(y[e.high], 0);
        if (low == high)
            continue;
        double x =
            chart_x_of(f, chart_x_at(c, (chart_span_start(c, s, spans) + chart_span_start(c, s + 1, spans) - 1) / 2));
        chart_put_point(f->out, 'M', x, chart_y_of(f, low));
        chart_put_point(f->out, 'L', x, chart_y_of(f, high));
    }
    buf_puts(f->out, "\"/>");
}

/* Between the first line and 0. A line with gaps has none: its pieces would be closed across them. */
void chart_draw_area(struct chart_frame *f)
{
    const struct chart *c = f->c;
    for (int i = 0; i < c->n; i++)
        if (!chart_has_place(c->lines[0].y[i], chart_floor(c)))
            return;
    buf_puts(f->out, "<path class=\"chart-area-1\" d=\"");
    put_path(f, 0, true);
    chart_put_point(f->out, 'L', chart_x_of(f, f->last), chart_y_of(f, 0));
    chart_put_point(f->out, 'L', chart_x_of(f, f->first), chart_y_of(f, 0));
    buf_puts(f->out, "Z\"/>");
}
