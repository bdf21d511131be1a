/* series_store.c: see series_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/series_store.h"

#include "base/num.h"
#include "base/zstd.h"
#include "compute/answer.h"
#include "engine/series.h"
#include "market/series_pack.h"

/* The row that returns begin at is not in their file. */
#define FILE_ROWS "v.n_rows - v.is_base_assumed::integer"
#define ROW                                                                                                            \
    "select s.series_id, s.name, coalesce(s.note, ''), s.origin, s.source, coalesce(s.symbol, ''),"                    \
    " to_char(s.created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'),"                                                 \
    " to_char(s.updated_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), s.version, v.kind, v.unit, v.frequency,"         \
    " " FILE_ROWS ", v.n_rows, v.bytes, v.first_day, v.last_day, v.columns @> '{close,adj_close}'"                     \
    "  from returns.series s join returns.series_version v on v.series = s.id and v.number = s.version"                \
    " where s.user_id = (select umbrella.uid())"

static void fill(struct series_row *s, const struct db_result *r, int i)
{
    *s = (struct series_row){.id = db_text(r, i, 0),
                             .name = db_text(r, i, 1),
                             .note = db_text(r, i, 2),
                             .origin = db_text(r, i, 3),
                             .source = db_text(r, i, 4),
                             .symbol = db_text(r, i, 5),
                             .created = db_text(r, i, 6),
                             .updated = db_text(r, i, 7),
                             .version = db_int(r, i, 8),
                             .kind = db_text(r, i, 9),
                             .unit = db_text(r, i, 10),
                             .frequency = db_text(r, i, 11),
                             .n_rows = db_int(r, i, 12),
                             .n_levels = db_int(r, i, 13),
                             .bytes = db_int(r, i, 14),
                             .first_day = db_day(r, i, 15),
                             .last_day = db_day(r, i, 16),
                             .has_both_bases = db_bool(r, i, 17)};
}

static enum err rows_take(struct db *db, struct arena *a, struct series_row **rows, int *n)
{
    struct db_result r;
    enum err e = db_pipeline_next(db, a, &r);
    if (e)
        return e;
    *n = r.rows;
    *rows = ARENA_ARRAY(a, (size_t)r.rows, struct series_row);
    for (int i = 0; i < r.rows; i++)
        fill(&(*rows)[i], &r, i);
    return OK;
}

/* ---- lists ---- */

#define LISTED                                                                                                         \
    ROW " and s.deleted_at is null and ($1 = '' or strpos(lower(s.name || ' ' || s.source || ' ' || coalesce(s.note, " \
        "'')),"                                                                                                        \
        " lower($1)) > 0) and ($2 = '' or v.kind = $2) and ($3 = '' or v.frequency = $3)"
#define SORTED(order)                                                                                                  \
    {                                                                                                                  \
        LISTED " order by " order ", s.id limit $4 offset $5",                                                         \
            LISTED " order by " order " desc, s.id desc limit $4 offset $5"                                            \
    }
static const char *const list_sql[SERIES_COLUMNS][2] = {
    [SERIES_BY_NAME] = SORTED("lower(s.name)"),    [SERIES_BY_KIND] = SORTED("v.kind"),
    [SERIES_BY_FREQUENCY] = SORTED("v.frequency"), [SERIES_BY_ROWS] = SORTED(FILE_ROWS),
    [SERIES_BY_FIRST] = SORTED("v.first_day"),     [SERIES_BY_LAST] = SORTED("v.last_day"),
    [SERIES_BY_BYTES] = SORTED("v.bytes"),         [SERIES_BY_CREATED] = SORTED("s.created_at"),
};
static const char count_sql[] = "select count(*) from (" LISTED " limit 10001) n";

enum err series_list_ask(struct db *db, const struct listing *l, const struct series_filter *f)
{
    enum err e = db_pipeline_send(db, list_sql[l->sort][l->descending], "SSSii", f->words, f->kind, f->frequency,
                                  l->limit, l->offset);
    return e ? e : db_pipeline_send(db, count_sql, "SSS", f->words, f->kind, f->frequency);
}

enum err series_list_take(struct db *db, struct arena *a, struct series_row **rows, int *n, int64_t *total)
{
    struct db_result count;
    enum err e = rows_take(db, a, rows, n);
    if (!e && !(e = db_pipeline_next(db, a, &count)))
        *total = db_int(&count, 0, 0);
    return e;
}

static const char newest_sql[] = ROW " and s.deleted_at is null order by s.created_at desc, s.id desc limit $1";

enum err series_newest_ask(struct db *db, int limit)
{
    return db_pipeline_send(db, newest_sql, "i", (int64_t)limit);
}

enum err series_newest_take(struct db *db, struct arena *a, struct series_row **rows, int *n)
{
    return rows_take(db, a, rows, n);
}

enum err room_ask(struct db *db)
{
    return db_pipeline_send(
        db, "select series, series_most, analyses, analyses_most, bytes, bytes_most from returns.usage()", "");
}

enum err room_take(struct db *db, struct arena *a, struct room *out)
{
    struct db_result r;
    enum err e = db_pipeline_next(db, a, &r);
    if (!e)
        *out = (struct room){db_int(&r, 0, 0), db_int(&r, 0, 1), db_int(&r, 0, 2),
                             db_int(&r, 0, 3), db_int(&r, 0, 4), db_int(&r, 0, 5)};
    return e;
}

/* ---- one ---- */

static const char one_sql[] = ROW " and s.deleted_at is null and s.series_id = $1";
#define OF_MINE                                                                                                        \
    " from returns.series s join returns.series_version v on v.series = s.id"                                          \
    " where s.series_id = $1 and s.user_id = (select umbrella.uid()) and s.deleted_at is null"
#define OF_VERSION " and v.number = case when $2 > 0 then $2 else s.version end"

static const char data_sql[] = "select v.data, s.name, v.kind" OF_MINE OF_VERSION;

enum err series_ask(struct db *db, struct str id, int64_t version)
{
    enum err e = db_pipeline_send(db, one_sql, "U", id);
    return e ? e : db_pipeline_send(db, data_sql, "*Ui", id, version);
}

enum err series_take(struct db *db, struct arena *a, struct series_row *s)
{
    struct db_result r;
    enum err e = db_found(&r, db_pipeline_next(db, a, &r));
    if (!e)
        fill(s, &r, 0);
    return e;
}

static enum err unpack(struct arena *a, const struct db_result *r, struct price_file_series *s, enum price_kind *kind,
                       const char **why)
{
    *s = (struct price_file_series){.name = str_dup(a, db_str(r, 0, 1))};
    *kind = str_eq(db_str(r, 0, 2), "returns") ? PRICE_KIND_RETURNS : PRICE_KIND_PRICES;
    return series_unpack(a, db_bytes(r, 0, 0, a), s, why) ? OK : ERR_INTERNAL;
}

enum err series_data_take(struct db *db, struct arena *a, struct price_file_series *s, enum price_kind *kind,
                          const char **why)
{
    struct db_result r;
    *why = "there is no such series";
    enum err e = db_found(&r, db_pipeline_next(db, a, &r));
    return e ? e : unpack(a, &r, s, kind, why);
}

enum err series_find(struct db *db, struct arena *a, const char *sid, struct str id, struct series_row *s)
{
    struct db_result r;
    enum err e = db_found(&r, db_query_as(db, sid, a, &r, one_sql, "U", id));
    if (!e)
        fill(s, &r, 0);
    return e;
}

enum err series_get(struct db *db, struct arena *a, const char *sid, struct str id, int64_t version,
                    struct series_row *row, struct price_file_series *s, enum price_kind *kind, const char **why)
{
    struct db_result one, data;
    enum err e = db_begin(db, sid);
    *why = "there is no such series";
    if (!e && !(e = db_found(&one, db_query(db, a, &one, one_sql, "U", id))))
        e = db_found(&data, db_query(db, a, &data, data_sql, "*Ui", id, version));
    if ((e = db_end(db, e)))
        return e;
    fill(row, &one, 0);
    return unpack(a, &data, s, kind, why);
}

/* One's own first: they tell more than what an analysis called them. */
static const char called_sql[] =
    "select x.what, x.name, x.source, x.day, x.is_there from ("
    " select s.series_id || '@' || v.number, s.name, v.source, to_char(v.created_at at time zone 'UTC', 'YYYY-MM-DD'),"
    "  s.deleted_at is null, 1"
    "  from returns.series s join returns.series_version v on v.series = s.id"
    "  where s.user_id = (select umbrella.uid())"
    " union all select y.series_id || '@' || y.version, y.name, '', '', false, 2"
    "  from (values ($2::uuid), ($3::uuid)) a(id), returns.analysis_series(a.id) y"
    ") x(what, name, source, day, is_there, place) where x.what = any($1::text[]) order by x.place";

enum err series_called_get(struct db *db, struct arena *a, const char *sid, const struct str *what, int n,
                           struct str first, struct str second, struct series_called *out)
{
    struct db_result r;
    struct buf names;
    db_array_begin(&names, a);
    for (int i = 0; i < n; i++)
        db_array_add(&names, what[i]);
    enum err e = db_query_as(db, sid, a, &r, called_sql, "SUU", db_array_end(&names), first, second);
    for (int i = 0; !e && i < n; i++) {
        out[i] = (struct series_called){"", "", "", false};
        for (int k = 0; k < r.rows && !*out[i].name; k++)
            if (str_eq_nocase(what[i], db_text(&r, k, 0)))
                out[i] =
                    (struct series_called){db_text(&r, k, 1), db_text(&r, k, 2), db_text(&r, k, 3), db_bool(&r, k, 4)};
    }
    return e;
}

static const char versions_sql[] =
    "select v.number, " FILE_ROWS
    ", v.bytes, v.made_by, v.source, to_char(v.created_at at time zone 'UTC', 'YYYY-MM-DD "
    "HH24:MI'),"
    " v.kind, v.unit, v.frequency, v.content_hash, v.report, v.mapping, v.first_day, v.last_day, v.is_base_assumed,"
    " v.original is not null" OF_MINE " order by v.number desc";

enum err series_versions_ask(struct db *db, struct str id)
{
    return db_pipeline_send(db, versions_sql, "U", id);
}

enum err series_versions_take(struct db *db, struct arena *a, struct series_version **out, int *n)
{
    struct db_result r;
    enum err e = db_pipeline_next(db, a, &r);
    if (e)
        return e;
    *n = r.rows;
    *out = ARENA_ARRAY(a, (size_t)r.rows, struct series_version);
    for (int i = 0; i < r.rows; i++)
        (*out)[i] = (struct series_version){.number = db_int(&r, i, 0),
                                            .n_rows = db_int(&r, i, 1),
                                            .bytes = db_int(&r, i, 2),
                                            .made_by = db_text(&r, i, 3),
                                            .source = db_text(&r, i, 4),
                                            .created = db_text(&r, i, 5),
                                            .kind = db_text(&r, i, 6),
                                            .unit = db_text(&r, i, 7),
                                            .frequency = db_text(&r, i, 8),
                                            .content_hash = db_text(&r, i, 9),
                                            .report = db_str(&r, i, 10),
                                            .mapping = db_str(&r, i, 11),
                                            .first_day = db_day(&r, i, 12),
                                            .last_day = db_day(&r, i, 13),
                                            .is_base_assumed = db_bool(&r, i, 14),
                                            .has_original = db_bool(&r, i, 15)};
    return OK;
}

enum err series_original_ask(struct db *db, struct str id, int64_t version)
{
    return db_pipeline_send(db, "select v.original, v.source" OF_MINE OF_VERSION " and v.original is not null", "*Ui",
                            id, version);
}

enum err series_original_take(struct db *db, struct arena *a, struct str *bytes, const char **source)
{
    struct db_result r;
    enum err e = db_found(&r, db_pipeline_next(db, a, &r));
    if (e)
        return e;
    *source = str_dup(a, db_str(&r, 0, 1));
    return zstd_unpack(a, db_bytes(&r, 0, 0, a), FILE_BYTES_MAX, bytes) ? OK : ERR_INTERNAL;
}

/* ---- changes ---- */

/* The trigger's refusals, told apart from every other fault. */
static enum err room_or(const struct db *db, enum err e)
{
    e = db_limit(db, e, "series_quota");
    return db_limit(db, e, "bytes_quota");
}

const char *series_room_words(const struct db *db)
{
    return strcmp(db_constraint(db), "series_quota") == 0
               ? "All places for series are used. Delete a series that you no longer need, then keep this one."
               : "There is no room left for it. Delete series or analyses that you no longer need, then keep this one.";
}

static enum err use_draft(struct db *db, struct arena *a, const char *draft)
{
    struct db_result r;
    if (!draft)
        return OK;
    return db_found(&r, db_query(db, a, &r, "delete from returns.draft where draft_id = $1 returning 1", "u", draft));
}

static struct str columns_array(struct arena *a, const struct price_file_series *s)
{
    struct buf b;
    db_array_begin(&b, a);
    for (int field = 0; field < PRICE_FIELDS; field++)
        if (s->value[field])
            db_array_add(&b, str_of(series_column_name[field]));
    return db_array_end(&b);
}

static const char version_sql[] = "insert into returns.series_version (series, user_id, number, made_by, source, kind, "
                                  "unit, frequency, n_rows, first_day,"
                                  " last_day, is_base_assumed, columns, content_hash, data, mapping, report, original)"
                                  " values ($1, (select umbrella.uid()), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
                                  "$12::text[], $13, $14, $15::jsonb, $16::jsonb,"
                                  " case when $18 then $17::bytea end)";

/* Returns have one level more than rows: the one that they begin at. */
static enum err insert_version(struct db *db, struct arena *a, int64_t series, int64_t number,
                               const struct version_new *v)
{
    const struct price_file_series *s = v->columns;
    const bool is_returns = v->kind == PRICE_KIND_RETURNS;
    struct series_spacing spacing;
    struct str plain;
    char hash[INPUTS_HASH];
    struct str data = series_pack(a, s, &plain), original = v->original.n ? zstd_pack(a, v->original) : STR("");
    series_spacing_find(s->day, s->n, &spacing);
    inputs_hash_of(plain, hash);
    enum err e =
        db_query(db, a, NULL, version_sql, "iissssSiDDtSsbSSbt", series, number, v->made_by, v->source,
                 is_returns ? "returns" : "prices", v->unit, str_of(frequency_key[spacing.frequency]),
                 (int64_t)s->n + is_returns, is_returns ? s->base_day : s->day[0], s->day[s->n - 1], is_returns,
                 columns_array(a, s), hash, data, v->mapping, v->report, original, (int)(original.n > 0));
    return room_or(db, e);
}

static enum err insert_series(struct db *db, struct arena *a, const struct series_new *s, const char **id)
{
    struct db_result r;
    enum err e = db_query(
        db, a, &r,
        "insert into returns.series (user_id, name, origin, source) values ((select umbrella.uid()), $1, $2, $3)"
        " returning id, series_id",
        "sss", s->name, s->origin, s->first.source);
    if (e)
        return room_or(db, e);
    *id = db_text(&r, 0, 1);
    return insert_version(db, a, db_int(&r, 0, 0), 1, &s->first);
}

enum err series_add(struct db *db, struct arena *a, const char *sid, const char *draft, const struct series_new *s,
                    int n, const char **ids)
{
    enum err e = db_begin(db, sid);
    if (!e)
        e = use_draft(db, a, draft);
    for (int i = 0; !e && i < n; i++)
        e = insert_series(db, a, &s[i], &ids[i]);
    return db_end(db, e);
}

static enum err add_version(struct db *db, struct arena *a, struct str id, int64_t known, const struct version_new *v)
{
    struct db_result r;
    enum err e =
        db_query(db, a, &r,
                 "update returns.series set version = version + 1, updated_at = now()"
                 " where series_id = $1 and user_id = (select umbrella.uid()) and version = $2 and deleted_at is null"
                 " returning id, version",
                 "Ui", id, known);
    if (!e && !r.rows)
        return ERR_CONFLICT;
    return e ? e : insert_version(db, a, db_int(&r, 0, 0), db_int(&r, 0, 1), v);
}

enum err series_version_add(struct db *db, struct arena *a, const char *sid, const char *draft, struct str id,
                            int64_t known, const struct version_new *v)
{
    enum err e = db_begin(db, sid);
    if (!e && !(e = use_draft(db, a, draft)))
        e = add_version(db, a, id, known, v);
    return db_end(db, e);
}

#define CHANGE "update returns.series set "
#define MINE " where series_id = $1 and user_id = (select umbrella.uid()) and deleted_at is null returning name"
static const char change_sql[] = CHANGE "name = $2, note = nullif($3, ''), updated_at = now()" MINE;
static const char symbol_sql[] = CHANGE "symbol = nullif($2, ''), updated_at = now()" MINE;
static const char delete_sql[] = CHANGE "deleted_at = now()" MINE;
/* What was chosen under its symbol meanwhile keeps that. */
static const char restore_sql[] = CHANGE "deleted_at = null, symbol = case when not exists (select from returns.series "
                                         "o where o.user_id = (select umbrella.uid())"
                                         " and o.symbol = series.symbol and o.deleted_at is null) then symbol end"
                                         " where series_id = $1 and user_id = (select umbrella.uid()) and deleted_at "
                                         ">= now() - interval '1 day' returning name";

enum err series_change(struct db *db, struct arena *a, const char *sid, struct str id, struct str name, struct str note)
{
    struct db_result r;
    return db_found(&r, db_query_as(db, sid, a, &r, change_sql, "USS", id, name, note));
}

enum err series_symbol_set(struct db *db, struct arena *a, const char *sid, struct str id, struct str symbol)
{
    struct db_result r;
    return db_found(&r, db_query_as(db, sid, a, &r, symbol_sql, "US", id, symbol));
}

enum err series_delete(struct db *db, struct arena *a, const char *sid, struct str id, const char **name)
{
    struct db_result r;
    return db_found_text(&r, db_query_as(db, sid, a, &r, delete_sql, "U", id), name);
}

enum err series_restore(struct db *db, struct arena *a, const char *sid, struct str id, const char **name)
{
    struct db_result r;
    enum err e = db_begin(db, sid);
    if (!e)
        e = db_found_text(&r, room_or(db, db_query(db, a, &r, restore_sql, "U", id)), name);
    return db_end(db, e);
}

/* ---- files that wait ---- */

static const char draft_sql[] =
    "insert into returns.draft (user_id, series, origin, source, mapping, file)"
    " select (select umbrella.uid()), s.id, $1, $2, $3::jsonb, $4 from (values (1)) as always"
    "  left join returns.series s on s.series_id = $5 and s.user_id = (select umbrella.uid()) and s.deleted_at is null"
    " where $5 is null or s.id is not null returning draft_id";

enum err draft_add(struct db *db, struct arena *a, const char *sid, const struct draft *d, const char **id)
{
    struct db_result r;
    enum err e = db_begin(db, sid);
    if (!e)
        e = db_found_text(&r,
                          db_query(db, a, &r, draft_sql, "ssSbu", d->origin, d->source, d->mapping,
                                   zstd_pack(a, d->bytes), d->series),
                          id);
    return db_end(db, e);
}

enum err draft_ask(struct db *db, struct str id)
{
    return db_pipeline_send(
        db,
        "select d.origin, d.source, d.mapping::text, coalesce(s.series_id::text, ''), coalesce(s.name, ''),"
        " coalesce(s.version, 0)::text, d.file from returns.draft d left join returns.series s on s.id = d.series"
        " where d.draft_id = $1 and d.user_id = (select umbrella.uid())",
        "*U", id);
}

enum err draft_take(struct db *db, struct arena *a, struct draft *d)
{
    struct db_result r;
    enum err e = db_found(&r, db_pipeline_next(db, a, &r));
    if (e)
        return e;
    *d = (struct draft){.origin = str_dup(a, db_str(&r, 0, 0)),
                        .source = str_dup(a, db_str(&r, 0, 1)),
                        .mapping = db_str(&r, 0, 2),
                        .series = str_dup(a, db_str(&r, 0, 3)),
                        .series_name = str_dup(a, db_str(&r, 0, 4))};
    if (!num_parse_int(db_str(&r, 0, 5), &d->series_version) ||
        !zstd_unpack(a, db_bytes(&r, 0, 6, a), FILE_BYTES_MAX, &d->bytes))
        return ERR_INTERNAL;
    return OK;
}

enum err draft_change(struct db *db, struct arena *a, const char *sid, struct str id, struct str mapping)
{
    struct db_result r;
    return db_found(&r, db_query_as(db, sid, a, &r,
                                    "update returns.draft set mapping = $2::jsonb where draft_id = $1"
                                    " and user_id = (select umbrella.uid()) returning 1",
                                    "US", id, mapping));
}
