/* more.c: rows for a series that is kept: what counts as the same, what is new, what lacks, and what comes of both.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"

#include <math.h>

#include "returns/more.h"

/* Days from `from` on, closes (or returns) as given. */
static struct price_file_series series(int32_t from, const double *close, size_t n)
{
    struct price_file_series s = {.name = "made", .n = n, .base_day = from - 1};
    s.day = ARENA_ARRAY(a, n, int32_t);
    s.value[PRICE_CLOSE] = ARENA_ARRAY(a, n, double);
    for (size_t i = 0; i < n; i++) {
        s.day[i] = from + (int32_t)i;
        s.value[PRICE_CLOSE][i] = close[i];
    }
    return s;
}
#define SERIES(from, ...)                                                                                              \
    series(from, (const double[]){__VA_ARGS__}, sizeof((const double[]){__VA_ARGS__}) / sizeof(double))

static struct more compared(const struct price_file_series *then, const struct price_file_series *now,
                            enum price_kind kind)
{
    struct more m;
    more_compare(a, then, kind, now, kind, &m);
    return m;
}

static void what_agrees_within_a_millionth_is_the_same(void **state)
{
    (void)state;
    struct price_file_series then = SERIES(10, 100, 101, 102), near = SERIES(11, 101 * (1 + 0.9e-6), 102, 103, 104),
                             far = SERIES(11, 101 * (1 + 1.1e-6), 102);
    struct more m = compared(&then, &near, PRICE_KIND_PRICES);
    assert_int_equal(m.common, 2);
    assert_int_equal(m.fresh, 2);
    assert_int_equal(m.before, 1);
    assert_int_equal(m.gone, 0);
    assert_int_equal(m.n_differences, 0);
    m = compared(&then, &far, PRICE_KIND_PRICES);
    assert_int_equal(m.n_differences, 1);
    assert_int_equal(m.difference[0].day, 11);
    assert_true(m.difference[0].then == 101 && m.difference[0].now == 101 * (1 + 1.1e-6));
}

static void returns_agree_by_what_they_make_of_money(void **state)
{
    (void)state;
    struct price_file_series then = SERIES(10, 0.000001, -0.02, 0), now = SERIES(10, 0.0000015, -0.02, 0.000002);
    struct more m = compared(&then, &now, PRICE_KIND_RETURNS);
    assert_int_equal(m.n_differences, 1);
    assert_int_equal(m.difference[0].day, 12);
}

static void one_factor_in_all_is_told(void **state)
{
    (void)state;
    struct price_file_series then = SERIES(10, 100, 110, 120), scaled = SERIES(10, 50, 55, 60, 70),
                             other = SERIES(10, 50, 70, 60);
    struct more m = compared(&then, &scaled, PRICE_KIND_PRICES);
    assert_int_equal(m.n_differences, 3);
    assert_true(m.is_rescaled && m.factor == 0.5);
    assert_false(compared(&then, &other, PRICE_KIND_PRICES).is_rescaled);
}

static void days_that_lack_inside_the_file_are_counted(void **state)
{
    (void)state;
    struct price_file_series then = SERIES(10, 1, 2, 3, 4, 5), now = SERIES(10, 1, 5);
    now.day[1] = 14;
    struct more m = compared(&then, &now, PRICE_KIND_PRICES);
    assert_int_equal(m.common, 2);
    assert_int_equal(m.gone, 3);
}

static void kinds_and_columns_must_be_the_same(void **state)
{
    (void)state;
    struct price_file_series then = SERIES(10, 1, 2), now = SERIES(10, 1, 2, 3);
    struct more m;
    more_compare(a, &then, PRICE_KIND_PRICES, &now, PRICE_KIND_RETURNS, &m);
    assert_non_null(m.refusal);
    then.value[PRICE_ADJ_CLOSE] = then.value[PRICE_CLOSE];
    assert_string_equal(compared(&then, &now, PRICE_KIND_PRICES).refusal,
                        "The series has a column that the file has not: adjusted close.");
}

static void both_together_have_every_day_once(void **state)
{
    (void)state;
    struct price_file_series then = SERIES(10, 1, 2, 3), now = SERIES(8, 7, 8, 1, 2, 3, 4), all;
    struct more m = compared(&then, &now, PRICE_KIND_PRICES);
    then.meaning = PRICE_ADJUSTED;
    more_merge(a, &m, &all);
    assert_int_equal(all.meaning,
                     PRICE_ADJUSTED); /* what the first file said of its prices holds for the rows of the others */
    const double closes[] = {7, 8, 1, 2, 3, 4};
    assert_int_equal(all.n, 6);
    assert_int_equal(all.base_day, now.base_day);
    for (size_t i = 0; i < all.n; i++) {
        assert_int_equal(all.day[i], 8 + (int32_t)i);
        assert_true(all.value[PRICE_CLOSE][i] == closes[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_agrees_within_a_millionth_is_the_same),
        TEST(returns_agree_by_what_they_make_of_money),
        TEST(one_factor_in_all_is_told),
        TEST(days_that_lack_inside_the_file_are_counted),
        TEST(kinds_and_columns_must_be_the_same),
        TEST(both_together_have_every_day_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
