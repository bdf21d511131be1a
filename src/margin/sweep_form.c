/* sweep_form.c: see sweep_form.h. What the form says becomes the JSON of a request, so that pages, API and hubctl are judged by the
 * same reader.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/sweep_form.h"

#include <math.h>
#include <stdio.h>

#include "base/day.h"
#include "base/num.h"

static const char *const kinds[] = {"grid", "surface", "bootstrap", NULL};
const char *const sweep_kind_labels[] = {"A grid of values", "Every session as a start", "Paths drawn anew", NULL};
/* The second parameter may be none; the first is one of the others. */
static const char *const parameters_or_none[] = {
    "none",       "leverage",      "initial_investment", "profit_threshold", "house_addon_pct",
    "spread_pct", "wait_sessions", "slippage_bps",       "trade_cost_bps",   "start_date",
    NULL};
static const char *const labels_or_none[] = {"None",
                                             "Leverage",
                                             "Initial investment",
                                             "Profit threshold",
                                             "House add-on, %",
                                             "Spread over fed funds, %",
                                             "Wait after a liquidation, sessions",
                                             "Slippage, bps",
                                             "Cost of trades, bps",
                                             "Start",
                                             NULL};

/* The fields of the backtest's form whose place each takes. */
static const char *const field_of[SWEEP_PARAMETERS] = {[SWEEP_LEVERAGE] = "leverage",
                                                       [SWEEP_INVESTMENT] = "equity",
                                                       [SWEEP_THRESHOLD] = "profit_threshold_pct",
                                                       [SWEEP_ADDON] = "options.house_addon_pct",
                                                       [SWEEP_SPREAD] = "options.spread_pct",
                                                       [SWEEP_WAIT] = "options.wait_sessions",
                                                       [SWEEP_SLIPPAGE] = "options.slippage_bps",
                                                       [SWEEP_TRADE_COST] = "options.trade_cost_bps",
                                                       [SWEEP_START] = "start_date"};

#define AT(member) offsetof(struct sweep_form, member)
static const struct field kind_fields[] = {
    {.name = "kind",
     .label = "What to compute",
     .kind = FIELD_CHOICE,
     .choices = kinds,
     .choice_labels = sweep_kind_labels,
     .offset = AT(kind)},
};
static const struct field grid_fields[] = {
    {.name = "parameter",
     .label = "Parameter",
     .kind = FIELD_CHOICE,
     .choices = parameters_or_none + 1,
     .choice_labels = labels_or_none + 1,
     .offset = AT(parameter)},
    {TEXT_OF(struct sweep_form, values, "Its values", 0, 8000),
     .hint = "A list, “1, 1.5, 2”, or a range, “1 to 2 step 0.1”; of starts “2008-01-02 to 2009-01-02 step 30” in "
             "days. Every start takes them as leverages."},
    {.name = "parameter2",
     .label = "Second parameter",
     .kind = FIELD_CHOICE,
     .choices = parameters_or_none,
     .choice_labels = labels_or_none,
     .offset = AT(parameter2)},
    {TEXT_OF(struct sweep_form, values2, "Its values", 0, 8000),
     .hint = "Written as above. At most 5,000 backtests in all."},
};
static const struct field surface_fields[] = {
    {.name = "horizon_years",
     .label = "Held for",
     .kind = FIELD_NUMBER,
     .min = 0.25,
     .max = SWEEP_HORIZON_YEARS_MAX,
     .step = 0.25,
     .unit = "years",
     .offset = AT(horizon_years),
     .hint = "252 sessions a year, from each session that has so many behind it."},
};
static const struct field path_fields[] = {
    {.name = "bootstrap.paths",
     .label = "Paths",
     .kind = FIELD_NUMBER,
     .min = 100,
     .max = SWEEP_PATHS_MAX,
     .step = 1,
     .unit = "",
     .offset = AT(paths)},
    {.name = "bootstrap.years",
     .label = "Length of a path",
     .kind = FIELD_NUMBER,
     .min = 0.25,
     .max = SWEEP_PATH_YEARS_MAX,
     .step = 0.25,
     .unit = "years",
     .offset = AT(path_years)},
    {.name = "bootstrap.block_days",
     .label = "Length of a block",
     .kind = FIELD_NUMBER,
     .min = 1,
     .max = SWEEP_BLOCK_DAYS_MAX,
     .step = 1,
     .unit = "sessions",
     .offset = AT(block_days),
     .hint = "Days that follow each other stay together: 21 is about a month."},
    {.name = "bootstrap.seed",
     .label = "Seed",
     .kind = FIELD_NUMBER,
     .min = 0,
     .max = 9007199254740991.0,
     .step = 1,
     .unit = "",
     .offset = AT(seed),
     .hint = "The same seed draws the same paths."},
};
#undef AT
#define COUNT(fields) ((int)(sizeof(fields) / sizeof *(fields)))

void sweep_form_defaults(struct sweep_form *form, const struct instrument_menu *menu)
{
    *form = (struct sweep_form){.values = STR("1, 1.2, 1.5, 1.8, 2"),
                                .horizon_years = 5,
                                .paths = 10000,
                                .path_years = 10,
                                .block_days = 21,
                                .seed = 1};
    backtest_form_defaults(&form->base, menu);
}

/* ---- lists of values ---- */

static bool read_one(struct str text, bool dates, double *x)
{
    int32_t day = 0;
    text = str_trim(text);
    if (!dates)
        return num_parse(text, x);
    bool good = day_parse(text, &day);
    *x = day;
    return good;
}

static void add_value(struct json_object *list, double x, bool dates)
{
    char day[DAY_TEXT], text[NUM_TEXT];
    double rounded = x;
    if (dates) {
        json_object_array_add(list, json_object_new_string(day_text((int32_t)x, day)));
        return;
    }
    snprintf(text, sizeof text, "%.12g", x); /* 1 + 0.1 three times is 1.3 */
    num_parse(str_of(text), &rounded);
    json_object_array_add(list, json_object_new_double(rounded));
}

/* Where ` word ` stands in the text; NULL: nowhere. */
static const char *find_word(struct str text, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= text.n; i++)
        if (memcmp(text.s + i, word, n) == 0)
            return text.s + i;
    return NULL;
}

/* "1 to 2 step 0.1" */
static bool read_range(struct str text, bool dates, struct json_object *list)
{
    const char *to = find_word(text, " to "), *step = find_word(text, " step ");
    double from, last, by;
    if (!to || !step || step < to + 4)
        return false;
    if (!read_one((struct str){text.s, (size_t)(to - text.s)}, dates, &from) ||
        !read_one((struct str){to + 4, (size_t)(step - to - 4)}, dates, &last) ||
        !num_parse(str_trim((struct str){step + 6, (size_t)(text.s + text.n - step - 6)}), &by))
        return false;
    if (!(by > 0 && from <= last) || (dates && by != floor(by)))
        return false;
    double count = floor((last - from) / by + 1e-9) + 1;
    for (double i = 0; i < count && i <= SWEEP_VALUES_MAX; i++) /* one too many is enough for the reader to refuse */
        add_value(list, from + i * by, dates);
    return true;
}

/* A list of values as people write it, "1, 1.5, 2" or "1 to 2 step 0.1"; of dates "2008-01-02, 2009-01-02" or "2008-01-02 to
 * 2009-01-02 step 30" (days). NULL, and the problem says what is wrong with `field`. */
static struct json_object *parse_values(struct str text, bool dates, const char *field, const char *label,
                                        struct problem *p)
{
    struct json_object *list = json_object_new_array();
    struct str rest = str_trim(text);
    bool good = rest.n > 0;
    if (good && find_word(rest, " to "))
        good = read_range(rest, dates, list);
    else
        while (good && rest.n) {
            double x;
            good = read_one(str_cut(&rest, ','), dates, &x);
            if (good)
                add_value(list, x, dates);
        }
    if (good)
        return list;
    json_object_put(list);
    problem_add(p, field, "%s: write a list such as “%s”, or a range such as “%s”.", label,
                dates ? "2008-01-02, 2009-01-02" : "1, 1.5, 2",
                dates ? "2008-01-02 to 2009-01-02 step 30" : "1 to 2 step 0.1");
    return NULL;
}

/* ---- to a request ---- */

static void add_axis(struct json_object *o, const char *key, const char *values, int parameter, struct str typed,
                     struct problem *p)
{
    struct json_object *list = parse_values(typed, parameter == SWEEP_START, values, "Its values", p);
    if (!list)
        return;
    json_object_object_add(o, key, json_object_new_string(sweep_parameters[parameter].key));
    json_object_object_add(o, values, list);
    json_object_object_del(o, field_of[parameter]);
    json_object_object_del(json_member(o, "options"), sweep_parameters[parameter].key);
}

static void add_bootstrap(struct json_object *o, const struct sweep_form *form)
{
    struct json_object *b = json_object_new_object();
    json_object_object_add(b, "paths", json_object_new_double(form->paths));
    json_object_object_add(b, "years", json_object_new_double(form->path_years));
    json_object_object_add(b, "block_days", json_object_new_double(form->block_days));
    json_object_object_add(b, "seed", json_object_new_double(form->seed));
    json_object_object_add(o, "bootstrap", b);
}

/* The original's sweep takes the position of the page, or an amount of its own (C.1). */
static void adapt_to_original(struct json_object *o, const struct sweep_form *form)
{
    json_object_object_del(o, "equity");
    json_object_object_del(o, "leverage");
    if (form->parameter != SWEEP_INVESTMENT)
        json_object_object_add(o, "base_investment", json_object_new_double(form->base.equity * form->base.leverage));
}

static void add_own(struct json_object *o, const struct sweep_form *form, struct problem *p)
{
    json_object_object_del(o, "columns");
    if (form->kind == SWEEP_BOOTSTRAP) {
        add_bootstrap(o, form);
    } else if (form->kind == SWEEP_SURFACE) {
        add_axis(o, "parameter", "values", SWEEP_LEVERAGE, form->values, p);
        json_object_object_add(o, "start_dates", json_object_new_string("every_session"));
        json_object_object_add(o, "horizon_years", json_object_new_double(form->horizon_years));
    } else {
        add_axis(o, "parameter", "values", form->parameter, form->values, p);
        if (form->parameter2)
            add_axis(o, "parameter2", "values2", form->parameter2 - 1, form->values2, p);
    }
    if (form->base.profile != 0)
        adapt_to_original(o, form);
}

static void read_own(const struct params *params, struct sweep_form *form, struct problem *p)
{
    struct str usual = form->values;
    form_read(params, kind_fields, COUNT(kind_fields), form, p);
    form_read(params, grid_fields, COUNT(grid_fields), form, p);
    form_read(params, surface_fields, COUNT(surface_fields), form, p);
    form_read(params, path_fields, COUNT(path_fields), form, p);
    if (!params_has(params, "values")) /* a first visit; an empty list was emptied by somebody */
        form->values = usual;
}

/* What is swept is not asked a second time. But the position of the original's sweep is the form's equity times the form's leverage,
 * even where leverage is swept (C.1). */
static void name_swept(const struct params *params, const struct sweep_form *form, const char *names[3])
{
    bool original = str_eq(params_get(params, "profile"), "original");
    int first = form->kind == SWEEP_SURFACE ? SWEEP_LEVERAGE : form->parameter, n = 0;
    if (form->kind != SWEEP_BOOTSTRAP && !(original && first == SWEEP_LEVERAGE))
        names[n++] = field_of[first];
    if (form->kind == SWEEP_GRID && form->parameter2 && !(original && form->parameter2 - 1 == SWEEP_LEVERAGE))
        names[n++] = field_of[form->parameter2 - 1];
    names[n] = NULL;
}

bool sweep_form_read(struct arena *arena, const struct params *params, const struct instrument_menu *menu,
                     struct sweep_form *form, struct sweep_request *request, struct problem *problem)
{
    struct backtest_request base;
    struct buf json;
    const char *why, *swept[3];
    read_own(params, form, problem);
    name_swept(params, form, swept);
    backtest_form_read(arena, params, menu, swept, &form->base, &base, problem);
    *request = (struct sweep_request){.base = base};
    if (problem->n)
        return false;
    buf_init(&json, arena, 2048);
    backtest_request_write_whole(&json, &base);
    struct json_object *o = json_read(arena, buf_view(&json), &why);
    add_own(o, form, problem);
    return problem->n == 0 && sweep_request_read(o, request, problem);
}

/* ---- showing ---- */

void sweep_form_show(struct view *v, struct arena *arena, const struct instrument_menu *menu,
                     const struct sweep_form *form, const struct params *typed, const struct problem *problem)
{
    struct buf pairs;
    buf_init(&pairs, arena, 256);
    for (int i = 0; i < SWEEP_PARAMETERS; i++)
        buf_printf(&pairs, "%s%s=%s", i ? " " : "", sweep_parameters[i].key, field_of[i]);
    view_str(v, "SWEPT_FIELDS", buf_view(&pairs));
    backtest_form_show(v, arena, menu, &form->base, typed, problem);
    form_show(view_add(v, "KIND_FIELDS"), kind_fields, COUNT(kind_fields), form, typed, problem);
    form_show(view_add(v, "GRID_FIELDS"), grid_fields, COUNT(grid_fields), form, typed, problem);
    form_show(view_add(v, "SURFACE_FIELDS"), surface_fields, COUNT(surface_fields), form, typed, problem);
    form_show(view_add(v, "PATH_FIELDS"), path_fields, COUNT(path_fields), form, typed, problem);
}

/* ---- back ---- */

static void put_list(struct buf *b, struct arena *arena, const char *key, const struct sweep_axis *axis)
{
    char text[NUM_TEXT], day[DAY_TEXT];
    struct buf list;
    buf_init(&list, arena, 200);
    for (size_t i = 0; i < axis->n; i++) {
        if (i)
            buf_putc(&list, ',');
        if (axis->parameter == SWEEP_START)
            buf_puts(&list, day_text((int32_t)axis->value[i], day));
        else
            buf_add(&list, text, (size_t)num_write(axis->value[i], text));
    }
    buf_printf(b, "&%s=", key);
    path_encode(b, buf_view(&list));
}

const char *sweep_form_query(struct arena *arena, const struct sweep_request *r)
{
    struct backtest_request base = r->base;
    struct buf b;
    if (base.config.equity >= BACKTEST_EQUITY_MAX)
        base.config.equity = 100000; /* the stand-in of amounts that are swept */
    buf_init(&b, arena, 1000);
    buf_printf(&b, "%s&kind=%s", backtest_form_query(arena, &base), kinds[r->kind]);
    if (r->n_axes > 0) {
        buf_printf(&b, "&parameter=%s", sweep_parameters[r->axis[0].parameter].key);
        put_list(&b, arena, "values", &r->axis[0]);
    }
    if (r->n_axes > 1) {
        buf_printf(&b, "&parameter2=%s", sweep_parameters[r->axis[1].parameter].key);
        put_list(&b, arena, "values2", &r->axis[1]);
    }
    if (r->kind == SWEEP_SURFACE)
        buf_printf(&b, "&horizon_years=%g", r->horizon_years);
    if (r->kind == SWEEP_BOOTSTRAP)
        buf_printf(&b, "&bootstrap.paths=%d&bootstrap.years=%g&bootstrap.block_days=%d&bootstrap.seed=%.0f", r->paths,
                   r->path_years, r->block_days, r->seed);
    return b.s;
}
