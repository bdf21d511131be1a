/* returns_matrix.c: see returns_matrix.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/returns_matrix.h"

#include <math.h>

#include "base/day.h"
#include "engine/stats.h"

const char *const returns_matrix_kind_key[RETURNS_MATRIX_KINDS] = {"cagr", "total", "simple"};
const char *const returns_matrix_against_key[RETURNS_AGAINSTS] = {"difference", "wealth", "quotient"};

#define SCALE_MOST 0.5       /* colours do not tell 50 % from more */
#define QUOTIENT_LEAST 0.001 /* below it a quotient of returns says nothing */
#define A_YEAR (1 - 1e-9)

/* ---- periods ---- */

static int per_year(enum frequency step)
{
    return step == FREQUENCY_YEARLY ? 1 : step == FREQUENCY_QUARTERLY ? 4 : 12;
}

static int32_t index_of(int32_t day, enum frequency step)
{
    return day_month(day) / (12 / per_year(step));
}

/* Periods since the year 0: the index of the day's own and the share of it that is over once the day is. */
static double position_of(int32_t day, enum frequency step)
{
    int32_t end = series_period_end(day, step), before = returns_period_before(end, step);
    return index_of(day, step) + (double)(day - before) / (end - before);
}

/* A period without a row in the one before begins with its first row, or as far back as its base is. */
static void place_period(const struct level_series *s, enum frequency step, struct returns_matrix_period *p)
{
    int32_t base = s->day[p->row.from], last = s->day[p->row.to];
    bool begins = p->row.whole || series_period_end(base, step) == returns_period_before(last, step);
    p->index = index_of(p->row.end, step);
    p->from = (begins ? p->index : position_of(base, step)) / per_year(step);
    p->to = (p->row.ended ? p->index + 1 : position_of(last, step)) / per_year(step);
}

size_t returns_matrix_periods(const struct level_series *s, enum frequency own, enum frequency step,
                              struct returns_matrix_period *out)
{
    size_t m = 0;
    for (struct series_period p = {0}; series_period_next(s, own, step, &p); m++) {
        out[m].row = p;
        place_period(s, step, &out[m]);
    }
    return m;
}

size_t returns_matrix_whole(struct returns_matrix_period *p, size_t m)
{
    size_t from = 0;
    while (m && !p[m - 1].row.whole)
        m--;
    while (from < m && !p[from].row.whole)
        from++;
    for (size_t i = from; i < m; i++)
        p[i - from] = p[i];
    return m - from;
}

static bool is_same_span(const struct level_series *a, const struct series_period *of_a, const struct level_series *b,
                         const struct series_period *of_b)
{
    if (of_a->whole && of_b->whole)
        return true;
    return a->day[of_a->from] == b->day[of_b->from] && a->day[of_a->to] == b->day[of_b->to];
}

size_t returns_matrix_common(const struct level_series *a, struct returns_matrix_period *of_a, size_t m_a,
                             const struct level_series *b, struct returns_matrix_period *of_b, size_t m_b)
{
    size_t kept = 0;
    for (size_t i = 0, k = 0; i < m_a && k < m_b;) {
        int32_t ahead = of_a[i].index - of_b[k].index;
        if (ahead == 0 && is_same_span(a, &of_a[i].row, b, &of_b[k].row)) {
            of_a[kept] = of_a[i];
            of_b[kept++] = of_b[k];
        }
        i += ahead <= 0;
        k += ahead >= 0;
    }
    return kept;
}

double returns_matrix_years(const struct returns_matrix_period *p, size_t start, size_t end)
{
    return p[end].to - p[start].from;
}

/* ---- cells ---- */

struct cell_place {
    size_t at;
    double wealth, years;
    bool is_single;
};

static void fill_cell(const struct cell_place *c, double *const cell[RETURNS_MATRIX_KINDS])
{
    bool as_it_is = c->is_single || c->years < A_YEAR;
    double total = c->wealth - 1;
    if (cell[RETURNS_MATRIX_TOTAL])
        cell[RETURNS_MATRIX_TOTAL][c->at] = total;
    if (cell[RETURNS_MATRIX_CAGR])
        cell[RETURNS_MATRIX_CAGR][c->at] = as_it_is ? total : pow(c->wealth, 1 / c->years) - 1;
    if (cell[RETURNS_MATRIX_SIMPLE])
        cell[RETURNS_MATRIX_SIMPLE][c->at] = as_it_is ? total : total / c->years;
}

void returns_matrix_fill(const struct level_series *s, const struct returns_matrix_period *p, size_t m,
                         double *const cell[RETURNS_MATRIX_KINDS])
{
    size_t at = 0;
    for (size_t end = 0; end < m; end++) {
        for (size_t start = 0; start <= end; start++) {
            double wealth = s->level[p[end].row.to] / s->level[p[start].row.from];
            fill_cell(&(struct cell_place){at++, wealth, returns_matrix_years(p, start, end), start == end}, cell);
        }
    }
}

static double quotient_of(double own, double other)
{
    bool is_alike = (own < 0) == (other < 0) && fabs(other) >= QUOTIENT_LEAST;
    return is_alike ? own / other : NAN;
}

void returns_matrix_compare(enum returns_matrix_against against, const double *own, const double *other, size_t cells,
                            double *out)
{
    for (size_t i = 0; i < cells; i++) {
        if (against == RETURNS_AGAINST_DIFFERENCE)
            out[i] = own[i] - other[i];
        else if (against == RETURNS_AGAINST_WEALTH)
            out[i] = other[i] > -1 ? (own[i] - other[i]) / (1 + other[i]) : NAN;
        else
            out[i] = quotient_of(own[i], other[i]);
    }
}

/* ---- by length ---- */

/* The cells of all stretches of whole periods of this length, NaN where one is partial, by their start. */
static size_t collect_stretches(const struct returns_matrix_period *p, size_t m, size_t length, const double *cell,
                                double *out)
{
    size_t run = 0; /* of whole periods up to here */
    for (size_t end = 0; end < m; end++) {
        bool goes_on = end && p[end].index == p[end - 1].index + 1;
        run = p[end].row.whole ? 1 + (goes_on ? run : 0) : 0;
        if (end + 1 >= length) {
            size_t start = end + 1 - length;
            out[start] = run >= length ? cell[returns_matrix_at(start, end)] : NAN;
        }
    }
    return m - length + 1;
}

size_t returns_matrix_holdings(const struct returns_matrix_period *p, size_t m, const double *own, const double *other,
                               double *scratch, struct returns_matrix_holding *out)
{
    size_t lengths = 0;
    for (size_t length = 1; length <= m; length++) {
        struct returns_matrix_holding h = {.length = length, .above_other = NAN};
        double *mine = scratch, *theirs = scratch + m;
        size_t n = collect_stretches(p, m, length, own, mine);
        returns_summary_find(mine, n, scratch + 2 * m, &h.of);
        if (!h.of.n)
            break;
        if (other) {
            collect_stretches(p, m, length, other, theirs);
            h.above_other = returns_share_above(mine, theirs, n);
        }
        out[lengths++] = h;
    }
    return lengths;
}

double returns_matrix_scale(const double *cell, size_t cells, double *scratch)
{
    size_t n = 0;
    for (size_t i = 0; i < cells; i++) {
        if (isfinite(cell[i]))
            scratch[n++] = fabs(cell[i]);
    }
    stats_sort(scratch, n, scratch + cells);
    return n ? fmin(stats_percentile(scratch, n, 0.95), SCALE_MOST) : 0;
}
