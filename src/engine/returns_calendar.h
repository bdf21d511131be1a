/* returns_calendar.h: returns by the calendar: years by months or quarters, the season, weekdays, years against a benchmark.
 * Source: the returns specification, 7.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_RETURNS_CALENDAR_H
#define ENGINE_RETURNS_CALENDAR_H

#include <stdbool.h>

#include "engine/returns_tables.h"

/* A year of 12 months, or of 4 quarters in cell[0] to cell[3]. Cells without data are NaN. */
struct returns_calendar_year {
    int32_t year;
    double cell[12], total;
    uint16_t partial; /* bit k: cell k is of a part of its period, or of more than it where rows are missing */
    bool total_is_partial;
};
/* How many years there are from the first return to the last, with those that have none. */
size_t returns_calendar_years(const struct level_series *);
/* That many into out. columns: FREQUENCY_MONTHLY or FREQUENCY_QUARTERLY; own: the frequency of the rows. Linear. */
size_t returns_calendar_fill(const struct level_series *, enum frequency own, enum frequency columns,
                             struct returns_calendar_year *out);
/* own - other where both have a figure, NaN elsewhere, for the years of own; partial where one of them is. */
void returns_calendar_subtract(const struct returns_calendar_year *own, size_t n, const struct returns_calendar_year *other,
                               size_t others, struct returns_calendar_year *out);

enum { RETURNS_SEASON_TOTAL = 12, RETURNS_SEASON_COLUMNS };
/* Each column over the years without its partial cells, [RETURNS_SEASON_TOTAL] of the totals; worst_at and best_at are rows of
 * the table. scratch: 3 n values. */
void returns_calendar_season(const struct returns_calendar_year *, size_t n, double *scratch,
                             struct returns_summary out[RETURNS_SEASON_COLUMNS]);

/* Returns by the weekday on which they end, Monday first; only for daily rows. worst_at and best_at are rows of the series. */
struct returns_weekday {
    struct returns_summary of;
    double compounded; /* of all returns of that weekday; 0 for none */
};
/* scratch: 3 n values. */
void returns_weekdays_find(const struct level_series *, double *scratch, struct returns_weekday out[7]);

/* A year end: what the year brought, and the benchmark. */
struct returns_year {
    int32_t year;
    int32_t end;          /* the day of its last row */
    double level;         /* there */
    double own, other, difference; /* other and difference are NaN without a benchmark or where it has no such year */
    bool is_partial;      /* own or other is of a part of the year */
    bool won;             /* own > other */
};
/* One for each year with a return, oldest first; how many, at most returns_calendar_years. benchmark: NULL for none. Linear. */
size_t returns_years_find(const struct level_series *, const struct level_series *benchmark, enum frequency own,
                          struct returns_year *out);

#endif
