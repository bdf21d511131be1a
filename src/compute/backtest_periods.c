/* backtest_periods.c: see backtest_periods.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/backtest_periods.h"

#include <math.h>
#include <stdlib.h>

#include "base/csv_write.h"
#include "base/day.h"
#include "engine/stats.h"

const double *backtest_levels(const struct backtest_answer *ans, double *before)
{
    bool flows = bt_has_flows(&ans->request.config);
    *before = flows ? 1 : ans->request.config.equity;
    return flows ? ans->result.index : ans->result.equity;
}

/* Percent from one level to another; NaN where no return leads from there. */
static double change_pct(double from, double to)
{
    return from > 0 ? (to / from - 1) * 100 : NAN;
}

/* ---- falls from a peak ---- */

static int deeper_first(const void *x, const void *y)
{
    const struct backtest_episode *a = x, *b = y;
    if (a->depth_pct != b->depth_pct)
        return a->depth_pct < b->depth_pct ? -1 : 1;
    return a->trough < b->trough ? -1 : a->trough > b->trough;
}

size_t backtest_episodes(struct arena *arena, const struct backtest_answer *ans, struct backtest_episode **out)
{
    double peak;
    const double *level = backtest_levels(ans, &peak);
    size_t n = 0, top = BACKTEST_BEFORE, rows = level ? ans->result.n : 0;
    struct backtest_episode *all = ARENA_ARRAY(arena, rows / 2 + 1, struct backtest_episode), *open = NULL;
    for (size_t i = 0; i < rows; i++) {
        if (level[i] >= peak) {
            if (open) {
                open->end = i;
                open->is_over = true;
            }
            open = NULL;
            peak = level[i];
            top = i;
            continue;
        }
        double depth = change_pct(peak, level[i]);
        if (!open) {
            open = &all[n++];
            *open = (struct backtest_episode){.peak = top, .depth_pct = 0};
        }
        open->sessions++;
        open->end = i;
        if (depth < open->depth_pct) {
            open->depth_pct = depth;
            open->trough = i;
        }
    }
    qsort(all, n, sizeof *all, deeper_first);
    *out = all;
    return n;
}

/* ---- months and years ---- */

static struct backtest_year *year_begin(struct backtest_year *y, int year)
{
    y->year = year;
    y->year_pct = NAN;
    for (int m = 0; m < 12; m++)
        y->month_pct[m] = NAN;
    return y;
}

size_t backtest_years(struct arena *arena, const struct backtest_answer *ans, struct backtest_year **out)
{
    double month_start, year_start;
    const double *level = backtest_levels(ans, &month_start);
    size_t n = 0, rows = level && ans->day ? ans->result.n : 0;
    size_t most = rows ? (size_t)((ans->day[rows - 1] - ans->day[0]) / 365 + 2) : 0;
    struct backtest_year *all = ARENA_ARRAY(arena, most, struct backtest_year), *now = NULL;
    int32_t next_month = 0;
    int year = 0, month = 0, mday;
    year_start = month_start;
    for (size_t i = 0; i < rows; i++) {
        if (i == 0 || ans->day[i] >= next_month) {
            day_to_civil(ans->day[i], &year, &month, &mday);
            next_month = day_from_civil(year + month / 12, month % 12 + 1, 1);
            if (i)
                month_start = level[i - 1];
            if (!now || now->year != year) {
                year_start = i ? level[i - 1] : year_start;
                now = year_begin(&all[n++], year);
            }
        }
        now->month_pct[month - 1] = change_pct(month_start, level[i]);
        now->year_pct = change_pct(year_start, level[i]);
    }
    *out = all;
    return n;
}

/* ---- rolling windows ---- */

/* Growth a year in percent from the quotient of two levels. */
static double yearly_pct(double quotient, int years)
{
    return quotient > 0 ? (pow(quotient, 1.0 / years) - 1) * 100 : -100;
}

/* Quotients are compared, and only those that are shown become a growth. */
static void rolling_of(const struct backtest_answer *ans, const double *level, double *quotient,
                       struct backtest_rolling *r)
{
    size_t n = ans->result.n, end = 0;
    int32_t length = (int32_t)(r->years * 365.25);
    double worst = INFINITY, best = -INFINITY;
    for (size_t i = 0; i < n && ans->day[i] + length <= ans->day[n - 1]; i++) {
        while (end + 1 < n && ans->day[end + 1] <= ans->day[i] + length)
            end++;
        if (!(level[i] > 0))
            continue;
        double grown = level[end] / level[i];
        r->worst_row = grown < worst ? i : r->worst_row;
        r->best_row = grown > best ? i : r->best_row;
        worst = fmin(worst, grown);
        best = fmax(best, grown);
        r->losses += grown < 1;
        quotient[r->windows++] = grown;
    }
    if (r->windows == 0)
        return;
    size_t half = r->windows / 2;
    double upper = yearly_pct(stats_select(quotient, 0, r->windows, half), r->years);
    r->median_pct =
        r->windows % 2 ? upper : (yearly_pct(stats_select(quotient, 0, half, half - 1), r->years) + upper) / 2;
    r->worst_pct = yearly_pct(worst, r->years);
    r->best_pct = yearly_pct(best, r->years);
}

void backtest_rolling_find(struct arena *arena, const struct backtest_answer *ans,
                           struct backtest_rolling out[BACKTEST_ROLLINGS])
{
    static const int lengths[BACKTEST_ROLLINGS] = {1, 3, 5};
    double before;
    const double *level = backtest_levels(ans, &before);
    double *room = arena_array(arena, ans->result.n, sizeof *room);
    for (int k = 0; k < BACKTEST_ROLLINGS; k++) {
        out[k] = (struct backtest_rolling){.years = lengths[k], .worst_pct = NAN, .median_pct = NAN, .best_pct = NAN};
        if (level && ans->day)
            rolling_of(ans, level, room, &out[k]);
    }
}

/* ---- CSV ---- */

static void put_day(struct buf *out, const struct backtest_answer *ans, size_t row, const char *after)
{
    char day[DAY_TEXT];
    if (row != BACKTEST_BEFORE)
        buf_puts(out, day_text(ans->day[row], day));
    buf_puts(out, after);
}

void backtest_episodes_csv(struct buf *out, const struct backtest_answer *ans)
{
    struct backtest_episode *all;
    size_t n = ans->day ? backtest_episodes(out->arena, ans, &all) : 0;
    buf_puts(out, "peak_date,trough_date,recovery_date,depth_pct,sessions_below_peak\r\n");
    for (size_t i = 0; i < n; i++) {
        put_day(out, ans, all[i].peak == BACKTEST_BEFORE ? 0 : all[i].peak, ","); /* the start is the first day */
        put_day(out, ans, all[i].trough, ",");
        put_day(out, ans, all[i].is_over ? all[i].end : BACKTEST_BEFORE, ",");
        csv_number(out, all[i].depth_pct, ",");
        buf_printf(out, "%zu\r\n", all[i].sessions);
    }
}

void backtest_months_csv(struct buf *out, const struct backtest_answer *ans)
{
    struct backtest_year *all;
    size_t n = backtest_years(out->arena, ans, &all);
    buf_puts(out,
             "year,jan_pct,feb_pct,mar_pct,apr_pct,may_pct,jun_pct,jul_pct,aug_pct,sep_pct,oct_pct,nov_pct,dec_pct,"
             "year_pct\r\n");
    for (size_t i = 0; i < n; i++) {
        buf_printf(out, "%d,", all[i].year);
        for (int m = 0; m < 12; m++)
            csv_number(out, all[i].month_pct[m], ",");
        csv_number(out, all[i].year_pct, "\r\n");
    }
}

void backtest_rolling_csv(struct buf *out, const struct backtest_answer *ans)
{
    struct backtest_rolling all[BACKTEST_ROLLINGS];
    backtest_rolling_find(out->arena, ans, all);
    buf_puts(out, "years,windows,windows_with_loss,worst_pct_a_year,worst_start,median_pct_a_year,best_pct_a_year,"
                  "best_start\r\n");
    for (int k = 0; k < BACKTEST_ROLLINGS; k++) {
        const struct backtest_rolling *r = &all[k];
        buf_printf(out, "%d,%zu,%zu,", r->years, r->windows, r->losses);
        csv_number(out, r->worst_pct, ",");
        put_day(out, ans, r->windows ? r->worst_row : BACKTEST_BEFORE, ",");
        csv_number(out, r->median_pct, ",");
        csv_number(out, r->best_pct, ",");
        put_day(out, ans, r->windows ? r->best_row : BACKTEST_BEFORE, "\r\n");
    }
}
