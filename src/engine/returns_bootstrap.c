/* returns_bootstrap.c: see returns_bootstrap.h. A draw is not put together row by row and measured: what can be added up is added
 * block by block, quantiles are read from how often each rank came up, and only drawdowns walk along the rows.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/returns_bootstrap.h"

#include <math.h>
#include <string.h>

#include "engine/returns_run.h"
#include "engine/splitmix.h"

enum { FEWEST_RETURNS = 30, DRAWS = 1000, A_MONTH_OF_DAYS = 21, A_MONTH_OF_WEEKS = 4 };
#define TAIL 0.025
#define EXISTS_IN 0.9       /* of the draws */
#define AT_HIGH (1 - 1e-12) /* within this share of the high is back at it, as in returns_drawdown.c */

/* What a row adds to a draw: returns, excess and so on as their distance from the sample's mean, so that moments lose no digits.
 * Those of the benchmark come last and are left out without one. */
enum sum {
    LOG_GROWTH,
    RETURN,
    RETURN_2,
    RETURN_3,
    RETURN_4,
    EXCESS,
    EXCESS_2,
    BELOW_2, /* min(x, 0)^2 */
    GAIN,
    LOSS,
    EXCESS_GAIN,
    EXCESS_LOSS,
    GAINED,
    LOST,
    OWN_SUMS,
    LOG_BENCHMARK = OWN_SUMS,
    BENCHMARK,
    BENCHMARK_2,
    MARKET, /* excess of the benchmark */
    MARKET_2,
    MARKET_EXCESS,
    ACTIVE,
    ACTIVE_2,
    UP,            /* the five of enum side over the rows in which the benchmark beat the risk-free return */
    DOWN = UP + 5, /* and in which it did not */
    ALL_SUMS = DOWN + 5
};
enum side { SIDE_ROWS, SIDE_MARKET, SIDE_MARKET_2, SIDE_EXCESS, SIDE_BOTH };

struct sample {
    size_t n, width, block; /* width: how many sums */
    const struct returns_terms *terms;
    bool has_benchmark;
    double years, risk_free, root;
    double mean[ALL_SUMS]; /* of the returns, and so on, that the sums are distances from; 0 for the others */
    double *r, *x, *b;     /* by row: return, excess, return of the benchmark */
    double *sum_to;        /* width sums of the first i rows, i = 0 to n */
    double *sum_from;      /* of the block that begins there */
    double *factor;        /* 1 + r, once more behind the end */
    struct course *course; /* of the block that begins there */
    double *sorted;
    uint32_t *rank;  /* of each row in sorted, once more behind the end */
    uint32_t *count; /* how often each rank came up in a draw */
};

/* What a block makes of 1: at its end, at its highest and lowest, and sums over its rows. */
struct course {
    double end, high, low, sum, squares;
};

/* What a draw comes to. */
struct drawn {
    double sum[ALL_SUMS];
    double deepest, episodes, depths; /* of the drawdowns: the lowest, how many, their sum */
    double pain, squares;             /* sums over the rows */
};

/* ---- the sample ---- */

static size_t doubles_for(size_t n, size_t bytes)
{
    return n * bytes / sizeof(double) + 1;
}

size_t returns_bootstrap_scratch(size_t n, const struct returns_bootstrap *b)
{
    size_t sums = (2 * n + 1) * ALL_SUMS, rows = (7 + sizeof(struct course) / sizeof(double)) * n,
           ranks = doubles_for(3 * n, sizeof(uint32_t));
    return sums + rows + ranks + b->draws * (RETURNS_METRICS + 2);
}

/* Returns, their excess, and their ranks. */
static void find_rows(const struct level_series *s, const struct level_series *benchmark, struct sample *p,
                      double *room)
{
    const struct returns_terms *t = p->terms;
    double f = t->ppy > 0 ? returns_per_period(t->risk_free, t->ppy) : 0;
    series_returns(s->level, p->n + 1, p->r);
    if (benchmark)
        series_returns(benchmark->level, p->n + 1, p->b);
    for (size_t i = 0; i < p->n; i++) {
        if (t->risk_free_rates && t->ppy > 0)
            f = returns_per_period(t->risk_free_rates[i], t->ppy);
        p->x[i] = p->r[i] - f;
        p->factor[i] = p->factor[i + p->n] = 1 + p->r[i];
    }
    memcpy(p->sorted, p->r, p->n * sizeof *p->r);
    stats_sort(p->sorted, p->n, room);
}

static void put_side(double *side, double market, double excess)
{
    side[SIDE_ROWS] = 1;
    side[SIDE_MARKET] = market;
    side[SIDE_MARKET_2] = market * market;
    side[SIDE_EXCESS] = excess;
    side[SIDE_BOTH] = market * excess;
}

static void sums_of_benchmark(const struct sample *p, size_t i, double *sum)
{
    double b = p->b[i], beats_free = b - (p->r[i] - p->x[i]), market = beats_free - p->mean[MARKET];
    double from_mean = b - p->mean[BENCHMARK], active = p->r[i] - b - p->mean[ACTIVE];
    sum[LOG_BENCHMARK] = log1p(b);
    sum[BENCHMARK] = from_mean;
    sum[BENCHMARK_2] = from_mean * from_mean;
    sum[MARKET] = market;
    sum[MARKET_2] = market * market;
    sum[MARKET_EXCESS] = market * (p->x[i] - p->mean[EXCESS]);
    sum[ACTIVE] = active;
    sum[ACTIVE_2] = active * active;
    if (beats_free != 0)
        put_side(sum + (beats_free > 0 ? UP : DOWN), market, p->x[i] - p->mean[EXCESS]);
}

static void sums_of_row(const struct sample *p, size_t i, double sum[ALL_SUMS])
{
    double r = p->r[i], x = p->x[i], from_mean = r - p->mean[RETURN], excess = x - p->mean[EXCESS];
    memset(sum, 0, ALL_SUMS * sizeof *sum);
    sum[LOG_GROWTH] = log1p(r);
    sum[RETURN] = from_mean;
    sum[RETURN_2] = from_mean * from_mean;
    sum[RETURN_3] = sum[RETURN_2] * from_mean;
    sum[RETURN_4] = sum[RETURN_2] * sum[RETURN_2];
    sum[EXCESS] = excess;
    sum[EXCESS_2] = excess * excess;
    sum[BELOW_2] = x < 0 ? x * x : 0;
    sum[GAIN] = fmax(r, 0);
    sum[LOSS] = fmax(-r, 0);
    sum[EXCESS_GAIN] = fmax(x, 0);
    sum[EXCESS_LOSS] = fmax(-x, 0);
    sum[GAINED] = r > 0;
    sum[LOST] = r < 0;
    if (p->has_benchmark)
        sums_of_benchmark(p, i, sum);
}

/* The `count` rows from `from` on, the first behind the last. */
static void add_rows(const struct sample *p, size_t from, size_t count, double *sum)
{
    const double *begin = p->sum_to + from * p->width, *all = p->sum_to + p->n * p->width;
    size_t end = from + count, beyond = end > p->n ? end - p->n : 0;
    const double *to = p->sum_to + (beyond ? beyond : end) * p->width;
    for (size_t k = 0; k < p->width; k++)
        sum[k] += to[k] - begin[k] + (beyond ? all[k] : 0);
}

static void find_sums(struct sample *p)
{
    double row[ALL_SUMS];
    memset(p->sum_to, 0, p->width * sizeof *p->sum_to);
    for (size_t i = 0; i < p->n; i++) {
        sums_of_row(p, i, row);
        for (size_t k = 0; k < p->width; k++)
            p->sum_to[(i + 1) * p->width + k] = p->sum_to[i * p->width + k] + row[k];
    }
    for (size_t i = 0; i < p->n; i++) {
        memset(p->sum_from + i * p->width, 0, p->width * sizeof *p->sum_from);
        add_rows(p, i, p->block, p->sum_from + i * p->width);
    }
}

static void find_courses(struct sample *p)
{
    for (size_t from = 0; from < p->n; from++) {
        struct course c = {.end = 1, .high = 0, .low = INFINITY};
        for (size_t i = from; i < from + p->block; i++) {
            c.end *= p->factor[i];
            c.high = c.end > c.high ? c.end : c.high;
            c.low = c.end < c.low ? c.end : c.low;
            c.sum += c.end;
            c.squares += c.end * c.end;
        }
        p->course[from] = c;
    }
}

static void find_means(struct sample *p)
{
    p->mean[RETURN] = stats_average(p->r, p->n);
    p->mean[EXCESS] = stats_average(p->x, p->n);
    if (!p->has_benchmark)
        return;
    p->mean[BENCHMARK] = stats_average(p->b, p->n);
    p->mean[MARKET] = p->mean[BENCHMARK] - (p->mean[RETURN] - p->mean[EXCESS]);
    p->mean[ACTIVE] = p->mean[RETURN] - p->mean[BENCHMARK];
}

/* The one rate a year that the rates of all rows compound to. */
static double yearly_risk_free(const struct returns_terms *t, size_t n)
{
    if (!t->risk_free_rates)
        return t->risk_free;
    double logs = 0;
    for (size_t i = 0; i < n; i++)
        logs += log1p(t->risk_free_rates[i]);
    return expm1(logs / (double)n);
}

/* The rest of the scratch is returned. */
static double *sample_make(const struct level_series *s, const struct level_series *benchmark,
                           const struct returns_terms *t, size_t block, double *scratch, struct sample *p)
{
    size_t n = s->n - 1;
    *p = (struct sample){.n = n, .block = block, .terms = t, .has_benchmark = benchmark, .root = sqrt(t->ppy)};
    p->width = benchmark ? ALL_SUMS : OWN_SUMS;
    p->years = returns_years_between(t, s->day[0], s->day[n], n);
    p->risk_free = yearly_risk_free(t, n);
    double **rows[] = {&p->r, &p->x, &p->b, &p->sorted};
    for (size_t i = 0; i < 4; i++)
        *rows[i] = scratch + i * n;
    p->factor = scratch + 4 * n;
    p->course = (struct course *)(void *)(scratch + 7 * n);
    p->rank = (uint32_t *)(void *)(p->course + n);
    p->count = p->rank + 2 * n;
    p->sum_to = (double *)(void *)(p->course + n) + doubles_for(3 * n, sizeof(uint32_t));
    p->sum_from = p->sum_to + (n + 1) * p->width;
    find_rows(s, benchmark, p, scratch + 6 * n);
    for (size_t i = 0; i < n; i++) /* equal returns share a rank: it is their value that counts */
        p->rank[i] = p->rank[i + n] = (uint32_t)stats_rank(p->sorted, n, p->r[i]);
    find_means(p);
    find_sums(p);
    find_courses(p);
    return p->sum_to + (2 * n + 1) * ALL_SUMS;
}

/* ---- a draw ---- */

/* Wealth as a share of its highest so far. */
struct walk {
    double share, lowest; /* lowest: since the last high */
};

static void walk_rows(const struct sample *p, size_t from, size_t count, struct walk *w, struct drawn *d)
{
    double share = w->share, lowest = w->lowest, deepest = d->deepest, pain = 0, squares = 0;
    for (size_t i = from; i < from + count; i++) {
        share *= p->factor[i];
        if (share >= AT_HIGH) {
            d->episodes += lowest < 1;
            d->depths += lowest - 1;
            share = lowest = 1;
            continue;
        }
        double fall = share - 1;
        pain -= fall;
        squares += fall * fall;
        lowest = share < lowest ? share : lowest;
        deepest = fall < deepest ? fall : deepest;
    }
    *w = (struct walk){share, lowest};
    d->deepest = deepest;
    d->pain += pain;
    d->squares += squares;
}

/* A whole block. Where it does not come back to the high all is known at once. */
static void walk_block(const struct sample *p, size_t from, struct walk *w, struct drawn *d)
{
    const struct course *c = &p->course[from];
    double share = w->share, rows = (double)p->block, low = share * c->low;
    if (!(share * c->high < AT_HIGH)) {
        walk_rows(p, from, p->block, w, d);
        return;
    }
    d->pain += rows - share * c->sum;
    d->squares += rows - 2 * share * c->sum + share * share * c->squares;
    d->deepest = low - 1 < d->deepest ? low - 1 : d->deepest;
    w->lowest = low < w->lowest ? low : w->lowest;
    w->share = share * c->end;
}

static void count_ranks(const struct sample *p, size_t from, size_t count)
{
    for (size_t i = from; i < from + count; i++)
        p->count[p->rank[i]]++;
}

static void draw_begin(const struct sample *p, struct drawn *d)
{
    *d = (struct drawn){0};
    memset(p->count, 0, p->n * sizeof *p->count);
}

static void draw_end(const struct walk *w, struct drawn *d)
{
    d->episodes += w->lowest < 1; /* one that is open */
    d->depths += w->lowest - 1;
}

static void draw(const struct sample *p, uint64_t *state, struct drawn *d)
{
    struct walk w = {1, 1};
    draw_begin(p, d);
    for (size_t left = p->n; left;) {
        size_t from = splitmix_below(state, p->n), count = left < p->block ? left : p->block;
        if (count == p->block) {
            for (size_t k = 0; k < p->width; k++)
                d->sum[k] += p->sum_from[from * p->width + k];
            walk_block(p, from, &w, d);
        } else {
            add_rows(p, from, count, d->sum);
            walk_rows(p, from, count, &w, d);
        }
        count_ranks(p, from, count);
        left -= count;
    }
    draw_end(&w, d);
}

/* The sample itself: whether a metric exists at all is asked of it. */
static void draw_sample(const struct sample *p, struct drawn *d)
{
    struct walk w = {1, 1};
    draw_begin(p, d);
    add_rows(p, 0, p->n, d->sum);
    walk_rows(p, 0, p->n, &w, d);
    count_ranks(p, 0, p->n);
    draw_end(&w, d);
}

/* ---- what is measured of it ---- */

static double over(double a, double b)
{
    return b != 0 ? a / b : NAN;
}

/* Of distances: their mean and deviation (divisor n - 1), 0 where there is no variation. */
struct moments {
    double mean, deviation;
};

static struct moments moments_of(const struct sample *p, const struct drawn *d, enum sum first, enum sum second)
{
    double n = (double)p->n, from_mean = d->sum[first] / n;
    double s = sqrt(fmax(0, (d->sum[second] - d->sum[first] * from_mean) / (n - 1)));
    return (struct moments){p->mean[first] + from_mean, s > STATS_NO_VARIATION ? s : 0};
}

static struct stats_shape shape_of(const struct sample *p, const struct drawn *d)
{
    double n = (double)p->n, a = d->sum[RETURN] / n, b = d->sum[RETURN_2] / n, c = d->sum[RETURN_3] / n;
    struct moments m = moments_of(p, d, RETURN, RETURN_2);
    double m2 = b - a * a, m3 = c - 3 * a * b + 2 * a * a * a;
    double m4 = d->sum[RETURN_4] / n - 4 * a * c + 6 * a * a * b - 3 * a * a * a * a;
    bool varies = m.deviation > 0;
    double g1 = varies ? m3 / (m2 * sqrt(m2)) : NAN, g2 = varies ? m4 / (m2 * m2) - 3 : NAN;
    return (struct stats_shape){
        .n = p->n,
        .mean = m.mean,
        .deviation = m.deviation,
        .skew_population = g1,
        .kurtosis_population = g2,
        .skew = g1 * sqrt(n * (n - 1)) / (n - 2),
        .kurtosis = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6),
    };
}

/* The k-th value of the draw from below (k = 0: the lowest), and the mean of all up to it. */
struct order {
    double at, mean;
};

static struct order order_from_below(const struct sample *p, size_t k)
{
    double sum = 0;
    size_t rank = 0, seen = 0;
    for (; seen + p->count[rank] <= k; rank++) {
        sum += p->count[rank] * p->sorted[rank];
        seen += p->count[rank];
    }
    double at = p->sorted[rank];
    return (struct order){at, (sum + p->count[rank] * at) / (double)(seen + p->count[rank])};
}

static double order_from_above(const struct sample *p, size_t k)
{
    size_t rank = p->n - 1;
    for (size_t seen = 0; seen + p->count[rank] <= k; rank--)
        seen += p->count[rank];
    return p->sorted[rank];
}

/* Percentile (type 7) of the draw, and the mean of what lies at or below it. */
static struct order percentile_below(const struct sample *p, double share)
{
    double h = (double)(p->n - 1) * share;
    struct order low = order_from_below(p, (size_t)h), next = order_from_below(p, (size_t)h + 1);
    return (struct order){low.at + (h - floor(h)) * (next.at - low.at), low.mean};
}

static double percentile_above(const struct sample *p, double share)
{
    double h = (double)(p->n - 1) * share;
    size_t k = (size_t)h;
    double low = order_from_above(p, p->n - 1 - k), next = k + 1 < p->n ? order_from_above(p, p->n - 2 - k) : low;
    return low + (h - floor(h)) * (next - low);
}

/* The six figures of a level, in the order of the table from `first` on. */
static void put_tail(const struct sample *p, const struct stats_shape *s, double share, double *first)
{
    double g1 = s->skew_population, g2 = s->kurtosis_population, n = (double)p->n;
    double population = s->deviation * sqrt((n - 1) / n), z = stats_normal_quantile(share);
    double h = returns_modified_quantile(z, g1, g2);
    struct order historical = percentile_below(p, share);
    first[0] = historical.at;
    first[1] = historical.mean;
    first[2] = s->mean + z * s->deviation;
    first[3] = s->mean - s->deviation * stats_normal_density(z) / share;
    first[4] = s->mean + h * population;
    first[5] = s->mean + returns_modified_tail(h, share, g1, g2) * population;
}

static void put_growth(const struct sample *p, const struct drawn *d, double *value)
{
    double wealth = exp(d->sum[LOG_GROWTH]), total = wealth - 1;
    value[RETURNS_TOTAL_RETURN] = total;
    value[RETURNS_CAGR] = stats_growth(1, wealth, p->years);
    value[RETURNS_SIMPLE_ANNUALIZED] = total / p->years;
    value[RETURNS_MAX_DRAWDOWN] = d->deepest;
    value[RETURNS_AVERAGE_DRAWDOWN] = d->episodes > 0 ? d->depths / d->episodes : 0;
    value[RETURNS_CALMAR] = over(value[RETURNS_CAGR], -d->deepest);
    value[RETURNS_STERLING] = value[RETURNS_CAGR] / (0.1 - d->deepest);
}

static void put_risk(const struct sample *p, const struct drawn *d, double *value)
{
    struct stats_shape s = shape_of(p, d);
    double n = (double)p->n;
    value[RETURNS_CAGR_PERIODS_METHOD] = stats_growth(1, exp(d->sum[LOG_GROWTH]), n / p->terms->ppy);
    value[RETURNS_MEAN_RETURN_ANNUALIZED_ARITHMETIC] = s.mean * p->terms->ppy;
    value[RETURNS_VOLATILITY] = s.deviation * p->root;
    value[RETURNS_DOWNSIDE_DEVIATION] = sqrt(d->sum[BELOW_2] / n) * p->root;
    put_tail(p, &s, 0.05, value + RETURNS_VAR95_HISTORICAL);
    put_tail(p, &s, 0.01, value + RETURNS_VAR99_HISTORICAL);
    value[RETURNS_SKEW] = s.skew;
    value[RETURNS_KURTOSIS_EXCESS] = s.kurtosis;
    value[RETURNS_TAIL_RATIO] = over(fabs(percentile_above(p, 0.95)), fabs(value[RETURNS_VAR95_HISTORICAL]));
    value[RETURNS_ULCER_INDEX] = sqrt(d->squares / n);
    value[RETURNS_PAIN_INDEX] = d->pain / n;
    value[RETURNS_POSITIVE_PERIODS_PCT] = d->sum[GAINED] / n;
    value[RETURNS_AVERAGE_GAIN] = over(d->sum[GAIN], d->sum[GAINED]);
    value[RETURNS_AVERAGE_LOSS] = -over(d->sum[LOSS], d->sum[LOST]);
}

static void put_ratios(const struct sample *p, const struct drawn *d, double *value)
{
    struct moments r = moments_of(p, d, RETURN, RETURN_2), x = moments_of(p, d, EXCESS, EXCESS_2);
    bool varies = r.deviation > 0 && x.deviation > 0;
    double above = value[RETURNS_CAGR] - p->risk_free, n = (double)p->n;
    value[RETURNS_SHARPE] = varies ? x.mean / x.deviation * p->root : NAN;
    value[RETURNS_SHARPE_GEOMETRIC] = varies ? above / (r.deviation * p->root) : NAN;
    value[RETURNS_SORTINO] = varies ? over(x.mean, sqrt(d->sum[BELOW_2] / n)) * p->root : NAN;
    value[RETURNS_MARTIN_RATIO] = over(above, value[RETURNS_ULCER_INDEX]);
    value[RETURNS_PAIN_RATIO] = over(above, value[RETURNS_PAIN_INDEX]);
    value[RETURNS_OMEGA_0] = over(d->sum[GAIN], d->sum[LOSS]);
    value[RETURNS_OMEGA_RF] = over(d->sum[EXCESS_GAIN], d->sum[EXCESS_LOSS]);
    value[RETURNS_GAIN_TO_PAIN] = over(d->sum[GAIN] - d->sum[LOSS], d->sum[LOSS]);
}

/* Beta of the rows of one side; it needs three. */
static double beta_of_side(const double *side)
{
    double n = side[SIDE_ROWS], of_market = side[SIDE_MARKET_2] - side[SIDE_MARKET] * side[SIDE_MARKET] / n;
    double both = side[SIDE_BOTH] - side[SIDE_MARKET] * side[SIDE_EXCESS] / n;
    return n >= 3 && sqrt(of_market / (n - 1)) > STATS_NO_VARIATION ? both / of_market : NAN;
}

static void put_active(const struct sample *p, const struct drawn *d, double beta, double *value)
{
    struct moments x = moments_of(p, d, EXCESS, EXCESS_2), active = moments_of(p, d, ACTIVE, ACTIVE_2);
    double rf = p->risk_free, growth = value[RETURNS_CAGR], of_benchmark = value[RETURNS_BENCHMARK_CAGR];
    double sharpe = x.deviation > 0 ? x.mean / x.deviation * p->root : NAN;
    value[RETURNS_ACTIVE_PREMIUM_CAGR] = growth - of_benchmark;
    value[RETURNS_TRACKING_ERROR] = active.deviation * p->root;
    value[RETURNS_INFORMATION_RATIO] = over(active.mean, active.deviation) * p->root;
    value[RETURNS_JENSEN_ALPHA_CAGR] = growth - (rf + beta * (of_benchmark - rf));
    value[RETURNS_TREYNOR] = over(growth - rf, beta);
    value[RETURNS_M_SQUARED] = rf + sharpe * value[RETURNS_BENCHMARK_VOLATILITY];
}

static void put_benchmark(const struct sample *p, const struct drawn *d, double *value)
{
    double n = (double)p->n, wealth = exp(d->sum[LOG_BENCHMARK]);
    struct moments b = moments_of(p, d, BENCHMARK, BENCHMARK_2), market = moments_of(p, d, MARKET, MARKET_2);
    struct moments x = moments_of(p, d, EXCESS, EXCESS_2);
    value[RETURNS_BENCHMARK_TOTAL_RETURN] = wealth - 1;
    value[RETURNS_BENCHMARK_CAGR] = stats_growth(1, wealth, p->years);
    if (!(b.deviation > 0 && market.deviation > 0))
        return;
    double both = (d->sum[MARKET_EXCESS] - d->sum[MARKET] * d->sum[EXCESS] / n) / (n - 1);
    double beta = both / (market.deviation * market.deviation),
           correlation = over(both, market.deviation * x.deviation);
    value[RETURNS_BENCHMARK_VOLATILITY] = b.deviation * p->root;
    value[RETURNS_CORRELATION] = correlation;
    value[RETURNS_R_SQUARED] = correlation * correlation;
    value[RETURNS_BETA] = beta;
    value[RETURNS_UP_MARKET_BETA] = beta_of_side(d->sum + UP);
    value[RETURNS_DOWN_MARKET_BETA] = beta_of_side(d->sum + DOWN);
    value[RETURNS_ALPHA_ANNUALIZED_REGRESSION] = (x.mean - beta * market.mean) * p->terms->ppy;
    put_active(p, d, beta, value);
}

static void measure(const struct sample *p, const struct drawn *d, double value[RETURNS_METRICS])
{
    for (size_t m = 0; m < RETURNS_METRICS; m++)
        value[m] = NAN;
    put_growth(p, d, value);
    if (!(p->terms->ppy > 0))
        return;
    put_risk(p, d, value);
    put_ratios(p, d, value);
    if (p->has_benchmark)
        put_benchmark(p, d, value);
}

/* ---- intervals ---- */

static bool is_on_same_days(const struct level_series *s, const struct level_series *benchmark)
{
    return s->n == benchmark->n && memcmp(s->day, benchmark->day, s->n * sizeof *s->day) == 0;
}

/* Of the draws of one metric, which are reordered. */
static struct returns_interval interval_of(double *value, size_t draws, double *room)
{
    size_t n = 0;
    for (size_t i = 0; i < draws; i++) {
        if (isfinite(value[i]))
            value[n++] = value[i];
    }
    if ((double)n < EXISTS_IN * (double)draws)
        return (struct returns_interval){NAN, NAN};
    stats_sort(value, n, room);
    return (struct returns_interval){stats_percentile(value, n, TAIL), stats_percentile(value, n, 1 - TAIL)};
}

struct returns_bootstrap returns_bootstrap_default(size_t n, enum frequency frequency)
{
    size_t block = frequency == FREQUENCY_DAILY    ? A_MONTH_OF_DAYS
                   : frequency == FREQUENCY_WEEKLY ? A_MONTH_OF_WEEKS
                                                   : (size_t)fmax(2, round(cbrt((double)n)));
    size_t most = n < 20 ? 1 : n / 10;
    return (struct returns_bootstrap){.draws = DRAWS, .block = block < most ? block : most, .seed = 1};
}

bool returns_bootstrap_find(const struct level_series *s, const struct level_series *benchmark,
                            const struct returns_terms *t, const struct returns_bootstrap *b, double *scratch,
                            struct returns_interval out[RETURNS_METRICS])
{
    struct sample p;
    struct drawn d;
    double own[RETURNS_METRICS], value[RETURNS_METRICS];
    uint64_t state = b->seed;
    for (size_t m = 0; m < RETURNS_METRICS; m++)
        out[m] = (struct returns_interval){NAN, NAN};
    if (s->n <= FEWEST_RETURNS || !b->draws || !b->block || b->block >= s->n || !(s->level[s->n - 1] > 0))
        return false;
    if (benchmark && !(is_on_same_days(s, benchmark) && benchmark->level[benchmark->n - 1] > 0))
        benchmark = NULL;
    double *drawn = sample_make(s, benchmark, t, b->block, scratch, &p), *room = drawn + b->draws * RETURNS_METRICS;
    draw_sample(&p, &d);
    measure(&p, &d, own);
    for (size_t i = 0; i < b->draws; i++) {
        draw(&p, &state, &d);
        measure(&p, &d, value);
        for (size_t m = 0; m < RETURNS_METRICS; m++)
            drawn[m * b->draws + i] = value[m];
    }
    for (size_t m = 0; m < RETURNS_METRICS; m++) {
        if (returns_metric_info[m].interval && isfinite(own[m]))
            out[m] = interval_of(drawn + m * b->draws, b->draws, room);
    }
    return true;
}
