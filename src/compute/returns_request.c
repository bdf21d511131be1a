/* returns_request.c: the request of returns.analyze: JSON to struct, checks, and the canonical form. See returns.h. Field names
 * in problems are those of the JSON: "window.years", "bootstrap.draws".
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/returns.h"

#include <math.h>
#include <stddef.h>

#include "base/day.h"
#include "compute/members.h"

static const char engine_name[] = "returns.analyze";

const char *const returns_basis_key[RETURNS_BASES] = {"total", "price", "given"};

static const char *const request_keys[] = {"as_of",
                                           "base_date",
                                           "basis",
                                           "benchmark",
                                           "bootstrap",
                                           "column",
                                           "currency",
                                           "drawdown_threshold",
                                           "fee",
                                           "files",
                                           "force",
                                           "form",
                                           "frequency",
                                           "from",
                                           "futures",
                                           "inflation",
                                           "kind",
                                           "matrix_step",
                                           "own_windows",
                                           "partial_years",
                                           "ppy",
                                           "risk_free_annual",
                                           "risk_free_series",
                                           "risk_rows",
                                           "rolling_years",
                                           "series",
                                           "stress",
                                           "target",
                                           "to",
                                           "unit",
                                           "window",
                                           "years_method",
                                           NULL};
static const char *const basis_words[] = {"total", "price", NULL};
static const char *const frequency_words[] = {"daily", "weekly", "monthly", "quarterly", "yearly", NULL};
static const char *const step_words[] = {"yearly", "quarterly", "monthly", NULL};
static const enum frequency steps[] = {FREQUENCY_YEARLY, FREQUENCY_QUARTERLY, FREQUENCY_MONTHLY};
static const char *const rebalance_words[] = {"never", "monthly", "quarterly", "yearly", NULL};
static const enum frequency rebalances[] = {FREQUENCY_IRREGULAR, FREQUENCY_MONTHLY, FREQUENCY_QUARTERLY,
                                            FREQUENCY_YEARLY};
static const char *const kind_words[] = {"auto", "prices", "returns", NULL};
static const char *const unit_words[] = {"auto", "percent", "fraction", NULL};
static const char *const form_words[] = {"plain", "objects", NULL};
static const char *const years_words[] = {"anniversary", "calendar", "periods", NULL}; /* returns_years_key */

enum { PATHS = 1000, PATHS_MAX = 10000, FUTURE_YEARS = 10 };
enum { YEAR_MIN = 1900, YEAR_MAX = 2200, YEARS_MAX = 200, ROLLING_MONTHS_MAX = 600, RISK_ROWS_MAX = 100000 };

void returns_request_init(struct returns_request *r)
{
    *r = (struct returns_request){.from = RETURNS_NO_DAY,
                                  .to = RETURNS_NO_DAY,
                                  .frequency = RETURNS_FREQUENCY_OWN,
                                  .ppy = NAN,
                                  .risk_free = 0.02,
                                  .rebalance = FREQUENCY_YEARLY,
                                  .matrix_step = FREQUENCY_YEARLY,
                                  .as_of = RETURNS_NO_DAY,
                                  .target = 0.07,
                                  .drawdown_threshold = 0.05,
                                  .n_rolling = RETURNS_ROLLING_WINDOWS,
                                  .n_risk = RETURNS_RISK_WINDOWS,
                                  .n_stress = RETURNS_STRESS_PERIODS,
                                  .seed = 1,
                                  .future_years = FUTURE_YEARS,
                                  .future_seed = 1,
                                  .base_date = RETURNS_NO_DAY};
    memcpy(r->rolling_months, returns_rolling_months, sizeof returns_rolling_months);
    memcpy(r->risk_rows, returns_risk_rows, sizeof returns_risk_rows);
    memcpy(r->stress, returns_stress_periods, sizeof returns_stress_periods);
}

/* ---- reading ---- */

/* A whole number; what is none, or outside the limits, is left for the check to refuse. */
static void read_whole(struct json_object *o, const char *prefix, const char *key, double least, double most, double *x,
                       struct problem *p)
{
    double given = *x;
    member_number(o, prefix, key, &given, p);
    if (given != *x && (given != floor(given) || !(given >= least && given <= most)))
        problem_add(p, member_name(p->arena, prefix, key), "a whole number from %.15g to %.15g is expected", least,
                    most);
    else
        *x = given;
}

/* A text, or a list of at most `most` of them. */
static int read_names(struct json_object *o, const char *prefix, const char *key, int most, const char **out,
                      struct problem *p)
{
    struct json_object *list = json_member(o, key);
    if (!json_object_is_type(list, json_type_array)) {
        out[0] = member_text(o, prefix, key, p);
        return out[0] != NULL;
    }
    size_t n = json_object_array_length(list);
    const char *name = member_name(p->arena, prefix, key);
    if (n > (size_t)most) {
        problem_add(p, name, "at most %d are accepted", most);
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        struct json_object *one = json_object_new_object(); /* so that items are read by the same rules as a member */
        json_object_object_add(one, key, json_object_get(json_object_array_get_idx(list, i)));
        out[i] = member_text(one, prefix, key, p);
        json_object_put(one);
        if (!out[i]) {
            problem_add(p, name, "item %zu is not a text", i + 1);
            return 0;
        }
    }
    return (int)n;
}

static bool is_object(struct json_object *o, const char *key, const char *const *known, struct problem *p)
{
    if (!o)
        return false;
    if (!json_object_is_type(o, json_type_object)) {
        problem_add(p, key, "an object is expected");
        return false;
    }
    members_refuse_unknown(o, key, known, engine_name, p);
    return true;
}

static void read_files(struct json_object *o, struct returns_request *r, struct problem *p)
{
    static const char *const known[] = {"benchmark", "currency", "inflation", "prices", "returns", "risk_free", NULL};
    struct json_object *files = json_member(o, "files");
    if (!is_object(files, "files", known, p))
        return;
    bool returns = json_member(files, "returns") != NULL;
    if (returns && json_member(files, "prices"))
        problem_add(p, "files", "either prices or returns are expected, not both");
    r->n_files = read_names(files, "files", returns ? "returns" : "prices", RETURNS_SERIES_MAX, r->files, p);
    r->n_benchmark_files = read_names(files, "files", "benchmark", RETURNS_BLEND_MAX, r->benchmark_files, p);
    r->risk_free_file = member_text(files, "files", "risk_free", p);
    r->currency_file = member_text(files, "files", "currency", p);
    r->inflation_file = member_text(files, "files", "inflation", p);
    if (returns && r->kind == 1)
        problem_add(p, "kind", "the file is named as one of returns");
    if (returns)
        r->kind = 2;
}

/* The parts of a blend: [{"series": "SPY", "weight": 0.6}, …]. */
static void read_blend(struct json_object *list, struct returns_request *r, struct problem *p)
{
    static const char *const known[] = {"series", "weight", NULL};
    if (!json_object_is_type(list, json_type_array) || json_object_array_length(list) > RETURNS_BLEND_MAX ||
        json_object_array_length(list) == 0) {
        problem_add(p, "benchmark.blend", "a list of 1 to %d series with their weights is expected", RETURNS_BLEND_MAX);
        return;
    }
    r->benchmark = RETURNS_BENCHMARK_BLEND;
    r->n_benchmarks = (int)json_object_array_length(list);
    for (int i = 0; i < r->n_benchmarks; i++) {
        struct json_object *part = json_object_array_get_idx(list, (size_t)i);
        const char *prefix = arena_printf(p->arena, "benchmark.blend.%d", i + 1);
        r->weight[i] = NAN;
        if (!is_object(part, prefix, known, p)) {
            problem_add(p, prefix, "an object with series and weight is expected");
            continue;
        }
        r->benchmark_series[i] = member_text(part, prefix, "series", p);
        member_number(part, prefix, "weight", &r->weight[i], p);
    }
}

static void read_benchmark(struct json_object *o, struct returns_request *r, struct problem *p)
{
    static const char *const known[] = {"blend", "rate", "rebalance", "series", NULL};
    struct json_object *b = json_member(o, "benchmark");
    if (json_object_is_type(b, json_type_string)) {
        r->benchmark_series[0] = member_text(o, NULL, "benchmark", p);
        r->benchmark = RETURNS_BENCHMARK_SERIES;
        r->n_benchmarks = 1;
        return;
    }
    if (!is_object(b, "benchmark", known, p))
        return;
    int ways =
        (json_member(b, "blend") != NULL) + (json_member(b, "rate") != NULL) + (json_member(b, "series") != NULL);
    if (ways != 1)
        problem_add(p, "benchmark", "exactly one of series, rate and blend is expected");
    if (json_member(b, "rate")) {
        r->benchmark = RETURNS_BENCHMARK_RATE;
        member_number(b, "benchmark", "rate", &r->benchmark_rate, p);
    }
    if ((r->benchmark_series[0] = member_text(b, "benchmark", "series", p))) {
        r->benchmark = RETURNS_BENCHMARK_SERIES;
        r->n_benchmarks = 1;
    }
    if (json_member(b, "blend"))
        read_blend(json_member(b, "blend"), r, p);
    int i = member_word(b, "benchmark", "rebalance", rebalance_words, p);
    if (i >= 0)
        r->rebalance = rebalances[i];
}

static void read_window(struct json_object *o, struct returns_request *r, struct problem *p)
{
    static const char *const known[] = {"first_year", "from", "last_year", "preset", "to", "years", NULL};
    static const char *const presets[] = {"full", "ytd", "1y", "3y", "5y", "10y", "20y", NULL};
    static const double years[] = {0, 0, 1, 3, 5, 10, 20};
    struct json_object *w = json_member(o, "window");
    double first = 0, last = 0;
    member_day(o, NULL, "from", &r->from, p);
    member_day(o, NULL, "to", &r->to, p);
    if (!is_object(w, "window", known, p))
        return;
    member_day(w, "window", "from", &r->from, p);
    member_day(w, "window", "to", &r->to, p);
    int preset = member_word(w, "window", "preset", presets, p);
    if (preset > 0) {
        r->window = years[preset] > 0 ? RETURNS_WINDOW_YEARS : RETURNS_WINDOW_YTD;
        r->window_years = years[preset];
    }
    if (json_member(w, "years")) {
        r->window = RETURNS_WINDOW_YEARS;
        member_number(w, "window", "years", &r->window_years, p);
    }
    if (json_member(w, "first_year") || json_member(w, "last_year")) {
        r->window = RETURNS_WINDOW_CALENDAR;
        read_whole(w, "window", "first_year", YEAR_MIN, YEAR_MAX, &first, p);
        read_whole(w, "window", "last_year", YEAR_MIN, YEAR_MAX, &last, p);
    }
    r->first_year = (int)first;
    r->last_year = (int)last;
    if (r->window != RETURNS_WINDOW_DATES && r->from != RETURNS_NO_DAY)
        problem_add(p, "from", "either a first day or a window is expected, not both");
}

static void read_bootstrap(struct json_object *o, struct returns_request *r, struct problem *p)
{
    static const char *const known[] = {"block", "draws", "seed", NULL};
    struct json_object *b = json_member(o, "bootstrap");
    double draws = 0, block = 0;
    if (!is_object(b, "bootstrap", known, p))
        return;
    read_whole(b, "bootstrap", "draws", 0, RETURNS_DRAWS_MAX, &draws, p);
    read_whole(b, "bootstrap", "block", 0, RISK_ROWS_MAX, &block, p);
    read_whole(b, "bootstrap", "seed", 0, 9007199254740991.0, &r->seed, p);
    r->draws = (size_t)draws;
    r->block = (size_t)block;
}

/* {} draws as many as is usual. */
static void read_futures(struct json_object *o, struct returns_request *r, struct problem *p)
{
    static const char *const known[] = {"block", "paths", "seed", "years", NULL};
    struct json_object *f = json_member(o, "futures");
    double paths = PATHS, block = 0, years = r->future_years;
    if (!is_object(f, "futures", known, p))
        return;
    read_whole(f, "futures", "paths", 0, PATHS_MAX, &paths, p);
    read_whole(f, "futures", "block", 0, RISK_ROWS_MAX, &block, p);
    read_whole(f, "futures", "years", 1, RETURNS_FUTURE_YEARS_MAX, &years, p);
    read_whole(f, "futures", "seed", 0, 9007199254740991.0, &r->future_seed, p);
    r->future_paths = (size_t)paths;
    r->future_block = (size_t)block;
    r->future_years = (int)years;
}

/* A list of numbers, at most `most` of them; how many, or -1 when it is absent or refused. */
static int read_numbers(struct json_object *o, const char *key, int most, double *out, struct problem *p)
{
    struct json_object *list = json_member(o, key);
    if (!list)
        return -1;
    if (!json_object_is_type(list, json_type_array) || json_object_array_length(list) > (size_t)most) {
        problem_add(p, key, "a list of at most %d numbers is expected", most);
        return -1;
    }
    int n = (int)json_object_array_length(list);
    for (int i = 0; i < n; i++) {
        struct json_object *x = json_object_array_get_idx(list, (size_t)i);
        if (!json_object_is_type(x, json_type_int) && !json_object_is_type(x, json_type_double)) {
            problem_add(p, key, "item %d is not a number", i + 1);
            return -1;
        }
        out[i] = json_object_get_double(x);
    }
    return n;
}

static void read_windows(struct json_object *o, struct returns_request *r, struct problem *p)
{
    double x[RETURNS_ROLLING_MAX];
    int n = read_numbers(o, "rolling_years", RETURNS_ROLLING_MAX, x, p);
    if (n >= 0)
        r->n_rolling = n;
    for (int i = 0; i < n; i++) {
        double months = x[i] * 12;
        if (!(months >= 1 && months <= ROLLING_MONTHS_MAX) || fabs(months - round(months)) > 1e-6)
            problem_add(p, "rolling_years", "item %d is not a number of whole months up to %d years", i + 1,
                        ROLLING_MONTHS_MAX / 12);
        else
            r->rolling_months[i] = (int)round(months);
    }
    n = read_numbers(o, "risk_rows", RETURNS_RISK_MAX, x, p);
    if (n >= 0)
        r->n_risk = n;
    for (int i = 0; i < n; i++)
        if (!(x[i] >= 2 && x[i] <= RISK_ROWS_MAX) || x[i] != floor(x[i]))
            problem_add(p, "risk_rows", "item %d is not a whole number from 2 to %d", i + 1, RISK_ROWS_MAX);
        else
            r->risk_rows[i] = (size_t)x[i];
}

static void read_stress(struct json_object *o, struct returns_request *r, struct problem *p)
{
    static const char *const known[] = {"from", "name", "to", NULL};
    struct json_object *list = json_member(o, "stress");
    if (!list)
        return;
    if (!json_object_is_type(list, json_type_array) || json_object_array_length(list) > RETURNS_STRESS_MAX) {
        problem_add(p, "stress", "a list of at most %d periods is expected", RETURNS_STRESS_MAX);
        return;
    }
    r->n_stress = (int)json_object_array_length(list);
    for (int i = 0; i < r->n_stress; i++) {
        struct json_object *one = json_object_array_get_idx(list, (size_t)i);
        const char *prefix = arena_printf(p->arena, "stress.%d", i + 1);
        struct returns_stress_period *s = &r->stress[i];
        *s = (struct returns_stress_period){NULL, RETURNS_NO_DAY, RETURNS_NO_DAY};
        if (!is_object(one, prefix, known, p)) {
            problem_add(p, prefix, "an object with name, from and to is expected");
            continue;
        }
        s->name = member_text(one, prefix, "name", p);
        member_day(one, prefix, "from", &s->from, p);
        member_day(one, prefix, "to", &s->to, p);
    }
}

static void read_words(struct json_object *o, struct returns_request *r, struct problem *p)
{
    int i;
    if ((i = member_word(o, NULL, "basis", basis_words, p)) >= 0)
        r->basis = (enum returns_basis)i;
    if ((i = member_word(o, NULL, "frequency", frequency_words, p)) >= 0)
        r->frequency = FREQUENCY_DAILY + i;
    if ((i = member_word(o, NULL, "matrix_step", step_words, p)) >= 0)
        r->matrix_step = steps[i];
    if ((i = member_word(o, NULL, "years_method", years_words, p)) >= 0)
        r->years_method = (enum returns_years)i;
    if ((i = member_word(o, NULL, "kind", kind_words, p)) >= 0)
        r->kind = i;
    if ((i = member_word(o, NULL, "unit", unit_words, p)) >= 0)
        r->unit = i;
    if ((i = member_word(o, NULL, "form", form_words, p)) >= 0)
        r->objects = i == 1;
}

bool returns_request_read(struct json_object *o, struct returns_request *r, struct problem *p)
{
    returns_request_init(r);
    if (!json_object_is_type(o, json_type_object)) {
        problem_add(p, "request", "a JSON object is expected");
        return false;
    }
    members_refuse_unknown(o, NULL, request_keys, engine_name, p);
    read_words(o, r, p);
    read_files(o, r, p);
    r->n_series = read_names(o, NULL, "series", RETURNS_SERIES_MAX, r->series, p);
    read_benchmark(o, r, p);
    read_window(o, r, p);
    read_bootstrap(o, r, p);
    read_futures(o, r, p);
    read_windows(o, r, p);
    read_stress(o, r, p);
    member_day(o, NULL, "as_of", &r->as_of, p);
    member_day(o, NULL, "base_date", &r->base_date, p);
    r->column = member_text(o, NULL, "column", p);
    r->risk_free_series = member_text(o, NULL, "risk_free_series", p);
    r->currency_series = member_text(o, NULL, "currency", p);
    r->inflation_series = member_text(o, NULL, "inflation", p);
    member_number(o, NULL, "ppy", &r->ppy, p);
    member_number(o, NULL, "risk_free_annual", &r->risk_free, p);
    member_number(o, NULL, "fee", &r->fee, p);
    member_number(o, NULL, "target", &r->target, p);
    member_number(o, NULL, "drawdown_threshold", &r->drawdown_threshold, p);
    member_flag(o, NULL, "own_windows", &r->own_windows, p);
    member_flag(o, NULL, "partial_years", &r->partial, p);
    member_flag(o, NULL, "force", &r->force, p);
    return returns_request_check(r, p);
}

/* ---- checks ---- */

static void check_range(const char *field, double x, double least, double most, struct problem *p)
{
    if (!(x >= least && x <= most))
        problem_add(p, field, "a number from %.15g to %.15g is expected", least, most);
}

static void check_window(const struct returns_request *r, struct problem *p)
{
    char from[DAY_TEXT], to[DAY_TEXT];
    if (r->from != RETURNS_NO_DAY && r->to != RETURNS_NO_DAY && r->from >= r->to)
        problem_add(p, "to", "the last day (%s) must come after the base (%s)", day_text(r->to, to),
                    day_text(r->from, from));
    if (r->window == RETURNS_WINDOW_YEARS)
        check_range("window.years", r->window_years, 1.0 / 12, YEARS_MAX, p);
    if (r->window == RETURNS_WINDOW_CALENDAR && !r->first_year && !r->last_year)
        problem_add(p, "window", "a first or a last year is expected");
    if (r->window == RETURNS_WINDOW_CALENDAR && r->last_year && r->first_year > r->last_year)
        problem_add(p, "window.last_year", "the last year must not come before the first");
}

static void check_benchmark(const struct returns_request *r, struct problem *p)
{
    double sum = 0;
    if (r->benchmark == RETURNS_BENCHMARK_RATE)
        check_range("benchmark.rate", r->benchmark_rate, -0.5, 1, p);
    if (r->benchmark == RETURNS_BENCHMARK_SERIES && !r->benchmark_series[0])
        problem_add(p, "benchmark.series", "is missing");
    if (r->benchmark != RETURNS_BENCHMARK_BLEND)
        return;
    for (int i = 0; i < r->n_benchmarks; i++) {
        const char *prefix = arena_printf(p->arena, "benchmark.blend.%d", i + 1);
        if (!r->benchmark_series[i])
            problem_add(p, member_name(p->arena, prefix, "series"), "is missing");
        check_range(member_name(p->arena, prefix, "weight"), r->weight[i], 0, 1, p);
        sum += r->weight[i];
    }
    if (!(fabs(sum - 1) <= 1e-9))
        problem_add(p, "benchmark.blend", "the weights must sum to 1; they sum to %.10g", sum);
}

static void check_stress(const struct returns_request *r, struct problem *p)
{
    for (int i = 0; i < r->n_stress; i++) {
        const struct returns_stress_period *s = &r->stress[i];
        const char *prefix = arena_printf(p->arena, "stress.%d", i + 1);
        if (!s->name || !*s->name || utf8_length(str_of(s->name)) > 80)
            problem_add(p, member_name(p->arena, prefix, "name"), "a name of at most 80 characters is expected");
        if (s->from == RETURNS_NO_DAY || s->to == RETURNS_NO_DAY || s->from >= s->to)
            problem_add(p, prefix, "a first day (from) and a later last day (to) are expected");
    }
}

/* A second of computing is not given to one request. */
static void check_futures(const struct returns_request *r, struct problem *p)
{
    size_t series = r->n_series > 1 ? (size_t)r->n_series : 1;
    if (r->future_paths * (size_t)r->future_years * series > RETURNS_PATH_YEARS_MAX)
        problem_add(p, "futures", "paths times years times series must be at most %d: ask for fewer paths or years",
                    RETURNS_PATH_YEARS_MAX);
}

bool returns_request_check(const struct returns_request *r, struct problem *p)
{
    check_futures(r, p);
    check_window(r, p);
    check_benchmark(r, p);
    check_stress(r, p);
    if (!isnan(r->ppy))
        check_range("ppy", r->ppy, 0.1, 100000, p);
    check_range("risk_free_annual", r->risk_free, -0.5, 1, p);
    check_range("fee", r->fee, 0, 0.5, p);
    check_range("target", r->target, -1, 10, p);
    check_range("drawdown_threshold", r->drawdown_threshold, 0, 1, p);
    return p->n == 0;
}

/* ---- the canonical form ---- */

static void write_day(struct json_writer *w, const char *key, int32_t day)
{
    if (day != RETURNS_NO_DAY)
        member_day_write(w, key, day);
}

static void write_name(struct json_writer *w, const char *key, const char *name)
{
    if (name)
        json_put_text(w, key, name);
}

static void write_names(struct json_writer *w, const char *key, const char *const *names, int n)
{
    if (!n)
        return;
    json_open(w, key, '[');
    for (int i = 0; i < n; i++)
        json_put_text(w, NULL, names[i]);
    json_close(w, ']');
}

static const char *word_of(const char *const *words, const enum frequency *values, enum frequency value)
{
    int i = 0;
    while (values[i] != value)
        i++;
    return words[i];
}

static void write_benchmark(struct json_writer *w, const struct returns_request *r)
{
    if (r->benchmark == RETURNS_NO_BENCHMARK)
        return;
    json_open(w, "benchmark", '{');
    if (r->benchmark == RETURNS_BENCHMARK_RATE)
        json_put_num(w, "rate", r->benchmark_rate);
    if (r->benchmark == RETURNS_BENCHMARK_BLEND) {
        json_open(w, "blend", '[');
        for (int i = 0; i < r->n_benchmarks; i++) {
            json_open(w, NULL, '{');
            json_put_text(w, "series", r->benchmark_series[i]);
            json_put_num(w, "weight", r->weight[i]);
            json_close(w, '}');
        }
        json_close(w, ']');
        json_put_text(w, "rebalance", word_of(rebalance_words, rebalances, r->rebalance));
    }
    if (r->benchmark == RETURNS_BENCHMARK_SERIES)
        json_put_text(w, "series", r->benchmark_series[0]);
    json_close(w, '}');
}

static void write_files(struct json_writer *w, const struct returns_request *r)
{
    if (!r->n_files)
        return;
    json_open(w, "files", '{');
    write_names(w, "benchmark", r->benchmark_files, r->n_benchmark_files);
    write_name(w, "currency", r->currency_file);
    write_name(w, "inflation", r->inflation_file);
    write_names(w, r->kind == 2 ? "returns" : "prices", r->files, r->n_files);
    write_name(w, "risk_free", r->risk_free_file);
    json_close(w, '}');
}

static void write_lists(struct json_writer *w, const struct returns_request *r)
{
    json_open(w, "risk_rows", '[');
    for (int i = 0; i < r->n_risk; i++)
        json_put_int(w, NULL, (int64_t)r->risk_rows[i]);
    json_close(w, ']');
    json_open(w, "rolling_years", '[');
    for (int i = 0; i < r->n_rolling; i++)
        json_put_num(w, NULL, r->rolling_months[i] / 12.0);
    json_close(w, ']');
    write_names(w, "series", r->series, r->n_series);
    json_open(w, "stress", '[');
    for (int i = 0; i < r->n_stress; i++) {
        json_open(w, NULL, '{');
        write_day(w, "from", r->stress[i].from);
        json_put_text(w, "name", r->stress[i].name);
        write_day(w, "to", r->stress[i].to);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void write_futures(struct json_writer *w, const struct returns_request *r)
{
    if (!r->future_paths)
        return;
    json_open(w, "futures", '{');
    json_put_int(w, "block", (int64_t)r->future_block);
    json_put_int(w, "paths", (int64_t)r->future_paths);
    json_put_num(w, "seed", r->future_seed);
    json_put_int(w, "years", r->future_years);
    json_close(w, '}');
}

static void write_window(struct json_writer *w, const struct returns_request *r)
{
    if (r->window == RETURNS_WINDOW_DATES)
        return;
    json_open(w, "window", '{');
    if (r->window == RETURNS_WINDOW_CALENDAR && r->first_year)
        json_put_int(w, "first_year", r->first_year);
    if (r->window == RETURNS_WINDOW_CALENDAR && r->last_year)
        json_put_int(w, "last_year", r->last_year);
    if (r->window == RETURNS_WINDOW_YTD)
        json_put_text(w, "preset", "ytd");
    if (r->window == RETURNS_WINDOW_YEARS)
        json_put_num(w, "years", r->window_years);
    json_close(w, '}');
}

void returns_request_write(struct buf *out, const struct returns_request *r)
{
    struct json_writer w;
    json_begin(&w, out);
    json_open(&w, NULL, '{');
    write_day(&w, "as_of", r->as_of);
    write_day(&w, "base_date", r->base_date);
    json_put_text(&w, "basis", returns_basis_key[r->basis]);
    write_benchmark(&w, r);
    json_open(&w, "bootstrap", '{');
    json_put_int(&w, "block", (int64_t)r->block);
    json_put_int(&w, "draws", (int64_t)r->draws);
    json_put_num(&w, "seed", r->seed);
    json_close(&w, '}');
    write_name(&w, "column", r->column);
    write_name(&w, "currency", r->currency_series);
    json_put_num(&w, "drawdown_threshold", r->drawdown_threshold);
    json_put_num(&w, "fee", r->fee);
    write_files(&w, r);
    json_put_bool(&w, "force", r->force);
    json_put_text(&w, "form", form_words[r->objects]);
    if (r->frequency != RETURNS_FREQUENCY_OWN)
        json_put_text(&w, "frequency", frequency_words[r->frequency - FREQUENCY_DAILY]);
    write_day(&w, "from", r->from);
    write_futures(&w, r);
    write_name(&w, "inflation", r->inflation_series);
    json_put_text(&w, "kind", kind_words[r->kind]);
    json_put_text(&w, "matrix_step", word_of(step_words, steps, r->matrix_step));
    json_put_bool(&w, "own_windows", r->own_windows);
    json_put_bool(&w, "partial_years", r->partial);
    if (!isnan(r->ppy))
        json_put_num(&w, "ppy", r->ppy);
    json_put_num(&w, "risk_free_annual", r->risk_free);
    write_name(&w, "risk_free_series", r->risk_free_series);
    write_lists(&w, r);
    json_put_num(&w, "target", r->target);
    write_day(&w, "to", r->to);
    json_put_text(&w, "unit", unit_words[r->unit]);
    write_window(&w, r);
    json_put_text(&w, "years_method", years_words[r->years_method]);
    json_close(&w, '}');
}

void returns_inputs_hash(const struct returns_request *r, char hex[INPUTS_HASH])
{
    struct arena *a = arena_new();
    struct returns_request bare = *r;
    struct buf b;
    bare.n_files = 0;
    buf_init(&b, a, 2048);
    returns_request_write(&b, &bare);
    inputs_hash_of(buf_view(&b), hex);
    arena_free(a);
}
