/* chart_svg.c: see chart_svg.h. It puts the parts of a drawing together; each is drawn by the file of its name
 * (chart_draw.h).
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/chart_svg.h"

#include "base/num.h"
#include "web/chart_draw.h"

enum { TOP = 28, NARROW_HEIGHT = 280 };

/* Boxes take the room that they need. */
static int height_of(const struct chart *c)
{
    return c->n_boxes ? c->n_boxes * CHART_BOX_ROW : c->height ? c->height : 320;
}

/* Where x and y are, for static/js/chart.js: the first x, its place, and the length of 1; the same of y, as it is drawn; and
 * whether that are logarithms. */
static void put_scales(struct chart_frame *f)
{
    const double scale[] = {f->first,  f->left, f->unit_x,  f->low, f->height - CHART_BOTTOM,
                            f->unit_y, f->top,  f->c->log_y};
    buf_puts(f->out, " data-scale=\"");
    for (size_t i = 0; i < sizeof scale / sizeof *scale; i++) {
        if (i)
            buf_putc(f->out, ' ');
        f->out->n += (size_t)num_write(round(scale[i] * 1e12) / 1e12, buf_room(f->out, NUM_TEXT)); /* short is fast */
    }
    buf_putc(f->out, '"');
}

static void put_words(struct buf *b, const struct chart *c)
{
    if (c->told) {
        buf_puts(b, " data-points=\"");
        chart_put_text(b, c->told);
        buf_putc(b, '"');
    }
    buf_puts(b, "><title>");
    chart_put_text(b, c->title);
    buf_puts(b, "</title><desc>");
    chart_put_text(b, c->description);
    buf_puts(b, "</desc>");
}

static void write_boxes(struct buf *b, const struct chart *c, const char *class, const char *more)
{
    int width = c->width ? c->width : 800;
    buf_printf(b, "<svg class=\"%s\" role=\"img\" viewBox=\"0 0 %d %d\" xmlns=\"http://www.w3.org/2000/svg\"%s", class,
               width, height_of(c), more);
    put_words(b, c);
    chart_draw_boxes(b, c, width);
    buf_puts(b, "</svg>");
}

/* `more`: attributes of the element. */
static void write_as(struct buf *b, const struct chart *c, const struct chart_outline *outline, const char *class,
                     const char *more)
{
    if (c->n_boxes) {
        write_boxes(b, c, class, more);
        return;
    }
    struct chart_frame f = {
        .out = b, .c = c, .outline = outline, .width = c->width ? c->width : 800, .height = height_of(c)};
    f.top = TOP + CHART_LEGEND_ROW * chart_legend_rows_more(&f);
    chart_find_scale(&f);
    buf_printf(b, "<svg class=\"%s\" role=\"img\" viewBox=\"0 0 %.0f %.0f\" xmlns=\"http://www.w3.org/2000/svg\"%s",
               class, f.width, f.height, more);
    if (!f.empty)
        put_scales(&f);
    put_words(b, c);
    if (!f.empty) {
        chart_draw_spans(&f);
        chart_draw_axes(&f);
    }
    if (!f.empty && !c->log_y && f.low < 0 && f.high > 0)
        chart_put_line(b, "chart-zero", CHART_LEFT, chart_y_of(&f, 0), f.width - CHART_RIGHT, chart_y_of(&f, 0));
    if (!f.empty && c->even)
        chart_put_line(b, "chart-zero", CHART_LEFT, chart_y_of(&f, chart_on_scale(c, *c->even)), f.width - CHART_RIGHT,
                       chart_y_of(&f, chart_on_scale(c, *c->even)));
    chart_put_line(b, "chart-axis", CHART_LEFT, f.height - CHART_BOTTOM, f.width - CHART_RIGHT,
                   f.height - CHART_BOTTOM);
    chart_put_line(b, "chart-axis", CHART_LEFT, f.top, CHART_LEFT, f.height - CHART_BOTTOM);
    if (c->bars)
        chart_draw_bars(&f);
    if (c->candles && !f.empty)
        chart_draw_candles(&f);
    if (c->area && c->n_lines && !f.empty)
        chart_draw_area(&f);
    if (c->fan && !f.empty)
        chart_draw_fan(&f);
    if (c->sticks && !f.empty)
        chart_draw_sticks(&f);
    for (int l = c->sticks ? 1 : chart_bars_of(c); l < c->n_lines && !f.empty; l++)
        chart_draw_line(&f, l);
    chart_draw_points(&f);
    if (!f.empty) {
        chart_draw_levels(&f);
        chart_draw_rules(&f);
        chart_draw_markers(&f);
    }
    buf_puts(b, "</svg>");
}

void chart_svg_write(struct buf *b, const struct chart *c)
{
    struct chart_outline outline = chart_outline_find(b->arena, c);
    write_as(b, c, &outline, "chart", "");
}

void chart_svg_write_both(struct buf *b, const struct chart *c)
{
    struct chart narrow = *c;
    narrow.told = NULL;
    narrow.width = CHART_NARROW;
    narrow.height = NARROW_HEIGHT;
    struct chart_outline outline = chart_outline_find(b->arena, c);
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
    chart_put_text(b, c->title);
    buf_puts(b, "</text>");
    struct chart_outline outline = chart_outline_find(b->arena, c);
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
    chart_put_text(b, title);
    buf_puts(b, "</title><path class=\"chart-line-1\" fill=\"none\" d=\"");
    for (int i = 0; i < n; i++) {
        double x = n > 1 ? EDGE + (WIDTH - 2.0 * EDGE) * i / (n - 1) : WIDTH / 2.0;
        double share = high > low ? (y[i] - low) / (high - low) : 0.5;
        if (isfinite(y[i]))
            chart_put_point(b, drawing ? 'L' : 'M', x, HEIGHT - EDGE - (HEIGHT - 2.0 * EDGE) * share);
        drawing = isfinite(y[i]);
    }
    buf_puts(b, "\"/></svg>");
}
