/* saved_old.c: the page of a saved backtest that hubctl import-django brought from the old system. What was computed there nobody
 * here can vouch for: the page shows the figures as they were saved, and the way to run it here.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/num.h"
#include "margin/backtest_form.h"
#include "margin/saved.h"

bool saved_is_old(const struct saved *s)
{
    return !strcmp(s->engine_version, SAVED_OLD_SYSTEM);
}

static enum bt_mode mode_of(const char *text)
{
    int mode = 0;
    while (mode + 1 < BT_MODES && strcmp(bt_mode_text[mode], text) != 0)
        mode++;
    return (enum bt_mode)mode;
}

static const char *query(struct arena *arena, const struct saved *s)
{
    struct backtest_request r;
    backtest_request_init(&r);
    r.ticker = s->ticker;
    r.start_day = s->start_day;
    r.end_day = s->end_day;
    r.config.equity = s->equity;
    r.config.leverage = s->leverage;
    r.config.account = strcmp(s->account_type, "reg_t") ? BT_PORTFOLIO : BT_REG_T;
    r.config.profile = BT_ORIGINAL;
    r.config.mode = mode_of(s->mode);
    if (!isnan(s->profit_threshold))
        r.config.profit_threshold_pct = s->profit_threshold;
    bt_options_default(&r.config.options, r.config.profile, r.config.account, r.config.mode);
    return backtest_form_query(arena, &r);
}

const char *saved_old_form(struct arena *arena, const struct saved *s)
{
    return arena_printf(arena, "/margin/backtest?%s", query(arena, s));
}

enum err saved_old_page(struct req *req, struct res *res, struct view *v, struct view *saved, const struct saved *s)
{
    bool has_figures = !isnan(s->final_equity) || !isnan(s->total_return_pct);
    view_text(saved, "SAVED_EQUITY", num_usd(req->arena, s->equity, 0));
    view_text(saved, "SAVED_THRESHOLD", num_percent(req->arena, s->profit_threshold, 0));
    view_show_if(saved, "HAS_THRESHOLD", !isnan(s->profit_threshold));
    view_show_if(saved, "HAS_FIGURES", has_figures);
    view_show_if(saved, "NO_FIGURES", !has_figures);
    view_text(saved, "RUN_QUERY", query(req->arena, s));
    return view_page(req, res, v, "margin/saved_old.tpl", s->name);
}
