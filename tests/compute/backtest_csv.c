/* backtest_csv.c: the CSV files hold what the answer holds.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include <math.h>

#include "base/day.h"
#include "base/num.h"
#include "sample.h"

static struct arena *a;
static struct backtest_answer ans;

static int set_up(void **state)
{
    (void)state;
    a = arena_new();
    sample_prices(300, 4);
    struct backtest_request r = sample_request(BT_ORIGINAL);
    r.config.leverage = 4.5;
    sample_answer(a, &r, &ans);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

/* The next line, which must end with CR LF. */
static struct str next_line(struct str *rest)
{
    struct str line = str_cut(rest, '\n');
    assert_true(line.n > 0 && line.s[line.n - 1] == '\r');
    line.n--;
    return line;
}

static void check_cell(struct str cell, int column, double want)
{
    double got;
    if (bt_columns[column].kind == BT_KIND_FLAG)
        assert_true(str_eq(cell, want != 0 ? "true" : "false"));
    else if (bt_columns[column].kind == BT_KIND_STATUS)
        assert_true(str_eq(cell, bt_status_text[(int)want]));
    else if (isnan(want))
        assert_int_equal(cell.n, 0);
    else
        assert_true(num_parse(cell, &got) && got == want);
}

static void days_have_a_row_each_that_reads_back(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, a, 64);
    backtest_days_csv(&b, &ans);
    struct str rest = buf_view(&b), line = next_line(&rest);
    assert_true(str_starts(line, "date,etf_price,current_equity,in_position,"));
    for (size_t row = 0; row < ans.result.n; row++) {
        char day[DAY_TEXT];
        line = next_line(&rest);
        assert_true(str_eq(str_cut(&line, ','), day_text(ans.day[row], day)));
        for (int c = 0; c < BT_COLUMNS; c++)
            if (ans.result.column[c])
                check_cell(str_cut(&line, ','), c, ans.result.column[c][row]);
        assert_int_equal(line.n, 0);
    }
    assert_int_equal(rest.n, 0);
}

static void rounds_have_a_row_each(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, a, 64);
    backtest_rounds_csv(&b, &ans);
    struct str rest = buf_view(&b), header = next_line(&rest);
    assert_true(ans.result.n_rounds > 3);
    for (size_t i = 0; i < ans.result.n_rounds; i++) {
        struct str line = next_line(&rest), names = header, number = {0};
        while (names.n) {
            struct str name = str_cut(&names, ','), cell = str_cut(&line, ',');
            assert_true(cell.n > 0);
            if (str_eq(name, "end_equity"))
                number = cell;
            if (str_eq(name, "margin_call"))
                assert_true(str_eq(cell, ans.result.rounds[i].margin_call ? "true" : "false"));
        }
        double got;
        assert_true(num_parse(number, &got) && got == ans.result.rounds[i].end_equity);
    }
    assert_int_equal(rest.n, 0);
}

static void metrics_have_a_row_each_and_an_empty_cell_for_what_is_unknown(void **state)
{
    (void)state;
    ans.result.metric[BT_M_SORTINO] = NAN;
    struct buf b;
    buf_init(&b, a, 64);
    backtest_metrics_csv(&b, &ans);
    struct str rest = buf_view(&b);
    next_line(&rest);
    for (int m = 0; m < BT_METRICS; m++) {
        if (!bt_metric_applies(&ans.request.config, m))
            continue;
        struct str line = next_line(&rest);
        double got;
        assert_true(str_eq(str_cut(&line, ','), bt_metrics[m].key));
        str_cut(&line, ',');
        struct str cell = str_cut(&line, ',');
        if (m == BT_M_SORTINO)
            assert_int_equal(cell.n, 0);
        else
            assert_true(num_parse(cell, &got) && got == ans.result.metric[m]);
    }
    assert_int_equal(rest.n, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(days_have_a_row_each_that_reads_back),
        TEST(rounds_have_a_row_each),
        TEST(metrics_have_a_row_each_and_an_empty_cell_for_what_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
