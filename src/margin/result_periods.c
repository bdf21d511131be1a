/* result_periods.c: the days of a result gathered: falls from a peak, months and years, rolling windows. See result_parts.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/num.h"
#include "compute/backtest_periods.h"
#include "margin/result_parts.h"

enum { EPISODES_SHOWN = 10, YEAR_COLUMNS = 14 };

/* ---- falls from a peak ---- */

static void show_episode(struct view *row, struct arena *arena, const struct backtest_answer *a,
                         const struct backtest_episode *e)
{
    view_text(row, "EPISODE_PEAK", e->peak == BACKTEST_BEFORE ? "The start" : result_day_text(arena, a->day[e->peak]));
    view_text(row, "EPISODE_TROUGH", result_day_text(arena, a->day[e->trough]));
    view_text(row, "EPISODE_END", e->is_over ? result_day_text(arena, a->day[e->end]) : "Not yet");
    view_text(row, "EPISODE_DEPTH", num_group(arena, e->depth_pct, 2));
    view_text(row, "EPISODE_SESSIONS", num_group(arena, (double)e->sessions, 0));
}

static void show_episodes(struct view *v, struct arena *arena, const struct backtest_answer *a)
{
    struct backtest_episode *all;
    size_t n = backtest_episodes(arena, a, &all);
    view_show_if(v, "HAS_EPISODES", n > 0);
    view_show_if(v, "NO_EPISODES", n == 0);
    view_text(v, "EPISODES_ALL", num_group(arena, (double)n, 0));
    for (size_t i = 0; i < n && i < EPISODES_SHOWN; i++)
        show_episode(view_add(v, "EPISODE"), arena, a, &all[i]);
}

/* ---- months ---- */

static const char *const year_names[YEAR_COLUMNS] = {"YEAR",     "YEAR_JAN", "YEAR_FEB", "YEAR_MAR", "YEAR_APR",
                                                     "YEAR_MAY", "YEAR_JUN", "YEAR_JUL", "YEAR_AUG", "YEAR_SEP",
                                                     "YEAR_OCT", "YEAR_NOV", "YEAR_DEC", "YEAR_ALL"};
struct years {
    struct arena *arena;
    const struct backtest_year *at;
};

static struct str year_cell(void *context, int row, int col)
{
    const struct years *y = context;
    const struct backtest_year *it = &y->at[row];
    if (col == 0)
        return str_of(arena_printf(y->arena, "%d", it->year));
    return str_of(num_group(y->arena, col == YEAR_COLUMNS - 1 ? it->year_pct : it->month_pct[col - 1], 2));
}

static void show_years(struct view *v, struct arena *arena, const struct backtest_answer *a)
{
    struct backtest_year *all;
    size_t n = backtest_years(arena, a, &all);
    struct years *context = ARENA_NEW(arena, struct years);
    *context = (struct years){arena, all};
    view_rows(v, "YEAR_ROW", (int)n, year_names, YEAR_COLUMNS, year_cell, context);
}

/* ---- rolling windows ---- */

static const char *from_day(struct arena *arena, const struct backtest_answer *a, double pct, size_t row)
{
    return arena_printf(arena, "%s from %s", num_percent(arena, pct, 2), result_day_text(arena, a->day[row]));
}

static void show_rolling(struct view *v, struct arena *arena, const struct backtest_answer *a)
{
    struct backtest_rolling all[BACKTEST_ROLLINGS];
    backtest_rolling_find(arena, a, all);
    view_show_if(v, "HAS_ROLLING", all[0].windows > 0);
    view_show_if(v, "NO_ROLLING", all[0].windows == 0);
    for (int k = 0; k < BACKTEST_ROLLINGS; k++) {
        const struct backtest_rolling *r = &all[k];
        if (r->windows == 0)
            continue;
        struct view *row = view_add(v, "ROLLING");
        view_printf(row, "ROLLING_LENGTH", "%d year%s", r->years, r->years == 1 ? "" : "s");
        view_text(row, "ROLLING_WINDOWS", num_group(arena, (double)r->windows, 0));
        view_text(row, "ROLLING_WORST", from_day(arena, a, r->worst_pct, r->worst_row));
        view_text(row, "ROLLING_MEDIAN", num_percent(arena, r->median_pct, 2));
        view_text(row, "ROLLING_BEST", from_day(arena, a, r->best_pct, r->best_row));
        view_text(row, "ROLLING_LOSSES", num_percent(arena, (double)r->losses / (double)r->windows * 100, 1));
    }
}

void result_periods_show(struct view *v, const struct req *req, const struct backtest_answer *a)
{
    view_text(v, "LEVELS",
              bt_has_flows(&a->request.config)
                  ? "the time-weighted index, so that money put in or taken out counts neither way"
                  : "the equity at the end of each session");
    show_episodes(v, req->arena, a);
    show_years(v, req->arena, a);
    show_rolling(v, req->arena, a);
}
