/* result_chart.c: see result_chart.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/result_chart.h"

#include <math.h>

#include "base/day.h"
#include "base/json.h"
#include "base/num.h"
#include "compute/backtest_periods.h"
#include "engine/market.h"
#include "engine/stats.h"
#include "margin/result_parts.h"
#include "web/chart_svg.h"

enum {
    CHARTS_MAX = 8,
    SERIES_MAX = 4,
    SECONDS_A_DAY = 86400,
    SHARPE_RETURNS = 30,
    BINS = 50,
    LENGTH_BINS = 30,
    WEEK = 8,
    WIDE = 960
};

struct picture {
    const char *id, *title, *caption, *unit;
    bool logarithmic, marked;
    int n;
    struct {
        const char *label;
        const double *values;
    } series[SERIES_MAX];
};

/* ---- lines that are made from the answer's ---- */

/* What the starting equity would be, had it bought shares without a loan and reinvested their dividends (NULL: not known). */
static const double *held_without_loan(struct arena *arena, const struct backtest_answer *a, const double *dividend)
{
    size_t n = a->result.n;
    const double *price = a->result.column[BT_COL_ETF_PRICE];
    double *out = arena_bytes(arena, n * sizeof *out), shares = a->request.config.equity / price[0];
    for (size_t i = 0; i < n; i++) {
        shares += dividend && i ? shares * dividend[i] / price[i] : 0;
        out[i] = shares * price[i];
    }
    return out;
}

static const double *drawdown_pct(struct arena *arena, const struct backtest_answer *a)
{
    double peak;
    const double *level = backtest_levels(a, &peak);
    double *out = arena_bytes(arena, a->result.n * sizeof *out);
    for (size_t i = 0; i < a->result.n; i++) {
        peak = fmax(peak, level[i]);
        out[i] = peak > 0 ? (level[i] - peak) / peak * 100 : NAN;
    }
    return out;
}

/* The starting equity as it grew: without what was put in or taken out. */
static const double *grown(struct arena *arena, const struct backtest_answer *a)
{
    double start;
    const double *level = backtest_levels(a, &start);
    if (level == a->result.equity)
        return level;
    double *out = arena_bytes(arena, a->result.n * sizeof *out);
    for (size_t i = 0; i < a->result.n; i++)
        out[i] = level[i] * a->request.config.equity;
    return out;
}

/* The day's return in percent; NaN on the first day, and where none is defined. */
static const double *returns_pct(struct arena *arena, const struct backtest_answer *a)
{
    double start;
    const double *level = backtest_levels(a, &start);
    double *out = arena_bytes(arena, a->result.n * sizeof *out);
    for (size_t i = 0; i < a->result.n; i++)
        out[i] = i && level[i - 1] > 0 ? (level[i] / level[i - 1] - 1) * 100 : NAN;
    return out;
}

/* Sums over the last 30 returns, which come and go at their ends. */
struct window {
    long double sum, squares;
    size_t unknown; /* how many of them are NaN */
};

static void window_put(struct window *w, double x)
{
    w->unknown += isnan(x);
    w->sum += isnan(x) ? 0 : x;
    w->squares += isnan(x) ? 0 : (long double)x * x;
}

static void window_drop(struct window *w, double x)
{
    w->unknown -= isnan(x);
    w->sum -= isnan(x) ? 0 : x;
    w->squares -= isnan(x) ? 0 : (long double)x * x;
}

/* mean / deviation x sqrt(252) of the 30 returns that end on the day; 0 where they do not vary, which sums that moved may miss. */
static const double *rolling_sharpe(struct arena *arena, const double *returns, size_t n)
{
    double *out = arena_bytes(arena, n * sizeof *out);
    struct window w = {0};
    size_t alike = 0; /* how many returns in a row are equal */
    for (size_t i = 0; i < n; i++) {
        window_put(&w, returns[i]);
        if (i >= SHARPE_RETURNS)
            window_drop(&w, returns[i - SHARPE_RETURNS]);
        alike = i && returns[i] == returns[i - 1] ? alike + 1 : 1;
        long double mean = w.sum / SHARPE_RETURNS, about_mean = w.squares - w.sum * mean;
        bool varies = alike < SHARPE_RETURNS && about_mean > 0;
        double deviation = sqrt((double)(about_mean / (SHARPE_RETURNS - 1)));
        out[i] = i < SHARPE_RETURNS || w.unknown ? NAN
                 : varies                        ? (double)mean / deviation * sqrt(STATS_SESSIONS_PER_YEAR)
                                                 : 0;
    }
    return out;
}

static const double *below_zero(struct arena *arena, const double *column, size_t n)
{
    double *out = arena_bytes(arena, n * sizeof *out);
    for (size_t i = 0; i < n; i++)
        out[i] = 0 - column[i];
    return out;
}

/* Sums of the days' figures: the original's passive_hold has no column of sums. */
static const double *summed(struct arena *arena, const double *column, size_t n)
{
    double *out = arena_bytes(arena, n * sizeof *out), sum = 0;
    for (size_t i = 0; i < n; i++)
        out[i] = sum += column[i];
    return out;
}

/* The growth that fits the equity best: exp(a + b t) by least squares of its logarithm over calendar days, where it is above 0.
 * *pct_a_year: NaN where fewer than two days are. */
static const double *trend(struct arena *arena, const struct backtest_answer *a, double *pct_a_year)
{
    size_t n = a->result.n, known = 0;
    const double *equity = a->result.equity;
    long double t = 0, tt = 0, y = 0, ty = 0;
    double *out = arena_bytes(arena, n * sizeof *out);
    for (size_t i = 0; i < n; i++) {
        if (!(equity[i] > 0))
            continue;
        double day = a->day[i] - a->day[0], level = log(equity[i]);
        known++;
        t += day;
        tt += day * day;
        y += level;
        ty += day * level;
    }
    long double spread = tt * (long double)known - t * t;
    double slope = spread > 0 ? (double)((ty * (long double)known - t * y) / spread) : NAN;
    double begin = (double)((y - slope * t) / (long double)known);
    double grown[WEEK]; /* over so many days: most sessions are as far apart as another's */
    for (int d = 0; d < WEEK; d++)
        grown[d] = exp(slope * d);
    for (size_t i = 0; i < n; i++) {
        int32_t gap = i ? a->day[i] - a->day[i - 1] : WEEK;
        out[i] = gap < WEEK ? out[i - 1] * grown[gap] : exp(begin + slope * (a->day[i] - a->day[0]));
    }
    *pct_a_year = expm1(slope * 365.25) * 100;
    return out;
}

/* ---- the charts ---- */

/* What a broker does to a position by force. */
static const char *closing(const struct backtest_answer *a)
{
    return a->request.config.options.is_short ? "purchase" : "sale";
}

static struct picture equity_chart(struct arena *arena, const struct backtest_answer *a)
{
    double *const *column = a->result.column;
    const double *position = column[BT_COL_PORTFOLIO_VALUE];
    if (position && a->request.config.options.is_short) /* what it would cost to buy back */
        position = below_zero(arena, position, a->result.n);
    double pct_a_year;
    const double *line = trend(arena, a, &pct_a_year);
    return (struct picture){
        .id = "equity",
        .title = "Equity",
        .caption = arena_printf(
            arena,
            "Equity, the position, and the equity that the broker requires, at the end of each session on a "
            "logarithmic scale. Triangles: entries point up, forced %ss and margin calls down; diamonds are "
            "rebalances.%s",
            closing(a),
            isnan(pct_a_year)
                ? ""
                : arena_printf(arena, " The trend is the steady growth that fits the equity best, %s a year.",
                               num_percent(arena, pct_a_year, 2))),
        .unit = "$",
        .logarithmic = true,
        .marked = true,
        .n = isnan(pct_a_year) ? 3 : 4,
        .series = {{"Equity", a->result.equity},
                   {"Position", position},
                   {"Requirement", column[BT_COL_MAINTENANCE_MARGIN_REQUIRED]},
                   {"Trend", line}}};
}

static struct picture compare_chart(struct arena *arena, const struct backtest_answer *a, const double *dividend)
{
    return (struct picture){
        .id = "compare",
        .title = "Beside a purchase without a loan",
        .caption = dividend ? "What the starting equity grew to, and what it would have been in the same "
                              "shares without a loan and without costs, their dividends reinvested."
                            : "What the starting equity grew to, and what it would have been in the same "
                              "shares without a loan, without costs and without dividends.",
        .unit = "$",
        .logarithmic = true,
        .n = 2,
        .series = {{"This account", grown(arena, a)}, {"Without a loan", held_without_loan(arena, a, dividend)}}};
}

static struct picture money_chart(struct arena *arena, const struct backtest_answer *a)
{
    double *const *column = a->result.column;
    const double *interest = column[BT_COL_CUMULATIVE_INTEREST_COST],
                 *costs = column[BT_COL_CUMULATIVE_TRANSACTION_COSTS];
    size_t n = a->result.n;
    bool per_share = a->request.config.profile == BT_ORIGINAL && a->request.config.mode == BT_PASSIVE_HOLD;
    const double *dividends = column[BT_COL_CUMULATIVE_DIVIDENDS];
    if (!interest)
        interest = summed(arena, column[BT_COL_DAILY_INTEREST_COST], n);
    struct picture p = {.id = "costs",
                        .title = "Interest and dividends",
                        .caption = "What was paid below zero, what was received above it, summed since the start.",
                        .unit = "$",
                        .n = 2,
                        .series = {{"Interest", below_zero(arena, interest, n)},
                                   {"Dividends", per_share ? summed(arena, dividends, n) : dividends}}};
    if (costs) {
        p.series[2].label = "Trading costs";
        p.series[2].values = below_zero(arena, costs, n);
        p.n = 3;
    }
    return p;
}

static struct picture drawdown_chart(struct arena *arena, const struct backtest_answer *a)
{
    return (struct picture){.id = "drawdown",
                            .title = "Drawdown",
                            .caption = "How far the account stands below its highest value so far.",
                            .unit = "%",
                            .n = 1,
                            .series = {{"Drawdown", drawdown_pct(arena, a)}}};
}

static struct picture leverage_chart(double *const *column)
{
    return (struct picture){
        .id = "leverage",
        .title = "Leverage",
        .caption = "Position divided by equity at the end of each session, beside its target; 0 while nothing is held.",
        .unit = "×",
        .n = 2,
        .series = {{"Leverage", column[BT_COL_ACTUAL_LEVERAGE]}, {"Target", column[BT_COL_TARGET_LEVERAGE]}}};
}

static struct picture sharpe_chart(struct arena *arena, const struct backtest_answer *a)
{
    return (struct picture){.id = "sharpe",
                            .title = "Sharpe ratio of 30 sessions",
                            .caption =
                                "Mean / deviation × √252 of the last 30 daily returns, without a risk-free rate.",
                            .unit = "",
                            .n = 1,
                            .series = {{"Sharpe ratio", rolling_sharpe(arena, returns_pct(arena, a), a->result.n)}}};
}

static struct picture rates_chart(const struct backtest_answer *a)
{
    double *const *column = a->result.column;
    return (struct picture){
        .id = "rates",
        .title = "Interest rates",
        .caption =
            a->request.config.options.is_short
                ? "Fed funds and what the short cost, percent a year, as they applied to each session: the borrow "
                  "fee less the interest on the proceeds, below zero where that was more."
                : "Fed funds and the rate charged on the loan, percent a year, as they applied to each session.",
        .unit = "%",
        .n = 2,
        .series = {{"Fed funds", column[BT_COL_FED_FUNDS_RATE]}, {"Margin rate", column[BT_COL_MARGIN_RATE]}}};
}

/* NULL values: it exists on no day. */
static struct picture correlation_chart(struct arena *arena, const struct backtest_answer *a)
{
    size_t n = a->result.n, last = n;
    double *out = ARENA_ARRAY(arena, n, double);
    market_correlate_changes(returns_pct(arena, a), a->result.column[BT_COL_FED_FUNDS_RATE], n, out);
    while (last > 0 && isnan(out[last - 1]))
        last--;
    return (struct picture){
        .id = "correlation",
        .title = "Correlation with the fed funds rate",
        .caption =
            arena_printf(arena,
                         "Pearson’s correlation of the last %d daily returns with the fed funds rate of their days; "
                         "no line where the rate stood still that long.",
                         MARKET_CORRELATION_SESSIONS),
        .unit = "",
        .n = 1,
        .series = {{"Correlation", last ? out : NULL}}};
}

static int charts_make(struct arena *arena, const struct backtest_answer *a, const double *dividend,
                       struct picture out[CHARTS_MAX])
{
    double *const *column = a->result.column;
    int n = 0;
    out[n++] = equity_chart(arena, a);
    out[n++] = compare_chart(arena, a, dividend);
    out[n++] = drawdown_chart(arena, a);
    if (column[BT_COL_ACTUAL_LEVERAGE])
        out[n++] = leverage_chart(column);
    out[n++] = money_chart(arena, a);
    out[n++] = sharpe_chart(arena, a);
    out[n++] = rates_chart(a);
    out[n] = correlation_chart(arena, a);
    return n + (out[n].series[0].values != NULL);
}

/* ---- thinning: whole rows, so that every value that is read off a chart is that day's own ---- */

struct thinning {
    size_t bucket, points; /* bucket 1: every row */
    size_t *row;
};

static size_t bucket_size(size_t n)
{
    size_t most = RESULT_CHART_POINTS / 2 - 1;
    return n <= RESULT_CHART_POINTS ? 1 : (n - 2 + most - 1) / most;
}

/* The rows of the least and of the greatest value from `start` to before `end`, in their order; how many they are. */
static size_t extremes_pick(const double *values, size_t start, size_t end, size_t *out)
{
    size_t least = start, greatest = start;
    for (size_t i = start + 1; i < end; i++) {
        least = values[i] < values[least] ? i : least;
        greatest = values[i] > values[greatest] ? i : greatest;
    }
    out[0] = least < greatest ? least : greatest;
    out[1] = least < greatest ? greatest : least;
    return least == greatest ? 1 : 2;
}

/* The first row, the last one, and of each bucket between the extremes of the equity; of the price where it rests. */
static struct thinning thinning_of(struct arena *arena, const struct backtest_answer *a)
{
    size_t n = a->result.n;
    struct thinning t = {.bucket = bucket_size(n), .row = arena_array(arena, n + 2, sizeof *t.row)};
    if (n)
        t.row[t.points++] = 0;
    for (size_t start = 1; start + 1 < n; start += t.bucket) {
        size_t end = start + t.bucket < n - 1 ? start + t.bucket : n - 1;
        size_t picked = extremes_pick(a->result.equity, start, end, t.row + t.points);
        if (picked == 1)
            picked = extremes_pick(a->result.column[BT_COL_ETF_PRICE], start, end, t.row + t.points);
        t.points += picked;
    }
    if (n > 1)
        t.row[t.points++] = n - 1;
    return t;
}

static void thin_times(const struct thinning *t, const int32_t *day, double *out)
{
    for (size_t i = 0; i < t->points; i++)
        out[i] = (double)day[t->row[i]] * SECONDS_A_DAY;
}

static void thin_values(const struct thinning *t, const double *values, double *out)
{
    for (size_t i = 0; i < t->points; i++)
        out[i] = values[t->row[i]];
}

/* ---- drawings ---- */

/* What is marked on the equity, in the order of their days as far as each kind goes. */
struct mark {
    const char *kind, *label; /* "sale" for the script; "Forced sale in part" for people */
    int32_t day;
    double value;
};

/* NULL: what is not marked. */
static const char *mark_kind(enum bt_event_kind kind)
{
    static const char *const kinds[BT_EVENTS] = {[BT_EVENT_ENTRY] = "entry",
                                                 [BT_EVENT_LIQUIDATION] = "sale",
                                                 [BT_EVENT_SALE] = "sale",
                                                 [BT_EVENT_CALL] = "call"};
    return kinds[kind];
}

static size_t marks_make(struct arena *arena, const struct backtest_answer *a, struct mark **out)
{
    const struct bt_result *r = &a->result;
    struct mark *all = ARENA_ARRAY(arena, r->n_events + r->n_rebalances, struct mark);
    size_t n = 0;
    for (size_t i = 0; i < r->n_events; i++) {
        const struct bt_event *e = &r->events[i];
        const char *label = result_event_words(a->request.config.options.is_short, e->kind)->label;
        if (mark_kind(e->kind))
            all[n++] = (struct mark){mark_kind(e->kind), label, e->day, r->equity[e->row]};
    }
    for (size_t i = 0; i < r->n_rebalances; i++)
        all[n++] = (struct mark){"rebalance", "Rebalance", r->rebalances[i].day, r->equity[r->rebalances[i].row]};
    *out = all;
    return n;
}

static const struct chart_marker *markers_of(struct arena *arena, const struct backtest_answer *a, int *n)
{
    struct mark *marks;
    size_t count = marks_make(arena, a, &marks);
    struct chart_marker *out = ARENA_ARRAY(arena, count, struct chart_marker);
    for (size_t i = 0; i < count; i++) {
        const struct mark *m = &marks[i];
        char day[DAY_TEXT];
        out[i] = (struct chart_marker){.day = m->day,
                                       .y = m->value,
                                       .up = strcmp(m->kind, "entry") == 0,
                                       .diamond = strcmp(m->kind, "rebalance") == 0};
        out[i].label =
            arena_printf(arena, "%s, %s: $%s", m->label, day_text(m->day, day), num_group(arena, m->value, 2));
    }
    *n = (int)count;
    return out;
}

static struct chart chart_of(struct arena *arena, const struct picture *p, const struct backtest_answer *a)
{
    struct chart_line *lines = ARENA_ARRAY(arena, SERIES_MAX, struct chart_line);
    for (int i = 0; i < p->n; i++)
        lines[i] = (struct chart_line){p->series[i].label, p->series[i].values};
    struct chart chart = {.title = p->title,
                          .description = p->caption,
                          .width = WIDE,
                          .height = p->marked ? 360 : 240,
                          .log_y = p->logarithmic,
                          .prefix = strcmp(p->unit, "$") == 0 ? "$" : NULL,
                          .suffix = strcmp(p->unit, "%") == 0   ? " %"
                                    : strcmp(p->unit, "×") == 0 ? "×"
                                                                : NULL,
                          .day = a->day,
                          .n = (int)a->result.n,
                          .lines = lines,
                          .n_lines = p->n};
    if (p->marked)
        chart.markers = markers_of(arena, a, &chart.n_markers);
    return chart;
}

static const struct buf *draw(struct arena *arena, const struct picture *p, const struct backtest_answer *a)
{
    struct buf *out = ARENA_NEW(arena, struct buf);
    struct chart chart = chart_of(arena, p, a);
    buf_init(out, arena, 64 * 1024);
    chart_svg_write(out, &chart);
    return out;
}

/* ---- charts that stay as they are drawn, on the screen as on paper ---- */

/* What is counted: in bins of equal width, or on days. */
struct still {
    const char *id, *title, *caption, *file, *link; /* where the figures are, and what that is called */
    struct chart chart;
};

static struct chart chart_of_still(const struct still *s)
{
    struct chart chart = s->chart;
    chart.title = s->title;
    chart.description = s->caption;
    chart.width = WIDE;
    chart.height = 240;
    chart.bars = true;
    return chart;
}

static void show_still(struct view *v, struct arena *arena, const struct still *s)
{
    struct view *row = view_add(v, "STILL");
    struct buf *svg = ARENA_NEW(arena, struct buf);
    struct chart chart = chart_of_still(s);
    buf_init(svg, arena, 16 * 1024);
    chart_svg_write_both(svg, &chart);
    view_text(row, "STILL_ID", s->id);
    view_text(row, "STILL_TITLE", s->title);
    view_text(row, "STILL_CAPTION", s->caption);
    view_text(row, "STILL_FILE", s->file);
    view_text(row, "STILL_LINK", s->link);
    view_svg(row, "STILL_SVG", svg);
}

static const struct chart_line *line_new(struct arena *arena, struct chart_line line)
{
    struct chart_line *out = ARENA_NEW(arena, struct chart_line);
    *out = line;
    return out;
}

static double *zeros(struct arena *arena, int n)
{
    double *out = ARENA_ARRAY(arena, (size_t)n, double);
    for (int i = 0; i < n; i++)
        out[i] = 0;
    return out;
}

/* The middles of bins of equal width from `low` to `high`. */
static double bins_make(double low, double high, int bins, double *middle)
{
    double width = high > low ? (high - low) / bins : 1;
    for (int b = 0; b < bins; b++)
        middle[b] = low + (b + 0.5) * width;
    return width;
}

static int bin_of(double x, double low, double width, int bins)
{
    int bin = (int)((x - low) / width);
    return bin < bins ? bin : bins - 1;
}

static bool returns_still(struct arena *arena, const struct backtest_answer *a, struct still *out)
{
    const double *returns = returns_pct(arena, a);
    double low = INFINITY, high = -INFINITY, *middle = zeros(arena, BINS), *count = zeros(arena, BINS);
    for (size_t i = 0; i < a->result.n; i++) {
        low = fmin(low, returns[i]); /* the other one where one is NaN */
        high = fmax(high, returns[i]);
    }
    double width = bins_make(low, high, BINS, middle);
    for (size_t i = 0; i < a->result.n; i++)
        if (!isnan(returns[i]))
            count[bin_of(returns[i], low, width, BINS)]++;
    *out = (struct still){.id = "histogram",
                          .title = "Daily returns",
                          .caption = "How many sessions had which return, in 50 steps of equal width.",
                          .file = "days.csv",
                          .link = "Every day as CSV",
                          .chart = {.x = middle,
                                    .x_name = "Return around",
                                    .x_suffix = " %",
                                    .n = isfinite(low) ? BINS : 0,
                                    .lines = line_new(arena, (struct chart_line){"Sessions", count}),
                                    .n_lines = 1}};
    return true;
}

/* Where positions were closed by force: how often in each month. */
static bool closings_still(struct arena *arena, const struct backtest_answer *a, struct still *out)
{
    const struct bt_result *r = &a->result;
    int32_t first = day_month(a->day[0]), months = day_month(a->day[r->n - 1]) - first + 1;
    int32_t *day = ARENA_ARRAY(arena, (size_t)months, int32_t);
    double *whole = zeros(arena, months), *part = zeros(arena, months);
    bool any = false, any_part = false;
    for (int32_t m = 0; m < months; m++)
        day[m] = day_from_civil((first + m) / 12, (first + m) % 12 + 1, 15);
    for (size_t i = 0; i < r->n_events; i++) {
        const struct bt_event *e = &r->events[i];
        whole[day_month(e->day) - first] += e->kind == BT_EVENT_LIQUIDATION;
        part[day_month(e->day) - first] += e->kind == BT_EVENT_SALE;
        any |= e->kind == BT_EVENT_LIQUIDATION || e->kind == BT_EVENT_SALE;
        any_part |= e->kind == BT_EVENT_SALE;
    }
    struct chart_line *lines = ARENA_ARRAY(arena, 2, struct chart_line);
    lines[0] = (struct chart_line){"Of everything", whole};
    lines[1] = (struct chart_line){"In part", part};
    *out =
        (struct still){.id = "closings",
                       .title = arena_printf(arena, "Forced %ss by month", closing(a)),
                       .caption = arena_printf(arena, "How many forced %ss fell into each month.", closing(a)),
                       .file = "events.csv",
                       .link = "Every event as CSV",
                       .chart = {.day = day, .bar_days = 30, .n = months, .lines = lines, .n_lines = any_part ? 2 : 1}};
    return any;
}

/* How long positions were held, of runs with more than one. */
static bool lengths_still(struct arena *arena, const struct backtest_answer *a, struct still *out)
{
    const struct bt_result *r = &a->result;
    double longest = 0, *middle = zeros(arena, LENGTH_BINS), *called = zeros(arena, LENGTH_BINS),
           *open = zeros(arena, LENGTH_BINS);
    if (r->n_rounds < 2)
        return false;
    for (size_t i = 0; i < r->n_rounds; i++)
        longest = fmax(longest, r->rounds[i].days);
    double width = bins_make(0, longest, LENGTH_BINS, middle);
    for (size_t i = 0; i < r->n_rounds; i++)
        (r->rounds[i].margin_call ? called : open)[bin_of(r->rounds[i].days, 0, width, LENGTH_BINS)]++;
    struct chart_line *lines = ARENA_ARRAY(arena, 2, struct chart_line);
    lines[0] = (struct chart_line){"Ended by a margin call", called};
    lines[1] = (struct chart_line){"Still open", open};
    *out = (struct still){
        .id = "lengths",
        .title = "How long positions were held",
        .caption = "How many rounds lasted how many sessions, in 30 steps of equal width.",
        .file = "rounds.csv",
        .link = "Every round as CSV",
        .chart = {
            .x = middle, .x_name = "Around", .x_suffix = " sessions", .n = LENGTH_BINS, .lines = lines, .n_lines = 2}};
    return true;
}

enum { STILLS = 3 };
static bool (*const stills[STILLS])(struct arena *, const struct backtest_answer *,
                                    struct still *) = {returns_still, closings_still, lengths_still};

void result_charts_show(struct view *v, struct arena *arena, const struct backtest_answer *a, const double *dividend)
{
    struct picture charts[CHARTS_MAX];
    int n = charts_make(arena, a, dividend, charts);
    for (int i = 0; i < n; i++) {
        struct view *row = view_add(v, "CHART");
        view_text(row, "CHART_ID", charts[i].id);
        view_text(row, "CHART_TITLE", charts[i].title);
        view_text(row, "CHART_CAPTION", charts[i].caption);
        view_svg(row, "CHART_SVG", draw(arena, &charts[i], a));
    }
    for (int i = 0; i < STILLS; i++) {
        struct still still;
        if (stills[i](arena, a, &still))
            show_still(v, arena, &still);
    }
}

bool result_chart_find(struct arena *arena, const struct backtest_answer *a, const double *dividend, struct str id,
                       struct chart *out)
{
    struct picture charts[CHARTS_MAX];
    struct still still;
    int n = charts_make(arena, a, dividend, charts);
    for (int i = 0; i < n; i++)
        if (str_eq(id, charts[i].id)) {
            *out = chart_of(arena, &charts[i], a);
            return true;
        }
    for (int i = 0; i < STILLS; i++)
        if (stills[i](arena, a, &still) && str_eq(id, still.id)) {
            *out = chart_of_still(&still);
            return true;
        }
    return false;
}

/* ---- JSON ---- */

static void write_marks(struct json_writer *w, struct arena *arena, const struct backtest_answer *a)
{
    struct mark *marks;
    size_t n = marks_make(arena, a, &marks);
    json_open(w, "marks", '[');
    for (size_t i = 0; i < n; i++) {
        json_open(w, NULL, '{');
        json_put_text(w, "kind", marks[i].kind);
        json_put_num(w, "time", (double)marks[i].day * SECONDS_A_DAY);
        json_put_num(w, "value", marks[i].value);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void write_chart(struct json_writer *w, const struct picture *c, const struct thinning *t, double *room,
                        struct arena *arena, const struct backtest_answer *a)
{
    json_open(w, NULL, '{');
    json_put_text(w, "id", c->id);
    json_put_bool(w, "log", c->logarithmic);
    json_put_text(w, "unit", c->unit);
    json_open(w, "series", '[');
    for (int s = 0; s < c->n; s++) {
        json_open(w, NULL, '{');
        json_put_text(w, "label", c->series[s].label);
        thin_values(t, c->series[s].values, room);
        json_put_column(w, "values", room, t->points);
        json_close(w, '}');
    }
    json_close(w, ']');
    if (c->marked)
        write_marks(w, arena, a);
    json_close(w, '}');
}

void result_chart_write(struct buf *out, const struct backtest_answer *a, const double *dividend)
{
    struct arena *arena = out->arena;
    struct thinning t = thinning_of(arena, a);
    double *room = arena_array(arena, t.points, sizeof *room);
    struct picture charts[CHARTS_MAX];
    struct json_writer w;
    int n = charts_make(arena, a, dividend, charts);

    json_begin(&w, out);
    json_open(&w, NULL, '{');
    thin_times(&t, a->day, room);
    json_put_column(&w, "time", room, t.points);
    json_put_int(&w, "bucket", (int64_t)t.bucket);
    json_open(&w, "charts", '[');
    for (int c = 0; c < n; c++)
        write_chart(&w, &charts[c], &t, room, arena, a);
    json_close(&w, ']');
    json_close(&w, '}');
}
