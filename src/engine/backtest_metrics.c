/* backtest_metrics.c: the summary of a run, as the original defines it (margin specification B.11) or corrected
 * (E12 to E18). The corrected set never shows a made-up figure: what does not exist is NaN, with a reason.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/backtest_tally.h"

#include <math.h>

#include "engine/stats.h"

static const char too_few_returns[] = "fewer than 2 daily returns";
static const char one_loss[] = "exactly one negative daily return: a deviation needs two";
static const char no_growth[] = "the account ended owing its broker: no rate of growth leads below zero";
static const char no_risk[] = "the daily returns do not vary";
static const char no_fall[] = "no day was below the risk-free rate";
static const char no_liquidation[] = "nothing was liquidated";
static const char never_below[] = "equity was never below its peak";

/* The moments of the daily returns that the ratios need. */
struct returns {
    struct stats_moments all, negative, excess;
    long double shortfall; /* sum of min(0, excess) squared */
};
enum { BATCH = 64 };

/* Return of day t = equity[t] / equity[t-1] - 1, from the second day on; 0/0 is dropped. */
static void measure_returns_original(const double *equity, size_t n, struct returns *r)
{
    double change[BATCH], negative[BATCH];
    *r = (struct returns){0};
    for (size_t t = 1; t < n;) {
        size_t all = 0, below = 0;
        for (; t < n && all < BATCH; t++) {
            if (equity[t - 1] == 0 && equity[t] == 0)
                continue;
            double x = equity[t] / equity[t - 1] - 1;
            change[all++] = x;
            negative[below] = x;
            below += x < 0;
        }
        stats_add(&r->all, change, all);
        stats_add(&r->negative, negative, below);
    }
}

/* The same; every day after an equity of 0 or less is dropped, for no return is defined there. Excess: less the row's
 * fed funds for one of 252 sessions (E18). */
static void measure_returns_corrected(const double *equity, size_t n, const double *fed_funds_pct, struct returns *r)
{
    double change[BATCH], excess[BATCH], shortfall[BATCH];
    *r = (struct returns){0};
    for (size_t t = 1; t < n;) {
        size_t all = 0;
        for (; t < n && all < BATCH; t++) {
            if (equity[t - 1] <= 0)
                continue;
            double x = equity[t] / equity[t - 1] - 1;
            double above = x - fed_funds_pct[t] * (1.0 / 100 / STATS_SESSIONS_PER_YEAR);
            change[all] = x;
            excess[all] = above;
            shortfall[all++] = above < 0 ? above : 0;
        }
        stats_add(&r->all, change, all);
        stats_add(&r->excess, excess, all);
        r->shortfall += stats_sum_squares(shortfall, all);
    }
}

static void put(struct bt_result *out, enum bt_metric m, double value, const char *reason_if_nan)
{
    out->metric[m] = isfinite(value) ? value + 0.0 : NAN; /* + 0.0: no negative zero */
    out->reason[m] = isfinite(value) ? NULL : reason_if_nan;
}

/* Sharpe = CAGR / volatility, Sortino = CAGR / deviation of the negative returns; 0 where the divisor is 0 or missing. */
static void put_ratios_original(struct bt_result *out, const struct returns *r)
{
    double year = sqrt(STATS_SESSIONS_PER_YEAR), cagr = out->metric[BT_M_CAGR];
    double volatility = stats_deviation(&r->all) * year * 100;
    double downside = r->negative.n ? stats_deviation(&r->negative) * year * 100 : 0;
    put(out, BT_M_VOLATILITY, volatility, too_few_returns);
    put(out, BT_M_DOWNSIDE_VOLATILITY, downside, one_loss);
    put(out, BT_M_SHARPE, volatility > 0 ? cagr / volatility : 0, NULL);
    put(out, BT_M_SORTINO, downside > 0 ? cagr / downside : 0, NULL);
}

/* Sharpe = mean(excess) / sd(excess) * sqrt(252); Sortino = mean(excess) * 252 / downside volatility, which is
 * sqrt(mean(min(0, excess)^2)) * sqrt(252). */
static void put_ratios_corrected(struct bt_result *out, const struct returns *r)
{
    double year = sqrt(STATS_SESSIONS_PER_YEAR), mean = stats_mean(&r->excess);
    double spread = stats_deviation(&r->excess), downside = sqrt((double)r->shortfall / (double)r->all.n) * year;
    double volatility = stats_deviation(&r->all) * year * 100;
    bool enough = r->all.n >= 2;
    put(out, BT_M_VOLATILITY, volatility, too_few_returns);
    put(out, BT_M_DOWNSIDE_VOLATILITY, downside * 100, too_few_returns);
    put(out, BT_M_SHARPE, spread > 0 ? mean / spread * year : NAN, enough ? no_risk : too_few_returns);
    put(out, BT_M_SORTINO, downside > 0 ? mean * STATS_SESSIONS_PER_YEAR / downside : NAN,
        enough ? no_fall : too_few_returns);
}

static void put_growth(struct bt_result *out, const struct bt_tally *t, double years, bool corrected)
{
    double start = t->start_equity, last = out->equity[out->n - 1];
    put(out, BT_M_EQUITY, start, NULL);
    put(out, BT_M_FINAL_EQUITY, last, NULL);
    put(out, BT_M_TOTAL_RETURN, (last - start) / start * 100, NULL);
    bool as_zero = !corrected && last <= 0;
    put(out, BT_M_CAGR, as_zero ? 0 : stats_growth(start, last, years) * 100, no_growth);
    put(out, BT_M_MAX_EQUITY, t->max_equity, NULL);
    put(out, BT_M_YEARS, years, NULL);
}

static void put_drawdown(struct bt_result *out, bool corrected)
{
    struct stats_drawdown d;
    stats_drawdown_find(out->equity, out->n, &d);
    double none = corrected ? NAN : 0;
    put(out, BT_M_MAX_DRAWDOWN, d.worst * 100, NULL);
    put(out, BT_M_MAX_DRAWDOWN_DURATION, (double)d.longest, NULL);
    put(out, BT_M_AVG_DRAWDOWN_DURATION, d.runs ? (double)d.run_levels / (double)d.runs : none, never_below);
}

static void put_liquidations(struct bt_result *out, const struct bt_tally *t, bool corrected)
{
    double count = (double)t->liquidations, n = (double)out->n;
    bool any = t->liquidations > 0;
    put(out, BT_M_LIQUIDATIONS, count, NULL);
    put(out, BT_M_CYCLES, (double)t->entries, NULL);
    put(out, BT_M_AVG_DAYS_BETWEEN, any ? (double)t->called_days / count : corrected ? NAN : n, no_liquidation);
    put(out, BT_M_AVG_LOSS, any ? (double)(t->loss_pct_sum / (long double)count) : corrected ? NAN : 0, no_liquidation);
    put(out, BT_M_WORST_LOSS, any ? t->loss_pct_worst : corrected ? NAN : 0, no_liquidation);
}

static void put_counts(struct bt_result *out, const struct bt_config *c, const struct bt_tally *t)
{
    double n = (double)out->n;
    put(out, BT_M_TIME_IN_MARKET, (double)t->active_days / n * 100, NULL);
    put(out, BT_M_ACTIVE_DAYS, (double)t->active_days, NULL);
    put(out, BT_M_WAITING_DAYS, (double)t->waiting_days, NULL);
    put(out, BT_M_INTEREST, t->interest, NULL);
    put(out, BT_M_DIVIDENDS, t->dividends, NULL);
    put(out, BT_M_NET_INTEREST, t->interest - t->dividends, NULL);
    put(out, BT_M_LEVERAGE, c->leverage, NULL);
    put(out, BT_M_DAYS, n, NULL);
    put(out, BT_M_TRADING_COSTS, t->trading_costs, NULL);
    put(out, BT_M_OWED_TO_BROKER, t->owed, NULL);
}

void bt_fill_metrics(const struct bt_config *c, const struct bt_input *in, const struct bt_tally *t,
                     struct bt_result *out)
{
    bool corrected = c->options.metrics_corrected;
    const int32_t *day = in->prices.day;
    double years = corrected ? (day[out->n - 1] - day[0]) / 365.25 : (double)out->n / STATS_SESSIONS_PER_YEAR;
    for (int m = 0; m < BT_METRICS; m++)
        put(out, (enum bt_metric)m, NAN, NULL);
    put_growth(out, t, years, corrected);
    put_drawdown(out, corrected);
    put_liquidations(out, t, corrected);
    put_counts(out, c, t);
    struct returns r;
    if (corrected) {
        measure_returns_corrected(out->equity, out->n, in->fed_funds_pct, &r);
        put_ratios_corrected(out, &r);
    } else {
        measure_returns_original(out->equity, out->n, &r);
        put_ratios_original(out, &r);
    }
}
