/* returns.c: the figures of a series of returns by hand, against a slow and obvious twin, and by what must hold for every
 * series: scale, prefixes, a benchmark that is the series itself, groups. The reference cases are in returns_oracle.c.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"

#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "engine/returns.h"
#include "engine/returns_run.h"
#include "made_series.h"
#include "returns_twin.h"

enum { ROWS_MAX = 3000 };

/* ---- series to try ---- */

struct levels {
    size_t n;
    int32_t day[ROWS_MAX];
    double level[ROWS_MAX];
};

static struct level_series view(const struct levels *l)
{
    return (struct level_series){l->n, l->day, l->level};
}

static void make(struct levels *out, size_t n, uint64_t seed, double daily_move)
{
    static struct made_series made;
    made_series_fill(&made, n, seed, daily_move);
    out->n = n;
    memcpy(out->day, made.day, n * sizeof *out->day);
    memcpy(out->level, made.close, n * sizeof *out->level);
}

/* Leaves out about one row of ten, so that two series have days of their own. */
static void make_holes(struct levels *l, uint64_t seed)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->n; i++) {
        if (made_random(&seed) < 0.1)
            continue;
        l->day[kept] = l->day[i];
        l->level[kept++] = l->level[i];
    }
    l->n = kept;
}

static void coarsen(struct levels *l, enum frequency f)
{
    struct level_series s = view(l);
    l->n = series_last_of_each(&s, f, l->day, l->level);
}

static struct returns_metrics find_with(const struct levels *l, const struct levels *benchmark,
                                        const struct returns_terms *terms)
{
    struct level_series s = view(l), b = benchmark ? view(benchmark) : (struct level_series){0};
    struct returns_metrics m;
    void *work = malloc(returns_work_size(s.n, b.n));
    assert_true(returns_metrics_find(&s, benchmark ? &b : NULL, terms, work, &m));
    free(work);
    return m;
}

static const struct returns_terms DAILY = {.risk_free = 0.02, .frequency = FREQUENCY_DAILY, .ppy = 252};

static struct returns_metrics find(const struct levels *l, const struct levels *benchmark)
{
    return find_with(l, benchmark, &DAILY);
}

/* Consecutive days from a Monday. */
static struct levels by_hand(const double *level, size_t n)
{
    struct levels l = {.n = n};
    for (size_t i = 0; i < n; i++) {
        l.day[i] = day_from_civil(2024, 1, 1) + (int32_t)i;
        l.level[i] = level[i];
    }
    return l;
}

/* ---- the twin ---- */

static bool agrees(double got, long double want)
{
    if (isnan(got) || isnan(want))
        return isnan(got) && isnan(want);
    return fabsl(got - want) <= fmaxl(1e-11L, 1e-9L * fabsl(want));
}

static void check_twin(const char *what, const struct levels *l, const struct levels *benchmark,
                       const struct returns_terms *terms)
{
    long double want[RETURNS_METRICS];
    struct level_series s = view(l), b = benchmark ? view(benchmark) : (struct level_series){0};
    struct returns_metrics m = find_with(l, benchmark, terms);
    returns_twin(&s, benchmark ? &b : NULL, terms, want);
    for (enum returns_metric k = 0; k < RETURNS_METRICS; k++) {
        long double expected = fabsl(want[k]) > DBL_MAX ? (long double)NAN : want[k];
        if (!agrees(m.value[k], expected))
            fail_msg("%s, %zu rows: %s is %.17g, by the textbook %.17Lg", what, l->n, returns_metric_info[k].key,
                     m.value[k], want[k]);
        assert_true(isnan(m.value[k]) == (m.note[k] != RETURNS_NOTE_NONE && m.note[k] < RETURNS_NOTE_REMARKS));
    }
}

static void figures_of_daily_series_are_those_of_the_textbook(void **state)
{
    (void)state;
    static struct levels own, other;
    static const size_t lengths[] = {2, 3, 4, 5, 6, 9, 23, 64, 253, 700, 1500};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        for (uint64_t seed = 1; seed <= 3; seed++) {
            make(&own, lengths[i], seed, 0.03);
            make(&other, lengths[i], seed, 0.02);
            struct returns_terms terms = {
                .risk_free = 0.03 * (double)(seed - 1), .frequency = FREQUENCY_DAILY, .ppy = 252};
            check_twin("alone", &own, NULL, &terms);
            make(&other, lengths[i], seed + 20, 0.02);
            check_twin("with a benchmark of other days", &own, &other, &terms);
            make(&other, lengths[i], seed, 0.01);
            make_holes(&other, seed);
            if (other.n >= 2)
                check_twin("with a benchmark with holes", &own, &other, &terms);
        }
    }
}

static void figures_of_coarser_series_are_those_of_the_textbook(void **state)
{
    (void)state;
    static struct levels own, other;
    static const double ppy[FREQUENCIES] = {0, 252, 52, 12, 4, 1};
    for (enum frequency f = FREQUENCY_WEEKLY; f < FREQUENCIES; f++) {
        for (uint64_t seed = 1; seed <= 3; seed++) {
            make(&own, 2600 - 7 * seed, seed, 0.02);
            make(&other, 2600 - 7 * seed, seed + 3, 0.02);
            coarsen(&own, f);
            coarsen(&other, f);
            struct returns_terms terms = {.risk_free = 0.02, .frequency = f, .ppy = ppy[f]};
            check_twin(frequency_key[f], &own, &other, &terms);
            terms.ppy = 0;
            terms.frequency = FREQUENCY_IRREGULAR;
            check_twin("irregular", &own, &other, &terms);
        }
    }
}

/* Month ends, each February's among them, from a 29th to a 29th, and on to the 28th; years from a 29 February on. */
static void leap_days_are_those_of_the_textbook(void **state)
{
    (void)state;
    static struct levels own, other;
    static const int last[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    make(&own, 200, 6, 0.03);
    make(&other, 200, 9, 0.03);
    struct returns_terms terms = {.risk_free = -0.01, .frequency = FREQUENCY_MONTHLY, .ppy = 12};
    for (size_t n = 2; n <= 64; n += n < 14 ? 1 : 5) {
        own.n = other.n = n;
        for (size_t i = 0; i < n; i++) {
            int year = 2020 + (int)(i + 1) / 12, month = (int)(i + 1) % 12 + 1, mday = last[month - 1];
            while (!day_exists(year, month, mday))
                mday--;
            own.day[i] = other.day[i] = day_from_civil(year, month, mday);
        }
        check_twin("month ends", &own, &other, &terms);
    }
    terms = (struct returns_terms){.risk_free = 0.5, .frequency = FREQUENCY_YEARLY, .ppy = 1};
    for (size_t i = 0; i < 30; i++)
        own.day[i] = other.day[i] = day_from_civil(1992 + (int)i, 2, i % 4 ? 28 : 29);
    own.n = other.n = 30;
    check_twin("years", &own, &other, &terms);
}

static void every_term_is_that_of_the_textbook(void **state)
{
    (void)state;
    static struct levels own, other;
    static double rates[ROWS_MAX];
    make(&own, 1200, 9, 0.02);
    make(&other, 1200, 9, 0.015);
    make_holes(&other, 4);
    for (size_t i = 0; i < own.n; i++)
        rates[i] = 0.01 + 0.00002 * (double)(i / 20);
    struct returns_terms terms = {.risk_free_rates = rates, .frequency = FREQUENCY_DAILY, .ppy = 252};
    check_twin("rates", &own, &other, &terms);
    for (terms.years = 0; terms.years < RETURNS_YEARS_METHODS; terms.years++) {
        terms.calendar_years = 5;
        check_twin(returns_years_key[terms.years], &own, &other, &terms);
        terms.calendar_years = 0;
        check_twin(returns_years_key[terms.years], &own, &other, &terms);
    }
    terms = (struct returns_terms){.risk_free = -0.005, .frequency = FREQUENCY_DAILY, .ppy = 365};
    check_twin("365", &own, &other, &terms);
}

static void series_without_variation_gain_or_loss_are_those_of_the_textbook(void **state)
{
    (void)state;
    static struct levels own, other;
    static const double step[][5] = {{1, 1, 1, 1, 1},
                                     {1.001, 1.001, 1.001, 1.001, 1.001},
                                     {1.001, 1.002, 1.003, 1.004, 1.005},
                                     {0.999, 0.998, 0.997, 0.996, 0.995},
                                     {1.1, 1, 0.9, 1, 1.01}};
    for (size_t k = 0; k < sizeof step / sizeof *step; k++) {
        make(&other, 61, k, 0.02);
        own = other;
        own.level[0] = 64;
        for (size_t i = 1; i < own.n; i++)
            own.level[i] = own.level[i - 1] * step[k][i % 5];
        check_twin("alone", &own, NULL, &DAILY);
        check_twin("with a benchmark", &own, &other, &DAILY);
        check_twin("as a benchmark", &other, &own, &DAILY);
    }
}

static void a_total_loss_is_that_of_the_textbook(void **state)
{
    (void)state;
    static struct levels own, other;
    make(&other, 80, 3, 0.02);
    own = other;
    own.level[79] = 0;
    check_twin("total loss", &own, &other, &DAILY);
    struct returns_metrics m = find(&own, &other);
    assert_true(m.value[RETURNS_TOTAL_RETURN] == -1 && m.value[RETURNS_CAGR] == -1);
    assert_true(m.value[RETURNS_MAX_DRAWDOWN] == -1 && m.value[RETURNS_CURRENT_DRAWDOWN] == -1);
    assert_int_equal(m.note[RETURNS_STABILITY_R2], RETURNS_NOTE_TOTAL_LOSS);
    assert_int_equal(m.note[RETURNS_GAIN_TO_RECOVER], RETURNS_NOTE_TOTAL_LOSS);
}

/* ---- by hand ---- */

static void a_loss_on_the_first_day_is_a_drawdown_from_the_base(void **state)
{
    (void)state;
    const double level[] = {100, 90, 95, 100, 120, 114, 119, 118};
    struct levels l = by_hand(level, 8);
    struct returns_metrics m = find(&l, NULL);
    struct returns_drawdown d[4];
    struct level_series s = view(&l);
    assert_int_equal(returns_drawdowns_find(&s, 0, d, 4), 2);
    assert_true(fabs(d[0].depth - -0.1) < 1e-15 && fabs(d[1].depth - -0.05) < 1e-15);
    assert_true(d[0].peak == 0 && d[0].trough == 1 && d[0].end == 3 && !d[0].open);
    assert_int_equal(d[0].days_peak_to_trough, 1);
    assert_int_equal(d[0].days_trough_to_recovery, 2);
    assert_int_equal(d[0].days_peak_to_end, 3);
    assert_true(d[1].peak == 4 && d[1].trough == 5 && d[1].end == 7 && d[1].open);
    assert_int_equal(d[1].days_trough_to_recovery, -1);
    assert_int_equal(d[1].periods_peak_to_end, 3);
    assert_int_equal(m.at[RETURNS_MAX_DRAWDOWN], l.day[1]);
    assert_int_equal(m.at[RETURNS_DAYS_SINCE_HIGH], l.day[4]);
    assert_true(m.value[RETURNS_DAYS_SINCE_HIGH] == 3 && m.value[RETURNS_LONGEST_DRAWDOWN_DAYS] == 3);
    assert_true(fabs(m.value[RETURNS_GAIN_TO_RECOVER] - (120 / 118.0 - 1)) < 1e-15);
    assert_true(m.worst.peak == 0 && m.worst.end == 3);
}

static void a_level_within_rounding_of_the_high_is_at_it(void **state)
{
    (void)state;
    const double level[] = {100, 100 * (1 - 9e-13), 100 * (1 - 1e-11), 100 * (1 - 5e-13)};
    struct levels l = by_hand(level, 4);
    struct level_series s = view(&l);
    struct returns_drawdown d[2];
    double below[4];
    assert_int_equal(returns_drawdowns_find(&s, 0, d, 2), 1);
    assert_true(d[0].peak == 1 && d[0].trough == 2 && d[0].end == 3 && !d[0].open);
    returns_underwater(level, 4, below);
    assert_true(below[0] == 0 && below[1] == 0 && below[2] < -9e-12 && below[3] == 0);
    const double sinking[] = {100, 100 * (1 - 8e-13), 100 * (1 - 1.6e-12), 50}; /* not by small steps */
    l = by_hand(sinking, 4);
    s = view(&l);
    assert_int_equal(returns_drawdowns_find(&s, 0, d, 2), 1);
    assert_true(d[0].peak == 1 && d[0].depth == -0.5);
    assert_int_equal(returns_drawdowns_find(&s, 0.5, d, 2), 1); /* the threshold itself is deep enough */
}

static void a_figure_of_nothing_is_plus_0(void **state)
{
    (void)state;
    const double level[] = {100, 101, 102, 103, 104};
    struct levels l = by_hand(level, 5);
    struct returns_metrics m = find(&l, NULL);
    assert_true(m.value[RETURNS_PAIN_INDEX] == 0 && !signbit(m.value[RETURNS_PAIN_INDEX]));
    assert_true(m.value[RETURNS_CURRENT_DRAWDOWN] == 0 && !signbit(m.value[RETURNS_CURRENT_DRAWDOWN]));
}

/* Rows on every Monday and Thursday from the first Monday of 2024. */
static struct returns_metrics of_rows(size_t n)
{
    static struct levels own, other;
    make(&own, n, 1, 0.02);
    make(&other, n, 2, 0.02);
    for (size_t i = 0; i < n; i++)
        own.day[i] = other.day[i] = day_from_civil(2024, 1, 1) + (int32_t)(i / 2 * 7 + i % 2 * 3);
    return find(&own, &other);
}

static void few_common_returns_and_months_are_marked_as_weak(void **state)
{
    (void)state;
    struct returns_metrics m = of_rows(30);
    assert_true(m.common == 29 && m.note[RETURNS_BETA] == RETURNS_NOTE_WEAK_COMMON);
    m = of_rows(31);
    assert_true(m.note[RETURNS_BETA] == RETURNS_NOTE_NONE &&
                m.note[RETURNS_BENCHMARK_CAGR] == RETURNS_NOTE_EXTRAPOLATED);
    m = of_rows(96); /* to 28 November: 11 months */
    assert_true(m.value[RETURNS_MONTHS] == 11 && m.note[RETURNS_BATTING_AVERAGE_MONTHLY] == RETURNS_NOTE_WEAK_MONTHS);
    m = of_rows(98); /* to 5 December */
    assert_true(m.value[RETURNS_MONTHS] == 12 && m.note[RETURNS_BATTING_AVERAGE_MONTHLY] == RETURNS_NOTE_NONE);
}

static void best_and_worst_have_their_days(void **state)
{
    (void)state;
    static struct levels l;
    make(&l, 600, 5, 0.02);
    struct returns_metrics m = find(&l, NULL);
    for (size_t i = 1; i < l.n; i++) {
        double r = l.level[i] / l.level[i - 1] - 1;
        assert_true(l.day[i] != m.at[RETURNS_BEST_PERIOD] || r == m.value[RETURNS_BEST_PERIOD]);
        assert_true(l.day[i] != m.at[RETURNS_WORST_PERIOD] || r == m.value[RETURNS_WORST_PERIOD]);
    }
    struct level_series s = view(&l);
    for (struct series_period p = {0}; series_period_next(&s, FREQUENCY_DAILY, FREQUENCY_YEARLY, &p);)
        assert_true(s.day[p.to] != m.at[RETURNS_BEST_YEAR] ||
                    s.level[p.to] / s.level[p.from] - 1 == m.value[RETURNS_BEST_YEAR]);
    assert_int_equal(m.at[RETURNS_SHARPE], RETURNS_NO_DAY);
}

static void partial_months_and_years_are_left_out_of_the_whole_ones(void **state)
{
    (void)state;
    static struct levels l;
    int32_t from = day_from_civil(2020, 11, 16);
    double level = 100;
    l.n = 0;
    for (int32_t d = from; d <= day_from_civil(2023, 3, 15); d++, level *= 1.0003) {
        if (day_weekday(d) > 4)
            continue;
        l.day[l.n] = d;
        l.level[l.n++] = level;
    }
    struct returns_metrics m = find(&l, NULL);
    assert_true(m.value[RETURNS_YEARS] == 4 && m.value[RETURNS_WHOLE_YEARS] == 2);
    assert_true(m.value[RETURNS_QUARTERS] == 10 && m.value[RETURNS_WHOLE_QUARTERS] == 8);
    assert_true(m.value[RETURNS_MONTHS] == 29 && m.value[RETURNS_WHOLE_MONTHS] == 27);
    assert_true(m.value[RETURNS_WORST_YEAR] < 0.05 && m.value[RETURNS_WORST_WHOLE_YEAR] > 0.1);
}

static void a_short_or_irregular_series_says_what_is_missing(void **state)
{
    (void)state;
    const double level[] = {100, 101, 99, 103, 102};
    struct levels l = by_hand(level, 3);
    struct returns_metrics m = find(&l, NULL);
    assert_true(m.value[RETURNS_N_RETURNS] == 2 && !isnan(m.value[RETURNS_TOTAL_RETURN]));
    assert_true(!isnan(m.value[RETURNS_MAX_DRAWDOWN]));
    assert_int_equal(m.note[RETURNS_CAGR], RETURNS_NOTE_FEW_RETURNS);
    assert_int_equal(m.note[RETURNS_SHARPE], RETURNS_NOTE_FEW_RETURNS);
    assert_int_equal(m.note[RETURNS_BEST_YEAR], RETURNS_NOTE_FEW_RETURNS);
    assert_int_equal(m.note[RETURNS_BETA], RETURNS_NOTE_NO_BENCHMARK);
    l = by_hand(level, 4);
    m = find(&l, &l);
    assert_int_equal(m.note[RETURNS_KURTOSIS_EXCESS], RETURNS_NOTE_FEW_FOR_KURTOSIS);
    assert_int_equal(m.note[RETURNS_CAGR], RETURNS_NOTE_EXTRAPOLATED);
    assert_int_equal(m.note[RETURNS_BETA], RETURNS_NOTE_WEAK_COMMON);
    assert_int_equal(m.note[RETURNS_UP_CAPTURE_MONTHLY], RETURNS_NOTE_WEAK_MONTHS);
    assert_int_equal(m.note[RETURNS_DOWN_CAPTURE_MONTHLY], RETURNS_NOTE_NO_BENCHMARK_MONTH);
    assert_int_equal(m.note[RETURNS_BEST_WHOLE_MONTH], RETURNS_NOTE_NO_WHOLE);
    assert_int_equal(m.note[RETURNS_CAGR_NOMINAL], RETURNS_NOTE_NOT_CALENDAR_YEARS);
    m = find_with(&l, NULL, &(struct returns_terms){.risk_free = 0.02});
    assert_int_equal(m.note[RETURNS_VOLATILITY], RETURNS_NOTE_IRREGULAR);
    assert_true(!isnan(m.value[RETURNS_CAGR]) && !isnan(m.value[RETURNS_AVERAGE_DRAWDOWN]));
}

static void nothing_is_computed_of_what_is_no_series(void **state)
{
    (void)state;
    char work[4096];
    struct returns_metrics m;
    const int32_t day[] = {1, 2, 2}, ascending[] = {1, 2, 3};
    const double level[] = {1, 2, 3}, lost[] = {1, 0, 3}, negative[] = {1, -2, 3}, broken[] = {1, INFINITY, 3};
    const struct level_series fine = {3, ascending, level};
    const struct level_series bad[] = {
        {3, day, level}, {1, ascending, level}, {3, ascending, lost}, {3, ascending, negative}, {3, ascending, broken}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(returns_metrics_find(&bad[i], NULL, &DAILY, work, &m));
        assert_false(returns_metrics_find(&fine, &bad[i], &DAILY, work, &m));
    }
    const struct returns_terms wrong[] = {{.risk_free = -1, .ppy = 252},
                                          {.risk_free = NAN, .ppy = 252},
                                          {.ppy = -1},
                                          {.ppy = INFINITY},
                                          {.risk_free_rates = negative, .ppy = 252},
                                          {.years = RETURNS_YEARS_METHODS, .ppy = 252}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(returns_metrics_find(&fine, NULL, &wrong[i], work, &m));
    assert_true(returns_metrics_find(&fine, NULL, &DAILY, work, &m));
}

/* ---- what holds for every series ---- */

static void assert_same(const struct returns_metrics *x, const struct returns_metrics *y, double tolerance)
{
    for (enum returns_metric k = 0; k < RETURNS_METRICS; k++) {
        bool same = (isnan(x->value[k]) && isnan(y->value[k])) ||
                    fabs(x->value[k] - y->value[k]) <= tolerance * fmax(1, fabs(x->value[k]));
        if (!same || x->note[k] != y->note[k] || x->at[k] != y->at[k])
            fail_msg("%s: %.17g and %.17g", returns_metric_info[k].key, x->value[k], y->value[k]);
    }
}

static void the_unit_of_the_levels_changes_nothing(void **state)
{
    (void)state;
    static struct levels own, other, times;
    make(&own, 900, 2, 0.02);
    make(&other, 900, 2, 0.01);
    times = own;
    for (size_t i = 0; i < times.n; i++)
        times.level[i] *= 1024;
    struct returns_metrics x = find(&own, &other), y = find(&times, &other);
    assert_same(&x, &y, 0); /* a power of two rounds nothing */
    for (size_t i = 0; i < times.n; i++)
        times.level[i] *= 0.7;
    y = find(&times, &other);
    assert_same(&x, &y, 1e-9);
}

static void what_follows_changes_nothing_before_it(void **state)
{
    (void)state;
    static struct levels own, other, changed;
    make(&own, 900, 6, 0.02);
    make(&other, 900, 6, 0.01);
    changed = own;
    for (size_t i = 500; i < own.n; i++)
        changed.level[i] *= 3;
    struct level_series a = view(&own), b = view(&changed), benchmark = view(&other);
    a = series_window(&a, own.day[0], own.day[499]);
    b = series_window(&b, own.day[0], own.day[499]);
    struct returns_metrics x, y;
    void *work = malloc(returns_work_size(a.n, benchmark.n));
    assert_true(returns_metrics_find(&a, &benchmark, &DAILY, work, &x));
    assert_true(returns_metrics_find(&b, &benchmark, &DAILY, work, &y));
    free(work);
    assert_int_equal(a.n, 500);
    assert_same(&x, &y, 0);
}

static void a_series_against_itself_has_beta_1_and_nothing_besides(void **state)
{
    (void)state;
    static struct levels l;
    for (uint64_t seed = 1; seed < 6; seed++) {
        make(&l, 700, seed, 0.02);
        struct returns_metrics m = find(&l, &l);
        assert_true(m.value[RETURNS_BETA] == 1 && m.value[RETURNS_TRACKING_ERROR] == 0);
        assert_true(fabs(m.value[RETURNS_CORRELATION] - 1) < 1e-14 && m.value[RETURNS_BETA_STDERR] < 1e-12);
        assert_true(fabs(m.value[RETURNS_ALPHA_ANNUALIZED_REGRESSION]) < 1e-14);
        assert_true(m.value[RETURNS_ACTIVE_PREMIUM_CAGR] == 0 && m.value[RETURNS_BATTING_AVERAGE_MONTHLY] == 0);
        assert_int_equal(m.note[RETURNS_INFORMATION_RATIO], RETURNS_NOTE_NO_VARIATION);
        assert_int_equal(m.note[RETURNS_ALPHA_T_STAT], RETURNS_NOTE_NO_VARIATION);
        assert_true(fabs(m.value[RETURNS_UP_CAPTURE_MONTHLY] - 1) < 1e-13);
        assert_true(fabs(m.value[RETURNS_UP_MARKET_BETA] - 1) < 1e-13 &&
                    m.value[RETURNS_BENCHMARK_CAGR] == m.value[RETURNS_CAGR]);
        double annual = m.value[RETURNS_SHARPE] * m.value[RETURNS_VOLATILITY] + 0.02;
        assert_true(fabs(m.value[RETURNS_M_SQUARED] - annual) < 1e-12);
        assert_true(m.common == 699 && m.dropped == 0 && m.benchmark_dropped == 0);
    }
}

static void days_that_only_one_has_are_counted_inside_the_window_they_share(void **state)
{
    (void)state;
    const int32_t own_day[] = {1, 2, 3, 4, 6, 7, 9}, other_day[] = {2, 3, 5, 6, 7, 8, 9, 10, 11};
    const double level[] = {5, 6, 5, 7, 6, 8, 7, 9, 8};
    const struct level_series own = {7, own_day, level}, other = {9, other_day, level};
    struct returns_metrics m;
    char work[8192];
    assert_true(returns_metrics_find(&own, &other, &DAILY, work, &m));
    assert_int_equal(m.common, 4); /* 2 3 6 7 9 */
    assert_int_equal(m.dropped, 1);
    assert_int_equal(m.benchmark_dropped, 2);
}

static void constant_rates_are_the_risk_free_rate(void **state)
{
    (void)state;
    static struct levels own, other;
    static double rates[ROWS_MAX];
    make(&own, 800, 8, 0.02);
    make(&other, 800, 8, 0.01);
    for (size_t i = 0; i < own.n; i++)
        rates[i] = 0.02;
    struct returns_metrics x = find(&own, &other);
    struct returns_terms terms = DAILY;
    terms.risk_free_rates = rates;
    terms.risk_free = 0.5;
    struct returns_metrics y = find_with(&own, &other, &terms);
    assert_same(&x, &y, 1e-12);
    assert_true(fabs(y.risk_free - 0.02) < 1e-15);
}

static void a_group_alone_is_the_same_as_among_all(void **state)
{
    (void)state;
    static struct levels own, other;
    make(&own, 400, 4, 0.02);
    make(&other, 400, 4, 0.01);
    struct returns_metrics all = find(&own, &other);
    for (enum returns_group g = 0; g < RETURNS_GROUPS; g++) {
        struct returns_terms terms = DAILY;
        terms.groups = 1u << g;
        struct returns_metrics one = find_with(&own, &other, &terms);
        for (enum returns_metric k = 0; k < RETURNS_METRICS; k++) {
            bool asked = returns_metric_info[k].group == g;
            assert_int_equal(one.note[k], asked ? all.note[k] : RETURNS_NOTE_NOT_ASKED);
            assert_true(asked ? memcmp(&one.value[k], &all.value[k], sizeof(double)) == 0 : isnan(one.value[k]));
        }
    }
}

static void losses_and_gains_add_up_to_the_returns(void **state)
{
    (void)state;
    static struct levels l;
    make(&l, 1000, 12, 0.02);
    struct returns_metrics m = find(&l, NULL);
    const double *v = m.value;
    double n = v[RETURNS_N_RETURNS], gained = v[RETURNS_POSITIVE_PERIODS_PCT] * n;
    double lost = n - gained - v[RETURNS_ZERO_PERIODS];
    double sum = gained * v[RETURNS_AVERAGE_GAIN] + lost * v[RETURNS_AVERAGE_LOSS];
    assert_true(fabs(sum - v[RETURNS_MEAN_RETURN_ANNUALIZED_ARITHMETIC] / 252 * n) < 1e-12);
    assert_true(fabs(v[RETURNS_OMEGA_0] - 1 - v[RETURNS_GAIN_TO_PAIN]) < 1e-12);
    double wealth = 1;
    struct level_series s = view(&l);
    for (struct series_period p = {0}; series_period_next(&s, FREQUENCY_DAILY, FREQUENCY_MONTHLY, &p);)
        wealth *= s.level[p.to] / s.level[p.from];
    assert_true(fabs(wealth - 1 - v[RETURNS_TOTAL_RETURN]) < 1e-12);
}

/* ---- drawdowns ---- */

static void only_the_deepest_are_kept_when_there_is_little_room(void **state)
{
    (void)state;
    static struct levels l;
    static struct returns_drawdown all[ROWS_MAX], few[7];
    make(&l, 2500, 3, 0.02);
    for (size_t i = 0; i < l.n; i++)
        l.level[i] *= 1 + 0.002 * (double)i; /* so that there are many highs to fall from */
    struct level_series s = view(&l);
    size_t n = returns_drawdowns_find(&s, 0, all, ROWS_MAX);
    assert_true(n > 20);
    for (size_t i = 1; i < n; i++)
        assert_true(all[i - 1].depth < all[i].depth ||
                    (all[i - 1].depth == all[i].depth && all[i - 1].peak < all[i].peak));
    for (size_t room = 0; room <= 7; room++) {
        assert_int_equal(returns_drawdowns_find(&s, 0, few, room), n);
        assert_memory_equal(few, all, room * sizeof *few);
    }
    size_t deep = 0;
    while (all[deep].depth <= -0.05)
        deep++;
    assert_int_equal(returns_drawdowns_find(&s, 0.05, few, 7), deep);
    struct returns_metrics m = find(&l, NULL);
    assert_true(m.value[RETURNS_MAX_DRAWDOWN] == all[0].depth && m.value[RETURNS_DRAWDOWN_COUNT] == (double)n);
}

static void every_row_is_below_its_high_by_what_the_episodes_say(void **state)
{
    (void)state;
    static struct levels l;
    static struct returns_drawdown all[ROWS_MAX];
    static double below[ROWS_MAX];
    make(&l, 1500, 7, 0.03);
    struct level_series s = view(&l);
    size_t n = returns_drawdowns_find(&s, 0, all, ROWS_MAX), under = 0, counted = 0;
    returns_underwater(l.level, l.n, below);
    for (size_t i = 0; i < l.n; i++)
        under += below[i] < 0;
    for (size_t k = 0; k < n; k++) {
        counted += all[k].end - all[k].peak - !all[k].open;
        assert_true(fabs(below[all[k].trough] - all[k].depth) < 1e-14);
        assert_true(below[all[k].peak] == 0 && (all[k].open || below[all[k].end] == 0));
    }
    assert_int_equal(counted, under);
    assert_true(fabs(returns_gain_to_recover(-0.2) - 0.25) < 1e-15 && isnan(returns_gain_to_recover(-1)));
}

static void the_worst_twentieth_of_the_depths_counts_a_row_on_its_border_in_part(void **state)
{
    (void)state;
    static struct levels l;
    l.n = 51; /* 50 returns: two rows and a half */
    for (size_t i = 0; i < l.n; i++) {
        l.day[i] = day_from_civil(2024, 1, 1) + (int32_t)i;
        l.level[i] = 100;
    }
    l.level[7] = 90;
    l.level[20] = 60;
    l.level[33] = 80;
    l.level[34] = 95;
    struct returns_metrics m = find(&l, NULL);
    assert_true(fabs(m.value[RETURNS_CDAR95] - -(0.4 + 0.2 + 0.1 / 2) / 2.5) < 1e-15);
    l.n = 15; /* less than one row: the deepest alone */
    m = find(&l, NULL);
    assert_true(fabs(m.value[RETURNS_CDAR95] - -0.1) < 1e-15 &&
                m.value[RETURNS_MAX_DRAWDOWN] == m.value[RETURNS_CDAR95]);
}

/* ---- the modified value at risk ---- */

/* Whether Cornish and Fisher's quantile rises all the way from -4 to 4 deviations, step by step. */
static bool rises(double g1, double g2)
{
    bool up = true;
    for (int i = -4000; i < 4000 && up; i++)
        up = returns_modified_quantile(i / 1000.0, g1, g2) < returns_modified_quantile((i + 1) / 1000.0, g1, g2);
    return up;
}

static void the_modified_quantile_holds_where_it_rises(void **state)
{
    (void)state;
    int inside = 0, all = 0;
    for (double g1 = -3.03; g1 < 3.1; g1 += 0.25)
        for (double g2 = -1.97; g2 < 14; g2 += 0.3, all++) {
            inside += returns_modified_holds(g1, g2);
            if (returns_modified_holds(g1, g2) != rises(g1, g2))
                fail_msg("skewness %g, kurtosis %g", g1, g2);
        }
    assert_true(inside > 50 && inside < all / 2);
    assert_true(returns_modified_holds(0, 0) && returns_modified_holds(0, 7.99) && !returns_modified_holds(0, 8.01));
    assert_true(returns_modified_holds(2.48, 8.2) == rises(2.48, 8.2) && !returns_modified_holds(2.5, 8.25));
}

/* Returns that are as often of each size as heads of four coins, up to 2 %, but for every fortieth. */
static struct returns_metrics of_coins(bool has_leaps)
{
    static const int heads[] = {0, 1, -1, 0, 1, -2, 0, -1, 1, 0, -1, 2, 0, 1, -1, 0};
    static struct levels l;
    make(&l, 481, 3, 0.01);
    for (size_t i = 1; i < l.n; i++)
        l.level[i] = l.level[i - 1] * (1 + (has_leaps && i % 40 == 0 ? (i % 80 ? 0.15 : -0.15) : 0.01 * heads[i % 16]));
    return find(&l, NULL);
}

static void a_modified_figure_says_where_its_expansion_fails(void **state)
{
    (void)state;
    struct returns_metrics m = of_coins(false);
    assert_int_equal(m.note[RETURNS_VAR95_MODIFIED], RETURNS_NOTE_NONE);
    assert_int_equal(m.note[RETURNS_CVAR95_MODIFIED], RETURNS_NOTE_NONE);
    m = of_coins(true);
    assert_true(m.value[RETURNS_KURTOSIS_EXCESS] > 20);
    assert_int_equal(m.note[RETURNS_VAR95_MODIFIED], RETURNS_NOTE_OUTSIDE_DOMAIN);
    assert_int_equal(m.note[RETURNS_VAR99_MODIFIED], RETURNS_NOTE_OUTSIDE_DOMAIN);
    assert_int_equal(m.note[RETURNS_CVAR99_MODIFIED], RETURNS_NOTE_TAIL_CAPPED);
    assert_true(m.value[RETURNS_CVAR99_MODIFIED] == m.value[RETURNS_VAR99_MODIFIED]);
    assert_int_equal(m.note[RETURNS_VAR99_HISTORICAL], RETURNS_NOTE_NONE);
}

/* ---- the table ---- */

static bool is_key(const char *key)
{
    for (const char *c = key; *c; c++) {
        if (!islower((unsigned char)*c) && !isdigit((unsigned char)*c) && *c != '_')
            return false;
    }
    return *key;
}

static void every_figure_has_a_name_of_its_own_and_says_what_it_is(void **state)
{
    (void)state;
    for (enum returns_metric k = 0; k < RETURNS_METRICS; k++) {
        const struct returns_metric_info *i = &returns_metric_info[k];
        assert_true(is_key(i->key) && returns_metric_named(i->key) == k);
        assert_true(*i->label && *i->formula && *i->convention);
        assert_true(i->convention[strlen(i->convention) - 1] == '.');
        assert_true(i->group < RETURNS_GROUPS && i->unit < RETURNS_UNITS);
        assert_true(k == 0 || i->group >= returns_metric_info[k - 1].group);
        for (enum returns_metric other = 0; other < k; other++)
            assert_string_not_equal(i->label, returns_metric_info[other].label);
    }
    assert_int_equal(returns_metric_named("no such figure"), RETURNS_METRICS);
    for (enum returns_note note = RETURNS_NOTE_NONE + 1; note < RETURNS_NOTES; note++)
        assert_true(*returns_note_text[note]);
    for (enum returns_group g = 0; g < RETURNS_GROUPS; g++)
        assert_true(is_key(returns_group_info[g].key) && *returns_group_info[g].label);
}

static void the_methods_page_names_every_figure(void **state)
{
    (void)state;
    static char page[1 << 16];
    const char *srcdir = getenv("srcdir");
    char path[4096];
    snprintf(path, sizeof path, "%s/docs/methods/returns.md", srcdir ? srcdir : ".");
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    size_t n = fread(page, 1, sizeof page - 1, f);
    fclose(f);
    assert_true(n > 0 && n < sizeof page - 1);
    for (enum returns_metric k = 0; k < RETURNS_METRICS; k++) {
        char quoted[80];
        snprintf(quoted, sizeof quoted, "`%s`", returns_metric_info[k].key);
        if (!strstr(page, quoted))
            fail_msg("%s says nothing of %s", path, quoted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_of_daily_series_are_those_of_the_textbook),
        cmocka_unit_test(figures_of_coarser_series_are_those_of_the_textbook),
        cmocka_unit_test(leap_days_are_those_of_the_textbook),
        cmocka_unit_test(every_term_is_that_of_the_textbook),
        cmocka_unit_test(series_without_variation_gain_or_loss_are_those_of_the_textbook),
        cmocka_unit_test(a_total_loss_is_that_of_the_textbook),
        cmocka_unit_test(a_loss_on_the_first_day_is_a_drawdown_from_the_base),
        cmocka_unit_test(a_level_within_rounding_of_the_high_is_at_it),
        cmocka_unit_test(a_figure_of_nothing_is_plus_0),
        cmocka_unit_test(few_common_returns_and_months_are_marked_as_weak),
        cmocka_unit_test(best_and_worst_have_their_days),
        cmocka_unit_test(partial_months_and_years_are_left_out_of_the_whole_ones),
        cmocka_unit_test(a_short_or_irregular_series_says_what_is_missing),
        cmocka_unit_test(nothing_is_computed_of_what_is_no_series),
        cmocka_unit_test(the_unit_of_the_levels_changes_nothing),
        cmocka_unit_test(what_follows_changes_nothing_before_it),
        cmocka_unit_test(a_series_against_itself_has_beta_1_and_nothing_besides),
        cmocka_unit_test(days_that_only_one_has_are_counted_inside_the_window_they_share),
        cmocka_unit_test(constant_rates_are_the_risk_free_rate),
        cmocka_unit_test(a_group_alone_is_the_same_as_among_all),
        cmocka_unit_test(losses_and_gains_add_up_to_the_returns),
        cmocka_unit_test(only_the_deepest_are_kept_when_there_is_little_room),
        cmocka_unit_test(every_row_is_below_its_high_by_what_the_episodes_say),
        cmocka_unit_test(the_worst_twentieth_of_the_depths_counts_a_row_on_its_border_in_part),
        cmocka_unit_test(the_modified_quantile_holds_where_it_rises),
        cmocka_unit_test(a_modified_figure_says_where_its_expansion_fails),
        cmocka_unit_test(every_figure_has_a_name_of_its_own_and_says_what_it_is),
        cmocka_unit_test(the_methods_page_names_every_figure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
