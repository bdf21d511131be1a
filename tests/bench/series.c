/* series.c (bench): see series.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "series.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/file.h"
#include "compute/files.h"

enum { SESSIONS = 8131, FILE_MAX = 1 << 26, RUNS_LEAST = 101, RUNS_MOST = 20001, PATIENCE_MS = 500 };

void bench_must(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "bench: %s\n", what);
    exit(1);
}

double bench_ms(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void bench_measure(struct bench *b, struct arena *scratch, const char *name, void (*run)(struct bench *))
{
    static double took[RUNS_MOST];
    double begun = bench_ms(CLOCK_MONOTONIC);
    int n = 0;
    while (n < RUNS_LEAST || (n < RUNS_MOST && bench_ms(CLOCK_MONOTONIC) - begun < PATIENCE_MS)) {
        arena_reset(scratch);
        double start = bench_ms(CLOCK_PROCESS_CPUTIME_ID);
        run(b);
        took[n++] = bench_ms(CLOCK_PROCESS_CPUTIME_ID) - start;
    }
    qsort(took, (size_t)n, sizeof *took, ascending);
    printf("%s\t%.4f\tms\n", name, took[n / 2]);
}

static bool load_shared(struct arena *a, struct price_series *prices, struct rate_series *rates)
{
    const char *shared = getenv("HUB_SHARED"), *why;
    const char *dir = arena_printf(a, "%s/data/prices", shared ? shared : "../shared");
    struct problem p = {.arena = a};
    struct str text;
    size_t lost;
    return file_read(a, arena_printf(a, "%s/spy_daily.csv", dir), FILE_MAX, &text, &why) &&
           files_prices_parse(a, "prices", text, prices, &p) &&
           file_read(a, arena_printf(a, "%s/spy_dividends.csv", dir), FILE_MAX, &text, &why) &&
           files_dividends_parse(a, "dividends", text, prices, &lost, &p) &&
           file_read(a, arena_printf(a, "%s/fed_funds_daily.csv", dir), FILE_MAX, &text, &why) &&
           files_rates_parse(a, "rates", text, rates, &p);
}

double bench_uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) / 9007199254740992.0;
}

/* With as many digits as prices and rates have in files. */
static void generate(struct arena *a, struct price_series *prices, struct rate_series *rates)
{
    int32_t *day = ARENA_ARRAY(a, SESSIONS, int32_t), at = day_from_civil(1993, 1, 29);
    double *column[7];
    for (int c = 0; c < 7; c++)
        column[c] = ARENA_ARRAY(a, SESSIONS, double);
    uint64_t state = 1;
    double price = 44, rate = 3;
    for (int i = 0; i < SESSIONS; i++, at += day_weekday(at) == 4 ? 3 : 1) {
        double open = price, drift = 1 + (bench_uniform(&state) - 0.488) * 0.03;
        price = round(price * drift * 1e6) / 1e6;
        rate = i % 21 ? rate : round(fmax(0.1, rate + bench_uniform(&state) - 0.5) * 100) / 100;
        day[i] = at;
        column[0][i] = open;
        column[1][i] = fmax(open, price);
        column[2][i] = fmin(open, price);
        column[3][i] = price;
        column[4][i] = i % 63 == 62 ? round(price * 5) / 1e3 : 0;
        column[5][i] = rate;
        column[6][i] = rate + 1.5;
    }
    *prices = (struct price_series){SESSIONS, day, column[0], column[1], column[2], column[3], column[4]};
    *rates = (struct rate_series){SESSIONS, day, column[5], column[6], 0};
}

const char *bench_series(struct arena *a, struct price_series *prices, struct rate_series *rates)
{
    if (load_shared(a, prices, rates))
        return "SPY";
    generate(a, prices, rates);
    return "generated";
}
