/* analysis_sketch.c: see analysis_sketch.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/analysis_sketch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "returns/sheet_view.h"

double *sketch_values(struct sketch *s)
{
    return arena_array(s->arena, (size_t)s->chart->n, sizeof(double));
}

void sketch_line(struct sketch *s, const char *label, const double *y)
{
    int i = 0;
    while (i < s->chart->n && !isfinite(y[i]))
        i++;
    if (i < s->chart->n && s->chart->n_lines < SKETCH_LINES_MAX)
        s->lines[s->chart->n_lines++] = (struct chart_line){utf8_shorten(s->arena, label, SKETCH_NAME_MOST), y};
}

const double *sketch_percent(struct sketch *s, const double *fraction)
{
    double *out = sketch_values(s);
    for (int i = 0; i < s->chart->n; i++)
        out[i] = fraction[i] * 100;
    return out;
}

/* ---- days ---- */

void sketch_days(struct sketch *s, const struct level_series *level)
{
    s->chart->day = level->day;
    s->chart->n = (int)level->n;
}

static int by_day(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static bool have_the_same_days(const struct returns_analysis *a)
{
    for (int k = 1; k < a->n; k++)
        if (a->series[k].level.n != a->series[0].level.n ||
            memcmp(a->series[k].level.day, a->series[0].level.day, a->series[0].level.n * sizeof(int32_t)) != 0)
            return false;
    return true;
}

void sketch_all_days(struct sketch *s)
{
    const struct returns_analysis *a = s->analysis;
    size_t n = 0, all = 0;
    if (have_the_same_days(a)) {
        sketch_days(s, &a->series[0].level);
        return;
    }
    for (int k = 0; k < a->n; k++)
        all += a->series[k].level.n;
    int32_t *day = arena_array(s->arena, all, sizeof *day);
    for (int k = 0; k < a->n; k++) {
        memcpy(day + n, a->series[k].level.day, a->series[k].level.n * sizeof *day);
        n += a->series[k].level.n;
    }
    qsort(day, n, sizeof *day, by_day);
    all = 0;
    for (size_t i = 0; i < n; i++)
        if (all == 0 || day[i] != day[all - 1])
            day[all++] = day[i];
    s->chart->day = day;
    s->chart->n = (int)all;
}

const double *sketch_on_days(struct sketch *s, const struct level_series *level, const double *y)
{
    double *out = sketch_values(s);
    size_t next = 0;
    double longest = chart_longest_step(level->day, (int)level->n);
    for (int i = 0; i < s->chart->n; i++) {
        int32_t day = s->chart->day[i];
        while (next < level->n && level->day[next] < day)
            next++;
        if (next == level->n || (next == 0 && level->day[0] > day)) {
            out[i] = NAN;
        } else if (level->day[next] == day) {
            out[i] = y[next];
        } else if (level->day[next] - level->day[next - 1] > longest) {
            out[i] = NAN;
        } else {
            double share = (double)(day - level->day[next - 1]) / (level->day[next] - level->day[next - 1]);
            out[i] = y[next - 1] + share * (y[next] - y[next - 1]);
        }
    }
    return out;
}

const double *sketch_rebased(struct sketch *s, const double *level, size_t n, double base)
{
    double *out = arena_array(s->arena, n, sizeof *out);
    for (size_t i = 0; i < n; i++)
        out[i] = level[i] / level[0] * base;
    return out;
}

int sketch_shown(const struct returns_analysis *a)
{
    int most = SKETCH_LINES_MAX - (a->benchmark_name != NULL);
    return a->n < most ? a->n : most;
}

bool sketch_benchmark_is_there(const struct returns_analysis *a)
{
    bool is_there = false;
    for (int k = 0; a->n > 1 && a->benchmark_name && k < sketch_shown(a); k++)
        is_there = is_there || strcmp(a->series[k].name, a->benchmark_name) == 0;
    return is_there;
}
