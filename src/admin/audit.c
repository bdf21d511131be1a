/* audit.c: every action that changed something, with what was before and after; as a file; and whether the chain is whole.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/audit_words.h"
#include "admin/console.h"
#include "admin/routes.h"
#include "admin/watch_store.h"
#include "base/num.h"
#include "identity/audit.h"

/* Up to so many events the chain is checked while one waits (some two seconds); more are a job of hub-jobs. */
enum { CHECKED_AT_ONCE = 50000 };

static const struct listing_column columns[EVENT_SHOWN] = {
    [EVENT_SEQ] = LISTING_NUMBER("number", "Number"),
    [EVENT_AT] = {.name = "at_utc", .title = "When"},
    [EVENT_ACTOR] = {.name = "actor", .title = "Who"},
    [EVENT_ADDRESS] = {.name = "address"},
    [EVENT_ACTION] = {.name = "action", .title = "What"},
    [EVENT_KIND] = {.name = "object_kind"},
    [EVENT_OBJECT] = {.name = "object", .title = "About"},
    [EVENT_OBJECT_ID] = {.name = "object_id"},
    [EVENT_BEFORE] = {.name = "before"},
    [EVENT_AFTER] = {.name = "after"},
};
static const struct listing_kind events = {
    .columns = columns, .n_columns = EVENT_SHOWN, .sort = EVENT_SEQ, .descending = true};

static const char *word(const struct req *req, const char *name, struct problem *p)
{
    struct str s = str_trim(req_query(req, name));
    if (utf8_length(s) > CONSOLE_SEARCH_MAX)
        problem_add(p, name, "A filter takes at most %d characters.", CONSOLE_SEARCH_MAX);
    return s.n ? str_dup(req->arena, s) : "";
}

static struct event_filter read_filter(struct req *req, struct problem *p)
{
    struct event_filter f = {.actor = console_search(req, "actor", p),
                             .object = console_search(req, "object", p),
                             .action = console_choice(req, "action", audit_actions),
                             .kind = word(req, "kind", p),
                             .id = word(req, "id", p),
                             .from = console_day(req, "from", CONSOLE_DAY_FIRST, p),
                             .to = console_day(req, "to", CONSOLE_DAY_LAST, p)};
    if (req_query(req, "by").n && !console_id(req_query(req, "by"), &f.by))
        problem_add(p, "by", "Of who did it only the number may stand in the address.");
    if (!p->n && f.from > f.to)
        problem_add(p, "from", "The first day stands behind the last one.");
    return f;
}

/* ---- the page ---- */

static enum err list_load(struct req *req)
{
    struct problem p = {.arena = req->arena};
    struct event_filter f = read_filter(req, &p);
    struct listing l = listing_read(req, &events);
    enum err e = chain_state_ask(req->db);
    return e || p.n ? e : event_list_ask(req->db, &l, &f);
}

static void show_event(struct view *row, struct arena *a, const struct db_result *r, int i)
{
    const char *kind = db_text(r, i, EVENT_KIND), *name = db_text(r, i, EVENT_OBJECT),
               *id = db_text(r, i, EVENT_OBJECT_ID);
    const char *path = audit_object_path(a, kind, id);
    view_text(row, "EVENT_NUMBER", db_text(r, i, EVENT_SEQ));
    view_text(row, "EVENT_AT", db_text(r, i, EVENT_AT));
    view_text(row, "EVENT_ACTOR", db_text(r, i, EVENT_ACTOR));
    view_text(row, "EVENT_ADDRESS", db_text(r, i, EVENT_ADDRESS));
    view_text(row, "EVENT_ACTION", audit_action_words(db_text(r, i, EVENT_ACTION)));
    if (!db_is_null(r, i, EVENT_ACTOR_ID))
        view_text(view_add(row, "BY_PERSON"), "EVENT_ACTOR_ID", db_text(r, i, EVENT_ACTOR_ID));
    struct view *about = view_add(row, *path ? "ABOUT_LINKED" : "ABOUT_PLAIN");
    view_text(about, "EVENT_OBJECT_PATH", path);
    view_text(about, "EVENT_OBJECT", *name ? name : id);
    view_text(row, "EVENT_KIND", kind);
    audit_changes_show(row, db_str(r, i, EVENT_BEFORE), db_str(r, i, EVENT_AFTER));
}

/* The filter as it stands in the address, for the form that takes the list out. */
static void show_kept(struct view *v, const struct req *req)
{
    static const char *const kept[] = {"actor", "object", "action", "kind", "id", "by", "from", "to"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        struct str value = req_query(req, kept[i]);
        if (!value.n)
            continue;
        struct view *field = view_add(v, "EXPORT_KEPT");
        view_text(field, "EXPORT_NAME", kept[i]);
        view_str(field, "EXPORT_VALUE", value);
    }
}

static void show_filter(struct view *v, const struct req *req, const struct event_filter *f, const struct problem *p)
{
    view_str(v, "ACTOR", req_query(req, "actor"));
    view_str(v, "OBJECT", req_query(req, "object"));
    view_str(v, "FROM", req_query(req, "from"));
    view_str(v, "TO", req_query(req, "to"));
    view_show_if(v, "ONE_OBJECT", *f->kind || *f->id || f->by);
    console_options(v, "ACTION_CHOICE", audit_actions, f->action);
    console_filter_show(v, p);
    show_kept(v, req);
}

/* A report as hub-jobs stored it (identity/audit.h). */
static void show_report(struct view *v, struct arena *a, const char *json)
{
    const char *why;
    struct json_object *report = json_read(a, str_of(json), &why), *faults = json_member(report, "faults");
    struct str unanchored;
    double upto, anchors;
    if (!json_get_num(report, "upto", &upto) || !json_get_num(report, "anchors", &anchors))
        return;
    size_t n = json_object_is_type(faults, json_type_array) ? json_object_array_length(faults) : 0;
    struct view *r = view_add(v, n ? "CHAIN_BROKEN" : "CHAIN_WHOLE");
    view_text(r, "CHAIN_UPTO", num_group(a, upto, 0));
    view_text(r, "CHAIN_ANCHORS", num_group(a, anchors, 0));
    if (json_get_str(report, "unanchored", &unanchored))
        view_str(view_add(r, "NOT_ANCHORED"), "CHAIN_UNANCHORED", unanchored);
    for (size_t i = 0; i < n; i++) {
        struct json_object *one = json_object_array_get_idx(faults, i);
        struct view *row = view_add(r, "FAULT");
        double seq = 0;
        struct str what = STR("");
        json_get_num(one, "seq", &seq);
        json_get_str(one, "fault", &what);
        view_text(row, "FAULT_EVENT", num_group(a, seq, 0));
        view_str(row, "FAULT_WHAT", what);
    }
}

static void show_chain(struct view *v, struct arena *a, const struct chain_state *c)
{
    view_text(v, "CHAIN_NEWEST", num_group(a, (double)c->newest, 0));
    view_show_if(v, "NEVER_CHECKED", !*c->status);
    view_show_if(v, "CHECK_RUNS", strcmp(c->status, "waiting") == 0 || strcmp(c->status, "running") == 0);
    if (strcmp(c->status, "failed") == 0)
        view_text(view_add(v, "CHECK_FAILED"), "CHECK_ERROR", c->error);
    if (*c->finished)
        view_text(view_add(v, "CHECK_WAS"), "CHECK_AT", c->finished);
    if (*c->result)
        show_report(v, a, c->result);
}

static enum err list_get(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct event_filter f = read_filter(req, &p);
    struct listing l = listing_read(req, &events);
    struct view *v = view_new(req->arena);
    struct console_list list = {0};
    struct chain_state chain;
    enum err e = chain_state_take(req->db, req->arena, &chain);
    if (e || (!p.n && (e = console_list_take(req->db, req->arena, &list))))
        return console_unread(req, e, "could not read the audit");
    if (listing_is_past(&l, res, list.total))
        return OK;
    for (int i = 0; i < list.rows.rows; i++)
        show_event(view_add(v, "EVENT"), req->arena, &list.rows, i);
    listing_show(v, &l, list.rows.rows, list.total);
    show_filter(v, req, &f, &p);
    show_chain(v, req->arena, &chain);
    view_show_if(v, "CAN_EXPORT", req->session.person.is_superuser);
    res->status = p.n ? 422 : 200;
    return console_page(req, res, v, "admin/audit.tpl", "Audit");
}

/* ---- as a file ---- */

/* What was taken out, for the event that says so. */
static const char *filter_words(struct req *req)
{
    struct buf b;
    buf_init(&b, req->arena, 256);
    for (int i = 0; i < req->form.n; i++) {
        const struct param *p = &req->form.at[i];
        if (p->value.n && !str_eq(p->name, "csrf"))
            buf_printf(&b, "%s%.*s=%.*s", b.n ? " " : "", (int)p->name.n, p->name.s, (int)p->value.n, p->value.s);
    }
    return b.n ? b.s : "all";
}

/* The filter comes as hidden fields, because it is kept then when the proof has to be given anew. */
static enum err export_post(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct db_result *found = ARENA_NEW(req->arena, struct db_result);
    req->query = req->form;
    struct event_filter f = read_filter(req, &p);
    struct listing l = listing_read_all(req, &events);
    if (p.n)
        return console_refuse(req, res, 422, p.at[0].message, "/admin/audit");
    enum err e = event_list_export(req->db, req->arena, req->session.sid, &f, filter_words(req), found);
    if (e)
        return console_failed(req, res, e, "could not take out the audit", "/admin/audit");
    return listing_csv(res, &l, "audit", found->rows, console_cell, found);
}

/* ---- the chain ---- */

/* A short chain at once; its report is shown as that of a job would be. */
static enum err check_now(struct req *req, struct res *res)
{
    struct audit_report report;
    struct json_writer w;
    struct buf json;
    enum err e = audit_verify(req->db, req->arena, req->settings, NULL, NULL, &report);
    if (e)
        return console_unread(req, e, "could not check the audit");
    buf_init(&json, req->arena, 500);
    json_begin(&w, &json);
    audit_report_json(&w, &report);
    struct view *v = view_new(req->arena);
    show_report(v, req->arena, json.s);
    return console_page(req, res, v, "admin/audit_checked.tpl", "Audit checked");
}

static enum err check_post(struct req *req, struct res *res)
{
    struct chain_state chain;
    bool started;
    enum err e = chain_state_get(req->db, req->arena, &chain);
    if (e)
        return console_unread(req, e, "could not read how long the audit is");
    if (chain.newest <= CHECKED_AT_ONCE)
        return check_now(req, res);
    e = chain_check_start(req->db, req->arena, req->session.sid, &started);
    if (e)
        return console_failed(req, res, e, "could not start the check of the audit", "/admin/audit");
    return started ? console_done(req, res, "/admin/audit", "The check has started. Its result will stand here.")
                   : console_note(req, res, "/admin/audit", "A check is at work already. Its result will stand here.");
}

static const struct route rows[] = {
    ROUTE(GET, "/admin/audit", NONE, PAGE, list_load, list_get),
    ROUTE(POST, "/admin/audit/export", FORM, SAVE, NULL, export_post),
    ROUTE(POST, "/admin/audit/check", FORM, SAVE, NULL, check_post),
};
const struct routes admin_audit_routes = ROUTES(rows);
