/* candles.c: see candles.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/candles.h"

#include <math.h>

#include "base/day.h"

enum { FRIDAY = 4 };

static int32_t month_end(int32_t day)
{
    int year, month, mday;
    day_to_civil(day, &year, &month, &mday);
    return (month == 12 ? day_from_civil(year + 1, 1, 1) : day_from_civil(year, month + 1, 1)) - 1;
}

/* The end of the period that a day is in, by its number: equal for the days of one period. A session on a weekend
 * belongs to the week before it. */
static int32_t period_end(enum candle_period period, int32_t day)
{
    switch (period) {
    case CANDLE_WEEK:
        return day - day_weekday(day) + FRIDAY;
    case CANDLE_MONTH:
        return month_end(day);
    case CANDLE_DAY:
    case CANDLE_PERIODS:
        break;
    }
    return day;
}

static bool has_weekdays_left(int32_t last_day, int32_t stamp)
{
    for (int32_t day = last_day + 1; day <= stamp; day++)
        if (day_weekday(day) <= FRIDAY)
            return true;
    return false;
}

static double value_or(const double *column, size_t i, double otherwise)
{
    return column ? column[i] : otherwise;
}

static struct candle candle_of(const struct price_series *s, const double *volume, size_t i, int32_t stamp)
{
    double close = s->close[i];
    return (struct candle){.first_day = s->day[i],
                           .last_day = s->day[i],
                           .stamp = stamp,
                           .sessions = 1,
                           .open = value_or(s->open, i, close),
                           .high = value_or(s->high, i, close),
                           .low = value_or(s->low, i, close),
                           .close = close,
                           .volume = value_or(volume, i, NAN)};
}

static void candle_join(struct candle *c, const struct candle *next)
{
    c->last_day = next->last_day;
    c->sessions++;
    c->high = fmax(c->high, next->high);
    c->low = fmin(c->low, next->low);
    c->close = next->close;
    c->volume += next->volume;
}

size_t candles_make(const struct price_series *s, const double *volume, enum candle_period period, struct candle *out)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        struct candle one = candle_of(s, volume, i, period_end(period, s->day[i]));
        if (n && out[n - 1].stamp == one.stamp)
            candle_join(&out[n - 1], &one);
        else
            out[n++] = one;
    }
    if (n)
        out[n - 1].is_partial = has_weekdays_left(out[n - 1].last_day, out[n - 1].stamp);
    return n;
}
