/* sweep_view.c: see sweep_view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/sweep_view.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/num.h"
#include "margin/sweep_form.h"
#include "margin/backtest_fields.h"
#include "margin/warnings_view.h"
#include "web/chart_files.h"
#include "web/listing.h"

enum { HEATS = 9, TABLE_FIGURES_MAX = 12, POINTS_NAMED_MAX = 12 };

/* ---- words ---- */

static const char *span_of(struct arena *a, const struct sweep_axis *axis)
{
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < axis->n; i++) {
        least = fmin(least, axis->value[i]);
        most = fmax(most, axis->value[i]);
    }
    const char *label = sweep_parameters[axis->parameter].label;
    if (axis->n == 1)
        return arena_printf(a, "%s %s", label, sweep_value_text(a, axis->parameter, least));
    return arena_printf(a, "%s %s to %s", label, sweep_value_text(a, axis->parameter, least),
                        sweep_value_text(a, axis->parameter, most));
}

const char *sweep_title(struct arena *a, const struct sweep_request *r)
{
    const char *ticker = r->base.ticker;
    if (r->kind == SWEEP_SURFACE)
        return arena_printf(a, "%s: every start, %g years, %s", ticker, r->horizon_years, span_of(a, &r->axis[0]));
    if (r->kind == SWEEP_BOOTSTRAP)
        return arena_printf(a, "%s: %s paths of %g years at %g×", ticker, num_group(a, r->paths, 0), r->path_years,
                            r->base.config.leverage);
    if (r->n_axes == 2)
        return arena_printf(a, "%s: %s, %s", ticker, span_of(a, &r->axis[0]), span_of(a, &r->axis[1]));
    return arena_printf(a, "%s: %s", ticker, span_of(a, &r->axis[0]));
}

static const char *multiple_text(struct arena *a, double x)
{
    return isfinite(x) ? arena_printf(a, "%s×", num_group(a, x, 2)) : "–";
}

static const char *share_text(struct arena *a, double x)
{
    return num_percent(a, 100 * x, 1);
}

static const char *cell_place(struct arena *a, const struct sweep_request *r, size_t cell)
{
    struct buf b;
    buf_init(&b, a, 60);
    for (int i = 0; i < r->n_axes; i++)
        buf_printf(&b, "%s%s %s", i ? ", " : "", sweep_parameters[r->axis[i].parameter].label,
                   sweep_value_text(a, r->axis[i].parameter, sweep_axis_value(r, i, cell)));
    return b.s;
}

static const char *cell_link(struct arena *a, const struct sweep_request *r, size_t cell)
{
    struct backtest_request one;
    sweep_cell_request(r, cell, &one);
    return backtest_form_query(a, &one);
}

/* ---- heat maps ---- */

/* Which of the nine shades a value has between the least and the greatest. */
static int heat_of(double x, double least, double most)
{
    if (!isfinite(x) || !(most > least))
        return 0;
    return (int)fmin(HEATS - 1, floor((x - least) / (most - least) * HEATS));
}

struct heat {
    struct view *view;
    double least, most;
};

static struct heat heat_begin(struct view *v, const char *caption, const char *corner)
{
    struct view *map = view_add(v, "HEAT");
    view_text(map, "HEAT_CAPTION", caption);
    view_text(map, "HEAT_CORNER", corner);
    return (struct heat){map, INFINITY, -INFINITY};
}

static void heat_range(struct heat *h, double x)
{
    if (isfinite(x)) {
        h->least = fmin(h->least, x);
        h->most = fmax(h->most, x);
    }
}

static void heat_cell(const struct heat *h, struct view *row, double x, const char *text, const char *title)
{
    struct view *cell = view_add(row, "HEAT_CELL");
    view_int(cell, "HEAT_SHADE", heat_of(x, h->least, h->most));
    view_text(cell, "HEAT_TEXT", text);
    view_text(cell, "HEAT_TITLE", title);
}

/* The figures that a heat map can show, each a link. */
static int heat_choices(struct view *v, const struct req *req, const char *path, const char *const *names,
                        const char *const *labels, int n)
{
    struct str asked = req_query(req, "figure");
    int chosen = 0;
    for (int i = 0; i < n; i++)
        if (str_eq(asked, names[i]))
            chosen = i;
    for (int i = 0; i < n; i++) {
        struct view *choice = view_add(v, "HEAT_CHOICE");
        view_printf(choice, "CHOICE_PATH", "%s?figure=%s#heat", path, names[i]);
        view_text(choice, "CHOICE_NAME", labels[i]);
        view_show_if(choice, "CHOICE_IS", i == chosen);
        view_show_if(choice, "CHOICE_OTHER", i != chosen);
    }
    view_show(v, "HAS_HEAT");
    return chosen;
}

static void show_grid_heat(struct view *v, const struct req *req, const struct sweep_answer *ans, const char *path)
{
    static const enum bt_metric metrics[] = {BT_M_TOTAL_RETURN, BT_M_CAGR,         BT_M_MAX_DRAWDOWN,
                                             BT_M_SHARPE,       BT_M_LIQUIDATIONS, BT_M_FINAL_EQUITY};
    static const char *const names[] = {"return", "cagr", "drawdown", "sharpe", "liquidations", "equity"};
    static const char *const labels[] = {"Total return", "Growth a year", "Deepest drawdown",
                                         "Sharpe ratio", "Liquidations",  "Final equity"};
    static const enum bt_kind of[] = {BT_KIND_PCT, BT_KIND_PCT, BT_KIND_PCT, BT_KIND_RATIO, BT_KIND_COUNT, BT_KIND_USD};
    struct arena *a = req->arena;
    const struct sweep_request *r = &ans->request;
    int f = heat_choices(v, req, path, names, labels, 6);
    struct heat h = heat_begin(v, labels[f],
                               arena_printf(a, "%s \\ %s", sweep_parameters[r->axis[0].parameter].label,
                                            sweep_parameters[r->axis[1].parameter].label));
    for (size_t i = 0; i < sweep_cells(r); i++)
        heat_range(&h, sweep_figure_of(ans, i, metrics[f]));
    for (size_t j = 0; j < r->axis[1].n; j++)
        view_text(view_add(h.view, "HEAT_HEAD"), "HEAD_TEXT",
                  sweep_value_text(a, r->axis[1].parameter, r->axis[1].value[j]));
    for (size_t i = 0; i < r->axis[0].n; i++) {
        struct view *row = view_add(h.view, "HEAT_ROW");
        view_text(row, "ROW_TEXT", sweep_value_text(a, r->axis[0].parameter, r->axis[0].value[i]));
        for (size_t j = 0; j < r->axis[1].n; j++) {
            size_t cell = i * r->axis[1].n + j;
            double x = sweep_figure_of(ans, cell, metrics[f]);
            heat_cell(&h, row, x, ans->refused[cell] ? "refused" : backtest_figure_text(a, of[f], x, 0),
                      ans->refused[cell] ? ans->refused[cell] : cell_place(a, r, cell));
        }
    }
}

/* ---- charts ---- */

struct point {
    double x;
    size_t cell;
};

static int compare_points(const void *a, const void *b)
{
    double x = ((const struct point *)a)->x, y = ((const struct point *)b)->x;
    return (x > y) - (x < y);
}

/* Two figures over the values, which are put in order. */
static void grid_chart(struct view *v, struct chart_files *files, const struct sweep_answer *ans, const struct point *p,
                       const char *id, const char *title, const char *caption, const char *prefix, const char *suffix,
                       enum bt_metric first, enum bt_metric second)
{
    struct arena *a = view_arena(v);
    const struct sweep_request *r = &ans->request;
    size_t n = r->axis[0].n;
    bool days = r->axis[0].parameter == SWEEP_START;
    double *x = ARENA_ARRAY(a, n, double), *y1 = ARENA_ARRAY(a, n, double), *y2 = ARENA_ARRAY(a, n, double);
    int32_t *day = ARENA_ARRAY(a, n, int32_t);
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        x[i] = p[i].x;
        day[i] = (int32_t)p[i].x;
        y1[i] = sweep_figure_of(ans, p[i].cell, first);
        y2[i] = second == BT_METRICS ? (double)NAN : sweep_figure_of(ans, p[i].cell, second);
        any |= isfinite(y1[i]);
    }
    const struct chart_line lines[] = {{bt_metrics[first].label, y1},
                                       {second == BT_METRICS ? "" : bt_metrics[second].label, y2}};
    const struct chart c = {.title = title,
                            .description = caption,
                            .height = 260,
                            .prefix = prefix,
                            .suffix = suffix,
                            .day = days ? day : NULL,
                            .x = days ? NULL : x,
                            .x_name = sweep_parameters[r->axis[0].parameter].label,
                            .x_prefix = sweep_parameters[r->axis[0].parameter].prefix,
                            .x_suffix = sweep_parameters[r->axis[0].parameter].suffix,
                            .n = (int)n,
                            .lines = lines,
                            .n_lines = second == BT_METRICS ? 1 : 2};
    if (any && n > 1)
        chart_show(files, v, "CHART", id, &c, caption);
}

/* D.4: what the interest brought, in the same order. The original kept runs without interest finite by a tenth of $1,000, beside
 * which all others lie flat. */
static void show_interest_chart(struct view *v, struct chart_files *files, const struct sweep_answer *ans,
                                const struct point *p)
{
    struct arena *a = view_arena(v);
    const struct sweep_axis *axis = &ans->request.axis[0];
    bool original = ans->request.base.config.profile == BT_ORIGINAL;
    double *x = ARENA_ARRAY(a, axis->n, double), *y = ARENA_ARRAY(a, axis->n, double);
    const struct chart_line line = {"Return for each $1,000 of interest", y};
    const struct chart c = {.title = "Return for its interest",
                            .description =
                                original ? "Total return in percent for each $1,000 of interest: return / (interest / "
                                           "1,000 + 0.1), which keeps a run without interest finite"
                                         : "Total return in percent for each $1,000 of interest; none where no "
                                           "interest was paid",
                            .height = 260,
                            .suffix = " %",
                            .x = x,
                            .x_name = sweep_parameters[axis->parameter].label,
                            .x_prefix = sweep_parameters[axis->parameter].prefix,
                            .x_suffix = sweep_parameters[axis->parameter].suffix,
                            .n = (int)axis->n,
                            .lines = &line,
                            .n_lines = 1};
    bool any = false;
    for (size_t i = 0; i < axis->n; i++) {
        x[i] = p[i].x;
        double interest = sweep_figure_of(ans, p[i].cell, BT_M_INTEREST);
        bool has_figure = original || interest > 0;
        y[i] = has_figure ? sweep_figure_of(ans, p[i].cell, BT_M_TOTAL_RETURN) / (interest / 1000 + 0.1 * original)
                          : (double)NAN;
        any |= isfinite(y[i]);
    }
    if (any && axis->n > 1 && axis->parameter != SWEEP_START)
        chart_show(files, v, "CHART", "return-for-interest", &c, c.description);
}

/* Each run where its volatility and its return meet; a few are named by their value. */
static void show_risk_chart(struct view *v, struct chart_files *files, const struct sweep_answer *ans)
{
    struct arena *a = view_arena(v);
    const struct sweep_axis *axis = &ans->request.axis[0];
    struct chart_point *points = ARENA_ARRAY(a, axis->n, struct chart_point);
    struct chart c = {.title = "Risk and return",
                      .description = "Total return by volatility a year, a point for each run, named by its value",
                      .height = 260,
                      .suffix = " %",
                      .x_name = "Volatility",
                      .x_suffix = " %",
                      .y_name = "Total return",
                      .points = points};
    for (size_t i = 0; i < axis->n; i++) {
        double x = sweep_figure_of(ans, i, BT_M_VOLATILITY), y = sweep_figure_of(ans, i, BT_M_TOTAL_RETURN);
        if (isfinite(x) && isfinite(y))
            points[c.n_points++] = (struct chart_point){x, y, sweep_value_text(a, axis->parameter, axis->value[i]),
                                                        axis->n <= POINTS_NAMED_MAX};
    }
    if (c.n_points > 1)
        chart_show(files, v, "CHART", "risk-and-return", &c, c.description);
}

static void show_grid_charts(struct view *v, struct chart_files *files, const struct sweep_answer *ans)
{
    struct arena *a = view_arena(v);
    size_t n = ans->request.axis[0].n;
    struct point *p = ARENA_ARRAY(a, n, struct point);
    for (size_t i = 0; i < n; i++)
        p[i] = (struct point){ans->request.axis[0].value[i], i};
    qsort(p, n, sizeof *p, compare_points);
    grid_chart(v, files, ans, p, "return", "Return", "Total return of the whole window", "", " %", BT_M_TOTAL_RETURN,
               BT_METRICS);
    grid_chart(v, files, ans, p, "growth", "Growth a year", "What the return is in a year", "", " %", BT_M_CAGR,
               BT_METRICS);
    grid_chart(v, files, ans, p, "ratios", "Return for its risk",
               "Sharpe and Sortino ratio. A Sharpe ratio below 0 is poor, above 0.5 fair, above 1 good", "", "",
               BT_M_SHARPE, BT_M_SORTINO);
    grid_chart(v, files, ans, p, "risk", "Risk", "Deepest drawdown, and volatility a year", "", " %", BT_M_MAX_DRAWDOWN,
               BT_M_VOLATILITY);
    grid_chart(v, files, ans, p, "under-water", "Time under water", "Longest drawdown in sessions", "", "",
               BT_M_MAX_DRAWDOWN_DURATION, BT_METRICS);
    grid_chart(v, files, ans, p, "liquidations", "Liquidations", "How often the account was sold out", "", "",
               BT_M_LIQUIDATIONS, BT_METRICS);
    grid_chart(v, files, ans, p, "time-in-market", "Time in market", "Sessions with a position, in percent of all", "",
               " %", BT_M_TIME_IN_MARKET, BT_METRICS);
    grid_chart(v, files, ans, p, "interest", "Interest", "Interest paid, and what is left of it after dividends", "$",
               "", BT_M_INTEREST, BT_M_NET_INTEREST);
    show_interest_chart(v, files, ans, p);
    show_risk_chart(v, files, ans);
}

/* ---- cards ---- */

static void add_card(struct view *v, const struct sweep_answer *ans, const char *label, int cell, enum bt_metric metric,
                     enum bt_kind kind)
{
    struct arena *a = view_arena(v);
    if (cell == SWEEP_NO_CELL)
        return;
    struct view *card = view_add(v, "BEST");
    view_text(card, "BEST_LABEL", label);
    view_text(card, "BEST_VALUE", backtest_figure_text(a, kind, sweep_figure_of(ans, (size_t)cell, metric), 0));
    view_text(card, "BEST_WHERE", cell_place(a, &ans->request, (size_t)cell));
    view_text(card, "BEST_FORMULA", bt_metrics[metric].formula);
    view_text(card, "BEST_QUERY", cell_link(a, &ans->request, (size_t)cell));
}

static void show_cards(struct view *v, const struct sweep_answer *ans)
{
    const struct sweep_insights *in = &ans->insights;
    add_card(v, ans, "Best return", in->best_return, BT_M_TOTAL_RETURN, BT_KIND_PCT);
    add_card(v, ans, "Best risk-adjusted", in->best_sharpe, BT_M_SHARPE, BT_KIND_RATIO);
    add_card(v, ans, "Lowest risk", in->lowest_risk, BT_M_MAX_DRAWDOWN, BT_KIND_PCT);
}

/* ---- the table of a grid ---- */

/* The columns that fit a page; the files have all. */
static int table_columns(const struct sweep_answer *ans, int *out)
{
    static const enum bt_metric shown[] = {BT_M_TOTAL_RETURN,   BT_M_CAGR,       BT_M_FINAL_EQUITY,
                                           BT_M_MAX_DRAWDOWN,   BT_M_SHARPE,     BT_M_LIQUIDATIONS,
                                           BT_M_TOTAL_DEPLOYED, BT_M_REBALANCES, BT_M_MARGIN_CALLS};
    int n = 0;
    for (size_t m = 0; m < sizeof shown / sizeof *shown; m++)
        for (int i = 0; i < ans->n_columns && n < TABLE_FIGURES_MAX; i++)
            if (ans->column[i].metric == shown[m])
                out[n++] = i;
    return n;
}

static const char *lower(struct arena *a, const char *name)
{
    char *out = arena_strdup(a, name);
    for (char *p = out; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    return out;
}

static const struct listing_kind *table_kind(struct arena *a, const struct sweep_answer *ans, const int *figure, int n)
{
    const struct sweep_request *r = &ans->request;
    struct listing_column *column = ARENA_ARRAY(a, (size_t)(r->n_axes + n), struct listing_column);
    struct listing_kind *kind = ARENA_NEW(a, struct listing_kind);
    for (int i = 0; i < r->n_axes; i++)
        column[i] = (struct listing_column){.name = sweep_parameters[r->axis[i].parameter].key,
                                            .title = sweep_parameters[r->axis[i].parameter].label,
                                            .is_sortable = true};
    for (int i = 0; i < n; i++)
        column[r->n_axes + i] = (struct listing_column){.name = lower(a, ans->column[figure[i]].name),
                                                        .title = ans->column[figure[i]].label,
                                                        .is_sortable = true,
                                                        .is_number = true,
                                                        .falls = true};
    *kind = (struct listing_kind){.columns = column, .n_columns = r->n_axes + n};
    return kind;
}

static double table_value(const struct sweep_answer *ans, const int *figure, int column, size_t cell)
{
    if (column < ans->request.n_axes)
        return sweep_axis_value(&ans->request, column, cell);
    return ans->value[cell * (size_t)ans->n_columns + (size_t)figure[column - ans->request.n_axes]];
}

/* What was refused comes last, however the table is sorted. */
static void sort_cells(struct point *p, size_t n, const struct sweep_answer *ans, const int *figure,
                       const struct listing *l)
{
    for (size_t i = 0; i < n; i++) {
        double x = table_value(ans, figure, l->sort, i);
        p[i] = (struct point){isfinite(x) && l->descending ? -x : isfinite(x) ? x : INFINITY, i};
    }
    qsort(p, n, sizeof *p, compare_points);
}

static void show_row(struct view *v, const struct sweep_answer *ans, const int *figure, int figures, size_t cell)
{
    struct arena *a = view_arena(v);
    const struct sweep_request *r = &ans->request;
    struct view *row = view_add(v, "CELL_ROW");
    view_text(row, "ROW_FIRST", sweep_value_text(a, r->axis[0].parameter, sweep_axis_value(r, 0, cell)));
    if (r->n_axes == 2) {
        struct view *second = view_add(row, "ROW_SECOND");
        view_text(second, "SECOND_LABEL", sweep_parameters[r->axis[1].parameter].label);
        view_text(second, "SECOND_TEXT", sweep_value_text(a, r->axis[1].parameter, sweep_axis_value(r, 1, cell)));
    }
    for (int i = 0; i < figures; i++) {
        const struct sweep_column *column = &ans->column[figure[i]];
        double x = ans->value[cell * (size_t)ans->n_columns + (size_t)figure[i]];
        struct view *one = view_add(row, "FIGURE_CELL");
        view_text(one, "CELL_LABEL", column->label);
        view_text(one, "CELL_TEXT", backtest_figure_text(a, column->kind, x, 0));
    }
    view_show_if(row, "ROW_REFUSED", ans->refused[cell] != NULL);
    view_show_if(row, "ROW_RAN", ans->refused[cell] == NULL);
    view_text(row, "ROW_REASON", ans->refused[cell]);
    view_text(row, "ROW_QUERY", cell_link(a, r, cell));
}

static bool show_table(struct view *v, const struct req *req, struct res *res, const struct sweep_answer *ans)
{
    struct arena *a = req->arena;
    size_t cells = sweep_cells(&ans->request);
    int figure[TABLE_FIGURES_MAX], figures = table_columns(ans, figure);
    struct listing l = listing_read(req, table_kind(a, ans, figure, figures));
    struct point *p = ARENA_ARRAY(a, cells, struct point);
    if (listing_is_past(&l, res, (int64_t)cells))
        return false;
    sort_cells(p, cells, ans, figure, &l);
    int n = 0;
    for (size_t i = (size_t)l.offset; i < cells && n < l.limit; i++, n++)
        show_row(v, ans, figure, figures, p[i].cell);
    for (int i = 0; i < figures; i++) {
        struct view *meaning = view_add(v, "MEANING");
        view_text(meaning, "MEANING_LABEL", ans->column[figure[i]].label);
        view_text(meaning, "MEANING_FORMULA", bt_metrics[ans->column[figure[i]].metric].formula);
    }
    listing_show(v, &l, n, (int64_t)cells);
    return true;
}

static bool show_grid(struct view *v, const struct req *req, struct res *res, const struct sweep_answer *ans,
                      struct chart_files *files, const char *path)
{
    view_show(v, "IS_GRID");
    show_cards(v, ans);
    if (ans->request.n_axes == 2)
        show_grid_heat(v, req, ans, path);
    else
        show_grid_charts(v, files, ans);
    return show_table(v, req, res, ans);
}

/* ---- every start ---- */

static void show_leverages(struct view *v, struct arena *a, const struct sweep_surface_answer *s)
{
    for (size_t l = 0; l < s->leverages; l++) {
        const struct sweep_summary *t = &s->total[l];
        struct view *row = view_add(v, "LEVERAGE");
        view_printf(row, "LEVERAGE_VALUE", "%g×", s->leverage[l]);
        view_text(row, "LEVERAGE_REFUSED", s->refused[l] ? s->refused[l] : "");
        view_text(row, "LEVERAGE_WORST", multiple_text(a, t->worst));
        view_text(row, "LEVERAGE_P5", multiple_text(a, t->p5));
        view_text(row, "LEVERAGE_MEDIAN", multiple_text(a, t->median));
        view_text(row, "LEVERAGE_P95", multiple_text(a, t->p95));
        view_text(row, "LEVERAGE_BEST", multiple_text(a, t->best));
        view_text(row, "LEVERAGE_LOSS", share_text(a, t->loss_share));
        view_text(row, "LEVERAGE_CALL", share_text(a, t->call_share));
        view_text(row, "LEVERAGE_DEEPEST", share_text(a, t->worst_drawdown));
    }
}

static void show_surface_charts(struct view *v, struct chart_files *files, const struct sweep_surface_answer *s)
{
    struct arena *a = view_arena(v);
    size_t n = s->leverages;
    double *y[7];
    struct point *p = ARENA_ARRAY(a, n, struct point);
    double *x = ARENA_ARRAY(a, n, double);
    for (int k = 0; k < 7; k++)
        y[k] = ARENA_ARRAY(a, n, double);
    for (size_t l = 0; l < n; l++)
        p[l] = (struct point){s->leverage[l], l};
    qsort(p, n, sizeof *p, compare_points);
    for (size_t i = 0; i < n; i++) {
        const struct sweep_summary *t = &s->total[p[i].cell];
        const double of[] = {t->median, t->worst, t->best, t->p5, t->p95, 100 * t->call_share, 100 * t->loss_share};
        x[i] = p[i].x;
        for (int k = 0; k < 7; k++)
            y[k][i] = of[k];
    }
    const struct chart_line ends[] = {{"Median", y[0]}, {"Worst", y[1]}, {"Best", y[2]}, {"95th percentile", y[4]}};
    const struct chart_line shares[] = {{"With a margin call", y[5]}, {"With a loss", y[6]}};
    const struct chart c = {.title = "Equity at the end, in multiples of the start",
                            .description = "Median, worst and best start, and the 95th percentile, by leverage",
                            .log_y = true,
                            .suffix = "×",
                            .x = x,
                            .x_name = "Leverage",
                            .x_suffix = "×",
                            .n = (int)n,
                            .lines = ends,
                            .n_lines = 4};
    const struct chart calls = {.title = "Starts that met a call, and starts that lost",
                                .description = "Share of the starts by leverage",
                                .suffix = " %",
                                .x = x,
                                .x_name = "Leverage",
                                .x_suffix = "×",
                                .n = (int)n,
                                .lines = shares,
                                .n_lines = 2};
    if (n < 2)
        return;
    chart_show(files, v, "CHART", "ends", &c, "The scale is logarithmic: a line that stops has reached nothing.");
    chart_show(files, v, "CHART", "calls", &calls, "Of all starts, in percent.");
}

static const char *quarter_text(struct arena *a, int32_t day)
{
    int year, month, mday;
    day_to_civil(day, &year, &month, &mday);
    return arena_printf(a, "%d Q%d", year, (month - 1) / 3 + 1);
}

static double summary_figure(const struct sweep_summary *s, int figure)
{
    const double of[] = {s->median, s->worst, s->best, s->call_share, s->worst_drawdown};
    return of[figure];
}

static void show_surface_heat(struct view *v, const struct req *req, const struct sweep_surface_answer *s,
                              const char *path)
{
    static const char *const names[] = {"median", "worst", "best", "calls", "drawdown"};
    static const char *const labels[] = {"Median start", "Worst start", "Best start", "Starts with a margin call",
                                         "Deepest drawdown"};
    struct arena *a = req->arena;
    int f = heat_choices(v, req, path, names, labels, 5);
    struct heat h = heat_begin(v, arena_printf(a, "%s of each quarter", labels[f]), "Starts in \\ Leverage");
    for (size_t i = 0; i < s->periods * s->leverages; i++)
        heat_range(&h, summary_figure(&s->period[i], f));
    for (size_t l = 0; l < s->leverages; l++)
        view_printf(view_add(h.view, "HEAT_HEAD"), "HEAD_TEXT", "%g×", s->leverage[l]);
    for (size_t q = 0; q < s->periods; q++) {
        struct view *row = view_add(h.view, "HEAT_ROW");
        view_text(row, "ROW_TEXT", quarter_text(a, s->period_day[q]));
        for (size_t l = 0; l < s->leverages; l++) {
            double x = summary_figure(&s->period[q * s->leverages + l], f);
            heat_cell(&h, row, x, f < 3 ? multiple_text(a, x) : share_text(a, x),
                      arena_printf(a, "%s, leverage %g×", quarter_text(a, s->period_day[q]), s->leverage[l]));
        }
    }
}

/* ---- paths ---- */

static void show_moments(struct view *v, struct arena *a, const struct sweep_bootstrap_answer *b)
{
    for (size_t m = 1; m < b->moments; m++) {
        double month = b->month[m];
        bool shown = month == 1 || month == 3 || month == 6 || fmod(month, 12) == 0 || m + 1 == b->moments;
        if (!shown)
            continue;
        struct view *row = view_add(v, "MOMENT");
        bool years = month >= 12 && fmod(month, 12) == 0;
        view_printf(row, "MOMENT_AFTER", "%g %s%s", years ? month / 12 : month, years ? "year" : "month",
                    (years ? month / 12 : month) == 1 ? "" : "s");
        view_text(row, "MOMENT_CALLED", share_text(a, b->called[m]));
        view_text(row, "MOMENT_P5", multiple_text(a, b->multiple[m][0]));
        view_text(row, "MOMENT_P25", multiple_text(a, b->multiple[m][1]));
        view_text(row, "MOMENT_MEDIAN", multiple_text(a, b->multiple[m][2]));
        view_text(row, "MOMENT_P75", multiple_text(a, b->multiple[m][3]));
        view_text(row, "MOMENT_P95", multiple_text(a, b->multiple[m][4]));
    }
}

static void show_fan(struct view *v, struct chart_files *files, const struct sweep_bootstrap_answer *b)
{
    static const char *const labels[] = {"5th", "25th", "Median", "75th", "95th percentile"};
    struct arena *a = view_arena(v);
    struct chart_line lines[5];
    double *called = ARENA_ARRAY(a, b->moments, double);
    for (int k = 0; k < 5; k++) {
        double *y = ARENA_ARRAY(a, b->moments, double);
        for (size_t m = 0; m < b->moments; m++)
            y[m] = b->multiple[m][4 - k]; /* the highest first, as a fan wants them */
        lines[k] = (struct chart_line){labels[4 - k], y};
    }
    for (size_t m = 0; m < b->moments; m++)
        called[m] = 100 * b->called[m];
    const struct chart_line one = {"Called by then", called};
    const struct chart fan = {
        .title = "Equity in multiples of the start",
        .description = "The median of the paths and their 5th, 25th, 75th and 95th percentiles, month by month",
        .log_y = true,
        .fan = true,
        .suffix = "×",
        .x = b->month,
        .x_name = "After",
        .x_suffix = " months",
        .n = (int)b->moments,
        .lines = lines,
        .n_lines = 5};
    const struct chart calls = {.title = "Chance of a margin call",
                                .description = "Share of the paths that were called by then",
                                .suffix = " %",
                                .x = b->month,
                                .x_name = "After",
                                .x_suffix = " months",
                                .n = (int)b->moments,
                                .lines = &one,
                                .n_lines = 1};
    chart_show(files, v, "CHART", "fan", &fan,
               "Nine paths in ten end between the 5th and the 95th percentile. The scale is logarithmic.");
    chart_show(files, v, "CHART", "calls", &calls, "The share of the paths that had their first margin call by then.");
}

/* ---- all of them ---- */

static void show_head(struct view *v, struct arena *a, const struct sweep_answer *ans)
{
    const struct sweep_request *r = &ans->request;
    const struct bt_config *c = &r->base.config;
    char start[DAY_TEXT], end[DAY_TEXT];
    view_text(v, "HEADING", sweep_title(a, r));
    view_text(v, "MODE", backtest_modes[c->mode].label);
    view_text(v, "ACCOUNT", c->account == BT_PORTFOLIO ? "Portfolio margin" : "Reg T");
    view_text(v, "PROFILE", c->profile == BT_ORIGINAL ? "original" : "accurate");
    view_printf(v, "WINDOW_FROM", "%s", day_text(r->base.start_day, start));
    view_printf(v, "WINDOW_TO", "%s", day_text(r->base.end_day, end));
    view_text(v, "SESSIONS", num_group(a, (double)ans->sessions, 0));
    view_text(v, "ENGINE_VERSION", ans->engine_version);
    view_text(v, "DATA_VERSION", ans->data_version);
    view_text(v, "QUERY", sweep_form_query(a, r));
}

static void show_words(struct view *v, struct arena *a, const struct sweep_answer *ans)
{
    const char *words[20];
    int n = sweep_words(a, ans, words, 20);
    for (int i = 0; i < n; i++)
        view_text(view_add(v, "INSIGHT"), "INSIGHT_TEXT", words[i]);
    warnings_show(v, &ans->warnings);
}

static struct chart_files files_of(const char *path)
{
    return (struct chart_files){.base = path, .query = "", .name = "sweep"};
}

bool sweep_show(struct view *v, const struct req *req, struct res *res, const struct sweep_answer *ans,
                const char *path)
{
    struct arena *a = req->arena;
    struct chart_files files = files_of(path);
    view_text(v, "PATH", path);
    show_head(v, a, ans);
    show_words(v, a, ans);
    if (ans->request.kind == SWEEP_GRID)
        return show_grid(v, req, res, ans, &files, path);
    if (ans->request.kind == SWEEP_SURFACE) {
        view_show(v, "IS_SURFACE");
        view_text(v, "STARTS", num_group(a, (double)ans->surface.starts, 0));
        show_leverages(v, a, &ans->surface);
        show_surface_charts(v, &files, &ans->surface);
        show_surface_heat(v, req, &ans->surface, path);
        return true;
    }
    view_show(v, "IS_BOOTSTRAP");
    view_printf(v, "SEED", "%.0f", ans->request.seed);
    view_text(v, "PATHS", num_group(a, ans->request.paths, 0));
    view_int(v, "BLOCK", ans->request.block_days);
    show_fan(v, &files, &ans->bootstrap);
    show_moments(v, a, &ans->bootstrap);
    return true;
}

enum err sweep_chart_reply(struct res *res, struct arena *arena, const struct sweep_answer *ans, struct str file)
{
    struct chart_files files = files_of("");
    struct view *v = view_new(arena);
    if (!chart_files_ask(&files, file, res))
        return ERR_NOTFOUND;
    if (ans->request.kind == SWEEP_SURFACE)
        show_surface_charts(v, &files, &ans->surface);
    else if (ans->request.kind == SWEEP_BOOTSTRAP)
        show_fan(v, &files, &ans->bootstrap);
    else if (ans->request.n_axes == 1)
        show_grid_charts(v, &files, ans);
    return chart_files_found(&files);
}
