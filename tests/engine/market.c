/* market.c: the contract of engine/market.h by hand, and the engines behind the market pages against the reference values of
 * oracle/margin/market_pages.json with the prices of data/prices, to 1e-9 relative; skipped where those are not.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "../base/fixture.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/json.h"
#include "engine/candles.h"
#include "engine/market.h"
#include "engine/stats.h"

enum { FILE_MAX = 8 << 20, ROWS_MAX = 20000 };

/* ---- by hand ---- */

static void a_year_ends_on_the_last_session_and_is_365_days_long(void **state)
{
    (void)state;
    const int32_t day[] = {1000, 1001, 1002, 1365, 1366};
    const double high[] = {99, 90, 30, 40, 25}, low[] = {1, 2, 20, 30, 21}, close[] = {50, 51, 25, 35, 22};
    const double volume[] = {7, 7, 10, 20, 30}, paid[] = {5, 0.25, 0.5};
    const int32_t ex_day[] = {1001, 1002, 1366};
    const struct price_series s = {.n = 5, .day = day, .high = high, .low = low, .close = close};
    const struct dividend_payments p = {3, ex_day, paid};
    struct market_figures f;
    market_figures_find(&s, volume, &p, &f);
    assert_int_equal(f.day, 1366);
    assert_int_equal(f.sessions, 3);
    assert_true(f.high == 40 && f.high_day == 1365 && f.low == 20 && f.low_day == 1002);
    assert_true(f.mean_volume == 20 && f.dividends == 0.75);
    assert_true(f.previous == 35 && fabs(f.change_pct - (22 / 35.0 - 1) * 100) < 1e-12);
    assert_true(fabs(f.yield_pct - 0.75 / 22 * 100) < 1e-12);
    assert_true(fabs(f.year_change_pct - (22 / 51.0 - 1) * 100) < 1e-12);
}

static void what_is_not_known_is_not_made_up(void **state)
{
    (void)state;
    const int32_t day[] = {1000};
    const double close[] = {50};
    struct market_figures f;
    market_figures_find(&(struct price_series){.n = 1, .day = day, .close = close}, NULL,
                        &(struct dividend_payments){0}, &f);
    assert_true(f.close == 50 && f.high == 50 && f.low == 50 && f.sessions == 1);
    assert_true(isnan(f.previous) && isnan(f.change_pct) && isnan(f.mean_volume) && isnan(f.year_change_pct));
    assert_true(f.dividends == 0 && f.yield_pct == 0);
    market_figures_find(&(struct price_series){.n = 0}, NULL, &(struct dividend_payments){0}, &f);
    assert_true(isnan(f.close) && isnan(f.yield_pct) && isnan(f.mean_volume) && f.sessions == 0);
}

static void steady_growth_is_its_own_trend(void **state)
{
    (void)state;
    int32_t day[400];
    double close[400], x[400], line[400];
    struct market_trend t;
    for (int i = 0; i < 400; i++) {
        day[i] = 1000 + i + (i > 200 ? 90 : 0); /* a gap bends nothing */
        close[i] = 80 * pow(1.07, (day[i] - 1000) / 365.25);
    }
    market_trend_find(day, close, 400, x, line, &t);
    assert_true(fabs(t.rate_pct - 7) < 1e-9 && fabs(t.r_squared - 1) < 1e-12 && fabs(t.away_pct) < 1e-9);
    for (int i = 0; i < 400; i++)
        assert_true(fabs(line[i] / close[i] - 1) < 1e-11);
    close[399] *= 1.1;
    market_trend_find(day, close, 400, x, line, &t);
    assert_true(fabs(t.away_pct - (close[399] / line[399] - 1) * 100) < 1e-12 && t.away_pct > 9 && t.away_pct < 10);
}

static void a_trend_of_one_price_does_not_exist(void **state)
{
    (void)state;
    const int32_t day[] = {1000, 1001};
    const double close[] = {50, 50};
    double x[2], line[2];
    struct market_trend t;
    market_trend_find(day, close, 1, x, line, &t);
    assert_true(isnan(t.rate_pct) && isnan(line[0]) && isnan(t.away_pct));
    market_trend_find(day, close, 0, x, line, &t);
    assert_true(isnan(t.rate_pct) && isnan(t.away_pct));
    market_trend_find(day, close, 2, x, line, &t);
    assert_true(t.rate_pct == 0 && isnan(t.r_squared));
}

static void correlation_looks_back_sixty_changes_and_no_further(void **state)
{
    (void)state;
    enum { N = 130 };
    double close[N], rate[N], change[N], out[N];
    close[0] = 100;
    rate[0] = 5;
    for (int i = 1; i < N; i++) {
        rate[i] = i < 65 ? 1 + i % 7 : 3;
        close[i] = close[i - 1] * (1 + (i < 65 ? rate[i] : i % 5) / 1000);
    }
    market_correlate_rate(close, rate, N, change, out);
    for (int i = 0; i < 60; i++)
        assert_true(isnan(out[i]));
    assert_true(fabs(out[60] - 1) < 1e-9 &&
                fabs(out[64] - 1) < 1e-9); /* the first rate, which has no change, is not in it */
    assert_true(out[66] < 1 - 1e-6);
    assert_true(isnan(out[124]) && isnan(out[N - 1])); /* the rate of sixty sessions stood still */
    assert_false(isnan(out[123]));
}

/* The sums move along; against sixty values correlated anew for every session. What a change that dwarfs all others leaves in them
 * when it goes is gone with the next sixty. */
static void correlation_that_moves_along_is_that_of_each_sixty(void **state)
{
    (void)state;
    enum { N = 700, WINDOW = MARKET_CORRELATION_SESSIONS, FIRST_RATE = 100 };
    double change[N], rate[N], out[N];
    uint64_t x = 7;
    for (size_t i = 0; i < N; i++) {
        x = x * 6364136223846793005u + 1442695040888963407u;
        change[i] = ((double)(x >> 33) / 4294967296.0 - 0.5) / 20;
        rate[i] = i < FIRST_RATE ? NAN : 4.33 + (double)(i / 21 % 5) * 0.01;
    }
    change[0] = change[400] = NAN;
    change[500] = 1000;
    market_correlate_changes(change, rate, N, out);
    for (size_t i = 0; i < N; i++) {
        bool known = i + 1 >= FIRST_RATE + WINDOW && !(i >= 400 && i < 400 + WINDOW);
        double want = known ? stats_correlation(change + i + 1 - WINDOW, rate + i + 1 - WINDOW, WINDOW) : NAN;
        assert_true(known ? fabs(out[i] - want) < (i >= 560 && i < 600 ? 1e-6 : 1e-9) : isnan(out[i]));
    }
    for (size_t i = 0; i < N; i++)
        change[i] = 0.25;
    market_correlate_changes(change, rate, N, out);
    assert_true(isnan(out[N - 1]));
}

/* ---- against the reference ---- */

struct data {
    struct price_series s;
    const double *volume;
    struct dividend_payments p;
};

static const char *shared(const char *name)
{
    const char *root = getenv("HUB_SHARED"), *srcdir = getenv("srcdir");
    if (root && *root)
        return arena_printf(a, "%s/%s", root, name);
    return arena_printf(a, "%s/../shared/%s", srcdir ? srcdir : ".", name);
}

static struct str slurp(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return (struct str){NULL, 0};
    char *bytes = arena_bytes(a, FILE_MAX);
    struct str out = {bytes, fread(bytes, 1, FILE_MAX, f)};
    fclose(f);
    return out;
}

/* Numbers behind the date of each line, up to `to`. */
static size_t csv_read(struct str text, int32_t to, int columns, int32_t *day, double *const *column)
{
    size_t n = 0;
    for (str_cut(&text, '\n'); text.n; n++) {
        struct str line = str_cut(&text, '\n'), date = str_cut(&line, ',');
        assert_true(n < ROWS_MAX && day_parse(date, &day[n]));
        if (day[n] > to)
            break;
        for (int c = 0; c < columns; c++)
            column[c][n] = strtod(str_dup(a, str_trim(str_cut(&line, ','))), NULL);
    }
    return n;
}

static struct data data_read(const char *name, int32_t to)
{
    struct data d = {0};
    int32_t *day = ARENA_ARRAY(a, ROWS_MAX, int32_t), *ex_day = ARENA_ARRAY(a, ROWS_MAX, int32_t);
    double *column[6], *paid[1] = {ARENA_ARRAY(a, ROWS_MAX, double)};
    for (int c = 0; c < 6; c++)
        column[c] = ARENA_ARRAY(a, ROWS_MAX, double);
    d.s.n = csv_read(slurp(shared(arena_printf(a, "data/prices/%s_daily.csv", name))), to, 6, day, column);
    d.p.n = csv_read(slurp(shared(arena_printf(a, "data/prices/%s_dividends.csv", name))), to, 1, ex_day, paid);
    d.s.day = day;
    d.s.open = column[0];
    d.s.high = column[1];
    d.s.low = column[2];
    d.s.close = column[3];
    d.volume = column[5];
    d.p.ex_day = ex_day;
    d.p.amount = paid[0];
    return d;
}

/* What stands from a day on. */
static struct data data_from(struct data d, int32_t from)
{
    size_t i = 0, k = 0;
    while (d.s.day[i] < from)
        i++;
    while (d.p.ex_day[k] < from)
        k++;
    d.s = (struct price_series){.n = d.s.n - i,
                                .day = d.s.day + i,
                                .open = d.s.open + i,
                                .high = d.s.high + i,
                                .low = d.s.low + i,
                                .close = d.s.close + i};
    d.volume += i;
    d.p = (struct dividend_payments){d.p.n - k, d.p.ex_day + k, d.p.amount + k};
    return d;
}

static void assert_close(double got, double want)
{
    if (fabs(got - want) > 1e-9 * (want == 0 ? 1 : fabs(want)))
        fail_msg("%.17g where %.17g is expected", got, want);
}

static double number(struct json_object *o, const char *key)
{
    double x;
    assert_true(json_get_num(o, key, &x));
    return x;
}

static struct json_object *reference(void)
{
    struct str text = slurp(shared("oracle/margin/market_pages.json"));
    const char *why;
    if (!text.n) {
        print_message("# skipped: %s is not there\n", shared("oracle/margin/market_pages.json"));
        skip();
    }
    struct json_object *json = json_read(a, text, &why);
    assert_non_null(json);
    return json;
}

static const struct {
    const char *key, *file;
} instruments[] = {{"SPY", "spy"}, {"VTI", "vti"}};

static void the_overview_has_the_reference_values(void **state)
{
    (void)state;
    struct json_object *json = json_member(reference(), "market_overview_2020-01-01_2025-05-15");
    for (int i = 0; i < 2; i++) {
        struct json_object *one = json_member(json, instruments[i].key), *right = json_member(one, "correct");
        struct data d = data_read(instruments[i].file, day_from_civil(2025, 5, 15));
        struct market_figures f;
        market_figures_find(&d.s, d.volume, &d.p, &f);
        assert_close(f.close, number(one, "latest_price"));
        assert_close(f.previous, number(right, "prev_close"));
        assert_close(f.change_pct, number(right, "day_change_pct"));
        assert_close(f.high, number(right, "high_52w"));
        assert_close(f.low, number(right, "low_52w"));
        assert_close(f.mean_volume, number(right, "avg_volume_52w"));
        assert_close(f.dividends, number(right, "dividends_12m"));
        assert_close(f.yield_pct, number(right, "yield_12m_pct"));
        assert_close((double)f.sessions, number(right, "rows_52w"));
    }
}

static double cell(struct json_object *row, size_t i)
{
    struct json_object *x = json_object_array_get_idx(row, i);
    return x ? json_object_get_double(x) : NAN;
}

static int32_t cell_day(struct json_object *row)
{
    int32_t day;
    assert_true(day_parse(str_of(json_object_get_string(json_object_array_get_idx(row, 0))), &day));
    return day;
}

static struct data from_2010(int i)
{
    return data_from(data_read(instruments[i].file, day_from_civil(2025, 5, 15)), day_from_civil(2010, 1, 1));
}

static void monthly_candles_are_those_of_the_reference(void **state)
{
    (void)state;
    struct json_object *json = json_member(reference(), "monthly_candles_2010-01-01_2025-05-15");
    for (int i = 0; i < 2; i++) {
        struct json_object *rows = json_member(json_member(json, instruments[i].key), "rows");
        struct data d = from_2010(i);
        struct candle *c = ARENA_ARRAY(a, d.s.n, struct candle);
        size_t n = candles_make(&d.s, d.volume, CANDLE_MONTH, c);
        assert_int_equal(n, json_object_array_length(rows));
        for (size_t k = 0; k < n; k++) {
            struct json_object *row = json_object_array_get_idx(rows, k);
            assert_int_equal(c[k].stamp, cell_day(row));
            assert_close(c[k].open, cell(row, 1));
            assert_close(c[k].high, cell(row, 2));
            assert_close(c[k].low, cell(row, 3));
            assert_close(c[k].close, cell(row, 4));
            assert_int_equal(c[k].is_partial, k + 1 == n);
        }
    }
}

static void check_payments(struct json_object *rows, const struct data *d, const struct dividend_growth *g)
{
    assert_int_equal(d->p.n, json_object_array_length(rows));
    for (size_t k = 0; k < d->p.n; k++) {
        struct json_object *row = json_object_array_get_idx(rows, k);
        double want = cell(row, 4);
        assert_int_equal(d->p.ex_day[k], cell_day(row));
        assert_close(d->p.amount[k], cell(row, 1));
        assert_int_equal(dividend_quarter_of(d->p.ex_day[k]), (int)cell(row, 2));
        assert_int_equal(isnan(g[k].growth_pct), isnan(want));
        if (!isnan(want))
            assert_close(g[k].growth_pct, want);
        assert_false(g[k].is_extra);
    }
}

static void dividends_grow_as_the_reference_says_against_one_year_before(void **state)
{
    (void)state;
    struct json_object *json = json_member(reference(), "dividend_analysis_2010-01-01_2025-05-15");
    for (int i = 0; i < 2; i++) {
        struct json_object *one = json_member(json, instruments[i].key);
        struct data d = from_2010(i);
        struct dividend_growth *g = ARENA_ARRAY(a, d.p.n, struct dividend_growth);
        struct dividend_period *year = ARENA_ARRAY(a, dividend_periods_max(&d.p), struct dividend_period);
        dividend_growth_find(&d.p, g);
        check_payments(json_member(one, "rows"), &d, g);
        size_t n = dividend_years(&d.p, g, d.s.day[0], d.s.day[d.s.n - 1], year);
        assert_int_equal(n, 16);
        for (size_t k = 0; k < n; k++) {
            const char *key = arena_printf(a, "%d", year[k].year);
            double growth;
            assert_close(year[k].total, number(json_member(one, "annual"), key));
            assert_int_equal(json_get_num(json_member(one, "annual_growth_pct"), key, &growth), k > 0);
            if (k > 0)
                assert_close(year[k].growth_pct, growth);
            assert_int_equal(year[k].is_partial, k + 1 == n);
        }
        assert_close(dividend_sum(&d.p, 0, INT32_MAX), number(one, "total"));
    }
}

/* All of SPY's payments since 1993: only the one of 2004-11-15 was out of the usual order. */
static void of_all_of_spy_one_payment_is_extra(void **state)
{
    (void)state;
    reference();
    struct data d = data_read("spy", INT32_MAX);
    struct dividend_growth *g = ARENA_ARRAY(a, d.p.n, struct dividend_growth);
    dividend_growth_find(&d.p, g);
    for (size_t k = 0; k < d.p.n; k++)
        if (g[k].is_extra != (d.p.ex_day[k] == day_from_civil(2004, 11, 15))) {
            char text[DAY_TEXT];
            fail_msg("%s", day_text(d.p.ex_day[k], text));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_ends_on_the_last_session_and_is_365_days_long),
        cmocka_unit_test(what_is_not_known_is_not_made_up),
        cmocka_unit_test(steady_growth_is_its_own_trend),
        cmocka_unit_test(a_trend_of_one_price_does_not_exist),
        cmocka_unit_test(correlation_looks_back_sixty_changes_and_no_further),
        cmocka_unit_test(correlation_that_moves_along_is_that_of_each_sixty),
        cmocka_unit_test(the_overview_has_the_reference_values),
        cmocka_unit_test(monthly_candles_are_those_of_the_reference),
        cmocka_unit_test(dividends_grow_as_the_reference_says_against_one_year_before),
        cmocka_unit_test(of_all_of_spy_one_payment_is_extra),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
