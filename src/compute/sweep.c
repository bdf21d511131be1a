/* sweep.c (compute): from a checked request and whole series to an answer. See sweep.h. What the vector kernel of
 * engine/sweep.h supports is computed with it, and everything else with bt_run; both give the same bits.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/sweep.h"

#include <math.h>
#include <stdlib.h>

#include "base/day.h"
#include "engine/stats.h"
#include "engine/sweep_paths.h"

enum { LANES = 64, SESSIONS_A_YEAR = 252, SESSIONS_A_MONTH = 21, SESSIONS_MIN = 10 };

/* Seconds for a session of a run, measured on a slow core and rounded up: by the kernel without and with the figures of each
 * cell, by bt_run, and for a session of a path with its drawing. */
#define KERNEL_STEP 2e-9
#define KERNEL_ROW 30e-9
#define ENGINE_ROW 90e-9
#define PATH_ROW 60e-9

/* ---- the figures of a cell ---- */

static const struct sweep_column figures[] = {
    {"Total_Return_Pct", "Total return", BT_M_TOTAL_RETURN, BT_KIND_PCT},
    {"CAGR_Pct", "Growth a year", BT_M_CAGR, BT_KIND_PCT},
    {"Final_Equity", "Final equity", BT_M_FINAL_EQUITY, BT_KIND_USD},
    {"Max_Drawdown_Pct", "Deepest drawdown", BT_M_MAX_DRAWDOWN, BT_KIND_PCT},
    {"Sharpe_Ratio", "Sharpe ratio", BT_M_SHARPE, BT_KIND_RATIO},
    {"Sortino_Ratio", "Sortino ratio", BT_M_SORTINO, BT_KIND_RATIO},
    {"Annual_Volatility_Pct", "Volatility a year", BT_M_VOLATILITY, BT_KIND_PCT},
    {"Total_Liquidations", "Liquidations", BT_M_LIQUIDATIONS, BT_KIND_COUNT},
    {"Time_in_Market_Pct", "Time in market", BT_M_TIME_IN_MARKET, BT_KIND_PCT},
    {"Max_Drawdown_Duration", "Longest drawdown", BT_M_MAX_DRAWDOWN_DURATION, BT_KIND_DAYS},
    {"Total_Interest_Paid", "Interest paid", BT_M_INTEREST, BT_KIND_USD},
    {"Net_Interest_Cost", "Interest less dividends", BT_M_NET_INTEREST, BT_KIND_USD},
    {"Avg_Days_Between_Liquidations", "Average days to liquidation", BT_M_AVG_DAYS_BETWEEN, BT_KIND_DAYS},
    {"Worst_Single_Loss_Pct", "Worst loss of a liquidation", BT_M_WORST_LOSS, BT_KIND_PCT},
    {"Backtest_Days", "Sessions", BT_M_DAYS, BT_KIND_DAYS},
    {"Backtest_Years", "Years", BT_M_YEARS, BT_KIND_NUMBER},
};
static const struct sweep_column fresh_figures[] = {
    {"Total_Capital_Deployed", "Capital deployed", BT_M_TOTAL_DEPLOYED, BT_KIND_USD},
    {"Liquidation_Rate_Pct", "Liquidation rate", BT_M_LIQUIDATION_RATE, BT_KIND_PCT},
};
static const struct sweep_column rebalance_figures[] = {
    {"Total_Rebalances", "Rebalances", BT_M_REBALANCES, BT_KIND_COUNT},
    {"Profit_Rebalances", "Rebalances on profit", BT_METRICS, BT_KIND_COUNT},
};
static const struct sweep_column accurate_figures[] = {
    {"Margin_Call_Days", "Days in margin call", BT_M_MARGIN_CALLS, BT_KIND_COUNT},
    {"Total_Trading_Costs", "Trading costs", BT_M_TRADING_COSTS, BT_KIND_USD},
    {"Owed_To_Broker", "Owed to the broker", BT_M_OWED_TO_BROKER, BT_KIND_USD},
    {"Money_Weighted_Return_Pct", "Money-weighted return a year", BT_M_MONEY_WEIGHTED_RETURN, BT_KIND_PCT},
    {"Total_Wealth", "Total wealth", BT_M_TOTAL_WEALTH, BT_KIND_USD},
};

static void add_columns(struct sweep_answer *ans, const struct sweep_column *column, size_t n, bool all)
{
    for (size_t i = 0; i < n; i++)
        if (all || bt_metric_applies(&ans->request.base.config, column[i].metric))
            ans->column[ans->n_columns++] = column[i];
}

void sweep_columns_set(struct sweep_answer *ans)
{
    const struct bt_config *c = &ans->request.base.config;
    bool original = c->profile == BT_ORIGINAL;
    ans->n_columns = 0;
    add_columns(ans, figures, sizeof figures / sizeof *figures, original);
    if (c->mode == BT_FRESH_CAPITAL)
        add_columns(ans, fresh_figures, 2, true);
    if (bt_may_rebalance(c))
        add_columns(ans, rebalance_figures, original ? 2 : 1, true);
    if (!original)
        add_columns(ans, accurate_figures, sizeof accurate_figures / sizeof *accurate_figures, false);
}

/* The original shows 0 for what a mode has not. */
static void put_cell(struct sweep_answer *ans, size_t cell, const double *metric)
{
    double *row = ans->value + cell * (size_t)ans->n_columns;
    bool original = ans->request.base.config.profile == BT_ORIGINAL;
    for (int i = 0; i < ans->n_columns; i++) {
        double x = ans->column[i].metric == BT_METRICS ? 0 : metric[ans->column[i].metric];
        row[i] = original && !isfinite(x) ? 0 : x;
    }
}

/* ---- the runs of a grid ---- */

struct run {
    struct arena *arena; /* of the answer */
    const struct price_series *prices;
    const struct rate_series *rates;
    const struct sweep_progress *progress;
    struct sweep_answer *ans;
    bool *done; /* of each cell */
    size_t n_done;
};

static bool told_to_stop(const struct sweep_progress *progress, double done)
{
    return progress && progress->tell(progress->context, done);
}

static bool is_lane(enum sweep_parameter parameter)
{
    return parameter <= SWEEP_THRESHOLD;
}

/* Do two cells differ in nothing but what the kernel's lanes may? */
static bool same_group(const struct sweep_request *r, size_t a, size_t b)
{
    if (r->n_axes == 1)
        return is_lane(r->axis[0].parameter) || a == b;
    size_t n = r->axis[1].n;
    return (is_lane(r->axis[0].parameter) || a / n == b / n) && (is_lane(r->axis[1].parameter) || a % n == b % n);
}

static const char *first_message(struct arena *a, const struct problem *p)
{
    return p->n ? arena_printf(a, "%s: %s", p->at[0].field, p->at[0].message) : "it was refused";
}

static struct bt_result allot(struct arena *a, const struct bt_config *c, size_t n)
{
    return (struct bt_result){
        .events = arena_bytes(a, bt_events_max(n) * sizeof(struct bt_event)),
        .rounds = arena_bytes(a, bt_rounds_max(n) * sizeof(struct bt_round)),
        .rebalances = bt_may_rebalance(c) ? arena_bytes(a, bt_rebalances_max(n) * sizeof(struct bt_rebalance)) : NULL,
        .equity = arena_bytes(a, n * sizeof(double)),
        .index = bt_has_flows(c) ? arena_bytes(a, n * sizeof(double)) : NULL};
}

/* The configuration of a cell on a series whose closes alone may be known. */
static void cell_config(const struct run *run, size_t cell, const struct bt_config *prepared, struct bt_config *out)
{
    struct backtest_request r;
    sweep_cell_request(&run->ans->request, cell, &r);
    *out = r.config;
    out->options.call_intraday = prepared->options.call_intraday;
}

static bool count_done(struct run *run, size_t n)
{
    run->n_done += n;
    return !told_to_stop(run->progress, (double)run->n_done / (double)sweep_cells(&run->ans->request));
}

static bool run_by_engine(struct run *run, struct arena *a, const size_t *cell, size_t cells,
                          const struct bt_config *prepared, const struct bt_input *in)
{
    struct bt_result out = allot(a, prepared, in->prices.n);
    for (size_t i = 0; i < cells; i++) {
        struct bt_config config;
        cell_config(run, cell[i], prepared, &config);
        enum bt_error e = bt_run(&config, in, &out);
        if (e)
            run->ans->refused[cell[i]] = bt_strerror(e);
        else
            put_cell(run->ans, cell[i], out.metric);
        if (!count_done(run, 1))
            return false;
    }
    return true;
}

static bool run_by_kernel(struct run *run, struct arena *a, const size_t *cell, size_t cells,
                          const struct bt_config *prepared, const struct bt_input *in)
{
    size_t n = in->prices.n;
    struct sweep sweep;
    struct sweep_row *row = arena_bytes(a, n * sizeof *row);
    struct sweep_lane lane[LANES];
    struct sweep_result result[LANES];
    double *equity[LANES];
    if (sweep_prepare(prepared, in, row, &sweep))
        return run_by_engine(run, a, cell, cells, prepared, in);
    for (size_t l = 0; l < LANES && l < cells; l++)
        equity[l] = arena_bytes(a, n * sizeof(double));
    for (size_t i = 0; i < cells; i += LANES) {
        size_t lanes = cells - i < LANES ? cells - i : LANES;
        for (size_t l = 0; l < lanes; l++) {
            struct bt_config config;
            cell_config(run, cell[i + l], prepared, &config);
            lane[l] = (struct sweep_lane){config.equity, config.leverage, config.profit_threshold_pct};
        }
        sweep_run(&sweep, 0, n, lane, lanes, equity, result);
        for (size_t l = 0; l < lanes; l++) {
            struct bt_result out;
            if (result[l].error) {
                run->ans->refused[cell[i + l]] = bt_strerror(result[l].error);
                continue;
            }
            sweep_fill_metrics(&sweep, 0, n, &lane[l], &result[l], equity[l], &out);
            put_cell(run->ans, cell[i + l], out.metric);
        }
        if (!count_done(run, lanes))
            return false;
    }
    return true;
}

/* The cells of the group of `cell` that can run; for the others it is noted why they cannot. */
static size_t take_group(struct run *run, struct arena *a, size_t cell, size_t *out)
{
    const struct sweep_request *r = &run->ans->request;
    size_t cells = sweep_cells(r), n = 0;
    for (size_t i = cell; i < cells; i++) {
        struct problem p = {.arena = a};
        struct backtest_request one;
        if (run->done[i] || !same_group(r, cell, i))
            continue;
        run->done[i] = true;
        sweep_cell_request(r, i, &one);
        if (backtest_request_check(&one, &p))
            out[n++] = i;
        else
            run->ans->refused[i] = first_message(run->arena, &p);
    }
    return n;
}

static bool run_group(struct run *run, struct arena *a, size_t first)
{
    size_t *cell = ARENA_ARRAY(a, sweep_cells(&run->ans->request), size_t), n = take_group(run, a, first, cell);
    struct problem p = {.arena = a};
    struct backtest_request request;
    struct backtest_answer prepared;
    struct bt_input in;
    if (n == 0)
        return true;
    sweep_cell_request(&run->ans->request, cell[0], &request);
    if (!backtest_prepare(a, &request, run->prices, run->rates, run->ans->data_version, &prepared, &in, &p)) {
        for (size_t i = 0; i < n; i++)
            run->ans->refused[cell[i]] = first_message(run->arena, &p);
        return true;
    }
    const struct bt_config *config = &prepared.request.config;
    return sweep_supports(config) ? run_by_kernel(run, a, cell, n, config, &in)
                                  : run_by_engine(run, a, cell, n, config, &in);
}

static bool run_grid(struct run *run)
{
    size_t cells = sweep_cells(&run->ans->request);
    struct arena *a = arena_new(); /* of one group */
    bool goes_on = true;
    sweep_columns_set(run->ans);
    run->done = ARENA_ARRAY(run->arena, cells, bool);
    run->ans->refused = ARENA_ARRAY(run->arena, cells, const char *);
    run->ans->value = ARENA_ARRAY(run->arena, cells * (size_t)run->ans->n_columns, double);
    for (size_t i = 0; i < cells * (size_t)run->ans->n_columns; i++)
        run->ans->value[i] = NAN;
    for (size_t i = 0; i < cells && goes_on; i++)
        if (!run->done[i]) {
            goes_on = run_group(run, a, i);
            arena_reset(a);
        }
    arena_free(a);
    return goes_on;
}

/* ---- summaries of many runs ---- */

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Sorts both. */
static struct sweep_summary summarise(double *multiple, double *drawdown, size_t n, size_t called)
{
    size_t losses = 0;
    if (n == 0)
        return (struct sweep_summary){NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    qsort(multiple, n, sizeof *multiple, compare_doubles);
    qsort(drawdown, n, sizeof *drawdown, compare_doubles);
    while (losses < n && multiple[losses] < 1)
        losses++;
    return (struct sweep_summary){.worst = multiple[0],
                                  .p5 = stats_percentile(multiple, n, 0.05),
                                  .p25 = stats_percentile(multiple, n, 0.25),
                                  .median = stats_percentile(multiple, n, 0.5),
                                  .p75 = stats_percentile(multiple, n, 0.75),
                                  .p95 = stats_percentile(multiple, n, 0.95),
                                  .best = multiple[n - 1],
                                  .loss_share = (double)losses / (double)n,
                                  .call_share = (double)called / (double)n,
                                  .median_drawdown = stats_percentile(drawdown, n, 0.5),
                                  .worst_drawdown = drawdown[0]};
}

/* ---- every start ---- */

static size_t horizon_sessions(double years)
{
    size_t n = (size_t)lround(years * SESSIONS_A_YEAR);
    return n < SESSIONS_MIN ? SESSIONS_MIN : n;
}

static struct sweep_summary surface_summary(const struct sweep_surface_answer *s, size_t first, size_t starts, size_t l,
                                            double *room)
{
    size_t n = 0, called = 0;
    for (size_t i = first; i < first + starts; i++) {
        const struct sweep_cell *cell = &s->cell[i * s->leverages + l];
        if (!isfinite(cell->multiple))
            continue;
        room[n] = cell->multiple;
        room[s->starts + n++] = cell->worst_drawdown;
        called += cell->first_call != SWEEP_NEVER;
    }
    return summarise(room, room + s->starts, n, called);
}

static int32_t quarter(int32_t day)
{
    return day_month(day) / 3;
}

static void summarise_surface(struct arena *a, struct sweep_surface_answer *s)
{
    double *room = ARENA_ARRAY(a, 2 * s->starts, double);
    size_t *first = ARENA_ARRAY(a, s->starts + 1, size_t);
    int32_t *period_day = ARENA_ARRAY(a, s->starts, int32_t);
    for (size_t i = 0; i < s->starts; i++)
        if (i == 0 || quarter(s->day[i]) != quarter(s->day[i - 1])) {
            period_day[s->periods] = s->day[i];
            first[s->periods++] = i;
        }
    first[s->periods] = s->starts;
    s->period_day = period_day;
    s->total = ARENA_ARRAY(a, s->leverages, struct sweep_summary);
    s->period = ARENA_ARRAY(a, s->periods * s->leverages, struct sweep_summary);
    for (size_t l = 0; l < s->leverages; l++) {
        s->total[l] = surface_summary(s, 0, s->starts, l, room);
        for (size_t q = 0; q < s->periods; q++)
            s->period[q * s->leverages + l] = surface_summary(s, first[q], first[q + 1] - first[q], l, room);
    }
}

static void cell_by_engine(const struct bt_config *config, const struct bt_input *in, struct bt_result *out,
                           struct sweep_cell *cell)
{
    *cell = (struct sweep_cell){NAN, NAN, SWEEP_NEVER, 0};
    if (bt_run(config, in, out))
        return;
    cell->multiple = out->metric[BT_M_FINAL_EQUITY] / config->equity;
    if (bt_metric_applies(config, BT_M_TOTAL_WEALTH) && isfinite(out->metric[BT_M_TOTAL_RETURN]))
        cell->multiple = 1 + out->metric[BT_M_TOTAL_RETURN] / 100;
    cell->worst_drawdown = out->metric[BT_M_MAX_DRAWDOWN] / 100;
    for (size_t i = 0; i < out->n_events; i++)
        if (out->events[i].kind == BT_EVENT_LIQUIDATION || out->events[i].kind == BT_EVENT_SALE) {
            cell->first_call = cell->first_call == SWEEP_NEVER ? out->events[i].row : cell->first_call;
            cell->liquidations++;
        }
}

static struct bt_input input_from(const struct bt_input *in, size_t first, size_t n)
{
    const struct price_series *s = &in->prices;
    return (struct bt_input){.prices = {.n = n,
                                        .day = s->day + first,
                                        .open = s->open ? s->open + first : NULL,
                                        .high = s->high ? s->high + first : NULL,
                                        .low = s->low ? s->low + first : NULL,
                                        .close = s->close + first,
                                        .dividend = s->dividend ? s->dividend + first : NULL},
                             .fed_funds_pct = in->fed_funds_pct + first,
                             .margin_rate_pct = in->margin_rate_pct + first,
                             .pay_day = in->pay_day ? in->pay_day + first : NULL};
}

/* Leverages that the account refuses hold no figure, and are not run. */
static size_t take_leverages(struct run *run, struct sweep_surface_answer *s, double *accepted, size_t *at)
{
    size_t n = 0;
    s->refused = ARENA_ARRAY(run->arena, s->leverages, const char *);
    for (size_t l = 0; l < s->leverages; l++) {
        struct problem p = {.arena = run->arena};
        struct backtest_request one;
        sweep_cell_request(&run->ans->request, l, &one);
        if (!backtest_request_check(&one, &p)) {
            s->refused[l] = first_message(run->arena, &p);
            continue;
        }
        at[n] = l;
        accepted[n++] = s->leverage[l];
    }
    return n;
}

static bool surface_by_engine(struct run *run, struct arena *a, const struct bt_config *prepared,
                              const struct bt_input *in, const double *leverage, size_t leverages, size_t first,
                              size_t starts, size_t horizon, struct sweep_cell *out)
{
    struct bt_result result = allot(a, prepared, horizon);
    struct bt_config config = *prepared;
    for (size_t i = 0; i < starts; i++) {
        struct bt_input window = input_from(in, first + i, horizon);
        for (size_t l = 0; l < leverages; l++) {
            config.leverage = leverage[l];
            cell_by_engine(&config, &window, &result, &out[i * leverages + l]);
        }
        if (told_to_stop(run->progress, (double)(first + i) / (double)run->ans->surface.starts))
            return false;
    }
    return true;
}

/* Whole starts at a time, so that progress can be told and the run be stopped. */
static bool fill_surface(struct run *run, struct arena *a, const struct bt_config *config, const struct bt_input *in,
                         struct sweep_cell *cell)
{
    enum { PART = 250 };
    struct sweep_surface_answer *s = &run->ans->surface;
    double accepted[SWEEP_LEVERAGES_MAX];
    size_t at[SWEEP_LEVERAGES_MAX], leverages = take_leverages(run, s, accepted, at);
    struct sweep sweep;
    struct sweep_row *row = arena_bytes(a, in->prices.n * sizeof *row);
    struct sweep_cell *part = ARENA_ARRAY(a, PART * (leverages + 1), struct sweep_cell);
    bool by_kernel = sweep_supports(config) && sweep_prepare(config, in, row, &sweep) == BT_OK;
    for (size_t first = 0; first < s->starts; first += PART) {
        size_t starts = s->starts - first < PART ? s->starts - first : PART;
        if (told_to_stop(run->progress, (double)first / (double)s->starts))
            return false;
        if (by_kernel)
            sweep_surface(&sweep, s->horizon, first, starts, accepted, leverages, part);
        else if (!surface_by_engine(run, a, config, in, accepted, leverages, first, starts, s->horizon, part))
            return false;
        for (size_t i = 0; i < starts; i++)
            for (size_t l = 0; l < leverages; l++)
                cell[(first + i) * s->leverages + at[l]] = part[i * leverages + l];
    }
    return true;
}

static bool run_surface(struct run *run, const struct backtest_answer *prepared, const struct bt_input *in,
                        struct problem *p)
{
    struct sweep_surface_answer *s = &run->ans->surface;
    const struct sweep_axis *axis = &run->ans->request.axis[0];
    *s = (struct sweep_surface_answer){.horizon = horizon_sessions(run->ans->request.horizon_years),
                                       .leverages = axis->n,
                                       .leverage = axis->value,
                                       .day = in->prices.day};
    if (s->horizon > in->prices.n) {
        problem_add(p, "horizon_years", "%g years are %zu sessions, and the window has %zu",
                    run->ans->request.horizon_years, s->horizon, in->prices.n);
        return false;
    }
    s->starts = in->prices.n - s->horizon + 1;
    struct sweep_cell *cell = arena_bytes(run->arena, s->starts * s->leverages * sizeof *cell);
    for (size_t i = 0; i < s->starts * s->leverages; i++)
        cell[i] = (struct sweep_cell){NAN, NAN, SWEEP_NEVER, 0};
    s->cell = cell;
    struct arena *a = arena_new();
    bool goes_on = fill_surface(run, a, &prepared->request.config, in, cell);
    arena_free(a);
    if (goes_on)
        summarise_surface(run->arena, s);
    return goes_on;
}

/* ---- paths drawn anew ---- */

/* The start, the end of each month of the first year, then of every second, third, … month of long paths; the end always. */
static void choose_moments(struct sweep_bootstrap_answer *b, size_t months, size_t *row)
{
    enum { FIRST = 12, LATER = SWEEP_MOMENTS_MAX - FIRST - 3 };
    size_t step = months > FIRST ? (months - FIRST + LATER - 1) / LATER : 1, month = 0;
    row[0] = 0;
    b->moments = 1;
    while (month < months) {
        month += month < FIRST ? 1 : step;
        month = month < months ? month : months;
        row[b->moments] = month * SESSIONS_A_MONTH;
        b->month[b->moments++] = (double)month;
    }
}

static void fan_fill(struct sweep_bootstrap_answer *b, const struct sweep_levels *levels, const struct sweep_cell *cell)
{
    for (size_t m = 0; m < levels->rows; m++) {
        stats_fan(levels->multiple + m * levels->paths, levels->paths, b->multiple[m]);
        b->called[m] = sweep_called_share(cell, levels->paths, levels->row[m]);
    }
}

static struct sweep_summary paths_summary(struct arena *a, const struct sweep_cell *cell, size_t paths)
{
    double *multiple = ARENA_ARRAY(a, paths, double), *drawdown = ARENA_ARRAY(a, paths, double);
    size_t called = 0;
    for (size_t i = 0; i < paths; i++) {
        multiple[i] = cell[i].multiple;
        drawdown[i] = cell[i].worst_drawdown;
        called += cell[i].first_call != SWEEP_NEVER;
    }
    return summarise(multiple, drawdown, paths, called);
}

/* Some paths at a time, so that progress can be told and the run be stopped. */
static bool draw_paths(struct run *run, struct arena *a, const struct bt_config *config,
                       const struct sweep_paths *paths, struct problem *p)
{
    enum { PART = 100 };
    struct sweep_bootstrap_answer *b = &run->ans->bootstrap;
    size_t n = (size_t)run->ans->request.paths, row[SWEEP_MOMENTS_MAX];
    struct sweep_cell *cell = arena_array(a, n, sizeof *cell);
    void *room = arena_bytes(a, sweep_paths_room(paths));
    choose_moments(b, paths->sessions / SESSIONS_A_MONTH, row);
    const struct sweep_levels levels = {row, b->moments, n, arena_array(a, b->moments * n, sizeof(double))};
    for (size_t first = 0; first < n; first += PART) {
        size_t count = n - first < PART ? n - first : PART;
        if (told_to_stop(run->progress, (double)first / (double)n))
            return false;
        enum bt_error e = sweep_paths_run(paths, config, first, count, room, &levels, cell + first);
        if (e) {
            problem_add(p, "request", "the run was refused: %s", bt_strerror(e));
            return false;
        }
    }
    fan_fill(b, &levels, cell);
    b->end = paths_summary(a, cell, n);
    return true;
}

static size_t path_sessions(const struct sweep_request *r)
{
    return (size_t)lround(r->path_years * 12) * SESSIONS_A_MONTH;
}

static bool run_bootstrap(struct run *run, const struct backtest_answer *prepared, const struct bt_input *in,
                          struct problem *p)
{
    const struct sweep_request *r = &run->ans->request;
    if ((size_t)r->block_days >= in->prices.n) {
        problem_add(p, "bootstrap.block_days", "must be less than the %zu sessions of the window", in->prices.n);
        return false;
    }
    struct arena *a = arena_new();
    struct sweep_day *day = arena_bytes(a, in->prices.n * sizeof *day);
    struct sweep_paths paths = {.day = day,
                                .days = sweep_days(in, day),
                                .sessions = path_sessions(r),
                                .block = (size_t)r->block_days,
                                .seed = (uint64_t)r->seed,
                                .start_day = in->prices.day[in->prices.n - 1]};
    run->ans->bootstrap.sessions = paths.sessions;
    bool goes_on = draw_paths(run, a, &prepared->request.config, &paths, p);
    arena_free(a);
    return goes_on;
}

/* ---- all of them ---- */

static size_t sessions_between(const struct price_series *s, int32_t start, int32_t end)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        n += s->day[i] >= start && s->day[i] <= end;
    return n;
}

double sweep_seconds(const struct sweep_request *r, const struct price_series *prices)
{
    double n = (double)sessions_between(prices, r->base.start_day, r->base.end_day);
    bool kernel = sweep_supports(&r->base.config);
    double horizon = (double)horizon_sessions(r->horizon_years);
    switch (r->kind) {
    case SWEEP_SURFACE:
        return fmax(0, n - horizon + 1) * (double)r->axis[0].n *
               (kernel ? horizon * KERNEL_STEP : horizon * ENGINE_ROW);
    case SWEEP_BOOTSTRAP:
        return r->paths * (double)path_sessions(r) * (kernel ? PATH_ROW : ENGINE_ROW + PATH_ROW);
    default:
        return (double)sweep_cells(r) * n * (kernel ? KERNEL_ROW : ENGINE_ROW);
    }
}

static void warn_of_refused(struct arena *a, struct sweep_answer *ans)
{
    size_t n = 0, cells = sweep_cells(&ans->request);
    for (size_t i = 0; i < cells; i++)
        n += ans->refused[i] != NULL;
    if (n)
        warnings_add(a, &ans->warnings, "cells_refused", "%zu of %zu backtests were refused; each says why.", n, cells);
}

static bool run_kind(struct run *run, const struct backtest_answer *prepared, const struct bt_input *in,
                     struct problem *p)
{
    if (run->ans->request.kind == SWEEP_SURFACE)
        return run_surface(run, prepared, in, p);
    if (run->ans->request.kind == SWEEP_BOOTSTRAP)
        return run_bootstrap(run, prepared, in, p);
    if (!run_grid(run))
        return false;
    sweep_insights_set(run->arena, run->ans);
    warn_of_refused(run->arena, run->ans);
    return true;
}

bool sweep_compute(struct arena *a, const struct sweep_request *request, const struct price_series *prices,
                   const struct rate_series *rates, const char *data_version, const struct sweep_progress *progress,
                   struct sweep_answer *ans, struct problem *p)
{
    struct backtest_answer prepared;
    struct bt_input in;
    *ans =
        (struct sweep_answer){.request = *request, .engine_version = BT_ENGINE_VERSION, .data_version = data_version};
    if (!backtest_prepare(a, &request->base, prices, rates, data_version, &prepared, &in, p))
        return false;
    ans->sessions = in.prices.n;
    ans->warnings = prepared.warnings;
    struct run run = {.arena = a, .prices = prices, .rates = rates, .progress = progress, .ans = ans};
    return run_kind(&run, &prepared, &in, p);
}
