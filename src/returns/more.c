/* more.c: see more.h; and the button that adds the rows or puts the file in the place of the series.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/more.h"

#include <math.h>

#include "base/day.h"
#include "base/json.h"
#include "base/num.h"
#include "market/series_pack.h"
#include "returns/api.h"
#include "returns/routes.h"
#include "web/error.h"

/* ---- comparing ---- */

static bool is_equal(double then, double now, enum price_kind kind)
{
    double shift = kind == PRICE_KIND_RETURNS;
    if (isnan(then) || isnan(now))
        return isnan(then) && isnan(now);
    return fabs(now - then) <= MORE_TOLERANCE * fmax(fabs(shift + then), fabs(shift + now));
}

/* The factor between all differing values, as long as it is one. */
static void note_factor(struct more *m, double then, double now)
{
    double factor = then > 0 && now > 0 ? now / then : NAN;
    if (m->n_differences == 1)
        m->factor = factor;
    m->is_rescaled =
        m->n_differences > 1 && (m->is_rescaled || m->n_differences == 2) && fabs(factor / m->factor - 1) <= 1e-4;
}

static void compare_row(struct more *m, size_t i, size_t k, enum price_kind kind)
{
    static const enum price_role columns[] = {PRICE_CLOSE, PRICE_ADJ_CLOSE, PRICE_DIVIDEND};
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
        const double *then = m->then->value[columns[c]], *now = m->now->value[columns[c]];
        if (!then || !now || is_equal(then[i], now[k], kind))
            continue;
        if (m->n_differences < MORE_SHOWN)
            m->difference[m->n_differences] = (struct more_difference){m->then->day[i], columns[c], then[i], now[k]};
        m->n_differences++;
        note_factor(m, then[i], now[k]);
    }
}

static void compare_rows(struct more *m, enum price_kind kind)
{
    const struct price_file_series *then = m->then, *now = m->now;
    int32_t from = now->day[0], to = now->day[now->n - 1];
    size_t i = 0, k = 0;
    while (i < then->n || k < now->n) {
        if (k == now->n || (i < then->n && then->day[i] < now->day[k])) {
            m->before += then->day[i] < from;
            m->gone += then->day[i] > from && then->day[i] < to;
            i++;
        } else if (i == then->n || now->day[k] < then->day[i]) {
            m->fresh++;
            k++;
        } else {
            m->common++;
            compare_row(m, i++, k++, kind);
        }
    }
}

void more_compare(struct arena *a, const struct price_file_series *then, enum price_kind then_kind,
                  const struct price_file_series *now, enum price_kind now_kind, struct more *m)
{
    *m = (struct more){.then = then, .now = now};
    if (then_kind != now_kind) {
        m->refusal = now_kind == PRICE_KIND_RETURNS ? "The series is of prices, and the file holds returns."
                                                    : "The series is of returns, and the file holds prices.";
        return;
    }
    for (int field = 0; field < PRICE_FIELDS && !m->refusal; field++)
        if (then->value[field] && !now->value[field])
            m->refusal = arena_printf(a, "The series has a column that the file has not: %s.", price_role_text[field]);
    compare_rows(m, then_kind);
}

static void copy_row(struct price_file_series *out, const struct price_file_series *from, size_t i)
{
    out->day[out->n] = from->day[i];
    for (int field = 0; field < PRICE_FIELDS; field++)
        if (out->value[field])
            out->value[field][out->n] = from->value[field][i];
    out->n++;
}

void more_merge(struct arena *a, const struct more *m, struct price_file_series *out)
{
    const struct price_file_series *then = m->then, *now = m->now;
    size_t room = then->n + now->n, i = 0, k = 0;
    *out = (struct price_file_series){.name = then->name,
                                      .meaning = then->meaning,
                                      .base_day = now->day[0] < then->day[0] ? now->base_day : then->base_day};
    out->day = ARENA_ARRAY(a, room, int32_t);
    for (int field = 0; field < PRICE_FIELDS; field++)
        if (then->value[field])
            out->value[field] = ARENA_ARRAY(a, room, double);
    while (i < then->n || k < now->n) {
        if (k == now->n || (i < then->n && then->day[i] <= now->day[k])) {
            k += k < now->n && then->day[i] == now->day[k];
            copy_row(out, then, i++);
        } else {
            copy_row(out, now, k++);
        }
    }
}

/* ---- which series of the file ---- */

/* The only one, or the one of the same name; NULL: it has to be said. */
static const struct price_file_series *series_for(const struct submission *u, const char *name)
{
    for (int i = 0; i < u->file.n; i++)
        if (u->file.n == 1 || str_eq_nocase(str_of(upload_name(u, i)), name))
            return &u->file.series[i];
    return NULL;
}

static const char which[] =
    "The file holds several series, and none has the name of this one. Say under “Columns of values” "
    "(or “Tickers”) which one is meant, and read it again.";

static enum err compare(struct req *req, const char *series, const struct submission *u, struct more *m)
{
    struct price_file_series *then = ARENA_NEW(req->arena, struct price_file_series);
    struct series_row row;
    enum price_kind kind;
    const char *why;
    enum err e = series_get(req->db, req->arena, req->session.sid, str_of(series), 0, &row, then, &kind, &why);
    if (e) {
        req->detail = arena_printf(req->arena, "could not read the series that rows are for: %s", why);
        return e;
    }
    const struct price_file_series *now = series_for(u, row.name);
    *m = (struct more){.refusal = which};
    if (now)
        more_compare(req->arena, then, kind, now, u->file.kind, m);
    return OK;
}

/* ---- showing ---- */

static void show_difference(struct view *v, struct arena *a, const struct more_difference *d)
{
    char day[DAY_TEXT];
    view_printf(v, "DIFFERENCE_DAY", "%s", day_text(d->day, day));
    view_text(v, "DIFFERENCE_COLUMN", price_role_text[d->column]);
    view_printf(v, "DIFFERENCE_THEN", "%.10g", d->then);
    view_printf(v, "DIFFERENCE_NOW", "%.10g", d->now);
    view_text(v, "DIFFERENCE_CHANGE", d->then > 0 ? num_percent(a, (d->now / d->then - 1) * 100, 4) : "\u2013");
}

enum err more_show(struct req *req, struct view *v, const struct draft *d, const struct submission *u)
{
    struct more m;
    struct arena *a = req->arena;
    enum err e = compare(req, d->series, u, &m);
    if (e)
        return e;
    struct view *shown = view_add(v, "MORE");
    view_int(shown, "MORE_VERSION", d->series_version);
    view_text_if(shown, "MORE_REFUSED", "MORE_REFUSAL", m.refusal);
    view_text(shown, "MORE_COMMON", num_group(a, (double)m.common, 0));
    view_text(shown, "MORE_FRESH", num_group(a, (double)m.fresh, 0));
    view_text(shown, "MORE_GONE", num_group(a, (double)m.gone, 0));
    view_text(shown, "MORE_DIFFERENT", num_group(a, (double)m.n_differences, 0));
    view_text(shown, "MORE_BEFORE", num_group(a, (double)m.before, 0));
    view_show_if(shown, "MORE_HAS_BEFORE", m.before > 0);
    view_show_if(shown, "MORE_HAS_GONE", m.gone > 0);
    view_show_if(shown, "MORE_DIFFERS", m.n_differences > 0);
    view_show_if(shown, "MORE_SCALED", m.n_differences > 1 && m.is_rescaled);
    view_show_if(shown, "MORE_CHANGED", m.n_differences == 1 || (m.n_differences && !m.is_rescaled));
    view_printf(shown, "MORE_FACTOR", "%.6g", m.factor);
    view_show_if(shown, "MORE_CAN_ADD", !m.refusal && m.fresh > 0 && m.n_differences == 0);
    view_show_if(shown, "MORE_NOTHING", !m.refusal && m.fresh == 0 && m.n_differences == 0);
    view_show_if(shown, "MORE_UNCHECKED", !m.refusal && m.common == 0);
    view_show_if(shown, "MORE_CAN_REPLACE", m.now != NULL);
    for (size_t i = 0; i < m.n_differences && i < MORE_SHOWN; i++)
        show_difference(view_add(shown, "DIFFERENCE"), a, &m.difference[i]);
    return OK;
}

/* ---- POST /returns/series/new/:id/add ---- */

static enum err not_added(struct req *req, struct res *res, const char *why)
{
    res_flash(res, req, "warning", why, NULL);
    return res_see_other(res, arena_printf(req->arena, "/returns/series/new/%s", str_dup(req->arena, req->arg[0])));
}

enum outcome { ADDED, NOT_ADDED, NO_ROOM };

/* `why` is set unless it was added. */
static enum err store(struct req *req, const struct submission *u, const struct more *m, const char *series,
                      int64_t known, const char *draft, bool replaces, enum outcome *outcome, const char **why)
{
    struct price_file_series merged;
    *outcome = NOT_ADDED;
    *why = m->refusal         ? m->refusal
           : m->n_differences ? "Days that both have differ by more than one millionth."
           : !m->fresh        ? "The file says the same as the series, and nothing new."
                              : NULL;
    if (!m->now || (!replaces && *why))
        return OK;
    struct version_new v = upload_version(u, (int)(m->now - u->file.series), replaces ? "replace" : "append");
    if (!replaces) {
        more_merge(req->arena, m, &merged);
        v.columns = &merged;
        *why = merged.n > SERIES_ROWS_MAX ? "A series has at most 200,000 rows." : NULL;
        if (*why)
            return OK;
    }
    enum err e = series_version_add(req->db, req->arena, req->session.sid, draft, str_of(series), known, &v);
    *outcome = e == ERR_LIMIT ? NO_ROOM : ADDED;
    *why = e == ERR_LIMIT ? series_room_words(req->db) : NULL;
    return e == ERR_LIMIT ? OK : e;
}

static enum err add_load(struct req *req)
{
    return draft_ask(req->db, req->arg[0]);
}

static enum err add_post(struct req *req, struct res *res)
{
    struct submission *u = ARENA_NEW(req->arena, struct submission);
    enum outcome outcome;
    struct draft d;
    struct more m;
    int64_t known;
    const char *why;
    enum err e = upload_of_draft(req, &d, u);
    if (e)
        return e;
    if (!num_parse_int(req_form(req, "version"), &known))
        return ERR_INPUT;
    if (!u->is_good || !*d.series)
        return not_added(req, res, "Nothing was added: see below what is in the way.");
    if ((e = compare(req, d.series, u, &m)))
        return e;
    bool replaces = str_eq(req_form(req, "how"), "replace");
    e = store(req, u, &m, d.series, known, str_dup(req->arena, req->arg[0]), replaces, &outcome, &why);
    if (e)
        return e;
    if (outcome != ADDED)
        return not_added(req, res, arena_printf(req->arena, "Nothing was added. %s", why));
    res_flash(res, req, "success",
              replaces ? "The file has taken the place of the series; its earlier version is kept."
                       : arena_printf(req->arena, "%s row%s added.", num_group(req->arena, (double)m.fresh, 0),
                                      m.fresh == 1 ? " was" : "s were"),
              NULL);
    return res_see_other(res, arena_printf(req->arena, "/returns/series/%s", d.series));
}

/* ---- for programs ---- */

static void put_differences(struct json_writer *w, const struct more *m)
{
    char day[DAY_TEXT];
    json_put_int(w, "common_days", (int64_t)m->common);
    json_put_int(w, "new_days", (int64_t)m->fresh);
    json_put_int(w, "missing_days", (int64_t)m->gone);
    json_put_int(w, "differing_values", (int64_t)m->n_differences);
    json_put_num(w, "same_factor", m->n_differences > 1 && m->is_rescaled ? m->factor : NAN);
    json_open(w, "differences", '[');
    for (size_t i = 0; i < m->n_differences && i < MORE_SHOWN; i++) {
        json_open(w, NULL, '{');
        json_put_text(w, "day", day_text(m->difference[i].day, day));
        json_put_text(w, "column", price_role_text[m->difference[i].column]);
        json_put_num(w, "then", m->difference[i].then);
        json_put_num(w, "now", m->difference[i].now);
        json_close(w, '}');
    }
    json_close(w, ']');
}

enum err more_answer(struct req *req, struct res *res, const struct submission *u, const char *series, int64_t known,
                     const char *draft, const char *how)
{
    enum outcome outcome;
    struct json_writer w;
    struct more m;
    const char *why;
    enum err e = compare(req, series, u, &m);
    if (e || (e = store(req, u, &m, series, known, draft, strcmp(how, "replace") == 0, &outcome, &why)))
        return e;
    api_begin(&w, res, outcome == ADDED ? 200 : 409);
    if (outcome == ADDED) {
        json_put_text(&w, "id", series);
        json_put_int(&w, "version", known + 1);
    } else {
        json_put_text(&w, "title", "Nothing was added");
        json_put_text(&w, "detail", why);
        json_open(&w, "errors", '[');
        json_open(&w, NULL, '{');
        json_put_text(&w, "field", "file");
        json_put_text(&w, "message", why);
        json_close(&w, '}');
        json_close(&w, ']');
    }
    put_differences(&w, &m);
    json_close(&w, '}');
    return OK;
}

static const struct route rows[] = {
    ROUTE(POST, "/returns/series/new/:id/add", FORM, SAVE, add_load, add_post),
};
const struct routes returns_more_routes = ROUTES(rows);
