/* stats.c: see stats.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/stats.h"

#include <math.h>
#include <string.h>

/* Sum and sum of squares of x - shift: four lanes of doubles, because an addition waits for the one before it. */
static void add_lanes(const double *x, size_t n, double shift, long double *sum, long double *squares)
{
    double s[4] = {0}, q[4] = {0};
    size_t i = 0;
    for (; i + 3 < n; i += 4) {
        for (size_t k = 0; k < 4; k++) {
            double d = x[i + k] - shift;
            s[k] += d;
            q[k] += d * d;
        }
    }
    for (; i < n; i++) {
        double d = x[i] - shift;
        s[0] += d;
        q[0] += d * d;
    }
    *sum += (long double)s[0] + s[1] + s[2] + s[3];
    *squares += (long double)q[0] + q[1] + q[2] + q[3];
}

void stats_add(struct stats_moments *m, const double *x, size_t n)
{
    if (m->n == 0 && n)
        m->first = x[0];
    add_lanes(x, n, m->first, &m->sum, &m->squares);
    m->n += n;
}

double stats_mean(const struct stats_moments *m)
{
    return m->n ? (double)(m->first + m->sum / (long double)m->n) : NAN;
}

double stats_deviation(const struct stats_moments *m)
{
    if (m->n < 2)
        return NAN;
    long double n = (long double)m->n;
    long double about_mean = m->squares - m->sum * m->sum / n;
    if (about_mean < 0) /* rounding, when all values are almost equal */
        about_mean = 0;
    return (double)sqrtl(about_mean / (n - 1));
}

long double stats_sum_squares(const double *x, size_t n)
{
    long double sum = 0, squares = 0;
    add_lanes(x, n, 0, &sum, &squares);
    return squares;
}

/* The stretch under one peak, from level i on: where it ends. Only its lowest level can be the worst, so one division per
 * peak is enough. */
static size_t follow_fall(struct stats_drawdown *d, const double *level, size_t n, size_t i, size_t peak, double high)
{
    size_t begun = i, trough = i;
    double low = high;
    for (; i < n && !(level[i] >= high); i++) {
        if (level[i] < low) {
            low = level[i];
            trough = i;
        }
    }
    size_t run = i - begun;
    d->runs += run > 0;
    d->run_levels += run;
    d->longest = run > d->longest ? run : d->longest;
    double fall = (low - high) / high;
    if (fall < d->worst) {
        d->worst = fall;
        d->peak = peak;
        d->trough = trough;
    }
    return i;
}

static void follow_peaks(struct stats_drawdown *d, const double *level, size_t n, size_t peak)
{
    while (peak < n && !(level[peak] > 0))
        peak++;
    while (peak < n)
        peak = follow_fall(d, level, n, peak + 1, peak, level[peak]);
}

void stats_drawdown_find(const double *level, size_t n, struct stats_drawdown *d)
{
    *d = (struct stats_drawdown){0};
    follow_peaks(d, level, n, 0);
}

void stats_drawdown_from(double before, const double *level, size_t n, struct stats_drawdown *d)
{
    *d = (struct stats_drawdown){0};
    follow_peaks(d, level, n, before > 0 ? follow_fall(d, level, n, 0, STATS_BEFORE, before) : 0);
}

/* ---- compensated sums ---- */

/* Four lanes, because an addition waits for the one before it. */
struct lanes {
    struct stats_total of[4];
};

static double lanes_total(const struct lanes *s)
{
    struct stats_total all = s->of[0];
    for (size_t k = 1; k < 4; k++) {
        stats_total_add(&all, s->of[k].sum);
        all.lost += s->of[k].lost;
    }
    return stats_total(&all);
}

double stats_sum(const double *x, size_t n)
{
    struct lanes s = {0};
    size_t i = 0;
    for (; i + 3 < n; i += 4) {
        for (size_t k = 0; k < 4; k++)
            stats_total_add(&s.of[k], x[i + k]);
    }
    for (; i < n; i++)
        stats_total_add(&s.of[0], x[i]);
    return lanes_total(&s);
}

double stats_average(const double *x, size_t n)
{
    return n ? stats_sum(x, n) / (double)n : NAN;
}

/* ---- moments ---- */

struct powers {
    struct lanes second, third, fourth;
};

static inline void add_powers(struct powers *p, size_t lane, double about_mean)
{
    double square = about_mean * about_mean;
    stats_total_add(&p->second.of[lane], square);
    stats_total_add(&p->third.of[lane], square * about_mean);
    stats_total_add(&p->fourth.of[lane], square * square);
}

static struct powers powers_about(const double *x, size_t n, double mean)
{
    struct powers p = {0};
    size_t i = 0;
    for (; i + 3 < n; i += 4) {
        for (size_t k = 0; k < 4; k++)
            add_powers(&p, k, x[i + k] - mean);
    }
    for (; i < n; i++)
        add_powers(&p, 0, x[i] - mean);
    return p;
}

void stats_shape_find(const double *x, size_t n, struct stats_shape *s)
{
    *s = (struct stats_shape){n, stats_average(x, n), NAN, NAN, NAN, NAN, NAN};
    if (n < 2)
        return;
    struct powers p = powers_about(x, n, s->mean);
    double count = (double)n, m2 = lanes_total(&p.second) / count;
    s->deviation = sqrt(m2 * count / (count - 1));
    if (!(s->deviation > STATS_NO_VARIATION)) {
        s->deviation = 0;
        return;
    }
    double g1 = lanes_total(&p.third) / count / (m2 * sqrt(m2));
    double g2 = lanes_total(&p.fourth) / count / (m2 * m2) - 3;
    s->skew_population = g1;
    s->kurtosis_population = g2;
    if (n >= 3)
        s->skew = g1 * sqrt(count * (count - 1)) / (count - 2);
    if (n >= 4)
        s->kurtosis = (count - 1) / ((count - 2) * (count - 3)) * ((count + 1) * g2 + 6);
}

/* ---- order ---- */

/* The bits of a double as a number that orders like it: those of negative ones reversed, those of others above them. */
static uint64_t key_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

enum { DIGIT_BITS = 11, DIGITS = 6, DIGIT_VALUES = 1 << DIGIT_BITS, FEW = 100 };

static size_t digit_of(double x, unsigned digit)
{
    return key_of(x) >> digit * DIGIT_BITS & (DIGIT_VALUES - 1);
}

/* Few are sorted before the tables of the digits are cleared. The order is that of the keys here as well. */
static void sort_few(double *x, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        double one = x[i];
        size_t at = i;
        for (; at > 0 && key_of(x[at - 1]) > key_of(one); at--)
            x[at] = x[at - 1];
        x[at] = one;
    }
}

void stats_sort(double *x, size_t n, double *scratch)
{
    if (n < FEW) {
        sort_few(x, n);
        return;
    }
    uint32_t place[DIGITS][DIGIT_VALUES] = {0};
    for (size_t i = 0; i < n; i++) {
        for (unsigned d = 0; d < DIGITS; d++)
            place[d][digit_of(x[i], d)]++;
    }
    double *from = x, *to = scratch;
    for (unsigned d = 0; d < DIGITS; d++) {
        uint32_t before = 0;
        for (size_t v = 0; v < DIGIT_VALUES; v++) {
            uint32_t count = place[d][v];
            place[d][v] = before;
            before += count;
        }
        for (size_t i = 0; i < n; i++)
            to[place[d][digit_of(from[i], d)]++] = from[i];
        double *swap = from;
        from = to;
        to = swap;
    }
}

double stats_percentile(const double *sorted, size_t n, double p)
{
    if (!n)
        return NAN;
    double h = (double)(n - 1) * p, below = floor(h);
    size_t i = (size_t)below;
    return i + 1 < n ? sorted[i] + (h - below) * (sorted[i + 1] - sorted[i]) : sorted[n - 1];
}

/* ---- selection, and a fan ---- */

const double stats_fan_shares[STATS_FAN] = {0.05, 0.25, 0.5, 0.75, 0.95};

double stats_select(double *x, size_t from, size_t n, size_t rank)
{
    ptrdiff_t low = (ptrdiff_t)from, high = (ptrdiff_t)n - 1, k = (ptrdiff_t)rank;
    while (low < high) {
        double pivot = x[k];
        ptrdiff_t i = low, j = high;
        while (i <= j) {
            while (x[i] < pivot)
                i++;
            while (x[j] > pivot)
                j--;
            if (i > j)
                break;
            double swapped = x[i];
            x[i++] = x[j];
            x[j--] = swapped;
        }
        if (j < k)
            low = i;
        if (k < i)
            high = j;
    }
    return x[k];
}

void stats_fan(double *x, size_t n, double out[STATS_FAN])
{
    size_t from = 0;
    for (int f = 0; f < STATS_FAN; f++) {
        double rank = stats_fan_shares[f] * (double)(n - 1);
        size_t below = (size_t)rank, above = below + 1 < n ? below + 1 : below;
        double least = stats_select(x, from, n, below);
        out[f] = least + (rank - (double)below) * (stats_select(x, below, n, above) - least);
        from = below;
    }
}

/* ---- two at a time ---- */

/* Sums about both means. */
struct both {
    double mean_x, mean_y, xx, xy, yy;
};

static struct both sums_about(const double *x, const double *y, size_t n)
{
    struct both b = {.mean_x = stats_average(x, n), .mean_y = stats_average(y, n)};
    struct lanes xx = {0}, xy = {0}, yy = {0};
    for (size_t i = 0; i < n; i++) {
        double dx = x[i] - b.mean_x, dy = y[i] - b.mean_y;
        stats_total_add(&xx.of[i % 4], dx * dx);
        stats_total_add(&xy.of[i % 4], dx * dy);
        stats_total_add(&yy.of[i % 4], dy * dy);
    }
    b.xx = lanes_total(&xx);
    b.xy = lanes_total(&xy);
    b.yy = lanes_total(&yy);
    return b;
}

static bool varies(double squares, size_t n)
{
    return n >= 2 && sqrt(squares / (double)(n - 1)) > STATS_NO_VARIATION;
}

bool stats_line_find(const double *x, const double *y, size_t n, struct stats_line *line)
{
    *line = (struct stats_line){NAN, NAN, NAN, NAN, NAN, NAN};
    struct both b = sums_about(x, y, n);
    if (!varies(b.xx, n))
        return false;
    line->slope = b.xy / b.xx;
    line->intercept = b.mean_y - line->slope * b.mean_x;
    if (varies(b.yy, n)) {
        line->correlation = b.xy / sqrt(b.xx * b.yy);
        line->r_squared = line->correlation * line->correlation;
    }
    if (n < 3)
        return true;
    struct lanes residuals = {0};
    for (size_t i = 0; i < n; i++) {
        double e = y[i] - b.mean_y - line->slope * (x[i] - b.mean_x);
        stats_total_add(&residuals.of[i % 4], e * e);
    }
    double count = (double)n, variance = lanes_total(&residuals) / (count - 2);
    line->slope_error = sqrt(variance / b.xx);
    line->intercept_error = sqrt(variance * (1 / count + b.mean_x * b.mean_x / b.xx));
    return true;
}

double stats_correlation(const double *x, const double *y, size_t n)
{
    struct both b = sums_about(x, y, n);
    return varies(b.xx, n) && varies(b.yy, n) ? b.xy / sqrt(b.xx * b.yy) : NAN;
}

double stats_autocorrelation(const double *x, size_t n, size_t lag)
{
    return n >= lag + 2 ? stats_correlation(x + lag, x, n - lag) : NAN;
}

/* ---- the normal distribution ---- */

double stats_normal_cdf(double z)
{
    return erfc(-z * M_SQRT1_2) / 2;
}

double stats_normal_density(double z)
{
    return exp(-z * z / 2) * M_SQRT1_2 * M_2_SQRTPI / 2;
}

/* Numerator and denominator of AS 241's PPND16, lowest power first. */
static double quotient(const double above[8], const double below[8], double r)
{
    double a = 0, b = 0;
    for (int i = 7; i >= 0; i--) {
        a = a * r + above[i];
        b = b * r + below[i];
    }
    return a / b;
}

/* The quantile's distance from 0 in a tail of share `tail` < 0.075. */
static double tail_quantile(double tail)
{
    static const double c[8] = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                                3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                                2.27238449892691845833e-2, 7.74545014278341407640e-4};
    static const double d[8] = {1.0,
                                2.05319162663775882187e0,
                                1.67638483018380384940e0,
                                6.89767334985100004550e-1,
                                1.48103976427480074590e-1,
                                1.51986665636164571966e-2,
                                5.47593808499534494600e-4,
                                1.05075007164441684324e-9};
    static const double e[8] = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                                2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static const double f[8] = {1.0,
                                5.99832206555887937690e-1,
                                1.36929880922735805310e-1,
                                1.48753612908506148525e-2,
                                7.86869131145613259100e-4,
                                1.84631831751005468180e-5,
                                1.42151175831644588870e-7,
                                2.04426310338993978564e-15};
    double r = sqrt(-log(tail));
    return r <= 5 ? quotient(c, d, r - 1.6) : quotient(e, f, r - 5);
}

double stats_normal_quantile(double p)
{
    static const double a[8] = {3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
                                1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                3.3430575583588128105e+4, 2.5090809287301226727e+3};
    static const double b[8] = {1.0,
                                4.2313330701600911252e+1,
                                6.8718700749205790830e+2,
                                5.3941960214247511077e+3,
                                2.1213794301586595867e+4,
                                3.9307895800092710610e+4,
                                2.8729085735721942674e+4,
                                5.2264952788528545610e+3};
    if (!(p > 0 && p < 1))
        return NAN;
    double q = p - 0.5;
    if (fabs(q) <= 0.425)
        return q * quotient(a, b, 0.180625 - q * q);
    return q < 0 ? -tail_quantile(p) : tail_quantile(1 - p);
}

double stats_growth(double first, double last, double years)
{
    if (!(first > 0 && last >= 0 && years > 0))
        return NAN;
    return pow(last / first, 1 / years) - 1;
}
