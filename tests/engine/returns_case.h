/* returns_case.h: series of ../shared/data/returns cut as a case of ../shared/oracle/returns says. For tests.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_ENGINE_RETURNS_CASE_H
#define TESTS_ENGINE_RETURNS_CASE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/json.h"
#include "engine/series.h"

/* A file below ../shared (or $HUB_SHARED); empty when it is not there. */
struct str returns_case_file(struct arena *, const char *name);
/* Whether the reference is there. */
bool returns_case_possible(struct arena *);

struct returns_case {
    const char *id;
    struct json_object *json; /* of adopted/<id>.json */
    struct level_series whole; /* the file, daily, all of its rows */
    struct level_series series, benchmark; /* as the case cuts them; benchmark.n is 0 without one */
    enum frequency frequency;
    double ppy;
};
/* The cases of cases.json in order; false behind the last. Begin with i = 0. */
bool returns_case_read(struct arena *, size_t i, struct returns_case *);
/* The levels of adj_close (or close) of a file, as "spy". */
struct level_series returns_case_levels(struct arena *, const char *ticker, const char *column);

#endif
