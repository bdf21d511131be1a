/* device.c: tests of src/web/device.c: what a browser calls itself, in two words.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include "web/device.h"

static struct arena *a;

static void browsers_are_told_apart_from_those_they_resemble(void **state)
{
    (void)state;
    assert_string_equal(device_words(a, "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"),
                        "Firefox on Linux");
    assert_string_equal(device_words(a,
                                     "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                                     "Chrome/128.0.0.0 Safari/537.36 Edg/128.0.0.0"),
                        "Edge on Windows");
    assert_string_equal(device_words(a, "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) "
                                        "Chrome/128.0.0.0 Mobile Safari/537.36"),
                        "Chrome on Android");
    assert_string_equal(device_words(a, "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
                                        "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"),
                        "Safari on iPhone");
    assert_string_equal(device_words(a, "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
                                        "(KHTML, like Gecko) Version/17.5 Safari/605.1.15"),
                        "Safari on macOS");
}

static void half_known_agents_get_one_word_and_unknown_ones_none(void **state)
{
    (void)state;
    assert_string_equal(device_words(a, "curl/7.88.1"), "curl");
    assert_string_equal(device_words(a, "SomeRobot (Linux)"), "Linux");
    assert_string_equal(device_words(a, ""), "Unknown program");
    assert_string_equal(device_words(a, "<script>alert(1)</script>"), "Unknown program");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(browsers_are_told_apart_from_those_they_resemble),
        cmocka_unit_test(half_known_agents_get_one_word_and_unknown_ones_none),
    };
    a = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(a);
    return failed;
}
