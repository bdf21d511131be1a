/* returns_matrix.h: the triangle of every start with every end: what became of money that was invested at the start of one
 * year (quarter, month) and left until the end of another. Source: the returns specification, 6.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_RETURNS_MATRIX_H
#define ENGINE_RETURNS_MATRIX_H

#include "engine/returns_tables.h"

/* One year, quarter or month of the triangle. */
struct returns_matrix_period {
    struct series_period row; /* rows, last calendar day, whole or partial */
    int32_t index;            /* the year; year * 4 + quarter (0 to 3); year * 12 + month (0 to 11): one more for the next */
    double from, to;          /* where it begins and ends, in years: 2013 is the end of 2012; a partial one covers less */
};
/* All periods with a return, oldest first; how many. step: FREQUENCY_YEARLY, _QUARTERLY or _MONTHLY; own: that of the rows.
 * out: room for n - 1 of them at most (years: years + 1). A partial one lasts from its first row (its beginning where the
 * period before has a row) to its last row (its end where the series goes on), by days over the length of the period. */
size_t returns_matrix_periods(const struct level_series *, enum frequency own, enum frequency step,
                              struct returns_matrix_period *out);
/* Leaves out partial periods at both ends, in place; how many are left. Whole years only is the default of the product. */
size_t returns_matrix_whole(struct returns_matrix_period *, size_t m);
/* Leaves in both lists, in place, the periods that both have, whole in both, or ending and beginning on the same days in both; how
 * many. a and b are the series that they are of. */
size_t returns_matrix_common(const struct level_series *a, struct returns_matrix_period *of_a, size_t m_a,
                             const struct level_series *b, struct returns_matrix_period *of_b, size_t m_b);

/* A matrix of m periods has only cells with start <= end; they stand row by row, a row for each end. */
static inline size_t returns_matrix_cells(size_t m)
{
    return m * (m + 1) / 2;
}
static inline size_t returns_matrix_at(size_t start, size_t end)
{
    return end * (end + 1) / 2 + start;
}
/* The years from the start of one period to the end of another. */
double returns_matrix_years(const struct returns_matrix_period *, size_t start, size_t end);

enum returns_matrix_kind {
    RETURNS_MATRIX_CAGR,   /* W^(1/N) - 1 */
    RETURNS_MATRIX_TOTAL,  /* W - 1 */
    RETURNS_MATRIX_SIMPLE, /* (W - 1) / N */
    RETURNS_MATRIX_KINDS
};
extern const char *const returns_matrix_kind_key[RETURNS_MATRIX_KINDS]; /* "cagr", "total", "simple" */
/* W is the level at the end over that at the start, N the years between. The diagonal, and whatever is shorter than a year, is the
 * period's own return, never annualised. All kinds at once; cell[kind] NULL: not wanted. O(m^2). */
void returns_matrix_fill(const struct level_series *, const struct returns_matrix_period *, size_t m,
                         double *const cell[RETURNS_MATRIX_KINDS]);

enum returns_matrix_against {
    RETURNS_AGAINST_DIFFERENCE, /* own - other; of total and price CAGR it is what dividends contributed */
    RETURNS_AGAINST_WEALTH,     /* (1 + own) / (1 + other) - 1, of matrices of the total return: how much more money */
    RETURNS_AGAINST_QUOTIENT,   /* own / other, the original's; none where the signs differ or |other| < 0.1 % */
    RETURNS_AGAINSTS
};
extern const char *const returns_matrix_against_key[RETURNS_AGAINSTS]; /* "difference", "wealth", "quotient" */
/* Cell by cell, of two matrices of the same periods; out may be one of them. */
void returns_matrix_compare(enum returns_matrix_against, const double *own, const double *other, size_t cells, double *out);

/* Every stretch of `length` whole periods: "any 10 years". of.worst_at and .best_at are starts (indexes of periods). */
struct returns_matrix_holding {
    size_t length;
    struct returns_summary of;
    double above_other; /* the share that is above the cell of `other`; NaN without */
};
/* One for each length from 1 to m for which there is such a stretch; how many. other: a benchmark's cells or NULL.
 * scratch: 4 m values. O(m^2). */
size_t returns_matrix_holdings(const struct returns_matrix_period *, size_t m, const double *own, const double *other,
                               double *scratch, struct returns_matrix_holding *out);

/* The end of a symmetric scale of colours: the 95th percentile of |cell|, at most 0.5. 0 when no cell is finite.
 * scratch: 2 * cells values. */
double returns_matrix_scale(const double *cell, size_t cells, double *scratch);

#endif
