/* csv.h: delimited text (RFC 4180, leniently) as rows with their line numbers, over libcsv. One row at a time in a
 * buffer of fixed size, so that a cell of a megabyte or a line of a hundred thousand columns costs nothing.
 * Blank lines and lines that begin with # are skipped. Lines end in LF, CRLF or CR.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/str.h"

struct csv_limits {
    size_t columns, cell_bytes; /* most cells in a row, most bytes in a cell */
    size_t lines;               /* stop, without a fault, after this many physical lines; 0: read all */
};

enum csv_fault {
    CSV_FINE,
    CSV_STOPPED,     /* the callback said so */
    CSV_QUOTE_OPEN,  /* a quote opened on fault_line is never closed */
    CSV_CELL_LONG,
    CSV_ROW_WIDE
};

/* The cells are valid during the call only; unquoted ones come without the blanks around them. false stops the reading. */
typedef bool csv_row_fn(void *with, size_t line, const struct str *cells, size_t n);

/* Give every row of `text` to `row`. Linear in the text; `text` holds no NUL that matters (a NUL is a byte of its cell). */
enum csv_fault csv_read(struct arena *, struct str text, char separator, const struct csv_limits *, csv_row_fn *row,
                        void *with, size_t *fault_line);

#endif
