/* series.h (bench): what the benches of the engines share: the series that they run over, how long something takes, and how they stop
 * where something is refused.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_BENCH_SERIES_H
#define TESTS_BENCH_SERIES_H

#include <time.h>

#include "base/arena.h"
#include "engine/series.h"

/* SPY of ../shared ($HUB_SHARED) where it is there; else one of the same length made from a fixed seed: weekdays from
 * 1993-01-29, a random walk with a quarterly dividend, rates that move every month. Returns its name. */
const char *bench_series(struct arena *, struct price_series *, struct rate_series *);
/* The next number of a sequence from 0 to 1, the same for the same seed. */
double bench_uniform(uint64_t *state);

/* Milliseconds of a clock. */
double bench_ms(clockid_t);
/* Each program has its own. */
struct bench;
/* Print name TAB milliseconds of the processor TAB "ms": the median of the runs of half a second, for a shared machine is slow for some
 * hundredths now and then. Before each run `scratch` is emptied. */
void bench_measure(struct bench *, struct arena *scratch, const char *name, void (*run)(struct bench *));
/* Says `what` and ends the program unless all is well. */
void bench_must(bool ok, const char *what);

#endif
