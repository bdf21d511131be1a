/* cell.h: one cell of a data file read as a number or as a date, in the many ways people and programs write them.
 * What a whole column must decide (decimal sign, day before month) is reported, not guessed.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_CELL_H
#define MARKET_CELL_H

#include "base/str.h"

enum { CELL_NUMBER_MAX = 256 }; /* bytes of a numeric cell */

enum cell_kind { CELL_MISSING, CELL_NUMBER, CELL_OTHER };

/* What a numeric cell says about the decimal sign of its file. */
enum {
    CELL_POINT = 1,        /* '.' must be the decimal sign: 463.89, 4,638.9 or 1,234,567 */
    CELL_COMMA = 2,        /* ',' must be: 463,89, 4.638,9 or 1.234.567 */
    CELL_COMMA_EITHER = 4, /* 1,234 */
    CELL_PERCENT = 8,
    CELL_LONG = 16,        /* digits without end: over CELL_NUMBER_MAX bytes */
    CELL_POINT_EITHER = 32 /* 1.234 */
};

/* Missing: empty, NaN, N/A, NA, #N/A, null, none, "-", "--", a dash, ".". Number: sign (also U+2212 and the dashes that stand for
 * it, a minus behind the digits, or parentheses),
 * digits with groups of three (comma, point, space, apostrophe), exponent, currency sign or three-letter code before or
 * after, percent sign, K, M or B for thousands, millions, billions. Hex, inf and underscores are no numbers. */
enum cell_kind cell_number_look(struct str, int *marks);
/* The value when `decimal` ('.' or ',') is the decimal sign; may be infinite or denormal. A percentage is divided by
 * 100. */
enum cell_kind cell_number_read(struct str, char decimal, double *x);

enum cell_date_kind {
    CELL_NO_DATE,
    CELL_DAY,          /* day is set */
    CELL_DAY_OR_MONTH, /* first/second/year: either of the first two may be the day */
    CELL_BAD_DATE      /* written like a date that does not exist, such as 2024-02-30 */
};
enum {
    CELL_DATE_EPOCH = 1,
    CELL_DATE_ZONE = 2,
    CELL_DATE_MONTH = 4,       /* a month, quarter or year without a day */
    CELL_DATE_DOTS = 8,
    CELL_DATE_SHORT_YEAR = 16, /* 70 to 99 are 1970 to 1999, 00 to 69 2000 to 2069 */
    CELL_DATE_SERIAL = 32      /* days of a spreadsheet */
};

struct cell_date {
    enum cell_date_kind kind;
    int32_t day;
    int first, second, year;
    int marks; /* how it was written: CELL_DATE_* */
};

/* With a time of day the written local date counts, whatever the offset; epoch seconds and milliseconds are taken in
 * UTC; a month, quarter or year without day is its last day; months go by their English, German, French, Spanish, Italian,
 * Portuguese or Dutch name. `plain_numbers`: also read 20240102, 202401, epochs, Excel serials and years, which in other
 * columns are just numbers. */
struct cell_date cell_date_read(struct str, bool plain_numbers);
/* The day of a CELL_DAY_OR_MONTH cell under one reading; false when there is none such. */
bool cell_date_settle(const struct cell_date *, bool day_first, int32_t *day);

/* Lower case, and no accents on Latin letters, in place: "Clôture" and "CLOTURE" are "cloture". */
void cell_fold(char *);

#endif
