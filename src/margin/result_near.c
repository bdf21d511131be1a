/* result_near.c: how much hangs on small things: the neighbours of a run, and what each correction of the original does. See
 * result_parts.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/csv_write.h"
#include "base/num.h"
#include "compute/backtest_variants.h"
#include "margin/result_parts.h"

/* ---- neighbours ---- */

/* The least and the greatest of one figure. */
struct range {
    double low, high;
};

static struct range range_of(const struct backtest_variant *at, size_t n, size_t offset)
{
    struct range r = {NAN, NAN};
    for (size_t i = 0; i < n; i++) {
        const void *figure = (const char *)&at[i] + offset;
        double x = *(const double *)figure;
        r.low = fmin(r.low, x); /* the other one where one is NaN */
        r.high = fmax(r.high, x);
    }
    return r;
}

static const char *usd(struct arena *arena, double x)
{
    return num_usd(arena, x, 0);
}

static const char *pct(struct arena *arena, double x)
{
    return num_percent(arena, x, 2);
}

static const char *change_pct(struct arena *arena, double x)
{
    return num_percent(arena, x, 1);
}

static const char *count(struct arena *arena, double x)
{
    return num_group(arena, x, 0);
}

static const char *range_text(struct arena *arena, struct range r, const char *(*text)(struct arena *, double))
{
    const char *low = text(arena, r.low), *high = text(arena, r.high);
    return strcmp(low, high) == 0 ? low : arena_printf(arena, "%s to %s", low, high);
}

static void show_one(struct view *row, struct arena *arena, const struct backtest_variant *x, double end)
{
    view_text(row, "NEAR_LABEL", x->label);
    view_text(row, "NEAR_END", x->refused ? x->refused : usd(arena, x->end));
    view_text(row, "NEAR_CHANGE", x->refused || !(end > 0) ? "\u2013" : change_pct(arena, (x->end / end - 1) * 100));
    view_text(row, "NEAR_CAGR", pct(arena, x->cagr_pct));
    view_text(row, "NEAR_DRAWDOWN", pct(arena, x->drawdown_pct));
    view_text(row, "NEAR_LIQUIDATIONS", count(arena, x->liquidations));
}

static void show_range(struct view *row, struct arena *arena, const char *label, const struct backtest_variant *at,
                       size_t n, double end)
{
    struct range r = range_of(at, n, offsetof(struct backtest_variant, end)), change = {NAN, NAN};
    if (end > 0)
        change = (struct range){(r.low / end - 1) * 100, (r.high / end - 1) * 100};
    view_text(row, "NEAR_LABEL", label);
    view_text(row, "NEAR_END", range_text(arena, r, usd));
    view_text(row, "NEAR_CHANGE", range_text(arena, change, change_pct));
    view_text(row, "NEAR_CAGR", range_text(arena, range_of(at, n, offsetof(struct backtest_variant, cagr_pct)), pct));
    view_text(row, "NEAR_DRAWDOWN",
              range_text(arena, range_of(at, n, offsetof(struct backtest_variant, drawdown_pct)), pct));
    view_text(row, "NEAR_LIQUIDATIONS",
              range_text(arena, range_of(at, n, offsetof(struct backtest_variant, liquidations)), count));
}

static void show_neighbours(struct view *v, struct arena *arena, const struct backtest_answer *a,
                            const struct backtest_beside *beside)
{
    struct backtest_variant all[BACKTEST_VARIANTS_MAX + 1], itself = backtest_variant_of(a);
    size_t starts = beside->starts, n = beside->n_near;
    memcpy(all, beside->near, n * sizeof *all);
    struct view *near = view_add(v, "NEAR");
    show_one(view_add(near, "NEAR_ROW"), arena, &itself, itself.end);
    if (starts)
        show_range(view_add(near, "NEAR_ROW"), arena,
                   arena_printf(arena, "Start moved by up to %d sessions", BACKTEST_START_MOVES), all, starts,
                   itself.end);
    for (size_t i = starts; i < n; i++)
        show_one(view_add(near, "NEAR_ROW"), arena, &all[i], itself.end);
    for (size_t i = 0; i < starts; i++)
        show_one(view_add(near, "NEAR_START"), arena, &all[i], itself.end);
    all[n] = itself;
    show_range(view_add(near, "NEAR_RANGE"), arena, "All of these", all, n + 1, itself.end);
    view_show_if(near, "HAS_STARTS", starts > 0);
}

/* ---- corrections ---- */

static void show_correction(struct view *row, struct arena *arena, const struct backtest_variant *x, double end)
{
    double change = x->end - end;
    bool relative = !x->refused && end > 0;
    view_text(row, "FIX_MARK", x->mark);
    view_text(row, "FIX_LABEL", x->label);
    view_text(row, "FIX_END", x->refused ? x->refused : usd(arena, x->end));
    view_text(row, "FIX_CHANGE", usd(arena, change));
    view_text(row, "FIX_PERCENT", relative ? num_percent(arena, change / end * 100, 2) : "\u2013");
    view_text(row, "FIX_CAGR", pct(arena, x->cagr_pct));
}

static void show_corrections(struct view *v, struct arena *arena, const struct backtest_answer *a,
                             const struct backtest_beside *beside)
{
    struct backtest_variant itself = backtest_variant_of(a);
    bool back = a->request.config.profile == BT_ACCURATE;
    struct view *fixes = view_add(v, "FIXES");
    view_show_if(fixes, "FIXES_BACK", back);
    view_show_if(fixes, "FIXES_FORTH", !back);
    view_text(fixes, "FIXES_END", usd(arena, itself.end));
    for (size_t i = 0; i < beside->n_fixes; i++)
        show_correction(view_add(fixes, "FIX"), arena, &beside->fixes[i], itself.end);
}

/* ---- both ---- */

static bool is_known(const struct backtest_beside *beside)
{
    return beside && beside->n_near > 0;
}

void result_near_show(struct view *v, struct arena *arena, const struct backtest_answer *a,
                      const struct backtest_beside *beside)
{
    view_show_if(v, "NEAR_GONE", !is_known(beside));
    view_text(v, "END_LABEL", bt_has_flows(&a->request.config) ? "Total wealth" : "Final equity");
    if (!is_known(beside))
        return;
    show_neighbours(v, arena, a, beside);
    show_corrections(v, arena, a, beside);
}

static void csv_lines(struct buf *out, const char *kind, const struct backtest_variant *at, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_printf(out, "%s,%s,", kind, at[i].mark ? at[i].mark : "");
        csv_cell(out, str_of(at[i].label));
        buf_puts(out, CSV_NEXT);
        csv_number(out, at[i].end, CSV_NEXT);
        csv_number(out, at[i].cagr_pct, CSV_NEXT);
        csv_number(out, at[i].drawdown_pct, CSV_NEXT);
        csv_number(out, at[i].liquidations, CSV_END);
    }
}

void result_near_csv(struct buf *out, const struct backtest_answer *a, const struct backtest_beside *beside)
{
    struct backtest_variant itself = backtest_variant_of(a);
    buf_puts(out, "kind,correction,what,end_usd,cagr_pct,max_drawdown_pct,total_liquidations\r\n");
    csv_lines(out, "run", &itself, 1);
    if (!is_known(beside))
        return;
    csv_lines(out, "neighbour", beside->near, beside->n_near);
    csv_lines(out, "correction", beside->fixes, beside->n_fixes);
}
