/* Tests of base/file.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "tests/base/fixture.h"

static void a_file_is_read_whole_or_not_at_all(void **state)
{
    (void)state;
    char path[] = "/tmp/hub-files-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, "0123456789", 10) == 10);
    close(fd);
    struct str text;
    const char *why;
    assert_true(file_read(a, path, 10, &text, &why) && str_eq(text, "0123456789"));
    assert_false(file_read(a, path, 9, &text, &why));
    assert_non_null(strstr(why, "larger"));
    unlink(path);
    assert_false(file_read(a, path, 10, &text, &why));
    assert_non_null(strstr(why, path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_is_read_whole_or_not_at_all, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
