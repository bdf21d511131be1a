/* csv_write.h: writes CSV (RFC 4180) that a spreadsheet may open: no cell of it runs as a formula.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_CSV_WRITE_H
#define BASE_CSV_WRITE_H

#include "base/str.h"

/* One cell, in quotes. What begins like a formula (= + - @ TAB CR, or = + - @ in their full-width forms) gets an apostrophe
 * before it, unless all of it is a finite number. */
void csv_cell(struct buf *, struct str);
/* A number, every digit of it, and what comes behind it; a cell that is empty where the number does not exist or has no end. */
void csv_number(struct buf *, double, const char *then);
/* What goes between two cells, and after the last one. */
#define CSV_NEXT ","
#define CSV_END "\r\n"

#endif
