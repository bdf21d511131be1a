/* backtest_request.c: the request of margin.backtest: JSON to struct, checks, and the canonical form. See backtest.h.
 * Field names in problems are those of the JSON: "leverage", "options.day_count".
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/backtest.h"

#include <math.h>
#include <stddef.h>

#include "base/day.h"
#include "base/num.h"
#include "compute/members.h"

static const char engine_name[] = "margin.backtest";

#define CONTRIBUTION_MAX 1e12 /* dollars, in or out */

enum option_kind {
    OPTION_FLAG,   /* true or false */
    OPTION_WORD,   /* bool: the first word is false, the second true */
    OPTION_CHOICE, /* an enum: its words in the order of its values */
    OPTION_NUMBER, /* double from min to max */
    OPTION_WHOLE,  /* int from min to max */
    OPTION_DAY_COUNT,
    OPTION_FINANCING,
    OPTION_CONTRIBUTION, /* {"amount", "every"}, or "none" */
    OPTION_REBALANCE,    /* {"band_pct", "calendar"} */
};

/* Which runs an option, or a member of the request, has a part in. The canonical form leaves it out of the others. */
enum use {
    USE_ALWAYS,
    USE_FLAT,
    USE_CALL,
    USE_PAY_DATE,
    USE_SHORT,
    USE_PORTFOLIO,
    USE_THRESHOLD,
    USE_CONSTANT,
    USE_REBALANCES
};
static const char *const belongs_to[] = {
    [USE_FLAT] = "\"financing\": \"flat\"",
    [USE_CALL] = "\"liquidation\": \"call\"",
    [USE_PAY_DATE] = "\"dividend_timing\": \"pay\"",
    [USE_SHORT] = "\"position\": \"short\"",
    [USE_PORTFOLIO] = "\"account_type\": \"portfolio\"",
    [USE_THRESHOLD] = "\"mode\": \"profit_threshold\"",
    [USE_CONSTANT] = "\"mode\": \"constant_leverage\"",
    [USE_REBALANCES] = "\"mode\": \"profit_threshold\" or \"constant_leverage\", without options.trade_cost_bps",
};

struct option {
    const char *key;
    enum option_kind kind;
    enum use use;
    size_t offset; /* in struct bt_options */
    double min, max;
    const char *words[4]; /* ended by NULL */
};

#define AT(member) offsetof(struct bt_options, member)
static const struct option options[] = {
    /* sorted by key, as the canonical form wants them */
    {"borrow_fee_pct", OPTION_NUMBER, USE_SHORT, AT(borrow_fee_pct), 0, 100, {0}},
    {"buffer_pct", OPTION_NUMBER, USE_ALWAYS, AT(buffer_pct), 0, 20, {0}},
    {"call_test", OPTION_WORD, USE_ALWAYS, AT(call_intraday), 0, 0, {"close", "intraday"}},
    {"cap_leverage", OPTION_FLAG, USE_ALWAYS, AT(cap_leverage), 0, 0, {0}},
    {"carry_deficit", OPTION_FLAG, USE_ALWAYS, AT(carry_deficit), 0, 0, {0}},
    {"contribution", OPTION_CONTRIBUTION, USE_ALWAYS, 0, 0, 0, {0}},
    {"cure_days", OPTION_WHOLE, USE_CALL, AT(cure_days), 0, 15, {0}},
    {"day_count", OPTION_DAY_COUNT, USE_ALWAYS, AT(day_count), 0, 0, {0}},
    {"dividend_lag_days", OPTION_WHOLE, USE_PAY_DATE, AT(dividend_lag_days), 0, 366, {0}},
    {"dividend_timing", OPTION_WORD, USE_ALWAYS, AT(dividend_pay), 0, 0, {"ex", "pay"}},
    {"dividend_use", OPTION_CHOICE, USE_ALWAYS, AT(dividend_use), 0, 0, {"reinvest", "pay_down", "keep"}},
    {"entry_day_flows", OPTION_FLAG, USE_ALWAYS, AT(entry_day_flows), 0, 0, {0}},
    {"financing", OPTION_FINANCING, USE_ALWAYS, AT(financing), 0, 0, {0}},
    {"house_addon_pct", OPTION_NUMBER, USE_ALWAYS, AT(house_addon_pct), 0, 50, {0}},
    {"interest_days", OPTION_WORD, USE_ALWAYS, AT(interest_calendar), 0, 0, {"session", "calendar"}},
    {"liquidation", OPTION_CHOICE, USE_ALWAYS, AT(liquidation), 0, 0, {"full", "minimum", "call"}},
    {"metrics", OPTION_WORD, USE_ALWAYS, AT(metrics_corrected), 0, 0, {"original", "corrected"}},
    {"minimum_equity_usd", OPTION_NUMBER, USE_ALWAYS, AT(minimum_equity_usd), 0, 1e15, {0}},
    {"position", OPTION_WORD, USE_ALWAYS, AT(is_short), 0, 0, {"long", "short"}},
    {"posting", OPTION_WORD, USE_ALWAYS, AT(posting_month), 0, 0, {"session", "month"}},
    {"price_moves_pct", OPTION_CHOICE, USE_PORTFOLIO, AT(price_moves), 0, 0, {"15/20", "8/6", "12/10"}},
    {"profit_trigger", OPTION_WORD, USE_THRESHOLD, AT(trigger_equity), 0, 0, {"position", "equity"}},
    {"rate_join", OPTION_WORD, USE_ALWAYS, AT(rate_asof), 0, 0, {"exact", "asof"}},
    {"rebalance", OPTION_REBALANCE, USE_CONSTANT, 0, 0, 0, {0}},
    {"short_credit_pct", OPTION_NUMBER, USE_SHORT, AT(short_credit_pct), 0, 10, {0}},
    {"slippage_bps", OPTION_NUMBER, USE_ALWAYS, AT(slippage_bps), 0, 500, {0}},
    {"spread_pct", OPTION_NUMBER, USE_FLAT, AT(spread_pct), 0, 10, {0}},
    {"trade_cost_bps", OPTION_NUMBER, USE_ALWAYS, AT(trade_cost_bps), 0, 100, {0}},
    {"wait_sessions", OPTION_WHOLE, USE_ALWAYS, AT(wait_sessions), 0, 60, {0}},
};
#undef AT
enum { OPTIONS = sizeof options / sizeof *options };

/* Members of the request itself of which the same holds. In `given` their bits follow those of the options. */
enum { MEMBER_THRESHOLD = OPTIONS, MEMBER_COST, GIVEN };
static const struct member {
    const char *key;
    enum use use;
} members[GIVEN - OPTIONS] = {{"profit_threshold_pct", USE_THRESHOLD}, {"transaction_cost_bps", USE_REBALANCES}};
_Static_assert(GIVEN <= 64, "each has a bit");

static const char *const every_words[] = {"none", "month", "quarter", "year", NULL}; /* enum bt_every */

static bool is_used(enum use use, const struct bt_config *c)
{
    switch (use) {
    case USE_ALWAYS:
        return true;
    case USE_FLAT:
        return c->options.financing == BT_FINANCING_FLAT;
    case USE_CALL:
        return c->options.liquidation == BT_CALL;
    case USE_PAY_DATE:
        return c->options.dividend_pay;
    case USE_SHORT:
        return c->options.is_short;
    case USE_PORTFOLIO:
        return c->account == BT_PORTFOLIO;
    case USE_THRESHOLD:
        return c->mode == BT_PROFIT_THRESHOLD;
    case USE_CONSTANT:
        return c->mode == BT_CONSTANT_LEVERAGE;
    case USE_REBALANCES: /* in the accurate profile it is what every trade pays */
        return c->profile == BT_ACCURATE || (bt_may_rebalance(c) && !(c->options.trade_cost_bps > 0));
    }
    return true;
}

const char *const backtest_request_keys[] = {"account_type",
                                             "columns",
                                             "end_date",
                                             "equity",
                                             "files",
                                             "leverage",
                                             "mode",
                                             "options",
                                             "profile",
                                             "profit_threshold_pct",
                                             "start_date",
                                             "ticker",
                                             "transaction_cost_bps",
                                             NULL};

void backtest_request_init(struct backtest_request *r)
{
    *r = (struct backtest_request){.start_day = BACKTEST_NO_DAY, .end_day = BACKTEST_NO_DAY};
    r->config.leverage = r->config.equity = NAN;
    r->config.profit_threshold_pct = 100;
    r->config.transaction_cost_bps = 5;
    for (int c = 0; c < BT_COLUMNS; c++)
        r->column_wanted[c] = true;
    bt_options_default(&r->config.options, BT_ACCURATE, BT_REG_T, BT_LIQUIDATION_REENTRY);
}

/* ---- reading ---- */

static void read_columns(struct json_object *list, struct backtest_request *r, struct problem *p)
{
    if (!list)
        return;
    memset(r->column_wanted, 0, sizeof r->column_wanted);
    if (!json_object_is_type(list, json_type_array)) {
        problem_add(p, "columns", "a list of names is expected");
        return;
    }
    for (size_t i = 0; i < json_object_array_length(list); i++) {
        struct json_object *item = json_object_array_get_idx(list, i);
        const char *name = json_object_is_type(item, json_type_string) ? json_object_get_string(item) : "";
        int c = 0;
        while (c < BT_COLUMNS && strcmp(bt_columns[c].name, name) != 0)
            c++;
        if (c < BT_COLUMNS)
            r->column_wanted[c] = true;
        else if (strcmp(name, "date") != 0) /* the date always comes first */
            problem_add(p, "columns", "item %zu (\"%.40s\") is not the name of a daily column", i + 1, name);
    }
}

static void read_files(struct json_object *o, struct backtest_request *r, struct problem *p)
{
    static const char *const known[] = {"prices", "dividends", "rates", NULL};
    struct json_object *files = json_member(o, "files");
    if (!files)
        return;
    if (!json_object_is_type(files, json_type_object)) {
        problem_add(p, "files", "an object with prices, dividends and rates is expected");
        return;
    }
    members_refuse_unknown(files, "files", known, engine_name, p);
    r->prices_file = member_text(files, "files", "prices", p);
    r->dividends_file = member_text(files, "files", "dividends", p);
    r->rates_file = member_text(files, "files", "rates", p);
}

static void read_day_count(struct json_object *o, int *day_count, struct problem *p)
{
    double x = *day_count;
    if (json_member(o, "day_count") && (!json_get_num(o, "day_count", &x) || (x != 360 && x != 365)))
        problem_add(p, "options.day_count", "available: 360, 365");
    else
        *day_count = (int)x;
}

/* flat means fed funds + spread_pct; in the original profile without spread_pct it means the file's margin rate. */
static void read_financing(struct json_object *o, struct backtest_request *r, struct problem *p)
{
    static const char *const words[] = {"tiers", "flat", NULL};
    struct bt_options *opt = &r->config.options;
    bool spread = json_member(o, "spread_pct");
    int word = member_word(o, "options", "financing", words, p);
    if (word == 0)
        opt->financing = BT_FINANCING_TIERS;
    else if (word == 1)
        opt->financing = r->config.profile == BT_ORIGINAL ? BT_FINANCING_FILE : BT_FINANCING_FLAT;
    if (spread && opt->financing == BT_FINANCING_FILE)
        opt->financing = BT_FINANCING_FLAT;
}

/* "none" is what is not given. */
static bool is_given(struct json_object *o, const char *key)
{
    struct json_object *v = json_member(o, key);
    return v && !(json_object_is_type(v, json_type_string) && strcmp(json_object_get_string(v), "none") == 0);
}

/* The members of an option that is an object; NULL when it is absent, "none", or refused. */
static struct json_object *read_object(struct json_object *o, const char *key, const char *const *known,
                                       struct problem *p)
{
    if (!is_given(o, key))
        return NULL;
    struct json_object *v = json_member(o, key);
    if (!json_object_is_type(v, json_type_object)) {
        problem_add(p, member_name(p->arena, "options", key), "an object with %s and %s is expected, or \"none\"",
                    known[0], known[1]);
        return NULL;
    }
    members_refuse_unknown(v, member_name(p->arena, "options", key), known, engine_name, p);
    return v;
}

static void read_contribution(struct json_object *o, struct bt_options *opt, struct problem *p)
{
    static const char *const known[] = {"amount", "every", NULL};
    static const char prefix[] = "options.contribution";
    struct json_object *v = read_object(o, "contribution", known, p);
    if (!v)
        return;
    opt->contribution_every = BT_MONTH;
    member_number(v, prefix, "amount", &opt->contribution_usd, p);
    int every = member_word(v, prefix, "every", every_words, p);
    if (every >= 0)
        opt->contribution_every = (enum bt_every)every;
}

static void read_rebalance(struct json_object *o, struct bt_options *opt, struct problem *p)
{
    static const char *const known[] = {"band_pct", "calendar", NULL};
    static const char prefix[] = "options.rebalance";
    struct json_object *v = read_object(o, "rebalance", known, p);
    if (!v)
        return;
    member_number(v, prefix, "band_pct", &opt->rebalance_band_pct, p);
    int every = member_word(v, prefix, "calendar", every_words, p);
    if (every >= 0)
        opt->rebalance_every = (enum bt_every)every;
}

static void read_whole(struct json_object *o, const struct option *option, int *at, struct problem *p)
{
    double x = *at;
    member_number(o, "options", option->key, &x, p);
    if (x != floor(x) || fabs(x) > 1e6)
        problem_add(p, member_name(p->arena, "options", option->key), "a whole number from %g to %g is expected",
                    option->min, option->max);
    else
        *at = (int)x;
}

static void read_option(struct json_object *o, const struct option *option, struct backtest_request *r,
                        struct problem *p)
{
    struct bt_options *opt = &r->config.options;
    void *at = (char *)opt + option->offset;
    int word;
    switch (option->kind) {
    case OPTION_FLAG:
        member_flag(o, "options", option->key, at, p);
        break;
    case OPTION_WORD:
        if ((word = member_word(o, "options", option->key, option->words, p)) >= 0)
            *(bool *)at = word;
        break;
    case OPTION_CHOICE:
        if ((word = member_word(o, "options", option->key, option->words, p)) >= 0)
            *(unsigned *)at = (unsigned)word;
        break;
    case OPTION_NUMBER:
        member_number(o, "options", option->key, at, p);
        break;
    case OPTION_WHOLE:
        read_whole(o, option, at, p);
        break;
    case OPTION_DAY_COUNT:
        read_day_count(o, at, p);
        break;
    case OPTION_FINANCING:
        read_financing(o, r, p);
        break;
    case OPTION_CONTRIBUTION:
        read_contribution(o, opt, p);
        break;
    case OPTION_REBALANCE:
        read_rebalance(o, opt, p);
        break;
    }
}

static void read_options(struct json_object *o, struct backtest_request *r, struct problem *p)
{
    struct json_object *given = json_member(o, "options");
    if (given && !json_object_is_type(given, json_type_object)) {
        problem_add(p, "options", "an object is expected");
        return;
    }
    if (!given)
        return;
    const char *known[OPTIONS + 1] = {0};
    for (int i = 0; i < OPTIONS; i++)
        known[i] = options[i].key;
    members_refuse_unknown(given, "options", known, engine_name, p);
    for (int i = 0; i < OPTIONS; i++) {
        read_option(given, &options[i], r, p);
        if (is_given(given, options[i].key))
            r->given |= UINT64_C(1) << i;
    }
}

/* What a rebalance pays. Corrected, every trade pays the same, so it stands for options.trade_cost_bps. */
static void read_transaction_cost(struct json_object *o, struct backtest_request *r, struct problem *p)
{
    struct bt_config *c = &r->config;
    member_number(o, NULL, "transaction_cost_bps",
                  c->profile == BT_ORIGINAL ? &c->transaction_cost_bps : &c->options.trade_cost_bps, p);
}

bool backtest_request_read(struct json_object *o, struct backtest_request *r, struct problem *p)
{
    static const char *const profiles[] = {"accurate", "original", NULL};
    static const char *const accounts[] = {"reg_t", "portfolio", NULL};
    const char *modes[BT_MODES + 1] = {0};
    int word;
    memcpy(modes, bt_mode_text, sizeof bt_mode_text);
    backtest_request_init(r);
    if (!json_object_is_type(o, json_type_object)) {
        problem_add(p, "request", "a JSON object is expected");
        return false;
    }
    members_refuse_unknown(o, NULL, backtest_request_keys, engine_name, p);
    if ((word = member_word(o, NULL, "mode", modes, p)) >= 0)
        r->config.mode = (enum bt_mode)word;
    if (member_word(o, NULL, "profile", profiles, p) == 1)
        r->config.profile = BT_ORIGINAL;
    if (member_word(o, NULL, "account_type", accounts, p) == 1)
        r->config.account = BT_PORTFOLIO;
    bt_options_default(&r->config.options, r->config.profile, r->config.account, r->config.mode);
    r->ticker = member_text(o, NULL, "ticker", p);
    member_day(o, NULL, "start_date", &r->start_day, p);
    member_day(o, NULL, "end_date", &r->end_day, p);
    member_number(o, NULL, "equity", &r->config.equity, p);
    member_number(o, NULL, "leverage", &r->config.leverage, p);
    member_number(o, NULL, "profit_threshold_pct", &r->config.profit_threshold_pct, p);
    read_transaction_cost(o, r, p);
    read_columns(json_member(o, "columns"), r, p);
    read_files(o, r, p);
    read_options(o, r, p);
    for (int i = 0; i < GIVEN - OPTIONS; i++)
        if (is_given(o, members[i].key))
            r->given |= UINT64_C(1) << (OPTIONS + i);
    return backtest_request_check(r, p);
}

/* ---- checking ---- */

static void check_ticker(const struct backtest_request *r, struct problem *p)
{
    if (!r->ticker || !*r->ticker)
        problem_add(p, "ticker", "say which instrument, for instance \"SPX\"");
    else
        ticker_check(r->ticker, p);
}

static void check_dates(const struct backtest_request *r, struct problem *p)
{
    char start[DAY_TEXT], end[DAY_TEXT];
    if (r->start_day == BACKTEST_NO_DAY)
        problem_add(p, "start_date", "the first day of the window is missing, for instance 2010-01-01");
    if (r->end_day == BACKTEST_NO_DAY)
        problem_add(p, "end_date", "the last day of the window is missing, for instance 2020-04-17");
    if (!problem_message(p, "start_date") && !problem_message(p, "end_date") && r->start_day > r->end_day)
        problem_add(p, "end_date", "the end (%s) lies before the start (%s)", day_text(r->end_day, end),
                    day_text(r->start_day, start));
}

static void check_equity(const struct bt_config *c, struct problem *p)
{
    if (!(c->equity > 0 && c->equity <= BACKTEST_EQUITY_MAX))
        problem_add(p, "equity", "must be a number of dollars above 0 and at most %s",
                    num_group(p->arena, BACKTEST_EQUITY_MAX, 0));
    else if (c->profile == BT_ACCURATE && c->equity < c->options.minimum_equity_usd)
        problem_add(p, "equity", "a %s account needs at least $%s",
                    c->account == BT_PORTFOLIO ? "portfolio margin" : "Reg T margin",
                    num_group(p->arena, c->options.minimum_equity_usd, 0));
}

/* Which bound of bt_leverage_max holds, in words. The largest leverage is rounded down, so that it is accepted. */
static void check_leverage_cap(const struct bt_config *c, struct problem *p)
{
    double max = bt_leverage_max(c), m = bt_maintenance(c) * 100;
    if (c->leverage <= max)
        return;
    if (max == 2 || max == 7)
        problem_add(p, "leverage",
                    "%g is above %g, the most that a %s account may borrow to; the largest allowed is %g", c->leverage,
                    max, c->account == BT_PORTFOLIO ? "portfolio margin" : "Reg T (50 % initial margin)", max);
    else
        problem_add(
            p, "leverage",
            "%g would be in a margin call at once or nearly so: with %g %% maintenance and a buffer of %g %% the "
            "largest allowed is %.2f",
            c->leverage, m, c->options.buffer_pct, floor(max * 100) / 100);
}

static void check_leverage(const struct bt_config *c, struct problem *p)
{
    if (!isfinite(c->leverage) || !(c->leverage > 0))
        problem_add(p, "leverage", "must be a number above 0; 1 borrows nothing");
    else if (c->profile == BT_ACCURATE && c->leverage < 1)
        problem_add(p, "leverage", "must be at least 1, which borrows nothing");
    else
        check_leverage_cap(c, p);
    if (c->leverage > BACKTEST_LEVERAGE_MAX) /* where no cap holds */
        problem_add(p, "leverage", "must be at most %d", BACKTEST_LEVERAGE_MAX);
}

static void check_options(const struct bt_options *o, struct problem *p)
{
    for (int i = 0; i < OPTIONS; i++) {
        const struct option *option = &options[i];
        const void *at = (const char *)o + option->offset;
        double x;
        if (option->kind == OPTION_NUMBER)
            x = *(const double *)at;
        else if (option->kind == OPTION_WHOLE)
            x = *(const int *)at;
        else
            continue;
        if (!(x >= option->min && x <= option->max))
            problem_add(p, member_name(p->arena, "options", option->key), "a number from %g to %g is expected",
                        option->min, option->max);
    }
    if (o->day_count != 360 && o->day_count != 365)
        problem_add(p, "options.day_count", "available: 360, 365");
}

/* The canonical form has no word for the file's own margin rate but "flat" without a spread, which is the original's. */
static void check_financing(const struct bt_config *c, struct problem *p)
{
    if (c->options.financing == BT_FINANCING_FILE && c->profile != BT_ORIGINAL)
        problem_add(p, "options.financing", "the file's margin rate belongs to the profile \"original\"");
}

static void check_range(const char *field, double x, double min, double max, struct problem *p)
{
    if (!(x >= min && x <= max))
        problem_add(p, field, "a number from %s to %s is expected", num_group(p->arena, min, 0),
                    num_group(p->arena, max, 0));
}

static void check_flows(const struct bt_config *c, struct problem *p)
{
    const struct bt_options *o = &c->options;
    bool contributes = o->contribution_every != BT_NEVER && o->contribution_usd != 0;
    if (o->contribution_every != BT_NEVER)
        check_range("options.contribution.amount", o->contribution_usd, -CONTRIBUTION_MAX, CONTRIBUTION_MAX, p);
    if (contributes && c->mode == BT_FRESH_CAPITAL && !o->metrics_corrected)
        problem_add(p, "options.contribution.amount",
                    "the original's figures of fresh_capital know no money but that of the rounds: leave contributions "
                    "out, or choose corrected metrics");
    check_range("options.rebalance.band_pct", o->rebalance_band_pct, 0, 100, p);
}

static void check_rebalancing(const struct bt_config *c, struct problem *p)
{
    bool original = c->profile == BT_ORIGINAL; /* which refuses next to nothing */
    if (c->mode == BT_PROFIT_THRESHOLD)
        check_range("profit_threshold_pct", c->profit_threshold_pct, original ? 0 : 1, original ? 1e6 : 1000, p);
    if (bt_may_rebalance(c) && original)
        check_range("transaction_cost_bps", c->transaction_cost_bps, 0, 1000, p);
}

bool backtest_request_check(const struct backtest_request *r, struct problem *p)
{
    check_ticker(r, p);
    check_dates(r, p);
    check_options(&r->config.options, p);
    check_financing(&r->config, p);
    check_flows(&r->config, p);
    check_rebalancing(&r->config, p);
    check_equity(&r->config, p);
    check_leverage(&r->config, p);
    return p->n == 0;
}

/* ---- what has no part ---- */

static bool was_given(const struct backtest_request *r, int bit)
{
    return r->given >> bit & 1;
}

/* Which bit the name of a field has, "options.rebalance.band_pct" that of its option; -1: none. */
static int bit_of(const char *name)
{
    static const char prefix[] = "options.";
    for (int i = 0; i < GIVEN - OPTIONS; i++)
        if (strcmp(name, members[i].key) == 0)
            return OPTIONS + i;
    if (strncmp(name, prefix, sizeof prefix - 1) != 0)
        return -1;
    name += sizeof prefix - 1;
    for (int i = 0; i < OPTIONS; i++) {
        size_t n = strlen(options[i].key);
        if (strncmp(name, options[i].key, n) == 0 && (name[n] == '\0' || name[n] == '.'))
            return i;
    }
    return -1;
}

void backtest_request_give(struct backtest_request *r, const char *name)
{
    int bit = bit_of(name);
    if (bit >= 0)
        r->given |= UINT64_C(1) << bit;
}

bool backtest_request_gave(const struct backtest_request *r, const char *name)
{
    int bit = bit_of(name);
    return bit >= 0 && was_given(r, bit);
}

static void warn_unused(struct arena *a, const struct backtest_request *r, int bit, const char *name, enum use use,
                        struct warnings *w)
{
    if (was_given(r, bit) && !is_used(use, &r->config))
        warnings_add(a, w, "option_unused", "%s has no part in this run and changes nothing: it belongs to %s.", name,
                     belongs_to[use]);
}

void backtest_unused_warn(struct arena *a, const struct backtest_request *r, struct warnings *w)
{
    for (int i = 0; i < OPTIONS; i++)
        warn_unused(a, r, i, member_name(a, "options", options[i].key), options[i].use, w);
    for (int i = 0; i < GIVEN - OPTIONS; i++)
        warn_unused(a, r, OPTIONS + i, members[i].key, members[i].use, w);
}

/* ---- the canonical form ---- */

static void write_contribution(struct json_writer *w, const struct bt_options *o)
{
    if (o->contribution_every == BT_NEVER || o->contribution_usd == 0)
        return;
    json_open(w, "contribution", '{');
    json_put_num(w, "amount", o->contribution_usd);
    json_put_text(w, "every", every_words[o->contribution_every]);
    json_close(w, '}');
}

static void write_rebalance(struct json_writer *w, const struct bt_options *o)
{
    json_open(w, "rebalance", '{');
    json_put_num(w, "band_pct", o->rebalance_band_pct);
    json_put_text(w, "calendar", every_words[o->rebalance_every]);
    json_close(w, '}');
}

static void write_option(struct json_writer *w, const struct option *option, const struct bt_options *o)
{
    const void *at = (const char *)o + option->offset;
    switch (option->kind) {
    case OPTION_FLAG:
        json_put_bool(w, option->key, *(const bool *)at);
        break;
    case OPTION_WORD:
        json_put_text(w, option->key, option->words[*(const bool *)at]);
        break;
    case OPTION_CHOICE:
        json_put_text(w, option->key, option->words[*(const unsigned *)at]);
        break;
    case OPTION_NUMBER:
        json_put_num(w, option->key, *(const double *)at);
        break;
    case OPTION_WHOLE:
    case OPTION_DAY_COUNT:
        json_put_int(w, option->key, *(const int *)at);
        break;
    case OPTION_FINANCING:
        json_put_text(w, option->key, o->financing == BT_FINANCING_TIERS ? "tiers" : "flat");
        break;
    case OPTION_CONTRIBUTION:
        write_contribution(w, o);
        break;
    case OPTION_REBALANCE:
        write_rebalance(w, o);
        break;
    }
}

static void write_columns(struct json_writer *w, const struct backtest_request *r)
{
    json_open(w, "columns", '[');
    for (int c = 0; c < BT_COLUMNS; c++)
        if (r->column_wanted[c] && bt_column_applies(&r->config, (enum bt_column)c))
            json_put_text(w, NULL, bt_columns[c].name);
    json_close(w, ']');
}

static void write_files(struct json_writer *w, const struct backtest_request *r)
{
    if (!r->prices_file)
        return;
    json_open(w, "files", '{');
    if (r->dividends_file)
        json_put_text(w, "dividends", r->dividends_file);
    json_put_text(w, "prices", r->prices_file);
    if (r->rates_file)
        json_put_text(w, "rates", r->rates_file);
    json_close(w, '}');
}

static void write_options(struct json_writer *w, const struct backtest_request *r, bool whole)
{
    json_open(w, "options", '{');
    for (int i = 0; i < OPTIONS; i++)
        if (is_used(options[i].use, &r->config) || (whole && was_given(r, i)))
            write_option(w, &options[i], &r->config.options);
    json_close(w, '}');
}

static void write_request(struct buf *out, const struct backtest_request *r, bool whole)
{
    const struct bt_config *c = &r->config;
    struct json_writer w;
    json_begin(&w, out);
    json_open(&w, NULL, '{');
    json_put_text(&w, "account_type", c->account == BT_PORTFOLIO ? "portfolio" : "reg_t");
    write_columns(&w, r);
    member_day_write(&w, "end_date", r->end_day);
    json_put_num(&w, "equity", c->equity);
    write_files(&w, r);
    json_put_num(&w, "leverage", c->leverage);
    json_put_text(&w, "mode", bt_mode_text[c->mode]);
    write_options(&w, r, whole);
    json_put_text(&w, "profile", c->profile == BT_ORIGINAL ? "original" : "accurate");
    if (is_used(USE_THRESHOLD, c) || (whole && was_given(r, MEMBER_THRESHOLD)))
        json_put_num(&w, "profit_threshold_pct", c->profit_threshold_pct);
    member_day_write(&w, "start_date", r->start_day);
    ticker_write(&w, r->ticker ? r->ticker : "");
    if (c->profile == BT_ORIGINAL && (is_used(USE_REBALANCES, c) || (whole && was_given(r, MEMBER_COST))))
        json_put_num(&w, "transaction_cost_bps", c->transaction_cost_bps);
    json_close(&w, '}');
}

void backtest_request_write(struct buf *out, const struct backtest_request *r)
{
    write_request(out, r, false);
}

void backtest_request_write_whole(struct buf *out, const struct backtest_request *r)
{
    write_request(out, r, true);
}

void backtest_inputs_hash(const struct backtest_request *r, char hex[INPUTS_HASH])
{
    struct arena *a = arena_new();
    struct backtest_request bare = *r;
    bare.prices_file = bare.dividends_file = bare.rates_file = NULL;
    struct buf b;
    buf_init(&b, a, 2048);
    backtest_request_write(&b, &bare);
    inputs_hash_of(buf_view(&b), hex);
    arena_free(a);
}
