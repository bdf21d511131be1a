/* analysis_view.c: see analysis_view.h. The page is a list of sections, each of which names its charts and its tables; what an
 * analysis does not have is left out.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/day.h"
#include "base/num.h"
#include "returns/analysis_chart.h"
#include "returns/analysis_form.h"
#include "returns/analysis_load.h"
#include "returns/analysis_parts.h"

enum {
    CHARTS_MOST = 4,
    PARTS_MOST = 4,
    NAMES_SHOWN = 3,
    NAME_MOST = 40,
    WARNINGS_SHOWN = 5,
    DRAWDOWNS_SHOWN = 12,
    STRESS_RETURN = 3, /* columns of their sheets */
    QUANTILE_MARK = 5,
    FUTURE_YEAR = 9,
    HALF_WIDTH = 400,
    HALF_HEIGHT = 250
};

/* ---- the sections ---- */

/* A chart as wide as the page, or one that stands beside another where there is room. */
struct section_chart {
    enum analysis_chart which;
    bool is_wide;
};
struct page_section {
    const char *id, *title;
    bool of_several; /* where several stand side by side */
    int n_charts;
    struct section_chart chart[CHARTS_MOST];
    /* What has a form of its own: links to choose from, figures, tables, a sentence; each or NULL; false, NULL: nothing to show. */
    bool (*choices)(const struct analysis_page_of *, struct view *);
    bool (*facts)(const struct analysis_page_of *, struct view *);
    const char *(*note)(const struct analysis_page_of *);
    bool (*tables[2])(const struct analysis_page_of *, struct view *);
    int n_parts;
    struct analysis_table part[PARTS_MOST];
};

static bool triangle_choices(const struct analysis_page_of *, struct view *);
static bool month_choices(const struct analysis_page_of *, struct view *);

static const struct page_section sections[] = {
    {.id = "side",
     .title = "Side by side",
     .of_several = true,
     .n_charts = 1,
     .chart = {{ANALYSIS_CHART_RISK_RETURN, true}},
     .n_parts = 2,
     .part = {{RETURNS_PART_CORRELATIONS, true, false, "Of returns on the days that two of them have.", NULL, 1, 0},
              {RETURNS_PART_TRACKING, false, true, "Deviation of the difference of two series' returns, a year.", NULL,
               0, 0}},
     .tables = {analysis_ranking_show}},
    {.id = "growth",
     .title = "Growth",
     .n_charts = 3,
     .chart = {{ANALYSIS_CHART_GROWTH, true}, {ANALYSIS_CHART_DRAWDOWN, false}, {ANALYSIS_CHART_RELATIVE, false}},
     .tables = {analysis_trailing_show}},
    {.id = "triangle",
     .title = "Every start, every end",
     .n_charts = 1,
     .chart = {{ANALYSIS_CHART_LINE, true}},
     .choices = triangle_choices,
     .tables = {analysis_triangle_show}},
    {.id = "holding",
     .title = "Any length of time",
     .n_charts = 2,
     .chart = {{ANALYSIS_CHART_HOLDINGS, false}, {ANALYSIS_CHART_ROLLING, false}},
     .n_parts = 2,
     .part = {{RETURNS_PART_ROLLING, false, false,
               "Every holding of so many years, one ends on each row; a year's from one year on.", " deviation ", 0, 0},
              {RETURNS_PART_HOLDINGS, false, true,
               "Every holding of so many periods of the triangle, a year's from two years on.", NULL, 0, 0}}},
    {.id = "calendar",
     .title = "Calendar",
     .n_charts = 1,
     .chart = {{ANALYSIS_CHART_YEARS, true}},
     .choices = month_choices,
     .tables = {analysis_months_show, analysis_quarters_show},
     .n_parts = 3,
     .part = {{RETURNS_PART_ANNUAL, false, true, "What each year brought.", NULL, 0, 0},
              {RETURNS_PART_SEASON, false, true, "Each month over all its whole ones.", NULL, 0, 0},
              {RETURNS_PART_WEEKDAYS, false, true, "By the day on which the return ends.", NULL, 0, 0}}},
    {.id = "drawdowns",
     .title = "Drawdowns",
     .n_parts = 2,
     .part = {{RETURNS_PART_DRAWDOWNS, false, false,
               "From a high to the day it was reached again; those without such a day are open.",
               " open periods_peak_to_trough periods_peak_to_end ", 0, DRAWDOWNS_SHOWN},
              {RETURNS_PART_STRESS, false, false, "Times that were hard for many, on the days that the series has.",
               NULL, 0, 0, STRESS_RETURN}}},
    {.id = "rolling",
     .title = "Rolling risk",
     .n_charts = 4,
     .chart = {{ANALYSIS_CHART_VOLATILITY, false},
               {ANALYSIS_CHART_SHARPE, false},
               {ANALYSIS_CHART_BETA, false},
               {ANALYSIS_CHART_RETURNS, false}}},
    {.id = "distribution",
     .title = "Distribution",
     .n_charts = 3,
     .chart = {{ANALYSIS_CHART_HISTOGRAM, false}, {ANALYSIS_CHART_QUANTILES, false}, {ANALYSIS_CHART_BOXES, false}},
     .facts = analysis_tails_show,
     .n_parts = 3,
     .part = {{RETURNS_PART_DISTRIBUTION, false, false,
               "Outliers lie more than one and a half times the distance of the quartiles outside them.",
               " low_fence high_fence low_whisker high_whisker ", 0, 0},
              {RETURNS_PART_VAR, false, false,
               "Each return against the value at risk that those before it gave (252 of daily data), never one that it "
               "had a part in: on its own returns the historical one is right by definition. p is Kupiec's: below 5 % "
               "chance does not explain the difference.",
               " kind confidence window outside_domain ", 0, 0},
              {RETURNS_PART_QUANTILES, false, true,
               "What stands nearest to 1, 5, 10, 25, 50, 75, 90, 95 and 99 of 100; the file has all.", " mark ", 0, 0,
               QUANTILE_MARK}}},
    {.id = "futures",
     .title = "Futures drawn from the past",
     .n_charts = 1,
     .chart = {{ANALYSIS_CHART_FUTURES, true}},
     .choices = analysis_futures_choices,
     .facts = analysis_futures_show,
     .note = analysis_futures_note,
     .n_parts = 1,
     .part = {{RETURNS_PART_FUTURES, false, true, "What 1 has become after so many years, and the shares of the paths.",
               " years whole_years ", 0, 0, FUTURE_YEAR}}},
    {.id = "benchmark",
     .title = "Against the benchmark",
     .n_charts = 2,
     .chart = {{ANALYSIS_CHART_SCATTER, false}, {ANALYSIS_CHART_CAPTURE, false}},
     .facts = analysis_benchmark_show},
    {.id = "dividends",
     .title = "Price and dividends",
     .n_charts = 1,
     .chart = {{ANALYSIS_CHART_DIVIDENDS, false}},
     .facts = analysis_dividends_show,
     .n_parts = 1,
     .part = {{RETURNS_PART_DIVIDENDS, false, true,
               "Total return and price alone, year by year; the difference is what dividends brought.", NULL, 0, 0}}},
};
enum { SECTIONS = sizeof sections / sizeof *sections };

/* ---- addresses ---- */

int analysis_show_read(const struct req *req, const struct returns_analysis *a)
{
    int64_t show;
    return num_parse_int(req_query(req, "show"), &show) && show >= 1 && show <= a->n ? (int)show - 1 : 0;
}

void analysis_place_read(const struct req *req, const struct returns_analysis *a, struct analysis_place *place)
{
    place->show = analysis_show_read(req, a);
    struct analysis_line line;
    analysis_line_read(req, &a->series[place->show], &line);
    place->matrix = line.matrix;
    place->start = line.start;
    place->end = line.start ? 0 : line.end;
    place->linear = str_eq(req_query(req, "scale"), "linear");
    place->matched = str_eq(req_query(req, "volatility"), "matched") && analysis_chart_matches(req->arena, a);
    place->oldest_first = str_eq(req_query(req, "ends"), "oldest");
    place->less_benchmark = str_eq(req_query(req, "months"), "diff");
    place->red_green = str_eq(req_query(req, "colours"), "red-green");
    struct str sort = req_query(req, "sort");
    enum returns_metric m = returns_metric_named(arena_printf(req->arena, "%.*s", (int)sort.n, sort.s));
    place->sort = m == RETURNS_METRICS ? 0 : 1 + (int)m;
}

static const char *joint(const char *query)
{
    return *query ? "&" : "";
}

bool analysis_can_ask(const struct analysis_page_of *p)
{
    return p->place->base && (*p->place->query || p->place->is_own);
}

const char *analysis_part_href(const struct analysis_page_of *p, enum returns_part part)
{
    if (!p->place->base)
        return NULL;
    const char *of = returns_part_info[part].of_all || p->analysis->n == 1
                         ? ""
                         : arena_printf(p->arena, "&of=%d", p->place->show + 1);
    return arena_printf(p->arena, "%s/export.csv?%s%spart=%s%s", p->place->base, p->place->query,
                        joint(p->place->query), returns_part_info[part].key, of);
}

static const char *period_name(const struct analysis_page_of *p, int period)
{
    return returns_period_name(p->arena, &p->one->shown.period[period - 1], p->one->matrix_step);
}

static void put_choice(struct buf *b, const char *name, const char *value)
{
    buf_printf(b, "&%s=%s", name, value);
}

const char *analysis_choice_href(const struct analysis_page_of *p, const struct analysis_place *as, const char *anchor)
{
    struct buf b;
    if (!as->base)
        return NULL;
    buf_init(&b, p->arena, 64);
    if (as->show)
        buf_printf(&b, "&show=%d", as->show + 1);
    if (as->matrix)
        put_choice(&b, "matrix", returns_matrix_key[as->matrix]);
    if (as->start)
        put_choice(&b, "start", period_name(p, as->start));
    if (as->end)
        put_choice(&b, "end", period_name(p, as->end));
    if (as->linear)
        put_choice(&b, "scale", "linear");
    if (as->matched)
        put_choice(&b, "volatility", "matched");
    if (as->oldest_first)
        put_choice(&b, "ends", "oldest");
    if (as->less_benchmark)
        put_choice(&b, "months", "diff");
    if (as->red_green)
        put_choice(&b, "colours", "red-green");
    if (as->sort)
        put_choice(&b, "sort", returns_metric_info[as->sort - 1].key);
    const char *rest = b.n && !*as->query ? b.s + 1 : b.n ? b.s : "";
    return arena_printf(p->arena, "%s%s%s%s#%s", as->base, *as->query || *rest ? "?" : "", as->query, rest, anchor);
}

struct view *analysis_choice_show(struct view *v, const char *section, const char *name, const char *href,
                                  bool is_current)
{
    struct view *choice = view_add(v, section);
    view_text(choice, "CHOICE_NAME", name);
    view_text(choice, "CHOICE_HREF", href);
    view_show_if(choice, "CHOICE_IS", is_current);
    view_show_if(choice, "CHOICE_OTHER", !is_current);
    return choice;
}

/* ---- choices of a section ---- */

/* A link that turns something on or off. */
static void switch_add(const struct analysis_page_of *p, struct view *v, const struct analysis_place *as,
                       const char *name, const char *anchor)
{
    struct view *other = view_add(v, "SWITCH");
    view_text(other, "SWITCH_NAME", name);
    view_text(other, "SWITCH_HREF", analysis_choice_href(p, as, anchor));
}

static void colours_switch_add(const struct analysis_page_of *p, struct view *v, const char *anchor)
{
    struct analysis_place as = *p->place;
    as.red_green = !as.red_green;
    switch_add(p, v, &as, as.red_green ? "Red and green" : "Orange and blue", anchor);
}

static bool triangle_choices(const struct analysis_page_of *p, struct view *v)
{
    const struct returns_triangle *t = &p->one->shown;
    struct analysis_place as = *p->place;
    if (t->m == 0 || !as.base)
        return false;
    for (int k = 0; k < RETURNS_MATRICES; k++) {
        as.matrix = k;
        if (t->cell[k])
            analysis_choice_show(v, "TABLE_CHOICE", analysis_matrix_name[k], analysis_choice_href(p, &as, "triangle"),
                                 k == p->place->matrix);
    }
    as = *p->place;
    as.oldest_first = !as.oldest_first;
    switch_add(p, v, &as, as.oldest_first ? "Oldest end on top" : "Newest end on top", "triangle");
    colours_switch_add(p, v, "triangle");
    return true;
}

static bool month_choices(const struct analysis_page_of *p, struct view *v)
{
    struct analysis_place as = *p->place;
    if (!p->one->month || !as.base)
        return false;
    for (int less = 0; p->one->month_difference && less < 2; less++) {
        as.less_benchmark = less;
        analysis_choice_show(v, "TABLE_CHOICE", less ? "Less the benchmark's" : "The series",
                             analysis_choice_href(p, &as, "calendar"), less == p->place->less_benchmark);
    }
    colours_switch_add(p, v, "calendar");
    return true;
}

/* ---- charts ---- */

static const char *basis_word(const struct returns_analysis *a, const struct returns_result *r)
{
    static const char *const words[RETURNS_BASES][2] = {[RETURNS_TOTAL] = {"Total return", "Total return, adjusted"},
                                                        [RETURNS_PRICE] = {"Price", "Price, adjusted"},
                                                        [RETURNS_GIVEN] = {"As given", "As given, adjusted"}};
    return words[r->basis][a->request.fee > 0 || a->currency_name || a->inflation_name];
}

/* Its files, of which a script reads one; a page without files has the points within it. */
static void chart_files_show(const struct analysis_page_of *p, struct view *chart, const char *id, const char *points)
{
    static const char *const names[] = {"CHART_FILE", "CHART_CSV", "CHART_POINTS"}, *const endings[] = {"svg", "csv",
                                                                                                        "json"};
    if (points) {
        view_text(chart, "CHART_POINTS", points);
        return;
    }
    bool is_line = strcmp(id, analysis_chart_info[ANALYSIS_CHART_LINE].id) == 0;
    const char *line = is_line ? arena_printf(p->arena, "&matrix=%s&%s=%s", returns_matrix_key[p->place->matrix],
                                              p->place->start ? "start" : "end",
                                              period_name(p, p->place->start ? p->place->start : p->place->end))
                               : "";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        view_text(chart, names[i],
                  arena_printf(p->arena, "%s/charts/%s.%s?%s%sof=%d%s%s%s", p->place->base, id, endings[i],
                               p->place->query, joint(p->place->query), p->place->show + 1,
                               p->place->linear ? "&scale=linear" : "", p->place->matched ? "&volatility=matched" : "",
                               line));
}

static void chart_switch_add(const struct analysis_page_of *p, struct view *chart, const struct analysis_place *as,
                             const char *name, const char *section)
{
    struct view *v = view_add(chart, "CHART_SWITCH");
    view_text(v, "SWITCH_HREF", analysis_choice_href(p, as, section));
    view_text(v, "SWITCH_NAME", name);
}

/* Another scale, another volatility. */
static void chart_switches_show(const struct analysis_page_of *p, struct view *chart, enum analysis_chart which)
{
    struct analysis_place scale = *p->place, volatility = *p->place;
    const char *section = which == ANALYSIS_CHART_FUTURES ? "futures" : "growth";
    if (!p->place->base || (which != ANALYSIS_CHART_GROWTH && which != ANALYSIS_CHART_FUTURES))
        return;
    scale.linear = !scale.linear;
    chart_switch_add(p, chart, &scale, scale.linear ? "Linear scale" : "Log scale", section);
    volatility.matched = !volatility.matched;
    if (which == ANALYSIS_CHART_GROWTH && analysis_chart_matches(p->arena, p->analysis))
        chart_switch_add(p, chart, &volatility,
                         volatility.matched ? "At the benchmark's volatility" : "At its own volatility", section);
}

static bool chart_add(const struct analysis_page_of *p, struct view *v, const struct section_chart *as,
                      struct analysis_memo *memo)
{
    const struct analysis_chart_info *info = &analysis_chart_info[as->which];
    const struct analysis_drawing drawing = {p->place->linear,
                                             as->is_wide ? 0 : HALF_WIDTH,
                                             as->is_wide ? 0 : HALF_HEIGHT,
                                             p->place->matched,
                                             {p->place->matrix, p->place->start, p->place->end}};
    struct buf *svg = ARENA_NEW(p->arena, struct buf);
    buf_init(svg, p->arena, 1 << 14);
    if (!analysis_chart_draw_with(memo, svg, p->analysis, as->which, p->place->show, &drawing))
        return false;
    struct view *chart = view_add(v, "CHART");
    view_text(chart, "CHART_ID", info->id);
    view_text(chart, "CHART_LOOK", as->is_wide ? "hub-chart-whole" : "hub-chart-half");
    view_text(chart, "CHART_TITLE", info->title);
    view_text(chart, "CHART_CAPTION",
              analysis_chart_caption(p->arena, p->analysis, as->which, p->place->show, &drawing));
    view_svg(chart, "CHART_SVG", svg);
    chart_files_show(p, chart, info->id,
                     p->place->base
                         ? NULL
                         : analysis_chart_points(memo, p->arena, p->analysis, as->which, p->place->show, &drawing));
    chart_switches_show(p, chart, as->which);
    return true;
}

/* One without anything in it is not shown. */
static void section_show(const struct analysis_page_of *p, const struct page_section *s, struct analysis_memo *memo)
{
    struct view *v = view_add(p->view, "SECTION");
    view_text(v, "SECTION_ID", s->id);
    view_text(v, "SECTION_TITLE", s->title);
    bool has_any = false, has_facts = s->facts && s->facts(p, v), has_choices = s->choices && s->choices(p, v);
    const char *note = s->note ? s->note(p) : NULL;
    int charts = 0, halves = 0;
    for (int i = 0; i < s->n_charts; i++)
        if (chart_add(p, v, &s->chart[i], memo)) {
            charts++;
            halves += !s->chart[i].is_wide;
        }
    for (size_t i = 0; i < sizeof s->tables / sizeof *s->tables; i++)
        has_any |= s->tables[i] && s->tables[i](p, v);
    for (int i = 0; i < s->n_parts; i++)
        has_any |= analysis_table_show(p, v, &s->part[i]);
    view_show_if(v, "HAS_CHOICES", has_choices);
    view_show_if(v, "HAS_SECTION_NOTE", note != NULL);
    view_text(v, "SECTION_NOTE", note);
    view_show_if(v, "HAS_FACTS", has_facts);
    view_text(v, "FACTS_LOOK", halves % 2 ? "hub-chart-half" : "hub-chart-whole"); /* beside the last chart, or below */
    view_show_if(v, "HAS_CHARTS", charts > 0 || has_facts);
    has_any |= charts > 0 || has_facts;
    view_show_if(v, "NOTHING_YET", !has_any); /* but links that make it */
    view_show_if(v, "SECTION_SHOWN", has_any || has_choices);
}

/* ---- what was assumed ---- */

const char *analysis_title(struct arena *arena, const struct returns_analysis *a)
{
    const char *title = a->n > 1 ? utf8_shorten(arena, a->series[0].name, NAME_MOST) : a->series[0].name;
    for (int k = 1; k < a->n && k < NAMES_SHOWN; k++)
        title = arena_printf(arena, "%s, %s", title, utf8_shorten(arena, a->series[k].name, NAME_MOST));
    return a->n > NAMES_SHOWN ? arena_printf(arena, "%s and %d more", title, a->n - NAMES_SHOWN) : title;
}

static const char *window_text(struct arena *arena, const struct returns_analysis *a)
{
    char from[DAY_TEXT], to[DAY_TEXT];
    int32_t first = INT32_MAX, last = INT32_MIN;
    for (int k = 0; k < a->n; k++) {
        const struct level_series *level = &a->series[k].level;
        first = level->day[0] < first ? level->day[0] : first;
        last = level->day[level->n - 1] > last ? level->day[level->n - 1] : last;
    }
    return arena_printf(arena, "%s to %s", day_text(first, from), day_text(last, to));
}

const char *analysis_heading(struct arena *arena, const struct returns_analysis *a)
{
    const char *against = a->benchmark_name ? arena_printf(arena, " against %s", a->benchmark_name) : "";
    return arena_printf(arena, "%s%s, %s", analysis_title(arena, a), against, window_text(arena, a));
}

static void term_add(const struct analysis_page_of *p, const char *name, const char *text)
{
    struct view *v = view_add(p->view, "TERM");
    view_text(v, "TERM_NAME", name);
    view_text(v, "TERM_TEXT", text);
}

/* "Total return: dividends reinvested; less a fee of 0.50 % a year; times EURUSD (another currency)". */
static const char *basis_text(struct arena *arena, const struct returns_analysis *a, const struct returns_result *r)
{
    struct buf b;
    buf_init(&b, arena, 64);
    buf_puts(&b, r->basis == RETURNS_TOTAL   ? "Total return: dividends reinvested"
                 : r->basis == RETURNS_PRICE ? "Price: without dividends"
                                             : "As the file has it: whether dividends are in it, it does not say");
    if (a->request.fee > 0)
        buf_printf(&b, "; less a fee of %s a year", num_percent(arena, a->request.fee * 100, 2));
    if (a->currency_name)
        buf_printf(&b, "; times %s (another currency)", a->currency_name);
    if (a->inflation_name)
        buf_printf(&b, "; divided by %s (money of constant value)", a->inflation_name);
    return b.s;
}

static const char *risk_free_text(struct arena *arena, const struct returns_analysis *a)
{
    const char *name = a->risk_free_name;
    return name ? arena_printf(arena, "%s, the last rate on or before each day", name)
                : arena_printf(arena, "%s a year, compounded to each period",
                               num_percent(arena, a->request.risk_free * 100, 2));
}

/* The window of the series that has the stage. */
static const char *own_window_text(const struct analysis_page_of *p)
{
    char from[DAY_TEXT], to[DAY_TEXT];
    const struct level_series *level = &p->one->level;
    return arena_printf(p->arena, "%s to %s%s", day_text(level->day[0], from), day_text(level->day[level->n - 1], to),
                        p->analysis->n == 1                ? ""
                        : p->analysis->request.own_windows ? ", its own days"
                                                           : ", the days that all series have");
}

static void terms_show(const struct analysis_page_of *p)
{
    static const char *const years[RETURNS_YEARS_METHODS] = {
        [RETURNS_YEARS_ANNIVERSARY] = "By the calendar: whole years and the part of the running one",
        [RETURNS_YEARS_CALENDAR] = "Whole calendar years where the window is made of them, else by the calendar",
        [RETURNS_YEARS_PERIODS] = "Returns over periods a year: the trading-day method",
    };
    const struct returns_analysis *a = p->analysis;
    const struct returns_result *r = p->one;
    term_add(p, "Window", own_window_text(p));
    term_add(p, "Returns",
             arena_printf(p->arena, "%s, of %s rows", num_group(p->arena, (double)r->level.n - 1, 0),
                          num_group(p->arena, (double)r->source_rows, 0)));
    term_add(p, "Basis", basis_text(p->arena, a, r));
    term_add(p, "Frequency",
             r->terms.ppy > 0
                 ? arena_printf(p->arena, "%s, %g periods a year", frequency_key[r->terms.frequency], r->terms.ppy)
                 : "irregular: only total return, growth and drawdown");
    term_add(p, "Risk-free rate", risk_free_text(p->arena, a));
    term_add(p, "Years", years[r->terms.years]);
    term_add(p, "Benchmark",
             a->benchmark_name ? arena_printf(p->arena, "%s, on the %s returns between days that both have",
                                              a->benchmark_name, num_group(p->arena, (double)r->metrics.common, 0))
                               : "none");
    term_add(p, "Engine", "returns.analyze " RETURNS_ENGINE_VERSION);
    term_add(p, "Data", a->data_version);
}

/* ---- the page ---- */

/* The first ones; many series may have much of the same kind to say. */
static void warnings_show(const struct analysis_page_of *p)
{
    const struct warnings *w = &p->analysis->warnings;
    view_show_if(p->view, "HAS_WARNINGS", w->n > 0);
    view_show_if(p->view, "HAS_MORE_WARNINGS", w->n > WARNINGS_SHOWN);
    view_int(p->view, "MORE_WARNINGS", w->n - WARNINGS_SHOWN);
    for (int i = 0; i < w->n; i++)
        view_text(view_add(p->view, i < WARNINGS_SHOWN ? "WARNING" : "MORE_WARNING"), "WARNING_MESSAGE",
                  w->at[i].message);
}

/* Several series over the days that all of them have, or each over its own. */
static void windows_show(const struct analysis_page_of *p)
{
    struct returns_request other = p->analysis->request;
    bool own = other.own_windows;
    other.own_windows = !own;
    view_text(p->view, "WINDOWS", own ? "Each over its own days." : "Over the days that all of them have.");
    view_show_if(p->view, "HAS_OTHER_WINDOWS", analysis_can_ask(p));
    view_text(p->view, "WINDOWS_NAME", own ? "Over the days that all have" : "Each over its own days");
    view_text(p->view, "WINDOWS_HREF",
              arena_printf(p->arena, "/returns/analysis?%s#beside", analysis_form_query(p->arena, &other)));
}

/* The same without dividends, or with them, where the data tell both. */
static void basis_show(const struct analysis_page_of *p)
{
    struct returns_request other = p->analysis->request;
    bool to_price = p->one->basis == RETURNS_TOTAL;
    other.basis = to_price ? RETURNS_PRICE : RETURNS_TOTAL;
    view_show_if(p->view, "HAS_BOTH", analysis_can_ask(p) && p->one->basis != RETURNS_GIVEN);
    view_text(p->view, "BASIS_NAME", to_price ? "By price alone" : "With dividends");
    view_text(p->view, "BASIS_HREF",
              arena_printf(p->arena, "/returns/analysis?%s", analysis_form_query(p->arena, &other)));
}

/* The same at no risk-free rate, as most tools begin with, or from there at the one that is usual here. */
static void rate_show(const struct analysis_page_of *p)
{
    struct returns_request other = p->analysis->request, usual;
    returns_request_init(&usual);
    other.risk_free = other.risk_free == 0 && !other.risk_free_series ? usual.risk_free : 0;
    other.risk_free_series = NULL;
    view_show_if(p->view, "HAS_OTHER_RATE", analysis_can_ask(p));
    view_text(p->view, "RATE_NAME", arena_printf(p->arena, "At %s", num_percent(p->arena, other.risk_free * 100, 0)));
    view_text(p->view, "RATE_HREF",
              arena_printf(p->arena, "/returns/analysis?%s", analysis_form_query(p->arena, &other)));
}

/* Where the series that has the stage is at home. */
static void home_show(const struct analysis_page_of *p)
{
    struct analysis_name name;
    bool is_known = analysis_can_ask(p) && p->place->show < p->analysis->request.n_series &&
                    analysis_name_read(str_of(p->analysis->request.series[p->place->show]), &name);
    view_show_if(p->view, "IS_OWN", is_known && name.is_own);
    view_show_if(p->view, "IS_INSTRUMENT", is_known && !name.is_own);
    if (is_known)
        view_str(p->view, "STAGE_NAME", name.what);
}

void analysis_show(struct view *view, const struct returns_analysis *a, const struct analysis_place *place)
{
    struct arena *arena = view_arena(view);
    struct analysis_page_of p = {
        view, arena, a, &a->series[place->show], place, analysis_form_query(arena, &a->request), 0};
    struct analysis_memo *memo = analysis_memo_new(arena, a);
    view_show_if(view, "HAS_FILES", place->base != NULL);
    view_text(view, "HEADING", analysis_title(arena, a));
    view_text(view, "WINDOW", window_text(arena, a));
    view_text(view, "BASIS", basis_text(arena, a, p.one));
    view_text(view, "BASIS_WORD", basis_word(a, p.one));
    view_text(view, "STAGE", p.one->name);
    view_text(view, "RETURNS_COUNT", num_group(arena, (double)p.one->level.n - 1, 0));
    view_text(view, "FREQUENCY", frequency_key[p.one->terms.frequency]);
    view_text(view, "ASK_QUERY", p.query);
    view_text_if(view, "HAS_BENCHMARK", "BENCHMARK", a->benchmark_name);
    view_text(view, "RISK_FREE", num_percent(arena, p.one->metrics.risk_free * 100, 2));
    view_text(view, "COLOURS", place->red_green ? "hub-red-green" : "hub-orange-blue");
    warnings_show(&p);
    basis_show(&p);
    rate_show(&p);
    windows_show(&p);
    home_show(&p);
    analysis_cards_show(&p);
    analysis_beside_show(&p);
    for (int i = 0; i < SECTIONS; i++)
        if (!sections[i].of_several || a->n > 1)
            section_show(&p, &sections[i], memo);
    analysis_groups_show(&p);
    terms_show(&p);
}
