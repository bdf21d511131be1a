/* backtest_variants.c: see backtest_variants.h. A run without columns takes microseconds; all share one set of arrays.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/backtest_variants.h"

#include <math.h>
#include <stddef.h>

#include "base/num.h"
#include "base/day.h"
#include "engine/stats.h"
#include "engine/sweep.h"

enum { SESSIONS_MIN = 10 };

/* The whole series, the window in it, and arrays that are long enough for every variant. */
struct bench {
    struct arena *arena;
    const struct price_series *prices;
    const struct rate_series *rates;
    size_t first, from, to; /* rows: of the earliest start, of the window, behind its last */
    double *fed_funds, *margin_rate;
    size_t joined_from; /* what the rates are joined to now, to the end of the window */
    int joined_asof;
    double joined_shift;
    struct bt_result room;
    struct sweep_row *rows;
    struct sweep sweep; /* of the joined rows, where the configuration is one that sweeps take */
};

static bool bench_make(struct bench *b, struct arena *a, const struct backtest_answer *ans,
                       const struct price_series *prices, const struct rate_series *rates)
{
    *b = (struct bench){.arena = a, .prices = prices, .rates = rates, .joined_asof = -1};
    if (!ans->day)
        return false;
    b->from = day_find(prices->day, prices->n, ans->day[0]);
    b->first = b->from < BACKTEST_START_MOVES ? 0 : b->from - BACKTEST_START_MOVES;
    b->to = b->from + ans->result.n;
    size_t n = ans->result.n + BACKTEST_START_MOVES;
    /* Not zeroed: the bounds of events and rounds are large, and pages that stay untouched cost nothing. */
    b->fed_funds = arena_bytes(a, n * sizeof(double));
    b->margin_rate = arena_bytes(a, n * sizeof(double));
    b->room.events = arena_bytes(a, bt_events_max(n) * sizeof *b->room.events);
    b->room.rounds = arena_bytes(a, bt_rounds_max(n) * sizeof *b->room.rounds);
    b->room.rebalances = arena_bytes(a, bt_rebalances_max(n) * sizeof *b->room.rebalances);
    b->room.equity = arena_bytes(a, n * sizeof(double));
    b->room.index = arena_bytes(a, n * sizeof(double));
    b->rows = arena_bytes(a, n * sizeof *b->rows);
    return b->to <= prices->n && prices->day[b->to - 1] == ans->day[ans->result.n - 1];
}

static const double *from_row(const double *column, size_t row)
{
    return column ? column + row : NULL;
}

/* The rates of the window that begins at `from`, each moved by `shift` points. What is known before a day does not hang on
 * where the window begins: then the rows of all starts are joined at once. */
static void join(struct bench *b, size_t from, bool asof, double shift)
{
    size_t at = asof ? b->first : from, n = b->to - at;
    if (b->joined_from == at && b->joined_asof == asof && b->joined_shift == shift)
        return;
    bt_join_rates(b->prices->day + at, n, b->rates, asof, b->fed_funds, b->margin_rate);
    for (size_t i = 0; shift != 0 && i < n; i++) {
        b->fed_funds[i] += shift;
        b->margin_rate[i] += shift;
    }
    b->joined_from = at;
    b->joined_asof = asof;
    b->joined_shift = shift;
}

/* The rows from `from` on, which are joined. */
static struct bt_input input_from(const struct bench *b, size_t from)
{
    const struct price_series *p = b->prices;
    return (struct bt_input){.prices = {.n = b->to - from,
                                        .day = p->day + from,
                                        .open = from_row(p->open, from),
                                        .high = from_row(p->high, from),
                                        .low = from_row(p->low, from),
                                        .close = p->close + from,
                                        .dividend = from_row(p->dividend, from)},
                             .fed_funds_pct = b->fed_funds + (from - b->joined_from),
                             .margin_rate_pct = b->margin_rate + (from - b->joined_from)};
}

static struct backtest_variant variant_of(const double *metric, bool flows)
{
    return (struct backtest_variant){.end = metric[flows ? BT_M_TOTAL_WEALTH : BT_M_FINAL_EQUITY],
                                     .cagr_pct = metric[BT_M_CAGR],
                                     .drawdown_pct = metric[BT_M_MAX_DRAWDOWN],
                                     .liquidations = metric[BT_M_LIQUIDATIONS]};
}

struct backtest_variant backtest_variant_of(const struct backtest_answer *ans)
{
    struct backtest_variant v = variant_of(ans->result.metric, bt_has_flows(&ans->request.config));
    v.label = "This run";
    return v;
}

static struct backtest_variant refused(enum bt_error e)
{
    return (struct backtest_variant){
        .refused = bt_strerror(e), .end = NAN, .cagr_pct = NAN, .drawdown_pct = NAN, .liquidations = NAN};
}

/* By the lanes of sweeps, where they take the configuration: the same bits in a fraction of the time. */
static bool can_sweep(struct bench *b, const struct bt_config *c)
{
    const struct bt_input in = input_from(b, b->joined_from);
    return sweep_supports(c) && sweep_prepare(c, &in, b->rows, &b->sweep) == BT_OK;
}

/* As the metric of that name; the original shows 0 where nothing is left. */
static double growth_pct(const struct bench *b, const struct bt_config *c, size_t from, const struct sweep_result *r)
{
    const int32_t *day = b->prices->day;
    bool corrected = c->options.metrics_corrected;
    double years = corrected ? (day[b->to - 1] - day[from]) / 365.25 : (double)(b->to - from) / STATS_SESSIONS_PER_YEAR;
    return !corrected && r->final_equity <= 0 ? 0 : stats_growth(r->start_equity, r->final_equity, years) * 100;
}

static struct backtest_variant sweep_at(struct bench *b, size_t from)
{
    const struct bt_config *c = &b->sweep.config;
    const struct sweep_lane lane = {c->equity, c->leverage, c->profit_threshold_pct};
    struct sweep_result r;
    sweep_run(&b->sweep, from - b->joined_from, b->to - from, &lane, 1, NULL, &r);
    return r.error ? refused(r.error)
                   : (struct backtest_variant){.end = r.final_equity,
                                               .cagr_pct = growth_pct(b, c, from, &r),
                                               .drawdown_pct = r.worst_drawdown * 100,
                                               .liquidations = r.liquidations};
}

static struct backtest_variant run_at(struct bench *b, const struct bt_config *c, size_t from, double shift)
{
    join(b, from, c->options.rate_asof, shift);
    if (can_sweep(b, c))
        return sweep_at(b, from);
    const struct bt_input in = input_from(b, from);
    enum bt_error e = bt_run(c, &in, &b->room);
    return e ? refused(e) : variant_of(b->room.metric, bt_has_flows(c));
}

/* ---- neighbours ---- */

static struct backtest_variant named(struct backtest_variant v, const char *label)
{
    v.label = label;
    return v;
}

static const char *start_label(struct arena *a, int move)
{
    int sessions = move < 0 ? -move : move;
    return arena_printf(a, "Start %d session%s %s", sessions, sessions == 1 ? "" : "s", move < 0 ? "earlier" : "later");
}

/* Where all starts share their rates, they share a prepared sweep, too. */
static size_t starts_find(struct bench *b, const struct bt_config *c, struct backtest_variant *out)
{
    size_t n = 0;
    join(b, b->from, c->options.rate_asof, 0);
    bool swept = c->options.rate_asof && can_sweep(b, c);
    for (int move = -BACKTEST_START_MOVES; move <= BACKTEST_START_MOVES; move++) {
        size_t from = b->from + (size_t)move;
        bool is_inside = move < 0 ? b->from >= (size_t)-move : from + SESSIONS_MIN <= b->to;
        if (move != 0 && is_inside)
            out[n++] = named(swept ? sweep_at(b, from) : run_at(b, c, from, 0), start_label(b->arena, move));
    }
    return n;
}

static size_t neighbours_find(struct bench *b, const struct bt_config *c, struct backtest_beside *out)
{
    size_t n = out->starts = starts_find(b, c, out->near);
    for (int move = -1; move <= 1; move += 2) {
        struct bt_config moved = *c;
        moved.options.house_addon_pct += move;
        out->near[n++] =
            named(run_at(b, &moved, b->from, 0), move < 0 ? "Maintenance 1 point lower" : "Maintenance 1 point higher");
    }
    for (int move = -1; move <= 1; move += 2)
        out->near[n++] = named(run_at(b, c, b->from, move * 0.5),
                               move < 0 ? "Interest rates half a point lower" : "Interest rates half a point higher");
    return n;
}

/* ---- corrections ---- */

/* A rule, as a piece of struct bt_options that is copied from one profile's settings to the other's. */
struct rule {
    const char *mark, *accurate, *original; /* what each does */
    size_t offset, size;
    bool is_of_sales; /* has a part only where positions are sold by force */
};
#define RULE(mark, member, accurate, original, sales)                                                                  \
    {                                                                                                                  \
        mark, accurate, original, offsetof(struct bt_options, member), sizeof((struct bt_options *)0)->member, sales   \
    }
static const struct rule rules[] = {
    RULE("E1", interest_calendar, "Interest for every calendar day", "Interest once a session", false),
    RULE("E1", day_count, "A year of 360 days", "A year of 365 days", false),
    RULE("E2", rate_asof, "The last rate known before the day", "Rates copied on their own date", false),
    RULE("E1", posting_month, "Interest posted monthly", "Interest posted at once", false),
    RULE("E4", financing, "Rates by size of the loan", "Fed funds and 1.5 points for every loan", false),
    RULE("E7", call_intraday, "Margin calls tested within the session, too", "Margin calls tested at the close", true),
    RULE("E7", slippage_bps, "Slippage of forced trades", "Forced trades without slippage", true),
    RULE("E10", entry_day_flows, "Nothing on the day of an entry", "Interest and dividend on the day of an entry",
         false),
    RULE("E22", trade_cost_bps, "Every trade costs", "Trades without costs", false),
    RULE("E25", carry_deficit, "A debt stays owed", "A debt is forgiven", true),
    RULE("E26", minimum_equity_usd, "The account's minimum to enter", "The original's minimum to enter", true),
    RULE("E12\u2013E21", metrics_corrected, "Corrected summary figures", "Summary figures as the original's", false),
};

static void put_rule(struct bt_options *into, const struct bt_options *from, const struct rule *rule)
{
    memcpy((char *)into + rule->offset, (const char *)from + rule->offset, rule->size);
}

static bool rule_differs(const struct bt_options *x, const struct bt_options *y, const struct rule *rule)
{
    return memcmp((const char *)x + rule->offset, (const char *)y + rule->offset, rule->size) != 0;
}

static size_t corrections_find(struct bench *b, const struct bt_config *c, struct backtest_variant *out)
{
    bool back = c->profile == BT_ACCURATE;
    enum bt_profile there = back ? BT_ORIGINAL : BT_ACCURATE;
    struct bt_options other;
    size_t n = 0;
    bt_options_default(&other, there, c->account, c->mode);
    struct bt_config whole = *c;
    whole.profile = there;
    whole.options.cap_leverage = other.cap_leverage;
    whole.options.buffer_pct = other.buffer_pct;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct bt_config moved = *c;
        if (!rule_differs(&c->options, &other, &rules[i]) || (rules[i].is_of_sales && c->mode == BT_PASSIVE_HOLD))
            continue;
        put_rule(&moved.options, &other, &rules[i]);
        put_rule(&whole.options, &other, &rules[i]);
        out[n] = named(run_at(b, &moved, b->from, 0), back ? rules[i].original : rules[i].accurate);
        out[n++].mark = rules[i].mark;
    }
    out[n] = named(run_at(b, &whole, b->from, 0),
                   back ? "All of them: the original profile" : "All of them: the accurate profile");
    out[n++].mark = "";
    return n;
}

/* ---- all of it ---- */

bool backtest_beside_find(struct arena *a, const struct backtest_answer *ans, const struct price_series *prices,
                          const struct rate_series *rates, struct backtest_beside *out)
{
    struct bench b;
    if (!bench_make(&b, a, ans, prices, rates))
        return false;
    const struct bt_config *c = &ans->request.config;
    out->dividend = from_row(prices->dividend, b.from);
    out->n_near = neighbours_find(&b, c, out);
    out->n_fixes = corrections_find(&b, c, out->fixes);
    backtest_result_hash(ans, out->result_hash);
    return true;
}
