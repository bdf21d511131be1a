/* backtest_form.h: the form "new backtest", and its way to a request and back.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_BACKTEST_FORM_H
#define MARGIN_BACKTEST_FORM_H

#include "compute/backtest.h"
#include "market/instrument_menu.h"
#include "web/form.h"

enum backtest_choice {
    CHOICE_INTEREST_DAYS, CHOICE_DAY_COUNT, CHOICE_RATE_JOIN, CHOICE_POSTING, CHOICE_FINANCING, CHOICE_CAP_LEVERAGE,
    CHOICE_CALL_TEST, CHOICE_LIQUIDATION, CHOICE_ENTRY_DAY_FLOWS, CHOICE_CARRY_DEFICIT, CHOICE_DIVIDEND_TIMING,
    CHOICE_DIVIDEND_USE, CHOICE_CONTRIBUTION_EVERY, CHOICE_POSITION, CHOICE_PROFIT_TRIGGER, CHOICE_REBALANCE_EVERY,
    CHOICE_METRICS, CHOICE_PRICE_MOVES, BACKTEST_CHOICES
};
enum backtest_number {
    NUMBER_SPREAD, NUMBER_BUFFER, NUMBER_SLIPPAGE, NUMBER_TRADE_COST, NUMBER_TRANSACTION_COST, NUMBER_WAIT, NUMBER_CURE,
    NUMBER_MINIMUM, NUMBER_ADDON, NUMBER_LAG, NUMBER_CONTRIBUTION, NUMBER_BORROW_FEE, NUMBER_SHORT_CREDIT,
    NUMBER_THRESHOLD, NUMBER_BAND, BACKTEST_NUMBERS
};

/* What a person filled in. A choice of 0 and a number of NaN leave the profile's own setting. */
struct backtest_form {
    int ticker, account, mode, profile;
    int32_t start_day, end_day;
    double equity, leverage;
    int choice[BACKTEST_CHOICES];
    double number[BACKTEST_NUMBERS];
};

/* The values of a first visit: the first instrument of the menu, its whole range, 100,000 dollars at 1.5, Reg T, accurate. */
void backtest_form_defaults(struct backtest_form *, const struct instrument_menu *);
/* A first visit that comes from the page of an instrument: that one, and its whole range. Nothing, where there is none of this symbol. */
void backtest_form_instrument(struct backtest_form *, const struct instrument_menu *, struct str symbol);
/* What the original begins with in the account that the form has: of SPY, where no symbol is given, from 2010 on as far as there are
 * prices, $50,000,000 at 2x or, with portfolio margin, 4x. */
void backtest_form_original(struct backtest_form *, const struct instrument_menu *, struct str symbol);
/* True when the parameters make a request; else the problem says which fields are wrong, and the request has what the form
 * had before in their place, so that the other fields can be judged in the same turn. Its ticker is NULL when that is wrong.
 * Fields of modes that are not chosen are left alone, and so are those that are named in `elsewhere` (a list that NULL ends; NULL: none):
 * their values come from somewhere else. */
bool backtest_form_read(struct arena *, const struct params *, const struct instrument_menu *, const char *const *elsewhere,
                        struct backtest_form *, struct backtest_request *, struct problem *);
/* Fill the page of the form: the modes, the section BASIC and the groups with their fields, the caps, what the data cover. */
void backtest_form_show(struct view *, struct arena *, const struct instrument_menu *, const struct backtest_form *,
                        const struct params *typed, const struct problem *);
/* The request as a query string of the form ("ticker=SPX&start_date=…"), to change it and run it again. */
const char *backtest_form_query(struct arena *, const struct backtest_request *);

/* One more choice of a list's filter; and its modes, before them "Any", as sections MODE_OPTION. */
void backtest_option_show(struct view *, const char *section, const char *value, const char *label, struct str chosen);
void backtest_mode_options_show(struct view *, struct str chosen);

#endif
