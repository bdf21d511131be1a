/* sweep_store.c: see sweep_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/sweep_store.h"

#define COLUMNS                                                                                                        \
    "s.session_id, to_char(s.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), s.status, s.parameters,"            \
    " s.execution_time_ms"
#define OWN                                                                                                            \
    " FROM margin.historical_backtest_backtestsession s"                                                               \
    " WHERE s.user_id = (SELECT umbrella.uid()) AND s.is_sweep AND s.deleted_at IS NULL"

static const char get_sql[] =
    "SELECT " COLUMNS ", a.answer FROM margin.historical_backtest_backtestsession s"
    " LEFT JOIN margin.sweep_answer a ON a.session_id = s.session_id"
    " WHERE s.user_id = (SELECT umbrella.uid()) AND s.is_sweep AND s.deleted_at IS NULL AND s.session_id = $1";

static struct sweep_run_row row_of(const struct db_result *r, int i)
{
    return (struct sweep_run_row){.id = db_text(r, i, 0),
                                  .created = db_text(r, i, 1),
                                  .status = db_text(r, i, 2),
                                  .parameters = db_str(r, i, 3),
                                  .execution_ms = db_double_or_nan(r, i, 4)};
}

enum err sweep_session_ask(struct db *db, struct str id)
{
    return db_pipeline_send(db, get_sql, "U", id);
}

enum err sweep_session_take(struct db *db, struct arena *arena, struct sweep_run_row *s)
{
    struct db_result out;
    enum err e = db_found(&out, db_pipeline_next(db, arena, &out));
    if (e)
        return e;
    *s = row_of(&out, 0);
    if (!db_is_null(&out, 0, 5))
        s->answer = db_bytes(&out, 0, 5, arena);
    return OK;
}

#define STARTS(figure) "SELECT " figure " FROM margin.sweep_answer WHERE session_id = $1 AND " figure " IS NOT NULL"
static const char *const starts_sql[SWEEP_FIGURES] = {[SWEEP_FIGURE_MULTIPLE] = STARTS("multiple"),
                                                      [SWEEP_FIGURE_DRAWDOWN] = STARTS("drawdown"),
                                                      [SWEEP_FIGURE_CALL] = STARTS("first_call")};

enum err sweep_starts_get(struct db *db, struct arena *arena, const char *sid, struct str id, enum sweep_figure figure,
                          struct str *packed)
{
    struct db_result out;
    enum err e = db_found(&out, db_query_as(db, sid, arena, &out, starts_sql[figure], "*U", id));
    if (!e)
        *packed = db_bytes(&out, 0, 0, arena);
    return e;
}

#define WORDS                                                                                                          \
    "s.etf || (SELECT coalesce(string_agg(' ' || w.key || ' ' || w.label, ''), '')"                                    \
    " FROM unnest($3::text[], $4::text[]) w(key, label)"                                                               \
    " WHERE w.key IN (s.mode, s.parameters ->> 'parameter', s.parameters ->> 'parameter2',"                            \
    " s.parameters ->> 'start_dates', CASE WHEN s.parameters -> 'bootstrap' IS NOT NULL THEN 'bootstrap' END))"
#define FOUND                                                                                                          \
    OWN " AND ($1 = '' OR to_tsvector('pg_catalog.simple', " WORDS ") @@ margin.prefix_query($1))"                     \
        " AND ($2 = '' OR s.mode = $2)"
#define LIST "SELECT " COLUMNS FOUND " ORDER BY "
#define LIMITS " LIMIT $5 OFFSET $6"
static const char *const list_sql[SWEEP_ORDERS][2] = {
    [SWEEP_BY_CREATED] = {LIST "s.created_at, s.id" LIMITS, LIST "s.created_at DESC, s.id DESC" LIMITS},
    [SWEEP_BY_TICKER] = {LIST "s.etf, s.id" LIMITS, LIST "s.etf DESC, s.id DESC" LIMITS},
    [SWEEP_BY_STATUS] = {LIST "s.status, s.id" LIMITS, LIST "s.status DESC, s.id DESC" LIMITS},
};
static const char count_sql[] = "SELECT count(*) FROM (SELECT 1" FOUND " LIMIT 10001) n";

enum err sweep_list_ask(struct db *db, const struct listing *l, const struct sweep_filter *f)
{
    enum err e = db_pipeline_send(db, list_sql[l->sort][l->descending], "SSSSii", f->search, f->mode, f->keys,
                                  f->labels, l->limit, l->offset);
    return e ? e : db_pipeline_send(db, count_sql, "SSSS", f->search, f->mode, f->keys, f->labels);
}

enum err sweep_list_take(struct db *db, struct arena *arena, struct sweep_run_row **rows, int *n, int64_t *total)
{
    struct db_result out, count;
    enum err e = db_pipeline_next(db, arena, &out);
    if (e || (e = db_pipeline_next(db, arena, &count)))
        return e;
    *rows = ARENA_ARRAY(arena, (size_t)out.rows, struct sweep_run_row);
    for (int i = 0; i < out.rows; i++)
        (*rows)[i] = row_of(&out, i);
    *n = out.rows;
    *total = db_int(&count, 0, 0);
    return OK;
}

static enum err ask_done(struct db *db, struct arena *arena, const char *sid, const char *sql, struct str id,
                         bool *done)
{
    struct db_result out;
    enum err e = db_query_as(db, sid, arena, &out, sql, "U", id);
    *done = !e && db_bool(&out, 0, 0);
    return e;
}

enum err sweep_session_delete(struct db *db, struct arena *arena, const char *sid, struct str id, bool *done)
{
    return ask_done(db, arena, sid, "SELECT margin.sweep_delete($1)", id, done);
}

enum err sweep_session_restore(struct db *db, struct arena *arena, const char *sid, struct str id, bool *done)
{
    return ask_done(db, arena, sid, "SELECT margin.sweep_restore($1)", id, done);
}
