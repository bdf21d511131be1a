/* backtest_text.c: a backtest's figures for people: each as text, and each with its formula filled in. See backtest.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/backtest.h"

#include <math.h>

#include "base/day.h"
#include "base/num.h"
#include "engine/stats.h"

/* What the sentences are made from. */
struct teller {
    struct arena *a;
    const struct backtest_answer *ans;
    const struct bt_result *r;
    const double *m; /* the metrics */
    bool corrected;
};

static const char *number(const struct teller *t, double x, int decimals)
{
    return num_group(t->a, x, decimals);
}

/* Dollars without the sign: cents only where they matter. */
static const char *usd(const struct teller *t, double x)
{
    return number(t, x, fabs(x) < 1000 && x != floor(x) ? 2 : 0);
}

static const char *date(const struct teller *t, size_t row)
{
    return t->ans->day ? day_text(t->ans->day[row], arena_bytes(t->a, DAY_TEXT)) : "row";
}

const char *backtest_metric_text(struct arena *a, const struct backtest_answer *ans, enum bt_metric m)
{
    struct teller t = {.a = a};
    double x = ans->result.metric[m];
    if (!isfinite(x))
        return num_group(a, x, 0);
    switch (bt_metrics[m].kind) {
    case BT_KIND_USD:
        return x < 0 ? arena_printf(a, "−$%s", usd(&t, -x)) : arena_printf(a, "$%s", usd(&t, x));
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

/* ---- growth ---- */

static const char *explain_equity(const struct teller *t)
{
    if (t->ans->request.config.profile == BT_ORIGINAL)
        return arena_printf(t->a, "%s × %g / %g: the position that was asked for, divided by the leverage again",
                            usd(t, t->ans->request.config.equity), t->m[BT_M_LEVERAGE], t->m[BT_M_LEVERAGE]);
    return arena_printf(t->a, "%s put in on %s", usd(t, t->m[BT_M_EQUITY]), date(t, 0));
}

static const char *explain_final_equity(const struct teller *t)
{
    size_t last = t->r->n - 1;
    const double *value = t->r->column[BT_COL_PORTFOLIO_VALUE], *loan = t->r->column[BT_COL_MARGIN_LOAN];
    if (value && loan && value[last] > 0)
        return arena_printf(t->a, "%s − %s on %s", usd(t, value[last]), usd(t, loan[last]), date(t, last));
    return arena_printf(t->a, "equity at the end of %s", date(t, last));
}

static const char *explain_total_return(const struct teller *t)
{
    const char *start = usd(t, t->m[BT_M_EQUITY]);
    return arena_printf(t->a, "(%s − %s) / %s × 100", usd(t, t->m[BT_M_FINAL_EQUITY]), start, start);
}

static const char *explain_cagr(const struct teller *t)
{
    return arena_printf(t->a, "((%s / %s)^(1 / %s) − 1) × 100", usd(t, t->m[BT_M_FINAL_EQUITY]),
                        usd(t, t->m[BT_M_EQUITY]), number(t, t->m[BT_M_YEARS], 2));
}

static const char *explain_max_equity(const struct teller *t)
{
    for (size_t i = 0; t->r->equity && i < t->r->n; i++)
        if (t->r->equity[i] == t->m[BT_M_MAX_EQUITY])
            return arena_printf(t->a, "equity at the end of %s", date(t, i));
    return arena_printf(t->a, "highest of the starting equity %s and %s days", usd(t, t->m[BT_M_EQUITY]),
                        number(t, t->m[BT_M_DAYS], 0));
}

static const char *explain_years(const struct teller *t)
{
    if (!t->corrected)
        return arena_printf(t->a, "%s sessions / 252", number(t, t->m[BT_M_DAYS], 0));
    return arena_printf(t->a, "%s days from %s to %s / 365.25", number(t, t->m[BT_M_YEARS] * 365.25, 0), date(t, 0),
                        date(t, t->r->n - 1));
}

/* ---- risk ---- */

static const char *explain_drawdown(const struct teller *t, enum bt_metric m)
{
    struct stats_drawdown d;
    if (!t->r->equity)
        return bt_metrics[m].formula;
    stats_drawdown_find(t->r->equity, t->r->n, &d);
    if (m == BT_M_MAX_DRAWDOWN_DURATION)
        return arena_printf(t->a, "the longest of %zu run%s of sessions below the peak", d.runs,
                            d.runs == 1 ? "" : "s");
    if (m == BT_M_AVG_DRAWDOWN_DURATION)
        return arena_printf(t->a, "%s sessions below the peak / %zu run%s", number(t, (double)d.run_levels, 0), d.runs,
                            d.runs == 1 ? "" : "s");
    const char *peak = usd(t, t->r->equity[d.peak]);
    return arena_printf(t->a, "(%s − %s) / %s × 100, from %s to %s", usd(t, t->r->equity[d.trough]), peak, peak,
                        date(t, d.peak), date(t, d.trough));
}

static const char *explain_volatility(const struct teller *t)
{
    return arena_printf(t->a, "%s %% × √252 with the deviation of the daily returns of %s sessions",
                        number(t, t->m[BT_M_VOLATILITY] / sqrt(STATS_SESSIONS_PER_YEAR), 4),
                        number(t, t->m[BT_M_DAYS], 0));
}

static const char *explain_downside(const struct teller *t)
{
    return arena_printf(t->a,
                        t->corrected ? "%s %% × √252 with the root mean square of the days below fed funds"
                                     : "%s %% × √252 with the deviation of the negative daily returns",
                        number(t, t->m[BT_M_DOWNSIDE_VOLATILITY] / sqrt(STATS_SESSIONS_PER_YEAR), 4));
}

/* Corrected, the mean return above fed funds a year is Sortino × downside volatility, and its deviation is mean / Sharpe. */
static const char *explain_sharpe(const struct teller *t)
{
    double mean = t->m[BT_M_SORTINO] * t->m[BT_M_DOWNSIDE_VOLATILITY];
    if (!t->corrected)
        return arena_printf(t->a, "%s / %s", number(t, t->m[BT_M_CAGR], 2), number(t, t->m[BT_M_VOLATILITY], 2));
    if (!isfinite(mean) || t->m[BT_M_SHARPE] == 0)
        return bt_metrics[BT_M_SHARPE].formula;
    return arena_printf(t->a, "%s %% mean return above fed funds a year / %s %% deviation a year", number(t, mean, 2),
                        number(t, mean / t->m[BT_M_SHARPE], 2));
}

static const char *explain_sortino(const struct teller *t)
{
    double top = t->corrected ? t->m[BT_M_SORTINO] * t->m[BT_M_DOWNSIDE_VOLATILITY] : t->m[BT_M_CAGR];
    return arena_printf(t->a, "%s / %s", number(t, top, 2), number(t, t->m[BT_M_DOWNSIDE_VOLATILITY], 2));
}

/* ---- liquidations ---- */

enum { LISTED_MAX = 4 };

static const char *explain_liquidations(const struct teller *t)
{
    struct buf b;
    size_t found = 0;
    buf_init(&b, t->a, 128);
    for (size_t i = 0; i < t->r->n_events; i++) {
        const struct bt_event *e = &t->r->events[i];
        char day[DAY_TEXT];
        if (e->kind != BT_EVENT_LIQUIDATION || found++ >= LISTED_MAX)
            continue;
        buf_printf(&b, "%s%s at %s", found == 1 ? "" : ", ", day_text(e->day, day), number(t, e->price, 2));
    }
    if (found > LISTED_MAX)
        buf_printf(&b, " and %zu more", found - LISTED_MAX);
    return found ? b.s : "equity never fell below the maintenance requirement";
}

/* "1 liquidation", "2,203 liquidations" */
static const char *liquidations(const struct teller *t)
{
    double count = t->m[BT_M_LIQUIDATIONS];
    return arena_printf(t->a, "%s liquidation%s", number(t, count, 0), count == 1 ? "" : "s");
}

static const char *explain_avg_days(const struct teller *t)
{
    double days = 0;
    for (size_t i = 0; i < t->r->n_rounds; i++)
        days += t->r->rounds[i].margin_call ? t->r->rounds[i].days : 0;
    if (t->m[BT_M_LIQUIDATIONS] == 0)
        return "all sessions, for nothing was liquidated";
    return arena_printf(t->a, "%s sessions held / %s", number(t, days, 0), liquidations(t));
}

static const char *explain_avg_loss(const struct teller *t)
{
    double count = t->m[BT_M_LIQUIDATIONS];
    if (count == 0)
        return "0, for nothing was liquidated";
    return arena_printf(t->a, "%s %% of losses / %s, each loss measured from %s",
                        number(t, t->m[BT_M_AVG_LOSS] * count, 2), liquidations(t),
                        t->corrected ? "the start of its round" : "the day before");
}

static const char *explain_worst_loss(const struct teller *t)
{
    if (t->m[BT_M_LIQUIDATIONS] == 0)
        return "0, for nothing was liquidated";
    for (size_t i = 0; t->corrected && i < t->r->n_rounds; i++) {
        const struct bt_round *round = &t->r->rounds[i];
        const char *start = usd(t, round->start_equity);
        if (round->margin_call && round->loss_pct == t->m[BT_M_WORST_LOSS])
            return arena_printf(t->a, "(%s − %s) / %s × 100 in round %u", start, usd(t, round->end_equity), start,
                                round->number);
    }
    return "the largest (equity of the day before − recovered) / equity of the day before × 100";
}

/* ---- time and money ---- */

static const char *explain_waiting(const struct teller *t)
{
    int wait = t->ans->request.config.options.wait_sessions;
    return arena_printf(t->a, "%s × %d session%s, fewer where the window ends first", liquidations(t), wait,
                        wait == 1 ? "" : "s");
}

static const char *explain_interest(const struct teller *t)
{
    struct buf b;
    size_t n = t->r->n_rounds;
    if (!t->corrected || n == 0 || n > LISTED_MAX)
        return arena_printf(t->a, "sum of the interest of %s sessions", number(t, t->m[BT_M_DAYS], 0));
    buf_init(&b, t->a, 128);
    for (size_t i = 0; i < n; i++)
        buf_printf(&b, i ? " + %s" : "%s", usd(t, t->r->rounds[i].interest_paid));
    buf_puts(&b, n == 1 ? " in the one round" : ", one figure for each round");
    return b.s;
}

static const char *explain_dividends(const struct teller *t)
{
    const double *paid = t->r->column[BT_COL_DIVIDEND_PAYMENT];
    size_t days = 0;
    for (size_t i = 0; paid && i < t->r->n; i++)
        days += paid[i] > 0;
    return paid ? arena_printf(t->a, "shares × dividend per share, summed over %zu ex-dates in the market", days)
                : "shares × dividend per share, summed over the ex-dates in the market";
}

static const char *explain_leverage(const struct teller *t)
{
    if (!t->r->n_rounds)
        return "asked for; the account never entered";
    const struct bt_round *first = &t->r->rounds[0];
    return arena_printf(t->a, "%s / %s at the first entry%s", usd(t, first->start_portfolio_value),
                        usd(t, first->start_portfolio_value / t->m[BT_M_LEVERAGE]),
                        t->m[BT_M_TRADING_COSTS] > 0 ? ", after the cost of buying" : "");
}

static const char *explain_costs(const struct teller *t)
{
    const struct bt_options *o = &t->ans->request.config.options;
    return arena_printf(t->a, "%g bps of what was bought and sold, and %g bps slippage of %s", o->trade_cost_bps,
                        o->slippage_bps, liquidations(t));
}

static const char *explain_owed(const struct teller *t)
{
    if (t->m[BT_M_OWED_TO_BROKER] > 0)
        return arena_printf(t->a, "loan and costs − proceeds of the last sale; equity ended at %s",
                            usd(t, t->m[BT_M_FINAL_EQUITY]));
    return t->ans->request.config.options.carry_deficit ? "every sale covered its loan" : "a deficit is forgiven";
}

const char *backtest_explain(struct arena *a, const struct backtest_answer *ans, enum bt_metric m)
{
    struct teller t = {a, ans, &ans->result, ans->result.metric, ans->request.config.options.metrics_corrected};
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
    case BT_M_LIQUIDATIONS:
        return explain_liquidations(&t);
    case BT_M_CYCLES:
        return arena_printf(a, "%s entries, %s of them ended in a liquidation", number(&t, t.m[m], 0),
                            number(&t, t.m[BT_M_LIQUIDATIONS], 0));
    case BT_M_TIME_IN_MARKET:
        return arena_printf(a, "%s / %s × 100", number(&t, t.m[BT_M_ACTIVE_DAYS], 0), number(&t, t.m[BT_M_DAYS], 0));
    case BT_M_ACTIVE_DAYS:
        return arena_printf(a, "%s of %s sessions %s with a position", number(&t, t.m[m], 0),
                            number(&t, t.m[BT_M_DAYS], 0), t.corrected ? "end" : "begin");
    case BT_M_WAITING_DAYS:
        return explain_waiting(&t);
    case BT_M_AVG_DAYS_BETWEEN:
        return explain_avg_days(&t);
    case BT_M_AVG_LOSS:
        return explain_avg_loss(&t);
    case BT_M_WORST_LOSS:
        return explain_worst_loss(&t);
    case BT_M_INTEREST:
        return explain_interest(&t);
    case BT_M_DIVIDENDS:
        return explain_dividends(&t);
    case BT_M_NET_INTEREST:
        return arena_printf(a, "%s − %s", usd(&t, t.m[BT_M_INTEREST]), usd(&t, t.m[BT_M_DIVIDENDS]));
    case BT_M_LEVERAGE:
        return explain_leverage(&t);
    case BT_M_DAYS:
        return arena_printf(a, "sessions from %s to %s", date(&t, 0), date(&t, t.r->n - 1));
    case BT_M_YEARS:
        return explain_years(&t);
    case BT_M_TRADING_COSTS:
        return explain_costs(&t);
    case BT_M_OWED_TO_BROKER:
        return explain_owed(&t);
    default:
        return bt_metrics[m].formula;
    }
}
