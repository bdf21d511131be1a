/* sweep.c: lanes side by side have the bits of the engine run for each alone, on every instruction set of this machine.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "engine/sweep.h"
#include "engine/sweep_kernel.h"
#include "made_series.h"

enum { LANES_MOST = 67 };

static struct made_series made;
static struct sweep_row rows[MADE_MAX];
static uint64_t dice = 2;

static double uniform(double low, double high)
{
    return low + made_random(&dice) * (high - low);
}

static bool chance(double p)
{
    return made_random(&dice) < p;
}

/* One run of the engine, and its lowest equity. */
struct alone {
    struct bt_result r;
    struct bt_event event[6 * MADE_MAX];
    struct bt_round round[MADE_MAX];
    struct bt_rebalance rebalance[MADE_MAX];
    double equity[MADE_MAX], lowest;
};
static struct alone alone;

static enum bt_error run_alone(const struct bt_config *c, const struct bt_input *in)
{
    alone.r = (struct bt_result){
        .events = alone.event, .rounds = alone.round, .rebalances = alone.rebalance, .equity = alone.equity};
    enum bt_error e = bt_run(c, in, &alone.r);
    alone.lowest = INFINITY;
    for (size_t i = 0; !e && i < in->prices.n; i++)
        alone.lowest = alone.equity[i] < alone.lowest ? alone.equity[i] : alone.lowest;
    return e;
}

static uint32_t first_call_alone(void)
{
    for (size_t i = 0; i < alone.r.n_events; i++)
        if (alone.event[i].kind == BT_EVENT_LIQUIDATION)
            return alone.event[i].row;
    return SWEEP_NEVER;
}

static struct bt_config config_of(enum bt_profile profile, enum bt_account account)
{
    struct bt_config c = {.profile = profile,
                          .account = account,
                          .equity = 1e6,
                          .leverage = 1.5,
                          .profit_threshold_pct = 20,
                          .transaction_cost_bps = 5};
    bt_options_default(&c.options, profile, account, c.mode);
    return c;
}

static struct bt_input window_of(const struct bt_input *in, size_t first, size_t n)
{
    struct bt_input w = *in;
    const struct price_series *p = &in->prices;
    w.prices = (struct price_series){n,
                                     p->day + first,
                                     p->open + first,
                                     p->high + first,
                                     p->low + first,
                                     p->close + first,
                                     p->dividend ? p->dividend + first : NULL};
    w.fed_funds_pct += first;
    w.margin_rate_pct += first;
    return w;
}

/* The options of the profile, with any of them turned. */
static struct bt_config any_config(void)
{
    struct bt_config c = config_of(chance(0.5) ? BT_ORIGINAL : BT_ACCURATE, chance(0.5) ? BT_REG_T : BT_PORTFOLIO);
    struct bt_options *o = &c.options;
    c.mode = chance(0.5) ? BT_PROFIT_THRESHOLD : BT_LIQUIDATION_REENTRY;
    c.transaction_cost_bps = chance(0.5) ? 5 : uniform(0, chance(0.9) ? 50 : 1000);
    if (chance(0.3))
        return c;
#define TURN(member, value)                                                                                            \
    do {                                                                                                               \
        if (chance(0.3))                                                                                               \
            o->member = (value);                                                                                       \
    } while (0)
    TURN(interest_calendar, chance(0.5));
    TURN(day_count, chance(0.5) ? 360 : 365);
    TURN(posting_month, chance(0.5));
    TURN(financing, (enum bt_financing)(int)uniform(0, 3));
    TURN(spread_pct, uniform(0, 10));
    TURN(cap_leverage, chance(0.3));
    TURN(call_intraday, chance(0.5));
    TURN(slippage_bps, uniform(0, 500));
    TURN(trade_cost_bps, uniform(0, 100));
    TURN(wait_sessions, (int)uniform(0, 61));
    TURN(entry_day_flows, chance(0.5));
    TURN(carry_deficit, chance(0.5));
    TURN(minimum_equity_usd, chance(0.5) ? 0 : uniform(0, 5000));
    TURN(house_addon_pct, uniform(-5, 30));
    TURN(metrics_corrected, chance(0.5));
    TURN(price_moves, (enum bt_moves)(int)uniform(0, BT_MOVES));
#undef TURN
    return c;
}

static void put_lane(struct bt_config *c, const struct sweep_lane *lane)
{
    c->equity = lane->equity;
    c->leverage = lane->leverage;
    c->profit_threshold_pct = lane->profit_threshold_pct;
}

static size_t any_lanes(struct sweep_lane *lane)
{
    size_t lanes = 1 + (size_t)uniform(0, LANES_MOST);
    double most = chance(0.5) ? 2 : 8, threshold = chance(0.5) ? 20 : 200;
    for (size_t l = 0; l < lanes; l++)
        lane[l] = (struct sweep_lane){.equity = exp(uniform(chance(0.1) ? 0 : 6, 19)),
                                      .leverage = chance(0.1) ? 1 : uniform(0.5, most),
                                      .profit_threshold_pct = chance(0.1) ? 0 : uniform(0, threshold)};
    return lanes;
}

/* A figure that the engine shows in this mode. */
static void assert_figure(const struct bt_config *c, enum bt_metric m, double value)
{
    if (bt_metric_applies(c, m) && value != alone.r.metric[m])
        fail_msg("%s: %.17g instead of %.17g", bt_metrics[m].key, value, alone.r.metric[m]);
}

static void assert_same(const struct bt_config *c, const struct sweep_result *q, const double *equity, size_t n)
{
    double calls = q->liquidations;
    assert_figure(c, BT_M_EQUITY, q->start_equity);
    assert_figure(c, BT_M_FINAL_EQUITY, q->final_equity);
    assert_figure(c, BT_M_MAX_EQUITY, q->highest_equity);
    assert_figure(c, BT_M_MAX_DRAWDOWN, q->worst_drawdown * 100);
    assert_figure(c, BT_M_INTEREST, q->interest);
    assert_figure(c, BT_M_DIVIDENDS, q->dividends);
    assert_figure(c, BT_M_TRADING_COSTS, q->trading_costs);
    assert_figure(c, BT_M_OWED_TO_BROKER, q->owed);
    assert_figure(c, BT_M_CYCLES, q->entries);
    assert_figure(c, BT_M_LIQUIDATIONS, calls);
    assert_figure(c, BT_M_ACTIVE_DAYS, q->active_days);
    assert_figure(c, BT_M_WAITING_DAYS, q->waiting_days);
    assert_figure(c, BT_M_INITIAL_POSITION, q->first_position);
    assert_true(q->final_equity == alone.equity[n - 1]);
    assert_true(q->lowest_equity == alone.lowest);
    assert_int_equal(q->rebalances, alone.r.n_rebalances);
    assert_int_equal(q->first_call, first_call_alone());
    if (calls > 0)
        assert_figure(c, BT_M_AVG_DAYS_BETWEEN, q->called_days / calls);
    if (!equity)
        return;
    assert_memory_equal(equity, alone.equity, n * sizeof *equity);
    if (calls > 0) {
        assert_figure(c, BT_M_AVG_LOSS, (double)(q->loss_pct_sum / (long double)calls));
        assert_figure(c, BT_M_WORST_LOSS, q->loss_pct_worst);
    }
}

/* What happened in all lanes together, so that a test can see that something did. */
struct events {
    size_t calls, rebalances;
};

/* Every lane of the window on every instruction set, with and without the equity of the rows. */
static struct events compare(const struct bt_config *config, const struct bt_input *in, size_t first, size_t n,
                             const struct sweep_lane *lane, size_t lanes)
{
    static double equity[LANES_MOST][MADE_MAX];
    double *column[LANES_MOST];
    for (size_t l = 0; l < lanes; l++)
        column[l] = equity[l];
    struct sweep s;
    assert_int_equal(sweep_prepare(config, in, rows, &s), BT_OK);
    struct sweep_set set[SWEEP_SETS];
    size_t sets = sweep_sets(set);
    struct events events = {0};
    static struct sweep_result plain[SWEEP_SETS][LANES_MOST], with_equity[LANES_MOST];
    for (size_t k = 0; k < sets; k++) {
        memset(plain[k], 0, sizeof plain[k]);
        set[k].run(&s, first, n, lane, lanes, NULL, plain[k]);
    }
    sweep_run(&s, first, n, lane, lanes, column, with_equity);
    struct bt_input window = window_of(in, first, n);
    for (size_t l = 0; l < lanes; l++) {
        struct bt_config c = *config;
        put_lane(&c, &lane[l]);
        assert_int_equal(with_equity[l].error, run_alone(&c, &window));
        if (with_equity[l].error)
            continue;
        assert_same(&c, &with_equity[l], equity[l], n);
        for (size_t k = 0; k < sets; k++)
            assert_same(&c, &plain[k][l], NULL, n);
        events.calls += with_equity[l].liquidations;
        events.rebalances += with_equity[l].rebalances;
    }
    return events;
}

static void has_the_bits_of_each_lane_alone(void **state)
{
    (void)state;
    struct events events = {0};
    for (uint64_t t = 0; t < 300; t++) {
        size_t n = chance(0.2) ? 10 + (size_t)uniform(0, 30) : 10 + (size_t)uniform(0, chance(0.1) ? 6390 : 1500);
        made_series_fill(&made, n, t, uniform(0.005, 0.07));
        struct bt_input in = made_series_input(&made);
        if (chance(0.1))
            in.prices.dividend = NULL;
        size_t first = chance(0.5) ? 0 : (size_t)uniform(0, (double)n - 10);
        size_t rows_of_window = 10 + (size_t)uniform(0, (double)(n - first) - 9);
        struct sweep_lane lane[LANES_MOST];
        struct bt_config c = any_config();
        size_t lanes = any_lanes(lane);
        struct events these = compare(&c, &in, first, rows_of_window, lane, lanes);
        events.calls += these.calls;
        events.rebalances += these.rebalances;
    }
    assert_true(events.calls > 1000 && events.rebalances > 1000); /* else the series are too kind to tell */
}

/* ---- SPY of ../shared ---- */

static FILE *shared_file(const char *name)
{
    const char *root = getenv("HUB_SHARED"), *srcdir = getenv("srcdir");
    char path[4096];
    if (root && *root)
        snprintf(path, sizeof path, "%s/data/prices/%s", root, name);
    else
        snprintf(path, sizeof path, "%s/../shared/data/prices/%s", srcdir ? srcdir : ".", name);
    FILE *f = fopen(path, "r");
    if (!f) {
        print_message("# skipped: %s is not there\n", path);
        skip();
    }
    assert_true(fscanf(f, "%*[^\n]") == 0); /* the names of the columns */
    return f;
}

static bool read_day(FILE *f, int32_t *day)
{
    int year, month, mday;
    bool any = fscanf(f, " %d-%d-%d", &year, &month, &mday) == 3;
    *day = any ? day_from_civil(year, month, mday) : INT32_MAX;
    return any;
}

/* The last MADE_MAX sessions. A figure with a date that is no session is lost. */
static void read_spy(void)
{
    FILE *prices = shared_file("spy_daily.csv"), *dividends = shared_file("spy_dividends.csv"),
         *rates = shared_file("fed_funds_daily.csv");
    int32_t day, ex_day = 0, rate_day = 0;
    double row[4], dividend = 0, fed_funds = 0, margin = 1.5;
    for (size_t seen = 0; read_day(prices, &day); seen++) {
        size_t i = seen < MADE_MAX ? seen : MADE_MAX - 1;
        assert_int_equal(fscanf(prices, ",%lf,%lf,%lf,%lf%*[^\n]", &row[0], &row[1], &row[2], &row[3]), 4);
        while (ex_day < day && read_day(dividends, &ex_day))
            assert_int_equal(fscanf(dividends, ",%lf", &dividend), 1);
        while (rate_day < day && read_day(rates, &rate_day))
            assert_int_equal(fscanf(rates, ",%lf,%lf%*[^\n]", &fed_funds, &margin), 2);
        made.n = i + 1;
#define PUT(column, value)                                                                                             \
    do {                                                                                                               \
        if (seen >= MADE_MAX)                                                                                          \
            memmove(made.column, made.column + 1, sizeof made.column - sizeof *made.column);                           \
        made.column[i] = (value);                                                                                      \
    } while (0)
        PUT(day, day);
        PUT(open, row[0]);
        PUT(high, row[1]);
        PUT(low, row[2]);
        PUT(close, row[3]);
        PUT(dividend, ex_day == day ? dividend : 0);
        PUT(fed_funds, fed_funds);
        PUT(margin_rate, margin);
#undef PUT
    }
    fclose(prices);
    fclose(dividends);
    fclose(rates);
}

static void has_the_bits_over_the_years_of_a_real_fund(void **state)
{
    (void)state;
    read_spy();
    const struct bt_input in = made_series_input(&made);
    struct sweep_lane lane[LANES_MOST];
    struct events events = {0};
    for (int t = 0; t < 8; t++) {
        struct bt_config c = config_of(t & 1 ? BT_ORIGINAL : BT_ACCURATE, t & 2 ? BT_REG_T : BT_PORTFOLIO);
        c.mode = t & 4 ? BT_PROFIT_THRESHOLD : BT_LIQUIDATION_REENTRY;
        for (size_t l = 0; l < LANES_MOST; l++)
            lane[l] = (struct sweep_lane){1e6 * (double)(1 + l), 1 + (double)l / 16, 5 + 3 * (double)l};
        struct events these = compare(&c, &in, 0, made.n, lane, t & 2 ? 17 : LANES_MOST);
        events.calls += these.calls;
        events.rebalances += these.rebalances;
    }
    assert_true(events.calls > 100 && events.rebalances > 100);
}

/* ---- edges ---- */

static void lanes_above_the_limit_are_called_on_every_entry(void **state)
{
    (void)state;
    made_series_fill(&made, 300, 5, 0.02);
    struct bt_input in = made_series_input(&made);
    struct bt_config c = config_of(BT_ORIGINAL, BT_PORTFOLIO);
    struct sweep_lane lane[20];
    for (size_t l = 0; l < 20; l++)
        lane[l] = (struct sweep_lane){.equity = 1e6, .leverage = 6 + 0.1 * (double)l}; /* 1/0.15 = 6.67 */
    assert_true(compare(&c, &in, 0, 300, lane, 20).calls >= 13 * 100);
}

static void accounts_too_small_stay_out(void **state)
{
    (void)state;
    made_series_fill(&made, 100, 6, 0.02);
    struct bt_input in = made_series_input(&made);
    struct bt_config c = config_of(BT_ORIGINAL, BT_REG_T);
    const struct sweep_lane lane[] = {{.equity = 999, .leverage = 2}, {.equity = 1001, .leverage = 2}};
    struct sweep_result out[2];
    struct sweep s;
    compare(&c, &in, 0, 100, lane, 2);
    assert_int_equal(sweep_prepare(&c, &in, rows, &s), BT_OK);
    sweep_run(&s, 0, 100, lane, 2, NULL, out);
    assert_true(out[0].entries == 0 && out[0].final_equity == 999 && out[0].first_call == SWEEP_NEVER);
    assert_true(out[1].entries > 0);
}

static void waits_of_any_length_end_on_the_same_row(void **state)
{
    (void)state;
    made_series_fill(&made, 1500, 7, 0.06);
    struct bt_input in = made_series_input(&made);
    struct sweep_lane lane[LANES_MOST];
    size_t lanes = any_lanes(lane);
    lane[0].leverage = 6; /* which is called, whatever the others are */
    for (int wait = 0; wait <= 60; wait += 4) {
        struct bt_config c = config_of(BT_ORIGINAL, BT_PORTFOLIO);
        c.options.wait_sessions = wait;
        assert_true(compare(&c, &in, 0, 1500, lane, lanes).calls > 0);
    }
}

/* With no least equity an account can shrink beyond every power of ten; the fast test must not lose it on the way. */
static void equity_may_shrink_to_nothing(void **state)
{
    (void)state;
    made_series_fill(&made, 6000, 8, 0.03);
    struct bt_input in = made_series_input(&made);
    struct bt_config c = config_of(BT_ORIGINAL, BT_PORTFOLIO);
    c.options.minimum_equity_usd = 0;
    c.options.wait_sessions = 0;
    c.options.slippage_bps = 500;
    c.options.carry_deficit = false;
    struct sweep_lane lane[9];
    for (size_t l = 0; l < 9; l++)
        lane[l] = (struct sweep_lane){.equity = 1e6, .leverage = 4 + 0.35 * (double)l};
    compare(&c, &in, 0, 6000, lane, 9);
}

static void refuses_lanes_as_the_engine_does(void **state)
{
    (void)state;
    made_series_fill(&made, 60, 9, 0.02);
    struct bt_input in = made_series_input(&made);
    struct bt_config c = config_of(BT_ACCURATE, BT_REG_T);
    const struct sweep_lane lane[] = {{.equity = 1e6, .leverage = 2.1}, {.equity = 1e6, .leverage = 0},
                                      {.equity = 1e6, .leverage = 1.5}, {.equity = 1999, .leverage = 1.5},
                                      {.equity = NAN, .leverage = 1.5}, {.equity = 1e6, .leverage = 0.9}};
    struct sweep_result out[6];
    struct sweep s;
    assert_int_equal(sweep_prepare(&c, &in, rows, &s), BT_OK);
    sweep_run(&s, 0, 60, lane, 6, NULL, out);
    static const enum bt_error answer[] = {BT_ELEVERAGE, BT_EDOMAIN, BT_OK, BT_EMINIMUM, BT_EDOMAIN, BT_ELEVERAGE};
    for (size_t l = 0; l < 6; l++)
        assert_int_equal(out[l].error, answer[l]);
}

static void refuses_rows_as_the_engine_does(void **state)
{
    (void)state;
    made_series_fill(&made, 60, 10, 0.02);
    struct bt_config c = config_of(BT_ACCURATE, BT_REG_T);
    struct bt_input in = made_series_input(&made);
    struct sweep s;
    in.prices.n = 9;
    assert_int_equal(sweep_prepare(&c, &in, rows, &s), BT_ETOOSHORT);
    in = made_series_input(&made);
    in.prices.low = NULL;
    assert_int_equal(sweep_prepare(&c, &in, rows, &s), BT_ECOLUMNS);
    in = made_series_input(&made);
    double *const cell[] = {&made.close[30], &made.open[59], &made.low[0], &made.fed_funds[7], &made.dividend[3]};
    for (size_t i = 0; i < sizeof cell / sizeof *cell; i++) {
        double good = *cell[i];
        *cell[i] = NAN;
        assert_int_equal(sweep_prepare(&c, &in, rows, &s), BT_EDOMAIN);
        assert_int_equal(run_alone(&c, &in), BT_EDOMAIN);
        *cell[i] = good;
    }
    made.day[20] = made.day[19];
    assert_int_equal(sweep_prepare(&c, &in, rows, &s), BT_EDOMAIN);
    made.day[20] = made.day[19] + 1;
    assert_int_equal(sweep_prepare(&c, &in, rows, &s), BT_OK);
}

/* Every figure and reason of the summary, not only those of the lanes. */
static void fills_the_metrics_of_one_run_alone(void **state)
{
    (void)state;
    static double equity[3][MADE_MAX];
    double *const column[] = {equity[0], equity[1], equity[2]};
    for (uint64_t t = 0; t < 40; t++) {
        size_t n = 10 + (size_t)uniform(0, 2000), first = (size_t)uniform(0, (double)n - 9);
        made_series_fill(&made, n, 100 + t, uniform(0.005, 0.07));
        struct bt_input in = made_series_input(&made), window = window_of(&in, first, n - first);
        struct bt_config c = any_config();
        struct sweep_lane lane[LANES_MOST];
        any_lanes(lane);
        struct sweep s;
        struct sweep_result out[3];
        assert_int_equal(sweep_prepare(&c, &in, rows, &s), BT_OK);
        sweep_run(&s, first, n - first, lane, 3, column, out);
        for (size_t l = 0; l < 3; l++) {
            struct bt_result whole;
            put_lane(&c, &lane[l]);
            if (out[l].error)
                continue;
            assert_int_equal(run_alone(&c, &window), BT_OK);
            sweep_fill_metrics(&s, first, n - first, &lane[l], &out[l], equity[l], &whole);
            for (int m = 0; m < BT_METRICS; m++) {
                if (whole.reason[m] && strcmp(whole.reason[m], "not kept in a sweep") == 0)
                    continue;
                assert_memory_equal(&whole.metric[m], &alone.r.metric[m], sizeof(double));
                assert_ptr_equal(whole.reason[m], alone.r.reason[m]);
            }
        }
    }
}

static void assert_cell_is_a_run(const struct sweep *s, const struct sweep_cell *cell, size_t start, size_t horizon,
                                 double leverage)
{
    struct bt_config c = s->config;
    struct bt_input window = window_of(&s->input, start, horizon);
    c.leverage = leverage;
    if (run_alone(&c, &window)) {
        assert_true(isnan(cell->multiple) && cell->first_call == SWEEP_NEVER);
        return;
    }
    assert_true(cell->multiple == alone.r.metric[BT_M_FINAL_EQUITY] / alone.r.metric[BT_M_EQUITY]);
    assert_figure(&c, BT_M_MAX_DRAWDOWN, cell->worst_drawdown * 100);
    assert_figure(&c, BT_M_LIQUIDATIONS, cell->liquidations);
    assert_int_equal(cell->first_call, first_call_alone());
}

static void a_cell_of_the_surface_is_a_run_of_its_window(void **state)
{
    (void)state;
    enum { N = 700, HORIZON = 252, LEVERAGES = 70, STARTS = N - HORIZON + 1 };
    static struct sweep_cell cell[STARTS][LEVERAGES], part[STARTS][LEVERAGES];
    double leverage[LEVERAGES];
    for (size_t l = 0; l < LEVERAGES; l++)
        leverage[l] = 0.9 + 0.02 * (double)l; /* the first and the last ones are refused */
    made_series_fill(&made, N, 11, 0.04);
    struct bt_input in = made_series_input(&made);
    struct bt_config c = config_of(BT_ACCURATE, BT_REG_T);
    struct sweep s;
    assert_int_equal(sweep_prepare(&c, &in, rows, &s), BT_OK);
    assert_int_equal(sweep_starts(&s, HORIZON), STARTS);
    assert_int_equal(sweep_starts(&s, 9), 0);
    assert_int_equal(sweep_starts(&s, N), 1);
    assert_int_equal(sweep_starts(&s, N + 1), 0);
    sweep_surface(&s, HORIZON, 0, STARTS, leverage, LEVERAGES, &cell[0][0]);
    sweep_surface(&s, HORIZON, 0, 100, leverage, LEVERAGES, &part[0][0]);
    sweep_surface(&s, HORIZON, 100, STARTS - 100, leverage, LEVERAGES, &part[100][0]);
    assert_memory_equal(cell, part, sizeof cell);
    for (size_t i = 0; i < STARTS; i += 7)
        for (size_t l = 0; l < LEVERAGES; l += 3)
            assert_cell_is_a_run(&s, &cell[i][l], i, HORIZON, leverage[l]);
}

static void says_what_it_computes_with(void **state)
{
    (void)state;
    struct sweep_set set[SWEEP_SETS];
    size_t sets = sweep_sets(set);
    assert_string_equal(sweep_instruction_set(), set[0].name);
    assert_string_equal(set[sets - 1].name, "baseline");
    for (size_t k = 0; k < sets; k++)
        print_message("# this machine has %s\n", set[k].name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_the_bits_of_each_lane_alone),
        cmocka_unit_test(has_the_bits_over_the_years_of_a_real_fund),
        cmocka_unit_test(lanes_above_the_limit_are_called_on_every_entry),
        cmocka_unit_test(accounts_too_small_stay_out),
        cmocka_unit_test(waits_of_any_length_end_on_the_same_row),
        cmocka_unit_test(equity_may_shrink_to_nothing),
        cmocka_unit_test(refuses_lanes_as_the_engine_does),
        cmocka_unit_test(refuses_rows_as_the_engine_does),
        cmocka_unit_test(fills_the_metrics_of_one_run_alone),
        cmocka_unit_test(a_cell_of_the_surface_is_a_run_of_its_window),
        cmocka_unit_test(says_what_it_computes_with),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
