/* saved_store.c: see saved_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/saved_store.h"

#include <math.h>

#include "base/day.h"
#include "base/num.h"
#include "base/zstd.h"
#include "market/series_pack.h"

enum { ANSWER_MOST = 256 << 20, ROOM_TRIES = 20 };

#define OWN " a.user_id = (select umbrella.uid())"
/* A series of one's own has another version than the one it was computed from; prices of the hub came since, and reach behind its last
 * day, where its window does not end there. */
#define NEWER                                                                                                          \
    " from returns.analysis_input i left join returns.series s on s.id = i.series and s.deleted_at is null"            \
    " left join market.instrument m on m.symbol = i.symbol left join market.data_version d on d.instrument = m.id"     \
    " where i.analysis = a.id and (s.version > i.version or (d.updated_at > r.created_at and d.last_day > r.last_day"  \
    " and coalesce(a.last_day > r.last_day, true)))"
#define COLUMNS                                                                                                        \
    "select a.analysis_id, a.title, a.series_names, a.benchmark, a.basis, to_char(a.created_at" DB_MINUTE ","          \
    " to_char(r.created_at" DB_MINUTE ", to_char(a.shared_at" DB_MINUTE ", a.shared_by,"                               \
    " r.engine_version, r.inputs_hash, r.result_hash, a.user_id is not distinct from (select umbrella.uid()),"         \
    " r.is_pinned, exists (select" NEWER "), r.run, a.run, r.bytes, r.first_day, r.last_day,"                          \
    " r.total, r.cagr, r.volatility, r.sharpe, r.max_drawdown"
#define FROM_SAVED " from returns.analysis a join returns.result r on r.analysis = a.id"
#define SELECT_NEWEST COLUMNS FROM_SAVED " and r.run = a.run where a.deleted_at is null and"

static void fill(struct saved *s, const struct db_result *r, int row)
{
    int col = 0;
    const char **texts[] = {&s->id,        &s->title,          &s->series,      &s->benchmark,
                            &s->basis,     &s->created,        &s->run_at,      &s->shared,
                            &s->shared_by, &s->engine_version, &s->inputs_hash, &s->result_hash};
    double *figures[] = {&s->total, &s->cagr, &s->volatility, &s->sharpe, &s->max_drawdown};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = db_text(r, row, col++);
    s->is_own = db_bool(r, row, col++);
    s->is_pinned = db_bool(r, row, col++);
    s->has_newer = db_bool(r, row, col++);
    s->run = db_int(r, row, col++);
    s->newest = db_int(r, row, col++);
    s->bytes = db_int(r, row, col++);
    s->first_day = db_day(r, row, col++);
    s->last_day = db_day(r, row, col++);
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        *figures[i] = db_double_or_nan(r, row, col++);
}

/* ---- lists ---- */

#define LISTED                                                                                                         \
    " case when $1::boolean then a.shared_at is not null else" OWN " end"                                              \
    " and ($2 = '' or strpos(lower(a.title || ' ' || a.series_names || ' ' || a.benchmark), lower($2)) > 0"            \
    " or exists (select from returns.note n where n.analysis = a.id and strpos(lower(n.text), lower($2)) > 0))"        \
    " and ($3 = '' or a.basis = $3)"
#define ORDER(column)                                                                                                  \
    {                                                                                                                  \
        SELECT_NEWEST LISTED " order by " column " nulls last, a.id limit $4 offset $5",                               \
            SELECT_NEWEST LISTED " order by " column " desc nulls last, a.id desc limit $4 offset $5"                  \
    }
static const char *const list_sql[SAVED_COLUMNS][2] = {
    [SAVED_BY_TITLE] = ORDER("lower(a.title)"), [SAVED_BY_SERIES] = ORDER("lower(a.series_names)"),
    [SAVED_BY_FIRST] = ORDER("r.first_day"),    [SAVED_BY_TOTAL] = ORDER("r.total"),
    [SAVED_BY_CAGR] = ORDER("r.cagr"),          [SAVED_BY_VOLATILITY] = ORDER("r.volatility"),
    [SAVED_BY_SHARPE] = ORDER("r.sharpe"),      [SAVED_BY_DRAWDOWN] = ORDER("r.max_drawdown"),
    [SAVED_BY_RUN] = ORDER("r.created_at"),     [SAVED_BY_CREATED] = ORDER("a.created_at"),
    [SAVED_BY_SHARED] = ORDER("a.shared_at"),
};
static const char count_sql[] =
    "select count(*) from (select 1 from returns.analysis a where a.deleted_at is null and" LISTED " limit 10001) n";

enum err saved_list_ask(struct db *db, const struct listing *l, const struct saved_filter *f)
{
    enum err e = db_pipeline_send(db, list_sql[l->sort][l->descending], "tSSii", (int)f->team, f->words, f->basis,
                                  l->limit, l->offset);
    return e ? e : db_pipeline_send(db, count_sql, "tSS", (int)f->team, f->words, f->basis);
}

static enum err rows_take(struct db *db, struct arena *arena, struct saved **rows, int *n)
{
    struct db_result r;
    enum err e = db_pipeline_next(db, arena, &r);
    if (e)
        return e;
    *n = r.rows;
    *rows = ARENA_ARRAY(arena, (size_t)r.rows, struct saved);
    for (int i = 0; i < r.rows; i++)
        fill(&(*rows)[i], &r, i);
    return OK;
}

enum err saved_list_take(struct db *db, struct arena *arena, struct saved **rows, int *n, int64_t *total)
{
    struct db_result count;
    enum err e = rows_take(db, arena, rows, n);
    if (!e && !(e = db_pipeline_next(db, arena, &count)))
        *total = db_int(&count, 0, 0);
    return e;
}

static const char newest_sql[] = SELECT_NEWEST OWN " order by a.created_at desc, a.id desc limit $1";

enum err saved_newest_ask(struct db *db, int limit)
{
    return db_pipeline_send(db, newest_sql, "i", (int64_t)limit);
}

enum err saved_newest_take(struct db *db, struct arena *arena, struct saved **rows, int *n)
{
    return rows_take(db, arena, rows, n);
}

/* ---- one ---- */

/* The row, then its answer in binary; $2: which run. */
#define RUN " and r.run = coalesce(nullif($2, 0)::integer, a.run) where a.deleted_at is null and"
#define ONE(where)                                                                                                     \
    {                                                                                                                  \
        COLUMNS FROM_SAVED RUN where, "select r.answer, a.request::text" FROM_SAVED RUN where                          \
    }
#define BY_ID " a.analysis_id = $1 and"
static const char *const one_sql[][2] = {
    [SAVED_OWN] = ONE(BY_ID OWN),
    [SAVED_TEAM] = ONE(BY_ID " a.shared_at is not null"),
    [SAVED_ANY] = ONE(BY_ID " (a.shared_at is not null or" OWN ")"),
    [SAVED_LINK] = ONE(" $1::uuid is null and a.id = (select returns.link_analysis())"),
};

enum err saved_ask(struct db *db, enum saved_door door, struct str key, int64_t run)
{
    enum err e = OK;
    if (door == SAVED_LINK) {
        e = sharing_open_ask(db, "select returns.link_open($1)", key);
        key = STR("");
    }
    if (e || (e = db_pipeline_send(db, one_sql[door][0], "Ui", key, run)))
        return e;
    return db_pipeline_send(db, one_sql[door][1], "*Ui", key, run);
}

enum err saved_take(struct db *db, struct arena *arena, enum saved_door door, struct saved *s, struct str *json,
                    struct str *request, enum saved_link_state *link)
{
    struct db_result row, answer;
    enum err e = door == SAVED_LINK ? sharing_open_take(db, arena, link) : OK;
    if (e || (e = db_pipeline_next(db, arena, &row)) || (e = db_pipeline_next(db, arena, &answer)))
        return e;
    if (row.rows == 0 || answer.rows == 0)
        return ERR_NOTFOUND;
    fill(s, &row, 0);
    *request = str_of(str_dup(arena, db_str(&answer, 0, 1)));
    return zstd_unpack(arena, db_bytes(&answer, 0, 0, arena), ANSWER_MOST, json) ? OK : ERR_INTERNAL;
}

enum err saved_series_ask(struct db *db, enum saved_door door, struct str key)
{
    return db_pipeline_send(
        db, "select x.series_id::text, x.version::text, x.name, x.kind, x.data from returns.analysis_series($1) x",
        "*U", door == SAVED_LINK ? STR("") : key);
}

enum err saved_series_take(struct db *db, struct arena *arena, struct analysis_lent *lent)
{
    struct db_result r;
    enum err e = db_pipeline_next(db, arena, &r);
    *lent = (struct analysis_lent){.n = 0};
    for (int i = 0; !e && i < r.rows && i < ANALYSIS_LENT_MAX; i++) {
        struct analysis_lent_series *s = &lent->at[lent->n++];
        const char *why;
        s->id = str_dup(arena, db_str(&r, i, 0));
        s->kind = str_eq(db_str(&r, i, 3), "returns") ? PRICE_KIND_RETURNS : PRICE_KIND_PRICES;
        if (!num_parse_int(db_str(&r, i, 1), &s->version) ||
            !series_unpack(arena, db_bytes(&r, i, 4, arena), &s->columns, &why))
            e = ERR_INTERNAL;
        s->columns.name = str_dup(arena, db_str(&r, i, 2));
    }
    return e;
}

static const char runs_sql[] =
    COLUMNS FROM_SAVED " where a.deleted_at is null and" BY_ID OWN " order by r.run desc limit 200";

enum err saved_runs_ask(struct db *db, struct str id)
{
    return db_pipeline_send(db, runs_sql, "U", id);
}

enum err saved_runs_take(struct db *db, struct arena *arena, struct saved **runs, int *n)
{
    return rows_take(db, arena, runs, n);
}

enum err saved_newer_ask(struct db *db, struct str id)
{
    return db_pipeline_send(db,
                            "select n.name, n.version, n.now, n.last_day" FROM_SAVED " and r.run = a.run"
                            " cross join lateral (select i.name, i.version, s.version as now, d.last_day, i.place" NEWER
                            ") n where a.deleted_at is null and" BY_ID OWN " order by n.place",
                            "U", id);
}

enum err saved_notes_ask(struct db *db, struct str id)
{
    return db_pipeline_send(db,
                            "select n.note_id, n.text, to_char(n.created_at" DB_MINUTE
                            " from returns.note n join returns.analysis a"
                            " on a.id = n.analysis where" BY_ID OWN " order by n.created_at desc, n.id desc limit 200",
                            "U", id);
}

/* ---- changes ---- */

/* Out of places or of room. */
static enum err room_or(const struct db *db, enum err e)
{
    e = db_limit(db, e, "analysis_quota");
    return e == ERR_LIMIT ? e : db_limit(db, e, "bytes_quota");
}

const char *saved_room_words(const struct db *db)
{
    return strcmp(db_constraint(db), "analysis_quota") == 0
               ? "All places for analyses are used. Delete one that you no longer need, then save this one."
               : "There is no room left for it. Delete series or analyses that you no longer need, then save this one.";
}

/* The oldest answers of earlier runs that nobody pinned; ERR_NOTFOUND: there are none. */
static enum err make_room(struct db *db, struct arena *arena, const char *sid)
{
    struct db_result r;
    enum err e =
        db_query_as(db, sid, arena, &r,
                    "delete from returns.result d using (select r.analysis, r.run" FROM_SAVED " where" OWN
                    " and a.deleted_at is null and not r.is_pinned and r.run < a.run order by r.created_at limit 5) old"
                    " where d.analysis = old.analysis and d.run = old.run returning 1",
                    "");
    return db_found(&r, e);
}

static const char input_sql[] =
    "insert into returns.analysis_input (analysis, user_id, place, role, series, version, symbol, name)"
    " select a.id, a.user_id, $2, $3, (select s.id from returns.series s where s.series_id = $4 and s.user_id = "
    "a.user_id),"
    " nullif($5, 0)::integer, $6, $7 from returns.analysis a where" BY_ID OWN;
static const char result_sql[] =
    "insert into returns.result (analysis, user_id, run, answer, inputs_hash, result_hash, engine_version, first_day,"
    " last_day, total, cagr, volatility, sharpe, max_drawdown)"
    " select a.id, a.user_id, a.run, $2, $3, $4, $5, $6, $7, nullif($8, 'NaN'::float8), nullif($9, 'NaN'::float8),"
    " nullif($10, 'NaN'::float8), nullif($11, 'NaN'::float8), nullif($12, 'NaN'::float8)"
    "  from returns.analysis a where" BY_ID OWN;

/* Its inputs and its answer. */
static enum err insert_run(struct db *db, struct arena *arena, struct str id, const struct saved_run *run)
{
    const struct returns_result *first = &run->analysis->series[0];
    const double *m = first->metrics.value;
    enum err e = OK;
    for (int i = 0; !e && i < run->n_inputs; i++) {
        const struct saved_input *in = &run->input[i];
        e = db_query(db, arena, NULL, input_sql, "Uisuiss", id, (int64_t)i, in->role, in->series, in->version,
                     in->symbol, in->name);
    }
    if (e)
        return e;
    return room_or(db, db_query(db, arena, NULL, result_sql, "UbsssDDddddd", id, zstd_pack(arena, run->json),
                                run->inputs_hash, run->result_hash, RETURNS_ENGINE_VERSION, first->level.day[0],
                                first->level.day[first->level.n - 1], m[RETURNS_TOTAL_RETURN], m[RETURNS_CAGR],
                                m[RETURNS_VOLATILITY], m[RETURNS_SHARPE], m[RETURNS_MAX_DRAWDOWN]));
}

/* What lists show of an analysis. */
struct words {
    const char *series, *benchmark, *basis;
    int32_t first, last; /* RETURNS_NO_DAY: not asked for */
};

static struct words words_of(struct arena *arena, const struct saved_run *run)
{
    const struct returns_analysis *an = run->analysis;
    struct buf names;
    buf_init(&names, arena, 256);
    for (int i = 0; i < an->n; i++)
        buf_printf(&names, "%s%s", i ? ", " : "", an->series[i].name);
    return (struct words){names.s, an->benchmark_name ? an->benchmark_name : "", returns_basis_key[an->series[0].basis],
                          an->request.from, an->request.to};
}

static struct str day_or_nothing(struct arena *arena, int32_t day)
{
    return day == RETURNS_NO_DAY ? STR("") : str_of(day_text(day, arena_bytes(arena, DAY_TEXT)));
}

static const char add_sql[] = "insert into returns.analysis (user_id, title, series_names, benchmark, basis, "
                              "first_day, last_day, request, idem_key)"
                              " values ((select umbrella.uid()), $1, $2, left($3, 200), $4, nullif($5, '')::date, "
                              "nullif($6, '')::date, $7::json, $8)"
                              " on conflict (user_id, idem_key) do nothing returning analysis_id";
static const char again_sql[] =
    "select a.analysis_id from returns.analysis a where" OWN " and a.idem_key = $1 and a.deleted_at is null";
static const char note_sql[] =
    "insert into returns.note (analysis, user_id, text)"
    " select a.id, a.user_id, $2 from returns.analysis a where" BY_ID OWN " and a.deleted_at is null returning 1";

/* What the same form saved before; ERR_NOTFOUND. */
static enum err find_again(struct db *db, struct arena *arena, struct str key, const char **id)
{
    struct db_result out;
    enum err e = db_query(db, arena, &out, again_sql, "U", key);
    if (e || !out.rows)
        return e ? e : ERR_NOTFOUND;
    *id = db_text(&out, 0, 0);
    return OK;
}

static enum err insert(struct db *db, struct arena *arena, const struct saved_run *run, struct str title,
                       struct str note, struct str key, const char **id)
{
    struct words w = words_of(arena, run);
    struct db_result out;
    enum err e = find_again(db, arena, key, id);
    if (e != ERR_NOTFOUND ||
        (e = room_or(db, db_query(db, arena, &out, add_sql, "SsssSSSU", title, w.series, w.benchmark, w.basis,
                                  day_or_nothing(arena, w.first), day_or_nothing(arena, w.last), run->request, key))))
        return e;
    if (!out.rows) { /* it was sent twice at once */
        e = find_again(db, arena, key, id);
        return e == ERR_NOTFOUND ? ERR_CONFLICT : e;
    }
    *id = db_text(&out, 0, 0);
    e = insert_run(db, arena, str_of(*id), run);
    return e || !note.n ? e : db_query(db, arena, NULL, note_sql, "US", str_of(*id), note);
}

/* Whether what failed is worth another try. For want of room the oldest answers go; places for analyses cannot be made, but the
 * second try finds what the same form, sent at the same time, saved in the last one. */
static bool try_again(struct db *db, struct arena *arena, const char *sid, enum err e, int *tries)
{
    if (e != ERR_LIMIT || ++*tries == ROOM_TRIES)
        return false;
    return strcmp(db_constraint(db), "analysis_quota") == 0 ? *tries == 1 : make_room(db, arena, sid) == OK;
}

enum err saved_add(struct db *db, struct arena *arena, const char *sid, const struct saved_run *run, struct str title,
                   struct str note, struct str key, const char **id)
{
    enum err e;
    int tries = 0;
    if (!str_is_uuid(key))
        return ERR_INPUT;
    do {
        if (!(e = db_begin(db, sid)))
            e = insert(db, arena, run, title, note, key, id);
        e = db_end(db, e);
    } while (try_again(db, arena, sid, e, &tries));
    return e;
}

static const char run_sql[] =
    "update returns.analysis a set run = a.run + 1, series_names = $3, benchmark = left($4, 200), request = $5::json,"
    " last_run_at = now(), updated_at = now() where" BY_ID OWN " and a.run = $2 and a.deleted_at is null returning 1";
static const char inputs_gone_sql[] = "delete from returns.analysis_input i using returns.analysis a"
                                      " where a.id = i.analysis and" BY_ID OWN;

static enum err add_run(struct db *db, struct arena *arena, struct str id, int64_t known, const struct saved_run *run)
{
    struct words w = words_of(arena, run);
    struct db_result out;
    enum err e = db_query(db, arena, &out, run_sql, "UissS", id, known, w.series, w.benchmark, run->request);
    if (!e && !out.rows)
        return ERR_CONFLICT;
    if (e || (e = db_query(db, arena, NULL, inputs_gone_sql, "U", id)))
        return e;
    return insert_run(db, arena, id, run);
}

enum err saved_run_add(struct db *db, struct arena *arena, const char *sid, struct str id, int64_t known,
                       const struct saved_run *run)
{
    enum err e;
    int tries = 0;
    do {
        if (!(e = db_begin(db, sid)))
            e = add_run(db, arena, id, known, run);
        e = db_end(db, e);
    } while (try_again(db, arena, sid, e, &tries));
    return e;
}

static const char duplicate_sql[] =
    "with c as (insert into returns.analysis (user_id, title, series_names, benchmark, basis, first_day, last_day, "
    "request)"
    " select a.user_id, btrim(left('Copy of ' || a.title, 200)), a.series_names, a.benchmark, a.basis, a.first_day, "
    "a.last_day,"
    " a.request from returns.analysis a where" BY_ID OWN " and a.deleted_at is null returning id, analysis_id),"
    " i as (insert into returns.analysis_input (analysis, user_id, place, role, series, version, symbol, name)"
    " select c.id, i.user_id, i.place, i.role, i.series, i.version, i.symbol, i.name"
    "  from c, returns.analysis a join returns.analysis_input i on i.analysis = a.id where" BY_ID OWN "),"
    " r as (insert into returns.result (analysis, user_id, run, answer, inputs_hash, result_hash, engine_version, "
    "first_day,"
    " last_day, total, cagr, volatility, sharpe, max_drawdown)"
    " select c.id, r.user_id, 1, r.answer, r.inputs_hash, r.result_hash, r.engine_version, r.first_day, r.last_day, "
    "r.total,"
    " r.cagr, r.volatility, r.sharpe, r.max_drawdown from c, returns.analysis a join returns.result r on r.analysis = "
    "a.id"
    "  and r.run = a.run where" BY_ID OWN ") select c.analysis_id from c";

enum err saved_duplicate(struct db *db, struct arena *arena, const char *sid, struct str id, const char **copy)
{
    struct db_result out;
    return db_found_text(&out, room_or(db, db_query_as(db, sid, arena, &out, duplicate_sql, "U", id)), copy);
}

#define CHANGE "update returns.analysis a set "
#define MINE " where" BY_ID OWN " and a.deleted_at is null returning a.title"

enum err saved_rename(struct db *db, struct arena *arena, const char *sid, struct str id, struct str title)
{
    static const char sql[] = CHANGE "title = $2, updated_at = now()" MINE;
    struct db_result out;
    return db_found_text(&out, db_query_as(db, sid, arena, &out, sql, "US", id, title), NULL);
}

enum err saved_pin(struct db *db, struct arena *arena, const char *sid, struct str id, int64_t run, bool on)
{
    static const char sql[] =
        "update returns.result r set is_pinned = $3::boolean from returns.analysis a"
        " where a.id = r.analysis and r.run = $2 and a.deleted_at is null and" BY_ID OWN " returning 1";
    struct db_result out;
    return db_found_text(&out, db_query_as(db, sid, arena, &out, sql, "Uit", id, run, (int)on), NULL);
}

enum err saved_delete(struct db *db, struct arena *arena, const char *sid, struct str id, const char **title)
{
    static const char sql[] = CHANGE "deleted_at = now()" MINE;
    struct db_result out;
    return db_found_text(&out, db_query_as(db, sid, arena, &out, sql, "U", id), title);
}

enum err saved_restore(struct db *db, struct arena *arena, const char *sid, struct str id, const char **title)
{
    static const char sql[] =
        CHANGE "deleted_at = null where" BY_ID OWN " and a.deleted_at >= now() - interval '1 day' returning a.title";
    struct db_result out;
    return db_found_text(&out, room_or(db, db_query_as(db, sid, arena, &out, sql, "U", id)), title);
}

enum err saved_note_add(struct db *db, struct arena *arena, const char *sid, struct str id, struct str text)
{
    struct db_result out;
    return db_found_text(&out, db_query_as(db, sid, arena, &out, note_sql, "US", id, text), NULL);
}

#define MY_NOTE                                                                                                        \
    " from returns.analysis a where a.id = n.analysis and n.note_id = $2 and a.deleted_at is null and" BY_ID OWN       \
    " returning 1"

enum err saved_note_change(struct db *db, struct arena *arena, const char *sid, struct str id, struct str note,
                           struct str text)
{
    static const char change[] = "update returns.note n set text = $3, updated_at = now()" MY_NOTE;
    static const char gone[] = "delete from returns.note n using returns.analysis a where a.id = n.analysis and"
                               " n.note_id = $2 and a.deleted_at is null and" BY_ID OWN " returning 1";
    struct db_result out;
    return db_found_text(&out,
                         text.n ? db_query_as(db, sid, arena, &out, change, "UUS", id, note, text)
                                : db_query_as(db, sid, arena, &out, gone, "UU", id, note),
                         NULL);
}

/* ---- sharing ---- */

enum err saved_share(struct db *db, struct arena *arena, const char *sid, struct str id, bool with_team,
                     const char **title)
{
    struct db_result out;
    return db_found_text(
        &out,
        db_query_as(db, sid, arena, &out, "select returns.analysis_share($1, $2::boolean)", "Ut", id, (int)with_team),
        title);
}

enum err saved_link_add(struct db *db, struct arena *arena, const char *sid, struct str id,
                        const unsigned char hash[TOKEN_HASH], int hours, enum saved_link_outcome *outcome)
{
    struct db_result out;
    enum err e = db_query_as(db, sid, arena, &out, "select returns.link_add($1, $2, $3::integer)", "Ubi", id,
                             token_bytes(hash), (int64_t)hours);
    return sharing_outcome(&out, e, outcome);
}

enum err saved_link_revoke(struct db *db, struct arena *arena, const char *sid, struct str link, const char **saved)
{
    struct db_result out;
    int64_t number = 0;
    num_parse_int(link, &number);
    return db_found_text(&out, db_query_as(db, sid, arena, &out, "select returns.link_revoke($1::bigint)", "i", number),
                         saved);
}

enum err saved_token_revoke(struct db *db, struct arena *arena, const char *sid, struct str token)
{
    unsigned char hash[TOKEN_HASH];
    struct db_result out;
    if (!token_hash(token, hash))
        return ERR_NOTFOUND;
    return db_found_text(
        &out, db_query_as(db, sid, arena, &out, "select returns.link_revoke($1::bytea)", "b", token_bytes(hash)), NULL);
}

static const char links_sql[] = "select l.id, a.analysis_id, a.title, " SHARING_LINK_COLUMNS
                                " from returns.share_link l join returns.analysis a on a.id = l.analysis"
                                " where l.user_id = (select umbrella.uid()) and a.deleted_at is null"
                                " and ($1 or a.analysis_id = $2)" SHARING_LINK_ORDER;

enum err saved_links_ask(struct db *db, struct str id)
{
    enum err e = db_pipeline_send(db, links_sql, "tU", id.n == 0, id);
    return e ? e : sharing_days_ask(db);
}
