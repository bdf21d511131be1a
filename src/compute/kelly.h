/* kelly.h (compute): requests and answers of margin.kelly, the one form behind hubctl compute, the API and the page.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef COMPUTE_KELLY_H
#define COMPUTE_KELLY_H

#include "base/problem.h"
#include "compute/answer.h"
#include "engine/backtest.h"
#include "engine/kelly.h"

#define KELLY_ENGINE_VERSION "1"
#define KELLY_NO_DAY INT32_MIN
enum { KELLY_SESSIONS_LEAST = 60, KELLY_MONTH_SESSIONS = 21, KELLY_CURVE = 101, KELLY_PATHS_MAX = 100000 };
enum { KELLY_BLOCKS_MAX = 200000000 }; /* drawn in all: about a second */

struct kelly_request {
    const char *ticker;              /* a label; upper case in the canonical request */
    int32_t start_day, end_day;      /* KELLY_NO_DAY: where the data begin and end */
    enum bt_account account;
    double mean_pct, volatility_pct, cash_pct, borrow_pct; /* a year; NaN: as the data have it */
    double paths, block_days, seed;  /* of the bootstrap; whole numbers */
    double win_pct, odds;            /* of the bet */
    const char *prices_file, *dividends_file, *rates_file; /* hubctl compute only */
};

struct kelly_answer {
    struct kelly_request request;    /* with the days of the window's first and last session */
    const char *data_version;
    size_t n;                        /* returns of the window: its sessions less one */
    double data_mean, data_variance, data_cash; /* of the data, fractions a year; data_cash NaN where no rate is known */
    struct kelly_market market;      /* what was computed with */
    double best;                     /* f* */
    double leverage_max, maintenance; /* of the account, accurate profile */
    struct kelly_fall day, month;    /* of one session and of 21; their sessions count from the window's first */
    int32_t day_to, month_from, month_to;
    struct kelly_interval interval;
    double bet;                      /* f* of the bet */
    struct warnings warnings;
};

/* Reg T, the whole data, 10,000 paths of blocks of 21 sessions from seed 1, a bet of 60 % at even odds; ticker NULL. */
void kelly_request_init(struct kelly_request *);
/* Unknown keys, wrong types and values outside their limits are named in the problem; true when there are none.
 * What was read lives as long as the problem's arena. */
bool kelly_request_read(struct json_object *, struct kelly_request *, struct problem *);
/* Checks that need no JSON. Adds to the problem; the others call it too. */
bool kelly_request_check(const struct kelly_request *, struct problem *);
/* The canonical request: keys sorted, defaults filled in, no spaces. Read again, it gives the same request. */
void kelly_request_write(struct buf *, const struct kelly_request *);

/* data_version is borrowed. false: refused, and the problem says which field, why, and what would be accepted. */
bool kelly_compute(struct arena *, const struct kelly_request *, const struct price_series *, const struct rate_series *,
                   const char *data_version, struct kelly_answer *, struct problem *);
/* The whole answer as JSON, with its curve at KELLY_CURVE leverages from 0 to 10. */
void kelly_answer_write(struct buf *, const struct kelly_answer *);
/* The curve as CSV. */
void kelly_curve_csv(struct buf *, const struct kelly_answer *);

#endif
