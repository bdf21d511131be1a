/* dividend_stats.h: what an instrument paid: sums, yields, by quarter and by year, growth against the year before. Pure.
 * Source: the margin specification, C.6, corrected as its E36 says: growth is against one year before, and a payment out of
 * the usual order (SPY's of 2004-11-15) shifts nothing.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_DIVIDEND_STATS_H
#define ENGINE_DIVIDEND_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* n payments by ex-date, ascending, in dollars per share. */
struct dividend_payments {
    size_t n;
    const int32_t *ex_day;
    const double *amount;
};

/* Dollars with an ex-date after `after` and up to `to`. The trailing twelve months at a day are (day - 365, day]. */
double dividend_sum(const struct dividend_payments *, int32_t after, int32_t to);

/* Where a payment belongs in the years around it. Its twin a year before is the payment whose ex-date lies nearest to one
 * calendar year before its own and at most DIVIDEND_TWIN_DAYS off. */
enum { DIVIDEND_TWIN_DAYS = 31 };
struct dividend_growth {
    bool has_twin;
    size_t twin;        /* its index */
    double growth_pct;  /* against the twin; NaN without one */
    bool is_extra;      /* no twin a year before and none a year after, although the payments reach that far both ways */
};
/* n of them. */
void dividend_growth_find(const struct dividend_payments *, struct dividend_growth *);

/* A calendar year, or one quarter of it, by ex-dates. */
struct dividend_period {
    int year, quarter;          /* quarter 1 to 4; 0: the whole year */
    int payments;
    double total, extra;        /* dollars; extra: of it, payments out of the usual order */
    double growth_pct;          /* of the total against the same period a year before; NaN where there was none */
    double usual_growth_pct;    /* the same without extra payments */
    bool is_partial;            /* the data begin after its start or end before its end: growth says little */
};
/* The periods from that of the first payment to that of the last one, those without a payment too (total 0), oldest first:
 * at most dividend_periods_max. The data run from first_day to last_day; a gap of four days, a long weekend, counts as none. */
size_t dividend_years(const struct dividend_payments *, const struct dividend_growth *, int32_t first_day,
                      int32_t last_day, struct dividend_period *);
size_t dividend_quarters(const struct dividend_payments *, const struct dividend_growth *, int32_t first_day,
                         int32_t last_day, struct dividend_period *);
size_t dividend_periods_max(const struct dividend_payments *);

/* 1 January to 31 December: 1 to 4. */
int dividend_quarter_of(int32_t day);

/* What a position of `leverage` times the equity yields a year, in percent of the equity, after the interest of its loan:
 * leverage * yield - (leverage - 1) * rate. */
double dividend_net_yield_pct(double leverage, double yield_pct, double rate_pct);

#endif
