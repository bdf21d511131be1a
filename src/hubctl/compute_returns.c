/* compute_returns.c: `hubctl compute returns.analyze`: the files of prices or returns that a request names, read as uploads are
 * (market/price_file.h), and analysed. What a person would be asked is refused, with the field that settles it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "hubctl/compute.h"

#include <sodium.h>
#include <time.h>

#include "compute/returns.h"
#include "hubctl/hubctl.h"
#include "market/dated_file.h"
#include "market/price_source.h"

struct files {
    struct arena *arena;
    struct returns_request *request;
    struct problem *problem;
    crypto_hash_sha256_state hash;
    struct returns_sources sources;
    struct warnings warnings; /* of the files */
};

static bool load(struct files *f, const char *field, const char *path, struct str *bytes)
{
    const char *why;
    if (!file_load(f->arena, path, bytes, &why)) {
        problem_add(f->problem, field, "%s: %s", path, why);
        return false;
    }
    crypto_hash_sha256_update(&f->hash, (const unsigned char *)bytes->s, bytes->n);
    return true;
}

/* The file's name without its directory and ending: what a series is called that has no other name. */
static const char *name_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *point = strrchr(name, '.');
    return arena_dup(a, name, point && point > name ? (size_t)(point - name) : strlen(name));
}

static void tell_warnings(struct files *f, const char *path, const struct file_answer *answer)
{
    for (int i = 0; i < answer->n; i++)
        if (answer->at[i].level == FILE_WARNING)
            warnings_add(f->arena, &f->warnings, "file", "%s: %s", path, answer->at[i].text);
}

/* A refusal, in the field of the request that lifts it where there is one. */
static bool refuse_file(struct files *f, const char *field, const char *path, const struct file_answer *answer)
{
    static const char *const own[] = {"unit", "kind", "column"};
    for (size_t i = 0; answer->option && i < sizeof own / sizeof *own; i++)
        if (!strcmp(answer->option, own[i]))
            field = own[i];
    problem_add(f->problem, field, "%s: %s", path, file_fault(answer));
    return false;
}

/* Files with adjusted and plain closes give both whatever the column; it then says which basis is meant. */
static bool is_basis_column(struct arena *a, const char *column)
{
    const char *plain = column ? table_name_plain(a, column) : "adjclose";
    return !strcmp(plain, "adjclose") || !strcmp(plain, "close");
}

static struct price_file_options options_of(const struct files *f)
{
    const struct returns_request *r = f->request;
    struct price_file_options o = {.today = (int32_t)(time(NULL) / 86400), .analysed = true};
    o.kind = (enum price_kind)r->kind;
    o.unit = (enum price_unit)r->unit;
    if (!is_basis_column(f->arena, r->column))
        o.columns = price_name(r->column);
    return o;
}

static bool check_column(struct files *f, const char *field, const char *path, const struct returns_source *s)
{
    const char *column = f->request->column;
    if (!column || !is_basis_column(f->arena, column))
        return true;
    bool adjusted = !strcmp(table_name_plain(f->arena, column), "adjclose");
    if (adjusted ? s->total && !s->as_given : s->price != NULL)
        return true;
    problem_add(f->problem, field, "%s: no column of numbers is called \"%s\"", path, column);
    return false;
}

static bool read_file(struct files *f, const char *field, const char *path, struct price_file *file,
                      struct returns_source *out, int room, int *n)
{
    struct file_answer answer;
    struct str bytes;
    const struct price_file_options options = options_of(f);
    file_answer_init(&answer, f->arena);
    if (!load(f, field, path, &bytes))
        return false;
    if (!price_file_read(&answer, bytes, &options, file))
        return refuse_file(f, field, path, &answer);
    if (file->n > room) {
        problem_add(f->problem, field, "%s: %d series where %d more are accepted: choose a column", path, file->n,
                    room);
        return false;
    }
    for (int i = 0; i < file->n; i++) {
        struct price_file_series *s = &file->series[i];
        if (f->request->base_date != RETURNS_NO_DAY)
            s->base_day = f->request->base_date;
        if (!price_source_make(&answer, file->kind, s, &out[i]))
            return refuse_file(f, "base_date", path, &answer);
        if (!check_column(f, "column", path, &out[i]))
            return false;
        out[i].name = file->n > 1 ? s->name : name_of(f->arena, path);
    }
    *n = file->n;
    tell_warnings(f, path, &answer);
    return true;
}

static void read_series(struct files *f)
{
    struct returns_request *r = f->request;
    struct returns_sources *s = &f->sources;
    struct price_file *file = ARENA_NEW(f->arena, struct price_file);
    for (int i = 0; i < r->n_files; i++) {
        int n = 0;
        if (!read_file(f, r->kind == 2 ? "files.returns" : "files.prices", r->files[i], file, s->series + s->n_series,
                       RETURNS_SERIES_MAX - s->n_series, &n))
            return;
        s->n_series += n;
    }
    if (r->n_series && r->n_series != s->n_series)
        problem_add(f->problem, "series", "%d names are given where the files hold %d series", r->n_series,
                    s->n_series);
    for (int i = 0; i < s->n_series; i++) {
        if (i < r->n_series)
            s->series[i].name = r->series[i];
        r->series[i] = s->series[i].name;
    }
    r->n_series = s->n_series;
}

/* A file of a benchmark makes it the benchmark; several are the parts of a blend, in its order. */
static void read_benchmark(struct files *f)
{
    struct returns_request *r = f->request;
    struct returns_sources *s = &f->sources;
    struct price_file *file = ARENA_NEW(f->arena, struct price_file);
    for (int i = 0; i < r->n_benchmark_files; i++) {
        int n = 0;
        if (!read_file(f, "files.benchmark", r->benchmark_files[i], file, s->benchmark + i, 1, &n))
            return;
    }
    s->n_benchmarks = r->n_benchmark_files;
    if (r->benchmark == RETURNS_NO_BENCHMARK && s->n_benchmarks == 1) {
        r->benchmark = RETURNS_BENCHMARK_SERIES;
        r->benchmark_series[0] = s->benchmark[0].name;
        r->n_benchmarks = 1;
    }
    if (r->n_benchmarks != s->n_benchmarks)
        problem_add(f->problem, "files.benchmark", "%d files are given where the benchmark is made of %d series",
                    s->n_benchmarks, r->n_benchmarks);
    for (int i = 0; i < s->n_benchmarks && r->n_benchmarks == s->n_benchmarks; i++)
        s->benchmark[i].name = r->benchmark_series[i] ? r->benchmark_series[i] : s->benchmark[i].name;
}

/* Rates in percent a year, by day or by month. */
static void read_rates(struct files *f)
{
    const char *path = f->request->risk_free_file;
    struct file_answer answer;
    struct dated_file rates;
    struct str bytes;
    const struct price_file_options options = {.today = (int32_t)(time(NULL) / 86400)};
    file_answer_init(&answer, f->arena);
    if (!path || !load(f, "files.risk_free", path, &bytes))
        return;
    if (!dated_file_read(&answer, bytes, DATED_RATES, &options, &rates)) {
        refuse_file(f, "files.risk_free", path, &answer);
        return;
    }
    double *fraction = ARENA_ARRAY(f->arena, rates.n, double);
    for (size_t i = 0; i < rates.n; i++)
        fraction[i] = rates.value[i] / 100;
    f->sources.risk_free = (struct level_series){rates.n, rates.day, fraction};
    if (!f->request->risk_free_series)
        f->request->risk_free_series = name_of(f->arena, path);
    tell_warnings(f, path, &answer);
}

/* The levels of one more series, whose name in the request may be left out. */
static void read_levels(struct files *f, const char *field, const char *path, const char **name,
                        struct level_series *out)
{
    struct file_answer answer;
    struct str bytes;
    struct returns_source s;
    struct price_file *file = ARENA_NEW(f->arena, struct price_file);
    const struct price_file_options options = {
        .today = (int32_t)(time(NULL) / 86400), .kind = PRICE_KIND_PRICES, .analysed = true};
    file_answer_init(&answer, f->arena);
    if (!path || !load(f, field, path, &bytes))
        return;
    if (!price_file_read(&answer, bytes, &options, file) ||
        !price_source_make(&answer, file->kind, &file->series[0], &s)) {
        problem_add(f->problem, field, "%s: %s", path, file_fault(&answer));
        return;
    }
    if (file->n > 1)
        problem_add(f->problem, field, "%s: %d series where one is expected", path, file->n);
    *out = (struct level_series){s.n, s.day, s.price ? s.price : s.total};
    if (!*name)
        *name = name_of(f->arena, path);
    tell_warnings(f, path, &answer);
}

/* A name needs its file: here is no market to look it up in. */
static void check_named(struct files *f, const char *name, const char *path, const char *field, const char *of)
{
    if (name && !path)
        problem_add(f->problem, field, "the CSV file with the %s is missing", of);
}

static bool read_files(struct files *f, char data_version[65])
{
    unsigned char sum[crypto_hash_sha256_BYTES];
    struct returns_request *r = f->request;
    crypto_hash_sha256_init(&f->hash);
    if (!r->n_files)
        problem_add(f->problem, "files.prices", "the CSV file with the prices is missing");
    if (r->column && !strcmp(table_name_plain(f->arena, r->column), "close"))
        r->basis = RETURNS_PRICE;
    read_series(f);
    read_benchmark(f);
    read_rates(f);
    read_levels(f, "files.currency", r->currency_file, &r->currency_series, &f->sources.currency);
    read_levels(f, "files.inflation", r->inflation_file, &r->inflation_series, &f->sources.inflation);
    check_named(f, r->risk_free_series, r->risk_free_file, "files.risk_free", "rates");
    check_named(f, r->currency_series, r->currency_file, "files.currency", "exchange rates");
    check_named(f, r->inflation_series, r->inflation_file, "files.inflation", "price index");
    crypto_hash_sha256_final(&f->hash, sum);
    hex_encode(sum, sizeof sum, data_version);
    return f->problem->n == 0;
}

int compute_returns(struct arena *a, struct json_object *object)
{
    struct problem p = {.arena = a};
    struct returns_request r;
    struct returns_analysis *analysis = ARENA_NEW(a, struct returns_analysis);
    struct files *f = ARENA_NEW(a, struct files);
    char data_version[65];
    *f = (struct files){.arena = a, .request = &r, .problem = &p};
    if (!returns_request_read(object, &r, &p) || !read_files(f, data_version) ||
        !returns_analyze(a, &r, &f->sources, RETURNS_TABLE_ALL, data_version, analysis, &p))
        return compute_refuse(a, "Fields of the request are not as they must be.", &p);
    for (int i = 0; i < f->warnings.n; i++)
        warnings_add(a, &analysis->warnings, f->warnings.at[i].code, "%s", f->warnings.at[i].message);
    struct buf b;
    buf_init(&b, a, 1 << 17);
    returns_answer_write(&b, analysis);
    return compute_print(&b);
}
