/* chart_marks.c: draws what is marked on a chart: stretches, rules, levels, points with their names, and markers; see
 * chart_draw.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/chart_draw.h"

enum { POINTS_TOLD = 100 };

void chart_draw_spans(struct chart_frame *f)
{
    for (int s = 0; s < f->c->n_spans; s++) {
        double from = chart_x_of(f, fmax(f->c->spans[s].from, f->first)),
               to = chart_x_of(f, fmin(f->c->spans[s].to, f->last));
        if (from >= to)
            continue;
        buf_puts(f->out, "<path class=\"chart-span\" d=\"");
        chart_put_point(f->out, 'M', from, f->top);
        chart_put_point(f->out, 'L', to, f->top);
        chart_put_point(f->out, 'L', to, f->height - CHART_BOTTOM);
        chart_put_point(f->out, 'L', from, f->height - CHART_BOTTOM);
        buf_puts(f->out, "Z\"/>");
    }
}

/* Whether a label of this width right of the rule would run into the frame or into another rule. */
static bool is_cramped(const struct chart_frame *f, const struct chart_rule *rule, double room)
{
    double x = chart_x_of(f, rule->x);
    for (int r = 0; r < f->c->n_rules; r++) {
        double other = chart_x_of(f, f->c->rules[r].x);
        if (other > x && other < x + room)
            return true;
    }
    return x + room > f->width - CHART_RIGHT;
}

/* Labels of neighbours stand on lines of their own, and on the side where there is room. */
void chart_draw_rules(struct chart_frame *f)
{
    for (int r = 0; r < f->c->n_rules; r++) {
        const struct chart_rule *rule = &f->c->rules[r];
        double x = chart_x_of(f, rule->x);
        if (rule->x < f->first || rule->x > f->last)
            continue;
        chart_put_line(f->out, "chart-rule", x, f->top, x, f->height - CHART_BOTTOM);
        double room = 8 + 7.0 * (double)utf8_length(str_of(rule->label));
        bool right = x - room < CHART_LEFT || !is_cramped(f, rule, room);
        double y = f->c->bars ? f->top + 11 + r % 3 * 14 : f->height - CHART_BOTTOM - 8 - r % 4 * 15;
        chart_put_label(f->out, right ? "start" : "end", x + (right ? 4 : -4), y, NULL, rule->label, NULL);
    }
}

void chart_draw_levels(struct chart_frame *f)
{
    enum { LETTERS = 14 };
    double last = -INFINITY;
    for (int l = 0; l < f->c->n_levels; l++) {
        double scaled = chart_on_scale(f->c, f->c->levels[l].y), y = chart_y_of(f, scaled);
        if (!(scaled >= f->low && scaled <= f->high))
            continue;
        chart_put_line(f->out, "chart-rule", CHART_LEFT, y, f->width - CHART_RIGHT, y);
        if (y - last < LETTERS)
            continue;
        chart_put_label(f->out, "end", f->width - CHART_RIGHT - 4, y - 4, NULL, f->c->levels[l].label, NULL);
        last = y;
    }
}

/* Where a name stands. */
struct place {
    double from, to, y;
};

/* The height nearest to its own at which the n-th name is on none of those before it. */
static double free_height(const struct chart_frame *f, const struct place *taken, int n)
{
    enum { ROW = 13 };
    const struct place *wanted = &taken[n];
    for (int k = 0; k <= 2 * n; k++) {
        double y = wanted->y + (k % 2 ? -1 : 1) * ((k + 1) / 2) * ROW;
        bool is_free = y > f->top && y < f->height - CHART_BOTTOM;
        for (int i = 0; i < n; i++)
            is_free = is_free &&
                      (fabs(taken[i].y - y) >= ROW - 1 || taken[i].to < wanted->from || taken[i].from > wanted->to);
        if (is_free)
            return y;
    }
    return wanted->y;
}

/* Of a cloud of points only the script tells which is which: the words of all would be most of the page. */
void chart_draw_points(struct chart_frame *f)
{
    struct place *taken = arena_array(f->out->arena, (size_t)f->c->n_points, sizeof *taken);
    int n = 0;
    for (int i = 0; i < f->c->n_points; i++) {
        const struct chart_point *p = &f->c->points[i];
        double scaled = chart_on_scale(f->c, p->y);
        if (isnan(scaled))
            continue;
        double x = chart_x_of(f, p->x), y = chart_y_of(f, scaled);
        chart_put_circle(f->out, x, y, p->named ? "4" : "2.2",
                         p->named || f->c->n_points <= POINTS_TOLD ? p->label : NULL);
        bool left = x > f->width - CHART_RIGHT - 120;
        if (!p->named)
            continue;
        double wide = CHART_LETTER * (double)utf8_length(str_of(p->label)), at = x + (left ? -7 : 7);
        taken[n] = (struct place){left ? at - wide : at, left ? at : at + wide, y + 4};
        taken[n].y = free_height(f, taken, n);
        chart_put_label(f->out, left ? "end" : "start", at, taken[n++].y, NULL, p->label, NULL);
    }
}

/* The outline of a marker at x, whose point on the line is y. */
static void put_marker(struct buf *out, const struct chart_marker *m, double x, double y)
{
    double base = m->up ? y + 2 * CHART_MARK : y - 2 * CHART_MARK;
    if (m->diamond) {
        chart_put_point(out, 'M', x, y - CHART_MARK);
        chart_put_point(out, 'L', x + CHART_MARK, y);
        chart_put_point(out, 'L', x, y + CHART_MARK);
        chart_put_point(out, 'L', x - CHART_MARK, y);
        return;
    }
    chart_put_point(out, 'M', x, y);
    chart_put_point(out, 'L', x - CHART_MARK, base);
    chart_put_point(out, 'L', x + CHART_MARK, base);
}

static void draw_marker(struct chart_frame *f, const struct chart_marker *m)
{
    double scaled = chart_on_scale(f->c, m->y), x = chart_x_of(f, m->day);
    if (isnan(scaled) || scaled < f->low || scaled > f->high || m->day < f->first || m->day > f->last)
        return;
    buf_printf(f->out, "<path class=\"chart-marker-%s\" d=\"", m->diamond ? "diamond" : m->up ? "up" : "down");
    put_marker(f->out, m, x, chart_y_of(f, scaled));
    buf_puts(f->out, "Z\"><title>");
    chart_put_text(f->out, m->label);
    buf_puts(f->out, "</title></path>");
}

void chart_draw_markers(struct chart_frame *f)
{
    for (int m = 0; m < f->c->n_markers; m++)
        draw_marker(f, &f->c->markers[m]);
}
