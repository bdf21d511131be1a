/* returns_matrix.c: the contract of engine/returns_matrix.h: by hand, against the reference triangles (exact ones to 1e-9, the
 * original's to the cent of a percent that its rounding leaves), against a slow twin, and as properties.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "returns_data.h"

#include <math.h>
#include <stdlib.h>

#include "base/day.h"
#include "engine/returns_matrix.h"
#include "made_series.h"

enum { PERIODS_MAX = 500 };

struct triangle {
    struct level_series s;
    size_t m;
    struct returns_matrix_period *p;
    double *cell[RETURNS_MATRIX_KINDS];
};

static void fill(struct triangle *t)
{
    for (size_t kind = 0; kind < RETURNS_MATRIX_KINDS; kind++)
        t->cell[kind] = ARENA_ARRAY(a, returns_matrix_cells(t->m), double);
    returns_matrix_fill(&t->s, t->p, t->m, t->cell);
}

static struct triangle triangle_of(struct level_series s, enum frequency own, enum frequency step)
{
    struct triangle t = {.s = s, .p = ARENA_ARRAY(a, PERIODS_MAX, struct returns_matrix_period)};
    t.m = returns_matrix_periods(&s, own, step, t.p);
    assert_true(t.m <= PERIODS_MAX);
    fill(&t);
    return t;
}

static struct level_series yearly(const int *year, const double *level, size_t n)
{
    int32_t *day = ARENA_ARRAY(a, n, int32_t);
    for (size_t i = 0; i < n; i++)
        day[i] = day_from_civil(year[i], 12, 31);
    return (struct level_series){n, day, level};
}

/* ---- by hand ---- */

static void money_that_doubles_in_two_years_grew_by_the_root_of_two(void **state)
{
    (void)state;
    const double level[] = {100, 150, 200, 100};
    struct triangle t =
        triangle_of(yearly((int[]){2019, 2020, 2021, 2022}, level, 4), FREQUENCY_YEARLY, FREQUENCY_YEARLY);
    assert_int_equal(t.m, 3);
    assert_int_equal(t.p[0].index, 2020);
    assert_true(t.p[0].from == 2020 && t.p[2].to == 2023 && t.p[1].row.whole);
    const double *cagr = t.cell[RETURNS_MATRIX_CAGR], *total = t.cell[RETURNS_MATRIX_TOTAL];
    assert_close(cagr[returns_matrix_at(0, 1)], sqrt(2) - 1, 1e-15, "CAGR");
    assert_close(total[returns_matrix_at(0, 1)], 1, 1e-15, "total");
    assert_close(t.cell[RETURNS_MATRIX_SIMPLE][returns_matrix_at(0, 1)], 0.5, 1e-15, "simple");
    assert_close(total[returns_matrix_at(0, 2)], 0, 1e-15, "there and back");
    for (size_t i = 0; i < 3; i++)
        assert_true(cagr[returns_matrix_at(i, i)] == total[returns_matrix_at(i, i)]);
}

static void a_year_that_is_not_over_counts_its_days_and_is_not_annualised(void **state)
{
    (void)state;
    const int32_t day[] = {day_of("2022-12-30"), day_of("2023-12-29"), day_of("2024-07-01")};
    const double level[] = {100, 110, 121};
    struct triangle t = triangle_of((struct level_series){3, day, level}, FREQUENCY_DAILY, FREQUENCY_YEARLY);
    assert_int_equal(t.m, 2);
    assert_true(t.p[0].row.whole && !t.p[1].row.whole);
    assert_close(returns_matrix_years(t.p, 1, 1), 183.0 / 366, 1e-12, "years");
    assert_close(t.cell[RETURNS_MATRIX_CAGR][returns_matrix_at(1, 1)], 0.1, 1e-14, "this year");
    assert_close(t.cell[RETURNS_MATRIX_CAGR][returns_matrix_at(0, 1)], pow(1.21, 1 / 1.5) - 1, 1e-12,
                 "a year and a half");
    assert_int_equal(returns_matrix_whole(t.p, t.m), 1);
    assert_int_equal(t.p[0].index, 2023);
}

static void less_than_a_year_is_never_made_into_one(void **state)
{
    (void)state;
    const int32_t day[] = {day_of("2023-10-02"), day_of("2023-12-29"), day_of("2024-03-28")};
    const double level[] = {100, 110, 121};
    struct triangle t = triangle_of((struct level_series){3, day, level}, FREQUENCY_DAILY, FREQUENCY_YEARLY);
    assert_int_equal(t.m, 2);
    for (size_t kind = 0; kind < RETURNS_MATRIX_KINDS; kind++)
        assert_close(t.cell[kind][returns_matrix_at(0, 1)], 0.21, 1e-14, "half a year");
    t = triangle_of((struct level_series){3, day, level}, FREQUENCY_DAILY, FREQUENCY_QUARTERLY);
    assert_int_equal(t.m, 2);
    assert_int_equal(t.p[0].index, 2023 * 4 + 3);
    assert_close(t.cell[RETURNS_MATRIX_CAGR][returns_matrix_at(0, 1)], 0.21, 1e-14, "two quarters");
}

static void years_without_rows_are_years_all_the_same(void **state)
{
    (void)state;
    const double level[] = {100, 120, 240};
    struct triangle t = triangle_of(yearly((int[]){2015, 2016, 2019}, level, 3), FREQUENCY_YEARLY, FREQUENCY_YEARLY);
    assert_int_equal(t.m, 2);
    assert_true(t.p[0].row.whole && !t.p[1].row.whole);
    assert_close(returns_matrix_years(t.p, 0, 1), 4, 1e-12, "2016 to 2019");
    assert_close(returns_matrix_years(t.p, 1, 1), 3, 1e-12, "2017 to 2019");
    assert_close(t.cell[RETURNS_MATRIX_CAGR][returns_matrix_at(0, 1)], pow(2.4, 0.25) - 1, 1e-13, "CAGR");
}

static void a_year_without_its_december_lasts_eleven_months_and_time_goes_on(void **state)
{
    (void)state;
    const int32_t day[] = {day_of("2020-12-31"), day_of("2021-12-31"), day_of("2022-11-30"), day_of("2023-12-29")};
    const double level[] = {100, 110, 121, 133.1};
    struct triangle t = triangle_of((struct level_series){4, day, level}, FREQUENCY_DAILY, FREQUENCY_YEARLY);
    assert_int_equal(t.m, 3);
    assert_true(t.p[0].row.whole && !t.p[1].row.whole && t.p[2].row.whole);
    assert_close(returns_matrix_years(t.p, 1, 1), 1 - 31.0 / 365, 1e-12, "2022");
    assert_close(returns_matrix_years(t.p, 0, 1), 2 - 31.0 / 365, 1e-12, "2021 and 2022");
    assert_close(returns_matrix_years(t.p, 0, 2), 3, 1e-12, "2021 to 2023");
    assert_close(t.cell[RETURNS_MATRIX_CAGR][returns_matrix_at(0, 2)], 0.1, 1e-12, "CAGR");
}

static void a_benchmark_is_compared_on_the_years_that_both_have_whole(void **state)
{
    (void)state;
    const double one[] = {100, 110, 121, 130}, two[] = {50, 60, 90, 99};
    struct triangle t =
        triangle_of(yearly((int[]){2018, 2019, 2020, 2021}, one, 4), FREQUENCY_YEARLY, FREQUENCY_YEARLY);
    struct triangle u =
        triangle_of(yearly((int[]){2019, 2020, 2021, 2022}, two, 4), FREQUENCY_YEARLY, FREQUENCY_YEARLY);
    t.m = u.m = returns_matrix_common(&t.s, t.p, t.m, &u.s, u.p, u.m);
    assert_int_equal(t.m, 2);
    assert_int_equal(t.p[0].index, 2020);
    fill(&t);
    fill(&u);
    double out[3];
    const double *own = t.cell[RETURNS_MATRIX_TOTAL], *other = u.cell[RETURNS_MATRIX_TOTAL];
    returns_matrix_compare(RETURNS_AGAINST_WEALTH, own, other, 3, out);
    assert_close(out[returns_matrix_at(0, 1)], (130 / 110.0) / (90 / 50.0) - 1, 1e-13, "wealth");
    returns_matrix_compare(RETURNS_AGAINST_QUOTIENT, own, other, 3, out);
    assert_close(out[0], 0.1 / 0.2, 1e-13, "quotient");
}

static void a_quotient_of_returns_is_told_only_where_it_says_something(void **state)
{
    (void)state;
    const double own[] = {0.1, -0.1, -0.05, 0.1}, other[] = {-0.2, 0.2, -0.1, 0.0009};
    double out[4];
    returns_matrix_compare(RETURNS_AGAINST_QUOTIENT, own, other, 4, out);
    assert_true(isnan(out[0]) && isnan(out[1]) && isnan(out[3]));
    assert_close(out[2], 0.5, 1e-15, "both lost");
    returns_matrix_compare(RETURNS_AGAINST_WEALTH, own, (double[]){-1, 0.2, 0, 0}, 4, out);
    assert_true(isnan(out[0]));
    assert_close(out[1], 0.9 / 1.2 - 1, 1e-14, "wealth");
}

static void holdings_tell_the_worst_and_the_best_of_every_length(void **state)
{
    (void)state;
    const double level[] = {100, 110, 99, 198, 178.2};
    struct triangle t =
        triangle_of(yearly((int[]){2010, 2011, 2012, 2013, 2014}, level, 5), FREQUENCY_YEARLY, FREQUENCY_YEARLY);
    struct returns_matrix_holding h[4];
    double scratch[16];
    assert_int_equal(returns_matrix_holdings(t.p, t.m, t.cell[RETURNS_MATRIX_TOTAL], NULL, scratch, h), 4);
    assert_int_equal(h[1].length, 2);
    assert_int_equal(h[1].of.n, 3);
    assert_close(h[1].of.worst, 0.99 - 1, 1e-13, "worst two years");
    assert_true(h[1].of.worst_at == 0 && h[1].of.best_at == 1 && isnan(h[1].above_other));
    assert_close(h[1].of.best, 0.8, 1e-13, "best two years");
    assert_close(h[1].of.median, 0.8, 1e-13, "the middle one"); /* -1 %, 80 %, 80 % */
    assert_close(h[1].of.positive, 2 / 3.0, 1e-13, "share");
    assert_close(h[3].of.median, 0.782, 1e-13, "all four");
}

static void a_partial_year_is_in_no_holding(void **state)
{
    (void)state;
    const int32_t day[] = {day_of("2020-06-30"), day_of("2020-12-31"), day_of("2021-12-31"), day_of("2022-12-30"),
                           day_of("2023-05-31")};
    const double level[] = {100, 300, 310, 320, 1};
    struct triangle t = triangle_of((struct level_series){5, day, level}, FREQUENCY_DAILY, FREQUENCY_YEARLY);
    struct returns_matrix_holding h[4];
    double scratch[16], other[10] = {0};
    assert_int_equal(t.m, 4);
    assert_int_equal(returns_matrix_holdings(t.p, t.m, t.cell[RETURNS_MATRIX_TOTAL], other, scratch, h), 2);
    assert_int_equal(h[0].of.n, 2);
    assert_int_equal(h[1].of.worst_at, 1);
    assert_true(h[0].above_other == 1);
}

static void colours_reach_to_the_95th_percentile_and_not_beyond_a_half(void **state)
{
    (void)state;
    double cell[101], scratch[202];
    for (int i = 0; i <= 100; i++)
        cell[i] = (i % 2 ? -0.004 : 0.004) * i;
    assert_close(returns_matrix_scale(cell, 101, scratch), 0.38, 1e-14, "scale");
    cell[3] = NAN;
    for (int i = 0; i <= 100; i++)
        cell[i] *= 10;
    assert_true(returns_matrix_scale(cell, 101, scratch) == 0.5);
    cell[0] = NAN;
    assert_true(returns_matrix_scale(cell, 1, scratch) == 0);
}

/* ---- against the reference ---- */

static const char *const tickers[] = {"spy", "qqq", "vti"};

static void check_triangle(const struct triangle *t, const double *cell, const char *file, double tolerance)
{
    struct csv csv = csv_read(arena_printf(a, "oracle/returns/cagr-matrices/%s", file));
    assert_int_equal(csv.rows, t->m);
    assert_int_equal(csv.columns, t->m + 1);
    for (size_t end = 0; end < t->m; end++) {
        assert_int_equal(strtol(csv_text(&csv, end, 0).s, NULL, 10), t->p[end].index);
        for (size_t start = 0; start <= end; start++) {
            double want = csv_number(&csv, end, start + 1), got = 100 * cell[returns_matrix_at(start, end)];
            if (isnan(want) ? !isnan(got) : !(fabs(got - want) <= tolerance))
                fail_msg("%s, %d to %d: %.17g where %.17g is expected", file, t->p[start].index, t->p[end].index, got,
                         want);
        }
    }
}

static void exact_triangles_of_all_years_are_those_of_the_reference(void **state)
{
    (void)state;
    static const char *const names[] = {"cagr", "total_return", "simple_annualized"};
    for (size_t i = 0; i < 3; i++) {
        struct triangle t = triangle_of(prices_read(tickers[i], "adj_close"), FREQUENCY_DAILY, FREQUENCY_YEARLY);
        for (size_t kind = 0; kind < RETURNS_MATRIX_KINDS; kind++)
            check_triangle(&t, t.cell[kind], arena_printf(a, "exact_%s_%s_full.csv", names[kind], tickers[i]), 1e-9);
    }
}

static void partial_years_have_the_shares_of_the_reference(void **state)
{
    (void)state;
    struct json_object *json = shared_json("oracle/returns/cagr-matrices/exact_year_fractions.json");
    for (size_t i = 0; i < 3; i++) {
        const char *upper = ((const char *[]){"SPY", "QQQ", "VTI"})[i];
        struct json_object *fractions = json_member(json_member(json, upper), "year_fractions");
        struct triangle t = triangle_of(prices_read(tickers[i], "close"), FREQUENCY_DAILY, FREQUENCY_YEARLY);
        size_t partial = 0;
        for (size_t k = 0; k < t.m; k++) {
            double want = 1;
            json_get_num(fractions, arena_printf(a, "%d", t.p[k].index), &want);
            partial += want != 1;
            assert_close(returns_matrix_years(t.p, k, k), want, 1e-9, upper);
            assert_int_equal(t.p[k].row.whole, want == 1);
        }
        assert_int_equal(partial, json_object_object_length(fractions));
    }
}

static struct triangle of_2013_to_2024(const char *ticker)
{
    struct level_series s = prices_read(ticker, "adj_close");
    s = series_window(&s, day_of("2012-12-31"), day_of("2024-12-31"));
    return triangle_of(s, FREQUENCY_DAILY, FREQUENCY_YEARLY);
}

/* It rounds years to a hundredth of a percent before it compounds them. */
static void the_original_is_met_as_far_as_its_rounding_allows(void **state)
{
    (void)state;
    struct triangle spy = of_2013_to_2024("spy");
    for (size_t i = 0; i < 3; i++) {
        struct triangle t = of_2013_to_2024(tickers[i]);
        check_triangle(&t, t.cell[RETURNS_MATRIX_CAGR], arena_printf(a, "original_cagr_%s_2013_2024.csv", tickers[i]),
                       0.006);
        if (i == 0)
            continue;
        double *out = ARENA_ARRAY(a, returns_matrix_cells(t.m), double);
        returns_matrix_compare(RETURNS_AGAINST_DIFFERENCE, t.cell[RETURNS_MATRIX_CAGR], spy.cell[RETURNS_MATRIX_CAGR],
                               returns_matrix_cells(t.m), out);
        check_triangle(&t, out, arena_printf(a, "original_cagr_difference_%s_vs_spy_2013_2024.csv", tickers[i]), 0.012);
    }
}

static void what_dividends_contributed_is_the_difference_of_two_growth_rates(void **state)
{
    (void)state;
    struct triangle total = of_2013_to_2024("spy"), price = total;
    struct level_series s = prices_read("spy", "close");
    price.s = series_window(&s, day_of("2012-12-31"), day_of("2024-12-31"));
    fill(&price);
    double *out = ARENA_ARRAY(a, returns_matrix_cells(total.m), double);
    returns_matrix_compare(RETURNS_AGAINST_DIFFERENCE, total.cell[RETURNS_MATRIX_CAGR], price.cell[RETURNS_MATRIX_CAGR],
                           returns_matrix_cells(total.m), out);
    for (size_t i = 0; i < returns_matrix_cells(total.m); i++)
        assert_true(out[i] > 0.009 && out[i] < 0.030);
}

/* ---- against a slow twin ---- */

static struct made_series made;

static struct level_series made_levels(size_t n, uint64_t seed)
{
    made_series_fill(&made, n, seed, 0.03);
    return (struct level_series){n, made.day, made.close};
}

/* Row by row: multiply all daily factors of the months from one to another. */
static void every_cell_is_the_product_of_its_days(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct level_series s = made_levels(600 + 37 * seed, seed);
        struct triangle t = triangle_of(s, FREQUENCY_DAILY, FREQUENCY_MONTHLY);
        for (size_t end = 0; end < t.m; end++) {
            for (size_t start = 0; start <= end; start++) {
                double wealth = 1;
                for (size_t i = 1; i < s.n; i++) {
                    int32_t month = day_month(s.day[i]);
                    if (month >= t.p[start].index && month <= t.p[end].index)
                        wealth *= s.level[i] / s.level[i - 1];
                }
                double years = returns_matrix_years(t.p, start, end);
                size_t at = returns_matrix_at(start, end);
                assert_close(t.cell[RETURNS_MATRIX_TOTAL][at], wealth - 1, 1e-9, "total");
                double cagr = years < 1 - 1e-9 ? wealth - 1 : pow(wealth, 1 / years) - 1;
                assert_close(t.cell[RETURNS_MATRIX_CAGR][at], cagr, 1e-8, "CAGR");
            }
        }
    }
}

static void whole_months_last_a_twelfth_and_partial_ones_less(void **state)
{
    (void)state;
    struct level_series s = made_levels(3000, 9);
    static const struct {
        enum frequency step;
        double years;
    } steps[] = {{FREQUENCY_MONTHLY, 1 / 12.0}, {FREQUENCY_QUARTERLY, 0.25}, {FREQUENCY_YEARLY, 1}};
    for (size_t k = 0; k < 3; k++) {
        struct triangle t = triangle_of(s, FREQUENCY_DAILY, steps[k].step);
        for (size_t i = 0; i < t.m; i++) {
            double years = returns_matrix_years(t.p, i, i);
            if (t.p[i].row.whole)
                assert_close(years, steps[k].years, 1e-9, "whole");
            else
                assert_true(years > 0 && years < steps[k].years && (i == 0 || i + 1 == t.m));
            assert_true(i == 0 || (t.p[i].index == t.p[i - 1].index + 1 && t.p[i].row.from == t.p[i - 1].row.to));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_that_doubles_in_two_years_grew_by_the_root_of_two),
        cmocka_unit_test(a_year_that_is_not_over_counts_its_days_and_is_not_annualised),
        cmocka_unit_test(less_than_a_year_is_never_made_into_one),
        cmocka_unit_test(years_without_rows_are_years_all_the_same),
        cmocka_unit_test(a_year_without_its_december_lasts_eleven_months_and_time_goes_on),
        cmocka_unit_test(a_benchmark_is_compared_on_the_years_that_both_have_whole),
        cmocka_unit_test(a_quotient_of_returns_is_told_only_where_it_says_something),
        cmocka_unit_test(holdings_tell_the_worst_and_the_best_of_every_length),
        cmocka_unit_test(a_partial_year_is_in_no_holding),
        cmocka_unit_test(colours_reach_to_the_95th_percentile_and_not_beyond_a_half),
        cmocka_unit_test(exact_triangles_of_all_years_are_those_of_the_reference),
        cmocka_unit_test(partial_years_have_the_shares_of_the_reference),
        cmocka_unit_test(the_original_is_met_as_far_as_its_rounding_allows),
        cmocka_unit_test(what_dividends_contributed_is_the_difference_of_two_growth_rates),
        cmocka_unit_test(every_cell_is_the_product_of_its_days),
        cmocka_unit_test(whole_months_last_a_twelfth_and_partial_ones_less),
    };
    return cmocka_run_group_tests(tests, returns_data_begin, returns_data_end);
}
