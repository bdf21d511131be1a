/* calculator_form.c: see calculator_form.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/calculator_form.h"

#include <math.h>
#include <stddef.h>

#include "base/day.h"
#include "base/num.h"
#include "compute/members.h"
#include "engine/rules.h"

static const char *const account_values[] = {"reg_t", "portfolio", NULL};
static const char *const account_labels[] = {"Reg T (2×)", "Portfolio (7×)", NULL};
static const char *const position_values[] = {"Long", "Short", NULL};
static const char *const position_labels[] = {"Long (bought)", "Short (sold)", NULL};
static const char *const meaning_values[] = {"position", "equity", NULL};
static const char *const meaning_labels[] = {"the position", "your equity", NULL};
static const char *const day_count_values[] = {"365", "360", NULL};
static const char *const day_count_labels[] = {"365 days", "360 (US brokers)", NULL};

#define AT(member) offsetof(struct calculator_form, member)

enum {
    FIELD_ACCOUNT,
    FIELD_TICKER,
    FIELD_PRICE,
    FIELD_POSITION,
    FIELD_AMOUNT,
    FIELD_AMOUNT_IS,
    FIELD_LEVERAGE,
    FIELD_INITIAL,
    FIELD_RATE,
    FIELD_MONTHS,
    BASIC_FIELDS
};
static const struct field basic_fields[BASIC_FIELDS] = {
    [FIELD_ACCOUNT] = {.name = "account_type",
                       .label = "Account",
                       .kind = FIELD_CHOICE,
                       .offset = AT(account),
                       .choices = account_values,
                       .choice_labels = account_labels},
    [FIELD_TICKER] = {.name = "ticker",
                      .label = "Ticker",
                      .kind = FIELD_TEXT,
                      .min = 1,
                      .max = TICKER_MAX,
                      .offset = AT(ticker),
                      .list = "instruments"},
    [FIELD_PRICE] = {.name = "current_price",
                     .label = "Price",
                     .kind = FIELD_NUMBER,
                     .min = 0.01,
                     .max = 1e7,
                     .unit = "$",
                     .offset = AT(price)},
    [FIELD_POSITION] = {.name = "position_type",
                        .label = "Position",
                        .kind = FIELD_CHOICE,
                        .offset = AT(position),
                        .choices = position_values,
                        .choice_labels = position_labels},
    [FIELD_AMOUNT] = {.name = "investment_amount",
                      .label = "Amount",
                      .kind = FIELD_NUMBER,
                      .min = 1,
                      .max = 1e12,
                      .unit = "$",
                      .offset = AT(amount)},
    [FIELD_AMOUNT_IS] = {.name = "amount_is",
                         .label = "The amount is",
                         .kind = FIELD_CHOICE,
                         .offset = AT(amount_is),
                         .choices = meaning_values,
                         .choice_labels = meaning_labels},
    [FIELD_LEVERAGE] = {.name = "leverage",
                        .label = "Leverage",
                        .kind = FIELD_NUMBER,
                        .min = 1,
                        .max = 100,
                        .unit = "×",
                        .offset = AT(leverage)},
    [FIELD_INITIAL] = {.name = "initial_margin",
                       .label = "Initial margin",
                       .kind = FIELD_NUMBER,
                       .min = 1,
                       .max = 100,
                       .unit = "%",
                       .offset = AT(initial_margin),
                       .hint = "100 / leverage: they move together."},
    [FIELD_RATE] =
        {
            .name = "interest_rate",
            .hint = "A short position has no loan.",
            .label = "Loan interest a year",
            .kind = FIELD_NUMBER,
            .min = 0,
            .max = 30,
            .unit = "%",
            .offset = AT(rate),
        },
    [FIELD_MONTHS] = {.name = "holding_period",
                      .label = "Held for",
                      .kind = FIELD_INTEGER,
                      .min = 1,
                      .max = 360,
                      .unit = "months",
                      .offset = AT(months)},
};

enum {
    FIELD_DIVIDEND,
    FIELD_DAY_COUNT,
    FIELD_MAINTENANCE,
    FIELD_COST,
    FIELD_FEE,
    FIELD_CREDIT,
    FIELD_SHARE_MINIMUM,
    MORE_FIELDS
};
static const struct field more_fields[MORE_FIELDS] = {
    [FIELD_DIVIDEND] = {.name = "dividend_yield_pct",
                        .label = "Dividends a year",
                        .kind = FIELD_NUMBER,
                        .min = 0,
                        .max = 100,
                        .unit = "%",
                        .offset = AT(dividend_yield)},
    [FIELD_DAY_COUNT] = {.name = "day_count",
                         .label = "A year of interest has",
                         .kind = FIELD_CHOICE,
                         .offset = AT(day_count),
                         .choices = day_count_values,
                         .choice_labels = day_count_labels},
    [FIELD_MAINTENANCE] = {.name = "maintenance_pct",
                           .label = "Maintenance of your broker",
                           .kind = FIELD_NUMBER,
                           .min = 1,
                           .max = 99,
                           .unit = "%",
                           .offset = AT(maintenance),
                           .hint = "Empty: 25 % long and 30 % short for Reg T, 15 % and 20 % for portfolio margin."},
    [FIELD_COST] = {.name = "trade_cost_bps",
                    .label = "Cost of a trade",
                    .kind = FIELD_NUMBER,
                    .min = 0,
                    .max = 500,
                    .unit = "bps",
                    .offset = AT(cost),
                    .hint = "Paid twice, when it is opened and when it is closed."},
    [FIELD_FEE] = {.name = "borrow_fee_pct",
                   .label = "Borrow fee of a short",
                   .kind = FIELD_NUMBER,
                   .min = 0,
                   .max = 100,
                   .unit = "%",
                   .offset = AT(borrow_fee),
                   .hint = "A year, of the position."},
    [FIELD_CREDIT] = {.name = "credit_rate_pct",
                      .label = "Interest on a short’s proceeds",
                      .kind = FIELD_NUMBER,
                      .min = 0,
                      .max = 30,
                      .unit = "%",
                      .offset = AT(credit_rate),
                      .hint = "A year, paid by the broker."},
    [FIELD_SHARE_MINIMUM] = {.name = "share_minimum",
                             .label = "FINRA’s least dollars a share, for Reg T shorts",
                             .kind = FIELD_FLAG,
                             .offset = AT(share_minimum),
                             .hint = "At least $5.00 a share; below $5 the whole price, at least $2.50."},
};

const char *calculator_account_label(enum bt_account account)
{
    return account == BT_PORTFOLIO ? "Portfolio margin" : "Reg T";
}

void calculator_form_defaults(struct calculator_form *f, const char *ticker)
{
    *f = (struct calculator_form){.ticker = str_of(ticker),
                                  .amount = 100000,
                                  .leverage = 2,
                                  .initial_margin = 50,
                                  .price = NAN,
                                  .rate = 5.5,
                                  .months = 24,
                                  .dividend_yield = 0,
                                  .maintenance = NAN};
}

/* An address may leave a field out; a field that is there must not be empty. */
static void refuse_empty(const struct params *params, struct problem *p)
{
    static const int needed[] = {FIELD_TICKER, FIELD_AMOUNT, FIELD_RATE, FIELD_MONTHS};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        const struct field *f = &basic_fields[needed[i]];
        if (params_has(params, f->name) && !str_trim(params_get(params, f->name)).n)
            problem_add(p, f->name, "%s is needed.", f->label);
    }
}

void calculator_form_read(struct calculator_form *f, const struct params *params, struct problem *p)
{
    f->price = f->maintenance = NAN;
    form_read(params, basic_fields, BASIC_FIELDS, f, p);
    form_read(params, more_fields, MORE_FIELDS, f, p);
    f->compare = params_get(params, "compare").n > 0;
    refuse_empty(params, p);
}

/* ---- what moves together ---- */

static double round_2(double x)
{
    return round(x * 100) / 100;
}

/* The leverage of an initial margin that is shown with two decimals: 33.33 is 3, not 3.0003. */
static double leverage_of_margin(double margin)
{
    double near = round(100 / margin * 20) / 20;
    return round_2(100 / near) == margin ? near : 100 / margin;
}

/* A number that the form showed before, in a hidden field; NaN where there is none. */
static double shown_before(const struct params *params, const char *name)
{
    double x;
    return num_parse(params_get(params, name), &x) ? x : NAN;
}

/* The leverage that an account begins with (A.1). */
static double usual_leverage(int account)
{
    return account == BT_PORTFOLIO ? 4 : 2;
}

/* Another account: its usual leverage in place of that of the account before, and of one that it does not allow. */
static double leverage_of_account(const struct calculator_form *f, const struct params *params)
{
    struct str was = params_get(params, "account_was");
    if (was.n ? str_eq(was, account_values[f->account]) : params_has(params, "leverage"))
        return f->leverage;
    bool is_usual = f->leverage == usual_leverage(!f->account);
    bool is_too_much = f->leverage > rules_accounts[f->account].leverage_max;
    return is_usual || is_too_much ? usual_leverage(f->account) : f->leverage;
}

static void settle_leverage(struct calculator_form *f, const struct params *params, struct problem *p)
{
    double was = shown_before(params, "leverage_was");
    bool is_given = str_trim(params_get(params, "initial_margin")).n > 0;
    bool leverage_stood = !str_trim(params_get(params, "leverage")).n || f->leverage == was;
    if (problem_message(p, "leverage") || problem_message(p, "initial_margin"))
        return;
    if (is_given && leverage_stood && f->initial_margin != round_2(100 / was))
        f->leverage = leverage_of_margin(f->initial_margin);
    else if (leverage_stood)
        f->leverage = leverage_of_account(f, params);
    f->initial_margin = round_2(100 / f->leverage);
}

static void settle_price(struct calculator_form *f, const struct params *params, const struct latest_close *close,
                         struct problem *p)
{
    struct str was = params_get(params, "ticker_was");
    bool moved = was.n && !str_same(was, f->ticker) && f->price == shown_before(params, "price_was");
    if (problem_message(p, "current_price") || !(isnan(f->price) || (moved && !isnan(close->price))))
        return;
    f->price = close->price;
    if (isnan(f->price))
        problem_add(p, "current_price", "Price is needed: this hub has no prices for %.*s.", (int)f->ticker.n,
                    f->ticker.s);
}

void calculator_form_settle(struct calculator_form *f, const struct params *params, const struct latest_close *close,
                            struct problem *p)
{
    settle_leverage(f, params, p);
    settle_price(f, params, close, p);
}

/* ---- to a request and back ---- */

static const struct field *field_of(const char *name)
{
    for (int i = 0; i < BASIC_FIELDS; i++)
        if (strcmp(basic_fields[i].name, name) == 0)
            return &basic_fields[i];
    for (int i = 0; i < MORE_FIELDS; i++)
        if (strcmp(more_fields[i].name, name) == 0)
            return &more_fields[i];
    return NULL;
}

/* The messages of the engine's checks, as the form's own are: sentences that begin with the name of their field. */
static void add_sentences(struct problem *to, const struct problem *from)
{
    for (int i = 0; i < from->n; i++) {
        const struct field *f = field_of(from->at[i].field);
        problem_add(to, from->at[i].field, "%s: %s.", f ? f->label : "The request", from->at[i].message);
    }
}

bool calculator_form_request(struct arena *arena, const struct calculator_form *f, struct calculate_request *r,
                             struct problem *p)
{
    struct problem found = {.arena = arena};
    const char *ticker = str_upper(arena, f->ticker);
    calculate_request_init(r);
    r->ticker = *ticker ? ticker : NULL;
    struct calculator_input *in = &r->input;
    in->account = f->account ? BT_PORTFOLIO : BT_REG_T;
    in->is_short = f->position == 1;
    in->amount_is_equity = f->amount_is == 1;
    in->amount_usd = f->amount;
    in->leverage = f->leverage;
    in->price = f->price;
    in->rate_pct = f->rate;
    in->months = (double)f->months;
    in->day_count = f->day_count ? 360 : 365;
    in->dividend_yield_pct = f->dividend_yield;
    in->borrow_fee_pct = f->borrow_fee;
    in->credit_rate_pct = f->credit_rate;
    in->maintenance_pct = f->maintenance;
    in->cost_bps = f->cost;
    in->share_minimum = f->share_minimum;
    if (p->n == 0) /* a field that could not be read was named already */
        calculate_request_check(r, &found);
    add_sentences(p, &found);
    return p->n == 0;
}

void calculator_form_fill(struct calculator_form *f, const struct calculate_request *r)
{
    const struct calculator_input *in = &r->input;
    *f = (struct calculator_form){.ticker = str_of(r->ticker ? r->ticker : ""),
                                  .account = in->account == BT_PORTFOLIO,
                                  .position = in->is_short,
                                  .amount_is = in->amount_is_equity,
                                  .day_count = in->day_count == 360,
                                  .amount = in->amount_usd,
                                  .leverage = in->leverage,
                                  .initial_margin = round_2(100 / in->leverage),
                                  .price = in->price,
                                  .rate = in->rate_pct,
                                  .months = (int64_t)in->months,
                                  .dividend_yield = in->dividend_yield_pct,
                                  .borrow_fee = in->borrow_fee_pct,
                                  .credit_rate = in->credit_rate_pct,
                                  .maintenance = in->maintenance_pct,
                                  .cost = in->cost_bps,
                                  .share_minimum = in->share_minimum};
}

/* ---- on the page ---- */

static bool is_more(const char *name)
{
    const struct field *f = field_of(name);
    return f >= more_fields && f < more_fields + MORE_FIELDS;
}

static bool more_used(const struct calculator_form *f, const struct problem *p)
{
    for (int i = 0; i < p->n; i++)
        if (is_more(p->at[i].field))
            return true;
    return f->day_count || f->share_minimum || f->dividend_yield > 0 || f->borrow_fee > 0 || f->credit_rate > 0 ||
           f->cost > 0 || !isnan(f->maintenance);
}

void calculator_form_show(struct view *v, const struct calculator_form *f, const struct params *typed,
                          const struct problem *p)
{
    form_show(view_add(v, "BASIC"), basic_fields, BASIC_FIELDS, f, typed, p);
    form_show(view_add(v, "MORE"), more_fields, MORE_FIELDS, f, typed, p);
    view_show_if(v, "MORE_OPEN", more_used(f, p));
    view_show_if(v, "COMPARE_WANTED", f->compare);
    view_text(v, "ACCOUNT_WAS", account_values[f->account]);
    view_str(v, "TICKER_WAS", f->ticker);
    view_text(v, "PRICE_WAS", num_text(view_arena(v), f->price));
    view_text(v, "LEVERAGE_WAS", num_text(view_arena(v), f->leverage));
    form_faults_show(v, p);
}

/* ---- as an address ---- */

static void add_pair(struct buf *out, const char *name, struct str value)
{
    buf_puts(out, out->n ? "&" : "");
    buf_puts(out, name);
    buf_putc(out, '=');
    path_encode(out, value);
}

static void add_number(struct buf *out, const char *name, double x, double usual)
{
    char text[NUM_TEXT];
    if (isfinite(x) && x != usual)
        add_pair(out, name, (struct str){text, (size_t)num_write(x, text)});
}

const char *calculator_form_query(struct arena *arena, const struct calculator_form *f)
{
    struct buf out;
    buf_init(&out, arena, 256);
    add_pair(&out, "ticker", f->ticker);
    add_pair(&out, "account_type", str_of(account_values[f->account]));
    add_pair(&out, "position_type", str_of(position_values[f->position]));
    add_number(&out, "current_price", f->price, NAN);
    add_number(&out, "investment_amount", f->amount, NAN);
    add_pair(&out, "amount_is", str_of(meaning_values[f->amount_is]));
    add_number(&out, "leverage", f->leverage, NAN);
    add_number(&out, "interest_rate", f->rate, NAN);
    add_number(&out, "holding_period", (double)f->months, NAN);
    add_number(&out, "dividend_yield_pct", f->dividend_yield, 0);
    add_number(&out, "day_count", f->day_count ? 360 : 365, 365);
    add_number(&out, "maintenance_pct", f->maintenance, NAN);
    add_number(&out, "trade_cost_bps", f->cost, 0);
    add_number(&out, "borrow_fee_pct", f->borrow_fee, 0);
    add_number(&out, "credit_rate_pct", f->credit_rate, 0);
    if (f->share_minimum)
        add_pair(&out, "share_minimum", STR("1"));
    if (f->compare)
        add_pair(&out, "compare", STR("1"));
    return out.s;
}
