/* answer_pack.c: an answer that was packed comes back to the bit, in every mode; it stays within the size that is promised; what
 * earlier versions kept is read; and nothing else is.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/gzip.h"
#include "base/zstd.h"
#include "compute/answer_pack.h"
#include "compute/backtest_variants.h"
#include "compute/files.h"
#include "sample.h"

enum { PLAIN_MAX = 64 << 20, PROMISED_BYTES = 700000, PROMISED_DAYS = 6000 };

static struct str written(const struct backtest_answer *ans)
{
    struct buf b;
    buf_init(&b, a, 1 << 16);
    backtest_answer_write(&b, ans, true);
    return buf_view(&b);
}

static void unpack(struct str packed, struct backtest_answer *again)
{
    const char *why = NULL;
    if (!backtest_answer_unpack(a, packed, again, &why))
        fail_msg("%s", why);
}

/* JSON tells each double from every other, but not one NaN from the next; nor does the engine. */
static void comes_back(const struct backtest_answer *ans)
{
    struct backtest_answer again;
    char hash[65], hash_again[65];
    unpack(backtest_answer_pack(a, ans), &again);
    struct str json = written(ans), json_again = written(&again);
    assert_int_equal(json.n, json_again.n);
    assert_memory_equal(json.s, json_again.s, json.n);
    backtest_result_hash(ans, hash);
    backtest_result_hash(&again, hash_again);
    assert_string_equal(hash, hash_again);
}

static void a_packed_answer_comes_back_to_the_bit(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct backtest_answer ans;
        sample_prices(700, seed);
        struct backtest_request r = sample_request(seed % 2 ? BT_ORIGINAL : BT_ACCURATE);
        if (seed % 4 == 1)
            r.config.leverage = 5; /* called at every entry: many events and rounds */
        if (seed % 4 == 3)
            r.config.equity = 500; /* never enters: columns of nothing but NaN */
        sample_answer(a, &r, &ans);
        comes_back(&ans);
    }
}

static void an_answer_with_few_columns_or_none_comes_back_with_those(void **state)
{
    (void)state;
    struct backtest_answer ans;
    sample_prices(300, 1);
    struct backtest_request r = sample_request(BT_ACCURATE);
    memset(r.column_wanted, 0, sizeof r.column_wanted);
    r.column_wanted[BT_COL_MARGIN_LOAN] = true;
    sample_answer(a, &r, &ans);
    comes_back(&ans);
    ans.day = NULL;
    ans.result.column[BT_COL_MARGIN_LOAN] = NULL;
    struct backtest_answer again;
    unpack(backtest_answer_pack(a, &ans), &again);
    assert_null(again.day);
    assert_null(again.result.equity);
}

static void same_variants(const struct backtest_variant *x, const struct backtest_variant *y, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(x[i].label, y[i].label);
        assert_string_equal(x[i].mark ? x[i].mark : "", y[i].mark ? y[i].mark : "");
        assert_string_equal(x[i].refused ? x[i].refused : "", y[i].refused ? y[i].refused : "");
        assert_memory_equal(&x[i].end, &y[i].end, 4 * sizeof x[i].end);
    }
}

static void what_pages_show_beside_it_is_kept_with_it(void **state)
{
    (void)state;
    for (int accurate = 0; accurate < 2; accurate++) {
        struct price_series prices = sample_prices(300, 5);
        struct rate_series rates = sample_rates();
        struct backtest_request r = sample_request(accurate ? BT_ACCURATE : BT_ORIGINAL);
        struct backtest_answer ans, again;
        struct backtest_beside beside = {0};
        r.start_day = prices.day[20];
        r.config.leverage = accurate ? 2 : 3; /* the corrected 3 is refused */
        sample_answer(a, &r, &ans);
        assert_true(backtest_beside_find(a, &ans, &prices, &rates, &beside));
        ans.beside = &beside;
        comes_back(&ans);
        unpack(backtest_answer_pack(a, &ans), &again);
        assert_non_null(again.beside);
        assert_int_equal(again.beside->starts, beside.starts);
        assert_int_equal(again.beside->n_near, beside.n_near);
        assert_int_equal(again.beside->n_fixes, beside.n_fixes);
        assert_string_equal(again.beside->result_hash, beside.result_hash);
        assert_memory_equal(again.beside->dividend, beside.dividend, ans.result.n * sizeof(double));
        same_variants(again.beside->near, beside.near, beside.n_near);
        same_variants(again.beside->fixes, beside.fixes, beside.n_fixes);
    }
}

/* A short answer, packed. */
static struct str packed_sample(enum bt_profile profile)
{
    struct backtest_answer ans;
    struct price_series prices = sample_prices(40, 1);
    struct rate_series rates = sample_rates();
    struct backtest_beside beside;
    struct backtest_request r = sample_request(profile);
    sample_answer(a, &r, &ans);
    assert_true(backtest_beside_find(a, &ans, &prices, &rates, &beside));
    ans.beside = &beside;
    return backtest_answer_pack(a, &ans);
}

static void what_is_cut_or_is_something_else_is_refused(void **state)
{
    (void)state;
    struct backtest_answer again;
    const char *why = NULL;
    struct str plain, packed = packed_sample(BT_ORIGINAL);
    for (size_t n = 0; n < packed.n; n++)
        assert_false(backtest_answer_unpack(a, (struct str){packed.s, n}, &again, &why));
    assert_true(zstd_unpack(a, packed, PLAIN_MAX, &plain));
    for (size_t n = 0; n < plain.n; n++)
        assert_false(backtest_answer_unpack(a, zstd_pack(a, (struct str){plain.s, n}), &again, &why));
    char *longer = arena_dup(a, plain.s, plain.n); /* with its NUL */
    assert_false(backtest_answer_unpack(a, zstd_pack(a, (struct str){longer, plain.n + 1}), &again, &why));
    assert_false(backtest_answer_unpack(a, STR("{}"), &again, &why));
    assert_false(backtest_answer_unpack(a, gzip_pack(a, STR("{}")), &again, &why));
    assert_false(zstd_unpack(a, packed, plain.n - 1, &plain));
}

/* The last place where `word` stands in the text, which is changed there. */
static void change_last(char *text, size_t n, const char *word, char to)
{
    size_t size = strlen(word), at = n - size;
    while (at > 0 && memcmp(text + at, word, size) != 0)
        at--;
    assert_true(at > 0);
    text[at] = to;
}

static void columns_and_words_that_this_program_does_not_know_harm_nothing(void **state)
{
    (void)state;
    struct backtest_answer again;
    struct str plain;
    const char *why = NULL;
    assert_true(zstd_unpack(a, packed_sample(BT_ACCURATE), PLAIN_MAX, &plain));
    char *other = arena_dup(a, plain.s, plain.n);
    change_last(other, plain.n, "margin_loan", 'M');
    unpack(zstd_pack(a, (struct str){other, plain.n}), &again);
    assert_null(again.result.column[BT_COL_MARGIN_LOAN]);
    assert_non_null(again.result.column[BT_COL_EQUITY]);
    change_last(other, plain.n, "Active", 'a');
    assert_false(backtest_answer_unpack(a, zstd_pack(a, (struct str){other, plain.n}), &again, &why));
}

static struct str slurp(const char *path)
{
    struct str text;
    const char *why = NULL;
    if (!file_read(a, path, PLAIN_MAX, &text, &why))
        fail_msg("%s", why);
    return text;
}

static void an_answer_of_engine_1_as_it_was_kept_is_read(void **state)
{
    (void)state;
    struct str json = slurp(HUB_TOP_SRCDIR "/tests/golden/backtest-answer-1.json");
    struct backtest_answer ans;
    unpack(gzip_pack(a, json), &ans);
    assert_string_equal(ans.engine_version, "1");
    assert_int_equal(ans.result.n, 40);
    assert_int_equal(ans.result.n_rounds, 2);
    assert_true(ans.result.metric[BT_M_FINAL_EQUITY] == 55582.234340596828);
    assert_true(ans.result.column[BT_COL_EQUITY][39] == 55582.234340596828);
    assert_true(ans.result.column[BT_COL_POSITION_STATUS][19] == BT_LIQUIDATED);
    comes_back(&ans);
}

/* SPY since 2000 as the original system was asked about it. */
static void an_answer_of_6000_days_takes_at_most_700_kB(void **state)
{
    (void)state;
    const char *root = getenv("HUB_SHARED");
    const char *data = arena_printf(a, "%s/data/prices", root && *root ? root : HUB_TOP_SRCDIR "/../shared");
    const char *prices_csv = arena_printf(a, "%s/spy_daily.csv", data), *why;
    struct problem p = {.arena = a};
    struct price_series prices;
    struct rate_series rates;
    struct str text;
    size_t lost;
    if (!file_read(a, prices_csv, PLAIN_MAX, &text, &why)) {
        print_message("# skipped: %s\n", why);
        skip();
    }
    assert_true(files_prices_parse(a, "prices", text, &prices, &p));
    assert_true(files_dividends_parse(a, "dividends", slurp(arena_printf(a, "%s/spy_dividends.csv", data)), &prices,
                                      &lost, &p));
    assert_true(files_rates_parse(a, "rates", slurp(arena_printf(a, "%s/fed_funds_daily.csv", data)), &rates, &p));
    static const struct {
        const char *mode, *profile, *account;
        double leverage;
        const char *options;
    } runs[] = {
        {"liquidation_reentry", "original", "reg_t", 2, ""},
        {"liquidation_reentry", "accurate", "reg_t", 1.9, ""},
        {"liquidation_reentry", "original", "portfolio", 7, ""},
        {"fresh_capital", "original", "portfolio", 5, ""},
        {"fresh_capital", "accurate", "portfolio", 5, ""},
        {"profit_threshold", "original", "portfolio", 3, ""},
        {"profit_threshold", "accurate", "reg_t", 1.9, ""},
        {"passive_hold", "original", "reg_t", 2, ""},
        {"passive_hold", "accurate", "reg_t", 1.9, ""},
        {"constant_leverage", "accurate", "portfolio", 3, ""},
        /* a rebalance on nearly every day */
        {"constant_leverage", "accurate", "portfolio", 3,
         "\"rebalance\":{\"band_pct\":0.1},\"contribution\":{\"amount\":1000,\"every\":\"month\"}"},
    };
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        struct backtest_request r;
        struct backtest_answer ans;
        struct backtest_beside beside;
        struct json_object *request = json_read(
            a,
            str_of(arena_printf(a,
                                "{\"ticker\":\"SPY\",\"mode\":\"%s\",\"profile\":\"%s\",\"account_type\":\"%s\","
                                "\"leverage\":%g,\"equity\":50000000,\"start_date\":\"2000-01-03\",\"end_date\":\"2025-"
                                "05-15\",\"options\":{%s}}",
                                runs[i].mode, runs[i].profile, runs[i].account, runs[i].leverage, runs[i].options)),
            &why);
        backtest_request_init(&r);
        if (!backtest_request_read(request, &r, &p) || !backtest_compute(a, &r, &prices, &rates, "0123", &ans, &p))
            fail_msg("%s: %s", p.at[0].field, p.at[0].message);
        assert_true(ans.result.n >= PROMISED_DAYS);
        assert_true(backtest_beside_find(a, &ans, &prices, &rates, &beside));
        ans.beside = &beside;
        struct str packed = backtest_answer_pack(a, &ans), json = written(&ans);
        print_message("# %s, %s, %gx: %zu days, %zu bytes of JSON, %zu gzipped, %zu kept\n", runs[i].mode,
                      runs[i].profile, runs[i].leverage, ans.result.n, json.n, gzip_pack(a, json).n, packed.n);
        assert_in_range(packed.n, 1, PROMISED_BYTES);
        comes_back(&ans);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_packed_answer_comes_back_to_the_bit),
        TEST(an_answer_with_few_columns_or_none_comes_back_with_those),
        TEST(what_pages_show_beside_it_is_kept_with_it),
        TEST(what_is_cut_or_is_something_else_is_refused),
        TEST(columns_and_words_that_this_program_does_not_know_harm_nothing),
        TEST(an_answer_of_engine_1_as_it_was_kept_is_read),
        TEST(an_answer_of_6000_days_takes_at_most_700_kB),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
