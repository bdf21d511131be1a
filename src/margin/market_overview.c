/* market_overview.c: all instruments of this hub as one table, at the last session of each, in the order of a column, and
 * the same as CSV. Most columns are computed here, so such an order needs the figures of all instruments first, and then
 * those of the page again.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/csv_write.h"
#include "base/num.h"
#include "engine/backtest.h"
#include "engine/market.h"
#include "margin/market_form.h"
#include "market/recent.h"
#include "market/store.h"
#include "web/chart_svg.h"
#include "web/listing.h"

enum { A_CHUNK = 100 };

/* What both forms of the overview say of one instrument. */
struct overview {
    struct market_figures f;
    struct market_trend trend; /* of the closes of the year */
    double correlation;        /* of the last sessions with the fed funds rate; NaN where it does not exist */
};

static double correlation_of(struct arena *a, const struct market_recent *m, const struct rate_series *rates)
{
    size_t n = m->bars.n;
    double *rate = ARENA_ARRAY(a, n, double), *scratch = ARENA_ARRAY(a, n, double), *out = ARENA_ARRAY(a, n, double);
    size_t unknown = bt_join_rates(m->bars.day, n, rates, true, rate, scratch);
    market_correlate_rate(m->bars.close, rate, n, scratch, out);
    return n > unknown + MARKET_CORRELATION_SESSIONS ? out[n - 1] : NAN;
}

static void overview_find(struct arena *a, const struct market_recent *m, const struct rate_series *rates,
                          struct overview *o)
{
    double *x = ARENA_ARRAY(a, m->bars.n, double), *line = ARENA_ARRAY(a, m->bars.n, double);
    market_figures_find(&m->bars, m->volume, &m->payments, &o->f);
    size_t from = m->bars.n - o->f.sessions;
    market_trend_find(m->bars.day + from, m->bars.close + from, o->f.sessions, x, line, &o->trend);
    o->correlation = correlation_of(a, m, rates);
}

/* Hand over all of these instruments, a part of them in memory at a time. */
static enum err overview_each(struct db *db, const int64_t *ids, int n, const struct rate_series *rates,
                              void (*take)(void *, const struct market_recent *, const struct overview *),
                              void *context)
{
    struct arena *scratch = arena_new();
    enum err e = OK;
    for (int done = 0; !e && done < n; done += A_CHUNK) {
        struct market_recent *rows;
        int found;
        arena_reset(scratch);
        e = market_recent_list(db, scratch, ids + done, n - done < A_CHUNK ? n - done : A_CHUNK, &rows, &found);
        for (int i = 0; !e && i < found; i++) {
            struct overview o;
            overview_find(scratch, &rows[i], rates, &o);
            take(context, &rows[i], &o);
        }
    }
    arena_free(scratch);
    return e;
}

/* ---- the order ---- */

enum { BY_SYMBOL, BY_YEAR_CHANGE, BY_TREND, BY_CLOSE, BY_CHANGE, RANGE, BY_YIELD, BY_VOLUME, BY_FIRST_DAY, COLUMNS };
static const struct listing_column columns[COLUMNS] = {
    [BY_SYMBOL] = LISTING_TEXT("symbol", "Instrument"),
    [BY_YEAR_CHANGE] = {.name = "change_52w_pct", .title = "Twelve months", .is_sortable = true, .falls = true},
    [BY_TREND] = LISTING_NUMBER("trend_52w_pct", "Trend a year"),
    [BY_CLOSE] = LISTING_NUMBER("close", "Close"),
    [BY_CHANGE] = LISTING_NUMBER("change_pct", "Change"),
    [RANGE] = {.name = "range_52w", .title = "52-week range", .is_number = true},
    [BY_YIELD] = LISTING_NUMBER("yield_12m_pct", "Yield"),
    [BY_VOLUME] = LISTING_NUMBER("mean_volume_52w", "Mean volume"),
    [BY_FIRST_DAY] = LISTING_TEXT("data_from", "Data"),
};
static const struct listing_kind list_kind = {.columns = columns, .n_columns = COLUMNS, .sort = BY_SYMBOL};

/* An instrument on its way into the order: what it is sorted by, NaN where it has none, and its place by symbol. */
struct ranked {
    int64_t id;
    double key;
    int place;
};

static double key_of(int column, const struct market_recent *m, const struct overview *o)
{
    const double keys[COLUMNS] = {[BY_YEAR_CHANGE] = o->f.year_change_pct,
                                  [BY_TREND] = o->trend.rate_pct,
                                  [BY_CLOSE] = o->f.close,
                                  [BY_CHANGE] = o->f.change_pct,
                                  [BY_YIELD] = m->payments_known > 0 ? o->f.yield_pct : NAN,
                                  [BY_VOLUME] = o->f.mean_volume,
                                  [BY_FIRST_DAY] = m->first_day};
    return keys[column];
}

/* What is not known stands last, whichever way the others go. */
static int by_key(const void *pa, const void *pb)
{
    const struct ranked *a = pa, *b = pb;
    if (isnan(a->key) || isnan(b->key))
        return isnan(a->key) != isnan(b->key) ? (isnan(a->key) ? 1 : -1) : a->place - b->place;
    return a->key != b->key ? (a->key > b->key ? 1 : -1) : a->place - b->place;
}

struct ranking {
    int column, n;
    struct ranked *all;
};

static void rank(void *context, const struct market_recent *m, const struct overview *o)
{
    struct ranking *r = context;
    r->all[r->n] = (struct ranked){m->id, key_of(r->column, m, o), r->n};
    r->n++;
}

/* The numbers of all instruments, in the order that is asked for. */
static enum err order_find(struct req *req, const struct listing *l, const struct rate_series *rates, int64_t **ids,
                           int *n)
{
    enum err e = market_ids_list(req->db, req->arena, ids, n);
    struct ranking r = {l->sort, 0, ARENA_ARRAY(req->arena, (size_t)*n, struct ranked)};
    if (!e && l->sort != BY_SYMBOL)
        e = overview_each(req->db, *ids, *n, rates, rank, &r);
    for (; l->sort == BY_SYMBOL && r.n < *n; r.n++)
        r.all[r.n] = (struct ranked){(*ids)[r.n], r.n, r.n};
    *n = r.n;
    for (int i = 0; l->descending && i < *n; i++)
        r.all[i].key = -r.all[i].key;
    qsort(r.all, (size_t)*n, sizeof *r.all, by_key);
    for (int i = 0; i < *n; i++)
        (*ids)[i] = r.all[i].id;
    return e;
}

/* ---- the page ---- */

static const struct buf *spark(struct arena *arena, const struct market_recent *m, const struct market_figures *f)
{
    struct buf *out = ARENA_NEW(arena, struct buf);
    size_t from = m->bars.n - f->sessions;
    buf_init(out, arena, 4096);
    chart_spark_write(out,
                      arena_printf(arena, "Closes of %s from %s to %s", m->symbol, market_day(arena, m->bars.day[from]),
                                   market_day(arena, f->day)),
                      m->bars.close + from, (int)f->sessions);
    return out;
}

static void show_change(struct view *row, struct arena *arena, const struct market_figures *f)
{
    view_text(row, "MARKET_CHANGE", num_percent(arena, f->change_pct, 2));
    view_show_if(row, "MARKET_UP", f->change_pct > 0);
    view_show_if(row, "MARKET_DOWN", f->change_pct < 0);
    view_text(row, "MARKET_CHANGE_NUMBERS",
              isnan(f->change_pct) ? "One session only"
                                   : arena_printf(arena, "(%s / %s − 1) × 100", num_usd(arena, f->close, 2),
                                                  num_usd(arena, f->previous, 2)));
    view_text(row, "MARKET_YEAR_CHANGE",
              isnan(f->year_change_pct)
                  ? "The data begin within the year"
                  : arena_printf(arena, "%s in the year", num_percent(arena, f->year_change_pct, 1)));
}

static void show_dividends(struct view *row, struct arena *arena, const struct market_recent *m,
                           const struct market_figures *f)
{
    bool known = m->payments_known > 0;
    view_show_if(row, "MARKET_PAYS", known);
    view_show_if(row, "MARKET_UNPAID", !known);
    view_text(row, "MARKET_DIVIDENDS", known ? num_usd(arena, f->dividends, 3) : NULL);
    view_text(row, "MARKET_YIELD", known ? num_percent(arena, f->yield_pct, 2) : "\u2013");
    view_text(row, "MARKET_YIELD_NUMBERS",
              known ? arena_printf(arena, "%s / %s × 100", num_usd(arena, f->dividends, 3), num_usd(arena, f->close, 2))
                    : "This hub knows no dividends of it");
}

static void show_tendency(struct view *row, struct arena *arena, const struct overview *o)
{
    view_text(row, "MARKET_TREND", num_percent(arena, o->trend.rate_pct, 1));
    view_text(row, "MARKET_TREND_NUMBERS",
              isnan(o->trend.rate_pct)
                  ? "One session has no trend"
                  : arena_printf(arena, "exp(%s) − 1, R² = %s; the last close is %s from it",
                                 num_group(arena, log1p(o->trend.rate_pct / 100), 4),
                                 num_group(arena, o->trend.r_squared, 2), num_percent(arena, o->trend.away_pct, 1)));
    view_text(row, "MARKET_CORRELATION", num_group(arena, o->correlation, 2));
    view_text(row, "MARKET_CORRELATION_NUMBERS",
              isnan(o->correlation) ? "Fewer than 61 sessions, no rates, or a rate that stood still"
                                    : "Of the changes of 60 sessions with the fed funds rate known on each");
}

static void show_row(struct view *row, struct arena *arena, const struct market_recent *m,
                     const struct rate_series *rates)
{
    struct overview o;
    overview_find(arena, m, rates, &o);
    const struct market_figures f = o.f;
    view_text(row, "MARKET_SYMBOL", m->symbol);
    view_text(row, "MARKET_NAME", strcmp(m->name, m->symbol) == 0 ? "" : m->name);
    view_text(row, "MARKET_SOURCE", m->source);
    view_text(row, "MARKET_DAY", market_day(arena, f.day));
    view_text(row, "MARKET_CLOSE", num_usd(arena, f.close, 2));
    view_text(row, "MARKET_HIGH", num_usd(arena, f.high, 2));
    view_text(row, "MARKET_LOW", num_usd(arena, f.low, 2));
    view_text(row, "MARKET_HIGH_DAY", market_day(arena, f.high_day));
    view_text(row, "MARKET_LOW_DAY", market_day(arena, f.low_day));
    view_text(row, "MARKET_VOLUME", num_group(arena, f.mean_volume, 0));
    view_text(row, "MARKET_FIRST", market_day(arena, m->first_day));
    view_text(row, "MARKET_LAST", market_day(arena, m->last_day));
    view_text(row, "MARKET_SESSIONS", num_group(arena, (double)m->sessions, 0));
    view_svg(row, "MARKET_SPARK", spark(arena, m, &f));
    show_tendency(row, arena, &o);
    show_change(row, arena, &f);
    show_dividends(row, arena, m, &f);
}

static enum err overview_get(struct req *req, struct res *res)
{
    struct view *v = view_new(req->arena);
    struct listing l = listing_read(req, &list_kind);
    struct market_recent *rows;
    struct rate_series rates;
    int64_t *ids;
    int total, n = 0;
    enum err e = market_rates_get(req->db, req->arena, &rates);
    if (!e && !(e = order_find(req, &l, &rates, &ids, &total))) {
        if (listing_is_past(&l, res, total))
            return OK;
        n = total - (int)l.offset < (int)l.limit ? total - (int)l.offset : (int)l.limit;
        e = market_recent_list(req->db, req->arena, ids + l.offset, n, &rows, &n);
    }
    if (e) {
        req->detail = "could not load the overview of the market";
        return e;
    }
    for (int i = 0; i < n; i++)
        show_row(view_add(v, "MARKET"), req->arena, &rows[i], &rates);
    market_overview_show(v, n > 0);
    listing_show(v, &l, n, total);
    view_text(v, "CSV_HREF", listing_link_to(&l, "/margin/market.csv"));
    return view_page(req, res, v, "margin/market.tpl", "Market overview");
}

/* ---- CSV ---- */

static void put_row(void *context, const struct market_recent *m, const struct overview *o)
{
    struct buf *b = context;
    const struct market_figures f = o->f;
    bool known = m->payments_known > 0;
    market_csv_text(b, m->symbol, CSV_NEXT);
    market_csv_text(b, m->name, CSV_NEXT);
    market_csv_text(b, m->kind, CSV_NEXT);
    market_csv_text(b, m->currency, CSV_NEXT);
    market_csv_text(b, market_day(b->arena, f.day), CSV_NEXT);
    csv_number(b, f.close, CSV_NEXT);
    csv_number(b, f.previous, CSV_NEXT);
    csv_number(b, f.change_pct, CSV_NEXT);
    csv_number(b, f.high, CSV_NEXT);
    csv_number(b, f.low, CSV_NEXT);
    csv_number(b, f.year_change_pct, CSV_NEXT);
    csv_number(b, o->trend.rate_pct, CSV_NEXT);
    csv_number(b, o->trend.r_squared, CSV_NEXT);
    csv_number(b, o->correlation, CSV_NEXT);
    csv_number(b, f.mean_volume, CSV_NEXT);
    csv_number(b, known ? f.dividends : NAN, CSV_NEXT);
    csv_number(b, known ? f.yield_pct : NAN, CSV_NEXT);
    csv_number(b, (double)f.sessions, CSV_NEXT);
    market_csv_text(b, market_day(b->arena, m->first_day), CSV_NEXT);
    market_csv_text(b, market_day(b->arena, m->last_day), CSV_NEXT);
    csv_number(b, (double)m->sessions, CSV_NEXT);
    csv_number(b, (double)m->payments_known, CSV_NEXT);
    market_csv_text(b, m->source, CSV_END);
}

static const char csv_head[] = "symbol,name,kind,currency,day,close,previous_close,change_pct,high_52w,low_52w,"
                               "change_52w_pct,trend_52w_pct,trend_52w_r_squared,fed_funds_correlation_60,"
                               "mean_volume_52w,dividends_12m,yield_12m_pct,sessions_52w,data_from,data_to,"
                               "data_sessions,data_dividends,source" CSV_END;

/* In the order of the page. */
static enum err overview_csv(struct req *req, struct res *res)
{
    struct listing l = listing_read_all(req, &list_kind);
    struct rate_series rates;
    int64_t *ids;
    int n;
    enum err e = market_rates_get(req->db, req->arena, &rates);
    buf_puts(&res->body, csv_head);
    if (!e && !(e = order_find(req, &l, &rates, &ids, &n)))
        e = overview_each(req->db, ids, n, &rates, put_row, &res->body);
    if (e) {
        req->detail = "could not load the overview of the market";
        return e;
    }
    res_csv(res, "market.csv");
    return OK;
}

static const struct route table[] = {
    ROUTE(GET, "/margin/market", NONE, PAGE, NULL, overview_get),
    ROUTE(GET, "/margin/market.csv", NONE, PAGE, NULL, overview_csv),
};
const struct routes market_routes = {table, sizeof table / sizeof *table};
