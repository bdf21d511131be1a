/* series_store.c: see series_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/series_store.h"

#define ROW                                                                                                            \
    "select s.series_id, s.name, coalesce(s.note, ''), s.origin, s.source, coalesce(s.symbol, ''),"                    \
    " to_char(s.created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'),"                                                 \
    " to_char(s.updated_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), s.version, v.kind, v.unit, v.frequency,"         \
    " v.n_rows, v.bytes, v.first_day, v.last_day, v.columns @> '{close,adj_close}'"                                    \
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
                             .bytes = db_int(r, i, 13),
                             .first_day = db_day(r, i, 14),
                             .last_day = db_day(r, i, 15),
                             .has_both_bases = db_bool(r, i, 16)};
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
