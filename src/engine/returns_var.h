/* returns_var.h: whether a value at risk would have kept what it promises. Every return is compared with the value at risk that the
 * returns before it gave, never with one that its own day or a later one had a part in: measured on the very returns it is made of,
 * the historical one is right by definition. Source: the returns specification, 14; P. H. Kupiec, "Techniques for Verifying the
 * Accuracy of Risk Measurement Models" (1995).
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_RETURNS_VAR_H
#define ENGINE_RETURNS_VAR_H

#include "engine/returns_tables.h"

enum returns_var_kind { RETURNS_VAR_HISTORICAL, RETURNS_VAR_NORMAL, RETURNS_VAR_MODIFIED, RETURNS_VAR_KINDS };
extern const char *const returns_var_key[RETURNS_VAR_KINDS]; /* "historical", "normal", "modified" */

enum returns_var_judgement {
    RETURNS_VAR_FEW,      /* fewer than 5 breaches are to be expected: only far too many tell anything */
    RETURNS_VAR_HOLDS,
    RETURNS_VAR_EXCEEDED, /* more breaches than chance explains (p below 5 %) */
    RETURNS_VAR_CAUTIOUS, /* fewer */
    RETURNS_VAR_JUDGEMENTS
};
extern const char *const returns_var_judgement_key[RETURNS_VAR_JUDGEMENTS];  /* "too_few", "holds", "exceeded", "cautious" */
extern const char *const returns_var_judgement_text[RETURNS_VAR_JUDGEMENTS]; /* for people */

/* One kind at one level. */
struct returns_var_test {
    enum returns_var_kind kind;
    double share;            /* 0.05 or 0.01: how many returns may fall below it */
    size_t tested, breaches; /* returns that had an estimate, and those below it */
    size_t outside;          /* estimates outside the domain of the expansion; of RETURNS_VAR_MODIFIED */
    size_t latest;           /* row of the latest breach; SERIES_NONE without one */
    double expected;         /* tested * share */
    double likelihood_ratio, p_value; /* of as many breaches under the promise; NaN where nothing was tested */
    enum returns_var_judgement judgement;
};
enum { RETURNS_VAR_TESTS = 2 * RETURNS_VAR_KINDS }; /* three at 95 %, three at 99 % */

/* How many returns an estimate is made of: of daily rows 252. */
size_t returns_var_window(enum frequency);
/* scratch: n + 2 * window values. O(n * window). No test has tested any where there are no more than `window` returns. */
void returns_var_find(const struct level_series *, size_t window, double *scratch, struct returns_var_test out[RETURNS_VAR_TESTS]);
/* Kupiec's proportion of failures: chi-squared with one degree of freedom when each of `tested` returns fell below with a
 * chance of `share`. NaN for none tested. */
double returns_var_likelihood_ratio(size_t tested, size_t breaches, double share);

#endif
