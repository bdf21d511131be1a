/* saved_store.c: see saved_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/saved_store.h"

#include <math.h>

#include "base/num.h"

#define FROM_SAVED " FROM margin.historical_backtest_savedbacktestresult"
#define OWN " user_id = (SELECT umbrella.uid())"

/* ---- a row ---- */

#define SELECT_SAVED                                                                                                   \
    "SELECT result_id, name, description, array_to_string(tags, ', '), ticker, mode, account_type,"                    \
    " to_char(created_at" DB_MINUTE ", to_char(updated_at" DB_MINUTE ", to_char(shared_at" DB_MINUTE ", shared_by,"    \
    " start_date, end_date, leverage, initial_investment, profit_threshold, final_equity, total_return_pct, cagr_pct," \
    " max_drawdown_pct, total_liquidations, engine_version, data_version, inputs_hash, result_hash,"                   \
    " user_id IS NOT DISTINCT FROM (SELECT umbrella.uid())" FROM_SAVED

static void fill(struct saved *s, const struct db_result *r, int row)
{
    int col = 0;
    const char **texts[] = {&s->id,           &s->name,    &s->note,    &s->tags,   &s->ticker,   &s->mode,
                            &s->account_type, &s->created, &s->updated, &s->shared, &s->shared_by};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = db_text(r, row, col++);
    s->start_day = db_day(r, row, col++);
    s->end_day = db_day(r, row, col++);
    double *figures[] = {&s->leverage,         &s->equity,   &s->profit_threshold, &s->final_equity,
                         &s->total_return_pct, &s->cagr_pct, &s->max_drawdown_pct, &s->total_liquidations};
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        *figures[i] = db_double_or_nan(r, row, col++);
    const char **origin[] = {&s->engine_version, &s->data_version, &s->inputs_hash, &s->result_hash};
    for (size_t i = 0; i < sizeof origin / sizeof *origin; i++)
        *origin[i] = db_text(r, row, col++);
    s->is_own = db_bool(r, row, col);
}

/* ---- lists ---- */

#define LISTED                                                                                                         \
    " WHERE CASE WHEN $1::boolean THEN shared_at IS NOT NULL ELSE" OWN " END AND deleted_at IS NULL"                   \
    " AND ($2 = '' OR words @@ margin.prefix_query($2)) AND ($3 = '' OR $3 = ANY (tags)) AND ($4 = '' OR mode = $4)"
#define ORDER(column)                                                                                                  \
    {                                                                                                                  \
        SELECT_SAVED LISTED " ORDER BY " column " NULLS LAST, id LIMIT $5 OFFSET $6",                                  \
            SELECT_SAVED LISTED " ORDER BY " column " DESC NULLS LAST, id DESC LIMIT $5 OFFSET $6"                     \
    }
static const char *const list_sql[SAVED_COLUMNS][2] = {
    [SAVED_BY_NAME] = ORDER("lower(name)"),
    [SAVED_BY_LEVERAGE] = ORDER("leverage"),
    [SAVED_BY_FINAL] = ORDER("final_equity"),
    [SAVED_BY_RETURN] = ORDER("total_return_pct"),
    [SAVED_BY_CAGR] = ORDER("cagr_pct"),
    [SAVED_BY_DRAWDOWN] = ORDER("max_drawdown_pct"),
    [SAVED_BY_LIQUIDATIONS] = ORDER("total_liquidations"),
    [SAVED_BY_CREATED] = ORDER("created_at"),
    [SAVED_BY_SHARED] = ORDER("shared_at"),
};
static const char list_count_sql[] = "SELECT count(*) FROM (SELECT 1" FROM_SAVED LISTED " LIMIT 10001) n";

enum err saved_list_ask(struct db *db, const struct listing *l, const struct saved_filter *f)
{
    enum err e = db_pipeline_send(db, list_sql[l->sort][l->descending], "tSSSii", (int)f->team, f->search, f->tag,
                                  f->mode, l->limit, l->offset);
    return e ? e : db_pipeline_send(db, list_count_sql, "tSSS", (int)f->team, f->search, f->tag, f->mode);
}

enum err saved_newest_take(struct db *db, struct arena *arena, struct saved **rows, int *n)
{
    struct db_result out;
    enum err e = db_pipeline_next(db, arena, &out);
    *n = 0;
    if (e)
        return e;
    *rows = ARENA_ARRAY(arena, (size_t)out.rows, struct saved);
    for (int i = 0; i < out.rows; i++)
        fill(&(*rows)[i], &out, i);
    *n = out.rows;
    return OK;
}

enum err saved_list_take(struct db *db, struct arena *arena, struct saved **rows, int *n, int64_t *total)
{
    struct db_result count;
    enum err e = saved_newest_take(db, arena, rows, n);
    if (e || (e = db_pipeline_next(db, arena, &count)))
        return e;
    *total = db_int(&count, 0, 0);
    return OK;
}

enum err saved_newest_ask(struct db *db, int limit)
{
    return db_pipeline_send(
        db, SELECT_SAVED " WHERE" OWN " AND deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT $1", "i",
        (int64_t)limit);
}

enum err saved_tags_ask(struct db *db, bool team)
{
    return db_pipeline_send(db,
                            "SELECT DISTINCT unnest(tags) AS tag" FROM_SAVED
                            " WHERE CASE WHEN $1::boolean THEN shared_at IS NOT NULL ELSE" OWN
                            " END AND deleted_at IS NULL ORDER BY tag LIMIT 200",
                            "t", (int)team);
}

static const char count_sql[] = "SELECT coalesce((SELECT n FROM margin.quota WHERE" OWN "), 0), margin.saved_places()";

enum err saved_count_ask(struct db *db)
{
    return db_pipeline_send(db, count_sql, "");
}

enum err saved_count_take(struct db *db, struct arena *arena, int64_t *used, int *places)
{
    struct db_result out;
    enum err e = db_pipeline_next(db, arena, &out);
    *used = e ? 0 : db_int(&out, 0, 0);
    *places = e ? 0 : (int)db_int(&out, 0, 1);
    return e;
}

enum err saved_places_get(struct db *db, struct arena *arena, int *places)
{
    struct db_result out;
    enum err e = db_query(db, arena, &out, "SELECT margin.saved_places()", "");
    *places = e ? 0 : (int)db_int(&out, 0, 0);
    return e;
}

/* ---- one ---- */

/* The row, and its stored answer in binary. */
#define ONE(where)                                                                                                     \
    {                                                                                                                  \
        SELECT_SAVED " WHERE " where " AND deleted_at IS NULL",                                                        \
            "SELECT results_data" FROM_SAVED " WHERE " where " AND deleted_at IS NULL"                                 \
    }
static const char *const own_sql[2] = ONE("result_id = $1 AND" OWN);
static const char *const team_sql[2] = ONE("result_id = $1 AND shared_at IS NOT NULL");
static const char *const any_sql[2] = ONE("result_id = $1 AND (shared_at IS NOT NULL OR" OWN ")");
static const char *const link_sql[2] = ONE("id = (SELECT margin.link_result())");

static enum err ask_row(struct db *db, const char *const sql[2], struct str id)
{
    enum err e = db_pipeline_send(db, sql[0], "U", id);
    return e ? e : db_pipeline_send(db, sql[1], "*U", id);
}

static enum err ask_link(struct db *db, struct str token)
{
    enum err e = sharing_open_ask(db, "SELECT margin.link_open($1)", token);
    if (e || (e = db_pipeline_send(db, link_sql[0], "")))
        return e;
    return db_pipeline_send(db, link_sql[1], "*");
}

enum err saved_ask(struct db *db, enum saved_door door, struct str key)
{
    return door == SAVED_LINK ? ask_link(db, key) : ask_row(db, door == SAVED_OWN ? own_sql : team_sql, key);
}

enum err saved_any_ask(struct db *db, struct str id)
{
    return ask_row(db, any_sql, id);
}

enum err saved_take(struct db *db, struct arena *arena, enum saved_door door, struct saved *s, struct str *data,
                    enum saved_link_state *link)
{
    struct db_result row, bytes;
    enum err e = door == SAVED_LINK ? sharing_open_take(db, arena, link) : OK;
    if (e || (e = db_pipeline_next(db, arena, &row)) || (e = db_pipeline_next(db, arena, &bytes)))
        return e;
    if (row.rows == 0 || bytes.rows == 0)
        return ERR_NOTFOUND;
    fill(s, &row, 0);
    *data = db_bytes(&bytes, 0, 0, arena);
    return OK;
}

/* ---- changes ---- */

static const char quota_sql[] = "SELECT set_config('hub.saved_quota', $1::text, true)";
static const char add_sql[] =
    "INSERT INTO margin.historical_backtest_savedbacktestresult (user_id, user_email, name, description, tags, mode, "
    "ticker,"
    " start_date, end_date, leverage, account_type, initial_investment, profit_threshold, results_data, "
    "engine_version,"
    " data_version, inputs_hash, result_hash, final_equity, total_return_pct, cagr_pct, max_drawdown_pct, "
    "total_liquidations, idem_key)"
    " VALUES ((SELECT umbrella.uid()), $1, $2, nullif($3, ''), margin.tags_of($4), $5, $6, $7, $8, $9, $10, $11,"
    " nullif($12, 'NaN'::float8)::numeric, $13, $14, $15, $16, $17, nullif($18, 'NaN'::float8),"
    " nullif($19, 'NaN'::float8), nullif($20, 'NaN'::float8), nullif($21, 'NaN'::float8),"
    " nullif($22, 'NaN'::float8)::integer, $23)"
    " ON CONFLICT (user_id, idem_key) DO NOTHING RETURNING result_id";
static const char again_sql[] = "SELECT result_id" FROM_SAVED " WHERE" OWN " AND idem_key = $1 AND deleted_at IS NULL";

static enum err begin(struct db *db, struct arena *arena, const char *sid, int quota)
{
    enum err e = db_begin(db, sid);
    return e ? e : db_query(db, arena, NULL, quota_sql, "i", (int64_t)quota);
}

static enum err insert(struct db *db, struct arena *arena, const struct saved_new *s, const char **id)
{
    const struct backtest_answer *a = s->answer;
    const struct backtest_request *r = &a->request;
    const double *m = a->result.metric;
    double threshold = r->config.mode == BT_PROFIT_THRESHOLD ? r->config.profit_threshold_pct : NAN;
    struct db_result out;
    enum err e;

    e = db_query(db, arena, &out, add_sql, "sSSSssDDdsddbssssdddddU", s->email, s->words.name, s->words.note,
                 s->words.tags, bt_mode_text[r->config.mode], r->ticker, r->start_day, r->end_day, r->config.leverage,
                 r->config.account == BT_REG_T ? "reg_t" : "portfolio", r->config.equity, threshold, s->data,
                 a->engine_version, a->data_version, s->inputs_hash, s->result_hash, m[BT_M_FINAL_EQUITY],
                 m[BT_M_TOTAL_RETURN], m[BT_M_CAGR], m[BT_M_MAX_DRAWDOWN], m[BT_M_LIQUIDATIONS], s->idem_key);
    if (e)
        return db_limit(db, e, "saved_quota");
    if (out.rows == 0 && (e = db_query(db, arena, &out, again_sql, "U", s->idem_key)))
        return e;
    if (out.rows == 0)
        return ERR_CONFLICT;
    *id = db_text(&out, 0, 0);
    return OK;
}

enum err saved_add(struct db *db, struct arena *arena, const char *sid, const struct saved_new *s, const char **id)
{
    if (!str_is_uuid(s->idem_key))
        return ERR_INPUT;
    enum err e = begin(db, arena, sid, s->quota);
    return db_end(db, e ? e : insert(db, arena, s, id));
}

#define CHANGE "UPDATE margin.historical_backtest_savedbacktestresult SET "
#define OF_MINE " WHERE result_id = $1 AND" OWN " AND deleted_at IS NULL RETURNING name"
static const char change_sql[] =
    CHANGE "name = $2, description = nullif($3, ''), tags = margin.tags_of($4), updated_at = now()" OF_MINE;
static const char delete_sql[] = CHANGE "deleted_at = now()" OF_MINE;
static const char restore_sql[] = CHANGE "deleted_at = NULL WHERE result_id = $1 AND" OWN
                                         " AND deleted_at >= now() - interval '1 day' RETURNING name";

enum err saved_change(struct db *db, struct arena *arena, const char *sid, struct str id,
                      const struct saved_words *words)
{
    struct db_result out;
    return db_found_text(
        &out, db_query_as(db, sid, arena, &out, change_sql, "USSS", id, words->name, words->note, words->tags), NULL);
}

enum err saved_delete(struct db *db, struct arena *arena, const char *sid, struct str id, const char **name)
{
    struct db_result out;
    return db_found_text(&out, db_query_as(db, sid, arena, &out, delete_sql, "U", id), name);
}

enum err saved_restore(struct db *db, struct arena *arena, const char *sid, struct str id, int quota, const char **name)
{
    struct db_result out = {0};
    enum err e = begin(db, arena, sid, quota);
    if (!e)
        e = db_limit(db, db_query(db, arena, &out, restore_sql, "U", id), "saved_quota");
    return db_end(db, db_found_text(&out, e, name));
}

enum err saved_share(struct db *db, struct arena *arena, const char *sid, struct str id, bool with_team,
                     const char **name)
{
    struct db_result out;
    return db_found_text(
        &out, db_query_as(db, sid, arena, &out, "SELECT margin.saved_share($1, $2::boolean)", "Ut", id, (int)with_team),
        name);
}

/* ---- links ---- */

enum err saved_link_add(struct db *db, struct arena *arena, const char *sid, struct str id,
                        const unsigned char hash[TOKEN_HASH], int hours, enum saved_link_outcome *outcome)
{
    struct db_result out;
    enum err e = db_query_as(db, sid, arena, &out, "SELECT margin.link_add($1, $2, $3::integer)", "Ubi", id,
                             token_bytes(hash), (int64_t)hours);
    return sharing_outcome(&out, e, outcome);
}

enum err saved_link_revoke(struct db *db, struct arena *arena, const char *sid, struct str id, const char **saved)
{
    struct db_result out;
    int64_t number = 0;
    num_parse_int(id, &number);
    return db_found_text(&out, db_query_as(db, sid, arena, &out, "SELECT margin.link_revoke($1)", "i", number), saved);
}

static const char links_sql[] =
    "SELECT l.id, s.result_id, s.name, " SHARING_LINK_COLUMNS
    " FROM margin.share_link l JOIN margin.historical_backtest_savedbacktestresult s ON s.id = l.saved_id"
    " WHERE l.user_id = (SELECT umbrella.uid()) AND s.deleted_at IS NULL"
    " AND ($1 OR s.result_id = $2)" SHARING_LINK_ORDER;

enum err saved_links_ask(struct db *db, struct str id)
{
    enum err e = db_pipeline_send(db, links_sql, "tU", id.n == 0, id);
    return e ? e : sharing_days_ask(db);
}
