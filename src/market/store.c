/* store.c: see store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/store.h"

#include <math.h>

enum { CACHED_MAX = 32 }; /* series of a process: some 300 KB each */

/* One loaded series with the memory it lives in. */
struct cached {
    struct arena *arena; /* NULL: free */
    struct instrument it;
    unsigned long used; /* when last asked for */
};
static struct cached cache[CACHED_MAX];
static unsigned long clock_now;

static enum err query_version(struct db *db, struct arena *a, const char *symbol, struct db_result *r)
{
    enum err e = db_query(db, a, r,
                          "select i.id, i.symbol, i.name, i.source, v.version, v.first_day, v.last_day "
                          "from market.instrument i join market.data_version v on v.instrument = i.id "
                          "where i.symbol = $1",
                          "s", symbol);
    return e ? e : r->rows ? OK : ERR_NOTFOUND;
}

static enum err load_bars(struct db *db, struct arena *scratch, struct arena *a, struct instrument *it)
{
    struct db_result r;
    enum err e = db_query(db, scratch, &r,
                          "select day, close, open, high, low, volume, adj_close from market.daily_bar "
                          "where instrument = $1 order by day",
                          "i", it->id);
    if (e)
        return e;
    size_t n = (size_t)r.rows;
    int32_t *day = ARENA_ARRAY(a, n, int32_t);
    enum { CLOSE, OPEN, HIGH, LOW, VOLUME, ADJ_CLOSE, COLUMNS };
    double *column[COLUMNS];
    bool known[COLUMNS] = {[CLOSE] = true}, adjusted = true;
    for (int c = 0; c < COLUMNS; c++)
        column[c] = ARENA_ARRAY(a, n, double);
    for (int i = 0; i < r.rows; i++) {
        day[i] = db_day(&r, i, 0);
        column[CLOSE][i] = db_double(&r, i, 1);
        for (int c = OPEN; c < COLUMNS; c++) {
            bool is_null = db_is_null(&r, i, c + 1);
            column[c][i] = !is_null ? db_double(&r, i, c + 1) : c < VOLUME ? column[CLOSE][i] : NAN;
            known[c] = known[c] || !is_null;
        }
        adjusted = adjusted && !isnan(column[ADJ_CLOSE][i]);
    }
    it->sessions = n;
    it->prices = (struct price_series){.n = n, .day = day, .close = column[CLOSE]};
    it->prices.open = known[OPEN] ? column[OPEN] : NULL;
    it->prices.high = known[HIGH] ? column[HIGH] : NULL;
    it->prices.low = known[LOW] ? column[LOW] : NULL;
    it->volume = known[VOLUME] ? column[VOLUME] : NULL;
    it->adj_close = adjusted ? column[ADJ_CLOSE] : NULL;
    return OK;
}

static enum err load_dividends(struct db *db, struct arena *scratch, struct arena *a, struct instrument *it)
{
    struct db_result r;
    enum err e =
        db_query(db, scratch, &r, "select ex_date, amount from market.dividend where instrument = $1 order by ex_date",
                 "i", it->id);
    if (e)
        return e;
    double *dividend = ARENA_ARRAY(a, it->sessions, double);
    size_t at = 0;
    for (int i = 0; i < r.rows; i++) {
        int32_t day = db_day(&r, i, 0);
        while (at < it->sessions && it->prices.day[at] < day)
            at++;
        if (at < it->sessions && it->prices.day[at] == day)
            dividend[at] = db_double(&r, i, 1);
    }
    it->prices.dividend = dividend;
    return OK;
}

/* Fed funds and 1.5 in decimals: 5.45 gives the double nearest to 6.95, which 5.45 + 1.5 in binary need not be. */
static double margin_rate(double fed_funds_pct)
{
    return rint((fed_funds_pct + 1.5) * 1e6) / 1e6;
}

static const char rates_sql[] = "select r.day, r.percent, s.monthly from market.rate r join market.rate_source s "
                                "on s.name = r.name where r.name = 'FEDFUNDS' order by r.day";

static enum err load_rates(struct db *db, struct arena *scratch, struct arena *a, struct rate_series *out)
{
    struct db_result r;
    enum err e = db_query(db, scratch, &r, rates_sql, "");
    if (e)
        return e;
    size_t n = (size_t)r.rows;
    int32_t *day = ARENA_ARRAY(a, n, int32_t);
    double *fed_funds = ARENA_ARRAY(a, n, double), *margin = ARENA_ARRAY(a, n, double);
    for (int i = 0; i < r.rows; i++) {
        day[i] = db_day(&r, i, 0);
        fed_funds[i] = db_double(&r, i, 1);
        margin[i] = margin_rate(fed_funds[i]);
    }
    *out = (struct rate_series){n, day, fed_funds, margin, n && db_bool(&r, 0, 2)};
    return OK;
}

enum err market_rates_get(struct db *db, struct arena *a, struct rate_series *out)
{
    return load_rates(db, a, a, out);
}

static void fill(struct arena *a, const struct db_result *r, struct instrument *it)
{
    *it = (struct instrument){.id = db_int(r, 0, 0)};
    it->symbol = str_dup(a, db_str(r, 0, 1));
    it->name = str_dup(a, db_str(r, 0, 2));
    it->source = str_dup(a, db_str(r, 0, 3));
    struct str version = db_str(r, 0, 4);
    memcpy(it->data_version, version.s, version.n < sizeof it->data_version ? version.n : 0);
    it->first_day = db_day(r, 0, 5);
    it->last_day = db_day(r, 0, 6);
}

/* The figures come in several statements, so an import may commit between them: the version is read before and after,
 * and only what stands between two equal versions is kept. */
static enum err load(struct db *db, struct arena *scratch, const char *symbol, const struct db_result *version,
                     struct cached *c)
{
    struct db_result before = *version, after;
    enum { TRIES = 5 };
    for (int i = 0; i < TRIES; i++) {
        enum err e;
        arena_reset(c->arena);
        fill(c->arena, &before, &c->it);
        if ((e = load_bars(db, scratch, c->arena, &c->it)) || (e = load_dividends(db, scratch, c->arena, &c->it)) ||
            (e = load_rates(db, scratch, c->arena, &c->it.rates)) || (e = query_version(db, scratch, symbol, &after)))
            return e;
        if (str_eq(db_str(&after, 0, 4), c->it.data_version) && db_int(&after, 0, 0) == c->it.id)
            return OK;
        before = after;
    }
    return ERR_DB; /* the data changed all the time: try again later */
}

static struct cached *find_cached(const char *symbol)
{
    for (int i = 0; i < CACHED_MAX; i++)
        if (cache[i].arena && !strcmp(cache[i].it.symbol, symbol))
            return &cache[i];
    return NULL;
}

static struct cached *oldest_cached(void)
{
    struct cached *c = &cache[0];
    for (int i = 1; i < CACHED_MAX; i++)
        if (cache[i].used < c->used)
            c = &cache[i];
    return c;
}

static void forget(struct cached *c)
{
    arena_free(c->arena);
    *c = (struct cached){.arena = NULL};
}

enum err market_instrument_get(struct db *db, struct arena *a, const char *symbol, const struct instrument **out)
{
    struct db_result r;
    *out = NULL;
    enum err e = query_version(db, a, symbol, &r);
    if (e)
        return e;
    struct cached *c = find_cached(symbol);
    if (!c || !str_eq(db_str(&r, 0, 4), c->it.data_version) || !str_eq(db_str(&r, 0, 2), c->it.name) ||
        !str_eq(db_str(&r, 0, 3), c->it.source) || db_int(&r, 0, 0) != c->it.id) {
        c = c ? c : oldest_cached();
        forget(c);
        c->arena = arena_new();
        if ((e = load(db, a, symbol, &r, c))) {
            forget(c);
            return e;
        }
    }
    c->used = ++clock_now;
    *out = &c->it;
    return OK;
}
