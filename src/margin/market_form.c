/* market_form.c: see market_form.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/market_form.h"

#include <math.h>

#include "base/csv_write.h"
#include "base/day.h"
#include "base/num.h"
#include "web/error.h"

/* The three fields with the choices of the menu, and the page's own. */
static const struct field *fields_of(struct arena *arena, const struct instrument_menu *menu, const struct field *own,
                                     int n)
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
    struct field *out = ARENA_ARRAY(arena, (size_t)(MARKET_FIELDS + n), struct field);
    memcpy(out, common, sizeof common);
    if (n)
        memcpy(out + MARKET_FIELDS, own, (size_t)n * sizeof *own);
    instrument_menu_choices(arena, menu, &out[MARKET_TICKER].choices, &out[MARKET_TICKER].choice_labels);
    return out;
}

/* Who changes the instrument keeps the days of the one before: what lies outside the data is brought to their ends. */
static void fit_window(struct market_form *form, const struct instrument_row *row, struct problem *problem)
{
    char a[DAY_TEXT], b[DAY_TEXT], c[DAY_TEXT];
    if (form->start_day > row->last_day)
        problem_add(problem, "start_date", "First day: %s lies behind the data of %s, which run from %s to %s.",
                    day_text(form->start_day, a), row->symbol, day_text(row->first_day, b), day_text(row->last_day, c));
    else if (form->end_day < row->first_day)
        problem_add(problem, "end_date", "Last day: %s lies before the data of %s, which run from %s to %s.",
                    day_text(form->end_day, a), row->symbol, day_text(row->first_day, b), day_text(row->last_day, c));
    else if (form->start_day > form->end_day)
        problem_add(problem, "end_date", "Last day: the end (%s) lies before the start (%s).",
                    day_text(form->end_day, a), day_text(form->start_day, b));
    form->start_day = form->start_day < row->first_day ? row->first_day : form->start_day;
    form->end_day = form->end_day > row->last_day ? row->last_day : form->end_day;
}

static void window_read(const struct req *req, struct market_asked *q)
{
    struct market_form *form = q->form;
    form->ticker = instrument_menu_first(&q->menu);
    form_read(&req->query, q->fields, 1, form, &q->problem);
    const struct instrument_row *row = &q->menu.rows[form->ticker];
    form->start_day = row->first_day;
    form->end_day = row->last_day;
    form_read(&req->query, q->fields + 1, q->n - 1, form, &q->problem);
    fit_window(form, row, &q->problem);
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

static void window_cut(struct market_asked *q)
{
    const struct price_series *all = &q->series->prices;
    size_t to;
    while (q->from < all->n && all->day[q->from] < q->form->start_day)
        q->from++;
    for (to = q->from; to < all->n && all->day[to] <= q->form->end_day;)
        to++;
    if (q->from == to && q->problem.n == 0)
        problem_add(&q->problem, "start_date", "First day: there is no session between these days.");
    q->window = market_window_cut(q->series, q->from, to);
}

enum err market_ask(struct req *req, struct market_form *form, const struct field *own, int n, struct market_asked *q)
{
    *q = (struct market_asked){.form = form, .n = MARKET_FIELDS + n, .problem.arena = req->arena};
    enum err e = margin_menu_get(req, &q->menu);
    if (e || q->menu.n == 0)
        return e;
    q->fields = fields_of(req->arena, &q->menu, own, n);
    window_read(req, q);
    e = margin_instrument_get(req, q->menu.rows[form->ticker].symbol, &q->series);
    if (e)
        req->detail = "could not load the price series";
    else
        window_cut(q);
    return e;
}

bool market_is_answered(const struct market_asked *q)
{
    return q->menu.n > 0 && q->problem.n == 0;
}

void market_query_write(struct buf *out, const struct market_asked *q)
{
    buf_puts(out, "?ticker=");
    path_encode(out, str_of(q->series->symbol));
    buf_printf(out, "&start_date=%s&end_date=%s", market_day(out->arena, q->form->start_day),
               market_day(out->arena, q->form->end_day));
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

void market_overview_show(struct view *v, bool has_data)
{
    view_show_if(v, "HAS_DATA", has_data);
    view_show_if(v, "NO_DATA", !has_data);
    show_nav(v, NULL, "market");
}

/* This page with the window of so many years that end on the last session, everything else as it was asked. */
static const char *window_href(const struct req *req, const struct instrument_row *row, int32_t start, const char *page)
{
    struct buf out;
    buf_init(&out, req->arena, 256);
    buf_printf(&out, "/margin/%s?start_date=%s&end_date=%s", page, market_day(req->arena, start),
               market_day(req->arena, row->last_day));
    for (int i = 0; i < req->query.n; i++) {
        const struct param *p = &req->query.at[i];
        if (str_eq(p->name, "start_date") || str_eq(p->name, "end_date") || str_eq(p->name, "page"))
            continue;
        buf_putc(&out, '&');
        path_encode(&out, p->name);
        buf_putc(&out, '=');
        path_encode(&out, p->value);
    }
    return out.s;
}

/* Windows that people often want, of those that the data fill. */
static void show_windows(struct view *v, const struct req *req, const struct market_asked *q, const char *page)
{
    static const struct {
        const char *label;
        int32_t days;
    } windows[] = {{"1 year", 365}, {"5 years", 1826}, {"10 years", 3652}, {"20 years", 7305}, {"All", INT32_MAX}};
    const struct instrument_row *row = &q->menu.rows[q->form->ticker];
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
        bool is_all = windows[i].days == INT32_MAX;
        int32_t start = is_all ? row->first_day : row->last_day - windows[i].days + 1;
        if (!is_all && start <= row->first_day)
            continue;
        struct view *one = view_add(v, "WINDOW");
        view_text(one, "WINDOW_LABEL", windows[i].label);
        view_text(one, "WINDOW_HREF", window_href(req, row, start, page));
        view_show_if(one, "WINDOW_CURRENT", q->form->start_day == start && q->form->end_day == row->last_day);
    }
}

bool market_page_show(struct view *v, const struct req *req, struct res *res, const struct market_asked *q, int shown,
                      const char *page)
{
    bool has_data = q->menu.n > 0, answered = market_is_answered(q);
    view_show_if(v, "HAS_DATA", has_data);
    view_show_if(v, "NO_DATA", !has_data);
    view_show_if(v, "HAS_ANSWER", answered);
    show_nav(v, has_data ? q->menu.rows[q->form->ticker].symbol : NULL, page);
    if (has_data) {
        form_show(v, q->fields, shown, q->form, answered ? NULL : &req->query, &q->problem);
        show_windows(v, req, q, page);
    }
    form_faults_show(v, &q->problem);
    if (q->problem.n)
        res->status = 422;
    return answered;
}

void market_series_show(struct view *v, const struct market_asked *q)
{
    struct arena *a = view_arena(v);
    const struct instrument_row row = {.symbol = q->series->symbol, .name = q->series->name};
    view_text(v, "SYMBOL", row.symbol);
    view_text(v, "INSTRUMENT", instrument_label(a, &row));
    view_text(v, "SOURCE", q->series->source);
    view_text(v, "DATA_VERSION", q->series->data_version);
    view_text(v, "FIRST_SESSION", market_day(a, q->window.day[0]));
    view_text(v, "LAST_SESSION", market_day(a, q->window.day[q->window.n - 1]));
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
    return error_status(req, res, 422, "The request cannot be computed as it is; see errors.", problem);
}

void market_csv_text(struct buf *b, const char *s, const char *then)
{
    csv_cell(b, str_of(s));
    buf_puts(b, then);
}
