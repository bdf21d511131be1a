/* price_file.c: see price_file.h. This file finds out which columns hold what, the decimal sign, and whether the
 * figures are prices or returns; table.c has split the text and read the dates, price_clean.c puts each series in order.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/price_file.h"

#include <math.h>
#include <stdlib.h>

#include "base/day.h"
#include "market/cell.h"
#include "market/price_clean.h"

/* What a column is for. The first six are the fields of a series. */
enum role {
    ROLE_OPEN = PRICE_OPEN,
    ROLE_HIGH = PRICE_HIGH,
    ROLE_LOW = PRICE_LOW,
    ROLE_CLOSE = PRICE_CLOSE,
    ROLE_ADJ_CLOSE = PRICE_ADJ_CLOSE,
    ROLE_VOLUME = PRICE_VOLUME,
    ROLE_RETURN,
    ROLE_SYMBOL,
    ROLE_DIVIDEND,
    ROLE_NUMBER, /* numbers under a name that says nothing */
    ROLE_NONE,
    ROLES
};

struct reading {
    struct file_answer *f;
    struct arena *arena;
    const struct price_file_options *options;
    struct table table;
    enum role *role;      /* of each column */
    size_t column[ROLES]; /* the first column of each role; table.columns: none */
    size_t n_numbers;     /* columns of ROLE_NUMBER */
    enum price_kind kind;
    char decimal;
    bool divide; /* returns in per cent without the sign */
};

/* ---- columns ---- */

static enum role role_by_name(struct arena *a, const char *name)
{
    static const struct {
        const char *name;
        enum role role;
    } names[] = {
        {"open", ROLE_OPEN},
        {"high", ROLE_HIGH},
        {"low", ROLE_LOW},
        {"close", ROLE_CLOSE},
        {"price", ROLE_CLOSE},
        {"last", ROLE_CLOSE},
        {"close/last", ROLE_CLOSE},
        {"closingprice", ROLE_CLOSE},
        {"lastprice", ROLE_CLOSE},
        {"closeprice", ROLE_CLOSE},
        {"schlusskurs", ROLE_CLOSE},
        {"schluss", ROLE_CLOSE},
        {"kurs", ROLE_CLOSE},
        {"cl\xc3\xb4ture", ROLE_CLOSE},
        {"cloture", ROLE_CLOSE},
        {"cierre", ROLE_CLOSE},
        {"chiusura", ROLE_CLOSE},
        {"value", ROLE_CLOSE},
        {"nav", ROLE_CLOSE},
        {"indexvalue", ROLE_CLOSE},
        {"adjclose", ROLE_ADJ_CLOSE},
        {"adjustedclose", ROLE_ADJ_CLOSE},
        {"adjustedprice", ROLE_ADJ_CLOSE},
        {"closeadj", ROLE_ADJ_CLOSE},
        {"totalreturnindex", ROLE_ADJ_CLOSE},
        {"vol", ROLE_VOLUME},
        {"volume", ROLE_VOLUME},
        {"change%", ROLE_RETURN},
        {"%change", ROLE_RETURN},
        {"change", ROLE_RETURN},
        {"changepct", ROLE_RETURN},
        {"performance", ROLE_RETURN},
        {"rendite", ROLE_RETURN},
        {"rendement", ROLE_RETURN},
        {"ticker", ROLE_SYMBOL},
        {"symbol", ROLE_SYMBOL},
        {"dividend", ROLE_DIVIDEND},
        {"dividends", ROLE_DIVIDEND},
    };
    const char *plain = table_name_plain(a, name);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(plain, names[i].name))
            return names[i].role;
    return strstr(plain, "return") ? ROLE_RETURN : ROLE_NONE;
}

/* At least half of the cells that hold something are numbers. */
static bool is_numeric(const struct table *t, size_t column)
{
    enum { SAMPLE = 500 };
    size_t numbers = 0, others = 0;
    for (size_t r = 0; r < t->rows && r < SAMPLE; r++) {
        int marks;
        enum cell_kind kind = cell_number_look(table_cell(t, r, column), &marks);
        numbers += kind == CELL_NUMBER;
        others += kind == CELL_OTHER;
    }
    return numbers && numbers >= others;
}

static void set_role(struct reading *r, size_t column, enum role role)
{
    r->role[column] = role;
    if (r->column[role] == r->table.columns)
        r->column[role] = column;
    r->n_numbers += role == ROLE_NUMBER;
}

static bool has(const struct reading *r, enum role role)
{
    return r->column[role] < r->table.columns;
}

static void find_roles(struct reading *r)
{
    const struct table *t = &r->table;
    r->role = ARENA_ARRAY(r->arena, t->columns, enum role);
    for (int i = 0; i < ROLES; i++)
        r->column[i] = t->columns;
    for (size_t c = 0; c < t->columns; c++) {
        enum role role = c == t->date_column || !t->header ? ROLE_NONE : role_by_name(r->arena, t->name[c]);
        bool numeric = c != t->date_column && is_numeric(t, c);
        if (role != ROLE_SYMBOL && !numeric)
            role = ROLE_NONE;
        else if (role == ROLE_NONE)
            role = ROLE_NUMBER;
        set_role(r, c, role);
    }
}

/* The one column the person chose: nothing else counts, but the tickers of a long file. */
static bool choose_column(struct reading *r)
{
    const struct table *t = &r->table;
    size_t c = table_column(t, r->options->column);
    if (c == t->columns || c == t->date_column || !is_numeric(t, c)) {
        file_refuse(r->f, FILE_WRONG, 0, "no column of numbers is called \"%s\"; there are: %s",
                    file_quote(r->arena, str_of(r->options->column)), table_names(t));
        file_offer(r->f, "column", "NAME");
        return false;
    }
    enum role role = r->role[c];
    for (int i = 0; i < ROLES; i++)
        if (i != ROLE_SYMBOL)
            r->column[i] = t->columns;
    r->n_numbers = 0;
    /* Opens, highs and the like are prices when they are asked for by name. */
    set_role(r, c, role == ROLE_RETURN || role == ROLE_NUMBER ? role : ROLE_CLOSE);
    return true;
}

static void note_columns(struct reading *r)
{
    const struct table *t = &r->table;
    size_t c = r->column[ROLE_CLOSE];
    if (t->header && c < t->columns && strcmp(table_name_plain(r->arena, t->name[c]), "close") != 0)
        file_note(r->f, 0, "column \"%s\" taken as the close", file_quote(r->arena, str_of(t->name[c])));
    if (t->header && !has(r, ROLE_CLOSE) && !has(r, ROLE_RETURN) && r->n_numbers == 1)
        file_note(r->f, 0, "column \"%s\" taken, the only one of numbers",
                  file_quote(r->arena, str_of(t->name[r->column[ROLE_NUMBER]])));
    if (has(r, ROLE_CLOSE) && r->n_numbers)
        file_note(r->f, 0, "%zu other column%s of numbers not used", r->n_numbers, r->n_numbers == 1 ? "" : "s");
    if (has(r, ROLE_DIVIDEND))
        file_note(r->f, 0, "the dividends in this file were not taken: import them as dividends");
}

/* After this either ROLE_CLOSE, or ROLE_RETURN, or one to twenty of ROLE_NUMBER carry the values. */
static bool choose_columns(struct reading *r)
{
    find_roles(r);
    if (r->options->column && !choose_column(r))
        return false;
    if (!has(r, ROLE_CLOSE) && has(r, ROLE_ADJ_CLOSE)) {
        set_role(r, r->column[ROLE_ADJ_CLOSE], ROLE_CLOSE);
        r->column[ROLE_ADJ_CLOSE] = r->table.columns;
    }
    note_columns(r);
    if (has(r, ROLE_CLOSE) || has(r, ROLE_RETURN))
        return true;
    if (!r->n_numbers)
        return file_refuse(r->f, FILE_WRONG, 0, "no column of prices or returns was found among: %s",
                           table_names(&r->table));
    if (r->n_numbers > PRICE_FILE_SERIES_MAX) {
        file_refuse(r->f, FILE_WRONG, 0, "%zu series, the limit is %d: choose one of %s", r->n_numbers,
                    PRICE_FILE_SERIES_MAX, table_names(&r->table));
        file_offer(r->f, "column", "NAME");
        return false;
    }
    return true;
}

static bool carries_values(const struct reading *r, size_t column)
{
    if (has(r, ROLE_CLOSE))
        return column == r->column[ROLE_CLOSE];
    if (has(r, ROLE_RETURN))
        return column == r->column[ROLE_RETURN];
    return column != r->table.date_column && r->role[column] == ROLE_NUMBER &&
           (!r->options->column || column == r->column[ROLE_NUMBER]);
}

static bool is_used(const struct reading *r, size_t column)
{
    if (carries_values(r, column))
        return true;
    for (int field = 0; field < PRICE_FIELDS; field++)
        if (has(r, ROLE_CLOSE) && column == r->column[field])
            return true;
    return false;
}

static bool find_decimal(struct reading *r)
{
    bool *used = ARENA_ARRAY(r->arena, r->table.columns, bool);
    for (size_t c = 0; c < r->table.columns; c++)
        used[c] = is_used(r, c);
    return table_decimal(r->f, &r->table, used, r->options->decimal, &r->decimal);
}

/* ---- prices or returns, and the unit ---- */

/* What the numbers of the value columns say about themselves. */
struct figures {
    size_t n, percent, positive, above_one, calm, steps, loud;
    size_t plain_line;           /* the first without a per cent sign */
    struct line_list impossible; /* <= -1: no fraction */
    double first_impossible;
    double as_percent, as_fraction; /* compounded */
    bool negative;
};

static void add_figure(struct figures *g, double x, bool percent, size_t line, double *last)
{
    g->n++;
    g->percent += percent;
    if (!percent && !g->plain_line)
        g->plain_line = line;
    g->positive += x > 0;
    g->negative = g->negative || x < 0;
    g->above_one += x > 1;
    g->loud += fabs(x) > 1;
    if (x <= -1 && !percent) {
        if (!g->impossible.n)
            g->first_impossible = x;
        line_list_add(&g->impossible, line);
    }
    if (*last > 0 && x > 0) {
        g->steps++;
        g->calm += x / *last < 2 && x / *last > 0.5;
    }
    *last = x;
    g->as_percent *= 1 + x / 100;
    g->as_fraction *= 1 + x;
}

static struct figures look_at_figures(const struct reading *r)
{
    const struct table *t = &r->table;
    struct figures g = {.as_percent = 1, .as_fraction = 1};
    for (size_t c = 0; c < t->columns; c++) {
        double last = 0;
        for (size_t i = 0; carries_values(r, c) && i < t->rows; i++) {
            int marks;
            double x;
            struct str cell = table_cell(t, i, c);
            if (cell_number_look(cell, &marks) == CELL_NUMBER && cell_number_read(cell, r->decimal, &x) == CELL_NUMBER)
                add_figure(&g, x, marks & CELL_PERCENT, t->line[i], &last);
        }
    }
    return g;
}

static bool find_kind(struct reading *r, const struct figures *g)
{
    r->kind = r->options->kind;
    if (r->kind != PRICE_KIND_ASK)
        return true;
    if (g->percent || (!has(r, ROLE_CLOSE) && has(r, ROLE_RETURN)))
        r->kind = PRICE_KIND_RETURNS;
    else if (has(r, ROLE_CLOSE))
        r->kind = PRICE_KIND_PRICES;
    else if (g->negative)
        r->kind = PRICE_KIND_RETURNS;
    else if (g->positive == g->n && g->above_one && g->calm * 100 >= g->steps * 99)
        r->kind = PRICE_KIND_PRICES;
    if (r->kind != PRICE_KIND_ASK)
        return true;
    file_refuse(r->f, FILE_ASK, 0, "the numbers can be prices or returns: say which");
    file_offer(r->f, "kind", "prices|returns");
    return false;
}

static bool header_says_percent(const struct reading *r)
{
    for (size_t c = 0; c < r->table.columns; c++) {
        const char *plain = table_name_plain(r->arena, r->table.name[c]);
        if (carries_values(r, c) && (strchr(plain, '%') || strstr(plain, "pct") || strstr(plain, "percent")))
            return true;
    }
    return false;
}

static bool ask_unit(struct reading *r, const struct figures *g)
{
    /* One number below -1 among small ones is an impossible return rather than a hint of per cent. */
    if (g->impossible.n && g->loud * 2 >= g->n) {
        r->divide = true;
        file_warn(r->f, g->impossible.at[0], "returns taken as per cent: as fractions those at %s are impossible",
                  line_list_text(r->arena, &g->impossible));
        return true;
    }
    if (g->impossible.n)
        file_refuse(r->f, FILE_WRONG, g->impossible.at[0],
                    "%s: a return of %g %% is impossible (if the numbers are per cent, say so)",
                    line_list_text(r->arena, &g->impossible), g->first_impossible * 100);
    else
        file_refuse(r->f, FILE_ASK, 0,
                    "the returns can be per cent (together %.10f) or fractions (together %.10f): say which",
                    g->as_percent - 1, g->as_fraction - 1);
    file_offer(r->f, "unit", "percent|fraction");
    return false;
}

static bool find_unit(struct reading *r, const struct figures *g)
{
    if (r->kind != PRICE_KIND_RETURNS)
        return true;
    file_note(r->f, 0, "the numbers are returns%s", g->percent ? " in per cent" : "");
    if (g->percent && g->percent < g->n)
        return file_refuse(r->f, FILE_WRONG, g->plain_line, "line %zu: a return without %% among others with it",
                           g->plain_line);
    if (g->percent || r->options->unit == PRICE_UNIT_FRACTION)
        return true;
    r->divide = r->options->unit == PRICE_UNIT_PERCENT || header_says_percent(r);
    return r->divide || ask_unit(r, g);
}

/* ---- series ---- */

struct skipped {
    struct line_list blank, other;
};

static double field_value(const struct reading *r, size_t row, size_t column, double missing)
{
    double x;
    return cell_number_read(table_cell(&r->table, row, column), r->decimal, &x) == CELL_NUMBER ? x : missing;
}

/* Add table row i to a series when its value is there. */
static void take_row(const struct reading *r, struct price_rows *rows, size_t i, size_t value_column,
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
            rows->value[field][rows->n] = field_value(r, i, r->column[field], NAN);
    rows->value[PRICE_CLOSE][rows->n++] = r->divide ? x / 100 : x;
}

static struct price_rows rows_new(const struct reading *r, const char *name, size_t room)
{
    struct price_rows rows = {.name = name};
    rows.day = ARENA_ARRAY(r->arena, room, int32_t);
    rows.line = ARENA_ARRAY(r->arena, room, size_t);
    for (int field = 0; field < PRICE_FIELDS; field++)
        if (field == PRICE_CLOSE || (has(r, ROLE_CLOSE) && has(r, (enum role)field)))
            rows.value[field] = ARENA_ARRAY(r->arena, room, double);
    return rows;
}

static bool add_series(struct reading *r, struct price_file *out, struct price_rows *rows,
                       const struct skipped *skipped)
{
    const char *who = rows->name ? arena_printf(r->arena, "%s: ", file_quote(r->arena, str_of(rows->name))) : "";
    if (skipped->blank.n)
        file_warn(r->f, skipped->blank.at[0], "%s%zu row%s without a value skipped: %s", who, skipped->blank.n,
                  skipped->blank.n == 1 ? "" : "s", line_list_text(r->arena, &skipped->blank));
    if (skipped->other.n)
        file_warn(r->f, skipped->other.at[0], "%s%zu row%s skipped whose value is not a number: %s", who,
                  skipped->other.n, skipped->other.n == 1 ? "" : "s", line_list_text(r->arena, &skipped->other));
    return price_clean(r->f, r->options, r->kind, rows, &out->series[out->n]) && ++out->n;
}

/* One series for each column of values. */
static bool take_columns(struct reading *r, struct price_file *out)
{
    const struct table *t = &r->table;
    bool several = !has(r, ROLE_CLOSE) && !has(r, ROLE_RETURN) && r->n_numbers > 1;
    for (size_t c = 0; c < t->columns; c++) {
        if (!carries_values(r, c))
            continue;
        struct price_rows rows = rows_new(r, several ? t->name[c] : NULL, t->rows);
        struct skipped skipped = {.blank = {.n = 0}};
        for (size_t i = 0; i < t->rows; i++)
            take_row(r, &rows, i, c, &skipped);
        if (!add_series(r, out, &rows, &skipped))
            return false;
        out->series[out->n - 1].name = t->name[c];
    }
    return true;
}

/* The tickers of a long file, and how many rows each has. */
struct tickers {
    int n;
    struct str name[PRICE_FILE_SERIES_MAX];
    size_t rows[PRICE_FILE_SERIES_MAX];
};

static int ticker_find(const struct tickers *list, struct str name)
{
    int i = 0;
    while (i < list->n && !(list->name[i].n == name.n && memcmp(list->name[i].s, name.s, name.n) == 0))
        i++;
    return i;
}

static bool find_tickers(struct reading *r, struct tickers *list)
{
    const struct table *t = &r->table;
    const char *wanted = r->options->symbol;
    list->n = 0;
    for (size_t i = 0; i < t->rows; i++) {
        struct str name = table_cell(t, i, r->column[ROLE_SYMBOL]);
        if (!name.n || (wanted && !str_eq_nocase(name, wanted)))
            continue;
        int at = ticker_find(list, name);
        if (at == PRICE_FILE_SERIES_MAX) {
            file_refuse(r->f, FILE_WRONG, t->line[i], "more than %d tickers: choose one", PRICE_FILE_SERIES_MAX);
            file_offer(r->f, "symbol", "TICKER");
            return false;
        }
        if (at == list->n) {
            list->rows[list->n] = 0;
            list->name[list->n++] = name;
        }
        list->rows[at]++;
    }
    if (!list->n)
        file_refuse(r->f, FILE_WRONG, 0, "no row has the ticker %s; the first row has %s",
                    wanted ? file_quote(r->arena, str_of(wanted)) : "it needs",
                    file_quote(r->arena, t->rows ? table_cell(t, 0, r->column[ROLE_SYMBOL]) : STR("")));
    return list->n > 0;
}

/* One series for each ticker. */
static bool take_tickers(struct reading *r, struct price_file *out)
{
    const struct table *t = &r->table;
    size_t value_column = 0;
    struct tickers list;
    struct price_rows rows[PRICE_FILE_SERIES_MAX];
    struct skipped skipped[PRICE_FILE_SERIES_MAX] = {{.blank = {.n = 0}}};
    if (!find_tickers(r, &list))
        return false;
    while (!carries_values(r, value_column))
        value_column++;
    for (int i = 0; i < list.n; i++)
        rows[i] = rows_new(r, str_dup(r->arena, list.name[i]), list.rows[i]);
    for (size_t i = 0; i < t->rows; i++) {
        int at = ticker_find(&list, table_cell(t, i, r->column[ROLE_SYMBOL]));
        if (at < list.n)
            take_row(r, &rows[at], i, value_column, &skipped[at]);
    }
    out->long_format = true;
    for (int i = 0; i < list.n; i++)
        if (!add_series(r, out, &rows[i], &skipped[i]))
            return false;
    if (list.n > 1)
        file_note(r->f, 0, "one row per day and ticker: %d series", list.n);
    return true;
}

/* The day before the first return began: the weekday, week, or end of month, quarter or year before. */
static int32_t assumed_base(struct arena *a, const struct price_file_series *s)
{
    int32_t first = s->day[0], step = price_spacing(a, s->day, s->n);
    int year, month, mday;
    day_to_civil(first, &year, &month, &mday);
    if (step >= 5 && step <= 9)
        return first - 7;
    if (step >= 26 && step <= 35)
        return day_from_civil(year, month, 1) - 1;
    if (step >= 80 && step <= 100)
        return day_from_civil(year, (month - 1) / 3 * 3 + 1, 1) - 1;
    if (step >= 350 && step <= 380)
        return day_from_civil(year, 1, 1) - 1;
    int weekday = day_weekday(first);
    return first - (weekday == 0 ? 3 : weekday == 6 ? 2 : 1);
}

static bool take_series(struct reading *r, struct price_file *out)
{
    bool longs = has(r, ROLE_SYMBOL) && (has(r, ROLE_CLOSE) || has(r, ROLE_RETURN) || r->n_numbers == 1);
    if (!(longs ? take_tickers(r, out) : take_columns(r, out)))
        return false;
    if (r->kind != PRICE_KIND_RETURNS)
        return true;
    char day[DAY_TEXT];
    for (int i = 0; i < out->n; i++)
        if (!out->series[i].n)
            return file_refuse(r->f, FILE_WRONG, 0, "no returns were found");
    out->base_day = assumed_base(r->arena, &out->series[0]);
    file_note(r->f, 0, "base date %s assumed: the day before the first return began", day_text(out->base_day, day));
    return true;
}

bool price_file_read(struct file_answer *f, struct str bytes, const struct price_file_options *options,
                     struct price_file *out)
{
    struct reading r = {.f = f, .arena = f->arena, .options = options};
    struct price_file file = {.n = 0};
    *out = file;
    if (!table_read(f, bytes, options->dates, options->today, &r.table))
        return false;
    if (!r.table.rows)
        return file_refuse(f, FILE_WRONG, 0, "no row holds a date and a value");
    if (!choose_columns(&r) || !find_decimal(&r))
        return false;
    struct figures figures = look_at_figures(&r);
    if (!find_kind(&r, &figures) || !find_unit(&r, &figures) || !take_series(&r, &file))
        return false;
    file.kind = r.kind;
    file.decimal = r.decimal;
    file.rows_read = r.table.rows_read;
    *out = file;
    return true;
}

bool price_file_index(struct arena *a, struct price_file_series *s, int32_t base_day)
{
    int32_t *day = ARENA_ARRAY(a, s->n + 1, int32_t);
    double *close = ARENA_ARRAY(a, s->n + 1, double);
    day[0] = base_day;
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
