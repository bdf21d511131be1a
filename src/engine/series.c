/* series.c: see series.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/series.h"

#include <math.h>
#include <string.h>

#include "base/day.h"

/* ---- levels of wealth ---- */

const char *const series_fault_text[SERIES_FAULTS] = {
    [SERIES_FINE] = "",
    [SERIES_ORDER] = "a day that is not after the one before it",
    [SERIES_NOT_FINITE] = "a value that is not a number",
    [SERIES_NOT_POSITIVE] = "a price that is not above 0, or a return below -100 %",
    [SERIES_AFTER_LOSS] = "values after a total loss",
};

enum series_fault series_check(const struct level_series *s, size_t *row)
{
    for (size_t i = 0; i < s->n; i++) {
        enum series_fault fault = SERIES_FINE;
        if (i && s->day[i] <= s->day[i - 1])
            fault = SERIES_ORDER;
        else if (!isfinite(s->level[i]))
            fault = SERIES_NOT_FINITE;
        else if (s->level[i] < 0)
            fault = SERIES_NOT_POSITIVE;
        else if (s->level[i] == 0 && i + 1 < s->n)
            fault = SERIES_AFTER_LOSS;
        if (fault != SERIES_FINE) {
            *row = i;
            return fault;
        }
    }
    return SERIES_FINE;
}

/* How many rows are on or before the day. */
static size_t rows_until(const struct level_series *s, int32_t day)
{
    return day == INT32_MAX ? s->n : day_find(s->day, s->n, day + 1);
}

size_t series_row_at(const struct level_series *s, int32_t day)
{
    size_t rows = rows_until(s, day);
    return rows ? rows - 1 : SERIES_NONE;
}

struct level_series series_window(const struct level_series *s, int32_t from, int32_t to)
{
    size_t first = day_find(s->day, s->n, from), end = rows_until(s, to);
    if (end <= first)
        return (struct level_series){0};
    return (struct level_series){end - first, s->day + first, s->level + first};
}

void series_returns(const double *level, size_t n, double *out)
{
    for (size_t i = 1; i < n; i++)
        out[i - 1] = level[i] / level[i - 1] - 1;
}

static enum series_fault check_return(double r, bool last)
{
    if (!isfinite(r))
        return SERIES_NOT_FINITE;
    if (r < -1)
        return SERIES_NOT_POSITIVE;
    return r == -1 && !last ? SERIES_AFTER_LOSS : SERIES_FINE;
}

enum series_fault series_from_returns(const int32_t *day, const double *returns, size_t n, int32_t base_day,
                                      double base, int32_t *out_day, double *out_level, size_t *row)
{
    int32_t before = base_day;
    out_day[0] = base_day;
    out_level[0] = base;
    for (size_t i = 0; i < n; i++) {
        enum series_fault fault = day[i] <= before ? SERIES_ORDER : check_return(returns[i], i + 1 == n);
        if (fault != SERIES_FINE) {
            *row = i;
            return fault;
        }
        before = out_day[i + 1] = day[i];
        out_level[i + 1] = out_level[i] * (1 + returns[i]);
    }
    return SERIES_FINE;
}

void series_total(const struct price_series *s, double *level)
{
    for (size_t i = 0; i < s->n; i++) {
        double dividend = s->dividend ? s->dividend[i] : 0;
        level[i] = i ? level[i - 1] * ((s->close[i] + dividend) / s->close[i - 1]) : s->close[0];
    }
}

bool series_less_fee(const struct level_series *s, double fee, double ppy, double *level)
{
    if (!s->n)
        return true;
    double a_period = fee / ppy, before = s->level[0], wealth = before;
    level[0] = wealth;
    for (size_t i = 1; i < s->n; i++) {
        double now = s->level[i];
        wealth *= fmax(0, now / before - a_period);
        if (wealth == 0 && i + 1 < s->n)
            return false;
        before = now;
        level[i] = wealth;
    }
    return true;
}

void series_geared(const struct level_series *s, double factor, double *level)
{
    double wealth = s->n ? s->level[0] : 0;
    for (size_t i = 0; i < s->n; i++) {
        if (i)
            wealth *= fmax(0, 1 + factor * (s->level[i] / s->level[i - 1] - 1));
        level[i] = wealth;
    }
}

bool series_revalue(const struct level_series *s, const struct level_series *by, bool divide, double *level)
{
    size_t k = 0;
    for (size_t i = 0; i < s->n; i++) {
        while (k + 1 < by->n && by->day[k + 1] <= s->day[i])
            k++;
        if (k >= by->n || by->day[k] > s->day[i] || !(by->level[k] > 0))
            return false;
        level[i] = divide ? s->level[i] / by->level[k] : s->level[i] * by->level[k];
    }
    return true;
}

bool series_rates_at(const struct level_series *s, const struct level_series *rates, double *rate)
{
    size_t k = 0;
    for (size_t i = 1; i < s->n; i++) {
        while (k + 1 < rates->n && rates->day[k + 1] <= s->day[i])
            k++;
        if (k >= rates->n || rates->day[k] > s->day[i])
            return false;
        rate[i - 1] = rates->level[k];
    }
    return true;
}

/* ---- more than one ---- */

/* Keeps the days that s has too. */
static size_t keep_common(int32_t *day, size_t n, const struct level_series *s)
{
    size_t kept = 0, k = 0;
    for (size_t i = 0; i < n; i++) {
        while (k < s->n && s->day[k] < day[i])
            k++;
        if (k < s->n && s->day[k] == day[i])
            day[kept++] = day[i];
    }
    return kept;
}

size_t series_common_days(const struct level_series *s, size_t count, int32_t *day)
{
    if (!count)
        return 0;
    size_t shortest = 0;
    for (size_t k = 1; k < count; k++)
        shortest = s[k].n < s[shortest].n ? k : shortest;
    size_t n = s[shortest].n;
    if (n)
        memcpy(day, s[shortest].day, n * sizeof *day);
    for (size_t k = 0; k < count; k++) {
        if (k != shortest)
            n = keep_common(day, n, &s[k]);
    }
    return n;
}

void series_pick(const struct level_series *s, const int32_t *day, size_t n, double *level)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        while (s->day[k] < day[i])
            k++;
        level[i] = s->level[k];
    }
}

/* ---- frequency ---- */

const char *const frequency_key[FREQUENCIES] = {
    [FREQUENCY_IRREGULAR] = "irregular", [FREQUENCY_DAILY] = "daily",         [FREQUENCY_WEEKLY] = "weekly",
    [FREQUENCY_MONTHLY] = "monthly",     [FREQUENCY_QUARTERLY] = "quarterly", [FREQUENCY_YEARLY] = "yearly",
};

/* Longer distances count as this one: no frequency has them. */
enum { DISTANCE_MAX = 400 };

static int32_t distance_of_rank(const uint32_t *count, size_t rank)
{
    int32_t d = 0;
    for (size_t seen = count[0]; seen <= rank; seen += count[d])
        d++;
    return d;
}

static double median_distance(const int32_t *day, size_t n)
{
    uint32_t count[DISTANCE_MAX + 1] = {0};
    for (size_t i = 1; i < n; i++) {
        int64_t d = (int64_t)day[i] - day[i - 1];
        count[d > DISTANCE_MAX ? DISTANCE_MAX : d < 0 ? 0 : d]++;
    }
    size_t distances = n - 1;
    return (distance_of_rank(count, (distances - 1) / 2) + distance_of_rank(count, distances / 2)) / 2.0;
}

static enum frequency frequency_of(double days)
{
    static const struct {
        double low, high;
    } range[FREQUENCIES] = {[FREQUENCY_DAILY] = {0, 1.6},
                            [FREQUENCY_WEEKLY] = {5, 9},
                            [FREQUENCY_MONTHLY] = {26, 35},
                            [FREQUENCY_QUARTERLY] = {80, 100},
                            [FREQUENCY_YEARLY] = {350, 380}};
    for (enum frequency f = FREQUENCY_DAILY; f < FREQUENCIES; f++) {
        if (days >= range[f].low && days <= range[f].high)
            return f;
    }
    return FREQUENCY_IRREGULAR;
}

void series_spacing_find(const int32_t *day, size_t n, struct series_spacing *out)
{
    static const double ppy[FREQUENCIES] = {[FREQUENCY_DAILY] = 252,
                                            [FREQUENCY_WEEKLY] = 52,
                                            [FREQUENCY_MONTHLY] = 12,
                                            [FREQUENCY_QUARTERLY] = 4,
                                            [FREQUENCY_YEARLY] = 1};
    *out = (struct series_spacing){0};
    if (n < 2)
        return;
    size_t weekend = 0;
    for (size_t i = 0; i < n; i++)
        weekend += day_weekday(day[i]) >= 5;
    out->weekend_share = (double)weekend / (double)n;
    out->median_days = median_distance(day, n);
    out->frequency = frequency_of(out->median_days);
    out->ppy = out->frequency == FREQUENCY_DAILY && out->weekend_share > 0.05 ? 365 : ppy[out->frequency];
}

/* ---- periods of the calendar ---- */

/* The last day of the month that is `months` after January of the year 0. */
static int32_t month_end(int32_t months)
{
    int32_t next = months + 1;
    return day_from_civil(next / 12, next % 12 + 1, 1) - 1;
}

int32_t series_period_end(int32_t day, enum frequency period)
{
    switch (period) {
    case FREQUENCY_WEEKLY:
        return day + 6 - day_weekday(day);
    case FREQUENCY_MONTHLY:
        return month_end(day_month(day));
    case FREQUENCY_QUARTERLY:
        return month_end(day_month(day) / 3 * 3 + 2);
    case FREQUENCY_YEARLY:
        return month_end(day_month(day) / 12 * 12 + 11);
    default:
        return day;
    }
}

size_t series_last_of_each(const struct level_series *s, enum frequency period, int32_t *day, double *level)
{
    size_t rows = 0;
    for (size_t i = 0; i < s->n;) {
        int32_t end = series_period_end(s->day[i], period);
        while (i + 1 < s->n && s->day[i + 1] <= end)
            i++;
        day[rows] = s->day[i];
        level[rows++] = s->level[i++];
    }
    return rows;
}

/* Fewer days than this are left of a year on and after 25 December. */
enum { FROM_25_DECEMBER = 7 };

static int weekdays_after(int32_t day, int32_t end)
{
    int count = 0;
    for (int32_t d = day + 1; d <= end && count < 2; d++)
        count += day_weekday(d) < 5;
    return count;
}

/* Whether a file whose last row is on `day` has the whole of the period that ends on `end`. */
static bool reaches_end(int32_t day, int32_t end, enum frequency own, enum frequency period)
{
    static const int32_t left[FREQUENCIES] = {
        [FREQUENCY_WEEKLY] = 7, [FREQUENCY_MONTHLY] = 31, [FREQUENCY_QUARTERLY] = 92, [FREQUENCY_YEARLY] = 366};
    if (left[own])
        return end - day < left[own];
    return period == FREQUENCY_YEARLY ? end - day < FROM_25_DECEMBER : weekdays_after(day, end) <= 1;
}

bool series_period_next(const struct level_series *s, enum frequency own, enum frequency period,
                        struct series_period *p)
{
    size_t to = p->to + 1;
    if (to >= s->n)
        return false;
    p->from = p->to;
    p->end = series_period_end(s->day[to], period);
    while (to + 1 < s->n && s->day[to + 1] <= p->end)
        to++;
    p->to = to;
    int32_t before_end = series_period_end(s->day[p->from], period);
    bool follows = series_period_end(before_end + 1, period) == p->end;
    /* Exchanges close for a week at the end of some months, never of a year: there a later row does not make up for it. */
    bool goes_on = to + 1 < s->n && period != FREQUENCY_YEARLY;
    p->ended = goes_on || reaches_end(s->day[to], p->end, own, period);
    /* The day is the shortest period: there is always the whole of it. */
    p->whole = period <= FREQUENCY_DAILY || (follows && p->ended);
    return true;
}

/* ---- years ---- */

/* The same day of the year `year`: 28 February where there is no 29. */
static int32_t anniversary(int32_t day, int year)
{
    int own_year, month, mday;
    day_to_civil(day, &own_year, &month, &mday);
    return day_from_civil(year, month, day_exists(year, month, mday) ? mday : 28);
}

static int year_of(int32_t day)
{
    return day_month(day) / 12;
}

double series_years(int32_t from, int32_t to)
{
    if (to <= from)
        return 0;
    int year = year_of(to);
    if (anniversary(from, year) > to)
        year--;
    int32_t last = anniversary(from, year), next = anniversary(from, year + 1);
    return year - year_of(from) + (double)(to - last) / (next - last);
}

static bool is_last_of_year(const struct level_series *source, enum frequency own, int32_t day)
{
    int32_t end = series_period_end(day, FREQUENCY_YEARLY);
    size_t next = rows_until(source, day);
    if (next < source->n && source->day[next] <= end)
        return false;
    bool ends_by_data = own == FREQUENCY_DAILY && next < source->n && end - day < FROM_25_DECEMBER;
    return ends_by_data || weekdays_after(day, end) == 0;
}

int series_calendar_years(const struct level_series *source, enum frequency own, int32_t from, int32_t to)
{
    if (to <= from || !is_last_of_year(source, own, from) || !is_last_of_year(source, own, to))
        return 0;
    return year_of(to) - year_of(from);
}

/* ---- benchmarks that are made ---- */

void series_blend(const int32_t *day, size_t n, const double *const *level, const double *weight, size_t count,
                  enum frequency rebalance, double *hold, double *out)
{
    int32_t end = n ? series_period_end(day[0], rebalance) : 0;
    for (size_t i = 0; i < n; i++) {
        double wealth = i ? 0 : 1;
        for (size_t k = 0; i && k < count; k++)
            wealth += hold[k] * level[k][i];
        out[i] = wealth;
        bool last_of_period = i + 1 < n && day[i + 1] > end;
        if (i == 0 || (last_of_period && rebalance != FREQUENCY_IRREGULAR)) {
            for (size_t k = 0; k < count; k++)
                hold[k] = wealth * weight[k] / level[k][i];
        }
        if (last_of_period)
            end = series_period_end(day[i + 1], rebalance);
    }
}

void series_fixed_rate(const int32_t *day, size_t n, double rate, double *out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = pow(1 + rate, series_years(day[0], day[i]));
}
