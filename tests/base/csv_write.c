/* csv_write.c: tests of src/base/csv_write.c.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"
#include "tests/base/fixture.h"

#include <math.h>

#include "base/csv_write.h"

static const char *cell(struct str s)
{
    struct buf b;
    buf_init(&b, a, 16);
    csv_cell(&b, s);
    return b.s;
}

static void quotes_are_doubled(void **state)
{
    (void)state;
    assert_string_equal(cell(STR("say \"x\", y")), "\"say \"\"x\"\", y\"");
    assert_string_equal(cell(STR("two\r\nlines")), "\"two\r\nlines\"");
    assert_string_equal(cell(STR("")), "\"\"");
}

static void formulas_are_defused(void **state)
{
    (void)state;
    const char *const bad[] = {"=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1",
                               "＋1",  "－1",  "＠a",  "-",        "+inf", "-nan", "-0x1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct buf want;
        buf_init(&want, a, 32);
        buf_printf(&want, "\"'%s\"", bad[i]);
        assert_string_equal(cell(str_of(bad[i])), want.s);
    }
}

static void numbers_and_words_stay(void **state)
{
    (void)state;
    assert_string_equal(cell(STR("-3.2")), "\"-3.2\"");
    assert_string_equal(cell(STR("+1e-5")), "\"+1e-5\"");
    assert_string_equal(cell(STR("a=b")), "\"a=b\"");
    assert_string_equal(cell(STR("−3.2 %")), "\"−3.2 %\""); /* a minus sign, not a hyphen */
}

static void a_number_that_does_not_exist_is_an_empty_cell(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, a, 32);
    csv_number(&b, 0.1, CSV_NEXT);
    csv_number(&b, NAN, CSV_NEXT);
    csv_number(&b, INFINITY, CSV_NEXT);
    csv_number(&b, -3, CSV_END);
    assert_string_equal(b.s, "0.1,,,-3\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        T(quotes_are_doubled),
        T(formulas_are_defused),
        T(numbers_and_words_stay),
        T(a_number_that_does_not_exist_is_an_empty_cell),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
