/* sweep_answer.c: an answer of margin.sweep as JSON, and a stored one back to a struct. See sweep.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/sweep.h"

#include <ctype.h>
#include <math.h>
#include <stddef.h>

#include "base/day.h"
#include "compute/members.h"

static const char engine_name[] = "margin.sweep";

static const char *lower(struct arena *a, const char *name)
{
    char *out = arena_strdup(a, name);
    for (char *p = out; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    return out;
}

/* ---- the grid ---- */

static void put_value(struct json_writer *w, const char *key, enum sweep_parameter parameter, double x)
{
    char day[DAY_TEXT];
    if (parameter == SWEEP_START && isfinite(x))
        json_put_text(w, key, day_text((int32_t)x, day));
    else
        json_put_num(w, key, x);
}

static bool is_original(const struct sweep_answer *ans)
{
    return ans->request.base.config.profile == BT_ORIGINAL;
}

static void put_rows(struct json_writer *w, struct arena *a, const struct sweep_answer *ans)
{
    const struct sweep_request *r = &ans->request;
    json_open(w, "columns", '[');
    for (int i = 0; i < r->n_axes; i++)
        json_put_text(w, NULL, sweep_parameters[r->axis[i].parameter].key);
    for (int i = 0; i < ans->n_columns; i++)
        json_put_text(w, NULL, lower(a, ans->column[i].name));
    json_close(w, ']');
    json_open(w, "rows", '[');
    for (size_t cell = 0; cell < sweep_cells(r); cell++) {
        if (ans->refused[cell] && is_original(ans))
            continue; /* the original leaves it out */
        json_open(w, NULL, '[');
        for (int i = 0; i < r->n_axes; i++)
            put_value(w, NULL, r->axis[i].parameter, sweep_axis_value(r, i, cell));
        for (int i = 0; i < ans->n_columns; i++)
            json_put_num(w, NULL, ans->value[cell * (size_t)ans->n_columns + (size_t)i]);
        json_close(w, ']');
    }
    json_close(w, ']');
    json_open(w, "refused", '[');
    for (size_t cell = 0; cell < sweep_cells(r); cell++)
        json_put_text(w, NULL, ans->refused[cell]);
    json_close(w, ']');
}

static void put_found(struct json_writer *w, const struct sweep_answer *ans, const char *key, int cell)
{
    const struct sweep_request *r = &ans->request;
    if (cell == SWEEP_NO_CELL)
        json_put_null(w, key);
    else
        put_value(w, key, r->axis[0].parameter, sweep_axis_value(r, 0, (size_t)cell));
}

/* With the keys of the reference cases, and what they call the lowest risk (E23). */
static void put_insights_original(struct json_writer *w, const struct sweep_answer *ans)
{
    const struct sweep_insights *in = &ans->insights;
    put_found(w, ans, "best_return_value", in->best_return);
    put_found(w, ans, "best_sharpe_value", in->best_sharpe);
    put_found(w, ans, "lowest_risk_value_as_shown", in->lowest_risk_shown);
    put_found(w, ans, "lowest_risk_value_correct", in->lowest_risk);
    json_put_num(w, "corr_param_return", in->with_return[0]);
    json_put_num(w, "corr_param_maxdrawdown", in->with_drawdown[0]);
    if (!in->n_ranges) {
        json_put_null(w, "optimal_range");
        return;
    }
    json_open(w, "optimal_range", '[');
    json_put_num(w, NULL, in->range[0].from);
    json_put_num(w, NULL, in->range[0].to);
    json_close(w, ']');
}

static void put_best(struct json_writer *w, const struct sweep_answer *ans, const char *key, int cell,
                     enum bt_metric metric, const char *figure)
{
    const struct sweep_request *r = &ans->request;
    if (cell == SWEEP_NO_CELL) {
        json_put_null(w, key);
        return;
    }
    json_open(w, key, '{');
    for (int i = 0; i < r->n_axes; i++)
        put_value(w, sweep_parameters[r->axis[i].parameter].key, r->axis[i].parameter,
                  sweep_axis_value(r, i, (size_t)cell));
    json_put_num(w, figure, sweep_figure_of(ans, (size_t)cell, metric));
    json_close(w, '}');
}

static void put_insights_accurate(struct json_writer *w, struct arena *a, const struct sweep_answer *ans)
{
    const struct sweep_insights *in = &ans->insights;
    const char *words[20];
    int n = sweep_words(a, ans, words, 20);
    put_best(w, ans, "best_return", in->best_return, BT_M_TOTAL_RETURN, "total_return_pct");
    put_best(w, ans, "best_risk_adjusted", in->best_sharpe, BT_M_SHARPE, "sharpe_ratio");
    put_best(w, ans, "lowest_risk", in->lowest_risk, BT_M_MAX_DRAWDOWN, "max_drawdown_pct");
    json_put_column(w, "correlation_with_return", in->with_return, (size_t)ans->request.n_axes);
    json_put_column(w, "correlation_with_drawdown", in->with_drawdown, (size_t)ans->request.n_axes);
    json_open(w, "above_median_sharpe", '[');
    for (int i = 0; i < in->n_ranges; i++) {
        json_open(w, NULL, '[');
        put_value(w, NULL, ans->request.axis[0].parameter, in->range[i].from);
        put_value(w, NULL, ans->request.axis[0].parameter, in->range[i].to);
        json_close(w, ']');
    }
    json_close(w, ']');
    json_open(w, "words", '[');
    for (int i = 0; i < n; i++)
        json_put_text(w, NULL, words[i]);
    json_close(w, ']');
}

static void put_grid(struct json_writer *w, struct arena *a, const struct sweep_answer *ans)
{
    put_rows(w, a, ans);
    json_open(w, "insights", '{');
    if (is_original(ans))
        put_insights_original(w, ans);
    else
        put_insights_accurate(w, a, ans);
    json_close(w, '}');
}

/* ---- summaries ---- */

static const struct {
    const char *key;
    size_t offset;
} summary_members[] = {
#define AT(member)                                                                                                     \
    {                                                                                                                  \
#member, offsetof(struct sweep_summary, member)                                                                \
    }
    AT(worst), AT(p5),         AT(p25),        AT(median),          AT(p75),           AT(p95),
    AT(best),  AT(loss_share), AT(call_share), AT(median_drawdown), AT(worst_drawdown)
#undef AT
};
enum { SUMMARY_MEMBERS = sizeof summary_members / sizeof *summary_members };

static double *summary_at(const struct sweep_summary *s, int member)
{
    void *at = (char *)(uintptr_t)s + summary_members[member].offset;
    return at;
}

static void put_summary(struct json_writer *w, const char *key, const struct sweep_summary *s)
{
    json_open(w, key, '{');
    for (int m = 0; m < SUMMARY_MEMBERS; m++)
        json_put_num(w, summary_members[m].key, *summary_at(s, m));
    json_close(w, '}');
}

static void put_days(struct json_writer *w, const char *key, const int32_t *day, size_t n)
{
    char text[DAY_TEXT];
    json_open(w, key, '[');
    for (size_t i = 0; i < n; i++)
        json_put_text(w, NULL, day_text(day[i], text));
    json_close(w, ']');
}

static void put_cells(struct json_writer *w, const struct sweep_surface_answer *s)
{
    static const char *const keys[] = {"multiple", "worst_drawdown", "first_call_session"};
    json_open(w, "cells", '{');
    put_days(w, "start_dates", s->day, s->starts);
    for (int k = 0; k < 3; k++) {
        json_open(w, keys[k], '[');
        for (size_t i = 0; i < s->starts; i++) {
            json_open(w, NULL, '[');
            for (size_t l = 0; l < s->leverages; l++) {
                const struct sweep_cell *c = &s->cell[i * s->leverages + l];
                json_put_num(w, NULL,
                             k == 0                         ? c->multiple
                             : k == 1                       ? c->worst_drawdown
                             : c->first_call == SWEEP_NEVER ? (double)NAN
                                                            : c->first_call);
            }
            json_close(w, ']');
        }
        json_close(w, ']');
    }
    json_close(w, '}');
}

static void put_surface(struct json_writer *w, const struct sweep_surface_answer *s, bool with_cells)
{
    json_open(w, "surface", '{');
    json_put_int(w, "starts", (int64_t)s->starts);
    json_put_int(w, "horizon_sessions", (int64_t)s->horizon);
    json_put_column(w, "leverages", s->leverage, s->leverages);
    json_open(w, "refused", '[');
    for (size_t l = 0; l < s->leverages; l++)
        json_put_text(w, NULL, s->refused[l]);
    json_close(w, ']');
    json_open(w, "by_leverage", '[');
    for (size_t l = 0; l < s->leverages; l++)
        put_summary(w, NULL, &s->total[l]);
    json_close(w, ']');
    put_days(w, "quarters", s->period_day, s->periods);
    json_open(w, "by_quarter", '[');
    for (size_t q = 0; q < s->periods; q++) {
        json_open(w, NULL, '[');
        for (size_t l = 0; l < s->leverages; l++)
            put_summary(w, NULL, &s->period[q * s->leverages + l]);
        json_close(w, ']');
    }
    json_close(w, ']');
    if (with_cells && s->cell)
        put_cells(w, s);
    json_close(w, '}');
}

static const char *const percentile_keys[] = {"p5", "p25", "median", "p75", "p95"};

static void put_bootstrap(struct json_writer *w, const struct sweep_bootstrap_answer *b)
{
    json_open(w, "bootstrap", '{');
    json_put_int(w, "sessions", (int64_t)b->sessions);
    json_put_column(w, "months", b->month, b->moments);
    for (int k = 0; k < 5; k++) {
        json_open(w, percentile_keys[k], '[');
        for (size_t m = 0; m < b->moments; m++)
            json_put_num(w, NULL, b->multiple[m][k]);
        json_close(w, ']');
    }
    json_put_column(w, "called_share", b->called, b->moments);
    put_summary(w, "end", &b->end);
    json_close(w, '}');
}

/* ---- the whole ---- */

void sweep_answer_write(struct buf *out, struct arena *a, const struct sweep_answer *ans, bool with_cells)
{
    char hash[INPUTS_HASH];
    struct buf inputs;
    struct json_writer w;
    buf_init(&inputs, a, 2048);
    sweep_request_write(&inputs, a, &ans->request);
    sweep_inputs_hash(&ans->request, hash);
    json_begin(&w, out);
    json_open(&w, NULL, '{');
    answer_head_write(
        &w, &(struct answer_head){engine_name, ans->engine_version, ans->data_version, buf_view(&inputs), hash});
    json_put_text(&w, "kind", sweep_kind_text[ans->request.kind]);
    json_put_int(&w, "sessions", (int64_t)ans->sessions);
    if (ans->request.kind == SWEEP_SURFACE)
        put_surface(&w, &ans->surface, with_cells);
    else if (ans->request.kind == SWEEP_BOOTSTRAP)
        put_bootstrap(&w, &ans->bootstrap);
    else
        put_grid(&w, a, ans);
    warnings_write(&w, &ans->warnings);
    json_close(&w, '}');
}

/* ---- reading ---- */

static struct json_object *list_of(struct json_object *o, const char *key, size_t n)
{
    struct json_object *list = json_member(o, key);
    bool good = list && json_object_is_type(list, json_type_array) && json_object_array_length(list) == n;
    return good ? list : NULL;
}

static double number_at(struct json_object *list, size_t i)
{
    struct json_object *item = json_object_array_get_idx(list, i);
    bool good = json_object_is_type(item, json_type_double) || json_object_is_type(item, json_type_int);
    return good ? json_object_get_double(item) : NAN;
}

static const char **read_texts(struct arena *a, struct json_object *list, size_t n)
{
    const char **out = ARENA_ARRAY(a, n, const char *);
    for (size_t i = 0; i < n; i++) {
        struct json_object *item = json_object_array_get_idx(list, i);
        out[i] = json_object_is_type(item, json_type_string) ? arena_strdup(a, json_object_get_string(item)) : NULL;
    }
    return out;
}

static bool read_grid(struct arena *a, struct json_object *o, struct sweep_answer *ans)
{
    size_t cells = sweep_cells(&ans->request), axes = (size_t)ans->request.n_axes, row = 0;
    struct json_object *refused = list_of(o, "refused", cells), *rows = json_member(o, "rows");
    sweep_columns_set(ans);
    if (!refused || !rows || !json_object_is_type(rows, json_type_array))
        return false;
    ans->refused = read_texts(a, refused, cells);
    ans->value = ARENA_ARRAY(a, cells * (size_t)ans->n_columns, double);
    for (size_t cell = 0; cell < cells; cell++) {
        bool absent = ans->refused[cell] && is_original(ans);
        struct json_object *values = absent ? NULL : json_object_array_get_idx(rows, row++);
        if (!absent && (!values || !json_object_is_type(values, json_type_array)))
            return false;
        for (size_t i = 0; i < (size_t)ans->n_columns; i++)
            ans->value[cell * (size_t)ans->n_columns + i] = absent ? NAN : number_at(values, axes + i);
    }
    sweep_insights_set(a, ans);
    return true;
}

static void read_summary(struct json_object *o, struct sweep_summary *s)
{
    for (int m = 0; m < SUMMARY_MEMBERS; m++)
        if (!json_get_num(o, summary_members[m].key, summary_at(s, m)))
            *summary_at(s, m) = NAN;
}

static bool read_size(struct json_object *o, const char *key, size_t *out)
{
    double x = 0;
    bool good = json_get_num(o, key, &x) && x >= 0 && x < 1e9;
    *out = good ? (size_t)x : 0;
    return good;
}

static bool read_quarters(struct arena *a, struct json_object *surface, struct sweep_surface_answer *s)
{
    struct json_object *days = json_member(surface, "quarters");
    s->periods = days && json_object_is_type(days, json_type_array) ? json_object_array_length(days) : 0;
    struct json_object *rows = list_of(surface, "by_quarter", s->periods);
    const char **text = read_texts(a, days, s->periods);
    int32_t *day = ARENA_ARRAY(a, s->periods, int32_t);
    s->period = ARENA_ARRAY(a, s->periods * s->leverages, struct sweep_summary);
    s->period_day = day;
    for (size_t q = 0; rows && q < s->periods; q++) {
        struct json_object *row = json_object_array_get_idx(rows, q);
        if (!text[q] || !day_parse(str_of(text[q]), &day[q]) || !json_object_is_type(row, json_type_array))
            return false;
        for (size_t l = 0; l < s->leverages; l++)
            read_summary(json_object_array_get_idx(row, l), &s->period[q * s->leverages + l]);
    }
    return rows != NULL;
}

static bool read_surface(struct arena *a, struct json_object *o, struct sweep_answer *ans)
{
    struct sweep_surface_answer *s = &ans->surface;
    struct json_object *surface = json_member(o, "surface");
    s->leverages = ans->request.axis[0].n;
    s->leverage = ans->request.axis[0].value;
    if (!surface || !read_size(surface, "starts", &s->starts) || !read_size(surface, "horizon_sessions", &s->horizon))
        return false;
    struct json_object *refused = list_of(surface, "refused", s->leverages),
                       *total = list_of(surface, "by_leverage", s->leverages);
    if (!refused || !total)
        return false;
    s->refused = read_texts(a, refused, s->leverages);
    s->total = ARENA_ARRAY(a, s->leverages, struct sweep_summary);
    for (size_t l = 0; l < s->leverages; l++)
        read_summary(json_object_array_get_idx(total, l), &s->total[l]);
    return read_quarters(a, surface, s);
}

static bool read_bootstrap(struct json_object *o, struct sweep_answer *ans)
{
    struct sweep_bootstrap_answer *b = &ans->bootstrap;
    struct json_object *bootstrap = json_member(o, "bootstrap"), *months = json_member(bootstrap, "months");
    b->moments = months && json_object_is_type(months, json_type_array) ? json_object_array_length(months) : 0;
    struct json_object *called = list_of(bootstrap, "called_share", b->moments);
    if (!b->moments || b->moments > SWEEP_MOMENTS_MAX || !called || !read_size(bootstrap, "sessions", &b->sessions))
        return false;
    for (size_t m = 0; m < b->moments; m++) {
        b->month[m] = number_at(months, m);
        b->called[m] = number_at(called, m);
    }
    for (int k = 0; k < 5; k++) {
        struct json_object *list = list_of(bootstrap, percentile_keys[k], b->moments);
        for (size_t m = 0; m < b->moments; m++)
            b->multiple[m][k] = list ? number_at(list, m) : NAN;
    }
    read_summary(json_member(bootstrap, "end"), &b->end);
    return true;
}

bool sweep_answer_read(struct arena *a, struct str json, struct sweep_answer *ans, const char **why)
{
    struct json_object *o = json_read(a, json, why);
    struct problem p = {.arena = a};
    struct str engine_version, data_version;
    *ans = (struct sweep_answer){0};
    if (!o)
        return false;
    *why = "it is not an answer of margin.sweep";
    if (!json_object_is_type(o, json_type_object) || !json_member(o, "inputs") ||
        !json_get_str(o, "engine_version", &engine_version) || !json_get_str(o, "data_version", &data_version) ||
        !read_size(o, "sessions", &ans->sessions) || !warnings_read(a, o, &ans->warnings) ||
        !sweep_request_read(json_member(o, "inputs"), &ans->request, &p))
        return false;
    ans->engine_version = str_dup(a, engine_version);
    ans->data_version = str_dup(a, data_version);
    if (ans->request.kind == SWEEP_SURFACE)
        return read_surface(a, o, ans);
    return ans->request.kind == SWEEP_BOOTSTRAP ? read_bootstrap(o, ans) : read_grid(a, o, ans);
}
