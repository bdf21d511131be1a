/* cushion.c: the contract of engine/cushion.h, by hand and against a slow twin.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include <math.h>

#include "engine/cushion.h"
#include "made_series.h"

/* One row: 500 shares at 400, a loan of 100,000 of the 200,000, Reg T. */
static const double price[] = {400}, shares[] = {500}, equity[] = {100000}, required[] = {50000}, rate[] = {6};
static const struct cushion_input one = {.n = 1,
                                         .day_count = 360,
                                         .price = price,
                                         .shares = shares,
                                         .equity = equity,
                                         .required_usd = required,
                                         .rate_pct = rate};

static void a_position_of_twice_the_equity_is_called_after_a_fall_of_a_third(void **state)
{
    (void)state;
    struct cushion_row r;
    cushion_row_find(&one, 0, &r);
    assert_true(r.is_held && r.debt == 100000 && r.maintenance == 0.25);
    assert_true(r.cushion_usd == 50000 && r.cushion_pct == 100);
    assert_true(fabs(r.call_price - 100000 / 375.0) < 1e-12);
    assert_true(fabs(r.distance_pct - 100 / 3.0) < 1e-12);
    assert_true(fabs(r.distance_usd - 200000 / 3.0) < 1e-9);
}

static void the_accounts_own_maintenance_decides(void **state)
{
    (void)state;
    const double portfolio[] = {30000}; /* 15 % */
    struct cushion_input in = one;
    struct cushion_row r;
    in.required_usd = portfolio;
    cushion_row_find(&in, 0, &r);
    assert_true(fabs(r.call_price - 100000 / (500 * 0.85)) < 1e-12);
    assert_true(fabs(r.cushion_pct - 700 / 3.0) < 1e-12); /* no scale that ends at 100 */
}

/* Interest day by day until the equity is below the requirement. */
static int days_by_hand(double debt, double position, double m, double daily)
{
    int t = 0;
    while (position - debt >= position * m) {
        debt += debt * daily;
        t++;
    }
    return t;
}

static void days_to_call_are_those_of_interest_charged_day_by_day(void **state)
{
    (void)state;
    struct cushion_row r;
    cushion_row_find(&one, 0, &r);
    int slow = days_by_hand(100000, 200000, 0.25, 0.06 / 360);
    double days = cushion_days(&one, 0, &r);
    assert_true(days <= slow && days > slow - 1);
}

static void without_a_debt_nothing_can_call(void **state)
{
    (void)state;
    const double own[] = {200000};
    struct cushion_input in = one;
    struct cushion_row r;
    in.equity = own;
    cushion_row_find(&in, 0, &r);
    assert_true(r.call_price == 0 && r.distance_pct == 100 && isinf(cushion_days(&in, 0, &r)));
}

static void interest_of_nothing_takes_for_ever_and_a_called_account_has_no_day_left(void **state)
{
    (void)state;
    const double no_rate[] = {0}, poor[] = {40000};
    struct cushion_input free_loan = one, called = one;
    struct cushion_row r;
    free_loan.rate_pct = no_rate;
    cushion_row_find(&free_loan, 0, &r);
    assert_true(isinf(cushion_days(&free_loan, 0, &r)) && cushion_days(&free_loan, 0, &r) > 0);
    called.equity = poor;
    cushion_row_find(&called, 0, &r);
    assert_true(cushion_days(&called, 0, &r) == 0 && r.distance_pct < 0 && r.cushion_pct == -20);
    assert_int_equal(cushion_zone_of(r.cushion_pct), CUSHION_CRITICAL);
}

static void a_short_is_called_by_a_rise(void **state)
{
    (void)state;
    /* The worked case of E28: sold short at 400 with as much again of half its value, m = 0.30: called at 461.54. */
    const double sold[] = {-500}, half[] = {100000}, need[] = {60000};
    struct cushion_input in = one;
    struct cushion_row r;
    in.is_short = true;
    in.shares = sold;
    in.equity = half;
    in.required_usd = need;
    cushion_row_find(&in, 0, &r);
    assert_true(fabs(r.call_price - 400 * 1.5 / 1.3) < 1e-9);
    assert_true(fabs(r.distance_pct - (1.5 / 1.3 - 1) * 100) < 1e-9);
    assert_true(isnan(cushion_days(&in, 0, &r)));
}

static void zones_begin_where_they_say(void **state)
{
    (void)state;
    assert_int_equal(cushion_zone_of(50), CUSHION_SAFE);
    assert_int_equal(cushion_zone_of(49.999), CUSHION_CAUTION);
    assert_int_equal(cushion_zone_of(20), CUSHION_CAUTION);
    assert_int_equal(cushion_zone_of(5), CUSHION_WARNING);
    assert_int_equal(cushion_zone_of(4.999), CUSHION_CRITICAL);
    assert_int_equal(cushion_zone_of(NAN), CUSHION_CRITICAL);
}

static void days_without_a_position_do_not_count(void **state)
{
    (void)state;
    const double p[] = {100, 80, 90, 88}, s[] = {0, 10, 10, 0}, e[] = {500, 300, 400, 400}, need[] = {0, 200, 225, 0};
    const double r[] = {5, 5, 5, 5};
    const struct cushion_input in = {
        .n = 4, .day_count = 365, .price = p, .shares = s, .equity = e, .required_usd = need, .rate_pct = r};
    struct cushion_summary sum;
    cushion_summary_find(&in, &sum);
    assert_int_equal(sum.held, 2);
    assert_int_equal(sum.owing, 2);
    assert_int_equal(sum.last, 2);
    assert_int_equal(sum.tightest, 1);
    assert_int_equal(sum.in_zone[CUSHION_SAFE] + sum.in_zone[CUSHION_CAUTION], 2);
    assert_true(fabs(sum.worst_move_pct - 20) < 1e-12 && sum.worst_row == 1);
    cushion_summary_find(&(struct cushion_input){.n = 0}, &sum);
    assert_true(sum.held == 0 && sum.worst_move_pct == 0);
}

/* Of any account: at the call price the equity is exactly the requirement. */
static void at_the_call_price_equity_is_the_requirement(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int i = 0; i < 10000; i++) {
        bool is_short = i % 2;
        double m = 0.08 + made_random(&seed) * 0.9, p = 1 + made_random(&seed) * 999, s = 1 + made_random(&seed) * 1e6;
        double e = s * p * (made_random(&seed) * 1.2 - 0.1), need = s * p * m, pays = 5;
        const struct cushion_input in = {.n = 1,
                                         .is_short = is_short,
                                         .day_count = 360,
                                         .price = &p,
                                         .shares = &s,
                                         .equity = &e,
                                         .required_usd = &need,
                                         .rate_pct = &pays};
        struct cushion_row r;
        cushion_row_find(&in, 0, &r);
        double then = is_short ? e - s * (r.call_price - p) : e + s * (r.call_price - p);
        if (r.debt > 0 || is_short)
            assert_true(fabs(then - m * s * r.call_price) < 1e-9 * s * p);
        assert_true((r.distance_pct < 0) == (r.cushion_usd < 0) || fabs(r.cushion_usd) < 1e-9 * s * p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_position_of_twice_the_equity_is_called_after_a_fall_of_a_third),
        cmocka_unit_test(the_accounts_own_maintenance_decides),
        cmocka_unit_test(days_to_call_are_those_of_interest_charged_day_by_day),
        cmocka_unit_test(without_a_debt_nothing_can_call),
        cmocka_unit_test(interest_of_nothing_takes_for_ever_and_a_called_account_has_no_day_left),
        cmocka_unit_test(a_short_is_called_by_a_rise),
        cmocka_unit_test(zones_begin_where_they_say),
        cmocka_unit_test(days_without_a_position_do_not_count),
        cmocka_unit_test(at_the_call_price_equity_is_the_requirement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
