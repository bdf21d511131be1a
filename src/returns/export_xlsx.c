/* export_xlsx.c: an analysis as a workbook, by libxlsxwriter. Text is written as text, so no cell of it runs as a formula. See export.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "returns/export.h"

enum { SHEET_NAME = 32, DAY_OF_EXCEL = 25569, ROWS_MOST = 1048575, WIDTH_DAY = 12, WIDTH_NUMBER = 14, WIDTH_TEXT = 24 };
/* The library writes each part of the workbook to a temporary file: here, in memory, so that nothing of it comes to a disk. */
static char in_memory[] = "/dev/shm";

struct book {
    struct arena *arena;
    lxw_workbook *workbook;
    lxw_format *head, *day, *percent;
    bool is_good;
};

/* ---- one sheet ---- */

/* At most 31 characters, without those that a name of a sheet may not have; parted letters of UTF-8 are not left behind. */
static const char *sheet_name(struct arena *arena, const char *wanted)
{
    char *name = arena_printf(arena, "%.*s", SHEET_NAME - 1, wanted);
    size_t n = strlen(name);
    while (n && !utf8_valid((struct str){name, n}))
        name[--n] = '\0';
    for (char *c = name; *c; c++)
        if (strchr("[]:*?/\\'", *c))
            *c = '_';
    return name;
}

static void write_cell(struct book *b, lxw_worksheet *sheet, size_t row, size_t col, enum returns_column_kind kind,
                       const struct returns_cell *cell)
{
    lxw_row_t r = (lxw_row_t)row;
    lxw_col_t c = (lxw_col_t)col;
    lxw_error e = LXW_NO_ERROR;
    if (kind == RETURNS_COLUMN_TEXT)
        e = cell->text && *cell->text ? worksheet_write_string(sheet, r, c, cell->text, NULL) : LXW_NO_ERROR;
    else if (isfinite(cell->number))
        e = worksheet_write_number(sheet, r, c, cell->number + (kind == RETURNS_COLUMN_DAY ? DAY_OF_EXCEL : 0),
                                   kind == RETURNS_COLUMN_DAY        ? b->day
                                   : kind == RETURNS_COLUMN_FRACTION ? b->percent
                                                                     : NULL);
    b->is_good = b->is_good && e == LXW_NO_ERROR;
}

static void add_sheet(struct book *b, const char *name, const struct returns_sheet *s)
{
    lxw_worksheet *sheet = b->is_good ? workbook_add_worksheet(b->workbook, sheet_name(b->arena, name)) : NULL;
    if (!sheet) {
        b->is_good = false;
        return;
    }
    worksheet_freeze_panes(sheet, 1, 1);
    for (size_t c = 0; c < s->columns; c++) {
        enum returns_column_kind kind = s->column[c].kind;
        int width = kind == RETURNS_COLUMN_TEXT ? WIDTH_TEXT : kind == RETURNS_COLUMN_DAY ? WIDTH_DAY : WIDTH_NUMBER;
        worksheet_set_column(sheet, (lxw_col_t)c, (lxw_col_t)c, width, NULL);
        worksheet_write_string(sheet, 0, (lxw_col_t)c, s->column[c].label, b->head);
    }
    for (size_t r = 0; r < s->rows && r < ROWS_MOST; r++)
        for (size_t c = 0; c < s->columns; c++)
            write_cell(b, sheet, r + 1, c, s->column[c].kind, &s->cell[r * s->columns + c]);
}

/* ---- the sheets of the original ---- */

/* A part of every series, one column for each, on the days (years) that any of them has. `value`: the column of the figure. */
static bool side_by_side(struct arena *arena, const struct returns_analysis *an, enum returns_part part, size_t value,
                         struct returns_sheet *out)
{
    struct returns_sheet sheet[RETURNS_SERIES_MAX] = {0};
    size_t at[RETURNS_SERIES_MAX] = {0}, most = 0, n = (size_t)an->n;
    struct returns_sheet_column *column = ARENA_ARRAY(arena, n + 1, struct returns_sheet_column);
    for (size_t i = 0; i < n; i++) {
        if (!returns_sheet_make(arena, an, part, (int)i, &sheet[i]))
            return false;
        most += sheet[i].rows;
        column[i + 1] = (struct returns_sheet_column){"", an->series[i].name, RETURNS_COLUMN_FRACTION};
    }
    column[0] = sheet[0].column[0];
    struct returns_cell *cell = ARENA_ARRAY(arena, most * (n + 1) + 1, struct returns_cell);
    *out = (struct returns_sheet){.title = sheet[0].title, .columns = n + 1, .column = column, .cell = cell};
    for (;; out->rows++) {
        struct returns_cell *row = &cell[out->rows * (n + 1)];
        double next = INFINITY;
        for (size_t i = 0; i < n; i++)
            if (at[i] < sheet[i].rows)
                next = fmin(next, sheet[i].cell[at[i] * sheet[i].columns].number);
        if (isinf(next))
            return true;
        row[0] = (struct returns_cell){NULL, next};
        for (size_t i = 0; i < n; i++) {
            bool has = at[i] < sheet[i].rows && sheet[i].cell[at[i] * sheet[i].columns].number == next;
            row[i + 1] =
                (struct returns_cell){NULL, has ? sheet[i].cell[at[i] * sheet[i].columns + value].number : NAN};
            at[i] += has;
        }
    }
}

static const char *rows_name(enum frequency f)
{
    static const char *const names[] = {
        [FREQUENCY_DAILY] = "Daily_Returns",     [FREQUENCY_WEEKLY] = "Weekly_Returns",
        [FREQUENCY_MONTHLY] = "Monthly_Returns", [FREQUENCY_QUARTERLY] = "Quarterly_Returns",
        [FREQUENCY_YEARLY] = "Yearly_Returns",   [FREQUENCY_IRREGULAR] = "Returns"};
    return names[f];
}

/* "2013-2024", as the original calls the sheet of a period; with the number of the series where there are several. */
static const char *period_name(struct book *b, const struct returns_analysis *an, int series)
{
    const struct returns_triangle *t = &an->series[series].shown;
    int first = (int)t->period[0].index, last = (int)t->period[t->m - 1].index;
    int unit = an->series[series].matrix_step == FREQUENCY_YEARLY      ? 1
               : an->series[series].matrix_step == FREQUENCY_QUARTERLY ? 4
                                                                       : 12;
    const char *of = an->n > 1 ? arena_printf(b->arena, "%d ", series + 1) : "";
    return arena_printf(b->arena, "%s%d-%d", of, first / unit, last / unit);
}

static void add_original(struct book *b, const struct returns_analysis *an)
{
    struct returns_sheet sheet;
    if (side_by_side(b->arena, an, RETURNS_PART_RETURNS, 1, &sheet))
        add_sheet(b, rows_name(an->frequency), &sheet);
    if (side_by_side(b->arena, an, RETURNS_PART_ANNUAL, 2, &sheet))
        add_sheet(b, "Annual_Returns", &sheet);
    for (int i = 0; i < an->n; i++)
        if (an->series[i].shown.m && returns_sheet_make(b->arena, an, RETURNS_PART_MATRIX_ORIGINAL, i, &sheet))
            add_sheet(b, period_name(b, an, i), &sheet);
}

/* ---- ours ---- */

/* Of several series each has those that people look at first; of one all. */
static bool is_wanted(const struct returns_analysis *an, enum returns_part part)
{
    if (part == RETURNS_PART_RETURNS || part == RETURNS_PART_MATRIX_ORIGINAL)
        return false; /* above */
    return an->n == 1 || returns_part_info[part].of_all || part == RETURNS_PART_METRICS ||
           part == RETURNS_PART_CALENDAR || part == RETURNS_PART_DRAWDOWNS || part == RETURNS_PART_TRAILING;
}

static void add_ours(struct book *b, const struct returns_analysis *an)
{
    struct returns_sheet sheet;
    for (int part = 0; part < RETURNS_PARTS; part++) {
        const struct returns_part_info *info = &returns_part_info[part];
        if (!is_wanted(an, (enum returns_part)part))
            continue;
        for (int i = 0; i < (info->of_all ? 1 : an->n); i++)
            if (returns_sheet_make(b->arena, an, (enum returns_part)part, i, &sheet))
                add_sheet(b, info->of_all || an->n == 1 ? info->key : arena_printf(b->arena, "%d %s", i + 1, info->key),
                          &sheet);
    }
}

/* ---- the workbook ---- */

static bool read_back(struct arena *arena, int fd, struct str *out)
{
    off_t size = lseek(fd, 0, SEEK_END);
    if (size <= 0)
        return false;
    char *bytes = arena_bytes(arena, (size_t)size);
    *out = (struct str){bytes, (size_t)size};
    return pread(fd, bytes, (size_t)size, 0) == (ssize_t)size;
}

static bool write_book(struct arena *arena, const struct returns_analysis *an, const char *path)
{
    enum { DAY_SECONDS = 86400 };
    const struct level_series *first = &an->series[0].level;
    lxw_workbook_options options = {.tmpdir = in_memory};
    /* Excel asks for a time; the same analysis is to give the same bytes. */
    lxw_doc_properties about = {.created = (time_t)first->day[first->n - 1] * DAY_SECONDS};
    struct book b = {.arena = arena, .workbook = workbook_new_opt(path, &options), .is_good = true};
    if (!b.workbook)
        return false;
    workbook_set_properties(b.workbook, &about);
    b.head = workbook_add_format(b.workbook);
    b.day = workbook_add_format(b.workbook);
    b.percent = workbook_add_format(b.workbook);
    format_set_bold(b.head);
    format_set_num_format(b.day, "yyyy-mm-dd");
    format_set_num_format(b.percent, "0.00%");
    add_original(&b, an);
    add_ours(&b, an);
    return workbook_close(b.workbook) == LXW_NO_ERROR && b.is_good;
}

enum err export_xlsx(struct arena *arena, const struct returns_analysis *an, struct str *out)
{
    int fd = memfd_create("workbook", MFD_CLOEXEC);
    bool is_good =
        fd >= 0 && write_book(arena, an, arena_printf(arena, "/proc/self/fd/%d", fd)) && read_back(arena, fd, out);
    if (fd >= 0)
        close(fd);
    return is_good ? OK : ERR_INTERNAL;
}
