/* margin_store.c: see margin_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/margin_store.h"

/* ---- runs ---- */

enum err margin_run_begin(struct db *db, struct arena *arena, const char *sid, const struct margin_run *r,
                          const char **id)
{
    struct db_result out;
    enum err e = db_query_as(db, sid, arena, &out, "SELECT margin.run_begin($1, $2, $3::date, $4::date, $5::json)",
                             "ssDDS", bt_mode_text[r->mode], r->ticker, r->start_day, r->end_day, r->parameters);
    if (!e)
        *id = db_text(&out, 0, 0);
    return e;
}

enum err margin_run_end(struct db *db, struct arena *arena, const char *sid, const char *id, bool is_good,
                        double execution_ms)
{
    return db_query_as(db, sid, arena, NULL, "SELECT margin.run_end($1, $2, $3)", "utd", id, is_good, execution_ms);
}

static const char session_get_sql[] =
    "SELECT session_id, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), status, parameters"
    " FROM margin.historical_backtest_backtestsession WHERE session_id = $1 AND user_id = (SELECT umbrella.uid())";

enum err margin_session_ask(struct db *db, struct str id)
{
    return db_pipeline_send(db, session_get_sql, "U", id);
}

enum err margin_session_take(struct db *db, struct arena *arena, struct margin_session *s)
{
    struct db_result out;
    enum err e = db_found(&out, db_pipeline_next(db, arena, &out));
    if (e)
        return e;
    *s = (struct margin_session){db_text(&out, 0, 0), db_text(&out, 0, 1), db_text(&out, 0, 2), db_str(&out, 0, 3)};
    return OK;
}

/* ---- runs that take longer than a page waits ---- */

static const char queue_sql[] = "SELECT margin.session_queue($1, $2, $3::date, $4::date, $5::json, $6, $7::jsonb)";

enum err margin_session_queue(struct db *db, struct arena *arena, const char *sid, const struct margin_run *r,
                              const char *kind, struct str payload, const char **id)
{
    struct db_result out;
    enum err e = db_query_as(db, sid, arena, &out, queue_sql, "ssDDSsS", bt_mode_text[r->mode], r->ticker, r->start_day,
                             r->end_day, r->parameters, kind, payload);
    if (!e)
        *id = db_text(&out, 0, 0);
    return db_limit(db, e, "sessions_unfinished");
}

static const char job_sql[] = "SELECT status, progress, progress_text, error, result, seconds, ahead"
                              " FROM margin.session_job($1)";

enum err margin_job_ask(struct db *db, struct str session)
{
    return db_pipeline_send(db, job_sql, "U", session);
}

enum err margin_job_take(struct db *db, struct arena *arena, struct margin_job *j)
{
    struct db_result out;
    enum err e = db_found(&out, db_pipeline_next(db, arena, &out));
    if (e)
        return e;
    *j = (struct margin_job){
        .status = db_text(&out, 0, 0),
        .progress = db_double_or_nan(&out, 0, 1),
        .words = db_text(&out, 0, 2),
        .error = db_text(&out, 0, 3),
        .result = db_str(&out, 0, 4),
        .seconds = db_double(&out, 0, 5),
        .ahead = db_int(&out, 0, 6),
    };
    return OK;
}

enum err margin_session_cancel(struct db *db, struct arena *arena, const char *sid, struct str session,
                               bool *is_cancelled)
{
    struct db_result out;
    enum err e = db_query_as(db, sid, arena, &out, "SELECT margin.session_cancel($1)", "U", session);
    *is_cancelled = !e && db_bool(&out, 0, 0);
    return e;
}

/* ---- the cache of answers that take long ---- */

enum err margin_cache_get(struct db *db, struct arena *arena, const struct margin_cached *c, struct str *results)
{
    struct db_result out;
    enum err e = db_query(db, arena, &out, "SELECT margin.cache_get($1, $2, $3, $4)", "*sssS", c->engine,
                          c->engine_version, c->data_version, c->request);
    if (e)
        return e;
    if (db_is_null(&out, 0, 0))
        return ERR_NOTFOUND;
    *results = db_bytes(&out, 0, 0, arena);
    return OK;
}

enum err margin_cache_put(struct db *db, struct arena *arena, const struct margin_cached *c, struct str results)
{
    return db_query(db, arena, NULL, "SELECT margin.cache_put($1, $2, $3, $4, $5, $6, $7)", "sssSssb", c->engine,
                    c->engine_version, c->data_version, c->request, c->ticker, c->mode, results);
}
