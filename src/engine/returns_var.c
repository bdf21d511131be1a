/* returns_var.c: see returns_var.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/returns_var.h"

#include <math.h>
#include <string.h>

#include "engine/returns_run.h"

enum { LEVELS = RETURNS_VAR_TESTS / RETURNS_VAR_KINDS, LANES = 4, FEWEST_EXPECTED = 5 };
static const double shares[LEVELS] = {0.05, 0.01};
#define SIGNIFICANT 0.05

const char *const returns_var_key[RETURNS_VAR_KINDS] = {"historical", "normal", "modified"};
const char *const returns_var_judgement_key[RETURNS_VAR_JUDGEMENTS] = {"too_few", "holds", "exceeded", "cautious"};
const char *const returns_var_judgement_text[RETURNS_VAR_JUDGEMENTS] = {
    [RETURNS_VAR_FEW] = "Too few returns to tell",
    [RETURNS_VAR_HOLDS] = "Holds: within chance",
    [RETURNS_VAR_EXCEEDED] = "Exceeded more often than by chance",
    [RETURNS_VAR_CAUTIOUS] = "Exceeded less often than by chance",
};

size_t returns_var_window(enum frequency f)
{
    static const size_t rows[FREQUENCIES] = {[FREQUENCY_DAILY] = 252,
                                             [FREQUENCY_WEEKLY] = 104,
                                             [FREQUENCY_MONTHLY] = 60,
                                             [FREQUENCY_QUARTERLY] = 40,
                                             [FREQUENCY_YEARLY] = 30};
    return rows[f];
}

/* ---- the returns of a window ---- */

/* Sums in lanes that need not wait for each other. A window is short: plain sums about its mean lose nothing to speak of. */
struct lanes {
    double of[LANES];
};

static double lanes_sum(const struct lanes *l)
{
    return (l->of[0] + l->of[1]) + (l->of[2] + l->of[3]);
}

static double mean_of(const double *x, size_t n)
{
    struct lanes sum = {{0}};
    size_t i = 0;
    for (; i < n % LANES; i++)
        sum.of[0] += x[i];
    for (; i < n; i += LANES)
        for (size_t k = 0; k < LANES; k++)
            sum.of[k] += x[i + k];
    return lanes_sum(&sum) / (double)n;
}

/* Sums of powers of the distance from the mean. */
struct powers {
    struct lanes second, third, fourth;
};

static inline void powers_add(struct powers *p, size_t lane, double d)
{
    double square = d * d;
    p->second.of[lane] += square;
    p->third.of[lane] += square * d;
    p->fourth.of[lane] += square * square;
}

struct window_shape {
    double mean, deviation, population; /* deviation: divisor n - 1; population: n */
    double g1, g2;
};

static struct window_shape shape_of(const double *x, size_t n)
{
    double mean = mean_of(x, n), count = (double)n;
    struct powers p = {{{0}}, {{0}}, {{0}}};
    size_t i = 0;
    for (; i < n % LANES; i++)
        powers_add(&p, 0, x[i] - mean);
    for (; i < n; i += LANES)
        for (size_t k = 0; k < LANES; k++)
            powers_add(&p, k, x[i + k] - mean);
    double squares = lanes_sum(&p.second), m2 = squares / count;
    return (struct window_shape){.mean = mean,
                                 .deviation = sqrt(squares / (count - 1)),
                                 .population = sqrt(m2),
                                 .g1 = lanes_sum(&p.third) / count / (m2 * sqrt(m2)),
                                 .g2 = lanes_sum(&p.fourth) / count / (m2 * m2) - 3};
}

/* One value goes, another comes, and they stay sorted. */
static void exchange(double *sorted, size_t n, double old, double new)
{
    size_t gone = stats_rank(sorted, n, old);
    memmove(sorted + gone, sorted + gone + 1, (n - 1 - gone) * sizeof *sorted);
    size_t place = stats_rank(sorted, n - 1, new);
    memmove(sorted + place + 1, sorted + place, (n - 1 - place) * sizeof *sorted);
    sorted[place] = new;
}

/* ---- breaches ---- */

/* The walk along the rows. */
struct walk {
    size_t window;
    const double *sorted; /* the returns of the window */
    double z[LEVELS];
    struct returns_var_test *out;
};

/* The return of a row against its estimate. */
static void test_row(struct returns_var_test *t, double estimate, double r, size_t row)
{
    t->tested++;
    if (!(r < estimate))
        return;
    t->breaches++;
    t->latest = row;
}

static void test_kinds(const struct walk *w, const struct window_shape *s, double r, size_t row)
{
    bool varies = s->deviation > STATS_NO_VARIATION, holds = returns_modified_holds(s->g1, s->g2);
    for (int level = 0; level < LEVELS; level++) {
        struct returns_var_test *t = w->out + level * RETURNS_VAR_KINDS;
        test_row(&t[RETURNS_VAR_HISTORICAL], stats_percentile(w->sorted, w->window, shares[level]), r, row);
        if (!varies)
            continue;
        double h = returns_modified_quantile(w->z[level], s->g1, s->g2);
        test_row(&t[RETURNS_VAR_NORMAL], s->mean + w->z[level] * s->deviation, r, row);
        test_row(&t[RETURNS_VAR_MODIFIED], s->mean + h * s->population, r, row);
        t[RETURNS_VAR_MODIFIED].outside += !holds;
    }
}

/* ---- the judgement ---- */

/* x ln(x / y), 0 where there are none. */
static double surprise(double x, double y)
{
    return x > 0 ? x * log(x / y) : 0;
}

double returns_var_likelihood_ratio(size_t tested, size_t breaches, double share)
{
    double n = (double)tested, x = (double)breaches;
    return tested ? fmax(2 * (surprise(x, n * share) + surprise(n - x, n * (1 - share))), 0) : NAN;
}

static void judge(struct returns_var_test *t)
{
    t->expected = (double)t->tested * t->share;
    t->likelihood_ratio = returns_var_likelihood_ratio(t->tested, t->breaches, t->share);
    t->p_value = erfc(sqrt(t->likelihood_ratio / 2)); /* chi-squared with one degree of freedom */
    bool differs = t->p_value<SIGNIFICANT, more = (double)t->breaches> t->expected;
    t->judgement = differs && more                 ? RETURNS_VAR_EXCEEDED
                   : t->expected < FEWEST_EXPECTED ? RETURNS_VAR_FEW
                   : differs                       ? RETURNS_VAR_CAUTIOUS
                                                   : RETURNS_VAR_HOLDS;
}

void returns_var_find(const struct level_series *s, size_t window, double *scratch,
                      struct returns_var_test out[RETURNS_VAR_TESTS])
{
    size_t n = s->n ? s->n - 1 : 0;
    double *r = scratch, *sorted = r + n;
    struct walk w = {.window = window, .sorted = sorted, .out = out};
    for (int i = 0; i < RETURNS_VAR_TESTS; i++)
        out[i] = (struct returns_var_test){.kind = (enum returns_var_kind)(i % RETURNS_VAR_KINDS),
                                           .share = shares[i / RETURNS_VAR_KINDS],
                                           .latest = SERIES_NONE};
    for (int level = 0; level < LEVELS; level++)
        w.z[level] = stats_normal_quantile(shares[level]);
    if (window && n > window) {
        series_returns(s->level, n + 1, r);
        memcpy(sorted, r, window * sizeof *r);
        stats_sort(sorted, window, sorted + window);
    }
    for (size_t i = window; window && i < n; i++) {
        struct window_shape shape = shape_of(r + i - window, window);
        test_kinds(&w, &shape, r[i], i + 1);
        exchange(sorted, window, r[i - window], r[i]);
    }
    for (int i = 0; i < RETURNS_VAR_TESTS; i++)
        judge(&out[i]);
}
