/* price_source.h: a series of a person's file, or an instrument of the market, as what an analysis of returns takes: levels of
 * total return and of price.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_PRICE_SOURCE_H
#define MARKET_PRICE_SOURCE_H

#include "compute/returns.h"
#include "market/price_file.h"

/* Prices: total return as price_total_find tells it (its notes and warnings go into the answer), closes as prices; closes under
 * a header that says nothing are `as_given`. Returns: wealth from 1 on the series' base day. The days and levels are those of
 * the series or lie in the answer's arena. false: refused, and the answer says why. */
bool price_source_make(struct file_answer *, enum price_kind, const struct price_file_series *, struct returns_source *);

#endif
