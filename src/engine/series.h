/* series.h: series of prices, rates and levels of wealth as columns, oldest first, and what is done to them before anything
 * is computed. Borrowed by every engine, owned by the caller; results go into arrays that the caller gives. Pure.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_SERIES_H
#define ENGINE_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* n sessions. Prices are dollars per share, split-adjusted, not dividend-adjusted; dividend is dollars per share with that
 * ex-date, 0 on other days. open, high, low may be NULL where only closes are known. */
struct price_series {
    size_t n;
    const int32_t *day;
    const double *open, *high, *low, *close;
    const double *dividend;
};

/* Rates by date, oldest first, in percent a year: fed funds, and the broker's margin rate that goes with it.
 * monthly: each row is the average of the month that begins on that day, so known only once the month is over. */
struct rate_series {
    size_t n;
    const int32_t *day;
    const double *fed_funds_pct, *margin_rate_pct;
    int monthly;
};

/* ---- levels of wealth ---- */

/* n levels on ascending days: prices, an index, or wealth made of returns. Finite and above 0; only the last may be 0 (all is
 * lost). level[0] is the base, so there are n - 1 returns: return i is level[i] / level[i - 1] - 1 and is dated day[i]. */
struct level_series {
    size_t n;
    const int32_t *day;
    const double *level;
};

enum series_fault {
    SERIES_FINE,
    SERIES_ORDER,      /* a day that is not after the one before */
    SERIES_NOT_FINITE,
    SERIES_NOT_POSITIVE, /* a level below 0, or a return below -1 */
    SERIES_AFTER_LOSS, /* a level of 0, or a return of -1, that is not the last */
    SERIES_FAULTS
};
/* What keeps it from being a level series; *row is where (untouched when fine). Linear. */
enum series_fault series_check(const struct level_series *, size_t *row);
extern const char *const series_fault_text[SERIES_FAULTS]; /* "a return below -100 %"; for SERIES_FINE "" */

/* The rows with from <= day <= to, as a view of the same arrays; n is 0 when there are none. */
struct level_series series_window(const struct level_series *, int32_t from, int32_t to);
/* The last row on or before the day; SERIES_NONE when the series begins later. O(log n). */
#define SERIES_NONE SIZE_MAX
size_t series_row_at(const struct level_series *, int32_t day);

/* n - 1 returns of n levels, into out. */
void series_returns(const double *level, size_t n, double *out);
/* Levels of n returns (fractions) that begin with `base` on base_day: n + 1 days and levels. The fault of the first return that
 * cannot be compounded, then *row is its index; a base day that is not before the first day is SERIES_ORDER at row 0. */
enum series_fault series_from_returns(const int32_t *day, const double *returns, size_t n, int32_t base_day, double base,
                                      int32_t *out_day, double *out_level, size_t *row);
/* Wealth that begins with the first close and takes up dividends on their ex-date: each level is the one before times
 * (close + dividend) / close before. n levels. */
void series_total(const struct price_series *, double *level);
/* Every return less fee / ppy (fee: a fraction a year), compounded from the same base. false, and nothing promised, when nothing
 * would be left before the last row. `level` may be the series' own array. */
bool series_less_fee(const struct level_series *, double fee, double ppy, double *level);
/* Every return times `factor`, compounded from the same base: so much of it held, and brought back to that at every row, without
 * cost. 0 from the row on that leaves nothing. */
void series_geared(const struct level_series *, double factor, double *level);
/* Every level times (or divided by) the last value of `by` on or before its day: another currency, or money of constant value
 * by an index of prices. false when `by` begins later than the series or is not positive where it is needed. */
bool series_revalue(const struct level_series *, const struct level_series *by, bool divide, double *level);
/* The last rate on or before the day of each of the n - 1 returns of the series (rates are levels of any sign here). false when
 * the rates begin later than the first return. */
bool series_rates_at(const struct level_series *, const struct level_series *rates, double *rate);

/* ---- more than one ---- */

/* The days that all of the `count` series have, ascending, into `day` (room for the n of the shortest); how many. Linear. */
size_t series_common_days(const struct level_series *s, size_t count, int32_t *day);
/* The levels on those days, each of which the series must have. */
void series_pick(const struct level_series *, const int32_t *day, size_t n, double *level);

/* ---- frequency ---- */

enum frequency {
    FREQUENCY_IRREGULAR, /* only total return, growth and drawdown make sense */
    FREQUENCY_DAILY,
    FREQUENCY_WEEKLY,    /* ISO weeks, Monday to Sunday */
    FREQUENCY_MONTHLY,
    FREQUENCY_QUARTERLY,
    FREQUENCY_YEARLY,
    FREQUENCIES
};
extern const char *const frequency_key[FREQUENCIES]; /* "irregular", "daily", … */

struct series_spacing {
    enum frequency frequency;
    double ppy;           /* periods per year: 252, or 365 with weekends; 52, 12, 4, 1; 0 when irregular */
    double median_days;   /* between neighbours; 0 for fewer than 2 days */
    double weekend_share; /* of the rows: Saturdays and Sundays */
};
/* From the median of the days between neighbours: up to 1.6 daily (365 when more than 5 % of the rows are weekend days), 5 to 9
 * weekly, 26 to 35 monthly, 80 to 100 quarterly, 350 to 380 yearly. Linear, no scratch. */
void series_spacing_find(const int32_t *day, size_t n, struct series_spacing *);

/* The last day of the period that the day belongs to: of its week (Sunday), month, quarter or year; the day itself else. */
int32_t series_period_end(int32_t day, enum frequency period);
/* The last row of every period, with its real date; how many. The arrays may be the series' own. */
size_t series_last_of_each(const struct level_series *, enum frequency period, int32_t *day, double *level);

/* The periods in which returns are dated, one after the other: begin with {0}, true as long as there is another one. */
struct series_period {
    size_t from, to; /* rows: the return of the period is level[to] / level[from] - 1; `from` is the last row before it */
    int32_t end;     /* its last calendar day: the year or month to show */
    bool ended;      /* its rows reach that day, near enough */
    bool whole;      /* that, and the period before it has a row; else it is partial */
};
/* `own` is the frequency of the rows: it decides how close to its end a year, or the last period of any other length, must have
 * got to be whole. Daily: a year has a row on or after 25 December, a month or quarter at most one weekday left (holidays).
 * Weekly: fewer than 7 days left; monthly, quarterly: fewer than 31 or 92 days. An irregular series is treated as a daily one. */
bool series_period_next(const struct level_series *, enum frequency own, enum frequency period, struct series_period *);

/* ---- years ---- */

/* Whole years from the first day (29 February counts as 28 in other years) and the days left over the length of the year that
 * is running: exactly 1 from one day to the same day a year later. 0 when to <= from. */
double series_years(int32_t from, int32_t to);
/* How many calendar years the two days span when both are the last session of their year, else 0: the last weekday of
 * December or a later day of it; or, in a daily `source`, its last row of the year, on or after 25 December and with a row of
 * a later year behind it. `source` is what the rows were taken from before they became weekly or monthly. */
int series_calendar_years(const struct level_series *source, enum frequency own, int32_t from, int32_t to);

/* ---- benchmarks that are made ---- */

/* Wealth in `count` series on the same n days, weight[k] of it in each (they sum to 1) at the first row and again at the last row
 * of every `rebalance` period (FREQUENCY_IRREGULAR: never); begins at 1. level[k] has n values; hold is scratch for `count`. */
void series_blend(const int32_t *day, size_t n, const double *const *level, const double *weight, size_t count,
                  enum frequency rebalance, double *hold, double *out);
/* 1 on the first day, growing by a fixed rate a year (fraction) with the calendar: (1 + rate)^series_years. */
void series_fixed_rate(const int32_t *day, size_t n, double rate, double *out);

#endif
