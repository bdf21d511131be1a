/* sweep_paths.c: paths are drawn as documented, the same however they are split; accounts run along them as the engine runs
 * them; and what is said of many paths is what counting and sorting say.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/sweep_paths.h"
#include "made_series.h"

enum { SESSIONS = 504, ROWS = SESSIONS + 1, PATHS = 60, LEVELS = 4 };

static struct made_series made;
static struct sweep_day days[MADE_MAX];

/* A path and its arrays. */
struct whole_path {
    struct sweep_path p;
    int32_t day[ROWS];
    double open[ROWS], high[ROWS], low[ROWS], close[ROWS], dividend[ROWS], fed_funds[ROWS], margin[ROWS];
};

static void draw(const struct sweep_paths *s, uint64_t number, struct whole_path *w)
{
    w->p = (struct sweep_path){w->day, w->open, w->high, w->low, w->close, w->dividend, w->fed_funds, w->margin};
    sweep_path_draw(s, number, &w->p);
}

static struct bt_input input_of(const struct whole_path *w)
{
    return (struct bt_input){.prices = {ROWS, w->day, w->open, w->high, w->low, w->close, w->dividend},
                             .fed_funds_pct = w->fed_funds,
                             .margin_rate_pct = w->margin};
}

static struct sweep_paths paths_of(size_t rows, double daily_move)
{
    made_series_fill(&made, rows, 21, daily_move);
    const struct bt_input in = made_series_input(&made);
    return (struct sweep_paths){
        .day = days, .days = sweep_days(&in, days), .sessions = SESSIONS, .block = 21, .seed = 7, .start_day = 20000};
}

static struct bt_config config_of(enum bt_profile profile, enum bt_mode mode)
{
    struct bt_config c = {.profile = profile,
                          .mode = mode,
                          .equity = 1e6,
                          .leverage = 1.9,
                          .profit_threshold_pct = 20,
                          .transaction_cost_bps = 5};
    bt_options_default(&c.options, profile, c.account, mode);
    return c;
}

/* ---- drawing ---- */

/* The generator as its authors print it, with the numbers that it gives for 0. */
static uint64_t splitmix64(uint64_t *x)
{
    uint64_t z = (*x += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

/* Which day each row of a path is, written a second time from the header alone. */
static void twin_days(const struct sweep_paths *s, uint64_t number, size_t at[ROWS])
{
    uint64_t of_seed = s->seed, state = 0;
    for (uint64_t i = 0; i <= number; i++)
        state = splitmix64(&of_seed);
    for (size_t row = 1; row < ROWS; row++) {
        bool begins = (row - 1) % s->block == 0;
        at[row] =
            begins ? (size_t)((unsigned __int128)splitmix64(&state) * s->days >> 64) : (at[row - 1] + 1) % s->days;
    }
}

static void draws_what_the_generator_says(void **state)
{
    (void)state;
    uint64_t zero = 0;
    assert_true(splitmix64(&zero) == 0xe220a8397b1dcdaf && splitmix64(&zero) == 0x6e789e6aa1b965f4);
    struct sweep_paths s = paths_of(300, 0.02);
    static struct whole_path w;
    static const size_t blocks[] = {1, 5, 21, 299, 1000};
    for (size_t b = 0; b < sizeof blocks / sizeof *blocks; b++) {
        s.block = blocks[b];
        for (uint64_t number = 0; number < 20; number++) {
            size_t at[ROWS] = {0};
            draw(&s, number, &w);
            twin_days(&s, number, at);
            assert_true(w.close[0] == 100 && w.day[0] == 20000 && w.dividend[0] == 0);
            for (size_t i = 1; i < ROWS; i++) {
                const struct sweep_day *d = &days[at[i]];
                double before = w.close[i - 1];
                assert_true(w.close[i] == before * d->close && w.open[i] == before * d->open);
                assert_true(w.low[i] == before * d->low && w.high[i] == before * d->high);
                assert_true(w.dividend[i] == before * d->dividend);
                assert_true(w.fed_funds[i] == d->fed_funds_pct && w.margin[i] == d->margin_rate_pct);
                assert_int_equal(w.day[i] - w.day[i - 1], d->days);
            }
        }
    }
}

static void a_day_is_a_row_seen_from_the_close_before(void **state)
{
    (void)state;
    struct sweep_paths s = paths_of(200, 0.02);
    assert_int_equal(s.days, 199);
    for (size_t i = 1; i < 200; i++) {
        const struct sweep_day *d = &days[i - 1];
        assert_true(d->close == made.close[i] / made.close[i - 1] && d->low == made.low[i] / made.close[i - 1]);
        assert_true(d->open == made.open[i] / made.close[i - 1] && d->high == made.high[i] / made.close[i - 1]);
        assert_true(d->dividend == made.dividend[i] / made.close[i - 1]);
        assert_true(d->fed_funds_pct == made.fed_funds[i] && d->margin_rate_pct == made.margin_rate[i]);
        assert_int_equal(d->days, made.day[i] - made.day[i - 1]);
    }
    struct bt_input in = made_series_input(&made);
    in.prices.open = in.prices.high = in.prices.low = in.prices.dividend = NULL;
    sweep_days(&in, days);
    assert_true(days[50].open == days[50].close && days[50].low == days[50].close && days[50].high == days[50].close);
    assert_true(days[50].dividend == 0);
    in.prices.n = 0;
    assert_int_equal(sweep_days(&in, days), 0);
}

/* Every day is as likely as another at every place, the last ones and the first ones too. */
static void every_day_is_drawn_as_often_as_another(void **state)
{
    (void)state;
    enum { DAYS = 50, DRAWN = 20000 };
    struct sweep_paths s = paths_of(DAYS + 1, 0.02);
    static struct whole_path w;
    for (size_t place = 1; place <= 41; place += 10) {
        int count[DAYS] = {0};
        double chi = 0, expected = (double)DRAWN / DAYS;
        for (uint64_t number = 0; number < DRAWN; number++) {
            size_t at[ROWS] = {0};
            twin_days(&s, number, at);
            count[at[place]]++;
        }
        for (size_t d = 0; d < DAYS; d++)
            chi += (count[d] - expected) * (count[d] - expected) / expected;
        assert_true(chi < 49 + 5 * sqrt(2 * 49)); /* 49 degrees of freedom: five deviations above the mean */
    }
    /* and so the mean of what is drawn is that of the days */
    double drawn = 0, mean = 0, square = 0;
    for (size_t d = 0; d < DAYS; d++) {
        mean += log(days[d].close) / DAYS;
        square += log(days[d].close) * log(days[d].close) / DAYS;
    }
    for (uint64_t number = 0; number < 400; number++) {
        draw(&s, number, &w);
        drawn += log(w.close[SESSIONS] / 100) / SESSIONS / 400;
    }
    double deviation =
        sqrt((square - mean * mean) / SESSIONS / 400) * sqrt(21); /* at worst, days of a block all alike */
    assert_true(fabs(drawn - mean) < 4 * deviation);
}

/* ---- running ---- */

static const size_t level_row[LEVELS] = {0, 21, 252, SESSIONS};
static struct sweep_cell cell[PATHS], part[PATHS];
static double multiple[LEVELS][PATHS], multiple_part[LEVELS][PATHS];
static const struct sweep_levels levels = {level_row, LEVELS, PATHS, multiple[0]};

static void any_split_gives_the_same(void **state)
{
    (void)state;
    struct sweep_paths s = paths_of(1000, 0.05);
    const struct bt_config c = config_of(BT_ACCURATE, BT_LIQUIDATION_REENTRY);
    const struct sweep_levels some = {level_row, LEVELS, PATHS, multiple_part[0]};
    void *room = malloc(sweep_paths_room(&s));
    assert_int_equal(sweep_paths_run(&s, &c, 0, PATHS, room, &levels, cell), BT_OK);
    for (size_t from = 0, count; from < PATHS; from += count) {
        count = from + 17 < PATHS ? 17 : PATHS - from;
        memset(room, 0xff, sweep_paths_room(&s));
        assert_int_equal(sweep_paths_run(&s, &c, from, count, room, &some, part + from), BT_OK);
    }
    assert_memory_equal(cell, part, sizeof cell);
    assert_memory_equal(multiple, multiple_part, sizeof multiple);
    assert_int_equal(sweep_paths_run(&s, &c, 0, PATHS, room, NULL, part), BT_OK);
    assert_memory_equal(cell, part, sizeof cell);
    s.seed++;
    assert_int_equal(sweep_paths_run(&s, &c, 0, PATHS, room, NULL, part), BT_OK);
    assert_memory_not_equal(cell, part, sizeof cell);
    free(room);
}

/* The run along one path by the engine, with the first call read from its events or its marked days. */
struct alone {
    struct bt_result r;
    struct bt_event event[6 * ROWS];
    struct bt_round round[ROWS];
    struct bt_rebalance rebalance[ROWS];
    double equity[ROWS], index[ROWS], marked[ROWS];
};

static uint32_t first_call_alone(const struct alone *a)
{
    for (uint32_t row = 0; row < ROWS; row++) {
        if (a->marked[row] > 0)
            return row;
        for (size_t i = 0; i < a->r.n_events; i++)
            if (a->event[i].row == row && a->event[i].kind == BT_EVENT_LIQUIDATION)
                return row;
    }
    return SWEEP_NEVER;
}

/* Returns how many paths saw a call. */
static size_t compare_with_engine(const struct bt_config *c)
{
    static struct whole_path w;
    static struct alone a;
    struct sweep_paths s = paths_of(1000, 0.06);
    void *room = malloc(sweep_paths_room(&s));
    size_t calls = 0;
    assert_int_equal(sweep_paths_run(&s, c, 0, PATHS, room, &levels, cell), BT_OK);
    for (size_t i = 0; i < PATHS; i++) {
        draw(&s, i, &w);
        const struct bt_input in = input_of(&w);
        a.r = (struct bt_result){
            .events = a.event, .rounds = a.round, .rebalances = a.rebalance, .equity = a.equity, .index = a.index};
        a.r.column[BT_COL_IS_MARGIN_CALL] = a.marked;
        assert_int_equal(bt_run(c, &in, &a.r), BT_OK);
        const double *way = bt_has_flows(c) ? a.index : a.equity;
        double start = bt_has_flows(c) ? 1 : c->equity;
        assert_true(cell[i].multiple == way[SESSIONS] / start);
        assert_true(fabs(cell[i].worst_drawdown * 100 - a.r.metric[BT_M_MAX_DRAWDOWN]) < 1e-12);
        assert_int_equal(cell[i].first_call, first_call_alone(&a));
        calls += cell[i].first_call != SWEEP_NEVER;
        for (size_t m = 0; m < LEVELS; m++)
            assert_true(multiple[m][i] == way[level_row[m]] / start);
    }
    free(room);
    return calls;
}

static void an_account_along_a_path_is_a_run_of_the_engine(void **state)
{
    (void)state;
    for (int mode = 0; mode < BT_MODES; mode++) {
        size_t least = mode == BT_CONSTANT_LEVERAGE ? 0 : PATHS / 4; /* which sells before it is called */
        struct bt_config c = config_of(BT_ACCURATE, (enum bt_mode)mode);
        assert_true(compare_with_engine(&c) >= least);
        c = config_of(BT_ORIGINAL, (enum bt_mode)mode);
        assert_true(compare_with_engine(&c) >= least);
    }
    struct bt_config c = config_of(BT_ACCURATE, BT_LIQUIDATION_REENTRY);
    c.options.contribution_usd = 1000;
    c.options.contribution_every = BT_MONTH;
    c.options.liquidation = BT_SELL_MINIMUM;
    assert_true(compare_with_engine(&c) >= PATHS / 4);
}

static void refuses_what_the_engine_refuses(void **state)
{
    (void)state;
    struct sweep_paths s = paths_of(300, 0.02);
    void *room = malloc(sweep_paths_room(&s));
    for (int mode = BT_LIQUIDATION_REENTRY; mode <= BT_FRESH_CAPITAL;
         mode++) { /* one of the sweep, one of the engine */
        struct bt_config c = config_of(BT_ACCURATE, (enum bt_mode)mode);
        c.leverage = 5;
        assert_int_equal(sweep_paths_run(&s, &c, 0, PATHS, room, NULL, cell), BT_ELEVERAGE);
        c.leverage = 1;
        days[7].close = NAN;
        assert_int_equal(sweep_paths_run(&s, &c, 0, PATHS, room, NULL, cell), BT_EDOMAIN);
        s = paths_of(300, 0.02);
        assert_int_equal(sweep_paths_run(&s, &c, 0, PATHS, room, NULL, cell), BT_OK);
    }
    free(room);
}

/* ---- what the paths say ---- */

static void the_share_of_called_paths_counts_them(void **state)
{
    (void)state;
    const struct sweep_cell some[] = {
        {.first_call = 3}, {.first_call = SWEEP_NEVER}, {.first_call = 10}, {.first_call = 504}};
    assert_true(sweep_called_share(some, 4, 2) == 0);
    assert_true(sweep_called_share(some, 4, 3) == 0.25);
    assert_true(sweep_called_share(some, 4, 504) == 0.75);
    assert_true(sweep_called_share(some, 4, SWEEP_NEVER) == 0.75);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_what_the_generator_says),
        cmocka_unit_test(a_day_is_a_row_seen_from_the_close_before),
        cmocka_unit_test(every_day_is_drawn_as_often_as_another),
        cmocka_unit_test(any_split_gives_the_same),
        cmocka_unit_test(an_account_along_a_path_is_a_run_of_the_engine),
        cmocka_unit_test(refuses_what_the_engine_refuses),
        cmocka_unit_test(the_share_of_called_paths_counts_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
