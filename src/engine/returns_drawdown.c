/* returns_drawdown.c: falls below the highest level so far; see returns.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "engine/returns_run.h"

/* Within this share of the high is back at the high: what compounding loses by rounding makes no drawdown. */
static const double AT_HIGH = 1 - 1e-12;

/* The next episode behind the row `e->end`, which is at a high. Begin with {0}. */
static bool episode_next(const struct level_series *s, struct returns_drawdown *e)
{
    size_t peak = e->end, i = peak + 1;
    if (e->open)
        return false;
    double high = s->n ? s->level[peak] : 0;
    for (; i < s->n && s->level[i] >= high * AT_HIGH; i++) {
        high = fmax(high, s->level[i]);
        peak = i;
    }
    if (i >= s->n)
        return false;
    size_t trough = i;
    for (; i < s->n && s->level[i] < high * AT_HIGH; i++)
        trough = s->level[i] < s->level[trough] ? i : trough;
    bool open = i == s->n;
    size_t end = open ? s->n - 1 : i;
    *e = (struct returns_drawdown){
        .depth = s->level[trough] / high - 1,
        .peak = peak,
        .trough = trough,
        .end = end,
        .peak_day = s->day[peak],
        .trough_day = s->day[trough],
        .end_day = s->day[end],
        .days_peak_to_trough = s->day[trough] - s->day[peak],
        .days_trough_to_recovery = open ? -1 : s->day[end] - s->day[trough],
        .days_peak_to_end = s->day[end] - s->day[peak],
        .periods_peak_to_trough = trough - peak,
        .periods_peak_to_end = end - peak,
        .open = open,
    };
    return true;
}

/* Deepest first, then the earlier. */
static int by_depth(const void *a, const void *b)
{
    const struct returns_drawdown *x = a, *y = b;
    if (x->depth != y->depth)
        return x->depth < y->depth ? -1 : 1;
    return x->peak < y->peak ? -1 : x->peak > y->peak;
}

static size_t last_in_order(const struct returns_drawdown *e, size_t n)
{
    size_t last = 0;
    for (size_t i = 1; i < n; i++)
        last = by_depth(&e[i], &e[last]) > 0 ? i : last;
    return last;
}

size_t returns_drawdowns_find(const struct level_series *s, double threshold, struct returns_drawdown *out, size_t room)
{
    struct returns_drawdown e = {0};
    size_t found = 0, last = 0;
    while (episode_next(s, &e)) {
        if (e.depth > -threshold)
            continue;
        size_t place = found < room ? found : last;
        if (found++ < room || (room && by_depth(&e, &out[last]) < 0)) {
            out[place] = e;
            last = found >= room ? last_in_order(out, room) : 0;
        }
    }
    if (room)
        qsort(out, found < room ? found : room, sizeof *out, by_depth);
    return found;
}

void returns_underwater(const double *level, size_t n, double *out)
{
    double high = 0;
    for (size_t i = 0; i < n; i++) {
        double now = level[i];
        bool at_high = now >= high * AT_HIGH;
        high = fmax(high, now);
        out[i] = at_high ? 0 : now / high - 1;
    }
}

double returns_gain_to_recover(double drawdown)
{
    return drawdown > -1 ? 1 / (1 + drawdown) - 1 : NAN;
}

/* The mean of the lowest `share` of n sorted values: of exactly that share, so that the one on its border counts in part. */
static double mean_of_lowest(const double *sorted, size_t n, double share)
{
    double rows = share * (double)n;
    size_t whole = (size_t)rows;
    return (stats_sum(sorted, whole) + (rows - (double)whole) * sorted[whole]) / rows;
}

/* What is made of the depth of every row but the base. */
static void find_underwater(struct returns_run *run)
{
    double *below = run->scratch + 1, *room = below + run->n, count = (double)run->n;
    returns_underwater(run->series->level, run->n + 1, run->scratch);
    run->pain = -stats_sum(below, run->n) / count;
    for (size_t i = 0; i < run->n; i++)
        room[i] = below[i] * below[i];
    run->ulcer = sqrt(stats_sum(room, run->n) / count);
    stats_sort(below, run->n, room);
    run->cdar = mean_of_lowest(below, run->n, 0.05);
}

void returns_find_drawdowns(struct returns_run *run)
{
    find_underwater(run);
    struct returns_falls *all = &run->falls;
    struct stats_total depth = {0};
    struct returns_drawdown e = {0}, *worst = &run->out->worst;
    while (episode_next(run->series, &e)) {
        *worst = e.depth < worst->depth ? e : *worst;
        stats_total_add(&depth, e.depth);
        all->days += e.days_peak_to_end;
        all->longest = e.days_peak_to_end > all->longest ? e.days_peak_to_end : all->longest;
        all->count++;
    }
    all->depth = stats_total(&depth);
    all->high = e.open ? e.peak : run->n;
}

void returns_put_drawdowns(struct returns_run *run)
{
    const struct level_series *s = run->series;
    const struct returns_falls *all = &run->falls;
    struct returns_metrics *out = run->out;
    double count = all->count ? (double)all->count : 1, below = s->level[run->n] / s->level[all->high] - 1;
    returns_put(run, RETURNS_MAX_DRAWDOWN, out->worst.depth, RETURNS_NOTE_NONE);
    returns_put(run, RETURNS_DRAWDOWN_COUNT, (double)all->count, RETURNS_NOTE_NONE);
    returns_put(run, RETURNS_AVERAGE_DRAWDOWN, all->depth / count, RETURNS_NOTE_NONE);
    returns_put(run, RETURNS_AVERAGE_DRAWDOWN_DAYS, (double)all->days / count, RETURNS_NOTE_NONE);
    returns_put(run, RETURNS_LONGEST_DRAWDOWN_DAYS, all->longest, RETURNS_NOTE_NONE);
    returns_put(run, RETURNS_CURRENT_DRAWDOWN, below, RETURNS_NOTE_NONE);
    returns_put(run, RETURNS_GAIN_TO_RECOVER, returns_gain_to_recover(below), RETURNS_NOTE_TOTAL_LOSS);
    returns_put(run, RETURNS_DAYS_SINCE_HIGH, s->day[run->n] - s->day[all->high], RETURNS_NOTE_NONE);
    enum returns_note why = returns_lack(run);
    returns_put(run, RETURNS_ULCER_INDEX, why ? NAN : run->ulcer, why);
    returns_put(run, RETURNS_PAIN_INDEX, why ? NAN : run->pain, why);
    returns_put(run, RETURNS_CDAR95, why ? NAN : run->cdar, why);
    out->at[RETURNS_DAYS_SINCE_HIGH] = out->at[RETURNS_CURRENT_DRAWDOWN] = s->day[all->high];
    if (all->count)
        out->at[RETURNS_MAX_DRAWDOWN] = out->worst.trough_day;
}
