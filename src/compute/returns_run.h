/* returns_run.h: what the two halves of an analysis share: returns.c prepares the levels of every series, returns_fill.c
 * computes from them. Private to src/compute.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef COMPUTE_RETURNS_RUN_H
#define COMPUTE_RETURNS_RUN_H

#include "compute/returns.h"

/* Figures, and the tables asked for, of a result whose levels, benchmark and terms are set. */
void returns_result_fill(struct arena *, const struct returns_request *, unsigned tables, struct returns_result *);
/* Correlations, tracking, ranking and marks of all results. */
void returns_side_fill(struct arena *, struct returns_analysis *);

/* The levels of another series on the days of one, NaN where it has none. Daily: on the same day; in coarser frequencies: the
 * last one of the same period; irregular: the last one within a week. */
void returns_align(const struct level_series *to, enum frequency, const struct level_series *other, double *out);

#endif
