/* saved_again.c: what was saved beside what comes out now, figure by figure.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/num.h"
#include "margin/saved.h"

static bool same_figure(double x, double y)
{
    return x == y || (isnan(x) && isnan(y));
}

/* By how much, in the unit of the figure; of dollars and numbers also in percent of what it was. */
static const char *change_text(struct arena *arena, enum bt_kind kind, double then, double now)
{
    double by = now - then;
    if (isnan(by))
        return "–";
    const char *sign = by > 0 ? "+" : "";
    switch (kind) {
    case BT_KIND_USD:
        return then == 0 ? arena_printf(arena, "%s%s", sign, num_usd(arena, by, 2))
                         : arena_printf(arena, "%s%s (%s%s)", sign, num_usd(arena, by, 2), sign,
                                        num_percent(arena, by / fabs(then) * 100, 3));
    case BT_KIND_PCT:
        return arena_printf(arena, "%s%s points", sign, num_group(arena, by, 4));
    case BT_KIND_RATIO:
    case BT_KIND_NUMBER:
        return arena_printf(arena, "%s%s", sign, num_group(arena, by, 6));
    case BT_KIND_COUNT:
    case BT_KIND_DAYS:
    case BT_KIND_FLAG:
    case BT_KIND_STATUS:
        break;
    }
    return arena_printf(arena, "%s%s", sign, num_group(arena, by, 0));
}

static int show_figures(struct view *again, struct arena *arena, const struct backtest_answer *stored,
                        const struct backtest_answer *fresh)
{
    int differences = 0;
    for (int m = 0; m < BT_METRICS; m++) {
        double then = stored->result.metric[m], now = fresh->result.metric[m];
        if (same_figure(then, now))
            continue;
        struct view *row = view_add(again, "DIFFERENCE");
        view_text(row, "DIFFERENCE_LABEL", bt_metrics[m].label);
        view_text(row, "DIFFERENCE_THEN", backtest_metric_text(arena, stored, (enum bt_metric)m));
        view_text(row, "DIFFERENCE_NOW", backtest_metric_text(arena, fresh, (enum bt_metric)m));
        view_text(row, "DIFFERENCE_BY", change_text(arena, bt_metrics[m].kind, then, now));
        differences++;
    }
    return differences;
}

void saved_again_show(struct view *v, struct arena *arena, const struct saved *s, const struct backtest_answer *stored,
                      const struct backtest_answer *fresh, const char *path)
{
    struct view *again = view_add(v, "AGAIN");
    char *hash = arena_bytes(arena, 65);
    bool engine = strcmp(fresh->engine_version, s->engine_version) != 0;
    bool data = strcmp(fresh->data_version, stored->data_version) != 0;
    backtest_result_hash(fresh, hash);
    bool same = strcmp(hash, s->result_hash) == 0;
    int differences = show_figures(again, arena, stored, fresh);
    view_show_if(again, "SAME_BITS", same);
    view_show_if(again, "OTHER_BITS", !same);
    view_show_if(again, "ENGINE_CHANGED", engine);
    view_show_if(again, "DATA_CHANGED", data);
    view_show_if(again, "NOTHING_CHANGED", !same && !engine && !data);
    view_show_if(again, "HAS_DIFFERENCES", differences > 0);
    view_show_if(again, "NO_DIFFERENCES", !same && differences == 0);
    view_text(again, "ENGINE_THEN", s->engine_version);
    view_text(again, "ENGINE_NOW", fresh->engine_version);
    view_text(again, "DATA_THEN", stored->data_version);
    view_text(again, "DATA_NOW", fresh->data_version);
    view_text(again, "HASH_THEN", s->result_hash);
    view_text(again, "HASH_NOW", hash);
    view_text(again, "NEW_RESULT", path);
}

void saved_again_refused(struct view *v, const char *why)
{
    struct view *again = view_add(v, "AGAIN");
    view_show(again, "REFUSED");
    view_text(again, "REFUSED_WHY", why);
}
