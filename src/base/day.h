/* day.h: calendar days as int32_t, days since 1970-01-01, proleptic Gregorian.
 * Source of the arithmetic: Howard Hinnant, "chrono-compatible low-level date algorithms".
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { DAY_TEXT = 11 }; /* "2020-04-17" and its NUL */

int32_t day_from_civil(int year, int month, int mday); /* month 1 to 12; the date must exist */
void day_to_civil(int32_t day, int *year, int *month, int *mday);
bool day_exists(int year, int month, int mday);
/* Exactly YYYY-MM-DD, a date that exists, in the years 1 to 9999. */
bool day_parse(struct str, int32_t *day);
char *day_text(int32_t day, char out[DAY_TEXT]);
/* Months since January of the year 0: equal for two days of one month, one more for the next month. */
int32_t day_month(int32_t day);
/* The first of n ascending days that is not before `day`; n: all are. */
size_t day_find(const int32_t *days, size_t n, int32_t day);
/* 0 Monday to 6 Sunday. */
int day_weekday(int32_t day);

#endif
