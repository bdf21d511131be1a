/* backtest_periods.h: a backtest's days gathered: falls from a peak, months and years, rolling windows. All are measured on the
 * levels of the account: its equity, or the time-weighted index where money went in or out after the start.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef COMPUTE_BACKTEST_PERIODS_H
#define COMPUTE_BACKTEST_PERIODS_H

#include "compute/backtest.h"

/* result.n values, or NULL where they were not kept; *before is the level before the first day. */
const double *backtest_levels(const struct backtest_answer *, double *before);

#define BACKTEST_BEFORE SIZE_MAX /* the row of a peak that is the start */
struct backtest_episode {
    size_t peak, trough, end;    /* rows; end: the first one back at the peak, or the last row */
    double depth_pct;            /* below 0 */
    size_t sessions;             /* below the peak */
    bool is_over;                /* back at the peak within the window */
};
/* All falls from a peak, the deepest first. */
size_t backtest_episodes(struct arena *, const struct backtest_answer *, struct backtest_episode **);

struct backtest_year {
    int year;
    double month_pct[12], year_pct; /* NaN: no session in it, or no return leads from there */
};
/* The return of every month and year of the window; the first and the last are as long as they are in it. */
size_t backtest_years(struct arena *, const struct backtest_answer *, struct backtest_year **);

struct backtest_rolling {
    int years;
    size_t windows, losses;      /* one window ends on each session; how many of them lost */
    double worst_pct, median_pct, best_pct; /* a year; NaN without a window */
    size_t worst_row, best_row;  /* where those windows begin */
};
enum { BACKTEST_ROLLINGS = 3 };
/* Windows of 1, 3 and 5 years of 365.25 days, each to the last session within it. */
void backtest_rolling_find(struct arena *, const struct backtest_answer *, struct backtest_rolling[BACKTEST_ROLLINGS]);

/* The same as files, with a heading; figures in percent. */
void backtest_episodes_csv(struct buf *, const struct backtest_answer *);
void backtest_months_csv(struct buf *, const struct backtest_answer *);
void backtest_rolling_csv(struct buf *, const struct backtest_answer *);

#endif
