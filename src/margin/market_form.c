/* market_form.c: see market_form.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/market_form.h"

#include <math.h>

#include "base/csv_write.h"
#include "base/day.h"
#include "base/num.h"
#include "web/chart_svg.h"
#include "web/error.h"

struct field *market_fields(struct arena *arena, const struct instrument_menu *menu, const struct field *more, int n)
{
    static const struct field common[MARKET_FIELDS] = {
        [MARKET_TICKER] = {.name = "ticker",
                           .label = "Instrument",
                           .kind = FIELD_CHOICE,
                           .offset = offsetof(struct market_form, ticker)},
        [MARKET_START] = {.name = "start_date",
                          .label = "First day",
                          .kind = FIELD_DATE,
                          .offset = offsetof(struct market_form, start_day)},
        [MARKET_END] = {.name = "end_date",
                        .label = "Last day",
                        .kind = FIELD_DATE,
                        .offset = offsetof(struct market_form, end_day)},
    };
    struct field *out = ARENA_ARRAY(arena, (size_t)n, struct field);
    memcpy(out, common, sizeof common);
    if (n > MARKET_FIELDS)
        memcpy(out + MARKET_FIELDS, more, (size_t)(n - MARKET_FIELDS) * sizeof *more);
    instrument_menu_choices(arena, menu, &out[MARKET_TICKER].choices, &out[MARKET_TICKER].choice_labels);
    return out;
}

/* Who changes the instrument keeps the days of the one before: what lies outside the data is brought to their ends. */
static void fit_window(struct market_form *form, const struct instrument_row *row, struct problem *problem)
{
    char a[DAY_TEXT], b[DAY_TEXT], c[DAY_TEXT];
    if (form->start_day > form->end_day)
        problem_add(problem, "end_date", "Last day: the end (%s) lies before the start (%s).",
                    day_text(form->end_day, a), day_text(form->start_day, b));
    else if (form->start_day > row->last_day)
        problem_add(problem, "start_date", "First day: %s lies behind the data of %s, which run from %s to %s.",
                    day_text(form->start_day, a), row->symbol, day_text(row->first_day, b), day_text(row->last_day, c));
    else if (form->end_day < row->first_day)
        problem_add(problem, "end_date", "Last day: %s lies before the data of %s, which run from %s to %s.",
                    day_text(form->end_day, a), row->symbol, day_text(row->first_day, b), day_text(row->last_day, c));
    form->start_day = form->start_day < row->first_day ? row->first_day : form->start_day;
    form->end_day = form->end_day > row->last_day ? row->last_day : form->end_day;
}

void market_form_read(const struct req *req, const struct instrument_menu *menu, const struct field *fields, int n,
                      struct market_form *form, struct problem *problem)
{
    form->ticker = instrument_menu_first(menu);
    form_read(&req->query, fields, 1, form, problem);
    const struct instrument_row *row = &menu->rows[form->ticker];
    form->start_day = row->first_day;
    form->end_day = row->last_day;
    form_read(&req->query, fields + 1, n - 1, form, problem);
    fit_window(form, row, problem);
}

void market_window_find(const struct instrument *it, const struct market_form *form, size_t *from, size_t *to)
{
    const int32_t *day = it->prices.day;
    *from = 0;
    while (*from < it->prices.n && day[*from] < form->start_day)
        ++*from;
    *to = *from;
    while (*to < it->prices.n && day[*to] <= form->end_day)
        ++*to;
}

static const double *column_from(const double *column, size_t from)
{
    return column ? column + from : NULL;
}

struct price_series market_window_cut(const struct instrument *it, size_t from, size_t to)
{
    const struct price_series *s = &it->prices;
    return (struct price_series){.n = to - from,
                                 .day = s->day + from,
                                 .open = column_from(s->open, from),
                                 .high = column_from(s->high, from),
                                 .low = column_from(s->low, from),
                                 .close = s->close + from,
                                 .dividend = column_from(s->dividend, from)};
}

/* ---- showing ---- */

static void show_nav(struct view *v, const char *ticker, const char *page)
{
    static const char *const pages[][2] = {
        {"market", "Overview"}, {"prices", "Prices"}, {"dividends", "Dividends"}, {"kelly", "Kelly"}};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct view *part = view_add(v, "MARKET_PART");
        view_text(part, "MARKET_PART_NAME", pages[i][0]);
        view_text(part, "MARKET_PART_LABEL", pages[i][1]);
        view_text(part, "MARKET_PART_TICKER", ticker);
        view_show_if(part, "MARKET_PART_OF", ticker && i > 0);
        view_show_if(part, "MARKET_PART_CURRENT", strcmp(page, pages[i][0]) == 0);
    }
}

void market_form_show(struct view *v, const struct instrument_menu *menu, const struct field *fields, int n,
                      const struct market_form *form, const struct params *typed, const struct problem *problem,
                      const char *page)
{
    view_show_if(v, "HAS_DATA", menu->n > 0);
    view_show_if(v, "NO_DATA", menu->n == 0);
    view_show_if(v, "HAS_FAULTS", problem->n > 0);
    show_nav(v, form && menu->n ? menu->rows[form->ticker].symbol : NULL, page);
    if (fields && menu->n)
        form_show(v, fields, n, form, problem->n ? typed : NULL, problem);
    for (int i = 0; i < problem->n; i++) {
        struct view *row = view_add(v, "FAULT");
        view_text(row, "FAULT_FIELD", problem->at[i].field);
        view_text(row, "FAULT_MESSAGE", problem->at[i].message);
    }
}

void market_problem_speak(const struct field *fields, int n, struct problem *problem)
{
    for (int i = 0; i < problem->n; i++)
        for (int f = 0; f < n; f++) {
            const char *message = problem->at[i].message, *label = fields[f].label;
            if (strcmp(fields[f].name, problem->at[i].field) != 0 || strncmp(message, label, strlen(label)) == 0)
                continue;
            problem->at[i].message = arena_printf(problem->arena, "%s: %s.", label, message);
        }
}

const char *market_day(struct arena *arena, int32_t day)
{
    return day_text(day, arena_bytes(arena, DAY_TEXT));
}

struct view *market_figure(struct view *v, const char *label, const char *value, const char *formula,
                           const char *numbers)
{
    struct view *f = view_add(v, "FIGURE");
    view_text(f, "FIGURE_LABEL", label);
    view_text(f, "FIGURE_VALUE", value);
    view_text(f, "FIGURE_FORMULA", formula);
    view_text(f, "FIGURE_NUMBERS", numbers);
    return f;
}

void market_figure_second(struct view *figure, const char *label, const char *value)
{
    view_show(figure, "FIGURE_SECOND");
    view_text(figure, "FIGURE_SECOND_LABEL", label);
    view_text(figure, "FIGURE_SECOND_VALUE", value);
}

enum err market_refuse(struct req *req, struct res *res, const struct problem *problem)
{
    if (problem->n == 0)
        return ERR_NOTFOUND;
    error_status(req, res, 422, "The request cannot be computed as it is; see errors.", problem);
    return OK;
}

void market_csv_text(struct buf *b, const char *s, const char *then)
{
    csv_cell(b, str_of(s));
    buf_puts(b, then);
}

void market_csv_number(struct buf *b, double x, const char *then)
{
    if (isfinite(x))
        b->n += (size_t)num_write(x, buf_room(b, NUM_TEXT));
    buf_puts(b, then);
}

const struct buf *market_draw(struct arena *arena, const struct chart *chart)
{
    struct buf *out = ARENA_NEW(arena, struct buf);
    buf_init(out, arena, 32 * 1024);
    chart_svg_write_both(out, chart);
    return out;
}
