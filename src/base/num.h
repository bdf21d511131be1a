/* num.h: doubles and integers to text and back, in the C locale whatever the process's locale.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { NUM_TEXT = 32 }; /* room for any number these functions write, and a NUL */

/* Write a finite x so that strtod gives the same bits back; returns the length (no NUL is written).
 * Up to 15 digits where they suffice, else 17; fixed point for 1e-5 <= |x| < 1e15, exponent form outside.
 * -0.0 is written 0. About 10 ns; the caller deals with what is not finite. */
int num_write(double x, char *out);
int num_write_int(int64_t x, char *out);
/* The same as a text; "" where x is not finite. */
const char *num_text(struct arena *, double x);
/* x with so many decimals, at most 4, rounded as num_group rounds it; what is not finite stays. */
double num_round(double x, int decimals);

/* The whole of s is one finite decimal number, optional sign and exponent; neither hex, nor inf, nor nan, nor 1e309. */
bool num_parse(struct str, double *x);
bool num_parse_int(struct str, int64_t *x);

/* For people: 1234567.891 with 2 decimals is "1,234,567.89"; what is not finite is an en dash. What lies exactly half way between
 * two is rounded away from 0: 0.125 is "0.13"; the number is taken as it is in binary, so that 1.005, which is less, is "1.00". */
const char *num_group(struct arena *, double x, int decimals);
/* The same with its unit: "−$1,234" and "−8.96 %"; what is not finite is an en dash alone. */
const char *num_usd(struct arena *, double x, int decimals);
const char *num_percent(struct arena *, double x, int decimals);

#endif
