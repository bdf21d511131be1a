/* chart_draw.h: what the files that draw a chart share, within web/chart_*.c alone: the frame of a drawing, where a value
 * stands in it, and writing it. chart_scale.c finds the frame, chart_put.c writes; the others draw what their names say,
 * in the units of the view box. Only numbers and literals go out as they are: every text of the caller's is escaped by
 * chart_put_text, because the template shows the result raw.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_CHART_DRAW_H
#define WEB_CHART_DRAW_H

#include <math.h>

#include "web/chart_svg.h"

enum {
    CHART_SPANS_NARROW = 160,
    CHART_SPANS_MAX = 3 * CHART_SPANS_NARROW, /* so that the narrow drawing's are made from them */
    CHART_NARROW = 400,                       /* wide; what is wider has the greater number of spans */
    CHART_LEFT = 72,                          /* how far the axes are from the edges */
    CHART_RIGHT = 16,
    CHART_BOTTOM = 28,
    CHART_MARK = 6,                           /* half a marker */
    CHART_LETTER = 7,                         /* wide at most, mostly */
    CHART_LEGEND_ROW = 16,
    CHART_BOX_ROW = 56,
    CHART_FAN_MIDDLE = 2                      /* of the lines of a fan */
};

/* The rows of the least and the greatest value of a stretch of a line; -1: none of its values has a place. */
struct chart_extremes {
    int low, high;
};

/* What is looked for once for all drawings of a chart. */
struct chart_outline {
    double longest;      /* days between two rows; more is a gap */
    bool has_gaps;
    const struct chart_extremes (*of)[CHART_SPANS_MAX]; /* of each line, where it has more rows than are drawn; else NULL */
};

struct chart_frame {
    struct buf *out;
    const struct chart *c;
    const struct chart_outline *outline;
    double width, height, top; /* top: below the names of the lines */
    double low, high;          /* of y, as drawn: logarithms on a log scale */
    double first, last;        /* of x: days, or the numbers of the axis */
    double unit_x, unit_y;     /* how far apart values of x, and of y as drawn, are that differ by 1; 0: there is but one x */
    double left;               /* where the first value of x is */
    bool empty;                /* no value has a place: there is no scale of y */
};

/* ---- where a value stands: asked for each of a thousand points a line, so not by a call ---- */

/* One decimal is a tenth of a unit of the view box: finer than any screen. */
static inline long chart_tenths(double x)
{
    return (long)(x * 10 + (x < 0 ? -0.5 : 0.5)); /* lround, without a call */
}

/* What a value must be above to have a place. */
static inline double chart_floor(const struct chart *c)
{
    return c->log_y ? 0 : -INFINITY;
}

static inline bool chart_has_place(double y, double floor)
{
    return y > floor && y < INFINITY; /* NaN is neither */
}

/* The value on the scale, or NaN where there is none. */
static inline double chart_on_scale(const struct chart *c, double y)
{
    if (!chart_has_place(y, chart_floor(c)))
        return NAN;
    return c->log_y ? log10(y) : y;
}

/* Of row i: its day, or its number. */
static inline double chart_x_at(const struct chart *c, int i)
{
    return c->x ? c->x[i] : c->day[i];
}

static inline double chart_x_of(const struct chart_frame *f, double x)
{
    return f->left + f->unit_x * (x - f->first);
}

static inline double chart_y_of(const struct chart_frame *f, double scaled)
{
    return f->height - CHART_BOTTOM - f->unit_y * (scaled - f->low);
}

/* Where days are missing for long, a line ends before row i and begins anew. */
static inline bool chart_is_gap(const struct chart *c, int i, double longest)
{
    return i > 0 && c->day[i] - c->day[i - 1] > longest;
}

/* Where stretch s of the rows begins, of so many. */
static inline int chart_span_start(const struct chart *c, int s, int spans)
{
    return (int)((int64_t)c->n * s / spans);
}

/* ---- chart_put.c ---- */

void chart_put_text(struct buf *, const char *); /* escaped; NULL is "" */
/* At most NUM_TEXT characters; returns where they end. No NUL is written. */
char *chart_write_tenths(char *to, long tenths);
void chart_put_tenths(struct buf *, long tenths);
/* A command of a path, 'M' or 'L', and its point. */
void chart_put_point(struct buf *, char command, double x, double y);
void chart_put_line(struct buf *, const char *class, double x1, double y1, double x2, double y2);
/* anchor: "start", "middle" or "end"; before and after may be NULL. */
void chart_put_label(struct buf *, const char *anchor, double x, double y, const char *before, const char *text,
                     const char *after);
/* With its tooltip, or without one: NULL. */
void chart_put_circle(struct buf *, double x, double y, const char *radius, const char *label);

/* ---- chart_scale.c ---- */

struct chart_outline chart_outline_find(struct arena *, const struct chart *);
/* Of the rows [from, to) of y. */
struct chart_extremes chart_extremes_find(const struct chart *, const double *y, int from, int to);
/* Of stretch s of line l; `spans` divides CHART_SPANS_MAX where the line has more rows than are drawn. */
struct chart_extremes chart_extremes_of_span(const struct chart_frame *, int l, int s, int spans);
/* The ranges of x and y and all that follows from them; the size of the frame, its top and its outline are known. */
void chart_find_scale(struct chart_frame *);
/* How many of the first lines are bars. */
int chart_bars_of(const struct chart *);
/* What each bar or candle has of the x axis, in days or numbers. */
double chart_place_of(const struct chart_frame *);

/* ---- the drawing, from the ground up; those from chart_draw_axes on, but bars and points, need a scale (not empty) ---- */

/* chart_axes.c */
double chart_nice_step(double range); /* 1, 2 or 5 times a power of ten: six or fewer fill the range */
int chart_legend_rows_more(const struct chart_frame *); /* than one */
void chart_draw_axes(struct chart_frame *);             /* grid, numbers, days and the names of the lines */

/* chart_lines.c */
void chart_draw_area(struct chart_frame *);
void chart_draw_fan(struct chart_frame *);
void chart_draw_sticks(struct chart_frame *);
void chart_draw_line(struct chart_frame *, int l);

/* chart_bars.c */
void chart_draw_bars(struct chart_frame *);
void chart_draw_candles(struct chart_frame *);

/* chart_marks.c */
void chart_draw_spans(struct chart_frame *);
void chart_draw_points(struct chart_frame *);
void chart_draw_levels(struct chart_frame *);
void chart_draw_rules(struct chart_frame *);
void chart_draw_markers(struct chart_frame *);

/* chart_boxes.c: all of them, in a row of CHART_BOX_ROW each. */
void chart_draw_boxes(struct buf *, const struct chart *, double width);

#endif
