/* dividend_stats.c: the contract of engine/dividend_stats.h, by hand.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include <math.h>

#include "base/day.h"
#include "engine/dividend_stats.h"

/* SPY from 2003-09 to 2005-12, with its extra payment of November 2004. */
enum { N = 11, EXTRA = 5 };
static int32_t ex_day[N];
static const double amount[N] = {0.402, 0.516, 0.395, 0.414, 0.469, 0.351, 0.568, 0.467, 0.488, 0.522, 0.672};
static const struct dividend_payments spy = {N, ex_day, amount};

static int fill(void **state)
{
    (void)state;
    static const int days[N][3] = {{2003, 9, 19}, {2003, 12, 19}, {2004, 3, 19},  {2004, 6, 18},
                                   {2004, 9, 17}, {2004, 11, 15}, {2004, 12, 17}, {2005, 3, 18},
                                   {2005, 6, 17}, {2005, 9, 16},  {2005, 12, 16}};
    for (int i = 0; i < N; i++)
        ex_day[i] = day_from_civil(days[i][0], days[i][1], days[i][2]);
    return 0;
}

static bool near(double x, double y)
{
    return fabs(x - y) < 1e-12;
}

static void sums_begin_after_and_end_on_a_day(void **state)
{
    (void)state;
    assert_true(near(dividend_sum(&spy, ex_day[1], ex_day[3]), 0.395 + 0.414));
    assert_true(dividend_sum(&spy, ex_day[N - 1], ex_day[N - 1] + 1000) == 0);
}

static void an_extra_payment_shifts_nothing(void **state)
{
    (void)state;
    struct dividend_growth g[N];
    dividend_growth_find(&spy, g);
    assert_true(g[6].has_twin && g[6].twin == 1 && near(g[6].growth_pct, (0.568 / 0.516 - 1) * 100));
    assert_true(g[10].has_twin && g[10].twin == 6 && near(g[10].growth_pct, (0.672 / 0.568 - 1) * 100));
    assert_true(g[7].twin == 2 && g[8].twin == 3 && g[9].twin == 4);
    for (int i = 0; i < N; i++)
        assert_int_equal(g[i].is_extra, i == EXTRA);
    assert_true(!g[EXTRA].has_twin && isnan(g[EXTRA].growth_pct));
}

/* It looks like one, but the payments do not reach far enough to tell. */
static void what_stands_at_the_edge_is_not_called_extra(void **state)
{
    (void)state;
    struct dividend_growth g[N];
    dividend_growth_find(&(struct dividend_payments){7, ex_day, amount}, g);
    assert_false(g[EXTRA].is_extra);
    dividend_growth_find(&(struct dividend_payments){N - EXTRA, ex_day + EXTRA, amount + EXTRA}, g);
    assert_false(g[0].is_extra);
}

static void years_and_quarters_count_it_apart(void **state)
{
    (void)state;
    struct dividend_growth g[N];
    struct dividend_period year[16], quarter[16];
    int32_t first = day_from_civil(2003, 9, 1), last = day_from_civil(2005, 12, 30);
    dividend_growth_find(&spy, g);
    assert_int_equal(dividend_years(&spy, g, first, last, year), 3);
    assert_true(year[0].is_partial && !year[1].is_partial && !year[2].is_partial); /* 2005-12-31 was a Saturday */
    assert_int_equal(year[1].year, 2004);
    assert_int_equal(year[1].payments, 5);
    assert_true(near(year[1].total, 2.197) && near(year[1].extra, 0.351));
    assert_true(near(year[2].growth_pct, (2.149 / 2.197 - 1) * 100));
    assert_true(near(year[2].usual_growth_pct, (2.149 / 1.846 - 1) * 100));
    assert_true(dividend_periods_max(&spy) == 10);
    assert_int_equal(dividend_quarters(&spy, g, first, last, quarter), 10);
    assert_true(quarter[5].year == 2004 && quarter[5].quarter == 4 && near(quarter[5].total, 0.919));
    assert_true(near(quarter[9].usual_growth_pct, (0.672 / 0.568 - 1) * 100));
    assert_true(isnan(quarter[3].growth_pct) && !isnan(quarter[4].growth_pct) && isnan(year[0].growth_pct));
}

static void a_year_without_a_payment_is_there_and_empty(void **state)
{
    (void)state;
    const int32_t day[] = {day_from_civil(2001, 6, 1), day_from_civil(2003, 6, 1)};
    const double paid[] = {1, 2};
    const struct dividend_payments p = {2, day, paid};
    struct dividend_growth g[2];
    struct dividend_period year[16];
    dividend_growth_find(&p, g);
    assert_int_equal(dividend_years(&p, g, day[0] - 1000, day[1] + 1000, year), 3);
    assert_true(year[1].payments == 0 && year[1].total == 0 && year[1].growth_pct == -100);
    assert_true(isnan(year[2].growth_pct)); /* against nothing */
    assert_int_equal(dividend_years(&(struct dividend_payments){0}, g, 0, 0, year), 0);
}

static void monthly_payments_grow_month_by_month(void **state)
{
    (void)state;
    int32_t day[36];
    double paid[36];
    struct dividend_growth g[36];
    for (int i = 0; i < 36; i++) {
        day[i] = day_from_civil(2020 + i / 12, i % 12 + 1, i % 2 ? 3 : 1);
        paid[i] = (1 + i % 12) * (1 + i / 12 * 0.5);
    }
    dividend_growth_find(&(struct dividend_payments){36, day, paid}, g);
    for (int i = 0; i < 36; i++) {
        assert_int_equal(g[i].has_twin, i >= 12);
        assert_false(g[i].is_extra);
        if (i >= 12)
            assert_true((int)g[i].twin == i - 12);
    }
}

static void the_29th_of_february_has_a_year_before(void **state)
{
    (void)state;
    const int32_t day[] = {day_from_civil(2023, 3, 1), day_from_civil(2024, 2, 29)};
    const double paid[] = {1, 1.5};
    struct dividend_growth g[2];
    dividend_growth_find(&(struct dividend_payments){2, day, paid}, g);
    assert_true(g[1].has_twin && g[1].growth_pct == 50);
}

/* The table of C.6: the last cell, which the original shows as -0.5, is 0.0. */
static void the_net_yield_is_that_of_the_leverage_less_the_loan(void **state)
{
    (void)state;
    assert_true(near(dividend_net_yield_pct(2, 3.5, 7), 0));
    assert_true(near(dividend_net_yield_pct(2, 1.3, 5), -2.4));
    assert_true(dividend_net_yield_pct(1, 1.5, 7) == 1.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_begin_after_and_end_on_a_day),
        cmocka_unit_test(an_extra_payment_shifts_nothing),
        cmocka_unit_test(what_stands_at_the_edge_is_not_called_extra),
        cmocka_unit_test(years_and_quarters_count_it_apart),
        cmocka_unit_test(a_year_without_a_payment_is_there_and_empty),
        cmocka_unit_test(monthly_payments_grow_month_by_month),
        cmocka_unit_test(the_29th_of_february_has_a_year_before),
        cmocka_unit_test(the_net_yield_is_that_of_the_leverage_less_the_loan),
    };
    return cmocka_run_group_tests(tests, fill, NULL);
}
