/* chart_bars.c: draws bars and candles; see chart_draw.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/chart_draw.h"

#include "base/day.h"
#include "base/num.h"

enum { LEAST_BAR = 2 }; /* wide, so that it is seen */

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

static void draw_bar(struct chart_frame *f, int i, int l, double from, double to)
{
    int beside = f->c->beside ? chart_bars_of(f->c) : 1;
    double width = fmax(0.8 * f->unit_x * chart_place_of(f) / beside, LEAST_BAR);
    double left = chart_x_of(f, chart_x_at(f->c, i)) - width * beside / 2 + (f->c->beside ? l * width : 0),
           right = left + width;
    buf_printf(f->out, "<path class=\"chart-bar-%d\" d=\"", l + 1);
    chart_put_point(f->out, 'M', left, chart_y_of(f, from));
    chart_put_point(f->out, 'L', left, chart_y_of(f, to));
    chart_put_point(f->out, 'L', right, chart_y_of(f, to));
    chart_put_point(f->out, 'L', right, chart_y_of(f, from));
    buf_puts(f->out, "Z\"><title>");
    chart_put_text(f->out, chart_x_text(f->out->arena, f->c, i));
    buf_puts(f->out, ", ");
    chart_put_text(f->out, f->c->lines[l].label);
    buf_puts(f->out, ": ");
    chart_put_text(f->out, f->c->prefix);
    buf_puts(f->out, num_group(f->out->arena, to - from, f->c->bar_decimals));
    chart_put_text(f->out, f->c->suffix);
    buf_puts(f->out, "</title></path>");
}

void chart_draw_bars(struct chart_frame *f)
{
    const struct chart *c = f->c;
    for (int i = 0; i < c->n; i++) {
        double top = 0;
        for (int l = 0; l < chart_bars_of(c); l++) {
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
static void draw_candles(struct chart_frame *f, bool rising)
{
    const struct chart_candles *k = f->c->candles;
    double half = 0.35 * (f->width - CHART_LEFT - CHART_RIGHT) / (f->c->n > 0 ? f->c->n : 1);
    half = half > 8 ? 8 : half;
    buf_printf(f->out, "<path class=\"chart-candle-%s\" d=\"", rising ? "up" : "down");
    for (int i = 0; i < f->c->n; i++) {
        double open = chart_on_scale(f->c, k->open[i]), close = chart_on_scale(f->c, k->close[i]),
               low = chart_on_scale(f->c, k->low[i]);
        double high = chart_on_scale(f->c, k->high[i]), x = chart_x_of(f, chart_x_at(f->c, i));
        if (isnan(open) || isnan(close) || isnan(low) || isnan(high) || (close >= open) != rising)
            continue;
        chart_put_point(f->out, 'M', x, chart_y_of(f, low));
        chart_put_point(f->out, 'L', x, chart_y_of(f, high));
        chart_put_point(f->out, 'M', x - half, chart_y_of(f, open));
        chart_put_point(f->out, 'L', x + half, chart_y_of(f, open));
        chart_put_point(f->out, 'L', x + half, chart_y_of(f, close));
        chart_put_point(f->out, 'L', x - half, chart_y_of(f, close));
        buf_putc(f->out, 'Z');
    }
    buf_puts(f->out, "\"/>");
}

void chart_draw_candles(struct chart_frame *f)
{
    draw_candles(f, true);
    draw_candles(f, false);
}
