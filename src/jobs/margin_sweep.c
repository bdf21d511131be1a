/* margin_sweep.c: the job that computes a sweep which takes longer than a page waits. Done twice, it computes the same and keeps it in
 * the same place.
 * Payload: {"request": the canonical request, "session": uuid, "person": id}. Result: {"cells": n}; the answer itself is kept in
 * margin.sweep_answer, and for a day in the cache or, of a surface, with what every start came to.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/zstd.h"
#include "compute/sweep.h"
#include "jobs/job.h"
#include "market/own.h"

static bool tell(void *context, double done)
{
    struct job_context *c = context;
    return job_progress(c, done, "Computing");
}

static const char *first_message(const struct problem *p)
{
    return p->n ? p->at[0].message : "it was refused";
}

/* The answer in the cache, so that whoever asks the same today has it at once. A surface has its starts beside it, which the cache has
 * not. */
static enum err cache(struct job_context *c, const struct sweep_answer *ans, struct str packed)
{
    struct buf request;
    buf_init(&request, c->arena, 2048);
    sweep_request_write(&request, c->arena, &ans->request);
    return db_query(c->db, c->arena, NULL, "SELECT margin.cache_put($1, $2, $3, $4, $5, $6, $7)", "sssSssb",
                    "margin.sweep", ans->engine_version, ans->data_version, buf_view(&request),
                    ans->request.base.ticker, bt_mode_text[ans->request.base.config.mode], packed);
}

/* Of a surface, what every start came to, as the files that people download. */
static enum err keep_starts(struct job_context *c, const struct sweep_answer *ans, struct str session)
{
    struct str file[SWEEP_FIGURES];
    for (int f = 0; f < SWEEP_FIGURES; f++) {
        struct buf csv;
        buf_init(&csv, c->arena, 1 << 20);
        sweep_surface_csv(&csv, ans, (enum sweep_figure)f);
        file[f] = zstd_pack(c->arena, buf_view(&csv));
    }
    return db_query(c->db, c->arena, NULL, "SELECT margin.sweep_starts_put($1, $2, $3, $4)", "Ubbb", session,
                    file[SWEEP_FIGURE_MULTIPLE], file[SWEEP_FIGURE_DRAWDOWN], file[SWEEP_FIGURE_CALL]);
}

static enum err keep(struct job_context *c, const struct sweep_answer *ans)
{
    struct str session = {0};
    struct db_result kept;
    struct buf json;
    buf_init(&json, c->arena, 1 << 18);
    sweep_answer_write(&json, c->arena, ans, false);
    struct str packed = zstd_pack(c->arena, buf_view(&json));
    if (!json_get_str(c->payload, "session", &session))
        return job_error(c, ERR_INPUT, "the payload has no session");
    enum err e = db_query(c->db, c->arena, &kept, "SELECT margin.sweep_answer_put($1, $2)", "Ub", session, packed);
    if (!e && !db_bool(&kept, 0, 0))
        return job_error(c, ERR_NOTFOUND, "the run that ordered it is not there any more");
    if (e)
        return e;
    return ans->request.kind == SWEEP_SURFACE ? keep_starts(c, ans, session) : cache(c, ans, packed);
}

/* One of the hub's, or of whoever ordered the sweep. */
static enum err instrument_get(struct job_context *c, const char *symbol, const struct instrument **series)
{
    double person = 0;
    if (!own_is(symbol))
        return market_instrument_get(c->db, c->arena, symbol, series);
    if (!json_get_num(c->payload, "person", &person))
        return job_error(c, ERR_INPUT, "the payload has no person");
    return own_instrument_get(c->db, c->arena, (struct own_asker){.person = (int64_t)person}, symbol, series);
}

enum err job_margin_sweep(struct job_context *c)
{
    const struct sweep_progress progress = {tell, c};
    struct problem p = {.arena = c->arena};
    struct sweep_request request;
    struct sweep_answer ans;
    const struct instrument *series;
    struct json_object *o = json_member(c->payload, "request");
    if (!o)
        return job_error(c, ERR_INPUT, "the payload has no request");
    if (!sweep_request_read(o, &request, &p))
        return job_error(c, ERR_INPUT, "%s: %s", p.at[0].field, p.at[0].message);
    enum err e = instrument_get(c, request.base.ticker, &series);
    if (e)
        return e == ERR_NOTFOUND ? job_error(c, e, "there are no prices for %s any more", request.base.ticker) : e;
    if (!sweep_compute(c->arena, &request, &series->prices, &series->rates, series->data_version, &progress, &ans, &p))
        return c->stop ? OK : job_error(c, ERR_INPUT, "%s", first_message(&p));
    if (job_progress(c, 1, "Keeping the answer"))
        return OK;
    c->result = arena_printf(c->arena, "{\"cells\": %zu}", sweep_cells(&request));
    return keep(c, &ans);
}
