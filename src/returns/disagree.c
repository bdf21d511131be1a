/* disagree.c: why another tool gives another figure for the same series: each tool's figure by its own rules, the way from ours to
 * theirs one rule at a time, and, for a number that somebody read elsewhere, the rules that make it.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/num.h"
#include "engine/returns_conventions.h"
#include "returns/analysis_form.h"
#include "returns/analysis_load.h"
#include "returns/analysis_view.h"
#include "returns/routes.h"
#include "web/form.h"

enum { MATCHES = 12, CHANGES_MOST = 4 };

/* ---- what is asked ---- */

/* figure and tool are places in the menus; seen as it was typed, so that its digits tell how exact it is. */
struct typed {
    int figure, tool;
    struct str seen;
};
enum { FIGURE, TOOL, SEEN, FIELDS };

struct asked {
    struct analysis_menu menu;
    struct returns_request request;
    struct returns_analysis analysis;
    struct field field[FIELDS];
    struct typed typed;
    struct problem problem;
    double seen, half_digit; /* NaN: none was given */
    struct returns_conventions_input input;
    double *scratch;
};

static void fields_make(struct arena *arena, struct field *out)
{
    const char **keys = arena_array(arena, returns_figures + 1, sizeof *keys),
               **labels = arena_array(arena, returns_figures + 1, sizeof *labels);
    const char **tools = arena_array(arena, RETURNS_TOOLS, sizeof *tools),
               **names = arena_array(arena, RETURNS_TOOLS, sizeof *names);
    for (size_t i = 0; i < returns_figures; i++) {
        keys[i] = returns_figure_info[i].key;
        labels[i] = returns_figure_info[i].label;
    }
    for (int t = 1; t < RETURNS_TOOLS; t++) {
        tools[t - 1] = returns_tool_info[t].key;
        names[t - 1] = returns_tool_info[t].name;
    }
    keys[returns_figures] = labels[returns_figures] = tools[RETURNS_TOOLS - 1] = names[RETURNS_TOOLS - 1] = NULL;
    out[FIGURE] = (struct field){.name = "figure",
                                 .label = "Figure",
                                 .kind = FIELD_CHOICE,
                                 .choices = keys,
                                 .choice_labels = labels,
                                 .offset = offsetof(struct typed, figure)};
    out[TOOL] = (struct field){.name = "tool",
                               .label = "The other tool",
                               .kind = FIELD_CHOICE,
                               .choices = tools,
                               .choice_labels = names,
                               .hint = "The way from our figure to its figure.",
                               .offset = offsetof(struct typed, tool)};
    out[SEEN] = (struct field){.name = "seen",
                               .label = "The number it shows",
                               .kind = FIELD_TEXT,
                               .max = 32,
                               .hint = "If you have one: 14.55 % or 0.751. The rules that make it are searched.",
                               .offset = offsetof(struct typed, seen)};
}

/* "14.55 %" is 0.1455, good to 0.00005. */
static void seen_read(struct asked *q)
{
    struct str s = str_trim(q->typed.seen);
    double unit = 1, digit = 1;
    q->seen = NAN;
    if (s.n == 0)
        return;
    if (s.s[s.n - 1] == '%') {
        unit = 0.01;
        s = str_trim((struct str){s.s, s.n - 1});
    }
    const char *point = memchr(s.s, '.', s.n);
    if (!num_parse(s, &q->seen)) {
        problem_add(&q->problem, "seen", "A number is expected, with a point before its decimals: 14.55 %% or 0.751.");
        return;
    }
    for (size_t i = point ? (size_t)(point - s.s) + 1 : s.n; i < s.n; i++)
        digit /= 10;
    q->seen *= unit;
    q->half_digit = digit * unit / 2 * (1 + 1e-9);
}

static void input_make(struct req *req, struct asked *q)
{
    const struct returns_result *r = &q->analysis.series[0];
    bool common = r->common.n > 2;
    q->input = (struct returns_conventions_input){.total = common ? r->common : r->level,
                                                  .price = common ? NULL : r->price,
                                                  .benchmark = common ? r->common_benchmark.level : NULL,
                                                  .frequency = r->terms.frequency,
                                                  .ppy = r->terms.ppy,
                                                  .risk_free = q->request.risk_free};
    q->scratch = arena_array(req->arena, returns_conventions_scratch(q->input.total.n), sizeof(double));
    if (q->input.total.n < 3 || !(q->input.ppy > 0))
        problem_add(&q->problem, "series", "At least three rows at regular distances are needed to compare tools.");
}

static enum err ask_load(struct req *req)
{
    return analysis_menu_ask(req->db);
}

static enum err ask(struct req *req, struct asked *q)
{
    q->problem = (struct problem){.arena = req->arena};
    enum err e = analysis_menu_take(req, &q->menu);
    if (e)
        return e;
    fields_make(req->arena, q->field);
    form_read(&req->query, q->field, FIELDS, &q->typed, &q->problem);
    seen_read(q);
    if (analysis_form_read(req->arena, &req->query, &q->menu, &q->request, &q->problem))
        e = analysis_get(req, &q->request, 0, &q->analysis, &q->problem);
    if (!e && q->problem.n == 0)
        input_make(req, q);
    return e;
}

/* ---- showing ---- */

static const char *figure_text(struct arena *arena, size_t figure, double x)
{
    bool is_fraction = strcmp(returns_figure_info[figure].unit, "fraction") == 0;
    return is_fraction ? num_percent(arena, x * 100, 4) : num_group(arena, x, 4);
}

static void tools_show(struct view *v, struct asked *q, size_t figure)
{
    struct arena *arena = view_arena(v);
    for (int t = 0; t < RETURNS_TOOLS; t++) {
        struct returns_choice choice = {{0}};
        const char *called = t == RETURNS_TOOL_OURS ? returns_figure_info[figure].key
                                                    : returns_tool_choice((enum returns_tool)t, figure, &choice);
        struct view *row = view_add(v, "TOOL");
        view_text(row, "TOOL_NAME", t == RETURNS_TOOL_OURS ? "This page" : returns_tool_info[t].name);
        view_text(row, "TOOL_CALLS_IT", called ? called : "–");
        view_text(row, "TOOL_FIGURE",
                  called ? figure_text(arena, figure, returns_figure_value(&q->input, figure, &choice, q->scratch))
                         : "–");
    }
}

static void chain_show(struct view *v, struct asked *q, size_t figure)
{
    struct arena *arena = view_arena(v);
    struct returns_choice theirs;
    struct returns_chain_step step[RETURNS_CONVENTIONS + 1];
    enum returns_tool tool = (enum returns_tool)(q->typed.tool + 1);
    const char *called = returns_tool_choice(tool, figure, &theirs);
    view_text(v, "OTHER", returns_tool_info[tool].name);
    view_show_if(v, "HAS_CHAIN", called != NULL);
    view_show_if(v, "NO_CHAIN", called == NULL);
    if (!called)
        return;
    size_t n = returns_chain_find(&q->input, figure, &theirs, q->scratch, step);
    view_show_if(v, "SAME", n == 1);
    for (size_t i = 0; i < n; i++) {
        struct view *row = view_add(v, "STEP");
        enum returns_convention c = step[i].changed;
        view_text(row, "STEP_QUESTION", i ? returns_convention_info[c].question : "As on this page");
        view_text(row, "STEP_OURS", i ? returns_figure_answer(figure, c, 0) : "");
        view_text(row, "STEP_THEIRS", i ? returns_figure_answer(figure, c, step[i].answer) : "");
        view_text(row, "STEP_FIGURE", figure_text(arena, figure, step[i].value));
        view_text(row, "STEP_CHANGE", i ? figure_text(arena, figure, step[i].value - step[i - 1].value) : "");
    }
}

static const char *rules_text(struct arena *arena, size_t figure, const struct returns_choice *choice)
{
    const char *text = "";
    for (int c = 0; c < RETURNS_CONVENTIONS; c++)
        if (choice->answer[c])
            text = arena_printf(arena, "%s%s%s: %s", text, *text ? "; " : "", returns_convention_info[c].question,
                                returns_figure_answer(figure, (enum returns_convention)c, choice->answer[c]));
    return *text ? text : "as on this page";
}

static void matches_show(struct view *v, struct asked *q, size_t figure)
{
    struct arena *arena = view_arena(v);
    struct returns_match match[MATCHES];
    view_show_if(v, "HAS_SEEN", isfinite(q->seen));
    if (!isfinite(q->seen))
        return;
    size_t n =
        returns_matches_find(&q->input, figure, q->seen, q->half_digit, CHANGES_MOST, q->scratch, match, MATCHES);
    bool found = n > 0 && match[0].distance <= q->half_digit;
    view_show_if(v, "FOUND", found);
    view_show_if(v, "NOT_FOUND", !found);
    for (size_t i = 0; i < n; i++) {
        struct view *row = view_add(v, "MATCH");
        view_text(row, "MATCH_RULES", rules_text(arena, figure, &match[i].choice));
        view_text(row, "MATCH_FIGURE", figure_text(arena, figure, match[i].value));
        view_text(row, "MATCH_IS_IT", match[i].distance <= q->half_digit ? "yes" : "no");
    }
}

/* What the address says about the analysis stays in it. */
static void kept_show(struct view *v, const struct req *req)
{
    for (int i = 0; i < req->query.n; i++) {
        const struct param *p = &req->query.at[i];
        if (str_eq(p->name, "figure") || str_eq(p->name, "tool") || str_eq(p->name, "seen"))
            continue;
        struct view *field = view_add(v, "KEPT");
        view_str(field, "KEPT_NAME", p->name);
        view_str(field, "KEPT_VALUE", p->value);
    }
}

static enum err page_get(struct req *req, struct res *res)
{
    struct asked *q = ARENA_NEW(req->arena, struct asked);
    struct view *v = view_new(req->arena);
    enum err e = ask(req, q);
    if (e)
        return e;
    size_t figure = (size_t)q->typed.figure;
    bool has_answer = q->problem.n == 0 && !(returns_figure_info[figure].needs_benchmark && !q->input.benchmark);
    form_show(v, q->field, FIELDS, &q->typed, q->problem.n ? &req->query : NULL, &q->problem);
    for (int i = 0; i < q->problem.n; i++)
        view_text(view_add(v, "FAULT"), "FAULT_MESSAGE", q->problem.at[i].message);
    kept_show(v, req);
    view_show_if(v, "HAS_FAULTS", q->problem.n > 0);
    view_show_if(v, "NEEDS_BENCHMARK", q->problem.n == 0 && !has_answer);
    view_show_if(v, "HAS_ANSWER", has_answer);
    if (q->problem.n) {
        res->status = 422;
        return view_page(req, res, v, "returns/disagree.tpl", "Why do two tools disagree?");
    }
    view_text(v, "HEADING", analysis_heading(req->arena, &q->analysis));
    view_text(v, "ANALYSIS_HREF",
              arena_printf(req->arena, "/returns/analysis?%s", analysis_form_query(req->arena, &q->request)));
    view_text(v, "FIGURE_NAME", returns_figure_info[figure].label);
    if (has_answer) {
        tools_show(v, q, figure);
        chain_show(v, q, figure);
        matches_show(v, q, figure);
    }
    return view_page(req, res, v, "returns/disagree.tpl", "Why do two tools disagree?");
}

static const struct route rows[] = {
    ROUTE(GET, "/returns/disagree", NONE, CALC, ask_load, page_get),
};
const struct routes returns_disagree_routes = ROUTES(rows);
