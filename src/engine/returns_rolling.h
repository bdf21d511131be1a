/* returns_rolling.h: what every holding of so many years brought, whenever it began; and risk over a window that moves along.
 * Source: the returns specification, 7.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_RETURNS_ROLLING_H
#define ENGINE_RETURNS_ROLLING_H

#include "engine/returns_tables.h"

/* The windows of the product, in months and in rows. */
enum { RETURNS_ROLLING_WINDOWS = 7, RETURNS_RISK_WINDOWS = 4 };
extern const int returns_rolling_months[RETURNS_ROLLING_WINDOWS]; /* 1, 3, 5, 7, 10, 15, 20 years */
extern const size_t returns_risk_rows[RETURNS_RISK_WINDOWS];      /* 63, 126, 252, 756 */

/* For each row the return since the last row on or before the same day so many months earlier (29 February: the 28th), annualised
 * from 12 months on; NaN as long as the series does not reach back. Rows a month apart or more (own) are compared by month,
 * whatever the day of the last session was. start (NULL: not wanted) is that row, SERIES_NONE for none.
 * The first row with a figure, n when there is none. n values each. Linear. */
size_t returns_rolling_fill(const struct level_series *, enum frequency own, int months, double *out, size_t *start);

struct returns_rolling {
    int months;
    size_t first_end, last_end; /* rows; of.worst_at and of.best_at are rows as well: where the window ends */
    struct returns_summary of;
    double above_risk_free, above_benchmark, above_target; /* shares; NaN without */
};
/* Of what returns_rolling_fill gave. benchmark: the same of a series on the same days, or NULL; risk_free and target are fractions
 * a year. scratch: 2 n values. */
void returns_rolling_find(int months, const double *rolling, const double *benchmark, size_t n, double risk_free,
                          double target, double *scratch, struct returns_rolling *);

/* Risk over the last `rows` returns; the first figure is in row `rows`. Any column may be NULL; n values each. */
struct returns_rolling_risk {
    double *volatility;     /* s sqrt(k) */
    double *sharpe;         /* mean(x) / s(x) sqrt(k) */
    double *sortino;        /* mean(x) / sqrt(sum min(x, 0)^2 / rows) sqrt(k) */
    double *drawdown;       /* the deepest, of the rows + 1 levels of the window */
    double *beta, *correlation, *tracking_error; /* against the benchmark; tracking error s(r - b) sqrt(k) */
};
struct returns_rolling_risk_input {
    size_t rows;               /* of the window: 2 or more */
    double ppy;                /* k */
    double risk_free;          /* per row; used where risk_free_rows is NULL */
    const double *risk_free_rows; /* by return: n - 1 values, or NULL */
    const double *benchmark;   /* levels on the same days, or NULL: then beta, correlation and tracking error are NaN */
};
/* What the metrics of the whole window would be, hence NaN where those do not exist. Linear whatever the window, and without sums
 * that are carried along: each window is put together from two stretches. scratch: returns_rolling_risk_scratch(rows) values. */
size_t returns_rolling_risk_scratch(size_t rows);
void returns_rolling_risk_fill(const struct level_series *, const struct returns_rolling_risk_input *, double *scratch,
                               const struct returns_rolling_risk *out);

#endif
