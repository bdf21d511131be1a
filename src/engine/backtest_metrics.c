/* backtest_metrics.c: the summary of a run, as the original defines it (margin specification B.11) or corrected
 * (E12 to E18). The corrected set never shows a made-up figure: what does not exist is NaN, with a reason.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/backtest_run.h"

#include <math.h>

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

/* ---- parts of the summary ---- */

static const char no_rate[] = "no yearly rate makes the money put in and what came of it equal";
static const char never_in[] = "the account never entered";
static const char no_rebalance[] = "nothing was rebalanced";

/* What a summary is made of. The levels are those that returns and drawdowns are measured on: the equity of the days, or the
 * time-weighted index where money went in or out (E16). */
struct summary {
    const struct bt_config *c;
    const struct bt_input *in;
    const struct bt_tally *t;
    struct bt_result *out;
    bool corrected, flows;
    const double *level;
    double first_level, years;
};

static double last_of(const struct summary *s, const double *x)
{
    return x[s->out->n - 1];
}

/* Total wealth: what is in the account and set aside, less what was put in after the start, with what was taken out. */
static double total_wealth(const struct summary *s)
{
    const struct bt_tally *t = s->t;
    return last_of(s, s->out->equity) + t->set_aside - t->injections - t->contributions + t->withdrawals;
}

/* fresh_capital in the original: profits of the rounds less their losses, by their percentages, against all deployed. */
static double return_of_rounds(const struct summary *s)
{
    long double gained = 0;
    for (size_t i = 0; i < s->out->n_rounds; i++) {
        const struct bt_round *r = &s->out->rounds[i];
        gained += (r->margin_call ? -r->loss_pct : r->profit_pct) * r->start_equity / 100;
    }
    double deployed = s->t->start_equity * (double)s->t->entries;
    return deployed > 0 ? (double)gained / deployed * 100 : 0;
}

static double total_return(const struct summary *s)
{
    double start = s->t->start_equity;
    if (s->flows)
        return (total_wealth(s) - start) / (start + s->t->injections + s->t->contributions) * 100;
    if (!s->corrected && s->c->mode == BT_FRESH_CAPITAL)
        return return_of_rounds(s);
    return (last_of(s, s->out->equity) - start) / start * 100;
}

static void put_growth(const struct summary *s)
{
    double from = s->first_level, to = last_of(s, s->level), change = total_return(s);
    if (!s->corrected && s->c->mode == BT_FRESH_CAPITAL) {
        from = 1;
        to = 1 + change / 100;
    }
    bool as_zero = !s->corrected && to <= 0;
    put(s->out, BT_M_EQUITY, s->t->start_equity, NULL);
    put(s->out, BT_M_FINAL_EQUITY, last_of(s, s->out->equity), NULL);
    put(s->out, BT_M_TOTAL_RETURN, change, NULL);
    put(s->out, BT_M_CAGR, as_zero ? 0 : stats_growth(from, to, s->years) * 100, no_growth);
    put(s->out, BT_M_MAX_EQUITY, s->t->max_equity, NULL);
    put(s->out, BT_M_YEARS, s->years, NULL);
}

/* Corrected, the start is the first peak: the highest equity counts it too. */
static void put_drawdown(const struct summary *s)
{
    struct stats_drawdown d;
    stats_drawdown_from(s->corrected ? s->first_level : 0, s->level, s->out->n, &d);
    double none = s->corrected ? NAN : 0;
    put(s->out, BT_M_MAX_DRAWDOWN, d.worst * 100, NULL);
    put(s->out, BT_M_MAX_DRAWDOWN_DURATION, (double)d.longest, NULL);
    put(s->out, BT_M_AVG_DRAWDOWN_DURATION, d.runs ? (double)d.run_levels / (double)d.runs : none, never_below);
}

/* Mean sessions of the liquidated rounds; the original takes all rounds in fresh_capital (B.11). */
static double days_between(const struct summary *s)
{
    const struct bt_result *out = s->out;
    double days = (double)s->t->called_days, count = (double)s->t->liquidations;
    if (!s->corrected && s->c->mode == BT_FRESH_CAPITAL) {
        days = 0;
        count = (double)out->n_rounds;
        for (size_t i = 0; i < out->n_rounds; i++)
            days += out->rounds[i].days;
    }
    return count > 0 ? days / count : s->corrected ? NAN : (double)out->n;
}

static void put_liquidations(const struct summary *s)
{
    const struct bt_tally *t = s->t;
    double count = (double)t->liquidations, none = s->corrected ? NAN : 0;
    bool any = t->liquidations > 0;
    put(s->out, BT_M_LIQUIDATIONS, count, NULL);
    put(s->out, BT_M_CYCLES, (double)t->entries, NULL);
    put(s->out, BT_M_AVG_DAYS_BETWEEN, days_between(s), no_liquidation);
    put(s->out, BT_M_AVG_LOSS, any ? (double)(t->loss_pct_sum / (long double)count) : none, no_liquidation);
    put(s->out, BT_M_WORST_LOSS, any ? t->loss_pct_worst : none, no_liquidation);
    put(s->out, BT_M_OWED_TO_BROKER, t->owed, NULL);
    put(s->out, BT_M_TOTAL_DEPLOYED, t->start_equity * (double)t->entries, NULL);
    put(s->out, BT_M_LIQUIDATION_RATE,
        t->entries     ? count / (double)t->entries * 100
        : s->corrected ? NAN
                       : 0,
        never_in);
    put(s->out, BT_M_FRESH_CAPITAL, t->start_equity, NULL);
    put(s->out, BT_M_PARTIAL_SALES, (double)t->partial_sales, NULL);
    put(s->out, BT_M_CALLS_ISSUED, (double)t->calls_issued, NULL);
    put(s->out, BT_M_CALLS_CURED, (double)t->calls_cured, NULL);
}

static void put_counts(const struct summary *s)
{
    const struct bt_tally *t = s->t;
    struct bt_result *out = s->out;
    double n = (double)out->n;
    const struct bt_round *last = out->n_rounds ? &out->rounds[out->n_rounds - 1] : NULL;
    put(out, BT_M_TIME_IN_MARKET, (double)t->active_days / n * 100, NULL);
    put(out, BT_M_ACTIVE_DAYS, (double)t->active_days, NULL);
    put(out, BT_M_WAITING_DAYS, (double)t->waiting_days, NULL);
    put(out, BT_M_LEVERAGE, s->c->leverage, NULL);
    put(out, BT_M_DAYS, n, NULL);
    put(out, BT_M_MARGIN_CALLS, (double)t->margin_call_days, NULL);
    put(out, BT_M_FINAL_POSITION, last && !last->margin_call ? last->end_portfolio_value : 0, NULL);
}

static void put_costs(const struct summary *s)
{
    const struct bt_tally *t = s->t;
    put(s->out, BT_M_INTEREST, t->interest, NULL);
    put(s->out, BT_M_DIVIDENDS, t->dividends, NULL);
    put(s->out, BT_M_NET_INTEREST, t->interest - t->dividends, NULL);
    put(s->out, BT_M_TRADING_COSTS, t->trading_costs, NULL);
    put(s->out, BT_M_TRANSACTION_COSTS, t->trading_costs, NULL);
    put(s->out, BT_M_TRANSACTION_COST_PCT, t->trading_costs / t->start_equity * 100, NULL);
    put(s->out, BT_M_ALL_IN_COST, t->interest + t->trading_costs - t->dividends, NULL);
    put(s->out, BT_M_BORROW_FEES, t->borrow_fees, NULL);
    put(s->out, BT_M_SHORT_CREDIT, t->short_credit, NULL);
}

/* ---- leverage and rebalances ---- */

static void put_leverage(const struct summary *s)
{
    const struct bt_tally *t = s->t;
    double target = s->c->leverage, rows = (double)t->leverage.n;
    bool any = t->leverage.n > 0;
    double none = s->corrected ? NAN : target;
    double drift_rows = s->corrected ? rows : (double)s->out->n;
    put(s->out, BT_M_TARGET_LEVERAGE, target, NULL);
    put(s->out, BT_M_AVG_LEVERAGE, any ? stats_mean(&t->leverage) : none, never_in);
    put(s->out, BT_M_MAX_LEVERAGE, any ? t->leverage_max : none, never_in);
    put(s->out, BT_M_MIN_LEVERAGE, any ? t->leverage_min : none, never_in);
    put(s->out, BT_M_LEVERAGE_VOLATILITY, any ? stats_deviation(&t->leverage) : s->corrected ? NAN : 0, never_in);
    put(s->out, BT_M_AVG_DRIFT, (double)(t->drift_sum / (long double)drift_rows), never_in);
}

static void put_rebalances(const struct summary *s)
{
    const struct bt_tally *t = s->t;
    double count = (double)s->out->n_rebalances, n = (double)s->out->n;
    double days = (double)t->rebalance_days / (s->corrected ? count : n);
    put(s->out, BT_M_PROFIT_THRESHOLD, s->c->profit_threshold_pct, NULL);
    put(s->out, BT_M_REBALANCES, count, NULL);
    put(s->out, BT_M_AVG_DAYS_REBALANCES, count > 0 ? days : s->corrected ? NAN : n, no_rebalance);
    put(s->out, BT_M_MAX_GROWTH, t->growth_max, NULL);
    put(s->out, BT_M_FINAL_GROWTH, t->growth_last, NULL);
    put(s->out, BT_M_INITIAL_POSITION, t->first_position, NULL);
}

/* ---- money from outside ---- */

/* What one event moves between the owner and the account: below 0 is put in. */
static double money_of(const struct bt_event *e)
{
    switch (e->kind) {
    case BT_EVENT_CONTRIBUTION:
    case BT_EVENT_INJECTION:
        return -e->detail;
    case BT_EVENT_WITHDRAWAL:
    case BT_EVENT_SET_ASIDE:
        return e->detail;
    default:
        return 0;
    }
}

/* Worth on the first day of all that was put in and taken out and of the end, at a yearly growth of exp(rate). */
static double worth_at(const struct summary *s, double rate)
{
    const struct bt_result *out = s->out;
    const int32_t *day = s->in->prices.day;
    double sum = -s->t->start_equity + last_of(s, out->equity) * exp(-rate * (day[out->n - 1] - day[0]) / 365.0);
    for (size_t i = 0; i < out->n_events; i++) {
        double money = money_of(&out->events[i]);
        if (money != 0)
            sum += money * exp(-rate * (out->events[i].day - day[0]) / 365.0);
    }
    return sum;
}

/* The rate nearest to 0 at which the worth is 0, as exp(rate) - 1: looked for in steps from 0 both ways, then halved until
 * no double lies between. NaN where there is none within exp(+-12). */
static double money_weighted(const struct summary *s)
{
    enum { STEPS = 240, HALVINGS = 64 };
    const double step = 0.05;
    double low[2] = {0, 0}, at_low[2];
    at_low[0] = at_low[1] = worth_at(s, 0);
    for (int i = 0; i < 2 * STEPS; i++) {
        int way = i % 2;
        double a = low[way], b = a + (way ? -step : step), at_b = worth_at(s, b);
        if ((at_low[way] > 0) != (at_b > 0)) {
            bool falls = at_b <= 0;
            for (int h = 0; h < HALVINGS; h++) {
                double middle = (a + b) / 2;
                if ((worth_at(s, middle) <= 0) == falls)
                    b = middle;
                else
                    a = middle;
            }
            return expm1(b);
        }
        low[way] = b;
        at_low[way] = at_b;
    }
    return NAN;
}

static void put_flows(const struct summary *s)
{
    const struct bt_tally *t = s->t;
    if (s->flows) {
        put(s->out, BT_M_TIME_WEIGHTED_RETURN, (last_of(s, s->out->index) - 1) * 100, NULL);
        put(s->out, BT_M_MONEY_WEIGHTED_RETURN, money_weighted(s) * 100, no_rate);
        put(s->out, BT_M_TOTAL_WEALTH, total_wealth(s), NULL);
    }
    put(s->out, BT_M_CONTRIBUTIONS, t->contributions, NULL);
    put(s->out, BT_M_WITHDRAWALS, t->withdrawals, NULL);
    put(s->out, BT_M_WITHDRAWALS_SKIPPED, (double)t->withdrawals_skipped, NULL);
    put(s->out, BT_M_INJECTIONS, t->injections, NULL);
    put(s->out, BT_M_SET_ASIDE, t->set_aside, NULL);
}

/* ---- all of it ---- */

static void put_returns(const struct summary *s)
{
    struct returns r;
    if (s->corrected) {
        measure_returns_corrected(s->level, s->out->n, s->in->fed_funds_pct, &r);
        put_ratios_corrected(s->out, &r);
    } else {
        measure_returns_original(s->level, s->out->n, &r);
        put_ratios_original(s->out, &r);
    }
}

/* A figure of other modes is no figure here. */
static void clear_others(const struct bt_config *c, struct bt_result *out)
{
    for (int m = 0; m < BT_METRICS; m++)
        if (!bt_metric_applies(c, (enum bt_metric)m))
            put(out, (enum bt_metric)m, NAN, NULL);
}

void bt_fill_metrics(const struct bt_config *c, const struct bt_input *in, const struct bt_tally *t,
                     struct bt_result *out)
{
    const int32_t *day = in->prices.day;
    bool corrected = c->options.metrics_corrected, flows = bt_has_flows(c);
    struct summary s = {.c = c,
                        .in = in,
                        .t = t,
                        .out = out,
                        .corrected = corrected,
                        .flows = flows,
                        .level = flows ? out->index : out->equity,
                        .first_level = flows ? 1 : t->start_equity,
                        .years =
                            corrected ? (day[out->n - 1] - day[0]) / 365.25 : (double)out->n / STATS_SESSIONS_PER_YEAR};
    put_growth(&s);
    put_drawdown(&s);
    put_liquidations(&s);
    put_counts(&s);
    put_costs(&s);
    put_leverage(&s);
    put_rebalances(&s);
    put_flows(&s);
    put_returns(&s);
    clear_others(c, out);
}
