/* sweep.c: what the lanes of a sweep share, and the choice of the instruction set. See sweep.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/sweep.h"

#include <math.h>
#include <string.h>

#include "base/day.h"
#include "engine/backtest_run.h"
#include "engine/financing.h"
#include "engine/sweep_kernel.h"

enum { LEAST_ROWS = 10, SURFACE_LANES = 64, STRETCH = 32 }; /* of longer ones the bounds are too wide to say much */

/* ---- instruction sets ---- */

size_t sweep_sets(struct sweep_set set[SWEEP_SETS])
{
    size_t n = 0;
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f"))
        set[n++] = (struct sweep_set){"AVX-512", sweep_kernel_avx512, SIZE_MAX};
    if (__builtin_cpu_supports("avx2")) {
        set[n++] = (struct sweep_set){"AVX2", sweep_kernel_avx2, SIZE_MAX};
        set[n++] = (struct sweep_set){"AVX2 for a few lanes", sweep_kernel_few, 4};
    }
#endif
    set[n++] = (struct sweep_set){"baseline", sweep_kernel_baseline, SIZE_MAX};
    return n;
}

const char *sweep_instruction_set(void)
{
    struct sweep_set set[SWEEP_SETS];
    sweep_sets(set);
    return set[0].name;
}

/* The fastest for so many lanes: wide registers are slower where they stay almost empty. */
static sweep_kernel *kernel_for(size_t lanes)
{
    struct sweep_set set[SWEEP_SETS];
    size_t n = sweep_sets(set), best = 0;
    for (size_t k = 1; k < n; k++)
        if (lanes <= set[k].lanes && set[k].lanes < set[best].lanes)
            best = k;
    return set[best].run;
}

/* ---- preparing ---- */

bool sweep_supports(const struct bt_config *c)
{
    bool profit = c->mode == BT_PROFIT_THRESHOLD && !c->options.trigger_equity;
    return (c->mode == BT_LIQUIDATION_REENTRY || profit) && bt_is_plain(c);
}

static double rate_per_day(const struct bt_options *o, double rate)
{
    if (o->financing == BT_FINANCING_FLAT)
        rate += o->spread_pct;
    else if (o->financing == BT_FINANCING_TIERS && rate < 0)
        rate = 0;
    return rate / 100.0 / o->day_count;
}

/* How far the stretch from each row leads, from its end backwards. The tiers' spreads are at most that of the first. */
static void fill_stretches(const struct bt_options *o, const struct bt_input *in, struct sweep_row *row)
{
    double spread = o->financing == BT_FINANCING_TIERS ? financing_tiers.tier[0].spread_pct / 100 / o->day_count : 0;
    struct sweep_row from = {0};
    size_t length = STRETCH; /* so that the last row ends one */
    for (size_t i = in->prices.n; i-- > 0; length++) {
        if (length == STRETCH || row[i].is_special) {
            from = (struct sweep_row){.least = INFINITY, .stretch_end = (uint32_t)(i + 1)};
            length = 0;
        }
        from.least = row[i].worst < from.least ? row[i].worst : from.least;
        from.most = row[i].close > from.most ? row[i].close : from.most;
        from.grown = (1 + from.grown) * (1 + (fabs(row[i].rate) + spread) * row[i].days) - 1;
        row[i].least = from.least;
        row[i].most = from.most;
        row[i].grown = from.grown * (1 + 1e-9) + 1e-12; /* rounding is far smaller */
        row[i].stretch_end = from.stretch_end;
        if (row[i].is_special)
            length = STRETCH - 1; /* the row before it ends a stretch */
    }
}

/* The first day of the month after the one that `day` lies in. */
static int32_t next_month(int32_t day)
{
    int year, month, mday;
    day_to_civil(day, &year, &month, &mday);
    return day_from_civil(year + month / 12, month % 12 + 1, 1);
}

static void fill_rows(const struct bt_options *o, const struct bt_input *in, struct sweep_row *row)
{
    const struct price_series *p = &in->prices;
    const double *charged = o->financing == BT_FINANCING_FILE ? in->margin_rate_pct : in->fed_funds_pct;
    int32_t month_ends = INT32_MIN;
    for (size_t i = 0; i < p->n; i++) {
        double close = p->close[i];
        bool lower = o->call_intraday && p->low[i] < close, begins = p->day[i] >= month_ends;
        bool pays = p->dividend && p->dividend[i] > 0, posts = o->posting_month && begins;
        bool same_rate = i > 0 && charged[i] == charged[i - 1]; /* rates stand still for weeks */
        row[i] = (struct sweep_row){.close = close,
                                    .worst = lower ? p->low[i] : close,
                                    .rate = same_rate ? row[i - 1].rate : rate_per_day(o, charged[i]),
                                    .days = o->interest_calendar && i > 0 ? p->day[i] - p->day[i - 1] : 1,
                                    .is_special = pays || posts,
                                    .posts = posts};
        if (begins)
            month_ends = next_month(p->day[i]);
    }
    fill_stretches(o, in, row);
}

static void put_lane(struct bt_config *c, const struct sweep_lane *lane)
{
    c->equity = lane->equity;
    c->leverage = lane->leverage;
    c->profit_threshold_pct = lane->profit_threshold_pct;
}

/* What bt_run answers to a configuration with this lane's values. The arrays of a result are only asked for. */
static enum bt_error check(const struct bt_config *config, const struct sweep_lane *lane, const struct bt_input *in)
{
    struct bt_config c = *config;
    double equity;
    struct bt_event event;
    struct bt_round round;
    struct bt_rebalance rebalance;
    put_lane(&c, lane);
    return bt_check(
        &c, in, &(struct bt_result){.events = &event, .rounds = &round, .rebalances = &rebalance, .equity = &equity});
}

static void fill_tiers(struct sweep *s)
{
    const size_t n = sizeof s->tier / sizeof *s->tier;
    _Static_assert(sizeof s->tier / sizeof *s->tier == sizeof financing_tiers.tier / sizeof *financing_tiers.tier,
                   "all");
    for (size_t i = 0; i < n; i++) {
        const struct financing_tier *t = &financing_tiers.tier[i];
        s->tier[i] = (struct sweep_tier){t->above, t->spread_pct / 100, t->below_usd};
    }
}

enum bt_error sweep_prepare(const struct bt_config *c, const struct bt_input *in, struct sweep_row *row,
                            struct sweep *out)
{
    const struct sweep_lane any = {.equity = fmax(1, c->options.minimum_equity_usd), .leverage = 1};
    if (!sweep_supports(c))
        return BT_EDOMAIN;
    enum bt_error e = check(c, &any, in);
    if (e)
        return e;
    fill_rows(&c->options, in, row);
    *out = (struct sweep){.config = *c,
                          .input = *in,
                          .row = row,
                          .maintenance = bt_maintenance(c),
                          .slippage = c->options.slippage_bps / 10000.0,
                          .trade_cost = c->options.trade_cost_bps / 10000.0,
                          .rebalance_cost = bt_rebalance_bps(c) / 10000.0};
    fill_tiers(out);
    return BT_OK;
}

static void check_lanes(const struct sweep *s, const struct sweep_lane *lane, size_t lanes, struct sweep_result *out)
{
    struct bt_input few = s->input; /* the rows were looked through by sweep_prepare */
    few.prices.n = LEAST_ROWS;
    for (size_t l = 0; l < lanes; l++)
        out[l].error = check(&s->config, &lane[l], &few);
}

void sweep_run(const struct sweep *s, size_t first, size_t n, const struct sweep_lane *lane, size_t lanes,
               double *const *equity, struct sweep_result *out)
{
    check_lanes(s, lane, lanes, out);
    kernel_for(lanes)(s, first, n, lane, lanes, equity, out);
}

/* What would need the leverage of every row. */
static const enum bt_metric not_kept[] = {BT_M_AVG_LEVERAGE,        BT_M_MAX_LEVERAGE, BT_M_MIN_LEVERAGE,
                                          BT_M_LEVERAGE_VOLATILITY, BT_M_AVG_DRIFT,    BT_M_AVG_DAYS_REBALANCES,
                                          BT_M_MAX_GROWTH,          BT_M_FINAL_GROWTH};

void sweep_fill_metrics(const struct sweep *s, size_t first, size_t n, const struct sweep_lane *lane,
                        const struct sweep_result *r, double *equity, struct bt_result *out)
{
    struct bt_config c = s->config;
    put_lane(&c, lane);
    struct bt_input in = s->input; /* of the columns, the metrics look at days and fed funds */
    in.prices.day += first;
    in.fed_funds_pct += first;
    in.prices.n = n;
    *out = (struct bt_result){.n = n, .n_rebalances = r->rebalances, .equity = equity};
    const struct bt_tally tally = {.start_equity = r->start_equity,
                                   .max_equity = r->highest_equity,
                                   .interest = r->interest,
                                   .dividends = r->dividends,
                                   .trading_costs = r->trading_costs,
                                   .entries = r->entries,
                                   .liquidations = r->liquidations,
                                   .active_days = r->active_days,
                                   .waiting_days = r->waiting_days,
                                   .called_days = r->called_days,
                                   .loss_pct_sum = r->loss_pct_sum,
                                   .loss_pct_worst = r->loss_pct_worst,
                                   .owed = r->owed,
                                   .first_position = r->first_position};
    bt_fill_metrics(&c, &in, &tally, out);
    for (size_t i = 0; i < sizeof not_kept / sizeof *not_kept; i++)
        if (bt_metric_applies(&c, not_kept[i])) {
            out->metric[not_kept[i]] = NAN;
            out->reason[not_kept[i]] = "not kept in a sweep";
        }
}

/* ---- every start ---- */

size_t sweep_starts(const struct sweep *s, size_t horizon)
{
    size_t n = s->input.prices.n;
    return horizon >= LEAST_ROWS && horizon <= n ? n - horizon + 1 : 0;
}

void sweep_cell_fill(const struct sweep_result *r, struct sweep_cell *cell)
{
    cell->multiple = r->error ? NAN : r->final_equity / r->start_equity;
    cell->worst_drawdown = r->error ? NAN : r->worst_drawdown;
    cell->first_call = r->error ? SWEEP_NEVER : r->first_call;
    cell->liquidations = r->error ? 0 : r->liquidations;
}

/* A part of the leverages, few enough for the stack. */
static void surface_part(const struct sweep *s, size_t horizon, size_t first, size_t starts,
                         const struct sweep_lane *lane, size_t lanes, size_t stride, struct sweep_cell *cell)
{
    sweep_kernel *run = kernel_for(lanes);
    struct sweep_result accepted[SURFACE_LANES], result[SURFACE_LANES];
    check_lanes(s, lane, lanes, accepted);
    for (size_t i = 0; i < starts; i++) {
        memcpy(result, accepted, lanes * sizeof *result);
        run(s, first + i, horizon, lane, lanes, NULL, result);
        for (size_t l = 0; l < lanes; l++)
            sweep_cell_fill(&result[l], &cell[i * stride + l]);
    }
}

void sweep_surface(const struct sweep *s, size_t horizon, size_t first, size_t starts, const double *leverage,
                   size_t leverages, struct sweep_cell *cell)
{
    struct sweep_lane lane[SURFACE_LANES];
    for (size_t from = 0; from < leverages; from += SURFACE_LANES) {
        size_t lanes = leverages - from < SURFACE_LANES ? leverages - from : SURFACE_LANES;
        for (size_t l = 0; l < lanes; l++)
            lane[l] = (struct sweep_lane){
                .equity = s->config.equity,
                .leverage = leverage[from + l],
                .profit_threshold_pct = s->config.profit_threshold_pct,
            };
        surface_part(s, horizon, first, starts, lane, lanes, leverages, cell + from);
    }
}
