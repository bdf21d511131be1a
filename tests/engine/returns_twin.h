/* returns_twin.h: every figure of engine/returns once more, slow and obvious: the formulas of the specification as they stand
 * there, in long double, with loops inside loops where that is the definition. For tests.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_ENGINE_RETURNS_TWIN_H
#define TESTS_ENGINE_RETURNS_TWIN_H

#include "engine/returns.h"

enum { TWIN_MAX = 4000 };

/* NaN where a figure does not exist. The benchmark may be NULL or have days of its own; terms.groups is not looked at. */
void returns_twin(const struct level_series *, const struct level_series *benchmark, const struct returns_terms *,
                  long double out[RETURNS_METRICS]);

#endif
