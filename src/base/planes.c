/* planes.c: see planes.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/planes.h"

#include <endian.h>

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

/* Swap the bytes of x[at] that `mask` leaves out with those of x[at + to] that it keeps, `to` bytes further down. */
static void swap_bytes(uint64_t *x, size_t at, size_t to, uint64_t mask)
{
    uint64_t swapped = ((x[at] >> (8 * to)) ^ x[at + to]) & mask;
    x[at + to] ^= swapped;
    x[at] ^= swapped << (8 * to);
}

/* Eight values from eight bytes of each plane, the next one `stride` further: a matrix of bytes, turned on its diagonal by halves,
 * quarters and eighths. */
static void gather(const unsigned char *plane, size_t stride, uint64_t x[PLANES])
{
    for (size_t p = 0; p < PLANES; p++) {
        memcpy(&x[p], plane + p * stride, sizeof *x);
        x[p] = le64toh(x[p]);
    }
    for (size_t p = 0; p < 4; p++)
        swap_bytes(x, p, 4, 0x00000000ffffffff);
    for (size_t p = 0; p < 4; p++)
        swap_bytes(x, p / 2 * 4 + p % 2, 2, 0x0000ffff0000ffff);
    for (size_t p = 0; p < 4; p++)
        swap_bytes(x, 2 * p, 1, 0x00ff00ff00ff00ff);
}

static uint64_t gather_one(const unsigned char *plane, size_t stride)
{
    uint64_t x = 0;
    for (size_t p = 0; p < PLANES; p++)
        x |= (uint64_t)plane[p * stride] << (8 * p);
    return x;
}

void planes_read(const unsigned char *from, const double *expected, size_t n, double *value)
{
    uint64_t coded[PLANES], bits = 0;
    for (size_t i = 0; i < n; i++) {
        size_t of = i % PLANES, left = n - i + of;
        if (left < PLANES)
            coded[of] = gather_one(from + i, n);
        else if (of == 0)
            gather(from + i, n, coded);
        bits = step_back(coded[of], expected ? bits_of(expected[i]) : bits);
        memcpy(&value[i], &bits, sizeof bits);
    }
}
