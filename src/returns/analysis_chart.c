/* analysis_chart.c: see analysis_chart.h. What each chart is of is described by analysis_sketch_days.c and analysis_sketch_spread.c; what the lines show
 * was computed by the engines.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/analysis_chart.h"

#include <string.h>

#include "base/num.h"
#include "returns/analysis_sketch.h"
#include "returns/sheet_view.h"
#include "web/chart_points.h"

const struct analysis_chart_info analysis_chart_info[ANALYSIS_CHARTS] = {
    [ANALYSIS_CHART_GROWTH] = {"growth", "Growth of 10,000", NULL, true, 0},
    [ANALYSIS_CHART_LINE] = {"line", "One line of the triangle", NULL, false, RETURNS_TABLE_MATRIX},
    [ANALYSIS_CHART_DRAWDOWN] = {"drawdown", "Drawdown", NULL, true, 0},
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
    [ANALYSIS_CHART_HISTOGRAM] = {"histogram", "Months",
                                  "How many whole months brought what, in percent, beside a normal curve with their "
                                  "mean and deviation. One in 20 "
                                  "was worse than the VaR of 95 %, one in 100 than that of 99 %.",
                                  false, RETURNS_TABLE_DISTRIBUTION},
    [ANALYSIS_CHART_QUANTILES] = {"quantiles", "Beside the normal distribution", NULL, false,
                                  RETURNS_TABLE_DISTRIBUTION},
    [ANALYSIS_CHART_BOXES] = {"boxes", "Spread by length of time",
                              "The box is the half in the middle, the line in it the median; whiskers end at the last "
                              "return within one and a "
                              "half times the box. Points lie beyond: the 20 furthest on either side. Each row has a "
                              "scale of its own, and 0 "
                              "is the same line for all.",
                              false, RETURNS_TABLE_DISTRIBUTION},
    [ANALYSIS_CHART_RETURNS] = {"returns", "Returns", "Every return, in percent.", false, 0},
    [ANALYSIS_CHART_FUTURES] = {"futures", "10,000 from the last row on", NULL, false, RETURNS_TABLE_FUTURES},
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

const char *const analysis_matrix_name[RETURNS_MATRICES] = {
    [RETURNS_MATRIX_CAGR] = "CAGR",
    [RETURNS_MATRIX_TOTAL] = "Total",
    [RETURNS_MATRIX_SIMPLE] = "Simple, a year",
    [RETURNS_MATRIX_DIFFERENCE] = "CAGR, less the benchmark's",
    [RETURNS_MATRIX_DIFFERENCE_TOTAL] = "Total, less the benchmark's",
    [RETURNS_MATRIX_DIFFERENCE_SIMPLE] = "Simple, less the benchmark's",
    [RETURNS_MATRIX_WEALTH] = "More money than the benchmark",
    [RETURNS_MATRIX_RATIO] = "Quotient of CAGRs",
    [RETURNS_MATRIX_DIVIDEND] = "From dividends",
};

/* The period of that name, counted from 1; 0: there is none. */
static int period_named(const struct req *req, const struct returns_result *r, const char *key)
{
    struct str name = req_query(req, key);
    for (size_t i = 0; name.n && i < r->shown.m; i++)
        if (str_eq(name, returns_period_name(req->arena, &r->shown.period[i], r->matrix_step)))
            return (int)i + 1;
    return 0;
}

void analysis_line_read(const struct req *req, const struct returns_result *r, struct analysis_line *line)
{
    *line = (struct analysis_line){.start = period_named(req, r, "start"), .end = period_named(req, r, "end")};
    for (int k = 0; k < RETURNS_MATRICES; k++)
        if (r->shown.cell[k] && str_eq(req_query(req, "matrix"), returns_matrix_key[k]))
            line->matrix = k;
}

enum analysis_chart analysis_chart_named(struct str id)
{
    for (int c = 0; c < ANALYSIS_CHARTS; c++)
        if (str_eq(id, analysis_chart_info[c].id))
            return (enum analysis_chart)c;
    return ANALYSIS_CHARTS;
}

struct analysis_memo *analysis_memo_new(struct arena *arena, const struct returns_analysis *a)
{
    struct analysis_memo *memo = ARENA_NEW(arena, struct analysis_memo);
    memo->risk = ARENA_ARRAY(arena, (size_t)a->n, const struct returns_rolling_risk *);
    memset(memo->risk, 0, (size_t)a->n * sizeof *memo->risk);
    return memo;
}

/* ---- what each is of ---- */

static bool (*const describe[ANALYSIS_CHARTS])(struct sketch *) = {
    [ANALYSIS_CHART_GROWTH] = sketch_growth,       [ANALYSIS_CHART_DRAWDOWN] = sketch_drawdown,
    [ANALYSIS_CHART_RELATIVE] = sketch_relative,   [ANALYSIS_CHART_DIVIDENDS] = sketch_dividends,
    [ANALYSIS_CHART_YEARS] = sketch_years,         [ANALYSIS_CHART_HOLDINGS] = sketch_holdings,
    [ANALYSIS_CHART_ROLLING] = sketch_rolling,     [ANALYSIS_CHART_VOLATILITY] = sketch_volatility,
    [ANALYSIS_CHART_SHARPE] = sketch_sharpe,       [ANALYSIS_CHART_BETA] = sketch_beta,
    [ANALYSIS_CHART_HISTOGRAM] = sketch_histogram, [ANALYSIS_CHART_RETURNS] = sketch_returns,
    [ANALYSIS_CHART_SCATTER] = sketch_scatter,     [ANALYSIS_CHART_RISK_RETURN] = sketch_risk_return,
    [ANALYSIS_CHART_CAPTURE] = sketch_capture,     [ANALYSIS_CHART_QUANTILES] = sketch_quantiles,
    [ANALYSIS_CHART_LINE] = sketch_held,           [ANALYSIS_CHART_BOXES] = sketch_boxes,
    [ANALYSIS_CHART_FUTURES] = sketch_futures,
};

/* ---- words ---- */

bool analysis_chart_matches(struct arena *arena, const struct returns_analysis *a)
{
    double factor;
    return returns_matched_column(arena, &a->series[0], &factor) != NULL;
}

static const char *matched_words(struct arena *arena, const struct returns_analysis *a)
{
    return arena_printf(
        arena,
        "What 10,000 became, as volatile as %s: every return times the factor in the legend, the quotient of "
        "the two deviations, on the days that both have. It compares paths; no interest is paid or earned.",
        a->benchmark_name);
}

static const char *growth_words(const struct returns_analysis *a)
{
    bool has_other = a->series[0].common_benchmark.n > 1;
    return a->n > 1 ? has_other ? "What 10,000 became; a benchmark begins where the first series stands on their first "
                                  "day together."
                                : "What 10,000 became."
           : has_other ? "What 10,000 became; a benchmark begins where the series stands on their first day together. "
                         "Shaded: the "
                         "five deepest falls."
                       : "What 10,000 became. Shaded: the five deepest falls.";
}

static const char *drawdown_words(struct arena *arena, const struct returns_analysis *a)
{
    enum { TOLD = 3 };
    const char *now = "";
    for (int k = 0; k < a->n && k < TOLD; k++)
        now = arena_printf(
            arena, "%s%s%s %s", now, k ? ", " : "", utf8_shorten(arena, a->series[k].name, SKETCH_NAME_MOST),
            returns_metric_text(arena, RETURNS_CURRENT_DRAWDOWN, a->series[k].metrics.value[RETURNS_CURRENT_DRAWDOWN]));
    return arena_printf(arena, "How far below the highest value so far, in percent. On the last row: %s.", now);
}

static const char *quantile_words(struct arena *arena, const struct returns_result *r)
{
    return arena_printf(
        arena,
        "%s from the lowest to the highest, in percent, where a normal distribution would have its own; the "
        "line is one with the same quartiles. Points below it on the left are falls that are larger.",
        r->quantiles_of ? "Whole months" : "Returns");
}

static const char *future_words(struct arena *arena, const struct returns_result *r)
{
    const struct returns_fan *f = &r->fan;
    return arena_printf(
        arena,
        "The past drawn anew, and no forecast: %s paths of %d year%s, made of blocks of %zu returns that "
        "follow each other, from seed %.0f. Of 20 paths one ends below and one above the outer area.",
        num_group(arena, (double)f->how.paths, 0), f->years, f->years == 1 ? "" : "s", f->how.block,
        (double)f->how.seed);
}

static const char *line_words(struct arena *arena, const struct returns_result *r, const struct analysis_line *line)
{
    const struct returns_matrix_period *period = &r->shown.period[(line->start ? line->start : line->end) - 1];
    return arena_printf(arena,
                        line->start ? "Invested at the start of %s, until the end of each period from then on: %s."
                                    : "Until the end of %s, invested at the start of each period up to it: %s.",
                        returns_period_name(arena, period, r->matrix_step), analysis_matrix_name[line->matrix]);
}

static const char *words_of(struct arena *arena, const struct returns_analysis *a, enum analysis_chart which,
                            int series, const struct analysis_drawing *as)
{
    const struct analysis_chart_info *info = &analysis_chart_info[which];
    const struct returns_result *r = &a->series[info->of_all ? 0 : series];
    switch (which) {
    case ANALYSIS_CHART_GROWTH:
        return as->matched ? matched_words(arena, a) : growth_words(a);
    case ANALYSIS_CHART_DRAWDOWN:
        return drawdown_words(arena, a);
    case ANALYSIS_CHART_LINE:
        return line_words(arena, r, &as->line);
    case ANALYSIS_CHART_QUANTILES:
        return quantile_words(arena, r);
    case ANALYSIS_CHART_FUTURES:
        return future_words(arena, r);
    default:
        return info->caption ? info->caption
                             : arena_printf(arena, "%s of the last %zu returns, where they ended.", info->title,
                                            sketch_risk_rows(r));
    }
}

const char *analysis_chart_caption(struct arena *arena, const struct returns_analysis *a, enum analysis_chart which,
                                   int series, const struct analysis_drawing *as)
{
    const char *words = words_of(arena, a, which, series, as);
    bool is_of_days = which == ANALYSIS_CHART_GROWTH || which == ANALYSIS_CHART_DRAWDOWN ||
                      which == ANALYSIS_CHART_RELATIVE || which == ANALYSIS_CHART_VOLATILITY;
    int shown = sketch_shown(a);
    return is_of_days && shown < a->n
               ? arena_printf(arena, "%s Of the %d series the first %d are drawn.", words, a->n, shown)
               : words;
}

/* ---- drawing ---- */

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
                       .lines = ARENA_ARRAY(arena, SKETCH_LINES_MAX, struct chart_line)};
    *chart = (struct chart){.lines = s.lines};
    if (!describe[which](&s))
        return NULL;
    chart->title = s.one && a->n > 1 ? arena_printf(arena, "%s: %s", info->title, s.one->name) : info->title;
    chart->description = analysis_chart_caption(arena, a, which, series, as);
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

const struct chart *analysis_chart_of(struct arena *arena, const struct returns_analysis *a, enum analysis_chart which,
                                      int series, const struct analysis_drawing *as)
{
    return chart_of(analysis_memo_new(arena, a), arena, a, which, series, as);
}

const char *analysis_chart_points(struct analysis_memo *memo, struct arena *arena, const struct returns_analysis *a,
                                  enum analysis_chart which, int series, const struct analysis_drawing *as)
{
    const struct chart *chart = chart_of(memo, arena, a, which, series, as);
    struct buf out;
    buf_init(&out, arena, 1 << 12);
    if (chart)
        chart_points_json(&out, chart, CHART_POINTS_WITHIN);
    return chart ? out.s : NULL;
}
