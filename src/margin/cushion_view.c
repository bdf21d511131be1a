/* cushion_view.c: see cushion_view.h. Figures come from engine/cushion; this file only words and draws them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/cushion_view.h"

#include <math.h>

#include "base/csv_write.h"
#include "base/day.h"
#include "base/num.h"
#include "engine/cushion.h"
#include "web/chart_svg.h"

static const struct {
    const char *name, *from, *alert, *advice;
} zones[CUSHION_ZONES] = {
    [CUSHION_SAFE] = {"Safe", "50 % and more", "success", "Nothing to do."},
    [CUSHION_CAUTION] = {"Caution", "20 to 50 %", "warning", "Watch it daily; do not add to the loan."},
    [CUSHION_WARNING] = {"Warning", "5 to 20 %", "danger",
                         "Reduce the position; below 10 % halve it or add capital within a day."},
    [CUSHION_CRITICAL] = {"Critical", "below 5 %", "danger", "Close the position before the broker does."},
};

static bool input_of(const struct backtest_answer *a, struct cushion_input *in)
{
    double *const *column = a->result.column;
    *in = (struct cushion_input){.n = a->result.n,
                                 .is_short = a->request.config.options.is_short,
                                 .day_count = a->request.config.options.day_count,
                                 .price = column[BT_COL_ETF_PRICE],
                                 .shares = column[BT_COL_SHARES_HELD],
                                 .equity = a->result.equity,
                                 .required_usd = column[BT_COL_MAINTENANCE_MARGIN_REQUIRED],
                                 .rate_pct = column[BT_COL_MARGIN_RATE]};
    return a->day && in->price && in->shares && in->equity && in->required_usd && in->rate_pct;
}

const double *cushion_distance_pct(struct arena *arena, const struct backtest_answer *a)
{
    struct cushion_input in;
    if (!input_of(a, &in))
        return NULL;
    double *out = ARENA_ARRAY(arena, in.n, double);
    for (size_t i = 0; i < in.n; i++) {
        struct cushion_row r;
        cushion_row_find(&in, i, &r);
        out[i] = r.is_held ? r.distance_pct : NAN;
    }
    return out;
}

/* ---- words ---- */

struct words {
    struct arena *arena;
    const struct cushion_input *in;
    const struct cushion_row *row;
    double price;
};

static const char *days_text(struct arena *arena, double days)
{
    if (isnan(days))
        return "\u2013";
    if (isinf(days))
        return "Never";
    if (days >= 1000)
        return arena_printf(arena, "%s years", num_group(arena, days / 365.25, 1));
    return arena_printf(arena, "%s days", num_group(arena, floor(days), 0));
}

static const char *call_numbers(const struct words *w)
{
    struct arena *a = w->arena;
    if (w->in->is_short)
        return arena_printf(a, "(%s + %s) / (%s × (1 + %s)) = %s", num_usd(a, w->row->position, 2),
                            num_usd(a, w->row->equity, 2), num_group(a, w->row->position / w->price, 4),
                            num_percent(a, w->row->maintenance * 100, 2), num_usd(a, w->row->call_price, 2));
    return arena_printf(a, "%s / (%s × (1 − %s)) = %s", num_usd(a, w->row->debt, 2),
                        num_group(a, w->row->position / w->price, 4), num_percent(a, w->row->maintenance * 100, 2),
                        num_usd(a, w->row->call_price, 2));
}

static struct view *figure(struct view *cushion, const char *label, const char *value, const char *formula,
                           const char *numbers)
{
    struct view *v = view_add(cushion, "CUSHION_FIGURE");
    view_text(v, "FIGURE_LABEL", label);
    view_text(v, "FIGURE_VALUE", value);
    view_text(v, "FIGURE_FORMULA", formula);
    view_text(v, "FIGURE_NUMBERS", numbers);
    view_show_if(v, "FIGURE_GAIN", false);
    view_show_if(v, "FIGURE_LOSS", false);
    view_show_if(v, "FIGURE_UNKNOWN", false);
    view_show_if(v, "FIGURE_SECOND", false);
    return v;
}

static void second(struct view *v, const char *label, const char *value)
{
    view_show_if(v, "FIGURE_SECOND", true);
    view_text(v, "FIGURE_SECOND_LABEL", label);
    view_text(v, "FIGURE_SECOND_VALUE", value);
}

static void show_buffer(struct view *c, const struct words *w)
{
    struct arena *a = w->arena;
    const struct cushion_row *r = w->row;
    const char *equity = num_usd(a, r->equity, 2), *need = num_usd(a, r->required_usd, 2);
    struct view *v =
        figure(c, "Cushion", num_percent(a, r->cushion_pct, 1),
               "(equity − requirement) / requirement × 100, the requirement being the account’s own",
               arena_printf(a, "(%s − %s) / %s × 100 = %s", equity, need, need, num_percent(a, r->cushion_pct, 2)));
    second(v, "Zone", zones[cushion_zone_of(r->cushion_pct)].name);
    v = figure(c, "Buffer", num_usd(a, r->cushion_usd, 0), "Equity − requirement",
               arena_printf(a, "%s − %s = %s", equity, need, num_usd(a, r->cushion_usd, 2)));
    second(v, "Requirement", num_percent(a, r->maintenance * 100, 2));
}

static void show_distance(struct view *c, const struct words *w)
{
    struct arena *a = w->arena;
    const struct cushion_row *r = w->row;
    bool is_short = w->in->is_short;
    const char *price = num_usd(a, w->price, 2), *call = num_usd(a, r->call_price, 2);
    const char *way = arena_printf(a, "%s − %s", is_short ? call : price, is_short ? price : call);
    struct view *v = figure(
        c, is_short ? "Rise to the call" : "Fall to the call", num_percent(a, r->distance_pct, 1),
        is_short ? "(call price − price) / price × 100; call price = (position + equity) / (shares "
                   "× (1 + m)), m = requirement / position"
                 : "(price − call price) / price × 100; call price = debt / (shares × (1 − m)), m "
                   "= requirement / position",
        arena_printf(a, "%s; (%s) / %s × 100 = %s", call_numbers(w), way, price, num_percent(a, r->distance_pct, 2)));
    second(v, "Call price", call);
    v = figure(c, "Loss on the way to the call", num_usd(a, r->distance_usd, 0),
               is_short ? "(call price − price) × shares" : "(price − call price) × shares",
               arena_printf(a, "(%s) × %s = %s", way, num_group(a, r->position / w->price, 4),
                            num_usd(a, r->distance_usd, 2)));
    second(v, "Position", num_usd(a, r->position, 0));
}

static void show_days(struct view *c, const struct words *w, size_t row)
{
    struct arena *a = w->arena;
    const struct cushion_row *r = w->row;
    double rate = w->in->rate_pct[row], days = cushion_days(w->in, row, r);
    const char *numbers =
        isfinite(days) ? arena_printf(a, "ln(%s × (1 − %s) / %s) / ln(1 + %s / %d) = %s", num_usd(a, r->position, 2),
                                      num_percent(a, r->maintenance * 100, 2), num_usd(a, r->debt, 2),
                                      num_percent(a, rate, 2), w->in->day_count, num_group(a, days, 1))
                       : "Without a loan, or at a rate of 0, interest never brings a call.";
    struct view *v = figure(c, "Days to the call by interest alone", days_text(a, days),
                            "ln(position × (1 − m) / debt) / ln(1 + rate / day count), in calendar days: the price "
                            "stands still, no dividend comes, and interest is added to the debt",
                            numbers);
    second(v, "Rate", num_percent(a, rate, 2));
}

/* One sentence that sets the distance beside what the price did in the window. */
static const char *judgement(const struct words *w, const struct cushion_summary *s, const int32_t *day)
{
    struct arena *a = w->arena;
    const char *what = w->in->is_short ? "rise" : "fall", *distance = num_percent(a, w->row->distance_pct, 1);
    char when[DAY_TEXT];
    if (w->row->cushion_usd < 0)
        return "The equity is below the requirement: this is a margin call.";
    if (!(w->row->call_price > 0))
        return "Nothing is owed any more, so no fall can bring a call.";
    if (s->worst_move_pct <= 0)
        return arena_printf(a, "A %s of %s would bring the call.", what, distance);
    return arena_printf(a, "A %s of %s would bring the call. The largest of one session in this window was %s, on %s.",
                        what, distance, num_percent(a, s->worst_move_pct, 1), day_text(day[s->worst_row], when));
}

/* ---- the part ---- */

static void show_zones(struct view *c, struct arena *arena, const struct cushion_summary *s)
{
    for (int z = 0; z < CUSHION_ZONES; z++) {
        struct view *row = view_add(c, "CUSHION_ZONE");
        view_text(row, "ZONE_NAME", zones[z].name);
        view_text(row, "ZONE_FROM", zones[z].from);
        view_text(row, "ZONE_ADVICE", zones[z].advice);
        view_text(row, "ZONE_SESSIONS", num_group(arena, (double)s->in_zone[z], 0));
        view_text(row, "ZONE_SHARE", num_percent(arena, (double)s->in_zone[z] / (double)s->held * 100, 1));
    }
}

/* What the charts draw, a value a session; NaN where nothing is held. */
struct lines {
    double *cushion_pct, *cushion_usd, *distance_usd, *call_price, *position,
        *debt; /* debt: of a short, its equity instead */
};

static struct lines lines_of(struct arena *arena, const struct cushion_input *in)
{
    struct lines l = {ARENA_ARRAY(arena, in->n, double), ARENA_ARRAY(arena, in->n, double),
                      ARENA_ARRAY(arena, in->n, double), ARENA_ARRAY(arena, in->n, double),
                      ARENA_ARRAY(arena, in->n, double), ARENA_ARRAY(arena, in->n, double)};
    for (size_t i = 0; i < in->n; i++) {
        struct cushion_row r;
        cushion_row_find(in, i, &r);
        l.cushion_pct[i] = r.is_held ? r.cushion_pct : NAN;
        l.cushion_usd[i] = r.is_held ? r.cushion_usd : NAN;
        l.distance_usd[i] = r.is_held ? r.distance_usd : NAN;
        l.call_price[i] = r.is_held && r.call_price > 0 ? r.call_price : NAN;
        l.position[i] = r.is_held ? r.position : NAN;
        l.debt[i] = !r.is_held ? NAN : in->is_short ? r.equity : r.debt;
    }
    return l;
}

static const struct buf *draw(struct arena *arena, const struct chart *chart)
{
    struct buf *out = ARENA_NEW(arena, struct buf);
    buf_init(out, arena, 32 * 1024);
    chart_svg_write_both(out, chart);
    return out;
}

/* Where the zones begin, and the distances that are as much of a habit. */
static const struct chart_level zone_levels[] = {{50, "Safe"}, {20, "Caution"}, {5, "Warning"}},
                                distance_levels[] = {{30, "30 %"}, {15, "15 %"}, {5, "5 %"}};

static void show_charts(struct view *c, struct arena *arena, const struct backtest_answer *a,
                        const struct cushion_input *in)
{
    const struct lines l = lines_of(arena, in);
    const struct chart_line distance[] = {{"Distance to the call", cushion_distance_pct(arena, a)}};
    const struct chart_line cushion[] = {{"Cushion", l.cushion_pct}};
    const struct chart_line dollars[] = {{"Buffer", l.cushion_usd}, {"Loss on the way to the call", l.distance_usd}};
    const struct chart_line prices[] = {{"Price", in->price}, {"Call price", l.call_price}};
    const struct chart_line money[] = {{"Position", l.position}, {in->is_short ? "Equity" : "Loan", l.debt}};
    struct chart chart = {.title = "Distance to the margin call",
                          .description = "By how much of itself the price may move against the position before the "
                                         "equity falls below the requirement; no line where nothing is held.",
                          .width = 960,
                          .height = 240,
                          .suffix = " %",
                          .day = a->day,
                          .n = (int)in->n,
                          .lines = distance,
                          .n_lines = 1,
                          .levels = distance_levels,
                          .n_levels = 3};
    view_svg(c, "CUSHION_DISTANCE_SVG", draw(arena, &chart));
    chart.title = "Cushion in percent";
    chart.description = "The equity above the requirement, in percent of the requirement; 0 is the margin call.";
    chart.lines = cushion;
    chart.levels = zone_levels;
    view_svg(c, "CUSHION_PCT_SVG", draw(arena, &chart));
    chart.n_levels = 0;
    chart.title = "Cushion in dollars";
    chart.description = "The equity above the requirement, and what the position would lose until the margin call.";
    chart.suffix = NULL;
    chart.prefix = "$";
    chart.lines = dollars;
    chart.n_lines = 2;
    view_svg(c, "CUSHION_USD_SVG", draw(arena, &chart));
    chart.title = "Price and call price";
    chart.description = "The price beside the price that would bring the margin call that day.";
    chart.lines = prices;
    view_svg(c, "CUSHION_PRICES_SVG", draw(arena, &chart));
    chart.title = "Position and loan";
    chart.description = "What is held and what is owed for it; what lies between is the equity.";
    if (in->is_short) {
        chart.title = "Position and equity";
        chart.description = "What the shares would cost to buy back, and the equity.";
    }
    chart.lines = money;
    view_svg(c, "CUSHION_MONEY_SVG", draw(arena, &chart));
}

static void show_held(struct view *c, struct arena *arena, const struct backtest_answer *a,
                      const struct cushion_input *in, const struct cushion_summary *s)
{
    struct cushion_row last, tightest;
    char when[DAY_TEXT];
    cushion_row_find(in, s->last, &last);
    cushion_row_find(in, s->tightest, &tightest);
    const struct words w = {arena, in, &last, in->price[s->last]};
    view_text(c, "CUSHION_ALERT", zones[cushion_zone_of(last.cushion_pct)].alert);
    view_text(c, "CUSHION_ZONE_NOW", zones[cushion_zone_of(last.cushion_pct)].name);
    view_text(c, "CUSHION_JUDGEMENT", judgement(&w, s, a->day));
    view_printf(c, "CUSHION_DAY", "%s", day_text(a->day[s->last], when));
    view_show_if(c, "CUSHION_OVER", s->last + 1 < in->n);
    view_printf(c, "CUSHION_TIGHTEST_DAY", "%s", day_text(a->day[s->tightest], when));
    view_text(c, "CUSHION_TIGHTEST", num_percent(arena, tightest.cushion_pct, 1));
    view_text(c, "CUSHION_TIGHTEST_DISTANCE", num_percent(arena, tightest.distance_pct, 1));
    show_buffer(c, &w);
    show_distance(c, &w);
    if (!in->is_short)
        show_days(c, &w, s->last);
    show_zones(c, arena, s);
    view_show_if(c, "CUSHION_LONG", !in->is_short);
    view_show_if(c, "CUSHION_SHORT", in->is_short);
    show_charts(c, arena, a, in);
}

void cushion_show(struct view *v, struct arena *arena, const struct backtest_answer *a)
{
    struct cushion_input in;
    struct cushion_summary s;
    if (!input_of(a, &in))
        return;
    struct view *c = view_add(v, "CUSHION");
    cushion_summary_find(&in, &s);
    view_show_if(c, "CUSHION_NONE", s.held == 0);
    view_show_if(c, "CUSHION_FREE", s.held > 0 && s.owing == 0);
    view_show_if(c, "CUSHION_HELD", s.owing > 0);
    if (s.owing > 0)
        show_held(c, arena, a, &in, &s);
}

/* ---- files ---- */

static const char zone_key[CUSHION_ZONES][9] = {"safe", "caution", "warning", "critical"};

void cushion_days_csv(struct buf *b, const struct backtest_answer *a)
{
    struct cushion_input in;
    char day[DAY_TEXT];
    buf_puts(b, "date,price,call_price,cushion_pct,cushion_usd,distance_pct,distance_usd,days_to_call,zone" CSV_END);
    for (size_t i = 0; input_of(a, &in) && i < in.n; i++) {
        struct cushion_row r;
        cushion_row_find(&in, i, &r);
        if (!r.is_held)
            continue;
        buf_printf(b, "%s,", day_text(a->day[i], day));
        const double cells[] = {in.price[i],    r.call_price,   r.cushion_pct,           r.cushion_usd,
                                r.distance_pct, r.distance_usd, cushion_days(&in, i, &r)};
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
            csv_number(b, cells[k], CSV_NEXT);
        buf_printf(b, "%s" CSV_END, zone_key[cushion_zone_of(r.cushion_pct)]);
    }
}

void cushion_zones_csv(struct buf *b, const struct backtest_answer *a)
{
    struct cushion_input in;
    struct cushion_summary s = {0};
    if (input_of(a, &in))
        cushion_summary_find(&in, &s);
    buf_puts(b, "zone,from_pct,sessions,share_pct" CSV_END);
    for (int z = 0; z < CUSHION_ZONES; z++) {
        buf_printf(b, "%s,", zone_key[z]);
        csv_number(b, z < CUSHION_CRITICAL ? cushion_zone_from_pct[z] : NAN, CSV_NEXT);
        buf_printf(b, "%zu,", s.in_zone[z]);
        csv_number(b, s.held ? (double)s.in_zone[z] / (double)s.held * 100 : NAN, CSV_END);
    }
}
