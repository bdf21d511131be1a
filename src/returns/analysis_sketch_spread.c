/* analysis_sketch_spread.c: the charts of an analysis that show how returns are spread, and those of points. See analysis_sketch.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/analysis_sketch.h"

#include <math.h>

#include "base/day.h"
#include "base/num.h"
#include "returns/sheet_view.h"

enum { YEAR_DAYS = 365 };

/* ---- by the calendar ---- */

/* The years of the table, each on its middle; a line for the mean of the whole ones. */
bool sketch_years(struct sketch *s)
{
    const struct returns_result *r = s->one;
    size_t n = r->n_year_ends, whole = 0;
    int32_t *day = arena_array(s->arena, n, sizeof *day);
    double sum = 0;
    bool has_other = false;
    if (n < 2)
        return false;
    s->chart->day = day;
    s->chart->n = (int)n;
    double *own = sketch_values(s), *other = sketch_values(s), *mean = sketch_values(s);
    for (size_t i = 0; i < n; i++) {
        const struct returns_year *y = &r->year_end[i];
        day[i] = day_from_civil(y->year, 7, 1);
        own[i] = y->own * 100;
        other[i] = y->other * 100;
        has_other = has_other || isfinite(y->other);
        sum += y->is_partial ? 0 : own[i];
        whole += !y->is_partial;
    }
    for (size_t i = 0; i < n; i++)
        mean[i] = whole ? sum / (double)whole : NAN;
    *s->chart = (struct chart){.day = day,
                               .n = (int)n,
                               .lines = s->lines,
                               .x_name = "Year",
                               .suffix = " %",
                               .bars = true,
                               .beside = true,
                               .n_bars = has_other ? 2 : 1,
                               .bar_days = YEAR_DAYS,
                               .bar_decimals = 1};
    sketch_line(s, r->name, own);
    if (has_other)
        sketch_line(s, s->analysis->benchmark_name, other);
    sketch_line(s, "Mean of the whole years", mean);
    return true;
}

static double normal_density(double x, double mean, double deviation)
{
    double z = (x - mean) / deviation;
    return exp(-z * z / 2) / (deviation * sqrt(2 * M_PI));
}

/* The first percentile (type 7) of the whole months; NaN where these are too few to stand beside the normal. */
static double first_percent(const struct returns_result *r, int months)
{
    if (r->quantiles_of != months || r->n_quantiles < 2)
        return NAN;
    double rank = 0.01 * (double)(r->n_quantiles - 1);
    const struct returns_quantile *q = &r->quantile[(size_t)rank];
    return q[0].value + (rank - floor(rank)) * (q[1].value - q[0].value);
}

/* Whole months; rules where the mean is and where the worst twentieth and hundredth begin. */
bool sketch_histogram(struct sketch *s)
{
    enum { RULES = 3 };
    int months = 0;
    while (returns_distribution_period[months] != FREQUENCY_MONTHLY)
        months++;
    const struct returns_histogram *h = &s->one->histogram[months];
    const struct returns_summary *of = &s->one->distribution[months].of;
    if (h->bins == 0)
        return false;
    s->chart->n = (int)h->bins;
    double *x = sketch_values(s), *count = sketch_values(s), *curve = sketch_values(s);
    for (size_t k = 0; k < h->bins; k++) {
        double middle = h->from + ((double)k + 0.5) * h->width;
        x[k] = middle * 100;
        count[k] = (double)h->count[k];
        curve[k] = of->deviation > 0 ? normal_density(middle, of->mean, of->deviation) * h->width * (double)of->n : NAN;
    }
    struct chart_rule *rules = arena_array(s->arena, RULES, sizeof *rules);
    double p1 = first_percent(s->one, months);
    rules[0] = (struct chart_rule){of->mean * 100, "mean"};
    rules[1] = (struct chart_rule){of->p5 * 100, "VaR 95 %"};
    rules[2] = (struct chart_rule){p1 * 100, "VaR 99 %"};
    s->chart->x = x;
    s->chart->x_name = "Month's return around";
    s->chart->x_suffix = " %";
    s->chart->bars = true;
    s->chart->n_bars = 1;
    s->chart->rules = rules;
    s->chart->n_rules = h->bins < 2 ? 0 : isfinite(p1) ? RULES : RULES - 1;
    sketch_line(s, "Months", count);
    if (of->deviation > 0)
        sketch_line(s, "Normal", curve);
    return true;
}

/* A column of the triangle over the ends of its periods, or a row of it over their beginnings. */
bool sketch_held(struct sketch *s)
{
    const struct analysis_line *line = &s->as->line;
    const struct returns_triangle *t = &s->one->shown;
    const double *cell = t->cell[line->matrix];
    bool is_column = line->start > 0, is_number = line->matrix == RETURNS_MATRIX_RATIO;
    size_t first = is_column ? (size_t)line->start - 1 : 0, last = is_column ? t->m - 1 : (size_t)line->end - 1;
    if (!(line->start || line->end) || !cell || (size_t)line->start > t->m || (size_t)line->end > t->m)
        return false;
    s->chart->n = (int)(last - first + 1);
    int32_t *day = arena_array(s->arena, (size_t)s->chart->n, sizeof *day);
    double *y = sketch_values(s);
    for (size_t k = first; k <= last; k++) {
        const struct series_period *row = &t->period[k].row;
        double x = cell[is_column ? returns_matrix_at(first, k) : returns_matrix_at(k, last)];
        day[k - first] = s->one->level.day[is_column ? row->to : row->from];
        y[k - first] = is_number ? x : x * 100;
    }
    s->chart->day = day;
    s->chart->suffix = is_number ? NULL : " %";
    sketch_line(s, analysis_matrix_name[line->matrix], y);
    return s->chart->n_lines > 0 && s->chart->n > 1;
}

/* From the length of a holding to what it brought. */
bool sketch_holdings(struct sketch *s)
{
    enum { LINES = 5, LEAST = 3 };
    static const char *const labels[LINES] = {"best", "75 %", "Median", "25 %", "Worst"};
    const struct returns_triangle *t = &s->one->shown;
    double *line[LINES];
    if (t->n_holdings < LEAST)
        return false;
    s->chart->n = (int)t->n_holdings;
    double *length = sketch_values(s);
    for (int l = 0; l < LINES; l++)
        line[l] = sketch_values(s);
    for (size_t i = 0; i < t->n_holdings; i++) {
        const struct returns_summary *of = &t->holding[i].of;
        const double x[LINES] = {of->best, of->p75, of->median, of->p25, of->worst};
        length[i] = (double)t->holding[i].length;
        for (int l = 0; l < LINES; l++)
            line[l][i] = x[l] * 100;
    }
    s->chart->x = length;
    s->chart->x_name = "Length of holding";
    s->chart->x_suffix = s->one->matrix_step == FREQUENCY_YEARLY      ? " y"
                         : s->one->matrix_step == FREQUENCY_QUARTERLY ? " q"
                                                                      : " m";
    s->chart->suffix = " %";
    s->chart->fan = true;
    for (int l = 0; l < LINES; l++)
        sketch_line(s, labels[l], line[l]);
    return true;
}

/* What 10,000 becomes from the last row on. */
bool sketch_futures(struct sketch *s)
{
    static const char *const labels[STATS_FAN] = {"5 %", "25 %", "Median", "75 %", "95 %"};
    static const double even = SKETCH_GROWN;
    const struct returns_fan *fan = &s->one->fan;
    s->chart->n = (int)fan->n;
    if (!fan->how.paths)
        return false;
    double *years = sketch_values(s);
    for (size_t i = 0; i < fan->n; i++)
        years[i] = (double)i / fan->steps;
    s->chart->x = years;
    s->chart->x_name = "Years from the last row";
    s->chart->x_suffix = " y";
    s->chart->log_y = !s->as->linear;
    s->chart->even = &even;
    s->chart->fan = true;
    for (int l = STATS_FAN - 1; l >= 0; l--) {
        double *y = sketch_values(s);
        for (size_t i = 0; i < fan->n; i++)
            y[i] = fan->point[i].level[l] * SKETCH_GROWN;
        sketch_line(s, labels[l], y);
    }
    return s->chart->n_lines == STATS_FAN;
}

/* ---- boxes ---- */

static const char *percent_text(struct arena *arena, double fraction)
{
    return num_percent(arena, fraction * 100, 2);
}

static void box_add(struct sketch *s, struct chart_box *box, const char *name, const struct returns_distribution *d)
{
    struct arena *a = s->arena;
    double *points = arena_array(a, 2 * (size_t)RETURNS_OUTLIERS_KEPT, sizeof *points);
    *box = (struct chart_box){.label = name,
                              .sub = num_group(a, (double)d->of.n, 0),
                              .low = d->low_whisker * 100,
                              .p25 = d->of.p25 * 100,
                              .median = d->of.median * 100,
                              .p75 = d->of.p75 * 100,
                              .high = d->high_whisker * 100,
                              .points = points};
    for (int i = 0; i < RETURNS_OUTLIERS_KEPT; i++) {
        if (isfinite(d->low_outlier[i]))
            points[box->n_points++] = d->low_outlier[i] * 100;
        if (isfinite(d->high_outlier[i]))
            points[box->n_points++] = d->high_outlier[i] * 100;
    }
    box->about = arena_printf(a,
                              "%s: the half in the middle from %s to %s, the median %s; whiskers from %s to %s; beyond "
                              "them %zu below and %zu above",
                              name, percent_text(a, d->of.p25), percent_text(a, d->of.p75),
                              percent_text(a, d->of.median), percent_text(a, d->low_whisker),
                              percent_text(a, d->high_whisker), d->low_outliers, d->high_outliers);
}

/* Rows have a box of their own where they are days, or come at no regular pace. */
bool sketch_boxes(struct sketch *s)
{
    enum { FEWEST = 4 };
    static const char *const names[RETURNS_DISTRIBUTIONS] = {"Days", "Weeks", "Months", "Quarters", "Years"};
    enum frequency own = s->one->terms.frequency;
    struct chart_box *boxes = arena_array(s->arena, RETURNS_DISTRIBUTIONS, sizeof *boxes);
    for (int i = own > FREQUENCY_DAILY ? 1 : 0; i < RETURNS_DISTRIBUTIONS; i++)
        if (s->one->distribution[i].of.n >= FEWEST)
            box_add(s, &boxes[s->chart->n_boxes++], i || own == FREQUENCY_DAILY ? names[i] : "Rows",
                    &s->one->distribution[i]);
    s->chart->boxes = boxes;
    s->chart->suffix = " %";
    return s->chart->n_boxes > 0;
}

/* ---- points ---- */

static struct chart_point *point_add(struct sketch *s, struct chart_point *points, double x, double y,
                                     const char *label, bool named)
{
    if (isfinite(x) && isfinite(y))
        points[s->chart->n_points++] =
            (struct chart_point){x, y, utf8_shorten(s->arena, label, SKETCH_NAME_MOST), named};
    return points;
}

/* The line through the points that is nearest to them in y, from the leftmost to the rightmost. */
static void fit(struct sketch *s, const struct chart_point *points)
{
    int n = s->chart->n_points;
    double mx = 0, my = 0, xx = 0, xy = 0, *x = arena_array(s->arena, 2, sizeof *x),
           *y = arena_array(s->arena, 2, sizeof *y);
    x[0] = INFINITY;
    x[1] = -INFINITY;
    for (int i = 0; i < n; i++) {
        mx += points[i].x / n;
        my += points[i].y / n;
        x[0] = fmin(x[0], points[i].x);
        x[1] = fmax(x[1], points[i].x);
    }
    for (int i = 0; i < n; i++) {
        xx += (points[i].x - mx) * (points[i].x - mx);
        xy += (points[i].x - mx) * (points[i].y - my);
    }
    if (n < 3 || !(xx > 0))
        return;
    for (int i = 0; i < 2; i++)
        y[i] = my + xy / xx * (x[i] - mx);
    s->chart->x = x;
    s->chart->n = 2;
    sketch_line(s, arena_printf(s->arena, "Slope %s", num_group(s->arena, xy / xx, 2)), y);
}

bool sketch_scatter(struct sketch *s)
{
    static const char *const month[12] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const struct returns_result *r = s->one;
    if (!r->month_difference || !sketch_benchmark_varies(r))
        return false;
    struct chart_point *points = arena_array(s->arena, 12 * r->n_years, sizeof *points);
    for (size_t i = 0; i < r->n_years; i++)
        for (int m = 0; m < 12; m++) {
            double own = r->month[i].cell[m] * 100, other = own - r->month_difference[i].cell[m] * 100;
            if (!(r->month_difference[i].partial >> m & 1))
                point_add(s, points, other, own, arena_printf(s->arena, "%s %d", month[m], (int)r->month[i].year),
                          false);
        }
    s->chart->points = points;
    s->chart->x_name = utf8_shorten(s->arena, s->analysis->benchmark_name, SKETCH_NAME_MOST);
    s->chart->y_name = utf8_shorten(s->arena, r->name, SKETCH_NAME_MOST);
    s->chart->suffix = s->chart->x_suffix = " %";
    fit(s, points);
    return s->chart->n_points > 2;
}

bool sketch_risk_return(struct sketch *s)
{
    const struct returns_analysis *a = s->analysis;
    struct chart_point *points = arena_array(s->arena, (size_t)a->n + 1, sizeof *points);
    for (int k = 0; k < a->n; k++) {
        const double *value = a->series[k].metrics.value;
        point_add(s, points, value[RETURNS_VOLATILITY] * 100, value[RETURNS_CAGR] * 100, a->series[k].name, true);
    }
    const double *value = a->series[0].metrics.value;
    if (!sketch_benchmark_is_there(a))
        point_add(s, points, value[RETURNS_BENCHMARK_VOLATILITY] * 100, value[RETURNS_BENCHMARK_CAGR] * 100,
                  a->benchmark_name, true);
    s->chart->points = points;
    s->chart->x_name = "Volatility";
    s->chart->y_name = "CAGR";
    s->chart->suffix = s->chart->x_suffix = " %";
    return s->chart->n_points > 1;
}

bool sketch_capture(struct sketch *s)
{
    static const double even = 1;
    const struct returns_analysis *a = s->analysis;
    struct chart_point *points = arena_array(s->arena, (size_t)a->n + 1, sizeof *points);
    for (int k = 0; a->n > 1 && k < a->n; k++) {
        const double *value = a->series[k].metrics.value;
        point_add(s, points, value[RETURNS_DOWN_CAPTURE_MONTHLY], value[RETURNS_UP_CAPTURE_MONTHLY], a->series[k].name,
                  true);
    }
    if (s->chart->n_points && !sketch_benchmark_is_there(a))
        point_add(s, points, 1, 1, a->benchmark_name, true);
    s->chart->even = &even;
    s->chart->points = points;
    s->chart->x_name = "Share of falls";
    s->chart->y_name = "Share of rises";
    return s->chart->n_points > 1;
}

/* The line is drawn from the lowest to the highest point. */
bool sketch_quantiles(struct sketch *s)
{
    enum { FEWEST = 8 };
    const struct returns_result *r = s->one;
    size_t n = r->n_quantiles;
    if (n < FEWEST)
        return false;
    struct chart_point *points = arena_array(s->arena, n, sizeof *points);
    double *x = arena_array(s->arena, 2, sizeof *x), *y = arena_array(s->arena, 2, sizeof *y);
    for (size_t i = 0; i < n; i++) {
        char day[DAY_TEXT];
        const struct returns_quantile *q = &r->quantile[i];
        point_add(s, points, q->normal, q->value * 100,
                  arena_printf(s->arena, "%s: %s", day_text(q->end, day), percent_text(s->arena, q->value)), false);
    }
    for (size_t k = 0; k < 2; k++) {
        x[k] = r->quantile[k ? n - 1 : 0].normal;
        y[k] = returns_quantile_line(&r->distribution[r->quantiles_of], x[k]) * 100;
    }
    s->chart->points = points;
    s->chart->x = x;
    s->chart->n = 2;
    s->chart->x_name = "Normal quantile";
    s->chart->y_name = "Return";
    s->chart->suffix = " %";
    sketch_line(s, "Normal, same quartiles", y);
    return true;
}
