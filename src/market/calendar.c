/* calendar.c: see calendar.h. Source: NYSE rule 7.2 (holidays) and the exchange's announced special closings.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/calendar.h"

#include <stddef.h>

#include "base/day.h"

enum { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

/* Easter Sunday, Gregorian (Meeus, Astronomical Algorithms, chapter 8). */
static int32_t easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return day_from_civil(year, n / 31, n % 31 + 1);
}

/* Which one of its weekdays in the month: the third Monday has 3. */
static int nth(int mday)
{
    return (mday + 6) / 7;
}

/* A fixed date is kept on the Friday before when it falls on a Saturday, on the Monday after when on a Sunday. */
static bool is_observed(int32_t day, int32_t holiday)
{
    int w = day_weekday(holiday);
    return day == holiday + (w == SUNDAY) - (w == SATURDAY);
}

static bool is_fixed_holiday(int32_t day, int year)
{
    int32_t new_year = day_from_civil(year, 1, 1);
    return (is_observed(day, new_year) && day >= new_year) || /* never moved into the old year */
           (year >= 2022 && is_observed(day, day_from_civil(year, 6, 19))) ||
           is_observed(day, day_from_civil(year, 7, 4)) || is_observed(day, day_from_civil(year, 12, 25));
}

static bool is_floating_holiday(int weekday, int year, int month, int mday)
{
    if (weekday == MONDAY)
        return (month == 1 && nth(mday) == 3 && year >= 1998) || (month == 2 && nth(mday) == 3) ||
               (month == 5 && mday > 24) || (month == 9 && nth(mday) == 1);
    return weekday == THURSDAY && month == 11 && nth(mday) == 4;
}

static bool is_special_closing(int year, int month, int mday)
{
    static const struct {
        short year;
        signed char month, first, last;
    } closings[] = {
        {1994, 4, 27, 27},  {2001, 9, 11, 14}, {2004, 6, 11, 11}, {2007, 1, 2, 2},
        {2012, 10, 29, 30}, {2018, 12, 5, 5},  {2025, 1, 9, 9},
    };
    for (size_t i = 0; i < sizeof closings / sizeof *closings; i++)
        if (year == closings[i].year && month == closings[i].month && mday >= closings[i].first &&
            mday <= closings[i].last)
            return true;
    return false;
}

bool nyse_session(int32_t day)
{
    int year, month, mday, weekday = day_weekday(day);
    day_to_civil(day, &year, &month, &mday);
    return weekday <= FRIDAY && !is_fixed_holiday(day, year) && !is_floating_holiday(weekday, year, month, mday) &&
           day != easter(year) - 2 && !is_special_closing(year, month, mday);
}

int nyse_sessions_between(int32_t from, int32_t to)
{
    int n = 0;
    for (int32_t day = from + 1; day < to; day++)
        n += nyse_session(day);
    return n;
}
