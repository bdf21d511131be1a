/* analysis_load.c: see analysis_load.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/analysis_load.h"

#include <string.h>

#include "base/num.h"
#include "market/instrument_menu.h"
#include "market/store.h"
#include "returns/series_store.h"
#include "market/price_source.h"

#define PERCENT 0.01

/* One load of everything. */
struct load {
    struct req *req;
    struct problem *problem;
    const struct analysis_lent *lent; /* or NULL */
};

bool analysis_name_read(struct str text, struct analysis_name *out)
{
    struct str rest = text;
    *out = (struct analysis_name){.what = str_cut(&rest, '@')};
    out->is_own = str_is_uuid(out->what);
    if (rest.n && (!num_parse_int(rest, &out->version) || out->version < 1 || !out->is_own))
        return false;
    return out->what.n > 0 && out->what.n <= 40;
}

/* ---- one ---- */

static void *copy(struct arena *arena, const void *from, size_t bytes)
{
    return memcpy(arena_bytes(arena, bytes), from, bytes);
}

/* Adjusted closes that are the closes, as an index has them, tell nothing of dividends. */
static bool is_adjusted(const struct instrument *i)
{
    return i->adj_close && memcmp(i->adj_close, i->prices.close, i->prices.n * sizeof(double)) != 0;
}

static bool pays(const struct price_series *p)
{
    size_t k = 0;
    while (k < p->n && p->dividend[k] <= 0)
        k++;
    return k < p->n;
}

/* Total return as of a file with the same columns. What the market's memory lends is only lent until the next instrument is
 * asked for. */
static void take_instrument(struct arena *arena, const struct instrument *i, struct returns_source *out)
{
    const struct price_series *p = &i->prices;
    size_t bytes = p->n * sizeof(double);
    struct file_answer said;
    struct price_file_series s = {.name = arena_printf(arena, "%s", i->symbol),
                                  .meaning = PRICE_UNNAMED,
                                  .n = p->n,
                                  .day = copy(arena, p->day, p->n * sizeof(int32_t))};
    s.value[PRICE_CLOSE] = copy(arena, p->close, bytes);
    s.value[PRICE_ADJ_CLOSE] = is_adjusted(i) ? copy(arena, i->adj_close, bytes) : NULL;
    s.value[PRICE_DIVIDEND] = pays(p) ? copy(arena, p->dividend, bytes) : NULL;
    file_answer_init(&said, arena);
    price_source_make(&said, PRICE_KIND_PRICES, &s, out);
}

static enum err instrument_take(struct load *l, const char *field, struct str symbol, struct returns_source *out)
{
    const struct instrument *i;
    const char *upper = str_upper(l->req->arena, symbol);
    enum err e = market_instrument_get(l->req->db, l->req->arena, upper, &i);
    if (e == ERR_NOTFOUND) {
        problem_add(l->problem, field, "there are no prices for %.40s in this hub", upper);
        return OK;
    }
    if (!e)
        take_instrument(l->req->arena, i, out);
    else
        l->req->detail = "could not load an instrument";
    return e;
}

/* Its columns under its name. ERR_NOTFOUND. */
static enum err own_get(struct load *l, const struct analysis_name *name, struct price_file_series *columns,
                        enum price_kind *kind)
{
    struct series_row row;
    const char *why = "";
    for (int i = 0; l->lent && i < l->lent->n; i++) {
        const struct analysis_lent_series *s = &l->lent->at[i];
        if (!str_eq_nocase(name->what, s->id) || s->version != name->version)
            continue;
        *columns = s->columns;
        *kind = s->kind;
        return OK;
    }
    if (l->lent)
        return ERR_NOTFOUND;
    enum err e = series_get(l->req->db, l->req->arena, l->req->session.sid, name->what, name->version, &row, columns,
                            kind, &why);
    if (!e)
        columns->name = row.name;
    else
        l->req->detail = arena_printf(l->req->arena, "could not read a series: %s", why);
    return e;
}

static enum err own_take(struct load *l, const char *field, const struct analysis_name *name,
                         struct returns_source *out)
{
    struct file_answer said;
    struct price_file_series columns;
    enum price_kind kind;
    enum err e = own_get(l, name, &columns, &kind);
    if (e == ERR_NOTFOUND) {
        problem_add(l->problem, field, "one of your series is not there any more: choose again");
        return OK;
    }
    if (e)
        return e;
    file_answer_init(&said, l->req->arena);
    if (!price_source_make(&said, kind, &columns, out))
        problem_add(l->problem, field, "%s", file_fault(&said));
    return OK;
}

static enum err take(struct load *l, const char *field, const char *text, struct returns_source *out)
{
    struct analysis_name name;
    *out = (struct returns_source){0};
    if (!analysis_name_read(str_of(text), &name)) {
        problem_add(l->problem, field, "is neither a symbol nor one of your series");
        return OK;
    }
    return name.is_own ? own_take(l, field, &name, out) : instrument_take(l, field, name.what, out);
}

/* ---- rates and levels of one more series ---- */

/* The hub's rates come with any instrument. */
static enum err fed_funds_take(struct load *l, struct level_series *out)
{
    struct instrument_menu menu;
    const struct instrument *i = NULL;
    enum err e = instrument_menu_get(l->req->db, l->req->arena, &menu);
    if (!e && menu.n > 0)
        e = market_instrument_get(l->req->db, l->req->arena, menu.rows[0].symbol, &i);
    if (e)
        return e;
    if (!i || i->rates.n == 0) {
        problem_add(l->problem, "risk_free_series", "this hub has no rates: give a fixed one");
        return OK;
    }
    double *level = arena_array(l->req->arena, i->rates.n, sizeof *level);
    for (size_t k = 0; k < i->rates.n; k++)
        level[k] = i->rates.fed_funds_pct[k] / 100;
    *out = (struct level_series){i->rates.n, copy(l->req->arena, i->rates.day, i->rates.n * sizeof(int32_t)), level};
    return OK;
}

static void rates_make(struct arena *arena, size_t n, const int32_t *day, const double *value, double unit,
                       struct level_series *out)
{
    double *level = arena_array(arena, n, sizeof *level);
    for (size_t k = 0; k < n; k++)
        level[k] = value[k] * unit;
    *out = (struct level_series){n, day, level};
}

/* Rates that are 0 or below are no prices, so that a file of them is read as one of returns: then these are the rates. */
static enum err own_rates_take(struct load *l, const struct analysis_name *name, struct returns_sources *out)
{
    struct price_file_series columns;
    enum price_kind kind;
    enum err e = own_get(l, name, &columns, &kind);
    if (e == ERR_NOTFOUND) {
        problem_add(l->problem, "risk_free_series", "one of your series is not there any more: choose again");
        return OK;
    }
    if (e)
        return e;
    rates_make(l->req->arena, columns.n, columns.day, columns.value[PRICE_CLOSE],
               kind == PRICE_KIND_RETURNS ? 1 : PERCENT, &out->risk_free);
    out->risk_free_name = columns.name;
    return OK;
}

/* A series of rates holds them in percent a year. */
static enum err rates_take(struct load *l, const char *text, struct returns_sources *out)
{
    struct returns_source s;
    struct analysis_name name;
    if (!text)
        return OK;
    if (strcmp(text, ANALYSIS_FED_FUNDS) == 0) {
        out->risk_free_name = "Federal funds rate";
        return fed_funds_take(l, &out->risk_free);
    }
    if (analysis_name_read(str_of(text), &name) && name.is_own)
        return own_rates_take(l, &name, out);
    enum err e = take(l, "risk_free_series", text, &s);
    if (!e && s.n)
        rates_make(l->req->arena, s.n, s.day, s.total, PERCENT, &out->risk_free);
    return e;
}

static enum err levels_take(struct load *l, const char *field, const char *text, struct level_series *out,
                            const char **name)
{
    struct returns_source s;
    if (!text)
        return OK;
    enum err e = take(l, field, text, &s);
    if (e || !s.n)
        return e;
    *out = (struct level_series){s.n, s.day, s.price ? s.price : s.total};
    *name = s.name;
    return OK;
}

/* ---- all ---- */

static enum err sources_get(struct req *req, const struct returns_request *r, const struct analysis_lent *lent,
                            struct returns_sources *out, const char **data_version, struct problem *problem)
{
    struct load l = {.req = req, .problem = problem, .lent = lent};
    char *hex = arena_bytes(req->arena, INPUTS_HASH);
    enum err e = OK;
    *out = (struct returns_sources){.n_series = r->n_series, .n_benchmarks = r->n_benchmarks};
    for (int k = 0; !e && k < r->n_series; k++)
        e = take(&l, "series", r->series[k], &out->series[k]);
    for (int k = 0; !e && k < r->n_benchmarks; k++)
        e = take(&l, "benchmark", r->benchmark_series[k], &out->benchmark[k]);
    if (e || (e = rates_take(&l, r->risk_free_series, out)) ||
        (e = levels_take(&l, "currency", r->currency_series, &out->currency, &out->currency_name)) ||
        (e = levels_take(&l, "inflation", r->inflation_series, &out->inflation, &out->inflation_name)))
        return e;
    returns_sources_hash(out, hex);
    *data_version = hex;
    return OK;
}

enum err analysis_get(struct req *req, const struct returns_request *r, unsigned tables, struct returns_analysis *out,
                      struct problem *problem)
{
    return analysis_get_lent(req, r, NULL, tables, out, problem);
}

enum err analysis_get_lent(struct req *req, const struct returns_request *r, const struct analysis_lent *lent,
                           unsigned tables, struct returns_analysis *out, struct problem *problem)
{
    struct returns_sources *sources = ARENA_NEW(req->arena, struct returns_sources);
    const char *data_version;
    if (r->n_series == 0)
        problem_add(problem, "series", "choose at least one series");
    enum err e = problem->n ? OK : sources_get(req, r, lent, sources, &data_version, problem);
    if (!e && problem->n == 0)
        returns_analyze(req->arena, r, sources, tables, data_version, out, problem);
    return e;
}
