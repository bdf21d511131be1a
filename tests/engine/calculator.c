/* calculator.c: the contract of engine/calculator.h: figures worked out by hand, properties over many inputs, and a slow twin
 * that finds the call price by halving. (That the original profile gives the original's figures: tests/oracle.)
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include <math.h>

#include "engine/calculator.h"

/* The worked case of A.1: $100,000 at 2×, $400, Reg T, 5.5 %, 24 months. */
static struct calculator_input example(void)
{
    struct calculator_input in;
    calculator_input_init(&in);
    in.amount_usd = 100000;
    in.leverage = 2;
    in.price = 400;
    return in;
}

static struct calculator_input example_short(void)
{
    struct calculator_input in = example();
    in.is_short = true;
    return in;
}

static struct calculator_result run(const struct calculator_input *in)
{
    struct calculator_result r;
    assert_int_equal(calculator_run(in, &r), CALC_OK);
    return r;
}

static bool is_near(double x, double y)
{
    return fabs(x - y) <= 1e-9 * fmax(1, fabs(y));
}

/* Every account, position and leverage, with and without the other inputs. */
typedef void (*claim)(const struct calculator_input *, const struct calculator_result *);
static void over_many(claim check)
{
    static const double leverages[] = {1, 1.01, 1.5, 2, 3, 3.5, 5, 6.5, 7};
    for (int i = 0; i < 9 * 2 * 2 * 2 * 3; i++) {
        struct calculator_input in = example();
        int k = i;
        in.leverage = leverages[k % 9];
        in.account = (k /= 9) % 2 ? BT_PORTFOLIO : BT_REG_T;
        in.is_short = (k /= 2) % 2;
        in.amount_is_equity = (k /= 2) % 2;
        k /= 2;
        in.price = k % 3 == 0 ? 400 : k % 3 == 1 ? 0.01 : 31337.125;
        if (k % 3) {
            in.dividend_yield_pct = 1.3;
            in.borrow_fee_pct = 0.25;
            in.credit_rate_pct = 3;
            in.day_count = 360;
            in.cost_bps = 5;
        }
        struct calculator_result r = run(&in);
        check(&in, &r);
    }
}

static void the_example_is_called_at_266_67(void **state)
{
    (void)state;
    struct calculator_input in = example();
    struct calculator_result r = run(&in);
    const double *x = r.metric;
    assert_true(x[CALC_CASH] == 50000 && x[CALC_LOAN] == 50000 && x[CALC_SHARES] == 250);
    assert_true(is_near(x[CALC_CALL_PRICE], 50000 / (250 * 0.75)));
    assert_true(is_near(x[CALC_CALL_DISTANCE], 100 / 3.0) && is_near(x[CALC_CALL_MOVE], -100 / 3.0));
    assert_true(x[CALC_REQUIRED] == 25000 && is_near(x[CALC_EQUITY_AT_CALL], 50000 / 3.0)); /* E29 */
    assert_true(is_near(x[CALC_LOSS_AT_CALL], 100000 / 3.0));
    assert_true(r.risk == CALC_RISK_LOWER && !r.in_call);
}

static void a_short_is_called_by_a_rise_to_461_54(void **state)
{
    (void)state;
    struct calculator_input in = example_short();
    struct calculator_result r = run(&in);
    assert_true(is_near(r.metric[CALC_CALL_PRICE], 400 * 1.5 / 1.3)); /* E28 */
    assert_true(is_near(r.metric[CALC_CALL_DISTANCE], (1.5 / 1.3 - 1) * 100));
    assert_int_equal(r.risk, CALC_RISK_MEDIUM);
    assert_true(r.metric[CALC_LOAN] == 0 && r.metric[CALC_INTEREST_PERIOD] == 0 && isnan(r.metric[CALC_BORROWED]));
}

static void even_an_unlevered_short_can_be_called(void **state)
{
    (void)state;
    struct calculator_input in = example_short();
    in.leverage = 1;
    struct calculator_result r = run(&in);
    assert_true(is_near(r.metric[CALC_CALL_PRICE], 400 * 2 / 1.3) && r.risk == CALC_RISK_LOWER);
}

static void without_a_loan_no_call_exists_and_a_reason_says_so(void **state)
{
    (void)state;
    struct calculator_input in = example();
    in.leverage = 1;
    struct calculator_result r = run(&in);
    assert_true(isnan(r.metric[CALC_CALL_PRICE]) && r.reason[CALC_CALL_PRICE] && r.risk == CALC_RISK_NONE);
    assert_true(r.metric[CALC_BREAKEVEN] == 400);
}

static void breakeven_multiplies_by_the_years(void **state)
{
    (void)state;
    struct calculator_input in = example();
    struct calculator_result r = run(&in);
    assert_true(is_near(r.metric[CALC_BREAKEVEN], 422) && is_near(r.metric[CALC_BREAKEVEN_CHANGE], 5.5)); /* E30 */
    assert_true(is_near(r.metric[CALC_BREAKEVEN_COMPOUNDED], (50000 * pow(1 + 0.055 / 12, 24) + 50000) / 250));
    in.dividend_yield_pct = 2.75; /* as much as the interest on half of it costs */
    r = run(&in);
    assert_true(is_near(r.metric[CALC_BREAKEVEN], 400) && is_near(r.metric[CALC_CARRY_PERIOD], 0));
}

static void one_interest_of_a_month_and_the_days_of_the_year_are_stated(void **state)
{
    (void)state;
    struct calculator_input in = example();
    struct calculator_result r = run(&in);
    assert_true(is_near(r.metric[CALC_INTEREST_YEAR], 2750) && is_near(r.metric[CALC_INTEREST_MONTH], 2750 / 12.0));
    assert_true(isnan(r.metric[CALC_INTEREST_DAY_X30])); /* E31 */
    in.day_count = 360;
    r = run(&in);
    assert_true(is_near(r.metric[CALC_INTEREST_DAY], 50000 * 0.055 / 360));
    assert_true(is_near(r.metric[CALC_INTEREST_YEAR], 2750 * 365 / 360.0));
}

static void a_short_pays_fee_and_dividends_less_what_its_proceeds_earn(void **state)
{
    (void)state;
    struct calculator_input in = example_short();
    in.borrow_fee_pct = 0.5;
    in.dividend_yield_pct = 1.5;
    in.credit_rate_pct = 3;
    struct calculator_result r = run(&in);
    assert_true(is_near(r.metric[CALC_CARRY_YEAR], 500 + 1500 - 3000));
    assert_true(is_near(r.metric[CALC_BREAKEVEN], 400 + 2 * 1000 / 250.0)); /* it earns: the price may even rise */
}

static void more_than_the_maintenance_allows_is_in_call_now(void **state)
{
    (void)state;
    struct calculator_input in = example();
    in.account = BT_PORTFOLIO;
    in.leverage = 7; /* E34: 14.29 % of equity where 15 % is required */
    struct calculator_result r = run(&in);
    assert_true(r.in_call && r.risk == CALC_RISK_IN_CALL && r.metric[CALC_CALL_PRICE] > 400);
    in.is_short = true;
    in.leverage = 5; /* exactly what is required */
    r = run(&in);
    assert_true(!r.in_call && r.risk == CALC_RISK_HIGH && is_near(r.metric[CALC_CALL_PRICE], 400));
    in.leverage = 6;
    assert_true(run(&in).in_call);
}

static void risk_begins_where_it_says(void **state)
{
    (void)state;
    struct calculator_input in = example();
    const struct {
        double maintenance, risk;
    } cases[] = {
        {41.17, CALC_RISK_MEDIUM}, {41.18, CALC_RISK_HIGH}, {33.33, CALC_RISK_LOWER}, {33.34, CALC_RISK_MEDIUM}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        in.maintenance_pct = cases[i].maintenance;
        assert_int_equal(run(&in).risk, cases[i].risk);
    }
}

static void check_equity_is_the_requirement(const struct calculator_input *in, const struct calculator_result *r)
{
    double call = r->metric[CALC_CALL_PRICE], m = r->metric[CALC_MAINTENANCE] / 100;
    if (isnan(call))
        return;
    assert_true(is_near(calculator_equity_at(in, call), m * r->metric[CALC_VALUE_AT_CALL]));
    assert_true(is_near(r->metric[CALC_EQUITY_AT_CALL], m * r->metric[CALC_VALUE_AT_CALL]));
}

static void at_the_call_price_the_equity_is_exactly_the_requirement(void **state)
{
    (void)state;
    over_many(check_equity_is_the_requirement);
}

static bool is_called(const struct calculator_input *in, double price)
{
    return calculator_equity_at(in, price) < calculator_requirement_at(in, price);
}

/* Halving between a price that is called and one that is not. */
static double call_price_by_halving(const struct calculator_input *in)
{
    double calm = in->is_short ? 0 : in->price * 1000, called = in->is_short ? in->price * 1000 : 0;
    for (int i = 0; i < 200; i++) {
        double middle = (calm + called) / 2;
        *(is_called(in, middle) ? &called : &calm) = middle;
    }
    return called;
}

static void check_halving(const struct calculator_input *in, const struct calculator_result *r)
{
    if (!isnan(r->metric[CALC_CALL_PRICE]))
        assert_true(is_near(r->metric[CALC_CALL_PRICE], call_price_by_halving(in)));
}

static void the_call_price_is_the_one_that_halving_finds(void **state)
{
    (void)state;
    over_many(check_halving);
}

static void finras_least_dollars_a_share_are_found_by_halving_too(void **state)
{
    (void)state;
    struct calculator_input in = example_short();
    in.share_minimum = true;
    for (double price = 0.5; price < 40; price += 0.25)
        for (double leverage = 1; leverage <= 2; leverage += 0.25) {
            in.price = price;
            in.leverage = leverage;
            struct calculator_result r = run(&in);
            if (isnan(r.metric[CALC_CALL_PRICE]))
                assert_true(is_called(&in, 1e-9));
            else
                assert_true(is_near(r.metric[CALC_CALL_PRICE], call_price_by_halving(&in)));
        }
    in.price = 10;
    in.leverage = 2;
    assert_true(run(&in).metric[CALC_MAINTENANCE] == 50 && run(&in).metric[CALC_CALL_PRICE] == 10);
}

static bool is_dollars(enum calculator_metric m)
{
    return m == CALC_CASH || m == CALC_LOAN || m == CALC_POSITION || m == CALC_REQUIRED || m == CALC_EXCESS ||
           m == CALC_VALUE_AT_CALL || m == CALC_EQUITY_AT_CALL || m == CALC_LOSS_AT_CALL || m == CALC_COSTS ||
           (m >= CALC_INTEREST_DAY && m <= CALC_CREDIT_PERIOD) || (m >= CALC_CARRY_DAY && m <= CALC_CARRY_PERIOD);
}

static void check_scaling(const struct calculator_input *in, const struct calculator_result *r)
{
    struct calculator_input big = *in;
    big.amount_usd *= 1024;
    struct calculator_result s = run(&big);
    for (int m = 0; m < CALC_METRICS; m++) {
        double times = is_dollars(m) || m == CALC_SHARES ? 1024 : 1;
        assert_true(isnan(r->metric[m]) ? isnan(s.metric[m]) : is_near(s.metric[m], r->metric[m] * times));
    }
    assert_int_equal(s.risk, r->risk);
}

static void a_larger_amount_changes_dollars_and_shares_and_nothing_else(void **state)
{
    (void)state;
    over_many(check_scaling);
}

static void check_dearer(const struct calculator_input *in, const struct calculator_result *r)
{
    struct calculator_input dear = *in;
    dear.price *= 8;
    struct calculator_result s = run(&dear);
    assert_true(isnan(r->metric[CALC_CALL_PRICE]) ||
                is_near(s.metric[CALC_CALL_PRICE], 8 * r->metric[CALC_CALL_PRICE]));
    assert_true(isnan(r->metric[CALC_BREAKEVEN]) || is_near(s.metric[CALC_BREAKEVEN], 8 * r->metric[CALC_BREAKEVEN]));
    assert_true(is_near(s.metric[CALC_CARRY_PERIOD], r->metric[CALC_CARRY_PERIOD]));
}

static void a_dearer_share_moves_prices_and_no_dollars(void **state)
{
    (void)state;
    over_many(check_dearer);
}

static void check_meaning(const struct calculator_input *in, const struct calculator_result *r)
{
    struct calculator_input other = *in;
    other.amount_is_equity = !in->amount_is_equity;
    other.amount_usd = r->metric[in->amount_is_equity ? CALC_POSITION : CALC_CASH];
    struct calculator_result s = run(&other);
    for (int m = 0; m < CALC_METRICS; m++)
        assert_true(isnan(r->metric[m]) ? isnan(s.metric[m])
                                        : fabs(s.metric[m] - r->metric[m]) <= 1e-6 * fmax(1, fabs(r->metric[m])));
}

static void position_and_equity_are_two_names_of_one_case(void **state)
{
    (void)state;
    over_many(check_meaning);
}

static void a_short_gains_what_a_long_loses(void **state)
{
    (void)state;
    struct calculator_input bought = example(), sold = example_short();
    bought.rate_pct = 0;
    for (double move = -50; move <= 50; move += 5) {
        struct calculator_scenario a, b;
        calculator_scenario_find(&bought, move, &a);
        calculator_scenario_find(&sold, move, &b);
        assert_true(is_near(a.net, -b.net) && is_near(a.price, b.price) && is_near(a.roi_pct, 2 * move));
    }
}

static void a_scenario_is_called_where_the_price_passes_the_call_price(void **state)
{
    (void)state;
    struct calculator_input in = example(), sold = example_short();
    struct calculator_scenario s;
    in.rate_pct = 0;
    for (double move = -60; move <= 60; move += 0.7) {
        calculator_scenario_find(&in, move, &s);
        assert_true(s.called == (s.price < run(&in).metric[CALC_CALL_PRICE]));
        calculator_scenario_find(&sold, move, &s);
        assert_true(s.called == (s.price > run(&sold).metric[CALC_CALL_PRICE]));
    }
}

static void check_breakeven(const struct calculator_input *in, const struct calculator_result *r)
{
    struct calculator_scenario s;
    if (isnan(r->metric[CALC_BREAKEVEN]))
        return;
    calculator_scenario_find(in, r->metric[CALC_BREAKEVEN_CHANGE], &s);
    assert_true(fabs(s.net) <= 1e-9 * r->metric[CALC_POSITION]);
}

static void at_breakeven_the_net_of_the_scenario_is_nothing(void **state)
{
    (void)state;
    over_many(check_breakeven);
}

static void a_scenario_by_hand(void **state)
{
    (void)state;
    struct calculator_input in = example();
    struct calculator_scenario s;
    in.dividend_yield_pct = 1;
    calculator_scenario_find(&in, 20, &s);
    assert_true(is_near(s.net, 20000 - 5500 + 2000) && is_near(s.roi_pct, 33));
    assert_true(is_near(s.annual_pct, (sqrt(1.33) - 1) * 100) && is_near(s.equity, 66500) &&
                is_near(s.required, 30000));
    calculator_scenario_find(&in, -50, &s);
    assert_true(s.called && s.roi_pct < -100 && isnan(s.annual_pct)); /* more than everything is lost */
}

static void the_original_keeps_its_flaws(void **state)
{
    (void)state;
    struct calculator_input in = example_short();
    in.profile = BT_ORIGINAL;
    struct calculator_result r = run(&in);
    assert_true(is_near(r.metric[CALC_CALL_PRICE], 50000.0 / 250 / 0.7)); /* E28: 285.71 on a fall */
    assert_true(is_near(r.metric[CALC_BREAKEVEN], 405.5));                /* E30 */
    in.account = BT_PORTFOLIO;
    in.leverage = 7;
    r = run(&in);
    assert_true(r.risk == CALC_RISK_NONE && !r.in_call); /* E34 */
    assert_true(isnan(r.metric[CALC_CALL_MOVE]) && r.reason[CALC_CALL_MOVE]);
}

static void what_makes_no_sense_is_refused(void **state)
{
    (void)state;
    struct calculator_result r;
    const double bad[] = {0, -1, NAN, INFINITY};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct calculator_input in = example();
        in.price = bad[i];
        assert_int_equal(calculator_run(&in, &r), CALC_EDOMAIN);
        in = example();
        in.leverage = bad[i];
        assert_int_equal(calculator_run(&in, &r), CALC_EDOMAIN);
        in = example();
        in.amount_usd = bad[i];
        assert_int_equal(calculator_run(&in, &r), CALC_EDOMAIN);
        in = example();
        in.months = bad[i];
        assert_int_equal(calculator_run(&in, &r), CALC_EDOMAIN);
    }
    struct calculator_input in = example();
    in.maintenance_pct = 100;
    assert_int_equal(calculator_run(&in, &r), CALC_EDOMAIN);
    in = example();
    in.day_count = 366;
    assert_int_equal(calculator_run(&in, &r), CALC_EDOMAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_is_called_at_266_67),
        cmocka_unit_test(a_short_is_called_by_a_rise_to_461_54),
        cmocka_unit_test(even_an_unlevered_short_can_be_called),
        cmocka_unit_test(without_a_loan_no_call_exists_and_a_reason_says_so),
        cmocka_unit_test(breakeven_multiplies_by_the_years),
        cmocka_unit_test(one_interest_of_a_month_and_the_days_of_the_year_are_stated),
        cmocka_unit_test(a_short_pays_fee_and_dividends_less_what_its_proceeds_earn),
        cmocka_unit_test(more_than_the_maintenance_allows_is_in_call_now),
        cmocka_unit_test(risk_begins_where_it_says),
        cmocka_unit_test(at_the_call_price_the_equity_is_exactly_the_requirement),
        cmocka_unit_test(the_call_price_is_the_one_that_halving_finds),
        cmocka_unit_test(finras_least_dollars_a_share_are_found_by_halving_too),
        cmocka_unit_test(a_larger_amount_changes_dollars_and_shares_and_nothing_else),
        cmocka_unit_test(a_dearer_share_moves_prices_and_no_dollars),
        cmocka_unit_test(position_and_equity_are_two_names_of_one_case),
        cmocka_unit_test(a_short_gains_what_a_long_loses),
        cmocka_unit_test(a_scenario_is_called_where_the_price_passes_the_call_price),
        cmocka_unit_test(at_breakeven_the_net_of_the_scenario_is_nothing),
        cmocka_unit_test(a_scenario_by_hand),
        cmocka_unit_test(the_original_keeps_its_flaws),
        cmocka_unit_test(what_makes_no_sense_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
