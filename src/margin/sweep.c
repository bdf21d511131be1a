/* sweep.c (margin): sweeps: the form, the run (at once, or as a job), the page of one with its files, the list, and the same for
 * programs. A short sweep is computed again when its page is opened, unless the cache has it; a long one keeps its answer.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/sweep.h"

#include <math.h>
#include <time.h>

#include "base/clock.h"
#include "base/num.h"
#include "base/zstd.h"
#include "margin/backtest.h"
#include "margin/backtest_fields.h"
#include "margin/instruments.h"
#include "margin/sweep_form.h"
#include "margin/sweep_store.h"
#include "margin/sweep_view.h"
#include "web/error.h"
#include "web/listing.h"

enum { ANSWER_MAX = 64 << 20 };
static const double cached_from_s = 0.05;

static const char engine_name[] = "margin.sweep";

/* ---- computing ---- */

static const char *canonical(struct arena *arena, const struct sweep_request *r)
{
    struct buf b;
    buf_init(&b, arena, 2048);
    sweep_request_write(&b, arena, r);
    return b.s;
}

static struct margin_cached cache_key(struct req *req, const struct sweep_request *r, const struct instrument *series)
{
    return (struct margin_cached){engine_name,          BT_ENGINE_VERSION,
                                  series->data_version, str_of(canonical(req->arena, r)),
                                  r->base.ticker,       bt_mode_text[r->base.config.mode]};
}

static bool unpack(struct arena *arena, struct str packed, struct sweep_answer *ans)
{
    struct str json;
    const char *why;
    return zstd_unpack(arena, packed, ANSWER_MAX, &json) && sweep_answer_read(arena, json, ans, &why);
}

/* Compute, and keep what takes a while: by the estimate, so that the same is kept on every machine. */
static enum err compute_now(struct req *req, const struct sweep_request *r, const struct instrument *series,
                            struct sweep_answer *ans, struct problem *p)
{
    struct margin_cached key = cache_key(req, r, series);
    struct buf json;
    const char *version = arena_strdup(req->arena, series->data_version);
    if (!sweep_compute(req->arena, r, &series->prices, &series->rates, version, NULL, ans, p))
        return OK;
    if (sweep_seconds(r, &series->prices) < cached_from_s)
        return OK;
    buf_init(&json, req->arena, 1 << 18);
    sweep_answer_write(&json, req->arena, ans, false);
    return margin_cache_put(req->db, req->arena, &key, zstd_pack(req->arena, buf_view(&json)));
}

static enum err cached(struct req *req, const struct sweep_request *r, const struct instrument *series,
                       struct sweep_answer *ans)
{
    struct margin_cached key = cache_key(req, r, series);
    struct str packed;
    enum err e = margin_cache_get(req->db, req->arena, &key, &packed);
    return e ? e : unpack(req->arena, packed, ans) ? OK : ERR_NOTFOUND;
}

static struct margin_run run_of(struct arena *arena, const struct sweep_request *r)
{
    struct buf parameters;
    buf_init(&parameters, arena, 2048);
    sweep_request_write_whole(&parameters, arena, r);
    return (struct margin_run){r->base.config.mode, r->base.ticker, r->base.start_day, r->base.end_day,
                               buf_view(&parameters)};
}

static enum err order_job(struct req *req, const struct sweep_request *r, const char **id)
{
    const struct margin_run run = run_of(req->arena, r);
    const char *payload = arena_printf(req->arena, "{\"request\":%s}", run.parameters.s);
    return margin_session_queue(req->db, req->arena, req->session.sid, &run, "margin-sweep", str_of(payload), id);
}

static const char *too_many_orders(struct arena *arena)
{
    return arena_printf(arena, "%d of your long computations wait or run already: wait for one of them, or cancel it.",
                        MARGIN_ORDERS_MAX);
}

/* Compute now, or take what the cache has; recorded as a run that begins, and how it ended. */
static enum err run_now(struct req *req, const struct sweep_request *r, const struct instrument *series, bool is_cached,
                        struct sweep_answer *ans, struct problem *p, const char **id)
{
    struct backtest_answer base;
    struct bt_input unused;
    int64_t start = clock_us();
    if (!backtest_prepare(req->arena, &r->base, &series->prices, &series->rates, series->data_version, &base, &unused,
                          p)) /* refused: that is no run */
        return OK;
    const struct margin_run run = run_of(req->arena, r);
    enum err e = margin_run_begin(req->db, req->arena, req->session.sid, &run, id);
    if (e)
        return e;
    if (!is_cached)
        e = compute_now(req, r, series, ans, p);
    sweep_unused_warn(req->arena, r, &ans->warnings);
    enum err end = margin_run_end(req->db, req->arena, req->session.sid, *id, !e && p->n == 0,
                                  (double)(clock_us() - start) / 1000);
    if (p->n)
        *id = NULL;
    return e ? e : end;
}

/* Run now and record, or order the job: then *is_job. OK with faults in the problem: refused. */
static enum err run_and_record(struct req *req, struct sweep_request *r, struct sweep_answer *ans, bool *is_job,
                               struct problem *p, const char **id)
{
    const struct instrument *series;
    *is_job = false;
    enum err e = margin_series_get(req, &r->base.ticker, &series, p);
    if (e || p->n)
        return e;
    bool is_long = sweep_seconds(r, &series->prices) > SWEEP_SHORT_SECONDS;
    bool needs_starts = is_long && r->kind == SWEEP_SURFACE; /* which the cache has not */
    e = needs_starts ? ERR_NOTFOUND : cached(req, r, series, ans);
    if (e == ERR_NOTFOUND && is_long) {
        *is_job = true;
        e = order_job(req, r, id);
        if (e == ERR_LIMIT)
            problem_add(p, "orders", "%s", too_many_orders(req->arena));
        return e == ERR_LIMIT ? OK : e;
    }
    return e && e != ERR_NOTFOUND ? e : run_now(req, r, series, e == OK, ans, p, id);
}

/* ---- one that was run ---- */

enum state { STATE_READY, STATE_RUNNING, STATE_FAILED, STATE_GONE };
struct one {
    struct sweep_run_row row;
    struct margin_job job;
    struct sweep_request request;
    struct sweep_answer answer; /* STATE_READY */
    enum state state;
    const char *why; /* STATE_FAILED */
};

static enum err one_load(struct req *req)
{
    enum err e = sweep_session_ask(req->db, req->arg[0]);
    return e ? e : margin_job_ask(req->db, req->arg[0]);
}

static enum err request_of(struct req *req, struct str parameters, struct sweep_request *r)
{
    struct problem p = {.arena = req->arena};
    const char *why;
    struct json_object *json = json_read(req->arena, parameters, &why);
    if (json && sweep_request_read(json, r, &p))
        return OK;
    req->detail = "a stored request is not understood any more";
    return ERR_INTERNAL;
}

static enum err fresh_answer(struct req *req, struct one *o)
{
    const struct instrument *series;
    struct problem p = {.arena = req->arena};
    enum err e = margin_series_get(req, &o->request.base.ticker, &series, &p);
    if (!e && p.n == 0)
        e = cached(req, &o->request, series, &o->answer);
    if (e != ERR_NOTFOUND && p.n == 0)
        return e;
    o->state = STATE_GONE;
    if (p.n == 0 && sweep_seconds(&o->request, &series->prices) <= SWEEP_SHORT_SECONDS) {
        e = compute_now(req, &o->request, series, &o->answer, &p);
        o->state = STATE_READY;
    } else {
        e = OK;
    }
    if (!e && p.n) {
        o->state = STATE_FAILED;
        o->why = arena_printf(req->arena, "It cannot be computed with the market data of today: %s.", p.at[0].message);
    }
    return e;
}

/* Read the run that one_load asked for; with its answer, unless that is not there. */
static enum err one_take(struct req *req, struct one *o)
{
    *o = (struct one){.state = STATE_READY};
    enum err e = sweep_session_take(req->db, req->arena, &o->row);
    if (e)
        return e;
    enum err job = margin_job_take(req->db, req->arena, &o->job);
    if ((job && job != ERR_NOTFOUND) || (e = db_pipeline_end(req->db)))
        return job && job != ERR_NOTFOUND ? job : e;
    if ((e = request_of(req, o->row.parameters, &o->request)))
        return e;
    if (strcmp(o->row.status, "pending") == 0 || strcmp(o->row.status, "running") == 0) {
        o->state = job ? STATE_FAILED : STATE_RUNNING;
        o->why = "It has not ended: what computed it stopped, or still works for the page that ordered it.";
        return OK;
    }
    if (strcmp(o->row.status, "error") == 0) {
        o->state = STATE_FAILED;
        o->why = job                                       ? "It ended without a result."
                 : strcmp(o->job.status, "cancelled") == 0 ? "It was cancelled."
                                                           : o->job.error;
        return OK;
    }
    bool is_kept = o->row.answer.n && unpack(req->arena, o->row.answer, &o->answer);
    if (!is_kept && (e = fresh_answer(req, o)))
        return e;
    if (o->state == STATE_READY)
        sweep_unused_warn(req->arena, &o->request, &o->answer.warnings);
    return OK;
}

/* ---- GET /margin/sweeps/new, POST /margin/sweeps ---- */

static enum err form_page(struct req *req, struct res *res, const struct instrument_menu *menu,
                          const struct sweep_form *form, const struct params *typed, const struct problem *problem)
{
    struct view *v = view_new(req->arena);
    sweep_form_show(v, req->arena, menu, form, typed, problem);
    view_show_if(v, "ORDERS_FULL", problem && problem_message(problem, "orders"));
    return view_page(req, res, v, "margin/sweep_new.tpl", "New sweep");
}

static enum err new_get(struct req *req, struct res *res)
{
    struct problem ignored = {.arena = req->arena};
    struct instrument_menu menu;
    struct sweep_form form;
    struct sweep_request unused;
    enum err e = margin_menu_get(req, &menu);
    if (e)
        return e;
    sweep_form_defaults(&form, &menu);
    backtest_form_instrument(&form.base, &menu, req_query(req, "ticker"));
    sweep_form_read(req->arena, &req->query, &menu, &form, &unused, &ignored);
    return form_page(req, res, &menu, &form, NULL, NULL);
}

static enum err sweeps_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct instrument_menu menu;
    struct sweep_form form;
    struct sweep_request request;
    struct sweep_answer answer;
    const char *id = NULL;
    bool is_job;
    enum err e = margin_menu_get(req, &menu);
    if (e)
        return e;
    sweep_form_defaults(&form, &menu);
    if (sweep_form_read(req->arena, &req->form, &menu, &form, &request, &problem) &&
        (e = run_and_record(req, &request, &answer, &is_job, &problem, &id)))
        return e;
    if (id)
        return res_see_other(res, arena_printf(req->arena, "/margin/sweeps/%s", id));
    res->status = 422;
    return form_page(req, res, &menu, &form, &req->form, &problem);
}

/* ---- GET /margin/sweeps ---- */

static const struct listing_column columns[SWEEP_ORDERS] = {
    [SWEEP_BY_CREATED] = {.name = "created", .title = "Run", .is_sortable = true, .falls = true},
    [SWEEP_BY_TICKER] = LISTING_TEXT("instrument", "Instrument"),
    [SWEEP_BY_STATUS] = LISTING_TEXT("status", "State"),
};
static const struct listing_kind list_kind = {
    .columns = columns, .n_columns = SWEEP_ORDERS, .sort = SWEEP_BY_CREATED, .descending = true};

static void put_pair(struct buf *keys, struct buf *labels, const char *key, const char *label)
{
    db_array_add(keys, str_of(key));
    db_array_add(labels, str_of(label));
}

/* What a search finds a sweep by, as the pages call it. */
static struct sweep_filter filter_of(const struct req *req)
{
    struct buf keys, labels;
    db_array_begin(&keys, req->arena);
    db_array_begin(&labels, req->arena);
    for (int i = 0; i < BT_MODES; i++)
        put_pair(&keys, &labels, bt_mode_text[i], backtest_modes[i].label);
    for (int i = 0; i < SWEEP_PARAMETERS; i++)
        put_pair(&keys, &labels, sweep_parameters[i].key, sweep_parameters[i].label);
    put_pair(&keys, &labels, "every_session", sweep_kind_labels[SWEEP_SURFACE]);
    put_pair(&keys, &labels, "bootstrap", sweep_kind_labels[SWEEP_BOOTSTRAP]);
    return (struct sweep_filter){.search = str_trim(req_query(req, "q")),
                                 .mode = req_query(req, "mode"),
                                 .keys = db_array_end(&keys),
                                 .labels = db_array_end(&labels)};
}

static enum err list_load(struct req *req)
{
    struct listing l = listing_read(req, &list_kind);
    struct sweep_filter f = filter_of(req);
    return sweep_list_ask(req->db, &l, &f);
}

static const char *status_text(const char *status)
{
    static const char *const words[][2] = {
        {"pending", "Waiting"}, {"running", "Running"}, {"completed", "Done"}, {"error", "Ended without a result"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], status) == 0)
            return words[i][1];
    return status;
}

static enum err list_row(struct req *req, struct view *v, const struct sweep_run_row *s)
{
    struct view *row = view_add(v, "SWEEP");
    struct sweep_request r;
    enum err e = request_of(req, s->parameters, &r);
    if (e)
        return e;
    view_text(row, "SWEEP_ID", s->id);
    view_text(row, "SWEEP_TITLE", sweep_title(req->arena, &r));
    view_text(row, "SWEEP_MODE", backtest_modes[r.base.config.mode].label);
    view_text(row, "SWEEP_TICKER", r.base.ticker);
    view_text(row, "SWEEP_CREATED", s->created);
    view_text(row, "SWEEP_STATUS", status_text(s->status));
    view_text(row, "SWEEP_TIME",
              isnan(s->execution_ms) ? ""
                                     : arena_printf(req->arena, "%s ms", num_group(req->arena, s->execution_ms, 0)));
    bool over = strcmp(s->status, "completed") == 0 || strcmp(s->status, "error") == 0;
    view_show_if(row, "SWEEP_OVER", over);
    view_show_if(row, "SWEEP_UNDER_WAY", !over);
    return OK;
}

static enum err list_get(struct req *req, struct res *res)
{
    struct view *v = view_new(req->arena);
    struct listing l = listing_read(req, &list_kind);
    struct sweep_run_row *rows;
    int64_t total;
    int n;
    enum err e = sweep_list_take(req->db, req->arena, &rows, &n, &total);
    if (e)
        return e;
    if (listing_is_past(&l, res, total))
        return OK;
    view_show_if(v, "CAN_RUN", req->session.person.role >= ROLE_ANALYST);
    view_show_if(v, "CANNOT_RUN", req->session.person.role < ROLE_ANALYST);
    for (int i = 0; i < n; i++)
        if ((e = list_row(req, v, &rows[i])))
            return e;
    listing_show(v, &l, n, total);
    view_show_if(v, "NO_FILTER", !str_trim(req_query(req, "q")).n && !req_query(req, "mode").n);
    view_str(v, "Q", req_query(req, "q"));
    backtest_mode_options_show(v, req_query(req, "mode"));
    return view_page(req, res, v, "margin/sweeps.tpl", "Sweeps");
}

/* ---- GET /margin/sweeps/:id ---- */

static void show_job(struct view *v, struct req *req, const struct one *o)
{
    const struct margin_job *job = &o->job;
    bool waits = !job->status || strcmp(job->status, "waiting") == 0;
    double done = isnan(job->progress) ? 0 : job->progress;
    view_printf(v, "PERCENT", "%.0f", 100 * done);
    view_text(v, "STATE_WORDS",
              !waits           ? arena_printf(req->arena, "%.0f %% done after %.0f seconds.", 100 * done, job->seconds)
              : job->ahead > 0 ? arena_printf(req->arena, "Waits for %lld other job%s.", (long long)job->ahead,
                                              job->ahead == 1 ? "" : "s")
                               : "It is about to begin.");
}

/* The page of one that is not there: it runs, it failed, or its answer is no longer kept. */
static enum err wait_page(struct req *req, struct res *res, const struct one *o)
{
    struct view *v = view_new(req->arena);
    view_text(v, "HEADING", sweep_title(req->arena, &o->request));
    view_text(v, "SWEEP_ID", o->row.id);
    view_text(v, "QUERY", sweep_form_query(req->arena, &o->request));
    view_text(v, "WHY", o->why);
    view_show_if(v, "IS_RUNNING", o->state == STATE_RUNNING);
    view_show_if(v, "IS_FAILED", o->state == STATE_FAILED);
    view_show_if(v, "IS_GONE", o->state == STATE_GONE);
    view_show_if(v, "CAN_RUN", req->session.person.role >= ROLE_ANALYST);
    if (o->state == STATE_RUNNING)
        show_job(v, req, o);
    return view_page(req, res, v, "margin/sweep_wait.tpl", "Sweep");
}

static enum err one_get(struct req *req, struct res *res)
{
    struct one o;
    enum err e = one_take(req, &o);
    if (e)
        return e;
    if (o.state != STATE_READY)
        return wait_page(req, res, &o);
    struct view *v = view_new(req->arena);
    if (!sweep_show(v, req, res, &o.answer, arena_printf(req->arena, "/margin/sweeps/%s", o.row.id)))
        return OK;
    view_show_if(v, "CAN_RUN", req->session.person.role >= ROLE_ANALYST);
    view_text(v, "SWEEP_ID", o.row.id);
    view_text(v, "CREATED", o.row.created);
    view_text(v, "TOOK", isnan(o.row.execution_ms) ? "–" : num_group(req->arena, o.row.execution_ms, 0));
    return view_page(req, res, v, "margin/sweep.tpl", sweep_title(req->arena, &o.request));
}

/* ---- the files of one ---- */

static enum err progress_json(struct req *req, struct res *res, const struct one *o)
{
    struct json_writer w;
    (void)req;
    json_begin(&w, &res->body);
    json_open(&w, NULL, '{');
    json_put_text(&w, "status", o->row.status);
    json_put_bool(&w, "over", o->state != STATE_RUNNING);
    json_put_num(&w, "progress", o->job.status ? o->job.progress : 0);
    json_put_num(&w, "seconds", o->job.status ? o->job.seconds : 0);
    json_put_int(&w, "ahead", o->job.ahead);
    json_close(&w, '}');
    res_type(res, "application/json");
    return OK;
}

static enum err refuse_file(struct req *req, struct res *res, const char *why)
{
    return error_status(req, res, 409, why, NULL);
}

/* What a page computes, it computes again. What it would wait too long for was kept by the job. */
static enum err surface_file(struct req *req, struct res *res, struct one *o, enum sweep_figure figure)
{
    const struct instrument *series;
    struct problem p = {.arena = req->arena};
    struct str packed, csv;
    enum err e = sweep_starts_get(req->db, req->arena, req->session.sid, req->arg[0], figure, &packed);
    if (!e && zstd_unpack(req->arena, packed, ANSWER_MAX, &csv)) {
        buf_str(&res->body, csv);
        return OK;
    }
    if (e && e != ERR_NOTFOUND)
        return e;
    if ((e = margin_series_get(req, &o->request.base.ticker, &series, &p)))
        return e;
    if (series && sweep_seconds(&o->request, &series->prices) > SWEEP_SHORT_SECONDS)
        return refuse_file(req, res,
                           "The figures of every single start were not kept with this sweep, which is from before "
                           "they were. Run it again with the same inputs.");
    if (p.n || !sweep_compute(req->arena, &o->request, &series->prices, &series->rates, series->data_version, NULL,
                              &o->answer, &p))
        return refuse_file(
            req, res, "This sweep cannot be computed any more, because the market data have changed since it was run.");
    sweep_surface_csv(&res->body, &o->answer, figure);
    return OK;
}

static struct tm utc_now(void)
{
    struct tm utc;
    time_t now = time(NULL);
    gmtime_r(&now, &utc);
    return utc;
}

/* For a file's name, and to be read. */
static const char *stamp(struct arena *arena, bool of_file)
{
    char *out = arena_bytes(arena, 32);
    struct tm utc = utc_now();
    if (of_file)
        strftime(out, 32, "%Y%m%d_%H%M%S", &utc);
    else
        strftime(out, 32, "%Y-%m-%d %H:%M:%S", &utc);
    return out;
}

static void download(struct req *req, struct res *res, const char *what)
{
    res_csv(res, arena_printf(req->arena, "%s_%s.csv", what, stamp(req->arena, true)));
}

static enum err grid_file(struct req *req, struct res *res, const struct one *o, bool rounded)
{
    const struct sweep_request *r = &o->request;
    const char *name = arena_printf(req->arena, "%s_%s_%s", rounded ? "parameter_sweep" : "parameter_sweep_exact",
                                    sweep_parameters[r->axis[0].parameter].key, bt_mode_text[r->base.config.mode]);
    if (rounded)
        sweep_rounded_csv(&res->body, req->arena, &o->answer, stamp(req->arena, false));
    else
        sweep_exact_csv(&res->body, req->arena, &o->answer);
    download(req, res, name);
    return OK;
}

static enum err file_get(struct req *req, struct res *res)
{
    static const char *const figures[SWEEP_FIGURES] = {"multiple.csv", "drawdown.csv", "first_call.csv"};
    struct str file = req->arg[1];
    struct one o;
    enum err e = one_take(req, &o);
    if (e)
        return e;
    if (str_eq(file, "progress.json"))
        return progress_json(req, res, &o);
    if (o.state != STATE_READY)
        return refuse_file(req, res, "This sweep has no answer that could be exported: open its page to see why.");
    if (str_eq(file, "result.json")) {
        sweep_answer_write(&res->body, req->arena, &o.answer, false);
        res_type(res, "application/json");
        res_download(res, STR("sweep.json"));
        return OK;
    }
    enum sweep_kind kind = o.request.kind;
    if (kind == SWEEP_GRID && (str_eq(file, "rounded.csv") || str_eq(file, "exact.csv")))
        return grid_file(req, res, &o, str_eq(file, "rounded.csv"));
    if (kind == SWEEP_BOOTSTRAP && str_eq(file, "paths.csv")) {
        sweep_bootstrap_csv(&res->body, &o.answer);
        download(req, res, "sweep_paths");
        return OK;
    }
    if (kind == SWEEP_SURFACE && str_eq(file, "leverages.csv")) {
        sweep_summary_csv(&res->body, &o.answer);
        download(req, res, "sweep_leverages");
        return OK;
    }
    for (int f = 0; kind == SWEEP_SURFACE && f < SWEEP_FIGURES; f++)
        if (str_eq(file, figures[f])) {
            e = surface_file(req, res, &o, (enum sweep_figure)f);
            if (!e && !res->status)
                download(req, res, arena_printf(req->arena, "sweep_starts_%.*s", (int)(file.n - 4), file.s));
            return e;
        }
    return ERR_NOTFOUND;
}

static enum err chart_get(struct req *req, struct res *res)
{
    struct one o;
    enum err e = one_take(req, &o);
    if (e)
        return e;
    return o.state == STATE_READY
               ? sweep_chart_reply(res, req->arena, &o.answer, req->arg[1])
               : refuse_file(req, res, "This sweep has no answer that could be drawn: open its page to see why.");
}

/* ---- what one does with one ---- */

static enum err cancel_load(struct req *req)
{
    return sweep_session_ask(req->db, req->arg[0]);
}

static enum err cancel_post(struct req *req, struct res *res)
{
    struct sweep_run_row row;
    bool cancelled;
    enum err e = sweep_session_take(req->db, req->arena, &row);
    if (e || (e = db_pipeline_end(req->db)))
        return e;
    e = margin_session_cancel(req->db, req->arena, req->session.sid, req->arg[0], &cancelled);
    if (e)
        return e;
    res_flash(res, req, "info", cancelled ? "The sweep is being cancelled." : "The sweep was over already.", NULL);
    return res_see_other(res, arena_printf(req->arena, "/margin/sweeps/%.*s", (int)req->arg[0].n, req->arg[0].s));
}

static enum err delete_post(struct req *req, struct res *res)
{
    bool done;
    enum err e = sweep_session_delete(req->db, req->arena, req->session.sid, req->arg[0], &done);
    if (e)
        return e;
    if (!done)
        return ERR_NOTFOUND;
    res_flash(res, req, "success", "The sweep was deleted.",
              arena_printf(req->arena, "/margin/sweeps/%.*s/restore", (int)req->arg[0].n, req->arg[0].s));
    return res_see_other(res, "/margin/sweeps");
}

static enum err restore_post(struct req *req, struct res *res)
{
    bool done;
    enum err e = sweep_session_restore(req->db, req->arena, req->session.sid, req->arg[0], &done);
    if (e)
        return e;
    if (!done)
        return ERR_NOTFOUND;
    res_flash(res, req, "success", "The sweep is back.", NULL);
    return res_see_other(res, arena_printf(req->arena, "/margin/sweeps/%.*s", (int)req->arg[0].n, req->arg[0].s));
}

static enum err again_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct one o;
    const char *id = NULL;
    bool is_job;
    enum err e = one_take(req, &o);
    if (e || (e = run_and_record(req, &o.request, &o.answer, &is_job, &problem, &id)))
        return e;
    if (problem.n)
        return error_status(req, res, 409, "This sweep cannot be run again as it is.", &problem);
    return res_see_other(res, arena_printf(req->arena, "/margin/sweeps/%s", id));
}

/* ---- /api/v1/margin/sweeps ---- */

static void api_state(struct res *res, const char *id, const char *status, double progress)
{
    struct json_writer w;
    json_begin(&w, &res->body);
    json_open(&w, NULL, '{');
    json_put_text(&w, "id", id);
    json_put_text(&w, "status", status);
    json_put_num(&w, "progress", progress);
    json_close(&w, '}');
    res->status = 202;
    res_header(res, "Retry-After", "2");
    res_type(res, "application/json");
}

static enum err api_refuse(struct req *req, struct res *res, const struct problem *problem)
{
    return error_status(req, res, 422, "The request cannot be computed as it is; see errors.", problem);
}

static enum err api_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct sweep_request request;
    struct sweep_answer answer;
    const char *id = NULL, *why;
    bool is_job;
    struct json_object *json = json_read(req->arena, req->body, &why);
    if (!json)
        problem_add(&problem, "body", "is not the JSON of a request: %s", why);
    else if (sweep_request_read(json, &request, &problem) &&
             (request.base.prices_file || request.base.dividends_file || request.base.rates_file))
        problem_add(&problem, "files", "are only for hubctl compute; name a ticker");
    if (problem.n)
        return api_refuse(req, res, &problem);
    enum err e = run_and_record(req, &request, &answer, &is_job, &problem, &id);
    if (e)
        return e;
    if (problem.n)
        return api_refuse(req, res, &problem);
    const char *path = arena_printf(req->arena, "/api/v1/margin/sweeps/%s", id);
    res_header(res, is_job ? "Location" : "Content-Location", path);
    if (is_job) {
        api_state(res, id, "pending", 0);
        return OK;
    }
    sweep_answer_write(&res->body, req->arena, &answer, false);
    res_type(res, "application/json");
    return OK;
}

static enum err api_get(struct req *req, struct res *res)
{
    struct one o;
    enum err e = one_take(req, &o);
    if (e)
        return e;
    if (o.state == STATE_RUNNING) {
        api_state(res, o.row.id, o.row.status, o.job.status ? o.job.progress : 0);
        return OK;
    }
    if (o.state != STATE_READY)
        return error_status(req, res, 409, o.why ? o.why : "The answer is no longer kept: ask for it again.", NULL);
    sweep_answer_write(&res->body, req->arena, &o.answer, false);
    res_type(res, "application/json");
    return OK;
}

static const struct route table[] = {
    ROUTE(GET, "/margin/sweeps", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/margin/sweeps/new", NONE, PAGE, NULL, new_get),
    ROUTE(POST, "/margin/sweeps", FORM, CALC, NULL, sweeps_post),
    ROUTE(GET, "/margin/sweeps/:id", NONE, PAGE, one_load, one_get),
    ROUTE(GET, "/margin/sweeps/:id/:file", NONE, PAGE, one_load, file_get),
    ROUTE(GET, "/margin/sweeps/:id/charts/:name", NONE, PAGE, one_load, chart_get),
    ROUTE(POST, "/margin/sweeps/:id/cancel", FORM, PAGE, cancel_load, cancel_post),
    ROUTE(POST, "/margin/sweeps/:id/delete", FORM, PAGE, NULL, delete_post),
    ROUTE(POST, "/margin/sweeps/:id/restore", FORM, PAGE, NULL, restore_post),
    ROUTE(POST, "/margin/sweeps/:id/again", FORM, CALC, one_load, again_post),
    ROUTE(POST, "/api/v1/margin/sweeps", JSON, CALC, NULL, api_post),
    ROUTE(GET, "/api/v1/margin/sweeps/:id", NONE, PAGE, one_load, api_get),
};
const struct routes sweep_routes = {table, sizeof table / sizeof *table};
