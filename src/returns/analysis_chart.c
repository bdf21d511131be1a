/* analysis_chart.c: see analysis_chart.h. Each chart is described by one function; what the lines show was computed by the engines.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/analysis_chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/num.h"
#include "returns/sheet_view.h"
#include "web/chart_points.h"

enum {
    LINES_MAX = 10,
    FALLS_SHADED = 5,
    RISK_ROWS = 252,
    RISK_LEAST = 6,
    YEAR_DAYS = 365,
    GROWN = 10000,
    NAME_MOST = 28,
    POINTS_WITHIN = 300
};

const struct analysis_chart_info analysis_chart_info[ANALYSIS_CHARTS] = {
    [ANALYSIS_CHART_GROWTH] =
        {"growth", "Growth of 10,000",
         "What 10,000 became; a benchmark begins where the series stands on their first day together. Shaded: "
         "the five deepest falls.",
         true, 0},
    [ANALYSIS_CHART_DRAWDOWN] = {"drawdown", "Drawdown", "How far below the highest value so far, in percent.", true,
                                 0},
    [ANALYSIS_CHART_RELATIVE] =
        {"relative", "Against the benchmark",
         "Wealth over that of the benchmark, both 1 at the start: it rises where the series does better.", true, 0},
    [ANALYSIS_CHART_DIVIDENDS] = {"dividends", "Price and total return",
                                  "10,000 with dividends reinvested, and by prices alone.", false,
                                  RETURNS_TABLE_DIVIDENDS},
    [ANALYSIS_CHART_YEARS] = {"years", "Calendar years",
                              "Return of each year in percent; years at the ends may be partial.", false,
                              RETURNS_TABLE_CALENDAR},
    [ANALYSIS_CHART_HOLDINGS] = {"holdings", "By length of holding",
                                 "Return a year, in percent, of all holdings of so many periods, whenever they began: "
                                 "best, worst, and the half "
                                 "in the middle.",
                                 false, RETURNS_TABLE_MATRIX},
    [ANALYSIS_CHART_ROLLING] = {"rolling", "Rolling returns",
                                "Return a year, in percent, of every holding of so many years, where it ended.", false,
                                RETURNS_TABLE_ROLLING},
    [ANALYSIS_CHART_VOLATILITY] = {"volatility", "Rolling volatility", NULL, true, 0},
    [ANALYSIS_CHART_SHARPE] = {"sharpe", "Rolling Sharpe and Sortino ratio", NULL, false, 0},
    [ANALYSIS_CHART_BETA] = {"beta", "Rolling beta and correlation", NULL, false, 0},
    [ANALYSIS_CHART_HISTOGRAM] =
        {"histogram", "Months",
         "How many whole months brought what, in percent, beside a normal curve with their mean and deviation.", false,
         RETURNS_TABLE_DISTRIBUTION},
    [ANALYSIS_CHART_RETURNS] = {"returns", "Returns", "Every return, in percent.", false, 0},
    [ANALYSIS_CHART_SCATTER] =
        {"scatter", "Months against the benchmark",
         "Each point is a whole month, in percent; the line is the one that fits these months best.", false,
         RETURNS_TABLE_CALENDAR},
    [ANALYSIS_CHART_RISK_RETURN] = {"risk-return", "Risk and return", "CAGR over volatility, both in percent a year.",
                                    true, 0},
    [ANALYSIS_CHART_CAPTURE] =
        {"capture", "Capture",
         "Share of the benchmark's rises (upwards) and falls (to the right) that was taken part in; 1 is all of it.",
         true, 0},
};

enum analysis_chart analysis_chart_named(struct str id)
{
    for (int c = 0; c < ANALYSIS_CHARTS; c++)
        if (str_eq(id, analysis_chart_info[c].id))
            return (enum analysis_chart)c;
    return ANALYSIS_CHARTS;
}

struct analysis_memo {
    const struct returns_rolling_risk **risk; /* of each series, NULL until it is asked for */
};

struct analysis_memo *analysis_memo_new(struct arena *arena, const struct returns_analysis *a)
{
    struct analysis_memo *memo = ARENA_NEW(arena, struct analysis_memo);
    memo->risk = ARENA_ARRAY(arena, (size_t)a->n, const struct returns_rolling_risk *);
    memset(memo->risk, 0, (size_t)a->n * sizeof *memo->risk);
    return memo;
}

/* What is being described. */
struct sketch {
    struct arena *arena;
    const struct returns_analysis *analysis;
    const struct returns_result *one; /* of a chart of one series */
    const struct analysis_drawing *as;
    struct analysis_memo *memo;
    struct chart *chart;
    struct chart_line *lines; /* room for LINES_MAX */
};

static double *values_new(struct sketch *s)
{
    return arena_array(s->arena, (size_t)s->chart->n, sizeof(double));
}

/* One without any value is left out. */
static void line_add(struct sketch *s, const char *label, const double *y)
{
    int i = 0;
    while (i < s->chart->n && !isfinite(y[i]))
        i++;
    if (i < s->chart->n && s->chart->n_lines < LINES_MAX)
        s->lines[s->chart->n_lines++] = (struct chart_line){returns_name_cut(s->arena, label, NAME_MOST), y};
}

static const double *percent(struct sketch *s, const double *fraction)
{
    double *out = values_new(s);
    for (int i = 0; i < s->chart->n; i++)
        out[i] = fraction[i] * 100;
    return out;
}

/* ---- days ---- */

static void take_days(struct sketch *s, const struct level_series *level)
{
    s->chart->day = level->day;
    s->chart->n = (int)level->n;
}

static int by_day(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static bool have_the_same_days(const struct returns_analysis *a)
{
    for (int k = 1; k < a->n; k++)
        if (a->series[k].level.n != a->series[0].level.n ||
            memcmp(a->series[k].level.day, a->series[0].level.day, a->series[0].level.n * sizeof(int32_t)) != 0)
            return false;
    return true;
}

/* Every day that one of the series has. */
static void take_all_days(struct sketch *s)
{
    const struct returns_analysis *a = s->analysis;
    size_t n = 0, all = 0;
    if (have_the_same_days(a)) {
        take_days(s, &a->series[0].level);
        return;
    }
    for (int k = 0; k < a->n; k++)
        all += a->series[k].level.n;
    int32_t *day = arena_array(s->arena, all, sizeof *day);
    for (int k = 0; k < a->n; k++) {
        memcpy(day + n, a->series[k].level.day, a->series[k].level.n * sizeof *day);
        n += a->series[k].level.n;
    }
    qsort(day, n, sizeof *day, by_day);
    all = 0;
    for (size_t i = 0; i < n; i++)
        if (all == 0 || day[i] != day[all - 1])
            day[all++] = day[i];
    s->chart->day = day;
    s->chart->n = (int)all;
}

/* A series' values on the days of the chart: straight from one of its own days to the next; before and after it has none. */
static const double *on_days(struct sketch *s, const struct level_series *level, const double *y)
{
    double *out = values_new(s);
    size_t next = 0;
    for (int i = 0; i < s->chart->n; i++) {
        int32_t day = s->chart->day[i];
        while (next < level->n && level->day[next] < day)
            next++;
        if (next == level->n || (next == 0 && level->day[0] > day)) {
            out[i] = NAN;
        } else if (level->day[next] == day) {
            out[i] = y[next];
        } else {
            double share = (double)(day - level->day[next - 1]) / (level->day[next] - level->day[next - 1]);
            out[i] = y[next - 1] + share * (y[next] - y[next - 1]);
        }
    }
    return out;
}

static const double *rebased(struct sketch *s, const double *level, size_t n, double base)
{
    double *out = arena_array(s->arena, n, sizeof *out);
    for (size_t i = 0; i < n; i++)
        out[i] = level[i] / level[0] * base;
    return out;
}

/* ---- growth, drawdown, relative ---- */

static void shade_falls(struct sketch *s)
{
    const struct returns_result *r = &s->analysis->series[0];
    size_t n = r->n_top < FALLS_SHADED ? r->n_top : FALLS_SHADED;
    struct chart_span *spans = arena_array(s->arena, n, sizeof *spans);
    for (size_t i = 0; i < n; i++)
        spans[i] = (struct chart_span){r->top[i].peak_day, r->top[i].end_day};
    s->chart->spans = spans;
    s->chart->n_spans = (int)n;
}

static bool growth(struct sketch *s)
{
    const struct returns_analysis *a = s->analysis;
    take_all_days(s);
    s->chart->log_y = !s->as->linear;
    for (int k = 0; k < a->n; k++) {
        const struct level_series *level = &a->series[k].level;
        line_add(s, a->series[k].name, on_days(s, level, rebased(s, level->level, level->n, GROWN)));
    }
    const struct level_series *own = &a->series[0].common, *other = &a->series[0].common_benchmark;
    if (other->n > 1)
        line_add(
            s, a->benchmark_name,
            on_days(s, other, rebased(s, other->level, other->n, GROWN * own->level[0] / a->series[0].level.level[0])));
    if (a->n == 1)
        shade_falls(s);
    return s->chart->n > 1;
}

static const double *underwater(struct sketch *s, const struct level_series *level)
{
    double *out = arena_array(s->arena, level->n, sizeof *out);
    returns_underwater(level->level, level->n, out);
    for (size_t i = 0; i < level->n; i++)
        out[i] *= 100;
    return on_days(s, level, out);
}

static bool drawdown(struct sketch *s)
{
    const struct returns_analysis *a = s->analysis;
    take_all_days(s);
    s->chart->suffix = " %";
    s->chart->area = true;
    for (int k = 0; k < a->n; k++)
        line_add(s, a->series[k].name, underwater(s, &a->series[k].level));
    if (a->series[0].common_benchmark.n > 1)
        line_add(s, a->benchmark_name, underwater(s, &a->series[0].common_benchmark));
    return s->chart->n > 1;
}

static bool relative(struct sketch *s)
{
    const struct returns_analysis *a = s->analysis;
    take_all_days(s);
    for (int k = 0; k < a->n; k++) {
        const struct level_series *own = &a->series[k].common, *other = &a->series[k].common_benchmark;
        double *ratio = arena_array(s->arena, own->n, sizeof *ratio);
        for (size_t i = 0; i < own->n; i++)
            ratio[i] = own->level[i] / own->level[0] / (other->level[i] / other->level[0]);
        if (own->n > 1)
            line_add(s, a->series[k].name, on_days(s, own, ratio));
    }
    return s->chart->n_lines > 0;
}

static bool dividends(struct sketch *s)
{
    const struct returns_result *r = s->one;
    if (!r->dividends || !r->price)
        return false;
    take_days(s, &r->level);
    s->chart->log_y = !s->as->linear;
    line_add(s, "Total return", rebased(s, r->level.level, r->level.n, GROWN));
    line_add(s, "Price", rebased(s, r->price, r->level.n, GROWN));
    return true;
}

/* ---- by the calendar ---- */

/* The years of the table, each on its middle; a line for the mean of the whole ones. */
static bool years(struct sketch *s)
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
    double *own = values_new(s), *other = values_new(s), *mean = values_new(s);
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
    line_add(s, r->name, own);
    if (has_other)
        line_add(s, s->analysis->benchmark_name, other);
    line_add(s, "Mean of the whole years", mean);
    return true;
}

static double normal_density(double x, double mean, double deviation)
{
    double z = (x - mean) / deviation;
    return exp(-z * z / 2) / (deviation * sqrt(2 * M_PI));
}

/* Whole months; rules where the mean is and where the worst twentieth begins. */
static bool histogram(struct sketch *s)
{
    int months = 0;
    while (returns_distribution_period[months] != FREQUENCY_MONTHLY)
        months++;
    const struct returns_histogram *h = &s->one->histogram[months];
    const struct returns_summary *of = &s->one->distribution[months].of;
    if (h->bins == 0)
        return false;
    s->chart->n = (int)h->bins;
    double *x = values_new(s), *count = values_new(s), *curve = values_new(s);
    for (size_t k = 0; k < h->bins; k++) {
        double middle = h->from + ((double)k + 0.5) * h->width;
        x[k] = middle * 100;
        count[k] = (double)h->count[k];
        curve[k] = of->deviation > 0 ? normal_density(middle, of->mean, of->deviation) * h->width * (double)of->n : NAN;
    }
    struct chart_rule *rules = arena_array(s->arena, 2, sizeof *rules);
    rules[0] = (struct chart_rule){of->mean * 100, "mean"};
    rules[1] = (struct chart_rule){of->p5 * 100, "1 in 20 is worse"};
    s->chart->x = x;
    s->chart->x_name = "Month's return around";
    s->chart->x_suffix = " %";
    s->chart->bars = true;
    s->chart->n_bars = 1;
    s->chart->rules = rules;
    s->chart->n_rules = h->bins > 1 ? 2 : 0;
    line_add(s, "Months", count);
    if (of->deviation > 0)
        line_add(s, "Normal", curve);
    return true;
}

/* From the length of a holding to what it brought. */
static bool holdings(struct sketch *s)
{
    enum { LINES = 5, LEAST = 3 };
    static const char *const labels[LINES] = {"Best", "3 in 4 below", "Median", "1 in 4 below", "Worst"};
    const struct returns_triangle *t = &s->one->shown;
    double *line[LINES];
    if (t->n_holdings < LEAST)
        return false;
    s->chart->n = (int)t->n_holdings;
    double *length = values_new(s);
    for (int l = 0; l < LINES; l++)
        line[l] = values_new(s);
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
    for (int l = 0; l < LINES; l++)
        line_add(s, labels[l], line[l]);
    return true;
}

/* ---- rolling ---- */

static bool rolling(struct sketch *s)
{
    const struct returns_result *r = s->one;
    take_days(s, &r->level);
    for (int w = 0; w < r->n_rolling && s->chart->n_lines < 5; w++) {
        int months = r->rolling[w].own.months;
        if (r->rolling[w].own.of.n > 1)
            line_add(s,
                     arena_printf(s->arena,
                                  months % 12    ? "%d months"
                                  : months == 12 ? "%d year"
                                                 : "%d years",
                                  months % 12 ? months : months / 12),
                     percent(s, returns_rolling_column(s->arena, r, months, false)));
    }
    s->chart->suffix = " %";
    return s->chart->n_lines > 0;
}

/* The window of the charts: a year of rows, or the half of a short series. */
static size_t risk_rows(const struct returns_result *r)
{
    size_t year = r->terms.ppy > 0 ? (size_t)lround(r->terms.ppy) : RISK_ROWS;
    size_t rows = year < 12 ? 12 : year;
    return rows > r->level.n / 2 ? r->level.n / 2 : rows;
}

/* Columns of the whole series; NULL when there are too few rows for a window. */
static const struct returns_rolling_risk *risk_of(struct sketch *s, const struct returns_result *r)
{
    const struct returns_rolling_risk **known = &s->memo->risk[r - s->analysis->series];
    size_t rows = risk_rows(r);
    if (rows < RISK_LEAST || r->terms.ppy <= 0)
        return NULL;
    if (!*known) {
        struct returns_rolling_risk *risk = ARENA_NEW(s->arena, struct returns_rolling_risk);
        returns_risk_columns(s->arena, r, rows, risk);
        *known = risk;
    }
    return *known;
}

static bool volatility(struct sketch *s)
{
    const struct returns_analysis *a = s->analysis;
    take_all_days(s);
    for (int k = 0; k < a->n; k++) {
        const struct returns_rolling_risk *risk = risk_of(s, &a->series[k]);
        if (risk)
            line_add(s, a->series[k].name, percent(s, on_days(s, &a->series[k].level, risk->volatility)));
    }
    s->chart->suffix = " %";
    return s->chart->n_lines > 0;
}

static bool sharpe(struct sketch *s)
{
    const struct returns_rolling_risk *risk = risk_of(s, s->one);
    take_days(s, &s->one->level);
    if (!risk)
        return false;
    line_add(s, "Sharpe ratio", risk->sharpe);
    line_add(s, "Sortino ratio", risk->sortino);
    return s->chart->n_lines > 0;
}

/* Against a fixed rate there is nothing to depend on. */
static bool benchmark_varies(const struct returns_result *r)
{
    return isfinite(r->metrics.value[RETURNS_BETA]);
}

static bool beta(struct sketch *s)
{
    const struct returns_rolling_risk *risk = risk_of(s, s->one);
    take_days(s, &s->one->level);
    if (!risk || !benchmark_varies(s->one))
        return false;
    line_add(s, "Beta", risk->beta);
    line_add(s, "Correlation", risk->correlation);
    return s->chart->n_lines > 0;
}

static bool each_return(struct sketch *s)
{
    const struct level_series *level = &s->one->level;
    take_days(s, level);
    double *out = values_new(s);
    out[0] = NAN;
    for (size_t i = 1; i < level->n; i++)
        out[i] = (level->level[i] / level->level[i - 1] - 1) * 100;
    line_add(s, s->one->name, out);
    s->chart->suffix = " %";
    return level->n > 1;
}

/* ---- points ---- */

static struct chart_point *point_add(struct sketch *s, struct chart_point *points, double x, double y,
                                     const char *label, bool named)
{
    if (isfinite(x) && isfinite(y))
        points[s->chart->n_points++] = (struct chart_point){x, y, returns_name_cut(s->arena, label, NAME_MOST), named};
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
    line_add(s, arena_printf(s->arena, "Slope %s", num_group(s->arena, xy / xx, 2)), y);
}

static bool scatter(struct sketch *s)
{
    static const char *const month[12] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const struct returns_result *r = s->one;
    if (!r->month_difference || !benchmark_varies(r))
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
    s->chart->x_name = returns_name_cut(s->arena, s->analysis->benchmark_name, NAME_MOST);
    s->chart->y_name = returns_name_cut(s->arena, r->name, NAME_MOST);
    s->chart->suffix = s->chart->x_suffix = " %";
    fit(s, points);
    return s->chart->n_points > 2;
}

static bool risk_return(struct sketch *s)
{
    const struct returns_analysis *a = s->analysis;
    struct chart_point *points = arena_array(s->arena, (size_t)a->n + 1, sizeof *points);
    for (int k = 0; k < a->n; k++) {
        const double *value = a->series[k].metrics.value;
        point_add(s, points, value[RETURNS_VOLATILITY] * 100, value[RETURNS_CAGR] * 100, a->series[k].name, true);
    }
    const double *value = a->series[0].metrics.value;
    point_add(s, points, value[RETURNS_BENCHMARK_VOLATILITY] * 100, value[RETURNS_BENCHMARK_CAGR] * 100,
              a->benchmark_name, true);
    s->chart->points = points;
    s->chart->x_name = "Volatility";
    s->chart->y_name = "CAGR";
    s->chart->suffix = s->chart->x_suffix = " %";
    return s->chart->n_points > 1;
}

static bool capture(struct sketch *s)
{
    const struct returns_analysis *a = s->analysis;
    struct chart_point *points = arena_array(s->arena, (size_t)a->n + 1, sizeof *points);
    for (int k = 0; a->n > 1 && k < a->n; k++) {
        const double *value = a->series[k].metrics.value;
        point_add(s, points, value[RETURNS_DOWN_CAPTURE_MONTHLY], value[RETURNS_UP_CAPTURE_MONTHLY], a->series[k].name,
                  true);
    }
    if (s->chart->n_points)
        point_add(s, points, 1, 1, a->benchmark_name, true);
    s->chart->points = points;
    s->chart->x_name = "Share of falls";
    s->chart->y_name = "Share of rises";
    return s->chart->n_points > 1;
}

/* ---- drawing ---- */

static bool (*const describe[ANALYSIS_CHARTS])(struct sketch *) = {
    [ANALYSIS_CHART_GROWTH] = growth,       [ANALYSIS_CHART_DRAWDOWN] = drawdown,
    [ANALYSIS_CHART_RELATIVE] = relative,   [ANALYSIS_CHART_DIVIDENDS] = dividends,
    [ANALYSIS_CHART_YEARS] = years,         [ANALYSIS_CHART_HOLDINGS] = holdings,
    [ANALYSIS_CHART_ROLLING] = rolling,     [ANALYSIS_CHART_VOLATILITY] = volatility,
    [ANALYSIS_CHART_SHARPE] = sharpe,       [ANALYSIS_CHART_BETA] = beta,
    [ANALYSIS_CHART_HISTOGRAM] = histogram, [ANALYSIS_CHART_RETURNS] = each_return,
    [ANALYSIS_CHART_SCATTER] = scatter,     [ANALYSIS_CHART_RISK_RETURN] = risk_return,
    [ANALYSIS_CHART_CAPTURE] = capture,
};

const char *analysis_chart_caption(struct arena *arena, const struct returns_analysis *a, enum analysis_chart which,
                                   int series)
{
    const struct analysis_chart_info *info = &analysis_chart_info[which];
    const struct returns_result *r = &a->series[info->of_all ? 0 : series];
    return info->caption
               ? info->caption
               : arena_printf(arena, "%s of the last %zu returns, where they ended.", info->title, risk_rows(r));
}

/* What the chart is made of lives on the arena. NULL: there is nothing to draw. */
static struct chart *chart_of(struct analysis_memo *memo, struct arena *arena, const struct returns_analysis *a,
                              enum analysis_chart which, int series, const struct analysis_drawing *as)
{
    const struct analysis_chart_info *info = &analysis_chart_info[which];
    struct chart *chart = ARENA_NEW(arena, struct chart);
    struct sketch s = {.arena = arena,
                       .analysis = a,
                       .one = info->of_all ? NULL : &a->series[series],
                       .as = as,
                       .memo = memo,
                       .chart = chart,
                       .lines = ARENA_ARRAY(arena, LINES_MAX, struct chart_line)};
    *chart = (struct chart){.lines = s.lines};
    if (!describe[which](&s))
        return NULL;
    chart->title = s.one && a->n > 1 ? arena_printf(arena, "%s: %s", info->title, s.one->name) : info->title;
    chart->description = analysis_chart_caption(arena, a, which, series);
    chart->width = as->width;
    chart->height = as->height;
    return chart;
}

bool analysis_chart_draw_with(struct analysis_memo *memo, struct buf *out, const struct returns_analysis *a,
                              enum analysis_chart which, int series, const struct analysis_drawing *as)
{
    const struct chart *chart = chart_of(memo, out->arena, a, which, series, as);
    if (chart)
        (as->width ? chart_svg_write : chart_svg_write_both)(out, chart);
    return chart != NULL;
}

bool analysis_chart_draw(struct buf *out, const struct returns_analysis *a, enum analysis_chart which, int series,
                         const struct analysis_drawing *as)
{
    return analysis_chart_draw_with(analysis_memo_new(out->arena, a), out, a, which, series, as);
}

bool analysis_chart_file(struct buf *out, const struct returns_analysis *a, enum analysis_chart which, int series,
                         const struct analysis_drawing *as, enum analysis_chart_form form)
{
    const struct chart *chart = chart_of(analysis_memo_new(out->arena, a), out->arena, a, which, series, as);
    if (!chart)
        return false;
    if (form == ANALYSIS_CHART_CSV)
        chart_points_csv(out, chart);
    else if (form == ANALYSIS_CHART_JSON)
        chart_points_json(out, chart, 0);
    else
        chart_svg_write_file(out, chart);
    return true;
}

const char *analysis_chart_points(struct analysis_memo *memo, struct arena *arena, const struct returns_analysis *a,
                                  enum analysis_chart which, int series, const struct analysis_drawing *as)
{
    const struct chart *chart = chart_of(memo, arena, a, which, series, as);
    struct buf out;
    buf_init(&out, arena, 1 << 12);
    if (chart)
        chart_points_json(&out, chart, POINTS_WITHIN);
    return chart ? out.s : NULL;
}
