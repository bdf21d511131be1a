/* returns_bootstrap.c: the contract of engine/returns_bootstrap.h: against a slow twin that puts every draw together row by row and
 * measures it with engine/returns, how often the interval holds the truth on made data, and what has no interval.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "returns_data.h"

#include <math.h>

#include "engine/returns_bootstrap.h"
#include "engine/splitmix.h"
#include "engine/stats.h"
#include "made_series.h"

enum { LEVELS_MAX = 1300, DRAWS = 60 };

static struct made_series made, other;

static struct level_series made_levels(struct made_series *m, size_t n, uint64_t seed, double daily_move)
{
    made_series_fill(m, n, seed, daily_move);
    return (struct level_series){n, m->day, m->close};
}

static bool find(const struct level_series *s, const struct level_series *benchmark, const struct returns_terms *t,
                 const struct returns_bootstrap *b, struct returns_interval *out)
{
    double *scratch = ARENA_ARRAY(a, returns_bootstrap_scratch(s->n, b), double);
    return returns_bootstrap_find(s, benchmark, t, b, scratch, out);
}

/* ---- a slow twin ---- */

/* The rows that a draw takes, one after the other. */
static void rows_of_draw(size_t n, size_t block, uint64_t *state, size_t *row)
{
    for (size_t i = 0; i < n;) {
        size_t from = splitmix_below(state, n);
        for (size_t k = 0; k < block && i < n; k++)
            row[i++] = (from + k) % n;
    }
}

static struct level_series of_rows(const struct level_series *s, const size_t *row, double *level)
{
    level[0] = 1;
    for (size_t i = 0; i + 1 < s->n; i++)
        level[i + 1] = level[i] * (s->level[row[i] + 1] / s->level[row[i]]);
    return (struct level_series){s->n, s->day, level};
}

/* From the returns themselves: those of the levels differ by rounding where a draw has one twice. */
static double slow_shortfall(const struct level_series *s, const size_t *row, double share)
{
    static double r[LEVELS_MAX], scratch[LEVELS_MAX];
    size_t n = s->n - 1, count = 0;
    for (size_t i = 0; i < n; i++)
        r[i] = s->level[row[i] + 1] / s->level[row[i]] - 1;
    stats_sort(r, n, scratch);
    double limit = stats_percentile(r, n, share);
    while (count < n && r[count] <= limit)
        count++;
    return stats_average(r, count);
}

static void slow_draws(const struct level_series *s, const struct level_series *benchmark,
                       const struct returns_terms *t, const struct returns_bootstrap *b, double (*value)[DRAWS])
{
    static double one[LEVELS_MAX], two[LEVELS_MAX];
    static size_t row[LEVELS_MAX];
    void *work = arena_bytes(a, returns_work_size(s->n, s->n));
    uint64_t state = b->seed;
    for (size_t i = 0; i < b->draws; i++) {
        struct returns_metrics m;
        rows_of_draw(s->n - 1, b->block, &state, row);
        struct level_series drawn = of_rows(s, row, one), of_benchmark;
        if (benchmark)
            of_benchmark = of_rows(benchmark, row, two);
        assert_true(returns_metrics_find(&drawn, benchmark ? &of_benchmark : NULL, t, work, &m));
        for (size_t k = 0; k < RETURNS_METRICS; k++)
            value[k][i] = m.value[k];
        value[RETURNS_CVAR95_HISTORICAL][i] = slow_shortfall(s, row, 0.05);
        value[RETURNS_CVAR99_HISTORICAL][i] = slow_shortfall(s, row, 0.01);
    }
}

static void check_interval(enum returns_metric m, double *value, struct returns_interval got)
{
    double scratch[DRAWS];
    const char *key = returns_metric_info[m].key;
    stats_sort(value, DRAWS, scratch);
    assert_close(got.low, stats_percentile(value, DRAWS, 0.025), 1e-7, key);
    assert_close(got.high, stats_percentile(value, DRAWS, 0.975), 1e-7, key);
}

static void every_interval_is_that_of_draws_put_together_row_by_row(void **state)
{
    (void)state;
    static double value[RETURNS_METRICS][DRAWS];
    static const size_t blocks[] = {1, 21, 50, 7};
    for (uint64_t seed = 1; seed <= 4; seed++) {
        size_t n = 200 + 250 * seed;
        struct level_series s = made_levels(&made, n, seed, 0.03), b = made_levels(&other, n, seed + 9, 0.02);
        for (size_t i = 0; i < n; i++) /* on the same days, and alike */
            other.close[i] = sqrt(other.close[i] * made.close[i]);
        b.day = s.day;
        struct returns_terms t = {.risk_free = 0.02, .frequency = FREQUENCY_DAILY, .ppy = 252};
        struct returns_bootstrap terms = {.draws = DRAWS, .block = blocks[seed - 1], .seed = 77 + seed};
        struct returns_interval got[RETURNS_METRICS];
        assert_true(find(&s, seed == 4 ? NULL : &b, &t, &terms, got));
        slow_draws(&s, seed == 4 ? NULL : &b, &t, &terms, value);
        size_t checked = 0;
        for (enum returns_metric m = 0; m < RETURNS_METRICS; m++) {
            bool wanted = returns_metric_info[m].interval;
            bool exists = wanted && (seed != 4 || returns_metric_info[m].group != RETURNS_GROUP_BENCHMARK);
            assert_int_equal(isfinite(got[m].low), exists);
            assert_int_equal(isfinite(got[m].high), exists);
            if (exists)
                check_interval(m, value[m], got[m]);
            checked += exists;
        }
        assert_true(checked >= 35);
    }
}

/* ---- properties ---- */

static void the_same_seed_gives_the_same_bits(void **state)
{
    (void)state;
    struct level_series s = made_levels(&made, 700, 3, 0.03);
    struct returns_terms t = {.ppy = 252, .frequency = FREQUENCY_DAILY};
    struct returns_bootstrap b = {.draws = 100, .block = 21, .seed = 5};
    struct returns_interval one[RETURNS_METRICS], two[RETURNS_METRICS];
    assert_true(find(&s, NULL, &t, &b, one) && find(&s, NULL, &t, &b, two));
    for (size_t m = 0; m < RETURNS_METRICS; m++)
        assert_true(isnan(one[m].low) ? isnan(two[m].low) : one[m].low == two[m].low && one[m].high == two[m].high);
    b.seed = 6;
    assert_true(find(&s, NULL, &t, &b, two));
    assert_true(one[RETURNS_SHARPE].low != two[RETURNS_SHARPE].low);
    assert_true(one[RETURNS_SHARPE].low < one[RETURNS_SHARPE].high);
}

/* About normal: twelve numbers from 0 to 1. */
static double about_normal(uint64_t *seed)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += made_random(seed);
    return sum;
}

/* 400 samples of 500 independent returns with mean 0.0004 and deviation 0.01. A percentile interval of 95 % holds the truth a
 * little less often than that; 91 to 98 of 100 is what chance allows. */
static void nineteen_of_twenty_intervals_hold_the_truth(void **state)
{
    (void)state;
    size_t mean = 0, volatility = 0, samples = 400;
    uint64_t seed = 11;
    struct returns_terms t = {.ppy = 252, .frequency = FREQUENCY_DAILY};
    struct level_series s = made_levels(&made, 501, 1, 0.01);
    struct returns_bootstrap b = {.draws = 300, .block = 5, .seed = 1};
    double *scratch = ARENA_ARRAY(a, returns_bootstrap_scratch(s.n, &b), double);
    for (size_t k = 0; k < samples; k++) {
        struct returns_interval out[RETURNS_METRICS];
        for (size_t i = 1; i < s.n; i++)
            made.close[i] = made.close[i - 1] * (1 + 0.0004 + 0.01 * about_normal(&seed));
        b.seed = k;
        assert_true(returns_bootstrap_find(&s, NULL, &t, &b, scratch, out));
        struct returns_interval m = out[RETURNS_MEAN_RETURN_ANNUALIZED_ARITHMETIC], v = out[RETURNS_VOLATILITY];
        mean += m.low <= 0.0004 * 252 && 0.0004 * 252 <= m.high;
        volatility += v.low <= 0.01 * sqrt(252) && 0.01 * sqrt(252) <= v.high;
    }
    assert_true(mean >= samples * 91 / 100 && mean <= samples * 98 / 100);
    assert_true(volatility >= samples * 91 / 100 && volatility <= samples * 98 / 100);
}

/* ---- what has none ---- */

static void too_little_has_no_interval(void **state)
{
    (void)state;
    struct level_series s = made_levels(&made, 31, 3, 0.03), few = {30, s.day, s.level};
    struct returns_terms t = {.ppy = 252, .frequency = FREQUENCY_DAILY};
    struct returns_interval out[RETURNS_METRICS];
    assert_true(find(&s, NULL, &t, &(struct returns_bootstrap){50, 3, 1}, out) &&
                isfinite(out[RETURNS_VOLATILITY].low));
    assert_false(find(&few, NULL, &t, &(struct returns_bootstrap){50, 3, 1}, out));
    assert_true(isnan(out[RETURNS_VOLATILITY].low));
    assert_false(find(&s, NULL, &t, &(struct returns_bootstrap){0, 3, 1}, out));
    assert_false(find(&s, NULL, &t, &(struct returns_bootstrap){50, 0, 1}, out));
    assert_false(find(&s, NULL, &t, &(struct returns_bootstrap){50, 31, 1}, out));
    made.close[30] = 0;
    assert_false(find(&s, NULL, &t, &(struct returns_bootstrap){50, 3, 1}, out));
}

static void what_does_not_exist_has_no_interval(void **state)
{
    (void)state;
    struct level_series s = made_levels(&made, 200, 3, 0.03), b = made_levels(&other, 200, 4, 0.03);
    struct returns_terms t = {.ppy = 252, .frequency = FREQUENCY_DAILY};
    struct returns_bootstrap terms = {100, 10, 1};
    struct returns_interval out[RETURNS_METRICS];
    other.day[7]++; /* not the same days */
    b.day = other.day;
    assert_true(find(&s, &b, &t, &terms, out) && isnan(out[RETURNS_BETA].low) && isfinite(out[RETURNS_SHARPE].low));
    b.day = s.day;
    for (size_t i = 0; i < 200; i++)
        other.close[i] = 100;
    assert_true(find(&s, &b, &t, &terms, out) && isnan(out[RETURNS_BETA].low) && out[RETURNS_BENCHMARK_CAGR].high == 0);
    for (size_t i = 0; i < 200; i++)
        made.close[i] = 100 + (double)i;
    assert_true(find(&s, NULL, &t, &terms, out));
    assert_true(isnan(out[RETURNS_SORTINO].low) && isnan(out[RETURNS_CALMAR].low) &&
                out[RETURNS_MAX_DRAWDOWN].low == 0);
    t.ppy = 0;
    assert_true(find(&s, NULL, &t, &terms, out) && isnan(out[RETURNS_VOLATILITY].low) &&
                isfinite(out[RETURNS_CAGR].low));
}

static void the_default_is_a_month_and_never_more_than_a_tenth(void **state)
{
    (void)state;
    struct returns_bootstrap b = returns_bootstrap_default(8160, FREQUENCY_DAILY);
    assert_true(b.draws == 1000 && b.block == 21 && b.seed == 1);
    assert_int_equal(returns_bootstrap_default(100, FREQUENCY_DAILY).block, 10);
    assert_int_equal(returns_bootstrap_default(5, FREQUENCY_DAILY).block, 1);
    assert_int_equal(returns_bootstrap_default(600, FREQUENCY_WEEKLY).block, 4);
    assert_int_equal(returns_bootstrap_default(216, FREQUENCY_MONTHLY).block, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_interval_is_that_of_draws_put_together_row_by_row),
        cmocka_unit_test(the_same_seed_gives_the_same_bits),
        cmocka_unit_test(nineteen_of_twenty_intervals_hold_the_truth),
        cmocka_unit_test(too_little_has_no_interval),
        cmocka_unit_test(what_does_not_exist_has_no_interval),
        cmocka_unit_test(the_default_is_a_month_and_never_more_than_a_tenth),
    };
    return cmocka_run_group_tests(tests, returns_data_begin, returns_data_end);
}
