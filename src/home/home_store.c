/* home_store.c: see home_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "home/home_store.h"

#include <math.h>

static double figure(const struct db_result *r, int row, int col)
{
    return db_is_null(r, row, col) ? NAN : db_double(r, row, col);
}

/* One statement and one table, because this page is asked for most: whether the person has run anything, then the newest
 * that is saved. At least one row, result_id null when nothing is saved; who has saved one has run one, so the second
 * table is looked into only at the start. */
static const char overview_sql[] =
    "select m.result_id is not null or exists (select from margin.historical_backtest_backtestsession), m.*"
    "  from (values (1)) as always left join lateral"
    "       (select result_id, name, ticker, start_date, end_date, leverage, final_equity, total_return_pct, cagr_pct,"
    "               max_drawdown_pct, (created_at at time zone 'UTC')::date, created_at"
    "          from margin.historical_backtest_savedbacktestresult"
    "         where deleted_at is null order by created_at desc limit 5) m on true"
    " order by m.created_at desc";

enum err home_overview_ask(struct db *db)
{
    return db_pipeline_send(db, overview_sql, "");
}

static void read_saved(const struct db_result *r, int row, struct home_saved *s)
{
    *s = (struct home_saved){
        .id = db_text(r, row, 1),
        .name = db_text(r, row, 2),
        .ticker = db_text(r, row, 3),
        .from = db_text(r, row, 4),
        .to = db_text(r, row, 5),
        .leverage = db_double(r, row, 6),
        .final_equity = figure(r, row, 7),
        .total_return_pct = figure(r, row, 8),
        .cagr_pct = figure(r, row, 9),
        .max_drawdown_pct = figure(r, row, 10),
        .saved_on = db_text(r, row, 11),
    };
}

enum err home_overview_take(struct db *db, struct arena *a, struct home_overview *out)
{
    struct db_result r;
    *out = (struct home_overview){0};
    enum err e = db_pipeline_next(db, a, &r);
    if (e)
        return e;
    out->has_run = db_bool(&r, 0, 0);
    if (db_is_null(&r, 0, 1))
        return OK;
    out->n_saved = r.rows;
    out->saved = ARENA_ARRAY(a, (size_t)r.rows, struct home_saved);
    for (int i = 0; i < r.rows; i++)
        read_saved(&r, i, &out->saved[i]);
    return OK;
}

enum err home_approvals(struct db *db, struct arena *a, const char *sid, int64_t *n)
{
    struct db_result r;
    enum err e = db_query_as(db, sid, a, &r, "select umbrella.approvals_waiting()", "");
    *n = e || db_is_null(&r, 0, 0) ? 0 : db_int(&r, 0, 0);
    return e;
}
