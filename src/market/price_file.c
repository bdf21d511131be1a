/* price_file.c: see price_file.h. This file finds out the decimal sign and whether the figures are prices or returns, and
 * makes the series; table.c has split the text and read the dates, price_columns.c knows which column holds what,
 * price_clean.c puts each series in order.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/price_file.h"

#include <math.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/num.h"
#include "market/cell.h"
#include "market/price_clean.h"
#include "market/price_read.h"

static bool find_decimal(struct price_reading *r)
{
    bool *used = ARENA_ARRAY(r->arena, r->table.columns, bool);
    for (size_t c = 0; c < r->table.columns; c++)
        used[c] = price_column_used(r, c);
    return table_decimal(r->f, &r->table, used, r->options->decimal, &r->decimal);
}

/* ---- prices or returns, and the unit ---- */

/* What the numbers of the value columns say about themselves. */
struct figures {
    size_t n, percent, positive, above_one, calm, steps, loud;
    size_t of_first; /* those of the first series; the next lines are about it */
    int32_t first_day, last_day;
    double first, last, low, high;
    double as_percent, as_fraction;                  /* compounded */
    size_t plain_line, plain_column, percent_column; /* where the first stands without a percent sign, and with one */
    struct line_list impossible;                     /* below -1: no fraction. -1 is one as the last of all */
    double first_impossible;
    bool negative;
};

/* One number: where it stands, and of which day it is. */
struct figure {
    double x;
    size_t line, column;
    int32_t day;
    bool percent, is_last_day;
};

static void add_figure(struct figures *g, const struct figure *one, double *last)
{
    double x = one->x;
    g->n++;
    g->percent += one->percent;
    if (!one->percent && !g->plain_line) {
        g->plain_line = one->line;
        g->plain_column = one->column;
    }
    if (one->percent && !g->percent_column)
        g->percent_column = one->column;
    g->positive += x > 0;
    g->negative = g->negative || x < 0;
    g->above_one += x > 1;
    g->loud += fabs(x) > 1;
    if ((x < -1 || (x == -1 && !one->is_last_day)) && !one->percent) {
        if (!g->impossible.n)
            g->first_impossible = x;
        line_list_add(&g->impossible, one->line);
    }
    if (*last > 0 && x > 0) {
        g->steps++;
        g->calm += x / *last < 2 && x / *last > 0.5;
    }
    *last = x;
}

static void add_first(struct figures *g, double x, int32_t day)
{
    if (!g->of_first++) {
        g->first = g->last = g->low = g->high = x;
        g->first_day = g->last_day = day;
    }
    if (day < g->first_day) {
        g->first_day = day;
        g->first = x;
    }
    if (day > g->last_day) {
        g->last_day = day;
        g->last = x;
    }
    g->low = fmin(g->low, x);
    g->high = fmax(g->high, x);
    g->as_percent *= 1 + x / 100;
    g->as_fraction *= 1 + x;
}

/* The row belongs to the first series of values in that column. */
static bool is_of_first(const struct price_reading *r, size_t row)
{
    size_t symbol = r->column[PRICE_ROLE_SYMBOL];
    return !r->is_long || str_same(table_cell(&r->table, row, symbol), table_cell(&r->table, 0, symbol));
}

static int32_t last_day_of(const struct table *t)
{
    int32_t last = t->rows ? t->day[0] : 0;
    for (size_t i = 1; i < t->rows; i++)
        last = t->day[i] > last ? t->day[i] : last;
    return last;
}

static struct figures look_at_figures(const struct price_reading *r)
{
    const struct table *t = &r->table;
    struct figures g = {.as_percent = 1, .as_fraction = 1};
    size_t columns = 0;
    int32_t last_day = last_day_of(t);
    for (size_t c = 0; c < t->columns; c++) {
        double last = 0, other = 0; /* steps from ticker to ticker tell nothing */
        columns += r->value[c];
        for (size_t i = 0; r->value[c] && i < t->rows; i++) {
            int marks;
            struct figure one = {
                .line = t->line[i], .column = c, .day = t->day[i], .is_last_day = t->day[i] == last_day};
            struct str cell = table_cell(t, i, c);
            if (cell_number_look(cell, &marks) != CELL_NUMBER ||
                cell_number_read(cell, r->decimal, &one.x) != CELL_NUMBER)
                continue;
            bool first = is_of_first(r, i);
            other = 0;
            one.percent = marks & CELL_PERCENT;
            add_figure(&g, &one, first ? &last : &other);
            if (columns == 1 && first)
                add_first(&g, one.x, one.day);
        }
    }
    return g;
}

/* All above 0, some above 1, neighbours close together. */
static bool look_like_prices(const struct figures *g)
{
    return g->positive == g->n && g->above_one && g->calm * 100 >= g->steps * 99;
}

/* By the heading first, then by content; where the two disagree, not at all. */
static enum price_kind kind_of(const struct price_reading *r, const struct figures *g)
{
    bool called_returns = !price_has(r, PRICE_CLOSE) && price_has(r, PRICE_ROLE_RETURN);
    if (g->percent)
        return PRICE_KIND_RETURNS;
    if (called_returns)
        return g->n > 2 && look_like_prices(g) ? PRICE_KIND_ASK : PRICE_KIND_RETURNS;
    if (price_has(r, PRICE_CLOSE))
        return PRICE_KIND_PRICES;
    return g->negative ? PRICE_KIND_RETURNS : look_like_prices(g) ? PRICE_KIND_PRICES : PRICE_KIND_ASK;
}

static bool find_kind(struct price_reading *r, const struct figures *g)
{
    char from[DAY_TEXT], to[DAY_TEXT];
    r->kind = r->options->kind ? r->options->kind : kind_of(r, g);
    if (r->kind != PRICE_KIND_ASK)
        return true;
    file_refuse(r->f, FILE_ASK, 0, "the numbers can be prices or returns: say which");
    file_offer(r->f, "kind", "prices|returns");
    file_choice_add(r->f, "prices", "prices",
                    arena_printf(r->arena, "from %.10g on %s to %.10g on %s: together %s", g->first,
                                 day_text(g->first_day, from), g->last, day_text(g->last_day, to),
                                 num_percent(r->arena, (g->last / g->first - 1) * 100, 2)));
    file_choice_add(r->f, "returns", "returns",
                    arena_printf(r->arena, "together %s, or %s if they are percent",
                                 num_percent(r->arena, (g->as_fraction - 1) * 100, 2),
                                 num_percent(r->arena, (g->as_percent - 1) * 100, 2)));
    r->f->likely = g->positive == g->n ? "prices" : NULL;
    return false;
}

static bool header_says_percent(const struct price_reading *r)
{
    for (size_t c = 0; c < r->table.columns; c++) {
        const char *plain = table_name_plain(r->arena, r->table.name[c]);
        if (r->value[c] && (strchr(plain, '%') || strstr(plain, "pct") || strstr(plain, "percent")))
            return true;
    }
    return false;
}

/* Compounded as they stand, these would come to something else. */
static bool check_measure(struct price_reading *r)
{
    static const struct {
        const char *word, *mend;
    } others[] = {
        {"bps", "in basis points: divide them by 100 and call them percent"},
        {"returnbp", "in basis points: divide them by 100 and call them percent"},
        {"(bp)", "in basis points: divide them by 100 and call them percent"},
        {"basispoint", "in basis points: divide them by 100 and call them percent"},
        {"basispunkt", "in basis points: divide them by 100 and call them percent"},
        {"logreturn", "logarithms: write the change of the price, exp(x) - 1, instead"},
        {"lnreturn", "logarithms: write the change of the price, exp(x) - 1, instead"},
    };
    for (size_t c = 0; c < r->table.columns; c++) {
        const char *plain = table_name_plain(r->arena, r->table.name[c]);
        for (size_t i = 0; r->value[c] && i < sizeof others / sizeof *others; i++) {
            if (!strstr(plain, others[i].word))
                continue;
            r->f->column = c + 1;
            return file_refuse(r->f, FILE_WRONG, 0, "the returns under \"%s\" are %s",
                               file_quote(r->arena, str_of(r->table.name[c])), others[i].mend);
        }
    }
    return true;
}

/* Factor: what makes percent of the numbers. */
static const char *unit_preview(struct arena *a, const struct figures *g, double factor, double together)
{
    char from[DAY_TEXT], to[DAY_TEXT];
    return arena_printf(a, "returns from %s to %s, together %s from %s to %s", num_percent(a, g->low * factor, 2),
                        num_percent(a, g->high * factor, 2), num_percent(a, together, 2), day_text(g->first_day, from),
                        day_text(g->last_day, to));
}

static bool ask_unit(struct price_reading *r, const struct figures *g)
{
    /* One number below -1 among small ones is an impossible return rather than a hint of percent. */
    if (g->impossible.n && g->loud * 2 >= g->n) {
        r->divide = true;
        file_warn(r->f, g->impossible.at[0], "returns taken as percent: as fractions those at %s are impossible",
                  line_list_text(r->arena, &g->impossible));
        return true;
    }
    if (g->impossible.n)
        file_refuse(r->f, FILE_WRONG, g->impossible.at[0],
                    "%s: a return of %g %% is impossible: mend it, or say that the numbers are percent",
                    line_list_text(r->arena, &g->impossible), g->first_impossible * 100);
    else
        file_refuse(r->f, FILE_ASK, 0,
                    "the returns can be percent (together %.10f) or fractions (together %.10f): say which",
                    g->as_percent - 1, g->as_fraction - 1);
    file_offer(r->f, "unit", "percent|fraction");
    file_choice_add(r->f, "percent", "percent: 1.5 is 1.5 %", unit_preview(r->arena, g, 1, (g->as_percent - 1) * 100));
    if (!g->impossible.n)
        file_choice_add(r->f, "fraction", "fractions: 0.015 is 1.5 %",
                        unit_preview(r->arena, g, 100, (g->as_fraction - 1) * 100));
    return false;
}

/* Some numbers have a percent sign, others have none: whole columns of either sort, or a slip. */
static bool refuse_mixture(struct price_reading *r, const struct figures *g)
{
    const char *plain = file_quote(r->arena, str_of(r->table.name[g->plain_column]));
    if (g->plain_column != g->percent_column) {
        file_refuse(r->f, FILE_ASK, g->plain_line,
                    "column \"%s\" is in percent and \"%s\" is not: say which columns to take, of one sort",
                    file_quote(r->arena, str_of(r->table.name[g->percent_column])), plain);
        return price_columns_offer(r);
    }
    r->f->column = g->plain_column + 1;
    return file_refuse(r->f, FILE_WRONG, g->plain_line,
                       "line %zu: a return without %% among others with it: write all with the sign, or none",
                       g->plain_line);
}

static bool find_unit(struct price_reading *r, const struct figures *g)
{
    if (r->kind != PRICE_KIND_RETURNS)
        return true;
    if (!check_measure(r))
        return false;
    file_note(r->f, 0, "the numbers are returns%s", g->percent ? " in percent" : "");
    if (g->percent && g->percent < g->n)
        return refuse_mixture(r, g);
    if (g->percent || r->options->unit == PRICE_UNIT_FRACTION)
        return true;
    r->divide = r->options->unit == PRICE_UNIT_PERCENT || header_says_percent(r);
    return r->divide || ask_unit(r, g);
}

/* ---- series ---- */

struct skipped {
    struct line_list blank, other;
    struct line_list field[PRICE_FIELDS]; /* what is no number beside a value that is one */
};

/* NaN for a blank, and for what is no number, which is listed. */
static double field_value(const struct price_reading *r, size_t row, size_t column, struct line_list *wrong)
{
    double x;
    enum cell_kind kind = cell_number_read(table_cell(&r->table, row, column), r->decimal, &x);
    if (kind == CELL_OTHER)
        line_list_add(wrong, r->table.line[row]);
    return kind == CELL_NUMBER ? x : NAN;
}

/* Add table row i to a series when its value is there. */
static void take_row(const struct price_reading *r, struct price_rows *rows, size_t i, size_t value_column,
                     struct skipped *skipped)
{
    const struct table *t = &r->table;
    double x;
    enum cell_kind kind = cell_number_read(table_cell(t, i, value_column), r->decimal, &x);
    if (kind != CELL_NUMBER) {
        line_list_add(kind == CELL_MISSING ? &skipped->blank : &skipped->other, t->line[i]);
        return;
    }
    rows->day[rows->n] = t->day[i];
    rows->line[rows->n] = t->line[i];
    for (int field = 0; field < PRICE_FIELDS; field++)
        if (rows->value[field] && field != PRICE_CLOSE)
            rows->value[field][rows->n] = field_value(r, i, r->column[field], &skipped->field[field]);
    rows->value[PRICE_CLOSE][rows->n++] = r->divide ? x / 100 : x;
}

static struct price_rows rows_new(const struct price_reading *r, const char *name, size_t room)
{
    struct price_rows rows = {.name = name};
    rows.day = ARENA_ARRAY(r->arena, room, int32_t);
    rows.line = ARENA_ARRAY(r->arena, room, size_t);
    for (int field = 0; field < PRICE_FIELDS; field++)
        if (field == PRICE_CLOSE ||
            (r->kind == PRICE_KIND_PRICES && !r->several && r->column[field] < r->table.columns))
            rows.value[field] = ARENA_ARRAY(r->arena, room, double);
    return rows;
}

static void warn_skipped(struct price_reading *r, const char *who, const struct skipped *skipped)
{
    if (skipped->blank.n)
        file_warn(r->f, skipped->blank.at[0], "%s%zu row%s without a value skipped: %s", who, skipped->blank.n,
                  skipped->blank.n == 1 ? "" : "s", line_list_text(r->arena, &skipped->blank));
    if (skipped->other.n)
        file_warn(r->f, skipped->other.at[0], "%s%zu row%s skipped whose value is not a number: %s", who,
                  skipped->other.n, skipped->other.n == 1 ? "" : "s", line_list_text(r->arena, &skipped->other));
    for (int i = 0; i < PRICE_FIELDS; i++)
        if (skipped->field[i].n) {
            r->f->column = r->column[i] + 1;
            file_warn(r->f, skipped->field[i].at[0], "%s%s: what is not a number was taken as blank in %s", who,
                      price_role_text[i], line_list_text(r->arena, &skipped->field[i]));
        }
}

static bool add_series(struct price_reading *r, struct price_file *out, struct price_rows *rows, size_t column,
                       const struct skipped *skipped)
{
    const char *who = rows->name ? arena_printf(r->arena, "%s: ", file_quote(r->arena, str_of(rows->name))) : "";
    r->f->column = column + 1;
    warn_skipped(r, who, skipped);
    r->f->column = column + 1;
    bool good = price_clean(r->f, r->options, r->kind, rows, &out->series[out->n]);
    r->f->column = 0;
    out->n += good;
    return good;
}

/* One series for each column of values. */
static bool take_columns(struct price_reading *r, struct price_file *out)
{
    const struct table *t = &r->table;
    for (size_t c = 0; c < t->columns; c++) {
        if (!r->value[c])
            continue;
        struct price_rows rows = rows_new(r, r->several ? t->name[c] : NULL, t->rows);
        struct skipped skipped = {.blank = {.n = 0}};
        for (size_t i = 0; i < t->rows; i++)
            take_row(r, &rows, i, c, &skipped);
        if (!add_series(r, out, &rows, c, &skipped))
            return false;
        out->series[out->n - 1].name = t->name[c];
        out->series[out->n - 1].meaning = price_column_meaning(r, c);
    }
    return true;
}

/* The tickers of a long file, and how many rows each has. */
struct tickers {
    int n;
    struct str name[FILE_CHOICES_MAX];
    size_t rows[FILE_CHOICES_MAX];
};

static int ticker_find(const struct tickers *list, struct str name)
{
    int i = 0;
    while (i < list->n && !str_same(list->name[i], name))
        i++;
    return i;
}

static bool is_wanted(const struct price_names *wanted, struct str name)
{
    for (int i = 0; i < wanted->n; i++)
        if (str_eq_nocase(name, wanted->at[i]))
            return true;
    return !wanted->n && name.n;
}

static bool offer_tickers(struct price_reading *r, const struct tickers *list, size_t line)
{
    bool one = !r->options->analysed;
    file_refuse(r->f, FILE_WRONG, line, "more than %d tickers: choose %s", PRICE_FILE_SERIES_MAX,
                one ? "one" : "which");
    file_offer(r->f, "symbol", "TICKER");
    r->f->choose_max = one ? 1 : PRICE_FILE_SERIES_MAX;
    for (int i = 0; i < list->n; i++)
        file_choice_add(r->f, str_dup(r->arena, list->name[i]), file_quote(r->arena, list->name[i]),
                        arena_printf(r->arena, "%zu rows", list->rows[i]));
    return false;
}

static bool find_tickers(struct price_reading *r, struct tickers *list)
{
    const struct table *t = &r->table;
    const struct price_names *wanted = &r->options->symbols;
    size_t line = 0; /* where there are too many */
    list->n = 0;
    for (size_t i = 0; i < t->rows; i++) {
        struct str name = table_cell(t, i, r->column[PRICE_ROLE_SYMBOL]);
        if (!is_wanted(wanted, name))
            continue;
        int at = ticker_find(list, name);
        if (at == PRICE_FILE_SERIES_MAX && !line)
            line = t->line[i];
        if (at == FILE_CHOICES_MAX)
            break;
        if (at == list->n) {
            list->rows[list->n] = 0;
            list->name[list->n++] = name;
        }
        list->rows[at]++;
    }
    if (line)
        return offer_tickers(r, list, line);
    if (!list->n)
        file_refuse(r->f, FILE_WRONG, 0, "no row has the ticker %s; the first row has %s",
                    wanted->n ? file_quote(r->arena, str_of(wanted->at[0])) : "it needs",
                    file_quote(r->arena, t->rows ? table_cell(t, 0, r->column[PRICE_ROLE_SYMBOL]) : STR("")));
    return list->n > 0;
}

/* Rows that belong to no series. */
static void warn_nameless(struct price_reading *r)
{
    const struct table *t = &r->table;
    struct line_list found = {.n = 0};
    for (size_t i = 0; i < t->rows; i++)
        if (!table_cell(t, i, r->column[PRICE_ROLE_SYMBOL]).n)
            line_list_add(&found, t->line[i]);
    r->f->column = r->column[PRICE_ROLE_SYMBOL] + 1;
    if (found.n)
        file_warn(r->f, found.at[0], "%zu row%s without a ticker skipped: %s", found.n, found.n == 1 ? "" : "s",
                  line_list_text(r->arena, &found));
    r->f->column = 0;
}

/* One series for each ticker. */
static bool take_tickers(struct price_reading *r, struct price_file *out)
{
    const struct table *t = &r->table;
    size_t value_column = 0;
    struct tickers list;
    struct price_rows rows[PRICE_FILE_SERIES_MAX];
    struct skipped skipped[PRICE_FILE_SERIES_MAX] = {{.blank = {.n = 0}}};
    if (!find_tickers(r, &list))
        return false;
    warn_nameless(r);
    while (!r->value[value_column])
        value_column++;
    for (int i = 0; i < list.n; i++)
        rows[i] = rows_new(r, str_dup(r->arena, list.name[i]), list.rows[i]);
    for (size_t i = 0; i < t->rows; i++) {
        int at = ticker_find(&list, table_cell(t, i, r->column[PRICE_ROLE_SYMBOL]));
        if (at < list.n)
            take_row(r, &rows[at], i, value_column, &skipped[at]);
    }
    out->long_format = true;
    for (int i = 0; i < list.n; i++) {
        if (!add_series(r, out, &rows[i], value_column, &skipped[i]))
            return false;
        out->series[i].meaning = price_column_meaning(r, value_column);
    }
    if (list.n > 1)
        file_note(r->f, 0, "one row per day and ticker: %d series", list.n);
    return true;
}

/* The day before the first return began: the weekday before, the Friday of the week before (whichever day of it the rows are dated
 * by: a Thursday before a holiday, or the Sunday), or the end of the month, quarter or year before. */
static int32_t assumed_base(const struct price_file_series *s)
{
    int32_t first = s->day[0], step = price_spacing(s->day, s->n);
    int year, month, mday, weekday = day_weekday(first);
    day_to_civil(first, &year, &month, &mday);
    if (step >= 5 && step <= 9)
        return first - weekday - 3;
    if (step >= 26 && step <= 35)
        return day_from_civil(year, month, 1) - 1;
    if (step >= 80 && step <= 100)
        return day_from_civil(year, (month - 1) / 3 * 3 + 1, 1) - 1;
    if (step >= 350 && step <= 380)
        return day_from_civil(year, 1, 1) - 1;
    return first - (weekday == 0 ? 3 : weekday == 6 ? 2 : 1);
}

static bool take_series(struct price_reading *r, struct price_file *out)
{
    if (!(r->is_long ? take_tickers(r, out) : take_columns(r, out)))
        return false;
    if (r->kind != PRICE_KIND_RETURNS)
        return true;
    char day[DAY_TEXT];
    for (int i = 0; i < out->n; i++) {
        struct price_file_series *s = &out->series[i];
        if (!s->n)
            return file_refuse(r->f, FILE_WRONG, 0, "no returns were found");
        s->base_day = assumed_base(s);
        if (!i || s->base_day != s[-1].base_day)
            file_note(r->f, 0, "%s%sbase date %s assumed: the day before the first return began",
                      i ? file_quote(r->arena, str_of(s->name)) : "", i ? ": " : "", day_text(s->base_day, day));
    }
    return true;
}

static bool read_series(struct price_reading *r, struct price_file *file)
{
    if (!r->table.rows)
        return file_refuse(r->f, FILE_WRONG, 0, "no row holds a date and a value");
    if (!price_columns_find(r) || !find_decimal(r))
        return false;
    struct figures figures = look_at_figures(r);
    if (!find_kind(r, &figures) || !find_unit(r, &figures) || !take_series(r, file))
        return false;
    file->kind = r->kind;
    if (r->kind == PRICE_KIND_RETURNS)
        file->unit = r->divide || figures.percent ? PRICE_UNIT_PERCENT : PRICE_UNIT_FRACTION;
    file->decimal = r->decimal;
    file->rows_read = r->table.rows_read;
    return true;
}

bool price_file_read(struct file_answer *f, struct str bytes, const struct price_file_options *options,
                     struct price_file *out)
{
    struct price_reading r = {.f = f, .arena = f->arena, .options = options};
    struct price_file file = {.n = 0};
    const struct table_options table = {options->today, options->dates, options->date_column,
                                        options->analysed ? PRICE_FILE_ROWS_MAX : 0};
    bool good = table_read(f, bytes, &table, &r.table) && read_series(&r, &file);
    *out = good ? file : (struct price_file){.n = 0};
    out->preview = r.table.rows_read ? price_preview_make(&r) : NULL;
    return good;
}

bool price_file_index(struct arena *a, struct price_file_series *s)
{
    int32_t *day = ARENA_ARRAY(a, s->n + 1, int32_t);
    double *close = ARENA_ARRAY(a, s->n + 1, double);
    day[0] = s->base_day;
    close[0] = 100;
    for (size_t i = 0; i < s->n; i++) {
        day[i + 1] = s->day[i];
        close[i + 1] = close[i] * (1 + s->value[PRICE_CLOSE][i]);
        if (!(close[i + 1] >= 1e-9 && close[i + 1] <= 1e12))
            return false;
    }
    s->day = day;
    s->value[PRICE_CLOSE] = close;
    s->n++;
    return true;
}
