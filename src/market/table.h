/* table.h: a delimited text as a table with one column of dates: separator, header and date format found by content.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_TABLE_H
#define MARKET_TABLE_H

#include "market/file.h"

enum table_dates { TABLE_DATES_ASK, TABLE_DAY_FIRST, TABLE_MONTH_FIRST };

/* Data rows are those whose date cell holds a date that exists, 1900-01-01 to the day after today, in file order. */
struct table {
    struct arena *arena;
    char separator;
    size_t columns, rows;
    size_t rows_read;  /* below the header, with a date or without */
    size_t date_column;
    const char **name; /* of each column: its header, else "column 2"; the person's words, not to be trusted */
    bool header;
    bool months;       /* the dates are months without a day, each given as its last day */
    const int32_t *day;
    const size_t *line;
    struct table_cells *cells;
};

/* false: refused or asked, and the answer says why. */
bool table_read(struct file_answer *, struct str bytes, enum table_dates, int32_t today, struct table *);
/* "" where the row is too short. Borrowed from the table. */
struct str table_cell(const struct table *, size_t row, size_t column);

/* The decimal sign ('.' or ',') of the columns marked in `used`: the person's choice, else by content. */
bool table_decimal(struct file_answer *, const struct table *, const bool *used, char choice, char *decimal);

/* The header in lower case without blanks, points, underscores, asterisks and quotes: "Adj. Close**" is "adjclose". */
const char *table_name_plain(struct arena *, const char *name);
/* The column of that name (as a person would type it), or table.columns. */
size_t table_column(const struct table *, const char *name);
/* The names of all columns but the dates, for messages: "Open, High, Low" and at most twenty. */
const char *table_names(const struct table *);

#endif
