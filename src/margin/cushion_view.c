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

/* The distance to the call price in percent of the price, NaN on days without a position; NULL where the answer lacks the
 * columns it needs. */
static const double *distances_pct(struct arena *arena, const struct backtest_answer *a)
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
    if (w->row->debt <= 0)
        return "nothing is owed, so no price above $0.00 brings a call";
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

static const char *days_numbers(const struct words *w, double rate, double days)
{
    struct arena *a = w->arena;
    const struct cushion_row *r = w->row;
    const char *position = num_usd(a, r->position, 2), *debt = num_usd(a, r->debt, 2);
    const char *m = num_percent(a, r->maintenance * 100, 2);
    if (!isfinite(days))
        return "Without a loan, or at a rate of 0, interest never brings a call.";
    if (days <= 0)
        return arena_printf(a, "%s × (1 − %s) is no more than the debt of %s: the call is there already.", position, m,
                            debt);
    return arena_printf(a, "ln(%s × (1 − %s) / %s) / ln(1 + %s / %d) = %s", position, m, debt, num_percent(a, rate, 2),
                        w->in->day_count, num_group(a, days, 1));
}

static void show_days(struct view *c, const struct words *w, size_t row)
{
    struct arena *a = w->arena;
    double rate = w->in->rate_pct[row], days = cushion_days(w->in, row, w->row);
    struct view *v = figure(c, "Days to the call by interest alone", days_text(a, days),
                            "ln(position × (1 − m) / debt) / ln(1 + rate / day count), in calendar days: the price "
                            "stands still, no dividend comes, and interest is added to the debt",
                            days_numbers(w, rate, days));
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

enum { CUSHION_CHARTS = 5 };
static const struct {
    const char *id, *section;
} cushion_charts[CUSHION_CHARTS] = {{"cushion-distance", "CUSHION_DISTANCE_SVG"},
                                    {"cushion-percent", "CUSHION_PCT_SVG"},
                                    {"cushion-dollars", "CUSHION_USD_SVG"},
                                    {"cushion-prices", "CUSHION_PRICES_SVG"},
                                    {"cushion-money", "CUSHION_MONEY_SVG"}};

static struct chart_line *lines_new(struct arena *arena, struct chart_line first, struct chart_line second)
{
    struct chart_line *out = ARENA_ARRAY(arena, 2, struct chart_line);
    out[0] = first;
    out[1] = second;
    return out;
}

/* Where the zones begin, and the distances that are as much of a habit. */
static const struct chart_level zone_levels[] = {{50, "Safe"}, {20, "Caution"}, {5, "Warning"}},
                                distance_levels[] = {{30, "30 %"}, {15, "15 %"}, {5, "5 %"}};

static void charts_make(struct arena *arena, const struct backtest_answer *a, const struct cushion_input *in,
                        struct chart out[CUSHION_CHARTS])
{
    const struct lines l = lines_of(arena, in);
    const struct chart_line none = {NULL, NULL};
    const struct chart common = {.width = 960, .height = 240, .day = a->day, .n = (int)in->n};
    for (int i = 0; i < CUSHION_CHARTS; i++) {
        out[i] = common;
        out[i].n_lines = i < 2 ? 1 : 2;
        out[i].prefix = i < 2 ? NULL : "$";
        out[i].suffix = i < 2 ? " %" : NULL;
    }
    out[0].title = "Distance to the margin call";
    out[0].description = "By how much of itself the price may move against the position before the equity falls below "
                         "the requirement; no line where nothing is held.";
    out[0].lines = lines_new(arena, (struct chart_line){"Distance to the call", distances_pct(arena, a)}, none);
    out[0].levels = distance_levels;
    out[1].levels = zone_levels;
    out[0].n_levels = out[1].n_levels = 3;
    out[1].title = "Cushion in percent";
    out[1].description = "The equity above the requirement, in percent of the requirement; 0 is the margin call.";
    out[1].lines = lines_new(arena, (struct chart_line){"Cushion", l.cushion_pct}, none);
    out[2].title = "Cushion in dollars";
    out[2].description = "The equity above the requirement, and what the position would lose until the margin call.";
    out[2].lines = lines_new(arena, (struct chart_line){"Buffer", l.cushion_usd},
                             (struct chart_line){"Loss on the way to the call", l.distance_usd});
    out[3].title = "Price and call price";
    out[3].description = "The price beside the price that would bring the margin call that day.";
    out[3].lines =
        lines_new(arena, (struct chart_line){"Price", in->price}, (struct chart_line){"Call price", l.call_price});
    out[4].title = in->is_short ? "Position and equity" : "Position and loan";
    out[4].description = in->is_short ? "What the shares would cost to buy back, and the equity."
                                      : "What is held and what is owed for it; what lies between is the equity.";
    out[4].lines = lines_new(arena, (struct chart_line){"Position", l.position},
                             (struct chart_line){in->is_short ? "Equity" : "Loan", l.debt});
}

static void show_charts(struct view *c, struct arena *arena, const struct backtest_answer *a,
                        const struct cushion_input *in)
{
    struct chart charts[CUSHION_CHARTS];
    charts_make(arena, a, in, charts);
    for (int i = 0; i < CUSHION_CHARTS; i++)
        view_svg(c, cushion_charts[i].section, chart_svg_draw(arena, &charts[i]));
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

bool cushion_chart_find(struct arena *arena, const struct backtest_answer *a, struct str id, struct chart *out)
{
    struct cushion_input in;
    struct chart charts[CUSHION_CHARTS];
    for (int i = 0; i < CUSHION_CHARTS; i++)
        if (str_eq(id, cushion_charts[i].id) && input_of(a, &in)) {
            charts_make(arena, a, &in, charts);
            *out = charts[i];
            return true;
        }
    return false;
}

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
