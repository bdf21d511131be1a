/* sweep_insights.c: what the cells of a grid say together: the best ones, what goes with a parameter, the ranges worth a look. See
 * sweep.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/sweep.h"

#include <math.h>
#include <stdlib.h>

#include "engine/stats.h"

static int column_of(const struct sweep_answer *ans, enum bt_metric metric)
{
    for (int i = 0; i < ans->n_columns; i++)
        if (ans->column[i].metric == metric)
            return i;
    return -1;
}

double sweep_figure_of(const struct sweep_answer *ans, size_t cell, enum bt_metric metric)
{
    int column = column_of(ans, metric);
    return column < 0 ? NAN : ans->value[cell * (size_t)ans->n_columns + (size_t)column];
}

static bool counts(const struct sweep_answer *ans, size_t cell)
{
    if (ans->refused[cell])
        return false;
    return ans->request.base.config.profile == BT_ORIGINAL || !(sweep_figure_of(ans, cell, BT_M_TIME_IN_MARKET) <= 0);
}

/* The first cell with the greatest (or, with sign -1, the least) figure. */
static int best(const struct sweep_answer *ans, enum bt_metric metric, double sign)
{
    int found = SWEEP_NO_CELL;
    double most = -INFINITY;
    for (size_t i = 0; i < sweep_cells(&ans->request); i++) {
        double x = sign * sweep_figure_of(ans, i, metric);
        if (counts(ans, i) && x > most) {
            most = x;
            found = (int)i;
        }
    }
    return found;
}

double sweep_axis_value(const struct sweep_request *r, int axis, size_t cell)
{
    if (r->n_axes == 1)
        return r->axis[0].value[cell];
    return r->axis[axis].value[axis ? cell % r->axis[1].n : cell / r->axis[1].n];
}

/* The sum of doubles in the order of additions of the original's library: eight partial sums, and halves of what is long. Where
 * the figures differ by rounding alone, the correlation that it showed hangs on that order. */
static double sum_of(const double *x, size_t n)
{
    enum { PARTS = 8, WHOLE = 128 };
    double part[PARTS] = {0}, sum = 0;
    size_t i = 0;
    if (n > WHOLE) {
        size_t half = n / 2 - n / 2 % PARTS;
        return sum_of(x, half) + sum_of(x + half, n - half);
    }
    if (n >= PARTS) {
        for (; i < n - n % PARTS; i++)
            part[i % PARTS] = i < PARTS ? x[i] : part[i % PARTS] + x[i];
        sum = ((part[0] + part[1]) + (part[2] + part[3])) + ((part[4] + part[5]) + (part[6] + part[7]));
    }
    for (; i < n; i++)
        sum += x[i];
    return sum;
}

/* Pearson's; NaN where either does not vary. */
static double pearson(const double *x, const double *y, size_t n)
{
    double mean_x = sum_of(x, n) / (double)n, mean_y = sum_of(y, n) / (double)n;
    long double xx = 0, yy = 0, xy = 0;
    for (size_t i = 0; i < n; i++) {
        double dx = x[i] - mean_x, dy = y[i] - mean_y;
        xx += (long double)dx * dx;
        yy += (long double)dy * dy;
        xy += (long double)dx * dy;
    }
    return xx > 0 && yy > 0 ? (double)(xy / sqrtl(xx) / sqrtl(yy)) : NAN;
}

/* The correlation of an axis with a figure. */
static double correlation(struct arena *a, const struct sweep_answer *ans, int axis, enum bt_metric metric)
{
    size_t n = 0, cells = sweep_cells(&ans->request);
    double *x = ARENA_ARRAY(a, cells, double), *y = ARENA_ARRAY(a, cells, double);
    for (size_t i = 0; i < cells; i++)
        if (counts(ans, i) && isfinite(sweep_figure_of(ans, i, metric))) {
            x[n] = sweep_axis_value(&ans->request, axis, i);
            y[n++] = sweep_figure_of(ans, i, metric);
        }
    return n > 1 ? pearson(x, y, n) : NAN;
}

struct ranked {
    double value, sharpe;
};

static int compare_ranked(const void *a, const void *b)
{
    double x = ((const struct ranked *)a)->value, y = ((const struct ranked *)b)->value;
    return (x > y) - (x < y);
}

/* The values of one axis whose Sharpe ratio is above the median. Together in the original, which spans the gaps; else
 * neighbours apart from those behind a gap. */
static void find_ranges(struct arena *a, struct sweep_answer *ans)
{
    struct sweep_insights *in = &ans->insights;
    size_t n = 0, cells = sweep_cells(&ans->request);
    struct ranked *ranked = ARENA_ARRAY(a, cells, struct ranked);
    double *sharpe = ARENA_ARRAY(a, cells, double);
    bool open = false, original = ans->request.base.config.profile == BT_ORIGINAL;
    for (size_t i = 0; i < cells; i++)
        if (counts(ans, i) && isfinite(sweep_figure_of(ans, i, BT_M_SHARPE))) {
            ranked[n] = (struct ranked){sweep_axis_value(&ans->request, 0, i), sweep_figure_of(ans, i, BT_M_SHARPE)};
            sharpe[n] = ranked[n].sharpe;
            n++;
        }
    if (n < 3)
        return;
    stats_sort(sharpe, n, ARENA_ARRAY(a, n, double));
    qsort(ranked, n, sizeof *ranked, compare_ranked);
    double median = n % 2 ? sharpe[n / 2] : (sharpe[n / 2 - 1] + sharpe[n / 2]) / 2;
    for (size_t i = 0; i < n; i++) {
        if (ranked[i].sharpe > median && open)
            in->range[in->n_ranges - 1].to = ranked[i].value;
        else if (ranked[i].sharpe > median && in->n_ranges < (int)(sizeof in->range / sizeof *in->range)) {
            in->range[in->n_ranges++] = (struct sweep_range){ranked[i].value, ranked[i].value};
            open = true;
        } else if (!original) {
            open = false;
        }
    }
}

/* The model knows no size: what an amount earns in percent is the same for all, but for the minimum and the tiers. */
static bool is_flat(const struct sweep_answer *ans)
{
    double least = INFINITY, most = -INFINITY;
    if (ans->request.n_axes != 1 || ans->request.axis[0].parameter != SWEEP_INVESTMENT)
        return false;
    for (size_t i = 0; i < sweep_cells(&ans->request); i++)
        if (counts(ans, i)) {
            least = fmin(least, sweep_figure_of(ans, i, BT_M_TOTAL_RETURN));
            most = fmax(most, sweep_figure_of(ans, i, BT_M_TOTAL_RETURN));
        }
    return most - least <= 1e-6 * fmax(1, fabs(most));
}

void sweep_insights_set(struct arena *a, struct sweep_answer *ans)
{
    struct sweep_insights *in = &ans->insights;
    *in = (struct sweep_insights){0};
    in->best_return = best(ans, BT_M_TOTAL_RETURN, 1);
    in->best_sharpe = best(ans, BT_M_SHARPE, 1);
    in->lowest_risk = best(ans, BT_M_MAX_DRAWDOWN, 1);
    in->lowest_risk_shown = best(ans, BT_M_MAX_DRAWDOWN, -1);
    for (int axis = 0; axis < 2; axis++) {
        bool there = axis < ans->request.n_axes;
        in->with_return[axis] = there ? correlation(a, ans, axis, BT_M_TOTAL_RETURN) : NAN;
        in->with_drawdown[axis] = there ? correlation(a, ans, axis, BT_M_MAX_DRAWDOWN) : NAN;
    }
    in->is_flat = is_flat(ans);
    if (ans->request.n_axes == 1)
        find_ranges(a, ans);
}
