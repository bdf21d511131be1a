/* market_trend.c: where a price has tended, and how it moved with the fed funds rate: a part of the page of prices, and its file.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/csv_write.h"
#include "base/num.h"
#include "engine/backtest.h"
#include "engine/market.h"
#include "margin/market_form.h"

/* Of each session of the window. */
struct tendency {
    size_t n;
    const int32_t *day;
    const double *close;
    double *line, *rate_pct, *correlation; /* NaN where they do not exist */
    struct market_trend trend;
    bool has_rates;
};

static struct tendency tendency_of(struct arena *a, const struct market_asked *q)
{
    const struct price_series *s = &q->window;
    struct tendency t = {s->n, s->day, s->close, .line = ARENA_ARRAY(a, s->n, double)};
    double *scratch = ARENA_ARRAY(a, s->n, double);
    t.rate_pct = ARENA_ARRAY(a, s->n, double);
    t.correlation = ARENA_ARRAY(a, s->n, double);
    market_trend_find(t.day, t.close, t.n, scratch, t.line, &t.trend);
    size_t unknown = bt_join_rates(t.day, t.n, &q->series->rates, true, t.rate_pct, scratch);
    for (size_t i = 0; i < unknown; i++)
        t.rate_pct[i] = NAN;
    t.has_rates = unknown < t.n;
    market_correlate_rate(t.close, t.rate_pct, t.n, scratch, t.correlation);
    return t;
}

static void show_trend(struct view *v, struct arena *a, const struct tendency *t)
{
    double rate = t->trend.rate_pct;
    market_figure_second(
        market_figure(
            v, "Trend a year", num_percent(a, rate, 2),
            "exp(slope) − 1, of the straight line through the logarithms of the closes, by least squares over "
            "years of 365.25 days",
            isnan(rate) ? "One session has no trend"
                        : arena_printf(a, "exp(%s) − 1 = %s; R² = %s", num_group(a, log1p(rate / 100), 4),
                                       num_percent(a, rate, 2), num_group(a, t->trend.r_squared, 3))),
        "Last close against it", num_percent(a, t->trend.away_pct, 1));
}

static void show_correlation(struct view *v, struct arena *a, const struct tendency *t)
{
    double last = t->correlation[t->n - 1];
    market_figure_second(
        market_figure(
            v, "With the fed funds rate", num_group(a, last, 2),
            "Pearson’s correlation of the last 60 sessions’ changes of the close with the fed funds rate that "
            "was known on each: from −1 to 1",
            isnan(last) ? "There are fewer than 61 sessions, or the rate stood still for 60"
                        : arena_printf(a, "60 sessions until %s", market_day(a, t->day[t->n - 1]))),
        "Fed funds", num_percent(a, t->rate_pct[t->n - 1], 2));
}

static void draw_trend(struct view *v, struct chart_files *files, const struct market_asked *q,
                       const struct tendency *t)
{
    struct arena *a = view_arena(v);
    const struct chart_line lines[] = {{"Close", t->close}, {"Trend", t->line}};
    const struct chart chart = {.title = arena_printf(a, "%s and its trend", q->series->symbol),
                                .description = "The close of each session and the line of steady growth through them, "
                                               "on a logarithmic scale.",
                                .width = 960,
                                .height = 300,
                                .log_y = true,
                                .prefix = "$",
                                .day = t->day,
                                .n = (int)t->n,
                                .lines = lines,
                                .n_lines = 2};
    chart_show(files, v, "TREND", "trend", &chart,
               "Steady growth would be the straight line: by least squares through the logarithms of the closes. It "
               "describes the window and foretells nothing.");
}

static void draw_correlation(struct view *v, struct chart_files *files, const struct tendency *t)
{
    const struct chart_line lines[] = {{"Correlation of 60 sessions", t->correlation}};
    const struct chart chart = {.title = "Correlation with the fed funds rate",
                                .description = "Of the changes of the close with the rate, over the 60 sessions that "
                                               "end on each; no line while the rate stands still.",
                                .width = 960,
                                .height = 240,
                                .day = t->day,
                                .n = (int)t->n,
                                .lines = lines,
                                .n_lines = 1};
    chart_show(
        files, v, "CORRELATION", "correlation", &chart,
        "Of the changes of the close with the fed funds rate that was known, over the 60 sessions that end on each "
        "day. It goes from −1 to 1, and there is none while the rate stands still.");
}

void market_trend_show(struct view *v, struct chart_files *files, const struct market_asked *q)
{
    struct arena *a = view_arena(v);
    const struct tendency t = tendency_of(a, q);
    show_trend(v, a, &t);
    draw_trend(v, files, q, &t);
    view_show_if(v, "NO_RATES", !t.has_rates);
    if (!t.has_rates)
        return;
    show_correlation(v, a, &t);
    draw_correlation(v, files, &t);
}

enum err market_trend_csv(struct req *req, struct res *res)
{
    struct market_form form;
    struct market_asked q;
    enum err e = market_ask(req, &form, NULL, 0, &q);
    if (e || !market_is_answered(&q))
        return e ? e : market_refuse(req, res, &q.problem);
    const struct tendency t = tendency_of(req->arena, &q);
    buf_puts(&res->body, "day,close,trend,fed_funds_pct,correlation_60" CSV_END);
    for (size_t i = 0; i < t.n; i++) {
        market_csv_text(&res->body, market_day(req->arena, t.day[i]), CSV_NEXT);
        csv_number(&res->body, t.close[i], CSV_NEXT);
        csv_number(&res->body, t.line[i], CSV_NEXT);
        csv_number(&res->body, t.rate_pct[i], CSV_NEXT);
        csv_number(&res->body, t.correlation[i], CSV_END);
    }
    res_csv(res, arena_printf(req->arena, "trend-%s.csv", q.series->symbol));
    return OK;
}
