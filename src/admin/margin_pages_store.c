/* margin_pages_store.c: see margin_pages_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/margin_pages_store.h"

#include "admin/console.h"

/* ---- runs ---- */

#define RUNS_FROM_WHERE                                                                                                \
    "  from margin.historical_backtest_backtestsession r join umbrella.authentication_user u on u.id = r.user_id"      \
    " where ($1 = '' or u.first_name || ' ' || u.last_name || ' ' || u.email ilike $1)"                                \
    " and ($2 = '' or r.etf ilike $2) and ($3 = '' or r.status = $3)"
#define RUNS                                                                                                           \
    "select u.email, r.etf, r.start_date, r.end_date, r.mode, r.status, umbrella.minute(r.created_at),"                \
    " round(r.execution_time_ms::numeric, 2), r.user_id" RUNS_FROM_WHERE " order by "
#define ORDER(up, down)                                                                                                \
    {                                                                                                                  \
        RUNS up " limit $4 offset $5", RUNS down " limit $4 offset $5"                                                 \
    }

static const char *const runs_sql[RUNS_COLUMNS][2] = {
    [RUNS_PERSON] = ORDER("lower(u.email), r.id", "lower(u.email) desc, r.id desc"),
    [RUNS_TICKER] = ORDER("r.etf, r.id", "r.etf desc, r.id desc"),
    [RUNS_CREATED] = ORDER("r.created_at, r.id", "r.created_at desc, r.id desc"),
    [RUNS_TIME] = ORDER("r.execution_time_ms nulls last, r.id", "r.execution_time_ms desc nulls last, r.id desc"),
};
static const char runs_count_sql[] = "select count(*) from (select 1" RUNS_FROM_WHERE " limit 10001) n";

enum err runs_list_ask(struct db *db, const struct listing *l, const struct runs_filter *f)
{
    enum err e = console_list_begin(db);
    if (!e)
        e = db_pipeline_send(db, runs_sql[l->sort][l->descending], "sssii", f->pattern, f->ticker, f->status, l->limit,
                             l->offset);
    return e ? e : db_pipeline_send(db, runs_count_sql, "sss", f->pattern, f->ticker, f->status);
}

/* ---- places for saved results ---- */

#define PLACES_FROM_WHERE                                                                                              \
    "  from margin.quota q join umbrella.authentication_user u on u.id = q.user_id"                                    \
    " where q.n > 0 and ($1 = '' or u.first_name || ' ' || u.last_name || ' ' || u.email ilike $1)"
#define PLACES                                                                                                         \
    "select u.email, q.n, least($4::integer, margin.saved_places()), q.user_id,"                                       \
    " case when q.n >= least($4::integer, margin.saved_places()) then 't' end" PLACES_FROM_WHERE " order by "
#define PLACES_ORDER(up, down)                                                                                         \
    {                                                                                                                  \
        PLACES up " limit $2 offset $3", PLACES down " limit $2 offset $3"                                             \
    }

static const char *const places_sql[PLACES_COLUMNS][2] = {
    [PLACES_PERSON] = PLACES_ORDER("lower(u.email), u.id", "lower(u.email) desc, u.id desc"),
    [PLACES_USED] = PLACES_ORDER("q.n, u.id", "q.n desc, u.id desc"),
};
static const char places_count_sql[] = "select count(*) from (select 1" PLACES_FROM_WHERE " limit 10001) n";

enum err places_list_ask(struct db *db, const struct listing *l, const char *pattern)
{
    enum err e = console_list_begin(db);
    if (!e)
        e = db_pipeline_send(db, places_sql[l->sort][l->descending], "siii", pattern, l->limit, l->offset,
                             (int64_t)l->req->settings->saved_results_quota);
    return e ? e : db_pipeline_send(db, places_count_sql, "s", pattern);
}

/* ---- figures ---- */

enum err margin_figures_ask(struct db *db)
{
    return db_pipeline_send(
        db,
        "select c.n, c.expired, pg_total_relation_size('margin.historical_backtest_backtestcache'), r.day, r.week, "
        "r.failed,"
        " r.median, r.most, (select coalesce(sum(n), 0) from margin.quota)"
        "  from (select count(*) as n, count(*) filter (where expires_at < now()) as expired"
        "          from margin.historical_backtest_backtestcache) c,"
        "       (select count(*) filter (where created_at > now() - interval '24 hours') as day, count(*) as week,"
        "               count(*) filter (where status = 'error') as failed,"
        "               percentile_cont(0.5) within group (order by execution_time_ms)"
        "                 filter (where created_at > now() - interval '24 hours') as median,"
        "               max(execution_time_ms) filter (where created_at > now() - interval '24 hours') as most"
        "          from margin.historical_backtest_backtestsession where created_at > now() - interval '7 days') r",
        "");
}

enum err margin_cache_purge(struct db *db, struct arena *a, const char *sid, int64_t *rows)
{
    struct db_result r;
    enum err e = db_query_as(db, sid, a, &r, "select umbrella.console_cache_purge()", "");
    if (!e)
        *rows = db_int(&r, 0, 0);
    return e;
}
