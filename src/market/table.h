/* table.h: a delimited text as a table with one column of dates: separator, header and date format found by content.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_TABLE_H
#define MARKET_TABLE_H

#include "market/file.h"

enum table_dates { TABLE_DATES_ASK, TABLE_DAY_FIRST, TABLE_MONTH_FIRST };

/* All zero but today: found by content. */
struct table_options {
    int32_t today;           /* rows dated after tomorrow are refused */
    enum table_dates dates;
    const char *date_column; /* its name, or "column 2"; NULL: the one with most dates */
    size_t rows_max;         /* 0: FILE_ROWS_MAX */
};

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
    const char *date_form; /* how they are written, for people: "day.month.year"; NULL: not known yet */
    const int32_t *day;
    const size_t *line;
    struct table_cells *cells;
};

/* false: refused or asked, and the answer says why. */
bool table_read(struct file_answer *, struct str bytes, const struct table_options *, struct table *);
/* "" where the row is too short. Borrowed from the table. */
struct str table_cell(const struct table *, size_t row, size_t column);
/* The same of the rows below the header, rows_read of them, with a date or without; and their lines. */
struct str table_raw_cell(const struct table *, size_t row, size_t column);
size_t table_raw_line(const struct table *, size_t row);

/* The decimal sign ('.' or ',') of the columns marked in `used`: the person's choice, else by content. */
bool table_decimal(struct file_answer *, const struct table *, const bool *used, char choice, char *decimal);

/* The header in lower case without accents, blanks, points, underscores, asterisks, quotes and brackets: "Adj. Close**" is
 * "adjclose", "<VAR.>" "var". */
const char *table_name_plain(struct arena *, const char *name);
/* The column of that name (as a person would type it), or table.columns. */
size_t table_column(const struct table *, const char *name);
/* The names of all columns but the dates, for messages: "Open, High, Low" and at most twenty. */
const char *table_names(const struct table *);

#endif
