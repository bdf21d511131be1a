/* returns.c (bench): how long it takes to read a file of 8,160 returns, to find every figure of it beside a benchmark, and to fill
 * its matrices. Prints one line per measure, name TAB value TAB unit; times are of the processor, the median of many runs.
 * The file is SPY of ../shared where it is there, else one like it made from a fixed seed; the benchmark is made.
 * With --text it prints the file with the benchmark as one more column instead, for returns.py.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/file.h"
#include "engine/returns.h"
#include "engine/returns_matrix.h"
#include "market/price_file.h"
#include "series.h"

enum { ROWS = 8161, FILE_MAX = 1 << 22 };

struct bench {
    struct arena *arena, *scratch;
    struct str text;
    struct level_series series, benchmark;
    void *work;
    struct returns_matrix_period *period, *of_benchmark;
    double *cell[2][RETURNS_MATRIX_KINDS];
    struct returns_metrics metrics;
};

/* ---- the file ---- */

static struct str made_text(struct arena *a)
{
    struct buf out;
    uint64_t state = 1;
    int32_t day = day_from_civil(1993, 1, 29);
    double price = 44;
    buf_init(&out, a, FILE_MAX);
    buf_printf(&out, "date,open,high,low,close,adj_close,volume\n");
    for (int i = 0; i < ROWS; i++, day += day_weekday(day) == 4 ? 3 : 1) {
        char date[DAY_TEXT];
        double open = price;
        price *= 1 + (bench_uniform(&state) - 0.488) * 0.03;
        buf_printf(&out, "%s,%.6f,%.6f,%.6f,%.6f,%.6f,%d\n", day_text(day, date), open, fmax(open, price) * 1.001,
                   fmin(open, price) * 0.999, price, price * 0.6, 1000000 + i);
    }
    return (struct str){out.s, out.n};
}

static const char *load(struct bench *b)
{
    const char *shared = getenv("HUB_SHARED"), *why;
    const char *path = arena_printf(b->arena, "%s/data/returns/spy.csv", shared ? shared : "../shared");
    if (file_read(b->arena, path, FILE_MAX, &b->text, &why))
        return "SPY";
    b->text = made_text(b->arena);
    return "generated";
}

static bool read_text(struct bench *b, struct arena *a, struct price_file *out)
{
    struct file_answer answer;
    file_answer_init(&answer, a);
    return price_file_read(&answer, b->text, &(struct price_file_options){.today = day_from_civil(2026, 1, 1)}, out);
}

/* Two thirds of every move of the series, and something of its own. */
static const double *made_benchmark(struct bench *b)
{
    double *level = ARENA_ARRAY(b->arena, b->series.n, double);
    uint64_t state = 7;
    level[0] = 100;
    for (size_t i = 1; i < b->series.n; i++) {
        double move = b->series.level[i] / b->series.level[i - 1] - 1;
        level[i] = round(level[i - 1] * (1 + move / 1.5 + (bench_uniform(&state) - 0.5) * 0.01) * 1e6) / 1e6;
    }
    return level;
}

static void prepare(struct bench *b)
{
    struct price_file *file = ARENA_ARRAY(b->arena, 1, struct price_file);
    bench_must(read_text(b, b->arena, file), "the file was refused");
    const struct price_file_series *s = &file->series[0];
    size_t n = s->n;
    b->series = (struct level_series){n, s->day, s->value[PRICE_ADJ_CLOSE]};
    b->benchmark = (struct level_series){n, s->day, made_benchmark(b)};
    b->work = arena_bytes(b->arena, returns_work_size(n, n));
    b->period = ARENA_ARRAY(b->arena, n, struct returns_matrix_period);
    b->of_benchmark = ARENA_ARRAY(b->arena, n, struct returns_matrix_period);
    for (int i = 0; i < 2 * RETURNS_MATRIX_KINDS; i++)
        b->cell[i / RETURNS_MATRIX_KINDS][i % RETURNS_MATRIX_KINDS] =
            ARENA_ARRAY(b->arena, returns_matrix_cells(200), double);
}

static void print_text(struct bench *b)
{
    struct str left = b->text, line = str_cut(&left, '\n');
    printf("%.*s,benchmark\n", (int)str_trim(line).n, line.s);
    for (size_t i = 0; left.n && i < b->benchmark.n; i++) {
        line = str_cut(&left, '\n');
        printf("%.*s,%.17g\n", (int)str_trim(line).n, line.s, b->benchmark.level[i]);
    }
}

/* ---- what is measured ---- */

static void parse(struct bench *b)
{
    struct price_file *file = ARENA_ARRAY(b->scratch, 1, struct price_file);
    bench_must(read_text(b, b->scratch, file), "the file was refused");
}

static void find(struct bench *b, const struct level_series *benchmark)
{
    const struct returns_terms terms = {.risk_free = 0.02, .frequency = FREQUENCY_DAILY, .ppy = 252};
    bench_must(returns_metrics_find(&b->series, benchmark, &terms, b->work, &b->metrics), "no figures");
}

static void metrics(struct bench *b)
{
    find(b, &b->benchmark);
}

static void metrics_alone(struct bench *b)
{
    find(b, NULL);
}

/* Three kinds of both, and the difference, the wealth and the quotient of each. */
static void matrices(struct bench *b)
{
    size_t m = returns_matrix_periods(&b->series, FREQUENCY_DAILY, FREQUENCY_YEARLY, b->period);
    size_t k = returns_matrix_periods(&b->benchmark, FREQUENCY_DAILY, FREQUENCY_YEARLY, b->of_benchmark);
    bench_must(m == k && m < 200, "years that do not belong together");
    returns_matrix_fill(&b->series, b->period, m, b->cell[0]);
    returns_matrix_fill(&b->benchmark, b->of_benchmark, m, b->cell[1]);
    double *out = ARENA_ARRAY(b->scratch, returns_matrix_cells(m), double);
    for (enum returns_matrix_kind kind = 0; kind < RETURNS_MATRIX_KINDS; kind++) {
        for (enum returns_matrix_against how = 0; how < RETURNS_AGAINSTS; how++)
            returns_matrix_compare(how, b->cell[0][kind], b->cell[1][kind], returns_matrix_cells(m), out);
    }
}

int main(int argc, char **argv)
{
    struct bench b = {.arena = arena_new(), .scratch = arena_new()};
    const char *name = load(&b);
    prepare(&b);
    if (argc > 1 && strcmp(argv[1], "--text") == 0) {
        print_text(&b);
        return 0;
    }
    printf("returns.series\t%s\tname\nreturns.rows\t%zu\trows\n", name, b.series.n);
    bench_measure(&b, b.scratch, "returns.parse", parse);
    bench_measure(&b, b.scratch, "returns.metrics_alone", metrics_alone);
    bench_measure(&b, b.scratch, "returns.metrics", metrics);
    bench_measure(&b, b.scratch, "returns.matrices", matrices);
    static const enum returns_metric shown[] = {
        RETURNS_SHARPE, RETURNS_MAX_DRAWDOWN,      RETURNS_CVAR95_HISTORICAL, RETURNS_POSITIVE_MONTHS_PCT,
        RETURNS_BETA,   RETURNS_UP_CAPTURE_MONTHLY};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        printf("returns.figure.%s\t%.17g\tfigure\n", returns_metric_info[shown[i]].key, b.metrics.value[shown[i]]);
    arena_free(b.scratch);
    arena_free(b.arena);
    return 0;
}
