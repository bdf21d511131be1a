/* backtest_variants.h: a backtest run again with one thing moved: how much of its end hangs on the day it began, on a point of
 * maintenance, on half a point of interest; and what each correction of the original does.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef COMPUTE_BACKTEST_VARIANTS_H
#define COMPUTE_BACKTEST_VARIANTS_H

#include "compute/backtest.h"

enum { BACKTEST_START_MOVES = 10, BACKTEST_VARIANTS_MAX = 2 * BACKTEST_START_MOVES + 8, BACKTEST_CORRECTIONS_MAX = 20 };

/* What came out. `end` is the final equity; total wealth where money went in or out after the start. */
struct backtest_variant {
    const char *label;     /* "Start 3 sessions earlier" */
    const char *mark;      /* of a correction: "E1" */
    const char *refused;   /* why it could not be run, or NULL; then the figures are NaN */
    double end, cagr_pct, drawdown_pct, liquidations;
};

/* The run itself. */
struct backtest_variant backtest_variant_of(const struct backtest_answer *);

/* What a page shows beside an answer, and cannot find in it. */
struct backtest_beside {
    const double *dividend; /* dollars a share on each row; NULL: there are none */
    /* Its neighbours: the starts around it first (`starts` of them), then maintenance and rates. Windows that reach outside the
     * data are left out. */
    struct backtest_variant near[BACKTEST_VARIANTS_MAX];
    size_t n_near, starts;
    /* Of an accurate run: each of its rules that differs from the original's put back, alone, and all of them. Of an original run
     * the other way: each correction made alone, and all. Rules without a part in the run are left out. */
    struct backtest_variant fixes[BACKTEST_CORRECTIONS_MAX];
    size_t n_fixes;
    char result_hash[65]; /* backtest_result_hash of the answer */
};
/* Find it in the series that the answer was computed from. False: they are others. */
bool backtest_beside_find(struct arena *, const struct backtest_answer *, const struct price_series *, const struct rate_series *,
                          struct backtest_beside *);

#endif
