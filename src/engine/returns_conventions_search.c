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

struct search {
    const struct returns_compared *in;
    enum returns_metric metric;
    double figure, tolerance, *scratch;
    size_t most_changes, n, max;
    struct returns_match *out;
    double ours, alone[RETURNS_CONVENTIONS][RETURNS_ANSWERS_MAX]; /* without a change, and with one */
};

static double value_under(const struct search *s, const struct returns_choice *choice)
{
    return returns_compared_value(s->in, s->metric, choice, s->scratch);
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
    if (at >= s->max)
        return;
    s->n += s->n < s->max;
    memmove(s->out + at + 1, s->out + at, (s->n - at - 1) * sizeof *s->out);
    s->out[at] = *m;
}

/* The value without the change of convention c. */
static double value_without(const struct search *s, const struct returns_match *m, size_t c)
{
    struct returns_choice without = m->choice;
    without.answer[c] = 0;
    for (size_t k = 0; m->changes == 2 && k < RETURNS_CONVENTIONS; k++) {
        if (without.answer[k])
            return s->alone[k][without.answer[k]];
    }
    return m->changes == 1 ? s->ours : value_under(s, &without);
}

/* Whether one of the changes could as well not have been made. */
static bool has_idle_change(const struct search *s, const struct returns_match *m)
{
    for (size_t c = 0; c < RETURNS_CONVENTIONS; c++) {
        if (m->choice.answer[c] && is_same(m->value, value_without(s, m, c)))
            return true;
    }
    return false;
}

static void try_choice(struct search *s, const struct returns_choice *choice, size_t changes)
{
    double value = value_under(s, choice);
    struct returns_match m = {*choice, changes, value, fabs(value - s->figure)};
    if (isnan(value) || (s->n == s->max && !is_better(s, &m, &s->out[s->max - 1])))
        return;
    if (!has_idle_change(s, &m))
        keep(s, &m);
}

static void find_alone(struct search *s)
{
    struct returns_choice choice = {{0}};
    s->ours = value_under(s, &choice);
    for (size_t c = 0; c < RETURNS_CONVENTIONS; c++) {
        for (unsigned char answer = 1; answer < RETURNS_ANSWERS_MAX; answer++) {
            choice.answer[c] = answer;
            s->alone[c][answer] = returns_convention_takes(s->metric, c, answer) ? value_under(s, &choice) : NAN;
        }
        choice.answer[c] = 0;
    }
}

/* All sets that change something from convention `from` on, besides what `choice` has changed already. */
static void try_further(struct search *s, struct returns_choice *choice, size_t from, size_t changes)
{
    try_choice(s, choice, changes);
    for (size_t c = from; changes < s->most_changes && c < RETURNS_CONVENTIONS; c++) {
        for (unsigned answer = 1; answer < RETURNS_ANSWERS_MAX; answer++) {
            if (!returns_convention_takes(s->metric, c, answer))
                continue;
            choice->answer[c] = (unsigned char)answer;
            try_further(s, choice, c + 1, changes + 1);
        }
        choice->answer[c] = 0;
    }
}

size_t returns_matches_find(const struct returns_compared *in, enum returns_metric m, double figure, double tolerance,
                            size_t most_changes, double *scratch, struct returns_match *out, size_t max)
{
    struct search s = {in, m, figure, tolerance, scratch, most_changes, 0, max, out, 0, {{0}}};
    struct returns_choice choice = {{0}};
    if (!max || !returns_is_compared(m) || !isfinite(figure))
        return 0;
    find_alone(&s);
    try_further(&s, &choice, 0, 0);
    return s.n;
}
