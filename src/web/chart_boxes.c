/* chart_boxes.c: draws distributions as boxes; see chart_draw.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/chart_draw.h"

#include "base/num.h"

enum { BOX_HALF = 9 };

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
    double left = (CHART_LEFT - r->zero) / r->unit, right = (r->width - CHART_RIGHT - r->zero) / r->unit;
    for (double k = ceil(left / step); k * step <= right; k++) {
        double x = r->zero + r->unit * k * step;
        chart_put_line(r->out, "chart-grid", x, r->y - CHART_BOX_ROW / 2 + 6, x, r->y + BOX_HALF + 6);
        chart_put_label(r->out, "middle", x, r->y + BOX_HALF + 19, k * step < -step / 2 ? "−" : "",
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
    chart_put_text(r->out, box->about);
    buf_puts(r->out, "</title>");
    for (int i = 0; i < box->n_points; i++)
        chart_put_circle(r->out, r->zero + r->unit * box->points[i], r->y, "2.2", NULL);
    chart_put_line(r->out, "chart-edge", low, r->y, from, r->y);
    chart_put_line(r->out, "chart-edge", to, r->y, high, r->y);
    chart_put_line(r->out, "chart-edge", low, r->y - 4, low, r->y + 4);
    chart_put_line(r->out, "chart-edge", high, r->y - 4, high, r->y + 4);
    for (int filled = 1; filled >= 0; filled--) {
        buf_printf(r->out, "<path class=\"%s\" d=\"", filled ? "chart-area-1" : "chart-edge");
        chart_put_point(r->out, 'M', from, top);
        chart_put_point(r->out, 'L', to, top);
        chart_put_point(r->out, 'L', to, bottom);
        chart_put_point(r->out, 'L', from, bottom);
        buf_puts(r->out, "Z\"/>");
    }
    chart_put_line(r->out, "chart-line-1", middle, top, middle, bottom);
    buf_puts(r->out, "</g>");
}

void chart_draw_boxes(struct buf *out, const struct chart *c, double width)
{
    double inside = width - CHART_LEFT - CHART_RIGHT, below = share_below(c), zero = CHART_LEFT + below * inside;
    chart_put_line(out, "chart-zero", zero, 6, zero, c->n_boxes * CHART_BOX_ROW - 6);
    for (int i = 0; i < c->n_boxes; i++) {
        const struct chart_box *box = &c->boxes[i];
        struct box_row r = {
            .out = out, .c = c, .box = box, .y = (i + 0.5) * CHART_BOX_ROW - 6, .zero = zero, .width = width};
        r.unit =
            fmin(below * inside / fmax(reach_below(box), 1e-12), (1 - below) * inside / fmax(reach_above(box), 1e-12)) *
            0.98;
        chart_put_label(out, "end", CHART_LEFT - 10, r.y + 1, NULL, box->label, NULL);
        chart_put_label(out, "end", CHART_LEFT - 10, r.y + 15, NULL, box->sub, NULL);
        draw_box_axis(&r, chart_nice_step(inside / r.unit));
        draw_box(&r);
    }
}
