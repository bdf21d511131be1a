/* sheet_view.c: see sheet_view.h. A cell is asked for while the page is written, so that a triangle of a thousand cells costs little.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/sheet_view.h"

#include <math.h>

#include "base/day.h"
#include "base/num.h"

enum { SHADES = 8 };

/* ---- figures ---- */

static const char *years_text(struct arena *arena, double x)
{
    return arena_printf(arena, "%s year%s", num_group(arena, x, 2), x == 1 ? "" : "s");
}

const char *returns_metric_text(struct arena *arena, enum returns_metric m, double x)
{
    if (!isfinite(x))
        return "–";
    switch (returns_metric_info[m].unit) {
    case RETURNS_UNIT_FRACTION:
        return num_percent(arena, x * 100, 2);
    case RETURNS_UNIT_DAYS:
        return arena_printf(arena, "%s day%s", num_group(arena, x, 0), x == 1 ? "" : "s");
    case RETURNS_UNIT_YEARS:
        return years_text(arena, x);
    case RETURNS_UNIT_COUNT:
        return num_group(arena, x, 0);
    case RETURNS_UNIT_FLAG:
        return x != 0 ? "yes" : "no";
    default:
        return num_group(arena, x, 2);
    }
}

/* ---- cells ---- */

struct table {
    struct arena *arena;
    struct returns_sheet sheet;
    double scale; /* of the colours; 0: none */
};
enum { BEGINS, NAME, CLASS, LABEL, TEXT, ENDS, NAMES };
static const char *const names[NAMES] = {
    [BEGINS] = "CELL_BEGINS", [NAME] = "CELL_NAME", [CLASS] = "CELL_CLASS",
    [LABEL] = "CELL_LABEL",   [TEXT] = "CELL_TEXT", [ENDS] = "CELL_ENDS",
};

static const char *heading(struct arena *arena, const struct returns_sheet_column *c)
{
    return c->kind == RETURNS_COLUMN_FRACTION ? arena_printf(arena, "%s (%%)", c->label) : c->label;
}

static const char *cell_text(struct arena *arena, const struct returns_sheet_column *column,
                             const struct returns_cell *cell)
{
    char day[DAY_TEXT];
    if (column->kind == RETURNS_COLUMN_TEXT)
        return cell->text && *cell->text ? cell->text : "–";
    if (!isfinite(cell->number))
        return "–";
    if (column->kind == RETURNS_COLUMN_DAY)
        return arena_printf(arena, "%s", day_text((int32_t)cell->number, day));
    if (column->kind == RETURNS_COLUMN_COUNT)
        return num_group(arena, cell->number, 0);
    return num_group(arena, column->kind == RETURNS_COLUMN_FRACTION ? cell->number * 100 : cell->number, 2);
}

/* "num", and the strength of its colour, 1 to SHADES; blank cells of a triangle are empty. */
static const char *cell_class(const struct table *t, const struct returns_sheet_column *column,
                              const struct returns_cell *cell)
{
    if (column->kind == RETURNS_COLUMN_TEXT || column->kind == RETURNS_COLUMN_DAY)
        return "hub-word";
    if (t->scale <= 0 || column->kind != RETURNS_COLUMN_FRACTION || !isfinite(cell->number) || cell->number == 0)
        return "num";
    int shade = (int)ceil(fmin(fabs(cell->number) / t->scale, 1) * SHADES);
    return arena_printf(t->arena, "num hub-%s-%d", cell->number > 0 ? "gain" : "loss", shade);
}

static struct str get_cell(void *context, int row, int col)
{
    const struct table *t = context;
    size_t column = (size_t)row % t->sheet.columns;
    const struct returns_sheet_column *c = &t->sheet.column[column];
    const struct returns_cell *cell = &t->sheet.cell[row];
    switch (col) {
    case BEGINS:
        return str_of(column == 0 ? "1" : "");
    case ENDS:
        return str_of(column + 1 == t->sheet.columns ? "1" : "");
    case NAME:
        return str_of(column == 0 ? cell_text(t->arena, c, cell) : "");
    case CLASS:
        return str_of(column == 0 ? "" : cell_class(t, c, cell));
    case LABEL:
        return str_of(heading(t->arena, c));
    default:
        return str_of(cell_text(t->arena, c, cell));
    }
}

/* So that a few extremes do not take all colour from the rest. */
static double scale_of(struct arena *arena, const struct returns_sheet *sheet)
{
    size_t n = 0, all = sheet->rows * sheet->columns;
    double *x = arena_array(arena, 3 * all + 1, sizeof *x);
    for (size_t i = 0; i < all; i++)
        if (sheet->column[i % sheet->columns].kind == RETURNS_COLUMN_FRACTION && isfinite(sheet->cell[i].number))
            x[n++] = sheet->cell[i].number;
    return returns_matrix_scale(x, n, x + all);
}

void sheet_show(struct view *v, const struct returns_sheet *sheet, const struct sheet_look *look)
{
    struct arena *arena = view_arena(v);
    struct view *one = view_add(v, "SHEET");
    struct table *t = ARENA_NEW(arena, struct table);
    *t = (struct table){arena, *sheet, look->is_heat ? scale_of(arena, sheet) : 0};
    view_text(one, "SHEET_ID", look->id);
    view_text(one, "SHEET_TITLE", sheet->title);
    view_text(one, "SHEET_CAPTION", look->caption);
    view_show_if(one, "SHEET_HAS_CAPTION", look->caption != NULL);
    view_show_if(one, "SHEET_HAS_CSV", look->csv != NULL);
    view_text(one, "SHEET_CSV", look->csv);
    view_text(one, "SHEET_LOOK",
              look->is_heat        ? "table table-sm hub-map"
              : sheet->columns > 3 ? "table hub-stacked"
                                   : "table");
    view_show_if(one, "SHEET_EMPTY", sheet->rows == 0);
    for (size_t c = 0; c < sheet->columns; c++) {
        struct view *head = view_add(one, "HEAD");
        bool is_word = sheet->column[c].kind == RETURNS_COLUMN_TEXT || sheet->column[c].kind == RETURNS_COLUMN_DAY;
        view_text(head, "HEAD_CLASS", c == 0 || is_word ? "hub-word" : "num");
        view_text(head, "HEAD_LABEL", heading(arena, &sheet->column[c]));
    }
    view_rows(one, "CELL", (int)(sheet->rows * sheet->columns), names, NAMES, get_cell, t);
}
