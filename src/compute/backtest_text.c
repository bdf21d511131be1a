/* backtest_text.c: a backtest's figures for people: each as text, and each with its formula filled in. See backtest.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/backtest_tell.h"

#include <math.h>

#include "base/day.h"
#include "base/num.h"
#include "engine/stats.h"

const char *tell_number(const struct teller *t, double x, int decimals)
{
    return num_group(t->a, x, decimals);
}

/* Cents only where they matter. */
static int cents_of(double x)
{
    return fabs(x) < 1000 && x != floor(x) ? 2 : 0;
}

const char *tell_usd(const struct teller *t, double x)
{
    return tell_number(t, x, cents_of(x));
}

const char *tell_term(const struct teller *t, double x)
{
    return x < 0 ? arena_printf(t->a, "(%s)", tell_usd(t, x)) : tell_usd(t, x);
}

const char *tell_date(const struct teller *t, size_t row)
{
    return t->ans->day ? day_text(t->ans->day[row], arena_bytes(t->a, DAY_TEXT)) : "row";
}

double tell_sum(const struct teller *t, enum bt_metric m)
{
    return isfinite(t->m[m]) ? t->m[m] : 0;
}

const char *backtest_unit(enum bt_kind kind, const char *usd)
{
    switch (kind) {
    case BT_KIND_USD:
        return usd;
    case BT_KIND_PCT:
        return "%";
    case BT_KIND_DAYS:
        return "sessions";
    case BT_KIND_RATIO:
    case BT_KIND_NUMBER:
    case BT_KIND_COUNT:
    case BT_KIND_FLAG:
    case BT_KIND_STATUS:
        break;
    }
    return "";
}

const char *backtest_figure_text(struct arena *a, enum bt_kind kind, double x, int usd_decimals)
{
    switch (kind) {
    case BT_KIND_USD:
        return num_usd(a, x, usd_decimals);
    case BT_KIND_PCT:
        return num_percent(a, x, 2);
    case BT_KIND_RATIO:
        return num_group(a, x, 3);
    case BT_KIND_NUMBER:
        return num_group(a, x, 2);
    case BT_KIND_COUNT:
    case BT_KIND_DAYS:
    case BT_KIND_FLAG:
    case BT_KIND_STATUS:
        break;
    }
    return num_group(a, x, x == floor(x) ? 0 : 1);
}

const char *backtest_metric_text(struct arena *a, const struct backtest_answer *ans, enum bt_metric m)
{
    double x = ans->result.metric[m];
    return backtest_figure_text(a, bt_metrics[m].kind, x, cents_of(x));
}

/* ---- growth ---- */

static const char *explain_equity(const struct teller *t)
{
    if (t->c->profile == BT_ORIGINAL)
        return arena_printf(t->a, "%s × %g / %g: the position that was asked for, divided by the leverage again",
                            tell_usd(t, t->c->equity), t->c->leverage, t->c->leverage);
    return arena_printf(t->a, "%s put in on %s", tell_usd(t, t->m[BT_M_EQUITY]), tell_date(t, 0));
}

static double at_end(const struct teller *t, enum bt_column column)
{
    return t->r->column[column] ? t->r->column[column][t->r->n - 1] : 0;
}

/* passive_hold of the original counts a day's interest from the next day on. */
static bool interest_is_late(const struct teller *t)
{
    return t->c->profile == BT_ORIGINAL && t->c->mode == BT_PASSIVE_HOLD;
}

static const char *explain_final_equity(const struct teller *t)
{
    double value = at_end(t, BT_COL_PORTFOLIO_VALUE), loan = at_end(t, BT_COL_MARGIN_LOAN);
    double cash = at_end(t, BT_COL_CASH), coming = at_end(t, BT_COL_RECEIVABLE_DIVIDENDS);
    const char *day = tell_date(t, t->r->n - 1), *late = "";
    struct buf b;
    if (interest_is_late(t)) {
        loan -= at_end(t, BT_COL_DAILY_INTEREST_COST);
        late = ", before the interest of that day";
    }
    double sum = value - loan + cash + coming, said = t->m[BT_M_FINAL_EQUITY];
    if (value == 0 || fabs(sum - said) > 1e-9 * (fabs(value) + fabs(loan)))
        return arena_printf(t->a, "equity at the end of %s", day);
    buf_init(&b, t->a, 128);
    buf_printf(&b, "%s − %s", tell_usd(t, value), tell_term(t, loan));
    if (cash != 0)
        buf_printf(&b, " + %s cash", tell_term(t, cash));
    if (coming != 0)
        buf_printf(&b, " + %s of dividends on their way", tell_term(t, coming));
    buf_printf(&b, " on %s%s", day, late);
    return b.s;
}

/* All that was put in after the start. */
static double put_in_later(const struct teller *t)
{
    return tell_sum(t, BT_M_INJECTIONS) + tell_sum(t, BT_M_CONTRIBUTIONS);
}

static bool is_fresh_original(const struct teller *t)
{
    return !t->corrected && t->c->mode == BT_FRESH_CAPITAL;
}

static const char *explain_total_return(const struct teller *t)
{
    const char *start = tell_usd(t, t->m[BT_M_EQUITY]);
    if (t->flows)
        return arena_printf(t->a, "(%s total wealth − %s) / (%s + %s put in later) × 100",
                            tell_usd(t, t->m[BT_M_TOTAL_WEALTH]), start, start, tell_usd(t, put_in_later(t)));
    if (is_fresh_original(t)) {
        double deployed = t->m[BT_M_TOTAL_DEPLOYED];
        return arena_printf(t->a, "%s of profits less losses in %zu rounds / %s deployed × 100",
                            tell_usd(t, t->m[BT_M_TOTAL_RETURN] / 100 * deployed), t->r->n_rounds,
                            tell_usd(t, deployed));
    }
    return arena_printf(t->a, "(%s − %s) / %s × 100", tell_usd(t, t->m[BT_M_FINAL_EQUITY]), start, start);
}

static const char *explain_cagr(const struct teller *t)
{
    const char *years = tell_number(t, t->m[BT_M_YEARS], 2);
    double end = is_fresh_original(t) ? 100 + t->m[BT_M_TOTAL_RETURN] : t->m[BT_M_FINAL_EQUITY];
    if (t->flows)
        return arena_printf(t->a, "(%s^(1 / %s) − 1) × 100 with the last time-weighted index",
                            tell_number(t, 1 + t->m[BT_M_TIME_WEIGHTED_RETURN] / 100, 4), years);
    if (!t->corrected && end <= 0)
        return "0, for nothing was left";
    if (is_fresh_original(t))
        return arena_printf(t->a, "((1 + %s / 100)^(1 / %s) − 1) × 100", tell_number(t, t->m[BT_M_TOTAL_RETURN], 2),
                            years);
    return arena_printf(t->a, "((%s / %s)^(1 / %s) − 1) × 100", tell_usd(t, end), tell_usd(t, t->m[BT_M_EQUITY]),
                        years);
}

static const char *explain_max_equity(const struct teller *t)
{
    for (size_t i = 0; t->r->equity && i < t->r->n; i++)
        if (t->r->equity[i] == t->m[BT_M_MAX_EQUITY])
            return arena_printf(t->a, "equity at the end of %s", tell_date(t, i));
    return arena_printf(t->a, "highest of the starting equity %s and %s days", tell_usd(t, t->m[BT_M_EQUITY]),
                        tell_number(t, t->m[BT_M_DAYS], 0));
}

static const char *explain_years(const struct teller *t)
{
    if (!t->corrected)
        return arena_printf(t->a, "%s sessions / 252", tell_number(t, t->m[BT_M_DAYS], 0));
    return arena_printf(t->a, "%s days from %s to %s / 365.25", tell_number(t, t->m[BT_M_YEARS] * 365.25, 0),
                        tell_date(t, 0), tell_date(t, t->r->n - 1));
}

static const char *explain_time_weighted(const struct teller *t)
{
    return arena_printf(t->a, "(%s − 1) × 100: one dollar that stayed in the account from %s to %s",
                        tell_number(t, 1 + t->m[BT_M_TIME_WEIGHTED_RETURN] / 100, 4), tell_date(t, 0),
                        tell_date(t, t->r->n - 1));
}

static bool moves_money(const struct bt_event *e)
{
    return e->kind == BT_EVENT_CONTRIBUTION || e->kind == BT_EVENT_INJECTION || e->kind == BT_EVENT_WITHDRAWAL ||
           e->kind == BT_EVENT_SET_ASIDE;
}

static const char *explain_money_weighted(const struct teller *t)
{
    size_t moves = 0;
    for (size_t i = 0; i < t->r->n_events; i++)
        moves += moves_money(&t->r->events[i]);
    return arena_printf(t->a, "−%s on %s, %s payment%s in or out, and %s on %s are worth 0 together at this rate",
                        tell_usd(t, t->m[BT_M_EQUITY]), tell_date(t, 0), tell_number(t, (double)moves, 0),
                        moves == 1 ? "" : "s", tell_usd(t, t->m[BT_M_FINAL_EQUITY]), tell_date(t, t->r->n - 1));
}

static const char *explain_total_wealth(const struct teller *t)
{
    return arena_printf(t->a, "%s + %s set aside − %s put in + %s taken out", tell_usd(t, t->m[BT_M_FINAL_EQUITY]),
                        tell_usd(t, tell_sum(t, BT_M_SET_ASIDE)), tell_usd(t, put_in_later(t)),
                        tell_usd(t, tell_sum(t, BT_M_WITHDRAWALS)));
}

/* ---- risk ---- */

/* A level: dollars, or the index where money went in or out. */
static const char *level_text(const struct teller *t, double level)
{
    return t->flows ? tell_number(t, level, 4) : tell_usd(t, level);
}

static const char *explain_deepest(const struct teller *t, const double *levels, double before,
                                   const struct stats_drawdown *d)
{
    bool from_start = d->peak == STATS_BEFORE;
    if (d->worst == 0)
        return "0, for it never stood below its highest value so far";
    const char *peak = level_text(t, from_start ? before : levels[d->peak]);
    return arena_printf(t->a, "(%s − %s) / %s × 100, from %s to %s", level_text(t, levels[d->trough]), peak, peak,
                        from_start ? "the start" : tell_date(t, d->peak), tell_date(t, d->trough));
}

static const char *explain_drawdown(const struct teller *t, enum bt_metric m)
{
    const double *levels = t->flows ? t->r->index : t->r->equity;
    double before = !t->corrected ? 0 : t->flows ? 1 : t->m[BT_M_EQUITY];
    struct stats_drawdown d;
    if (!levels)
        return "measured on the days, which were not kept with this result";
    stats_drawdown_from(before, levels, t->r->n, &d);
    if (m == BT_M_MAX_DRAWDOWN_DURATION)
        return arena_printf(t->a, "the longest of %zu run%s of sessions below the peak", d.runs,
                            d.runs == 1 ? "" : "s");
    if (m == BT_M_AVG_DRAWDOWN_DURATION)
        return arena_printf(t->a, "%s sessions below the peak / %zu run%s", tell_number(t, (double)d.run_levels, 0),
                            d.runs, d.runs == 1 ? "" : "s");
    return explain_deepest(t, levels, before, &d);
}

static const char *explain_volatility(const struct teller *t)
{
    return arena_printf(t->a, "%s %% × √252 with the deviation of the daily returns of %s sessions%s",
                        tell_number(t, t->m[BT_M_VOLATILITY] / sqrt(STATS_SESSIONS_PER_YEAR), 4),
                        tell_number(t, t->m[BT_M_DAYS], 0), t->flows ? ", money put in or taken out apart" : "");
}

static const char *explain_downside(const struct teller *t)
{
    return arena_printf(t->a,
                        t->corrected ? "%s %% × √252 with the root mean square of the days below fed funds"
                                     : "%s %% × √252 with the deviation of the negative daily returns",
                        tell_number(t, t->m[BT_M_DOWNSIDE_VOLATILITY] / sqrt(STATS_SESSIONS_PER_YEAR), 4));
}

/* Corrected, the mean return above fed funds a year is Sortino × downside volatility, and its deviation is mean / Sharpe. */
static const char *explain_sharpe(const struct teller *t)
{
    double mean = t->m[BT_M_SORTINO] * t->m[BT_M_DOWNSIDE_VOLATILITY];
    if (!t->corrected)
        return arena_printf(t->a, "%s / %s", tell_number(t, t->m[BT_M_CAGR], 2),
                            tell_number(t, t->m[BT_M_VOLATILITY], 2));
    if (!isfinite(mean) || t->m[BT_M_SHARPE] == 0)
        return arena_printf(t->a, "mean / deviation × √252 of the returns above fed funds of %s sessions",
                            tell_number(t, t->m[BT_M_DAYS], 0));
    return arena_printf(t->a, "%s %% mean return above fed funds a year / %s %% deviation a year",
                        tell_number(t, mean, 2), tell_number(t, mean / t->m[BT_M_SHARPE], 2));
}

static const char *explain_sortino(const struct teller *t)
{
    double top = t->corrected ? t->m[BT_M_SORTINO] * t->m[BT_M_DOWNSIDE_VOLATILITY] : t->m[BT_M_CAGR];
    return arena_printf(t->a, "%s / %s", tell_number(t, top, 2), tell_number(t, t->m[BT_M_DOWNSIDE_VOLATILITY], 2));
}

const char *backtest_explain(struct arena *a, const struct backtest_answer *ans, enum bt_metric m)
{
    const struct bt_config *c = &ans->request.config;
    struct teller t = {
        a, ans, c, &ans->result, ans->result.metric, c->options.metrics_corrected, bt_has_flows(c),
    };
    if (ans->result.reason[m])
        return ans->result.reason[m];
    switch (m) {
    case BT_M_EQUITY:
        return explain_equity(&t);
    case BT_M_FINAL_EQUITY:
        return explain_final_equity(&t);
    case BT_M_TOTAL_RETURN:
        return explain_total_return(&t);
    case BT_M_CAGR:
        return explain_cagr(&t);
    case BT_M_MAX_EQUITY:
        return explain_max_equity(&t);
    case BT_M_YEARS:
        return explain_years(&t);
    case BT_M_TIME_WEIGHTED_RETURN:
        return explain_time_weighted(&t);
    case BT_M_MONEY_WEIGHTED_RETURN:
        return explain_money_weighted(&t);
    case BT_M_TOTAL_WEALTH:
        return explain_total_wealth(&t);
    case BT_M_MAX_DRAWDOWN:
    case BT_M_MAX_DRAWDOWN_DURATION:
    case BT_M_AVG_DRAWDOWN_DURATION:
        return explain_drawdown(&t, m);
    case BT_M_VOLATILITY:
        return explain_volatility(&t);
    case BT_M_DOWNSIDE_VOLATILITY:
        return explain_downside(&t);
    case BT_M_SHARPE:
        return explain_sharpe(&t);
    case BT_M_SORTINO:
        return explain_sortino(&t);
    default:
        return tell_account(&t, m);
    }
}
