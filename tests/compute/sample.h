/* sample.h: answers for the tests, computed from a made series.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_COMPUTE_SAMPLE_H
#define TESTS_COMPUTE_SAMPLE_H

#include "../engine/made_series.h"
#include "compute/backtest.h"

/* The series of made_series_fill(n, seed, 0.05) and its rates; the same memory every time. */
struct price_series sample_prices(size_t n, uint64_t seed);
struct rate_series sample_rates(void);

/* A request that these series can answer: their whole window, 1,000,000 dollars, leverage 2, Reg T. */
struct backtest_request sample_request(enum bt_profile);
/* One of every mode in turn, in both profiles, with the options mixed by the seed: short or long, every way of meeting a
 * call, contributions and withdrawals, dividends paid later, rebalances by band and calendar. */
struct backtest_request sample_variant(uint64_t seed);
/* Its answer; a refusal fails the test. */
void sample_answer(struct arena *, const struct backtest_request *, struct backtest_answer *);

#endif
