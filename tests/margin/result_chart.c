/* result_chart.c: tests of src/margin/result_chart.c: what a chart is sent is short, in order, and hides no extreme.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"
#include "tests/base/fixture.h"

#include <math.h>

#include "base/json.h"
#include "engine/stats.h"
#include "margin/result_chart.h"

enum { DAYS = 9001 };

/* An answer whose every column is a jagged line with one spike up and one down. */
static struct backtest_answer *an_answer(size_t n)
{
    struct backtest_answer *ans = ARENA_NEW(a, struct backtest_answer);
    int32_t *day = ARENA_ARRAY(a, n, int32_t);
    double *line = ARENA_ARRAY(a, n, double);
    for (size_t i = 0; i < n; i++) {
        day[i] = (int32_t)(10000 + i + i / 5 * 2);
        line[i] = 1000 + (double)(i * 7919 % 101);
    }
    line[n / 3] = 5000;
    line[n / 2] = 10;
    ans->day = day;
    ans->request.config.equity = 1000;
    ans->result.n = n;
    ans->result.equity = line;
    for (int c = 0; c < BT_COLUMNS; c++)
        ans->result.column[c] = line;
    ans->result.n_events = 1;
    ans->result.events = ARENA_NEW(a, struct bt_event);
    ans->result.events[0] = (struct bt_event){.kind = BT_EVENT_LIQUIDATION, .row = 1, .day = day[1]};
    return ans;
}

static struct json_object *chart_of(size_t n)
{
    const char *why;
    struct buf out;
    buf_init(&out, a, 1024);
    result_chart_write(&out, an_answer(n), NULL);
    struct json_object *json = json_read(a, buf_view(&out), &why);
    assert_non_null(json);
    return json;
}

static double at(struct json_object *list, size_t i)
{
    return json_object_get_double(json_object_array_get_idx(list, i));
}

static struct json_object *equity_of(struct json_object *json)
{
    struct json_object *chart = json_object_array_get_idx(json_member(json, "charts"), 0);
    return json_member(json_object_array_get_idx(json_member(chart, "series"), 0), "values");
}

static void a_short_result_is_sent_whole(void **state)
{
    (void)state;
    struct json_object *json = chart_of(RESULT_CHART_POINTS);
    assert_int_equal(json_object_array_length(json_member(json, "time")), RESULT_CHART_POINTS);
    for (size_t i = 0; i < RESULT_CHART_POINTS; i++)
        assert_true(at(equity_of(json), i) == an_answer(RESULT_CHART_POINTS)->result.equity[i]);
}

/* Whether the equity is that of the day which the time names. */
static bool is_a_day_of(const struct backtest_answer *ans, double time, double equity)
{
    for (size_t i = 0; i < ans->result.n; i++)
        if (ans->day[i] * 86400.0 == time)
            return ans->result.equity[i] == equity;
    return false;
}

static void a_long_one_is_thinned_and_keeps_ends_and_extremes(void **state)
{
    (void)state;
    for (size_t n = RESULT_CHART_POINTS + 1; n <= DAYS; n += 1000) {
        struct json_object *json = chart_of(n), *time = json_member(json, "time"), *equity = equity_of(json);
        const struct backtest_answer *ans = an_answer(n);
        size_t points = json_object_array_length(time);
        double least = INFINITY, greatest = 0;
        assert_true(points <= RESULT_CHART_POINTS);
        assert_int_equal(json_object_array_length(equity), points);
        for (size_t i = 0; i < points; i++) {
            assert_true(i == 0 || at(time, i) > at(time, i - 1));
            assert_true(is_a_day_of(ans, at(time, i), at(equity, i)));
            least = fmin(least, at(equity, i));
            greatest = fmax(greatest, at(equity, i));
        }
        assert_true(least == 10 && greatest == 5000);
        assert_true(at(equity, 0) == ans->result.equity[0]);
        assert_true(at(equity, points - 1) == ans->result.equity[n - 1]);
        assert_true(at(time, points - 1) == ans->day[n - 1] * 86400.0);
    }
}

static void a_short_position_is_drawn_as_what_it_costs_to_buy_back(void **state)
{
    (void)state;
    const char *why;
    struct buf out;
    struct backtest_answer *ans = an_answer(50);
    double *position = ARENA_ARRAY(a, 50, double);
    for (int i = 0; i < 50; i++)
        position[i] = -1500 - i;
    ans->result.column[BT_COL_PORTFOLIO_VALUE] = position;
    ans->request.config.options.is_short = true;
    buf_init(&out, a, 1024);
    result_chart_write(&out, ans, NULL);
    struct json_object *chart = json_object_array_get_idx(json_member(json_read(a, buf_view(&out), &why), "charts"), 0);
    struct json_object *values = json_member(json_object_array_get_idx(json_member(chart, "series"), 1), "values");
    assert_true(at(values, 0) == 1500);
    assert_true(at(values, 49) == 1549);
}

/* The first line of the chart of this name, of a drawn answer; NULL: there is no such chart. */
static struct json_object *line_of(const struct backtest_answer *ans, const char *id)
{
    const char *why;
    struct buf out;
    struct str name;
    buf_init(&out, a, 1024);
    result_chart_write(&out, ans, NULL);
    struct json_object *charts = json_member(json_read(a, buf_view(&out), &why), "charts");
    for (size_t c = 0; c < json_object_array_length(charts); c++) {
        struct json_object *chart = json_object_array_get_idx(charts, c);
        if (json_get_str(chart, "id", &name) && str_eq(name, id))
            return json_member(json_object_array_get_idx(json_member(chart, "series"), 0), "values");
    }
    return NULL;
}

/* Sums that move along the days give what each window gives on its own. */
static void the_sharpe_ratio_of_a_month_is_that_of_its_returns(void **state)
{
    (void)state;
    struct backtest_answer *ans = an_answer(400);
    double *equity = ans->result.equity;
    for (size_t i = 300; i < 400; i++)
        equity[i] = i < 350 ? 777 : 0; /* out of the market, and then nothing is left */
    struct json_object *sharpe = line_of(ans, "sharpe");
    assert_non_null(sharpe);
    for (size_t i = 30; i < 300; i++) {
        struct stats_moments m = {0};
        for (size_t k = i - 29; k <= i; k++)
            stats_add(&m, &(double){(equity[k] / equity[k - 1] - 1) * 100}, 1);
        double want = stats_mean(&m) / stats_deviation(&m) * sqrt(252);
        assert_true(fabs(at(sharpe, i) - want) <= 1e-9 * (1 + fabs(want)));
    }
    assert_null(json_object_array_get_idx(sharpe, 29));
    assert_true(at(sharpe, 330) == 0);
    assert_null(json_object_array_get_idx(sharpe, 399));
}

static void returns_are_set_beside_the_rate_of_their_days_where_it_moves(void **state)
{
    (void)state;
    struct backtest_answer *ans = an_answer(200);
    double *rate = ARENA_ARRAY(a, 200, double), change[200];
    for (size_t i = 0; i < 200; i++) {
        rate[i] = i < 120 ? 5 : 5.5;
        change[i] = i ? ans->result.equity[i] / ans->result.equity[i - 1] - 1 : NAN;
    }
    ans->result.column[BT_COL_FED_FUNDS_RATE] = rate;
    struct json_object *line = line_of(ans, "correlation");
    assert_non_null(line);
    assert_null(json_object_array_get_idx(line, 119));
    assert_true(fabs(at(line, 150) - stats_correlation(change + 91, rate + 91, 60)) < 1e-9);
    assert_null(json_object_array_get_idx(line, 199));
    rate = ARENA_ARRAY(a, 200, double);
    ans->result.column[BT_COL_FED_FUNDS_RATE] = rate;
    assert_null(line_of(ans, "correlation"));
}

static void forced_sales_are_marked_on_the_equity_alone(void **state)
{
    (void)state;
    struct json_object *charts = json_member(chart_of(20), "charts");
    struct str kind;
    assert_int_equal(json_object_array_length(charts), 7);
    struct json_object *marks = json_member(json_object_array_get_idx(charts, 0), "marks");
    assert_int_equal(json_object_array_length(marks), 1);
    assert_true(json_get_str(json_object_array_get_idx(marks, 0), "kind", &kind) && str_eq(kind, "sale"));
    for (size_t c = 1; c < 7; c++)
        assert_null(json_member(json_object_array_get_idx(charts, c), "marks"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_result_is_sent_whole),
        cmocka_unit_test(a_long_one_is_thinned_and_keeps_ends_and_extremes),
        cmocka_unit_test(a_short_position_is_drawn_as_what_it_costs_to_buy_back),
        cmocka_unit_test(the_sharpe_ratio_of_a_month_is_that_of_its_returns),
        cmocka_unit_test(returns_are_set_beside_the_rate_of_their_days_where_it_moves),
        cmocka_unit_test(forced_sales_are_marked_on_the_equity_alone),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
