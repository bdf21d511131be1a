/* returns_rolling.c: see returns_rolling.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/returns_rolling.h"

#include <math.h>
#include <stdbool.h>

#include "engine/stats.h"

const int returns_rolling_months[RETURNS_ROLLING_WINDOWS] = {12, 36, 60, 84, 120, 180, 240};
const size_t returns_risk_rows[RETURNS_RISK_WINDOWS] = {63, 126, 252, 756};

#define NO_FALL 1e-12 /* what rounding makes of a level that is back at its high */

/* ---- returns over so many months ---- */

static int32_t anchor_of(int32_t day, enum frequency own, int months)
{
    int32_t anchor = returns_months_back(day, months);
    bool by_month = own >= FREQUENCY_MONTHLY;
    return by_month ? series_period_end(anchor, FREQUENCY_MONTHLY) : anchor;
}

size_t returns_rolling_fill(const struct level_series *s, enum frequency own, int months, double *out, size_t *start)
{
    size_t first = s->n, base = SERIES_NONE;
    double power = months > 12 ? 12.0 / months : 1;
    for (size_t i = 0; i < s->n; i++) {
        int32_t anchor = anchor_of(s->day[i], own, months);
        while (base + 1 < s->n && s->day[base + 1] <= anchor) /* SERIES_NONE + 1 is 0 */
            base++;
        bool reaches = base != SERIES_NONE;
        double wealth = reaches ? s->level[i] / s->level[base] : NAN;
        out[i] = (power < 1 ? pow(wealth, power) : wealth) - 1;
        if (start)
            start[i] = base;
        if (reaches && first == s->n)
            first = i;
    }
    return first;
}

void returns_rolling_find(int months, const double *rolling, const double *benchmark, size_t n, double risk_free,
                          double target, double *scratch, struct returns_rolling *r)
{
    *r = (struct returns_rolling){.months = months, .above_benchmark = NAN};
    returns_summary_find(rolling, n, scratch, &r->of);
    r->last_end = n ? n - 1 : 0;
    while (r->last_end && !isfinite(rolling[r->last_end]))
        r->last_end--;
    r->first_end = r->of.n ? r->last_end + 1 - r->of.n : 0;
    r->above_risk_free = returns_share_above_level(rolling, n, risk_free);
    r->above_target = returns_share_above_level(rolling, n, target);
    if (benchmark)
        r->above_benchmark = returns_share_above(rolling, benchmark, n);
}

/* ---- risk ---- */

/* What is followed: returns, their excess over the risk-free rate, that of the benchmark, and the difference of both. */
enum channel { RETURN, EXCESS, BENCHMARK, ACTIVE, CHANNELS };

/* As fmax and fmin, which are calls. */
static double higher(double x, double y)
{
    return x > y ? x : y;
}

static double lower(double x, double y)
{
    return x < y ? x : y;
}

/* Some consecutive returns: two stretches that follow each other make one. Moments as means and squares about them, so that
 * nothing is lost where returns hardly vary. */
struct stretch {
    double n;
    double mean[CHANNELS], squares[CHANNELS];
    double cross; /* of excess and benchmark */
    double below; /* sum of min(excess, 0)^2 */
    double high, low, fall;
};

static struct stretch one_return(const struct level_series *s, const struct returns_rolling_risk_input *in, size_t i)
{
    double before = s->level[i - 1], now = s->level[i], r = now / before - 1;
    double free = in->risk_free_rows ? in->risk_free_rows[i - 1] : in->risk_free, x = r - free;
    double b = in->benchmark ? in->benchmark[i] / in->benchmark[i - 1] - 1 : NAN;
    return (struct stretch){
        .n = 1,
        .mean = {r, x, b - free, r - b},
        .below = x < 0 ? x * x : 0,
        .high = higher(before, now),
        .low = lower(before, now),
        .fall = lower(r, 0),
    };
}

static void join_stretches(const struct stretch *a, const struct stretch *b, struct stretch *out)
{
    struct stretch j = {.n = a->n + b->n};
    double share = b->n / j.n, weight = a->n * share, gap[CHANNELS];
    for (size_t k = 0; k < CHANNELS; k++) {
        gap[k] = b->mean[k] - a->mean[k];
        j.mean[k] = a->mean[k] + gap[k] * share;
        j.squares[k] = a->squares[k] + b->squares[k] + gap[k] * gap[k] * weight;
    }
    j.cross = a->cross + b->cross + gap[EXCESS] * gap[BENCHMARK] * weight;
    j.below = a->below + b->below;
    j.high = higher(a->high, b->high);
    j.low = lower(a->low, b->low);
    j.fall = lower(lower(a->fall, b->fall), b->low / a->high - 1);
    *out = j;
}

static double deviation_of(const struct stretch *t, enum channel k)
{
    double s = sqrt(t->squares[k] / (t->n - 1));
    return s <= STATS_NO_VARIATION ? 0 : s;
}

static void put(double *column, size_t row, double value)
{
    if (column)
        column[row] = isfinite(value) ? value : NAN;
}

/* A quotient by 0 is infinite or NaN, and both are put as NaN. */
static void put_risk(const struct stretch *t, double ppy, const struct returns_rolling_risk *out, size_t row)
{
    double year = ppy > 0 ? sqrt(ppy) : NAN, below = sqrt(t->below / t->n);
    double s_excess = deviation_of(t, EXCESS), s_benchmark = deviation_of(t, BENCHMARK);
    double beta = s_benchmark > 0 ? t->cross / t->squares[BENCHMARK] : NAN;
    put(out->volatility, row, deviation_of(t, RETURN) * year);
    put(out->sharpe, row, t->mean[EXCESS] / s_excess * year);
    put(out->sortino, row, t->mean[EXCESS] / below * year);
    put(out->drawdown, row, t->fall > -NO_FALL ? 0 : t->fall);
    put(out->beta, row, beta);
    put(out->correlation, row, beta * s_benchmark / s_excess);
    put(out->tracking_error, row, deviation_of(t, ACTIVE) * year);
}

size_t returns_rolling_risk_scratch(size_t rows)
{
    return rows * (sizeof(struct stretch) / sizeof(double));
}

static void put_none(const struct returns_rolling_risk *out, size_t rows)
{
    static const struct stretch none = {
        .n = 2, .mean = {NAN, NAN, NAN, NAN}, .squares = {NAN, NAN, NAN, NAN}, .cross = NAN, .below = NAN, .fall = NAN};
    for (size_t row = 0; row < rows; row++)
        put_risk(&none, 1, out, row);
}

/* Cut into blocks of `rows` returns, every window is the end of one block and the beginning of the next. `end[k]` is the block
 * from its return k on. */
void returns_rolling_risk_fill(const struct level_series *s, const struct returns_rolling_risk_input *in,
                               double *scratch, const struct returns_rolling_risk *out)
{
    size_t rows = in->rows;
    struct stretch *end = (struct stretch *)scratch, begun = {0}, window;
    put_none(out, rows < s->n ? rows : s->n);
    for (size_t row = 1; row < s->n; row++) {
        size_t place = (row - 1) % rows; /* in its block */
        struct stretch now = one_return(s, in, row);
        if (place == 0)
            begun = now;
        else
            join_stretches(&begun, &now, &begun);
        if (place + 1 == rows) {
            put_risk(&begun, in->ppy, out, row);
            end[rows - 1] = now;
            for (size_t k = rows - 1; k-- > 0;) {
                now = one_return(s, in, row - (rows - 1 - k));
                join_stretches(&now, &end[k + 1], &end[k]);
            }
        } else if (row >= rows) {
            join_stretches(&end[place + 1], &begun, &window);
            put_risk(&window, in->ppy, out, row);
        }
    }
}
