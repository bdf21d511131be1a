/* fixture.h: an arena for each test, `a`, made before it and freed after it: TEST(test); or set_up and tear_down as the group's.
 * For one inclusion in a test program, after check.h.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_BASE_FIXTURE_H
#define TESTS_BASE_FIXTURE_H

#include "base/arena.h"

static struct arena *a;

static int set_up(void **state)
{
    (void)state;
    a = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

#endif
