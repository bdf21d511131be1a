/* sweep.c: what the lanes of a sweep share, and the choice of the instruction set. See sweep.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/sweep.h"

#include <math.h>

#include "base/day.h"
#include "engine/backtest_run.h"
#include "engine/financing.h"
#include "engine/sweep_kernel.h"

enum { LEAST_ROWS = 10 };

/* ---- instruction sets ---- */

size_t sweep_sets(struct sweep_set set[3])
{
    size_t n = 0;
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f"))
        set[n++] = (struct sweep_set){"AVX-512", sweep_kernel_avx512};
    if (__builtin_cpu_supports("avx2"))
        set[n++] = (struct sweep_set){"AVX2", sweep_kernel_avx2};
#endif
    set[n++] = (struct sweep_set){"baseline", sweep_kernel_baseline};
    return n;
}

const char *sweep_instruction_set(void)
{
    struct sweep_set set[3];
    sweep_sets(set);
    return set[0].name;
}

/* ---- preparing ---- */

bool sweep_supports(const struct bt_config *c)
{
    return c->mode == BT_LIQUIDATION_REENTRY && bt_is_plain(c);
}

static double rate_per_day(const struct bt_options *o, const struct bt_input *in, size_t row)
{
    double rate = o->financing == BT_FINANCING_FILE ? in->margin_rate_pct[row] : in->fed_funds_pct[row];
    if (o->financing == BT_FINANCING_FLAT)
        rate += o->spread_pct;
    else if (o->financing == BT_FINANCING_TIERS && rate < 0)
        rate = 0;
    return rate / 100.0 / o->day_count;
}

static bool is_special(const struct bt_input *in, const struct sweep_row *row, size_t i)
{
    return row[i].month_begins || (in->prices.dividend && in->prices.dividend[i] > 0);
}

/* How far the stretch from each row leads, from its end backwards. The tiers' spreads are at most that of the first. */
static void fill_stretches(const struct bt_options *o, const struct bt_input *in, struct sweep_row *row)
{
    double spread = o->financing == BT_FINANCING_TIERS ? financing_tiers.tier[0].spread_pct / 100 / o->day_count : 0;
    struct sweep_row end = {.least = INFINITY, .next_special = (uint32_t)in->prices.n};
    for (size_t i = in->prices.n; i-- > 0;) {
        if (is_special(in, row, i))
            end = (struct sweep_row){.least = INFINITY, .next_special = (uint32_t)i};
        end.least = fmin(end.least, row[i].worst);
        end.most = fmax(end.most, row[i].close);
        end.grown = (1 + end.grown) * (1 + (fabs(row[i].rate) + spread) * row[i].days) - 1;
        row[i].least = end.least;
        row[i].most = end.most;
        row[i].grown = end.grown * (1 + 1e-9) + 1e-12; /* rounding is far smaller */
        row[i].next_special = end.next_special;
    }
}

static void fill_rows(const struct bt_options *o, const struct bt_input *in, struct sweep_row *row)
{
    const struct price_series *p = &in->prices;
    for (size_t i = 0; i < p->n; i++) {
        double close = p->close[i];
        bool lower = o->call_intraday && p->low[i] < close;
        bool begins = i == 0 || day_month(p->day[i]) != day_month(p->day[i - 1]);
        row[i] = (struct sweep_row){.close = close,
                                    .worst = lower ? p->low[i] : close,
                                    .rate = rate_per_day(o, in, i),
                                    .days = o->interest_calendar && i > 0 ? p->day[i] - p->day[i - 1] : 1,
                                    .month_begins = o->posting_month && begins};
    }
    fill_stretches(o, in, row);
}

/* What bt_run answers to a configuration with this lane's values. The arrays of a result are only asked for. */
static enum bt_error check(const struct bt_config *config, const struct sweep_lane *lane, const struct bt_input *in)
{
    struct bt_config c = *config;
    double equity;
    struct bt_event event;
    struct bt_round round;
    c.equity = lane->equity;
    c.leverage = lane->leverage;
    return bt_check(&c, in, &(struct bt_result){.events = &event, .rounds = &round, .equity = &equity});
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
                          .trade_cost = c->options.trade_cost_bps / 10000.0};
    return BT_OK;
}

void sweep_run(const struct sweep *s, size_t first, size_t n, const struct sweep_lane *lane, size_t lanes,
               double *const *equity, struct sweep_result *out)
{
    struct sweep_set set[3];
    sweep_sets(set);
    struct bt_input few = s->input; /* the rows were looked through by sweep_prepare */
    few.prices.n = LEAST_ROWS;
    for (size_t l = 0; l < lanes; l++)
        out[l].error = check(&s->config, &lane[l], &few);
    set[0].run(s, first, n, lane, lanes, equity, out);
}
