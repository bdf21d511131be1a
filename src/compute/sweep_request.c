/* sweep_request.c: the request of margin.sweep: JSON to struct, checks, and the canonical form. See sweep.h.
 * It is a request of margin.backtest without what is swept, and a few members more; so the former is read by its own reader,
 * with a stand-in for what is swept.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/sweep.h"

#include <ctype.h>
#include <math.h>

#include "base/day.h"
#include "base/num.h"
#include "compute/members.h"

static const char engine_name[] = "margin.sweep";

#define SEED_MAX 9007199254740991.0 /* 2^53 - 1: what a JSON number keeps */
enum { CELLS_MAX_SHOWN = SWEEP_CELLS_MAX, KEYS_MAX = 32 };

const char *const sweep_kind_text[SWEEP_KINDS] = {"grid", "surface", "bootstrap"};

const struct sweep_parameter_info sweep_parameters[SWEEP_PARAMETERS] = {
    [SWEEP_LEVERAGE] = {"leverage", "Leverage", "", "×", 1, 7},
    [SWEEP_INVESTMENT] = {"initial_investment", "Initial investment", "$", "", 1000, BACKTEST_EQUITY_MAX},
    [SWEEP_THRESHOLD] = {"profit_threshold", "Profit threshold", "", " %", 1, 1000},
    [SWEEP_ADDON] = {"house_addon_pct", "House add-on", "", " %", 0, 50},
    [SWEEP_SPREAD] = {"spread_pct", "Spread over fed funds", "", " %", 0, 10},
    [SWEEP_WAIT] = {"wait_sessions", "Wait after a liquidation", "", " sessions", 0, 60},
    [SWEEP_SLIPPAGE] = {"slippage_bps", "Slippage of forced sales", "", " bps", 0, 500},
    [SWEEP_TRADE_COST] = {"trade_cost_bps", "Cost of trades", "", " bps", 0, 100},
    [SWEEP_START] = {"start_date", "Start", "", "", -INFINITY, INFINITY},
};

/* ---- reading ---- */

static bool is_swept(const struct sweep_request *r, enum sweep_parameter parameter)
{
    for (int a = 0; a < r->n_axes; a++)
        if (r->axis[a].parameter == parameter)
            return true;
    return false;
}

static bool read_value(struct json_object *item, enum sweep_parameter parameter, double *x)
{
    int32_t day;
    if (parameter == SWEEP_START) {
        const char *text = json_object_is_type(item, json_type_string) ? json_object_get_string(item) : "";
        bool good = day_parse(str_of(text), &day);
        *x = good ? (double)day : (double)NAN;
        return good;
    }
    *x = json_object_get_double(item);
    return (json_object_is_type(item, json_type_double) || json_object_is_type(item, json_type_int)) && isfinite(*x);
}

static void read_values(struct json_object *o, const char *key, struct sweep_axis *axis, struct problem *p)
{
    struct json_object *list = json_member(o, key);
    size_t n = list && json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;
    if (n == 0) {
        problem_add(p, key, "a list of at least one value of %s is expected", sweep_parameters[axis->parameter].key);
        return;
    }
    if (n > SWEEP_VALUES_MAX) {
        problem_add(p, key, "%s values are the most that one parameter may have",
                    num_group(p->arena, SWEEP_VALUES_MAX, 0));
        return;
    }
    axis->value = ARENA_ARRAY(p->arena, n, double);
    for (size_t i = 0; i < n; i++)
        if (!read_value(json_object_array_get_idx(list, i), axis->parameter, &axis->value[i])) {
            problem_add(p, key, "item %zu is not %s", i + 1,
                        axis->parameter == SWEEP_START ? "a date that exists, such as 2010-01-31" : "a number");
            return;
        }
    axis->n = n;
}

static void read_axis(struct json_object *o, const char *key, const char *values, struct sweep_request *r,
                      struct problem *p)
{
    const char *words[SWEEP_PARAMETERS + 1] = {0};
    for (int i = 0; i < SWEEP_PARAMETERS; i++)
        words[i] = sweep_parameters[i].key;
    int word = member_word(o, NULL, key, words, p);
    if (word < 0) {
        if (json_member(o, values) && !problem_message(p, key))
            problem_add(p, key, "say which parameter has these values");
        return;
    }
    struct sweep_axis *axis = &r->axis[r->n_axes++];
    axis->parameter = (enum sweep_parameter)word;
    read_values(o, values, axis, p);
}

static double read_number(struct json_object *o, const char *prefix, const char *key, double otherwise, double min,
                          double max, bool whole, struct problem *p)
{
    double x = otherwise;
    const char *name = member_name(p->arena, prefix, key);
    member_number(o, prefix, key, &x, p);
    if (!problem_message(p, name) && (!(x >= min && x <= max) || (whole && x != floor(x))))
        problem_add(p, name, "a %snumber from %s to %s is expected", whole ? "whole " : "",
                    num_group(p->arena, min, min == floor(min) ? 0 : 2), num_group(p->arena, max, 0));
    return problem_message(p, name) ? otherwise : x;
}

static void read_kind(struct json_object *o, struct sweep_request *r, struct problem *p)
{
    static const char *const starts[] = {"every_session", NULL}, *const known[] = {"paths", "years", "block_days",
                                                                                   "seed", NULL};
    struct json_object *bootstrap = json_member(o, "bootstrap");
    if (member_word(o, NULL, "start_dates", starts, p) == 0)
        r->kind = SWEEP_SURFACE;
    if (json_member(o, "horizon_years") && r->kind != SWEEP_SURFACE)
        problem_add(p, "horizon_years", "belongs to \"start_dates\": \"every_session\"");
    r->horizon_years = read_number(o, NULL, "horizon_years", 5, 0.25, SWEEP_HORIZON_YEARS_MAX, false, p);
    if (!bootstrap)
        return;
    if (r->kind == SWEEP_SURFACE)
        problem_add(p, "bootstrap", "stands alone: every start, or drawn paths, not both at once");
    r->kind = SWEEP_BOOTSTRAP;
    if (!json_object_is_type(bootstrap, json_type_object)) {
        problem_add(p, "bootstrap", "an object with paths, years, block_days and seed is expected");
        return;
    }
    members_refuse_unknown(bootstrap, "bootstrap", known, engine_name, p);
    r->paths = (int)read_number(bootstrap, "bootstrap", "paths", r->paths, 100, SWEEP_PATHS_MAX, true, p);
    r->path_years = read_number(bootstrap, "bootstrap", "years", r->path_years, 0.25, SWEEP_PATH_YEARS_MAX, false, p);
    r->block_days =
        (int)read_number(bootstrap, "bootstrap", "block_days", r->block_days, 1, SWEEP_BLOCK_DAYS_MAX, true, p);
    r->seed = read_number(bootstrap, "bootstrap", "seed", r->seed, 0, SEED_MAX, true, p);
}

/* What is swept may not be given as well, and gets a stand-in that the backtest's reader accepts. A sweep of the original
 * carries its fixed threshold also where that has no part (C.1), and sweep_unused_warn says so. */
static void stand_in(struct json_object *o, const char *key, struct json_object *value, bool must_be_absent,
                     struct problem *p)
{
    if (must_be_absent && json_member(o, key))
        problem_add(p, key, "is swept: leave it out");
    json_object_object_del(o, key);
    json_object_object_add(o, key, value);
}

/* An empty list is what a sweep does anyhow. */
static void refuse_columns(struct json_object *o, struct problem *p)
{
    struct json_object *list = json_member(o, "columns");
    if (list && !(json_object_is_type(list, json_type_array) && json_object_array_length(list) == 0))
        problem_add(p, "columns", "a sweep has no daily columns: leave it out");
}

static bool is_two(struct json_object *value)
{
    bool number = json_object_is_type(value, json_type_int) || json_object_is_type(value, json_type_double);
    return number && json_object_get_double(value) == 2;
}

static void stand_in_for_swept(struct json_object *o, struct sweep_request *r, bool original, struct problem *p)
{
    char day[DAY_TEXT];
    if (is_swept(r, SWEEP_LEVERAGE))
        stand_in(o, "leverage", json_object_new_int(1), true, p);
    if (is_swept(r, SWEEP_THRESHOLD) && !original)
        stand_in(o, "profit_threshold_pct", json_object_new_int(100), true, p);
    for (int a = 0; a < r->n_axes; a++)
        if (r->axis[a].parameter == SWEEP_START && r->axis[a].n)
            stand_in(o, "start_date", json_object_new_string(day_text((int32_t)r->axis[a].value[0], day)), true, p);
    if (original) {
        if (json_member(o, "equity"))
            problem_add(p, "equity", "the original sweeps with base_investment, the position");
        if (json_member(o, "leverage") && !is_swept(r, SWEEP_LEVERAGE) && !is_two(json_member(o, "leverage")))
            problem_add(p, "leverage", "the original always takes 2 unless leverage is swept: leave it out");
        stand_in(o, "equity", json_object_new_double(r->base_investment / 2), false, p);
        stand_in(o, "leverage", json_object_new_int(2), false, p);
    } else if (is_swept(r, SWEEP_INVESTMENT)) {
        stand_in(o, "equity", json_object_new_double(BACKTEST_EQUITY_MAX), true, p);
    }
    refuse_columns(o, p);
    stand_in(o, "columns", json_object_new_array(), false, p);
}

static const char *const own_keys[] = {"parameter",     "values",    "parameter2",      "values2", "start_dates",
                                       "horizon_years", "bootstrap", "base_investment", NULL};

/* The keys of both engines are known, and this one is named. */
static void refuse_unknown(struct json_object *o, struct problem *p)
{
    const char *known[KEYS_MAX + 1] = {0};
    int n = 0;
    for (const char *const *key = backtest_request_keys; *key && n < KEYS_MAX; key++)
        known[n++] = *key;
    for (const char *const *key = own_keys; *key && n < KEYS_MAX; key++)
        known[n++] = *key;
    members_refuse_unknown(o, NULL, known, engine_name, p);
}

static void check_values(const struct sweep_request *r, int a, struct problem *p)
{
    const struct sweep_axis *axis = &r->axis[a];
    const struct sweep_parameter_info *info = &sweep_parameters[axis->parameter];
    bool free = r->base.config.profile == BT_ORIGINAL && axis->parameter <= SWEEP_INVESTMENT;
    double min = free ? 0x1p-1022 : info->min;
    double max = free && axis->parameter == SWEEP_LEVERAGE ? BACKTEST_LEVERAGE_MAX : info->max;
    const char *field = a ? "values2" : "values";
    for (size_t i = 0; i < axis->n; i++) {
        double x = axis->value[i];
        if (axis->parameter == SWEEP_WAIT && x != floor(x))
            problem_add(p, field, "item %zu, %g, is not a whole number of sessions", i + 1, x);
        if (!(x >= min && x <= max))
            problem_add(p, field, "item %zu, %s, is outside the limits of %s, %s to %s", i + 1,
                        sweep_value_text(p->arena, axis->parameter, x), info->key,
                        free ? "above 0" : sweep_value_text(p->arena, axis->parameter, min),
                        sweep_value_text(p->arena, axis->parameter, max));
        for (size_t j = 0; j < i; j++)
            if (axis->value[j] == x) {
                problem_add(p, field, "items %zu and %zu are the same", j + 1, i + 1);
                return;
            }
    }
}

static void check_grid(const struct sweep_request *r, struct problem *p)
{
    bool original = r->base.config.profile == BT_ORIGINAL;
    if (r->n_axes == 0 && !problem_message(p, "parameter"))
        problem_add(p, "parameter", "say what is swept, for instance \"leverage\", and its values");
    if (r->n_axes == 2 && r->axis[0].parameter == r->axis[1].parameter)
        problem_add(p, "parameter2", "is the same as parameter");
    if (original &&
        (r->n_axes > 1 || is_swept(r, SWEEP_START) || (r->n_axes && r->axis[0].parameter > SWEEP_THRESHOLD)))
        problem_add(p, r->n_axes > 1 ? "parameter2" : "parameter",
                    "the original sweeps one of leverage, initial_investment, profit_threshold");
    if (!original && is_swept(r, SWEEP_THRESHOLD) && r->base.config.mode != BT_PROFIT_THRESHOLD)
        problem_add(p, r->axis[0].parameter == SWEEP_THRESHOLD ? "parameter" : "parameter2",
                    "a profit threshold has a part in the mode \"profit_threshold\" alone");
    if (sweep_cells(r) > SWEEP_CELLS_MAX)
        problem_add(p, "values", "%s backtests are more than the %s that one sweep may have",
                    num_group(p->arena, (double)sweep_cells(r), 0), num_group(p->arena, CELLS_MAX_SHOWN, 0));
}

static void check_kind(const struct sweep_request *r, struct problem *p)
{
    if (r->kind == SWEEP_GRID) {
        check_grid(r, p);
        return;
    }
    if (r->base.config.profile == BT_ORIGINAL)
        problem_add(p, r->kind == SWEEP_SURFACE ? "start_dates" : "bootstrap", "the original has no such sweep");
    if (r->kind == SWEEP_BOOTSTRAP && r->n_axes)
        problem_add(p, "parameter", "drawn paths are of one leverage: leave parameter and values out");
    if (r->kind == SWEEP_SURFACE && (r->n_axes != 1 || r->axis[0].parameter != SWEEP_LEVERAGE))
        problem_add(p, "parameter", "every start is computed for a list of leverages: parameter leverage");
    else if (r->kind == SWEEP_SURFACE && r->axis[0].n > SWEEP_LEVERAGES_MAX)
        problem_add(p, "values", "%zu leverages are more than the %d that one surface may have", r->axis[0].n,
                    SWEEP_LEVERAGES_MAX);
}

bool sweep_request_read(struct json_object *o, struct sweep_request *r, struct problem *p)
{
    struct str profile = {0};
    *r = (struct sweep_request){
        .base_investment = 100000, .paths = 10000, .path_years = 10, .block_days = 21, .seed = 1};
    backtest_request_init(&r->base);
    if (!json_object_is_type(o, json_type_object)) {
        problem_add(p, "request", "a JSON object is expected");
        return false;
    }
    refuse_unknown(o, p);
    read_axis(o, "parameter", "values", r, p);
    if (r->n_axes || !json_member(o, "parameter2"))
        read_axis(o, "parameter2", "values2", r, p);
    read_kind(o, r, p);
    bool original = json_get_str(o, "profile", &profile) && str_eq(profile, "original");
    if (!original && json_member(o, "base_investment"))
        problem_add(p, "base_investment", "belongs to the profile \"original\"; the equity is what is put in");
    r->base_investment = read_number(o, NULL, "base_investment", 100000, 0.01, BACKTEST_EQUITY_MAX, false, p);
    for (int i = 0; own_keys[i]; i++)
        json_object_object_del(o, own_keys[i]);
    stand_in_for_swept(o, r, original, p);
    backtest_request_read(o, &r->base, p);
    if (is_swept(r, SWEEP_SPREAD))
        r->base.config.options.financing = BT_FINANCING_FLAT;
    for (int i = 0; i < r->n_axes; i++)
        check_values(r, i, p);
    check_kind(r, p);
    return p->n == 0;
}

/* ---- the cells ---- */

size_t sweep_cells(const struct sweep_request *r)
{
    size_t n = 1;
    for (int a = 0; a < r->n_axes; a++)
        n *= r->axis[a].n;
    return r->n_axes ? n : 0;
}

static void apply(struct backtest_request *out, enum sweep_parameter parameter, double x)
{
    struct bt_config *c = &out->config;
    switch (parameter) {
    case SWEEP_LEVERAGE:
        c->leverage = x;
        break;
    case SWEEP_INVESTMENT:
        c->equity = x;
        break;
    case SWEEP_THRESHOLD:
        c->profit_threshold_pct = x;
        break;
    case SWEEP_ADDON:
        c->options.house_addon_pct = x;
        break;
    case SWEEP_SPREAD:
        c->options.spread_pct = x;
        break;
    case SWEEP_WAIT:
        c->options.wait_sessions = (int)x;
        break;
    case SWEEP_SLIPPAGE:
        c->options.slippage_bps = x;
        break;
    case SWEEP_TRADE_COST:
        c->options.trade_cost_bps = x;
        break;
    case SWEEP_START:
        out->start_day = (int32_t)x;
        break;
    case SWEEP_PARAMETERS:
        break;
    }
}

void sweep_cell_request(const struct sweep_request *r, size_t cell, struct backtest_request *out)
{
    size_t index[2] = {cell, 0};
    *out = r->base;
    if (r->n_axes == 2) {
        index[0] = cell / r->axis[1].n;
        index[1] = cell % r->axis[1].n;
    }
    for (int a = 0; a < r->n_axes; a++)
        apply(out, r->axis[a].parameter, r->axis[a].value[index[a]]);
    if (r->base.config.profile != BT_ORIGINAL)
        return;
    /* C.1: the position is given, and the equity is what the leverage leaves of it. */
    double investment = is_swept(r, SWEEP_INVESTMENT) ? r->axis[0].value[cell] : r->base_investment;
    out->config.leverage = is_swept(r, SWEEP_LEVERAGE) ? r->axis[0].value[cell] : 2.0;
    out->config.equity = investment / out->config.leverage;
}

const char *sweep_value_text(struct arena *a, enum sweep_parameter parameter, double value)
{
    char day[DAY_TEXT], text[NUM_TEXT];
    if (parameter == SWEEP_START)
        return arena_strdup(a, day_text((int32_t)value, day));
    if (parameter == SWEEP_INVESTMENT && fabs(value) < 1e15) /* what is longer is told with its exponent */
        return num_usd(a, value, value == floor(value) ? 0 : 2);
    text[num_write(value, text)] = '\0';
    return arena_printf(a, "%s%s%s", sweep_parameters[parameter].prefix, text, sweep_parameters[parameter].suffix);
}

/* ---- what has no part ---- */

static bool is_option(enum sweep_parameter parameter)
{
    return parameter >= SWEEP_ADDON && parameter <= SWEEP_TRADE_COST;
}

/* The name of what an axis sweeps, if that may be given as well; NULL: it may not. */
static const char *swept_and_given(struct arena *a, const struct sweep_request *r, const struct sweep_axis *axis)
{
    const char *name = NULL;
    if (is_option(axis->parameter))
        name = member_name(a, "options", sweep_parameters[axis->parameter].key);
    else if (axis->parameter == SWEEP_THRESHOLD && r->base.config.profile == BT_ORIGINAL)
        name = "profit_threshold_pct";
    return name && backtest_request_gave(&r->base, name) ? name : NULL;
}

void sweep_unused_warn(struct arena *a, const struct sweep_request *r, struct warnings *w)
{
    backtest_unused_warn(a, &r->base, w);
    for (int i = 0; i < r->n_axes; i++) {
        const char *name = swept_and_given(a, r, &r->axis[i]);
        if (name)
            warnings_add(a, w, "option_unused", "%s has no part in this run and changes nothing: it is what is swept.",
                         name);
    }
}

/* ---- the canonical form ---- */

/* What is swept is not given as well; where it was, the whole form keeps that. */
static void leave_out_swept(struct json_object *options, struct arena *a, const struct sweep_request *r, bool whole)
{
    for (int i = 0; i < r->n_axes; i++) {
        enum sweep_parameter swept = r->axis[i].parameter;
        if (is_option(swept) && !(whole && swept_and_given(a, r, &r->axis[i])))
            json_object_object_del(options, sweep_parameters[swept].key);
    }
}

static void write_values(struct json_writer *w, const char *key, const struct sweep_axis *axis)
{
    char day[DAY_TEXT];
    json_open(w, key, '[');
    for (size_t i = 0; i < axis->n; i++)
        if (axis->parameter == SWEEP_START)
            json_put_text(w, NULL, day_text((int32_t)axis->value[i], day));
        else
            json_put_num(w, NULL, axis->value[i]);
    json_close(w, ']');
}

static void write_bootstrap(struct json_writer *w, const struct sweep_request *r)
{
    json_open(w, "bootstrap", '{');
    json_put_int(w, "block_days", r->block_days);
    json_put_int(w, "paths", r->paths);
    json_put_num(w, "seed", r->seed);
    json_put_num(w, "years", r->path_years);
    json_close(w, '}');
}

/* Is the member of the backtest's request this one's too? The whole form keeps a threshold that was given and is swept. */
static bool is_shared(const struct sweep_request *r, const char *key, bool whole)
{
    bool original = r->base.config.profile == BT_ORIGINAL;
    if (strcmp(key, "columns") == 0)
        return false;
    if (strcmp(key, "leverage") == 0)
        return !original && !is_swept(r, SWEEP_LEVERAGE);
    if (strcmp(key, "equity") == 0)
        return !original && !is_swept(r, SWEEP_INVESTMENT);
    if (strcmp(key, "profit_threshold_pct") == 0)
        return !is_swept(r, SWEEP_THRESHOLD) ||
               (whole && original && backtest_request_gave(&r->base, "profit_threshold_pct"));
    return strcmp(key, "start_date") != 0 || !is_swept(r, SWEEP_START);
}

static void write_own(struct json_writer *w, const struct sweep_request *r, const char *key)
{
    if (strcmp(key, "base_investment") == 0 && r->base.config.profile == BT_ORIGINAL && !is_swept(r, SWEEP_INVESTMENT))
        json_put_num(w, key, r->base_investment);
    else if (strcmp(key, "bootstrap") == 0 && r->kind == SWEEP_BOOTSTRAP)
        write_bootstrap(w, r);
    else if (strcmp(key, "horizon_years") == 0 && r->kind == SWEEP_SURFACE)
        json_put_num(w, key, r->horizon_years);
    else if (strcmp(key, "parameter") == 0 && r->n_axes > 0)
        json_put_text(w, key, sweep_parameters[r->axis[0].parameter].key);
    else if (strcmp(key, "parameter2") == 0 && r->n_axes > 1)
        json_put_text(w, key, sweep_parameters[r->axis[1].parameter].key);
    else if (strcmp(key, "start_dates") == 0 && r->kind == SWEEP_SURFACE)
        json_put_text(w, key, "every_session");
    else if (strcmp(key, "values") == 0 && r->n_axes > 0)
        write_values(w, key, &r->axis[0]);
    else if (strcmp(key, "values2") == 0 && r->n_axes > 1)
        write_values(w, key, &r->axis[1]);
}

static void write_request(struct buf *out, struct arena *a, const struct sweep_request *r, bool whole)
{
    static const char *const keys[] = {"account_type",  "base_investment",
                                       "bootstrap",     "end_date",
                                       "equity",        "files",
                                       "horizon_years", "leverage",
                                       "mode",          "options",
                                       "parameter",     "parameter2",
                                       "profile",       "profit_threshold_pct",
                                       "start_date",    "start_dates",
                                       "ticker",        "transaction_cost_bps",
                                       "values",        "values2"};
    struct buf base;
    struct json_writer w;
    const char *why;
    buf_init(&base, a, 2048);
    if (whole)
        backtest_request_write_whole(&base, &r->base);
    else
        backtest_request_write(&base, &r->base);
    struct json_object *o = json_read(a, buf_view(&base), &why);
    leave_out_swept(json_member(o, "options"), a, r, whole);
    json_begin(&w, out);
    json_open(&w, NULL, '{');
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        struct json_object *value = json_member(o, keys[k]);
        if (value && is_shared(r, keys[k], whole))
            json_put_raw(
                &w, keys[k],
                str_of(json_object_to_json_string_ext(value, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE)));
        else if (!value)
            write_own(&w, r, keys[k]);
    }
    json_close(&w, '}');
}

void sweep_request_write(struct buf *out, struct arena *a, const struct sweep_request *r)
{
    write_request(out, a, r, false);
}

void sweep_request_write_whole(struct buf *out, struct arena *a, const struct sweep_request *r)
{
    write_request(out, a, r, true);
}

void sweep_inputs_hash(const struct sweep_request *r, char hex[INPUTS_HASH])
{
    struct arena *a = arena_new();
    struct sweep_request bare = *r;
    struct buf b;
    bare.base.prices_file = bare.base.dividends_file = bare.base.rates_file = NULL;
    buf_init(&b, a, 2048);
    sweep_request_write(&b, a, &bare);
    inputs_hash_of(buf_view(&b), hex);
    arena_free(a);
}
