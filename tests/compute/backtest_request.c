/* backtest_request.c: every fault of a request is named by its field, and the canonical form is read back the same.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"
#include "request.h"
#include <math.h>

#include "base/day.h"
#include "compute/backtest.h"

#define GOOD                                                                                                           \
    "\"ticker\":\"spx\",\"start_date\":\"2010-01-01\",\"end_date\":\"2019-12-31\",\"equity\":100000,\"leverage\":2"

static bool read(const char *json, struct backtest_request *r)
{
    return backtest_request_read(object_of(json), r, &p);
}

/* The one field of the request that is refused, with a word that its message has. */
static void refused(const char *json, const char *field, const char *word)
{
    struct backtest_request r;
    assert_refused(read(json, &r), json, field, word);
}

static void defaults_are_those_of_the_accurate_profile(void **state)
{
    (void)state;
    struct backtest_request r;
    assert_true(read("{" GOOD "}", &r));
    assert_string_equal(r.ticker, "spx");
    assert_int_equal(r.start_day, day_from_civil(2010, 1, 1));
    assert_int_equal(r.config.profile, BT_ACCURATE);
    assert_int_equal(r.config.account, BT_REG_T);
    assert_true(r.config.options.interest_calendar && r.config.options.day_count == 360);
    assert_true(r.config.options.minimum_equity_usd == 2000 && r.config.options.financing == BT_FINANCING_TIERS);
    for (int c = 0; c < BT_COLUMNS; c++)
        assert_true(r.column_wanted[c]);
    assert_true(read("{" GOOD ",\"profile\":null,\"options\":null,\"columns\":null,\"files\":null}", &r));
}

static void original_has_its_own_defaults_and_each_option_alone(void **state)
{
    (void)state;
    struct backtest_request r;
    assert_true(read("{" GOOD ",\"profile\":\"original\"}", &r));
    assert_int_equal(r.config.options.financing, BT_FINANCING_FILE);
    assert_true(r.config.options.minimum_equity_usd == 1000 && r.config.options.entry_day_flows);
    assert_true(read("{" GOOD ",\"profile\":\"original\",\"options\":{\"financing\":\"flat\"}}", &r));
    assert_int_equal(r.config.options.financing, BT_FINANCING_FILE);
    assert_true(read("{" GOOD ",\"profile\":\"original\",\"options\":{\"spread_pct\":2}}", &r));
    assert_int_equal(r.config.options.financing, BT_FINANCING_FLAT);
    assert_true(r.config.options.spread_pct == 2);
    assert_true(
        read("{" GOOD ",\"profile\":\"original\",\"options\":{\"call_test\":\"intraday\",\"slippage_bps\":25}}", &r));
    assert_true(r.config.options.call_intraday && r.config.options.slippage_bps == 25);
    assert_false(r.config.options.interest_calendar || r.config.options.carry_deficit);
    assert_true(read("{" GOOD ",\"options\":{\"financing\":\"flat\"}}", &r));
    assert_true(r.config.options.financing == BT_FINANCING_FLAT && r.config.options.spread_pct == 1.5);
}

static void unknown_keys_are_named_where_they_stand(void **state)
{
    (void)state;
    refused("{" GOOD ",\"levrage\":2}", "levrage", "not known");
    refused("{" GOOD ",\"options\":{\"daycount\":360}}", "options.daycount", "not known");
    refused("{" GOOD ",\"files\":{\"price\":\"x\"}}", "files.price", "not known");
    refused("[]", "request", "object");
}

static void missing_and_mistyped_members_are_named(void **state)
{
    (void)state;
    refused("{}", "ticker", "instrument");
    refused("{}", "start_date", "missing");
    refused("{}", "end_date", "missing");
    refused("{}", "equity", "above 0");
    refused("{}", "leverage", "above 0");
    refused("{" GOOD ",\"profile\":\"exact\"}", "profile", "accurate, original");
    refused("{" GOOD ",\"profile\":1}", "profile", "text");
    refused("{" GOOD ",\"account_type\":\"cash\"}", "account_type", "reg_t, portfolio");
    refused("{" GOOD ",\"mode\":\"fresh_money\"}", "mode", "liquidation_reentry, fresh_capital, profit_threshold");
    refused("{" GOOD ",\"options\":[]}", "options", "object");
    refused("{" GOOD ",\"files\":\"x\"}", "files", "object");
    refused("{" GOOD ",\"columns\":\"equity\"}", "columns", "list");
    refused("{" GOOD ",\"columns\":[\"equity\",\"profit\"]}", "columns", "item 2");
    refused("{" GOOD ",\"columns\":[3]}", "columns", "item 1");
    refused("{" GOOD ",\"profit_threshold_pct\":\"ten\"}", "profit_threshold_pct", "number");
}

static void the_original_takes_any_threshold(void **state)
{
    (void)state;
    struct backtest_request r;
    static const char low[] = ",\"mode\":\"profit_threshold\",\"profit_threshold_pct\":0.5";
    refused(arena_printf(a, "{" GOOD "%s}", low), "profit_threshold_pct", "from 1 to 1,000");
    assert_true(read(arena_printf(a, "{" GOOD "%s,\"profile\":\"original\"}", low), &r));
    assert_true(r.config.profit_threshold_pct == 0.5);
}

static void dates_must_exist_and_stand_in_order(void **state)
{
    (void)state;
    static const char rest[] = "\"ticker\":\"SPX\",\"equity\":100000,\"leverage\":2";
    static const char *const bad[] = {"2010-02-30", "2010-1-1", "01.02.2010", "", "tomorrow", "2010-01-01T00:00:00"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        refused(arena_printf(a, "{%s,\"start_date\":\"%s\",\"end_date\":\"2019-12-31\"}", rest, bad[i]), "start_date",
                "date");
    refused(arena_printf(a, "{%s,\"start_date\":\"2019-12-31\",\"end_date\":\"2010-01-01\"}", rest), "end_date",
            "before the start");
}

static void amounts_must_be_above_zero_and_the_minimum(void **state)
{
    (void)state;
    static const char rest[] =
        "\"ticker\":\"SPX\",\"start_date\":\"2010-01-01\",\"end_date\":\"2019-12-31\",\"leverage\":2";
    refused(arena_printf(a, "{%s,\"equity\":0}", rest), "equity", "above 0");
    refused(arena_printf(a, "{%s,\"equity\":-5}", rest), "equity", "above 0");
    refused(arena_printf(a, "{%s,\"equity\":\"5\"}", rest), "equity", "number");
    refused(arena_printf(a, "{%s,\"equity\":1999}", rest), "equity", "$2,000");
    refused(arena_printf(a, "{%s,\"equity\":99999,\"account_type\":\"portfolio\"}", rest), "equity", "$100,000");
    struct backtest_request r;
    assert_true(read(arena_printf(a, "{%s,\"equity\":0.01,\"profile\":\"original\"}", rest), &r));
}

static void numbers_that_are_none_do_not_pass_the_reader(void **state)
{
    (void)state;
    static const char *const bad[] = {"1e309", "NaN", "Infinity", "-Infinity", "0x10", "100000000000000000000"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *why = NULL;
        assert_null(json_read(a, str_of(arena_printf(a, "{\"equity\":%s}", bad[i])), &why));
        assert_non_null(why);
    }
}

static void leverage_over_the_cap_says_why_and_how_much_is_allowed(void **state)
{
    (void)state;
    static const char rest[] =
        "\"ticker\":\"SPX\",\"start_date\":\"2010-01-01\",\"end_date\":\"2019-12-31\",\"equity\":500000";
    refused(arena_printf(a, "{%s,\"leverage\":2.1}", rest), "leverage", "the largest allowed is 2");
    refused(arena_printf(a, "{%s,\"leverage\":2.1}", rest), "leverage", "50 %");
    refused(arena_printf(a, "{%s,\"leverage\":7,\"account_type\":\"portfolio\"}", rest), "leverage",
            "largest allowed is 6.45");
    refused(arena_printf(a, "{%s,\"leverage\":0.5}", rest), "leverage", "at least 1");
    refused(arena_printf(a, "{%s,\"leverage\":0,\"profile\":\"original\"}", rest), "leverage", "above 0");
    refused(arena_printf(a, "{%s,\"leverage\":100.1,\"profile\":\"original\"}", rest), "leverage", "at most 100");
    refused(arena_printf(a, "{%s,\"leverage\":1e300}", rest), "leverage", "the largest allowed is 2");
    struct backtest_request r;
    assert_true(read(arena_printf(a, "{%s,\"leverage\":6.45,\"account_type\":\"portfolio\"}", rest), &r));
    assert_true(read(arena_printf(a, "{%s,\"leverage\":30,\"profile\":\"original\"}", rest), &r));
    assert_true(read(arena_printf(a, "{%s,\"leverage\":3,\"options\":{\"cap_leverage\":false}}", rest), &r));
}

static void options_keep_to_their_values(void **state)
{
    (void)state;
    static const struct {
        const char *member, *field, *word;
    } bad[] = {
        {"\"day_count\":364", "options.day_count", "360, 365"},
        {"\"day_count\":\"360\"", "options.day_count", "360, 365"},
        {"\"interest_days\":\"daily\"", "options.interest_days", "session, calendar"},
        {"\"rate_join\":true", "options.rate_join", "text"},
        {"\"posting\":\"year\"", "options.posting", "session, month"},
        {"\"financing\":\"free\"", "options.financing", "tiers, flat"},
        {"\"financing\":\"flat\",\"spread_pct\":11", "options.spread_pct", "0 to 10"},
        {"\"cap_leverage\":1", "options.cap_leverage", "true or false"},
        {"\"buffer_pct\":20.5", "options.buffer_pct", "0 to 20"},
        {"\"call_test\":\"open\"", "options.call_test", "close, intraday"},
        {"\"slippage_bps\":501", "options.slippage_bps", "0 to 500"},
        {"\"trade_cost_bps\":-1", "options.trade_cost_bps", "0 to 100"},
        {"\"wait_sessions\":2.5", "options.wait_sessions", "whole"},
        {"\"wait_sessions\":61", "options.wait_sessions", "0 to 60"},
        {"\"wait_sessions\":1e300", "options.wait_sessions", "whole"},
        {"\"house_addon_pct\":51", "options.house_addon_pct", "0 to 50"},
        {"\"minimum_equity_usd\":-1", "options.minimum_equity_usd", "0 to"},
        {"\"metrics\":\"mine\"", "options.metrics", "original, corrected"},
        {"\"liquidation\":\"half\"", "options.liquidation", "available: full, minimum, call"},
        {"\"cure_days\":16", "options.cure_days", "0 to 15"},
        {"\"dividend_timing\":\"record\"", "options.dividend_timing", "ex, pay"},
        {"\"dividend_lag_days\":367", "options.dividend_lag_days", "0 to 366"},
        {"\"dividend_use\":\"spend\"", "options.dividend_use", "reinvest, pay_down, keep"},
        {"\"price_moves_pct\":\"10/10\"", "options.price_moves_pct", "available: 15/20, 8/6, 12/10"},
        {"\"position\":\"flat\"", "options.position", "long, short"},
        {"\"borrow_fee_pct\":-1", "options.borrow_fee_pct", "0 to 100"},
        {"\"contribution\":5", "options.contribution", "amount and every"},
        {"\"contribution\":{\"amount\":1,\"every\":\"day\"}", "options.contribution.every",
         "none, month, quarter, year"},
        {"\"contribution\":{\"amount\":1e13,\"every\":\"month\"}", "options.contribution.amount", "from"},
        {"\"contribution\":{\"sum\":1}", "options.contribution.sum", "not known"},
        {"\"rebalance\":{\"band_pct\":101}", "options.rebalance.band_pct", "0 to 100"},
        {"\"rebalance\":{\"calendar\":\"week\"}", "options.rebalance.calendar", "none, month, quarter, year"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        refused(arena_printf(a, "{" GOOD ",\"options\":{%s}}", bad[i].member), bad[i].field, bad[i].word);
    struct backtest_request r;
    assert_true(read("{" GOOD ",\"options\":{\"liquidation\":\"full\",\"dividend_timing\":\"ex\",\"dividend_use\":"
                     "\"reinvest\",\"position\":\"long\",\"contribution\":\"none\",\"cure_days\":null}}",
                     &r));
}

static const char *warned(const char *json)
{
    struct backtest_request r, again;
    struct warnings w = {0}, same = {0}, none = {0};
    struct buf whole, canonical;
    assert_true(read(json, &r));
    backtest_unused_warn(a, &r, &w);
    buf_init(&whole, a, 1024);
    buf_init(&canonical, a, 1024);
    backtest_request_write_whole(&whole, &r);
    assert_true(read(whole.s, &again));
    backtest_unused_warn(a, &again, &same);
    assert_true(w.n <= 1 && same.n == w.n);
    backtest_request_write(&canonical, &r);
    assert_true(read(canonical.s, &again));
    backtest_unused_warn(a, &again, &none);
    assert_int_equal(none.n, 0);
    return w.n ? w.at[0].message : NULL;
}

/* The canonical form leaves it out: whoever gave it learns that from a warning, again where the request was kept whole. */
static void an_option_without_a_part_in_the_run_is_warned_of(void **state)
{
    (void)state;
    static const struct {
        const char *unused, *used, *word;
    } cases[] = {
        {"\"options\":{\"spread_pct\":2}", "\"options\":{\"spread_pct\":2,\"financing\":\"flat\"}", "financing"},
        {"\"options\":{\"cure_days\":2}", "\"options\":{\"cure_days\":2,\"liquidation\":\"call\"}", "liquidation"},
        {"\"options\":{\"dividend_lag_days\":9}", "\"options\":{\"dividend_lag_days\":9,\"dividend_timing\":\"pay\"}",
         "dividend_timing"},
        {"\"options\":{\"borrow_fee_pct\":1}", "\"options\":{\"borrow_fee_pct\":1,\"position\":\"short\"}", "position"},
        {"\"options\":{\"profit_trigger\":\"equity\"}",
         "\"mode\":\"profit_threshold\",\"options\":{\"profit_trigger\":\"equity\"}", "profit_threshold"},
        {"\"options\":{\"rebalance\":{\"band_pct\":5}}",
         "\"mode\":\"constant_leverage\",\"options\":{\"rebalance\":{\"band_pct\":5}}", "constant_leverage"},
        {"\"options\":{\"price_moves_pct\":\"8/6\"}",
         "\"account_type\":\"portfolio\",\"options\":{\"price_moves_pct\":\"8/6\"}", "portfolio"},
        {"\"profit_threshold_pct\":50", "\"mode\":\"profit_threshold\",\"profit_threshold_pct\":50",
         "profit_threshold"},
        {"\"profile\":\"original\",\"transaction_cost_bps\":5", "\"transaction_cost_bps\":5", "constant_leverage"},
        {"\"profile\":\"original\",\"mode\":\"constant_leverage\",\"transaction_cost_bps\":5,\"options\":{\"trade_cost_"
         "bps\":7}",
         "\"profile\":\"original\",\"mode\":\"constant_leverage\",\"transaction_cost_bps\":5", "trade_cost_bps"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *message = warned(arena_printf(a, "{" GOOD ",%s}", cases[i].unused));
        assert_non_null(message);
        assert_non_null(strstr(message, cases[i].word));
        assert_null(warned(arena_printf(a, "{" GOOD ",%s}", cases[i].used)));
    }
    assert_null(warned("{" GOOD ",\"options\":{\"rebalance\":\"none\",\"cure_days\":null}}"));
    assert_string_equal(warned("{" GOOD ",\"options\":{\"cure_days\":2}}"),
                        "options.cure_days has no part in this run and changes nothing: it belongs to "
                        "\"liquidation\": \"call\".");
    struct backtest_request r;
    assert_true(read("{" GOOD ",\"options\":{\"spread_pct\":2}}", &r));
    assert_int_equal(r.config.options.financing, BT_FINANCING_TIERS);
}

static void labels_are_short_and_printable(void **state)
{
    (void)state;
    static const char rest[] =
        "\"start_date\":\"2010-01-01\",\"end_date\":\"2019-12-31\",\"equity\":100000,\"leverage\":2";
    char *long_name = arena_alloc(a, 10001);
    memset(long_name, 'X', 10000);
    refused(arena_printf(a, "{%s,\"ticker\":\"%s\"}", rest, long_name), "ticker", "40 characters");
    refused(arena_printf(a, "{%s,\"ticker\":\"A\\u0000B\"}", rest), "ticker", "control");
    refused(arena_printf(a, "{%s,\"ticker\":\"A\\nB\"}", rest), "ticker", "control");
    refused(arena_printf(a, "{%s,\"ticker\":\"\"}", rest), "ticker", "instrument");
}

static void columns_are_those_asked_for(void **state)
{
    (void)state;
    struct backtest_request r;
    assert_true(read("{" GOOD ",\"columns\":[]}", &r));
    for (int c = 0; c < BT_COLUMNS; c++)
        assert_false(r.column_wanted[c]);
    assert_true(read("{" GOOD ",\"columns\":[\"date\",\"equity\"]}", &r));
    for (int c = 0; c < BT_COLUMNS; c++)
        assert_int_equal(r.column_wanted[c], c == BT_COL_EQUITY);
}

static void the_canonical_form_is_sorted_and_reads_back_the_same(void **state)
{
    (void)state;
    static const char *const requests[] = {
        "{" GOOD "}",
        "{" GOOD ",\"profile\":\"original\"}",
        "{" GOOD
        ",\"profile\":\"original\",\"options\":{\"spread_pct\":0.1,\"wait_sessions\":7,\"metrics\":\"corrected\"}}",
        "{" GOOD ",\"options\":{\"financing\":\"flat\",\"spread_pct\":0.30000000000000004,\"carry_deficit\":false}}",
        "{" GOOD ",\"columns\":[\"equity\"],\"files\":{\"prices\":\"a b.csv\",\"rates\":\"r\"}}",
    };
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        struct backtest_request r, again;
        struct buf first, second;
        buf_init(&first, a, 64);
        buf_init(&second, a, 64);
        assert_true(read(requests[i], &r));
        backtest_request_write(&first, &r);
        assert_true(read(first.s, &again));
        backtest_request_write(&second, &again);
        assert_string_equal(first.s, second.s);
        assert_null(strchr(first.s, '\n'));
        assert_non_null(strstr(first.s, "\"ticker\":\"SPX\"")); /* upper case */
        assert_memory_equal(&r.config.options, &again.config.options, sizeof r.config.options);
        const char *last = "";
        const char *why;
        json_object_object_foreach(json_read(a, buf_view(&first), &why), key, value)
        {
            (void)value;
            assert_true(strcmp(last, key) < 0);
            last = key;
        }
    }
}

static void the_hash_follows_the_inputs_and_not_the_files(void **state)
{
    (void)state;
    char first[65], second[65];
    struct backtest_request r;
    assert_true(read("{" GOOD "}", &r));
    backtest_inputs_hash(&r, first);
    r.prices_file = "somewhere.csv";
    backtest_inputs_hash(&r, second);
    assert_string_equal(first, second);
    r.config.leverage = nextafter(2, 1);
    backtest_inputs_hash(&r, second);
    assert_string_not_equal(first, second);
}

static void the_files_margin_rate_is_the_originals_alone(void **state)
{
    (void)state;
    struct backtest_request r;
    assert_true(read("{" GOOD "}", &r));
    r.config.options.financing = BT_FINANCING_FILE;
    p = (struct problem){.arena = a};
    assert_false(backtest_request_check(&r, &p));
    assert_non_null(problem_message(&p, "options.financing"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(defaults_are_those_of_the_accurate_profile),
        TEST(original_has_its_own_defaults_and_each_option_alone),
        TEST(unknown_keys_are_named_where_they_stand),
        TEST(missing_and_mistyped_members_are_named),
        TEST(the_original_takes_any_threshold),
        TEST(dates_must_exist_and_stand_in_order),
        TEST(amounts_must_be_above_zero_and_the_minimum),
        TEST(numbers_that_are_none_do_not_pass_the_reader),
        TEST(leverage_over_the_cap_says_why_and_how_much_is_allowed),
        TEST(options_keep_to_their_values),
        TEST(an_option_without_a_part_in_the_run_is_warned_of),
        TEST(labels_are_short_and_printable),
        TEST(columns_are_those_asked_for),
        TEST(the_canonical_form_is_sorted_and_reads_back_the_same),
        TEST(the_hash_follows_the_inputs_and_not_the_files),
        TEST(the_files_margin_rate_is_the_originals_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
