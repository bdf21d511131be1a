/* store_write.c: see store_write.h. Columns travel as PostgreSQL arrays: one statement stores a whole series, and tells
 * new days from changed ones.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/store_write.h"

#include "market/own.h"

#include <math.h>

#include "base/day.h"
#include "base/num.h"

const char *market_symbol(struct arena *a, struct str text)
{
    text = str_trim(text);
    char *s = str_dup(a, text);
    size_t n = text.n;
    for (char *p = s; p < s + n; p++) {
        if (*p >= 'a' && *p <= 'z')
            *p = (char)(*p - 'a' + 'A');
        bool first = (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || *p == '^';
        if (!first && (p == s || !*p || !strchr(".=_-", *p)))
            return NULL;
    }
    return n >= 1 && n <= 32 && !own_is(s) ? s : NULL;
}

/* ---- columns as text ---- */

static const char *array_days(struct arena *a, const int32_t *day, size_t n)
{
    struct buf b;
    buf_init(&b, a, n * DAY_TEXT + 2);
    for (size_t i = 0; i < n; i++) {
        char text[DAY_TEXT];
        buf_putc(&b, i ? ',' : '{');
        buf_puts(&b, day_text(day[i], text));
    }
    buf_puts(&b, n ? "}" : "{}");
    return b.s;
}

/* x NULL: a column of NULLs. NaN is NULL. */
static const char *array_numbers(struct arena *a, const double *x, size_t n)
{
    struct buf b;
    buf_init(&b, a, n * 12 + 2);
    for (size_t i = 0; i < n; i++) {
        buf_putc(&b, i ? ',' : '{');
        if (x && isfinite(x[i]))
            b.n += (size_t)num_write(x[i], buf_room(&b, NUM_TEXT));
        else
            buf_puts(&b, "NULL");
    }
    buf_puts(&b, n ? "}" : "{}");
    return b.s;
}

/* ---- one transaction each, or a part of the one that is open ---- */

/* Imports wait for each other: a version must be made of what is really there. Readers are not held up. */
static enum err begin(struct db *db, struct arena *a, bool *is_part)
{
    *is_part = db_in_transaction(db);
    enum err e = *is_part ? OK : db_begin(db, NULL);
    return e ? e : db_query(db, a, NULL, "lock table market.data_version in share row exclusive mode", "");
}

static enum err finish(struct db *db, bool is_part, enum err e)
{
    if (is_part)
        return e;
    if (!e)
        e = db_commit(db);
    if (e)
        db_rollback(db);
    return e;
}

/* Make the versions anew, of one instrument or, with 0, of all. */
static enum err renew_versions(struct db *db, struct arena *a, int64_t instrument)
{
    return db_query(
        db, a, NULL,
        "insert into market.data_version as v (instrument, version, sessions, first_day, last_day, updated_at) "
        "select i.id, encode(sha256(convert_to(concat_ws(E'\\n', b.rows, d.rows, r.rows), 'UTF8')), 'hex'), "
        "       b.sessions, b.first_day, b.last_day, now() "
        "from market.instrument i "
        "cross join lateral (select count(*) as sessions, min(day) as first_day, max(day) as last_day, "
        "  'bars' || string_agg(row(day - date '1970-01-01', open, high, low, close, adj_close, volume)::text, '' "
        "    order by day) as rows from market.daily_bar where instrument = i.id) b "
        "cross join lateral (select 'dividends' || coalesce(string_agg(row(ex_date - date '1970-01-01', amount)::text, "
        "    '' order by ex_date), '') as rows from market.dividend where instrument = i.id) d "
        "cross join (select 'rates' || coalesce(string_agg(row(s.monthly, r.day - date '1970-01-01', r.percent)::text, "
        "    '' order by r.day), '') as rows from market.rate r join market.rate_source s on s.name = r.name "
        "    where r.name = 'FEDFUNDS') r "
        "where b.sessions > 0 and ($1 = 0 or i.id = $1) "
        "on conflict (instrument) do update set version = excluded.version, sessions = excluded.sessions, "
        "  first_day = excluded.first_day, last_day = excluded.last_day, updated_at = excluded.updated_at "
        "where v.version <> excluded.version",
        "i", instrument);
}

static void count(const struct db_result *r, size_t n, struct market_stored *out)
{
    out->added = db_int(r, 0, 0);
    out->changed = db_int(r, 0, 1);
    out->same = (int64_t)n - out->added - out->changed;
    out->replaced = 0;
}

static enum err store_label(struct db *db, struct arena *a, const struct market_label *label, int64_t *id)
{
    struct db_result r;
    enum err e =
        db_query(db, a, &r,
                 "insert into market.instrument as i (symbol, name, kind, currency, source) "
                 "values ($1, coalesce($2, $1), coalesce($3, 'other'), coalesce($4, 'USD'), coalesce($5, '')) "
                 "on conflict (symbol) do update set name = coalesce($2, i.name), kind = coalesce($3, i.kind), "
                 "  currency = coalesce($4, i.currency), source = coalesce($5, i.source) returning id",
                 "sssss", label->symbol, label->name, label->kind, label->currency, label->source);
    if (!e)
        *id = db_int(&r, 0, 0);
    return e;
}

static enum err store_bars(struct db *db, struct arena *a, int64_t instrument, const struct price_file_series *s,
                           struct market_stored *out)
{
    struct db_result r;
    double *const *x = s->value;
    enum err e = db_query(
        db, a, &r,
        "with w as (insert into market.daily_bar as b "
        "  select $1, t.* from unnest($2::date[], $3::float8[], $4::float8[], $5::float8[], $6::float8[], "
        "$7::float8[], "
        "    $8::float8[]) t "
        "  on conflict (instrument, day) do update set open = excluded.open, high = excluded.high, low = excluded.low, "
        "    close = excluded.close, adj_close = excluded.adj_close, volume = excluded.volume "
        "  where (b.open, b.high, b.low, b.close, b.adj_close, b.volume) is distinct from (excluded.open, "
        "    excluded.high, excluded.low, excluded.close, excluded.adj_close, excluded.volume) "
        "  returning b.xmax = 0 as fresh) "
        "select count(*) filter (where fresh), count(*) filter (where not fresh) from w",
        "isssssss", instrument, array_days(a, s->day, s->n), array_numbers(a, x[PRICE_OPEN], s->n),
        array_numbers(a, x[PRICE_HIGH], s->n), array_numbers(a, x[PRICE_LOW], s->n),
        array_numbers(a, x[PRICE_CLOSE], s->n), array_numbers(a, x[PRICE_ADJ_CLOSE], s->n),
        array_numbers(a, x[PRICE_VOLUME], s->n));
    if (!e)
        count(&r, s->n, out);
    return e;
}

enum err market_prices_store_all(struct db *db, struct arena *a, const struct market_label *labels,
                                 const struct price_file_series *series, int n, struct market_stored *out)
{
    bool is_part;
    enum err e = begin(db, a, &is_part);
    for (int i = 0; i < n && !e; i++) {
        int64_t id = 0;
        out[i] = (struct market_stored){.added = 0};
        if (!(e = store_label(db, a, &labels[i], &id)) && !(e = store_bars(db, a, id, &series[i], &out[i])))
            e = renew_versions(db, a, id);
    }
    return finish(db, is_part, e);
}

enum err market_prices_store(struct db *db, struct arena *a, const struct market_label *label,
                             const struct price_file_series *s, struct market_stored *out)
{
    return market_prices_store_all(db, a, label, s, 1, out);
}

static enum err find_orphans(struct db *db, struct arena *a, int64_t instrument, const int32_t **orphans, size_t *n)
{
    struct db_result r;
    enum err e = db_query(db, a, &r,
                          "select ex_date from market.dividend d where instrument = $1 and not exists "
                          "(select from market.daily_bar b where b.instrument = d.instrument and b.day = d.ex_date) "
                          "order by ex_date",
                          "i", instrument);
    if (e)
        return e;
    int32_t *days = ARENA_ARRAY(a, (size_t)r.rows, int32_t);
    for (int i = 0; i < r.rows; i++)
        days[i] = db_day(&r, i, 0);
    *orphans = days;
    *n = (size_t)r.rows;
    return OK;
}

static enum err store_dividends(struct db *db, struct arena *a, int64_t instrument, const int32_t *ex_date,
                                const double *amount, size_t n, struct market_stored *out)
{
    struct db_result r;
    enum err e = db_query(db, a, &r,
                          "with w as (insert into market.dividend as d "
                          "  select $1, t.* from unnest($2::date[], $3::float8[]) t "
                          "  on conflict (instrument, ex_date) do update set amount = excluded.amount "
                          "  where d.amount <> excluded.amount returning d.xmax = 0 as fresh) "
                          "select count(*) filter (where fresh), count(*) filter (where not fresh) from w",
                          "iss", instrument, array_days(a, ex_date, n), array_numbers(a, amount, n));
    if (!e)
        count(&r, n, out);
    return e;
}

enum err market_dividends_store(struct db *db, struct arena *a, const char *symbol, const int32_t *ex_date,
                                const double *amount, size_t n, struct market_stored *out, const int32_t **orphans,
                                size_t *n_orphans)
{
    struct db_result r;
    *orphans = NULL;
    *n_orphans = 0;
    bool is_part;
    enum err e = begin(db, a, &is_part);
    if (!e && !(e = db_query(db, a, &r, "select id from market.instrument where symbol = $1", "s", symbol)) && !r.rows)
        e = ERR_NOTFOUND;
    if (!e) {
        int64_t id = db_int(&r, 0, 0);
        if (!(e = store_dividends(db, a, id, ex_date, amount, n, out)) &&
            !(e = find_orphans(db, a, id, orphans, n_orphans)))
            e = renew_versions(db, a, id);
    }
    return finish(db, is_part, e);
}

/* What is stored under the name with the other spacing is removed, its title with it, or stands in the way. */
static enum err make_way(struct db *db, struct arena *a, const char *name, bool monthly, bool replace, int32_t first,
                         int32_t last, int64_t *replaced)
{
    struct db_result r;
    enum err e = db_query(db, a, &r,
                          "select count(r.day), min(r.day), max(r.day) from market.rate_source s "
                          "left join market.rate r on r.name = s.name "
                          "where s.name = $1 and s.monthly <> $2 group by s.name",
                          "st", name, (int)monthly);
    *replaced = 0;
    if (e || !r.rows)
        return e;
    *replaced = db_int(&r, 0, 0);
    bool reaches = !*replaced || (!monthly && first <= db_day(&r, 0, 1) && last >= db_day(&r, 0, 2));
    if (!replace && !reaches)
        return ERR_CONFLICT;
    return db_query(db, a, NULL, "delete from market.rate_source where name = $1", "s", name);
}

static enum err store_rate_source(struct db *db, struct arena *a, const struct market_label *label, bool monthly)
{
    return db_query(db, a, NULL,
                    "insert into market.rate_source as s (name, title, source, monthly) "
                    "values ($1, coalesce($2, $1), coalesce($3, ''), $4) "
                    "on conflict (name) do update set title = coalesce($2, s.title), source = coalesce($3, s.source)",
                    "ssst", label->symbol, label->name, label->source, (int)monthly);
}

static enum err store_rates(struct db *db, struct arena *a, const char *name, const int32_t *day, const double *percent,
                            size_t n, struct market_stored *out)
{
    struct db_result r;
    enum err e = db_query(db, a, &r,
                          "with w as (insert into market.rate as r "
                          "  select $1, t.* from unnest($2::date[], $3::float8[]) t "
                          "  on conflict (name, day) do update set percent = excluded.percent "
                          "  where r.percent <> excluded.percent returning r.xmax = 0 as fresh) "
                          "select count(*) filter (where fresh), count(*) filter (where not fresh) from w",
                          "sss", name, array_days(a, day, n), array_numbers(a, percent, n));
    if (!e)
        count(&r, n, out);
    return e;
}

enum err market_rates_store(struct db *db, struct arena *a, const struct market_label *label, bool monthly,
                            bool replace, const int32_t *day, const double *percent, size_t n,
                            struct market_stored *out)
{
    bool is_part;
    int64_t replaced;
    enum err e = begin(db, a, &is_part);
    if (!e && !(e = make_way(db, a, label->symbol, monthly, replace, day[0], day[n - 1], &replaced)) &&
        !(e = store_rate_source(db, a, label, monthly)) &&
        !(e = store_rates(db, a, label->symbol, day, percent, n, out))) {
        out->replaced = replaced;
        e = renew_versions(db, a, 0);
    }
    return finish(db, is_part, e);
}
