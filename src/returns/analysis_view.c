/* analysis_view.c: see analysis_view.h. The page is a list of sections, each of which names its charts and its tables; what an
 * analysis does not have is left out.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/analysis_view.h"

#include <math.h>

#include "base/day.h"
#include "base/num.h"
#include "returns/analysis_chart.h"
#include "returns/sheet_view.h"

enum { CHARTS_MOST = 4, PARTS_MOST = 5, NAMES_SHOWN = 3 };

/* ---- the sections ---- */

struct section_charts {
    enum analysis_chart at[CHARTS_MOST];
    int n;
};
struct section_part {
    enum returns_part part;
    bool is_heat;
    const char *caption;
};
struct page_section {
    const char *id, *title;
    enum {
        OF_ONE,
        OF_SEVERAL,
        TRIANGLE
    } kind; /* of the one on stage; where several stand side by side; with its choices */
    struct section_charts charts;
    struct section_part part[PARTS_MOST];
    int n_parts;
};

static const struct page_section sections[] = {
    {"side",
     "Side by side",
     true,
     {{ANALYSIS_CHART_RISK_RETURN}, 1},
     {{RETURNS_PART_CORRELATIONS, true, "Of returns on the days that two of them have."},
      {RETURNS_PART_TRACKING, false, "Deviation of the difference of two series' returns, a year."},
      {RETURNS_PART_RANKING, false, "Whole calendar years, the best first."}},
     3},
    {"growth",
     "Growth",
     OF_ONE,
     {{ANALYSIS_CHART_GROWTH, ANALYSIS_CHART_DRAWDOWN, ANALYSIS_CHART_RELATIVE}, 3},
     {{RETURNS_PART_TRAILING, false,
       "Up to the last row; a year each from two years on. Ends of months count from ends of months."}},
     1},
    {"triangle", "Every start, every end", TRIANGLE, {{0}, 0}, {{0}}, 0},
    {"calendar",
     "Calendar",
     OF_ONE,
     {{ANALYSIS_CHART_YEARS}, 1},
     {{RETURNS_PART_CALENDAR, true, "Return of each month. Marked cells are of a part of their month or year."},
      {RETURNS_PART_ANNUAL, false, "What each year brought."},
      {RETURNS_PART_SEASON, false, "Each month over all years, without partial ones."},
      {RETURNS_PART_QUARTERLY, true, NULL},
      {RETURNS_PART_WEEKDAYS, false, "By the day on which the return ends."}},
     5},
    {"drawdowns",
     "Drawdowns",
     OF_ONE,
     {{0}, 0},
     {{RETURNS_PART_DRAWDOWNS, false, "From a high to the day it was reached again; open ones have not been."},
      {RETURNS_PART_STRESS, false, "Times that were hard for many, on the days that the series has."}},
     2},
    {"rolling",
     "Rolling",
     OF_ONE,
     {{ANALYSIS_CHART_ROLLING, ANALYSIS_CHART_VOLATILITY, ANALYSIS_CHART_SHARPE, ANALYSIS_CHART_BETA}, 4},
     {{RETURNS_PART_ROLLING, false, "Every holding of so many years, one ends on each row; a year each."}},
     1},
    {"distribution",
     "Distribution",
     OF_ONE,
     {{ANALYSIS_CHART_HISTOGRAM, ANALYSIS_CHART_RETURNS}, 2},
     {{RETURNS_PART_DISTRIBUTION, false,
       "Outliers lie more than one and a half times the distance of the quartiles outside them."}},
     1},
    {"benchmark", "Against the benchmark", OF_ONE, {{ANALYSIS_CHART_SCATTER, ANALYSIS_CHART_CAPTURE}, 2}, {{0}}, 0},
    {"dividends",
     "Price and dividends",
     OF_ONE,
     {{ANALYSIS_CHART_DIVIDENDS}, 1},
     {{RETURNS_PART_DIVIDENDS, false,
       "Total return and price alone, year by year; the difference is what dividends brought."}},
     1},
};
enum { SECTIONS = sizeof sections / sizeof *sections };

/* What all parts of the page need. */
struct page {
    struct view *view;
    struct arena *arena;
    const struct returns_analysis *analysis;
    const struct returns_result *one; /* the series that has the stage */
    const struct analysis_place *place;
};

/* ---- addresses ---- */

int analysis_show_read(const struct req *req, const struct returns_analysis *a)
{
    int64_t show;
    return num_parse_int(req_query(req, "show"), &show) && show >= 1 && show <= a->n ? (int)show - 1 : 0;
}

void analysis_place_read(const struct req *req, const struct returns_analysis *a, struct analysis_place *place)
{
    place->show = analysis_show_read(req, a);
    const struct returns_triangle *t = &a->series[place->show].shown;
    for (int k = 0; k < RETURNS_MATRICES; k++)
        if (t->cell[k] && str_eq(req_query(req, "matrix"), returns_matrix_key[k]))
            place->matrix = k;
    place->linear = str_eq(req_query(req, "scale"), "linear");
}

static const char *joint(const char *query)
{
    return *query ? "&" : "";
}

static const char *part_href(const struct page *p, enum returns_part part)
{
    if (!p->place->base)
        return NULL;
    const char *of = returns_part_info[part].of_all || p->analysis->n == 1
                         ? ""
                         : arena_printf(p->arena, "&of=%d", p->place->show + 1);
    return arena_printf(p->arena, "%s/export.csv?%s%spart=%s%s", p->place->base, p->place->query,
                        joint(p->place->query), returns_part_info[part].key, of);
}

/* The same page with another choice. */
static const char *choice_href(const struct page *p, const struct analysis_place *as, const char *anchor)
{
    if (!as->base)
        return NULL;
    const char *show = as->show ? arena_printf(p->arena, "&show=%d", as->show + 1) : "";
    const char *matrix = as->matrix ? arena_printf(p->arena, "&matrix=%s", returns_matrix_key[as->matrix]) : "";
    const char *rest = arena_printf(p->arena, "%s%s%s", show, matrix, as->linear ? "&scale=linear" : "");
    if (!*as->query && *rest)
        rest++;
    return arena_printf(p->arena, "%s%s%s%s#%s", as->base, *as->query || *rest ? "?" : "", as->query, rest, anchor);
}

static void choice_add(struct view *v, const char *section, const char *name, const char *href, bool is_current)
{
    struct view *choice = view_add(v, section);
    view_text(choice, "CHOICE_NAME", name);
    view_text(choice, "CHOICE_HREF", href);
    view_show_if(choice, "CHOICE_IS", is_current);
    view_show_if(choice, "CHOICE_OTHER", !is_current);
}

/* ---- charts and tables ---- */

static bool chart_add(const struct page *p, struct view *v, enum analysis_chart which)
{
    const struct analysis_chart_info *info = &analysis_chart_info[which];
    struct buf *svg = ARENA_NEW(p->arena, struct buf);
    buf_init(svg, p->arena, 1 << 14);
    if (!analysis_chart_draw(svg, p->analysis, which, p->place->show,
                             &(struct analysis_drawing){.linear = p->place->linear}))
        return false;
    struct view *chart = view_add(v, "CHART");
    view_text(chart, "CHART_ID", info->id);
    view_text(chart, "CHART_TITLE", info->title);
    view_text(chart, "CHART_CAPTION", analysis_chart_caption(p->arena, p->analysis, which, p->place->show));
    view_svg(chart, "CHART_SVG", svg);
    view_text(chart, "CHART_CSV", part_href(p, info->part));
    if (!p->place->base)
        return true;
    view_text(chart, "CHART_FILE",
              arena_printf(p->arena, "%s/charts/%s.svg?%s%sof=%d", p->place->base, info->id, p->place->query,
                           joint(p->place->query), p->place->show + 1));
    view_show_if(chart, "CHART_HAS_SCALE", which == ANALYSIS_CHART_GROWTH);
    if (which == ANALYSIS_CHART_GROWTH) {
        struct analysis_place other = *p->place;
        other.linear = !other.linear;
        view_text(chart, "SCALE_HREF", choice_href(p, &other, "growth"));
        view_text(chart, "SCALE_NAME", other.linear ? "Linear scale" : "Log scale");
    }
    return true;
}

static bool part_add(const struct page *p, struct view *v, const struct section_part *part)
{
    struct returns_sheet sheet;
    if (!returns_sheet_make(p->arena, p->analysis, part->part, p->place->show, &sheet) || sheet.rows == 0)
        return false;
    const struct sheet_look look = {arena_printf(p->arena, "table-%s", returns_part_info[part->part].key),
                                    part->caption, part_href(p, part->part), part->is_heat};
    sheet_show(v, &sheet, &look);
    return true;
}

/* ---- the triangle ---- */

static const char *const matrix_names[RETURNS_MATRICES] = {
    [RETURNS_MATRIX_CAGR] = "CAGR",
    [RETURNS_MATRIX_TOTAL] = "Total",
    [RETURNS_MATRIX_SIMPLE] = "Simple, a year",
    [RETURNS_MATRIX_DIFFERENCE] = "CAGR, less the benchmark's",
    [RETURNS_MATRIX_DIFFERENCE_TOTAL] = "Total, less the benchmark's",
    [RETURNS_MATRIX_DIFFERENCE_SIMPLE] = "Simple, less the benchmark's",
    [RETURNS_MATRIX_WEALTH] = "More money than the benchmark",
    [RETURNS_MATRIX_RATIO] = "Quotient of CAGRs",
    [RETURNS_MATRIX_DIVIDEND] = "From dividends",
};

static bool triangle_add(const struct page *p, struct view *v)
{
    const struct returns_triangle *t = &p->one->shown;
    if (t->m == 0)
        return false;
    for (int k = 0; k < RETURNS_MATRICES; k++) {
        struct analysis_place as = *p->place;
        as.matrix = k;
        if (t->cell[k] && as.base)
            choice_add(v, "MATRIX_CHOICE", matrix_names[k], choice_href(p, &as, "triangle"), k == p->place->matrix);
    }
    part_add(
        p, v,
        &(struct section_part){(enum returns_part)(RETURNS_PART_MATRIX + p->place->matrix), true,
                               "Columns: the year at whose start money was invested; rows: the year at whose end it is "
                               "looked at. Single years are never annualised."});
    part_add(p, v,
             &(struct section_part){RETURNS_PART_HOLDINGS, false,
                                    "What every holding of so many years brought, whenever it began; a year each."});
    return true;
}

/* One without anything in it is not shown. */
static void section_show(const struct page *p, const struct page_section *s)
{
    struct view *v = view_add(p->view, "SECTION");
    view_text(v, "SECTION_ID", s->id);
    view_text(v, "SECTION_TITLE", s->title);
    bool has_any = s->kind == TRIANGLE && triangle_add(p, v);
    for (int i = 0; i < s->charts.n; i++)
        has_any |= chart_add(p, v, s->charts.at[i]);
    for (int i = 0; i < s->n_parts; i++)
        has_any |= part_add(p, v, &s->part[i]);
    view_show_if(v, "SECTION_SHOWN", has_any);
}

/* ---- figures ---- */

static const struct card {
    enum returns_metric main, second;
} cards[] = {
    {RETURNS_CAGR, RETURNS_TOTAL_RETURN},
    {RETURNS_VOLATILITY, RETURNS_DOWNSIDE_DEVIATION},
    {RETURNS_SHARPE, RETURNS_SORTINO},
    {RETURNS_MAX_DRAWDOWN, RETURNS_LONGEST_DRAWDOWN_DAYS},
    {RETURNS_CURRENT_DRAWDOWN, RETURNS_DAYS_SINCE_HIGH},
    {RETURNS_BEST_WHOLE_YEAR, RETURNS_WORST_WHOLE_YEAR},
    {RETURNS_VAR95_HISTORICAL, RETURNS_CVAR95_HISTORICAL},
    {RETURNS_ACTIVE_PREMIUM_CAGR, RETURNS_TRACKING_ERROR},
    {RETURNS_BETA, RETURNS_ALPHA_ANNUALIZED_REGRESSION},
    {RETURNS_UP_CAPTURE_MONTHLY, RETURNS_DOWN_CAPTURE_MONTHLY},
};

static const char *value_text(const struct page *p, enum returns_metric m)
{
    return returns_metric_text(p->arena, m, p->one->metrics.value[m]);
}

static const char *day_or_empty(const struct page *p, int32_t day)
{
    char text[DAY_TEXT];
    return day == RETURNS_NO_DAY ? "" : arena_printf(p->arena, "%s", day_text(day, text));
}

/* A figure of less than a year is not made one of a year: the card shows what was earned instead. */
static struct card card_of(const struct page *p, const struct card *card)
{
    bool is_short = card->main == RETURNS_CAGR && p->one->metrics.note[RETURNS_CAGR] == RETURNS_NOTE_EXTRAPOLATED;
    return is_short ? (struct card){card->second, card->second} : *card;
}

static void card_show(const struct page *p, const struct card *usual)
{
    const struct returns_metrics *of = &p->one->metrics;
    struct card card = card_of(p, usual);
    bool judged =
        card.main == RETURNS_CAGR || card.main == RETURNS_TOTAL_RETURN || card.main == RETURNS_ACTIVE_PREMIUM_CAGR;
    double x = of->value[card.main];
    if (returns_metric_info[card.main].group == RETURNS_GROUP_BENCHMARK && !isfinite(x))
        return;
    struct view *v = view_add(p->view, "FIGURE");
    view_text(v, "FIGURE_LABEL", returns_metric_info[card.main].label);
    view_text(v, "FIGURE_VALUE", value_text(p, card.main));
    view_show_if(v, "FIGURE_GAIN", judged && x > 0);
    view_show_if(v, "FIGURE_LOSS", judged && x < 0);
    view_show_if(v, "FIGURE_SECOND", card.second != card.main);
    view_text(v, "FIGURE_SECOND_LABEL", returns_metric_info[card.second].label);
    view_text(v, "FIGURE_SECOND_VALUE", value_text(p, card.second));
    view_text(v, "FIGURE_FORMULA", returns_metric_info[card.main].formula);
    view_text(v, "FIGURE_NUMBERS", returns_metric_info[card.main].convention);
    view_show_if(v, "FIGURE_UNKNOWN", !isfinite(x));
    view_text(v, "FIGURE_REASON", returns_note_text[of->note[card.main]]);
}

static void metric_show(const struct page *p, struct view *group, enum returns_metric m)
{
    const struct returns_metric_info *info = &returns_metric_info[m];
    const struct returns_interval *between = &p->one->interval[m];
    struct view *v = view_add(group, "METRIC");
    view_text(v, "METRIC_KEY", info->key);
    view_text(v, "METRIC_LABEL", info->label);
    view_text(v, "METRIC_VALUE", value_text(p, m));
    view_text(v, "METRIC_DAY", day_or_empty(p, p->one->metrics.at[m]));
    view_text(v, "METRIC_NOTE", returns_note_text[p->one->metrics.note[m]]);
    view_text(v, "METRIC_FORMULA", info->formula);
    view_text(v, "METRIC_CONVENTION", info->convention);
    view_text(v, "METRIC_BETWEEN",
              isfinite(between->low)
                  ? arena_printf(p->arena, "%s to %s", returns_metric_text(p->arena, m, between->low),
                                 returns_metric_text(p->arena, m, between->high))
                  : "");
}

static void groups_show(const struct page *p)
{
    for (int g = 0; g < RETURNS_GROUPS; g++) {
        if (g == RETURNS_GROUP_BENCHMARK && !p->analysis->benchmark_name)
            continue;
        struct view *group = view_add(p->view, "GROUP");
        view_text(group, "GROUP_ID", returns_group_info[g].key);
        view_text(group, "GROUP_LABEL", returns_group_info[g].label);
        for (int m = 0; m < RETURNS_METRICS; m++)
            if ((int)returns_metric_info[m].group == g)
                metric_show(p, group, (enum returns_metric)m);
    }
    view_show_if(p->view, "HAS_INTERVALS", p->one->bootstrap.draws > 0);
    view_printf(p->view, "DRAWS", "%s", num_group(p->arena, (double)p->one->bootstrap.draws, 0));
    view_printf(p->view, "BLOCK", "%zu", p->one->bootstrap.block);
    view_printf(p->view, "SEED", "%llu", (unsigned long long)p->one->bootstrap.seed);
    view_text(p->view, "METRICS_CSV", part_href(p, RETURNS_PART_METRICS));
}

/* ---- several series ---- */

/* Those by which people choose. */
static const enum returns_metric beside[] = {
    RETURNS_TOTAL_RETURN,
    RETURNS_CAGR,
    RETURNS_VOLATILITY,
    RETURNS_SHARPE,
    RETURNS_SORTINO,
    RETURNS_MAX_DRAWDOWN,
    RETURNS_LONGEST_DRAWDOWN_DAYS,
    RETURNS_CALMAR,
    RETURNS_ULCER_INDEX,
    RETURNS_VAR95_HISTORICAL,
    RETURNS_CVAR95_HISTORICAL,
    RETURNS_SKEW,
    RETURNS_BEST_WHOLE_YEAR,
    RETURNS_WORST_WHOLE_YEAR,
    RETURNS_POSITIVE_WHOLE_MONTHS_PCT,
    RETURNS_BETA,
    RETURNS_ALPHA_ANNUALIZED_REGRESSION,
    RETURNS_TRACKING_ERROR,
    RETURNS_INFORMATION_RATIO,
};

static void beside_row_show(const struct page *p, enum returns_metric m)
{
    const struct returns_analysis *a = p->analysis;
    struct view *row = view_add(p->view, "BESIDE");
    view_text(row, "BESIDE_LABEL", returns_metric_info[m].label);
    for (int k = 0; k < a->n; k++) {
        struct view *cell = view_add(row, "BESIDE_CELL");
        view_text(cell, "BESIDE_NAME", a->series[k].name);
        view_text(cell, "BESIDE_VALUE", returns_metric_text(p->arena, m, a->series[k].metrics.value[m]));
        view_show_if(cell, "BESIDE_BEST", a->side.best[m] == k);
        view_show_if(cell, "BESIDE_WORST", a->side.worst[m] == k);
    }
}

static void beside_show(const struct page *p)
{
    const struct returns_analysis *a = p->analysis;
    view_show_if(p->view, "SEVERAL", a->n > 1);
    if (a->n == 1)
        return;
    for (int k = 0; k < a->n; k++) {
        struct analysis_place as = *p->place;
        as.show = k;
        choice_add(p->view, "SHOW_CHOICE", a->series[k].name, choice_href(p, &as, "stage"), k == p->place->show);
    }
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
        if (returns_metric_info[beside[i]].group != RETURNS_GROUP_BENCHMARK || a->benchmark_name)
            beside_row_show(p, beside[i]);
    view_text(p->view, "BESIDE_CSV", part_href(p, RETURNS_PART_SIDE_BY_SIDE));
}

/* ---- what was assumed ---- */

const char *analysis_title(struct arena *arena, const struct returns_analysis *a)
{
    const char *title = a->series[0].name;
    for (int k = 1; k < a->n && k < NAMES_SHOWN; k++)
        title = arena_printf(arena, "%s, %s", title, a->series[k].name);
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

static void term_add(const struct page *p, const char *name, const char *text)
{
    struct view *v = view_add(p->view, "TERM");
    view_text(v, "TERM_NAME", name);
    view_text(v, "TERM_TEXT", text);
}

static const char *basis_text(const struct returns_result *r)
{
    return r->basis == RETURNS_TOTAL   ? "Total return: dividends reinvested"
           : r->basis == RETURNS_PRICE ? "Price: without dividends"
                                       : "As the file has it: whether dividends are in it, it does not say";
}

static void terms_show(const struct page *p)
{
    static const char *const years[RETURNS_YEARS_METHODS] = {
        [RETURNS_YEARS_ANNIVERSARY] = "By the calendar: whole years and the part of the running one",
        [RETURNS_YEARS_CALENDAR] = "Whole calendar years where the window is made of them, else by the calendar",
        [RETURNS_YEARS_PERIODS] = "Returns over periods a year: the trading-day method",
    };
    const struct returns_analysis *a = p->analysis;
    const struct returns_result *r = p->one;
    term_add(p, "Window", window_text(p->arena, a));
    term_add(p, "Returns",
             arena_printf(p->arena, "%s, of %s rows", num_group(p->arena, (double)r->level.n - 1, 0),
                          num_group(p->arena, (double)r->source_rows, 0)));
    term_add(p, "Basis", basis_text(r));
    term_add(p, "Frequency",
             r->terms.ppy > 0
                 ? arena_printf(p->arena, "%s, %g periods a year", frequency_key[r->terms.frequency], r->terms.ppy)
                 : "irregular: only total return, growth and drawdown");
    term_add(p, "Risk-free rate",
             a->request.risk_free_series ? a->request.risk_free_series
                                         : arena_printf(p->arena, "%s a year, compounded to each period",
                                                        num_percent(p->arena, a->request.risk_free * 100, 2)));
    term_add(p, "Years", years[r->terms.years]);
    term_add(p, "Benchmark",
             a->benchmark_name ? arena_printf(p->arena, "%s, on the %s returns between days that both have",
                                              a->benchmark_name, num_group(p->arena, (double)r->metrics.common, 0))
                               : "none");
    term_add(p, "Engine", "returns.analyze " RETURNS_ENGINE_VERSION);
    term_add(p, "Data", a->data_version);
}

/* ---- the page ---- */

void analysis_show(struct view *view, const struct returns_analysis *a, const struct analysis_place *place)
{
    struct page p = {view, view_arena(view), a, &a->series[place->show], place};
    view_show_if(view, "HAS_FILES", place->base != NULL);
    view_text(view, "HEADING", analysis_title(p.arena, a));
    view_text(view, "WINDOW", window_text(p.arena, a));
    view_text(view, "BASIS", basis_text(p.one));
    view_text(view, "STAGE", p.one->name);
    view_show_if(view, "HAS_BENCHMARK", a->benchmark_name != NULL);
    view_text(view, "BENCHMARK", a->benchmark_name);
    view_text(view, "RISK_FREE", num_percent(p.arena, a->request.risk_free * 100, 2));
    view_show_if(view, "HAS_WARNINGS", a->warnings.n > 0);
    for (int i = 0; i < a->warnings.n; i++)
        view_text(view_add(view, "WARNING"), "WARNING_MESSAGE", a->warnings.at[i].message);
    for (size_t i = 0; i < sizeof cards / sizeof *cards; i++)
        card_show(&p, &cards[i]);
    beside_show(&p);
    for (int i = 0; i < SECTIONS; i++)
        if (sections[i].kind != OF_SEVERAL || a->n > 1)
            section_show(&p, &sections[i]);
    groups_show(&p);
    terms_show(&p);
}
