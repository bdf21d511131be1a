/* result_timeline.c: a strip of all sessions, coloured by their status. Only numbers and words of this file go into the
 * drawing. See result_parts.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/day.h"
#include "base/num.h"
#include "margin/result_parts.h"

enum { WIDTH = 960, HEIGHT = 28, LEAST_WIDTH = 2 };

/* What statuses look like; the class is "chart-status-" and this word. */
static const char *look_of(enum bt_status status)
{
    switch (status) {
    case BT_ACTIVE:
    case BT_ENTERED:
        return "in";
    case BT_WAITING:
    case BT_WAITING_FRESH:
        return "waiting";
    case BT_INSUFFICIENT_EQUITY:
    case BT_OWES_BROKER:
        return "out";
    case BT_LIQUIDATED:
    case BT_LIQUIDATED_FRESH:
    case BT_SOLD_PART:
    case BT_MARGIN_CALL:
    case BT_STATUSES:
        break;
    }
    return "called";
}

/* A stretch of sessions that look alike; what is short is drawn as wide as an eye can see. */
static void put_stretch(struct buf *out, const struct backtest_answer *a, enum bt_status status, size_t from, size_t to)
{
    double scale = (double)WIDTH / (double)a->result.n, width = (double)(to - from) * scale;
    char first[DAY_TEXT], last[DAY_TEXT];
    buf_printf(out, "<rect class=\"chart-status-%s\" x=\"%.2f\" y=\"0\" width=\"%.2f\" height=\"%d\"><title>%s: %s",
               look_of(status), fmin((double)from * scale, WIDTH - LEAST_WIDTH), fmax(width, LEAST_WIDTH), HEIGHT,
               result_status_word(status), day_text(a->day[from], first));
    if (to - from > 1)
        buf_printf(out, " to %s", day_text(a->day[to - 1], last));
    buf_puts(out, "</title></rect>");
}

/* Long stretches first, so that a call of one day lies on top of the years around it. */
static void put_stretches(struct buf *out, const struct backtest_answer *a, bool calls)
{
    const double *status = a->result.column[BT_COL_POSITION_STATUS];
    size_t n = a->result.n, from = 0;
    for (size_t i = 1; i <= n; i++) {
        enum bt_status now = (enum bt_status)status[from];
        if (i < n && strcmp(look_of((enum bt_status)status[i]), look_of(now)) == 0)
            continue;
        if ((strcmp(look_of(now), "called") == 0) == calls)
            put_stretch(out, a, now, from, i);
        from = i;
    }
}

void result_timeline_show(struct view *v, struct arena *arena, const struct backtest_answer *a)
{
    if (!a->result.column[BT_COL_POSITION_STATUS])
        return;
    struct view *part = view_add(v, "TIMELINE");
    struct buf *out = ARENA_NEW(arena, struct buf);
    buf_init(out, arena, 8 * 1024);
    buf_printf(out,
               "<svg class=\"chart chart-timeline\" role=\"img\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\">"
               "<title>Status of every session</title>",
               WIDTH, HEIGHT);
    put_stretches(out, a, false);
    put_stretches(out, a, true);
    buf_puts(out, "</svg>");
    view_svg(part, "TIMELINE_SVG", out);
}
