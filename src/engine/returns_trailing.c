/* returns_trailing.c: see returns_trailing.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/returns_trailing.h"

#include <math.h>

#include "base/day.h"

#define YEAR_DAYS 365.25
#define ROWS_APART_MOST 1.5 /* times the span, on average */
enum { BASE_EARLY_DAYS = 10, ANNUALISED_FROM_MONTHS = 24 };

const char *const returns_trailing_key[RETURNS_TRAILINGS] = {"1D",  "1W",  "MTD", "QTD", "1M",  "3M", "6M",
                                                             "YTD", "9M",  "1Y",  "2Y",  "3Y",  "5Y", "7Y",
                                                             "10Y", "15Y", "20Y", "25Y", "30Y", "SI"};

/* Days back, or months back, or to date: since the end of the period before. Since inception has none. */
static const struct span {
    int days, months;
    enum frequency to_date;
} spans[RETURNS_TRAILINGS - 1] = {
    {.days = 1},
    {.days = 7},
    {.to_date = FREQUENCY_MONTHLY},
    {.to_date = FREQUENCY_QUARTERLY},
    {.months = 1},
    {.months = 3},
    {.months = 6},
    {.to_date = FREQUENCY_YEARLY},
    {.months = 9},
    {.months = 12},
    {.months = 24},
    {.months = 36},
    {.months = 60},
    {.months = 84},
    {.months = 120},
    {.months = 180},
    {.months = 240},
    {.months = 300},
    {.months = 360},
};

/* No row comes after it: then of daily rows it is the last when no weekday is left. */
static bool is_last_of_month(int32_t day, enum frequency own)
{
    if (own != FREQUENCY_DAILY && own != FREQUENCY_IRREGULAR)
        return returns_is_ended(day, own, FREQUENCY_MONTHLY);
    for (int32_t later = day + 1; later <= series_period_end(day, FREQUENCY_MONTHLY); later++) {
        if (day_weekday(later) < 5)
            return false;
    }
    return true;
}

static bool is_month_end(const struct level_series *s, size_t row, enum frequency own)
{
    if (row + 1 < s->n)
        return day_month(s->day[row + 1]) != day_month(s->day[row]);
    return is_last_of_month(s->day[row], own);
}

static int32_t anchor_of(const struct span *span, int32_t day, bool at_month_end)
{
    if (span->days)
        return day - span->days;
    if (span->to_date)
        return returns_period_before(day, span->to_date);
    int32_t anchor = returns_months_back(day, span->months);
    return at_month_end ? series_period_end(anchor, FREQUENCY_MONTHLY) : anchor;
}

static double days_of(const struct span *span)
{
    if (span->days)
        return span->days;
    int months = span->months;
    if (span->to_date)
        months = span->to_date == FREQUENCY_YEARLY ? 12 : span->to_date == FREQUENCY_QUARTERLY ? 3 : 1;
    return months * YEAR_DAYS / 12;
}

/* The row to count from; SERIES_NONE where the rows are too coarse, or too far from the anchor, to speak of that span. */
static size_t base_of(const struct level_series *s, enum frequency own, size_t row, const struct span *span,
                      bool at_month_end)
{
    int32_t anchor = anchor_of(span, s->day[row], at_month_end);
    size_t base = series_row_at(s, anchor);
    double days = days_of(span), apart = (double)(s->day[row] - s->day[0]) / (double)row;
    /* Daily rows are daily also where some are missing. */
    if (base == SERIES_NONE || (own != FREQUENCY_DAILY && apart > ROWS_APART_MOST * days))
        return SERIES_NONE;
    return anchor - s->day[base] > fmax(BASE_EARLY_DAYS, days / 4) ? SERIES_NONE : base;
}

static void set_return(const struct level_series *s, size_t row, double years, bool is_annualised,
                       struct returns_trailing *t)
{
    t->total = s->level[row] / s->level[t->base] - 1;
    t->years = years;
    t->is_annualised = is_annualised;
    t->value = is_annualised ? pow(1 + t->total, 1 / years) - 1 : t->total;
}

void returns_trailing_find(const struct level_series *s, enum frequency own, int32_t as_of,
                           struct returns_trailing_table *table)
{
    *table = (struct returns_trailing_table){.row = series_row_at(s, as_of)};
    size_t row = table->row;
    if (row == SERIES_NONE)
        return;
    table->is_month_end = is_month_end(s, row, own);
    for (size_t k = 0; k < RETURNS_TRAILINGS; k++)
        table->span[k] = (struct returns_trailing){.value = NAN, .total = NAN, .years = NAN, .base = SERIES_NONE};
    if (row == 0)
        return;
    for (size_t k = 0; k + 1 < RETURNS_TRAILINGS; k++) {
        struct returns_trailing *t = &table->span[k];
        t->base = base_of(s, own, row, &spans[k], table->is_month_end);
        if (t->base != SERIES_NONE)
            set_return(s, row, spans[k].months >= 12 ? spans[k].months / 12.0 : NAN,
                       spans[k].months >= ANNUALISED_FROM_MONTHS, t);
    }
    struct returns_trailing *inception = &table->span[RETURNS_TRAILINGS - 1];
    inception->base = 0;
    double years = series_years(s->day[0], s->day[row]);
    set_return(s, row, years, years >= 1, inception);
}
