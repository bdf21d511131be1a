/* returns_answer.c: an analysis of returns as JSON: the common head, then the blocks of each series. See returns.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>

#include "base/num.h"
#include "compute/members.h"
#include "compute/returns.h"

static const char engine_name[] = "returns.analyze";

/* The day of a row, null where there is none. */
static void put_row(struct json_writer *w, const char *key, const struct level_series *s, size_t row)
{
    if (row < s->n)
        member_day_write(w, key, s->day[row]);
    else
        json_put_null(w, key);
}

/* ---- figures ---- */

static void put_drawdown(struct json_writer *w, const char *key, const struct returns_drawdown *d)
{
    json_open(w, key, '{');
    json_put_num(w, "depth", d->depth);
    member_day_write(w, "peak", d->peak_day);
    member_day_write(w, "trough", d->trough_day);
    if (d->open)
        json_put_null(w, "recovery");
    else
        member_day_write(w, "recovery", d->end_day);
    json_put_int(w, "days_peak_to_trough", d->days_peak_to_trough);
    if (d->open)
        json_put_null(w, "days_trough_to_recovery");
    else
        json_put_int(w, "days_trough_to_recovery", d->days_trough_to_recovery);
    json_put_int(w, "days_peak_to_end", d->days_peak_to_end);
    json_put_int(w, "periods_peak_to_trough", (int64_t)d->periods_peak_to_trough);
    json_put_int(w, "periods_peak_to_end", (int64_t)d->periods_peak_to_end);
    json_put_bool(w, "open", d->open);
}

static void put_value(struct json_writer *w, const char *key, const struct returns_metric_info *info, double x)
{
    if (info->unit == RETURNS_UNIT_FLAG && !isnan(x))
        json_put_bool(w, key, x != 0);
    else
        json_put_num(w, key, x);
}

/* {"value":0.145325,"basis":"total","unit":"fraction","n":3020,"note":null} */
static void put_object(struct json_writer *w, const struct returns_result *res, int metric)
{
    const struct returns_metric_info *info = &returns_metric_info[metric];
    const struct returns_metrics *m = &res->metrics;
    bool relative = info->group == RETURNS_GROUP_BENCHMARK;
    json_open(w, info->key, '{');
    put_value(w, "value", info, m->value[metric]);
    json_put_text(w, "basis", returns_basis_key[res->basis]);
    json_put_text(w, "unit", returns_unit_key[info->unit]);
    json_put_int(w, "n", (int64_t)(relative ? m->common : res->level.n - 1));
    json_put_text(w, "note", m->note[metric] ? returns_note_text[m->note[metric]] : NULL);
    json_close(w, '}');
}

static void put_calendar_years(struct json_writer *w, const struct returns_result *res)
{
    char year[16];
    json_open(w, "calendar_years", '{');
    for (size_t i = 0; i < res->n_year_ends; i++) {
        year[num_write_int(res->year_end[i].year, year)] = '\0';
        json_put_num(w, year, res->year_end[i].own);
    }
    json_close(w, '}');
}

/* Notes of the figures that do not exist ("reasons"), or of those that do ("remarks"). */
static void put_notes(struct json_writer *w, const char *key, const struct returns_metrics *m, bool exist)
{
    json_open(w, key, '{');
    for (int i = 0; i < RETURNS_METRICS; i++)
        if (m->note[i] && exist == !isnan(m->value[i]))
            json_put_text(w, returns_metric_info[i].key, returns_note_text[m->note[i]]);
    json_close(w, '}');
}

static void write_metrics(struct json_writer *w, const struct returns_analysis *an, const struct returns_result *res)
{
    const struct returns_metrics *m = &res->metrics;
    json_open(w, "metrics", '{');
    for (int i = 0; i < RETURNS_METRICS; i++) {
        if (an->request.objects)
            put_object(w, res, i);
        else
            put_value(w, returns_metric_info[i].key, &returns_metric_info[i], m->value[i]);
        if (i == RETURNS_MAX_DRAWDOWN && m->value[RETURNS_DRAWDOWN_COUNT] > 0) {
            put_drawdown(w, "max_drawdown_detail", &m->worst);
            json_close(w, '}');
        }
    }
    put_calendar_years(w, res);
    json_close(w, '}');
    put_notes(w, "reasons", m, false);
    put_notes(w, "remarks", m, true);
}

static void put_intervals(struct json_writer *w, const struct returns_result *res)
{
    if (!res->bootstrap.draws)
        return;
    json_open(w, "intervals", '{');
    json_put_int(w, "draws", (int64_t)res->bootstrap.draws);
    json_put_int(w, "block", (int64_t)res->bootstrap.block);
    json_put_num(w, "seed", (double)res->bootstrap.seed);
    json_open(w, "metrics", '{');
    for (int i = 0; i < RETURNS_METRICS; i++) {
        if (isnan(res->interval[i].low))
            continue;
        json_open(w, returns_metric_info[i].key, '{');
        json_put_num(w, "low", res->interval[i].low);
        json_put_num(w, "high", res->interval[i].high);
        json_close(w, '}');
    }
    json_close(w, '}');
    json_close(w, '}');
}

/* ---- tables ---- */

static void put_drawdowns(struct json_writer *w, const struct returns_result *res)
{
    json_open(w, "drawdowns_top10", '[');
    for (size_t i = 0; i < res->n_top; i++) {
        put_drawdown(w, NULL, &res->top[i]);
        json_close(w, '}');
    }
    json_close(w, ']');
    json_open(w, "drawdowns", '[');
    for (size_t i = 0; i < res->n_drawdowns; i++) {
        put_drawdown(w, NULL, &res->drawdown[i].own);
        json_put_num(w, "gain_to_recover", res->drawdown[i].gain);
        json_put_num(w, "benchmark_depth", res->drawdown[i].benchmark_depth);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void put_calendar(struct json_writer *w, const char *key, const char *columns, int n_columns,
                         const struct returns_calendar_year *year, size_t n)
{
    if (!year)
        return;
    json_open(w, key, '[');
    for (size_t i = 0; i < n; i++) {
        json_open(w, NULL, '{');
        json_put_int(w, "year", year[i].year);
        json_put_column(w, columns, year[i].cell, (size_t)n_columns);
        json_put_num(w, "year_total", year[i].total);
        json_open(w, "partial", '[');
        for (int c = 0; c < n_columns; c++)
            if (year[i].partial >> c & 1)
                json_put_int(w, NULL, c + 1);
        json_close(w, ']');
        json_put_bool(w, "year_is_partial", year[i].total_is_partial);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void put_summary(struct json_writer *w, const struct returns_summary *s)
{
    json_put_int(w, "count", (int64_t)s->n);
    json_put_num(w, "min", s->worst);
    json_put_num(w, "p5", s->p5);
    json_put_num(w, "p25", s->p25);
    json_put_num(w, "median", s->median);
    json_put_num(w, "mean", s->mean);
    json_put_num(w, "deviation", s->deviation);
    json_put_num(w, "p75", s->p75);
    json_put_num(w, "p95", s->p95);
    json_put_num(w, "max", s->best);
    json_put_num(w, "positive_pct", s->positive);
}

static void put_season(struct json_writer *w, const struct returns_result *res)
{
    static const char *const weekdays[7] = {"monday", "tuesday",  "wednesday", "thursday",
                                            "friday", "saturday", "sunday"};
    if (!res->month)
        return;
    json_open(w, "season", '[');
    for (int c = 0; c < RETURNS_SEASON_COLUMNS; c++) {
        json_open(w, NULL, '{');
        if (c == RETURNS_SEASON_TOTAL)
            json_put_text(w, "month", "year");
        else
            json_put_int(w, "month", c + 1);
        put_summary(w, &res->season[c]);
        json_close(w, '}');
    }
    json_close(w, ']');
    if (res->terms.frequency != FREQUENCY_DAILY)
        return;
    json_open(w, "weekdays", '{');
    for (int d = 0; d < 7; d++) {
        if (!res->weekday[d].of.n)
            continue;
        json_open(w, weekdays[d], '{');
        put_summary(w, &res->weekday[d].of);
        json_put_num(w, "compounded", res->weekday[d].compounded);
        json_close(w, '}');
    }
    json_close(w, '}');
}

static void put_year_ends(struct json_writer *w, const char *key, const struct returns_year *year, size_t n)
{
    json_open(w, key, '[');
    for (size_t i = 0; i < n; i++) {
        json_open(w, NULL, '{');
        json_put_int(w, "year", year[i].year);
        member_day_write(w, "end", year[i].end);
        json_put_num(w, "level", year[i].level);
        json_put_num(w, "own", year[i].own);
        json_put_num(w, "other", year[i].other);
        json_put_num(w, "difference", year[i].difference);
        json_put_bool(w, "partial", year[i].is_partial);
        json_close(w, '}');
    }
    json_close(w, ']');
}

/* A year is a number, a quarter "2024-Q1", a month "2024-01". */
static void put_periods(struct json_writer *w, const struct returns_triangle *t, enum frequency step)
{
    char text[24];
    json_open(w, step == FREQUENCY_YEARLY ? "years" : "periods", '[');
    for (size_t i = 0; i < t->m; i++) {
        int index = t->period[i].index;
        if (step == FREQUENCY_YEARLY) {
            json_put_int(w, NULL, index);
            continue;
        }
        snprintf(text, sizeof text, step == FREQUENCY_QUARTERLY ? "%04d-Q%d" : "%04d-%02d",
                 index / (step == FREQUENCY_QUARTERLY ? 4 : 12), index % (step == FREQUENCY_QUARTERLY ? 4 : 12) + 1);
        json_put_text(w, NULL, text);
    }
    json_close(w, ']');
}

static void write_matrix(struct json_writer *w, const char *key, const struct returns_triangle *t, enum frequency step,
                         int kind)
{
    json_open(w, key, '{');
    json_put_text(w, "unit", kind == RETURNS_MATRIX_RATIO ? "ratio" : "fraction");
    json_put_text(w, "step", frequency_key[step]);
    put_periods(w, t, step);
    json_open(w, "year_fractions", '[');
    for (size_t i = 0; i < t->m; i++)
        json_put_num(w, NULL, t->period[i].to - t->period[i].from);
    json_close(w, ']');
    json_open(w, "whole", '[');
    for (size_t i = 0; i < t->m; i++)
        json_put_bool(w, NULL, t->period[i].row.whole);
    json_close(w, ']');
    /* A row for each end, a column for each start. */
    json_open(w, "cells", '[');
    for (size_t end = 0; end < t->m; end++)
        json_put_column(w, NULL, t->cell[kind] + returns_matrix_at(0, end), end + 1);
    json_close(w, ']');
    json_close(w, '}');
}

static void put_matrices(struct json_writer *w, const struct returns_result *res)
{
    if (!res->all.m)
        return;
    write_matrix(w, "cagr_matrix", &res->all, res->matrix_step, RETURNS_MATRIX_CAGR);
    json_open(w, "matrices", '{');
    for (int k = RETURNS_MATRIX_CAGR + 1; k < RETURNS_MATRICES; k++)
        if (res->all.cell[k])
            write_matrix(w, returns_matrix_key[k], &res->all, res->matrix_step, k);
    json_close(w, '}');
    json_open(w, "holdings", '[');
    for (size_t i = 0; i < res->all.n_holdings; i++) {
        const struct returns_matrix_holding *h = &res->all.holding[i];
        json_open(w, NULL, '{');
        json_put_int(w, "length", (int64_t)h->length);
        put_summary(w, &h->of);
        json_put_num(w, "above_benchmark_pct", h->above_other);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void put_trailing(struct json_writer *w, const char *key, const struct level_series *s,
                         const struct returns_trailing_table *t)
{
    if (t->row >= s->n)
        return;
    json_open(w, key, '{');
    member_day_write(w, "as_of", s->day[t->row]);
    json_put_bool(w, "month_end_rule", t->is_month_end);
    for (int i = 0; i < RETURNS_TRAILINGS; i++) {
        const struct returns_trailing *x = &t->span[i];
        if (x->base == SERIES_NONE) {
            json_put_null(w, returns_trailing_key[i]);
            continue;
        }
        json_open(w, returns_trailing_key[i], '{');
        json_put_num(w, "value", x->value);
        put_row(w, "base_date", s, x->base);
        json_put_bool(w, "annualised", x->is_annualised);
        json_put_num(w, "total", x->total);
        json_put_num(w, "years", x->years);
        json_close(w, '}');
    }
    json_close(w, '}');
}

/* "1Y", or "18M" where it is no number of whole years. */
static void put_rolling_row(struct json_writer *w, const struct returns_result *res, const struct returns_rolling *r)
{
    char key[16];
    snprintf(key, sizeof key, r->months % 12 ? "%dM" : "%dY", r->months % 12 ? r->months : r->months / 12);
    json_open(w, key, '{');
    bool any = r->of.n > 0;
    put_summary(w, &r->of);
    put_row(w, "first_end", &res->level, any ? r->first_end : SERIES_NONE);
    put_row(w, "last_end", &res->level, any ? r->last_end : SERIES_NONE);
    put_row(w, "min_end", &res->level, any ? r->of.worst_at : SERIES_NONE);
    put_row(w, "max_end", &res->level, any ? r->of.best_at : SERIES_NONE);
    json_put_num(w, "above_risk_free_pct", r->above_risk_free);
    json_put_num(w, "above_benchmark_pct", r->above_benchmark);
    json_put_num(w, "above_target_pct", r->above_target);
    json_close(w, '}');
}

static void put_rolling(struct json_writer *w, const struct returns_result *res)
{
    json_open(w, "rolling", '{');
    for (int i = 0; i < res->n_rolling; i++)
        put_rolling_row(w, res, &res->rolling[i].own);
    json_close(w, '}');
    if (!res->common.n || !res->n_rolling)
        return;
    json_open(w, "rolling_benchmark", '{');
    for (int i = 0; i < res->n_rolling; i++)
        put_rolling_row(w, res, &res->rolling[i].benchmark);
    json_close(w, '}');
}

static void put_distribution(struct json_writer *w, const struct returns_result *res)
{
    json_open(w, "distribution", '{');
    for (int i = 0; i < RETURNS_DISTRIBUTIONS; i++) {
        const struct returns_distribution *d = &res->distribution[i];
        const struct returns_histogram *h = &res->histogram[i];
        if (!d->of.n)
            continue;
        json_open(w, i ? frequency_key[returns_distribution_period[i]] : "rows", '{');
        put_summary(w, &d->of);
        json_put_num(w, "skew", d->skew);
        json_put_num(w, "kurtosis_excess", d->kurtosis);
        json_put_num(w, "low_fence", d->low_fence);
        json_put_num(w, "high_fence", d->high_fence);
        json_put_int(w, "low_outliers", (int64_t)d->low_outliers);
        json_put_int(w, "high_outliers", (int64_t)d->high_outliers);
        json_put_num(w, "low_whisker", d->low_whisker);
        json_put_num(w, "high_whisker", d->high_whisker);
        json_open(w, "histogram", '{');
        json_put_num(w, "from", h->from);
        json_put_num(w, "width", h->width);
        json_open(w, "count", '[');
        for (size_t b = 0; b < h->bins; b++)
            json_put_int(w, NULL, (int64_t)h->count[b]);
        json_close(w, ']');
        json_close(w, '}');
        json_close(w, '}');
    }
    json_close(w, '}');
}

/* The returns from the lowest to the highest, beside the standard normal's quantiles. */
static void put_quantiles(struct json_writer *w, const struct returns_result *res)
{
    const struct returns_distribution *d = &res->distribution[res->quantiles_of];
    json_open(w, "quantiles", '{');
    json_put_text(w, "of", res->quantiles_of ? frequency_key[returns_distribution_period[res->quantiles_of]] : "rows");
    json_put_num(w, "line_at_0", returns_quantile_line(d, 0));
    json_put_num(w, "line_slope", returns_quantile_line(d, 1) - returns_quantile_line(d, 0));
    json_open(w, "returns", '[');
    for (size_t i = 0; i < res->n_quantiles; i++)
        json_put_num(w, NULL, res->quantile[i].value);
    json_close(w, ']');
    json_open(w, "normal", '[');
    for (size_t i = 0; i < res->n_quantiles; i++)
        json_put_num(w, NULL, res->quantile[i].normal);
    json_close(w, ']');
    json_close(w, '}');
}

static void put_var_backtest(struct json_writer *w, const struct returns_result *res)
{
    json_open(w, "var_backtest", '{');
    json_put_int(w, "window", (int64_t)res->var_window);
    json_open(w, "tests", '[');
    for (int i = 0; i < RETURNS_VAR_TESTS; i++) {
        const struct returns_var_test *t = &res->var_test[i];
        if (!t->tested)
            continue;
        json_open(w, NULL, '{');
        json_put_text(w, "kind", returns_var_key[t->kind]);
        json_put_num(w, "confidence", 1 - t->share);
        json_put_int(w, "tested", (int64_t)t->tested);
        json_put_num(w, "expected", t->expected);
        json_put_int(w, "breaches", (int64_t)t->breaches);
        json_put_num(w, "likelihood_ratio", t->likelihood_ratio);
        json_put_num(w, "p_value", t->p_value);
        json_put_text(w, "judgement", returns_var_judgement_key[t->judgement]);
        put_row(w, "latest_breach", &res->level, t->latest);
        json_put_int(w, "outside_domain", (int64_t)t->outside);
        json_close(w, '}');
    }
    json_close(w, ']');
    json_close(w, '}');
}

static void put_future(struct json_writer *w, const struct returns_future *f, double years)
{
    static const char *const keys[STATS_FAN] = {"p5", "p25", "median", "p75", "p95"};
    json_open(w, NULL, '{');
    json_put_num(w, "years", years);
    json_put_int(w, "period", (int64_t)f->period);
    for (int k = 0; k < STATS_FAN; k++)
        json_put_num(w, keys[k], f->level[k]);
    json_put_num(w, "loss_probability", f->loss);
    json_put_num(w, "fall_probability", f->fallen);
    json_close(w, '}');
}

static void put_futures(struct json_writer *w, const struct returns_result *res)
{
    const struct returns_fan *fan = &res->fan;
    if (!fan->how.paths)
        return;
    json_open(w, "futures", '{');
    json_put_int(w, "paths", (int64_t)fan->how.paths);
    json_put_int(w, "years", fan->years);
    json_put_int(w, "block", (int64_t)fan->how.block);
    json_put_num(w, "seed", (double)fan->how.seed);
    json_put_num(w, "fall", fan->how.fall);
    json_open(w, "points", '[');
    for (size_t k = 0; k < fan->n; k++)
        put_future(w, &fan->point[k], (double)k / fan->steps);
    json_close(w, ']');
    json_close(w, '}');
}

static void put_stress(struct json_writer *w, const struct returns_result *res)
{
    json_open(w, "stress", '[');
    for (int i = 0; i < res->n_stress; i++) {
        json_open(w, NULL, '{');
        json_put_text(w, "name", res->stress_period[i].name);
        member_day_write(w, "from", res->stress_period[i].from);
        member_day_write(w, "to", res->stress_period[i].to);
        json_put_num(w, "value", res->stress[i].own.value);
        json_put_num(w, "drawdown", res->stress[i].own.drawdown);
        json_put_num(w, "benchmark", res->stress[i].benchmark.value);
        json_put_num(w, "benchmark_drawdown", res->stress[i].benchmark.drawdown);
        json_put_num(w, "difference", res->stress[i].difference);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void put_dividends(struct json_writer *w, const struct returns_result *res)
{
    const struct returns_dividends *d = res->dividends;
    if (!d)
        return;
    json_open(w, "dividends", '{');
    json_put_num(w, "total_return", res->metrics.value[RETURNS_TOTAL_RETURN]);
    json_put_num(w, "price_return", d->price.value[RETURNS_TOTAL_RETURN]);
    json_put_num(w, "total_cagr", d->total_cagr);
    json_put_num(w, "price_cagr", d->price_cagr);
    json_put_num(w, "contribution", d->contribution);
    json_put_num(w, "share_of_gain", d->share_of_gain);
    put_year_ends(w, "years", d->year, d->n_years);
    json_close(w, '}');
}

static void put_about(struct json_writer *w, const struct returns_analysis *an, const struct returns_result *res)
{
    json_open(w, "about", '{');
    json_put_text(w, "name", res->name);
    json_put_text(w, "basis", returns_basis_key[res->basis]);
    member_day_write(w, "from", res->level.day[0]);
    member_day_write(w, "to", res->level.day[res->level.n - 1]);
    json_put_int(w, "rows", (int64_t)res->level.n);
    json_put_text(w, "frequency", frequency_key[res->terms.frequency]);
    json_put_num(w, "ppy", res->terms.ppy);
    json_put_num(w, "risk_free_annual", res->metrics.risk_free);
    json_put_bool(w, "base_assumed", res->base_assumed);
    json_put_text(w, "benchmark", an->benchmark_name);
    json_put_int(w, "common_returns", (int64_t)res->metrics.common);
    json_put_int(w, "rows_without_benchmark", res->benchmark ? (int64_t)(res->level.n - res->common.n) : 0);
    json_close(w, '}');
}

static void put_result(struct json_writer *w, const struct returns_analysis *an, const struct returns_result *res)
{
    put_about(w, an, res);
    write_metrics(w, an, res);
    put_intervals(w, res);
    put_drawdowns(w, res);
    put_calendar(w, "calendar_months", "months", 12, res->month, res->n_years);
    put_calendar(w, "calendar_months_difference", "months", 12, res->month_difference, res->n_years);
    put_calendar(w, "calendar_quarters", "quarters", 4, res->quarter, res->n_years);
    put_season(w, res);
    put_year_ends(w, "year_ends", res->year_end, res->n_year_ends);
    put_matrices(w, res);
    if (an->tables & RETURNS_TABLE_TRAILING) {
        put_trailing(w, "trailing", &res->level, &res->trailing);
        put_trailing(w, "trailing_benchmark", &res->common_benchmark, &res->trailing_benchmark);
    }
    if (an->tables & RETURNS_TABLE_ROLLING)
        put_rolling(w, res);
    if (an->tables & RETURNS_TABLE_DISTRIBUTION) {
        put_distribution(w, res);
        put_quantiles(w, res);
    }
    if (an->tables & RETURNS_TABLE_VAR)
        put_var_backtest(w, res);
    if (an->tables & RETURNS_TABLE_STRESS)
        put_stress(w, res);
    put_dividends(w, res);
    put_futures(w, res);
}

/* ---- several series ---- */

static void put_square(struct json_writer *w, const char *key, const double *x, size_t n)
{
    json_open(w, key, '[');
    for (size_t i = 0; i < n; i++)
        json_put_column(w, NULL, x + i * n, n);
    json_close(w, ']');
}

static void put_marks(struct json_writer *w, const char *key, const struct returns_analysis *an,
                      const signed char *mark)
{
    json_open(w, key, '{');
    for (int m = 0; m < RETURNS_METRICS; m++)
        if (mark[m] >= 0)
            json_put_text(w, returns_metric_info[m].key, an->series[mark[m]].name);
    json_close(w, '}');
}

static void put_side(struct json_writer *w, const struct returns_analysis *an)
{
    const struct returns_side_by_side *s = &an->side;
    size_t n = (size_t)an->n;
    if (!s->correlation)
        return;
    json_open(w, "side_by_side", '{');
    put_square(w, "correlation", s->correlation, n);
    put_square(w, "tracking_error", s->tracking, n);
    json_open(w, "ranking", '[');
    for (size_t y = 0; y < s->n_years; y++) {
        json_open(w, NULL, '{');
        json_put_int(w, "year", s->year[y]);
        json_put_column(w, "returns", s->year_return + y * n, n);
        json_open(w, "ranks", '[');
        for (size_t i = 0; i < n; i++)
            if (s->year_rank[y * n + i])
                json_put_int(w, NULL, s->year_rank[y * n + i]);
            else
                json_put_null(w, NULL);
        json_close(w, ']');
        json_close(w, '}');
    }
    json_close(w, ']');
    put_marks(w, "best", an, s->best);
    put_marks(w, "worst", an, s->worst);
    json_close(w, '}');
}

static void put_head(struct json_writer *w, struct buf *out, const struct returns_analysis *an)
{
    char hash[INPUTS_HASH];
    struct buf inputs;
    buf_init(&inputs, out->arena, 2048);
    returns_request_write(&inputs, &an->request);
    returns_inputs_hash(&an->request, hash);
    json_begin(w, out);
    json_open(w, NULL, '{');
    answer_head_write(
        w, &(struct answer_head){engine_name, RETURNS_ENGINE_VERSION, an->data_version, buf_view(&inputs), hash});
}

void returns_head_write(struct buf *out, const struct returns_analysis *an)
{
    struct json_writer w;
    put_head(&w, out, an);
}

void returns_answer_write(struct buf *out, const struct returns_analysis *an)
{
    struct json_writer w;
    put_head(&w, out, an);
    if (an->n == 1)
        put_result(&w, an, &an->series[0]);
    if (an->n > 1) {
        json_open(&w, "series", '[');
        for (int i = 0; i < an->n; i++) {
            json_open(&w, NULL, '{');
            put_result(&w, an, &an->series[i]);
            json_close(&w, '}');
        }
        json_close(&w, ']');
        put_side(&w, an);
    }
    warnings_write(&w, &an->warnings);
    json_close(&w, '}');
}
