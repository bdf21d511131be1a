/* analysis_tables.c: the tables of an analysis as the page arranges them; see analysis_parts.h. What they hold is compute's; the
 * trailing returns, the years by months with the season below them, and the ranking have a form of their own here.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/day.h"
#include "base/num.h"
#include "returns/analysis_chart.h"
#include "returns/analysis_parts.h"

enum { MONTHS = 12, QUARTERS = 4, FOOT = 5, PERCENT_DECIMALS = 2, HEAT_DECIMALS = 1, NAME_MOST = 24 };

static const char *id_of(const struct analysis_page_of *p, enum returns_part part)
{
    return arena_printf(p->arena, "table-%s", returns_part_info[part].key);
}

/* ---- any table, and trailing returns ---- */

static bool sheet_of(const struct analysis_page_of *p, enum returns_part part, struct returns_sheet *sheet)
{
    return returns_sheet_make(p->arena, p->analysis, part, p->place->show, sheet) && sheet->rows > 0;
}

/* The rows that have a number in this column; `kept` (or NULL): which they were. */
static void rows_keep(struct arena *arena, struct returns_sheet *sheet, size_t column, size_t *kept)
{
    struct returns_cell *cell = arena_array(arena, sheet->rows * sheet->columns, sizeof *cell);
    size_t n = 0;
    for (size_t i = 0; i < sheet->rows; i++) {
        const struct returns_cell *row = sheet->cell + i * sheet->columns;
        if (!isfinite(row[column].number))
            continue;
        memcpy(cell + n * sheet->columns, row, sheet->columns * sizeof *cell);
        if (kept)
            kept[n] = i;
        n++;
    }
    sheet->cell = cell;
    sheet->rows = n;
}

/* Of falls it says from which depth on they are listed: the figures beside count the small ones, too. */
static const char *caption_of(const struct analysis_page_of *p, const struct analysis_table *table)
{
    double least = p->analysis->request.drawdown_threshold * 100;
    if (table->part != RETURNS_PART_DRAWDOWNS || !(least > 0))
        return table->caption;
    return arena_printf(p->arena, "%s Falls of %.6g %% and more.", table->caption, least);
}

bool analysis_table_show(const struct analysis_page_of *p, struct view *v, const struct analysis_table *table)
{
    struct returns_sheet sheet;
    if (!sheet_of(p, table->part, &sheet))
        return false;
    if (table->needed)
        rows_keep(p->arena, &sheet, table->needed, NULL);
    if (sheet.rows == 0)
        return false;
    sheet_show(v, &sheet,
               &(struct sheet_look){.id = id_of(p, table->part),
                                    .caption = caption_of(p, table),
                                    .csv = analysis_part_href(p, table->part),
                                    .folded = table->folded,
                                    .hidden = table->hidden,
                                    .decimals = PERCENT_DECIMALS,
                                    .rows_most = table->rows_most,
                                    .kind = table->is_heat ? SHEET_HEAT : SHEET_PLAIN,
                                    .scale = table->scale});
    return true;
}

/* As far back as the series reaches, the spans in words: "3 years, a year" where the figure is one. */
bool analysis_trailing_show(const struct analysis_page_of *p, struct view *v)
{
    static const char *const words[RETURNS_TRAILINGS] = {
        "1 day",    "1 week",   "Month to date", "Quarter to date", "1 month",
        "3 months", "6 months", "Year to date",  "9 months",        "1 year",
        "2 years",  "3 years",  "5 years",       "7 years",         "10 years",
        "15 years", "20 years", "25 years",      "30 years",        "Since the beginning"};
    struct returns_sheet sheet;
    size_t kept[RETURNS_TRAILINGS];
    if (!sheet_of(p, RETURNS_PART_TRAILING, &sheet))
        return false;
    const char **names = arena_array(p->arena, sheet.rows, sizeof *names);
    rows_keep(p->arena, &sheet, 1, kept);
    for (size_t i = 0; i < sheet.rows; i++)
        names[i] = p->one->trailing.span[kept[i]].is_annualised ? arena_printf(p->arena, "%s, a year", words[kept[i]])
                                                                : words[kept[i]];
    sheet_show(v, &sheet,
               &(struct sheet_look){.id = id_of(p, RETURNS_PART_TRAILING),
                                    .caption = "Up to the last row; a year each from two years on.",
                                    .csv = analysis_part_href(p, RETURNS_PART_TRAILING),
                                    .hidden = " annualised ",
                                    .names = names,
                                    .decimals = PERCENT_DECIMALS});
    return sheet.rows > 0;
}

/* ---- the triangle ---- */

/* How many of the oldest are left out, and what is said of it. */
static size_t left_out(const struct analysis_page_of *p, size_t n, const char **caption)
{
    size_t skip = p->most && n > p->most ? n - p->most : 0;
    if (skip)
        *caption = arena_printf(p->arena, "The newest %zu of %zu. %s", n - skip, n, *caption ? *caption : "");
    return skip;
}

/* The columns of the periods [from, to), and the rows from the period `from` on: above them these columns are empty. */
static void columns_cut(struct arena *arena, const struct returns_sheet *sheet, size_t from, size_t to,
                        struct returns_sheet *out)
{
    size_t columns = 1 + to - from, rows = sheet->rows - from;
    struct returns_sheet_column *column = arena_array(arena, columns, sizeof *column);
    struct returns_cell *cell = arena_array(arena, rows * columns, sizeof *cell);
    column[0] = sheet->column[0];
    memcpy(column + 1, sheet->column + 1 + from, (columns - 1) * sizeof *column);
    for (size_t i = 0; i < rows; i++) {
        const struct returns_cell *row = sheet->cell + (i + from) * sheet->columns;
        cell[i * columns] = row[0];
        memcpy(cell + i * columns + 1, row + 1 + from, (columns - 1) * sizeof *cell);
    }
    *out = (struct returns_sheet){sheet->title, columns, rows, column, cell};
}

/* Its first row and its first column are the same period. */
static bool is_partial_cell(const void *context, size_t row, size_t column)
{
    const struct returns_matrix_period *period = context;
    return !period[row].row.whole || !period[column - 1].row.whole;
}

static bool has_partial(const struct returns_triangle *t)
{
    return t->m > 0 && (!t->period[0].row.whole || !t->period[t->m - 1].row.whole);
}

/* The first and the last period may be parts of one: "parts of a period, the first from 1993-01-29, the last up to 2025-07-01". */
static const char *partial_words(const struct analysis_page_of *p, const struct returns_triangle *t)
{
    const struct level_series *level = &p->one->level;
    char from[DAY_TEXT], to[DAY_TEXT];
    bool begins = !t->period[0].row.whole, ends = t->m > 1 && !t->period[t->m - 1].row.whole;
    day_text(level->day[t->period[0].row.from], from);
    day_text(level->day[t->period[t->m - 1].row.to], to);
    return arena_printf(p->arena, "parts of a period, %s%s%s%s%s", begins ? "the first from " : "", begins ? from : "",
                        begins && ends ? ", " : "", ends ? "the last up to " : "", ends ? to : "");
}

/* About how wide a figure is on paper, in ems of its letters. */
static double figure_width(double x, int decimals)
{
    enum { GROUP = 3 };
    const double digit = 0.64, point = 0.32, minus = 0.84;
    double size = fabs(x);
    int whole = size < 1 ? 1 : 1 + (int)floor(log10(size));
    return (whole + decimals) * digit + (1 + (whole - 1) / GROUP) * point + (x < 0 ? minus : 0);
}

/* How many columns of a triangle stand beside each other on a sheet of paper, from the period `from` on. */
static size_t columns_that_fit(const struct returns_sheet *sheet, const struct sheet_look *look, size_t from)
{
    const double paper = 103, letter = 0.7, padding = 0.27;
    double width = strlen(sheet->column[1].label) * letter + padding;
    size_t to = from;
    for (; to + 1 < sheet->columns; to++) {
        double widest = strlen(sheet->column[1 + to].label) * letter;
        for (size_t row = to; row < sheet->rows; row++) {
            double x = sheet->cell[row * sheet->columns + 1 + to].number * (look->neutral ? 1 : 100);
            widest = isfinite(x) ? fmax(widest, figure_width(x, look->decimals)) : widest;
        }
        width += widest + padding;
        if (width > paper && to > from)
            break;
    }
    return to - from;
}

/* The whole of one that is too wide for paper, so many columns at a time. */
static void triangle_print(const struct analysis_page_of *p, struct view *v, const struct returns_sheet *sheet,
                           const struct returns_triangle *t, struct sheet_look look)
{
    int start = look.start, end = look.end;
    const char *id = look.id;
    look.scale = sheet_scale(p->arena, sheet, look.neutral);
    look.where = SHEET_ON_PAPER;
    look.csv = NULL;
    for (size_t from = 0, n; from < t->m; from += n) {
        struct returns_sheet part;
        n = columns_that_fit(sheet, &look, from);
        columns_cut(p->arena, sheet, from, from + n, &part);
        look.id = arena_printf(p->arena, "%s-paper-%zu", id, from + 1);
        look.title = arena_printf(p->arena, "%s, from %s to %s", sheet->title, sheet->column[1 + from].label,
                                  sheet->column[from + n].label);
        look.caption = from ? NULL : look.caption;
        look.start = start > (int)from ? start - (int)from : 0;
        look.end = end > (int)from ? end - (int)from : 0;
        look.context = t->period + from;
        sheet_show(v, &part, &look);
    }
}

bool analysis_triangle_show(const struct analysis_page_of *p, struct view *v)
{
    struct returns_triangle *t = ARENA_NEW(p->arena, struct returns_triangle);
    bool is_ratio = p->place->matrix == RETURNS_MATRIX_RATIO;
    enum returns_part part = (enum returns_part)(RETURNS_PART_MATRIX + p->place->matrix);
    const char *caption =
        "From the start of a column's period to the end of a row's. The single ones, on the edge, are "
        "never made a year's.";
    struct returns_sheet sheet;
    *t = p->one->shown;
    if (t->m == 0 || !sheet_of(p, part, &sheet))
        return false;
    size_t skip = left_out(p, t->m, &caption);
    columns_cut(p->arena, &sheet, skip, t->m, &sheet);
    t->period += skip;
    t->m -= skip;
    struct sheet_look look = {.id = id_of(p, part),
                              .caption = caption,
                              .csv = analysis_part_href(p, part),
                              .decimals = is_ratio ? PERCENT_DECIMALS : HEAT_DECIMALS,
                              .newest_first = !p->place->oldest_first,
                              .kind = SHEET_TRIANGLE,
                              .measure = analysis_matrix_name[p->place->matrix],
                              .start = p->place->start,
                              .end = p->place->end,
                              .neutral = is_ratio ? 1 : 0,
                              .is_partial = has_partial(t) ? is_partial_cell : NULL,
                              .partial = has_partial(t) ? partial_words(p, t) : NULL,
                              .context = t->period};
    bool fits = columns_that_fit(&sheet, &look, 0) == t->m;
    look.where = fits ? SHEET_EVERYWHERE : SHEET_ON_SCREEN;
    sheet_show(v, &sheet, &look);
    if (!fits)
        triangle_print(p, v, &sheet, t, look);
    return true;
}

/* ---- years by months, or by quarters ---- */

struct calendar {
    const struct returns_calendar_year *year;
    size_t years;
    int columns;
};

static bool is_partial_period(const void *context, size_t row, size_t column)
{
    const struct calendar *c = context;
    const struct returns_calendar_year *year = &c->year[row];
    return (int)column > c->columns ? year->total_is_partial : year->partial >> (column - 1) & 1;
}

static const struct returns_sheet_column *calendar_columns(struct arena *arena, int columns)
{
    static const char *const months[MONTHS] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    static const char *const quarters[QUARTERS] = {"Q1", "Q2", "Q3", "Q4"};
    struct returns_sheet_column *column = arena_array(arena, (size_t)columns + 2, sizeof *column);
    column[0] = (struct returns_sheet_column){"year", "Year", RETURNS_COLUMN_COUNT};
    for (int k = 0; k < columns; k++) {
        const char *name = columns == MONTHS ? months[k] : quarters[k];
        column[k + 1] = (struct returns_sheet_column){name, name, RETURNS_COLUMN_FRACTION};
    }
    column[columns + 1] = (struct returns_sheet_column){"total", "All", RETURNS_COLUMN_FRACTION};
    return column;
}

static void year_fill(const struct returns_calendar_year *year, int columns, struct returns_cell *cell)
{
    cell[0].number = year->year;
    for (int k = 0; k < columns; k++)
        cell[k + 1].number = year->cell[k];
    cell[columns + 1].number = year->total;
}

static void season_fill(const struct returns_summary *season, struct returns_cell *cell)
{
    for (int k = 0; k < RETURNS_SEASON_COLUMNS; k++) {
        const double x[FOOT] = {season[k].mean, season[k].median, season[k].best, season[k].worst, season[k].positive};
        for (int f = 0; f < FOOT; f++)
            cell[(size_t)f * (RETURNS_SEASON_COLUMNS + 1) + (size_t)k + 1].number = x[f];
    }
}

/* One row a year; season: NULL, or what each month did over the years, below them. */
static bool calendar_show(const struct analysis_page_of *p, struct view *v, const struct calendar *all,
                          const struct returns_summary *season, const struct sheet_look *as)
{
    static const char *const foot[FOOT] = {"Mean", "Median", "Best", "Worst", "Above 0"};
    struct sheet_look look = *as;
    struct calendar *c = ARENA_NEW(p->arena, struct calendar);
    *c = *all;
    size_t skip = left_out(p, c->years, &look.caption);
    c->year += skip;
    c->years -= skip;
    size_t columns = (size_t)c->columns + 2, rows = c->years + (season ? FOOT : 0);
    struct returns_cell *cell = arena_array(p->arena, rows * columns, sizeof *cell);
    const char **names = arena_array(p->arena, rows, sizeof *names);
    memset(cell, 0, rows * columns * sizeof *cell);
    for (size_t i = 0; i < c->years; i++) {
        year_fill(&c->year[i], c->columns, cell + i * columns);
        names[i] = arena_printf(p->arena, "%d", (int)c->year[i].year);
    }
    for (size_t i = c->years; i < rows; i++)
        names[i] = foot[i - c->years];
    if (season)
        season_fill(season, cell + c->years * columns);
    look.names = names;
    look.decimals = HEAT_DECIMALS;
    look.kind = SHEET_HEAT;
    look.foot = season ? c->years : 0;
    look.is_partial = is_partial_period;
    look.context = c;
    sheet_show(v,
               &(struct returns_sheet){.title = as->title,
                                       .columns = columns,
                                       .rows = rows,
                                       .column = calendar_columns(p->arena, c->columns),
                                       .cell = cell},
               &look);
    return true;
}

bool analysis_months_show(const struct analysis_page_of *p, struct view *v)
{
    const struct returns_result *r = p->one;
    bool less = p->place->less_benchmark && r->month_difference;
    if (!r->month || r->terms.frequency > FREQUENCY_MONTHLY)
        return false;
    const struct calendar c = {less ? r->month_difference : r->month, r->n_years, MONTHS};
    return calendar_show(p, v, &c, less || r->n_years < 2 ? NULL : r->season,
                         &(struct sheet_look){.id = "table-calendar",
                                              .title = less ? "Months by year, less the benchmark's" : "Months by year",
                                              .csv = analysis_part_href(p, RETURNS_PART_CALENDAR),
                                              .caption = less             ? "Above 0: the series did better."
                                                         : r->n_years < 2 ? NULL
                                                                          : "Below the line: each month over all its "
                                                                            "whole ones."});
}

bool analysis_quarters_show(const struct analysis_page_of *p, struct view *v)
{
    const struct returns_result *r = p->one;
    if (!r->quarter || r->terms.frequency > FREQUENCY_QUARTERLY)
        return false;
    const struct calendar c = {r->quarter, r->n_years, QUARTERS};
    return calendar_show(p, v, &c, NULL,
                         &(struct sheet_look){.id = "table-quarterly",
                                              .title = "Quarters by year",
                                              .csv = analysis_part_href(p, RETURNS_PART_QUARTERLY),
                                              .folded = true});
}

/* ---- several series, the best of each year first ---- */

bool analysis_ranking_show(const struct analysis_page_of *p, struct view *v)
{
    const struct returns_side_by_side *s = &p->analysis->side;
    size_t n = (size_t)p->analysis->n, columns = n + 1;
    if (p->analysis->n < 2 || s->n_years == 0)
        return false;
    struct returns_sheet_column *column = arena_array(p->arena, columns, sizeof *column);
    struct returns_cell *cell = arena_array(p->arena, s->n_years * columns, sizeof *cell);
    memset(cell, 0, s->n_years * columns * sizeof *cell);
    column[0] = (struct returns_sheet_column){"year", "Year", RETURNS_COLUMN_COUNT};
    for (size_t k = 1; k < columns; k++)
        column[k] = (struct returns_sheet_column){"rank", arena_printf(p->arena, "No. %zu", k), RETURNS_COLUMN_TEXT};
    for (size_t y = 0; y < s->n_years; y++) {
        cell[y * columns].number = s->year[y];
        for (size_t k = 0; k < n; k++) {
            size_t rank = (size_t)s->year_rank[y * n + k];
            while (rank && cell[y * columns + rank].text) /* who is level with another stands beside it */
                rank++;
            if (rank)
                cell[y * columns + rank].text =
                    arena_printf(p->arena, "%s %s", utf8_shorten(p->arena, p->analysis->series[k].name, NAME_MOST),
                                 num_percent(p->arena, s->year_return[y * n + k] * 100, HEAT_DECIMALS));
        }
    }
    sheet_show(v,
               &(struct returns_sheet){
                   .title = "Years ranked", .columns = columns, .rows = s->n_years, .column = column, .cell = cell},
               &(struct sheet_look){.id = "table-ranking",
                                    .caption = "Whole calendar years, the best series first.",
                                    .csv = analysis_part_href(p, RETURNS_PART_RANKING)});
    return true;
}
