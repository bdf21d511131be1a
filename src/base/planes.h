/* planes.h: columns of doubles as bytes that pack well. A value becomes the distance of its bits from those expected (where nothing
 * else is known, of the value before), and the bytes of all distances stand in eight planes, lowest first: of neighbouring values
 * sign, exponent and the first digits are alike, so that most planes are nearly constant. Nothing is rounded.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_PLANES_H
#define BASE_PLANES_H

#include "base/str.h"

enum { PLANES = 8 };

/* Append n values as n * PLANES bytes. expected: n values, or NULL. */
void planes_write(struct buf *, const double *value, const double *expected, size_t n);
/* The same n values from n * PLANES bytes. */
void planes_read(const unsigned char *from, const double *expected, size_t n, double *value);

#endif
