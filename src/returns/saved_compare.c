/* saved_compare.c: two saved analyses, or an earlier run of one beside the newest: first what was asked differently, then figure by
 * figure with the difference; the same as CSV.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/csv_write.h"
#include "base/json.h"
#include "base/num.h"
#include "returns/analysis.h"
#include "returns/analysis_load.h"
#include "returns/routes.h"
#include "returns/saved.h"
#include "returns/saved_compare.h"
#include "returns/series_store.h"
#include "returns/sheet_view.h"

static enum err read_one(struct req *req, struct saved *s, struct saved_answer *a)
{
    struct str json, request;
    const char *why;
    enum err e = saved_take(req->db, req->arena, SAVED_ANY, s, &json, &request, NULL);
    if (e || saved_answer_read(req->arena, json, a, &why))
        return e;
    req->detail = arena_printf(req->arena, "a stored analysis cannot be read: %s", why);
    return ERR_INTERNAL;
}

enum err saved_pair_take(struct req *req, struct saved_pair *p)
{
    for (int i = 0; i < 2; i++) {
        enum err e = read_one(req, &p->saved[i], &p->answer[i]);
        if (e)
            return e;
    }
    p->n_inputs = saved_inputs_pair(req->arena, &p->answer[0], &p->answer[1], &p->input);
    p->n = saved_series_match(&p->answer[0], &p->answer[1], p->match);
    return db_pipeline_end(req->db);
}

static const struct saved_figures *figures_of(const struct saved_pair *p, int pair, int which)
{
    const struct saved_match *m = &p->match[pair];
    return &p->answer[which].series[which ? m->second : m->first];
}

double saved_pair_value(const struct saved_pair *p, int pair, int which, enum returns_metric m)
{
    return figures_of(p, pair, which)->value[m];
}

bool saved_pair_differs(const struct saved_pair *p, int pair, enum returns_metric m)
{
    return !saved_figure_same(saved_pair_value(p, pair, 0, m), saved_pair_value(p, pair, 1, m));
}

const char *const *saved_pair_alone(struct arena *arena, const struct saved_pair *p, int which)
{
    const struct saved_answer *a = &p->answer[which];
    const char **names = ARENA_ARRAY(arena, RETURNS_SERIES_MAX + 1, const char *);
    int n = 0;
    for (int i = 0; i < a->n; i++) {
        bool is_paired = false;
        for (int k = 0; k < p->n; k++)
            is_paired |= (which ? p->match[k].second : p->match[k].first) == i;
        if (!is_paired)
            names[n++] = a->series[i].name;
    }
    names[n] = NULL;
    return names;
}

/* ---- the page ---- */

static const char *path_of(struct arena *arena, const struct saved *s)
{
    return arena_printf(arena, "/returns/%s/%s", s->is_own ? "analyses" : "shared", s->id);
}

/* The versions of series that two requests name, and what they are called. */
enum { NAMED_MOST = 2 * SAVED_INPUTS_MAX };
struct named {
    int n;
    struct str what[NAMED_MOST];
    struct series_called called[NAMED_MOST];
};

static bool is_version(struct str text)
{
    struct analysis_name name;
    return analysis_name_read(text, &name) && name.is_own && name.version;
}

static struct str text_of(struct json_object *value)
{
    return str_of(json_object_is_type(value, json_type_string) ? json_object_get_string(value) : "");
}

static const struct series_called *called_find(const struct named *named, struct str what)
{
    for (int i = 0; i < named->n; i++)
        if (str_same(named->what[i], what))
            return &named->called[i];
    return NULL;
}

/* Every version that stands anywhere in a value. */
static void named_collect(struct named *named, struct json_object *value)
{
    if (json_object_is_type(value, json_type_object)) {
        json_object_object_foreach(value, key, member)
        {
            (void)key;
            named_collect(named, member);
        }
        return;
    }
    size_t n = json_object_is_type(value, json_type_array) ? json_object_array_length(value) : 0;
    for (size_t i = 0; i < n; i++)
        named_collect(named, json_object_array_get_idx(value, i));
    struct str text = text_of(value);
    if (is_version(text) && !called_find(named, text) && named->n < NAMED_MOST)
        named->what[named->n++] = text;
}

/* What an answer calls the series; "" where it does not tell. */
static const char *answered_name(const struct saved_pair *p, struct str what)
{
    struct str id = str_cut(&what, '@');
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < p->answer[i].n; k++)
            if (str_eq(id, p->answer[i].series[k].key))
                return p->answer[i].series[k].name;
    return "";
}

static enum err named_get(struct req *req, const struct saved_pair *p, struct named *named)
{
    named->n = 0;
    for (int i = 0; i < 2; i++)
        named_collect(named, p->answer[i].inputs);
    if (named->n == 0)
        return OK;
    enum err e = series_called_get(req->db, req->arena, req->session.sid, named->what, named->n, str_of(p->saved[0].id),
                                   str_of(p->saved[1].id), named->called);
    for (int i = 0; !e && i < named->n; i++)
        if (!*named->called[i].name)
            named->called[i].name = answered_name(p, named->what[i]);
    return e;
}

/* "Growth fund, version 2", with a link and where its rows came from, if it is one's own; `share` before it. */
static void version_show(struct view *part, struct str what, const struct series_called *s, const char *share)
{
    struct analysis_name name;
    analysis_name_read(what, &name);
    const char *called = s && *s->name ? s->name : "a series that is gone";
    view_printf(part, "PART_TEXT", "%s%s, version %lld", share, called, (long long)name.version);
    view_show(part, s && s->is_there ? "PART_LINK" : "PART_PLAIN");
    view_printf(part, "PART_HREF", "/returns/series/%.*s?version=%lld", (int)name.what.n, name.what.s,
                (long long)name.version);
    if (s && *s->day)
        view_text_if(part, "HAS_PART_SUB", "PART_SUB",
                     arena_printf(view_arena(part), "%s, %s", *s->source ? s->source : "pasted text", s->day));
}

static void part_show(struct view *value, const struct named *named, struct json_object *json, const char *text)
{
    struct arena *arena = view_arena(value);
    struct view *part = view_add(value, "PART");
    struct str series = text_of(json);
    const char *share = "";
    double weight;
    if (json_object_is_type(json, json_type_object) && json_get_str(json, "series", &series) &&
        json_get_num(json, "weight", &weight))
        share = arena_printf(arena, "%s ", num_percent(arena, weight * 100, 2));
    if (is_version(series)) {
        version_show(part, series, called_find(named, series), share);
        return;
    }
    view_printf(part, "PART_TEXT", "%s%s", share, series.n ? str_dup(arena, series) : text);
    view_show(part, "PART_PLAIN");
}

/* What one of the two asked: each member of a list on a line of its own. */
static void value_show(struct view *row, const struct named *named, const struct saved_input_pair *input, int which)
{
    struct view *value = view_add(row, "VALUE");
    struct json_object *json = input->json[which];
    view_int(value, "VALUE_OF", which + 1);
    if (!json_object_is_type(json, json_type_array)) {
        part_show(value, named, json, input->value[which] ? input->value[which] : "–");
        return;
    }
    for (size_t i = 0; i < json_object_array_length(json); i++) {
        struct json_object *one = json_object_array_get_idx(json, i);
        part_show(value, named, one,
                  arena_strdup(view_arena(row), json_object_to_json_string_ext(one, JSON_C_TO_STRING_PLAIN)));
    }
}

static void inputs_show(struct view *v, const struct saved_pair *p, const struct named *named)
{
    int different = 0;
    for (int i = 0; i < p->n_inputs; i++) {
        bool differs = saved_inputs_differ(&p->input[i]);
        struct view *row = view_add(v, differs ? "INPUT_DIFFERENT" : "INPUT_SAME");
        view_text(row, "INPUT_LABEL", saved_input_label(view_arena(v), p->input[i].key));
        for (int which = 0; which < (differs ? 2 : 1); which++)
            value_show(row, named, &p->input[i], which);
        different += differs;
    }
    view_show_if(v, "HAS_DIFFERENT", different > 0);
    view_show_if(v, "NONE_DIFFERENT", different == 0);
}

static void figure_show(struct view *pair, const struct saved_pair *p, int which, enum returns_metric m)
{
    struct arena *arena = view_arena(pair);
    double then = saved_pair_value(p, which, 0, m), now = saved_pair_value(p, which, 1, m);
    struct view *row = view_add(pair, "FIGURE_PAIR");
    view_text(row, "FIGURE_LABEL", returns_metric_info[m].label);
    view_text(row, "FIGURE_FORMULA", returns_metric_info[m].formula);
    view_text(row, "FIGURE_FIRST", returns_metric_text(arena, m, then));
    view_text(row, "FIGURE_OTHER", returns_metric_text(arena, m, now));
    view_text(row, "FIGURE_CHANGE", saved_change_text(arena, m, then, now));
}

/* One series of the first beside that of the other; how many figures differ. */
static int pair_show(struct view *v, const struct saved_pair *p, int which)
{
    struct arena *arena = view_arena(v);
    const char *first = figures_of(p, which, 0)->name, *second = figures_of(p, which, 1)->name;
    int different = 0, known = 0;
    struct view *pair = NULL;
    for (int m = 0; m < RETURNS_METRICS; m++) {
        known += !isnan(saved_pair_value(p, which, 0, (enum returns_metric)m));
        if (!saved_pair_differs(p, which, (enum returns_metric)m))
            continue;
        if (!pair)
            pair = view_add(v, "PAIR");
        figure_show(pair, p, which, (enum returns_metric)m);
        different++;
    }
    if (!pair)
        return 0;
    view_int(pair, "PAIR_NUMBER", which + 1);
    view_text(pair, "PAIR_TITLE", strcmp(first, second) == 0 ? first : arena_printf(arena, "%s and %s", first, second));
    view_int(pair, "PAIR_SAME", known > different ? known - different : 0);
    return different;
}

static bool alone_show(struct view *v, const struct saved_pair *p)
{
    static const char *const where[] = {"Only in the first", "Only in the second"};
    bool any = false;
    for (int which = 0; which < 2; which++)
        for (const char *const *name = saved_pair_alone(view_arena(v), p, which); *name; name++) {
            struct view *row = view_add(v, "ALONE");
            view_text(row, "ALONE_WHERE", where[which]);
            view_text(row, "ALONE_NAME", *name);
            any = true;
        }
    view_show_if(v, "HAS_ALONE", any);
    return any;
}

static enum err pair_page(struct req *req, struct res *res, const char *heading)
{
    struct saved_pair *p = ARENA_NEW(req->arena, struct saved_pair);
    struct named *named = ARENA_NEW(req->arena, struct named);
    struct view *v = view_new(req->arena);
    enum err e = saved_pair_take(req, p);
    int different = 0;
    if (e || (e = named_get(req, p, named)))
        return e;
    view_text(v, "HEADING", heading);
    view_text(v, "COMPARE_CSV", arena_printf(req->arena, "%.*s/figures.csv", (int)req->path.n, req->path.s));
    for (int i = 0; i < 2; i++) {
        struct view *one = view_add(v, "COMPARED");
        saved_row_show(one, req->arena, &p->saved[i]);
        view_text(one, "COMPARED_PATH", path_of(req->arena, &p->saved[i]));
    }
    inputs_show(v, p, named);
    for (int i = 0; i < p->n; i++)
        different += pair_show(v, p, i);
    bool has_alone = alone_show(v, p);
    view_show_if(v, "NO_FIGURES", different == 0 && !has_alone);
    view_show_if(v, "NO_SHARED_FIGURES", different == 0 && has_alone && p->n > 0);
    return view_page(req, res, v, "returns/saved_compare.tpl", heading);
}

static enum err pair_csv(struct req *req, struct res *res)
{
    struct saved_pair *p = ARENA_NEW(req->arena, struct saved_pair);
    struct buf *out = &res->body;
    enum err e = saved_pair_take(req, p);
    if (e)
        return e;
    buf_puts(out, "series,figure,first,second" CSV_END);
    for (int i = 0; i < p->n_inputs; i++) {
        const char *const *value = p->input[i].value;
        const char *const cells[] = {"", p->input[i].key, value[0] ? value[0] : "", value[1] ? value[1] : ""};
        for (int k = 0; k < 4; k++) {
            buf_puts(out, k ? CSV_NEXT : "");
            csv_cell(out, str_of(cells[k]));
        }
        buf_puts(out, CSV_END);
    }
    for (int i = 0; i < p->n; i++)
        for (int m = 0; m < RETURNS_METRICS; m++) {
            csv_cell(out, str_of(figures_of(p, i, 0)->name));
            buf_puts(out, CSV_NEXT);
            csv_cell(out, str_of(returns_metric_info[m].key));
            buf_puts(out, CSV_NEXT);
            csv_number(out, saved_pair_value(p, i, 0, (enum returns_metric)m), CSV_NEXT);
            csv_number(out, saved_pair_value(p, i, 1, (enum returns_metric)m), CSV_END);
        }
    res_csv(res, "comparison.csv");
    return OK;
}

/* ---- two analyses ---- */

enum err saved_pair_ask(struct req *req)
{
    enum err e = saved_ask(req->db, SAVED_ANY, req->arg[0], 0);
    return e ? e : saved_ask(req->db, SAVED_ANY, req->arg[1], 0);
}

static enum err two_get(struct req *req, struct res *res)
{
    return pair_page(req, res, "Two analyses");
}

/* As the boxes of a list send them, ?id1=…&id7=…: led to the address of the two. */
static enum err choose_get(struct req *req, struct res *res)
{
    struct str id[2] = {{0}, {0}};
    int n = 0;
    for (int i = 0; i < req->query.n; i++)
        if (str_starts(req->query.at[i].name, "id") && str_is_uuid(req->query.at[i].value) && n++ < 2)
            id[n - 1] = req->query.at[i].value;
    if (n == 2)
        return res_see_other(res, arena_printf(req->arena, "/returns/analyses/%.36s/compare/%.36s", id[0].s, id[1].s));
    res_flash(res, req, "warning", "Tick two analyses, then press Compare.", NULL);
    return res_see_other(res, "/returns/analyses");
}

/* ---- two runs of one ---- */

static enum err run_load(struct req *req)
{
    int64_t run;
    if (!num_parse_int(req->arg[1], &run) || run < 1)
        run = -1; /* there is none such */
    enum err e = saved_ask(req->db, SAVED_ANY, req->arg[0], run);
    return e ? e : saved_ask(req->db, SAVED_ANY, req->arg[0], 0);
}

static enum err run_get(struct req *req, struct res *res)
{
    return pair_page(req, res, "What changed between two runs");
}

static const struct route rows[] = {
    ROUTE(GET, "/returns/analyses/compare", NONE, PAGE, NULL, choose_get),
    ROUTE(GET, "/returns/analyses/:id/compare/:other", NONE, PAGE, saved_pair_ask, two_get),
    ROUTE(GET, "/returns/analyses/:id/compare/:other/figures.csv", NONE, PAGE, saved_pair_ask, pair_csv),
    ROUTE(GET, "/returns/analyses/:id/runs/:run", NONE, PAGE, run_load, run_get),
    ROUTE(GET, "/returns/analyses/:id/runs/:run/figures.csv", NONE, PAGE, run_load, pair_csv),
};
const struct routes returns_saved_compare_routes = ROUTES(rows);
