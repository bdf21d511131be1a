/* saved_old.c: the page of what was stored of an analysis whose figures do not come out again: figures, years, drawdowns and trailing
 * returns, from the answer's JSON.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/day.h"
#include "base/json.h"
#include "returns/saved.h"
#include "returns/sheet_view.h"

/* A sheet that is filled cell by cell. */
struct maker {
    struct arena *arena;
    struct returns_sheet_column *column;
    struct returns_cell *cell;
    size_t columns, cells;
};

static void maker_begin(struct maker *m, struct arena *arena, size_t columns, size_t rows)
{
    *m = (struct maker){.arena = arena,
                        .column = ARENA_ARRAY(arena, columns, struct returns_sheet_column),
                        .cell = ARENA_ARRAY(arena, columns * rows + 1, struct returns_cell)};
}

static void column(struct maker *m, const char *label, enum returns_column_kind kind)
{
    m->column[m->columns++] = (struct returns_sheet_column){label, label, kind};
}

static void text(struct maker *m, const char *s)
{
    m->cell[m->cells++] = (struct returns_cell){s, NAN};
}

static void number(struct maker *m, double x)
{
    m->cell[m->cells++] = (struct returns_cell){NULL, x};
}

static void number_of(struct maker *m, struct json_object *o, const char *key)
{
    double x;
    number(m, json_get_num(o, key, &x) ? x : NAN);
}

static void text_of(struct maker *m, struct json_object *o, const char *key)
{
    struct str s;
    text(m, json_get_str(o, key, &s) ? str_dup(m->arena, s) : "");
}

/* What is shown is read while the page is written: it lives on the arena. */
static void show(struct view *v, const struct maker *m, const char *title, const char *id)
{
    struct returns_sheet *sheet = ARENA_NEW(m->arena, struct returns_sheet);
    struct sheet_look *look = ARENA_NEW(m->arena, struct sheet_look);
    *sheet = (struct returns_sheet){
        .title = title, .columns = m->columns, .rows = m->cells / m->columns, .column = m->column, .cell = m->cell};
    *look = (struct sheet_look){.id = id, .decimals = 2};
    if (sheet->rows)
        sheet_show(v, sheet, look);
}

/* ---- its tables ---- */

static bool is_known(const struct saved_answer *a, int m)
{
    for (int i = 0; i < a->n; i++)
        if (!isnan(a->series[i].value[m]))
            return true;
    return false;
}

static void figures_show(struct view *v, const struct saved_answer *a)
{
    struct maker m;
    maker_begin(&m, view_arena(v), (size_t)a->n + 1, RETURNS_METRICS);
    column(&m, "Figure", RETURNS_COLUMN_TEXT);
    for (int i = 0; i < a->n; i++)
        column(&m, a->series[i].name, RETURNS_COLUMN_TEXT);
    for (int k = 0; k < RETURNS_METRICS; k++) {
        if (!is_known(a, k))
            continue;
        text(&m, returns_metric_info[k].label);
        for (int i = 0; i < a->n; i++)
            text(&m, returns_metric_text(m.arena, (enum returns_metric)k, a->series[i].value[k]));
    }
    show(v, &m, "Figures", "table-metrics");
}

static void years_show(struct view *v, const struct saved_figures *s, const char *title, const char *id)
{
    struct json_object *years = json_member(json_member(s->result, "metrics"), "calendar_years");
    struct maker m;
    if (!json_object_is_type(years, json_type_object))
        return;
    maker_begin(&m, view_arena(v), 2, (size_t)json_object_object_length(years));
    column(&m, "Year", RETURNS_COLUMN_TEXT);
    column(&m, "Return", RETURNS_COLUMN_FRACTION);
    json_object_object_foreach(years, year, value)
    {
        text(&m, arena_strdup(m.arena, year));
        number(&m, value ? json_object_get_double(value) : NAN);
    }
    show(v, &m, title, id);
}

static void drawdowns_show(struct view *v, const struct saved_figures *s, const char *title, const char *id)
{
    struct json_object *list = json_member(s->result, "drawdowns_top10");
    struct maker m;
    if (!json_object_is_type(list, json_type_array))
        return;
    size_t n = json_object_array_length(list);
    maker_begin(&m, view_arena(v), 5, n);
    column(&m, "High", RETURNS_COLUMN_TEXT);
    column(&m, "Low", RETURNS_COLUMN_TEXT);
    column(&m, "Recovered", RETURNS_COLUMN_TEXT);
    column(&m, "Depth", RETURNS_COLUMN_FRACTION);
    column(&m, "Days in all", RETURNS_COLUMN_COUNT);
    for (size_t i = 0; i < n; i++) {
        struct json_object *one = json_object_array_get_idx(list, i);
        text_of(&m, one, "peak");
        text_of(&m, one, "trough");
        text_of(&m, one, "recovery");
        number_of(&m, one, "depth");
        number_of(&m, one, "days_peak_to_end");
    }
    show(v, &m, title, id);
}

static void warnings_show(struct view *v, struct arena *arena, const struct saved_answer *a)
{
    struct warnings all;
    if (!warnings_read(arena, a->json, &all))
        return;
    view_show_if(v, "OLD_WARNINGS", all.n > 0);
    for (int i = 0; i < all.n; i++)
        view_text(view_add(v, "WARNING"), "WARNING_MESSAGE", all.at[i].message);
}

enum err saved_old_page(struct req *req, struct res *res, struct view *v, const struct saved_page *p)
{
    struct saved_answer a;
    const char *why;
    if (!saved_answer_read(req->arena, p->json, &a, &why)) {
        req->detail = arena_printf(req->arena, "a stored analysis cannot be read: %s", why);
        return ERR_INTERNAL;
    }
    view_text(v, "HEADING", p->saved.title);
    view_text(v, "JSON_HREF", arena_printf(req->arena, "%s/export.json", p->base));
    warnings_show(v, req->arena, &a);
    figures_show(v, &a);
    for (int i = 0; i < a.n; i++) {
        const char *of = a.n > 1 ? arena_printf(req->arena, ": %s", a.series[i].name) : "";
        years_show(v, &a.series[i], arena_printf(req->arena, "Years%s", of),
                   arena_printf(req->arena, "years-%d", i + 1));
        drawdowns_show(v, &a.series[i], arena_printf(req->arena, "Drawdowns%s", of),
                       arena_printf(req->arena, "drawdowns-%d", i + 1));
    }
    return view_page(req, res, v, "returns/saved_old.tpl", p->saved.title);
}
