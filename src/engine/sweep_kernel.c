/* sweep_kernel.c: the lanes' loop. See sweep_kernel.h; compiled once for each instruction set, with SWEEP_KERNEL as the
 * function's name and SWEEP_VECTORS as the registers that a group fills.
 *
 * A group of lanes goes through the rows together, in stretches of rows without dividend and posting.
 * Before a stretch bounds are worked out: where no lane can be called in it, nor fall deeper than before, and often
 * enough not rise higher either, its rows are only interest (outlook_of). Else each row is tested for all lanes at once.
 * A row on which something may happen is worked off by settle_row, which asks the lanes in question one by one, with
 * the expressions of backtest.c in their order, so that every figure has bt_run's bits. The tests are those of the
 * engine made a little too wide (SLACK): they let too many rows through to the exact ones, never too few.
 *
 * A lane that is out of the market holds no shares and owes nothing, so the loop may go on over it: interest and value
 * are 0, and `low` and `floor` are set so that neither can move (leave_market).
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/sweep_kernel.h"

#include <math.h>
#include <string.h>

#include "engine/financing.h"
#include "engine/sweep_vector.h"

#ifndef SWEEP_KERNEL
#define SWEEP_KERNEL sweep_kernel_baseline
#endif
#ifndef SWEEP_VECTORS
#define SWEEP_VECTORS 4
#endif

enum { VECTORS = SWEEP_VECTORS, LANES = VECTORS * V_WIDTH, HELD_ROWS = 64 };
static const double SLACK = 4e-12; /* far above the rounding of the few operations of a test */

union lanes {
    vec v[VECTORS];
    double x[LANES];
};

/* What a lane is besides its figures in the vectors. */
struct lane {
    double leverage, threshold_pct;
    double base;            /* value of the position at the last entry or rebalance */
    double cash;            /* cash: equity while out of the market */
    double low_so_far;      /* lowest equity, while out of the market */
    double round_start;     /* equity that the open round began with */
    size_t entry_row, wake; /* wake: row of the next try to enter */
    bool in, entered;       /* entered: on this row */
    struct sweep_result *out;
    double *equity; /* of each row, NULL if not wanted */
};

struct group {
    union lanes shares, loan, accrued, spread; /* spread: what the tiers add to the interest of a day */
    union lanes interest, dividends, costs;
    union lanes guard;                   /* times a price less than the debt: a call is possible */
    union lanes peak, low, worst, floor; /* floor: times peak more than equity: a worse drawdown is possible */
    union lanes trigger, fallen; /* value above trigger and below fallen times equity: a rebalance is possible */
    union lanes cash;            /* as in struct lane, 0 while in the market */
    struct lane lane[LANES];
    size_t lanes, first, end, next_wake, held_from, held; /* held: rows of equity not yet written to the lanes */
    bool wants_equity;
    double held_equity[HELD_ROWS][LANES] __attribute__((aligned(64)));
};

/* What all rows of a run have in common, as constants of the compiled loops. */
struct kind {
    bool posted; /* interest is accrued and posted by the month, else at once */
    bool days;   /* interest is charged for more than the one day */
    bool tiers;
    bool profit; /* profit_threshold */
    bool equity;
};

#define ALWAYS_INLINE static inline __attribute__((always_inline))

/* ---- interest, dividend, posting ---- */

static double spread_of_day(const struct sweep *s, double loan)
{
    return financing_spread_cost(&financing_tiers, loan) / s->config.options.day_count;
}

/* The same for all lanes: in each, the slice that financing_spread_cost finds. */
ALWAYS_INLINE vec spreads_of_day(const struct sweep *s, vec loan)
{
    const struct sweep_tier *t = s->tier;
    vec above = v_all(t->above), share = v_all(t->share), below = v_all(t->below_usd);
#pragma GCC unroll 8
    for (size_t i = 1; i < sizeof s->tier / sizeof *s->tier; i++) {
        vec bound = v_all(t[i].above);
        vec_mask higher = v_less(bound, loan);
        above = v_select(higher, bound, above);
        share = v_select(higher, v_all(t[i].share), share);
        below = v_select(higher, v_all(t[i].below_usd), below);
    }
    return (below + (loan - above) * share) / (double)s->config.options.day_count;
}

ALWAYS_INLINE vec interest_of_row(const struct sweep *s, const struct sweep_row *row, vec loan, vec spread,
                                  const struct kind k)
{
    vec x = loan * row->rate;
    if (k.tiers)
        x += k.posted ? spread : spreads_of_day(s, loan);
    return k.days ? x * row->days : x;
}

/* The flows of a row that has a dividend or posts interest. */
static void special_flows(const struct sweep *s, struct group *g, size_t r, const struct kind k)
{
    const struct sweep_row *row = &s->row[r];
    double per_share = s->input.prices.dividend ? s->input.prices.dividend[r] : 0;
    for (int v = 0; v < VECTORS; v++) {
        vec x = interest_of_row(s, row, g->loan.v[v], g->spread.v[v], k);
        g->interest.v[v] += x;
        if (k.posted)
            g->accrued.v[v] += x;
        else
            g->loan.v[v] += x;
        if (per_share > 0) {
            vec dividend = g->shares.v[v] * per_share, bought = dividend / (1 + s->trade_cost);
            g->dividends.v[v] += dividend;
            g->costs.v[v] += dividend - bought;
            g->shares.v[v] += bought / row->close;
            vec guard = g->shares.v[v] * ((1 - s->maintenance) * (1 - SLACK)); /* one below 0 stands for itself */
            g->guard.v[v] = v_select(v_less(g->guard.v[v], v_all(0)), g->guard.v[v], guard);
        }
        if (k.posted && row->posts) {
            g->loan.v[v] += g->accrued.v[v];
            g->accrued.v[v] = v_all(0);
            if (k.tiers)
                g->spread.v[v] = spreads_of_day(s, g->loan.v[v]);
        }
    }
}

/* ---- one lane ---- */

static double debt(const struct group *g, size_t l)
{
    return g->loan.x[l] + g->accrued.x[l];
}

static void guard_position(const struct sweep *s, struct group *g, size_t l)
{
    double guard = g->shares.x[l] * (1 - s->maintenance) * (1 - SLACK);
    /* So small that rounding is no longer relative: leave every row to the exact test. */
    g->guard.x[l] = guard * s->row[g->first].close > 1e-200 ? guard : -INFINITY;
}

/* Set what a position is watched by, after an entry or a rebalance at `value`. */
static void watch_growth(struct group *g, size_t l, double value)
{
    struct lane *a = &g->lane[l];
    a->base = value;
    g->trigger.x[l] = value * (1 + a->threshold_pct / 100) * (1 - SLACK);
    g->fallen.x[l] = a->leverage * 0.95 * (1 + SLACK);
}

static void guard_drawdown(struct group *g, size_t l)
{
    g->floor.x[l] = g->worst.x[l] + (1 + SLACK);
}

static void leave_market(struct group *g, size_t l, double equity, size_t wake)
{
    struct lane *a = &g->lane[l];
    a->in = false;
    a->cash = g->cash.x[l] = equity;
    a->wake = wake;
    if (wake < g->next_wake)
        g->next_wake = wake;
    a->low_so_far = g->low.x[l];
    g->shares.x[l] = g->loan.x[l] = g->accrued.x[l] = g->spread.x[l] = g->guard.x[l] = 0;
    g->low.x[l] = -INFINITY;
    g->floor.x[l] = -1;
    g->trigger.x[l] = INFINITY;
}

static void entry_flows(const struct sweep *s, struct group *g, size_t l, size_t r)
{
    const struct sweep_row *row = &s->row[r];
    double x = (g->loan.x[l] * row->rate + g->spread.x[l]) * row->days;
    g->interest.x[l] += x;
    if (s->config.options.posting_month)
        g->accrued.x[l] += x;
    else
        g->loan.x[l] += x;
    double per_share = s->input.prices.dividend ? s->input.prices.dividend[r] : 0;
    if (!(per_share > 0))
        return;
    double dividend = g->shares.x[l] * per_share, bought = dividend / (1 + s->trade_cost);
    g->dividends.x[l] += dividend;
    g->costs.x[l] += dividend - bought;
    g->shares.x[l] += bought / row->close;
}

static void enter(const struct sweep *s, struct group *g, size_t l, size_t r)
{
    struct lane *a = &g->lane[l];
    const struct bt_options *o = &s->config.options;
    bool tiers = o->financing == BT_FINANCING_TIERS;
    double own = a->cash / (1 + a->leverage * s->trade_cost), value = own * a->leverage;
    g->shares.x[l] = value / s->row[r].close;
    g->loan.x[l] = value - own;
    g->costs.x[l] += a->cash - own;
    if (tiers)
        g->spread.x[l] = spread_of_day(s, g->loan.x[l]);
    a->in = a->entered = true;
    a->entry_row = r;
    a->wake = SIZE_MAX;
    a->round_start = a->cash;
    if (a->out->entries++ == 0)
        a->out->first_position = value;
    if (r > g->first && o->entry_day_flows)
        entry_flows(s, g, l, r);
    if (s->row[r].posts) {
        g->loan.x[l] += g->accrued.x[l];
        g->accrued.x[l] = 0;
        if (tiers)
            g->spread.x[l] = spread_of_day(s, g->loan.x[l]);
    }
    g->cash.x[l] = 0;
    g->low.x[l] = a->low_so_far;
    guard_position(s, g, l);
    guard_drawdown(g, l);
    watch_growth(g, l, value);
}

/* For ever: what is too little now does not grow. */
static void stay_out(struct lane *a)
{
    a->wake = SIZE_MAX;
    a->low_so_far = a->cash < a->low_so_far ? a->cash : a->low_so_far;
}

/* Let in the lanes whose wait is over; one that may not enter now never may. */
static void wake_lanes(const struct sweep *s, struct group *g, size_t r)
{
    g->next_wake = SIZE_MAX;
    for (size_t l = 0; l < g->lanes; l++) {
        struct lane *a = &g->lane[l];
        if (a->wake == r) {
            if (a->cash >= s->config.options.minimum_equity_usd && a->cash >= 0)
                enter(s, g, l, r);
            else
                stay_out(a);
        }
        if (a->wake < g->next_wake)
            g->next_wake = a->wake;
    }
}

/* Whether the low touched the call price, and what a sale got then. */
static bool call_in_session(const struct sweep *s, const struct group *g, size_t l, size_t r, double *price)
{
    double low = s->input.prices.low[r], per_price = g->shares.x[l] * (1 - s->maintenance), owed = debt(g, l);
    if (low * per_price > owed + fabs(owed) * 1e-12)
        return false;
    double open = s->input.prices.open[r], call = owed / per_price;
    if (!(low <= call))
        return false;
    *price = open < call ? open : call;
    return true;
}

/* Borrow up to the target again, where the position has grown by the threshold and leverage has fallen (B.7). */
static void rebalance(const struct sweep *s, struct group *g, size_t l, size_t r)
{
    struct lane *a = &g->lane[l];
    const struct bt_options *o = &s->config.options;
    double price = s->row[r].close, value = g->shares.x[l] * price, equity = value - debt(g, l);
    double leverage = equity > 0 ? value / equity : 0;
    double growth_pct = a->base > 0 ? (value - a->base) / a->base * 100 : 0;
    if (!(growth_pct >= a->threshold_pct && leverage < a->leverage * 0.95))
        return;
    double bought = equity * a->leverage / price - g->shares.x[l];
    if (!(bought > 0.01) || !(s->config.profile == BT_ORIGINAL || equity >= o->minimum_equity_usd))
        return;
    double cost = bought * price * s->rebalance_cost, own = equity - cost, traded = own * a->leverage;
    if (!(equity > cost))
        return;
    g->costs.x[l] += cost;
    g->shares.x[l] = traded / price;
    g->loan.x[l] = traded - own;
    g->accrued.x[l] = 0;
    if (o->financing == BT_FINANCING_TIERS)
        g->spread.x[l] = spread_of_day(s, g->loan.x[l]);
    a->out->rebalances++;
    guard_position(s, g, l);
    watch_growth(g, l, traded);
}

/* Whether the lane is called on this row, and at which price. Before the close is looked at, it may rebalance. */
static bool is_called(const struct sweep *s, struct group *g, size_t l, size_t r, double *price)
{
    *price = s->row[r].close;
    if (s->config.options.call_intraday && !g->lane[l].entered && call_in_session(s, g, l, r, price))
        return true;
    if (s->config.mode == BT_PROFIT_THRESHOLD && r > g->first)
        rebalance(s, g, l, r);
    double value = g->shares.x[l] * *price;
    return value - debt(g, l) < value * s->maintenance;
}

static void note_loss(const struct sweep *s, struct group *g, size_t l, size_t r, double left)
{
    const struct lane *a = &g->lane[l];
    double yesterday = a->entered ? a->cash : a->equity[r - 1 - g->first];
    double from = s->config.options.metrics_corrected ? a->round_start : yesterday;
    double loss_pct = from > 0 ? (from - left) / from * 100 : 0;
    a->out->loss_pct_sum += loss_pct;
    if (a->out->liquidations == 0 || loss_pct > a->out->loss_pct_worst)
        a->out->loss_pct_worst = loss_pct;
}

static void write_held_equity(struct group *g);

/* Sell everything; returns what is left. */
static double liquidate(const struct sweep *s, struct group *g, size_t l, size_t r, double price)
{
    struct lane *a = &g->lane[l];
    double value = g->shares.x[l] * price, slipped = value * s->slippage, cost = (value - slipped) * s->trade_cost;
    double left = value - slipped - cost - debt(g, l);
    g->costs.x[l] += slipped + cost;
    if (!s->config.options.carry_deficit)
        left = left > 0 ? left : 0;
    if (a->equity) {
        write_held_equity(g);
        note_loss(s, g, l, r, left);
    }
    if (a->out->liquidations++ == 0)
        a->out->first_call = (uint32_t)(r - g->first);
    a->out->called_days += (uint32_t)(r - a->entry_row + 1);
    a->out->active_days += (uint32_t)(r - a->entry_row);
    size_t wait = (size_t)s->config.options.wait_sessions, rest = g->end - 1 - r;
    a->out->waiting_days += (uint32_t)(wait < rest ? wait : rest);
    return left;
}

/* ---- the group ---- */

static void write_held_equity(struct group *g)
{
    for (size_t l = 0; l < g->lanes; l++)
        for (size_t i = 0; g->lane[l].equity && i < g->held; i++)
            g->lane[l].equity[g->held_from + i] = g->held_equity[i][l];
    g->held_from += g->held;
    g->held = 0;
}

/* Whether a call, or a rebalance, is possible at this value and equity. */
ALWAYS_INLINE vec_mask may_trade(const struct group *g, int v, const struct sweep_row *row, vec value, vec equity,
                                 vec owed, bool profit)
{
    vec_mask possible = v_less(g->guard.v[v] * row->worst, owed);
    if (profit)
        possible = v_or(possible, v_and(v_less(g->trigger.v[v], value), v_less(value, equity * g->fallen.v[v])));
    return possible;
}

static void note_levels(struct group *g, const union lanes *equity)
{
    for (int v = 0; v < VECTORS; v++) {
        vec e = equity->v[v];
        g->peak.v[v] = v_max(e, g->peak.v[v]);
        g->low.v[v] = v_min(e, g->low.v[v]);
        vec peak = g->peak.v[v], fall = v_min((e - peak) / peak, g->worst.v[v]);
        g->worst.v[v] = v_select(v_less(v_all(0), peak), fall, g->worst.v[v]);
        vec_mask in = v_less(v_all(-INFINITY), g->low.v[v]);
        g->floor.v[v] = v_select(in, g->worst.v[v] + (1 + SLACK), v_all(-1));
    }
}

/* What is left of a row after interest, dividend and posting: calls, rebalances, and the levels of equity. */
static void settle_row(const struct sweep *s, struct group *g, size_t r)
{
    const struct sweep_row *row = &s->row[r];
    unsigned possible = 0, called = 0;
    union lanes equity;
    for (int v = 0; v < VECTORS; v++) {
        vec owed = g->loan.v[v] + g->accrued.v[v], value = g->shares.v[v] * row->close;
        equity.v[v] = value - owed;
        possible |= v_bits(may_trade(g, v, row, value, equity.v[v], owed, true)) << (v * V_WIDTH);
        equity.v[v] += g->cash.v[v];
    }
    for (; possible; possible &= possible - 1) {
        size_t l = (size_t)__builtin_ctz(possible);
        double price;
        if (is_called(s, g, l, r, &price)) {
            equity.x[l] = liquidate(s, g, l, r, price);
            called |= 1u << l;
        } else {
            equity.x[l] = g->shares.x[l] * row->close - debt(g, l);
        }
    }
    note_levels(g, &equity);
    if (g->wants_equity) {
        memcpy(g->held_equity[g->held], &equity, sizeof equity);
        if (++g->held == HELD_ROWS)
            write_held_equity(g);
    }
    for (; called; called &= called - 1) {
        size_t l = (size_t)__builtin_ctz(called);
        leave_market(g, l, equity.x[l], r + 1 + (size_t)s->config.options.wait_sessions);
    }
}

/* A row on which a wait ends. */
static void wake_row(const struct sweep *s, struct group *g, size_t r, const struct kind k)
{
    if (r > g->first)
        special_flows(s, g, r, k);
    wake_lanes(s, g, r);
    settle_row(s, g, r);
    for (size_t l = 0; l < g->lanes; l++)
        g->lane[l].entered = false;
}

/* What a stretch can bring to any lane of the group. */
enum outlook { QUIET, RISING, ANYTHING }; /* neither a high nor a low; perhaps a new high; a call or a new low too */

ALWAYS_INLINE enum outlook outlook_of(const struct group *g, const struct sweep_row *row, bool profit)
{
    vec_mask rising = v_none(), falling = rising;
#pragma GCC unroll 8
    for (int v = 0; v < VECTORS; v++) {
        vec loan = g->loan.v[v], owed = loan + g->accrued.v[v], peak = g->peak.v[v], floor = g->floor.v[v];
        vec interest = v_max(loan, -loan) * row->grown, most_owed = owed + interest, least_owed = owed - interest;
        vec most = g->shares.v[v] * row->most, least = g->shares.v[v] * row->least;
        vec highest = most - least_owed, lowest = least - most_owed, top = v_max(highest, peak);
        rising = v_or(rising, v_less(peak, highest));
        falling = v_or(falling, v_less(g->guard.v[v] * row->least, most_owed));
        falling = v_or(falling, v_less(lowest, v_max(g->low.v[v], v_max(top * floor, peak * floor))));
        if (profit) { /* leverage is lowest where the value is highest, or with cash instead of a loan where it is lowest */
            vec fallen = g->fallen.v[v];
            vec_mask low = v_or(v_less(most, highest * fallen), v_less(least, (least - least_owed) * fallen));
            falling = v_or(falling, v_and(v_less(g->trigger.v[v], most), low));
        }
    }
    return v_bits(falling) ? ANYTHING : v_bits(rising) ? RISING : QUIET;
}

/* The rows from r on for as long as nothing happens in any lane, at most to `stop`. Returns the row it came to; when that
 * is before `stop`, its interest has been charged and settle_row has the rest. */
ALWAYS_INLINE size_t plain_rows(const struct sweep *s, struct group *g, size_t r, size_t stop, const struct kind k,
                                const enum outlook outlook)
{
    vec loan[VECTORS], accrued[VECTORS], interest[VECTORS], peak[VECTORS], low[VECTORS];
    vec new_peak[VECTORS], new_low[VECTORS], equity[VECTORS]; /* out here: inside they would be cleared on every row */
#pragma GCC unroll 8
    for (int v = 0; v < VECTORS; v++) {
        loan[v] = g->loan.v[v];
        accrued[v] = g->accrued.v[v];
        interest[v] = g->interest.v[v];
        peak[v] = g->peak.v[v];
        low[v] = g->low.v[v];
    }
    for (; r < stop; r++) {
        const struct sweep_row *row = &s->row[r];
        vec_mask event = v_none();
#pragma GCC unroll 8
        for (int v = 0; v < VECTORS; v++) {
            vec x = interest_of_row(s, row, loan[v], g->spread.v[v], k);
            interest[v] += x;
            if (k.posted)
                accrued[v] += x;
            else
                loan[v] += x;
            if (outlook == QUIET)
                continue;
            vec owed = k.posted ? loan[v] + accrued[v] : loan[v], value = g->shares.v[v] * row->close;
            equity[v] = value - owed;
            new_peak[v] = v_max(equity[v], peak[v]);
            if (outlook == RISING)
                continue;
            new_low[v] = v_min(equity[v], low[v]);
            event = v_or(event, may_trade(g, v, row, value, equity[v], owed, k.profit));
            event = v_or(event, v_less(equity[v], new_peak[v] * g->floor.v[v]));
        }
        if (outlook == ANYTHING && __builtin_expect(v_bits(event), 0))
            break;
#pragma GCC unroll 8
        for (int v = 0; v < VECTORS; v++) {
            if (outlook != QUIET)
                peak[v] = new_peak[v];
            if (outlook == ANYTHING)
                low[v] = new_low[v];
        }
        if (k.equity) {
#pragma GCC unroll 8
            for (int v = 0; v < VECTORS; v++)
                *(vec *)&g->held_equity[g->held][v * V_WIDTH] = equity[v] + g->cash.v[v];
            if (++g->held == HELD_ROWS)
                write_held_equity(g);
        }
    }
#pragma GCC unroll 8
    for (int v = 0; v < VECTORS; v++) {
        g->loan.v[v] = loan[v];
        g->accrued.v[v] = accrued[v];
        g->interest.v[v] = interest[v];
        g->peak.v[v] = peak[v];
        g->low.v[v] = low[v];
    }
    return r;
}

/* A row with a dividend or a posting. */
ALWAYS_INLINE void special_row(const struct sweep *s, struct group *g, size_t r, const struct kind k)
{
    const struct sweep_row *row = &s->row[r];
    special_flows(s, g, r, k);
    vec_mask event = v_none();
    union lanes new_peak;
#pragma GCC unroll 8
    for (int v = 0; v < VECTORS; v++) {
        vec owed = g->loan.v[v] + g->accrued.v[v], value = g->shares.v[v] * row->close, equity = value - owed;
        new_peak.v[v] = v_max(equity, g->peak.v[v]);
        event = v_or(event, may_trade(g, v, row, value, equity, owed, k.profit));
        event = v_or(event, v_less(equity, v_max(g->low.v[v], new_peak.v[v] * g->floor.v[v])));
    }
    if (k.equity || v_bits(event))
        settle_row(s, g, r);
    else
        g->peak = new_peak;
}

ALWAYS_INLINE void run_rows(const struct sweep *s, struct group *g, const struct kind k)
{
    for (size_t r = g->first; r < g->end;) {
        const struct sweep_row *row = &s->row[r];
        if (r == g->next_wake) {
            wake_row(s, g, r++, k);
            continue;
        }
        if (row->is_special) {
            special_row(s, g, r++, k);
            continue;
        }
        size_t stop = row->stretch_end < g->end ? row->stretch_end : g->end;
        stop = stop < g->next_wake ? stop : g->next_wake;
        enum outlook outlook = outlook_of(g, row, k.profit);
        if (outlook == ANYTHING)
            r = plain_rows(s, g, r, stop, k, ANYTHING);
        else if (outlook == RISING || k.equity)
            r = plain_rows(s, g, r, stop, k, RISING);
        else
            r = plain_rows(s, g, r, stop, k, QUIET);
        if (r < stop)
            settle_row(s, g, r++);
    }
}

/* One loop for each kind: the compiler then knows what does not happen. With the sanitizers these would take it minutes, so
 * there one loop asks on its way (SWEEP_ONE_LOOP, see configure.ac); `./hub test unit` runs the sweep's tests without
 * the sanitizers, too. */
static void run_group(const struct sweep *s, struct group *g)
{
    const struct bt_options *o = &s->config.options;
    bool tiers = o->financing == BT_FINANCING_TIERS;
    bool profit = s->config.mode == BT_PROFIT_THRESHOLD, equity = g->wants_equity;
#ifdef SWEEP_ONE_LOOP
    bool days = o->posting_month || tiers || o->interest_calendar;
    run_rows(s, g, (struct kind){o->posting_month, days, tiers, profit, equity});
#else
#define RUN(posted, days, tiers)                                                                                       \
    do {                                                                                                               \
        if (profit)                                                                                                    \
            equity ? run_rows(s, g, (struct kind){posted, days, tiers, true, true})                                    \
                   : run_rows(s, g, (struct kind){posted, days, tiers, true, false});                                  \
        else                                                                                                           \
            equity ? run_rows(s, g, (struct kind){posted, days, tiers, false, true})                                   \
                   : run_rows(s, g, (struct kind){posted, days, tiers, false, false});                                 \
    } while (0)
    if (o->posting_month && tiers)
        RUN(true, true, true);
    else if (o->posting_month)
        RUN(true, true, false);
    else if (tiers)
        RUN(false, true, true);
    else if (o->interest_calendar)
        RUN(false, true, false);
    else
        RUN(false, false, false);
#undef RUN
#endif
}

static double start_equity(const struct sweep *s, const struct sweep_lane *lane)
{
    /* B.1: the original is handed equity * leverage and divides again, which may move the last bit. */
    return s->config.profile == BT_ORIGINAL ? lane->equity * lane->leverage / lane->leverage : lane->equity;
}

static void begin_lane(const struct sweep *s, struct group *g, size_t l, const struct sweep_lane *lane, double *equity,
                       struct sweep_result *out)
{
    if (out->error)
        return;
    double start = start_equity(s, lane);
    *out = (struct sweep_result){.start_equity = start, .first_call = SWEEP_NEVER};
    g->lane[l] = (struct lane){
        .leverage = lane->leverage, .threshold_pct = lane->profit_threshold_pct, .out = out, .equity = equity};
    g->low.x[l] = INFINITY;
    g->peak.x[l] = s->config.options.metrics_corrected ? start : 0; /* corrected, the start is the first peak */
    g->wants_equity |= equity != NULL;
    leave_market(g, l, start, g->first);
}

static void end_lane(const struct sweep *s, struct group *g, size_t l)
{
    struct lane *a = &g->lane[l];
    struct sweep_result *out = a->out;
    if (!out) /* a lane that is refused */
        return;
    double held = g->shares.x[l] * s->row[g->end - 1].close - debt(g, l);
    out->final_equity = a->in ? held : a->cash;
    out->owed = !a->in && a->cash < 0 ? -a->cash : 0;
    out->lowest_equity = a->in ? g->low.x[l] : a->low_so_far;
    out->highest_equity = g->peak.x[l] > out->start_equity ? g->peak.x[l] : out->start_equity;
    out->worst_drawdown = g->worst.x[l];
    out->interest = g->interest.x[l];
    out->dividends = g->dividends.x[l];
    out->trading_costs = g->costs.x[l];
    if (a->in)
        out->active_days += (uint32_t)(g->end - a->entry_row - !s->config.options.metrics_corrected);
    if (!isfinite(out->final_equity))
        out->error = BT_EDOMAIN;
}

void SWEEP_KERNEL(const struct sweep *s, size_t first, size_t n, const struct sweep_lane *lane, size_t lanes,
                  double *const *equity, struct sweep_result *out)
{
    for (size_t from = 0; from < lanes; from += LANES) {
        struct group g;
        memset(&g, 0, offsetof(struct group, held_equity));
        g.lanes = lanes - from < LANES ? lanes - from : LANES;
        g.first = first;
        g.end = first + n;
        g.next_wake = SIZE_MAX;
        for (size_t l = 0; l < LANES; l++) {
            g.floor.x[l] = -1;
            g.trigger.x[l] = INFINITY;
            g.lane[l].wake = SIZE_MAX;
        }
        for (size_t l = 0; l < g.lanes; l++)
            begin_lane(s, &g, l, &lane[from + l], equity ? equity[from + l] : NULL, &out[from + l]);
        run_group(s, &g);
        if (g.wants_equity)
            write_held_equity(&g);
        for (size_t l = 0; l < g.lanes; l++)
            end_lane(s, &g, l);
    }
}
