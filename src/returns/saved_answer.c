/* saved_answer.c: see saved_answer.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/saved_answer.h"

#include <ctype.h>
#include <math.h>

#include "base/json.h"
#include "base/num.h"

/* ---- reading ---- */

static const char *member_text_of(struct arena *arena, struct json_object *o, const char *key)
{
    struct str text;
    return json_get_str(o, key, &text) ? str_dup(arena, text) : "";
}

/* A number, a flag, or a figure with its unit beside it. */
static double figure_of(struct json_object *metrics, const char *key)
{
    struct json_object *o = json_member(metrics, key);
    double x;
    bool flag;
    if (json_object_is_type(o, json_type_object))
        return json_get_num(o, "value", &x) ? x : json_get_bool(o, "value", &flag) ? (double)flag : NAN;
    return json_get_num(metrics, key, &x) ? x : json_get_bool(metrics, key, &flag) ? (double)flag : NAN;
}

/* "…@3" is the third version of a series: of the same one. */
static const char *key_of(struct arena *arena, struct json_object *inputs, int i)
{
    struct json_object *names = json_member(inputs, "series");
    struct json_object *name =
        json_object_is_type(names, json_type_array) ? json_object_array_get_idx(names, (size_t)i) : NULL;
    struct str key = str_of(json_object_is_type(name, json_type_string) ? json_object_get_string(name) : "");
    return str_dup(arena, str_cut(&key, '@'));
}

static bool read_series(struct arena *arena, struct json_object *o, struct saved_figures *out)
{
    struct json_object *about = json_member(o, "about"), *metrics = json_member(o, "metrics");
    if (!json_object_is_type(about, json_type_object) || !json_object_is_type(metrics, json_type_object))
        return false;
    *out = (struct saved_figures){.name = member_text_of(arena, about, "name"),
                                  .from = member_text_of(arena, about, "from"),
                                  .to = member_text_of(arena, about, "to"),
                                  .result = o};
    for (int m = 0; m < RETURNS_METRICS; m++)
        out->value[m] = figure_of(metrics, returns_metric_info[m].key);
    return true;
}

bool saved_answer_read(struct arena *arena, struct str text, struct saved_answer *a, const char **why)
{
    struct json_object *json = json_read_own(arena, text, why);
    if (!json)
        return false;
    struct json_object *list = json_member(json, "series");
    bool several = json_object_is_type(list, json_type_array);
    *a = (struct saved_answer){.engine_version = member_text_of(arena, json, "engine_version"),
                               .data_version = member_text_of(arena, json, "data_version"),
                               .json = json,
                               .inputs = json_member(json, "inputs"),
                               .n = several ? (int)json_object_array_length(list) : 1};
    if (a->n < 1 || a->n > RETURNS_SERIES_MAX) {
        *why = "it is not of 1 to 20 series";
        return false;
    }
    a->series = ARENA_ARRAY(arena, (size_t)a->n, struct saved_figures);
    for (int i = 0; i < a->n; i++) {
        if (!read_series(arena, several ? json_object_array_get_idx(list, (size_t)i) : json, &a->series[i])) {
            *why = "a series of it has no figures";
            return false;
        }
        a->series[i].key = key_of(arena, a->inputs, i);
    }
    *why = "it does not say what was asked";
    return json_object_is_type(a->inputs, json_type_object);
}

/* ---- inputs ---- */

enum { INPUTS_MAX = 160 };

struct pairs {
    struct arena *arena;
    int n;
    struct saved_input_pair at[INPUTS_MAX];
};

static struct saved_input_pair *pair_of(struct pairs *all, const char *key)
{
    int i = 0;
    while (i < all->n && strcmp(all->at[i].key, key) != 0)
        i++;
    if (i == INPUTS_MAX)
        return NULL;
    if (i == all->n)
        all->at[all->n++] = (struct saved_input_pair){.key = key};
    return &all->at[i];
}

static const char *value_text(struct arena *arena, struct json_object *value)
{
    return arena_strdup(arena, json_object_is_type(value, json_type_string)
                                   ? json_object_get_string(value)
                                   : json_object_to_json_string_ext(value, JSON_C_TO_STRING_PLAIN));
}

/* The series are called by their names; what the request calls them tells their versions. */
static void add_members(struct pairs *all, const char *prefix, struct json_object *o, int which)
{
    json_object_object_foreach(o, key, value)
    {
        const char *name = *prefix                      ? arena_printf(all->arena, "%s.%s", prefix, key)
                           : strcmp(key, "series") == 0 ? "series_versions"
                                                        : arena_strdup(all->arena, key);
        if (json_object_is_type(value, json_type_object)) {
            add_members(all, name, value, which);
            continue;
        }
        struct saved_input_pair *pair = value ? pair_of(all, name) : NULL;
        if (!pair)
            continue;
        pair->value[which] = value_text(all->arena, value);
        pair->json[which] = value;
    }
}

static void add_text(struct pairs *all, const char *key, const char *value, int which)
{
    struct saved_input_pair *pair = pair_of(all, key);
    if (pair)
        pair->value[which] = value;
}

static void add_answer(struct pairs *all, const struct saved_answer *a, int which)
{
    struct buf names;
    buf_init(&names, all->arena, 256);
    for (int i = 0; i < a->n; i++)
        buf_printf(&names, "%s%s", i ? ", " : "", a->series[i].name);
    add_text(all, "series", names.s, which);
    add_text(all, "first_day", a->series[0].from, which);
    add_text(all, "last_day", a->series[0].to, which);
    add_members(all, "", a->inputs, which);
    add_text(all, "engine_version", a->engine_version, which);
    add_text(all, "data_version", a->data_version, which);
}

int saved_inputs_pair(struct arena *arena, const struct saved_answer *a, const struct saved_answer *b,
                      struct saved_input_pair **out)
{
    struct pairs *all = ARENA_NEW(arena, struct pairs);
    *all = (struct pairs){.arena = arena};
    add_answer(all, a, 0);
    add_answer(all, b, 1);
    *out = all->at;
    return all->n;
}

bool saved_inputs_differ(const struct saved_input_pair *p)
{
    return !p->value[0] != !p->value[1] || (p->value[0] && strcmp(p->value[0], p->value[1]) != 0);
}

const char *saved_input_label(struct arena *arena, const char *key)
{
    char *label = arena_strdup(arena, key);
    for (char *c = label; *c; c++)
        *c = *c == '_' || *c == '.' ? ' ' : *c;
    label[0] = (char)toupper((unsigned char)label[0]);
    return label;
}

/* ---- the same series ---- */

static bool is_same(const struct saved_figures *x, const struct saved_figures *y, bool by_name)
{
    return by_name ? strcmp(x->name, y->name) == 0 : *x->key && strcmp(x->key, y->key) == 0;
}

/* Those that have no partner yet. */
static void match_more(const struct saved_answer *a, const struct saved_answer *b, bool by_name,
                       int partner[RETURNS_SERIES_MAX], bool taken[RETURNS_SERIES_MAX])
{
    for (int i = 0; i < a->n; i++)
        for (int k = 0; partner[i] < 0 && k < b->n; k++)
            if (!taken[k] && is_same(&a->series[i], &b->series[k], by_name)) {
                partner[i] = k;
                taken[k] = true;
            }
}

int saved_series_match(const struct saved_answer *a, const struct saved_answer *b,
                       struct saved_match out[RETURNS_SERIES_MAX])
{
    int partner[RETURNS_SERIES_MAX], n = 0;
    bool taken[RETURNS_SERIES_MAX] = {false};
    for (int i = 0; i < a->n; i++)
        partner[i] = a->n == 1 && b->n == 1 ? 0 : -1;
    match_more(a, b, false, partner, taken);
    match_more(a, b, true, partner, taken);
    for (int i = 0; i < a->n; i++)
        if (partner[i] >= 0)
            out[n++] = (struct saved_match){i, partner[i]};
    return n;
}

/* ---- differences ---- */

bool saved_figure_same(double x, double y)
{
    return x == y || (isnan(x) && isnan(y));
}

const char *saved_change_text(struct arena *arena, enum returns_metric m, double then, double now)
{
    double by = now - then;
    if (!isfinite(by))
        return "–";
    const char *sign = by > 0 ? "+" : "";
    switch (returns_metric_info[m].unit) {
    case RETURNS_UNIT_FRACTION:
        return arena_printf(arena, "%s%s points", sign, num_group(arena, by * 100, 4));
    case RETURNS_UNIT_DAYS:
    case RETURNS_UNIT_COUNT:
    case RETURNS_UNIT_FLAG:
        return arena_printf(arena, "%s%s", sign, num_group(arena, by, 0));
    default:
        return arena_printf(arena, "%s%s", sign, num_group(arena, by, 6));
    }
}
