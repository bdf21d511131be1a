/* chart_svg.h: charts as SVG, written on the server: lines, areas, fans, sticks, bars and candles over days or numbers, points,
 * and boxes. Looks come from classes alone (chart, chart-axis, chart-grid, chart-line-1 …, chart-bar-1 …, chart-area-1,
 * chart-edge, chart-stick, chart-span, chart-point, chart-zero, chart-candle-up, chart-candle-down, chart-rule, chart-marker-up,
 * chart-marker-down, chart-marker-diamond), so that light, dark and print are matters of the style sheet.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_CHART_SVG_H
#define WEB_CHART_SVG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct chart_line {
    const char *label;   /* shown in the legend */
    const double *y;     /* n values; what is not finite (or not above 0 on a log scale) leaves a gap */
};

struct chart_marker {
    int32_t day;
    double y;
    bool up;             /* a triangle pointing up, or down */
    const char *label;   /* its tooltip */
    bool diamond;        /* neither up nor down: a diamond on the point */
};

/* A place on the x axis that is named: a dashed line from top to bottom. */
struct chart_rule {
    double x;            /* a day, or a number where the axis has numbers */
    const char *label;
};

/* A height that is named: a dashed line across, where the chart reaches it. */
struct chart_level {
    double y;
    const char *label;   /* left out where it would stand on the one above */
};

/* A stretch of the x axis, shaded from top to bottom: days, or numbers where the axis has numbers. */
struct chart_span {
    double from, to;
};

/* A point of its own, not on a line; of charts over numbers. */
struct chart_point {
    double x, y;
    const char *label;   /* its tooltip */
    bool named;          /* the label stands beside it, too */
};

/* n values each. */
struct chart_candles {
    const double *open, *high, *low, *close;
};

/* A distribution: its half in the middle as a box, its whiskers, and points beyond these. */
struct chart_box {
    const char *label, *sub, *about; /* beside it, the second line smaller; about: its tooltip */
    double low, p25, median, p75, high; /* low, high: where the whiskers end */
    const double *points;            /* n_points */
    int n_points;
};

struct chart {
    const char *title, *description; /* for who cannot see it */
    const char *told;                /* what static/js/chart.js tells of it, where the page has no address for that; or NULL */
    int width, height;               /* of the view box; 0: 800 by 320 */
    bool log_y;
    const char *prefix, *suffix;     /* around the numbers of the y axis: "$", " %"; may be NULL */
    const int32_t *day;              /* n days, ascending */
    const double *x;                 /* or n numbers, ascending, with what stands around them; then day is NULL */
    const char *x_prefix, *x_suffix;
    const char *x_name, *y_name;     /* what the axes tell, of figures of points and of numbers; may be NULL */
    int n;
    const struct chart_line *lines;
    int n_lines;                     /* the first one is chart-line-1 */
    bool fan;                        /* five lines, the highest first: the inner and the outer two are edges of areas about the third */
    bool sticks;                     /* the first line as a stick from 0 on every day */
    const double *even;              /* a value that has a line across as 0 has, or NULL */
    bool area;                       /* the first line is filled down (or up) to 0 (chart-area-1) */
    bool bars;                       /* no lines: a bar a day, the values (finite, at least 0) on top of each other (chart-bar-1 …) */
    bool beside;                     /* of bars: next to each other instead, from 0 up or down; what is not finite has none */
    int n_bars;                      /* of bars: so many of the first lines are bars, the others lines on top; 0: all are bars */
    int bar_days, bar_decimals;      /* of bars: how many days each stands for (0: 1; of numbers as far as they are apart), and the
                                      * digits of its tooltip's number */
    const struct chart_candles *candles; /* beside or instead of lines: a rising one is chart-candle-up; NULL: none */
    const struct chart_box *boxes;   /* instead of all else: one below the other, 0 on one line, each on a scale of its own */
    int n_boxes;
    const struct chart_span *spans;
    int n_spans;
    const struct chart_point *points;
    int n_points;
    const struct chart_rule *rules;
    int n_rules;
    const struct chart_level *levels; /* the highest first */
    int n_levels;
    const struct chart_marker *markers; /* of charts over days */
    int n_markers;
};

/* What row i is called on the x axis: a date, the month, quarter or year that its bar stands for, or a number with what
 * stands around it. */
const char *chart_x_text(struct arena *, const struct chart *, int i);

/* How many days may lie between two rows before a line has a gap there: twenty times as many as on the average. */
double chart_longest_step(const int32_t *day, int n);

/* Append the <svg> element. A line keeps the least and the greatest value of each of at most 480 spans of days (160 where it
 * is narrow), so no spike is lost. Without anything to draw, the frame and its title are written. */
void chart_svg_write(struct buf *, const struct chart *);
/* The same twice, for charts that stay as the server drew them: as wide as asked for (chart-wide) and drawn anew for a telephone,
 * where the other's letters would be too small (chart-narrow). The style sheet shows one of them. */
void chart_svg_write_both(struct buf *, const struct chart *);
/* The same as a file of its own: with its title over it and its colours in it, for light paper, so that it stands alone. */
void chart_svg_write_file(struct buf *, const struct chart *);
/* Both, on the arena. */
const struct buf *chart_svg_draw(struct arena *, const struct chart *);

/* Append a small line without axes, 120 by 32, for a cell of a table: its title is said to who cannot see it. Values that are not
 * finite leave a gap. */
void chart_spark_write(struct buf *, const char *title, const double *y, int n);

#endif
