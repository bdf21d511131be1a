/* calculator_form.c: what moves together in the calculator's form, and that address and request give the form back.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"
#include <math.h>

#include "base/num.h"
#include "margin/calculator_form.h"
#include "web/params.h"

static struct problem p;
static const struct latest_close close_of_spx = {.price = 2874.56}, no_close = {.price = NAN};

static struct calculator_form settled(const char *query, const struct latest_close *close)
{
    struct calculator_form f;
    struct params params;
    p = (struct problem){.arena = a};
    assert_null(params_read(a, str_of(query), &params));
    calculator_form_defaults(&f, "SPX");
    calculator_form_read(&f, &params, &p);
    calculator_form_settle(&f, &params, close, &p);
    return f;
}

static void the_margins_of_the_original_are_its_leverages(void **state)
{
    (void)state;
    /* A.1: every pair that the original offered, both ways. */
    static const double pairs[][2] = {{1, 100},     {1.5, 66.67}, {2, 50},      {2.5, 40}, {3, 33.33},
                                      {3.5, 28.57}, {4, 25},      {4.5, 22.22}, {5, 20},   {5.5, 18.18},
                                      {6, 16.67},   {6.5, 15.38}, {7, 14.29}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct calculator_form f = settled(
            arena_printf(a, "leverage=1.75&leverage_was=1.75&initial_margin=%.15g", pairs[i][1]), &close_of_spx);
        assert_true(f.leverage == pairs[i][0] && f.initial_margin == pairs[i][1]);
        f = settled(arena_printf(a, "leverage=%.15g&leverage_was=1.75&initial_margin=57.14", pairs[i][0]),
                    &close_of_spx);
        assert_true(f.leverage == pairs[i][0] && f.initial_margin == pairs[i][1]);
    }
}

static void leverage_wins_where_both_were_changed(void **state)
{
    (void)state;
    struct calculator_form f = settled("leverage=3&leverage_was=2&initial_margin=80", &close_of_spx);
    assert_true(f.leverage == 3 && f.initial_margin == 33.33);
    f = settled("initial_margin=80", &close_of_spx); /* an address with the margin alone */
    assert_true(f.leverage == 1.25);
}

static void a_fault_in_one_leaves_the_other_alone(void **state)
{
    (void)state;
    struct calculator_form f = settled("leverage=abc&initial_margin=80&leverage_was=2", &close_of_spx);
    assert_non_null(problem_message(&p, "leverage"));
    assert_true(f.leverage == 2);
}

static double after_account(const char *to, const char *from, const char *leverage)
{
    return settled(arena_printf(a, "account_type=%s&account_was=%s&leverage=%s&leverage_was=%s", to, from, leverage,
                                leverage),
                   &close_of_spx)
        .leverage;
}

static void another_account_takes_its_usual_leverage_unless_one_was_chosen(void **state)
{
    (void)state;
    assert_true(after_account("portfolio", "reg_t", "2") == 4 && after_account("reg_t", "portfolio", "4") == 2);
    assert_true(after_account("portfolio", "reg_t", "1.6") == 1.6 && after_account("reg_t", "portfolio", "1.6") == 1.6);
    assert_true(after_account("reg_t", "portfolio", "6") == 2); /* more than it allows */
    assert_true(after_account("portfolio", "portfolio", "2") == 2);
    assert_true(settled("account_type=portfolio&account_was=reg_t&leverage=3&leverage_was=2", &close_of_spx).leverage ==
                3);
    assert_true(settled("account_type=portfolio", &close_of_spx).leverage == 4);
    assert_true(settled("account_type=portfolio&leverage=2", &close_of_spx).leverage == 2);
}

static void the_price_follows_the_instrument_unless_it_is_ones_own(void **state)
{
    (void)state;
    assert_true(settled("ticker=SPX", &close_of_spx).price == 2874.56);
    assert_true(settled("ticker=SPX&current_price=", &close_of_spx).price == 2874.56);
    assert_true(settled("ticker=SPX&ticker_was=SPY&current_price=400&price_was=400", &close_of_spx).price == 2874.56);
    assert_true(settled("ticker=SPX&ticker_was=SPY&current_price=410&price_was=400", &close_of_spx).price == 410);
    assert_true(settled("ticker=SPX&ticker_was=SPX&current_price=400&price_was=400", &close_of_spx).price == 400);
    /* E33: for an unknown instrument no price is made up. */
    assert_true(settled("ticker=NOPE&ticker_was=SPX&current_price=400&price_was=400", &no_close).price == 400);
    settled("ticker=NOPE", &no_close);
    assert_string_equal(problem_message(&p, "current_price"), "Price is needed: this hub has no prices for NOPE.");
}

static void the_request_has_what_the_form_says(void **state)
{
    (void)state;
    struct calculate_request r;
    struct calculator_form f = settled(
        "ticker=spy&account_type=portfolio&position_type=Short&current_price=$1,234.50&investment_amount=250,000"
        "&amount_is=equity&leverage=1.5&interest_rate=6.25&holding_period=7&dividend_yield_pct=1.3&day_count=360"
        "&maintenance_pct=35&trade_cost_bps=4&borrow_fee_pct=0.3&credit_rate_pct=2&share_minimum=1",
        &close_of_spx);
    assert_true(calculator_form_request(a, &f, &r, &p));
    const struct calculator_input *in = &r.input;
    assert_string_equal(r.ticker, "SPY");
    assert_true(in->account == BT_PORTFOLIO && in->is_short && in->amount_is_equity && in->day_count == 360 &&
                in->share_minimum);
    assert_true(in->price == 1234.5 && in->amount_usd == 250000 && in->leverage == 1.5 && in->rate_pct == 6.25 &&
                in->months == 7);
    assert_true(in->dividend_yield_pct == 1.3 && in->maintenance_pct == 35 && in->cost_bps == 4 &&
                in->borrow_fee_pct == 0.3 && in->credit_rate_pct == 2);
}

static const char *canonical(const struct calculate_request *r)
{
    struct buf b;
    buf_init(&b, a, 512);
    calculate_request_write(&b, r);
    return b.s;
}

static void an_address_and_a_request_give_the_form_back(void **state)
{
    (void)state;
    static const char *const queries[] = {
        "ticker=SPX", "ticker=A%26B%3D1&current_price=0.0123456789012345&leverage=1.1",
        "ticker=SPY&position_type=Short&current_price=400&maintenance_pct=35&day_count=360&share_minimum=1&trade_cost_"
        "bps=5&borrow_fee_pct=1"
        "&credit_rate_pct=2&dividend_yield_pct=3&amount_is=equity&account_type=portfolio&leverage=3.3333333333333335"};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct calculate_request one, two;
        struct calculator_form f = settled(queries[i], &close_of_spx), filled;
        assert_true(calculator_form_request(a, &f, &one, &p));
        f = settled(calculator_form_query(a, &f), &no_close);
        assert_true(calculator_form_request(a, &f, &two, &p));
        assert_string_equal(canonical(&one), canonical(&two));
        calculator_form_fill(&filled, &one);
        f = settled(calculator_form_query(a, &filled), &no_close);
        assert_true(calculator_form_request(a, &f, &two, &p));
        assert_string_equal(canonical(&one), canonical(&two));
    }
}

static void the_engines_refusal_is_a_sentence_with_its_label(void **state)
{
    (void)state;
    struct calculate_request r;
    struct calculator_form f = settled("ticker=SPX&leverage=3", &close_of_spx);
    assert_false(calculator_form_request(a, &f, &r, &p));
    const char *said = problem_message(&p, "leverage");
    assert_non_null(said);
    assert_true(strncmp(said, "Leverage: 3 is above 2, ", 24) == 0 && said[strlen(said) - 1] == '.');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_margins_of_the_original_are_its_leverages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(leverage_wins_where_both_were_changed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_fault_in_one_leaves_the_other_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_account_takes_its_usual_leverage_unless_one_was_chosen, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_price_follows_the_instrument_unless_it_is_ones_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_request_has_what_the_form_says, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_address_and_a_request_give_the_form_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_engines_refusal_is_a_sentence_with_its_label, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
