/* backtest_fields.c: see backtest_fields.h. A hint says what the accurate profile does and what the original did; (E1) and its
 * like are the numbers of the corrections on the methods page.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/backtest_fields.h"

#define AT(member) offsetof(struct backtest_form, member)

static const char *const account_values[] = {"reg_t", "portfolio", NULL};
static const char *const account_labels[] = {"Reg T margin account", "Portfolio margin account", NULL};
static const char *const mode_values[] = {"liquidation_reentry", "fresh_capital",     "profit_threshold",
                                          "passive_hold",        "constant_leverage", NULL};
static const char *const profile_values[] = {"accurate", "original", NULL};
static const char *const profile_labels[] = {"Accurate (advised)", "Original (as the first program computed)", NULL};

const struct backtest_mode_words backtest_modes[BT_MODES] = {
    [BT_LIQUIDATION_REENTRY] = {"Liquidation and re-entry", "liquidation and re-entry",
                                "A margin call ends the position; after a wait, what is left goes back in."},
    [BT_FRESH_CAPITAL] = {"Fresh capital", "fresh capital",
                          "The same, but each new round begins with the full starting equity, put in "
                          "anew; what was left is set aside."},
    [BT_PROFIT_THRESHOLD] = {"Profit threshold", "profit threshold",
                             "As the first; and whenever the position has grown enough, it borrows up to the "
                             "leverage again."},
    [BT_PASSIVE_HOLD] = {"Passive hold", "passive hold",
                         "Bought once and held through every margin call, which is only marked: what "
                         "patience would have brought, had the broker allowed it."},
    [BT_CONSTANT_LEVERAGE] = {"Constant leverage", "constant leverage",
                              "As the first; and it buys and sells back to the leverage, at a band around it or by "
                              "the calendar."},
};

const struct field backtest_basic[BASIC_FIELDS] = {
    [BASIC_TICKER] =
        {.name = "ticker", .label = "Instrument", .kind = FIELD_CHOICE, .required = true, .offset = AT(ticker)},
    [BASIC_START] =
        {.name = "start_date", .label = "First day", .kind = FIELD_DATE, .required = true, .offset = AT(start_day)},
    [BASIC_END] =
        {.name = "end_date", .label = "Last day", .kind = FIELD_DATE, .required = true, .offset = AT(end_day)},
    [BASIC_EQUITY] = {.name = "equity",
                      .label = "Starting equity",
                      .kind = FIELD_NUMBER,
                      .required = true,
                      .min = 0.01,
                      .max = BACKTEST_EQUITY_MAX,
                      .unit = "$",
                      .hint = "Your own money in the account on the first day.",
                      .offset = AT(equity)},
    [BASIC_LEVERAGE] = {.name = "leverage",
                        .label = "Leverage",
                        .kind = FIELD_NUMBER,
                        .required = true,
                        .min = 0.01,
                        .max = BACKTEST_LEVERAGE_MAX,
                        .unit = "×",
                        .hint = "Position divided by equity at each entry.",
                        .offset = AT(leverage)},
    [BASIC_ACCOUNT] = {.name = "account_type",
                       .label = "Account",
                       .kind = FIELD_CHOICE,
                       .required = true,
                       .choices = account_values,
                       .choice_labels = account_labels,
                       .hint = "Decides the maintenance requirement: 25 % for Reg T, 15 % for portfolio margin; of a "
                               "short 30 % and 20 %.",
                       .offset = AT(account)},
    [BASIC_PROFILE] = {.name = "profile",
                       .label = "Profile",
                       .kind = FIELD_CHOICE,
                       .required = true,
                       .choices = profile_values,
                       .choice_labels = profile_labels,
                       .hint =
                           "Accurate corrects the known flaws of the original; each correction can be switched below.",
                       .offset = AT(profile)},
    [BASIC_MODE] = {.name = "mode",
                    .label = "Mode",
                    .kind = FIELD_CHOICE,
                    .required = true,
                    .choices = mode_values,
                    .offset = AT(mode)},
};

/* The other choices: the empty value leaves the profile's own. Of two, value 1 is the one that struct bt_options calls true. */
#define AS_PROFILE "As the profile has it"
static const char *const interest_values[] = {"", "calendar", "session", NULL};
static const char *const interest_labels[] = {AS_PROFILE, "Every calendar day", "Once a session", NULL};
static const char *const day_count_values[] = {"", "360", "365", NULL};
static const char *const day_count_labels[] = {AS_PROFILE, "360 days a year", "365 days a year", NULL};
static const char *const rate_values[] = {"", "asof", "exact", NULL};
static const char *const rate_labels[] = {AS_PROFILE, "Last rate known before the day", "Copied on its own date", NULL};
static const char *const posting_values[] = {"", "month", "session", NULL};
static const char *const posting_labels[] = {AS_PROFILE, "Monthly", "At once", NULL};
static const char *const financing_values[] = {"", "tiers", "flat", NULL};
static const char *const financing_labels[] = {AS_PROFILE, "Tiers by loan size", "Flat spread", NULL};
static const char *const yes_values[] = {"", "true", "false", NULL};
static const char *const yes_labels[] = {AS_PROFILE, "Yes", "No", NULL};
static const char *const call_values[] = {"", "intraday", "close", NULL};
static const char *const call_labels[] = {AS_PROFILE, "At the open and the low", "At the close", NULL};
static const char *const metrics_values[] = {"", "corrected", "original", NULL};
static const char *const metrics_labels[] = {AS_PROFILE, "Corrected", "Original", NULL};
static const char *const moves_values[] = {"", "15/20", "8/6", "12/10", NULL}; /* enum bt_moves */
static const char *const moves_labels[] = {AS_PROFILE, "15 % down, 20 % up: a stand-in",
                                           "8 % down, 6 % up: the rule for the S&P 500 and its like",
                                           "12 % down, 10 % up: what a broker asks for them", NULL};
static const char *const liquidation_values[] = {"", "full", "minimum", "call", NULL};
static const char *const liquidation_labels[] = {AS_PROFILE, "Everything is sold", "What restores the requirement",
                                                 "A call with days to meet it", NULL};
static const char *const timing_values[] = {"", "pay", "ex", NULL};
static const char *const timing_labels[] = {AS_PROFILE, "On the pay date", "On the ex-date", NULL};
static const char *const use_values[] = {"", "reinvest", "pay_down", "keep", NULL};
static const char *const use_labels[] = {AS_PROFILE, "Reinvest", "Pay down the loan", "Keep as cash", NULL};
static const char *const position_values[] = {"", "short", "long", NULL};
static const char *const position_labels[] = {AS_PROFILE, "Short", "Long", NULL};
static const char *const trigger_values[] = {"", "equity", "position", NULL};
static const char *const trigger_labels[] = {AS_PROFILE, "Growth of the equity", "Growth of the position", NULL};
static const char *const every_values[] = {"none", "month", "quarter", "year", NULL}; /* enum bt_every */
static const char *const every_labels[] = {"Never", "Every month", "Every quarter", "Every year", NULL};

#define CHOICE_FIELD(which, key, says, values, labels, about)                                                          \
    {                                                                                                                  \
        .name = "options." key, .label = (says), .kind = FIELD_CHOICE, .choices = (values), .choice_labels = (labels), \
        .hint = (about), .offset = AT(choice[which])                                                                   \
    }
#define NUMBER_FIELD(which, key, says, least, most, of, about)                                                         \
    {                                                                                                                  \
        .name = key, .label = (says), .kind = FIELD_NUMBER, .min = (least), .max = (most), .unit = (of),               \
        .hint = (about), .offset = AT(number[which])                                                                   \
    }

static const struct field threshold_fields[] = {
    NUMBER_FIELD(NUMBER_THRESHOLD, "profit_threshold_pct", "Growth that makes it borrow again", 1, 1000, "%",
                 "Blank: 100, which is a doubling."),
    CHOICE_FIELD(CHOICE_PROFIT_TRIGGER, "profit_trigger", "Growth of what", trigger_values, trigger_labels,
                 "Both profiles: of the position. The equity can be watched instead (E21)."),
};

static const struct field constant_fields[] = {
    NUMBER_FIELD(NUMBER_BAND, "options.rebalance.band_pct", "Band around the leverage", 0, 100, "%",
                 "Traded back when leverage is off by more than this share of it. Blank: 10; 0: never."),
    CHOICE_FIELD(CHOICE_REBALANCE_EVERY, "rebalance.calendar", "And by the calendar", every_values, every_labels,
                 "On the first session of each period, whatever the leverage is (E21)."),
};

static const struct field financing_fields[] = {
    CHOICE_FIELD(CHOICE_FINANCING, "financing", "Loan interest", financing_values, financing_labels,
                 "Accurate: tiers over fed funds, lower for larger loans. Original: fed funds + 1.5 points for all "
                 "(E4)."),
    NUMBER_FIELD(NUMBER_SPREAD, "options.spread_pct", "Flat spread over fed funds", 0, 10, "%",
                 "Used with the flat spread. Blank: 1.5."),
    CHOICE_FIELD(CHOICE_INTEREST_DAYS, "interest_days", "Days of interest", interest_values, interest_labels,
                 "Accurate: every calendar day. Original: once a session, so that weekends cost nothing (E1)."),
    CHOICE_FIELD(CHOICE_DAY_COUNT, "day_count", "Day count", day_count_values, day_count_labels,
                 "Accurate: 360, as brokers count dollars. Original: 365 (E1)."),
    CHOICE_FIELD(CHOICE_POSTING, "posting", "Interest is posted", posting_values, posting_labels,
                 "Accurate: on the first session of the next month. Original: at once (E1)."),
    CHOICE_FIELD(CHOICE_RATE_JOIN, "rate_join", "Rate of a day", rate_values, rate_labels,
                 "Accurate: the last one known then. Original: copied on its own date, which looks ahead (E2, E3)."),
};

static const struct field call_fields[] = {
    CHOICE_FIELD(CHOICE_CALL_TEST, "call_test", "Margin call test", call_values, call_labels,
                 "Accurate: at the open and the low. Original: at the close, blind to what recovers (E7)."),
    CHOICE_FIELD(CHOICE_LIQUIDATION, "liquidation", "What a call does", liquidation_values, liquidation_labels,
                 "Both profiles: everything is sold (E8)."),
    NUMBER_FIELD(NUMBER_CURE, "options.cure_days", "Days to meet a call", 0, 15, "sessions",
                 "Used with a call that has days. Blank: 3 (E8)."),
    NUMBER_FIELD(NUMBER_SLIPPAGE, "options.slippage_bps", "Slippage of a forced sale", 0, 500, "bps",
                 "Accurate: 25. Original: 0 (E7)."),
    NUMBER_FIELD(NUMBER_WAIT, "options.wait_sessions", "Wait before re-entry", 0, 60, "sessions",
                 "Both profiles: 2 sessions, back in at the close of the third (E9)."),
    NUMBER_FIELD(NUMBER_MINIMUM, "options.minimum_equity_usd", "Minimum equity to enter", 0, 1e12, "$",
                 "Accurate: 2,000 (Reg T) or 100,000 (portfolio). Original: 1,000, or none (E26)."),
    NUMBER_FIELD(NUMBER_ADDON, "options.house_addon_pct", "House add-on to maintenance", 0, 50, "%",
                 "What the broker asks for above the rule. Both profiles: 0."),
    CHOICE_FIELD(CHOICE_PRICE_MOVES, "price_moves_pct", "Price moves of portfolio margin", moves_values, moves_labels,
                 "Maintenance is the loss of the fall, of a short that of the rise. Both profiles: 15 and 20."),
    CHOICE_FIELD(CHOICE_CAP_LEVERAGE, "cap_leverage", "Refuse leverage over the cap", yes_values, yes_labels,
                 "Accurate: yes. Original: no, though such an account is in call when it enters (E5, E6)."),
    NUMBER_FIELD(NUMBER_BUFFER, "options.buffer_pct", "Buffer above maintenance", 0, 20, "%",
                 "Kept by the cap, and by a sale of what restores the requirement. Accurate: 0.5. Original: 0 (E5)."),
    CHOICE_FIELD(CHOICE_CARRY_DEFICIT, "carry_deficit", "A debt stays owed", yes_values, yes_labels,
                 "Accurate: yes, and there is no re-entry. Original: forgiven (E25)."),
};

static const struct field dividend_fields[] = {
    CHOICE_FIELD(CHOICE_DIVIDEND_TIMING, "dividend_timing", "Dividends arrive", timing_values, timing_labels,
                 "Both profiles: on the ex-date. In truth cash comes on the pay date, days or weeks later (E11)."),
    NUMBER_FIELD(NUMBER_LAG, "options.dividend_lag_days", "From ex-date to pay date", 0, 366, "days",
                 "Used with the pay date. Blank: 30 (E11)."),
    CHOICE_FIELD(CHOICE_DIVIDEND_USE, "dividend_use", "They are used to", use_values, use_labels,
                 "Both profiles: reinvest. Contributions are used in the same way (E11)."),
};

static const struct field contribution_fields[] = {
    NUMBER_FIELD(NUMBER_CONTRIBUTION, "options.contribution.amount", "Amount", -1e12, 1e12, "$",
                 "Below 0 takes money out, where what is left covers the initial requirement."),
    CHOICE_FIELD(CHOICE_CONTRIBUTION_EVERY, "contribution.every", "How often", every_values, every_labels,
                 "At the close of the first session of each period, the start of the run left out."),
};

static const struct field cost_fields[] = {
    NUMBER_FIELD(NUMBER_TRADE_COST, "options.trade_cost_bps", "Cost of a trade", 0, 100, "bps",
                 "Of entries, sales, dividend purchases and rebalances. Accurate: 5. Original: 0 (E22)."),
    NUMBER_FIELD(NUMBER_TRANSACTION_COST, "transaction_cost_bps", "Cost of a rebalance, original profile", 0, 500,
                 "bps", "Where the cost of a trade is 0; else that holds for rebalances too. Blank: 5 (E22)."),
    CHOICE_FIELD(CHOICE_ENTRY_DAY_FLOWS, "entry_day_flows", "Interest and dividend on an entry day", yes_values,
                 yes_labels, "Accurate: no, for the shares are bought at the close. Original: yes (E10)."),
};

static const struct field short_fields[] = {
    CHOICE_FIELD(CHOICE_POSITION, "position", "Position", position_values, position_labels,
                 "Both profiles: long. Short: sold first, hurt by a rise, and it owes the dividends (E28)."),
    NUMBER_FIELD(NUMBER_BORROW_FEE, "options.borrow_fee_pct", "Fee for borrowed shares", 0, 100, "%",
                 "A year, of the value of a short. Blank: 0.5."),
    NUMBER_FIELD(NUMBER_SHORT_CREDIT, "options.short_credit_pct", "Kept by the broker of the interest", 0, 10, "%",
                 "The value of a short earns fed funds less this, never below 0. Blank: 0.5."),
};

static const struct field measure_fields[] = {
    CHOICE_FIELD(CHOICE_METRICS, "metrics", "Summary figures", metrics_values, metrics_labels,
                 "Accurate: losses from the start of a round, real years, ratios above fed funds. Original: as the "
                 "first program (E12 to E21)."),
};

#define GROUP(name, title, text, which, later, rows)                                                                   \
    {                                                                                                                  \
        .id = (name), .legend = (title), .about = (text), .modes = (which), .is_advanced = (later), .fields = (rows),  \
        .n = sizeof(rows) / sizeof *(rows)                                                                             \
    }
const struct backtest_group backtest_groups[BACKTEST_GROUPS] = {
    GROUP("threshold", "Borrowing again", "For the mode profit threshold; ignored in the others.",
          1u << BT_PROFIT_THRESHOLD, false, threshold_fields),
    GROUP("constant", "Keeping the leverage", "For the mode constant leverage; ignored in the others.",
          1u << BT_CONSTANT_LEVERAGE, false, constant_fields),
    GROUP("financing", "Financing", "What the loan costs, and when.", 0, true, financing_fields),
    GROUP("call", "Margin call",
          "When the broker steps in, and what then. Passive hold is tested all the same, and nothing is sold.", 0, true,
          call_fields),
    GROUP("dividends", "Dividends", "When they come, and what becomes of them.", 0, true, dividend_fields),
    GROUP("contributions", "Contributions", "Money that goes in or out while the run goes on.", 0, true,
          contribution_fields),
    GROUP("costs", "Costs and entries", "What trading costs.", 0, true, cost_fields),
    GROUP("short", "Short", "Shares sold that are not owned.", 0, true, short_fields),
    GROUP("measures", "Measures", "How the summary is computed.", 0, true, measure_fields),
};

bool backtest_group_applies(const struct backtest_group *group, int mode)
{
    return group->modes == 0 || (group->modes >> mode & 1) != 0;
}

static const struct field *find_among(const struct field *fields, int n, const char *name)
{
    for (int i = 0; i < n; i++)
        if (strcmp(fields[i].name, name) == 0)
            return &fields[i];
    return NULL;
}

const struct field *backtest_field_find(const char *name)
{
    const struct field *found = find_among(backtest_basic, BASIC_FIELDS, name);
    for (int g = 0; !found && g < BACKTEST_GROUPS; g++)
        found = find_among(backtest_groups[g].fields, backtest_groups[g].n, name);
    return found;
}
