/* result_view.c: see result_view.h. The page put together from its parts (result_parts.h), and the files below it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/result_view.h"

#include "base/day.h"
#include "base/num.h"
#include "compute/backtest_periods.h"
#include "margin/backtest_fields.h"
#include "margin/backtest_form.h"
#include "margin/cushion_view.h"
#include "margin/instruments.h"
#include "margin/result_chart.h"
#include "margin/result_parts.h"
#include "margin/warnings_view.h"
#include "web/chart_points.h"
#include "web/error.h"

/* ---- words ---- */

static const char *profile_word(enum bt_profile profile)
{
    return profile == BT_ACCURATE ? "accurate" : "original";
}

const char *result_title(struct arena *arena, const struct backtest_request *r)
{
    char start[DAY_TEXT], end[DAY_TEXT];
    bool plain = r->config.mode == BT_LIQUIDATION_REENTRY;
    return arena_printf(arena, "%s %s to %s, %.15g×%s, %s%s%s", r->ticker, day_text(r->start_day, start),
                        day_text(r->end_day, end), r->config.leverage, r->config.options.is_short ? " short" : "",
                        result_account_word(r->config.account), plain ? "" : ", ",
                        plain ? "" : backtest_modes[r->config.mode].in_text);
}

/* ---- the page ---- */

static void show_heading(struct view *v, struct arena *arena, const struct backtest_answer *a, const char *base)
{
    const struct backtest_request *r = &a->request;
    view_text(v, "BASE", base);
    view_text(v, "TICKER", r->ticker);
    view_text(v, "FIRST_SESSION", result_day_text(arena, a->day[0]));
    view_text(v, "LAST_SESSION", result_day_text(arena, a->day[a->result.n - 1]));
    view_text(v, "EQUITY", num_group(arena, r->config.equity, 2));
    view_printf(v, "LEVERAGE", "%.15g", r->config.leverage);
    view_text(v, "ACCOUNT", result_account_word(r->config.account));
    view_text(v, "PROFILE", profile_word(r->config.profile));
    view_text(v, "CHANGE_QUERY", backtest_form_query(arena, r));
    view_text(v, "MODE", backtest_modes[r->config.mode].in_text);
    view_show_if(v, "IS_SHORT", r->config.options.is_short);
    view_text(v, "CLOSING", r->config.options.is_short ? "purchase" : "sale");
}

static void show_bits(struct view *v, struct arena *arena, const struct backtest_answer *a,
                      const struct backtest_beside *beside)
{
    char *inputs = arena_bytes(arena, 65), *result = arena_bytes(arena, 65);
    struct buf canonical;
    backtest_inputs_hash(&a->request, inputs);
    if (!beside)
        backtest_result_hash(a, result);
    buf_init(&canonical, arena, 1024);
    backtest_request_write(&canonical, &a->request);
    view_text(v, "ENGINE_VERSION", a->engine_version);
    view_text(v, "DATA_VERSION", a->data_version);
    view_text(v, "INPUTS_HASH", inputs);
    view_text(v, "RESULT_HASH", beside ? beside->result_hash : result);
    view_str(v, "CANONICAL", buf_view(&canonical));
}

const struct backtest_beside *result_beside(struct req *req, const struct backtest_answer *a)
{
    const struct instrument *series;
    if (a->beside || margin_instrument_get(req, a->request.ticker, &series) ||
        strcmp(a->data_version, series->data_version) != 0)
        return a->beside;
    struct backtest_beside *found = ARENA_NEW(req->arena, struct backtest_beside);
    if (!backtest_beside_find(req->arena, a, &series->prices, &series->rates, found))
        return NULL;
    if (strcmp(a->engine_version, BT_ENGINE_VERSION) != 0) /* other rules than this run's */
        found->n_near = found->n_fixes = 0;
    return found;
}

void result_show(struct view *v, struct req *req, const struct backtest_answer *a, const char *base)
{
    const struct backtest_beside *beside = result_beside(req, a);
    show_heading(v, req->arena, a, base);
    result_cards_show(v, req->arena, a);
    warnings_show(v, &a->warnings);
    result_charts_show(v, req->arena, a, beside ? beside->dividend : NULL);
    cushion_show(v, req->arena, a);
    result_periods_show(v, req, a);
    result_rounds_show(v, req, a);
    result_rebalances_show(v, req, a);
    result_events_show(v, req, a);
    result_days_show(v, req, a, base);
    result_near_show(v, req->arena, a, beside);
    result_timeline_show(v, req->arena, a);
    result_assumptions_show(v, req->arena, &a->request.config);
    show_bits(v, req->arena, a, beside);
}

/* ---- one day ---- */

enum err result_day_reply(struct req *req, struct res *res, const struct backtest_answer *a, const char *base,
                          const char *heading, struct str date)
{
    int32_t day;
    if (!day_parse(date, &day) || day < a->day[0] || day > a->day[a->result.n - 1])
        return ERR_NOTFOUND;
    size_t row = result_row_of_day(a, day);
    const char *there = result_day_text(req->arena, a->day[row]);
    if (a->day[row] != day)
        return res_see_other(res, arena_printf(req->arena, "%s/days/%s", base, there));
    struct view *v = view_new(req->arena);
    view_text(v, "HEADING", heading);
    result_day_show(v, req->arena, a, row, base);
    return view_page(req, res, v, "margin/day.tpl", arena_printf(req->arena, "%s of %s", there, heading));
}

/* ---- files ---- */

static void write_whole(struct buf *out, const struct backtest_answer *a)
{
    backtest_answer_write(out, a, true);
}

static const struct {
    const char *ending, *type;
    void (*write)(struct buf *, const struct backtest_answer *); /* NULL: it takes what is beside the answer, too */
} files[] = {
    [RESULT_DAYS_CSV] = {"days.csv", "text/csv; charset=utf-8", backtest_days_csv},
    [RESULT_ROUNDS_CSV] = {"rounds.csv", "text/csv; charset=utf-8", backtest_rounds_csv},
    [RESULT_METRICS_CSV] = {"metrics.csv", "text/csv; charset=utf-8", backtest_metrics_csv},
    [RESULT_REBALANCES_CSV] = {"rebalances.csv", "text/csv; charset=utf-8", backtest_rebalances_csv},
    [RESULT_EVENTS_CSV] = {"events.csv", "text/csv; charset=utf-8", backtest_events_csv},
    [RESULT_DRAWDOWNS_CSV] = {"drawdowns.csv", "text/csv; charset=utf-8", backtest_episodes_csv},
    [RESULT_MONTHS_CSV] = {"months.csv", "text/csv; charset=utf-8", backtest_months_csv},
    [RESULT_ROLLING_CSV] = {"rolling.csv", "text/csv; charset=utf-8", backtest_rolling_csv},
    [RESULT_VARIANTS_CSV] = {"variants.csv", "text/csv; charset=utf-8", NULL},
    [RESULT_CUSHION_CSV] = {"cushion.csv", "text/csv; charset=utf-8", cushion_days_csv},
    [RESULT_ZONES_CSV] = {"zones.csv", "text/csv; charset=utf-8", cushion_zones_csv},
    [RESULT_JSON] = {"result.json", "application/json", write_whole},
    [RESULT_CHART_JSON] = {"chart.json", "application/json", NULL},
    [RESULT_CHART] = {"chart", NULL, NULL},
};

static const char chart_prefix[] = "chart-";

bool result_file_find(struct str name, enum result_file *file)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        *file = (enum result_file)i;
        if (i != RESULT_CHART && str_eq(name, files[i].ending))
            return true;
    }
    return str_starts(name, chart_prefix);
}

const char *result_file_name(struct arena *arena, const char *ticker, int32_t start_day, int32_t end_day,
                             double leverage, enum result_file file)
{
    char start[DAY_TEXT], end[DAY_TEXT];
    return arena_printf(arena, "backtest-%s-%s-%s-%.15gx-%s", ticker, day_text(start_day, start),
                        day_text(end_day, end), leverage, files[file].ending);
}

/* "chart-equity.svg" */
static enum err chart_reply(struct req *req, struct res *res, const struct backtest_answer *a,
                            const struct backtest_beside *beside)
{
    const struct backtest_request *r = &a->request;
    struct str id, file = req->arg[1];
    struct chart chart;
    enum chart_form form;
    file.s += sizeof chart_prefix - 1;
    file.n -= sizeof chart_prefix - 1;
    if (!chart_file_read(file, &id, &form) ||
        !(result_chart_find(req->arena, a, beside ? beside->dividend : NULL, id, &chart) ||
          cushion_chart_find(req->arena, a, id, &chart)))
        return ERR_NOTFOUND;
    const char *name =
        result_file_name(req->arena, r->ticker, r->start_day, r->end_day, r->config.leverage, RESULT_CHART);
    chart_file_reply(res, &chart, form,
                     arena_printf(req->arena, "%s-%.*s.%s", name, (int)id.n, id.s, chart_form_ending[form]));
    return OK;
}

enum err result_file_reply(struct req *req, struct res *res, const struct backtest_answer *a, enum result_file file)
{
    const struct backtest_request *r = &a->request;
    const struct backtest_beside *beside = files[file].write ? NULL : result_beside(req, a);
    if (file == RESULT_CHART)
        return chart_reply(req, res, a, beside);
    if (file == RESULT_VARIANTS_CSV)
        result_near_csv(&res->body, a, beside);
    else if (file == RESULT_CHART_JSON)
        result_chart_write(&res->body, a, beside ? beside->dividend : NULL);
    else
        files[file].write(&res->body, a);
    res_type(res, files[file].type);
    if (file != RESULT_CHART_JSON)
        res_download(
            res, str_of(result_file_name(req->arena, r->ticker, r->start_day, r->end_day, r->config.leverage, file)));
    return OK;
}
