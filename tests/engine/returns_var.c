/* returns_var.c: how often returns fell below the value at risk estimated from those before them: beside a slow and obvious second
 * program, by hand, and by what must hold: nothing later than a return has a part in its estimate.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "engine/returns_var.h"
#include "made_series.h"

enum { ROWS_MAX = 1500 };

struct levels {
    size_t n;
    int32_t day[ROWS_MAX];
    double level[ROWS_MAX];
};

static void make(struct levels *out, size_t n, uint64_t seed, double move)
{
    static struct made_series made;
    made_series_fill(&made, n, seed, move);
    out->n = n;
    memcpy(out->day, made.day, n * sizeof *out->day);
    memcpy(out->level, made.close, n * sizeof *out->level);
}

static void find(const struct levels *l, size_t window, struct returns_var_test out[RETURNS_VAR_TESTS])
{
    struct level_series s = {l->n, l->day, l->level};
    double *scratch = malloc((l->n + 2 * window + 1) * sizeof *scratch);
    returns_var_find(&s, window, scratch, out);
    free(scratch);
}

/* ---- the twin ---- */

static int ascending(const void *a, const void *b)
{
    long double x = *(const long double *)a, y = *(const long double *)b;
    return (x > y) - (x < y);
}

/* Below what 5 % and 1 % of a normal distribution lie. */
static const long double z_of[2] = {-1.6448536269514727148638489079916L, -2.3263478740408411008856061633977L};
static const long double share_of[2] = {0.05L, 0.01L};

/* The estimate of a kind from n returns; NaN where they do not vary. */
static long double estimate(const double *r, int n, int kind, int level)
{
    static long double sorted[ROWS_MAX];
    long double m = 0, m2 = 0, m3 = 0, m4 = 0, z = z_of[level];
    for (int i = 0; i < n; i++) {
        sorted[i] = r[i];
        m += (long double)r[i] / n;
    }
    for (int i = 0; i < n; i++) {
        m2 += powl(r[i] - m, 2) / n;
        m3 += powl(r[i] - m, 3) / n;
        m4 += powl(r[i] - m, 4) / n;
    }
    if (kind == RETURNS_VAR_HISTORICAL) {
        qsort(sorted, (size_t)n, sizeof *sorted, ascending);
        long double at = (n - 1) * share_of[level];
        int low = (int)at;
        return sorted[low] + (at - low) * (sorted[low + 1] - sorted[low]);
    }
    long double s = sqrtl(m2 * n / (n - 1)), g1 = m3 / powl(m2, 1.5L), g2 = m4 / (m2 * m2) - 3;
    if (s <= 1e-12L)
        return NAN;
    long double h = z + (z * z - 1) * g1 / 6 + (z * z * z - 3 * z) * g2 / 24 - (2 * z * z * z - 5 * z) * g1 * g1 / 36;
    return kind == RETURNS_VAR_NORMAL ? m + z * s : m + h * sqrtl(m2);
}

static void check_twin(const struct levels *l, int window)
{
    static double r[ROWS_MAX];
    struct returns_var_test got[RETURNS_VAR_TESTS];
    find(l, (size_t)window, got);
    int n = (int)l->n - 1;
    for (int i = 0; i < n; i++)
        r[i] = l->level[i + 1] / l->level[i] - 1;
    for (int t = 0; t < RETURNS_VAR_TESTS; t++) {
        int kind = t % 3, level = t / 3;
        size_t tested = 0, breaches = 0, latest = SERIES_NONE;
        for (int i = window; i < n; i++) {
            long double limit = estimate(r + i - window, window, kind, level);
            tested += !isnan(limit);
            if (!(r[i] < limit))
                continue;
            breaches++;
            latest = (size_t)i + 1;
        }
        assert_int_equal(got[t].kind, kind);
        assert_true(fabsl(got[t].share - share_of[level]) < 1e-16L);
        assert_int_equal(got[t].tested, tested);
        assert_int_equal(got[t].breaches, breaches);
        assert_int_equal(got[t].latest, latest);
        assert_true(fabsl(got[t].expected - tested * share_of[level]) < 1e-9L);
    }
}

static void breaches_are_those_of_the_second_program(void **state)
{
    (void)state;
    static struct levels l;
    static const size_t lengths[] = {2, 30, 61, 62, 63, 300, 1000};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        for (uint64_t seed = 1; seed <= 3; seed++) {
            make(&l, lengths[i], seed, 0.03);
            check_twin(&l, 60);
            check_twin(&l, 61);
            check_twin(&l, 23);
        }
    make(&l, 900, 4, 0.02);
    for (size_t i = 300; i < 500; i++)
        l.level[i] = l.level[299]; /* whole windows without variation */
    l.level[899] = 0;
    check_twin(&l, 60);
}

/* ---- no look ahead ---- */

static void a_return_is_compared_with_those_before_it_alone(void **state)
{
    (void)state;
    static struct levels l, other;
    struct returns_var_test before, now[RETURNS_VAR_TESTS], all[RETURNS_VAR_TESTS];
    make(&l, 500, 7, 0.02);
    find(&l, 100, all);
    for (int t = 0; t < RETURNS_VAR_TESTS; t++) {
        struct returns_var_test cut[RETURNS_VAR_TESTS];
        before = (struct returns_var_test){.latest = SERIES_NONE};
        /* row by row, each with the rows behind it cut off: as many breaches as in one walk along all of them */
        for (size_t n = 102; n <= 500; n++) {
            other = l;
            other.n = n;
            find(&other, 100, cut);
            assert_int_equal(cut[t].tested, n - 101);
            assert_true(cut[t].breaches - before.breaches <= 1);
            assert_true((cut[t].breaches > before.breaches) == (cut[t].latest == n - 1));
            before = cut[t];
        }
        assert_int_equal(before.breaches, all[t].breaches);
    }
    /* a crash is a breach of its own day, however much it moves the estimates after it, and of no day before */
    other = l;
    for (size_t i = 480; i < 500; i++)
        other.level[i] *= 0.5;
    find(&other, 100, now);
    l.n = other.n = 480;
    find(&l, 100, all);
    for (int t = 0; t < RETURNS_VAR_TESTS; t++)
        assert_true(now[t].breaches >= all[t].breaches + 1);
    other.n = 481;
    find(&other, 100, now);
    for (int t = 0; t < RETURNS_VAR_TESTS; t++)
        assert_true(now[t].breaches == all[t].breaches + 1 && now[t].latest == 480);
}

/* ---- by hand ---- */

/* J.P. Morgan in 1998: 20 of 252 days, 12.6 expected (P. Jorion, "Value at Risk", 3rd edition, 6.2). */
static void kupiecs_test_is_that_of_the_book(void **state)
{
    (void)state;
    assert_true(fabs(returns_var_likelihood_ratio(252, 20, 0.05) - 3.91) < 0.005);
    assert_true(returns_var_likelihood_ratio(100, 5, 0.05) < 1e-12);
    assert_true(fabs(returns_var_likelihood_ratio(250, 0, 0.01) - -500 * log(0.99)) < 1e-12);
    assert_true(fabs(returns_var_likelihood_ratio(40, 40, 0.05) - -80 * log(0.05)) < 1e-10);
    assert_true(isnan(returns_var_likelihood_ratio(0, 0, 0.05)));
}

/* Ups and downs of one size, with `crashes` larger losses spread over the last thousand rows. */
static void make_crashes(struct levels *l, size_t crashes)
{
    make(l, 1101, 1, 0.01);
    for (size_t i = 1; i < l->n; i++) {
        size_t k = i - 101;
        bool crash = i > 100 && crashes && (k + 1) * crashes / 1000 > k * crashes / 1000;
        l->level[i] = l->level[i - 1] * (crash ? 0.97 - 1e-5 * (double)i : i % 2 ? 1.01 : 0.99);
    }
}

static void too_many_and_too_few_breaches_are_told_apart(void **state)
{
    (void)state;
    static struct levels l;
    struct returns_var_test t[RETURNS_VAR_TESTS];
    make_crashes(&l, 0);
    find(&l, 100, t);
    assert_true(t[RETURNS_VAR_NORMAL].breaches == 0 && t[RETURNS_VAR_NORMAL].tested == 1000);
    assert_int_equal(t[RETURNS_VAR_NORMAL].judgement, RETURNS_VAR_CAUTIOUS);
    assert_int_equal(t[RETURNS_VAR_NORMAL].latest, SERIES_NONE);
    make_crashes(&l, 40);
    find(&l, 100, t);
    const struct returns_var_test *normal = &t[RETURNS_VAR_KINDS + RETURNS_VAR_NORMAL];
    assert_true(normal->breaches == 40 && fabs(normal->expected - 10) < 1e-9);
    assert_int_equal(normal->judgement, RETURNS_VAR_EXCEEDED);
    assert_true(normal->p_value < 1e-6 && normal->likelihood_ratio > 40);
    assert_int_equal(t[RETURNS_VAR_NORMAL].judgement, RETURNS_VAR_HOLDS); /* 40 where 50 were to be expected */
    assert_true(t[RETURNS_VAR_NORMAL].p_value > 0.1 && t[RETURNS_VAR_NORMAL].p_value < 0.2);
    assert_true(t[RETURNS_VAR_MODIFIED].outside > 900);
    l.n = 300; /* 199 tested: 2 are to be expected at 99 %, and only too many tell anything */
    find(&l, 100, t);
    assert_int_equal(normal->judgement, RETURNS_VAR_EXCEEDED);
    make_crashes(&l, 0);
    l.n = 300;
    find(&l, 100, t);
    assert_true(normal->breaches == 0 && normal->judgement == RETURNS_VAR_FEW);
}

static void a_series_no_longer_than_the_window_tests_nothing(void **state)
{
    (void)state;
    static struct levels l;
    struct returns_var_test t[RETURNS_VAR_TESTS];
    make(&l, 253, 2, 0.02);
    find(&l, 252, t);
    for (int i = 0; i < RETURNS_VAR_TESTS; i++)
        assert_true(t[i].tested == 0 && isnan(t[i].p_value) && t[i].judgement == RETURNS_VAR_FEW);
    find(&l, 0, t); /* irregular rows have no window */
    assert_true(t[0].tested == 0 && returns_var_window(FREQUENCY_IRREGULAR) == 0);
    l.n = 254;
    l.day[253] = l.day[252] + 1;
    l.level[253] = l.level[252];
    find(&l, 252, t);
    assert_int_equal(t[0].tested, 1);
    for (enum frequency f = FREQUENCY_DAILY; f < FREQUENCIES; f++)
        assert_true(returns_var_window(f) >= 30);
    for (int i = 0; i < RETURNS_VAR_JUDGEMENTS; i++)
        assert_true(*returns_var_judgement_key[i] && strlen(returns_var_judgement_text[i]) < 40 /* shown whole */);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breaches_are_those_of_the_second_program),
        cmocka_unit_test(a_return_is_compared_with_those_before_it_alone),
        cmocka_unit_test(kupiecs_test_is_that_of_the_book),
        cmocka_unit_test(too_many_and_too_few_breaches_are_told_apart),
        cmocka_unit_test(a_series_no_longer_than_the_window_tests_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
