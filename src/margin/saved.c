/* saved.c: saved backtests: keep one under a name, list them, open, rename, delete and bring back, run again.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/csv_write.h"
#include "base/day.h"
#include "base/num.h"
#include "compute/answer_pack.h"
#include "margin/backtest.h"
#include "web/pager.h"
#include "margin/result_view.h"
#include "web/error.h"
#include "web/form.h"

enum { SAVED_A_PAGE = 20, NAME_IN_MESSAGES = 60 };

/* ---- the name ---- */

struct name_form {
    struct str name;
};
static const struct field name_fields[] = {
    {.name = "name",
     .label = "Name",
     .kind = FIELD_TEXT,
     .required = true,
     .min = 1,
     .max = MARGIN_NAME_MAX,
     .offset = offsetof(struct name_form, name)},
};

/* The name without the blanks around it; a name may hold any letters. */
static bool name_read(const struct req *req, struct str *name, struct problem *problem)
{
    struct name_form form = {0};
    if (!form_read(&req->form, name_fields, 1, &form, problem))
        return false;
    *name = form.name;
    return true;
}

/* A name as it stands in a message: cut where it is long, never inside a character. */
static const char *name_short(struct arena *arena, const char *name)
{
    size_t bytes = 0;
    for (int chars = 0; name[bytes] && chars < NAME_IN_MESSAGES; chars++)
        for (bytes++; ((unsigned char)name[bytes] & 0xc0) == 0x80; bytes++)
            ;
    return name[bytes] ? arena_printf(arena, "%.*s…", (int)bytes, name) : name;
}

/* ---- lists ---- */

void saved_row_show(struct view *v, struct arena *arena, const struct margin_saved *s)
{
    char start[DAY_TEXT], end[DAY_TEXT];
    view_text(v, "SAVED_NAME", s->name);
    view_text(v, "SAVED_ID", s->id);
    view_text(v, "SAVED_TICKER", s->ticker);
    view_printf(v, "SAVED_START", "%s", day_text(s->start_day, start));
    view_printf(v, "SAVED_END", "%s", day_text(s->end_day, end));
    view_printf(v, "SAVED_LEVERAGE", "%.15g", s->leverage);
    view_text(v, "SAVED_ACCOUNT", strcmp(s->account_type, "reg_t") == 0 ? "Reg T" : "Portfolio");
    view_text(v, "SAVED_FINAL", num_usd(arena, s->final_equity, 2));
    view_text(v, "SAVED_RETURN", num_percent(arena, s->total_return_pct, 2));
    view_text(v, "SAVED_CAGR", num_percent(arena, s->cagr_pct, 2));
    view_text(v, "SAVED_DRAWDOWN", num_percent(arena, s->max_drawdown_pct, 2));
    view_text(v, "SAVED_LIQUIDATIONS", num_group(arena, s->total_liquidations, 0));
    view_text(v, "SAVED_CREATED", s->created);
    view_str(v, "SAVED_ON", (struct str){s->created, DAY_TEXT - 1});
}

static const struct {
    enum margin_sort sort;
    const char *label;
    bool number;
} headings[] = {
    {MARGIN_SORT_NAME, "Name", false},
    {MARGIN_SORT_LEVERAGE, "Leverage", true},
    {MARGIN_SORT_FINAL, "Final equity", true},
    {MARGIN_SORT_RETURN, "Total return", true},
    {MARGIN_SORT_CAGR, "CAGR", true},
    {MARGIN_SORT_DRAWDOWN, "Drawdown", true},
    {MARGIN_SORT_LIQUIDATIONS, "Forced sales", true},
    {MARGIN_SORT_CREATED, "Saved", true},
};

struct order {
    enum margin_sort sort;
    bool descending;
};

/* ?sort=cagr&dir=desc; anything else is the newest first. */
static struct order order_of(const struct req *req)
{
    struct str wanted = req_query(req, "sort");
    for (int s = 0; s < MARGIN_SORTS; s++)
        if (str_eq(wanted, margin_sort_names[s]))
            return (struct order){(enum margin_sort)s, str_eq(req_query(req, "dir"), "desc")};
    return (struct order){MARGIN_SORT_CREATED, true};
}

static enum err list_load(struct req *req)
{
    struct order o = order_of(req);
    enum err e = margin_saved_list_ask(req->db, o.sort, o.descending, MARGIN_SAVED_MAX);
    return e ? e : margin_saved_count_ask(req->db);
}

static void show_headings(struct view *v, struct order o)
{
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        struct view *h = view_add(v, "HEADING_CELL");
        bool sorted = headings[i].sort == o.sort;
        view_text(h, "HEADING_LABEL", headings[i].label);
        view_text(h, "HEADING_SORT", margin_sort_names[headings[i].sort]);
        view_text(h, "HEADING_DIR", sorted && !o.descending ? "desc" : "asc");
        view_show_if(h, "HEADING_NUMBER", headings[i].number);
        view_show_if(h, "SORTED_UP", sorted && !o.descending);
        view_show_if(h, "SORTED_DOWN", sorted && o.descending);
    }
}

static void show_page(struct view *v, struct req *req, struct order o, const struct margin_saved *rows, int n)
{
    int64_t last = n > 0 ? (n + SAVED_A_PAGE - 1) / SAVED_A_PAGE : 1, page = req_page(req, last);
    int first = (int)(page - 1) * SAVED_A_PAGE;
    for (int i = first; i < n && i < first + SAVED_A_PAGE; i++)
        saved_row_show(view_add(v, "SAVED"), req->arena, &rows[i]);
    view_text(v, "SORT", margin_sort_names[o.sort]);
    view_text(v, "DIR", o.descending ? "desc" : "asc");
    view_show_if(v, "HAS_PAGES", last > 1);
    pager_show(v, req->arena, page, last,
               arena_printf(req->arena, "/margin/saved?sort=%s&dir=%s&page=", margin_sort_names[o.sort],
                            o.descending ? "desc" : "asc"),
               "");
}

/* hub.conf's number of places; the console's setting may be lower still (`places`). */
static int quota_of(const struct req *req)
{
    int n = req->settings->saved_results_quota;
    return n < MARGIN_SAVED_MAX ? n : MARGIN_SAVED_MAX;
}

static int least_quota(const struct req *req, int places)
{
    return places < quota_of(req) ? places : quota_of(req);
}

static enum err list_get(struct req *req, struct res *res)
{
    struct view *v = view_new(req->arena);
    struct order o = order_of(req);
    struct margin_saved *rows;
    int64_t used;
    int n, places;
    enum err e = margin_saved_list_take(req->db, req->arena, &rows, &n);
    if (e || (e = margin_saved_count_take(req->db, req->arena, &used, &places)))
        return e;
    view_int(v, "QUOTA_USED", used);
    view_int(v, "QUOTA", least_quota(req, places));
    view_show_if(v, "CAN_RUN", req->session.person.role >= ROLE_ANALYST);
    view_show_if(v, "CANNOT_RUN", req->session.person.role < ROLE_ANALYST);
    view_show_if(v, "HAS_SAVED", n > 0);
    view_show_if(v, "NO_SAVED", n == 0);
    show_headings(v, o);
    show_page(v, req, o, rows, n);
    return view_page(req, res, v, "margin/saved.tpl", "Saved backtests");
}

static void csv_number(struct buf *out, double x, const char *after)
{
    char text[NUM_TEXT];
    if (!isnan(x))
        buf_add(out, text, (size_t)num_write(x, text));
    buf_puts(out, after);
}

static void list_csv_row(struct buf *out, const struct margin_saved *s)
{
    char start[DAY_TEXT], end[DAY_TEXT];
    csv_cell(out, str_of(s->name));
    buf_puts(out, CSV_NEXT);
    buf_printf(out, "%s,%s,%s,%s,%s,%s,", s->id, s->ticker, s->mode, s->account_type, day_text(s->start_day, start),
               day_text(s->end_day, end));
    csv_number(out, s->leverage, ",");
    csv_number(out, s->equity, ",");
    csv_number(out, s->final_equity, ",");
    csv_number(out, s->total_return_pct, ",");
    csv_number(out, s->cagr_pct, ",");
    csv_number(out, s->max_drawdown_pct, ",");
    csv_number(out, s->total_liquidations, ",");
    buf_printf(out, "%s,%s,%s,%s,%s\r\n", s->engine_version, s->data_version, s->inputs_hash, s->result_hash,
               s->created);
}

static enum err list_csv(struct req *req, struct res *res)
{
    struct margin_saved *rows;
    int64_t used;
    int n, places;
    enum err e = margin_saved_list_take(req->db, req->arena, &rows, &n);
    if (e || (e = margin_saved_count_take(req->db, req->arena, &used, &places)))
        return e;
    buf_puts(
        &res->body,
        "name,result_id,ticker,mode,account_type,start_date,end_date,leverage,equity,final_equity,total_return_pct,"
        "cagr_pct,max_drawdown_pct,total_liquidations,engine_version,data_version,inputs_hash,result_hash,"
        "created_at_utc\r\n");
    for (int i = 0; i < n; i++)
        list_csv_row(&res->body, &rows[i]);
    res_type(res, "text/csv; charset=utf-8");
    res_download(res, STR("saved-backtests.csv"));
    return OK;
}

/* ---- POST /margin/saved ---- */

static enum err save_load(struct req *req)
{
    return margin_session_ask(req->db, req_form(req, "session"));
}

static const char *saved_path(struct req *req, const char *id)
{
    return arena_printf(req->arena, "/margin/saved/%s", id);
}

static enum err save_answer(struct req *req, struct str name, const struct backtest_answer *answer, const char **id)
{
    char inputs[65], result[65];
    backtest_inputs_hash(&answer->request, inputs);
    backtest_result_hash(answer, result);
    return margin_saved_add(req->db, req->arena, req->session.sid,
                            &(struct margin_saved_new){.name = name,
                                                       .email = req->session.person.email,
                                                       .idem_key = req_form(req, "idem_key"),
                                                       .answer = answer,
                                                       .data = backtest_answer_pack(req->arena, answer),
                                                       .inputs_hash = inputs,
                                                       .result_hash = result,
                                                       .quota = quota_of(req)},
                            id);
}

/* How many places there are, for a message. */
static int places_of(struct req *req)
{
    int places;
    return margin_places_get(req->db, req->arena, &places) ? quota_of(req) : least_quota(req, places);
}

static const char *all_used(struct req *req)
{
    return arena_printf(req->arena,
                        "Not saved: all %d places are used. Delete a saved backtest that you no longer need, then save "
                        "this one.",
                        places_of(req));
}

static enum err saved_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct margin_session s;
    struct backtest_answer answer;
    struct str name;
    const char *id;
    enum err e = backtest_again(req, &s, &answer, &problem);
    if (e)
        return e;
    if (problem.n) {
        error_status(req, res, 409, "This backtest cannot be computed any more, so it was not saved.", &problem);
        return OK;
    }
    if (!name_read(req, &name, &problem)) {
        res->status = 422;
        return backtest_page(req, res, &s, &answer, &problem);
    }
    e = save_answer(req, name, &answer, &id);
    if (e == ERR_LIMIT) {
        problem_add(&problem, "name", "%s", all_used(req));
        res->status = 409;
        return backtest_page(req, res, &s, &answer, &problem);
    }
    if (e)
        return e;
    res_flash(res, req, "success",
              arena_printf(req->arena, "Saved as “%s”.", name_short(req->arena, str_dup(req->arena, name))), NULL);
    return res_see_other(res, saved_path(req, id));
}

/* ---- one saved answer ---- */

static enum err one_load(struct req *req)
{
    return margin_saved_ask(req->db, req->arg[0], true);
}

static enum err one_take(struct req *req, struct margin_saved *s, struct str *packed)
{
    enum err e = margin_saved_take(req->db, req->arena, s, packed);
    return e ? e : db_pipeline_end(req->db);
}

static enum err unreadable(struct req *req, const char *why)
{
    req->detail = arena_printf(req->arena, "a stored answer cannot be read: %s", why);
    return ERR_INTERNAL;
}

/* The answer of one from the old system stays empty: see saved_old_page. */
static enum err one_answer(struct req *req, struct margin_saved *s, struct backtest_answer *answer)
{
    struct str packed;
    const char *why;
    enum err e = one_take(req, s, &packed);
    *answer = (struct backtest_answer){.engine_version = NULL};
    if (e || saved_is_old(s))
        return e;
    if (backtest_answer_unpack(req->arena, packed, answer, &why))
        return OK;
    return unreadable(req, why);
}

static enum err one_page(struct req *req, struct res *res, struct view *v, const struct margin_saved *s,
                         const struct backtest_answer *answer, const struct problem *problem)
{
    const char *fault = problem ? problem_message(problem, "name") : NULL;
    struct view *saved = view_add(v, "SAVED");
    saved_row_show(saved, req->arena, s);
    view_str(saved, "NAME", problem ? req_form(req, "name") : str_of(s->name));
    view_text(saved, "NAME_FAULT", fault);
    view_show_if(saved, "HAS_NAME_FAULT", fault != NULL);
    view_show_if(saved, "CAN_RUN", req->session.person.role >= ROLE_ANALYST);
    if (saved_is_old(s))
        return saved_old_page(req, res, v, saved, s);
    view_show(saved, "CAN_RERUN");
    result_show(v, req, answer, saved_path(req, s->id));
    view_text(v, "HEADING", s->name);
    return view_page(req, res, v, "margin/result.tpl", s->name);
}

static enum err one_get(struct req *req, struct res *res)
{
    struct margin_saved s;
    struct backtest_answer answer;
    enum err e = one_answer(req, &s, &answer);
    return e ? e : one_page(req, res, view_new(req->arena), &s, &answer, NULL);
}

static enum err one_file(struct req *req, struct res *res, enum result_file file)
{
    struct margin_saved s;
    struct backtest_answer answer;
    enum err e = one_answer(req, &s, &answer);
    if (!e && saved_is_old(&s))
        error_status(req, res, 404, "This result comes from the old system; there is only its JSON.", NULL);
    else if (!e)
        e = result_file_reply(req, res, &answer, file);
    return e;
}

static enum err one_days(struct req *req, struct res *res)
{
    return one_file(req, res, RESULT_DAYS_CSV);
}

static enum err one_rounds(struct req *req, struct res *res)
{
    return one_file(req, res, RESULT_ROUNDS_CSV);
}

static enum err one_metrics(struct req *req, struct res *res)
{
    return one_file(req, res, RESULT_METRICS_CSV);
}

static enum err one_chart(struct req *req, struct res *res)
{
    return one_file(req, res, RESULT_CHART_JSON);
}

/* What is stored never changes, so a browser may keep it. */
static enum err one_json(struct req *req, struct res *res)
{
    struct margin_saved s;
    struct str packed, json;
    const char *why;
    enum err e = one_take(req, &s, &packed);
    if (e || res_etag(res, req, s.result_hash, true))
        return e;
    if (!backtest_answer_unpack_json(req->arena, packed, &json, &why))
        return unreadable(req, why);
    res_type(res, "application/json");
    res_download(res, str_of(result_file_name(req->arena, s.ticker, s.start_day, s.end_day, s.leverage, RESULT_JSON)));
    buf_str(&res->body, json);
    return OK;
}

/* ---- changes ---- */

static enum err rename_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct margin_saved s;
    struct backtest_answer answer;
    struct str name;
    enum err e = one_answer(req, &s, &answer);
    if (e)
        return e;
    if (!name_read(req, &name, &problem)) {
        res->status = 422;
        return one_page(req, res, view_new(req->arena), &s, &answer, &problem);
    }
    if ((e = margin_saved_rename(req->db, req->arena, req->session.sid, req->arg[0], name)))
        return e;
    res_flash(res, req, "success", "Renamed.", NULL);
    return res_see_other(res, saved_path(req, s.id));
}

static const char *restore_path(struct req *req)
{
    return arena_printf(req->arena, "/margin/saved/%.*s/restore", (int)req->arg[0].n, req->arg[0].s);
}

static enum err delete_post(struct req *req, struct res *res)
{
    const char *name;
    enum err e = margin_saved_delete(req->db, req->arena, req->session.sid, req->arg[0], &name);
    if (e)
        return e;
    res_flash(res, req, "success", arena_printf(req->arena, "Deleted “%s”.", name_short(req->arena, name)),
              restore_path(req));
    return res_see_other(res, "/margin/saved");
}

static enum err restore_post(struct req *req, struct res *res)
{
    const char *name;
    enum err e = margin_saved_restore(req->db, req->arena, req->session.sid, req->arg[0], quota_of(req), &name);
    if (e == ERR_LIMIT)
        res_flash(res, req, "warning",
                  arena_printf(req->arena,
                               "It was not brought back: all %d places are used. Delete another one in a second tab, "
                               "then press Undo here.",
                               places_of(req)),
                  restore_path(req));
    else if (e)
        return e;
    else
        res_flash(res, req, "success", arena_printf(req->arena, "“%s” is back.", name_short(req->arena, name)), NULL);
    return res_see_other(res, "/margin/saved");
}

/* ---- run again ---- */

static void show_difference(struct view *again, const struct margin_saved *s, const struct backtest_answer *stored,
                            const struct backtest_answer *fresh, const char *hash)
{
    bool engine = strcmp(fresh->engine_version, s->engine_version) != 0;
    bool data = strcmp(fresh->data_version, stored->data_version) != 0;
    bool same = strcmp(hash, s->result_hash) == 0;
    view_show_if(again, "SAME_BITS", same);
    view_show_if(again, "OTHER_BITS", !same);
    view_show_if(again, "ENGINE_CHANGED", engine);
    view_show_if(again, "DATA_CHANGED", data);
    view_show_if(again, "NOTHING_CHANGED", !same && !engine && !data);
    view_text(again, "ENGINE_NOW", fresh->engine_version);
    view_text(again, "DATA_NOW", fresh->data_version);
    view_text(again, "HASH_THEN", s->result_hash);
    view_text(again, "HASH_NOW", hash);
}

static enum err rerun_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct view *v = view_new(req->arena);
    struct margin_saved s;
    struct backtest_answer stored, fresh;
    char *hash = arena_bytes(req->arena, 65);
    enum err e = one_answer(req, &s, &stored);
    if (!e && saved_is_old(&s))
        return res_see_other(res, saved_old_form(req->arena, &s));
    if (e || (e = backtest_run(req, &stored.request, &fresh, &problem)))
        return e;
    struct view *again = view_add(v, "AGAIN");
    view_show_if(again, "REFUSED", problem.n > 0);
    view_text(again, "REFUSED_WHY", problem.n ? problem.at[0].message : NULL);
    if (problem.n == 0) {
        backtest_result_hash(&fresh, hash);
        show_difference(again, &s, &stored, &fresh, hash);
    }
    return one_page(req, res, v, &s, &stored, NULL);
}

static const struct route table[] = {
    ROUTE(GET, "/margin/saved", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/margin/saved.csv", NONE, PAGE, list_load, list_csv),
    ROUTE(POST, "/margin/saved", FORM, SAVE, save_load, saved_post),
    ROUTE(GET, "/margin/saved/:id", NONE, PAGE, one_load, one_get),
    ROUTE(GET, "/margin/saved/:id/days.csv", NONE, PAGE, one_load, one_days),
    ROUTE(GET, "/margin/saved/:id/rounds.csv", NONE, PAGE, one_load, one_rounds),
    ROUTE(GET, "/margin/saved/:id/metrics.csv", NONE, PAGE, one_load, one_metrics),
    ROUTE(GET, "/margin/saved/:id/result.json", NONE, PAGE, one_load, one_json),
    ROUTE(GET, "/margin/saved/:id/chart.json", NONE, PAGE, one_load, one_chart),
    ROUTE(POST, "/margin/saved/:id/rename", FORM, SAVE, one_load, rename_post),
    ROUTE(POST, "/margin/saved/:id/delete", FORM, SAVE, NULL, delete_post),
    ROUTE(POST, "/margin/saved/:id/restore", FORM, SAVE, NULL, restore_post),
    ROUTE(POST, "/margin/saved/:id/rerun", FORM, CALC, one_load, rerun_post),
};
const struct routes saved_routes = {table, sizeof table / sizeof *table};
