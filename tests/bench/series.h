/* series.h (bench): the series that the benches of the engines run over, and how they stop where something is refused.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_BENCH_SERIES_H
#define TESTS_BENCH_SERIES_H

#include "base/arena.h"
#include "engine/series.h"

/* SPY of ../shared ($HUB_SHARED) where it is there; else one of the same length made from a fixed seed: weekdays from
 * 1993-01-29, a random walk with a quarterly dividend, rates that move every month. Returns its name. */
const char *bench_series(struct arena *, struct price_series *, struct rate_series *);
/* Says `what` and ends the program unless all is well. */
void bench_must(bool ok, const char *what);

#endif
