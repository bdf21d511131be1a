/* analysis_futures.c: the section of an analysis with futures drawn from its past: what they come to, and the links that draw them.
 * They are drawn when they are asked for, so that nobody else waits for them.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/num.h"
#include "returns/analysis_form.h"
#include "returns/analysis_parts.h"

enum { PATHS = 1000 };

static void fact_show(struct view *v, const char *name, const char *text)
{
    struct view *fact = view_add(v, "FACT");
    view_text(fact, "FACT_NAME", name);
    view_text(fact, "FACT_TEXT", text);
}

/* "1.95 times, 6.91 % a year" */
static const char *level_text(struct arena *arena, double level, int years)
{
    return arena_printf(arena, "%s times, %s a year", num_group(arena, level, 2),
                        num_percent(arena, (pow(level, 1.0 / years) - 1) * 100, 2));
}

bool analysis_futures_show(const struct analysis_page_of *p, struct view *v)
{
    static const char *const names[STATS_FAN] = {"5 of 100 end below", "25 of 100 end below", "Half end below",
                                                 "25 of 100 end above", "5 of 100 end above"};
    const struct returns_fan *fan = &p->one->fan;
    if (!fan->how.paths)
        return false;
    const struct returns_future *end = &fan->point[fan->n - 1];
    for (int k = 0; k < STATS_FAN; k++)
        fact_show(v, names[k], level_text(p->arena, end->level[k], fan->years));
    fact_show(v, arena_printf(p->arena, "Paths at a loss after %d year%s", fan->years, fan->years == 1 ? "" : "s"),
              num_percent(p->arena, end->loss * 100, 1));
    fact_show(v,
              arena_printf(p->arena, "Paths that fall by %s on the way", num_percent(p->arena, fan->how.fall * 100, 0)),
              num_percent(p->arena, end->fallen * 100, 1));
    return true;
}

/* The same analysis with futures of so many years from that seed; of many series fewer paths. */
static const char *draw_href(const struct analysis_page_of *p, int years, double seed)
{
    struct returns_request r = p->analysis->request;
    size_t most = RETURNS_PATH_YEARS_MAX / ((size_t)years * (size_t)p->analysis->n);
    r.future_paths = r.future_paths ? r.future_paths : PATHS;
    r.future_paths = r.future_paths < most ? r.future_paths : most;
    r.future_years = years;
    r.future_seed = seed;
    return arena_printf(p->arena, "/returns/analysis?%s%s#futures", analysis_form_query(p->arena, &r),
                        p->place->show ? arena_printf(p->arena, "&show=%d", p->place->show + 1) : "");
}

bool analysis_futures_choices(const struct analysis_page_of *p, struct view *v)
{
    static const int years[] = {1, 5, 10, 20, 30};
    const struct returns_request *r = &p->analysis->request;
    if (!analysis_can_ask(p) || !(p->one->terms.ppy > 0))
        return false;
    for (size_t i = 0; i < sizeof years / sizeof *years; i++)
        analysis_choice_show(v, "TABLE_CHOICE",
                             arena_printf(p->arena, years[i] == 1 ? "%d year" : "%d years", years[i]),
                             draw_href(p, years[i], r->future_seed), r->future_paths && years[i] == r->future_years);
    if (p->one->fan.how.paths) {
        struct view *other = view_add(v, "SWITCH");
        view_text(other, "SWITCH_NAME", "Another seed");
        view_text(other, "SWITCH_HREF", draw_href(p, r->future_years, r->future_seed + 1));
    }
    return true;
}

const char *analysis_futures_note(const struct analysis_page_of *p)
{
    const struct returns_fan *fan = &p->one->fan;
    if (fan->how.paths)
        return NULL;
    if (!p->analysis->request.future_paths)
        return "What could the same returns come to in another order, over so many years? Drawn when it is asked for: "
               "1,000 "
               "paths of stretches of these returns. It is the past, drawn anew, and no forecast.";
    return p->one->terms.ppy > 0 ? "None are drawn: it takes 30 returns, and a block that is no longer than the series."
                                 : "None are drawn: the dates come at no regular pace.";
}
