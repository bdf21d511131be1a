/* returns_twin.c: see returns_twin.h. Nothing of the engine is called.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns_twin.h"

#include <math.h>
#include <string.h>

#include "base/day.h"

/* ---- arithmetic ---- */

static long double mean(const long double *x, int n)
{
    long double sum = 0;
    for (int i = 0; i < n; i++)
        sum += x[i];
    return n ? sum / n : NAN;
}

/* The mean of (x - m)(y - m') over n - less. */
static long double covariance(const long double *x, const long double *y, int n, int less)
{
    long double mx = mean(x, n), my = mean(y, n), sum = 0;
    for (int i = 0; i < n; i++)
        sum += (x[i] - mx) * (y[i] - my);
    return sum / (n - less);
}

static long double deviation(const long double *x, int n)
{
    long double s = sqrtl(covariance(x, x, n, 1));
    return s <= 1e-12L ? 0 : s;
}

static long double central_moment(const long double *x, int n, int power)
{
    long double m = mean(x, n), sum = 0;
    for (int i = 0; i < n; i++)
        sum += powl(x[i] - m, power);
    return sum / n;
}

static long double skew_of(const long double *x, int n)
{
    return deviation(x, n) > 0 ? central_moment(x, n, 3) / powl(central_moment(x, n, 2), 1.5L) : NAN;
}

static long double kurtosis_of(const long double *x, int n)
{
    return deviation(x, n) > 0 ? central_moment(x, n, 4) / powl(central_moment(x, n, 2), 2) - 3 : NAN;
}

static long double correlation_of(const long double *x, const long double *y, int n)
{
    long double sx = deviation(x, n), sy = deviation(y, n);
    return sx > 0 && sy > 0 ? covariance(x, y, n, 1) / (sx * sy) : NAN;
}

/* The value with exactly `rank` before it, equal ones in any order. */
static long double of_rank(const long double *x, int n, int rank)
{
    for (int i = 0; i < n; i++) {
        int below = 0, equal = 0;
        for (int k = 0; k < n; k++) {
            below += x[k] < x[i];
            equal += x[k] == x[i];
        }
        if (below <= rank && rank < below + equal)
            return x[i];
    }
    return NAN;
}

static long double percentile(const long double *x, int n, long double p)
{
    long double h = (n - 1) * p;
    int low = (int)floorl(h);
    long double a = of_rank(x, n, low), b = low + 1 < n ? of_rank(x, n, low + 1) : a;
    return a + (h - low) * (b - a);
}

static long double cdf(long double z)
{
    return erfcl(-z / sqrtl(2)) / 2;
}

static long double density(long double z)
{
    return expl(-z * z / 2) / sqrtl(2 * acosl(-1));
}

static long double quantile(long double p)
{
    long double low = -40, high = 40;
    for (int i = 0; i < 200; i++) {
        long double middle = (low + high) / 2;
        if (cdf(middle) < p)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

/* n values that satisfy sign * x > 0: their sum and how many. */
static long double sum_of_side(const long double *x, int n, int sign, int *count)
{
    long double sum = 0;
    *count = 0;
    for (int i = 0; i < n; i++) {
        if (x[i] * sign > 0) {
            sum += x[i];
            ++*count;
        }
    }
    return sum;
}

static long double average_of_side(const long double *x, int n, int sign)
{
    int count;
    long double sum = sum_of_side(x, n, sign, &count);
    return count ? sum / count : NAN;
}

static long double over(long double a, long double b)
{
    return b == 0 ? (long double)NAN : a / b;
}

/* ---- the calendar ---- */

struct date {
    int year, month, mday;
};

static struct date civil(int32_t day)
{
    struct date d;
    day_to_civil(day, &d.year, &d.month, &d.mday);
    return d;
}

/* The number of the month, quarter or year. */
static int number_of(int32_t day, int months)
{
    struct date d = civil(day);
    return (d.year * 12 + d.month - 1) / months;
}

static long double years_by_anniversary(int32_t from, int32_t to)
{
    struct date d = civil(from);
    int32_t last = from, next = from;
    for (int years = 0;; years++) {
        last = next;
        int year = d.year + years + 1, leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        next = day_from_civil(year, d.month, d.month == 2 && d.mday == 29 && !leap ? 28 : d.mday);
        if (next > to)
            return years + (long double)(to - last) / (next - last);
    }
}

/* ---- what a twin is made of ---- */

struct twin {
    int n; /* returns */
    int32_t day[TWIN_MAX];
    long double level[TWIN_MAX], r[TWIN_MAX], f[TWIN_MAX], x[TWIN_MAX];
    long double years, growth, rf, k;
    enum frequency frequency;
};

static long double years_of(const struct returns_terms *t, int32_t from, int32_t to, int n)
{
    if (t->years == RETURNS_YEARS_PERIODS && t->ppy > 0)
        return n / (long double)t->ppy;
    if (t->years == RETURNS_YEARS_CALENDAR && t->calendar_years)
        return t->calendar_years;
    return years_by_anniversary(from, to);
}

static long double growth_over(const struct twin *w, long double years)
{
    return powl(w->level[w->n] / w->level[0], 1 / years) - 1;
}

static void fill(struct twin *w, const struct level_series *s, const struct returns_terms *t)
{
    long double product = 1;
    w->n = (int)s->n - 1;
    w->k = t->ppy;
    w->frequency = t->frequency;
    for (int i = 0; i <= w->n; i++) {
        w->day[i] = s->day[i];
        w->level[i] = s->level[i];
    }
    for (int i = 0; i < w->n; i++) {
        long double rate = t->risk_free_rates ? t->risk_free_rates[i] : t->risk_free;
        w->r[i] = w->level[i + 1] / w->level[i] - 1;
        w->f[i] = w->k > 0 ? powl(1 + rate, 1 / w->k) - 1 : 0;
        w->x[i] = w->r[i] - w->f[i];
        product *= powl(1 + rate, (long double)1 / w->n);
    }
    w->rf = product - 1;
    w->years = years_of(t, w->day[0], w->day[w->n], w->n);
    w->growth = growth_over(w, w->years);
}

/* ---- return and risk ---- */

static void put_return(const struct twin *w, const struct returns_terms *t, long double *out)
{
    long double total = w->level[w->n] / w->level[0] - 1;
    out[RETURNS_N_RETURNS] = w->n;
    out[RETURNS_TOTAL_RETURN] = total;
    out[RETURNS_YEARS_ACTUAL] = years_by_anniversary(w->day[0], w->day[w->n]);
    out[RETURNS_CAGR_EXTRAPOLATED] = w->years < 1;
    if (t->calendar_years)
        out[RETURNS_YEARS_NOMINAL] = t->calendar_years;
    if (w->n < 3)
        return;
    if (t->calendar_years)
        out[RETURNS_CAGR_NOMINAL] = growth_over(w, t->calendar_years);
    out[RETURNS_CAGR] = w->growth;
    out[RETURNS_SIMPLE_ANNUALIZED] = total / w->years;
    if (w->k > 0) {
        out[RETURNS_CAGR_PERIODS_METHOD] = growth_over(w, w->n / w->k);
        out[RETURNS_MEAN_RETURN_ANNUALIZED_ARITHMETIC] = mean(w->r, w->n) * w->k;
    }
}

static long double downside(const long double *x, int n)
{
    long double squares = 0;
    for (int i = 0; i < n; i++)
        squares += x[i] < 0 ? x[i] * x[i] : 0;
    return sqrtl(squares / n);
}

/* The mean of the density that Edgeworth's expansion makes of the moments, up to h, by Simpson's rule. */
static long double edgeworth_tail(long double h, long double share, long double g1, long double g2)
{
    enum { STEPS = 4000 };
    long double from = -30, width = (h - from) / STEPS, sum = 0;
    for (int i = 0; i <= STEPS; i++) {
        long double u = from + width * i, h3 = u * u * u - 3 * u, h4 = powl(u, 4) - 6 * u * u + 3;
        long double h6 = powl(u, 6) - 15 * powl(u, 4) + 45 * u * u - 15;
        long double value = u * density(u) * (1 + g1 / 6 * h3 + g2 / 24 * h4 + g1 * g1 / 72 * h6);
        sum += value * (i == 0 || i == STEPS ? 1 : i % 2 ? 4 : 2);
    }
    long double tail = sum * width / 3 / share;
    return tail < h ? tail : h;
}

static void put_tail(const struct twin *w, long double share, enum returns_metric first, long double *out)
{
    long double m = mean(w->r, w->n), s = deviation(w->r, w->n), z = quantile(share), sum = 0;
    long double g1 = skew_of(w->r, w->n), g2 = kurtosis_of(w->r, w->n),
                population = sqrtl(central_moment(w->r, w->n, 2));
    long double h = z + (z * z - 1) * g1 / 6 + (powl(z, 3) - 3 * z) * g2 / 24 - (2 * powl(z, 3) - 5 * z) * g1 * g1 / 36;
    int count = 0;
    out[first] = percentile(w->r, w->n, share);
    for (int i = 0; i < w->n; i++) {
        if (w->r[i] <= out[first] + 1e-18L) {
            sum += w->r[i];
            count++;
        }
    }
    out[first + 1] = sum / count;
    out[first + 2] = m + z * s;
    out[first + 3] = m - s * density(z) / share;
    out[first + 4] = m + h * population;
    out[first + 5] = m + edgeworth_tail(h, share, g1, g2) * population;
}

static void put_risk(const struct twin *w, long double *out)
{
    out[RETURNS_VOLATILITY] = deviation(w->r, w->n) * sqrtl(w->k);
    out[RETURNS_DOWNSIDE_DEVIATION] = downside(w->x, w->n) * sqrtl(w->k);
    put_tail(w, 0.05L, RETURNS_VAR95_HISTORICAL, out);
    put_tail(w, 0.01L, RETURNS_VAR99_HISTORICAL, out);
}

/* ---- drawdowns ---- */

/* The highest level up to the row, and how far the row is below it, by looking at all rows before. */
static long double below(const struct twin *w, int row)
{
    long double high = 0;
    for (int i = 0; i <= row; i++)
        high = fmaxl(high, w->level[i]);
    long double fall = w->level[row] / high - 1;
    return fall >= -1e-12L ? 0 : fall;
}

/* Conditional drawdown at risk as its authors find it: the least of z + mean(max(depth - z, 0)) / share, over all depths z. */
static long double drawdown_at_risk(const struct twin *w, long double share)
{
    static long double depth[TWIN_MAX];
    long double least = INFINITY;
    for (int i = 0; i < w->n; i++)
        depth[i] = -below(w, i + 1);
    for (int k = 0; k < w->n; k++) {
        long double beyond = 0;
        for (int i = 0; i < w->n; i++)
            beyond += fmaxl(depth[i] - depth[k], 0);
        least = fminl(least, depth[k] + beyond / (share * w->n));
    }
    return -least;
}

static void put_drawdowns(const struct twin *w, long double *out)
{
    long double deepest = 0, depth = 0, depths = 0, squares = 0, sum = 0, days = 0, longest = 0;
    int count = 0, high = 0;
    for (int i = 0; i <= w->n; i++) {
        long double fall = below(w, i);
        sum -= fall;
        squares += fall * fall;
        deepest = fminl(deepest, fall);
        depth = fminl(depth, fall);
        bool ends = depth < 0 && (fall == 0 || i == w->n);
        if (ends) {
            depths += depth;
            days += w->day[i] - w->day[high];
            longest = fmaxl(longest, w->day[i] - w->day[high]);
            count++;
            depth = 0;
        }
        if (fall == 0)
            high = i;
    }
    out[RETURNS_MAX_DRAWDOWN] = deepest;
    out[RETURNS_DRAWDOWN_COUNT] = count;
    out[RETURNS_AVERAGE_DRAWDOWN] = count ? depths / count : 0;
    out[RETURNS_AVERAGE_DRAWDOWN_DAYS] = count ? days / count : 0;
    out[RETURNS_LONGEST_DRAWDOWN_DAYS] = longest;
    out[RETURNS_CURRENT_DRAWDOWN] = below(w, w->n);
    out[RETURNS_GAIN_TO_RECOVER] =
        out[RETURNS_CURRENT_DRAWDOWN] > -1 ? 1 / (1 + out[RETURNS_CURRENT_DRAWDOWN]) - 1 : NAN;
    out[RETURNS_DAYS_SINCE_HIGH] = w->day[w->n] - w->day[high];
    if (w->n >= 3 && w->k > 0) {
        out[RETURNS_ULCER_INDEX] = sqrtl(squares / w->n);
        out[RETURNS_PAIN_INDEX] = sum / w->n;
        out[RETURNS_CDAR95] = drawdown_at_risk(w, 0.05L);
    }
}

/* ---- months, quarters, years ---- */

/* Whether the last row leaves nothing of its period to come. */
static bool is_complete(const struct twin *w, int months)
{
    int number = number_of(w->day[w->n], months), left = 0, weekdays = 0;
    for (int32_t d = w->day[w->n] + 1; number_of(d, months) == number; d++) {
        left++;
        weekdays += day_weekday(d) < 5;
    }
    switch (w->frequency) {
    case FREQUENCY_WEEKLY:
        return left < 7;
    case FREQUENCY_MONTHLY:
        return left < 31;
    case FREQUENCY_QUARTERLY:
        return left < 92;
    case FREQUENCY_YEARLY:
        return true;
    default:
        return months == 12 ? left <= 6 : weekdays <= 1;
    }
}

/* Returns of all periods of some months: (1 + r) of the rows dated in each, multiplied. */
static int periods_of(const struct twin *w, int months, long double *out, bool *whole)
{
    int m = 0;
    for (int i = 0; i < w->n;) {
        int number = number_of(w->day[i + 1], months), begun = i;
        long double product = 1;
        for (; i < w->n && number_of(w->day[i + 1], months) == number; i++)
            product *= 1 + w->r[i];
        whole[m] = number_of(w->day[begun], months) == number - 1 && (i < w->n || is_complete(w, months));
        out[m++] = product - 1;
    }
    return m;
}

static void put_seven(const long double *x, int n, enum returns_metric first, long double *out)
{
    int up, down;
    out[first] = n;
    out[first + 4] = 0;
    if (!n)
        return;
    sum_of_side(x, n, 1, &up);
    sum_of_side(x, n, -1, &down);
    out[first + 1] = of_rank(x, n, n - 1);
    out[first + 2] = of_rank(x, n, 0);
    out[first + 3] = (long double)up / n;
    out[first + 4] = n - up - down;
    out[first + 5] = average_of_side(x, n, 1);
    out[first + 6] = average_of_side(x, n, -1);
}

static void put_periods_of(const struct twin *w, int months, enum returns_metric all, enum returns_metric whole,
                           long double *out)
{
    static long double x[TWIN_MAX];
    static bool is_whole[TWIN_MAX];
    int n = periods_of(w, months, x, is_whole), m = 0;
    put_seven(x, n, all, out);
    for (int i = 0; i < n; i++) {
        if (is_whole[i])
            x[m++] = x[i];
    }
    put_seven(x, m, whole, out);
}

static int longest_run(const long double *x, int n, int sign)
{
    int longest = 0;
    for (int from = 0; from < n; from++) {
        int length = 0;
        while (from + length < n && x[from + length] * sign > 0)
            length++;
        longest = length > longest ? length : longest;
    }
    return longest;
}

static void put_rows(const struct twin *w, long double *out)
{
    long double seven[7];
    put_seven(w->r, w->n, 0, seven);
    out[RETURNS_BEST_PERIOD] = seven[1];
    out[RETURNS_WORST_PERIOD] = seven[2];
    out[RETURNS_POSITIVE_PERIODS_PCT] = seven[3];
    out[RETURNS_ZERO_PERIODS] = seven[4];
    out[RETURNS_AVERAGE_GAIN] = seven[5];
    out[RETURNS_AVERAGE_LOSS] = seven[6];
    out[RETURNS_MAX_CONSECUTIVE_GAINS] = longest_run(w->r, w->n, 1);
    out[RETURNS_MAX_CONSECUTIVE_LOSSES] = longest_run(w->r, w->n, -1);
}

/* ---- ratios and distribution ---- */

static long double gain_over_loss(const long double *x, int n)
{
    int count;
    long double up = sum_of_side(x, n, 1, &count);
    return over(up, -sum_of_side(x, n, -1, &count));
}

static long double gain_to_pain(const long double *x, int n)
{
    int count;
    return over(mean(x, n) * n, -sum_of_side(x, n, -1, &count));
}

static void put_ratios(const struct twin *w, long double *out)
{
    static long double month[TWIN_MAX];
    static bool whole[TWIN_MAX];
    long double sx = deviation(w->x, w->n), sr = deviation(w->r, w->n), root = sqrtl(w->k),
                drawdown = -out[RETURNS_MAX_DRAWDOWN];
    if (sx > 0 && sr > 0) {
        long double s = mean(w->x, w->n) / sx, g1 = skew_of(w->x, w->n), g2 = kurtosis_of(w->x, w->n);
        out[RETURNS_SHARPE] = s * root;
        out[RETURNS_SHARPE_GEOMETRIC] = (w->growth - w->rf) / (sr * root);
        out[RETURNS_PROBABILISTIC_SHARPE_0] = cdf(s * sqrtl(w->n - 1) / sqrtl(1 - g1 * s + (g2 + 2) / 4 * s * s));
        out[RETURNS_SORTINO] = over(mean(w->x, w->n), downside(w->x, w->n)) * root;
    }
    out[RETURNS_CALMAR] = over(w->growth, drawdown);
    out[RETURNS_STERLING] = w->growth / (drawdown + 0.1L);
    out[RETURNS_MARTIN_RATIO] = over(w->growth - w->rf, out[RETURNS_ULCER_INDEX]);
    out[RETURNS_PAIN_RATIO] = over(w->growth - w->rf, out[RETURNS_PAIN_INDEX]);
    out[RETURNS_OMEGA_0] = gain_over_loss(w->r, w->n);
    out[RETURNS_OMEGA_RF] = gain_over_loss(w->x, w->n);
    out[RETURNS_GAIN_TO_PAIN] = gain_to_pain(w->r, w->n);
    out[RETURNS_GAIN_TO_PAIN_MONTHLY] = gain_to_pain(month, periods_of(w, 1, month, whole));
}

static void put_distribution(const struct twin *w, long double *out)
{
    static long double logs[TWIN_MAX], number[TWIN_MAX];
    long double n = w->n, g1 = skew_of(w->r, w->n), g2 = kurtosis_of(w->r, w->n);
    for (int i = 0; i < w->n; i++) {
        logs[i] = logl(w->level[i + 1] / w->level[0]);
        number[i] = i + 1;
    }
    out[RETURNS_SKEW] = g1 * sqrtl(n * (n - 1)) / (n - 2);
    if (w->n >= 4)
        out[RETURNS_KURTOSIS_EXCESS] = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6);
    out[RETURNS_TAIL_RATIO] = over(fabsl(percentile(w->r, w->n, 0.95L)), fabsl(percentile(w->r, w->n, 0.05L)));
    if (deviation(w->r, w->n) == 0)
        return;
    if (w->level[w->n] > 0)
        out[RETURNS_STABILITY_R2] = powl(correlation_of(logs, number, w->n), 2);
    out[RETURNS_AUTOCORRELATION_LAG1] = correlation_of(w->r + 1, w->r, w->n - 1);
}

/* ---- against a benchmark ---- */

/* The rows of s on days that b has too, with the risk-free return of each. */
static void keep_common(const struct twin *s, const struct level_series *b, struct twin *own, struct twin *other)
{
    int m = 0;
    for (int i = 0; i <= s->n; i++) {
        for (size_t k = 0; k < b->n; k++) {
            if (b->day[k] != s->day[i])
                continue;
            own->day[m] = other->day[m] = s->day[i];
            own->level[m] = s->level[i];
            other->level[m] = b->level[k];
            if (m) {
                own->r[m - 1] = own->level[m] / own->level[m - 1] - 1;
                other->r[m - 1] = other->level[m] / other->level[m - 1] - 1;
                own->x[m - 1] = own->r[m - 1] - s->f[i - 1];
                other->x[m - 1] = other->r[m - 1] - s->f[i - 1];
            }
            m++;
        }
    }
    own->n = other->n = m - 1;
    own->k = other->k = s->k;
    own->frequency = other->frequency = s->frequency;
}

static long double beta_of_side(const struct twin *own, const struct twin *other, int sign)
{
    static long double x[TWIN_MAX], y[TWIN_MAX];
    int m = 0;
    for (int i = 0; i < own->n; i++) {
        if (other->x[i] * sign > 0) {
            x[m] = other->x[i];
            y[m++] = own->x[i];
        }
    }
    return m >= 3 && deviation(x, m) > 0 ? covariance(x, y, m, 1) / covariance(x, x, m, 1) : (long double)NAN;
}

static void put_regression(const struct twin *own, const struct twin *other, long double rf, long double *out)
{
    int n = own->n;
    long double together = deviation(own->x, n) > 0 ? covariance(own->x, other->x, n, 1) : 0;
    long double beta = together / covariance(other->x, other->x, n, 1), squares = 0;
    long double mb = mean(other->x, n), alpha = mean(own->x, n) - beta * mb;
    for (int i = 0; i < n; i++)
        squares += powl(own->x[i] - alpha - beta * other->x[i], 2);
    long double variance = squares / (n - 2), spread = covariance(other->x, other->x, n, n - 1);
    out[RETURNS_BETA] = beta;
    out[RETURNS_BETA_STDERR] = sqrtl(variance / spread);
    out[RETURNS_ALPHA_ANNUALIZED_REGRESSION] = alpha * own->k;
    if (sqrtl(variance) > 1e-12L)
        out[RETURNS_ALPHA_T_STAT] = alpha / sqrtl(variance * (1 / (long double)n + mb * mb / spread));
    out[RETURNS_CORRELATION] = correlation_of(own->x, other->x, n);
    out[RETURNS_R_SQUARED] = out[RETURNS_CORRELATION] * out[RETURNS_CORRELATION];
    out[RETURNS_UP_MARKET_BETA] = beta_of_side(own, other, 1);
    out[RETURNS_DOWN_MARKET_BETA] = beta_of_side(own, other, -1);
    out[RETURNS_JENSEN_ALPHA_CAGR] = own->growth - (rf + beta * (other->growth - rf));
    out[RETURNS_TREYNOR] = over(own->growth - rf, beta);
}

static long double capture(const long double *own, const long double *other, int n, int sign)
{
    long double a = 1, b = 1;
    int m = 0;
    for (int i = 0; i < n; i++) {
        if (other[i] * sign > 0) {
            a *= 1 + own[i];
            b *= 1 + other[i];
            m++;
        }
    }
    return m ? (powl(a, (long double)1 / m) - 1) / (powl(b, (long double)1 / m) - 1) : (long double)NAN;
}

static void put_months(const struct twin *own, const struct twin *other, long double *out)
{
    static long double a[TWIN_MAX], b[TWIN_MAX];
    static bool whole[TWIN_MAX];
    int n = periods_of(own, 1, a, whole), won = 0;
    periods_of(other, 1, b, whole);
    for (int i = 0; i < n; i++)
        won += a[i] > b[i];
    out[RETURNS_UP_CAPTURE_MONTHLY] = capture(a, b, n, 1);
    out[RETURNS_DOWN_CAPTURE_MONTHLY] = capture(a, b, n, -1);
    out[RETURNS_BATTING_AVERAGE_MONTHLY] = (long double)won / n;
}

static void put_benchmark(const struct twin *w, const struct level_series *b, const struct returns_terms *t,
                          long double *out)
{
    static struct twin own, other;
    static long double active[TWIN_MAX];
    keep_common(w, b, &own, &other);
    int n = own.n;
    if (n < 3)
        return;
    long double years = years_of(t, own.day[0], own.day[n], n), root = sqrtl(w->k);
    own.growth = growth_over(&own, years);
    other.growth = growth_over(&other, years);
    out[RETURNS_BENCHMARK_TOTAL_RETURN] = other.level[n] / other.level[0] - 1;
    out[RETURNS_BENCHMARK_CAGR] = other.growth;
    out[RETURNS_ACTIVE_PREMIUM_CAGR] = own.growth - other.growth;
    long double volatility = deviation(other.r, n) * root;
    if (w->k <= 0 || volatility == 0)
        return;
    for (int i = 0; i < n; i++)
        active[i] = own.r[i] - other.r[i];
    out[RETURNS_BENCHMARK_VOLATILITY] = volatility;
    out[RETURNS_TRACKING_ERROR] = deviation(active, n) * root;
    out[RETURNS_INFORMATION_RATIO] = over(mean(active, n), deviation(active, n)) * root;
    out[RETURNS_M_SQUARED] = w->rf + over(mean(own.x, n), deviation(own.x, n)) * root * volatility;
    put_regression(&own, &other, w->rf, out);
    put_months(&own, &other, out);
}

void returns_twin(const struct level_series *s, const struct level_series *benchmark, const struct returns_terms *t,
                  long double out[RETURNS_METRICS])
{
    static struct twin w;
    for (int m = 0; m < RETURNS_METRICS; m++)
        out[m] = NAN;
    fill(&w, s, t);
    put_return(&w, t, out);
    put_drawdowns(&w, out);
    if (w.n >= 3 && w.k > 0) {
        put_risk(&w, out);
        put_ratios(&w, out);
        put_distribution(&w, out);
        put_rows(&w, out);
        put_periods_of(&w, 1, RETURNS_MONTHS, RETURNS_WHOLE_MONTHS, out);
        put_periods_of(&w, 3, RETURNS_QUARTERS, RETURNS_WHOLE_QUARTERS, out);
        put_periods_of(&w, 12, RETURNS_YEARS, RETURNS_WHOLE_YEARS, out);
    }
    if (benchmark)
        put_benchmark(&w, benchmark, t, out);
}
