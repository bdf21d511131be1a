/* calculate.c: every fault of a request of margin.calculate is named by its field, the canonical form is read back the same, an
 * answer has a reason for each figure it has not, and every formula says its numbers.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"
#include "request.h"
#include <math.h>

#include "compute/calculate.h"

#define GOOD "\"investment_amount\":100000,\"leverage\":2,\"current_price\":400"

static bool read(const char *json, struct calculate_request *r)
{
    return calculate_request_read(object_of(json), r, &p);
}

static void refused(const char *json, const char *field, const char *word)
{
    struct calculate_request r;
    assert_refused(read(json, &r), json, field, word);
}

static struct calculate_answer answer_of(const char *json)
{
    struct calculate_request r;
    struct calculate_answer ans;
    if (!read(json, &r) || !calculate_compute(a, &r, &ans, &p))
        fail_msg("%s: %s: %s", json, p.at[0].field, p.at[0].message);
    return ans;
}

static void three_numbers_are_needed_and_the_rest_has_defaults(void **state)
{
    (void)state;
    struct calculate_request r;
    assert_true(read("{" GOOD "}", &r));
    assert_true(r.input.rate_pct == 5.5 && r.input.months == 24 && r.input.day_count == 365 &&
                isnan(r.input.maintenance_pct));
    assert_true(r.input.profile == BT_ACCURATE && r.input.account == BT_REG_T && !r.input.is_short &&
                !r.input.amount_is_equity);
    assert_true(read("{" GOOD ",\"profile\":null,\"day_count\":null,\"ticker\":null}", &r));
    refused("{}", "investment_amount", "missing");
    refused("{}", "leverage", "missing");
    refused("{}", "current_price", "missing");
}

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    refused("[]", "request", "object");
    refused("{" GOOD ",\"levrage\":2}", "levrage", "margin.calculate");
    refused("{" GOOD ",\"account_type\":\"cash\"}", "account_type", "reg_t, portfolio");
    refused("{" GOOD ",\"position_type\":\"short\"}", "position_type", "Long, Short");
    refused("{" GOOD ",\"interest_rate\":\"5\"}", "interest_rate", "number");
    refused("{" GOOD ",\"interest_rate\":30.01}", "interest_rate", "from 0 to 30");
    refused("{" GOOD ",\"holding_period\":0}", "holding_period", "from 1 to 360");
    refused("{" GOOD ",\"holding_period\":1.5}", "holding_period", "whole");
    refused("{" GOOD ",\"day_count\":366}", "day_count", "360, 365");
    refused("{" GOOD ",\"maintenance_pct\":100}", "maintenance_pct", "from 1 to 99");
    refused("{" GOOD ",\"share_minimum\":1}", "share_minimum", "true or false");
    refused("{" GOOD ",\"ticker\":\"a\\u0007\"}", "ticker", "control");
    refused("{\"investment_amount\":1000000000001,\"leverage\":1,\"current_price\":1}", "investment_amount",
            "1,000,000,000,000");
    refused("{\"investment_amount\":1,\"leverage\":1,\"current_price\":0.009}", "current_price",
            "from 0.01 to 10,000,000");
}

static void the_accurate_profile_explains_its_cap_and_the_original_has_none(void **state)
{
    (void)state;
    struct calculate_request r;
    refused("{\"investment_amount\":1000,\"leverage\":2.5,\"current_price\":1}", "leverage",
            "the largest allowed is 2");
    refused("{\"investment_amount\":1000,\"leverage\":7.1,\"current_price\":1,\"account_type\":\"portfolio\"}",
            "leverage", "the largest allowed is 7");
    assert_true(read("{\"investment_amount\":1000,\"leverage\":7,\"current_price\":1,\"profile\":\"original\"}", &r));
    refused("{" GOOD ",\"profile\":\"original\",\"borrow_fee_pct\":1}", "borrow_fee_pct", "accurate");
    refused("{" GOOD ",\"profile\":\"original\",\"amount_is\":\"equity\"}", "amount_is", "accurate");
}

static void the_canonical_form_is_read_back_the_same(void **state)
{
    (void)state;
    static const char *const requests[] = {"{" GOOD "}",
                                           "{" GOOD ",\"profile\":\"original\",\"position_type\":\"Short\"}",
                                           "{" GOOD ",\"ticker\":\"spy\",\"amount_is\":\"equity\",\"maintenance_pct\":"
                                           "30,\"share_minimum\":true,\"day_count\":360}"};
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        struct calculate_request r;
        struct buf one, two;
        buf_init(&one, a, 512);
        buf_init(&two, a, 512);
        assert_true(read(requests[i], &r));
        calculate_request_write(&one, &r);
        assert_true(read(one.s, &r));
        calculate_request_write(&two, &r);
        assert_string_equal(one.s, two.s);
    }
}

static bool warns(const char *json, const char *code)
{
    struct calculate_answer ans = answer_of(json);
    for (int i = 0; i < ans.warnings.n; i++)
        if (strcmp(ans.warnings.at[i].code, code) == 0)
            return true;
    return false;
}

static void warnings_say_what_a_broker_would(void **state)
{
    (void)state;
    assert_false(warns("{" GOOD "}", "in_call"));
    assert_true(warns("{\"investment_amount\":1e6,\"leverage\":7,\"current_price\":400,\"account_type\":\"portfolio\"}",
                      "in_call"));
    assert_true(warns("{\"investment_amount\":3000,\"leverage\":2,\"current_price\":400}", "below_minimum_equity"));
    assert_false(warns("{\"investment_amount\":1000,\"leverage\":1,\"current_price\":400}", "below_minimum_equity"));
    assert_true(warns("{\"investment_amount\":1e5,\"leverage\":3,\"current_price\":400,\"profile\":\"original\"}",
                      "leverage_over_cap"));
    assert_true(warns("{\"investment_amount\":1e5,\"leverage\":2,\"current_price\":10,\"position_type\":\"Short\"}",
                      "share_minimum"));
    assert_false(warns("{\"investment_amount\":1e5,\"leverage\":2,\"current_price\":10,\"position_type\":\"Short\","
                       "\"share_minimum\":true}",
                       "share_minimum"));
    assert_false(warns("{\"investment_amount\":1e5,\"leverage\":2,\"current_price\":400,\"position_type\":\"Short\"}",
                       "share_minimum"));
    assert_true(warns("{" GOOD ",\"position_type\":\"Short\"}", "carry_unset"));
    assert_false(warns("{" GOOD ",\"position_type\":\"Short\",\"borrow_fee_pct\":0.25}", "carry_unset"));
    assert_false(warns("{" GOOD "}", "carry_unset"));
}

static void a_figure_that_is_null_has_its_reason(void **state)
{
    (void)state;
    static const char *const requests[] = {"{" GOOD "}", "{" GOOD ",\"position_type\":\"Short\"}",
                                           "{" GOOD ",\"profile\":\"original\"}",
                                           "{\"investment_amount\":1000,\"leverage\":1,\"current_price\":400}"};
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        struct calculate_answer ans = answer_of(requests[i]);
        struct buf json;
        const char *why;
        buf_init(&json, a, 8192);
        calculate_answer_write(&json, &ans);
        struct json_object *o = json_read(a, buf_view(&json), &why);
        assert_non_null(o);
        json_object_object_foreach(json_member(o, "metrics"), key, value)
        {
            struct str reason;
            assert_true(value || json_get_str(json_member(o, "reasons"), key, &reason));
        }
    }
}

static void every_figure_has_a_formula_with_its_numbers(void **state)
{
    (void)state;
    struct calculate_answer ans = answer_of("{" GOOD "}");
    assert_string_equal(calculate_numbers(a, &ans, CALC_CALL_PRICE), "$50,000 / (250 × (1 − 25 %)) = $266.67");
    assert_string_equal(calculate_numbers(a, &ans, CALC_BREAKEVEN), "$400.00 + ($5,500 + $0) / 250 = $422.00");
    assert_string_equal(calculate_numbers(a, &ans, CALC_INTEREST_DAY), "$50,000 × 5.5 % / 365 = $7.53");
    ans = answer_of("{" GOOD ",\"position_type\":\"Short\"}");
    assert_string_equal(calculate_numbers(a, &ans, CALC_CALL_PRICE),
                        "$400.00 × (1 + $50,000 / $100,000) / (1 + 30 %) = $461.54");
    assert_string_equal(calculate_label(&ans.request, CALC_CALL_DISTANCE), "Rise to the margin call");
    for (int m = 0; m < CALC_METRICS; m++) {
        assert_non_null(calculate_key(m));
        assert_non_null(calculate_formula(&ans.request, m));
        assert_true(*calculate_numbers(a, &ans, m));
    }
}

static void risk_is_said_in_words(void **state)
{
    (void)state;
    struct calculate_answer ans = answer_of("{" GOOD "}");
    assert_string_equal(calculate_risk_text(a, &ans), "Lower risk: a fall of 33.3 % brings the margin call.");
    assert_string_equal(calculate_risk_word(&ans), "LOWER");
    ans = answer_of("{" GOOD ",\"position_type\":\"Short\"}");
    assert_string_equal(calculate_risk_text(a, &ans), "Medium risk: a rise of 15.4 % brings the margin call.");
}

static void a_table_has_a_line_for_each_of_its_rows(void **state)
{
    (void)state;
    struct calculate_answer ans = answer_of("{" GOOD "}");
    struct buf figures, moves;
    buf_init(&figures, a, 8192);
    buf_init(&moves, a, 8192);
    calculate_figures_csv(&figures, &ans);
    calculate_scenarios_csv(&moves, &ans);
    assert_non_null(strstr(figures.s, "margin_call_price,\"Margin call price\",266.66666666666669,"));
    assert_non_null(strstr(moves.s, "\r\n0,400,100000,-5500,-11,"));
    int lines = 0;
    for (const char *s = moves.s; (s = strstr(s, "\r\n")); s += 2)
        lines++;
    assert_int_equal(lines, CALCULATE_SCENARIOS + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(three_numbers_are_needed_and_the_rest_has_defaults),
        TEST(what_is_wrong_is_named),
        TEST(the_accurate_profile_explains_its_cap_and_the_original_has_none),
        TEST(the_canonical_form_is_read_back_the_same),
        TEST(warnings_say_what_a_broker_would),
        TEST(a_figure_that_is_null_has_its_reason),
        TEST(every_figure_has_a_formula_with_its_numbers),
        TEST(risk_is_said_in_words),
        TEST(a_table_has_a_line_for_each_of_its_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
