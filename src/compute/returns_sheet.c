/* returns_sheet.c: every table of an analysis as a sheet of typed columns, which CSV, spreadsheet and print write out, each in its
 * way. See returns.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>

#include "base/csv_write.h"
#include "base/day.h"
#include "compute/returns.h"

const struct returns_part_info returns_part_info[RETURNS_PARTS] = {
    [RETURNS_PART_METRICS] = {"metrics", "Figures", false, RETURNS_TABLE_INTERVALS},
    [RETURNS_PART_SERIES] = {"series", "Levels", false, 0},
    [RETURNS_PART_RETURNS] = {"returns", "Returns", false, 0},
    [RETURNS_PART_MATRIX +
        RETURNS_MATRIX_CAGR] = {"matrix", "Growth a year, every start to every end", false, RETURNS_TABLE_MATRIX},
    [RETURNS_PART_MATRIX +
        RETURNS_MATRIX_TOTAL] = {"matrix-total", "Total return, every start to every end", false, RETURNS_TABLE_MATRIX},
    [RETURNS_PART_MATRIX + RETURNS_MATRIX_SIMPLE] = {"matrix-simple", "Simple return a year, every start to every end",
                                                     false, RETURNS_TABLE_MATRIX},
    [RETURNS_PART_MATRIX +
        RETURNS_MATRIX_DIFFERENCE] = {"matrix-diff", "Growth a year less the benchmark's", false, RETURNS_TABLE_MATRIX},
    [RETURNS_PART_MATRIX + RETURNS_MATRIX_DIFFERENCE_TOTAL] = {"matrix-diff-total", "Total return less the benchmark's",
                                                               false, RETURNS_TABLE_MATRIX},
    [RETURNS_PART_MATRIX + RETURNS_MATRIX_DIFFERENCE_SIMPLE] = {"matrix-diff-simple",
                                                                "Simple return a year less the benchmark's", false,
                                                                RETURNS_TABLE_MATRIX},
    [RETURNS_PART_MATRIX + RETURNS_MATRIX_WEALTH] = {"matrix-wealth", "How much more money than the benchmark", false,
                                                     RETURNS_TABLE_MATRIX},
    [RETURNS_PART_MATRIX +
        RETURNS_MATRIX_RATIO] = {"matrix-ratio", "Growth a year over the benchmark's", false, RETURNS_TABLE_MATRIX},
    [RETURNS_PART_MATRIX +
        RETURNS_MATRIX_DIVIDEND] = {"matrix-dividend", "Growth a year from dividends", false, RETURNS_TABLE_MATRIX},
    [RETURNS_PART_MATRIX_ORIGINAL] = {"matrix-original", "Growth a year in percent, newest end first", false,
                                      RETURNS_TABLE_MATRIX},
    [RETURNS_PART_HOLDINGS] = {"holdings", "Any number of years", false, RETURNS_TABLE_MATRIX},
    [RETURNS_PART_ANNUAL] = {"annual", "Years", false, RETURNS_TABLE_CALENDAR},
    [RETURNS_PART_QUARTERLY] = {"quarterly", "Quarters", false, RETURNS_TABLE_CALENDAR},
    [RETURNS_PART_MONTHLY] = {"monthly", "Months", false, RETURNS_TABLE_CALENDAR},
    [RETURNS_PART_CALENDAR] = {"calendar", "Months by year", false, RETURNS_TABLE_CALENDAR},
    [RETURNS_PART_SEASON] = {"season", "The months over the years", false, RETURNS_TABLE_CALENDAR},
    [RETURNS_PART_WEEKDAYS] = {"weekdays", "Weekdays", false, RETURNS_TABLE_CALENDAR},
    [RETURNS_PART_TRAILING] = {"trailing", "Trailing returns", false, RETURNS_TABLE_TRAILING},
    [RETURNS_PART_ROLLING] = {"rolling", "Rolling returns", false, RETURNS_TABLE_ROLLING},
    [RETURNS_PART_ROLLING_SERIES] = {"rolling-series", "Rolling returns by day", false, 0},
    [RETURNS_PART_RISK_SERIES] = {"risk-series", "Rolling risk by day", false, 0},
    [RETURNS_PART_DRAWDOWNS] = {"drawdowns", "Drawdowns", false, 0},
    [RETURNS_PART_DISTRIBUTION] = {"distribution", "Distribution", false, RETURNS_TABLE_DISTRIBUTION},
    [RETURNS_PART_QUANTILES] = {"quantiles", "Quantiles", false, RETURNS_TABLE_DISTRIBUTION},
    [RETURNS_PART_VAR] = {"var-backtest", "Value at risk, tested", false, RETURNS_TABLE_VAR},
    [RETURNS_PART_STRESS] = {"stress", "Bad times", false, RETURNS_TABLE_STRESS},
    [RETURNS_PART_DIVIDENDS] = {"dividends", "Price and dividends", false, RETURNS_TABLE_DIVIDENDS},
    [RETURNS_PART_FUTURES] = {"futures", "Futures, year by year", false, RETURNS_TABLE_FUTURES},
    [RETURNS_PART_SIDE_BY_SIDE] = {"side-by-side", "Side by side", true, RETURNS_TABLE_SIDE_BY_SIDE},
    [RETURNS_PART_CORRELATIONS] = {"correlations", "Correlations", true, RETURNS_TABLE_SIDE_BY_SIDE},
    [RETURNS_PART_TRACKING] = {"tracking", "Tracking errors", true, RETURNS_TABLE_SIDE_BY_SIDE},
    [RETURNS_PART_RANKING] = {"ranking", "Years ranked", true, RETURNS_TABLE_SIDE_BY_SIDE},
};

enum returns_part returns_part_named(const char *key)
{
    int part = 0;
    while (part < RETURNS_PARTS && strcmp(returns_part_info[part].key, key) != 0)
        part++;
    return (enum returns_part)part;
}

/* ---- building ---- */

/* A sheet that grows: columns first, then cells row by row. */
struct maker {
    struct arena *arena;
    const struct returns_analysis *an;
    const struct returns_result *res;
    struct returns_sheet_column *column;
    struct returns_cell *cell;
    size_t columns, columns_room, cells, cells_room;
};

static void *grown(struct arena *a, const void *old, size_t n, size_t *room, size_t size)
{
    if (n < *room)
        return (void *)old;
    *room = *room ? *room * 2 : 64;
    void *p = arena_array(a, *room, size);
    if (n)
        memcpy(p, old, n * size);
    return p;
}

static void column(struct maker *m, const char *key, const char *label, enum returns_column_kind kind)
{
    m->column = grown(m->arena, m->column, m->columns, &m->columns_room, sizeof *m->column);
    m->column[m->columns++] = (struct returns_sheet_column){key, label, kind};
}

static void cell(struct maker *m, const char *text, double number)
{
    m->cell = grown(m->arena, m->cell, m->cells, &m->cells_room, sizeof *m->cell);
    m->cell[m->cells++] = (struct returns_cell){text, isfinite(number) ? number + 0.0 : NAN};
}

static void text(struct maker *m, const char *s)
{
    cell(m, s, NAN);
}

static void number(struct maker *m, double x)
{
    cell(m, NULL, x);
}

static void numbers(struct maker *m, const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        number(m, x[i]);
}
#define NUMBERS(m, ...) numbers(m, (const double[]){__VA_ARGS__}, sizeof((double[]){__VA_ARGS__}) / sizeof(double))

static void count(struct maker *m, size_t n)
{
    number(m, (double)n);
}

static void day(struct maker *m, int32_t d)
{
    number(m, d == RETURNS_NO_DAY ? (double)NAN : d);
}

/* The day of a row; blank beyond the last. */
static void row_day(struct maker *m, size_t row)
{
    day(m, row < m->res->level.n ? m->res->level.day[row] : RETURNS_NO_DAY);
}

static bool has_benchmark(const struct maker *m)
{
    return m->res->common.n > 1;
}

static const char *basis_label(const struct maker *m)
{
    static const char *const labels[RETURNS_BASES] = {"Total return", "Price", "Level"};
    return labels[m->res->basis];
}

/* ---- figures and rows ---- */

static bool make_metrics(struct maker *m)
{
    static const char *const keys[] = {"key", "group", "label", "value",   "unit",
                                       "low", "high",  "note",  "formula", "convention"};
    static const char *const labels[] = {"Key",         "Group",     "Figure", "Value",   "Unit",
                                         "From (95 %)", "To (95 %)", "Note",   "Formula", "Convention"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        column(m, keys[i], labels[i], i == 3 || i == 5 || i == 6 ? RETURNS_COLUMN_NUMBER : RETURNS_COLUMN_TEXT);
    const struct returns_metrics *x = &m->res->metrics;
    for (int i = 0; i < RETURNS_METRICS; i++) {
        const struct returns_metric_info *info = &returns_metric_info[i];
        text(m, info->key);
        text(m, returns_group_info[info->group].label);
        text(m, info->label);
        number(m, x->value[i]);
        text(m, returns_unit_key[info->unit]);
        number(m, m->res->interval[i].low);
        number(m, m->res->interval[i].high);
        text(m, returns_note_text[x->note[i]]);
        text(m, info->formula);
        text(m, info->convention);
    }
    return true;
}

static bool make_series(struct maker *m)
{
    const struct returns_result *res = m->res;
    column(m, "date", "Date", RETURNS_COLUMN_DAY);
    column(m, returns_basis_key[res->basis], basis_label(m), RETURNS_COLUMN_NUMBER);
    if (res->price)
        column(m, "price", "Price", RETURNS_COLUMN_NUMBER);
    if (res->benchmark)
        column(m, "benchmark", m->an->benchmark_name, RETURNS_COLUMN_NUMBER);
    for (size_t i = 0; i < res->level.n; i++) {
        day(m, res->level.day[i]);
        number(m, res->level.level[i]);
        if (res->price)
            number(m, res->price[i]);
        if (res->benchmark)
            number(m, res->benchmark[i]);
    }
    return true;
}

static bool make_returns(struct maker *m)
{
    const struct returns_result *res = m->res;
    column(m, "date", "Date", RETURNS_COLUMN_DAY);
    column(m, returns_basis_key[res->basis], "Return", RETURNS_COLUMN_FRACTION);
    if (res->price)
        column(m, "price", "Price return", RETURNS_COLUMN_FRACTION);
    if (res->benchmark)
        column(m, "benchmark", m->an->benchmark_name, RETURNS_COLUMN_FRACTION);
    for (size_t i = 1; i < res->level.n; i++) {
        day(m, res->level.day[i]);
        number(m, res->level.level[i] / res->level.level[i - 1] - 1);
        if (res->price)
            number(m, res->price[i] / res->price[i - 1] - 1);
        if (res->benchmark)
            number(m, res->benchmark[i] / res->benchmark[i - 1] - 1);
    }
    return true;
}

/* ---- the triangle ---- */

const char *returns_period_name(struct arena *a, const struct returns_matrix_period *p, enum frequency step)
{
    if (step == FREQUENCY_YEARLY)
        return arena_printf(a, "%d", (int)p->index);
    if (step == FREQUENCY_QUARTERLY)
        return arena_printf(a, "%d-Q%d", (int)p->index / 4, (int)p->index % 4 + 1);
    return arena_printf(a, "%d-%02d", (int)p->index / 12, (int)p->index % 12 + 1);
}

static bool make_matrix(struct maker *m, int kind, bool original)
{
    const struct returns_triangle *t = &m->res->shown;
    enum returns_column_kind numbers =
        original || kind == RETURNS_MATRIX_RATIO ? RETURNS_COLUMN_NUMBER : RETURNS_COLUMN_FRACTION;
    if (!t->m || !t->cell[kind])
        return false;
    column(m, original ? "" : "end", original ? "" : "End", RETURNS_COLUMN_TEXT);
    for (size_t start = 0; start < t->m; start++) {
        const char *name = returns_period_name(m->arena, &t->period[start], m->res->matrix_step);
        column(m, original ? name : arena_printf(m->arena, "start_%s", name), name, numbers);
    }
    for (size_t i = 0; i < t->m; i++) {
        size_t end = original ? t->m - 1 - i : i;
        text(m, returns_period_name(m->arena, &t->period[end], m->res->matrix_step));
        for (size_t start = 0; start < t->m; start++) {
            double x = start <= end ? t->cell[kind][returns_matrix_at(start, end)] : NAN;
            number(m, original ? round(x * 1e4) / 100 : x);
        }
    }
    return true;
}

static void summary_columns(struct maker *m)
{
    static const char *const keys[] = {"worst", "p5",   "p25",  "median",    "p75",
                                       "p95",   "best", "mean", "deviation", "positive"};
    static const char *const labels[] = {"Worst", "5 %",  "25 %", "Median",    "75 %",
                                         "95 %",  "Best", "Mean", "Deviation", "Share above 0"};
    column(m, "count", "Number", RETURNS_COLUMN_COUNT);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        column(m, keys[i], labels[i], RETURNS_COLUMN_FRACTION);
}

static void summary_cells(struct maker *m, const struct returns_summary *s)
{
    count(m, s->n);
    NUMBERS(m, s->worst, s->p5, s->p25, s->median, s->p75, s->p95, s->best, s->mean, s->deviation, s->positive);
}

static bool make_holdings(struct maker *m)
{
    const struct returns_triangle *t = &m->res->shown;
    column(m, "length", "Periods", RETURNS_COLUMN_COUNT);
    summary_columns(m);
    column(m, "above_benchmark", "Share above the benchmark", RETURNS_COLUMN_FRACTION);
    for (size_t i = 0; i < t->n_holdings; i++) {
        count(m, t->holding[i].length);
        summary_cells(m, &t->holding[i].of);
        number(m, t->holding[i].above_other);
    }
    return t->n_holdings > 0;
}

/* ---- the calendar ---- */

static bool make_annual(struct maker *m)
{
    const struct returns_result *res = m->res;
    column(m, "year", "Year", RETURNS_COLUMN_COUNT);
    column(m, "end", "Last row", RETURNS_COLUMN_DAY);
    column(m, returns_basis_key[res->basis], "Return", RETURNS_COLUMN_FRACTION);
    column(m, "partial", "Partial", RETURNS_COLUMN_TEXT);
    if (has_benchmark(m)) {
        column(m, "benchmark", m->an->benchmark_name, RETURNS_COLUMN_FRACTION);
        column(m, "difference", "Difference", RETURNS_COLUMN_FRACTION);
        column(m, "won", "Won", RETURNS_COLUMN_TEXT);
    }
    for (size_t i = 0; i < res->n_year_ends; i++) {
        const struct returns_year *y = &res->year_end[i];
        number(m, y->year);
        day(m, y->end);
        number(m, y->own);
        text(m, y->is_partial ? "yes" : "");
        if (!has_benchmark(m))
            continue;
        number(m, y->other);
        number(m, y->difference);
        text(m, isnan(y->other) ? "" : y->won ? "yes" : "no");
    }
    return res->n_year_ends > 0;
}

/* Months or quarters one below the other. */
static bool make_periods(struct maker *m, const struct returns_calendar_year *year, const char *key, const char *form,
                         int columns)
{
    if (!year)
        return false;
    column(m, key, columns == 4 ? "Quarter" : "Month", RETURNS_COLUMN_TEXT);
    column(m, returns_basis_key[m->res->basis], "Return", RETURNS_COLUMN_FRACTION);
    column(m, "partial", "Partial", RETURNS_COLUMN_TEXT);
    for (size_t i = 0; i < m->res->n_years; i++)
        for (int k = 0; k < columns; k++) {
            if (isnan(year[i].cell[k]))
                continue;
            text(m, arena_printf(m->arena, "%d-%s%d", (int)year[i].year,
                                 columns == 4 ? form
                                 : k < 9      ? form
                                              : "",
                                 k + 1));
            number(m, year[i].cell[k]);
            text(m, year[i].partial >> k & 1 ? "yes" : "");
        }
    return true;
}

static const char *const month_names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
                                          "Aug", "Sep", "Oct", "Nov", "Dec", "Year"};
static const char *const month_keys[] = {"jan", "feb", "mar", "apr", "may", "jun",       "jul",
                                         "aug", "sep", "oct", "nov", "dec", "year_total"};

static bool make_calendar(struct maker *m)
{
    const struct returns_calendar_year *year = m->res->month;
    if (!year)
        return false;
    column(m, "year", "Year", RETURNS_COLUMN_COUNT);
    for (int k = 0; k < RETURNS_SEASON_COLUMNS; k++)
        column(m, month_keys[k], month_names[k], RETURNS_COLUMN_FRACTION);
    for (size_t i = 0; i < m->res->n_years; i++) {
        number(m, year[i].year);
        for (int k = 0; k < 12; k++)
            number(m, year[i].cell[k]);
        number(m, year[i].total);
    }
    return true;
}

static bool make_season(struct maker *m)
{
    if (!m->res->month)
        return false;
    column(m, "month", "Month", RETURNS_COLUMN_TEXT);
    summary_columns(m);
    for (int k = 0; k < RETURNS_SEASON_COLUMNS; k++) {
        text(m, month_names[k]);
        summary_cells(m, &m->res->season[k]);
    }
    return true;
}

static bool make_weekdays(struct maker *m)
{
    static const char *const names[7] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    column(m, "weekday", "Weekday", RETURNS_COLUMN_TEXT);
    summary_columns(m);
    column(m, "compounded", "Compounded", RETURNS_COLUMN_FRACTION);
    for (int d = 0; d < 7; d++) {
        if (!m->res->weekday[d].of.n)
            continue;
        text(m, names[d]);
        summary_cells(m, &m->res->weekday[d].of);
        number(m, m->res->weekday[d].compounded);
    }
    return m->cells > 0;
}

/* ---- trailing and rolling ---- */

static bool make_trailing(struct maker *m)
{
    const struct returns_trailing_table *t = &m->res->trailing, *b = &m->res->trailing_benchmark;
    bool with = has_benchmark(m) && b->row != SERIES_NONE;
    if (!(m->an->tables & RETURNS_TABLE_TRAILING))
        return false;
    column(m, "span", "Span", RETURNS_COLUMN_TEXT);
    column(m, "value", "Return", RETURNS_COLUMN_FRACTION);
    column(m, "annualised", "A year", RETURNS_COLUMN_TEXT);
    column(m, "total", "In all", RETURNS_COLUMN_FRACTION);
    column(m, "base", "Since", RETURNS_COLUMN_DAY);
    if (with) {
        column(m, "benchmark", m->an->benchmark_name, RETURNS_COLUMN_FRACTION);
        column(m, "difference", "Difference", RETURNS_COLUMN_FRACTION);
    }
    for (int i = 0; i < RETURNS_TRAILINGS; i++) {
        const struct returns_trailing *x = &t->span[i];
        text(m, returns_trailing_key[i]);
        number(m, x->value);
        text(m, x->is_annualised ? "yes" : "");
        number(m, x->total);
        row_day(m, x->base);
        if (!with)
            continue;
        number(m, b->span[i].value);
        number(m, x->value - b->span[i].value);
    }
    return true;
}

static const char *window_name(struct arena *a, int months)
{
    return months % 12 ? arena_printf(a, "%dM", months) : arena_printf(a, "%dY", months / 12);
}

static bool make_rolling(struct maker *m)
{
    const struct returns_result *res = m->res;
    column(m, "window", "Window", RETURNS_COLUMN_TEXT);
    summary_columns(m);
    column(m, "worst_end", "Worst ends", RETURNS_COLUMN_DAY);
    column(m, "best_end", "Best ends", RETURNS_COLUMN_DAY);
    column(m, "above_risk_free", "Share above the risk-free rate", RETURNS_COLUMN_FRACTION);
    column(m, "above_target", "Share above the target", RETURNS_COLUMN_FRACTION);
    if (has_benchmark(m))
        column(m, "above_benchmark", "Share above the benchmark", RETURNS_COLUMN_FRACTION);
    for (int i = 0; i < res->n_rolling; i++) {
        const struct returns_rolling *r = &res->rolling[i].own;
        if (!r->of.n)
            continue;
        text(m, window_name(m->arena, r->months));
        summary_cells(m, &r->of);
        row_day(m, r->of.worst_at);
        row_day(m, r->of.best_at);
        number(m, r->above_risk_free);
        number(m, r->above_target);
        if (has_benchmark(m))
            number(m, r->above_benchmark);
    }
    return m->cells > 0;
}

/* Columns of numbers by day, without the days on which there is none. */
static bool by_day(struct maker *m, const double *const *x, size_t n)
{
    for (size_t i = 0; i < m->res->level.n; i++) {
        bool any = false;
        for (size_t c = 0; c < n; c++)
            any = any || isfinite(x[c][i]);
        if (!any)
            continue;
        day(m, m->res->level.day[i]);
        for (size_t c = 0; c < n; c++)
            number(m, x[c][i]);
    }
    return m->cells > 0;
}

static bool make_rolling_series(struct maker *m)
{
    const struct returns_request *r = &m->an->request;
    const double *x[2 * RETURNS_ROLLING_MAX];
    size_t n = 0;
    column(m, "date", "Date", RETURNS_COLUMN_DAY);
    int lines = has_benchmark(m) ? 2 : 1;
    for (int b = 0; b < lines; b++)
        for (int i = 0; i < r->n_rolling; i++) {
            const char *name = window_name(m->arena, r->rolling_months[i]);
            x[n++] = returns_rolling_column(m->arena, m->res, r->rolling_months[i], b);
            column(m, b ? arena_printf(m->arena, "benchmark_%s", name) : name,
                   b ? arena_printf(m->arena, "%s, %s", name, m->an->benchmark_name) : name, RETURNS_COLUMN_FRACTION);
        }
    return n && by_day(m, x, n);
}

static bool make_risk_series(struct maker *m)
{
    enum { FIGURES = 7 };
    static const char *const keys[FIGURES] = {"volatility", "sharpe",      "sortino",       "drawdown",
                                              "beta",       "correlation", "tracking_error"};
    static const char *const labels[FIGURES] = {"Volatility", "Sharpe",      "Sortino",       "Drawdown",
                                                "Beta",       "Correlation", "Tracking error"};
    static const enum returns_column_kind kinds[FIGURES] = {
        RETURNS_COLUMN_FRACTION, RETURNS_COLUMN_NUMBER, RETURNS_COLUMN_NUMBER,  RETURNS_COLUMN_FRACTION,
        RETURNS_COLUMN_NUMBER,   RETURNS_COLUMN_NUMBER, RETURNS_COLUMN_FRACTION};
    const struct returns_request *r = &m->an->request;
    const double *x[FIGURES * RETURNS_RISK_MAX];
    size_t n = 0;
    column(m, "date", "Date", RETURNS_COLUMN_DAY);
    for (int i = 0; i < r->n_risk; i++) {
        struct returns_rolling_risk k;
        returns_risk_columns(m->arena, m->res, r->risk_rows[i], &k);
        const double *figures[FIGURES] = {k.volatility, k.sharpe,      k.sortino,       k.drawdown,
                                          k.beta,       k.correlation, k.tracking_error};
        for (int f = 0; f < FIGURES; f++) {
            if (f > 3 && !has_benchmark(m))
                continue;
            x[n++] = figures[f];
            column(m, arena_printf(m->arena, "%s_%zu", keys[f], r->risk_rows[i]),
                   arena_printf(m->arena, "%s, %zu rows", labels[f], r->risk_rows[i]), kinds[f]);
        }
    }
    return n && by_day(m, x, n);
}

/* ---- the rest of one series ---- */

static bool make_drawdowns(struct maker *m)
{
    column(m, "depth", "Depth", RETURNS_COLUMN_FRACTION);
    column(m, "peak", "High", RETURNS_COLUMN_DAY);
    column(m, "trough", "Low", RETURNS_COLUMN_DAY);
    column(m, "recovery", "Recovered", RETURNS_COLUMN_DAY);
    column(m, "days_peak_to_trough", "Days down", RETURNS_COLUMN_COUNT);
    column(m, "days_trough_to_recovery", "Days up", RETURNS_COLUMN_COUNT);
    column(m, "days_peak_to_end", "Days in all", RETURNS_COLUMN_COUNT);
    column(m, "periods_peak_to_trough", "Rows down", RETURNS_COLUMN_COUNT);
    column(m, "periods_peak_to_end", "Rows in all", RETURNS_COLUMN_COUNT);
    column(m, "open", "Open", RETURNS_COLUMN_TEXT);
    column(m, "gain_to_recover", "Gain to recover", RETURNS_COLUMN_FRACTION);
    if (has_benchmark(m))
        column(m, "benchmark_depth", m->an->benchmark_name, RETURNS_COLUMN_FRACTION);
    for (size_t i = 0; i < m->res->n_drawdowns; i++) {
        const struct returns_drawdown_row *r = &m->res->drawdown[i];
        number(m, r->own.depth);
        day(m, r->own.peak_day);
        day(m, r->own.trough_day);
        day(m, r->own.open ? RETURNS_NO_DAY : r->own.end_day);
        NUMBERS(m, r->own.days_peak_to_trough, r->own.open ? (double)NAN : r->own.days_trough_to_recovery,
                r->own.days_peak_to_end);
        count(m, r->own.periods_peak_to_trough);
        count(m, r->own.periods_peak_to_end);
        text(m, r->own.open ? "yes" : "");
        number(m, r->gain);
        if (has_benchmark(m))
            number(m, r->benchmark_depth);
    }
    return true;
}

static bool make_distribution(struct maker *m)
{
    static const char *const names[RETURNS_DISTRIBUTIONS] = {"Rows", "Weeks", "Months", "Quarters", "Years"};
    column(m, "period", "Period", RETURNS_COLUMN_TEXT);
    summary_columns(m);
    column(m, "skew", "Skew", RETURNS_COLUMN_NUMBER);
    column(m, "kurtosis_excess", "Excess kurtosis", RETURNS_COLUMN_NUMBER);
    column(m, "low_fence", "Low fence", RETURNS_COLUMN_FRACTION);
    column(m, "high_fence", "High fence", RETURNS_COLUMN_FRACTION);
    column(m, "low_outliers", "Outliers below", RETURNS_COLUMN_COUNT);
    column(m, "high_outliers", "Outliers above", RETURNS_COLUMN_COUNT);
    column(m, "low_whisker", "Low whisker", RETURNS_COLUMN_FRACTION);
    column(m, "high_whisker", "High whisker", RETURNS_COLUMN_FRACTION);
    for (int i = 0; i < RETURNS_DISTRIBUTIONS; i++) {
        const struct returns_distribution *d = &m->res->distribution[i];
        if (!d->of.n)
            continue;
        text(m, names[i]);
        summary_cells(m, &d->of);
        NUMBERS(m, d->skew, d->kurtosis, d->low_fence, d->high_fence);
        count(m, d->low_outliers);
        count(m, d->high_outliers);
        number(m, d->low_whisker);
        number(m, d->high_whisker);
    }
    return m->cells > 0;
}

/* Where a row is the one nearest to a round share of all, it is said of which, in percent. */
static double mark_of(const struct returns_result *res, size_t i)
{
    static const double marks[] = {1, 5, 10, 25, 50, 75, 90, 95, 99};
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (i == (size_t)(marks[k] / 100 * (double)res->n_quantiles))
            return marks[k];
    return NAN;
}

static bool make_quantiles(struct maker *m)
{
    const struct returns_result *res = m->res;
    const struct returns_distribution *d = &res->distribution[res->quantiles_of];
    column(m, "end", "Ends", RETURNS_COLUMN_DAY);
    column(m, "share", "Share below", RETURNS_COLUMN_FRACTION);
    column(m, "normal", "Normal quantile", RETURNS_COLUMN_NUMBER);
    column(m, "value", "Return", RETURNS_COLUMN_FRACTION);
    column(m, "line", "On the line", RETURNS_COLUMN_FRACTION);
    column(m, "mark", "Near", RETURNS_COLUMN_COUNT);
    for (size_t i = 0; i < res->n_quantiles; i++) {
        const struct returns_quantile *q = &res->quantile[i];
        day(m, q->end);
        NUMBERS(m, q->share, q->normal, q->value, returns_quantile_line(d, q->normal), mark_of(res, i));
    }
    return m->cells > 0;
}

static const char *after_text(struct arena *a, int months)
{
    int years = months / 12, rest = months % 12;
    const char *whole = years ? arena_printf(a, years == 1 ? "%d year" : "%d years", years) : "";
    if (months == 0)
        return "now";
    return rest ? arena_printf(a, rest == 1 ? "%s%s%d month" : "%s%s%d months", whole, years ? ", " : "", rest) : whole;
}

static bool make_futures(struct maker *m)
{
    static const char *const keys[STATS_FAN] = {"p5", "p25", "median", "p75", "p95"};
    static const char *const labels[STATS_FAN] = {"5 %", "25 %", "Median", "75 %", "95 %"};
    const struct returns_fan *fan = &m->res->fan;
    column(m, "after", "After", RETURNS_COLUMN_TEXT);
    column(m, "years", "Years", RETURNS_COLUMN_NUMBER);
    for (int k = 0; k < STATS_FAN; k++)
        column(m, keys[k], labels[k], RETURNS_COLUMN_NUMBER);
    column(m, "loss", "Share at a loss", RETURNS_COLUMN_FRACTION);
    column(m, "fallen", "Share that had fallen by 20 %", RETURNS_COLUMN_FRACTION);
    column(m, "whole_years", "Whole years", RETURNS_COLUMN_COUNT);
    for (size_t i = 0; i < fan->n; i++) {
        const struct returns_future *f = &fan->point[i];
        bool whole = i && i % (size_t)fan->steps == 0;
        text(m, after_text(m->arena, (int)i * 12 / fan->steps));
        number(m, (double)i / fan->steps);
        for (int k = 0; k < STATS_FAN; k++)
            number(m, f->level[k]);
        NUMBERS(m, f->loss, f->fallen, whole ? (double)i / fan->steps : NAN);
    }
    return m->cells > 0;
}

static bool make_var_backtest(struct maker *m)
{
    column(m, "name", "Value at risk", RETURNS_COLUMN_TEXT);
    column(m, "kind", "Kind", RETURNS_COLUMN_TEXT);
    column(m, "confidence", "Level", RETURNS_COLUMN_FRACTION);
    column(m, "judgement", "Judgement", RETURNS_COLUMN_TEXT);
    column(m, "breaches", "Breaches", RETURNS_COLUMN_COUNT);
    column(m, "expected", "Expected", RETURNS_COLUMN_NUMBER);
    column(m, "tested", "Returns tested", RETURNS_COLUMN_COUNT);
    column(m, "p_value", "p", RETURNS_COLUMN_FRACTION);
    column(m, "likelihood_ratio", "Likelihood ratio", RETURNS_COLUMN_NUMBER);
    column(m, "latest_breach", "Latest breach", RETURNS_COLUMN_DAY);
    column(m, "window", "Returns before", RETURNS_COLUMN_COUNT);
    column(m, "outside_domain", "Outside the domain", RETURNS_COLUMN_COUNT);
    for (int i = 0; i < RETURNS_VAR_TESTS; i++) {
        const struct returns_var_test *t = &m->res->var_test[i];
        if (!t->tested)
            continue;
        text(m, arena_printf(m->arena, "%g %%, %s", (1 - t->share) * 100, returns_var_key[t->kind]));
        text(m, returns_var_key[t->kind]);
        number(m, 1 - t->share);
        text(m, returns_var_judgement_text[t->judgement]);
        count(m, t->breaches);
        number(m, t->expected);
        count(m, t->tested);
        number(m, t->p_value);
        number(m, t->likelihood_ratio);
        row_day(m, t->latest);
        count(m, m->res->var_window);
        count(m, t->outside);
    }
    return m->cells > 0;
}

static bool make_stress(struct maker *m)
{
    column(m, "name", "Time", RETURNS_COLUMN_TEXT);
    column(m, "from", "From", RETURNS_COLUMN_DAY);
    column(m, "to", "To", RETURNS_COLUMN_DAY);
    column(m, "value", "Return", RETURNS_COLUMN_FRACTION);
    column(m, "drawdown", "Drawdown", RETURNS_COLUMN_FRACTION);
    if (has_benchmark(m)) {
        column(m, "benchmark", m->an->benchmark_name, RETURNS_COLUMN_FRACTION);
        column(m, "benchmark_drawdown", "Its drawdown", RETURNS_COLUMN_FRACTION);
        column(m, "difference", "Difference", RETURNS_COLUMN_FRACTION);
    }
    for (int i = 0; i < m->res->n_stress; i++) {
        const struct returns_stress *s = &m->res->stress[i];
        text(m, m->res->stress_period[i].name);
        day(m, m->res->stress_period[i].from);
        day(m, m->res->stress_period[i].to);
        number(m, s->own.value);
        number(m, s->own.drawdown);
        if (!has_benchmark(m))
            continue;
        NUMBERS(m, s->benchmark.value, s->benchmark.drawdown, s->difference);
    }
    return m->cells > 0;
}

static bool make_dividends(struct maker *m)
{
    const struct returns_dividends *d = m->res->dividends;
    if (!d)
        return false;
    column(m, "year", "Year", RETURNS_COLUMN_COUNT);
    column(m, "total", "Total return", RETURNS_COLUMN_FRACTION);
    column(m, "price", "Price return", RETURNS_COLUMN_FRACTION);
    column(m, "yield", "From dividends", RETURNS_COLUMN_FRACTION);
    column(m, "partial", "Partial", RETURNS_COLUMN_TEXT);
    for (size_t i = 0; i < d->n_years; i++) {
        NUMBERS(m, d->year[i].year, d->year[i].own, d->year[i].other, d->year[i].difference);
        text(m, d->year[i].is_partial ? "yes" : "");
    }
    return true;
}

/* ---- several series ---- */

static bool make_side_by_side(struct maker *m)
{
    const struct returns_analysis *an = m->an;
    column(m, "key", "Key", RETURNS_COLUMN_TEXT);
    column(m, "label", "Figure", RETURNS_COLUMN_TEXT);
    column(m, "unit", "Unit", RETURNS_COLUMN_TEXT);
    for (int i = 0; i < an->n; i++)
        column(m, an->series[i].name, an->series[i].name, RETURNS_COLUMN_NUMBER);
    column(m, "best", "Best", RETURNS_COLUMN_TEXT);
    column(m, "worst", "Worst", RETURNS_COLUMN_TEXT);
    for (int k = 0; k < RETURNS_METRICS; k++) {
        const struct returns_metric_info *info = &returns_metric_info[k];
        int best = an->side.best[k], worst = an->side.worst[k];
        text(m, info->key);
        text(m, info->label);
        text(m, returns_unit_key[info->unit]);
        for (int i = 0; i < an->n; i++)
            number(m, an->series[i].metrics.value[k]);
        text(m, best < 0 ? "" : an->series[best].name);
        text(m, worst < 0 ? "" : an->series[worst].name);
    }
    return true;
}

static bool make_square(struct maker *m, const double *x, enum returns_column_kind kind)
{
    const struct returns_analysis *an = m->an;
    column(m, "series", "Series", RETURNS_COLUMN_TEXT);
    for (int i = 0; i < an->n; i++)
        column(m, an->series[i].name, an->series[i].name, kind);
    for (int i = 0; i < an->n; i++) {
        text(m, an->series[i].name);
        for (int k = 0; k < an->n; k++)
            number(m, x[i * an->n + k]);
    }
    return true;
}

static bool make_ranking(struct maker *m)
{
    const struct returns_analysis *an = m->an;
    const struct returns_side_by_side *s = &an->side;
    size_t n = (size_t)an->n;
    column(m, "year", "Year", RETURNS_COLUMN_COUNT);
    for (size_t i = 0; i < n; i++)
        column(m, an->series[i].name, an->series[i].name, RETURNS_COLUMN_FRACTION);
    for (size_t i = 0; i < n; i++)
        column(m, arena_printf(m->arena, "rank of %s", an->series[i].name),
               arena_printf(m->arena, "Rank of %s", an->series[i].name), RETURNS_COLUMN_COUNT);
    for (size_t y = 0; y < s->n_years; y++) {
        number(m, s->year[y]);
        for (size_t i = 0; i < n; i++)
            number(m, s->year_return[y * n + i]);
        for (size_t i = 0; i < n; i++)
            number(m, s->year_rank[y * n + i] ? s->year_rank[y * n + i] : (double)NAN);
    }
    return s->n_years > 0;
}

/* ---- each part ---- */

static bool make_original(struct maker *m)
{
    return make_matrix(m, RETURNS_MATRIX_CAGR, true);
}

static bool make_quarterly(struct maker *m)
{
    return make_periods(m, m->res->quarter, "quarter", "Q", 4);
}

static bool make_monthly(struct maker *m)
{
    return make_periods(m, m->res->month, "month", "0", 12);
}

static bool make_correlations(struct maker *m)
{
    return make_square(m, m->an->side.correlation, RETURNS_COLUMN_NUMBER);
}

static bool make_tracking(struct maker *m)
{
    return make_square(m, m->an->side.tracking, RETURNS_COLUMN_FRACTION);
}

/* False: there is nothing to tell. NULL: one of the triangles. */
static bool (*const makers[RETURNS_PARTS])(struct maker *) = {
    [RETURNS_PART_METRICS] = make_metrics,           [RETURNS_PART_SERIES] = make_series,
    [RETURNS_PART_RETURNS] = make_returns,           [RETURNS_PART_MATRIX_ORIGINAL] = make_original,
    [RETURNS_PART_HOLDINGS] = make_holdings,         [RETURNS_PART_ANNUAL] = make_annual,
    [RETURNS_PART_QUARTERLY] = make_quarterly,       [RETURNS_PART_MONTHLY] = make_monthly,
    [RETURNS_PART_CALENDAR] = make_calendar,         [RETURNS_PART_SEASON] = make_season,
    [RETURNS_PART_WEEKDAYS] = make_weekdays,         [RETURNS_PART_TRAILING] = make_trailing,
    [RETURNS_PART_ROLLING] = make_rolling,           [RETURNS_PART_ROLLING_SERIES] = make_rolling_series,
    [RETURNS_PART_RISK_SERIES] = make_risk_series,   [RETURNS_PART_DRAWDOWNS] = make_drawdowns,
    [RETURNS_PART_DISTRIBUTION] = make_distribution, [RETURNS_PART_QUANTILES] = make_quantiles,
    [RETURNS_PART_VAR] = make_var_backtest,          [RETURNS_PART_STRESS] = make_stress,
    [RETURNS_PART_DIVIDENDS] = make_dividends,       [RETURNS_PART_FUTURES] = make_futures,
    [RETURNS_PART_SIDE_BY_SIDE] = make_side_by_side, [RETURNS_PART_CORRELATIONS] = make_correlations,
    [RETURNS_PART_TRACKING] = make_tracking,         [RETURNS_PART_RANKING] = make_ranking,
};

static bool make(struct maker *m, enum returns_part part)
{
    if (returns_part_info[part].of_all && !m->an->side.correlation)
        return false;
    return makers[part] ? makers[part](m) : make_matrix(m, (int)part - RETURNS_PART_MATRIX, false);
}

bool returns_sheet_make(struct arena *a, const struct returns_analysis *an, enum returns_part part, int series,
                        struct returns_sheet *out)
{
    struct maker m = {.arena = a, .an = an, .res = &an->series[series]};
    *out = (struct returns_sheet){.title = returns_part_info[part].title};
    if (!make(&m, part))
        return false;
    out->columns = m.columns;
    out->rows = m.cells / m.columns;
    out->column = m.column;
    out->cell = m.cell;
    return true;
}

/* ---- CSV ---- */

static void put_cell(struct buf *b, enum returns_column_kind kind, const struct returns_cell *c)
{
    if (kind == RETURNS_COLUMN_TEXT) {
        csv_cell(b, str_of(c->text));
    } else if (kind == RETURNS_COLUMN_DAY && !isnan(c->number)) {
        char date[DAY_TEXT];
        buf_puts(b, day_text((int32_t)c->number, date));
    } else {
        csv_number(b, c->number, "");
    }
}

void returns_sheet_csv(struct buf *b, const struct returns_sheet *s)
{
    for (size_t c = 0; c < s->columns; c++) {
        csv_cell(b, str_of(s->column[c].key));
        buf_puts(b, c + 1 < s->columns ? CSV_NEXT : CSV_END);
    }
    for (size_t r = 0; r < s->rows; r++)
        for (size_t c = 0; c < s->columns; c++) {
            put_cell(b, s->column[c].kind, &s->cell[r * s->columns + c]);
            buf_puts(b, c + 1 < s->columns ? CSV_NEXT : CSV_END);
        }
}
