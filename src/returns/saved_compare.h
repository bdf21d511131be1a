/* saved_compare.h: two stored answers side by side, for the page and for programs.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_SAVED_COMPARE_H
#define RETURNS_SAVED_COMPARE_H

#include "returns/saved_answer.h"
#include "returns/saved_store.h"

struct saved_pair {
    struct saved saved[2];
    struct saved_answer answer[2];
    int n_inputs;
    struct saved_input_pair *input;
    int n; /* series that both have */
    struct saved_match match[RETURNS_SERIES_MAX];
};
/* The two of the route's arguments; then nothing is open. ERR_NOTFOUND. */
enum err saved_pair_ask(struct req *);
enum err saved_pair_take(struct req *, struct saved_pair *);
/* A figure of the series of a pair, in the first (0) or the second (1). */
double saved_pair_value(const struct saved_pair *, int pair, int which, enum returns_metric);
bool saved_pair_differs(const struct saved_pair *, int pair, enum returns_metric);
/* The names of the series that only the first (0) or the second (1) has, NULL-terminated. */
const char *const *saved_pair_alone(struct arena *, const struct saved_pair *, int which);

#endif
