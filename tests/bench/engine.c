/* engine.c (bench): how long one backtest of 25 years takes, and writing and reading its answer.
 * Prints one line per measure, name TAB value TAB unit, the median of many runs. The series is SPY of ../shared where
 * it is there, else one of the same length made from a fixed seed; the line "series" says which.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/day.h"
#include "base/file.h"
#include "compute/backtest.h"
#include "compute/files.h"

enum { SESSIONS = 6381, RUNS_LEAST = 201, RUNS_MOST = 20001, PATIENCE_MS = 500 };

struct bench {
    struct arena *arena;
    struct price_series prices;
    struct rate_series rates;
    struct backtest_request request;
    struct backtest_answer answer; /* with all columns, to write and read */
    struct bt_input input;
    struct bt_result bare; /* arrays of a run without columns */
    struct str json;
    struct arena *scratch;
};

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median of the runs of half a second: a shared machine is slow for some hundredths now and then. */
static void measure(struct bench *b, const char *name, void (*run)(struct bench *))
{
    static double took[RUNS_MOST];
    double begun = now_ms();
    int n = 0;
    while (n < RUNS_LEAST || (n < RUNS_MOST && now_ms() - begun < PATIENCE_MS)) {
        arena_reset(b->scratch);
        double start = now_ms();
        run(b);
        took[n++] = now_ms() - start;
    }
    qsort(took, (size_t)n, sizeof *took, ascending);
    printf("%s\t%.4f\tms\n", name, took[n / 2]);
}

static void must(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "bench: %s\n", what);
    exit(1);
}

/* ---- the series ---- */

static bool load_shared(struct bench *b)
{
    const char *shared = getenv("HUB_SHARED"), *why;
    const char *dir = arena_printf(b->arena, "%s/data/prices", shared ? shared : "../shared");
    struct problem p = {.arena = b->arena};
    struct str text;
    size_t lost;
    return file_read(b->arena, arena_printf(b->arena, "%s/spy_daily.csv", dir), 1 << 26, &text, &why) &&
           files_prices_parse(b->arena, "prices", text, &b->prices, &p) &&
           file_read(b->arena, arena_printf(b->arena, "%s/spy_dividends.csv", dir), 1 << 26, &text, &why) &&
           files_dividends_parse(b->arena, "dividends", text, &b->prices, &lost, &p) &&
           file_read(b->arena, arena_printf(b->arena, "%s/fed_funds_daily.csv", dir), 1 << 26, &text, &why) &&
           files_rates_parse(b->arena, "rates", text, &b->rates, &p);
}

static double uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) / 9007199254740992.0;
}

/* Weekdays from 2000-01-03, a random walk with a quarterly dividend, and rates that move every month. */
static void generate(struct bench *b)
{
    int32_t *day = ARENA_ARRAY(b->arena, SESSIONS, int32_t), at = day_from_civil(2000, 1, 3);
    double *column[7];
    for (int c = 0; c < 7; c++)
        column[c] = ARENA_ARRAY(b->arena, SESSIONS, double);
    uint64_t state = 1;
    double price = 140, rate = 3;
    for (int i = 0; i < SESSIONS; i++, at += day_weekday(at) == 4 ? 3 : 1) {
        double open = price, drift = 1 + (uniform(&state) - 0.488) * 0.03;
        price = round(price * drift * 1e6) / 1e6;
        rate = i % 21 ? rate : round(fmax(0.1, rate + uniform(&state) - 0.5) * 100) / 100;
        day[i] = at;
        column[0][i] = open;
        column[1][i] = fmax(open, price);
        column[2][i] = fmin(open, price);
        column[3][i] = price;
        column[4][i] = i % 63 == 62 ? 0.7 : 0;
        column[5][i] = rate;
        column[6][i] = rate + 1.5;
    }
    b->prices = (struct price_series){SESSIONS, day, column[0], column[1], column[2], column[3], column[4]};
    b->rates = (struct rate_series){SESSIONS, day, column[5], column[6], 0};
}

/* ---- what is measured ---- */

static void run_bare(struct bench *b)
{
    must(bt_run(&b->request.config, &b->input, &b->bare) == BT_OK, "the run was refused");
}

static void run_columns(struct bench *b)
{
    must(bt_run(&b->request.config, &b->input, &b->answer.result) == BT_OK, "the run was refused");
}

static void run_whole(struct bench *b)
{
    struct backtest_answer answer;
    struct problem p = {.arena = b->scratch};
    must(backtest_compute(b->scratch, &b->request, &b->prices, &b->rates, "bench", &answer, &p), "refused");
}

static void write_json(struct bench *b)
{
    struct buf out;
    buf_init(&out, b->scratch, 1 << 21);
    backtest_answer_write(&out, &b->answer, true);
}

static void write_csv(struct bench *b)
{
    struct buf out;
    buf_init(&out, b->scratch, 1 << 16);
    backtest_days_csv(&out, &b->answer);
}

static void read_json(struct bench *b)
{
    struct backtest_answer answer;
    const char *why = NULL;
    must(backtest_answer_read(b->scratch, b->json, &answer, &why), why ? why : "not read");
}

static void hash_result(struct bench *b)
{
    char hex[65];
    backtest_result_hash(&b->answer, hex);
}

static void bench_profile(struct bench *b, enum bt_profile profile, const char *name)
{
    struct problem p = {.arena = b->arena};
    struct backtest_request *r = &b->request;
    backtest_request_init(r);
    r->ticker = "SPY";
    r->start_day = day_from_civil(2000, 1, 3);
    r->end_day = b->prices.day[b->prices.n - 1];
    r->config.profile = profile;
    r->config.equity = 50e6;
    r->config.leverage = 2;
    bt_options_default(&r->config.options, profile, BT_REG_T, BT_LIQUIDATION_REENTRY);
    must(backtest_compute(b->arena, r, &b->prices, &b->rates, "bench", &b->answer, &p), "the request was refused");

    size_t n = b->answer.result.n, from = b->prices.n - n;
    b->input.prices = (struct price_series){n,
                                            b->prices.day + from,
                                            b->prices.open + from,
                                            b->prices.high + from,
                                            b->prices.low + from,
                                            b->prices.close + from,
                                            b->prices.dividend + from};
    double *ff = ARENA_ARRAY(b->arena, n, double), *mr = ARENA_ARRAY(b->arena, n, double);
    bt_join_rates(b->input.prices.day, n, &b->rates, r->config.options.rate_asof, ff, mr);
    b->input.fed_funds_pct = ff;
    b->input.margin_rate_pct = mr;
    b->bare = b->answer.result;
    memset(b->bare.column, 0, sizeof b->bare.column);
    struct buf out;
    buf_init(&out, b->arena, 1 << 21);
    backtest_answer_write(&out, &b->answer, true);
    b->json = buf_view(&out);

    printf("backtest.%s.rows\t%zu\trows\n", name, n);
    measure(b, arena_printf(b->arena, "backtest.%s.run", name), run_bare);
    measure(b, arena_printf(b->arena, "backtest.%s.run_all_columns", name), run_columns);
    measure(b, arena_printf(b->arena, "backtest.%s.compute", name), run_whole);
    measure(b, arena_printf(b->arena, "backtest.%s.write_json", name), write_json);
    measure(b, arena_printf(b->arena, "backtest.%s.write_csv", name), write_csv);
    measure(b, arena_printf(b->arena, "backtest.%s.read_json", name), read_json);
    measure(b, arena_printf(b->arena, "backtest.%s.hash_result", name), hash_result);
    printf("backtest.%s.json_size\t%zu\tbytes\n", name, b->json.n);
}

int main(void)
{
    struct bench b = {.arena = arena_new(), .scratch = arena_new()};
    bool shared = load_shared(&b);
    if (!shared)
        generate(&b);
    printf("backtest.series\t%s\tname\n", shared ? "SPY" : "generated");
    bench_profile(&b, BT_ORIGINAL, "original");
    bench_profile(&b, BT_ACCURATE, "accurate");
    arena_free(b.scratch);
    arena_free(b.arena);
    return 0;
}
