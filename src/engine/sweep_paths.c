/* sweep_paths.c: see sweep_paths.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/sweep_paths.h"

#include "engine/splitmix.h"

/* ---- drawing ---- */

size_t sweep_days(const struct bt_input *in, struct sweep_day *out)
{
    const struct price_series *p = &in->prices;
    for (size_t i = 1; i < p->n; i++) {
        double before = p->close[i - 1], close = p->close[i] / before;
        out[i - 1] = (struct sweep_day){.open = p->open ? p->open[i] / before : close,
                                        .high = p->high ? p->high[i] / before : close,
                                        .low = p->low ? p->low[i] / before : close,
                                        .close = close,
                                        .dividend = p->dividend ? p->dividend[i] / before : 0,
                                        .fed_funds_pct = in->fed_funds_pct[i],
                                        .margin_rate_pct = in->margin_rate_pct[i],
                                        .days = p->day[i] - p->day[i - 1]};
    }
    return p->n > 0 ? p->n - 1 : 0;
}

static void put_row(struct sweep_path *out, size_t row, double before, const struct sweep_day *d)
{
    out->open[row] = before * d->open;
    out->high[row] = before * d->high;
    out->low[row] = before * d->low;
    out->close[row] = before * d->close;
    out->dividend[row] = before * d->dividend;
    out->fed_funds_pct[row] = d->fed_funds_pct;
    out->margin_rate_pct[row] = d->margin_rate_pct;
}

void sweep_path_draw(const struct sweep_paths *p, uint64_t path, struct sweep_path *out)
{
    const struct sweep_day start = {.open = 1, .high = 1, .low = 1, .close = 1};
    uint64_t state = splitmix_path(p->seed, path);
    size_t at = 0, left = 0;
    out->day[0] = p->start_day;
    put_row(out, 0, 100, &start);
    for (size_t i = 1; i <= p->sessions; i++, left--) {
        if (left == 0) {
            at = splitmix_below(&state, p->days);
            left = p->block;
        }
        const struct sweep_day *d = &p->day[at];
        out->day[i] = out->day[i - 1] + d->days;
        put_row(out, i, out->close[i - 1], d);
        at = at + 1 < p->days ? at + 1 : 0;
    }
}

/* ---- running ---- */

/* Parts of the caller's room; the size alone is worked out where there is none. */
struct room {
    char *at;
    size_t used;
};

static void *take(struct room *r, size_t bytes)
{
    void *part = r->at ? r->at + r->used : NULL;
    r->used += (bytes + 15) / 16 * 16;
    return part;
}

/* Everything that the runs along a path use. */
struct workplace {
    struct sweep_path path;
    struct sweep_row *row;
    struct bt_result alone; /* of bt_run; its equity and index serve the sweep too */
    size_t rows;
};

static struct workplace lay_out(struct room *r, const struct sweep_paths *p)
{
    struct workplace w = {.rows = p->sessions + 1};
    size_t n = w.rows;
    double **const columns[] = {&w.path.open,
                                &w.path.high,
                                &w.path.low,
                                &w.path.close,
                                &w.path.dividend,
                                &w.path.fed_funds_pct,
                                &w.path.margin_rate_pct,
                                &w.alone.equity,
                                &w.alone.index,
                                &w.alone.column[BT_COL_IS_MARGIN_CALL]};
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
        *columns[c] = take(r, n * sizeof(double));
    w.path.day = take(r, n * sizeof *w.path.day);
    w.row = take(r, n * sizeof *w.row);
    w.alone.events = take(r, bt_events_max(n) * sizeof *w.alone.events);
    w.alone.rounds = take(r, bt_rounds_max(n) * sizeof *w.alone.rounds);
    w.alone.rebalances = take(r, bt_rebalances_max(n) * sizeof *w.alone.rebalances);
    return w;
}

size_t sweep_paths_room(const struct sweep_paths *p)
{
    struct room r = {0};
    lay_out(&r, p);
    return r.used;
}

static struct bt_input input_of(const struct workplace *w)
{
    const struct sweep_path *p = &w->path;
    return (struct bt_input){.prices = {w->rows, p->day, p->open, p->high, p->low, p->close, p->dividend},
                             .fed_funds_pct = p->fed_funds_pct,
                             .margin_rate_pct = p->margin_rate_pct};
}

/* Along the path that was drawn, by the sweep, whose equity of the rows is asked for where levels are wanted. */
static enum bt_error run_sweep(struct workplace *w, const struct bt_config *c, bool with_levels,
                               struct sweep_cell *cell)
{
    const struct bt_input in = input_of(w);
    const struct sweep_lane lane = {c->equity, c->leverage, c->profit_threshold_pct};
    struct sweep_result result;
    struct sweep s;
    enum bt_error e = sweep_prepare(c, &in, w->row, &s);
    if (e)
        return e;
    sweep_run(&s, 0, w->rows, &lane, 1, with_levels ? &w->alone.equity : NULL, &result);
    sweep_cell_fill(&result, cell);
    return result.error;
}

/* The row of the first call, of any kind. The original's profit_threshold marks no days, hence the events. */
static uint32_t first_call_of(const struct bt_result *r)
{
    uint32_t first = SWEEP_NEVER;
    for (size_t i = 0; i < r->n_events && first == SWEEP_NEVER; i++)
        if (r->events[i].kind == BT_EVENT_LIQUIDATION || r->events[i].kind == BT_EVENT_SALE ||
            r->events[i].kind == BT_EVENT_CALL)
            first = r->events[i].row;
    for (size_t i = 0; i < r->n && i < first; i++)
        if (r->column[BT_COL_IS_MARGIN_CALL][i] > 0)
            first = (uint32_t)i;
    return first;
}

/* The same by the engine itself. */
static enum bt_error run_alone(struct workplace *w, const struct bt_config *c, struct sweep_cell *cell)
{
    const struct bt_input in = input_of(w);
    struct bt_result *r = &w->alone;
    enum bt_error e = bt_run(c, &in, r);
    if (e)
        return e;
    double end = bt_has_flows(c) ? r->index[r->n - 1] : r->metric[BT_M_FINAL_EQUITY] / r->metric[BT_M_EQUITY];
    bool counts = bt_metric_applies(c, BT_M_LIQUIDATIONS);
    *cell = (struct sweep_cell){.multiple = end,
                                .worst_drawdown = r->metric[BT_M_MAX_DRAWDOWN] / 100,
                                .first_call = first_call_of(r),
                                .liquidations = counts ? (uint32_t)r->metric[BT_M_LIQUIDATIONS] : 0};
    return BT_OK;
}

static void note_levels(const struct workplace *w, const struct bt_config *c, const struct sweep_levels *levels,
                        size_t path)
{
    const double *way = bt_has_flows(c) ? w->alone.index : w->alone.equity;
    double start = bt_has_flows(c) ? 1 : c->equity;
    for (size_t m = 0; m < levels->rows; m++)
        levels->multiple[m * levels->paths + path] = way[levels->row[m]] / start;
}

enum bt_error sweep_paths_run(const struct sweep_paths *p, const struct bt_config *c, size_t first, size_t count,
                              void *room, const struct sweep_levels *levels, struct sweep_cell *cell)
{
    struct room parts = {.at = room};
    struct workplace w = lay_out(&parts, p);
    bool fast = sweep_supports(c);
    for (size_t i = 0; i < count; i++) {
        sweep_path_draw(p, first + i, &w.path);
        enum bt_error e = fast ? run_sweep(&w, c, levels != NULL, &cell[i]) : run_alone(&w, c, &cell[i]);
        if (e)
            return e;
        if (levels)
            note_levels(&w, c, levels, first + i);
    }
    return BT_OK;
}

/* ---- what the paths say ---- */

double sweep_called_share(const struct sweep_cell *cell, size_t paths, size_t row)
{
    size_t called = 0;
    for (size_t i = 0; i < paths; i++)
        called += cell[i].first_call <= row && cell[i].first_call != SWEEP_NEVER;
    return (double)called / (double)paths;
}
