/* files.h: what the tests of the file readers share: text to answer, and the reference files where they are there.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_MARKET_FILES_H
#define TESTS_MARKET_FILES_H

#include "tests/base/check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/day.h"
#include "market/dated_file.h"

/* The day after the newest date of any reference file that is accepted. */
static inline int32_t test_today(void)
{
    return day_from_civil(2026, 1, 15);
}

/* A file below ../shared (or $HUB_SHARED); skips the test when the reference material is not there. */
static inline struct str shared_file(struct arena *a, const char *name)
{
    const char *root = getenv("HUB_SHARED"), *why;
    struct str bytes;
    root = root && *root ? root : HUB_TOP_SRCDIR "/../shared";
    if (!file_load(a, arena_printf(a, "%s/%s", root, name), &bytes, &why)) {
        print_message("# skipped: %s/%s: %s\n", root, name, why);
        arena_free(a);
        skip();
    }
    return bytes;
}

/* By how much time limits are stretched under the sanitizers and valgrind (tests/parts.sh): there only the growth with the size
 * matters. */
static inline double slowness(void)
{
    const char *factor = getenv("HUB_TEST_SLOWNESS");
#if defined(__SANITIZE_ADDRESS__)
    return factor ? atof(factor) : 20;
#else
    return factor ? atof(factor) : 1;
#endif
}

static inline double milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static inline bool any_message_has(const struct file_answer *f, const char *part)
{
    for (int i = 0; i < f->n; i++)
        if (strstr(f->at[i].text, part))
            return true;
    return false;
}

#endif
