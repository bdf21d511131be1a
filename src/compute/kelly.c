/* kelly.c: the request of margin.kelly, its limits and canonical form, and its answer. See kelly.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/kelly.h"

#include <math.h>
#include <stddef.h>

#include "base/csv_write.h"
#include "base/day.h"
#include "base/num.h"
#include "compute/members.h"
#include "engine/stats.h"

static const char engine_name[] = "margin.kelly";

/* ---- the request ---- */

static const char *const accounts[] = {"reg_t", "portfolio", NULL};
static const char *const request_keys[] = {"account_type", "bet",      "bootstrap",      "borrow_pct",
                                           "cash_pct",     "end_date", "files",          "mean_pct",
                                           "start_date",   "ticker",   "volatility_pct", NULL};
static const char *const bet_keys[] = {"odds", "win_pct", NULL};
static const char *const bootstrap_keys[] = {"block_days", "paths", "seed", NULL};
static const char *const file_keys[] = {"dividends", "prices", "rates", NULL};

#define AT(member) offsetof(struct kelly_request, member)
static const struct number {
    const char *prefix, *key;
    size_t offset;
    double min, max;
    bool is_whole, may_be_absent;
} numbers[] = {
    {NULL, "borrow_pct", AT(borrow_pct), -5, 100, false, true},
    {NULL, "cash_pct", AT(cash_pct), -5, 100, false, true},
    {NULL, "mean_pct", AT(mean_pct), -100, 100, false, true},
    {NULL, "volatility_pct", AT(volatility_pct), 0.1, 100, false, true},
    {"bet", "odds", AT(odds), 0.01, 1000, false, false},
    {"bet", "win_pct", AT(win_pct), 0, 100, false, false},
    {"bootstrap", "block_days", AT(block_days), 1, 252, true, false},
    {"bootstrap", "paths", AT(paths), 100, KELLY_PATHS_MAX, true, false},
    {"bootstrap", "seed", AT(seed), 0, 999999999, true, false},
};
#undef AT
enum { NUMBERS = sizeof numbers / sizeof *numbers };

static double number_in(const struct kelly_request *r, const struct number *n)
{
    const void *at = (const char *)r + n->offset;
    return *(const double *)at;
}

void kelly_request_init(struct kelly_request *r)
{
    *r = (struct kelly_request){.start_day = KELLY_NO_DAY,
                                .end_day = KELLY_NO_DAY,
                                .mean_pct = NAN,
                                .volatility_pct = NAN,
                                .cash_pct = NAN,
                                .borrow_pct = NAN,
                                .paths = 10000,
                                .block_days = KELLY_MONTH_SESSIONS,
                                .seed = 1,
                                .win_pct = 60,
                                .odds = 1};
}

/* An object within the request, with its keys checked; NULL where it is absent or none. */
static struct json_object *part(struct json_object *o, const char *key, const char *const *known, struct problem *p)
{
    struct json_object *inner = json_member(o, key);
    if (inner && !json_object_is_type(inner, json_type_object)) {
        problem_add(p, key, "an object is expected");
        return NULL;
    }
    if (inner)
        members_refuse_unknown(inner, key, known, engine_name, p);
    return inner;
}

static void read_numbers(struct json_object *o, const char *prefix, struct kelly_request *r, struct problem *p)
{
    for (int i = 0; o && i < NUMBERS; i++) {
        void *at = (char *)r + numbers[i].offset;
        if (prefix ? numbers[i].prefix && strcmp(numbers[i].prefix, prefix) == 0 : !numbers[i].prefix)
            member_number(o, prefix, numbers[i].key, at, p);
    }
}

static void read_files(struct json_object *o, struct kelly_request *r, struct problem *p)
{
    struct json_object *files = part(o, "files", file_keys, p);
    if (!files)
        return;
    r->prices_file = member_text(files, "files", "prices", p);
    r->dividends_file = member_text(files, "files", "dividends", p);
    r->rates_file = member_text(files, "files", "rates", p);
}

bool kelly_request_read(struct json_object *o, struct kelly_request *r, struct problem *p)
{
    kelly_request_init(r);
    if (!json_object_is_type(o, json_type_object)) {
        problem_add(p, "request", "a JSON object is expected");
        return false;
    }
    members_refuse_unknown(o, NULL, request_keys, engine_name, p);
    if (member_word(o, NULL, "account_type", accounts, p) == 1)
        r->account = BT_PORTFOLIO;
    r->ticker = member_text(o, NULL, "ticker", p);
    member_day(o, NULL, "start_date", &r->start_day, p);
    member_day(o, NULL, "end_date", &r->end_day, p);
    read_numbers(o, NULL, r, p);
    read_numbers(part(o, "bet", bet_keys, p), "bet", r, p);
    read_numbers(part(o, "bootstrap", bootstrap_keys, p), "bootstrap", r, p);
    read_files(o, r, p);
    return kelly_request_check(r, p);
}

static void check_number(const struct kelly_request *r, const struct number *n, struct problem *p)
{
    double x = number_in(r, n);
    const char *name = member_name(p->arena, n->prefix, n->key);
    if (n->may_be_absent && isnan(x))
        return;
    if (!(x >= n->min && x <= n->max))
        problem_add(p, name, "a number from %.15g to %.15g is expected", n->min, n->max);
    else if (n->is_whole && x != floor(x))
        problem_add(p, name, "a whole number is expected");
}

bool kelly_request_check(const struct kelly_request *r, struct problem *p)
{
    char start[DAY_TEXT], end[DAY_TEXT];
    if (!r->ticker || !*r->ticker)
        problem_add(p, "ticker", "is missing");
    else
        ticker_check(r->ticker, p);
    for (int i = 0; i < NUMBERS; i++)
        check_number(r, &numbers[i], p);
    if (r->start_day != KELLY_NO_DAY && r->end_day != KELLY_NO_DAY && r->start_day > r->end_day)
        problem_add(p, "end_date", "the end (%s) lies before the start (%s)", day_text(r->end_day, end),
                    day_text(r->start_day, start));
    return p->n == 0;
}

/* ---- the canonical form ---- */

static void write_numbers(struct json_writer *w, const struct kelly_request *r, const char *prefix)
{
    json_open(w, prefix, '{');
    for (int i = 0; i < NUMBERS; i++)
        if (numbers[i].prefix && strcmp(numbers[i].prefix, prefix) == 0)
            json_put_num(w, numbers[i].key, number_in(r, &numbers[i]));
    json_close(w, '}');
}

static void write_expected(struct json_writer *w, const char *key, double x)
{
    if (!isnan(x))
        json_put_num(w, key, x);
}

static void write_day(struct json_writer *w, const char *key, int32_t day)
{
    if (day != KELLY_NO_DAY)
        member_day_write(w, key, day);
}

void kelly_request_write(struct buf *out, const struct kelly_request *r)
{
    struct json_writer w;
    json_begin(&w, out);
    json_open(&w, NULL, '{');
    json_put_text(&w, "account_type", accounts[r->account == BT_PORTFOLIO]);
    write_numbers(&w, r, "bet");
    write_numbers(&w, r, "bootstrap");
    write_expected(&w, "borrow_pct", r->borrow_pct);
    write_expected(&w, "cash_pct", r->cash_pct);
    write_day(&w, "end_date", r->end_day);
    write_expected(&w, "mean_pct", r->mean_pct);
    write_day(&w, "start_date", r->start_day);
    ticker_write(&w, r->ticker);
    write_expected(&w, "volatility_pct", r->volatility_pct);
    json_close(&w, '}');
}

/* ---- computing ---- */

static void check_within(const char *field, int32_t day, const struct price_series *s, struct problem *p)
{
    char text[DAY_TEXT], first[DAY_TEXT], last[DAY_TEXT];
    if (day != KELLY_NO_DAY && (day < s->day[0] || day > s->day[s->n - 1]))
        problem_add(p, field, "%s lies outside the data, which run from %s to %s", day_text(day, text),
                    day_text(s->day[0], first), day_text(s->day[s->n - 1], last));
}

/* The sessions of the request's window; its own days afterwards. */
static bool cut_window(struct kelly_answer *ans, const struct price_series *s, struct price_series *window,
                       struct problem *p)
{
    struct kelly_request *r = &ans->request;
    if (s->n == 0) {
        problem_add(p, "ticker", "there are no prices");
        return false;
    }
    check_within("start_date", r->start_day, s, p);
    check_within("end_date", r->end_day, s, p);
    size_t from = 0, to = s->n;
    while (from < s->n && r->start_day != KELLY_NO_DAY && s->day[from] < r->start_day)
        from++;
    while (to > from && r->end_day != KELLY_NO_DAY && s->day[to - 1] > r->end_day)
        to--;
    if (to - from <= KELLY_SESSIONS_LEAST)
        problem_add(p, "start_date", "there are only %zu sessions between these days; an estimate takes more than %d",
                    to - from, KELLY_SESSIONS_LEAST);
    if (p->n)
        return false;
    *window = (struct price_series){.n = to - from,
                                    .day = s->day + from,
                                    .close = s->close + from,
                                    .dividend = s->dividend ? s->dividend + from : NULL};
    r->start_day = window->day[0];
    r->end_day = window->day[window->n - 1];
    return true;
}

static void check_work(const struct kelly_answer *ans, struct problem *p)
{
    const struct kelly_request *r = &ans->request;
    double blocks = ceil((double)ans->n / r->block_days), most = floor(KELLY_BLOCKS_MAX / blocks);
    if (r->paths > most)
        problem_add(
            p, "bootstrap.block_days",
            "%s paths of %s sessions in blocks of %.15g are too many to draw at once; take longer blocks, or at "
            "most %s paths",
            num_group(p->arena, r->paths, 0), num_group(p->arena, (double)ans->n, 0), r->block_days,
            num_group(p->arena, most, 0));
}

static double mean_of(const double *x, size_t n)
{
    struct stats_moments m = {0};
    stats_add(&m, x, n);
    return stats_mean(&m);
}

/* The mean of the rates that were known on the window's days. */
static double cash_of(struct arena *a, const struct price_series *w, const struct rate_series *rates)
{
    double *fed_funds = ARENA_ARRAY(a, w->n, double), *margin = ARENA_ARRAY(a, w->n, double);
    size_t without = bt_join_rates(w->day, w->n, rates, true, fed_funds, margin);
    return without < w->n ? mean_of(fed_funds + without, w->n - without) / 100 : NAN;
}

static double or_else(double own_pct, double data)
{
    return isnan(own_pct) ? data : own_pct / 100;
}

static void choose_market(struct kelly_answer *ans)
{
    const struct kelly_request *r = &ans->request;
    double volatility = r->volatility_pct / 100;
    struct kelly_market *m = &ans->market;
    m->mean = or_else(r->mean_pct, ans->data_mean);
    m->variance = isnan(volatility) ? ans->data_variance : volatility * volatility;
    m->cash_rate = or_else(r->cash_pct, isnan(ans->data_cash) ? 0 : ans->data_cash);
    m->borrow_rate = or_else(r->borrow_pct, m->cash_rate + 0.015);
}

static void find_account(struct kelly_answer *ans)
{
    struct bt_config c = {.mode = BT_LIQUIDATION_REENTRY, .profile = BT_ACCURATE, .account = ans->request.account};
    bt_options_default(&c.options, c.profile, c.account, c.mode);
    ans->leverage_max = bt_leverage_max(&c);
    ans->maintenance = bt_maintenance(&c);
}

static void find_falls(struct kelly_answer *ans, const struct price_series *w)
{
    kelly_worst_fall(w->close, w->n, 1, &ans->day);
    kelly_worst_fall(w->close, w->n, KELLY_MONTH_SESSIONS, &ans->month);
    ans->day_to = w->day[ans->day.to];
    ans->month_from = w->day[ans->month.from];
    ans->month_to = w->day[ans->month.to];
}

static void find_interval(struct arena *a, struct kelly_answer *ans, const double *returns)
{
    const struct kelly_request *r = &ans->request;
    const struct kelly_bootstrap b = {(size_t)r->paths, (size_t)r->block_days, (uint64_t)r->seed};
    double *room = ARENA_ARRAY(a, 2 * (ans->n + 1) + b.paths, double);
    kelly_interval_find(returns, ans->n, &ans->market, &b, room, &ans->interval);
}

static void warn_of_data(struct arena *a, struct kelly_answer *ans, const struct price_series *w)
{
    const struct kelly_request *r = &ans->request;
    bool paid = false;
    for (size_t i = 0; i < w->n && w->dividend; i++)
        paid = paid || w->dividend[i] > 0;
    if (isnan(ans->data_cash) && isnan(r->cash_pct))
        warnings_add(a, &ans->warnings, "no_rates",
                     "No interest rate is known for this window, so cash counts as earning nothing.");
    if (!paid && isnan(r->mean_pct))
        warnings_add(a, &ans->warnings, "no_dividends",
                     "No dividends of it are known, so its mean return is too low by whatever it pays.");
    if (!isnan(r->mean_pct) || !isnan(r->volatility_pct))
        warnings_add(a, &ans->warnings, "interval_of_data",
                     "The interval is that of the window’s own mean and volatility, not of those that you typed.");
}

bool kelly_compute(struct arena *a, const struct kelly_request *request, const struct price_series *prices,
                   const struct rate_series *rates, const char *data_version, struct kelly_answer *ans,
                   struct problem *p)
{
    struct price_series window;
    *ans = (struct kelly_answer){.request = *request, .data_version = data_version};
    kelly_request_check(request, p);
    if (!cut_window(ans, prices, &window, p))
        return false;
    double *returns = ARENA_ARRAY(a, window.n, double);
    ans->n = kelly_returns(&window, returns);
    check_work(ans, p);
    kelly_moments(returns, ans->n, &ans->data_mean, &ans->data_variance);
    ans->data_cash = cash_of(a, &window, rates);
    choose_market(ans);
    if (ans->market.borrow_rate < ans->market.cash_rate)
        problem_add(p, "borrow_pct",
                    "a loan that is cheaper than cash earns (%s) has no best size; it must cost at least as much",
                    num_percent(a, ans->market.cash_rate * 100, 2));
    if (!(ans->data_variance > 0))
        problem_add(p, "start_date", "the price does not move in this window, so no fraction of it can be said");
    if (p->n)
        return false;
    ans->best = kelly_fraction(&ans->market);
    ans->bet = kelly_bet(request->win_pct / 100, request->odds);
    find_account(ans);
    find_falls(ans, &window);
    find_interval(a, ans, returns);
    warn_of_data(a, ans, &window);
    return true;
}

/* ---- the answer ---- */

static double curve_leverage(int i)
{
    return i / 10.0;
}

static void put_metrics(struct json_writer *w, const struct kelly_answer *ans)
{
    const struct kelly_market *m = &ans->market;
    const struct kelly_request *r = &ans->request;
    double p = r->win_pct / 100;
    json_open(w, "metrics", '{');
    json_put_num(w, "kelly_fraction", ans->best);
    json_put_num(w, "half_kelly", ans->best / 2);
    json_put_num(w, "quarter_kelly", ans->best / 4);
    json_put_num(w, "kelly_within_account", fmin(ans->best, ans->leverage_max));
    json_put_num(w, "growth_pct", kelly_growth(m, ans->best) * 100);
    json_put_num(w, "growth_unlevered_pct", kelly_growth(m, 1) * 100);
    json_put_num(w, "chance_to_halve_pct", kelly_chance_to_fall(m, ans->best, 0.5) * 100);
    json_put_num(w, "mean_pct", m->mean * 100);
    json_put_num(w, "volatility_pct", sqrt(m->variance) * 100);
    json_put_num(w, "cash_pct", m->cash_rate * 100);
    json_put_num(w, "borrow_pct", m->borrow_rate * 100);
    json_put_num(w, "sessions", (double)ans->n + 1);
    json_put_num(w, "leverage_max", ans->leverage_max);
    json_put_num(w, "maintenance_pct", ans->maintenance * 100);
    json_put_num(w, "fall_to_call_pct", ans->best > 1 ? kelly_fall_to_call(ans->best, ans->maintenance) * 100 : NAN);
    json_put_num(w, "worst_day_fall_pct", ans->day.fall * 100);
    json_put_num(w, "worst_month_fall_pct", ans->month.fall * 100);
    json_put_num(w, "leverage_bearing_day", kelly_bearing(ans->day.fall, ans->maintenance));
    json_put_num(w, "leverage_bearing_month", kelly_bearing(ans->month.fall, ans->maintenance));
    json_put_num(w, "interval_low", ans->interval.low);
    json_put_num(w, "interval_median", ans->interval.median);
    json_put_num(w, "interval_high", ans->interval.high);
    json_put_num(w, "paths_of_zero_pct", ans->interval.share_of_zero * 100);
    json_put_num(w, "paths_with_loan_pct", ans->interval.share_with_loan * 100);
    json_put_num(w, "bet_fraction", ans->bet);
    json_put_num(w, "bet_growth_pct", kelly_bet_growth(p, r->odds, ans->bet) * 100);
    json_close(w, '}');
    json_open(w, "reasons", '{');
    if (ans->best <= 1)
        json_put_text(w, "fall_to_call_pct", "nothing is borrowed");
    json_close(w, '}');
}

static void put_curve(struct json_writer *w, const struct kelly_answer *ans)
{
    double leverage[KELLY_CURVE], growth[KELLY_CURVE];
    for (int i = 0; i < KELLY_CURVE; i++) {
        leverage[i] = curve_leverage(i);
        growth[i] = kelly_growth(&ans->market, leverage[i]) * 100;
    }
    json_open(w, "curve", '{');
    json_put_column(w, "leverage", leverage, KELLY_CURVE);
    json_put_column(w, "growth_pct", growth, KELLY_CURVE);
    json_close(w, '}');
}

void kelly_answer_write(struct buf *out, const struct kelly_answer *ans)
{
    struct json_writer w;
    char hash[INPUTS_HASH];
    struct buf inputs;
    buf_init(&inputs, out->arena, 512);
    kelly_request_write(&inputs, &ans->request);
    inputs_hash_of(buf_view(&inputs), hash);
    json_begin(&w, out);
    json_open(&w, NULL, '{');
    answer_head_write(
        &w, &(struct answer_head){engine_name, KELLY_ENGINE_VERSION, ans->data_version, buf_view(&inputs), hash});
    put_metrics(&w, ans);
    put_curve(&w, ans);
    warnings_write(&w, &ans->warnings);
    json_close(&w, '}');
}

void kelly_curve_csv(struct buf *b, const struct kelly_answer *ans)
{
    buf_puts(b, "leverage,growth_pct,volatility_pct,chance_to_halve_pct,fall_to_call_pct" CSV_END);
    for (int i = 0; i < KELLY_CURVE; i++) {
        double f = curve_leverage(i);
        csv_number(b, f, CSV_NEXT);
        csv_number(b, kelly_growth(&ans->market, f) * 100, CSV_NEXT);
        csv_number(b, f * sqrt(ans->market.variance) * 100, CSV_NEXT);
        csv_number(b, kelly_chance_to_fall(&ans->market, f, 0.5) * 100, CSV_NEXT);
        csv_number(b, f > 1 ? kelly_fall_to_call(f, ans->maintenance) * 100 : NAN, CSV_END);
    }
}
