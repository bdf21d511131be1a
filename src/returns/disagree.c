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

enum { MATCHES = 10, CHANGES_MOST = 3, DECIMALS = 4 };
static const char title[] = "Why do two tools disagree?";

/* ---- what is asked ---- */

/* Places in the menus; seen as it was typed, so that its digits tell how exact it is. */
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
    bool has_sign;           /* it was given in percent */
    int show;                /* which series */
    enum returns_metric figure;
    struct returns_compared input;
    double *scratch;
};

/* The figures that tools have several ways for, in the order of the page; how many. */
static int figures_list(enum returns_metric out[RETURNS_METRICS])
{
    int n = 0;
    for (int m = 0; m < RETURNS_METRICS; m++)
        if (returns_is_compared((enum returns_metric)m))
            out[n++] = (enum returns_metric)m;
    return n;
}

static void fields_make(struct arena *arena, struct field *out)
{
    enum returns_metric figure[RETURNS_METRICS];
    int n = figures_list(figure);
    const char **keys = arena_array(arena, (size_t)n + 1, sizeof *keys),
               **labels = arena_array(arena, (size_t)n + 1, sizeof *labels);
    const char **tools = arena_array(arena, RETURNS_TOOLS + 1, sizeof *tools),
               **names = arena_array(arena, RETURNS_TOOLS + 1, sizeof *names);
    for (int i = 0; i < n; i++) {
        keys[i] = returns_metric_info[figure[i]].key;
        labels[i] = returns_metric_info[figure[i]].label;
    }
    for (int t = 0; t < RETURNS_TOOLS; t++) {
        tools[t] = returns_tool_info[t].key;
        names[t] = returns_tool_info[t].name;
    }
    keys[n] = labels[n] = tools[RETURNS_TOOLS] = names[RETURNS_TOOLS] = NULL;
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
        q->has_sign = true;
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

static bool is_relative(enum returns_metric m)
{
    return returns_metric_info[m].group == RETURNS_GROUP_BENCHMARK;
}

/* A figure against a benchmark is of the days that both have. */
static void input_make(struct req *req, struct asked *q)
{
    const struct returns_result *r = &q->analysis.series[q->show];
    bool common = is_relative(q->figure);
    q->input = (struct returns_compared){.series = common ? r->common : r->level,
                                         .price = common ? NULL : r->price,
                                         .benchmark = common ? r->common_benchmark.level : NULL,
                                         .frequency = r->terms.frequency,
                                         .ppy = r->terms.ppy,
                                         .risk_free = r->metrics.risk_free};
    if (r->level.n < 3 || !(r->terms.ppy > 0))
        problem_add(&q->problem, "series", "At least three rows at regular distances are needed to compare tools.");
    else
        q->scratch = arena_array(req->arena, returns_compared_scratch(r->level.n), sizeof(double));
}

static enum err ask_load(struct req *req)
{
    return analysis_menu_ask(req->db);
}

static enum err ask(struct req *req, struct asked *q)
{
    enum returns_metric figure[RETURNS_METRICS];
    q->problem = (struct problem){.arena = req->arena};
    enum err e = analysis_menu_take(req, &q->menu);
    if (e)
        return e;
    fields_make(req->arena, q->field);
    form_read(&req->query, q->field, FIELDS, &q->typed, &q->problem);
    seen_read(q);
    figures_list(figure);
    q->figure = figure[q->typed.figure];
    if (analysis_form_read(req->arena, &req->query, &q->menu, &q->request, &q->problem))
        e = analysis_get(req, &q->request, 0, &q->analysis, &q->problem);
    if (e || q->problem.n)
        return e;
    q->show = analysis_show_read(req, &q->analysis);
    input_make(req, q);
    return OK;
}

/* ---- showing ---- */

/* In points: a tool's own unit, where one is a percent point. */
static const char *figure_text(struct arena *arena, enum returns_metric figure, bool in_points, double x)
{
    if (!isfinite(x))
        return "–";
    if (returns_metric_info[figure].unit != RETURNS_UNIT_FRACTION)
        return num_group(arena, x, DECIMALS);
    return in_points ? arena_printf(arena, "%s points", num_group(arena, x, DECIMALS))
                     : num_percent(arena, x * 100, DECIMALS);
}

static void tool_show(struct view *v, struct asked *q, const char *tool, const char *name,
                      const struct returns_choice *choice)
{
    double x = returns_compared_value(&q->input, q->figure, choice, q->scratch);
    struct view *row = view_add(v, "TOOL");
    view_text(row, "TOOL_NAME", tool);
    view_text(row, "TOOL_CALLS_IT", name);
    view_text(row, "TOOL_FIGURE", figure_text(view_arena(v), q->figure, choice->answer[RETURNS_BY_UNIT] != 0, x));
}

static void tools_show(struct view *v, struct asked *q)
{
    const struct returns_choice ours = {{0}};
    tool_show(v, q, "This page", returns_metric_info[q->figure].key, &ours);
    for (size_t i = 0; i < returns_quotes_count; i++)
        if (returns_quotes[i].metric == q->figure)
            tool_show(v, q, returns_tool_info[returns_quotes[i].tool].name, returns_quotes[i].name,
                      &returns_quotes[i].choice);
}

/* The difference that a step makes: of percentages in points, too; none where the unit itself changes. */
static const char *change_text(struct arena *arena, const struct asked *q, const struct returns_chain_step *step,
                               bool in_points, double before)
{
    bool is_fraction = returns_metric_info[q->figure].unit == RETURNS_UNIT_FRACTION;
    double change = step->value - before;
    if (step->changed == RETURNS_CONVENTIONS || (step->changed == RETURNS_BY_UNIT && step->answer))
        return "";
    return is_fraction && !in_points ? figure_text(arena, q->figure, true, change * 100)
                                     : figure_text(arena, q->figure, in_points, change);
}

static void step_show(struct view *chain, const struct asked *q, const struct returns_chain_step *step, bool in_points,
                      double before)
{
    struct arena *arena = view_arena(chain);
    const struct returns_convention_info *info = &returns_convention_info[step->changed];
    bool is_first = step->changed == RETURNS_CONVENTIONS;
    struct view *row = view_add(chain, "STEP");
    view_text(row, "STEP_QUESTION", is_first ? "As on this page" : info->question);
    view_text(row, "STEP_OURS", is_first ? "" : info->answer[0]);
    view_text(row, "STEP_THEIRS", is_first ? "" : info->answer[step->answer]);
    view_text(row, "STEP_FIGURE", figure_text(arena, q->figure, in_points, step->value));
    view_text(row, "STEP_CHANGE", change_text(arena, q, step, in_points, before));
}

static void chain_show(struct view *v, struct asked *q, const struct returns_quote *quote)
{
    struct returns_chain_step step[RETURNS_CONVENTIONS + 1];
    size_t n = returns_chain_find(&q->input, q->figure, &quote->choice, q->scratch, step);
    struct view *chain = view_add(v, "CHAIN");
    view_text(chain, "CHAIN_NAME", quote->name);
    view_show_if(chain, "SAME", n == 1);
    view_show_if(chain, "DIFFERENT", n > 1);
    bool in_points = false;
    for (size_t i = 0; i < n; i++) {
        in_points = in_points || (step[i].changed == RETURNS_BY_UNIT && step[i].answer);
        step_show(chain, q, &step[i], in_points, i ? step[i - 1].value : NAN);
    }
}

static void chains_show(struct view *v, struct asked *q)
{
    int n = 0;
    for (size_t i = 0; i < returns_quotes_count; i++)
        if (returns_quotes[i].metric == q->figure && (int)returns_quotes[i].tool == q->typed.tool) {
            chain_show(v, q, &returns_quotes[i]);
            n++;
        }
    view_text(v, "OTHER", returns_tool_info[q->typed.tool].name);
    view_show_if(v, "NO_CHAIN", n == 0);
}

static void match_show(struct view *v, const struct asked *q, const struct returns_match *match)
{
    struct view *row = view_add(v, "MATCH");
    for (int c = 0; c < RETURNS_CONVENTIONS; c++)
        if (match->choice.answer[c]) {
            struct view *rule = view_add(row, "RULE");
            view_text(rule, "RULE_QUESTION", returns_convention_info[c].question);
            view_text(rule, "RULE_ANSWER", returns_convention_info[c].answer[match->choice.answer[c]]);
        }
    view_show_if(row, "AS_OURS", match->changes == 0);
    bool in_points = match->choice.answer[RETURNS_BY_UNIT] != 0;
    view_text(row, "MATCH_FIGURE", figure_text(view_arena(v), q->figure, in_points, match->value));
}

/* The rules that come nearest to the number, which is seen in `unit`; whether they make it. */
static bool matches_find(const struct asked *q, double unit, struct returns_match match[MATCHES], size_t *n)
{
    double half_digit = q->half_digit * unit;
    *n = returns_matches_find(&q->input, q->figure, q->seen * unit, half_digit, CHANGES_MOST, q->scratch, match,
                              MATCHES);
    return *n > 0 && match[0].distance <= half_digit;
}

static void matches_show(struct view *v, struct asked *q)
{
    struct returns_match match[MATCHES];
    size_t n;
    double unit = 1;
    view_show_if(v, "HAS_SEEN", isfinite(q->seen));
    if (!isfinite(q->seen))
        return;
    bool found = matches_find(q, unit, match, &n);
    /* Many tools leave the sign out: 14.55 for 14.55 %. */
    if (!found && !q->has_sign && returns_metric_info[q->figure].unit == RETURNS_UNIT_FRACTION) {
        unit = 0.01;
        found = matches_find(q, unit, match, &n);
        if (!found && fabs(q->seen) <= 1)
            matches_find(q, unit = 1, match, &n);
    }
    view_show_if(v, "FOUND", found);
    view_show_if(v, "NOT_FOUND", !found);
    view_printf(v, "SEEN_AS", "%.*s%s", (int)q->typed.seen.n, q->typed.seen.s, unit < 1 ? " %" : "");
    for (size_t i = 0; i < n && (!found || match[i].distance <= q->half_digit * unit); i++)
        match_show(v, q, &match[i]);
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

static void answer_show(struct req *req, struct view *v, struct asked *q)
{
    const struct returns_result *r = &q->analysis.series[q->show];
    bool needs_benchmark = is_relative(q->figure) && r->common.n < 3;
    view_text(v, "HEADING", analysis_heading(req->arena, &q->analysis));
    view_text(v, "ANALYSIS_HREF",
              arena_printf(req->arena, "/returns/analysis?%s&show=%d#metric-%s",
                           analysis_form_query(req->arena, &q->request), q->show + 1,
                           returns_metric_info[q->figure].key));
    view_text(v, "FIGURE_NAME", returns_metric_info[q->figure].label);
    view_show_if(v, "SEVERAL", q->analysis.n > 1);
    view_text(v, "STAGE", r->name);
    view_show_if(v, "NEEDS_BENCHMARK", needs_benchmark);
    view_show_if(v, "BY_DAY", r->terms.risk_free_rates != NULL);
    view_text(v, "RISK_FREE", num_percent(req->arena, r->metrics.risk_free * 100, 2));
    view_show_if(v, "HAS_ANSWER", !needs_benchmark);
    if (needs_benchmark)
        return;
    tools_show(v, q);
    chains_show(v, q);
    matches_show(v, q);
}

static enum err page_get(struct req *req, struct res *res)
{
    struct asked *q = ARENA_NEW(req->arena, struct asked);
    struct view *v = view_new(req->arena);
    enum err e = ask(req, q);
    if (e)
        return e;
    form_show(v, q->field, FIELDS, &q->typed, q->problem.n ? &req->query : NULL, &q->problem);
    form_faults_show(v, &q->problem);
    view_show_if(v, "NO_SERIES", params_get(&req->query, "series").n == 0);
    kept_show(v, req);
    if (q->problem.n)
        res->status = 422;
    else
        answer_show(req, v, q);
    return view_page(req, res, v, "returns/disagree.tpl", title);
}

static const struct route rows[] = {
    ROUTE(GET, "/returns/disagree", NONE, CALC, ask_load, page_get),
};
const struct routes returns_disagree_routes = ROUTES(rows);
