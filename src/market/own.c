/* own.c: see own.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/own.h"

#include <math.h>

#include "market/series_pack.h"

enum { BASE = 100 };

/* ---- one ---- */

enum column { DATA, KIND, SYMBOL, NAME, SOURCE, VERSION_OF_DATA };

static enum err ask(struct db *db, struct arena *a, struct own_asker who, const char *symbol, struct db_result *r)
{
    static const char mine[] = "select data, kind, symbol, name, source, data_version from returns.instrument($1)",
                      ordered[] =
                          "select data, kind, symbol, name, source, data_version from returns.instrument_of($2, $1)";
    return db_found(r, who.sid ? db_query_as(db, who.sid, a, r, mine, "*s", symbol)
                               : db_query(db, a, r, ordered, "*si", symbol, who.person));
}

/* Where a session has no such figure, its close. */
static const double *filled(struct arena *a, const double *column, const double *close, size_t n)
{
    double *out = column ? ARENA_ARRAY(a, n, double) : NULL;
    for (size_t i = 0; column && i < n; i++)
        out[i] = isnan(column[i]) ? close[i] : column[i];
    return out;
}

/* Of returns that lose everything there are no prices. */
static bool levels_of(struct arena *a, struct price_file_series *s)
{
    int32_t *day = ARENA_ARRAY(a, s->n + 1, int32_t);
    double *level = ARENA_ARRAY(a, s->n + 1, double);
    size_t row;
    if (series_from_returns(s->day, s->value[PRICE_CLOSE], s->n, s->base_day, BASE, day, level, &row) ||
        level[s->n] <= 0)
        return false;
    *s = (struct price_file_series){.n = s->n + 1, .day = day};
    s->value[PRICE_CLOSE] = level;
    return true;
}

static void fill(struct arena *a, const struct db_result *r, const struct price_file_series *s, struct instrument *it)
{
    const double *close = s->value[PRICE_CLOSE], *dividend = s->value[PRICE_DIVIDEND];
    struct str version = db_str(r, 0, VERSION_OF_DATA);
    *it = (struct instrument){.symbol = str_dup(a, db_str(r, 0, SYMBOL)),
                              .name = str_dup(a, db_str(r, 0, NAME)),
                              .source = str_dup(a, db_str(r, 0, SOURCE)),
                              .first_day = s->day[0],
                              .last_day = s->day[s->n - 1],
                              .sessions = s->n,
                              .volume = s->value[PRICE_VOLUME],
                              .adj_close = s->value[PRICE_ADJ_CLOSE]};
    memcpy(it->data_version, version.s, version.n < sizeof it->data_version ? version.n : 0);
    it->prices = (struct price_series){.n = s->n,
                                       .day = s->day,
                                       .open = filled(a, s->value[PRICE_OPEN], close, s->n),
                                       .high = filled(a, s->value[PRICE_HIGH], close, s->n),
                                       .low = filled(a, s->value[PRICE_LOW], close, s->n),
                                       .close = close,
                                       .dividend = dividend ? dividend : ARENA_ARRAY(a, s->n, double)};
}

enum err own_instrument_get(struct db *db, struct arena *a, struct own_asker who, const char *symbol,
                            const struct instrument **out)
{
    struct price_file_series s = {.name = symbol};
    struct instrument *it = ARENA_NEW(a, struct instrument);
    struct db_result r;
    const char *why;
    *out = NULL;
    enum err e = ask(db, a, who, symbol, &r);
    if (e)
        return e;
    if (!series_unpack(a, db_bytes(&r, 0, DATA, a), &s, &why))
        return ERR_INTERNAL;
    if (str_eq(db_str(&r, 0, KIND), "returns") && !levels_of(a, &s))
        return ERR_NOTFOUND;
    fill(a, &r, &s, it);
    *out = it;
    return market_rates_get(db, a, &it->rates);
}

/* ---- all ---- */

enum err own_menu_add(struct db *db, struct arena *a, const char *sid, struct instrument_menu *menu)
{
    struct db_result r;
    enum err e = db_query_as(
        db, sid, a, &r, "select symbol, name, source, first_day, last_day, sessions from returns.instruments()", "");
    if (e || r.rows == 0)
        return e;
    struct instrument_row *rows = ARENA_ARRAY(a, (size_t)(menu->n + r.rows), struct instrument_row);
    for (int i = 0; i < menu->n; i++)
        rows[i] = menu->rows[i];
    for (int i = 0; i < r.rows; i++)
        rows[menu->n + i] = (struct instrument_row){db_text(&r, i, 0), db_text(&r, i, 1), db_text(&r, i, 2),
                                                    db_day(&r, i, 3),  db_day(&r, i, 4),  (int64_t)db_int(&r, i, 5)};
    *menu = (struct instrument_menu){rows, menu->n + r.rows};
    return OK;
}
