/* returns_conventions_search.c: the way from our figure to theirs, and the conventions behind a figure that was read elsewhere; see
 * returns_conventions.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "engine/returns_conventions.h"

/* ---- chains ---- */

/* But for rounding. */
static bool is_same(double x, double y)
{
    return isnan(x) ? isnan(y) : fabs(x - y) <= 1e-13 * fmax(fabs(x), 1e-3);
}

size_t returns_chain_find(const struct returns_compared *in, enum returns_metric m, const struct returns_choice *theirs,
                          double *scratch, struct returns_chain_step out[RETURNS_CONVENTIONS + 1])
{
    struct returns_choice choice = {{0}};
    size_t n = 1;
    out[0] = (struct returns_chain_step){RETURNS_CONVENTIONS, 0, returns_compared_value(in, m, &choice, scratch)};
    for (enum returns_convention c = 0; c < RETURNS_CONVENTIONS; c++) {
        unsigned char answer = theirs->answer[c];
        if (!answer)
            continue;
        choice.answer[c] = answer;
        double value = returns_compared_value(in, m, &choice, scratch);
        if (!is_same(value, out[n - 1].value))
            out[n++] = (struct returns_chain_step){c, answer, value};
    }
    return n;
}

/* ---- which conventions make a figure ---- */

enum { OPTIONS_MAX = 32 };

/* One change of one convention. */
struct option {
    unsigned char convention, answer;
};

/* Sets are lists of options in ascending order, at most one of each convention. Those of up to two are worked out once. */
struct search {
    const struct returns_compared *in;
    enum returns_metric metric;
    double figure, tolerance, *scratch;
    size_t most_changes, n, max;
    struct returns_match *out;
    size_t options;
    struct option option[OPTIONS_MAX];
    double known[OPTIONS_MAX][OPTIONS_MAX]; /* of two; of one on the diagonal */
    bool is_known[OPTIONS_MAX][OPTIONS_MAX];
};

static void find_options(struct search *s)
{
    for (unsigned char c = 0; c < RETURNS_CONVENTIONS; c++) {
        for (unsigned char answer = 1; answer < RETURNS_ANSWERS_MAX; answer++) {
            if (returns_convention_takes(s->metric, c, answer))
                s->option[s->options++] = (struct option){c, answer};
        }
    }
}

static struct returns_choice choice_of(const struct search *s, const size_t *set, size_t n)
{
    struct returns_choice choice = {{0}};
    for (size_t i = 0; i < n; i++)
        choice.answer[s->option[set[i]].convention] = s->option[set[i]].answer;
    return choice;
}

static double value_of(struct search *s, const size_t *set, size_t n)
{
    size_t first = n ? set[0] : 0, last = n ? set[n - 1] : 0;
    bool is_kept = n == 1 || n == 2;
    if (is_kept && s->is_known[first][last])
        return s->known[first][last];
    struct returns_choice choice = choice_of(s, set, n);
    double value = returns_compared_value(s->in, s->metric, &choice, s->scratch);
    if (is_kept) {
        s->known[first][last] = value;
        s->is_known[first][last] = true;
    }
    return value;
}

/* Within the tolerance first, by the number of changes; then by distance. */
static bool is_better(const struct search *s, const struct returns_match *x, const struct returns_match *y)
{
    bool x_hits = x->distance <= s->tolerance, y_hits = y->distance <= s->tolerance;
    if (x_hits != y_hits)
        return x_hits;
    if (x_hits && x->changes != y->changes)
        return x->changes < y->changes;
    return x->distance < y->distance;
}

static void keep(struct search *s, const struct returns_match *m)
{
    size_t at = s->n;
    while (at > 0 && is_better(s, m, &s->out[at - 1]))
        at--;
    s->n += s->n < s->max;
    memmove(s->out + at + 1, s->out + at, (s->n - at - 1) * sizeof *s->out);
    s->out[at] = *m;
}

/* Whether one of the changes could as well not have been made. */
static bool has_idle_change(struct search *s, const size_t *set, size_t n, double value)
{
    size_t without[RETURNS_CONVENTIONS];
    for (size_t skip = 0; skip < n; skip++) {
        for (size_t i = 0; i + 1 < n; i++)
            without[i] = set[i + (i >= skip)];
        if (is_same(value, value_of(s, without, n - 1)))
            return true;
    }
    return false;
}

static void try_set(struct search *s, const size_t *set, size_t n)
{
    double value = value_of(s, set, n);
    struct returns_match m = {choice_of(s, set, n), n, value, fabs(value - s->figure)};
    if (isnan(value) || (s->n == s->max && !is_better(s, &m, &s->out[s->max - 1])))
        return;
    if (!has_idle_change(s, set, n, value))
        keep(s, &m);
}

/* The set, and all that have further options from `from` on. */
static void try_sets(struct search *s, size_t *set, size_t n, size_t from)
{
    try_set(s, set, n);
    for (size_t k = from; n < s->most_changes && k < s->options; k++) {
        if (n && s->option[set[n - 1]].convention == s->option[k].convention)
            continue;
        set[n] = k;
        try_sets(s, set, n + 1, k + 1);
    }
}

size_t returns_matches_find(const struct returns_compared *in, enum returns_metric m, double figure, double tolerance,
                            size_t most_changes, double *scratch, struct returns_match *out, size_t max)
{
    size_t set[RETURNS_CONVENTIONS];
    struct search s = {.in = in,
                       .metric = m,
                       .figure = figure,
                       .tolerance = tolerance,
                       .scratch = scratch,
                       .most_changes = most_changes,
                       .max = max,
                       .out = out};
    if (!max || !returns_is_compared(m) || !isfinite(figure))
        return 0;
    find_options(&s);
    try_sets(&s, set, 0, 0);
    return s.n;
}
