/* returns_futures.c: the contract of engine/returns_futures.h: against a slow twin that puts every path together row by row and sorts
 * what they come to, properties of the draws, and what none can be drawn of.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "returns_data.h"

#include <math.h>

#include "engine/returns_futures.h"
#include "engine/splitmix.h"
#include "made_series.h"

enum { PATHS = 80, PERIODS = 300, POINTS = 7 };
static const size_t period[POINTS] = {0, 1, 2, 21, 100, 299, PERIODS};
static struct made_series made;

static struct level_series made_levels(size_t n, uint64_t seed, double daily_move)
{
    made_series_fill(&made, n, seed, daily_move);
    return (struct level_series){n, made.day, made.close};
}

static bool find(const struct level_series *s, const struct returns_futures *f, struct returns_future out[POINTS])
{
    double *scratch = ARENA_ARRAY(a, returns_futures_scratch(s->n, f, POINTS), double);
    return returns_futures_find(s, f, period, POINTS, scratch, out);
}

/* ---- a slow twin ---- */

static void slow_path(const struct level_series *s, const struct returns_futures *f, uint64_t path, double *level)
{
    uint64_t state = f->seed;
    for (uint64_t p = 0; p < path; p++)
        splitmix_next(&state);
    state = splitmix_next(&state); /* of the path */
    level[0] = 1;
    for (size_t i = 0; i < f->periods;) {
        size_t from = splitmix_below(&state, s->n - 1);
        for (size_t k = 0; k < f->block && i < f->periods; k++, i++) {
            size_t row = (from + k) % (s->n - 1);
            level[i + 1] = level[i] * (s->level[row + 1] / s->level[row]);
        }
    }
}

static bool has_fallen(const double *level, size_t until, double fall)
{
    for (size_t i = 0; i <= until; i++)
        for (size_t before = 0; before < i; before++)
            if (level[i] <= level[before] * (1 - fall))
                return true;
    return false;
}

static void check(const struct level_series *s, const struct returns_futures *f, const struct returns_future *got)
{
    static double level[PATHS][PERIODS + 1];
    double x[PATHS], scratch[PATHS];
    for (size_t p = 0; p < PATHS; p++)
        slow_path(s, f, p, level[p]);
    for (size_t m = 0; m < POINTS; m++) {
        size_t below = 0, fallen = 0;
        for (size_t p = 0; p < PATHS; p++) {
            x[p] = level[p][period[m]];
            below += x[p] < 1;
            fallen += has_fallen(level[p], period[m], f->fall);
        }
        stats_sort(x, PATHS, scratch);
        for (int k = 0; k < STATS_FAN; k++)
            assert_close(got[m].level[k], stats_percentile(x, PATHS, stats_fan_shares[k]), 1e-12, "percentile");
        assert_close(got[m].loss, (double)below / PATHS, 1e-15, "share below");
        assert_close(got[m].fallen, (double)fallen / PATHS, 1e-15, "share fallen");
        assert_int_equal(got[m].period, period[m]);
    }
}

static void paths_are_those_put_together_row_by_row(void **state)
{
    (void)state;
    static const size_t blocks[] = {1, 5, 21, 400};
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct returns_future got[POINTS];
        struct level_series s = made_levels(401 + 100 * seed, seed, 0.03);
        struct returns_futures f = {PATHS, blocks[seed - 1], PERIODS, seed * 1000003, 0.1 * (double)seed};
        assert_true(find(&s, &f, got));
        check(&s, &f, got);
    }
}

/* ---- properties ---- */

static void a_seed_gives_the_same_bits_and_another_seed_others(void **state)
{
    (void)state;
    struct returns_future one[POINTS], two[POINTS], three[POINTS];
    struct level_series s = made_levels(600, 3, 0.02);
    struct returns_futures f = {PATHS, 21, PERIODS, 9, 0.2};
    assert_true(find(&s, &f, one) && find(&s, &f, two));
    assert_memory_equal(one, two, sizeof one);
    f.seed = 10;
    assert_true(find(&s, &f, three));
    assert_true(memcmp(one, three, sizeof one) != 0);
}

static void lines_do_not_cross_and_falls_do_not_heal(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct returns_future got[POINTS];
        struct level_series s = made_levels(100 + 30 * seed, seed, 0.04);
        struct returns_futures f = {PATHS, seed, PERIODS, seed, 0.2};
        assert_true(find(&s, &f, got));
        for (size_t m = 0; m < POINTS; m++) {
            for (int k = 1; k < STATS_FAN; k++)
                assert_true(got[m].level[k] >= got[m].level[k - 1]);
            assert_true(m == 0 || got[m].fallen >= got[m - 1].fallen);
            assert_true((got[m].loss > 0.5) <= (got[m].level[2] <= 1) && (got[m].loss < 0.5) <= (got[m].level[2] >= 1));
        }
        assert_true(got[0].level[0] == 1 && got[0].level[4] == 1 && got[0].loss == 0 && got[0].fallen == 0);
    }
}

/* Every path is the same where all returns are. */
static void equal_returns_leave_nothing_to_chance(void **state)
{
    (void)state;
    struct returns_future got[POINTS];
    struct level_series s = made_levels(200, 1, 0.01);
    for (size_t i = 0; i < s.n; i++)
        made.close[i] = pow(1.001, (double)i);
    struct returns_futures f = {PATHS, 21, PERIODS, 1, 0.2};
    assert_true(find(&s, &f, got));
    for (size_t m = 0; m < POINTS; m++) {
        assert_close(got[m].level[0], pow(1.001, (double)period[m]), 1e-10, "lowest");
        assert_close(got[m].level[4], got[m].level[0], 1e-10, "highest");
        assert_true(got[m].loss == 0 && got[m].fallen == 0);
    }
}

/* The mean of the logarithms is the drift of the sample times the periods; blocks do not change it. */
static void paths_drift_as_the_sample_does(void **state)
{
    (void)state;
    enum { MANY = 4000 };
    static const size_t end[1] = {250};
    for (size_t block = 1; block <= 41; block += 20) {
        struct returns_future got;
        struct level_series s = made_levels(1000, 8, 0.01);
        struct returns_futures f = {MANY, block, 250, 4, 0.2};
        double *scratch = ARENA_ARRAY(a, returns_futures_scratch(s.n, &f, 1), double);
        assert_true(returns_futures_find(&s, &f, end, 1, scratch, &got));
        double drift = log(s.level[s.n - 1] / s.level[0]) / (double)(s.n - 1) * 250;
        double spread = log(got.level[4] / got.level[0]) / (2 * 1.645); /* about the deviation of the logarithm */
        assert_true(fabs(log(got.level[2]) - drift) < 0.15 * spread);   /* five errors of a median are 0.1 of it */
    }
}

static void what_cannot_be_drawn_is_refused(void **state)
{
    (void)state;
    struct returns_future got[POINTS];
    struct level_series s = made_levels(31, 1, 0.02);
    const struct returns_futures good = {PATHS, 30, PERIODS, 1, 0.2};
    struct returns_futures f = good;
    assert_true(find(&s, &f, got));
    s.n = 30;
    assert_false(find(&s, &f, got));
    s.n = 31;
    f.block = 31;
    assert_false(find(&s, &f, got));
    f.block = 0;
    assert_false(find(&s, &f, got));
    f = good;
    f.paths = 0;
    assert_false(find(&s, &f, got));
    f = good;
    made.close[30] = 0;
    assert_false(find(&s, &f, got));
    s.n = 0;
    assert_false(find(&s, &f, got));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_those_put_together_row_by_row),
        cmocka_unit_test(a_seed_gives_the_same_bits_and_another_seed_others),
        cmocka_unit_test(lines_do_not_cross_and_falls_do_not_heal),
        cmocka_unit_test(equal_returns_leave_nothing_to_chance),
        cmocka_unit_test(paths_drift_as_the_sample_does),
        cmocka_unit_test(what_cannot_be_drawn_is_refused),
    };
    return cmocka_run_group_tests(tests, returns_data_begin, returns_data_end);
}
