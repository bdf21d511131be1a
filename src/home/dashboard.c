/* dashboard.c: the first page after signing in. It is asked for most often, so it costs one statement beside the session's.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/num.h"
#include "home/home_store.h"
#include "home/routes.h"
#include "web/view.h"

static enum err dashboard_load(struct req *r)
{
    return home_overview_ask(r->db);
}

enum saved_column {
    SAVED_ID,
    SAVED_NAME,
    SAVED_TICKER,
    SAVED_FROM,
    SAVED_TO,
    SAVED_LEVERAGE,
    SAVED_EQUITY,
    SAVED_RETURN,
    SAVED_CAGR,
    SAVED_DRAWDOWN,
    SAVED_ON,
    SAVED_COLUMNS
};
static const char *const saved_names[SAVED_COLUMNS] = {"SAVED_ID",   "SAVED_NAME",     "SAVED_TICKER", "SAVED_FROM",
                                                       "SAVED_TO",   "SAVED_LEVERAGE", "SAVED_EQUITY", "SAVED_RETURN",
                                                       "SAVED_CAGR", "SAVED_DRAWDOWN", "SAVED_ON"};

struct saved_list {
    struct arena *arena;
    const struct home_saved *rows;
};

static const char *factor(struct arena *a, double x)
{
    char digits[NUM_TEXT];
    return arena_printf(a, "%.*s×", num_write(x, digits), digits);
}

static const char *saved_text(struct arena *a, const struct home_saved *s, enum saved_column col)
{
    switch (col) {
    case SAVED_ID:
        return s->id;
    case SAVED_NAME:
        return s->name;
    case SAVED_TICKER:
        return s->ticker;
    case SAVED_FROM:
        return s->from;
    case SAVED_TO:
        return s->to;
    case SAVED_LEVERAGE:
        return factor(a, s->leverage);
    case SAVED_EQUITY:
        return num_usd(a, s->final_equity, 0);
    case SAVED_RETURN:
        return num_percent(a, s->total_return_pct, 2);
    case SAVED_CAGR:
        return num_percent(a, s->cagr_pct, 2);
    case SAVED_DRAWDOWN:
        return num_percent(a, s->max_drawdown_pct, 2);
    default:
        return s->saved_on;
    }
}

static struct str saved_cell(void *context, int row, int col)
{
    const struct saved_list *list = context;
    return str_of(saved_text(list->arena, &list->rows[row], (enum saved_column)col));
}

/* Whoever sees the page has a password and has signed in; the rest is known from the session, or by what is saved. */
static void show_steps(struct view *v, const struct person *p, const struct home_overview *o)
{
    const bool can_run = p->role >= ROLE_ANALYST;
    const struct {
        const char *label, *href;
        bool applies, done;
    } steps[] = {
        {"Set a password and sign in", "/account", true, true},
        {"Say how you are called", "/account/profile", true, strcmp(p->name, p->email) != 0},
        {"Run a first backtest", "/margin/backtest", can_run, o->has_run},
        {"Save a result under a name", "/margin/backtest", can_run, o->n_saved >= 1},
        {"Bring a series of returns", "/returns/series/new", can_run, o->n_series >= 1},
        {"Set up a second factor", "/account/security/second-factor", true, p->has_factor},
    };
    int done = 0, all = 0;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (!steps[i].applies)
            continue;
        struct view *row = view_add(v, "STEP");
        view_text(row, "STEP_LABEL", steps[i].label);
        view_text(row, "STEP_HREF", steps[i].href);
        view_show_if(row, "STEP_DONE", steps[i].done);
        view_show_if(row, "STEP_OPEN", !steps[i].done);
        done += steps[i].done;
        all++;
    }
    view_show_if(v, "CHECKLIST", done < all);
    view_int(v, "STEPS_DONE", done);
    view_int(v, "STEPS_ALL", all);
}

static void show_series(struct view *v, struct arena *a, const struct home_overview *o)
{
    for (int i = 0; i < o->n_series; i++) {
        const struct home_series *s = &o->series[i];
        struct view *row = view_add(v, "SERIES");
        view_text(row, "SERIES_ID", s->id);
        view_text(row, "SERIES_NAME", s->name);
        view_printf(row, "SERIES_WHAT", "%s %s", s->frequency, s->kind);
        view_text(row, "SERIES_ROWS", num_group(a, (double)s->rows, 0));
        view_text(row, "SERIES_FROM", s->from);
        view_text(row, "SERIES_TO", s->to);
        view_text(row, "SERIES_ON", s->kept_on);
    }
    view_show(v, o->n_series ? "HAS_SERIES" : "NO_SERIES");
}

static void show_analyses(struct view *v, struct arena *a, const struct home_overview *o)
{
    for (int i = 0; i < o->n_analyses; i++) {
        const struct home_analysis *s = &o->analyses[i];
        struct view *row = view_add(v, "ANALYSIS");
        view_text(row, "ANALYSIS_ID", s->id);
        view_text(row, "ANALYSIS_TITLE", s->title);
        view_text(row, "ANALYSIS_SERIES", s->series);
        view_text(row, "ANALYSIS_FROM", s->from);
        view_text(row, "ANALYSIS_TO", s->to);
        view_text(row, "ANALYSIS_TOTAL", num_percent(a, s->total * 100, 2));
        view_text(row, "ANALYSIS_CAGR", num_percent(a, s->cagr * 100, 2));
        view_text(row, "ANALYSIS_DRAWDOWN", num_percent(a, s->max_drawdown * 100, 2));
        view_text(row, "ANALYSIS_ON", s->run_on);
    }
    view_show_if(v, "HAS_ANALYSES", o->n_analyses > 0);
}

/* A question of its own, because who asks is known only now; people without console rights do not pay for it. */
static enum err show_approvals(struct req *r, struct view *v)
{
    int64_t n;
    enum err e;
    if (!r->session.person.is_staff)
        return OK;
    if ((e = db_pipeline_end(r->db)) || (e = home_approvals(r->db, r->arena, r->session.sid, &n)))
        return e;
    view_show(v, "CONSOLE");
    view_text(v, "APPROVALS", num_group(r->arena, (double)n, 0));
    view_show(v, n == 0 ? "APPROVALS_NONE" : n == 1 ? "APPROVALS_ONE" : "APPROVALS_MORE");
    return OK;
}

static enum err dashboard_get(struct req *r, struct res *res)
{
    struct home_overview o;
    enum err e = home_overview_take(r->db, r->arena, &o);
    struct view *v = view_new(r->arena);
    if (e || (e = show_approvals(r, v))) {
        r->detail = arena_printf(r->arena, "could not read the newest work: %s", db_message(r->db));
        return e;
    }
    struct saved_list list = {r->arena, o.saved};
    bool can_run = r->session.person.role >= ROLE_ANALYST;
    view_printf(v, "GREETING",
                can_run && !o.has_run ? "Welcome, %s. A first backtest takes less than a minute." : "Welcome back, %s.",
                r->session.person.name);
    view_show_if(v, "CAN_RUN", can_run);
    view_show_if(v, "CANNOT_RUN", !can_run);
    view_show(v, o.n_saved ? "HAS_SAVED" : "NO_SAVED");
    view_rows(v, "SAVED", o.n_saved, saved_names, SAVED_COLUMNS, saved_cell, &list);
    show_series(v, r->arena, &o);
    show_analyses(v, r->arena, &o);
    show_steps(v, &r->session.person, &o);
    return view_page(r, res, v, "home/dashboard.tpl", "Dashboard");
}

static const struct route rows[] = {
    ROUTE(GET, "/", NONE, PAGE, dashboard_load, dashboard_get),
};
const struct routes home_dashboard_routes = ROUTES(rows);
