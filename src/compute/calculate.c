/* calculate.c: the request of margin.calculate, its limits and canonical form, and its answer. See calculate.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/calculate.h"

#include <math.h>
#include <stddef.h>

#include "base/num.h"
#include "engine/rules.h"
#include "compute/members.h"

static const char engine_name[] = "margin.calculate";

/* ---- the request ---- */

static const char *const profiles[] = {"accurate", "original", NULL};
static const char *const accounts[] = {"reg_t", "portfolio", NULL};
static const char *const positions[] = {"Long", "Short", NULL};
static const char *const meanings[] = {"position", "equity", NULL};

static const char *const request_keys[] = {"account_type",       "amount_is",
                                           "borrow_fee_pct",     "credit_rate_pct",
                                           "current_price",      "day_count",
                                           "dividend_yield_pct", "holding_period",
                                           "interest_rate",      "investment_amount",
                                           "leverage",           "maintenance_pct",
                                           "position_type",      "profile",
                                           "share_minimum",      "ticker",
                                           "trade_cost_bps",     NULL};

#define AT(member) offsetof(struct calculator_input, member)
static const struct number {
    const char *key;
    size_t offset;
    double min, max;
    bool is_needed, is_accurate; /* is_accurate: the original has no such input */
} numbers[] = {
    {"borrow_fee_pct", AT(borrow_fee_pct), 0, 100, false, true},
    {"credit_rate_pct", AT(credit_rate_pct), 0, 30, false, true},
    {"current_price", AT(price), 0.01, 1e7, true, false},
    {"dividend_yield_pct", AT(dividend_yield_pct), 0, 100, false, true},
    {"holding_period", AT(months), 1, 360, false, false},
    {"interest_rate", AT(rate_pct), 0, 30, false, false},
    {"investment_amount", AT(amount_usd), 1, 1e12, true, false},
    {"leverage", AT(leverage), 1, 100, true, false},
    {"maintenance_pct", AT(maintenance_pct), 1, 99, false, true},
    {"trade_cost_bps", AT(cost_bps), 0, 500, false, true},
};
#undef AT
enum { NUMBERS = sizeof numbers / sizeof *numbers };

static const struct number *number_of(const char *key)
{
    for (int i = 0; i < NUMBERS; i++)
        if (strcmp(numbers[i].key, key) == 0)
            return &numbers[i];
    return NULL;
}

static double *number_at(struct calculator_input *in, const struct number *n)
{
    void *at = (char *)in + n->offset;
    return at;
}

static double number_in(const struct calculator_input *in, const struct number *n)
{
    const void *at = (const char *)in + n->offset;
    return *(const double *)at;
}

void calculate_request_init(struct calculate_request *r)
{
    *r = (struct calculate_request){.ticker = NULL};
    calculator_input_init(&r->input);
    r->input.amount_usd = r->input.leverage = r->input.price = NAN;
}

/* What only the accurate profile knows is refused in the other, which would leave it out unsaid. */
static void refuse_accurate(struct json_object *o, struct problem *p)
{
    static const char *const words[] = {"amount_is", "day_count", "share_minimum"};
    for (int i = 0; i < NUMBERS; i++)
        if (numbers[i].is_accurate && json_member(o, numbers[i].key))
            problem_add(p, numbers[i].key, "belongs to the profile \"accurate\"");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (json_member(o, words[i]))
            problem_add(p, words[i], "belongs to the profile \"accurate\"");
}

bool calculate_request_read(struct json_object *o, struct calculate_request *r, struct problem *p)
{
    calculate_request_init(r);
    struct calculator_input *in = &r->input;
    if (!json_object_is_type(o, json_type_object)) {
        problem_add(p, "request", "a JSON object is expected");
        return false;
    }
    members_refuse_unknown(o, NULL, request_keys, engine_name, p);
    if (member_word(o, NULL, "profile", profiles, p) == 1)
        in->profile = BT_ORIGINAL;
    if (member_word(o, NULL, "account_type", accounts, p) == 1)
        in->account = BT_PORTFOLIO;
    in->is_short = member_word(o, NULL, "position_type", positions, p) == 1;
    in->amount_is_equity = member_word(o, NULL, "amount_is", meanings, p) == 1;
    for (int i = 0; i < NUMBERS; i++)
        member_number(o, NULL, numbers[i].key, number_at(in, &numbers[i]), p);
    double day_count = in->day_count;
    member_number(o, NULL, "day_count", &day_count, p);
    in->day_count = day_count == 360 ? 360 : day_count == 365 ? 365 : 0;
    member_flag(o, NULL, "share_minimum", &in->share_minimum, p);
    const char *ticker = member_text(o, NULL, "ticker", p);
    r->ticker = ticker && *ticker ? ticker : NULL;
    if (in->profile == BT_ORIGINAL)
        refuse_accurate(o, p);
    return calculate_request_check(r, p);
}

/* ---- checking ---- */

static void check_number(const struct calculator_input *in, const struct number *n, struct problem *p)
{
    double x = number_in(in, n);
    if (x >= n->min && x <= n->max)
        return;
    if (isnan(x) && !n->is_needed) /* the account's own maintenance */
        return;
    if (isnan(x))
        problem_add(p, n->key, "is missing");
    else
        problem_add(p, n->key, "a number from %s to %s is expected",
                    num_group(p->arena, n->min, n->min < 1 && n->min > 0 ? 2 : 0), num_group(p->arena, n->max, 0));
}

static void check_leverage(const struct calculator_input *in, struct problem *p)
{
    if (in->profile == BT_ORIGINAL || problem_message(p, "leverage") ||
        in->leverage <= rules_accounts[in->account].leverage_max)
        return;
    if (in->account == BT_REG_T)
        problem_add(
            p, "leverage",
            "%.15g is above 2, the most that Regulation T lets an account borrow to when it buys (50 %% initial "
            "margin); the largest allowed is 2",
            in->leverage);
    else
        problem_add(
            p, "leverage",
            "%.15g is above 7, the most that portfolio margin accounts are usually lent to; the largest allowed "
            "is 7",
            in->leverage);
}

bool calculate_request_check(const struct calculate_request *r, struct problem *p)
{
    const struct calculator_input *in = &r->input;
    for (int i = 0; i < NUMBERS; i++)
        check_number(in, &numbers[i], p);
    if (in->months != floor(in->months))
        problem_add(p, "holding_period", "a whole number of months is expected");
    if (in->day_count != 360 && in->day_count != 365)
        problem_add(p, "day_count", "available: 360, 365");
    if (r->ticker)
        ticker_check(r->ticker, p);
    check_leverage(in, p);
    return p->n == 0;
}

/* ---- the canonical form ---- */

static void write_member(struct json_writer *w, const char *key, const struct calculate_request *r)
{
    const struct calculator_input *in = &r->input;
    const struct number *n = number_of(key);
    bool accurate = in->profile == BT_ACCURATE;
    if (n && (accurate || !n->is_accurate) && isfinite(number_in(in, n)))
        json_put_num(w, key, number_in(in, n));
    else if (strcmp(key, "account_type") == 0)
        json_put_text(w, key, accounts[in->account]);
    else if (strcmp(key, "amount_is") == 0 && accurate)
        json_put_text(w, key, meanings[in->amount_is_equity]);
    else if (strcmp(key, "day_count") == 0 && accurate)
        json_put_int(w, key, in->day_count);
    else if (strcmp(key, "position_type") == 0)
        json_put_text(w, key, positions[in->is_short]);
    else if (strcmp(key, "profile") == 0)
        json_put_text(w, key, profiles[in->profile]);
    else if (strcmp(key, "share_minimum") == 0 && accurate)
        json_put_bool(w, key, in->share_minimum);
    else if (strcmp(key, "ticker") == 0 && r->ticker)
        ticker_write(w, r->ticker);
}

void calculate_request_write(struct buf *out, const struct calculate_request *r)
{
    struct json_writer w;
    json_begin(&w, out);
    json_open(&w, NULL, '{');
    for (const char *const *key = request_keys; *key; key++)
        write_member(&w, *key, r);
    json_close(&w, '}');
}

/* ---- computing ---- */

static const char *account_words(enum bt_account account)
{
    return account == BT_PORTFOLIO ? "portfolio margin" : "Reg T margin";
}

static void warn_of_call(struct arena *a, struct calculate_answer *ans)
{
    const double *x = ans->result.metric;
    if (ans->result.in_call)
        warnings_add(
            a, &ans->warnings, "in_call",
            "This position would be in a margin call at once: the equity is %s of it, and %s is required. The largest "
            "leverage without a call is %.2f.",
            num_percent(a, x[CALC_INITIAL], 2), num_percent(a, x[CALC_MAINTENANCE], 2),
            floor(x[CALC_LEVERAGE_MAX_MAINTENANCE] * 100) / 100);
}

static void warn_of_account(struct arena *a, struct calculate_answer *ans)
{
    const struct calculator_input *in = &ans->request.input;
    const struct rules_account *account = &rules_accounts[in->account];
    if (in->leverage > account->leverage_max)
        warnings_add(a, &ans->warnings, "leverage_over_cap",
                     "Leverage %.15g is above the %g that a %s account could borrow to.", in->leverage,
                     account->leverage_max, account_words(in->account));
    bool borrows = in->leverage > 1 || in->is_short;
    if (borrows && ans->result.metric[CALC_CASH] < account->equity_min_usd)
        warnings_add(a, &ans->warnings, "below_minimum_equity",
                     "A %s account needs at least $%s of equity to do this; here it is $%s.",
                     account_words(in->account), num_group(a, account->equity_min_usd, 0),
                     num_group(a, ans->result.metric[CALC_CASH], 2));
}

/* FINRA's least dollars a share bind a cheap stock; where the request leaves them out, what they would change is said. */
static void warn_of_share_minimum(struct arena *a, struct calculate_answer *ans)
{
    struct calculator_input with = ans->request.input;
    struct calculator_result r;
    if (!with.is_short || with.account != BT_REG_T || with.share_minimum || with.profile == BT_ORIGINAL)
        return;
    with.share_minimum = true;
    double call = ans->result.metric[CALC_CALL_PRICE];
    if (calculator_run(&with, &r) || r.metric[CALC_CALL_PRICE] >= call * (1 - 1e-12))
        return;
    if (isnan(r.metric[CALC_CALL_PRICE]))
        warnings_add(
            a, &ans->warnings, "share_minimum",
            "FINRA asks at least $2.50 a share for a short position: by that rule this account is in call at any "
            "price.");
    else
        warnings_add(
            a, &ans->warnings, "share_minimum",
            "FINRA asks at least $5.00 a share for a short position ($2.50 and the whole price below $5): by that rule "
            "the call comes at $%s%s.",
            num_group(a, r.metric[CALC_CALL_PRICE], 2), r.in_call ? ", which is now" : "");
}

/* A short that costs nothing is rare: more likely nobody has thought of it. */
static void warn_of_carry(struct arena *a, struct calculate_answer *ans)
{
    const struct calculator_input *in = &ans->request.input;
    if (in->profile == BT_ACCURATE && in->is_short && in->borrow_fee_pct == 0 && in->dividend_yield_pct == 0 &&
        in->credit_rate_pct == 0)
        warnings_add(
            a, &ans->warnings, "carry_unset",
            "Nothing is counted for holding this short: borrow fee, dividends owed and interest on its proceeds are "
            "all 0.");
}

bool calculate_compute(struct arena *a, const struct calculate_request *request, struct calculate_answer *ans,
                       struct problem *p)
{
    *ans = (struct calculate_answer){.request = *request};
    if (!calculate_request_check(request, p))
        return false;
    if (calculator_run(&request->input, &ans->result)) {
        problem_add(p, "request", "a number is outside its domain");
        return false;
    }
    for (int i = 0; i < CALCULATE_SCENARIOS && request->input.profile == BT_ACCURATE; i++)
        calculator_scenario_find(&request->input, 5 * i - 50, &ans->scenario[i]);
    warn_of_call(a, ans);
    warn_of_account(a, ans);
    warn_of_share_minimum(a, ans);
    warn_of_carry(a, ans);
    return true;
}

/* ---- the answer as JSON ---- */

static void put_metrics(struct json_writer *w, const struct calculate_answer *ans)
{
    const struct calculator_result *r = &ans->result;
    json_open(w, "metrics", '{');
    for (enum calculator_metric m = 0; m < CALC_METRICS; m++)
        if (calculate_has(&ans->request, m))
            json_put_num(w, calculate_key(m), r->metric[m]);
    json_put_num(w, "annual_interest_cost", r->metric[CALC_INTEREST_YEAR]); /* the original tells it under both names */
    json_put_bool(w, "in_call", r->in_call);
    json_put_text(w, "risk", calculate_risk_word(ans));
    json_close(w, '}');
    json_open(w, "reasons", '{');
    for (enum calculator_metric m = 0; m < CALC_METRICS; m++)
        if (calculate_has(&ans->request, m) && r->reason[m])
            json_put_text(w, calculate_key(m), r->reason[m]);
    json_close(w, '}');
}

static void put_scenarios(struct json_writer *w, const struct calculate_answer *ans)
{
    if (ans->request.input.profile == BT_ORIGINAL)
        return;
    json_open(w, "scenarios", '[');
    for (int i = 0; i < CALCULATE_SCENARIOS; i++) {
        const struct calculator_scenario *s = &ans->scenario[i];
        json_open(w, NULL, '{');
        json_put_num(w, "move_pct", s->move_pct);
        json_put_num(w, "price", s->price);
        json_put_num(w, "position", s->position);
        json_put_num(w, "net", s->net);
        json_put_num(w, "roi_pct", s->roi_pct);
        json_put_num(w, "annualised_pct", s->annual_pct);
        json_put_num(w, "equity", s->equity);
        json_put_num(w, "requirement", s->required);
        json_put_bool(w, "called", s->called);
        json_close(w, '}');
    }
    json_close(w, ']');
}

void calculate_answer_write(struct buf *out, const struct calculate_answer *ans)
{
    struct json_writer w;
    char hash[INPUTS_HASH];
    struct buf inputs;
    buf_init(&inputs, out->arena, 512);
    calculate_request_write(&inputs, &ans->request);
    inputs_hash_of(buf_view(&inputs), hash);
    json_begin(&w, out);
    json_open(&w, NULL, '{');
    answer_head_write(&w, &(struct answer_head){engine_name, CALCULATOR_ENGINE_VERSION, NULL, buf_view(&inputs), hash});
    put_metrics(&w, ans);
    put_scenarios(&w, ans);
    warnings_write(&w, &ans->warnings);
    json_close(&w, '}');
}
