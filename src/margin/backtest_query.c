/* backtest_query.c: a request as the query string of the form, so that it can be changed and run again. See backtest_form.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/day.h"
#include "base/num.h"
#include "margin/backtest_fields.h"

/* ---- what a person would have filled in ---- */

static int flag_choice(bool x, bool usual)
{
    return x == usual ? 0 : x ? 1 : 2;
}

static int word_choice(int x, int usual)
{
    return x == usual ? 0 : x + 1;
}

static double number_unless(double x, double usual)
{
    return x == usual ? NAN : x;
}

static void choices_of(const struct bt_options *o, const struct bt_options *usual, int *choice)
{
    choice[CHOICE_INTEREST_DAYS] = flag_choice(o->interest_calendar, usual->interest_calendar);
    choice[CHOICE_DAY_COUNT] = o->day_count == usual->day_count ? 0 : o->day_count == 360 ? 1 : 2;
    choice[CHOICE_RATE_JOIN] = flag_choice(o->rate_asof, usual->rate_asof);
    choice[CHOICE_POSTING] = flag_choice(o->posting_month, usual->posting_month);
    choice[CHOICE_FINANCING] = flag_choice(o->financing == BT_FINANCING_TIERS, usual->financing == BT_FINANCING_TIERS);
    choice[CHOICE_CAP_LEVERAGE] = flag_choice(o->cap_leverage, usual->cap_leverage);
    choice[CHOICE_CALL_TEST] = flag_choice(o->call_intraday, usual->call_intraday);
    choice[CHOICE_LIQUIDATION] = word_choice((int)o->liquidation, (int)usual->liquidation);
    choice[CHOICE_ENTRY_DAY_FLOWS] = flag_choice(o->entry_day_flows, usual->entry_day_flows);
    choice[CHOICE_CARRY_DEFICIT] = flag_choice(o->carry_deficit, usual->carry_deficit);
    choice[CHOICE_DIVIDEND_TIMING] = flag_choice(o->dividend_pay, usual->dividend_pay);
    choice[CHOICE_DIVIDEND_USE] = word_choice((int)o->dividend_use, (int)usual->dividend_use);
    choice[CHOICE_CONTRIBUTION_EVERY] = o->contribution_usd != 0 ? (int)o->contribution_every : 0;
    choice[CHOICE_POSITION] = flag_choice(o->is_short, usual->is_short);
    choice[CHOICE_PROFIT_TRIGGER] = flag_choice(o->trigger_equity, usual->trigger_equity);
    choice[CHOICE_REBALANCE_EVERY] = (int)o->rebalance_every;
    choice[CHOICE_PRICE_MOVES] = word_choice((int)o->price_moves, (int)usual->price_moves);
    choice[CHOICE_METRICS] = flag_choice(o->metrics_corrected, usual->metrics_corrected);
}

static void numbers_of(const struct bt_config *c, const struct bt_options *usual, double *number)
{
    const struct bt_options *o = &c->options;
    number[NUMBER_SPREAD] =
        o->financing == BT_FINANCING_FLAT ? o->spread_pct : number_unless(o->spread_pct, usual->spread_pct);
    number[NUMBER_BUFFER] = number_unless(o->buffer_pct, usual->buffer_pct);
    number[NUMBER_SLIPPAGE] = number_unless(o->slippage_bps, usual->slippage_bps);
    number[NUMBER_TRADE_COST] = number_unless(o->trade_cost_bps, usual->trade_cost_bps);
    number[NUMBER_TRANSACTION_COST] = number_unless(c->transaction_cost_bps, 5);
    number[NUMBER_WAIT] = number_unless(o->wait_sessions, usual->wait_sessions);
    number[NUMBER_CURE] = number_unless(o->cure_days, usual->cure_days);
    number[NUMBER_MINIMUM] = number_unless(o->minimum_equity_usd, usual->minimum_equity_usd);
    number[NUMBER_ADDON] = number_unless(o->house_addon_pct, usual->house_addon_pct);
    number[NUMBER_LAG] = number_unless(o->dividend_lag_days, usual->dividend_lag_days);
    number[NUMBER_CONTRIBUTION] = o->contribution_every != BT_NEVER ? number_unless(o->contribution_usd, 0) : NAN;
    number[NUMBER_BORROW_FEE] = number_unless(o->borrow_fee_pct, usual->borrow_fee_pct);
    number[NUMBER_SHORT_CREDIT] = number_unless(o->short_credit_pct, usual->short_credit_pct);
    number[NUMBER_THRESHOLD] = number_unless(c->profit_threshold_pct, 100);
    number[NUMBER_BAND] = number_unless(o->rebalance_band_pct, usual->rebalance_band_pct);
}

static struct backtest_form form_of(const struct backtest_request *r)
{
    const struct bt_config *c = &r->config;
    struct bt_options usual;
    struct backtest_form form = {.account = c->account == BT_PORTFOLIO,
                                 .mode = (int)c->mode,
                                 .profile = c->profile == BT_ORIGINAL,
                                 .start_day = r->start_day,
                                 .end_day = r->end_day,
                                 .equity = c->equity,
                                 .leverage = c->leverage};
    bt_options_default(&usual, c->profile, c->account, c->mode);
    choices_of(&c->options, &usual, form.choice);
    numbers_of(c, &usual, form.number);
    return form;
}

/* ---- writing ---- */

/* One "&name=value"; values here are words, dates and numbers, which need no escapes but for '+' in an exponent. */
static void add_pair(struct buf *out, const char *name, struct str value)
{
    if (out->n)
        buf_putc(out, '&');
    buf_puts(out, name);
    buf_putc(out, '=');
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.s[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' ||
                     c == '-' || c == '_';
        if (plain)
            buf_putc(out, (char)c);
        else
            buf_printf(out, "%%%02X", c);
    }
}

static void add_field(struct buf *out, const struct field *f, const struct backtest_form *form)
{
    const void *at = (const char *)form + f->offset;
    char text[NUM_TEXT];
    if (f->kind == FIELD_CHOICE)
        add_pair(out, f->name, str_of(f->choices[*(const int *)at]));
    else if (f->kind == FIELD_DATE)
        add_pair(out, f->name, str_of(day_text(*(const int32_t *)at, text)));
    else
        add_pair(out, f->name, (struct str){text, (size_t)num_write(*(const double *)at, text)});
}

static bool is_blank(const struct field *f, const struct backtest_form *form)
{
    const void *at = (const char *)form + f->offset;
    return f->kind == FIELD_CHOICE ? *(const int *)at == 0 : isnan(*(const double *)at);
}

const char *backtest_form_query(struct arena *arena, const struct backtest_request *r)
{
    const struct backtest_form form = form_of(r);
    struct buf out;
    buf_init(&out, arena, 512);
    add_pair(&out, "ticker", str_of(r->ticker));
    for (int i = BASIC_START; i < BASIC_FIELDS; i++)
        add_field(&out, &backtest_basic[i], &form);
    for (int g = 0; g < BACKTEST_GROUPS; g++)
        for (int i = 0; backtest_group_applies(&backtest_groups[g], form.mode) && i < backtest_groups[g].n; i++)
            if (!is_blank(&backtest_groups[g].fields[i], &form))
                add_field(&out, &backtest_groups[g].fields[i], &form);
    return out.s;
}
