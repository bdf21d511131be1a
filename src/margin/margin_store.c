/* margin_store.c: see margin_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/margin_store.h"

#include <math.h>
#include <stdlib.h>

#include "base/day.h"

/* An identifier from an address may be anything; what is no UUID is sent as NULL and so finds nothing. */
static const char *uuid_or_null(struct str s, char out[37])
{
    if (s.n != 36)
        return NULL;
    for (size_t i = 0; i < 36; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        char c = s.s[i];
        bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (dash ? c != '-' : !hex)
            return NULL;
        out[i] = c;
    }
    out[36] = '\0';
    return out;
}

static const char *account_text(enum bt_account account)
{
    return account == BT_REG_T ? "reg_t" : "portfolio";
}

/* ---- backtests that were run ---- */

static const char session_add_sql[] =
    "INSERT INTO margin.historical_backtest_backtestsession (user_id, mode, etf, start_date, end_date, parameters, "
    "status,"
    " completed_at, execution_time_ms)"
    " VALUES ((SELECT umbrella.uid()), $1, $2, $3, $4, $5::json, 'completed', now(), $6) RETURNING session_id";

enum err margin_session_add(struct db *db, struct arena *arena, const char *sid, const struct backtest_answer *answer,
                            double execution_ms, const char **id)
{
    const struct backtest_request *r = &answer->request;
    struct buf parameters;
    struct db_result out;
    enum err e;

    buf_init(&parameters, arena, 1024);
    backtest_request_write(&parameters, r);
    e = db_query_as(db, sid, arena, &out, session_add_sql, "ssDDSd", bt_mode_text[r->config.mode], r->ticker,
                    r->start_day, r->end_day, buf_view(&parameters), execution_ms);
    if (!e)
        *id = db_text(&out, 0, 0);
    return e;
}

static const char session_get_sql[] =
    "SELECT session_id, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), parameters"
    " FROM margin.historical_backtest_backtestsession WHERE session_id = $1 AND user_id = (SELECT umbrella.uid())";

enum err margin_session_ask(struct db *db, struct str id)
{
    char uuid[37];
    return db_pipeline_send(db, session_get_sql, "u", uuid_or_null(id, uuid));
}

enum err margin_session_take(struct db *db, struct arena *arena, struct margin_session *s)
{
    struct db_result out;
    enum err e = db_pipeline_next(db, arena, &out);
    if (e)
        return e;
    if (out.rows == 0)
        return ERR_NOTFOUND;
    *s = (struct margin_session){db_text(&out, 0, 0), db_text(&out, 0, 1), db_str(&out, 0, 2)};
    return OK;
}

/* ---- saved answers ---- */

#define SAVED_COLUMNS                                                                                                  \
    "result_id, name, ticker, mode, account_type, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),"       \
    " to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), start_date, end_date, leverage, "                  \
    "initial_investment,"                                                                                              \
    " final_equity, total_return_pct, cagr_pct, max_drawdown_pct, total_liquidations, engine_version, data_version,"   \
    " inputs_hash, result_hash, profit_threshold, description"

static double double_or_nan(const struct db_result *r, int row, int col)
{
    return db_is_null(r, row, col) ? NAN : db_double(r, row, col);
}

static void saved_fill(struct margin_saved *s, const struct db_result *r, int row)
{
    *s = (struct margin_saved){
        .id = db_text(r, row, 0),
        .name = db_text(r, row, 1),
        .ticker = db_text(r, row, 2),
        .mode = db_text(r, row, 3),
        .account_type = db_text(r, row, 4),
        .created = db_text(r, row, 5),
        .updated = db_text(r, row, 6),
        .start_day = db_day(r, row, 7),
        .end_day = db_day(r, row, 8),
        .leverage = db_double(r, row, 9),
        .equity = db_double(r, row, 10),
        .final_equity = double_or_nan(r, row, 11),
        .total_return_pct = double_or_nan(r, row, 12),
        .cagr_pct = double_or_nan(r, row, 13),
        .max_drawdown_pct = double_or_nan(r, row, 14),
        .total_liquidations = double_or_nan(r, row, 15),
        .engine_version = db_text(r, row, 16),
        .data_version = db_text(r, row, 17),
        .inputs_hash = db_text(r, row, 18),
        .result_hash = db_text(r, row, 19),
        .profit_threshold = double_or_nan(r, row, 20),
        .description = db_text(r, row, 21),
    };
}

/* $2 is 1 for rising and -1 for falling; unknown figures come last either way. */
static const char saved_list_sql[] =
    "SELECT " SAVED_COLUMNS " FROM margin.historical_backtest_savedbacktestresult"
    " WHERE user_id = (SELECT umbrella.uid()) AND deleted_at IS NULL"
    " ORDER BY CASE WHEN $1 = 'name' AND $2::int > 0 THEN lower(name) END,"
    " CASE WHEN $1 = 'name' AND $2::int < 0 THEN lower(name) END DESC,"
    " $2::int * CASE $1 WHEN 'leverage' THEN leverage WHEN 'final_equity' THEN final_equity"
    " WHEN 'total_return' THEN total_return_pct WHEN 'cagr' THEN cagr_pct WHEN 'max_drawdown' THEN max_drawdown_pct"
    " WHEN 'liquidations' THEN total_liquidations WHEN 'created' THEN extract(epoch FROM created_at)::float8 END NULLS "
    "LAST,"
    " created_at DESC, id DESC LIMIT $3";

const char *const margin_sort_names[MARGIN_SORTS] = {
    [MARGIN_SORT_CREATED] = "created",       [MARGIN_SORT_NAME] = "name",
    [MARGIN_SORT_LEVERAGE] = "leverage",     [MARGIN_SORT_FINAL] = "final_equity",
    [MARGIN_SORT_RETURN] = "total_return",   [MARGIN_SORT_CAGR] = "cagr",
    [MARGIN_SORT_DRAWDOWN] = "max_drawdown", [MARGIN_SORT_LIQUIDATIONS] = "liquidations",
};

enum err margin_saved_list_ask(struct db *db, enum margin_sort sort, bool descending, int limit)
{
    return db_pipeline_send(db, saved_list_sql, "sii", margin_sort_names[sort], (int64_t)(descending ? -1 : 1),
                            (int64_t)limit);
}

enum err margin_saved_list_take(struct db *db, struct arena *arena, struct margin_saved **rows, int *n)
{
    struct db_result out;
    enum err e = db_pipeline_next(db, arena, &out);
    *n = 0;
    if (e)
        return e;
    *rows = ARENA_ARRAY(arena, (size_t)out.rows, struct margin_saved);
    for (int i = 0; i < out.rows; i++)
        saved_fill(&(*rows)[i], &out, i);
    *n = out.rows;
    return OK;
}

static const char saved_count_sql[] =
    "SELECT coalesce((SELECT n FROM margin.quota WHERE user_id = (SELECT umbrella.uid())), 0), margin.saved_places()";

enum err margin_saved_count_ask(struct db *db)
{
    return db_pipeline_send(db, saved_count_sql, "");
}

enum err margin_saved_count_take(struct db *db, struct arena *arena, int64_t *used, int *places)
{
    struct db_result out;
    enum err e = db_pipeline_next(db, arena, &out);
    *used = e ? 0 : db_int(&out, 0, 0);
    *places = e ? 0 : (int)db_int(&out, 0, 1);
    return e;
}

enum err margin_places_get(struct db *db, struct arena *arena, int *places)
{
    struct db_result out;
    enum err e = db_query(db, arena, &out, "SELECT margin.saved_places()", "");
    *places = e ? 0 : (int)db_int(&out, 0, 0);
    return e;
}

static const char saved_get_sql[] =
    "SELECT " SAVED_COLUMNS " FROM margin.historical_backtest_savedbacktestresult"
    " WHERE result_id = $1 AND user_id = (SELECT umbrella.uid()) AND deleted_at IS NULL";
static const char saved_data_sql[] =
    "SELECT results_data FROM margin.historical_backtest_savedbacktestresult"
    " WHERE result_id = $1 AND user_id = (SELECT umbrella.uid()) AND deleted_at IS NULL";

enum err margin_saved_ask(struct db *db, struct str id, bool with_data)
{
    char uuid[37];
    enum err e = db_pipeline_send(db, saved_get_sql, "u", uuid_or_null(id, uuid));
    if (e || !with_data)
        return e;
    return db_pipeline_send(db, saved_data_sql, "*u", uuid_or_null(id, uuid));
}

enum err margin_saved_take(struct db *db, struct arena *arena, struct margin_saved *s, struct str *data)
{
    struct db_result out;
    enum err e = db_pipeline_next(db, arena, &out);
    if (e)
        return e;
    if (out.rows == 0)
        return ERR_NOTFOUND;
    saved_fill(s, &out, 0);
    if (!data)
        return OK;
    if ((e = db_pipeline_next(db, arena, &out)))
        return e;
    if (out.rows == 0)
        return ERR_NOTFOUND;
    *data = db_bytes(&out, 0, 0, arena);
    return OK;
}

static const char quota_sql[] = "SELECT set_config('hub.saved_quota', $1::text, true)";
static const char saved_add_sql[] =
    "INSERT INTO margin.historical_backtest_savedbacktestresult (user_id, user_email, name, mode, ticker, start_date, "
    "end_date,"
    " leverage, account_type, initial_investment, results_data, engine_version, data_version, inputs_hash, result_hash,"
    " final_equity, total_return_pct, cagr_pct, max_drawdown_pct, total_liquidations, idem_key)"
    " VALUES ((SELECT umbrella.uid()), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, nullif($15, "
    "'NaN'::float8),"
    " nullif($16, 'NaN'::float8), nullif($17, 'NaN'::float8), nullif($18, 'NaN'::float8), $19, $20)"
    " ON CONFLICT (user_id, idem_key) DO NOTHING RETURNING result_id";
static const char saved_again_sql[] =
    "SELECT result_id FROM margin.historical_backtest_savedbacktestresult"
    " WHERE user_id = (SELECT umbrella.uid()) AND idem_key = $1 AND deleted_at IS NULL";

/* The trigger's refusal, told apart from every other fault. */
static enum err quota_or(struct db *db, enum err e)
{
    return e && strcmp(db_constraint(db), "saved_quota") == 0 ? ERR_LIMIT : e;
}

static enum err saved_begin(struct db *db, struct arena *arena, const char *sid, int quota)
{
    enum err e = db_begin(db, sid);
    return e ? e : db_query(db, arena, NULL, quota_sql, "i", (int64_t)quota);
}

static enum err saved_insert(struct db *db, struct arena *arena, const struct margin_saved_new *s, const char *key,
                             const char **id)
{
    const struct backtest_answer *a = s->answer;
    const struct backtest_request *r = &a->request;
    const double *m = a->result.metric;
    struct db_result out;
    enum err e;

    e = db_query(db, arena, &out, saved_add_sql, "sSssDDdsdbssssddddiu", s->email, s->name,
                 bt_mode_text[r->config.mode], r->ticker, r->start_day, r->end_day, r->config.leverage,
                 account_text(r->config.account), r->config.equity, s->data, a->engine_version, a->data_version,
                 s->inputs_hash, s->result_hash, m[BT_M_FINAL_EQUITY], m[BT_M_TOTAL_RETURN], m[BT_M_CAGR],
                 m[BT_M_MAX_DRAWDOWN], (int64_t)m[BT_M_LIQUIDATIONS], key);
    if (e)
        return quota_or(db, e);
    if (out.rows == 0 && (e = db_query(db, arena, &out, saved_again_sql, "u", key)))
        return e;
    if (out.rows == 0)
        return ERR_CONFLICT;
    *id = db_text(&out, 0, 0);
    return OK;
}

enum err margin_saved_add(struct db *db, struct arena *arena, const char *sid, const struct margin_saved_new *s,
                          const char **id)
{
    char key[37];
    if (!uuid_or_null(s->idem_key, key))
        return ERR_INPUT;
    enum err e = saved_begin(db, arena, sid, s->quota);
    return db_end(db, e ? e : saved_insert(db, arena, s, key, id));
}

static const char rename_sql[] =
    "UPDATE margin.historical_backtest_savedbacktestresult SET name = $2, updated_at = now()"
    " WHERE result_id = $1 AND user_id = (SELECT umbrella.uid()) AND deleted_at IS NULL RETURNING name";
static const char delete_sql[] =
    "UPDATE margin.historical_backtest_savedbacktestresult SET deleted_at = now()"
    " WHERE result_id = $1 AND user_id = (SELECT umbrella.uid()) AND deleted_at IS NULL RETURNING name";
static const char restore_sql[] = "UPDATE margin.historical_backtest_savedbacktestresult SET deleted_at = NULL"
                                  " WHERE result_id = $1 AND user_id = (SELECT umbrella.uid()) AND deleted_at >= now() "
                                  "- interval '1 day' RETURNING name";

/* The name of the one row that the statement touched. */
static enum err touched(const struct db_result *out, enum err e, const char **name)
{
    if (e)
        return e;
    if (out->rows == 0)
        return ERR_NOTFOUND;
    *name = db_text(out, 0, 0);
    return OK;
}

enum err margin_saved_rename(struct db *db, struct arena *arena, const char *sid, struct str id, struct str name)
{
    char uuid[37];
    const char *kept;
    struct db_result out = {0};
    enum err e = db_begin(db, sid);
    if (!e)
        e = db_query(db, arena, &out, rename_sql, "uS", uuid_or_null(id, uuid), name);
    return db_end(db, touched(&out, e, &kept));
}

enum err margin_saved_delete(struct db *db, struct arena *arena, const char *sid, struct str id, const char **name)
{
    char uuid[37];
    struct db_result out = {0};
    enum err e = db_begin(db, sid);
    if (!e)
        e = db_query(db, arena, &out, delete_sql, "u", uuid_or_null(id, uuid));
    return db_end(db, touched(&out, e, name));
}

enum err margin_saved_restore(struct db *db, struct arena *arena, const char *sid, struct str id, int quota,
                              const char **name)
{
    char uuid[37];
    struct db_result out = {0};
    enum err e = saved_begin(db, arena, sid, quota);
    if (!e)
        e = quota_or(db, db_query(db, arena, &out, restore_sql, "u", uuid_or_null(id, uuid)));
    return db_end(db, touched(&out, e, name));
}
