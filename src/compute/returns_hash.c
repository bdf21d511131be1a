/* returns_hash.c: what an analysis of returns was made of, as one number in hex: the data version of its answer.
 * SPDX-License-Identifier: Apache-2.0 */
#include <sodium.h>

#include "compute/returns.h"

static void add(crypto_hash_sha256_state *h, const void *bytes, size_t n)
{
    crypto_hash_sha256_update(h, bytes, n);
}

/* How many come first, and 0 for none, so that no two sets of columns follow each other to the same bytes. */
static void add_columns(crypto_hash_sha256_state *h, size_t n, const int32_t *day, const double *const level[],
                        size_t levels)
{
    uint64_t rows = n;
    add(h, &rows, sizeof rows);
    if (!n)
        return;
    add(h, day, n * sizeof *day);
    for (size_t k = 0; k < levels; k++) {
        unsigned char is_there = level[k] != NULL;
        add(h, &is_there, sizeof is_there);
        if (is_there)
            add(h, level[k], n * sizeof *level[k]);
    }
}

static void add_source(crypto_hash_sha256_state *h, const struct returns_source *s)
{
    const double *const level[] = {s->total, s->price};
    add_columns(h, s->n, s->day, level, 2);
}

static void add_levels(crypto_hash_sha256_state *h, const struct level_series *s)
{
    add_columns(h, s->n, s->day, &s->level, 1);
}

void returns_sources_hash(const struct returns_sources *s, char hex[INPUTS_HASH])
{
    crypto_hash_sha256_state h;
    unsigned char sum[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_init(&h);
    for (int k = 0; k < s->n_series; k++)
        add_source(&h, &s->series[k]);
    for (int k = 0; k < s->n_benchmarks; k++)
        add_source(&h, &s->benchmark[k]);
    add_levels(&h, &s->risk_free);
    add_levels(&h, &s->currency);
    add_levels(&h, &s->inflation);
    crypto_hash_sha256_final(&h, sum);
    hex_encode(sum, sizeof sum, hex);
}
