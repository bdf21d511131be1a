/* returns_calendar.c: see returns_calendar.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/returns_calendar.h"

#include <math.h>

#include "base/day.h"

static int32_t year_of(int32_t day)
{
    return day_month(day) / 12;
}

static double period_return(const struct level_series *s, const struct series_period *p)
{
    return s->level[p->to] / s->level[p->from] - 1;
}

/* ---- years by months or quarters ---- */

size_t returns_calendar_years(const struct level_series *s)
{
    return s->n < 2 ? 0 : (size_t)(year_of(s->day[s->n - 1]) - year_of(s->day[1]) + 1);
}

static void blank_year(struct returns_calendar_year *y, int32_t year)
{
    *y = (struct returns_calendar_year){.year = year, .total = NAN};
    for (size_t k = 0; k < 12; k++)
        y->cell[k] = NAN;
}

static void fill_cells(const struct level_series *s, enum frequency own, enum frequency columns,
                       struct returns_calendar_year *out)
{
    int months = columns == FREQUENCY_QUARTERLY ? 3 : 1;
    for (struct series_period p = {0}; series_period_next(s, own, columns, &p);) {
        struct returns_calendar_year *y = &out[year_of(p.end) - out[0].year];
        int k = day_month(p.end) % 12 / months;
        y->cell[k] = period_return(s, &p);
        y->partial = (uint16_t)(y->partial | (p.whole ? 0u : 1u << k));
    }
}

static void fill_totals(const struct level_series *s, enum frequency own, struct returns_calendar_year *out)
{
    for (struct series_period p = {0}; series_period_next(s, own, FREQUENCY_YEARLY, &p);) {
        struct returns_calendar_year *y = &out[year_of(p.end) - out[0].year];
        y->total = period_return(s, &p);
        y->total_is_partial = !p.whole;
    }
}

size_t returns_calendar_fill(const struct level_series *s, enum frequency own, enum frequency columns,
                             struct returns_calendar_year *out)
{
    size_t n = returns_calendar_years(s);
    for (size_t i = 0; i < n; i++)
        blank_year(&out[i], year_of(s->day[1]) + (int32_t)i);
    fill_cells(s, own, columns, out);
    fill_totals(s, own, out);
    return n;
}

static void subtract_year(const struct returns_calendar_year *own, const struct returns_calendar_year *other,
                          struct returns_calendar_year *out)
{
    out->year = own->year;
    for (size_t k = 0; k < 12; k++)
        out->cell[k] = own->cell[k] - other->cell[k];
    out->total = own->total - other->total;
    out->partial = own->partial | other->partial;
    out->total_is_partial = own->total_is_partial || other->total_is_partial;
}

void returns_calendar_subtract(const struct returns_calendar_year *own, size_t n,
                               const struct returns_calendar_year *other, size_t others,
                               struct returns_calendar_year *out)
{
    for (size_t i = 0; i < n; i++) {
        int64_t at = others ? (int64_t)own[i].year - other[0].year : -1;
        if (at >= 0 && at < (int64_t)others)
            subtract_year(&own[i], &other[at], &out[i]);
        else
            blank_year(&out[i], own[i].year);
    }
}

/* ---- the season ---- */

static double whole_cell(const struct returns_calendar_year *y, size_t column)
{
    if (column == RETURNS_SEASON_TOTAL)
        return y->total_is_partial ? NAN : y->total;
    return y->partial >> column & 1 ? NAN : y->cell[column];
}

void returns_calendar_season(const struct returns_calendar_year *years, size_t n, double *scratch,
                             struct returns_summary out[RETURNS_SEASON_COLUMNS])
{
    for (size_t column = 0; column < RETURNS_SEASON_COLUMNS; column++) {
        for (size_t i = 0; i < n; i++)
            scratch[i] = whole_cell(&years[i], column);
        returns_summary_find(scratch, n, scratch + n, &out[column]);
    }
}

/* ---- weekdays ---- */

/* The returns of one weekday by row, NaN on other days. */
static double pick_weekday(const struct level_series *s, int weekday, double *out)
{
    double wealth = 1;
    out[0] = NAN;
    for (size_t i = 1; i < s->n; i++) {
        bool is_it = day_weekday(s->day[i]) == weekday;
        out[i] = is_it ? s->level[i] / s->level[i - 1] - 1 : NAN;
        wealth *= is_it ? s->level[i] / s->level[i - 1] : 1;
    }
    return wealth - 1;
}

void returns_weekdays_find(const struct level_series *s, double *scratch, struct returns_weekday out[7])
{
    for (int weekday = 0; weekday < 7; weekday++) {
        out[weekday].compounded = s->n ? pick_weekday(s, weekday, scratch) : 0;
        returns_summary_find(scratch, s->n, scratch + s->n, &out[weekday].of);
    }
}

/* ---- year ends ---- */

static void set_against(struct returns_year *y, const struct level_series *benchmark, const struct series_period *p)
{
    y->other = period_return(benchmark, p);
    y->difference = y->own - y->other;
    y->won = y->difference > 0;
    y->is_partial = y->is_partial || !p->whole;
}

size_t returns_years_find(const struct level_series *s, const struct level_series *benchmark, enum frequency own,
                          struct returns_year *out)
{
    size_t n = 0;
    struct series_period theirs = {0};
    bool has_theirs = benchmark && series_period_next(benchmark, own, FREQUENCY_YEARLY, &theirs);
    for (struct series_period p = {0}; series_period_next(s, own, FREQUENCY_YEARLY, &p); n++) {
        out[n] = (struct returns_year){.year = year_of(p.end),
                                       .end = s->day[p.to],
                                       .level = s->level[p.to],
                                       .own = period_return(s, &p),
                                       .other = NAN,
                                       .difference = NAN,
                                       .is_partial = !p.whole};
        while (has_theirs && theirs.end < p.end)
            has_theirs = series_period_next(benchmark, own, FREQUENCY_YEARLY, &theirs);
        if (has_theirs && theirs.end == p.end)
            set_against(&out[n], benchmark, &theirs);
    }
    return n;
}
