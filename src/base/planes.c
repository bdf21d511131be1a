/* planes.c: see planes.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/planes.h"

/* Twice the distance from what was expected, less one where it is below: small numbers for small steps either way. */
static uint64_t step_of(uint64_t value, uint64_t expected)
{
    uint64_t step = value - expected;
    return (step << 1) ^ (0 - (step >> 63));
}

static uint64_t step_back(uint64_t coded, uint64_t expected)
{
    return expected + ((coded >> 1) ^ (0 - (coded & 1)));
}

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

void planes_write(struct buf *out, const double *value, const double *expected, size_t n)
{
    unsigned char *to = (unsigned char *)buf_room(out, n * PLANES);
    uint64_t before = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t bits = bits_of(value[i]), coded = step_of(bits, expected ? bits_of(expected[i]) : before);
        for (size_t plane = 0; plane < PLANES; plane++)
            to[plane * n + i] = (unsigned char)(coded >> (8 * plane));
        before = bits;
    }
    out->n += n * PLANES;
}

void planes_read(const unsigned char *from, const double *expected, size_t n, double *value)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t coded = 0;
        for (size_t plane = 0; plane < PLANES; plane++)
            coded |= (uint64_t)from[plane * n + i] << (8 * plane);
        bits = step_back(coded, expected ? bits_of(expected[i]) : bits);
        memcpy(&value[i], &bits, sizeof bits);
    }
}
