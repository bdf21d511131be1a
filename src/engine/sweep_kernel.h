/* sweep_kernel.h: the lanes' loop, compiled once for each instruction set (local.mk). Private to the engine.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_SWEEP_KERNEL_H
#define ENGINE_SWEEP_KERNEL_H

#include "engine/sweep.h"

/* Run the lanes whose result says BT_OK. equity: as sweep_run; an entry may be NULL. */
typedef void sweep_kernel(const struct sweep *, size_t first, size_t n, const struct sweep_lane *, size_t lanes,
                          double *const *equity, struct sweep_result *);
sweep_kernel sweep_kernel_baseline, sweep_kernel_avx2, sweep_kernel_avx512, sweep_kernel_few;

/* The kernels that this processor can run: the one for any number of lanes that is fastest comes first, the baseline last. */
enum { SWEEP_SETS = 4 };
struct sweep_set {
    const char *name;
    sweep_kernel *run;
    size_t lanes; /* how many it is best for at most; it takes any number */
};
size_t sweep_sets(struct sweep_set set[SWEEP_SETS]);

#endif
