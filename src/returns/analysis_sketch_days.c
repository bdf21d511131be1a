/* analysis_sketch_days.c: the charts of an analysis over days. See analysis_sketch.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/analysis_sketch.h"

#include <math.h>

#include "base/num.h"
#include "returns/sheet_view.h"

enum { FALLS_SHADED = 5, MATCHED_NAME = 20, RISK_ROWS = 252, RISK_LEAST = 6 };

/* ---- growth, drawdown, relative ---- */

static void shade_falls(struct sketch *s)
{
    const struct returns_result *r = &s->analysis->series[0];
    size_t n = r->n_top < FALLS_SHADED ? r->n_top : FALLS_SHADED;
    struct chart_span *spans = arena_array(s->arena, n, sizeof *spans);
    for (size_t i = 0; i < n; i++)
        spans[i] = (struct chart_span){r->top[i].peak_day, r->top[i].end_day};
    s->chart->spans = spans;
    s->chart->n_spans = (int)n;
}

/* Every series as volatile as the benchmark, all from the first of the days that they share with it. */
static bool growth_matched(struct sketch *s)
{
    const struct returns_analysis *a = s->analysis;
    const struct level_series *other = &a->series[0].common_benchmark;
    for (int k = 0; k < sketch_shown(a); k++) {
        double factor;
        const double *level = returns_matched_column(s->arena, &a->series[k], &factor);
        if (level)
            sketch_line(
                s,
                arena_printf(s->arena, "%s × %s", utf8_shorten(s->arena, a->series[k].name, MATCHED_NAME),
                             num_group(s->arena, factor, 2)),
                sketch_on_days(s, &a->series[k].common, sketch_rebased(s, level, a->series[k].common.n, SKETCH_GROWN)));
    }
    if (s->chart->n_lines && !sketch_benchmark_is_there(a))
        sketch_line(s, a->benchmark_name,
                    sketch_on_days(s, other, sketch_rebased(s, other->level, other->n, SKETCH_GROWN)));
    return s->chart->n_lines > 0;
}

bool sketch_growth(struct sketch *s)
{
    const struct returns_analysis *a = s->analysis;
    const struct returns_result *first = &a->series[0];
    sketch_all_days(s);
    s->chart->log_y = !s->as->linear;
    if (s->as->matched) {
        if (a->n == 1)
            sketch_days(s, &first->common);
        return growth_matched(s);
    }
    for (int k = 0; k < sketch_shown(a); k++) {
        const struct level_series *level = &a->series[k].level;
        sketch_line(s, a->series[k].name,
                    sketch_on_days(s, level, sketch_rebased(s, level->level, level->n, SKETCH_GROWN)));
    }
    const struct level_series *own = &first->common, *other = &first->common_benchmark;
    if (other->n > 1 && !sketch_benchmark_is_there(a))
        sketch_line(s, a->benchmark_name,
                    sketch_on_days(s, other,
                                   sketch_rebased(s, other->level, other->n,
                                                  SKETCH_GROWN * own->level[0] / first->level.level[0])));
    if (a->n == 1 && first->price)
        sketch_line(s, "Price alone", sketch_rebased(s, first->price, first->level.n, SKETCH_GROWN));
    if (a->n == 1)
        shade_falls(s);
    return s->chart->n > 1;
}

static const double *underwater(struct sketch *s, const struct level_series *level)
{
    double *out = arena_array(s->arena, level->n, sizeof *out);
    returns_underwater(level->level, level->n, out);
    for (size_t i = 0; i < level->n; i++)
        out[i] *= 100;
    return sketch_on_days(s, level, out);
}

bool sketch_drawdown(struct sketch *s)
{
    const struct returns_analysis *a = s->analysis;
    sketch_all_days(s);
    s->chart->suffix = " %";
    s->chart->area = true;
    for (int k = 0; k < sketch_shown(a); k++)
        sketch_line(s, a->series[k].name, underwater(s, &a->series[k].level));
    if (a->series[0].common_benchmark.n > 1 && !sketch_benchmark_is_there(a))
        sketch_line(s, a->benchmark_name, underwater(s, &a->series[0].common_benchmark));
    return s->chart->n > 1;
}

bool sketch_relative(struct sketch *s)
{
    static const double even = 1;
    const struct returns_analysis *a = s->analysis;
    if (a->n == 1)
        sketch_days(s, &a->series[0].common);
    else
        sketch_all_days(s);
    for (int k = 0; k < sketch_shown(a); k++) {
        const struct level_series *own = &a->series[k].common, *other = &a->series[k].common_benchmark;
        double *ratio = arena_array(s->arena, own->n, sizeof *ratio);
        for (size_t i = 0; i < own->n; i++)
            ratio[i] = own->level[i] / own->level[0] / (other->level[i] / other->level[0]);
        if (own->n > 1)
            sketch_line(s, a->series[k].name, sketch_on_days(s, own, ratio));
    }
    s->chart->even = &even;
    return s->chart->n_lines > 0;
}

bool sketch_dividends(struct sketch *s)
{
    const struct returns_result *r = s->one;
    if (!r->dividends || !r->price)
        return false;
    sketch_days(s, &r->level);
    s->chart->log_y = !s->as->linear;
    sketch_line(s, "Total return", sketch_rebased(s, r->level.level, r->level.n, SKETCH_GROWN));
    sketch_line(s, "Price", sketch_rebased(s, r->price, r->level.n, SKETCH_GROWN));
    return true;
}

/* ---- rolling ---- */

bool sketch_rolling(struct sketch *s)
{
    const struct returns_result *r = s->one;
    sketch_days(s, &r->level);
    for (int w = 0; w < r->n_rolling && s->chart->n_lines < 5; w++) {
        int months = r->rolling[w].own.months;
        if (r->rolling[w].own.of.n > 1)
            sketch_line(s,
                        arena_printf(s->arena,
                                     months % 12    ? "%d months"
                                     : months == 12 ? "%d year"
                                                    : "%d years",
                                     months % 12 ? months : months / 12),
                        sketch_percent(s, returns_rolling_column(s->arena, r, months, false)));
    }
    s->chart->suffix = " %";
    return s->chart->n_lines > 0;
}

/* The window of the charts: a year of rows, or the half of a short series. */
size_t sketch_risk_rows(const struct returns_result *r)
{
    size_t year = r->terms.ppy > 0 ? (size_t)lround(r->terms.ppy) : RISK_ROWS;
    size_t rows = year < 12 ? 12 : year;
    return rows > r->level.n / 2 ? r->level.n / 2 : rows;
}

/* Columns of the whole series; NULL when there are too few rows for a window. */
static const struct returns_rolling_risk *risk_of(struct sketch *s, const struct returns_result *r)
{
    const struct returns_rolling_risk **known = &s->memo->risk[r - s->analysis->series];
    size_t rows = sketch_risk_rows(r);
    if (rows < RISK_LEAST || r->terms.ppy <= 0)
        return NULL;
    if (!*known) {
        struct returns_rolling_risk *risk = ARENA_NEW(s->arena, struct returns_rolling_risk);
        returns_risk_columns(s->arena, r, rows, risk);
        *known = risk;
    }
    return *known;
}

bool sketch_volatility(struct sketch *s)
{
    const struct returns_analysis *a = s->analysis;
    sketch_all_days(s);
    for (int k = 0; k < sketch_shown(a); k++) {
        const struct returns_rolling_risk *risk = risk_of(s, &a->series[k]);
        if (risk)
            sketch_line(s, a->series[k].name,
                        sketch_percent(s, sketch_on_days(s, &a->series[k].level, risk->volatility)));
    }
    s->chart->suffix = " %";
    return s->chart->n_lines > 0;
}

bool sketch_sharpe(struct sketch *s)
{
    const struct returns_rolling_risk *risk = risk_of(s, s->one);
    sketch_days(s, &s->one->level);
    if (!risk)
        return false;
    sketch_line(s, "Sharpe ratio", risk->sharpe);
    sketch_line(s, "Sortino ratio", risk->sortino);
    return s->chart->n_lines > 0;
}

/* Against a fixed rate there is nothing to depend on. */
bool sketch_benchmark_varies(const struct returns_result *r)
{
    return isfinite(r->metrics.value[RETURNS_BETA]);
}

bool sketch_beta(struct sketch *s)
{
    const struct returns_rolling_risk *risk = risk_of(s, s->one);
    sketch_days(s, &s->one->level);
    if (!risk || !sketch_benchmark_varies(s->one))
        return false;
    sketch_line(s, "Beta", risk->beta);
    sketch_line(s, "Correlation", risk->correlation);
    return s->chart->n_lines > 0;
}

bool sketch_returns(struct sketch *s)
{
    const struct level_series *level = &s->one->level;
    sketch_days(s, level);
    double *out = sketch_values(s);
    out[0] = NAN;
    for (size_t i = 1; i < level->n; i++)
        out[i] = (level->level[i] / level->level[i - 1] - 1) * 100;
    sketch_line(s, s->one->name, out);
    s->chart->suffix = " %";
    s->chart->sticks = true;
    return level->n > 1;
}
