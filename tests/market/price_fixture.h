/* price_fixture.h: one file of prices, as tests read it, and what was answered.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_MARKET_PRICE_FIXTURE_H
#define TESTS_MARKET_PRICE_FIXTURE_H

#include "tests/market/files.h"

struct fixture {
    struct arena *arena;
    struct file_answer answer;
    struct price_file file;
};

static inline int set_up(void **state)
{
    static struct fixture f;
    f.arena = arena_new();
    *state = &f;
    return 0;
}

static inline int tear_down(void **state)
{
    arena_free(((struct fixture *)*state)->arena);
    return 0;
}

/* options.today 0: the day that is today of the reference files. */
static inline bool read_prices(struct fixture *f, struct str bytes, struct price_file_options options)
{
    if (!options.today)
        options.today = test_today();
    file_answer_init(&f->answer, f->arena);
    return price_file_read(&f->answer, bytes, &options, &f->file);
}

static inline double value(const struct fixture *f, int series, enum price_role role, size_t row)
{
    return f->file.series[series].value[role][row];
}

#endif
