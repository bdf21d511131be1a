/* backtest_answer.c: an answer written and read back is the same to the bit, and nothing else is read.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"
#include <math.h>

#include "sample.h"

static struct str written(const struct backtest_answer *ans, bool with_daily)
{
    struct buf b;
    buf_init(&b, a, 1024);
    backtest_answer_write(&b, ans, with_daily);
    return buf_view(&b);
}

static void same_doubles(const double *x, const double *y, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!(isnan(x[i]) && isnan(y[i])) && memcmp(&x[i], &y[i], sizeof *x) != 0)
            fail_msg("item %zu: %.17g and %.17g", i, x[i], y[i]);
}

static void same_text(const char *x, const char *y)
{
    assert_int_equal(!x, !y);
    if (x)
        assert_string_equal(x, y);
}

static void same_answer(const struct backtest_answer *x, const struct backtest_answer *y)
{
    const struct bt_result *r = &x->result, *q = &y->result;
    same_text(x->engine_version, y->engine_version);
    same_text(x->data_version, y->data_version);
    assert_int_equal(r->n, q->n);
    same_doubles(r->metric, q->metric, BT_METRICS);
    for (int m = 0; m < BT_METRICS; m++)
        same_text(r->reason[m], q->reason[m]);
    assert_int_equal(x->warnings.n, y->warnings.n);
    for (int i = 0; i < x->warnings.n; i++) {
        same_text(x->warnings.at[i].code, y->warnings.at[i].code);
        same_text(x->warnings.at[i].message, y->warnings.at[i].message);
    }
    assert_int_equal(r->n_events, q->n_events);
    for (size_t i = 0; i < r->n_events; i++) {
        assert_int_equal(r->events[i].kind, q->events[i].kind);
        assert_int_equal(r->events[i].row, q->events[i].row);
        assert_int_equal(r->events[i].day, q->events[i].day);
        same_doubles(&r->events[i].price, &q->events[i].price, 3);
    }
    assert_int_equal(r->n_rounds, q->n_rounds);
    for (size_t i = 0; i < r->n_rounds; i++) {
        assert_memory_equal(&r->rounds[i], &q->rounds[i], offsetof(struct bt_round, margin_call));
        assert_int_equal(r->rounds[i].margin_call, q->rounds[i].margin_call);
    }
}

static void same_days(const struct backtest_answer *x, const struct backtest_answer *y)
{
    assert_memory_equal(x->day, y->day, x->result.n * sizeof *x->day);
    same_doubles(x->result.equity, y->result.equity, x->result.n);
    for (int c = 0; c < BT_COLUMNS; c++) {
        assert_int_equal(!x->result.column[c], !y->result.column[c]);
        if (x->result.column[c])
            same_doubles(x->result.column[c], y->result.column[c], x->result.n);
    }
}

static void read_back(struct str json, struct backtest_answer *again)
{
    const char *why = NULL;
    if (!backtest_answer_read(a, json, again, &why))
        fail_msg("%s", why);
}

static void an_answer_reads_back_to_the_bit(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct backtest_answer ans, again;
        char first[65], second[65];
        sample_prices(700, seed);
        struct backtest_request r = sample_request(seed % 2 ? BT_ORIGINAL : BT_ACCURATE);
        if (seed % 4 == 1)
            r.config.leverage = 5; /* called at every entry: many events and rounds */
        if (seed % 4 == 3)
            r.config.equity = 500; /* never enters: empty arrays and a column less */
        sample_answer(a, &r, &ans);
        struct str json = written(&ans, true);
        read_back(json, &again);
        same_answer(&ans, &again);
        same_days(&ans, &again);
        struct str twice = written(&again, true);
        assert_int_equal(json.n, twice.n);
        assert_memory_equal(json.s, twice.s, json.n);
        backtest_result_hash(&ans, first);
        backtest_result_hash(&again, second);
        assert_string_equal(first, second);
    }
}

static void an_answer_without_its_days_reads_back_without_them(void **state)
{
    (void)state;
    struct backtest_answer ans, again;
    sample_prices(300, 1);
    struct backtest_request r = sample_request(BT_ACCURATE);
    sample_answer(a, &r, &ans);
    read_back(written(&ans, false), &again);
    same_answer(&ans, &again);
    assert_null(again.day);
    assert_null(again.result.equity);
    memset(r.column_wanted, 0, sizeof r.column_wanted);
    sample_answer(a, &r, &ans);
    struct str json = written(&ans, true);
    assert_non_null(strstr(json.s, "\"daily\":{}"));
    read_back(json, &again);
    same_answer(&ans, &again);
    r.column_wanted[BT_COL_MARGIN_LOAN] = true;
    sample_answer(a, &r, &ans);
    read_back(written(&ans, true), &again);
    assert_non_null(again.day);
    same_doubles(again.result.column[BT_COL_MARGIN_LOAN], ans.result.column[BT_COL_MARGIN_LOAN], 300);
}

static void the_written_answer_is_json_with_the_named_parts(void **state)
{
    (void)state;
    static const char *const parts[] = {"engine",  "engine_version", "data_version", "inputs", "inputs_hash", "metrics",
                                        "reasons", "warnings",       "events",       "rounds", "rebalances",  "daily"};
    struct backtest_answer ans;
    sample_prices(300, 1);
    struct backtest_request r = sample_request(BT_ACCURATE);
    sample_answer(a, &r, &ans);
    const char *why;
    struct json_object *o = json_read(a, written(&ans, true), &why), *days;
    assert_non_null(o);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        assert_non_null(json_member(o, parts[i]));
    days = json_member(o, "daily");
    int columns = 1; /* the date */
    for (int c = 0; c < BT_COLUMNS; c++)
        columns += bt_column_applies(&ans.request.config, (enum bt_column)c);
    assert_int_equal(json_object_object_length(days), columns);
    json_object_object_foreach(days, key, value)
    {
        (void)key;
        assert_int_equal(json_object_array_length(value), 300);
    }
    assert_int_equal(json_object_get_type(json_object_array_get_idx(json_member(days, "in_position"), 0)),
                     json_type_boolean);
    assert_string_equal(json_object_get_string(json_object_array_get_idx(json_member(days, "position_status"), 0)),
                        "Entered");
}

static void an_answer_cut_or_changed_anywhere_is_refused(void **state)
{
    (void)state;
    struct backtest_answer ans, again;
    sample_prices(40, 1);
    struct backtest_request r = sample_request(BT_ORIGINAL);
    r.config.leverage = 5;
    sample_answer(a, &r, &ans);
    struct str json = written(&ans, true);
    const char *why;
    for (size_t n = 0; n < json.n; n++) {
        assert_false(backtest_answer_read(a, (struct str){json.s, n}, &again, &why));
        assert_non_null(why);
    }
    assert_false(backtest_answer_read(a, str_of(arena_printf(a, "%s ", json.s)), &again, &why));
    char *changed = arena_dup(a, json.s, json.n);
    static const struct {
        const char *text;
        size_t at;
        char to;
    } change[] = {{"\"engine\":\"margin", 11, 'n'},   {"\"type\":\"entry", 8, 'E'},  {"\"start_date\":\"20", 13, 'x'},
                  {"\"date\":[\"2", 9, 'z'},          {"\"shares_held\":[", 3, 'x'}, {"\"backtest_days\":40", 17, '9'},
                  {"\"in_position\":[false", 16, 'x'}};
    for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
        char *at = strstr(changed, change[i].text);
        assert_non_null(at);
        char was = at[change[i].at];
        at[change[i].at] = change[i].to;
        if (backtest_answer_read(a, (struct str){changed, json.n}, &again, &why))
            fail_msg("read with %s changed", change[i].text);
        at[change[i].at] = was;
    }
    assert_true(backtest_answer_read(a, (struct str){changed, json.n}, &again, &why));
}

static void the_result_hash_sees_every_bit(void **state)
{
    (void)state;
    struct backtest_answer ans;
    char first[65], second[65];
    sample_prices(300, 1);
    struct backtest_request r = sample_request(BT_ACCURATE);
    sample_answer(a, &r, &ans);
    backtest_result_hash(&ans, first);
    double *x = &ans.result.column[BT_COL_SHARES_HELD][299];
    *x = nextafter(*x, 0);
    backtest_result_hash(&ans, second);
    assert_string_not_equal(first, second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_answer_reads_back_to_the_bit),
        TEST(an_answer_without_its_days_reads_back_without_them),
        TEST(the_written_answer_is_json_with_the_named_parts),
        TEST(an_answer_cut_or_changed_anywhere_is_refused),
        TEST(the_result_hash_sees_every_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
