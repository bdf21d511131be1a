/* backtest_tell.h: what the sentences about a backtest's figures are made from; shared by backtest_text.c (growth and risk)
 * and backtest_text_account.c (what happened in the account). Private to compute.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef COMPUTE_BACKTEST_TELL_H
#define COMPUTE_BACKTEST_TELL_H

#include "compute/backtest.h"

struct teller {
    struct arena *a;
    const struct backtest_answer *ans;
    const struct bt_config *c;
    const struct bt_result *r;
    const double *m;       /* the metrics */
    bool corrected, flows; /* flows: money went in or out after the start, and the figures keep it apart */
};

const char *tell_number(const struct teller *, double x, int decimals);
/* Dollars without the sign: cents only where they matter. */
const char *tell_usd(const struct teller *, double x);
/* The same behind a plus or a minus: in brackets where they are below zero, as the dividends that a short owes. */
const char *tell_term(const struct teller *, double x);
const char *tell_date(const struct teller *, size_t row);
/* A metric that counts or sums: 0 where it does not apply. */
double tell_sum(const struct teller *, enum bt_metric);

/* The sentence of a metric of the account. */
const char *tell_account(const struct teller *, enum bt_metric);

#endif
