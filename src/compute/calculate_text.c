/* calculate_text.c: the figures of margin.calculate for people: labels, formulas, the formulas with their numbers, what is
 * wrong with the original's, and the tables as CSV. See calculate.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/calculate.h"

#include <math.h>

#include "base/csv_write.h"
#include "base/num.h"
#include "engine/rules.h"

enum kind { USD, PRICE, PCT, SHARES, TIMES };
enum has { BOTH, ACCURATE, ORIGINAL };

/* A short that has other words or another formula has them in the second place. */
static const struct figure {
    const char *key;
    enum kind kind;
    enum has has;
    const char *label[2], *formula[2];
} figures[CALC_METRICS] = {
    [CALC_CASH] = {"cash_investment", USD, BOTH, {"Your equity"}, {"position / leverage"}},
    [CALC_LOAN] = {"margin_loan",
                   USD,
                   BOTH,
                   {"Margin loan"},
                   {"position − equity", "A short position borrows shares, not money."}},
    [CALC_POSITION] = {"position_value", USD, BOTH, {"Position"}, {"equity × leverage"}},
    [CALC_SHARES] = {"shares_purchased",
                     SHARES,
                     BOTH,
                     {"Shares bought", "Shares sold short"},
                     {"position / price, fractions included"}},
    [CALC_INITIAL] = {"initial_margin_pct", PCT, BOTH, {"Your share of the position"}, {"100 / leverage"}},
    [CALC_BORROWED] =
        {"margin_percentage", PCT, BOTH, {"Borrowed share of the position"}, {"(leverage − 1) / leverage × 100"}},
    [CALC_MAINTENANCE] = {"maintenance_margin_pct",
                          PCT,
                          BOTH,
                          {"Maintenance requirement"},
                          {"The account's, or the broker's own where one is given"}},
    [CALC_REQUIRED] = {"maintenance_margin_dollar", USD, BOTH, {"Equity required now"}, {"maintenance × position"}},
    [CALC_EXCESS] =
        {"excess_equity", USD, ACCURATE, {"Equity above the requirement"}, {"equity − equity required now"}},
    [CALC_CALL_PRICE] = {"margin_call_price",
                         PRICE,
                         BOTH,
                         {"Margin call price"},
                         {"loan / (shares × (1 − maintenance))",
                          "price × (1 + equity / position) / (1 + maintenance)"}},
    [CALC_CALL_DISTANCE] = {"margin_call_drop",
                            PCT,
                            BOTH,
                            {"Fall to the margin call", "Rise to the margin call"},
                            {"(price − call price) / price × 100", "(call price − price) / price × 100"}},
    [CALC_CALL_MOVE] =
        {"margin_call_move_pct", PCT, ACCURATE, {"Move to the margin call"}, {"(call price / price − 1) × 100"}},
    [CALC_VALUE_AT_CALL] = {"market_value_at_call", USD, BOTH, {"Position at the call"}, {"shares × call price"}},
    [CALC_EQUITY_AT_CALL] = {"equity_at_call",
                             USD,
                             ACCURATE,
                             {"Equity at the call"},
                             {"position at the call − loan = maintenance × position at the call",
                              "position + equity − position at the call = maintenance × position at the call"}},
    [CALC_LOSS_AT_CALL] = {"total_loss_at_call",
                           USD,
                           BOTH,
                           {"Loss at the call"},
                           {"position − position at the call", "position at the call − position"}},
    [CALC_CALL_PRICE_END] =
        {"margin_call_price_at_end",
         PRICE,
         ACCURATE,
         {"Call price at the end of the period"},
         {"loan × (1 + rate / 12)^months / (shares × (1 − maintenance)), when interest is added to the loan",
          "(price + (equity − carry) / shares) / (1 + maintenance)"}},
    [CALC_INTEREST_DAY] = {"daily_interest_cost", USD, BOTH, {"Interest a day"}, {"loan × rate / day count"}},
    [CALC_INTEREST_DAY_X30] =
        {"daily_x30", USD, ORIGINAL, {"Interest a month, the daily × 30"}, {"interest a day × 30"}},
    [CALC_INTEREST_MONTH] = {"monthly_interest", USD, BOTH, {"Interest a month"}, {"interest a year / 12"}},
    [CALC_INTEREST_YEAR] = {"annual_interest", USD, BOTH, {"Interest a year"}, {"loan × rate × 365 / day count"}},
    [CALC_INTEREST_PERIOD] =
        {"custom_period_interest", USD, BOTH, {"Interest for the period"}, {"interest a year × months / 12"}},
    [CALC_DIVIDENDS_PERIOD] = {"period_dividends",
                               USD,
                               ACCURATE,
                               {"Dividends received", "Dividends owed"},
                               {"position × dividend yield × months / 12"}},
    [CALC_FEE_PERIOD] = {"period_borrow_fee",
                         USD,
                         ACCURATE,
                         {"Borrow fee"},
                         {"Only a short position pays one.", "position × borrow fee × 365 / day count × months / 12"}},
    [CALC_CREDIT_PERIOD] = {"period_credit_interest",
                            USD,
                            ACCURATE,
                            {"Interest received on the proceeds"},
                            {"Only a short position has proceeds.",
                             "position × credit rate × 365 / day count × months / 12"}},
    [CALC_COSTS] = {"trading_costs", USD, ACCURATE, {"Trading costs"}, {"2 × position × cost of a trade / 10,000"}},
    [CALC_CARRY_DAY] = {"daily_carry", USD, ACCURATE, {"Carry a day"}, {"carry a year / 365"}},
    [CALC_CARRY_MONTH] = {"monthly_carry", USD, ACCURATE, {"Carry a month"}, {"carry a year / 12"}},
    [CALC_CARRY_YEAR] = {"annual_carry",
                         USD,
                         ACCURATE,
                         {"Carry a year"},
                         {"interest a year − position × dividend yield",
                          "borrow fee + dividends owed − credit interest, of a year"}},
    [CALC_CARRY_PERIOD] = {"period_carry",
                           USD,
                           ACCURATE,
                           {"Carry for the period"},
                           {"interest − dividends", "borrow fee + dividends owed − interest received"}},
    [CALC_BREAKEVEN] = {"breakeven_price",
                        PRICE,
                        BOTH,
                        {"Breakeven price"},
                        {"price + (carry + costs) / shares", "price − (carry + costs) / shares"}},
    [CALC_BREAKEVEN_CHANGE] =
        {"breakeven_change", PCT, BOTH, {"Move to breakeven"}, {"(breakeven − price) / price × 100"}},
    [CALC_BREAKEVEN_COMPOUNDED] = {"breakeven_price_compounded",
                                   PRICE,
                                   ACCURATE,
                                   {"Breakeven when interest is added to the loan"},
                                   {"(loan × (1 + rate / 12)^months + equity − dividends + costs) / shares"}},
    [CALC_LEVERAGE_MAX_MAINTENANCE] =
        {"max_leverage_maintenance", TIMES, ACCURATE, {"Largest leverage without a call"}, {"100 / maintenance in %"}},
    [CALC_LEVERAGE_MAX_INITIAL] =
        {"max_leverage_initial", TIMES, ACCURATE, {"Largest leverage of the account"}, {"100 / initial margin in %"}},
};

static const char *of_position(const struct calculate_request *r, const char *const words[2])
{
    return r->input.is_short && words[1] ? words[1] : words[0];
}

bool calculate_has(const struct calculate_request *r, enum calculator_metric m)
{
    return figures[m].has == BOTH || (figures[m].has == ORIGINAL) == (r->input.profile == BT_ORIGINAL);
}

const char *calculate_key(enum calculator_metric m)
{
    return figures[m].key;
}

const char *calculate_label(const struct calculate_request *r, enum calculator_metric m)
{
    return of_position(r, figures[m].label);
}

/* ---- formulas ---- */

/* Where the original computes a figure in another way. */
static const char *original_formula(enum calculator_metric m)
{
    switch (m) {
    case CALC_CALL_PRICE:
        return "(loan / shares) / (1 − maintenance), long and short alike; 0 without a loan";
    case CALC_CALL_DISTANCE:
        return "(price − call price) / price × 100; 0 where the call price is not below the price";
    case CALC_LOSS_AT_CALL:
        return "position − position at the call";
    case CALC_LOAN:
        return "position − equity";
    case CALC_INTEREST_DAY:
        return "interest a year / 365";
    case CALC_INTEREST_YEAR:
        return "loan × rate";
    case CALC_BREAKEVEN:
        return "price + (interest a year / shares) / years";
    default:
        return NULL;
    }
}

static const char *share_minimum_formula(const struct calculate_request *r, enum calculator_metric m)
{
    if (!r->input.share_minimum || !r->input.is_short || r->input.account != BT_REG_T)
        return NULL;
    switch (m) {
    case CALC_MAINTENANCE:
        return "equity required now / position × 100";
    case CALC_REQUIRED:
        return "shares × the greater of maintenance × price and $5.00; below $5 of the price and $2.50";
    case CALC_CALL_PRICE:
        return "the price at which price × shares + the requirement there is position + equity";
    default:
        return NULL;
    }
}

const char *calculate_formula(const struct calculate_request *r, enum calculator_metric m)
{
    const char *other = r->input.profile == BT_ORIGINAL ? original_formula(m) : share_minimum_formula(r, m);
    return other ? other : of_position(r, figures[m].formula);
}

/* ---- figures as text ---- */

/* Dollars: cents where they matter. */
static const char *usd(struct arena *a, double x)
{
    return num_usd(a, x, fabs(x) < 1000 && x != floor(x) ? 2 : 0);
}

static const char *price(struct arena *a, double x)
{
    return num_usd(a, x, fabs(x) < 1 && x != 0 ? 4 : 2);
}

const char *calculate_text(struct arena *a, enum calculator_metric m, double x)
{
    switch (figures[m].kind) {
    case USD:
        return usd(a, x);
    case PRICE:
        return price(a, x);
    case PCT:
        return num_percent(a, x, 2);
    case SHARES:
        return num_group(a, x, x == floor(x) ? 0 : 2);
    case TIMES:
        break;
    }
    return isfinite(x) ? arena_printf(a, "%s×", num_group(a, x, x == floor(x) ? 0 : 2)) : num_group(a, x, 0);
}

/* What the sentences are made from. */
struct teller {
    struct arena *a;
    const struct calculator_input *in;
    const double *x;
};

static const char *text(const struct teller *t, enum calculator_metric m)
{
    return calculate_text(t->a, m, t->x[m]);
}

static const char *plain(const struct teller *t, double x)
{
    return arena_printf(t->a, "%.15g", x);
}

/* Percentages as the reader typed them: 5.5 %. */
static const char *pct(const struct teller *t, double x)
{
    return arena_printf(t->a, "%.6g %%", x);
}

static const char *numbers_of_position(const struct teller *t, enum calculator_metric m)
{
    const char *leverage = plain(t, t->in->leverage);
    switch (m) {
    case CALC_CASH:
        return arena_printf(t->a, "%s / %s", text(t, CALC_POSITION), leverage);
    case CALC_LOAN:
        return t->in->is_short && t->in->profile == BT_ACCURATE
                   ? "0"
                   : arena_printf(t->a, "%s − %s", text(t, CALC_POSITION), text(t, CALC_CASH));
    case CALC_POSITION:
        return arena_printf(t->a, "%s × %s", text(t, CALC_CASH), leverage);
    case CALC_SHARES:
        return arena_printf(t->a, "%s / %s", text(t, CALC_POSITION), price(t->a, t->in->price));
    case CALC_INITIAL:
        return arena_printf(t->a, "100 / %s", leverage);
    case CALC_BORROWED:
        return arena_printf(t->a, "(%s − 1) / %s × 100", leverage, leverage);
    default:
        return NULL;
    }
}

static const char *numbers_of_requirement(const struct teller *t, enum calculator_metric m)
{
    switch (m) {
    case CALC_MAINTENANCE:
        return isnan(t->in->maintenance_pct)
                   ? arena_printf(t->a, "%s of this account", t->in->is_short ? "short positions" : "long positions")
                   : "as given";
    case CALC_REQUIRED:
        return arena_printf(t->a, "%s × %s", pct(t, t->x[CALC_MAINTENANCE]), text(t, CALC_POSITION));
    case CALC_EXCESS:
        return arena_printf(t->a, "%s − %s", text(t, CALC_CASH), text(t, CALC_REQUIRED));
    case CALC_LEVERAGE_MAX_MAINTENANCE:
        return arena_printf(t->a, "100 / %.6g", t->x[CALC_MAINTENANCE]);
    case CALC_LEVERAGE_MAX_INITIAL:
        return arena_printf(t->a, "100 / %.4g", rules_accounts[t->in->account].initial_pct);
    default:
        return NULL;
    }
}

static const char *numbers_of_call_price(const struct teller *t)
{
    const char *m = pct(t, t->x[CALC_MAINTENANCE]);
    if (t->in->profile == BT_ORIGINAL || !t->in->is_short)
        return arena_printf(t->a, "%s / (%s × (1 − %s))", text(t, CALC_LOAN), text(t, CALC_SHARES), m);
    if (t->in->share_minimum && t->in->account == BT_REG_T)
        return arena_printf(t->a, "%s + %s = %s + %s", text(t, CALC_VALUE_AT_CALL), text(t, CALC_EQUITY_AT_CALL),
                            text(t, CALC_POSITION), text(t, CALC_CASH));
    return arena_printf(t->a, "%s × (1 + %s / %s) / (1 + %s)", price(t->a, t->in->price), text(t, CALC_CASH),
                        text(t, CALC_POSITION), m);
}

static const char *numbers_of_call_price_end(const struct teller *t)
{
    const char *m = pct(t, t->x[CALC_MAINTENANCE]);
    if (t->in->is_short)
        return arena_printf(t->a, "(%s + (%s − %s) / %s) / (1 + %s)", price(t->a, t->in->price), text(t, CALC_CASH),
                            text(t, CALC_CARRY_PERIOD), text(t, CALC_SHARES), m);
    return arena_printf(t->a, "%s × (1 + %s / 12)^%.15g / (%s × (1 − %s))", text(t, CALC_LOAN),
                        pct(t, t->in->rate_pct * 365 / t->in->day_count), t->in->months, text(t, CALC_SHARES), m);
}

static const char *numbers_of_call(const struct teller *t, enum calculator_metric m)
{
    const char *call = text(t, CALC_CALL_PRICE), *now = price(t->a, t->in->price);
    bool rises = t->in->is_short && t->in->profile == BT_ACCURATE;
    switch (m) {
    case CALC_CALL_PRICE:
        return numbers_of_call_price(t);
    case CALC_CALL_DISTANCE:
        return arena_printf(t->a, "(%s − %s) / %s × 100", rises ? call : now, rises ? now : call, now);
    case CALC_CALL_MOVE:
        return arena_printf(t->a, "(%s / %s − 1) × 100", call, now);
    case CALC_VALUE_AT_CALL:
        return arena_printf(t->a, "%s × %s", text(t, CALC_SHARES), call);
    case CALC_EQUITY_AT_CALL:
        if (t->in->is_short)
            return arena_printf(t->a, "%s + %s − %s", text(t, CALC_POSITION), text(t, CALC_CASH),
                                text(t, CALC_VALUE_AT_CALL));
        return arena_printf(t->a, "%s − %s = %s × %s", text(t, CALC_VALUE_AT_CALL), text(t, CALC_LOAN),
                            pct(t, t->x[CALC_MAINTENANCE]), text(t, CALC_VALUE_AT_CALL));
    case CALC_LOSS_AT_CALL:
        return arena_printf(t->a, "%s − %s", text(t, rises ? CALC_VALUE_AT_CALL : CALC_POSITION),
                            text(t, rises ? CALC_POSITION : CALC_VALUE_AT_CALL));
    case CALC_CALL_PRICE_END:
        return numbers_of_call_price_end(t);
    default:
        return NULL;
    }
}

static const char *numbers_of_interest(const struct teller *t, enum calculator_metric m)
{
    bool original = t->in->profile == BT_ORIGINAL;
    switch (m) {
    case CALC_INTEREST_DAY:
        return original
                   ? arena_printf(t->a, "%s / 365", text(t, CALC_INTEREST_YEAR))
                   : arena_printf(t->a, "%s × %s / %d", text(t, CALC_LOAN), pct(t, t->in->rate_pct), t->in->day_count);
    case CALC_INTEREST_DAY_X30:
        return arena_printf(t->a, "%s × 30", text(t, CALC_INTEREST_DAY));
    case CALC_INTEREST_MONTH:
        return arena_printf(t->a, "%s / 12", text(t, CALC_INTEREST_YEAR));
    case CALC_INTEREST_YEAR:
        return original ? arena_printf(t->a, "%s × %s", text(t, CALC_LOAN), pct(t, t->in->rate_pct))
                        : arena_printf(t->a, "%s × %s × 365 / %d", text(t, CALC_LOAN), pct(t, t->in->rate_pct),
                                       t->in->day_count);
    case CALC_INTEREST_PERIOD:
        return arena_printf(t->a, "%s × %.15g / 12", text(t, CALC_INTEREST_YEAR), t->in->months);
    default:
        return NULL;
    }
}

static const char *numbers_of_share(const struct teller *t, double share_pct, bool counts_days)
{
    return arena_printf(t->a, "%s × %s%s × %.15g / 12", text(t, CALC_POSITION), pct(t, share_pct),
                        counts_days ? arena_printf(t->a, " × 365 / %d", t->in->day_count) : "", t->in->months);
}

static const char *numbers_of_carry_year(const struct teller *t)
{
    const struct calculator_input *in = t->in;
    if (!in->is_short)
        return arena_printf(t->a, "%s − %s × %s", text(t, CALC_INTEREST_YEAR), text(t, CALC_POSITION),
                            pct(t, in->dividend_yield_pct));
    return arena_printf(t->a, "%s × (%s × 365 / %d + %s − %s × 365 / %d)", text(t, CALC_POSITION),
                        pct(t, in->borrow_fee_pct), in->day_count, pct(t, in->dividend_yield_pct),
                        pct(t, in->credit_rate_pct), in->day_count);
}

static const char *numbers_of_carry(const struct teller *t, enum calculator_metric m)
{
    switch (m) {
    case CALC_DIVIDENDS_PERIOD:
        return numbers_of_share(t, t->in->dividend_yield_pct, false);
    case CALC_FEE_PERIOD:
        return t->in->is_short ? numbers_of_share(t, t->in->borrow_fee_pct, true) : "0";
    case CALC_CREDIT_PERIOD:
        return t->in->is_short ? numbers_of_share(t, t->in->credit_rate_pct, true) : "0";
    case CALC_COSTS:
        return arena_printf(t->a, "2 × %s × %.15g / 10,000", text(t, CALC_POSITION), t->in->cost_bps);
    case CALC_CARRY_DAY:
        return arena_printf(t->a, "%s / 365", text(t, CALC_CARRY_YEAR));
    case CALC_CARRY_MONTH:
        return arena_printf(t->a, "%s / 12", text(t, CALC_CARRY_YEAR));
    case CALC_CARRY_YEAR:
        return numbers_of_carry_year(t);
    case CALC_CARRY_PERIOD:
        if (t->in->is_short)
            return arena_printf(t->a, "%s + %s − %s", text(t, CALC_FEE_PERIOD), text(t, CALC_DIVIDENDS_PERIOD),
                                text(t, CALC_CREDIT_PERIOD));
        return arena_printf(t->a, "%s − %s", text(t, CALC_INTEREST_PERIOD), text(t, CALC_DIVIDENDS_PERIOD));
    default:
        return NULL;
    }
}

static const char *numbers_of_breakeven(const struct teller *t, enum calculator_metric m)
{
    const char *now = price(t->a, t->in->price);
    if (m == CALC_BREAKEVEN_CHANGE)
        return arena_printf(t->a, "(%s − %s) / %s × 100", text(t, CALC_BREAKEVEN), now, now);
    if (m == CALC_BREAKEVEN_COMPOUNDED)
        return arena_printf(t->a, "(%s × (1 + %s / 12)^%.15g + %s − %s + %s) / %s", text(t, CALC_LOAN),
                            pct(t, t->in->rate_pct * 365 / t->in->day_count), t->in->months, text(t, CALC_CASH),
                            text(t, CALC_DIVIDENDS_PERIOD), text(t, CALC_COSTS), text(t, CALC_SHARES));
    if (t->in->profile == BT_ORIGINAL)
        return arena_printf(t->a, "%s + (%s / %s) / %.6g", now, text(t, CALC_INTEREST_YEAR), text(t, CALC_SHARES),
                            t->in->months / 12);
    return arena_printf(t->a, "%s %s (%s + %s) / %s", now, t->in->is_short ? "−" : "+", text(t, CALC_CARRY_PERIOD),
                        text(t, CALC_COSTS), text(t, CALC_SHARES));
}

const char *calculate_numbers(struct arena *a, const struct calculate_answer *ans, enum calculator_metric m)
{
    const struct teller t = {a, &ans->request.input, ans->result.metric};
    static const char *(*const tell[])(const struct teller *, enum calculator_metric) = {
        numbers_of_position, numbers_of_requirement, numbers_of_call, numbers_of_interest, numbers_of_carry};
    if (ans->result.reason[m])
        return arena_printf(a, "None: %s.", ans->result.reason[m]);
    for (size_t i = 0; i < sizeof tell / sizeof *tell; i++) {
        const char *said = tell[i](&t, m);
        if (said)
            return arena_printf(a, "%s = %s", said, text(&t, m));
    }
    return arena_printf(a, "%s = %s", numbers_of_breakeven(&t, m), text(&t, m));
}

/* ---- the original beside it ---- */

static bool is_of_loan(enum calculator_metric m)
{
    return m == CALC_LOAN || m == CALC_BORROWED || m == CALC_INTEREST_DAY || m == CALC_INTEREST_MONTH ||
           m == CALC_INTEREST_YEAR || m == CALC_INTEREST_PERIOD;
}

static bool is_of_call(enum calculator_metric m)
{
    return m == CALC_CALL_PRICE || m == CALC_CALL_DISTANCE || m == CALC_VALUE_AT_CALL || m == CALC_LOSS_AT_CALL;
}

static const char *flaw_of_call(const struct calculate_request *r, const char **why)
{
    if (r->input.is_short) {
        *why = "The original uses the formula of a long position: it waits for a fall, and a short is hurt by a rise.";
        return "E28";
    }
    *why = "Without a loan, and where the account is in call already, the original says 0 and “no leverage risk”.";
    return "E34";
}

const char *calculate_flaw(const struct calculate_request *r, enum calculator_metric m, const char **why)
{
    *why = "An option of this calculation that the original does not have.";
    if (is_of_call(m) && (r->input.is_short || isnan(r->input.maintenance_pct)))
        return flaw_of_call(r, why);
    if (is_of_loan(m) && r->input.is_short) {
        *why = "A short position borrows shares: it has no margin loan. What it costs is a fee and the dividends owed.";
        return "E28";
    }
    if (m == CALC_BREAKEVEN || m == CALC_BREAKEVEN_CHANGE) {
        *why =
            "The original divides a year's interest by the years instead of multiplying by them, and leaves dividends, "
            "fees and costs out.";
        return "E30";
    }
    if (m == CALC_INTEREST_DAY_X30 || is_of_loan(m)) {
        *why = "The original shows two interests of a month, the daily × 30 and a year's / 12; here is one, by the day "
               "count.";
        return "E31";
    }
    return "Option";
}

/* ---- risk ---- */

const char *calculate_risk_word(const struct calculate_answer *ans)
{
    static const char *const words[] = {
        [CALC_RISK_NONE] = "NO LEVERAGE RISK",  [CALC_RISK_LOWER] = "LOWER",
        [CALC_RISK_MEDIUM] = "MEDIUM",          [CALC_RISK_HIGH] = "HIGH",
        [CALC_RISK_IN_CALL] = "IN MARGIN CALL",
    };
    return words[ans->result.risk];
}

const char *calculate_risk_text(struct arena *a, const struct calculate_answer *ans)
{
    static const char *const names[] = {
        [CALC_RISK_LOWER] = "Lower risk", [CALC_RISK_MEDIUM] = "Medium risk", [CALC_RISK_HIGH] = "High risk"};
    const double *x = ans->result.metric;
    if (ans->result.risk == CALC_RISK_IN_CALL)
        return "In a margin call at once: the equity is below what is required.";
    if (ans->result.risk == CALC_RISK_NONE)
        return "No margin call is possible: nothing is borrowed.";
    return arena_printf(a, "%s: a %s of %s brings the margin call.", names[ans->result.risk],
                        ans->request.input.is_short ? "rise" : "fall", num_percent(a, x[CALC_CALL_DISTANCE], 1));
}

/* ---- CSV ---- */

void calculate_figures_csv(struct buf *out, const struct calculate_answer *ans)
{
    struct calculator_input original = ans->request.input;
    struct calculator_result there;
    original.profile = BT_ORIGINAL;
    if (calculator_run(&original, &there)) /* what could not be computed has no answer, and so no table */
        return;
    buf_puts(out, "figure,label,value,original,formula,numbers\r\n");
    for (enum calculator_metric m = 0; m < CALC_METRICS; m++) {
        if (!calculate_has(&ans->request, m))
            continue;
        buf_printf(out, "%s,", figures[m].key);
        csv_cell(out, str_of(calculate_label(&ans->request, m)));
        buf_puts(out, CSV_NEXT);
        csv_number(out, ans->result.metric[m], CSV_NEXT);
        csv_number(out, there.metric[m], CSV_NEXT);
        csv_cell(out, str_of(calculate_formula(&ans->request, m)));
        buf_puts(out, CSV_NEXT);
        csv_cell(out, str_of(calculate_numbers(out->arena, ans, m)));
        buf_puts(out, CSV_END);
    }
}

void calculate_scenarios_csv(struct buf *out, const struct calculate_answer *ans)
{
    buf_puts(out, "move_pct,price,position,net,roi_pct,annualised_pct,equity,requirement,called\r\n");
    for (int i = 0; i < CALCULATE_SCENARIOS && ans->request.input.profile == BT_ACCURATE; i++) {
        const struct calculator_scenario *s = &ans->scenario[i];
        const double cells[] = {s->move_pct, s->price,      s->position, s->net,
                                s->roi_pct,  s->annual_pct, s->equity,   s->required};
        for (size_t c = 0; c < sizeof cells / sizeof *cells; c++)
            csv_number(out, cells[c], CSV_NEXT);
        buf_puts(out, s->called ? "true" CSV_END : "false" CSV_END);
    }
}
