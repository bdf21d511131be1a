/* fuzz.h: what all fuzz targets share: an arena that is emptied before each input, and claims that stop the run.
 * Built with ./configure --enable-fuzz CC=clang; each program takes its corpus directory
 * (tests/fuzz/corpus/<target>) and libFuzzer's options.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline struct arena *fuzz_arena(void)
{
    static struct arena *a;
    if (!a)
        a = arena_new();
    arena_reset(a);
    return a;
}

#define fuzz_claim(what)                                              \
    do {                                                              \
        if (!(what)) {                                                \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #what); \
            abort();                                                  \
        }                                                             \
    } while (0)

#endif
