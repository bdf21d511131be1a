/* recent.c: see recent.h. Three statements for a whole page of instruments. "offset 0" keeps the planner from reading
 * all days of all instruments at once: each instrument's last days are found by the key.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/recent.h"

#include <math.h>

/* The instruments whose numbers are $1, at their places. */
#define WANTED                                                                                                         \
    "(select i.*, v.first_day, v.last_day, v.sessions, w.place"                                                        \
    " from unnest($1::bigint[]) with ordinality w(id, place) join market.instrument i on i.id = w.id"                  \
    " join market.data_version v on v.instrument = i.id) p "

enum err market_ids_list(struct db *db, struct arena *a, int64_t **ids, int *n)
{
    struct db_result r;
    enum err e = db_query(db, a, &r,
                          "select i.id from market.instrument i join market.data_version v on v.instrument = i.id "
                          "order by i.symbol",
                          "");
    *n = e ? 0 : r.rows;
    *ids = ARENA_ARRAY(a, (size_t)*n, int64_t);
    for (int i = 0; i < *n; i++)
        (*ids)[i] = db_int(&r, i, 0);
    return e;
}

static struct str array_of(struct arena *a, const int64_t *ids, int n)
{
    struct buf b;
    db_array_begin(&b, a);
    for (int i = 0; i < n; i++)
        db_array_add(&b, str_of(arena_printf(a, "%lld", (long long)ids[i])));
    return db_array_end(&b);
}

static enum err load_instruments(struct db *db, struct arena *a, struct str wanted, struct market_recent **rows, int *n)
{
    struct db_result r;
    enum err e =
        db_query(db, a, &r,
                 "select p.id, p.symbol, p.name, p.kind, p.currency, p.source, p.first_day, p.last_day, p.sessions, "
                 "(select count(*) from market.dividend d where d.instrument = p.id) "
                 "from " WANTED "order by p.place",
                 "S", wanted);
    if (e)
        return e;
    *n = r.rows;
    *rows = ARENA_ARRAY(a, (size_t)r.rows, struct market_recent);
    for (int i = 0; i < r.rows; i++)
        (*rows)[i] = (struct market_recent){.id = db_int(&r, i, 0),
                                            .symbol = db_text(&r, i, 1),
                                            .name = db_text(&r, i, 2),
                                            .kind = db_text(&r, i, 3),
                                            .currency = db_text(&r, i, 4),
                                            .source = db_text(&r, i, 5),
                                            .first_day = db_day(&r, i, 6),
                                            .last_day = db_day(&r, i, 7),
                                            .sessions = db_int(&r, i, 8),
                                            .payments_known = db_int(&r, i, 9)};
    return OK;
}

/* Rows of a result that belong to a symbol, from `at` on: the results come in the order of the instruments. */
static int rows_of(const struct db_result *r, int at, const char *symbol)
{
    int n = 0;
    while (at + n < r->rows && str_eq(db_str(r, at + n, 0), symbol))
        n++;
    return n;
}

static double value_or(const struct db_result *r, int row, int col, double otherwise)
{
    return db_is_null(r, row, col) ? otherwise : db_double(r, row, col);
}

static void take_bars(struct arena *a, const struct db_result *r, int at, int count, struct market_recent *m)
{
    size_t n = (size_t)count;
    int32_t *day = ARENA_ARRAY(a, n, int32_t);
    double *close = ARENA_ARRAY(a, n, double), *high = ARENA_ARRAY(a, n, double), *low = ARENA_ARRAY(a, n, double);
    double *volume = ARENA_ARRAY(a, n, double);
    for (int i = 0; i < count; i++) {
        day[i] = db_day(r, at + i, 1);
        close[i] = db_double(r, at + i, 2);
        high[i] = value_or(r, at + i, 3, close[i]);
        low[i] = value_or(r, at + i, 4, close[i]);
        volume[i] = value_or(r, at + i, 5, NAN);
    }
    m->bars = (struct price_series){.n = n, .day = day, .close = close, .high = high, .low = low};
    m->volume = volume;
}

static enum err load_bars(struct db *db, struct arena *a, struct str wanted, struct market_recent *rows, int n)
{
    struct db_result r;
    enum err e = db_query(db, a, &r,
                          "select p.symbol, b.day, b.close, b.high, b.low, b.volume from " WANTED
                          "cross join lateral (select * from market.daily_bar d where d.instrument = p.id "
                          "and d.day > p.last_day - $2::integer order by d.day offset 0) b order by p.place, b.day",
                          "Si", wanted, (int64_t)MARKET_RECENT_DAYS);
    for (int i = 0, at = 0; !e && i < n; i++) {
        int count = rows_of(&r, at, rows[i].symbol);
        take_bars(a, &r, at, count, &rows[i]);
        at += count;
    }
    return e;
}

static struct dividend_payments take_payments(struct arena *a, const struct db_result *r, int at, int count)
{
    size_t n = (size_t)count;
    int32_t *day = ARENA_ARRAY(a, n, int32_t);
    double *amount = ARENA_ARRAY(a, n, double);
    for (int i = 0; i < count; i++) {
        day[i] = db_day(r, at + i, 1);
        amount[i] = db_double(r, at + i, 2);
    }
    return (struct dividend_payments){n, day, amount};
}

static enum err load_payments(struct db *db, struct arena *a, struct str wanted, struct market_recent *rows, int n)
{
    struct db_result r;
    enum err e = db_query(db, a, &r,
                          "select p.symbol, d.ex_date, d.amount from " WANTED
                          "cross join lateral (select * from market.dividend m where m.instrument = p.id "
                          "and m.ex_date > p.last_day - $2::integer and m.ex_date <= p.last_day order by m.ex_date "
                          "offset 0) d order by p.place, d.ex_date",
                          "Si", wanted, (int64_t)MARKET_RECENT_DAYS);
    for (int i = 0, at = 0; !e && i < n; i++) {
        int count = rows_of(&r, at, rows[i].symbol);
        rows[i].payments = take_payments(a, &r, at, count);
        at += count;
    }
    return e;
}

enum err market_recent_list(struct db *db, struct arena *a, const int64_t *ids, int n, struct market_recent **rows,
                            int *found)
{
    struct str wanted = array_of(a, ids, n);
    *rows = NULL;
    *found = 0;
    enum err e = load_instruments(db, a, wanted, rows, found);
    if (e || (e = load_bars(db, a, wanted, *rows, *found)))
        return e;
    return load_payments(db, a, wanted, *rows, *found);
}

enum err market_payments_get(struct db *db, struct arena *a, const char *symbol, struct dividend_payments *out)
{
    struct db_result r;
    *out = (struct dividend_payments){.n = 0};
    enum err e = db_query(db, a, &r,
                          "select i.symbol, d.ex_date, d.amount from market.instrument i "
                          "join market.dividend d on d.instrument = i.id where i.symbol = $1 order by d.ex_date",
                          "s", symbol);
    if (!e)
        *out = take_payments(a, &r, 0, r.rows);
    return e;
}
