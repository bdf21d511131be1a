/* backtest_form.c: see backtest_form.h. The fields are in backtest_fields.c, the way back in backtest_query.c.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/backtest_form.h"

#include <math.h>

#include "base/day.h"
#include "base/num.h"
#include "margin/backtest_fields.h"

/* The rows with what is known only now: the instruments that are there. */
static const struct field *basic_with_menu(struct arena *arena, const struct instrument_menu *menu)
{
    struct field *fields = ARENA_ARRAY(arena, BASIC_FIELDS, struct field);
    struct field *ticker = &fields[BASIC_TICKER];
    memcpy(fields, backtest_basic, BASIC_FIELDS * sizeof *fields);
    instrument_menu_choices(arena, menu, &ticker->choices, &ticker->choice_labels);
    return fields;
}

static void choose_instrument(struct backtest_form *form, const struct instrument_menu *menu, int i)
{
    form->ticker = i;
    form->start_day = menu->rows[i].first_day;
    form->end_day = menu->rows[i].last_day;
}

void backtest_form_instrument(struct backtest_form *form, const struct instrument_menu *menu, struct str symbol)
{
    for (int i = 0; i < menu->n; i++)
        if (str_eq(symbol, menu->rows[i].symbol))
            choose_instrument(form, menu, i);
}

void backtest_form_defaults(struct backtest_form *form, const struct instrument_menu *menu)
{
    *form = (struct backtest_form){.equity = 100000, .leverage = 1.5};
    if (menu->n > 0)
        choose_instrument(form, menu, instrument_menu_first(menu));
    for (int i = 0; i < BACKTEST_NUMBERS; i++)
        form->number[i] = NAN;
}

void backtest_form_original(struct backtest_form *form, const struct instrument_menu *menu, struct str symbol)
{
    const int32_t begins = day_from_civil(2010, 1, 1);
    backtest_form_instrument(form, menu, symbol.n ? symbol : STR("SPY"));
    if (form->start_day < begins && begins < form->end_day)
        form->start_day = begins;
    form->profile = 1;
    form->equity = 50000000;
    form->leverage = form->account == 0 ? 2 : 4;
}

/* ---- to a request ---- */

static void set_flag(bool *into, int choice)
{
    if (choice)
        *into = choice == 1;
}

static void set_number(double *into, double number)
{
    if (!isnan(number))
        *into = number;
}

static void set_whole(int *into, double number, const char *name, struct problem *problem)
{
    if (isnan(number))
        return;
    if (number != floor(number))
        problem_add(problem, name, "%s must be a whole number.", backtest_field_find(name)->label);
    else
        *into = (int)number;
}

/* The flat spread of the original profile is the rate file's own margin rate, until a spread is given. */
static void financing_from_form(struct bt_options *o, const struct backtest_form *form)
{
    bool original = form->profile != 0;
    if (form->choice[CHOICE_FINANCING] == 1)
        o->financing = BT_FINANCING_TIERS;
    else if (form->choice[CHOICE_FINANCING] == 2)
        o->financing = original ? BT_FINANCING_FILE : BT_FINANCING_FLAT;
    if (!isnan(form->number[NUMBER_SPREAD]) && o->financing == BT_FINANCING_FILE)
        o->financing = BT_FINANCING_FLAT;
    set_number(&o->spread_pct, form->number[NUMBER_SPREAD]);
}

/* An amount and a period belong together. */
static void contribution_from_form(struct bt_options *o, const struct backtest_form *form, struct problem *problem)
{
    double amount = form->number[NUMBER_CONTRIBUTION];
    enum bt_every every = (enum bt_every)form->choice[CHOICE_CONTRIBUTION_EVERY];
    bool given = !isnan(amount) && amount != 0;
    if (given && every == BT_NEVER)
        problem_add(problem, "options.contribution.every", "Say how often the amount is put in or taken out.");
    if (!given && every != BT_NEVER && !problem_message(problem, "options.contribution.amount"))
        problem_add(problem, "options.contribution.amount", "Say how much is put in, or taken out, each time.");
    if (given && every != BT_NEVER) {
        o->contribution_every = every;
        o->contribution_usd = amount;
    }
}

static void money_from_form(struct bt_options *o, const struct backtest_form *form, struct problem *problem)
{
    const int *choice = form->choice;
    const double *number = form->number;
    set_flag(&o->dividend_pay, choice[CHOICE_DIVIDEND_TIMING]);
    set_whole(&o->dividend_lag_days, number[NUMBER_LAG], "options.dividend_lag_days", problem);
    if (choice[CHOICE_DIVIDEND_USE])
        o->dividend_use = (enum bt_dividend_use)(choice[CHOICE_DIVIDEND_USE] - 1);
    contribution_from_form(o, form, problem);
    set_flag(&o->is_short, choice[CHOICE_POSITION]);
    set_number(&o->borrow_fee_pct, number[NUMBER_BORROW_FEE]);
    set_number(&o->short_credit_pct, number[NUMBER_SHORT_CREDIT]);
    set_number(&o->trade_cost_bps, number[NUMBER_TRADE_COST]);
}

static void interest_from_form(struct bt_options *o, const struct backtest_form *form)
{
    const int *choice = form->choice;
    set_flag(&o->interest_calendar, choice[CHOICE_INTEREST_DAYS]);
    if (choice[CHOICE_DAY_COUNT])
        o->day_count = choice[CHOICE_DAY_COUNT] == 1 ? 360 : 365;
    set_flag(&o->rate_asof, choice[CHOICE_RATE_JOIN]);
    set_flag(&o->posting_month, choice[CHOICE_POSTING]);
    financing_from_form(o, form);
}

static void calls_from_form(struct bt_options *o, const struct backtest_form *form, struct problem *problem)
{
    const int *choice = form->choice;
    const double *number = form->number;
    set_flag(&o->call_intraday, choice[CHOICE_CALL_TEST]);
    if (choice[CHOICE_LIQUIDATION])
        o->liquidation = (enum bt_liquidation)(choice[CHOICE_LIQUIDATION] - 1);
    set_whole(&o->cure_days, number[NUMBER_CURE], "options.cure_days", problem);
    set_whole(&o->wait_sessions, number[NUMBER_WAIT], "options.wait_sessions", problem);
    set_flag(&o->cap_leverage, choice[CHOICE_CAP_LEVERAGE]);
    set_number(&o->buffer_pct, number[NUMBER_BUFFER]);
    set_number(&o->slippage_bps, number[NUMBER_SLIPPAGE]);
    set_number(&o->minimum_equity_usd, number[NUMBER_MINIMUM]);
    set_number(&o->house_addon_pct, number[NUMBER_ADDON]);
    if (choice[CHOICE_PRICE_MOVES])
        o->price_moves = (enum bt_moves)(choice[CHOICE_PRICE_MOVES] - 1);
    set_flag(&o->carry_deficit, choice[CHOICE_CARRY_DEFICIT]);
}

/* The profile's settings with what the person chose over them. */
static void config_from_form(struct bt_config *c, const struct backtest_form *form, struct problem *problem)
{
    struct bt_options *o = &c->options;
    bt_options_default(o, c->profile, c->account, c->mode);
    interest_from_form(o, form);
    calls_from_form(o, form, problem);
    money_from_form(o, form, problem);
    set_flag(&o->entry_day_flows, form->choice[CHOICE_ENTRY_DAY_FLOWS]);
    set_flag(&o->metrics_corrected, form->choice[CHOICE_METRICS]);
    set_flag(&o->trigger_equity, form->choice[CHOICE_PROFIT_TRIGGER]);
    set_number(&o->rebalance_band_pct, form->number[NUMBER_BAND]);
    o->rebalance_every = (enum bt_every)form->choice[CHOICE_REBALANCE_EVERY];
    set_number(&c->profit_threshold_pct, form->number[NUMBER_THRESHOLD]);
    if (c->profile == BT_ORIGINAL)
        set_number(&c->transaction_cost_bps, form->number[NUMBER_TRANSACTION_COST]);
}

static bool is_named(const char *const *names, const char *name)
{
    for (; names && *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

static bool is_filled(const struct field *f, const struct backtest_form *form)
{
    const void *at = (const char *)form + f->offset;
    return f->kind == FIELD_CHOICE ? *(const int *)at != 0 : !isnan(*(const double *)at);
}

/* One by one, but for those that are not asked here. */
static void read_fields(const struct params *params, const struct field *fields, int n, const char *const *elsewhere,
                        struct backtest_form *form, struct problem *problem)
{
    for (int i = 0; i < n; i++)
        if (!is_named(elsewhere, fields[i].name))
            form_read(params, &fields[i], 1, form, problem);
}

/* The fields beyond the basic ones that this mode has, and which of them were filled in. */
static void read_groups(const struct params *params, const char *const *elsewhere, struct backtest_form *form,
                        struct backtest_request *request, struct problem *problem)
{
    for (int g = 0; g < BACKTEST_GROUPS; g++) {
        const struct backtest_group *group = &backtest_groups[g];
        if (!backtest_group_applies(group, form->mode))
            continue;
        read_fields(params, group->fields, group->n, elsewhere, form, problem);
        for (int i = 0; i < group->n; i++)
            if (!is_named(elsewhere, group->fields[i].name) && is_filled(&group->fields[i], form))
                backtest_request_give(request, group->fields[i].name);
    }
}

bool backtest_form_read(struct arena *arena, const struct params *params, const struct instrument_menu *menu,
                        const char *const *elsewhere, struct backtest_form *form, struct backtest_request *request,
                        struct problem *problem)
{
    struct bt_config *c = &request->config;
    read_fields(params, basic_with_menu(arena, menu), BASIC_FIELDS, elsewhere, form, problem);
    backtest_request_init(request);
    read_groups(params, elsewhere, form, request, problem);
    if (!problem_message(problem, "ticker"))
        request->ticker = menu->rows[form->ticker].symbol;
    request->start_day = form->start_day;
    request->end_day = form->end_day;
    c->mode = (enum bt_mode)form->mode;
    c->profile = form->profile == 0 ? BT_ACCURATE : BT_ORIGINAL;
    c->account = form->account == 0 ? BT_REG_T : BT_PORTFOLIO;
    c->equity = form->equity;
    c->leverage = form->leverage;
    config_from_form(c, form, problem);
    return backtest_request_check(request, problem);
}

/* ---- showing ---- */

static void show_coverage(struct view *v, struct arena *arena, const struct instrument_menu *menu)
{
    char first[DAY_TEXT], last[DAY_TEXT];
    for (int i = 0; i < menu->n; i++) {
        struct view *row = view_add(v, "COVER");
        view_text(row, "COVER_SYMBOL", menu->rows[i].symbol);
        view_text(row, "COVER_NAME", menu->rows[i].name);
        view_printf(row, "COVER_FIRST", "%s", day_text(menu->rows[i].first_day, first));
        view_printf(row, "COVER_LAST", "%s", day_text(menu->rows[i].last_day, last));
        view_text(row, "COVER_SESSIONS", num_group(arena, (double)menu->rows[i].sessions, 0));
        view_text(row, "COVER_SOURCE", menu->rows[i].source);
    }
}

static double cap_of(enum bt_account account)
{
    struct bt_config c = {.profile = BT_ACCURATE, .account = account};
    bt_options_default(&c.options, c.profile, account, c.mode);
    return floor(bt_leverage_max(&c) * 100) / 100;
}

/* Has one of the group's fields something in it, or something against it? */
static bool group_is_used(const struct backtest_group *group, const struct backtest_form *form,
                          const struct problem *problem)
{
    for (int i = 0; i < group->n; i++) {
        const struct field *f = &group->fields[i];
        if (is_filled(f, form) || problem_message(problem, f->name))
            return true;
    }
    return false;
}

static bool advanced_used(const struct backtest_form *form, const struct problem *problem)
{
    for (int g = 0; g < BACKTEST_GROUPS; g++)
        if (backtest_groups[g].is_advanced && group_is_used(&backtest_groups[g], form, problem))
            return true;
    return false;
}

/* The messages of the engine's checks as the form's own are: sentences that begin with the name of their field. */
static struct problem sentences(struct arena *arena, const struct problem *problem)
{
    struct problem out = problem ? *problem : (struct problem){.arena = arena};
    for (int i = 0; i < out.n; i++) {
        const char *message = out.at[i].message;
        const struct field *field = backtest_field_find(out.at[i].field);
        bool ended = *message && message[strlen(message) - 1] == '.';
        bool named = !field || strncmp(message, field->label, strlen(field->label)) == 0 ||
                     (ended && message[0] >= 'A' && message[0] <= 'Z');
        out.at[i].message =
            arena_printf(arena, "%s%s%s%s", named ? "" : field->label, named ? "" : ": ", message, ended ? "" : ".");
    }
    return out;
}

void backtest_option_show(struct view *v, const char *section, const char *value, const char *label, struct str chosen)
{
    struct view *o = view_add(v, section);
    view_text(o, "OPTION_VALUE", value);
    view_text(o, "OPTION_LABEL", label);
    view_show_if(o, "OPTION_CHOSEN", str_eq(chosen, value));
}

void backtest_mode_options_show(struct view *v, struct str chosen)
{
    backtest_option_show(v, "MODE_OPTION", "", "Any", chosen);
    for (int i = 0; i < BT_MODES; i++)
        backtest_option_show(v, "MODE_OPTION", bt_mode_text[i], backtest_modes[i].label, chosen);
}

static void show_modes(struct view *v, const struct backtest_form *form, const struct problem *problem)
{
    for (int m = 0; m < BT_MODES; m++) {
        struct view *row = view_add(v, "MODE");
        view_text(row, "MODE_VALUE", bt_mode_text[m]);
        view_text(row, "MODE_LABEL", backtest_modes[m].label);
        view_text(row, "MODE_SENTENCE", backtest_modes[m].sentence);
        view_show_if(row, "MODE_CHOSEN", m == form->mode);
    }
    view_text_if(v, "HAS_MODE_FAULT", "MODE_FAULT", problem_message(problem, "mode"));
}

/* The names of the modes that have the group, separated by blanks, for the script that hides the others; empty: all. */
static const char *modes_word(struct arena *arena, const struct backtest_group *group)
{
    struct buf out;
    buf_init(&out, arena, 64);
    for (int m = 0; group->modes && m < BT_MODES; m++)
        if (backtest_group_applies(group, m))
            buf_printf(&out, "%s%s", out.n ? " " : "", bt_mode_text[m]);
    return out.n ? out.s : "";
}

static void show_groups(struct view *v, struct arena *arena, const struct backtest_form *form,
                        const struct params *typed, const struct problem *problem)
{
    for (int g = 0; g < BACKTEST_GROUPS; g++) {
        const struct backtest_group *group = &backtest_groups[g];
        struct view *row = view_add(v, group->is_advanced ? "ADVANCED_GROUP" : "MODE_GROUP");
        view_text(row, "GROUP_ID", group->id);
        view_text(row, "GROUP_LEGEND", group->legend);
        view_text(row, "GROUP_ABOUT", group->about);
        view_text(row, "GROUP_MODES", modes_word(arena, group));
        form_show(row, group->fields, group->n, form, typed, problem);
    }
}

void backtest_form_show(struct view *v, struct arena *arena, const struct instrument_menu *menu,
                        const struct backtest_form *form, const struct params *typed, const struct problem *problem)
{
    const struct problem said = sentences(arena, problem);
    view_show_if(v, "HAS_DATA", menu->n > 0);
    view_show_if(v, "NO_DATA", menu->n == 0);
    form_show(view_add(v, "BASIC"), basic_with_menu(arena, menu), BASIC_MODE, form, typed, &said);
    show_modes(v, form, &said);
    show_groups(v, arena, form, typed, &said);
    view_show_if(v, "ADVANCED_OPEN", advanced_used(form, &said));
    view_printf(v, "CAP_REG_T", "%.2f", cap_of(BT_REG_T));
    view_printf(v, "CAP_PORTFOLIO", "%.2f", cap_of(BT_PORTFOLIO));
    show_coverage(v, arena, menu);
    form_faults_show(v, &said);
}
