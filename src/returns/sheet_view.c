/* sheet_view.c: see sheet_view.h. A cell is asked for while the page is written, so that a triangle of a thousand cells costs little.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/sheet_view.h"

#include <math.h>

#include "base/day.h"
#include "base/num.h"

enum { NAME_MOST = 48, HEADING_MOST = 32, SHADES = 8, WIDE_FROM = 9, TITLE_DECIMALS = 4 };

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

/* What is shown of a sheet: `columns` of its columns, `rows` of its rows. */
struct table {
    struct arena *arena;
    struct returns_sheet sheet;
    struct sheet_look look;
    size_t columns, rows;
    size_t *column; /* of the sheet */
    double scale;
};
enum { BEGINS, FOOT, NAME, CLASS, HINT, TEXT, ENDS, NAMES };
static const char *const names[NAMES] = {
    [BEGINS] = "CELL_BEGINS", [FOOT] = "CELL_FOOT", [NAME] = "CELL_NAME", [CLASS] = "CELL_CLASS",
    [HINT] = "CELL_HINT",     [TEXT] = "CELL_TEXT", [ENDS] = "CELL_ENDS",
};

static bool is_word(const struct returns_sheet_column *c)
{
    return c->kind == RETURNS_COLUMN_TEXT || c->kind == RETURNS_COLUMN_DAY;
}

static double shown_number(const struct returns_sheet_column *c, double x)
{
    return c->kind == RETURNS_COLUMN_FRACTION ? x * 100 : x;
}

/* Years stand in columns of counts, and have no thousands. */
static const char *count_text(struct arena *arena, const struct returns_sheet_column *column, double x)
{
    return strcmp(column->key, "year") == 0 ? arena_printf(arena, "%d", (int)x) : num_group(arena, x, 0);
}

static const char *cell_text(const struct table *t, const struct returns_sheet_column *column,
                             const struct returns_cell *cell)
{
    char day[DAY_TEXT];
    const char *none = t->look.kind == SHEET_PLAIN ? "–" : "";
    if (column->kind == RETURNS_COLUMN_TEXT)
        return cell->text && *cell->text ? utf8_shorten(t->arena, cell->text, NAME_MOST) : none;
    if (!isfinite(cell->number))
        return none;
    if (column->kind == RETURNS_COLUMN_DAY)
        return arena_printf(t->arena, "%s", day_text((int32_t)cell->number, day));
    if (column->kind == RETURNS_COLUMN_COUNT)
        return count_text(t->arena, column, cell->number);
    return num_group(t->arena, shown_number(column, cell->number), t->look.decimals);
}

static bool is_blank(const struct table *t, const struct returns_cell *cell)
{
    return t->look.kind == SHEET_TRIANGLE && !isfinite(cell->number);
}

/* The strength of the colour, 1 to SHADES, up or down. */
static const char *shade_class(double x, double scale)
{
    static const char *const up[SHADES] = {"hub-up1", "hub-up2", "hub-up3", "hub-up4",
                                           "hub-up5", "hub-up6", "hub-up7", "hub-up8"};
    static const char *const down[SHADES] = {"hub-down1", "hub-down2", "hub-down3", "hub-down4",
                                             "hub-down5", "hub-down6", "hub-down7", "hub-down8"};
    int shade = (int)ceil(fmin(fabs(x) / scale, 1) * SHADES) - 1;
    return shade < 0 ? "num" : x > 0 ? up[shade] : down[shade];
}

static const char *shade_of(const struct table *t, size_t row, size_t column, const struct returns_cell *cell)
{
    const struct sheet_look *look = &t->look;
    if (is_word(&t->sheet.column[column]))
        return "hub-word";
    if (is_blank(t, cell))
        return "";
    if (look->kind == SHEET_PLAIN || t->scale <= 0 || !isfinite(cell->number) || (look->foot && row >= look->foot))
        return "num";
    const char *shade = shade_class(cell->number - look->neutral, t->scale);
    return look->is_partial && look->is_partial(look->context, row, column)
               ? arena_printf(t->arena, "%s hub-part", shade)
               : shade;
}

static const char *row_name(const struct table *t, size_t row)
{
    return t->look.names ? t->look.names[row]
                         : cell_text(t, &t->sheet.column[0], &t->sheet.cell[row * t->sheet.columns]);
}

static const char *cell_class(const struct table *t, size_t row, size_t column, const struct returns_cell *cell)
{
    const char *shade = shade_of(t, row, column, cell);
    bool is_picked =
        *shade && ((t->look.start && (int)column == t->look.start) || (t->look.end && (int)row + 1 == t->look.end));
    return is_picked ? arena_printf(t->arena, "%s hub-picked", shade) : shade;
}

/* What a pointer learns from a coloured cell: of when it is, or of what, and more digits. */
static const char *cell_hint(const struct table *t, size_t row, const struct returns_sheet_column *column,
                             const struct returns_cell *cell)
{
    if (t->look.kind == SHEET_PLAIN || t->look.where == SHEET_ON_PAPER || is_word(column) || !isfinite(cell->number))
        return "";
    const char *name = row_name(t, row), *unit = column->kind == RETURNS_COLUMN_FRACTION ? " %" : "",
               *figure = num_group(t->arena, shown_number(column, cell->number), TITLE_DECIMALS);
    return t->look.kind == SHEET_TRIANGLE
               ? arena_printf(t->arena, "%s to %s, %s: %s%s", column->label, name, t->look.measure, figure, unit)
               : arena_printf(t->arena, "%s, %s: %s%s", name, column->label, figure, unit);
}

static struct str get_cell(void *context, int at, int asked)
{
    const struct table *t = context;
    size_t place = (size_t)at % t->columns, row = (size_t)at / t->columns, c = t->column[place];
    bool is_first = place == 0;
    if (t->look.newest_first)
        row = t->rows - 1 - row;
    const struct returns_sheet_column *column = &t->sheet.column[c];
    const struct returns_cell *cell = &t->sheet.cell[row * t->sheet.columns + c];
    switch (asked) {
    case BEGINS:
        return str_of(is_first ? "1" : "");
    case FOOT:
        return str_of(t->look.foot && row >= t->look.foot ? "1" : "");
    case ENDS:
        return str_of(place + 1 == t->columns ? "1" : "");
    case NAME:
        return str_of(!is_first ? "" : row_name(t, row));
    case CLASS:
        return str_of(is_first ? "" : cell_class(t, row, c, cell));
    case HINT:
        return str_of(is_first ? "" : cell_hint(t, row, column, cell));
    default:
        return str_of(cell_text(t, column, cell));
    }
}

/* ---- the table ---- */

/* So that a few extremes do not take all colour from the rest. */
double sheet_scale(struct arena *arena, const struct returns_sheet *sheet, double neutral)
{
    size_t n = 0, all = sheet->rows * sheet->columns;
    double *x = arena_array(arena, 3 * all + 1, sizeof *x);
    for (size_t i = 0; i < all; i++)
        if (i % sheet->columns && !is_word(&sheet->column[i % sheet->columns]) && isfinite(sheet->cell[i].number))
            x[n++] = sheet->cell[i].number - neutral;
    return returns_matrix_scale(x, n, x + all);
}

static bool is_hidden(struct arena *arena, const struct sheet_look *look, const char *key)
{
    return look->hidden && strstr(look->hidden, arena_printf(arena, " %s ", key));
}

/* Whether all its figures but counts are in percent: then the caption says so once. */
static bool is_all_percent(const struct table *t)
{
    for (size_t i = 0; i < t->columns; i++)
        if (t->sheet.column[t->column[i]].kind == RETURNS_COLUMN_NUMBER)
            return false;
    return true;
}

static const char *heading(struct arena *arena, const struct returns_sheet_column *c, bool says_percent)
{
    bool here = says_percent && c->kind == RETURNS_COLUMN_FRACTION;
    const char *label = utf8_shorten(arena, c->label, HEADING_MOST);
    return here ? arena_printf(arena, "%s (%%)", label) : label;
}

static void heads_show(struct view *v, const struct table *t, bool says_percent)
{
    for (size_t i = 0; i < t->columns; i++) {
        const struct returns_sheet_column *c = &t->sheet.column[t->column[i]];
        struct view *head = view_add(v, "HEAD");
        view_text(head, "HEAD_CLASS", i == 0 || is_word(c) ? "hub-word" : "num");
        view_text(head, "HEAD_LABEL", heading(t->arena, c, says_percent));
    }
}

static struct table *table_new(struct arena *arena, const struct returns_sheet *sheet, const struct sheet_look *look)
{
    struct table *t = ARENA_NEW(arena, struct table);
    *t = (struct table){.arena = arena, .sheet = *sheet, .look = *look};
    t->rows = look->rows_most && look->rows_most < sheet->rows ? look->rows_most : sheet->rows;
    t->column = arena_array(arena, sheet->columns, sizeof *t->column);
    for (size_t c = 0; c < sheet->columns; c++)
        if (!is_hidden(arena, look, sheet->column[c].key))
            t->column[t->columns++] = c;
    if (look->kind != SHEET_PLAIN)
        t->scale = look->scale > 0 ? look->scale : sheet_scale(arena, sheet, look->neutral);
    return t;
}

/* What stands above it: what it is, its unit, and how much of it is shown. */
static const char *caption_of(const struct table *t, bool percent)
{
    const char *about = t->look.caption ? t->look.caption : "";
    const char *cut = t->rows == t->sheet.rows
                          ? ""
                          : arena_printf(t->arena, "The first %zu of %zu; the file has all.", t->rows, t->sheet.rows);
    const char *partial = t->look.partial ? t->look.partial : "a part of the year or month only";
    return arena_printf(t->arena, "%s%s%s%s%s%s%s", about, percent ? " In percent." : "", *cut ? " " : "", cut,
                        t->look.is_partial ? " Hatched: " : "", t->look.is_partial ? partial : "",
                        t->look.is_partial ? "." : "");
}

void sheet_show(struct view *v, const struct returns_sheet *sheet, const struct sheet_look *look)
{
    struct view *one = view_add(v, "SHEET");
    struct table *t = table_new(view_arena(v), sheet, look);
    bool percent = is_all_percent(t);
    view_text(one, "SHEET_ID", look->id);
    view_text(one, "SHEET_WHERE",
              look->where == SHEET_ON_SCREEN  ? " no-print"
              : look->where == SHEET_ON_PAPER ? " hub-on-paper"
                                              : "");
    view_text(one, "SHEET_TITLE", look->title ? look->title : sheet->title);
    view_text(one, "SHEET_CAPTION", caption_of(t, percent));
    view_text_if(one, "SHEET_HAS_CSV", "SHEET_CSV", look->csv);
    view_show_if(one, "SHEET_FOLDED", look->folded);
    view_show_if(one, "SHEET_PLAIN", !look->folded);
    heads_show(one, t, !percent);
    view_text(one, "SHEET_LOOK",
              look->kind == SHEET_TRIANGLE
                  ? look->csv ? "table table-sm hub-map hub-triangle hub-lines" : "table table-sm hub-map hub-triangle"
              : look->kind == SHEET_HEAT ? "table table-sm hub-map"
              : t->columns > WIDE_FROM   ? "table table-sm hub-wide-table"
                                         : "table table-sm");
    view_rows(one, "CELL", (int)(t->rows * t->columns), names, NAMES, get_cell, t);
}
