/* home_store.c: see home_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "home/home_store.h"

/* One statement and one table, and one more each for series and analyses, because this page is asked for most: whether the person
 * has run anything, then the newest that is saved. At least one row, result_id null when nothing is saved; who has saved one has
 * run one, so the second table is looked into only at the start. */
static const char overview_sql[] =
    "select m.result_id is not null or exists (select from margin.historical_backtest_backtestsession), m.*"
    "  from (values (1)) as always left join lateral"
    "       (select result_id, name, ticker, start_date, end_date, leverage, final_equity, total_return_pct, cagr_pct,"
    "               max_drawdown_pct, (created_at at time zone 'UTC')::date, created_at"
    "          from margin.historical_backtest_savedbacktestresult"
    "         where deleted_at is null order by created_at desc limit 5) m on true"
    " order by m.created_at desc";

static const char series_sql[] =
    "select s.series_id, s.name, v.kind, v.frequency, v.first_day, v.last_day, (s.created_at at time zone "
    "'UTC')::date, v.n_rows - v.is_base_assumed::integer"
    "  from returns.series s join returns.series_version v on v.series = s.id and v.number = s.version"
    " where s.user_id = (select umbrella.uid()) and s.deleted_at is null order by s.created_at desc, s.id desc limit 5";

static const char analyses_sql[] =
    "select a.analysis_id, a.title, a.series_names, r.first_day, r.last_day, (r.created_at at time zone 'UTC')::date,"
    "       r.total, r.cagr, r.max_drawdown"
    "  from returns.analysis a join returns.result r on r.analysis = a.id and r.run = a.run"
    " where a.user_id = (select umbrella.uid()) and a.deleted_at is null order by a.created_at desc, a.id desc limit 5";

enum err home_overview_ask(struct db *db)
{
    enum err e;
    if ((e = db_pipeline_send(db, overview_sql, "")) || (e = db_pipeline_send(db, series_sql, "")))
        return e;
    return db_pipeline_send(db, analyses_sql, "");
}

static enum err take_series(struct db *db, struct arena *a, struct home_overview *out)
{
    struct db_result r;
    enum err e = db_pipeline_next(db, a, &r);
    if (e)
        return e;
    out->n_series = r.rows;
    out->series = ARENA_ARRAY(a, (size_t)r.rows, struct home_series);
    for (int i = 0; i < r.rows; i++)
        out->series[i] =
            (struct home_series){db_text(&r, i, 0), db_text(&r, i, 1), db_text(&r, i, 2), db_text(&r, i, 3),
                                 db_text(&r, i, 4), db_text(&r, i, 5), db_text(&r, i, 6), db_int(&r, i, 7)};
    return OK;
}

static enum err take_analyses(struct db *db, struct arena *a, struct home_overview *out)
{
    struct db_result r;
    enum err e = db_pipeline_next(db, a, &r);
    if (e)
        return e;
    out->n_analyses = r.rows;
    out->analyses = ARENA_ARRAY(a, (size_t)r.rows, struct home_analysis);
    for (int i = 0; i < r.rows; i++)
        out->analyses[i] =
            (struct home_analysis){db_text(&r, i, 0),          db_text(&r, i, 1),          db_text(&r, i, 2),
                                   db_text(&r, i, 3),          db_text(&r, i, 4),          db_text(&r, i, 5),
                                   db_double_or_nan(&r, i, 6), db_double_or_nan(&r, i, 7), db_double_or_nan(&r, i, 8)};
    return OK;
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
        .final_equity = db_double_or_nan(r, row, 7),
        .total_return_pct = db_double_or_nan(r, row, 8),
        .cagr_pct = db_double_or_nan(r, row, 9),
        .max_drawdown_pct = db_double_or_nan(r, row, 10),
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
    out->n_saved = db_is_null(&r, 0, 1) ? 0 : r.rows;
    out->saved = ARENA_ARRAY(a, (size_t)out->n_saved, struct home_saved);
    for (int i = 0; i < out->n_saved; i++)
        read_saved(&r, i, &out->saved[i]);
    e = take_series(db, a, out);
    return e ? e : take_analyses(db, a, out);
}

enum err home_approvals(struct db *db, struct arena *a, const char *sid, int64_t *n)
{
    struct db_result r;
    enum err e = db_query_as(db, sid, a, &r, "select umbrella.approvals_waiting()", "");
    *n = e || db_is_null(&r, 0, 0) ? 0 : db_int(&r, 0, 0);
    return e;
}
