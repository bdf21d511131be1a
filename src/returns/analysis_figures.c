/* analysis_figures.c: the figures of an analysis: the cards of the key ones, all of them by group, several series beside each
 * other, and what the benchmark and the dividends come to. See analysis_parts.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/num.h"
#include "engine/returns_conventions.h"
#include "returns/analysis_parts.h"

enum { NAME_MOST = 24, BESIDE_NARROW = 8 };

static const char *value_text(const struct analysis_page_of *p, enum returns_metric m)
{
    return returns_metric_text(p->arena, m, p->one->metrics.value[m]);
}

static const char *day_or_empty(struct arena *arena, int32_t day)
{
    char text[DAY_TEXT];
    return day == RETURNS_NO_DAY ? "" : arena_printf(arena, "%s", day_text(day, text));
}

static bool is_relative(enum returns_metric m)
{
    return returns_metric_info[m].group == RETURNS_GROUP_BENCHMARK;
}

/* ---- the formula with its numbers ---- */

static const char *level_text(struct arena *arena, const struct level_series *s, size_t row)
{
    double x = s->level[row];
    return arena_printf(arena, "%s (%s)", num_group(arena, x, fabs(x) < 10 ? 4 : 2), day_or_empty(arena, s->day[row]));
}

static const char *quotient_text(struct arena *arena, const struct returns_result *r, size_t over, size_t under)
{
    return arena_printf(arena, "%s / %s − 1", level_text(arena, &r->level, over), level_text(arena, &r->level, under));
}

static const char *percent_text(struct arena *arena, double fraction)
{
    return num_percent(arena, fraction * 100, 4);
}

/* Of a yearly figure the one of a period, and how it is made one of a year. */
static const char *per_year_text(struct arena *arena, const struct returns_result *r, double of_year)
{
    return arena_printf(arena, "%s × √%g", percent_text(arena, of_year / sqrt(r->terms.ppy)), r->terms.ppy);
}

/* The mean above the risk-free return over a deviation, all of a period. */
static const char *ratio_text(struct arena *arena, const struct returns_result *r, double deviation)
{
    double mean = r->metrics.value[RETURNS_MEAN_RETURN_ANNUALIZED_ARITHMETIC] / r->terms.ppy;
    if (r->terms.risk_free_rates)
        return "";
    return arena_printf(arena, "(%s − %s) / %s × √%g", percent_text(arena, mean),
                        percent_text(arena, returns_per_period(r->metrics.risk_free, r->terms.ppy)),
                        percent_text(arena, deviation / sqrt(r->terms.ppy)), r->terms.ppy);
}

static size_t highest_row(const struct level_series *s)
{
    size_t at = 0;
    for (size_t i = 1; i < s->n; i++)
        if (s->level[i] >= s->level[at])
            at = i;
    return at;
}

/* The formula with the numbers of this series filled in, "" where that would say nothing more. */
static const char *explain(struct arena *arena, const struct returns_result *r, enum returns_metric m)
{
    const double *value = r->metrics.value;
    size_t last = r->level.n - 1;
    if (!isfinite(value[m]))
        return "";
    switch (m) {
    case RETURNS_TOTAL_RETURN:
        return quotient_text(arena, r, last, 0);
    case RETURNS_CAGR:
        return r->terms.years == RETURNS_YEARS_ANNIVERSARY
                   ? arena_printf(arena, "(1 + %s)^(1/%s) − 1", num_group(arena, value[RETURNS_TOTAL_RETURN], 4),
                                  num_group(arena, value[RETURNS_YEARS_ACTUAL], 4))
                   : "";
    case RETURNS_VOLATILITY:
    case RETURNS_DOWNSIDE_DEVIATION:
        return per_year_text(arena, r, value[m]);
    case RETURNS_SHARPE:
        return ratio_text(arena, r, value[RETURNS_VOLATILITY]);
    case RETURNS_SORTINO:
        return ratio_text(arena, r, value[RETURNS_DOWNSIDE_DEVIATION]);
    case RETURNS_MAX_DRAWDOWN:
        return value[m] < 0 ? quotient_text(arena, r, r->metrics.worst.trough, r->metrics.worst.peak) : "";
    case RETURNS_CURRENT_DRAWDOWN:
        return quotient_text(arena, r, last, highest_row(&r->level));
    case RETURNS_CALMAR:
        return arena_printf(arena, "%s / %s", percent_text(arena, value[RETURNS_CAGR]),
                            percent_text(arena, fabs(value[RETURNS_MAX_DRAWDOWN])));
    case RETURNS_VAR95_HISTORICAL:
        return arena_printf(arena, "of %zu returns 1 in 20 was worse", last);
    case RETURNS_ACTIVE_PREMIUM_CAGR:
        return arena_printf(arena, "%s − %s, on the days that both have",
                            percent_text(arena, value[m] + value[RETURNS_BENCHMARK_CAGR]),
                            percent_text(arena, value[RETURNS_BENCHMARK_CAGR]));
    case RETURNS_BETA:
        return arena_printf(arena, "of %zu returns in common; standard error %s", r->metrics.common,
                            num_group(arena, value[RETURNS_BETA_STDERR], 4));
    case RETURNS_BEST_WHOLE_YEAR:
        return arena_printf(arena, "the year that ended on %s", day_or_empty(arena, r->metrics.at[m]));
    default:
        return "";
    }
}

/* ---- cards ---- */

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

/* A figure of less than a year is not made one of a year: the card shows what was earned instead. */
static struct card card_of(const struct analysis_page_of *p, const struct card *card)
{
    bool is_short = card->main == RETURNS_CAGR && p->one->metrics.note[RETURNS_CAGR] == RETURNS_NOTE_EXTRAPOLATED;
    return is_short ? (struct card){card->second, card->second} : *card;
}

/* "Value at risk 95 %, historical" is too long for a card. */
static const char *short_label(struct arena *arena, enum returns_metric m)
{
    const char *label = returns_metric_info[m].label, *comma = strstr(label, ", historical");
    return comma ? arena_printf(arena, "%.*s", (int)(comma - label), label) : label;
}

static void card_show(const struct analysis_page_of *p, const struct card *usual)
{
    const struct returns_metrics *of = &p->one->metrics;
    struct card card = card_of(p, usual);
    bool judged =
        card.main == RETURNS_CAGR || card.main == RETURNS_TOTAL_RETURN || card.main == RETURNS_ACTIVE_PREMIUM_CAGR;
    double x = of->value[card.main];
    if (is_relative(card.main) && !isfinite(x))
        return;
    struct view *v = view_add(p->view, "FIGURE");
    view_text(v, "FIGURE_LABEL", short_label(p->arena, card.main));
    view_text(v, "FIGURE_VALUE", value_text(p, card.main));
    view_show_if(v, "FIGURE_GAIN", judged && x > 0);
    view_show_if(v, "FIGURE_LOSS", judged && x < 0);
    view_show_if(v, "FIGURE_SECOND", card.second != card.main);
    view_text(v, "FIGURE_SECOND_LABEL", short_label(p->arena, card.second));
    view_text(v, "FIGURE_SECOND_VALUE", value_text(p, card.second));
    view_text(v, "FIGURE_FORMULA", returns_metric_info[card.main].formula);
    const char *numbers = explain(p->arena, p->one, card.main);
    view_text(
        v, "FIGURE_NUMBERS",
        arena_printf(p->arena, "%s%s%s", numbers, *numbers ? ". " : "", returns_metric_info[card.main].convention));
    view_show_if(v, "FIGURE_UNKNOWN", !isfinite(x));
    view_text(v, "FIGURE_REASON", returns_note_text[of->note[card.main]]);
}

void analysis_cards_show(const struct analysis_page_of *p)
{
    for (size_t i = 0; i < sizeof cards / sizeof *cards; i++)
        card_show(p, &cards[i]);
}

/* ---- all figures ---- */

static void metric_show(const struct analysis_page_of *p, struct view *group, enum returns_metric m)
{
    const struct returns_metric_info *info = &returns_metric_info[m];
    const struct returns_interval *between = &p->one->interval[m];
    const char *numbers = explain(p->arena, p->one, m);
    struct view *v = view_add(group, "METRIC");
    view_text(v, "METRIC_KEY", info->key);
    view_text(v, "METRIC_LABEL", info->label);
    view_text(v, "METRIC_VALUE", value_text(p, m));
    view_text(v, "METRIC_DAY", day_or_empty(p->arena, p->one->metrics.at[m]));
    view_show_if(v, "METRIC_HAS_DAY", p->one->metrics.at[m] != RETURNS_NO_DAY);
    view_text(v, "METRIC_NOTE", returns_note_text[p->one->metrics.note[m]]);
    view_show_if(v, "METRIC_HAS_NOTE", p->one->metrics.note[m] != RETURNS_NOTE_NONE);
    view_text(v, "METRIC_FORMULA", info->formula);
    view_text_if(v, "METRIC_HAS_NUMBERS", "METRIC_NUMBERS", numbers);
    view_text(v, "METRIC_CONVENTION", info->convention);
    view_show_if(v, "METRIC_IS_COMPARED", analysis_can_ask(p) && returns_is_compared(m));
    view_show_if(v, "METRIC_HAS_BETWEEN", p->one->bootstrap.draws > 0);
    view_text(v, "METRIC_BETWEEN",
              isfinite(between->low)
                  ? arena_printf(p->arena, "%s to %s", returns_metric_text(p->arena, m, between->low),
                                 returns_metric_text(p->arena, m, between->high))
                  : "");
}

/* The first ones are read by most; the others wait to be opened. */
static bool is_open(enum returns_group g)
{
    return g == RETURNS_GROUP_RETURN || g == RETURNS_GROUP_RISK || g == RETURNS_GROUP_DRAWDOWN ||
           g == RETURNS_GROUP_RATIO;
}

void analysis_groups_show(const struct analysis_page_of *p)
{
    for (int g = 0; g < RETURNS_GROUPS; g++) {
        if (g == RETURNS_GROUP_BENCHMARK && !p->analysis->benchmark_name)
            continue;
        struct view *group = view_add(p->view, "GROUP");
        view_text(group, "GROUP_ID", returns_group_info[g].key);
        view_text(group, "GROUP_LABEL", returns_group_info[g].label);
        view_show_if(group, "GROUP_OPEN", is_open((enum returns_group)g));
        for (int m = 0; m < RETURNS_METRICS; m++)
            if ((int)returns_metric_info[m].group == g)
                metric_show(p, group, (enum returns_metric)m);
    }
    view_show_if(p->view, "HAS_INTERVALS", p->one->bootstrap.draws > 0);
    view_printf(p->view, "DRAWS", "%s", num_group(p->arena, (double)p->one->bootstrap.draws, 0));
    view_printf(p->view, "BLOCK", "%zu", p->one->bootstrap.block);
    view_printf(p->view, "SEED", "%llu", (unsigned long long)p->one->bootstrap.seed);
    view_text(p->view, "METRICS_CSV", analysis_part_href(p, RETURNS_PART_METRICS));
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

/* Whether the first of two series comes before the other: the better one; those without the figure last. */
static bool comes_before(const struct returns_analysis *a, enum returns_metric m, int one, int other)
{
    double x = a->series[one].metrics.value[m], y = a->series[other].metrics.value[m];
    if (!isfinite(x) || !isfinite(y))
        return isfinite(x) && !isfinite(y);
    return returns_metric_info[m].better == RETURNS_LOWER ? x < y : x > y;
}

/* The series in the order of the columns. */
static void order_find(const struct analysis_page_of *p, int order[RETURNS_SERIES_MAX])
{
    for (int k = 0; k < p->analysis->n; k++) {
        int at = k;
        while (p->place->sort && at > 0 &&
               comes_before(p->analysis, (enum returns_metric)(p->place->sort - 1), k, order[at - 1])) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = k;
    }
}

static void beside_row_show(const struct analysis_page_of *p, struct view *v, enum returns_metric m, const int *order,
                            int n)
{
    const struct returns_analysis *a = p->analysis;
    struct analysis_place as = *p->place;
    struct view *row = view_add(v, "BESIDE");
    bool sorted = p->place->sort == 1 + (int)m;
    as.sort = sorted ? 0 : 1 + (int)m;
    view_text(row, "BESIDE_LABEL", returns_metric_info[m].label);
    view_text(row, "BESIDE_SORT", analysis_choice_href(p, &as, "beside"));
    view_show_if(row, "BESIDE_SORTED", sorted);
    for (int i = 0; i < n; i++) {
        int k = order[i];
        struct view *cell = view_add(row, "BESIDE_CELL");
        view_text(cell, "BESIDE_VALUE", returns_metric_text(p->arena, m, a->series[k].metrics.value[m]));
        view_show_if(cell, "BESIDE_BEST", a->side.best[m] == k);
        view_show_if(cell, "BESIDE_WORST", a->side.worst[m] == k);
    }
}

void analysis_beside_part_show(const struct analysis_page_of *p, struct view *v, int first, int n)
{
    const struct returns_analysis *a = p->analysis;
    int order[RETURNS_SERIES_MAX];
    char since[DAY_TEXT];
    order_find(p, order);
    for (int i = first; i < first + n; i++) {
        struct analysis_place as = *p->place;
        const char *name = a->series[order[i]].name;
        as.show = order[i];
        struct view *choice = analysis_choice_show(v, "SHOW_CHOICE", name, analysis_choice_href(p, &as, "stage"),
                                                   order[i] == p->place->show);
        view_int(choice, "CHOICE_NUMBER", order[i] + 1);
        view_text(choice, "CHOICE_SHORT", utf8_shorten(p->arena, name, NAME_MOST));
        view_show_if(choice, "CHOICE_HAS_SINCE", a->request.own_windows);
        view_printf(choice, "CHOICE_SINCE", "from %s", day_text(a->series[order[i]].level.day[0], since));
    }
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
        if (!is_relative(beside[i]) || a->benchmark_name)
            beside_row_show(p, v, beside[i], order + first, n);
}

void analysis_beside_show(const struct analysis_page_of *p)
{
    const struct returns_analysis *a = p->analysis;
    view_show_if(p->view, "SEVERAL", a->n > 1);
    if (a->n == 1)
        return;
    view_text(p->view, "BESIDE_LOOK", a->n > BESIDE_NARROW ? "hub-beside-wide" : "");
    analysis_beside_part_show(p, p->view, 0, a->n);
    view_text(p->view, "BESIDE_CSV", analysis_part_href(p, RETURNS_PART_SIDE_BY_SIDE));
}

/* ---- below the charts of a section ---- */

static void fact_show(struct view *v, const char *name, const char *text)
{
    struct view *fact = view_add(v, "FACT");
    view_text(fact, "FACT_NAME", name);
    view_text(fact, "FACT_TEXT", text);
}

static void metrics_show(const struct analysis_page_of *p, struct view *v, const enum returns_metric *of, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *note = returns_note_text[p->one->metrics.note[of[i]]];
        const char *text = value_text(p, of[i]);
        fact_show(v, returns_metric_info[of[i]].label, *note ? arena_printf(p->arena, "%s (%s)", text, note) : text);
    }
}

bool analysis_benchmark_show(const struct analysis_page_of *p, struct view *v)
{
    static const enum returns_metric shown[] = {
        RETURNS_BENCHMARK_CAGR,
        RETURNS_ACTIVE_PREMIUM_CAGR,
        RETURNS_BETA,
        RETURNS_UP_MARKET_BETA,
        RETURNS_DOWN_MARKET_BETA,
        RETURNS_ALPHA_ANNUALIZED_REGRESSION,
        RETURNS_ALPHA_T_STAT,
        RETURNS_R_SQUARED,
        RETURNS_TRACKING_ERROR,
        RETURNS_INFORMATION_RATIO,
        RETURNS_UP_CAPTURE_MONTHLY,
        RETURNS_DOWN_CAPTURE_MONTHLY,
        RETURNS_BATTING_AVERAGE_MONTHLY,
    };
    if (p->analysis->benchmark_name)
        metrics_show(p, v, shown, sizeof shown / sizeof *shown);
    return p->analysis->benchmark_name != NULL;
}

/* "modified held": which kinds of value at risk did at one level. */
static const char *held_text(struct arena *arena, const struct returns_var_test *t)
{
    struct buf names;
    int held = 0, judged = 0;
    buf_init(&names, arena, 64);
    for (int k = 0; k < RETURNS_VAR_KINDS; k++) {
        judged += t[k].judgement != RETURNS_VAR_FEW;
        if (t[k].judgement == RETURNS_VAR_HOLDS)
            buf_printf(&names, "%s%s", held++ ? " and " : "", returns_var_key[t[k].kind]);
    }
    return !judged                     ? "too few returns to tell"
           : held == 0                 ? "none of the three held"
           : held == RETURNS_VAR_KINDS ? "all three held"
                                       : arena_printf(arena, "%s held", names.s);
}

bool analysis_tails_show(const struct analysis_page_of *p, struct view *v)
{
    static const enum returns_metric shown[] = {
        RETURNS_VAR95_HISTORICAL, RETURNS_VAR95_NORMAL,         RETURNS_VAR95_MODIFIED, RETURNS_CVAR95_HISTORICAL,
        RETURNS_CVAR95_NORMAL,    RETURNS_CVAR95_MODIFIED,      RETURNS_SKEW,           RETURNS_KURTOSIS_EXCESS,
        RETURNS_TAIL_RATIO,       RETURNS_AUTOCORRELATION_LAG1,
    };
    if (p->one->terms.ppy > 0)
        metrics_show(p, v, shown, sizeof shown / sizeof *shown);
    const struct returns_var_test *t = p->one->var_test;
    if (t->tested)
        fact_show(v, "Value at risk, tested",
                  arena_printf(p->arena, "95 %%: %s; 99 %%: %s", held_text(p->arena, t),
                               held_text(p->arena, t + RETURNS_VAR_KINDS)));
    return p->one->terms.ppy > 0;
}

bool analysis_dividends_show(const struct analysis_page_of *p, struct view *v)
{
    const struct returns_dividends *d = p->one->dividends;
    if (!d)
        return false;
    const double *price = d->price.value, *own = p->one->metrics.value;
    fact_show(v, "Total return, a year", returns_metric_text(p->arena, RETURNS_CAGR, d->total_cagr));
    fact_show(v, "Price alone, a year", returns_metric_text(p->arena, RETURNS_CAGR, d->price_cagr));
    fact_show(v, "From dividends, a year", returns_metric_text(p->arena, RETURNS_CAGR, d->contribution));
    fact_show(v, "Share of the whole gain", returns_metric_text(p->arena, RETURNS_CAGR, d->share_of_gain));
    if (p->one->basis == RETURNS_TOTAL) {
        fact_show(v, "Total return, in all", returns_metric_text(p->arena, RETURNS_CAGR, own[RETURNS_TOTAL_RETURN]));
        fact_show(v, "Deepest fall, total return",
                  returns_metric_text(p->arena, RETURNS_CAGR, own[RETURNS_MAX_DRAWDOWN]));
    }
    fact_show(v, "Price alone, in all", returns_metric_text(p->arena, RETURNS_CAGR, price[RETURNS_TOTAL_RETURN]));
    fact_show(v, "Deepest fall, price alone", returns_metric_text(p->arena, RETURNS_CAGR, price[RETURNS_MAX_DRAWDOWN]));
    return true;
}
