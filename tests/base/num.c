/* Tests of base/num.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <float.h>
#include <fenv.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"

static void expect_text(double x, const char *expected)
{
    char text[NUM_TEXT];
    text[num_write(x, text)] = '\0';
    assert_string_equal(text, expected);
}

static void short_numbers_are_written_short(void **state)
{
    (void)state;
    expect_text(0, "0");
    expect_text(-0.0, "0");
    expect_text(0.1, "0.1");
    expect_text(-1469.25, "-1469.25");
    expect_text(144.929993, "144.929993");
    expect_text(100000000, "100000000");
    expect_text(999999999999999, "999999999999999");
    expect_text(0.00005, "0.00005");
    expect_text(1e300, "1e+300");
    expect_text(1.0 / 3, "0.33333333333333331");
    expect_text(96.61999533333334, "96.619995333333335"); /* 17 digits of the same double */
}

static void check_reads_back(double x)
{
    char text[NUM_TEXT];
    int n = num_write(x, text);
    assert_in_range(n, 1, NUM_TEXT - 1);
    text[n] = '\0';
    double back = strtod(text, NULL);
    if (back != x)
        fail_msg("%.17g was written as %s", x, text);
}

/* A fixed generator (splitmix64), so that a failure repeats. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* Seventeen of them behind `zeros` zeros. */
static void check_long_digits(double x, int zeros)
{
    char text[NUM_TEXT], expected[NUM_TEXT];
    int n = num_write(x, text);
    text[n] = '\0';
    snprintf(expected, sizeof expected, "%.*f", 17 + zeros, x);
    if (n == 2 + 17 + zeros) /* fewer are enough for some */
        assert_string_equal(text, expected);
}

static void long_numbers_below_one_have_the_digits_of_printf(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int i = 0; i < 100000; i++) {
        double tenths = 0.1 + 0.9 * (double)(next_random(&seed) >> 11) * 0x1p-53;
        check_long_digits(tenths, 0);
        check_long_digits(tenths * 0.1, 1);
        check_long_digits(tenths * 0.01, 2);
        check_long_digits(tenths * 0.001, 3);
    }
    expect_text(0.99999999999999989, "0.99999999999999989");
    expect_text(0.0010000000000000002, "0.0010000000000000002");
}

static void every_number_reads_back_as_the_same_bits(void **state)
{
    (void)state;
    uint64_t seed = 42;
    for (int i = 0; i < 400000; i++) {
        uint64_t bits = next_random(&seed);
        double unit = (double)(bits >> 11) * 0x1p-53, any;
        memcpy(&any, &bits, sizeof any);
        if (isfinite(any))
            check_reads_back(any);
        check_reads_back(unit);
        check_reads_back(-unit * 1e-4);
        check_reads_back(unit * 1e9);
        check_reads_back(unit * 1e15);
        check_reads_back((double)(bits >> 30) / 1e4);
    }
    double edges[] = {1e-5,    1e15,         9007199254740993.0,  DBL_MAX,
                      DBL_MIN, DBL_TRUE_MIN, 0.99999999999999989, 1e14 + 0.015625};
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        check_reads_back(edges[i]);
        check_reads_back(nextafter(edges[i], 0));
    }
}

static void only_finite_decimal_numbers_are_read(void **state)
{
    (void)state;
    double x;
    const char *right[] = {"0", "-1.5", "+2", "1e3", "1E-3", ".5", "5.", "1.7976931348623157e308"};
    const char *wrong[] = {"",
                           "-",
                           "nan",
                           "NaN",
                           "inf",
                           "1e309",
                           "0x10",
                           "1,000",
                           "1 ",
                           " 1",
                           "1e",
                           "e5",
                           "1e5.5",
                           "--1",
                           "1-1",
                           ".",
                           "1111111111111111111111111111111111111111111111111111111111111111111111"};
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        assert_true(num_parse(str_of(right[i]), &x));
        assert_true(x == strtod(right[i], NULL));
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(num_parse(str_of(wrong[i]), &x));
}

static void integers_keep_to_their_range(void **state)
{
    (void)state;
    int64_t x;
    char text[NUM_TEXT];
    assert_true(num_parse_int(STR("-9223372036854775808"), &x));
    assert_true(x == INT64_MIN);
    text[num_write_int(x, text)] = '\0';
    assert_string_equal(text, "-9223372036854775808");
    assert_true(num_parse_int(STR("9223372036854775807"), &x));
    text[num_write_int(x, text)] = '\0';
    assert_string_equal(text, "9223372036854775807");
    const char *wrong[] = {"",    "-",  "9223372036854775808", "-9223372036854775809", "1.0",
                           "1e3", " 1", "99999999999999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(num_parse_int(str_of(wrong[i]), &x));
}

static void numbers_for_people_are_grouped(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_string_equal(num_group(a, 1234567.891, 2), "1,234,567.89");
    assert_string_equal(num_group(a, -1000, 0), "−1,000");
    assert_string_equal(num_group(a, 999, 0), "999");
    assert_string_equal(num_group(a, -0.001, 2), "0.00");
    assert_string_equal(num_group(a, NAN, 2), "–");
    assert_string_equal(num_usd(a, 1234.5, 2), "$1,234.50");
    assert_string_equal(num_usd(a, -1234.5, 2), "−$1,234.50");
    assert_string_equal(num_usd(a, -0.001, 2), "$0.00");
    assert_string_equal(num_usd(a, NAN, 2), "–");
    assert_string_equal(num_percent(a, -8.956, 2), "−8.96 %");
    assert_string_equal(num_percent(a, NAN, 2), "–");
    assert_string_equal(num_percent(a, 0.125, 2), "0.13 %");
    assert_string_equal(num_percent(a, -0.375, 2), "−0.38 %");
    assert_string_equal(num_group(a, 2.5, 0), "3");
    assert_string_equal(num_group(a, 1.005, 2), "1.00"); /* in binary a little less */
    assert_true(num_round(-2.5, 0) == -3 && num_round(0.0625, 3) == 0.063);
    arena_free(a);
}

/* The figures of pages round as printf does, but for a tie, which goes away from 0. */
static void grouped_numbers_round_as_printf_does_but_for_ties(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    uint64_t seed = 7;
    for (int i = 0; i < 200000; i++) {
        uint64_t bits = next_random(&seed);
        double x = (double)(bits >> 11) * 0x1p-53 * pow(10, (int)(bits % 17) - 3);
        if (i % 3 == 0)
            x = (double)(bits >> 40) / 8; /* many ties */
        int decimals = (int)(bits % 5);
        const char *got = num_group(a, x, decimals);
        char plain[64], expected[64];
        int n = 0;
        for (const char *p = got; *p; p++)
            if (*p != ',')
                plain[n++] = *p;
        plain[n] = '\0';
        char digits[128]; /* all that there are */
        snprintf(digits, sizeof digits, "%.80f", x);
        const char *rest = strchr(digits, '.') + 1 + decimals;
        bool tie = *rest == '5' && rest[1 + strspn(rest + 1, "0")] == '\0';
        fesetround(tie ? FE_UPWARD : FE_TONEAREST);
        snprintf(expected, sizeof expected, "%.*f", decimals, x);
        fesetround(FE_TONEAREST);
        assert_string_equal(plain, expected);
        arena_reset(a);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_numbers_are_written_short),
        cmocka_unit_test(long_numbers_below_one_have_the_digits_of_printf),
        cmocka_unit_test(every_number_reads_back_as_the_same_bits),
        cmocka_unit_test(only_finite_decimal_numbers_are_read),
        cmocka_unit_test(integers_keep_to_their_range),
        cmocka_unit_test(numbers_for_people_are_grouped),
        cmocka_unit_test(grouped_numbers_round_as_printf_does_but_for_ties),
    };
    return cmocka_run_group_tests_name("base/num", tests, NULL, NULL);
}
