/* splitmix.h: the random numbers of resampling: splitmix64 (G. L. Steele, D. Lea, C. H. Flood, 2014), the same everywhere.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_SPLITMIX_H
#define ENGINE_SPLITMIX_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t splitmix_next(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* From 0 to n - 1: floor(x n / 2^64). */
static inline size_t splitmix_below(uint64_t *state, size_t n)
{
    return (size_t)((unsigned __int128)splitmix_next(state) * n >> 64);
}

/* The state of path number `path`, which so has a generator of its own: the path-th number (from 0) that the seed's gives. */
static inline uint64_t splitmix_path(uint64_t seed, uint64_t path)
{
    uint64_t state = seed + path * UINT64_C(0x9e3779b97f4a7c15);
    return splitmix_next(&state);
}

#endif
