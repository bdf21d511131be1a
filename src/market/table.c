/* table.c: see table.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/table.h"

#include "base/csv.h"
#include "base/day.h"
#include "base/num.h"
#include "market/cell.h"

enum { SAMPLE_LINES = 50, SAMPLE_BYTES = 64 * 1024, DATE_SAMPLE_ROWS = 500, CELLS_MAX = 4 * 1000 * 1000 };

static const struct csv_limits limits = {.columns = FILE_COLUMNS_MAX, .cell_bytes = FILE_CELL_MAX};

/* All cells of the file: spans of one text. 8 bytes a cell, so that a file of nothing but separators stays small. */
struct table_cells {
    struct buf text;
    struct span {
        uint32_t at;
        uint16_t n;
    } * spans;
    size_t n_spans, max_spans;
    struct row {
        uint32_t first, n;
        size_t line;
    } * rows;
    size_t n_rows, max_rows;
    size_t columns;         /* of the widest row */
    const struct row *raw;  /* rows below the header */
    const struct row *data; /* those with a date: parallel to table.day */
};

/* ---- separator ---- */

struct sample {
    int rows_of_width[FILE_COLUMNS_MAX + 1];
};

static bool count_width(void *with, size_t line, const struct str *cells, size_t n)
{
    (void)line;
    (void)cells;
    struct sample *s = with;
    s->rows_of_width[n]++;
    return true;
}

/* The separator under which most of the first lines have one width; on a tie a comma gives way to the others, because
 * it is also a decimal sign. */
static char find_separator(struct arena *a, struct str text)
{
    static const char candidates[] = "\t;|,";
    struct csv_limits few = limits;
    few.lines = SAMPLE_LINES;
    if (text.n > SAMPLE_BYTES)
        text.n = SAMPLE_BYTES;
    char best = ',';
    int best_rows = 0;
    for (const char *c = candidates; *c; c++) {
        struct sample s = {{0}};
        size_t line;
        csv_read(a, text, *c, &few, count_width, &s, &line);
        for (int width = 2; width <= FILE_COLUMNS_MAX; width++)
            if (s.rows_of_width[width] > best_rows) {
                best_rows = s.rows_of_width[width];
                best = *c;
            }
    }
    return best;
}

/* ---- cells ---- */

static bool keep_row(void *with, size_t line, const struct str *cells, size_t n)
{
    struct table_cells *t = with;
    if (t->n_rows == t->max_rows || n > t->max_spans - t->n_spans)
        return false;
    t->rows[t->n_rows++] = (struct row){(uint32_t)t->n_spans, (uint32_t)n, line};
    for (size_t i = 0; i < n; i++) {
        struct str s = str_trim(cells[i]);
        t->spans[t->n_spans++] = (struct span){(uint32_t)t->text.n, (uint16_t)s.n};
        buf_str(&t->text, s);
    }
    if (n > t->columns)
        t->columns = n;
    return true;
}

struct byte_counts {
    size_t line_ends, separators;
};

static struct byte_counts count_bytes(struct str s, char separator)
{
    struct byte_counts c = {0};
    for (size_t i = 0; i < s.n; i++) {
        c.line_ends += s.s[i] == '\n' || s.s[i] == '\r';
        c.separators += s.s[i] == separator;
    }
    return c;
}

static size_t at_most(size_t n, size_t most)
{
    return n < most ? n : most;
}

static bool read_cells(struct file_answer *f, struct str text, char separator, size_t rows_max, struct table_cells *t)
{
    size_t line;
    struct byte_counts marks = count_bytes(text, separator);
    t->max_rows = at_most(marks.line_ends, rows_max + 50) + 1; /* room for a header and remarks */
    t->rows = arena_bytes(f->arena, t->max_rows * sizeof *t->rows);
    t->max_spans = at_most(marks.line_ends + marks.separators, CELLS_MAX) + 1;
    t->spans = arena_bytes(f->arena, t->max_spans * sizeof *t->spans);
    buf_init(&t->text, f->arena, text.n);
    switch (csv_read(f->arena, text, separator, &limits, keep_row, t, &line)) {
    case CSV_FINE:
        break;
    case CSV_STOPPED:
        return file_refuse(f, FILE_TOO_LARGE, 0, "more than %s rows or 4,000,000 cells",
                           num_group(f->arena, (double)rows_max, 0));
    case CSV_QUOTE_OPEN:
        return file_refuse(f, FILE_WRONG, line, "line %zu: a quote is opened and never closed", line);
    case CSV_CELL_LONG:
        return file_refuse(f, FILE_WRONG, line, "line %zu: a cell is longer than %d bytes (a number may have %d)", line,
                           FILE_CELL_MAX, CELL_NUMBER_MAX);
    case CSV_ROW_WIDE:
        return file_refuse(f, FILE_TOO_LARGE, line, "line %zu has more than %d columns", line, FILE_COLUMNS_MAX);
    }
    if (!t->n_rows)
        return file_refuse(f, FILE_WRONG, 0, "the file holds no table: only blank lines or comments");
    return true;
}

static struct str row_cell(const struct table_cells *t, const struct row *row, size_t column)
{
    if (column >= row->n)
        return STR("");
    const struct span *s = &t->spans[row->first + column];
    return (struct str){t->text.s + s->at, s->n};
}

struct str table_cell(const struct table *t, size_t row, size_t column)
{
    return row_cell(t->cells, &t->cells->data[row], column);
}

struct str table_raw_cell(const struct table *t, size_t row, size_t column)
{
    return row_cell(t->cells, &t->cells->raw[row], column);
}

size_t table_raw_line(const struct table *t, size_t row)
{
    return t->cells->raw[row].line;
}

/* ---- names ---- */

const char *table_name_plain(struct arena *a, const char *name)
{
    char *plain = arena_strdup(a, name), *to = plain;
    cell_fold(plain);
    for (const char *p = plain; *p; p++)
        if (!strchr(" ._*\"'<>\t\r\n", *p))
            *to++ = *p;
    *to = '\0';
    return plain;
}

static bool names_dates(struct arena *a, struct str cell)
{
    static const char *const names[] = {"date",     "datum",         "day",
                                        "tag",      "timestamp",     "time",
                                        "datetime", "month",         "monat",
                                        "mois",     "mes",           "mese",
                                        "year",     "jahr",          "annee",
                                        "ano",      "anno",          "exdate",
                                        "period",   "week",          "woche",
                                        "fecha",    "data",          "giorno",
                                        "jour",     "tradedate",     "zeit",
                                        "quarter",  "dia",           "quartal",
                                        "periode",  "valuationdate", "observationdate",
                                        "asof",     "dato"};
    const char *plain = table_name_plain(a, str_dup(a, cell));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(plain, names[i]))
            return true;
    return false;
}

/* The cell of another column in that row says the same. */
static bool is_double(const struct table *t, const struct row *row, size_t column)
{
    for (size_t c = 0; c < t->columns; c++)
        if (c != column && str_same(row_cell(t->cells, row, c), row_cell(t->cells, row, column)))
            return true;
    return false;
}

/* `under`: a second row of headings, which tells columns of one name apart; may be NULL. */
static void name_columns(struct table *t, const struct row *header, const struct row *under)
{
    t->name = ARENA_ARRAY(t->arena, t->columns, const char *);
    t->header = header != NULL;
    for (size_t c = 0; c < t->columns; c++) {
        struct str cell = header ? row_cell(t->cells, header, c) : STR("");
        t->name[c] = cell.n ? str_dup(t->arena, cell) : arena_printf(t->arena, "column %zu", c + 1);
        if (under && c != t->date_column && is_double(t, header, c))
            t->name[c] = arena_printf(t->arena, "%s %s", t->name[c], str_dup(t->arena, row_cell(t->cells, under, c)));
        for (size_t before = 0; before < c; before++)
            if (!strcmp(t->name[before], t->name[c])) /* each can be chosen by its name */
                t->name[c] = arena_printf(t->arena, "%s (column %zu)", t->name[c], c + 1);
    }
}

size_t table_column(const struct table *t, const char *name)
{
    const char *plain = table_name_plain(t->arena, name);
    for (size_t c = 0; c < t->columns; c++)
        if (!strcmp(t->name[c], name))
            return c;
    for (size_t c = 0; c < t->columns; c++)
        if (!strcmp(table_name_plain(t->arena, t->name[c]), plain))
            return c;
    return t->columns;
}

const char *table_names(const struct table *t)
{
    enum { SHOWN = 20 };
    struct buf b;
    size_t shown = 0;
    buf_init(&b, t->arena, 256);
    for (size_t c = 0; c < t->columns; c++) {
        if (c == t->date_column)
            continue;
        if (shown == SHOWN) {
            buf_printf(&b, " and %zu more", t->columns - 1 - shown);
            break;
        }
        buf_puts(&b, shown++ ? ", " : "");
        buf_puts(&b, file_quote(t->arena, str_of(t->name[c])));
    }
    return b.s;
}

/* ---- dates ---- */

/* The column with most dates among the first rows; table.columns when there is none. */
static size_t find_date_column(struct arena *a, const struct table_cells *t)
{
    size_t best = t->columns, best_dates = 0;
    for (size_t c = 0; c < t->columns; c++) {
        bool plain_numbers = c == 0, named = false;
        size_t dates = 0;
        for (size_t r = 0; r < t->n_rows && r < DATE_SAMPLE_ROWS; r++) {
            struct str cell = row_cell(t, &t->rows[r], c);
            dates += cell_date_read(cell, plain_numbers).kind != CELL_NO_DATE;
            dates += cell_date_read(cell, false).kind != CELL_NO_DATE; /* written out: counts twice */
            if (r < SAMPLE_LINES && !named && names_dates(a, cell))
                plain_numbers = named = true;
        }
        if (dates > best_dates) {
            best_dates = dates;
            best = c;
        }
    }
    return best;
}

/* What the cells of the date column say together. */
struct date_votes {
    struct line_list only_day_first, only_month_first; /* 13/01/2024, 01/13/2024 */
    size_t either;                                     /* both readings exist and differ */
    size_t two_numbers;
    int marks;
    size_t months;
};

static void vote(struct date_votes *v, const struct cell_date *d, size_t line)
{
    int32_t day;
    v->marks |= d->marks;
    v->months += (d->marks & CELL_DATE_MONTH) != 0;
    if (d->kind != CELL_DAY_OR_MONTH)
        return;
    bool day_first = cell_date_settle(d, true, &day), month_first = cell_date_settle(d, false, &day);
    v->two_numbers++;
    if (day_first && !month_first)
        line_list_add(&v->only_day_first, line);
    else if (month_first && !day_first)
        line_list_add(&v->only_month_first, line);
    else
        v->either += d->first != d->second;
}

/* First, last and usual spacing of the dates under one reading, for the question. */
static const char *reading(struct arena *a, const struct cell_date *dates, size_t n, bool day_first)
{
    int32_t low = INT32_MAX, high = INT32_MIN, day;
    for (size_t i = 0; i < n; i++) {
        if (dates[i].kind == CELL_DAY)
            day = dates[i].day;
        else if (dates[i].kind != CELL_DAY_OR_MONTH || !cell_date_settle(&dates[i], day_first, &day))
            continue;
        low = day < low ? day : low;
        high = day > high ? day : high;
    }
    char from[DAY_TEXT], to[DAY_TEXT];
    double step = n > 1 ? (double)(high - low) / (double)(n - 1) : 0;
    const char *pace = step <= 1.6                ? "daily"
                       : step >= 5 && step <= 9   ? "weekly"
                       : step >= 26 && step <= 35 ? "monthly"
                                                  : "";
    return arena_printf(a, "%s to %s%s%s", day_text(low, from), day_text(high, to), *pace ? ", " : "", pace);
}

/* Is the day written first? Decided by any value above 12, else by the person. */
static bool settle_order(struct file_answer *f, const struct date_votes *v, const struct cell_date *dates, size_t n,
                         enum table_dates choice, bool *day_first)
{
    *day_first = choice == TABLE_DAY_FIRST;
    if (choice != TABLE_DATES_ASK || !v->two_numbers)
        return true;
    if (v->only_day_first.n && v->only_month_first.n)
        return file_refuse(f, FILE_WRONG, v->only_day_first.at[0],
                           "the dates are mixed: day before month in %s, month before day in %s",
                           line_list_text(f->arena, &v->only_day_first),
                           line_list_text(f->arena, &v->only_month_first));
    *day_first = v->only_day_first.n > 0;
    if (v->only_day_first.n || v->only_month_first.n) {
        file_note(f, 0, "dates are %s: read the other way, %s would hold none",
                  *day_first ? "day/month/year" : "month/day/year",
                  line_list_text(f->arena, *day_first ? &v->only_day_first : &v->only_month_first));
        return true;
    }
    if (!v->either)
        return true;
    const char *day_reading = reading(f->arena, dates, n, true), *month_reading = reading(f->arena, dates, n, false);
    file_refuse(f, FILE_ASK, 0, "the dates can be day/month (%s) or month/day (%s): say which", day_reading,
                month_reading);
    file_offer(f, "dates", "dmy|mdy");
    file_choice_add(f, "dmy", "day before month", day_reading);
    file_choice_add(f, "mdy", "month before day", month_reading);
    /* Files of one row a month are far more usual than files that end within the first twelve days of each. */
    f->likely = strstr(day_reading, "monthly") ? "dmy" : strstr(month_reading, "monthly") ? "mdy" : NULL;
    return false;
}

/* How the dates are written, judged by their marks and the first of them. */
static const char *date_form(const struct date_votes *v, bool day_first, struct str first)
{
    size_t digits = 0;
    while (digits < first.n && first.s[digits] >= '0' && first.s[digits] <= '9')
        digits++;
    if (v->marks & CELL_DATE_EPOCH)
        return "Unix time";
    if (v->marks & CELL_DATE_SERIAL)
        return "day numbers of a spreadsheet";
    if (v->marks & CELL_DATE_DOTS)
        return "day.month.year";
    if (v->two_numbers)
        return day_first ? "day/month/year" : "month/day/year";
    if (v->marks & CELL_DATE_MONTH)
        return "months, quarters or years";
    return digits >= 4 ? "year-month-day" : "with the name of the month";
}

static void note_dates(struct file_answer *f, int marks)
{
    if (marks & CELL_DATE_DOTS)
        file_note(f, 0, "dates are day.month.year");
    if (marks & CELL_DATE_EPOCH)
        file_note(f, 0, "dates are counted seconds or milliseconds (Unix time): the day in UTC was taken");
    if (marks & CELL_DATE_SERIAL)
        file_note(f, 0, "dates are day numbers of a spreadsheet, counted from 1899-12-30");
    if (marks & CELL_DATE_SHORT_YEAR)
        file_note(f, 0, "years of two digits: 70 to 99 were taken as 1970 to 1999, 00 to 69 as 2000 to 2069");
    if (marks & CELL_DATE_ZONE)
        file_note(f, 0, "dates carry a time zone: the local date as written was taken");
    if (marks & CELL_DATE_MONTH)
        file_note(f, 0, "dates without a day were taken as the last day of their month, quarter or year");
}

/* Lines that hold no usable date, by why. */
struct date_faults {
    struct line_list impossible, outside, none;
};

/* Rows that have not the header's number of cells; empty cells at the end do not count. Where that is most of them, the header or
 * the separator is wrong, and what stands under a name does not belong to it. */
static bool check_ragged(struct file_answer *f, const struct table *t, const struct row *rows, size_t n)
{
    struct line_list shorter = {.n = 0}, longer = {.n = 0};
    for (size_t i = 0; i < n; i++) {
        bool extra = false;
        for (size_t c = t->columns; c < rows[i].n && !extra; c++)
            extra = row_cell(t->cells, &rows[i], c).n > 0;
        if (extra)
            line_list_add(&longer, rows[i].line);
        else if (rows[i].n < t->columns)
            line_list_add(&shorter, rows[i].line);
    }
    if (longer.n * 2 > n)
        return file_refuse(
            f, FILE_WRONG, longer.at[0],
            "more cells than the header has names, in %s: put numbers with commas in quotes, or part the "
            "columns by semicolons, or give every column a name",
            line_list_text(f->arena, &longer));
    if (shorter.n)
        file_warn(f, shorter.at[0], "fewer cells than the header has: %s", line_list_text(f->arena, &shorter));
    if (longer.n)
        file_warn(f, longer.at[0], "more cells than the header has, the rest ignored: %s",
                  line_list_text(f->arena, &longer));
    return true;
}

static bool report_dates(struct file_answer *f, const struct date_faults *bad, int32_t today)
{
    char last[DAY_TEXT];
    if (bad->impossible.n)
        file_refuse(f, FILE_WRONG, bad->impossible.at[0], "dates that do not exist at %s",
                    line_list_text(f->arena, &bad->impossible));
    if (bad->outside.n)
        file_refuse(f, FILE_WRONG, bad->outside.at[0], "dates outside 1900-01-01 to %s at %s",
                    day_text(today + 1, last), line_list_text(f->arena, &bad->outside));
    if (f->status != FILE_OK)
        return false;
    if (bad->none.n)
        file_warn(f, bad->none.at[0], "%zu row%s without a date skipped: %s", bad->none.n, bad->none.n == 1 ? "" : "s",
                  line_list_text(f->arena, &bad->none));
    return true;
}

/* Give every row after the header its day, and keep those that have one. */
static bool date_rows(struct file_answer *f, struct table *t, const struct row *rows, const struct cell_date *dates,
                      size_t n, bool day_first, int32_t today)
{
    struct date_faults bad = {.none = {.n = 0}};
    int32_t *day = ARENA_ARRAY(t->arena, n, int32_t), first = day_from_civil(1900, 1, 1);
    size_t *line = ARENA_ARRAY(t->arena, n, size_t);
    struct row *data = arena_bytes(t->arena, n * sizeof *data);
    for (size_t i = 0; i < n; i++) {
        int32_t d = dates[i].day;
        if (dates[i].kind == CELL_NO_DATE) {
            line_list_add(&bad.none, rows[i].line);
        } else if (dates[i].kind == CELL_BAD_DATE ||
                   (dates[i].kind == CELL_DAY_OR_MONTH && !cell_date_settle(&dates[i], day_first, &d))) {
            line_list_add(&bad.impossible, rows[i].line);
        } else if (d < first || d > today + 1) {
            line_list_add(&bad.outside, rows[i].line);
        } else {
            day[t->rows] = d;
            line[t->rows] = rows[i].line;
            data[t->rows++] = rows[i];
        }
    }
    t->day = day;
    t->line = line;
    t->cells->data = data;
    return report_dates(f, &bad, today);
}

/* The column that a header among the first rows names so, or the one of that number; cells.columns: none. */
static size_t named_column(struct arena *a, const struct table_cells *t, const char *name)
{
    const char *plain = table_name_plain(a, name);
    for (size_t r = 0; r < t->n_rows && r < SAMPLE_LINES; r++)
        for (size_t c = 0; c < t->rows[r].n; c++)
            if (!strcmp(table_name_plain(a, str_dup(a, row_cell(t, &t->rows[r], c))), plain))
                return c;
    for (size_t c = 0; c < t->columns; c++)
        if (!strcmp(arena_printf(a, "column%zu", c + 1), plain))
            return c;
    return t->columns;
}

static const char date_forms[] =
    "dates are read as 2024-01-31, 31.01.2024, 01/31/2024, 31 Jan 2024, 2024-01 and the like";

/* Under a heading that names dates nothing is one, or nothing is there at all. */
static bool refuse_dates(struct file_answer *f, const struct table_cells *cells, size_t column)
{
    for (size_t r = 1; r < cells->n_rows; r++) {
        struct str cell = row_cell(cells, &cells->rows[r], column);
        if (!cell.n)
            continue;
        f->column = column + 1;
        return file_refuse(f, FILE_WRONG, cells->rows[r].line,
                           "line %zu: \"%s\" under \"%s\" is not understood as a date; %s", cells->rows[r].line,
                           file_quote(f->arena, cell), file_quote(f->arena, row_cell(cells, &cells->rows[0], column)),
                           date_forms);
    }
    return file_refuse(f, FILE_WRONG, 0, "there is a header but no row of data");
}

static bool find_dates(struct file_answer *f, struct table *t, const char *wanted)
{
    const struct table_cells *cells = t->cells;
    t->date_column = wanted ? named_column(f->arena, cells, wanted) : find_date_column(f->arena, cells);
    if (t->date_column < t->columns)
        return true;
    for (size_t c = 0; c < cells->rows[0].n && !wanted; c++)
        if (names_dates(f->arena, row_cell(cells, &cells->rows[0], c)))
            return refuse_dates(f, cells, c);
    if (!wanted)
        return file_refuse(f, FILE_WRONG, 0, "no column of dates was found; %s%s", date_forms,
                           t->columns > 1 ? "" : "; columns are parted by commas, semicolons, tabs or bars");
    file_refuse(f, FILE_WRONG, 0, "no column is called \"%s\"", file_quote(f->arena, str_of(wanted)));
    file_offer(f, "date_column", "NAME");
    return false;
}

/* The first row with a date; cells.n_rows: there is none. */
static size_t first_dated(const struct table *t)
{
    const struct table_cells *cells = t->cells;
    size_t r = 0;
    while (r < cells->n_rows &&
           cell_date_read(row_cell(cells, &cells->rows[r], t->date_column), true).kind == CELL_NO_DATE)
        r++;
    return r;
}

/* Of the rows above the first one with a date the last that names the dates, else the last. */
static size_t header_above(const struct table *t, size_t first)
{
    const struct table_cells *cells = t->cells;
    for (size_t r = first; r > 0; r--)
        if (names_dates(t->arena, row_cell(cells, &cells->rows[r - 1], t->date_column)))
            return r - 1;
    return first - 1;
}

/* Some exports name the columns rows higher than the dates ("Price,Close,High" / "Ticker,SPY,SPY" / "Date,,"). */
static size_t names_above(const struct table *t, size_t header)
{
    const struct row *rows = t->cells->rows;
    for (size_t c = 0; c < rows[header].n; c++)
        if (c != t->date_column && row_cell(t->cells, &rows[header], c).n)
            return header;
    size_t r = header;
    while (r > 0 && rows[r - 1].n == rows[header].n)
        r--;
    return r;
}

static void read_header(struct file_answer *f, struct table *t, size_t header)
{
    const struct row *rows = t->cells->rows;
    size_t names = names_above(t, header);
    if (rows[header].n > t->date_column)
        t->columns = rows[header].n;
    name_columns(t, &rows[names], names + 1 < header ? &rows[names + 1] : NULL);
    if (names)
        file_note(f, rows[0].line, "%zu line%s above the header skipped", names, names == 1 ? "" : "s");
    if (names < header)
        file_note(f, rows[names].line, "the columns are called as line %zu says; the dates begin below line %zu",
                  rows[names].line, rows[header].line);
}

/* A row for each year and a column for each month, as funds print them: such columns are no series. */
static bool check_months(struct file_answer *f, const struct table *t, const struct row *header)
{
    enum { MOST = 3 };
    size_t months = 0;
    for (size_t c = 0; c < t->columns; c++) {
        struct cell_date d = cell_date_read(str_of(arena_printf(t->arena, "%s 2000", t->name[c])), false);
        months += c != t->date_column && d.marks & CELL_DATE_MONTH;
    }
    return months <= MOST ||
           file_refuse(f, FILE_WRONG, header->line,
                       "line %zu: the columns are months: write one row for each month, with its date "
                       "and one value",
                       header->line);
}

static bool is_called(const struct table *t, size_t column, const char *names)
{
    const char *plain = table_name_plain(t->arena, t->name[column]);
    return *plain && strstr(names, arena_printf(t->arena, "|%s|", plain));
}

/* Year, month and day in columns of their own: none of them is the date. */
static bool check_spread(struct file_answer *f, const struct table *t, const struct row *header)
{
    if (!is_called(t, t->date_column, "|year|jahr|annee|ano|anno|"))
        return true;
    for (size_t c = 0; c < t->columns; c++) {
        if (c == t->date_column || !is_called(t, c, "|month|monat|mois|mes|mese|"))
            continue;
        f->column = c + 1;
        return file_refuse(
            f, FILE_WRONG, header->line,
            "line %zu: year and month stand in columns of their own: write them as one date, 2024-01-31 or "
            "2024-01",
            header->line);
    }
    return true;
}

/* The header stands above the first row with a date; what stands above it are remarks. */
static bool find_header(struct file_answer *f, struct table *t, size_t *first_row)
{
    size_t first = first_dated(t), header = first && first < t->cells->n_rows ? header_above(t, first) : 0;
    if (first == t->cells->n_rows) {
        file_refuse(f, FILE_WRONG, 0, "the column chosen for the dates holds none; %s", date_forms);
        file_offer(f, "date_column", "NAME");
        return false;
    }
    *first_row = first ? header + 1 : 0;
    if (first) {
        read_header(f, t, header);
        return check_months(f, t, &t->cells->rows[header]) && check_spread(f, t, &t->cells->rows[header]);
    }
    name_columns(t, NULL, NULL);
    file_note(f, 0, "no header: columns were recognised by their content");
    return true;
}

/* Lines that the splitter leaves out. */
static void note_comments(struct file_answer *f, struct str text)
{
    struct line_list found = {.n = 0};
    size_t line = 1;
    if (!memchr(text.s, '#', text.n))
        return;
    for (size_t i = 0; i < text.n; i++) {
        size_t at = i;
        while (at < text.n && (text.s[at] == ' ' || text.s[at] == '\t'))
            at++;
        if (at < text.n && text.s[at] == '#')
            line_list_add(&found, line);
        while (at < text.n && text.s[at] != '\n' && text.s[at] != '\r')
            at++;
        i = at + 1 < text.n && text.s[at] == '\r' && text.s[at + 1] == '\n' ? at + 1 : at;
        line++;
    }
    if (found.n)
        file_note(f, found.at[0], "%zu line%s of remarks (#) skipped: %s", found.n, found.n == 1 ? "" : "s",
                  line_list_text(f->arena, &found));
}

bool table_read(struct file_answer *f, struct str bytes, const struct table_options *options, struct table *t)
{
    struct str text;
    size_t skip = 0, rows_max = options->rows_max ? options->rows_max : FILE_ROWS_MAX;
    *t = (struct table){.arena = f->arena};
    if (!file_text(f, bytes, &text))
        return false;
    t->cells = ARENA_NEW(f->arena, struct table_cells);
    t->separator = find_separator(f->arena, text);
    if (!read_cells(f, text, t->separator, rows_max, t->cells))
        return false;
    note_comments(f, text);
    t->columns = t->cells->columns;
    if (!find_dates(f, t, options->date_column) || !find_header(f, t, &skip))
        return false;
    if (t->separator != ',')
        file_note(f, 0, "separator %s", t->separator == '\t' ? "tab" : t->separator == ';' ? "\";\"" : "\"|\"");

    const struct row *rows = t->cells->raw = t->cells->rows + skip;
    size_t n = t->cells->n_rows - skip;
    struct cell_date *dates = ARENA_ARRAY(f->arena, n, struct cell_date);
    struct date_votes votes = {.either = 0};
    if (n > rows_max)
        return file_refuse(f, FILE_TOO_LARGE, 0, "more than %s rows", num_group(f->arena, (double)rows_max, 0));
    for (size_t i = 0; i < n; i++) {
        dates[i] = cell_date_read(row_cell(t->cells, &rows[i], t->date_column), true);
        vote(&votes, &dates[i], rows[i].line);
    }
    bool day_first;
    f->column = t->date_column + 1;
    note_dates(f, votes.marks);
    t->months = votes.months == n;
    t->rows_read = n;
    f->column = 0;
    if (!check_ragged(f, t, rows, n))
        return false;
    f->column = t->date_column + 1;
    if (!settle_order(f, &votes, dates, n, options->dates, &day_first))
        return false;
    t->date_form = date_form(&votes, day_first, row_cell(t->cells, rows, t->date_column));
    bool good = date_rows(f, t, rows, dates, n, day_first, options->today);
    f->column = 0;
    return good;
}

/* ---- decimal sign ---- */

/* Where each sign is first seen to be the decimal sign, and where one may group thousands instead. */
struct decimal_votes {
    struct seen {
        size_t line, column;
    } point, comma, either, point_either;
};

static void vote_decimal(struct decimal_votes *v, int marks, size_t line, size_t column)
{
    const struct {
        int mark;
        struct seen *first;
    } votes[] = {{CELL_POINT, &v->point},
                 {CELL_COMMA, &v->comma},
                 {CELL_COMMA_EITHER, &v->either},
                 {CELL_POINT_EITHER, &v->point_either}};
    if (marks == 0 || (marks == CELL_POINT && v->point.line)) /* nearly every cell */
        return;
    for (size_t i = 0; i < sizeof votes / sizeof *votes; i++)
        if (marks & votes[i].mark && !votes[i].first->line)
            *votes[i].first = (struct seen){line, column};
}

static void offer_decimal(struct file_answer *f)
{
    file_offer(f, "decimal", "point|comma");
    file_choice_add(f, "point", "the point is the decimal sign",
                    "1.234 is a little more than one, 1,234 one thousand two hundred and thirty-four");
    file_choice_add(f, "comma", "the comma is the decimal sign",
                    "1,234 is a little more than one, 1.234 one thousand two hundred and thirty-four");
}

/* A lone 1,234 can be either. So can 1.234 where semicolons part the columns, which programs write that use the comma. */
static bool settle_decimal(struct file_answer *f, const struct decimal_votes *v, char separator, char *decimal)
{
    bool open = !v->point.line && !v->comma.line;
    const struct seen *asked = !open ? NULL : v->either.line ? &v->either : separator == ';' ? &v->point_either : NULL;
    *decimal = v->comma.line ? ',' : '.';
    if (v->point.line && v->comma.line) {
        f->column = v->comma.column;
        file_refuse(f, FILE_WRONG, v->comma.line, "the decimal sign is a point at line %zu and a comma at line %zu",
                    v->point.line, v->comma.line);
    } else if (asked && asked->line) {
        f->column = asked->column;
        file_refuse(f, FILE_ASK, asked->line, "line %zu: is the %s a decimal sign or does it group thousands?",
                    asked->line, asked == &v->either ? "comma" : "point");
    } else if (v->comma.line) {
        file_note(f, 0, "decimal sign \",\"");
    }
    if (f->status == FILE_OK)
        return true;
    offer_decimal(f);
    return false;
}

bool table_decimal(struct file_answer *f, const struct table *t, const bool *used, char choice, char *decimal)
{
    struct decimal_votes votes = {.point = {0}};
    for (size_t c = 0; c < t->columns; c++)
        for (size_t r = 0; used[c] && r < t->rows; r++) {
            int marks;
            if (cell_number_look(table_cell(t, r, c), &marks) != CELL_NUMBER)
                continue;
            if (marks & CELL_LONG) {
                f->column = c + 1;
                return file_refuse(f, FILE_WRONG, t->line[r], "line %zu: a number longer than %d bytes", t->line[r],
                                   CELL_NUMBER_MAX);
            }
            vote_decimal(&votes, marks, t->line[r], c + 1);
        }
    *decimal = choice;
    return choice || settle_decimal(f, &votes, t->separator, decimal);
}
