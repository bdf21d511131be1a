/* calculator_form.h: the calculator's form as data, its way to a request and back. All of it stands in the address, so a page can
 * be kept and passed on.
 *
 * Leverage and initial margin are one thing under two names, and the price follows the instrument. What was shown travels in
 * hidden fields (account_was, leverage_was, ticker_was, price_was), so that the server sees which of them was changed.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_CALCULATOR_FORM_H
#define MARGIN_CALCULATOR_FORM_H

#include "compute/calculate.h"
#include "web/form.h"

/* What a person filled in. NaN: left empty. */
struct calculator_form {
    struct str ticker;
    int account, position, amount_is, day_count;
    double amount, leverage, initial_margin, price, rate;
    int64_t months;
    double dividend_yield, borrow_fee, credit_rate, maintenance, cost;
    bool share_minimum, compare;
};

/* The latest close of an instrument that the hub has; day and source say what it is. */
struct latest_close {
    const char *name, *source;
    double price;        /* to the cent; NaN: there are no prices for the ticker */
    int32_t day;
    double dividend_yield_pct; /* what was paid in the year before, of that close */
};

void calculator_form_defaults(struct calculator_form *, const char *ticker);
/* Read the parameters over what the form has. Faults become messages. */
void calculator_form_read(struct calculator_form *, const struct params *, struct problem *);
/* Settle what was left open: the initial margin that moved takes the leverage along, and the other way round; another account takes its
 * usual leverage; the price of another instrument, or one left empty, becomes its latest close. */
void calculator_form_settle(struct calculator_form *, const struct params *, const struct latest_close *, struct problem *);
/* The request of a settled form; checked, with messages that begin with their field's label. True when there is none. */
bool calculator_form_request(struct arena *, const struct calculator_form *, struct calculate_request *, struct problem *);
/* The form that would give this request. */
void calculator_form_fill(struct calculator_form *, const struct calculate_request *);
/* Show it: sections BASIC and MORE with their fields, WAS with the hidden ones, FAULT. With `problem` what was typed stays. */
void calculator_form_show(struct view *, const struct calculator_form *, const struct params *typed, const struct problem *);
/* The form as a query string ("ticker=SPX&account_type=reg_t&…"); what is as at first is left out. */
const char *calculator_form_query(struct arena *, const struct calculator_form *);

/* Words of the choices, for other pages: "Reg T margin account". */
const char *calculator_account_label(enum bt_account);

#endif
