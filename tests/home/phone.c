/* phone.c: tests of src/home/phone.c.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include "home/phone.h"
#include "tests/base/fixture.h"

static void numbers_are_kept_without_what_people_write_into_them(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *kept;
    } good[] = {
        {"+4930123456", "+4930123456"},      {"+49 (30) 123-456", "+4930123456"},
        {"+1 202.555.0100", "+12025550100"}, {"+44/20/7946 0000", "+442079460000"},
        {"+12345678", "+12345678"},          {"+123456789012345", "+123456789012345"},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct str number;
        assert_true(phone_read(a, str_of(good[i].typed), &number));
        assert_true(str_eq(number, good[i].kept));
    }
}

static void what_is_no_number_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "+",
                                      "030 123456",
                                      "0049 30 123456",
                                      "+0301234567",
                                      "+1234567",
                                      "+49+30123456",
                                      "+1234567890123456",
                                      "+49 30 12345x",
                                      "49 30 123456",
                                      "+49\t30123456"};
    struct str number;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(phone_read(a, str_of(bad[i]), &number));
    assert_false(phone_read(a,
                            (struct str){"+49\0"
                                         "30123456",
                                         12},
                            &number));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(numbers_are_kept_without_what_people_write_into_them, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_number_is_refused, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
