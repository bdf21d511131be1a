/* files.h: the CSV files of hubctl compute: a strict reader of one plain form, a head and a line a day. What people
 * upload is read elsewhere, leniently.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef COMPUTE_FILES_H
#define COMPUTE_FILES_H

#include "base/problem.h"
#include "engine/series.h"

/* date,open,high,low,close,… : date and close are needed, dates ascend, prices are above 0; other columns are ignored. */
bool files_prices_parse(struct arena *, const char *name, struct str text, struct price_series *, struct problem *);
/* ex_date,dividend joined to the sessions with that date; *lost counts those inside the series that hit no session. */
bool files_dividends_parse(struct arena *, const char *name, struct str text, struct price_series *, size_t *lost,
                           struct problem *);
/* date or month, fed_funds_pct, margin_rate_pct; a month is its first day. */
bool files_rates_parse(struct arena *, const char *name, struct str text, struct rate_series *, struct problem *);

#endif
