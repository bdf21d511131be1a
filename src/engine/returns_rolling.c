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

/* The month that the rows are in, and the one so many months earlier. */
struct month_back {
    int32_t begin, end, back_begin, back_end;
};

static struct month_back month_back_of(int32_t day, int months)
{
    int32_t end = series_period_end(day, FREQUENCY_MONTHLY), begin = returns_period_before(day, FREQUENCY_MONTHLY) + 1;
    int32_t back = returns_months_back(begin, months);
    return (struct month_back){begin, end, back, series_period_end(back, FREQUENCY_MONTHLY)};
}

/* As returns_months_back, once the month is known. */
static int32_t anchor_of(const struct month_back *m, int32_t day, bool by_month)
{
    int32_t anchor = m->back_begin + (day - m->begin);
    return by_month || anchor > m->back_end ? m->back_end : anchor;
}

size_t returns_rolling_fill(const struct level_series *s, enum frequency own, int months, double *out, size_t *start)
{
    size_t first = s->n, base = SERIES_NONE;
    double power = months > 12 ? 12.0 / months : 1;
    struct month_back month = {.end = INT32_MIN};
    for (size_t i = 0; i < s->n; i++) {
        if (s->day[i] > month.end)
            month = month_back_of(s->day[i], months);
        int32_t anchor = anchor_of(&month, s->day[i], own >= FREQUENCY_MONTHLY);
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

/* What is followed: the excess of returns over the risk-free rate, that of the benchmark, the difference of both, and the returns
 * themselves, which vary in another way where the rates do. Those that are not needed come last. */
enum channel { EXCESS, BENCHMARK, ACTIVE, RETURN, CHANNELS };

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
        .mean = {[EXCESS] = x, [BENCHMARK] = b - free, [ACTIVE] = r - b, [RETURN] = r},
        .below = x < 0 ? x * x : 0,
        .high = higher(before, now),
        .low = lower(before, now),
        .fall = lower(r, 0),
    };
}

static size_t channels_of(const struct returns_rolling_risk_input *in)
{
    if (in->risk_free_rows)
        return CHANNELS;
    return in->benchmark ? RETURN : BENCHMARK;
}

/* `out` may be one of them. */
static void join_stretches(size_t channels, const struct stretch *a, const struct stretch *b, struct stretch *out)
{
    double n = a->n + b->n, share = b->n / n, weight = a->n * share;
    double gap[CHANNELS] = {0};
    double fall = lower(lower(a->fall, b->fall), b->low / a->high - 1);
    for (size_t k = 0; k < channels; k++) {
        double mean = a->mean[k];
        gap[k] = b->mean[k] - mean;
        out->squares[k] = a->squares[k] + b->squares[k] + gap[k] * gap[k] * weight;
        out->mean[k] = mean + gap[k] * share;
    }
    out->n = n;
    out->cross = a->cross + b->cross + gap[EXCESS] * gap[BENCHMARK] * weight;
    out->below = a->below + b->below;
    out->high = higher(a->high, b->high);
    out->low = lower(a->low, b->low);
    out->fall = fall;
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
static void put_risk(const struct stretch *t, const struct returns_rolling_risk_input *in,
                     const struct returns_rolling_risk *out, size_t row)
{
    double year = in->ppy > 0 ? sqrt(in->ppy) : NAN, below = sqrt(t->below / t->n);
    double s_excess = deviation_of(t, EXCESS), s_benchmark = deviation_of(t, BENCHMARK);
    double beta = in->benchmark && s_benchmark > 0 ? t->cross / t->squares[BENCHMARK] : NAN;
    put(out->volatility, row, (in->risk_free_rows ? deviation_of(t, RETURN) : s_excess) * year);
    put(out->sharpe, row, t->mean[EXCESS] / s_excess * year);
    put(out->sortino, row, t->mean[EXCESS] / below * year);
    put(out->drawdown, row, t->fall > -NO_FALL ? 0 : t->fall);
    put(out->beta, row, beta);
    put(out->correlation, row, beta * s_benchmark / s_excess);
    put(out->tracking_error, row, in->benchmark ? deviation_of(t, ACTIVE) * year : NAN);
}

size_t returns_rolling_risk_scratch(size_t rows)
{
    return rows * (sizeof(struct stretch) / sizeof(double));
}

static void put_none(const struct returns_rolling_risk *out, size_t rows)
{
    double *const column[] = {out->volatility, out->sharpe,      out->sortino,       out->drawdown,
                              out->beta,       out->correlation, out->tracking_error};
    for (size_t k = 0; k < sizeof column / sizeof *column; k++) {
        for (size_t row = 0; row < rows; row++)
            put(column[k], row, NAN);
    }
}

/* Cut into blocks of `rows` returns, every window is the end of one block and the beginning of the next. `end[k]` is the block
 * from its return k on. */
void returns_rolling_risk_fill(const struct level_series *s, const struct returns_rolling_risk_input *in,
                               double *scratch, const struct returns_rolling_risk *out)
{
    size_t rows = in->rows, channels = channels_of(in);
    struct stretch *end = (struct stretch *)scratch, begun = {0}, window = {0};
    put_none(out, rows < s->n ? rows : s->n);
    for (size_t row = 1; row < s->n; row++) {
        size_t place = (row - 1) % rows; /* in its block */
        struct stretch now = one_return(s, in, row);
        if (place == 0)
            begun = now;
        else
            join_stretches(channels, &begun, &now, &begun);
        if (place + 1 == rows) {
            put_risk(&begun, in, out, row);
            end[rows - 1] = now;
            for (size_t k = rows - 1; k-- > 0;) {
                now = one_return(s, in, row - (rows - 1 - k));
                join_stretches(channels, &now, &end[k + 1], &end[k]);
            }
        } else if (row >= rows) {
            join_stretches(channels, &end[place + 1], &begun, &window);
            put_risk(&window, in, out, row);
        }
    }
}
