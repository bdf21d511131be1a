/* returns_rolling.c: the contract of engine/returns_rolling.h: by hand, against the reference (statistics and month ends to 1e-9; the
 * peers' rolling risk where they compute the same), and against slow twins.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "returns_data.h"

#include <math.h>

#include "base/day.h"
#include "engine/returns_rolling.h"
#include "engine/stats.h"
#include "made_series.h"

static struct made_series made, other;

static struct level_series made_levels(struct made_series *m, size_t n, uint64_t seed, double daily_move)
{
    made_series_fill(m, n, seed, daily_move);
    return (struct level_series){n, m->day, m->close};
}

/* ---- returns over so many months: by hand ---- */

static void a_window_begins_on_the_last_row_of_the_same_day_or_before(void **state)
{
    (void)state;
    const int32_t day[] = {day_of("2019-02-27"), day_of("2019-03-01"), day_of("2020-02-28"),
                           day_of("2020-02-29"), day_of("2020-03-01"), day_of("2021-02-28")};
    const double level[] = {100, 200, 110, 120, 220, 150};
    struct level_series s = {6, day, level};
    double out[6];
    size_t start[6];
    assert_int_equal(returns_rolling_fill(&s, FREQUENCY_DAILY, 12, out, start), 2);
    assert_true(isnan(out[0]) && isnan(out[1]) && start[1] == SERIES_NONE);
    assert_close(out[2], 0.1, 1e-14, "28 February");
    assert_close(out[3], 0.2, 1e-14, "29 February: from the 28th at most");
    assert_close(out[4], 0.1, 1e-14, "1 March");
    assert_true(start[4] == 1 && start[5] == 2);
    assert_int_equal(returns_rolling_fill(&s, FREQUENCY_DAILY, 24, out, NULL), 5);
    assert_close(out[5], sqrt(1.5) - 1, 1e-14, "two years, a year");
    assert_int_equal(returns_rolling_fill(&s, FREQUENCY_DAILY, 60, out, NULL), 6);
    assert_int_equal(returns_rolling_fill(&(struct level_series){0}, FREQUENCY_DAILY, 12, out, NULL), 0);
}

static void windows_below_a_year_are_not_annualised(void **state)
{
    (void)state;
    const int32_t day[] = {day_of("2020-01-30"), day_of("2020-04-30"), day_of("2020-07-31")};
    const double level[] = {100, 110, 121};
    double out[3];
    assert_int_equal(returns_rolling_fill(&(struct level_series){3, day, level}, FREQUENCY_DAILY, 3, out, NULL), 1);
    assert_close(out[2], 0.1, 1e-14, "a quarter");
}

/* 29 February 2024 comes after the 28th, and 31 May after the 30th, but they are a year before all the same. */
static void rows_a_month_apart_are_compared_by_month(void **state)
{
    (void)state;
    const int32_t day[] = {day_of("2024-01-31"), day_of("2024-02-29"), day_of("2024-05-31"), day_of("2025-02-28"),
                           day_of("2025-05-30")};
    const double level[] = {100, 200, 400, 220, 440};
    double out[5];
    assert_int_equal(returns_rolling_fill(&(struct level_series){5, day, level}, FREQUENCY_MONTHLY, 12, out, NULL), 3);
    assert_close(out[3], 0.1, 1e-14, "February");
    assert_close(out[4], 0.1, 1e-14, "May");
}

static void shares_are_of_the_windows_there_are(void **state)
{
    (void)state;
    const double rolling[] = {NAN, NAN, 0.05, -0.02, 0.01, 0.08}, benchmark[] = {NAN, NAN, NAN, -0.03, 0.02, 0.01};
    double scratch[12];
    struct returns_rolling r;
    returns_rolling_find(36, rolling, benchmark, 6, 0.01, 0.07, scratch, &r);
    assert_true(r.of.n == 4 && r.first_end == 2 && r.last_end == 5 && r.months == 36);
    assert_true(r.of.worst_at == 3 && r.of.best_at == 5 && r.of.positive == 0.75);
    assert_true(r.above_risk_free == 0.5 && r.above_target == 0.25);
    assert_close(r.above_benchmark, 2 / 3.0, 1e-15, "benchmark");
    returns_rolling_find(36, rolling, NULL, 2, 0.01, NAN, scratch, &r);
    assert_true(r.of.n == 0 && isnan(r.of.median) && isnan(r.above_benchmark) && isnan(r.above_target));
}

/* ---- against the reference ---- */

static const char *const tickers[] = {"spy", "qqq", "vti"};
static const char *const window_key[RETURNS_ROLLING_WINDOWS] = {"1Y", "3Y", "5Y", "7Y", "10Y", "15Y", "20Y"};

static void check_day(struct json_object *want, const char *key, int32_t day)
{
    struct str text;
    assert_true(json_get_str(want, key, &text));
    assert_int_equal(day, day_of(str_dup(a, text)));
}

static void check_number(struct json_object *want, const char *key, double got)
{
    double x;
    assert_true(json_get_num(want, key, &x));
    assert_close(got, x, 1e-9, key);
}

static void check_statistics(struct json_object *want, const struct level_series *s, const struct returns_rolling *r)
{
    check_number(want, "count", (double)r->of.n);
    check_number(want, "min", r->of.worst);
    check_number(want, "p5", r->of.p5);
    check_number(want, "p25", r->of.p25);
    check_number(want, "median", r->of.median);
    check_number(want, "mean", r->of.mean);
    check_number(want, "p75", r->of.p75);
    check_number(want, "p95", r->of.p95);
    check_number(want, "max", r->of.best);
    check_number(want, "positive_pct", r->of.positive);
    check_day(want, "first_end", s->day[r->first_end]);
    check_day(want, "last_end", s->day[r->last_end]);
    check_day(want, "min_end", s->day[r->of.worst_at]);
    check_day(want, "max_end", s->day[r->of.best_at]);
}

static void statistics_are_those_of_the_reference(void **state)
{
    (void)state;
    struct json_object *json = shared_json("oracle/returns/tables/rolling_returns_stats_adopted.json");
    size_t checked = 0;
    for (size_t i = 0; i < 3; i++) {
        struct level_series s = prices_read(tickers[i], "adj_close");
        double *out = ARENA_ARRAY(a, s.n, double), *scratch = ARENA_ARRAY(a, 2 * s.n, double);
        for (size_t w = 0; w < RETURNS_ROLLING_WINDOWS; w++) {
            struct json_object *want = json_member(json_member(json, tickers[i]), window_key[w]);
            struct returns_rolling r;
            if (!want)
                continue;
            returns_rolling_fill(&s, FREQUENCY_DAILY, returns_rolling_months[w], out, NULL);
            returns_rolling_find(returns_rolling_months[w], out, NULL, s.n, 0.02, 0.07, scratch, &r);
            check_statistics(want, &s, &r);
            checked++;
        }
    }
    assert_int_equal(checked, 18);
}

static void month_ends_are_those_of_the_reference(void **state)
{
    (void)state;
    static const int months[] = {12, 36, 60, 120, 180, 240};
    for (size_t i = 0; i < 3; i++) {
        struct csv csv = csv_read(arena_printf(a, "oracle/returns/tables/rolling_returns_monthend_%s.csv", tickers[i]));
        struct level_series s = prices_read(tickers[i], "adj_close");
        double *out = ARENA_ARRAY(a, s.n, double);
        for (size_t w = 0; w < 6; w++) {
            returns_rolling_fill(&s, FREQUENCY_DAILY, months[w], out, NULL);
            for (size_t r = 0; r < csv.rows; r++) {
                size_t row = series_row_at(&s, day_of(str_dup(a, csv_text(&csv, r, 0))));
                assert_close(out[row], csv_number(&csv, r, w + 1), 1e-9, tickers[i]);
            }
        }
    }
}

/* ---- risk ---- */

struct risk_columns {
    double *column[7];
    struct returns_rolling_risk out;
};

static struct risk_columns risk_columns(size_t n)
{
    struct risk_columns c;
    for (size_t k = 0; k < 7; k++)
        c.column[k] = ARENA_ARRAY(a, n, double);
    c.out = (struct returns_rolling_risk){c.column[0], c.column[1], c.column[2], c.column[3],
                                          c.column[4], c.column[5], c.column[6]};
    return c;
}

static struct risk_columns risk_of(const struct level_series *s, const struct returns_rolling_risk_input *in)
{
    struct risk_columns c = risk_columns(s->n);
    double *scratch = ARENA_ARRAY(a, returns_rolling_risk_scratch(in->rows), double);
    returns_rolling_risk_fill(s, in, scratch, &c.out);
    return c;
}

/* quantstats: volatility, Sharpe and Sortino over 126 rows at a rate of 0, beta over 126; empyrical: drawdown over 252. Their first
 * value stands where ours does. */
static void rolling_risk_is_that_of_the_peers(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        size_t rows, column;
    } peers[] = {{"rolling_vol_126", 126, 0},
                 {"rolling_sharpe_126_rf0", 126, 1},
                 {"rolling_sortino_126_rf0", 126, 2},
                 {"rolling_beta_126", 126, 4},
                 {"empyrical_roll_maxdd_252", 252, 3}};
    for (size_t i = 0; i < 3; i++) {
        struct csv csv =
            csv_read(arena_printf(a, "oracle/returns/tables/rolling_peers_%s_cal2013_2024.csv", tickers[i]));
        struct returns_case c =
            case_read(shared_json(arena_printf(a, "oracle/returns/adopted/%s_cal2013_2024.json", tickers[i])));
        for (size_t k = 0; k < 5; k++) {
            struct returns_rolling_risk_input in = {.rows = peers[k].rows, .ppy = 252, .benchmark = c.benchmark.level};
            struct risk_columns got = risk_of(&c.s, &in);
            size_t column = csv_column(&csv, peers[k].head);
            assert_int_equal(csv.rows + 1, c.s.n);
            for (size_t r = 0; r < csv.rows; r++)
                assert_close(got.column[peers[k].column][r + 1], csv_number(&csv, r, column), 1e-8, peers[k].head);
        }
    }
}

struct window {
    const double *r, *b, *level;
    double free;
    size_t rows;
};

static double deviation(const double *x, size_t n)
{
    double mean = 0, sum = 0;
    for (size_t i = 0; i < n; i++)
        mean += x[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        sum += (x[i] - mean) * (x[i] - mean);
    return sqrt(sum / (double)(n - 1));
}

static double covariance(const double *x, const double *y, size_t n)
{
    double mx = 0, my = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        mx += x[i] / (double)n;
        my += y[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++)
        sum += (x[i] - mx) * (y[i] - my);
    return sum / (double)(n - 1);
}

/* Everything anew for one window. */
static void slow_risk(const struct window *w, double out[7])
{
    double x[800], d[800], mean = 0, below = 0, high = w->level[0], fall = 0;
    for (size_t i = 0; i < w->rows; i++) {
        x[i] = w->r[i] - w->free;
        d[i] = w->r[i] - w->b[i];
        mean += x[i] / (double)w->rows;
        below += x[i] < 0 ? x[i] * x[i] / (double)w->rows : 0;
        high = fmax(high, w->level[i + 1]);
        fall = fmin(fall, w->level[i + 1] / high - 1);
    }
    double sb = deviation(w->b, w->rows), sr = deviation(w->r, w->rows), year = sqrt(252);
    out[0] = sr * year;
    out[1] = mean / sr * year;
    out[2] = mean / sqrt(below) * year;
    out[3] = fall;
    out[4] = covariance(w->r, w->b, w->rows) / (sb * sb);
    out[5] = covariance(w->r, w->b, w->rows) / (sb * sr);
    out[6] = deviation(d, w->rows) * year;
}

static void every_window_is_what_it_is_alone(void **state)
{
    (void)state;
    static const size_t rows[] = {2, 3, 20, 63, 252, 756};
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct level_series s = made_levels(&made, 900, seed, 0.03), b = made_levels(&other, 900, seed + 50, 0.02);
        double *r = ARENA_ARRAY(a, 900, double), *q = ARENA_ARRAY(a, 900, double), want[7];
        series_returns(s.level, 900, r);
        series_returns(b.level, 900, q);
        struct returns_rolling_risk_input in = {
            .rows = rows[seed - 1], .ppy = 252, .risk_free = 0.0001, .benchmark = b.level};
        struct risk_columns got = risk_of(&s, &in);
        for (size_t i = 0; i < 900; i++) {
            if (i < in.rows) {
                for (size_t k = 0; k < 7; k++)
                    assert_true(isnan(got.column[k][i]));
                continue;
            }
            size_t from = i - in.rows;
            slow_risk(&(struct window){r + from, q + from, s.level + from, 0.0001, in.rows}, want);
            for (size_t k = 0; k < 7; k++) {
                if (k == 2 && !isfinite(want[k])) /* no losing row */
                    assert_true(isnan(got.column[k][i]));
                else
                    assert_close(got.column[k][i], want[k], 1e-8, "window");
            }
        }
    }
}

static void a_window_without_variation_or_loss_has_no_ratio(void **state)
{
    (void)state;
    int32_t day[40];
    double level[40] = {0};
    for (int i = 0; i < 40; i++) {
        day[i] = 18000 + i;
        level[i] = i < 5 ? 50 + 400 * (i % 2) : level[i - 1] * 1.001;
    }
    struct level_series s = {40, day, level};
    struct risk_columns got =
        risk_of(&s, &(struct returns_rolling_risk_input){.rows = 10, .ppy = 252, .benchmark = level});
    for (size_t i = 15; i < 40; i++) {
        assert_true(isnan(got.column[1][i]) && isnan(got.column[2][i]) && isnan(got.column[4][i]) &&
                    isnan(got.column[5][i]));
        assert_true(got.column[0][i] == 0 && got.column[3][i] == 0 && got.column[6][i] == 0);
    }
    assert_close(got.column[4][10], 1, 1e-12, "beta to itself");
    assert_close(got.column[5][10], 1, 1e-12, "correlation with itself");
    got = risk_of(&s, &(struct returns_rolling_risk_input){.rows = 10, .ppy = 0});
    assert_true(isnan(got.column[0][10]) && isnan(got.column[4][10]) && got.column[3][10] < -0.5);
    got = risk_of(&s, &(struct returns_rolling_risk_input){.rows = 40, .ppy = 252});
    assert_true(isnan(got.column[0][39]));
}

static void rates_of_every_row_are_taken_from_its_return(void **state)
{
    (void)state;
    struct level_series s = made_levels(&made, 300, 5, 0.02);
    double *rates = ARENA_ARRAY(a, 300, double), *r = ARENA_ARRAY(a, 300, double), x[60];
    series_returns(s.level, 300, r);
    for (size_t i = 0; i < 299; i++)
        rates[i] = 0.0002 * (double)(i % 7);
    struct risk_columns got =
        risk_of(&s, &(struct returns_rolling_risk_input){.rows = 60, .ppy = 252, .risk_free_rows = rates});
    for (size_t i = 0; i < 60; i++)
        x[i] = r[140 + i] - rates[140 + i];
    assert_close(got.column[1][200], stats_average(x, 60) / deviation(x, 60) * sqrt(252), 1e-10, "Sharpe");
    assert_close(got.column[0][200], deviation(r + 140, 60) * sqrt(252), 1e-10, "volatility");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_window_begins_on_the_last_row_of_the_same_day_or_before),
        cmocka_unit_test(windows_below_a_year_are_not_annualised),
        cmocka_unit_test(rows_a_month_apart_are_compared_by_month),
        cmocka_unit_test(shares_are_of_the_windows_there_are),
        cmocka_unit_test(statistics_are_those_of_the_reference),
        cmocka_unit_test(month_ends_are_those_of_the_reference),
        cmocka_unit_test(rolling_risk_is_that_of_the_peers),
        cmocka_unit_test(every_window_is_what_it_is_alone),
        cmocka_unit_test(a_window_without_variation_or_loss_has_no_ratio),
        cmocka_unit_test(rates_of_every_row_are_taken_from_its_return),
    };
    return cmocka_run_group_tests(tests, returns_data_begin, returns_data_end);
}
