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

static uint64_t load(const unsigned char *from)
{
    uint64_t x;
    memcpy(&x, from, sizeof x);
    return le64toh(x);
}

/* Swap the bytes of x that `mask` leaves out with those of y that it keeps, `by` bits further down. */
static inline void swap_bytes(uint64_t *x, uint64_t *y, int by, uint64_t mask)
{
    uint64_t swapped = ((*x >> by) ^ *y) & mask;
    *y ^= swapped;
    *x ^= swapped << by;
}

/* Eight values from eight bytes of each plane, the next one `stride` further: a matrix of bytes, turned on its diagonal by halves,
 * quarters and eighths. Without a loop it stays in registers. */
static void gather(const unsigned char *plane, size_t stride, uint64_t x[PLANES])
{
    const uint64_t halves = 0x00000000ffffffff, quarters = 0x0000ffff0000ffff, eighths = 0x00ff00ff00ff00ff;
    uint64_t a = load(plane), b = load(plane + stride), c = load(plane + 2 * stride), d = load(plane + 3 * stride),
             e = load(plane + 4 * stride), f = load(plane + 5 * stride), g = load(plane + 6 * stride),
             h = load(plane + 7 * stride);
    swap_bytes(&a, &e, 32, halves);
    swap_bytes(&b, &f, 32, halves);
    swap_bytes(&c, &g, 32, halves);
    swap_bytes(&d, &h, 32, halves);
    swap_bytes(&a, &c, 16, quarters);
    swap_bytes(&b, &d, 16, quarters);
    swap_bytes(&e, &g, 16, quarters);
    swap_bytes(&f, &h, 16, quarters);
    swap_bytes(&a, &b, 8, eighths);
    swap_bytes(&c, &d, 8, eighths);
    swap_bytes(&e, &f, 8, eighths);
    swap_bytes(&g, &h, 8, eighths);
    const uint64_t all[PLANES] = {a, b, c, d, e, f, g, h};
    memcpy(x, all, sizeof all);
}

static uint64_t gather_one(const unsigned char *plane, size_t stride)
{
    uint64_t x = 0;
    for (size_t p = 0; p < PLANES; p++)
        x |= (uint64_t)plane[p * stride] << (8 * p);
    return x;
}

/* `count` values from their distances; `before` is the one before them, where nothing else is expected. */
static uint64_t add_up(const uint64_t *coded, const double *expected, size_t count, uint64_t before, double *value)
{
    for (size_t i = 0; i < count; i++) {
        before = step_back(coded[i], expected ? bits_of(expected[i]) : before);
        memcpy(&value[i], &before, sizeof before);
    }
    return before;
}

void planes_read(const unsigned char *from, const double *expected, size_t n, double *value)
{
    uint64_t coded[PLANES], before = 0;
    size_t i = 0;
    for (; i + PLANES <= n; i += PLANES) {
        gather(from + i, n, coded);
        before = add_up(coded, expected ? expected + i : NULL, PLANES, before, value + i);
    }
    for (; i < n; i++) {
        coded[0] = gather_one(from + i, n);
        before = add_up(coded, expected ? expected + i : NULL, 1, before, value + i);
    }
}
