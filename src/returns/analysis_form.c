/* analysis_form.c: see analysis_form.h. Percent are shown and typed as such; the request has fractions. The names of fields are those
 * of the request's JSON, so that its faults find them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/analysis_form.h"

#include <math.h>
#include <stddef.h>

#include "base/day.h"
#include "base/num.h"
#include "returns/analysis_load.h"
#include "web/form.h"

enum {
    PICKS = 250,
    DRAWS = 1000,
    PATHS = 1000,
    FUTURE_YEARS = 10,
    FIRST_YEAR = 1900,
    LAST_YEAR = 2200,
    FIRST_DAY = -25567 /* 1900-01-01 */,
    LAST_DAY = 84370 /* 2200-12-31 */
};

/* ---- fields ---- */

/* As it is typed. Numbers that are left empty are NaN; menus count from 0, which is their first, usual line. */
struct typed {
    int benchmark, risk_free_series, currency, inflation; /* of the menu of series; see choices_make */
    double benchmark_rate;
    struct str blend, rolling, stress;
    int rebalance, window, basis, frequency, years_method, matrix_step;
    int32_t from, to, as_of;
    double window_years, first_year, last_year, risk_free, ppy, fee, target, threshold;
    bool force, own_windows, partial, intervals, futures;
    int64_t future_years, future_paths, future_block, future_seed;
};

static const char *const rebalance_values[] = {"yearly", "quarterly", "monthly", "never", NULL};
static const char *const rebalance_labels[] = {"Every year", "Every quarter", "Every month", "Never", NULL};
static const enum frequency rebalances[] = {FREQUENCY_YEARLY, FREQUENCY_QUARTERLY, FREQUENCY_MONTHLY,
                                            FREQUENCY_IRREGULAR};
static const char *const window_values[] = {"dates", "calendar", "years", "ytd", NULL};
static const char *const window_labels[] = {"All, or the days given", "Calendar years", "The last years",
                                            "Year to date", NULL};
static const enum returns_window windows[] = {RETURNS_WINDOW_DATES, RETURNS_WINDOW_CALENDAR, RETURNS_WINDOW_YEARS,
                                              RETURNS_WINDOW_YTD};
static const char *const basis_values[] = {"total", "price", NULL};
static const char *const basis_labels[] = {"Total return", "Price alone", NULL};
static const char *const frequency_values[] = {"own", "daily", "weekly", "monthly", "quarterly", "yearly", NULL};
static const char *const frequency_labels[] = {"As the data are", "Daily",  "Weekly", "Monthly",
                                               "Quarterly",       "Yearly", NULL};
static const int frequencies[] = {RETURNS_FREQUENCY_OWN, FREQUENCY_DAILY,     FREQUENCY_WEEKLY,
                                  FREQUENCY_MONTHLY,     FREQUENCY_QUARTERLY, FREQUENCY_YEARLY};
static const char *const years_values[] = {"anniversary", "calendar", "periods", NULL};
static const char *const years_labels[] = {"By the calendar", "Whole calendar years", "Returns / periods a year", NULL};
static const char *const step_values[] = {"yearly", "quarterly", "monthly", NULL};
static const char *const step_labels[] = {"Years", "Quarters", "Months", NULL};
static const enum frequency steps[] = {FREQUENCY_YEARLY, FREQUENCY_QUARTERLY, FREQUENCY_MONTHLY};

#define AT(member) offsetof(struct typed, member)
#define NUMBER(key, says, least, most, with, about, member)                                                            \
    {                                                                                                                  \
        .name = (key), .label = (says), .kind = FIELD_NUMBER, .min = (least), .max = (most), .unit = (with),           \
        .hint = (about), .offset = AT(member)                                                                          \
    }
#define CHOICE(key, says, of, about, member)                                                                           \
    {                                                                                                                  \
        .name = (key), .label = (says), .kind = FIELD_CHOICE, .choices = of##_values, .choice_labels = of##_labels,    \
        .hint = (about), .offset = AT(member)                                                                          \
    }
#define WHOLE(key, says, least, most, with, about, member)                                                             \
    {                                                                                                                  \
        .name = (key), .label = (says), .kind = FIELD_INTEGER, .min = (least), .max = (most), .unit = (with),          \
        .hint = (about), .offset = AT(member)                                                                          \
    }
#define FLAG(key, says, about, member)                                                                                 \
    {                                                                                                                  \
        .name = (key), .label = (says), .kind = FIELD_FLAG, .hint = (about), .offset = AT(member)                      \
    }
/* Their choices are the menu's. */
#define MENU(key, says, about, member)                                                                                 \
    {                                                                                                                  \
        .name = (key), .label = (says), .kind = FIELD_CHOICE, .hint = (about), .offset = AT(member)                    \
    }

static const struct field all_fields[] = {
    CHOICE("window", "Window", window, NULL, window),
    {.name = "from",
     .label = "From",
     .kind = FIELD_DATE,
     .min = FIRST_DAY,
     .max = LAST_DAY,
     .hint = "The base: the last row on or before this day.",
     .offset = AT(from)},
    {.name = "to",
     .label = "To",
     .kind = FIELD_DATE,
     .min = FIRST_DAY,
     .max = LAST_DAY,
     .hint = "The last row on or before this day.",
     .offset = AT(to)},
    NUMBER("window.first_year", "First year", FIRST_YEAR, LAST_YEAR, "",
           "Of calendar years; blank: the first whole one.", first_year),
    NUMBER("window.last_year", "Last year", FIRST_YEAR, LAST_YEAR, "", "Blank: the last whole one.", last_year),
    NUMBER("window.years", "Years", 0.1, 200, "", "Of the last years.", window_years),
    CHOICE("basis", "Basis", basis, "Total: with dividends reinvested, where the data tell both.", basis),
    NUMBER("risk_free_annual", "Risk-free rate", -20, 100, "%", "A year; compounded to each period.", risk_free),
    MENU("benchmark", "Benchmark", "Compared on the days that both have.", benchmark),
    NUMBER("benchmark.rate", "Its rate a year", -20, 100, "%", "Of a fixed rate.", benchmark_rate),
    {.name = "benchmark.blend",
     .label = "Its parts",
     .kind = FIELD_TEXT,
     .max = 1000,
     .offset = AT(blend),
     .hint = "Of a blend: weight and symbol, separated by commas: 60 SPX, 40 AGG."},
    CHOICE("benchmark.rebalance", "Brought back to its weights", rebalance, "Of a blend.", rebalance),
    FLAG("force", "Force it on few common days", "Fewer than 30 common returns say little.", force),
    CHOICE("frequency", "Frequency", frequency, "Coarser: the last row of each period.", frequency),
    NUMBER("ppy", "Periods a year", 0.5, 366, "", "Blank: as the rows are apart; 252 of daily data.", ppy),
    CHOICE("years_method", "Years", years, "What a growth a year counts.", years_method),
    MENU("risk_free_series", "Risk-free rate by day", "Instead of a fixed one. One's own series holds percent a year.",
         risk_free_series),
    NUMBER("fee", "Fee", 0, 20, "% a year", "Taken off every return.", fee),
    MENU("currency", "Currency", "Every level is multiplied by this series.", currency),
    MENU("inflation", "Inflation", "Every level is divided by this index: real returns.", inflation),
    CHOICE("matrix_step", "Triangle of", step, "Of short histories quarters or months.", matrix_step),
    FLAG("partial_years", "Partial years in the triangle", "Of the first and the last year what there is.", partial),
    {.name = "as_of",
     .label = "Trailing returns up to",
     .kind = FIELD_DATE,
     .min = FIRST_DAY,
     .max = LAST_DAY,
     .hint = "Blank: the last row.",
     .offset = AT(as_of)},
    NUMBER("target", "Target", -50, 100, "% a year", "\"Above the target\" in the table of rolling returns.", target),
    {.name = "rolling_years",
     .label = "Rolling returns over",
     .kind = FIELD_TEXT,
     .max = 200,
     .offset = AT(rolling),
     .hint = "Years, separated by commas: 1, 3, 5. Blank: 1, 3, 5, 7, 10, 15, 20."},
    {.name = "stress",
     .label = "Bad times",
     .kind = FIELD_LINES,
     .max = 3000,
     .offset = AT(stress),
     .hint = "One a line: first day, last day, name: 2020-02-19 2020-03-23 COVID-19. Blank: those of this hub."},
    NUMBER("drawdown_threshold", "Drawdowns from", 0, 100, "%", "How deep a fall must be to be listed.", threshold),
    FLAG("own_windows", "Each series over its own days", "Else all over the days that all of them have.", own_windows),
    FLAG("intervals", "95 % intervals", "What chance alone could have made of the same returns: 1,000 draws.",
         intervals),
    FLAG("futures", "Futures drawn from the past", "Paths of these returns in another order; no forecast.", futures),
    WHOLE("futures.years", "How far they reach", 1, RETURNS_FUTURE_YEARS_MAX, "years", NULL, future_years),
    WHOLE("futures.paths", "Paths", 1, 10000, "", NULL, future_paths),
    WHOLE("futures.block", "Returns in a block", 0, 100000, "", "They stay together. 0: about a month of them.",
          future_block),
    WHOLE("futures.seed", "Seed", 0, 9007199254740991.0, "", "The same one draws the same paths.", future_seed),
};
enum { ALL_FIELDS = sizeof all_fields / sizeof *all_fields };

/* As the form shows them, in the order of the fields; what is folded is needed by few. */
static const struct {
    const char *title;
    int n;
    bool is_folded;
} groups[] = {
    {"Window", 6, false},
    {"Return and benchmark", 7, false},
    {"How it is counted", 7, true},
    {"Tables, intervals and futures", 14, true},
};
enum { GROUPS = sizeof groups / sizeof *groups };

/* ---- the menus ---- */

enum err analysis_menu_ask(struct db *db)
{
    enum err e = series_newest_ask(db, ANALYSIS_OWN_SHOWN);
    return e ? e : instrument_menu_ask(db);
}

enum err analysis_menu_take(struct req *req, struct analysis_menu *menu)
{
    struct series_row *own;
    enum err e = series_newest_take(req->db, req->arena, &own, &menu->n_own);
    if (!e && !(e = instrument_menu_take(req->db, req->arena, &menu->instruments)))
        e = db_pipeline_end(req->db);
    if (e)
        req->detail = "could not list what there is to analyse";
    menu->own = own;
    return e;
}

struct choices {
    const char *const *values, *const *labels;
};

/* A few words first, then the instruments, then one's own; each list ends with NULL. */
static struct choices choices_make(struct arena *arena, const struct analysis_menu *menu, const char *const (*words)[2],
                                   int n_words)
{
    const char *const *symbols, *const *names;
    int n = n_words + menu->instruments.n + menu->n_own, at = n_words;
    const char **values = arena_array(arena, (size_t)n + 1, sizeof *values),
               **labels = arena_array(arena, (size_t)n + 1, sizeof *labels);
    instrument_menu_choices(arena, &menu->instruments, &symbols, &names);
    for (int i = 0; i < n_words; i++) {
        values[i] = words[i][0];
        labels[i] = words[i][1];
    }
    for (int i = 0; i < menu->instruments.n; i++, at++) {
        values[at] = symbols[i];
        labels[at] = names[i];
    }
    for (int i = 0; i < menu->n_own; i++, at++) {
        values[at] = menu->own[i].id;
        labels[at] = menu->own[i].name;
    }
    values[at] = labels[at] = NULL;
    return (struct choices){values, labels};
}

static const char *const benchmark_words[][2] = {
    {"", "None"}, {"rate", "A fixed rate"}, {"blend", "A blend of several"}};
static const char *const risk_words[][2] = {{"", "The fixed rate"},
                                            {ANALYSIS_FED_FUNDS, "Effective federal funds rate"}};
static const char *const other_words[][2] = {{"", "None"}};

/* The fields with the menus of this person. */
static struct field *fields_make(struct arena *arena, const struct analysis_menu *menu)
{
    struct field *fields = arena_array(arena, ALL_FIELDS, sizeof *fields);
    memcpy(fields, all_fields, sizeof all_fields);
    for (int i = 0; i < ALL_FIELDS; i++) {
        bool is_benchmark = fields[i].offset == AT(benchmark), is_risk = fields[i].offset == AT(risk_free_series);
        if (fields[i].kind != FIELD_CHOICE || fields[i].choices)
            continue;
        struct choices c = is_benchmark ? choices_make(arena, menu, benchmark_words, 3)
                           : is_risk    ? choices_make(arena, menu, risk_words, 2)
                                        : choices_make(arena, menu, other_words, 1);
        fields[i].choices = c.values;
        fields[i].choice_labels = c.labels;
    }
    return fields;
}

/* What was chosen of the menu at this place of the struct; NULL for its first line. */
static const char *chosen(const struct field *fields, size_t offset, int choice)
{
    for (int i = 0; i < ALL_FIELDS; i++)
        if (fields[i].offset == offset)
            return choice > 0 ? fields[i].choices[choice] : NULL;
    return NULL;
}

/* ---- reading ---- */

static const char *text_of(struct arena *arena, struct str s)
{
    return arena_printf(arena, "%.*s", (int)s.n, s.s);
}

static void series_add_name(struct returns_request *r, struct arena *arena, struct str name, struct problem *problem)
{
    struct analysis_name unused;
    name = str_trim(name);
    if (name.n == 0)
        return;
    if (!analysis_name_read(name, &unused))
        problem_add(problem, "series", "%.60s is neither a symbol nor one of your series", text_of(arena, name));
    else if (r->n_series == RETURNS_SERIES_MAX)
        problem_add(problem, "series", "at most %d series stand side by side: choose fewer", RETURNS_SERIES_MAX);
    else
        r->series[r->n_series++] = text_of(arena, name);
}

static void series_read(struct arena *arena, const struct params *params, struct returns_request *r,
                        struct problem *problem)
{
    struct str list = params_get(params, "series");
    char name[16] = "pick";
    while (list.n)
        series_add_name(r, arena, str_cut(&list, ','), problem);
    for (int i = 0; i < PICKS; i++) {
        name[4 + num_write_int(i, name + 4)] = '\0';
        series_add_name(r, arena, params_get(params, name), problem);
    }
}

/* "SPX", or the name of one's own series, whatever its letters. */
static const char *name_resolve(struct arena *arena, const struct analysis_menu *menu, struct str text)
{
    for (int i = 0; i < menu->n_own; i++)
        if (str_eq_nocase(text, menu->own[i].name))
            return menu->own[i].id;
    return text_of(arena, text);
}

/* "60 SPX, 40 AGG" */
static void blend_read(struct arena *arena, struct str text, const struct analysis_menu *menu,
                       struct returns_request *r, struct problem *problem)
{
    while (text.n && r->n_benchmarks < RETURNS_BLEND_MAX) {
        struct str part = str_trim(str_cut(&text, ',')), number = str_cut(&part, ' '), name = str_trim(part);
        double weight;
        if (number.n && number.s[number.n - 1] == '%')
            number.n--;
        if (!num_parse(number, &weight) || weight < 0 || weight > 100 || name.n == 0 || name.n > 200) {
            problem_add(problem, "benchmark.blend",
                        "Its parts must be weights and symbols, separated by commas: 60 SPX, 40 AGG.");
            return;
        }
        r->weight[r->n_benchmarks] = weight / 100;
        r->benchmark_series[r->n_benchmarks++] = name_resolve(arena, menu, name);
    }
    if (text.n)
        problem_add(problem, "benchmark.blend", "A blend has at most %d parts.", RETURNS_BLEND_MAX);
    if (r->n_benchmarks == 0)
        problem_add(problem, "benchmark.blend", "Which series in which weights? For example: 60 SPX, 40 AGG.");
}

static void benchmark_read(struct arena *arena, const struct typed *t, const char *what,
                           const struct analysis_menu *menu, struct returns_request *r, struct problem *problem)
{
    r->rebalance = rebalances[t->rebalance];
    if (!what)
        return;
    if (strcmp(what, "rate") == 0) {
        r->benchmark = RETURNS_BENCHMARK_RATE;
        r->benchmark_rate = t->benchmark_rate / 100;
        if (isnan(t->benchmark_rate))
            problem_add(problem, "benchmark.rate", "Which rate a year?");
    } else if (strcmp(what, "blend") == 0) {
        r->benchmark = RETURNS_BENCHMARK_BLEND;
        blend_read(arena, t->blend, menu, r, problem);
    } else {
        r->benchmark = RETURNS_BENCHMARK_SERIES;
        r->n_benchmarks = 1;
        r->benchmark_series[0] = what;
    }
}

/* "1, 3, 0.5": years of whole months. */
static void rolling_read(struct str text, struct returns_request *r, struct problem *problem)
{
    enum { MONTHS_MOST = 600 };
    double years;
    if (text.n)
        r->n_rolling = 0;
    while (text.n) {
        struct str one = str_trim(str_cut(&text, ','));
        bool is_good = num_parse(one, &years) && years * 12 >= 1 - 1e-6 && years * 12 <= MONTHS_MOST &&
                       fabs(years * 12 - round(years * 12)) <= 1e-6;
        if (!is_good || r->n_rolling == RETURNS_ROLLING_MAX) {
            problem_add(problem, "rolling_years",
                        "Rolling returns take up to %d numbers of years, of whole months each: 1, 3, 0.5.",
                        RETURNS_ROLLING_MAX);
            return;
        }
        r->rolling_months[r->n_rolling++] = (int)round(years * 12);
    }
}

/* "2020-02-19 2020-03-23 COVID-19", one a line. */
static void stress_read(struct arena *arena, struct str text, struct returns_request *r, struct problem *problem)
{
    if (text.n)
        r->n_stress = 0;
    while (text.n) {
        struct str line = str_trim(str_cut(&text, '\n'));
        if (!line.n)
            continue;
        struct returns_stress_period p;
        struct str from = str_cut(&line, ' '), to = str_cut(&line, ' ');
        if (r->n_stress == RETURNS_STRESS_MAX || !day_parse(from, &p.from) || !day_parse(to, &p.to) || p.from >= p.to) {
            problem_add(problem, "stress",
                        "Bad times are up to %d lines of a first day, a later last one and a name: 2020-02-19 "
                        "2020-03-23 COVID-19.",
                        RETURNS_STRESS_MAX);
            return;
        }
        p.name = text_of(arena, str_trim(line));
        r->stress[r->n_stress++] = p;
    }
}

static int year_of(double x)
{
    return isnan(x) ? 0 : (int)x;
}

static void typed_init(struct typed *t)
{
    *t = (struct typed){.benchmark_rate = NAN,
                        .window_years = NAN,
                        .first_year = NAN,
                        .last_year = NAN,
                        .ppy = NAN,
                        .from = RETURNS_NO_DAY,
                        .to = RETURNS_NO_DAY,
                        .as_of = RETURNS_NO_DAY,
                        .risk_free = 2,
                        .target = 7,
                        .threshold = 5,
                        .future_years = FUTURE_YEARS,
                        .future_paths = PATHS,
                        .future_seed = 1};
}

static void window_read(const struct typed *t, struct returns_request *r, struct problem *problem)
{
    r->window = windows[t->window];
    r->from = t->from;
    r->to = t->to;
    r->first_year = year_of(t->first_year);
    r->last_year = year_of(t->last_year);
    r->window_years = isnan(t->window_years) ? 0 : t->window_years;
    if (r->window == RETURNS_WINDOW_YEARS && isnan(t->window_years))
        problem_add(problem, "window.years", "How many years?");
}

bool analysis_form_read(struct arena *arena, const struct params *params, const struct analysis_menu *menu,
                        struct returns_request *r, struct problem *problem)
{
    struct typed t;
    const struct field *fields = fields_make(arena, menu);
    typed_init(&t);
    returns_request_init(r);
    series_read(arena, params, r, problem);
    if (!form_read(params, fields, ALL_FIELDS, &t, problem))
        return false;
    benchmark_read(arena, &t, chosen(fields, AT(benchmark), t.benchmark), menu, r, problem);
    window_read(&t, r, problem);
    rolling_read(t.rolling, r, problem);
    stress_read(arena, t.stress, r, problem);
    r->basis = t.basis == 0 ? RETURNS_TOTAL : RETURNS_PRICE;
    r->risk_free = t.risk_free / 100;
    r->risk_free_series = chosen(fields, AT(risk_free_series), t.risk_free_series);
    r->currency_series = chosen(fields, AT(currency), t.currency);
    r->inflation_series = chosen(fields, AT(inflation), t.inflation);
    r->frequency = frequencies[t.frequency];
    r->ppy = t.ppy;
    r->years_method = (enum returns_years)t.years_method;
    r->matrix_step = steps[t.matrix_step];
    r->fee = t.fee / 100;
    r->target = t.target / 100;
    r->drawdown_threshold = t.threshold / 100;
    r->as_of = t.as_of;
    r->force = t.force;
    r->own_windows = t.own_windows;
    r->partial = t.partial;
    r->draws = t.intervals ? DRAWS : 0;
    r->future_paths = t.futures ? (size_t)t.future_paths : 0;
    r->future_years = (int)t.future_years;
    r->future_block = (size_t)t.future_block;
    r->future_seed = (double)t.future_seed;
    return problem->n == 0 && returns_request_check(r, problem);
}

/* ---- writing ---- */

struct query {
    struct buf text;
    bool begun;
};

static void put(struct query *q, const char *name, const char *value)
{
    buf_puts(&q->text, q->begun ? "&" : "");
    buf_puts(&q->text, name);
    buf_putc(&q->text, '=');
    path_encode(&q->text, str_of(value));
    q->begun = true;
}

static void put_unless(struct query *q, const char *name, const char *value, bool usual)
{
    if (!usual && value)
        put(q, name, value);
}

static void put_number(struct query *q, const char *name, double x, double usual)
{
    char digits[NUM_TEXT + 1];
    if (!isfinite(x) || x == usual)
        return;
    digits[num_write(x, digits)] = '\0';
    put(q, name, digits);
}

/* A fraction in percent, without the noise of the multiplication. */
static void put_percent(struct query *q, const char *name, double fraction, double usual)
{
    put_number(q, name, round(fraction * 100 * 1e10) / 1e10, usual);
}

static void put_day(struct query *q, const char *name, int32_t day)
{
    char text[DAY_TEXT];
    if (day != RETURNS_NO_DAY)
        put(q, name, day_text(day, text));
}

static const char *word_of(const char *const *words, const void *values, size_t size, const void *value)
{
    int i = 0;
    while (memcmp((const char *)values + (size_t)i * size, value, size) != 0)
        i++;
    return words[i];
}
#define WORD(of, values, value) word_of(of##_values, values, sizeof *(values), &(value))

static const char *list_of(struct arena *arena, const char *const *names, int n)
{
    const char *list = n ? names[0] : "";
    for (int i = 1; i < n; i++)
        list = arena_printf(arena, "%s,%s", list, names[i]);
    return list;
}

static void put_benchmark(struct query *q, struct arena *arena, const struct returns_request *r)
{
    if (r->benchmark == RETURNS_BENCHMARK_SERIES)
        put(q, "benchmark", r->benchmark_series[0]);
    if (r->benchmark == RETURNS_BENCHMARK_RATE) {
        put(q, "benchmark", "rate");
        put_percent(q, "benchmark.rate", r->benchmark_rate, NAN);
    }
    if (r->benchmark != RETURNS_BENCHMARK_BLEND)
        return;
    const char *parts[RETURNS_BLEND_MAX];
    for (int i = 0; i < r->n_benchmarks; i++)
        parts[i] = arena_printf(arena, "%.10g %s", r->weight[i] * 100, r->benchmark_series[i]);
    put(q, "benchmark", "blend");
    put(q, "benchmark.blend", list_of(arena, parts, r->n_benchmarks));
    put_unless(q, "benchmark.rebalance", WORD(rebalance, rebalances, r->rebalance), r->rebalance == FREQUENCY_YEARLY);
}

static void put_futures(struct query *q, const struct returns_request *r)
{
    if (!r->future_paths)
        return;
    put(q, "futures", "1");
    put_number(q, "futures.years", r->future_years, FUTURE_YEARS);
    put_number(q, "futures.paths", (double)r->future_paths, PATHS);
    put_number(q, "futures.block", (double)r->future_block, 0);
    put_number(q, "futures.seed", r->future_seed, 1);
}

static void put_rolling(struct query *q, struct arena *arena, const struct returns_request *r)
{
    const char *years[RETURNS_ROLLING_MAX] = {NULL};
    char digits[NUM_TEXT + 1];
    bool usual = r->n_rolling == RETURNS_ROLLING_WINDOWS &&
                 memcmp(r->rolling_months, returns_rolling_months, sizeof returns_rolling_months) == 0;
    for (int i = 0; i < r->n_rolling; i++) {
        digits[num_write(r->rolling_months[i] / 12.0, digits)] = '\0';
        years[i] = arena_strdup(arena, digits);
    }
    put_unless(q, "rolling_years", list_of(arena, years, r->n_rolling), usual);
}

static bool is_usual_stress(const struct returns_request *r)
{
    bool same = r->n_stress == RETURNS_STRESS_PERIODS;
    for (int i = 0; same && i < r->n_stress; i++) {
        const struct returns_stress_period *p = &r->stress[i], *usual = &returns_stress_periods[i];
        same = strcmp(p->name, usual->name) == 0 && p->from == usual->from && p->to == usual->to;
    }
    return same;
}

static void put_stress(struct query *q, struct arena *arena, const struct returns_request *r)
{
    char from[DAY_TEXT], to[DAY_TEXT];
    struct buf lines;
    buf_init(&lines, arena, 256);
    for (int i = 0; i < r->n_stress; i++)
        buf_printf(&lines, "%s%s %s %s", i ? "\n" : "", day_text(r->stress[i].from, from),
                   day_text(r->stress[i].to, to), r->stress[i].name);
    put_unless(q, "stress", lines.s, is_usual_stress(r));
}

const char *analysis_form_query(struct arena *arena, const struct returns_request *r)
{
    struct query q = {0};
    buf_init(&q.text, arena, 256);
    put(&q, "series", list_of(arena, r->series, r->n_series));
    put_benchmark(&q, arena, r);
    put_unless(&q, "window", WORD(window, windows, r->window), r->window == RETURNS_WINDOW_DATES);
    put_day(&q, "from", r->from);
    put_day(&q, "to", r->to);
    put_number(&q, "window.first_year", r->first_year, 0);
    put_number(&q, "window.last_year", r->last_year, 0);
    put_number(&q, "window.years", r->window_years, 0);
    put_unless(&q, "basis", "price", r->basis == RETURNS_TOTAL);
    put_percent(&q, "risk_free_annual", r->risk_free, 2);
    put_unless(&q, "risk_free_series", r->risk_free_series, false);
    put_unless(&q, "frequency", WORD(frequency, frequencies, r->frequency), r->frequency == RETURNS_FREQUENCY_OWN);
    put_number(&q, "ppy", r->ppy, NAN);
    put_unless(&q, "years_method", years_values[r->years_method], r->years_method == RETURNS_YEARS_ANNIVERSARY);
    put_unless(&q, "matrix_step", WORD(step, steps, r->matrix_step), r->matrix_step == FREQUENCY_YEARLY);
    put_percent(&q, "fee", r->fee, 0);
    put_percent(&q, "target", r->target, 7);
    put_unless(&q, "currency", r->currency_series, false);
    put_unless(&q, "inflation", r->inflation_series, false);
    put_rolling(&q, arena, r);
    put_stress(&q, arena, r);
    put_percent(&q, "drawdown_threshold", r->drawdown_threshold, 5);
    put_day(&q, "as_of", r->as_of);
    put_unless(&q, "force", "1", !r->force);
    put_unless(&q, "own_windows", "1", !r->own_windows);
    put_unless(&q, "partial_years", "1", !r->partial);
    put_unless(&q, "intervals", "1", r->draws == 0);
    put_futures(&q, r);
    return q.text.s;
}

/* ---- showing ---- */

/* The parts of a blend as a person types them: one's own series by name, where the name says which. */
static struct str blend_text(struct arena *arena, const struct analysis_menu *menu, struct str text)
{
    struct buf b;
    buf_init(&b, arena, 128);
    while (text.n) {
        struct str part = str_trim(str_cut(&text, ',')), weight = str_cut(&part, ' '), what = str_trim(part);
        struct analysis_name name;
        bool is_own = analysis_name_read(what, &name) && name.is_own;
        for (int i = 0; is_own && i < menu->n_own; i++)
            if (str_eq_nocase(name.what, menu->own[i].id) && !strchr(menu->own[i].name, ',') &&
                str_eq_nocase(name.what, name_resolve(arena, menu, str_of(menu->own[i].name))))
                what = str_of(menu->own[i].name);
        buf_printf(&b, "%s%.*s %.*s", b.n ? ", " : "", (int)weight.n, weight.s, (int)what.n, what.s);
    }
    return buf_view(&b);
}

static void pick_show(struct view *v, const char *section, int i, const char *value, const char *label,
                      const char *about, bool picked)
{
    struct view *pick = view_add(v, section);
    view_printf(pick, "PICK_NAME", "pick%d", i);
    view_text(pick, "PICK_VALUE", value);
    view_text(pick, "PICK_LABEL", label);
    view_text(pick, "PICK_ABOUT", about);
    view_show_if(pick, "PICKED", picked);
}

static bool is_picked(const struct returns_request *r, const char *value)
{
    for (int k = 0; k < r->n_series; k++)
        if (strcmp(r->series[k], value) == 0)
            return true;
    return false;
}

static const char *rows_text(struct arena *arena, int64_t rows, int32_t first_day, int32_t last_day)
{
    char first[DAY_TEXT], last[DAY_TEXT];
    return arena_printf(arena, "%s to %s, %s rows", day_text(first_day, first), day_text(last_day, last),
                        num_group(arena, (double)rows, 0));
}

/* Whether something is asked for there, or wrong. */
static bool is_used(const struct field *fields, int n, const struct params *params, const struct problem *problem)
{
    for (int i = 0; i < n; i++) {
        struct str typed = params_get(params, fields[i].name);
        bool is_usual = typed.n == 0 || (fields[i].kind == FIELD_CHOICE && str_eq(typed, fields[i].choices[0]));
        if (!is_usual || (problem && problem_message(problem, fields[i].name)))
            return true;
    }
    return false;
}

static void groups_show(struct view *v, const struct field *fields, const struct typed *t, const struct params *params,
                        const struct problem *problem)
{
    for (int g = 0, at = 0; g < GROUPS; at += groups[g++].n) {
        struct view *group = view_add(v, "FIELDSET");
        bool is_open = is_used(fields + at, groups[g].n, params, problem);
        view_text(group, "FIELDSET_TITLE", groups[g].title);
        view_show_if(group, "FIELDSET_FOLDED", groups[g].is_folded);
        view_show_if(group, "FIELDSET_OPEN", is_open);
        view_show_if(group, "FIELDSET_PLAIN", !groups[g].is_folded);
        form_show(group, fields + at, groups[g].n, t, problem ? params : NULL, problem);
    }
}

void analysis_form_show(struct view *v, const struct params *params, const struct analysis_menu *menu,
                        const struct problem *problem)
{
    struct arena *arena = view_arena(v);
    struct problem ignored = {.arena = arena};
    struct returns_request r;
    struct typed t;
    int at = 0;
    returns_request_init(&r);
    series_read(arena, params, &r, &ignored);
    typed_init(&t);
    form_read(params, fields_make(arena, menu), ALL_FIELDS, &t, &ignored);
    t.blend = blend_text(arena, menu, t.blend);
    for (int i = 0; i < menu->instruments.n; i++, at++) {
        const struct instrument_row *row = &menu->instruments.rows[i];
        pick_show(v, "INSTRUMENT", at, row->symbol, instrument_label(arena, row),
                  rows_text(arena, row->sessions, row->first_day, row->last_day), is_picked(&r, row->symbol));
    }
    for (int i = 0; i < menu->n_own; i++, at++) {
        const struct series_row *row = &menu->own[i];
        pick_show(v, "OWN", at, row->id, row->name, rows_text(arena, row->n_rows, row->first_day, row->last_day),
                  is_picked(&r, row->id));
    }
    view_show_if(v, "HAS_INSTRUMENTS", menu->instruments.n > 0);
    view_show_if(v, "HAS_OWN", menu->n_own > 0);
    view_show_if(v, "NO_OWN", menu->n_own == 0);
    const char *why = problem ? problem_message(problem, "series") : NULL;
    view_text_if(v, "SERIES_WRONG", "SERIES_WHY", why);
    groups_show(v, fields_make(arena, menu), &t, params, problem);
}
