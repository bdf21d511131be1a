/* engine.c (bench): how long one backtest of 25 years takes, and writing and reading its answer.
 * Prints one line per measure, name TAB value TAB unit, the median of many runs. The series is SPY of ../shared where
 * it is there, else one of the same length made from a fixed seed; the line "series" says which.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>

#include "base/day.h"
#include "compute/backtest.h"
#include "series.h"

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

/* ---- what is measured ---- */

static void run_bare(struct bench *b)
{
    bench_must(bt_run(&b->request.config, &b->input, &b->bare) == BT_OK, "the run was refused");
}

static void run_columns(struct bench *b)
{
    bench_must(bt_run(&b->request.config, &b->input, &b->answer.result) == BT_OK, "the run was refused");
}

static void run_whole(struct bench *b)
{
    struct backtest_answer answer;
    struct problem p = {.arena = b->scratch};
    bench_must(backtest_compute(b->scratch, &b->request, &b->prices, &b->rates, "bench", &answer, &p), "refused");
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
    bench_must(backtest_answer_read(b->scratch, b->json, &answer, &why), why ? why : "not read");
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
    bench_must(backtest_compute(b->arena, r, &b->prices, &b->rates, "bench", &b->answer, &p),
               "the request was refused");

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
    bench_measure(b, b->scratch, arena_printf(b->arena, "backtest.%s.run", name), run_bare);
    bench_measure(b, b->scratch, arena_printf(b->arena, "backtest.%s.run_all_columns", name), run_columns);
    bench_measure(b, b->scratch, arena_printf(b->arena, "backtest.%s.compute", name), run_whole);
    bench_measure(b, b->scratch, arena_printf(b->arena, "backtest.%s.write_json", name), write_json);
    bench_measure(b, b->scratch, arena_printf(b->arena, "backtest.%s.write_csv", name), write_csv);
    bench_measure(b, b->scratch, arena_printf(b->arena, "backtest.%s.read_json", name), read_json);
    bench_measure(b, b->scratch, arena_printf(b->arena, "backtest.%s.hash_result", name), hash_result);
    printf("backtest.%s.json_size\t%zu\tbytes\n", name, b->json.n);
}

int main(void)
{
    struct bench b = {.arena = arena_new(), .scratch = arena_new()};
    printf("backtest.series\t%s\tname\n", bench_series(b.arena, &b.prices, &b.rates));
    bench_profile(&b, BT_ORIGINAL, "original");
    bench_profile(&b, BT_ACCURATE, "accurate");
    arena_free(b.scratch);
    arena_free(b.arena);
    return 0;
}
