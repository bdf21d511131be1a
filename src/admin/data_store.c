/* data_store.c: see data_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/data_store.h"

#include "admin/console.h"

#define FROM_WHERE                                                                                                     \
    "  from market.instrument i left join market.data_version v on v.instrument = i.id"                                \
    " where ($1 = '' or i.symbol || ' ' || i.name ilike $1) and ($2 = '' or i.kind = $2)"
#define INSTRUMENTS                                                                                                    \
    "select i.symbol, i.name, i.kind, v.first_day, v.last_day, v.sessions, null,"                                      \
    " (select count(*) from market.dividend d where d.instrument = i.id), umbrella.minute(v.updated_at), "             \
    "i.source" FROM_WHERE " order by "
#define ORDER(up, down)                                                                                                \
    {                                                                                                                  \
        INSTRUMENTS up " limit $3 offset $4", INSTRUMENTS down " limit $3 offset $4"                                   \
    }

static const char *const list_sql[DATA_COLUMNS][2] = {
    [DATA_SYMBOL] = ORDER("i.symbol", "i.symbol desc"),
    [DATA_NAME] = ORDER("lower(i.name), i.id", "lower(i.name) desc, i.id desc"),
    [DATA_KIND] = ORDER("i.kind, i.symbol", "i.kind desc, i.symbol desc"),
    [DATA_FIRST] = ORDER("v.first_day nulls last, i.id", "v.first_day desc nulls last, i.id desc"),
    [DATA_LAST] = ORDER("v.last_day nulls last, i.id", "v.last_day desc nulls last, i.id desc"),
    [DATA_SESSIONS] = ORDER("v.sessions nulls first, i.id", "v.sessions desc nulls last, i.id desc"),
    [DATA_UPDATED] = ORDER("v.updated_at nulls first, i.id", "v.updated_at desc nulls last, i.id desc"),
};
static const char count_sql[] = "select count(*) from (select 1" FROM_WHERE " limit 10001) n";

enum err data_list_ask(struct db *db, const struct listing *l, const struct data_filter *f)
{
    enum err e = console_list_begin(db);
    if (!e)
        e = db_pipeline_send(db, list_sql[l->sort][l->descending], "ssii", f->pattern, f->kind, l->limit, l->offset);
    return e ? e : db_pipeline_send(db, count_sql, "ss", f->pattern, f->kind);
}

enum err data_rates_ask(struct db *db)
{
    return db_pipeline_send(
        db,
        "select s.name, s.title, case when s.monthly then 'monthly' else 'daily' end, min(r.day), max(r.day),"
        " count(r.day) from market.rate_source s left join market.rate r on r.name = s.name"
        " group by s.name order by s.name",
        "");
}

static const char one_sql[] =
    "select i.symbol, i.name, i.kind, i.currency, i.source, v.version, umbrella.minute(v.updated_at), v.first_day,"
    " v.last_day, v.sessions, (select count(*) from market.dividend d where d.instrument = i.id),"
    " (select count(*) from market.dividend d where d.instrument = i.id and not exists"
    "   (select from market.daily_bar b where b.instrument = d.instrument and b.day = d.ex_date))"
    "  from market.instrument i left join market.data_version v on v.instrument = i.id where i.symbol = $1";
static const char steps_sql[] =
    "select s.before, s.day from (select b.day, lag(b.day) over (order by b.day) as before"
    "  from market.daily_bar b join market.instrument i on i.id = b.instrument where i.symbol = $1) s"
    " where s.day - s.before > 1 order by s.day limit 60000";

enum err data_one_ask(struct db *db, struct str symbol)
{
    enum err e = db_pipeline_send(db, one_sql, "S", symbol);
    return e ? e : db_pipeline_send(db, steps_sql, "S", symbol);
}

static int64_t number(const struct db_result *r, int col)
{
    return db_is_null(r, 0, col) ? 0 : db_int(r, 0, col);
}

enum err data_one_take(struct db *db, struct arena *a, struct data_instrument *i, struct data_step **steps, int *n)
{
    struct db_result r, s;
    *n = 0;
    enum err e = db_pipeline_next(db, a, &r);
    if (e || (e = db_pipeline_next(db, a, &s)))
        return e;
    if (!r.rows)
        return ERR_NOTFOUND;
    *i = (struct data_instrument){db_text(&r, 0, 0),        db_text(&r, 0, 1),         db_text(&r, 0, 2),
                                  db_text(&r, 0, 3),        db_text(&r, 0, 4),         db_text(&r, 0, 5),
                                  db_text(&r, 0, 6),        .sessions = number(&r, 9), .dividends = number(&r, 10),
                                  .orphans = number(&r, 11)};
    if (i->sessions) {
        i->first_day = db_day(&r, 0, 7);
        i->last_day = db_day(&r, 0, 8);
    }
    *steps = ARENA_ARRAY(a, (size_t)s.rows + 1, struct data_step);
    for (*n = 0; *n < s.rows; ++*n)
        (*steps)[*n] = (struct data_step){db_day(&s, *n, 0), db_day(&s, *n, 1)};
    return OK;
}

enum err data_delete(struct db *db, struct arena *a, const char *sid, struct str symbol, const char **outcome)
{
    struct db_result r;
    enum err e = db_query_as(db, sid, a, &r, "select umbrella.console_instrument_delete($1)", "S", symbol);
    if (!e)
        *outcome = db_text(&r, 0, 0);
    return e;
}

enum err data_note(struct db *db, struct arena *a, const char *symbol, struct str report)
{
    return db_query(db, a, NULL, "select umbrella.console_import_note($1, $2::jsonb)", "sS", symbol, report);
}
