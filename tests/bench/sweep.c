/* sweep.c (bench): how many day-steps a second the lanes of a sweep make, by instruction set and profile, beside the
 * scalar engine, and how long the every-start surface and the bootstrap take. Prints one line per measure, name TAB
 * value TAB unit. Times are of the processor, the best of several: a shared machine is slow now and then. The series is
 * SPY of ../shared where it is there, else one of the same length made from a fixed seed; the line "series" says which.
 * With --rows it prints the rows instead, close TAB dividend TAB margin rate, for sweep.py, which sweeps them in Python.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/stats.h"
#include "engine/sweep.h"
#include "engine/sweep_kernel.h"
#include "engine/sweep_paths.h"
#include "series.h"

enum { LANES = 64, ALONE = 16, PATIENCE_MS = 300 }; /* ALONE: each of so many lanes is run by the engine */
enum { LEVERAGES = 61, HORIZON = 5 * 252, PATHS = 10000, MONTHS = 120, MONTH = 21 };

struct bench {
    struct arena *arena;
    struct price_series prices;
    struct rate_series rates;
    struct bt_input input;
    struct sweep_row *row;
    struct sweep sweep;
    struct sweep_lane lane[LANES];
    struct sweep_result result[LANES];
    struct bt_result alone;
};

/* ---- what is measured ---- */

/* Milliseconds of the processor of one call, the best of as many as half a second holds. */
static double best_of(void (*run)(struct bench *, const void *), struct bench *b, const void *how)
{
    double begun = bench_ms(CLOCK_MONOTONIC), best = INFINITY;
    do {
        double start = bench_ms(CLOCK_PROCESS_CPUTIME_ID);
        run(b, how);
        best = fmin(best, bench_ms(CLOCK_PROCESS_CPUTIME_ID) - start);
    } while (bench_ms(CLOCK_MONOTONIC) - begun < PATIENCE_MS);
    return best;
}

static void run_set(struct bench *b, const void *how)
{
    const struct sweep_set *set = how;
    set->run(&b->sweep, 0, b->prices.n, b->lane, LANES, NULL, b->result);
}

static void run_alone(struct bench *b, const void *how)
{
    (void)how;
    struct bt_config c = b->sweep.config;
    for (size_t l = 0; l < LANES; l += ALONE) {
        c.equity = b->lane[l].equity;
        c.leverage = b->lane[l].leverage;
        c.profit_threshold_pct = b->lane[l].profit_threshold_pct;
        bench_must(bt_run(&c, &b->input, &b->alone) == BT_OK, "the run was refused");
    }
}

static void prepare(struct bench *b, enum bt_mode mode, enum bt_profile profile, enum bt_account account)
{
    struct bt_config c = {
        .mode = mode, .profile = profile, .account = account, .equity = 1e6, .leverage = 2, .transaction_cost_bps = 5};
    bt_options_default(&c.options, profile, c.account, c.mode);
    size_t n = b->prices.n;
    double *ff = ARENA_ARRAY(b->arena, n, double), *mr = ARENA_ARRAY(b->arena, n, double);
    bt_join_rates(b->prices.day, n, &b->rates, c.options.rate_asof, ff, mr);
    b->input = (struct bt_input){.prices = b->prices, .fed_funds_pct = ff, .margin_rate_pct = mr};
    bench_must(sweep_prepare(&c, &b->input, b->row, &b->sweep) == BT_OK, "the sweep was refused");
}

/* The lanes on every instruction set, and the scalar engine on some of them. */
static void bench_lanes(struct bench *b, const char *parameter, const char *profile)
{
    size_t n = b->prices.n;
    struct sweep_set set[SWEEP_SETS];
    size_t sets = sweep_sets(set);
    sweep_run(&b->sweep, 0, n, b->lane, LANES, NULL, b->result);
    for (size_t l = 0; l < LANES; l++)
        bench_must(b->result[l].error == BT_OK, "a lane was refused");
    double steps = (double)n * LANES / 1e3, alone = (double)n * LANES / ALONE / 1e3 / best_of(run_alone, b, NULL),
           best = 0;
    for (size_t k = 0; k < sets; k++) {
        double rate = steps / best_of(run_set, b, &set[k]);
        best = fmax(best, rate);
        printf("sweep.%s.%s.%s\t%.0f\tmillion day-steps a second\n", parameter, profile, set[k].name, rate);
    }
    printf("sweep.%s.%s.scalar\t%.0f\tmillion day-steps a second\n", parameter, profile, alone);
    printf("sweep.%s.%s.lanes_over_scalar\t%.1f\tratio\n", parameter, profile, best / alone);
}

/* What sweep.py must come to, in the last bit. */
static void print_sums(const struct bench *b)
{
    double equity = 0;
    unsigned calls = 0;
    for (size_t l = 0; l < LANES; l++) {
        equity += b->result[l].final_equity;
        calls += b->result[l].liquidations;
    }
    printf("sweep.leverage.original.equity\t%.17g\tsum of the final equities\n", equity);
    printf("sweep.leverage.original.calls\t%u\tliquidations\n", calls);
}

static void print_rows(struct bench *b)
{
    prepare(b, BT_LIQUIDATION_REENTRY, BT_ORIGINAL, BT_REG_T);
    const struct bt_input *in = &b->input;
    for (size_t i = 0; i < in->prices.n; i++)
        printf("%.17g\t%.17g\t%.17g\n", in->prices.close[i], in->prices.dividend ? in->prices.dividend[i] : 0,
               in->margin_rate_pct[i]);
}

static void bench_profile(struct bench *b, enum bt_profile profile, const char *name)
{
    prepare(b, BT_LIQUIDATION_REENTRY, profile, BT_PORTFOLIO); /* with many calls */
    for (size_t l = 0; l < LANES; l++)
        b->lane[l] = (struct sweep_lane){.equity = 1e9, .leverage = 1 + 5 * (double)l / (LANES - 1)};
    bench_lanes(b, "portfolio", name);
    prepare(b, BT_PROFIT_THRESHOLD, profile, BT_REG_T);
    for (size_t l = 0; l < LANES; l++)
        b->lane[l] = (struct sweep_lane){.equity = 1e6, .leverage = 2, .profit_threshold_pct = 10 + 5 * (double)l};
    bench_lanes(b, "threshold", name);
    prepare(b, BT_LIQUIDATION_REENTRY, profile, BT_REG_T);
    for (size_t l = 0; l < LANES; l++)
        b->lane[l] = (struct sweep_lane){.equity = 1e6, .leverage = 1 + (double)l / (LANES - 1)};
    bench_lanes(b, "leverage", name);
    if (profile == BT_ORIGINAL)
        print_sums(b);
}

/* ---- every start ---- */

struct surface {
    double leverage[LEVERAGES];
    struct sweep_cell *cell;
    size_t starts;
};

static void run_surface(struct bench *b, const void *how)
{
    const struct surface *s = how;
    sweep_surface(&b->sweep, HORIZON, 0, s->starts, s->leverage, LEVERAGES, s->cell);
}

/* Of the profile that was prepared last. */
static void bench_surface(struct bench *b)
{
    struct surface s = {.starts = sweep_starts(&b->sweep, HORIZON)};
    s.cell = ARENA_ARRAY(b->arena, s.starts * LEVERAGES, struct sweep_cell);
    for (size_t l = 0; l < LEVERAGES; l++)
        s.leverage[l] = 1 + (double)l / (LEVERAGES - 1);
    double ms = best_of(run_surface, b, &s);
    double steps = (double)s.starts * LEVERAGES * HORIZON / 1e6;
    printf("sweep.surface.starts\t%zu\tstarts\n", s.starts);
    printf("sweep.surface.steps\t%.0f\tmillion day-steps\n", steps);
    printf("sweep.surface.time\t%.3f\ts of one core\n", ms / 1e3);
}

/* ---- paths ---- */

struct drawn {
    struct sweep_paths paths;
    struct sweep_levels levels;
    void *room;
    struct sweep_cell *cell;
};

static void run_paths(struct bench *b, const void *how)
{
    const struct drawn *d = how;
    double fan[STATS_FAN];
    bench_must(sweep_paths_run(&d->paths, &b->sweep.config, 0, PATHS, d->room, &d->levels, d->cell) == BT_OK,
               "the paths were refused");
    for (size_t m = 0; m < MONTHS; m++) {
        stats_fan(d->levels.multiple + m * PATHS, PATHS, fan);
        sweep_called_share(d->cell, PATHS, d->levels.row[m]);
    }
}

static void bench_paths(struct bench *b, enum bt_mode mode, const char *name)
{
    size_t *month = ARENA_ARRAY(b->arena, MONTHS, size_t);
    struct sweep_day *day = ARENA_ARRAY(b->arena, b->prices.n, struct sweep_day);
    for (size_t m = 0; m < MONTHS; m++)
        month[m] = (m + 1) * MONTH;
    struct drawn d = {.paths = {.day = day,
                                .days = sweep_days(&b->input, day),
                                .sessions = MONTHS * MONTH,
                                .block = MONTH,
                                .seed = 1,
                                .start_day = b->prices.day[b->prices.n - 1]},
                      .levels = {month, MONTHS, PATHS, ARENA_ARRAY(b->arena, (size_t)PATHS * MONTHS, double)},
                      .cell = ARENA_ARRAY(b->arena, PATHS, struct sweep_cell)};
    d.room = arena_alloc(b->arena, sweep_paths_room(&d.paths));
    b->sweep.config.mode = mode;
    double ms = best_of(run_paths, b, &d);
    printf("sweep.bootstrap.%s\t%.3f\ts of one core\n", name, ms / 1e3);
}

static void bench_all(struct bench *b, const char *series)
{
    printf("sweep.series\t%s\tname\n", series);
    printf("sweep.instruction_set\t%s\tname\n", sweep_instruction_set());
    printf("sweep.rows\t%zu\trows\n", b->prices.n);
    bench_profile(b, BT_ORIGINAL, "original");
    bench_profile(b, BT_ACCURATE, "accurate");
    bench_surface(b);
    bench_paths(b, BT_LIQUIDATION_REENTRY, "lanes");
    bench_paths(b, BT_PASSIVE_HOLD, "engine");
}

int main(int argc, char **argv)
{
    struct bench b = {.arena = arena_new()};
    const char *series = bench_series(b.arena, &b.prices, &b.rates);
    size_t n = b.prices.n;
    b.row = ARENA_ARRAY(b.arena, n, struct sweep_row);
    b.alone = (struct bt_result){.events = ARENA_ARRAY(b.arena, bt_events_max(n), struct bt_event),
                                 .rounds = ARENA_ARRAY(b.arena, bt_rounds_max(n), struct bt_round),
                                 .rebalances = ARENA_ARRAY(b.arena, bt_rebalances_max(n), struct bt_rebalance),
                                 .equity = ARENA_ARRAY(b.arena, n, double)};
    if (argc > 1 && strcmp(argv[1], "--rows") == 0)
        print_rows(&b);
    else
        bench_all(&b, series);
    arena_free(b.arena);
    return 0;
}
