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

/* Values of `count` neighbours, a plane at a time, which the compiler does many at once; the next plane is `stride` further. */
static void gather(const unsigned char *plane, size_t stride, size_t count, uint64_t *coded)
{
    for (size_t i = 0; i < count; i++)
        coded[i] = plane[i];
    for (unsigned p = 1; p < PLANES; p++) {
        plane += stride;
        for (size_t i = 0; i < count; i++)
            coded[i] |= (uint64_t)plane[i] << (8 * p);
    }
}

void planes_read(const unsigned char *from, const double *expected, size_t n, double *value)
{
    enum { CHUNK = 256 };
    uint64_t coded[CHUNK], bits = 0;
    for (size_t at = 0; at < n; at += CHUNK) {
        size_t count = n - at < CHUNK ? n - at : CHUNK;
        gather(from + at, n, count, coded);
        for (size_t i = 0; i < count; i++)
            coded[i] = bits = step_back(coded[i], expected ? bits_of(expected[at + i]) : bits);
        memcpy(value + at, coded, count * sizeof *value);
    }
}
