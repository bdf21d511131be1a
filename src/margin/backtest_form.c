/* backtest_form.c: see backtest_form.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/backtest_form.h"

#include <math.h>

#include "base/day.h"
#include "base/num.h"

static const char *const account_values[] = {"reg_t", "portfolio", NULL};
static const char *const account_labels[] = {"Reg T margin account", "Portfolio margin account", NULL};
static const char *const mode_values[] = {"liquidation_reentry", NULL};
static const char *const mode_labels[] = {"Liquidation and re-entry", NULL};
static const char *const profile_values[] = {"accurate", "original", NULL};
static const char *const profile_labels[] = {"Accurate (advised)", "Original (as the first program computed)", NULL};

#define AT(member) offsetof(struct backtest_form, member)

enum {
    FIELD_TICKER,
    FIELD_START,
    FIELD_END,
    FIELD_EQUITY,
    FIELD_LEVERAGE,
    FIELD_ACCOUNT,
    FIELD_MODE,
    FIELD_PROFILE,
    BASIC_FIELDS
};
static const struct field basic_fields[BASIC_FIELDS] = {
    [FIELD_TICKER] =
        {.name = "ticker", .label = "Instrument", .kind = FIELD_CHOICE, .required = true, .offset = AT(ticker)},
    [FIELD_START] =
        {.name = "start_date", .label = "First day", .kind = FIELD_DATE, .required = true, .offset = AT(start_day)},
    [FIELD_END] =
        {.name = "end_date", .label = "Last day", .kind = FIELD_DATE, .required = true, .offset = AT(end_day)},
    [FIELD_EQUITY] = {.name = "equity",
                      .label = "Starting equity",
                      .kind = FIELD_NUMBER,
                      .required = true,
                      .min = 0.01,
                      .max = BACKTEST_EQUITY_MAX,
                      .unit = "$",
                      .hint = "Your own money in the account on the first day.",
                      .offset = AT(equity)},
    [FIELD_LEVERAGE] = {.name = "leverage",
                        .label = "Leverage",
                        .kind = FIELD_NUMBER,
                        .required = true,
                        .min = 0.01,
                        .max = BACKTEST_LEVERAGE_MAX,
                        .unit = "×",
                        .hint = "Position divided by equity at each entry.",
                        .offset = AT(leverage)},
    [FIELD_ACCOUNT] = {.name = "account_type",
                       .label = "Account",
                       .kind = FIELD_CHOICE,
                       .required = true,
                       .choices = account_values,
                       .choice_labels = account_labels,
                       .hint = "Decides the maintenance requirement: 25 % for Reg T, 15 % for portfolio margin.",
                       .offset = AT(account)},
    [FIELD_MODE] = {.name = "mode",
                    .label = "Mode",
                    .kind = FIELD_CHOICE,
                    .required = true,
                    .choices = mode_values,
                    .choice_labels = mode_labels,
                    .hint = "On a margin call everything is sold; after a wait what is left goes back in.",
                    .offset = AT(mode)},
    [FIELD_PROFILE] = {.name = "profile",
                       .label = "Profile",
                       .kind = FIELD_CHOICE,
                       .required = true,
                       .choices = profile_values,
                       .choice_labels = profile_labels,
                       .hint =
                           "Accurate corrects the known flaws of the original; each correction can be switched below.",
                       .offset = AT(profile)},
};

/* The advanced choices: the empty value leaves the profile's own. Value 1 is the one that struct bt_options calls true. */
static const char *const interest_values[] = {"", "calendar", "session", NULL};
static const char *const interest_labels[] = {"As the profile has it", "Every calendar day", "Once a session", NULL};
static const char *const day_count_values[] = {"", "360", "365", NULL};
static const char *const day_count_labels[] = {"As the profile has it", "360 days a year", "365 days a year", NULL};
static const char *const rate_values[] = {"", "asof", "exact", NULL};
static const char *const rate_labels[] = {"As the profile has it", "Last rate known before the day",
                                          "Copied on its own date", NULL};
static const char *const posting_values[] = {"", "month", "session", NULL};
static const char *const posting_labels[] = {"As the profile has it", "Monthly", "At once", NULL};
static const char *const financing_values[] = {"", "tiers", "flat", NULL};
static const char *const financing_labels[] = {"As the profile has it", "Tiers by loan size", "Flat spread", NULL};
static const char *const yes_values[] = {"", "true", "false", NULL};
static const char *const yes_labels[] = {"As the profile has it", "Yes", "No", NULL};
static const char *const call_values[] = {"", "intraday", "close", NULL};
static const char *const call_labels[] = {"As the profile has it", "At the open and the low", "At the close", NULL};
static const char *const metrics_values[] = {"", "corrected", "original", NULL};
static const char *const metrics_labels[] = {"As the profile has it", "Corrected", "Original", NULL};

#define CHOICE_FIELD(which, key, says, values, labels, about)                                                          \
    {                                                                                                                  \
        .name = "options." key, .label = (says), .kind = FIELD_CHOICE, .choices = (values), .choice_labels = (labels), \
        .hint = (about), .offset = AT(choice[which])                                                                   \
    }
#define NUMBER_FIELD(which, key, says, most, of, about)                                                                \
    {                                                                                                                  \
        .name = "options." key, .label = (says), .kind = FIELD_NUMBER, .min = 0, .max = (most), .unit = (of),          \
        .hint = (about), .offset = AT(number[which])                                                                   \
    }

static const struct field advanced_fields[] = {
    CHOICE_FIELD(CHOICE_FINANCING, "financing", "Loan interest", financing_values, financing_labels,
                 "Accurate: tiers over fed funds. Original: fed funds + 1.5 points."),
    NUMBER_FIELD(NUMBER_SPREAD, "spread_pct", "Flat spread over fed funds", 10, "%",
                 "Used with the flat spread. Blank: 1.5."),
    CHOICE_FIELD(CHOICE_INTEREST_DAYS, "interest_days", "Days of interest", interest_values, interest_labels,
                 "Accurate: every calendar day, weekends too. Original: once a session."),
    CHOICE_FIELD(CHOICE_DAY_COUNT, "day_count", "Day count", day_count_values, day_count_labels,
                 "Accurate: 360. Original: 365."),
    CHOICE_FIELD(CHOICE_POSTING, "posting", "Interest is posted", posting_values, posting_labels,
                 "Accurate: on the first session of the next month. Original: at once."),
    CHOICE_FIELD(CHOICE_RATE_JOIN, "rate_join", "Rate of a day", rate_values, rate_labels,
                 "Accurate: no look ahead. Original: copied on its own date."),
    CHOICE_FIELD(CHOICE_CALL_TEST, "call_test", "Margin call test", call_values, call_labels,
                 "Accurate: at the open and the low. Original: at the close."),
    NUMBER_FIELD(NUMBER_SLIPPAGE, "slippage_bps", "Slippage of a forced sale", 500, "bps",
                 "Accurate: 25. Original: 0."),
    NUMBER_FIELD(NUMBER_TRADE_COST, "trade_cost_bps", "Cost of a trade", 100, "bps", "Accurate: 5. Original: 0."),
    NUMBER_FIELD(NUMBER_WAIT, "wait_sessions", "Wait before re-entry", 60, "sessions", "Both profiles: 2."),
    NUMBER_FIELD(NUMBER_MINIMUM, "minimum_equity_usd", "Minimum equity to enter", 1e12, "$",
                 "Accurate: 2,000 (Reg T) or 100,000 (portfolio). Original: 1,000."),
    NUMBER_FIELD(NUMBER_ADDON, "house_addon_pct", "House add-on to maintenance", 50, "%", "Both profiles: 0."),
    CHOICE_FIELD(CHOICE_CAP_LEVERAGE, "cap_leverage", "Refuse leverage over the cap", yes_values, yes_labels,
                 "Accurate: yes. Original: no."),
    NUMBER_FIELD(NUMBER_BUFFER, "buffer_pct", "Buffer of the cap", 20, "%", "Kept above maintenance. Accurate: 0.5."),
    CHOICE_FIELD(CHOICE_ENTRY_DAY_FLOWS, "entry_day_flows", "Interest and dividend on an entry day", yes_values,
                 yes_labels, "Accurate: no. Original: yes."),
    CHOICE_FIELD(CHOICE_CARRY_DEFICIT, "carry_deficit", "A debt stays owed", yes_values, yes_labels,
                 "Accurate: yes. Original: forgiven."),
    CHOICE_FIELD(CHOICE_METRICS, "metrics", "Summary figures", metrics_values, metrics_labels,
                 "Accurate: corrected formulas. Original: as the first program."),
};
enum { ADVANCED_FIELDS = sizeof advanced_fields / sizeof *advanced_fields };

/* The rows with what is known only now: the instruments that are there. */
static const struct field *basic_with_menu(struct arena *arena, const struct backtest_menu *menu)
{
    struct field *fields = ARENA_ARRAY(arena, BASIC_FIELDS, struct field);
    const char **values = ARENA_ARRAY(arena, (size_t)menu->n + 1, const char *);
    const char **labels = ARENA_ARRAY(arena, (size_t)menu->n + 1, const char *);

    memcpy(fields, basic_fields, sizeof basic_fields);
    for (int i = 0; i < menu->n; i++) {
        values[i] = menu->rows[i].symbol;
        labels[i] = arena_printf(arena, "%s – %s", menu->rows[i].symbol, menu->rows[i].name);
    }
    fields[FIELD_TICKER].choices = values;
    fields[FIELD_TICKER].choice_labels = labels;
    return fields;
}

void backtest_form_defaults(struct backtest_form *form, const struct backtest_menu *menu)
{
    *form = (struct backtest_form){.equity = 100000, .leverage = 1.5};
    for (int i = 0; i < menu->n; i++)
        if (strcmp(menu->rows[i].symbol, "SPX") == 0)
            form->ticker = i;
    if (menu->n > 0) {
        form->start_day = menu->rows[form->ticker].first_day;
        form->end_day = menu->rows[form->ticker].last_day;
    }
    for (int i = 0; i < BACKTEST_NUMBERS; i++)
        form->number[i] = NAN;
}

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

/* The flat spread of the original profile is the rate file's own margin rate, until a spread is given. */
static void financing_from_form(struct bt_options *o, const struct backtest_form *form, struct problem *problem)
{
    bool original = form->profile != 0, spread = !isnan(form->number[NUMBER_SPREAD]);
    if (form->choice[CHOICE_FINANCING] == 1)
        o->financing = BT_FINANCING_TIERS;
    else if (form->choice[CHOICE_FINANCING] == 2)
        o->financing = original ? BT_FINANCING_FILE : BT_FINANCING_FLAT;
    if (spread && o->financing == BT_FINANCING_TIERS)
        problem_add(problem, "options.spread_pct",
                    "A spread belongs to the flat spread; choose it under loan interest.");
    else if (spread)
        o->financing = BT_FINANCING_FLAT;
    set_number(&o->spread_pct, form->number[NUMBER_SPREAD]);
}

/* The profile's settings with what the person chose over them. */
static void options_from_form(struct bt_options *o, const struct backtest_form *form, struct problem *problem)
{
    const int *choice = form->choice;
    const double *number = form->number;
    double wait = o->wait_sessions;

    set_flag(&o->interest_calendar, choice[CHOICE_INTEREST_DAYS]);
    if (choice[CHOICE_DAY_COUNT])
        o->day_count = choice[CHOICE_DAY_COUNT] == 1 ? 360 : 365;
    set_flag(&o->rate_asof, choice[CHOICE_RATE_JOIN]);
    set_flag(&o->posting_month, choice[CHOICE_POSTING]);
    financing_from_form(o, form, problem);
    set_flag(&o->cap_leverage, choice[CHOICE_CAP_LEVERAGE]);
    set_flag(&o->call_intraday, choice[CHOICE_CALL_TEST]);
    set_flag(&o->entry_day_flows, choice[CHOICE_ENTRY_DAY_FLOWS]);
    set_flag(&o->carry_deficit, choice[CHOICE_CARRY_DEFICIT]);
    set_flag(&o->metrics_corrected, choice[CHOICE_METRICS]);
    set_number(&o->buffer_pct, number[NUMBER_BUFFER]);
    set_number(&o->slippage_bps, number[NUMBER_SLIPPAGE]);
    set_number(&o->trade_cost_bps, number[NUMBER_TRADE_COST]);
    set_number(&o->minimum_equity_usd, number[NUMBER_MINIMUM]);
    set_number(&o->house_addon_pct, number[NUMBER_ADDON]);
    set_number(&wait, number[NUMBER_WAIT]);
    if (wait != floor(wait))
        problem_add(problem, "options.wait_sessions", "Wait before re-entry must be a whole number of sessions.");
    else
        o->wait_sessions = (int)wait;
}

bool backtest_form_read(struct arena *arena, const struct params *params, const struct backtest_menu *menu,
                        struct backtest_form *form, struct backtest_request *request, struct problem *problem)
{
    form_read(params, basic_with_menu(arena, menu), BASIC_FIELDS, form, problem);
    form_read(params, advanced_fields, ADVANCED_FIELDS, form, problem);
    backtest_request_init(request);
    if (!problem_message(problem, "ticker"))
        request->ticker = menu->rows[form->ticker].symbol;
    request->start_day = form->start_day;
    request->end_day = form->end_day;
    request->config = (struct bt_config){.mode = BT_LIQUIDATION_REENTRY,
                                         .profile = form->profile == 0 ? BT_ACCURATE : BT_ORIGINAL,
                                         .account = form->account == 0 ? BT_REG_T : BT_PORTFOLIO,
                                         .equity = form->equity,
                                         .leverage = form->leverage};
    bt_options_default(&request->config.options, request->config.profile, request->config.account,
                       request->config.mode);
    options_from_form(&request->config.options, form, problem);
    return backtest_request_check(request, problem);
}

static void show_coverage(struct view *v, struct arena *arena, const struct backtest_menu *menu)
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

static bool is_advanced(const char *field)
{
    return strncmp(field, "options.", 8) == 0;
}

static bool advanced_used(const struct backtest_form *form, const struct problem *problem)
{
    for (int i = 0; i < problem->n; i++)
        if (is_advanced(problem->at[i].field))
            return true;
    for (int i = 0; i < BACKTEST_CHOICES; i++)
        if (form->choice[i])
            return true;
    for (int i = 0; i < BACKTEST_NUMBERS; i++)
        if (!isnan(form->number[i]))
            return true;
    return false;
}

static const char *label_of(const char *field)
{
    for (int i = 0; i < BASIC_FIELDS; i++)
        if (strcmp(basic_fields[i].name, field) == 0)
            return basic_fields[i].label;
    for (int i = 0; i < ADVANCED_FIELDS; i++)
        if (strcmp(advanced_fields[i].name, field) == 0)
            return advanced_fields[i].label;
    return NULL;
}

/* The messages of the engine's checks as the form's own are: sentences that begin with the name of their field. */
static struct problem sentences(struct arena *arena, const struct problem *problem)
{
    struct problem out = problem ? *problem : (struct problem){.arena = arena};
    for (int i = 0; i < out.n; i++) {
        const char *message = out.at[i].message, *label = label_of(out.at[i].field);
        bool named = !label || strncmp(message, label, strlen(label)) == 0;
        bool ended = *message && message[strlen(message) - 1] == '.';
        out.at[i].message =
            arena_printf(arena, "%s%s%s%s", named ? "" : label, named ? "" : ": ", message, ended ? "" : ".");
    }
    return out;
}

/* What is wrong, at the top of the page, each a link to its field. */
static void show_faults(struct view *v, const struct problem *problem)
{
    view_show_if(v, "HAS_FAULTS", problem->n > 0);
    for (int i = 0; i < problem->n; i++) {
        struct view *row = view_add(v, "FAULT");
        view_text(row, "FAULT_FIELD", problem->at[i].field);
        view_text(row, "FAULT_MESSAGE", problem->at[i].message);
    }
}

void backtest_form_show(struct view *v, struct arena *arena, const struct backtest_menu *menu,
                        const struct backtest_form *form, const struct params *typed, const struct problem *problem)
{
    const struct problem said = sentences(arena, problem);
    view_show_if(v, "HAS_DATA", menu->n > 0);
    view_show_if(v, "NO_DATA", menu->n == 0);
    form_show(view_add(v, "BASIC"), basic_with_menu(arena, menu), BASIC_FIELDS, form, typed, &said);
    form_show(view_add(v, "ADVANCED"), advanced_fields, ADVANCED_FIELDS, form, typed, &said);
    view_show_if(v, "ADVANCED_OPEN", advanced_used(form, &said));
    view_printf(v, "CAP_REG_T", "%.2f", cap_of(BT_REG_T));
    view_printf(v, "CAP_PORTFOLIO", "%.2f", cap_of(BT_PORTFOLIO));
    show_coverage(v, arena, menu);
    show_faults(v, &said);
}

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

static void add_number(struct buf *out, const char *name, double x)
{
    char text[NUM_TEXT];
    add_pair(out, name, (struct str){text, (size_t)num_write(x, text)});
}

static void add_number_unless(struct buf *out, const char *name, double x, double usual)
{
    if (x != usual)
        add_number(out, name, x);
}

static void add_flag_unless(struct buf *out, const char *name, const char *const *values, bool x, bool usual)
{
    if (x != usual)
        add_pair(out, name, str_of(values[x ? 1 : 2]));
}

static void add_options(struct buf *out, const struct bt_options *o, const struct bt_options *usual)
{
    add_flag_unless(out, "options.interest_days", interest_values, o->interest_calendar, usual->interest_calendar);
    add_number_unless(out, "options.day_count", o->day_count, usual->day_count);
    add_flag_unless(out, "options.rate_join", rate_values, o->rate_asof, usual->rate_asof);
    add_flag_unless(out, "options.posting", posting_values, o->posting_month, usual->posting_month);
    if (o->financing != usual->financing)
        add_pair(out, "options.financing", str_of(financing_values[o->financing == BT_FINANCING_TIERS ? 1 : 2]));
    if (o->financing == BT_FINANCING_FLAT)
        add_number(out, "options.spread_pct", o->spread_pct);
    add_flag_unless(out, "options.cap_leverage", yes_values, o->cap_leverage, usual->cap_leverage);
    add_number_unless(out, "options.buffer_pct", o->buffer_pct, usual->buffer_pct);
    add_flag_unless(out, "options.call_test", call_values, o->call_intraday, usual->call_intraday);
    add_number_unless(out, "options.slippage_bps", o->slippage_bps, usual->slippage_bps);
    add_number_unless(out, "options.trade_cost_bps", o->trade_cost_bps, usual->trade_cost_bps);
    add_number_unless(out, "options.wait_sessions", o->wait_sessions, usual->wait_sessions);
    add_flag_unless(out, "options.entry_day_flows", yes_values, o->entry_day_flows, usual->entry_day_flows);
    add_flag_unless(out, "options.carry_deficit", yes_values, o->carry_deficit, usual->carry_deficit);
    add_number_unless(out, "options.minimum_equity_usd", o->minimum_equity_usd, usual->minimum_equity_usd);
    add_number_unless(out, "options.house_addon_pct", o->house_addon_pct, usual->house_addon_pct);
    add_flag_unless(out, "options.metrics", metrics_values, o->metrics_corrected, usual->metrics_corrected);
}

const char *backtest_form_query(struct arena *arena, const struct backtest_request *r)
{
    const struct bt_config *c = &r->config;
    struct bt_options usual;
    char day[DAY_TEXT];
    struct buf out;

    buf_init(&out, arena, 512);
    add_pair(&out, "ticker", str_of(r->ticker));
    add_pair(&out, "start_date", str_of(day_text(r->start_day, day)));
    add_pair(&out, "end_date", str_of(day_text(r->end_day, day)));
    add_number(&out, "equity", c->equity);
    add_number(&out, "leverage", c->leverage);
    add_pair(&out, "account_type", str_of(account_values[c->account == BT_REG_T ? 0 : 1]));
    add_pair(&out, "mode", str_of(mode_values[0]));
    add_pair(&out, "profile", str_of(profile_values[c->profile == BT_ACCURATE ? 0 : 1]));
    bt_options_default(&usual, c->profile, c->account, c->mode);
    add_options(&out, &c->options, &usual);
    return out.s;
}
