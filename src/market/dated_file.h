/* dated_file.h: a person's file of one figure per date: dividends by ex-date, or rates by day or month. Pure, like
 * price_file.h, and with the same notes, questions and refusals.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_DATED_FILE_H
#define MARKET_DATED_FILE_H

#include "market/price_file.h"

enum dated_kind { DATED_DIVIDENDS, DATED_RATES };

/* Days ascending without doubles. Dividends are dollars per share in (0, 1e6]; rates percent a year in [-50, 200].
 * monthly: the rates are one per month, each dated the first day of its month. */
struct dated_file {
    size_t n, rows_read;
    int32_t *day;
    double *value;
    bool monthly;
};

/* Of the options, today, dates, duplicates, decimal and column count. false: refused or asked, see the answer. */
bool dated_file_read(struct file_answer *, struct str bytes, enum dated_kind, const struct price_file_options *,
                     struct dated_file *out);

#endif
