/* series_pack.h: a series as it is kept: its days and columns in one zstd frame, a fifth to a third of their size as text; 8,000
 * days of closes with adjusted closes take about 70 kB. Nothing is rounded.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_SERIES_PACK_H
#define MARKET_SERIES_PACK_H

#include "market/price_file.h"

enum { SERIES_ROWS_MAX = 200000 };

extern const char *const series_column_name[PRICE_FIELDS]; /* "open" … "close", "adj_close", "volume", "dividend" */

/* The days, the columns that are there and the base day. *plain, if not NULL: the same before it was packed, for a hash of what it
 * holds. */
struct str series_pack(struct arena *, const struct price_file_series *, struct str *plain);
/* The inverse, to the bit; the name stays as it is. False: *why says what is wrong with it. */
bool series_unpack(struct arena *, struct str packed, struct price_file_series *, const char **why);

#endif
