/* price_file.h: a person's file of prices or returns, in whatever shape programs export them, as clean series: one
 * column of closes, open-high-low-close tables, one column per fund, or one row per day and ticker.
 * Pure: bytes in, series and messages out. Nothing is guessed silently: what was inferred is a note, what was left out
 * a warning with its lines, what can be read two ways a question (FILE_ASK) that one of the options settles.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_PRICE_FILE_H
#define MARKET_PRICE_FILE_H

#include "market/file.h"
#include "market/table.h"

enum { PRICE_FILE_SERIES_MAX = 20, PRICE_FILE_ROWS_MAX = 100000 /* of a file to be analysed */ };

enum price_kind { PRICE_KIND_ASK, PRICE_KIND_PRICES, PRICE_KIND_RETURNS };
enum price_unit { PRICE_UNIT_ASK, PRICE_UNIT_PERCENT, PRICE_UNIT_FRACTION };
enum price_duplicates { PRICE_DUPLICATES_REFUSE, PRICE_DUPLICATES_FIRST, PRICE_DUPLICATES_LAST };

struct price_names {
    int n;
    const char *at[PRICE_FILE_SERIES_MAX];
};
/* One name; none when it is NULL. */
static inline struct price_names price_name(const char *name)
{
    return (struct price_names){.n = name != NULL, .at = {name}};
}

/* All zero but today: decide by content, ask where it does not decide. Columns are called by their header, in any case, or
 * "column 2". */
struct price_file_options {
    int32_t today;               /* rows dated after tomorrow are refused */
    enum table_dates dates;
    enum price_duplicates duplicates;
    enum price_kind kind;
    enum price_unit unit;        /* of returns without a percent sign */
    char decimal;                /* '.' or ',' */
    bool analysed;               /* for the returns section: dividends are taken, PRICE_FILE_ROWS_MAX rows at most */
    const char *date_column;     /* NULL: by content */
    const char *symbol_column, *total_column, *dividend_column; /* NULL: by header; "": there is none. Total: adjusted closes */
    struct price_names columns;  /* take the values from these only, a series each; none: by content */
    struct price_names symbols;  /* of a file with a ticker column: take these only; none: all */
};

/* What a column is for. The first are the fields of a series. */
enum price_role {
    PRICE_OPEN, PRICE_HIGH, PRICE_LOW, PRICE_CLOSE, PRICE_ADJ_CLOSE, PRICE_VOLUME,
    PRICE_DIVIDEND,      /* only where it is asked for */
    PRICE_FIELDS,
    PRICE_ROLE_RETURN = PRICE_FIELDS, PRICE_ROLE_SYMBOL,
    PRICE_ROLE_NUMBER,   /* numbers under a name that says nothing */
    PRICE_ROLE_NONE, PRICE_ROLE_DATE,
    PRICE_ROLE_UNKNOWN,  /* until a question about the file is answered */
    PRICE_ROLES
};
extern const char *const price_role_text[PRICE_ROLES]; /* "adjusted close", for people */

/* What the values of a series of prices are, as far as its header says. */
enum price_meaning { PRICE_UNNAMED, PRICE_CLOSES, PRICE_ADJUSTED /* closes with dividends in them */ };

/* At least two closes (or one return), days ascending without doubles. Every close is there; the other fields are NULL
 * where the file has no such column and NaN where a cell is blank. Closes lie in [1e-9, 1e12] and not outside low and
 * high; returns are fractions (0.05 is 5 %) above -1, the last may be -1. Dividends are dollars per share at their
 * ex-date, 0 on other days. */
struct price_file_series {
    const char *name;  /* header or ticker, the person's words: escape it */
    const char *about; /* what begins a message about it: "AAA: ", or "" for the only one of a file */
    enum price_meaning meaning;
    size_t n;
    int32_t *day;
    double *value[PRICE_FIELDS];
    int32_t base_day; /* of returns: the day before the first, assumed from the spacing */
};

/* How the file was read, for a person to check and mend: its first rows as they stand, and what each column is for. */
struct price_preview {
    const char *dates;           /* "day.month.year"; NULL: not known yet */
    char separator, decimal;     /* decimal 0: not known */
    bool header;
    size_t columns, rows;        /* rows shown */
    const char *const *name;     /* of each column */
    enum price_role *role;
    const char **cell;           /* [row * columns + column]; to be escaped */
    size_t *line;
};

struct price_file {
    enum price_kind kind;
    enum price_unit unit; /* of returns: how they stood in the file */
    char decimal;
    bool long_format; /* one row per day and ticker: the names of the series are tickers */
    size_t rows_read;
    int n;
    struct price_file_series series[PRICE_FILE_SERIES_MAX];
    const struct price_preview *preview; /* NULL: the file is no table with dates */
};

/* Linear in the bytes. false: refused or asked, see the answer; then `out` holds nothing but the preview. */
bool price_file_read(struct file_answer *, struct str bytes, const struct price_file_options *, struct price_file *out);

/* Turn a series of returns into closes that begin at 100 on its base day. false when they leave [1e-9, 1e12]. */
bool price_file_index(struct arena *, struct price_file_series *);

/* Where the levels of total return (dividends reinvested) come from. */
enum price_total { PRICE_TOTAL_NONE, PRICE_TOTAL_ADJUSTED, PRICE_TOTAL_DIVIDENDS };
/* Levels of total return of a series of prices: its adjusted closes, or its closes with dividends put back on the ex-date,
 * (close + dividend) / close before. With both, the adjusted closes count unless they follow the closes over the
 * ex-dates, too: those are not adjusted for dividends. What was found out is a note, what does not fit together a
 * warning. *total is NULL for PRICE_TOTAL_NONE. */
enum price_total price_total_find(struct file_answer *, const struct price_file_series *, const double **total);

#endif
